//! The results of a city: a folder a commune under `communes/`, written beside its place and renamed
//! into it, so that it is whole or absent. `result.json` holds what the commune was drawn from and the
//! digest of every file; a result that does not agree with itself is drawn again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use districting::{Objective, Parts, Problem, certificate};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::audit::digest;
use words::Lang;

use super::DrawCityArgs;
use super::commune::{Commune, Entry};
use super::drawn::{Done, Line};
use crate::draw::graph::instance::published;
use crate::draw::order::{unreadable, unwritable};

/// Where the communes lie in the results.
const COMMUNES: &str = "communes";
/// Ends the name of a folder that is being written.
const UNFINISHED: &str = ".part";
/// What tells a commune's own file.
const RESULT: &str = "result.json";
/// The form of a result. Another is drawn again.
const FORM: &str = "coso-city/2";

/// What a result depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Digest of the commune: its groups, what touches, and the rules.
    input: String,
    steps: u64,
    seed: u64,
    /// The program that drew it.
    version: String,
    /// Whether the certificate was to be checked.
    certify: bool,
}

/// A commune's own file.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Sealed {
    form: String,
    stamp: Stamp,
    line: Line,
    /// Digests of the files beside it.
    files: BTreeMap<String, String>,
    /// Digest of all the above.
    seal: String,
}

/// What lies where a commune's result belongs.
pub enum Found {
    /// The whole result of the same drawing.
    Whole(Box<Line>),
    /// The whole result of another drawing: other input, rules or steps.
    Other,
    /// Something torn, changed or foreign.
    Torn,
    /// Nothing.
    Nothing,
}

impl Stamp {
    /// What the drawing of a commune depends on.
    pub fn of(commune: &Commune, args: &DrawCityArgs) -> Self {
        let kind = commune.kind.map_or("", units::Kind::as_str);
        let names = [&commune.atoms, &commune.old, &commune.sources];
        let names = names.into_iter().flat_map(|list| {
            list.iter().map(String::as_bytes).chain(std::iter::once(b"\0".as_slice()))
        });
        let problem = of_problem(&commune.problem);
        let head = [commune.name.as_bytes(), kind.as_bytes(), problem.as_bytes()];
        Self {
            input: hex(&digest(head.into_iter().chain(names))),
            steps: args.steps,
            seed: args.seed,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            certify: args.certify,
        }
    }
}

/// All that a drawing depends on, as text: what a certificate is about, and what it leaves out.
fn of_problem(problem: &Problem) -> String {
    let parts = match problem.parts {
        Parts::Free => "free".to_owned(),
        Parts::Most => "most".to_owned(),
        Parts::Exactly(k) => k.to_string(),
        Parts::Between(least, most) => format!("{least}-{most}"),
    };
    let objective = match problem.objective {
        Objective::Cut => "cut",
        Objective::Moment => "moment",
        Objective::Ward(_) => "ward",
    };
    let places: Vec<String> = problem
        .atoms
        .iter()
        .map(|atom| format!("{:x},{:x}", atom.position[0].to_bits(), atom.position[1].to_bits()))
        .collect();
    let core = certificate::digest(problem);
    format!("{core} {parts} {} {objective} {}", problem.sizes.widen, places.join(" "))
}

/// Makes the folder of the communes, clears what a killed run left half written, and names results
/// of communes that are no longer there.
///
/// # Errors
/// A [`crate::say::Sentence`] where the folder cannot be read or written.
pub fn prepare(out: &Path, entries: &[Entry], lang: Lang) -> Result<()> {
    let folder = out.join(COMMUNES);
    std::fs::create_dir_all(&folder).map_err(|cause| unwritable(&folder, &cause))?;
    let mut strange = Vec::new();
    for file in std::fs::read_dir(&folder).map_err(|cause| unreadable(&folder, &cause))? {
        let path = file.map_err(|cause| unreadable(&folder, &cause))?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if name.ends_with(UNFINISHED) {
            clear(&path)?;
        } else if entries.iter().all(|entry| entry.key != name) {
            strange.push(name);
        }
    }
    if !strange.is_empty() {
        strange.sort();
        let data = [("names", strange.join(", ")), ("folder", folder.display().to_string())];
        eprintln!("{}", words::say(lang, "city-strange", &data));
    }
    Ok(())
}

/// Looks whether a commune has been drawn already.
pub fn read(out: &Path, key: &str, stamp: &Stamp) -> Found {
    let folder = place(out, key);
    if std::fs::symlink_metadata(&folder).is_err() {
        return Found::Nothing;
    }
    match whole(&folder, key) {
        Some(sealed) if sealed.stamp == *stamp => Found::Whole(Box::new(sealed.line)),
        Some(_) => Found::Other,
        None => Found::Torn,
    }
}

/// A result that agrees with itself.
fn whole(folder: &Path, key: &str) -> Option<Sealed> {
    let text = std::fs::read_to_string(folder.join(RESULT)).ok()?;
    let sealed: Sealed = serde_json::from_str(&text).ok()?;
    if sealed.form != FORM || sealed.line.shown.commune != key || sealed.seal != seal(&sealed) {
        return None;
    }
    let same = |(name, known): (&String, &String)| {
        let bytes = std::fs::read(folder.join(name)).ok()?;
        (hex(&digest([bytes.as_slice()])) == *known).then_some(())
    };
    sealed.files.iter().try_for_each(same)?;
    Some(sealed)
}

