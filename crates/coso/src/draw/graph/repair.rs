//! `coso repair graph`: a plan made whole again, with as few households moved as possible.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use districting::repair::{Given, Repaired, repair as repair_plan};
use serde_json::json;
use words::Lang;

use super::effort::EffortArgs;
use super::instance::{self, Instance};
use super::wish::figures;
use super::{RuleArgs, say, write_json};
use crate::draw::order::round;
use crate::say::{DONE, REFUSED, Sentence};

/// Moves told one by one at most; the line of JSON has all.
const TOLD: usize = 30;

/// What `coso repair graph` takes.
#[derive(Debug, Clone, Args)]
pub struct RepairGraphArgs {
    /// Tệp đồ thị (JSON) · The instance
    file: PathBuf,
    /// Tệp phương án (JSON); null là tổ chưa xếp · The plan; null is a group in no unit yet
    plan: PathBuf,
    /// Giữ nguyên các đơn vị này · Units kept exactly as they are
    #[arg(long, value_name = "UNIT", num_args = 1.., value_delimiter = ',')]
    keep: Vec<u32>,
    /// Giữ các tổ này ở đơn vị của chúng · Groups that stay in their units
    #[arg(long, value_name = "GROUP", num_args = 1.., value_delimiter = ',')]
    hold: Vec<u32>,
    /// Nếu không thể, để ít đơn vị nhất ngoài khoảng · Let sizes give way where they must
    #[arg(long)]
    widen: bool,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    effort: EffortArgs,
    /// Ghi phương án ra tệp này · Where to write the plan
    #[arg(long, value_name = "PLAN.json")]
    out: Option<PathBuf>,
}

/// Repairs a plan; 0 where it could be, 1 where not.
///
/// # Errors
/// A [`Sentence`] where the input cannot be used or the plan cannot be written.
pub fn repair(args: &RepairGraphArgs, lang: Lang) -> Result<u8> {
    let instance = Instance::read(&args.file)?;
    let (mut problem, objective) = instance.problem(&args.rules)?;
    problem.sizes.widen |= args.widen;
    let parts = instance::read_given(&args.plan)?;
    let given = Given::new(&problem, parts, &args.keep, &args.hold)
        .map_err(|fault| Sentence::bad_input(fault.code(), fault.args()))?;
    let work = |env: &districting::Env<'_>| repair_plan(&problem, &given, env);
    let atoms = problem.atoms.len();
    let (found, taken) = args.effort.several(atoms).run(lang, atoms, work)?;
    let seconds = taken.as_secs_f64();
    let mut line = json!({
        "instance": instance.name,
        "objective": objective.word(),
        "seconds": round(seconds, 3),
        "seed": args.effort.seed,
    });
    let status = match found {
        Ok(found) => {
            tell(lang, (&instance.name, seconds), &found);
            if let Some(out) = &args.out {
                let assignment = &found.plan.assignment;
                let value = json!({ "instance": instance.name, "assignment": assignment });
                write_json(out, &value)?;
            }
            let moves = found.moves.iter().map(|own| json!([own.atom, own.from, own.to]));
            line["plan"] = figures(&found.terms);
            line["k"] = json!(found.plan.parts);
            line["households"] = json!(found.moved);
            line["least"] = json!(found.least);
            line["fewest"] = json!(found.is_least());
            line["best"] = json!(found.is_best);
            line["continues"] = json!(found.heirs);
            line["moves"] = json!(moves.collect::<Vec<_>>());
            DONE
        }
        Err(reason) => {
            say(lang, reason.code(), &reason.args());
            line["reason"] = json!(reason.code());
            REFUSED
        }
    };
    writeln!(std::io::stdout(), "{line}")?;
    Ok(status)
}

fn tell(lang: Lang, (name, seconds): (&str, f64), found: &Repaired) {
    for own in found.moves.iter().take(TOLD) {
        let to = match found.heirs.get(own.to as usize).copied().flatten() {
            Some(unit) => unit.to_string(),
            None => words::say(lang, "graph-new-unit", &[("part", own.to.to_string())]),
        };
        let mut args = vec![("atom", own.atom.to_string()), ("to", to)];
        match own.from {
            Some(from) => {
                args.push(("from", from.to_string()));
                say(lang, "graph-move", &args);
            }
            None => say(lang, "graph-placed", &args),
        }
    }
    let args = [
        ("instance", name.to_owned()),
        ("moved", found.moved.to_string()),
        ("atoms", found.moves.len().to_string()),
        ("parts", found.plan.parts.to_string()),
        ("out", found.terms.out_of_range.to_string()),
        ("value", format!("{:.2}", found.terms.value)),
        ("seconds", format!("{seconds:.2}")),
    ];
    say(lang, "graph-repaired", &args);
    match found.least {
        Some(least) if least == found.moved => say(lang, "graph-fewest", &[]),
        Some(least) => say(lang, "graph-fewest-bound", &[("least", least.to_string())]),
        None => say(lang, "graph-fewest-open", &[]),
    }
}
