//! `coso draw graph --explain`: why there is no plan, and what each rule costs.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use desk::draw::{Explained, Subject};
use districting::explain::{Explanation, Relaxed, Verdict, explain as explain_problem};
use districting::{Edge, Reason, Terms};
use serde_json::{Value, json};
use words::Lang;

use super::effort::EffortArgs;
use super::say;
use super::wish::{Asked, figures};
use crate::draw::order::{round, unwritable};
use crate::say::{DONE, REFUSED};

/// Groups named in a sentence at most; the line of JSON has all.
const NAMED: usize = 20;

/// Explains a problem; 0 where there is a plan, 1 where there is none or none was found.
///
/// # Errors
/// A [`crate::say::Sentence`] where the input cannot be used.
pub fn explain(
    asked: &Asked<'_>,
    (step, barriers): (u32, &[Vec<Edge>]),
    effort: &EffortArgs,
) -> Result<u8> {
    let (problem, lang) = (asked.problem, asked.lang);
    let effort = &effort.several(problem.atoms.len());
    let rules = districting::explain::Asked { step, barriers };
    let ask = |env: &districting::Env<'_>| explain_problem(problem, rules, env);
    let (found, taken) = effort.run(lang, problem.atoms.len(), ask)?;
    say(lang, found.verdict.code(), &[]);
    found.reasons.iter().for_each(|reason| tell_reason(lang, reason));
    if let (Some(plan), Some(terms)) = (&found.plan, &found.terms) {
        let args = [
            ("parts", plan.parts.to_string()),
            ("out", terms.out_of_range.to_string()),
            ("value", format!("{:.2}", terms.value)),
            ("proof", proof(lang, found.is_proven)),
        ];
        say(lang, "graph-now", &args);
    }
    found.relaxed.iter().for_each(|relaxed| tell_relaxed(lang, relaxed));
    match found.binding().next() {
        Some(first) => say(lang, "graph-binds", &[("rule", rule(lang, first))]),
        None => say(lang, "graph-nothing-binds", &[]),
    }
    let line = json!({
        "instance": asked.name,
        "objective": asked.objective.word(),
        "verdict": found.verdict.code(),
        "reasons": found.reasons.iter().map(reason_line).collect::<Vec<_>>(),
        "plan": found.terms.as_ref().map(figures),
        "k": found.plan.as_ref().map(|plan| plan.parts),
        "proven": found.is_proven,
        "relaxed": relaxed_lines(&found),
        "seconds": round(taken.as_secs_f64(), 3),
        "seed": effort.seed,
    });
    writeln!(std::io::stdout(), "{line}")?;
    Ok(if found.verdict == Verdict::Exists { DONE } else { REFUSED })
}

fn proof(lang: Lang, is_proven: bool) -> String {
    words::word(lang, if is_proven { "graph-certain" } else { "graph-so-far" })
}

fn rule(lang: Lang, relaxed: &Relaxed) -> String {
    words::say(lang, relaxed.rule.code(), &relaxed.rule.args())
}

fn tell_reason(lang: Lang, reason: &Reason) {
    say(lang, reason.why.code(), &reason.why.args());
    if !reason.atoms.is_empty() {
        let named = reason.atoms.iter().take(NAMED).map(ToString::to_string);
        let mut atoms = named.collect::<Vec<_>>().join(", ");
        if reason.atoms.len() > NAMED {
            atoms.push_str(", …");
        }
        say(lang, "graph-concerns", &[("atoms", atoms)]);
    }
    reason.cures.iter().for_each(|cure| say(lang, cure.code(), &cure.args()));
}

fn tell_relaxed(lang: Lang, relaxed: &Relaxed) {
    let rule = rule(lang, relaxed);
    let Some(terms) = &relaxed.terms else {
        return say(lang, "graph-relaxed-nothing", &[("rule", rule)]);
    };
    let shown = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
    let args = [
        ("rule", rule),
        ("out", terms.out_of_range.to_string()),
        ("out-change", shown(relaxed.change.map(|change| format!("{:+}", change.out_of_range)))),
        ("value", format!("{:.2}", terms.value)),
        ("value-change", shown(relaxed.change.map(|change| format!("{:+.2}", change.value)))),
        ("proof", proof(lang, relaxed.is_proven)),
    ];
    say(lang, "graph-relaxed", &args);
}

