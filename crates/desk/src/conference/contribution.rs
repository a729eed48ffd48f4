//! Contributions to a conference: asked of posts by a day, sent by them, chased.

use ledger::conference::{NewContribution, Sent};
use ledger::{ConferenceId, ContributionId};
use store::Stop;
use store::conference as rows;

use super::{audit, entitled, exists, keep_document, kept, loaded};
use crate::authority::{authorize_as, system_scope};
use crate::reorganisation::Document;
use crate::{Act, Actor, Desk, Error, Object, Refusal, refused, stop};

/// Asks a post for a contribution by a day: it waits in the post's inbox from then on. The same
/// identity sent twice is one contribution.
///
/// # Errors
/// `conference-unknown`, the refusals of [`ledger::conference::Conference::ask`],
/// `contribution-post-unknown`, authority, or a failure.
pub async fn ask(
    desk: &Desk,
    actor: &Actor,
    id: ConferenceId,
    new: NewContribution,
) -> Result<ContributionId, Error> {
    let (acting, _) = entitled(desk, actor, id).await?;
    let audit = audit(desk, (actor, &acting), Act::ConferenceHold, id);
    desk.act((desk.clone(), new, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, new, audit) = &*input;
            let today = desk.clock.today();
            let loaded = loaded(tx, id, None).await?;
            if rows::asked(tx, new.id).await?.is_some() {
                tx.without_audit();
                return Ok(new.id);
            }
            let asked = loaded.conference.ask(new.clone(), today).map_err(refused)?;
            if !exists(tx, asked.post, today).await? {
                return Err(Stop::Refused(Refusal::at("noi-gui", "contribution-post-unknown")));
            }
            rows::ask(tx, id, &asked, desk.clock.now()).await?;
            tx.audit(audit.clone()).await?;
            Ok(asked.id)
        })
    })
    .await
}

/// Sends a contribution that one's own post was asked for; a later one replaces it until the notice
/// of conclusions is out.
///
/// # Errors
/// `contribution-unknown`, the refusals of [`ledger::conference::Conference::receive`] and of the
/// document, authority, or a failure.
pub async fn send(
    desk: &Desk,
    actor: &Actor,
    id: ContributionId,
    sent: Sent,
    document: Option<Document>,
) -> Result<(), Error> {
    let today = desk.clock.today();
    let reader = desk.store.read();
    let row = rows::contribution(&reader, &system_scope(), (id, &[]), today).await?;
    let row = row.ok_or(Refusal::new("contribution-unknown"))?;
    let object = Object::at(Vec::new(), today).naming([row.post.post_id]);
    let acting = authorize_as(actor, Act::ContributionSend, &object)?;
    let document = kept(desk, actor, document, "van-ban")?;
    let audit = audit(desk, (actor, &acting), Act::ContributionSend, row.conference_id);
    desk.act((desk.clone(), sent, document, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, sent, document, audit) = &*input;
            let Some(row) = rows::asked(tx, id).await? else {
                return Err(stop("contribution-unknown"));
            };
            let loaded = loaded(tx, row.conference_id, None).await?;
            let has_document = document.is_some() || row.attachment_id.is_some();
            let sent = loaded.conference.receive(sent, has_document).map_err(refused)?;
            keep_document(tx, document.as_ref()).await?;
            let document = document.as_ref().map(|document| document.attachment_id);
            let when = (desk.clock.today(), desk.clock.now());
            rows::receive(tx, id, (&sent, document), when).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Reminds every post whose contribution did not come, at most once a day. How many were reminded.
///
/// # Errors
/// `conference-unknown`, authority, or a failure.
pub async fn remind(desk: &Desk, actor: &Actor, id: ConferenceId) -> Result<u64, Error> {
    let (acting, _) = entitled(desk, actor, id).await?;
    let audit = audit(desk, (actor, &acting), Act::ConferenceHold, id);
    desk.act((desk.clock.today(), audit), move |tx, input| {
        Box::pin(async move {
            let (today, audit) = &*input;
            let reminded = rows::remind(tx, id, *today).await?;
            tx.audit(audit.clone()).await?;
            Ok(reminded)
        })
    })
    .await
}
