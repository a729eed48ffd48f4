//! Telling figures of a place, and correcting them. A correction is a further row with its reason.

use std::collections::HashMap;

use ledger::{Refusal as Said, text};
use store::indicator::{self as rows, NewValue};
use store::{Stop, Tx};
use units::indicator::{Indicator, MILLI_MOST, ReportPeriod};
use units::{Day, IndicatorId, UnitId};

use super::almanac::{self, Places, Tree};
use crate::authority::{authorize_as, scope_of};
use crate::{Act, Actor, Desk, Error, Refusal, entry};

/// One typed figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The field of the form it stands in.
    pub field: &'static str,
    /// As typed; blank leaves what stands.
    pub text: String,
}

/// The figures of a place and a period, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The place.
    pub unit: UnitId,
    /// The period.
    pub period: ReportPeriod,
    /// The figures.
    pub figures: Vec<Typed>,
    /// Why something told before was wrong; needed where a figure differs from it.
    pub why: String,
}

/// Tells figures of a place; the answer is how many were new or corrected. Sent twice, the second
/// tells nothing new.
///
/// # Errors
/// `indicator-unknown`, `indicator-not-told`, `indicator-rhythm-differs`, `indicator-place-differs`,
/// `indicator-place-not-then`, `indicator-place-outside`, `indicator-period-not-over`,
/// `indicator-figure-…` about the field of each figure, `indicator-why-missing`, authority, or a
/// failure.
pub async fn tell(desk: &Desk, actor: &Actor, report: Report) -> Result<usize, Error> {
    let (now, today) = (desk.clock.now(), desk.clock.today());
    let place = authority_place(desk, report.unit).await?;
    let acting = authorize_as(actor, Act::IndicatorTell, &desk.object(place).await?)?;
    let post = acting.holder()?;
    let scope = scope_of(actor, today);
    let mut read = Vec::new();
    let mut wrong = Vec::new();
    for typed in report.figures.iter().filter(|typed| !typed.text.trim().is_empty()) {
        let indicator = super::one(desk, &scope, typed.indicator, today).await?;
        let places = almanac::places(desk, indicator.level).await?;
        let trees = (places.on(report.period.last_day()), places.on(today));
        let place = (report.unit, report.period);
        may_tell((&indicator, &places), (&trees.0, &trees.1), place, today)?;
        match milli(&indicator, &typed.text) {
            Ok(milli) => read.push((indicator.id, milli)),
            Err(said) => wrong.push(Refusal::from(Said { field: typed.field, ..said })),
        }
    }
    if let Some(refusal) = Refusal::all(wrong) {
        return Err(refusal.into());
    }
    let why = text::optional("ly-do", &report.why)?;
    let audit = entry(now, (actor, &acting.post), Act::IndicatorTell, ("unit", report.unit.0));
    desk.act((report, read, why, audit), move |tx, input| {
        Box::pin(async move {
            let (report, read, why, audit) = &*input;
            let cells = read.iter().map(|(id, milli)| (*id, report.unit, *milli));
            let new = differing(tx, cells.collect(), report.period).await?;
            if new.iter().any(|value| value.number > 1) && why.is_empty() {
                return Err(Stop::Refused(Refusal::at("ly-do", "indicator-why-missing")));
            }
            let new = with_reason(new, why);
            if new.is_empty() {
                tx.without_audit();
                return Ok(0);
            }
            rows::add_values(tx, &new, (Some(post), None), audit.at).await?;
            tx.audit(audit.clone()).await?;
            Ok(new.len())
        })
    })
    .await
}

/// Where it is decided who may tell of a place: the place itself, or what goes on for it today.
async fn authority_place(desk: &Desk, unit: UnitId) -> Result<UnitId, Error> {
    let reader = desk.store.read();
    let everything = crate::authority::system_scope();
    let today = desk.clock.today();
    if store::unit::line(&reader, &everything, unit, today).await?.is_some() {
        return Ok(unit);
    }
    let page = store::unit::page(&reader, &everything, unit, today).await?;
    let parent = page.and_then(|page| page.path.last().map(|(id, _)| *id));
    Ok(parent.unwrap_or(unit))
}

