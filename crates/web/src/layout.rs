//! What all pages share: the shell's data and how a template becomes an answer.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::error::Fault;
use crate::viewer::Viewer;

/// One step of the path above a page.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Whether the name was typed, in Vietnamese.
    pub is_typed: bool,
}

impl Crumb {
    /// A step to an address of ours, named by a code.
    #[must_use]
    pub fn word(v: &Viewer, path: &str, code: &str) -> Self {
        Self { href: v.to(path), name: v.word(code), is_typed: false }
    }

    /// A step to an address of ours, named as it is.
    #[must_use]
    pub fn named(v: &Viewer, path: &str, name: &str) -> Self {
        Self { href: v.to_on(path), name: name.to_owned(), is_typed: true }
    }
}

/// A page that came out well.
///
/// # Errors
/// When the template cannot be written.
pub fn html(page: &impl Template) -> Result<Response, Fault> {
    Ok(([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page.render()?).into_response())
}

/// The same page again because what was sent cannot stand: 422, with the person's own words.
///
/// # Errors
/// When the template cannot be written.
pub fn html_refused(page: &impl Template) -> Result<Response, Fault> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(page)?).into_response())
}

/// What is wrong with a form: where, and in which words.
#[derive(Clone, Debug, Default)]
pub struct Complaints(Vec<(&'static str, String)>);

impl Complaints {
    /// What a refusal says, each beside its field. A failure is passed on.
    ///
    /// # Errors
    /// The failure.
    pub fn of(v: &Viewer, error: desk::Error) -> Result<Self, Fault> {
        let desk::Error::Refused(refusal) = error else { return Err(error.into()) };
        let mut complaints = Self::default();
        for one in refusal.each() {
            complaints.add(one.field, v.say_coded(one.code, &one.args));
        }
        Ok(complaints)
    }

    /// Adds one about `field`; an empty field name speaks of the form as a whole.
    pub fn add(&mut self, field: &'static str, text: String) {
        self.0.push((field, text));
    }

    /// Whether the form may stand.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is said beside a field.
    #[must_use]
    pub fn at(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, text)| text.as_str())
    }

    /// All of them, for the summary on top.
    #[must_use]
    pub fn all(&self) -> &[(&'static str, String)] {
        &self.0
    }
}
