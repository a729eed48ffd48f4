//! The files of a drawing: plan.json, graph.json (for `coso check graph`), certificate.json where a bound
//! is proven (for `coso certify`), the same three in blobs where clusters of doors were drawn first, units.geojson, map.svg, summary.txt.

use std::path::Path;

use anyhow::Result;
use atlas::atoms::AtomGraph;
use atlas::geojson_out::{OutArea, feature_collection};
use atlas::{Fabric, LineClass, osm};
use geo::Area;
use serde_json::{Value, json};

use super::drawn::{Drawn, Unit};
use super::{Ask, number, sheet};
use crate::draw::blobs;
use crate::draw::graph::instance::published;
use crate::draw::order::{round, unwritable};
use crate::say::Sentence;

/// Writes all of them and tells the summary.
pub fn write(ask: &Ask<'_>, fabric: &Fabric, graph: &AtomGraph, drawn: &Drawn) -> Result<()> {
    let out = &ask.args.order.out;
    put(&out.join("plan.json"), &format!("{}\n", plan(ask, graph, drawn)?))?;
    put(&out.join("graph.json"), &format!("{}\n", published(ask.name(), &drawn.problem)))?;
    ask.args.order.keep_certificate(ask.lang, drawn.certificate.as_ref())?;
    if let Some(clusters) = &drawn.blobs {
        blobs::write(&out.join("blobs"), ask.name(), (&drawn.problem, clusters))?;
    }
    put(&out.join("units.geojson"), &units(ask, drawn)?)?;
    put(&out.join("map.svg"), &sheet::draw(ask, fabric, drawn))?;
    let summary = summary(ask, drawn);
    eprintln!("{summary}");
    put(&out.join("summary.txt"), &(summary + "\n"))?;
    ask.tell("ward-written", &[("folder", out.display().to_string())]);
    Ok(())
}

/// Writes a text, or says where it could not.
pub fn put(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).map_err(|cause| unwritable(path, &cause).into())
}

fn out_of_plane(fault: &atlas::plane::PlaneFault) -> Sentence {
    Sentence::bad_input(fault.code(), fault.args())
}

fn plan(ask: &Ask<'_>, graph: &AtomGraph, drawn: &Drawn) -> Result<Value> {
    let mut atoms = Vec::new();
    for (atom, &unit) in graph.atoms.iter().zip(&drawn.assignment) {
        let place = ask.plane.degrees(atom.position).map_err(|f| out_of_plane(&f))?;
        atoms.push(json!({
            "name": atom.name,
            "class": atom.class.map(class),
            "households": atom.households,
            "estimated": atom.estimated,
            "position": place,
            "unit": unit + 1,
        }));
    }
    let units: Vec<Value> = drawn.units.iter().enumerate().map(|(i, u)| facts(ask, i, u)).collect();
    Ok(json!({
        "instance": ask.args.commune,
        "assignment": drawn.assignment,
        "commune": ask.name(),
        "kind": ask.norm.kind.as_str(),
        "min": ask.norm.min, "max": ask.norm.max, "target": ask.norm.target,
        "households": ask.args.households,
        "households_estimated": true,
        "sources": ask.norm.sources,
        "attribution": osm::ATTRIBUTION,
        "notice": ask.word("clause-no-legal-value"),
        "units": units,
        "atoms": atoms,
    }))
}

const fn class(class: LineClass) -> &'static str {
    match class {
        LineClass::Alley => "hem",
        LineClass::Street => "duong",
        LineClass::MainRoad => "duong_chinh",
        LineClass::Rail => "duong_sat",
        LineClass::Canal => "kenh",
        LineClass::River => "song",
    }
}

fn facts(ask: &Ask<'_>, i: usize, unit: &Unit) -> Value {
    json!({
        "number": i + 1,
        "name": unit_name(ask, i),
        "households": unit.households,
        "households_estimated": true,
        "area_m2": round(unit.shape.unsigned_area(), 0),
        "out_of_range": unit.cause.is_some(),
        "reason": unit.cause.map(districting::Cause::code),
    })
}

/// "Khu phố 12".
pub fn unit_name(ask: &Ask<'_>, i: usize) -> String {
    ask.say(
        "ward-unit-name",
        &[("kind", ask.norm.kind.as_str().to_owned()), ("number", (i + 1).to_string())],
    )
}

fn units(ask: &Ask<'_>, drawn: &Drawn) -> Result<String> {
    let mut areas = Vec::new();
    for (i, unit) in drawn.units.iter().enumerate() {
        let shape = ask.plane.area_to_degrees(&unit.shape).map_err(|f| out_of_plane(&f))?;
        let properties = facts(ask, i, unit).as_object().cloned().unwrap_or_default();
        areas.push(OutArea { shape, properties });
    }
    let about = json!({
        "attribution": osm::ATTRIBUTION,
        "notice": ask.word("clause-no-legal-value"),
    });
    Ok(feature_collection(&areas, about.as_object().cloned().unwrap_or_default()))
}

fn summary(ask: &Ask<'_>, drawn: &Drawn) -> String {
    let sizes = || drawn.units.iter().map(|u| u.households);
    let mut lines = vec![ask.word("clause-no-legal-value"), ask.say("ward-begins", &ask.facts())];
    lines.extend(ask.norm.sources.iter().cloned());
    lines.push(ask.say(
        "ward-drawn",
        &[
            ("units", drawn.units.len().to_string()),
            ("least", sizes().min().unwrap_or(0).to_string()),
            ("most", sizes().max().unwrap_or(0).to_string()),
            ("out", drawn.out_of_range().to_string()),
            ("hem", format!("{:.1}", drawn.measures.hem_split * 100.0).replace('.', ",")),
            ("barriers", drawn.measures.barrier_crossings.to_string()),
            ("compactness", format!("{:.2}", drawn.measures.compactness).replace('.', ",")),
        ],
    ));
    if drawn.joining == atlas::problem::Joining::Everywhere {
        lines.push(ask.word("ward-over-roads"));
    }
    lines.extend(drawn.of_blobs(ask.lang));
    for (i, unit) in drawn.units.iter().enumerate() {
        let reason = unit.cause.map(|c| ask.word(c.code()));
        let data = [
            ("unit", unit_name(ask, i)),
            ("households", number(unit.households)),
            ("reason", reason.clone().unwrap_or_default()),
        ];
        lines.push(ask.say(if reason.is_some() { "ward-unit-out" } else { "ward-unit" }, &data));
    }
    lines.push(ask.word("ward-estimated"));
    lines.push(osm::ATTRIBUTION.to_owned());
    lines.join("\n")
}
