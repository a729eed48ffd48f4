//! Correcting a record that counts. What stood before stays in the visit's history; the promises of
//! the visit are matters and keep to their own ways out.

use ledger::visit::{Record, State, Visit};
use ledger::{DifficultyId, VisitId};
use store::visit as rows;
use store::{Entry, Stop, Tx};
use units::PostId;
use uuid::Uuid;

use super::{held, known_here};
use crate::{Act, Actor, Desk, Error, Refusal, entry, refused, stop};

struct Correcting {
    desk: Desk,
    visit: Visit,
    post: PostId,
    typed: Record,
    reason: String,
    audit: Entry,
}

/// Corrects or completes the record of a visit, for whoever may record it. `key` is the form's own, so
/// that a form sent twice corrects once. Promises of `typed` are not looked at.
///
/// # Errors
/// The refusals of [`ledger::visit::correct`], `visit-difficulty-elsewhere`, `visit-unknown`,
/// `visit-not-recorded-yet`, `visit-stale`, those of raising difficulties, authority, or a failure.
pub async fn correct(
    desk: &Desk,
    actor: &Actor,
    (id, revision, key): (VisitId, i64, Uuid),
    (typed, reason): (Record, String),
) -> Result<(), Error> {
    let (standing, acting) = held(desk, actor, id).await?;
    if standing.state != State::Recorded {
        return Err(Refusal::new("visit-not-recorded-yet").into());
    }
    let post = acting.holder()?;
    // What is linked already was looked at when it was linked; the place may have been redrawn since.
    let reader = desk.store.read();
    let scope = crate::authority::system_scope();
    let page = rows::page(&reader, &scope, id, desk.clock.today()).await?;
    let linked = page.map(|page| page.difficulties).unwrap_or_default();
    let is_linked = |id: &DifficultyId| linked.iter().any(|(known, _)| known == id);
    let new: Vec<DifficultyId> = typed.known.iter().filter(|id| !is_linked(id)).copied().collect();
    known_here(desk, standing.visit.unit, &new).await?;
    let audit = entry(desk.clock.now(), (actor, &acting.post), Act::VisitHold, ("visit", id.0));
    let audit = Entry { reason: units::text::tidy(&reason), ..audit };
    let correcting =
        Correcting { desk: desk.clone(), visit: standing.visit, post, typed, reason, audit };
    desk.act(correcting, move |tx, correcting| {
        Box::pin(async move { write(tx, &correcting, (revision, key)).await })
    })
    .await
}

async fn write(
    tx: &mut Tx,
    correcting: &Correcting,
    (revision, key): (i64, Uuid),
) -> Result<(), Stop<Refusal>> {
    let Correcting { desk, visit, post, typed, reason, audit } = correcting;
    if rows::was_corrected(tx, visit.id, key).await? {
        tx.without_audit();
        return Ok(());
    }
    let today = desk.clock.today();
    let now = rows::load(tx, visit.id, today).await?;
    let Some(standing) = rows::standing(tx, visit.id).await? else {
        return Err(stop("visit-not-recorded-yet"));
    };
    // Rows of the form stand for rows of the record as the page showed it.
    if now.is_none_or(|now| now.revision != revision) {
        return Err(stop("visit-stale"));
    }
    let place = (visit.unit, &visit.party);
    let corrected = ledger::visit::correct((typed, reason.as_str()), &standing, place, today);
    let corrected = corrected.map_err(refused)?;
    for new in &corrected.raised {
        let from = (Some(*post), Some(visit.id.0));
        crate::difficulty::raise_in(tx, desk, new.clone(), from).await?;
    }
    let when = (today, desk.clock.now());
    if !rows::correct(tx, (visit.id, revision), &corrected, (key, *post), when).await? {
        return Err(stop("visit-stale"));
    }
    tx.audit(audit.clone()).await?;
    Ok(())
}
