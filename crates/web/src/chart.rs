//! The strip: every unit's size on one line, against the norm. Drawn on the server, labelled
//! directly, readable in grey; shapes say what colour says. Drawn twice, for a desk and for a phone:
//! one picture shrunk to 360 px could not be read; the style shows one of them.

use std::fmt::Write as _;

use atlas::svg::escape;
use words::Lang;

/// What a strip shows.
pub struct Strip<'a> {
    /// The units: label and households, and whether out of range.
    pub sizes: &'a [Size],
    /// Fewest households a unit should have, where a norm holds.
    pub min: Option<i64>,
    /// Most households a unit should have.
    pub max: Option<i64>,
    /// Least and most households the axis shows; strips that are compared share them.
    pub span: (i64, i64),
    /// The words on it.
    pub words: StripWords,
}

/// An axis on which every size and the norm have room. It begins at zero only where a unit is small:
/// marks stand at their place, no length is read off.
#[must_use]
pub fn span(sizes: &[Size], min: Option<i64>, max: Option<i64>) -> (i64, i64) {
    let all = || sizes.iter().map(|size| size.households).chain(min).chain(max);
    let (least, most) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
    let step = nice_above((most - least) / 4).max(10);
    let low = (least - step / 2).max(0) / step * step;
    let high = (most + step / 2) / step * step + step;
    if low * 4 < high { (0, high) } else { (low, high) }
}

/// One unit on a strip.
pub struct Size {
    /// Its number or short name.
    pub label: String,
    /// Its households.
    pub households: i64,
    /// Whether it lies outside the norm.
    pub out: bool,
}

/// The words on a strip.
pub struct StripWords {
    /// What the picture says, for those who do not see it.
    pub title: String,
    /// The name of the axis: "hộ".
    pub axis: String,
    /// The name of the band between least and most.
    pub band: String,
    /// The language of its numbers.
    pub lang: Lang,
}

/// The widths it is drawn for, and the class under which the style shows each.
const WIDTHS: [(f64, &str); 2] = [(960.0, "at-desk"), (340.0, "at-phone")];
const MARGIN: f64 = 24.0;
const RADIUS: f64 = 13.0;
const FIRST_ROW: f64 = 44.0;

/// Draws the strip as SVG; an empty text where there is nothing to show.
#[must_use]
pub fn strip(strip: &Strip<'_>) -> String {
    if strip.sizes.is_empty() {
        return String::new();
    }
    WIDTHS.iter().map(|(width, class)| drawn_at(strip, *width, class)).collect()
}

/// Where a number of households stands across a picture of a width.
#[derive(Clone, Copy)]
struct Axis {
    width: f64,
    span: (i64, i64),
}

impl Axis {
    fn across(self, value: i64) -> f64 {
        let (low, high) = self.span;
        let share = whole(value - low) / whole((high - low).max(1));
        MARGIN + (self.width - 2.0 * MARGIN) * share
    }

    /// How many steps of the axis have room for their numbers.
    fn steps(self) -> i64 {
        if self.width > 600.0 { 8 } else { 4 }
    }
}

fn drawn_at(strip: &Strip<'_>, width: f64, class: &str) -> String {
    let scale = Axis { width, span: strip.span };
    let places = stack(strip.sizes, scale);
    let rows = places.iter().map(|place| place.row).max().unwrap_or(0) + 1;
    let ground = FIRST_ROW + to_f64(rows) * (2.0 * RADIUS + 2.0);
    let height = ground + 44.0;
    let mut svg = String::with_capacity(4096);
    let _ = write!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="{class}" viewBox="0 0 {width} {height}" role="img" aria-label="{}" font-family="'Be Vietnam Pro', sans-serif" font-size="13">"#,
        escape(&strip.words.title)
    );
    band(&mut svg, strip, scale, ground);
    axis(&mut svg, strip, scale, ground);
    for (place, size) in places.iter().zip(sorted(strip.sizes)) {
        let y = ground - RADIUS - 2.0 - to_f64(place.row) * (2.0 * RADIUS + 2.0);
        mark(&mut svg, place.x, y, size, strip.words.lang);
    }
    svg.push_str("</svg>");
    svg
}

