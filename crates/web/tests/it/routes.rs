//! A walk along the route table: visitors get no cookie, and doors stay shut.

use axum::http::{Method, StatusCode, header};
use web::route::{self, Form, Who};

use crate::town::Town;

/// The address with something in place of each variable: the ward for places, else an identity that
/// nothing has.
fn filled(path: &str, town: &Town) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in path.split('/') {
        parts.push(match part {
            "{unit}" | "{commune}" | "{id}" => town.ward.to_string(),
            "{part}" => "0".to_owned(),
            "{*name}" => "site.css".to_owned(),
            part if part.starts_with('{') => "00000000-0000-7000-8000-000000000001".to_owned(),
            part => part.to_owned(),
        });
    }
    parts.join("/")
}

#[tokio::test(flavor = "multi_thread")]
async fn public_pages_set_no_cookie_and_may_be_kept_with_a_fingerprint() {
    let town = Town::new().await;
    let visitor = town.visitor();
    for route in route::all().filter(|r| r.who == Who::Public && r.method == "GET") {
        let address = filled(route.path, &town);
        let answer = visitor.get(&address).await;
        assert!(!answer.headers.contains_key(header::SET_COOKIE), "{address} sets a cookie");
        if answer.status != StatusCode::OK {
            assert!(answer.status.is_client_error(), "{address}: {}", answer.status);
            continue;
        }
        assert!(answer.header("cache-control").starts_with("public"), "{address}");
        let tag = answer.header("etag");
        assert!(!tag.is_empty(), "{address} has no fingerprint");
        let again = visitor
            .request(Method::GET, &address)
            .header(header::IF_NONE_MATCH, tag)
            .body(axum::body::Body::empty())
            .unwrap();
        assert_eq!(visitor.send(again).await.status, StatusCode::NOT_MODIFIED, "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_for_one_reader_are_not_stored_and_named_to_nobody() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let mut seen = 0;
    for route in route::all().filter(|route| route.who == Who::Holder) {
        let address = filled(route.path, &town);
        let answer = match route.method {
            "GET" => visitor.get(&address).await,
            _ => visitor.post(&address, &[]).await,
        };
        assert_eq!(answer.header("cache-control"), "no-store", "{address}");
        assert_eq!(answer.header("referrer-policy"), "origin, strict-origin", "{address}");
        assert!(answer.header("x-robots-tag").contains("noindex"), "{address}");
        assert!(!answer.headers.contains_key(header::SET_COOKIE), "{address}");
        seen += 1;
    }
    assert!(seen > 0, "there are such pages");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_behind_the_door_send_a_visitor_to_sign_in_and_back() {
    let town = Town::new().await;
    let visitor = town.visitor();
    for route in route::all().filter(|route| matches!(route.who, Who::SignedIn | Who::Personal)) {
        let address = filled(route.path, &town);
        let answer = match route.method {
            "GET" => visitor.get(&address).await,
            _ => visitor.post(&address, &[]).await,
        };
        assert!(answer.to().starts_with("/dang-nhap?tiep="), "{address}: {}", answer.to());
        assert_eq!(route.form, Form::Page);
        let english = visitor.get("/en/mat-khau").await;
        assert_eq!(english.to(), "/en/dang-nhap?tiep=/en/mat-khau");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_in_persons_pages_are_never_stored() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    for address in ["/", "/dia-ban", "/sap-xep", "/mat-khau"] {
        assert_eq!(lan.get(address).await.header("cache-control"), "no-store", "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_another_site_is_refused() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    for route in route::all().filter(|route| route.method == "POST") {
        let address = filled(route.path, &town);
        let mut request =
            lan.request(Method::POST, &address).body(axum::body::Body::empty()).unwrap();
        let headers = request.headers_mut();
        headers.insert("sec-fetch-site", "cross-site".parse().unwrap());
        headers.insert(header::ORIGIN, "https://evil.example".parse().unwrap());
        assert_eq!(lan.send(request).await.status, StatusCode::FORBIDDEN, "{address}");
    }
}

#[test]
fn every_act_that_the_record_may_name_has_words_in_both_languages() {
    let acts = desk::Act::ALL.iter().map(|act| act.code());
    // What the program does by itself stands in the record too.
    let own = ["intake-finish", "draw-finish"];
    let silent: Vec<&str> =
        acts.chain(own).filter(|act| !words::is_worded(&format!("act-{act}"))).collect();
    assert_eq!(silent, Vec::<&str>::new());
}
