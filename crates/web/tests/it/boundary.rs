//! Outlines for other programs: the interface of OGC, files to take away, tiles for maps that move.

use axum::http::{Method, StatusCode, header};
use serde_json::Value;

use crate::town::{Answer, Browser, Town};

async fn json(browser: &Browser, address: &str) -> Value {
    let answer = browser.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// The address under which a link of a document leads on.
fn link(document: &Value, rel: &str) -> Option<String> {
    let links = document["links"].as_array().unwrap();
    let found = links.iter().find(|link| link["rel"] == rel)?;
    let href = found["href"].as_str().unwrap();
    Some(href.split_once("/ogc").map_or(href.to_owned(), |(_, path)| format!("/ogc{path}")))
}

fn names(list: &Value) -> Vec<&str> {
    let features = list["features"].as_array().unwrap();
    features.iter().map(|feature| feature["properties"]["name"].as_str().unwrap()).collect()
}

const ITEMS: &str = "/ogc/collections/khu_pho_ap/items";

#[tokio::test(flavor = "multi_thread")]
async fn a_map_program_finds_its_way_from_the_landing_page_to_every_unit() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let landing = json(&visitor, "/ogc").await;
    let conformance = json(&visitor, &link(&landing, "conformance").unwrap()).await;
    assert_eq!(conformance["conformsTo"].as_array().unwrap().len(), 4);
    let api = json(&visitor, &link(&landing, "service-desc").unwrap()).await;
    assert_eq!(api["openapi"], "3.0.3");
    assert!(api["paths"]["/collections/communes/items"]["get"]["parameters"].is_array());
    let collections = json(&visitor, &link(&landing, "data").unwrap()).await;
    let ids: Vec<&str> = collections["collections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["provinces", "districts", "communes", "khu_pho_ap"]);
    // Page by page, as the links lead.
    let mut seen = Vec::new();
    let mut address = format!("{ITEMS}?limit=1");
    loop {
        let list = json(&visitor, &address).await;
        assert_eq!((&list["numberMatched"], &list["numberReturned"]), (&2.into(), &1.into()));
        seen.extend(names(&list).iter().map(|name| (*name).to_owned()));
        match link(&list, "next") {
            Some(next) => address = next,
            None => break,
        }
    }
    assert_eq!(seen, ["Khu phố 1", "Khu phố 2"]);
    let list = json(&visitor, ITEMS).await;
    let feature = &list["features"][0];
    assert_eq!(feature["geometry"]["type"], "MultiPolygon");
    let id = feature["id"].as_str().unwrap();
    let one = json(&visitor, &format!("{ITEMS}/{id}")).await;
    assert_eq!(one["properties"], feature["properties"]);
    assert_eq!(one["geometry"], feature["geometry"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn features_are_chosen_by_box_day_and_property() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let all = json(&visitor, ITEMS).await;
    let corner = &all["features"][0]["geometry"]["coordinates"][0][0][0];
    let (x, y) = (corner[0].as_f64().unwrap(), corner[1].as_f64().unwrap());
    let near = format!("{ITEMS}?bbox={},{},{},{}", x - 1e-6, y - 1e-6, x + 1e-6, y + 1e-6);
    let near = json(&visitor, &near).await;
    assert!(names(&near).contains(&"Khu phố 1"), "{near}");
    let far = json(&visitor, &format!("{ITEMS}?bbox=0,0,1,1")).await;
    assert_eq!(far["numberMatched"], 0);
    // Without marks, as people type; a value of another unit finds nothing.
    let named = json(&visitor, &format!("{ITEMS}?name=khu%20pho%202")).await;
    assert_eq!(names(&named), ["Khu phố 2"]);
    let parent = format!("{ITEMS}?parent_id={}&kind=khu_pho", town.ward);
    assert_eq!(json(&visitor, &parent).await["numberMatched"], 2);
    assert_eq!(json(&visitor, &format!("{ITEMS}?kind=ap")).await["numberMatched"], 0);
    // Before the town was founded there was nothing.
    let then = json(&visitor, &format!("{ITEMS}?datetime=1990-01-01T00:00:00Z")).await;
    assert_eq!(then["numberMatched"], 0);
    let period = json(&visitor, &format!("{ITEMS}?datetime=1990-01-01/..")).await;
    // The two of today and the two before them.
    assert_eq!(period["numberMatched"], 4);
    let features = period["features"].as_array().unwrap();
    let ended = features.iter().filter(|one| !one["properties"]["valid_until"].is_null());
    assert_eq!(ended.count(), 2);
    assert!(period["features"][0]["properties"]["households"].is_null(), "totals are of a day");
    let today = json(&visitor, &format!("{ITEMS}?datetime=2026-03-02")).await;
    assert!(today["features"][0]["properties"]["households"].as_i64().unwrap() > 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_knows_one_address_sees_all_as_of_its_day() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let landing = json(&visitor, "/ogc?datetime=1990-01-01").await;
    let collections = json(&visitor, &link(&landing, "data").unwrap()).await;
    let items = link(&collections["collections"][3], "items").unwrap();
    assert!(items.ends_with("/khu_pho_ap/items?datetime=1990-01-01"), "{items}");
    assert_eq!(json(&visitor, &items).await["numberMatched"], 0);
    let answer = visitor.get("/ogc?datetime=hom-nay").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_refused_by_name() {
    let town = Town::new().await;
    let visitor = town.visitor();
    for (query, said) in [
        ("?bbox=1,2", "bbox"),
        ("?datetime=hom-nay", "datetime"),
        ("?ho=1", "ho"),
        ("?limit=0", "limit"),
    ] {
        let answer = visitor.get(&format!("{ITEMS}{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert!(answer.body.contains(said), "{}", answer.body);
    }
    for address in ["/ogc/collections/ho", "/ogc/collections/communes/items/x", "/ogc?x=1"] {
        assert!(visitor.get(address).await.status.is_client_error(), "{address}");
    }
}

async fn as_browser(browser: &Browser, address: &str) -> Answer {
    let request = browser
        .request(Method::GET, address)
        .header(header::ACCEPT, "text/html,application/xhtml+xml")
        .body(axum::body::Body::empty())
        .unwrap();
    browser.send(request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn people_read_the_same_as_pages_in_both_languages() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let list = json(&visitor, ITEMS).await;
    let item = format!("{ITEMS}/{}", list["features"][0]["id"].as_str().unwrap());
    for address in
        ["/ogc", "/ogc/collections", "/ogc/collections/communes", "/ogc/conformance", ITEMS, &item]
    {
        for prefix in ["", "/en"] {
            let page = as_browser(&visitor, &format!("{prefix}{address}")).await;
            assert_eq!(page.status, StatusCode::OK, "{prefix}{address}");
            assert!(page.header("content-type").starts_with("text/html"), "{address}");
            assert!(page.header("vary").contains("accept"), "{}", page.header("vary"));
            assert!(!page.body.contains('⟦'), "{prefix}{address}: {}", page.body);
        }
    }
    let page = as_browser(&visitor, &format!("{ITEMS}?limit=1")).await;
    assert!(page.body.contains("Khu phố 1") && page.body.contains("offset=1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_every_kind_are_taken_away() {
    let town = Town::new().await;
    let visitor = town.visitor();
    for prefix in ["", "/en"] {
        let page = visitor.get(&format!("{prefix}/ranh-gioi?o={}", town.ward)).await;
        assert!(page.body.contains("Bến Lá") && !page.body.contains('⟦'), "{}", page.body);
    }
    let geojson = visitor.get("/ranh-gioi/tai-ve?cap=khu_pho_ap&dang=geojson").await;
    let read = atlas::geojson_in::areas(&geojson.body).unwrap();
    assert_eq!(read.len(), 2);
    assert_eq!(read[0].properties["name"], "Khu phố 1");
    let csv = visitor.get(&format!("/ranh-gioi/tai-ve?dang=csv&o={}", town.ward)).await;
    assert!(csv.header("content-disposition").contains("ranh-gioi-grassroots-2026-03-02.csv"));
    let lines: Vec<&str> = csv.body.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].ends_with(",WKT"), "{}", lines[0]);
    let (_, outline) = lines[1].split_once(",\"MULTIPOLYGON").unwrap();
    let outline = format!("MULTIPOLYGON{}", outline.trim_end_matches('"'));
    assert_eq!(atlas::wkt::read(&outline).unwrap(), read[0].shape);
    let package = visitor.get("/ranh-gioi/tai-ve?cap=communes&dang=gpkg").await;
    assert_eq!(package.header("content-type"), "application/geopackage+sqlite3");
    let elsewhere = "/ranh-gioi/tai-ve?dang=csv&o=00000000-0000-7000-8000-000000000001";
    assert_eq!(visitor.get(elsewhere).await.body.lines().count(), 1);
    assert_eq!(visitor.get("/ranh-gioi/tai-ve?dang=dwg").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn tiles_hold_the_units_of_their_square() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let list = json(&visitor, ITEMS).await;
    let corner = &list["features"][0]["geometry"]["coordinates"][0][0][0];
    let (lon, lat) = (corner[0].as_f64().unwrap(), corner[1].as_f64().unwrap());
    let side = f64::from(1 << 14);
    let column = ((lon + 180.0) / 360.0 * side) as u32;
    let row = ((1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * side) as u32;
    let tile = visitor.get(&format!("/manh-ban-do/khu_pho_ap/14/{column}/{row}")).await;
    assert_eq!(tile.header("content-type"), "application/vnd.mapbox-vector-tile");
    assert!(tile.body.contains("Khu phố 1"));
    let sea = visitor.get("/manh-ban-do/khu_pho_ap/14/0/0").await;
    assert_eq!((sea.status, sea.body.as_str()), (StatusCode::OK, ""), "a tile with nothing in it");
    let beyond = visitor.get("/manh-ban-do/khu_pho_ap/3/8/0").await;
    assert_eq!(beyond.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_administrator_brings_a_file_sees_what_it_comes_to_applies_it_and_takes_it_back() {
    let town = Town::new().await;
    town.person_of_nowhere("quản trị", desk::Role::Administrator).await;
    let admin = town.browser_of("quản trị").await;
    let visitor = town.visitor();
    assert!(!visitor.get("/ranh-gioi").await.body.contains("/ranh-gioi/nhap"));
    assert!(admin.get("/ranh-gioi").await.body.contains("/ranh-gioi/nhap"));
    let before = json(&visitor, ITEMS).await;
    let outline = |by: f64| {
        let layer = before["features"][0]["geometry"]["coordinates"][0][0].as_array().unwrap();
        let at = |place: &Value| {
            format!("{} {}", place[0].as_f64().unwrap() + by, place[1].as_f64().unwrap())
        };
        layer.iter().map(at).collect::<Vec<_>>().join(",")
    };
    let text = format!(
        "ten,wkt\nKhu phố 1,\"POLYGON(({}))\"\nKhu phố 77,\"POLYGON(({}))\"\n",
        outline(1e-4),
        outline(2e-4)
    );
    let typed = [("ngay", "2026-03-02"), ("he-toa-do", ""), ("sai-lech", "100")];
    let typed = typed.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let refused = admin.post_form("/ranh-gioi/nhap", &typed, None).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Chưa chọn tệp") && refused.body.contains("2026-03-02"));
    let brought = admin.post_form("/ranh-gioi/nhap", &typed, Some(("a.csv", &text))).await;
    let address = brought.to().to_owned();
    for page in [admin.get(&address).await, admin.get(&format!("/en{address}")).await] {
        assert!(page.body.contains("Khu phố 1") && page.body.contains("Khu phố 77"));
        assert!(!page.body.contains('⟦'), "{}", page.body);
    }
    let shown = admin.get(&address).await.body;
    let hidden = |name: &str| {
        let (_, rest) = shown.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    let (revision, stamp) = (hidden("ban"), hidden("so"));
    let acted = [("ban", revision.as_str()), ("so", "1")];
    let stale = admin.post(&format!("{address}/ap-dung"), &acted).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    let columns = [("ban", revision.as_str()), ("cot-ten", "ten")];
    let again = admin.post(&format!("{address}/doc-lai"), &columns).await;
    assert_eq!(again.to(), address);
    let acted = [("ban", "2"), ("so", stamp.as_str())];
    assert_eq!(admin.post(&format!("{address}/ap-dung"), &acted).await.to(), address);
    let after = json(&visitor, ITEMS).await;
    assert_ne!(after["features"][0]["geometry"], before["features"][0]["geometry"]);
    assert!(admin.get("/ranh-gioi/nhap").await.body.contains("a.csv"));
    assert_eq!(admin.post(&format!("{address}/thu-hoi"), &[]).await.to(), address);
    assert_eq!(json(&visitor, ITEMS).await, before);
    let lan = town.browser_of("lan").await;
    assert_eq!(lan.get(&address).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}
