//! A visit on its pages: the year's programme, the sheet before, the record in its order, and the
//! promises that everybody sees; and a place's figures before and after.

use axum::http::StatusCode;

use crate::posts::people;
use crate::town::{Answer, Browser, Town, hidden};

/// No page may lack a word, in either language; ids stand once, labels name them.
async fn both_languages(browser: &Browser, address: &str) -> Answer {
    for address in [format!("/en{address}"), address.to_owned()] {
        let page = browser.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.body);
        assert!(!page.body.contains('⟦'), "{address} lacks a word: {}", page.body);
        assert_eq!(page.body.matches("<h1").count(), 1, "{address} has one heading");
        assert!(!page.body.contains(" style="), "{address}: inline style");
        let part = |mark: &'static str| {
            page.body.split(mark).skip(1).filter_map(|rest| rest.split('"').next())
        };
        let ids: Vec<&str> = part(" id=\"").collect();
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{address}: an id stands twice: {ids:?}");
        for label in part("<label for=\"") {
            assert!(ids.contains(&label), "{address}: a label for nothing: {label}");
        }
    }
    browser.get(address).await
}

/// The first choice of a select that is not empty.
fn first_choice(body: &str, name: &str) -> String {
    let select = body.split(&format!("name=\"{name}\"")).nth(1).unwrap();
    let select = select.split("</select>").next().unwrap();
    let values = select.split("<option value=\"").skip(1);
    let value = values.map(|rest| rest.split('"').next().unwrap()).find(|value| !value.is_empty());
    value.unwrap_or_else(|| panic!("nothing to choose for {name}")).to_owned()
}

