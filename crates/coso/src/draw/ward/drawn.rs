//! The plan of a commune: found, numbered from north to south, measured.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use anyhow::Result;
use atlas::atoms::AtomGraph;
use atlas::dissolve;
use atlas::measure::{Measures, measure};
use atlas::problem::{DrawRules, Joining, problem};
use districting::check::{Violation, check};
use districting::{
    Blobs, Cause, Certificate, Drawing, Env, Heirs, Infeasible, Problem, Progress, Quota,
    WardWeights,
};
use geo::{Centroid, MultiPolygon};
use serde_json::json;
use words::Lang;

use super::Ask;
use crate::draw::blobs;
use crate::draw::graph::instance::as_written;
use crate::draw::order::round;
use crate::say::Sentence;

/// Searches, of which the best plan is taken.
const STARTS: u32 = 6;
/// Steps of all searches when neither steps nor seconds are given: one to two seconds for a ward.
const STEPS: u64 = 48_000;
/// Then too a drawing ends after so many seconds: a busy machine must not keep an office waiting.
const PATIENCE: Duration = Duration::from_secs(5);
/// Milliseconds between two lines of progress.
const TELL_MS: u64 = 1_000;
/// Units whose middles lie within so many metres are numbered from west to east.
const ROW_M: f64 = 250.0;

/// A unit of the plan.
pub struct Unit {
    /// Its households.
    pub households: u32,
    /// Why it is out of range, if it is.
    pub cause: Option<Cause>,
    /// Its land in metres.
    pub shape: MultiPolygon<f64>,
}

/// A plan with its figures.
pub struct Drawn {
    /// The unit of each atom, 0-based.
    pub assignment: Vec<u32>,
    /// The units; unit `i` is called number `i + 1`.
    pub units: Vec<Unit>,
    /// Hẻm, barriers and shapes.
    pub measures: Measures,
    /// Main roads could not be kept as borders everywhere.
    pub joining: Joining,
    contiguous: bool,
    value: f64,
    bound: Option<f64>,
    proven: bool,
    /// What it was drawn from.
    pub problem: Problem,
    /// What proves the bound, where one is.
    pub certificate: Option<Certificate>,
    /// The clusters of doors that were drawn first, where there are any.
    pub blobs: Option<Blobs>,
}

impl Drawn {
    /// Draws; over main roads only where needed, and everywhere only when that fails.
    ///
    /// # Errors
    /// A [`Sentence`] where an option is unusable.
    pub fn find(ask: &Ask<'_>, graph: &AtomGraph) -> Result<Result<Self, Infeasible>> {
        let (strict, needed) = attempt(ask, graph, Joining::Needed)?;
        if matches!(&needed, Ok(drawing) if drawing.out_of_range.is_empty()) {
            return Ok(needed.map(|d| Self::new(graph, &strict, d, Joining::Needed)));
        }
        let (open, everywhere) = attempt(ask, graph, Joining::Everywhere)?;
        let worth = |d: &Result<Drawing, Infeasible>| {
            d.as_ref().map_or(usize::MAX, |d| d.out_of_range.len())
        };
        Ok(if worth(&everywhere) < worth(&needed) {
            everywhere.map(|d| Self::new(graph, &open, d, Joining::Everywhere))
        } else {
            needed.map(|d| Self::new(graph, &strict, d, Joining::Needed))
        })
    }

    fn new(graph: &AtomGraph, problem: &Problem, drawing: Drawing, joining: Joining) -> Self {
        let groups: Vec<usize> = drawing.plan.assignment.iter().map(|&u| u as usize).collect();
        let polygons: Vec<MultiPolygon<f64>> =
            graph.atoms.iter().map(|a| a.polygon.clone()).collect();
        let shapes = dissolve(&polygons, &groups);
        let order = reading_order(&shapes);
        let mut number = vec![0; order.len()];
        order.iter().enumerate().for_each(|(new, &old)| number[old] = new as u32);
        let assignment: Vec<u32> = groups.iter().map(|&g| number[g]).collect();
        let cause = |old: usize| {
            drawing.out_of_range.iter().find(|o| o.part as usize == old).map(|o| o.cause)
        };
        let unit = |&old: &usize| Unit {
            households: drawing.score.parts[old].households,
            cause: cause(old),
            shape: shapes[old].clone(),
        };
        let units: Vec<Unit> = order.iter().map(unit).collect();
        let shapes: Vec<MultiPolygon<f64>> = units.iter().map(|u| u.shape.clone()).collect();
        let found = check(problem, &drawing.plan);
        Self {
            measures: measure(graph, &assignment, &shapes),
            contiguous: !found.iter().any(|v| matches!(v, Violation::Disconnected { .. })),
            assignment,
            units,
            joining,
            value: drawing.score.value,
            bound: drawing.bound,
            proven: drawing.proven,
            problem: problem.clone(),
            certificate: drawing.certificate,
            blobs: drawing.blobs,
        }
    }

    /// What is proven of the clusters of doors, in words; nothing where none were drawn.
    pub fn of_blobs(&self, lang: Lang) -> Option<String> {
        self.blobs.as_ref().map(|clusters| blobs::sentence(lang, clusters, self.value))
    }

    /// Units out of range.
    pub fn out_of_range(&self) -> usize {
        self.units.iter().filter(|u| u.cause.is_some()).count()
    }

