//! What people do on the pages, from signing in to a recorded resolution.

use axum::http::StatusCode;

use crate::town::{Browser, Town, password};

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_keeps_the_name_and_says_nothing_more() {
    let town = Town::new().await;
    let visitor = town.visitor();
    let wrong = visitor.post("/dang-nhap", &[("ten", "lan"), ("mat-khau", "sai")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"lan\""), "the typed name is kept");
    assert!(!wrong.body.contains('⟦'), "{}", wrong.body);
    let unknown = visitor.post("/dang-nhap", &[("ten", "ai-do"), ("mat-khau", "sai")]).await;
    assert_eq!(unknown.body.replace("ai-do", "lan"), wrong.body, "both read the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_tries_must_wait_even_with_the_right_password() {
    let town = Town::new().await;
    let visitor = town.visitor();
    for _ in 0..10 {
        visitor.post("/dang-nhap", &[("ten", "lan"), ("mat-khau", "sai")]).await;
    }
    let right = password("lan");
    let late = visitor.post("/dang-nhap", &[("ten", "lan"), ("mat-khau", &right)]).await;
    assert!(late.body.contains("Đã thử quá nhiều lần"), "{}", late.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_session_on_the_server() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    assert_eq!(lan.get("/mat-khau").await.status, StatusCode::OK);
    lan.post("/dang-xuat", &[]).await;
    // The browser still sends the old cookie; the server no longer knows it.
    assert!(lan.get("/mat-khau").await.to().starts_with("/dang-nhap"));
}

#[tokio::test(flavor = "multi_thread")]
async fn changing_the_password_signs_out_every_other_browser() {
    let town = Town::new().await;
    let (lan, elsewhere) = (town.browser_of("lan").await, town.browser_of("lan").await);
    let old = password("lan");
    let short = lan.post("/mat-khau", &[("cu", &old), ("moi", "ngắn")]).await;
    assert!(short.body.contains("id=\"moi-loi\""), "{}", short.body);
    let new = "một câu dài dễ nhớ";
    let changed = lan.post("/mat-khau", &[("cu", &old), ("moi", new)]).await;
    assert!(changed.header("set-cookie").starts_with("coso_phien="), "a fresh session");
    assert!(elsewhere.get("/mat-khau").await.to().starts_with("/dang-nhap"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_cannot_be_is_said_beside_its_field_with_the_words_kept() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    let order = [("muc-tieu", "ba mươi"), ("tu", "20"), ("den", "40")];
    let answer = lan.post(&format!("/sap-xep/{}/ve", town.ward), &order).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"ba mươi\""), "what was typed is kept");
    assert!(answer.body.contains("id=\"muc-tieu-loi\""), "the fault stands beside its field");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_is_ordered_watched_and_ends_on_its_plan() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    let order = [("muc-tieu", "20"), ("tu", "12"), ("den", "28"), ("giay", "1")];
    let ordered = lan.post(&format!("/sap-xep/{}/ve", town.ward), &order).await;
    let job = ordered.to().to_owned();
    let waiting = lan.get(&job).await;
    assert!(waiting.body.contains("http-equiv=\"refresh\""), "it refreshes without script");
    town.works().await;
    let plan = lan.get(&job).await.to().to_owned();
    assert!(plan.starts_with("/sap-xep/phuong-an/"), "{plan}");
    let page = lan.get(&plan).await;
    assert!(page.body.contains("Số hộ của từng đơn vị so với khung"), "{}", page.body);
    let stream = lan.get(&format!("{job}/tien-do")).await;
    assert_eq!(stream.header("content-type"), "text/event-stream");
    assert!(stream.body.contains("\"state\":\"done\""), "{}", stream.body);
}

/// The fields of the adoption form as the page offers them, with half and one agreeing.
fn tally_fields(page: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for input in page.split("<input name=\"ho-").skip(1) {
        let unit = input.split('"').next().unwrap();
        let value = input.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        let households: u32 = value.parse().unwrap();
        fields.push((format!("ho-{unit}"), households.to_string()));
        fields.push((format!("dong-y-{unit}"), (households / 2 + 1).to_string()));
    }
    for input in page.split("name=\"thong-bao\" value=\"").skip(1) {
        fields.push(("thong-bao".to_owned(), input.split('"').next().unwrap().to_owned()));
    }
    fields
}

fn resolution() -> Vec<(String, String)> {
    [
        ("so", "05/NQ-HĐND"),
        ("co-quan", "Hội đồng nhân dân phường Bến Lá"),
        ("ngay-ban-hanh", "2026-03-01"),
        ("ngay-hieu-luc", "2026-07-01"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

/// Draws, proposes, and answers the dossier's address.
async fn proposes(town: &Town, lan: &Browser) -> String {
    let plan = town.draws().await;
    let made = lan.post(&format!("/sap-xep/phuong-an/{plan}/de-nghi"), &[]).await;
    made.to().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resolution_is_recorded_by_one_and_confirmed_by_another() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    let dossier = proposes(&town, &lan).await;
    let form = lan.get(&dossier).await.body;
    let record = format!("{dossier}/ghi-nhan");
    let file = Some(("nghi-quyet.pdf", "%PDF-1.7 nghi quyet"));

    let long = [("co-quan".to_owned(), "a".repeat(5_000))];
    let too_long = lan.post_form(&record, &long, None).await;
    assert_eq!(too_long.status, StatusCode::PAYLOAD_TOO_LARGE, "only the document may be large");

    let without_tally = lan.post_form(&record, &resolution(), file).await;
    assert_eq!(without_tally.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without_tally.body.contains("value=\"05/NQ-HĐND\""), "the number is kept");
    assert!(without_tally.body.contains("id=\"kiem-phieu-loi\""), "the tally is asked for");

    let mut fields = resolution();
    fields.extend(tally_fields(&form));
    let recorded = lan.post_form(&record, &fields, file).await;
    assert_eq!(recorded.to(), dossier);
    let own = lan.get(&dossier).await.body;
    assert!(!own.contains("/xac-nhan\""), "who recorded cannot confirm");

    let ba_sau = town.browser_of("ba sáu").await;
    let document = ba_sau.get(&format!("{dossier}/van-ban")).await;
    assert_eq!(document.body, "%PDF-1.7 nghi quyet");
    assert!(document.header("content-disposition").starts_with("attachment"));
    assert!(ba_sau.get(&dossier).await.body.contains("/xac-nhan\""));
    let confirmed = ba_sau.post(&format!("{dossier}/xac-nhan"), &[]).await;
    assert_eq!(confirmed.to(), dossier);

    // Who asks where they live is told the day before it comes.
    let mut told = 0;
    for unit in town.base_units(town.today()).await {
        let named = format!("{}, phường Bến Lá", unit.name).replace(' ', "+");
        let page = town.visitor().get(&format!("/khu-pho-cua-toi?dia-chi={named}")).await.body;
        assert!(page.contains(&format!("/dia-ban/{}", unit.unit_id)), "{named}: {page}");
        told += usize::from(page.contains("<strong>Từ ngày 01/07/2026 "));
        let english = town.visitor().get(&format!("/en/khu-pho-cua-toi?dia-chi={named}")).await;
        assert!(english.body.contains("From 1 July 2026 ") && !english.body.contains('⟦'));
    }
    assert!(told > 1, "every unit becomes another");

    let ward = format!("/dia-ban/{}", town.ward);
    let lineage = town.visitor().get(&format!("{ward}/qua-trinh")).await.body;
    assert!(lineage.contains("01/07/2026"), "{lineage}");
    town.goes_to("2026-07-02");
    let now = town.visitor().get(&ward).await.body;
    assert!(now.contains("Khu phố 1"), "{now}");
}

#[tokio::test(flavor = "multi_thread")]
async fn household_rows_need_a_reason_and_the_right() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    let address = format!("/dia-ban/{}/ho", town.ward);
    let without = lan.post(&address, &[]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!without.body.contains("<tbody>"), "no row before a reason");
}
