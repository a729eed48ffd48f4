//! The built-in rules hold what the documents say; files with mistakes are refused with the place.

use super::{Key, Place, Problem, Rulebook, SizeVerdict};
use crate::{Day, Kind, Level};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn ward(book: &Rulebook) -> Place {
    book.place("79", Some("27139"))
}

const TODAY: &str = "2026-03-01";

#[test]
fn a_place_lies_in_its_province_region_and_nation() {
    let book = Rulebook::built_in();
    assert_eq!(ward(&book).territories, ["27139", "79", "nam_bo", "vn"]);
    assert_eq!(book.place("38", None).territories, ["38", "vn"]);
}

#[test]
fn the_floors_of_the_citys_plan_go_before_the_circulars() {
    let book = Rulebook::built_in();
    let floor = |place: &Place, kind, on: &str| {
        book.on(Key::SizeMin, Some(kind), place, day(on)).map(|rule| rule.value.whole().unwrap())
    };
    let hcmc = ward(&book);
    assert_eq!(floor(&hcmc, Kind::KhuPho, TODAY), Some(500));
    assert_eq!(floor(&hcmc, Kind::Ap, TODAY), Some(350));
    assert_eq!(floor(&hcmc, Kind::KhuPho, "2023-08-08"), Some(450));
    assert_eq!(floor(&hcmc, Kind::KhuPho, "2018-12-31"), None);
    let dong_nai = book.place("75", None);
    assert_eq!(floor(&dong_nai, Kind::Ap, TODAY), Some(350));
    assert_eq!(floor(&dong_nai, Kind::KhuPho, TODAY), Some(400));
    assert_eq!(floor(&book.place("01", None), Kind::KhuPho, TODAY), Some(450));
    assert_eq!(floor(&book.place("01", None), Kind::Thon, TODAY), Some(300));
    let cited = book.on(Key::SizeMin, Some(Kind::KhuPho), &hcmc, day(TODAY)).unwrap();
    assert!(!cited.unverified && cited.citation().starts_with("Kế hoạch sắp xếp khu phố"));
}

#[test]
fn the_most_is_the_programs_default_and_says_that_nobody_verified_it() {
    let book = Rulebook::built_in();
    let norm = book.size_norm(Kind::KhuPho, &ward(&book), day(TODAY)).unwrap();
    assert_eq!((norm.min_households(), norm.max_households()), (500, Some(650)));
    assert!(norm.max.unwrap().unverified);
    assert!(norm.max.unwrap().citation().starts_with("Mặc định của chương trình"));
    let ap = book.size_norm(Kind::Ap, &ward(&book), day(TODAY)).unwrap();
    assert_eq!(ap.max_households(), Some(500));
}

#[test]
fn verdicts_turn_at_the_very_household() {
    let book = Rulebook::built_in();
    let ap = book.size_norm(Kind::Ap, &ward(&book), day(TODAY)).unwrap();
    for (households, verdict) in [
        (0, SizeVerdict::BelowMustMerge),
        (170, SizeVerdict::BelowMustMerge),
        (174, SizeVerdict::BelowMustMerge),
        (175, SizeVerdict::BelowMayStay),
        (349, SizeVerdict::BelowMayStay),
        (350, SizeVerdict::Within),
        (500, SizeVerdict::Within),
        (501, SizeVerdict::Above),
    ] {
        assert_eq!(ap.verdict(households), verdict, "{households}");
    }
}

#[test]
fn half_is_not_over_half_and_251_of_500_is() {
    let book = Rulebook::built_in();
    let rule = book.on(Key::ConsultationOver, None, &ward(&book), day(TODAY)).unwrap();
    let half = rule.value.over().unwrap();
    assert!(!half.is_exceeded(250, 500));
    assert!(half.is_exceeded(251, 500));
    assert_eq!((half.least_over(500), half.least_over(350), half.least_over(351)), (251, 176, 176));
}

