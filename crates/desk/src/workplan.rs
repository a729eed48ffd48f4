//! A place's plan under a programme: proposed, answered, agreed. The posts of a place speak for it,
//! those of the levels above for them, and nobody for both. Each line of an agreed plan is a matter.

mod agreed;

use std::collections::BTreeSet;

use ledger::workplan::{NewLine, Side, Tie, Words, Workplan, line as checked, resembling};
use ledger::{ProgrammeId, WorkplanId, WorkplanLineId, difficulty};
use store::workplan as rows;
use store::{Entry, Stop, Tx, locality};
use units::{PostId, UnitId};

use crate::authority::{Acting, authorize_as, system_scope};
use crate::{Act, Actor, Desk, Error, Refusal, entry, refused, stop};

pub use agreed::{Told, accept, photo_of, report, why_alike};

/// A plan to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewWorkplan {
    /// Its identity.
    pub id: WorkplanId,
    /// The programme it answers.
    pub programme: ProgrammeId,
    /// The place.
    pub unit: UnitId,
}

/// As whom a person speaks about a place's plan.
struct Speaking {
    side: Side,
    post: PostId,
    acting: Acting,
}

/// The sides for which a person may speak about the plans of a place.
///
/// # Errors
/// A failure of the database.
pub async fn sides(desk: &Desk, actor: &Actor, unit: UnitId) -> Result<Vec<Side>, Error> {
    let mut sides = Vec::new();
    for side in Side::ALL {
        match speaking(desk, actor, unit, *side).await {
            Ok(_) => sides.push(*side),
            Err(Error::Refused(_)) => {}
            Err(failed) => return Err(failed),
        }
    }
    Ok(sides)
}

/// Lets a person speak for a side: by the posts of the place for the place, by all others for the
/// level above.
async fn speaking(desk: &Desk, actor: &Actor, unit: UnitId, side: Side) -> Result<Speaking, Error> {
    let of_place = store::post::of_unit(&mut desk.store.read(), unit, desk.clock.today()).await?;
    let of_place: BTreeSet<PostId> = of_place.into_iter().map(|post| post.post_id).collect();
    let mut speaker = actor.clone();
    speaker.grants.retain(|grant| {
        let is_of_place = grant.post_id.is_some_and(|post| of_place.contains(&post));
        is_of_place == (side == Side::Place)
    });
    let (act, code) = match side {
        Side::Place => (Act::WorkplanWrite, "workplan-not-place-post"),
        Side::Upper => (Act::ProgrammeIssue, "workplan-not-upper-post"),
    };
    let is_elsewhere = speaker.grants.is_empty() && !actor.grants.is_empty();
    if is_elsewhere {
        return Err(Refusal::new(code).into());
    }
    let acting = authorize_as(&speaker, act, &desk.object(unit).await?)?;
    let post = acting.holder()?;
    Ok(Speaking { side, post, acting })
}

/// The side that has the word, and the person as its speaker.
async fn in_turn(desk: &Desk, actor: &Actor, id: WorkplanId) -> Result<Speaking, Error> {
    let plan = seen(desk, id).await?;
    let turn = Workplan {
        id,
        programme: plan.programme_id,
        unit: plan.unit_id,
        state: plan.state,
        drafting: plan.drafting,
        sent: plan.sent,
    };
    let turn = turn.turn().ok_or(Refusal::new("workplan-agreed"))?;
    speaking(desk, actor, plan.unit_id, turn).await
}

async fn seen(desk: &Desk, id: WorkplanId) -> Result<rows::Line, Error> {
    let (scope, today) = (system_scope(), desk.clock.today());
    let plan = rows::page(&desk.store.read(), &scope, id, today).await?;
    Ok(plan.ok_or(Refusal::new("workplan-unknown"))?)
}

fn audited(desk: &Desk, actor: &Actor, speaking: &Speaking, id: WorkplanId) -> Entry {
    let act = match speaking.side {
        Side::Place => Act::WorkplanWrite,
        Side::Upper => Act::ProgrammeIssue,
    };
    entry(desk.clock.now(), (actor, &speaking.acting.post), act, ("workplan", id.0))
}