/// Writes a commune's result: its instance, plan, certificate and table, then its own file, and then
/// gives all of it its place at once.
///
/// # Errors
/// A [`crate::say::Sentence`] where a file cannot be written.
pub fn write(
    out: &Path,
    (entry, commune): (&Entry, &Commune),
    (stamp, line, done): (&Stamp, &Line, &Done),
    lang: Lang,
) -> Result<()> {
    let place = place(out, &entry.key);
    let beside =
        out.join(COMMUNES).join(format!("{}.{}{UNFINISHED}", entry.key, std::process::id()));
    std::fs::create_dir_all(&beside).map_err(|cause| unwritable(&beside, &cause))?;
    let mut texts = vec![
        ("graph.json", format!("{}\n", published(&commune.name, &commune.problem))),
        ("plan.json", format!("{}\n", plan(commune, line, done))),
        ("units.csv", table(commune, done, lang)),
    ];
    if let Some(certificate) = &done.certificate {
        texts.push(("certificate.json", format!("{}\n", json!(certificate))));
    }
    let mut files = BTreeMap::new();
    for (name, text) in texts {
        put(&beside.join(name), &text)?;
        files.insert(name.to_owned(), hex(&digest([text.as_bytes()])));
    }
    let (stamp, line) = (stamp.clone(), line.clone());
    let mut sealed = Sealed { form: FORM.to_owned(), stamp, line, files, seal: String::new() };
    sealed.seal = seal(&sealed);
    put(&beside.join(RESULT), &format!("{}\n", json!(sealed)))?;
    if std::fs::symlink_metadata(&place).is_ok() {
        clear(&place)?;
    }
    Ok(std::fs::rename(&beside, &place).map_err(|cause| unwritable(&place, &cause))?)
}

/// Writes a file beside its place and renames it into it.
///
/// # Errors
/// A [`crate::say::Sentence`] where it cannot be written.
pub fn put_whole(path: &Path, text: &str) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(UNFINISHED);
    let beside = PathBuf::from(beside);
    put(&beside, text)?;
    Ok(std::fs::rename(&beside, path).map_err(|cause| unwritable(path, &cause))?)
}

fn put(path: &Path, text: &str) -> Result<()> {
    let write = || {
        let mut file = std::fs::File::create(path)?;
        std::io::Write::write_all(&mut file, text.as_bytes())?;
        file.sync_all()
    };
    Ok(write().map_err(|cause| unwritable(path, &cause))?)
}

/// Removes what stands in the place of a result.
fn clear(path: &Path) -> Result<()> {
    let is_folder = std::fs::symlink_metadata(path).is_ok_and(|data| data.is_dir());
    let gone = if is_folder { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    Ok(gone.map_err(|cause| unwritable(path, &cause))?)
}

fn place(out: &Path, key: &str) -> PathBuf {
    out.join(COMMUNES).join(key)
}

/// The seal that belongs to what a commune's file says.
fn seal(sealed: &Sealed) -> String {
    let said = json!([sealed.form, sealed.stamp, sealed.line, sealed.files]).to_string();
    hex(&digest([said.as_bytes()]))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn plan(commune: &Commune, line: &Line, done: &Done) -> Value {
    let sizes = &commune.problem.sizes;
    let units = done.units.iter().enumerate().map(|(at, unit)| {
        json!({
            "number": at + 1, "households": unit.households, "groups": unit.atoms.len(),
            "out_of_range": unit.cause.is_some(), "reason": unit.cause.map(districting::Cause::code),
        })
    });
    let groups = commune.atoms.iter().zip(&commune.problem.atoms).zip(&done.assignment);
    let groups = groups.map(|((name, atom), unit)| {
        json!({ "name": name, "households": atom.households, "unit": unit + 1 })
    });
    json!({
        "instance": commune.name,
        "assignment": done.assignment,
        "kind": line.shown.kind,
        "min": sizes.min, "max": sizes.max, "target": sizes.target,
        "households": line.shown.households,
        "sources": commune.sources,
        "value": line.value, "bound": line.bound, "proof": line.shown.proof,
        "units": units.collect::<Vec<_>>(),
        "groups": groups.collect::<Vec<_>>(),
    })
}

/// One line per new unit: households, what it is made of, why it is out of range.
fn table(commune: &Commune, done: &Done, lang: Lang) -> String {
    let heading = ["unit", "households", "groups", "from", "members", "reason"];
    let heading = heading.map(|column| quoted(&words::word(lang, &format!("list-csv-{column}"))));
    // Spreadsheet programs take a text that begins with this mark for Unicode.
    let mut text = format!("\u{feff}{}\n", heading.join(","));
    for (at, unit) in done.units.iter().enumerate() {
        let mut from: BTreeMap<&str, u64> = BTreeMap::new();
        for &atom in &unit.atoms {
            let atom = &commune.problem.atoms[atom];
            let old = atom.predecessor.and_then(|old| commune.old.get(old as usize));
            *from.entry(old.map_or("–", String::as_str)).or_default() += u64::from(atom.households);
        }
        let from: Vec<String> = from.iter().map(|(old, n)| format!("{old} ({n})")).collect();
        let names: Vec<&str> = unit.atoms.iter().map(|&at| commune.atoms[at].as_str()).collect();
        let number = (at + 1).to_string();
        let name = match commune.kind {
            Some(kind) => {
                let data = [("kind", kind.as_str().to_owned()), ("number", number)];
                words::say(lang, "list-unit-name", &data)
            }
            None => number,
        };
        let reason = unit.cause.map(|cause| words::word(lang, cause.code())).unwrap_or_default();
        let cells = [
            quoted(&name),
            unit.households.to_string(),
            unit.atoms.len().to_string(),
            quoted(&from.join("; ")),
            quoted(&names.join("; ")),
            quoted(&reason),
        ];
        text.push_str(&format!("{}\n", cells.join(",")));
    }
    text
}

/// A cell as separated text; one that a spreadsheet would take for a formula stays text.
fn quoted(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}
