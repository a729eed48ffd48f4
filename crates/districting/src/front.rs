//! The plans among which one must choose where two figures pull against each other: no plan of a front
//! is at least as good as another in both and better in one.
//!
//! Where every part can be listed, the two figures are weighed against each other again and again: first
//! nearly all for the one, nearly all for the other, then between each two plans found, in the proportion
//! at which both are equal. Each such plan is proven to be beaten by none in both figures. Plans that are
//! best in no proportion (in a hollow of the front) are not sought. Else the search draws with a few
//! proportions, and what it finds is the best found.

use crate::catalogue::{Board, Catalogue, Width};
use crate::check::{Violation, check};
use crate::errand::Errand;
use crate::{Env, Infeasible, Objective, Parts, Plan, Problem, Sizes, Term, Terms, WardWeights};

/// How much more one figure counts than the other at an end of the front.
const END: f64 = 30.0;
/// Of the steps left, one in so many goes to each proof.
const SHARE: u64 = 6;
/// Fewer plans than this on the list's front, and the search draws too.
const FEW: usize = 3;
/// The proportions the search draws with.
const PROPORTIONS: [f64; 7] = [30.0, 8.0, 3.0, 1.0, 0.33, 0.125, 0.03];
/// By how much the search lets sizes give way, as shares of the range's ends.
const GIVES: [f64; 6] = [0.0, 0.02, 0.05, 0.1, 0.2, 0.4];

/// One plan of a front.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The plan.
    pub plan: Plan,
    /// Its figures.
    pub terms: Terms,
    /// Whether it is proven that no plan (in range, where parts out of range are no figure of the
    /// front) is at least as good in both figures and better in one.
    pub is_proven: bool,
}

/// A front.
#[derive(Debug, Clone, PartialEq)]
pub struct Front {
    /// The plans, from the least of the first figure to the least of the second.
    pub points: Vec<Point>,
    /// What no plan has less of, of the first figure and of the second, where that is proven.
    pub least: (Option<f64>, Option<f64>),
}

/// The front of two figures with at most so many plans. Their number of parts is that of the best plan,
/// where the problem leaves it to the sizes.
///
/// # Errors
/// [`Infeasible`] where there is no plan at all, as [`crate::draw`] says.
pub fn front(
    problem: &Problem,
    (first, second): (Term, Term),
    most: usize,
    env: &Env<'_>,
) -> Result<Front, Infeasible> {
    let errand = Errand::new(env);
    let yields = first == Term::OutOfRange || second == Term::OutOfRange;
    let sizes = Sizes { widen: problem.sizes.widen || yields, ..problem.sizes };
    let yielding = Problem { sizes, ..problem.clone() };
    let steps = (errand.steps() / (2 * most as u64 + 4)).max(1);
    let best = errand.draw(&yielding, None, (steps, 0))?;
    let terms = Terms::of(problem, &best.plan);
    let width = if yields || terms.out_of_range > 0 { Width::Wide } else { Width::Strict };
    let board = if errand.exact() { Board::of(problem) } else { None };
    let catalogue = board.as_ref().and_then(|board| Catalogue::of(board, width));
    let best = Point { plan: best.plan, terms, is_proven: false };
    let mut drawn = Drawn { problem, pair: (first, second), errand: &errand, steps, best };
    let (mut points, least) = match catalogue {
        Some(mut catalogue) => drawn.listed(&mut catalogue, most),
        None => (drawn.searched(), (None, None)),
    };
    if points.len() < FEW && points.iter().any(|point| !point.is_proven) {
        points.extend(drawn.searched());
    }
    // The best plan of all lies on the front, or something that was found beats it.
    points.push(drawn.best);
    let points = undominated(points, (first, second));
    Ok(Front { points: thinned(points, most.max(1)), least })
}

/// What a front is drawn with.
struct Drawn<'a> {
    problem: &'a Problem,
    pair: (Term, Term),
    errand: &'a Errand<'a>,
    steps: u64,
    best: Point,
}

