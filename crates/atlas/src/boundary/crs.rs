//! Reference systems: WGS 84 and VN-2000, in degrees or in a transverse Mercator zone of any meridian.
//!
//! VN-2000 is laid out by province: a zone of 3° with the province's own central meridian and the scale
//! 0.9999; national maps use the zones of 6°, with 0.9996.

use geo::{CoordsIter as _, MultiPolygon};
use proj4rs::Proj;

/// The central meridians of the zones of 3° in use, in degrees east.
pub const MERIDIANS: [f64; 18] = [
    102.0, 103.0, 104.0, 104.5, 104.75, 105.0, 105.5, 105.75, 106.0, 106.25, 106.5, 107.0, 107.25,
    107.5, 107.75, 108.0, 108.25, 108.5,
];

/// The seven parameters of Decision 05/2007/QĐ-BTNMT, as EPSG 6960 understands them.
const VN2000: &str = "+ellps=WGS84 +towgs84=-191.90441429,-39.30318279,-111.45032835,\
    0.00928836,-0.01975479,0.00427372,0.252906278";
const WGS84: &str = "+datum=WGS84";

/// West, south, east, north of all land and sea of Viet Nam, islands included.
const VIET_NAM: [f64; 4] = [101.0, 5.5, 119.0, 24.5];

/// What a system measures from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Datum {
    Wgs84,
    Vn2000,
}

/// A transverse Mercator zone.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Zone {
    meridian: f64,
    scale: f64,
    east_m: f64,
    north_m: f64,
}

/// A reference system.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crs {
    datum: Datum,
    zone: Option<Zone>,
}

impl Crs {
    /// Longitude and latitude in WGS 84.
    pub const WGS84: Self = Self { datum: Datum::Wgs84, zone: None };

    /// VN-2000 in a zone of 3° with a central meridian in degrees.
    #[must_use]
    pub const fn vn2000(meridian: f64) -> Self {
        Self::zoned(Datum::Vn2000, meridian, 0.9999)
    }

    const fn zoned(datum: Datum, meridian: f64, scale: f64) -> Self {
        Self { datum, zone: Some(Zone { meridian, scale, east_m: 500_000.0, north_m: 0.0 }) }
    }

    /// The system of an EPSG number: WGS 84 (4326, UTM 32648 and 32649), VN-2000 in degrees (4756), in
    /// zones of 6° (3405, 3406) and of 3° (5896–5899, 9205–9218).
    #[must_use]
    pub fn of_epsg(number: u32) -> Option<Self> {
        let of_province = [
            103.0, 104.0, 104.5, 104.75, 105.5, 105.75, 106.0, 106.25, 106.5, 107.0, 107.25, 107.5,
            108.25, 108.5,
        ];
        Some(match number {
            4326 | 4979 => Self::WGS84,
            4756 => Self { datum: Datum::Vn2000, zone: None },
            32648 => Self::zoned(Datum::Wgs84, 105.0, 0.9996),
            32649 => Self::zoned(Datum::Wgs84, 111.0, 0.9996),
            3405 => Self::zoned(Datum::Vn2000, 105.0, 0.9996),
            3406 => Self::zoned(Datum::Vn2000, 111.0, 0.9996),
            5896 => Self::vn2000(102.0),
            5897 => Self::vn2000(105.0),
            5898 => Self::vn2000(108.0),
            5899 => Self::vn2000(107.75),
            9205..=9218 => Self::vn2000(of_province[number as usize - 9205]),
            _ => return None,
        })
    }

    /// The system that a definition (the text of a `.prj` file) describes; nothing for any other.
    #[must_use]
    pub fn of_definition(text: &str) -> Option<Self> {
        let upper = text.to_uppercase();
        let plain: String = upper.chars().filter(char::is_ascii_alphanumeric).collect();
        let datum = if ["VN2000", "VIETNAM2000"].iter().any(|name| plain.contains(name)) {
            Datum::Vn2000
        } else if ["WGS84", "WGS1984", "WORLDGEODETICSYSTEM1984"].iter().any(|n| plain.contains(n))
        {
            Datum::Wgs84
        } else {
            return None;
        };
        let head = upper.trim_start();
        if head.starts_with("GEOG") {
            return Some(Self { datum, zone: None });
        }
        let is_known = plain.contains("TRANSVERSEMERCATOR") || plain.contains("GAUSSKRUGER");
        if !head.starts_with("PROJ") || !is_known {
            return None;
        }
        let meridian = parameter(&upper, &["CENTRALMERIDIAN", "LONGITUDEOFNATURALORIGIN"])?;
        let scale = parameter(&upper, &["SCALEFACTOR", "SCALEFACTORATNATURALORIGIN"]);
        let east_m = parameter(&upper, &["FALSEEASTING"]).unwrap_or(500_000.0);
        let north_m = parameter(&upper, &["FALSENORTHING"]).unwrap_or(0.0);
        let zone = Zone { meridian, scale: scale.unwrap_or(0.9999), east_m, north_m };
        Some(Self { datum, zone: Some(zone) })
    }

    /// Its code: `wgs84`, `wgs84-105-0.9996`, `vn2000`, `vn2000-105.75-0.9999`.
    #[must_use]
    pub fn code(&self) -> String {
        let datum = match self.datum {
            Datum::Wgs84 => "wgs84",
            Datum::Vn2000 => "vn2000",
        };
        match self.zone {
            None => datum.to_owned(),
            Some(zone) => format!("{datum}-{}-{}", zone.meridian, zone.scale),
        }
    }

