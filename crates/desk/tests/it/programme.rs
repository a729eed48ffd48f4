//! A programme and the plans of two khu phố under it.

use std::sync::Arc;

use desk::account::{self, NewAccount};
use desk::authority::{public_scope, scope_of, system_scope};
use desk::matter::Handed;
use desk::post::{self, NewPost};
use desk::workplan::{self, NewWorkplan, Told};
use desk::{Actor, Role};
use ledger::difficulty::{NewDifficulty, ToldBy};
use ledger::matter::{OriginKind, ProofKind, State as Stage};
use ledger::programme::{Issue, NewProgramme, NewTarget};
use ledger::status_sheet::NewSheet;
use ledger::workplan::{Ground, NewLine, Side, Source, State};
use ledger::{
    BodyId, BodyKind, Category, DifficultyId, PostCategory, PostKind, ProgrammeId, StatusSheetId,
    WorkplanId, WorkplanLineId, difficulty,
};
use units::{PostId, UnitId};

use crate::town::{Town, code, codes, day, story};

/// The people of the working loop: the ward's chairman and the Front's chair, and the heads of two
/// khu phố.
pub struct Circle {
    pub town: Arc<Town>,
    /// The ward's people's committee.
    pub committee: BodyId,
    /// Chairman of the ward.
    pub chairman: (Actor, PostId),
    /// Chair of the ward's Front.
    pub front: (Actor, PostId),
    /// Khu phố with their heads, by name.
    pub places: Vec<(UnitId, String, Actor, PostId)>,
}

impl Circle {
    pub async fn of(town: Arc<Town>) -> Self {
        let desk = &town.desk;
        let committee = BodyId(desk.clock.id());
        let body = store::body::Body {
            body_id: committee,
            kind: BodyKind::PeoplesCommittee,
            name: "Ủy ban nhân dân phường Bến Lá".into(),
            name_en: "People's Committee of Bến Lá".into(),
            unit_id: Some(town.ward),
            parent_id: None,
        };
        desk::body::add(desk, None, body.into()).await.unwrap();
        let ward = Some(town.ward);
        let role = (Role::WardLeader, PostKind::Chairman);
        let chairman = holder(&town, "bảy", role, ("Chủ tịch phường Bến Lá", ward)).await;
        let role = (Role::FrontOfficer, PostKind::FrontHead);
        let front = holder(&town, "năm", role, ("Chủ tịch Mặt trận phường Bến Lá", ward)).await;
        let mut places = Vec::new();
        for (line, name) in town.base_units(town.today()).await.into_iter().zip(["tư", "chín"]) {
            let role = (Role::UnitHead, PostKind::UnitHead);
            let post = format!("Trưởng {}", line.name.to_lowercase());
            let (actor, id) = holder(&town, name, role, (&post, Some(line.unit_id))).await;
            places.push((line.unit_id, line.name, actor, id));
        }
        Self { town, committee, chairman, front, places }
    }

    /// The chairman writes a programme and issues it.
    pub async fn issues(&self) -> ProgrammeId {
        let desk = &self.town.desk;
        let id = ProgrammeId(desk.clock.id());
        let new = self.programme(id);
        desk::programme::write(desk, &self.chairman.0, new).await.unwrap();
        let by = Issue { number: "12-CTr/ĐU".into(), dated_on: Some(day("2026-03-01")) };
        let change = desk::programme::Change::Issue(by);
        desk::programme::change(desk, &self.chairman.0, (id, 1), change).await.unwrap();
        id
    }

    fn programme(&self, id: ProgrammeId) -> NewProgramme {
        NewProgramme {
            id,
            unit: self.town.ward,
            issuer: Some(self.committee),
            head: Some(self.chairman.1),
            title: "Mỗi khu phố một nơi sinh hoạt".into(),
            goals: "Bà con có chỗ họp, các cháu có chỗ chơi.".into(),
            period: (Some(day("2026-01-01")), Some(day("2026-12-31"))),
            targets: vec![NewTarget {
                label: "Khu phố có nơi sinh hoạt".into(),
                unit: "khu phố".into(),
                baseline_milli: Some(0),
                goal_milli: Some(2_000),
                by_on: Some(day("2026-12-31")),
            }],
        }
    }

