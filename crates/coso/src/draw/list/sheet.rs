//! The list as drawing needs it: named groups with households, and which of them touch.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use atlas::LineClass;
use atlas::atoms::{AtomGraph, Row, Touch, from_table};
use papers::{
    Cell, Complaint, Index, Limits, Mapping, OldGroupRow, Reading, Severity, Workbook, group_name,
};
use units::Kind;
use units::text::fold;
use words::Lang;

use super::DrawListArgs;
use crate::draw::order::unreadable;
use crate::say::Sentence;

/// The groups of a list and how they touch.
#[derive(Debug)]
pub struct Listed {
    /// What was read.
    pub reading: Reading,
    /// The same rows as atoms, with unique names.
    pub rows: Vec<Row>,
    /// Names of the old khu phố or ấp, by the rows' predecessor.
    pub khu_pho: Vec<String>,
    /// Pairs of rows that touch.
    pub touches: Vec<Touching>,
}

/// Two rows that touch.
#[derive(Debug, Clone, PartialEq)]
pub struct Touching {
    /// Places in the rows, the smaller first.
    pub pair: (usize, usize),
    /// Metres of border, where someone measured.
    pub length_m: Option<f64>,
    /// What runs between them.
    pub along: Option<LineClass>,
    /// A bridge or crossing joins them.
    pub reopened: bool,
}

impl Listed {
    /// Reads the list and, where one is named, the file of pairs. What stands in the way of reading
    /// is told on stderr.
    ///
    /// # Errors
    /// Those of [`Listed::of`].
    pub fn read(args: &DrawListArgs, lang: Lang) -> Result<Self> {
        let files = (args.file.as_path(), args.adjacency.as_deref());
        Self::of(files, args.sheet.as_deref(), &mut |complaint| {
            eprintln!("{}", words::say(lang, complaint.code(), &complaint.args()));
        })
    }

    /// The same, with someone else to hear of every complaint that is more than a note.
    ///
    /// # Errors
    /// A [`Sentence`] where a file cannot be used, a row cannot be read, or nothing says which
    /// groups touch.
    pub fn of(
        (list, adjacency): (&Path, Option<&Path>),
        sheet: Option<&str>,
        hear: &mut dyn FnMut(&Complaint),
    ) -> Result<Self> {
        let book = open(list)?;
        let reading = papers::read(&book, &mapping(&book, (list, sheet))?);
        let complaints = reading.complaints.iter();
        complaints.filter(|one| one.severity != Severity::Note).for_each(hear);
        let file = list.display().to_string();
        if !reading.acceptable() {
            let errors = reading.count(Severity::Error).to_string();
            let data = vec![("file", file), ("errors", errors)];
            return Err(Sentence::bad_input("list-faulty", data).into());
        }
        let mut touches = match adjacency {
            Some(path) => pairs(path, &reading)?,
            None => Vec::new(),
        };
        let known: BTreeSet<(usize, usize)> = touches.iter().map(|touch| touch.pair).collect();
        let typed = reading.touches().into_iter().filter(|pair| !known.contains(pair));
        touches.extend(typed.map(|pair| Touching {
            pair,
            length_m: None,
            along: None,
            reopened: false,
        }));
        if touches.is_empty() && reading.rows.len() > 1 {
            return Err(Sentence::bad_input("list-no-adjacency", vec![("file", file)]).into());
        }
        let (rows, khu_pho) = rows(&reading.rows);
        Ok(Self { reading, rows, khu_pho, touches })
    }

    /// Households of all groups.
    pub fn households(&self) -> u64 {
        self.reading.households()
    }

    /// Ấp where most groups lie in one, else khu phố.
    pub fn kind(&self) -> Kind {
        let in_ap = |row: &&OldGroupRow| {
            row.khu_pho.as_ref().is_some_and(|label| label.kind == Some(Kind::Ap))
        };
        let aps = self.reading.rows.iter().filter(in_ap).count();
        if aps * 2 > self.reading.rows.len() { Kind::Ap } else { Kind::KhuPho }
    }

    /// The groups as atoms.
    ///
    /// # Errors
    /// A [`Sentence`] where two groups have one name.
    pub fn graph(&self) -> Result<AtomGraph> {
        let name = |at: usize| self.rows[at].name.clone();
        let touches = self.touches.iter().map(|touch| Touch {
            one: name(touch.pair.0),
            other: name(touch.pair.1),
            length_m: touch.length_m,
            along: touch.along,
            reopened: touch.reopened,
        });
        let touches: Vec<Touch> = touches.collect();
        let graph = from_table(&self.rows, &touches);
        Ok(graph.map_err(|fault| Sentence::bad_input(fault.code(), fault.args()))?)
    }

    /// Sets of groups that hang together by touching, each ascending, the first group's first.
    pub fn pieces(&self) -> Vec<Vec<usize>> {
        let mut of: Vec<usize> = (0..self.rows.len()).collect();
        let mut is_changing = true;
        while is_changing {
            is_changing = false;
            for &Touching { pair: (a, b), .. } in &self.touches {
                let least = of[a].min(of[b]);
                is_changing |= of[a] != least || of[b] != least;
                (of[a], of[b]) = (least, least);
            }
        }
        let mut pieces: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, &piece) in of.iter().enumerate() {
            pieces.entry(piece).or_default().push(at);
        }
        pieces.into_values().collect()
    }
}

