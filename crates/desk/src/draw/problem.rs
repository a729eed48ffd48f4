//! From a commune's clusters to a drawing problem. Base units are drawn from whole old groups; one
//! that a barrier cuts, or that is larger than the most, is opened into pieces, with the reason.
//! Which borders separate and what a cut costs is `atlas`'s knowledge.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use atlas::problem::{Barrier, DrawRules, Joining, is_way};
use atlas::{Atom, AtomGraph, Border, Frontage, Plane};
use districting::{Edge, Heirs, Parts, Problem, ProblemFault, Sizes, WardWeights};
use geo::MultiPolygon;
use store::atom::{self, Line};
use units::UnitId;

use super::instance::as_written;
use super::order::{Order, What};

/// A problem with the clusters of each of its atoms.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Drawn {
    pub(crate) problem: Problem,
    /// Clusters (indices into the list given) of each atom.
    pub(crate) members: Vec<Vec<usize>>,
    /// Old groups that were opened: group, reason, households.
    pub(crate) splits: Vec<(UnitId, &'static str, i64)>,
    /// What separates atoms for good, with the edges there would be without it.
    pub(crate) barriers: Vec<(Barrier, Vec<Edge>)>,
}

/// Builds the problem of an order over the clusters given.
pub(crate) fn build(
    order: &Order,
    clusters: &[Line],
    borders: &[atom::Border],
) -> Result<Drawn, ProblemFault> {
    let borders = borders_of(clusters, borders);
    let (members, splits) = match order.what {
        What::Base { .. } => group(clusters, &borders, order.max),
        What::Part { .. } | What::Unit { .. } => {
            ((0..clusters.len()).map(|at| vec![at]).collect(), Vec::new())
        }
    };
    let mut home = vec![0; clusters.len()];
    for (atom, clusters) in members.iter().enumerate() {
        for cluster in clusters {
            home[*cluster] = atom;
        }
    }
    let bases: BTreeSet<UnitId> = clusters.iter().filter_map(|line| line.base_unit).collect();
    let bases: Vec<UnitId> = bases.into_iter().collect();
    let mut graph = AtomGraph {
        atoms: members.iter().map(|own| atom(clusters, own, &bases)).collect(),
        borders: atlas::group_borders(&borders, &home),
        ..AtomGraph::default()
    };
    together(&mut graph.atoms, clusters, &home);
    let rules = DrawRules {
        sizes: Sizes {
            min: order.min,
            max: order.max,
            target: f64::from(order.target),
            widen: true,
        },
        parts: order.k.map_or(Parts::Free, Parts::Exactly),
        weights: WardWeights::default(),
        heirs: match order.what {
            What::Base { .. } => Heirs::Once,
            // Inside a base unit no identity is at stake.
            What::Part { .. } | What::Unit { .. } => Heirs::Each,
        },
        joining: match order.what {
            What::Base { .. } if order.over_main_roads => Joining::Everywhere,
            What::Base { .. } => Joining::Needed,
            // Neighbours on two sides of a street look after each other all the same.
            What::Part { .. } | What::Unit { .. } => Joining::Everywhere,
        },
    };
    let problem = as_written(atlas::problem::problem(&graph, &rules)?);
    let barriers = atlas::problem::barriers(&graph, &problem);
    Ok(Drawn { problem, members, splits, barriers })
}

/// The rows that keep a border: one per class, with the crossings that reopen it. For an alley
/// they are the alleys that run through, for a main road the junctions straight over it.
pub(crate) fn border_rows(
    border: &Border,
    (a, b): (units::AtomId, units::AtomId),
) -> Vec<atom::Border> {
    let along = border.length_m;
    let water = [("rail", along.rail), ("canal", along.canal), ("river", along.river)];
    let widest = water
        .into_iter()
        .fold(("river", 0.0), |best, class| if class.1 > best.1 { class } else { best });
    let classes = [
        ("open", along.open, 0),
        ("alley", along.alley, border.cut_alleys),
        ("street", along.street, 0),
        ("main_road", along.main_road, border.road_crossings),
        ("rail", along.rail, if widest.0 == "rail" { border.crossings } else { 0 }),
        ("canal", along.canal, if widest.0 == "canal" { border.crossings } else { 0 }),
        ("river", along.river, if widest.0 == "river" { border.crossings } else { 0 }),
    ];
    let rows = classes.into_iter().filter(|(_, metres, crossings)| *metres > 0.0 || *crossings > 0);
    rows.map(|(class, metres, crossings)| {
        #[expect(clippy::cast_possible_truncation, reason = "decimetres of a commune's border")]
        let length_dm = (metres * 10.0).round() as i64;
        atom::Border { a, b, class: class.to_owned(), length_dm, crossings: crossings.into() }
    })
    .collect()
}

/// The borders of the clusters given, from their rows.
fn borders_of(clusters: &[Line], rows: &[atom::Border]) -> Vec<Border> {
    let place: HashMap<_, usize> =
        clusters.iter().enumerate().map(|(at, line)| (line.atom.id, at)).collect();
    let mut borders: BTreeMap<(usize, usize), Border> = BTreeMap::new();
    for row in rows {
        let (Some(&a), Some(&b)) = (place.get(&row.a), place.get(&row.b)) else { continue };
        let (a, b) = (a.min(b), a.max(b));
        let border = borders.entry((a, b)).or_insert(Border {
            a,
            b,
            length_m: Frontage::default(),
            crossings: 0,
            road_crossings: 0,
            cut_alleys: 0,
        });
        #[expect(clippy::cast_precision_loss, reason = "decimetres of a commune's border")]
        let metres = row.length_dm as f64 / 10.0;
        let crossings = u32::try_from(row.crossings).unwrap_or(u32::MAX);
        let along = &mut border.length_m;
        match row.class.as_str() {
            "open" => along.open += metres,
            "alley" => (along.alley, border.cut_alleys) = (along.alley + metres, crossings),
            "street" => along.street += metres,
            "main_road" => {
                (along.main_road, border.road_crossings) = (along.main_road + metres, crossings);
            }
            "rail" => along.rail += metres,
            "canal" => along.canal += metres,
            _ => along.river += metres,
        }
        if matches!(row.class.as_str(), "rail" | "canal" | "river") {
            border.crossings += crossings;
        }
    }
    borders.into_values().collect()
}

