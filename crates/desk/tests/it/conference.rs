//! A ward's conference on places to meet, from the call to what became of its conclusions.

use desk::account::{self, NewAccount};
use desk::authority::{public_scope, scope_of};
use desk::conference::{self, Minutes, Moving};
use desk::post::NewPost;
use desk::reorganisation::Document;
use desk::{Actor, Role};
use ledger::conference::{
    Due, Guest, Kind, NewConclusion, NewConference, NewContribution, NewNotice, NewTask, Sent,
    Standing, State, standing,
};
use ledger::difficulty::{NewDifficulty, ToldBy};
use ledger::matter::{self, Act as Move, ProofKind};
use ledger::{
    BodyId, BodyKind, Category, ConclusionId, ConferenceId, ContributionId, DifficultyId, MatterId,
    PostCategory, PostKind,
};
use store::body::Body;
use store::conference::{Find, Page};
use units::{PostId, UnitId};

use crate::town::{Town, code, codes, day, story};

/// Who meets: posts with people on them, and a company that has no territory.
struct Cast {
    khu_pho: Vec<UnitId>,
    chairman: Actor,
    clerk: Actor,
    head: Actor,
    chair_post: PostId,
    clerk_post: PostId,
    head_post: PostId,
    water: BodyId,
    water_post: PostId,
}

async fn post(town: &Town, kind: PostKind, name: &str, unit: Option<UnitId>) -> PostId {
    let new = NewPost {
        id: PostId(town.desk.clock.id()),
        kind,
        category: PostCategory::Cadre,
        name: name.to_owned(),
        name_en: String::new(),
        body: None,
        unit,
        superior: None,
    };
    desk::post::add(&town.desk, None, new).await.unwrap()
}

async fn holder(town: &Town, name: &str, role: Role, (unit, post): (UnitId, PostId)) -> Actor {
    let new = NewAccount {
        name: name.to_owned(),
        display_name: name.to_owned(),
        password: format!("{name} ở Bến Lá"),
        role,
        unit: Some(unit),
        post: name.to_owned(),
        post_id: Some(post),
        must_change: false,
    };
    let id = account::add(&town.desk, None, new).await.unwrap();
    account::actor(&town.desk, id).await.unwrap().unwrap()
}

async fn cast(town: &Town) -> Cast {
    let base = town.base_units(town.today()).await;
    let khu_pho: Vec<UnitId> = base.iter().map(|line| line.unit_id).collect();
    let water = Body {
        body_id: BodyId(town.desk.clock.id()),
        kind: BodyKind::Utility,
        name: "Công ty Cấp nước Bến Sậy".to_owned(),
        name_en: "Bến Sậy Water Company".to_owned(),
        unit_id: None,
        parent_id: None,
    };
    let water_id = water.body_id;
    desk::body::add(&town.desk, None, water.into()).await.unwrap();
    let chair_post =
        post(town, PostKind::Secretary, "Bí thư Đảng ủy phường Bến Lá", Some(town.ward)).await;
    let clerk_post = post(town, PostKind::Officer, "Văn phòng Đảng ủy", Some(town.ward)).await;
    let head_post = post(town, PostKind::UnitHead, "Trưởng khu phố 1", Some(khu_pho[0])).await;
    let water_post = post(town, PostKind::BodyHead, "Giám đốc Công ty Cấp nước", None).await;
    Cast {
        chairman: holder(town, "bí thư", Role::WardLeader, (town.ward, chair_post)).await,
        clerk: holder(town, "thu", Role::WardOfficer, (town.ward, clerk_post)).await,
        head: holder(town, "hai lúa", Role::UnitHead, (khu_pho[0], head_post)).await,
        khu_pho,
        chair_post,
        clerk_post,
        head_post,
        water: water_id,
        water_post,
    }
}

fn called(town: &Town, cast: &Cast, theme: &str, on: &str) -> NewConference {
    let mut invited: Vec<Guest> = cast.khu_pho.iter().copied().map(Guest::Unit).collect();
    invited.push(Guest::Body(cast.water));
    NewConference {
        id: ConferenceId(town.desk.clock.id()),
        kind: Some(Kind::Thematic),
        theme: theme.to_owned(),
        held_on: Some(day(on)),
        place: "Hội trường phường".to_owned(),
        unit: town.ward,
        body: None,
        chair: Some(cast.chair_post),
        follows: None,
        purpose: String::new(),
        invited,
        report: "Ba khu phố chưa có nơi sinh hoạt.".to_owned(),
    }
}

