//! Areas of a GeoPackage.

use super::crs::Crs;
use super::{Coded, FileFault, Named, Raw, RawRow, wkb_in};
use crate::geopackage::{Broken, Cell, Database, Table};

/// A layer of areas as the package lists it.
struct Layer {
    name: String,
    column: String,
    system: i64,
}

/// Reads the areas of a package.
pub fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Raw, FileFault> {
    let file = Database::open(bytes).map_err(damaged)?;
    let layers = layers(&file)?;
    let layer = match (wanted, &layers[..]) {
        (_, []) => return Err(FileFault::NoAreas),
        (Some(wanted), all) => {
            all.iter().find(|layer| layer.name == wanted).ok_or(FileFault::NoAreas)?
        }
        (None, [only]) => only,
        (None, all) => {
            let names: Vec<&str> = all.iter().map(|layer| layer.name.as_str()).collect();
            return Err(FileFault::SeveralLayers(names.join(", ")));
        }
    };
    let table = file.table(&layer.name).ok_or(FileFault::Damaged("gpkg"))?;
    let place = table.column(&layer.column).ok_or(FileFault::Damaged("gpkg"))?;
    let columns: Vec<String> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != place)
        .map(|(_, name)| name.clone())
        .collect();
    let rows = table.rows().map_err(damaged)?.into_iter().enumerate();
    let rows = rows.map(|(number, (id, cells))| RawRow {
        row: number + 1,
        shape: cells.get(place).map_or_else(|| Err(empty()), shape),
        fields: fields(&table, place, id, cells),
    });
    let crs = system(&file, layer.system)?;
    Ok(Raw { layer: layer.name.clone(), crs, columns, rows: rows.collect(), notes: Vec::new() })
}

fn damaged(_: Broken) -> FileFault {
    FileFault::Damaged("gpkg")
}

fn empty() -> Coded {
    ("boundary-row-empty", Vec::new())
}

/// The layers that may hold areas.
fn layers(file: &Database<'_>) -> Result<Vec<Layer>, FileFault> {
    let table = file.table("gpkg_geometry_columns").ok_or(FileFault::Damaged("gpkg"))?;
    let at = |name| table.column(name).ok_or(FileFault::Damaged("gpkg"));
    let (name, column, kind, system) =
        (at("table_name")?, at("column_name")?, at("geometry_type_name")?, at("srs_id")?);
    let mut layers = Vec::new();
    for (_, cells) in table.rows().map_err(damaged)? {
        let text = |at: usize| cells.get(at).map(said).unwrap_or_default();
        let may_be_areas = [
            "POLYGON",
            "MULTIPOLYGON",
            "GEOMETRY",
            "GEOMETRYCOLLECTION",
            "MULTISURFACE",
            "SURFACE",
        ];
        if may_be_areas.contains(&text(kind).to_uppercase().as_str()) {
            let system = text(system).parse().unwrap_or(0);
            layers.push(Layer { name: text(name), column: text(column), system });
        }
    }
    Ok(layers)
}

fn system(file: &Database<'_>, id: i64) -> Result<Named, FileFault> {
    if id <= 0 {
        return Ok(Named::Nothing);
    }
    let Some(table) = file.table("gpkg_spatial_ref_sys") else { return Ok(Named::Nothing) };
    let rows = table.rows().map_err(damaged)?;
    // The identity of a row is its number: the format leaves the column itself empty.
    let Some((_, cells)) = rows.into_iter().find(|(number, _)| *number == id) else {
        return Ok(Named::Nothing);
    };
    let text = |name| table.column(name).and_then(|at| cells.get(at)).map(said).unwrap_or_default();
    let number = text("organization_coordsys_id").parse().ok();
    let is_epsg = text("organization").eq_ignore_ascii_case("epsg");
    let known = number.filter(|_| is_epsg).and_then(Crs::of_epsg);
    let known = known.or_else(|| Crs::of_definition(&text("definition")));
    Ok(known.map_or_else(|| Named::Other(text("srs_name")), Named::Crs))
}

/// An outline: a head with a box of any size, then well-known binary.
fn shape(cell: &Cell) -> Result<geo::MultiPolygon<f64>, Coded> {
    let Cell::Blob(bytes) = cell else { return Err(empty()) };
    let unreadable = || ("boundary-row-unreadable", Vec::new());
    let [b'G', b'P', _, flags, ..] = bytes[..] else { return Err(unreadable()) };
    if flags & 0b0001_0000 != 0 {
        return Err(empty());
    }
    let size = match flags >> 1 & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err(unreadable()),
    };
    wkb_in::area(bytes.get(8 + size..).ok_or_else(unreadable)?)
}

fn fields(table: &Table<'_>, place: usize, id: i64, cells: Vec<Cell>) -> Vec<(String, String)> {
    let names = table.columns.iter().enumerate().filter(|(at, _)| *at != place);
    names
        .map(|(at, name)| {
            let cell = cells.get(at).filter(|cell| **cell != Cell::Null);
            // The row's number stands in no cell; it is the first column by custom.
            let text =
                cell.map_or_else(|| if at == 0 { id.to_string() } else { String::new() }, said);
            (name.clone(), text)
        })
        .collect()
}

fn said(cell: &Cell) -> String {
    match cell {
        Cell::Null | Cell::Blob(_) => String::new(),
        Cell::Int(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }
}