#[test]
fn the_district_level_and_the_thi_tran_end_as_data() {
    let book = Rulebook::built_in();
    let hcmc = ward(&book);
    let (before, after) = (day("2025-06-30"), day("2025-07-01"));
    let ended =
        [Kind::Quan, Kind::Huyen, Kind::TpThuocTp, Kind::ThiXa, Kind::TpThuocTinh, Kind::ThiTran];
    for kind in ended {
        assert!(
            book.kind_exists(kind, &hcmc, before) && !book.kind_exists(kind, &hcmc, after),
            "{kind}"
        );
    }
    assert!(!book.kind_exists(Kind::DacKhu, &hcmc, before));
    assert!(book.kind_exists(Kind::DacKhu, &hcmc, after));
    assert!(book.level_exists(Level::District, &hcmc, before));
    assert!(!book.level_exists(Level::District, &hcmc, after));
    assert!(book.level_exists(Level::Commune, &hcmc, after));
    // Old cells ended in this city only; elsewhere tổ dân phố is the law's own word.
    assert!(!book.kind_exists(Kind::ToDanPho, &hcmc, day("2024-07-01")));
    assert!(book.kind_exists(Kind::ToDanPho, &hcmc, day("2024-06-30")));
    assert!(book.kind_exists(Kind::ToDanPho, &book.place("01", None), after));
}

#[test]
fn a_ward_has_khu_pho_and_a_commune_of_the_city_ap() {
    let book = Rulebook::built_in();
    let hcmc = ward(&book);
    assert_eq!(book.base_kinds(Kind::Phuong, &hcmc, day(TODAY)), [Kind::KhuPho]);
    assert_eq!(book.base_kinds(Kind::Xa, &hcmc, day(TODAY)), [Kind::Ap]);
    let other = book.place("38", None);
    assert_eq!(book.base_kinds(Kind::Xa, &other, day(TODAY)), [Kind::Thon, Kind::Ap]);
    assert!(book.base_kinds(Kind::ThiTran, &other, day(TODAY)).is_empty());
}

#[test]
fn the_ministrys_letter_stands_from_its_day() {
    let book = Rulebook::built_in();
    let ids = |on| -> Vec<String> {
        book.notices(None, &ward(&book), day(on)).iter().map(|rule| rule.id.clone()).collect()
    };
    assert!(ids("2025-12-08").is_empty());
    assert_eq!(ids("2025-12-09"), ["giu-nguyen-2025"]);
    assert_eq!(ids("2026-01-27"), ["hcm-giu-nguyen-2026", "giu-nguyen-2025"]);
    let letter = book.notices(None, &book.place("38", None), day(TODAY))[0];
    assert!(letter.citation().contains("11776/BNV-CQĐP"));
}

#[test]
fn deadlines_are_working_days_by_period() {
    let book = Rulebook::built_in();
    let days = |key, on| {
        book.on(key, None, &ward(&book), day(on)).and_then(|rule| rule.value.working_days())
    };
    assert_eq!(days(Key::SubmitWithin, TODAY), Some(5));
    assert_eq!(days(Key::SubmitWithin, "2020-01-01"), Some(10));
    assert_eq!(days(Key::SubmitWithinNoCouncil, TODAY), Some(10));
    assert_eq!(days(Key::ForwardWithin, TODAY), Some(10));
}

const HEAD: &str = "[source.s]\ntitle = \"Quyết định của xã\"\n[[territory]]\ncode = \"27139\"\nname = \"Xã\"\nwithin = \"79\"\n";

fn rule(fields: &str) -> String {
    format!("[[rule]]\nid = \"r\"\nterritory = \"27139\"\nsource = \"s\"\n{fields}\n")
}

#[test]
fn an_offices_own_file_goes_before_the_built_in_rules() {
    let text = format!("{HEAD}{}", rule("key = \"size_max\"\nkind = \"khu_pho\"\nvalue = 700"));
    let book = Rulebook::with_office("phuong.toml", &text).unwrap();
    let norm = book.size_norm(Kind::KhuPho, &ward(&book), day(TODAY)).unwrap();
    assert_eq!(norm.max_households(), Some(700));
    assert_eq!(norm.max.unwrap().file, "phuong.toml");
    let elsewhere = book.size_norm(Kind::KhuPho, &book.place("79", None), day(TODAY)).unwrap();
    assert_eq!(elsewhere.max_households(), Some(650));

    // The same territory again: the later file wins.
    let text = text.replace("\"27139\"\nsource", "\"vn\"\nsource");
    let book = Rulebook::with_office("phuong.toml", &text).unwrap();
    let norm = book.size_norm(Kind::KhuPho, &ward(&book), day(TODAY)).unwrap();
    assert_eq!(norm.max_households(), Some(700));
}

