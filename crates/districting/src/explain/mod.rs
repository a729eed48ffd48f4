//! Why there is no plan, which rule binds, and what one would gain by relaxing it.
//!
//! Reasons come from counting and from the links ([`crate::draw`] refuses with the first of them), or
//! from having listed everything. What a rule costs is found by drawing again without it: proven where
//! the drawing is, else the best found, and it says which.

mod relax;

pub use self::relax::Rule;
use crate::catalogue::{Board, Catalogue, Width};
use crate::check::{Violation, check};
use crate::errand::Errand;
use crate::search::reasons;
use crate::{Edge, Env, Infeasible, Plan, Problem, Reason, Sizes, Terms};

/// Of the steps, one in so many goes to the plan that all others are compared with.
const FIRST_SHARE: u64 = 4;
/// Steps of one relaxation at the least.
const LEAST_STEPS: u64 = 60;

/// What is to be relaxed beside the rules that the problem itself names.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// By how many households the smallest and the largest size are moved; 0 leaves them.
    pub step: u32,
    /// Barriers: edges that the problem leaves out, by groups that would be opened together.
    pub barriers: &'a [Vec<Edge>],
}

/// Whether a plan exists that keeps all rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// One was found.
    Exists,
    /// There is none, proven.
    None,
    /// None was found; nothing is proven.
    Unknown,
}

/// What changes where a rule is relaxed; below zero is better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// Parts out of range.
    pub out_of_range: i64,
    /// The objective's value.
    pub value: f64,
    /// Σ |size − target|.
    pub deviation: f64,
    /// Weight of cut edges.
    pub cut: f64,
    /// Households away from the predecessor that their part takes over.
    pub moved: i64,
}

/// One rule relaxed, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Relaxed {
    /// The rule, as it would be.
    pub rule: Rule,
    /// The best plan found under it; none where its links still contradict one another.
    pub plan: Option<Plan>,
    /// That plan's figures, under the relaxed rule.
    pub terms: Option<Terms>,
    /// How they differ from those under all rules, where both plans are known.
    pub change: Option<Change>,
    /// Whether the plan is proven best under the relaxed rule; else it is the best found.
    pub is_proven: bool,
}

/// What was explained.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Whether a plan exists.
    pub verdict: Verdict,
    /// Why not; empty where one does.
    pub reasons: Vec<Reason>,
    /// The best plan found under all rules, sizes giving way where they must; none where the links
    /// contradict one another.
    pub plan: Option<Plan>,
    /// Its figures.
    pub terms: Option<Terms>,
    /// Whether it is proven best.
    pub is_proven: bool,
    /// Rules relaxed one at a time, those that bring most first.
    pub relaxed: Vec<Relaxed>,
}

impl Verdict {
    /// The verdict's stable code, worded in `words`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Exists => "districting-verdict-exists",
            Self::None => "districting-verdict-none",
            Self::Unknown => "districting-verdict-unknown",
        }
    }
}

impl Explanation {
    /// The rules that bind: a better plan was found without them. The first binds most.
    pub fn binding(&self) -> impl Iterator<Item = &Relaxed> {
        self.relaxed.iter().filter(|relaxed| match (&relaxed.terms, &self.terms) {
            (Some(terms), Some(base)) => terms.beats(base),
            (found, _) => found.is_some(),
        })
    }
}

