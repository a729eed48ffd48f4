//! A list of units of one day, and the version it makes against the list as it stands.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{Change, Complaint, Counts, Nation, Op, Version, kind_of, same_name};
use crate::text::tidy;
use crate::{Day, Level, UnitId, UnitState};

/// A unit of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListUnit {
    /// Its level.
    pub level: Level,
    /// Its code.
    pub code: String,
    /// Its name, with its kind.
    pub name: String,
    /// The code of the unit above it; nothing for provinces.
    pub parent: Option<String>,
    /// The line of the table that it stood on; nothing where the list was no table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
}

impl ListUnit {
    /// A unit as a list writes it; names begin with a capital.
    #[must_use]
    pub fn new(level: Level, code: &str, name: &str, parent: Option<&str>) -> Self {
        let name = tidy(name);
        let mut letters = name.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        Self {
            level,
            code: code.trim().to_owned(),
            name: first + letters.as_str(),
            parent: parent.map(|code| code.trim().to_owned()),
            line: None,
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Province {
    /// Two levels, as the list of 2025 and later.
    Two {
        #[serde(rename = "Code")]
        code: String,
        #[serde(rename = "FullName")]
        name: String,
        #[serde(rename = "Wards")]
        communes: Vec<Ward>,
    },
    /// Three levels, as lists before July 2025.
    Three { level1_id: String, name: String, level2s: Vec<District> },
}

#[derive(Deserialize)]
struct Ward {
    #[serde(rename = "Code")]
    code: String,
    #[serde(rename = "FullName")]
    name: String,
}

#[derive(Deserialize)]
struct District {
    level2_id: String,
    name: String,
    #[serde(default)]
    level3s: Vec<Commune>,
}

#[derive(Deserialize)]
struct Commune {
    level3_id: String,
    name: String,
}

/// Reads a list of one day: a JSON array of provinces, each with `Code`, `FullName` and its `Wards`, or
/// with `level1_id`, `name` and its `level2s` with their `level3s`.
///
/// # Errors
/// A text of neither form.
pub fn read_list(text: &str) -> Result<Vec<ListUnit>, Vec<Complaint>> {
    let provinces: Vec<Province> = serde_json::from_str(text).map_err(|error| {
        vec![Complaint::at(error.line(), "gazetteer-no-list").with("why", error)]
    })?;
    let mut units = Vec::new();
    for province in provinces {
        match province {
            Province::Two { code, name, communes } => {
                units.push(ListUnit::new(Level::Province, &code, &name, None));
                units.extend(communes.iter().map(|ward| {
                    ListUnit::new(Level::Commune, &ward.code, &ward.name, Some(&code))
                }));
            }
            Province::Three { level1_id, name, level2s } => {
                units.push(ListUnit::new(Level::Province, &level1_id, &name, None));
                for district in level2s {
                    let code = district.level2_id;
                    let above = Some(level1_id.as_str());
                    units.push(ListUnit::new(Level::District, &code, &district.name, above));
                    units.extend(district.level3s.iter().map(|commune| {
                        ListUnit::new(
                            Level::Commune,
                            &commune.level3_id,
                            &commune.name,
                            Some(&code),
                        )
                    }));
                }
            }
        }
    }
    if units.is_empty() { Err(vec![Complaint::of_file("gazetteer-empty")]) } else { Ok(units) }
}

impl Nation {
    /// The version that a list of a day makes against the list as it stands; without changes where both
    /// are the same but for how tones are written. The acts are the caller's to name.
    ///
    /// # Errors
    /// Every unit whose code stands in the list twice, whose name does not begin with a kind of its level, or
    /// whose unit above is not in the list; a day before the last change; a list of a part of the nation,
    /// which would end all the rest.
    pub fn version_of(
        &self,
        list: &[ListUnit],
        on: Day,
        acts: &str,
    ) -> Result<Version, Vec<Complaint>> {
        let mut faults = Vec::new();
        let last = self.versions.iter().rfind(|it| !it.changes.is_empty());
        if let Some(last) = last.filter(|last| last.effective_on > on) {
            let fault = Complaint::of_file("gazetteer-day-order").field("date");
            let fault = fault.with("value", on).with("before", last.effective_on);
            faults.push(fault.with("version", last.number));
        }
        let mut wanted: BTreeMap<(Level, &str), &ListUnit> = BTreeMap::new();
        let mut counts = Counts::default();
        let codes: HashSet<(Level, &str)> =
            list.iter().map(|unit| (unit.level, unit.code.as_str())).collect();
        for (at, unit) in list.iter().enumerate() {
            counts.add(unit.level);
            let mut complain = |code, field| {
                let fault = Complaint::at(unit.line.unwrap_or(at + 1), code).field(field);
                let fault = fault.with("code", &unit.code).with("name", &unit.name);
                faults.push(fault.with("parent", unit.parent.as_deref().unwrap_or("")));
            };
            if wanted.insert((unit.level, &unit.code), unit).is_some() {
                complain("gazetteer-code-twice", "code");
            }
            if kind_of(unit.level, &unit.name, None).is_none() {
                complain("list-no-kind", "name");
            }
            let holds = |above: &str| {
                [Level::Province, Level::District].iter().any(|it| codes.contains(&(*it, above)))
            };
            if !unit.parent.as_deref().is_none_or(holds) {
                complain("list-unknown-parent", "parent");
            }
        }
        let before = self.counts_on(on).provinces;
        if faults.is_empty() && counts.provinces < before / 2 {
            let fault = Complaint::of_file("list-of-a-part");
            faults.push(fault.with("is", counts.provinces).with("before", before));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Version {
            number: self.versions.last().map_or(1, |version| version.number + 1),
            dated: on,
            effective_on: on,
            acts: acts.to_owned(),
            counts,
            changes: self.changes(&wanted),
        })
    }

    fn changes(&self, wanted: &BTreeMap<(Level, &str), &ListUnit>) -> Vec<Change> {
        let open: Vec<&UnitState> = self
            .units()
            .iter()
            .filter_map(|unit| unit.states.last())
            .filter(|state| state.valid.until.is_none())
            .collect();
        let code_of: HashMap<UnitId, &str> = open
            .iter()
            .filter_map(|state| Some((state.unit_id, state.official_code.as_deref()?)))
            .collect();
        let mut known: BTreeMap<(Level, &str), &UnitState> = BTreeMap::new();
        for state in open {
            if let Some(code) = state.official_code.as_deref() {
                known.insert((state.kind.level(), code), state);
            }
        }
        let mut changes = Vec::new();
        for (key, unit) in wanted {
            let Some(state) = known.get(key) else {
                changes.push(change(Op::Added, unit));
                continue;
            };
            let parent = state.parent_id.and_then(|id| code_of.get(&id).copied());
            if !same_name(&state.name, &unit.name) {
                let old_name = Some(state.name.clone());
                changes.push(Change { old_name, ..change(Op::Renamed, unit) });
            }
            if parent != unit.parent.as_deref() {
                let old_parent = parent.map(str::to_owned);
                changes.push(Change { old_parent, ..change(Op::Moved, unit) });
            }
        }
        for (key, state) in known.iter().filter(|(key, _)| !wanted.contains_key(*key)) {
            let parent = state.parent_id.and_then(|id| code_of.get(&id).copied());
            changes.push(Change {
                op: Op::Removed,
                level: key.0,
                code: key.1.to_owned(),
                name: state.name.clone(),
                old_name: None,
                parent: parent.map(str::to_owned),
                old_parent: None,
            });
        }
        changes
    }
}

fn change(op: Op, unit: &ListUnit) -> Change {
    Change {
        op,
        level: unit.level,
        code: unit.code.clone(),
        name: unit.name.clone(),
        old_name: None,
        parent: unit.parent.clone(),
        old_parent: None,
    }
}
