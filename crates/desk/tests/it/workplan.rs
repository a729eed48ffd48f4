//! An agreed plan is revised: by the place or by the level above, line by line and with reasons, and
//! nothing that was told or proved is lost.

use desk::authority::{public_scope, system_scope};
use desk::matter::Handed;
use desk::workplan::{self, Told};
use ledger::WorkplanId;
use ledger::matter::{State as Stage, StepKind};
use ledger::workplan::{Ground, Mark, NewLine, Side, State};
use store::workplan::LineRow;

use crate::programme::{Circle, first};
use crate::town::{code, codes, day, story};

const WHY: &str = "Ban quản trị cho dùng thêm một phòng.";

impl Circle {
    /// The lines of a text.
    async fn text(&self, plan: WorkplanId, version: i64) -> Vec<LineRow> {
        let (reader, today) = (self.town.desk.store.read(), self.town.today());
        let page = self.plan(plan).await;
        let lines = store::workplan::lines(&reader, &system_scope(), &page, today).await.unwrap();
        lines.into_iter().filter(|line| line.version == version).collect()
    }

    /// A line as it stands, to be changed.
    fn typed(&self, row: &LineRow) -> NewLine {
        NewLine {
            id: row.line_id,
            target: Some(row.target),
            work: row.work.clone(),
            owner: Some(row.owner_id),
            due_on: Some(row.due_on),
            resources: row.resources.clone(),
            responsibility: row.responsibility.clone(),
            product: row.product.clone(),
            authority: row.authority.clone(),
            feasibility: row.feasibility.clone(),
            proof: Some(row.proof),
            is_pilot: row.is_pilot,
            ground: Some(match &row.difficulty {
                Some((id, _)) => Ground::Difficulty(*id),
                None => Ground::Same,
            }),
        }
    }

    /// The head sends what the place has written.
    async fn sends(&self, plan: WorkplanId, at: usize) {
        let revision = self.plan(plan).await.revision;
        let words = "Khu phố xin sửa như sau.".to_owned();
        workplan::send(&self.town.desk, &self.places[at].2, (plan, revision), words).await.unwrap();
    }

    async fn accepts(&self, plan: WorkplanId) -> Result<(), desk::Error> {
        let revision = self.plan(plan).await.revision;
        workplan::accept(&self.town.desk, &self.chairman.0, (plan, revision)).await
    }

    /// A plan of the first khu phố with two lines, agreed on: one on a difficulty, one on a figure.
    async fn agreed(&self) -> WorkplanId {
        let (desk, head) = (&self.town.desk, &self.places[0].2);
        let programme = self.issues().await;
        let plan = self.begins(head, programme, 0).await;
        let hard = Ground::Difficulty(self.raises(0).await);
        let chairs = NewLine {
            work: "Kê thêm 40 ghế cho phòng họp".into(),
            ..self.line(0, Some(self.counts(0, "31").await))
        };
        for line in [self.line(0, Some(hard)), chairs] {
            workplan::add_line(desk, head, plan, first(line)).await.unwrap();
        }
        self.sends(plan, 0).await;
        self.accepts(plan).await.unwrap();
        plan
    }

    async fn tells(&self, plan: WorkplanId, line: &LineRow, after: i64) {
        let (number, dated_on) = (format!("0{after}/BB-KP"), day("2026-03-01"));
        let told = Told {
            after,
            percent: Some(40 + after * 10),
            said: "Đã sơn tường, còn lắp quạt.".into(),
            proof: Some(Handed::Document { number, dated_on }),
        };
        let (desk, head) = (&self.town.desk, &self.places[0].2);
        workplan::report(desk, head, (plan, line.line_id), told).await.unwrap();
    }

