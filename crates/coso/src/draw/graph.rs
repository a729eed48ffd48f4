//! `coso draw graph` and `coso check graph`: plans for published and invented instances.
//!
//! A summary and progress go to stderr; one line of JSON, the last, to stdout.

mod instance;
mod report;
#[cfg(test)]
mod tests;

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::{Args, ValueEnum};
use districting::certify::Mistrust;
use districting::check::{Violation, check as violations};
use districting::{Env, Progress, Quota, draw as draw_plan, score};
use serde_json::json;
use words::Lang;

use self::instance::Instance;
use self::report::Report;
use super::order::unwritable;
use crate::say::{DONE, REFUSED, Sentence};

/// Steps of a drawing for which neither steps nor seconds are given: one to four seconds. On a big
/// map a step takes longer.
const STEPS: u64 = 40_000;
const STEPS_BIG: u64 = 8_000;
const BIG_ATOMS: usize = 5_000;

/// Milliseconds between two lines of progress.
const TELL_MS: u64 = 1_000;

/// What is minimised, as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ObjectiveName {
    /// Cạnh bị cắt · Weight of cut edges
    Cut,
    /// Dân × số chặng tới tâm · Population × hops to the best centre
    Moment,
    /// Sai lệch quy mô + cạnh bị cắt + hộ đổi nơi · Size, cut edges and households moved
    Ward,
}

impl ObjectiveName {
    /// The name in the JSON line.
    fn word(self) -> &'static str {
        match self {
            Self::Cut => "cut",
            Self::Moment => "moment",
            Self::Ward => "ward",
        }
    }
}

/// The rules of a drawing, where they differ from the file's own.
#[derive(Debug, Clone, Default, Args)]
pub struct RuleArgs {
    /// Số phần · Number of parts
    #[arg(long)]
    k: Option<u32>,
    /// Quy mô nhỏ nhất · Smallest size
    #[arg(long)]
    min: Option<u32>,
    /// Quy mô lớn nhất · Largest size
    #[arg(long)]
    max: Option<u32>,
    /// Quy mô mong muốn · Size wished for
    #[arg(long)]
    target: Option<f64>,
    /// Tiêu chí (mặc định: ward nếu tệp có w, nếu không thì cut) · What is minimised
    #[arg(long, value_enum)]
    objective: Option<ObjectiveName>,
}

/// What `coso draw graph` takes.
#[derive(Debug, Clone, Args)]
pub struct DrawGraphArgs {
    /// Tệp đồ thị (JSON) · The instance
    file: PathBuf,
    #[command(flatten)]
    rules: RuleArgs,
    /// Dừng sau số giây này · Stop after so many seconds
    #[arg(long)]
    seconds: Option<f64>,
    /// Dừng sau số bước này; cùng bước, cùng hạt giống thì cùng kết quả · Stop after so many steps
    #[arg(long)]
    steps: Option<u64>,
    /// Hạt giống ngẫu nhiên · Seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Số luồng; không đổi kết quả · Threads; they do not change the result
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Ghi phương án ra tệp này · Where to write the plan
    #[arg(long, value_name = "PLAN.json")]
    out: Option<PathBuf>,
    /// Ghi chứng chỉ cận dưới ra tệp này · Where to write the certificate of the bound
    #[arg(long, value_name = "CERTIFICATE.json")]
    certificate: Option<PathBuf>,
}

/// What `coso certify` takes.
#[derive(Debug, Clone, Args)]
pub struct CertifyArgs {
    /// Tệp đồ thị (JSON) · The instance
    file: PathBuf,
    /// Tệp phương án (JSON) · The plan
    plan: PathBuf,
    /// Tệp chứng chỉ (JSON) · The certificate
    certificate: PathBuf,
    #[command(flatten)]
    rules: RuleArgs,
}

/// What `coso check graph` takes.
#[derive(Debug, Clone, Args)]
pub struct CheckGraphArgs {
    /// Tệp đồ thị (JSON) · The instance
    file: PathBuf,
    /// Tệp phương án (JSON) · The plan
    plan: PathBuf,
    #[command(flatten)]
    rules: RuleArgs,
}

