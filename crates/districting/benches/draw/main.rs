//! Draws every published instance, and invented ones, and prints each value against the best known.
//!
//! `cargo bench -p districting --bench draw -- [--steps N] [--seconds S] [--seed N] [--seeds N]
//! [--threads N] [--search] [--once] [--rate] [--save DIR] [name…]`
//! The named baseline of each row is the construction alone, run in the same process. `--rate`
//! counts recombination steps instead; `--once` lets each old unit go on once at most; `--save` keeps the best plan of each instance as a file that
//! `coso check graph` reads.

#![expect(clippy::print_stdout, reason = "a bench prints its table")]

mod instances;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use districting::check::check;
use districting::{Drawing, Env, Heirs, Infeasible, Problem, Progress, Quota, certify, draw, walk};

use self::instances::{Instance, all};

/// What to run.
struct Options {
    quota: Quota,
    seconds: f64,
    seed: u64,
    seeds: u64,
    threads: usize,
    exact: bool,
    heirs: Heirs,
    rate: bool,
    save: Option<PathBuf>,
    names: Vec<String>,
}

/// One drawing, with the seconds of all threads until its plan was met, and in all.
struct Run {
    drawing: Drawing,
    until_best: f64,
    seconds: f64,
    /// Seconds by the clock.
    passed: f64,
}

fn main() {
    let options = options();
    let shared = std::env::var_os("COSO_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let wanted = |name: &str| match options.names.as_slice() {
        [] => !name.starts_with("groups_") && !name.starts_with("small_"),
        names => names.iter().any(|n| name.contains(n.as_str())),
    };
    let mut instances = all(&shared.join("data/graphs"), &wanted);
    instances.iter_mut().for_each(|instance| instance.problem.heirs = options.heirs);
    if options.rate {
        rates(&instances, &options);
        return;
    }
    println!(
        "{:<22}{:>11}{:>12}{:>12}{:>12}{:>12}{:>7}{:>6}{:>7}{:>7}{:>9}{:>9}{:>9}{:>9}",
        "instance",
        "baseline",
        "best",
        "mean",
        "worst",
        "best known",
        "ratio",
        "hits",
        "parts",
        "gap %",
        "to best",
        "CPU s",
        "clock s",
        "check s"
    );
    for instance in &instances {
        row(instance, &options);
    }
}

fn row(instance: &Instance, options: &Options) {
    let Instance { name, problem, best_known } = instance;
    let first = draw_once(problem, (options.seed, Quota::Steps(0), 1e9), options);
    let baseline = first.map_or(f64::NAN, |run| run.drawing.score.value);
    let mut runs: Vec<Run> = Vec::new();
    for seed in options.seed..options.seed + options.seeds {
        match draw_once(problem, (seed, options.quota, options.seconds), options) {
            Ok(run) => runs.push(run),
            Err(reason) => println!("{name:<22} seed {seed}: {reason}"),
        }
    }
    for run in &runs {
        let faults = check(problem, &run.drawing.plan);
        let told = faults.len() == run.drawing.out_of_range.len() && problem.sizes.widen;
        if !faults.is_empty() && !told {
            println!("{name:<22} broken: {faults:?}");
            return;
        }
    }
    let value = |run: &Run| run.drawing.score.value;
    let Some(best) = runs.iter().min_by(|a, b| value(a).total_cmp(&value(b))) else { return };
    let mean =
        |figure: &dyn Fn(&Run) -> f64| runs.iter().map(figure).sum::<f64>() / runs.len() as f64;
    let worst = runs.iter().map(value).fold(f64::MIN, f64::max);
    let hits = runs.iter().filter(|run| value(run) <= best_known + 1e-6).count();
    println!(
        "{name:<22}{baseline:>11.2}{:>12.2}{:>12.2}{worst:>12.2}{best_known:>12.2}{:>7.3}{hits:>6}{:>7}{:>7}{:>9.2}{:>9.2}{:>9.2}{:>9}",
        value(best),
        mean(&value),
        value(best) / best_known,
        best.drawing.plan.parts,
        gap(&best.drawing),
        mean(&|run| run.until_best),
        mean(&|run| run.seconds),
        mean(&|run| run.passed),
        checked(problem, &best.drawing),
    );
    if let Some(blobs) = &best.drawing.blobs {
        let bound = blobs.bound.map_or("none".to_owned(), |bound| format!("{bound:.2}"));
        println!(
            "{:<22}{:>11} blobs: value {:.2}, bound {bound}, proven {}",
            "",
            blobs.atoms.len(),
            blobs.value,
            blobs.is_proven
        );
    }
    if let Some(folder) = &options.save {
        let plan = serde_json::json!({ "assignment": best.drawing.plan.assignment });
        let path = folder.join(format!("{name}.json"));
        std::fs::write(path, plan.to_string() + "\n").expect("a folder to save in");
    }
}

