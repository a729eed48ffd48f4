//! Rules in the browser: everybody reads them, an officer adds one, and what a rule decided leads to it.

use axum::http::StatusCode;

use crate::town::{Browser, Town, hidden};

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_reads_what_holds_here_and_what_changed_in_both_languages() {
    let town = Town::new().await;
    let visitor = town.visitor();
    for prefix in ["", "/en"] {
        for path in [
            "/quy-dinh".to_owned(),
            format!("/quy-dinh?o={}", town.ward),
            "/quy-dinh?ngay=2018-01-01".to_owned(),
            "/quy-dinh/thay-doi".to_owned(),
            "/quy-dinh/ngay-lam-viec".to_owned(),
            "/quy-dinh/muc/hcm-khu-pho-tu-2019?ngay=2020-05-05".to_owned(),
            "/quy-dinh/muc/phuong-co-khu-pho".to_owned(),
        ] {
            let answer = visitor.get(&format!("{prefix}{path}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert!(!answer.body.contains('⟦'), "{prefix}{path}: {}", answer.body);
        }
    }
    let here = visitor.get(&format!("/quy-dinh?o={}", town.ward)).await.body;
    assert!(here.contains("12 hộ") && here.contains("Quy ước của thị xã mẫu"), "the town's own");
    assert!(!here.contains("450 hộ"), "what does not decide here is not shown");
    let then = visitor.get("/quy-dinh/muc/hcm-khu-pho-tu-2019?ngay=2020-05-05").await.body;
    assert!(then.contains("Có hiệu lực ngày 05/05/2020"));
    assert!(then.contains("chưa ai đối chiếu"), "nobody has verified it, and it says so");
    let changes = visitor.get("/quy-dinh/thay-doi").await.body;
    assert!(changes.contains("Trước: 450 hộ. Từ ngày này: 500 hộ."));
    assert_eq!(visitor.get("/quy-dinh/muc/khong-co").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn lan_adds_a_rule_and_the_drawing_page_leads_to_it() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    let list = lan.get("/quy-dinh").await.body;
    assert!(list.contains("/quy-dinh/them"), "an officer is offered to add one");
    let form = lan.get("/quy-dinh/them").await;
    assert!(form.body.contains("Phường Bến Lá"));
    let (id, unit) = (hidden(&form.body, "ma"), hidden(&form.body, "o"));
    let typed = |value: &'static str| {
        vec![
            ("ma", id.clone()),
            ("o", unit.clone()),
            ("noi-dung", "size_max".to_owned()),
            ("loai", "khu_pho".to_owned()),
            ("gia-tri", value.to_owned()),
            ("tu-ngay", "2026-03-02".to_owned()),
            ("den-ngay", String::new()),
            ("van-ban", "Quyết định về quy mô khu phố".to_owned()),
            ("so", "12/QĐ-UBND".to_owned()),
            ("ngay-van-ban", "2026-02-20".to_owned()),
            ("dieu", String::new()),
        ]
    };
    let send = async |value| {
        let typed = typed(value);
        let fields: Vec<(&str, &str)> =
            typed.iter().map(|(name, text)| (*name, text.as_str())).collect();
        lan.post("/quy-dinh/them", &fields).await
    };
    let wrong = send("nhiều").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"nhiều\"") && wrong.body.contains("12/QĐ-UBND"));
    let right = send("26").await;
    let page = right.to().to_owned();
    assert_eq!(send("26").await.to(), page, "sent twice, it is one rule");
    let visitor = town.visitor();
    let shown = visitor.get(&page).await.body;
    assert!(shown.contains("Cơ quan tự thêm") && shown.contains("ward_officer"));
    assert!(!shown.contains("Nguyễn Thị Lan"), "the public sees posts, never people");
    let drawing = visitor.get(&format!("/sap-xep/{}", town.ward)).await.body;
    assert!(drawing.contains(&format!("{page}?ngay=2026-03-02")), "{drawing}");
    let refused = visitor.get("/quy-dinh/them").await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER, "a visitor signs in first");
    let end = lan.post(&format!("{page}/ket-thuc"), &[("den-ngay", "2026-01-01")]).await;
    assert_eq!(end.status, StatusCode::UNPROCESSABLE_ENTITY);
    let end = lan.post(&format!("{page}/ket-thuc"), &[("den-ngay", "2026-03-31")]).await;
    assert_eq!(end.to(), page);
    let shown = visitor.get(&page).await.body;
    assert!(shown.contains("từ 02/03/2026 đến 31/03/2026"), "{shown}");
    assert!(!lan.get(&page).await.body.contains("/ket-thuc"), "it has ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_leads_to_the_rules_of_the_day_it_was_drawn_on() {
    let town = Town::new().await;
    let plan = town.draws().await;
    let page = town.visitor().get(&format!("/sap-xep/phuong-an/{plan}")).await.body;
    assert!(page.contains("/quy-dinh/muc/ben-la-tu?ngay=2026-03-02"), "{page}");
}

