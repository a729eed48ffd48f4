//! Any bytes as a problem, given to everything the crate offers. Nothing may panic, and what is drawn
//! keeps what it says it keeps. Shared by the test that runs for a while and by the fuzz target.

use std::ops::ControlFlow;

use districting::certify::certify_levels;
use districting::check::{Violation, check};
use districting::explain::{Asked, Verdict, explain};
use districting::repair::{Given, repair};
use districting::{
    Atom, Edge, Env, Heirs, House, Level, Links, Objective, Parts, Plan, Problem, Progress, Quota,
    Sizes, Term, WardWeights, alternatives, certify, difference, draw, front, ordered, score,
};

/// Numbers from bytes; zeros where they end.
struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Reader<'_> {
    fn byte(&mut self) -> u8 {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        byte
    }

    fn below(&mut self, end: u32) -> u32 {
        let number = u32::from(self.byte()) << 8 | u32::from(self.byte());
        number % end.max(1)
    }

    fn chance(&mut self, of: u8) -> bool {
        self.byte().is_multiple_of(of)
    }

    /// Mostly small, now and then as large as can be.
    fn size(&mut self, usual: u32) -> u32 {
        match self.byte() {
            255 => u32::MAX,
            254 => u32::MAX / 7,
            253 => 0,
            _ => self.below(usual),
        }
    }

    fn weight(&mut self) -> f64 {
        match self.byte() {
            255 => 1e300,
            254 => 1e-300,
            253 => 0.0,
            _ => f64::from(self.below(400)) / 20.0,
        }
    }

    fn atoms(&mut self, n: u32) -> Vec<u32> {
        let many = self.below(4);
        (0..many).map(|_| self.below(n)).collect()
    }
}

/// Gives a problem made of these bytes to everything.
pub fn run(bytes: &[u8]) {
    let mut reader = Reader { bytes, at: 0 };
    let Some(problem) = problem(&mut reader) else { return };
    let (exact, steps, seed) = (!reader.chance(3), 1 + u64::from(reader.byte() / 4), 1);
    let progress = |progress: Progress| match progress.steps {
        0..3_000 => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    };
    let quota = Quota::Steps(steps);
    let env = Env { seed, quota, exact, threads: 1, progress: &progress };
    match reader.below(7) {
        0 => drawn(&problem, &env, &mut reader),
        1 => explained(&problem, &env, &mut reader),
        2 | 3 => repaired(&problem, &env, &mut reader),
        4 => {
            let (wanted, share) = (reader.below(5) as usize, f64::from(reader.byte()) / 200.0);
            if let Ok(found) = alternatives(&problem, (wanted, share), &env) {
                found.plans.iter().for_each(|own| is_kept(&problem, &own.plan));
            }
        }
        5 => by_levels(&problem, &env, &mut reader),
        _ => {
            let term = |number: u32| Term::ALL[number as usize];
            let (one, other) = (reader.below(6), reader.below(6));
            let pair = (term(one), term(other));
            if let Ok(found) = front(&problem, pair, reader.below(6) as usize, &env) {
                found.points.iter().for_each(|own| only_sizes(&problem, &own.plan));
            }
        }
    }
}

fn problem(reader: &mut Reader<'_>) -> Option<Problem> {
    let most = if reader.chance(8) { 70 } else { 14 };
    let n = 1 + reader.below(most);
    let width = 1 + reader.below(6);
    let reach = reader.weight();
    let atom = |reader: &mut Reader<'_>, at: u32| Atom {
        households: reader.size(120),
        position: [f64::from(at % width) * reach, f64::from(at / width) * reach],
        predecessor: (!reader.chance(4)).then(|| reader.below(5)),
    };
    let atoms: Vec<Atom> = (0..n).map(|at| atom(reader, at)).collect();
    let mut edges = Vec::new();
    for v in 0..n {
        for u in [v.checked_sub(width), (v % width > 0).then(|| v - 1)].into_iter().flatten() {
            if !reader.chance(7) {
                edges.push(Edge { u, v, weight: reader.weight() });
            }
        }
    }
    for _ in 0..reader.below(4) {
        edges.push(Edge { u: reader.below(n), v: reader.below(n + 1), weight: reader.weight() });
    }
    let min = reader.size(300);
    let max = min.saturating_add(reader.size(300));
    let target = f64::from(reader.size(400)).max(1.0);
    let sizes = Sizes { min, max, target, widen: reader.chance(2) };
    let parts = match reader.below(4) {
        0 => Parts::Exactly(1 + reader.below(n + 2)),
        1 => Parts::Between(1 + reader.below(4), 1 + reader.below(n + 3)),
        _ => Parts::Free,
    };
    let objective = match reader.below(4) {
        0 => Objective::Cut,
        1 => Objective::Moment,
        2 => Objective::Ward(WardWeights::default()),
        _ => Objective::Ward(weights(reader)),
    };
    let lists = |reader: &mut Reader<'_>| -> Vec<Vec<u32>> {
        let many = reader.below(3);
        (0..many).map(|_| reader.atoms(n)).collect()
    };
    let (together, locked) = (lists(reader), lists(reader));
    let apart = (0..reader.below(3)).map(|_| (reader.below(n), reader.below(n))).collect();
    let links = Links { together, apart, locked };
    let heirs = if reader.chance(2) { Heirs::Once } else { Heirs::Each };
    let problem = Problem::new(atoms, edges, sizes, parts, objective).ok()?;
    let many = if reader.chance(2) { reader.below(4) } else { 0 };
    let house = |reader: &mut Reader<'_>| House {
        atom: reader.below(n),
        position: [reader.weight(), -reader.weight()],
    };
    let houses = (0..many).map(|_| house(reader)).collect();
    problem.with_links(links).ok()?.with_houses(houses).ok().map(|own| own.with_heirs(heirs))
}

