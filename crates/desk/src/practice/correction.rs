//! Correcting what a practice says: its own post does, with the reason; what was read until then stays
//! readable.

use ledger::PracticeId;
use ledger::practice::Correction;
use store::Stop;
use store::practice::{self as rows, NewWording};
use uuid::Uuid;

use super::object_of;
use crate::authority::authorize_as;
use crate::{Act, Actor, Desk, Error, Refusal, entry, refused, stop};

/// A correction to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCorrection {
    /// Its identity, made when the form was shown: sent twice, it is one correction.
    pub id: Uuid,
    /// What is said from now on, whom to ask, and why.
    pub correction: Correction,
}

/// Corrects or completes what a practice says. The post that registered it does, or the one that goes
/// on for it. `revision` is the one the page showed.
///
/// # Errors
/// `practice-unknown`, `practice-stale`, `practice-not-author`, `practice-ask-unknown`, the refusals of
/// [`ledger::practice::Practice::correct`], authority, or a failure.
pub async fn correct(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (PracticeId, i64),
    new: NewCorrection,
) -> Result<(), Error> {
    let mut reader = desk.store.read();
    let found = rows::load(&mut reader, id).await?;
    let (practice, on, _) = found.ok_or(Refusal::new("practice-unknown"))?;
    if practice.unit.is_none() {
        return Err(Refusal::new("practice-correct-given").into());
    }
    let object = object_of(desk, actor, (&practice, on)).await?;
    let mut author = actor.clone();
    let heir = rows::asked_of(&mut reader, practice.author, desk.clock.today()).await?;
    let heir = heir.map(|post| post.post_id);
    let is_its = |post| practice.author == Some(post) || heir == Some(post);
    author.grants.retain(|grant| grant.post_id.is_some_and(is_its));
    if author.grants.is_empty() {
        return Err(Refusal::new("practice-not-author").into());
    }
    let acting = authorize_as(&author, Act::PracticeRegister, &object)?;
    let by = acting.holder()?;
    let right = Act::PracticeRegister;
    let audit = entry(desk.clock.now(), (actor, &acting.post), right, ("practice", id.0));
    desk.act((desk.clone(), new, by, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, new, by, audit) = &*input;
            if rows::is_corrected(tx, new.id).await? {
                tx.without_audit();
                return Ok(());
            }
            let Some((mut it, _, now)) = rows::load(tx, id).await? else {
                return Err(stop("practice-unknown"));
            };
            if now != revision {
                return Err(stop("practice-stale"));
            }
            let (on, at) = (desk.clock.today(), desk.clock.now());
            let wording = it.correct(new.correction.clone(), on).map_err(refused)?;
            if it.ask != wording.ask
                && let Some(ask) = it.ask
                && store::post::one(tx, ask, on).await?.is_none_or(|post| !post.valid.contains(on))
            {
                return Err(Stop::Refused(Refusal::at("nguoi-hoi", "practice-ask-unknown")));
            }
            let replaced = NewWording { id: new.id, wording, post: *by, on, at };
            if !rows::correct(tx, &it, now, &replaced).await? {
                return Err(stop("practice-stale"));
            }
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Whether a person may correct a practice, so that its page shows the way there.
///
/// # Errors
/// A failure of the database.
pub async fn may_correct(desk: &Desk, actor: &Actor, page: &rows::Page) -> Result<bool, Error> {
    let today = desk.clock.today();
    let its = [page.practice.author, page.author.as_ref().map(|post| post.post_id)];
    let held = actor.posts(today);
    let is_its = its.into_iter().flatten().any(|post| held.contains(&post));
    let is_open = page.practice.stage != ledger::practice::Stage::Ended;
    if !is_its || !is_open || page.practice.unit.is_none() {
        return Ok(false);
    }
    let found = (&page.practice, page.registered_on);
    let object = object_of(desk, actor, found).await?;
    Ok(authorize_as(actor, Act::PracticeRegister, &object).is_ok())
}
