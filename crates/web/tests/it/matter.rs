//! Promises on the pages: a task with its six clears, an answer in one screen, the two buttons, the
//! difficulty it answers, and where all of it goes when the ward is redrawn.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};

use crate::posts::{People, people};
use crate::town::{Answer, Browser, Town, day, hidden};

/// No page may lack a word, in either language.
async fn both_languages(browser: &Browser, address: &str) -> Answer {
    let english = browser.get(&format!("/en{address}")).await;
    assert_eq!(english.status, StatusCode::OK, "{address}: {}", english.body);
    assert!(!english.body.contains('⟦'), "{address} lacks a word: {}", english.body);
    let page = browser.get(address).await;
    assert!(!page.body.contains('⟦'), "{address} lacks a word: {}", page.body);
    page
}

/// A tiny JPEG with what a camera writes beside it.
fn photo() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(image::RgbImage::new(16, 16))
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    let mut photo = bytes.into_inner();
    let mut told = vec![0xff, 0xe1, 0x00, 0x1a];
    told.extend(b"Exif\0\0GPS 10.7769,106.7\0");
    photo.splice(2..2, told);
    photo
}

/// Sends an answer as a browser does.
async fn answers(
    browser: &Browser,
    address: &str,
    fields: &[(&str, &str)],
    photo: Option<&[u8]>,
) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--giua\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend(part.as_bytes());
        body.extend(value.as_bytes());
        body.extend(b"\r\n");
    }
    if let Some(photo) = photo {
        body.extend(
            b"--giua\r\nContent-Disposition: form-data; name=\"anh\"; filename=\"sau.jpg\"\r\n\
              Content-Type: image/jpeg\r\n\r\n",
        );
        body.extend(photo);
        body.extend(b"\r\n");
    }
    body.extend(b"--giua--\r\n");
    let request = browser
        .request(Method::POST, address)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=giua")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

async fn ready() -> (Town, People, Browser, Browser) {
    let town = Town::new().await;
    let people = people(&town).await;
    let chairman = town.browser_of("chủ tịch").await;
    let unit = town.base_units(town.today()).await[0].name.clone();
    let head = town.browser_of(&format!("Trưởng {}", unit.replacen('K', "k", 1))).await;
    (town, people, chairman, head)
}

