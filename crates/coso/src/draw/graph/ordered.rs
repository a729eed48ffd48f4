//! `coso draw graph --order …`: objectives level by level, and the check of what proves them.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use districting::certify::{CertifiedLevel, Mistrust, certify_levels};
use districting::{Level, LevelsCertificate, Ordered, Plan, Problem, Term, WardWeights, ordered};
use serde_json::json;
use words::Lang;

use super::effort::EffortArgs;
use super::wish::{Asked, TermName, figures};
use super::{mistrusted, say, write_json};
use crate::draw::order::round;
use crate::say::{DONE, REFUSED, Sentence};

/// Reads a level: `cut`, `0.1*deviation+cut`, `moved:15` (later levels may give away 15 of it).
///
/// # Errors
/// `graph-bad-level`.
pub fn level(text: &str) -> Result<Level> {
    let read = || {
        let (sum, slack) = text.split_once(':').unwrap_or((text, "0"));
        let mut weights = WardWeights::NONE;
        for product in sum.split('+') {
            let (weight, name) = product.split_once('*').unwrap_or(("1", product));
            let weight: f64 = weight.trim().parse().ok()?;
            let name = <TermName as clap::ValueEnum>::from_str(name.trim(), true).ok()?;
            let place = match name.term() {
                Term::Deviation => &mut weights.deviation,
                Term::Cut => &mut weights.cut,
                Term::Moved => &mut weights.moved,
                Term::Walking => &mut weights.walking,
                Term::Inertia => &mut weights.inertia,
                // Being out of range comes before every level already.
                Term::OutOfRange => return None,
            };
            *place += (weight.is_finite() && weight > 0.0).then_some(weight)?;
        }
        let slack: f64 = slack.trim().parse().ok()?;
        (slack.is_finite() && slack >= 0.0).then_some(Level { weights, slack })
    };
    let wrong = || Sentence::bad_input("graph-bad-level", vec![("text", text.to_owned())]);
    Ok(read().ok_or_else(wrong)?)
}

/// Draws level by level; 0 where there is a plan, 1 where there is none.
///
/// # Errors
/// A [`Sentence`] where an option cannot be used or a file cannot be written.
pub fn draw(
    asked: &Asked<'_>,
    levels: &[Level],
    (effort, out, certificate): (&EffortArgs, Option<&Path>, Option<&Path>),
) -> Result<u8> {
    let (problem, lang) = (asked.problem, asked.lang);
    let ask = |env: &districting::Env<'_>| ordered(problem, levels, env);
    let (found, taken) = effort.run(lang, problem.atoms.len(), ask)?;
    let name = asked.name;
    let mut line = json!({
        "instance": name, "seconds": round(taken.as_secs_f64(), 3), "seed": effort.seed,
    });
    let status = match found {
        Ok(found) => {
            tell(lang, &found);
            line["levels"] = json!(said(&found));
            line["terms"] = figures(&found.terms);
            line["k"] = json!(found.plan.parts);
            if let Some(out) = out {
                let value = json!({ "instance": name, "assignment": found.plan.assignment });
                write_json(out, &value)?;
            }
            match (certificate, &found.certificate) {
                (Some(path), Some(certificate)) => write_json(path, &json!(certificate))?,
                (Some(_), None) => say(lang, "graph-no-certificate", &[]),
                (None, _) => {}
            }
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

fn said(found: &Ordered) -> Vec<serde_json::Value> {
    let level = |own: &districting::Reached| {
        json!({
            "value": round(own.value, 6), "limit": round(own.limit, 6),
            "bound": own.bound.map(|bound| round(bound, 6)), "proven": own.is_proven,
        })
    };
    found.levels.iter().map(level).collect()
}

fn tell(lang: Lang, found: &Ordered) {
    for (number, own) in (1..).zip(&found.levels) {
        let proof = if own.is_proven { "graph-certain" } else { "graph-so-far" };
        let args = [
            ("number", format!("{number}")),
            ("value", format!("{:.2}", own.value)),
            ("limit", format!("{:.2}", own.limit)),
            ("bound", own.bound.map_or_else(|| "–".to_owned(), |bound| format!("{bound:.2}"))),
            ("proof", words::word(lang, proof)),
        ];
        say(lang, "graph-level", &args);
    }
}

/// Checks a certificate of levels; 0 where it holds, 1 where it does not.
///
/// # Errors
/// A failure of the standard output.
pub fn certify(
    (name, problem): (&str, &Problem),
    (plan, certificate): (&Plan, &LevelsCertificate),
    lang: Lang,
) -> Result<u8> {
    let start = Instant::now();
    let certified: Result<Vec<CertifiedLevel>, Mistrust> =
        certify_levels(problem, plan, certificate);
    let certified = match certified {
        Ok(certified) => certified,
        Err(mistrust) => return mistrusted(name, &mistrust, lang),
    };
    let mut levels = Vec::new();
    for (number, own) in (1..).zip(&certified) {
        let args = [
            ("number", format!("{number}")),
            ("value", format!("{:.2}", own.value)),
            ("limit", format!("{:.2}", own.limit)),
            ("bound", format!("{:.2}", own.bound)),
            (
                "proof",
                words::word(lang, if own.is_best { "graph-certain" } else { "graph-so-far" }),
            ),
        ];
        say(lang, "graph-level", &args);
        levels.push(json!({
            "value": own.value, "limit": own.limit, "bound": own.bound, "own": own.own,
            "best": own.is_best, "parts": [own.parts.0, own.parts.1],
        }));
    }
    let seconds = round(start.elapsed().as_secs_f64(), 3);
    let line = json!({ "instance": name, "holds": true, "levels": levels, "seconds": seconds });
    writeln!(std::io::stdout(), "{line}")?;
    Ok(DONE)
}
