//! A commune's plan: found on one thread within its steps, checked, counted.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::time::Duration;

use districting::check::{Violation, check};
use districting::{Cause, Certificate, Env, Infeasible, Progress, Quota, certify};
use serde::{Deserialize, Serialize};
use web::city::{Commune, Proof};

use super::commune::{self, Entry};
use crate::draw::order::round;

/// A unit of a plan.
pub struct Unit {
    /// Its households.
    pub households: u32,
    /// Its atoms.
    pub atoms: Vec<usize>,
    /// Why it is out of range, if it is.
    pub cause: Option<Cause>,
}

/// A plan.
pub struct Done {
    /// The unit of each atom, 0-based; unit `i` is called number `i + 1`.
    pub assignment: Vec<u32>,
    /// The units.
    pub units: Vec<Unit>,
    /// What proves the bound, where one is written.
    pub certificate: Option<Certificate>,
    plan: districting::Plan,
    is_contiguous: bool,
    value: f64,
    bound: Option<f64>,
    is_proven: bool,
    steps: u64,
}

/// What a commune's drawing came to: the line on stdout, kept beside its plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What the report shows of it.
    #[serde(flatten)]
    pub shown: Commune,
    /// Whether each unit hangs together.
    pub contiguous: bool,
    /// The objective's value.
    pub value: f64,
    /// What no plan costs less than.
    pub bound: Option<f64>,
    /// Whether the certificate was added up again by code that shares nothing with what drew it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certified: Option<bool>,
    /// Steps done.
    pub steps: u64,
}

impl Done {
    /// Draws.
    ///
    /// # Errors
    /// Why there is no plan.
    pub fn find(commune: &commune::Commune, (seed, steps): (u64, u64)) -> Result<Self, Infeasible> {
        let progress = |_: Progress| ControlFlow::Continue(());
        let quota = Quota::Steps(steps);
        let env = Env { seed, quota, exact: true, threads: 1, progress: &progress };
        let drawing = districting::draw(&commune.problem, &env)?;
        let found = check(&commune.problem, &drawing.plan);
        let out = &drawing.out_of_range;
        let cause = |at: usize| out.iter().find(|o| o.part as usize == at).map(|o| o.cause);
        let parts = drawing.score.parts.iter().enumerate();
        let mut units: Vec<Unit> = parts
            .map(|(at, part)| Unit {
                households: part.households,
                atoms: Vec::new(),
                cause: cause(at),
            })
            .collect();
        for (atom, &unit) in drawing.plan.assignment.iter().enumerate() {
            units[unit as usize].atoms.push(atom);
        }
        Ok(Self {
            is_contiguous: !found.iter().any(|v| matches!(v, Violation::Disconnected { .. })),
            assignment: drawing.plan.assignment.clone(),
            units,
            certificate: drawing.certificate,
            plan: drawing.plan,
            value: drawing.score.value,
            bound: drawing.bound,
            is_proven: drawing.proven,
            steps: drawing.steps,
        })
    }

    /// Whether a certificate holds for the plan.
    pub fn is_certified(&self, commune: &commune::Commune, certificate: &Certificate) -> bool {
        certify(&commune.problem, &self.plan, certificate).is_ok()
    }

    /// What it came to.
    pub fn line(
        &self,
        entry: &Entry,
        commune: &commune::Commune,
        (elapsed, certified): (Duration, Option<bool>),
    ) -> Line {
        let mut causes: BTreeMap<String, u64> = BTreeMap::new();
        for cause in self.units.iter().filter_map(|unit| unit.cause) {
            *causes.entry(cause.code().to_owned()).or_default() += 1;
        }
        let sizes = || self.units.iter().map(|unit| unit.households);
        let bound = self.bound.or(self.is_proven.then_some(self.value));
        let gap = |bound: f64| 100.0 * (self.value - bound).max(0.0) / self.value.abs().max(1e-9);
        let proof = match bound {
            _ if self.is_proven => Proof::Proven,
            Some(_) => Proof::Bounded,
            None => Proof::NoBoundAtThisLevel,
        };
        Line {
            shown: Commune {
                commune: entry.key.clone(),
                name: commune.name.clone(),
                kind: commune.kind.map(|kind| kind.as_str().to_owned()),
                groups: commune.problem.atoms.len() as u64,
                households: commune.problem.households(),
                units: self.units.len() as u64,
                sizes: (sizes().min().unwrap_or(0), sizes().max().unwrap_or(0)),
                out_of_range: causes.values().sum(),
                causes,
                proof,
                gap_percent: bound
                    .map(|bound| if self.is_proven { 0.0 } else { round(gap(bound), 3) }),
                seconds: round(elapsed.as_secs_f64(), 3),
            },
            contiguous: self.is_contiguous,
            value: round(self.value, 2),
            bound: bound.map(|bound| round(bound, 2)),
            certified,
            steps: self.steps,
        }
    }
}
