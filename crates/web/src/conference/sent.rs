//! The forms of a conference: typed fields and, perhaps, a document.

use axum::extract::Multipart;
use desk::reorganisation::Document;

use crate::error::Fault;
use crate::sent::{Limits, Sent};

/// The document is the field `van-ban`. The longest typed field has four thousand letters with marks, and
/// room for more, which the desk refuses in words.
const LIMITS: Limits = Limits { files_in: "van-ban", files_most: 1, field_most: 40_000 };

/// Reads a form: what was typed, and the document if one was chosen.
///
/// # Errors
/// When it is no multipart form, or too large.
pub(super) async fn read(sent: Multipart) -> Result<(Sent, Option<Document>), Fault> {
    let mut sent = Sent::read(sent, LIMITS).await?;
    let document = sent.document();
    Ok((sent, document))
}