type Groups = (Vec<Vec<usize>>, Vec<(UnitId, &'static str, i64)>);

/// Clusters by old group; an old group that is cut or too large is opened.
fn group(clusters: &[Line], borders: &[Border], max: u32) -> Groups {
    let mut groups: BTreeMap<UnitId, Vec<usize>> = BTreeMap::new();
    let mut members = Vec::new();
    for (at, line) in clusters.iter().enumerate() {
        match line.atom.sub_unit {
            Some(group) => groups.entry(group).or_default().push(at),
            None => members.push(vec![at]),
        }
    }
    let mut splits = Vec::new();
    for (group, own) in groups {
        let households: i64 = own.iter().map(|at| clusters[*at].households).sum();
        let pieces = pieces(&own, borders);
        let reason = match pieces.len() {
            1 if households <= i64::from(max) => {
                members.push(own);
                continue;
            }
            1 => "above_max",
            _ => "split_by_barrier",
        };
        splits.push((group, reason, households));
        for piece in pieces {
            let own: i64 = piece.iter().map(|at| clusters[*at].households).sum();
            if own <= i64::from(max) {
                members.push(piece);
            } else {
                members.extend(piece.into_iter().map(|at| vec![at]));
            }
        }
    }
    members.sort_unstable();
    (members, splits)
}

/// The pieces of an old group. Where the office drew it over a main road with a junction, it stays
/// whole: only rail and water without a crossing cut it.
fn pieces(own: &[usize], borders: &[Border]) -> Vec<Vec<usize>> {
    let inside: BTreeSet<usize> = own.iter().copied().collect();
    let mut near: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for border in borders {
        let passable = is_way(border) || border.road_crossings > 0;
        if passable && inside.contains(&border.a) && inside.contains(&border.b) {
            near.entry(border.a).or_default().push(border.b);
            near.entry(border.b).or_default().push(border.a);
        }
    }
    let mut left = inside;
    let mut pieces = Vec::new();
    while let Some(first) = left.pop_first() {
        let mut piece = vec![first];
        let mut next = 0;
        while next < piece.len() {
            for other in near.get(&piece[next]).into_iter().flatten() {
                if left.remove(other) {
                    piece.push(*other);
                }
            }
            next += 1;
        }
        piece.sort_unstable();
        pieces.push(piece);
    }
    pieces
}

fn atom(clusters: &[Line], own: &[usize], bases: &[UnitId]) -> Atom {
    let mut households: i64 = 0;
    let mut from: BTreeMap<UnitId, i64> = BTreeMap::new();
    let (mut x, mut y) = (0.0, 0.0);
    for line in own.iter().map(|at| &clusters[*at]) {
        households += line.households;
        if let Some(base) = line.base_unit {
            *from.entry(base).or_default() += line.households;
        }
        let [east, north] = metres(line);
        x += east;
        y += north;
    }
    let majority = from.into_iter().max_by_key(|(unit, share)| (*share, std::cmp::Reverse(*unit)));
    let majority = majority.and_then(|(unit, _)| bases.binary_search(&unit).ok());
    #[expect(clippy::cast_precision_loss, reason = "a handful of clusters")]
    let many = own.len().max(1) as f64;
    Atom {
        name: None,
        class: None,
        households: u32::try_from(households).unwrap_or(u32::MAX),
        estimated: false,
        position: [x / many, y / many],
        predecessor: majority.map(small),
        must_link: None,
        hem: None,
        frontage_m: 0.0,
        polygon: MultiPolygon(Vec::new()),
    }
}

fn small(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Where a cluster lies, in metres.
fn metres(line: &Line) -> [f64; 2] {
    thread_local! {
        static PLANE: Plane = Plane::utm48n();
    }
    #[expect(clippy::cast_precision_loss, reason = "1e-7 degrees are exact in an f64")]
    let degrees = line.atom.position_e7.map(|degree| degree as f64 / 1e7);
    PLANE.with(|plane| plane.metres(degrees)).unwrap_or(degrees)
}

/// Clusters with one key lie together, and so do the atoms they stand in.
fn together(atoms: &mut [Atom], clusters: &[Line], home: &[usize]) {
    let mut keys: BTreeMap<&str, u32> = BTreeMap::new();
    for (line, atom) in clusters.iter().zip(home) {
        let Some(key) = line.atom.together.as_deref() else { continue };
        let next = small(keys.len());
        let number = *keys.entry(key).or_insert(next);
        match atoms[*atom].must_link {
            None => atoms[*atom].must_link = Some(number),
            // Two blocks in one old group: both keys mean the same from here on.
            Some(first) if first != number => {
                keys.insert(key, first);
                for other in atoms.iter_mut() {
                    if other.must_link == Some(number) {
                        other.must_link = Some(first);
                    }
                }
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests;
