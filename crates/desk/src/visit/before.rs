//! What visitors know before they go: what was promised at the place, what holds it back, who came
//! before; and which places a programme has not reached yet.

use std::collections::BTreeMap;

use ledger::likeness::Reason;
use ledger::matter::{OriginKind, State as MatterState};
use ledger::practice::Stage;
use ledger::visit::State;
use ledger::{VisitId, VisitProgrammeId, difficulty};
use store::unit::Named;
use store::visit::Asked;
use store::{Scope, difficulty as difficulties, matter, unit};
use units::{Day, Level, UnitId};

use crate::{Desk, Error, Refusal};

/// Rows of one list on the sheet: it is one paper.
const ROWS_MOST: i64 = 400;
/// Visits to a place that are told of.
const VISITS_MOST: i64 = 20;
/// Visits of one programme.
const PLANNED_MOST: i64 = 1_000;
/// Difficulties, the oldest first, for which practices are looked for.
const MATCHED_MOST: usize = 5;
/// Days for which a kept promise is still told.
const TOLD_DAYS: i64 = 730;

/// What is known of a place before a visit. What lies below the place counts, and what older places
/// left to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// Promises that are open: owed, or waiting for the place to confirm.
    pub open: Vec<matter::Line>,
    /// Promises of visits and conferences that ended within two years.
    pub ended: Vec<matter::Line>,
    /// Difficulties that are not overcome.
    pub difficulties: Vec<difficulties::Line>,
    /// Practices that worked in like places, each with the difficulty it may answer.
    pub practices: Vec<Answering>,
    /// Visits that were recorded, the latest first.
    pub visits: Vec<store::visit::Line>,
}

/// A practice that worked in a like place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answering {
    /// The practice.
    pub practice: store::practice::Line,
    /// The difficulty here that it may answer.
    pub difficulty: String,
    /// Why it may.
    pub reasons: Vec<Reason>,
}

/// What is known of a place, as far as the reader may see.
///
/// # Errors
/// A failure of the database.
pub async fn before(desk: &Desk, scope: &Scope, place: UnitId) -> Result<Before, Error> {
    let (reader, today) = (desk.store.read(), desk.clock.today());
    let mut places =
        unit::older(&reader, scope, &[place], today).await?.remove(&place).unwrap_or_default();
    places.push(place);
    let state = unit::state_on(&reader, scope, place, today).await?;
    let is_area = state.is_some_and(|state| state.kind.level() != Level::Grassroots);
    let promised = matter::within(&reader, scope, (&places, is_area), today, ROWS_MOST).await?;
    let (open, ended): (Vec<_>, Vec<_>) =
        promised.into_iter().filter(is_promise).partition(|line| line.state.is_open());
    let is_told = |line: &matter::Line| {
        let is_of_meeting = matches!(line.origin_kind, OriginKind::Visit | OriginKind::Conclusion);
        is_of_meeting && line.closed_on.is_some_and(|day| day.plus_days(TOLD_DAYS) >= today)
    };
    let asked = difficulties::Asked { within: Some(place), ..difficulties::Asked::default() };
    let held = difficulties::list(&reader, scope, asked, today, ROWS_MOST).await?;
    let visits = store::visit::of_unit(&reader, scope, &places, today, VISITS_MOST).await?;
    let difficulties: Vec<difficulties::Line> =
        held.into_iter().filter(|line| line.state != difficulty::State::Overcome).collect();
    Ok(Before {
        open,
        ended: ended.into_iter().filter(is_told).collect(),
        practices: answering(desk, scope, &difficulties).await?,
        difficulties,
        visits: visits.into_iter().filter(|line| line.state == State::Recorded).collect(),
    })
}

/// Practices that worked elsewhere and may answer the oldest difficulties here; each is told once.
async fn answering(
    desk: &Desk,
    scope: &Scope,
    held: &[difficulties::Line],
) -> Result<Vec<Answering>, Error> {
    let mut told: Vec<Answering> = Vec::new();
    for line in held.iter().take(MATCHED_MOST) {
        for (practice, reasons) in crate::likeness::matches(desk, scope, line.difficulty_id).await?
        {
            let has_worked =
                matches!(practice.stage, Stage::Assessed | Stage::Recognised | Stage::Spread);
            let is_told = told.iter().any(|one| one.practice.practice_id == practice.practice_id);
            if has_worked && !is_told {
                told.push(Answering { practice, difficulty: line.title.clone(), reasons });
            }
        }
    }
    Ok(told)
}

