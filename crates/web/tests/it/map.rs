//! Maps that move: outlines from our own vector tiles as of a day, what is said of them beside, and no more
//! than a visitor may know; the drawn map stands for whoever has no script.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use serde_json::Value;
use units::UnitId;

use crate::town::{Browser, Town};

/// What an attribute of the map on a page says.
fn attribute(page: &str, name: &str) -> String {
    let mark = format!(" {name}=\"");
    let said = page.split(&mark).nth(1).and_then(|rest| rest.split('"').next());
    said.unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&")
}

/// The square of a zoom in which the middle of a map's bounds lies, as an address of its tiles.
fn middle(page: &str, zoom: u8) -> String {
    let bounds = attribute(page, "data-bounds");
    let [west, south, east, north]: [f64; 4] =
        bounds.split(',').map(|it| it.parse().unwrap()).collect::<Vec<_>>().try_into().unwrap();
    let (lon, lat) = (f64::midpoint(west, east), f64::midpoint(south, north).to_radians());
    let side = f64::from(1_u32 << zoom);
    let column = ((lon + 180.0) / 360.0 * side) as u32;
    let row = ((1.0 - lat.tan().asinh() / std::f64::consts::PI) / 2.0 * side) as u32;
    let address = attribute(page, "data-tiles").replace("{z}", &zoom.to_string());
    address.replace("{x}", &column.to_string()).replace("{y}", &row.to_string())
}

async fn json(browser: &Browser, address: &str) -> Value {
    let answer = browser.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}");
    serde_json::from_str(&answer.body).unwrap()
}

