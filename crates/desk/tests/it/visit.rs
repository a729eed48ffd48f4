//! A visit from the year's programme to the promise that the place confirms, and what it must not do.

use std::sync::Arc;

use desk::authority::{public_scope, scope_of, system_scope};
use desk::{Actor, Role, visit};
use ledger::difficulty::State as Difficulty;
use ledger::matter::{Act as Move, ProofKind, State as Matter};
use ledger::visit::{LessonTyped, NewProgramme, NewVisit, PromiseTyped, Raised, Record, State};
use ledger::{Category, DifficultyId, MatterId, PostCategory, PostKind, VisitId, VisitProgrammeId};
use units::{PostId, UnitId};

use crate::posts::{self, holder, made};
use crate::practice::{difficulty, with_result};
use crate::town::{Town, code, codes, day, story};

/// The people of the visits with their posts.
pub struct Team {
    /// Chairwoman of the ward, who leads the visits.
    pub bay: Actor,
    pub chair: PostId,
    /// Officer of the ward, who goes along.
    pub hanh: Actor,
    pub officer: PostId,
    /// Head of the first khu phố.
    pub tu: Actor,
    pub head: PostId,
    /// The first khu phố.
    pub place: UnitId,
    /// Everybody.
    pub people: posts::People,
}

impl Team {
    pub async fn of(town: &Town) -> Self {
        let people = posts::people(town).await;
        let (place, (tu, head)) = people.heads[0].clone();
        let ward = Some(town.ward);
        let kind = (PostKind::Officer, PostCategory::CivilServant);
        let officer = made(town, "Công chức văn hóa", kind, (ward, None)).await;
        let hanh = holder(town, "hạnh", Role::WardOfficer, (ward, officer)).await;
        let (bay, chair) = (people.chairman.clone(), people.chairman_post);
        Self { bay, chair, hanh, officer, tu, head, place, people }
    }
}

async fn programme(town: &Town, team: &Team) -> VisitProgrammeId {
    let new = NewProgramme {
        id: VisitProgrammeId(town.desk.clock.id()),
        unit: town.ward,
        year: Some(2026),
        title: "Chương trình đi cơ sở năm 2026".into(),
        goal: "Nghe nơi làm tốt, nhận phần việc của mình.".into(),
    };
    visit::issue(&town.desk, &team.bay, new.clone()).await.unwrap();
    visit::issue(&town.desk, &team.bay, new).await.unwrap()
}

fn planned(town: &Town, team: &Team, programme: VisitProgrammeId) -> NewVisit {
    NewVisit {
        id: VisitId(town.desk.clock.id()),
        programme: Some((programme, 0)),
        unit: Some(team.place),
        theme: "Nơi sinh hoạt của khu phố".into(),
        month_on: Some(day("2026-03-01")),
        planned_on: None,
        leader: Some(team.chair),
        members: vec![team.officer],
    }
}

async fn plans(town: &Town, team: &Team) -> (VisitProgrammeId, VisitId) {
    let programme = programme(town, team).await;
    let new = planned(town, team, programme);
    let id = visit::plan(&town.desk, &team.bay, new.clone()).await.unwrap();
    assert_eq!(visit::plan(&town.desk, &team.bay, new).await.unwrap(), id, "sent twice");
    (programme, id)
}

