//! Files stay under 500 lines of non-test code; an allowance of any lint says its reason.
//!
//! Functions over 70 lines are refused by clippy (`clippy.toml`); what this rule adds is that the
//! allowance must carry a reason.

use anyhow::Result;

use super::Fault;
use super::source::{Source, Tree};

/// Non-test lines a file may have.
const MOST_LINES: usize = 500;

/// Refuses long files and silent allowances.
pub fn check(tree: &Tree) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for source in &tree.sources {
        let lines = own_lines(source);
        if lines > MOST_LINES && !source.is_test() {
            let what = format!("{lines} lines of code, at most {MOST_LINES}: split it by duty");
            faults.push(Fault::new(&source.path, what));
        }
        for line in silent_allowances(&source.text) {
            let place = format!("{}:{line}", source.path);
            faults.push(Fault::new(place, "an allowance needs `reason = \"…\"`"));
        }
    }
    Ok(faults)
}

/// Lines outside `#[cfg(test)]` items.
fn own_lines(source: &Source) -> usize {
    let tests: usize = source.tests.iter().map(|(first, last)| last - first + 1).sum();
    source.text.lines().count() - tests
}

/// Lines of `#[allow(…)]` or `#[expect(…)]` without a reason.
fn silent_allowances(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for marker in ["#[allow(", "#![allow(", "#[expect(", "#![expect("] {
        for (start, _) in text.match_indices(marker) {
            let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
            let is_code = text[line_start..start].trim().is_empty();
            let end = text[start..].find(")]").map_or(text.len(), |length| start + length);
            if is_code && !text[start..end].contains("reason") {
                found.push(text[..start].matches('\n').count() + 1);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::source::Source;
    use super::{own_lines, silent_allowances};

    #[test]
    fn tests_do_not_count_as_lines() {
        let text = "//! A.\nfn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n";
        assert_eq!(own_lines(&Source::parse("crates/a/src/a.rs", text.into()).unwrap()), 2);
    }

    #[test]
    fn an_allowance_needs_a_reason() {
        let text =
            "#[allow(clippy::too_many_lines)]\nfn a() {}\n#[expect(dead_code, reason = \"x\")]\n";
        assert_eq!(silent_allowances(text), [1]);
    }
}
