//! A programme, the plan of a khu phố and a movement, told through the pages.

use desk::{Actor, Role};
use ledger::status_sheet::NewSheet;
use ledger::{BodyId, BodyKind, PostKind, StatusSheetId};
use units::{PostId, UnitId};

use crate::town::{Answer, Browser, Town};

/// The town with posts and the people who hold them.
struct Circle {
    town: Town,
    committee: BodyId,
    chairman: PostId,
    places: Vec<(UnitId, String, PostId)>,
    heads: Vec<Actor>,
}

impl Circle {
    async fn new() -> Self {
        let town = Town::new().await;
        let (desk, ward) = (&town.desk, town.ward);
        let committee = BodyId(desk.clock.id());
        let body = store::body::Body {
            body_id: committee,
            kind: BodyKind::PeoplesCommittee,
            name: "Ủy ban nhân dân phường Bến Lá".into(),
            name_en: "People's Committee of Bến Lá".into(),
            unit_id: Some(ward),
            parent_id: None,
        };
        desk::body::add(desk, None, body.into()).await.unwrap();
        let role = (Role::WardLeader, PostKind::Chairman);
        let (chairman, _) = town.holder("bảy", role, ("Chủ tịch phường Bến Lá", ward)).await;
        let role = (Role::FrontOfficer, PostKind::FrontHead);
        town.holder("năm", role, ("Chủ tịch Mặt trận phường Bến Lá", ward)).await;
        let (mut places, mut heads) = (Vec::new(), Vec::new());
        let units = town.base_units(desk.clock.today()).await;
        for (line, name) in units.into_iter().zip(["tư", "chín"]) {
            let role = (Role::UnitHead, PostKind::UnitHead);
            let post = format!("Trưởng {}", line.name.to_lowercase());
            let (id, head) = town.holder(name, role, (&post, line.unit_id)).await;
            places.push((line.unit_id, line.name, id));
            heads.push(head);
        }
        Self { town, committee, chairman, places, heads }
    }

    fn fresh(&self) -> String {
        self.town.desk.clock.id().to_string()
    }

    /// The chairman writes a programme through the form and issues it; its address.
    async fn issues(&self, bay: &Browser) -> String {
        let at = format!("/chuong-trinh/moi?o={}", self.town.ward);
        let fields = self.programme();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (*a, b.as_str())).collect();
        let address = bay.post(&at, &fields).await.to().to_owned();
        let again = bay.post(&at, &fields).await.to().to_owned();
        assert_eq!(address, again, "sent twice it is the same programme");
        let by = [("ban", "1"), ("so-van-ban", "12-CTr/ĐU"), ("ngay-van-ban", "2026-03-01")];
        bay.post(&format!("{address}/ban-hanh"), &by).await.to();
        address
    }

    fn programme(&self) -> Vec<(&'static str, String)> {
        vec![
            ("ma", self.fresh()),
            ("ten", "Mỗi khu phố một nơi sinh hoạt".into()),
            ("muc-tieu", "Bà con có chỗ họp.".into()),
            ("co-quan", self.committee.to_string()),
            ("nguoi-dung-dau", self.chairman.to_string()),
            ("tu-ngay", "2026-01-01".into()),
            ("den-ngay", "2026-12-31".into()),
            ("chi-tieu-1-ten", "Khu phố có nơi sinh hoạt".into()),
            ("chi-tieu-1-don-vi", "khu phố".into()),
            ("chi-tieu-1-hien-nay", "0".into()),
            ("chi-tieu-1-dich", "2".into()),
            ("chi-tieu-1-den", "2026-12-31".into()),
        ]
    }

    /// Begins the plan of a place; its address.
    async fn begins(&self, who: &Browser, programme: &str, at: usize) -> String {
        let (id, unit) = (self.fresh(), self.places[at].0.to_string());
        let fields = [("ma", id.as_str()), ("dia-ban", unit.as_str())];
        who.post(&format!("{programme}/ke-hoach"), &fields).await.to().to_owned()
    }

    /// A head takes a status sheet of the own khu phố; what the form then offers to stand on.
    async fn counts(&self, at: usize, attending: &str) -> String {
        let desk = &self.town.desk;
        let typed = [
            ("cho_ngoi_sinh_hoat", "40"),
            ("ho_du_hop", attending),
            ("ho_nhan_tin", "60"),
            ("ho_trong_to", "50"),
            ("viec_chung", "3"),
        ];
        let new = NewSheet {
            id: StatusSheetId(desk.clock.id()),
            unit: self.places[at].0,
            counted_on: None,
            typed: typed.map(|(code, typed)| (code.to_owned(), typed.to_owned())).to_vec(),
            solutions: Vec::new(),
            note: String::new(),
        };
        let sheet = desk::status_sheet::keep(desk, &self.heads[at], new).await.unwrap();
        format!("sl:{sheet}:ho_du_hop")
    }

    fn line(&self, at: usize) -> Vec<(&'static str, String)> {
        vec![
            ("ma", self.fresh()),
            ("chi-tieu", "1".into()),
            ("viec", "Sửa phòng sinh hoạt ở tầng trệt chung cư".into()),
            ("nguoi", self.places[at].2.to_string()),
            ("han", "2026-06-30".into()),
            ("nguon-luc", "35 triệu đồng quỹ khu phố".into()),
            ("trach-nhiem", "Khu phố lo việc sửa".into()),
            ("san-pham", "Một phòng 60 chỗ dùng được mỗi tối".into()),
            ("tham-quyen", "Tự quyết khoản dưới 5 triệu đồng".into()),
            ("kha-thi", "Phòng đang bỏ trống, ban quản trị đã đồng ý".into()),
            ("minh-chung", "document".into()),
            ("lam-diem", "1".into()),
        ]
    }

    async fn adds(&self, who: &Browser, plan: &str, at: usize, tied: bool) -> Answer {
        let mut fields = self.line(at);
        if tied {
            fields.push(("can-cu", self.counts(at, "31,5").await));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (*a, b.as_str())).collect();
        who.post(&format!("{plan}/viec"), &fields).await
    }
}

