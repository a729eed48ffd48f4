//! The nation's list comes in, goes on, and is taken back before its day.

use desk::account::{self, NewAccount};
use desk::gazetteer::{self, Answers, Between, Changed, Intake, RowNote, Source};
use desk::{Error, Refusal, Role};
use store::Stop;
use store::unit::NewState;
use units::gazetteer::{ListUnit, read_list, read_reform, read_versions};
use units::{Coverage, Day, Level};

use crate::town::{Town, story};

const VERSIONS: &str = r#"{"date":"2004-08-31","legal":"1/2003/NĐ-CP: thành lập","provinces":1,"districts":2,"communes":3,"changes":[{"op":"added","level":1,"code":"10","name":"Tỉnh Sông","parent":null},{"op":"added","level":2,"code":"101","name":"Huyện Đông","parent":"10"},{"op":"added","level":2,"code":"102","name":"Quận Tây","parent":"10"},{"op":"added","level":3,"code":"00001","name":"Xã Mai","parent":"101"},{"op":"added","level":3,"code":"00002","name":"Xã Lan","parent":"101"},{"op":"added","level":3,"code":"00003","name":"Phường Cúc","parent":"102"}]}
{"date":"2010-05-01","legal":"7/NQ-CP: phường Mai","provinces":1,"districts":2,"communes":3,"changes":[{"op":"renamed","level":3,"code":"00001","old":"Xã Mai","name":"Phường Mai","parent":"101"},{"op":"moved","level":3,"code":"00001","name":"Phường Mai","old_parent":"101","parent":"102"}]}"#;
const REFORM: &str = r#"{"data":[{"level1_id":"10","name":"Tỉnh Sông","splits":[{"new_id":"10","name":"Tỉnh Sông"}],"level3s":[
{"level3_id":"00001","name":"Phường Mai","splits":[{"new_id":"00001","name":"Phường Lan"}]},
{"level3_id":"00002","name":"Xã Lan","splits":[{"new_id":"00001","name":"Phường Lan"},{"new_id":"00003","name":"Phường Cúc"}]},
{"level3_id":"00003","name":"Phường Cúc","splits":[{"new_id":"00003","name":"Phường Cúc"}]}]}]}"#;
const LIST: &str = r#"[{"Code":"10","FullName":"Tỉnh Sông","Wards":[{"Code":"00001","FullName":"Phường Lan"},{"Code":"00003","FullName":"Phường Hoa Cúc"}]}]"#;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn intake(name: &str, source: Source) -> Intake {
    Intake { name: name.to_owned(), digest: [7; 32], source, is_reference: true }
}

fn history() -> Intake {
    intake("lich-su.jsonl", Source::Versions(read_versions(VERSIONS).expect("readable")))
}

fn reform() -> Intake {
    let (reform, differences) = read_reform(REFORM, None).expect("readable");
    intake("sap-xep.json", Source::Reform(Box::new(reform), differences))
}

fn list(on: Day) -> Intake {
    let units = read_list(LIST).expect("readable");
    intake("danh-muc.json", Source::List { units, on, acts: "9/NQ".to_owned() })
}

/// The rows of the registry, to compare before and after.
async fn content(town: &Town) -> Vec<String> {
    let scope = desk::authority::system_scope();
    store::registry::content(&town.desk.store.read(), &scope).await.expect("content")
}

