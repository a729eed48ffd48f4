//! A conference through its pages: the clerk calls it, a head sends a contribution, everybody follows
//! the conclusions.

use axum::http::StatusCode;
use desk::Role;
use desk::account::{self, NewAccount};
use desk::post::NewPost;
use ledger::{PostCategory, PostKind};
use units::{PostId, UnitId};

use crate::town::{Browser, Town, hidden, password};

struct Cast {
    clerk: Browser,
    head: Browser,
    neighbour: Browser,
    chair: PostId,
    head_post: PostId,
    khu_pho: UnitId,
}

async fn post(town: &Town, kind: PostKind, name: &str, unit: UnitId) -> PostId {
    let new = NewPost {
        id: PostId(town.desk.clock.id()),
        kind,
        category: PostCategory::Cadre,
        name: name.to_owned(),
        name_en: String::new(),
        body: None,
        unit: Some(unit),
        superior: None,
    };
    desk::post::add(&town.desk, None, new).await.unwrap()
}

async fn holder(town: &Town, name: &str, role: Role, (unit, post): (UnitId, PostId)) -> Browser {
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
    account::add(&town.desk, None, new).await.unwrap();
    town.browser_of(name).await
}

async fn cast(town: &Town) -> Cast {
    let (reader, scope) = (town.desk.store.read(), desk::authority::public_scope());
    let today = town.desk.clock.today();
    let below = store::unit::children(&reader, &scope, Some(town.ward), today).await.unwrap();
    let (first, second) = (below[0].unit_id, below[1].unit_id);
    let chair = post(town, PostKind::Secretary, "Bí thư Đảng ủy phường", town.ward).await;
    let clerk_post = post(town, PostKind::Officer, "Văn phòng Đảng ủy", town.ward).await;
    let head_post = post(town, PostKind::UnitHead, "Trưởng khu phố Một", first).await;
    let next_post = post(town, PostKind::UnitHead, "Trưởng khu phố Hai", second).await;
    Cast {
        clerk: holder(town, "thu", Role::WardOfficer, (town.ward, clerk_post)).await,
        head: holder(town, "hai lúa", Role::UnitHead, (first, head_post)).await,
        neighbour: holder(town, "năm", Role::UnitHead, (second, next_post)).await,
        chair,
        head_post,
        khu_pho: first,
    }
}

/// The town goes on to a day; sessions have ended over it, so everybody signs in again.
async fn goes_on(town: &Town, cast: Cast, to: &str) -> Cast {
    town.goes_to(to);
    Cast {
        clerk: town.browser_of("thu").await,
        head: town.browser_of("hai lúa").await,
        neighbour: town.browser_of("năm").await,
        ..cast
    }
}

fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// Called for 12 March with the first khu phố invited; answers its address.
async fn called(town: &Town, cast: &Cast) -> String {
    let form = cast.clerk.get("/hoi-nghi/moi").await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    let address = format!("/hoi-nghi/moi?noi={}", town.ward);
    let filled = fields(&[
        ("ma", &hidden(&form.body, "ma")),
        ("loai", "giao_ban_chuyen_de"),
        ("chu-de", "Nơi sinh hoạt của khu phố"),
        ("ngay-hop", "2026-03-12"),
        ("noi-hop", "Hội trường phường"),
        ("chu-tri", &cast.chair.to_string()),
        ("moi-dia-ban", &cast.khu_pho.to_string()),
        ("bao-cao", "Ba khu phố phải mượn nhà dân để họp."),
    ]);
    let again = cast.clerk.post_form(&address, &filled, None).await.to().to_owned();
    let once = cast.clerk.post_form(&address, &filled, Some(("bao-cao.pdf", "%PDF-1.7"))).await;
    assert_eq!(once.to(), again, "sent twice, called once");
    again
}

