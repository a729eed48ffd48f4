//! The writes of visits: planned, written down, recorded, sent after their place.

use ledger::follow::FollowedBy;
use ledger::visit::{Party, Programme, Recorded, State, Visit};
use ledger::{MatterId, PracticeId, VisitId, VisitProgrammeId};
use units::{Day, PostId, UnitId};
use uuid::Uuid;

use super::{Loaded, sql};
use crate::locality::Locality;
use crate::unit::Ask;
use crate::{Failure, FromRow, Row, Tx, Value};

/// Stores a programme.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_programme(
    tx: &mut Tx,
    programme: &Programme,
    (post, on, at): (PostId, Day, i64),
) -> Result<(), Failure> {
    let values = vec![
        programme.id.into(),
        programme.unit.into(),
        i64::from(programme.year).into(),
        programme.title.as_str().into(),
        programme.goal.as_str().into(),
        post.into(),
        on.into(),
        at.into(),
    ];
    tx.run(&sql::ADD_PROGRAMME, values).await.map(drop)
}

/// Stores a visit as planned.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(
    tx: &mut Tx,
    visit: &Visit,
    locality: Locality,
    (on, at): (Day, i64),
) -> Result<(), Failure> {
    let values = vec![
        visit.id.into(),
        visit.programme.into(),
        visit.theme.as_str().into(),
        visit.month_on.into(),
        visit.planned_on.into(),
        visit.party.leader.into(),
        locality.commune_id.into(),
        locality.top_id.into(),
        at.into(),
    ];
    tx.run(&sql::ADD, values).await?;
    let place = vec![
        visit.id.into(),
        on.into(),
        visit.unit.into(),
        FollowedBy::Opened.into(),
        None::<Uuid>.into(),
    ];
    tx.run(&sql::ADD_PLACE, place).await?;
    add_members(tx, visit.id, &visit.party).await
}

async fn add_members(tx: &mut Tx, id: VisitId, party: &Party) -> Result<(), Failure> {
    for post in &party.members {
        tx.run(&sql::ADD_MEMBER, vec![id.into(), (*post).into()]).await?;
    }
    Ok(())
}

/// Changes what is planned, but not the place; false where the visit has moved on from `revision`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn replan(tx: &mut Tx, visit: &Visit, revision: i64) -> Result<bool, Failure> {
    let values = vec![
        visit.id.into(),
        revision.into(),
        visit.theme.as_str().into(),
        visit.month_on.into(),
        visit.planned_on.into(),
        visit.party.leader.into(),
    ];
    if tx.run(&sql::REPLAN, values).await? != 1 {
        return Ok(false);
    }
    tx.run(&sql::DELETE_MEMBERS, vec![visit.id.into()]).await?;
    add_members(tx, visit.id, &visit.party).await?;
    Ok(true)
}

/// Takes a visit out that is only planned. The caller has loaded it in the same transaction.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn remove(tx: &mut Tx, id: VisitId, revision: i64) -> Result<bool, Failure> {
    tx.run(&sql::DELETE_MEMBERS, vec![id.into()]).await?;
    tx.run(&sql::DELETE_PLACES, vec![id.into()]).await?;
    Ok(tx.run(&sql::DELETE, vec![id.into(), revision.into()]).await? == 1)
}

struct Stored {
    visit: Visit,
    state: State,
    draft: Option<String>,
    speaker: Option<PostId>,
    record_key: Option<Uuid>,
    revision: i64,
}

impl FromRow for Stored {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let programme: Option<VisitProgrammeId> = row.get("visit_programme_id")?;
        Ok(Self {
            visit: Visit {
                id: row.get("visit_id")?,
                programme,
                unit: row.get("unit_id")?,
                theme: row.get("theme")?,
                month_on: row.get("month_on")?,
                planned_on: row.get("planned_on")?,
                party: Party { leader: row.get("leader_id")?, members: Vec::new() },
            },
            state: row.get("state")?,
            draft: row.get("draft")?,
            speaker: row.get("speaker_id")?,
            record_key: row.get("record_key")?,
            revision: row.get("revision")?,
        })
    }
}

