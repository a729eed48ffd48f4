//! Areas as well-known text, which spreadsheets and CSV files carry: `MULTIPOLYGON (((106 10, …)))`.

use std::fmt::Write as _;

use geo::{Coord, LineString, MultiPolygon, Polygon};

/// The text of an area, degrees with seven decimals at most.
#[must_use]
pub fn write(area: &MultiPolygon<f64>) -> String {
    if area.0.is_empty() {
        return "MULTIPOLYGON EMPTY".to_owned();
    }
    let polygons: Vec<String> = area
        .iter()
        .map(|polygon| {
            let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            format!("({})", rings.map(ring).collect::<Vec<_>>().join(", "))
        })
        .collect();
    format!("MULTIPOLYGON ({})", polygons.join(", "))
}

fn ring(line: &LineString<f64>) -> String {
    let mut text = String::with_capacity(line.0.len() * 24);
    for (number, at) in line.0.iter().enumerate() {
        let before = if number > 0 { ", " } else { "" };
        let short = |degrees: f64| (degrees * 1e7).round() / 1e7;
        let _ = write!(text, "{before}{} {}", short(at.x), short(at.y));
    }
    format!("({text})")
}

/// Why a text is no area.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WktFault {
    /// It is a geometry, and no area: `POINT`, `LINESTRING`.
    #[error("{0} is not an area")]
    NotAnArea(String),
    /// It cannot be read.
    #[error("not a well-known text")]
    Unreadable,
}

/// The area of a text: `POLYGON` or `MULTIPOLYGON`, also with heights, which are dropped, and with an
/// `SRID=…;` before it.
///
/// # Errors
/// [`WktFault`].
pub fn read(text: &str) -> Result<MultiPolygon<f64>, WktFault> {
    let text = text.trim();
    let text = match text.split_once(';') {
        Some((head, rest)) if head.to_ascii_uppercase().starts_with("SRID=") => rest.trim(),
        _ => text,
    };
    let name: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let kind = name.to_ascii_uppercase();
    let mut rest = text[name.len()..].trim_start();
    for word in ["ZM", "Z", "M", "zm", "z", "m"] {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
    }
    if rest.eq_ignore_ascii_case("EMPTY") {
        return Ok(MultiPolygon(Vec::new()));
    }
    let mut words = Words(rest);
    let area = match kind.trim_end_matches("ZM").trim_end_matches(['Z', 'M']) {
        "POLYGON" => MultiPolygon(vec![words.polygon().ok_or(WktFault::Unreadable)?]),
        "MULTIPOLYGON" => MultiPolygon(words.list(Words::polygon).ok_or(WktFault::Unreadable)?),
        "" => return Err(WktFault::Unreadable),
        _ => return Err(WktFault::NotAnArea(kind)),
    };
    if words.0.trim().is_empty() { Ok(area) } else { Err(WktFault::Unreadable) }
}

struct Words<'t>(&'t str);

impl Words<'_> {
    fn take(&mut self, letter: char) -> Option<()> {
        self.0 = self.0.trim_start().strip_prefix(letter)?;
        Some(())
    }

    fn list<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.take('(')?;
        let mut all = vec![one(self)?];
        while self.take(',').is_some() {
            all.push(one(self)?);
        }
        self.take(')')?;
        Some(all)
    }

    fn polygon(&mut self) -> Option<Polygon<f64>> {
        let mut rings = self.list(|words| Some(LineString(words.list(Self::place)?)))?.into_iter();
        Some(Polygon::new(rings.next()?, rings.collect()))
    }

    fn place(&mut self) -> Option<Coord<f64>> {
        let end = self.0.find([',', ')'])?;
        let mut numbers = self.0[..end].split_whitespace().map(str::parse::<f64>);
        let at = Coord { x: numbers.next()?.ok()?, y: numbers.next()?.ok()? };
        let is_sound = numbers.all(|more| more.is_ok()) && at.x.is_finite() && at.y.is_finite();
        self.0 = &self.0[end..];
        is_sound.then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_with_a_hole_comes_back_as_it_was_written() {
        let ring = |low: f64, high: f64| {
            LineString::from(vec![(low, low), (high, low), (high, high), (low, low)])
        };
        let area = MultiPolygon(vec![
            Polygon::new(ring(106.1234567, 107.0), vec![ring(106.5, 106.75)]),
            Polygon::new(ring(108.0, 108.5), vec![]),
        ]);
        assert_eq!(read(&write(&area)), Ok(area));
        assert_eq!(read(&write(&MultiPolygon(vec![]))), Ok(MultiPolygon(vec![])));
    }

    #[test]
    fn other_hands_writing_is_read() {
        let plain = "Polygon((106 10,107 10,107 11,106 10))";
        let area = read(plain).unwrap();
        assert_eq!(
            read("SRID=4326;POLYGON Z ((106 10 0, 107 10 0, 107 11 3, 106 10 0))"),
            Ok(area)
        );
        assert_eq!(read("POINT (106 10)"), Err(WktFault::NotAnArea("POINT".into())));
        for broken in ["", "106 10", "POLYGON ((106 10, 107", "POLYGON ((106 x, 1 2, 3 4))"] {
            assert_eq!(read(broken), Err(WktFault::Unreadable), "{broken}");
        }
    }
}
