//! A later text of a plan that both sides had agreed on: each of its lines is kept, changed, ended or
//! new, and what is not kept says why. A line that goes on carries the one that opened the matter, so
//! that progress and proof stay with the work and not with the text.

use serde::{Deserialize, Serialize};

use super::Line;
use crate::{Refusal, WorkplanLineId, text};

units::wire_codes! {
    /// What a text does to a line.
    Mark as "workplan-mark" {
        /// It is new in this text.
        New = "moi",
        /// It stands as it was agreed on.
        Kept = "giu",
        /// It goes on otherwise than it was agreed on.
        Changed = "sua",
        /// It ends.
        Ended = "thoi",
    }
}

/// A line in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The line.
    pub line: Line,
    /// When its words were first written, epoch milliseconds.
    pub written_at: i64,
    /// The line of an earlier text that opened the matter, where this one goes on for it.
    pub carries: Option<WorkplanLineId>,
    /// Whether this text ends it.
    pub is_ended: bool,
    /// Why this text adds, changes or ends it; empty for a kept one, and before the first agreement.
    pub why: String,
}

/// The form's field of the reason.
pub const WHY_FIELD: &str = "vi-sao";

impl Written {
    /// A line that is new in a text, written at an instant. In a revision it says why.
    ///
    /// # Errors
    /// The refusals of the reason in a revision.
    pub fn new(line: Line, written_at: i64, why: Option<&str>) -> Result<Self, Refusal> {
        let why = why.map_or(Ok(String::new()), |why| text::text(WHY_FIELD, why))?;
        Ok(Self { line, written_at, carries: None, is_ended: false, why })
    }

    /// The line whose matter and progress are this one's.
    #[must_use]
    pub fn root(&self) -> WorkplanLineId {
        self.carries.unwrap_or(self.line.id)
    }

    /// What its text does to it.
    #[must_use]
    pub fn mark(&self) -> Mark {
        mark(self.carries.is_some(), self.is_ended, &self.why)
    }

    /// The same line in the text of the other side's answer, under an identity of its own.
    #[must_use]
    pub fn copied(&self, id: WorkplanLineId) -> Self {
        Self { line: Line { id, ..self.line.clone() }, ..self.clone() }
    }

    /// The same line as the beginning of a revision: kept, until somebody changes it.
    #[must_use]
    pub fn carried(&self, id: WorkplanLineId) -> Self {
        let (carries, is_ended, why) = (Some(self.root()), false, String::new());
        let line = Line { id, ..self.line.clone() };
        Self { line, written_at: self.written_at, carries, is_ended, why }
    }

    /// Becomes another line at an instant. `agreed` is the line that it carries, as it is in force: a
    /// line that is like it again is kept, and needs no reason. `why` is asked for in a revision.
    ///
    /// # Errors
    /// The refusals of the reason.
    pub fn change(
        &mut self,
        line: Line,
        (why, agreed): (Option<&str>, Option<&Line>),
        at: i64,
    ) -> Result<(), Refusal> {
        let is_kept = agreed.is_some_and(|agreed| line.says_the_same(agreed));
        let why = match why {
            Some(why) if !is_kept => text::text(WHY_FIELD, why)?,
            _ => String::new(),
        };
        if line.words() != self.line.words() {
            self.written_at = at;
        }
        let line = Line { id: self.line.id, ..line };
        (self.line, self.is_ended, self.why) = (line, false, why);
        Ok(())
    }

    /// Ends with the text that is being written.
    ///
    /// # Errors
    /// The refusals of the reason.
    pub fn end(&mut self, why: &str) -> Result<(), Refusal> {
        self.why = text::text(WHY_FIELD, why)?;
        self.is_ended = true;
        Ok(())
    }
}

/// What a text does to a line, by what is kept of it.
#[must_use]
pub const fn mark(carries: bool, is_ended: bool, why: &str) -> Mark {
    match (carries, is_ended) {
        (_, true) => Mark::Ended,
        (false, _) => Mark::New,
        (true, _) if why.is_empty() => Mark::Kept,
        (true, _) => Mark::Changed,
    }
}

impl Line {
    /// Whether it says the same as another, whatever their identities.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        Self { id: other.id, ..self.clone() } == *other
    }
}
