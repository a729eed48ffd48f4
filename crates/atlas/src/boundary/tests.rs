use std::io::Write as _;

use geo::{Area as _, Rect};

use super::*;
use crate::geopackage::{Column, Field, write};

fn square(west: f64, south: f64, size: f64) -> MultiPolygon<f64> {
    MultiPolygon(vec![Rect::new((west, south), (west + size, south + size)).to_polygon()])
}

/// The bytes of a `.shp` file, as the specification lays them out.
fn shp(kind: u32, records: &[Vec<Vec<[f64; 2]>>]) -> Vec<u8> {
    let mut bytes = vec![0; 100];
    bytes[..4].copy_from_slice(&9994_u32.to_be_bytes());
    bytes[32..36].copy_from_slice(&kind.to_le_bytes());
    for (number, rings) in (1_u32..).zip(records) {
        let mut body = kind.to_le_bytes().to_vec();
        body.extend([0; 32]);
        let points: usize = rings.iter().map(Vec::len).sum();
        body.extend((rings.len() as u32).to_le_bytes());
        body.extend((points as u32).to_le_bytes());
        let mut start = 0_u32;
        for ring in rings {
            body.extend(start.to_le_bytes());
            start += ring.len() as u32;
        }
        for at in rings.iter().flatten() {
            body.extend(at[0].to_le_bytes());
            body.extend(at[1].to_le_bytes());
        }
        bytes.extend(number.to_be_bytes());
        bytes.extend((body.len() as u32 / 2).to_be_bytes());
        bytes.extend(body);
    }
    bytes
}

