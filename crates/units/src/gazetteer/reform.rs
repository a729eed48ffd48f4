//! A reform of the whole list on one day: which old unit went into which new one, wholly or in part, and
//! the end of a level.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::reform_read::ends_alike;
use super::{Change, Complaint, Counts, Nation, Noted, Op, ReformEdge, ReformUnit, Version};
use super::{event_id, kind_of, same_name, short_name, state_id, unit_id};
use crate::{
    Coverage, Day, Edge, Event, EventKind, Level, Method, Period, Shares, UnitId, UnitState,
};

/// Which old unit went into which new one. What holds after it is the new units alone: every unit of before
/// ends on the day unless it goes on as one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reform {
    /// The first day of the new units.
    pub on: Day,
    /// The units of after, provinces first.
    pub units: Vec<ReformUnit>,
    /// Old → new.
    pub edges: Vec<ReformEdge>,
    /// The act of the provinces, where known.
    pub province_act: Option<String>,
    /// The act by which a level ends, where known.
    pub level_act: Option<String>,
    /// The act of the communes of a province, by the province's code, where known.
    pub commune_acts: BTreeMap<String, String>,
}

/// What a reform did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReformReport {
    /// How many units there were.
    pub before: Counts,
    /// How many there are.
    pub after: Counts,
    /// Old communes that went into more than one new.
    pub divided: u32,
    /// Units that go on as they were, or under another kind or name.
    pub going_on: u32,
    /// Units of the district level that ended.
    pub districts_ended: u32,
}

impl Reform {
    /// A reform of 1 July 2025 (Law 72/2025/QH15).
    #[must_use]
    pub fn new(units: Vec<ReformUnit>, edges: Vec<ReformEdge>) -> Self {
        let on = Day(jiff::civil::date(2025, 7, 1));
        Self {
            on,
            units,
            edges,
            province_act: None,
            level_act: None,
            commune_acts: BTreeMap::new(),
        }
    }

    fn act(&self, unit: &ReformUnit) -> Option<String> {
        match &unit.parent {
            None => self.province_act.clone(),
            Some(province) => self.commune_acts.get(province).cloned(),
        }
    }
}

/// An edge whose ends are found.
struct Found<'r> {
    edge: &'r ReformEdge,
    from: UnitId,
}

/// A reform at work.
struct Work<'r> {
    reform: &'r Reform,
    nation: Nation,
    into: BTreeMap<(bool, &'r str), Vec<Found<'r>>>,
    /// How many new units each old one goes into.
    out: HashMap<UnitId, usize>,
    changes: Vec<(UnitId, Change)>,
    report: ReformReport,
}

impl Nation {
    /// Carries out a reform on the list as it stands on the day before.
    ///
    /// A unit goes on under its identity where all of it, and nothing else, went into one new unit of its
    /// level; every other new unit is new, whatever its code or name. Shares are not in the file: whole
    /// edges need none, parts are left without numbers and count as estimates.
    ///
    /// # Errors
    /// An old code that names nothing on the day before, an old unit of a level that goes on without an
    /// edge, a new unit without one, a new name without a kind.
    pub fn reform(self, reform: &Reform) -> Result<(Self, ReformReport), Vec<Complaint>> {
        let before = self.counts_on(reform.on.previous());
        let (into, out) = resolve(&self, reform)?;
        let divided = self.on(reform.on.previous()).filter(|state| {
            state.kind.level() == Level::Commune && out.get(&state.unit_id).is_some_and(|n| *n > 1)
        });
        let divided = u32::try_from(divided.count()).unwrap_or(u32::MAX);
        let report = ReformReport { before, divided, ..ReformReport::default() };
        let mut work = Work { reform, nation: self, into, out, changes: Vec::new(), report };
        let kept = work.go_on();
        work.end_old(&kept);
        work.begin_new(&kept)?;
        Ok(work.close())
    }
}

impl Nation {
    /// What a reform says otherwise than the list, in which one took effect on its day already: edges that
    /// only one of them has, names of new units. Nothing where it is the one that took effect.
    #[must_use]
    pub fn differing(&self, reform: &Reform) -> Vec<Complaint> {
        let coded = |day: Day| -> HashMap<UnitId, &UnitState> {
            let listed = |it: &&UnitState| {
                it.kind.level() != Level::Grassroots && it.official_code.is_some()
            };
            self.on(day).filter(listed).map(|state| (state.unit_id, state)).collect()
        };
        let (before, after) = (coded(reform.on.previous()), coded(reform.on));
        let edge = |from: UnitId, to: UnitId, coverage: Coverage| {
            let (old, new) = (before.get(&from)?, after.get(&to)?);
            let codes = (old.official_code.as_deref()?, new.official_code.as_deref()?);
            Some((old.kind.level(), codes.0, codes.1, coverage))
        };
        let moved = self.events.iter().filter(|event| event.effective_on == reform.on);
        let moved = moved.flat_map(|event| &event.edges).filter(|edge| edge.from != edge.to);
        let stayed = before.keys().filter(|unit| after.contains_key(*unit));
        let kept: BTreeSet<_> = moved
            .filter_map(|it| edge(it.from, it.to, it.coverage))
            .chain(stayed.filter_map(|unit| edge(*unit, *unit, Coverage::Whole)))
            .collect();
        let said: BTreeSet<_> = (reform.edges.iter())
            .map(|it| (it.level, it.old.as_str(), it.new.as_str(), it.coverage))
            .collect();
        let mut faults: Vec<Complaint> = (kept.symmetric_difference(&said))
            .map(|(_, old, new, _)| {
                Complaint::of_file("reform-differs").with("old", old).with("new", new)
            })
            .collect();
        faults.dedup();
        let names: HashMap<(Level, &str), &str> = (after.values())
            .filter_map(|it| Some(((it.kind.level(), it.official_code.as_deref()?), &*it.name)))
            .collect();
        let named = |unit: &&ReformUnit| {
            let name = names.get(&(unit.level, unit.code.as_str()));
            name.is_some_and(|name| !ends_alike(name, &unit.name))
        };
        faults.extend(reform.units.iter().filter(named).map(|unit| {
            let fault = Complaint::of_file("reform-named-otherwise").with("code", &unit.code);
            fault.with("name", &unit.name)
        }));
        faults
    }
}