    /// A head tells of a difficulty of the own khu phố.
    pub async fn raises(&self, at: usize) -> DifficultyId {
        let (unit, _, head, _) = &self.places[at];
        let desk = &self.town.desk;
        let new = NewDifficulty {
            id: DifficultyId(desk.clock.id()),
            unit: *unit,
            category: Some(Category::Culture),
            title: "Khu phố chưa có nơi sinh hoạt".into(),
            text: "Họp nhờ nhà dân, mỗi lần chỉ chứa được 40 người.".into(),
            since_on: Some(day("2025-07-01")),
            told_by: ToldBy::Place,
            tried: String::new(),
            figure: None,
        };
        desk::difficulty::raise(desk, head, new).await.unwrap()
    }

    /// A head takes a status sheet of the own khu phố; the figure of it that a line may stand on.
    pub async fn counts(&self, at: usize, attending: &str) -> Ground {
        let (unit, _, head, _) = &self.places[at];
        let desk = &self.town.desk;
        let typed = [
            ("cho_ngoi_sinh_hoat", "40"),
            ("ho_du_hop", attending),
            ("ho_nhan_tin", "60"),
            ("ho_trong_to", "50"),
            ("viec_chung", "3"),
        ];
        let id = StatusSheetId(desk.clock.id());
        let new = NewSheet {
            id,
            unit: *unit,
            counted_on: None,
            typed: typed.map(|(code, typed)| (code.to_owned(), typed.to_owned())).to_vec(),
            solutions: Vec::new(),
            note: String::new(),
        };
        let sheet = desk::status_sheet::keep(desk, head, new).await.unwrap();
        Ground::Figure(Source { sheet, code: "ho_du_hop".into() })
    }

    pub fn line(&self, at: usize, ground: Option<Ground>) -> NewLine {
        NewLine {
            id: WorkplanLineId(self.town.desk.clock.id()),
            target: Some(1),
            work: "Sửa phòng sinh hoạt ở tầng trệt chung cư".into(),
            owner: Some(self.places[at].3),
            due_on: Some(day("2026-06-30")),
            resources: "35 triệu đồng quỹ khu phố, thợ của chung cư".into(),
            responsibility: "Khu phố lo việc sửa, ban quản trị cho dùng phòng".into(),
            product: "Một phòng 60 chỗ dùng được mỗi tối".into(),
            authority: "Tự quyết khoản dưới 5 triệu đồng".into(),
            feasibility: "Phòng đang bỏ trống, ban quản trị đã đồng ý".into(),
            proof: Some(ProofKind::Document),
            is_pilot: true,
            ground,
        }
    }

    pub async fn begins(&self, who: &Actor, programme: ProgrammeId, at: usize) -> WorkplanId {
        let id = WorkplanId(self.town.desk.clock.id());
        let new = NewWorkplan { id, programme, unit: self.places[at].0 };
        workplan::begin(&self.town.desk, who, new).await.unwrap()
    }

    pub async fn plan(&self, id: WorkplanId) -> store::workplan::Line {
        let reader = self.town.desk.store.read();
        let today = self.town.today();
        store::workplan::page(&reader, &system_scope(), id, today).await.unwrap().unwrap()
    }

    /// A place writes its own plan with one line and sends it.
    pub async fn proposes(&self, programme: ProgrammeId, at: usize, on: Ground) -> WorkplanId {
        let (desk, head) = (&self.town.desk, &self.places[at].2);
        let id = self.begins(head, programme, at).await;
        workplan::add_line(desk, head, id, first(self.line(at, Some(on)))).await.unwrap();
        let revision = self.plan(id).await.revision;
        workplan::send(desk, head, (id, revision), "Khu phố xin làm thế này.".into())
            .await
            .unwrap();
        id
    }

    pub async fn matter_of(&self, plan: WorkplanId) -> (WorkplanLineId, store::matter::Line) {
        let (reader, today) = (self.town.desk.store.read(), self.town.today());
        let page = self.plan(plan).await;
        let lines = store::workplan::lines(&reader, &public_scope(), &page, today).await.unwrap();
        let line = lines.iter().find(|line| line.version == page.sent).unwrap().line_id;
        let matters = store::matter::of_origins(&reader, &public_scope(), [line.0], today).await;
        (line, matters.unwrap().pop().expect("a public matter"))
    }
}

