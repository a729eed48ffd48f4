//! The answers of the engine to what is asked, as they stand in the row of their job: with the names
//! of old groups where the engine has numbers, and with the drawing that each relaxed rule would need.

use districting::explain::Asked;
use districting::repair::Given;
use districting::{Env, Infeasible, Plan, Terms, alternatives, draw, explain as ask_why, front};
use serde::{Deserialize, Serialize};
use store::plan::{NewPlan, Proof, State};
use units::{AccountId, AtomId, JobId, PlanId};
use uuid::Uuid;

use super::made::{self, Sketch};
use super::problem::Drawn;
use super::wish::FRONT_MOST;
use super::worker::Loaded;
use super::{Draws, Explained, Figure, Order, Subject, Wish};

/// What a job is to answer, with all it needs.
pub(crate) struct Task {
    pub(crate) job: JobId,
    pub(crate) created_by: Option<AccountId>,
    pub(crate) order: Order,
    pub(crate) loaded: Loaded,
    pub(crate) drawn: Drawn,
    /// What each atom is called.
    pub(crate) names: Vec<String>,
    /// What the files of its plans are called.
    pub(crate) name: String,
    /// The plan it is about: the part of each cluster, and what proves it.
    pub(crate) about: Option<About>,
}

/// The plan that a question is about.
pub(crate) struct About {
    pub(crate) plan: PlanId,
    /// The part of each atom; none where its clusters lie in several.
    pub(crate) parts: Vec<Option<u32>>,
    /// How many parts.
    pub(crate) count: u32,
    /// Parts that stay as they are.
    pub(crate) kept: Vec<u32>,
    pub(crate) proof: Option<Proof>,
}

/// The figures of a plan, less being better in each.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// How many units.
    pub units: u32,
    /// The value of all criteria together.
    pub value: f64,
    /// Units out of range.
    pub out_of_range: u32,
    /// Households off the size wished for.
    pub deviation: f64,
    /// What separating neighbours costs.
    pub cut: f64,
    /// Households away from the old unit most of their unit comes from.
    pub moved: u32,
}

impl Figures {
    pub(crate) fn of(plan: &Plan, terms: &Terms) -> Self {
        Self {
            units: plan.parts,
            value: terms.value,
            out_of_range: terms.out_of_range,
            deviation: terms.deviation,
            cut: terms.cut,
            moved: terms.moved,
        }
    }

    /// What is different in others, of what people see: the code of its sentence, the change, and what it
    /// comes to. What stays the same is left out.
    #[must_use]
    pub fn changes_to(&self, then: &Self) -> Vec<(&'static str, f64, f64)> {
        let all = [
            ("brings-units", self.units.into(), then.units.into()),
            ("brings-out", self.out_of_range.into(), then.out_of_range.into()),
            ("brings-deviation", self.deviation, then.deviation),
            ("brings-moved", self.moved.into(), then.moved.into()),
            ("brings-cut", self.cut, then.cut),
        ];
        let all = all.into_iter().map(|(code, before, after)| (code, after - before, after));
        all.filter(|(_, change, _): &(_, f64, f64)| change.abs() >= 0.5).collect()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, figure: Figure) -> f64 {
        match figure {
            Figure::OutOfRange => f64::from(self.out_of_range),
            Figure::Deviation => self.deviation,
            Figure::Cut => self.cut,
            Figure::Moved => f64::from(self.moved),
        }
    }
}

/// A plan among several.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The plan.
    pub plan: PlanId,
    /// Its figures.
    pub figures: Figures,
    /// The share of households, 0 to 1, by which it differs at least from each plan before it.
    pub apart: Option<f64>,
    /// Of alternatives: whether no plan is better. Of a front: whether none is at least as good in
    /// both figures and better in one.
    pub proven: bool,
    /// Whether it is the plan that was asked about.
    pub is_same: bool,
}

