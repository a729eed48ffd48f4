//! What pages read of plans.

use ledger::{ProgrammeId, WorkplanId, WorkplanLineId};
use units::{AttachmentId, Day, PostId, UnitId};

use super::{Line, LineRow, ReportRow, Version, sql};
use crate::locality::sight;
use crate::{Failure, Reader, Scope, Value};

/// The plans of a programme that a reader sees, by the names of their places.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(
    reader: &Reader,
    scope: &Scope,
    programme: ProgrammeId,
    at: Day,
) -> Result<Vec<Line>, Failure> {
    let [all, within] = sight(scope);
    reader.rows(&sql::OF_PROGRAMME, vec![at.into(), programme.into(), all, within]).await
}

/// The plans of a place that a reader sees.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_unit(
    reader: &Reader,
    scope: &Scope,
    unit: UnitId,
    at: Day,
) -> Result<Vec<Line>, Failure> {
    let [all, within] = sight(scope);
    reader.rows(&sql::OF_UNIT, vec![at.into(), unit.into(), all, within]).await
}

/// Plans in which a side has the word that posts of some places, or some posts, may speak for. Both
/// are the reader's own, as `desk::authority` names them.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn waiting(
    reader: &Reader,
    scope: &Scope,
    (places, posts): (&[UnitId], &[PostId]),
    at: Day,
) -> Result<Vec<Line>, Failure> {
    if scope.is_public() {
        return Ok(Vec::new());
    }
    let places = Value::list(places.iter().map(|unit| unit.0));
    let posts = Value::list(posts.iter().map(|post| post.0));
    reader.rows(&sql::WAITING, vec![at.into(), places, posts]).await
}

/// One plan; nothing where the reader may not know of it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page(
    reader: &Reader,
    scope: &Scope,
    id: WorkplanId,
    at: Day,
) -> Result<Option<Line>, Failure> {
    let [all, within] = sight(scope);
    reader.row(&sql::ONE, vec![at.into(), id.into(), all, within]).await
}

/// The texts of a plan, oldest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn versions(
    reader: &Reader,
    _scope: &Scope,
    plan: &Line,
) -> Result<Vec<Version>, Failure> {
    reader.rows(&sql::VERSIONS, vec![plan.workplan_id.into()]).await
}

/// The lines of every text of a plan; of a text that is not sent yet only for readers of the place.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn lines(
    reader: &Reader,
    scope: &Scope,
    plan: &Line,
    at: Day,
) -> Result<Vec<LineRow>, Failure> {
    let values = vec![at.into(), plan.workplan_id.into()];
    let mut lines: Vec<LineRow> = reader.rows(&sql::LINES, values).await?;
    if !scope.covers(&plan.path()) {
        lines.retain(|line| line.version <= plan.sent);
    }
    Ok(lines)
}

/// What the place told of its lines until a day, oldest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn reports(
    reader: &Reader,
    _scope: &Scope,
    plan: &Line,
    at: Day,
) -> Result<Vec<ReportRow>, Failure> {
    reader.rows(&sql::REPORTS, vec![plan.workplan_id.into(), at.into()]).await
}

/// Whether a reader may see an attachment because it proves what a plan in sight told.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn proof_is_seen(
    reader: &Reader,
    scope: &Scope,
    (plan, attachment): (WorkplanId, AttachmentId),
) -> Result<bool, Failure> {
    let [all, within] = sight(scope);
    let values = vec![plan.into(), attachment.into(), all, within];
    let found: Option<(AttachmentId,)> = reader.row(&sql::PROOF_SEEN, values).await?;
    Ok(found.is_some())
}

/// The plan in which a line stands, for the page of the matter that it opened.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn plan_of(
    reader: &Reader,
    _scope: &Scope,
    line: WorkplanLineId,
) -> Result<Option<WorkplanId>, Failure> {
    let found: Option<(WorkplanId,)> = reader.row(&sql::PLAN_OF, vec![line.into()]).await?;
    Ok(found.map(|(id,)| id))
}
