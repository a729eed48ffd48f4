use super::*;
use crate::lineage::Fraction;
use crate::{Coverage, EventKind, Kind, Method};

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// A version as its file writes it: "+3 00001 Xã A <101", "-3 00001", "=3 00001 Xã A > Phường A",
/// ">3 00001 101 > 102".
fn version(date: &str, acts: &str, counts: [u32; 3], changes: &[&str]) -> String {
    let changes: Vec<String> = changes.iter().map(|line| change(line)).collect();
    let [provinces, districts, communes] = counts;
    format!(
        r#"{{"date":"{date}","legal":"{acts}","provinces":{provinces},"districts":{districts},"communes":{communes},"changes":[{}]}}"#,
        changes.join(",")
    )
}

fn change(line: &str) -> String {
    let (head, rest) = line.split_once(' ').expect("a code");
    let (code, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let level = &head[1..];
    let quoted = |text: &str| format!("\"{text}\"");
    let (name, parent) = rest.split_once(" <").unwrap_or((rest, ""));
    let parent = if parent.is_empty() { "null".to_owned() } else { quoted(parent) };
    let (op, extra, name) = match &head[..1] {
        "+" => ("added", String::new(), name.to_owned()),
        "-" => ("removed", String::new(), name.to_owned()),
        "=" => {
            let (old, new) = name.split_once(" > ").expect("two names");
            ("renamed", format!(r#","old":"{old}""#), new.to_owned())
        }
        _ => {
            let (old, name) = name.split_once(" : ").expect("a parent and a name");
            ("moved", format!(r#","old_parent":"{old}""#), name.to_owned())
        }
    };
    format!(
        r#"{{"op":"{op}","level":{level},"code":"{code}","name":"{name}","parent":{parent}{extra}}}"#
    )
}

/// Tỉnh Sông with Huyện Đông and Quận Tây; Xã Mai, Xã Lan, Phường Cúc.
fn beginning() -> String {
    version(
        "2004-08-31",
        "1/2003/NĐ-CP: thành lập",
        [1, 2, 3],
        &[
            "+1 10 Tỉnh Sông",
            "+2 101 Huyện Đông <10",
            "+2 102 Quận Tây <10",
            "+3 00001 Xã Mai <101",
            "+3 00002 Xã Lan <101",
            "+3 00003 Phường Cúc <102",
        ],
    )
}

fn replay(lines: &[String]) -> Nation {
    let versions = read_versions(&lines.join("\n")).expect("readable");
    Nation::replay(&versions).expect("consistent")
}

fn refused(lines: &[String]) -> Vec<(Option<usize>, Option<usize>, &'static str)> {
    let versions = read_versions(&lines.join("\n"));
    let faults = versions.and_then(|versions| Nation::replay(&versions).map(drop)).unwrap_err();
    faults.into_iter().map(|fault| (fault.line, fault.change, fault.code)).collect()
}

fn names_on(nation: &Nation, on: &str) -> Vec<String> {
    nation
        .on(day(on))
        .map(|state| format!("{} {}", state.official_code.as_deref().unwrap_or("-"), state.name))
        .collect()
}

#[test]
fn names_say_their_kind_and_districts_look_up() {
    let kinds = [
        (Level::Province, "Thành phố Huế", None, Some(Kind::ThanhPho)),
        (Level::District, "Thành phố Thủ Đức", Some(Kind::ThanhPho), Some(Kind::TpThuocTp)),
        (Level::District, "Thành phố Biên Hòa", Some(Kind::Tinh), Some(Kind::TpThuocTinh)),
        (Level::District, "Thị xã Sa Pa", Some(Kind::Tinh), Some(Kind::ThiXa)),
        (Level::Commune, "thị trấn Củ Chi", None, Some(Kind::ThiTran)),
        (Level::Commune, "Xãng", None, None),
        (Level::Commune, "Quận 1", None, None),
    ];
    for (level, name, above, kind) in kinds {
        assert_eq!(kind_of(level, name, above), kind, "{name}");
    }
    assert_eq!(short_name(Level::Commune, "Phường 08"), "08");
    assert_eq!(short_name(Level::Commune, "Xã  Đạ M' Rong"), "Đạ M' Rong");
}

#[test]
fn a_name_is_the_same_wherever_its_tone_is_written() {
    assert!(same_name("Phường Yên Hoà", "phường Yên Hòa"));
    assert!(same_name("Xã Thanh Thuỷ", "Xã Thanh Thủy"));
    assert!(!same_name("Xã Hòa An", "Xã Hóa An"));
    assert!(!same_name("Xã Hoa An", "Xã Hoá An"));
}

#[test]
fn acts_are_told_apart_and_the_nearest_place_decides() {
    let text =
        "14/2008/NĐ-CP: chuyển xã Tân Đức, huyện Ba Vì; 15/2008/QH12: địa giới Hà Nội; và Hà Tây";
    let acts = acts(text);
    let numbers_of: Vec<&str> = acts.iter().map(|act| act.number.as_str()).collect();
    assert_eq!(numbers_of, ["14/2008/NĐ-CP", "15/2008/QH12"]);
    assert_eq!(numbers(&acts, &["Tân Đức", "Hà Tây"]).as_deref(), Some("14/2008/NĐ-CP"));
    assert_eq!(numbers(&acts, &["Văn Khê", "Hà Tây"]).as_deref(), Some("15/2008/QH12"));
    assert_eq!(numbers(&acts, &["1", "Sóc Sơn"]), None);
    assert_eq!(super::acts("The most current name is now at the bottom"), []);
}

#[test]
fn a_commune_that_becomes_a_ward_and_moves_stays_the_same_unit() {
    let nation = replay(&[
        beginning(),
        version(
            "2010-05-01",
            "7/NQ-CP: thành lập phường Mai; 8/NQ-CP: tỉnh khác",
            [1, 2, 3],
            &["=3 00001 Xã Mai > Phường Mai <101", ">3 00001 101 : Phường Mai <102"],
        ),
    ]);
    let mai = unit_id(Level::Commune, "00001", day("2004-08-31"));
    let before = nation.state_on(mai, day("2010-04-30")).expect("a state");
    let after = nation.state_on(mai, day("2010-05-01")).expect("a state");
    assert_eq!((before.kind, after.kind), (Kind::Xa, Kind::Phuong));
    assert_eq!(after.legal_document.as_deref(), Some("7/NQ-CP"));
    assert_ne!(before.parent_id, after.parent_id);
    let [event] = nation.events() else { panic!("one event: {:?}", nation.events()) };
    assert_eq!((event.kind, event.effective_on), (EventKind::Retype, day("2010-05-01")));
    assert_eq!((event.edges[0].from, event.edges[0].to), (mai, mai));
}

#[test]
fn another_code_for_the_same_name_is_the_same_unit_and_a_reused_code_is_not() {
    let nation = replay(&[
        beginning(),
        version(
            "2012-01-01",
            "",
            [1, 2, 3],
            &[
                "+3 00009 Xã Mai <101",
                "-3 00001 Xã Mai <101",
                "-3 00003 Phường Cúc <102",
                "+3 00004 Phường Sen <102",
            ],
        ),
        version("2014-01-01", "", [1, 2, 4], &["+3 00003 Phường Hồng <102"]),
    ]);
    let since = day("2004-08-31");
    let mai = unit_id(Level::Commune, "00001", since);
    assert_eq!(
        nation.state_on(mai, day("2013-01-01")).and_then(|it| it.official_code.as_deref()),
        Some("00009")
    );
    let cuc = unit_id(Level::Commune, "00003", since);
    assert_eq!(nation.state_on(cuc, day("2013-01-01")), None);
    let hong = unit_id(Level::Commune, "00003", day("2014-01-01"));
    assert!(nation.state_on(hong, day("2014-01-01")).is_some());
    assert_ne!(cuc, hong);
}

#[test]
fn a_unit_taken_out_by_mistake_comes_back_as_itself() {
    let nation = replay(&[
        beginning(),
        version("2019-09-11", "", [1, 2, 2], &["-3 00002 Xã Lan <101"]),
        version("2019-11-01", "", [1, 2, 3], &["+3 00002 Xã Lan <101"]),
    ]);
    let lan = unit_id(Level::Commune, "00002", day("2004-08-31"));
    assert!(nation.state_on(lan, day("2019-10-01")).is_none());
    assert!(nation.state_on(lan, day("2019-11-01")).is_some());
    assert!(nation.events().is_empty(), "coming back is a state, no edge");
}

#[test]
fn two_versions_of_one_day_leave_one_state_and_both_can_be_asked_for() {
    let nation = replay(&[
        beginning(),
        version("2025-01-01", "", [1, 2, 3], &["=3 00001 Xã Mai > Xã Mơ <101"]),
        version("2025-01-01", "", [1, 2, 3], &["=3 00001 Xã Mơ > Xã Mận <101"]),
    ]);
    let name = |version: u32| {
        let listed = nation.listed(version);
        listed.into_iter().find(|unit| unit.code == "00001").map(|unit| unit.name)
    };
    assert_eq!(name(2).as_deref(), Some("Xã Mơ"));
    assert_eq!(name(3).as_deref(), Some("Xã Mận"));
    let mai = nation.unit(unit_id(Level::Commune, "00001", day("2004-08-31"))).expect("there");
    let names: Vec<&str> = mai.states.iter().map(|state| state.name.as_str()).collect();
    assert_eq!(names, ["Xã Mai", "Xã Mận"]);
    assert_eq!(nation.events().len(), 1);
}

#[test]
fn a_version_that_carries_an_earlier_day_holds_from_the_day_of_the_one_before() {
    let nation = replay(&[
        beginning(),
        version("2020-06-01", "", [1, 2, 2], &["-3 00002 Xã Lan <101"]),
        version("2020-05-15", "", [1, 2, 2], &[]),
        version("2020-05-17", "", [1, 2, 2], &["=3 00001 Xã Mai > Xã Mơ <101"]),
    ]);
    let shifted: Vec<u32> = nation
        .versions()
        .iter()
        .filter(|version| version.is_shifted())
        .map(|version| version.number)
        .collect();
    assert_eq!(shifted, [4]);
    assert_eq!(names_on(&nation, "2020-05-31").len(), 6);
    assert_eq!(names_on(&nation, "2020-06-01")[3], "00001 Xã Mơ");
}

#[test]
fn what_does_not_fit_is_told_with_its_line_and_change() {
    let odd = version(
        "2010-01-01",
        "",
        [1, 2, 4],
        &[
            "-3 00007 Xã Ma <101",
            "+3 00001 Xã Mai <101",
            "+3 00005 Xã Huệ <109",
            "+3 00006 Làng Huệ <101",
            "=3 00002 Xã Liễu > Xã Lê <101",
        ],
    );
    assert_eq!(
        refused(&[beginning(), odd]),
        [
            (Some(2), Some(1), "gazetteer-unknown-code"),
            (Some(2), Some(2), "gazetteer-code-taken"),
            (Some(2), Some(3), "gazetteer-unknown-parent"),
            (Some(2), Some(4), "gazetteer-no-kind"),
            (Some(2), Some(5), "gazetteer-other-name"),
            (Some(2), None, "gazetteer-count"),
        ]
    );
    let gone = version("2010-01-01", "", [1, 1, 3], &["-2 101 Huyện Đông <10"]);
    assert_eq!(refused(&[beginning(), gone])[0], (Some(2), Some(1), "gazetteer-still-has-units"));
    assert_eq!(
        refused(&[beginning(), "{\"date\":".to_owned()]),
        [(Some(2), None, "gazetteer-not-json")]
    );
}

const FROM_OLD: &str = r#"{"data":[{"level1_id":"10","name":"Tỉnh Sông","splits":[{"new_id":"10","name":"Tỉnh Sông"}],
 "level2s":[{"level2_id":"103","name":"Huyện Đảo","splits":[{"new_id":"00008","name":"Đặc khu Đảo"}]}],
 "level3s":[
 {"level3_id":"00001","name":"Xã Mai","splits":[{"new_id":"00001","name":"Xã Lan"}]},
 {"level3_id":"00002","name":"Xã Lan","splits":[{"new_id":"00001","name":"Xã Lan"},{"new_id":"00003","name":"Phường Cúc"}]},
 {"level3_id":"00003","name":"Phường Cúc","splits":[{"new_id":"00003","name":"Phường Cúc"}]},
 {"level3_id":"00005","name":"Thị trấn Sen","splits":[{"new_id":"00005","name":"Xã Sen"}]}]}]}"#;
const FROM_NEW: &str = r#"{"data":[{"level1_id":"10","name":"Tỉnh Sông","merges":[{"old_id":"10","name":"Tỉnh Sông","type":"full"}],
 "level2s":[
 {"level2_id":"00001","name":"Xã Lan","merges":[{"old_id":"00001","name":"Xã Mai","type":"full"},{"old_id":"00002","name":"Xã Lan","type":"partial"}]},
 {"level2_id":"00003","name":"Phường Cúc","merges":[{"old_id":"00002","name":"Xã Lan","type":"partial"},{"old_id":"00003","name":"Phường Cúc","type":"full"}]},
 {"level2_id":"00005","name":"Xã Sen","merges":[{"old_id":"00005","name":"Thị trấn Sen","type":"full"}]},
 {"level2_id":"00008","name":"Đặc khu Đảo","merges":[{"old_id":"103","name":"Huyện Đảo","type":"full"}]}]}]}"#;

