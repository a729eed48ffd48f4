//! Why a file cannot be read at all. Wording is in `words`.

use thiserror::Error;

/// The file as a whole is refused; nothing of it was read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", self.code())]
pub enum Refusal {
    /// The file has no bytes, or only white space.
    Empty {
        /// File name.
        file: String,
    },
    /// More bytes than allowed.
    TooLarge {
        /// File name.
        file: String,
        /// Allowed megabytes.
        limit_mb: u64,
    },
    /// Unpacks to more than allowed: damaged, or made to exhaust the machine.
    UnpacksTooLarge {
        /// File name.
        file: String,
        /// Allowed megabytes.
        limit_mb: u64,
    },
    /// More rows, cells or columns than a list of groups can have.
    TooLong {
        /// File name.
        file: String,
        /// Sheet where the limit was passed.
        sheet: String,
        /// Allowed rows in all.
        rows: usize,
        /// Allowed columns.
        columns: usize,
    },
    /// Protected by a password.
    Locked {
        /// File name.
        file: String,
    },
    /// A web page saved under a spreadsheet's name, as some systems export.
    WebPage {
        /// File name.
        file: String,
    },
    /// Another kind of document: PDF, Word, a picture, an old XML sheet.
    NotASheet {
        /// File name.
        file: String,
        /// What it looks like, as a short name ("PDF").
        looks_like: &'static str,
    },
    /// Cut short or damaged.
    Damaged {
        /// File name.
        file: String,
        /// What the reader met, for the person who helps.
        detail: String,
    },
    /// No sheet has content.
    NoContent {
        /// File name.
        file: String,
    },
}

impl Refusal {
    /// Stable code; the message id in `words`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "papers-file-empty",
            Self::TooLarge { .. } => "papers-file-too-large",
            Self::UnpacksTooLarge { .. } => "papers-file-unpacks-too-large",
            Self::TooLong { .. } => "papers-file-too-long",
            Self::Locked { .. } => "papers-file-locked",
            Self::WebPage { .. } => "papers-file-web-page",
            Self::NotASheet { .. } => "papers-file-not-a-sheet",
            Self::Damaged { .. } => "papers-file-damaged",
            Self::NoContent { .. } => "papers-file-no-content",
        }
    }

    /// Data of the sentence.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Empty { file }
            | Self::Locked { file }
            | Self::WebPage { file }
            | Self::NoContent { file } => vec![("file", file.clone())],
            Self::TooLarge { file, limit_mb } | Self::UnpacksTooLarge { file, limit_mb } => {
                vec![("file", file.clone()), ("limit_mb", limit_mb.to_string())]
            }
            Self::TooLong { file, sheet, rows, columns } => vec![
                ("file", file.clone()),
                ("sheet", sheet.clone()),
                ("rows", rows.to_string()),
                ("columns", columns.to_string()),
            ],
            Self::NotASheet { file, looks_like } => {
                vec![("file", file.clone()), ("looks_like", (*looks_like).to_owned())]
            }
            Self::Damaged { file, detail } => {
                vec![("file", file.clone()), ("detail", detail.clone())]
            }
        }
    }
}
