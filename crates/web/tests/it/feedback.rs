//! Residents' word through the pages: a resident without an account on a cheap phone, the dispatcher,
//! the moderator, and everybody else.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, StatusCode, header};
use desk::account::{self, NewAccount};
use desk::post::{self, NewPost};
use desk::{Actor, Role};
use ledger::{PostCategory, PostKind};
use units::{PostId, UnitId};

use crate::town::{Answer, Browser, Town, password};

const LAMP: &str = "Đèn đường hẻm 1 tắt ba tuần nay, tối đi lại khó.";

/// Bytes of a page that a phone on a slow line may have to fetch, without photos and map.
const PAGE_MOST: usize = 60_000;

async fn posts(town: &Town) -> (UnitId, PostId) {
    let chairman = made(town, "Chủ tịch phường", PostKind::Chairman, (town.ward, None)).await;
    let dispatcher =
        made(town, "Đầu mối tiếp nhận", PostKind::Dispatcher, (town.ward, Some(chairman))).await;
    holder(town, "hường", Role::WardOfficer, (town.ward, dispatcher)).await;
    let scope = desk::authority::public_scope();
    let (reader, today) = (town.desk.store.read(), town.desk.clock.today());
    let below = store::unit::children(&reader, &scope, Some(town.ward), today).await.unwrap();
    let unit = below[0].unit_id;
    let head = made(town, "Trưởng khu phố", PostKind::UnitHead, (unit, Some(chairman))).await;
    holder(town, "tư", Role::UnitHead, (unit, head)).await;
    (unit, head)
}

async fn made(
    town: &Town,
    name: &str,
    kind: PostKind,
    (unit, superior): (UnitId, Option<PostId>),
) -> PostId {
    let new = NewPost {
        id: PostId(town.desk.clock.id()),
        kind,
        category: PostCategory::Cadre,
        name: name.to_owned(),
        name_en: String::new(),
        body: None,
        unit: Some(unit),
        superior,
    };
    post::add(&town.desk, None, new).await.unwrap()
}

async fn holder(town: &Town, name: &str, role: Role, (unit, post): (UnitId, PostId)) -> Actor {
    let new = NewAccount {
        name: name.to_owned(),
        display_name: name.to_owned(),
        password: password(name),
        role,
        unit: Some(unit),
        post: name.to_owned(),
        post_id: Some(post),
        must_change: false,
    };
    let id = account::add(&town.desk, None, new).await.unwrap();
    account::actor(&town.desk, id).await.unwrap().unwrap()
}

/// What stands in a field of a form.
fn value<'t>(page: &'t str, name: &str) -> &'t str {
    let mark = format!("name=\"{name}\" value=\"");
    page.split(&mark).nth(1).unwrap_or_default().split('"').next().unwrap()
}

