//! What is wrong with a row of the list, and where. Wording is in `words`.

use crate::field::Field;
use crate::legacy::Encoding;

/// How much a complaint matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// For information; nothing to do.
    Note,
    /// The row was read; someone should look.
    Warning,
    /// The row was not read; the list cannot be accepted.
    Error,
}

/// Where in the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// File name.
    pub file: String,
    /// Sheet name.
    pub sheet: String,
    /// Row as the spreadsheet numbers it, from 1; none for the whole sheet.
    pub row: Option<u32>,
    /// Column letters; none for the whole row.
    pub column: Option<String>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComplaintKind {
    /// The row has figures but no name of a group.
    MissingName {
        /// Which name.
        field: Field,
    },
    /// The group has a name but no number of households.
    MissingHouseholds {
        /// The group.
        name: String,
    },
    /// Not a number.
    NotANumber {
        /// Column meaning.
        field: Field,
        /// As written.
        text: String,
    },
    /// A number with a fraction, such as 1.234 typed where the dot is a decimal point.
    NotWhole {
        /// Column meaning.
        field: Field,
        /// As written.
        text: String,
    },
    /// Below zero or above what a group can have.
    OutOfRange {
        /// Column meaning.
        field: Field,
        /// As written.
        text: String,
        /// The highest accepted.
        max: u32,
    },
    /// The spreadsheet program turned "1/2" into a day.
    BecameDate {
        /// Column meaning.
        field: Field,
        /// The day shown.
        text: String,
    },
    /// A formula without a stored value.
    Uncomputed {
        /// Column meaning.
        field: Field,
    },
    /// An error value such as `#REF!`.
    CellFault {
        /// Column meaning.
        field: Field,
        /// The error.
        text: String,
    },
    /// One number merged over several rows.
    MergedNumber {
        /// Column meaning.
        field: Field,
    },
    /// "nt" with nothing above it.
    DittoWithoutAbove {
        /// Column meaning.
        field: Field,
    },
    /// The same group twice.
    Duplicate {
        /// The group.
        name: String,
        /// Sheet of the first.
        first_sheet: String,
        /// Row of the first, from 1.
        first_row: u32,
    },
    /// Two names that differ only in marks.
    LooksAlike {
        /// The group.
        name: String,
        /// The other spelling.
        other: String,
        /// Its row, from 1.
        other_row: u32,
    },
    /// A totals row that does not match the rows above.
    TotalDiffers {
        /// Column meaning.
        field: Field,
        /// The total in the file.
        written: u64,
        /// The sum of the rows read.
        counted: u64,
    },
    /// Fewer residents than households.
    FewerPeople {
        /// Residents.
        people: u32,
        /// Households.
        households: u32,
    },
    /// No household at all.
    ZeroHouseholds {
        /// The group.
        name: String,
    },
    /// A neighbour that is not in the list.
    UnknownNeighbour {
        /// As written.
        name: String,
    },
    /// A neighbour of which the list has several.
    AmbiguousNeighbour {
        /// As written.
        name: String,
    },
    /// A row with text in no column that is read.
    RowUnread {
        /// Its first text.
        text: String,
    },
    /// The row is hidden in the file, and was read.
    HiddenRow,
    /// Text was in an encoding older than Unicode.
    TextConverted {
        /// Which.
        from: Encoding,
        /// Cells changed.
        cells: u32,
    },
    /// No column was named as khu phố or tổ.
    MappingLacksName,
    /// No column was named as households.
    MappingLacksHouseholds,
    /// Two columns were given one meaning.
    MappingTwice {
        /// The meaning.
        field: Field,
    },
    /// The mapping speaks of a sheet the file does not have.
    SheetMissing,
    /// Not one group was read.
    NoRows,
}

/// One complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: ComplaintKind,
    /// How much it matters.
    pub severity: Severity,
}

