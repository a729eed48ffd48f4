//! Certificates that hold, and what is refused.

use crate::certificate::{Certificate, Cut, Then};
use crate::certify::{Mistrust, certify};
use crate::tests::field::{Field, Numbers};
use crate::{
    Drawing, Env, Heirs, Links, Objective, Parts, Problem, Progress, Quota, WardWeights, draw,
};
use proptest::prelude::*;
use std::ops::ControlFlow;

/// An invented ward of old groups, each of an old unit of four to six.
fn ward(seed: u64, (width, height): (u32, u32)) -> Problem {
    let mut numbers = Numbers(seed);
    let weights: Vec<u32> = (0..width * height).map(|_| numbers.between(60, 119)).collect();
    let mut field = Field::of(&weights, width as usize);
    for edge in &mut field.edges {
        edge.weight = f64::from(numbers.between(2, 15));
    }
    for (at, atom) in (0u32..).zip(&mut field.atoms) {
        atom.predecessor = Some(at % width / 3 + 100 * (at / width / 2));
    }
    let mut problem = field.problem(300, 450);
    problem.objective = Objective::Ward(WardWeights::default());
    problem.parts = Parts::Between(1, 1_000);
    problem
}

fn drawn(problem: &Problem, steps: u64) -> Drawing {
    let progress = |_: Progress| ControlFlow::Continue(());
    let quota = Quota::Steps(steps);
    draw(problem, &Env { seed: 1, quota, exact: true, threads: 1, progress: &progress }).unwrap()
}

#[test]
fn a_proven_plan_comes_with_a_certificate_that_holds() {
    let problem = ward(7, (9, 9));
    let drawing = drawn(&problem, 40_000);
    assert!(drawing.proven);
    let certificate = drawing.certificate.unwrap();
    let certified = certify(&problem, &drawing.plan, &certificate).unwrap();
    assert!(certified.is_best);
    assert!((certified.bound - drawing.score.value).abs() < 1e-9);
    assert!((certified.parts.0..=certified.parts.1).contains(&drawing.plan.parts));
}

#[test]
fn a_bound_without_a_proven_plan_holds_too() {
    let problem = ward(7, (12, 12));
    let drawing = drawn(&problem, 600);
    let (bound, certificate) = (drawing.bound.unwrap(), drawing.certificate.unwrap());
    let certified = certify(&problem, &drawing.plan, &certificate).unwrap();
    assert!((certified.bound - bound).abs() < 0.01, "{certified:?} {bound}");
    assert_eq!(certified.is_best, drawing.proven);
}

/// The certificate after a change, sealed anew as one who wants to deceive would.
fn changed(certificate: &Certificate, change: impl FnOnce(&mut Certificate)) -> Certificate {
    let mut changed = certificate.clone();
    change(&mut changed);
    changed.sealed()
}

#[test]
fn one_changed_price_count_edge_or_rule_is_refused() {
    let problem = ward(3, (9, 9));
    let drawing = drawn(&problem, 40_000);
    let certificate = drawing.certificate.unwrap();
    let look =
        |problem: &Problem, certificate: &Certificate| certify(problem, &drawing.plan, certificate);
    assert!(look(&problem, &certificate).unwrap().is_best);

    for at in [0, 17, 80] {
        let mut tampered = certificate.clone();
        tampered.steps[0].prices[at] += 1;
        assert_eq!(look(&problem, &tampered), Err(Mistrust::Changed));
    }
    let mut other = problem.clone();
    other.atoms[5].households += 1;
    assert_eq!(look(&other, &certificate), Err(Mistrust::OtherProblem));
    let mut other = problem.clone();
    other.edges[9].weight += 1.0;
    assert_eq!(look(&other, &certificate), Err(Mistrust::OtherProblem));
    let mut other = problem.clone();
    other.edges.remove(4);
    assert_eq!(look(&other, &certificate), Err(Mistrust::OtherProblem));
    let mut other = problem.clone();
    other.sizes.max += 1;
    assert_eq!(look(&other, &certificate), Err(Mistrust::OtherProblem));
}

