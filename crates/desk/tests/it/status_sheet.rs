//! A place's figures before and after, through a reorganisation.

use std::sync::Arc;

use desk::authority::public_scope;
use desk::difficulty::Change;
use desk::status_sheet::{counted, keep, story as figures_of};
use ledger::difficulty::{NewDifficulty, ToldBy};
use ledger::status_sheet::{Basis, From, NewSheet, Solution};
use ledger::{Category, DifficultyId, PracticeId, StatusSheetId};
use units::UnitId;

use crate::town::{Town, code, day, story};
use crate::visit::Team;

fn sheet(town: &Town, unit: UnitId, (seats, share): (&str, &str)) -> NewSheet {
    let typed = [
        ("cho_ngoi_sinh_hoat", seats),
        ("ho_du_hop", share),
        ("ho_nhan_tin", "62"),
        ("ho_trong_to", "25"),
        ("viec_chung", "1"),
    ];
    NewSheet {
        id: StatusSheetId(town.desk.clock.id()),
        unit,
        counted_on: None,
        typed: typed.map(|(code, text)| (code.to_owned(), text.to_owned())).to_vec(),
        solutions: vec![Solution {
            text: "Mượn sảnh chung cư".into(), ..Solution::default()
        }],
        note: String::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_counts_what_it_knows_and_the_head_enters_the_rest() {
    story(|town: Arc<Town>| async move {
        let team = Team::of(&town).await;
        let (desk, scope) = (&town.desk, public_scope());
        let known = counted(desk, &scope, team.place, town.today()).await.unwrap();
        let households = town.households_of(team.place, town.today()).await;
        assert!(known.contains(&(From::HouseholdsPerHead, households * 1_000)));
        assert!(known.contains(&(From::MattersLate, 0)));
        let answered = known.iter().any(|(from, _)| *from == From::AnsweredOnTime);
        assert!(!answered, "nothing was answered, so no share is claimed");
        let new = sheet(&town, team.place, ("0", "31,5"));
        let id = keep(desk, &team.tu, new.clone()).await.unwrap();
        assert_eq!(keep(desk, &team.tu, new).await.unwrap(), id, "sent twice");
        let told = figures_of(desk, &scope, team.place, town.today()).await.unwrap();
        assert_eq!((told.sheets.len(), told.figures.len(), told.solutions.len()), (1, 9, 1));
        assert_eq!(told.comparison, None);
        let other = town.base_units(town.today()).await[1].unit_id;
        let elsewhere = keep(desk, &team.tu, sheet(&town, other, ("0", "10"))).await;
        assert_eq!(code(elsewhere), "authority-elsewhere");
        town.goes_to("2026-06-10");
        keep(desk, &team.tu, sheet(&town, team.place, ("60", "68"))).await.unwrap();
        let told = figures_of(desk, &scope, team.place, town.today()).await.unwrap();
        let comparison = told.comparison.unwrap();
        assert_eq!(comparison.basis, Basis::Same { was_changed: false });
        let share = comparison.pairs.iter().find(|pair| pair.code == "ho_du_hop").unwrap();
        assert_eq!((share.before, share.after), (31_500, 68_000));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redrawn_place_shows_its_elders_and_compares_only_the_whole_block() {
    story(|town: Arc<Town>| async move {
        let team = Team::of(&town).await;
        let (desk, scope) = (&town.desk, public_scope());
        for unit in town.base_units(town.today()).await {
            keep(desk, &team.hanh, sheet(&town, unit.unit_id, ("40", "31"))).await.unwrap();
        }
        town.adopts().await;
        town.goes_to("2026-09-01");
        let new: Vec<UnitId> =
            town.base_units(town.today()).await.iter().map(|line| line.unit_id).collect();
        let lineage = town.lineage().await;
        let first = lineage
            .new
            .iter()
            .find(|line| !lineage.old.iter().any(|old| old.unit_id == line.unit_id));
        let first = first.expect("the redrawing makes a new place").unit_id;
        keep(desk, &team.hanh, sheet(&town, first, ("60", "68"))).await.unwrap();
        let told = figures_of(desk, &scope, first, town.today()).await.unwrap();
        assert!(told.sheets.iter().any(|line| line.unit_id != first), "its elders' sheets stand");
        assert_eq!(told.comparison.unwrap().basis, Basis::Apart, "the other new one has none");
        for unit in new.iter().filter(|unit| **unit != first) {
            keep(desk, &team.hanh, sheet(&town, *unit, ("50", "50"))).await.unwrap();
        }
        let told = figures_of(desk, &scope, first, town.today()).await.unwrap();
        let comparison = told.comparison.unwrap();
        let Basis::Block { before, after } = comparison.basis else { panic!("{comparison:?}") };
        assert_eq!((before.len(), after.len()), (2, 2));
        let seats = comparison.pairs.iter().find(|pair| pair.code == "cho_ngoi_sinh_hoat");
        let seats = seats.unwrap();
        assert_eq!((seats.before, seats.after), (80_000, 110_000));
        assert!(comparison.pairs.iter().all(|pair| pair.code != "ho_du_hop"), "shares do not add");
        let then = figures_of(desk, &scope, team.place, day("2026-06-30")).await.unwrap();
        assert_eq!(then.sheets.len(), 1, "the old place's own page tells its own story");
    })
    .await;
}

/// The head raises a difficulty of the place.
async fn raised(town: &Town, team: &Team, unit: UnitId) -> DifficultyId {
    let new = NewDifficulty {
        id: DifficultyId(town.desk.clock.id()),
        unit,
        category: Some(Category::Culture),
        title: "Khu phố chưa có nơi sinh hoạt".into(),
        text: "Họp nhờ nhà dân.".into(),
        since_on: Some(day("2025-07-01")),
        told_by: ToldBy::Place,
        tried: String::new(),
        figure: None,
    };
    desk::difficulty::raise(&town.desk, &team.hanh, new).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_looks_back_to_a_day_and_counts_what_stood_then() {
    story(|town: Arc<Town>| async move {
        let team = Team::of(&town).await;
        let (desk, scope) = (&town.desk, public_scope());
        let first = raised(&town, &team, team.place).await;
        town.goes_to("2026-03-20");
        let begin = Change::TakeUp("Hỏi mượn sảnh chung cư".into());
        desk::difficulty::change(desk, &team.tu, (first, 1), begin).await.unwrap();
        raised(&town, &team, team.place).await;
        town.goes_to("2026-06-10");
        let of = |figures: &[(From, i64)], from: From| {
            figures.iter().find(|(known, _)| *known == from).map(|(_, milli)| *milli)
        };
        let on = |text: &str| counted(desk, &scope, team.place, day(text));
        let then = on("2026-03-10").await.unwrap();
        assert_eq!(of(&then, From::DifficultiesOpen), Some(1_000), "the second came later");
        assert_eq!(of(&then, From::MattersLate), None, "no matter was kept here by then");
        let now = on("2026-06-10").await.unwrap();
        assert_eq!(of(&now, From::DifficultiesOpen), Some(2_000));
        assert_eq!(of(&now, From::MattersLate), Some(0), "of today nothing is unknown");
        let long_ago = on("2025-08-01").await.unwrap();
        assert_eq!(of(&long_ago, From::DifficultiesOpen), None);

        let mut new = sheet(&town, team.place, ("0", "31,5"));
        new.counted_on = Some(day("2026-03-10"));
        new.typed.push(("dau_viec_qua_han".into(), "4".into()));
        new.typed.push(("kho_khan_con_lai".into(), "9".into()));
        keep(desk, &team.tu, new).await.unwrap();
        keep(desk, &team.tu, sheet(&town, team.place, ("60", "68"))).await.unwrap();
        let told = figures_of(desk, &scope, team.place, town.today()).await.unwrap();
        let days: Vec<_> = told.sheets.iter().map(|line| line.counted_on).collect();
        assert_eq!(days, [day("2026-03-10"), day("2026-06-10")]);
        let row = |code: &str| {
            let own = |row: &&store::status_sheet::FigureRow| {
                row.sheet_id == told.sheets[0].sheet_id && row.code == code
            };
            told.figures.iter().find(own).map(|row| (row.value_milli, row.from)).unwrap()
        };
        assert_eq!(row("dau_viec_qua_han"), (4_000, From::Entered), "out of the books");
        assert_eq!(
            row("kho_khan_con_lai"),
            (1_000, From::DifficultiesOpen),
            "what is counted counts"
        );
        assert!(
            told.sheets[0].taken_at >= day("2026-06-10").starts_at(),
            "it says when it was taken"
        );

        let mut unborn = sheet(&town, team.place, ("0", "31,5"));
        unborn.counted_on = Some(day("1990-01-01"));
        for code in ["dau_viec_qua_han", "kho_khan_con_lai", "to_tu_quan"] {
            unborn.typed.push((code.into(), "1".into()));
        }
        assert_eq!(code(keep(desk, &team.tu, unborn).await), "sheet-day-before-place");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_solution_names_the_difficulty_of_its_place() {
    story(|town: Arc<Town>| async move {
        let team = Team::of(&town).await;
        let (desk, scope) = (&town.desk, public_scope());
        let own = raised(&town, &team, team.place).await;
        let other = town.base_units(town.today()).await;
        let other = other.iter().find(|line| line.unit_id != team.place).unwrap().unit_id;
        let elsewhere = raised(&town, &team, other).await;
        let with = |difficulty| {
            let mut new = sheet(&town, team.place, ("0", "31,5"));
            new.solutions[0].difficulty = Some(difficulty);
            new
        };
        assert_eq!(code(keep(desk, &team.tu, with(elsewhere)).await), "sheet-difficulty-elsewhere");
        let mut unknown = with(own);
        unknown.solutions[0].practice = Some(PracticeId(town.desk.clock.id()));
        assert_eq!(code(keep(desk, &team.tu, unknown).await), "sheet-practice-unknown");
        keep(desk, &team.tu, with(own)).await.unwrap();
        let told = figures_of(desk, &scope, team.place, town.today()).await.unwrap();
        let (id, title) = told.solutions[0].difficulty.clone().unwrap();
        assert_eq!((id, title.as_str()), (own, "Khu phố chưa có nơi sinh hoạt"));
    })
    .await;
}
