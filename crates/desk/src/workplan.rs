//! A place's plan under a programme: proposed, answered, agreed. The posts of a place speak for it,
//! those of the levels above for them, and nobody for both. Each line of an agreed plan is a matter;
//! what was agreed on is revised by both sides agreeing again.

mod agreed;
mod revision;
mod tie;

use std::collections::BTreeSet;

use ledger::workplan::{
    Around, Line, Mark, NewLine, Side, Tie, Words, Workplan, Written, line as checked, resembling,
};
use ledger::{ProgrammeId, WorkplanId, WorkplanLineId};
use store::workplan as rows;
use store::{Entry, Stop, Tx, locality};
use units::{Day, PostId, UnitId};

use crate::authority::{Acting, authorize_as, scope_of, system_scope};
use crate::{Act, Actor, Desk, Error, Refusal, entry, refused, stop};

pub use agreed::{Told, accept, decline, photo_of, report, why_alike};
pub use revision::{change_line, drop_text, end_line, restore_line, revise};

/// Plans that an inbox tells of at once; what comes after them waits until these are answered.
const WAITING_MOST: usize = 50;

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
    let turn = plan.turn().ok_or(Refusal::new("workplan-agreed"))?;
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

async fn keep(tx: &mut Tx, plan: &Workplan, now: i64) -> Result<(), Stop<Refusal>> {
    if rows::keep(tx, plan, now).await? {
        return Ok(());
    }
    Err(stop("workplan-stale"))
}

/// Adds a line to the text that the person's side is writing; sent twice it stands once. In a revision
/// of what both agreed on it says why.
///
/// # Errors
/// The refusals of [`ledger::workplan::line`] and of the reason, `workplan-line-owner-unknown`,
/// `workplan-figure-elsewhere`, `workplan-difficulty-elsewhere`, `workplan-difficulty-over`,
/// `workplan-lines-many`, those of [`Workplan::change`], authority, or a failure.
pub async fn add_line(
    desk: &Desk,
    actor: &Actor,
    id: WorkplanId,
    (new, why): (NewLine, String),
) -> Result<WorkplanLineId, Error> {
    let speaking = in_turn(desk, actor, id).await?;
    let audit = audited(desk, actor, &speaking, id);
    desk.act((desk.clone(), new, why, (speaking.side, audit)), move |tx, input| {
        Box::pin(async move {
            let (desk, new, why, (side, audit)) = &*input;
            let (plan, now) = load(tx, id, None).await?;
            if let Some(place) = rows::line_place(tx, new.id).await? {
                let is_same = place.workplan_id == id;
                tx.without_audit();
                return if is_same { Ok(new.id) } else { Err(stop("workplan-unknown")) };
            }
            let version = plan.change(*side).map_err(refused)?;
            let line = check(tx, desk, &plan, (new, None)).await?;
            let lines = rows::load_lines(tx, id, version).await?;
            if lines.iter().filter(|line| !line.is_ended).count() >= ledger::workplan::LINES_MOST {
                let most = ledger::workplan::LINES_MOST;
                return Err(Stop::Refused(Refusal::new("workplan-lines-many").with("most", most)));
            }
            let why = plan.is_in_force().then_some(why.as_str());
            let written = Written::new(line, audit.at, why).map_err(refused)?;
            rows::add_line(tx, (id, version), &written).await?;
            keep(tx, &plan, now).await?;
            tx.audit(audit.clone()).await?;
            Ok(new.id)
        })
    })
    .await
}

