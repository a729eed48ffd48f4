//! Vector tiles (Mapbox Vector Tile 2.1): areas in layers, cut to a square of the web map.
//!
//! Written by hand: the format is four messages of numbers, and a partition must stay one, so every
//! vertex is rounded by itself and neighbours keep their common border.

use geo::{Coord, LineString, MultiPolygon, Polygon};

/// Steps along the side of a tile, which is drawn 512 pixels wide: four to a pixel. Twice as many make a
/// province's tiles a third larger, and nobody sees them.
const EXTENT: i32 = 2048;
/// Steps beyond the side that are drawn too, so that outlines of cut areas stay out of sight.
const MARGIN: f64 = 32.0;
/// The finest zoom for which tiles are made: a step is 8 cm there.
pub const FINEST: u8 = 18;

/// A square of the web map: zoom, column from the west, row from the north.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Square {
    /// The zoom; the whole world at 0.
    pub zoom: u8,
    /// The column, from 180° west.
    pub column: u32,
    /// The row, from the north.
    pub row: u32,
}

/// What a tile says of an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
}

/// An area with what is said of it.
#[derive(Debug, Clone)]
pub struct Painted<'a> {
    /// Its shape in degrees.
    pub shape: &'a MultiPolygon<f64>,
    /// What is said of it.
    pub said: Vec<(&'static str, Said)>,
}

impl Square {
    /// The square of an address; nothing where there is none.
    #[must_use]
    pub fn new(zoom: u8, column: u32, row: u32) -> Option<Self> {
        let side = 1_u32.checked_shl(zoom.into())?;
        (zoom <= FINEST && column < side && row < side).then_some(Self { zoom, column, row })
    }

    /// West, south, east, north in degrees, with the margin.
    #[must_use]
    pub fn bounds(self) -> [f64; 4] {
        let margin = MARGIN / f64::from(EXTENT);
        let side = f64::from(1_u32 << self.zoom);
        let (x, y) = (f64::from(self.column), f64::from(self.row));
        let lon = |x: f64| x / side * 360.0 - 180.0;
        let lat =
            |y: f64| (std::f64::consts::PI * (1.0 - 2.0 * y / side)).sinh().atan().to_degrees();
        [lon(x - margin), lat(y + 1.0 + margin), lon(x + 1.0 + margin), lat(y - margin)]
    }

