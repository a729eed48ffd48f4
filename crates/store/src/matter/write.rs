//! The writes of matters: opened, changed by an act, sent after their place.

use ledger::follow::FollowedBy;
use ledger::matter::{Act, Asker, Clears, Hand, Matter, OriginKind, Proof, State, Step, StepKind};
use ledger::{BodyId, DifficultyId, MatterId};
use units::{Day, DoorPoint, PostId, UnitId};
use uuid::Uuid;

use super::{Loaded, Standing, line, sql};
use crate::locality::Locality;
use crate::{Failure, FromRow, Row, Tx, Value};

/// What a row says beside the domain's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewRow {
    /// Where it lies.
    pub locality: Locality,
    /// The point on the map, if one was given.
    pub point: Option<DoorPoint>,
    /// The difficulty it answers.
    pub difficulty_id: Option<DifficultyId>,
    /// Whether everybody may see it.
    pub is_public: bool,
    /// Epoch milliseconds.
    pub at: i64,
}

/// Where a matter lies and who owes the answer from a day on, because of a reorganisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The matter.
    pub matter_id: MatterId,
    /// The place.
    pub unit_id: UnitId,
    /// The owner.
    pub post_id: PostId,
    /// How the place was found.
    pub by: FollowedBy,
    /// The first day.
    pub from: Day,
    /// The reorganisation.
    pub reorganisation: Uuid,
}

/// A matter to store as opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The domain's value.
    pub matter: Matter,
    /// What its row says beside it.
    pub row: NewRow,
    /// Who opened it.
    pub hand: Hand,
}

/// Stores matters as opened, each with the first line of its history.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(tx: &mut Tx, opened: &[Opened]) -> Result<(), Failure> {
    tx.bulk_later(&sql::ADD, opened.iter().map(cells).collect()).await?;
    tx.bulk_later(&sql::ADD_PLACE, opened.iter().map(first_place).collect()).await?;
    let helping = opened.iter().flat_map(|new| {
        let id = new.matter.id;
        new.matter.cooperating.iter().map(move |post| vec![id.into(), (*post).into()])
    });
    tx.bulk_later(&sql::ADD_COOPERATING, helping.collect()).await?;
    let steps = opened.iter().map(|new| {
        let Matter { id, clears, opened_on, state, .. } = &new.matter;
        let first = StepCells {
            to_post: Some(clears.owner),
            due_on: Some(clears.due_on),
            ..StepCells::new(StepKind::Opened, new.hand, *opened_on, *state)
        };
        first.values((*id, 1), new.row.at, None)
    });
    tx.bulk_later(&sql::ADD_STEP, steps.collect()).await
}

fn cells(Opened { matter, row, .. }: &Opened) -> Vec<Value> {
    let (kind, post, body, unit) = asker_cells(matter.asker);
    let clears = &matter.clears;
    vec![
        matter.id.into(),
        ledger::code::number("DV", matter.id.0).into(),
        matter.origin.0.into(),
        matter.origin.1.into(),
        matter.household_id.into(),
        row.point.map(|point| i64::from(point.lon_e7)).into(),
        row.point.map(|point| i64::from(point.lat_e7)).into(),
        kind.into(),
        post.into(),
        body.into(),
        unit.into(),
        clears.work.as_str().into(),
        units::text::fold(&clears.work).into(),
        clears.responsibility.as_str().into(),
        clears.product.as_str().into(),
        clears.authority.as_str().into(),
        matter.wanted.into(),
        clears.due_on.into(),
        matter.due_set_by.into(),
        matter.opened_on.into(),
        row.at.into(),
        matter.state.into(),
        matter.state.is_owed().into(),
        i64::from(matter.reopened).into(),
        row.difficulty_id.into(),
        row.locality.commune_id.into(),
        row.locality.top_id.into(),
        row.is_public.into(),
    ]
}

fn first_place(Opened { matter, row, .. }: &Opened) -> Vec<Value> {
    vec![
        matter.id.into(),
        matter.opened_on.into(),
        None::<Day>.into(),
        row.locality.unit_id.into(),
        matter.clears.owner.into(),
        FollowedBy::Opened.into(),
        None::<Uuid>.into(),
    ]
}

const fn asker_cells(
    asker: Asker,
) -> (&'static str, Option<PostId>, Option<BodyId>, Option<UnitId>) {
    match asker {
        Asker::Resident => ("resident", None, None, None),
        Asker::Post(post) => ("post", Some(post), None, None),
        Asker::Body(body, post) => ("body", Some(post), Some(body), None),
        Asker::Place(unit, post) => ("place", Some(post), None, Some(unit)),
    }
}

