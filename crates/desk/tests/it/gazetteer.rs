//! The nation's list comes in, goes on, and is taken back before its day.

use desk::account::{self, NewAccount};
use desk::gazetteer::{self, Intake, Source};
use desk::{Error, Role};
use units::Day;
use units::gazetteer::{ListUnit, read_list, read_reform, read_versions};

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
        assert_eq!(done, seen);
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
