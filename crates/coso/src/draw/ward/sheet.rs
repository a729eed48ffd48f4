//! The printed sheet: what the map of a drawing says.

use atlas::svg::{A3_LANDSCAPE, Map, Unit, Words};
use atlas::{Fabric, osm, svg};
use words::Lang;

use super::drawn::Drawn;
use super::{Ask, files, number};

/// The map as SVG.
pub fn draw(ask: &Ask<'_>, fabric: &Fabric, drawn: &Drawn) -> String {
    let units: Vec<Unit> = drawn
        .units
        .iter()
        .enumerate()
        .map(|(i, unit)| {
            let data = [
                ("kind", ask.norm.kind.as_str().to_owned()),
                ("number", (i + 1).to_string()),
                ("unit", files::unit_name(ask, i)),
                ("households", number(unit.households)),
            ];
            Unit {
                shape: unit.shape.clone(),
                label: vec![ask.say("ward-label", &data), ask.say("ward-label-size", &data)],
                title: ask.say("ward-unit", &data),
                marked: unit.cause.is_some(),
            }
        })
        .collect();
    let words = words(ask, drawn);
    svg::draw(&Map {
        boundary: &fabric.boundary,
        units: &units,
        old: &[],
        lines: &fabric.lines,
        water: &fabric.water,
        cells: &[],
        words: &words,
        size: A3_LANDSCAPE,
    })
}

fn words(ask: &Ask<'_>, drawn: &Drawn) -> Words {
    let mut data = ask.facts();
    data.push(("units", drawn.units.len().to_string()));
    let word = |code: &str| ask.word(code);
    Words {
        title: ask.say("ward-map-title", &data),
        subtitle: vec![ask.say("ward-map-subtitle", &data)],
        description: ask.say("ward-map-description", &data),
        banner: Some(word("clause-no-legal-value")),
        attribution: osm::ATTRIBUTION.to_owned(),
        legend: word("atlas-map-legend"),
        boundary: word("atlas-map-boundary"),
        unit: ask.say("ward-map-unit", &data),
        old: word("atlas-map-old"),
        marked: word("atlas-map-marked"),
        signs: Default::default(),
        classes: [
            word("atlas-class-hem"),
            word("atlas-class-duong"),
            word("atlas-class-duong_chinh"),
            word("atlas-class-duong_sat"),
            word("atlas-class-kenh"),
            word("atlas-class-song"),
        ],
        north: word("atlas-map-north"),
        unplaced: word("atlas-map-unplaced"),
        notes: vec![word("ward-estimated")],
        lang: match ask.lang {
            Lang::Vi => "vi".to_owned(),
            Lang::En => "en".to_owned(),
        },
    }
}
