//! A form with a document as a browser sends it: typed fields and, perhaps, the file.

use axum::extract::Multipart;
use desk::reorganisation::Document;

use crate::error::Fault;

/// Bytes of the longest typed field: four thousand letters with marks, and room for more, which the
/// desk refuses in words.
const FIELD_MOST: usize = 40_000;
/// Fields of the longest form: a notice with many conclusions.
const FIELDS_MOST: usize = 5_000;

/// What was sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    /// Name and text of each field, in order.
    pub(super) fields: Vec<(String, String)>,
    /// The document, if one was chosen.
    pub(super) document: Option<Document>,
}

impl Sent {
    /// Reads a form; the file is the field `van-ban`.
    ///
    /// # Errors
    /// When it is no multipart form, or too large.
    pub(super) async fn read(mut sent: Multipart) -> Result<Self, Fault> {
        let mut form = Self::default();
        while let Some(field) = sent.next_field().await? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "van-ban" {
                let file = field.file_name().unwrap_or_default().to_owned();
                let content_type = field.content_type().unwrap_or_default().to_owned();
                let body = field.bytes().await?.to_vec();
                let chosen = !file.is_empty() && !body.is_empty();
                form.document = chosen.then_some(Document { name: file, content_type, body });
                continue;
            }
            let text = field.text().await?;
            if text.len() > FIELD_MOST || form.fields.len() >= FIELDS_MOST {
                return Err(Fault::TooLarge);
            }
            form.fields.push((name, text));
        }
        Ok(form)
    }

    /// The text of a field; empty where it was not sent.
    pub(super) fn one(&self, name: &str) -> String {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    }

    /// Every text of a field that may stand several times.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        let found = self.fields.iter().filter(|(field, _)| field == name);
        found.map(|(_, text)| text.clone()).collect()
    }
}
