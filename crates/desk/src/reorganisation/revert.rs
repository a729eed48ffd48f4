//! Taking an adoption back before its day, exactly; withdrawing a proposal.

use std::sync::Arc;

use store::reorganisation::State;
use store::{Entry, Stop, Tx, atom, household, registry, reorganisation as rows, unit};
use units::ReorganisationId;
use units::reorganisation::Refusal as Domain;

use super::{head, must_be};
use crate::{Act, Actor, Desk, Error, Refusal, authority, entry};

struct Reverting {
    desk: Desk,
    id: ReorganisationId,
    actor: Actor,
    reason: String,
    audit: Entry,
}

/// Takes an adoption back before its effective day: the registry is as it was, but for what
/// happened to households since.
///
/// # Errors
/// `reorganisation-unknown`, `reorganisation-state`, `reorganisation-reason-missing`, that the day
/// has come, authority, or a failure.
pub async fn revert(
    desk: &Desk,
    actor: &Actor,
    id: ReorganisationId,
    reason: &str,
) -> Result<(), Error> {
    let input = open(desk, actor, id, reason).await?;
    desk.act(input, |tx, input| Box::pin(write(tx, input))).await
}

async fn open(
    desk: &Desk,
    actor: &Actor,
    id: ReorganisationId,
    reason: &str,
) -> Result<Reverting, Error> {
    let page = head(desk, id).await?;
    let object = desk.object(page.line.commune_id).await?;
    let post = authority::authorize(actor, Act::ReorganisationRevert, &object)?;
    let reason = units::text::tidy(reason);
    if reason.is_empty() {
        return Err(Refusal::new("reorganisation-reason-missing").into());
    }
    let act = Act::ReorganisationRevert;
    let mut audit = entry(desk.clock.now(), (actor, &post), act, ("reorganisation", id.0));
    audit.reason.clone_from(&reason);
    Ok(Reverting { desk: desk.clone(), id, actor: actor.clone(), reason, audit })
}

async fn write(tx: &mut Tx, input: Arc<Reverting>) -> Result<(), Stop<Refusal>> {
    let Reverting { desk, id, actor, reason, audit } = &*input;
    let today = desk.clock.today();
    let Some(page) = rows::page_now(tx, *id).await? else {
        return Err(Stop::Refused(Refusal::new("reorganisation-unknown")));
    };
    must_be(&page, &[State::Adopted]).map_err(Stop::Refused)?;
    let effective_on = page.adoption.as_ref().map_or(today, |adoption| adoption.effective_on);
    if today >= effective_on {
        let domain = Domain::AlreadyEffective { effective_on, today };
        return Err(Stop::Refused(Refusal::from(&domain)));
    }
    crate::follow::reverted(tx, *id, today).await?;
    household::take_back(tx, *id).await?;
    atom::take_back(tx, *id).await?;
    unit::take_back(tx, *id).await?;
    rows::revert(tx, *id, actor.account_id, audit.at, reason).await?;
    rows::set_state(tx, *id, State::Adopted, State::Reverted).await?;
    let now = registry::revision_now(tx, page.line.commune_id).await?;
    registry::bump(tx, page.line.commune_id, now).await?;
    tx.audit(audit.clone()).await?;
    Ok(())
}

/// Gives a proposal up before its adoption is confirmed.
///
/// # Errors
/// As [`revert`].
pub async fn withdraw(
    desk: &Desk,
    actor: &Actor,
    id: ReorganisationId,
    reason: &str,
) -> Result<(), Error> {
    let input = open(desk, actor, id, reason).await?;
    desk.act(input, |tx, input| {
        Box::pin(async move {
            let Reverting { id, audit, .. } = &*input;
            let proposed = rows::set_state(tx, *id, State::Proposed, State::Withdrawn).await?;
            let recorded = rows::set_state(tx, *id, State::Recorded, State::Withdrawn).await?;
            if !proposed && !recorded {
                return Err(Stop::Refused(Refusal::new("reorganisation-state")));
            }
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}
