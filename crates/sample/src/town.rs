//! The model town of the tests: 4 old tổ, 60 households, 1 apartment block, 1 canal with a bridge.
//!
//! Drawn by hand, so that a story can name its places: west of the canal the houses around Hẻm 1
//! and 2 (tổ 1) and the block (tổ 2), east of it the north (tổ 3) and the south (tổ 4).

use atlas::LineClass;
use units::Kind;

use crate::block::Block;
use crate::cluster::Run;
use crate::commune::Commune;
use crate::door::{self, Called, Door};
use crate::draft::Draft;
use crate::ground::Water;
use crate::line::{self, Point};
use crate::old::OldUnits;
use crate::plan::CommuneOrder;
use crate::seed::Seed;
use crate::street::{Fork, Path};

/// Households of the block.
const FLATS: u32 = 18;

/// Phường Bến Lá, the model town.
#[must_use]
pub fn town() -> Commune {
    let seed = Seed(60);
    let order = CommuneOrder {
        number: 3,
        name: "Bến Lá".to_owned(),
        kind: Kind::Phuong,
        households: 60,
        base_units: 2,
        site: [2_000.0, 2_000.0],
        past: ["7".to_owned(), "8".to_owned()],
    };
    let draft = draft(seed);
    let land = draft.territories();
    let old = OldUnits {
        sub_of: vec![0, 0, 1, 2, 2, 3, 3],
        base_of: vec![0, 0, 1, 1],
        past_of: vec![0, 1],
    };
    Commune::of(seed, &order, draft, (land, old))
}

fn draft(seed: Seed) -> Draft {
    let street = [[-140.0, -6.0], [-70.0, 0.0], [0.0, 3.0], [70.0, 2.0], [140.0, 9.0]];
    let mut paths = vec![path(LineClass::Street, 0, &street)];
    for (along, side, tip) in [
        (50.0, 1, [-96.0, 62.0]),
        (52.0, -1, [-86.0, -58.0]),
        (215.0, 1, [72.0, 66.0]),
        (218.0, -1, [84.0, -60.0]),
    ] {
        fork(&mut paths, along, side, tip);
    }
    let mut doors = Vec::new();
    for metres in [166.0, 174.0, 182.0, 190.0, 198.0, 206.0, 228.0] {
        doors.push(house(&paths, 0, metres, 1));
    }
    for metres in [166.0, 174.0, 182.0, 190.0, 198.0, 206.0, 232.0] {
        doors.push(house(&paths, 0, metres, -1));
    }
    for alley in 1..paths.len() {
        for metres in [14.0, 22.0, 30.0, 38.0] {
            doors.push(house(&paths, alley, metres, 1));
        }
        for metres in [14.0, 22.0, 30.0] {
            doors.push(house(&paths, alley, metres, -1));
        }
    }
    let blocks = vec![Block {
        name: "Chung cư Sao Mai".to_owned(),
        middle: [-38.0, 34.0],
        heading: 0.1,
        half: (22.0, 10.0),
        levels: 6,
        households: FLATS,
        street: (0, 100.0, 1),
    }];
    let mut called = door::number(seed, &paths, &mut doors);
    for name in &mut called {
        "Hoa Mai".clone_into(&mut name.street);
    }
    let runs = runs(&called);
    Draft {
        ring: vec![
            [-140.0, -84.0],
            [-20.0, -92.0],
            [138.0, -80.0],
            [140.0, 9.0],
            [132.0, 88.0],
            [10.0, 94.0],
            [-134.0, 86.0],
            [-140.0, -6.0],
        ],
        waters: vec![Water {
            course: line::smooth(&[[6.0, 96.0], [-8.0, 40.0], [7.0, -20.0], [-6.0, -96.0]], 9.0),
            half_width: 6.0,
            name: "Rạch Bến Lá".to_owned(),
        }],
        rail: None,
        greens: Vec::new(),
        paths,
        called,
        blocks,
        doors,
        runs,
    }
}

fn path(class: LineClass, depth: u8, points: &[Point]) -> Path {
    Path {
        class,
        depth,
        points: points.to_vec(),
        half_width: if depth == 0 { 4.0 } else { 1.8 },
        parent: None,
        mouth: (0.0, 1),
        forks: Vec::new(),
        bridges: false,
        on_edge: false,
    }
}

fn fork(paths: &mut Vec<Path>, along: f64, side: i8, tip: Point) {
    let (at, _) = line::along(&paths[0].points, along);
    let mut alley = path(LineClass::Alley, 1, &[at, tip]);
    alley.parent = Some(0);
    alley.mouth = (along, side);
    let other = paths.len();
    paths[0].forks.push(Fork { along, side, other, half_width: alley.half_width, at });
    paths.push(alley);
}

fn house(paths: &[Path], path: usize, along: f64, side: i8) -> Door {
    let (on, way) = line::along(&paths[path].points, along);
    let square = way + f64::from(side) * std::f64::consts::FRAC_PI_2;
    let at = line::ahead(on, square, paths[path].half_width + 0.8);
    Door { path, along, side, at, number: 0, letter: 0, households: 1 }
}

/// Seven clusters: the west alleys, the block, and an alley and a street side north and south.
fn runs(called: &[Called]) -> Vec<Run> {
    let houses = |name: String, path: usize, doors: std::ops::Range<usize>| Run {
        households: 7,
        doors: doors.collect(),
        block: None,
        path,
        name,
    };
    let side = |word: &str| format!("{}, bên {word}", called[0].full());
    vec![
        houses(called[1].full(), 1, 14..21),
        houses(called[2].full(), 2, 21..28),
        Run {
            doors: Vec::new(),
            block: Some((0, 0)),
            path: 0,
            households: FLATS,
            name: "Chung cư Sao Mai".to_owned(),
        },
        houses(called[3].full(), 3, 28..35),
        houses(side("số lẻ"), 0, 0..7),
        houses(called[4].full(), 4, 35..42),
        houses(side("số chẵn"), 0, 7..14),
    ]
}
