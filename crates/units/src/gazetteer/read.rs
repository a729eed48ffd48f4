//! Reading the dated versions: one JSON object a line.

use serde::Deserialize;

use super::{Change, Complaint, Counts, Op, Version};
use crate::text::tidy;
use crate::{Day, Level};

/// A version as the file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVersion {
    date: String,
    legal: String,
    communes: u32,
    districts: u32,
    provinces: u32,
    changes: Vec<RawChange>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChange {
    op: Op,
    level: u8,
    code: String,
    name: String,
    #[serde(default)]
    old: Option<String>,
    #[serde(default)]
    parent: Option<String>,
    #[serde(default)]
    old_parent: Option<String>,
}

/// Reads the dated versions of the list, one JSON object a line: `date` (YYYY-MM-DD), `legal`, the
/// counts `communes`, `districts`, `provinces`, and `changes` with `op` (initial, added, removed,
/// renamed, moved), `level` (1 province, 2 district, 3 commune), `code`, `name`, `old`, `parent`,
/// `old_parent`.
///
/// The first version is dated by the day in its `legal` where the day it carries is later than the
/// second's. A version without changes may carry any day: nothing holds from it. Changes never hold
/// from an earlier day than the changes of a version before: the list was mended a month before its
/// version of June 2020 took effect, and the mending holds from then ([`Version::is_shifted`]).
///
/// # Errors
/// Every fault with its line, change and field.
pub fn read_versions(text: &str) -> Result<Vec<Version>, Vec<Complaint>> {
    let mut faults = Vec::new();
    let mut versions: Vec<Version> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match read_version(line, at + 1, versions.len()) {
            Ok(version) => versions.push(version),
            Err(found) => faults.extend(found),
        }
    }
    if versions.is_empty() && faults.is_empty() {
        faults.push(Complaint::of_file("gazetteer-empty"));
    }
    date(&mut versions);
    if faults.is_empty() { Ok(versions) } else { Err(faults) }
}

fn read_version(line: &str, at: usize, before: usize) -> Result<Version, Vec<Complaint>> {
    let raw: RawVersion = serde_json::from_str(line)
        .map_err(|error| vec![Complaint::at(at, "gazetteer-not-json").with("why", error)])?;
    let mut faults = Vec::new();
    let dated = raw.date.parse::<Day>().unwrap_or_else(|_| {
        faults
            .push(Complaint::at(at, "gazetteer-not-a-day").field("date").with("value", &raw.date));
        Day::of_instant(0)
    });
    let mut changes = Vec::with_capacity(raw.changes.len());
    for (place, change) in raw.changes.into_iter().enumerate() {
        match read_change(change) {
            Ok(change) => changes.push(change),
            Err(fault) => faults.push(Complaint { line: Some(at), ..fault.change(place + 1) }),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Version {
        number: u32::try_from(before + 1).unwrap_or(u32::MAX),
        dated,
        effective_on: dated,
        acts: tidy(&raw.legal),
        counts: Counts {
            provinces: raw.provinces,
            districts: raw.districts,
            communes: raw.communes,
        },
        changes,
    })
}

fn read_change(raw: RawChange) -> Result<Change, Complaint> {
    let missing = |field| Complaint::of_file("gazetteer-field-missing").field(field);
    let level = match raw.level {
        1 => Level::Province,
        2 => Level::District,
        3 => Level::Commune,
        other => {
            return Err(Complaint::of_file("gazetteer-level").field("level").with("value", other));
        }
    };
    if raw.code.trim().is_empty() {
        return Err(missing("code"));
    }
    if raw.name.trim().is_empty() {
        return Err(missing("name"));
    }
    if level != Level::Province && raw.parent.is_none() {
        return Err(missing("parent"));
    }
    if raw.op == Op::Renamed && raw.old.is_none() {
        return Err(missing("old"));
    }
    if raw.op == Op::Moved && raw.old_parent.is_none() {
        return Err(missing("old_parent"));
    }
    Ok(Change {
        op: raw.op,
        level,
        code: raw.code,
        name: tidy(&raw.name),
        old_name: raw.old.as_deref().map(tidy),
        parent: raw.parent,
        old_parent: raw.old_parent,
    })
}

/// Settles from which day each version's changes hold.
fn date(versions: &mut [Version]) {
    if let [first, second, ..] = versions
        && first.dated > second.dated
        && let Ok(day) = Day::parse_dmy(&first.acts)
    {
        first.effective_on = day;
    }
    let mut last: Option<Day> = None;
    for version in versions.iter_mut().filter(|version| !version.changes.is_empty()) {
        version.effective_on = version.effective_on.max(last.unwrap_or(version.effective_on));
        last = Some(version.effective_on);
    }
}
