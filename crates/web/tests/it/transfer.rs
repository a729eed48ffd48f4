//! Minh of the city says where the khu phố of a ward that ended go, in the browser.

use axum::http::StatusCode;
use store::testing::lineage;
use units::{EventId, Period, StateId, UnitId, UnitState};

use crate::town::{Browser, Town};

/// Phường Bến Lá ends on 1 May 2026; wards of these names take its place.
async fn ends(town: &Town, names: &[&str], act: Option<&str>) -> Vec<UnitId> {
    let (desk, scope) = (&town.desk, desk::authority::public_scope());
    let reader = desk.store.read();
    let old = store::unit::state_on(&reader, &scope, town.ward, town.today()).await;
    let old = old.unwrap().unwrap();
    let first = |name: &&str| UnitState {
        id: StateId(desk.clock.id()),
        unit_id: UnitId(desk.clock.id()),
        valid: Period::since("2026-05-01".parse().unwrap()),
        name: (*name).to_owned(),
        official_code: None,
        legal_document: act.map(str::to_owned),
        ..old.clone()
    };
    let states: Vec<UnitState> = names.iter().map(first).collect();
    let units = states.iter().map(|state| state.unit_id).collect();
    let event = EventId(desk.clock.id());
    match <[UnitState; 1]>::try_from(states) {
        Ok([only]) => lineage::follows(&desk.store, town.ward, only, event).await,
        Err(states) => lineage::divides(&desk.store, town.ward, states, event).await,
    }
    units
}

/// Minh, officer of the city.
async fn minh(town: &Town) -> Browser {
    town.person_of_nowhere("minh", desk::Role::CityOfficer).await;
    town.browser_of("minh").await
}

fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

const ACT: Option<&str> = Some("9/NQ-UBTVQH15");
const LIST: &str = "/sap-xep/chuyen-ve";

#[tokio::test(flavor = "multi_thread")]
async fn minh_moves_the_khu_pho_of_a_merged_ward_and_takes_it_back() {
    let town = Town::new().await;
    let minh = minh(&town).await;
    assert!(minh.shown(LIST).await.contains("Không còn khu phố, ấp"));
    assert!(!minh.shown("/sap-xep").await.contains(LIST));
    ends(&town, &["Phường Bến Sậy"], ACT).await;
    assert!(minh.shown("/sap-xep").await.contains(LIST), "the page of all communes tells of it");
    let visitor = town.visitor();
    assert!(!visitor.get("/sap-xep").await.body.contains(LIST));
    assert_ne!(visitor.get(LIST).await.status, StatusCode::OK);
    let page = minh.shown(LIST).await;
    assert!(page.contains("Phường Bến Sậy") && page.contains("30/04/2026"), "{page}");
    let one = minh.shown(&format!("{LIST}/{}", town.ward)).await;
    assert!(one.contains("9/NQ-UBTVQH15") && one.contains("selected"), "{one}");

    let none = minh.post(LIST, &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("Hãy chọn ít nhất một xã, phường"));
    let done = minh.post(LIST, &[("xa-phuong", &town.ward.to_string())]).await;
    assert_eq!(done.to(), format!("{LIST}?da=2"));
    let page = minh.shown(done.to()).await;
    assert!(page.contains("Chờ đến") && page.contains("Hoàn tác"), "{page}");
    // Asked again, the page of the ward leads to what was said.
    assert_eq!(minh.get(&format!("{LIST}/{}", town.ward)).await.to(), LIST);

    let (_, rest) = page.split_once("/da-ghi/").unwrap();
    let back = format!("{LIST}/da-ghi/{}", rest.split('"').next().unwrap());
    let empty = minh.post(&back, &[("ly-do", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("id=\"ly-do\"") && empty.body.contains("<details open"));
    assert_eq!(minh.post(&back, &[("ly-do", "Chờ hướng dẫn")]).await.to(), LIST);
    let page = minh.shown(LIST).await;
    assert!(page.contains("Đã hoàn tác") && page.contains("Chờ hướng dẫn"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_chosen_for_a_divided_ward_stays_chosen_when_something_is_missing() {
    let town = Town::new().await;
    let minh = minh(&town).await;
    let heirs = ends(&town, &["Phường Tây", "Phường Đông"], ACT).await;
    let address = format!("{LIST}/{}", town.ward);
    assert!(minh.shown(LIST).await.contains(&address));
    let page = minh.shown(&address).await;
    assert!(!page.contains("selected"), "no map, no proposal");
    let id = hidden(&page, "ma");
    let fields: Vec<String> = page
        .split("<select name=\"den-")
        .skip(1)
        .map(|rest| format!("den-{}", rest.split('"').next().unwrap()))
        .collect();
    assert_eq!(fields.len(), 2);
    let (west, east) = (heirs[0].to_string(), heirs[1].to_string());
    let send = async |one: &str, document: &str| {
        let sent = [
            ("ma", id.as_str()),
            ("van-ban", document),
            (fields[0].as_str(), west.as_str()),
            (fields[1].as_str(), one),
        ];
        minh.post(&address, &sent).await
    };
    let refused = send("", "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("chưa chọn nơi tiếp nhận"), "{}", refused.body);
    assert!(refused.body.contains(&format!("value=\"{west}\" selected")));
    assert_eq!(send(&east, "9/NQ-UBTVQH15").await.to(), format!("{LIST}?da=2"));
    assert_eq!(send(&east, "9/NQ-UBTVQH15").await.to(), format!("{LIST}?da=2"), "sent twice");
    // An officer of the old ward sees nothing of it.
    let lan = town.browser_of("lan").await;
    assert!(lan.shown(LIST).await.contains("Không còn khu phố, ấp"));
    assert_eq!(lan.get(&address).await.to(), LIST);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_list_names_no_act_minh_names_it() {
    let town = Town::new().await;
    let minh = minh(&town).await;
    ends(&town, &["Phường Bến Sậy"], None).await;
    let page = minh.shown(LIST).await;
    assert!(page.contains("id=\"van-ban\""), "{page}");
    let ward = town.ward.to_string();
    let refused = minh.post(LIST, &[("xa-phuong", &ward), ("van-ban", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Chưa ghi số văn bản"), "{}", refused.body);
    let done = minh.post(LIST, &[("xa-phuong", &ward), ("van-ban", "9/NQ-UBTVQH15")]).await;
    assert_eq!(done.to(), format!("{LIST}?da=2"));
}
