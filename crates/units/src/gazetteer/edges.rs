//! What units before 2025 became, from somebody's own list: the nation's list says that a commune is gone,
//! and not into what. Each line is held against the states of the list.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use super::{Complaint, Nation, event_id};
use crate::{Coverage, Day, Edge, Event, EventKind, Method, Shares, UnitId};

/// One line: what went where on which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenEdge {
    /// The line of the file, from 1.
    pub line: usize,
    /// The code that the unit had the day before.
    pub from: String,
    /// The code that the unit has on the day into which it went.
    pub to: String,
    /// The first day of the new state.
    pub on: Day,
    /// Whether all of it went along.
    pub coverage: Coverage,
    /// What went along, where the act says it.
    pub shares: Shares,
    /// The number of the act.
    pub act: Option<String>,
}

/// The units that codes name, by day.
type Named<'n> = HashMap<Day, HashMap<&'n str, UnitId>>;

/// A line of a JSON file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEdge {
    from: String,
    to: String,
    on: Day,
    coverage: Coverage,
    #[serde(default)]
    households: u32,
    #[serde(default)]
    people: u32,
    #[serde(default)]
    area_m2: u64,
    #[serde(default)]
    act: Option<String>,
}

/// Reads a JSON array of objects with `from` and `to` (codes of the day before and of the day), `on`
/// (YYYY-MM-DD), `coverage` (`whole` or `part`) and, where known, `households`, `people`, `area_m2` and `act`.
///
/// # Errors
/// What cannot be read; lines are the places in the array, from 1.
pub fn read_edges(text: &str) -> Result<Vec<GivenEdge>, Vec<Complaint>> {
    let rows: Vec<serde_json::Value> = serde_json::from_str(text)
        .map_err(|error| vec![Complaint::at(error.line(), "edges-not-json").with("why", error)])?;
    let mut faults = Vec::new();
    let mut edges = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        match serde_json::from_value::<RawEdge>(row) {
            Ok(raw) => edges.push(GivenEdge {
                line: at + 1,
                from: raw.from,
                to: raw.to,
                on: raw.on,
                coverage: raw.coverage,
                shares: Shares {
                    households: raw.households,
                    people: raw.people,
                    area_m2: raw.area_m2,
                    addresses: 0,
                },
                act: raw.act,
            }),
            Err(error) => faults.push(Complaint::at(at + 1, "edges-row").with("why", error)),
        }
    }
    if edges.is_empty() && faults.is_empty() {
        faults.push(Complaint::of_file("edges-empty"));
    }
    if faults.is_empty() { Ok(edges) } else { Err(faults) }
}

impl Nation {
    /// The list with edges on top: what is there already is left as it is, so the same file twice adds
    /// nothing the second time.
    ///
    /// # Errors
    /// Every line that names no unit of its day, that the states of the list speak against, that is there
    /// with something else, or that stands twice.
    pub fn with_edges(mut self, given: &[GivenEdge]) -> Result<Self, Vec<Complaint>> {
        let mut faults = Vec::new();
        let mut read: Vec<(UnitId, UnitId, &GivenEdge)> = Vec::new();
        let mut named: Named<'_> = HashMap::new();
        for line in given {
            for on in [line.on.previous(), line.on] {
                named.entry(on).or_insert_with(|| self.named(on));
            }
            match self.ends(line, &named) {
                Ok(ends) => read.push((ends.0, ends.1, line)),
                Err(fault) => faults.push(fault),
            }
        }
        drop(named);
        let fresh = self.fresh(&read, &mut faults);
        self.check_sums(&fresh, &mut faults);
        self.check_shares(&fresh, &mut faults);
        if !faults.is_empty() {
            faults.sort_by_key(|fault| fault.line);
            return Err(faults);
        }
        let events = self.events_of(&fresh);
        self.events.extend(events);
        self.events.sort_by_key(|event| event.effective_on);
        Ok(self)
    }

    /// The units that codes name on a day; the codes of the levels are of different lengths.
    fn named(&self, on: Day) -> HashMap<&str, UnitId> {
        let coded = self.on(on);
        coded.filter_map(|state| Some((state.official_code.as_deref()?, state.unit_id))).collect()
    }