/// The bytes of a `.dbf` file of text columns.
fn dbf(columns: &[(&str, u8)], rows: &[Vec<&[u8]>]) -> Vec<u8> {
    let width: u16 = 1 + columns.iter().map(|(_, length)| u16::from(*length)).sum::<u16>();
    let head = 32 + 32 * columns.len() as u16 + 1;
    let mut bytes = vec![3, 125, 1, 1];
    bytes.extend((rows.len() as u32).to_le_bytes());
    bytes.extend(head.to_le_bytes());
    bytes.extend(width.to_le_bytes());
    bytes.resize(32, 0);
    for (name, length) in columns {
        let mut column = vec![0; 32];
        column[..name.len()].copy_from_slice(name.as_bytes());
        column[11] = b'C';
        column[16] = *length;
        bytes.extend(column);
    }
    bytes.push(0x0d);
    for row in rows {
        bytes.push(b' ');
        for (cell, (_, length)) in row.iter().zip(columns) {
            let mut cell = cell.to_vec();
            cell.resize(usize::from(*length), b' ');
            bytes.extend(cell);
        }
    }
    bytes
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn ring(west: f64, south: f64, size: f64) -> Vec<[f64; 2]> {
    let (east, north) = (west + size, south + size);
    vec![[west, south], [west, north], [east, north], [east, south], [west, south]]
}

const PRJ_10545: &str = r#"PROJCS["VN-2000_TM-3_10545",GEOGCS["GCS_VN-2000",DATUM["D_Vietnam_2000",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.75],PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;

/// Bến Thành in VN-2000, 105°45′: computed with PROJ from 106.6980° E, 10.7725° N.
const BEN_THANH: [f64; 2] = [603481.588, 1191454.611];

#[test]
fn a_shapefile_in_strange_folders_is_read_with_its_table_and_its_system() {
    let shape = shp(5, &[vec![ring(BEN_THANH[0], BEN_THANH[1], 100.0)], vec![]]);
    let table = dbf(
        &[("MA_XA", 8), ("TEN", 22)],
        &[vec![b"26740", "Phường Bến Thành".as_bytes()], vec![b"26743", b"Khong"]],
    );
    let bytes = zipped(&[
        ("__MACOSX/ban do/._ranh_gioi.shp", b"x"),
        ("Bản đồ/2025/Ranh_Gioi.SHP", &shape),
        ("Bản đồ/khac/ranh_gioi.dbf", &table),
        ("Bản đồ/khac/ranh_gioi.prj", PRJ_10545.as_bytes()),
        ("Bản đồ/khac/ranh_gioi.cpg", b"UTF-8\r\n"),
    ]);
    let read = read(&bytes, None, None).unwrap();
    assert_eq!(read.crs, Crs::vn2000(105.75));
    assert_eq!(read.columns, ["MA_XA", "TEN"]);
    assert_eq!(read.features.len(), 1);
    let first = &read.features[0];
    assert_eq!(first.fields[1], ("TEN".to_owned(), "Phường Bến Thành".to_owned()));
    let corner = first.shape.0[0].exterior().0[0];
    assert!((corner.x - 106.698).abs() < 0.01 && (corner.y - 10.7725).abs() < 0.01, "{corner:?}");
    assert!((square_metres(&first.shape) as f64 - 10_000.0).abs() < 10.0);
    assert_eq!(read.faults.len(), 1, "the second has no outline");
    assert_eq!((read.faults[0].row, read.faults[0].what.0), (2, "boundary-row-empty"));
}

#[test]
fn old_code_pages_are_read_and_told() {
    let shape = shp(5, &[vec![ring(106.5, 10.5, 0.01)]]);
    // "Phường" in windows-1258: ư, ơ as one byte each, the grave as a mark of its own.
    let name = b"Ph\xfd\xf5\xccng 5";
    let table = dbf(&[("TEN", 20)], &[vec![name]]);
    let files: [(&str, &[u8]); 3] = [("a.shp", &shape), ("a.dbf", &table), ("a.cpg", b"ANSI 1258")];
    let said = read(&zipped(&files), None, None).unwrap();
    assert_eq!(said.features[0].fields[0].1, "Phường 5");
    let unsaid = read(&zipped(&files[..2]), None, None).unwrap();
    assert_eq!(unsaid.features[0].fields[0].1, "Phường 5");
    assert!(unsaid.notes.iter().any(|(code, _)| *code == "boundary-note-encoding"));
    let alone = read(&zipped(&files[..1]), None, None).unwrap();
    assert!(alone.notes.iter().any(|(code, _)| *code == "boundary-note-no-table"));
    assert!(alone.features[0].fields.is_empty());
}

#[test]
fn holes_are_found_however_rings_run() {
    let both = vec![ring(106.5, 10.5, 0.1), ring(106.52, 10.52, 0.02), ring(106.8, 10.5, 0.01)];
    let read = read(&zipped(&[("a.shp", &shp(5, &[both]))]), None, None).unwrap();
    let area = &read.features[0].shape;
    assert_eq!(area.0.len(), 2);
    assert_eq!(area.0.iter().map(|polygon| polygon.interiors().len()).sum::<usize>(), 1);
    assert!((area.unsigned_area() - (0.01 - 0.0004 + 0.0001)).abs() < 1e-9);
}

#[test]
fn a_geopackage_is_read_in_the_system_that_it_names() {
    let columns =
        [Column { name: "code", is_whole: false }, Column { name: "dien_tich", is_whole: true }];
    let (one, two) = (square(106.5, 10.5, 0.01), square(106.51, 10.5, 0.01));
    let rows = [
        (Some(&one), vec![Field::Text("00004".into()), Field::Whole(12)]),
        (Some(&two), vec![Field::Missing, Field::Missing]),
        (None, vec![Field::Missing, Field::Missing]),
    ];
    let bytes = write(("xa", "", "2026-01-01T00:00:00Z"), &columns, &rows);
    let read = read(&bytes, None, None).unwrap();
    assert_eq!((read.layer.as_str(), read.crs), ("xa", Crs::WGS84));
    assert_eq!(read.columns, ["fid", "code", "dien_tich"]);
    assert_eq!(read.features.len(), 2);
    assert_eq!(read.features[0].shape, one);
    let fields: Vec<&str> = read.features[0].fields.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(fields, ["1", "00004", "12"]);
    assert_eq!(read.faults.len(), 1);
}

#[test]
fn geojson_of_the_old_kind_and_of_the_new_is_read() {
    let text = |crs: &str, x: f64, y: f64, size: f64| {
        let (east, north) = (x + size, y + size);
        format!(
            r#"{{"type":"FeatureCollection",{crs}"features":[{{"type":"Feature","properties":{{"code":27139,
            "ten":"Xuân Hoà"}},"geometry":{{"type":"Polygon","coordinates":[[[{x},{y},5],[{east},{y}],
            [{east},{north}],[{x},{y},5]]]}}}}, {{"type":"Feature","properties":null,
            "geometry":{{"type":"Point","coordinates":[106,10]}}}}]}}"#
        )
    };
    let plain = read(text("", 106.5, 10.5, 0.01).as_bytes(), None, None).unwrap();
    assert_eq!(plain.crs, Crs::WGS84);
    assert_eq!(plain.features[0].fields[0], ("code".to_owned(), "27139".to_owned()));
    assert_eq!(plain.faults[0].what.0, "boundary-row-not-area");
    let named = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::9210"}},"#;
    let old = read(text(named, BEN_THANH[0], BEN_THANH[1], 100.0).as_bytes(), None, None).unwrap();
    assert_eq!(old.crs, Crs::vn2000(105.75));
    let none = text("", BEN_THANH[0], BEN_THANH[1], 100.0);
    assert_eq!(read(none.as_bytes(), None, None), Err(FileFault::NoCrs));
    let chosen = read(none.as_bytes(), None, Some(Crs::vn2000(105.75))).unwrap();
    assert_eq!(chosen.features[0].shape, old.features[0].shape);
    let unknown = r#""crs":{"type":"name","properties":{"name":"EPSG:2154"}},"#;
    let unknown = read(text(unknown, 106.0, 10.0, 1.0).as_bytes(), None, None);
    assert_eq!(unknown, Err(FileFault::UnknownCrs("EPSG:2154".to_owned())));
}