    /// Whole and in range, but for units that no drawing could bring into it.
    pub fn is_sound(&self) -> bool {
        let excused = |u: &Unit| u.cause != Some(Cause::NotFound);
        self.contiguous && self.measures.scattered == 0 && self.units.iter().all(excused)
    }

    /// The line on stdout.
    pub fn line(&self, ask: &Ask<'_>, start: Instant) -> serde_json::Value {
        let reasons: Vec<serde_json::Value> = self
            .units
            .iter()
            .enumerate()
            .filter_map(|(i, u)| {
                let code = u.cause?.code();
                Some(json!({"unit": i + 1, "households": u.households, "reason": code}))
            })
            .collect();
        json!({
            "instance": ask.args.commune,
            "objective": "ward",
            "value": round(self.value, 2),
            "bound": self.bound.map(|b| round(b, 2)),
            "proven": self.proven,
            "blobs": self.blobs.as_ref().map(blobs::line),
            "k": self.units.len(),
            "out_of_range": self.out_of_range(),
            "contiguous": self.contiguous && self.measures.scattered == 0,
            "seconds": round(start.elapsed().as_secs_f64(), 3),
            "seed": ask.args.order.effort.seed,
            "hem_split": round(self.measures.hem_split, 4),
            "barrier_crossings": self.measures.barrier_crossings,
            "compactness": round(self.measures.compactness, 4),
            "households": ask.args.households,
            "households_estimated": true,
            "reasons": reasons,
        })
    }
}

/// The drawing problem of a commune, with numbers that its file keeps as they are.
///
/// # Errors
/// A [`Sentence`] where a number cannot be used.
pub fn problem_of(ask: &Ask<'_>, graph: &AtomGraph, joining: Joining) -> Result<Problem> {
    let rules = DrawRules {
        sizes: ask.norm.sizes(),
        parts: ask.args.order.parts(),
        weights: WardWeights::default(),
        heirs: Heirs::Once,
        joining,
    };
    let problem =
        problem(graph, &rules).map_err(|fault| Sentence::bad_input(fault.code(), fault.args()))?;
    Ok(as_written(problem))
}

fn attempt(
    ask: &Ask<'_>,
    graph: &AtomGraph,
    joining: Joining,
) -> Result<(Problem, Result<Drawing, Infeasible>)> {
    let problem = problem_of(ask, graph, joining)?;
    let limit = ask.args.order.effort.limit()?;
    let mut best: Option<Result<Drawing, Infeasible>> = None;
    for at in 0..STARTS {
        let drawn = search(ask, &problem, limit, at);
        let cost = |d: &Result<Drawing, Infeasible>| match d {
            Ok(d) => (d.out_of_range.len(), d.score.value),
            Err(_) => (usize::MAX, f64::INFINITY),
        };
        let found = cost(&drawn);
        if best.as_ref().is_none_or(|held| found < cost(held)) {
            best = Some(drawn);
        }
    }
    Ok((problem, best.unwrap_or(Err(Infeasible::NotFound))))
}

/// One of [`STARTS`] searches, each with its own seed and its share of steps or seconds: a search
/// that begins badly stays in its valley, and several short ones beat a long one.
fn search(
    ask: &Ask<'_>,
    problem: &Problem,
    limit: Option<Duration>,
    at: u32,
) -> Result<Drawing, Infeasible> {
    let start = Instant::now();
    let patience = limit.or_else(|| ask.args.order.effort.steps.is_none().then_some(PATIENCE));
    let share = patience.map(|p| p / STARTS);
    let told = AtomicU64::new(0);
    let progress = |progress: Progress| {
        let now = start.elapsed();
        let (last, millis) = (told.load(Relaxed), now.as_millis() as u64);
        if millis >= last + TELL_MS && told.compare_exchange(last, millis, Relaxed, Relaxed).is_ok()
        {
            tell(ask, now, progress);
        }
        match share {
            Some(share) if now >= share => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    };
    let quota = match (ask.args.order.effort.steps, limit) {
        (Some(steps), _) => Quota::Steps(steps.div_ceil(u64::from(STARTS))),
        (None, Some(_)) => Quota::UntilToldToStop,
        (None, None) => Quota::Steps(STEPS / u64::from(STARTS)),
    };
    let env = Env {
        seed: ask
            .args
            .order
            .effort
            .seed
            .wrapping_mul(u64::from(STARTS))
            .wrapping_add(u64::from(at)),
        quota,
        exact: true,
        threads: ask.args.order.effort.threads.max(1),
        progress: &progress,
    };
    districting::draw(problem, &env)
}

fn tell(ask: &Ask<'_>, elapsed: Duration, progress: Progress) {
    let shown = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
    ask.tell(
        "ward-progress",
        &[
            ("seconds", elapsed.as_secs().to_string()),
            ("parts", shown(progress.parts.map(|p| p.to_string()))),
            ("out", shown(progress.out_of_range.map(|o| o.to_string()))),
            ("best", shown(progress.best.map(|b| format!("{b:.1}").replace('.', ",")))),
        ],
    );
}

/// Units in the order of reading a map: from the north, in rows from the west.
pub fn reading_order(shapes: &[MultiPolygon<f64>]) -> Vec<usize> {
    let middle = |i: usize| shapes[i].centroid().map_or([0.0, 0.0], |c| [c.x(), c.y()]);
    let mut order: Vec<usize> = (0..shapes.len()).collect();
    order.sort_by_key(|&i| {
        let [x, y] = middle(i);
        ((-y / ROW_M).floor() as i64, x as i64, i)
    });
    order
}
