//! What the outside lends a search: a seed, a quota, threads, and someone to tell.

use std::ops::ControlFlow;

/// When to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quota {
    /// After so many search steps: the same on every machine. A step is a fixed parcel of work,
    /// about a thousand atom moves looked at, or as long spent on a proof (0.05–0.2 ms). Where no plan in range has been found
    /// by then, and sizes may not give way, the search goes on for at most
    /// [`Quota::GRACE_STEPS`] more.
    Steps(u64),
    /// When the progress callback says so (the caller owns the clock), or when nothing is left to
    /// try: the plan is proven best, or fifty times the work that led to it brought no better one.
    UntilToldToStop,
}

impl Quota {
    /// Steps granted beyond a step quota while no plan in range is known.
    pub const GRACE_STEPS: u64 = 150_000;
}

/// Where a search stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Steps done.
    pub steps: u64,
    /// Steps there will be, where the quota is in steps.
    pub of: Option<u64>,
    /// The best value found, once a plan exists.
    pub best: Option<f64>,
    /// Parts of the best plan.
    pub parts: Option<u32>,
    /// Parts out of range in the best plan.
    pub out_of_range: Option<u32>,
    /// What no plan costs less than, once that is known.
    pub bound: Option<f64>,
}

/// What a search needs from outside.
pub struct Env<'a> {
    /// Same problem, seed and step quota: same plan, bit for bit, on any number of threads.
    pub seed: u64,
    /// When to stop.
    pub quota: Quota,
    /// Whether to list every possible part and prove the best plan where they are few enough; else
    /// only the search draws, and nothing large is proven.
    pub exact: bool,
    /// Threads to use, at least 1.
    pub threads: usize,
    /// Called now and then; `Break` cancels or ends the quota, and the best plan so far is returned.
    pub progress: &'a (dyn Fn(Progress) -> ControlFlow<()> + Sync),
}
