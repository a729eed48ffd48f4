//! Answering with proof handed in: photos and documents are kept in the answer's own transaction, so
//! that a refused answer leaves none behind.

use ledger::MatterId;
use ledger::matter::{Act as Move, Answer, Proof};
use store::attachment::{self, NewAttachment};
use store::{Failure, Fault};
use units::{AttachmentId, Day};

use crate::{Actor, Desk, Error, Refusal};

/// What a person hands in as proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handed {
    /// A photo: name, content type, bytes as the browser sent them.
    Photo {
        /// File name.
        name: String,
        /// `image/jpeg` or `image/png`.
        content_type: String,
        /// The bytes; what the camera wrote beside the picture is cut away before they are kept.
        body: Vec<u8>,
    },
    /// A document by number and date.
    Document {
        /// Number and sign.
        number: String,
        /// Its date.
        dated_on: Day,
    },
    /// A figure.
    Figure {
        /// What is counted.
        label: String,
        /// In thousandths.
        value_milli: i64,
        /// The unit of measure.
        unit: String,
    },
}

/// Answers a matter with what was handed in.
///
/// # Errors
/// As [`super::act`], and the refusals of a photo that cannot be kept.
pub async fn prove(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (MatterId, i64),
    (text, done_on): (String, Option<Day>),
    handed: Vec<Handed>,
) -> Result<(), Error> {
    let (mut proofs, mut kept) = (Vec::new(), Vec::new());
    for one in handed {
        proofs.push(match one {
            Handed::Document { number, dated_on } => {
                Proof::Document { number, dated_on, attachment: None }
            }
            Handed::Figure { label, value_milli, unit } => {
                Proof::Figure { label, value_milli, unit }
            }
            Handed::Photo { name, content_type, body } => {
                let photo = photo(desk, actor, (name, content_type, body)).await?;
                let id = photo.attachment_id;
                kept.push(photo);
                Proof::Photo(id)
            }
        });
    }
    let answer = Move::Answer(Answer { text, done_on, proofs });
    super::act_with(desk, actor, (id, revision), answer, kept).await
}

pub(crate) async fn photo(
    desk: &Desk,
    actor: &Actor,
    (name, content_type, body): (String, String, Vec<u8>),
) -> Result<NewAttachment, Error> {
    let at = |refusal: attachment::Refusal| Refusal { field: "anh", ..Refusal::from(refusal) };
    attachment::check(&body, &content_type).map_err(at)?;
    let bare = tokio::task::spawn_blocking(move || crate::photo::bare(&body)).await;
    let bare = bare.map_err(|_| Failure::new(Fault::Bug, "bare a photo"))?;
    let bare = bare.map_err(|code| Refusal::at("anh", code))?;
    Ok(NewAttachment {
        attachment_id: AttachmentId(desk.clock.id()),
        name: units::text::tidy(&name),
        content_type: bare.content_type.to_owned(),
        body: bare.body,
        created_by: Some(actor.account_id),
        created_at: desk.clock.now(),
    })
}

/// A photo that proves an answer, for a reader who may see the matter: content type and bytes.
///
/// # Errors
/// A failure of the database.
pub async fn photo_of(
    desk: &Desk,
    scope: &store::Scope,
    (id, photo): (MatterId, AttachmentId),
) -> Result<Option<(String, Vec<u8>)>, Error> {
    let (reader, today) = (desk.store.read(), desk.clock.today());
    if !store::matter::proof_is_seen(&reader, scope, (id, photo), today).await? {
        return Ok(None);
    }
    let everything = crate::authority::system_scope();
    let head = attachment::head(&reader, &everything, photo).await?;
    let Some(head) = head.filter(|head| head.content_type.starts_with("image/")) else {
        return Ok(None);
    };
    let body = attachment::body(&reader, &everything, photo).await?;
    Ok(body.map(|body| (head.content_type, body)))
}
