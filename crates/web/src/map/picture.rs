//! A sheet as SVG and as GeoJSON, worded.

use std::fmt::Write as _;

use atlas::svg::{self, Cell, Map, Outline, Unit, Words, pole_of_inaccessibility, tones};
use atlas::thin::{self, thinned};
use atlas::{LineClass, Plane};
use geo::{BoundingRect as _, Geometry, LineString, MultiLineString, MultiPolygon, Point};

use super::geojson;
use super::sheet::{Feature, Place, Sheet, is_water, metres};
use crate::error::Fault;
use crate::viewer::Viewer;

/// The sheet's width and height in pixels: wide enough for a desk, and whole on an A4 page.
pub const SIZE: [f64; 2] = [1280.0, 860.0];

/// What a map is about, in words.
pub struct Caption {
    /// The title of the sheet.
    pub title: String,
    /// What its units are: a code of `map-legend-…`.
    pub units: &'static str,
    /// What its outer border is: a code of `map-legend-…`.
    pub boundary: &'static str,
    /// What stands across its top: that a plan has no legal force, or that this is how things are.
    pub banner: Option<String>,
    /// A credit that the data's licence asks for.
    pub credit: String,
}

/// What signs stand on a map, and what they mean.
#[derive(Default)]
pub struct Signs {
    /// The places, in degrees.
    pub cells: Vec<Cell>,
    /// What each sign means, in the order of [`svg::Sign::ALL`].
    pub meanings: [String; 5],
    /// What is said at the foot of the sheet.
    pub note: Option<String>,
}

/// Draws a sheet.
///
/// # Errors
/// When a stored coordinate is no place on the plane.
pub fn draw(v: &Viewer, sheet: &Sheet, caption: &Caption) -> Result<String, Fault> {
    draw_signs(v, (sheet, caption), &Signs::default())
}

/// Draws a sheet with signs. Where there are any, the units say their names alone, so that there is room.
///
/// # Errors
/// As [`draw`].
pub fn draw_signs(
    v: &Viewer,
    (sheet, caption): (&Sheet, &Caption),
    signs: &Signs,
) -> Result<String, Fault> {
    let plane = Plane::utm48n();
    let boundary = metres(&plane, &sheet.boundary)?;
    let units: Result<Vec<Unit>, Fault> =
        sheet.places.iter().map(|place| unit(v, &plane, place)).collect();
    let mut units = units?;
    if signs.note.is_some() {
        units.iter_mut().for_each(|unit| unit.label.truncate(1));
    }
    let old: Result<Vec<Outline>, Fault> = sheet
        .old
        .iter()
        .map(|old| Ok(Outline { shape: metres(&plane, &old.shape)?, label: None }))
        .collect();
    let (lines, water) = sheet.in_metres(&plane)?;
    let cells: Result<Vec<Cell>, Fault> =
        signs.cells.iter().map(|cell| in_metres(&plane, cell)).collect();
    let mut words = words(v, caption);
    words.signs.clone_from(&signs.meanings);
    words.notes.extend(signs.note.clone());
    let drawn = svg::draw(&Map {
        boundary: &boundary,
        units: &units,
        old: &old?,
        lines: &lines,
        water: &water,
        cells: &cells?,
        words: &words,
        size: SIZE,
    });
    Ok(drawn)
}

fn in_metres(plane: &Plane, cell: &Cell) -> Result<Cell, Fault> {
    let at = plane.metres(cell.at);
    let at = at.map_err(|fault| Fault::Failed(format!("a stored point: {fault:?}")))?;
    Ok(Cell { at, ..cell.clone() })
}

/// A drawn sheet as part of a page: without its XML declaration, and without the language that the
/// page says already and HTML does not allow on a picture.
#[must_use]
pub fn inline(v: &Viewer, drawn: &str) -> String {
    let svg = drawn.split_once("?>").map_or(drawn, |(_, svg)| svg);
    svg.trim_start().replacen(&format!(" lang=\"{}\"", v.lang), "", 1)
}

fn unit(v: &Viewer, plane: &Plane, place: &Place) -> Result<Unit, Fault> {
    let households = said(v, place);
    let mut label = vec![place.short_name.clone()];
    label.extend(households.clone());
    Ok(Unit {
        shape: metres(plane, &place.shape)?,
        title: households.map_or_else(|| place.name.clone(), |it| format!("{}: {it}", place.name)),
        label,
        marked: place.marked,
    })
}