    /// The system of a code; nothing for any other text.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        let mut parts = code.split('-');
        let datum = match parts.next()? {
            "wgs84" => Datum::Wgs84,
            "vn2000" => Datum::Vn2000,
            _ => return None,
        };
        let Some(meridian) = parts.next() else { return Some(Self { datum, zone: None }) };
        let meridian: f64 = meridian.parse().ok()?;
        let scale: f64 = parts.next().map_or(Some(0.9999), |scale| scale.parse().ok())?;
        let is_sound = (99.0..=120.0).contains(&meridian) && (0.9..1.1).contains(&scale);
        is_sound.then(|| Self::zoned(datum, meridian, scale))
    }

    /// How it is called on maps: "VN-2000, 105°45′", "WGS 84".
    #[must_use]
    pub fn title(&self) -> String {
        let datum = match self.datum {
            Datum::Wgs84 => "WGS 84",
            Datum::Vn2000 => "VN-2000",
        };
        let Some(zone) = self.zone else { return datum.to_owned() };
        let minutes = (zone.meridian.fract() * 60.0).round();
        format!("{datum}, {}°{minutes:02}′, k = {}", zone.meridian.trunc(), zone.scale)
    }

    fn text(&self) -> String {
        let datum = match self.datum {
            Datum::Wgs84 => WGS84,
            Datum::Vn2000 => VN2000,
        };
        match self.zone {
            None => format!("+proj=longlat {datum} +no_defs"),
            Some(Zone { meridian, scale, east_m, north_m }) => format!(
                "+proj=tmerc +lat_0=0 +lon_0={meridian} +k={scale} +x_0={east_m} +y_0={north_m} \
                 {datum} +units=m +no_defs"
            ),
        }
    }
}

/// The number of a parameter of a definition: `PARAMETER["Central_Meridian",105.75]`.
fn parameter(upper: &str, names: &[&str]) -> Option<f64> {
    upper.split("PARAMETER").skip(1).find_map(|part| {
        let mut halves = part.split('"').skip(1);
        let name: String = halves.next()?.chars().filter(char::is_ascii_alphanumeric).collect();
        let number = halves.next()?.trim_start_matches([',', ' ']);
        let end = number.find([',', ']', ' ']).unwrap_or(number.len());
        names.contains(&name.as_str()).then(|| number[..end].parse().ok()).flatten()
    })
}

/// Turns coordinates of a system into degrees of WGS 84.
pub struct Turn {
    crs: Crs,
    from: Proj,
    to: Proj,
}

impl Turn {
    /// For a system.
    pub fn new(crs: Crs) -> Self {
        let proj = |text: &str| Proj::from_proj_string(text).expect("the definition is made here");
        Self { crs, from: proj(&crs.text()), to: proj("+proj=longlat +datum=WGS84 +no_defs") }
    }

    /// Longitude and latitude of a place.
    pub fn to_degrees(&self, [x, y]: [f64; 2]) -> Result<[f64; 2], ()> {
        if self.crs == Crs::WGS84 {
            return if x.is_finite() && y.is_finite() { Ok([x, y]) } else { Err(()) };
        }
        let is_degrees = self.crs.zone.is_none();
        let mut at = if is_degrees { (x.to_radians(), y.to_radians(), 0.0) } else { (x, y, 0.0) };
        proj4rs::transform::transform(&self.from, &self.to, &mut at).map_err(|_| ())?;
        let degrees = [at.0.to_degrees(), at.1.to_degrees()];
        if degrees.iter().all(|value| value.is_finite()) { Ok(degrees) } else { Err(()) }
    }

    /// Whether an area stands with north before east: what east is must lie near the meridian, and what
    /// north is between the south and the north of Viet Nam.
    pub fn is_swapped(&self, shape: &MultiPolygon<f64>) -> bool {
        let fits = |east: f64, north: f64| match self.crs.zone {
            None => is_in(VIET_NAM, [east, north]),
            Some(zone) => {
                let (east, north) = (east - zone.east_m, north - zone.north_m);
                // Zones are used within 5° of their meridian; Trường Sa lies at 7° north.
                east.abs() < 550_000.0 && (700_000.0..2_750_000.0).contains(&north)
            }
        };
        let mut places = shape.exterior_coords_iter().peekable();
        places.peek().is_some() && places.all(|at| !fits(at.x, at.y) && fits(at.y, at.x))
    }
}

fn is_in([west, south, east, north]: [f64; 4], [x, y]: [f64; 2]) -> bool {
    (west..=east).contains(&x) && (south..=north).contains(&y)
}

/// Whether an area's coordinates can be degrees in Viet Nam, in either order.
pub fn in_viet_nam(shape: &MultiPolygon<f64>) -> bool {
    let mut places = shape.exterior_coords_iter();
    places.all(|at| is_in(VIET_NAM, [at.x, at.y]) || is_in(VIET_NAM, [at.y, at.x]))
}

/// The first place of an area that lies far from Viet Nam.
pub fn outside(shape: &MultiPolygon<f64>) -> Option<[f64; 2]> {
    shape.exterior_coords_iter().map(|at| [at.x, at.y]).find(|at| !is_in(VIET_NAM, *at))
}
