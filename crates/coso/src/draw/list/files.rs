//! The files of a drawing: plan.json, graph.json (for `coso check graph`), certificate.json where a
//! bound is proven (for `coso certify`), units.csv, summary.txt.

use std::path::Path;

use anyhow::Result;
use districting::Problem;
use serde_json::{Value, json};

use super::Ask;
use super::drawn::{Drawn, Unit};
use crate::draw::graph::instance::published;
use crate::draw::order::unwritable;

/// Spreadsheet programs take a text with this mark for Unicode.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Writes all of them and tells the summary.
pub fn write(ask: &Ask<'_>, problem: &Problem, drawn: &Drawn) -> Result<()> {
    let out = &ask.args.order.out;
    put(&out.join("plan.json"), &format!("{}\n", plan(ask, drawn)))?;
    put(&out.join("graph.json"), &format!("{}\n", published(&ask.name, problem)))?;
    ask.args.order.keep_certificate(ask.lang, drawn.certificate.as_ref())?;
    put(&out.join("units.csv"), &table(ask, drawn))?;
    let summary = summary(ask, drawn);
    eprintln!("{summary}");
    put(&out.join("summary.txt"), &(summary + "\n"))?;
    ask.tell("list-written", &[("folder", out.display().to_string())]);
    Ok(())
}

fn put(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).map_err(|cause| unwritable(path, &cause).into())
}

fn plan(ask: &Ask<'_>, drawn: &Drawn) -> Value {
    let rows = ask.listed.reading.rows.iter().zip(&ask.listed.rows);
    let groups = rows.zip(&drawn.assignment).map(|((read, row), unit)| {
        json!({
            "name": row.name, "households": row.households, "people": read.people,
            "sheet": read.sheet, "row": read.row, "unit": unit + 1,
        })
    });
    let units = drawn.units.iter().enumerate().map(|(at, unit)| {
        json!({
            "number": at + 1, "name": unit_name(ask, at), "households": unit.households,
            "groups": unit.groups.len(), "out_of_range": unit.cause.is_some(),
            "reason": unit.cause.map(districting::Cause::code),
        })
    });
    json!({
        "instance": ask.name,
        "assignment": drawn.assignment,
        "kind": ask.norm.kind.as_str(),
        "min": ask.norm.min, "max": ask.norm.max, "target": ask.norm.target,
        "households": ask.listed.households(),
        "households_estimated": false,
        "sources": ask.norm.sources,
        "notice": ask.word("plan-no-force"),
        "units": units.collect::<Vec<_>>(),
        "groups": groups.collect::<Vec<_>>(),
    })
}

/// "Khu phố 12".
fn unit_name(ask: &Ask<'_>, at: usize) -> String {
    let data = [("kind", ask.norm.kind.as_str().to_owned()), ("number", (at + 1).to_string())];
    ask.say("list-unit-name", &data)
}

/// One line per new unit: households, people, what it is made of, why it is out of range.
fn table(ask: &Ask<'_>, drawn: &Drawn) -> String {
    let heading = ["unit", "households", "people", "groups", "from", "members", "reason"];
    let heading = heading.map(|column| quoted(&ask.word(&format!("list-csv-{column}"))));
    let mut text = format!("{BYTE_ORDER_MARK}{}\n", heading.join(","));
    for (at, unit) in drawn.units.iter().enumerate() {
        let people: Option<u64> =
            unit.groups.iter().map(|&at| ask.listed.reading.rows[at].people.map(u64::from)).sum();
        let names: Vec<&str> =
            unit.groups.iter().map(|&at| ask.listed.rows[at].name.as_str()).collect();
        let reason = unit.cause.map(|cause| ask.word(cause.code()));
        let cells = [
            quoted(&unit_name(ask, at)),
            unit.households.to_string(),
            people.map_or_else(String::new, |people| people.to_string()),
            unit.groups.len().to_string(),
            quoted(&sources(ask, unit)),
            quoted(&names.join("; ")),
            quoted(&reason.unwrap_or_default()),
        ];
        text.push_str(&format!("{}\n", cells.join(",")));
    }
    text
}

/// "Khu phố 1 (320); Khu phố 2 (241)": the old units a new one is made of, with households.
fn sources(ask: &Ask<'_>, unit: &Unit) -> String {
    let mut from: Vec<(&str, u64)> = Vec::new();
    for &at in &unit.groups {
        let row = &ask.listed.rows[at];
        let name = row.predecessor.map_or("–", |old| ask.listed.khu_pho[old as usize].as_str());
        match from.iter_mut().find(|(known, _)| *known == name) {
            Some((_, households)) => *households += u64::from(row.households),
            None => from.push((name, u64::from(row.households))),
        }
    }
    let from: Vec<String> =
        from.into_iter().map(|(name, households)| format!("{name} ({households})")).collect();
    from.join("; ")
}

/// A cell as separated text; one that a spreadsheet would take for a formula stays text.
fn quoted(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

fn summary(ask: &Ask<'_>, drawn: &Drawn) -> String {
    let sizes = || drawn.units.iter().map(|unit| unit.households);
    let mut lines = vec![ask.word("plan-no-force"), ask.say("list-begins", &ask.facts())];
    lines.extend(ask.norm.sources.iter().cloned());
    lines.push(ask.say(
        "list-drawn",
        &[
            ("units", drawn.units.len().to_string()),
            ("least", sizes().min().unwrap_or(0).to_string()),
            ("most", sizes().max().unwrap_or(0).to_string()),
            ("out", drawn.out_of_range().to_string()),
        ],
    ));
    for (at, unit) in drawn.units.iter().enumerate() {
        let reason = unit.cause.map(|cause| ask.word(cause.code()));
        let code = if reason.is_some() { "list-unit-out" } else { "list-unit" };
        let data = [
            ("unit", unit_name(ask, at)),
            ("households", unit.households.to_string()),
            ("from", sources(ask, unit)),
            ("reason", reason.unwrap_or_default()),
        ];
        lines.push(ask.say(code, &data));
    }
    lines.join("\n")
}