/// How many households there are, where they are counted here.
fn said(v: &Viewer, place: &Place) -> Option<String> {
    place.households.map(|households| v.say("households-count", [("n", v.num(households))]))
}

/// Both notices in one line.
fn joined(stamp: Option<String>, banner: Option<String>) -> Option<String> {
    match (stamp, banner) {
        (Some(stamp), Some(banner)) => Some(format!("{stamp} · {banner}")),
        (stamp, banner) => stamp.or(banner),
    }
}

fn words(v: &Viewer, caption: &Caption) -> Words {
    let class = |class: LineClass| {
        v.word(match class {
            LineClass::Alley => "map-legend-alley",
            LineClass::Street => "map-legend-street",
            LineClass::MainRoad => "map-legend-main",
            LineClass::Rail => "map-legend-rail",
            LineClass::Canal => "map-legend-canal",
            LineClass::River => "map-legend-water",
        })
    };
    Words {
        title: caption.title.clone(),
        subtitle: Vec::new(),
        description: caption.title.clone(),
        // On a demonstration the sheet itself says that its data are invented, also when it is printed.
        banner: joined(v.stamp(), caption.banner.clone()),
        attribution: caption.credit.clone(),
        legend: v.word("map-legend"),
        boundary: v.word(caption.boundary),
        unit: v.word(caption.units),
        old: v.word("map-legend-sub"),
        marked: v.word("map-legend-out"),
        classes: LineClass::ALL.map(class),
        signs: Default::default(),
        north: v.word("map-north"),
        unplaced: v.word("map-unplaced"),
        notes: Vec::new(),
        lang: v.lang.tag().to_owned(),
    }
}

/// A sheet as GeoJSON for the map that moves: outlines with tone and facts, label points, streets.
///
/// # Errors
/// When a stored coordinate is no place on the plane.
pub fn to_geojson(v: &Viewer, sheet: &Sheet) -> Result<String, Fault> {
    let plane = Plane::utm48n();
    let mut out = Collection::new();
    let shapes: Vec<&MultiPolygon<f64>> = sheet.places.iter().map(|place| &place.shape).collect();
    for (place, tone) in sheet.places.iter().zip(tones(&shapes)) {
        let facts = serde_json::json!({
            "layer": "unit",
            "name": place.name,
            "text": said(v, place),
            "href": place.href.as_ref().map(|href| v.to(href)),
            "tone": tone,
            "out": place.marked,
        });
        out.add(&facts, &Geometry::MultiPolygon(place.shape.clone()));
    }
    for old in &sheet.old {
        let facts = serde_json::json!({ "layer": "sub", "name": old.name });
        out.add(&facts, &Geometry::MultiPolygon(old.shape.clone()));
    }
    for feature in &sheet.features {
        let facts = serde_json::json!({ "layer": layer(feature), "name": feature.name });
        out.add(&facts, &feature.geometry);
    }
    for place in &sheet.places {
        label(&mut out, &plane, place, ("unit-label", said(v, place)))?;
    }
    for old in &sheet.old {
        label(&mut out, &plane, old, ("sub-label", None))?;
    }
    let facts = serde_json::json!({ "layer": "commune" });
    out.add(&facts, &Geometry::MultiPolygon(sheet.boundary.clone()));
    Ok(out.finish())
}

/// Degrees to which what lies round the units is rounded: a metre, finer than the widest zoom shows.
const ROUND: f64 = 1e-5;

/// What lies on the vector tiles of a sheet, as GeoJSON: what is said of each unit and in which tone it
/// is drawn, by the identity that the tiles know; labels, main roads, streets, water and rail.
///
/// # Errors
/// When a stored coordinate is no place on the plane.
pub fn over_tiles(v: &Viewer, sheet: &Sheet) -> Result<String, Fault> {
    let plane = Plane::utm48n();
    let mut out = Collection::new();
    for place in &sheet.places {
        label(&mut out, &plane, place, ("unit-label", said(v, place)))?;
    }
    let shown = |feature: &&Feature| feature.class != LineClass::Alley;
    sheet.features.iter().filter(shown).for_each(|feature| out.background(feature));
    let shapes: Vec<&MultiPolygon<f64>> = sheet.places.iter().map(|place| &place.shape).collect();
    let tones = tones(&shapes);
    let units = sheet.places.iter().zip(tones).map(|(place, tone)| {
        serde_json::json!({
            "id": place.unit_id,
            "name": place.name,
            "text": said(v, place),
            "href": place.href.as_ref().map(|href| v.to(href)),
            "tone": tone,
        })
    });
    Ok(out.finish_with(("units", &units.collect())))
}

