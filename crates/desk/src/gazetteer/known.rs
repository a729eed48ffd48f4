//! Every unit and event in memory, made when first asked for and made anew when the registry moves on.
//! Translations, trees of any day and the restating of figures all read from here.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use store::gazetteer as rows;
use store::indicator::Stamp;
use units::gazetteer::{Nation, Translator};
use units::text::fold;
use units::{Day, Event, Period, UnitId, UnitState};

use crate::authority::system_scope;
use crate::{Desk, Error};

/// Everything that is known of units, with what translates between its days.
#[derive(Debug)]
pub struct Known {
    stamp: Stamp,
    /// Units and events of all levels but for voluntary groups.
    pub nation: Nation,
    /// From codes of one day to the units of another.
    pub translator: Translator,
    /// The place of each state's name among all names, in Vietnamese order; by unit and state.
    ranks: HashMap<UnitId, Vec<u32>>,
    /// The events that a unit stands in at either end, by where they stand.
    events: HashMap<UnitId, Vec<usize>>,
    /// Who bore a name when: whole names and short ones, folded.
    names: HashMap<String, Vec<(UnitId, Period)>>,
}

/// The last one made.
#[derive(Default)]
pub struct Memory(Mutex<Option<Arc<Known>>>);

impl Memory {
    fn held(&self) -> std::sync::MutexGuard<'_, Option<Arc<Known>>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Everything that is known of units. It holds no person and no household: names, codes, days, and the
/// totals of lineage.
///
/// # Errors
/// A failure of the database.
pub async fn known(desk: &Desk) -> Result<Arc<Known>, Error> {
    let (stamp, _) = store::indicator::stamp(&desk.store.read(), &system_scope(), &[]).await?;
    known_as_of(desk, stamp).await
}

/// The same where the registry's stamp has been read already.
pub(crate) async fn known_as_of(desk: &Desk, stamp: Stamp) -> Result<Arc<Known>, Error> {
    if let Some(known) = desk.known.held().clone().filter(|known| known.stamp == stamp) {
        return Ok(known);
    }
    let (units, events) = rows::everything(&mut desk.store.read()).await?;
    let made = tokio::task::spawn_blocking(move || Known::of(stamp, Nation::of(units, events)));
    let made = made.await.map_err(|cause| {
        store::Failure::new(store::Fault::Bug, "lay out what is known of units").because(cause)
    })?;
    let made = Arc::new(made);
    *desk.known.held() = Some(Arc::clone(&made));
    Ok(made)
}

impl Known {
    fn of(stamp: Stamp, nation: Nation) -> Self {
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
        let names = names(&nation);
        Self { stamp, nation, translator, ranks, events, names }
    }

    /// The administrative units and khu phố that bear a name, whole or short, with the periods in which
    /// they do.
    pub(super) fn bearing(&self, name: &str) -> impl Iterator<Item = (UnitId, Period)> + '_ {
        self.names.get(&fold(name)).into_iter().flatten().copied()
    }

    /// The names above a state on a day, from the nearest outwards: "Quận 1, Thành phố Hồ Chí Minh".
    #[must_use]
    pub fn above(&self, state: &UnitState, on: Day) -> String {
        let names: Vec<&str> = self.over(state, on).map(|state| state.name.as_str()).collect();
        names.join(", ")
    }

    /// The states above a state on a day, from the nearest outwards.
    pub(super) fn over<'a>(
        &'a self,
        state: &'a UnitState,
        on: Day,
    ) -> impl Iterator<Item = &'a UnitState> {
        let next = move |state: &&'a UnitState| {
            state.parent_id.and_then(|parent| self.nation.state_on(parent, on))
        };
        std::iter::successors(Some(state), next).skip(1)
    }

    /// The day on which most units changed: what people who translate codes mostly ask across.
    #[must_use]
    pub fn great_day(&self) -> Option<Day> {
        let mut edges: BTreeMap<Day, usize> = BTreeMap::new();
        for event in self.nation.events() {
            *edges.entry(event.effective_on).or_default() += event.edges.len();
        }
        edges.into_iter().max_by_key(|(day, edges)| (*edges, *day)).map(|(day, _)| day)
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
        let states = &self.nation.unit(unit)?.states;
        states.iter().rev().find(|state| state.valid.from <= on).or_else(|| states.first())
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
