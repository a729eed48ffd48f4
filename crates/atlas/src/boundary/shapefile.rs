//! A Shapefile in a zip, as it is sent around: in whatever folders, with or without its neighbours.

use std::io::{Cursor, Read as _};

use geo::{Contains as _, Coord, LineString, MultiPolygon, Point, Polygon};

use super::crs::Crs;
use super::{Coded, FileFault, Named, Raw, RawRow, csv, dbase, json, package};

/// The most that is unpacked: 256 MiB.
const MOST: u64 = 256 * 1024 * 1024;

/// A file of the zip: its path in small letters, and its bytes.
struct Packed {
    path: String,
    name: String,
    bytes: Vec<u8>,
}

impl Packed {
    fn ending(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or_default()
    }

    fn stem(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        file.rsplit_once('.').map_or(file, |(stem, _)| stem)
    }

    fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// Reads what a zip holds: a Shapefile, else a file of another kind that is read.
pub fn read_zip(bytes: &[u8], wanted: Option<&str>) -> Result<Raw, FileFault> {
    let files = unpack(bytes)?;
    let shapes: Vec<&Packed> = files
        .iter()
        .filter(|file| file.ending() == "shp" && has_areas(&file.bytes))
        .filter(|file| wanted.is_none_or(|wanted| file.name == wanted))
        .collect();
    match shapes[..] {
        [only] => shapefile(only, &files),
        [] if files.iter().any(|file| file.ending() == "shp") => Err(FileFault::NoAreas),
        [] => other(&files, wanted),
        _ => {
            let names: Vec<&str> = shapes.iter().map(|file| file.name.as_str()).collect();
            Err(FileFault::SeveralLayers(names.join(", ")))
        }
    }
}

fn other(files: &[Packed], wanted: Option<&str>) -> Result<Raw, FileFault> {
    let found = files.iter().find_map(|file| match file.ending() {
        "geojson" | "json" => Some(json::read(&file.bytes)),
        "gpkg" => Some(package::read(&file.bytes, wanted)),
        "csv" => Some(csv::read(&file.bytes)),
        _ => None,
    });
    found.unwrap_or(Err(FileFault::UnknownKind))
}

fn unpack(bytes: &[u8]) -> Result<Vec<Packed>, FileFault> {
    let damaged = |_| FileFault::Damaged("zip");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut files = Vec::new();
    let mut left = MOST;
    for at in 0..zip.len() {
        let file = zip.by_index(at).map_err(damaged)?;
        // Names come in whatever code page the packer's machine had; only the endings must be read.
        let name = String::from_utf8_lossy(file.name_raw()).replace('\\', "/");
        let path = name.to_lowercase();
        // What an Apple machine writes beside every file.
        let is_shadow = path.contains("__macosx/")
            || path.rsplit('/').next().is_some_and(|n| n.starts_with("._"));
        let known = ["shp", "dbf", "prj", "cpg", "geojson", "json", "gpkg", "csv"];
        let is_known = known.iter().any(|ending| path.ends_with(&format!(".{ending}")));
        if file.is_dir() || is_shadow || !is_known {
            continue;
        }
        let mut bytes = Vec::new();
        // One more than may be, so that too much is seen and not cut.
        let read = file.take(left + 1).read_to_end(&mut bytes);
        let read = read.map_err(|_| FileFault::Damaged("zip"))? as u64;
        left = left.checked_sub(read).ok_or(FileFault::TooLarge)?;
        files.push(Packed { path, name, bytes });
    }
    Ok(files)
}

/// The neighbour of a Shapefile: in its folder, else of its name in any folder, else the only one.
fn beside<'f>(shape: &Packed, ending: &str, files: &'f [Packed]) -> Option<&'f Packed> {
    let all: Vec<&Packed> = files.iter().filter(|file| file.ending() == ending).collect();
    let of_name = |file: &&&Packed| file.stem() == shape.stem();
    let in_folder = |file: &&&Packed| of_name(file) && file.folder() == shape.folder();
    let found = all.iter().find(in_folder).or_else(|| all.iter().find(of_name));
    found.copied().or_else(|| (all.len() == 1).then(|| all[0]))
}