/// The problem of a file that is the head and one rule.
fn problem(fields: &str) -> (String, Problem) {
    let text = format!("{HEAD}{}", rule(fields));
    let mut errors = Rulebook::with_office("phuong.toml", &text).unwrap_err();
    assert_eq!(errors.len(), 1, "{errors:?}");
    let error = errors.remove(0);
    assert_eq!(error.file, "phuong.toml");
    (error.entry, error.problem)
}

#[test]
fn mistakes_are_named_with_their_entry_and_what_to_do() {
    let entry = || "rule \"r\"".to_owned();
    assert_eq!(
        problem("key = \"size_mini\"\nvalue = 5"),
        (entry(), Problem::UnknownKey("size_mini".into()))
    );
    assert_eq!(
        problem("key = \"size_min\"\nkind = \"khu_phu\"\nvalue = 5"),
        (entry(), Problem::UnknownKind("khu_phu".into()))
    );
    for value in ["true", "{ percent = 50 }", "{ over = \"1/2\" }"] {
        let (_, found) = problem(&format!("key = \"size_min\"\nvalue = {value}"));
        assert_eq!(found, Problem::WrongValue("value = 500"));
    }
    for value in ["{ over = \"1/0\" }", "{ over = \"half\" }"] {
        let (_, found) = problem(&format!("key = \"consultation_over\"\nvalue = {value}"));
        assert!(matches!(found, Problem::WrongValue(_)), "{found:?}");
    }
    let (_, found) = problem("key = \"size_min\"\nvalue = 5\nvalid_from = \"01/07/2024\"");
    assert_eq!(found, Problem::NotADay("01/07/2024".into()));
    let days = "valid_from = \"2024-07-01\"\nvalid_to = \"2024-07-01\"";
    let (_, found) = problem(&format!("key = \"size_min\"\nvalue = 5\n{days}"));
    assert!(matches!(found, Problem::EndsBeforeItBegins(..)));
    let (_, found) = problem("key = \"size_min\"\nvalue = -5");
    assert!(matches!(found, Problem::Unreadable(_)), "{found:?}");
    let (_, found) = problem("key = \"size_min\"\nvalue = 5\nvalid_form = \"2024-07-01\"");
    assert!(matches!(found, Problem::Unreadable(text) if text.contains("valid_form")));
}

#[test]
fn all_mistakes_of_a_file_are_found_at_once() {
    let text = format!(
        "{HEAD}{}{}{}",
        rule("key = \"size_min\"\nvalue = 5"),
        rule("key = \"size_min\"\nvalue = 6").replace("\"r\"", "\"q\""),
        rule("key = \"size_max\"\nvalue = 6").replace("\"s\"", "\"t\"").replace("27139", "99999"),
    );
    let errors = Rulebook::with_office("phuong.toml", &text).unwrap_err();
    let problems: Vec<_> = errors.iter().map(|error| error.problem.clone()).collect();
    assert_eq!(problems, [Problem::Overlaps("r".into()), Problem::UnknownSource("t".into())]);
    assert_eq!(errors[0].entry, "rule \"q\"");
    assert_eq!(errors[0].code(), "rulebook-overlaps");
    let broken =
        Rulebook::with_office("phuong.toml", "[source.s]\ntitle = \"a\"\n\n[[rule]\n").unwrap_err();
    assert_eq!(broken[0].entry, "line 4");
    assert!(broken[0].to_string().starts_with("phuong.toml: line 4: cannot be read"));
}

