//! Residents' word: Lan's neighbour sends a broken lamp from the street, the head of a khu phố enters
//! a need for somebody without a telephone, and what the law has another door for is sealed.

use std::sync::Arc;

use desk::authority::{public_scope, scope_of, system_scope};
use desk::feedback::{self, NewFeedback, Place, Receipt, Reply};
use desk::matter::{self, Handed};
use desk::{Actor, Role};
use ledger::difficulty::{NewDifficulty, ToldBy};
use ledger::feedback::{Concerned, Kind, Moderation, NewFeedback as Typed, Verdict};
use ledger::matter::{Act, Door, ProofKind, State};
use ledger::{Category, DifficultyId, FeedbackId, PostCategory, PostKind};
use store::feedback::{self as rows, Asked, Line};
use store::post::Route;
use units::{DoorPoint, PostId, UnitId};
use uuid::Uuid;

use crate::posts::{People, holder, made, people};
use crate::town::{Town, code, codes, story};

const LAMP: &str = "Đèn đường hẻm 1 tắt ba tuần nay, tối đi lại khó.";

fn typed(category: Category, said: &str) -> Typed {
    Typed {
        kind: Some(Kind::Report),
        category: Some(category),
        said: said.to_owned(),
        concerned: None,
        photos: 0,
    }
}

fn new(unit: UnitId, typed: Typed) -> NewFeedback {
    let place = Place { unit: Some(unit), point: None };
    NewFeedback { key: Uuid::new_v4(), typed, place, photos: Vec::new() }
}

/// The ward's dispatcher with her post.
async fn dispatcher(town: &Town, people: &People) -> (Actor, PostId) {
    let kind = (PostKind::Dispatcher, PostCategory::CivilServant);
    let above = Some(people.chairman_post);
    let post = made(town, "Đầu mối tiếp nhận", kind, (Some(town.ward), above)).await;
    let actor = holder(town, "hường", Role::WardOfficer, (Some(town.ward), post)).await;
    (actor, post)
}

async fn lamp(town: &Town, unit: UnitId) -> Receipt {
    feedback::submit(&town.desk, new(unit, typed(Category::Lighting, LAMP))).await.unwrap()
}

async fn line(town: &Town, id: FeedbackId) -> Line {
    let (reader, today) = (town.desk.store.read(), town.today());
    rows::one(&reader, &system_scope(), id, today).await.unwrap().unwrap()
}

async fn public(town: &Town) -> Vec<rows::Public> {
    let asked = Asked { unit: None, category: None, before: i64::MAX, most: 50 };
    let reader = town.desk.store.read();
    rows::public(&reader, &public_scope(), asked, town.today()).await.unwrap()
}

async fn routes_lamps_to(town: &Town, post: PostId) {
    let route = Route { post_id: post, days: 5, proof: ProofKind::Document };
    let about = (Some(town.ward), Category::Lighting);
    desk::post::route(&town.desk, None, about, route).await.unwrap();
}

