//! The sheet: labels, tones, wording and well-formed XML.

use geo::{Contains, MultiPolygon, Point, polygon};
use proptest::prelude::*;

use super::label::Taken;
use super::*;

fn rect(x: f64, y: f64, w: f64, h: f64) -> MultiPolygon<f64> {
    MultiPolygon(vec![polygon![
        (x: x, y: y), (x: x + w, y: y), (x: x + w, y: y + h), (x: x, y: y + h)
    ]])
}

fn words() -> Words {
    Words {
        title: "Phương án <thử> & \"kiểm\"".into(),
        description: "Bốn khu phố".into(),
        banner: Some("Phương án – chưa có giá trị pháp lý".into()),
        attribution: "© OpenStreetMap contributors, ODbL".into(),
        unplaced: "Không đủ chỗ:".into(),
        lang: "vi".into(),
        ..Words::default()
    }
}

fn unit(i: usize, shape: MultiPolygon<f64>) -> Unit {
    Unit {
        shape,
        label: vec![format!("KP {i}"), format!("{} hộ", 500 + i)],
        title: format!("Khu phố {i}"),
        marked: i == 1,
    }
}

/// A chessboard of units in a square kilometre.
fn board(side: usize) -> Vec<Unit> {
    let step = 1000.0 / side as f64;
    (0..side * side)
        .map(|i| unit(i, rect((i % side) as f64 * step, (i / side) as f64 * step, step, step)))
        .collect()
}

fn sheet(units: &[Unit], lines: &[Line]) -> String {
    let (boundary, water, words) = (rect(0.0, 0.0, 1000.0, 1000.0), MultiPolygon(vec![]), words());
    draw(&Map {
        boundary: &boundary,
        units,
        old: &[],
        lines,
        water: &water,
        cells: &[],
        words: &words,
        size: A3_LANDSCAPE,
    })
}

/// Every text of a sheet: place, size and words.
fn texts(svg: &str) -> Vec<(f64, f64, f64, String)> {
    svg.split("<text ")
        .skip(1)
        .map(|part| {
            let value = |key: &str| -> f64 {
                let from = part.find(&format!("{key}=\"")).map_or(0, |i| i + key.len() + 2);
                part[from..].split('"').next().unwrap().parse().unwrap_or(0.0)
            };
            let says = part.split('>').nth(1).unwrap().split('<').next().unwrap();
            (value("x"), value("y"), value("font-size"), says.to_owned())
        })
        .collect()
}

#[test]
fn a_sheet_carries_its_notice_source_and_accessible_names() {
    let svg = sheet(&board(2), &[]);
    for needed in [
        "<title id=\"map-title\">Phương án &lt;thử&gt; &amp; &quot;kiểm&quot;</title>",
        "<desc id=\"map-desc\">Bốn khu phố</desc>",
        "Phương án – chưa có giá trị pháp lý</text>",
        "© OpenStreetMap contributors, ODbL</metadata>",
        "ODbL</text>",
        "url(#marked)",
        "role=\"img\"",
    ] {
        assert!(svg.contains(needed), "{needed}");
    }
}

#[test]
fn tags_are_balanced() {
    let street = Line::new(LineClass::Street, vec![[0.0, 500.0], [1000.0, 510.0]]).named("A & B");
    let rail = Line::new(LineClass::Rail, vec![[500.0, 0.0], [500.0, 1000.0]]);
    let svg = sheet(&board(3), &[street, rail]);
    for tag in ["g", "text", "svg", "defs", "pattern", "title", "metadata"] {
        let opened =
            svg.matches(&format!("<{tag}>")).count() + svg.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, svg.matches(&format!("</{tag}>")).count(), "{tag}");
    }
    assert!(!svg.contains("A & B") && svg.contains("A &amp; B"));
}

#[test]
fn labels_never_overlap_and_what_finds_no_room_is_listed() {
    for side in [2, 5, 12, 40] {
        let units = board(side);
        let svg = sheet(&units, &[]);
        let window = 1587.0 - 330.0 - 24.0;
        let labels: Vec<_> =
            texts(&svg).into_iter().filter(|t| t.0 < window && t.1 > 72.0).collect();
        for (i, a) in labels.iter().enumerate() {
            for b in &labels[..i] {
                let width = |t: &(f64, f64, f64, String)| super::frame::width_of(&t.3, t.2) / 2.0;
                let apart = (a.0 - b.0).abs() >= width(a) + width(b) - 0.2
                    || (a.1 - b.1).abs() >= (a.2 + b.2) / 2.0 * 0.9;
                assert!(apart, "{a:?} over {b:?}");
            }
        }
        let listed = svg.contains("Không đủ chỗ");
        assert_eq!(listed, side == 40, "{side}");
        assert!(side == 40 || units.iter().all(|u| svg.contains(&format!(">{}<", u.label[0]))));
    }
}

#[test]
fn tones_differ_in_grey_and_stay_light_enough_for_text() {
    let grey: Vec<f64> = TONES.iter().map(|t| lightness(t.fill)).collect();
    for (i, a) in grey.iter().enumerate() {
        assert!(*a > 60.0, "dark text on {a}");
        for b in &grey[..i] {
            assert!((a - b).abs() >= 3.0, "{grey:?}");
        }
    }
}

