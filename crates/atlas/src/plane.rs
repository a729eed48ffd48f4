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

    /// The data of its sentence.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let Self::OutOfReach { lon, lat } = self;
        vec![("lon", lon.to_string()), ("lat", lat.to_string())]
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
    /// The seven parameters are those of Decision 05/2007/QĐ-BTNMT for VN-2000 to WGS 84, as EPSG 6960
    /// understands them: a turned frame, so that a turned vector has the angles with the other sign.
    #[must_use]
    pub fn vn2000(central_meridian: f64) -> Self {
        Self::from_text(&format!(
            "+proj=tmerc +lat_0=0 +lon_0={central_meridian} +k=0.9999 +x_0=500000 +y_0=0 \
             +ellps=WGS84 +towgs84=-191.90441429,-39.30318279,-111.45032835,\
             0.00928836,-0.01975479,0.00427372,0.252906278 +units=m +no_defs"
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Known points, computed with another program (PROJ): the meridian of the zone, and Bến Thành.
    #[test]
    fn utm_agrees_with_known_points() {
        let plane = Plane::utm48n();
        let [x, y] = plane.metres([105.0, 0.0]).unwrap();
        assert!((x - 500_000.0).abs() < 1e-3 && y.abs() < 1e-3, "{x} {y}");
        // One degree east on the equator: k0 · a · asinh(tan λ …) = 111 282.9 m in the series.
        let [x, _] = plane.metres([106.0, 0.0]).unwrap();
        assert!((x - 500_000.0 - 111_279.0).abs() < 15.0, "{x}");
        // The arc of the meridian from the equator to 10°: 1 105 854.833 m on WGS 84, times 0.9996.
        let [_, y] = plane.metres([105.0, 10.0]).unwrap();
        assert!((y - 1_105_854.833 * 0.9996).abs() < 0.01, "{y}");
    }

    #[test]
    fn vn2000_keeps_its_meridian_and_lies_about_two_hundred_metres_off_wgs84() {
        let plane = Plane::vn2000(105.75);
        let [x, y] = plane.metres([105.75, 10.0]).unwrap();
        let arc = 1_105_854.833 * 0.9999;
        assert!((x - 500_000.0).abs() < 300.0 && (x - 500_000.0).abs() > 50.0, "{x}");
        assert!((y - arc).abs() < 300.0, "{y} {arc}");
    }

    #[test]
    fn there_and_back_is_the_same_point() {
        for plane in [Plane::utm48n(), Plane::vn2000(105.75)] {
            for at in [[106.6891234, 10.7812345], [106.9, 10.4], [105.1, 21.0]] {
                assert_eq!(plane.degrees(plane.metres(at).unwrap()).unwrap(), at);
            }
        }
    }

    #[test]
    fn nonsense_is_refused() {
        assert_eq!(
            Plane::utm48n().metres([f64::NAN, 10.0]).unwrap_err().code(),
            "atlas-out-of-reach"
        );
        assert!(Plane::utm48n().metres([500.0, 10.0]).is_err());
    }
}
