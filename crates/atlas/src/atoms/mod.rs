//! Atoms: the smallest pieces a drawing moves, and their adjacency.
//!
//! They come from street sides and hẻm ([`from_streets`]), from old groups drawn on a map
//! ([`from_outlines`]), or from a table of old groups with typed adjacency ([`from_table`]). What
//! may be joined with what is decided later, in [`crate::problem`].

mod groups;
mod hem;
mod network;
mod side;
mod spread;

use geo::MultiPolygon;

use crate::fabric::{Fabric, LineClass};
use crate::territory::{Border, FabricFault, Land, Seed, Territories, grow, settle};

pub use groups::{Outline, Row, TableFault, Touch, from_outlines, from_table};
pub use spread::spread;

/// One atom.
#[derive(Debug, Clone, PartialEq)]
pub struct Atom {
    /// The name of its street, hẻm or old group, as its source writes it.
    pub name: Option<String>,
    /// What it lies along; `None` for old groups.
    pub class: Option<LineClass>,
    /// Its households.
    pub households: u32,
    /// The households are spread by an estimate, not counted.
    pub estimated: bool,
    /// A place in it, in metres.
    pub position: [f64; 2],
    /// The old unit it belongs to, as an index the caller chose.
    pub predecessor: Option<u32>,
    /// Atoms with the same number must stay together (an apartment complex).
    pub must_link: Option<u32>,
    /// The hẻm tree it belongs to: an index into [`AtomGraph::hems`] of its largest hẻm.
    pub hem: Option<u32>,
    /// Metres of house fronts.
    pub frontage_m: f64,
    /// Its land in metres; empty where the source has no map.
    pub polygon: MultiPolygon<f64>,
}

/// A named hẻm or a dead-end tree, and the atoms it runs through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hem {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Its atoms, ascending; several only where it is larger than a unit may be.
    pub atoms: Vec<u32>,
}

/// A piece of land, connected without crossing rail, canal or river.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Its area.
    pub area_km2: f64,
    /// The atoms whose houses stand on it, ascending.
    pub atoms: Vec<u32>,
    /// Streets or alleys run through it.
    pub has_streets: bool,
    /// A point inside it, in metres.
    pub position: [f64; 2],
}

/// Atoms and how they touch.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AtomGraph {
    /// The atoms.
    pub atoms: Vec<Atom>,
    /// How they touch; `a` and `b` are atoms.
    pub borders: Vec<Border>,
    /// The commune's pieces of land, largest first.
    pub pieces: Vec<Piece>,
    /// The hẻm.
    pub hems: Vec<Hem>,
}

impl AtomGraph {
    /// All households.
    #[must_use]
    pub fn households(&self) -> u64 {
        self.atoms.iter().map(|a| u64::from(a.households)).sum()
    }

    /// Some households are estimates.
    #[must_use]
    pub fn is_estimated(&self) -> bool {
        self.atoms.iter().any(|a| a.estimated)
    }
}

/// A door with its households.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Door {
    /// Where, in metres.
    pub at: [f64; 2],
    /// Households behind it.
    pub households: u32,
    /// The apartment complex it belongs to: all its doors stay together.
    pub block: Option<u32>,
    /// The old unit it belongs to.
    pub predecessor: Option<u32>,
}

/// What is known of where people live.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum People<'a> {
    /// Only the total: it is spread by frontage, class and floor area, and marked estimated.
    Total(u32),
    /// Every door.
    Doors(&'a [Door]),
}

/// How many households an atom may have before it is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grain {
    /// A network of hẻm up to this stays one atom.
    pub hem_network: u32,
    /// One hẻm, or one street side, up to this stays one atom.
    pub whole: u32,
    /// What is larger is cut into atoms of about this.
    pub part: u32,
}

impl Grain {
    /// The grain for units of at most `max` households: atoms stay well below a unit.
    #[must_use]
    pub const fn for_units_up_to(max: u32) -> Self {
        Self { hem_network: max / 5, whole: max * 2 / 5, part: max / 6 }
    }
}

/// Why there are no atoms.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AtomFault {
    /// No street or alley lies in the commune.
    #[error("no street lies in the commune")]
    NoStreets {
        /// The pieces of land, largest first.
        pieces: Vec<Piece>,
    },
    /// The fabric is unusable.
    #[error(transparent)]
    Fabric(#[from] FabricFault),
}

impl AtomFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoStreets { .. } => "atlas-no-streets",
            Self::Fabric(fault) => fault.code(),
        }
    }

    /// The data of its sentence.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoStreets { pieces } => vec![("pieces", pieces.len().to_string())],
            Self::Fabric(fault) => fault.args(),
        }
    }
}

/// An atom before its land is known.
#[derive(Debug, Clone, PartialEq)]
struct Kernel {
    name: Option<String>,
    class: LineClass,
    frontage_m: f64,
    /// What its share of the households is proportional to.
    weight: f64,
    seeds: Vec<[f64; 2]>,
    hems: Vec<u32>,
}

