//! Writes areas as a GeoPackage.

use geo::{BoundingRect as _, MultiPolygon};

use super::pages::{Cell, File};

/// A column besides the outline: its name, and whether it holds whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name: lower-case letters and `_`.
    pub name: &'static str,
    /// Whole numbers, or text.
    pub is_whole: bool,
}

/// What stands in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// Nothing.
    Missing,
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
}

const REFERENCES: &str = "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, \
    srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL, \
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)";
const CONTENTS: &str = "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, \
    data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', \
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), \
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, \
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))";
const GEOMETRIES: &str = "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, \
    column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, \
    z TINYINT NOT NULL, m TINYINT NOT NULL, \
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), \
    CONSTRAINT uk_gc_table_name UNIQUE (table_name), \
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), \
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))";
const SEQUENCE: &str = "CREATE TABLE sqlite_sequence(name,seq)";

/// The definition of WGS 84, longitude first as every row holds it.
const WGS84: &str = "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,\
    AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,\
    AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],\
    AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]";

/// The bytes of a GeoPackage with one layer of areas in WGS 84. `about` is the layer's name (lower-case
/// letters and `_`), what it is in a sentence (attribution), and the instant of the last change as
/// RFC 3339 text. An area that is not known stays empty.
#[must_use]
pub fn write(
    (name, description, changed_at): (&str, &str, &str),
    columns: &[Column],
    rows: &[(Option<&MultiPolygon<f64>>, Vec<Field>)],
) -> Vec<u8> {
    let mut file = File::default();
    file.table("gpkg_spatial_ref_sys", REFERENCES, references());
    let extent = extent(rows.iter().filter_map(|(area, _)| *area));
    let corner = |i: usize| extent.map_or(Cell::Null, |e| Cell::Real(e[i]));
    let contents = vec![
        text(name),
        text("features"),
        text(name),
        text(description),
        text(changed_at),
        corner(0),
        corner(1),
        corner(2),
        corner(3),
        Cell::Int(4326),
    ];
    file.table("gpkg_contents", CONTENTS, vec![(1, contents)]);
    file.index("sqlite_autoindex_gpkg_contents_1", "gpkg_contents", vec![text(name), Cell::Int(1)]);
    file.index("sqlite_autoindex_gpkg_contents_2", "gpkg_contents", vec![text(name), Cell::Int(1)]);
    let geometry = vec![
        text(name),
        text("geom"),
        text("MULTIPOLYGON"),
        Cell::Int(4326),
        Cell::Int(0),
        Cell::Int(0),
    ];
    file.table("gpkg_geometry_columns", GEOMETRIES, vec![(1, geometry)]);
    let key = vec![text(name), text("geom"), Cell::Int(1)];
    file.index("sqlite_autoindex_gpkg_geometry_columns_1", "gpkg_geometry_columns", key);
    let key = vec![text(name), Cell::Int(1)];
    file.index("sqlite_autoindex_gpkg_geometry_columns_2", "gpkg_geometry_columns", key);
    let last = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    file.table("sqlite_sequence", SEQUENCE, vec![(1, vec![text(name), Cell::Int(last)])]);
    file.table(name, &features(name, columns), (1..).zip(rows.iter().map(row)).collect());
    file.bytes()
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

/// The three reference systems that every GeoPackage names.
fn references() -> Vec<(i64, Vec<Cell>)> {
    let undefined = |id: i64, name: &str| {
        let about = format!("undefined {} coordinate reference system", &name[10..]);
        let cells = vec![
            text(name),
            Cell::Null,
            text("NONE"),
            Cell::Int(id),
            text("undefined"),
            Cell::Text(about),
        ];
        (id, cells)
    };
    let wgs84 = vec![
        text("WGS 84 geodetic"),
        Cell::Null,
        text("EPSG"),
        Cell::Int(4326),
        text(WGS84),
        text("longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid"),
    ];
    vec![
        undefined(-1, "Undefined cartesian SRS"),
        undefined(0, "Undefined geographic SRS"),
        (4326, wgs84),
    ]
}

fn features(name: &str, columns: &[Column]) -> String {
    let more = columns.iter().map(|column| {
        format!(", {} {}", column.name, if column.is_whole { "INTEGER" } else { "TEXT" })
    });
    let more: String = more.collect();
    format!(
        "CREATE TABLE {name} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \
         geom MULTIPOLYGON{more})"
    )
}

fn row((area, fields): &(Option<&MultiPolygon<f64>>, Vec<Field>)) -> Vec<Cell> {
    let fields = fields.iter().map(|field| match field {
        Field::Missing => Cell::Null,
        Field::Text(value) => text(value),
        Field::Whole(number) => Cell::Int(*number),
    });
    // The first column is the row's own number, which the format leaves empty.
    [Cell::Null, area.map_or(Cell::Null, |area| Cell::Blob(geometry(area)))]
        .into_iter()
        .chain(fields)
        .collect()
}

/// An outline as a GeoPackage holds it: a head with its box, and well-known binary.
fn geometry(area: &MultiPolygon<f64>) -> Vec<u8> {
    let mut bytes = b"GP\0".to_vec();
    // Little-endian, with a box of four numbers.
    bytes.push(0b0000_0011);
    bytes.extend(4326_i32.to_le_bytes());
    let [west, south, east, north] = extent(std::iter::once(area)).unwrap_or_default();
    for number in [west, east, south, north] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(crate::wkb::write_area(area));
    bytes
}

fn extent<'a>(areas: impl Iterator<Item = &'a MultiPolygon<f64>>) -> Option<[f64; 4]> {
    areas.filter_map(|area| area.bounding_rect()).fold(None, |all: Option<[f64; 4]>, own| {
        let (low, high) = (own.min(), own.max());
        let own = [low.x, low.y, high.x, high.y];
        Some(all.map_or(own, |all| {
            [all[0].min(own[0]), all[1].min(own[1]), all[2].max(own[2]), all[3].max(own[3])]
        }))
    })
}

