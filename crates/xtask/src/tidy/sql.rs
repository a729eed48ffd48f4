//! SQL stands in the registry of `store` alone, and never asks the database for time or chance.

use anyhow::Result;

use super::Fault;
use super::source::Tree;

/// What a statement opens with, folded to lower case.
const OPENINGS: [&str; 12] = [
    "select ",
    "insert into ",
    "update ",
    "delete from ",
    "create table",
    "create index",
    "create unique",
    "alter table",
    "drop table",
    "with ",
    "begin ",
    "pragma ",
];

/// What gives an answer that differs from run to run.
const UNREPEATABLE: [&str; 7] = [
    "now()",
    "current_date",
    "current_timestamp",
    "current_time",
    "random()",
    "randomblob(",
    "gen_random_uuid()",
];

/// A file of tables that holds its own definitions as text: written into the file, run on no database.
const WRITTEN_OUT: &str = "crates/atlas/src/geopackage/";

/// Refuses SQL outside `crates/store` and unrepeatable functions inside it.
pub fn check(tree: &Tree) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for source in tree.sources.iter().filter(|source| source.krate != "xtask") {
        let home = source.path.starts_with("crates/store/src/");
        for (line, text) in source.strings.iter().filter(|(_, text)| is_sql(text)) {
            let place = format!("{}:{line}", source.path);
            if source.is_test() || source.path.starts_with(WRITTEN_OUT) {
                continue;
            }
            if !home {
                faults.push(Fault::new(&place, "SQL belongs in the registry of `store`"));
            }
            if let Some(what) = unrepeatable(text) {
                faults.push(Fault::new(
                    &place,
                    format!("`{what}` differs from run to run: hand the value in"),
                ));
            }
        }
    }
    for path in tree.files.iter().filter(|path| path.ends_with(".sql")) {
        if !path.starts_with("crates/store/") {
            faults.push(Fault::new(path, "SQL belongs in `crates/store`"));
        }
        if let Some(what) = unrepeatable(&tree.text(path)?) {
            faults.push(Fault::new(
                path,
                format!("`{what}` differs from run to run: hand the value in"),
            ));
        }
    }
    Ok(faults)
}

fn is_sql(text: &str) -> bool {
    let text = text.trim_start().to_lowercase();
    let opens = OPENINGS.iter().any(|opening| text.starts_with(opening));
    // "update " and "with " open English sentences too: a statement also has its second word.
    opens
        && [
            " from ",
            " set ",
            " into ",
            " values",
            "table",
            " index ",
            " unique ",
            "select",
            "immediate",
            "pragma ",
        ]
        .iter()
        .any(|second| text.contains(second))
        && !text.starts_with("select the ")
}

fn unrepeatable(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    UNREPEATABLE.into_iter().find(|what| text.contains(what))
}

#[cfg(test)]
mod tests {
    use super::{is_sql, unrepeatable};

    #[test]
    fn statements_are_told_from_sentences() {
        assert!(is_sql("SELECT name\nfrom unit where unit_id = $1"));
        assert!(is_sql("update unit set name = $1"));
        assert!(!is_sql("update the plan"));
        assert!(!is_sql("with a reason"));
    }

    #[test]
    fn time_and_chance_are_refused() {
        assert_eq!(unrepeatable("insert into a values (NOW())"), Some("now()"));
        assert_eq!(unrepeatable("select name from unit"), None);
    }
}