/// What is asked for only when somebody looks closely: alleys and the outlines of old groups.
///
/// # Errors
/// As [`over_tiles`].
pub fn closer(sheet: &Sheet) -> Result<String, Fault> {
    let plane = Plane::utm48n();
    let mut out = Collection::new();
    for old in &sheet.old {
        let facts = serde_json::json!({ "layer": "sub", "name": old.name });
        out.add(&facts, &Geometry::MultiPolygon(thinned(&old.shape, ROUND)));
        label(&mut out, &plane, old, ("sub-label", None))?;
    }
    let alleys = sheet.features.iter().filter(|feature| feature.class == LineClass::Alley);
    alleys.for_each(|feature| out.background(feature));
    Ok(out.finish())
}

fn layer(feature: &Feature) -> &'static str {
    match feature.class {
        class if is_water(class) => "water",
        LineClass::Alley => "alley",
        LineClass::Street => "street",
        LineClass::MainRoad => "main",
        _ => "rail",
    }
}

/// A label stands where its unit is widest.
fn label(
    out: &mut Collection,
    plane: &Plane,
    place: &Place,
    (layer, text): (&str, Option<String>),
) -> Result<(), Fault> {
    let shape = metres(plane, &place.shape)?;
    // Two metres in a khu phố, more in a province: a five-hundredth of its size.
    let size = shape.bounding_rect().map_or(0.0, |rect| rect.width().max(rect.height()));
    let Some(pole) = pole_of_inaccessibility(&shape, (size / 500.0).max(2.0)) else {
        return Ok(());
    };
    let at = plane.degrees(pole);
    let [x, y] = at.map_err(|fault| Fault::Failed(format!("a label: {fault:?}")))?;
    let facts = serde_json::json!({ "layer": layer, "name": place.short_name, "text": text });
    out.add(&facts, &Geometry::Point(Point::new(x, y)));
    Ok(())
}

/// A growing FeatureCollection.
struct Collection(String);

impl Collection {
    fn new() -> Self {
        Self(r#"{"type":"FeatureCollection","features":["#.to_owned())
    }

    fn add(&mut self, facts: &serde_json::Value, geometry: &Geometry<f64>) {
        if !self.0.ends_with('[') {
            self.0.push_str(",\n");
        }
        let _ = write!(self.0, r#"{{"type":"Feature","properties":{facts},"geometry":"#);
        geojson::write(&mut self.0, geometry);
        self.0.push('}');
    }

    /// A street, alley, railway or water, rounded.
    fn background(&mut self, feature: &Feature) {
        let facts = serde_json::json!({ "layer": layer(feature), "name": feature.name });
        let line = |course: &LineString<f64>| thin::line(course, ROUND);
        let geometry = match &feature.geometry {
            Geometry::LineString(way) => Geometry::LineString(line(way)),
            Geometry::MultiLineString(ways) => {
                Geometry::MultiLineString(MultiLineString(ways.iter().map(line).collect()))
            }
            Geometry::Polygon(area) => {
                Geometry::MultiPolygon(thinned(&MultiPolygon(vec![area.clone()]), ROUND))
            }
            Geometry::MultiPolygon(areas) => Geometry::MultiPolygon(thinned(areas, ROUND)),
            other => other.clone(),
        };
        self.add(&facts, &geometry);
    }

    fn finish(mut self) -> String {
        self.0.push_str("]}");
        self.0
    }

    /// Finished with a further member beside the features (RFC 7946 §6.1).
    fn finish_with(mut self, (name, value): (&str, &serde_json::Value)) -> String {
        let _ = write!(self.0, "],\n\"{name}\":{value}}}");
        self.0
    }
}

/// Outlines alone, for the interface: no wording, ids and wire codes.
#[must_use]
pub fn outlines(places: &[(units::UnitId, &str, i64, Geometry<f64>)]) -> String {
    let mut out = Collection::new();
    for (id, name, households, geometry) in places {
        let facts = serde_json::json!({ "id": id, "name": name, "households": households });
        out.add(&facts, geometry);
    }
    out.finish()
}
