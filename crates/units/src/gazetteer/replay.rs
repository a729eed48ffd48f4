//! The versions one after another, made into units with states and events.

use std::collections::HashMap;

use super::name::key;
use super::{Act, Change, Complaint, Counts, Nation, Noted, Op, Version};
use super::{acts, event_id, kind_of, numbers, same_name, short_name, state_id, unit_id};
use crate::{
    Coverage, Day, Edge, Event, EventKind, Level, Method, Period, Shares, UnitId, UnitState,
};

type Code = (Level, String);

/// The list while it is replayed.
struct Replay {
    nation: Nation,
    /// The unit that a code names now.
    open: HashMap<Code, UnitId>,
    /// The last unit that a code named under a name (as [`key`]), for units that come back.
    gone: HashMap<(Code, String), UnitId>,
    /// The event by which a unit goes on, by unit and day.
    going: HashMap<(UnitId, Day), usize>,
    /// How many codes of each level are open.
    counts: Counts,
    /// By how much each level was off the counts of the version before, in the order of `Replay::count`:
    /// one wrong change is told once, not with every version after it.
    off: [i64; 3],
    faults: Vec<Complaint>,
}

/// One version at work.
struct Step<'v> {
    version: &'v Version,
    acts: Vec<Act>,
    /// Units that the version removes, not yet ended.
    leaving: HashMap<Code, UnitId>,
    /// The unit of each change, by its place.
    units: Vec<Option<UnitId>>,
}

impl Nation {
    /// Replays versions from the first on.
    ///
    /// A unit goes on under another code where one version takes a code away and adds another with the
    /// same name under the same unit above (`recode`); it comes back where a code that was taken away is
    /// added again with the same name. Any other code is a new unit, also one that named another before.
    /// A removed unit ends: of mergers before 2025 the list does not say into what.
    ///
    /// # Errors
    /// Every change that does not fit what the versions before made, and every version whose own
    /// counts are not met.
    pub fn replay(versions: &[Version]) -> Result<Self, Vec<Complaint>> {
        Self::default().follow(versions)
    }

    /// Replays further versions on what there is.
    ///
    /// # Errors
    /// As [`Nation::replay`].
    pub fn follow(self, versions: &[Version]) -> Result<Self, Vec<Complaint>> {
        let mut replay = Replay::resume(self);
        for version in versions {
            replay.apply(version);
        }
        if !replay.faults.is_empty() {
            return Err(replay.faults);
        }
        let mut nation = replay.nation;
        nation.versions.extend(versions.iter().cloned());
        nation.drop_stateless();
        Ok(nation)
    }
}

impl Replay {
    /// Takes up a list where it stands: open codes, and codes that named a unit once.
    fn resume(nation: Nation) -> Self {
        let mut replay = Self {
            open: HashMap::new(),
            gone: HashMap::new(),
            going: HashMap::new(),
            counts: Counts::default(),
            off: [0; 3],
            faults: Vec::new(),
            nation: Nation::default(),
        };
        for state in nation.units().iter().filter_map(|unit| unit.states.last()) {
            let Some(code) = state.official_code.clone() else { continue };
            let code = (state.kind.level(), code);
            if state.valid.until.is_none() {
                replay.counts.add(code.0);
                replay.open.insert(code, state.unit_id);
            } else {
                replay.gone.insert((code, key(&state.name)), state.unit_id);
            }
        }
        for (at, event) in nation.events.iter().enumerate() {
            if let [edge] = event.edges.as_slice()
                && edge.from == edge.to
            {
                replay.going.insert((edge.from, event.effective_on), at);
            }
        }
        replay.nation = nation;
        replay
    }

    fn apply(&mut self, version: &Version) {
        let mut step = Step {
            version,
            acts: acts(&version.acts),
            leaving: HashMap::new(),
            units: vec![None; version.changes.len()],
        };
        self.take_away(&mut step);
        for level in [Level::Province, Level::District, Level::Commune] {
            self.add(&mut step, level);
        }
        self.alter(&mut step);
        self.end(&mut step);
        for (place, unit) in step.units.into_iter().enumerate() {
            let Some(unit_id) = unit else { continue };
            self.nation.noted.push(Noted {
                version: version.number,
                place: u32::try_from(place + 1).unwrap_or(u32::MAX),
                unit_id,
                change: version.changes[place].clone(),
            });
        }
        self.count(version);
    }

    /// Finds what the version removes, and frees the codes.
    fn take_away(&mut self, step: &mut Step) {
        for (place, change) in changes(step.version, |op| op == Op::Removed) {
            let code = (change.level, change.code.clone());
            let Some(unit) = self.open.remove(&code) else {
                self.complain(step.version, place, "gazetteer-unknown-code");
                continue;
            };
            step.units[place] = Some(unit);
            self.counts.take(change.level);
            step.leaving.insert(code, unit);
        }
    }

