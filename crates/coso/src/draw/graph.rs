//! `coso draw graph` and `coso check graph`: plans for published and invented instances.
//!
//! A summary and progress go to stderr; one line of JSON, the last, to stdout.

pub(super) mod effort;
pub(super) mod explained;
pub(super) mod instance;
mod ordered;
mod repair;
mod report;
#[cfg(test)]
mod tests;
pub(super) mod wish;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use clap::{Args, ValueEnum};
use districting::certify::Mistrust;
use districting::check::{Violation, check as violations};
use districting::{Heirs, draw as draw_plan, score};
use serde_json::json;
use words::Lang;

use self::effort::EffortArgs;
use self::instance::{Instance, Proof};
pub use self::repair::{RepairGraphArgs, repair};
use self::report::Report;
use self::wish::{Asked, Wish, WishArgs};
use super::blobs;
use super::order::unwritable;
use crate::say::{DONE, REFUSED};

/// What is minimised, as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
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

/// Which unit takes over an old one, as the command line names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HeirsName {
    /// Mỗi phần một đơn vị cũ chiếm đa số, có thể trùng · Each part its majority, even twice
    Each,
    /// Mỗi đơn vị cũ chỉ được kế thừa một lần · Each old unit goes on once at most
    Once,
}

impl HeirsName {
    fn heirs(self) -> Heirs {
        match self {
            Self::Each => Heirs::Each,
            Self::Once => Heirs::Once,
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
    /// Phần mới kế thừa đơn vị cũ thế nào (mặc định: each) · Who takes over an old unit
    #[arg(long, value_enum)]
    heirs: Option<HeirsName>,
    /// Trọng số của mỗi hộ × mét tới nhà văn hóa · Weight of a household's metre to its community house
    #[arg(long)]
    walking: Option<f64>,
    /// Trọng số của mỗi hộ × mét vuông quanh trọng tâm · Weight of a household's square metre of inertia
    #[arg(long)]
    inertia: Option<f64>,
}

impl RuleArgs {
    /// Sizes alone, where they are asked for.
    pub(super) fn of_sizes(min: Option<u32>, max: Option<u32>, target: Option<f64>) -> Self {
        Self { min, max, target, ..Self::default() }
    }
}

/// What `coso draw graph` takes.
#[derive(Debug, Clone, Args)]
pub struct DrawGraphArgs {
    /// Tệp đồ thị (JSON) · The instance
    file: PathBuf,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    effort: EffortArgs,
    #[command(flatten)]
    wish: WishArgs,
    /// Ghi phương án ra tệp này · Where to write the plan
    #[arg(long, value_name = "PLAN.json")]
    out: Option<PathBuf>,
    /// Ghi chứng chỉ cận dưới ra tệp này · Where to write the certificate of the bound
    #[arg(long, value_name = "CERTIFICATE.json")]
    certificate: Option<PathBuf>,
    /// Ghi bài toán, phương án và chứng chỉ của các cụm nhà vào thư mục này · Where to write what proves the plan of clusters
    #[arg(long, value_name = "DIR")]
    blobs: Option<PathBuf>,
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
    if let Some(wish) = args.wish.wish()? {
        let name = &instance.name;
        let asked = Asked { name, problem: &problem, objective, lang };
        let files = (args.out.as_deref(), args.certificate.as_deref());
        return match wish {
            Wish::Explain { step } => {
                let barriers = instance.barriers()?;
                explained::explain(&asked, (step, &barriers), &args.effort)
            }
            other => other.answer(&asked, &args.effort, files),
        };
    }
    let (drawn, taken) =
        args.effort.run(lang, problem.atoms.len(), |env| draw_plan(&problem, env))?;
    let mut report = Report::new(&instance.name, objective, taken, Some(args.effort.seed));
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
    if let Some(clusters) = &drawing.blobs {
        eprintln!("{}", blobs::sentence(lang, clusters, drawing.score.value));
        report.blobs = Some(blobs::line(clusters));
    }
    if let Some(folder) = &args.blobs {
        match &drawing.blobs {
            Some(clusters) => blobs::write(folder, &instance.name, (&problem, clusters))?,
            None => say(lang, "blobs-none", &[]),
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
    let certificate = match instance::read_certificate(&args.certificate)? {
        Proof::Levels(levels) => {
            return ordered::certify((&instance.name, &problem), (&plan, &levels), lang);
        }
        Proof::One(certificate) => certificate,
    };
    let certified = match districting::certify(&problem, &plan, &certificate) {
        Ok(certified) => certified,
        Err(mistrust) => return mistrusted(&instance.name, &mistrust, lang),
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

/// Says why a certificate proves nothing.
fn mistrusted(name: &str, mistrust: &Mistrust, lang: Lang) -> Result<u8> {
    if let Mistrust::Broken(violation) = mistrust {
        say(lang, violation.code(), &violation.args());
    }
    say(lang, mistrust.code(), &mistrust.args());
    let line = json!({ "instance": name, "holds": false, "reason": mistrust.code() });
    writeln!(std::io::stdout(), "{line}")?;
    Ok(REFUSED)
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

/// Writes a value on one line, or says where it could not.
pub(super) fn write_json(path: &Path, value: &serde_json::Value) -> Result<()> {
    Ok(std::fs::write(path, format!("{value}\n")).map_err(|cause| unwritable(path, &cause))?)
}