/// The figures that differ from what stands, each as the next row of its cell.
pub(super) async fn differing(
    tx: &mut Tx,
    cells: Vec<(IndicatorId, UnitId, i64)>,
    period: ReportPeriod,
) -> Result<Vec<NewValue>, store::Failure> {
    let mut units: Vec<UnitId> = cells.iter().map(|(_, unit, _)| *unit).collect();
    units.sort_unstable();
    units.dedup();
    let standing: HashMap<(IndicatorId, UnitId), (i64, i64)> = rows::told_of(tx, &units, period)
        .await?
        .into_iter()
        .map(|(id, unit, number, milli)| ((id, unit), (number, milli)))
        .collect();
    let new = cells.into_iter().filter_map(|(indicator, unit, milli)| {
        let (number, known) = standing.get(&(indicator, unit)).copied().unwrap_or((0, milli));
        let why = String::new();
        let value = NewValue { indicator, unit, period, number: number + 1, milli, why };
        (number == 0 || known != milli).then_some(value)
    });
    Ok(new.collect())
}

/// Corrections carry their reason; first figures need none.
pub(super) fn with_reason(values: Vec<NewValue>, why: &str) -> Vec<NewValue> {
    let reasoned = |value: NewValue| {
        let why = if value.number > 1 { why.to_owned() } else { String::new() };
        NewValue { why, ..value }
    };
    values.into_iter().map(reasoned).collect()
}

/// Whether a place tells an indicator for a period: it is of the level, was there on the period's
/// last day, lies within the indicator's place then or today, and the period is over.
/// The trees are those of that day and of today.
pub(super) fn may_tell(
    (indicator, places): (&Indicator, &Places),
    (then, now): (&Tree, &Tree),
    (unit, period): (UnitId, ReportPeriod),
    today: Day,
) -> Result<(), Said> {
    if !indicator.is_told() {
        return Err(Said::new("indicator-not-told").with("name", &indicator.name.0));
    }
    if period.rhythm() != indicator.rhythm {
        return Err(Said::at("ky", "indicator-rhythm-differs").with("name", &indicator.name.0));
    }
    let last = period.last_day();
    if last > today {
        return Err(Said::at("ky", "indicator-period-not-over").with("day", last));
    }
    let number = places.number(unit).ok_or(Said::new("indicator-place-differs"))?;
    let states = places.states(number);
    if !states.iter().any(|state| indicator.is_told_by(state.kind)) {
        return Err(Said::new("indicator-place-differs"));
    }
    let Some(state) = states.iter().find(|state| state.valid.contains(last)) else {
        return Err(Said::new("indicator-place-not-then").with("day", last));
    };
    if !indicator.is_told_by(state.kind) {
        return Err(Said::new("indicator-place-differs"));
    }
    let root = places.number(indicator.unit);
    let within = |tree: &Tree| root.is_some_and(|root| tree.is_within(number, root));
    if within(then) || within(now) {
        Ok(())
    } else {
        Err(Said::new("indicator-place-outside").with("name", &indicator.name.0))
    }
}

/// A figure as typed, in thousandths.
pub(super) fn milli(indicator: &Indicator, typed: &str) -> Result<i64, Said> {
    let Some(milli) = text::milli(typed) else {
        return Err(Said::new("indicator-figure-unreadable").with("text", typed.trim()));
    };
    fitting(indicator, milli)
}

/// A figure that an indicator may have.
pub(super) fn fitting(indicator: &Indicator, milli: i64) -> Result<i64, Said> {
    if milli % indicator.step_milli() != 0 {
        let code = match indicator.places {
            0 => "indicator-figure-not-whole",
            _ => "indicator-figure-too-fine",
        };
        return Err(Said::new(code).with("places", indicator.places));
    }
    if indicator.counts_people && milli < 0 {
        return Err(Said::new("indicator-figure-below-zero"));
    }
    if milli.abs() > MILLI_MOST {
        return Err(Said::new("indicator-figure-too-large"));
    }
    Ok(milli)
}