struct LoadedRow(Loaded);

impl FromRow for LoadedRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let origin: OriginKind = row.get("origin_kind")?;
        let reopened: i64 = row.get("reopened")?;
        let matter = Matter {
            id: row.get("matter_id")?,
            origin: (origin, row.get("origin_id")?),
            household_id: row.get("household_id")?,
            asker: asker(row)?,
            clears: Clears {
                work: row.get("work")?,
                owner: row.get("post_id")?,
                due_on: row.get("due_on")?,
                responsibility: row.get("responsibility")?,
                product: row.get("product")?,
                authority: row.get("authority")?,
            },
            cooperating: Vec::new(),
            wanted: row.get("proof")?,
            due_set_by: row.get("due_set_by_id")?,
            opened_on: row.get("opened_on")?,
            state: row.get("state")?,
            reopened: u32::try_from(reopened).unwrap_or(u32::MAX),
            escalated_to: row.get("escalated_to_id")?,
            answered_on: row.get("answered_on")?,
        };
        Ok(Self(Loaded {
            matter,
            number: row.get("number")?,
            locality: Locality {
                unit_id: row.get("unit_id")?,
                commune_id: row.get("commune_id")?,
                top_id: row.get("top_id")?,
            },
            difficulty_id: row.get("difficulty_id")?,
            revision: row.get("revision")?,
        }))
    }
}

fn asker(row: &Row) -> Result<Asker, Failure> {
    let kind: String = row.get("asker_kind")?;
    let post: Option<PostId> = row.get("asker_post_id")?;
    let body: Option<BodyId> = row.get("asker_body_id")?;
    let unit: Option<UnitId> = row.get("asker_unit_id")?;
    Ok(match (kind.as_str(), post, body, unit) {
        ("post", Some(post), ..) => Asker::Post(post),
        ("body", Some(post), Some(body), _) => Asker::Body(body, post),
        ("place", Some(post), _, Some(unit)) => Asker::Place(unit, post),
        _ => Asker::Resident,
    })
}

/// A matter as it stands today, for an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn load(tx: &mut Tx, id: MatterId, today: Day) -> Result<Option<Loaded>, Failure> {
    let found: Option<LoadedRow> = tx.row(&sql::LOAD, vec![today.into(), id.into()]).await?;
    let Some(LoadedRow(mut loaded)) = found else { return Ok(None) };
    let helping: Vec<super::Named> = tx.rows(&sql::COOPERATING, vec![id.into()]).await?;
    loaded.matter.cooperating = helping.into_iter().map(|post| post.post_id).collect();
    Ok(Some(loaded))
}

/// Keeps what an act changed, with its step; false where the matter has moved on from `revision`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn keep(
    tx: &mut Tx,
    matter: &Matter,
    revision: i64,
    step: &Step,
    at: i64,
) -> Result<bool, Failure> {
    let closed_on = (!matter.state.is_open()).then_some(step.on);
    let merged = match &step.act {
        Act::Merge(into) => Some(*into),
        _ => None,
    };
    let values = vec![
        matter.id.into(),
        revision.into(),
        matter.state.into(),
        matter.state.is_owed().into(),
        matter.clears.due_on.into(),
        i64::from(matter.reopened).into(),
        matter.escalated_to.into(),
        matter.answered_on.into(),
        closed_on.into(),
        merged.into(),
    ];
    if tx.run(&sql::KEEP, values).await? != 1 {
        return Ok(false);
    }
    match &step.act {
        Act::Assign(owner) | Act::Redirect(owner, _) => {
            send(tx, matter.id, *owner, step.on).await?;
        }
        Act::PassAsking { .. } => {
            let (_, post, _, unit) = asker_cells(matter.asker);
            tx.run(&sql::PASS_ASKING, vec![matter.id.into(), post.into(), unit.into()]).await?;
        }
        _ => {}
    }
    if let Act::Revise { clears, .. } = &step.act
        && line::revise(tx, matter, step.on).await? != Some(clears.owner)
    {
        send(tx, matter.id, clears.owner, step.on).await?;
    }
    let number = add_step(tx, matter.id, StepCells::of(step), at, None).await?;
    if let Act::Answer(answer) = &step.act {
        let proofs = (1_i64..).zip(&answer.proofs);
        let proofs = proofs.map(|(at, proof)| proof_cells(matter.id, (number, at), proof));
        tx.bulk(&sql::ADD_PROOF, proofs.collect()).await?;
    }
    Ok(true)
}