/// The value of the hidden field that names the revision, in the form of an act.
fn revision(page: &str, act: &str) -> String {
    let form = page.split(act).nth(1).unwrap_or_else(|| panic!("no form {act}: {page}"));
    let value = form.split("name=\"ban\" value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// A page in both languages: worded, with one heading.
async fn reads(who: &Browser, address: &str) -> String {
    let vietnamese = who.get(address).await;
    assert_eq!(vietnamese.status, 200, "{address}");
    for body in [&vietnamese.body, &who.get(&format!("/en{address}")).await.body] {
        assert!(!body.contains('⟦'), "{address} lacks words: {body}");
        assert_eq!(body.matches("<h1").count(), 1, "{address}");
    }
    vietnamese.body
}

#[tokio::test(flavor = "multi_thread")]
async fn a_programme_without_a_head_comes_back_with_what_was_typed() {
    let circle = Circle::new().await;
    let bay = circle.town.browser_of("bảy").await;
    let at = format!("/chuong-trinh/moi?o={}", circle.town.ward);
    assert!(reads(&bay, "/chuong-trinh").await.contains("/chuong-trinh/moi?o="));
    let form = reads(&bay, &at).await;
    let (shown, behind) = form.split_once("<details class=\"more\">").expect("more targets");
    assert!(shown.contains("chi-tieu-2-ten") && !shown.contains("chi-tieu-3-ten"), "{form}");
    assert!(behind.contains("chi-tieu-3-ten") && behind.contains("Thêm một chỉ tiêu"));
    let fields = circle.programme();
    let without: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(name, _)| *name != "nguoi-dung-dau")
        .map(|(name, text)| (*name, if *name == "chi-tieu-1-dich" { "hai" } else { text }))
        .collect();
    let answer = bay.post(&at, &without).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Chỉ tiêu 1: giá trị phải là con số"), "{}", answer.body);
    assert!(answer.body.contains("value=\"hai\"") && answer.body.contains("Bà con có chỗ họp."));
    let headless: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(name, _)| *name != "nguoi-dung-dau")
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let answer = bay.post(&at, &headless).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Chưa có người đứng đầu chịu trách nhiệm"));
    let address = bay.post(&at, &pairs(&fields)).await.to().to_owned();
    let edit = format!("{address}/sua");
    let form = reads(&bay, &edit).await;
    assert!(form.contains("value=\"Mỗi khu phố một nơi sinh hoạt\""), "{form}");
    let renamed: Vec<(&str, String)> = fields
        .iter()
        .map(|(name, text)| match *name {
            "ten" => (*name, "Mỗi khu phố hai nơi sinh hoạt".to_owned()),
            _ => (*name, text.clone()),
        })
        .chain([("ban", revision(&form, &format!("action=\"{edit}\"")))])
        .collect();
    let nameless: Vec<(&str, &str)> = renamed
        .iter()
        .map(|(name, text)| (*name, if *name == "ten" { "" } else { text.as_str() }))
        .collect();
    let refused = bay.post(&edit, &nameless).await;
    assert!(refused.status == 422 && refused.body.contains("Bà con có chỗ họp."));
    bay.post(&edit, &pairs(&renamed)).await.to();
    assert!(reads(&bay, &address).await.contains("Mỗi khu phố hai nơi sinh hoạt"));
    let by = [("ban", "2"), ("so-van-ban", "12-CTr/ĐU"), ("ngay-van-ban", "2026-03-01")];
    bay.post(&format!("{address}/ban-hanh"), &by).await.to();
    assert_eq!(bay.get(&edit).await.status, 422, "what was issued is not written anew");
    let tu = circle.town.browser_of("tư").await;
    assert_eq!(tu.get(&at).await.status, 422, "the head of a khu phố writes no programme");
}

