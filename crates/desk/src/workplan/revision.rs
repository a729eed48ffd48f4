//! Writing the next text of a plan: a revision of what both sides agreed on, its lines changed, ended or
//! kept, and the text dropped. What was agreed on stays in force meanwhile.

use ledger::matter::State as MatterState;
use ledger::workplan::{Line, NewLine, Side, Workplan, Written};
use ledger::{WorkplanId, WorkplanLineId};
use store::workplan as rows;
use store::{Stop, Tx, locality};

use super::{Speaking, audited, check, in_turn, keep, load, seen, speaking};
use crate::{Actor, Desk, Error, Refusal, refused, stop};

/// Begins a revision of what both sides agreed on, for the side that the person speaks for; the place
/// first. It starts with the lines in force, each as its work now stands: with the post that owes it and
/// the day it has today.
///
/// # Errors
/// `workplan-unknown`, `programme-not-issued` where the programme has ended, `workplan-place-over` where
/// the place was reorganised, those of [`Workplan::revise`], authority, or a failure.
pub async fn revise(desk: &Desk, actor: &Actor, id: WorkplanId) -> Result<(), Error> {
    let plan = seen(desk, id).await?;
    let speaking = match speaking(desk, actor, plan.unit_id, Side::Place).await {
        Ok(speaking) => speaking,
        Err(Error::Refused(_)) => speaking(desk, actor, plan.unit_id, Side::Upper).await?,
        Err(failed) => return Err(failed),
    };
    let audit = audited(desk, actor, &speaking, id);
    desk.act((desk.clone(), speaking.side, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, side, audit) = &*input;
            let (mut plan, now) = load(tx, id, None).await?;
            if !plan.revise(*side).map_err(refused)? {
                tx.without_audit();
                return Ok(());
            }
            let programme = store::programme::load(tx, plan.programme).await?;
            let issued = ledger::programme::State::Issued;
            if programme.is_none_or(|(programme, _)| programme.state != issued) {
                return Err(stop("programme-not-issued"));
            }
            if locality::of(tx, plan.unit, desk.clock.today()).await?.is_none() {
                return Err(stop("workplan-place-over"));
            }
            for line in rows::load_lines(tx, id, plan.agreed).await? {
                if line.is_ended {
                    continue;
                }
                let line = as_it_stands(tx, desk, line).await?;
                let carried = line.carried(WorkplanLineId(desk.clock.id()));
                rows::add_line(tx, (id, plan.sent + 1), &carried).await?;
            }
            keep(tx, &plan, now).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// A line with the post and the day that its matter has today: both may have changed since it was agreed
/// on, by an extension or because the matter was passed on.
async fn as_it_stands(
    tx: &mut Tx,
    desk: &Desk,
    written: Written,
) -> Result<Written, Stop<Refusal>> {
    let found = store::matter::of_line(tx, written.root().0, desk.clock.today()).await?;
    let Some((_, matter)) = found.filter(|(_, matter)| matter.state.is_owed()) else {
        return Ok(written);
    };
    let (owner, due_on) = (matter.clears.owner, matter.clears.due_on);
    Ok(Written { line: Line { owner, due_on, ..written.line }, ..written })
}

/// A line of the text that a side is writing, the line in force that it carries, and whether its work is
/// still owed.
struct Found {
    written: Written,
    agreed: Option<Line>,
}

async fn find(
    tx: &mut Tx,
    desk: &Desk,
    (plan, version): (&Workplan, i64),
    line: WorkplanLineId,
) -> Result<Found, Stop<Refusal>> {
    let lines = rows::load_lines(tx, plan.id, version).await?;
    let Some(written) = lines.into_iter().find(|one| one.line.id == line) else {
        return Err(stop("workplan-line-unknown"));
    };
    let Some(root) = written.carries else { return Ok(Found { written, agreed: None }) };
    let found = store::matter::of_line(tx, root.0, desk.clock.today()).await?;
    let state = found.map(|(_, matter)| matter.state);
    if !state.is_some_and(MatterState::is_owed) {
        return Err(Stop::Refused(
            Refusal::new("workplan-line-done").with("work", &written.line.work),
        ));
    }
    let in_force = rows::load_lines(tx, plan.id, plan.agreed).await?;
    let agreed = in_force.into_iter().find(|one| one.root() == root);
    let agreed = match agreed {
        Some(agreed) => Some(as_it_stands(tx, desk, agreed).await?.line),
        None => None,
    };
    Ok(Found { written, agreed })
}

/// Changes a line of the text that the person's side is writing. Where both agreed on it before, it says
/// why, and is kept again where it says the same again.
///
/// # Errors
/// `workplan-line-unknown`, `workplan-line-done` where its work is no longer owed, those of
/// [`super::add_line`], authority, or a failure.
pub async fn change_line(
    desk: &Desk,
    actor: &Actor,
    id: WorkplanId,
    (new, why): (NewLine, String),
) -> Result<(), Error> {
    let speaking = in_turn(desk, actor, id).await?;
    writing(desk, actor, (id, speaking), Change::Write(Box::new(new), why)).await
}

/// Ends a line that both agreed on, with the text that the person's side is writing.
///
/// # Errors
/// `workplan-line-unknown`, `workplan-line-done`, `workplan-line-new` for one that is new in this text,
/// the refusals of the reason, those of [`Workplan::change`], authority, or a failure.
pub async fn end_line(
    desk: &Desk,
    actor: &Actor,
    id: WorkplanId,
    (line, why): (WorkplanLineId, String),
) -> Result<(), Error> {
    let speaking = in_turn(desk, actor, id).await?;
    writing(desk, actor, (id, speaking), Change::End(line, why)).await
}

/// Lets a line that this text changes or ends stand as both agreed on it.
///
/// # Errors
/// As [`end_line`], without a reason.
pub async fn restore_line(
    desk: &Desk,
    actor: &Actor,
    id: WorkplanId,
    line: WorkplanLineId,
) -> Result<(), Error> {
    let speaking = in_turn(desk, actor, id).await?;
    writing(desk, actor, (id, speaking), Change::Restore(line)).await
}

/// What is done to a line of a text that is being written.
#[derive(Debug, Clone)]
enum Change {
    Write(Box<NewLine>, String),
    End(WorkplanLineId, String),
    Restore(WorkplanLineId),
}

async fn writing(
    desk: &Desk,
    actor: &Actor,
    (id, speaking): (WorkplanId, Speaking),
    change: Change,
) -> Result<(), Error> {
    let audit = audited(desk, actor, &speaking, id);
    desk.act((desk.clone(), change, speaking.side, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, change, side, audit) = &*input;
            let (plan, now) = load(tx, id, None).await?;
            let version = plan.change(*side).map_err(refused)?;
            let line = match change {
                Change::Write(new, _) => new.id,
                Change::End(line, _) | Change::Restore(line) => *line,
            };
            let mut found = find(tx, desk, (&plan, version), line).await?;
            apply(tx, desk, &plan, (&mut found, change, audit.at)).await?;
            if !rows::keep_line(tx, (id, version), &found.written).await? {
                return Err(stop("workplan-line-unknown"));
            }
            keep(tx, &plan, now).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

async fn apply(
    tx: &mut Tx,
    desk: &Desk,
    plan: &Workplan,
    (found, change, at): (&mut Found, &Change, i64),
) -> Result<(), Stop<Refusal>> {
    let Found { written, agreed } = found;
    match (change, agreed) {
        (Change::Write(new, why), agreed) => {
            let due_before = agreed.as_ref().map(|agreed| agreed.due_on);
            let tie = written.line.tie.clone();
            let line = check(tx, desk, plan, (new.as_ref(), Some((&tie, due_before)))).await?;
            let why = plan.is_in_force().then_some(why.as_str());
            written.change(line, (why, agreed.as_ref()), at).map_err(refused)
        }
        (Change::End(_, why), Some(_)) => written.end(why).map_err(refused),
        (Change::Restore(_), Some(agreed)) => {
            written.change(agreed.clone(), (Some(""), Some(&*agreed)), at).map_err(refused)
        }
        (Change::End(..) | Change::Restore(_), None) => Err(stop("workplan-line-new")),
    }
}

/// Drops the text that the person's side is writing; what was sent and what is in force stay.
///
/// # Errors
/// Those of [`Workplan::drop_text`], authority, or a failure.
pub async fn drop_text(desk: &Desk, actor: &Actor, id: WorkplanId) -> Result<(), Error> {
    let speaking = in_turn(desk, actor, id).await?;
    let audit = audited(desk, actor, &speaking, id);
    desk.act((speaking.side, audit), move |tx, input| {
        Box::pin(async move {
            let (side, audit) = &*input;
            let (mut plan, now) = load(tx, id, None).await?;
            let version = plan.drop_text(*side).map_err(refused)?;
            rows::drop_text(tx, (id, version)).await?;
            keep(tx, &plan, now).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}