fn band(svg: &mut String, strip: &Strip<'_>, scale: Axis, ground: f64) {
    let Some(min) = strip.min else { return };
    let left = scale.across(min);
    let right = strip.max.map_or(scale.width - MARGIN, |max| scale.across(max));
    let _ = write!(
        svg,
        r##"<rect x="{left:.1}" y="24" width="{:.1}" height="{:.1}" fill="#e2f0ec"/><path d="M{left:.1} 24V{ground:.1}M{right:.1} 24V{ground:.1}" stroke="#0a6350" stroke-dasharray="4 3"/><text x="{:.1}" y="17" text-anchor="middle" fill="#064a3c" font-weight="600">{}</text>"##,
        right - left,
        ground - 24.0,
        f64::midpoint(left, right).clamp(90.0, scale.width - 90.0),
        escape(&strip.words.band)
    );
}

fn axis(svg: &mut String, strip: &Strip<'_>, scale: Axis, ground: f64) {
    let _ = write!(
        svg,
        r##"<path d="M{MARGIN} {ground:.1}H{:.1}" stroke="#8b857a"/>"##,
        scale.width - MARGIN
    );
    let (low, high) = scale.span;
    let step = nice_above((high - low) / scale.steps());
    let mut value = (low + step - 1) / step * step;
    while value <= high {
        let x = scale.across(value);
        let _ = write!(
            svg,
            r##"<path d="M{x:.1} {ground:.1}v5" stroke="#8b857a"/><text x="{x:.1}" y="{:.1}" text-anchor="middle" fill="#524f48">{}</text>"##,
            ground + 20.0,
            words::number(strip.words.lang, value)
        );
        value += step;
    }
    let _ = write!(
        svg,
        r##"<text x="{:.1}" y="{:.1}" text-anchor="end" fill="#524f48">{}</text>"##,
        scale.width - MARGIN,
        ground + 38.0,
        escape(&strip.words.axis)
    );
}