/// Another post owes the answer from today on, in the same place.
async fn send(tx: &mut Tx, id: MatterId, owner: PostId, today: Day) -> Result<(), Failure> {
    tx.run(&sql::DROP_COOPERATING, vec![id.into(), owner.into()]).await?;
    tx.run(&sql::SEND_AHEAD, vec![id.into(), today.into(), owner.into()]).await?;
    let begun: Vec<(Day, Option<Day>, UnitId)> =
        tx.rows(&sql::PLACE_ON, vec![today.into(), id.into()]).await?;
    let Some((from, until, unit)) = begun.into_iter().next() else { return Ok(()) };
    if from == today {
        let values = vec![id.into(), today.into(), owner.into(), FollowedBy::Sent.into()];
        return tx.run(&sql::CHANGE_PLACE, values).await.map(drop);
    }
    tx.run(&sql::CUT_PLACE, vec![id.into(), from.into(), today.into()]).await?;
    let place = vec![
        id.into(),
        today.into(),
        until.into(),
        unit.into(),
        owner.into(),
        FollowedBy::Sent.into(),
        None::<Uuid>.into(),
    ];
    tx.run(&sql::ADD_PLACE, place).await?;
    tx.run(&sql::MOVE_END, vec![id.into(), from.into(), today.into()]).await?;
    tx.run(&sql::FORGET_END, vec![id.into(), from.into()]).await.map(drop)
}

fn proof_cells(id: MatterId, (step, number): (i64, i64), proof: &Proof) -> Vec<Value> {
    let (mut attachment, mut document, mut dated) = (None, None, None);
    let (mut label, mut value, mut measure) = (None, None, None);
    match proof {
        Proof::Photo(kept) => attachment = Some(*kept),
        Proof::Document { number, dated_on, attachment: kept } => {
            attachment = *kept;
            document = Some(number.clone());
            dated = Some(*dated_on);
        }
        Proof::Figure { label: of, value_milli, unit } => {
            label = Some(of.clone());
            value = Some(*value_milli);
            measure = Some(unit.clone());
        }
    }
    vec![
        id.into(),
        step.into(),
        number.into(),
        proof.kind().into(),
        attachment.into(),
        document.into(),
        dated.into(),
        label.into(),
        value.into(),
        measure.into(),
    ]
}

/// The cells of a step.
pub(super) struct StepCells {
    kind: StepKind,
    hand: Hand,
    on: Day,
    state: State,
    said: String,
    due_on: Option<Day>,
    done_on: Option<Day>,
    to_post: Option<PostId>,
    to_unit: Option<UnitId>,
    to_matter: Option<MatterId>,
    code: Option<&'static str>,
}

impl StepCells {
    const fn new(kind: StepKind, hand: Hand, on: Day, state: State) -> Self {
        let said = String::new();
        let (due_on, done_on, to_post, to_unit, to_matter, code) =
            (None, None, None, None, None, None);
        Self { kind, hand, on, state, said, due_on, done_on, to_post, to_unit, to_matter, code }
    }

    pub(super) fn of(step: &Step) -> Self {
        let mut cells = Self::new(step.act.kind(), step.hand, step.on, step.state);
        match &step.act {
            Act::Assign(post) | Act::Escalate(post) => cells.to_post = Some(*post),
            Act::AskInfo(said)
            | Act::GiveInfo(said)
            | Act::Remind(said)
            | Act::Reopen(said)
            | Act::Withdraw(said)
            | Act::SendOut(said) => cells.said.clone_from(said),
            Act::Revise { clears, why, .. } => {
                cells.due_on = Some(clears.due_on);
                cells.to_post = Some(clears.owner);
                cells.said.clone_from(why);
            }
            Act::AskExtension(day, said) | Act::Extend(day, said) => {
                cells.due_on = Some(*day);
                cells.said.clone_from(said);
            }
            Act::Redirect(post, said) => {
                cells.to_post = Some(*post);
                cells.said.clone_from(said);
            }
            Act::Answer(answer) => {
                cells.said.clone_from(&answer.text);
                cells.done_on = answer.done_on;
            }
            Act::Reject(reason) => cells.code = Some(reason.word()),
            Act::SplitOff(door) => cells.code = Some(door.word()),
            Act::Merge(into) => cells.to_matter = Some(*into),
            Act::Follow { unit, owner, by } => {
                cells.to_unit = Some(*unit);
                cells.to_post = Some(*owner);
                cells.code = Some(by.word());
            }
            Act::PassAsking { to, .. } => cells.to_post = Some(*to),
            Act::Triage | Act::Accept | Act::Start | Act::Confirm | Act::CloseSilent => {}
        }
        cells
    }
}

