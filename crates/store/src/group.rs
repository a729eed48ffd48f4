//! Self-managed groups: what the registry does not know of them. A group's name, parent and outline
//! stand in its unit's states; its members in memberships of the group tier.
//!
//! Numbers of few households are cut here, so that no page can show them to those who may not know.

mod row;
mod sql;
mod write;

use units::{Day, PlanId, PostId, UnitId};

use crate::unit::Ask;
use crate::{Failure, Reader, Scope};

use row::Whole;
pub use row::{ActLine, Count, Line, Member, NewGroup, Page, Request, Standing};
pub use sql::STATEMENTS;
pub use write::{
    add, add_request, atoms, dissolve, end_state, household_in, in_units, is_kept, is_named, join,
    keep_shape, leave, member_of, open_requests, record, request_now, settle,
};

/// The groups of a commune on a day, by khu phố and name.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_commune(
    reader: &Reader,
    scope: &Scope,
    commune: UnitId,
    at: Day,
) -> Result<Vec<Line>, Failure> {
    let rows: Vec<Line> = reader.rows(&sql::OF_COMMUNE, vec![at.into(), commune.into()]).await?;
    Ok(rows.into_iter().map(|line| line.told(scope)).collect())
}

/// The groups inside a khu phố or ấp on a day, by name.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_unit(
    reader: &Reader,
    scope: &Scope,
    unit: UnitId,
    at: Day,
) -> Result<Vec<Line>, Failure> {
    let rows: Vec<Line> = reader.rows(&sql::OF_UNIT, vec![at.into(), unit.into()]).await?;
    Ok(rows.into_iter().map(|line| line.told(scope)).collect())
}

/// How many groups there are in each commune on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn counts(reader: &Reader, _scope: &Scope, at: Day) -> Result<Vec<Count>, Failure> {
    reader.rows(&sql::COUNTS, vec![at.into()]).await
}

/// One group as of a day, also one that was dissolved.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page(
    reader: &Reader,
    scope: &Scope,
    unit: UnitId,
    at: Day,
) -> Result<Option<Page>, Failure> {
    let whole: Option<Whole> = reader.row(&sql::ONE, vec![at.into(), unit.into()]).await?;
    let Some(whole) = whole else { return Ok(None) };
    let mut acts: Vec<ActLine> = reader.rows(&sql::ACTS, vec![unit.into()]).await?;
    if !scope.covers(&whole.line.path()) {
        for act in &mut acts {
            act.votes = act.votes.filter(|votes| votes.is_told());
        }
    }
    Ok(Some(Page {
        line: whole.line.told(scope),
        ground: whole.ground,
        core: whole.core,
        is_drawn: whole.plan_id.is_some(),
        dissolved_why: whole.dissolved_why,
        acts,
    }))
}

/// One group inside an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn line_now(ask: &mut impl Ask, unit: UnitId, at: Day) -> Result<Option<Line>, Failure> {
    let mut rows: Vec<Whole> = ask.ask(&sql::ONE, vec![at.into(), unit.into()]).await?;
    Ok(rows.pop().map(|whole| whole.line))
}

/// Which parts of a plan have been formed.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn formed_parts(
    reader: &Reader,
    _scope: &Scope,
    plan: PlanId,
) -> Result<Vec<(i64, UnitId)>, Failure> {
    reader.rows(&sql::FORMED_PARTS, vec![plan.into()]).await
}

/// The member households of a group on a day, by code; `desk::group` writes the access entry.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn members(
    reader: &Reader,
    scope: &Scope,
    group: UnitId,
    at: Day,
) -> Result<Vec<Member>, Failure> {
    if scope.is_public() {
        return Ok(Vec::new());
    }
    reader.rows(&sql::MEMBERS, vec![at.into(), group.into()]).await
}

/// The groups that some posts lead, in which requests wait for the head's word: group, name, how many.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn waiting(
    reader: &Reader,
    scope: &Scope,
    (posts, at): (&[PostId], Day),
) -> Result<Vec<(UnitId, String, i64)>, Failure> {
    if scope.is_public() || posts.is_empty() {
        return Ok(Vec::new());
    }
    let posts = crate::Value::list(posts.iter().map(|post| post.0));
    reader.rows(&sql::WAITING, vec![at.into(), posts]).await
}

/// The requests made to a group, open ones first; nothing for a visitor. `desk::group` has checked
/// that the reader leads the group.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn requests(
    reader: &Reader,
    scope: &Scope,
    group: UnitId,
) -> Result<Vec<Request>, Failure> {
    if scope.is_public() {
        return Ok(Vec::new());
    }
    reader.rows(&sql::REQUESTS, vec![group.into()]).await
}
