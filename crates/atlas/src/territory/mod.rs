//! Territories: each label's share of the land, grown from seeds over the mesh of the fabric.
//!
//! Labels flood the mesh's triangles by walking distance, and a border of water, rail or road is
//! crossed only at a high price. Every point of the commune gets exactly one label, so the
//! polygons neither gap nor overlap, and neighbours share identical vertices.

mod border;
mod flood;
mod land;
mod outline;
mod pocket;
pub(crate) mod rings;

use std::collections::BTreeMap;

use geo::{BoundingRect, Contains, MultiPolygon};

use crate::fabric::{Fabric, LineClass};
use crate::mesh::{Mesh, Triangle};

/// A place that belongs to a label: a door, or a point beside a street.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seed {
    /// Where, in metres.
    pub at: [f64; 2],
    /// Whose; labels are 0-based and dense.
    pub label: usize,
}

/// Metres of shared border, by what runs along it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Frontage {
    /// Nothing: backs of plots, or a cut across an alley.
    pub open: f64,
    /// Along an alley.
    pub alley: f64,
    /// Along a street.
    pub street: f64,
    /// Along a main road.
    pub main_road: f64,
    /// Along a railway.
    pub rail: f64,
    /// Along a canal.
    pub canal: f64,
    /// Along a river bank.
    pub river: f64,
}

/// The border between two labels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Border {
    /// The smaller label.
    pub a: usize,
    /// The larger label.
    pub b: usize,
    /// Its length, by what runs along it.
    pub length_m: Frontage,
    /// Bridges and level crossings over rail, canal or river between the two.
    pub crossings: u32,
    /// Junctions where streets open onto a main road from both sides, facing or nearly so, or
    /// where main roads meet.
    pub road_crossings: u32,
    /// Alleys that run from one into the other.
    pub cut_alleys: u32,
}

/// A piece of land: connected without crossing rail, canal or river.
#[derive(Debug, Clone, PartialEq)]
pub struct Land {
    /// Its area in square metres.
    pub area_m2: f64,
    /// The labels that have land in it, ascending.
    pub labels: Vec<usize>,
    /// The labels that have a seed in it, ascending.
    pub seeded: Vec<usize>,
    /// A point inside it.
    pub position: [f64; 2],
    /// Street or alley runs through it or along it.
    pub has_streets: bool,
}

/// What the labels' territories are.
#[derive(Debug, Clone, PartialEq)]
pub struct Territories {
    /// One per label, in metres; empty only for a label without a seed.
    pub polygons: Vec<MultiPolygon<f64>>,
    /// Each pair of labels that touch along more than a point, or that a bridge or junction joins,
    /// once, ordered.
    pub borders: Vec<Border>,
    /// The pieces of land, largest first.
    pub pieces: Vec<Land>,
}

/// Why no territories can be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum FabricFault {
    /// The outline is empty or has no area.
    #[error("the outline has no area")]
    NoBoundary,
    /// There is no seed.
    #[error("there is no seed")]
    NoSeed,
    /// A coordinate is not a finite number, or lies absurdly far away.
    #[error("coordinate ({x}, {y}) is not usable as metres")]
    BadCoordinate {
        /// East.
        x: f64,
        /// North.
        y: f64,
    },
}

impl FabricFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoBoundary => "atlas-no-boundary",
            Self::NoSeed => "atlas-no-seed",
            Self::BadCoordinate { .. } => "atlas-bad-coordinate",
        }
    }

    /// The data of its sentence.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoBoundary | Self::NoSeed => Vec::new(),
            Self::BadCoordinate { x, y } => vec![("x", x.to_string()), ("y", y.to_string())],
        }
    }
}

impl Frontage {
    /// The part along a class; `None` is the open part.
    #[must_use]
    pub const fn of(&self, class: Option<LineClass>) -> f64 {
        match class {
            None => self.open,
            Some(LineClass::Alley) => self.alley,
            Some(LineClass::Street) => self.street,
            Some(LineClass::MainRoad) => self.main_road,
            Some(LineClass::Rail) => self.rail,
            Some(LineClass::Canal) => self.canal,
            Some(LineClass::River) => self.river,
        }
    }

    /// The part along a class, to be changed.
    pub const fn of_mut(&mut self, class: Option<LineClass>) -> &mut f64 {
        match class {
            None => &mut self.open,
            Some(LineClass::Alley) => &mut self.alley,
            Some(LineClass::Street) => &mut self.street,
            Some(LineClass::MainRoad) => &mut self.main_road,
            Some(LineClass::Rail) => &mut self.rail,
            Some(LineClass::Canal) => &mut self.canal,
            Some(LineClass::River) => &mut self.river,
        }
    }

    /// The whole length.
    #[must_use]
    pub const fn total(&self) -> f64 {
        self.walkable() + self.main_road + self.rail + self.canal + self.river
    }

    /// The length along which one simply walks over: open, alley and street.
    #[must_use]
    pub const fn walkable(&self) -> f64 {
        self.open + self.alley + self.street
    }
}

impl Border {
    /// One may walk from one to the other without a bridge and without crossing a main road.
    ///
    /// A touch of under [`Border::LEAST_M`] metres is a corner, not a way: houses are deeper than that.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.length_m.walkable() >= Self::LEAST_M
    }

    /// Shorter shared borders are corners.
    pub const LEAST_M: f64 = 12.0;
}

