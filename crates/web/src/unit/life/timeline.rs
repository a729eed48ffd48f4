//! The stages of a life on a line of years. Each stage is a link to the unit as it was then.

use std::fmt::Write as _;

use atlas::svg::escape;
use units::{Day, Period, UnitId};

use super::{address, stage_on};
use crate::viewer::Viewer;

/// The widths it is drawn for, the class under which the style shows each, and how many years have
/// room for their numbers.
const WIDTHS: [(f64, &str, i32); 2] = [(960.0, "at-desk", 12), (340.0, "at-phone", 5)];
const MARGIN: f64 = 8.0;
const TOP: f64 = 8.0;
const BAR: f64 = 40.0;

/// Where days stand across a picture.
struct Axis {
    width: f64,
    first: Day,
    days: f64,
}

impl Axis {
    #[expect(clippy::cast_precision_loss, reason = "days of a life are far below 2^52")]
    fn across(&self, day: Day) -> f64 {
        let share = self.first.days_until(day) as f64 / self.days;
        MARGIN + (self.width - 2.0 * MARGIN) * share.clamp(0.0, 1.0)
    }
}

/// A stage on the line: all that is drawn of it.
#[derive(Clone, Copy)]
pub struct Bar<'s> {
    /// When it holds.
    pub valid: Period,
    /// The name then, with the kind.
    pub name: &'s str,
}

/// Draws the stages of a unit, oldest first; an empty text where there is only one.
#[must_use]
pub fn timeline(v: &Viewer, unit: UnitId, stages: &[Bar<'_>]) -> String {
    match stages {
        [] | [_] => String::new(),
        stages => WIDTHS.iter().map(|form| drawn_at(v, (unit, stages), *form)).collect(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "days of a life are far below 2^52")]
fn drawn_at(
    v: &Viewer,
    (unit, stages): (UnitId, &[Bar<'_>]),
    (width, class, years): (f64, &str, i32),
) -> String {
    let (first, last) = (stages[0].valid.from, &stages[stages.len() - 1]);
    let end = last.valid.until.unwrap_or_else(|| v.today.max(last.valid.from).plus_days(1));
    let days = first.days_until(end).max(1) as f64;
    let axis = Axis { width, first, days };
    let ground = TOP + BAR;
    let said = v.say("life-timeline", [("n", v.num(stages.len())), ("from", v.on(first))]);
    let mut svg = String::with_capacity(4_096);
    let _ = write!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="{class}" viewBox="0 0 {width} {}" role="group" aria-label="{said}" font-family="'Be Vietnam Pro', sans-serif" font-size="13"><title>{said}</title><desc>{}</desc>"#,
        ground + 34.0,
        escape(&v.word("life-timeline-desc")),
        said = escape(&said),
    );
    ticks(&mut svg, &axis, (end, ground), years);
    let shown = stage_on(stages.iter().map(|bar| bar.valid), v.day);
    for (at, stage) in stages.iter().enumerate() {
        let until = stage.valid.until.unwrap_or(end);
        let (left, right) = (axis.across(stage.valid.from), axis.across(until));
        let said = format!("{}. {}: {}", at + 1, stage.name, v.period(stage.valid));
        let (fill, ink) = match (at == shown, at % 2) {
            (true, _) => ("#0a6350", "#fff"),
            (false, 0) => ("#e2f0ec", "#1c211f"),
            (false, _) => ("#c4dfd7", "#1c211f"),
        };
        let wide = (right - left).max(2.0);
        let _ = write!(
            svg,
            r##"<a href="{}" aria-label="{said}"><title>{said}</title><rect x="{left:.1}" y="{TOP}" width="{wide:.1}" height="{BAR}" fill="{fill}" stroke="#0a6350"/>"##,
            escape(&address(v, unit, stage.valid.from)),
            said = escape(&said),
        );
        if right - left >= 20.0 {
            let (x, y) = (f64::midpoint(left, right), TOP + BAR / 2.0 + 5.0);
            let _ = write!(
                svg,
                r#"<text x="{x:.1}" y="{y}" text-anchor="middle" fill="{ink}" font-weight="600">{}</text>"#,
                at + 1
            );
        }
        svg.push_str("</a>");
    }
    svg.push_str("</svg>");
    svg
}

/// The first days of years below the bar, no more of them than have room.
fn ticks(svg: &mut String, axis: &Axis, (end, ground): (Day, f64), most: i32) {
    let year = |day: Day| i32::from(day.0.year());
    let (first, last) = (year(axis.first) + 1, year(end));
    let step = ((last - first) / most.max(1) + 1).max(1);
    let told = (first..=last).filter(|year| (year - first) % step == 0);
    for year in told {
        let Some(day) = i16::try_from(year).ok().and_then(|year| Day::new(year, 1, 1)) else {
            continue;
        };
        let x = axis.across(day);
        let _ = write!(
            svg,
            r##"<path d="M{x:.1} {ground}v8" stroke="#8b857a"/><text x="{:.1}" y="{}" text-anchor="middle" fill="#524f48">{year}</text>"##,
            x.clamp(18.0, axis.width - 18.0),
            ground + 24.0
        );
    }
}
