//! The demonstration says on every page that its data are invented, and puts a visitor in somebody's
//! place; a site that serves a real place does neither.

use axum::http::StatusCode;
use web::{Player, Stage};

use crate::town::{Town, password};

async fn stage_of(town: &Town) -> Stage {
    let lan = desk::account::sign_in(&town.desk, "lan", password("lan")).await.unwrap();
    let player = Player {
        name: "lan",
        account: lan.account_id,
        label: "stage-officer",
        begins_at: "/viec-can-lam",
    };
    Stage { players: vec![player] }
}

#[tokio::test]
async fn one_click_puts_a_visitor_in_the_place_of_an_officer_and_of_a_resident_again() {
    let town = Town::new().await;
    let mut visitor = town.visitor_of_a_demo(stage_of(&town).await);
    let home = visitor.get("/").await.body;
    assert!(home.contains("action=\"/dong-vai\"") && home.contains("Công chức phường"), "{home}");
    let played = visitor.post("/dong-vai", &[("vai", "lan")]).await;
    assert_eq!((played.status, played.to()), (StatusCode::SEE_OTHER, "/viec-can-lam"));
    visitor.keeps(&played);
    assert_eq!(visitor.get("/viec-can-lam").await.status, StatusCode::OK);
    let left = visitor.post("/en/dong-vai", &[("vai", "")]).await;
    assert_eq!((left.status, left.to()), (StatusCode::SEE_OTHER, "/en/phan-anh"));
    visitor.keeps(&left);
    let inbox = visitor.get("/viec-can-lam").await;
    assert!(inbox.to().starts_with("/dang-nhap"), "signed out: {}", inbox.to());
    let nobody = visitor.post("/dong-vai", &[("vai", "ba sáu")]).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND, "only whom the stage names");
}

#[tokio::test]
async fn a_site_that_serves_a_real_place_knows_no_parts() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let played = visitor.post("/dong-vai", &[("vai", "lan")]).await;
    assert_eq!(played.status, StatusCode::NOT_FOUND);
    assert!(played.headers.get("set-cookie").is_none());
    for address in ["/", "/en", "/dia-ban", "/khong-co"] {
        let page = visitor.get(address).await.body;
        assert!(!page.contains("dong-vai"), "{address}");
        assert!(!page.contains("DỮ LIỆU MẪU") && !page.contains("SAMPLE DATA"), "{address}");
    }
}

#[tokio::test]
async fn every_page_and_map_of_a_demonstration_says_that_its_data_are_invented() {
    let town = Town::new().await;
    let visitor = town.visitor_of_a_demo(stage_of(&town).await);
    for (vi, en) in [
        ("/", "/en"),
        ("/dia-ban", "/en/dia-ban"),
        ("/kho-khan", "/en/kho-khan"),
        ("/dang-nhap", "/en/dang-nhap"),
        ("/khong-co", "/en/khong-co"),
    ] {
        let page = visitor.get(vi).await.body;
        assert!(page.contains("DỮ LIỆU MẪU") && !page.contains('⟦'), "{vi}");
        let page = visitor.get(en).await.body;
        assert!(page.contains("SAMPLE DATA") && !page.contains('⟦'), "{en}");
    }
    let map = visitor.get(&format!("/dia-ban/{}/ban-do.svg", town.ward)).await.body;
    assert!(map.contains("DỮ LIỆU MẪU"), "the sheet is stamped, also when it is printed");
}