fn asked(town: &Town, post: PostId, topic: &str) -> NewContribution {
    NewContribution {
        id: ContributionId(town.desk.clock.id()),
        post: Some(post),
        topic: topic.to_owned(),
        due_on: Some(day("2026-03-09")),
    }
}

fn sent(title: &str) -> Sent {
    Sent {
        title: title.to_owned(), text: "Chúng tôi mượn phòng họp của chung cư.".to_owned()
    }
}

fn task(town: &Town, head: PostId, days: u32) -> NewTask {
    NewTask {
        id: MatterId(town.desk.clock.id()),
        work: "Mượn phòng sinh hoạt chung cho khu phố".to_owned(),
        head: Some(head),
        cooperating: Vec::new(),
        due: Some(Due::Within(days)),
        responsibility: "Chịu trách nhiệm thỏa thuận với ban quản trị".to_owned(),
        product: "Biên bản cho mượn phòng".to_owned(),
        authority: "Ký thỏa thuận, không chi tiền".to_owned(),
        wanted: Some(ProofKind::Document),
        unit: None,
    }
}

fn conclusion(town: &Town, text: &str, tasks: Vec<NewTask>) -> NewConclusion {
    let id = ConclusionId(town.desk.clock.id());
    NewConclusion { id, text: text.to_owned(), difficulty: None, tasks }
}

fn notice(number: &str, on: &str, conclusions: Vec<NewConclusion>) -> NewNotice {
    NewNotice { number: number.to_owned(), dated_on: Some(day(on)), conclusions }
}

fn minutes(text: &str) -> Minutes {
    Minutes { text: text.to_owned(), attended: Some(45), document: None }
}

async fn page_of(town: &Town, reader: Option<&Actor>, id: ConferenceId) -> Page {
    let today = town.today();
    let scope = reader.map_or_else(public_scope, |actor| scope_of(actor, today));
    let posts = reader.map_or_else(Vec::new, |actor| actor.posts(today));
    let read = town.desk.store.read();
    store::conference::page(&read, &scope, (id, &posts), today).await.unwrap().unwrap()
}

async fn owed(town: &Town, actor: &Actor) -> Vec<ContributionId> {
    let (today, read) = (town.today(), town.desk.store.read());
    let scope = scope_of(actor, today);
    let rows = store::conference::owed(&read, &scope, &actor.posts(today)).await.unwrap();
    rows.into_iter().map(|row| row.contribution_id).collect()
}

/// Called by the clerk, held, ready for its conclusions.
async fn held(town: &Town, cast: &Cast) -> (ConferenceId, i64) {
    let new = called(town, cast, "Nơi sinh hoạt của khu phố", "2026-03-12");
    let id = conference::call(&town.desk, &cast.clerk, new, None).await.unwrap();
    town.goes_to("2026-03-12");
    conference::hold(&town.desk, &cast.clerk, (id, 1), minutes("Đã bàn.")).await.unwrap();
    (id, 2)
}

