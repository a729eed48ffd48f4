//! Every page of every role in both languages: worded, whole, without script, under the policy.

use crate::town::{Answer, Browser, Town};

/// What holds of every page.
fn check(address: &str, lang: &str, page: &Answer) {
    let text = &page.body;
    assert!(page.status.is_success(), "{address}: {} {text}", page.status);
    assert!(text.starts_with("<!doctype html>"), "{address} is no page");
    assert!(text.contains(&format!("<html lang=\"{lang}\">")), "{address} speaks no {lang}");
    assert!(!text.contains('⟦'), "{address}: a word is missing: {}", near(text, "⟦"));
    assert_eq!(text.matches("<h1").count(), 1, "{address} has one heading");
    assert!(!text.contains(" style="), "{address}: inline style: {}", near(text, " style="));
    for script in text.split("<script").skip(1) {
        assert!(script.starts_with(" type=\"module\" src=\"/assets/"), "{address}: inline script");
    }
    for handler in [" onclick=", " onload=", " onchange=", "javascript:"] {
        assert!(!text.contains(handler), "{address}: {handler}");
    }
    assert!(page.header("content-security-policy").contains("default-src 'self'"), "{address}");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    let ids: Vec<&str> =
        text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "{address}: an id stands twice: {ids:?}");
    for label in text.split("<label for=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&label), "{address}: a label for nothing: {label}");
    }
}

fn near<'t>(text: &'t str, mark: &str) -> &'t str {
    let at = text.find(mark).unwrap_or(0);
    let end = text[at..].char_indices().nth(80).map_or(text.len(), |(length, _)| at + length);
    &text[at..end]
}

async fn looks_at(browser: &Browser, addresses: &[String]) {
    for address in addresses {
        check(address, "vi", &browser.get(address).await);
        let english = if address == "/" { "/en".to_owned() } else { format!("/en{address}") };
        check(&english, "en", &browser.get(&english).await);
    }
}

/// The pages of the town as they stand in the tree of links.
async fn addresses(town: &Town, plan: units::PlanId) -> Vec<String> {
    let scope = desk::authority::public_scope();
    let reader = town.desk.store.read();
    let today = town.desk.clock.today();
    let mut addresses: Vec<String> = [
        "/",
        "/dia-ban",
        "/dia-ban?q=khu",
        "/dia-ban?q=khong-co",
        "/sap-xep",
        "/dang-nhap",
        "/khu-pho-cua-toi",
    ]
    .map(str::to_owned)
    .to_vec();
    let below = store::unit::children(&reader, &scope, Some(town.ward), today).await.unwrap();
    let first = below.first().expect("the ward has units");
    for unit in [town.ward, first.unit_id] {
        for end in ["", "/ban-do", "/qua-trinh", "?ngay=2020-01-01", "?ngay=2030-01-01"] {
            addresses.push(format!("/dia-ban/{unit}{end}"));
        }
    }
    addresses.push(format!("/sap-xep/{}", town.ward));
    addresses.push(format!("/sap-xep/phuong-an/{plan}"));
    addresses.push(format!("/sap-xep/phuong-an/{plan}/kp/0"));
    addresses.push(format!("/sap-xep/phuong-an/{plan}/so-sanh?voi={plan}"));
    addresses
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_every_role_is_whole_in_both_languages() {
    let town = Town::new().await;
    let plan = town.draws().await;
    let mut all = addresses(&town, plan).await;
    looks_at(&town.visitor(), &all).await;
    let lan = town.browser_of("lan").await;
    all.push("/mat-khau".to_owned());
    all.push(format!("/dia-ban/{}/ho", town.ward));
    looks_at(&lan, &all).await;
    let dossier = lan.post(&format!("/sap-xep/phuong-an/{plan}/de-nghi"), &[]).await;
    let dossier = dossier.to().to_owned();
    for browser in [town.visitor(), lan, town.browser_of("ba sáu").await] {
        looks_at(&browser, std::slice::from_ref(&dossier)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_not_there_is_said_in_the_language_of_the_address() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let vietnamese = visitor.get("/khong-co").await;
    assert_eq!(vietnamese.status, 404);
    assert!(vietnamese.body.contains("Không có trang này"), "{}", vietnamese.body);
    let english = visitor.get("/en/dia-ban/khong-phai-ma").await;
    assert_eq!(english.status, 404);
    assert!(english.body.contains("<html lang=\"en\">"), "{}", english.body);
    let api = visitor.get("/api/v1/units/0000").await;
    assert_eq!(api.header("content-type"), "application/problem+json");
}

#[tokio::test(flavor = "multi_thread")]
async fn plans_say_that_they_have_no_legal_force() {
    let town = Town::new().await;
    let plan = town.draws().await;
    let visitor = town.visitor();
    for end in ["", "/kp/0", "/ban-do.svg"] {
        let page = visitor.get(&format!("/sap-xep/phuong-an/{plan}{end}")).await;
        assert!(page.body.contains("Phương án – chưa có giá trị pháp lý"), "{end}");
    }
}
