//! Every unit and event in memory, made when first asked for and made anew when the registry moves on: once,
//! however many ask at that moment. Translations, trees of any day and the restating of figures all read from
//! here.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use store::gazetteer::{self as rows, Sum};
use units::gazetteer::{Nation, Translator};
use units::text::fold;
use units::{Coverage, Day, Event, Period, UnitId, UnitState};

use crate::authority::system_scope;
use crate::{Desk, Error, aside};

/// Everything that is known of units, with what translates between its days.
#[derive(Debug)]
pub struct Known {
    /// How often units had been written when it was read.
    moved: i64,
    /// Units and events of all levels but for voluntary groups.
    pub nation: Nation,
    /// From codes of one day to the units of another.
    pub translator: Translator,
    /// The place of each state's name among all names, in Vietnamese order; by unit and state.
    ranks: HashMap<UnitId, Vec<u32>>,
    /// The events that a unit stands in at either end, by where they stand.
    events: HashMap<UnitId, Vec<usize>>,
    /// The day on which most units changed.
    great_day: Option<Day>,
    /// What each version of the nation's list changed, by its number.
    sums: HashMap<u32, Vec<Sum>>,
    /// What ever lay directly below a unit, or nowhere: the unit and its state, by where they stand.
    below: HashMap<Option<UnitId>, Vec<(usize, usize)>>,
    /// The units that the nation's list ever named.
    listed: HashSet<UnitId>,
    /// Who bore a name when: whole names and short ones, folded.
    names: HashMap<String, Vec<(UnitId, Period)>>,
}

/// The end of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct End {
    /// The first day without it.
    pub(crate) day: Day,
    /// Its last state.
    pub(crate) last: UnitState,
    /// What took its place on its own level, with how much of it.
    pub(crate) heirs: Vec<(UnitState, Coverage)>,
    /// The act of the change, where one is kept with it.
    pub(crate) document: Option<String>,
}

/// The last one made.
#[derive(Default)]
pub struct Memory {
    held: Mutex<Option<Arc<Known>>>,
    /// Held while one is made: who comes meanwhile waits for that one.
    making: tokio::sync::Mutex<()>,
    made: AtomicU64,
}

impl Memory {
    /// The one held, if it knows at least what had been written so often.
    fn held(&self, moved: i64) -> Option<Arc<Known>> {
        let held = self.held.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        held.clone().filter(|known| known.moved >= moved)
    }

    /// How many have been made so far.
    #[must_use]
    pub fn made(&self) -> u64 {
        self.made.load(Ordering::Relaxed)
    }
}

/// Everything that is known of units. It holds no person and no household: names, codes, days, and the
/// totals of lineage.
///
/// # Errors
/// A failure of the database.
pub async fn known(desk: &Desk) -> Result<Arc<Known>, Error> {
    let moved = store::registry::moved(&desk.store.read(), &system_scope()).await?.units;
    known_since(desk, moved).await
}

/// The same where it has been read already how often units were written: what is known is no older.
pub(crate) async fn known_since(desk: &Desk, moved: i64) -> Result<Arc<Known>, Error> {
    let memory = &desk.known;
    if let Some(known) = memory.held(moved) {
        return Ok(known);
    }
    let _turn = memory.making.lock().await;
    if let Some(known) = memory.held(moved) {
        return Ok(known);
    }
    // While this one waited for its turn the registry may have moved on.
    let moved = store::registry::moved(&desk.store.read(), &system_scope()).await?.units;
    let (units, events) = rows::everything(&mut desk.store.read()).await?;
    let (reader, scope) = (desk.store.read(), system_scope());
    let list = (rows::named(&reader, &scope).await?, rows::sums(&reader, &scope).await?);
    let made = aside("lay out what is known of units", move || {
        Arc::new(Known::of(moved, Nation::of(units, events), list))
    });
    let made = made.await?;
    memory.made.fetch_add(1, Ordering::Relaxed);
    let mut held = memory.held.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    *held = Some(Arc::clone(&made));
    Ok(made)
}