fn shapefile(shape: &Packed, files: &[Packed]) -> Result<Raw, FileFault> {
    let mut notes: Vec<Coded> = Vec::new();
    let text = |file: &Packed| String::from_utf8_lossy(&file.bytes).into_owned();
    let crs = match beside(shape, "prj", files).map(text) {
        Some(definition) => match Crs::of_definition(&definition) {
            Some(crs) => Named::Crs(crs),
            None => Named::Other(title(&definition)),
        },
        None => Named::Nothing,
    };
    let page = beside(shape, "cpg", files).map(text);
    let table = beside(shape, "dbf", files);
    if table.is_none() {
        notes.push(("boundary-note-no-table", Vec::new()));
    }
    let table = match table {
        Some(file) => dbase::read(&file.bytes, page.as_deref()).ok_or(FileFault::Damaged("dbf"))?,
        None => dbase::Table::default(),
    };
    notes.extend(table.note.clone());
    let rows = records(&shape.bytes)?.into_iter().enumerate().map(|(number, shape)| RawRow {
        row: number + 1,
        shape,
        fields: match table.rows.get(number) {
            Some(cells) => table.columns.iter().cloned().zip(cells.iter().cloned()).collect(),
            None => Vec::new(),
        },
    });
    let rows = rows.collect();
    Ok(Raw { layer: shape.name.clone(), crs, columns: table.columns.clone(), rows, notes })
}

/// The name that a definition gives its system, in quotes near its head.
fn title(definition: &str) -> String {
    definition.split('"').nth(1).unwrap_or(definition).chars().take(80).collect()
}

/// Kinds of a Shapefile: areas, also with heights or measures.
const AREAS: [u32; 3] = [5, 15, 25];

fn little(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn has_areas(bytes: &[u8]) -> bool {
    little(bytes, 32).is_some_and(|kind| AREAS.contains(&kind))
}

/// The outline of each record, in the order of the file.
fn records(bytes: &[u8]) -> Result<Vec<Result<MultiPolygon<f64>, Coded>>, FileFault> {
    let mut records = Vec::new();
    let mut at = 100;
    while let Some(head) = bytes.get(at..at + 8) {
        // Lengths count words of two bytes, the highest byte first.
        let words = u32::from_be_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let end = at + 8 + words * 2;
        let body = bytes.get(at + 8..end).ok_or(FileFault::Damaged("shp"))?;
        records.push(outline(body));
        at = end;
    }
    Ok(records)
}

fn outline(body: &[u8]) -> Result<MultiPolygon<f64>, Coded> {
    let unreadable = || ("boundary-row-unreadable", Vec::new());
    match little(body, 0).ok_or_else(unreadable)? {
        0 => return Err(("boundary-row-empty", Vec::new())),
        kind if AREAS.contains(&kind) => {}
        _ => return Err(("boundary-row-not-area", vec![("found", "Shape".to_owned())])),
    }
    let rings = rings(body).ok_or_else(unreadable)?;
    Ok(nested(rings))
}

fn rings(body: &[u8]) -> Option<Vec<LineString<f64>>> {
    let parts = little(body, 36)? as usize;
    let points = little(body, 40)? as usize;
    let first = 44_usize.checked_add(parts.checked_mul(4)?)?;
    let places = body.get(first..first.checked_add(points.checked_mul(16)?)?)?;
    let number = |at: usize| Some(f64::from_le_bytes(places.get(at..at + 8)?.try_into().ok()?));
    let mut starts: Vec<usize> = Vec::new();
    for part in 0..parts {
        starts.push(little(body, 44 + part * 4)? as usize);
    }
    starts.push(points);
    let mut rings = Vec::new();
    for pair in starts.windows(2) {
        let mut line = Vec::new();
        for point in pair[0]..pair[1] {
            line.push(Coord { x: number(point * 16)?, y: number(point * 16 + 8)? });
        }
        rings.push(LineString(line));
    }
    Some(rings)
}

/// Rings become areas by which lies in which: writers do not agree on the way rings run.
fn nested(rings: Vec<LineString<f64>>) -> MultiPolygon<f64> {
    use geo::Area as _;
    let mut alone: Vec<Polygon<f64>> = rings
        .into_iter()
        .filter(|ring| ring.0.len() > 3)
        .map(|ring| Polygon::new(ring, Vec::new()))
        .collect();
    alone.sort_by(|a, b| b.unsigned_area().total_cmp(&a.unsigned_area()));
    // Where each shell stands in the answer, and the shells and holes so far from the outermost.
    let mut shells: Vec<Polygon<f64>> = Vec::new();
    let mut seen: Vec<(Polygon<f64>, Option<usize>)> = Vec::new();
    for ring in alone {
        let first = Point(ring.exterior().0[0]);
        let around: Vec<usize> = (0..seen.len()).filter(|&i| seen[i].0.contains(&first)).collect();
        let shell = around.iter().rev().find_map(|&i| seen[i].1);
        if around.len() % 2 == 1
            && let Some(shell) = shell
        {
            shells[shell].interiors_push(ring.exterior().clone());
            seen.push((ring, None));
        } else {
            seen.push((ring.clone(), Some(shells.len())));
            shells.push(ring);
        }
    }
    MultiPolygon(shells)
}
