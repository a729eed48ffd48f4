//! What tags mean: which ways are hẻm, streets, main roads, rail, water or buildings.

use super::read::Way;
use crate::fabric::LineClass;

/// What a way is in the fabric, if anything.
pub fn line_class(way: &Way) -> Option<LineClass> {
    if let Some(kind) = way.tag("highway") {
        return street_class(way, kind);
    }
    if let Some(kind) = way.tag("railway") {
        let runs = matches!(kind, "rail" | "light_rail" | "narrow_gauge" | "tram");
        // Sidings inside a station yard separate nobody.
        let yard = matches!(way.tag("service"), Some("yard" | "siding" | "spur" | "crossover"));
        return (runs && !yard).then_some(LineClass::Rail);
    }
    match way.tag("waterway")? {
        "river" => Some(LineClass::River),
        "canal" | "stream" => Some(LineClass::Canal),
        _ => None,
    }
}

fn street_class(way: &Way, kind: &str) -> Option<LineClass> {
    if way.tag("area") == Some("yes") {
        return None;
    }
    if way.tag("name").is_some_and(is_hem) {
        return Some(LineClass::Alley);
    }
    let kind = kind.strip_suffix("_link").unwrap_or(kind);
    match kind {
        "motorway" | "trunk" | "primary" => Some(LineClass::MainRoad),
        "secondary" | "tertiary" | "unclassified" | "residential" | "road" => {
            let narrow = way.tag("width").and_then(|w| w.trim().parse::<f64>().ok());
            let is_narrow = narrow.is_some_and(|w| w < 5.0) && kind == "residential";
            Some(if is_narrow { LineClass::Alley } else { LineClass::Street })
        }
        "living_street" | "pedestrian" | "track" | "path" | "steps" => Some(LineClass::Alley),
        "service" if !is(way, "service", &["parking_aisle", "driveway", "drive-through"]) => {
            Some(LineClass::Alley)
        }
        "footway" if !is(way, "footway", &["sidewalk", "crossing"]) => Some(LineClass::Alley),
        _ => None,
    }
}

fn is(way: &Way, key: &str, values: &[&str]) -> bool {
    way.tag(key).is_some_and(|v| values.contains(&v))
}

/// The name says that it is a hẻm: "Hẻm 212", "Ngõ 5", "Kiệt 12", or a slash address.
pub fn is_hem(name: &str) -> bool {
    let lower = name.to_lowercase();
    let begins = ["hẻm", "hẽm", "hem ", "ngõ", "ngách", "kiệt", "alley"];
    // "212/45 Lê Văn Sỹ" is a hẻm; "Đường 3/2" and "3/2" are a date.
    let slash = lower.split_once('/').is_some_and(|(number, rest)| {
        number.bytes().all(|b| b.is_ascii_digit())
            && rest
                .split_once(' ')
                .is_some_and(|(inner, _)| inner.starts_with(|c: char| c.is_ascii_digit()))
    });
    slash || begins.iter().any(|b| lower.starts_with(b)) || lower.contains(" hẻm ")
}

/// A yes-like tag: bridges and tunnels have many values.
pub fn says(way: &Way, key: &str) -> bool {
    way.tag(key).is_some_and(|v| v != "no")
}

/// The way outlines a building.
pub fn is_building(way: &Way) -> bool {
    says(way, "building")
}

/// Storeys above ground; 1 where nothing usable is said.
pub fn levels(way: &Way) -> u32 {
    let said = way.tag("building:levels").and_then(|v| v.trim().parse::<f64>().ok());
    said.filter(|l| (1.0..=200.0).contains(l)).map_or(1, |l| l.round() as u32)
}

/// The way outlines a sheet of water.
pub fn is_water(way: &Way) -> bool {
    is_water_tags(way.tags.iter().map(|(k, v)| (k.as_str(), v.as_str())))
}

/// These tags are a sheet of water's.
pub fn is_water_tags<'a>(tags: impl Iterator<Item = (&'a str, &'a str)>) -> bool {
    let mut found = false;
    for (key, value) in tags {
        found |= matches!(
            (key, value),
            ("natural", "water")
                | ("waterway", "riverbank" | "dock")
                | ("landuse", "reservoir" | "basin")
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(tags: &[(&str, &str)]) -> Way {
        let tags = tags.iter().map(|&(k, v)| (k.to_owned(), v.to_owned())).collect();
        Way { tags, points: Vec::new() }
    }

    #[test]
    fn tags_become_classes() {
        let class = |tags: &[(&str, &str)]| line_class(&way(tags));
        assert_eq!(class(&[("highway", "primary_link")]), Some(LineClass::MainRoad));
        assert_eq!(class(&[("highway", "secondary")]), Some(LineClass::Street));
        assert_eq!(
            class(&[("highway", "residential"), ("name", "Hẻm 212")]),
            Some(LineClass::Alley)
        );
        assert_eq!(class(&[("highway", "residential"), ("width", "3")]), Some(LineClass::Alley));
        assert_eq!(class(&[("highway", "footway"), ("footway", "sidewalk")]), None);
        assert_eq!(class(&[("highway", "proposed")]), None);
        assert_eq!(class(&[("railway", "rail")]), Some(LineClass::Rail));
        assert_eq!(class(&[("railway", "rail"), ("service", "yard")]), None);
        assert_eq!(class(&[("waterway", "canal")]), Some(LineClass::Canal));
        assert_eq!(class(&[("waterway", "drain")]), None);
    }

    #[test]
    fn names_tell_a_hem() {
        for name in ["Hẻm 12", "HẺM 3 Lê Lợi", "212/45 Lê Văn Sỹ", "Ngõ 5", "Kiệt 7"]
        {
            assert!(is_hem(name), "{name}");
        }
        for name in ["Lê Văn Sỹ", "Đường 3/2", "3/2", "Ba Tháng Hai"] {
            assert!(!is_hem(name), "{name}");
        }
    }

    #[test]
    fn levels_are_read_leniently() {
        assert_eq!(levels(&way(&[("building:levels", " 12 ")])), 12);
        assert_eq!(levels(&way(&[("building:levels", "many")])), 1);
    }
}
