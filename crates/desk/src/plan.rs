//! Hand edits of drafts: names, reasons, clusters moved between units.

pub mod hand;

use store::{Stop, plan};
use units::reorganisation::Reason;
use units::{AtomId, PlanId};

use crate::authority::system_scope;
use crate::{Act, Actor, Desk, Error, Refusal, authority, entry};

/// Letters of the longest name and of the longest reason: both stand on a page that anybody reads.
const NAME_MOST: usize = 100;
const REASON_MOST: usize = 2_000;

/// Refuses a text of more letters than fit.
fn fits(text: &str, most: usize) -> Result<(), Refusal> {
    if text.chars().count() > most {
        return Err(Refusal::new("plan-text-too-long").with("most", most));
    }
    Ok(())
}

/// A plan with the right to change it.
async fn open(
    desk: &Desk,
    actor: &Actor,
    act: Act,
    id: PlanId,
) -> Result<(plan::PlanPage, String), Error> {
    let page = plan::page(&desk.store.read(), &system_scope(), id).await?;
    let Some(page) = page else { return Err(Refusal::new("plan-unknown").into()) };
    let object = desk.object(page.line.commune_id).await?;
    let post = authority::authorize(actor, act, &object)?;
    match page.line.state {
        plan::State::Draft => Ok((page, post)),
        plan::State::Offered => Err(Refusal::new("plan-offered").into()),
        plan::State::Frozen => Err(Refusal::new("plan-is-frozen").into()),
    }
}

/// Names a unit of a draft. The name is unique inside the plan.
///
/// # Errors
/// `plan-unknown`, `plan-is-frozen`, `plan-no-part`, `plan-name-missing`, `plan-name-taken`,
/// `plan-text-too-long`, `plan-stale`, authority, or a failure.
pub async fn rename(
    desk: &Desk,
    actor: &Actor,
    id: PlanId,
    part: i64,
    name: &str,
) -> Result<(), Error> {
    let (page, post) = open(desk, actor, Act::PlanRename, id).await?;
    let name = units::text::tidy(name);
    if name.is_empty() {
        return Err(Refusal::new("plan-name-missing").into());
    }
    fits(&name, NAME_MOST)?;
    let folded = units::text::fold(&name);
    let mut others = page.units.iter().filter(|unit| unit.part != part);
    if others.any(|unit| units::text::fold(&unit.name) == folded) {
        return Err(Refusal::new("plan-name-taken").with("name", &name).into());
    }
    let short = name.rsplit(' ').next().unwrap_or(&name).to_owned();
    let audit = entry(desk.clock.now(), (actor, &post), Act::PlanRename, ("plan", id.0));
    let base = page.line.revision;
    desk.act((name, short, audit), move |tx, input| {
        Box::pin(async move {
            let (name, short, audit) = &*input;
            touch(tx, id, base).await?;
            if !plan::set_name(tx, id, part, (name, short)).await? {
                return Err(Stop::Refused(Refusal::new("plan-no-part")));
            }
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Gives a unit of a draft the coded reason why it may lie out of range, with words beside it.
///
/// # Errors
/// As [`rename`], and `plan-reason-text` without words.
pub async fn reason(
    desk: &Desk,
    actor: &Actor,
    id: PlanId,
    part: i64,
    (reason, text): (Reason, &str),
) -> Result<(), Error> {
    let (page, post) = open(desk, actor, Act::PlanReason, id).await?;
    let text = units::text::tidy(text);
    if text.is_empty() {
        return Err(Refusal::new("plan-reason-text").into());
    }
    fits(&text, REASON_MOST)?;
    let audit = entry(desk.clock.now(), (actor, &post), Act::PlanReason, ("plan", id.0));
    let base = page.line.revision;
    desk.act((text, audit), move |tx, input| {
        Box::pin(async move {
            let (text, audit) = &*input;
            touch(tx, id, base).await?;
            if !plan::set_reason(tx, id, part, (reason.as_str(), text)).await? {
                return Err(Stop::Refused(Refusal::new("plan-no-part")));
            }
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

async fn touch(tx: &mut store::Tx, id: PlanId, base: i64) -> Result<(), Stop<Refusal>> {
    match plan::touch(tx, id, base).await? {
        true => Ok(()),
        false => Err(Stop::Refused(Refusal::new("plan-stale"))),
    }
}

/// What a batch of moves answers: the new figures and what they violate.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Moved {
    /// The plan as it is now.
    pub page: plan::PlanPage,
    /// Parts that lie in several pieces, and how many.
    pub disconnected: Vec<(i64, u32)>,
}

/// Moves clusters between units of a draft at a revision, once for a batch; answers with the new
/// scores and violations. A draft that has moved on is refused. Groups drawn inside its units go,
/// since they no longer fit.
///
/// # Errors
/// `plan-unknown`, `plan-is-frozen`, `plan-stale`, `plan-no-part`, `plan-no-atom`, `plan-part-locked`,
/// `plan-empty-part`, authority, or a failure.
pub async fn move_atoms(
    desk: &Desk,
    actor: &Actor,
    id: PlanId,
    base: i64,
    moves: Vec<(AtomId, i64)>,
) -> Result<Moved, Error> {
    let (page, post) = open(desk, actor, Act::PlanMove, id).await?;
    let edit = hand::Edit::of(desk, &page, (base, moves)).await?;
    let audit = entry(desk.clock.now(), (actor, &post), Act::PlanMove, ("plan", id.0));
    let disconnected = edit.disconnected().to_vec();
    keep(desk, edit, audit).await?;
    let page = plan::page(&desk.store.read(), &system_scope(), id).await?;
    let Some(page) = page else { return Err(Refusal::new("plan-unknown").into()) };
    Ok(Moved { page, disconnected })
}

/// Writes an edit by hand with its entry.
async fn keep(desk: &Desk, edit: hand::Edit, audit: store::Entry) -> Result<(), Error> {
    desk.act((edit, audit), |tx, input| {
        Box::pin(async move {
            let (edit, audit) = &*input;
            edit.write(tx).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Makes a plan that was offered a draft: the one that is worked on and proposed.
///
/// # Errors
/// `plan-unknown`, `plan-not-offered`, authority, or a failure.
pub async fn choose(desk: &Desk, actor: &Actor, id: PlanId) -> Result<(), Error> {
    let page = plan::page(&desk.store.read(), &system_scope(), id).await?;
    let Some(page) = page else { return Err(Refusal::new("plan-unknown").into()) };
    let object = desk.object(page.line.commune_id).await?;
    let post = authority::authorize(actor, Act::PlanChoose, &object)?;
    let now = desk.clock.now();
    let audit = entry(now, (actor, &post), Act::PlanChoose, ("plan", id.0));
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            if !plan::choose(tx, id, now).await? {
                return Err(Stop::Refused(Refusal::new("plan-not-offered")));
            }
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Deletes a draft.
///
/// # Errors
/// `plan-unknown`, `plan-is-frozen`, authority, or a failure.
pub async fn delete(desk: &Desk, actor: &Actor, id: PlanId) -> Result<(), Error> {
    let (_, post) = open(desk, actor, Act::PlanDelete, id).await?;
    let audit = entry(desk.clock.now(), (actor, &post), Act::PlanDelete, ("plan", id.0));
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            if !plan::delete(tx, id).await? {
                return Err(Stop::Refused(Refusal::new("plan-is-frozen")));
            }
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}