/// Recombination steps per second of one core, from a plan in range, for about two seconds.
fn rates(instances: &[Instance], options: &Options) {
    println!("{:<22}{:>12}{:>12}{:>14}", "instance", "steps / s", "trees / s", "trees / step");
    for Instance { name, problem, .. } in instances {
        let begun = draw_once(problem, (options.seed, options.quota, 1e9), options);
        let Ok(run) = begun else { continue };
        let (mut plan, mut steps, mut trees) = (run.drawing.plan, 0, 0);
        let cpu = cpu_seconds();
        let mut seed = options.seed;
        while cpu_seconds() - cpu < 2.0 {
            let Some(walked) = walk(problem, &plan, 1_000, seed) else { break };
            (plan, seed) = (walked.plan, seed + 1);
            steps += walked.steps;
            trees += walked.trees;
            if walked.steps == 0 {
                break;
            }
        }
        let seconds = cpu_seconds() - cpu;
        let rate = |count: u64| count as f64 / seconds;
        let each = trees as f64 / steps as f64;
        println!("{name:<22}{:>12.0}{:>12.0}{each:>14.1}", rate(steps), rate(trees));
    }
}

fn draw_once(
    problem: &Problem,
    (seed, quota, seconds): (u64, Quota, f64),
    options: &Options,
) -> Result<Run, Infeasible> {
    let (start, cpu) = (Instant::now(), cpu_seconds());
    let limit = Duration::from_secs_f64(seconds);
    let met: Mutex<Vec<(f64, f64)>> = Mutex::new(Vec::new());
    let progress = |progress: Progress| {
        if let (Some(best), Ok(mut met)) = (progress.best, met.lock())
            && met.last().is_none_or(|last| last.0 != best)
        {
            met.push((best, cpu_seconds() - cpu));
        }
        if start.elapsed() > limit { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let (exact, threads) = (options.exact, options.threads);
    let drawing = draw(problem, &Env { seed, quota, exact, threads, progress: &progress })?;
    let (seconds, passed) = (cpu_seconds() - cpu, start.elapsed().as_secs_f64());
    let value = drawing.score.value;
    let met = met.into_inner().unwrap_or_default();
    let until_best = met.iter().find(|m| (m.0 - value).abs() < 1e-6).map_or(seconds, |m| m.1);
    Ok(Run { drawing, until_best, seconds, passed })
}

/// Seconds of processor time of all threads so far; 0 where the system does not say.
fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = text.rsplit(") ").next().unwrap_or_default();
    let fields: Vec<&str> = after_name.split(' ').collect();
    let ticks = |i: usize| fields.get(i).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// How much less a plan could cost, in per cent; nothing where no bound is known.
fn gap(drawing: &Drawing) -> String {
    let value = drawing.score.value;
    drawing
        .bound
        .map_or("–".to_owned(), |bound| format!("{:.2}", 100.0 * (value - bound) / value))
}

/// The seconds that the independent check of the certificate takes, or what it holds against it.
fn checked(problem: &Problem, drawing: &Drawing) -> String {
    let Some(certificate) = &drawing.certificate else { return "–".into() };
    let start = Instant::now();
    match certify(problem, &drawing.plan, certificate) {
        Ok(certified) if certified.is_best == drawing.proven => {
            format!("{:.2}", start.elapsed().as_secs_f64())
        }
        Ok(_) => "less".into(),
        Err(mistrust) => mistrust.code().into(),
    }
}

fn options() -> Options {
    let mut options = Options {
        quota: Quota::Steps(20_000),
        seconds: 1e9,
        seed: 1,
        seeds: 1,
        threads: 2,
        exact: true,
        heirs: Heirs::Each,
        rate: false,
        save: None,
        names: vec![],
    };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut number = || args.next().and_then(|a| a.parse::<f64>().ok()).expect("a number");
        match arg.as_str() {
            "--steps" => options.quota = Quota::Steps(number() as u64),
            "--seconds" => {
                options.seconds = number();
                options.quota = Quota::UntilToldToStop;
            }
            "--seed" => options.seed = number() as u64,
            "--seeds" => options.seeds = number() as u64,
            "--threads" => options.threads = number() as usize,
            "--once" => options.heirs = Heirs::Once,
            "--search" => options.exact = false,
            "--rate" => options.rate = true,
            "--save" => options.save = args.next().map(PathBuf::from),
            "--bench" => {}
            name => options.names.push(name.to_owned()),
        }
    }
    options
}
