//! Atoms so small that blobs of them are drawn first.

use std::ops::ControlFlow;

use super::field::{Field, Numbers};
use crate::check::check;
use crate::{Drawing, Env, Objective, Parts, Problem, Quota, WardWeights, certify, draw};

/// 900 doors of one to three households, without a way over a canal but at two bridges.
fn doors(seed: u64) -> Problem {
    let mut numbers = Numbers(seed);
    let weights: Vec<u32> = (0..900).map(|_| numbers.between(1, 3)).collect();
    let mut problem = Field::of(&weights, 30).problem(200, 300);
    for (atom, own) in (0u32..).zip(&mut problem.atoms) {
        own.predecessor = Some(atom % 30 / 10 + 10 * (atom / 300));
    }
    let over = |at: u32| at % 30 >= 15;
    problem.edges.retain(|e| over(e.u) == over(e.v) || matches!(e.u / 30, 7 | 22));
    for edge in &mut problem.edges {
        edge.weight = f64::from(numbers.between(2, 15));
    }
    problem.objective = Objective::Ward(WardWeights::default());
    problem.parts = Parts::Between(1, 900);
    problem
}

fn drawn(problem: &Problem, threads: usize) -> Drawing {
    let progress = |_| ControlFlow::Continue(());
    let quota = Quota::Steps(3_000);
    draw(problem, &Env { seed: 5, quota, exact: true, threads, progress: &progress }).unwrap()
}

#[test]
fn what_is_proven_of_whole_blobs_is_said_of_them_alone() {
    let problem = doors(3);
    let drawing = drawn(&problem, 1);
    assert_eq!(check(&problem, &drawing.plan), []);
    assert!(!drawing.proven && drawing.bound.is_none() && drawing.certificate.is_none());
    let blobs = drawing.blobs.expect("doors are drawn by blobs");
    let own = blobs.problem(&problem);
    assert_eq!(check(&own, &blobs.plan), []);
    assert!(drawing.score.value <= blobs.value);
    assert!(blobs.is_proven);
    let certificate = blobs.certificate.expect("a proof leaves its certificate");
    assert!(certify(&own, &blobs.plan, &certificate).expect("it holds").is_best);
    assert!(certify(&problem, &drawing.plan, &certificate).is_err());
}

#[test]
fn blobs_hold_each_atom_once_and_hang_together() {
    let problem = doors(4);
    let blobs = drawn(&problem, 1).blobs.expect("doors are drawn by blobs");
    let mut seen: Vec<u32> = blobs.atoms.concat();
    seen.sort_unstable();
    assert_eq!(seen, (0..900).collect::<Vec<u32>>());
    for atoms in &blobs.atoms {
        let mut met = vec![atoms[0]];
        let mut at = 0;
        while let Some(&atom) = met.get(at) {
            at += 1;
            for edge in &problem.edges {
                let other = match atom {
                    a if a == edge.u => edge.v,
                    a if a == edge.v => edge.u,
                    _ => continue,
                };
                if atoms.contains(&other) && !met.contains(&other) {
                    met.push(other);
                }
            }
        }
        assert_eq!(met.len(), atoms.len());
    }
}

#[test]
fn one_thread_and_two_draw_the_same_doors() {
    let problem = doors(6);
    assert_eq!(drawn(&problem, 1).plan, drawn(&problem, 2).plan);
}