impl Drawn<'_> {
    fn figures(&self, point: &Point) -> (f64, f64) {
        (point.terms.get(self.pair.0), point.terms.get(self.pair.1))
    }

    fn listed(
        &mut self,
        catalogue: &mut Catalogue<'_, '_>,
        most: usize,
    ) -> (Vec<Point>, (Option<f64>, Option<f64>)) {
        let (a, b) = self.figures(&self.best);
        let even = b.max(1.0) / a.max(1.0);
        let ends = [(END * even, 1.0), (even, END)];
        let ends: Vec<Point> =
            ends.into_iter().filter_map(|weights| self.weighed(catalogue, weights)).collect();
        let least = (
            self.least(catalogue, (self.pair.0, &ends)),
            self.least(catalogue, (self.pair.1, &ends)),
        );
        let mut open: Vec<(Point, Point)> = match ends.as_slice() {
            [first, last] => vec![(first.clone(), last.clone())],
            _ => Vec::new(),
        };
        let mut points = ends;
        while let Some((one, other)) = open.pop() {
            if points.len() >= most || self.errand.is_stopped() {
                break;
            }
            let ((a, b), (c, d)) = (self.figures(&one), self.figures(&other));
            let (more, less) = (c - a, b - d);
            if more <= 1e-9 || less <= 1e-9 {
                continue;
            }
            let weights = (less / less.min(more), more / less.min(more));
            let Some(between) = self.weighed(catalogue, weights) else { continue };
            let (e, f) = self.figures(&between);
            let line = weights.0 * a + weights.1 * b;
            if weights.0 * e + weights.1 * f < line - 1e-6 * line.abs().max(1.0) {
                points.push(between.clone());
                open.insert(0, (one, between.clone()));
                open.insert(0, (between, other));
            }
        }
        (points, least)
    }

    /// The best plan where the two figures count so much.
    fn weighed(&self, catalogue: &mut Catalogue<'_, '_>, weights: (f64, f64)) -> Option<Point> {
        let mut costs: Vec<f64> = (0..catalogue.len())
            .map(|at| {
                weights.0 * catalogue.term(at, self.pair.0)
                    + weights.1 * catalogue.term(at, self.pair.1)
            })
            .collect();
        self.forbid(catalogue, &mut costs);
        let range = catalogue.board.range(Some(self.best.plan.parts));
        let known = Some(&self.best.plan);
        let steps = self.errand.share(self.errand.steps(), SHARE);
        let best = catalogue.best(costs, (range, known), (self.errand, steps))?;
        let plan = best.plan?;
        let terms = Terms::of(self.problem, &plan);
        let is_forced = self.best.terms.out_of_range > 0 && !self.yields();
        let is_proven = best.is_proven && catalogue.is_whole && !is_forced;
        Some(Point { plan, terms, is_proven })
    }

    fn yields(&self) -> bool {
        self.pair.0 == Term::OutOfRange || self.pair.1 == Term::OutOfRange
    }

    /// Makes parts out of range dear where they are no figure of the front.
    fn forbid(&self, catalogue: &Catalogue<'_, '_>, costs: &mut [f64]) {
        if !self.yields() {
            let dearest = costs.iter().copied().fold(1.0, f64::max);
            let dear = 10.0 * dearest;
            let out = costs.iter_mut().zip(&catalogue.figures).filter(|(_, f)| f.excess > 0);
            out.for_each(|(cost, _)| *cost += dear);
        }
    }

    /// What no plan has less of: proven with the figure alone.
    fn least(
        &self,
        catalogue: &mut Catalogue<'_, '_>,
        (term, ends): (Term, &[Point]),
    ) -> Option<f64> {
        if !catalogue.is_whole || (self.best.terms.out_of_range > 0 && !self.yields()) {
            return None;
        }
        let costs = (0..catalogue.len()).map(|at| catalogue.term(at, term)).collect();
        let range = catalogue.board.range(Some(self.best.plan.parts));
        let best_end = ends.iter().min_by(|a, b| a.terms.get(term).total_cmp(&b.terms.get(term)));
        let known = best_end.map(|end| &end.plan);
        let steps = self.errand.share(self.errand.steps(), SHARE);
        let best = catalogue.best(costs, (range, known), (self.errand, steps))?;
        if best.is_proven {
            // Read from the plan, so that what is locked counts too.
            return best.plan.map(|plan| Terms::of(self.problem, &plan).get(term));
        }
        let is_whole = self.problem.links.locked.iter().all(Vec::is_empty);
        let bound = match term {
            Term::OutOfRange | Term::Moved | Term::Walking | Term::Inertia => {
                (best.bound - 1e-3).ceil()
            }
            Term::Deviation | Term::Cut => best.bound,
        };
        is_whole.then_some(bound.max(0.0))
    }

    fn searched(&self) -> Vec<Point> {
        let parts = match self.problem.parts {
            Parts::Between(..) => self.problem.parts,
            Parts::Exactly(_) | Parts::Free | Parts::Most => Parts::Exactly(self.best.plan.parts),
        };
        let (a, b) = self.figures(&self.best);
        let other = if self.pair.0 == Term::OutOfRange { self.pair.1 } else { self.pair.0 };
        let turns: Vec<(WardWeights, f64)> = if self.yields() {
            GIVES.iter().map(|&gives| (weights([(other, 1.0), (other, 0.0)]), gives)).collect()
        } else {
            let even = b.max(1.0) / a.max(1.0);
            let pair = |by: f64| weights([(self.pair.0, by * even), (self.pair.1, 1.0)]);
            PROPORTIONS.iter().map(|&by| (pair(by), 0.0)).collect()
        };
        let mut points: Vec<Point> = Vec::new();
        for (seed, (weights, gives)) in (1u64..).zip(turns) {
            if self.errand.is_stopped() {
                break;
            }
            let sizes = given_way(self.problem.sizes, gives);
            let objective = Objective::Ward(weights);
            let turned = Problem { sizes, parts, objective, ..self.problem.clone() };
            let start = points.last().map_or(&self.best.plan, |point| &point.plan);
            let start = Some(start.assignment.as_slice());
            let Ok(drawing) = self.errand.draw(&turned, start, (self.steps, seed)) else {
                continue;
            };
            let only_sizes = |found: &Violation| matches!(found, Violation::OutOfRange { .. });
            if check(self.problem, &drawing.plan).iter().all(only_sizes) {
                let terms = Terms::of(self.problem, &drawing.plan);
                points.push(Point { plan: drawing.plan, terms, is_proven: false });
            }
        }
        let fewest = self.best.terms.out_of_range;
        points.retain(|point| self.yields() || point.terms.out_of_range <= fewest);
        points
    }
}