    /// The units that are new in the list on a level: truly new, under another code, or back.
    fn add(&mut self, step: &mut Step, level: Level) {
        let version = step.version;
        let added = changes(version, |op| matches!(op, Op::Initial | Op::Added));
        for (place, change) in added.filter(|(_, change)| change.level == level) {
            let code = (level, change.code.clone());
            if self.open.contains_key(&code) {
                self.complain(version, place, "gazetteer-code-taken");
                continue;
            }
            let Some(parent) = self.parent(version, place, change) else { continue };
            let recoded = self.recoded(step, change, parent);
            // A unit that goes on under another code is not back under the one that it had.
            let is_gone = |unit: &UnitId| self.nation.state(*unit).is_none();
            let back =
                || self.gone.get(&(code.clone(), key(&change.name))).copied().filter(is_gone);
            let unit = recoded
                .or_else(back)
                .unwrap_or_else(|| unit_id(level, &change.code, version.effective_on));
            if self.nation.unit(unit).is_none() {
                self.nation.add_unit(unit);
            }
            let Some(state) = self.new_state(step, place, unit, parent) else { continue };
            self.nation.begin(state);
            if recoded.is_some() {
                self.go_on(unit, version.effective_on, EventKind::Recode);
            }
            self.open.insert(code, unit);
            self.counts.add(level);
            step.units[place] = Some(unit);
        }
    }

    /// The unit that leaves under another code in this version, with the same name and the same unit
    /// above; taken out of what leaves.
    fn recoded(&self, step: &mut Step, change: &Change, parent: Option<UnitId>) -> Option<UnitId> {
        let mut alike = step.leaving.iter().filter(|((level, _), unit)| {
            *level == change.level
                && self.nation.state(**unit).is_some_and(|state| {
                    state.parent_id == parent && same_name(&state.name, &change.name)
                })
        });
        let (code, unit) = alike.next().map(|(code, unit)| (code.clone(), *unit))?;
        if alike.next().is_some() {
            return None;
        }
        step.leaving.remove(&code);
        Some(unit)
    }

    /// Names and places that change.
    fn alter(&mut self, step: &mut Step) {
        let version = step.version;
        for (place, change) in changes(version, |op| matches!(op, Op::Renamed | Op::Moved)) {
            let code = (change.level, change.code.clone());
            let Some(unit) = self.open.get(&code).copied() else {
                self.complain(version, place, "gazetteer-unknown-code");
                continue;
            };
            let Some(before) = self.nation.state(unit).cloned() else { continue };
            if change.op == Op::Renamed && change.old_name.as_ref() != Some(&before.name) {
                self.complain(version, place, "gazetteer-other-name");
                continue;
            }
            let parent = match change.op {
                Op::Moved => self.parent(version, place, change),
                _ => Some(before.parent_id),
            };
            let Some(parent) = parent else { continue };
            let Some(state) = self.new_state(step, place, unit, parent) else { continue };
            let event = match change.op {
                Op::Moved => EventKind::MoveParent,
                _ if state.kind == before.kind => EventKind::Rename,
                _ => EventKind::Retype,
            };
            let same_day = before.valid.from >= version.effective_on;
            self.nation.begin(state);
            if !same_day || self.going.contains_key(&(unit, version.effective_on)) {
                self.go_on(unit, version.effective_on, event);
            }
            step.units[place] = Some(unit);
        }
    }

    /// Ends what left and did not go on under another code.
    fn end(&mut self, step: &mut Step) {
        let day = step.version.effective_on;
        for (place, change) in changes(step.version, |op| op == Op::Removed) {
            let code = (change.level, change.code.clone());
            let Some(unit) = step.units[place] else { continue };
            let name = self.nation.state(unit).map(|state| key(&state.name));
            if let Some(name) = name {
                self.gone.insert((code.clone(), name), unit);
            }
            if step.leaving.contains_key(&code) {
                self.nation.end(unit, day);
            }
        }
        // Communes have nothing under them here, and most of what is removed are communes.
        let under = changes(step.version, |op| op == Op::Removed)
            .filter(|(_, change)| change.level != Level::Commune)
            .filter_map(|(place, _)| step.units[place].map(|unit| (unit, place)))
            .filter(|(unit, _)| self.nation.state(*unit).is_none())
            .collect::<HashMap<_, _>>();
        let open = if under.is_empty() { None } else { Some(self.open.values()) };
        let orphans: Vec<usize> = open
            .into_iter()
            .flatten()
            .filter_map(|unit| under.get(&self.nation.state(*unit)?.parent_id?))
            .copied()
            .collect();
        for place in orphans {
            self.complain(step.version, place, "gazetteer-still-has-units");
        }
    }