/// The chairman gives the head of the first khu phố a task; the answer is its address.
async fn task(town: &Town, people: &People, chairman: &Browser, fields: &[(&str, &str)]) -> Answer {
    let (unit, (_, head)) = &people.heads[0];
    let address = format!("/dau-viec/moi?o={unit}");
    let form = both_languages(chairman, &address).await;
    let (id, head) = (hidden(&form.body, "ma"), head.to_string());
    let whole = [
        ("ma", id.as_str()),
        ("viec", "Thay đèn hẻm 12"),
        ("nguoi", head.as_str()),
        ("han", "2026-03-10"),
        ("trach-nhiem", "Trưởng khu phố báo đơn vị chiếu sáng và kiểm tra"),
        ("san-pham", "Đèn sáng suốt đêm"),
        ("tham-quyen", "Tự quyết trong kinh phí khu phố"),
        ("minh-chung", "photo"),
        ("cong-khai", "1"),
    ];
    let of = |name: &str| fields.iter().find(|(field, _)| *field == name).map(|(_, text)| *text);
    let sent: Vec<(&str, &str)> =
        whole.iter().map(|(name, text)| (*name, of(name).unwrap_or(text))).collect();
    assert_eq!(town.today(), day("2026-03-02"));
    chairman.post(&address, &sent).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_without_its_clears_is_refused_in_words_and_keeps_what_was_typed() {
    let (town, people, chairman, _) = ready().await;
    let bare = [("san-pham", " "), ("nguoi", ""), ("han", "2026-03-01")];
    let refused = task(&town, &people, &chairman, &bare).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Chưa rõ sản phẩm"), "{}", refused.body);
    assert!(refused.body.contains("Chưa rõ người"), "{}", refused.body);
    assert!(refused.body.contains("Hạn 01/03/2026 đã qua"), "{}", refused.body);
    assert!(refused.body.contains("value=\"Thay đèn hẻm 12\""), "what was typed is kept");
    let personal = [("trach-nhiem", "Gọi anh Tư 0903 123 456")];
    let refused = task(&town, &people, &chairman, &personal).await;
    assert!(refused.body.contains("0903 123 456"), "{}", refused.body);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_answers_from_the_inbox_with_a_photo_and_the_asker_has_two_buttons() {
    let (town, people, chairman, head) = ready().await;
    let address = task(&town, &people, &chairman, &[]).await.to().to_owned();
    let inbox = both_languages(&head, "/viec-can-lam").await;
    assert!(inbox.body.contains("Thay đèn hẻm 12"), "{}", inbox.body);
    let page = both_languages(&head, &address).await;
    let revision = hidden(&page.body, "ban");
    let said = "Đã thay bóng LED mới, đèn sáng từ 18 giờ đến 5 giờ.";
    let fields = [("ban", revision.as_str()), ("tra-loi", said), ("ngay-lam", "2026-03-02")];
    let act = format!("{address}/tra-loi");
    let bare = answers(&head, &act, &fields, None).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("chưa có ảnh"), "{}", bare.body);
    assert!(bare.body.contains(said), "the words are kept");
    let no_picture = answers(&head, &act, &fields, Some(b"GIF89a no picture")).await;
    assert_eq!(no_picture.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = answers(&head, &act, &fields, Some(&photo())).await;
    assert_eq!(done.to(), address);
    let visitor = town.visitor();
    let shown = both_languages(&visitor, &address).await;
    assert!(shown.body.contains(said) && !shown.body.contains("Thao tác"), "{}", shown.body);
    assert!(
        !shown.body.contains("<form method=\"post\" action=\"/dau-viec"),
        "no act for visitors"
    );
    let picture = shown.body.split("<img class=\"proof\" src=\"").nth(1).unwrap();
    let picture = visitor.get(picture.split('"').next().unwrap()).await;
    assert_eq!(picture.header("content-type"), "image/jpeg");
    assert!(!picture.body.contains("GPS"), "what the camera wrote is gone");
    let asked = chairman.get(&address).await;
    assert!(asked.body.contains("Đã giải quyết") && asked.body.contains("Chưa giải quyết"));
    let revision = hidden(&asked.body, "ban");
    let back = [("ban", revision.as_str()), ("ly-do", "Tối qua đèn lại tắt")];
    assert_eq!(chairman.post(&format!("{address}/buoc/chua-xong"), &back).await.to(), address);
    let again = head.get(&address).await;
    assert!(again.body.contains("Đã mở lại 1 lần"), "{}", again.body);
    let stale = chairman.post(&format!("{address}/buoc/xac-nhan"), &back).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("vừa có người khác"), "{}", stale.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_day_is_moved_by_whoever_set_it_and_given_back_work_reaches_the_right_post() {
    let (town, people, chairman, head) = ready().await;
    let address = task(&town, &people, &chairman, &[]).await.to().to_owned();
    let page = head.get(&address).await;
    let revision = hidden(&page.body, "ban");
    let later = [("ban", revision.as_str()), ("han-moi", "2026-03-20"), ("ly-do", "Chờ vật tư")];
    head.post(&format!("{address}/buoc/xin-lui-han"), &later).await.to();
    let inbox = both_languages(&chairman, "/viec-can-lam").await;
    assert!(inbox.body.contains("Xin lùi hạn, chờ bạn quyết"), "{}", inbox.body);
    let page = chairman.get(&address).await;
    let revision = hidden(&page.body, "ban");
    let later = [("ban", revision.as_str()), ("han-moi", "2026-03-20"), ("ly-do", "Đồng ý")];
    chairman.post(&format!("{address}/buoc/lui-han"), &later).await.to();
    let page = head.get(&address).await;
    assert!(page.body.contains("20/03/2026"), "{}", page.body);
    let revision = hidden(&page.body, "ban");
    let other = people.heads[1].1.1.to_string();
    let to = [
        ("ban", revision.as_str()),
        ("noi-nhan", other.as_str()),
        ("ly-do", "Hẻm 12 thuộc khu phố bên"),
    ];
    head.post(&format!("{address}/buoc/chuyen"), &to).await.to();
    let inbox = head.get("/viec-can-lam").await;
    assert!(!inbox.body.contains("Thay đèn hẻm 12"), "it is no longer theirs");
    let unit = town.base_units(town.today()).await[1].name.replacen('K', "k", 1);
    let neighbour = town.browser_of(&format!("Trưởng {unit}")).await;
    assert!(neighbour.get("/viec-can-lam").await.body.contains("Thay đèn hẻm 12"));
}

/// The head raises a difficulty; its identity and address.
async fn raised(head: &Browser, unit: units::UnitId) -> (String, String) {
    let form = both_languages(head, &format!("/kho-khan/moi?o={unit}")).await;
    let id = hidden(&form.body, "ma");
    let fields = [
        ("ma", id.as_str()),
        ("ten", "Chưa có nơi sinh hoạt"),
        ("linh-vuc", "van_hoa"),
        ("noi-dung", "Họp nhờ nhà dân, mỗi lần chỉ chứa được 40 người."),
        ("tu-ngay", "2025-07-01"),
        ("da-thu", "Mượn phòng học, chỉ được tối thứ bảy."),
        ("ten-so-lieu", "Tỷ lệ hộ dự họp"),
        ("gia-tri", "31"),
        ("don-vi-tinh", "%"),
    ];
    let act = format!("/kho-khan/moi?o={unit}");
    let address = head.post(&act, &fields).await.to().to_owned();
    assert_eq!(head.post(&act, &fields).await.to(), address, "sent twice it is one");
    (id, address)
}

/// The chairman gives a task that answers it.
async fn answered_by_task(
    chairman: &Browser,
    (unit, id): (units::UnitId, &str),
    owner: units::PostId,
) {
    let task = format!("/dau-viec/moi?o={unit}&kk={id}");
    let form = both_languages(chairman, &task).await;
    assert!(form.body.contains("Chưa có nơi sinh hoạt"), "the task says what it answers");
    let (matter, post) = (hidden(&form.body, "ma"), owner.to_string());
    let fields = [
        ("ma", matter.as_str()),
        ("viec", "Ký dùng chung phòng sinh hoạt của chung cư"),
        ("nguoi", post.as_str()),
        ("han", "2026-03-30"),
        ("trach-nhiem", "Trưởng khu phố thỏa thuận với ban quản trị"),
        ("san-pham", "Bản thỏa thuận dùng chung"),
        ("tham-quyen", "Ký sau khi phường đồng ý"),
        ("minh-chung", "document"),
        ("cong-khai", "1"),
    ];
    chairman.post(&task, &fields).await.to();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_difficulty_is_raised_worked_on_and_confirmed_on_its_page() {
    let (town, people, chairman, head) = ready().await;
    let unit = people.heads[0].0;
    let (id, address) = raised(&head, unit).await;
    let visitor = town.visitor();
    let page = both_languages(&visitor, &address).await;
    assert!(page.body.contains("Chưa có lời giải") && page.body.contains("31 %"), "{}", page.body);
    answered_by_task(&chairman, (unit, &id), people.heads[0].1.1).await;
    let page = both_languages(&visitor, &address).await;
    assert!(page.body.contains("Đang làm") && page.body.contains("Ký dùng chung phòng"));
    let page = both_languages(&head, &address).await;
    let revision = hidden(&page.body, "ban");
    let claim = [
        ("ban", revision.as_str()),
        ("ten-so-lieu", "Tỷ lệ hộ dự họp"),
        ("gia-tri", "68"),
        ("don-vi-tinh", "%"),
        ("ngay-do", "2026-03-02"),
    ];
    head.post(&format!("{address}/buoc/vuot-qua"), &claim).await.to();
    let front = town.browser_of("mặt trận").await;
    let page = both_languages(&front, &address).await;
    let revision = hidden(&page.body, "ban");
    let mut said = vec![
        ("ban", revision.as_str()),
        ("bien-ban", "03/BB-KP"),
        ("ngay-hop", "2026-03-02"),
        ("co-mat", "40"),
        ("dong-y", "20"),
    ];
    let half = front.post(&format!("{address}/buoc/xac-nhan"), &said).await;
    assert!(half.body.contains("chưa quá một nửa"), "{}", half.body);
    assert!(half.body.contains("value=\"03/BB-KP\""), "what was typed is kept");
    said[4] = ("dong-y", "31");
    front.post(&format!("{address}/buoc/xac-nhan"), &said).await.to();
    let page = both_languages(&visitor, &address).await;
    assert!(page.body.contains("Đã vượt qua"), "{}", page.body);
    assert!(page.body.contains("31 %") && page.body.contains("68 %"), "before and after");
    let way = both_languages(&visitor, &format!("{address}/chang-duong")).await;
    let told =
        ["Nêu khó khăn", "Ký dùng chung phòng", "Báo đã vượt qua", "03/BB-KP: 31 trên 40 hộ"];
    let places: Vec<usize> = told.iter().map(|told| way.body.find(told).unwrap()).collect();
    assert!(places.is_sorted(), "the way tells it in its order: {places:?}");
    let alone = both_languages(&visitor, &format!("{address}/chang-duong?buoc=2")).await;
    assert!(alone.body.contains("Bước 2 trên 4") && !alone.body.contains("03/BB-KP"));
    let list = both_languages(&visitor, "/kho-khan?buoc=overcome").await;
    assert!(list.body.contains("Chưa có nơi sinh hoạt"));
    let board = both_languages(&visitor, "/don-doc").await;
    assert!(board.body.contains("Chưa có nơi sinh hoạt"), "what was overcome stands on the board");
    let drill = both_languages(&visitor, "/don-doc/viec?loai=open").await;
    assert!(drill.body.contains("Ký dùng chung phòng"), "{}", drill.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_published_is_seen_by_those_responsible_alone() {
    let (town, people, chairman, head) = ready().await;
    let hidden_task = task(&town, &people, &chairman, &[("cong-khai", "")]).await;
    let address = hidden_task.to().to_owned();
    assert_eq!(head.get(&address).await.status, StatusCode::OK);
    assert_eq!(town.visitor().get(&address).await.status, StatusCode::NOT_FOUND);
    let unit = town.base_units(town.today()).await[1].name.replacen('K', "k", 1);
    let neighbour = town.browser_of(&format!("Trưởng {unit}")).await;
    assert_eq!(neighbour.get(&address).await.status, StatusCode::NOT_FOUND, "not their place");
    for page in ["/don-doc", "/don-doc/viec?loai=open", "/kho-khan"] {
        assert!(!neighbour.get(page).await.body.contains("Thay đèn hẻm 12"), "{page}");
    }
}
