//! Indicators through the pages: defining one, telling it, bringing a file, reading it in three views
//! and both languages, as an officer and as a visitor.

use axum::http::StatusCode;
use desk::Role;
use ledger::PostKind;
use units::UnitId;

use crate::town::{Browser, Town, hidden};

/// The town with the ward's chairman and the heads of both khu phố.
async fn peopled() -> (Town, Vec<(UnitId, String)>) {
    let town = Town::new().await;
    let role = (Role::WardLeader, PostKind::Chairman);
    town.holder("bảy", role, ("Chủ tịch phường Bến Lá", town.ward)).await;
    let mut places = Vec::new();
    for (line, name) in town.base_units(town.today()).await.into_iter().zip(["tư", "chín"]) {
        let role = (Role::UnitHead, PostKind::UnitHead);
        let post = format!("Trưởng {}", line.name.to_lowercase());
        town.holder(name, role, (&post, line.unit_id)).await;
        places.push((line.unit_id, line.name));
    }
    (town, places)
}

/// Defines an indicator through the form; its address.
async fn defines(browser: &Browser, ward: UnitId, fields: &[(&str, &str)]) -> String {
    let form = browser.get(&format!("/chi-tieu/moi?o={ward}")).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    let id = hidden(&form.body, "ma");
    let ward = ward.to_string();
    let mut all = vec![
        ("ma", id.as_str()),
        ("dia-ban", ward.as_str()),
        ("cap-bao", "grassroots"),
        ("nhip-bao", "year"),
        ("cong-khai", "co"),
        ("chia-theo", "households"),
        ("han-bao", "5"),
        ("so-le", "0"),
        ("dem-nguoi", "co"),
        ("he-so", "100"),
    ];
    all.retain(|(name, _)| !fields.iter().any(|(own, _)| own == name));
    all.extend(fields);
    browser.post("/chi-tieu/moi", &all).await.to().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_indicator_is_defined_told_and_read_in_three_views_and_two_languages() {
    let (town, places) = peopled().await;
    let bay = town.browser_of("bảy").await;
    let empty = bay.get("/chi-tieu").await;
    assert!(empty.body.contains("Chưa có chỉ tiêu nào"));
    let form = bay.get(&format!("/chi-tieu/moi?o={}", town.ward)).await;
    let (id, ward) = (hidden(&form.body, "ma"), town.ward.to_string());
    let bare =
        [("ma", id.as_str()), ("dia-ban", &ward), ("ten", "Số hộ"), ("ma-chi-tieu", "SỐ HỘ")];
    let bare = bay.post("/chi-tieu/moi", &bare).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("value=\"Số hộ\"") && bare.body.contains("Hãy chọn nơi báo."));
    let households = [
        ("ten", "Số hộ"),
        ("ten-en", "Households"),
        ("ma-chi-tieu", "ho"),
        ("don-vi-tinh", "hộ"),
        ("cach-gop", "last"),
    ];
    let households = defines(&bay, town.ward, &households).await;
    let none = bay.get(&households).await;
    assert!(none.body.contains("Chưa có số liệu"));
    for ((unit, name), (who, count)) in places.iter().zip([("tư", "1.250"), ("chín", "730")]) {
        let head = town.browser_of(who).await;
        let address = format!("/chi-tieu/nhap?o={unit}&ky=2025");
        let form = head.get(&address).await;
        assert!(form.body.contains(name.as_str()) && form.body.contains("Số hộ (hộ)"));
        let unit = unit.to_string();
        let fields = [("o", unit.as_str()), ("ky", "2025"), ("so-1", "ba mươi")];
        let wrong = head.post("/chi-tieu/nhap", &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("value=\"ba mươi\""), "what was typed is there");
        let fields = [("o", unit.as_str()), ("ky", "2025"), ("so-1", count)];
        let sent = head.post("/chi-tieu/nhap", &fields).await;
        let kept = head.get(sent.to()).await;
        assert!(kept.body.contains("Đã nhận 1 số của Năm 2025"), "{}", kept.body);
    }
    for view in ["nhu_hom_nay", "nhu_da_co", "khoi_so_sanh"] {
        let page = town.visitor().get(&format!("{households}?xem={view}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("1.980"), "{view}: the sum of both");
        let english = town.visitor().get(&format!("/en{households}?xem={view}")).await;
        assert!(english.body.contains("Households") && english.body.contains("1,980"));
        for page in [page, english] {
            assert!(!page.body.contains('⟦'), "{}", page.body);
        }
    }
    let csv = town.visitor().get(&format!("{households}/so-lieu.csv?xem=nhu_da_co")).await;
    assert!(csv.header("content-type").starts_with("text/csv"));
    assert_eq!(csv.body.lines().count(), 1 + 1 + 2);
    assert!(csv.body.contains(",2025,1250,1,1,0.0,0.0"), "{}", csv.body);
    let nowhere = format!("{households}?o=00000000-0000-7000-8000-000000000001");
    assert_eq!(town.visitor().get(&nowhere).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_shown_before_it_counts_and_a_visitor_never_learns_small_counts() {
    let (town, places) = peopled().await;
    let bay = town.browser_of("bảy").await;
    let poor = [
        ("ten", "Hộ nghèo"),
        ("ma-chi-tieu", "ho_ngheo"),
        ("don-vi-tinh", "hộ"),
        ("cach-gop", "last"),
    ];
    let poor = defines(&bay, town.ward, &poor).await;
    let address = format!("/chi-tieu/nhap-tep?o={}", town.ward);
    let form = bay.get(&address).await;
    let fields = |id: &str| {
        let indicator = poor.rsplit('/').next().unwrap();
        [("ma", id), ("o", &town.ward.to_string()), ("chi-tieu", indicator)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let id = hidden(&form.body, "ma");
    let nothing = bay.post_form("/chi-tieu/nhap-tep", &fields(&id), None).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.body.contains("Chưa chọn tệp nào"));
    let sheet = format!("Khu phố,2025\n{},7\nKhu phố 77,3\n", places[0].1);
    let file = Some(("ho-ngheo.csv", sheet.as_str()));
    let sent = bay.post_form("/chi-tieu/nhap-tep", &fields(&id), file).await;
    let page = bay.get(sent.to()).await;
    assert!(page.body.contains("Không có nơi tên “Khu phố 77”"), "{}", page.body);
    assert!(page.body.contains("dòng 3, cột B") && !page.body.contains("/ap-dung"));
    let again = hidden(&bay.get(&address).await.body, "ma");
    let sheet = format!("Khu phố,2025\n{},7\n{},25\n", places[0].1, places[1].1);
    let file = Some(("ho-ngheo.csv", sheet.as_str()));
    let sent = bay.post_form("/chi-tieu/nhap-tep", &fields(&again), file).await;
    let page = sent.to().to_owned();
    assert!(bay.get(&page).await.body.contains("Ghi 2 số này"));
    let head = town.browser_of("tư").await;
    assert_eq!(head.get(&page).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(bay.post(&format!("{page}/ap-dung"), &[]).await.to(), page);
    let english = bay.get(&format!("/en{page}")).await;
    assert!(english.body.contains("Recorded") && !english.body.contains('⟦'));
    for view in ["nhu_hom_nay", "nhu_da_co", "khoi_so_sanh"] {
        for place in [town.ward, places[0].0, places[1].0] {
            for form in [
                format!("{poor}?xem={view}&o={place}"),
                format!("{poor}/so-lieu.csv?xem={view}&o={place}"),
            ] {
                let told = town.visitor().get(&form).await;
                assert!(told.body.contains("dưới 10"), "{form}");
                for small in [">7<", ">25<", ",7,", ",25,"] {
                    assert!(!told.body.contains(small), "{form} tells {small}");
                }
            }
        }
    }
    let own = bay.get(&format!("{poor}?xem=nhu_da_co")).await;
    assert!(own.body.contains(">7<") && own.body.contains(">25<"));
    let missing = bay.get(&format!("/chi-tieu/chua-bao?o={}&ky=2024", town.ward)).await;
    assert!(missing.body.contains("0 trên 2 nơi đã báo đủ"), "{}", missing.body);
    assert!(missing.body.contains(&format!("Trưởng {}", places[0].1.to_lowercase())));
    let english = bay.get(&format!("/en/chi-tieu/chua-bao?o={}&ky=2025", town.ward)).await;
    assert!(english.body.contains("2 of 2 places") && !english.body.contains('⟦'));
}