    /// The state that a change gives a unit.
    fn new_state(
        &mut self,
        step: &Step,
        place: usize,
        unit: UnitId,
        parent: Option<UnitId>,
    ) -> Option<UnitState> {
        let change = &step.version.changes[place];
        let above = parent.and_then(|parent| self.nation.kind(parent));
        let Some(kind) = kind_of(change.level, &change.name, above) else {
            self.complain(step.version, place, "gazetteer-no-kind");
            return None;
        };
        let short = short_name(change.level, &change.name);
        let above = parent.and_then(|id| self.nation.state(id));
        let top = above.and_then(|state| state.parent_id).and_then(|id| self.nation.state(id));
        let mut names = vec![short.as_str()];
        names.extend(above.map(|state| state.short_name.as_str()));
        names.extend(top.map(|state| state.short_name.as_str()));
        let from = step.version.effective_on;
        Some(UnitState {
            id: state_id(unit, from),
            unit_id: unit,
            valid: Period::since(from),
            kind,
            name: change.name.clone(),
            legal_document: numbers(&step.acts, &names),
            short_name: short,
            official_code: Some(change.code.clone()),
            parent_id: parent,
        })
    }

    /// The unit above, as a change names it: nothing for provinces.
    #[expect(clippy::option_option, reason = "the outer is whether the file can be followed")]
    fn parent(
        &mut self,
        version: &Version,
        place: usize,
        change: &Change,
    ) -> Option<Option<UnitId>> {
        // A commune lies in a district until the reform of 2025, in a province since.
        let levels: &[Level] = match change.level {
            Level::Province => return Some(None),
            Level::District => &[Level::Province],
            _ => &[Level::District, Level::Province],
        };
        let code = change.parent.clone().unwrap_or_default();
        let found = levels.iter().find_map(|level| self.open.get(&(*level, code.clone())).copied());
        if found.is_none() {
            self.complain(version, place, "gazetteer-unknown-parent");
        }
        found.map(Some)
    }

    /// Notes that a unit goes on: one event a day, named by what weighs most.
    fn go_on(&mut self, unit: UnitId, day: Day, kind: EventKind) {
        let weight = |kind: EventKind| match kind {
            EventKind::Retype => 3,
            EventKind::MoveParent => 2,
            EventKind::Rename => 1,
            _ => 0,
        };
        let document = self.nation.state(unit).and_then(|state| state.legal_document.clone());
        if let Some(at) = self.going.get(&(unit, day)) {
            let event = &mut self.nation.events[*at];
            if weight(kind) > weight(event.kind) {
                event.kind = kind;
            }
            event.legal_document = document.or(event.legal_document.take());
            return;
        }
        self.going.insert((unit, day), self.nation.events.len());
        self.nation.events.push(Event {
            id: event_id(day, &unit.to_string()),
            kind,
            effective_on: day,
            legal_document: document,
            edges: vec![Edge {
                from: unit,
                to: unit,
                coverage: Coverage::Whole,
                shares: Shares::default(),
                method: Method::Decree,
            }],
        });
    }

    /// Compares what there is with what the version says there is.
    fn count(&mut self, version: &Version) {
        let (is, said) = (self.counts, version.counts);
        let pairs = [
            ("provinces", is.provinces, said.provinces),
            ("districts", is.districts, said.districts),
            ("communes", is.communes, said.communes),
        ];
        for (before, (field, is, said)) in self.off.iter_mut().zip(pairs) {
            let off = i64::from(is) - i64::from(said);
            if off != 0 && off != *before {
                self.faults.push(
                    Complaint::at(line(version), "gazetteer-count")
                        .field(field)
                        .with("is", is)
                        .with("said", said),
                );
            }
            *before = off;
        }
    }

    fn complain(&mut self, version: &Version, place: usize, code: &'static str) {
        let change = &version.changes[place];
        self.faults.push(
            Complaint::at(line(version), code)
                .change(place + 1)
                .field(match code {
                    "gazetteer-unknown-parent" => "parent",
                    "gazetteer-other-name" => "old",
                    "gazetteer-no-kind" => "name",
                    _ => "code",
                })
                .with("code", &change.code)
                .with("name", &change.name)
                .with("parent", change.parent.as_deref().unwrap_or("")),
        );
    }
}

/// The line of the file that a version stood on.
fn line(version: &Version) -> usize {
    usize::try_from(version.number).unwrap_or(usize::MAX)
}

/// The changes of a version that do some things, with their places.
fn changes(
    version: &Version,
    wanted: impl Fn(Op) -> bool,
) -> impl Iterator<Item = (usize, &Change)> {
    version.changes.iter().enumerate().filter(move |(_, change)| wanted(change.op))
}
