//! Who has not told: per period, by level, with the post that answers for each place. For those who
//! work in the place or above it; not a list for everybody.

use std::collections::HashSet;

use store::indicator as rows;
use units::indicator::{Indicator, ReportPeriod, Rhythm};
use units::{Day, IndicatorId, Level, UnitId};

use super::almanac;
use super::shown::Named;
use crate::authority::{authorize, scope_of};
use crate::{Act, Actor, Desk, Error};

/// A place that owes figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owing {
    /// The place.
    pub place: Named,
    /// The place right above it.
    pub above: Option<Named>,
    /// The post that answers for it, with its name in English.
    pub post: Option<(String, String)>,
    /// The indicators it has not told.
    pub lacking: Vec<IndicatorId>,
}

/// Who has told and who has not, of one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The level.
    pub level: Level,
    /// The indicators that are told there in the period.
    pub indicators: Vec<Indicator>,
    /// The day by which the last of them is due.
    pub due_on: Day,
    /// Places that owe them.
    pub owed: usize,
    /// Places that have told all of them.
    pub told: usize,
    /// Places that lack one or more, by the place above and their name.
    pub owing: Vec<Owing>,
}

/// Who has not told of a period below a place, one entry per level at which something is told.
///
/// # Errors
/// Authority, or a failure.
pub async fn missing(
    desk: &Desk,
    actor: &Actor,
    (place, period): (UnitId, ReportPeriod),
) -> Result<Vec<Missing>, Error> {
    authorize(actor, Act::IndicatorBring, &desk.object(place).await?)?;
    let (today, mut found) = (desk.clock.today(), Vec::new());
    let scope = scope_of(actor, today);
    let all = super::list(desk, &scope, today).await?;
    for level in [Level::Province, Level::District, Level::Commune, Level::Grassroots] {
        let fits = |it: &&Indicator| is_due(it, level, period.rhythm());
        let indicators: Vec<Indicator> = all.iter().filter(fits).cloned().collect();
        if !indicators.is_empty() {
            found.push(at_level(desk, (level, indicators), (place, period)).await?);
        }
    }
    Ok(found)
}

fn is_due(indicator: &Indicator, level: Level, rhythm: Rhythm) -> bool {
    indicator.is_told() && indicator.level == level && indicator.rhythm == rhythm
}

async fn at_level(
    desk: &Desk,
    (level, indicators): (Level, Vec<Indicator>),
    (place, period): (UnitId, ReportPeriod),
) -> Result<Missing, Error> {
    let (reader, scope) = (desk.store.read(), crate::authority::system_scope());
    let (last, today) = (period.last_day(), desk.clock.today());
    let places = almanac::places(desk, level).await?;
    let (then, now) = (places.on(last), places.on(today));
    let ids: Vec<IndicatorId> = indicators.iter().map(|indicator| indicator.id).collect();
    let told: HashSet<(IndicatorId, UnitId)> =
        rows::told(&reader, &scope, &ids, period).await?.into_iter().collect();
    let root = places.number(place);
    let (mut owed, mut owing) = (0, Vec::new());
    for number in 0..places.len() {
        let Some(state) = places.state(&then, number) else { continue };
        let is_below = |root| then.is_within(number, root) || now.is_within(number, root);
        if !units::indicator::is_of(level, state.kind) || !root.is_some_and(is_below) {
            continue;
        }
        let owes = |indicator: &&Indicator| {
            let within = |at| then.is_within(number, at) || now.is_within(number, at);
            places.number(indicator.unit).is_some_and(within)
        };
        let due: Vec<&Indicator> = indicators.iter().filter(owes).collect();
        let unit = places.unit(number);
        let lacking: Vec<IndicatorId> =
            due.iter().map(|it| it.id).filter(|id| !told.contains(&(*id, unit))).collect();
        owed += usize::from(!due.is_empty());
        if !lacking.is_empty() {
            let above = now.parent(number).or_else(|| then.parent(number));
            owing.push((number, above, lacking));
        }
    }
    let units: Vec<UnitId> = owing.iter().map(|(number, _, _)| places.unit(*number)).collect();
    let heads = rows::heads(&reader, &scope, &units, today).await?;
    let key = |number: usize| places.nearest(number, today).map(|state| places.rank(state));
    owing.sort_by_key(|(number, above, _)| (above.and_then(key), key(*number), *number));
    let longest = indicators.iter().map(|indicator| indicator.due_days).max().unwrap_or(0);
    let named = |number: usize| super::table::named(&places, number, today);
    let owing: Vec<Owing> = owing
        .into_iter()
        .map(|(number, above, lacking)| {
            let head = heads.iter().find(|(unit, _, _)| *unit == places.unit(number));
            Owing {
                place: named(number),
                above: above.map(named),
                post: head.map(|(_, name, english)| (name.clone(), english.clone())),
                lacking,
            }
        })
        .collect();
    let due_on = desk.calendar.due(last, longest);
    Ok(Missing { level, indicators, due_on, owed, told: owed - owing.len(), owing })
}