/// Gives every point of the commune to one label. Deterministic.
///
/// # Errors
/// [`FabricFault`] where the outline, the seeds or a coordinate is unusable.
pub fn territories(fabric: &Fabric, seeds: &[Seed]) -> Result<Territories, FabricFault> {
    if seeds.is_empty() {
        return Err(FabricFault::NoSeed);
    }
    let points: Vec<[f64; 2]> = seeds.iter().map(|s| s.at).collect();
    Ok(grow(&Mesh::new(fabric, &points)?, seeds))
}

/// Territories over a mesh whose places are the seeds'.
pub(crate) fn grow(mesh: &Mesh, seeds: &[Seed]) -> Territories {
    let labels = flood::flood(mesh, seeds);
    let count = seeds.iter().map(|s| s.label + 1).max().unwrap_or(0);
    let barren = pocket::barren(mesh);
    Territories {
        polygons: outline::polygons(mesh, &labels, &barren, count),
        borders: border::borders(mesh, &labels, &barren),
        pieces: land::pieces(mesh, &labels, seeds),
    }
}

/// The mesh of a fabric and its seeds, and for each label whether it has a seed outside the small
/// pockets that main roads wall in: a strip between carriageways, a traffic island.
pub(crate) fn settle(fabric: &Fabric, seeds: &[Seed]) -> Result<(Mesh, Vec<bool>), FabricFault> {
    let points: Vec<[f64; 2]> = seeds.iter().map(|s| s.at).collect();
    let mesh = Mesh::new(fabric, &points)?;
    let small = pocket::small_pockets(&mesh);
    let count = seeds.iter().map(|s| s.label + 1).max().unwrap_or(0);
    let mut settled = vec![false; count];
    let round = mesh.round_nodes();
    for (seed, &node) in seeds.iter().zip(&mesh.places) {
        settled[seed.label] |= round[node as usize].iter().any(|&t| !small[t as usize]);
    }
    Ok((mesh, settled))
}

/// Gives every point of the commune to one of the areas drawn by hand.
///
/// Gaps between areas go to the nearest, overlaps to the first, what lies outside the outline is
/// cut off. An area of which nothing is left has an empty polygon.
///
/// # Errors
/// [`FabricFault`] where the outline or a coordinate is unusable or no area lies in the commune.
pub fn territories_of_areas(
    fabric: &Fabric,
    areas: &[MultiPolygon<f64>],
) -> Result<Territories, FabricFault> {
    let mesh = Mesh::with_drawn(fabric, &[], areas)?;
    let extents: Vec<_> = areas.iter().map(BoundingRect::bounding_rect).collect();
    let home = |t: usize| {
        let [x, y] = mesh.centre(t);
        let centre = geo::Point::new(x, y);
        areas.iter().zip(&extents).position(|(area, extent)| {
            extent.is_some_and(|e| e.contains(&centre)) && area.contains(&centre)
        })
    };
    let given: Vec<Option<u32>> =
        (0..mesh.triangles.len()).map(|t| home(t).map(|l| l as u32)).collect();
    if given.iter().all(Option::is_none) {
        return Err(FabricFault::NoSeed);
    }
    let labels = flood::fill_up(&mesh, &given);
    let mut pieces = land::pieces(&mesh, &labels, &[]);
    for piece in &mut pieces {
        piece.seeded.clone_from(&piece.labels);
    }
    let water = |t: &Triangle| t.water.then_some(LineClass::River);
    let barren: Vec<Option<LineClass>> = mesh.triangles.iter().map(water).collect();
    Ok(Territories {
        polygons: outline::polygons(&mesh, &labels, &barren, areas.len()),
        borders: border::borders(&mesh, &labels, &barren),
        pieces,
    })
}

/// The pieces of land of a commune, whoever lives there, largest first.
///
/// # Errors
/// [`FabricFault`] where the outline or a coordinate is unusable.
pub fn lands(fabric: &Fabric) -> Result<Vec<Land>, FabricFault> {
    let mesh = Mesh::new(fabric, &[])?;
    let mut pieces = land::pieces(&mesh, &vec![0; mesh.triangles.len()], &[]);
    pieces.iter_mut().for_each(|piece| piece.labels.clear());
    Ok(pieces)
}

/// Polygons of groups of labels: borders inside a group vanish, outer ones keep their vertices.
///
/// `groups[i]` is the group of `polygons[i]`; groups are 0-based and dense. Works in metres and in
/// degrees alike, on polygons whose shared borders have identical vertices.
#[must_use]
pub fn dissolve(polygons: &[MultiPolygon<f64>], groups: &[usize]) -> Vec<MultiPolygon<f64>> {
    rings::dissolve(polygons, groups)
}

/// Borders of groups of labels: lengths and crossings between two groups are added up.
#[must_use]
pub fn group_borders(borders: &[Border], groups: &[usize]) -> Vec<Border> {
    let mut grouped: BTreeMap<(usize, usize), Border> = BTreeMap::new();
    for border in borders {
        let (a, b) = (groups[border.a], groups[border.b]);
        if a == b {
            continue;
        }
        let (a, b) = (a.min(b), a.max(b));
        let sum = grouped.entry((a, b)).or_insert(Border {
            a,
            b,
            length_m: Frontage::default(),
            crossings: 0,
            road_crossings: 0,
            cut_alleys: 0,
        });
        for class in std::iter::once(None).chain(LineClass::ALL.map(Some)) {
            *sum.length_m.of_mut(class) += border.length_m.of(class);
        }
        sum.crossings += border.crossings;
        sum.road_crossings += border.road_crossings;
        sum.cut_alleys += border.cut_alleys;
    }
    grouped.into_values().collect()
}

#[cfg(test)]
mod tests;