fn difficulty(town: &Town, unit: UnitId) -> NewDifficulty {
    NewDifficulty {
        id: DifficultyId(town.desk.clock.id()),
        unit,
        category: Some(Category::Culture),
        title: "Khu phố chưa có nơi sinh hoạt".to_owned(),
        text: "Họp nhờ nhà dân, mỗi lần chứa được 40 người.".to_owned(),
        since_on: Some(day("2025-07-01")),
        told_by: ToldBy::Place,
        tried: String::new(),
        figure: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn contributions_are_asked_chased_sent_and_only_their_titles_are_public() {
    story(|town| async move {
        let (desk, cast) = (&town.desk, cast(&town).await);
        let new = called(&town, &cast, "Nơi sinh hoạt của khu phố", "2026-03-12");
        let id = conference::call(desk, &cast.clerk, new.clone(), None).await.unwrap();
        let again = conference::call(desk, &cast.clerk, new, None).await.unwrap();
        assert_eq!(again, id, "the same call sent twice is one conference");
        let first = asked(&town, cast.head_post, "Mượn phòng họp chung cư");
        let second = asked(&town, cast.water_post, "Nước cho nhà sinh hoạt");
        let first_id = conference::ask(desk, &cast.clerk, id, first.clone()).await.unwrap();
        conference::ask(desk, &cast.clerk, id, first).await.unwrap();
        conference::ask(desk, &cast.clerk, id, second).await.unwrap();
        assert_eq!(owed(&town, &cast.head).await, [first_id], "it waits in the inbox");
        assert_eq!(owed(&town, &cast.clerk).await, []);
        let stranger = conference::send(desk, &cast.clerk, first_id, sent("Thay mặt"), None).await;
        assert_eq!(code(stranger), "authority-not-your-post");

        town.goes_to("2026-03-10");
        assert_eq!(conference::remind(desk, &cast.clerk, id).await.unwrap(), 2);
        assert_eq!(conference::remind(desk, &cast.clerk, id).await.unwrap(), 0, "once a day");
        let read = desk.store.read();
        let scope = scope_of(&cast.chairman, town.today());
        let missing = store::conference::missing(&read, &scope, town.today()).await.unwrap();
        assert_eq!(missing.iter().filter(|row| row.is_late(town.today())).count(), 2);
        let none = store::conference::missing(&read, &public_scope(), town.today()).await.unwrap();
        assert_eq!(none, [], "a visitor reads no list of who has not sent");

        let paper = Document {
            name: "tham-luan.pdf".to_owned(),
            content_type: "application/pdf".to_owned(),
            body: b"%PDF-1.7 tham luan".to_vec(),
        };
        let title = sent("Một phòng, hai tòa nhà");
        conference::send(desk, &cast.head, first_id, title, Some(paper)).await.unwrap();
        assert_eq!(owed(&town, &cast.head).await, []);
        let seen = page_of(&town, None, id).await;
        assert_eq!((seen.inside.clone(), seen.contributions.len()), (None, 1));
        let only = &seen.contributions[0];
        assert_eq!((only.title.as_str(), only.said.as_str()), ("Một phòng, hai tòa nhà", ""));
        assert_eq!(seen.documents().count(), 0);
        let inside = page_of(&town, Some(&cast.head), id).await;
        assert_eq!(inside.contributions.len(), 2);
        assert_eq!(inside.contributions[0].reminders, 1);
        assert_eq!(inside.documents().count(), 1);
        assert!(inside.inside.unwrap().report.contains("Ba khu phố"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn conclusions_become_matters_that_answer_a_difficulty_and_are_followed_up() {
    story(|town| async move {
        let (desk, cast) = (&town.desk, cast(&town).await);
        let (id, revision) = held(&town, &cast).await;
        let heard = difficulty(&town, cast.khu_pho[1]);
        let told = conference::hear(desk, &cast.clerk, id, heard.clone()).await.unwrap();
        conference::hear(desk, &cast.clerk, id, heard).await.unwrap();
        let read = desk.store.read();
        let list = store::conference::heard(&read, &public_scope(), id).await.unwrap();
        assert_eq!(list, [told]);

        let room = NewTask {
            cooperating: vec![cast.water_post],
            unit: Some(cast.khu_pho[1]),
            ..task(&town, cast.head_post, 5)
        };
        let (room_id, water) = (room.id, task(&town, cast.water_post, 10));
        let water_id = water.id;
        let first = NewConclusion {
            difficulty: Some(told),
            ..conclusion(&town, "Mỗi khu phố có nơi sinh hoạt", vec![room])
        };
        let second = conclusion(&town, "Có nước ở nơi sinh hoạt", vec![water]);
        let given = notice("12-TB/ĐU", "2026-03-12", vec![first, second]);
        let at = (id, revision);
        conference::conclude(desk, &cast.clerk, at, given.clone(), None).await.unwrap();
        conference::conclude(desk, &cast.clerk, at, given, None).await.unwrap();

        let seen = page_of(&town, None, id).await;
        assert_eq!((seen.line.state, seen.conclusions.len()), (State::Concluded, 2));
        assert_eq!(seen.line.notice, Some(("12-TB/ĐU".to_owned(), day("2026-03-12"))));
        let tasks = |at| {
            let (read, conclusions) = (desk.store.read(), seen.conclusions.clone());
            async move {
                store::conference::tasks(&read, &public_scope(), &conclusions, at).await.unwrap()
            }
        };
        let open = tasks(town.today()).await;
        assert_eq!(open.len(), 2, "sent twice, opened once");
        let of = |id| open.iter().find(|task| task.line.matter_id == id).unwrap();
        assert_eq!(of(room_id).line.due_on, day("2026-03-19"));
        assert_eq!(of(room_id).line.unit_id, cast.khu_pho[1], "the place that was named");
        assert_eq!(of(water_id).line.unit_id, town.ward, "the company has no place of its own");
        assert_eq!(of(room_id).cooperating[0].post_id, cast.water_post);
        let lines = store::difficulty::among(&read, &public_scope(), &[told], town.today()).await;
        assert_eq!(lines.unwrap()[0].state, ledger::difficulty::State::Working);

        town.goes_to("2026-03-18");
        answers(&town, &cast.head, room_id).await;
        let page = matter_page(&town, room_id).await;
        desk::matter::act(desk, &cast.chairman, (room_id, page.revision), Move::Confirm)
            .await
            .unwrap();

        town.goes_to("2026-04-09");
        let mut next = called(&town, &cast, "Giao ban quý II", "2026-04-09");
        next.follows = Some(id);
        let next = conference::call(desk, &cast.clerk, next, None).await.unwrap();
        let on = day("2026-04-09");
        let carried =
            store::conference::carried(&read, &public_scope(), (next, on), on).await.unwrap();
        assert_eq!(carried.len(), 1, "what was confirmed is not carried over");
        assert_eq!(carried[0].conclusion.number, 2);
        assert_eq!(carried[0].tasks[0].line.matter_id, water_id);
        let line = &carried[0].tasks[0].line;
        assert_eq!(standing(line.state, line.due_on, line.answered_on, on), Standing::Late);
        let done = tasks(on).await;
        let done = done.iter().find(|task| task.line.matter_id == room_id).unwrap();
        assert_eq!(done.line.state, matter::State::Confirmed);
        assert_eq!(page_of(&town, None, id).await.next.unwrap().conference_id, next);
        assert_eq!(page_of(&town, None, id).await.line.late, 1);
    })
    .await;
}

async fn matter_page(town: &Town, id: MatterId) -> store::matter::Page {
    let (read, today) = (town.desk.store.read(), town.today());
    store::matter::page(&read, &public_scope(), id, today).await.unwrap().unwrap()
}

async fn answers(town: &Town, actor: &Actor, id: MatterId) {
    let at = (id, matter_page(town, id).await.revision);
    desk::matter::act(&town.desk, actor, at, Move::Accept).await.unwrap();
    let at = (id, matter_page(town, id).await.revision);
    let said = ("Ban quản trị cho mượn phòng tầng trệt.".to_owned(), Some(town.today()));
    let proof =
        desk::matter::Handed::Document { number: "02/BB-BQT".to_owned(), dated_on: town.today() };
    desk::matter::prove(&town.desk, actor, at, said, vec![proof]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conclusion_without_a_head_opens_nothing() {
    story(|town| async move {
        let (desk, cast) = (&town.desk, cast(&town).await);
        let (id, revision) = held(&town, &cast).await;
        let good = conclusion(&town, "Có nước", vec![task(&town, cast.water_post, 5)]);
        let headless = NewTask { head: None, ..task(&town, cast.head_post, 5) };
        let by_officer = task(&town, cast.clerk_post, 5);
        let bad = [
            conclusion(&town, "Có phòng họp", vec![headless]),
            conclusion(&town, "Có ghế ngồi", vec![by_officer]),
            conclusion(&town, "Có đèn", Vec::new()),
        ];
        let all = [vec![good.clone()], bad.to_vec()].concat();
        let given = notice("12-TB/ĐU", "2026-03-12", all);
        let refused = conference::conclude(desk, &cast.clerk, (id, revision), given, None).await;
        assert_eq!(codes(refused), ["conclusion-no-head"; 3]);
        let page = page_of(&town, None, id).await;
        assert_eq!((page.line.state, page.conclusions.len()), (State::Held, 0));

        let elsewhere = difficulty(&town, town.ward);
        let unknown = NewConclusion { difficulty: Some(elsewhere.id), ..good };
        let given = notice("12-TB/ĐU", "2026-03-12", vec![unknown]);
        let refused = conference::conclude(desk, &cast.clerk, (id, revision), given, None).await;
        assert_eq!(code(refused), "conclusion-difficulty-unknown");
        let stale = notice("12-TB/ĐU", "2026-03-12", Vec::new());
        let refused = conference::conclude(desk, &cast.clerk, (id, 1), stale, None).await;
        assert_eq!(code(refused), "conference-stale");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn minutes_are_read_by_people_of_the_conference_alone() {
    story(|town| async move {
        let (desk, cast) = (&town.desk, cast(&town).await);
        let mut new = called(&town, &cast, "Nơi sinh hoạt", "2026-03-02");
        new.invited = vec![Guest::Unit(cast.khu_pho[0])];
        let id = conference::call(desk, &cast.clerk, new.clone(), None).await.unwrap();
        let head = conference::call(desk, &cast.head, new.clone(), None).await;
        assert_eq!(code(head), "authority-not-allowed");
        let moved =
            NewConference { theme: "Nơi sinh hoạt, nơi đọc sách".to_owned(), ..new };
        conference::amend(desk, &cast.clerk, (id, 1), moved.clone(), None).await.unwrap();
        let stale = conference::amend(desk, &cast.clerk, (id, 1), moved.clone(), None).await;
        assert_eq!(code(stale), "conference-stale");
        conference::hold(desk, &cast.clerk, (id, 2), minutes("Khu phố 1 nêu.")).await.unwrap();
        let held = conference::amend(desk, &cast.clerk, (id, 3), moved, None).await;
        assert_eq!(code(held), "conference-is-held");

        let neighbour_post =
            post(&town, PostKind::UnitHead, "Trưởng khu phố 2", Some(cast.khu_pho[1])).await;
        let at = (cast.khu_pho[1], neighbour_post);
        let neighbour = holder(&town, "năm", Role::UnitHead, at).await;
        let inside = [Some(&cast.head), Some(&cast.chairman), Some(&town.minh)];
        for reader in inside {
            let page = page_of(&town, reader, id).await;
            assert_eq!(page.inside.unwrap().minutes, "Khu phố 1 nêu.");
        }
        for reader in [None, Some(&neighbour)] {
            assert_eq!(page_of(&town, reader, id).await.inside, None);
        }
        let find = Find { text: "đọc sách", unit: Some(town.ward), ..Find::default() };
        let read = desk.store.read();
        let today = town.today();
        let found = store::conference::list(&read, &public_scope(), find, today, 10).await;
        assert_eq!(found.unwrap().len(), 1);
        let find = Find { state: Some(State::Called), ..find };
        let found = store::conference::list(&read, &public_scope(), find, today, 10).await;
        assert_eq!(found.unwrap(), []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conference_put_off_moves_what_is_owed_to_it_and_those_asked_learn_why() {
    story(|town| async move {
        let (desk, cast) = (&town.desk, cast(&town).await);
        let new = called(&town, &cast, "Nơi sinh hoạt của khu phố", "2026-03-12");
        let id = conference::call(desk, &cast.clerk, new, None).await.unwrap();
        let ask = asked(&town, cast.head_post, "Mượn phòng họp chung cư");
        let owed_id = conference::ask(desk, &cast.clerk, id, ask).await.unwrap();
        town.goes_to("2026-03-10");
        let to = Moving::Postpone(Some(day("2026-03-19")));
        let why = "Trùng lịch tiếp công dân".to_owned();
        let stranger = conference::move_it(desk, &cast.head, (id, 1), (to.clone(), why.clone()));
        assert_eq!(code(stranger.await), "authority-not-allowed");
        let silent = conference::move_it(desk, &cast.clerk, (id, 1), (to.clone(), String::new()));
        assert_eq!(code(silent.await), "text-missing");
        for _ in 0..2 {
            let what = (to.clone(), why.clone());
            conference::move_it(desk, &cast.clerk, (id, 1), what).await.unwrap();
        }
        let stale = (Moving::CallOff, "Gộp hội nghị".to_owned());
        let stale = conference::move_it(desk, &cast.clerk, (id, 1), stale).await;
        assert_eq!(code(stale), "conference-stale");

        let page = page_of(&town, None, id).await;
        assert_eq!(page.changes.len(), 1, "sent twice, it is put off once");
        let change = &page.changes[0];
        assert_eq!((change.from_on, change.to_on), (day("2026-03-12"), Some(day("2026-03-19"))));
        assert_eq!((change.reason.as_str(), page.line.state), (why.as_str(), State::Called));
        let inside = page_of(&town, Some(&cast.head), id).await;
        assert_eq!(inside.contributions[0].due_on, day("2026-03-16"), "as many days later");
        assert_eq!(owed(&town, &cast.head).await, [owed_id]);
        let read = desk.store.read();
        let scope = scope_of(&cast.chairman, town.today());
        let missing = store::conference::missing(&read, &scope, town.today()).await.unwrap();
        assert_eq!(missing, [], "boards count nothing as missing before its new day");

        let told = |actor: &Actor| (scope_of(actor, town.today()), actor.posts(town.today()));
        let (scope, posts) = told(&cast.head);
        let since = day("2026-03-01");
        let moved = store::conference::moved(&read, &scope, &posts, since).await.unwrap();
        assert_eq!(moved.len(), 1, "whoever was asked is told");
        let none = store::conference::moved(&read, &public_scope(), &posts, since).await.unwrap();
        assert_eq!(none, []);
        let later = store::conference::moved(&read, &scope, &posts, day("2026-03-11")).await;
        assert_eq!(later.unwrap(), []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_called_off_is_chased_by_nobody_and_followed_by_nothing() {
    story(|town| async move {
        let (desk, cast) = (&town.desk, cast(&town).await);
        let (first, _) = held(&town, &cast).await;
        let mut new = called(&town, &cast, "Giao ban tháng 4", "2026-04-10");
        new.follows = Some(first);
        let id = conference::call(desk, &cast.clerk, new, None).await.unwrap();
        let mut ask = asked(&town, cast.water_post, "Nước cho nhà sinh hoạt");
        ask.due_on = Some(day("2026-04-01"));
        let asked_id = conference::ask(desk, &cast.clerk, id, ask).await.unwrap();
        assert_eq!(page_of(&town, None, first).await.next.map(|next| next.conference_id), Some(id));
        town.goes_to("2026-04-05");
        let read = desk.store.read();
        let scope = scope_of(&cast.chairman, town.today());
        let count = || store::conference::missing(&read, &scope, town.today());
        assert_eq!(count().await.unwrap().len(), 1);
        let why = (Moving::CallOff, "Gộp vào hội nghị quý II".to_owned());
        conference::move_it(desk, &cast.clerk, (id, 1), why.clone()).await.unwrap();
        conference::move_it(desk, &cast.clerk, (id, 1), why).await.unwrap();
        assert_eq!(count().await.unwrap(), [], "boards no longer count it");
        assert_eq!(conference::remind(desk, &cast.clerk, id).await.unwrap(), 0);
        let off = "conference-is-called-off";
        let ask = asked(&town, cast.head_post, "Thêm một bài");
        assert_eq!(code(conference::ask(desk, &cast.clerk, id, ask).await), off);
        let late = conference::hold(desk, &cast.clerk, (id, 2), minutes("Họp")).await;
        assert_eq!(code(late), off);
        let water = holder(&town, "giám đốc nước", Role::GroupHead, (town.ward, cast.water_post));
        let water = water.await;
        let sending = conference::send(desk, &water, asked_id, sent("Nước"), None).await;
        assert_eq!(code(sending), off);
        assert_eq!(owed(&town, &water).await, [], "it left the inbox");
        let posts = water.posts(town.today());
        let scope = scope_of(&water, town.today());
        let moved = store::conference::moved(&read, &scope, &posts, town.today()).await.unwrap();
        assert_eq!(moved[0].reason, "Gộp vào hội nghị quý II");
        let page = page_of(&town, None, first).await;
        assert_eq!(page.next, None, "nothing is carried to a conference that does not meet");
        assert_eq!(page_of(&town, None, id).await.line.state, State::CalledOff);
        let earlier = store::conference::earlier(&read, &scope, town.ward, first, town.today());
        assert_eq!(earlier.await.unwrap(), [], "a new one does not follow it");
        let notice_out = conference::move_it(
            desk,
            &cast.clerk,
            (first, 2),
            (Moving::Postpone(Some(day("2026-04-20"))), "Họp dở, mất điện".to_owned()),
        );
        notice_out.await.unwrap();
        let page = page_of(&town, Some(&cast.clerk), first).await;
        assert_eq!(page.line.state, State::Called, "a meeting broken off meets again");
        assert_eq!(page.inside.unwrap().minutes, "Đã bàn.");
    })
    .await;
}
