//! A small line over periods, with the days of reorganisation marked. Drawn on the server for a desk
//! and for a phone, labelled directly, readable in grey: an estimated point is hollow.

use std::fmt::Write as _;

use atlas::svg::escape;
use units::Day;
use words::Lang;

/// One period.
pub(super) struct Point {
    /// Its last day.
    pub(super) last_day: Day,
    /// Its name where room is short.
    pub(super) label: String,
    /// The value in thousandths, where it is told.
    pub(super) milli: Option<i64>,
    /// The value as shown.
    pub(super) shown: String,
    /// Whether part of it is an estimate.
    pub(super) is_estimated: bool,
}

/// What a line shows.
pub(super) struct Chart<'a> {
    pub(super) points: &'a [Point],
    /// Days of reorganisation, as shown.
    pub(super) days: &'a [(Day, String)],
    /// What the picture says, for those who do not see it.
    pub(super) title: &'a str,
    /// The unit of measure.
    pub(super) measure: &'a str,
    /// What a marked day is.
    pub(super) reorganised: &'a str,
    /// The language of its numbers.
    pub(super) lang: Lang,
}

const SIZES: [(f64, &str, usize); 2] = [(720.0, "at-desk", 12), (340.0, "at-phone", 5)];
const HEIGHT: f64 = 240.0;
const TOP: f64 = 40.0;
const GROUND: f64 = 200.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 24.0;

/// Draws the line as SVG; nothing for fewer than two told periods.
pub(super) fn drawn(chart: &Chart<'_>) -> String {
    if chart.points.iter().filter(|point| point.milli.is_some()).count() < 2 {
        return String::new();
    }
    SIZES.iter().map(|(width, class, labels)| at(chart, (*width, class), *labels)).collect()
}

/// Where values and periods stand in a picture.
struct Scale {
    width: f64,
    many: usize,
    low: f64,
    high: f64,
}

impl Scale {
    fn of(chart: &Chart<'_>, width: f64) -> Self {
        let told = || chart.points.iter().filter_map(|point| point.milli).map(number);
        let (least, most) = (told().fold(f64::MAX, f64::min), told().fold(f64::MIN, f64::max));
        let room = ((most - least) * 0.15).max(most.abs() * 0.02).max(1_000.0);
        // Zero is the ground where it is near: a short line would look like a great change.
        let low = if least >= 0.0 && least < most * 0.7 { 0.0 } else { least - room };
        Self { width, many: chart.points.len(), low, high: most + room }
    }

    fn x(&self, at: f64) -> f64 {
        LEFT + (self.width - LEFT - RIGHT) * at / count(self.many.saturating_sub(1).max(1))
    }

    fn y(&self, milli: i64) -> f64 {
        self.height(number(milli))
    }

    fn height(&self, milli: f64) -> f64 {
        GROUND - (GROUND - TOP) * (milli - self.low) / (self.high - self.low)
    }
}

fn at(chart: &Chart<'_>, (width, class): (f64, &str), labels: usize) -> String {
    let scale = Scale::of(chart, width);
    let mut svg = String::with_capacity(4096);
    let _ = write!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="{class}" viewBox="0 0 {width} {HEIGHT}" role="img" aria-label="{}" font-family="'Be Vietnam Pro', sans-serif" font-size="13">"#,
        escape(chart.title)
    );
    ground(&mut svg, chart, &scale);
    marks(&mut svg, chart, &scale);
    line(&mut svg, chart, &scale);
    let every = chart.points.len().div_ceil(labels).max(1);
    for (place, point) in chart.points.iter().enumerate().rev().step_by(every) {
        let _ = write!(
            svg,
            r##"<text x="{:.1}" y="{:.1}" text-anchor="middle" fill="#524f48">{}</text>"##,
            scale.x(count(place)),
            GROUND + 20.0,
            escape(&point.label)
        );
    }
    svg.push_str("</svg>");
    svg
}

