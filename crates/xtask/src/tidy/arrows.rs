//! Which crate may use which: the table of ARCHITECTURE.md, read from the manifests.

use anyhow::{Context, Result};

use super::Fault;
use super::source::Tree;

/// Direct arrows that are allowed, crate → its crates. A crate of ours not listed here has no room.
const ARROWS: [(&str, &[&str]); 12] = [
    ("districting", &[]),
    ("words", &[]),
    ("units", &[]),
    ("ledger", &["units"]),
    ("atlas", &["districting", "units"]),
    ("papers", &["words", "units"]),
    ("sample", &["units", "ledger", "atlas"]),
    ("store", &["units", "ledger"]),
    ("desk", &["store", "districting", "atlas", "papers", "units", "ledger"]),
    ("web", &["desk", "store", "words", "units", "ledger", "districting", "atlas", "papers"]),
    (
        "coso",
        &[
            "districting",
            "words",
            "units",
            "ledger",
            "atlas",
            "papers",
            "sample",
            "store",
            "desk",
            "web",
        ],
    ),
    ("xtask", &[]),
];

/// Rooms that must share nothing with others of their crate, so that they can judge them.
const APART: [(&str, &[&str]); 4] = [
    ("crates/districting/src/check/", &["crate::search", "crate::exact"]),
    ("crates/districting/src/certify/", &["crate::search", "crate::exact"]),
    ("crates/districting/src/certificate.rs", &["crate::search", "crate::exact"]),
    ("crates/districting/src/score.rs", &["crate::search", "crate::exact"]),
];

/// Refuses a crate without a room and an arrow that is not in the table.
pub fn check(tree: &Tree) -> Result<Vec<Fault>> {
    let ours = tree.crates();
    let mut faults = Vec::new();
    for name in &ours {
        let place = format!("crates/{name}/Cargo.toml");
        let Some((_, allowed)) = ARROWS.iter().find(|(room, _)| room == name) else {
            faults.push(Fault::new(place, "this crate has no room in the table of arrows"));
            continue;
        };
        let manifest: toml::Table =
            tree.text(&place)?.parse().with_context(|| format!("{place} is not TOML"))?;
        faults.extend(forbidden(&manifest, &ours, allowed).into_iter().map(|arrow| {
            Fault::new(
                &place,
                format!("{name} → {arrow} is not an allowed arrow; see ARCHITECTURE.md"),
            )
        }));
    }
    for source in &tree.sources {
        for used in shared(&source.path, &source.text) {
            let what = format!("it judges `{used}` and may not use it");
            faults.push(Fault::new(&source.path, what));
        }
    }
    Ok(faults)
}

/// What a room that judges uses of what it judges.
fn shared(path: &str, text: &str) -> Vec<&'static str> {
    let rooms = APART.iter().filter(|(room, _)| path.starts_with(room));
    let judged = rooms.flat_map(|(_, judged)| judged.iter().copied());
    judged.filter(|judged| text.contains(judged)).collect()
}

/// Crates of ours that a manifest uses and may not. Tests may use any crate: they stand outside.
fn forbidden(manifest: &toml::Table, ours: &[String], allowed: &[&str]) -> Vec<String> {
    ["dependencies", "build-dependencies"]
        .iter()
        .filter_map(|section| manifest.get(*section)?.as_table())
        .flat_map(toml::Table::keys)
        .filter(|used| ours.contains(used) && !allowed.contains(&used.as_str()))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{forbidden, shared};

    #[test]
    fn the_check_of_certificates_may_not_use_the_solver() {
        let path = "crates/districting/src/certify/mod.rs";
        assert_eq!(shared(path, "use crate::exact::Bound;"), ["crate::exact"]);
        assert!(shared(path, "use crate::check::check;").is_empty());
        assert!(shared("crates/districting/src/plan.rs", "use crate::search::draw;").is_empty());
    }

    #[test]
    fn an_arrow_outside_the_table_is_found() {
        let manifest =
            "[dependencies]\nstore.workspace = true\nunits.workspace = true\nserde = '1'"
                .parse()
                .unwrap();
        let ours = ["store".to_string(), "units".to_string()];
        assert_eq!(forbidden(&manifest, &ours, &["units"]), ["store"]);
    }
}
