//! From a document to what is shown of it: opened, guessed and read on a thread of its own, with
//! headings understood as they were before.

use std::collections::HashMap;

use papers::{FileKind, Guess, Limits, Mapping, Reading, SheetMapping};
use store::{Failure, Fault, old_list, unit};
use units::{Day, Tier, UnitId};

use super::Document;
use super::compare::{Comparison, compare};
use crate::authority::system_scope;
use crate::{Desk, Error, Refusal};

/// What a document says.
#[derive(Debug, Clone)]
pub struct Read {
    /// What each sheet seems to hold, hidden ones too.
    pub guesses: Vec<Guess>,
    /// How it was read.
    pub mapping: Mapping,
    /// Sheets whose heading the commune has used before.
    pub remembered: Vec<String>,
    /// Rows, rows passed over, complaints.
    pub reading: Reading,
    /// The rows beside the registry of today.
    pub comparison: Comparison,
    /// Which kind of file it really is, as a content type.
    pub content_type: &'static str,
}

/// Reads a document for a commune, with the mapping given, else with what is remembered of its
/// headings, else as guessed.
pub(super) async fn run(
    desk: &Desk,
    commune: UnitId,
    document: Document,
    mapping: Option<Mapping>,
) -> Result<Read, Error> {
    let (reader, scope, today) = (desk.store.read(), system_scope(), desk.clock.today());
    let known = known(desk, commune, today).await?;
    let opened = tokio::task::spawn_blocking(move || {
        let book = papers::open(&document.name, &document.body, &Limits::default())?;
        let guesses = papers::guess(&book);
        let (guessed, remembered) = settle(&guesses, &known);
        let mapping = mapping.unwrap_or(guessed);
        let reading = papers::read(&book, &mapping);
        Ok::<_, papers::Refusal>((content_type(book.kind), guesses, remembered, mapping, reading))
    });
    let opened = opened
        .await
        .map_err(|cause| Failure::new(Fault::Bug, "read a list of old groups").because(cause))?;
    let (content_type, guesses, remembered, mapping, reading) = opened.map_err(Refusal::from)?;
    let bases = unit::descendants(&reader, &scope, commune, today, Tier::Base).await?;
    let subs = unit::descendants(&reader, &scope, commune, today, Tier::Sub).await?;
    let comparison = compare(&reading.rows, &bases, &subs);
    Ok(Read { guesses, mapping, remembered, reading, comparison, content_type })
}

/// Headings the commune has accepted before. One that can no longer be read is not known.
async fn known(
    desk: &Desk,
    commune: UnitId,
    today: Day,
) -> Result<HashMap<String, SheetMapping>, Failure> {
    let scope = system_scope();
    let rows = old_list::remembered(&desk.store.read(), &scope, commune, today).await?;
    let read = |(fingerprint, json): (String, String)| {
        Some((fingerprint, serde_json::from_str(&json).ok()?))
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// The sheets to read: remembered ones as before, others where the guess is usable; hidden ones are
/// offered only.
fn settle(guesses: &[Guess], known: &HashMap<String, SheetMapping>) -> (Mapping, Vec<String>) {
    let mut mapping = Mapping::default();
    let mut remembered = Vec::new();
    for guess in guesses.iter().filter(|guess| !guess.hidden) {
        match known.get(&guess.fingerprint()).filter(|_| has_heading(guess)) {
            Some(before) => {
                mapping.sheets.push(guess.mapping_as(before));
                remembered.push(guess.sheet.clone());
            }
            None if guess.is_usable() => mapping.sheets.push(guess.mapping()),
            None => {}
        }
    }
    (mapping, remembered)
}

/// Without a heading every sheet has the same fingerprint, so nothing is remembered of it.
pub(super) fn has_heading(guess: &Guess) -> bool {
    !guess.header_rows.is_empty()
}

const fn content_type(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileKind::Xls => "application/vnd.ms-excel",
        FileKind::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        FileKind::Csv => "text/csv",
    }
}
