//! Every text is tidy, none is empty, none names a person.

use crate::life::{
    CARE, CONFERENCES, DIFFICULTIES, FEEDBACK, GROUPS, MOVEMENTS, POSTS, PRACTICES, PROGRAMMES,
    SHEETS, THREAD, VISITS,
};

/// Calls `check` for every text of the files, with its name.
fn texts(check: impl Fn(&str, &str)) {
    let single = [
        POSTS,
        FEEDBACK,
        VISITS,
        SHEETS,
        DIFFICULTIES,
        PROGRAMMES,
        CARE,
        GROUPS,
        MOVEMENTS,
        THREAD,
    ];
    for file in single.into_iter().chain(CONFERENCES).chain(PRACTICES) {
        let table: toml::Table = file.parse().expect("the file is TOML");
        walk("", &toml::Value::Table(table), &check);
    }
}

fn walk(name: &str, value: &toml::Value, check: &impl Fn(&str, &str)) {
    match value {
        toml::Value::String(text) => check(name, text),
        toml::Value::Array(items) => items.iter().for_each(|item| walk(name, item, check)),
        toml::Value::Table(table) => table.iter().for_each(|(name, item)| walk(name, item, check)),
        _ => {}
    }
}

#[test]
fn every_text_is_tidy_and_none_is_empty() {
    texts(|name, text| {
        assert!(!text.is_empty(), "an empty {name}");
        assert_eq!(units::text::tidy(text), text, "{name}");
    });
}

#[test]
fn whole_sentences_end() {
    let sentences = ["report", "minutes", "goal", "tried", "feasibility", "content", "method"];
    texts(|name, text| {
        if sentences.contains(&name) {
            assert!(text.ends_with(['.', '?', '”']), "{name} is cut: {text}");
        }
    });
}

#[test]
fn contributions_have_substance() {
    for c in super::story().conferences.iter().flat_map(|c| &c.contributions) {
        let sentences = c.text.iter().map(|t| t.matches(['.', '?']).count()).sum::<usize>();
        assert!(c.text.is_none() || sentences >= 3, "{}", c.key);
    }
}

#[test]
fn conclusions_are_said_in_english_too() {
    let conferences = super::story().conferences.iter();
    for m in conferences.flat_map(|c| &c.conclusions) {
        assert!(m.work_en.is_some(), "{}", m.key);
    }
}

#[test]
fn nobody_is_named() {
    const ADDRESSES: [&str; 6] = ["ông ", "bà ", "anh ", "chị ", "cô ", "chú "];
    texts(|name, text| {
        for address in ADDRESSES {
            for (at, _) in text.match_indices(address) {
                let starts = at == 0 || text[..at].ends_with(' ');
                let next = text[at + address.len()..].chars().next();
                assert!(!(starts && next.is_some_and(char::is_uppercase)), "{name}: {text}");
            }
        }
    });
}

#[test]
fn no_day_is_absolute() {
    texts(|name, text| {
        let years = ["2023", "2024", "2025", "2026", "2027"];
        assert!(!years.iter().any(|y| text.contains(y)), "{name}: {text}");
        let words = ["thứ hai ", "thứ ba ", "thứ tư ", "thứ năm ", "thứ sáu ", "thứ bảy "];
        let dated = words.iter().any(|w| text.to_lowercase().contains(&format!("vào {w}")));
        assert!(!dated, "{name}: {text}");
    });
}