    /// Steps from the tile's corner in the north-west.
    fn steps(self, at: Coord<f64>) -> [f64; 2] {
        let side = f64::from(1_u32 << self.zoom);
        let x = (at.x + 180.0) / 360.0 * side;
        let y = (1.0 - at.y.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * side;
        let extent = f64::from(EXTENT);
        [(x - f64::from(self.column)) * extent, (y - f64::from(self.row)) * extent]
    }
}

/// The bytes of a tile with layers by name; empty where no area reaches into the square.
#[must_use]
pub fn tile(square: Square, layers: &[(&str, Vec<Painted<'_>>)]) -> Vec<u8> {
    let mut tile = Message::default();
    for (name, areas) in layers {
        if let Some(layer) = layer(square, name, areas) {
            tile.bytes(3, &layer);
        }
    }
    tile.0
}

/// A layer; nothing where no area of it reaches into the square.
fn layer(square: Square, name: &str, areas: &[Painted<'_>]) -> Option<Vec<u8>> {
    let mut body = Message::default();
    let (mut keys, mut values) = (Vec::new(), Vec::new());
    let mut is_empty = true;
    for (number, area) in (1..).zip(areas) {
        let commands = commands(square, area.shape);
        if commands.is_empty() {
            continue;
        }
        is_empty = false;
        let mut feature = Message::default();
        feature.whole(1, number);
        feature.packed(2, &tags(area, (&mut keys, &mut values)));
        feature.whole(3, 3);
        feature.packed(4, &commands);
        body.bytes(2, &feature.0);
    }
    if is_empty {
        return None;
    }
    let mut whole = Message::default();
    whole.whole(15, 2);
    whole.bytes(1, name.as_bytes());
    whole.0.extend(body.0);
    for key in &keys {
        whole.bytes(3, key.as_bytes());
    }
    for value in &values {
        whole.bytes(4, &written(value));
    }
    whole.whole(5, u64::from(EXTENT.unsigned_abs()));
    Some(whole.0)
}

fn tags(area: &Painted<'_>, (keys, values): (&mut Vec<&'static str>, &mut Vec<Said>)) -> Vec<u32> {
    let mut tags = Vec::with_capacity(area.said.len() * 2);
    for (key, value) in &area.said {
        tags.push(place_of(keys, key));
        tags.push(place_of(values, value));
    }
    tags
}

/// Where a thing stands in a list, to which it is added where it is new.
fn place_of<T: PartialEq + Clone>(list: &mut Vec<T>, thing: &T) -> u32 {
    let at = list.iter().position(|known| known == thing).unwrap_or_else(|| {
        list.push(thing.clone());
        list.len() - 1
    });
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn written(value: &Said) -> Vec<u8> {
    let mut message = Message::default();
    match value {
        Said::Text(text) => message.bytes(1, text.as_bytes()),
        Said::Whole(number) => message.whole(4, number.cast_unsigned()),
    }
    message.0
}

/// The commands that draw an area inside a square.
fn commands(square: Square, shape: &MultiPolygon<f64>) -> Vec<u32> {
    let mut pen = Pen::default();
    for polygon in shape {
        let Some(shell) = ring(square, polygon.exterior()) else { continue };
        pen.draw(&shell, true);
        for hole in polygon.interiors().iter().filter_map(|hole| ring(square, hole)) {
            pen.draw(&hole, false);
        }
    }
    pen.commands
}

/// A ring cut to the square, in whole steps, open; nothing where no land of it is left.
fn ring(square: Square, line: &LineString<f64>) -> Option<Vec<[i32; 2]>> {
    let mut course: Vec<[f64; 2]> = line.0.iter().map(|at| square.steps(*at)).collect();
    course.pop();
    for (axis, most) in [(0, false), (0, true), (1, false), (1, true)] {
        course = cut(&course, axis, most);
    }
    #[expect(clippy::cast_possible_truncation, reason = "cut to the tile and its margin")]
    let mut whole: Vec<[i32; 2]> =
        course.iter().map(|at| at.map(|steps| steps.round() as i32)).collect();
    whole.dedup();
    while whole.len() > 1 && whole.first() == whole.last() {
        whole.pop();
    }
    let whole = straightened(whole);
    (whole.len() > 2 && doubled_area(&whole) != 0).then_some(whole)
}

/// What of a course lies on the inner side of one edge of the square (Sutherland and Hodgman).
fn cut(course: &[[f64; 2]], axis: usize, most: bool) -> Vec<[f64; 2]> {
    let limit = if most { f64::from(EXTENT) + MARGIN } else { -MARGIN };
    let is_inside = |at: &[f64; 2]| if most { at[axis] <= limit } else { at[axis] >= limit };
    let mut kept = Vec::with_capacity(course.len() + 4);
    for (place, here) in course.iter().enumerate() {
        let before = &course[(place + course.len() - 1) % course.len()];
        if is_inside(here) != is_inside(before) {
            let share = (limit - before[axis]) / (here[axis] - before[axis]);
            let mut at = [0, 1].map(|i| before[i] + (here[i] - before[i]) * share);
            at[axis] = limit;
            kept.push(at);
        }
        if is_inside(here) {
            kept.push(*here);
        }
    }
    kept
}

/// A ring without the places that lie on the straight between their neighbours: they draw nothing, and the
/// same border seen from the other side stays on that straight.
fn straightened(ring: Vec<[i32; 2]>) -> Vec<[i32; 2]> {
    let mut kept: Vec<[i32; 2]> = Vec::with_capacity(ring.len());
    for (place, at) in ring.iter().enumerate() {
        let before = kept.last().copied().unwrap_or(ring[ring.len() - 1]);
        let after = ring[(place + 1) % ring.len()];
        let [a, b] = [[at[0] - before[0], at[1] - before[1]], [after[0] - at[0], after[1] - at[1]]];
        let [a, b] = [a, b].map(|step| step.map(i64::from));
        let turns = a[0] * b[1] - a[1] * b[0] != 0;
        let goes_back = a[0] * b[0] + a[1] * b[1] < 0;
        if turns || goes_back {
            kept.push(*at);
        }
    }
    kept
}

fn doubled_area(ring: &[[i32; 2]]) -> i64 {
    (0..ring.len())
        .map(|i| {
            let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
            i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1])
        })
        .sum()
}

/// Where the drawing stands, and the commands so far.
#[derive(Default)]
struct Pen {
    at: [i32; 2],
    commands: Vec<u32>,
}

impl Pen {
    /// Draws a ring: shells run one way (positive with rows growing southwards), holes the other.
    fn draw(&mut self, ring: &[[i32; 2]], is_shell: bool) {
        let mut course = ring.to_vec();
        if (doubled_area(ring) > 0) != is_shell {
            course.reverse();
        }
        self.commands.push((1 << 3) | 1);
        self.go(course[0]);
        self.commands.push((u32::try_from(course.len() - 1).unwrap_or(u32::MAX) << 3) | 2);
        for at in &course[1..] {
            self.go(*at);
        }
        self.commands.push((1 << 3) | 7);
    }

    fn go(&mut self, to: [i32; 2]) {
        for (axis, steps) in to.into_iter().enumerate() {
            let moved = steps - self.at[axis];
            self.commands.push(((moved << 1) ^ (moved >> 31)).cast_unsigned());
        }
        self.at = to;
    }
}

/// A message of protocol buffers.
#[derive(Default)]
struct Message(Vec<u8>);

impl Message {
    fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn whole(&mut self, field: u64, number: u64) {
        self.varint(field << 3);
        self.varint(number);
    }

    fn bytes(&mut self, field: u64, bytes: &[u8]) {
        self.varint((field << 3) | 2);
        self.varint(bytes.len() as u64);
        self.0.extend(bytes);
    }

    fn packed(&mut self, field: u64, numbers: &[u32]) {
        let mut inner = Self::default();
        numbers.iter().for_each(|number| inner.varint((*number).into()));
        self.bytes(field, &inner.0);
    }
}

/// The outline of a square, as an area in degrees.
#[must_use]
pub fn outline(square: Square) -> Polygon<f64> {
    let [west, south, east, north] = square.bounds();
    geo::Rect::new((west, south), (east, north)).to_polygon()
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    fn land() -> MultiPolygon<f64> {
        MultiPolygon(vec![polygon![
            (x: 106.5, y: 10.5), (x: 107.0, y: 10.5), (x: 107.0, y: 11.0), (x: 106.5, y: 11.0)
        ]])
    }

    #[test]
    fn a_square_knows_its_land() {
        let whole = Square::new(0, 0, 0).unwrap();
        let [west, south, east, north] = whole.bounds();
        assert!(west < -180.0 && east > 180.0 && south < -85.0 && north > 85.0);
        assert_eq!(Square::new(3, 8, 0), None, "beyond the last column");
        assert_eq!(Square::new(40, 0, 0), None, "finer than any map");
        // Hồ Chí Minh City at zoom 8 stands in column 203, row 120, as every web map counts.
        let [west, south, east, north] = Square::new(8, 203, 120).unwrap().bounds();
        assert!(west < 106.7 && 106.7 < east && south < 10.77 && 10.77 < north);
    }

    #[test]
    fn a_tile_says_what_the_format_asks_for() {
        let (shape, square) = (land(), Square::new(8, 203, 120).unwrap());
        let said = vec![("name", Said::Text("Ấp 1".into())), ("households", Said::Whole(350))];
        let bytes = tile(square, &[("units", vec![Painted { shape: &shape, said }])]);
        // Field 3 of the tile: a layer; field 15 of the layer: version 2; field 1: its name.
        assert_eq!(bytes[0], 0x1a);
        let inner = &bytes[2 + usize::from(bytes[1] >= 0x80)..];
        assert_eq!(&inner[..9], &[0x78, 2, 0x0a, 5, b'u', b'n', b'i', b't', b's']);
        assert!(bytes.windows(6).any(|w| w == &"Ấp 1".as_bytes()[..6]));
        let far = Square::new(8, 0, 0).unwrap();
        let nothing = || vec![Painted { shape: &shape, said: vec![] }];
        assert!(tile(far, &[("units", nothing()), ("land", nothing())]).is_empty());
    }

    #[test]
    fn commands_are_those_of_the_specification() {
        // The example of the specification: a ring (3,6), (8,12), (20,34), closed.
        let mut pen = Pen::default();
        pen.draw(&[[3, 6], [8, 12], [20, 34]], true);
        assert_eq!(pen.commands, [9, 6, 12, 18, 10, 12, 24, 44, 15]);
    }

    #[test]
    fn holes_run_against_their_shell() {
        let mut pen = Pen::default();
        let square = [[0, 0], [10, 0], [10, 10], [0, 10]];
        pen.draw(&square, true);
        pen.draw(&square, false);
        let first: Vec<u32> = pen.commands[..10].to_vec();
        assert_ne!(first, pen.commands[10..].to_vec());
        assert_eq!(pen.commands.iter().filter(|&&command| command == 15).count(), 2);
    }

    #[test]
    fn what_lies_on_a_straight_is_left_out_and_a_spike_is_not() {
        let ring = vec![[0, 0], [5, 0], [10, 0], [10, 10], [0, 10], [0, 4]];
        assert_eq!(straightened(ring), [[0, 0], [10, 0], [10, 10], [0, 10]]);
        let spike = vec![[0, 0], [10, 0], [20, 0], [10, 0], [10, 10]];
        assert_eq!(straightened(spike), [[0, 0], [20, 0], [10, 0], [10, 10]]);
    }

    #[test]
    fn what_is_cut_stays_inside_the_tile_and_its_margin() {
        for (column, row) in [(6519, 3839), (6521, 3850), (6530, 3830)] {
            let square = Square::new(13, column, row).unwrap();
            for polygon in &land() {
                for at in ring(square, polygon.exterior()).into_iter().flatten() {
                    let most = EXTENT + MARGIN as i32;
                    assert!(at.iter().all(|v| (EXTENT - most..=most).contains(v)), "{at:?}");
                }
            }
        }
    }
}