/// Begins a plan of a place, for the side that the person speaks for; the place first. Sent twice it
/// is the same plan.
///
/// # Errors
/// `programme-unknown`, `programme-not-issued`, `workplan-outside`, authority, or a failure.
pub async fn begin(desk: &Desk, actor: &Actor, new: NewWorkplan) -> Result<WorkplanId, Error> {
    let speaking = match speaking(desk, actor, new.unit, Side::Place).await {
        Ok(speaking) => speaking,
        Err(Error::Refused(_)) => speaking(desk, actor, new.unit, Side::Upper).await?,
        Err(failed) => return Err(failed),
    };
    let audit = audited(desk, actor, &speaking, new.id);
    desk.act((desk.clone(), speaking.side, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, side, audit) = &*input;
            if rows::load(tx, new.id).await?.is_some() {
                tx.without_audit();
                return Ok(new.id);
            }
            let Some((programme, _)) = store::programme::load(tx, new.programme).await? else {
                return Err(stop("programme-unknown"));
            };
            if programme.state != ledger::programme::State::Issued {
                return Err(stop("programme-not-issued"));
            }
            let within = locality::of(tx, new.unit, desk.clock.today()).await?;
            let Some(locality) = within.filter(|place| place.path().contains(&programme.unit))
            else {
                return Err(Stop::Refused(Refusal::at("dia-ban", "workplan-outside")));
            };
            let plan = Workplan::begin(new.id, (new.programme, new.unit), *side);
            rows::add(tx, &plan, locality, audit.at).await?;
            tx.audit(audit.clone()).await?;
            Ok(plan.id)
        })
    })
    .await
}

/// Loads a plan for a change inside an act.
async fn load(
    tx: &mut Tx,
    id: WorkplanId,
    revision: Option<i64>,
) -> Result<(Workplan, i64), Stop<Refusal>> {
    let Some((plan, now)) = rows::load(tx, id).await? else {
        return Err(stop("workplan-unknown"));
    };
    if revision.is_some_and(|revision| revision != now) {
        return Err(stop("workplan-stale"));
    }
    Ok((plan, now))
}

async fn keep(tx: &mut Tx, desk: &Desk, plan: &Workplan, now: i64) -> Result<(), Stop<Refusal>> {
    if rows::keep(tx, plan, now, desk.clock.today()).await? {
        return Ok(());
    }
    Err(stop("workplan-stale"))
}

/// Adds a line to the text that the person's side is writing; sent twice it stands once.
///
/// # Errors
/// The refusals of [`ledger::workplan::line`], `workplan-line-owner-unknown`,
/// `workplan-difficulty-elsewhere`, `workplan-difficulty-over`, `workplan-lines-many`, those of
/// [`Workplan::change`], authority, or a failure.
pub async fn add_line(
    desk: &Desk,
    actor: &Actor,
    id: WorkplanId,
    new: NewLine,
) -> Result<WorkplanLineId, Error> {
    let speaking = in_turn(desk, actor, id).await?;
    let audit = audited(desk, actor, &speaking, id);
    desk.act((desk.clone(), new, speaking.side, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, new, side, audit) = &*input;
            let (plan, now) = load(tx, id, None).await?;
            if let Some(place) = rows::line_place(tx, new.id).await? {
                let is_same = place.workplan_id == id;
                tx.without_audit();
                return if is_same { Ok(new.id) } else { Err(stop("workplan-unknown")) };
            }
            let version = plan.change(*side).map_err(refused)?;
            let targets = match store::programme::load(tx, plan.programme).await? {
                Some((programme, _)) => programme.targets.len(),
                None => 0,
            };
            let today = desk.clock.today();
            let line = checked(new.clone(), targets, today).map_err(refused)?;
            let owner = store::post::one(tx, line.owner).await?;
            if owner.is_none_or(|post| !post.valid.contains(today)) {
                return Err(Stop::Refused(Refusal::at("nguoi", "workplan-line-owner-unknown")));
            }
            check_tie(tx, desk, &plan, &line.tie).await?;
            let lines = rows::load_lines(tx, id, version).await?;
            if lines.len() >= ledger::workplan::LINES_MOST {
                let most = ledger::workplan::LINES_MOST;
                return Err(Stop::Refused(Refusal::new("workplan-lines-many").with("most", most)));
            }
            rows::add_line(tx, (id, version), &line, audit.at).await?;
            keep(tx, desk, &plan, now).await?;
            tx.audit(audit.clone()).await?;
            Ok(line.id)
        })
    })
    .await
}

