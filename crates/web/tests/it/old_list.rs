//! What an officer does with the office's list of old groups, from choosing the file to accepting it.

use axum::http::StatusCode;
use units::Tier;

use crate::town::{Answer, Browser, Town};

async fn brings(browser: &Browser, town: &Town, csv: &str) -> Answer {
    let address = format!("/sap-xep/{}/danh-sach", town.ward);
    browser.post_form(&address, &[], Some(("danh-sach.csv", csv))).await
}

/// The town's old groups as its office lists them.
async fn list_of(town: &Town, headings: &str) -> String {
    let scope = desk::authority::public_scope();
    let (reader, today) = (town.desk.store.read(), town.desk.clock.today());
    let below = |tier| store::unit::descendants(&reader, &scope, town.ward, today, tier);
    let bases = below(Tier::Base).await.unwrap();
    let mut csv = format!("{headings}\n");
    for group in below(Tier::Sub).await.unwrap() {
        let base = bases.iter().find(|base| Some(base.unit_id) == group.parent_id).unwrap();
        csv.push_str(&format!("{},{},{}\n", base.name, group.name, group.households));
    }
    csv
}

/// The form of the columns as the page offers it, ticked and chosen as it stands.
fn fields(page: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
        Some(rest.split('"').next()?.to_owned())
    };
    let form = page.split("/doc-lai\">").nth(1).unwrap().split("</form>").next().unwrap();
    let mut fields = Vec::new();
    for tag in form.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap()) {
        if !tag.contains("checkbox") || tag.contains(" checked") {
            fields.push((attribute(tag, "name").unwrap(), attribute(tag, "value").unwrap()));
        }
    }
    for select in form.split("<select").skip(1) {
        let chosen = select.split(" selected").next().unwrap().rsplit("<option value=\"").next();
        let chosen = chosen.unwrap().split('"').next().unwrap();
        fields.push((attribute(select, "name").unwrap(), chosen.to_owned()));
    }
    fields
}

fn set(fields: &mut [(String, String)], name: &str, value: &str) {
    let field = fields.iter_mut().find(|(known, _)| known == name);
    value.clone_into(&mut field.unwrap_or_else(|| panic!("no field {name}")).1);
}

async fn sends(browser: &Browser, address: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(address, &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_brings_a_list_corrects_its_columns_and_accepts_it() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    let commune = lan.get(&format!("/sap-xep/{}", town.ward)).await;
    let lists = format!("/sap-xep/{}/danh-sach", town.ward);
    assert!(commune.body.contains(&lists), "the commune's page leads there");
    let csv = list_of(&town, "Nơi trên,Nơi dưới,Nhà").await;
    let list = brings(&lan, &town, &csv).await.to().to_owned();
    let page = lan.get(&list).await;
    assert!(page.body.contains("Còn lỗi nên chưa chấp nhận được"), "{}", page.body);
    assert!(!page.body.contains("/chap-nhan"), "a faulty list cannot be accepted");

    let mut form = fields(&page.body);
    form.push(("t0-doc".to_owned(), "1".to_owned()));
    set(&mut form, "t0-dong", "1");
    set(&mut form, "t0-c0", "khu_pho");
    set(&mut form, "t0-c1", "to");
    set(&mut form, "t0-c2", "so_ho");
    let reread = sends(&lan, &format!("{list}/doc-lai"), &form).await;
    assert_eq!(reread.to(), list);
    let page = lan.get(&list).await;
    assert!(page.body.contains("Không còn lỗi"), "{}", page.body);
    for chosen in
        ["value=\"khu_pho\" selected", "value=\"to\" selected", "value=\"so_ho\" selected"]
    {
        assert!(page.body.contains(chosen), "{chosen} is kept");
    }
    let accepted = sends(&lan, &format!("{list}/chap-nhan"), &fields(&page.body)).await;
    assert_eq!(accepted.to(), list);
    let page = lan.get(&list).await;
    assert!(page.body.contains("Đã chấp nhận"), "{}", page.body);
    assert!(
        page.body.contains("<fieldset disabled>"),
        "an accepted list is not corrected any more"
    );
    assert!(lan.get(&lists).await.body.contains("danh-sach.csv"));
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_changed_on_the_way_to_acceptance_are_read_and_shown_first() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    let csv = "Khu phố,Tổ,Số hộ,Khẩu\n1,1,30,90\n1,2,31,93\n";
    let list = brings(&lan, &town, csv).await.to().to_owned();
    let mut form = fields(&lan.get(&list).await.body);
    set(&mut form, "t0-c3", "bo_qua");
    let answer = sends(&lan, &format!("{list}/chap-nhan"), &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Các cột vừa được chọn lại"), "{}", answer.body);
    let accepted = sends(&lan, &format!("{list}/chap-nhan"), &fields(&answer.body)).await;
    assert_eq!(accepted.to(), list);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_that_comes_too_late_is_said_and_kept_on_the_page() {
    let town = Town::new().await;
    let (lan, sau) = (town.browser_of("lan").await, town.browser_of("ba sáu").await);
    let list = brings(&lan, &town, "Khu phố,Tổ,Số hộ,Khẩu\n1,1,30,90\n").await.to().to_owned();
    let mut late = fields(&lan.get(&list).await.body);
    let mut first = late.clone();
    set(&mut first, "t0-c3", "bo_qua");
    sends(&sau, &format!("{list}/doc-lai"), &first).await.to();
    set(&mut late, "t0-c3", "ghi_chu");
    let answer = sends(&lan, &format!("{list}/doc-lai"), &late).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"ghi_chu\" selected"), "Lan's own choice is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_the_file_and_of_its_rows_say_where_and_what_to_do() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    let nothing = lan.post_form(&format!("/sap-xep/{}/danh-sach", town.ward), &[], None).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.body.contains("id=\"van-ban-loi\""), "{}", nothing.body);
    let pdf = brings(&lan, &town, "%PDF-1.7 không phải bảng").await;
    assert_eq!(pdf.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(pdf.body.contains("PDF"), "{}", pdf.body);

    let csv = "Khu phố,Tổ,Số hộ\n1,1,một trăm\n1,2,31\n";
    let list = brings(&lan, &town, csv).await.to().to_owned();
    let page = lan.get(&list).await.body;
    assert!(page.contains("dòng 2, cột C: “một trăm” không phải"), "{page}");
    assert!(page.contains("<textarea id=\"chep\""), "the complaints can be copied");
    for address in [list.clone(), format!("/sap-xep/{}/danh-sach", town.ward)] {
        for address in [address.clone(), format!("/en{address}")] {
            let page = lan.get(&address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            assert!(!page.body.contains('⟦'), "{address}: a word is missing: {}", page.body);
        }
    }
    let nowhere = units::UnitId(uuid::Uuid::nil()).to_string();
    let elsewhere = list.replace(&town.ward.to_string(), &nowhere);
    assert_eq!(lan.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
    lan.post(&format!("{list}/bo"), &[]).await.to();
    assert!(lan.get(&list).await.body.contains("Đã bỏ"));
}
