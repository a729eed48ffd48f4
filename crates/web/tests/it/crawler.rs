//! A visitor follows every link, picture, data file and interface address from the first page and
//! finds no household: no code, address, representative or count of a door or cluster.

use std::collections::{BTreeSet, VecDeque};

use crate::people::{
    self, ASKED, HELP, Lives, MANNER, MORE, OWN_WORDS, PROMISE, REQUEST, SEALED, SHOWN, TALK,
    UNREAD,
};
use crate::town::{Browser, Town};

/// Every address of this site that a page names.
fn links(text: &str) -> impl Iterator<Item = String> + '_ {
    let attributes = ["href=\"", "src=\"", "data-map=\"", "data-closer=\"", "action=\""];
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
    first.push(format!("/api/v1/rules?unit={}", town.ward));
    first.push("/api/v1/rules/hcm-khu-pho-tu".to_owned());
    first.push(format!("/api/v1/plans?commune={}", town.ward));
    first.push(format!("/api/v1/plans/{plan}"));
    for level in ["communes", "khu_pho_ap"] {
        first.push(format!("/ogc/collections/{level}/items?datetime=2000-01-01/.."));
        first.push(format!("/ogc/collections/{level}/items"));
        for kind in ["geojson", "gpkg", "csv"] {
            first.push(format!("/ranh-gioi/tai-ve?cap={level}&dang={kind}"));
        }
        first.push(format!("/manh-ban-do/{level}/0/0/0"));
        first.push(format!("/manh-ban-do/{level}/0/0/0?at={}&o={}", town.today(), town.ward));
    }
    let pages = crawl(&town.visitor(), first).await;
    assert!(pages.len() > 60, "the crawler went only {} steps", pages.len());
    for data in ["/ban-do.geojson", "/ban-do/nen.geojson", "/ban-do/gan.geojson"] {
        assert!(pages.iter().any(|(address, _)| address.ends_with(data)), "{data}");
    }
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

/// Where a crawl begins: the doors, and the addresses that a person who guesses would try.
fn doors(lives: &Lives) -> Vec<String> {
    let mut first: Vec<String> =
        ["/", "/en", "/to-tu-quan", "/ai-phu-trach", "/can-bo", "/dia-ban"]
            .map(str::to_owned)
            .to_vec();
    first.extend(["/can-bo/cua-toi", "/viec-can-lam", "/kho-khan"].map(str::to_owned));
    for group in lives.groups {
        for end in ["", "/nho", "/ho", "/giai-the", "/ghi/hop"] {
            first.push(format!("/to-tu-quan/{group}{end}"));
        }
    }
    for post in lives.head_posts {
        first.push(format!("/can-bo/{post}"));
        first.push(format!("/ai-phu-trach/{post}"));
    }
    first.push(format!("/dau-viec/{}", lives.matter));
    first.extend(lives.bases.map(|base| format!("/dia-ban/{base}/ho")));
    first.extend(word_of(lives));
    first
}

/// Everything that may tell of residents' word, and what a person who knows an identity would try.
fn word_of(lives: &Lives) -> Vec<String> {
    let mut first: Vec<String> =
        ["", "/ban-do", "/ban-do.svg", "/diem.geojson", "/duyet", "/tiep-nhan"]
            .map(|end| format!("/phan-anh{end}"))
            .to_vec();
    first.extend(["open", "late", "answered"].map(|which| format!("/don-doc/viec?loai={which}")));
    for base in lives.bases.iter().chain(&lives.groups) {
        first.push(format!("/phan-anh?o={base}"));
        first.push(format!("/phan-anh/gui?o={base}&linh-vuc=tieng_on"));
        first.push(format!("/don-doc?o={base}"));
    }
    for sent in &lives.sent {
        let id = sent.feedback;
        for end in ["cong-khai", "tiep-nhan", "duyet"] {
            first.push(format!("/phan-anh/{end}/{id}"));
            first.push(format!("/phan-anh/{end}/{id}/anh/1"));
        }
        first.push(format!("/phan-anh/{id}"));
        first.push(format!("/phan-anh/{id}/phieu"));
        first.push(format!("/phan-anh/gom?p={id}"));
        first.push(format!("/dau-viec/{}", sent.matter));
    }
    first
}

