//! Good practices: what one khu phố found is tried in another, with the reason, the figures and the
//! people's word; how it follows a redrawn place; how a city gives it to another.

use desk::authority::{public_scope, scope_of};
use desk::difficulty::raise;
use desk::practice::{self, Due, NewCorrection, NewPractice, Thanks};
use desk::{Actor, Role, likeness};
use ledger::difficulty::{Confirmation, Figure, NewDifficulty, State as DifficultyState, ToldBy};
use ledger::likeness::Reason;
use ledger::practice::{
    AdoptionState, Answer, Campaign, CampaignField, Correction, NewContent, NewMeasure, Offer,
    Stage, Step, Told,
};
use ledger::{AdoptionId, Category, DifficultyId, PostCategory, PostKind, PracticeId};
use units::UnitId;

use crate::posts::{People, holder, made, people};
use crate::town::{Town, code, codes, day, story};

fn shared_room() -> NewContent {
    NewContent {
        category: Some(Category::Culture),
        campaign: Some(Campaign::DanVanKheo),
        field: Some(CampaignField::Society),
        title: "Dùng chung phòng sinh hoạt của chung cư".into(),
        problem: "Khu phố chưa có nơi họp, sinh hoạt; mỗi lần họp phải mượn nhà dân.".into(),
        content: "Mở phòng sinh hoạt của chung cư cho cả khu phố, ba buổi mỗi tuần.".into(),
        method: "Ký quy chế dùng chung với ban quản trị; mỗi tổ trực một tháng.".into(),
        resources: "60 ghế do hộ dân góp, 2 quạt".into(),
        cost_vnd: Some(4_500_000),
        participation: "42 hộ góp ghế, 6 người thay nhau trực".into(),
        conditions: "Có chung cư với phòng từ 80 m² và ban quản trị đồng ý".into(),
        measures: vec![NewMeasure {
            label: "Hộ dự họp".into(),
            unit: "hộ".into(),
            before_milli: Some(12_000),
            before_on: Some(day("2025-11-10")),
        }],
    }
}

async fn registers(town: &Town, head: &(UnitId, (Actor, units::PostId))) -> PracticeId {
    let id = PracticeId(town.desk.clock.id());
    let new = NewPractice { id, unit: Some(head.0), ask: None, content: shared_room() };
    practice::register(&town.desk, &head.1.0, new).await.unwrap()
}

async fn page(town: &Town, id: PracticeId) -> store::practice::Page {
    let (reader, scope) = (town.desk.store.read(), public_scope());
    store::practice::page(&reader, &scope, id, town.today()).await.unwrap().unwrap()
}

async fn steps(town: &Town, actor: &Actor, id: PracticeId, step: Step) -> Result<(), desk::Error> {
    let revision = page(town, id).await.revision;
    practice::step(&town.desk, actor, (id, revision), step).await
}

fn assessed() -> Step {
    Step::Assess {
        after: vec![(Some(27_000), Some(day("2026-02-20")))],
        said: "Hộ dự họp tăng hơn gấp đôi, không còn mượn nhà dân.".into(),
    }
}

/// A practice of the first khu phố, tried and assessed by the Front.
pub async fn with_result(town: &Town, people: &People) -> PracticeId {
    let head = &people.heads[0];
    let id = registers(town, head).await;
    let begun_on = Some(day("2025-12-01"));
    steps(town, &head.1.0, id, Step::Try { begun_on }).await.unwrap();
    steps(town, &people.front, id, assessed()).await.unwrap();
    id
}

pub async fn difficulty(
    town: &Town,
    head: &(UnitId, (Actor, units::PostId)),
    text: &str,
) -> DifficultyId {
    let figure = Figure {
        label: "Hộ dự họp".into(),
        value_milli: 9_000,
        unit: "hộ".into(),
        on: day("2026-02-01"),
    };
    let new = NewDifficulty {
        id: DifficultyId(town.desk.clock.id()),
        unit: head.0,
        category: Some(Category::Culture),
        title: "Khu pho chua co noi sinh hoat".into(),
        text: text.into(),
        since_on: Some(day("2025-07-01")),
        told_by: ToldBy::Place,
        tried: String::new(),
        figure: Some(figure),
    };
    raise(&town.desk, &head.1.0, new).await.unwrap()
}

