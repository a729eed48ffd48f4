//! The strip: every unit's size on one line, against the norm. Drawn on the server, labelled
//! directly, readable in grey; shapes say what colour says. Drawn twice, for a desk and for a phone:
//! one picture shrunk to 360 px could not be read; the style shows one of them.

use std::fmt::Write as _;

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

/// Text inside SVG or an attribute.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
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
