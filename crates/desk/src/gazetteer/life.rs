//! The life of a unit: its stages one after another, what it came from and what came of it.

use units::lineage::{Fraction, Leg};
use units::{Coverage, Day, EventKind, Kind, Method, Period, UnitId, UnitState};

use super::Known;

/// How many steps back and forward are told.
pub const STEPS: usize = 2;

/// One stage of a life: a state, with what began it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Stage {
    /// When it holds.
    pub valid: Period,
    /// Kind then.
    pub kind: Kind,
    /// Name then, with the kind.
    pub name: String,
    /// Official code then.
    pub code: Option<String>,
    /// The names above it then, from the nearest outwards.
    pub above: String,
    /// The act that the state names.
    pub document: Option<String>,
    /// The events that began it.
    pub events: Vec<EventKind>,
    /// What is not as it was in the stage before: nothing in the first stage.
    pub changed: Vec<Changed>,
}

/// What a stage has of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// Another name.
    Name,
    /// Another kind.
    Kind,
    /// Another code.
    Code,
    /// Another unit above it.
    Above,
}

impl Changed {
    /// Message id of its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "life-changed-name",
            Self::Kind => "life-changed-kind",
            Self::Code => "life-changed-code",
            Self::Above => "life-changed-above",
        }
    }
}

/// A unit that something came from or went to, with what it came from or went to itself.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Branch {
    /// The unit.
    pub unit_id: UnitId,
    /// Its name at the event, with the kind.
    pub name: String,
    /// Its official code then.
    pub code: Option<String>,
    /// The names above it then, from the nearest outwards.
    pub above: String,
    /// When its state at the event holds.
    pub valid: Period,
    /// A day on which that state holds, next to the event.
    pub day: Day,
    /// First day of the new state.
    pub on: Day,
    /// What happened.
    pub event: EventKind,
    /// The act.
    pub document: Option<String>,
    /// Whether all of the older unit went along.
    pub coverage: Coverage,
    /// How much of the older unit went along.
    pub share: Fraction,
    /// How that is known.
    pub method: Method,
    /// One step further, the same way.
    pub further: Vec<Branch>,
}

/// The life of a unit.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Life {
    /// The unit.
    pub unit_id: UnitId,
    /// Its stages, oldest first.
    pub stages: Vec<Stage>,
    /// What it came from, latest event first.
    pub before: Vec<Branch>,
    /// What came of it, earliest event first.
    pub after: Vec<Branch>,
}

impl Life {
    /// Whether nothing is known but that it is there.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.stages.len() < 2 && self.before.is_empty() && self.after.is_empty()
    }
}

/// The life of a unit, two steps back and forward; nothing for one that is not known.
#[must_use]
pub fn life(known: &Known, unit: UnitId) -> Option<Life> {
    let states = &known.nation.unit(unit)?.states;
    let mut stages: Vec<Stage> = Vec::with_capacity(states.len());
    for state in states {
        let before = stages.last();
        stages.push(stage(known, state, before));
    }
    Some(Life {
        unit_id: unit,
        stages,
        before: before(known, (unit, None), STEPS, &[unit]),
        after: after(known, (unit, None), STEPS, &[unit]),
    })
}

fn stage(known: &Known, state: &UnitState, before: Option<&Stage>) -> Stage {
    let on = state.valid.from;
    let above = known.above(state, on);
    let mut events: Vec<EventKind> = known
        .events_of(state.unit_id)
        .filter(|event| event.effective_on == on)
        .filter(|event| event.edges.iter().any(|edge| edge.to == state.unit_id))
        .map(|event| event.kind)
        .collect();
    events.dedup();
    let changed = before.map(|before| {
        let all = [
            (Changed::Name, before.name != state.name),
            (Changed::Kind, before.kind != state.kind),
            (Changed::Code, before.code != state.official_code),
            (Changed::Above, before.above != above),
        ];
        all.into_iter().filter(|(_, is)| *is).map(|(what, _)| what).collect()
    });
    Stage {
        valid: state.valid,
        kind: state.kind,
        name: state.name.clone(),
        code: state.official_code.clone(),
        above,
        document: state.legal_document.clone(),
        events,
        changed: changed.unwrap_or_default(),
    }
}

/// What came to a unit up to a day, latest first. A unit stands once on its own path.
fn before(
    known: &Known,
    (unit, until): (UnitId, Option<Day>),
    steps: usize,
    path: &[UnitId],
) -> Vec<Branch> {
    if steps == 0 {
        return Vec::new();
    }
    let legs = known.translator.ways().back(unit);
    let is_asked = |leg: &Leg| until.is_none_or(|until| leg.on <= until);
    let legs = legs.filter(|leg| is_asked(leg) && !path.contains(&leg.from));
    let mut found: Vec<Branch> = legs
        .filter_map(|leg| {
            let path: Vec<UnitId> = path.iter().copied().chain([leg.from]).collect();
            let further = before(known, (leg.from, Some(leg.on.previous())), steps - 1, &path);
            branch(known, leg, (leg.from, leg.on.previous()), further)
        })
        .collect();
    sort(known, &mut found, true);
    found
}

/// What a unit went to from a day on, earliest first.
fn after(
    known: &Known,
    (unit, since): (UnitId, Option<Day>),
    steps: usize,
    path: &[UnitId],
) -> Vec<Branch> {
    if steps == 0 {
        return Vec::new();
    }
    let legs = known.translator.ways().onward(unit);
    let is_asked = |leg: &Leg| since.is_none_or(|since| leg.on > since);
    let legs = legs.filter(|leg| is_asked(leg) && !path.contains(&leg.to));
    let mut found: Vec<Branch> = legs
        .filter_map(|leg| {
            let path: Vec<UnitId> = path.iter().copied().chain([leg.to]).collect();
            let further = after(known, (leg.to, Some(leg.on)), steps - 1, &path);
            branch(known, leg, (leg.to, leg.on), further)
        })
        .collect();
    sort(known, &mut found, false);
    found
}

/// By day, then the larger share, then Vietnamese order.
fn sort(known: &Known, found: &mut [Branch], is_latest_first: bool) {
    let rank = |it: &Branch| known.nation.state_on(it.unit_id, it.day).map(|it| known.rank(it));
    found.sort_by(|one, other| {
        let days = one.on.cmp(&other.on);
        let days = if is_latest_first { days.reverse() } else { days };
        let shares = other.share.basis_points().cmp(&one.share.basis_points());
        days.then(shares).then_with(|| rank(one).cmp(&rank(other)))
    });
}

/// The other end of a leg. Where the day next to the event has no state of it, its nearest is told.
fn branch(
    known: &Known,
    leg: Leg,
    (other, day): (UnitId, Day),
    further: Vec<Branch>,
) -> Option<Branch> {
    let state = known.nation.state_on(other, day).or_else(|| known.nearest(other, day))?;
    let day = if state.valid.contains(day) { day } else { state.valid.from };
    let joins = |edge: &units::Edge| edge.from == leg.from && edge.to == leg.to;
    let found = known
        .events_of(other)
        .filter(|event| event.effective_on == leg.on)
        .find_map(|event| event.edges.iter().find(|edge| joins(edge)).map(|edge| (event, edge)));
    let (event, edge) = found?;
    Some(Branch {
        unit_id: other,
        name: state.name.clone(),
        code: state.official_code.clone(),
        above: known.above(state, day),
        valid: state.valid,
        day,
        on: leg.on,
        event: event.kind,
        document: event.legal_document.clone(),
        coverage: edge.coverage,
        share: leg.share,
        method: leg.method,
        further,
    })
}