fn given_way(sizes: Sizes, gives: f64) -> Sizes {
    let min = (f64::from(sizes.min) * (1.0 - gives)).floor() as u32;
    let max = (f64::from(sizes.max) * (1.0 + gives)).ceil() as u32;
    Sizes { min, max, widen: true, ..sizes }
}

fn weights(figures: [(Term, f64); 2]) -> WardWeights {
    let mut weights = WardWeights::NONE;
    for (term, weight) in figures {
        match term {
            Term::Deviation => weights.deviation += weight,
            Term::Cut => weights.cut += weight,
            Term::Moved => weights.moved += weight,
            Term::Walking => weights.walking += weight,
            Term::Inertia => weights.inertia += weight,
            Term::OutOfRange => {}
        }
    }
    weights
}

/// The points that no other beats, from the least of the first figure on.
fn undominated(mut points: Vec<Point>, (first, second): (Term, Term)) -> Vec<Point> {
    let of = |point: &Point| (point.terms.get(first), point.terms.get(second));
    points.sort_by(|one, other| {
        let ((a, b), (c, d)) = (of(one), of(other));
        a.total_cmp(&c).then(b.total_cmp(&d)).then(other.is_proven.cmp(&one.is_proven))
    });
    let mut kept: Vec<Point> = Vec::new();
    for point in points {
        let least = kept.last().map_or(f64::INFINITY, |last| of(last).1);
        let same = kept.last().is_some_and(|last| (of(last).0 - of(&point).0).abs() < 1e-9);
        if of(&point).1 < least - 1e-9 && !same {
            kept.push(point);
        }
    }
    kept
}

/// At most so many points: both ends, and those between that lie evenly in their order.
fn thinned(points: Vec<Point>, most: usize) -> Vec<Point> {
    let n = points.len();
    if n <= most {
        return points;
    }
    let wanted = |at: usize| match most {
        1 => at == 0,
        _ => (0..most).any(|turn| turn * (n - 1) / (most - 1) == at),
    };
    points.into_iter().enumerate().filter(|&(at, _)| wanted(at)).map(|(_, point)| point).collect()
}