/// A difficulty on which a line stands is open and the place's own.
async fn check_tie(
    tx: &mut Tx,
    desk: &Desk,
    plan: &Workplan,
    tie: &Tie,
) -> Result<(), Stop<Refusal>> {
    let Tie::Difficulty(id) = tie else { return Ok(()) };
    let found = store::difficulty::load(tx, *id, desk.clock.today()).await?;
    match found {
        Some((it, _)) if it.unit != plan.unit => {
            Err(Stop::Refused(Refusal::at("can-cu", "workplan-difficulty-elsewhere")))
        }
        Some((it, _)) if it.state == difficulty::State::Overcome => {
            Err(Stop::Refused(Refusal::at("can-cu", "workplan-difficulty-over")))
        }
        Some(_) => Ok(()),
        None => Err(Stop::Refused(Refusal::at("can-cu", "difficulty-unknown"))),
    }
}

/// Takes a line out of the text that the person's side is writing.
///
/// # Errors
/// `workplan-line-unknown`, those of [`Workplan::change`], authority, or a failure.
pub async fn drop_line(
    desk: &Desk,
    actor: &Actor,
    id: WorkplanId,
    line: WorkplanLineId,
) -> Result<(), Error> {
    let speaking = in_turn(desk, actor, id).await?;
    let audit = audited(desk, actor, &speaking, id);
    desk.act((desk.clone(), speaking.side, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, side, audit) = &*input;
            let (plan, now) = load(tx, id, None).await?;
            let version = plan.change(*side).map_err(refused)?;
            if !rows::drop_line(tx, (id, version), line).await? {
                return Err(stop("workplan-line-unknown"));
            }
            keep(tx, desk, &plan, now).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Begins an answer to what the other side sent: a text of one's own, which starts with the other's
/// lines.
///
/// # Errors
/// Those of [`Workplan::answer`], authority, or a failure.
pub async fn answer(desk: &Desk, actor: &Actor, id: WorkplanId) -> Result<(), Error> {
    let speaking = in_turn(desk, actor, id).await?;
    let audit = audited(desk, actor, &speaking, id);
    desk.act((desk.clone(), speaking.side, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, side, audit) = &*input;
            let (mut plan, now) = load(tx, id, None).await?;
            if !plan.answer(*side).map_err(refused)? {
                tx.without_audit();
                return Ok(());
            }
            for (line, written_at) in rows::load_lines(tx, id, plan.sent).await? {
                let copy = ledger::workplan::Line { id: WorkplanLineId(desk.clock.id()), ..line };
                rows::add_line(tx, (id, plan.sent + 1), &copy, written_at).await?;
            }
            keep(tx, desk, &plan, now).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Sends the text that the person's side has written; lines that resemble an earlier plan of another
/// place are flagged. `revision` is the one the page showed.
///
/// # Errors
/// `workplan-stale`, those of [`Workplan::send`], authority, or a failure.
pub async fn send(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (WorkplanId, i64),
    said: String,
) -> Result<(), Error> {
    let speaking = in_turn(desk, actor, id).await?;
    let audit = audited(desk, actor, &speaking, id);
    desk.act((desk.clone(), said, (speaking.side, speaking.post), audit), move |tx, input| {
        Box::pin(async move {
            let (desk, said, (side, post), audit) = &*input;
            let (mut plan, now) = load(tx, id, Some(revision)).await?;
            let lines = rows::load_lines(tx, id, plan.sent + 1).await?;
            let said = plan.send(*side, said, lines.len()).map_err(refused)?;
            let when = (desk.clock.today(), audit.at);
            rows::add_version(tx, &plan, (*side, *post, &said), when).await?;
            keep(tx, desk, &plan, now).await?;
            let words: Vec<Words> = lines
                .iter()
                .map(|(line, written_at)| Words {
                    line: line.id,
                    grams: line.words(),
                    written_at: *written_at,
                })
                .collect();
            let others = rows::words_elsewhere(tx, plan.unit).await?;
            rows::flag(tx, (id, plan.sent), &resembling(&words, &others)).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}
