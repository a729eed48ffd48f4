//! A visitor follows every link, picture, data file and interface address from the first page and
//! finds no household: no code, address, representative or count of a door or cluster.

use std::collections::{BTreeSet, VecDeque};

use crate::town::{Browser, Town};

/// Every address of this site that a page names.
fn links(text: &str) -> impl Iterator<Item = String> + '_ {
    let attributes = ["href=\"", "src=\"", "data-map=\"", "action=\""];
    attributes.into_iter().flat_map(move |attribute| {
        text.split(attribute).skip(1).filter_map(|rest| {
            let address = rest.split('"').next()?.replace("&amp;", "&").replace("&#38;", "&");
            let address = address.split('#').next()?.to_owned();
            (address.starts_with('/') && !address.starts_with("//")).then_some(address)
        })
    })
}

async fn crawl(visitor: &Browser, first: Vec<String>) -> Vec<(String, String)> {
    let mut waiting: VecDeque<String> = first.into();
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut pages = Vec::new();
    while let Some(address) = waiting.pop_front() {
        let answer = visitor.get(&address).await;
        assert!(!answer.status.is_server_error(), "{address}: {}", answer.body);
        if answer.header("content-type").starts_with("text/html") {
            for link in links(&answer.body) {
                if seen.insert(link.clone()) {
                    waiting.push_back(link);
                }
            }
        }
        pages.push((address, answer.body));
        assert!(pages.len() < 2_000, "the site has no end");
    }
    pages
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_who_follows_everything_finds_no_household() {
    let town = Town::new().await;
    let plan = town.draws().await;
    let lan = town.browser_of("lan").await;
    lan.post(&format!("/sap-xep/phuong-an/{plan}/kp/0/to-tu-quan"), &[]).await;
    town.works().await;
    lan.post(&format!("/sap-xep/phuong-an/{plan}/de-nghi"), &[]).await;
    let mut first = vec!["/".to_owned(), "/en".to_owned(), "/healthz".to_owned()];
    first.push("/api/v1/units".to_owned());
    first.push(format!("/api/v1/units?parent={}", town.ward));
    first.push(format!("/api/v1/units/{}", town.ward));
    first.push(format!("/api/v1/units/{}/lineage", town.ward));
    first.push(format!("/api/v1/units/{}/geojson", town.ward));
    first.push(format!("/api/v1/plans?commune={}", town.ward));
    first.push(format!("/api/v1/plans/{plan}"));
    let pages = crawl(&town.visitor(), first).await;
    assert!(pages.len() > 60, "the crawler went only {} steps", pages.len());
    assert!(pages.iter().any(|(address, _)| address.ends_with("/ban-do.geojson")));
    assert!(pages.iter().any(|(address, _)| address.contains("/ho-so/")));
    assert!(town.secrets.len() > 100, "there is nothing to hide");
    for (address, text) in &pages {
        // "Hẻm 3 Hoa Mai" is an alley anyone may read of; "3 Hoa Mai" by itself is a door.
        let text = town.streets.iter().fold(text.clone(), |text, name| text.replace(name, ""));
        for secret in &town.secrets {
            assert!(!text.contains(secret.as_str()), "{address} shows {secret}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_crawler_would_find_a_household_if_one_were_shown() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    let address = format!("/dia-ban/{}/ho", units_of(&town).await[0]);
    let shown = lan.post(&address, &[("vi-sao", "chuẩn bị hội nghị")]).await;
    let found = town.secrets.iter().filter(|secret| shown.body.contains(secret.as_str()));
    assert!(found.count() > 10, "{}", shown.body);
}

async fn units_of(town: &Town) -> Vec<units::UnitId> {
    let scope = desk::authority::public_scope();
    let (reader, today) = (town.desk.store.read(), town.desk.clock.today());
    let below = store::unit::children(&reader, &scope, Some(town.ward), today).await.unwrap();
    below.into_iter().map(|line| line.unit_id).collect()
}
