//! A map to be tapped without script: a small picture of a commune that a form sends as a button, and the
//! way from the pixel back to the place. Its size is fixed, because a browser tells the pixel as it is shown.

use std::fmt::Write as _;

use atlas::LineClass;
use atlas::svg::{TONES, areas, course, escape, pole_of_inaccessibility, tones};
use geo::{Geometry, MultiPolygon};
use store::{Reader, Scope};
use units::{Day, DoorPoint, UnitId};

use super::sheet::{Feature, Sheet, is_water};
use crate::error::Fault;

/// Width in pixels: fits a telephone of 360.
const WIDTH: f64 = 320.0;
/// The least and the most height in pixels: a long narrow commune still leaves room to tap.
const HEIGHT: [f64; 2] = [200.0, 480.0];
/// Space round the land.
const EDGE: f64 = 10.0;
/// Letters of a name that still fit on a unit.
const LETTERS_MOST: usize = 10;

/// How degrees lie on the picture of a commune, and back.
#[derive(Debug, Clone, Copy)]
pub struct Tap {
    /// West and north in degrees.
    corner: [f64; 2],
    /// Pixels for a degree of longitude and of latitude.
    scale: [f64; 2],
    /// Where the corner lies.
    origin: [f64; 2],
    /// Width and height.
    size: [f64; 2],
}

impl Tap {
    /// Fits land within west, south, east, north into the picture.
    #[must_use]
    pub fn of([west, south, east, north]: [f64; 4]) -> Self {
        // On so little land a degree of longitude is as much shorter everywhere as in the middle.
        let shrunk = f64::midpoint(south, north).to_radians().cos().max(0.01);
        let span = [((east - west) * shrunk).max(1e-6), (north - south).max(1e-6)];
        let room = WIDTH - 2.0 * EDGE;
        let height = (room * span[1] / span[0] + 2.0 * EDGE).clamp(HEIGHT[0], HEIGHT[1]).round();
        let scale = (room / span[0]).min((height - 2.0 * EDGE) / span[1]);
        let origin = [(WIDTH - span[0] * scale) / 2.0, (height - span[1] * scale) / 2.0];
        let scale = [scale * shrunk, scale];
        Self { corner: [west, north], scale, origin, size: [WIDTH, height] }
    }

    /// Width and height in pixels.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within HEIGHT")]
    pub const fn size(&self) -> (u32, u32) {
        (self.size[0] as u32, self.size[1] as u32)
    }

    /// Where a place in degrees lies on the picture.
    #[must_use]
    pub fn at(&self, [lon, lat]: [f64; 2]) -> [f64; 2] {
        [
            self.origin[0] + (lon - self.corner[0]) * self.scale[0],
            self.origin[1] + (self.corner[1] - lat) * self.scale[1],
        ]
    }

    /// The place under a pixel; nothing outside the picture.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "degrees of the earth fit")]
    pub fn point(&self, [x, y]: [u32; 2]) -> Option<DoorPoint> {
        let (width, height) = self.size();
        if x > width || y > height {
            return None;
        }
        // The middle of the pixel.
        let [x, y] = [f64::from(x) + 0.5, f64::from(y) + 0.5];
        let lon = self.corner[0] + (x - self.origin[0]) / self.scale[0];
        let lat = self.corner[1] - (y - self.origin[1]) / self.scale[1];
        Some(DoorPoint { lon_e7: (lon * 1e7).round() as i32, lat_e7: (lat * 1e7).round() as i32 })
    }
}

/// Draws the units of a commune with what people find their way by, and a pin where one is asked for.
///
/// # Errors
/// [`Fault::NotFound`] where the commune has no outline; a failure of the store.
pub async fn draw(
    from: (&Reader, &Scope),
    (commune, day): (UnitId, Day),
    tap: &Tap,
    (title, pin): (&str, Option<DoorPoint>),
) -> Result<String, Fault> {
    let sheet = Sheet::of_commune(from, commune, day, false).await?;
    Ok(drawn(&sheet, tap, (title, pin)))
}