fn pairs<'f>(fields: &'f [(&'f str, String)]) -> Vec<(&'f str, &'f str)> {
    fields.iter().map(|(name, text)| (*name, text.as_str())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_programme_the_page_teaches_the_first_step() {
    let circle = Circle::new().await;
    let visitor = circle.town.visitor();
    assert!(reads(&visitor, "/chuong-trinh").await.contains("Chưa có chương trình nào"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreed_plan_is_revised_on_pages_and_waits_in_the_inbox_of_the_other_side() {
    let circle = Circle::new().await;
    let bay = circle.town.browser_of("bảy").await;
    let tu = circle.town.browser_of("tư").await;
    let visitor = circle.town.visitor();
    let programme = circle.issues(&bay).await;
    let plan = circle.begins(&bay, &programme, 0).await;
    circle.adds(&bay, &plan, 0, true).await.to();
    let sends = async |who: &Browser| {
        let ban = revision(&reads(who, &plan).await, "/gui\"");
        let words = [("ban", ban.as_str()), ("loi-nhan", "Mời xem và trả lời.")];
        who.post(&format!("{plan}/gui"), &words).await.to();
    };
    sends(&bay).await;
    let inbox = reads(&tu, "/viec-can-lam").await;
    assert!(inbox.contains("Trả lời đề xuất: Mỗi khu phố một nơi sinh hoạt"), "{inbox}");
    assert!(!reads(&bay, "/viec-can-lam").await.contains("Trả lời đề xuất"));
    let ban = revision(&reads(&tu, &plan).await, "/dong-y\"");
    tu.post(&format!("{plan}/dong-y"), &[("ban", &ban)]).await.to();
    assert!(!reads(&visitor, &plan).await.contains("Đề xuất sửa kế hoạch"));
    tu.post(&format!("{plan}/sua"), &[]).await.to();
    let page = reads(&tu, &plan).await;
    assert!(page.contains("Bản sửa đang viết") && page.contains("Giữ nguyên"), "{page}");
    let edit = page.split(&format!("href=\"{plan}/viec/")).nth(1).expect("a way to change it");
    let edit = format!("{plan}/viec/{}", edit.split('"').next().unwrap());
    let form = reads(&tu, &edit).await;
    assert!(form.contains("value=\"Sửa phòng sinh hoạt ở tầng trệt chung cư\""), "{form}");
    let mut changed = circle.line(0);
    changed.retain(|(name, _)| !["ma", "san-pham"].contains(name));
    changed.push(("san-pham", "Một phòng 90 chỗ".into()));
    assert!(form.contains("\" selected>Hộ dự cuộc họp gần nhất: 31,5%"), "{form}");
    changed.push(("can-cu", circle.counts(0, "45").await));
    let silent = tu.post(&edit, &pairs(&changed)).await;
    assert!(silent.status == 422 && silent.body.contains("Một phòng 90 chỗ"), "{}", silent.body);
    changed.push(("vi-sao", "Ban quản trị cho thêm một phòng.".into()));
    tu.post(&edit, &pairs(&changed)).await.to();
    assert!(!reads(&visitor, &plan).await.contains("90 chỗ"), "not sent, so nobody else's");
    sends(&tu).await;
    let inbox = reads(&bay, "/viec-can-lam").await;
    assert!(inbox.contains("Trả lời đề xuất sửa kế hoạch"), "{inbox}");
    let page = reads(&visitor, &plan).await;
    assert!(page.contains("Đang bàn sửa đổi") && page.contains("<ins>Một phòng 90 chỗ</ins>"));
    assert!(page.contains("Vì sao: Ban quản trị cho thêm một phòng."), "{page}");
    let page = reads(&bay, &plan).await;
    let ban = revision(&page, "/giu-nguyen\"");
    let silent = bay.post(&format!("{plan}/giu-nguyen"), &[("ban", ban.as_str())]).await;
    assert_eq!(silent.status, 422);
    bay.post(&format!("{plan}/dong-y"), &[("ban", ban.as_str())]).await.to();
    let page = reads(&visitor, &plan).await;
    assert!(page.contains("Một phòng 90 chỗ") && page.contains("Một phòng 60 chỗ"), "both read");
    assert!(!page.contains("Đang bàn sửa đổi"));
    let told = "45% (ngày 02/03/2026)";
    assert!(page.contains(told), "the figure it stands on now: {page}");
    let matter = page.split("href=\"/dau-viec/").nth(1).unwrap().split('"').next().unwrap();
    let matter = reads(&visitor, &format!("/dau-viec/{matter}")).await;
    assert!(matter.contains("Sửa theo kế hoạch sửa đổi"), "{matter}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reason_why_a_line_ends_is_kept_when_it_cannot_stand() {
    let circle = Circle::new().await;
    let bay = circle.town.browser_of("bảy").await;
    let tu = circle.town.browser_of("tư").await;
    let programme = circle.issues(&bay).await;
    let plan = circle.begins(&bay, &programme, 0).await;
    circle.adds(&bay, &plan, 0, true).await.to();
    let ban = revision(&reads(&bay, &plan).await, "/gui\"");
    let words = [("ban", ban.as_str()), ("loi-nhan", "Mời xem và trả lời.")];
    bay.post(&format!("{plan}/gui"), &words).await.to();
    let ban = revision(&reads(&tu, &plan).await, "/dong-y\"");
    tu.post(&format!("{plan}/dong-y"), &[("ban", &ban)]).await.to();
    tu.post(&format!("{plan}/sua"), &[]).await.to();
    let page = reads(&tu, &plan).await;
    let edit = page.split(&format!("href=\"{plan}/viec/")).nth(1).expect("a way to change it");
    let edit = format!("{plan}/viec/{}", edit.split('"').next().unwrap());
    let ends = format!("{edit}/thoi");
    assert!(!reads(&tu, &edit).await.contains("<details open>"));
    let said = "Chung cư đã tự sửa, hỏi thêm số 0903 123 456.";
    let refused = tu.post(&ends, &[("vi-sao-thoi", said)]).await;
    assert_eq!(refused.status, 422);
    let (form, ending) = refused.body.split_once("<details open>").expect("it stays open");
    assert!(ending.contains(said), "{}", refused.body);
    assert!(form.contains("href=\"#vi-sao-thoi\""), "the summary leads there: {form}");
    let work = "value=\"Sửa phòng sinh hoạt ở tầng trệt chung cư\"";
    assert!(form.contains(work) && !form.contains(said), "{form}");
    assert_eq!(tu.post(&ends, &[("vi-sao-thoi", " ")]).await.status, 422, "a reason is asked for");
    tu.post(&ends, &[("vi-sao-thoi", "Chung cư đã tự sửa.")]).await.to();
    let page = reads(&tu, &plan).await;
    assert!(page.contains("Chung cư đã tự sửa."), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_programme_to_a_line_with_a_matter_and_progress_on_pages() {
    let circle = Circle::new().await;
    let bay = circle.town.browser_of("bảy").await;
    let tu = circle.town.browser_of("tư").await;
    let visitor = circle.town.visitor();
    let programme = circle.issues(&bay).await;
    let plan = circle.begins(&bay, &programme, 0).await;
    let untied = circle.adds(&bay, &plan, 0, false).await;
    assert_eq!(untied.status, 422);
    assert!(untied.body.contains("Việc này chưa dựa vào đâu"), "{}", untied.body);
    assert!(untied.body.contains("value=\"Sửa phòng sinh hoạt ở tầng trệt chung cư\""));
    let theirs = circle.counts(1, "40").await;
    let mut elsewhere = circle.line(0);
    elsewhere.push(("can-cu", theirs));
    let fields: Vec<(&str, &str)> = elsewhere.iter().map(|(a, b)| (*a, b.as_str())).collect();
    let elsewhere = bay.post(&format!("{plan}/viec"), &fields).await;
    assert_eq!(elsewhere.status, 422);
    assert!(elsewhere.body.contains("không có trong bảng thực trạng của chính nơi này"));
    circle.adds(&bay, &plan, 0, true).await.to();
    let form = reads(&bay, &plan).await;
    assert!(form.contains("Số liệu của bảng thực trạng ngày 02/03/2026"), "{form}");
    assert!(form.contains("Hộ dự cuộc họp gần nhất: 31,5%"), "value and day are shown");
    assert_eq!(visitor.get(&plan).await.status, 404, "not sent, so nobody else's");
    let page = reads(&bay, &plan).await;
    assert!(page.contains("Hộ dự cuộc họp gần nhất: 31,5% (ngày 02/03/2026)"));
    let ban = revision(&page, "/gui\"");
    let words = [("ban", ban.as_str()), ("loi-nhan", "Mời khu phố làm trong quý hai.")];
    bay.post(&format!("{plan}/gui"), &words).await.to();
    assert!(reads(&visitor, &plan).await.contains("Đang chờ địa bàn nhận"));
    assert!(!reads(&bay, &plan).await.contains("/dong-y\""), "nobody accepts their own words");
    let page = reads(&tu, &plan).await;
    assert!(page.contains("Đến lượt bạn"));
    let ban = revision(&page, "/dong-y\"");
    tu.post(&format!("{plan}/dong-y"), &[("ban", &ban)]).await.to();
    let page = reads(&tu, &plan).await;
    assert!(page.contains("Đang thực hiện") && page.contains("Báo tiến độ"), "{page}");
    let option = page.split("<option value=\"").find(|rest| rest.contains(":0\">1. Sửa")).unwrap();
    let line = option.split('"').next().unwrap();
    let told = |percent: &str, paper: &str| {
        [
            ("dong", line),
            ("phan-tram", percent),
            ("tien-do", "Đã sơn tường, còn lắp quạt."),
            ("so-van-ban", paper),
            ("ngay-van-ban", if paper.is_empty() { "" } else { "2026-03-01" }),
        ]
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
    };
    let address = format!("{plan}/tien-do");
    let bare = tu.post_form(&address, &told("40", ""), None).await;
    assert_eq!(bare.status, 422);
    assert!(bare.body.contains("Chưa có minh chứng") && bare.body.contains("còn lắp quạt"));
    tu.post_form(&address, &told("40", "03/BB-KP"), None).await.to();
    let page = reads(&visitor, &plan).await;
    assert!(page.contains("40 phần trăm") && page.contains("03/BB-KP"));
    let matter = page.split("href=\"/dau-viec/").nth(1).unwrap().split('"').next().unwrap();
    let matter = reads(&visitor, &format!("/dau-viec/{matter}")).await;
    assert!(matter.contains(&plan), "the matter leads back to the plan");
    let rolled = reads(&visitor, &programme).await;
    assert!(rolled.contains("Theo nơi, xếp theo tên") && rolled.contains(&circle.places[0].1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_plan_is_shown_beside_the_one_it_resembles() {
    let circle = Circle::new().await;
    let bay = circle.town.browser_of("bảy").await;
    let (tu, chin) = (circle.town.browser_of("tư").await, circle.town.browser_of("chín").await);
    let programme = circle.issues(&bay).await;
    let mut plans = Vec::new();
    for (at, who) in [&tu, &chin].into_iter().enumerate() {
        let plan = circle.begins(who, &programme, at).await;
        circle.adds(who, &plan, at, true).await.to();
        let ban = revision(&who.get(&plan).await.body, "/gui\"");
        let words = [("ban", ban.as_str()), ("loi-nhan", "Khu phố xin làm thế này.")];
        who.post(&format!("{plan}/gui"), &words).await.to();
        plans.push(plan);
    }
    let visitor = circle.town.visitor();
    let first = reads(&visitor, &plans[0]).await;
    assert!(!first.contains("Giống kế hoạch nơi khác"), "who wrote first copied nobody");
    let second = reads(&visitor, &plans[1]).await;
    assert!(second.contains("Giống kế hoạch nơi khác") && second.contains(&plans[0]));
    assert!(second.contains(&format!("Việc 1 giống 100 phần trăm với {}", circle.places[0].1)));
    assert!(!second.contains("/giai-trinh\""), "a visitor does not answer for the place");
    let why = [("giai-trinh", "Hai khu phố dùng chung phòng này.")];
    chin.post(&format!("{}/giai-trinh", plans[1]), &why).await.to();
    assert!(reads(&visitor, &plans[1]).await.contains("Hai khu phố dùng chung phòng này."));
    assert!(reads(&bay, &programme).await.contains("Giống kế hoạch nơi khác"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_movement_shows_who_joined_and_never_who_did_not() {
    let circle = Circle::new().await;
    let nam = circle.town.browser_of("năm").await;
    let tu = circle.town.browser_of("tư").await;
    let visitor = circle.town.visitor();
    assert!(reads(&visitor, "/phong-trao").await.contains("Chưa có phong trào nào"));
    let at = format!("/phong-trao/moi?o={}", circle.town.ward);
    let form = reads(&nam, &at).await;
    assert!(!form.contains("type=\"number\""), "no field asks for a count");
    let id = circle.fresh();
    let fields = |number: &'static str| {
        vec![
            ("ma", id.as_str()),
            ("ten", "Hẻm xanh, hẻm sạch"),
            ("muc-tieu", "Mỗi hẻm có một mảng cây."),
            ("cach-tham-gia", "Tự ghi tên ở trang này."),
            ("so-van-ban", number),
            ("ngay-van-ban", "2026-02-20"),
            ("co-quan", "Ủy ban MTTQ phường"),
            ("tu-ngay", "2026-03-01"),
            ("den-ngay", "2026-12-31"),
        ]
    };
    let bare = nam.post(&at, &fields("")).await;
    assert_eq!(bare.status, 422);
    assert!(bare.body.contains("Phong trào phải dựa trên một nghị quyết"));
    let movement = nam.post(&at, &fields("07/NQ-MTTQ")).await.to().to_owned();
    let (unit, name, _) = &circle.places[0];
    let page = reads(&tu, &movement).await;
    assert!(page.contains(&format!("dia-ban:{unit}")) && page.contains("/so-nguoi\""));
    let neighbour = &circle.places[1].1;
    assert!(!page.contains(neighbour.as_str()), "nobody signs up somebody else");
    let who = format!("dia-ban:{unit}");
    tu.post(&format!("{movement}/tham-gia"), &[("ai", &who)]).await.to();
    let people = [("dia-ban", unit.to_string()), ("so-nguoi", "52".to_owned())];
    let people: Vec<(&str, &str)> = people.iter().map(|(a, b)| (*a, b.as_str())).collect();
    tu.post(&format!("{movement}/so-nguoi"), &people).await.to();
    let news = circle.fresh();
    let activity = [
        ("ma", news.as_str()),
        ("ngay", "2026-03-01"),
        ("noi", "Hẻm Hoa Mai"),
        ("noi-dung-hoat-dong", "Trồng 40 gốc cây."),
    ];
    tu.post(&format!("{movement}/hoat-dong"), &activity).await.to();
    let ahead = [("ma", news.as_str()), ("ngay", "2026-04-01"), ("noi", "Hẻm 5")];
    let ahead = tu.post(&format!("{movement}/hoat-dong"), &ahead).await;
    assert!(ahead.status == 422 && ahead.body.contains("value=\"Hẻm 5\""));
    let page = reads(&visitor, &movement).await;
    assert!(page.contains(name.as_str()) && page.contains("Người dân cùng làm: 52"));
    assert!(page.contains("Trồng 40 gốc cây.") && !page.contains(neighbour.as_str()));
    tu.post(&format!("{movement}/thoi-tham-gia"), &[("ai", &who)]).await.to();
    let page = reads(&visitor, &movement).await;
    assert!(!page.contains(name.as_str()), "who leaves leaves no name behind");
}
