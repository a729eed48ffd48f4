//! The guess what each column holds, shown to the office; and the mapping the office settles on.

use crate::field::Field;
use crate::header::{self, Heading};
use crate::label::{group_name, numbered_khu_pho};
use crate::number::whole_number;
use crate::workbook::{Sheet, Workbook, column_letters};
use serde::{Deserialize, Serialize};
use units::text::fold;

/// What one column seems to hold.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnGuess {
    /// From 0.
    pub column: u32,
    /// As on screen: "C".
    pub letters: String,
    /// The meaning guessed; [`Field::Ignore`] where none.
    pub field: Field,
    /// The heading over the column, parts joined by " / ".
    pub header: String,
    /// In per cent; 0 where nothing was recognised.
    pub confidence: u8,
    /// The first few values under the heading.
    pub samples: Vec<String>,
}

/// What one sheet seems to hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// Sheet name.
    pub sheet: String,
    /// Whether the sheet is hidden in the file.
    pub hidden: bool,
    /// Rows of the heading as the spreadsheet numbers them, from 1; empty if none was found.
    pub header_rows: Vec<u32>,
    /// Every column with content.
    pub columns: Vec<ColumnGuess>,
    /// The khu phố or ấp the whole sheet is about, from its title or its tab, where no column says.
    pub khu_pho: Option<String>,
    /// Rows with content below the heading.
    pub data_rows: u32,
}

/// How one sheet is to be read, settled by a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetMapping {
    /// Sheet name.
    pub sheet: String,
    /// Rows of the heading, from 1; reading starts below the last. Empty: from the first row.
    pub header_rows: Vec<u32>,
    /// Column (from 0) and its meaning; a column not listed is not read.
    pub columns: Vec<(u32, Field)>,
    /// The khu phố or ấp of every row, where no column and no band says it.
    pub khu_pho: Option<String>,
}

/// How a file is to be read: sheets not listed are not read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mapping {
    /// In reading order.
    pub sheets: Vec<SheetMapping>,
}

const SAMPLES: usize = 4;
/// Below this a guess is shown as "not read".
const LEAST_CONFIDENCE: u8 = 45;

/// Guesses every sheet that has content, hidden ones too, in the file's order.
#[must_use]
pub fn guess(book: &Workbook) -> Vec<Guess> {
    book.sheets.iter().filter(|sheet| !sheet.rows.is_empty()).map(guess_sheet).collect()
}

fn guess_sheet(sheet: &Sheet) -> Guess {
    let heading = header::find(sheet);
    let first = heading.rows.last().map_or(0, |row| row + 1);
    let mut columns: Vec<ColumnGuess> =
        (0..sheet.width()).filter_map(|column| guess_column(sheet, &heading, column)).collect();
    settle_rivals(&mut columns);
    let has_khu_pho = columns.iter().any(|column| column.field == Field::KhuPho);
    Guess {
        sheet: sheet.name.clone(),
        hidden: sheet.hidden,
        header_rows: heading.rows.iter().map(|row| row + 1).collect(),
        khu_pho: if has_khu_pho { None } else { khu_pho_of(sheet, &heading) },
        data_rows: sheet.rows.iter().filter(|row| row.index >= first).count() as u32,
        columns,
    }
}

fn guess_column(sheet: &Sheet, heading: &Heading, column: u32) -> Option<ColumnGuess> {
    let first = heading.rows.last().map_or(0, |row| row + 1);
    let below = sheet.rows.iter().filter(|row| row.index >= first);
    let cells: Vec<_> = below
        .filter_map(|row| row.cells.get(column as usize))
        .filter(|cell| !cell.is_empty())
        .take(40)
        .collect();
    let path = &heading.paths[column as usize];
    if cells.is_empty() && path.is_empty() {
        return None;
    }
    let (field, mut confidence) = header::meaning(path).unwrap_or((Field::Ignore, 0));
    if field.is_number() && !cells.is_empty() {
        let numbers = cells.iter().filter(|cell| whole_number(cell).is_ok()).count();
        // A column whose values are mostly no numbers is not what its heading says; formulas
        // without values are left to the complaints.
        let formulas = cells.iter().filter(|cell| ***cell == crate::Cell::Uncomputed).count();
        if (numbers + formulas) * 2 < cells.len() {
            confidence /= 3;
        }
    }
    Some(ColumnGuess {
        column,
        letters: column_letters(column),
        field: if confidence < LEAST_CONFIDENCE { Field::Ignore } else { field },
        header: path.join(" / "),
        confidence,
        samples: cells.iter().take(SAMPLES).map(|cell| cell.shown().into_owned()).collect(),
    })
}

