//! Somebody looks for a place: with and without marks, cut short, by old names and old districts.

use desk::authority::public_scope;
use desk::gazetteer::{self, Intake, Source};
use desk::search::{self, Search};
use units::gazetteer::{read_reform, read_versions};
use units::lineage::Fraction;
use units::{Day, Method};

use crate::town::{Town, story};

const VERSIONS: &str = r#"{"date":"2004-08-31","legal":"1/2003/NĐ-CP: thành lập","provinces":1,"districts":2,"communes":5,"changes":[{"op":"added","level":1,"code":"10","name":"Thành phố Sông Hoà","parent":null},{"op":"added","level":2,"code":"101","name":"Quận 4","parent":"10"},{"op":"added","level":2,"code":"102","name":"Quận 1","parent":"10"},{"op":"added","level":3,"code":"00001","name":"Phường 08","parent":"101"},{"op":"added","level":3,"code":"00002","name":"Phường 15","parent":"101"},{"op":"added","level":3,"code":"00003","name":"Phường 15","parent":"102"},{"op":"added","level":3,"code":"00004","name":"Phường Đa Cao","parent":"102"},{"op":"added","level":3,"code":"00005","name":"Phường Đông Phương Yên","parent":"102"}]}"#;
const REFORM: &str = r#"{"data":[{"level1_id":"10","name":"Thành phố Sông Hoà","splits":[{"new_id":"10","name":"Thành phố Sông Hoà"}],"level3s":[
{"level3_id":"00001","name":"Phường 08","splits":[{"new_id":"00001","name":"Phường Lan"}]},
{"level3_id":"00002","name":"Phường 15","splits":[{"new_id":"00001","name":"Phường Lan"},{"new_id":"00004","name":"Phường Tân Hoà"}]},
{"level3_id":"00003","name":"Phường 15","splits":[{"new_id":"00004","name":"Phường Tân Hoà"}]},
{"level3_id":"00004","name":"Phường Đa Cao","splits":[{"new_id":"00004","name":"Phường Tân Hoà"}]},
{"level3_id":"00005","name":"Phường Đông Phương Yên","splits":[{"new_id":"00004","name":"Phường Tân Hoà"}]}]}]}"#;

fn intake(name: &str, source: Source) -> Intake {
    Intake { name: name.to_owned(), digest: [7; 32], source, is_reference: true }
}

/// The list of a small nation and its reform.
async fn with_nation(town: &Town) {
    let versions = Source::Versions(read_versions(VERSIONS).unwrap());
    gazetteer::import(&town.desk, None, intake("lich-su.jsonl", versions)).await.unwrap();
    let (reform, differences) = read_reform(REFORM, None).unwrap();
    let reform = Source::Reform(Box::new(reform), differences);
    gazetteer::import(&town.desk, None, intake("sap-xep.json", reform)).await.unwrap();
}

async fn look(town: &Town, text: &str) -> Search {
    let today: Day = town.today();
    search::search(&town.desk, &public_scope(), text, (today, today), 20).await.unwrap()
}

/// "name, path > what it is today" of each hit.
async fn hits(town: &Town, text: &str) -> Vec<String> {
    let hits = look(town, text).await.hits;
    let said = hits.iter().map(|hit| {
        let today = hit.today.iter().filter_map(|row| row.to.as_ref());
        let today: Vec<&str> = today.map(|place| place.name.as_str()).collect();
        format!("{}, {} > {}", hit.found.line.name, hit.found.path, today.join(" + "))
    });
    said.collect()
}

