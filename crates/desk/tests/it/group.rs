//! Self-managed groups: formed from a plan or a list, joined by consent, led, asked for help, dissolved,
//! and carried along when their khu phố is reorganised.

use desk::account::{self, NewGrant};
use desk::authority::{public_scope, scope_of};
use desk::draw::DrawOrder;
use desk::feedback::{self, NewFeedback, Place, Receipt, Reply};
use desk::group::{self, NewGroup, PassedOn};
use desk::matter::{self, Handed};
use desk::{Act, Actor, Role};
use ledger::feedback::{Kind, NewFeedback as Sent};
use ledger::group::{ActKind, GroupKind, NewAct, NewRequest, RequestState, Votes};
use ledger::matter::{Act as Move, State, StepKind};
use ledger::{Category, GroupActId, MatterId, PostCategory, PostKind};
use store::plan::Within;
use units::{PlanId, PostId, UnitId};
use uuid::Uuid;

use crate::posts::{People, holder, made, people};
use crate::town::{Town, code, codes, day, story};

fn new(town: &Town, parent: UnitId, name: &str) -> NewGroup {
    NewGroup {
        id: UnitId(town.desk.clock.id()),
        parent,
        kind: GroupKind::Xom,
        name: name.to_owned(),
        head: (format!("Tổ trưởng {name}"), format!("Head of {name}")),
        ground: "Hẻm 3 và hẻm 5 Hoa Mai".to_owned(),
        core: 3,
        plan: None,
    }
}

/// A group of the first khu phố, and Tư, who leads it.
async fn led(town: &Town, people: &People, name: &str) -> (UnitId, Actor) {
    let (unit, (head, _)) = &people.heads[0];
    let group = group::form(&town.desk, head, new(town, *unit, name)).await.unwrap();
    let tu = leader(town, group, name).await;
    (group, tu)
}

/// Somebody who holds the post of a group's head.
async fn leader(town: &Town, group: UnitId, name: &str) -> Actor {
    let account = account::NewAccount {
        name: format!("tổ trưởng {name}"),
        display_name: "Tư".to_owned(),
        password: "mật khẩu của Tư".to_owned(),
        role: desk::Role::GroupHead,
        unit: Some(group),
        post: String::new(),
        post_id: None,
        must_change: false,
    };
    let id = account::add(&town.desk, None, account).await.unwrap();
    let grant = NewGrant {
        id: town.desk.clock.id(),
        name: format!("tổ trưởng {name}"),
        post: head_post(town, group).await,
        from: town.today(),
        until: None,
    };
    account::grant(&town.desk, Some(&town.lan), grant).await.unwrap();
    account::actor(&town.desk, id).await.unwrap().unwrap()
}

async fn head_post(town: &Town, group: UnitId) -> PostId {
    line(town, group).await.head_post_id
}

async fn line(town: &Town, group: UnitId) -> store::group::Line {
    let reader = town.desk.store.read();
    let page = store::group::page(&reader, &public_scope(), group, town.today()).await.unwrap();
    page.unwrap().line
}

/// Codes of households of a khu phố, as the households read them from their own papers.
async fn codes_of(town: &Town, unit: UnitId) -> Vec<String> {
    let why = "Câu chuyện cần mã hộ";
    let rows = desk::household::list(&town.desk, &town.lan, unit, town.today(), why).await;
    rows.unwrap().into_iter().map(|row| row.code).collect()
}

fn votes(attending: i64, agreed: i64, against: i64) -> Option<Votes> {
    Some(Votes { attending, agreed, against })
}