impl Known {
    fn of(moved: i64, nation: Nation, (listed, told): (HashSet<UnitId>, Vec<Sum>)) -> Self {
        let translator = Translator::new(&nation);
        let ranks = ranks(&nation);
        let mut events: HashMap<UnitId, Vec<usize>> = HashMap::new();
        for (at, event) in nation.events().iter().enumerate() {
            for unit in event.edges.iter().flat_map(|edge| [edge.from, edge.to]) {
                let of = events.entry(unit).or_default();
                if of.last() != Some(&at) {
                    of.push(at);
                }
            }
        }
        let (names, below) = (names(&nation), below(&nation));
        let great_day = great_day(&nation);
        let mut sums: HashMap<u32, Vec<Sum>> = HashMap::new();
        for sum in told {
            sums.entry(sum.version).or_default().push(sum);
        }
        Self { moved, nation, translator, ranks, events, great_day, sums, below, listed, names }
    }

    /// Whether a unit stands beside the nation's list: one that was made here by hand, or invented for a
    /// demonstration. Where no list has come in yet there is nothing to stand beside.
    #[must_use]
    pub fn is_beside(&self, unit: UnitId) -> bool {
        !self.listed.is_empty() && !self.listed.contains(&unit)
    }

    /// The administrative units and khu phố that bear a name, whole or short, with the periods in which
    /// they do.
    pub(crate) fn bearing(&self, name: &str) -> impl Iterator<Item = (UnitId, Period)> + '_ {
        self.names.get(&fold(name)).into_iter().flatten().copied()
    }

    /// Every name, whole or short, folded, with who bore it when; in no order.
    pub(super) fn named(&self) -> impl Iterator<Item = (&str, &[(UnitId, Period)])> {
        self.names.iter().map(|(name, bearers)| (name.as_str(), bearers.as_slice()))
    }

    /// The names above a state on a day, from the nearest outwards: "Quận 1, Thành phố Hồ Chí Minh".
    #[must_use]
    pub fn above(&self, state: &UnitState, on: Day) -> String {
        let names: Vec<&str> = self.over(state, on).map(|state| state.name.as_str()).collect();
        names.join(", ")
    }

    /// The states above a state on a day, from the nearest outwards.
    pub(crate) fn over<'a>(
        &'a self,
        state: &'a UnitState,
        on: Day,
    ) -> impl Iterator<Item = &'a UnitState> {
        let next = move |state: &&'a UnitState| {
            state.parent_id.and_then(|parent| self.nation.state_on(parent, on))
        };
        std::iter::successors(Some(state), next).skip(1)
    }

    /// Whether a unit is another or lies in it on a day.
    #[must_use]
    pub fn is_within(&self, unit: UnitId, whole: UnitId, on: Day) -> bool {
        self.nation.state_on(unit, on).is_some_and(|state| {
            unit == whole || self.over(state, on).any(|above| above.unit_id == whole)
        })
    }

    /// The day on which most units changed: what people who translate codes mostly ask across.
    #[must_use]
    pub const fn great_day(&self) -> Option<Day> {
        self.great_day
    }

    /// How many changes of each sort a version of the nation's list has.
    #[must_use]
    pub fn changed_in(&self, version: u32) -> &[Sum] {
        self.sums.get(&version).map_or(&[], Vec::as_slice)
    }

    /// The events that a unit stands in, before or after them, by day.
    pub fn events_of(&self, unit: UnitId) -> impl Iterator<Item = &Event> {
        let at = self.events.get(&unit).into_iter().flatten();
        at.map(|at| &self.nation.events()[*at])
    }

    /// The state of a unit on a day; before its first its first, after its last its last, in between
    /// the one before.
    #[must_use]
    pub fn nearest(&self, unit: UnitId, on: Day) -> Option<&UnitState> {
        nearest(&self.nation.unit(unit)?.states, on)
    }

    /// How a unit that holds or held on a day ended, or will; nothing for one without an end.
    pub(crate) fn end_of(&self, unit: UnitId, on: Day) -> Option<End> {
        let states = &self.nation.unit(unit)?.states;
        let mut last = nearest(states, on)?;
        // A state that another follows without a gap is no end.
        while let Some(next) = states.iter().find(|it| Some(it.valid.from) == last.valid.until) {
            last = next;
        }
        let day = last.valid.until?;
        let (mut heirs, mut document) = (Vec::new(), None);
        for event in self.events_of(unit).filter(|event| event.effective_on == day) {
            for edge in event.edges.iter().filter(|edge| edge.from == unit && edge.to != unit) {
                document = document.or_else(|| event.legal_document.clone());
                let heir = self.nation.state_on(edge.to, day);
                let same = heir.filter(|heir| heir.kind.level() == last.kind.level());
                heirs.extend(same.map(|heir| (heir.clone(), edge.coverage)));
            }
        }
        Some(End { day, last: last.clone(), heirs, document })
    }

    /// The states directly below a unit on a day, or of the outermost units, in no order.
    pub(crate) fn below(&self, unit: Option<UnitId>, on: Day) -> impl Iterator<Item = &UnitState> {
        let below = self.below.get(&unit).into_iter().flatten();
        let states = below.map(|(unit, state)| &self.nation.units()[*unit].states[*state]);
        states.filter(move |state| state.holds_on(on))
    }

    /// The place of a state's name among all names, in Vietnamese order, numbers by value.
    #[must_use]
    pub fn rank(&self, state: &UnitState) -> u32 {
        let at = self.nation.unit(state.unit_id).and_then(|unit| {
            unit.states.iter().position(|other| other.valid.from == state.valid.from)
        });
        let ranks = self.ranks.get(&state.unit_id);
        at.zip(ranks).and_then(|(at, ranks)| ranks.get(at)).copied().unwrap_or(u32::MAX)
    }
}