fn layers(data: &Value) -> Vec<&str> {
    let features = data["features"].as_array().unwrap();
    let mut found: Vec<&str> =
        features.iter().map(|it| it["properties"]["layer"].as_str().unwrap()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn the_map_of_a_ward_is_drawn_from_tiles_and_what_is_said_of_them_joins_by_identity() {
    let town = Town::new().await;
    let visitor = town.visitor();
    for lang in ["", "/en"] {
        let address = format!("{lang}/dia-ban/{}/ban-do", town.ward);
        let page = visitor.get(&address).await.body;
        assert!(!page.contains('⟦') && page.contains("<svg"), "drawn here, without script: {page}");
        let tiles = attribute(&page, "data-tiles");
        let (today, ward) = (town.today(), town.ward);
        assert_eq!(tiles, format!("/manh-ban-do/khu_pho_ap/{{z}}/{{x}}/{{y}}?at={today}&o={ward}"));
        let tile = visitor.get(&middle(&page, 14)).await;
        assert_eq!(tile.header("content-type"), "application/vnd.mapbox-vector-tile");
        let over = json(&visitor, &attribute(&page, "data-map")).await;
        let said = over["units"].as_array().unwrap();
        assert!(said.len() > 1, "{over}");
        for unit in said {
            let id = unit["id"].as_str().unwrap();
            assert!(tile.body.contains(id), "{id} is drawn");
            assert_eq!(unit["href"].as_str().unwrap(), format!("{lang}/dia-ban/{id}"));
            let households = if lang.is_empty() { " hộ" } else { " households" };
            assert!(unit["text"].as_str().unwrap().ends_with(households), "{unit}");
        }
        // The outlines are nowhere twice, and what only shows closely is asked for apart.
        let found = layers(&over);
        assert!(found.contains(&"unit-label") && found.contains(&"street"), "{found:?}");
        assert!(!["unit", "commune", "alley", "sub"].iter().any(|it| found.contains(it)));
        let closer = json(&visitor, &attribute(&page, "data-closer")).await;
        assert!(layers(&closer).iter().all(|it| ["alley", "sub", "sub-label"].contains(it)));
        assert!(layers(&closer).contains(&"sub"), "the old groups");
        let notices: Value =
            serde_json::from_str(&attribute(&page, "data-notices").replace("&#34;", "\"")).unwrap();
        for word in ["loading", "failed", "partly", "retry"] {
            assert!(notices[word].as_str().is_some_and(|said| said.len() > 5), "{notices}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tile_is_kept_by_whoever_asked_and_holds_only_the_place_and_the_day() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let page = visitor.get(&format!("/dia-ban/{}/ban-do", town.ward)).await.body;
    let address = middle(&page, 14);
    for browser in [&visitor, &town.browser_of("lan").await] {
        let tile = browser.get(&address).await;
        assert!(tile.header("cache-control").starts_with("public, max-age="), "{tile:?}");
        let tag = tile.header("etag").to_owned();
        let again = browser.request(Method::GET, &address).header(header::IF_NONE_MATCH, tag);
        let again = browser.send(again.body(Body::empty()).unwrap()).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    }
    let tile = visitor.get(&address).await.body;
    assert!(tile.contains("land"), "the ward's own border has a layer of its own");
    // One unit of the ward, and no other; before the ward was there, nothing; elsewhere, nothing.
    let units = town.base_units(town.today()).await;
    let one = address.replace(&town.ward.to_string(), &units[0].unit_id.to_string());
    let one = visitor.get(&one).await.body;
    assert!(one.contains(&units[0].unit_id.to_string()));
    assert!(!one.contains(&units[1].unit_id.to_string()));
    for empty in [
        address.replace(&format!("at={}", town.today()), "at=1990-01-01"),
        format!("/manh-ban-do/khu_pho_ap/14/0/0?at={}&o={}", town.today(), town.ward),
        address.replace(&town.ward.to_string(), &UnitId(uuid::Uuid::nil()).to_string()),
    ] {
        let tile = visitor.get(&empty).await;
        assert_eq!((tile.status, tile.body.len()), (StatusCode::OK, 0), "{empty}");
        assert!(tile.header("cache-control").starts_with("public, max-age="), "{empty}");
        assert!(!tile.header("etag").is_empty(), "{empty}");
    }
    for amiss in ["at=hom-nay", "at=2026-03-02&o=1"] {
        let amiss = format!("/manh-ban-do/khu_pho_ap/14/0/0?{amiss}");
        assert_eq!(visitor.get(&amiss).await.status, StatusCode::NOT_FOUND, "{amiss}");
    }
    for beyond in ["khu_pho_ap/19/0/0", "khu_pho_ap/3/8/0", "nuoc/3/0/0"] {
        let beyond = format!("/manh-ban-do/{beyond}");
        assert_eq!(visitor.get(&beyond).await.status, StatusCode::NOT_FOUND, "{beyond}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_without_an_outline_of_its_own_is_drawn_from_what_lies_in_it() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let scope = desk::authority::public_scope();
    let reader = town.desk.store.read();
    let city = store::unit::outermost(&reader, &scope, town.today()).await.unwrap()[0];
    let shape = store::unit::shape(&reader, &scope, city, town.today()).await.unwrap();
    assert!(shape.is_none(), "nobody drew the city's own border");
    for address in [format!("/dia-ban/{city}/ban-do"), "/ban-do".to_owned()] {
        let page = visitor.get(&address).await.body;
        assert!(page.contains(&format!("/dia-ban/{}", town.ward)), "the table: {page}");
        let tiles = attribute(&page, "data-tiles");
        assert!(tiles.starts_with("/manh-ban-do/communes/"), "{tiles}");
        assert!(visitor.get(&middle(&page, 12)).await.body.contains(&town.ward.to_string()));
        let over = json(&visitor, &attribute(&page, "data-map")).await;
        assert_eq!(over["units"][0]["id"].as_str().unwrap(), town.ward.to_string());
        assert_eq!(attribute(&page, "data-closer"), "");
        let picture = visitor.get(&format!("{address}.svg")).await;
        assert!(picture.body.contains("Bến Lá"), "{}", picture.body);
        assert!(visitor.get(&format!("/en{address}")).await.body.contains("Map "));
    }
    let data = visitor.get(&format!("/dia-ban/{city}/ban-do.geojson")).await;
    assert_eq!(data.status, StatusCode::SEE_OTHER);
    assert_eq!(json(&visitor, data.to()).await["features"].as_array().unwrap().len(), 1);
    // Its own page shows the map and leads to it.
    let page = visitor.get(&format!("/dia-ban/{city}")).await.body;
    assert!(page.contains(&format!("/dia-ban/{city}/ban-do\"")), "{page}");
    // A day of which no boundary is known says so, and where boundaries come in.
    let before = visitor.get("/ban-do?ngay=1990-01-01").await.body;
    assert!(before.contains("Ngày này chưa có ranh giới nào") && before.contains("/ranh-gioi"));
    assert!(!before.contains("data-map="), "no map moves over nothing");
}