async fn whole(browser: &Browser, address: &str) {
    for (lang, address) in [("vi", address.to_owned()), ("en", format!("/en{address}"))] {
        let page = browser.get(&address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.body);
        assert!(page.body.contains(&format!("<html lang=\"{lang}\">")), "{address}");
        if let Some(at) = page.body.find('⟦') {
            panic!("{address}: {}", page.body[at..].chars().take(60).collect::<String>());
        }
        assert_eq!(page.body.matches("<h1").count(), 1, "{address}");
        let ids = |mark| {
            let found = page.body.split(mark).skip(1);
            found.filter_map(|rest: &str| rest.split('"').next()).collect::<Vec<_>>()
        };
        let own = ids(" id=\"");
        let mut once = own.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), own.len(), "{address}: an id stands twice: {own:?}");
        for label in ids("<label for=\"") {
            assert!(own.contains(&label), "{address}: a label for nothing: {label}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_kept_when_a_call_is_refused() {
    let town = Town::new().await;
    let cast = cast(&town).await;
    let address = format!("/hoi-nghi/moi?noi={}", town.ward);
    let form = cast.clerk.get(&address).await;
    let bare =
        fields(&[("ma", &hidden(&form.body, "ma")), ("chu-de", "Nơi sinh hoạt của khu phố")]);
    let refused = cast.clerk.post_form(&address, &bare, None).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["Chưa chọn người chủ trì", "Chưa mời ai", "value=\"Nơi sinh hoạt của khu phố\""]
    {
        assert!(refused.body.contains(said), "{said}: {}", refused.body);
    }
    assert_eq!(hidden(&refused.body, "ma"), hidden(&form.body, "ma"));
    let head = cast.head.get(&address).await;
    assert_eq!(head.status, StatusCode::UNPROCESSABLE_ENTITY, "a head calls no conference");
    let visitor = town.visitor().get("/hoi-nghi/moi").await;
    assert!(visitor.to().starts_with("/dang-nhap"));
    whole(&town.visitor(), "/hoi-nghi").await;
    assert!(town.visitor().get("/hoi-nghi").await.body.contains("Chưa có hội nghị nào"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contribution_waits_for_its_post_and_its_text_stays_inside() {
    let town = Town::new().await;
    let cast = cast(&town).await;
    let address = called(&town, &cast).await;
    let page = cast.clerk.get(&address).await;
    let ask = |due| {
        let (clerk, address) = (&cast.clerk, format!("{address}/tham-luan"));
        let (id, post) = (hidden(&page.body, "ma"), cast.head_post.to_string());
        async move {
            let asked = [
                ("ma", id.as_str()),
                ("noi-gui", &post),
                ("chu-de", "Mượn phòng họp chung cư"),
                ("han-gui", due),
            ];
            clerk.post(&address, &asked).await
        }
    };
    let late = ask("2026-03-13").await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("value=\"Mượn phòng họp chung cư\""), "{}", late.body);
    assert_eq!(ask("2026-03-09").await.to(), address);

    let cast = goes_on(&town, cast, "2026-03-10").await;
    assert_eq!(cast.clerk.post(&format!("{address}/don-doc"), &[]).await.to(), address);
    let list = cast.head.get("/hoi-nghi").await;
    assert!(list.body.contains("Tham luận chờ bạn gửi"), "{}", list.body);
    let own = format!("{address}/tham-luan/{}", hidden(&page.body, "ma"));
    assert!(list.body.contains(&own), "the list leads to the form");
    let empty = cast.head.post_form(&own, &fields(&[("ten", "Một phòng")]), None).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = "Ban quản trị cho mượn phòng tầng trệt tối thứ bảy.";
    let sent = fields(&[("ten", "Một phòng, hai tòa nhà"), ("bai", text)]);
    let paper = Some(("tham-luan.pdf", "%PDF-1.7 tham luan"));
    assert_eq!(cast.head.post_form(&own, &sent, paper).await.to(), address);

    let seen = town.visitor().get(&address).await;
    assert!(seen.body.contains("Một phòng, hai tòa nhà"), "{}", seen.body);
    for inner in [text, "/van-ban/", "Ba khu phố phải mượn", "Quá hạn"] {
        assert!(!seen.body.contains(inner), "a visitor reads {inner}");
    }
    assert_eq!(cast.neighbour.get(&own).await.status, StatusCode::NOT_FOUND);
    let inside = cast.head.get(&own).await;
    let document = inside.body.split("/van-ban/").nth(1).unwrap().split('"').next().unwrap();
    let document = format!("{address}/van-ban/{document}");
    let got = cast.clerk.get(&document).await;
    assert!(got.header("content-disposition").starts_with("attachment"), "{:?}", got.headers);
    assert_eq!(got.body, "%PDF-1.7 tham luan");
    assert_eq!(cast.neighbour.get(&document).await.status, StatusCode::NOT_FOUND);
    for browser in [&town.visitor(), &cast.clerk, &cast.head] {
        whole(browser, &address).await;
    }
    whole(&cast.head, &own).await;
    whole(&cast.clerk, &format!("{address}/sua")).await;
}

/// The minutes are kept and a difficulty is heard; its identity.
async fn heard(cast: &Cast, address: &str) -> String {
    let minutes = format!("{address}/bien-ban");
    let form = cast.clerk.get(&minutes).await;
    let said = fields(&[
        ("ban", &hidden(&form.body, "ban")),
        ("bien-ban", "Khu phố nêu chưa có nơi họp."),
        ("so-nguoi", "45"),
    ]);
    assert_eq!(cast.clerk.post_form(&minutes, &said, None).await.to(), address);
    whole(&cast.clerk, &minutes).await;

    let heard = format!("{address}/kho-khan");
    let form = cast.clerk.get(&heard).await;
    let place = cast.khu_pho.to_string();
    let told = [
        ("ma", hidden(&form.body, "ma")),
        ("dia-ban", place),
        ("linh-vuc", "van_hoa".to_owned()),
        ("ten", "Khu phố chưa có nơi sinh hoạt".to_owned()),
        ("noi-dung", "Họp nhờ nhà dân, chật".to_owned()),
        ("tu-ngay", "2025-07-01".to_owned()),
    ];
    let told: Vec<(&str, &str)> = told.iter().map(|(name, text)| (*name, text.as_str())).collect();
    assert_eq!(cast.clerk.post(&heard, &told).await.to(), address);
    whole(&cast.clerk, &heard).await;
    told[0].1.to_owned()
}

/// What is not done yet stands on the sheet of the next conference.
async fn carried_over(town: &Town, cast: &Cast, address: &str) {
    let id = address.rsplit('/').next().unwrap();
    let form = cast.clerk.get(&format!("/hoi-nghi/moi?noi={}&sau={id}", town.ward)).await;
    let next = fields(&[
        ("ma", &hidden(&form.body, "ma")),
        ("loai", "dinh_ky"),
        ("chu-de", "Giao ban tháng tư"),
        ("ngay-hop", "2026-03-23"),
        ("noi-hop", "Hội trường phường"),
        ("chu-tri", &cast.chair.to_string()),
        ("moi-het", "1"),
        ("ky-truoc", id),
    ]);
    let to = format!("/hoi-nghi/moi?noi={}", town.ward);
    let next = cast.clerk.post_form(&to, &next, None).await.to().to_owned();
    let carried = town.visitor().get(&format!("{next}/theo-doi")).await.body;
    assert!(carried.contains("Chuyển tiếp từ các hội nghị trước"), "{carried}");
    assert!(carried.contains("Mượn phòng sinh hoạt của chung cư"));
    let sheet = format!("{address}/theo-doi");
    let seen = town.visitor().get(&sheet).await.body;
    assert!(seen.contains("Chuyển sang hội nghị 23/03/2026"), "{seen}");
    whole(&town.visitor(), &format!("{next}/theo-doi")).await;
    whole(&town.visitor(), "/hoi-nghi?q=sinh+hoat&buoc=concluded").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn conclusions_are_followed_by_everybody_to_the_next_conference() {
    let town = Town::new().await;
    let cast = cast(&town).await;
    let address = called(&town, &cast).await;
    let cast = goes_on(&town, cast, "2026-03-12").await;
    let difficulty = &heard(&cast, &address).await;
    let notice = format!("{address}/ket-luan");
    let form = cast.clerk.get(&notice).await;
    whole(&cast.clerk, &notice).await;
    let mut filled = fields(&[
        ("ban", &hidden(&form.body, "ban")),
        ("so", "12-TB/ĐU"),
        ("ngay", "2026-03-12"),
        ("k0-ma", &hidden(&form.body, "k0-ma")),
        ("k0-noi-dung", "Mỗi khu phố có nơi sinh hoạt trong quý II"),
        ("k0-kho-khan", difficulty),
        ("k0-v0-ma", &hidden(&form.body, "k0-v0-ma")),
        ("k0-v0-viec", "Mượn phòng sinh hoạt của chung cư"),
        ("k0-v0-so-ngay", "5"),
        ("k0-v0-san-pham", "Biên bản cho mượn phòng"),
        ("k0-v0-trach-nhiem", "Thỏa thuận với ban quản trị"),
        ("k0-v0-tham-quyen", "Ký thỏa thuận, không chi tiền"),
        ("k0-v0-minh-chung", "document"),
        ("lam", "cong-bo"),
    ]);
    let refused = cast.clerk.post_form(&notice, &filled, None).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let named = "Kết luận 1, việc 1: Chưa có người đứng đầu chịu trách nhiệm";
    for said in [named, "href=\"#k0-v0-nguoi\"", "Mượn phòng sinh hoạt của chung cư"] {
        assert!(refused.body.contains(said), "{said}: {}", refused.body);
    }
    filled.pop();
    filled.push(("k0-v0-nguoi".to_owned(), cast.head_post.to_string()));
    let more = [filled.clone(), fields(&[("lam", "them-k")])].concat();
    let longer = cast.clerk.post_form(&notice, &more, None).await;
    assert_eq!(longer.status, StatusCode::OK);
    assert!(longer.body.contains("name=\"k1-v0-viec\""), "{}", longer.body);
    assert!(longer.body.contains("value=\"Mượn phòng sinh hoạt của chung cư\""));
    let given = [filled, fields(&[("lam", "cong-bo")])].concat();
    assert_eq!(cast.clerk.post_form(&notice, &given, None).await.to(), address);
    assert_eq!(cast.clerk.post_form(&notice, &given, None).await.to(), address);

    let cast = goes_on(&town, cast, "2026-03-23").await;
    let sheet = format!("{address}/theo-doi");
    for page in [address.clone(), sheet.clone()] {
        whole(&town.visitor(), &page).await;
        let seen = town.visitor().get(&page).await.body;
        for said in ["Mượn phòng sinh hoạt của chung cư", "Trưởng khu phố Một", "Quá hạn 4 ngày"]
        {
            assert!(seen.contains(said), "{page}, {said}: {seen}");
        }
        assert!(!seen.contains("Khu phố nêu chưa có nơi họp"), "the minutes stay inside");
        assert!(seen.contains(&format!("/kho-khan/{difficulty}")));
    }
    let shown = town.visitor().get(&address).await.body;
    let matter = shown.split("/dau-viec/").nth(1).unwrap().split('"').next().unwrap();
    let matter = town.visitor().get(&format!("/dau-viec/{matter}")).await.body;
    let origin = matter.split("/hoi-nghi/ket-luan/").nth(1).unwrap().split('"').next().unwrap();
    let origin = town.visitor().get(&format!("/hoi-nghi/ket-luan/{origin}")).await;
    assert_eq!(origin.to(), format!("{address}#ket-luan-1"), "a matter leads to its conclusion");
    let paper = format!("{address}/thong-bao");
    whole(&town.visitor(), &paper).await;
    let paper = town.visitor().get(&paper).await.body;
    for said in ["12-TB/ĐU", "Biên bản cho mượn phòng", "Trưởng khu phố Một", "Nơi nhận"]
    {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    carried_over(&town, &cast, &address).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conference_is_put_off_then_called_off_and_those_asked_read_why() {
    let town = Town::new().await;
    let cast = cast(&town).await;
    let address = called(&town, &cast).await;
    let page = cast.clerk.get(&address).await;
    let ask = [
        ("ma", hidden(&page.body, "ma")),
        ("noi-gui", cast.head_post.to_string()),
        ("chu-de", "Mượn phòng họp chung cư".to_owned()),
        ("han-gui", "2026-03-09".to_owned()),
    ];
    let ask: Vec<(&str, &str)> = ask.iter().map(|(name, text)| (*name, text.as_str())).collect();
    cast.clerk.post(&format!("{address}/tham-luan"), &ask).await.to();
    let moving = format!("{address}/hoan");
    assert!(page.body.contains(&moving), "the page leads there");
    whole(&cast.clerk, &moving).await;
    let form = cast.clerk.get(&moving).await;
    let bare = [("ban", hidden(&form.body, "ban")), ("ly-do", "Trùng lịch tiếp dân".to_owned())];
    let bare: Vec<(&str, &str)> = bare.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let refused = cast.clerk.post(&moving, &bare).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["Chưa chọn hoãn hay hủy", "href=\"#cach\"", "Trùng lịch tiếp dân"] {
        assert!(refused.body.contains(said), "{said}: {}", refused.body);
    }
    let put_off = [bare, vec![("cach", "hoan"), ("ngay-moi", "2026-03-19")]].concat();
    assert_eq!(cast.clerk.post(&moving, &put_off).await.to(), address);
    assert_eq!(cast.clerk.post(&moving, &put_off).await.to(), address, "sent twice");
    whole(&town.visitor(), &address).await;
    let seen = town.visitor().get(&address).await.body;
    assert!(seen.contains("Đã hoãn từ ngày 12/03/2026 sang ngày 19/03/2026"), "{seen}");
    assert!(seen.contains("Trùng lịch tiếp dân"));
    let english = town.visitor().get(&format!("/en{address}")).await.body;
    assert!(english.contains("<h1 lang=\"vi\">Nơi sinh hoạt của khu phố</h1>"), "{english}");
    let inbox = cast.head.get("/viec-can-lam").await.body;
    assert!(inbox.contains("Hội nghị vừa hoãn, hủy"), "who was asked is told: {inbox}");
    assert!(inbox.contains("16/03/2026"), "the contribution is due later");
    let neighbour = cast.neighbour.get("/viec-can-lam").await.body;
    assert!(!neighbour.contains("Hội nghị vừa hoãn, hủy"), "{neighbour}");

    let edit = cast.clerk.get(&format!("{address}/sua")).await.body;
    assert!(!edit.contains("name=\"ngay-hop\""), "the day is not changed in silence");
    let form = cast.clerk.get(&moving).await;
    let ban = hidden(&form.body, "ban");
    let off = [("ban", ban.as_str()), ("cach", "huy"), ("ly-do", "Gộp vào hội nghị quý II")];
    assert_eq!(cast.clerk.post(&moving, &off).await.to(), address);
    for browser in [&town.visitor(), &cast.clerk, &cast.head] {
        whole(browser, &address).await;
        whole(browser, "/hoi-nghi").await;
    }
    let seen = cast.clerk.get(&address).await.body;
    for said in
        ["Đã hủy, không họp", "Gộp vào hội nghị quý II", "Không cần gửi nữa", "Những lần hoãn"]
    {
        assert!(seen.contains(said), "{said}: {seen}");
    }
    let chasing = format!("{address}/don-doc");
    assert!(!seen.contains(&moving) && !seen.contains(&chasing), "nothing is left to do");
    let inbox = cast.head.get("/viec-can-lam").await.body;
    assert!(!inbox.contains("/tham-luan/"), "nothing is owed any more: {inbox}");
    let list = cast.head.get("/hoi-nghi?buoc=called_off").await.body;
    assert!(list.contains("Nơi sinh hoạt của khu phố"), "{list}");
    let again = cast.clerk.get(&moving).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.body);
}
