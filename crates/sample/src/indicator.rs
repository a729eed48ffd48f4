//! Figures that the places of an invented commune told over the years, as a sheet of the kind offices
//! keep: one row per figure, places by the names they bore at the end of each period. The wave of
//! merged communes, one correction and one place that has not told yet are in it, so that the pages
//! have something to show.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use units::indicator::{ReportPeriod, Rhythm};
use units::{Day, Level, Unit, UnitId, UnitState};

use crate::commune::Commune;
use crate::seed::Seed;

/// Years that are looked back to.
const YEARS: i16 = 8;
/// Quarters that are looked back to.
const QUARTERS: usize = 10;

/// Households of khu phố and ấp, at the end of each year.
pub const HOUSEHOLDS: &str = "ho";
/// Poor households among them.
pub const POOR: &str = "ho_ngheo";
/// Reports of residents that were answered in a quarter, by communes.
pub const ANSWERED: &str = "phan_anh";
/// Those answered by their day.
pub const ON_TIME: &str = "phan_anh_dung_han";

/// A sheet of figures, and one that corrects a figure of it, each as CSV with a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheets {
    /// What was told first.
    pub told: String,
    /// What was corrected later, with the reason.
    pub corrected: String,
}

const HEADING: &str = "Chỉ tiêu,Thuộc,Địa bàn,Kỳ,Giá trị,Lý do\n";

/// The figures of a commune and its khu phố or ấp up to a day.
#[must_use]
pub fn sheets(commune: &Commune, until: Day) -> Sheets {
    let mut today: BTreeMap<UnitId, i64> = BTreeMap::new();
    for resident in commune.households() {
        *today.entry(resident.base_id).or_default() += 1;
    }
    let seed = Seed(7).of("figures", u64::try_from(commune.household_count()).unwrap_or(7));
    let mut sheets = Sheets { told: HEADING.to_owned(), corrected: HEADING.to_owned() };
    yearly(commune, &today, (seed, until), &mut sheets);
    quarterly(commune, (seed, until), &mut sheets.told);
    sheets
}

/// What a place is called on a day, and the commune it lies in.
fn named<'c>(commune: &'c Commune, unit: &'c Unit, on: Day) -> Option<(&'c UnitState, &'c str)> {
    let state = unit.states.iter().find(|state| state.holds_on(on))?;
    let above = commune.units.iter().chain(&commune.above);
    let parent = above.into_iter().find(|above| Some(above.id) == state.parent_id);
    let parent = parent.and_then(|above| above.states.iter().find(|it| it.holds_on(on)));
    Some((state, parent.map_or("", |state| state.name.as_str())))
}

fn yearly(
    commune: &Commune,
    today: &BTreeMap<UnitId, i64>,
    (seed, until): (Seed, Day),
    sheets: &mut Sheets,
) {
    let last = ReportPeriod::over_on(Rhythm::Year, until);
    let bases = commune.units.iter().filter(|unit| today.contains_key(&unit.id));
    for (number, unit) in (0..).zip(bases) {
        let mut households = today[&unit.id] * 1_000;
        // Between 6 % and 1 % of the households, fewer from year to year.
        let mut poor_share = 10.0 + 18.0 * seed.of("poor", number).fraction();
        let years = std::iter::successors(Some(last), |it| Some(it.previous()));
        for period in years.take_while(|it| it.year() > last.year() - YEARS) {
            let Some((state, above)) = named(commune, unit, period.last_day()) else { continue };
            let count = (households + 500) / 1_000;
            let poor = share(count, poor_share);
            // One place of each commune has not told its poor households of last year.
            let is_silent = number == 4 && period == last;
            row(&mut sheets.told, (HOUSEHOLDS, above, &state.name), period, (count, ""));
            if !is_silent {
                row(&mut sheets.told, (POOR, above, &state.name), period, (poor, ""));
            }
            if number == 1 && period == last.previous() {
                let right = (POOR, above, state.name.as_str());
                row(&mut sheets.corrected, right, period, (poor + 2, "Rà soát lại, sót hai hộ"));
            }
            let year = u64::try_from(period.year()).unwrap_or_default();
            let growth = 6.0 + 22.0 * seed.of("growth", number * 10_000 + year).fraction();
            households = households * 1_000 / (1_000 + rounded(growth));
            poor_share *= 1.09 + 0.1 * seed.of("fall", number * 10_000 + year).fraction();
        }
    }
}

fn quarterly(commune: &Commune, (seed, until): (Seed, Day), sheet: &mut String) {
    let last = ReportPeriod::over_on(Rhythm::Quarter, until);
    let communes = commune
        .units
        .iter()
        .filter(|unit| unit.states.iter().any(|it| it.kind.level() == Level::Commune));
    for (number, unit) in (0..).zip(communes) {
        let quarters = std::iter::successors(Some(last), |it| Some(it.previous()));
        for (ago, period) in (0..).zip(quarters.take(QUARTERS)) {
            let Some((state, above)) = named(commune, unit, period.last_day()) else { continue };
            let of = |part: &str| seed.of(part, number * 1_000 + ago).fraction();
            let is_old = state.valid.until.is_some();
            let most = if is_old { 60.0 } else { 130.0 };
            let answered = rounded(40.0 + most * of("answered"));
            let learned = 1.0 / (1.0 + 0.12 * f64::from(u32::try_from(ago).unwrap_or(0)));
            let on_time =
                share(answered, 1_000.0 * (0.55 + 0.38 * learned) * (0.95 + 0.05 * of("late")));
            row(sheet, (ANSWERED, above, &state.name), period, (answered, ""));
            row(sheet, (ON_TIME, above, &state.name), period, (on_time, ""));
        }
    }
}

/// A share of a count in thousandths, rounded.
#[expect(clippy::cast_precision_loss, reason = "households of a khu phố are few")]
fn share(count: i64, per_mille: f64) -> i64 {
    rounded(count as f64 * per_mille.min(1_000.0) / 1_000.0)
}

#[expect(clippy::cast_possible_truncation, reason = "invented numbers are small")]
fn rounded(value: f64) -> i64 {
    value.round() as i64
}

fn row(
    sheet: &mut String,
    (code, above, name): (&str, &str, &str),
    period: ReportPeriod,
    (value, why): (i64, &str),
) {
    let _ = writeln!(sheet, "{code},{above},{name},{period},{value},\"{why}\"");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_khu_pho_tells_its_households_of_each_year_and_one_lacks_its_poor() {
        let commune = crate::town();
        let sheets = sheets(&commune, "2026-03-02".parse().unwrap());
        let told = |code: &str, year: &str| {
            let rows = sheets.told.lines().filter(|row| row.starts_with(&format!("{code},")));
            rows.filter(|row| row.contains(&format!(",{year},"))).count()
        };
        let bases = commune
            .units
            .iter()
            .filter(|unit| unit.states.last().is_some_and(|state| state.kind.is_base()));
        assert_eq!(told(HOUSEHOLDS, "2025"), bases.count());
        assert_eq!(told(HOUSEHOLDS, "2024"), told(HOUSEHOLDS, "2025"));
        assert_eq!(told(ANSWERED, "2025-Q4"), 1, "the commune of today");
        assert_eq!(told(ANSWERED, "2025-Q2"), 2, "the two it was made of");
        assert_eq!(sheets.corrected.lines().count(), 2, "a heading and one correction");
    }
}