/// What a job found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// One plan.
    Plan {
        /// The plan.
        plan: PlanId,
    },
    /// Why there is none, or what the limit is.
    Explained(Explained),
    /// Several to choose among.
    Alternatives {
        /// The plans, the best first.
        choices: Vec<Choice>,
        /// The code of why there are no more.
        ended: String,
    },
    /// A front, from the least of the first figure to the least of the second.
    Front {
        /// One figure.
        first: Figure,
        /// The other.
        second: Figure,
        /// The plans.
        choices: Vec<Choice>,
        /// What no plan has less of, of the first and of the second, where that is proven.
        least: (Option<f64>, Option<f64>),
    },
    /// A draft repaired.
    Repaired {
        /// The draft.
        plan: PlanId,
        /// Households that changed unit.
        moved: u32,
        /// Old groups that changed unit.
        groups: u32,
        /// No sound plan moves fewer households, where that is proven.
        least: Option<u32>,
        /// Units out of range in it.
        out_of_range: u32,
    },
}

/// What a job leaves to be kept.
pub(crate) struct Outcome {
    pub(crate) answer: Answer,
    pub(crate) plans: Vec<(NewPlan, Option<Proof>)>,
    /// Clusters to be moved in the plan that it is about.
    pub(crate) moves: Vec<(AtomId, i64)>,
}

impl Outcome {
    fn of(answer: Answer) -> Self {
        Self { answer, plans: Vec::new(), moves: Vec::new() }
    }
}

/// Answers a task.
pub(crate) fn find(
    task: &Task,
    env: &Env<'_>,
    fresh: &dyn Fn() -> Uuid,
) -> Result<Outcome, Infeasible> {
    match task.order.wish {
        Wish::Plan => {
            let sketch = Sketch::from(draw(&task.drawn.problem, env)?);
            let (plan, proof) = made::rows(task, &sketch, (fresh(), State::Draft));
            let answer = Answer::Plan { plan: plan.id };
            // Of what is not proven at all there is nothing to re-check.
            let proof = (sketch.bound.is_some() || sketch.proven).then_some(proof);
            Ok(Outcome { answer, plans: vec![(plan, proof)], moves: Vec::new() })
        }
        Wish::Explain { step } => Ok(Outcome::of(Answer::Explained(explained(task, step, env)))),
        Wish::Alternatives { wanted, apart_percent } => {
            several(task, (wanted, apart_percent), (env, fresh))
        }
        Wish::Front { first, second } => traded(task, (first, second), (env, fresh)),
        Wish::Repair { .. } => repaired(task, env),
    }
}

/// Plans on their way to being offered.
struct Offer<'a> {
    task: &'a Task,
    fresh: &'a dyn Fn() -> Uuid,
    plans: Vec<(NewPlan, Option<Proof>)>,
    choices: Vec<Choice>,
}

impl Offer<'_> {
    fn add(
        &mut self,
        (plan, terms): (&Plan, &Terms),
        best: Option<&Terms>,
        (apart, proven): (Option<f64>, bool),
    ) {
        let figures = Figures::of(plan, terms);
        if let Some(own) = self.task.about.as_ref().filter(|own| own.is(plan)) {
            let is_same = true;
            self.choices.push(Choice { plan: own.plan, figures, apart, proven, is_same });
            return;
        }
        let sketch = Sketch::of_several(self.task, (plan, terms), best);
        let (new, mut file) = made::rows(self.task, &sketch, ((self.fresh)(), State::Offered));
        self.choices.push(Choice { plan: new.id, figures, apart, proven, is_same: false });
        // The certificate of the plan asked about speaks of every plan of the same problem.
        let known = self.task.about.as_ref().and_then(|own| own.proof.as_ref());
        let known = known.filter(|known| known.instance == file.instance);
        let proof = known.map(|known| {
            file.certificate.clone_from(&known.certificate);
            file
        });
        self.plans.push((new, proof));
    }
}

