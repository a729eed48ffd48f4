//! Promises kept and broken: matters from opening to confirmation, what the calendar brings about,
//! and how they follow a household or a place when the ward is redrawn.

use std::sync::Arc;

use desk::authority::{public_scope, scope_of};
use desk::difficulty::Change;
use desk::matter::{Handed, Opening, sweep};
use desk::{Actor, Role, difficulty, matter};
use ledger::difficulty::{Confirmation, Figure, NewDifficulty, State as Stage, ToldBy};
use ledger::matter::{Act, Asker, Hand, NewMatter, OriginKind, ProofKind, State};
use ledger::{Category, DifficultyId, MatterId, PostKind};
use units::{HouseholdId, PostId, UnitId};

use crate::posts::{People, people};
use crate::town::{Town, code, codes, day, story};

/// A task from the chairman to a head of khu phố.
pub fn task(
    town: &Town,
    people: &People,
    owner: PostId,
    household: Option<HouseholdId>,
) -> NewMatter {
    NewMatter {
        id: MatterId(town.desk.clock.id()),
        origin: (OriginKind::Direct, town.ward.0),
        household_id: household,
        asker: Asker::Post(people.chairman_post),
        owner: Some(owner),
        work: "Lắp lại nắp cống đầu hẻm 5".into(),
        due_on: Some(day("2026-03-10")),
        responsibility: "Trưởng khu phố chủ trì".into(),
        product: "Nắp cống chắc chắn, xe qua được".into(),
        authority: "Tự quyết trong kinh phí khu phố".into(),
        cooperating: Vec::new(),
        wanted: Some(ProofKind::Document),
        due_set_by: people.chairman_post,
        is_triaged_first: false,
    }
}

async fn given(
    town: &Town,
    people: &People,
    (unit, owner): (UnitId, PostId),
    household: Option<HouseholdId>,
) -> MatterId {
    let opening =
        Opening { unit, point: None, difficulty: None, is_public: true, hand: Hand::Program };
    let new = task(town, people, owner, household);
    matter::open(&town.desk, &people.chairman, new, opening).await.unwrap()
}

async fn page(town: &Town, actor: &Actor, id: MatterId) -> store::matter::Page {
    let (reader, today) = (town.desk.store.read(), town.today());
    let scope = scope_of(actor, today);
    store::matter::page(&reader, &scope, id, today).await.unwrap().unwrap()
}

fn document() -> Vec<Handed> {
    vec![Handed::Document { number: "12/BC-KP".into(), dated_on: day("2026-03-02") }]
}

