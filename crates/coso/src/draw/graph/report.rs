//! What a drawing or a check came to, as the line of JSON on stdout.

use std::io::Write;
use std::time::Duration;

use anyhow::{Context, Result};
use districting::check::Violation;
use districting::{Plan, Problem, Score};
use serde::Serialize;

use super::ObjectiveName;

/// The line of JSON.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    instance: &'a str,
    objective: &'static str,
    value: Option<f64>,
    pub bound: Option<f64>,
    pub proven: bool,
    /// What is known of the plan of clusters, where one was drawn first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blobs: Option<serde_json::Value>,
    k: Option<u32>,
    out_of_range: Option<u32>,
    contiguous: Option<bool>,
    seconds: f64,
    seed: Option<u64>,
    /// Why there is no plan, as a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
}

impl<'a> Report<'a> {
    /// A report of nothing found yet.
    pub fn new(
        instance: &'a str,
        objective: ObjectiveName,
        elapsed: Duration,
        seed: Option<u64>,
    ) -> Self {
        Self {
            instance,
            objective: objective.word(),
            value: None,
            bound: None,
            proven: false,
            blobs: None,
            k: None,
            out_of_range: None,
            contiguous: None,
            seconds: (elapsed.as_secs_f64() * 1000.0).round() / 1000.0,
            seed,
            reason: None,
        }
    }

    /// Takes in a plan's figures.
    pub fn judge(&mut self, problem: &Problem, plan: &Plan, score: &Score, found: &[Violation]) {
        let whole = |v: &Violation| !matches!(v, Violation::Disconnected { .. });
        // Of a plan for another number of atoms nothing can be said.
        let readable = plan.assignment.len() == problem.atoms.len();
        let range = problem.sizes.min..=problem.sizes.max;
        let out = score.parts.iter().filter(|part| !range.contains(&part.households)).count();
        self.value = readable.then_some(score.value);
        self.k = Some(plan.parts);
        self.out_of_range = readable.then_some(out as u32);
        self.contiguous = readable.then(|| found.iter().all(whole));
    }

    /// The values of the summary's sentence.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let shown = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
        vec![
            ("instance", self.instance.to_owned()),
            ("objective", self.objective.to_owned()),
            ("value", shown(self.value.map(|value| format!("{value:.2}")))),
            ("parts", shown(self.k.map(|k| k.to_string()))),
            ("out", shown(self.out_of_range.map(|out| out.to_string()))),
            ("seconds", format!("{:.2}", self.seconds)),
        ]
    }

    /// Prints the line.
    pub fn print(&self) -> Result<()> {
        let line = serde_json::to_string(self).context("the report as JSON")?;
        writeln!(std::io::stdout(), "{line}").context("writing to stdout")
    }
}
