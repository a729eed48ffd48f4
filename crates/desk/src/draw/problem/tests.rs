//! Clusters in a row, written as a line: "A60 | A50 - B40 = B70 ~ C10" is two clusters of group A,
//! two of B and one of C, with an alley (-), a street ( ), a main road with a junction (=), a
//! canal (|) or a canal with a bridge (~) between neighbours.

use units::{AtomId, Day, Kind, UnitId};
use uuid::Uuid;

use super::*;

fn row(line: &str) -> (Vec<Line>, Vec<atom::Border>) {
    let (mut clusters, mut borders) = (Vec::new(), Vec::new());
    let mut between = ' ';
    for word in line.split_whitespace() {
        let first = word.chars().next().unwrap();
        if !first.is_alphabetic() {
            between = first;
            continue;
        }
        let number = clusters.len();
        let cluster = cluster(number, first, word[1..].trim_end_matches('!').parse().unwrap());
        let block = word.ends_with('!').then(|| "block".to_owned());
        clusters.push(Line { atom: atom::NewAtom { together: block, ..cluster.atom }, ..cluster });
        if number > 0 {
            let (class, crossings) = match between {
                '-' => ("alley", 1),
                '=' => ("main_road", 1),
                '|' => ("canal", 0),
                '~' => ("canal", 1),
                _ => ("street", 0),
            };
            borders.push(atom::Border {
                a: clusters[number - 1].atom.id,
                b: clusters[number].atom.id,
                class: class.to_owned(),
                length_dm: 500,
                crossings,
            });
        }
        between = ' ';
    }
    (clusters, borders)
}

fn cluster(number: usize, group: char, households: i64) -> Line {
    let group = UnitId(Uuid::from_u128(u128::from(group as u32)));
    Line {
        atom: atom::NewAtom {
            id: AtomId(Uuid::from_u128(number as u128 + 1)),
            name: String::new(),
            kind: "cluster".to_owned(),
            sub_unit: Some(group),
            together: None,
            position_e7: [1_066_500_000 + i64::try_from(number).unwrap() * 1_000, 107_800_000],
            area_m2: 100,
            wkb: None,
        },
        brought_by: UnitId(Uuid::from_u128(1)),
        base_unit: Some(UnitId(Uuid::from_u128(7))),
        households,
        people: households * 3,
    }
}

fn order(what: What) -> Order {
    Order {
        what,
        kind: Kind::KhuPho,
        min: 80,
        max: 120,
        target: 100,
        k: None,
        seed: 1,
        steps: Some(1),
        seconds: None,
        on: Day::new(2026, 3, 2).unwrap(),
        over_main_roads: false,
        wish: crate::draw::Wish::Plan,
        about: None,
    }
}

/// Atoms as lists of clusters, the edges between them, and the reasons of opened groups.
fn check(line: &str, members: &str, edges: &[(u32, u32)], reasons: &[&str]) {
    let (clusters, borders) = row(line);
    let commune = UnitId(Uuid::nil());
    let drawn = build(&order(What::Base { commune }), &clusters, &borders).unwrap();
    let found: Vec<String> = drawn
        .members
        .iter()
        .map(|own| own.iter().map(usize::to_string).collect::<Vec<_>>().join("+"))
        .collect();
    assert_eq!(found.join(" "), members, "{line}");
    let found: Vec<(u32, u32)> = drawn.problem.edges.iter().map(|edge| (edge.u, edge.v)).collect();
    assert_eq!(found, edges, "{line}");
    let found: Vec<&str> = drawn.splits.iter().map(|(_, reason, _)| *reason).collect();
    assert_eq!(found, reasons, "{line}");
}

#[test]
fn clusters_of_one_old_group_are_one_atom() {
    check("A30 - A20 B40 - B10", "0+1 2+3", &[(0, 1)], &[]);
}

#[test]
fn an_old_group_that_a_canal_cuts_is_opened_with_the_reason() {
    check("A30 | A20 - B40", "0 1 2", &[(1, 2)], &["split_by_barrier"]);
    check("A30 ~ A20 - B40", "0+1 2", &[(0, 1)], &[]);
}

#[test]
fn an_old_group_over_a_main_road_with_a_junction_stays_whole() {
    check("A30 = A20 - B90", "0+1 2", &[(0, 1)], &[]);
}

#[test]
fn an_old_group_above_the_most_is_opened_into_its_clusters() {
    check("A70 - A60 - B40", "0 1 2", &[(0, 1), (1, 2)], &["above_max"]);
}

#[test]
fn a_canal_without_a_bridge_is_no_edge() {
    check("A90 | B90 ~ C90", "0 1 2", &[(1, 2)], &[]);
}

#[test]
fn clusters_of_a_block_keep_their_groups_together() {
    let (clusters, borders) = row("A30! - B20! - C40");
    let commune = UnitId(Uuid::nil());
    let drawn = build(&order(What::Base { commune }), &clusters, &borders).unwrap();
    assert_eq!(drawn.problem.links.together, [vec![0, 1]]);
}

#[test]
fn what_separates_is_told_by_what_it_is_and_a_main_road_is_crossed_when_asked() {
    // Each side of the road can stand alone, so that nothing needs the junction.
    let (clusters, borders) = row("A90 = B90 | C90");
    let commune = UnitId(Uuid::nil());
    let ordered = order(What::Base { commune });
    let drawn = build(&ordered, &clusters, &borders).unwrap();
    let told: Vec<_> = drawn
        .barriers
        .iter()
        .map(|(barrier, edges)| (*barrier, edges.iter().map(|e| (e.u, e.v)).collect::<Vec<_>>()))
        .collect();
    assert_eq!(told, [(Barrier::MainRoad, vec![(0, 1)]), (Barrier::Water, vec![(1, 2)])]);
    let over = Order { over_main_roads: true, ..ordered };
    let drawn = build(&over, &clusters, &borders).unwrap();
    assert_eq!(drawn.problem.edges.len(), 1, "the junction joins, the canal does not");
    assert_eq!(drawn.barriers.len(), 1);
}

#[test]
fn groups_are_drawn_from_clusters() {
    let (clusters, borders) = row("A30 - A20 | B40");
    let unit = UnitId(Uuid::nil());
    let drawn = build(&order(What::Unit { commune: unit, unit }), &clusters, &borders).unwrap();
    assert_eq!(drawn.members, [[0], [1], [2]]);
    assert!(drawn.splits.is_empty());
}

#[test]
fn a_border_comes_back_from_its_rows() {
    let border = Border {
        a: 0,
        b: 1,
        length_m: Frontage {
            open: 3.0,
            alley: 12.5,
            canal: 40.0,
            river: 2.0,
            ..Frontage::default()
        },
        crossings: 2,
        road_crossings: 1,
        cut_alleys: 3,
    };
    let (clusters, _) = row("A30 B20");
    let rows = border_rows(&border, (clusters[0].atom.id, clusters[1].atom.id));
    assert_eq!(rows.len(), 5, "a class without length stands for its crossings");
    assert_eq!(borders_of(&clusters, &rows), [border]);
}
