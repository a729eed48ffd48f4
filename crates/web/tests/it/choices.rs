//! What the engine can say reaches people on the pages: proof and files, why, other plans, trade-offs, and
//! a draft edited by hand. All of it without script, in both languages.

use axum::http::StatusCode;
use units::PlanId;

use crate::town::{Answer, Browser, Town};

/// A page that is whole: found, every sentence worded.
fn whole(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert!(!answer.body.contains('⟦'), "{}", answer.body);
    &answer.body
}

/// The same page in both languages; the Vietnamese one is answered.
async fn both(browser: &Browser, address: &str) -> String {
    whole(&browser.get(&format!("/en{address}")).await);
    whole(&browser.get(address).await).to_owned()
}

/// Asks a question of a plan and answers the address of its answer, worked out.
async fn asks(town: &Town, lan: &Browser, plan: PlanId, fields: &[(&str, &str)]) -> String {
    let asked = lan.post(&format!("/sap-xep/phuong-an/{plan}/hoi"), fields).await;
    let job = asked.to().to_owned();
    let waiting = both(lan, &job).await;
    assert!(waiting.contains("http-equiv=\"refresh\""), "it refreshes without script");
    town.works().await;
    job
}

/// The values that come after a mark in a page, up to the next quote.
fn after<'p>(page: &'p str, mark: &'p str) -> impl Iterator<Item = &'p str> {
    page.split(mark).skip(1).filter_map(|rest| rest.split('"').next())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_downloads_what_proves_a_plan_and_a_visitor_only_reads_it() {
    let town = Town::new().await;
    let plan = town.draws().await;
    let lan = town.browser_of("lan").await;
    let address = format!("/sap-xep/phuong-an/{plan}");
    let page = both(&lan, &address).await;
    assert!(page.contains("Đã chứng minh là tốt nhất theo các tiêu chí đã chọn"), "{page}");
    let file = format!("{address}/chung-minh/bai-toan.json");
    assert!(page.contains(&format!("href=\"{file}\"")), "{page}");
    assert!(page.contains("coso "), "the command stands there");
    let got = lan.get(&file).await;
    assert_eq!(got.header("content-type"), "application/json");
    assert!(got.header("content-disposition").contains("bai-toan.json"));
    let instance: serde_json::Value = serde_json::from_str(&got.body).unwrap();
    let households: u64 =
        instance["pop"].as_array().unwrap().iter().map(|pop| pop.as_u64().unwrap()).sum();
    assert_eq!(households, 60);
    assert!(instance["names"][0].as_str().unwrap().contains("Tổ dân phố"));
    assert_eq!(lan.get(&format!("{address}/chung-minh/khac.json")).await.status, 404);

    let visitor = town.visitor();
    let read = both(&visitor, &address).await;
    assert!(read.contains("Đã chứng minh là tốt nhất theo các tiêu chí đã chọn"));
    assert!(!read.contains("chung-minh/"), "no link to the households of groups");
    assert!(visitor.get(&file).await.to().starts_with("/dang-nhap"));
    town.person_of_nowhere("xa lạ", desk::Role::WardOfficer).await;
    assert_eq!(town.browser_of("xa lạ").await.get(&file).await.status, 404);

    let dossier = lan.post(&format!("{address}/de-nghi"), &[]).await.to().to_owned();
    let page = both(&lan, &dossier).await;
    assert!(page.contains("Đã chứng minh là tốt nhất") && page.contains(&file), "{page}");
    let read = both(&visitor, &dossier).await;
    assert!(read.contains("Đã chứng minh là tốt nhất") && !read.contains("chung-minh/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_why_a_plan_is_the_limit_and_draws_with_a_rule_relaxed() {
    let town = Town::new().await;
    let plan = town.draws().await;
    let lan = town.browser_of("lan").await;
    let typed = [("hoi", "explain"), ("nac", "mười")];
    let refused = lan.post(&format!("/sap-xep/phuong-an/{plan}/hoi"), &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"mười\"") && refused.body.contains("id=\"nac-loi\""));
    let job = asks(&town, &lan, plan, &[("hoi", "explain"), ("nac", "8")]).await;
    let page = both(&lan, &job).await;
    assert!(page.contains("Nới một quy tắc thì được gì"), "{page}");
    assert!(page.contains("Nâng mức tối đa lên 36 hộ"), "{page}");
    assert!(page.contains("Vẽ 3 đơn vị, khung 12–36 hộ"), "{page}");
    let order = [("muc-tieu", "20"), ("tu", "12"), ("den", "36"), ("so-don-vi", "3")];
    let drawn = lan.post(&format!("/sap-xep/{}/ve", town.ward), &order).await;
    assert!(drawn.to().starts_with("/sap-xep/viec/"), "the button of the page orders this");
    assert!(lan.get(&format!("/sap-xep/phuong-an/{plan}")).await.body.contains(&job));
    assert!(town.visitor().get(&job).await.to().starts_with("/dang-nhap"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_that_brings_no_plan_says_why_in_the_words_of_the_place() {
    let town = Town::new().await;
    let lan = town.browser_of("lan").await;
    // Sixty households never make sixty units of twelve to twenty.
    let order = [("muc-tieu", "16"), ("tu", "12"), ("den", "20"), ("so-don-vi", "60")];
    let job = lan.post(&format!("/sap-xep/{}/ve", town.ward), &order).await.to().to_owned();
    town.works().await;
    let failed = both(&lan, &job).await;
    assert!(failed.contains("Vì sao không có phương án?"), "{failed}");
    let why = lan.post(&format!("{job}/vi-sao"), &[]).await.to().to_owned();
    town.works().await;
    let page = both(&lan, &why).await;
    assert!(page.contains("<h1>Vì sao không có phương án?</h1>"), "{page}");
    assert!(page.contains("60 hộ không thể thành 60 đơn vị trong khung này."), "{page}");
    assert!(page.contains("số đơn vị chỉ có thể từ"), "what would take it away: {page}");
    let commune = both(&lan, &format!("/sap-xep/{}", town.ward)).await;
    assert!(commune.contains(&why), "the question is found again");
}

#[tokio::test(flavor = "multi_thread")]
async fn plans_stand_side_by_side_with_their_maps_and_one_is_taken() {
    let town = Town::new().await;
    let plan = town.draws().await;
    let lan = town.browser_of("lan").await;
    let many = [("hoi", "alternatives"), ("may-phuong-an", "40"), ("khac-nhau", "10")];
    let refused = lan.post(&format!("/sap-xep/phuong-an/{plan}/hoi"), &many).await;
    assert!(refused.body.contains("id=\"may-phuong-an-loi\""), "{}", refused.body);
    let fields = [("hoi", "alternatives"), ("may-phuong-an", "3"), ("khac-nhau", "10 %")];
    let job = asks(&town, &lan, plan, &fields).await;
    let page = both(&lan, &job).await;
    assert!(page.contains("Các phương án để chọn"), "{page}");
    let take: Vec<&str> =
        after(&page, "action=\"").filter(|address| address.ends_with("/chon")).collect();
    assert!(!take.is_empty(), "{page}");
    let other = take[0].trim_end_matches("/chon");
    let map = format!("{other}/ban-do.svg");
    assert!(page.contains(&map));
    assert!(lan.get(&map).await.body.contains("<svg"));
    let visitor = town.visitor();
    assert_eq!(visitor.get(other).await.status, 404, "what is only offered is not public");
    assert_eq!(visitor.get(&map).await.status, 404);
    let early = lan.post(&format!("{other}/de-nghi"), &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "taken before it is proposed");
    assert_eq!(lan.post(take[0], &[]).await.to(), other);
    assert!(both(&visitor, &format!("/sap-xep/{}", town.ward)).await.contains(other));
    let dossier = lan.post(&format!("{other}/de-nghi"), &[]).await;
    assert!(dossier.to().starts_with("/sap-xep/ho-so/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trade_off_is_a_chart_and_a_table() {
    let town = Town::new().await;
    let plan = town.draws().await;
    let lan = town.browser_of("lan").await;
    let same = [("hoi", "front"), ("mot", "cut"), ("hai", "cut")];
    let refused = lan.post(&format!("/sap-xep/phuong-an/{plan}/hoi"), &same).await;
    assert!(refused.body.contains("id=\"hai-loi\""), "{}", refused.body);
    let fields = [("hoi", "front"), ("mot", "moved"), ("hai", "deviation")];
    let job = asks(&town, &lan, plan, &fields).await;
    let page = both(&lan, &job).await;
    assert!(page.contains("<svg") && page.contains("<circle"), "{page}");
    assert!(page.contains("số hộ rời đơn vị cũ →"), "{page}");
    assert!(page.contains("Phương án 1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_edited_by_hand_without_script_and_repaired() {
    let town = Town::new().await;
    let plan = town.draws().await;
    let lan = town.browser_of("lan").await;
    let table = format!("/sap-xep/phuong-an/{plan}/sua-tay");
    let page = both(&lan, &table).await;
    assert!(page.contains("Mọi đơn vị đều liền mảnh và trong khung."), "{page}");
    let groups: Vec<String> = after(&page, "name=\"to\" value=\"").map(str::to_owned).collect();
    assert_eq!(groups.len(), after(&page, "data-group=\"").count(), "list and map agree");
    let revision = after(&page, "name=\"ban\" value=\"").next().unwrap().to_owned();

    // A field of the map is a link that ticks its group in the list.
    let link = after(&page, "<a href=\"").find(|address| address.contains("?chon=")).unwrap();
    let chosen = lan.get(&link.replace("&amp;", "&")).await;
    assert!(whole(&chosen).contains("checked") && chosen.body.contains("Đã chọn 1 tổ"));

    let nothing = lan.post(&format!("{table}/chuyen"), &[("ban", &revision), ("sang", "1")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.body.contains("Hãy chọn ít nhất một tổ"), "{}", nothing.body);

    // Everything of one unit but its last group goes to another.
    let view = desk_table(&town, plan).await;
    let own: Vec<_> = view.groups.iter().filter(|group| group.part == Some(0)).collect();
    let goal = own[0].beside.first().copied().unwrap_or(1).to_string();
    let moved = own[0].atom.to_string();
    let alone = own.len() == 1;
    let form = [("ban", revision.as_str()), ("to", &moved), ("sang", &goal)];
    let answer = lan.post(&format!("{table}/chuyen"), &form).await;
    if alone {
        assert!(answer.body.contains("Không được để một đơn vị không còn hộ nào"));
        return;
    }
    assert_eq!(answer.to(), table);
    let page = both(&lan, &table).await;
    assert!(page.contains("Lần chuyển vừa rồi:") && page.contains("Lùi được 1 bước."), "{page}");
    let stale = lan.post(&format!("{table}/chuyen"), &form).await;
    assert!(stale.body.contains("vừa được người khác sửa"), "{}", stale.body);
    assert!(stale.body.contains(&format!("value=\"{moved}\" data-households")));

    let at = |page: &str| after(page, "name=\"ban\" value=\"").next().unwrap().to_owned();
    let job = lan.post(&format!("{table}/chinh"), &[("ban", &at(&page))]).await;
    let job = job.to().to_owned();
    town.works().await;
    let done = lan.get(&job).await.to().to_owned();
    assert!(done.starts_with(&format!("{table}?viec=")), "{done}");
    let page = both(&lan, &done).await;
    assert!(page.contains("Mọi đơn vị đều liền mảnh và trong khung."), "{page}");

    let back = lan.post(&format!("{table}/lui"), &[("ban", &at(&page))]).await;
    assert_eq!(back.to(), table);
    let page = both(&lan, &table).await;
    let keep = [("ban", at(&page)), ("dv", goal.clone()), ("giu", "1".to_owned())];
    let keep: Vec<(&str, &str)> = keep.iter().map(|(key, text)| (*key, text.as_str())).collect();
    assert_eq!(lan.post(&format!("{table}/giu"), &keep).await.to(), table);
    let page = both(&lan, &table).await;
    assert!(page.contains("Bỏ giữ nguyên"), "{page}");

    let visitor = town.visitor();
    assert!(visitor.get(&table).await.to().starts_with("/dang-nhap"));
    lan.post(&format!("/sap-xep/phuong-an/{plan}/de-nghi"), &[]).await;
    let frozen = lan.get(&table).await;
    assert_eq!(frozen.status, StatusCode::UNPROCESSABLE_ENTITY, "a dossier is not edited");
}

async fn desk_table(town: &Town, plan: PlanId) -> desk::plan::hand::Table {
    let lan = desk::account::sign_in(&town.desk, "lan", crate::town::password("lan")).await;
    desk::plan::hand::table(&town.desk, &lan.unwrap(), plan).await.unwrap()
}
