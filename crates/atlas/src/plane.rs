//! The plane: degrees of WGS 84 to metres and back. Nothing else in the program knows a projection.

use geo::{Coord, MapCoords, MultiPolygon};
use proj4rs::Proj;

/// A map plane in metres.
#[derive(Debug, Clone)]
pub struct Plane {
    metres: Proj,
    degrees: Proj,
}

/// Why a coordinate cannot be converted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PlaneFault {
    /// The point lies outside the plane's reach.
    #[error("point ({lon}, {lat}) cannot be put on this plane")]
    OutOfReach {
        /// Longitude in degrees, or east in metres.
        lon: f64,
        /// Latitude in degrees, or north in metres.
        lat: f64,
    },
}

impl PlaneFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "atlas-out-of-reach"
    }
}

const DEGREES: &str = "+proj=longlat +datum=WGS84 +no_defs";

impl Plane {
    /// UTM zone 48 north: the south of Vietnam and Hà Nội.
    #[must_use]
    pub fn utm48n() -> Self {
        Self::from_text("+proj=utm +zone=48 +datum=WGS84 +units=m +no_defs")
    }

    /// VN-2000 in a 3° zone with its central meridian in degrees (Hồ Chí Minh City: 105.75).
    ///
    /// The seven parameters are those of Decision 05/2007/QĐ-BTNMT for VN-2000 to WGS 84.
    #[must_use]
    pub fn vn2000(central_meridian: f64) -> Self {
        Self::from_text(&format!(
            "+proj=tmerc +lat_0=0 +lon_0={central_meridian} +k=0.9999 +x_0=500000 +y_0=0 \
             +ellps=WGS84 +towgs84=-191.90441429,-39.30318279,-111.45032835,\
             -0.00928836,0.01975479,-0.00427372,0.252906278 +units=m +no_defs"
        ))
    }

    fn from_text(text: &str) -> Self {
        Self {
            metres: Proj::from_proj_string(text).expect("the definition is written here"),
            degrees: Proj::from_proj_string(DEGREES).expect("the definition is written here"),
        }
    }

    /// Metres of a point in degrees (longitude, latitude).
    ///
    /// # Errors
    /// [`PlaneFault::OutOfReach`] for coordinates that are no place on this plane.
    pub fn metres(&self, degrees: [f64; 2]) -> Result<[f64; 2], PlaneFault> {
        let fault = || PlaneFault::OutOfReach { lon: degrees[0], lat: degrees[1] };
        let mut p = (degrees[0].to_radians(), degrees[1].to_radians(), 0.0);
        if !(degrees[0].abs() <= 180.0 && degrees[1].abs() < 85.0) {
            return Err(fault());
        }
        proj4rs::transform::transform(&self.degrees, &self.metres, &mut p).map_err(|_| fault())?;
        if p.0.is_finite() && p.1.is_finite() { Ok([p.0, p.1]) } else { Err(fault()) }
    }

    /// Degrees (longitude, latitude) of a point in metres, rounded to 1e-7°.
    ///
    /// # Errors
    /// [`PlaneFault::OutOfReach`] for coordinates that are no place on this plane.
    pub fn degrees(&self, metres: [f64; 2]) -> Result<[f64; 2], PlaneFault> {
        let fault = || PlaneFault::OutOfReach { lon: metres[0], lat: metres[1] };
        let mut p = (metres[0], metres[1], 0.0);
        proj4rs::transform::transform(&self.metres, &self.degrees, &mut p).map_err(|_| fault())?;
        let (lon, lat) = (p.0.to_degrees(), p.1.to_degrees());
        if lon.is_finite() && lat.is_finite() {
            Ok([round_degrees(lon), round_degrees(lat)])
        } else {
            Err(fault())
        }
    }

    /// An area in degrees, brought to metres.
    ///
    /// # Errors
    /// The first point that is out of reach.
    pub fn area_to_metres(
        &self,
        area: &MultiPolygon<f64>,
    ) -> Result<MultiPolygon<f64>, PlaneFault> {
        area.try_map_coords(|c| self.metres([c.x, c.y]).map(|[x, y]| Coord { x, y }))
    }

    /// An area in metres, brought to degrees rounded to 1e-7°.
    ///
    /// # Errors
    /// The first point that is out of reach.
    pub fn area_to_degrees(
        &self,
        area: &MultiPolygon<f64>,
    ) -> Result<MultiPolygon<f64>, PlaneFault> {
        area.try_map_coords(|c| self.degrees([c.x, c.y]).map(|[x, y]| Coord { x, y }))
    }
}

/// Degrees rounded to 1e-7, the precision every stored coordinate has.
#[must_use]
pub fn round_degrees(value: f64) -> f64 {
    (value * 1e7).round() / 1e7
}