/// Explains a problem. The quota is shared by all drawings it takes; where it ends early, the rules not
/// yet looked at are left out.
#[must_use]
pub fn explain(problem: &Problem, asked: Asked<'_>, env: &Env<'_>) -> Explanation {
    let errand = Errand::new(env);
    let mut reasons = reasons(problem);
    let rules = relax::rules(problem, asked);
    let first = drawn(problem, &errand, (errand.steps() / FIRST_SHARE, 0));
    let is_sound = first.as_ref().is_some_and(|first| check(problem, &first.plan).is_empty());
    let verdict = match (is_sound, reasons.is_empty()) {
        (true, _) => Verdict::Exists,
        (false, false) => Verdict::None,
        (false, true) if is_refused(problem, &errand) => {
            let atoms = problem.atoms.len() as u32;
            reasons.push(Reason::of_all(Infeasible::NoPlan { atoms }));
            Verdict::None
        }
        (false, true) => {
            reasons.push(Reason::of_all(Infeasible::NotFound));
            Verdict::Unknown
        }
    };
    let many = rules.len() as u64;
    let mut relaxed = Vec::new();
    for (number, rule) in (1u64..).zip(rules) {
        if errand.is_stopped() {
            break;
        }
        // What one did not need is left to those after it.
        let each = errand.share(errand.steps(), many + 1 - number).max(LEAST_STEPS);
        relaxed.push(relax(problem, (rule, asked), first.as_ref(), (&errand, each, number)));
    }
    // A stable sort: rules that bring the same stay in the order of the problem.
    relaxed.sort_by(|a, b| worth(a).partial_cmp(&worth(b)).unwrap_or(std::cmp::Ordering::Equal));
    let (plan, terms, is_proven) = match first {
        Some(Drawn { plan, terms, is_proven }) => (Some(plan), Some(terms), is_proven),
        None => (None, None, false),
    };
    Explanation { verdict, reasons, plan, terms, is_proven, relaxed }
}

/// Fewest parts out of range first, then the smallest value; rules without a plan last.
fn worth(relaxed: &Relaxed) -> (u32, f64) {
    relaxed.terms.map_or((u32::MAX, 0.0), |terms| (terms.out_of_range, terms.value))
}

/// A plan with its figures.
struct Drawn {
    plan: Plan,
    terms: Terms,
    is_proven: bool,
}

/// The best plan of a problem, sizes giving way where they must.
fn drawn(problem: &Problem, errand: &Errand<'_>, (steps, seed): (u64, u64)) -> Option<Drawn> {
    let sizes = Sizes { widen: true, ..problem.sizes };
    let yielding = Problem { sizes, ..problem.clone() };
    let drawing = errand.draw(&yielding, None, (steps, seed)).ok()?;
    let terms = Terms::of(problem, &drawing.plan);
    Some(Drawn { plan: drawing.plan, terms, is_proven: drawing.proven })
}

/// Whether listing everything shows that there is no plan in range.
fn is_refused(problem: &Problem, errand: &Errand<'_>) -> bool {
    let sizes = Sizes { widen: false, ..problem.sizes };
    let strict = Problem { sizes, ..problem.clone() };
    let Some(board) = Board::of(&strict) else { return false };
    if errand.is_refused(&strict) {
        return true;
    }
    let Some(mut catalogue) = Catalogue::of(&board, Width::Strict) else { return false };
    let costs = (0..catalogue.len()).map(|unit| catalogue.value(unit)).collect();
    let steps = errand.steps() / FIRST_SHARE;
    let best = catalogue.best(costs, (board.range(None), None), (errand, steps));
    best.is_some_and(|best| best.is_no_plan())
}

/// Draws without a rule, and says what that changes.
fn relax(
    problem: &Problem,
    (rule, asked): (Rule, Asked<'_>),
    first: Option<&Drawn>,
    (errand, steps, number): (&Errand<'_>, u64, u64),
) -> Relaxed {
    let other = relax::without(problem, rule, asked);
    let mut found = drawn(&other, errand, (steps, number));
    if let Some(first) = first {
        // What keeps all rules keeps all but one, and the search may not have come so far.
        let terms = Terms::of(&other, &first.plan);
        let is_better = found.as_ref().is_none_or(|found| terms.beats(&found.terms));
        let size = |violation: &Violation| matches!(violation, Violation::OutOfRange { .. });
        if is_better && check(&other, &first.plan).iter().all(size) {
            found = Some(Drawn { plan: first.plan.clone(), terms, is_proven: false });
        }
    }
    let change = found.as_ref().zip(first).map(|(found, first)| {
        let (now, before) = (&found.terms, &first.terms);
        Change {
            out_of_range: i64::from(now.out_of_range) - i64::from(before.out_of_range),
            value: now.value - before.value,
            deviation: now.deviation - before.deviation,
            cut: now.cut - before.cut,
            moved: i64::from(now.moved) - i64::from(before.moved),
        }
    });
    let is_proven = found.as_ref().is_some_and(|found| found.is_proven);
    let (plan, terms) = found.map(|found| (found.plan, found.terms)).unzip();
    Relaxed { rule, plan, terms, change, is_proven }
}