impl StepCells {
    fn values(
        self,
        (id, number): (MatterId, i64),
        at: i64,
        reorganisation: Option<Uuid>,
    ) -> Vec<Value> {
        let (hand, post) = match self.hand {
            Hand::Post(post) => ("post", Some(post)),
            Hand::Dispatcher(post) => ("dispatcher", Some(post)),
            Hand::Asker => ("asker", None),
            Hand::Program => ("program", None),
        };
        vec![
            id.into(),
            number.into(),
            self.kind.into(),
            hand.into(),
            post.into(),
            self.on.into(),
            at.into(),
            self.state.into(),
            self.said.into(),
            self.due_on.into(),
            self.done_on.into(),
            self.to_post.into(),
            self.to_unit.into(),
            self.to_matter.into(),
            self.code.map(str::to_owned).into(),
            reorganisation.into(),
        ]
    }
}

pub(super) async fn add_step(
    tx: &mut Tx,
    id: MatterId,
    cells: StepCells,
    at: i64,
    reorganisation: Option<Uuid>,
) -> Result<i64, Failure> {
    let (last,): (i64,) = tx.one(&sql::LAST_STEP, vec![id.into()]).await?;
    tx.run(&sql::ADD_STEP, cells.values((id, last + 1), at, reorganisation)).await?;
    Ok(last + 1)
}

/// Shows a matter to everybody, or hides it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn publish(tx: &mut Tx, id: MatterId, is_public: bool) -> Result<(), Failure> {
    tx.run(&sql::PUBLISH, vec![id.into(), is_public.into()]).await.map(drop)
}

/// The open matters of places that end on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn open_in_units(
    tx: &mut Tx,
    units: &[UnitId],
    day: Day,
) -> Result<Vec<Standing>, Failure> {
    let units = Value::list(units.iter().map(|unit| unit.0));
    tx.rows(&sql::OPEN_IN_UNITS, vec![units, day.into()]).await
}

/// Lets a matter lie elsewhere from a day on, with a step that shows from that day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn follow(tx: &mut Tx, placed: &Placed, at: i64) -> Result<(), Failure> {
    let (id, by) = (placed.matter_id, placed.reorganisation);
    tx.run(&sql::END_PLACE, vec![id.into(), placed.from.into(), by.into()]).await?;
    let place = vec![
        id.into(),
        placed.from.into(),
        None::<Day>.into(),
        placed.unit_id.into(),
        placed.post_id.into(),
        placed.by.into(),
        Some(by).into(),
    ];
    tx.run(&sql::ADD_PLACE, place).await?;
    let (state,): (State,) = tx.one(&sql::STATE, vec![id.into()]).await?;
    let act = Act::Follow { unit: placed.unit_id, owner: placed.post_id, by: placed.by };
    let step = Step { act, hand: Hand::Program, on: placed.from, state };
    add_step(tx, id, StepCells::of(&step), at, Some(by)).await.map(drop)
}

/// Takes back where a reorganisation sent matters.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn take_back(tx: &mut Tx, by: Uuid) -> Result<(), Failure> {
    tx.run(&sql::DELETE_BEGUN, vec![by.into()]).await?;
    tx.run(&sql::REOPEN_PLACE, vec![by.into()]).await?;
    tx.run(&sql::DELETE_STEPS, vec![by.into()]).await.map(drop)
}

/// Late matters nobody above was told of, with the post one level up.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn due_for_sweep(tx: &mut Tx, today: Day) -> Result<Vec<(MatterId, PostId)>, Failure> {
    tx.rows(&sql::DUE_FOR_SWEEP, vec![today.into()]).await
}

/// Matters answered on or before a day whose asker has not spoken.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn silent_since(tx: &mut Tx, answered_on: Day) -> Result<Vec<MatterId>, Failure> {
    let rows: Vec<(MatterId,)> = tx.rows(&sql::SILENT, vec![answered_on.into()]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
