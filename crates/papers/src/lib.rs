//! Office files in: the list of old groups (tổ, khu phố, ấp) as offices really keep it, and any table row
//! by row ([`Table`]). Workbooks out, row by row ([`WorkbookOut`]), and QR codes ([`Qr`]).
//!
//! The way in has four steps, each a value the caller may show and keep:
//!
//! 1. [`open`] turns bytes and a file name into a [`Workbook`] of plain cells, or a [`Refusal`].
//! 2. [`guess`] finds the heading rows of each sheet and guesses what each column holds ([`Guess`]).
//! 3. The office corrects the guess into a [`Mapping`]; [`Guess::fingerprint`] lets it be remembered.
//! 4. [`read`] gives a [`Reading`]: rows, rows passed over with the reason, and complaints.
//!
//! Nothing is imported here: the caller asks [`Reading::acceptable`] and decides. This crate knows
//! no SQL and no HTTP, and words nothing: complaints and refusals are codes with data.

mod body;
mod complaint;
mod field;
mod guess;
mod header;
mod indicator;
mod label;
pub mod legacy;
mod number;
mod qr;
mod reading;
mod refusal;
mod source;
mod workbook;
mod workbook_out;

pub use body::{BodyRow, read_bodies};
pub use complaint::{Complaint, ComplaintKind, Place, Severity};
pub use field::Field;
pub use guess::{ColumnGuess, Guess, Mapping, SheetMapping, guess};
pub use indicator::{FigureCell, FigureSheet, Unread, read_figures};
pub use label::{GroupName, Label, group_name};
pub use number::{NumberFault, whole_number};
pub use qr::Qr;
pub use reading::{Index, OldGroupRow, Reading, SkipReason, Skipped, read};
pub use refusal::Refusal;
pub use source::{Limits, Table, open, separator};
pub use workbook::{Area, Cell, FileKind, Row, Sheet, Workbook, column_letters};
pub use workbook_out::WorkbookOut;