fn reformed() -> (Nation, ReformReport) {
    let before = replay(&[
        beginning(),
        version(
            "2006-01-01",
            "",
            [1, 3, 4],
            &["+2 103 Huyện Đảo <10", "+3 00005 Thị trấn Sen <101"],
        ),
    ]);
    let (reform, differences) = read_reform(FROM_OLD, Some(FROM_NEW)).expect("readable");
    let kinds: Vec<DifferenceKind> = differences.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [DifferenceKind::District]);
    before.reform(&reform).expect("fits")
}

#[test]
fn the_reform_ends_districts_divides_merges_and_lets_one_go_on() {
    let (nation, report) = reformed();
    assert_eq!(
        names_on(&nation, "2025-07-01"),
        ["10 Tỉnh Sông", "00005 Xã Sen", "00001 Xã Lan", "00003 Phường Cúc", "00008 Đặc khu Đảo"]
    );
    assert_eq!((report.divided, report.districts_ended, report.going_on), (1, 3, 2));
    let since = day("2004-08-31");
    let sen = nation.unit(unit_id(Level::Commune, "00005", day("2006-01-01"))).expect("there");
    assert_eq!(
        sen.states.last().map(|it| (it.kind, it.valid.from)),
        Some((Kind::Xa, day("2025-07-01")))
    );
    let lan_of_old = unit_id(Level::Commune, "00002", since);
    assert!(
        nation.state_on(lan_of_old, day("2025-07-01")).is_none(),
        "the name went on, it did not"
    );
    let before = nation.listed(2);
    let after = nation.listed(3);
    assert_eq!((before.len(), after.len()), (8, 5));
    assert_eq!(crate::invariant::check_units(nation.units()), []);
}

