//! Bodies in the browser: everybody sees those of a place, an officer makes, renames, ends and imports them.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};

use crate::town::{Answer, Browser, Town};

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
    let ended = visitor.get(&format!("{address}?ngay=2026-04-01")).await.body;
    assert!(ended.contains("Cơ quan này không còn"), "{ended}");
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