/// A circle in range, a square out of it: the shape says it without colour.
fn mark(svg: &mut String, x: f64, y: f64, size: &Size, lang: Lang) {
    let said = format!("{}: {}", size.label, words::number(lang, size.households));
    let _ = write!(svg, "<g><title>{}</title>", escape(&said));
    if size.out {
        let _ = write!(
            svg,
            r##"<rect x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}" fill="#fcebe9" stroke="#9b1c17" stroke-width="2"/>"##,
            x - RADIUS + 1.0,
            y - RADIUS + 1.0,
            2.0 * RADIUS - 2.0,
            2.0 * RADIUS - 2.0
        );
    } else {
        let _ = write!(
            svg,
            r##"<circle cx="{x:.1}" cy="{y:.1}" r="{:.1}" fill="#fff" stroke="#0a6350" stroke-width="2"/>"##,
            RADIUS - 1.0
        );
    }
    let small = if size.label.chars().count() > 3 { r#" font-size="9""# } else { "" };
    let _ = write!(
        svg,
        r##"<text x="{x:.1}" y="{:.1}" text-anchor="middle" fill="#1c211f"{small}>{}</text></g>"##,
        y + 4.5,
        escape(&size.label)
    );
}

struct Place {
    x: f64,
    row: usize,
}

fn sorted(sizes: &[Size]) -> Vec<&Size> {
    let mut sorted: Vec<&Size> = sizes.iter().collect();
    sorted.sort_by_key(|size| size.households);
    sorted
}

/// Marks that would touch stand on top of each other; each keeps its true place across.
fn stack(sizes: &[Size], scale: Axis) -> Vec<Place> {
    let mut ends: Vec<f64> = Vec::new();
    sorted(sizes)
        .into_iter()
        .map(|size| {
            let x = scale.across(size.households);
            let free = ends.iter().position(|end| x - end >= 2.0 * RADIUS + 1.0);
            let row = free.unwrap_or(ends.len());
            if row == ends.len() {
                ends.push(x);
            } else {
                ends[row] = x;
            }
            Place { x, row }
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "households of a unit are far below 2^52")]
fn whole(value: i64) -> f64 {
    value as f64
}

#[expect(clippy::cast_precision_loss, reason = "rows of a chart are few")]
fn to_f64(value: usize) -> f64 {
    value as f64
}

/// The next of 1, 2, 5, 10, 20, 50 … not below `value`.
fn nice_above(value: i64) -> i64 {
    let mut scale = 1;
    loop {
        for factor in [1, 2, 3, 4, 5, 6, 8] {
            if scale * factor >= value {
                return scale * factor;
            }
        }
        scale *= 10;
    }
}

/// A plan on a front.
pub struct Point {
    /// Its number.
    pub label: String,
    /// The figure that is read across.
    pub across: f64,
    /// The figure that is read upward.
    pub up: f64,
    /// Whether it is the one that was asked about.
    pub marked: bool,
}

/// How large the picture of a front is, and what is left for the names of its axes.
const FRONT: (f64, f64) = (560.0, 380.0);
const FRONT_LEFT: f64 = 70.0;
const FRONT_FOOT: f64 = 64.0;

/// Draws a front as SVG: each plan at its two figures, joined in their order. Nothing for no plan.
#[must_use]
pub fn front(points: &[Point], axes: &[String; 2], (title, lang): (&str, Lang)) -> String {
    if points.is_empty() {
        return String::new();
    }
    let (width, height) = FRONT;
    let across = Scale::of(points.iter().map(|point| point.across), (FRONT_LEFT, width - 24.0));
    let up = Scale::of(points.iter().map(|point| point.up), (height - FRONT_FOOT, 24.0));
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{}" font-family="'Be Vietnam Pro', sans-serif" font-size="15">"#,
        escape(title)
    );
    front_axes(&mut svg, (&across, &up), axes, lang);
    let way: Vec<String> = points
        .iter()
        .map(|point| format!("{:.1} {:.1}", across.at(point.across), up.at(point.up)))
        .collect();
    let _ = write!(
        svg,
        r##"<path d="M{}" fill="none" stroke="#0a6350" stroke-width="2" stroke-dasharray="5 4"/>"##,
        way.join("L")
    );
    for point in points {
        let (x, y) = (across.at(point.across), up.at(point.up));
        let fill = if point.marked { "#e2f0ec" } else { "#fff" };
        let ring = if point.marked { 4 } else { 2 };
        let said = format!(
            "{}: {} {}, {} {}",
            point.label,
            axes[0],
            amount(lang, point.across),
            axes[1],
            amount(lang, point.up)
        );
        let _ = write!(
            svg,
            r##"<g><title>{}</title><circle cx="{x:.1}" cy="{y:.1}" r="14" fill="{fill}" stroke="#0a6350" stroke-width="{ring}"/><text x="{x:.1}" y="{:.1}" text-anchor="middle" fill="#1c211f">{}</text></g>"##,
            escape(&said),
            y + 5.0,
            escape(&point.label)
        );
    }
    svg.push_str("</svg>");
    svg
}

/// The two axes of a front with their figures and names.
fn front_axes(svg: &mut String, (across, up): (&Scale, &Scale), axes: &[String; 2], lang: Lang) {
    let (width, height) = FRONT;
    let (left, foot) = (FRONT_LEFT, height - FRONT_FOOT);
    let _ = write!(
        svg,
        r##"<path d="M{left} 12V{foot}H{:.1}" fill="none" stroke="#8b857a"/>"##,
        width - 12.0
    );
    for value in across.steps() {
        let (x, said) = (across.at(value), amount(lang, value));
        let _ = write!(
            svg,
            r##"<path d="M{x:.1} {foot}v5" stroke="#8b857a"/><text x="{x:.1}" y="{:.1}" text-anchor="middle" fill="#524f48">{said}</text>"##,
            foot + 21.0
        );
    }
    for value in up.steps() {
        let (y, said) = (up.at(value), amount(lang, value));
        let _ = write!(
            svg,
            r##"<path d="M{left} {y:.1}h-5" stroke="#8b857a"/><text x="{:.1}" y="{:.1}" text-anchor="end" fill="#524f48">{said}</text>"##,
            left - 9.0,
            y + 5.0
        );
    }
    let _ = write!(
        svg,
        r##"<text x="{:.1}" y="{:.1}" text-anchor="end" fill="#1c211f">{} →</text><text x="{:.1}" y="16" fill="#1c211f">↑ {}</text>"##,
        width - 12.0,
        height - 16.0,
        escape(&axes[0]),
        left + 8.0,
        escape(&axes[1])
    );
}

#[expect(clippy::cast_possible_truncation, reason = "figures of a commune are far below 2^52")]
fn amount(lang: Lang, value: f64) -> String {
    words::number(lang, value.round() as i64)
}

/// Where a figure stands between two ends of a picture; a little room is left beyond both.
struct Scale {
    low: f64,
    high: f64,
    ends: (f64, f64),
}

impl Scale {
    fn of(values: impl Iterator<Item = f64> + Clone, ends: (f64, f64)) -> Self {
        let low = values.clone().fold(f64::INFINITY, f64::min);
        let high = values.fold(f64::NEG_INFINITY, f64::max);
        let room = ((high - low) * 0.12).max(1.0);
        Self { low: (low - room).max(0.0), high: high + room, ends }
    }

    fn at(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low).max(1e-9);
        self.ends.0 + (self.ends.1 - self.ends.0) * share
    }

    /// Round figures inside, three to six of them.
    #[expect(clippy::cast_possible_truncation, reason = "figures of a commune are far below 2^52")]
    fn steps(&self) -> Vec<f64> {
        let step = whole(nice_above((((self.high - self.low) / 5.0).ceil() as i64).max(1)));
        let mut value = (self.low / step).ceil() * step;
        let mut steps = Vec::new();
        while value <= self.high {
            steps.push(value);
            value += step;
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(label: &str, households: i64) -> Size {
        Size { label: label.into(), households, out: households > 650 }
    }

    fn drawn(sizes: &[Size]) -> String {
        strip(&Strip {
            sizes,
            min: Some(500),
            max: Some(650),
            span: span(sizes, Some(500), Some(650)),
            words: StripWords {
                title: "Cỡ & chuẩn".into(),
                axis: "hộ".into(),
                band: "500 đến 650".into(),
                lang: Lang::Vi,
            },
        })
    }

    #[test]
    fn every_unit_has_one_mark_and_the_odd_one_another_shape() {
        let svg = drawn(&[size("1", 510), size("2", 512), size("3", 700)]);
        assert_eq!(svg.matches("<circle").count(), 2 * 2);
        assert_eq!(svg.matches("<title>").count(), 2 * 3);
        assert!(svg.contains("Cỡ &amp; chuẩn"));
        assert!(svg.contains("at-desk") && svg.contains("at-phone"));
        assert!(!svg.contains("style="), "the policy forbids inline style");
    }

    #[test]
    fn marks_that_would_touch_are_stacked() {
        let scale = Axis { width: 960.0, span: (400, 800) };
        let places = stack(&[size("1", 510), size("2", 511), size("3", 600)], scale);
        assert_eq!(places.iter().map(|place| place.row).collect::<Vec<_>>(), [0, 1, 0]);
    }

    #[test]
    fn nothing_to_show_is_no_picture() {
        assert_eq!(drawn(&[]), "");
        let axes = ["hộ".to_owned(), "mét".to_owned()];
        assert_eq!(front(&[], &axes, ("Đánh đổi", Lang::Vi)), "");
    }

    #[test]
    fn each_plan_of_a_front_stands_where_its_figures_are() {
        let point =
            |label: &str, across, up, marked| Point { label: label.into(), across, up, marked };
        let points = [point("1", 100.0, 900.0, false), point("2", 300.0, 400.0, true)];
        let axes = ["hộ".to_owned(), "mét & dặm".to_owned()];
        let svg = front(&points, &axes, ("Đánh đổi", Lang::Vi));
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(svg.contains("mét &amp; dặm") && !svg.contains("style="));
        let place = |label: usize, key: &str| -> f64 {
            let circle = svg.split("<circle").nth(label).unwrap();
            let value = circle.split(&format!("{key}=\"")).nth(1).unwrap();
            value.split('"').next().unwrap().parse().unwrap()
        };
        assert!(place(1, "cx") < place(2, "cx") && place(1, "cy") < place(2, "cy"));
    }

    #[test]
    fn one_plan_alone_has_its_place_too() {
        let one = Point { label: "1".into(), across: 0.0, up: 0.0, marked: false };
        let svg = front(&[one], &["hộ".to_owned(), "m".to_owned()], ("x", Lang::En));
        assert!(svg.contains("<circle") && !svg.contains("NaN") && !svg.contains("inf"));
    }

    #[test]
    fn the_axis_has_room_and_begins_at_zero_only_for_small_units() {
        assert_eq!(span(&[size("1", 533), size("2", 637)], Some(500), Some(650)), (480, 680));
        assert_eq!(span(&[size("1", 15), size("2", 637)], Some(500), Some(650)).0, 0);
    }

    #[test]
    fn axis_steps_are_round() {
        assert_eq!([nice_above(7), nice_above(58), nice_above(650)], [8, 60, 800]);
    }
}