#[test]
fn who_changes_it_and_seals_it_anew_proves_nothing_more() {
    let drawings = (0..).map(|seed| ward(seed, (9, 9))).map(|problem| {
        let drawing = drawn(&problem, 40_000);
        (problem, drawing)
    });
    let has_steps = |(_, drawing): &(Problem, Drawing)| {
        drawing.certificate.as_ref().is_some_and(|certificate| certificate.steps.len() > 3)
    };
    let (problem, drawing) = drawings.take(40).find(has_steps).unwrap();
    let certificate = drawing.certificate.unwrap();
    let look = |certificate: &Certificate| certify(&problem, &drawing.plan, certificate);

    let boast = changed(&certificate, |c| c.bound += 1_000_000);
    assert!(matches!(look(&boast), Err(Mistrust::Less { .. })), "{:?}", look(&boast));
    let dear = changed(&certificate, |c| {
        for step in &mut c.steps {
            step.prices.iter_mut().for_each(|price| *price += 100_000);
        }
    });
    assert!(matches!(look(&dear), Err(Mistrust::Less { .. })), "{:?}", look(&dear));
    let cut = changed(&certificate, |c| {
        c.steps[0].cuts.push(Cut { atoms: vec![(0, 1), (1, 1), (2, 1)], divisor: 2, price: 5 })
    });
    assert_eq!(look(&cut), Err(Mistrust::Shape { step: 1 }));
    let short = changed(&certificate, |c| c.steps.truncate(1));
    assert!(matches!(look(&short), Err(Mistrust::Shape { .. })));
    let long = changed(&certificate, |c| {
        let last = c.steps[c.steps.len() - 1].clone();
        c.steps.push(last);
    });
    assert!(matches!(look(&long), Err(Mistrust::Shape { .. })));
    let wrong = changed(&certificate, |c| c.fewest = c.most + 1);
    assert!(matches!(look(&wrong), Err(Mistrust::Shape { .. })));
    let early = changed(&certificate, |c| c.steps[0].then = Then::Done);
    assert!(matches!(look(&early), Err(Mistrust::Shape { .. } | Mistrust::Less { .. })));
}

#[test]
fn a_plan_that_breaks_a_rule_is_refused() {
    let problem = ward(3, (9, 9));
    let drawing = drawn(&problem, 40_000);
    let mut plan = drawing.plan.clone();
    plan.assignment[0] = plan.parts - 1;
    let certificate = drawing.certificate.unwrap();
    assert!(matches!(certify(&problem, &plan, &certificate), Err(Mistrust::Broken(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is linked, locked or hangs on one atom alone: what is proven is certified.
    #[test]
    fn what_is_proven_is_certified(seed in 0u64..100_000) {
        let mut numbers = Numbers(seed);
        let problem = ward(seed, (8, 7));
        let links = Links {
            together: vec![vec![0, 1], vec![20, 28]],
            apart: vec![(3, 4)],
            locked: if seed % 2 == 0 { vec![vec![48, 49, 50, 51]] } else { vec![] },
        };
        let mut problem = problem.with_links(links).unwrap();
        if seed % 3 == 0 {
            // A pocket: the last atom hangs on one other.
            problem.edges.retain(|edge| edge.v != 55 || edge.u == 54);
        }
        problem.objective = match numbers.between(0, 2) {
            0 => Objective::Cut,
            1 => Objective::Moment,
            _ => problem.objective,
        };
        problem.heirs = if numbers.between(0, 1) == 0 { Heirs::Each } else { Heirs::Once };
        let progress = |_: Progress| ControlFlow::Continue(());
        let quota = Quota::Steps(60_000);
        let env = Env { seed: 1, quota, exact: true, threads: 1, progress: &progress };
        let Ok(drawing) = draw(&problem, &env) else { return Ok(()) };
        let certificate = drawing.certificate.clone().unwrap();
        let certified = certify(&problem, &drawing.plan, &certificate);
        let certified = certified.map_err(|e| TestCaseError::fail(format!("{e} {:?}", drawing.bound)))?;
        prop_assert_eq!(certified.is_best, drawing.proven);
    }
}
