//! Doors that must stay shut: other people's jobs, forms too large, sessions left behind, other sites.

use axum::http::StatusCode;
use desk::Role;
use desk::account::{self, NewAccount};

use crate::town::{Town, password};

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_is_watched_only_by_people_of_the_place() {
    let town = Town::new().await;
    let scope = desk::authority::public_scope();
    let (reader, today) = (town.desk.store.read(), town.desk.clock.today());
    let below = store::unit::children(&reader, &scope, Some(town.ward), today).await.unwrap();
    let stranger = NewAccount {
        name: "tư".to_owned(),
        display_name: "Trần Văn Tư".to_owned(),
        password: password("tư"),
        role: Role::WardOfficer,
        unit: Some(below[0].unit_id),
        post: "officer".to_owned(),
        post_id: None,
        must_change: false,
    };
    account::add(&town.desk, None, stranger).await.unwrap();
    let (lan, stranger) = (town.browser_of("lan").await, town.browser_of("tư").await);
    let order = [("muc-tieu", "20"), ("tu", "12"), ("den", "28")];
    let job = lan.post(&format!("/sap-xep/{}/ve", town.ward), &order).await.to().to_owned();
    assert_eq!(lan.get(&job).await.status, StatusCode::OK);
    for address in [job.clone(), format!("{job}/tien-do")] {
        assert_eq!(stranger.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    town.works().await;
    let stream = lan.get(&format!("{job}/tien-do")).await;
    assert!(stream.body.contains("data:"), "{}", stream.body);
    assert_eq!(stream.header("cache-control"), "no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_forms_with_a_file_may_be_large() {
    let town = Town::new().await;
    let large = "a".repeat(2 * 1024 * 1024);
    let fields = [("ten", large.as_str()), ("mat-khau", "sai")];
    let answer = town.visitor().post("/dang-nhap", &fields).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let lan = town.browser_of("lan").await;
    let lists = format!("/sap-xep/{}/danh-sach", town.ward);
    let answer = lan.post_form(&lists, &[], Some(("tổ.csv", &large))).await;
    assert_ne!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_as_another_ends_the_session_before() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    let fields = [("ten", "ba sáu"), ("mat-khau", &password("ba sáu"))];
    let answer = lan.post("/dang-nhap", &fields).await;
    assert_eq!(answer.to(), "/sap-xep");
    // The browser of this story keeps sending the old cookie.
    assert!(lan.get("/mat-khau").await.to().starts_with("/dang-nhap"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_sent_to_another_site_after_signing_in() {
    let town = Town::new().await;
    let password = password("lan");
    for next in ["//evil.example", "/\t/evil.example", "/\\evil.example"] {
        let fields = [("ten", "lan"), ("mat-khau", password.as_str()), ("tiep", next)];
        assert_eq!(town.visitor().post("/dang-nhap", &fields).await.to(), "/sap-xep", "{next:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_longer_than_any_name_finds_nothing_and_breaks_nothing() {
    let town = Town::new().await;
    let long = "a".repeat(60_000);
    for address in [format!("/dia-ban?q={long}"), format!("/api/v1/units?q={long}")] {
        assert_eq!(town.visitor().get(&address).await.status, StatusCode::OK);
    }
}
