//! What is wrong with a file of the list, and where.

use serde::Serialize;

/// A fault of a file: where it stands and what it is. The sentence is in `words`, under the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Complaint {
    /// The line of the file, from 1; nothing where it is about the whole file.
    pub line: Option<usize>,
    /// The change in that line, from 1.
    pub change: Option<usize>,
    /// The field.
    pub field: Option<&'static str>,
    /// The message id.
    pub code: &'static str,
    /// The values that its sentence names.
    pub args: Vec<(&'static str, String)>,
}

impl Complaint {
    /// About the whole file.
    #[must_use]
    pub fn of_file(code: &'static str) -> Self {
        Self { line: None, change: None, field: None, code, args: Vec::new() }
    }

    /// About a line.
    #[must_use]
    pub fn at(line: usize, code: &'static str) -> Self {
        Self { line: Some(line), ..Self::of_file(code) }
    }

    /// The same about one change of the line, from 1.
    #[must_use]
    pub fn change(mut self, change: usize) -> Self {
        self.change = Some(change);
        self
    }

    /// The same about a field.
    #[must_use]
    pub fn field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// The same with a value for its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}
