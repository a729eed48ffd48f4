//! Figures of khu phố: told, corrected, brought in files, and read across a redrawing.

use std::sync::Arc;

use desk::authority::{public_scope, scope_of, system_scope};
use desk::indicator::{
    Asked, Document, NewIndicator, Report, Standing, Table, Typed, apply, bring, define, missing,
    open, table, tell, withdraw,
};
use desk::{Actor, Error};
use store::Scope;
use store::indicator::FileState;
use units::indicator::{Aggregate, ReportPeriod, Rhythm, View};
use units::lineage::SharedBy;
use units::{FigureFileId, IndicatorId, Level, UnitId};

use crate::programme::Circle;
use crate::town::{code, codes, day, story};

/// The circle of the town, with households and poor households to tell.
struct Counting {
    circle: Circle,
    households: IndicatorId,
    poor: IndicatorId,
    share: IndicatorId,
}

fn year(text: &str) -> ReportPeriod {
    text.parse().unwrap()
}

impl Counting {
    async fn of(circle: Circle) -> Self {
        let chairman = circle.chairman.0.clone();
        let desk = circle.town.desk.clone();
        let new = |code: &str| NewIndicator {
            id: IndicatorId(desk.clock.id()),
            code: code.to_owned(),
            unit: circle.town.ward,
            name: (format!("Chỉ tiêu {code}"), String::new()),
            measure: ("hộ".into(), String::new()),
            says: "Hộ đang ở".into(),
            aggregate: Some(Aggregate::Last),
            level: Some(Level::Grassroots),
            rhythm: Some(Rhythm::Year),
            places: 0,
            shared_by: SharedBy::Households,
            parts: (None, None),
            scale: 100,
            counts_people: true,
            is_public: true,
            due_days: 5,
        };
        let defined = async |new: NewIndicator| {
            define(&desk, Some(&chairman), new.clone()).await.unwrap();
            define(&desk, Some(&chairman), new).await.unwrap()
        };
        let households = defined(new("ho")).await;
        let poor = defined(new("ho_ngheo")).await;
        let ratio = NewIndicator {
            aggregate: Some(Aggregate::Ratio),
            parts: (Some(poor), Some(households)),
            places: 1,
            ..new("ty_le")
        };
        let share = defined(ratio).await;
        Self { circle, households, poor, share }
    }

    /// The head of a khu phố tells both counts of a year.
    async fn tells(&self, at: usize, period: &str, counts: [i64; 2]) {
        let (unit, _, head, _) = &self.circle.places[at];
        let report = self.report(*unit, period, counts.map(|count| count.to_string()));
        tell(&self.circle.town.desk, head, report).await.unwrap();
    }

    fn report(&self, unit: UnitId, period: &str, texts: [String; 2]) -> Report {
        let [households, poor] = texts;
        let figures = vec![
            Typed { indicator: self.households, field: "so-1", text: households },
            Typed { indicator: self.poor, field: "so-2", text: poor },
        ];
        Report { unit, period: year(period), figures, why: String::new() }
    }

    async fn table(&self, scope: &Scope, id: IndicatorId, view: View) -> Table {
        self.table_of(scope, (id, None), view).await.unwrap()
    }

    async fn table_of(
        &self,
        scope: &Scope,
        (id, place): (IndicatorId, Option<UnitId>),
        view: View,
    ) -> Result<Table, Error> {
        let desk = &self.circle.town.desk;
        let at = self.circle.town.today();
        let indicator = desk::indicator::one(desk, scope, id, at).await?;
        let asked = Asked { indicator, place, view, rhythm: None, from: None, is_deep: false, at };
        table(desk, scope, asked).await
    }

    fn chairman(&self) -> &Actor {
        &self.circle.chairman.0
    }
}