#[test]
fn what_nobody_verified_is_marked_in_the_files() {
    let book = Rulebook::built_in();
    let rule = |id: &str| book.rules().iter().find(|rule| rule.id == id).unwrap();
    for id in
        ["khu-pho-den", "ap-den", "nam-bo-khu-pho-tu", "hcm-to-dan-pho-het", "hcm-khu-pho-tu-2019"]
    {
        assert!(rule(id).unverified, "{id}");
    }
    for id in ["hcm-khu-pho-tu", "hcm-ap-tu", "tren-mot-nua", "giu-nguyen-2025", "quan-het"] {
        assert!(!rule(id).unverified, "{id}");
    }
}

/// A rule of an office for the ward.
fn own(key: Key, kind: Option<Kind>, typed: &str) -> super::Rule {
    super::Rule {
        id: "own".into(),
        key,
        kind,
        territory: "27139".into(),
        value: key.typed(typed).expect("a value"),
        valid_from: Some(day("2026-04-01")),
        valid_to: None,
        source: super::Source {
            title: "Quyết định".into(),
            number: Some("7/QĐ-UBND".into()),
            issued_on: Some(day("2026-03-20")),
            seen_at: None,
        },
        article: None,
        unverified: false,
        note: None,
        file: super::OFFICE.into(),
    }
}

#[test]
fn an_office_may_ask_for_more_than_the_city_and_not_for_less() {
    let book = Rulebook::built_in();
    let place = ward(&book);
    let against = |rule: &super::Rule| book.contradicted(rule, &place).map(|rule| rule.id.clone());
    let floor = |typed| own(Key::SizeMin, Some(Kind::KhuPho), typed);
    assert_eq!(against(&floor("499")), Some("hcm-khu-pho-tu".into()));
    assert_eq!(against(&floor("500")), None);
    assert_eq!(against(&floor("1.200")), None);
    // The circular asks for 450 and the city for 500: the city is nearer.
    assert_eq!(against(&own(Key::SizeMin, Some(Kind::Thon), "340")), Some("nam-bo-thon-tu".into()));
    // The most is a default of the program, which binds nobody.
    assert_eq!(against(&own(Key::SizeMax, Some(Kind::KhuPho), "900")), None);
    assert_eq!(against(&own(Key::ConsultationOver, None, "40%")), Some("tren-mot-nua".into()));
    assert_eq!(against(&own(Key::ConsultationOver, None, "2/3")), None);
    assert_eq!(against(&own(Key::SubmitWithin, None, "6")), Some("trinh-trong-5-ngay".into()));
    assert_eq!(against(&own(Key::SubmitWithin, None, "3 ngày")), None);
    assert!(Key::KindExists.typed("1").is_none() && Key::BaseKinds.typed("ap").is_none());
    for (key, typed) in [
        (Key::SizeMin, "0"),
        (Key::SizeMin, "năm trăm"),
        (Key::ConsultationOver, "3/3"),
        (Key::ConsultationOver, "100%"),
        (Key::MustMergeBelow, "101"),
    ] {
        assert!(key.typed(typed).is_none(), "{key} {typed}");
    }
}

#[test]
fn what_an_office_added_goes_before_and_must_end_before_it_is_said_again() {
    let first = own(Key::SizeMin, Some(Kind::KhuPho), "550");
    let book = Rulebook::built_in().with_additions(vec![(first.clone(), "Phường Bến Lá".into())]);
    let norm =
        |on| book.size_norm(Kind::KhuPho, &ward(&book), day(on)).map(|norm| norm.min_households());
    assert_eq!((norm("2026-03-31"), norm("2026-04-01")), (Some(500), Some(550)));
    assert_eq!(book.territory_name("27139"), "Phường Bến Lá");
    let second = own(Key::SizeMin, Some(Kind::KhuPho), "600");
    assert_eq!(book.already_said(&second), Some(&first));
    let ended = super::Rule { valid_to: Some(day("2026-04-01")), ..first };
    let book = Rulebook::built_in().with_additions(vec![(ended, String::new())]);
    assert_eq!(book.already_said(&second), None);
}