fn record(town: &Town, team: &Team) -> Record {
    let difficulty = DifficultyId(town.desk.clock.id());
    Record {
        held_on: Some(town.today()),
        speaker: Some(team.head),
        good: vec!["Chung cư cho khu phố mượn sảnh mỗi tối thứ sáu.".into()],
        lessons: vec![LessonTyped {
            text: "Phường phải hỏi trước khi xây.".into(), post: None
        }],
        raised: vec![Raised {
            id: difficulty,
            category: Some(Category::Culture),
            title: "Khu phố chưa có nơi sinh hoạt".into(),
            text: "Họp nhờ nhà dân, chỉ chứa được 40 người.".into(),
            since_on: Some(day("2025-07-01")),
        }],
        known: Vec::new(),
        promises: vec![PromiseTyped {
            answers: Some(difficulty),
            work: "Bố trí phòng họp cho khu phố 1".into(),
            owner: Some(team.chair),
            due_on: Some(day("2026-03-30")),
            responsibility: "Chủ tịch phường chịu trách nhiệm".into(),
            product: "Biên bản bàn giao phòng".into(),
            authority: "Tự quyết; kinh phí trình hội đồng".into(),
            wanted: Some(ProofKind::Document),
        }],
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_hears_the_good_first_and_its_promise_is_confirmed_by_the_place() {
    story(|town: Arc<Town>| async move {
        let team = Team::of(&town).await;
        let (_, id) = plans(&town, &team).await;
        let typed = record(&town, &team);
        let key = town.desk.clock.id();
        visit::record(&town.desk, &team.hanh, (id, 1, key), typed.clone()).await.unwrap();
        visit::record(&town.desk, &team.hanh, (id, 1, key), typed.clone()).await.unwrap();
        let other = town.desk.clock.id();
        let again = visit::record(&town.desk, &team.hanh, (id, 2, other), typed.clone()).await;
        assert_eq!(code(again), "visit-recorded-before");

        let (reader, scope) = (town.desk.store.read(), public_scope());
        let page = store::visit::page(&reader, &scope, id, town.today()).await.unwrap().unwrap();
        assert_eq!(page.line.state, State::Recorded);
        assert_eq!(page.good[0].said, typed.good[0]);
        assert_eq!(page.good[0].practice_id, None);
        assert_eq!(page.lessons[0].post, "Chủ tịch phường Bến Lá");
        assert_eq!(page.difficulties, [(typed.raised[0].id, true)]);
        let [(promise, true)] = page.promises[..] else { panic!("{:?}", page.promises) };
        let told = store::difficulty::page(&reader, &scope, typed.raised[0].id, town.today());
        let told = told.await.unwrap().unwrap();
        assert_eq!(told.line.state, Difficulty::Working, "a promise begins the work");

        let matter = store::matter::page(&reader, &scope, promise, town.today()).await.unwrap();
        let matter = matter.expect("promises are public");
        assert_eq!((matter.line.owner_id, matter.due_set_by), (team.chair, team.head));
        let handed =
            desk::matter::Handed::Document { number: "12/BB-UBND".into(), dated_on: town.today() };
        let said = ("Đã bàn giao phòng họp tầng trệt.".to_owned(), Some(town.today()));
        desk::matter::prove(&town.desk, &team.bay, (promise, 1), said, vec![handed]).await.unwrap();
        let confirmed = (promise, 2);
        let own = desk::matter::act(&town.desk, &team.bay, confirmed, Move::Confirm).await;
        assert_eq!(code(own), "authority-not-your-post", "who promised does not confirm");
        desk::matter::act(&town.desk, &team.tu, confirmed, Move::Confirm).await.unwrap();
        let line = store::matter::line(&reader, &scope, promise, town.today()).await.unwrap();
        assert_eq!(line.unwrap().state, Matter::Confirmed);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_without_lessons_or_without_a_difficulty_taken_on_changes_nothing() {
    story(|town: Arc<Town>| async move {
        let team = Team::of(&town).await;
        let (_, id) = plans(&town, &team).await;
        let mut typed = record(&town, &team);
        typed.lessons.clear();
        typed.promises[0].owner = Some(team.head);
        let key = town.desk.clock.id();
        let refused = visit::record(&town.desk, &team.bay, (id, 1, key), typed).await;
        assert_eq!(
            codes(refused),
            ["visit-lesson-missing", "visit-speaker-promises", "visit-none-taken"]
        );
        let (reader, scope) = (town.desk.store.read(), public_scope());
        let page = store::visit::page(&reader, &scope, id, town.today()).await.unwrap().unwrap();
        assert_eq!((page.line.state, page.difficulties.len()), (State::Planned, 0));
        let asked = store::difficulty::Asked::default();
        let all = store::difficulty::list(&reader, &scope, asked, town.today(), 10).await.unwrap();
        assert_eq!(all, [], "no difficulty was raised either");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_kept_on_a_bad_network_and_finished_later() {
    story(|town: Arc<Town>| async move {
        let team = Team::of(&town).await;
        let (_, id) = plans(&town, &team).await;
        let mut typed = record(&town, &team);
        typed.lessons.clear();
        let desk = &town.desk;
        let kept = visit::keep_draft(desk, &team.hanh, (id, 1), typed.clone()).await.unwrap();
        let again = visit::keep_draft(desk, &team.hanh, (id, 1), typed.clone()).await.unwrap();
        assert_eq!((kept, again), (2, 2), "sent twice, it is one draft");
        let opened = visit::open(desk, &team.bay, id).await.unwrap();
        assert_eq!((&opened.record, opened.state), (&typed, State::Draft));
        let mut other = typed.clone();
        other.good.push("Tổ 3 tự dọn kênh.".into());
        let late = visit::keep_draft(desk, &team.bay, (id, 1), other.clone()).await;
        assert_eq!(code(late), "visit-stale");
        other.good[0] = "Gọi 0903 123 456".into();
        let personal = visit::keep_draft(desk, &team.bay, (id, 2), other).await;
        assert_eq!(code(personal), "text-personal");
        assert_eq!(code(visit::open(desk, &team.tu, id).await), "authority-not-allowed");
        let (reader, scope) = (desk.store.read(), public_scope());
        assert_eq!(store::visit::draft(&reader, &scope, id).await.unwrap(), None);
        let key = desk.clock.id();
        visit::record(desk, &team.hanh, (id, 2, key), record(&town, &team)).await.unwrap();
        let scope = system_scope();
        assert_eq!(store::visit::draft(&reader, &scope, id).await.unwrap(), None, "it is done");
        let after = visit::keep_draft(desk, &team.hanh, (id, 3), typed).await;
        assert_eq!(code(after), "visit-recorded-before");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promise_given_after_the_visit_counts_once() {
    story(|town: Arc<Town>| async move {
        let team = Team::of(&town).await;
        let (_, id) = plans(&town, &team).await;
        let typed = record(&town, &team);
        let more =
            PromiseTyped { owner: Some(team.officer), answers: None, ..typed.promises[0].clone() };
        let matter = MatterId(town.desk.clock.id());
        let early = visit::promise(&town.desk, &team.bay, (id, matter), more.clone()).await;
        assert_eq!(code(early), "visit-not-recorded");
        let key = town.desk.clock.id();
        visit::record(&town.desk, &team.bay, (id, 1, key), typed).await.unwrap();
        for _ in 0..2 {
            visit::promise(&town.desk, &team.bay, (id, matter), more.clone()).await.unwrap();
        }
        let bare = PromiseTyped::default();
        let refused = visit::promise(&town.desk, &team.bay, (id, matter), bare).await;
        assert_eq!(codes(refused)[0], "matter-clear-missing");
        let (reader, scope) = (town.desk.store.read(), public_scope());
        let page = store::visit::page(&reader, &scope, id, town.today()).await.unwrap().unwrap();
        assert_eq!(page.promises.len(), 2);
        let line = store::matter::line(&reader, &scope, matter, town.today()).await.unwrap();
        assert_eq!(line.unwrap().owner_id, team.officer);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn before_a_visit_one_sheet_says_what_was_promised_and_what_is_hard() {
    story(|town: Arc<Town>| async move {
        let team = Team::of(&town).await;
        let (programme, id) = plans(&town, &team).await;
        let key = town.desk.clock.id();
        visit::record(&town.desk, &team.bay, (id, 1, key), record(&town, &team)).await.unwrap();
        town.goes_to("2026-04-02");
        let scope = public_scope();
        for place in [team.place, town.ward] {
            let before = visit::before(&town.desk, &scope, place).await.unwrap();
            assert_eq!(before.open.len(), 1);
            assert!(before.open[0].is_late(town.today()), "it was due on 30 March");
            assert_eq!(before.difficulties.len(), 1);
            assert_eq!(before.visits.len(), 1);
        }
        let elsewhere = town.base_units(town.today()).await[1].unit_id;
        let before = visit::before(&town.desk, &scope, elsewhere).await.unwrap();
        assert!(before.open.is_empty() && before.difficulties.is_empty());

        let places = visit::places(&town.desk, &scope, programme).await.unwrap();
        let told: Vec<_> = places.iter().map(|place| (place.unit_id, place.visited_on)).collect();
        assert_eq!(told, [(team.place, Some(day("2026-03-02"))), (elsewhere, None)]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_worked_in_a_like_place_is_told_before_a_visit_and_good_ways_become_practices() {
    story(|town: Arc<Town>| async move {
        let team = Team::of(&town).await;
        let practice = with_result(&town, &team.people).await;
        let other = &team.people.heads[1];
        difficulty(&town, other, "Hop nho nha dan, chi chua duoc 40 nguoi.").await;
        let scope = public_scope();
        let before = visit::before(&town.desk, &scope, other.0).await.unwrap();
        let [told] = &before.practices[..] else { panic!("{:?}", before.practices) };
        assert_eq!(told.practice.practice_id, practice);
        assert!(!told.reasons.is_empty(), "the reason stands beside it");
        let own = visit::before(&town.desk, &scope, team.place).await.unwrap();
        assert_eq!(own.practices, [], "nothing is hard there");

        let (_, id) = plans(&town, &team).await;
        let key = town.desk.clock.id();
        visit::record(&town.desk, &team.bay, (id, 1, key), record(&town, &team)).await.unwrap();
        let none = visit::register_experience(&town.desk, &team.bay, (id, 9), practice).await;
        assert_eq!(code(none), "visit-no-experience");
        visit::register_experience(&town.desk, &team.tu, (id, 1), practice).await.unwrap();
        visit::register_experience(&town.desk, &team.tu, (id, 1), practice).await.unwrap();
        let reader = town.desk.store.read();
        let page = store::visit::page(&reader, &scope, id, town.today()).await.unwrap().unwrap();
        assert_eq!(page.good[0].practice_id, Some(practice));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_planned_visit_goes_where_the_households_of_its_place_go_and_a_past_one_stays() {
    story(|town: Arc<Town>| async move {
        let team = Team::of(&town).await;
        let (programme, past) = plans(&town, &team).await;
        let key = town.desk.clock.id();
        visit::record(&town.desk, &team.bay, (past, 1, key), record(&town, &team)).await.unwrap();
        let later =
            NewVisit { month_on: Some(day("2026-09-01")), ..planned(&town, &team, programme) };
        let coming = visit::plan(&town.desk, &team.bay, later).await.unwrap();
        let adoption = town.adopts().await;
        let at = |id, on: &'static str| {
            let (reader, on) = (town.desk.store.read(), day(on));
            async move {
                let page = store::visit::page(&reader, &public_scope(), id, on).await.unwrap();
                page.unwrap().line
            }
        };
        let now =
            NewVisit { month_on: Some(day("2026-10-01")), ..planned(&town, &team, programme) };
        let ahead = visit::plan(&town.desk, &team.bay, now).await.unwrap();
        assert_eq!(at(coming, "2026-06-30").await.unit_id, team.place);
        let new = at(coming, "2026-07-01").await;
        let lineage = town.lineage().await;
        let new_units: Vec<UnitId> = lineage.new.iter().map(|line| line.unit_id).collect();
        assert!(new_units.contains(&new.unit_id), "it leads to a place that exists then");
        let too = at(ahead, "2026-07-01").await.unit_id;
        assert_eq!(too, new.unit_id, "planned while the adoption lay ahead");
        let old = at(past, "2026-07-02").await;
        assert_eq!(old.unit_id, team.place);
        if !new_units.contains(&team.place) {
            assert_eq!(old.unit_ended, Some(day("2026-07-01")), "shown with its end");
            town.goes_to("2026-07-02");
            let places = visit::places(&town.desk, &public_scope(), programme).await.unwrap();
            assert!(places.iter().any(|place| place.older_visited_on.is_some()));
            town.goes_to("2026-03-02");
        }
        desk::reorganisation::revert(&town.desk, &town.ba_sau, adoption, "Đo lại").await.unwrap();
        assert_eq!(at(coming, "2026-07-01").await.unit_id, team.place, "taken back");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn plans_change_and_go_while_nothing_is_written_and_only_by_those_who_may() {
    story(|town: Arc<Town>| async move {
        let team = Team::of(&town).await;
        let (programme, id) = plans(&town, &team).await;
        let desk = &town.desk;
        let moved = NewVisit {
            id,
            month_on: Some(day("2026-05-01")),
            planned_on: Some(day("2026-05-20")),
            members: Vec::new(),
            ..planned(&town, &team, programme)
        };
        assert_eq!(
            code(visit::replan(desk, &team.tu, 1, moved.clone()).await),
            "authority-not-allowed"
        );
        visit::replan(desk, &team.bay, 1, moved.clone()).await.unwrap();
        assert_eq!(code(visit::replan(desk, &team.bay, 1, moved.clone()).await), "visit-stale");
        let (reader, scope) = (desk.store.read(), public_scope());
        let page = store::visit::page(&reader, &scope, id, town.today()).await.unwrap().unwrap();
        assert_eq!((page.line.planned_on, page.members.len()), (Some(day("2026-05-20")), 0));
        let nobody =
            NewVisit { leader: Some(PostId(desk.clock.id())), ..planned(&town, &team, programme) };
        assert_eq!(code(visit::plan(desk, &team.bay, nobody).await), "visit-post-unknown");
        visit::remove(desk, &team.bay, (id, 2)).await.unwrap();
        assert_eq!(code(visit::remove(desk, &team.bay, (id, 2)).await), "visit-unknown");
        let (_, begun) = plans(&town, &team).await;
        visit::keep_draft(desk, &team.bay, (begun, 1), Record::default()).await.unwrap();
        assert_eq!(code(visit::remove(desk, &team.bay, (begun, 2)).await), "visit-begun");
        assert!(!scope_of(&team.tu, town.today()).is_public());
    })
    .await;
}

/// What the tables of visits hold. A column that is added is read here by a person first: none may
/// name or describe somebody who was met.
#[tokio::test(flavor = "multi_thread")]
async fn no_column_of_a_visit_could_hold_a_person_who_was_met() {
    story(|town: Arc<Town>| async move {
        let mut columns = Vec::new();
        for table in store::catalogue::of(&town.desk.store).await.unwrap() {
            if table.name == "visit" || table.name.starts_with("visit_") {
                let own =
                    |column: &store::catalogue::Column| format!("{}.{}", table.name, column.name);
                columns.extend(table.columns.iter().map(own));
            }
        }
        columns.sort_unstable();
        let held = "visit.commune_id visit.draft visit.held_on visit.leader_id visit.made_at \
            visit.month_on visit.planned_on visit.record_key visit.recorded_on visit.revision \
            visit.speaker_id visit.state visit.theme visit.top_id visit.visit_id \
            visit.visit_programme_id visit_correction.corrected_at visit_correction.corrected_on \
            visit_correction.form_key visit_correction.number visit_correction.post_id \
            visit_correction.reason visit_correction.visit_id visit_correction_part.day_after \
            visit_correction_part.day_before visit_correction_part.difficulty_id \
            visit_correction_part.is_linked visit_correction_part.kind \
            visit_correction_part.line visit_correction_part.number visit_correction_part.part \
            visit_correction_part.post_after_id visit_correction_part.post_before_id \
            visit_correction_part.said_after visit_correction_part.said_before \
            visit_correction_part.visit_id visit_difficulty.difficulty_id \
            visit_difficulty.is_new visit_difficulty.visit_id visit_experience.number \
            visit_experience.practice_id visit_experience.said visit_experience.visit_id \
            visit_lesson.number visit_lesson.post_id visit_lesson.said visit_lesson.visit_id \
            visit_member.post_id visit_member.visit_id visit_place.began_by_id \
            visit_place.ended_by_id visit_place.followed_by visit_place.unit_id \
            visit_place.valid_from visit_place.valid_until visit_place.visit_id \
            visit_programme.goal visit_programme.issued_at visit_programme.issued_on \
            visit_programme.post_id visit_programme.title visit_programme.unit_id \
            visit_programme.visit_programme_id visit_programme.year visit_promise.is_own \
            visit_promise.matter_id visit_promise.number visit_promise.visit_id";
        assert_eq!(columns.join(" "), held);
        let typed = serde_json::to_value(record(&town, &Team::of(&town).await)).unwrap();
        let mut fields: Vec<&str> = typed.as_object().unwrap().keys().map(String::as_str).collect();
        fields.sort_unstable();
        let held = ["good", "held_on", "known", "lessons", "promises", "raised", "speaker"];
        assert_eq!(fields, held, "nor has the draft a place for one");
    })
    .await;
}

/// The form of a correction as it is shown: everything as it stands.
fn as_it_stands(page: &store::visit::Page) -> Record {
    Record {
        held_on: page.line.held_on,
        speaker: page.speaker.as_ref().map(|post| post.post_id),
        good: page.good.iter().map(|one| one.said.clone()).collect(),
        lessons: page
            .lessons
            .iter()
            .map(|one| LessonTyped { text: one.said.clone(), post: Some(one.post_id) })
            .collect(),
        known: page.difficulties.iter().filter(|(_, new)| !new).map(|(id, _)| *id).collect(),
        ..Record::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_corrected_with_a_reason_and_the_earlier_wording_stays() {
    story(|town: Arc<Town>| async move {
        let team = Team::of(&town).await;
        let (_, id) = plans(&town, &team).await;
        let typed = record(&town, &team);
        let early = visit::correct(
            &town.desk,
            &team.hanh,
            (id, 1, town.desk.clock.id()),
            (typed.clone(), "Chưa ghi".into()),
        );
        assert_eq!(code(early.await), "visit-not-recorded-yet");
        visit::record(&town.desk, &team.hanh, (id, 1, town.desk.clock.id()), typed).await.unwrap();
        let (reader, scope) = (town.desk.store.read(), public_scope());
        let page = || async {
            store::visit::page(&reader, &scope, id, town.today()).await.unwrap().unwrap()
        };
        let before = page().await;
        let [(promise, true)] = before.promises[..] else { panic!("{:?}", before.promises) };
        let owed = store::matter::page(&reader, &scope, promise, town.today()).await.unwrap();

        town.goes_to("2026-03-05");
        let mut new = as_it_stands(&before);
        new.good[0] = "Chung cư Hoa Sen cho khu phố mượn sảnh mỗi tối thứ sáu.".into();
        new.good.push("Tổ dân phố tự dọn hẻm mỗi sáng thứ bảy.".into());
        new.lessons.push(LessonTyped {
            text: "Phòng văn hóa phải có sổ phòng họp cho mượn.".into(),
            post: Some(team.officer),
        });
        new.raised.push(Raised {
            id: DifficultyId(town.desk.clock.id()),
            category: Some(Category::Culture),
            title: "Loa khu phố hỏng".into(),
            text: "Thông báo không tới cuối hẻm.".into(),
            since_on: Some(day("2026-01-01")),
        });
        let why = || "Sót điều nơi này đã nêu".to_owned();
        let key = town.desk.clock.id();
        let head = visit::correct(&town.desk, &team.tu, (id, 2, key), (new.clone(), why())).await;
        assert_eq!(code(head), "authority-not-allowed", "the place does not write the record");
        for _ in 0..2 {
            let (at, what) = ((id, 2, key), (new.clone(), why()));
            visit::correct(&town.desk, &team.hanh, at, what).await.unwrap();
        }
        let other = (id, 2, town.desk.clock.id());
        let stale = visit::correct(&town.desk, &team.hanh, other, (new.clone(), why())).await;
        assert_eq!(code(stale), "visit-stale");
        let after = page().await;
        assert_eq!(after.good.iter().map(|one| one.number).collect::<Vec<_>>(), [1, 2]);
        assert!(after.good[0].said.starts_with("Chung cư Hoa Sen"));
        assert_eq!(after.lessons[1].post_id, team.officer, "a lesson is the visitors' own");
        assert_eq!(after.difficulties.len(), 2);
        let [one] = &after.corrections[..] else { panic!("{:?}", after.corrections) };
        assert_eq!((one.corrected_on, one.reason.as_str()), (day("2026-03-05"), why().as_str()));
        assert_eq!(one.parts.len(), 4);
        assert_eq!(one.parts[0].said.0.as_ref(), Some(&before.good[0].said));
        assert!(one.parts[3].difficulty.as_ref().unwrap().1.contains("Loa"));
        assert_eq!(after.promises, before.promises);
        let now = store::matter::page(&reader, &scope, promise, day("2026-03-02")).await.unwrap();
        assert_eq!(now.map(|m| m.line), owed.map(|m| m.line), "a promise is not touched");

        let mut again = as_it_stands(&after);
        again.good[1].clear();
        let at = (id, 3, town.desk.clock.id());
        let what = (again, "Điều ấy của nơi khác".to_owned());
        visit::correct(&town.desk, &team.hanh, at, what).await.unwrap();
        let last = page().await;
        assert_eq!((last.good.len(), last.corrections.len()), (1, 2));
        assert_eq!(last.corrections[0], after.corrections[0], "what was said of it stays");
        let taken_out = &last.corrections[1].parts[0].said;
        assert_eq!(*taken_out, (Some("Tổ dân phố tự dọn hẻm mỗi sáng thứ bảy.".into()), None));
    })
    .await;
}
