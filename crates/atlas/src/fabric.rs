//! The fabric of a commune: its outline, the lines that run through it, its water and buildings.
//!
//! Coordinates are metres of one [`crate::Plane`]. Where the lines come from (a map extract, an
//! invented town, a drawing by hand) is not known here.

use geo::{MultiPolygon, Polygon};

/// What runs along a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineClass {
    /// A hẻm or footway: both its sides belong together.
    Alley,
    /// An ordinary street: its two sides are neighbours, but not the same row of houses.
    Street,
    /// A main road: crossed at junctions only.
    MainRoad,
    /// A railway.
    Rail,
    /// A canal or stream.
    Canal,
    /// A river, or the bank of a sheet of water.
    River,
}

impl LineClass {
    /// Every class, in order.
    pub const ALL: [Self; 6] =
        [Self::Alley, Self::Street, Self::MainRoad, Self::Rail, Self::Canal, Self::River];

    /// The class of a map's code, Vietnamese or English; nothing for what is no line, such as a building.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Some(match code {
            "alley" | "hem" => Self::Alley,
            "street" | "duong" => Self::Street,
            "main_road" | "duong_chinh" => Self::MainRoad,
            "rail" | "duong_sat" => Self::Rail,
            "canal" | "kenh" => Self::Canal,
            "river" | "song" | "water" => Self::River,
            _ => return None,
        })
    }

    /// People walk along it and doors open onto it.
    #[must_use]
    pub const fn is_walked(self) -> bool {
        matches!(self, Self::Alley | Self::Street | Self::MainRoad)
    }

    /// It separates unless a bridge or level crossing reopens it.
    #[must_use]
    pub const fn is_barrier(self) -> bool {
        matches!(self, Self::Rail | Self::Canal | Self::River)
    }
}

/// One line of the fabric.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What runs along it.
    pub class: LineClass,
    /// Its name as written on the map ("Hẻm 212 Lê Văn Sỹ").
    pub name: Option<String>,
    /// Its course in metres, at least two points.
    pub path: Vec<[f64; 2]>,
    /// It is (or lies on) a bridge.
    pub bridge: bool,
    /// It runs underground and separates and reopens nothing.
    pub tunnel: bool,
}

impl Line {
    /// A line on the ground without a name.
    #[must_use]
    pub fn new(class: LineClass, path: Vec<[f64; 2]>) -> Self {
        Self { class, name: None, path, bridge: false, tunnel: false }
    }

    /// The same line with a name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Its length in metres.
    #[must_use]
    pub fn length_m(&self) -> f64 {
        self.path.windows(2).map(|p| (p[1][0] - p[0][0]).hypot(p[1][1] - p[0][1])).sum()
    }
}

/// A building.
#[derive(Debug, Clone, PartialEq)]
pub struct Building {
    /// Its footprint in metres.
    pub outline: Polygon<f64>,
    /// Storeys above ground, at least 1; 1 where the source does not say.
    pub levels: u32,
}

/// The fabric of one commune.
#[derive(Debug, Clone, PartialEq)]
pub struct Fabric {
    /// The commune's outline; several polygons where it has islands.
    pub boundary: MultiPolygon<f64>,
    /// Streets, alleys, rail and water courses. They may cross one another and the outline.
    pub lines: Vec<Line>,
    /// Sheets of water: nobody lives there, and their banks separate like a river.
    pub water: MultiPolygon<f64>,
    /// Buildings, where known.
    pub buildings: Vec<Building>,
}

impl Fabric {
    /// A fabric of an outline and lines, without water sheets or buildings.
    #[must_use]
    pub const fn new(boundary: MultiPolygon<f64>, lines: Vec<Line>) -> Self {
        Self { boundary, lines, water: MultiPolygon(Vec::new()), buildings: Vec::new() }
    }
}