fn recorded(town: &Town, kind: ActKind, votes: Option<Votes>) -> NewAct {
    NewAct {
        kind,
        title: "Giữ hẻm sạch".to_owned(),
        said: "Sáng thứ bảy cùng quét hẻm".to_owned(),
        on: Some(town.today()),
        last_on: None,
        votes,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn households_join_a_group_by_consent_and_leave_it_when_they_say_so() {
    story(|town| async move {
        let people = people(&town).await;
        let (first, second) = (people.heads[0].0, people.heads[1].0);
        let (group, tu) = led(&town, &people, "Xóm tự quản Hoa Mai").await;
        let mine = codes_of(&town, first).await;
        let elsewhere = codes_of(&town, second).await;
        let before = town.households_of(first, town.today()).await;
        let today = town.today();
        for code in &mine[..9] {
            group::join(&town.desk, &tu, group, (code, today)).await.unwrap();
        }
        assert_eq!(line(&town, group).await.members, None, "nine are not told");
        let reader = town.desk.store.read();
        let inside = scope_of(&town.lan, today);
        let page = store::group::page(&reader, &inside, group, today).await.unwrap().unwrap();
        assert_eq!(page.line.members, Some(9), "the ward knows");
        assert_eq!(town.households_of(group, today).await, 0, "nor is it told as a place");
        group::join(&town.desk, &tu, group, (&mine[9], day("2026-02-27"))).await.unwrap();
        assert_eq!(line(&town, group).await.members, Some(10));
        assert_eq!(town.households_of(first, today).await, before, "nothing above has changed");

        let again = group::join(&town.desk, &tu, group, (&mine[0], today)).await;
        assert_eq!(code(again), "group-joined");
        let stranger = group::join(&town.desk, &tu, group, (&elsewhere[0], today)).await;
        assert_eq!(code(stranger), "group-household-unknown");
        let ahead = group::join(&town.desk, &tu, group, (&mine[10], day("2026-12-01"))).await;
        assert_eq!(code(ahead), "group-consent-ahead");

        let (neighbour, _) = &people.heads[1].1;
        let other = group::join(&town.desk, neighbour, group, (&mine[10], today)).await;
        assert_eq!(code(other), "authority-elsewhere");
        assert_eq!(
            code(group::members(&town.desk, &tu, group, " ").await),
            "household-why-missing"
        );
        let rows = group::members(&town.desk, &tu, group, "Chuẩn bị họp tổ").await.unwrap();
        assert_eq!(rows.len(), 10);
        assert!(rows.iter().any(|row| row.consented_on == day("2026-02-27")));
        assert!(group::members(&town.desk, neighbour, group, "xem").await.is_err());

        group::withdraw(&town.desk, &tu, group, &mine[0]).await.unwrap();
        assert_eq!(line(&town, group).await.members, None, "nine again");
        group::join(&town.desk, &tu, group, (&mine[0], today)).await.unwrap();
        town.goes_to("2026-03-10");
        group::withdraw(&town.desk, &tu, group, &mine[0]).await.unwrap();
        let twice = group::withdraw(&town.desk, &tu, group, &mine[0]).await;
        assert_eq!(code(twice), "group-household-unknown");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_head_records_what_was_agreed_and_nobody_else_does() {
    story(|town| async move {
        let people = people(&town).await;
        let (group, tu) = led(&town, &people, "Xóm tự quản Hoa Mai").await;
        let id = || GroupActId(town.desk.clock.id());
        let rules = recorded(&town, ActKind::Rules, votes(8, 8, 0));
        let twice = id();
        group::record(&town.desk, &tu, (group, twice), rules.clone()).await.unwrap();
        group::record(&town.desk, &tu, (group, twice), rules).await.unwrap();
        let half = recorded(&town, ActKind::Rules, votes(8, 4, 0));
        let refused = group::record(&town.desk, &tu, (group, id()), half).await;
        assert_eq!(codes(refused), ["group-rules-not-agreed"]);
        let lost = recorded(&town, ActKind::Decision, votes(20, 6, 12));
        group::record(&town.desk, &tu, (group, id()), lost).await.unwrap();
        let (head, _) = &people.heads[0].1;
        let notice = recorded(&town, ActKind::Notice, None);
        let by_head = group::record(&town.desk, head, (group, id()), notice).await;
        assert_eq!(code(by_head), "authority-not-allowed", "the khu phố does not speak for it");

        let reader = town.desk.store.read();
        let page = store::group::page(&reader, &public_scope(), group, town.today()).await;
        let acts = page.unwrap().unwrap().acts;
        assert_eq!(acts.len(), 2, "sent twice, kept once");
        let rules = acts.iter().find(|act| act.kind == ActKind::Rules).unwrap();
        assert_eq!((rules.carries, rules.votes), (Some(true), None), "eight votes are not told");
        let lost = acts.iter().find(|act| act.kind == ActKind::Decision).unwrap();
        assert_eq!((lost.carries, lost.votes), (Some(false), votes(20, 6, 12)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_seen_by_the_head_alone_and_passed_on_becomes_a_promise() {
    story(|town| async move {
        let people = people(&town).await;
        let (group, tu) = led(&town, &people, "Xóm tự quản Hoa Mai").await;
        let ask = |said: &str| NewRequest { category: Category::Lighting, said: said.to_owned() };
        let id = GroupActId(town.desk.clock.id());
        group::ask(&town.desk, &tu, (group, id), ask("Đèn cuối hẻm 3 tắt")).await.unwrap();
        let phone = ask("Gọi 0903 123 456");
        let refused = group::ask(&town.desk, &tu, (group, GroupActId(town.desk.clock.id())), phone);
        assert_eq!(code(refused.await), "text-personal");
        let (head, head_post) = &people.heads[0].1;
        for other in [head, &people.chairman, &town.lan, &people.front] {
            assert!(group::requests(&town.desk, other, group).await.is_err(), "not theirs to read");
        }
        let said = || PassedOn {
            responsibility: "Khu phố báo đơn vị chiếu sáng".into(),
            product: "Đèn sáng".into(),
            authority: "Khu phố tự báo, không phải xin".into(),
        };
        let matter = group::pass_on(&town.desk, &tu, (group, id), said()).await.unwrap();
        let same = group::pass_on(&town.desk, &tu, (group, id), said()).await.unwrap();
        assert_eq!(matter, same, "sent twice, opened once");
        let rows = group::requests(&town.desk, &tu, group).await.unwrap();
        assert_eq!(rows[0].state, RequestState::PassedOn);

        let reader = town.desk.store.read();
        let page = |scope| {
            let reader = reader.clone();
            let today = town.today();
            async move { store::matter::page(&reader, &scope, matter, today).await.unwrap() }
        };
        let seen = page(scope_of(&tu, town.today())).await.expect("who asked may follow it");
        assert_eq!((seen.line.owner_id, seen.line.unit_id), (*head_post, people.heads[0].0));
        assert_eq!(seen.asker_post.map(|(post, _)| post), Some(head_post_of(&tu)));
        assert!(page(scope_of(head, town.today())).await.is_some());
        let (neighbour, _) = &people.heads[1].1;
        assert!(page(scope_of(neighbour, town.today())).await.is_none());
        assert!(page(public_scope()).await.is_none());

        let open = GroupActId(town.desk.clock.id());
        group::ask(&town.desk, &tu, (group, open), ask("Cần người trông hẻm")).await.unwrap();
        town.goes_to("2026-03-09");
        let early = group::dissolve(&town.desk, head, group, "Các hộ thôi tham gia").await;
        assert_eq!(code(early), "group-requests-open");
        group::settle(&town.desk, &tu, (group, open), true).await.unwrap();
        let settled = group::settle(&town.desk, &tu, (group, open), true).await;
        assert_eq!(code(settled), "group-request-settled");
        group::dissolve(&town.desk, head, group, "Các hộ thôi tham gia").await.unwrap();
        assert_eq!(line(&town, group).await.dissolved_on, Some(day("2026-03-09")));
        let late = group::ask(&town.desk, &tu, (group, open), ask("Thêm"));
        assert!(late.await.is_err(), "nobody leads a dissolved group");
    })
    .await;
}

/// A resident asks a group for help through its page.
async fn asks(town: &Town, group: UnitId, category: Category) -> Result<Receipt, desk::Error> {
    let typed = Sent {
        kind: Some(Kind::Need),
        category: Some(category),
        said: "Cần người trông đầu hẻm buổi trưa".to_owned(),
        concerned: None,
        photos: 0,
    };
    let place = Place { unit: Some(group), point: None };
    let new = NewFeedback { key: Uuid::new_v4(), typed, place, photos: Vec::new() };
    feedback::submit(&town.desk, new).await
}

/// A matter as a person sees it.
async fn seen(town: &Town, by: &Actor, id: MatterId) -> Option<store::matter::Page> {
    let (reader, scope, today) = (town.desk.store.read(), scope_of(by, town.today()), town.today());
    store::matter::page(&reader, &scope, id, today).await.unwrap()
}

/// A post answers with a photo.
async fn answers(town: &Town, by: &Actor, id: MatterId) {
    let page = seen(town, by, id).await.unwrap();
    let mut body = Vec::new();
    let picture = image::DynamicImage::ImageRgb8(image::RgbImage::new(4, 4));
    let format = image::ImageFormat::Png;
    picture.write_to(&mut std::io::Cursor::new(&mut body), format).unwrap();
    let (name, content_type) = ("sau.png".to_owned(), "image/png".to_owned());
    let photo = Handed::Photo { name, content_type, body };
    let said = ("Đã cắt cử hai người trông đầu hẻm mỗi trưa".to_owned(), Some(town.today()));
    matter::prove(&town.desk, by, (id, page.revision), said, vec![photo]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resident_asks_a_group_and_its_head_reads_it_and_the_head_of_the_khu_pho_does_not() {
    story(|town| async move {
        let people = people(&town).await;
        let (group, tu) = led(&town, &people, "Xóm tự quản Hoa Mai").await;
        let (unit, (head, head_of_unit)) = people.heads[0].clone();
        let sent = asks(&town, group, Category::Security).await.unwrap();
        let opened = feedback::opened(&town.desk, &sent.code).await.unwrap().unwrap();
        let line = &opened.line;
        assert_eq!((line.owner_id, line.unit_id), (head_post(&town, group).await, group));
        assert_eq!(line.state, State::Assigned, "straight to the head");
        assert!(opened.page.line.work.starts_with("Giúp theo lời nhờ: Cần người trông"));
        let asked = group::asked(&town.desk, &tu, group).await.unwrap();
        assert_eq!(asked.len(), 1);
        for other in [&head, &people.chairman, &town.lan, &people.heads[1].1.0] {
            assert!(group::asked(&town.desk, other, group).await.is_err(), "not theirs to read");
        }
        assert!(seen(&town, &tu, sent.matter).await.is_some());
        assert!(seen(&town, &town.lan, sent.matter).await.is_some(), "the ward moderates");
        assert!(seen(&town, &head, sent.matter).await.is_none(), "the khu phố was not asked");
        assert!(seen(&town, &people.heads[1].1.0, sent.matter).await.is_none());
        let conduct = asks(&town, group, Category::Conduct).await;
        assert_eq!(codes(conduct)[0], "feedback-concerned-missing");

        let revision = line.revision;
        let to_unit = Move::Redirect(head_of_unit, "Việc này khu phố phải làm".to_owned());
        matter::act(&town.desk, &tu, (sent.matter, revision), to_unit).await.unwrap();
        assert!(seen(&town, &head, sent.matter).await.is_some(), "now it is hers to answer");
        answers(&town, &head, sent.matter).await;
        feedback::reply(&town.desk, &sent.code, Reply::Solved).await.unwrap();
        let told = group::asked(&town.desk, &tu, group).await.unwrap();
        assert_eq!(told[0].state, State::Confirmed, "the group follows what it passed on");
        assert_ne!(unit, group);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dissolved_group_owed_and_asked_goes_on_with_living_posts() {
    story(|town| async move {
        let people = people(&town).await;
        let (group, tu) = led(&town, &people, "Xóm tự quản Hoa Mai").await;
        let (unit, (head, head_of_unit)) = people.heads[0].clone();
        let kind = (PostKind::Dispatcher, PostCategory::CivilServant);
        let desk_post = made(&town, "Đầu mối tiếp nhận", kind, (Some(town.ward), None)).await;
        let place = (Some(town.ward), desk_post);
        let huong = holder(&town, "hường", Role::WardOfficer, place).await;
        let owed = asks(&town, group, Category::Security).await.unwrap();
        let (passed, late) =
            (passes_on(&town, &tu, group).await, passes_on(&town, &tu, group).await);
        town.goes_to("2026-03-05");
        let today = asks(&town, group, Category::Security).await.unwrap();
        answers(&town, &head, late).await;
        group::dissolve(&town.desk, &head, group, "Các hộ thôi tham gia").await.unwrap();

        for (sent, name) in [(&owed, "asked before"), (&today, "asked on the day itself")] {
            let page = seen(&town, &head, sent.matter).await.unwrap();
            let stands = (page.line.owner_id, page.line.unit_id);
            assert_eq!(stands, (head_of_unit, unit), "{name}");
            assert_eq!(page.due_set_by, desk_post, "nobody moves the own day");
            let last = page.steps.last().unwrap();
            assert_eq!(last.kind, StepKind::Followed);
            assert_eq!(last.code.as_deref(), Some("followed-dissolved"), "{name}");
            answers(&town, &head, sent.matter).await;
            feedback::reply(&town.desk, &sent.code, Reply::Solved).await.unwrap();
        }
        answers(&town, &head, passed).await;
        for id in [passed, late] {
            let page = seen(&town, &huong, id).await.unwrap();
            let asker = page.asker_post.as_ref().map(|(post, _)| *post);
            assert_eq!(asker, Some(desk_post), "nobody confirms the own answer");
            assert_eq!(page.asker_unit_id, Some(unit));
            assert!(page.steps.iter().any(|step| step.kind == StepKind::AskerPassed));
            let ended = matter::act(&town.desk, &tu, (id, page.revision), Move::Confirm).await;
            assert!(ended.is_err(), "the ended post has no say");
        }
        let page = seen(&town, &huong, passed).await.unwrap();
        let reopen = Move::Reopen("Đèn lại tắt".to_owned());
        matter::act(&town.desk, &huong, (passed, page.revision), reopen).await.unwrap();
        let page = seen(&town, &huong, late).await.unwrap();
        matter::act(&town.desk, &huong, (late, page.revision), Move::Confirm).await.unwrap();
        let gone = asks(&town, group, Category::Security).await;
        assert_eq!(code(gone), "feedback-place-unknown", "and nobody asks it any more");
    })
    .await;
}

/// The head enters a request and passes it on.
async fn passes_on(town: &Town, tu: &Actor, group: UnitId) -> MatterId {
    let id = GroupActId(town.desk.clock.id());
    let said = "Đèn cuối hẻm 3 tắt".to_owned();
    let request = NewRequest { category: Category::Lighting, said };
    group::ask(&town.desk, tu, (group, id), request).await.unwrap();
    let passed = PassedOn {
        responsibility: "Khu phố báo đơn vị chiếu sáng".into(),
        product: "Đèn sáng".into(),
        authority: "Khu phố tự báo, không phải xin".into(),
    };
    group::pass_on(&town.desk, tu, (group, id), passed).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_with_open_matters_is_not_dissolved_into_nothing() {
    story(|town| async move {
        let unit = town.base_units(town.today()).await[0].unit_id;
        let new = new(&town, unit, "Xóm không người");
        let group = group::form(&town.desk, &town.lan, new).await.unwrap();
        let sent = asks(&town, group, Category::Security).await.unwrap();
        town.goes_to("2026-03-09");
        let nobody = group::dissolve(&town.desk, &town.lan, group, "Không ai tham gia").await;
        assert_eq!(code(nobody), "group-no-heir");
        let still = feedback::opened(&town.desk, &sent.code).await.unwrap().unwrap();
        assert_eq!((still.line.unit_id, still.page.steps.len()), (group, 1), "nothing has moved");
        let kind = (PostKind::Chairman, PostCategory::Cadre);
        let chairman = made(&town, "Chủ tịch phường", kind, (Some(town.ward), None)).await;
        group::dissolve(&town.desk, &town.lan, group, "Không ai tham gia").await.unwrap();
        let moved = feedback::opened(&town.desk, &sent.code).await.unwrap().unwrap();
        assert_eq!((moved.line.owner_id, moved.line.unit_id), (chairman, unit));
    })
    .await;
}

fn head_post_of(tu: &Actor) -> PostId {
    tu.grants.iter().find_map(|grant| grant.post_id).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_are_formed_where_one_may_and_under_names_that_differ() {
    story(|town| async move {
        let people = people(&town).await;
        let (unit, (head, _)) = &people.heads[0];
        let (neighbour, _) = &people.heads[1].1;
        let mut first = new(&town, *unit, "Xóm tự quản Hoa Mai");
        let elsewhere = group::form(&town.desk, neighbour, first.clone()).await;
        assert_eq!(code(elsewhere), "authority-elsewhere");
        let id = group::form(&town.desk, head, first.clone()).await.unwrap();
        assert_eq!(group::form(&town.desk, head, first.clone()).await.unwrap(), id, "sent twice");
        first.id = UnitId(town.desk.clock.id());
        assert_eq!(code(group::form(&town.desk, head, first.clone()).await), "group-name-taken");
        first.name = String::new();
        first.core = 0;
        first.ground = String::new();
        let faults = codes(group::form(&town.desk, head, first).await);
        assert_eq!(faults, ["text-missing", "text-missing", "group-core-size"]);
        let in_ward = group::form(&town.desk, &town.lan, new(&town, town.ward, "Tổ lạc")).await;
        assert_eq!(code(in_ward), "group-no-unit");
        let today = group::dissolve(&town.desk, head, id, "Nhầm").await;
        assert_eq!(code(today), "group-formed-today");
        assert!(head.posts(town.today()).len() == 1);
        assert!(
            desk::authority::authorize(
                head,
                Act::GroupForm,
                &desk::Object::at(vec![*unit], town.today())
            )
            .is_ok()
        );
    })
    .await;
}

/// Divides a khu phố into two groups and answers the plan.
async fn divided(town: &Town, unit: UnitId) -> PlanId {
    let order = DrawOrder {
        min: Some(5),
        max: Some(40),
        target: Some(15),
        k: Some(2),
        steps: Some(200),
        ..DrawOrder::default()
    };
    let job = group::propose(&town.desk, &town.lan, Within::Unit(unit), order).await.unwrap();
    town.waits_for(job).await.unwrap()
}

/// Adopts a plan whose first unit takes one cluster group of the second, so that both khu phố change.
async fn parent_on(town: &Town, group: UnitId, at: &str) -> Option<UnitId> {
    let reader = town.desk.store.read();
    let state = store::unit::state_on(&reader, &public_scope(), group, day(at)).await.unwrap();
    state.and_then(|state| state.parent_id)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawn_group_keeps_its_outline_and_follows_its_ground_through_a_reorganisation() {
    story(|town| async move {
        let people = people(&town).await;
        let (unit, (head, _)) = &people.heads[0];
        let plan = divided(&town, *unit).await;
        assert_eq!(group::unit_of_plan(&town.desk, plan).await.unwrap(), Some(*unit));
        let (other, (neighbour, _)) = &people.heads[1];
        let mut stray = new(&town, *other, "Tổ lạc");
        stray.plan = Some((plan, 0));
        let stray = group::form(&town.desk, neighbour, stray).await;
        assert_eq!(code(stray), "group-plan-elsewhere");
        let mut groups = Vec::new();
        for part in 0..2 {
            let mut drawn = new(&town, *unit, &format!("Tổ tự quản {part}"));
            drawn.plan = Some((plan, part));
            groups.push(group::form(&town.desk, head, drawn).await.unwrap());
        }
        let mut twice = new(&town, *unit, "Tổ tự quản 9");
        twice.plan = Some((plan, 0));
        assert_eq!(code(group::form(&town.desk, head, twice).await), "group-part-formed");
        let listed = new(&town, *unit, "Xóm tự quản liệt kê");
        groups.push(group::form(&town.desk, head, listed).await.unwrap());

        let adopted = town.adopts().await;
        let later = new(&town, *unit, "Xóm tự quản lập sau");
        groups.push(group::form(&town.desk, head, later).await.unwrap());
        let (reader, visitor) = (town.desk.store.read(), public_scope());
        for group in &groups {
            assert_eq!(parent_on(&town, *group, "2026-06-30").await, Some(*unit), "until the day");
            let parent = parent_on(&town, *group, "2026-07-01").await.unwrap();
            let above = store::unit::state_on(&reader, &visitor, parent, day("2026-07-01"));
            assert!(above.await.unwrap().is_some(), "under a place that exists");
        }
        let shape = store::unit::shape(&reader, &visitor, groups[0], day("2026-07-01"));
        assert!(shape.await.unwrap().is_some(), "the outline goes along");
        assert_eq!(desk::verify::registry(&town.desk).await.unwrap(), []);

        desk::reorganisation::revert(&town.desk, &town.ba_sau, adopted, "Sửa lại").await.unwrap();
        for group in &groups {
            assert_eq!(parent_on(&town, *group, "2026-07-01").await, Some(*unit), "taken back");
        }
        let again = town.adopts().await;
        town.goes_to("2026-04-01");
        group::dissolve(&town.desk, head, groups[2], "Gộp với xóm bên").await.unwrap();
        assert_eq!(parent_on(&town, groups[2], "2026-07-01").await, None, "it ended before");
        desk::reorganisation::revert(&town.desk, &town.ba_sau, again, "Sửa lại").await.unwrap();
        assert_eq!(parent_on(&town, groups[2], "2026-07-01").await, None, "and stays ended");
    })
    .await;
}
