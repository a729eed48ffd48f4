//! Nothing of a machine or of a registry's address stands in the tree.

use anyhow::Result;

use super::Fault;
use super::source::Tree;

/// Words that betray a machine or a private registry. Split so that this file does not find itself.
fn words() -> [String; 5] {
    [
        ["/ro", "ot/"].concat(),
        ["/ho", "me/"].concat(),
        ["/wor", "k/"].concat(),
        ["\"resol", "ved\": \"http"].concat(),
        ["/Use", "rs/"].concat(),
    ]
}

/// Endings of files that are not text.
const BINARY: [&str; 11] =
    ["png", "jpg", "woff2", "xlsx", "xls", "ods", "pbf", "wkb", "pdf", "docx", "ico"];

/// Refuses machine paths and registry addresses, and a lock file with another source.
pub fn check(tree: &Tree) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    let text_files = tree
        .files
        .iter()
        .filter(|path| path.rsplit('.').next().is_some_and(|ending| !BINARY.contains(&ending)));
    for path in text_files {
        let text = tree.text(path)?;
        for (at, line) in text.lines().enumerate() {
            if let Some(word) = words().iter().find(|word| line.contains(word.as_str())) {
                faults.push(Fault::new(
                    format!("{path}:{}", at + 1),
                    format!("`{word}` is of one machine"),
                ));
            }
        }
    }
    Ok(faults)
}
