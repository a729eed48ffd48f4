//! How long an instance is worked on, and word of how far it has come.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;
use districting::{Env, Progress, Quota};
use words::Lang;

use super::say;
use crate::say::Sentence;

/// Steps of a drawing for which neither steps nor seconds are given: one to four seconds. On a big
/// map a step takes longer.
const STEPS: u64 = 40_000;
const STEPS_BIG: u64 = 8_000;
/// How many times as many a question of several drawings may take.
const SEVERAL: u64 = 6;
const BIG_ATOMS: usize = 5_000;

/// Milliseconds between two lines of progress.
const TELL_MS: u64 = 1_000;

/// How long to work, and how.
#[derive(Debug, Clone, Args)]
pub struct EffortArgs {
    /// Dừng sau số giây này · Stop after so many seconds
    #[arg(long)]
    pub seconds: Option<f64>,
    /// Dừng sau số bước này; cùng bước, cùng hạt giống thì cùng kết quả · Stop after so many steps
    #[arg(long)]
    pub steps: Option<u64>,
    /// Hạt giống ngẫu nhiên · Seed
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Số luồng; không đổi kết quả · Threads; they do not change the result
    #[arg(long, default_value_t = 2)]
    pub threads: usize,
}

impl EffortArgs {
    /// The same effort, where nothing is given, for a question that takes several drawings.
    pub fn several(&self, atoms: usize) -> Self {
        self.or_steps(SEVERAL * if atoms > BIG_ATOMS { STEPS_BIG } else { STEPS })
    }

    /// The same effort with so many steps, where nothing is given.
    pub fn or_steps(&self, steps: u64) -> Self {
        let is_given = self.steps.is_some() || self.seconds.is_some();
        Self { steps: if is_given { self.steps } else { Some(steps) }, ..self.clone() }
    }

    /// Works, telling of progress, and says how long it took.
    ///
    /// # Errors
    /// `graph-bad-option` where the seconds are no time.
    pub fn run<T>(
        &self,
        lang: Lang,
        atoms: usize,
        work: impl FnOnce(&Env<'_>) -> T,
    ) -> Result<(T, Duration)> {
        let limit = self.limit()?;
        let start = Instant::now();
        let told = AtomicU64::new(0);
        let progress = |progress: Progress| {
            tell(lang, &told, start.elapsed(), progress);
            match limit {
                Some(limit) if start.elapsed() >= limit => ControlFlow::Break(()),
                _ => ControlFlow::Continue(()),
            }
        };
        let quota = match (self.steps, limit) {
            (Some(steps), _) => Quota::Steps(steps),
            (None, Some(_)) => Quota::UntilToldToStop,
            (None, None) if atoms > BIG_ATOMS => Quota::Steps(STEPS_BIG),
            (None, None) => Quota::Steps(STEPS),
        };
        let threads = self.threads.max(1);
        let env = Env { seed: self.seed, quota, exact: true, threads, progress: &progress };
        let done = work(&env);
        Ok((done, start.elapsed()))
    }

    /// The seconds asked for, if any.
    ///
    /// # Errors
    /// `graph-bad-option` where they are no time.
    pub fn limit(&self) -> Result<Option<Duration>> {
        let Some(seconds) = self.seconds else { return Ok(None) };
        let limit = Duration::try_from_secs_f64(seconds).map_err(|_| {
            let data = vec![("option", "--seconds".to_owned()), ("value", seconds.to_string())];
            Sentence::bad_input("graph-bad-option", data)
        });
        Ok(Some(limit?))
    }
}

fn tell(lang: Lang, told: &AtomicU64, elapsed: Duration, progress: Progress) {
    let now = elapsed.as_millis() as u64;
    let last = told.load(Ordering::Relaxed);
    let due = now >= last + TELL_MS;
    if due && told.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
        let shown = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
        let args = [
            ("steps", progress.steps.to_string()),
            ("best", shown(progress.best.map(|best| format!("{best:.2}")))),
            ("parts", shown(progress.parts.map(|parts| parts.to_string()))),
            ("out", shown(progress.out_of_range.map(|out| out.to_string()))),
        ];
        say(lang, "graph-progress", &args);
    }
}
