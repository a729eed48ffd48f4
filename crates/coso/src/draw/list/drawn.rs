//! The plan of a list: found, checked, counted.

use std::time::Instant;

use anyhow::Result;
use atlas::problem::{DrawRules, Joining, problem};
use districting::check::{Violation, check};
use districting::{Cause, Certificate, Drawing, Heirs, Infeasible, Problem, WardWeights};
use serde_json::json;

use super::Ask;
use crate::draw::graph::instance::as_written;
use crate::draw::order::round;
use crate::say::Sentence;

/// Steps when neither steps nor seconds are given: one to two seconds for a ward.
const STEPS: u64 = 20_000;

/// A unit of the plan.
pub struct Unit {
    /// Its households.
    pub households: u32,
    /// Its groups, as places in the list.
    pub groups: Vec<usize>,
    /// Why it is out of range, if it is.
    pub cause: Option<Cause>,
}

/// A plan with its figures.
pub struct Drawn {
    /// The unit of each group, 0-based; unit `i` is called number `i + 1`.
    pub assignment: Vec<u32>,
    /// The units.
    pub units: Vec<Unit>,
    is_contiguous: bool,
    value: f64,
    bound: Option<f64>,
    proven: bool,
    /// What proves the bound, where one is.
    pub certificate: Option<Certificate>,
}

impl Ask<'_> {
    /// The drawing problem of the list.
    ///
    /// # Errors
    /// A [`Sentence`] where a number cannot be used.
    pub fn problem(&self) -> Result<Problem> {
        let rules = DrawRules {
            sizes: self.norm.sizes(),
            parts: self.args.order.parts(),
            weights: WardWeights::default(),
            heirs: Heirs::Once,
            joining: Joining::Needed,
        };
        let problem = problem(&self.listed.graph()?, &rules);
        let problem = problem.map_err(|fault| Sentence::bad_input(fault.code(), fault.args()))?;
        Ok(as_written(problem))
    }
}

impl Drawn {
    /// Draws.
    ///
    /// # Errors
    /// A [`Sentence`] where an option cannot be used.
    pub fn find(ask: &Ask<'_>, problem: &Problem) -> Result<Result<Self, Infeasible>> {
        let effort = ask.args.order.effort.or_steps(STEPS);
        let draw = |env: &districting::Env<'_>| districting::draw(problem, env);
        let (drawn, _) = effort.run(ask.lang, problem.atoms.len(), draw)?;
        Ok(drawn.map(|drawing| Self::new(problem, drawing)))
    }

    fn new(problem: &Problem, drawing: Drawing) -> Self {
        let found = check(problem, &drawing.plan);
        let parts = drawing.score.parts.iter().enumerate();
        let mut units: Vec<Unit> = parts
            .map(|(at, part)| Unit {
                households: part.households,
                groups: Vec::new(),
                cause: drawing.out_of_range.iter().find(|o| o.part as usize == at).map(|o| o.cause),
            })
            .collect();
        for (group, &unit) in drawing.plan.assignment.iter().enumerate() {
            units[unit as usize].groups.push(group);
        }
        Self {
            is_contiguous: !found.iter().any(|v| matches!(v, Violation::Disconnected { .. })),
            assignment: drawing.plan.assignment,
            units,
            value: drawing.score.value,
            bound: drawing.bound,
            proven: drawing.proven,
            certificate: drawing.certificate,
        }
    }

    /// Units out of range.
    pub fn out_of_range(&self) -> usize {
        self.units.iter().filter(|unit| unit.cause.is_some()).count()
    }

    /// Whole and in range, but for units that no drawing could bring into it.
    pub fn is_sound(&self) -> bool {
        let excused = |unit: &Unit| unit.cause != Some(Cause::NotFound);
        self.is_contiguous && self.units.iter().all(excused)
    }

    /// The line on stdout.
    pub fn line(&self, ask: &Ask<'_>, start: Instant) -> serde_json::Value {
        let reasons = self.units.iter().enumerate().filter_map(|(at, unit)| {
            let code = unit.cause?.code();
            Some(json!({ "unit": at + 1, "households": unit.households, "reason": code }))
        });
        json!({
            "instance": ask.name,
            "objective": "ward",
            "value": round(self.value, 2),
            "bound": self.bound.map(|bound| round(bound, 2)),
            "proven": self.proven,
            "k": self.units.len(),
            "out_of_range": self.out_of_range(),
            "contiguous": self.is_contiguous,
            "seconds": round(start.elapsed().as_secs_f64(), 3),
            "seed": ask.args.order.effort.seed,
            "groups": ask.listed.rows.len(),
            "households": ask.listed.households(),
            "households_estimated": false,
            "reasons": reasons.collect::<Vec<_>>(),
        })
    }
}