fn weights(reader: &mut Reader<'_>) -> WardWeights {
    WardWeights {
        deviation: reader.weight(),
        cut: reader.weight(),
        moved: reader.weight(),
        walking: reader.weight(),
        inertia: reader.weight(),
    }
}

fn only_sizes(problem: &Problem, plan: &Plan) {
    for violation in check(problem, plan) {
        assert!(matches!(violation, Violation::OutOfRange { .. }), "{violation} {problem:?}");
    }
}

fn is_kept(problem: &Problem, plan: &Plan) {
    only_sizes(problem, plan);
    assert!(problem.sizes.widen || check(problem, plan).is_empty(), "{problem:?}");
}

fn drawn(problem: &Problem, env: &Env<'_>, reader: &mut Reader<'_>) {
    let Ok(drawing) = draw(problem, env) else { return };
    is_kept(problem, &drawing.plan);
    assert_eq!(score(problem, &drawing.plan), drawing.score);
    if let Some(mut certificate) = drawing.certificate {
        let _ = certify(problem, &drawing.plan, &certificate);
        certificate.bound = i64::from(reader.byte()) << reader.below(56);
        if let Some(step) = certificate.steps.first_mut() {
            step.part = i64::from(reader.byte()) << reader.below(56);
            step.prices.iter_mut().for_each(|price| *price = price.wrapping_mul(3));
        }
        let _ = certify(problem, &drawing.plan, &certificate.sealed());
    }
}

fn by_levels(problem: &Problem, env: &Env<'_>, reader: &mut Reader<'_>) {
    let level =
        |reader: &mut Reader<'_>| Level { weights: weights(reader), slack: reader.weight() };
    let levels: Vec<Level> = (0..reader.below(4)).map(|_| level(reader)).collect();
    let Ok(found) = ordered(problem, &levels, env) else { return };
    is_kept(problem, &found.plan);
    assert_eq!(found.levels.len(), levels.len());
    if let Some(mut certificate) = found.certificate {
        let _ = certify_levels(problem, &found.plan, &certificate);
        let last = certificate.levels.last_mut();
        last.into_iter().for_each(|level| level.limit = reader.weight());
        let _ = certify_levels(problem, &found.plan, &certificate);
    }
}

fn explained(problem: &Problem, env: &Env<'_>, reader: &mut Reader<'_>) {
    let n = problem.atoms.len() as u32;
    let edge = |reader: &mut Reader<'_>| Edge {
        u: reader.below(n + 1),
        v: reader.below(n),
        weight: reader.weight(),
    };
    let barriers: Vec<Vec<Edge>> = vec![(0..reader.below(3)).map(|_| edge(reader)).collect()];
    let found = explain(problem, Asked { step: reader.size(40), barriers: &barriers }, env);
    assert_eq!(found.verdict == Verdict::Exists, found.reasons.is_empty());
    if let Some(plan) = &found.plan {
        only_sizes(problem, plan);
        assert!(found.verdict != Verdict::Exists || check(problem, plan).is_empty());
    }
}

fn repaired(problem: &Problem, env: &Env<'_>, reader: &mut Reader<'_>) {
    let n = problem.atoms.len();
    let parts: Vec<Option<u32>> =
        (0..n).map(|_| (!reader.chance(6)).then(|| reader.size(5))).collect();
    let (kept, held) = (reader.atoms(5), reader.atoms(n as u32));
    let Ok(given) = Given::new(problem, parts.clone(), &kept, &held) else { return };
    let Ok(found) = repair(problem, &given, env) else { return };
    for violation in check(problem, &found.plan) {
        // A part that is kept may be of any size and shape.
        let size =
            matches!(violation, Violation::OutOfRange { .. } | Violation::Disconnected { .. });
        assert!(size && (problem.sizes.widen || !kept.is_empty()), "{violation} {problem:?}");
    }
    let together =
        |a: u32, b: u32| found.plan.assignment[a as usize] == found.plan.assignment[b as usize];
    for &a in &held {
        for &b in &held {
            assert_eq!(together(a, b), parts[a as usize] == parts[b as usize], "{problem:?}");
        }
    }
    for (atom, part) in
        parts.iter().enumerate().filter(|(_, p)| p.is_some_and(|p| kept.contains(&p)))
    {
        let other = parts.iter().zip(&found.plan.assignment).zip(&found.plan.assignment);
        let own = found.plan.assignment[atom];
        assert!(other.filter(|((_, to), _)| **to == own).all(|((from, _), _)| from == part));
    }
    let _ = difference(problem, &found.plan, &found.plan);
}
