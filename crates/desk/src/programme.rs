//! Programmes: written, issued by a document, ended with what came of them.

use ledger::ProgrammeId;
use ledger::programme::{Issue, NewProgramme, Programme, write as written};
use store::programme as rows;
use store::{Stop, Tx, locality};

use crate::authority::authorize_as;
use crate::{Act, Actor, Desk, Error, Refusal, entry, refused, stop};

/// Writes a programme as a draft; sent twice it is the same one.
///
/// # Errors
/// The refusals of [`ledger::programme::write`], `programme-no-place`, `programme-issuer-unknown`,
/// `programme-head-unknown`, authority, or a failure.
pub async fn write(desk: &Desk, actor: &Actor, new: NewProgramme) -> Result<ProgrammeId, Error> {
    let object = desk.object(new.unit).await?;
    let acting = authorize_as(actor, Act::ProgrammeIssue, &object)?;
    acting.holder()?;
    let now = desk.clock.now();
    let audit = entry(now, (actor, &acting.post), Act::ProgrammeIssue, ("programme", new.id.0));
    desk.act((desk.clone(), new, audit), |tx, input| {
        Box::pin(async move {
            let (desk, new, audit) = &*input;
            if rows::load(tx, new.id).await?.is_some() {
                tx.without_audit();
                return Ok(new.id);
            }
            let programme = written(new.clone()).map_err(refused)?;
            check_named(tx, desk, &programme).await?;
            let Some(locality) = locality::of(tx, new.unit, desk.clock.today()).await? else {
                return Err(Stop::Refused(Refusal::at("dia-ban", "programme-no-place")));
            };
            rows::add(tx, &programme, locality, audit.at).await?;
            tx.audit(audit.clone()).await?;
            Ok(programme.id)
        })
    })
    .await
}

/// The body and the post that a programme names must be there.
async fn check_named(tx: &mut Tx, desk: &Desk, programme: &Programme) -> Result<(), Stop<Refusal>> {
    let today = desk.clock.today();
    if !rows::body_known(tx, programme.issuer, today).await? {
        return Err(Stop::Refused(Refusal::at("co-quan", "programme-issuer-unknown")));
    }
    let head = store::post::one(tx, programme.head, today).await?;
    if head.is_none_or(|post| !post.valid.contains(today)) {
        return Err(Stop::Refused(Refusal::at("nguoi-dung-dau", "programme-head-unknown")));
    }
    Ok(())
}

/// What becomes of a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Its draft is written anew: name, goals, targets, head, issuer and period.
    Rewrite(NewProgramme),
    /// It is issued by a document.
    Issue(Issue),
    /// It ends; what came of it.
    End(String),
}

/// Writes a draft anew, issues or ends a programme. `revision` is the one the page showed.
///
/// # Errors
/// `programme-unknown`, `programme-stale`, the refusals of [`Programme`] and of what it names, authority,
/// or a failure.
pub async fn change(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (ProgrammeId, i64),
    change: Change,
) -> Result<(), Error> {
    let scope = crate::authority::system_scope();
    let page = rows::page(&desk.store.read(), &scope, id, desk.clock.today()).await?;
    let unit = page.ok_or(Refusal::new("programme-unknown"))?.line.unit_id;
    let acting = authorize_as(actor, Act::ProgrammeIssue, &desk.object(unit).await?)?;
    acting.holder()?;
    let now = desk.clock.now();
    let audit = entry(now, (actor, &acting.post), Act::ProgrammeIssue, ("programme", id.0));
    desk.act((desk.clone(), change, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, change, audit) = &*input;
            let Some((mut programme, now)) = rows::load(tx, id).await? else {
                return Err(stop("programme-unknown"));
            };
            if now != revision {
                return Err(stop("programme-stale"));
            }
            let today = desk.clock.today();
            let kept = match change {
                Change::Rewrite(new) => {
                    programme.rewrite(new.clone()).map_err(refused)?;
                    check_named(tx, desk, &programme).await?;
                    rows::rewrite(tx, (&programme, now)).await?
                }
                Change::Issue(by) => {
                    let (number, dated_on) = programme.issue(by, today).map_err(refused)?;
                    rows::issue(tx, (&programme, now), (&number, dated_on)).await?
                }
                Change::End(summary) => {
                    let summary = programme.end(summary).map_err(refused)?;
                    rows::end(tx, (&programme, now), (&summary, today)).await?
                }
            };
            if !kept {
                return Err(stop("programme-stale"));
            }
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}
