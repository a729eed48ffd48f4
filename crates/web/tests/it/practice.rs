//! Good practices as people meet them: found without marks, registered on a phone, assessed by others,
//! suggested to a place, tried, told, confirmed, thanked for, carried to another city as a file.

use axum::http::StatusCode;
use desk::Role;
use ledger::PostKind;
use units::UnitId;

use crate::town::{Answer, Browser, Town, hidden};

/// Who acts: the heads of two khu phố and the Front, each with a post.
struct People {
    here: UnitId,
    there: UnitId,
    head: Browser,
    neighbour: Browser,
    front: Browser,
}

async fn people(town: &Town) -> People {
    let (reader, scope) = (town.desk.store.read(), desk::authority::public_scope());
    let today = town.desk.clock.today();
    let below = store::unit::children(&reader, &scope, Some(town.ward), today).await.unwrap();
    let (here, there) = (below[0].unit_id, below[1].unit_id);
    let (head, front) =
        ((Role::UnitHead, PostKind::UnitHead), (Role::FrontOfficer, PostKind::FrontHead));
    let browser = async |name: &str, held: (Role, PostKind), unit: UnitId| {
        town.holder(name, held, (name, unit)).await;
        town.browser_of(name).await
    };
    People {
        head: browser("trưởng một", head, here).await,
        neighbour: browser("trưởng hai", head, there).await,
        front: browser("mặt trận", front, town.ward).await,
        here,
        there,
    }
}

/// The page in both languages: whole, and nothing unworded.
async fn reads(browser: &Browser, address: &str) -> String {
    let english = browser.get(&format!("/en{address}")).await;
    assert_eq!(english.status, StatusCode::OK, "/en{address}: {}", english.body);
    assert!(!english.body.contains('⟦'), "/en{address}: {}", english.body);
    let page = browser.get(address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.body);
    assert!(!page.body.contains('⟦'), "{address}: {}", page.body);
    assert_eq!(page.body.matches("<h1").count(), 1, "{address}");
    let ids: Vec<&str> =
        page.body.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "{address}: an id stands twice: {ids:?}");
    page.body
}

fn described<'a>(id: &'a str, place: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("ma", id),
        ("dia-ban", place),
        ("linh-vuc", "van_hoa"),
        ("phong-trao", "dan_van_kheo"),
        ("mang", "van_hoa_xa_hoi"),
        ("ten", "Dùng chung phòng sinh hoạt của chung cư"),
        ("van-de", "Khu phố chưa có nơi họp, mỗi lần họp phải mượn nhà dân."),
        ("da-lam", "Mở phòng sinh hoạt cho cả khu phố."),
        ("cach-lam", "Ký quy chế dùng chung với ban quản trị."),
        ("nguon-luc", "60 ghế do hộ dân góp"),
        ("kinh-phi", "4.500.000"),
        ("tham-gia", "42 hộ góp ghế"),
        ("dieu-kien", "Có chung cư với phòng từ 80 m²"),
        ("so-lieu-1", "Hộ dự họp"),
        ("don-vi-1", "hộ"),
        ("truoc-1", "12"),
        ("ngay-truoc-1", "2025-11-10"),
    ]
}

/// Registered by the head of the first khu phố, tried, assessed by the Front.
async fn assessed(people: &People) -> String {
    let form = reads(&people.head, "/cach-lam-hay/moi").await;
    let (id, place) = (hidden(&form, "ma"), people.here.to_string());
    let made = people.head.post("/cach-lam-hay/moi", &described(&id, &place)).await;
    let page = made.to().to_owned();
    let again = people.head.post("/cach-lam-hay/moi", &described(&id, &place)).await;
    assert_eq!(again.to(), page, "sent twice, it is one");
    let form = reads(&people.head, &format!("{page}/buoc")).await;
    let fields = [("ban", hidden(&form, "ban")), ("bat-dau", "2025-12-01".to_owned())];
    sends(&people.head, &format!("{page}/buoc/lam-thu"), &fields).await.to();
    let form = reads(&people.head, &format!("{page}/buoc")).await;
    assert!(!form.contains("/buoc/danh-gia"), "nobody assesses their own");
    let form = reads(&people.front, &format!("{page}/buoc")).await;
    let fields = [
        ("ban", hidden(&form, "ban")),
        ("sau-1", "27,5".to_owned()),
        ("ngay-sau-1", "2026-02-20".to_owned()),
        ("nhan-xet", "Không còn mượn nhà dân.".to_owned()),
    ];
    sends(&people.front, &format!("{page}/buoc/danh-gia"), &fields).await.to();
    page
}

