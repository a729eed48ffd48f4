//! Whoever holds the code: what became of it, and the two words that only the sender may say.

use ledger::FeedbackId;
use ledger::matter::Act as Move;
use store::feedback::{self as rows, Line, Photo};
use store::matter::Page;
use store::{Scope, attachment};
use units::AttachmentId;

use crate::authority::system_scope;
use crate::{Desk, Error, Refusal};

use super::hash_of;

/// What a code opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The code as it is kept.
    pub code: String,
    /// The feedback.
    pub line: Line,
    /// Its matter with the history.
    pub page: Page,
    /// The matter it was made one with.
    pub merged: Option<Page>,
    /// Its photos.
    pub photos: Vec<Photo>,
}

/// What the sender says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Đã giải quyết.
    Solved,
    /// Chưa giải quyết, with what is missing.
    NotSolved(String),
    /// More, since the owner asked.
    More(String),
}

/// What a code opens, however it was typed; nothing for a code of nothing.
///
/// # Errors
/// A failure of the database.
pub async fn opened(desk: &Desk, code: &str) -> Result<Option<Opened>, Error> {
    let code = ledger::code::typed(code);
    let (reader, everything, today) = (desk.store.read(), system_scope(), desk.clock.today());
    let line = rows::by_code(&reader, &everything, &hash_of(&code), today).await?;
    let Some(line) = line else { return Ok(None) };
    let page = store::matter::page(&reader, &everything, line.matter_id, today).await?;
    let Some(page) = page else { return Ok(None) };
    let merged = match line.merged_into {
        Some(into) => store::matter::page(&reader, &everything, into, today).await?,
        None => None,
    };
    let photos = match line.sealed_as {
        Some(_) => Vec::new(),
        None => rows::photos(&reader, &everything, line.feedback_id).await?,
    };
    Ok(Some(Opened { code, line, page, merged, photos }))
}

/// Lets whoever holds the code say whether it is solved, or say more.
///
/// # Errors
/// `feedback-unknown`, the refusals of [`ledger::matter::Matter::take`], or a failure.
pub async fn reply(desk: &Desk, code: &str, reply: Reply) -> Result<(), Error> {
    let opened = opened(desk, code).await?.ok_or(Refusal::new("feedback-unknown"))?;
    let act = match reply {
        Reply::Solved => Move::Confirm,
        Reply::NotSolved(why) => Move::Reopen(why),
        Reply::More(said) => Move::GiveInfo(said),
    };
    crate::matter::act_as_asker(desk, opened.line.matter_id, act).await
}

/// A photo of a feedback as a reader may see it: inside its place every one, elsewhere those that a
/// moderator let through. Nothing where it is sealed or not in sight.
///
/// # Errors
/// A failure of the database.
pub async fn photo(
    desk: &Desk,
    scope: &Scope,
    (id, number): (FeedbackId, i64),
) -> Result<Option<Vec<u8>>, Error> {
    let (reader, today) = (desk.store.read(), desk.clock.today());
    let inside = match scope.is_public() {
        true => None,
        false => rows::one(&reader, scope, id, today).await?,
    };
    let is_shown = rows::public_one(&reader, scope, id, today).await?.is_some();
    let photos = rows::photos(&reader, &system_scope(), id).await?;
    let found = photos.into_iter().find(|photo| photo.number == number).filter(|photo| {
        let is_inside = inside.as_ref().is_some_and(|line| line.sealed_as.is_none());
        is_inside || (is_shown && photo.is_public)
    });
    match found {
        Some(photo) => picture(desk, photo.attachment_id).await,
        None => Ok(None),
    }
}

/// A photo that proves an answer to a feedback's matter, where the matter is in the reader's sight.
///
/// # Errors
/// A failure of the database.
pub async fn proof(
    desk: &Desk,
    scope: &Scope,
    (matter, photo): (ledger::MatterId, AttachmentId),
) -> Result<Option<Vec<u8>>, Error> {
    let (reader, today) = (desk.store.read(), desk.clock.today());
    if store::matter::proof_is_seen(&reader, scope, (matter, photo), today).await? {
        return picture(desk, photo).await;
    }
    Ok(None)
}

async fn picture(desk: &Desk, id: AttachmentId) -> Result<Option<Vec<u8>>, Error> {
    let (reader, everything) = (desk.store.read(), system_scope());
    let head = attachment::head(&reader, &everything, id).await?;
    if head.is_none_or(|head| head.content_type != "image/jpeg") {
        return Ok(None);
    }
    Ok(attachment::body(&reader, &everything, id).await?)
}
