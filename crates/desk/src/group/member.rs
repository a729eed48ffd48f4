//! Members, by consent only: a household joins on the day it said yes, entered by somebody, and leaves
//! when it says so. It changes nothing of where the household belongs.

use store::group as rows;
use units::{Day, HouseholdId, UnitId};

use super::{found, looks_after};
use crate::authority::scope_of;
use crate::{Actor, Desk, Error, Refusal, entry};

/// Enters a household that agreed to join, by the code on its own paper.
///
/// # Errors
/// `group-unknown`, `group-dissolved`, `group-code-missing`, `group-household-unknown`,
/// `group-consent-ahead`, `group-joined`, authority, or a failure.
pub async fn join(
    desk: &Desk,
    actor: &Actor,
    group: UnitId,
    (code, consented_on): (&str, Day),
) -> Result<(), Error> {
    let (line, object) = found(desk, group).await?;
    let (act, acting) = looks_after(actor, &object)?;
    let (today, now) = (desk.clock.today(), desk.clock.now());
    let parent = line.parent_id.filter(|_| line.dissolved_on.is_none());
    let parent = parent.ok_or(Refusal::new("group-dissolved"))?;
    let code = code_of(code)?;
    if consented_on > today {
        return Err(Refusal::at("ngay", "group-consent-ahead").with("day", consented_on).into());
    }
    let audit = entry(now, (actor, &acting.post), act, ("unit", group.0));
    let by = acting.post_id;
    desk.act((code, audit), move |tx, input| {
        Box::pin(async move {
            let (code, audit) = &*input;
            let Some(id) = rows::household_in(tx, parent, (code, today)).await? else {
                return Err(unknown());
            };
            if rows::member_of(tx, group, (code, today)).await?.is_some() {
                return Err(store::Stop::Refused(Refusal::at("ma-ho", "group-joined")));
            }
            rows::join(tx, (group, id), (consented_on, today), (by, now)).await?;
            tx.audit(told(audit, id)).await?;
            Ok(())
        })
    })
    .await
}

/// Enters that a household takes its consent back: from today on it is no member.
///
/// # Errors
/// `group-unknown`, `group-code-missing`, `group-household-unknown`, authority, or a failure.
pub async fn withdraw(desk: &Desk, actor: &Actor, group: UnitId, code: &str) -> Result<(), Error> {
    let (_, object) = found(desk, group).await?;
    let (act, acting) = looks_after(actor, &object)?;
    let code = code_of(code)?;
    let today = desk.clock.today();
    let audit = entry(desk.clock.now(), (actor, &acting.post), act, ("unit", group.0));
    let by = acting.post_id;
    desk.act((code, audit), move |tx, input| {
        Box::pin(async move {
            let (code, audit) = &*input;
            let Some(id) = rows::member_of(tx, group, (code, today)).await? else {
                return Err(unknown());
            };
            rows::leave(tx, (group, id), today, by).await?;
            tx.audit(told(audit, id)).await?;
            Ok(())
        })
    })
    .await
}

/// The codes of the member households, with an access entry that names why they were read.
///
/// # Errors
/// `group-unknown`, `household-why-missing`, authority, or a failure.
pub async fn members(
    desk: &Desk,
    actor: &Actor,
    group: UnitId,
    why: &str,
) -> Result<Vec<rows::Member>, Error> {
    let (_, object) = found(desk, group).await?;
    let (act, acting) = looks_after(actor, &object)?;
    let why = units::text::tidy(why);
    if why.is_empty() {
        return Err(Refusal::at("vi-sao", "household-why-missing").into());
    }
    let mut audit = entry(desk.clock.now(), (actor, &acting.post), act, ("unit", group.0));
    audit.reason = why;
    desk.act(audit, |tx, audit| {
        Box::pin(async move {
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await?;
    let (scope, today) = (scope_of(actor, object.on), desk.clock.today());
    Ok(rows::members(&desk.store.read(), &scope, group, today).await?)
}

fn code_of(typed: &str) -> Result<String, Refusal> {
    let code = units::text::tidy(typed);
    if code.is_empty() { Err(Refusal::at("ma-ho", "group-code-missing")) } else { Ok(code) }
}

const fn unknown() -> store::Stop<Refusal> {
    store::Stop::Refused(Refusal::at("ma-ho", "group-household-unknown"))
}

/// The entry names which household it was about, so that the household can be told who did it.
fn told(audit: &store::Entry, id: HouseholdId) -> store::Entry {
    store::Entry { object_kind: "household", object_id: Some(id.0), ..audit.clone() }
}