#[cfg(test)]
mod tests {
    use geo::Rect;

    use super::super::table::Database;
    use super::*;

    #[test]
    fn what_is_written_is_read_back_through_every_kind_of_page() {
        let columns = [
            Column { name: "name", is_whole: false },
            Column { name: "households", is_whole: true },
        ];
        // Long texts need pages of their own, many rows a tree of pages.
        let names: Vec<String> =
            (0..900).map(|i| format!("Ấp {i} {}", "x".repeat(i * 37 % 30_000))).collect();
        let land: Vec<MultiPolygon<f64>> = (0..900)
            .map(|i| {
                let x = 106.0 + f64::from(i) / 1000.0;
                MultiPolygon(vec![Rect::new((x, 10.0), (x + 0.001, 10.5)).to_polygon()])
            })
            .collect();
        let rows: Vec<_> = (0..900_usize)
            .map(|i| {
                let area = (i % 7 > 0).then_some(&land[i]);
                (area, vec![Field::Text(names[i].clone()), Field::Whole(i as i64 * 1_000_003 - 9)])
            })
            .collect();
        let bytes = write(("units", "©", "2026-01-01T00:00:00Z"), &columns, &rows);
        let file = Database::open(&bytes).unwrap();
        let read = file.table("units").unwrap();
        assert_eq!(read.columns, ["fid", "geom", "name", "households"]);
        let rows = read.rows().unwrap();
        assert_eq!(rows.len(), 900);
        for (i, (number, cells)) in rows.iter().enumerate() {
            assert_eq!(*number, i as i64 + 1);
            assert_eq!(cells[2], Cell::Text(names[i].clone()));
            assert_eq!(cells[3], Cell::Int(i as i64 * 1_000_003 - 9));
            assert_eq!(matches!(cells[1], Cell::Blob(_)), i % 7 > 0);
        }
    }

    #[test]
    fn an_empty_layer_is_a_geopackage_too() {
        let bytes = write(("units", "", "2026-01-01T00:00:00Z"), &[], &[]);
        let file = Database::open(&bytes).unwrap();
        assert_eq!(file.table("units").unwrap().rows().unwrap().len(), 0);
        assert_eq!(file.table("gpkg_spatial_ref_sys").unwrap().rows().unwrap().len(), 3);
    }
}
