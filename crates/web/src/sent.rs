//! A form with files as a browser sends it: typed fields in order and the files of one field. The one
//! reader of such forms, so that they all have the same limits.

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use desk::matter::Handed;
use desk::reorganisation::Document;

use crate::error::Fault;

/// Fields of the longest form: a notice with many conclusions.
const FIELDS_MOST: usize = 5_000;

/// A file that somebody chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// Its name on the sender's machine.
    pub(crate) name: String,
    /// What the browser takes it for.
    pub(crate) content_type: String,
    /// Its bytes, at least one.
    pub(crate) body: Vec<u8>,
}

impl File {
    /// The file as a photo that proves something.
    pub(crate) fn photo(self) -> Handed {
        let Self { name, content_type, body } = self;
        Handed::Photo { name, content_type, body }
    }
}

/// What a form may hold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The field of the files.
    pub(crate) files_in: &'static str,
    /// Files that are kept; the bytes of further ones are let pass.
    pub(crate) files_most: usize,
    /// Bytes of the longest typed field.
    pub(crate) field_most: usize,
}

/// What was sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent {
    /// Name and text of each field, in order.
    pub(crate) fields: Vec<(String, String)>,
    /// The files, in order.
    pub(crate) files: Vec<File>,
    /// Files that were sent, kept or not.
    pub(crate) file_count: usize,
}

impl Sent {
    /// Reads a form.
    ///
    /// # Errors
    /// When it is no multipart form, or too large.
    pub(crate) async fn read(mut sent: Multipart, limits: Limits) -> Result<Self, Fault> {
        let mut form = Self::default();
        while let Some(field) = sent.next_field().await? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == limits.files_in {
                form.take_file(field, limits.files_most).await?;
                continue;
            }
            let text = field.text().await?;
            if text.len() > limits.field_most || form.fields.len() >= FIELDS_MOST {
                return Err(Fault::TooLarge);
            }
            form.fields.push((name, text));
        }
        Ok(form)
    }

    async fn take_file(&mut self, field: Field<'_>, most: usize) -> Result<(), Fault> {
        if self.files.len() >= most {
            self.file_count += usize::from(is_file(field).await?);
            return Ok(());
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let content_type = field.content_type().unwrap_or_default().to_owned();
        let body = field.bytes().await?.to_vec();
        if !body.is_empty() {
            self.file_count += 1;
            self.files.push(File { name, content_type, body });
        }
        Ok(())
    }

    /// The text of a field; empty where it was not sent.
    pub(crate) fn one(&self, name: &str) -> String {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    }

    /// Every text of a field that may stand several times.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        let found = self.fields.iter().filter(|(field, _)| field == name);
        found.map(|(_, text)| text.clone()).collect()
    }

    /// The document of a form that takes one, if one was chosen.
    pub(crate) fn document(&mut self) -> Option<Document> {
        let File { name, content_type, body } = self.files.pop()?;
        (!name.is_empty()).then_some(Document { name, content_type, body })
    }
}

/// Whether a file that is not kept has any bytes; they are let pass.
async fn is_file(mut field: Field<'_>) -> Result<bool, Fault> {
    let mut has_bytes = false;
    while let Some(part) = field.chunk().await? {
        has_bytes |= !part.is_empty();
    }
    Ok(has_bytes)
}