type Into<'r> = BTreeMap<(bool, &'r str), Vec<Found<'r>>>;

/// Finds the units that the codes meant on the day before.
fn resolve<'r>(
    nation: &Nation,
    reform: &'r Reform,
) -> Result<(Into<'r>, HashMap<UnitId, usize>), Vec<Complaint>> {
    let before: HashMap<(Level, &str), UnitId> = nation
        .on(reform.on.previous())
        .filter_map(|state| {
            Some(((state.kind.level(), state.official_code.as_deref()?), state.unit_id))
        })
        .collect();
    let (mut into, mut out, mut faults) = (Into::new(), HashMap::new(), Vec::new());
    for edge in &reform.edges {
        let Some(from) = before.get(&(edge.level, edge.old.as_str())).copied() else {
            faults.push(Complaint::of_file("reform-unknown-old").with("code", &edge.old));
            continue;
        };
        *out.entry(from).or_insert(0) += 1;
        let key = (edge.level == Level::Province, edge.new.as_str());
        into.entry(key).or_default().push(Found { edge, from });
    }
    for state in nation.on(reform.on.previous()) {
        if state.kind.level() != Level::District && !out.contains_key(&state.unit_id) {
            faults.push(
                Complaint::of_file("reform-leads-nowhere")
                    .with("code", state.official_code.as_deref().unwrap_or(""))
                    .with("name", &state.name),
            );
        }
    }
    for unit in &reform.units {
        if !into.contains_key(&(unit.level == Level::Province, unit.code.as_str())) {
            faults.push(Complaint::of_file("reform-comes-from-nowhere").with("code", &unit.code));
        }
    }
    if faults.is_empty() { Ok((into, out)) } else { Err(faults) }
}

impl<'r> Work<'r> {
    /// The units that go on, by the new unit's key.
    fn go_on(&self) -> HashMap<(bool, &'r str), UnitId> {
        self.into
            .iter()
            .filter_map(|(key, founds)| match founds.as_slice() {
                [only]
                    if only.edge.coverage == Coverage::Whole
                        && only.edge.level != Level::District
                        && self.out.get(&only.from) == Some(&1) =>
                {
                    Some((*key, only.from))
                }
                _ => None,
            })
            .collect()
    }

    fn end_old(&mut self, kept: &HashMap<(bool, &str), UnitId>) {
        let kept: BTreeSet<UnitId> = kept.values().copied().collect();
        let codes = self.codes();
        let ending: Vec<UnitState> = self
            .nation
            .on(self.reform.on.previous())
            .filter(|state| !kept.contains(&state.unit_id))
            .cloned()
            .collect();
        for state in ending {
            if state.kind.level() == Level::District {
                self.report.districts_ended += 1;
            }
            let parent = state.parent_id.and_then(|id| codes.get(&id).cloned());
            self.note(&state, Op::Removed, (None, parent, None));
            self.nation.end(state.unit_id, self.reform.on);
        }
        self.report.going_on = u32::try_from(kept.len()).unwrap_or(u32::MAX);
    }

    /// The code of each unit on the day before.
    fn codes(&self) -> HashMap<UnitId, String> {
        self.nation
            .on(self.reform.on.previous())
            .filter_map(|state| Some((state.unit_id, state.official_code.clone()?)))
            .collect()
    }