/// The axis with the least, the middle and the largest value of the room.
fn ground(svg: &mut String, chart: &Chart<'_>, scale: &Scale) {
    let right = scale.width - RIGHT;
    let _ = write!(svg, r##"<text x="4" y="16" fill="#524f48">{}</text>"##, escape(chart.measure));
    for value in [scale.low, f64::midpoint(scale.low, scale.high), scale.high] {
        let y = scale.height(value);
        let places = usize::from(scale.high - scale.low < 5_000.0);
        let _ = write!(
            svg,
            r##"<path d="M{LEFT} {y:.1}H{right:.1}" stroke="#ddd8ce"/><text x="{:.1}" y="{:.1}" text-anchor="end" fill="#524f48">{}</text>"##,
            LEFT - 6.0,
            y + 4.5,
            words::decimal(chart.lang, value / 1_000.0, places)
        );
    }
}

/// A dashed line for each day of reorganisation, named where there is room.
fn marks(svg: &mut String, chart: &Chart<'_>, scale: &Scale) {
    let mut free = f64::MIN;
    for (day, shown) in chart.days {
        let Some(x) = across(chart.points, *day).map(|at| scale.x(at)) else { continue };
        let said = format!("{} {shown}", chart.reorganised);
        let _ = write!(
            svg,
            r##"<g><title>{}</title><path d="M{x:.1} {:.1}V{GROUND}" stroke="#8a5a00" stroke-width="1.5" stroke-dasharray="5 4"/>"##,
            escape(&said),
            TOP - 10.0
        );
        let middle = x.clamp(LEFT + 20.0, scale.width - 44.0);
        if middle - free > 84.0 {
            let _ = write!(
                svg,
                r##"<text x="{middle:.1}" y="{:.1}" text-anchor="middle" fill="#8a5a00">{}</text>"##,
                TOP - 14.0,
                escape(shown)
            );
            free = middle;
        }
        svg.push_str("</g>");
    }
}

/// Where a day stands among the periods: between the last days of two.
fn across(points: &[Point], day: Day) -> Option<f64> {
    let at =
        points.windows(2).position(|pair| pair[0].last_day < day && day <= pair[1].last_day)?;
    let (before, after) = (points[at].last_day, points[at + 1].last_day);
    let (gone, all) = (before.days_until(day), before.days_until(after).max(1));
    Some(count(at) + number(gone) / number(all))
}

/// The line, broken where nothing was told, and a mark with its value for each period.
fn line(svg: &mut String, chart: &Chart<'_>, scale: &Scale) {
    let mut path = String::new();
    let mut is_open = false;
    for (at, point) in chart.points.iter().enumerate() {
        let Some(milli) = point.milli else {
            is_open = false;
            continue;
        };
        let letter = if is_open { 'L' } else { 'M' };
        let _ = write!(path, "{letter}{:.1} {:.1}", scale.x(count(at)), scale.y(milli));
        is_open = true;
    }
    let _ = write!(svg, r##"<path d="{path}" fill="none" stroke="#0a6350" stroke-width="2.5"/>"##);
    let told = |place: &usize| chart.points[*place].milli.is_some();
    let (first, last) =
        ((0..chart.points.len()).find(told), (0..chart.points.len()).rev().find(told));
    for (at, point) in chart.points.iter().enumerate() {
        let Some(milli) = point.milli else { continue };
        let (x, y) = (scale.x(count(at)), scale.y(milli));
        let fill = if point.is_estimated { "#fff" } else { "#0a6350" };
        let _ = write!(
            svg,
            r##"<g><title>{}: {}</title><circle cx="{x:.1}" cy="{y:.1}" r="4.5" fill="{fill}" stroke="#0a6350" stroke-width="2"/></g>"##,
            escape(&point.label),
            escape(&point.shown)
        );
        if Some(at) == first || Some(at) == last {
            let anchor = if Some(at) == first { "start" } else { "end" };
            let _ = write!(
                svg,
                r##"<text x="{x:.1}" y="{:.1}" text-anchor="{anchor}" fill="#1c211f" font-weight="600">{}</text>"##,
                y - 10.0,
                escape(&point.shown)
            );
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "drawn only; figures of places are below 2^52")]
fn number(value: i64) -> f64 {
    value as f64
}

#[expect(clippy::cast_precision_loss, reason = "periods of a chart are few")]
fn count(value: usize) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(year: i16, milli: Option<i64>, is_estimated: bool) -> Point {
        let last_day = Day::new(year, 12, 31).unwrap();
        Point { last_day, label: year.to_string(), milli, shown: "x".into(), is_estimated }
    }

    fn chart(points: &[Point]) -> String {
        let day = Day::new(2025, 7, 1).unwrap();
        drawn(&Chart {
            points,
            days: &[(day, "01/07/2025".into())],
            title: "Số hộ & người",
            measure: "hộ",
            reorganised: "Sắp xếp ngày",
            lang: Lang::Vi,
        })
    }

    #[test]
    fn every_told_period_has_a_mark_and_a_gap_breaks_the_line() {
        let points = [
            point(2023, Some(10_000), false),
            point(2024, None, false),
            point(2025, Some(12_000), true),
            point(2026, Some(13_000), false),
        ];
        let svg = chart(&points);
        assert_eq!(svg.matches("<circle").count(), 2 * 3);
        assert_eq!(svg.matches(r##"fill="#fff" stroke="##).count(), 2, "an estimate is hollow");
        assert_eq!(svg.matches("01/07/2025</text>").count(), 2);
        assert!(svg.contains("Số hộ &amp; người") && !svg.contains("style="));
        let path = svg.split("d=\"M").filter(|part| part.contains("fill=\"none\"")).count();
        assert!(path >= 2);
    }

    #[test]
    fn a_day_stands_between_the_periods_it_divides() {
        let points = [point(2024, Some(1), false), point(2025, Some(1), false)];
        let at = across(&points, Day::new(2025, 7, 1).unwrap()).unwrap();
        assert!((0.49..0.51).contains(&at), "{at}");
        assert_eq!(across(&points, Day::new(2024, 1, 1).unwrap()), None);
    }

    #[test]
    fn one_period_is_no_line() {
        assert_eq!(chart(&[point(2025, Some(5), false)]), "");
    }
}
