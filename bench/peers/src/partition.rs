//! METIS, through its crate: many seeds, k-way and by bisection, and what of them can be used.

use cpu_time::ProcessTime;
use districting::check::{Violation, check};
use districting::{Plan, Problem, score};
use metis::Graph;
use metis::option::{Contig, Seed, UFactor};

/// What the runs of one instance came to.
#[derive(Default)]
pub struct Best {
    /// The least cut of a plan that keeps every rule.
    pub value: Option<f64>,
    /// Seconds of all runs; judging them is not counted.
    pub seconds: f64,
    /// Seconds until the run that gave the best value had ended.
    pub seconds_to_best: Option<f64>,
    /// Runs.
    pub runs: u32,
    /// Runs with every part in range.
    pub in_range: u32,
    /// Runs with every part in one piece and none empty.
    pub connected: u32,
}

/// Runs METIS with so many seeds, each once k-way asking for contiguous parts and once by bisection,
/// a ceiling of half a per cent above the mean in both.
pub fn best(problem: &Problem, parts: u32, seeds: i32) -> Best {
    let (first, near) = flat(problem);
    let households: Vec<i32> =
        problem.atoms.iter().map(|a| i32::try_from(a.households).expect("few people")).collect();
    let parts = i32::try_from(parts).expect("few parts");
    let mut best = Best::default();
    for (seed, is_k_way) in (1..=seeds).flat_map(|seed| [(seed, true), (seed, false)]) {
        let mut part = vec![0; households.len()];
        let clock = ProcessTime::now();
        let graph = Graph::new(1, parts, &first, &near)
            .expect("a sound graph")
            .set_vwgt(&households)
            .set_option(Seed(seed))
            .set_option(UFactor(5));
        let ran = if is_k_way {
            graph.set_option(Contig(true)).part_kway(&mut part)
        } else {
            graph.part_recursive(&mut part)
        };
        best.seconds += clock.elapsed().as_secs_f64();
        best.runs += 1;
        if ran.is_ok() {
            best.judge(problem, &part.iter().map(|&p| p as u32).collect::<Vec<u32>>());
        }
    }
    best
}

impl Best {
    fn judge(&mut self, problem: &Problem, labels: &[u32]) {
        let plan = Plan::from_labels(labels);
        let faults = check(problem, &plan);
        let is_whole = |fault: &Violation| {
            !matches!(fault, Violation::Disconnected { .. } | Violation::PartCount { .. })
        };
        let is_in_range = |fault: &Violation| !matches!(fault, Violation::OutOfRange { .. });
        self.connected += u32::from(faults.iter().all(is_whole));
        self.in_range += u32::from(faults.iter().all(is_in_range));
        let value = score(problem, &plan).value;
        if faults.is_empty() && self.value.is_none_or(|best| value < best) {
            (self.value, self.seconds_to_best) = (Some(value), Some(self.seconds));
        }
    }
}

/// The neighbours of each atom in one list, and where each atom's begin.
fn flat(problem: &Problem) -> (Vec<i32>, Vec<i32>) {
    let mut near = vec![Vec::new(); problem.atoms.len()];
    for edge in &problem.edges {
        near[edge.u as usize].push(edge.v as i32);
        near[edge.v as usize].push(edge.u as i32);
    }
    let mut first = vec![0];
    for list in &near {
        first.push(first[first.len() - 1] + list.len() as i32);
    }
    (first, near.concat())
}