/// A line as typed, checked against the programme, the posts and the place. `before` is what the line
/// said until now, with the day that an agreed plan gave it.
async fn check(
    tx: &mut Tx,
    desk: &Desk,
    plan: &Workplan,
    (new, before): (&NewLine, Option<(&Tie, Option<Day>)>),
) -> Result<Line, Stop<Refusal>> {
    let today = desk.clock.today();
    let targets = match store::programme::load(tx, plan.programme).await? {
        Some((programme, _)) => programme.targets.len(),
        None => 0,
    };
    let (had, due_before) = before.map_or((None, None), |(tie, due)| (Some(tie), due));
    let tie = match tie::found(tx, desk, plan.unit, (new.ground.as_ref(), had)).await {
        Ok(tie) => Ok(tie),
        Err(Stop::Refused(refusal)) => Err(refusal),
        Err(Stop::Failed(failed)) => return Err(Stop::Failed(failed)),
    };
    let around = Around { targets, today, due_before };
    let line = checked(new.clone(), tie, around).map_err(refused)?;
    let owner = store::post::one(tx, line.owner, today).await?;
    if owner.is_none_or(|post| !post.valid.contains(today)) {
        return Err(Stop::Refused(Refusal::at("nguoi", "workplan-line-owner-unknown")));
    }
    Ok(line)
}

/// Takes a line out of the text that the person's side is writing. One that goes on for a line that both
/// agreed on is ended with a reason instead ([`end_line`]).
///
/// # Errors
/// `workplan-line-unknown`, `workplan-line-carried`, those of [`Workplan::change`], authority, or a failure.
pub async fn drop_line(
    desk: &Desk,
    actor: &Actor,
    id: WorkplanId,
    line: WorkplanLineId,
) -> Result<(), Error> {
    let speaking = in_turn(desk, actor, id).await?;
    let audit = audited(desk, actor, &speaking, id);
    desk.act((speaking.side, audit), move |tx, input| {
        Box::pin(async move {
            let (side, audit) = &*input;
            let (plan, now) = load(tx, id, None).await?;
            let version = plan.change(*side).map_err(refused)?;
            let lines = rows::load_lines(tx, id, version).await?;
            if lines.iter().any(|one| one.line.id == line && one.carries.is_some()) {
                return Err(stop("workplan-line-carried"));
            }
            if !rows::drop_line(tx, (id, version), line).await? {
                return Err(stop("workplan-line-unknown"));
            }
            keep(tx, &plan, now).await?;
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
            for line in rows::load_lines(tx, id, plan.sent).await? {
                let copy = line.copied(WorkplanLineId(desk.clock.id()));
                rows::add_line(tx, (id, plan.sent + 1), &copy).await?;
            }
            keep(tx, &plan, now).await?;
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
/// `workplan-stale`, `workplan-revision-same` where a revision changes nothing, those of
/// [`Workplan::send`], authority, or a failure.
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
            if plan.is_in_force() && lines.iter().all(|line| line.mark() == Mark::Kept) {
                return Err(stop("workplan-revision-same"));
            }
            let left: Vec<&Written> = lines.iter().filter(|line| !line.is_ended).collect();
            let said = plan.send(*side, said, left.len()).map_err(refused)?;
            let when = (desk.clock.today(), audit.at);
            rows::add_version(tx, &plan, (*side, *post, &said), when).await?;
            keep(tx, &plan, now).await?;
            let words = left.iter().map(|written| Words {
                line: written.line.id,
                grams: written.line.words(),
                written_at: written.written_at,
            });
            let words: Vec<Words> = words.collect();
            let others = rows::words_elsewhere(tx, plan.unit).await?;
            rows::flag(tx, (id, plan.sent), &resembling(&words, &others)).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Plans in which a person's side has the word, so that they stand in the inbox: proposals to answer and
/// texts that were begun. The place's are for its own posts; the level's for the programme's head and
/// for posts of the level that runs it.
///
/// # Errors
/// A failure of the database.
pub async fn waiting(desk: &Desk, actor: &Actor) -> Result<Vec<rows::Line>, Error> {
    let today = desk.clock.today();
    let (places, posts) = (crate::practice::places_of_posts(actor, desk), actor.posts(today));
    let scope = scope_of(actor, today);
    let lines = rows::waiting(&desk.store.read(), &scope, (&places, &posts), today).await?;
    let mut waiting = Vec::new();
    for line in lines.into_iter().take(WAITING_MOST) {
        let Some(turn) = line.turn() else { continue };
        match speaking(desk, actor, line.unit_id, turn).await {
            Ok(_) => waiting.push(line),
            Err(Error::Refused(_)) => {}
            Err(failed) => return Err(failed),
        }
    }
    Ok(waiting)
}
