//! `cargo bench -p atlas`: how long territories, maps and point lookups take on an invented ward.
//!
//! Prints a small table; figures with date and machine are kept in `docs/bench/atlas.md`.

use std::hint::black_box;
use std::time::Instant;

use atlas::locate::Locator;
use atlas::svg::{A3_LANDSCAPE, Map, Unit, Words, draw};
use atlas::{Fabric, Line, LineClass, Seed, Territories, dissolve, territories};
use geo::{MultiPolygon, polygon};

/// A ward of two square kilometres: a street every 100 m, an alley in every block, a canal.
fn ward() -> Fabric {
    let boundary = MultiPolygon(vec![polygon![
        (x: 0.0, y: 0.0), (x: 2000.0, y: 0.0), (x: 2000.0, y: 1000.0), (x: 0.0, y: 1000.0)
    ]]);
    let mut lines = Vec::new();
    for k in 1..20 {
        let x = f64::from(k) * 100.0;
        lines.push(Line::new(LineClass::Street, vec![[x, -5.0], [x + 7.0, 1005.0]]));
        for row in 0..10 {
            let y = f64::from(row) * 100.0;
            lines.push(Line::new(LineClass::Alley, vec![[x + 50.0, y], [x + 47.0, y + 70.0]]));
        }
    }
    for k in 1..10 {
        let y = f64::from(k) * 100.0;
        lines.push(Line::new(LineClass::Street, vec![[-5.0, y], [2005.0, y + 9.0]]));
    }
    lines.push(Line::new(LineClass::Canal, vec![[-5.0, 430.0], [900.0, 470.0], [2005.0, 440.0]]));
    Fabric::new(boundary, lines)
}

/// A door every ten metres along the rows of houses, grouped by hundred.
fn doors() -> Vec<Seed> {
    let places = (0..199).flat_map(|i| (0..99).map(move |j| [f64::from(i), f64::from(j)]));
    places
        .filter(|[i, j]| (*i as u32).is_multiple_of(2) || (*j as u32).is_multiple_of(5))
        .map(|[i, j]| {
            let label = (i as usize / 10) + 20 * (j as usize / 10);
            Seed { at: [i * 10.0 + 5.0, j * 10.0 + 5.0], label }
        })
        .collect()
}

fn time<T>(name: &str, times: u32, mut work: impl FnMut() -> T) -> T {
    let mut made = work();
    let start = Instant::now();
    for _ in 0..times {
        made = black_box(work());
    }
    let each = start.elapsed().as_secs_f64() / f64::from(times);
    eprintln!("{name:<44} {:>12.3} ms", each * 1e3);
    made
}

fn lookups(grown: &Territories) {
    let locator = Locator::new(&grown.polygons);
    let places: Vec<[f64; 2]> = (0..100_000u64)
        .map(|i| [(i * 7919 % 199_999) as f64 / 100.0, (i * 104_729 % 99_991) as f64 / 100.0])
        .collect();
    let start = Instant::now();
    let found = places.iter().filter(|&&p| locator.at(p).is_some()).count();
    let each = start.elapsed().as_secs_f64() / places.len() as f64;
    eprintln!("{:<44} {:>12.3} µs ({found} found)", "point → unit, 200 units", each * 1e6);
}

/// A city of 168 communes of 300 corners each: which lies at a point, by the index and, as the baseline of
/// the same run, by asking every outline in turn.
fn communes() {
    use geo::{Contains as _, Coord, LineString, Point, Polygon};
    let commune = |number: usize| {
        let (column, row) = ((number % 14) as f64, (number / 14) as f64);
        let corner = |i: usize| {
            let (side, along) = (i / 75, (i % 75) as f64 / 75.0);
            let wave = (along * std::f64::consts::TAU * 9.0).sin() * 0.0004;
            let (x, y) = match side {
                0 => (along, wave),
                1 => (1.0 + wave, along),
                2 => (1.0 - along, 1.0 - wave),
                _ => (-wave, 1.0 - along),
            };
            Coord { x: 106.0 + (column + x) * 0.05, y: 10.0 + (row + y) * 0.05 }
        };
        MultiPolygon(vec![Polygon::new(LineString((0..300).map(corner).collect()), vec![])])
    };
    let land: Vec<MultiPolygon<f64>> = (0..168).map(commune).collect();
    let layer = atlas::layer::Layer::new(land.clone());
    let place = |i: u64| {
        let part = |times: u64| (i * times % 99_991) as f64 / 99_991.0;
        [106.0 + part(7_919) * 0.7, 10.0 + part(104_729) * 0.6]
    };
    let clock = |times: u64, find: &dyn Fn([f64; 2]) -> Option<usize>| {
        let start = Instant::now();
        let found = (0..times).filter(|&i| black_box(find(place(i))).is_some()).count();
        (start.elapsed().as_secs_f64() / times as f64 * 1e6, found)
    };
    let (indexed, found) = clock(200_000, &|at| layer.at(at));
    let (scanned, _) = clock(2_000, &|[x, y]| {
        let point = Point::new(x, y);
        land.iter().position(|area| area.contains(&point))
    });
    eprintln!("{:<44} {indexed:>12.3} µs ({found} found)", "point → commune, 168 of 300 corners");
    eprintln!("{:<44} {scanned:>12.3} µs", "  asking every outline in turn");
    eprintln!("{:<44} {:>12.0} ×", "  ratio", scanned / indexed);
    let pieces: Vec<atlas::boundary::repair::Piece<'_>> = land
        .iter()
        .map(|shape| atlas::boundary::repair::Piece { shape, is_fixed: false })
        .collect();
    time("mend 168 communes", 3, || {
        atlas::boundary::repair::mend(&pieces, atlas::boundary::repair::Tolerance::default())
    });
    let square = atlas::tile::Square::new(11, 1628, 963).expect("a square of the map");
    time("a vector tile", 100, || {
        atlas::tile::tile(square, &[("units", layer.painted(layer.near(square), |_| Vec::new()))])
    });
}

fn main() {
    communes();
    let (fabric, seeds) = (ward(), doors());
    eprintln!("{} lines, {} doors", fabric.lines.len(), seeds.len());
    let grown =
        time("territories, 200 labels", 3, || territories(&fabric, &seeds).expect("a sound ward"));
    let groups: Vec<usize> = (0..grown.polygons.len()).map(|i| i / 8).collect();
    let merged = time("dissolve 200 → 25", 20, || dissolve(&grown.polygons, &groups));
    let units: Vec<Unit> = merged
        .iter()
        .enumerate()
        .map(|(i, shape)| Unit {
            shape: shape.clone(),
            label: vec![format!("KP {}", i + 1), "560 hộ".to_owned()],
            title: String::new(),
            marked: false,
        })
        .collect();
    let (words, water) = (Words::default(), MultiPolygon(Vec::new()));
    let map = Map {
        boundary: &fabric.boundary,
        units: &units,
        old: &[],
        lines: &fabric.lines,
        water: &water,
        cells: &[],
        words: &words,
        size: A3_LANDSCAPE,
    };
    time("map of 25 units as SVG", 10, || draw(&map));
    lookups(&grown);
}