    async fn matter(&self, line: &LineRow) -> store::matter::Line {
        let (reader, today) = (self.town.desk.store.read(), self.town.today());
        let ids = [line.root().0];
        let matters = store::matter::of_origins(&reader, &public_scope(), ids, today).await;
        matters.unwrap().pop().expect("a public matter")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_place_revises_line_by_line_and_what_was_told_and_proved_stays() {
    story(|town| async move {
        let circle = Circle::of(town).await;
        let plan = circle.agreed().await;
        let (desk, head) = (&circle.town.desk, &circle.places[0].2);
        let agreed = circle.text(plan, 1).await;
        circle.tells(plan, &agreed[0], 0).await;
        let room = circle.matter(&agreed[0]).await;
        let neighbour = workplan::revise(desk, &circle.places[1].2, plan).await;
        assert_eq!(code(neighbour), "authority-not-allowed");
        for _ in 0..2 {
            workplan::revise(desk, head, plan).await.unwrap();
        }
        let above = workplan::revise(desk, &circle.chairman.0, plan).await;
        assert_eq!(code(above), "workplan-revision-begun");
        let draft = circle.text(plan, 2).await;
        assert!(draft.len() == 2 && draft.iter().all(|row| row.mark() == Mark::Kept));
        let revision = circle.plan(plan).await.revision;
        let same = workplan::send(desk, head, (plan, revision), "Sửa".into()).await;
        assert_eq!(code(same), "workplan-revision-same");
        let bigger = NewLine {
            product: "Một phòng 90 chỗ dùng được mỗi tối".into(),
            due_on: Some(day("2026-09-30")),
            ..circle.typed(&draft[0])
        };
        let silent = workplan::change_line(desk, head, plan, first(bigger.clone())).await;
        assert_eq!(codes(silent), ["text-missing"], "a change says why");
        workplan::change_line(desk, head, plan, (bigger, WHY.into())).await.unwrap();
        let dropped = workplan::drop_line(desk, head, plan, draft[1].line_id).await;
        assert_eq!(code(dropped), "workplan-line-carried", "nothing agreed on just vanishes");
        let ended = (draft[1].line_id, "Chung cư đã cho mượn ghế.".to_owned());
        workplan::end_line(desk, head, plan, ended).await.unwrap();
        let fans = NewLine {
            work: "Lắp bốn quạt trần cho phòng họp".into(),
            ..circle.line(0, Some(circle.counts(0, "45").await))
        };
        workplan::add_line(desk, head, plan, (fans, "Phòng rất nóng.".into())).await.unwrap();
        circle.sends(plan, 0).await;
        let page = circle.plan(plan).await;
        assert_eq!((page.state, page.agreed, page.sent), (State::Countered, 1, 2));
        assert_eq!(circle.matter(&agreed[0]).await, room, "until both agree nothing changes");
        circle.tells(plan, &agreed[0], 1).await;
        circle.accepts(plan).await.unwrap();
        after_the_revision(&circle, plan, room).await;
    })
    .await;
}

/// What stands after [`the_place_revises_line_by_line_and_what_was_told_and_proved_stays`].
async fn after_the_revision(circle: &Circle, plan: WorkplanId, room: store::matter::Line) {
    let (reader, today) = (circle.town.desk.store.read(), circle.town.today());
    let page = circle.plan(plan).await;
    assert_eq!((page.state, page.agreed, page.lines), (State::Agreed, 2, 2));
    let now = circle.text(plan, 2).await;
    let marks: Vec<Mark> = now.iter().map(LineRow::mark).collect();
    assert_eq!(marks, [Mark::Changed, Mark::Ended, Mark::New]);
    let same = circle.matter(&now[0]).await;
    assert_eq!((same.matter_id, same.due_on), (room.matter_id, day("2026-09-30")));
    let history = store::matter::page(&reader, &public_scope(), room.matter_id, today).await;
    let history = history.unwrap().unwrap();
    let step = history.steps.last().unwrap();
    assert_eq!((step.kind, step.said.as_str()), (StepKind::Revised, WHY));
    assert_eq!(history.product, "Một phòng 90 chỗ dùng được mỗi tối");
    assert_eq!(circle.matter(&now[1]).await.state, Stage::Withdrawn);
    assert_eq!(circle.matter(&now[2]).await.state, Stage::Assigned);
    circle.tells(plan, &now[0], 2).await;
    let reports = store::workplan::reports(&reader, &public_scope(), &page, today).await.unwrap();
    let told: Vec<_> = reports.iter().map(|report| (report.line_id, report.percent)).collect();
    let root = now[0].root();
    assert_eq!(told, [(root, 40), (root, 50), (root, 60)], "one story, across the revision");
    assert_eq!(circle.text(plan, 1).await.len(), 2, "the earlier text is readable");
    let texts = store::workplan::versions(&reader, &public_scope(), &page).await.unwrap();
    assert!(texts.iter().all(|text| text.agreed_on == Some(today)));
    let scope = public_scope();
    let progress = store::programme::progress(&reader, &scope, page.programme_id, today).await;
    let counted: i64 = progress.unwrap().iter().map(|row| row.lines).sum();
    assert_eq!(counted, 2, "what ended is no longer counted");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_level_above_revises_and_the_place_answers_or_keeps_what_is_in_force() {
    story(|town| async move {
        let circle = Circle::of(town).await;
        let plan = circle.agreed().await;
        let (desk, head) = (&circle.town.desk, &circle.places[0].2);
        let chairman = &circle.chairman.0;
        let propose = || async {
            workplan::revise(desk, chairman, plan).await.unwrap();
            let draft = circle.plan(plan).await.sent + 1;
            let row = circle.text(plan, draft).await.remove(0);
            let sooner = NewLine { due_on: Some(day("2026-05-31")), ..circle.typed(&row) };
            workplan::change_line(desk, chairman, plan, (sooner, WHY.into())).await.unwrap();
            let revision = circle.plan(plan).await.revision;
            let words = "Phường mời làm sớm hơn.".to_owned();
            workplan::send(desk, chairman, (plan, revision), words).await.unwrap();
        };
        workplan::revise(desk, chairman, plan).await.unwrap();
        workplan::drop_text(desk, chairman, plan).await.unwrap();
        assert_eq!(circle.text(plan, 2).await, [], "a text that was not sent leaves nothing");
        propose().await;
        let own = workplan::accept(desk, chairman, (plan, circle.plan(plan).await.revision)).await;
        assert_eq!(code(own), "workplan-not-place-post", "nobody accepts their own words");
        let revision = circle.plan(plan).await.revision;
        let silent = workplan::decline(desk, head, (plan, revision), " ".into()).await;
        assert_eq!(code(silent), "text-missing");
        let why = "Thợ chỉ rảnh từ tháng sáu.".to_owned();
        workplan::decline(desk, head, (plan, revision), why.clone()).await.unwrap();
        let page = circle.plan(plan).await;
        assert_eq!((page.state, page.agreed, page.sent), (State::Agreed, 1, 2));
        let reader = desk.store.read();
        let texts = store::workplan::versions(&reader, &public_scope(), &page).await.unwrap();
        assert_eq!((&texts[1].declined_said, texts[1].agreed_on), (&why, None));
        let first_text = circle.text(plan, 1).await;
        assert_eq!(circle.matter(&first_text[0]).await.due_on, day("2026-06-30"));
        propose().await;
        workplan::answer(desk, head, plan).await.unwrap();
        let draft = circle.text(plan, 4).await;
        assert_eq!(draft[0].mark(), Mark::Changed, "the answer begins with what was sent");
        workplan::restore_line(desk, head, plan, draft[0].line_id).await.unwrap();
        let fans = NewLine { work: "Lắp quạt".into(), ..circle.typed(&draft[1]) };
        workplan::change_line(desk, head, plan, (fans, "Ghế đã đủ.".into())).await.unwrap();
        circle.sends(plan, 0).await;
        circle.accepts(plan).await.unwrap();
        let now = circle.text(plan, 4).await;
        assert_eq!((now[0].mark(), now[1].mark()), (Mark::Kept, Mark::Changed));
        assert_eq!(circle.matter(&now[0]).await.due_on, day("2026-06-30"), "kept as it was");
        assert_eq!(circle.matter(&now[1]).await.work, "Lắp quạt");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lateness_and_finished_work_are_not_revised_away() {
    story(|town| async move {
        let circle = Circle::of(town).await;
        let plan = circle.agreed().await;
        let (desk, head) = (&circle.town.desk, &circle.places[0].2);
        let agreed = circle.text(plan, 1).await;
        let chairs = circle.matter(&agreed[1]).await.matter_id;
        let proof = || {
            let (number, dated_on) = ("09/BB-KP".to_owned(), day("2026-03-02"));
            vec![Handed::Document { number, dated_on }]
        };
        let said = || ("Ghế đã kê đủ trong phòng họp.".to_owned(), Some(day("2026-03-02")));
        desk::matter::prove(desk, head, (chairs, 1), said(), proof()).await.unwrap();
        circle.town.goes_to("2026-07-10");
        workplan::revise(desk, head, plan).await.unwrap();
        let draft = circle.text(plan, 2).await;
        let later = NewLine { due_on: Some(day("2026-12-31")), ..circle.typed(&draft[0]) };
        let moved = workplan::change_line(desk, head, plan, (later, WHY.into())).await;
        assert_eq!(code(moved), "workplan-line-late");
        let done = (draft[1].line_id, "Không cần nữa.".to_owned());
        let ended = workplan::end_line(desk, head, plan, done).await;
        assert_eq!(code(ended), "workplan-line-done");
        let other = NewLine { product: "Phòng 90 chỗ".into(), ..circle.typed(&draft[0]) };
        workplan::change_line(desk, head, plan, (other, WHY.into())).await.unwrap();
        circle.sends(plan, 0).await;
        let room = circle.matter(&agreed[0]).await;
        assert!(room.is_late(circle.town.today()));
        desk::matter::prove(desk, head, (room.matter_id, 1), said(), proof()).await.unwrap();
        let answered = circle.accepts(plan).await;
        assert_eq!(code(answered), "workplan-accept-done", "answered while they talked it over");
        let still = circle.plan(plan).await;
        assert_eq!((still.state, still.agreed), (State::Countered, 1), "nothing half done");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_taken_over_from_another_place_is_flagged_in_a_revision_too() {
    story(|town| async move {
        let circle = Circle::of(town).await;
        let plan = circle.agreed().await;
        let (desk, (_, _, chin, _)) = (&circle.town.desk, &circle.places[1]);
        circle.town.goes_to("2026-03-10");
        let programme = circle.plan(plan).await.programme_id;
        let own = NewLine {
            work: "Mượn hội trường trường tiểu học làm nơi họp khu phố".into(),
            resources: "Không tốn tiền; bà con tự dọn dẹp sau mỗi buổi".into(),
            product: "Có chỗ họp 80 người tối thứ sáu hằng tuần".into(),
            feasibility: "Hiệu trưởng cho mượn, chỉ vướng kỳ thi cuối năm".into(),
            ..circle.line(1, Some(circle.counts(1, "22").await))
        };
        let other = circle.begins(chin, programme, 1).await;
        workplan::add_line(desk, chin, other, first(own)).await.unwrap();
        circle.sends(other, 1).await;
        circle.accepts(other).await.unwrap();
        assert_eq!(circle.plan(other).await.alike, 0, "words of its own");
        workplan::revise(desk, chin, other).await.unwrap();
        let row = circle.text(other, 2).await.remove(0);
        let taken = circle.line(1, None);
        let copied = NewLine { id: row.line_id, ground: Some(Ground::Same), ..taken };
        workplan::change_line(desk, chin, other, (copied, WHY.into())).await.unwrap();
        circle.sends(other, 1).await;
        let flagged = circle.plan(other).await;
        assert!(flagged.is_copied() && flagged.agreed == 1, "flagged, not refused");
        circle.accepts(other).await.unwrap();
        assert!(circle.plan(other).await.is_copied(), "and in force it stays flagged");
        let why = "Hai khu phố ở chung một chung cư.".to_owned();
        workplan::why_alike(desk, chin, other, why).await.unwrap();
        assert!(!circle.plan(plan).await.is_copied(), "who wrote first copied nobody");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_the_word_about_a_plan_finds_it_among_what_is_to_do() {
    story(|town| async move {
        let circle = Circle::of(town).await;
        let (desk, head) = (&circle.town.desk, &circle.places[0].2);
        let chairman = &circle.chairman.0;
        let waits = |who: &desk::Actor| {
            let who = who.clone();
            async move { workplan::waiting(desk, &who).await.unwrap().len() }
        };
        let plan = circle.agreed().await;
        assert_eq!((waits(head).await, waits(chairman).await), (0, 0), "both agree");
        workplan::revise(desk, head, plan).await.unwrap();
        assert_eq!((waits(head).await, waits(chairman).await), (1, 0), "begun, to be sent");
        let row = circle.text(plan, 2).await.remove(0);
        let ended = (row.line_id, "Chung cư đã sửa phòng.".to_owned());
        workplan::end_line(desk, head, plan, ended).await.unwrap();
        circle.sends(plan, 0).await;
        assert_eq!((waits(head).await, waits(chairman).await), (0, 1), "the head's to answer");
        assert_eq!(waits(&circle.places[1].2).await, 0, "the neighbour has no say");
        assert_eq!(waits(&circle.front.0).await, 1, "the ward's own may speak for it");
        let sides = workplan::sides(desk, chairman, circle.places[0].0).await.unwrap();
        assert_eq!(sides, [Side::Upper]);
    })
    .await;
}
