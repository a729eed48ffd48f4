//! Several plans to choose among, each far enough from all before it.
//!
//! How far two plans lie apart is the share of households that change part between them, parts paired
//! so that as few as possible change ([`crate::difference`]). The first plan is the best one; each next
//! one is the best found that lies far enough from all before it. Where every part can be listed, a
//! part is made to cost what it shares with the plans before, more and more, until the best plan is far
//! enough, and then less again; else the borders of the plans before are made dear.

use crate::catalogue::{Board, Catalogue, Width};
use crate::check::check;
use crate::errand::Errand;
use crate::{Edge, Env, Infeasible, Objective, Plan, Problem, Terms, difference};

/// Of the steps, one in so many goes to the first plan.
const FIRST_SHARE: u64 = 4;
/// Plans looked at for each one at most.
const ROUNDS: u64 = 12;
/// Of the steps left for one plan, one in so many goes to each.
const SHARE: u64 = 3;
/// Of these, those by which the price of what is shared comes down again.
const BISECTIONS: u32 = 4;
/// By how much borders of the plans before are dearer, one after another.
const DEARER: [f64; 6] = [0.0, 0.5, 1.0, 2.0, 4.0, 8.0];

/// One plan of several.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative {
    /// The plan.
    pub plan: Plan,
    /// Its figures.
    pub terms: Terms,
    /// The share of households, 0 to 1, by which it differs at least from each plan before it; none
    /// for the first.
    pub apart: Option<f64>,
}

/// Why there are no more plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// There are as many as asked for.
    Enough,
    /// No other plan lies far enough from all of these, proven.
    NoneLeft,
    /// No other was found; nothing is proven.
    NotFound,
}

/// Several plans.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternatives {
    /// The plans, the best first.
    pub plans: Vec<Alternative>,
    /// Whether the first is proven best.
    pub is_best: bool,
    /// Why there are no more.
    pub ended: Ended,
}

impl Ended {
    /// The code, worded in `words`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Enough => "districting-alternatives-enough",
            Self::NoneLeft => "districting-alternatives-none-left",
            Self::NotFound => "districting-alternatives-not-found",
        }
    }
}

/// So many plans, each of which differs from each other by at least this share of the households (0 to
/// 1; what is no number counts as 0).
///
/// # Errors
/// [`Infeasible`] where there is not even one, as [`crate::draw`] says.
pub fn alternatives(
    problem: &Problem,
    (wanted, share): (usize, f64),
    env: &Env<'_>,
) -> Result<Alternatives, Infeasible> {
    let errand = Errand::new(env);
    let first = errand.draw(problem, None, ((errand.steps() / FIRST_SHARE).max(1), 0))?;
    let terms = Terms::of(problem, &first.plan);
    let is_best = first.proven;
    let mut plans = vec![Alternative { plan: first.plan, terms, apart: None }];
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let far = (share * problem.households() as f64).ceil().max(1.0) as u32;
    let others = wanted.saturating_sub(1) as u64;
    let each = (errand.steps() - errand.steps() / FIRST_SHARE) / others.max(1);
    let board = if errand.exact() { Board::of(problem) } else { None };
    let width = if terms.out_of_range > 0 { Width::Wide } else { Width::Strict };
    let mut catalogue = board.as_ref().and_then(|board| Catalogue::of(board, width));
    let mut ended = Ended::Enough;
    while plans.len() < wanted {
        let seeker = Seeker { problem, errand: &errand, far, steps: each };
        let next = match &mut catalogue {
            Some(catalogue) => match seeker.listed(catalogue, &plans) {
                Err(Ended::NotFound) => seeker.searched(&plans),
                found => found,
            },
            None => seeker.searched(&plans),
        };
        match next {
            Ok(next) => plans.push(next),
            Err(why) => {
                ended = why;
                break;
            }
        }
    }
    Ok(Alternatives { plans, is_best, ended })
}

/// For each part, the households it shares with a plan: its largest share, and what it holds by more
/// than half.
type Shared = (Vec<i64>, Vec<i64>);

/// Looks for the next plan.
struct Seeker<'a> {
    problem: &'a Problem,
    errand: &'a Errand<'a>,
    /// Households that must change part.
    far: u32,
    steps: u64,
}

