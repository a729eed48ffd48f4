//! Maps as SVG, drawn on the server: for papers, for printing, and for pages without script.
//!
//! North is up, one scale for the whole sheet, every label inside its unit and none over another.
//! The wording is the caller's; what must stand on every map (attribution, the notice that a plan
//! has no legal force) is a field that cannot be left out.

mod frame;
mod label;
mod mark;
mod paint;
mod tones;

use std::fmt::Write as _;

use geo::{LineString, MultiPolygon, Polygon};

use crate::fabric::{Line, LineClass};

pub use label::pole_of_inaccessibility;
pub use tones::{TONES, Tone, lightness, tones};

/// A unit on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Its land in metres.
    pub shape: MultiPolygon<f64>,
    /// The lines of its label, the first in bold ("KP 12", "536 hộ").
    pub label: Vec<String>,
    /// A sentence for readers who hear the map.
    pub title: String,
    /// Marked by hatching: out of range, or changed.
    pub marked: bool,
}

/// An outline without fill, such as an old group.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Its land in metres.
    pub shape: MultiPolygon<f64>,
    /// A short label, set small and only where there is room.
    pub label: Option<String>,
}

/// Which kind of thing a sign stands for; the caller says what each means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// A brown circle.
    Circle,
    /// A red triangle.
    Triangle,
    /// A blue square.
    Square,
    /// A green diamond.
    Diamond,
    /// A grey pentagon.
    Pentagon,
}

/// A place with signs.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its middle in metres.
    pub at: [f64; 2],
    /// How many of which; each sign once.
    pub counts: Vec<(Sign, u32)>,
    /// A sentence for readers who hear the map.
    pub title: String,
}

/// What the map says. Nothing is worded in this crate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// The title of the sheet.
    pub title: String,
    /// Lines under the title.
    pub subtitle: Vec<String>,
    /// What the map shows, for readers who hear it.
    pub description: String,
    /// "Phương án – chưa có giá trị pháp lý", or nothing once adopted.
    pub banner: Option<String>,
    /// Where the data come from and under which licence.
    pub attribution: String,
    /// "Chú giải".
    pub legend: String,
    /// "Ranh giới phường".
    pub boundary: String,
    /// "Ranh giới khu phố (phương án)".
    pub unit: String,
    /// "Ranh giới tổ dân phố (cũ)".
    pub old: String,
    /// What hatching means.
    pub marked: String,
    /// The names of line classes, in the order of [`LineClass::ALL`].
    pub classes: [String; 6],
    /// What the signs mean, in the order of [`Sign::ALL`].
    pub signs: [String; 5],
    /// "B", for Bắc.
    pub north: String,
    /// Before the labels that found no room ("Không đủ chỗ ghi:").
    pub unplaced: String,
    /// Notes at the foot ("Số hộ là số ước tính").
    pub notes: Vec<String>,
    /// The BCP 47 tag of the language ("vi").
    pub lang: String,
}

/// Everything on one sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Map<'a> {
    /// The commune, in metres.
    pub boundary: &'a MultiPolygon<f64>,
    /// The units; neighbours get different tones.
    pub units: &'a [Unit],
    /// Older outlines, drawn over the units in thin dashes.
    pub old: &'a [Outline],
    /// Streets, rail and water courses; those outside the commune are drawn faintly.
    pub lines: &'a [Line],
    /// Sheets of water.
    pub water: &'a MultiPolygon<f64>,
    /// Places with signs.
    pub cells: &'a [Cell],
    /// What the map says.
    pub words: &'a Words,
    /// The sheet's width and height in pixels at 96 to the inch.
    pub size: [f64; 2],
}

/// The size of an A3 sheet, landscape.
pub const A3_LANDSCAPE: [f64; 2] = [1587.0, 1123.0];

/// Draws a map. The result is a whole SVG document.
#[must_use]
pub fn draw(map: &Map<'_>) -> String {
    let frame = frame::Frame::new(map);
    let mut out = String::with_capacity(1 << 18);
    paint::open(&mut out, map);
    paint::ground(&mut out, map, &frame);
    paint::lines(&mut out, map, &frame);
    paint::outlines(&mut out, map, &frame);
    let placed = mark::place(map, &frame);
    let unplaced = label::labels(&mut out, map, (&frame, &placed));
    mark::draw(&mut out, &placed);
    out.push_str("</g>\n");
    frame.panel(&mut out, map, &unplaced);
    out.push_str("</svg>\n");
    out
}

/// Areas as the data of one SVG path, each ring closed; `at` says where a place lies on the picture, in
/// pixels.
#[must_use]
pub fn areas<'a>(
    shapes: impl IntoIterator<Item = &'a Polygon<f64>>,
    at: impl Fn([f64; 2]) -> [f64; 2],
) -> String {
    let mut d = String::new();
    let rings = shapes.into_iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    for ring in rings {
        // The last place of a ring is its first.
        let open = ring.0.iter().take(ring.0.len().saturating_sub(1));
        push_course(&mut d, open.map(|place| [place.x, place.y]), &at);
        d.push('Z');
    }
    d
}

/// A line as the data of an SVG path, like [`areas`].
#[must_use]
pub fn course(line: &LineString<f64>, at: impl Fn([f64; 2]) -> [f64; 2]) -> String {
    let mut d = String::new();
    push_course(&mut d, line.0.iter().map(|place| [place.x, place.y]), &at);
    d
}

/// Tenths of a pixel as whole numbers, each place from the one before: half as long as places of their own,
/// and what falls onto one point is said once. Sums of whole numbers do not drift.
fn push_course(
    d: &mut String,
    places: impl Iterator<Item = [f64; 2]>,
    at: &impl Fn([f64; 2]) -> [f64; 2],
) {
    let mut before: Option<[i64; 2]> = None;
    for place in places {
        #[expect(clippy::cast_possible_truncation, reason = "a sheet is some thousand pixels wide")]
        let here = at(place).map(|pixels| (pixels * 10.0).round() as i64);
        match before {
            Some(before) if before == here => continue,
            Some([x, y]) => push_step(d, 'l', [here[0] - x, here[1] - y]),
            None => push_step(d, 'M', here),
        }
        before = Some(here);
    }
}

/// A command with two lengths in tenths of a pixel; a minus parts as well as a space does.
fn push_step(d: &mut String, command: char, [x, y]: [i64; 2]) {
    let tenths = |length: i64| {
        let (sign, length) = (if length < 0 { "-" } else { "" }, length.unsigned_abs());
        match length % 10 {
            0 => format!("{sign}{}", length / 10),
            rest => format!("{sign}{}.{rest}", length / 10),
        }
    };
    let parted = if y < 0 { "" } else { " " };
    let _ = write!(d, "{command}{}{parted}{}", tenths(x), tenths(y));
}

/// Text made safe between tags and inside quotes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // Control characters are no XML at all.
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

/// The look of a line class: colour and width in metres on the ground.
pub(crate) const fn look(class: LineClass) -> (&'static str, f64) {
    match class {
        LineClass::Alley => ("#ffffff", 2.2),
        LineClass::Street => ("#ffffff", 6.5),
        LineClass::MainRoad => ("#ffffff", 12.0),
        LineClass::Rail => ("#55524d", 3.0),
        LineClass::Canal => ("#9cc3dc", 8.0),
        LineClass::River => ("#9cc3dc", 14.0),
    }
}

#[cfg(test)]
mod tests;