impl About {
    /// Whether a plan puts the same atoms together.
    fn is(&self, plan: &Plan) -> bool {
        let own: Option<Vec<u32>> = self.parts.iter().copied().collect();
        own.is_some_and(|own| Plan::from_labels(&own) == Plan::from_labels(&plan.assignment))
    }
}

fn several(
    task: &Task,
    (wanted, apart_percent): (u32, u32),
    (env, fresh): (&Env<'_>, &dyn Fn() -> Uuid),
) -> Result<Outcome, Infeasible> {
    let share = f64::from(apart_percent) / 100.0;
    let found = alternatives(&task.drawn.problem, (wanted as usize, share), env)?;
    let best = found.plans.first().filter(|_| found.is_best).map(|first| first.terms);
    let mut offer = Offer { task, fresh, plans: Vec::new(), choices: Vec::new() };
    for (at, one) in found.plans.iter().enumerate() {
        let proven = at == 0 && found.is_best;
        offer.add((&one.plan, &one.terms), best.as_ref(), (one.apart, proven));
    }
    let ended = found.ended.code().to_owned();
    let answer = Answer::Alternatives { choices: offer.choices, ended };
    Ok(Outcome { answer, plans: offer.plans, moves: Vec::new() })
}

fn traded(
    task: &Task,
    (first, second): (Figure, Figure),
    (env, fresh): (&Env<'_>, &dyn Fn() -> Uuid),
) -> Result<Outcome, Infeasible> {
    let pair = (first.term(), second.term());
    let found = front(&task.drawn.problem, pair, FRONT_MOST, env)?;
    let mut offer = Offer { task, fresh, plans: Vec::new(), choices: Vec::new() };
    for point in &found.points {
        offer.add((&point.plan, &point.terms), None, (None, point.is_proven));
    }
    let answer = Answer::Front { first, second, choices: offer.choices, least: found.least };
    Ok(Outcome { answer, plans: offer.plans, moves: Vec::new() })
}

fn repaired(task: &Task, env: &Env<'_>) -> Result<Outcome, Infeasible> {
    let own = task.about.as_ref().ok_or(Infeasible::NotFound)?;
    let given = Given::new(&task.drawn.problem, own.parts.clone(), &own.kept, &[])
        .map_err(|_| Infeasible::NotFound)?;
    let found = districting::repair(&task.drawn.problem, &given, env)?;
    // A new part that continues none takes the number of a part that nothing continues.
    let mut free = (0..own.count).filter(|part| !found.heirs.contains(&Some(*part)));
    let number: Option<Vec<u32>> =
        found.heirs.iter().map(|heir| heir.or_else(|| free.next())).collect();
    let number = number.ok_or(Infeasible::NotFound)?;
    let mut moves = Vec::new();
    let mut groups = 0;
    for (atom, own_part) in own.parts.iter().enumerate() {
        let to = number[found.plan.assignment[atom] as usize];
        if *own_part == Some(to) {
            continue;
        }
        groups += 1;
        let clusters = task.drawn.members[atom].iter();
        moves.extend(clusters.map(|at| (task.loaded.clusters[*at].atom.id, i64::from(to))));
    }
    let answer = Answer::Repaired {
        plan: own.plan,
        moved: found.moved,
        groups,
        least: found.least,
        out_of_range: found.terms.out_of_range,
    };
    Ok(Outcome { answer, plans: Vec::new(), moves })
}

fn explained(task: &Task, step: u32, env: &Env<'_>) -> Explained {
    let barriers: Vec<_> = task.drawn.barriers.iter().map(|(_, edges)| edges.clone()).collect();
    let found = ask_why(&task.drawn.problem, Asked { step, barriers: &barriers }, env);
    let Order { min, max, target, k, over_main_roads, .. } = task.order;
    let subject = Subject {
        problem: &task.drawn.problem,
        names: &task.names,
        barriers: &task.drawn.barriers,
        rules: Draws { min, max, target, k, over_main_roads },
    };
    Explained::of(&subject, &found)
}