/// A later text of the nation, and of the province's own office.
fn later(territory: &str, typed: &str, (from, until): (&str, Option<&str>)) -> super::Rule {
    super::Rule {
        id: format!("later-{territory}"),
        territory: territory.into(),
        valid_from: Some(day(from)),
        valid_to: until.map(day),
        file: if territory == "vn" { "size.toml" } else { super::OFFICE }.into(),
        ..own(Key::SizeMin, Some(Kind::KhuPho), typed)
    }
}

#[test]
fn a_later_text_of_a_level_above_puts_aside_what_contradicts_it_and_nothing_else() {
    let mine = own(Key::SizeMin, Some(Kind::KhuPho), "550");
    let at = |book: &Rulebook, on: &str| {
        let norm = book.size_norm(Kind::KhuPho, &ward(book), day(on));
        norm.map(|norm| norm.min_households())
    };
    let with = |rules: Vec<super::Rule>| {
        let named = rules.into_iter().map(|rule| (rule, String::new()));
        Rulebook::built_in().with_additions(named.collect())
    };
    // The province's office asks for more from January 2027, until the end of that year.
    let province = later("79", "600", ("2027-01-01", Some("2028-01-01")));
    let book = with(vec![mine.clone(), province.clone()]);
    assert_eq!(at(&book, "2026-12-31"), Some(550));
    assert_eq!(at(&book, "2027-01-01"), Some(600), "the text above prevails, though it is wider");
    assert_eq!(at(&book, "2028-01-01"), Some(550), "and what was put aside stands again");
    let aside = book.put_aside(&mine, &ward(&book));
    let said: Vec<_> = aside.iter().map(|it| (it.by.id.as_str(), it.from, it.until)).collect();
    assert_eq!(said, [("later-79", day("2027-01-01"), Some(day("2028-01-01")))]);
    let decided =
        book.decided(Key::SizeMin, Some(Kind::KhuPho), &ward(&book), day("2027-06-01")).unwrap();
    assert_eq!((decided.rule, decided.aside), (&province, vec![(&mine, &province)]));
    // What asks for as much or more stays.
    let book = with(vec![mine.clone(), later("79", "550", ("2027-01-01", None))]);
    assert_eq!(at(&book, "2027-06-01"), Some(550));
    assert_eq!(book.put_aside(&mine, &ward(&book)), []);
    // Two levels above: the nearest that speaks is the measure, as where a rule is added. The files of
    // the city are nearer than the nation's, and were weighed by whoever laid them down.
    let book = with(vec![mine.clone(), later("vn", "700", ("2027-01-01", None))]);
    assert_eq!(at(&book, "2027-06-01"), Some(550));
    // A text of the nation where the province has said nothing.
    let mut alone = Rulebook::built_in();
    alone.rules.retain(|rule| rule.key != Key::SizeMin);
    let nation = later("vn", "700", ("2027-01-01", None));
    let book = alone.with_additions(vec![(mine.clone(), String::new()), (nation, String::new())]);
    assert_eq!((at(&book, "2026-12-31"), at(&book, "2027-06-01")), (Some(550), Some(700)));
    let aside = book.put_aside(&mine, &ward(&book));
    assert_eq!((aside.len(), aside[0].from, aside[0].until), (1, day("2027-01-01"), None));
    // A default of the program binds nobody.
    let most = own(Key::SizeMax, Some(Kind::KhuPho), "900");
    let book = with(vec![most.clone()]);
    assert_eq!(book.put_aside(&most, &ward(&book)), []);
}