/// What residents keep to themselves: their words before somebody has read them, and the words of which
/// everybody reads fewer; codes; the very point at which somebody stood.
fn secrets_of(lives: &Lives) -> Vec<String> {
    let mut secrets: Vec<String> =
        [UNREAD, OWN_WORDS, MORE, MANNER, SEALED, ASKED].map(str::to_owned).to_vec();
    for sent in &lives.sent {
        secrets.push(sent.code.clone());
        secrets.push(sent.code.replace('-', ""));
    }
    let point = [lives.point.lon_e7, lives.point.lat_e7];
    secrets.extend(point.map(|e7| e7.to_string()));
    secrets.extend(point.map(|e7| format!("{}", f64::from(e7) / 1e7)));
    secrets
}

/// The pages on which a text stands.
fn showing<'p>(pages: &'p [(String, String)], text: &str) -> Vec<&'p str> {
    let found = pages.iter().filter(|(_, body)| body.contains(text));
    found.map(|(address, _)| address.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn outsider_neighbour_and_another_head_crawl_everything_and_find_nothing_private() {
    let town = Town::new().await;
    town.draws().await;
    let lives = people::lives(&town).await;
    let visitor = town.visitor();
    let neighbour = town.browser_of("năm").await;
    let other_head = town.browser_of("trưởng hai").await;
    for (who, browser) in [("outsider", visitor), ("neighbour", neighbour), ("head", other_head)] {
        let pages = crawl(&browser, doors(&lives)).await;
        assert!(pages.len() > 40, "{who} went only {} steps", pages.len());
        for secret in [TALK, REQUEST, HELP, PROMISE] {
            assert_eq!(showing(&pages, secret), Vec::<&str>::new(), "{who} reads {secret}");
        }
        for secret in secrets_of(&lives) {
            assert_eq!(showing(&pages, &secret), Vec::<&str>::new(), "{who} reads {secret}");
        }
        assert!(!showing(&pages, SHOWN).is_empty(), "{who} reads what was approved");
        for (address, text) in &pages {
            let text = town.streets.iter().fold(text.clone(), |text, name| text.replace(name, ""));
            for secret in &town.secrets {
                assert!(!text.contains(secret.as_str()), "{address} shows {who} {secret}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_talk_is_found_by_the_two_and_by_no_other_leader_or_administrator() {
    let town = Town::new().await;
    let lives = people::lives(&town).await;
    for (name, reads) in [("chủ tịch", true), ("trưởng một", true), ("thành phố", false)]
    {
        let pages = crawl(&town.browser_of(name).await, doors(&lives)).await;
        assert_eq!(!showing(&pages, TALK).is_empty(), reads, "{name}");
        assert!(!showing(&pages, HELP).is_empty(), "{name} may know of the help");
    }
    for name in ["ba sáu", "lan", "quản trị"] {
        if name == "quản trị" {
            town.person_of_nowhere(name, desk::Role::Administrator).await;
        }
        let pages = crawl(&town.browser_of(name).await, doors(&lives)).await;
        assert_eq!(showing(&pages, TALK), Vec::<&str>::new(), "{name}");
        assert_eq!(showing(&pages, REQUEST), Vec::<&str>::new(), "{name}");
    }
    let asked = crawl(&town.browser_of("tư").await, doors(&lives)).await;
    assert!(!showing(&asked, REQUEST).is_empty(), "the group's own head reads what was asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn residents_words_are_found_by_those_they_were_sent_to_and_by_nobody_else() {
    let town = Town::new().await;
    let lives = people::lives(&town).await;
    for (name, reads) in [
        // The dispatcher moderates what the ward was told, and what is asked of its groups.
        ("hường", vec![UNREAD, OWN_WORDS, MORE, MANNER, ASKED]),
        // The head reads what was told of her khu phố: not what is about her, nor what was asked of a
        // group of neighbours inside.
        ("trưởng một", vec![UNREAD, OWN_WORDS, MORE]),
        ("tư", vec![ASKED]),
    ] {
        let pages = crawl(&town.browser_of(name).await, doors(&lives)).await;
        for said in [UNREAD, OWN_WORDS, MORE, MANNER, SEALED, ASKED] {
            let found = showing(&pages, said);
            assert_eq!(!found.is_empty(), reads.contains(&said), "{name}, {said}: {found:?}");
        }
        for sent in &lives.sent {
            assert_eq!(showing(&pages, &sent.code), Vec::<&str>::new(), "{name} reads a code");
        }
    }
}