fn whole(table: &Table) -> Vec<Option<i64>> {
    table.whole.iter().map(|cell| cell.milli.map(|milli| milli / 1_000)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_tells_the_own_khu_pho_and_a_correction_keeps_what_was_told() {
    story(|town| async move {
        let counting = Counting::of(Circle::of(town).await).await;
        let desk = &counting.circle.town.desk;
        let (unit, _, head, _) = &counting.circle.places[0];
        let other = &counting.circle.places[1].2;
        let report = |texts: [&str; 2]| counting.report(*unit, "2025", texts.map(str::to_owned));
        assert_eq!(code(tell(desk, other, report(["30", "12"])).await), "authority-elsewhere");
        let wrong = tell(desk, head, report(["3,5", "mười"])).await;
        assert_eq!(codes(wrong), ["indicator-figure-not-whole", "indicator-figure-unreadable"]);
        let below = tell(desk, head, report(["-3", ""])).await;
        assert_eq!(codes(below), ["indicator-figure-below-zero"]);
        let ahead = Report { period: year("2026"), ..report(["30", ""]) };
        assert_eq!(codes(tell(desk, head, ahead).await), ["indicator-period-not-over"]);
        let monthly = Report { period: year("2025-12"), ..report(["30", ""]) };
        assert_eq!(codes(tell(desk, head, monthly).await), ["indicator-rhythm-differs"]);
        let made = Typed { indicator: counting.share, field: "so-1", text: "40".into() };
        let made = Report { figures: vec![made], ..report(["", ""]) };
        assert_eq!(codes(tell(desk, head, made).await), ["indicator-not-told"]);
        assert_eq!(tell(desk, head, report(["30", "12"])).await.unwrap(), 2);
        assert_eq!(tell(desk, head, report(["30", "12"])).await.unwrap(), 0, "sent twice");
        assert_eq!(codes(tell(desk, head, report(["31", ""])).await), ["indicator-why-missing"]);
        let why = Report { why: "Đếm sót hẻm 2".into(), ..report(["31", ""]) };
        assert_eq!(tell(desk, head, why).await.unwrap(), 1);
        let scope = scope_of(head, counting.circle.town.today());
        let of = (counting.households, Some(*unit));
        let told = counting.table_of(&scope, of, View::AsItWas).await.unwrap();
        assert_eq!(whole(&told), [Some(31)]);
        let history: Vec<(i64, i64, &str)> = told
            .history
            .iter()
            .map(|told| (told.number, told.milli / 1_000, told.why.as_str()))
            .collect();
        assert_eq!(history, [(2, 31, "Đếm sót hẻm 2"), (1, 30, "")]);
        assert!(told.history[0].post.as_ref().unwrap().0.starts_with("Trưởng"));
        let visitor = counting.table_of(&public_scope(), of, View::AsItWas).await.unwrap();
        assert_eq!(visitor.history, [], "who corrected what is for those who work there");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_redrawing_figures_follow_the_households_and_a_revert_restores_every_byte() {
    story(|town| async move {
        let counting = Counting::of(Circle::of(Arc::clone(&town)).await).await;
        counting.tells(0, "2024", [101, 40]).await;
        counting.tells(1, "2024", [53, 20]).await;
        counting.tells(0, "2025", [120, 30]).await;
        counting.tells(1, "2025", [60, 18]).await;
        let scope = scope_of(counting.chairman(), town.today());
        let all = || async {
            let mut all = String::new();
            for id in [counting.households, counting.poor, counting.share] {
                for view in [View::AsItWas, View::AsToday, View::Blocks] {
                    all.push_str(&format!("{:?}\n", counting.table(&scope, id, view).await));
                }
            }
            all
        };
        let before = all().await;
        let first = town.adopts().await;
        assert_eq!(all().await, before, "before its day nothing has changed");
        let why = "Hội đồng yêu cầu xem lại ranh giới";
        desk::reorganisation::revert(&town.desk, &town.ba_sau, first, why).await.unwrap();
        assert_eq!(all().await, before, "every byte is as it was");
        let plan = town.redraws().await;
        town.adopts_plan(plan).await;
        town.goes_to("2026-07-02");
        follows(&counting, &scope).await;
    })
    .await;
}

/// The figures after the day are what the edges say, household by household.
async fn follows(counting: &Counting, scope: &Scope) {
    let town = &counting.circle.town;
    let lineage = town.lineage().await;
    let told = |unit: UnitId| -> u64 {
        let at = counting.circle.places.iter().position(|place| place.0 == unit).unwrap();
        [120, 60][at]
    };
    let mut expected: Vec<(UnitId, u64)> =
        lineage.new.iter().map(|line| (line.unit_id, 0)).collect();
    for (at, old) in lineage.old.iter().enumerate() {
        let mut parts: Vec<(UnitId, u64)> = lineage
            .cells
            .iter()
            .filter(|cell| cell.0 == at)
            .map(|cell| (lineage.new[cell.1].unit_id, u64::try_from(cell.2).unwrap()))
            .collect();
        parts.sort_unstable();
        let weights: Vec<u64> = parts.iter().map(|part| part.1).collect();
        let split = units::apportion(told(old.unit_id), &weights).parts;
        for ((unit, _), part) in parts.iter().zip(split) {
            expected.iter_mut().find(|(known, _)| known == unit).unwrap().1 += part;
        }
    }
    let today = counting.table(scope, counting.households, View::AsToday).await;
    assert_eq!(whole(&today), [Some(154), Some(180)], "nobody is lost");
    for (unit, count) in expected {
        let line = today.lines.iter().find(|line| line.places[0].unit == unit).unwrap();
        assert_eq!(line.cells[1].milli, Some(i64::try_from(count * 1_000).unwrap()));
        assert_eq!(line.cells[1].estimated, 0, "the edges are counted");
    }
    assert!(today.lines.iter().any(|line| line.cells[1].divided > 0), "a khu phố was divided");
    assert!(!today.divisions.is_empty() && today.divisions.iter().all(|it| !it.how.is_estimate));
    assert_eq!(today.days, [day("2026-07-01")]);
    let share = counting.table(scope, counting.share, View::AsToday).await;
    // 48 of 180, not the mean of 25 % and 30 %.
    assert_eq!(share.whole[1].milli, Some(26_700));
    let was = counting.table(scope, counting.households, View::AsItWas).await;
    assert_eq!(whole(&was), [None, Some(180)], "in 2024 there was no such ward");
    let old: Vec<i64> = was.lines.iter().filter_map(|line| line.cells[1].milli).collect();
    assert_eq!(old.iter().sum::<i64>(), 180_000);
    assert!(was.lines.iter().any(|line| line.places[0].ended.is_some()));
    let blocks = counting.table(scope, counting.households, View::Blocks).await;
    assert_eq!(whole(&blocks), [Some(154), Some(180)]);
    assert_eq!(blocks.lines.len(), 1, "both exchanged households");
    assert_eq!(blocks.lines[0].before.len(), 2);
    assert_eq!(blocks.lines[0].cells[1].divided, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_is_told_no_count_that_points_at_a_household() {
    story(|town| async move {
        let counting = Counting::of(Circle::of(town).await).await;
        counting.tells(0, "2025", [120, 3]).await;
        counting.tells(1, "2025", [60, 25]).await;
        let visitor = public_scope();
        for view in [View::AsItWas, View::AsToday, View::Blocks] {
            for id in [counting.poor, counting.share] {
                let told = counting.table(&visitor, id, view).await;
                let cells = told.lines.iter().map(|line| line.cells[0]);
                let shown: Vec<_> = cells.map(|cell| (cell.milli, cell.is_few)).collect();
                assert_eq!(
                    shown,
                    [(None, true), (None, true)],
                    "one alone would be told by the sum"
                );
                assert!(told.whole[0].milli.is_some(), "the sum is told: {view}");
            }
        }
        for (unit, ..) in &counting.circle.places {
            let of = (counting.poor, Some(*unit));
            let own = counting.table_of(&visitor, of, View::AsToday).await.unwrap();
            assert_eq!((own.whole[0].milli, own.whole[0].is_few), (None, true));
        }
        let (unit, _, head, _) = &counting.circle.places[0];
        let scope = scope_of(head, counting.circle.town.today());
        let of = (counting.poor, Some(*unit));
        let own = counting.table_of(&scope, of, View::AsToday).await.unwrap();
        assert_eq!(own.whole[0].milli, Some(3_000), "who works there knows");
        let ward = counting.table(&scope, counting.poor, View::AsToday).await;
        assert!(ward.lines.iter().all(|line| line.cells[0].milli.is_none()), "but not of others");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inside_indicator_is_seen_inside_alone() {
    story(|town| async move {
        let circle = Circle::of(town).await;
        let desk = circle.town.desk.clone();
        let id = IndicatorId(desk.clock.id());
        let new = NewIndicator {
            id,
            code: "quy_khu_pho".into(),
            unit: circle.town.ward,
            name: ("Quỹ khu phố".into(), String::new()),
            measure: ("triệu đồng".into(), String::new()),
            says: String::new(),
            aggregate: Some(Aggregate::Sum),
            level: Some(Level::Grassroots),
            rhythm: Some(Rhythm::Quarter),
            places: 1,
            shared_by: SharedBy::People,
            parts: (None, None),
            scale: 1,
            counts_people: false,
            is_public: false,
            due_days: 5,
        };
        let head = circle.places[0].2.clone();
        assert_eq!(code(define(&desk, Some(&head), new.clone()).await), "authority-not-allowed");
        let bare = NewIndicator { code: "Quỹ".into(), level: None, ..new.clone() };
        let refused = codes(define(&desk, Some(&circle.chairman.0), bare).await);
        assert_eq!(refused, ["indicator-code", "indicator-level-missing"]);
        define(&desk, Some(&circle.chairman.0), new.clone()).await.unwrap();
        let taken = NewIndicator { id: IndicatorId(desk.clock.id()), ..new };
        let taken = define(&desk, Some(&circle.chairman.0), taken).await;
        assert_eq!(code(taken), "indicator-code-taken");
        let on = circle.town.today();
        let seen =
            async |scope: Scope| desk::indicator::list(&desk, &scope, on).await.unwrap().len();
        assert_eq!(seen(public_scope()).await, 0);
        assert_eq!(seen(scope_of(&head, on)).await, 1, "a head tells it");
        assert_eq!(seen(scope_of(&circle.chairman.0, on)).await, 1);
        assert_eq!(seen(system_scope()).await, 1);
        let hidden = desk::indicator::one(&desk, &public_scope(), id, on).await;
        assert_eq!(code(hidden), "indicator-unknown");
    })
    .await;
}

fn file(text: &str) -> Document {
    Document { name: "so-ho.csv".into(), body: text.as_bytes().to_vec() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_looked_at_mended_and_applied_as_a_whole() {
    story(|town| async move {
        let counting = Counting::of(Circle::of(town).await).await;
        let (desk, ward) = (&counting.circle.town.desk, counting.circle.town.ward);
        let names: Vec<&str> = counting.circle.places.iter().map(|it| it.1.as_str()).collect();
        let chairman = counting.chairman();
        let brought = async |text: String, indicator| {
            let id = FigureFileId(desk.clock.id());
            bring(desk, chairman, (id, ward, indicator), file(&text)).await
        };
        let bad = format!(
            "Khu phố,2025,2024\n{},ba mươi,\nKhu phố 99,1,2\n{},2.5,\n{},1,\n{},1,\nKhu phố 1,,5\n",
            names[0], names[1], names[0], names[0]
        );
        let bad = brought(bad, Some(counting.households)).await.unwrap();
        let opened = open(desk, chairman, bad).await.unwrap();
        let faults: Vec<(&str, Option<u32>)> =
            opened.preview.complaints.iter().map(|it| (it.code, it.place.row)).collect();
        assert_eq!(faults, [
            ("indicator-figure-unreadable", Some(2)),
            ("indicator-row-place-unknown", Some(3)),
            ("indicator-row-place-unknown", Some(3)),
            ("indicator-figure-not-whole", Some(4)),
            ("indicator-row-twice", Some(6)),
            ("indicator-row-place-ambiguous", Some(7)),
        ]);
        assert_eq!(code(apply(desk, chairman, bad, "").await), "indicator-file-faulty");
        withdraw(desk, chairman, bad).await.unwrap();
        assert_eq!(code(withdraw(desk, chairman, bad).await), "indicator-file-decided");
        let head = &counting.circle.places[0].2;
        let own = (FigureFileId(desk.clock.id()), ward, Some(counting.households));
        let refused = bring(desk, head, own, file("Khu phố,2025\nA,1\n")).await;
        assert_eq!(code(refused), "authority-not-allowed");
        counting.tells(0, "2025", [30, 12]).await;
        let good = format!(
            "Chỉ tiêu,Địa bàn,Kỳ,Giá trị,Lý do\nho,{},2025,31,\nho,{},Năm 2025,29,\nho_ngheo,{},2025,12,\n",
            names[0], names[1], names[0]
        );
        let good = brought(good, None).await.unwrap();
        let opened = open(desk, chairman, good).await.unwrap();
        let standing: Vec<Standing> = opened.preview.figures.iter().map(|it| it.5).collect();
        assert_eq!(standing, [Standing::Corrects(30_000), Standing::New, Standing::Known]);
        assert_eq!(code(apply(desk, chairman, good, " ").await), "indicator-why-missing");
        let scope = scope_of(chairman, counting.circle.town.today());
        let told = counting.table(&scope, counting.households, View::AsItWas).await;
        assert_eq!(whole(&told), [Some(30)], "nothing of a refused file counts");
        assert_eq!(apply(desk, chairman, good, "Rà soát cuối năm").await.unwrap(), 2);
        assert_eq!(apply(desk, chairman, good, "Rà soát cuối năm").await.unwrap(), 2, "once");
        let told = counting.table(&scope, counting.households, View::AsItWas).await;
        assert_eq!(whole(&told), [Some(60)]);
        assert_eq!(open(desk, chairman, good).await.unwrap().file.state, FileState::Applied);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_not_told_is_named_with_the_post_that_answers() {
    story(|town| async move {
        let counting = Counting::of(Circle::of(town).await).await;
        let (desk, ward) = (&counting.circle.town.desk, counting.circle.town.ward);
        counting.tells(0, "2025", [120, 30]).await;
        let (unit, _, head, _) = &counting.circle.places[1];
        let half = counting.report(*unit, "2025", ["60".into(), String::new()]);
        tell(desk, head, half).await.unwrap();
        let found = missing(desk, counting.chairman(), (ward, year("2025"))).await.unwrap();
        assert_eq!(found.len(), 1);
        let level = &found[0];
        assert_eq!((level.level, level.owed, level.told), (Level::Grassroots, 2, 1));
        assert_eq!(level.owing.len(), 1);
        assert_eq!(
            (level.owing[0].place.unit, &level.owing[0].lacking),
            (*unit, &vec![counting.poor])
        );
        assert!(level.owing[0].post.as_ref().unwrap().0.starts_with("Trưởng"));
        assert!(level.due_on > day("2026-01-04") && level.due_on < day("2026-01-12"));
        let head = missing(desk, head, (ward, year("2025"))).await;
        assert_eq!(code(head), "authority-not-allowed");
        let partial = counting.table(&public_scope(), counting.poor, View::AsToday).await;
        assert_eq!((partial.whole[0].told, partial.whole[0].owed), (1, 2));
        assert!(partial.whole[0].is_partial());
    })
    .await;
}
