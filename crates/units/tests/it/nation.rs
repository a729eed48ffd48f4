//! The real list: 223 versions of 2004–2025, the reform of 1 July 2025, the list of July 2026. Every
//! version is made again from the file by other code and compared.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::PathBuf;

use serde_json::Value;
use units::gazetteer::{
    DifferenceKind, Nation, Reform, Translator, read_list, read_reform, read_versions,
};
use units::invariant::{check_events, check_units};
use units::{Coverage, Day, Level};

/// The folder of the real units; the tests are left out, with a word, where it is not.
fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("COSO_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let folder = shared.join("data/units");
    if !folder.exists() {
        eprintln!("left out: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

fn history() -> Option<String> {
    let bytes = std::fs::read(folder()?.join("unit_history_2004_2025.jsonl.gz")).expect("readable");
    let mut text = String::new();
    flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).expect("gzip");
    Some(text)
}

fn text(name: &str) -> Option<String> {
    Some(std::fs::read_to_string(folder()?.join(name)).expect("readable"))
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn nation() -> Option<Nation> {
    let versions = read_versions(&history()?).expect("readable");
    Some(Nation::replay(&versions).expect("consistent"))
}

fn reform() -> Option<Reform> {
    let olds = text("reform_2025_old_to_new.json")?;
    let news = text("reform_2025_new_from_old.json")?;
    Some(read_reform(&olds, Some(&news)).expect("readable").0)
}

type Simple = BTreeMap<(u64, String), (String, Option<String>)>;

/// The versions made by reading the file alone: level and code → name and code above.
fn simple_versions(text: &str) -> Vec<(String, usize, Simple)> {
    let mut open = Simple::new();
    let mut versions = Vec::new();
    for line in text.lines() {
        let version: Value = serde_json::from_str(line).expect("json");
        let changes = version["changes"].as_array().expect("changes");
        for change in changes {
            let word = |field: &str| change[field].as_str().map(str::to_owned);
            let key = (change["level"].as_u64().expect("level"), word("code").expect("code"));
            let name = units::text::tidy(&word("name").expect("name"));
            match change["op"].as_str().expect("op") {
                "initial" | "added" => drop(open.insert(key, (name, word("parent")))),
                "removed" => drop(open.remove(&key)),
                "renamed" => open.get_mut(&key).expect("known").0 = name,
                "moved" => open.get_mut(&key).expect("known").1 = word("parent"),
                other => panic!("{other}"),
            }
        }
        let counts = ["provinces", "districts", "communes"]
            .map(|level| version[level].as_u64().expect("a count"));
        let of = |level: u64| open.keys().filter(|key| key.0 == level).count() as u64;
        assert_eq!(counts, [of(1), of(2), of(3)]);
        let date = version["date"].as_str().expect("date").to_owned();
        versions.push((date, changes.len(), open.clone()));
    }
    versions
}

fn number(level: Level) -> u64 {
    match level {
        Level::Province => 1,
        Level::District => 2,
        Level::Commune => 3,
        Level::Grassroots => 4,
    }
}

/// The units of a day as the file would write them.
fn simple_on(nation: &Nation, on: Day) -> Simple {
    nation
        .on(on)
        .map(|state| {
            let above = state.parent_id.and_then(|id| nation.state_on(id, on));
            let code = state.official_code.clone().expect("a code");
            let parent = above.and_then(|above| above.official_code.clone());
            ((number(state.kind.level()), code), (state.name.clone(), parent))
        })
        .collect()
}

#[test]
fn each_of_the_versions_can_be_asked_for_by_number_and_by_day() {
    let (Some(text), Some(nation)) = (history(), nation()) else { return };
    let simple = simple_versions(&text);
    assert_eq!(simple.len(), 223);
    assert_eq!(check_units(nation.units()), []);
    let mut by_day = 0;
    for (version, (date, changes, expected)) in nation.versions().iter().zip(&simple) {
        let listed: Simple = nation
            .listed(version.number)
            .into_iter()
            .map(|unit| ((number(unit.level), unit.code), (unit.name, unit.parent)))
            .collect();
        if let Some(differing) = listed.iter().find(|(key, unit)| expected.get(*key) != Some(*unit))
        {
            panic!("version {} of {date}: {differing:?}", version.number);
        }
        assert_eq!(listed.len(), expected.len());
        assert_eq!(version.changes.len(), *changes);
        // By day the last version of the day answers, and versions without changes say nothing new.
        let after = &nation.versions()[usize::try_from(version.number).expect("small")..];
        let last = !after
            .iter()
            .any(|next| !next.changes.is_empty() && next.effective_on == version.effective_on);
        if last && *changes > 0 {
            assert!(simple_on(&nation, version.effective_on) == *expected, "day {date}");
            by_day += 1;
        }
    }
    assert_eq!(by_day, 214, "six have no changes, three share their day with a later one");
    assert_eq!(nation.versions()[0].effective_on, day("2003-01-15"), "as its legal text says");
}

#[test]
fn the_list_before_the_reform_equals_the_official_one() {
    let (Some(nation), Some(list)) = (nation(), text("vn_units_2025-03-01_three_levels.json"))
    else {
        return;
    };
    let list = read_list(&list).expect("readable");
    let version = nation.version_of(&list, day("2025-03-01"), "").expect("a version");
    assert_eq!((version.counts.communes, version.counts.districts), (10_047, 696));
    assert_eq!(version.changes, []);
}

#[test]
fn every_old_commune_leads_to_its_new_ones_with_the_right_mark() {
    let (Some(nation), Some(reform)) = (nation(), reform()) else { return };
    let (nation, report) = nation.reform(&reform).expect("fits");
    assert_eq!((report.before.communes, report.after.communes), (10_047, 3_321));
    assert_eq!((report.before.provinces, report.after.provinces), (63, 34));
    assert_eq!((report.divided, report.districts_ended, report.after.districts), (460, 696, 0));
    assert_eq!(check_units(nation.units()), []);
    assert_eq!(check_events(nation.units(), nation.events()), []);
    // What the file of old units says, read again by other code.
    let olds: Value =
        serde_json::from_str(&text("reform_2025_old_to_new.json").expect("there")).expect("json");
    let mut expected: BTreeMap<(String, String), bool> = BTreeMap::new();
    for commune in olds["data"]
        .as_array()
        .expect("provinces")
        .iter()
        .flat_map(|province| province["level3s"].as_array().expect("communes"))
    {
        let splits = commune["splits"].as_array().expect("splits");
        for split in splits {
            let code = |value: &Value| value.as_str().expect("a code").to_owned();
            let key = (code(&commune["level3_id"]), code(&split["new_id"]));
            expected.insert(key, splits.len() == 1);
        }
    }
    let (before, after) = (reform.on.previous(), reform.on);
    let translator = Translator::new(&nation);
    let mut found: BTreeMap<(String, String), bool> = BTreeMap::new();
    let mut old_communes = 0;
    for state in nation.on(before).filter(|state| state.kind.level() == Level::Commune) {
        old_communes += 1;
        let there = translator.translate(state.unit_id, before, after);
        assert_eq!(there.lost, None);
        for target in &there.targets {
            let new = nation.state_on(target.unit_id, after).expect("a state");
            let code = |it: &units::UnitState| it.official_code.clone().expect("a code");
            found.insert((code(state), code(new)), there.targets.len() == 1);
        }
    }
    assert_eq!(old_communes, 10_047);
    assert!(found == expected, "{} edges instead of {}", found.len(), expected.len());
    let marks = nation.events().iter().filter(|event| event.effective_on == after);
    for edge in marks.flat_map(|event| &event.edges) {
        let state = nation.state_on(edge.from, before).expect("before");
        if state.kind.level() == Level::Commune {
            let there = translator.translate(edge.from, before, after).targets.len() == 1;
            assert_eq!(edge.coverage == Coverage::Whole, there);
        }
    }
}

#[test]
fn the_two_files_differ_by_five_island_districts_and_agree_on_one_odd_edge() {
    let (Some(olds), Some(news)) =
        (text("reform_2025_old_to_new.json"), text("reform_2025_new_from_old.json"))
    else {
        return;
    };
    let (_, differences) = read_reform(&olds, Some(&news)).expect("readable");
    let edges = |kind| -> BTreeSet<(&str, &str)> {
        let of = differences.iter().filter(|it| it.kind == kind);
        of.map(|it| (it.old.0.as_str(), it.new.0.as_str())).collect()
    };
    assert_eq!(differences.len(), 6, "{differences:?}");
    // Both files lead a commune of An Giang into one of Đồng Tháp.
    assert_eq!(edges(DifferenceKind::Crosses), BTreeSet::from([("30622", "30259")]));
    let islands =
        [("318", "11948"), ("471", "19742"), ("498", "20333"), ("536", "21548"), ("755", "26732")];
    assert_eq!(edges(DifferenceKind::District), BTreeSet::from(islands));
}

#[test]
fn a_code_is_given_again_and_da_kao_is_found() {
    let (Some(nation), Some(reform)) = (nation(), reform()) else { return };
    let (nation, _) = nation.reform(&reform).expect("fits");
    let translator = Translator::new(&nation);
    let (then, today) = (day("2020-06-15"), day("2026-01-01"));
    let da_kao = translator.named("26737", then, None).next().expect("a unit");
    assert_eq!(nation.state_on(da_kao, then).map(|it| it.name.as_str()), Some("Phường Đa Kao"));
    let mut names: Vec<&str> = translator
        .translate(da_kao, then, today)
        .targets
        .iter()
        .filter_map(|target| nation.state_on(target.unit_id, today))
        .map(|state| state.name.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["Phường Sài Gòn", "Phường Tân Định"]);
    let named_now = translator.named("26737", today, None).next().expect("a unit");
    assert_eq!(
        nation.state_on(named_now, today).map(|it| it.name.as_str()),
        Some("Phường Tân Định")
    );
    let reused = nation
        .on(reform.on)
        .filter(|state| state.kind.level() == Level::Commune)
        .filter(|state| {
            let code = state.official_code.as_deref().unwrap_or("");
            translator.named(code, reform.on.previous(), None).next().is_some()
        })
        .count();
    assert_eq!(reused, 3_316, "3,315 since one of them got another code by July 2026");
}

#[test]
fn the_list_of_july_2026_changes_two_codes_and_makes_dong_nai_a_city() {
    let (Some(nation), Some(reform), Some(list)) =
        (nation(), reform(), text("vn_units_2026-07.json"))
    else {
        return;
    };
    let (nation, _) = nation.reform(&reform).expect("fits");
    let list = read_list(&list).expect("readable");
    let version = nation.version_of(&list, day("2026-07-01"), "").expect("a version");
    let nation = nation.follow(std::slice::from_ref(&version)).expect("fits");
    assert_eq!(version.changes.len(), 15, "{:?}", version.changes);
    let changed: Vec<&str> = nation
        .events()
        .iter()
        .filter(|event| event.effective_on == day("2026-07-01"))
        .filter_map(|event| nation.state_on(event.edges[0].to, day("2026-07-01")))
        .map(|state| state.name.as_str())
        .collect();
    assert_eq!(changed[..3], ["Xã Ba Chẽ", "Xã Ia Mơ", "Thành phố Đồng Nai"]);
    assert_eq!(changed[3..].len(), 10, "communes of Đồng Nai became wards: {changed:?}");
}