/// Draws a plan of an instance; 0 where there is one, 1 where there is none.
///
/// # Errors
/// A [`Sentence`] where the input cannot be used or the plan cannot be written.
pub fn draw(args: &DrawGraphArgs, lang: Lang) -> Result<u8> {
    let instance = Instance::read(&args.file)?;
    let (problem, objective) = instance.problem(&args.rules)?;
    let limit = seconds(args.seconds)?;
    let start = Instant::now();
    let told = AtomicU64::new(0);
    let progress = |progress: Progress| {
        tell(lang, &told, start.elapsed(), progress);
        match limit {
            Some(limit) if start.elapsed() >= limit => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    };
    let quota = match (args.steps, limit) {
        (Some(steps), _) => Quota::Steps(steps),
        (None, Some(_)) => Quota::UntilToldToStop,
        (None, None) if problem.atoms.len() > BIG_ATOMS => Quota::Steps(STEPS_BIG),
        (None, None) => Quota::Steps(STEPS),
    };
    let env = Env {
        seed: args.seed,
        quota,
        exact: true,
        threads: args.threads.max(1),
        progress: &progress,
    };
    let drawn = draw_plan(&problem, &env);
    let mut report = Report::new(&instance.name, objective, start.elapsed(), Some(args.seed));
    let drawing = match drawn {
        Ok(drawing) => drawing,
        Err(reason) => {
            say(lang, reason.code(), &reason.args());
            report.reason = Some(reason.code());
            report.print()?;
            return Ok(REFUSED);
        }
    };
    if let Some(out) = &args.out {
        let value = json!({ "instance": instance.name, "assignment": drawing.plan.assignment });
        write_json(out, &value)?;
    }
    if let Some(path) = &args.certificate {
        match &drawing.certificate {
            Some(certificate) => write_json(path, &json!(certificate))?,
            None => say(lang, "graph-no-certificate", &[]),
        }
    }
    let found = violations(&problem, &drawing.plan);
    report.judge(&problem, &drawing.plan, &drawing.score, &found);
    report.bound = drawing.bound;
    report.proven = drawing.proven;
    finish(lang, &report, &found, drawing.score.parts.iter().map(|part| part.households))
}

/// Checks a plan against an instance; 0 where it is sound, 1 where it is not.
///
/// # Errors
/// A [`Sentence`] where the input cannot be used.
pub fn check(args: &CheckGraphArgs, lang: Lang) -> Result<u8> {
    let start = Instant::now();
    let instance = Instance::read(&args.file)?;
    let (problem, objective) = instance.problem(&args.rules)?;
    let plan = instance::read_plan(&args.plan)?;
    let found = violations(&problem, &plan);
    let figures = score(&problem, &plan);
    let mut report = Report::new(&instance.name, objective, start.elapsed(), None);
    report.judge(&problem, &plan, &figures, &found);
    finish(lang, &report, &found, figures.parts.iter().map(|part| part.households))
}

/// Checks what a certificate says of a plan, with code that shares nothing with what drew it; 0 where
/// it holds, 1 where it does not.
///
/// # Errors
/// A [`Sentence`] where the input cannot be used.
pub fn certify(args: &CertifyArgs, lang: Lang) -> Result<u8> {
    let start = Instant::now();
    let instance = Instance::read(&args.file)?;
    let (problem, _) = instance.problem(&args.rules)?;
    let plan = instance::read_plan(&args.plan)?;
    let certificate = instance::read_certificate(&args.certificate)?;
    let certified = match districting::certify(&problem, &plan, &certificate) {
        Ok(certified) => certified,
        Err(mistrust) => {
            if let Mistrust::Broken(violation) = &mistrust {
                say(lang, violation.code(), &violation.args());
            }
            say(lang, mistrust.code(), &mistrust.args());
            let line =
                json!({ "instance": instance.name, "holds": false, "reason": mistrust.code() });
            writeln!(std::io::stdout(), "{line}")?;
            return Ok(REFUSED);
        }
    };
    let seconds = start.elapsed().as_secs_f64();
    let (fewest, most) = certified.parts;
    let gap = 100.0 * (certified.value - certified.bound) / certified.value.abs().max(1e-9);
    let said = vec![
        ("value", format!("{:.2}", certified.value)),
        ("bound", format!("{:.2}", certified.bound)),
        ("gap", format!("{gap:.2}")),
        ("fewest", fewest.to_string()),
        ("most", most.to_string()),
        ("looked", certified.looked_at.to_string()),
        ("seconds", format!("{seconds:.2}")),
    ];
    say(lang, if certified.is_best { "graph-best" } else { "graph-bounded" }, &said);
    if let Some((least, most)) = certified.sizes {
        let sizes = [("least", least.to_string()), ("most", most.to_string())];
        say(lang, "graph-widened", &sizes);
    }
    let line = json!({
        "instance": instance.name,
        "holds": true,
        "value": certified.value,
        "bound": certified.bound,
        "best": certified.is_best,
        "parts": [fewest, most],
        "looked_at": certified.looked_at,
        "seconds": (seconds * 1000.0).round() / 1000.0,
    });
    writeln!(std::io::stdout(), "{line}")?;
    Ok(DONE)
}

/// Prints what was found, and gives the exit status.
fn finish(
    lang: Lang,
    report: &Report<'_>,
    found: &[Violation],
    sizes: impl Iterator<Item = u32> + Clone,
) -> Result<u8> {
    for violation in found {
        say(lang, violation.code(), &violation.args());
    }
    let (least, most) = (sizes.clone().min().unwrap_or(0), sizes.max().unwrap_or(0));
    let mut args = report.args();
    args.push(("least", least.to_string()));
    args.push(("most", most.to_string()));
    say(lang, if found.is_empty() { "graph-sound" } else { "graph-broken" }, &args);
    report.print()?;
    Ok(if found.is_empty() { DONE } else { REFUSED })
}

fn say(lang: Lang, code: &str, args: &[(&'static str, String)]) {
    eprintln!("{}", words::say(lang, code, args));
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

fn seconds(asked: Option<f64>) -> Result<Option<Duration>> {
    let bad = || {
        let value = asked.map_or_else(String::new, |seconds| seconds.to_string());
        Sentence::bad_input(
            "graph-bad-option",
            vec![("option", "--seconds".to_owned()), ("value", value)],
        )
    };
    let limit = asked.map(|seconds| Duration::try_from_secs_f64(seconds).map_err(|_| bad()));
    Ok(limit.transpose()?)
}

fn write_json(path: &Path, value: &serde_json::Value) -> Result<()> {
    Ok(std::fs::write(path, format!("{value}\n")).map_err(|cause| unwritable(path, &cause))?)
}
