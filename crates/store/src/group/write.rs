//! The writes of self-managed groups, and what their acts read.

use ledger::group::{Recorded, RequestState};
use ledger::{Category, GroupActId, MatterId};
use units::{AtomId, Day, HouseholdId, PostId, ReorganisationId, StateId, UnitId};

use super::{NewGroup, Request, Standing, sql};
use crate::locality::Locality;
use crate::{Failure, Tx, Value};

/// Stores a group beside its unit.
///
/// # Errors
/// [`Failure`] of the database; a plan's part that was formed is a duplicate.
pub async fn add(tx: &mut Tx, new: &NewGroup, locality: Locality) -> Result<(), Failure> {
    let values = vec![
        locality.unit_id.into(),
        new.kind.into(),
        new.ground.as_str().into(),
        new.core.into(),
        new.head.into(),
        new.plan.map(|(plan, _)| plan).into(),
        new.plan.map(|(_, part)| part).into(),
        new.formed_on.into(),
        new.formed_by.into(),
        locality.commune_id.into(),
        locality.top_id.into(),
    ];
    tx.run(&sql::ADD, values).await?;
    if let Some((plan, part)) = new.plan {
        let values = vec![locality.unit_id.into(), plan.into(), part.into()];
        tx.run(&sql::ADD_ATOMS, values).await?;
    }
    Ok(())
}

/// Whether the khu phố has a group of this name on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn is_named(
    tx: &mut Tx,
    parent: UnitId,
    (name, at): (&str, Day),
) -> Result<bool, Failure> {
    let folded = units::text::fold(name);
    let values = vec![at.into(), parent.into(), folded.into()];
    let found: Option<(UnitId,)> = tx.row(&sql::NAMED, values).await?;
    Ok(found.is_some())
}

/// Dissolves a group: its state, its head's post and its memberships end on the day, consents are
/// closed. False where it was dissolved before.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn dissolve(tx: &mut Tx, unit: UnitId, (day, why): (Day, &str)) -> Result<bool, Failure> {
    let moved = tx.run(&sql::DISSOLVE, vec![unit.into(), day.into(), why.into()]).await?;
    for statement in [
        &sql::FORGET_SHAPES_AHEAD,
        &sql::FORGET_STATES_AHEAD,
        &sql::END_STATE,
        &sql::END_HEAD,
        &sql::FORGET_MEMBERS,
        &sql::END_MEMBERS,
        &sql::END_CONSENTS,
    ] {
        tx.run(statement, vec![unit.into(), day.into()]).await?;
    }
    Ok(moved == 1)
}

/// Stores what a group recorded.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn record(
    tx: &mut Tx,
    (id, unit): (GroupActId, UnitId),
    act: &Recorded,
    (by, at): (Option<PostId>, i64),
) -> Result<(), Failure> {
    let values = vec![
        id.into(),
        unit.into(),
        act.kind.into(),
        act.title.as_str().into(),
        act.said.as_str().into(),
        act.on.into(),
        act.last_on.into(),
        act.votes.map(|votes| votes.attending).into(),
        act.votes.map(|votes| votes.agreed).into(),
        act.votes.map(|votes| votes.against).into(),
        by.into(),
        at.into(),
    ];
    tx.run(&sql::RECORD, values).await.map(drop)
}

/// Whether a group's act or request of this identity was stored, so that a form sent twice gives the
/// same thing.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn is_kept(tx: &mut Tx, id: GroupActId) -> Result<bool, Failure> {
    let found: Option<(GroupActId,)> = tx.row(&sql::KEPT, vec![id.into()]).await?;
    Ok(found.is_some())
}

/// The household of a code in a khu phố on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn household_in(
    tx: &mut Tx,
    unit: UnitId,
    (code, at): (&str, Day),
) -> Result<Option<HouseholdId>, Failure> {
    let values = vec![at.into(), unit.into(), code.into()];
    let found: Option<(HouseholdId,)> = tx.row(&sql::HOUSEHOLD_IN, values).await?;
    Ok(found.map(|(id,)| id))
}

