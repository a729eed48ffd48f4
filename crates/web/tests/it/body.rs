//! Bodies in the browser: everybody sees those of a place, an officer makes, renames, ends and imports them.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use desk::Role;
use ledger::BodyKind;
use units::{EventId, Period, StateId, UnitId, UnitState};

use crate::town::{Answer, Browser, Town, day};

async fn sends(browser: &Browser, address: &str, day: &str, list: &str) -> Answer {
    let body = format!(
        "--giua\r\nContent-Disposition: form-data; name=\"tu-ngay\"\r\n\r\n{day}\r\n\
         --giua\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"co-quan.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n{list}\r\n--giua--\r\n"
    );
    let request = browser
        .request(Method::POST, address)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=giua")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

fn unescaped(text: &str) -> String {
    text.replace("&#34;", "\"").replace("&quot;", "\"").replace("&#38;", "&").replace("&amp;", "&")
}

#[tokio::test(flavor = "multi_thread")]
async fn lan_adds_what_a_ward_usually_has_and_a_visitor_reads_it() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    let list = format!("/co-quan?o={}", town.ward);
    let page = lan.get(&list).await.body;
    assert!(page.contains("Hội Liên hiệp Phụ nữ phường Bến Lá"), "{page}");
    let ward = town.ward.to_string();
    let none = lan.post("/co-quan/thuong-co", &[("o", &ward), ("tu-ngay", "2026-01-01")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [
        ("o", ward.as_str()),
        ("loai", "ubnd"),
        ("loai", "hoi_phu_nu"),
        ("tu-ngay", "2026-01-01"),
        ("van-ban", "9/NQ-HĐND"),
    ];
    assert_eq!(lan.post("/co-quan/thuong-co", &fields).await.to(), list);
    let visitor = town.visitor();
    for prefix in ["", "/en"] {
        let shown = visitor.get(&format!("{prefix}{list}")).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(!shown.body.contains('⟦'), "{}", shown.body);
        assert!(!shown.body.contains("thuong-co"), "a visitor is offered no form");
    }
    let shown = visitor.get(&list).await.body;
    let (_, rest) = shown.split_once("<th scope=\"row\"><a href=\"/co-quan/").unwrap();
    let id = rest.split('"').next().unwrap().to_owned();
    let address = format!("/co-quan/{id}");
    for path in [address.clone(), format!("/en{address}"), "/co-quan".to_owned()] {
        let page = visitor.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.body.contains('⟦'), "{path}: {}", page.body);
    }
    let fields =
        [("ten", ""), ("ten-anh", ""), ("tu-ngay", "2026-02-01"), ("van-ban", "10/NQ-HĐND")];
    let wrong = lan.post(&format!("{address}/doi-ten"), &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("10/NQ-HĐND"), "what was typed stays");
    let fields = [("ten", "Cơ quan mới"), ("tu-ngay", "2026-02-01"), ("van-ban", "10/NQ-HĐND")];
    assert_eq!(lan.post(&format!("{address}/doi-ten"), &fields).await.to(), address);
    let page = visitor.get(&address).await.body;
    assert!(page.contains("Cơ quan mới") && page.contains("đến 31/01/2026"), "{page}");
    let then = visitor.get(&format!("{address}?ngay=2026-01-15")).await.body;
    assert!(!then.split_once("</h1>").unwrap().0.contains("Cơ quan mới"), "its name of that day");
    let fields = [("ngay-cuoi", "2026-03-31"), ("van-ban", "11/NQ-HĐND"), ("noi-tiep", "")];
    assert_eq!(lan.post(&format!("{address}/ket-thuc"), &fields).await.to(), address);
    let ahead = format!("{address}?ngay=2026-04-01");
    assert!(lan.get(&ahead).await.body.contains("Cơ quan này không còn"));
    let page = visitor.get(&ahead).await.body;
    assert!(!page.contains("Cơ quan này không còn"), "an end that lies ahead is not told yet");
    assert!(lan.get(&address).await.body.contains("đến hết ngày 31/03/2026"));
    let unit = visitor.get(&format!("/dia-ban/{}", town.ward)).await.body;
    assert!(unit.contains(&list), "the page of the ward leads to its bodies");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_added_by_hand_and_a_list_is_looked_at_first() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    let form = lan.get(&format!("/co-quan/them?o={}", town.ward)).await.body;
    let (_, rest) = form.split_once("name=\"ma\" value=\"").unwrap();
    let id = rest.split('"').next().unwrap().to_owned();
    let ward = town.ward.to_string();
    let fields = [
        ("ma", id.as_str()),
        ("o", ward.as_str()),
        ("loai", ""),
        ("ten", "Trạm Y tế phường Bến Lá"),
        ("tu-ngay", "2026-03-02"),
    ];
    let wrong = lan.post("/co-quan/them", &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Trạm Y tế phường Bến Lá"));
    let mut fields = fields.to_vec();
    fields[2].1 = "so_nganh";
    assert_eq!(lan.post("/co-quan/them", &fields).await.to(), format!("/co-quan/{id}"));
    assert_eq!(lan.post("/co-quan/them", &fields).await.to(), format!("/co-quan/{id}"));

    let list = "Địa bàn,Tên\nPhường Bến Lá,UBND phường Bến Lá\nKhu phố 1,Chi bộ khu phố 1\n";
    assert_eq!(lan.get("/co-quan/nhap").await.status, StatusCode::OK);
    let looked = sends(&lan, "/co-quan/nhap", "2026-03-02", list).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.body);
    let (_, rest) = looked.body.split_once("name=\"hang\" value=\"").unwrap();
    let rows = unescaped(rest.split("\">").next().unwrap());
    let written = lan.post("/co-quan/nhap/ghi", &[("hang", &rows)]).await;
    assert!(written.to().starts_with("/co-quan?o="));
    let page = town.visitor().get(&format!("/co-quan?o={}", town.ward)).await.body;
    assert!(page.contains("UBND phường Bến Lá") && page.contains("Trạm Y tế"), "{page}");
    let wrong =
        sends(&lan, "/co-quan/nhap", "2026-03-02", "Địa bàn,Tên\nKhu phố 99,Chi bộ\n").await;
    assert!(wrong.body.contains("Hàng 2:") && !wrong.body.contains("name=\"hang\""));
    let empty = sends(&lan, "/co-quan/nhap", "", "a,b\n1,2\n").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// The last state of a unit ends on a day; what follows is the same unit under another name, or another unit.
async fn changes(town: &Town, (unit, new): (UnitId, UnitId), (name, on): (&str, &str)) {
    let (desk, on) = (&town.desk, day(on));
    let (reader, scope) = (desk.store.read(), desk::authority::public_scope());
    let old = store::unit::state_on(&reader, &scope, unit, town.today()).await.unwrap().unwrap();
    let state = UnitState {
        id: StateId(desk.clock.id()),
        unit_id: new,
        valid: Period::since(on),
        name: name.to_owned(),
        legal_document: Some("9/NQ".to_owned()),
        official_code: None,
        ..old
    };
    store::testing::lineage::follows(&desk.store, unit, state, EventId(desk.clock.id())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_ahead_of_a_body_is_shown_to_those_who_may_change_it() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    let visitor = town.visitor();
    let ward = town.ward.to_string();
    let usual = |kind: &'static str, on: &'static str| {
        [("o", ward.clone()), ("loai", kind.to_owned()), ("tu-ngay", on.to_owned())]
    };
    for (kind, on) in [("ubnd", "2026-01-01"), ("hoi_phu_nu", "2026-09-01")] {
        let fields = usual(kind, on);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, it)| (*name, &**it)).collect();
        assert_eq!(lan.post("/co-quan/thuong-co", &fields).await.status, StatusCode::SEE_OTHER);
    }
    let reader = &mut town.desk.store.read();
    let all = store::body::of_unit(reader, town.ward, town.today()).await.unwrap();
    let id = |kind| all.iter().find(|line| line.body.kind == kind).unwrap().body.body_id;
    let (committee, women) = (id(BodyKind::PeoplesCommittee), id(BodyKind::WomensUnion));
    let list = format!("/co-quan?o={ward}");
    assert!(lan.shown(&list).await.contains(&women.to_string()));
    assert!(!visitor.shown(&list).await.contains(&women.to_string()));
    let later = format!("{list}&ngay=2026-10-01");
    assert!(!visitor.shown(&later).await.contains(&women.to_string()), "no day shows it");
    assert_eq!(visitor.get(&format!("/co-quan/{women}")).await.status, StatusCode::NOT_FOUND);
    assert!(lan.shown(&format!("/co-quan/{women}")).await.contains("từ ngày 01/09/2026"));
    let address = format!("/co-quan/{committee}");
    let fields = [("ten", "Ủy ban mới"), ("tu-ngay", "2026-12-01"), ("van-ban", "10/NQ-HĐND")];
    assert_eq!(lan.post(&format!("{address}/doi-ten"), &fields).await.to(), address);
    let page = lan.shown(&address).await;
    assert!(page.contains("Từ ngày 01/12/2026: Ủy ban mới"), "{page}");
    for address in [address.clone(), format!("{address}?ngay=2026-12-02"), list.clone()] {
        assert!(!visitor.shown(&address).await.contains("Ủy ban mới"), "{address}");
    }
    let api = visitor.get(&format!("/api/v1/bodies/{committee}?at=2026-12-02")).await;
    assert!(
        !api.body.contains("Ủy ban mới") && api.body.contains("\"holds\":true"),
        "{}",
        api.body
    );
    let fields = [("ngay-doi", "2026-12-01")];
    assert_eq!(lan.post(&format!("{address}/bo-ten-moi"), &fields).await.to(), address);
    assert!(!lan.shown(&address).await.contains("Từ ngày 01/12/2026"));
    let gone = lan.post(&format!("{address}/bo-ten-moi"), &fields).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    // A parent that is none is a complaint beside its field.
    let form = lan.get(&format!("/co-quan/them?o={ward}")).await.body;
    let made = form.split_once("name=\"ma\" value=\"").unwrap().1.split('"').next().unwrap();
    let nobody = units::PostId(town.desk.clock.id()).to_string();
    for parent in ["x", nobody.as_str()] {
        let fields = [
            ("ma", made),
            ("o", ward.as_str()),
            ("loai", "so_nganh"),
            ("ten", "Trạm Y tế phường Bến Lá"),
            ("cap-tren", parent),
            ("tu-ngay", "2026-03-02"),
        ];
        let wrong = lan.post("/co-quan/them", &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("id=\"cap-tren-loi\""), "{}", wrong.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_read_the_bodies_of_a_place_and_where_one_came_from() {
    let town = Town::new().await;
    let (lan, visitor) = (town.browser_of("lan").await, town.visitor());
    let ward = town.ward.to_string();
    let fields = [
        ("o", ward.as_str()),
        ("loai", "ubnd"),
        ("loai", "hoi_phu_nu"),
        ("tu-ngay", "2026-01-01"),
        ("van-ban", "9/NQ"),
    ];
    lan.post("/co-quan/thuong-co", &fields).await;
    let read = async |address: String| -> serde_json::Value {
        let answer = visitor.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    };
    let first = read(format!("/api/v1/bodies?unit={ward}&limit=1")).await;
    let cursor = first["next"].as_str().unwrap();
    let second = read(format!("/api/v1/bodies?unit={ward}&limit=1&cursor={cursor}")).await;
    assert!(second["next"].is_null());
    assert_ne!(first["items"][0]["id"], second["items"][0]["id"]);
    assert_eq!(first["items"][0]["legal_document"], "9/NQ");
    let none = read(format!("/api/v1/bodies?unit={ward}&at=2025-12-31")).await;
    assert_eq!(none["items"].as_array().unwrap().len(), 0);
    let id = first["items"][0]["id"].as_str().unwrap();
    let fields = [("ten", "Tên mới"), ("tu-ngay", "2026-02-01")];
    lan.post(&format!("/co-quan/{id}/doi-ten"), &fields).await;
    let page = read(format!("/api/v1/bodies/{id}")).await;
    assert_eq!(
        (&page["body"]["name"], &page["names"][0]["until"]),
        (&"Tên mới".into(), &"2026-02-01".into())
    );
    let then = read(format!("/api/v1/bodies/{id}?at=2026-01-31")).await;
    assert_eq!(then["body"]["name"], page["names"][0]["name"]);
    assert_eq!(visitor.get("/api/v1/bodies/x").await.status, StatusCode::NOT_FOUND);
    assert_eq!(visitor.get("/api/v1/bodies?unit=x").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ward_officer_looks_at_what_ended_with_the_old_ward_and_settles_it_at_once() {
    let mut town = Town::new().await;
    let old = town.ward;
    let lan = town.browser_of("lan").await;
    let ward = old.to_string();
    let fields =
        [("o", ward.as_str()), ("loai", "ubnd"), ("loai", "dang_uy"), ("tu-ngay", "2026-01-01")];
    lan.post("/co-quan/thuong-co", &fields).await;
    let new = UnitId(town.desk.clock.id());
    changes(&town, (old, new), ("Phường Bến Sậy", "2026-05-01")).await;
    town.goes_to("2026-05-04");
    // Somebody of the new ward, who was nobody in the old one.
    town.ward = new;
    town.person("tu", "Tư", Role::WardOfficer).await;
    let officer = town.browser_of("tu").await;
    let list = officer.shown(&format!("/co-quan?o={new}")).await;
    let address = format!("/co-quan/chuyen-tiep?o={new}");
    assert!(list.contains(&address), "{list}");
    let page = officer.shown(&address).await;
    for text in ["Đảng ủy phường Bến Sậy", "Đảng ủy phường Bến Lá", "9/NQ", "30/04/2026"]
    {
        assert!(page.contains(text), "{text}: {page}");
    }
    // The page of the ended ward itself offers it too.
    let ended = officer.shown(&format!("/co-quan?o={old}")).await;
    assert!(ended.contains("Kết thúc và chuyển cho nơi nối tiếp"), "{ended}");
    let none = officer.post("/co-quan/chuyen-tiep", &[("o", &new.to_string())]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("Hãy chọn ít nhất một địa bàn"));
    let fields = [("o", new.to_string()), ("dia-ban", old.to_string())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, it)| (*name, &**it)).collect();
    let settled = officer.post("/co-quan/chuyen-tiep", &fields).await;
    let page = officer.shown(settled.to()).await;
    assert!(page.contains("Đã kết thúc 2 cơ quan, lập 2 cơ quan"), "{page}");
    let visitor = town.visitor();
    let page = visitor.shown(&format!("/co-quan?o={new}")).await;
    assert!(page.contains("Đảng ủy phường Bến Sậy") && !page.contains("chuyen-tiep"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_puts_names_right_that_a_khu_pho_left_behind() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    let khu_pho = town.base_units(town.today()).await[0].clone();
    let (unit, ward) = (khu_pho.unit_id.to_string(), town.ward.to_string());
    let fields = [("o", unit.as_str()), ("loai", "chi_bo"), ("tu-ngay", "2026-01-01")];
    assert_eq!(lan.post("/co-quan/thuong-co", &fields).await.status, StatusCode::SEE_OTHER);
    let address = format!("/co-quan/ten?o={ward}");
    assert!(lan.shown(&address).await.contains("Không còn tên nào"));
    let pair = (khu_pho.unit_id, khu_pho.unit_id);
    changes(&town, pair, ("Khu phố Bến Mới", "2026-02-01")).await;
    assert!(lan.shown(&format!("/co-quan?o={ward}")).await.contains(&address));
    let page = lan.shown(&address).await;
    assert!(page.contains("Chi bộ khu phố Bến Mới"), "{page}");
    let ticked = page.split_once("name=\"ten\" value=\"").unwrap().1.split('"').next().unwrap();
    let none = lan.post("/co-quan/ten", &[("o", &ward)]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = lan.post("/co-quan/ten", &[("o", &ward), ("ten", ticked)]).await;
    assert_eq!(done.to(), format!("/co-quan?o={ward}"));
    let body = ticked.split_once('.').unwrap().1;
    let page = town.visitor().shown(&format!("/co-quan/{body}")).await;
    assert!(page.contains("Chi bộ khu phố Bến Mới") && page.contains("31/01/2026"), "{page}");
    assert!(lan.shown(&address).await.contains("Không còn tên nào"));
}

#[tokio::test(flavor = "multi_thread")]
async fn more_ended_places_than_a_page_holds_are_settled_all_at_once() {
    let town = Town::new().await;
    let ward = town.ward.to_string();
    let first = town.base_units(town.today()).await[0].unit_id;
    let (reader, scope) = (town.desk.store.read(), desk::authority::public_scope());
    let old = store::unit::state_on(&reader, &scope, first, town.today()).await.unwrap().unwrap();
    let mut ended = vec![(first, town.today())];
    for at in 1..=52 {
        let (new, on) = (UnitId(town.desk.clock.id()), town.today().plus_days(at));
        let state = UnitState {
            id: StateId(town.desk.clock.id()),
            unit_id: new,
            valid: Period::since(on),
            name: format!("Khu phố tạm {at}"),
            official_code: None,
            ..old.clone()
        };
        let event = EventId(town.desk.clock.id());
        let before = ended[ended.len() - 1].0;
        store::testing::lineage::follows(&town.desk.store, before, state, event).await;
        ended.push((new, on));
    }
    town.goes_to("2026-06-01");
    let lan = town.browser_of("lan").await;
    let mut list = String::from("Địa bàn,Thuộc,Tên,Từ ngày\n");
    for (at, (_, on)) in ended[..52].iter().enumerate() {
        let name = if at == 0 { old.name.clone() } else { format!("Khu phố tạm {at}") };
        list.push_str(&format!("{name},Phường Bến Lá,Chi bộ khu phố,{on}\n"));
    }
    let looked = sends(&lan, "/co-quan/nhap", "2026-03-02", &list).await;
    let (_, rest) = looked.body.split_once("name=\"hang\" value=\"").expect("no fault");
    let rows = unescaped(rest.split("\">").next().unwrap());
    lan.post("/co-quan/nhap/ghi", &[("hang", &rows)]).await;
    let told = lan.shown(&format!("/co-quan?o={ward}")).await;
    assert!(told.contains("52 địa bàn đã kết thúc"), "{told}");
    let address = format!("/co-quan/chuyen-tiep?o={ward}");
    let page = lan.shown(&address).await;
    assert!(page.contains("50 trong 52 địa bàn"), "{page}");
    assert_eq!(page.matches("name=\"dia-ban\"").count(), 50);
    let further = page
        .split_once(&format!("{address}&#38;sau="))
        .or_else(|| page.split_once(&format!("{address}&amp;sau=")));
    let after = further.expect("a next page").1.split('"').next().unwrap();
    let next = lan.shown(&format!("{address}&sau={after}")).await;
    assert_eq!(next.matches("name=\"dia-ban\"").count(), 2);
    let all = lan.post("/co-quan/chuyen-tiep", &[("o", &ward), ("tat-ca", "co")]).await;
    let page = lan.shown(all.to()).await;
    assert!(page.contains("Đã kết thúc 52 cơ quan"), "{page}");
    assert!(page.contains("Không còn cơ quan nào của địa bàn đã kết thúc"), "{page}");
    assert!(!lan.shown(&format!("/co-quan?o={ward}")).await.contains("địa bàn đã kết thúc nhưng"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organisation_of_the_whole_city_that_is_still_to_come_is_listed_for_its_managers() {
    let town = Town::new().await;
    town.person_at("minh", Role::CityOfficer, None).await;
    let minh = town.browser_of("minh").await;
    let form = minh.get("/co-quan/them").await.body;
    let id = form.split_once("name=\"ma\" value=\"").unwrap().1.split('"').next().unwrap();
    let fields = [
        ("ma", id),
        ("o", ""),
        ("loai", "doanh_nghiep_cong_ich"),
        ("ten", "Công ty Chiếu sáng"),
        ("tu-ngay", "2026-12-01"),
    ];
    assert_eq!(minh.post("/co-quan/them", &fields).await.to(), format!("/co-quan/{id}"));
    let page = minh.shown("/co-quan").await;
    assert!(page.contains("Công ty Chiếu sáng") && page.contains("01/12/2026"), "{page}");
    assert!(!town.visitor().shown("/co-quan").await.contains("Công ty Chiếu sáng"));
}