impl ComplaintKind {
    /// Stable code; the message id in `words`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingName { .. } => "papers-missing-name",
            Self::MissingHouseholds { .. } => "papers-missing-households",
            Self::NotANumber { .. } => "papers-not-a-number",
            Self::NotWhole { .. } => "papers-not-whole",
            Self::OutOfRange { .. } => "papers-out-of-range",
            Self::BecameDate { .. } => "papers-became-date",
            Self::Uncomputed { .. } => "papers-uncomputed",
            Self::CellFault { .. } => "papers-cell-fault",
            Self::MergedNumber { .. } => "papers-merged-number",
            Self::DittoWithoutAbove { .. } => "papers-ditto-without-above",
            Self::Duplicate { .. } => "papers-duplicate",
            Self::LooksAlike { .. } => "papers-looks-alike",
            Self::TotalDiffers { .. } => "papers-total-differs",
            Self::FewerPeople { .. } => "papers-fewer-people",
            Self::ZeroHouseholds { .. } => "papers-zero-households",
            Self::UnknownNeighbour { .. } => "papers-unknown-neighbour",
            Self::AmbiguousNeighbour { .. } => "papers-ambiguous-neighbour",
            Self::RowUnread { .. } => "papers-row-unread",
            Self::HiddenRow => "papers-hidden-row",
            Self::TextConverted { .. } => "papers-text-converted",
            Self::MappingLacksName => "papers-mapping-lacks-name",
            Self::MappingLacksHouseholds => "papers-mapping-lacks-households",
            Self::MappingTwice { .. } => "papers-mapping-twice",
            Self::SheetMissing => "papers-sheet-missing",
            Self::NoRows => "papers-no-rows",
        }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::HiddenRow | Self::TextConverted { .. } => Severity::Note,
            Self::LooksAlike { .. }
            | Self::TotalDiffers { .. }
            | Self::FewerPeople { .. }
            | Self::ZeroHouseholds { .. }
            | Self::UnknownNeighbour { .. }
            | Self::AmbiguousNeighbour { .. }
            | Self::RowUnread { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    fn own_args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::MissingName { field }
            | Self::Uncomputed { field }
            | Self::MergedNumber { field }
            | Self::DittoWithoutAbove { field }
            | Self::MappingTwice { field } => vec![("field", field.code().to_owned())],
            Self::NotANumber { field, text }
            | Self::NotWhole { field, text }
            | Self::BecameDate { field, text }
            | Self::CellFault { field, text } => {
                vec![("field", field.code().to_owned()), ("text", text.clone())]
            }
            Self::OutOfRange { field, text, max } => vec![
                ("field", field.code().to_owned()),
                ("text", text.clone()),
                ("max", max.to_string()),
            ],
            Self::MissingHouseholds { name }
            | Self::ZeroHouseholds { name }
            | Self::UnknownNeighbour { name }
            | Self::AmbiguousNeighbour { name } => vec![("name", name.clone())],
            Self::Duplicate { name, first_sheet, first_row } => vec![
                ("name", name.clone()),
                ("first_sheet", first_sheet.clone()),
                ("first_row", first_row.to_string()),
            ],
            Self::LooksAlike { name, other, other_row } => vec![
                ("name", name.clone()),
                ("other", other.clone()),
                ("other_row", other_row.to_string()),
            ],
            Self::TotalDiffers { field, written, counted } => vec![
                ("field", field.code().to_owned()),
                ("written", written.to_string()),
                ("counted", counted.to_string()),
            ],
            Self::FewerPeople { people, households } => {
                vec![("people", people.to_string()), ("households", households.to_string())]
            }
            Self::RowUnread { text } => vec![("text", text.clone())],
            Self::TextConverted { from, cells } => {
                vec![("from", from.name().to_owned()), ("cells", cells.to_string())]
            }
            Self::HiddenRow
            | Self::MappingLacksName
            | Self::MappingLacksHouseholds
            | Self::SheetMissing
            | Self::NoRows => Vec::new(),
        }
    }
}

impl Complaint {
    /// A complaint of the severity its kind has.
    #[must_use]
    pub fn new(place: Place, kind: ComplaintKind) -> Self {
        let severity = kind.severity();
        Self { place, kind, severity }
    }

    /// Stable code; the message id in `words`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// Data of the sentence: the kind's own, then `file`, `sheet`, `row`, `column` ("–" if none).
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let mut args = self.kind.own_args();
        args.push(("file", self.place.file.clone()));
        args.push(("sheet", self.place.sheet.clone()));
        args.push(("row", self.place.row.map_or_else(|| "–".to_owned(), |row| row.to_string())));
        args.push(("column", self.place.column.clone().unwrap_or_else(|| "–".to_owned())));
        args
    }
}