async fn sends(browser: &Browser, address: &str, fields: &[(&str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(address, &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_is_registered_assessed_and_found_by_everybody() {
    let town = Town::new().await;
    let people = people(&town).await;
    let visitor = town.visitor();
    let empty = reads(&visitor, "/cach-lam-hay").await;
    assert!(empty.contains("Chưa có cách làm nào"), "{empty}");
    assert!(!empty.contains("/cach-lam-hay/moi"), "a visitor registers nothing");
    let page = assessed(&people).await;
    let shown = reads(&visitor, &page).await;
    for said in [
        "Đã đánh giá",
        "4.500.000 đồng",
        "Có chung cư với phòng",
        "Trước: 12 hộ (10/11/2025)",
        "Sau: 27,5 hộ (20/02/2026)",
        "trưởng một",
        "Dân vận khéo",
        "Phường Bến Lá",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    assert!(!shown.contains("/buoc\""), "a visitor takes no step");
    for query in [
        "?q=phong+hop",
        "?q=muon+nha+dan&linh_vuc=van_hoa",
        "?phong_trao=dan_van_kheo&mang=van_hoa_xa_hoi",
        "?buoc=assessed",
    ] {
        let list = reads(&visitor, &format!("/cach-lam-hay{query}")).await;
        assert!(list.contains("Hộ dự họp: 12 → 27,5 hộ"), "{query}: {list}");
    }
    for query in ["?q=rac+thai", "?linh_vuc=giao_thong", "?buoc=spread"] {
        let list = reads(&visitor, &format!("/cach-lam-hay{query}")).await;
        assert!(list.contains("Chưa có cách làm nào"), "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_kept_where_a_form_is_refused() {
    let town = Town::new().await;
    let people = people(&town).await;
    let form = reads(&people.head, "/cach-lam-hay/moi").await;
    let (id, place) = (hidden(&form, "ma"), people.here.to_string());
    let mut fields = described(&id, &place);
    for (name, value) in &mut fields {
        match *name {
            "kinh-phi" => *value = "bốn triệu",
            "mang" => *value = "",
            "cach-lam" => *value = "Gọi 0903 123 456 để hỏi",
            _ => {}
        }
    }
    let refused = people.head.post("/cach-lam-hay/moi", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in [
        "id=\"kinh-phi-loi\"",
        "value=\"bốn triệu\"",
        "id=\"mang-loi\"",
        "id=\"cach-lam-loi\"",
        "Gọi 0903 123 456 để hỏi</textarea>",
        "value=\"van_hoa\" selected",
        "value=\"12\"",
    ] {
        assert!(refused.body.contains(said), "{said}: {}", refused.body);
    }
    let elsewhere = people.there.to_string();
    let refused = people.head.post("/cach-lam-hay/moi", &described(&id, &elsewhere)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "not the neighbour's place");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_is_offered_a_practice_tries_it_and_the_people_confirm() {
    let town = Town::new().await;
    let people = people(&town).await;
    let page = assessed(&people).await;
    let form = reads(&people.front, &format!("{page}/gioi-thieu?o={}", people.there)).await;
    let fields = [
        ("ma", hidden(&form, "ma")),
        ("dia-ban", people.there.to_string()),
        ("kho-khan", String::new()),
        ("ly-do", "Khu phố này cũng họp nhờ nhà dân.".to_owned()),
    ];
    let offer = sends(&people.front, &format!("{page}/gioi-thieu"), &fields).await.to().to_owned();
    let visitor = town.visitor();
    assert_eq!(visitor.get(&offer).await.status, StatusCode::NOT_FOUND, "not public yet");
    assert_eq!(people.head.get(&offer).await.status, StatusCode::NOT_FOUND, "nor the neighbour's");
    let list = reads(&people.neighbour, "/cach-lam-hay").await;
    assert!(list.contains("Đang áp dụng trong địa bàn của bạn"), "{list}");
    let inbox = reads(&people.neighbour, "/viec-can-lam").await;
    assert!(inbox.contains("Trả lời giới thiệu: Dùng chung phòng"), "{inbox}");
    assert!(!reads(&people.head, "/viec-can-lam").await.contains("Trả lời giới thiệu"));
    let form = reads(&people.neighbour, &offer).await;
    let bare = [("ban", hidden(&form, "ban")), ("bat-dau", "2026-03-02".to_owned())];
    let bare = sends(&people.neighbour, &format!("{offer}/nhan"), &bare).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("id=\"truoc-loi\""), "{}", bare.body);
    let fields = [
        ("ban", hidden(&form, "ban")),
        ("bat-dau", "2026-03-02".to_owned()),
        ("so-lieu", "Hộ dự họp".to_owned()),
        ("don-vi", "hộ".to_owned()),
        ("truoc", "9".to_owned()),
        ("ngay-truoc", "2026-03-01".to_owned()),
    ];
    sends(&people.neighbour, &format!("{offer}/nhan"), &fields).await.to();
    let waiting = reads(&people.neighbour, &offer).await;
    assert!(waiting.contains("Từ ngày 02/06/2026 thì báo kết quả được"), "{waiting}");
    reads(&visitor, &offer).await;

    town.goes_to("2026-06-03");
    let (neighbour, front) =
        (town.browser_of("trưởng hai").await, town.browser_of("mặt trận").await);
    let inbox = reads(&neighbour, "/viec-can-lam").await;
    assert!(inbox.contains("Báo kết quả làm thử: Dùng chung phòng"), "{inbox}");
    assert!(inbox.contains("đến hạn báo kết quả từ 02/06/2026"), "{inbox}");
    let form = reads(&neighbour, &offer).await;
    let fields = [
        ("ban", hidden(&form, "ban")),
        ("sau", "24".to_owned()),
        ("ngay-sau", "2026-06-02".to_owned()),
        ("ket-qua", "Họp đủ chỗ.".to_owned()),
    ];
    sends(&neighbour, &format!("{offer}/ket-qua"), &fields).await.to();
    let inbox = reads(&front, "/viec-can-lam").await;
    assert!(inbox.contains("Ghi ý kiến người dân về kết quả"), "{inbox}");
    let form = reads(&front, &offer).await;
    let said = |agreed: &str| {
        [
            ("ban", hidden(&form, "ban")),
            ("bien-ban", "03/BB-KP".to_owned()),
            ("ngay-hop", "2026-06-03".to_owned()),
            ("co-mat", "24".to_owned()),
            ("dong-y", agreed.to_owned()),
        ]
    };
    let few = sends(&front, &format!("{offer}/xac-nhan"), &said("12")).await;
    assert!(few.body.contains("Chỉ 12 trên 24 hộ"), "{}", few.body);
    sends(&front, &format!("{offer}/xac-nhan"), &said("20")).await.to();
    let shown = reads(&visitor, &offer).await;
    assert!(shown.contains("Biên bản 03/BB-KP: 20 trên 24 hộ"), "{shown}");
    thanks(&town, &neighbour, (&page, &offer)).await;
}

/// The place that tried it thanks those who found it, who are told.
async fn thanks(town: &Town, neighbour: &Browser, (page, offer): (&str, &str)) {
    let thanks = reads(neighbour, offer).await;
    assert!(thanks.contains("/cam-on?ad="), "{thanks}");
    let adoption = offer.rsplit('/').next().unwrap();
    let form = reads(neighbour, &format!("{page}/cam-on?ad={adoption}")).await;
    let fields = [
        ("ma", hidden(&form, "ma")),
        ("ap-dung", hidden(&form, "ap-dung")),
        ("loi-cam-on", "Cảm ơn khu phố đã chỉ cách ký quy chế.".to_owned()),
    ];
    sends(neighbour, &format!("{page}/cam-on"), &fields).await.to();
    let shown = reads(&town.visitor(), page).await;
    assert!(shown.contains("Cảm ơn khu phố đã chỉ cách ký quy chế."), "{shown}");
    assert!(shown.contains("Hộ dự họp: 9 → 24 hộ"), "{shown}");
    let author = town.browser_of("trưởng một").await;
    for address in ["/cach-lam-hay", "/viec-can-lam"] {
        let own = reads(&author, address).await;
        assert!(own.contains("Lời cảm ơn gửi tới bạn"), "{own}");
        assert!(own.contains("Cảm ơn khu phố đã chỉ cách ký quy chế."), "{own}");
    }
    assert!(!reads(neighbour, "/viec-can-lam").await.contains("Lời cảm ơn gửi tới bạn"));
}

#[tokio::test(flavor = "multi_thread")]
async fn its_post_corrects_a_practice_and_everybody_reads_what_was_assessed() {
    let town = Town::new().await;
    let people = people(&town).await;
    let page = assessed(&people).await;
    let (visitor, address) = (town.visitor(), format!("{page}/sua"));
    assert!(!reads(&people.neighbour, &page).await.contains("Sửa nội dung"));
    assert_eq!(people.neighbour.get(&address).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reads(&people.head, &page).await.contains(&address));
    let form = reads(&people.head, &address).await;
    assert!(form.contains("Cách làm này đã được đánh giá") && form.contains("value=\"12\""));
    let (id, ban) = (hidden(&form, "ma"), hidden(&form, "ban"));
    let mut fields = described(&id, "");
    fields.retain(|(name, _)| *name != "dia-ban");
    fields.push(("ban", &ban));
    let same = people.head.post(&address, &fields).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (name, value) in &mut fields {
        match *name {
            "kinh-phi" => *value = "5.200.000",
            "so-lieu-1" => *value = "Hộ góp ghế",
            _ => {}
        }
    }
    fields.push(("vi-sao", "Ghi thiếu tiền điện."));
    let counted = people.head.post(&address, &fields).await;
    assert!(counted.body.contains("đã có người đánh giá đo lại"), "{}", counted.body);
    assert!(counted.body.contains("value=\"5.200.000\""), "what was typed is kept");
    fields.retain(|(name, _)| *name != "so-lieu-1");
    fields.push(("so-lieu-1", "Hộ dự họp"));
    for _ in 0..2 {
        assert_eq!(people.head.post(&address, &fields).await.to(), page, "sent twice, it is one");
    }
    let shown = reads(&visitor, &page).await;
    for said in [
        "5.200.000 đồng",
        "Nội dung đã sửa sau khi được đánh giá, lần cuối ngày 02/03/2026",
        "Sau: 27,5 hộ (20/02/2026)",
        "Ghi thiếu tiền điện.",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    let before = reads(&visitor, &format!("{page}/ban/1")).await;
    for said in ["Bản đã được đánh giá", "4.500.000 đồng", "5.200.000 đồng", "27,5 hộ"]
    {
        assert!(before.contains(said), "{said}: {before}");
    }
    assert_eq!(visitor.get(&format!("{page}/ban/2")).await.status, StatusCode::NOT_FOUND);
    let file = visitor.get(&format!("{page}/tep.json")).await;
    assert!(file.body.contains("\"cost_vnd\": 5200000"), "{}", file.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_looked_at_before_it_is_taken_and_says_what_is_wrong() {
    let town = Town::new().await;
    let people = people(&town).await;
    let page = assessed(&people).await;
    let visitor = town.visitor();
    reads(&visitor, &format!("{page}/xuat")).await;
    let file = visitor.get(&format!("{page}/tep.json")).await;
    assert_eq!(file.header("content-type"), "application/json; charset=utf-8");
    assert!(file.header("content-disposition").starts_with("attachment"));
    let id = page.rsplit('/').next().unwrap();
    let theirs = file.body.replace(id, "00000000-0000-7000-8000-0000000000aa");
    let city = theirs.split("\"city\": \"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let theirs =
        theirs.replace(&format!("\"city\": \"{city}\""), "\"city\": \"Thành phố Sông Hậu\"");

    reads(&people.front, "/cach-lam-hay/nhap").await;
    let brings = async |text: &str| {
        let sent = Some(("cach-lam.json", text));
        people.front.post_form("/cach-lam-hay/nhap", &[], sent).await
    };
    let nothing = people.front.post_form("/cach-lam-hay/nhap", &[], None).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let faulty = brings(&theirs.replace("\"cost_vnd\": 4500000", "\"cost_vnd\": \"?\"")).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(faulty.body.contains("practice.cost_vnd: Giá trị không đúng."), "{}", faulty.body);
    let seen = brings(&theirs).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    assert!(seen.body.contains("Thành phố Sông Hậu"), "{}", seen.body);
    let list = reads(&visitor, "/cach-lam-hay").await;
    assert_eq!(list.matches("Dùng chung phòng sinh hoạt").count(), 1, "nothing is kept yet");
    let text = [("noi-dung-tep", theirs.clone())];
    let by_head = sends(&people.head, "/cach-lam-hay/nhap/nhan", &text).await;
    assert_eq!(by_head.status, StatusCode::UNPROCESSABLE_ENTITY, "a head takes nothing in");
    let taken = sends(&people.front, "/cach-lam-hay/nhap/nhan", &text).await.to().to_owned();
    assert_eq!(sends(&people.front, "/cach-lam-hay/nhap/nhan", &text).await.to(), taken);
    let shown = reads(&visitor, &taken).await;
    assert!(shown.contains("Thành phố Sông Hậu chia sẻ cách làm này"), "{shown}");
    reads(&people.front, &format!("{taken}/buoc")).await;
}
