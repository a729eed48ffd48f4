//! A sheet as SVG and as GeoJSON, worded.

use std::fmt::Write as _;

use atlas::svg::{self, Cell, Map, Outline, Unit, Words, pole_of_inaccessibility, tones};
use atlas::{LineClass, Plane};
use geo::{Geometry, MultiPolygon, Point};

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
    Ok(Unit {
        shape: metres(plane, &place.shape)?,
        title: format!("{}: {households}", place.name),
        label: vec![place.short_name.clone(), households],
        marked: place.marked,
    })
}

fn said(v: &Viewer, place: &Place) -> String {
    v.say("households-count", [("n", v.num(place.households))])
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
        let text = said(v, place);
        label(&mut out, &plane, place, ("unit-label", &text))?;
    }
    for old in &sheet.old {
        label(&mut out, &plane, old, ("sub-label", ""))?;
    }
    let facts = serde_json::json!({ "layer": "commune" });
    out.add(&facts, &Geometry::MultiPolygon(sheet.boundary.clone()));
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
    (layer, text): (&str, &str),
) -> Result<(), Fault> {
    let shape = metres(plane, &place.shape)?;
    let Some(pole) = pole_of_inaccessibility(&shape, 2.0) else { return Ok(()) };
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

    fn finish(mut self) -> String {
        self.0.push_str("]}");
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