/// The names of all fields of a page's forms.
fn field_names(body: &str) -> Vec<String> {
    let mut names: Vec<String> = ["<input", "<textarea", "<select"]
        .iter()
        .flat_map(|tag| body.split(tag).skip(1))
        .filter_map(|rest| {
            let tag = rest.split('>').next()?;
            Some(tag.split(" name=\"").nth(1)?.split('"').next()?.to_owned())
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Makes the year's programme and plans a visit to the first khu phố.
async fn plans(town: &Town, leader: &Browser) -> (String, String) {
    let form = both_languages(leader, "/di-co-so/chuong-trinh/moi").await;
    let made = leader
        .post(
            "/di-co-so/chuong-trinh/moi",
            &[
                ("ma", &hidden(&form.body, "ma")),
                ("nam", "2026"),
                ("ten", "Chương trình đi cơ sở năm 2026"),
                ("muc-dich", ""),
            ],
        )
        .await;
    let programme = made.to().to_owned();
    let page = both_languages(leader, &programme).await;
    assert!(page.body.contains("Nơi chưa đến"), "{}", page.body);
    let id = programme.rsplit('/').next().unwrap();
    let form = both_languages(leader, &format!("/di-co-so/moi?ct={id}")).await;
    let place = town.base_units(town.today()).await[0].unit_id.to_string();
    let planned = leader
        .post(
            "/di-co-so/moi",
            &[
                ("ma", &hidden(&form.body, "ma")),
                ("ct", id),
                ("noi", &place),
                ("chuyen-de", "Nơi sinh hoạt của khu phố"),
                ("thang", "2026-03-01"),
                ("ngay", "2026-03-02"),
                ("truong-doan", &first_choice(&form.body, "truong-doan")),
            ],
        )
        .await;
    (programme, planned.to().to_owned())
}

/// What a visitor writes, by the fields of the form; the difficulty is the form's first new one.
fn written<'f>(form: &'f [(&'static str, String)]) -> Vec<(&'f str, &'f str)> {
    form.iter().map(|(name, text)| (*name, text.as_str())).collect()
}

fn filled(body: &str) -> Vec<(&'static str, String)> {
    let owner = first_choice(body, "nguoi-1");
    let difficulty = hidden(body, "ma-kho-khan-1");
    vec![
        ("ban", hidden(body, "ban")),
        ("ma", hidden(body, "ma")),
        ("ngay-di", "2026-03-02".into()),
        ("noi-thay", first_choice(body, "noi-thay")),
        ("kinh-nghiem-1", "Chung cư cho mượn sảnh mỗi tối thứ sáu.".into()),
        ("bai-hoc-1", "Phường phải hỏi trước khi xây.".into()),
        ("bai-hoc-cua-1", String::new()),
        ("ma-kho-khan-1", difficulty.clone()),
        ("ten-1", "Khu phố chưa có nơi sinh hoạt".into()),
        ("noi-dung-1", "Họp nhờ nhà dân.".into()),
        ("linh-vuc-1", "van_hoa".into()),
        ("tu-ngay-1", "2025-07-01".into()),
        ("tra-loi-1", difficulty),
        ("viec-1", "Bố trí phòng họp cho khu phố 1".into()),
        ("nguoi-1", owner),
        ("han-1", "2026-03-30".into()),
        ("san-pham-1", "Biên bản bàn giao phòng".into()),
        ("trach-nhiem-1", "Chủ tịch phường chịu trách nhiệm".into()),
        ("tham-quyen-1", "Tự quyết; kinh phí trình hội đồng".into()),
        ("minh-chung-1", "document".into()),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_is_planned_prepared_written_down_and_published() {
    let town = Town::new().await;
    people(&town).await;
    let (leader, visitor) = (town.browser_of("chủ tịch").await, town.visitor());
    let empty = both_languages(&visitor, "/di-co-so").await;
    assert!(empty.body.contains("Chưa có chương trình"), "an empty page teaches the first step");
    let (programme, visit) = plans(&town, &leader).await;
    both_languages(&visitor, &visit).await;
    let before = both_languages(&visitor, &format!("{visit}/chuan-bi")).await;
    assert!(before.body.contains("Chưa có lời hứa nào ở đây"), "{}", before.body);

    let form = both_languages(&leader, &format!("{visit}/ghi")).await.body;
    let order = ["Điều hay nghe được", "Bài học cho lãnh đạo", "3. Khó khăn", "Lời hứa có ngày"];
    let at: Vec<usize> = order.iter().map(|title| form.find(title).unwrap()).collect();
    assert!(at.is_sorted(), "the form has the order in which a visit listens: {at:?}");
    let mut fields = filled(&form);
    fields.retain(|(name, _)| !name.starts_with("bai-hoc"));
    fields.extend([("bai-hoc-1", String::new()), ("nut", "xong".into())]);
    let refused = leader.post(&format!("{visit}/ghi"), &written(&fields)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Chưa có bài học"), "{}", refused.body);
    assert!(refused.body.contains("href=\"#bai-hoc-1\""), "the summary leads to the field");
    assert!(refused.body.contains("Chung cư cho mượn sảnh"), "what was typed is kept");

    fields.last_mut().unwrap().1 = "nhap".into();
    let kept = leader.post(&format!("{visit}/ghi"), &written(&fields)).await;
    assert_eq!(kept.to(), format!("{visit}/ghi"), "a draft may miss its lessons");
    let form = both_languages(&leader, &format!("{visit}/ghi")).await.body;
    assert!(form.contains("Đã lưu nháp") && form.contains("Chung cư cho mượn sảnh"), "{form}");
    assert!(form.contains("id=\"kinh-nghiem-2\""), "there is room for one more");
    let public = visitor.get(&visit).await.body;
    assert!(!public.contains("Chung cư cho mượn"), "nobody outside reads a draft");

    let mut fields = filled(&form);
    fields.push(("nut", "xong".into()));
    let done = leader.post(&format!("{visit}/ghi"), &written(&fields)).await;
    assert_eq!(done.to(), visit);
    assert_eq!(leader.post(&format!("{visit}/ghi"), &written(&fields)).await.to(), visit, "twice");
    let page = both_languages(&visitor, &visit).await.body;
    let at: Vec<usize> = ["Điều hay nghe được", "Bài học cho", "<h2>Khó khăn", "Đoàn nhận về mình"]
        .iter()
        .map(|title| page.find(title).unwrap_or_else(|| panic!("{title}: {page}")))
        .collect();
    assert!(at.is_sorted(), "the page has the same order");
    assert!(page.contains("Bố trí phòng họp") && page.contains("30/03/2026"), "{page}");
    assert!(page.contains("Chủ tịch phường Bến Lá"), "posts are named, people are not");
    assert_eq!(page.matches("Bố trí phòng họp").count(), 1, "sent twice, it was promised once");

    let mine = both_languages(&leader, &visit).await.body;
    assert!(mine.contains("/cach-lam-hay/moi?o="), "a good way can become a practice");
    let nothing = leader.post(&format!("{visit}/dieu-hay/1"), &[("cach-lam", "")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);

    town.goes_to("2026-04-10");
    let before = both_languages(&visitor, &format!("{visit}/chuan-bi")).await.body;
    assert!(before.contains("Bố trí phòng họp") && before.contains("1 việc quá hạn"), "{before}");
    assert!(before.contains("Khu phố chưa có nơi sinh hoạt"));
    let reached = both_languages(&visitor, &programme).await.body;
    assert!(reached.contains("lần gần nhất 02/03/2026"), "{reached}");
    both_languages(&visitor, "/di-co-so").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn promises_follow_a_visit_and_a_plan_can_be_changed_or_dropped() {
    let town = Town::new().await;
    people(&town).await;
    let leader = town.browser_of("chủ tịch").await;
    let (_, visit) = plans(&town, &leader).await;
    let edit = both_languages(&leader, &format!("{visit}/sua")).await.body;
    let wrong = leader
        .post(
            &format!("{visit}/sua"),
            &[
                ("ban", &hidden(&edit, "ban")),
                ("ct", &hidden(&edit, "ct")),
                ("noi", &hidden(&edit, "noi")),
                ("chuyen-de", "Nơi sinh hoạt và rác thải"),
                ("thang", "2026-05-01"),
                ("ngay", "2026-06-09"),
                ("truong-doan", &first_choice(&edit, "truong-doan")),
            ],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"ngay-loi\"") && wrong.body.contains("và rác thải"));

    let form = leader.get(&format!("{visit}/ghi")).await.body;
    let mut fields = filled(&form);
    fields.push(("nut", "xong".into()));
    leader.post(&format!("{visit}/ghi"), &written(&fields)).await.to();
    let page = leader.get(&visit).await.body;
    let more = |due: &'static str| {
        vec![
            ("ma", hidden(&page, "ma")),
            ("viec-1", "Lắp thêm đèn hẻm 12".to_owned()),
            ("nguoi-1", first_choice(&page, "nguoi-1")),
            ("han-1", due.to_owned()),
            ("san-pham-1", "Đèn sáng".to_owned()),
            ("trach-nhiem-1", "Phường".to_owned()),
            ("tham-quyen-1", "Tự quyết".to_owned()),
            ("minh-chung-1", "photo".to_owned()),
        ]
    };
    let late = leader.post(&format!("{visit}/hua"), &written(&more("2026-01-01"))).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("id=\"han-1-loi\"") && late.body.contains("Lắp thêm đèn"));
    let fields = more("2026-05-01");
    assert_eq!(leader.post(&format!("{visit}/hua"), &written(&fields)).await.to(), visit);
    assert!(town.visitor().get(&visit).await.body.contains("Lắp thêm đèn hẻm 12"));

    let (_, dropped) = plans(&town, &leader).await;
    let revision = hidden(&leader.get(&dropped).await.body, "ban");
    leader.post(&format!("{dropped}/bo"), &[("ban", &revision)]).await.to();
    assert_eq!(leader.get(&dropped).await.status, StatusCode::NOT_FOUND);
}

/// The record has fields for places, posts, work and days. Whoever adds one reads this list first:
/// nobody who was met may be written down.
#[tokio::test(flavor = "multi_thread")]
async fn no_field_of_the_record_asks_for_a_person_who_was_met() {
    let town = Town::new().await;
    people(&town).await;
    let leader = town.browser_of("chủ tịch").await;
    let (_, visit) = plans(&town, &leader).await;
    let form = leader.get(&format!("{visit}/ghi")).await.body;
    let form = form.split("<form class=\"stack\"").nth(1).unwrap();
    let stems: std::collections::BTreeSet<String> = field_names(form)
        .into_iter()
        .map(|name| name.trim_end_matches(|c: char| c == '-' || c.is_ascii_digit()).to_owned())
        .collect();
    let asked = [
        "bai-hoc",
        "bai-hoc-cua",
        "ban",
        "han",
        "kinh-nghiem",
        "linh-vuc",
        "ma",
        "ma-kho-khan",
        "minh-chung",
        "ngay-di",
        "nguoi",
        "noi-dung",
        "noi-thay",
        "san-pham",
        "ten",
        "tham-quyen",
        "tra-loi",
        "trach-nhiem",
        "tu-ngay",
        "viec",
    ];
    assert_eq!(stems.into_iter().collect::<Vec<_>>(), asked);
    let personal = leader.get(&format!("{visit}/ghi")).await.body;
    let mut fields = filled(&personal);
    fields.iter_mut().find(|(name, _)| *name == "kinh-nghiem-1").unwrap().1 =
        "Gọi bác Tư 0903 123 456".into();
    fields.push(("nut", "nhap".into()));
    let refused = leader.post(&format!("{visit}/ghi"), &written(&fields)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("id=\"kinh-nghiem-1-loi\""), "{}", refused.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_shows_its_figures_before_and_after_and_what_was_chosen() {
    let town = Town::new().await;
    people(&town).await;
    let place = town.base_units(town.today()).await[0].unit_id;
    let address = format!("/dia-ban/{place}/thuc-trang");
    let head = town.browser_of("Trưởng khu phố 1").await;
    let visitor = town.visitor();
    let empty = both_languages(&visitor, &address).await;
    assert!(empty.body.contains("Chưa có bảng thực trạng"), "{}", empty.body);
    let takes = async |head: &Browser, seats: &str, share: &str| {
        let form = both_languages(head, &format!("{address}/moi")).await.body;
        head.post(
            &format!("{address}/moi"),
            &[
                ("ma", &hidden(&form, "ma")),
                ("so-6", seats),
                ("so-7", share),
                ("so-8", "62"),
                ("so-9", "25"),
                ("so-10", "1"),
                ("giai-phap-1", "Mượn sảnh chung cư"),
                ("ghi-chu", ""),
            ],
        )
        .await
    };
    let wrong = takes(&head, "nhiều", "131").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["id=\"so-6-loi\"", "id=\"so-7-loi\"", "value=\"nhiều\"", "Mượn sảnh chung cư"]
    {
        assert!(wrong.body.contains(kept), "{kept}: {}", wrong.body);
    }
    assert_eq!(takes(&head, "0", "31,5").await.to(), address);
    town.goes_to("2026-06-10");
    let head = town.browser_of("Trưởng khu phố 1").await;
    assert_eq!(takes(&head, "60", "68").await.to(), address);
    let page = both_languages(&visitor, &address).await.body;
    assert!(page.contains("Tăng 36,5 điểm phần trăm"), "{page}");
    assert!(
        page.contains("✓ tốt hơn") && page.contains("<svg"),
        "in words, by shape, as a picture"
    );
    let english = visitor.get(&format!("/en{address}")).await.body;
    assert!(english.contains("Up by 36.5 percentage points"), "{english}");
    let sheet = page.split(&format!("href=\"{address}/")).nth(1).unwrap().split('"').next();
    let sheet = both_languages(&visitor, &format!("{address}/{}", sheet.unwrap())).await.body;
    assert!(sheet.contains("Mượn sảnh chung cư") && sheet.contains("chương trình đếm"), "{sheet}");
    let unit = both_languages(&visitor, &format!("/dia-ban/{place}")).await.body;
    assert!(unit.contains(&address), "the place's page leads there");
    let other = town.base_units(town.today()).await[1].unit_id;
    let elsewhere = head.get(&format!("/dia-ban/{other}/thuc-trang/moi")).await;
    assert_eq!(elsewhere.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", elsewhere.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_corrected_in_public_with_its_reason_and_its_earlier_wording() {
    let town = Town::new().await;
    people(&town).await;
    let leader = town.browser_of("chủ tịch").await;
    let (_, visit) = plans(&town, &leader).await;
    let correcting = format!("{visit}/dinh-chinh");
    let early = leader.get(&correcting).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "a draft is simply gone on with");
    let mut fields = filled(&leader.get(&format!("{visit}/ghi")).await.body);
    fields.push(("nut", "xong".into()));
    leader.post(&format!("{visit}/ghi"), &written(&fields)).await.to();
    town.goes_to("2026-03-05");
    let leader = town.browser_of("chủ tịch").await;
    let page = leader.get(&visit).await.body;
    assert!(page.contains(&correcting) && !page.contains("Đã sửa ngày"), "{page}");
    let form = both_languages(&leader, &correcting).await.body;
    assert!(form.contains("Chung cư cho mượn sảnh mỗi tối thứ sáu."), "as it stands: {form}");
    assert!(!form.contains("name=\"viec-1\""), "promises have their own ways out");
    let sent = |good: &str, why: &str| {
        vec![
            ("ban", hidden(&form, "ban")),
            ("ma", hidden(&form, "ma")),
            ("ngay-di", "2026-03-02".to_owned()),
            ("noi-thay", first_choice(&form, "noi-thay")),
            ("kinh-nghiem-1", good.to_owned()),
            ("kinh-nghiem-2", String::new()),
            ("bai-hoc-1", "Phường phải hỏi trước khi xây.".to_owned()),
            ("bai-hoc-cua-1", first_choice(&form, "bai-hoc-cua-1")),
            ("ly-do", why.to_owned()),
        ]
    };
    let silent = leader.post(&correcting, &written(&sent("Chung cư Hoa Sen cho mượn", ""))).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.body.contains("id=\"ly-do-loi\"") && silent.body.contains("Hoa Sen"));
    let empty = leader.post(&correcting, &written(&sent("", "Sai"))).await;
    assert!(empty.body.contains("id=\"kinh-nghiem-1-loi\""), "{}", empty.body);
    let fields = sent("Chung cư Hoa Sen cho mượn sảnh.", "Ghi thiếu tên chung cư");
    assert_eq!(leader.post(&correcting, &written(&fields)).await.to(), visit);
    assert_eq!(leader.post(&correcting, &written(&fields)).await.to(), visit, "sent twice");
    let page = both_languages(&town.visitor(), &visit).await.body;
    assert!(page.contains("Đã sửa ngày 05/03/2026 vì:"), "{page}");
    for said in ["Ghi thiếu tên chung cư", "Sửa lời điều hay 1", "mỗi tối thứ sáu.”", "Hoa Sen"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(page.matches("Sửa lời điều hay 1").count(), 1, "corrected once");
    let english = town.visitor().get(&format!("/en{visit}")).await.body;
    assert!(english.contains("<span lang=\"vi\">Ghi thiếu tên chung cư</span>"), "{english}");
    let head = town.browser_of("Trưởng khu phố 1").await.get(&correcting).await;
    assert_eq!(head.status, StatusCode::UNPROCESSABLE_ENTITY, "the place does not write it");
}

/// The head raises a difficulty of a place; its address.
async fn raises(head: &Browser, place: &str) -> String {
    let raise = format!("/kho-khan/moi?o={place}");
    let form = head.get(&raise).await.body;
    let raised = head
        .post(
            &raise,
            &[
                ("ma", &hidden(&form, "ma")),
                ("linh-vuc", "van_hoa"),
                ("ten", "Chưa có nơi sinh hoạt"),
                ("noi-dung", "Họp nhờ nhà dân."),
                ("tu-ngay", "2025-07-01"),
            ],
        )
        .await;
    raised.to().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_takes_a_difficulty_up_and_a_sheet_of_a_past_day_names_it() {
    let town = Town::new().await;
    people(&town).await;
    let place = town.base_units(town.today()).await[0].unit_id;
    let head = town.browser_of("Trưởng khu phố 1").await;
    let difficulty = raises(&head, &place.to_string()).await;
    let visitor = town.visitor();
    assert!(!visitor.get(&difficulty).await.body.contains("nhan-lam"), "a visitor has no button");
    let page = both_languages(&head, &difficulty).await.body;
    let ban = hidden(&page, "ban");
    let act = format!("{difficulty}/buoc/nhan-lam");
    let bare = head.post(&act, &[("ban", &ban), ("lam-gi", "")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("id=\"lam-gi-loi\""), "{}", bare.body);
    let first = "Hỏi mượn sảnh chung cư mỗi tối thứ sáu";
    assert_eq!(head.post(&act, &[("ban", &ban), ("lam-gi", first)]).await.to(), difficulty);
    let page = both_languages(&visitor, &difficulty).await.body;
    assert!(page.contains("Đang làm") && page.contains(first), "{page}");
    assert!(!head.get(&difficulty).await.body.contains("nhan-lam"), "taken up once");

    town.goes_to("2026-06-10");
    let head = town.browser_of("Trưởng khu phố 1").await;
    let address = format!("/dia-ban/{place}/thuc-trang");
    let form = both_languages(&head, &format!("{address}/moi?ngay=2026-03-02")).await.body;
    assert!(form.contains("ngày 02/03/2026"), "{form}");
    let id = difficulty.rsplit('/').next().unwrap();
    let base = [
        ("ma", hidden(&form, "ma")),
        ("so-2", "3".to_owned()),
        ("so-6", "40".to_owned()),
        ("so-7", "31,5".to_owned()),
        ("so-8", "62".to_owned()),
        ("so-9", "25".to_owned()),
        ("so-10", "1".to_owned()),
        ("giai-phap-1", "Mượn sảnh chung cư".to_owned()),
        ("kho-khan-1", id.to_owned()),
    ];
    let with = |more: &[(&'static str, &str)]| {
        let more = more.iter().map(|(name, text)| (*name, (*text).to_owned()));
        base.iter().cloned().chain(more).collect::<Vec<_>>()
    };
    let to = format!("{address}/moi");
    let again = with(&[("ngay", "2026-03-10"), ("nut", "dem")]);
    let counted = head.post(&to, &written(&again)).await;
    assert_eq!(counted.status, StatusCode::OK, "{}", counted.body);
    assert!(counted.body.contains("ngày 10/03/2026"), "{}", counted.body);
    assert!(counted.body.contains("value=\"31,5\""), "what was typed is kept");
    let ahead = head.post(&to, &written(&with(&[("ngay", "2026-06-11"), ("nut", "dem")]))).await;
    assert_eq!(ahead.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(ahead.body.contains("id=\"ngay-loi\"") && ahead.body.contains("Mượn sảnh"));
    let kept = head.post(&to, &written(&with(&[("ngay", "2026-03-02"), ("nut", "luu")]))).await;
    assert_eq!(kept.to(), address);
    let page = both_languages(&visitor, &address).await.body;
    let sheet = page.split(&format!("href=\"{address}/")).nth(1).unwrap().split('"').next();
    let sheet = both_languages(&visitor, &format!("{address}/{}", sheet.unwrap())).await.body;
    for said in ["02/03/2026", "ghi lại ngày 10/06/2026", &difficulty, "Trả lời khó khăn:"]
    {
        assert!(sheet.contains(said), "{said}: {sheet}");
    }
}