#[tokio::test]
async fn the_list_is_looked_at_first_and_brought_in_once() {
    story(|town| async move {
        let before = content(&town).await;
        let seen = gazetteer::preview(&town.desk, None, &history()).await.expect("a preview");
        assert_eq!((seen.units, seen.states, seen.events, seen.versions.len()), (6, 7, 1, 2));
        assert_eq!(content(&town).await, before, "a preview writes nothing");
        let done = gazetteer::import(&town.desk, None, history()).await.expect("imported");
        let imports = gazetteer::imports(&town.desk, None).await.expect("kept");
        let [import] = imports.as_slice() else { panic!("one: {imports:?}") };
        assert_eq!(
            done.import,
            Some(import.id),
            "whoever brought it in is told by what to take it back"
        );
        assert_eq!(gazetteer::Preview { import: None, ..done }, seen);
        let after = content(&town).await;
        let again = gazetteer::import(&town.desk, None, history()).await.expect("known");
        assert!(again.versions.is_empty() && again.states == 0);
        assert_eq!(content(&town).await, after, "twice is once");
        let done = gazetteer::import(&town.desk, None, reform()).await.expect("imported");
        assert_eq!((done.before.communes, done.after.communes, done.after.districts), (3, 2, 0));
        let known = gazetteer::known(&town.desk).await.expect("known");
        let rows =
            gazetteer::translate(&known, "Lan, Huyện Đông", (day("2020-01-01"), day("2026-01-01")));
        let names: Vec<_> =
            rows.iter().filter_map(|row| row.to.as_ref()).map(|to| &to.name).collect();
        assert_eq!(names.len(), 2);
        assert!(["Phường Lan", "Phường Cúc"].iter().all(|it| names.iter().any(|name| name == it)));
    })
    .await;
}

#[tokio::test]
async fn a_file_with_faults_leaves_nothing_behind() {
    story(|town| async move {
        let before = content(&town).await;
        let mut versions = read_versions(VERSIONS).expect("readable");
        versions[1].changes[0].code = "00009".to_owned();
        versions[1].counts.communes = 4;
        let refused =
            gazetteer::import(&town.desk, None, intake("hong.jsonl", Source::Versions(versions)));
        let Err(Error::Refused(refusal)) = refused.await else { panic!("refused") };
        let told: Vec<_> = refusal
            .each()
            .map(|each| {
                let arg = |name| each.args.iter().find(|it| it.0 == name).map(|it| it.1.clone());
                (each.code, arg("line").unwrap_or_default(), arg("change").unwrap_or_default())
            })
            .collect();
        let told: Vec<(&str, &str, &str)> = told
            .iter()
            .map(|(code, line, change)| (*code, line.as_str(), change.as_str()))
            .collect();
        assert_eq!(told, [("gazetteer-unknown-code", "2", "1"), ("gazetteer-count", "2", "0")]);
        assert_eq!(content(&town).await, before);
        // A reform of a list that is not there is refused too.
        let Err(Error::Refused(refusal)) = gazetteer::import(&town.desk, None, reform()).await
        else {
            panic!("refused")
        };
        assert_eq!(refusal.code, "reform-unknown-old");
    })
    .await;
}