fn drawn(sheet: &Sheet, tap: &Tap, (title, pin): (&str, Option<DoorPoint>)) -> String {
    let (width, height) = tap.size();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" font-family=\"'Be Vietnam Pro', sans-serif\">\
         <title>{}</title><rect width=\"100%\" height=\"100%\" fill=\"#f7f5f0\"/>",
        escape(title)
    );
    let shapes: Vec<&MultiPolygon<f64>> = sheet.places.iter().map(|place| &place.shape).collect();
    let tones = tones(&shapes);
    for (place, tone) in sheet.places.iter().zip(&tones) {
        let fill = TONES[tone % TONES.len()].fill;
        let _ = write!(
            out,
            "<path d=\"{}\" fill=\"{fill}\" stroke=\"#3b4a45\" stroke-width=\"1.2\"/>",
            areas(&place.shape, |place| tap.at(place))
        );
    }
    sheet.features.iter().for_each(|feature| feature_of(&mut out, tap, feature));
    let _ = write!(
        out,
        "<path d=\"{}\" fill=\"none\" stroke=\"#064a3c\" stroke-width=\"2.2\"/>",
        areas(&sheet.boundary, |place| tap.at(place))
    );
    for place in &sheet.places {
        let fits = place.short_name.chars().count() <= LETTERS_MOST;
        if let Some(middle) = pole_of_inaccessibility(&place.shape, 1e-5).filter(|_| fits) {
            let [x, y] = tap.at(middle);
            let _ = write!(
                out,
                "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"13\" \
                 font-weight=\"600\" fill=\"#1d1b18\" stroke=\"#fff\" stroke-width=\"3\" \
                 paint-order=\"stroke\">{}</text>",
                y + 4.5,
                escape(&place.short_name)
            );
        }
    }
    if let Some(pin) = pin {
        let [x, y] = tap.at([f64::from(pin.lon_e7) / 1e7, f64::from(pin.lat_e7) / 1e7]);
        let _ = write!(
            out,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"7\" fill=\"#b3261e\" stroke=\"#fff\" \
             stroke-width=\"2.5\"/>"
        );
    }
    out.push_str("</svg>");
    out
}

fn feature_of(out: &mut String, tap: &Tap, feature: &Feature) {
    let (colour, width) = match feature.class {
        LineClass::MainRoad => ("#ffffff", 3.0),
        LineClass::Street => ("#ffffff", 1.2),
        LineClass::Rail => ("#6b665c", 1.2),
        LineClass::Canal | LineClass::River => ("#9cc0d6", 2.5),
        LineClass::Alley => return,
    };
    let line = |path: String| {
        format!("<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>")
    };
    let water = |path: String| format!("<path d=\"{path}\" fill=\"#b9d3e2\"/>");
    let at = |place| tap.at(place);
    match &feature.geometry {
        Geometry::LineString(way) => out.push_str(&line(course(way, at))),
        Geometry::MultiLineString(ways) => {
            ways.iter().for_each(|way| out.push_str(&line(course(way, at))));
        }
        Geometry::Polygon(one) if is_water(feature.class) => out.push_str(&water(areas([one], at))),
        Geometry::MultiPolygon(all) if is_water(feature.class) => {
            out.push_str(&water(areas(all, at)));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pixel_leads_back_to_its_place_whatever_the_shape_of_the_commune() {
        for bounds in [
            [106.70, 10.77, 106.73, 10.79],
            [106.70, 10.77, 106.701, 10.99],
            [105.0, 8.5, 105.9, 8.51],
        ] {
            let tap = Tap::of(bounds);
            let (width, height) = tap.size();
            assert!(width == 320 && (200..=480).contains(&height), "{bounds:?}");
            for pixel in [[20, 30], [160, 100], [300, 190]] {
                let point = tap.point(pixel).unwrap();
                let degrees = [f64::from(point.lon_e7) / 1e7, f64::from(point.lat_e7) / 1e7];
                let [x, y] = tap.at(degrees);
                assert!((x - f64::from(pixel[0]) - 0.5).abs() < 0.01, "{bounds:?} {pixel:?}");
                assert!((y - f64::from(pixel[1]) - 0.5).abs() < 0.01, "{bounds:?} {pixel:?}");
            }
            assert_eq!(tap.point([321, 10]), None);
            // The land lies within the picture.
            let [left, top] = tap.at([bounds[0], bounds[3]]);
            let [right, bottom] = tap.at([bounds[2], bounds[1]]);
            assert!(left >= 9.9 && top >= 9.9, "{bounds:?}");
            assert!(right <= 310.1 && bottom <= f64::from(height) - 9.9, "{bounds:?}");
        }
    }
}
