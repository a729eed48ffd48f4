//! Territories: each label's share of the land, grown from seeds over the mesh of the fabric.
//!
//! Labels flood the mesh's triangles by walking distance, and a border of water, rail or road is
//! crossed only at a high price. Every point of the commune gets exactly one label, so the
//! polygons neither gap nor overlap, and neighbours share identical vertices.

use geo::MultiPolygon;

use crate::fabric::Fabric;

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
    /// Junctions where a street or alley goes straight on over a main road from one to the other.
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
    /// Each pair of labels that touch along more than a point, once, ordered.
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
}

/// Gives every point of the commune to one label. Deterministic.
///
/// # Errors
/// [`FabricFault`] where the outline, the seeds or a coordinate is unusable.
pub fn territories(fabric: &Fabric, seeds: &[Seed]) -> Result<Territories, FabricFault> {
    let _ = (fabric, seeds);
    Err(FabricFault::NoSeed)
}

/// Polygons of groups of labels: borders inside a group vanish, outer ones keep their vertices.
///
/// `groups[i]` is the group of `polygons[i]`; groups are 0-based and dense. Works in metres and in
/// degrees alike, on polygons whose shared borders have identical vertices.
#[must_use]
pub fn dissolve(polygons: &[MultiPolygon<f64>], groups: &[usize]) -> Vec<MultiPolygon<f64>> {
    let _ = (polygons, groups);
    Vec::new()
}

/// Borders of groups of labels: lengths and crossings between two groups are added up.
#[must_use]
pub fn group_borders(borders: &[Border], groups: &[usize]) -> Vec<Border> {
    let _ = (borders, groups);
    Vec::new()
}