fn fields(key: &str, unit: UnitId, said: &str) -> Vec<(String, String)> {
    let unit = unit.to_string();
    let pairs = [
        ("khoa", key),
        ("dia-ban", &unit),
        ("loai", "phan_anh"),
        ("linh-vuc", "chieu_sang"),
        ("noi-dung", said),
    ];
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

/// A resident opens the form, fills it and sends it; where the browser is then sent.
async fn sends(visitor: &Browser, unit: UnitId, said: &str) -> String {
    let form = visitor.get(&format!("/phan-anh/gui?o={unit}")).await;
    let key = value(&form.body, "khoa").to_owned();
    let mut fields = fields(&key, unit, said);
    fields.push(("da-xem".to_owned(), "1".to_owned()));
    visitor.post_form("/phan-anh/gui", &fields, None).await.to().to_owned()
}

fn is_whole(address: &str, page: &Answer) {
    assert!(page.status.is_success(), "{address}: {} {}", page.status, page.body);
    assert!(!page.body.contains('⟦'), "{address}: {}", page.body);
    assert_eq!(page.body.matches("<h1").count(), 1, "{address} has one heading");
    assert!(!page.body.contains(" style="), "{address}");
    let mut ids: Vec<&str> =
        page.body.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for label in page.body.split("<label for=\"").skip(1).filter_map(|rest| rest.split('"').next())
    {
        assert!(ids.contains(&label), "{address}: a label for nothing: {label}");
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{address}: an id stands twice");
}

async fn both(browser: &Browser, address: &str) -> String {
    is_whole(address, &browser.get(address).await);
    let english = browser.get(&format!("/en{address}")).await;
    is_whole(address, &english);
    english.body
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resident_sends_without_account_script_or_name_and_says_when_it_is_solved() {
    let town = Town::new().await;
    let (unit, _) = posts(&town).await;
    let visitor = town.visitor();
    let form = visitor.get(&format!("/phan-anh/gui?o={unit}")).await;
    is_whole("the form", &form);
    assert!(form.body.contains(&format!("<option value=\"{unit}\" selected>")), "{}", form.body);
    let css = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/css/site.css"));
    assert!(form.body.len() + css.unwrap().len() < PAGE_MOST, "the page is heavy");
    let to = sends(&visitor, unit, LAMP).await;
    let page = visitor.get(&to).await;
    is_whole(&to, &page);
    let code = to.strip_prefix("/phan-anh/").unwrap().split('?').next().unwrap().to_owned();
    assert!(page.body.contains(&format!("<p class=\"code\">{code}</p>")), "the code stands large");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("referrer-policy"), "origin, strict-origin");
    let again = visitor.get(&format!("/phan-anh/{code}")).await;
    assert!(!again.body.contains("class=\"code\""), "and only once");
    assert!(again.body.contains("hẻm 1 tắt ba tuần"));
    let typed = visitor.post("/phan-anh/tra-cuu", &[("ma", &code.to_lowercase())]).await;
    assert_eq!(typed.to(), format!("/phan-anh/{code}"));
    let wrong = visitor.post("/phan-anh/tra-cuu", &[("ma", "7K3M-0000-0000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"7K3M-0000-0000\""), "what was typed is not lost");
    assert_eq!(visitor.get("/phan-anh/7K3M-0000-0000").await.status, StatusCode::NOT_FOUND);
    is_answered(&town, &code).await;
    let answered = both(&visitor, &format!("/phan-anh/{code}")).await;
    assert!(answered.contains("12/BC-P"));
    let empty = visitor.post(&format!("/phan-anh/{code}/chua-giai-quyet"), &[("ly-do", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let why = [("ly-do", "Tối qua đèn lại tắt")];
    let back = visitor.post(&format!("/phan-anh/{code}/chua-giai-quyet"), &why).await;
    assert_eq!(back.to(), format!("/phan-anh/{code}"));
    is_answered(&town, &code).await;
    visitor.post(&format!("/phan-anh/{code}/da-giai-quyet"), &[]).await.to();
    let over = visitor.get(&format!("/phan-anh/{code}")).await;
    assert!(over.body.contains("Đã giải quyết, có xác nhận"), "{}", over.body);
}

/// The dispatcher gives it to herself and answers with a document.
async fn is_answered(town: &Town, code: &str) {
    let huong = account::sign_in(&town.desk, "hường", password("hường")).await.unwrap();
    let opened = desk::feedback::opened(&town.desk, code).await.unwrap().unwrap();
    let id = opened.line.matter_id;
    if opened.line.state == ledger::matter::State::Received {
        let give = ledger::matter::Act::Assign(opened.line.owner_id);
        desk::matter::act(&town.desk, &huong, (id, opened.line.revision), give).await.unwrap();
    }
    let opened = desk::feedback::opened(&town.desk, code).await.unwrap().unwrap();
    let said = "Đã thay bóng mới, đèn sáng từ 18 giờ mỗi tối.".to_owned();
    let handed = vec![
        desk::matter::Handed::Document {
            number: "12/BC-P".into(),
            dated_on: town.desk.clock.today(),
        },
        desk::matter::Handed::Photo {
            name: "sau.png".into(),
            content_type: "image/png".into(),
            body: png(),
        },
    ];
    let done = (said, Some(town.desk.clock.today()));
    let at = (id, opened.line.revision);
    desk::matter::prove(&town.desk, &huong, at, done, handed).await.unwrap();
}

/// The smallest picture there is.
fn png() -> Vec<u8> {
    const HEX: &str = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de\
                       0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082";
    let digits: Vec<u8> = HEX.bytes().filter(u8::is_ascii_hexdigit).collect();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_shown_again_with_every_fault_beside_its_field() {
    let town = Town::new().await;
    let (unit, _) = posts(&town).await;
    let visitor = town.visitor();
    let mut typed = fields("", unit, "đèn <b>tắt");
    typed.retain(|(name, _)| name != "linh-vuc");
    let refused = visitor.post_form("/phan-anh/gui", &typed, None).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("href=\"#linh-vuc\""), "{}", refused.body);
    assert!(refused.body.contains("đèn &#60;b&#62;tắt"), "{}", refused.body);
    let personal = fields("", unit, "Gọi 0903 123 456 hỏi đèn hẻm 1");
    let refused = visitor.post_form("/phan-anh/gui", &personal, None).await;
    assert!(refused.body.contains("0903 123 456”: giống số điện thoại"), "{}", refused.body);
    let mut door = fields("", unit, LAMP);
    door[2].1 = "to_cao".to_owned();
    let guided = visitor.post_form("/en/phan-anh/gui", &door, None).await;
    assert_eq!(guided.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(guided.body.contains("to the police"), "{}", guided.body);
    assert!(guided.body.contains(LAMP), "the words are still there");
    let mut conduct = fields("", unit, "Nói năng lớn tiếng khi hỏi giấy tờ");
    conduct[3].1 = "thai_do_phuc_vu".to_owned();
    let asked = visitor.post_form("/phan-anh/gui", &conduct, None).await;
    assert!(asked.body.contains("id=\"ve-ai\""), "it asks whom it is about: {}", asked.body);
    assert_eq!(store::testing::count(&town.desk.store, "feedback").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn sent_twice_the_same_page_opens_and_too_often_the_words_stay() {
    let town = Town::new().await;
    let (unit, _) = posts(&town).await;
    let visitor = town.visitor();
    let form = visitor.get(&format!("/phan-anh/gui?o={unit}")).await;
    let other = visitor.get(&format!("/phan-anh/gui?o={unit}")).await;
    let key = value(&form.body, "khoa");
    assert_ne!(key, value(&other.body, "khoa"), "no two forms share a key");
    let fields = fields(key, unit, LAMP);
    let first = visitor.post_form("/phan-anh/gui", &fields, None).await.to().to_owned();
    let second = visitor.post_form("/phan-anh/gui", &fields, None).await.to().to_owned();
    assert_eq!(first, second);
    assert_eq!(store::testing::count(&town.desk.store, "feedback").await, 1);
    let mut last = StatusCode::OK;
    let mut said = String::new();
    for _ in 0..31 {
        let answer = from_a_street(&visitor, unit).await;
        (last, said) = (answer.status, answer.body);
    }
    assert_eq!(last, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said.contains("chờ một phút") && said.contains("Rác đổ đầu hẻm"), "{said}");
}

/// An incomplete form from one address.
async fn from_a_street(visitor: &Browser, unit: UnitId) -> Answer {
    let body = format!(
        "--giua\r\nContent-Disposition: form-data; name=\"dia-ban\"\r\n\r\n{unit}\r\n\
         --giua\r\nContent-Disposition: form-data; name=\"noi-dung\"\r\n\r\nRác đổ đầu hẻm\r\n\
         --giua--\r\n"
    );
    let mut request = visitor
        .request(Method::POST, "/phan-anh/gui")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=giua")
        .body(Body::from(body))
        .unwrap();
    let address = SocketAddr::from(([192, 0, 2, 7], 5000));
    request.extensions_mut().insert(ConnectInfo(address));
    visitor.send(request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_public_before_a_moderator_and_then_the_next_sender_sees_it_first() {
    let town = Town::new().await;
    let (unit, _) = posts(&town).await;
    let visitor = town.visitor();
    let to = sends(&visitor, unit, LAMP).await;
    let code = to.strip_prefix("/phan-anh/").unwrap().split('?').next().unwrap();
    let opened = desk::feedback::opened(&town.desk, code).await.unwrap().unwrap();
    let id = opened.line.feedback_id;
    let hidden = [
        "/phan-anh".to_owned(),
        "/phan-anh/diem.geojson".to_owned(),
        format!("/phan-anh/cong-khai/{id}"),
        format!("/dau-viec/{}", opened.line.matter_id),
    ];
    for address in &hidden {
        let page = visitor.get(address).await;
        assert!(!page.body.contains("hẻm 1") && !page.body.contains(code), "{address}");
    }
    let lan = town.browser_of("hường").await;
    let queue = both(&lan, "/phan-anh/duyet").await;
    assert!(queue.contains(LAMP));
    let decide = format!("/phan-anh/duyet/{id}");
    let empty = [("quyet-dinh", "rewritten"), ("noi-dung-cong-khai", " ")];
    assert_eq!(lan.post(&decide, &empty).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fewer = [("quyet-dinh", "rewritten"), ("noi-dung-cong-khai", "Đèn một hẻm tắt ba tuần")];
    assert_eq!(lan.post(&decide, &fewer).await.to(), "/phan-anh/duyet");
    let list = visitor.get("/phan-anh").await;
    assert!(list.body.contains("Đèn một hẻm tắt ba tuần") && !list.body.contains("hẻm 1"));
    for address in [format!("/phan-anh/cong-khai/{id}"), format!("/phan-anh?o={}", town.ward)] {
        let page = both(&visitor, &address).await;
        assert!(
            page.contains("Đèn một hẻm tắt ba tuần") && !page.contains("hẻm 1 tắt"),
            "{address}"
        );
    }
    let form = visitor.get(&format!("/phan-anh/gui?o={unit}")).await;
    let key = value(&form.body, "khoa").to_owned();
    let typed = fields(&key, unit, "Đèn hẻm tắt mấy tuần rồi");
    let asked = visitor.post_form("/phan-anh/gui", &typed, None).await;
    assert!(asked.body.contains("Có phải việc này không?"), "{}", asked.body);
    assert_eq!(value(&asked.body, "khoa"), key, "the form goes on with its key");
    let still = [typed, vec![("da-xem".to_owned(), "1".to_owned())]].concat();
    visitor.post_form("/phan-anh/gui", &still, None).await.to();
    let head = town.browser_of("tư").await;
    let refused = head.post(&decide, &fewer).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a head does not moderate");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_point_is_public_only_as_the_middle_of_its_cell() {
    let town = Town::new().await;
    posts(&town).await;
    let visitor = town.visitor();
    let door = town_door();
    let [lon, lat] = [door.lon_e7, door.lat_e7].map(|e7| format!("{}", f64::from(e7) / 1e7));
    let mut typed = fields("", town.ward, LAMP);
    typed.push(("kinh-do".to_owned(), lon.clone()));
    typed.push(("vi-do".to_owned(), lat.clone()));
    let to = visitor.post_form("/phan-anh/gui", &typed, None).await.to().to_owned();
    let code = to.strip_prefix("/phan-anh/").unwrap().split('?').next().unwrap();
    let opened = desk::feedback::opened(&town.desk, code).await.unwrap().unwrap();
    assert_eq!(opened.line.point, Some(door), "inside, the lamp is found where it stands");
    assert_ne!(opened.line.unit_id, town.ward, "the point tells the khu phố");
    let id = opened.line.feedback_id;
    let lan = town.browser_of("hường").await;
    lan.post(&format!("/phan-anh/duyet/{id}"), &[("quyet-dinh", "as_is")]).await.to();
    let points = visitor.get("/phan-anh/diem.geojson").await;
    let data: serde_json::Value = serde_json::from_str(&points.body).unwrap();
    let coordinates = data["features"][0]["geometry"]["coordinates"].as_array().unwrap();
    let coarse = ledger::feedback::coarse(door);
    for (told, e7) in coordinates.iter().zip([coarse.lon_e7, coarse.lat_e7]) {
        assert!((told.as_f64().unwrap() - f64::from(e7) / 1e7).abs() < 1e-9, "{}", points.body);
    }
    let shown = format!("/phan-anh/cong-khai/{id}");
    for address in ["/phan-anh", "/phan-anh/diem.geojson", &shown] {
        let page = visitor.get(address).await.body;
        assert!(!page.contains(&lon) && !page.contains(&lat), "{address} tells the door");
    }
}

/// A door of the town.
fn town_door() -> units::DoorPoint {
    let town = sample::town();
    let residents: Vec<_> = town.households().collect();
    residents[7].household.door
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dispatcher_passes_on_and_every_page_inside_is_whole() {
    let town = Town::new().await;
    let (unit, head) = posts(&town).await;
    let visitor = town.visitor();
    let mut ids = Vec::new();
    for said in [LAMP, "Đèn đường hẻm 1 lại tắt ba tuần", "Đèn cuối hẻm chập chờn"]
    {
        let to = sends(&visitor, unit, said).await;
        let code = to.strip_prefix("/phan-anh/").unwrap().split('?').next().unwrap().to_owned();
        ids.push(desk::feedback::opened(&town.desk, &code).await.unwrap().unwrap().line);
    }
    let huong = town.browser_of("hường").await;
    assert!(both(&huong, "/phan-anh/tiep-nhan").await.contains("3 to assign"));
    let page = format!("/phan-anh/tiep-nhan/{}", ids[0].feedback_id);
    assert!(both(&huong, &page).await.contains("reads alike"));
    let nobody = huong.post(&format!("{page}/giao"), &[("ban", "1"), ("noi-nhan", "")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let head = head.to_string();
    huong.post(&format!("{page}/giao"), &[("ban", "1"), ("noi-nhan", &head)]).await.to();
    let stale =
        huong.post(&format!("{page}/tu-choi"), &[("ban", "1"), ("ly-do", "not_here")]).await;
    assert!(stale.body.contains("vừa có người khác làm"), "{}", stale.body);
    both(&huong, &page).await;
    let twin = format!("/phan-anh/tiep-nhan/{}", ids[1].feedback_id);
    let into = ids[0].matter_id.to_string();
    huong.post(&format!("{twin}/gop"), &[("ban", "1"), ("trung-voi", &into)]).await.to();
    let tu = town.browser_of("tư").await;
    let seen = both(&tu, &page).await;
    assert!(seen.contains(LAMP) && !seen.contains("/tach"), "the head reads and does not sort");
    let sealed = format!("/phan-anh/tiep-nhan/{}", ids[2].feedback_id);
    huong.post(&format!("{sealed}/tach"), &[("ban", "1"), ("cua", "khieu_nai")]).await.to();
    for browser in [&huong, &tu] {
        let page = both(browser, &sealed).await;
        assert!(!page.contains("chập chờn"), "{page}");
        let matter = browser.get(&format!("/dau-viec/{}", ids[2].matter_id)).await.body;
        assert!(!matter.contains("chập chờn"), "{matter}");
    }
    let chosen = format!("/phan-anh/gom?p={}&p={}", ids[0].feedback_id, ids[1].feedback_id);
    let form = both(&huong, &chosen).await;
    let number = value(&form, "ma-so").to_owned();
    let (one, two) = (ids[0].feedback_id.to_string(), ids[1].feedback_id.to_string());
    let mut gathered = vec![("ma-so", number.as_str()), ("p", &one), ("p", &two)];
    let refused = huong.post("/phan-anh/gom", &gathered).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    gathered.extend([("ten", "Hẻm 1 thiếu đèn"), ("noi-dung", "Đèn hẻm hay tắt, tối khó đi.")]);
    gathered.push(("tu-ngay", "2026-03-01"));
    let difficulty = huong.post("/phan-anh/gom", &gathered).await.to().to_owned();
    assert!(both(&huong, &difficulty).await.contains("Hẻm 1 thiếu đèn"));
    let stranger = town.browser_of("ba sáu").await;
    assert!(!stranger.get(&page).await.body.contains("/tach"), "a leader reads and does not sort");
}

/// What a telephone reads off the first square of a page: its path painted, three pixels to a square.
fn scanned(page: &str) -> Option<String> {
    let svg = page.split("class=\"qr\"").nth(1)?.split("</svg>").next()?;
    let side = svg.split("viewBox=\"0 0 ").nth(1)?.split(' ').next()?.parse::<usize>().ok()?;
    let path = svg.rsplit(" d=\"").next()?.split('"').next()?;
    let mut dark = vec![false; side * side];
    for run in path.split('M').skip(1) {
        let (at, rest) = run.split_once('h')?;
        let (x, y) = at.split_once(' ')?;
        let length: usize = rest.split('v').next()?.parse().ok()?;
        let from = y.parse::<usize>().ok()? * side + x.parse::<usize>().ok()?;
        dark[from..from + length].fill(true);
    }
    let shade = |x: usize, y: usize| if dark[y / 3 * side + x / 3] { 0 } else { 255 };
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(side * 3, side * 3, shade);
    let found = seen.detect_grids();
    Some(found.first()?.decode().ok()?.1)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_slip_bears_the_code_and_a_square_that_opens_its_page_and_not_what_it_is_about() {
    let town = Town::new().await;
    let (unit, _) = posts(&town).await;
    let tu = town.browser_of("tư").await;
    let form = tu.get(&format!("/phan-anh/gui?o={unit}")).await;
    let mut entered = fields(value(&form.body, "khoa"), unit, LAMP);
    entered.extend([("nhap-ho", "1"), ("da-xem", "1")].map(|(n, t)| (n.to_owned(), t.to_owned())));
    let to = tu.post_form("/phan-anh/gui", &entered, None).await.to().to_owned();
    let code = to.strip_prefix("/phan-anh/").unwrap().split('?').next().unwrap().to_owned();
    let slip = format!("/phan-anh/{code}/phieu");
    let page = tu.get(&to).await.body;
    assert!(page.contains(&format!("href=\"{slip}\">In phiếu đưa cho người dân")), "{page}");
    let visitor = town.visitor();
    both(&visitor, &slip).await;
    let printed = visitor.get(&slip).await;
    assert_eq!(printed.header("cache-control"), "no-store");
    assert!(printed.body.contains(&format!("<p class=\"slip-code\">{code}</p>")));
    assert!(!printed.body.contains("hẻm 1"), "paper is left lying about");
    let address = |lang: &str| format!("http://coso.test{lang}/phan-anh/{code}");
    assert_eq!(scanned(&printed.body), Some(address("")));
    let english = visitor.get(&format!("/en{slip}")).await;
    assert_eq!(scanned(&english.body), Some(address("/en")));
    assert!(english.body.contains("coso.test/en/phan-anh "), "{}", english.body);
    let behind = town.visitor_reached_at("https://phananh.bensay.example/");
    let square = scanned(&behind.get(&slip).await.body);
    assert_eq!(square, Some(format!("https://phananh.bensay.example/phan-anh/{code}")));
    let mut odd = visitor.request(Method::GET, &slip).body(Body::empty()).unwrap();
    odd.headers_mut().insert(header::HOST, "evil.example/<b>".parse().unwrap());
    let odd = visitor.send(odd).await;
    assert_eq!((odd.status, scanned(&odd.body)), (StatusCode::OK, None));
    assert!(!odd.body.contains("evil.example"), "{}", odd.body);
    let nothing = visitor.get("/phan-anh/7K3M-0000-0000/phieu").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

/// A form as an old telephone sends it: without the words that newer browsers add.
async fn by_old_telephone(browser: &Browser, address: &str, origin: Option<&str>) -> StatusCode {
    let mut request = browser
        .request(Method::POST, address)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("ly-do="))
        .unwrap();
    request.headers_mut().remove("sec-fetch-site");
    if let Some(origin) = origin {
        request.headers_mut().insert(header::ORIGIN, origin.parse().unwrap());
    }
    browser.send(request).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_telephone_may_use_the_buttons_and_another_site_may_not() {
    let town = Town::new().await;
    let (unit, _) = posts(&town).await;
    let (visitor, huong) = (town.visitor(), town.browser_of("hường").await);
    let to = sends(&visitor, unit, LAMP).await;
    let code = to.strip_prefix("/phan-anh/").unwrap().split('?').next().unwrap().to_owned();
    let address = format!("/phan-anh/{code}/chua-giai-quyet");
    // 422: the form was read, and asks for the reason that is missing.
    for origin in [None, Some("http://coso.test"), Some("https://coso.test"), Some("null")] {
        for address in [&address, &format!("/en{address}")] {
            let answer = by_old_telephone(&visitor, address, origin).await;
            assert_eq!(answer, StatusCode::UNPROCESSABLE_ENTITY, "{origin:?}");
        }
    }
    for origin in ["https://evil.example", "http://coso.test.evil.example", "file://"] {
        let answer = by_old_telephone(&visitor, &address, Some(origin)).await;
        assert_eq!(answer, StatusCode::FORBIDDEN, "{origin}");
    }
    let hidden = by_old_telephone(&huong, &address, Some("null")).await;
    assert_eq!(hidden, StatusCode::FORBIDDEN, "with a session it must be said from where");
    for inside in ["/phan-anh/gom", "/dang-xuat", "/dang-nhap"] {
        let answer = by_old_telephone(&visitor, inside, Some("null")).await;
        assert_eq!(answer, StatusCode::FORBIDDEN, "{inside} is nobody's who only holds a code");
    }
}

/// A feedback at a point that everybody may see.
async fn shown(town: &Town, said: &str, point: units::DoorPoint) -> desk::feedback::Receipt {
    let typed = ledger::feedback::NewFeedback {
        kind: Some(ledger::feedback::Kind::Report),
        category: Some(ledger::Category::Lighting),
        said: said.to_owned(),
        concerned: None,
        photos: 0,
    };
    let place = desk::feedback::Place { unit: None, point: Some(point) };
    let key = uuid::Uuid::new_v4();
    let new = desk::feedback::NewFeedback { key, typed, place, photos: Vec::new() };
    let sent = desk::feedback::submit(&town.desk, new).await.unwrap();
    let huong = account::sign_in(&town.desk, "hường", password("hường")).await.unwrap();
    let verdict = ledger::feedback::Verdict {
        decision: ledger::feedback::Moderation::AsIs,
        text: String::new(),
        photos: Vec::new(),
    };
    desk::feedback::moderate(&town.desk, &huong, sent.feedback, verdict).await.unwrap();
    sent
}

#[tokio::test(flavor = "multi_thread")]
async fn the_map_shows_what_was_approved_by_cell_and_state_and_the_table_says_the_same() {
    let town = Town::new().await;
    posts(&town).await;
    let visitor = town.visitor();
    let empty = both(&visitor, "/phan-anh/ban-do").await;
    assert!(empty.contains("Nothing is shown here yet"), "{empty}");
    let mut doors: Vec<units::DoorPoint> = Vec::new();
    for resident in sample::town().households() {
        let door = resident.household.door;
        if desk::place::base_unit_at(&town.desk, door, town.today()).await.unwrap().is_some() {
            doors.push(door);
        }
    }
    let one = doors[0];
    let twin = *doors[1..]
        .iter()
        .find(|door| ledger::feedback::coarse(**door) == ledger::feedback::coarse(one))
        .expect("neighbours share a cell");
    let first = shown(&town, LAMP, one).await;
    shown(&town, "Đèn cuối hẻm chập chờn cả tuần", twin).await;
    is_answered(&town, &first.code).await;
    desk::feedback::reply(&town.desk, &first.code, desk::feedback::Reply::Solved).await.unwrap();
    shown(&town, "Đèn đầu hẻm vỡ chụp từ hôm qua", twin).await;

    let list = both(&visitor, "/phan-anh").await;
    assert!(list.contains("href=\"/en/phan-anh/ban-do"), "{list}");
    let page = both(&visitor, "/phan-anh/ban-do").await;
    for said in ["Being worked on, in time: <strong>2", "Solved, as residents say: <strong>1"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(page.matches("/en/phan-anh/cong-khai/").count(), 3, "each stands in the table");
    let file = page.split("src=\"/en").nth(1).unwrap().split('"').next().unwrap();
    let file = file.replace("&#38;", "&").replace("&amp;", "&");
    let svg = visitor.get(&file).await;
    assert_eq!(svg.header("content-type"), "image/svg+xml; charset=utf-8");
    let (circle, diamond) = (atlas::svg::Sign::Circle, atlas::svg::Sign::Diamond);
    for sign in [circle, diamond] {
        assert_eq!(svg.body.matches(sign.path()).count(), 2, "on the map and in the legend");
        assert!(svg.body.contains(sign.colour()));
    }
    assert!(svg.body.contains("fill=\"#fff\">2</text>"), "two in one cell are counted");
    assert!(svg.body.contains("Đang làm, còn hạn: 2, Người dân xác nhận đã xong: 1</title>"));
    town.goes_to("2026-09-01");
    let late = visitor.get("/phan-anh/ban-do").await.body;
    assert!(late.contains("Quá hạn: <strong>2"), "{late}");
    let other = visitor.get("/phan-anh/ban-do?linh-vuc=rac_thai").await.body;
    assert!(other.contains("Chưa có phản ánh nào hiện ở đây"));
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_asks_a_group_for_help_from_its_page_and_its_head_finds_it() {
    let town = Town::new().await;
    let lives = crate::people::lives(&town).await;
    let group = lives.groups[0];
    let visitor = town.visitor();
    let page = visitor.get(&format!("/to-tu-quan/{group}")).await.body;
    let form = format!("/phan-anh/gui?o={group}");
    assert!(page.contains(&format!("href=\"{form}\"")), "{page}");
    let english = both(&visitor, &form).await;
    assert!(english.contains("Ask Tổ tự quản tư for help") && !english.contains("thai_do_phuc_vu"));
    let typed = visitor.get(&form).await.body;
    let said = "Cần người đẩy xe lên dốc chiều thứ sáu";
    let mut sent: Vec<(String, String)> = [
        ("khoa", value(&typed, "khoa")),
        ("dia-ban", &group.to_string()),
        ("loai", "nhu_cau"),
        ("linh-vuc", ""),
        ("noi-dung", said),
    ]
    .map(|(name, text)| (name.to_owned(), text.to_owned()))
    .to_vec();
    let refused = visitor.post_form("/phan-anh/gui", &sent, None).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains(said) && refused.body.contains("Nhờ Tổ tự quản tư giúp"));
    sent[3].1 = "khac".to_owned();
    let to = visitor.post_form("/phan-anh/gui", &sent, None).await.to().to_owned();
    assert!(both(&visitor, &to).await.contains("Tổ tự quản tư"));
    let tu = town.browser_of("tư").await;
    let asked = both(&tu, &format!("/to-tu-quan/{group}/nho")).await;
    assert!(asked.contains(said) && asked.contains("Sent through the group"), "{asked}");
    assert!(tu.get("/viec-can-lam").await.body.contains("Giúp theo lời nhờ"), "and in the inbox");
    let unit_head = town.browser_of("trưởng một").await;
    assert!(!unit_head.get("/viec-can-lam").await.body.contains("Giúp theo lời nhờ"));
}
