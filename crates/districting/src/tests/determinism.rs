//! The same problem, seed and steps give the same plan, on any number of threads; the caller hears
//! often and is obeyed soon.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::field::{draw_with, invented};
use crate::check::check;
use crate::{Env, Objective, Progress, Quota, WardWeights, draw};

#[test]
fn threads_change_nothing() {
    for objective in [Objective::Cut, Objective::Moment, Objective::Ward(WardWeights::default())] {
        // On the smaller map chains also keep the parts they meet and lend them to one another.
        for width in [12, 9] {
            let mut problem = invented(7, width, 12).problem(500, 650);
            problem.objective = objective;
            let alone = draw_with(&problem, 1_500, 5, 1).unwrap();
            for threads in [2, 3] {
                let together = draw_with(&problem, 1_500, 5, threads).unwrap();
                assert_eq!(alone.plan, together.plan, "{objective:?}, {threads} threads");
                assert_eq!(alone.score, together.score);
            }
        }
    }
}

#[test]
fn a_proof_by_many_branches_is_the_same_on_any_number_of_threads() {
    let mut problem = invented(7, 10, 9).problem(460, 540);
    problem.objective = Objective::Ward(WardWeights::default());
    let drawn = |threads: usize| {
        let (quota, progress) = (Quota::Steps(400_000), |_: Progress| ControlFlow::Continue(()));
        draw(&problem, &Env { seed: 1, quota, exact: true, threads, progress: &progress }).unwrap()
    };
    let alone = drawn(1);
    let branches = alone.certificate.as_ref().unwrap().steps.len();
    assert!(alone.proven && branches > 6, "{branches} branches");
    for threads in [2, 3] {
        assert_eq!(drawn(threads), alone, "{threads} threads");
    }
}

#[test]
fn another_seed_is_another_search() {
    let problem = invented(7, 20, 20).problem(500, 650);
    let plans: Vec<_> = (0..4).map(|s| draw_with(&problem, 50, s, 1).unwrap().plan).collect();
    assert!(plans[1..].iter().any(|plan| *plan != plans[0]));
}

#[test]
fn more_steps_are_never_worse() {
    let problem = invented(11, 15, 15).problem(500, 650);
    let values: Vec<f64> = [1, 500, 5_000]
        .iter()
        .map(|&steps| draw_with(&problem, steps, 3, 2).unwrap().score.value)
        .collect();
    assert!(values[0] >= values[1] && values[1] >= values[2], "{values:?}");
}

#[test]
fn the_caller_hears_often_and_steps_only_grow() {
    let problem = invented(3, 20, 20).problem(500, 650);
    let heard = Mutex::new(Vec::new());
    let progress = |progress: Progress| {
        heard.lock().unwrap().push((progress.steps, progress.best));
        ControlFlow::Continue(())
    };
    let env =
        Env { seed: 1, quota: Quota::Steps(3_000), exact: false, threads: 1, progress: &progress };
    let drawing = draw(&problem, &env).unwrap();
    let heard = heard.into_inner().unwrap();
    assert!(heard.len() > 30, "{} calls", heard.len());
    assert!(heard.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[1].0 - pair[0].0 < 150));
    assert_eq!(heard.last().unwrap().1, Some(drawing.score.value));
    assert!((3_000..4_000).contains(&drawing.steps), "{}", drawing.steps);
}

#[test]
fn a_break_ends_an_endless_search_soon_with_the_best_plan() {
    let problem = invented(3, 20, 20).problem(500, 650);
    for threads in [1, 2] {
        let calls = AtomicU64::new(0);
        let progress = |_: Progress| match calls.fetch_add(1, Ordering::Relaxed) {
            0..50 => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        };
        let quota = Quota::UntilToldToStop;
        let drawing =
            draw(&problem, &Env { seed: 1, quota, exact: false, threads, progress: &progress })
                .unwrap();
        assert_eq!(check(&problem, &drawing.plan), vec![]);
        assert!(calls.into_inner() < 60);
    }
}