/// Both rules stand in the list of what offices added, and the putting aside in what changed when.
async fn told_beside(visitor: &Browser, (ward, city): (&str, &str)) {
    // What offices added is a list of its own, whatever its days.
    let own = visitor.get("/quy-dinh?rieng=co").await.body;
    assert!(own.contains(ward) && own.contains(city), "also the one to come: {own}");
    assert!(!own.contains("Kế hoạch sắp xếp khu phố"), "only theirs: {own}");
    // What changed when tells that the ward's rule was put aside, by what and on which day.
    let changes = visitor.get("/quy-dinh/thay-doi").await.body;
    let (_, day) = changes.split_once("<h2>01/09/2026").expect("a day of its own");
    let day = day.split("<h2>").next().unwrap();
    assert!(day.contains("không áp dụng nữa, vì trái với"), "{day}");
    assert!(day.contains(&format!("{ward}?ngay=2026-09-01")), "{day}");
    assert!(day.contains(&format!("{city}?ngay=2026-09-01")), "{day}");
    let in_english = visitor.get("/en/quy-dinh/thay-doi").await.body;
    assert!(in_english.contains("no longer applies, since it contradicts"), "{in_english}");
    assert!(!in_english.contains('⟦'), "{in_english}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_that_the_city_overtakes_is_shown_as_one_to_look_at_again() {
    let town = Town::new().await;
    let (reader, scope) = (town.desk.store.read(), desk::authority::public_scope());
    let top = store::unit::outermost(&reader, &scope, town.today()).await.unwrap()[0];
    town.person_at("minh", desk::Role::CityOfficer, Some(top)).await;
    let send = async |who: &str, value: &str, from: &str| {
        let browser = town.browser_of(who).await;
        let form = browser.get("/quy-dinh/them").await;
        let (id, unit) = (hidden(&form.body, "ma").to_owned(), hidden(&form.body, "o").to_owned());
        let fields = [
            ("ma", id.as_str()),
            ("o", unit.as_str()),
            ("noi-dung", "consultation_over"),
            ("loai", ""),
            ("gia-tri", value),
            ("tu-ngay", from),
            ("den-ngay", ""),
            ("van-ban", "Quyết định về lấy ý kiến"),
            ("so", "15/QĐ-UBND"),
            ("ngay-van-ban", "2026-02-20"),
            ("dieu", ""),
        ];
        browser.post("/quy-dinh/them", &fields).await.to().to_owned()
    };
    let ward = send("lan", "3/5", "2026-03-02").await;
    let visitor = town.visitor();
    let before = visitor.get("/quy-dinh").await.body;
    assert!(!before.contains("phải xem lại"), "{before}");
    let city = send("minh", "3/4", "2026-09-01").await;
    for address in ["/quy-dinh".to_owned(), format!("/quy-dinh?o={}", town.ward)] {
        let list = visitor.get(&address).await.body;
        assert!(list.contains("Quy định riêng phải xem lại"), "{address}: {list}");
        assert!(list.contains("từ ngày 01/09/2026 không áp dụng"), "{address}: {list}");
        assert!(list.contains(&city) && list.contains(&ward));
    }
    let page = visitor.get(&format!("{ward}?ngay=2026-08-31")).await.body;
    assert!(page.contains("Có hiệu lực ngày 31/08/2026") && page.contains(&city), "{page}");
    let page = visitor.get(&format!("{ward}?ngay=2026-09-01")).await.body;
    assert!(!page.contains("Có hiệu lực ngày 01/09/2026"), "{page}");
    told_beside(&visitor, (&ward, &city)).await;
    let english = visitor.get(&format!("/en{ward}")).await.body;
    assert!(
        english.contains("does not apply from 1 September 2026") && !english.contains('⟦'),
        "{english}"
    );
    // The interface says the same.
    let read = async |address: String| -> serde_json::Value {
        let answer = visitor.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    };
    let id = |address: &str| address.rsplit('/').next().unwrap().to_owned();
    for (at, deciding) in [("2026-08-31", &ward), ("2026-09-01", &city)] {
        let of = format!("unit={}&at={at}&key=consultation_over", town.ward);
        let told = read(format!("/api/v1/rules?{of}")).await;
        let items = told["items"].as_array().unwrap();
        assert_eq!(items.len(), 1, "{told}");
        assert_eq!(items[0]["id"], id(deciding), "{told}");
    }
    let told = read(format!("/api/v1/rules/{}", id(&ward))).await;
    assert_eq!(told["rule"]["value"]["over"], "3/5");
    assert_eq!(told["rule"]["put_aside"][0]["by"], id(&city));
    assert_eq!(told["history"][0]["id"], id(&ward));
    assert!(told["elsewhere"].as_array().unwrap().iter().any(|it| it["id"] == id(&city)));
    let all = read("/api/v1/rules?limit=2&at=2026-09-01".to_owned()).await;
    assert_eq!(all["items"].as_array().unwrap().len(), 2);
    let next = all["next"].as_str().unwrap();
    let more = read(format!("/api/v1/rules?limit=2&at=2026-09-01&cursor={next}")).await;
    assert_ne!(more["items"][0]["id"], all["items"][0]["id"]);
    let unknown = visitor.get("/api/v1/rules/khong-co").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert_eq!(visitor.get("/api/v1/rules?key=gi-do").await.status, StatusCode::BAD_REQUEST);
}