fn reason_line(reason: &Reason) -> Value {
    let cures = reason.cures.iter().map(|cure| data(cure.code(), cure.args()));
    let mut line = data(reason.why.code(), reason.why.args());
    line["concerns"] = json!(reason.atoms);
    line["cures"] = json!(cures.collect::<Vec<_>>());
    line
}

/// A code with its numbers.
fn data(code: &str, args: Vec<(&'static str, String)>) -> Value {
    let mut line = json!({ "code": code });
    for (key, value) in args {
        line[key] = value.parse::<u64>().map_or_else(|_| json!(value), |number| json!(number));
    }
    line
}

fn relaxed_lines(found: &Explanation) -> Vec<Value> {
    let line = |relaxed: &Relaxed| {
        let mut line = data(relaxed.rule.code(), relaxed.rule.args());
        let terms: Option<&Terms> = relaxed.terms.as_ref();
        line["plan"] = json!(terms.map(figures));
        line["change"] = json!(relaxed.change.map(|change| json!({
            "value": round(change.value, 6),
            "out_of_range": change.out_of_range,
            "deviation": round(change.deviation, 6),
            "cut": round(change.cut, 6),
            "moved": change.moved,
        })));
        line["proven"] = json!(relaxed.is_proven);
        line
    };
    found.relaxed.iter().map(line).collect()
}

/// Explains a problem whose groups have names, in the words of the pages; the file holds the same as
/// data. 0 where there is a plan, 1 where there is none or none was found.
///
/// # Errors
/// A [`crate::say::Sentence`] where an option cannot be used or the file cannot be written.
pub fn explain_named(
    asked: &Asked<'_>,
    (subject, step): (&Subject<'_>, u32),
    (effort, out): (&EffortArgs, &Path),
) -> Result<u8> {
    let (problem, lang) = (asked.problem, asked.lang);
    let edges: Vec<Vec<Edge>> = subject.barriers.iter().map(|(_, edges)| edges.clone()).collect();
    let rules = districting::explain::Asked { step, barriers: &edges };
    let effort = &effort.several(problem.atoms.len());
    let ask = |env: &districting::Env<'_>| explain_problem(problem, rules, env);
    let (found, taken) = effort.run(lang, problem.atoms.len(), ask)?;
    let told = Explained::of(subject, &found);
    let lines = said(lang, &told);
    eprintln!("{}", lines.join("\n"));
    std::fs::write(out, lines.join("\n") + "\n").map_err(|cause| unwritable(out, &cause))?;
    let mut line = json!(told);
    line["instance"] = json!(asked.name);
    line["seconds"] = json!(round(taken.as_secs_f64(), 3));
    line["seed"] = json!(effort.seed);
    writeln!(std::io::stdout(), "{line}")?;
    Ok(if told.exists { DONE } else { REFUSED })
}

/// What was explained, sentence by sentence, as the page of an answer says it.
fn said(lang: Lang, told: &Explained) -> Vec<String> {
    let worded = |code: &str, args: &[(String, String)]| {
        let args: Vec<(&str, String)> =
            args.iter().map(|(key, text)| (key.as_str(), text.clone())).collect();
        words::say(lang, code, &args)
    };
    let mut lines = vec![words::word(lang, &told.verdict.replacen("districting-", "why-", 1))];
    for reason in &told.reasons {
        lines.push(format!("- {}", worded(&reason.code, &reason.args)));
        if !reason.concerns.is_empty() {
            let concerns = words::word(lang, "why-concerns");
            lines.push(format!("  {concerns} {}", reason.concerns.join("; ")));
        }
        lines.extend(reason.cures.iter().map(|one| format!("  {}", worded(&one.code, &one.args))));
    }
    lines.push(words::word(lang, "freed-title"));
    for relaxed in &told.relaxed {
        let rule = worded(&relaxed.rule.code, &relaxed.rule.args);
        let brings = match (&told.now, &relaxed.figures) {
            (Some(now), Some(then)) => now.changes_to(then),
            _ => Vec::new(),
        };
        let brings: Vec<String> = brings
            .into_iter()
            .map(|(code, change, n)| {
                let data = [("change", format!("{change:+.0}")), ("n", format!("{n:.0}"))];
                words::say(lang, code, &data)
            })
            .collect();
        let brings = match (relaxed.figures.is_some(), brings.is_empty()) {
            (false, _) => words::word(lang, "freed-nothing"),
            (true, true) => words::word(lang, "freed-same"),
            (true, false) => brings.join("; "),
        };
        lines.push(format!("- {rule}: {brings}"));
    }
    lines
}
