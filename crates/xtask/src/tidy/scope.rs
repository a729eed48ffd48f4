//! Every page query takes a `Scope`, and only `desk::authority` makes one.

use anyhow::Result;
use quote::ToTokens;
use syn::spanned::Spanned;

use super::Fault;
use super::source::{Source, Tree, is_test_only};

/// Modules of `store` that keep the machinery, where a reader is handed around without a page.
const MACHINERY: [&str; 13] = [
    "account",
    "audit",
    "backup",
    "db",
    "dialect",
    "job",
    "lib",
    "migrate",
    "outbox",
    "sealer",
    "session",
    "statement",
    "verify",
];

/// Refuses queries without `Scope` and scopes made elsewhere.
pub fn check(tree: &Tree) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for source in &tree.sources {
        if source.krate == "store" && !source.is_test() && !is_machinery(&source.path) {
            faults.extend(queries_without_scope(source));
        }
        let may_make = source.krate == "store"
            || source.krate == "xtask"
            || source.path.starts_with("crates/desk/src/authority")
            || source.is_test();
        if !may_make {
            faults.extend(scopes_made(source));
        }
    }
    Ok(faults)
}

fn is_machinery(path: &str) -> bool {
    path.strip_prefix("crates/store/src/")
        .and_then(|inside| inside.split(['/', '.']).next())
        .is_some_and(|module| MACHINERY.contains(&module))
}

/// Public functions that take a `Reader` but no `Scope`.
fn queries_without_scope(source: &Source) -> Vec<Fault> {
    let functions = source.file.items.iter().filter_map(|item| match item {
        syn::Item::Fn(function) if !is_test_only(&function.attrs) => Some(function),
        _ => None,
    });
    functions
        .filter(|function| matches!(function.vis, syn::Visibility::Public(_)))
        .filter(|function| {
            let takes = function.sig.inputs.to_token_stream().to_string();
            takes.contains("Reader") && !takes.contains("Scope")
        })
        .map(|function| {
            let place = format!("{}:{}", source.path, function.span().start().line);
            Fault::new(place, format!("`{}` reads without a `Scope`", function.sig.ident))
        })
        .collect()
}

fn scopes_made(source: &Source) -> Vec<Fault> {
    let tests =
        |line: usize| source.tests.iter().any(|(first, last)| (*first..=*last).contains(&line));
    source
        .text
        .lines()
        .enumerate()
        .filter(|(at, line)| {
            line.contains("Scope::") && !line.trim_start().starts_with("//") && !tests(at + 1)
        })
        .map(|(at, _)| {
            Fault::new(
                format!("{}:{}", source.path, at + 1),
                "only `desk::authority` makes a `Scope`",
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::source::Source;
    use super::{queries_without_scope, scopes_made};

    #[test]
    fn a_query_without_scope_is_found() {
        let text = "//! A.\npub async fn page(reader: &Reader, id: UnitId) {}\n\
                    pub async fn list(reader: &Reader, scope: &Scope) {}\nasync fn own(reader: &Reader) {}\n";
        let source = Source::parse("crates/store/src/unit.rs", text.into()).unwrap();
        let faults = queries_without_scope(&source);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].what.contains("page"));
    }

    #[test]
    fn a_scope_made_elsewhere_is_found() {
        let text = "//! A.\nfn a() { let s = Scope::public(); }\n#[cfg(test)]\nmod tests {\n fn b() { Scope::public(); }\n}\n";
        let source = Source::parse("crates/web/src/a.rs", text.into()).unwrap();
        assert_eq!(scopes_made(&source).len(), 1);
    }
}