/// The state of a day among the states of a unit; before the first the first, after the last the last, in
/// between the one before.
pub(crate) fn nearest(states: &[UnitState], on: Day) -> Option<&UnitState> {
    states.iter().rev().find(|state| state.valid.from <= on).or_else(|| states.first())
}

/// The day on which most edges took effect, of several the last.
fn great_day(nation: &Nation) -> Option<Day> {
    let mut edges: BTreeMap<Day, usize> = BTreeMap::new();
    for event in nation.events() {
        *edges.entry(event.effective_on).or_default() += event.edges.len();
    }
    edges.into_iter().max_by_key(|(day, edges)| (*edges, *day)).map(|(day, _)| day)
}

/// What ever lay directly below what.
fn below(nation: &Nation) -> HashMap<Option<UnitId>, Vec<(usize, usize)>> {
    let mut below: HashMap<Option<UnitId>, Vec<(usize, usize)>> = HashMap::new();
    for (at, unit) in nation.units().iter().enumerate() {
        for (number, state) in unit.states.iter().enumerate() {
            below.entry(state.parent_id).or_default().push((at, number));
        }
    }
    below
}

/// Names are compared once; afterwards their order is a number.
fn ranks(nation: &Nation) -> HashMap<UnitId, Vec<u32>> {
    let states = || nation.units().iter().flat_map(|unit| &unit.states);
    let names: BTreeMap<&str, Vec<u8>> =
        states().map(|state| (state.name.as_str(), Vec::new())).collect();
    let mut keyed: Vec<(Vec<u8>, &str)> =
        names.into_keys().map(|name| (store::order::sort_key(name), name)).collect();
    keyed.sort_unstable();
    let rank: HashMap<&str, u32> = keyed.iter().map(|(_, name)| *name).zip(0..).collect();
    let of = |unit: &units::Unit| -> Vec<u32> {
        unit.states.iter().map(|state| rank[state.name.as_str()]).collect()
    };
    nation.units().iter().map(|unit| (unit.id, of(unit))).collect()
}

/// Every name and short name, folded, with who bore it when.
fn names(nation: &Nation) -> HashMap<String, Vec<(UnitId, Period)>> {
    let mut names: HashMap<String, Vec<(UnitId, Period)>> = HashMap::new();
    for state in nation.units().iter().flat_map(|unit| &unit.states) {
        let (whole, short) = (fold(&state.name), fold(&state.short_name));
        if short != whole && !short.is_empty() {
            names.entry(short).or_default().push((state.unit_id, state.valid));
        }
        names.entry(whole).or_default().push((state.unit_id, state.valid));
    }
    names
}