/// Makes a post, and an account that holds it.
pub async fn holder(
    town: &Town,
    name: &str,
    (role, kind): (Role, PostKind),
    (post_name, unit): (&str, Option<UnitId>),
) -> (Actor, PostId) {
    let desk = &town.desk;
    let id = PostId(desk.clock.id());
    let new = NewPost {
        id,
        kind,
        category: PostCategory::Cadre,
        name: post_name.to_owned(),
        name_en: String::new(),
        body: None,
        unit,
        superior: None,
    };
    post::add(desk, None, new).await.unwrap();
    let new = NewAccount {
        name: name.to_owned(),
        display_name: name.to_owned(),
        password: format!("{name} ở Bến Lá"),
        role,
        unit,
        post: post_name.to_owned(),
        post_id: Some(id),
        must_change: false,
    };
    let account = account::add(desk, None, new).await.unwrap();
    (account::actor(desk, account).await.unwrap().unwrap(), id)
}

/// A line of a first text, which needs no reason.
pub fn first(line: NewLine) -> (NewLine, String) {
    (line, String::new())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_programme_is_written_once_seen_when_issued_and_only_by_the_office() {
    story(|town| async move {
        let circle = Circle::of(town).await;
        let desk = &circle.town.desk;
        let id = ProgrammeId(desk.clock.id());
        let (head, chairman) = (&circle.places[0].2, &circle.chairman.0);
        let refused = desk::programme::write(desk, head, circle.programme(id)).await;
        assert_eq!(code(refused), "authority-not-allowed");
        let headless = NewProgramme { head: None, ..circle.programme(id) };
        let refused = desk::programme::write(desk, chairman, headless).await;
        assert_eq!(codes(refused), ["programme-head-missing"]);
        for _ in 0..2 {
            let written = desk::programme::write(desk, chairman, circle.programme(id)).await;
            assert_eq!(written.unwrap(), id);
        }
        let (reader, today) = (desk.store.read(), circle.town.today());
        let seen = |scope| {
            let reader = reader.clone();
            async move { store::programme::list(&reader, &scope, today).await.unwrap().len() }
        };
        assert_eq!(seen(public_scope()).await, 0, "a draft is the office's own");
        assert_eq!(seen(scope_of(chairman, today)).await, 1);
        let begun = NewWorkplan {
            id: WorkplanId(desk.clock.id()),
            programme: id,
            unit: circle.places[0].0,
        };
        let early = workplan::begin(desk, chairman, begun).await;
        assert_eq!(code(early), "programme-not-issued");
        let again = NewProgramme {
            title: "Mỗi khu phố hai nơi sinh hoạt".into(),
            period: (Some(day("2026-02-01")), Some(day("2026-12-31"))),
            ..circle.programme(id)
        };
        let rewrite = |new: &NewProgramme| desk::programme::Change::Rewrite(new.clone());
        let refused = desk::programme::change(desk, head, (id, 1), rewrite(&again)).await;
        assert_eq!(code(refused), "authority-not-allowed");
        let headless = NewProgramme { head: None, targets: Vec::new(), ..again.clone() };
        let refused = desk::programme::change(desk, chairman, (id, 1), rewrite(&headless)).await;
        assert_eq!(codes(refused), ["programme-head-missing", "programme-no-target"]);
        desk::programme::change(desk, chairman, (id, 1), rewrite(&again)).await.unwrap();
        let stale = desk::programme::change(desk, chairman, (id, 1), rewrite(&again)).await;
        assert_eq!(code(stale), "programme-stale");
        let page = store::programme::page(&reader, &system_scope(), id, today).await.unwrap();
        let page = page.unwrap();
        assert_eq!((page.line.title, page.targets.len()), (again.title.clone(), 1));
        assert_eq!(page.line.from_on, day("2026-02-01"));
        let by = Issue { number: "12-CTr/ĐU".into(), dated_on: Some(today) };
        let issue = || desk::programme::Change::Issue(by.clone());
        desk::programme::change(desk, chairman, (id, 2), issue()).await.unwrap();
        let stale = desk::programme::change(desk, chairman, (id, 2), issue()).await;
        assert_eq!(code(stale), "programme-stale");
        assert_eq!(seen(public_scope()).await, 1);
        let late = desk::programme::change(desk, chairman, (id, 3), rewrite(&again)).await;
        assert_eq!(code(late), "programme-not-draft");
        let end = desk::programme::Change::End("Hai khu phố đã có nơi sinh hoạt.".into());
        desk::programme::change(desk, chairman, (id, 3), end).await.unwrap();
        let late = workplan::begin(desk, chairman, begun).await;
        assert_eq!(code(late), "programme-not-issued");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ward_proposes_the_khu_pho_answers_and_both_texts_stay() {
    story(|town| async move {
        let circle = Circle::of(town).await;
        let desk = &circle.town.desk;
        let programme = circle.issues().await;
        let (chairman, (unit, _, head, _)) = (&circle.chairman.0, &circle.places[0]);
        let neighbour = &circle.places[1].2;
        assert_eq!(workplan::sides(desk, chairman, *unit).await.unwrap(), [Side::Upper]);
        assert_eq!(workplan::sides(desk, head, *unit).await.unwrap(), [Side::Place]);
        assert_eq!(workplan::sides(desk, neighbour, *unit).await.unwrap(), []);
        let plan = circle.begins(chairman, programme, 0).await;
        let again = NewWorkplan { id: plan, programme, unit: *unit };
        assert_eq!(workplan::begin(desk, chairman, again).await.unwrap(), plan);
        let untied = workplan::add_line(desk, chairman, plan, first(circle.line(0, None))).await;
        assert_eq!(code(untied), "workplan-line-untied");
        let elsewhere = Ground::Difficulty(circle.raises(1).await);
        let line = first(circle.line(0, Some(elsewhere)));
        let tied = workplan::add_line(desk, chairman, plan, line).await;
        assert_eq!(code(tied), "workplan-difficulty-elsewhere");
        let theirs = first(circle.line(0, Some(circle.counts(1, "40").await)));
        let tied = workplan::add_line(desk, chairman, plan, theirs).await;
        assert_eq!(code(tied), "workplan-figure-elsewhere", "a figure of the neighbour's sheet");
        let Ground::Figure(source) = circle.counts(0, "31").await else { unreachable!() };
        let unknown = Ground::Figure(Source { code: "khong_co".into(), ..source.clone() });
        let tied = workplan::add_line(desk, chairman, plan, first(circle.line(0, Some(unknown))));
        assert_eq!(code(tied.await), "workplan-figure-elsewhere", "no such figure on it");
        let line = first(circle.line(0, Some(Ground::Figure(source))));
        for _ in 0..2 {
            workplan::add_line(desk, chairman, plan, line.clone()).await.unwrap();
        }
        let hers = workplan::add_line(desk, head, plan, line.clone()).await;
        assert_eq!(code(hers), "workplan-not-upper-post");
        let (reader, today) = (desk.store.read(), circle.town.today());
        let read = store::workplan::page(&reader, &public_scope(), plan, today).await.unwrap();
        assert_eq!(read, None, "a text that is not sent is nobody else's");
        let revision = circle.plan(plan).await.revision;
        let words = "Mời khu phố làm trong quý hai.".to_owned();
        workplan::send(desk, chairman, (plan, revision), words).await.unwrap();
        let revision = circle.plan(plan).await.revision;
        let own = workplan::accept(desk, chairman, (plan, revision)).await;
        assert_eq!(code(own), "workplan-not-place-post", "nobody accepts their own words");
        for _ in 0..2 {
            workplan::answer(desk, head, plan).await.unwrap();
        }
        let second = NewLine {
            work: "Kê thêm 40 ghế cho phòng họp".into(),
            ..circle.line(0, Some(Ground::Difficulty(circle.raises(0).await)))
        };
        workplan::add_line(desk, head, plan, first(second)).await.unwrap();
        let revision = circle.plan(plan).await.revision;
        let words = "Phòng cần thêm ghế, xin làm hai việc.".to_owned();
        workplan::send(desk, head, (plan, revision), words).await.unwrap();
        let page = circle.plan(plan).await;
        let texts = store::workplan::versions(&reader, &public_scope(), &page).await.unwrap();
        let said: Vec<(Side, i64)> = texts.iter().map(|text| (text.side, text.number)).collect();
        assert_eq!(said, [(Side::Upper, 1), (Side::Place, 2)]);
        let lines = store::workplan::lines(&reader, &public_scope(), &page, today).await.unwrap();
        let of = |version| lines.iter().filter(|line| line.version == version).count();
        assert_eq!((of(1), of(2)), (1, 2), "the first text is kept as it was sent");
        let counted = lines[0].figure.clone().unwrap();
        assert_eq!((counted.value_milli, counted.on), (31_000, today), "as the sheet has it");
        assert!(lines[0].source.is_some() && counted.unit == "%");
        workplan::accept(desk, chairman, (plan, page.revision)).await.unwrap();
        assert_eq!(circle.plan(plan).await.state, State::Agreed);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_agreed_on_is_a_matter_that_answers_the_difficulty() {
    story(|town| async move {
        let circle = Circle::of(town).await;
        let desk = &circle.town.desk;
        let programme = circle.issues().await;
        let hard = circle.raises(0).await;
        let plan = circle.proposes(programme, 0, Ground::Difficulty(hard)).await;
        let revision = circle.plan(plan).await.revision;
        workplan::accept(desk, &circle.chairman.0, (plan, revision)).await.unwrap();
        let (line, matter) = circle.matter_of(plan).await;
        assert_eq!((matter.origin_kind, matter.state), (OriginKind::WorkplanLine, Stage::Assigned));
        assert_eq!((matter.owner_id, matter.due_on), (circle.places[0].3, day("2026-06-30")));
        assert_eq!(matter.difficulty_id, Some(hard));
        let (reader, scope) = (desk.store.read(), public_scope());
        let page = store::difficulty::page(&reader, &scope, hard, circle.town.today()).await;
        assert_eq!(page.unwrap().unwrap().line.state, difficulty::State::Working);
        let head = &circle.places[0].2;
        let told = |after, percent, proof| Told {
            after,
            percent: Some(percent),
            said: "Đã sơn tường, còn lắp quạt.".into(),
            proof,
        };
        let paper = || {
            let (number, dated_on) = ("03/BB-KP".to_owned(), day("2026-03-01"));
            Some(Handed::Document { number, dated_on })
        };
        let tell = |who: Actor, told| async move {
            workplan::report(desk, &who, (plan, line), told).await
        };
        assert_eq!(code(tell(head.clone(), told(0, 40, None)).await), "workplan-report-proof");
        assert_eq!(code(tell(head.clone(), told(0, 100, paper())).await), "workplan-report-done");
        let neighbour = circle.places[1].2.clone();
        assert_eq!(code(tell(neighbour, told(0, 40, paper())).await), "authority-elsewhere");
        for _ in 0..2 {
            tell(head.clone(), told(0, 40, paper())).await.unwrap();
        }
        assert_eq!(code(tell(head.clone(), told(0, 60, paper())).await), "workplan-report-stale");
        let page = circle.plan(plan).await;
        let reports = store::workplan::reports(&reader, &scope, &page, circle.town.today()).await;
        let percents: Vec<i64> = reports.unwrap().iter().map(|report| report.percent).collect();
        assert_eq!(percents, [40], "sent twice it stands once");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_roll_up_counts_on_time_and_late_by_place_in_the_order_of_names() {
    story(|town| async move {
        let circle = Circle::of(town).await;
        let desk = &circle.town.desk;
        let programme = circle.issues().await;
        for at in [1, 0] {
            let plan = circle.proposes(programme, at, circle.counts(at, "31").await).await;
            let revision = circle.plan(plan).await.revision;
            workplan::accept(desk, &circle.chairman.0, (plan, revision)).await.unwrap();
            if at == 0 {
                let (_, matter) = circle.matter_of(plan).await;
                let said = "Phòng đã sửa xong, bàn ghế đã kê đủ.".to_owned();
                let (number, dated_on) = ("09/BB-KP".to_owned(), day("2026-03-02"));
                let proof = vec![Handed::Document { number, dated_on }];
                let (who, on) = (&circle.places[0].2, Some(day("2026-03-02")));
                desk::matter::prove(desk, who, (matter.matter_id, 1), (said, on), proof)
                    .await
                    .unwrap();
                let confirm = ledger::matter::Act::Confirm;
                desk::matter::act(desk, &circle.chairman.0, (matter.matter_id, 2), confirm)
                    .await
                    .unwrap();
            }
        }
        let reader = desk.store.read();
        let of = |day| store::programme::progress(&reader, &ANYBODY, programme, day);
        let progress = of(day("2026-06-30")).await.unwrap();
        let told: Vec<_> = progress
            .iter()
            .map(|row| (row.unit_id, row.lines, row.open, row.late, row.on_time, row.done_late))
            .collect();
        let [first, second] = [circle.places[0].0, circle.places[1].0];
        assert_eq!(told, [(first, 1, 0, 0, 1, 0), (second, 1, 1, 0, 0, 0)]);
        let progress = of(day("2026-07-01")).await.unwrap();
        assert_eq!((progress[1].open, progress[1].late), (0, 1), "its day has passed");
    })
    .await;
}

static ANYBODY: std::sync::LazyLock<store::Scope> = std::sync::LazyLock::new(public_scope);

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_taken_over_from_another_place_is_flagged_and_the_place_may_say_why() {
    story(|town| async move {
        let circle = Circle::of(town).await;
        let desk = &circle.town.desk;
        let programme = circle.issues().await;
        let first = circle.proposes(programme, 0, circle.counts(0, "31").await).await;
        circle.town.goes_to("2026-03-10");
        let second = circle.proposes(programme, 1, circle.counts(1, "31").await).await;
        assert!(!circle.plan(first).await.is_copied(), "who wrote first copied nobody");
        let flagged = circle.plan(second).await;
        assert!(flagged.is_copied() && flagged.state == State::Countered, "flagged, not refused");
        let (reader, today) = (desk.store.read(), circle.town.today());
        let lines = store::workplan::lines(&reader, &public_scope(), &flagged, today).await;
        let like = lines.unwrap().remove(0).resembles.unwrap();
        assert_eq!((like.workplan_id, &like.unit), (first, &circle.places[0].1));
        assert_eq!(like.per_mille, 1_000);
        let why = "Hai khu phố ở chung một chung cư, dùng chung phòng này.".to_owned();
        let strange = workplan::why_alike(desk, &circle.places[0].2, second, why.clone()).await;
        assert_eq!(code(strange), "workplan-not-place-post");
        let clean = workplan::why_alike(desk, &circle.places[0].2, first, why.clone()).await;
        assert_eq!(code(clean), "workplan-not-alike");
        workplan::why_alike(desk, &circle.places[1].2, second, why.clone()).await.unwrap();
        let told = circle.plan(second).await;
        assert_eq!((told.alike_why, told.alike_why_on), (why, Some(today)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_stays_with_its_khu_pho_and_its_open_matter_goes_where_the_households_go() {
    story(|town| async move {
        let circle = Circle::of(town).await;
        let desk = &circle.town.desk;
        let programme = circle.issues().await;
        let mut plans = Vec::new();
        for at in [0, 1] {
            let plan = circle.proposes(programme, at, circle.counts(at, "31").await).await;
            let revision = circle.plan(plan).await.revision;
            workplan::accept(desk, &circle.chairman.0, (plan, revision)).await.unwrap();
            plans.push(plan);
        }
        circle.town.adopts().await;
        circle.town.goes_to("2026-07-02");
        let mut moved = 0;
        for (at, plan) in plans.iter().enumerate() {
            let page = circle.plan(*plan).await;
            assert_eq!(page.unit_id, circle.places[at].0, "the plan is the place's that wrote it");
            let (_, matter) = circle.matter_of(*plan).await;
            let there = circle.town.households_of(matter.unit_id, circle.town.today()).await;
            assert!(there > 0, "the matter lies where people live");
            moved += usize::from(matter.unit_id != page.unit_id);
            let reader = desk.store.read();
            let progress =
                store::programme::progress(&reader, &ANYBODY, programme, day("2026-07-02"));
            assert_eq!(progress.await.unwrap().len(), 2, "the roll-up still names both");
        }
        assert!(moved > 0, "a khu phố that ended has no open matter left");
    })
    .await;
}