async fn answers(
    town: &Town,
    actor: &Actor,
    id: MatterId,
    handed: Vec<Handed>,
) -> Result<(), desk::Error> {
    let revision = page(town, actor, id).await.revision;
    let text = "Đã lắp nắp bê tông mới, xe ba gác qua được.".to_owned();
    let done = Some(town.today());
    matter::prove(&town.desk, actor, (id, revision), (text, done), handed).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_answered_with_proof_reopened_told_above_and_confirmed() {
    story(|town| async move {
        let people = people(&town).await;
        let (unit, head) = people.heads[0].clone();
        let id = given(&town, &people, (unit, head.1), None).await;
        let inbox = |actor: Actor| {
            let town = Arc::clone(&town);
            async move {
                let (reader, today) = (town.desk.store.read(), town.today());
                let scope = scope_of(&actor, today);
                let posts = actor.posts(today);
                store::matter::inbox(&reader, &scope, &posts, today).await.unwrap()
            }
        };
        assert_eq!(inbox(head.0.clone()).await.owed.len(), 1);
        assert_eq!(inbox(people.heads[1].1.0.clone()).await.owed, [], "the neighbour owes nothing");
        let bare = answers(&town, &head.0, id, Vec::new()).await;
        assert_eq!(codes(bare), ["matter-proof-missing"]);
        let neighbour = &people.heads[1].1.0;
        let theirs = answers(&town, neighbour, id, document()).await;
        assert_eq!(code(theirs), "authority-not-your-post");
        answers(&town, &head.0, id, document()).await.unwrap();
        assert_eq!(inbox(people.chairman.clone()).await.to_confirm.len(), 1);
        let revision = page(&town, &people.chairman, id).await.revision;
        let act = |act| matter::act(&town.desk, &people.chairman, (id, revision), act);
        assert_eq!(code(act(Act::Reopen(" ".into())).await), "text-missing");
        act(Act::Reopen("Nắp còn kênh, xe máy dễ ngã".into())).await.unwrap();
        let stale = act(Act::Confirm).await;
        assert_eq!(code(stale), "matter-stale");
        let now = page(&town, &head.0, id).await;
        assert_eq!((now.line.state, now.line.reopened), (State::Reopened, 1));
        assert_eq!(now.line.escalated_to, Some(people.chairman_post), "told one level up");
        answers(&town, &head.0, id, document()).await.unwrap();
        let revision = page(&town, &people.chairman, id).await.revision;
        matter::act(&town.desk, &people.chairman, (id, revision), Act::Confirm).await.unwrap();
        let end = page(&town, &people.chairman, id).await;
        assert_eq!(end.line.state, State::Confirmed);
        assert_eq!(
            end.steps.len(),
            6,
            "opened, answered, reopened, told above, answered, confirmed"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_late_is_told_above_once_and_silence_closes_an_answer() {
    story(|town| async move {
        let people = people(&town).await;
        let (unit, head) = people.heads[0].clone();
        let id = given(&town, &people, (unit, head.1), None).await;
        assert_eq!(sweep(&town.desk).await.unwrap(), 0, "nothing is late yet");
        town.goes_to("2026-03-11");
        assert_eq!(sweep(&town.desk).await.unwrap(), 1);
        assert_eq!(sweep(&town.desk).await.unwrap(), 0, "once for its day");
        let late = page(&town, &people.chairman, id).await;
        assert_eq!(late.line.escalated_to, Some(people.chairman_post));
        let later = Act::Extend(day("2026-03-20"), "Chờ vật tư".into());
        let moved = matter::act(&town.desk, &people.chairman, (id, late.revision), later).await;
        assert_eq!(code(moved), "matter-extension-late");
        answers(&town, &head.0, id, document()).await.unwrap();
        town.goes_to("2026-03-25");
        assert_eq!(sweep(&town.desk).await.unwrap(), 0, "ten working days are not over");
        town.goes_to("2026-03-26");
        assert_eq!(sweep(&town.desk).await.unwrap(), 1);
        let closed = page(&town, &people.chairman, id).await;
        assert_eq!(closed.line.state, State::ClosedSilent);
        let back = Act::Reopen("Nắp lại vỡ".into());
        matter::act(&town.desk, &people.chairman, (id, closed.revision), back).await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn open_work_follows_its_household_or_place_through_a_division_and_back() {
    story(|town| async move {
        let people = people(&town).await;
        let day_of = day("2026-07-01");
        // One task per household of the old units, and one per unit without a household.
        let mut follows: Vec<(MatterId, Option<HouseholdId>, UnitId)> = Vec::new();
        for (unit, head) in &people.heads {
            let why = "chuẩn bị giao việc";
            let rows = desk::household::list(&town.desk, &town.lan, *unit, town.today(), why).await;
            for row in rows.unwrap().iter().take(6) {
                let id = given(&town, &people, (*unit, head.1), Some(row.household_id)).await;
                follows.push((id, Some(row.household_id), *unit));
            }
            let id = given(&town, &people, (*unit, head.1), None).await;
            follows.push((id, None, *unit));
        }
        let raised = raise(&town, &people, people.heads[0].0).await;
        let before = places(&town, &follows).await;
        let reorganisation = town.adopts().await;
        assert_eq!(places(&town, &follows).await, before, "nothing moves before the day");
        town.goes_to("2026-07-01");
        let reader = town.desk.store.read();
        for (id, household, old) in &follows {
            let line = page(&town, &people.chairman, *id).await.line;
            match household {
                Some(household) => {
                    let home = home_on(&town, *household, day_of).await;
                    assert_eq!(line.unit_id, home, "it lies where its household lives");
                }
                None => assert_eq!(line.unit_id, majority(&town, *old).await),
            }
            let post = store::post::one(&mut reader.clone(), line.owner_id, town.today())
                .await
                .unwrap()
                .unwrap();
            assert_eq!(post.unit_id, Some(line.unit_id), "the head of the new place answers");
            assert_eq!(post.kind, PostKind::UnitHead);
            assert!(post.valid.contains(day_of));
        }
        let scope = public_scope();
        let difficulty = store::difficulty::page(&reader, &scope, raised, day_of).await.unwrap();
        assert_eq!(difficulty.unwrap().line.unit_id, majority(&town, people.heads[0].0).await);
        town.goes_to("2026-03-20");
        desk::reorganisation::revert(&town.desk, &town.ba_sau, reorganisation, "Thiếu bản đồ")
            .await
            .unwrap();
        town.goes_to("2026-07-01");
        assert_eq!(places(&town, &follows).await, before, "a revert takes exactly that back");
    })
    .await;
}

async fn places(
    town: &Town,
    follows: &[(MatterId, Option<HouseholdId>, UnitId)],
) -> Vec<(UnitId, PostId, usize)> {
    let mut places = Vec::new();
    for (id, ..) in follows {
        let page = page(town, &town.minh, *id).await;
        places.push((page.line.unit_id, page.line.owner_id, page.steps.len()));
    }
    places
}

async fn home_on(town: &Town, household: HouseholdId, on: units::Day) -> UnitId {
    let found = town
        .desk
        .store
        .write(move |tx| {
            Box::pin(async move {
                tx.without_audit();
                Ok::<_, store::Stop<desk::Refusal>>(
                    store::household::base_on(tx, household, on).await?,
                )
            })
        })
        .await;
    found.unwrap().expect("a household lives somewhere")
}

/// The successor that takes most households of an old unit.
async fn majority(town: &Town, old: UnitId) -> UnitId {
    let lineage = town.lineage().await;
    let mut parts: Vec<(i64, UnitId)> = lineage
        .cells
        .iter()
        .filter(|(from, ..)| lineage.old[*from].unit_id == old)
        .map(|(_, to, households, _)| (*households, lineage.new[*to].unit_id))
        .collect();
    parts.sort_by_key(|(households, unit)| (std::cmp::Reverse(*households), *unit));
    parts[0].1
}

pub async fn raise(town: &Town, people: &People, unit: UnitId) -> DifficultyId {
    let new = NewDifficulty {
        id: DifficultyId(town.desk.clock.id()),
        unit,
        category: Some(Category::Culture),
        title: "Chưa có nơi sinh hoạt".into(),
        text: "Họp nhờ nhà dân, mỗi lần chỉ chứa được 40 người.".into(),
        since_on: Some(day("2025-07-01")),
        told_by: ToldBy::Place,
        tried: String::new(),
        figure: Some(figure(31_000)),
    };
    difficulty::raise(&town.desk, &people.heads[0].1.0, new).await.unwrap()
}

fn figure(value_milli: i64) -> Figure {
    Figure {
        label: "Tỷ lệ hộ dự họp".into(), value_milli, unit: "%".into(), on: day("2026-03-01")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_difficulty_is_overcome_when_the_people_say_so() {
    story(|town| async move {
        let people = people(&town).await;
        let (unit, head) = people.heads[0].clone();
        let id = raise(&town, &people, unit).await;
        let shown = || async {
            let (reader, today) = (town.desk.store.read(), town.today());
            store::difficulty::page(&reader, &public_scope(), id, today).await.unwrap().unwrap()
        };
        let change = |actor: Actor, change: Change| {
            let desk = town.desk.clone();
            async move {
                let reader = desk.store.read();
                let today = desk.clock.today();
                let page = store::difficulty::page(&reader, &public_scope(), id, today).await;
                let revision = page.unwrap().unwrap().revision;
                difficulty::change(&desk, &actor, (id, revision), change).await
            }
        };
        let early = change(head.0.clone(), Change::Claim(Some(figure(68_000)))).await;
        assert_eq!(code(early), "difficulty-not-begun");
        let opening = Opening {
            unit,
            point: None,
            difficulty: Some(id),
            is_public: true,
            hand: Hand::Program,
        };
        let new = task(&town, &people, head.1, None);
        matter::open(&town.desk, &people.chairman, new, opening).await.unwrap();
        assert_eq!(shown().await.line.state, Stage::Working, "a task answers it");
        change(head.0.clone(), Change::Claim(Some(figure(68_000)))).await.unwrap();
        let said = Confirmation {
            minutes: "03/BB-KP".into(),
            held_on: town.today(),
            attending: 40,
            agreed: 31,
        };
        let own = change(head.0.clone(), Change::Confirm(said.clone())).await;
        assert_eq!(code(own), "authority-not-allowed", "the head does not speak for the people");
        change(people.front.clone(), Change::Confirm(said)).await.unwrap();
        let over = shown().await;
        assert_eq!(over.line.state, Stage::Overcome);
        assert_eq!(over.difficulty.claim.unwrap().1.value_milli, 68_000);
        assert_eq!(over.steps.len(), 4);
        assert!(people.front.is(Role::FrontOfficer, town.today()));
    })
    .await;
}

/// A conclusion or a line of a plan may name a post, and be opened only after the post's place ended.
#[tokio::test(flavor = "multi_thread")]
async fn a_task_for_a_post_that_ended_is_owed_by_the_one_that_goes_on_for_it() {
    story(|town| async move {
        let people = people(&town).await;
        town.adopts().await;
        town.goes_to("2026-07-02");
        let mut reader = town.desk.store.read();
        let mut handed_on = 0;
        for (_, (_, head)) in &people.heads {
            let before = store::post::one(&mut reader, *head, town.today()).await.unwrap().unwrap();
            let now = store::practice::asked_of(&mut reader, Some(*head), town.today()).await;
            let now = now.unwrap().unwrap();
            let new =
                NewMatter { due_on: Some(day("2026-07-10")), ..task(&town, &people, *head, None) };
            let unit = town.base_units(town.today()).await[0].unit_id;
            let opening = Opening {
                unit,
                point: None,
                difficulty: None,
                is_public: true,
                hand: Hand::Program,
            };
            let id = matter::open(&town.desk, &people.chairman, new, opening).await.unwrap();
            let owner = page(&town, &people.chairman, id).await.line.owner_id;
            assert_eq!(owner, now.post_id);
            handed_on += usize::from(!before.valid.contains(town.today()));
        }
        assert!(handed_on > 0, "some khu phố ended");
    })
    .await;
}