async fn answers(town: &Town, actor: &Actor, id: FeedbackId) {
    let line = line(town, id).await;
    let text = "Đã thay bóng mới ngày 02/3, đèn sáng từ 18 giờ.".to_owned();
    let handed = vec![Handed::Document { number: "12/BC-KP".into(), dated_on: town.today() }];
    let at = (line.matter_id, line.revision);
    let done = (text, Some(town.today()));
    matter::prove(&town.desk, actor, at, done, handed).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lamp_goes_to_the_post_that_the_ward_named_and_comes_back_until_it_shines() {
    story(|town| async move {
        let people = people(&town).await;
        let (unit, (head, post)) = people.heads[0].clone();
        routes_lamps_to(&town, post).await;
        let sent = lamp(&town, unit).await;
        let opened = feedback::opened(&town.desk, &sent.code).await.unwrap().unwrap();
        assert_eq!(opened.line.owner_id, post);
        assert_eq!(
            (opened.line.state, opened.line.moderation),
            (State::Assigned, Moderation::Waiting)
        );
        assert_eq!(opened.line.due_on, town.desk.calendar.due(town.today(), 5));
        assert_eq!(opened.page.due_set_by, people.chairman_post, "the superior sets the day");
        assert!(opened.page.line.work.starts_with("Sửa đèn chiếu sáng: Đèn đường hẻm 1 tắt"));
        answers(&town, &head, sent.feedback).await;
        let nothing = feedback::reply(&town.desk, &sent.code, Reply::NotSolved(" ".into())).await;
        assert_eq!(code(nothing), "text-missing");
        let why = Reply::NotSolved("Tối qua đèn lại tắt".into());
        feedback::reply(&town.desk, &sent.code.to_lowercase(), why).await.unwrap();
        let reopened = feedback::opened(&town.desk, &sent.code).await.unwrap().unwrap();
        assert_eq!((reopened.line.state, reopened.line.reopened), (State::Reopened, 1));
        assert_eq!(reopened.page.line.escalated_to, Some(people.chairman_post));
        answers(&town, &head, sent.feedback).await;
        feedback::reply(&town.desk, &sent.code, Reply::Solved).await.unwrap();
        assert_eq!(line(&town, sent.feedback).await.state, State::Confirmed);
        assert_eq!(
            code(feedback::reply(&town.desk, &sent.code, Reply::Solved).await),
            "matter-state"
        );
        assert!(feedback::opened(&town.desk, "7K3M-9Q2A-NX4T").await.unwrap().is_none());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sent_twice_from_a_bad_network_it_is_one_feedback_with_one_code() {
    story(|town| async move {
        let people = people(&town).await;
        let form = new(people.heads[0].0, typed(Category::Waste, "Rác đổ trước cổng trường"));
        let first = feedback::submit(&town.desk, form.clone()).await.unwrap();
        let (one, two) = tokio::join!(
            feedback::submit(&town.desk, form.clone()),
            feedback::submit(&town.desk, form)
        );
        assert_eq!((one.unwrap(), two.unwrap()), (first.clone(), first));
        assert_eq!(store::testing::count(&town.desk.store, "feedback").await, 1);
        assert_eq!(store::testing::count(&town.desk.store, "matter").await, 1);
        assert_eq!(store::testing::count(&town.desk.store, "outbox").await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_rule_says_who_answers_the_dispatcher_chooses() {
    story(|town| async move {
        let people = people(&town).await;
        let (unit, (head, post)) = people.heads[0].clone();
        let (huong, desk_post) = dispatcher(&town, &people).await;
        let sent = lamp(&town, unit).await;
        let received = line(&town, sent.feedback).await;
        assert_eq!((received.state, received.owner_id), (State::Received, desk_post));
        let waiting = feedback::to_sort(&town.desk, &huong).await.unwrap();
        assert_eq!(waiting.len(), 1);
        assert!(feedback::to_sort(&town.desk, &head).await.unwrap().is_empty(), "not hers to sort");
        let at = (received.matter_id, received.revision);
        matter::act(&town.desk, &huong, at, Act::Assign(post)).await.unwrap();
        let assigned = line(&town, sent.feedback).await;
        assert_eq!((assigned.state, assigned.owner_id), (State::Assigned, post));
        let twin = lamp(&town, unit).await;
        let twin = line(&town, twin.feedback).await;
        let scope = scope_of(&huong, town.today());
        let alike = feedback::alike_of(&town.desk, &scope, &twin).await.unwrap();
        assert_eq!((alike.len(), alike[0].1), (1, true));
        let into = Act::Merge(alike[0].0.matter_id);
        matter::act(&town.desk, &huong, (twin.matter_id, twin.revision), into).await.unwrap();
        let merged = line(&town, twin.feedback_id).await;
        assert_eq!((merged.state, merged.merged_into), (State::Merged, Some(assigned.matter_id)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_is_told_at_once_and_nothing_is_kept() {
    story(|town| async move {
        let people = people(&town).await;
        let bare = NewFeedback {
            place: Place::default(),
            ..new(town.ward, Typed { category: None, ..typed(Category::Other, " ") })
        };
        let told = codes(feedback::submit(&town.desk, bare).await);
        assert_eq!(told, ["feedback-category-missing", "text-missing", "feedback-place-missing"]);
        let door = Typed { kind: Some(Kind::Denunciation), ..typed(Category::Other, LAMP) };
        let door = NewFeedback { place: Place::default(), ..new(town.ward, door) };
        assert_eq!(codes(feedback::submit(&town.desk, door).await), ["feedback-door"]);
        let photo = NewFeedback {
            photos: vec![b"no picture".to_vec()],
            ..new(people.heads[0].0, typed(Category::Trees, "Cây nghiêng sắp đổ"))
        };
        assert_eq!(code(feedback::submit(&town.desk, photo).await), "photo-unreadable");
        let nowhere = new(UnitId(Uuid::from_u128(5)), typed(Category::Trees, "Cây nghiêng sắp đổ"));
        assert_eq!(code(feedback::submit(&town.desk, nowhere).await), "feedback-place-unknown");
        assert_eq!(store::testing::count(&town.desk.store, "feedback").await, 0);
        assert_eq!(store::testing::count(&town.desk.store, "matter").await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_town_without_any_post_says_so_kindly() {
    story(|town| async move {
        let form = new(town.ward, typed(Category::Trees, "Cây nghiêng sắp đổ"));
        assert_eq!(code(feedback::submit(&town.desk, form).await), "feedback-nobody");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_head_enters_a_need_for_somebody_and_only_in_her_own_khu_pho() {
    story(|town| async move {
        let people = people(&town).await;
        let (unit, (head, post)) = people.heads[0].clone();
        let need = Typed {
            kind: Some(Kind::Need),
            ..typed(Category::Culture, "Cần chỗ cho các cụ họp mặt")
        };
        let sent = feedback::enter(&town.desk, &head, new(unit, need.clone())).await.unwrap();
        let kept = line(&town, sent.feedback).await;
        assert_eq!(kept.entered_by.map(|(post, _)| post), Some(post));
        assert_eq!(kept.kind, Kind::Need);
        let elsewhere =
            feedback::enter(&town.desk, &head, new(people.heads[1].0, need.clone())).await;
        assert_eq!(code(elsewhere), "authority-elsewhere");
        let chairman = feedback::enter(&town.desk, &people.chairman, new(unit, need)).await;
        assert_eq!(code(chairman), "authority-not-allowed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn about_a_heads_manner_the_superior_hears_and_the_head_does_not() {
    story(|town| async move {
        let people = people(&town).await;
        let (unit, (head, post)) = people.heads[0].clone();
        let (huong, _) = dispatcher(&town, &people).await;
        routes_lamps_to(&town, post).await;
        let conduct = Typed {
            concerned: Some(Concerned::Unit),
            ..typed(Category::Conduct, "Nói năng lớn tiếng khi tôi hỏi giấy tờ")
        };
        let sent = feedback::submit(&town.desk, new(unit, conduct)).await.unwrap();
        let kept = line(&town, sent.feedback).await;
        assert_eq!((kept.owner_id, kept.unit_id), (people.chairman_post, town.ward));
        assert!(!kept.is_public);
        let (reader, today) = (town.desk.store.read(), town.today());
        let of_head = scope_of(&head, today);
        assert!(rows::one(&reader, &of_head, sent.feedback, today).await.unwrap().is_none());
        assert!(rows::open(&reader, &of_head, today).await.unwrap().is_empty());
        let matter = store::matter::line(&reader, &of_head, sent.matter, today).await.unwrap();
        assert!(matter.is_none(), "her inbox and her place know nothing of it");
        let at = (kept.matter_id, kept.revision);
        let to_her = Act::Redirect(post, "Chuyển trưởng khu phố".into());
        let refused = matter::act(&town.desk, &people.chairman, at, to_her).await;
        assert_eq!(code(refused), "feedback-concerned-post");
        let show = Verdict { decision: Moderation::AsIs, text: String::new(), photos: vec![] };
        let shown = feedback::moderate(&town.desk, &huong, sent.feedback, show).await;
        assert_eq!(code(shown), "feedback-restricted");
        assert!(feedback::to_moderate(&town.desk, &huong).await.unwrap().is_empty());
        let of_ward = Typed {
            concerned: Some(Concerned::Commune),
            ..typed(Category::Conduct, "Cán bộ phường bắt đi lại bốn lần")
        };
        let refused = feedback::submit(&town.desk, new(unit, of_ward.clone())).await;
        assert_eq!(code(refused), "feedback-conduct-nobody", "no post of the city is known yet");
        let kind = (PostKind::Chairman, PostCategory::Cadre);
        let top = kept.top_id;
        let city = made(&town, "Chủ tịch thành phố Bến Sậy", kind, (Some(top), None)).await;
        let sent = feedback::submit(&town.desk, new(unit, of_ward)).await.unwrap();
        let kept = line(&town, sent.feedback).await;
        assert_eq!((kept.owner_id, kept.unit_id, kept.commune_id), (city, top, None));
        let of_ward = scope_of(&huong, today);
        assert!(rows::one(&reader, &of_ward, sent.feedback, today).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_what_nobody_let_through_and_then_only_a_coarse_point() {
    story(|town| async move {
        let people = people(&town).await;
        let (huong, _) = dispatcher(&town, &people).await;
        let point = a_door(&town).await;
        let place = Place { unit: None, point: Some(point) };
        let form = NewFeedback { place, ..new(town.ward, typed(Category::Lighting, LAMP)) };
        let sent = feedback::submit(&town.desk, form).await.unwrap();
        let kept = line(&town, sent.feedback).await;
        assert!(people.heads.iter().any(|(unit, _)| *unit == kept.unit_id), "the point says where");
        assert_eq!(kept.point, Some(point));
        assert!(public(&town).await.is_empty());
        let reader = town.desk.store.read();
        let hidden = store::matter::line(&reader, &public_scope(), sent.matter, town.today()).await;
        assert!(hidden.unwrap().is_none());
        let about = (kept.unit_id, Category::Lighting);
        assert!(feedback::alike(&town.desk, about, LAMP).await.unwrap().is_empty());
        let fewer = Verdict {
            decision: Moderation::Rewritten,
            text: "Đèn đường một hẻm tắt ba tuần".into(),
            photos: vec![],
        };
        feedback::moderate(&town.desk, &huong, sent.feedback, fewer).await.unwrap();
        let shown = public(&town).await;
        assert_eq!(shown.len(), 1);
        assert_eq!(shown[0].text, "Đèn đường một hẻm tắt ba tuần");
        let coarse = ledger::feedback::coarse(point);
        assert_eq!(shown[0].point, Some(coarse));
        assert_ne!(coarse, point);
        let matter = store::matter::line(&reader, &public_scope(), sent.matter, town.today()).await;
        let work = matter.unwrap().unwrap().work;
        assert!(work.ends_with("một hẻm tắt ba tuần") && !work.contains("hẻm 1"), "{work}");
        let alike = feedback::alike(&town.desk, about, "den hem tat may tuan roi").await.unwrap();
        assert_eq!(alike.len(), 1, "the next sender is asked whether it is this");
        let back = Verdict { decision: Moderation::Private, text: String::new(), photos: vec![] };
        feedback::moderate(&town.desk, &huong, sent.feedback, back).await.unwrap();
        assert!(public(&town).await.is_empty());
        let scope = scope_of(&huong, town.today());
        let history = rows::moderations(&reader, &scope, sent.feedback).await.unwrap();
        let decisions: Vec<Moderation> = history.iter().map(|one| one.decision).collect();
        assert_eq!(decisions, [Moderation::Rewritten, Moderation::Private]);
        assert_eq!(line(&town, sent.feedback).await.said, LAMP, "the own words are kept");
    })
    .await;
}

/// A door of the town.
async fn a_door(town: &Town) -> DoorPoint {
    for resident in sample::town().households() {
        let door = resident.household.door;
        let found = desk::place::base_unit_at(&town.desk, door, town.today()).await.unwrap();
        if found.is_some() {
            return door;
        }
    }
    panic!("no door lies in a khu phố");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_denunciation_that_came_as_feedback_is_sealed_for_every_page() {
    story(|town| async move {
        let people = people(&town).await;
        let (unit, (head, post)) = people.heads[0].clone();
        let (huong, _) = dispatcher(&town, &people).await;
        routes_lamps_to(&town, post).await;
        let secret = "Có người thu tiền sửa đèn rồi giữ lại";
        let form =
            NewFeedback { photos: vec![photo()], ..new(unit, typed(Category::Lighting, secret)) };
        let sent = feedback::submit(&town.desk, form).await.unwrap();
        let kept = line(&town, sent.feedback).await;
        let scope = scope_of(&head, town.today());
        let seen = feedback::photo(&town.desk, &scope, (sent.feedback, 1)).await.unwrap();
        assert!(seen.is_some(), "before, the place sees the photo");
        let ask = Act::AskInfo("Thu tiền ở hẻm nào?".into());
        matter::act(&town.desk, &head, (kept.matter_id, kept.revision), ask).await.unwrap();
        let more = Reply::More("Người thu tiền ở đầu hẻm".into());
        feedback::reply(&town.desk, &sent.code, more).await.unwrap();
        let split = Act::SplitOff(Door::Denunciation);
        let revision = line(&town, sent.feedback).await.revision;
        matter::act(&town.desk, &huong, (kept.matter_id, revision), split).await.unwrap();
        let opened = feedback::opened(&town.desk, &sent.code).await.unwrap().unwrap();
        assert_eq!(opened.line.sealed_as, Some(Door::Denunciation));
        assert_eq!((opened.line.said.as_str(), opened.photos.len()), ("", 0));
        let told = format!("{opened:?}");
        assert!(!told.contains("thu tiền") && !told.contains("Thu tiền"), "{told}");
        for scope in [scope_of(&huong, town.today()), system_scope()] {
            let seen = feedback::photo(&town.desk, &scope, (sent.feedback, 1)).await.unwrap();
            assert!(seen.is_none());
        }
        let show = Verdict { decision: Moderation::AsIs, text: String::new(), photos: vec![1] };
        let shown = feedback::moderate(&town.desk, &huong, sent.feedback, show).await;
        assert_eq!(code(shown), "feedback-sealed");
        let readers = store::statement::all().into_iter().filter(|one| {
            one.sql.contains("feedback_sealed") && !one.sql.starts_with("insert into")
        });
        let readers: Vec<&str> = readers.map(|one| one.name).collect();
        assert_eq!(readers, [""; 0], "no statement reads what is sealed");
        assert_eq!(store::testing::count(&town.desk.store, "feedback_sealed").await, 1);
    })
    .await;
}

/// A small picture as a telephone sends it.
fn photo() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::DynamicImage::ImageRgb8(image::RgbImage::new(40, 30));
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn several_voices_become_one_difficulty_that_is_worked_on() {
    story(|town| async move {
        let people = people(&town).await;
        let (unit, (head, _)) = people.heads[0].clone();
        let mut ids = Vec::new();
        for said in ["Họp khu phố không có chỗ ngồi", "Các cháu không có nơi sinh hoạt hè"]
        {
            let sent =
                feedback::submit(&town.desk, new(unit, typed(Category::Culture, said))).await;
            ids.push(sent.unwrap().feedback);
        }
        let difficulty = NewDifficulty {
            id: DifficultyId(town.desk.clock.id()),
            unit,
            category: Some(Category::Culture),
            title: "Khu phố chưa có nơi sinh hoạt".into(),
            text: "Họp nhờ nhà dân, chật và nóng.".into(),
            since_on: Some(town.today()),
            told_by: ToldBy::Place,
            tried: String::new(),
            figure: None,
        };
        let none = feedback::gather(&town.desk, &head, &[], difficulty.clone()).await;
        assert_eq!(code(none), "feedback-none-chosen");
        let other = people.heads[1].1.0.clone();
        let theirs = NewDifficulty { unit: people.heads[1].0, ..difficulty.clone() };
        let foreign = feedback::gather(&town.desk, &other, &ids, theirs).await;
        assert_eq!(code(foreign), "feedback-unknown", "another head does not see them");
        let id = feedback::gather(&town.desk, &head, &ids, difficulty).await.unwrap();
        let (reader, today) = (town.desk.store.read(), town.today());
        let matters =
            store::matter::of_difficulty(&reader, &system_scope(), id, today).await.unwrap();
        assert_eq!(matters.len(), 2);
        let found = store::difficulty::among(&reader, &system_scope(), &[id], today).await.unwrap();
        assert_eq!(found[0].state, ledger::difficulty::State::Working);
        assert_eq!(line(&town, ids[1]).await.difficulty_id, Some(id));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_says_that_somebody_sent_and_never_what_or_who() {
    story(|town| async move {
        let people = people(&town).await;
        let sent = lamp(&town, people.heads[0].0).await;
        let kept = store::Statement::new(
            "test/audit",
            "select actor_id, post, reason, object_id from audit_entry where act = 'feedback-enter'",
        );
        let told = store::testing::texts(&town.desk.store, &kept).await;
        assert_eq!(told.len(), 1);
        assert!(!told[0].contains("Đèn") && !told[0].contains(&sent.code), "{}", told[0]);
        let outbox = store::Statement::new("test/outbox", "select body from outbox");
        let told = store::testing::texts(&town.desk.store, &outbox).await;
        assert!(told.iter().all(|body| !body.contains("Đèn") && !body.contains(&sent.code)));
        let town = Arc::clone(&town);
        let codes = store::Statement::new("test/codes", "select said, public_text from feedback");
        let rows = store::testing::texts(&town.desk.store, &codes).await;
        assert!(rows.iter().all(|row| !row.contains(&sent.code)), "the code is kept nowhere");
    })
    .await;
}
