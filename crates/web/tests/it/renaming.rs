//! Names that collide, in the browser.

use axum::http::StatusCode;

use crate::town::Town;

#[tokio::test(flavor = "multi_thread")]
async fn a_ward_without_collisions_says_so_in_both_languages() {
    let town = Town::new().await;
    let visitor = town.visitor();
    for prefix in ["", "/en"] {
        let page = visitor.get(&format!("{prefix}/sap-xep/{}/trung-ten", town.ward)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("note-done") && !page.body.contains('⟦'), "{}", page.body);
    }
    assert!(!visitor.get(&format!("/sap-xep/{}", town.ward)).await.body.contains("trung-ten"));
}

#[tokio::test(flavor = "multi_thread")]
async fn lan_sees_the_collision_changes_a_name_by_hand_and_gets_a_dossier() {
    let mut commune = sample::town();
    let present = commune.units.iter_mut().filter_map(|unit| unit.states.last_mut());
    for state in present.filter(|state| state.kind.is_base() && state.valid.until.is_none()) {
        state.name = "Khu phố 1".to_owned();
        state.short_name = "1".to_owned();
    }
    let town = Town::of(commune).await;
    let address = format!("/sap-xep/{}/trung-ten", town.ward);
    let visitor = town.visitor();
    let open = visitor.get(&format!("/sap-xep/{}", town.ward)).await.body;
    assert!(open.contains(&address), "the page of the ward tells of it");
    for scheme in ["number_on", "old_ward", "renumber"] {
        let page = visitor.get(&format!("/en{address}?cach={scheme}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.body.contains('⟦') && !page.body.contains("<input id=\"ten-"));
    }
    assert!(
        visitor.get(&format!("{address}?cach=old_ward")).await.body.contains("Khu phố 1 Phường")
    );
    let lan = town.browser_of("lan").await;
    let page = lan.get(&address).await.body;
    let hidden = |name: &str| {
        let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let fields: Vec<String> = page
        .split("<input id=\"ten-")
        .skip(1)
        .map(|rest| format!("ten-{}", rest.split('"').next().unwrap()))
        .collect();
    assert_eq!(fields.len(), 2);
    let id = hidden("ma");
    let send = async |one: &str, other: &str| {
        let sent = [
            ("ma", id.as_str()),
            ("cach", "number_on"),
            (fields[0].as_str(), one),
            (fields[1].as_str(), other),
        ];
        lan.post(&address, &sent).await
    };
    let wrong = send("Khu phố 7", "Khu phố 7").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.body.matches("value=\"Khu phố 7\"").count(), 2, "what was typed stays");
    let dossier = send("Khu phố 7", "Khu phố 1").await.to().to_owned();
    assert_eq!(dossier, format!("/sap-xep/ho-so/{id}"));
    for prefix in ["", "/en"] {
        let page = visitor.get(&format!("{prefix}{dossier}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains("Khu phố 7") && !page.body.contains('⟦'), "{}", page.body);
    }
    let (_, rest) = visitor
        .get(&dossier)
        .await
        .body
        .split_once("/sap-xep/phuong-an/")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    let plan = rest.split('"').next().unwrap().to_owned();
    let plan = visitor.get(&format!("/sap-xep/phuong-an/{plan}")).await;
    assert_eq!(plan.status, StatusCode::OK, "{}", plan.body);
}
