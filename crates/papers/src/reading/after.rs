//! Checks over the whole list: groups that come twice, neighbours that do not exist.

use super::neighbours::Index;
use super::{OldGroupRow, Reading};
use crate::complaint::ComplaintKind;
use crate::field::Field;
use crate::guess::Mapping;
use crate::label::{GroupName, Label};
use std::collections::HashMap;
use units::text::fold;

type Key = (String, String, String);

fn key_of(row: &OldGroupRow) -> Key {
    let key = |label: &Option<Label>| label.as_ref().map(|l| l.key.clone()).unwrap_or_default();
    (row.commune.as_deref().map(fold).unwrap_or_default(), key(&row.khu_pho), key(&row.to))
}

fn shown(row: &OldGroupRow) -> String {
    let names = [&row.to, &row.khu_pho];
    names.into_iter().flatten().map(Label::shown).collect::<Vec<_>>().join(", ")
}

fn same_spelling(one: &OldGroupRow, other: &OldGroupRow) -> bool {
    let same = |a: &Option<Label>, b: &Option<Label>| match (a, b) {
        (Some(a), Some(b)) => a.is_spelled_as(b),
        (a, b) => a.is_none() == b.is_none(),
    };
    // A khu phố written without marks is the same khu phố; only the group's own name decides.
    match &one.to {
        Some(_) => same(&one.to, &other.to),
        None => same(&one.khu_pho, &other.khu_pho),
    }
}

pub(super) fn check(reading: &mut Reading, mapping: &Mapping) {
    refuse_doubles(reading);
    check_neighbours(reading, mapping);
}

/// The column the sheet's neighbours stand in.
fn neighbour_column(mapping: &Mapping, sheet: &str) -> Option<u32> {
    let mapped = mapping.sheets.iter().find(|mapped| mapped.sheet == sheet)?;
    mapped.columns.iter().find(|(_, field)| *field == Field::Neighbours).map(|(column, _)| *column)
}

/// The second of two equal rows leaves the list with an error; of two that only look alike both
/// stay, with a warning.
fn refuse_doubles(reading: &mut Reading) {
    let mut first: HashMap<Key, usize> = HashMap::new();
    let mut kept: Vec<OldGroupRow> = Vec::with_capacity(reading.rows.len());
    for row in std::mem::take(&mut reading.rows) {
        let Some(known) = first.get(&key_of(&row)).map(|&at| &kept[at]) else {
            first.insert(key_of(&row), kept.len());
            kept.push(row);
            continue;
        };
        let (name, at) = (shown(&row), Some(row.row));
        if same_spelling(&row, known) {
            let (first_sheet, first_row) = (known.sheet.clone(), known.row);
            let kind = ComplaintKind::Duplicate { name, first_sheet, first_row };
            reading.complain(&row.sheet, at, None, kind);
        } else {
            let (other, other_row) = (shown(known), known.row);
            let kind = ComplaintKind::LooksAlike { name, other, other_row };
            reading.complain(&row.sheet, at, None, kind);
            kept.push(row);
        }
    }
    reading.rows = kept;
}

fn check_neighbours(reading: &mut Reading, mapping: &Mapping) {
    let rows = std::mem::take(&mut reading.rows);
    let index = Index::of(&rows);
    for row in &rows {
        for neighbour in &row.neighbours {
            let name = name_of(neighbour);
            let kind = match index.find(row, neighbour) {
                [_] => continue,
                [] => ComplaintKind::UnknownNeighbour { name },
                _ => ComplaintKind::AmbiguousNeighbour { name },
            };
            let column = neighbour_column(mapping, &row.sheet);
            reading.complain(&row.sheet, Some(row.row), column, kind);
        }
    }
    reading.rows = rows;
}

fn name_of(neighbour: &GroupName) -> String {
    let labels = [&neighbour.to, &neighbour.bare, &neighbour.khu_pho];
    labels.into_iter().flatten().map(Label::shown).collect::<Vec<_>>().join(", ")
}