#[test]
fn another_reform_of_the_same_day_is_told_from_the_one_that_took_effect() {
    let (nation, _) = reformed();
    let differing = |from_old: &str, from_new| {
        let (reform, _) = read_reform(from_old, from_new).expect("readable");
        let found = nation.differing(&reform);
        let told = |it: &Complaint| {
            let values: Vec<&str> = it.args.iter().map(|(_, value)| value.as_str()).collect();
            format!("{} {}", it.code, values.join(" "))
        };
        found.iter().map(told).collect::<Vec<_>>()
    };
    assert!(differing(FROM_OLD, Some(FROM_NEW)).is_empty(), "the same two files");
    assert!(differing(FROM_OLD, None).is_empty(), "one of them says the same");
    let elsewhere = FROM_OLD.replace(
        r#"{"new_id":"00005","name":"Xã Sen"}"#,
        r#"{"new_id":"00003","name":"Phường Cúc"}"#,
    );
    let told = ["reform-differs 00005 00003", "reform-differs 00005 00005"];
    assert_eq!(differing(&elsewhere, None), told);
    let whole = FROM_OLD.replace(r#",{"new_id":"00003","name":"Phường Cúc"}]}"#, "]}");
    let told = ["reform-differs 00002 00001", "reform-differs 00002 00003"];
    assert_eq!(differing(&whole, None), told);
    let named = FROM_OLD.replace("Xã Sen", "Xã Súng");
    assert_eq!(differing(&named, None), ["reform-named-otherwise 00005 Xã Súng"]);
}

#[test]
fn a_wrong_count_is_told_once_and_again_only_where_it_changes() {
    let same = |date: &str, counts| version(date, "", counts, &[]);
    let lines = [
        beginning(),
        same("2010-01-01", [1, 2, 4]),
        same("2010-02-01", [1, 2, 4]),
        same("2010-03-01", [1, 2, 5]),
        same("2010-04-01", [1, 2, 3]),
        same("2010-05-01", [1, 2, 4]),
    ];
    let told = [2, 4, 6].map(|line| (Some(line), None, "gazetteer-count"));
    assert_eq!(refused(&lines), told);
}

#[test]
fn a_divided_unit_is_translated_into_both_and_said_to_be_a_guess() {
    let (nation, _) = reformed();
    let translator = Translator::new(&nation);
    let (old, new) = (day("2020-01-01"), day("2026-01-01"));
    let lan = translator.named("00002", old, None).next().expect("a unit");
    let there = translator.translate(lan, old, new);
    let half = Fraction { part: 1, whole: 2 };
    let shares: Vec<_> = there.targets.iter().map(|it| (it.share, it.method)).collect();
    assert_eq!(shares, [(half, Method::Estimate), (half, Method::Estimate)]);
    let mai = translator.named("00001", old, None).next().expect("a unit");
    let there = translator.translate(mai, old, new);
    let [only] = there.targets.as_slice() else { panic!("one: {there:?}") };
    assert_eq!((only.share, only.method), (Fraction::ALL, Method::Counted));
    // The same code names another unit after the reform.
    assert_eq!(translator.named("00001", new, None).next(), Some(only.unit_id));
    assert_ne!(only.unit_id, mai);
    let back = translator.translate(only.unit_id, new, old);
    assert_eq!(back.targets.len(), 2);
}

#[test]
fn shares_are_taken_from_people_first() {
    let (mut nation, _) = reformed();
    for edge in nation.events.iter_mut().flat_map(|event| &mut event.edges) {
        if edge.coverage == Coverage::Part {
            let first = edge.to == unit_id(Level::Commune, "00001", day("2025-07-01"));
            edge.shares.people = if first { 600 } else { 400 };
            edge.method = Method::Decree;
        }
    }
    let translator = Translator::new(&nation);
    let lan = unit_id(Level::Commune, "00002", day("2004-08-31"));
    let there = translator.translate(lan, day("2020-01-01"), day("2025-07-01"));
    let shares: Vec<_> =
        there.targets.iter().map(|it| (it.share.basis_points(), it.method)).collect();
    assert_eq!(shares, [(6_000, Method::Decree), (4_000, Method::Decree)]);
}

#[test]
fn what_ended_without_a_known_heir_is_said_to_be_lost() {
    let nation =
        replay(&[beginning(), version("2019-09-11", "", [1, 2, 2], &["-3 00002 Xã Lan <101"])]);
    let translator = Translator::new(&nation);
    let lan = unit_id(Level::Commune, "00002", day("2004-08-31"));
    let there = translator.translate(lan, day("2010-01-01"), day("2020-01-01"));
    assert_eq!((there.targets.len(), there.lost), (0, Some(Fraction::ALL)));
}

#[test]
fn a_later_list_makes_a_version_of_what_differs() {
    let (nation, _) = reformed();
    let list = [
        ListUnit::new(Level::Province, "10", "thành phố Sông", None),
        ListUnit::new(Level::Commune, "00011", "Xã Sen", Some("10")),
        ListUnit::new(Level::Commune, "00001", "xã Lan", Some("10")),
        ListUnit::new(Level::Commune, "00003", "Phường Cúc", Some("10")),
        ListUnit::new(Level::Commune, "00008", "Đặc khu Đảo", Some("10")),
    ];
    let version = nation.version_of(&list, day("2026-07-01"), "").expect("a version");
    assert_eq!(version.changes.len(), 3);
    let nation = nation.follow(std::slice::from_ref(&version)).expect("fits");
    let sen = unit_id(Level::Commune, "00005", day("2006-01-01"));
    let state = nation.state_on(sen, day("2026-07-01")).expect("goes on");
    assert_eq!(state.official_code.as_deref(), Some("00011"));
    let song = unit_id(Level::Province, "10", day("2004-08-31"));
    assert_eq!(nation.state_on(song, day("2026-07-01")).map(|it| it.kind), Some(Kind::ThanhPho));
    assert!(nation.version_of(&list, day("2026-07-02"), "").expect("none").changes.is_empty());
    let twice = [list[0].clone(), list[0].clone()];
    assert_eq!(
        nation.version_of(&twice, day("2027-01-01"), "").unwrap_err()[0].code,
        "gazetteer-code-twice"
    );
}

#[test]
fn every_unit_of_a_list_that_cannot_be_is_told_with_its_row() {
    let (nation, _) = reformed();
    let mut list = vec![
        ListUnit::new(Level::Province, "10", "Tỉnh Sông", None),
        ListUnit::new(Level::Commune, "00005", "Sen", Some("10")),
        ListUnit::new(Level::Commune, "00001", "Xã Lan", Some("11")),
        ListUnit::new(Level::Commune, "00001", "Xã Lan", Some("10")),
    ];
    list[1].line = Some(7);
    let found = nation.version_of(&list, day("2027-01-01"), "").unwrap_err();
    let told: Vec<_> = found.iter().map(|it| (it.line, it.code)).collect();
    let wrong = [(7, "list-no-kind"), (3, "list-unknown-parent"), (4, "gazetteer-code-twice")];
    assert_eq!(told, wrong.map(|(line, code)| (Some(line), code)));
}

#[test]
fn a_list_of_a_part_of_the_nation_would_end_the_rest_and_is_refused() {
    let provinces: Vec<String> = (10..18).map(|code| format!("+1 {code} Tỉnh Số {code}")).collect();
    let provinces: Vec<&str> = provinces.iter().map(String::as_str).collect();
    let nation = replay(&[version("2004-08-31", "", [8, 0, 0], &provinces)]);
    let list = |codes: std::ops::Range<u32>| -> Vec<ListUnit> {
        let one = |code: u32| (code.to_string(), format!("Tỉnh Số {code}"));
        let units = codes.map(one);
        units.map(|(code, name)| ListUnit::new(Level::Province, &code, &name, None)).collect()
    };
    let refused = nation.version_of(&list(10..13), day("2027-01-01"), "").unwrap_err();
    assert_eq!((refused.len(), refused[0].code), (1, "list-of-a-part"));
    let merged = nation.version_of(&list(10..14), day("2027-01-01"), "").expect("half is left");
    assert_eq!(merged.changes.len(), 4);
}

#[test]
fn what_is_packed_is_unpacked_alike() {
    let versions = read_versions(&beginning()).expect("readable");
    let (reform, _) = read_reform(FROM_OLD, None).expect("readable");
    let packed = Packed { before: versions, reform, after: Vec::new() };
    assert_eq!(unpack(&pack(&packed)), Ok(packed));
}

/// Xã Lan is gone in 2019 into Xã Mai; nobody says so but this file.
fn merged() -> Nation {
    replay(&[beginning(), version("2019-09-11", "", [1, 2, 2], &["-3 00002 Xã Lan <101"])])
}

fn given(lines: &str) -> Vec<GivenEdge> {
    read_edges(&format!("[{lines}]")).expect("readable")
}

#[test]
fn what_the_list_is_silent_about_is_brought_in_once_and_translates() {
    let lines = r#"{"from":"00002","to":"00001","on":"2019-09-11","coverage":"whole","people":900,"act":"7/NQ"}"#;
    let nation = merged().with_edges(&given(lines)).expect("taken");
    let lan = unit_id(Level::Commune, "00002", day("2004-08-31"));
    let translator = Translator::new(&nation);
    let there = translator.translate(lan, day("2010-01-01"), day("2020-01-01"));
    let [only] = there.targets.as_slice() else { panic!("one: {there:?}") };
    assert_eq!(
        (only.unit_id, only.share),
        (unit_id(Level::Commune, "00001", day("2004-08-31")), Fraction::ALL)
    );
    let event = nation.events().last().expect("an event");
    assert_eq!((event.kind, event.legal_document.as_deref()), (EventKind::Absorb, Some("7/NQ")));
    assert_eq!(crate::invariant::check_events(nation.units(), nation.events()), []);
    let again = nation.clone().with_edges(&given(lines)).expect("known");
    assert_eq!(again, nation, "twice is once");
    // A part of a unit that goes on leaves the rest of it where it was.
    let part = r#"{"from":"00003","to":"00001","on":"2019-09-11","coverage":"part"}"#;
    let nation = nation.with_edges(&given(part)).expect("taken");
    let cuc = unit_id(Level::Commune, "00003", day("2004-08-31"));
    let there = Translator::new(&nation).translate(cuc, day("2010-01-01"), day("2020-01-01"));
    assert_eq!(there.targets.len(), 2, "{there:?}");
    assert!(there.targets.iter().all(|it| it.method == Method::Estimate));
}

#[test]
fn edges_that_the_list_speaks_against_are_told_line_by_line() {
    let cases = [
        (
            r#"{"from":"00009","to":"00001","on":"2019-09-11","coverage":"whole"}"#,
            "edges-unknown-from",
        ),
        (
            r#"{"from":"00002","to":"00002","on":"2019-09-11","coverage":"whole"}"#,
            "edges-unknown-to",
        ),
        (
            r#"{"from":"00002","to":"00001","on":"2019-09-12","coverage":"whole"}"#,
            "edges-unknown-from",
        ),
        (r#"{"from":"00003","to":"00001","on":"2019-09-11","coverage":"whole"}"#, "edges-goes-on"),
        (r#"{"from":"00001","to":"00001","on":"2019-09-11","coverage":"whole"}"#, "edges-itself"),
        (r#"{"from":"00002","to":"101","on":"2019-09-11","coverage":"whole"}"#, "edges-levels"),
        (
            r#"{"from":"00003","to":"00001","on":"2019-09-11","coverage":"part","people":5}"#,
            "edges-some-shares",
        ),
    ];
    for (line, code) in cases {
        let found = merged().with_edges(&given(line)).unwrap_err();
        assert_eq!((found.len(), found[0].code, found[0].line), (1, code, Some(1)), "{found:?}");
    }
    let whole = cases[0].0.replace("00009", "00002");
    let twice = merged().with_edges(&given(&format!("{whole},{whole}"))).unwrap_err();
    assert_eq!((twice[0].code, twice[0].line), ("edges-twice", Some(2)));
    let other = whole.replace("00001", "00003");
    let more = merged().with_edges(&given(&format!("{whole},{other}"))).unwrap_err();
    assert_eq!(more.iter().map(|it| it.code).collect::<Vec<_>>(), ["edges-more-than-whole"; 2]);
    let nation = merged().with_edges(&given(&whole)).expect("taken");
    let differs = whole.replace("\"whole\"", "\"whole\",\"people\":7");
    assert_eq!(nation.with_edges(&given(&differs)).unwrap_err()[0].code, "edges-differs");
    assert_eq!(read_edges("[]").unwrap_err()[0].code, "edges-empty");
    assert_eq!(read_edges("[{}]").unwrap_err()[0].code, "edges-row");
    assert_eq!(read_edges("{").unwrap_err()[0].code, "edges-not-json");
}

#[test]
fn a_code_is_no_way_back_for_a_unit_that_goes_on_under_another() {
    let nation = replay(&[
        beginning(),
        version("2010-01-01", "", [1, 2, 3], &["-3 00002 Xã Lan <101", "+3 00009 Xã Lan <101"]),
        version("2011-01-01", "", [1, 2, 4], &["+3 00002 Xã Lan <102"]),
    ]);
    let lan = unit_id(Level::Commune, "00002", day("2004-08-31"));
    let other = unit_id(Level::Commune, "00002", day("2011-01-01"));
    let code =
        |unit| nation.state_on(unit, day("2012-01-01")).and_then(|it| it.official_code.clone());
    assert_eq!((code(lan).as_deref(), code(other).as_deref()), (Some("00009"), Some("00002")));
    assert_eq!(crate::invariant::check_events(nation.units(), nation.events()), []);
}