proptest::proptest! {
    #[test]
    fn what_decides_keeps_to_every_offices_rule_that_decides_above_it(
        floors in proptest::collection::vec((0usize..3, 400u32..800, 0i64..900, 1i64..900), 1..6),
        on in 0i64..1_000,
    ) {
        let start = day("2026-01-01");
        let territories = ["27139", "79", "vn"];
        let rules = floors.iter().enumerate().map(|(at, (level, floor, from, days))| {
            let from = start.plus_days(*from);
            let until = from.plus_days(*days).to_string();
            let from = from.to_string();
            let rule = later(territories[*level], &floor.to_string(), (&from, Some(&until)));
            (super::Rule { id: format!("r{at}"), file: super::OFFICE.into(), ..rule }, String::new())
        });
        let mut book = Rulebook::built_in();
        book.rules.retain(|rule| rule.key != Key::SizeMin);
        let book = book.with_additions(rules.collect());
        let (place, on) = (ward(&book), start.plus_days(on));
        let decided = book.decided(Key::SizeMin, Some(Kind::KhuPho), &place, on);
        if let Some(decided) = decided {
            let floor = |rule: &super::Rule| rule.value.whole().unwrap();
            // The last of each level that holds, from the nation inwards, each raised or left.
            let mut expected: Option<&super::Rule> = None;
            for level in territories.iter().rev() {
                let mut of_level: Vec<&super::Rule> = book.rules().iter().collect();
                of_level.retain(|it| it.key == Key::SizeMin && it.territory == *level);
                of_level.retain(|it| it.holds_on(on));
                let fits = |it: &&&super::Rule| expected.is_none_or(|up| floor(it) >= floor(up));
                expected = of_level.iter().rev().find(fits).copied().or(expected);
            }
            proptest::prop_assert_eq!(Some(decided.rule), expected);
            for (rule, by) in decided.aside {
                proptest::prop_assert!(floor(rule) < floor(by));
                let aside = book.put_aside(rule, &place);
                let holds = |it: &super::Aside<'_>| it.from <= on && it.until.is_none_or(|end| on < end);
                proptest::prop_assert!(aside.iter().any(holds), "{:?}", aside);
            }
        }
    }
}

#[test]
fn every_change_says_what_held_before_it() {
    let book = Rulebook::built_in();
    let changes = book.changes();
    assert!(changes.windows(2).all(|pair| pair[0].on >= pair[1].on), "the latest first");
    let floor = changes
        .iter()
        .find(|change| {
            change.on == day("2023-08-09")
                && change.rule().kind == Some(Kind::KhuPho)
                && change.rule().key == Key::SizeMin
        })
        .unwrap();
    let ids = (floor.before.unwrap().id.as_str(), floor.after.unwrap().id.as_str());
    assert_eq!(ids, ("hcm-khu-pho-tu-2019", "hcm-khu-pho-tu"));
    let ended = changes.iter().find(|change| change.rule().id == "quan-het").unwrap();
    assert_eq!((ended.on, ended.after), (day("2025-07-01"), None));
    let history = book.history(floor.after.unwrap());
    assert_eq!(history.len(), 2);
    assert_eq!(history[0].id, "hcm-khu-pho-tu", "the latest first");
    assert!(book.elsewhere(history[0]).iter().any(|rule| rule.territory == "01"));
}

#[test]
fn two_rules_of_one_name_have_two_addresses() {
    let text = format!("{HEAD}{}", rule("key = \"size_max\"\nkind = \"khu_pho\"\nvalue = 700"));
    let text = text.replace("\"r\"", "\"khu-pho-den\"");
    let book = Rulebook::with_office("phuong.toml", &text).unwrap();
    let last = book.rules().last().unwrap();
    assert_eq!(book.address(last), "khu-pho-den.2");
    assert_eq!(book.at_address("khu-pho-den.2"), Some(last));
    let first = book.at_address("khu-pho-den").unwrap();
    assert_eq!((first.value.whole(), first.origin()), (Some(650), super::Origin::Program));
    assert_eq!(last.origin(), super::Origin::File);
    assert!(book.at_address("khong-co").is_none());
}

#[test]
fn the_wards_of_the_city_had_no_council_until_the_districts_ended() {
    let book = Rulebook::built_in();
    let hcmc = ward(&book);
    let none = |kind, on| book.has_no_council(kind, &hcmc, day(on)).is_some();
    assert!(none(Kind::Phuong, "2023-01-01") && none(Kind::Quan, "2025-06-30"));
    assert!(!none(Kind::Phuong, "2021-06-30") && !none(Kind::Phuong, "2025-07-01"));
    assert!(!none(Kind::Xa, "2023-01-01"));
}
