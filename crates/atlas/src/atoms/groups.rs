//! Old groups as atoms: drawn on a map, or listed in a table with typed adjacency.

use std::collections::BTreeMap;

use geo::{InteriorPoint, MultiPolygon};

use super::{Atom, AtomFault, AtomGraph, piece};
use crate::fabric::{Fabric, LineClass};
use crate::territory::{Border, Frontage, territories_of_areas};

/// An old group drawn on a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Its name.
    pub name: String,
    /// Its households.
    pub households: u32,
    /// The old unit above it, as an index the caller chose.
    pub predecessor: Option<u32>,
    /// Groups with the same number must stay together.
    pub must_link: Option<u32>,
    /// Its outline in metres.
    pub shape: MultiPolygon<f64>,
}

/// Atoms from old groups drawn on a map; gaps and overlaps between them are settled.
///
/// # Errors
/// [`AtomFault::Fabric`] where the outlines or the commune are unusable.
pub fn from_outlines(fabric: &Fabric, outlines: &[Outline]) -> Result<AtomGraph, AtomFault> {
    let shapes: Vec<MultiPolygon<f64>> = outlines.iter().map(|o| o.shape.clone()).collect();
    let grown = territories_of_areas(fabric, &shapes)?;
    let pieces = grown
        .pieces
        .iter()
        .map(|land| piece(land, land.labels.iter().map(|&a| a as u32).collect()))
        .collect();
    let atoms = outlines
        .iter()
        .zip(grown.polygons)
        .map(|(outline, polygon)| {
            let inside = polygon.interior_point().or_else(|| outline.shape.interior_point());
            Atom {
                position: inside.map_or([0.0, 0.0], |p| [p.x(), p.y()]),
                polygon,
                must_link: outline.must_link,
                predecessor: outline.predecessor,
                ..plain(&outline.name, outline.households)
            }
        })
        .collect();
    Ok(AtomGraph { atoms, borders: grown.borders, pieces, hems: Vec::new() })
}

/// One row of a table of old groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The group's name, unique in the table.
    pub name: String,
    /// Its households.
    pub households: u32,
    /// The old unit above it.
    pub predecessor: Option<u32>,
    /// Groups with the same number must stay together.
    pub must_link: Option<u32>,
}

/// Two groups that touch, as someone typed it.
#[derive(Debug, Clone, PartialEq)]
pub struct Touch {
    /// One group's name.
    pub one: String,
    /// The other's.
    pub other: String,
    /// Metres of shared border; 100 where nobody measured.
    pub length_m: Option<f64>,
    /// What runs between them.
    pub along: Option<LineClass>,
    /// A bridge or crossing joins them.
    pub reopened: bool,
}

/// What is wrong with a typed table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    /// Two rows have one name.
    #[error("two groups are called {name}")]
    SameName {
        /// The name.
        name: String,
    },
    /// An adjacency names a group that is not in the table.
    #[error("touch {touch} names {name}, which is not in the table")]
    NoSuchGroup {
        /// Position of the adjacency, from 1.
        touch: usize,
        /// The name.
        name: String,
    },
    /// A group is said to touch itself.
    #[error("touch {touch} joins {name} to itself")]
    Itself {
        /// Position of the adjacency, from 1.
        touch: usize,
        /// The name.
        name: String,
    },
}

impl TableFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SameName { .. } => "atlas-same-name",
            Self::NoSuchGroup { .. } => "atlas-no-such-group",
            Self::Itself { .. } => "atlas-touches-itself",
        }
    }

    /// The data of its sentence.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::SameName { name } => vec![("name", name.clone())],
            Self::NoSuchGroup { touch, name } | Self::Itself { touch, name } => {
                vec![("touch", touch.to_string()), ("name", name.clone())]
            }
        }
    }
}

/// Metres of a border nobody measured.
const UNMEASURED_M: f64 = 100.0;

/// Atoms from a table of old groups and a list of which touch.
///
/// # Errors
/// [`TableFault`] naming the row.
pub fn from_table(rows: &[Row], touches: &[Touch]) -> Result<AtomGraph, TableFault> {
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    for (i, row) in rows.iter().enumerate() {
        if index.insert(key(&row.name), i).is_some() {
            return Err(TableFault::SameName { name: row.name.clone() });
        }
    }
    let mut borders: BTreeMap<(usize, usize), Border> = BTreeMap::new();
    for (i, touch) in touches.iter().enumerate() {
        let find = |name: &str| {
            let missing = || TableFault::NoSuchGroup { touch: i + 1, name: name.to_owned() };
            index.get(&key(name)).copied().ok_or_else(missing)
        };
        let (a, b) = (find(&touch.one)?, find(&touch.other)?);
        if a == b {
            return Err(TableFault::Itself { touch: i + 1, name: touch.one.clone() });
        }
        let (a, b) = (a.min(b), a.max(b));
        let border = borders.entry((a, b)).or_insert_with(|| blank(a, b));
        *border.length_m.of_mut(touch.along) += touch.length_m.unwrap_or(UNMEASURED_M);
        let over_road = touch.along == Some(LineClass::MainRoad);
        border.road_crossings += u32::from(touch.reopened && over_road);
        border.crossings += u32::from(touch.reopened && !over_road);
    }
    let atoms = rows
        .iter()
        .map(|row| Atom {
            predecessor: row.predecessor,
            must_link: row.must_link,
            ..plain(&row.name, row.households)
        })
        .collect();
    let borders = borders.into_values().collect();
    Ok(AtomGraph { atoms, borders, pieces: Vec::new(), hems: Vec::new() })
}

fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn blank(a: usize, b: usize) -> Border {
    let length_m = Frontage::default();
    Border { a, b, length_m, crossings: 0, road_crossings: 0, cut_alleys: 0 }
}

fn plain(name: &str, households: u32) -> Atom {
    Atom {
        name: Some(name.to_owned()),
        class: None,
        households,
        estimated: false,
        position: [0.0, 0.0],
        predecessor: None,
        must_link: None,
        hem: None,
        frontage_m: 0.0,
        polygon: MultiPolygon(Vec::new()),
    }
}