async fn adoption(town: &Town, actor: &Actor, id: AdoptionId) -> store::practice::AdoptionPage {
    let (reader, today) = (town.desk.store.read(), town.today());
    let scope = scope_of(actor, today);
    store::practice::adoption(&reader, &scope, id, today).await.unwrap().unwrap()
}

async fn answers(
    town: &Town,
    actor: &Actor,
    id: AdoptionId,
    answer: Answer,
) -> Result<(), desk::Error> {
    let (reader, today) = (town.desk.store.read(), town.today());
    let scope = desk::authority::system_scope();
    let page = store::practice::adoption(&reader, &scope, id, today).await.unwrap().unwrap();
    practice::answer(&town.desk, actor, (id, page.revision), answer).await
}

fn offered(town: &Town, practice: PracticeId, unit: UnitId, to: Option<DifficultyId>) -> Offer {
    Offer {
        id: AdoptionId(town.desk.clock.id()),
        practice,
        unit,
        difficulty: to,
        why: "Khu phố này cũng họp nhờ nhà dân.".into(),
    }
}

fn taken_up(on: &str) -> Answer {
    let before =
        Figure {
            label: "Hộ dự họp".into(), value_milli: 9_000, unit: "hộ".into(), on: day(on)
        };
    Answer::TakeUp { begun_on: Some(day(on)), before: Some(before) }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_goes_its_way_and_each_step_is_for_those_who_may_take_it() {
    story(|town| async move {
        let people = people(&town).await;
        let (head, neighbour) = (&people.heads[0], &people.heads[1].1.0);
        let nothing = NewPractice {
            id: PracticeId(town.desk.clock.id()),
            unit: None,
            ask: None,
            content: NewContent::default(),
        };
        let refused = codes(practice::register(&town.desk, &head.1.0, nothing).await);
        assert!(refused.contains(&"practice-place-missing"), "{refused:?}");
        assert!(refused.contains(&"practice-measure-missing"), "{refused:?}");
        let elsewhere = NewPractice {
            id: PracticeId(town.desk.clock.id()),
            unit: Some(head.0),
            ask: None,
            content: shared_room(),
        };
        let refused = practice::register(&town.desk, neighbour, elsewhere.clone()).await;
        assert_eq!(code(refused), "authority-elsewhere");
        let without_post = practice::register(&town.desk, &town.lan, elsewhere).await;
        assert_eq!(code(without_post), "authority-no-post");

        let id = registers(&town, head).await;
        let again = NewPractice { id, unit: Some(head.0), ask: None, content: shared_room() };
        assert_eq!(practice::register(&town.desk, &head.1.0, again).await.unwrap(), id);
        let shown = page(&town, id).await;
        assert_eq!((shown.revision, shown.steps.len()), (1, 1), "sent twice, kept once");
        assert!(shown.practice.place.ends_with(", Phường Bến Lá"), "{}", shown.practice.place);
        assert!(shown.practice.traits.unwrap().households > 10);
        assert_eq!(shown.ask.unwrap().post_id, head.1.1);

        let begun_on = Some(day("2025-12-01"));
        let theirs = steps(&town, neighbour, id, Step::Try { begun_on }).await;
        assert_eq!(code(theirs), "authority-elsewhere");
        steps(&town, &head.1.0, id, Step::Try { begun_on }).await.unwrap();
        let own = steps(&town, &head.1.0, id, assessed()).await;
        assert_eq!(code(own), "authority-not-allowed");
        let stale = practice::step(&town.desk, &people.front, (id, 1), assessed()).await;
        assert_eq!(code(stale), "practice-stale");
        steps(&town, &people.front, id, assessed()).await.unwrap();
        let recognise =
            Step::Recognise { document: "12/QĐ-UBND".into(), dated_on: Some(day("2026-03-01")) };
        steps(&town, &people.chairman, id, recognise).await.unwrap();
        let alone = steps(&town, &people.chairman, id, Step::Spread).await;
        assert_eq!(code(alone), "practice-not-spread");
        let end = Step::End { why: "Chung cư thu lại phòng để sửa".into() };
        steps(&town, &head.1.0, id, end).await.unwrap();
        let shown = page(&town, id).await;
        assert_eq!(shown.practice.stage, Stage::Ended);
        assert_eq!(shown.practice.content.measures[0].after, Some((27_000, day("2026-02-20"))));
        let stages: Vec<Stage> = shown.steps.iter().map(|step| step.stage).collect();
        let expected =
            [Stage::Registered, Stage::Tried, Stage::Assessed, Stage::Recognised, Stage::Ended];
        assert_eq!(stages, expected);
        assert_eq!(shown.steps[3].document.as_deref(), Some("12/QĐ-UBND"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_khu_pho_found_is_offered_tried_told_and_confirmed_in_another() {
    story(|town| async move {
        let people = people(&town).await;
        let id = with_result(&town, &people).await;
        let there = &people.heads[1];
        let text = "Hop nho nha dan, moi lan chi chua duoc 20 nguoi.";
        let held_back = difficulty(&town, there, text).await;
        let scope = public_scope();
        let matches = practice::matches(&town.desk, &scope, held_back).await.unwrap();
        assert_eq!(matches.len(), 1);
        assert_eq!(matches[0].0.practice_id, id);
        let reasons = &matches[0].1;
        let Reason::Words(words) = &reasons[0] else { panic!("{reasons:?}") };
        assert!(
            words.iter().any(|word| word.contains("sinh hoat")),
            "typed without marks: {words:?}"
        );
        assert!(reasons.contains(&Reason::Category(Category::Culture)));
        assert!(reasons.contains(&Reason::Kind(units::Kind::KhuPho)));

        let offer = offered(&town, id, there.0, Some(held_back));
        let offer_id = practice::offer(&town.desk, &people.front, offer.clone()).await.unwrap();
        practice::offer(&town.desk, &people.front, offer).await.unwrap();
        let twice = offered(&town, id, there.0, None);
        assert_eq!(code(practice::offer(&town.desk, &people.front, twice).await), "adoption-there");
        let back = offered(&town, id, people.heads[0].0, None);
        let back = practice::offer(&town.desk, &people.front, back).await;
        assert_eq!(code(back), "adoption-own-place");
        assert_eq!(page(&town, id).await.adoptions, [], "nobody outside sees who was offered it");

        let theirs = answers(&town, &people.heads[0].1.0, offer_id, taken_up("2026-03-02")).await;
        assert_eq!(code(theirs), "authority-elsewhere");
        answers(&town, &there.1.0, offer_id, taken_up("2026-03-02")).await.unwrap();
        let (reader, today) = (town.desk.store.read(), town.today());
        let begun = store::difficulty::page(&reader, &scope, held_back, today).await.unwrap();
        assert_eq!(begun.unwrap().line.state, DifficultyState::Working, "work on it began");
        assert_eq!(page(&town, id).await.adoptions.len(), 1, "a trial is seen by everybody");

        let told = Answer::Tell(Told {
            after_milli: Some(24_000),
            after_on: Some(day("2026-06-02")),
            said: "Họp đủ chỗ, người lớn tuổi đi bộ tới được.".into(),
        });
        let early = answers(&town, &there.1.0, offer_id, told.clone()).await;
        assert_eq!(code(early), "adoption-too-early");
        town.goes_to("2026-06-03");
        answers(&town, &there.1.0, offer_id, told).await.unwrap();
        let said = Answer::Confirm(Confirmation {
            minutes: "03/BB-KP".into(),
            held_on: day("2026-06-03"),
            attending: 24,
            agreed: 20,
        });
        let own = answers(&town, &there.1.0, offer_id, said.clone()).await;
        assert_eq!(code(own), "authority-not-allowed");
        answers(&town, &people.front, offer_id, said).await.unwrap();
        let shown = adoption(&town, &there.1.0, offer_id).await;
        assert_eq!(shown.line.state, AdoptionState::Confirmed);
        let measure = shown.line.measure.unwrap();
        let expected = (9_000, Some((24_000, day("2026-06-02"))));
        assert_eq!((measure.before_milli, measure.after), expected);
        assert_eq!(shown.steps.last().unwrap().agreed, Some(20));

        let recognise =
            Step::Recognise { document: "12/QĐ-UBND".into(), dated_on: Some(day("2026-06-03")) };
        steps(&town, &people.chairman, id, recognise).await.unwrap();
        steps(&town, &people.chairman, id, Step::Spread).await.unwrap();
        assert_eq!(page(&town, id).await.practice.stage, Stage::Spread);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn thanks_reach_the_authors_post_once() {
    story(|town| async move {
        let people = people(&town).await;
        let id = with_result(&town, &people).await;
        let (author, there) = (&people.heads[0], &people.heads[1]);
        let offer = offered(&town, id, there.0, None);
        let adopted = practice::offer(&town.desk, &there.1.0, offer).await.unwrap();
        let thanks = |said: &str, adoption| Thanks {
            id: town.desk.clock.id(),
            practice: id,
            adoption,
            said: said.to_owned(),
        };
        let private = thanks("Cảm ơn, gọi 0903 123 456", Some(adopted));
        let private = practice::thank(&town.desk, &there.1.0, private).await;
        assert_eq!(code(private), "text-personal");
        let self_praise = practice::thank(&town.desk, &author.1.0, thanks("Hay quá", None)).await;
        assert_eq!(code(self_praise), "authority-not-allowed");
        let kept = thanks("Cảm ơn khu phố đã chỉ cách ký quy chế.", Some(adopted));
        practice::thank(&town.desk, &there.1.0, kept.clone()).await.unwrap();
        practice::thank(&town.desk, &there.1.0, kept).await.unwrap();
        practice::thank(&town.desk, &people.chairman, thanks("Cách làm gọn.", None)).await.unwrap();
        assert_eq!(page(&town, id).await.thanks.len(), 2);
        let reader = town.desk.store.read();
        let scope = scope_of(&author.1.0, town.today());
        let posts = author.1.0.posts(town.today());
        let got = store::practice::thanks_to(&reader, &scope, &posts, 10).await.unwrap();
        assert_eq!(got.len(), 2);
        let hidden = store::practice::thanks_to(&reader, &public_scope(), &posts, 10).await;
        assert_eq!(hidden.unwrap(), []);
    })
    .await;
}

async fn thanks_read_by(town: &Town, actor: &Actor) -> Vec<String> {
    let (reader, scope) = (town.desk.store.read(), scope_of(actor, town.today()));
    let posts = actor.posts(town.today());
    let got = store::practice::thanks_to(&reader, &scope, &posts, 10).await.unwrap();
    got.into_iter().map(|row| row.said).collect()
}

/// The khu phố of the author is redrawn: what was said before and what is said after reach whoever goes on
/// for the author, and until that day the author.
#[tokio::test(flavor = "multi_thread")]
async fn thanks_reach_the_post_that_goes_on_for_the_authors() {
    story(|town| async move {
        let people = people(&town).await;
        let mut made_by = Vec::new();
        for head in &people.heads {
            made_by.push((head.1.clone(), registers(&town, head).await));
        }
        let thank = async |said: &str, practice| {
            let id = town.desk.clock.id();
            let thanks = Thanks { id, practice, adoption: None, said: said.to_owned() };
            practice::thank(&town.desk, &people.chairman, thanks).await.unwrap();
        };
        for (_, practice) in &made_by {
            thank("Cảm ơn khu phố.", *practice).await;
        }
        town.adopts().await;
        let mut ended = 0;
        for (number, ((author, post), practice)) in made_by.into_iter().enumerate() {
            town.goes_to("2026-06-30");
            thank("Cảm ơn trước ngày sắp xếp.", practice).await;
            assert_eq!(thanks_read_by(&town, &author).await.len(), 2, "khu phố {number}");
            town.goes_to("2026-07-02");
            thank("Cảm ơn sau ngày sắp xếp.", practice).await;
            let mut reader = town.desk.store.read();
            let today = town.today();
            let heir = store::practice::asked_of(&mut reader, Some(post), today).await.unwrap();
            let heir = heir.unwrap().post_id;
            if heir == post {
                continue;
            }
            ended += 1;
            let place =
                store::post::one(&mut reader, heir, town.today()).await.unwrap().unwrap().unit_id;
            let name = format!("heir{number}");
            let goes_on = holder(&town, &name, Role::UnitHead, (place, heir)).await;
            let read = thanks_read_by(&town, &goes_on).await;
            for said in
                ["Cảm ơn khu phố.", "Cảm ơn trước ngày sắp xếp.", "Cảm ơn sau ngày sắp xếp."]
            {
                assert!(read.iter().any(|one| one == said), "{said}: {read:?}");
            }
        }
        assert!(ended > 0, "some khu phố ended");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_declined_offer_stands_on_no_public_page() {
    story(|town| async move {
        let people = people(&town).await;
        let id = with_result(&town, &people).await;
        let there = &people.heads[1];
        let offer = offered(&town, id, there.0, None);
        let offer = practice::offer(&town.desk, &people.chairman, offer).await.unwrap();
        let why = Answer::Decline("Khu phố không có chung cư.".into());
        answers(&town, &there.1.0, offer, why).await.unwrap();
        let (reader, today) = (town.desk.store.read(), town.today());
        let public = store::practice::adoption(&reader, &public_scope(), offer, today).await;
        assert_eq!(public.unwrap(), None);
        let other = scope_of(&people.heads[0].1.0, today);
        let other = store::practice::adoption(&reader, &other, offer, today).await;
        assert_eq!(other.unwrap(), None, "the neighbour's head does not learn of it");
        let own = adoption(&town, &there.1.0, offer).await;
        assert_eq!(own.steps.last().unwrap().said, "Khu phố không có chung cư.");
        let anew = offered(&town, id, there.0, None);
        practice::offer(&town.desk, &people.front, anew).await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_follows_its_khu_pho_when_the_ward_is_redrawn_and_back() {
    story(|town| async move {
        let people = people(&town).await;
        let id = with_result(&town, &people).await;
        let (old, _) = people.heads[1].clone();
        let offer = offered(&town, id, old, None);
        let offer = practice::offer(&town.desk, &people.front, offer).await.unwrap();
        answers(&town, &people.heads[1].1.0, offer, taken_up("2026-03-02")).await.unwrap();
        let reorganisation = town.adopts().await;
        let lies = async |on: &str| {
            let (reader, scope) = (town.desk.store.read(), public_scope());
            let page = store::practice::adoption(&reader, &scope, offer, day(on)).await;
            page.unwrap().unwrap().line.unit_id
        };
        assert_eq!(lies("2026-06-30").await, old);
        let ends = town.base_units(day("2026-07-01")).await;
        let goes_on = ends.iter().any(|line| line.unit_id == old);
        let now = lies("2026-07-01").await;
        assert!(ends.iter().any(|line| line.unit_id == now), "it lies in a place of the day");
        assert!(goes_on || now != old);
        let reason = desk::reorganisation::revert(
            &town.desk,
            &people.chairman,
            reorganisation,
            "Cần lấy ý kiến lại",
        );
        reason.await.unwrap();
        assert_eq!(lies("2026-07-01").await, old, "a revert takes back exactly that");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_gives_a_practice_to_another_which_sees_where_it_comes_from() {
    story(|town| async move {
        let people = people(&town).await;
        let id = with_result(&town, &people).await;
        let scope = public_scope();
        let file = practice::export(&town.desk, &scope, id).await.unwrap().unwrap();
        let given = practice::read(&file, town.today()).unwrap();
        assert_eq!(given.content, page(&town, id).await.practice.content);
        let own = practice::import(&town.desk, &people.front, &file).await.unwrap();
        assert_eq!(own, id, "a city's own file is the practice it has");

        let theirs = file.replace(&id.to_string(), "00000000-0000-7000-8000-0000000000aa").replace(
            &format!("\"city\": \"{}\"", given.origin.city),
            "\"city\": \"Thành phố Sông Hậu\"",
        );
        assert_eq!(
            code(practice::import(&town.desk, &people.heads[0].1.0, &theirs).await),
            "authority-not-allowed"
        );
        let taken = practice::import(&town.desk, &people.front, &theirs).await.unwrap();
        assert_ne!(taken, id);
        assert_eq!(practice::import(&town.desk, &people.front, &theirs).await.unwrap(), taken);
        let shown = page(&town, taken).await;
        assert_eq!(shown.practice.origin.unwrap().city, "Thành phố Sông Hậu");
        assert_eq!((shown.practice.unit, shown.practice.stage), (None, Stage::Assessed));
        let again = practice::export(&town.desk, &scope, taken).await.unwrap().unwrap();
        assert_eq!(again, theirs, "given on, it still says where it comes from");

        let there = &people.heads[1];
        let held_back = difficulty(&town, there, "Họp nhờ nhà dân.").await;
        let matches = practice::matches(&town.desk, &scope, held_back).await.unwrap();
        assert_eq!(matches.len(), 2, "what was taken in is found at once");
        let offer = offered(&town, taken, there.0, Some(held_back));
        practice::offer(&town.desk, &people.front, offer).await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_faults_says_each_of_them_and_where() {
    story(|town| async move {
        let people = people(&town).await;
        let id = with_result(&town, &people).await;
        let file = practice::export(&town.desk, &public_scope(), id).await.unwrap().unwrap();
        let today = town.today();
        let refused = |text: &str| practice::read(text, today).unwrap_err();
        assert_eq!(refused("{\"format\": \"coso-practice\",").code, "practice-file-json");
        assert_eq!(refused("{\"format\": \"csv\"}").code, "practice-file-format");
        let newer = file.replace("\"version\": 1", "\"version\": 2");
        assert_eq!(refused(&newer).code, "practice-file-version");
        let grown = file.replace("\"version\": 1,", "\"version\": 1, \"colour\": \"xanh\",");
        practice::read(&grown, today).unwrap();
        let registered = file.replace("\"stage\": \"assessed\"", "\"stage\": \"registered\"");
        assert_eq!(refused(&registered).code, "practice-file-stage");
        let broken = file
            .replace("\"category\": \"van_hoa\"", "\"category\": \"thien_van\"")
            .replace("\"cost_vnd\": 4500000", "\"cost_vnd\": \"bốn triệu\"")
            .replace("\"city\"", "\"town\"");
        let keys = |refusal: &desk::Refusal| -> Vec<(&'static str, String)> {
            let key =
                |one: &desk::Refusal| one.args.iter().find(|arg| arg.0 == "key").unwrap().1.clone();
            refusal.each().map(|one| (one.code, key(one))).collect()
        };
        assert_eq!(
            keys(&refused(&broken)),
            [
                ("practice-file-missing", "city".to_owned()),
                ("practice-file-wrong", "practice.category".to_owned()),
                ("practice-file-wrong", "practice.cost_vnd".to_owned()),
            ]
        );
        let private = file.replace("60 ghế", "Gọi 0903 123 456");
        let private = keys(&refused(&private));
        assert_eq!(private, [("text-personal", "practice.resources".to_owned())]);
        let before = file.replace("2026-02-20", "2025-10-20");
        let before = keys(&refused(&before));
        assert_eq!(before, [("practice-file-wrong", "practice.figures.0.after_on".to_owned())]);
        assert_eq!(refused(&" ".repeat(practice::FILE_MOST + 1)).code, "practice-file-large");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn difficulties_alike_are_found_in_other_places_with_the_reasons() {
    story(|town| async move {
        let people = people(&town).await;
        let (here, there) = (&people.heads[0], &people.heads[1]);
        let one = difficulty(&town, here, "Hop nho nha dan, chat choi.").await;
        let scope = public_scope();
        assert_eq!(likeness::similar(&town.desk, &scope, one).await.unwrap(), []);
        let two = difficulty(&town, there, "Họp nhờ nhà dân, chỗ ngồi không đủ.").await;
        let own = difficulty(&town, here, "Họp nhờ nhà dân lần nữa.").await;
        let found = likeness::similar(&town.desk, &scope, one).await.unwrap();
        let ids: Vec<DifficultyId> = found.iter().map(|(line, _)| line.difficulty_id).collect();
        assert_eq!(ids, [two], "its own place's {own} is no news");
        let reasons = &found[0].1;
        assert!(matches!(reasons[0], Reason::Words(_)), "{reasons:?}");
        assert!(reasons.contains(&Reason::Kind(units::Kind::KhuPho)), "{reasons:?}");
        let unknown = DifficultyId(uuid::Uuid::nil());
        assert_eq!(likeness::similar(&town.desk, &scope, unknown).await.unwrap(), []);
        assert_eq!(practice::matches(&town.desk, &scope, unknown).await.unwrap(), []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_post_to_ask_is_the_one_that_goes_on() {
    story(|town| async move {
        let people = people(&town).await;
        let id = with_result(&town, &people).await;
        town.adopts().await;
        town.goes_to("2026-07-02");
        let asked = page(&town, id).await.ask.unwrap();
        assert!(asked.ended.is_none_or(|ended| ended > town.today()), "{asked:?}");
        let kind = (PostKind::Officer, PostCategory::CivilServant);
        let post = made(&town, "Công chức văn hóa", kind, (Some(town.ward), None)).await;
        let officer = holder(&town, "văn hóa", Role::WardOfficer, (Some(town.ward), post)).await;
        let end = Step::End { why: "Khu phố đã sắp xếp lại".into() };
        steps(&town, &officer, id, end).await.unwrap();
    })
    .await;
}

fn corrected(content: NewContent) -> Correction {
    Correction { content, ask: None, why: "Ghi thiếu tiền điện mỗi tháng.".into() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_is_corrected_by_its_own_post_and_what_was_assessed_stays_readable() {
    story(|town| async move {
        let people = people(&town).await;
        let (head, neighbour) = (&people.heads[0].1.0, &people.heads[1].1.0);
        let id = with_result(&town, &people).await;
        let (reader, scope) = (town.desk.store.read(), desk::authority::system_scope());
        let hard = difficulty(&town, &people.heads[1], "Máy bơm nước của chung cư hay hỏng").await;
        let found = likeness::matches(&town.desk, &scope, hard).await.unwrap();
        let told = |found: &[(store::practice::Line, Vec<Reason>)]| {
            let of = found.iter().find(|(line, _)| line.practice_id == id);
            let reasons = of.map(|(_, reasons)| format!("{reasons:?}")).unwrap_or_default();
            reasons.contains("bơm")
        };
        assert!(!told(&found), "nobody spoke of the pump yet");
        let content = NewContent {
            title: "Dùng chung phòng sinh hoạt, có quỹ tiền điện".into(),
            problem: "Khu phố chưa có nơi họp; máy bơm nước của chung cư hay hỏng.".into(),
            cost_vnd: Some(5_200_000),
            ..shared_room()
        };
        let new = NewCorrection { id: town.desk.clock.id(), correction: corrected(content) };
        let revision = page(&town, id).await.revision;
        let at = (id, revision);
        let strange = practice::correct(&town.desk, neighbour, at, new.clone()).await;
        assert_eq!(code(strange), "practice-not-author");
        let front = practice::correct(&town.desk, &people.front, at, new.clone()).await;
        assert_eq!(code(front), "practice-not-author", "who assesses does not write");
        for _ in 0..2 {
            practice::correct(&town.desk, head, at, new.clone()).await.unwrap();
        }
        let other = NewCorrection { id: town.desk.clock.id(), ..new.clone() };
        let stale = practice::correct(&town.desk, head, at, other).await;
        assert_eq!(code(stale), "practice-stale");
        let shown = page(&town, id).await;
        let said = &shown.practice.content;
        assert_eq!((said.cost_vnd, shown.practice.stage), (5_200_000, Stage::Assessed));
        assert_eq!(said.measures[0].after, Some((27_000, day("2026-02-20"))));
        let [before] = shown.wordings.as_slice() else { panic!("{:?}", shown.wordings) };
        assert!(before.wording.was_assessed() && before.number == 1);
        assert_eq!(before.wording.content.title, shared_room().title);
        assert_eq!(before.wording.content.measures, said.measures, "with its figures");
        assert_eq!((before.corrected_on, &before.wording.why), (town.today(), &new.correction.why));
        let found = likeness::matches(&town.desk, &scope, hard).await.unwrap();
        assert!(told(&found), "its words are laid out anew: {found:?}");
        let file = practice::export(&town.desk, &public_scope(), id).await.unwrap().unwrap();
        assert!(file.contains("có quỹ tiền điện"), "the file carries the wording of today");
        let asked = store::practice::Sought { text: "tiền điện".into(), ..Default::default() };
        let lines = store::practice::list(&reader, &scope, &asked, 10).await.unwrap();
        assert_eq!(lines.len(), 1, "and it is found by its new words");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_a_result_that_is_due_and_one_to_confirm_each_wait_for_their_post() {
    story(|town| async move {
        let people = people(&town).await;
        let practice = with_result(&town, &people).await;
        let (place, (head, _)) = &people.heads[1];
        let waits = |who: &Actor| {
            let (town, who) = (town.clone(), who.clone());
            async move {
                let due = practice::waiting(&town.desk, &who).await.unwrap();
                let name = |one: &Due| match one {
                    Due::Answer(_) => "answer",
                    Due::Tell(_) => "tell",
                    Due::Confirm(_) => "confirm",
                };
                due.iter().map(name).collect::<Vec<_>>()
            }
        };
        let offer = offered(&town, practice, *place, None);
        let id = practice::offer(&town.desk, &people.front, offer).await.unwrap();
        assert_eq!(waits(head).await, ["answer"]);
        assert!(waits(&people.heads[0].1.0).await.is_empty(), "not the author's");
        answers(&town, head, id, taken_up("2026-03-02")).await.unwrap();
        assert!(waits(head).await.is_empty(), "three months are not over");
        town.goes_to("2026-05-25");
        assert_eq!(waits(head).await, ["tell"], "told of shortly before");
        town.goes_to("2026-06-02");
        let told = Told {
            after_milli: Some(25_000),
            after_on: Some(day("2026-06-02")),
            said: "Họp đông gấp đôi.".into(),
        };
        assert!(!waits(&people.front).await.contains(&"confirm"));
        answers(&town, head, id, Answer::Tell(told)).await.unwrap();
        assert!(waits(head).await.is_empty(), "who told it does not confirm it");
        assert!(waits(&people.front).await.contains(&"confirm"));
    })
    .await;
}