#[test]
fn a_table_with_outlines_is_read_by_rows() {
    let text = "\u{feff}mã;tên;WKT\r\n27139;\"Xuân; Hoà\";\"POLYGON((106.5 10.5,106.6 10.5,106.6 10.6,106.5 10.5))\"\r\n\
                2;Trống;\r\n3;Điểm;POINT(106 10)\r\n";
    let read = read(text.as_bytes(), None, None).unwrap();
    assert_eq!(read.features.len(), 1);
    assert_eq!(read.features[0].row, 2);
    assert_eq!(read.features[0].fields[1].1, "Xuân; Hoà");
    let faults: Vec<_> = read.faults.iter().map(|fault| (fault.row, fault.what.0)).collect();
    assert_eq!(faults, [(3, "boundary-row-empty"), (4, "boundary-row-not-area")]);
}

#[test]
fn swapped_axes_are_turned_and_other_countries_refused() {
    let swapped = "ten,wkt\nA,\"POLYGON((10.5 106.5,10.6 106.5,10.6 106.6,10.5 106.5))\"\n";
    let turned = read(swapped.as_bytes(), None, None).unwrap();
    assert!(turned.notes.iter().any(|(code, _)| *code == "boundary-note-swapped"));
    assert_eq!(turned.features[0].shape.0[0].exterior().0[0].x, 106.5);
    let [x, y] = BEN_THANH;
    let metres =
        format!("ten,wkt\nA,\"POLYGON(({y} {x},{y} {},{} {x},{y} {x}))\"\n", x + 9.0, y + 9.0);
    let turned = read(metres.as_bytes(), None, Some(Crs::vn2000(105.75))).unwrap();
    assert!((turned.features[0].shape.0[0].exterior().0[0].x - 106.698).abs() < 0.01);
    let paris = "ten,wkt\nA,\"POLYGON((2 48,3 48,3 49,2 48))\"\n";
    assert_eq!(read(paris.as_bytes(), None, None), Err(FileFault::NoCrs));
    let said = read(paris.as_bytes(), None, Some(Crs::WGS84));
    assert!(matches!(said, Err(FileFault::Elsewhere { .. })), "{said:?}");
}