/// A file of cells.
///
/// # Errors
/// A [`Sentence`] where it cannot be read.
fn open(path: &Path) -> Result<Workbook> {
    let bytes = std::fs::read(path).map_err(|cause| unreadable(path, &cause))?;
    let book = papers::open(&path.display().to_string(), &bytes, &Limits::default());
    Ok(book.map_err(|refusal| Sentence::bad_input(refusal.code(), refusal.args()))?)
}

/// The one sheet named, else every usable one.
fn mapping(book: &Workbook, (file, sheet): (&Path, Option<&str>)) -> Result<Mapping> {
    let guesses = papers::guess(book);
    let Some(wanted) = sheet else { return Ok(Mapping::of(&guesses)) };
    match guesses.iter().find(|guess| guess.sheet == wanted) {
        Some(guess) => Ok(Mapping { sheets: vec![guess.mapping()] }),
        None => {
            let sheets: Vec<&str> = guesses.iter().map(|guess| guess.sheet.as_str()).collect();
            let data = vec![
                ("file", file.display().to_string()),
                ("sheet", wanted.to_owned()),
                ("sheets", sheets.join(", ")),
            ];
            Err(Sentence::bad_input("list-no-sheet", data).into())
        }
    }
}

/// The rows as atoms: "Tổ dân phố 3, Khu phố 2", the sheet's row added where that stands twice.
fn rows(read: &[OldGroupRow]) -> (Vec<Row>, Vec<String>) {
    let mut khu_pho: Vec<(String, String)> = Vec::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut rows = Vec::with_capacity(read.len());
    for row in read {
        let predecessor = row.khu_pho.as_ref().map(|label| {
            let known = khu_pho.iter().position(|(key, _)| *key == label.key);
            known.unwrap_or_else(|| {
                khu_pho.push((label.key.clone(), label.shown()));
                khu_pho.len() - 1
            })
        });
        let labels = [&row.to, &row.khu_pho];
        let shown: Vec<String> = labels.into_iter().flatten().map(papers::Label::shown).collect();
        let mut name = shown.join(", ");
        if !names.insert(name.to_lowercase()) {
            name = format!("{name} ({} {})", row.sheet, row.row);
            names.insert(name.to_lowercase());
        }
        rows.push(Row {
            name,
            households: row.households,
            predecessor: predecessor.and_then(|at| u32::try_from(at).ok()),
            must_link: None,
        });
    }
    (rows, khu_pho.into_iter().map(|(_, shown)| shown).collect())
}

/// The pairs of a file: two groups a row, then, where known, metres of border, what runs between
/// them, and whether a bridge or crossing joins them. A first row that names no group is a heading.
fn pairs(path: &Path, reading: &Reading) -> Result<Vec<Touching>> {
    let book = open(path)?;
    let file = path.display().to_string();
    let index = reading.index();
    let mut touches = Vec::new();
    let rows = book.sheets.first().map_or(&[][..], |sheet| &sheet.rows);
    for (at, row) in rows.iter().enumerate() {
        match touching(row, &index) {
            Ok(touch) => touches.push(touch),
            Err(PairFault { code: "list-pair-unknown", heading: true, .. }) if at == 0 => {}
            Err(PairFault { code, name, .. }) => {
                let row = (row.index + 1).to_string();
                let data = vec![("file", file), ("row", row), ("name", name)];
                return Err(Sentence::bad_input(code, data).into());
            }
        }
    }
    Ok(touches)
}

/// What is wrong with a row of pairs.
struct PairFault {
    code: &'static str,
    name: String,
    /// Neither cell names a group, as in a heading.
    heading: bool,
}

fn touching(row: &papers::Row, index: &Index<'_>) -> Result<Touching, PairFault> {
    let text = |column: usize| row.cells.get(column).map(Cell::shown).unwrap_or_default();
    let found = |column: usize| index.named(&group_name(&text(column)));
    let heading = found(0).is_empty() && found(1).is_empty();
    let fault = |code, column| PairFault { code, name: text(column).into_owned(), heading };
    let one = |column: usize| match found(column) {
        [one] => Ok(*one),
        [] => Err(fault("list-pair-unknown", column)),
        _ => Err(fault("list-pair-unclear", column)),
    };
    let (one, other) = (one(0)?, one(1)?);
    if one == other {
        return Err(fault("list-pair-itself", 0));
    }
    let length = row.cells.get(2).map_or(Ok(None), papers::whole_number);
    let along = match text(3).trim() {
        "" => None,
        word => Some(class_of(word).ok_or_else(|| fault("list-pair-class", 3))?),
    };
    Ok(Touching {
        pair: (one.min(other), one.max(other)),
        length_m: length.map_err(|_| fault("list-pair-length", 2))?.map(f64::from),
        along,
        reopened: !text(4).trim().is_empty(),
    })
}

/// What runs between two groups, in the words an office uses.
fn class_of(word: &str) -> Option<LineClass> {
    Some(match fold(word).replace('_', " ").as_str() {
        "hem" | "duong hem" => LineClass::Alley,
        "duong" | "pho" => LineClass::Street,
        "duong chinh" | "duong lon" | "dai lo" | "quoc lo" => LineClass::MainRoad,
        "duong sat" => LineClass::Rail,
        "kenh" | "rach" | "muong" | "kenh rach" => LineClass::Canal,
        "song" => LineClass::River,
        _ => return None,
    })
}