/// Atoms from street sides and hẻm.
///
/// The side of a street between two junctions is the smallest atom; a hẻm and what hangs on it is
/// one atom, both sides together, unless the grain says it is too large.
///
/// # Errors
/// [`AtomFault::NoStreets`] with the pieces of land, or what is wrong with the fabric.
pub fn from_streets(
    fabric: &Fabric,
    people: People<'_>,
    grain: Grain,
) -> Result<AtomGraph, AtomFault> {
    let network = network::Network::new(fabric)?;
    let sides = side::sides(&network);
    let trees = hem::trees(&network);
    let weight: f64 = sides.iter().map(|k| k.weight).sum::<f64>()
        + trees.iter().map(hem::Tree::weight).sum::<f64>();
    let total = match people {
        People::Total(total) => total,
        People::Doors(doors) => doors.iter().map(|d| d.households).sum(),
    };
    let per_weight = if weight > 0.0 { f64::from(total) / weight } else { 0.0 };
    let mut hems = Vec::new();
    let mut kernels: Vec<Kernel> =
        sides.into_iter().flat_map(|side| side::cut(side, per_weight, grain)).collect();
    for tree in &trees {
        kernels.extend(tree.kernels(per_weight, grain, &mut hems));
    }
    kernels.retain(|k| !k.seeds.is_empty());
    if kernels.is_empty() {
        let pieces =
            crate::territory::lands(fabric)?.iter().map(|l| piece(l, Vec::new())).collect();
        return Err(AtomFault::NoStreets { pieces });
    }
    let all = seeds(&kernels);
    let (mut mesh, settled) = settle(fabric, &all)?;
    // Between carriageways and on traffic islands nobody is assumed to live.
    let keep = |label: usize| settled[label] || matches!(people, People::Doors(_));
    let places = all.iter().zip(&mesh.places).filter(|(s, _)| keep(s.label));
    mesh.places = places.map(|(_, &node)| node).collect();
    let mut label = 0..;
    kernels.retain(|_| label.next().is_some_and(keep));
    let seeds = seeds(&kernels);
    let grown = grow(&mesh, &seeds);
    spread::add_floors(&mut kernels, fabric, per_weight);
    let mut graph = graph(&kernels, grown, hems);
    match people {
        People::Total(total) => {
            let weights: Vec<f64> = kernels.iter().map(|k| k.weight).collect();
            for (atom, households) in graph.atoms.iter_mut().zip(spread(total, &weights)) {
                atom.households = households;
                atom.estimated = true;
            }
        }
        People::Doors(doors) => spread::count_doors(&mut graph.atoms, &seeds, doors),
    }
    Ok(graph)
}

fn seeds(kernels: &[Kernel]) -> Vec<Seed> {
    kernels
        .iter()
        .enumerate()
        .flat_map(|(label, k)| k.seeds.iter().map(move |&at| Seed { at, label }))
        .collect()
}

fn graph(kernels: &[Kernel], grown: Territories, names: Vec<Option<String>>) -> AtomGraph {
    let mut hems: Vec<Hem> =
        names.into_iter().map(|name| Hem { name, atoms: Vec::new() }).collect();
    for (i, kernel) in kernels.iter().enumerate() {
        for &hem in &kernel.hems {
            hems[hem as usize].atoms.push(i as u32);
        }
    }
    hems.iter_mut().for_each(|h| h.atoms.dedup());
    let pieces =
        grown.pieces.iter().map(|l| piece(l, l.seeded.iter().map(|&a| a as u32).collect()));
    let pieces = pieces.collect();
    let atoms = kernels
        .iter()
        .zip(grown.polygons)
        .map(|(kernel, polygon)| Atom {
            name: kernel.name.clone(),
            class: Some(kernel.class),
            households: 0,
            estimated: false,
            position: kernel.seeds[kernel.seeds.len() / 2],
            predecessor: None,
            must_link: None,
            hem: kernel.hems.first().copied(),
            frontage_m: kernel.frontage_m,
            polygon,
        })
        .collect();
    AtomGraph { atoms, borders: grown.borders, pieces, hems }
}

fn piece(land: &Land, atoms: Vec<u32>) -> Piece {
    Piece {
        area_km2: land.area_m2 / 1e6,
        atoms,
        has_streets: land.has_streets,
        position: land.position,
    }
}

/// Households for each metre of front, by class: a hẻm is lined door to door, a main road with
/// offices and shops. Only the ratios matter; they are an estimate and marked so.
const fn households_per_metre(class: LineClass) -> f64 {
    match class {
        LineClass::Alley => 0.16,
        LineClass::Street => 0.10,
        _ => 0.06,
    }
}

#[cfg(test)]
mod tests;
