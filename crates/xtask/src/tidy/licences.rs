//! Dependencies come from crates.io under licences we may ship. Read from `cargo metadata`.

use anyhow::{Context, Result};
use serde_json::Value;

use super::Fault;
use super::source::Tree;
use crate::run;

/// Licences we may ship beside MIT OR Apache-2.0.
const ALLOWED: [&str; 15] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "BSL-1.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "CC0-1.0",
    "Unlicense",
    "MPL-2.0",
];

/// Where a dependency may come from.
const SOURCE: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Refuses a dependency of another licence or source.
pub fn check(_tree: &Tree) -> Result<Vec<Fault>> {
    let text = run::output(run::cargo().args(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&text)?;
    let packages = metadata["packages"].as_array().context("cargo lists no packages")?;
    let outside = packages.iter().filter(|package| !package["source"].is_null());
    Ok(outside.filter_map(fault).collect())
}

fn fault(package: &Value) -> Option<Fault> {
    let name = format!("{} {}", package["name"].as_str()?, package["version"].as_str()?);
    if package["source"].as_str() != Some(SOURCE) {
        return Some(Fault::new(name, format!("comes from {}", package["source"])));
    }
    match package["license"].as_str() {
        None => Some(Fault::new(name, "names no licence")),
        Some(licence) if !allowed(licence) => Some(Fault::new(name, format!("licence {licence}"))),
        Some(_) => None,
    }
}

/// Whether an SPDX expression can be met with allowed licences: any side of OR, every side of AND.
fn allowed(expression: &str) -> bool {
    let plain = expression.replace('/', " OR ");
    let plain = plain.trim();
    if let Some(inner) = plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
        && !inner.contains(['(', ')'])
    {
        return allowed(inner);
    }
    for (word, all) in [(" OR ", false), (" AND ", true)] {
        let sides = split_outside_parentheses(plain, word);
        if sides.len() > 1 {
            let mut each = sides.iter().map(|side| allowed(side));
            return if all { each.all(|ok| ok) } else { each.any(|ok| ok) };
        }
    }
    ALLOWED.contains(&plain)
}

fn split_outside_parentheses<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let mut sides = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ' ' if depth == 0 && text[at..].starts_with(word) => {
                sides.push(&text[start..at]);
                start = at + word.len();
            }
            _ => {}
        }
    }
    sides.push(&text[start..]);
    sides
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn expressions_are_read_as_written() {
        assert!(allowed("MIT OR Apache-2.0"));
        assert!(allowed("MIT/Apache-2.0"));
        assert!(allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(allowed("GPL-3.0 OR MIT"));
        assert!(allowed("MIT OR GPL-3.0 AND GPL-2.0"));
        assert!(!allowed("MIT AND GPL-3.0"));
        assert!(!allowed("AGPL-3.0"));
    }
}