    /// The two units of a line, by the states of the list.
    fn ends(&self, line: &GivenEdge, named: &Named<'_>) -> Result<(UnitId, UnitId), Complaint> {
        let before = line.on.previous();
        let coded = |code: &str, on: Day| named.get(&on)?.get(code).copied();
        let from = coded(&line.from, before);
        let from = from.ok_or_else(|| fault(line, "edges-unknown-from", &line.from, before))?;
        let to = coded(&line.to, line.on);
        let to = to.ok_or_else(|| fault(line, "edges-unknown-to", &line.to, line.on))?;
        let goes_on = self.state_on(from, line.on).is_some();
        if from == to && line.coverage == Coverage::Whole {
            return Err(fault(line, "edges-itself", &line.from, line.on));
        }
        if goes_on && line.coverage == Coverage::Whole {
            return Err(fault(line, "edges-goes-on", &line.from, line.on));
        }
        let level = |unit, on| self.state_on(unit, on).map(|state| state.kind.level());
        if level(from, before) != level(to, line.on) {
            return Err(fault(line, "edges-levels", &line.from, line.on));
        }
        Ok((from, to))
    }

    /// The lines that are not there yet.
    fn fresh<'g>(
        &self,
        read: &[(UnitId, UnitId, &'g GivenEdge)],
        faults: &mut Vec<Complaint>,
    ) -> Vec<(UnitId, UnitId, &'g GivenEdge)> {
        let mut known: BTreeMap<(UnitId, UnitId, Day), &Edge> = BTreeMap::new();
        for event in &self.events {
            for edge in &event.edges {
                known.insert((edge.from, edge.to, event.effective_on), edge);
            }
        }
        let mut seen = BTreeSet::new();
        let mut fresh = Vec::new();
        for &(from, to, line) in read {
            if !seen.insert((from, to, line.on)) {
                faults.push(fault(line, "edges-twice", &line.from, line.on));
                continue;
            }
            match known.get(&(from, to, line.on)) {
                Some(edge) if edge.coverage == line.coverage && edge.shares == line.shares => {}
                Some(_) => faults.push(fault(line, "edges-differs", &line.from, line.on)),
                None => fresh.push((from, to, line)),
            }
        }
        fresh
    }

    /// A unit that goes along whole goes to one place alone.
    fn check_sums(&self, fresh: &[(UnitId, UnitId, &GivenEdge)], faults: &mut Vec<Complaint>) {
        let mut ways: BTreeMap<(UnitId, Day), usize> = BTreeMap::new();
        for event in &self.events {
            for edge in event.edges.iter().filter(|edge| edge.from != edge.to) {
                *ways.entry((edge.from, event.effective_on)).or_default() += 1;
            }
        }
        for (from, _, line) in fresh {
            *ways.entry((*from, line.on)).or_default() += 1;
        }
        let is_whole = |line: &GivenEdge| line.coverage == Coverage::Whole;
        for (from, _, line) in fresh.iter().filter(|(.., line)| is_whole(line)) {
            if ways[&(*from, line.on)] > 1 {
                faults.push(fault(line, "edges-more-than-whole", &line.from, line.on));
            }
        }
    }

    /// Where a part is known, the other parts of the unit must be, what stayed included: of a part alone
    /// nobody can say how much of the whole it is.
    fn check_shares(&self, fresh: &[(UnitId, UnitId, &GivenEdge)], faults: &mut Vec<Complaint>) {
        let (known, mine) = (self.out(), by_source(fresh));
        let parts: [fn(&Shares) -> bool; 3] =
            [|it| it.people > 0, |it| it.households > 0, |it| it.area_m2 > 0];
        for (from, _, line) in fresh.iter().filter(|(.., it)| it.coverage == Coverage::Part) {
            let mut told = mine[&(*from, line.on)].clone();
            let known = known.get(&(*from, line.on)).into_iter().flatten();
            told.extend(known.map(|edge| (edge.to, edge.shares)));
            if self.state_on(*from, line.on).is_some() && told.iter().all(|(to, _)| to != from) {
                told.push((*from, Shares::default()));
            }
            let is_uneven = |has: &fn(&Shares) -> bool| {
                let count = told.iter().filter(|(_, shares)| has(shares)).count();
                count > 0 && count < told.len()
            };
            if parts.iter().any(is_uneven) {
                faults.push(fault(line, "edges-some-shares", &line.from, line.on));
            }
        }
    }

    /// The edges that are there, by the unit that they leave and the day.
    fn out(&self) -> HashMap<(UnitId, Day), Vec<&Edge>> {
        let mut out: HashMap<(UnitId, Day), Vec<&Edge>> = HashMap::new();
        for event in &self.events {
            for edge in &event.edges {
                out.entry((edge.from, event.effective_on)).or_default().push(edge);
            }
        }
        out
    }

    /// What stayed with units that went on while a part of them left, where no line says it.
    fn stayed(&self, fresh: &[(UnitId, UnitId, &GivenEdge)]) -> Vec<(UnitId, Day)> {
        let (known, mine) = (self.out(), by_source(fresh));
        let mut stayed: BTreeSet<(UnitId, Day)> = BTreeSet::new();
        for (from, _, line) in fresh {
            let has_own = mine[&(*from, line.on)].iter().any(|(to, _)| to == from);
            let known = known.get(&(*from, line.on)).into_iter().flatten();
            let is_known = known.into_iter().any(|edge| edge.to == *from);
            if self.state_on(*from, line.on).is_some() && !has_own && !is_known {
                stayed.insert((*from, line.on));
            }
        }
        stayed.into_iter().collect()
    }

    /// One event for each unit that took something in on a day, and one for each that went on without a part.
    fn events_of(&self, fresh: &[(UnitId, UnitId, &GivenEdge)]) -> Vec<Event> {
        let rest = self.stayed(fresh).into_iter().map(|(unit, on)| Event {
            id: event_id(on, &format!("edges: what stayed of {unit}")),
            kind: EventKind::BoundaryShift,
            effective_on: on,
            legal_document: None,
            edges: vec![Edge {
                from: unit,
                to: unit,
                coverage: Coverage::Part,
                shares: Shares::default(),
                method: Method::Estimate,
            }],
        });
        self.taken_in(fresh).into_iter().chain(rest).collect()
    }

    fn taken_in(&self, fresh: &[(UnitId, UnitId, &GivenEdge)]) -> Vec<Event> {
        let mut by_unit: BTreeMap<(Day, UnitId), Vec<(UnitId, &GivenEdge)>> = BTreeMap::new();
        for &(from, to, line) in fresh {
            by_unit.entry((line.on, to)).or_default().push((from, line));
        }
        let made = by_unit.into_iter().map(|((on, to), mut lines)| {
            lines.sort_by_key(|(from, _)| *from);
            let froms: Vec<String> = lines.iter().map(|(from, _)| from.to_string()).collect();
            Event {
                id: event_id(on, &format!("edges to {to} from {}", froms.join(" "))),
                kind: self.kind_of_event((on, to), &lines),
                effective_on: on,
                legal_document: lines.iter().find_map(|(_, line)| line.act.clone()),
                edges: lines.iter().map(|(from, line)| edge(*from, to, line)).collect(),
            }
        });
        made.collect()
    }

    fn kind_of_event(&self, (on, to): (Day, UnitId), lines: &[(UnitId, &GivenEdge)]) -> EventKind {
        let was_there = self.state_on(to, on.previous()).is_some();
        let all_whole = lines.iter().all(|(_, line)| line.coverage == Coverage::Whole);
        match (was_there, all_whole, lines) {
            (true, true, _) => EventKind::Absorb,
            (true, false, _) => EventKind::BoundaryShift,
            (false, false, [(from, _)]) if self.state_on(*from, on).is_some() => {
                EventKind::CarveOut
            }
            (false, false, [_]) => EventKind::SplitNew,
            (false, ..) => EventKind::MergeNew,
        }
    }
}

/// Where each unit of the lines goes on a day, with what goes along.
fn by_source(
    fresh: &[(UnitId, UnitId, &GivenEdge)],
) -> HashMap<(UnitId, Day), Vec<(UnitId, Shares)>> {
    let mut of: HashMap<(UnitId, Day), Vec<(UnitId, Shares)>> = HashMap::new();
    for (from, to, line) in fresh {
        of.entry((*from, line.on)).or_default().push((*to, line.shares));
    }
    of
}

fn edge(from: UnitId, to: UnitId, line: &GivenEdge) -> Edge {
    let is_known = line.coverage == Coverage::Whole || line.shares != Shares::default();
    let method = if is_known { Method::Decree } else { Method::Estimate };
    Edge { from, to, coverage: line.coverage, shares: line.shares, method }
}

fn fault(line: &GivenEdge, code: &'static str, unit: &str, on: Day) -> Complaint {
    Complaint::at(line.line, code)
        .with("code", unit)
        .with("from", &line.from)
        .with("to", &line.to)
        .with("day", on.dmy())
}