#[tokio::test]
async fn a_ward_and_its_district_are_found_however_they_are_typed() {
    story(|town| async move {
        with_nation(&town).await;
        let of_four = "Phường 15, Quận 4, Thành phố Sông Hoà > ";
        for text in
            ["P.15 Q4", "p15q4", "phuong 15 quan 4", "PHƯỜNG 15, QUẬN 4", "15, q.04, song hòa"]
        {
            let found = hits(&town, text).await;
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!(found[0].starts_with(of_four), "{text}: {found:?}");
        }
        assert_eq!(hits(&town, "p15").await.len(), 2, "one in each district");
        let eight = ["Phường 08, Quận 4, Thành phố Sông Hoà > Phường Lan"];
        assert_eq!(hits(&town, "p8 song hoa").await, eight);
        assert_eq!(hits(&town, "Phường 8, Q.4").await, eight);
        assert_eq!(hits(&town, "00001").await[0], "Phường Lan, Thành phố Sông Hoà > ");
        assert_eq!(hits(&town, "dong phuong yen").await.len(), 1, "no ward \"dong\" in \"yen\"");
        // The tone on either vowel, composed or not.
        let new = ["Phường Tân Hoà, Thành phố Sông Hoà > "];
        for text in
            ["Tân Hoà", "tân hòa", "TÂN HO\u{300}A", "tan hoa", "phuong tan hoa, TP Sông Hòa"]
        {
            assert_eq!(hits(&town, text).await, new, "{text}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_old_name_says_what_it_is_today_and_how_much_of_it() {
    story(|town| async move {
        with_nation(&town).await;
        let found = look(&town, "đa cao quận 1").await;
        assert!(found.is_whole);
        let [hit] = found.hits.as_slice() else { panic!("one: {:?}", found.hits) };
        let [row] = hit.today.as_slice() else { panic!("one: {:?}", hit.today) };
        assert_eq!(
            (row.to.as_ref().unwrap().name.as_str(), row.share),
            ("Phường Tân Hoà", Fraction::ALL)
        );
        // Divided, and nobody knows how: said to be a guess.
        let divided = look(&town, "p15 q4").await.hits.remove(0);
        assert_eq!(divided.today.len(), 2);
        assert!(divided.today.iter().all(|row| row.method == Method::Estimate));
        // A wrong district narrows to nothing, so it is left out and said to be.
        let elsewhere = look(&town, "Đa Cao, Quận 4").await;
        assert!(!elsewhere.is_whole && elsewhere.hits.len() == 1);
        // Not a place that ever was.
        assert!(look(&town, "Nơi Không Có").await.hits.is_empty());
    })
    .await;
}

#[tokio::test]
async fn units_below_the_ward_are_found_by_their_short_words() {
    story(|town| async move {
        let before = hits(&town, "tdp 2").await;
        assert_eq!(before.len(), 1, "{before:?}");
        assert!(before[0].starts_with("Tổ dân phố 2, Khu phố"), "{before:?}");
        assert_eq!(hits(&town, "to 2").await, before);
        assert_eq!(hits(&town, "TỔ 02, kp 1").await, before);
        let units = hits(&town, "kp 1, bến lá").await;
        assert!(units[0].starts_with("Khu phố 1, Phường Bến Lá"), "{units:?}");
        assert_eq!(hits(&town, "khu pho 1 ben la").await, units, "without a comma");
    })
    .await;
}

#[tokio::test]
async fn whoever_types_as_one_hears_or_slips_is_asked_what_was_meant() {
    story(|town| async move {
        with_nation(&town).await;
        let ward = "Phường Đa Cao, Quận 1";
        for text in ["đa kao", "dakao", "Đa Caoo", "phường đakao", "da cso", "đa acos"] {
            let near = look(&town, text).await.near;
            assert_eq!(
                near.first().map(String::as_str),
                (text != "đa acos").then_some(ward),
                "{text}"
            );
        }
        assert_eq!(hits(&town, ward).await.len(), 1, "what is offered is found");
        let near = look(&town, "tân hào").await.near;
        assert_eq!(near, ["Phường Tân Hoà, Thành phố Sông Hoà"], "letters in the wrong order");
        for exact in ["Đa Cao", "đa cao, quận 1", "P.15 Q4", "00001", "p8", "zz", "12/3 Lê Lợi"]
        {
            assert!(look(&town, exact).await.near.is_empty(), "{exact}");
        }
    })
    .await;
}
