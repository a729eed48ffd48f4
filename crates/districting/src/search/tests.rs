//! The search's own books: running figures equal a recount after any moves, listed units are those
//! of brute force, trees weigh their branches rightly.

use proptest::prelude::*;

use super::contract::{self, Net};
use super::dice::Dice;
use super::ground::{Ground, Pressure};
use super::hoard::Hoard;
use super::state::{Scratch, State, burden};
use super::tree::Tree;
use super::whole::{Verdict, whole};
use super::window::{Limits, Window, bits};
use crate::tests::field::{Numbers, invented};
use crate::{Heirs, House, Links, Objective, Problem, WardWeights};

fn problem(seed: u64, width: u32, height: u32) -> Problem {
    let mut problem = invented(seed, width, height).problem(400, 600);
    let mut numbers = Numbers(seed);
    for atom in &mut problem.atoms {
        atom.predecessor = (numbers.between(0, 5) > 0).then(|| numbers.between(0, 3));
    }
    for edge in &mut problem.edges {
        edge.weight = f64::from(numbers.between(1, 9));
    }
    problem.objective = match seed % 3 {
        0 => Objective::Cut,
        1 => Objective::Moment,
        _ => Objective::Ward(WardWeights::default()),
    };
    if seed % 4 == 1 {
        problem.heirs = Heirs::Once;
    }
    if let (Objective::Ward(weights), 0..2) = (&mut problem.objective, seed % 5) {
        (weights.walking, weights.inertia) = (0.5, 0.25);
        let house = |atom: u32| House { atom, position: [f64::from(atom), -1.5] };
        problem.houses = (0..numbers.between(0, 4)).map(|at| house(2 * at)).collect();
    }
    problem
}