impl Seeker<'_> {
    /// Households that change part between a plan and each one before.
    fn moved(&self, plan: &Plan, before: &[Alternative]) -> Vec<u32> {
        let other = before.iter().map(|other| difference(self.problem, &other.plan, plan).moved);
        other.collect()
    }

    fn told(&self, plan: Plan, moved: &[u32]) -> Alternative {
        let terms = Terms::of(self.problem, &plan);
        let least = moved.iter().min().map_or(0.0, |&moved| f64::from(moved));
        let apart = Some(least / (self.problem.households() as f64).max(1.0));
        Alternative { plan, terms, apart }
    }

    /// Keeps a plan that is far enough and better than the one kept.
    fn keep(&self, kept: &mut Option<Alternative>, plan: Plan, moved: &[u32]) {
        let found = self.told(plan, moved);
        if kept.as_ref().is_none_or(|kept| found.terms.beats(&kept.terms)) {
            *kept = Some(found);
        }
    }

    fn listed(
        &self,
        catalogue: &mut Catalogue<'_, '_>,
        before: &[Alternative],
    ) -> Result<Alternative, Ended> {
        if let Some(next) = self.looked_at_all(catalogue, before) {
            return next;
        }
        let shared: Vec<_> = before.iter().map(|other| catalogue.shared(&other.plan)).collect();
        let range = catalogue.board.range(Some(before[0].plan.parts));
        let end = self.errand.done() + self.steps;
        let unit = catalogue.scale() / 4.0;
        let out = 64.0 * unit * catalogue.households() as f64;
        let mut price = vec![0.0; before.len()];
        let (mut near, mut enough) = (price.clone(), None);
        let mut kept = None;
        let mut left = BISECTIONS;
        for _ in 0..ROUNDS {
            let cost = |at: usize| {
                let sharing =
                    price.iter().zip(&shared).map(|(price, (most, _))| price * most[at] as f64);
                let yields = if catalogue.figures[at].excess > 0 { out } else { 0.0 };
                catalogue.value(at) + sharing.sum::<f64>() + yields
            };
            let costs = (0..catalogue.len()).map(cost).collect();
            let steps = self.errand.share(end, SHARE);
            let best = catalogue.best(costs, (range, None), (self.errand, steps));
            let Some(plan) = best.and_then(|best| best.plan) else { break };
            let moved = self.moved(&plan, before);
            if moved.iter().all(|&moved| moved >= self.far) {
                self.keep(&mut kept, plan, &moved);
                enough = Some(price.clone());
            } else {
                near.clone_from(&price);
                if enough.is_none() {
                    let short =
                        price.iter_mut().zip(&moved).filter(|(_, moved)| **moved < self.far);
                    short.for_each(|(price, _)| *price = (2.0 * *price).max(unit));
                    continue;
                }
            }
            if left == 0 || price.iter().all(|&price| price == 0.0) {
                break;
            }
            left -= 1;
            if let Some(enough) = &enough {
                price = near.iter().zip(enough).map(|(a, b)| f64::midpoint(*a, *b)).collect();
            }
        }
        kept.ok_or_else(|| self.is_none_left(catalogue, (&shared, range)))
    }

    /// The next plan, by looking at all where they are few.
    fn looked_at_all(
        &self,
        catalogue: &Catalogue<'_, '_>,
        before: &[Alternative],
    ) -> Option<Result<Alternative, Ended>> {
        if catalogue.figures.iter().any(|figures| figures.excess > 0) {
            return None;
        }
        let range = catalogue.board.range(Some(before[0].plan.parts));
        let mut kept = None;
        let is_all = catalogue.each_plan(range, |plan| {
            let moved = self.moved(&plan, before);
            if moved.iter().all(|&moved| moved >= self.far) {
                self.keep(&mut kept, plan, &moved);
            }
        });
        is_all.then(|| kept.ok_or(Ended::NoneLeft))
    }

    /// Whether it is proven that no plan lies far enough from one before: that each shares too much
    /// even where only what a part holds by more than half counts as shared.
    fn is_none_left(
        &self,
        catalogue: &mut Catalogue<'_, '_>,
        (shared, range): (&[Shared], (u32, u32)),
    ) -> Ended {
        if catalogue.figures.iter().any(|figures| figures.excess > 0) {
            // Sizes may give way further than they are listed.
            return Ended::NotFound;
        }
        let whole = catalogue.households() as f64;
        // What is locked never changes.
        let most = whole - f64::from(self.far);
        for (_, over) in shared {
            let costs = over.iter().map(|&households| households as f64).collect();
            let best = catalogue.best(costs, (range, None), (self.errand, self.steps.max(1)));
            if best.is_some_and(|best| best.is_no_plan() || best.bound > most + 1e-3) {
                return Ended::NoneLeft;
            }
        }
        Ended::NotFound
    }

    fn searched(&self, before: &[Alternative]) -> Result<Alternative, Ended> {
        let steps = (self.steps / DEARER.len() as u64).max(1);
        let mut kept = None;
        for (round, dearer) in (1u64..).zip(DEARER) {
            if self.errand.is_stopped() {
                break;
            }
            let seed = 100 * before.len() as u64 + round;
            let other = self.dear(before, dearer);
            let Ok(drawing) = self.errand.draw(&other, None, (steps, seed)) else { continue };
            let same = self.problem.sizes.widen || check(self.problem, &drawing.plan).is_empty();
            let moved = self.moved(&drawing.plan, before);
            if same && moved.iter().all(|&moved| moved >= self.far) {
                self.keep(&mut kept, drawing.plan, &moved);
            }
        }
        kept.ok_or(Ended::NotFound)
    }

    /// The problem with the borders of the plans before made dearer.
    fn dear(&self, before: &[Alternative], dearer: f64) -> Problem {
        let problem = self.problem;
        let edges = problem.edges.len().max(1) as f64;
        let mean = problem.edges.iter().map(|edge| edge.weight).sum::<f64>() / edges;
        let extra = dearer * if mean > 0.0 { mean } else { 1.0 };
        let times = |edge: &Edge| {
            let cuts = |other: &&Alternative| {
                let part = &other.plan.assignment;
                part[edge.u as usize] != part[edge.v as usize]
            };
            before.iter().filter(cuts).count() as f64
        };
        let edges = problem
            .edges
            .iter()
            .map(|edge| Edge { weight: edge.weight + extra * times(edge), ..*edge });
        // Hops take no notice of weights.
        let objective = match problem.objective {
            Objective::Moment if dearer > 0.0 => Objective::Cut,
            own => own,
        };
        Problem { edges: edges.collect(), objective, ..problem.clone() }
    }
}