#[tokio::test]
async fn another_file_of_what_is_known_is_never_taken_for_the_same() {
    story(|town| async move {
        gazetteer::import(&town.desk, None, history()).await.expect("imported");
        let codes = |done: Result<gazetteer::Preview, Error>| -> Vec<&'static str> {
            let Err(Error::Refused(refusal)) = done else { panic!("refused: {done:?}") };
            refusal.each().map(|it| it.code).collect()
        };
        let mut versions = read_versions(VERSIONS).expect("readable");
        versions[0].changes.last_mut().expect("a change").name = "Phường Sen".to_owned();
        let other = intake("khac.jsonl", Source::Versions(versions));
        let done = gazetteer::import(&town.desk, None, other).await;
        assert_eq!(codes(done), ["gazetteer-version-differs"]);
        gazetteer::import(&town.desk, None, reform()).await.expect("imported");
        let before = content(&town).await;
        let again = gazetteer::import(&town.desk, None, reform()).await.expect("known");
        assert!(again.versions.is_empty() && again.import.is_none());
        let Source::Reform(mut change, _) = reform().source else { panic!("a reform") };
        let gone = change.edges.pop().expect("an edge");
        let other = intake("khac.json", Source::Reform(change, Vec::new()));
        let done = gazetteer::import(&town.desk, None, other).await;
        assert_eq!(codes(done), ["reform-differs"], "{gone:?} is missing");
        assert_eq!(content(&town).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_code_that_lost_its_zeros_in_a_table_is_found_and_titles_are_no_heads() {
    story(|town| async move {
        gazetteer::import(&town.desk, None, history()).await.expect("imported");
        let known = gazetteer::known(&town.desk).await.expect("known");
        let on = day("2008-01-01");
        let mut answers = gazetteer::Answers::new(&known, (on, on));
        let lan = answers.of("00002").to_vec();
        assert_eq!((lan.len(), answers.of("2")), (1, lan.as_slice()));
        assert!(gazetteer::named(&known, "2", on).is_empty(), "a running number is no code");
        let row = |cells: &[&str]| cells.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let rows = [
            row(&["DANH SÁCH HỒ SƠ", "", ""]),
            row(&[]),
            row(&["STT", "Mã xã", "Số hồ sơ"]),
            row(&["x", "999", "5"]),
            row(&["y", "00002", "7"]),
        ];
        let found = |wanted| gazetteer::column(&known, &rows, wanted, on);
        let at = |at| Some(gazetteer::Column { at, heads: Some(2) });
        assert_eq!((found(""), found("mã xã"), found("MA XA")), (at(1), at(1), at(1)));
        assert_eq!((found("Số hồ sơ"), found("mã huyện")), (at(2), None));
        let bare = gazetteer::column(&known, &rows[4..], "", on);
        assert_eq!(bare, Some(gazetteer::Column { at: 1, heads: None }));
    })
    .await;
}

#[tokio::test]
async fn an_import_ahead_of_its_day_is_taken_back_to_the_byte() {
    story(|town| async move {
        gazetteer::import(&town.desk, None, history()).await.expect("imported");
        gazetteer::import(&town.desk, None, reform()).await.expect("imported");
        let before = content(&town).await;
        let ahead = town.desk.clock.today().plus_days(30);
        gazetteer::import(&town.desk, None, list(ahead)).await.expect("imported");
        assert_ne!(content(&town).await, before);
        let mut reader = town.desk.store.read();
        let imports = store::gazetteer::imports(&mut reader).await.expect("imports");
        let [first, second, last] = imports.as_slice() else { panic!("three: {imports:?}") };
        assert_eq!((last.source.as_str(), last.effective_on), ("danh-muc.json", ahead));
        let refused = gazetteer::revert(&town.desk, None, first.id).await;
        assert!(matches!(refused, Err(Error::Refused(it)) if it.code == "gazetteer-not-last"));
        gazetteer::revert(&town.desk, None, last.id).await.expect("taken back");
        assert_eq!(content(&town).await, before, "to the byte");
        let refused = gazetteer::revert(&town.desk, None, second.id).await;
        assert!(matches!(refused, Err(Error::Refused(it)) if it.code == "gazetteer-in-force"));
        // And it may come in again.
        gazetteer::import(&town.desk, None, list(ahead)).await.expect("imported again");
    })
    .await;
}

#[tokio::test]
async fn what_is_only_known_stands_in_no_list_of_what_is_run() {
    story(|town| async move {
        let scope = desk::authority::system_scope();
        let today = town.desk.clock.today();
        let reader = town.desk.store.read();
        let tops = store::unit::outermost(&reader, &scope, today).await.expect("tops");
        let communes = store::unit::communes(&reader, &scope, today).await.expect("communes");
        gazetteer::import(&town.desk, None, history()).await.expect("imported");
        gazetteer::import(&town.desk, None, reform()).await.expect("imported");
        assert_eq!(store::unit::outermost(&reader, &scope, today).await.expect("tops"), tops);
        let after = store::unit::communes(&reader, &scope, today).await.expect("communes");
        assert_eq!(after, communes);
        // It is found all the same.
        assert_eq!(town.finds("huyen dong").await.len(), 1);
        let refused = gazetteer::run_here(&town.desk, None, "11").await;
        assert!(matches!(refused, Err(Error::Refused(it)) if it.code == "gazetteer-no-province"));
        let count = gazetteer::run_here(&town.desk, None, "10").await.expect("run here");
        assert_eq!(count, 8, "the province, its districts and communes, old and new");
        let after = store::unit::communes(&reader, &scope, today).await.expect("communes");
        assert_eq!(after.len(), communes.len() + 2);
    })
    .await;
}

#[tokio::test]
async fn only_an_administrator_brings_a_list_in() {
    story(|town| async move {
        let list = ListUnit::new(units::Level::Province, "10", "Tỉnh Sông", None);
        let source = Source::List { units: vec![list], on: day("2026-01-01"), acts: String::new() };
        let refused =
            gazetteer::import(&town.desk, Some(&town.lan), intake("a.json", source.clone()));
        assert!(matches!(refused.await, Err(Error::Refused(_))));
        let administrator = NewAccount {
            name: "quy".to_owned(),
            display_name: "Trần Văn Quý".to_owned(),
            password: "mat-khau-dai".to_owned(),
            role: Role::Administrator,
            unit: None,
            post: String::new(),
            post_id: None,
            must_change: false,
        };
        let id = account::add(&town.desk, None, administrator).await.expect("added");
        let quy = account::actor(&town.desk, id).await.expect("found").expect("there");
        gazetteer::import(&town.desk, Some(&quy), intake("a.json", source))
            .await
            .expect("imported");
    })
    .await;
}

/// The list of the invented province, before and after its reform.
async fn reformed(town: &Town) -> std::sync::Arc<gazetteer::Known> {
    gazetteer::import(&town.desk, None, history()).await.expect("imported");
    gazetteer::import(&town.desk, None, reform()).await.expect("imported");
    gazetteer::known(&town.desk).await.expect("known")
}

fn named(branches: &[gazetteer::Branch]) -> Vec<(&str, Coverage, u64)> {
    let told = |it| -> (&str, Coverage, u64) {
        let branch: &gazetteer::Branch = it;
        (branch.name.as_str(), branch.coverage, branch.share.basis_points())
    };
    branches.iter().map(told).collect()
}

#[tokio::test]
async fn a_life_tells_its_stages_what_it_came_from_and_what_it_became() {
    story(|town| async move {
        let known = reformed(&town).await;
        let of = |text: &str, on: &str| gazetteer::named(&known, text, day(on))[0];
        let mai = gazetteer::life(&known, of("00001", "2020-01-01")).expect("known");
        let stages: Vec<_> =
            mai.stages.iter().map(|it| (it.name.as_str(), it.above.as_str())).collect();
        let above = ["Huyện Đông, Tỉnh Sông", "Quận Tây, Tỉnh Sông"];
        assert_eq!(stages, [("Xã Mai", above[0]), ("Phường Mai", above[1])]);
        assert_eq!(mai.stages[0].changed, []);
        assert_eq!(mai.stages[1].changed, [Changed::Name, Changed::Kind, Changed::Above]);
        assert!(mai.before.is_empty());
        assert_eq!(named(&mai.after), [("Phường Lan", Coverage::Whole, 10_000)]);
        let lan = gazetteer::life(&known, of("00002", "2020-01-01")).expect("known");
        let halves = ["Phường Cúc", "Phường Lan"].map(|name| (name, Coverage::Part, 5_000));
        assert_eq!(named(&lan.after), halves);
        let new = gazetteer::life(&known, of("Lan, Sông", "2026-01-01")).expect("known");
        let came = [("Phường Mai", Coverage::Whole, 10_000), ("Xã Lan", Coverage::Part, 5_000)];
        assert_eq!(named(&new.before), came);
        assert_eq!(new.before[0].day, day("2025-06-30"), "its last day opens the old page");
        assert!(new.after.is_empty() && new.stages.len() == 1);
        assert_eq!(known.great_day(), Some(day("2025-07-01")));
    })
    .await;
}

#[tokio::test]
async fn a_matrix_loses_nothing_and_a_block_holds_all_that_exchanged_something() {
    story(|town| async move {
        let known = reformed(&town).await;
        let days = (day("2020-01-01"), day("2026-01-01"));
        let within = gazetteer::province(&known, "10", days);
        assert!(within.is_some() && gazetteer::province(&known, "11", days).is_none());
        let asked = Between { days, level: Level::Commune, within };
        let rows: Vec<_> = gazetteer::matrix(&known, asked).map(gazetteer::matrix_cells).collect();
        assert_eq!(gazetteer::matrix_count(&known, asked), rows.len());
        let told: Vec<_> =
            rows.iter().map(|row| [0, 3, 6, 7, 8].map(|at| row[at].as_str())).collect();
        let all = |from, to| [from, to, "100.00", "counted", "whole"];
        assert_eq!(told.len(), 4);
        assert_eq!((told[0], told[3]), (all("00001", "00001"), all("00003", "00003")));
        for (row, to) in told[1..3].iter().zip(["00001", "00003"]) {
            let half = ["00002", "50.00", "estimate", "part"];
            assert_eq!([row[0], row[2], row[3], row[4]], half);
            assert!(told[1..3].iter().any(|row| row[1] == to));
        }
        let blocks = gazetteer::blocks(&known, asked, 0..usize::MAX);
        let [block] = blocks.changed.as_slice() else { panic!("one: {blocks:?}") };
        let codes = |side: &[gazetteer::Place]| -> Vec<String> {
            side.iter().map(|place| place.code.clone()).collect()
        };
        assert_eq!(codes(&block.before), ["00001", "00002", "00003"]);
        assert_eq!(codes(&block.after), ["00001", "00003"]);
        assert!(block.because.iter().all(|(on, ..)| *on == day("2025-07-01")));
        assert!(!block.because.is_empty() && blocks.lost.is_empty() && blocks.unchanged == 0);
        let same = Between { days: (day("2011-01-01"), day("2020-01-01")), ..asked };
        assert_eq!(gazetteer::blocks(&known, same, 0..usize::MAX).unchanged, 3);
        let districts = Between { level: Level::District, ..asked };
        let rows = gazetteer::matrix(&known, districts).count();
        assert_eq!((gazetteer::matrix_count(&known, districts), rows), (2, 2), "both are lost");
    })
    .await;
}

#[tokio::test]
async fn the_tree_of_any_day_has_the_levels_of_that_day() {
    story(|town| async move {
        let known = reformed(&town).await;
        let song = gazetteer::named(&known, "10", day("2020-01-01"))[0];
        let counts = |on: &str| {
            let part = gazetteer::part(&known, song, day(on))?;
            let tree = gazetteer::tree(&known, day(on));
            let top = tree.tops.iter().find(|top| top.unit_id == song).expect("outermost");
            assert!(part.path.is_empty() && top.below.is_empty(), "the outermost are counted");
            assert_eq!(top.counts, part.twig.counts);
            let twig = part.twig;
            Some((twig.counts.districts, twig.counts.communes, twig.below.len()))
        };
        assert_eq!(counts("2004-01-01"), None);
        assert_eq!(counts("2020-01-01"), Some((2, 3, 2)));
        assert_eq!(counts("2026-01-01"), Some((0, 2, 2)));
        let tay = gazetteer::named(&known, "Quận Tây", day("2020-01-01"))[0];
        let part = gazetteer::part(&known, tay, day("2020-01-01")).expect("it held");
        assert_eq!(part.path, [(song, "Tỉnh Sông".to_owned())]);
        let names: Vec<&str> = part.twig.below.iter().map(|twig| twig.name.as_str()).collect();
        assert_eq!(names.len(), part.twig.counts.communes as usize, "{names:?}");
        assert!(part.twig.below.iter().all(gazetteer::Twig::is_leaf));
        assert_eq!(gazetteer::part(&known, tay, day("2026-01-01")), None, "no more districts");
    })
    .await;
}

#[tokio::test]
async fn what_is_not_in_the_nations_list_counts_in_none_of_its_figures() {
    story(|town| async move {
        let today = town.desk.clock.today();
        // As long as no list has come in, there is nothing to stand beside.
        let known = gazetteer::known(&town.desk).await.expect("known");
        let alone = gazetteer::tree(&known, today);
        assert!(alone.beside.is_empty() && alone.counts.provinces == 1, "{alone:?}");
        assert!(!known.is_beside(town.ward));

        let known = reformed(&town).await;
        let tree = gazetteer::tree(&known, today);
        let names = |twigs: &[gazetteer::Twig]| -> Vec<String> {
            twigs.iter().map(|twig| twig.name.clone()).collect()
        };
        assert_eq!(names(&tree.tops), ["Tỉnh Sông"]);
        assert_eq!((tree.counts.provinces, tree.counts.communes), (1, 2));
        assert_eq!(names(&tree.beside), names(&alone.tops), "the town stands apart");
        assert!(tree.beside[0].is_beside && !tree.tops[0].is_beside);
        assert_eq!(tree.beside[0].counts, alone.tops[0].counts, "and keeps what lies in it");

        // Inside a unit beside the list everything counts, and nothing stands apart twice.
        let city = tree.beside[0].unit_id;
        let part = gazetteer::part(&known, city, today).expect("it holds");
        assert!(part.beside.is_empty() && part.twig.is_beside);
        assert_eq!(part.twig.counts, alone.tops[0].counts);
        assert!(part.twig.below.iter().any(|twig| twig.unit_id == town.ward));

        let asked =
            Between { days: (day("2026-01-01"), today), level: Level::Commune, within: None };
        let from: Vec<String> = gazetteer::matrix(&known, asked).map(|row| row.from.name).collect();
        assert_eq!(
            from,
            ["Phường Lan", "Phường Cúc"],
            "the ward stands in no matrix of the nation"
        );
        assert_eq!(gazetteer::matrix_count(&known, asked), 2);
        assert_eq!(gazetteer::blocks(&known, asked, 0..usize::MAX).unchanged, 2);
        let own = Between { within: Some(city), ..asked };
        assert!(gazetteer::matrix(&known, own).any(|row| row.from.unit_id == town.ward));
        assert_eq!(gazetteer::matrix_count(&known, own), gazetteer::matrix(&known, own).count());
    })
    .await;
}

#[tokio::test]
async fn a_commune_made_by_hand_stands_apart_in_its_province() {
    story(|town| async move {
        let known = reformed(&town).await;
        let today = town.desk.clock.today();
        let song = gazetteer::named(&known, "10", today)[0];
        let made = units::UnitId(uuid::Uuid::from_u128(0xabc));
        let state = units::UnitState {
            id: units::StateId(uuid::Uuid::from_u128(0xabd)),
            unit_id: made,
            valid: units::Period::since(day("2025-08-01")),
            kind: units::Kind::Xa,
            name: "Xã Tự Lập".to_owned(),
            short_name: "Tự Lập".to_owned(),
            official_code: None,
            parent_id: Some(song),
            legal_document: None,
        };
        let state = NewState { state, declared_households: None, began: None };
        let write = town.desk.store.write(move |tx| {
            let state = state.clone();
            Box::pin(async move {
                store::unit::add_units(tx, &[made], 0).await?;
                store::unit::add_states(tx, &[state], 0).await?;
                store::gazetteer::touch(tx, None).await?;
                tx.audit(store::Entry {
                    at: 0,
                    actor: None,
                    post: None,
                    act: "unit-add",
                    object_kind: "unit",
                    object_id: Some(made.0),
                    reason: String::new(),
                    digest: None,
                })
                .await?;
                Ok::<_, Stop<Refusal>>(())
            })
        });
        write.await.expect("written");
        let known = gazetteer::known(&town.desk).await.expect("known");
        let part = gazetteer::part(&known, song, today).expect("it holds");
        assert_eq!((part.twig.counts.communes, part.twig.below.len()), (2, 2));
        let apart: Vec<&str> = part.beside.iter().map(|twig| twig.name.as_str()).collect();
        assert_eq!(apart, ["Xã Tự Lập"]);
        assert_eq!(gazetteer::tree(&known, today).counts.communes, 2);
    })
    .await;
}

#[tokio::test]
async fn every_cell_of_a_table_gets_an_answer_or_a_reason() {
    story(|town| async move {
        let known = reformed(&town).await;
        let mut answers = Answers::new(&known, (day("2020-01-01"), day("2026-01-01")));
        let mut note = |text: &str| answers.of(text)[0].note.clone();
        assert_eq!(note(" "), Some(RowNote::Empty));
        assert_eq!(note("00009"), Some(RowNote::Unknown));
        assert_eq!(note("Cúc, Quận Tây"), None);
        assert_eq!(note("10"), None, "a province is a unit too");
        let lan = answers.of("Xã Lan, Đông");
        assert_eq!(lan.len(), 2);
        assert!(lan.iter().all(|row| row.cells[3] == "50.00" && row.cells[4] == "estimate"));
        // A unit that ended without a known heir: the district of the old days.
        let lost = answers.of("101");
        assert_eq!((lost.len(), lost[0].note.clone()), (1, Some(RowNote::Lost)));
        let bearers = gazetteer::bearers(&known, "00001", 9);
        assert_eq!(bearers.len(), 3, "the code of Mai, twice, and of Lan");
    })
    .await;
}

#[tokio::test]
async fn versions_that_only_end_places_are_in_force_and_stay() {
    story(|town| async move {
        gazetteer::import(&town.desk, None, history()).await.expect("imported");
        let ending = r#"{"date":"2011-01-01","legal":"9/NQ-CP: bỏ xã Lan","provinces":1,"districts":2,"communes":2,"changes":[{"op":"removed","level":3,"code":"00002","name":"Xã Lan","parent":"101"}]}"#;
        let all = format!("{VERSIONS}\n{ending}");
        let versions = Source::Versions(read_versions(&all).expect("readable"));
        let more = Intake { digest: [8; 32], ..intake("bo-xa.jsonl", versions) };
        let done = gazetteer::import(&town.desk, None, more).await.expect("imported");
        assert_eq!((done.units, done.states, done.versions.len()), (0, 0, 1));
        let imports = store::gazetteer::imports(&mut town.desk.store.read()).await.expect("kept");
        let last = imports.iter().find(|import| import.source == "bo-xa.jsonl").expect("there");
        let refused = gazetteer::revert(&town.desk, None, last.id).await;
        assert!(matches!(refused, Err(Error::Refused(it)) if it.code == "gazetteer-in-force"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_questions_at_once_lay_the_list_out_once_and_again_only_after_it_was_written() {
    story(|town| async move {
        gazetteer::import(&town.desk, None, history()).await.expect("imported");
        let desk = town.desk.clone();
        let ask_at_once = async || {
            let asked: Vec<_> = (0..16)
                .map(|_| {
                    let desk = desk.clone();
                    tokio::spawn(async move { gazetteer::known(&desk).await.expect("known") })
                })
                .collect();
            let mut known = Vec::new();
            for one in asked {
                known.push(one.await.expect("asked"));
            }
            known
        };
        let before = desk.known.made();
        let known = ask_at_once().await;
        assert!(known.iter().all(|one| std::sync::Arc::ptr_eq(one, &known[0])));
        assert_eq!(desk.known.made(), before + 1, "sixteen asked, one was made");
        let visitor = NewAccount {
            name: "mai".to_owned(),
            display_name: "Mai".to_owned(),
            password: "mat khau cua mai".to_owned(),
            role: Role::CityLeader,
            unit: None,
            post: "Lãnh đạo".to_owned(),
            post_id: None,
            must_change: false,
        };
        account::add(&desk, None, visitor).await.expect("an account");
        gazetteer::known(&desk).await.expect("known");
        assert_eq!(desk.known.made(), before + 1, "an account is no place");
        gazetteer::import(&desk, None, reform()).await.expect("imported");
        let newer = ask_at_once().await;
        assert_eq!(desk.known.made(), before + 2);
        let old = |known: &gazetteer::Known| known.nation.on(day("2026-01-01")).count();
        assert!(old(&newer[0]) < old(&known[0]), "the districts are gone");
    })
    .await;
}

#[tokio::test]
async fn every_act_that_writes_places_is_counted_and_a_refused_one_is_not() {
    story(|town| async move {
        let scope = desk::authority::system_scope();
        let moved = async || {
            store::registry::moved(&town.desk.store.read(), &scope).await.expect("a number")
        };
        let first = moved().await;
        assert!(first.units > 0 && first.outlines > 0, "the ward came in with its outlines");
        gazetteer::preview(&town.desk, None, &history()).await.expect("a preview");
        assert_eq!(moved().await, first, "a preview writes nothing");
        gazetteer::import(&town.desk, None, history()).await.expect("imported");
        let second = moved().await;
        assert_eq!((second.units, second.outlines), (first.units + 1, first.outlines));
        let early = intake(
            "dau.jsonl",
            Source::List { units: Vec::new(), on: day("1990-01-01"), acts: String::new() },
        );
        assert!(gazetteer::import(&town.desk, None, early).await.is_err());
        assert_eq!(moved().await, second, "what was refused moved nothing");
    })
    .await;
}
