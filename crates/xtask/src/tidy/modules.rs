//! Every module says what it is for, every crate and room is on the map, no room is a lumber room.

use anyhow::Result;

use super::Fault;
use super::source::{Source, Tree};

/// Words that name no duty.
const FORBIDDEN: [&str; 12] = [
    "util", "utils", "common", "helper", "helpers", "manager", "managers", "service", "services",
    "dto", "misc", "base",
];

/// Refuses a module without `//!`, a forbidden name, and a crate missing from ARCHITECTURE.md.
pub fn check(tree: &Tree) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for source in &tree.sources {
        // The tests of a module stand beside it and are explained by it.
        let is_beside = source.path.ends_with("/tests.rs");
        if !is_beside && !says_what_it_is_for(source) {
            faults.push(Fault::new(&source.path, "open the module with `//!`: what it is for"));
        }
        if let Some(name) = forbidden_name(&source.path) {
            faults.push(Fault::new(&source.path, format!("`{name}` names no duty; find the noun")));
        }
    }
    let map = tree.text("ARCHITECTURE.md")?;
    for name in tree.crates() {
        if !map.contains(&format!("`{name}`")) {
            faults.push(Fault::new(
                "ARCHITECTURE.md",
                format!("the crate `{name}` is not on the map"),
            ));
        }
    }
    Ok(faults)
}

/// The first lines of the file, before any item.
fn says_what_it_is_for(source: &Source) -> bool {
    source.file.attrs.iter().any(|attribute| {
        matches!(attribute.style, syn::AttrStyle::Inner(_)) && attribute.path().is_ident("doc")
    })
}

fn forbidden_name(path: &str) -> Option<&str> {
    path.trim_end_matches(".rs")
        .split('/')
        .flat_map(|part| part.split('_'))
        .find(|part| FORBIDDEN.contains(part))
}

#[cfg(test)]
mod tests {
    use super::super::source::Source;
    use super::{forbidden_name, says_what_it_is_for};

    #[test]
    fn lumber_rooms_are_found_by_name() {
        assert_eq!(forbidden_name("crates/store/src/helpers.rs"), Some("helpers"));
        assert_eq!(forbidden_name("crates/web/src/page_utils.rs"), Some("utils"));
        assert_eq!(forbidden_name("crates/units/src/unit.rs"), None);
    }

    #[test]
    fn a_module_without_a_purpose_is_found() {
        let bare = Source::parse("crates/a/src/b.rs", "use std::fmt;\n".into()).unwrap();
        let told =
            Source::parse("crates/a/src/b.rs", "//! Tells.\nuse std::fmt;\n".into()).unwrap();
        assert!(!says_what_it_is_for(&bare));
        assert!(says_what_it_is_for(&told));
    }
}