fn net(problem: &Problem) -> Net {
    Net::build(problem, &mut contract::resolve(problem).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn running_figures_equal_a_recount(seed in 0u64..10_000) {
        let links = Links {
            together: vec![vec![0, 1, 2]],
            apart: vec![(7, 9), (8, 30)],
            ..Links::default()
        };
        let problem = problem(seed, 6, 6).with_links(links).unwrap();
        let net = net(&problem);
        let ground = Ground::new(&problem, &net);
        let mut dice = Dice::new(seed, 0);
        let labels = (0..net.len()).map(|_| dice.below(5) as u32).collect();
        let mut state = State::new(&ground, labels, 5);
        for _ in 0..60 {
            let (node, to) = (dice.below(net.len()) as u32, dice.below(5) as u32);
            if state.part[node as usize] != to {
                let delta = state.weigh(&ground, node, to);
                state.apply(&ground, node, to, delta);
            }
        }
        let fresh = State::new(&ground, state.part.clone(), 5);
        let tolerance = 1e-6 * fresh.value.abs().max(1.0);
        prop_assert!((state.value - fresh.value).abs() < tolerance, "{} {}", state.value, fresh.value);
        prop_assert_eq!((state.excess, state.out, state.apart), (fresh.excess, fresh.out, fresh.apart));
        let sorted = |mut list: Vec<u32>| { list.sort_unstable(); list };
        prop_assert_eq!(sorted(state.cut.clone()), sorted(fresh.cut.clone()));
        prop_assert_eq!(&state.size, &fresh.size);
        for (part, nodes) in (0u32..).zip(&fresh.members).filter(|(_, nodes)| !nodes.is_empty()) {
            let alone = burden(&ground, nodes, &mut Vec::new());
            prop_assert!((alone - state.burden_of(&ground, part)).abs() < tolerance);
        }
    }

    #[test]
    fn a_node_may_leave_only_where_its_part_stays_whole(seed in 0u64..10_000) {
        let problem = problem(seed, 6, 6);
        let net = net(&problem);
        let ground = Ground::new(&problem, &net);
        let mut dice = Dice::new(seed, 1);
        let labels: Vec<u32> = (0..36).map(|_| dice.below(2) as u32).collect();
        let state = State::new(&ground, labels.clone(), 2);
        let mut scratch = Scratch::new(36);
        let pieces = |labels: &[u32], part: u32| {
            let mut seen = [false; 36];
            let mut count = 0;
            for first in 0..36usize {
                if labels[first] != part || seen[first] { continue; }
                count += 1;
                let mut stack = vec![first as u32];
                while let Some(v) = stack.pop() {
                    if std::mem::replace(&mut seen[v as usize], true) { continue; }
                    stack.extend(net.arcs(v).iter().map(|a| a.0)
                        .filter(|&w| labels[w as usize] == part && !seen[w as usize]));
                }
            }
            count
        };
        for node in 0..36u32 {
            let part = labels[node as usize];
            let mut without = labels.clone();
            without[node as usize] = 9;
            // Only the node's own piece matters: on a whole part the two questions are one.
            let alone = net.arcs(node).iter().all(|a| labels[a.0 as usize] != part);
            let stays = pieces(&without, part) == pieces(&labels, part) && !alone;
            prop_assert_eq!(state.stays_whole(&ground, &mut scratch, node), stays);
        }
    }

    #[test]
    fn a_window_lists_exactly_the_connected_sets_in_range(seed in 0u64..10_000) {
        let problem = problem(seed, 4, 3);
        let net = net(&problem);
        let ground = Ground::new(&problem, &net);
        let mut window = Window::new(12);
        let nodes: Vec<u32> = (0..12).collect();
        window.open(&ground, &nodes);
        let none = Pressure { size: 0.0, apart: 0.0 };
        let limits = Limits { units: 5_000, visits: 100_000, low: 150, high: 420 };
        prop_assert!(window.list(&ground, none, &limits));
        let mut listed: Vec<u64> = window.units.iter().map(|unit| unit.mask as u64).collect();
        listed.sort_unstable();
        let wanted: Vec<u64> = (1u64..1 << 12).filter(|&mask| {
            let households: i64 = bits(mask).map(|v| net.households[v]).sum();
            let mut reached = mask & mask.wrapping_neg();
            loop {
                let next = bits(reached).fold(reached, |all, v| {
                    net.arcs(v as u32).iter().fold(all, |all, a| all | (1u64 << a.0 & mask))
                });
                if next == reached { break; }
                reached = next;
            }
            (150..=420).contains(&households) && reached == mask
        }).collect();
        prop_assert_eq!(listed, wanted);
        for unit in window.units.clone() {
            let cost = window.cost_of(&ground, unit.mask as u64, none);
            prop_assert!((cost - unit.cost).abs() < 1e-9);
        }
    }

    #[test]
    fn of_all_parts_a_hoard_puts_the_best_plan_together(seed in 0u64..10_000, k in 2u32..4) {
        let mut problem = problem(seed, 4, 3);
        let mean = (problem.households() / u64::from(k)) as u32;
        (problem.sizes.min, problem.sizes.max) = (mean - 60, mean + 60);
        let net = net(&problem);
        let ground = Ground::new(&problem, &net);
        let mut window = Window::new(12);
        window.open(&ground, &(0..12).collect::<Vec<u32>>());
        let none = Pressure { size: 0.0, apart: 0.0 };
        let (low, high) = (ground.min, ground.max);
        let limits = Limits { units: 5_000, visits: 100_000, low, high };
        prop_assert!(window.list(&ground, none, &limits));
        let mut hoard = Hoard::new();
        for unit in &window.units {
            let nodes: Vec<u32> = bits(unit.mask as u64).map(|v| v as u32).collect();
            hoard.keep_set(&ground, &nodes);
            hoard.keep_set(&ground, &nodes);
        }
        hoard.recost(&ground);
        let mut labels = Vec::new();
        let (found, _) = hoard.cover(&ground, ((k, k), f64::MAX), &mut labels);
        match whole(&ground, &[(k, k)]) {
            Verdict::Best(best, parts) => {
                let best = State::new(&ground, best, parts).value;
                prop_assert_eq!(found, Some(k));
                let state = State::new(&ground, labels, k);
                prop_assert!((state.value - best).abs() < 1e-6 * best.max(1.0));
                prop_assert_eq!(state.excess, 0);
            }
            _ => prop_assert_eq!(found, None),
        }
    }

    #[test]
    fn a_tree_weighs_what_each_branch_cuts_off(seed in 0u64..10_000) {
        let problem = problem(seed, 5, 5);
        let net = net(&problem);
        let ground = Ground::new(&problem, &net);
        let mut tree = Tree::new(25);
        tree.grow(&ground, 3, &mut Dice::new(seed, 2), |_| true);
        prop_assert_eq!(tree.order.len(), 25);
        for position in 1..25 {
            tree.branch(position);
            let labels: Vec<u32> = {
                let mut labels = vec![0; 25];
                for (i, &node) in tree.order.iter().enumerate() {
                    labels[node as usize] = u32::from(tree.in_branch(i));
                }
                labels
            };
            let border: f64 = net.ends.iter().zip(&net.weight)
                .filter(|((u, v), _)| labels[*u as usize] != labels[*v as usize])
                .map(|(_, weight)| weight).sum();
            let households: i64 = (0..25).filter(|&v| labels[v] == 1).map(|v| net.households[v]).sum();
            prop_assert!((tree.crossing[position] - border).abs() < 1e-9);
            prop_assert_eq!(tree.households[position], households);
        }
    }
}
