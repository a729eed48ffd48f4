//! Outlines of a level as of a day, as a file: GeoJSON, GeoPackage, or CSV with the outline as text.

use std::collections::{HashMap, HashSet};

use atlas::geopackage::{Column, Field};
use atlas::{geojson_out, geopackage, wkt};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Scope;
use store::boundary::Place;
use store::unit::{self, Line};
use units::{Day, Level, UnitId};

use crate::place::{self, Layer};
use crate::{Desk, Error};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The level.
    pub level: Level,
    /// Only what lies in this unit, however deep; everything where none is named.
    pub within: Option<UnitId>,
    /// The day.
    pub day: Day,
}

units::wire_codes! {
    /// Kinds of file.
    Format as "boundary-format" {
        /// GeoJSON (RFC 7946).
        GeoJson = "geojson",
        /// GeoPackage.
        GeoPackage = "gpkg",
        /// A table with the outline as well-known text.
        Csv = "csv",
    }
}

impl Format {
    /// The type by which a browser knows the file.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::GeoJson => "application/geo+json",
            Self::GeoPackage => "application/geopackage+sqlite3",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

const COLUMNS: &[(&str, bool)] = &[
    ("state_id", false),
    ("unit_id", false),
    ("kind", false),
    ("name", false),
    ("short_name", false),
    ("code", false),
    ("parent_id", false),
    ("parent_name", false),
    ("valid_from", false),
    ("valid_until", false),
    ("area_m2", true),
    ("households", true),
];

/// The file of a level as of a day. Households are the totals that every visitor is told.
///
/// # Errors
/// A failure of the database.
pub async fn export(
    desk: &Desk,
    scope: &Scope,
    wanted: Wanted,
    format: Format,
) -> Result<Vec<u8>, Error> {
    let layer = place::layer(desk, wanted.level, (wanted.day, wanted.day)).await?;
    let chosen = inside(desk, &layer, wanted).await?;
    let ids: Vec<UnitId> = chosen.iter().map(|&at| layer.places[at].unit_id).collect();
    let lines = unit::lines(&desk.store.read(), scope, &ids, wanted.day).await?;
    let counted: HashMap<UnitId, Line> =
        lines.into_iter().map(|line| (line.unit_id, line)).collect();
    let rows = chosen.into_iter().map(|at| (at, row(&layer.places[at], &counted))).collect();
    let write = move || match format {
        Format::GeoJson => geojson(&layer, rows),
        Format::GeoPackage => package(&layer, rows, wanted.day),
        Format::Csv => csv(&layer, rows),
    };
    let written = tokio::task::spawn_blocking(write).await;
    Ok(written.map_err(|cause| {
        store::Failure::new(store::Fault::Bug, "write down outlines").because(cause)
    })?)
}

/// The positions of a layer's units that lie in the unit wanted, at any depth.
///
/// # Errors
/// A failure of the database.
pub async fn inside(desk: &Desk, layer: &Layer, wanted: Wanted) -> Result<Vec<usize>, Error> {
    let all = 0..layer.places.len();
    let Some(within) = wanted.within else { return Ok(all.collect()) };
    let mut under = HashSet::from([within]);
    for level in [Level::District, Level::Commune, Level::Grassroots] {
        if level >= wanted.level {
            break;
        }
        let above = place::layer(desk, level, (wanted.day, wanted.day)).await?;
        let below =
            above.places.iter().filter(|p| p.parent_id.is_some_and(|id| under.contains(&id)));
        let below: Vec<UnitId> = below.map(|place| place.unit_id).collect();
        under.extend(below);
    }
    let lies = |at: &usize| {
        let place = &layer.places[*at];
        place.unit_id == within || place.parent_id.is_some_and(|id| under.contains(&id))
    };
    Ok(all.filter(lies).collect())
}

type Rows = Vec<(usize, Vec<Field>)>;

fn row(place: &Place, counted: &HashMap<UnitId, Line>) -> Vec<Field> {
    let text = |text: &dyn std::fmt::Display| Field::Text(text.to_string());
    let maybe = |text: Option<String>| text.map_or(Field::Missing, Field::Text);
    vec![
        text(&place.state_id),
        text(&place.unit_id),
        text(&place.kind),
        text(&place.name),
        text(&place.short_name),
        maybe(place.official_code.clone()),
        maybe(place.parent_id.map(|id| id.to_string())),
        maybe(place.parent_name.clone()),
        text(&place.period.from),
        maybe(place.period.until.map(|day| day.to_string())),
        place.area_m2.map_or(Field::Missing, Field::Whole),
        counted.get(&place.unit_id).map_or(Field::Missing, |line| Field::Whole(line.households)),
    ]
}

fn geojson(layer: &Layer, rows: Rows) -> Vec<u8> {
    let features = rows.into_iter().map(|(at, fields)| {
        let said: serde_json::Map<String, serde_json::Value> = COLUMNS
            .iter()
            .zip(fields)
            .map(|((name, _), field)| ((*name).to_owned(), said(field)))
            .collect();
        let geometry = geojson_out::geometry(layer.outline(at));
        format!(r#"{{"type":"Feature","properties":{},"geometry":{geometry}}}"#, json!(said))
    });
    let features: Vec<String> = features.collect();
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",\n"));
    text.into_bytes()
}

fn said(field: Field) -> serde_json::Value {
    match field {
        Field::Missing => serde_json::Value::Null,
        Field::Text(text) => text.into(),
        Field::Whole(number) => number.into(),
    }
}

fn package(layer: &Layer, rows: Rows, day: Day) -> Vec<u8> {
    let columns: Vec<Column> =
        COLUMNS.iter().map(|&(name, is_whole)| Column { name, is_whole }).collect();
    let rows: Vec<_> = rows.into_iter().map(|(at, fields)| (layer.outline(at), fields)).collect();
    let changed_at = format!("{day}T00:00:00.000Z");
    geopackage::write(("units", "", &changed_at), &columns, &rows)
}

/// With the mark by which spreadsheets know the letters, and the outline last: it is long.
fn csv(layer: &Layer, rows: Rows) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).chain(["WKT"]).collect();
    text.push_str(&names.join(","));
    text.push_str("\r\n");
    for (at, fields) in rows {
        let outline = layer.outline(at).map(wkt::write).unwrap_or_default();
        let cells = fields.into_iter().map(|field| match field {
            Field::Missing => String::new(),
            Field::Text(text) => quoted(&text),
            Field::Whole(number) => number.to_string(),
        });
        let cells: Vec<String> = cells.chain([quoted(&outline)]).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

/// A cell as CSV writes it. What a spreadsheet would take for a formula is led by an apostrophe.
fn quoted(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_their_commas_and_are_no_formulas() {
        assert_eq!(quoted("Ấp 1"), "Ấp 1");
        assert_eq!(quoted("Ấp \"Đông\", cũ"), "\"Ấp \"\"Đông\"\", cũ\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
    }
}