/// What the place was told would be done, whoever told it. Care for post holders is nobody's promise
/// to the place; what was merged or sent to another door is answered elsewhere.
fn is_promise(line: &matter::Line) -> bool {
    let is_elsewhere =
        matches!(line.state, MatterState::Merged | MatterState::SplitOff | MatterState::Redirected);
    line.origin_kind != OriginKind::Care && !is_elsewhere
}

/// A place of a programme's territory, and whether the visitors have come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The place.
    pub unit_id: UnitId,
    /// Its name.
    pub name: String,
    /// The last day on which visitors of these programmes came here or to what lies below.
    pub visited_on: Option<Day>,
    /// The last day on which they came to a place that this one was made from.
    pub older_visited_on: Option<Day>,
    /// The visit that stands in this programme and is still to come.
    pub planned: Option<(VisitId, Day)>,
}

/// The places that a programme may lead to, in their natural order. Visits of all programmes of the
/// same place count: what matters is whether anybody has come.
///
/// # Errors
/// `visit-programme-unknown`, or a failure.
pub async fn places(
    desk: &Desk,
    scope: &Scope,
    programme: VisitProgrammeId,
) -> Result<Vec<Place>, Error> {
    let (reader, today) = (desk.store.read(), desk.clock.today());
    let found = store::visit::programme_now(&mut desk.store.read(), programme).await?;
    let (within, _) = found.ok_or(Refusal::new("visit-programme-unknown"))?;
    let mut visited: BTreeMap<UnitId, Day> = BTreeMap::new();
    for (place, commune, day) in store::visit::visited(&reader, scope, within).await? {
        for unit in [Some(place), commune].into_iter().flatten() {
            visited.insert(unit, day);
        }
    }
    let asked = Asked { programme: Some(programme), ..Asked::default() };
    let planned = store::visit::list(&reader, scope, asked, today, PLANNED_MOST).await?;
    let mut places = Vec::new();
    let (below, older) = with_older(desk, scope, within).await?;
    for line in below {
        let older = older.get(&line.unit_id).map_or(&[][..], Vec::as_slice);
        let coming = planned.iter().rev().find(|visit| {
            visit.state != State::Recorded
                && (visit.unit_id == line.unit_id || visit.commune_id == Some(line.unit_id))
        });
        places.push(Place {
            unit_id: line.unit_id,
            visited_on: visited.get(&line.unit_id).copied(),
            older_visited_on: older.iter().filter_map(|unit| visited.get(unit).copied()).max(),
            planned: coming.map(|visit| (visit.visit_id, visit.month_on)),
            name: line.name,
        });
    }
    Ok(places)
}

/// Days after which a place counts as not visited.
const VISITED_WITHIN: i64 = 730;

/// The places below one to which no visitors came within two years, in their natural order.
///
/// # Errors
/// A failure of the database.
pub async fn unvisited(desk: &Desk, scope: &Scope, within: UnitId) -> Result<Vec<Named>, Error> {
    let (reader, today) = (desk.store.read(), desk.clock.today());
    let since = today.plus_days(-VISITED_WITHIN);
    let mut seen: std::collections::BTreeSet<UnitId> = std::collections::BTreeSet::new();
    for (place, commune, day) in store::visit::visited(&reader, scope, within).await? {
        if day >= since {
            seen.extend([Some(place), commune].into_iter().flatten());
        }
    }
    let (mut below, older) = with_older(desk, scope, within).await?;
    below.retain(|line| {
        let older = older.get(&line.unit_id).map_or(&[][..], Vec::as_slice);
        !older.iter().chain([&line.unit_id]).any(|unit| seen.contains(unit))
    });
    Ok(below)
}

/// What is visited from a place, and for each the places it came from.
async fn with_older(
    desk: &Desk,
    scope: &Scope,
    within: UnitId,
) -> Result<(Vec<Named>, BTreeMap<UnitId, Vec<UnitId>>), Error> {
    let below = visitable(desk, scope, within).await?;
    let units: Vec<UnitId> = below.iter().map(|line| line.unit_id).collect();
    let older = unit::older(&desk.store.read(), scope, &units, desk.clock.today()).await?;
    Ok((below, older))
}

/// The places that a visitor of a place goes to: its khu phố and ấp, or the city's communes.
///
/// # Errors
/// A failure of the database.
pub async fn visitable(desk: &Desk, scope: &Scope, within: UnitId) -> Result<Vec<Named>, Error> {
    let (reader, today) = (desk.store.read(), desk.clock.today());
    let mut below = unit::named_below(&reader, scope, within, today).await?;
    if below.iter().any(|line| line.kind.level() == Level::District) {
        let mut communes = Vec::new();
        for district in below {
            communes.extend(unit::named_below(&reader, scope, district.unit_id, today).await?);
        }
        below = communes;
    }
    Ok(below)
}
