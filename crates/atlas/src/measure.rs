//! Measures of a finished plan, taken from the atoms and the plan alone.
//!
//! Shares no code path with how the problem's edges were chosen, so that it can find them wrong.

use std::collections::BTreeSet;

use geo::{Area, Euclidean, Length, MultiPolygon};

use crate::atoms::AtomGraph;
use crate::territory::{Border, Frontage};

/// What a plan measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measures {
    /// Share of hẻm that lie in more than one unit, 0 where there are none.
    pub hem_split: f64,
    /// Units held together only across rail, canal, river or main road without a way over.
    pub barrier_crossings: u32,
    /// Units that do not hang together at all.
    pub scattered: u32,
    /// Mean Polsby–Popper compactness of the units: 1 is a circle.
    pub compactness: f64,
}

/// Measures a plan: `assignment[i]` is the unit of atom `i`, `units` their land in metres.
#[must_use]
pub fn measure(graph: &AtomGraph, assignment: &[u32], units: &[MultiPolygon<f64>]) -> Measures {
    let (barrier_crossings, scattered) = holding(graph, assignment);
    let shapes: Vec<f64> = units.iter().filter_map(compactness).collect();
    Measures {
        hem_split: hem_split(graph, assignment),
        barrier_crossings,
        scattered,
        compactness: shapes.iter().sum::<f64>() / shapes.len().max(1) as f64,
    }
}

fn hem_split(graph: &AtomGraph, assignment: &[u32]) -> f64 {
    let units = |atoms: &[u32]| -> usize {
        atoms.iter().map(|&a| assignment[a as usize]).collect::<BTreeSet<u32>>().len()
    };
    let known: Vec<usize> =
        graph.hems.iter().filter(|h| !h.atoms.is_empty()).map(|h| units(&h.atoms)).collect();
    known.iter().filter(|&&n| n > 1).count() as f64 / known.len().max(1) as f64
}

/// Of all units: how many are held together only across a barrier, and how many not at all.
fn holding(graph: &AtomGraph, assignment: &[u32]) -> (u32, u32) {
    let units: BTreeSet<u32> = assignment.iter().copied().collect();
    let (mut crossing, mut scattered) = (0, 0);
    for unit in units {
        let inside = |i: usize| assignment[i] == unit;
        let within = |b: &&Border| inside(b.a) && inside(b.b);
        let pieces = |may: &dyn Fn(&Border) -> bool| {
            let joins = graph.borders.iter().filter(within).filter(|b| may(b));
            pieces(assignment, unit, &joins.map(|b| (b.a, b.b)).collect::<Vec<_>>())
        };
        if pieces(&|b| passes(&b.length_m) || b.crossings + b.road_crossings > 0) > 1 {
            if pieces(&|_| true) > 1 { scattered += 1 } else { crossing += 1 }
        }
    }
    (crossing, scattered)
}

/// Open ground, a street or an alley lies between, for more than a corner's length.
fn passes(along: &Frontage) -> bool {
    along.open + along.alley + along.street >= 12.0
}

/// Into how many pieces a unit falls when only these pairs are joined.
fn pieces(assignment: &[u32], unit: u32, joins: &[(usize, usize)]) -> usize {
    let mut left: BTreeSet<usize> =
        (0..assignment.len()).filter(|&i| assignment[i] == unit).collect();
    let mut count = 0;
    while let Some(start) = left.pop_first() {
        count += 1;
        let mut waiting = vec![start];
        while let Some(i) = waiting.pop() {
            for &(a, b) in joins.iter().filter(|(a, b)| *a == i || *b == i) {
                let other = if a == i { b } else { a };
                if left.remove(&other) {
                    waiting.push(other);
                }
            }
        }
    }
    count
}

/// 4π · area / perimeter², `None` for a unit without land.
fn compactness(unit: &MultiPolygon<f64>) -> Option<f64> {
    let rim: f64 = unit
        .iter()
        .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
        .map(|ring| Euclidean.length(ring))
        .sum();
    (rim > 0.0).then(|| 4.0 * std::f64::consts::PI * unit.unsigned_area() / (rim * rim))
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;
    use crate::LineClass;
    use crate::atoms::{Hem, Row, Touch, from_table};

    /// Three groups in a row: a–b over `along`, b–c openly.
    fn row(along: Option<LineClass>, reopened: bool) -> AtomGraph {
        let rows: Vec<Row> = ["a", "b", "c"]
            .map(|name| Row {
                name: name.into(),
                households: 10,
                predecessor: None,
                must_link: None,
            })
            .into();
        let touch = |one: &str, other: &str, along, reopened| Touch {
            one: one.into(),
            other: other.into(),
            length_m: None,
            along,
            reopened,
        };
        from_table(&rows, &[touch("a", "b", along, reopened), touch("b", "c", None, false)])
            .unwrap()
    }

    #[test]
    fn a_unit_over_a_canal_without_a_bridge_is_found() {
        for (along, reopened, crossings) in [
            (Some(LineClass::Canal), false, 1),
            (Some(LineClass::Canal), true, 0),
            (Some(LineClass::MainRoad), false, 1),
            (Some(LineClass::MainRoad), true, 0),
            (Some(LineClass::Street), false, 0),
            (None, false, 0),
        ] {
            let found = measure(&row(along, reopened), &[0, 0, 0], &[]);
            assert_eq!((found.barrier_crossings, found.scattered), (crossings, 0), "{along:?}");
        }
    }

    #[test]
    fn a_unit_in_two_places_is_scattered_not_crossing() {
        let found = measure(&row(None, false), &[0, 1, 0], &[]);
        assert_eq!((found.barrier_crossings, found.scattered), (0, 1));
    }

    #[test]
    fn a_hem_in_two_units_is_split() {
        let mut graph = row(None, false);
        graph.hems = vec![
            Hem { name: Some("Hẻm 1".into()), atoms: vec![0, 1] },
            Hem { name: None, atoms: vec![2] },
            Hem { name: None, atoms: vec![] },
        ];
        assert_eq!(measure(&graph, &[0, 1, 1], &[]).hem_split, 0.5);
        assert_eq!(measure(&graph, &[0, 0, 1], &[]).hem_split, 0.0);
    }

    #[test]
    fn a_square_is_as_compact_as_a_square() {
        let square = MultiPolygon(vec![
            polygon![(x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 10.0, y: 10.0), (x: 0.0, y: 10.0)],
        ]);
        let found = measure(&row(None, false), &[0, 0, 0], &[square]).compactness;
        assert!((found - std::f64::consts::FRAC_PI_4).abs() < 1e-9);
    }
}