#[test]
fn neighbours_never_share_a_tone() {
    let units = board(8);
    let shapes: Vec<&MultiPolygon<f64>> = units.iter().map(|u| &u.shape).collect();
    let tones = tones(&shapes);
    for i in 0..64 {
        if i % 8 < 7 {
            assert_ne!(tones[i], tones[i + 1]);
        }
        if i < 56 {
            assert_ne!(tones[i], tones[i + 8]);
        }
    }
}

#[test]
fn the_pole_of_a_horseshoe_lies_in_it() {
    let shoe = MultiPolygon(vec![polygon![
        (x: 0.0, y: 0.0), (x: 100.0, y: 0.0), (x: 100.0, y: 100.0), (x: 80.0, y: 100.0),
        (x: 80.0, y: 20.0), (x: 20.0, y: 20.0), (x: 20.0, y: 100.0), (x: 0.0, y: 100.0),
    ]]);
    let [x, y] = pole_of_inaccessibility(&shoe, 0.5).unwrap();
    assert!(shoe.contains(&Point::new(x, y)));
    assert!(y < 20.0, "the corners at the bottom are the roomiest: {x} {y}");
    assert_eq!(pole_of_inaccessibility(&MultiPolygon(vec![]), 1.0), None);
}

#[test]
fn an_empty_map_is_still_a_sheet() {
    assert!(sheet(&[], &[]).ends_with("</svg>\n"));
}

proptest! {
    #[test]
    fn a_box_overlaps_itself_and_nothing_far_away(
        x in -50.0..50.0f64, y in -50.0..50.0f64, slope in -1.5..1.5f64,
    ) {
        let one = Taken { middle: [x, y], half: [20.0, 5.0], slope };
        prop_assert!(one.overlaps(&one));
        let far = Taken { middle: [x + 90.0, y], slope: -slope, ..one };
        prop_assert!(!one.overlaps(&far));
    }
}

/// A sheet of one unit with signs.
fn marked(cells: &[Cell]) -> String {
    let (boundary, water) = (rect(0.0, 0.0, 1000.0, 1000.0), MultiPolygon(vec![]));
    let signs = ["đang làm", "quá hạn", "đã trả lời", "đã xong", "khác"].map(str::to_owned);
    let words = Words { signs, ..words() };
    draw(&Map {
        boundary: &boundary,
        units: &[unit(1, boundary.clone())],
        old: &[],
        lines: &[],
        water: &water,
        cells,
        words: &words,
        size: A3_LANDSCAPE,
    })
}

fn cell(at: [f64; 2], counts: &[(Sign, u32)]) -> Cell {
    Cell { at, counts: counts.to_vec(), title: format!("ô {}", at[0]) }
}

#[test]
fn signs_tell_their_kind_by_shape_and_colour_and_their_number_where_there_are_several() {
    let svg = marked(&[
        cell([200.0, 200.0], &[(Sign::Circle, 3), (Sign::Diamond, 1)]),
        cell([800.0, 800.0], &[(Sign::Triangle, 1)]),
    ]);
    for sign in [Sign::Circle, Sign::Diamond, Sign::Triangle] {
        let drawn = format!("d=\"{}\" fill=\"{}\"", sign.path(), sign.colour());
        assert_eq!(svg.matches(&drawn).count(), 2, "on the map and in the legend: {sign:?}");
    }
    assert!(!svg.contains(Sign::Square.path()), "what is not there is not explained");
    let numbers: Vec<String> =
        texts(&svg).into_iter().map(|(.., says)| says).filter(|says| says == "3").collect();
    assert_eq!(numbers.len(), 1);
    assert!(svg.contains("<title>ô 200</title>") && svg.contains("quá hạn</text>"));
    let looks: std::collections::BTreeSet<_> =
        Sign::ALL.into_iter().flat_map(|sign| [sign.path(), sign.colour()]).collect();
    assert_eq!(looks.len(), 10, "no two signs share a shape or a colour");
}

#[test]
fn cells_that_would_cover_each_other_are_added_and_none_is_lost() {
    let near: Vec<Cell> =
        (0..40).map(|i| cell([f64::from(i) * 4.0, 500.0], &[(Sign::Square, 1)])).collect();
    let svg = marked(&near);
    let (mut drawn, mut counted) = (0, 0);
    for part in svg.split("</desc>").nth(1).unwrap().split("translate(").skip(1) {
        let Some((_, rest)) = part.split_once(Sign::Square.path()) else { continue };
        drawn += 1;
        let says = rest.split("fill=\"#fff\">").nth(1).map(|says| says.split('<').next().unwrap());
        counted += says.and_then(|says| says.parse::<u32>().ok()).unwrap_or(1);
    }
    // The one in the legend counts as one more.
    assert!(drawn < 20, "{drawn} squares on top of each other");
    assert_eq!(counted - 1, 40);
}

#[test]
fn a_course_is_told_in_tenths_from_place_to_place() {
    let way = LineString::from(vec![(1.0, 2.0), (1.04, 2.0), (3.5, 1.26), (3.5, 10.0)]);
    assert_eq!(super::course(&way, |at| at), "M1 2l2.5-0.7l0 8.7");
}