/// One column per meaning, the surest; texts (street, note) may come from several.
fn settle_rivals(columns: &mut [ColumnGuess]) {
    for field in Field::ALL {
        if matches!(field, Field::Street | Field::Note | Field::Ignore) {
            continue;
        }
        let best = columns
            .iter()
            .filter(|column| column.field == field)
            .max_by_key(|column| (column.confidence, std::cmp::Reverse(column.column)))
            .map(|column| column.column);
        for column in columns.iter_mut().filter(|column| column.field == field) {
            if Some(column.column) != best {
                column.field = Field::Ignore;
            }
        }
    }
}

/// The one khu phố that the title rows name, else the sheet's tab.
fn khu_pho_of(sheet: &Sheet, heading: &Heading) -> Option<String> {
    let first = heading.rows.first().copied().unwrap_or(0);
    let titles = sheet.rows.iter().take_while(|row| row.index < first);
    let mut named: Vec<String> = titles
        .flat_map(|row| &row.cells)
        // Only a number surely names a khu phố in running text.
        .filter_map(|cell| numbered_khu_pho(&cell.shown()))
        .map(|label| label.shown())
        .collect();
    named.dedup();
    match named.as_slice() {
        [one] => Some(one.clone()),
        [] => group_name(&sheet.name).khu_pho.map(|label| label.shown()),
        _ => None,
    }
}

impl Guess {
    /// Whether the guess has what a list of groups needs: a name and a number of households.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        let has = |wanted: Field| self.columns.iter().any(|column| column.field == wanted);
        (has(Field::To) || has(Field::KhuPho)) && has(Field::Households)
    }

    /// A digest of the heading, 32 hexadecimal digits: the same heading in next year's file gives
    /// the same digest, whatever its rows, its capitals and its marks. Changes never.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut text = String::new();
        for column in self.columns.iter().filter(|column| !column.header.is_empty()) {
            text.push_str(&format!("{}\u{1f}{}\u{1e}", column.column, fold(&column.header)));
        }
        format!("{:032x}", fnv(text.as_bytes()))
    }

    /// The guess as a mapping, to be corrected or read with.
    #[must_use]
    pub fn mapping(&self) -> SheetMapping {
        SheetMapping {
            sheet: self.sheet.clone(),
            header_rows: self.header_rows.clone(),
            columns: self
                .columns
                .iter()
                .filter(|column| column.field != Field::Ignore)
                .map(|column| (column.column, column.field))
                .collect(),
            khu_pho: self.khu_pho.clone(),
        }
    }

    /// A remembered mapping of a file with the same fingerprint, set on this sheet and its rows.
    #[must_use]
    pub fn mapping_as(&self, remembered: &SheetMapping) -> SheetMapping {
        SheetMapping { columns: remembered.columns.clone(), ..self.mapping() }
    }
}

impl Mapping {
    /// All usable sheets that are not hidden.
    #[must_use]
    pub fn of(guesses: &[Guess]) -> Self {
        let usable = guesses.iter().filter(|guess| guess.is_usable() && !guess.hidden);
        Self { sheets: usable.map(Guess::mapping).collect() }
    }
}

/// FNV-1a with 128 bits: stable, and collisions here only suggest a wrong mapping on a form.
fn fnv(bytes: &[u8]) -> u128 {
    bytes.iter().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |digest, byte| {
        (digest ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    })
}