    fn begin_new(&mut self, kept: &HashMap<(bool, &str), UnitId>) -> Result<(), Vec<Complaint>> {
        let (reform, codes) = (self.reform, self.codes());
        let mut provinces: HashMap<&str, UnitId> = HashMap::new();
        for unit in &reform.units {
            let key = (unit.level == Level::Province, unit.code.as_str());
            let goes_on = kept.get(&key).copied();
            let id = goes_on.unwrap_or_else(|| unit_id(unit.level, &unit.code, reform.on));
            let parent = unit.parent.as_deref().and_then(|code| provinces.get(code).copied());
            let Some(kind) = kind_of(unit.level, &unit.name, None) else {
                let fault = Complaint::of_file("gazetteer-no-kind").field("name");
                return Err(vec![fault.with("code", &unit.code).with("name", &unit.name)]);
            };
            let state = UnitState {
                id: state_id(id, reform.on),
                unit_id: id,
                valid: Period::since(reform.on),
                kind,
                name: unit.name.clone(),
                short_name: short_name(unit.level, &unit.name),
                official_code: Some(unit.code.clone()),
                parent_id: parent,
                legal_document: reform.act(unit),
            };
            if unit.level == Level::Province {
                provinces.insert(&unit.code, id);
            }
            match goes_on.and_then(|id| self.nation.state(id).cloned()) {
                Some(before) => self.change(&before, state, &codes, unit),
                None => self.begin(state, key, unit),
            }
        }
        Ok(())
    }

    /// A unit that goes on under another unit above, kind or name; as it was where nothing differs.
    fn change(
        &mut self,
        before: &UnitState,
        state: UnitState,
        codes: &HashMap<UnitId, String>,
        unit: &ReformUnit,
    ) {
        let name = same_name(&before.name, &state.name);
        let kind = if before.kind != state.kind {
            EventKind::Retype
        } else if before.parent_id != state.parent_id {
            EventKind::MoveParent
        } else if !name {
            EventKind::Rename
        } else if before.official_code != state.official_code {
            EventKind::Recode
        } else {
            return;
        };
        // A name that differs in where its tones are written is the name of before.
        let state =
            UnitState { name: if name { before.name.clone() } else { state.name }, ..state };
        let old_parent = before.parent_id.and_then(|id| codes.get(&id).cloned());
        if before.official_code == state.official_code {
            if before.name != state.name {
                let old = Some(before.name.clone());
                self.note(&state, Op::Renamed, (old, unit.parent.clone(), None));
            }
            if before.parent_id != state.parent_id {
                self.note(&state, Op::Moved, (None, unit.parent.clone(), old_parent));
            }
        } else {
            self.note(before, Op::Removed, (None, old_parent, None));
            self.note(&state, Op::Added, (None, unit.parent.clone(), None));
        }
        let edge = edge(before.unit_id, before.unit_id, Coverage::Whole);
        self.event(kind, &state, vec![edge]);
        self.nation.begin(state);
    }

    fn begin(&mut self, state: UnitState, key: (bool, &str), unit: &ReformUnit) {
        let founds = self.into.get(&key).map(Vec::as_slice).unwrap_or_default();
        let kind = match founds {
            [only] if only.edge.coverage == Coverage::Part => EventKind::SplitNew,
            [only] if only.edge.level == Level::District => EventKind::Retype,
            _ => EventKind::MergeNew,
        };
        let to = state.unit_id;
        let edges = founds.iter().map(|found| edge(found.from, to, found.edge.coverage)).collect();
        self.note(&state, Op::Added, (None, unit.parent.clone(), None));
        self.event(kind, &state, edges);
        self.nation.add_unit(to);
        self.nation.begin(state);
    }

    fn event(&mut self, kind: EventKind, state: &UnitState, edges: Vec<Edge>) {
        let on = self.reform.on;
        self.nation.events.push(Event {
            id: event_id(on, &state.unit_id.to_string()),
            kind,
            effective_on: on,
            legal_document: state.legal_document.clone(),
            edges,
        });
    }

    fn note(
        &mut self,
        state: &UnitState,
        op: Op,
        (old_name, parent, old_parent): (Option<String>, Option<String>, Option<String>),
    ) {
        let change = Change {
            op,
            level: state.kind.level(),
            code: state.official_code.clone().unwrap_or_default(),
            name: state.name.clone(),
            old_name,
            parent,
            old_parent,
        };
        self.changes.push((state.unit_id, change));
    }

    /// The reform as a version of the list.
    fn close(mut self) -> (Nation, ReformReport) {
        let on = self.reform.on;
        let number = self.nation.versions.last().map_or(1, |version| version.number + 1);
        self.report.after = self.nation.counts_on(on);
        let acts = [&self.reform.province_act, &self.reform.level_act];
        let communes = self.reform.commune_acts.values();
        let acts: Vec<&str> =
            acts.into_iter().flatten().chain(communes).map(String::as_str).collect();
        let mut changes = Vec::with_capacity(self.changes.len());
        for (place, (unit_id, change)) in self.changes.into_iter().enumerate() {
            let place = u32::try_from(place + 1).unwrap_or(u32::MAX);
            let noted = Noted { version: number, place, unit_id, change: change.clone() };
            self.nation.noted.push(noted);
            changes.push(change);
        }
        self.nation.versions.push(Version {
            number,
            dated: on,
            effective_on: on,
            acts: acts.join("; "),
            counts: self.report.after,
            changes,
        });
        (self.nation, self.report)
    }
}

fn edge(from: UnitId, to: UnitId, coverage: Coverage) -> Edge {
    let method = match coverage {
        Coverage::Whole => Method::Decree,
        Coverage::Part => Method::Estimate,
    };
    Edge { from, to, coverage, shares: Shares::default(), method }
}
