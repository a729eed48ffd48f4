//! Boundaries as offices keep them: GeoJSON, GeoPackage, Shapefile in a zip, CSV with outlines as text;
//! in VN-2000 of any zone or in WGS 84. Read from bytes into areas in degrees of WGS 84 with their
//! fields; mended into a partition whose neighbours share their vertices.
//!
//! What cannot be read is told row by row; which unit an area belongs to is decided elsewhere.

mod area;
mod crs;
mod csv;
mod dbase;
mod json;
mod package;
pub mod repair;
mod shapefile;
mod wkb_in;

use geo::{MapCoords as _, MultiPolygon};

use crate::plane::round_degrees;

pub use area::{exceeding_m2, square_metres};
pub use crs::{Crs, MERIDIANS};

/// A stable code with its data, worded in `words`.
pub type Coded = (&'static str, Vec<(&'static str, String)>);

/// One area of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Its number in the file, from 1; of a table the row as a spreadsheet counts it.
    pub row: usize,
    /// Its shape in degrees of WGS 84, rounded to 1e-7.
    pub shape: MultiPolygon<f64>,
    /// What the file says of it, in the order of its columns.
    pub fields: Vec<(String, String)>,
}

/// A row that has no usable area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// As [`Feature::row`].
    pub row: usize,
    /// What is wrong.
    pub what: Coded,
}

/// A file, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The layer that was read.
    pub layer: String,
    /// The reference system its coordinates were in.
    pub crs: Crs,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its areas.
    pub features: Vec<Feature>,
    /// Rows without a usable area.
    pub faults: Vec<RowFault>,
    /// What was assumed on the way.
    pub notes: Vec<Coded>,
}

/// Why a whole file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// It is none of the kinds that are read.
    #[error("an unknown kind of file")]
    UnknownKind,
    /// It is of a kind that is read, and damaged.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    /// It holds more than is read at once.
    #[error("too large once unpacked")]
    TooLarge,
    /// It has no areas: points or lines, or nothing at all.
    #[error("no areas")]
    NoAreas,
    /// It has several layers of areas.
    #[error("several layers: {0}")]
    SeveralLayers(String),
    /// It names a reference system that is not known here.
    #[error("unknown reference system: {0}")]
    UnknownCrs(String),
    /// Its coordinates are no degrees, and it does not say what else they are.
    #[error("no reference system")]
    NoCrs,
    /// Its coordinates lie far from Viet Nam in the reference system that was said or chosen.
    #[error("outside Viet Nam: {lon} {lat}")]
    Elsewhere {
        /// Longitude of the first such place.
        lon: String,
        /// Latitude of the first such place.
        lat: String,
    },
}

impl FileFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownKind => "boundary-file-unknown",
            Self::Damaged(_) => "boundary-file-damaged",
            Self::TooLarge => "boundary-file-large",
            Self::NoAreas => "boundary-file-no-areas",
            Self::SeveralLayers(_) => "boundary-file-layers",
            Self::UnknownCrs(_) => "boundary-crs-unknown",
            Self::NoCrs => "boundary-crs-missing",
            Self::Elsewhere { .. } => "boundary-crs-elsewhere",
        }
    }

    /// The data of its sentence.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Damaged(part) => vec![("part", (*part).to_owned())],
            Self::SeveralLayers(names) => vec![("layers", names.clone())],
            Self::UnknownCrs(name) => vec![("name", name.clone())],
            Self::Elsewhere { lon, lat } => vec![("lon", lon.clone()), ("lat", lat.clone())],
            _ => Vec::new(),
        }
    }
}

/// How a file names its reference system.
#[derive(Debug, Clone, PartialEq)]
enum Named {
    Crs(Crs),
    Other(String),
    Nothing,
}

/// A file as its reader gives it: coordinates as they stand.
#[derive(Debug)]
struct Raw {
    layer: String,
    crs: Named,
    columns: Vec<String>,
    rows: Vec<RawRow>,
    notes: Vec<Coded>,
}

#[derive(Debug)]
struct RawRow {
    row: usize,
    shape: Result<MultiPolygon<f64>, Coded>,
    fields: Vec<(String, String)>,
}

/// Reads a file of any kind that is known by its bytes. `layer` chooses one of several; `chosen` is the
/// reference system where the file names none, or a wrong one.
///
/// # Errors
/// [`FileFault`]; what is wrong with single rows stands in the reading.
pub fn read(bytes: &[u8], layer: Option<&str>, chosen: Option<Crs>) -> Result<Reading, FileFault> {
    let raw = match bytes {
        [b'P', b'K', 3, 4, ..] => shapefile::read_zip(bytes, layer)?,
        bytes if bytes.starts_with(b"SQLite format 3\0") => package::read(bytes, layer)?,
        bytes if json::is_json(bytes) => json::read(bytes)?,
        bytes => csv::read(bytes)?,
    };
    placed(raw, chosen)
}

/// Puts what was read onto the earth.
fn placed(raw: Raw, chosen: Option<Crs>) -> Result<Reading, FileFault> {
    let mut notes = raw.notes;
    let shapes: Vec<&MultiPolygon<f64>> =
        raw.rows.iter().filter_map(|row| row.shape.as_ref().ok()).collect();
    if shapes.is_empty() {
        return Err(FileFault::NoAreas);
    }
    let crs = match (chosen, raw.crs) {
        (Some(chosen), _) => chosen,
        (None, Named::Crs(crs)) => crs,
        (None, Named::Other(name)) => return Err(FileFault::UnknownCrs(name)),
        (None, Named::Nothing) => {
            let are_degrees = shapes.iter().all(|shape| crs::in_viet_nam(shape));
            if !are_degrees {
                return Err(FileFault::NoCrs);
            }
            notes.push(("boundary-note-crs-assumed", Vec::new()));
            Crs::WGS84
        }
    };
    let turn = crs::Turn::new(crs);
    let is_swapped = shapes.iter().all(|shape| turn.is_swapped(shape));
    if is_swapped {
        notes.push(("boundary-note-swapped", Vec::new()));
    }
    let (mut features, mut faults) = (Vec::new(), Vec::new());
    for RawRow { row, shape, fields } in raw.rows {
        let shape = shape.and_then(|shape| {
            let turned = shape.try_map_coords(|at| {
                let at = if is_swapped { [at.y, at.x] } else { [at.x, at.y] };
                turn.to_degrees(at)
                    .map(|[x, y]| geo::Coord { x: round_degrees(x), y: round_degrees(y) })
            });
            turned.map_err(|()| ("boundary-row-out-of-reach", Vec::new()))
        });
        match shape.and_then(usable) {
            Ok(shape) => features.push(Feature { row, shape, fields }),
            Err(what) => faults.push(RowFault { row, what }),
        }
    }
    if let Some(at) = features.iter().find_map(|feature| crs::outside(&feature.shape)) {
        let [lon, lat] = at.map(|degrees| format!("{degrees:.4}"));
        return Err(FileFault::Elsewhere { lon, lat });
    }
    if features.is_empty() {
        return Err(FileFault::NoAreas);
    }
    Ok(Reading { layer: raw.layer, crs, columns: raw.columns, features, faults, notes })
}

/// An area that has land.
fn usable(shape: MultiPolygon<f64>) -> Result<MultiPolygon<f64>, Coded> {
    let mut shape = shape;
    shape.0.retain(|polygon| polygon.exterior().0.len() > 3);
    match shape.0.is_empty() {
        true => Err(("boundary-row-empty", Vec::new())),
        false => Ok(shape),
    }
}

#[cfg(test)]
mod tests;
