//! Every code of this crate has a sentence in both languages, which asks for no data that is not
//! given. The crate knows nothing of `words`, so the files are read as text; codes and fields are
//! read from the sources, so that a new one cannot be forgotten.

use std::collections::{BTreeMap, BTreeSet};

use units::reorganisation::Reason;
use units::rulebook::Key;
use units::{Coverage, EventKind, Kind, Level, Method, Tier};

const VI: &str = include_str!("../../../words/text/vi/units.ftl");
const EN: &str = include_str!("../../../words/text/en/units.ftl");
const REFUSAL: &str = include_str!("../../src/reorganisation/refusal.rs");
const CLAUSE: &str = include_str!("../../src/reorganisation/describe.rs");
const WARNING: &str = include_str!("../../src/reorganisation/adoption.rs");
const PROBLEM: &str = include_str!("../../src/rulebook/read.rs");

/// Message → the data it asks for.
fn sentences(text: &'static str) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let sentence = |line: &'static str| {
        let (code, words) = line.split_once(" = ")?;
        let data = words.split("{ $").skip(1).map(|rest| rest.split(' ').next().unwrap());
        Some((code, data.collect()))
    };
    lines.filter_map(sentence).collect()
}

/// The string literals of a source that look like codes.
fn codes(source: &'static str) -> BTreeSet<&'static str> {
    const STEMS: [&str; 4] = ["reorganisation-", "adoption-", "clause-", "rulebook-"];
    let literals = source.split('"').skip(1).step_by(2);
    literals.filter(|text| STEMS.iter().any(|stem| text.starts_with(stem))).collect()
}

#[test]
fn every_code_is_worded_and_nothing_else_is() {
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    for source in [REFUSAL, CLAUSE, WARNING, PROBLEM] {
        wanted.extend(codes(source));
    }
    wanted.extend(Kind::ALL.iter().map(|it| it.word()));
    wanted.extend(Level::ALL.iter().map(|it| it.word()));
    wanted.extend(Tier::ALL.iter().map(|it| it.word()));
    wanted.extend(EventKind::ALL.iter().map(|it| it.word()));
    wanted.extend(Coverage::ALL.iter().map(|it| it.word()));
    wanted.extend(Method::ALL.iter().map(|it| it.word()));
    wanted.extend(Reason::ALL.iter().map(|it| it.word()));
    wanted.extend(Key::ALL.iter().map(|it| it.word()));
    for text in [VI, EN] {
        assert_eq!(sentences(text).into_keys().collect::<BTreeSet<_>>(), wanted);
    }
}

/// Code → fields of its variant: from `Self::Name { .. } => "code"` and `Name { field: … }`.
fn fields(source: &'static str, name: &str) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let opens = format!("pub enum {name} {{");
    let body = source.split(&opens).nth(1).unwrap().split("\n}\n").next().unwrap();
    let variant = |called: &str| -> BTreeSet<&'static str> {
        let opens = format!("\n    {called} {{");
        let Some(rest) = body.split(&opens).nth(1) else { return BTreeSet::new() };
        let inside = rest.split('}').next().unwrap();
        let parts = inside.split([',', '\n']).filter_map(|part| part.split_once(':'));
        parts.map(|(field, _)| field.trim()).collect()
    };
    let mut found = BTreeMap::new();
    for arm in source.split("Self::").skip(1) {
        let called = arm.split(|c: char| !c.is_alphanumeric()).next().unwrap();
        if let Some((_, code)) = arm.split_once("=> \"")
            && !arm.split("=> \"").next().unwrap().contains(';')
        {
            found.insert(code.split('"').next().unwrap(), variant(called));
        }
    }
    found
}

#[test]
fn no_sentence_asks_for_data_that_its_refusal_or_clause_does_not_have() {
    let mut checked = 0;
    for (source, name) in [(REFUSAL, "Refusal"), (CLAUSE, "Clause")] {
        let fields = fields(source, name);
        for text in [VI, EN] {
            for (code, data) in sentences(text) {
                let Some(given) = fields.get(code) else { continue };
                let mut given = given.clone();
                if code == "clause-split" {
                    given.insert("count");
                }
                assert!(data.is_subset(&given), "{code} asks for {data:?}, has {given:?}");
                checked += 1;
            }
        }
    }
    assert!(checked > 80, "only {checked} sentences were compared");
}

#[test]
fn both_languages_use_the_same_data() {
    let (vi, en) = (sentences(VI), sentences(EN));
    for (code, data) in &vi {
        assert_eq!(Some(data), en.get(code), "{code}");
    }
}
