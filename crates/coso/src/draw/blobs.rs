//! What is proven of a plan drawn of single doors: the best plan of clusters of them, each kept whole,
//! was drawn first, and its proof speaks of such plans alone.

use std::path::Path;

use anyhow::Result;
use districting::{Blobs, Problem};
use serde_json::{Value, json};
use words::Lang;

use super::graph::instance::published;
use super::graph::write_json;
use super::order::{round, unwritable};

/// It as a sentence, beside a plan's value.
pub fn sentence(lang: Lang, blobs: &Blobs, value: f64) -> String {
    let code = match (blobs.is_proven, blobs.bound) {
        (true, _) => "blobs-proven",
        (false, Some(_)) => "blobs-bounded",
        (false, None) => "blobs-open",
    };
    let bound = blobs.bound.map_or_else(String::new, |bound| format!("{bound:.2}"));
    let data = [
        ("count", blobs.atoms.len().to_string()),
        ("value", format!("{:.2}", blobs.value)),
        ("bound", bound),
        ("better", format!("{:.2}", (blobs.value - value).max(0.0))),
    ];
    words::say(lang, code, &data)
}

/// It in the line of JSON.
pub fn line(blobs: &Blobs) -> Value {
    json!({
        "count": blobs.atoms.len(),
        "value": round(blobs.value, 2),
        "bound": blobs.bound.map(|bound| round(bound, 2)),
        "proven": blobs.is_proven,
    })
}

/// Writes the problem in which the clusters stay together, its plan and its certificate into a folder,
/// for `coso certify`.
///
/// # Errors
/// A sentence where the folder cannot be written.
pub fn write(folder: &Path, name: &str, (problem, blobs): (&Problem, &Blobs)) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|cause| unwritable(folder, &cause))?;
    let instance = published(name, &blobs.problem(problem));
    let plan = json!({ "instance": name, "assignment": blobs.plan.assignment });
    let certificate = blobs.certificate.as_ref().map(|proof| json!(proof));
    for (file, value) in [
        ("graph.json", Some(instance)),
        ("plan.json", Some(plan)),
        ("certificate.json", certificate),
    ] {
        let path = folder.join(file);
        if let Some(value) = value {
            write_json(&path, &value)?;
        } else if path.exists() {
            std::fs::remove_file(&path).map_err(|cause| unwritable(&path, &cause))?;
        }
    }
    Ok(())
}