/// The member household of a code.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn member_of(
    tx: &mut Tx,
    group: UnitId,
    (code, at): (&str, Day),
) -> Result<Option<HouseholdId>, Failure> {
    let values = vec![at.into(), group.into(), code.into()];
    let found: Option<(HouseholdId,)> = tx.row(&sql::MEMBER_OF, values).await?;
    Ok(found.map(|(id,)| id))
}

/// Keeps a household's consent and its membership from today on.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn join(
    tx: &mut Tx,
    (group, household): (UnitId, HouseholdId),
    (consented_on, today): (Day, Day),
    (by, at): (Option<PostId>, i64),
) -> Result<(), Failure> {
    let values = vec![group.into(), household.into(), at.into(), consented_on.into(), by.into()];
    tx.run(&sql::CONSENT, values).await?;
    // Joining, leaving and joining again on one day is one membership.
    let again = tx.run(&sql::REJOIN, vec![household.into(), group.into(), today.into()]).await?;
    if again == 0 {
        tx.run(&sql::JOIN, vec![household.into(), group.into(), today.into()]).await?;
    }
    Ok(())
}

/// Ends a household's membership today and closes its consent.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn leave(
    tx: &mut Tx,
    (group, household): (UnitId, HouseholdId),
    today: Day,
    by: Option<PostId>,
) -> Result<(), Failure> {
    let of = || vec![household.into(), group.into(), today.into()];
    tx.run(&sql::NEVER_JOINED, of()).await?;
    tx.run(&sql::LEAVE, of()).await?;
    let mut values = of();
    values.push(by.into());
    tx.run(&sql::WITHDRAW, values).await.map(drop)
}

/// Stores a request for help.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_request(
    tx: &mut Tx,
    (id, unit): (GroupActId, UnitId),
    (category, said): (Category, &str),
    (today, at): (Day, i64),
) -> Result<(), Failure> {
    let values = vec![
        id.into(),
        unit.into(),
        category.into(),
        said.into(),
        RequestState::Asked.into(),
        today.into(),
        at.into(),
    ];
    tx.run(&sql::ADD_REQUEST, values).await.map(drop)
}

/// One request inside an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn request_now(
    tx: &mut Tx,
    (group, id): (UnitId, GroupActId),
) -> Result<Option<Request>, Failure> {
    tx.row(&sql::REQUEST, vec![id.into(), group.into()]).await
}

/// How many requests the head has not settled.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn open_requests(tx: &mut Tx, group: UnitId) -> Result<i64, Failure> {
    let found: Option<(i64,)> = tx.row(&sql::OPEN_REQUESTS, vec![group.into()]).await?;
    Ok(found.map_or(0, |(n,)| n))
}

/// Settles a request; false where it was settled before.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn settle(
    tx: &mut Tx,
    id: GroupActId,
    (state, matter): (RequestState, Option<MatterId>),
    today: Day,
) -> Result<bool, Failure> {
    let values = vec![id.into(), state.into(), matter.into(), today.into()];
    Ok(tx.run(&sql::SETTLE, values).await? == 1)
}

/// The groups under some units whose state goes on beyond a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn in_units(tx: &mut Tx, units: &[UnitId], day: Day) -> Result<Vec<Standing>, Failure> {
    let units = Value::list(units.iter().map(|unit| unit.0));
    tx.rows(&sql::IN_UNITS, vec![day.into(), units]).await
}

/// The atoms of a drawn group, with the households that stand in each.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn atoms(tx: &mut Tx, group: UnitId) -> Result<Vec<(AtomId, i64)>, Failure> {
    tx.rows(&sql::ATOMS, vec![group.into()]).await
}

/// Gives a state the outline that the group's earlier state has.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn keep_shape(tx: &mut Tx, from: StateId, to: StateId) -> Result<(), Failure> {
    tx.run(&sql::KEEP_SHAPE, vec![to.into(), from.into()]).await.map(drop)
}

/// Ends the open state of a group by a reorganisation; false where there is none.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn end_state(
    tx: &mut Tx,
    group: UnitId,
    day: Day,
    by: ReorganisationId,
) -> Result<bool, Failure> {
    Ok(crate::unit::end_states(tx, &[group], day, by).await? == 1)
}
