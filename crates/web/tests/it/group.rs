//! Groups, posts and care on pages: what an officer, a head, a neighbour and a visitor do and read there.

use axum::http::StatusCode;

use crate::people::{self, HELP, REQUEST, TALK};
use crate::town::{Answer, Town};

fn value(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1);
    let rest = rest.unwrap_or_else(|| panic!("no field {name} in {page}"));
    rest.split('"').next().unwrap().to_owned()
}

fn whole(address: &str, page: &Answer) {
    assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.body);
    assert!(!page.body.contains('⟦'), "{address}: a word is missing: {}", page.body);
    assert_eq!(page.body.matches("<h1").count(), 1, "{address}");
    let ids: Vec<&str> =
        page.body.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "{address}: an id stands twice: {ids:?}");
    for label in page.body.split("<label for=\"").skip(1).filter_map(|rest| rest.split('"').next())
    {
        assert!(ids.contains(&label), "{address}: a label for nothing: {label}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_groups_posts_and_care_is_whole_in_both_languages() {
    let town = Town::new().await;
    let lives = people::lives(&town).await;
    let [group, _] = lives.groups;
    let [post, _] = lives.head_posts;
    let base = lives.bases[0];
    for (name, addresses) in [
        (
            "",
            vec!["/to-tu-quan".to_owned(), format!("/to-tu-quan/{group}"), "/ai-phu-trach".into()],
        ),
        ("", vec![format!("/ai-phu-trach/{post}"), format!("/ai-phu-trach?xa={}", town.ward)]),
        ("trưởng một", vec![format!("/to-tu-quan/lap?o={base}"), "/to-tu-quan".into()]),
        ("trưởng một", vec![format!("/to-tu-quan/{group}/giai-the"), "/can-bo".into()]),
        ("trưởng một", vec!["/can-bo/cua-toi".into(), format!("/can-bo/{post}")]),
        ("tư", vec![format!("/to-tu-quan/{group}/ho"), format!("/to-tu-quan/{group}/nho")]),
        ("tư", vec![format!("/to-tu-quan/{group}/ghi/hop"), "/can-bo".into()]),
        ("tư", vec![format!("/to-tu-quan/{group}/ghi/thong_bao"), "/can-bo/cua-toi".into()]),
        ("tư", vec![format!("/to-tu-quan/{group}/ghi/thoa_thuan")]),
        ("tư", vec![format!("/to-tu-quan/{group}/ghi/bieu_quyet"), format!("/to-tu-quan/{group}")]),
        ("chủ tịch", vec!["/can-bo".into(), format!("/can-bo/{post}")]),
        ("thành phố", vec!["/can-bo".into(), format!("/can-bo?xa={}", town.ward)]),
        ("lan", vec!["/can-bo".into(), format!("/can-bo/them?xa={}", town.ward)]),
        ("lan", vec![format!("/can-bo/phan-cong?xa={}", town.ward), format!("/can-bo/{post}")]),
        ("lan", vec![format!("/to-tu-quan/lap?o={base}")]),
    ] {
        let browser = if name.is_empty() { town.visitor() } else { town.browser_of(name).await };
        for address in addresses {
            whole(&address, &browser.get(&address).await);
            let english = format!("/en{address}");
            whole(&english, &browser.get(&english).await);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_of_khu_pho_forms_a_group_and_what_was_typed_is_kept_when_it_cannot_stand() {
    let town = Town::new().await;
    let lives = people::lives(&town).await;
    let head = town.browser_of("trưởng một").await;
    let address = format!("/to-tu-quan/lap?o={}", lives.bases[0]);
    let id = value(&head.get(&address).await.body, "ma");
    let typed = |name: &'static str| {
        let fields =
            [("ma", id.clone()), ("loai", "chung_cu".to_owned()), ("ten", name.to_owned())];
        let rest = [("pham-vi", "Lô B".to_owned()), ("nong-cot", "4".to_owned())];
        fields.into_iter().chain(rest).collect::<Vec<_>>()
    };
    let send = |fields: Vec<(&'static str, String)>| {
        let (head, address) = (&head, &address);
        async move {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
            head.post(address, &fields).await
        }
    };
    let taken = send(typed("Tổ tự quản tư")).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.body.contains("đã có tổ tên"), "{}", taken.body);
    assert!(taken.body.contains("Lô B"), "what was typed is kept");
    let made = send(typed("Chung cư tự quản lô B")).await.to().to_owned();
    assert_eq!(send(typed("Chung cư tự quản lô B")).await.to(), made, "sent twice, formed once");
    let page = town.visitor().get(&made).await;
    assert!(page.body.contains("không phải ban quản trị"), "{}", page.body);
    assert!(page.body.contains("Tổ trưởng Chung cư tự quản lô B"));
    assert!(page.body.contains("dưới 10 hộ"), "few members are not told");
    let elsewhere = town.browser_of("trưởng hai").await.get(&address).await;
    assert_eq!(elsewhere.status, StatusCode::UNPROCESSABLE_ENTITY, "not the own khu phố");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_head_of_a_group_records_a_meeting_and_passes_a_request_on() {
    let town = Town::new().await;
    let lives = people::lives(&town).await;
    let [group, _] = lives.groups;
    let tu = town.browser_of("tư").await;
    let address = format!("/to-tu-quan/{group}/ghi/bieu_quyet");
    let id = value(&tu.get(&address).await.body, "ma");
    let sent = |attending: &'static str| {
        [
            ("ma", id.clone()),
            ("tieu-de", "Sơn lại cổng hẻm".to_owned()),
            ("noi-dung", "Dùng quỹ của tổ".to_owned()),
            ("ngay", "2026-03-01".to_owned()),
            ("du", attending.to_owned()),
            ("dong-y", "11".to_owned()),
            ("khong-dong-y", "2".to_owned()),
        ]
    };
    let fields = |sent: &[(&'static str, String)]| -> Vec<(&'static str, String)> { sent.to_vec() };
    for (attending, works) in [("12", false), ("15", true)] {
        let sent = fields(&sent(attending));
        let sent: Vec<(&str, &str)> = sent.iter().map(|(n, text)| (*n, text.as_str())).collect();
        let answer = tu.post(&address, &sent).await;
        if works {
            assert_eq!(answer.to(), format!("/to-tu-quan/{group}"));
        } else {
            assert!(answer.body.contains("Hãy đếm lại"), "{}", answer.body);
            assert!(answer.body.contains("Dùng quỹ của tổ"), "what was typed is kept");
        }
    }
    let page = town.visitor().get(&format!("/to-tu-quan/{group}")).await.body;
    assert!(page.contains("Được đồng ý") && page.contains("15 hộ dự: 11 đồng ý"), "{page}");

    let requests = tu.get(&format!("/to-tu-quan/{group}/nho")).await.body;
    assert!(requests.contains(REQUEST));
    let pass = requests.split("action=\"").find(|rest| rest.contains("/chuyen\"")).unwrap();
    let pass = pass.split('"').next().unwrap().to_owned();
    assert_eq!(tu.post(&pass, &[]).await.to(), format!("/to-tu-quan/{group}/nho"));
    let requests = tu.get(&format!("/to-tu-quan/{group}/nho")).await.body;
    let matter = requests.split("href=\"/dau-viec/").nth(1).unwrap().split('"').next().unwrap();
    let page = tu.get(&format!("/dau-viec/{matter}")).await;
    assert_eq!(page.status, StatusCode::OK, "who asked may follow it");
    assert_eq!(town.visitor().get(&format!("/dau-viec/{matter}")).await.status, 404);
    let head = town.browser_of("trưởng một").await;
    assert!(head.get("/viec-can-lam").await.body.contains(REQUEST), "and it is owed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leader_thanks_and_talks_and_the_person_has_the_last_word() {
    let town = Town::new().await;
    let lives = people::lives(&town).await;
    let [post, _] = lives.head_posts;
    let (chair, head) = (town.browser_of("chủ tịch").await, town.browser_of("trưởng một").await);
    let page = chair.get(&format!("/can-bo/{post}")).await.body;
    for act in ["giup_do", "dieu_dong", "dong_vien", "chia_se"] {
        assert!(page.contains(&format!("/cham-lo/{act}")), "{act} is as near as the others");
    }
    assert!(page.contains(TALK) && page.contains(HELP));
    let thanks = "Cảm ơn khu phố giữ hẻm sạch suốt mùa mưa";
    let fields = [("ma", value(&page, "ma")), ("noi-dung", thanks.to_owned())];
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(n, text)| (*n, text.as_str())).chain([("cho-xem", "1")]).collect();
    chair.post(&format!("/can-bo/{post}/cham-lo/dong_vien"), &fields).await.to();
    let public = format!("/ai-phu-trach/{post}");
    assert!(!town.visitor().get(&public).await.body.contains(thanks));
    let mine = head.get("/can-bo/cua-toi").await.body;
    assert!(mine.contains(thanks) && mine.contains(TALK));
    let agree = mine.split("action=\"").find(|rest| rest.contains("/dong-y\"")).unwrap();
    head.post(agree.split('"').next().unwrap(), &[]).await.to();
    let shown = town.visitor().get(&public).await.body;
    assert!(shown.contains(thanks));
    assert!(!shown.contains("chủ tịch</"), "a post, never a name: {shown}");
    let id = value(&page, "ma");
    let bad = chair.post(&format!("/can-bo/{post}/cham-lo/giup_do"), &[("ma", &id)]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_makes_a_post_says_what_it_answers_and_gives_it_to_a_person() {
    let town = Town::new().await;
    people::lives(&town).await;
    let lan = town.browser_of("lan").await;
    let address = format!("/can-bo/them?xa={}", town.ward);
    let form = lan.get(&address).await.body;
    let (id, ward) = (value(&form, "ma"), town.ward.to_string());
    let mut fields = vec![("ma", id.as_str()), ("ten", "Công chức môi trường")];
    fields.extend([("loai", "cong_chuc"), ("thuoc", "cong_chuc"), ("dia-ban", &ward)]);
    let page = lan.post(&address, &fields).await.to().to_owned();
    let post = page.rsplit('/').next().unwrap().to_owned();
    let routing = format!("/can-bo/phan-cong?xa={}", town.ward);
    let wrong = [("linh-vuc", "rac_thai"), ("vi-tri", &*post), ("so-ngay", "0")];
    let wrong: Vec<(&str, &str)> = wrong.into_iter().chain([("minh-chung", "photo")]).collect();
    assert_eq!(lan.post(&routing, &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = [("linh-vuc", "rac_thai"), ("vi-tri", &*post), ("so-ngay", "4")];
    let right: Vec<(&str, &str)> = right.into_iter().chain([("minh-chung", "photo")]).collect();
    lan.post(&routing, &right).await.to();
    let public = town.visitor().get(&format!("/ai-phu-trach?xa={}", town.ward)).await.body;
    assert!(public.contains("Công chức môi trường"), "{public}");
    assert!(!public.contains("năm</"), "no names of people");

    let inside = lan.get(&page).await.body;
    let grant = value(&inside, "ma");
    let given = [("ma", grant.as_str()), ("ten", "năm"), ("tu-ngay", "2026-03-02")];
    lan.post(&format!("{page}/nhan"), &given).await.to();
    assert!(lan.get(&page).await.body.contains("<strong>năm</strong>"));
    let own = [("ma", "00000000-0000-7000-8000-000000000009"), ("ten", "lan")];
    let own = lan.post(&format!("{page}/nhan"), &own).await;
    assert!(own.body.contains("Không ai tự giao"), "{}", own.body);
    let asked = [("yeu-cau", "Biết lập lịch thu gom"), ("boi-duong", "Lớp môi trường")];
    lan.post(&format!("{page}/yeu-cau"), &asked).await.to();
    let public = town.visitor().get(&format!("/ai-phu-trach/{post}")).await.body;
    assert!(public.contains("Biết lập lịch thu gom") && public.contains("4 ngày làm việc"));
}