#[test]
fn files_of_no_use_say_why() {
    for (bytes, fault) in [
        (b"%PDF-1.7".to_vec(), FileFault::UnknownKind),
        (b"PK\x03\x04broken".to_vec(), FileFault::Damaged("zip")),
        (zipped(&[("doc.txt", b"x")]), FileFault::UnknownKind),
        (zipped(&[("a.shp", &shp(1, &[]))]), FileFault::NoAreas),
        (b"{\"type\":".to_vec(), FileFault::Damaged("geojson")),
        (b"{\"type\":\"FeatureCollection\",\"features\":[]}".to_vec(), FileFault::NoAreas),
        (b"SQLite format 3\0".to_vec(), FileFault::Damaged("gpkg")),
    ] {
        assert_eq!(read(&bytes, None, None), Err(fault));
    }
    let layer = shp(5, &[vec![ring(106.5, 10.5, 0.01)]]);
    let two = zipped(&[("xa.shp", &layer), ("ap.shp", &layer)]);
    assert_eq!(read(&two, None, None), Err(FileFault::SeveralLayers("xa.shp, ap.shp".to_owned())));
    assert!(read(&two, Some("ap.shp"), None).is_ok());
}

/// EPSG number, longitude, latitude, and the place in the system (for 4756 in degrees).
const ZONES: [(u32, f64, f64, f64, f64); 14] = [
    (3405, 106.698, 10.7725, 685466.299143, 1191450.738053),
    (3406, 106.698, 10.7725, 29067.751054, 1194248.284370),
    (4756, 106.698, 10.7725, 106.696213782, 10.773518484),
    (5896, 106.698, 10.7725, 1014113.454124, 1195239.912711),
    (5897, 106.698, 10.7725, 685521.961298, 1191808.316306),
    (5898, 106.698, 10.7725, 357407.457292, 1191598.180151),
    (5899, 106.698, 10.7725, 384752.696857, 1191493.000760),
    (9205, 106.698, 10.7725, 904477.762827, 1193736.170084),
    (9210, 106.698, 10.7725, 603481.587973, 1191454.611159),
    (9213, 106.698, 10.7725, 521457.821768, 1191301.743627),
    (9217, 106.698, 10.7725, 330059.674866, 1191725.686713),
    (9218, 106.698, 10.7725, 302708.861502, 1191875.532221),
    (32648, 106.698, 10.7725, 685662.284359, 1191339.161090),
    (32649, 106.698, 10.7725, 29261.960806, 1194132.619954),
];

/// One place in each zone, by PROJ 9.1: `cs2cs` with the definitions that `projinfo` gives.
#[test]
fn every_zone_agrees_with_proj() {
    for (epsg, lon, lat, east, north) in ZONES {
        let crs = Crs::of_epsg(epsg).unwrap();
        assert_eq!(Crs::of_code(&crs.code()), Some(crs), "{epsg}");
        let [x, y] = crs::Turn::new(crs).to_degrees([east, north]).unwrap();
        // A millimetre in the plane is 1e-8 degree.
        assert!((x - lon).abs() < 2e-8 && (y - lat).abs() < 2e-8, "{epsg}: {x} {y}");
    }
    assert!(
        MERIDIANS.iter().all(|&m| Crs::of_code(&Crs::vn2000(m).code()) == Some(Crs::vn2000(m)))
    );
}

#[test]
fn definitions_of_both_kinds_are_understood() {
    assert_eq!(Crs::of_definition(PRJ_10545), Some(Crs::vn2000(105.75)));
    let two = "PROJCRS[\"VN-2000 / UTM zone 48N\",BASEGEOGCRS[\"VN-2000\",DATUM[\"Vietnam 2000\",\
        ELLIPSOID[\"WGS 84\",6378137,298.257223563]]],CONVERSION[\"UTM zone 48N\",\
        METHOD[\"Transverse Mercator\"],PARAMETER[\"Longitude of natural origin\",105,\
        ANGLEUNIT[\"degree\",0.0174]],PARAMETER[\"Scale factor at natural origin\",0.9996,\
        SCALEUNIT[\"unity\",1]],PARAMETER[\"False easting\",500000]]]";
    assert_eq!(Crs::of_definition(two), Crs::of_epsg(3405));
    let degrees = "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\"]]";
    assert_eq!(Crs::of_definition(degrees), Some(Crs::WGS84));
    assert_eq!(Crs::of_definition("PROJCS[\"Hanoi_1972_GK\",GEOGCS[\"GCS_Hanoi_1972\"]]"), None);
    assert_eq!(Crs::vn2000(105.75).title(), "VN-2000, 105°45′, k = 0.9999");
}