/// A visit as it stands today, for an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn load(ask: &mut impl Ask, id: VisitId, today: Day) -> Result<Option<Loaded>, Failure> {
    let found: Option<Stored> = ask.ask(&sql::LOAD, vec![today.into(), id.into()]).await?.pop();
    let Some(mut stored) = found else { return Ok(None) };
    let members: Vec<crate::matter::Named> = ask.ask(&sql::MEMBERS, vec![id.into()]).await?;
    stored.visit.party.members = members.into_iter().map(|named| named.post_id).collect();
    stored.visit.party.members.sort_unstable();
    let Stored { visit, state, draft, speaker, record_key, revision } = stored;
    Ok(Some(Loaded { visit, state, draft, speaker, record_key, revision }))
}

/// Keeps the record being written; false where the visit has moved on from `revision`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn keep_draft(
    tx: &mut Tx,
    id: VisitId,
    revision: i64,
    draft: &str,
) -> Result<bool, Failure> {
    Ok(tx.run(&sql::KEEP_DRAFT, vec![id.into(), revision.into(), draft.into()]).await? == 1)
}

/// Keeps a record that counts, but for its promises; false where the visit has moved on.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn keep_record(
    tx: &mut Tx,
    (id, revision): (VisitId, i64),
    recorded: &Recorded,
    (key, on): (Uuid, Day),
) -> Result<bool, Failure> {
    let values = vec![
        id.into(),
        revision.into(),
        recorded.held_on.into(),
        recorded.speaker.into(),
        on.into(),
        key.into(),
    ];
    if tx.run(&sql::KEEP_RECORD, values).await? != 1 {
        return Ok(false);
    }
    for (number, said) in (1_i64..).zip(&recorded.good) {
        tx.run(&sql::ADD_EXPERIENCE, vec![id.into(), number.into(), said.as_str().into()]).await?;
    }
    for (number, (said, post)) in (1_i64..).zip(&recorded.lessons) {
        let values = vec![id.into(), number.into(), said.as_str().into(), (*post).into()];
        tx.run(&sql::ADD_LESSON, values).await?;
    }
    let raised = recorded.raised.iter().map(|new| (new.id, true));
    for (difficulty, is_new) in raised.chain(recorded.known.iter().map(|known| (*known, false))) {
        let values = vec![id.into(), difficulty.into(), is_new.into()];
        tx.run(&sql::ADD_DIFFICULTY, values).await?;
    }
    Ok(true)
}

/// Says which practice a good experience became; false where there is no such experience or it became
/// another.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn register_experience(
    tx: &mut Tx,
    (id, number): (VisitId, i64),
    practice: PracticeId,
) -> Result<bool, Failure> {
    Ok(tx.run(&sql::REGISTER, vec![id.into(), number.into(), practice.into()]).await? == 1)
}

/// A promise to link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPromise {
    /// The matter.
    pub matter_id: MatterId,
    /// Whether a visiting post took it on.
    pub is_own: bool,
}

/// Links promises to their visit, behind those it has.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_promises(
    tx: &mut Tx,
    id: VisitId,
    promises: &[NewPromise],
) -> Result<(), Failure> {
    let (last,): (i64,) = tx.one(&sql::LAST_PROMISE, vec![id.into()]).await?;
    for (number, promise) in (last + 1..).zip(promises) {
        let (matter, is_own) = (promise.matter_id.into(), promise.is_own.into());
        tx.run(&sql::ADD_PROMISE, vec![id.into(), number.into(), matter, is_own]).await?;
    }
    Ok(())
}

/// The visits still to be made or recorded of places that end on a day: visit and place.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn open_in_units(
    tx: &mut Tx,
    units: &[UnitId],
    day: Day,
) -> Result<Vec<(VisitId, UnitId)>, Failure> {
    let units = Value::list(units.iter().map(|unit| unit.0));
    tx.rows(&sql::OPEN_IN_UNITS, vec![units, day.into()]).await
}

/// Lets a visit lead elsewhere from a day on.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn follow(
    tx: &mut Tx,
    (id, unit, by): (VisitId, UnitId, FollowedBy),
    (day, reorganisation): (Day, Uuid),
) -> Result<(), Failure> {
    tx.run(&sql::END_PLACE, vec![id.into(), day.into(), reorganisation.into()]).await?;
    let place = vec![id.into(), day.into(), unit.into(), by.into(), Some(reorganisation).into()];
    tx.run(&sql::ADD_PLACE, place).await.map(drop)
}

/// Takes back where a reorganisation sent visits.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn take_back(tx: &mut Tx, by: Uuid) -> Result<(), Failure> {
    tx.run(&sql::DELETE_BEGUN, vec![by.into()]).await?;
    tx.run(&sql::REOPEN_PLACE, vec![by.into()]).await.map(drop)
}
