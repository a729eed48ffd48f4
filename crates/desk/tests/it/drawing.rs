//! Drawing, hand edits, groups.

use std::time::Instant;

use desk::authority::{public_scope, scope_of};
use desk::draw::{self, DrawOrder};
use desk::group;
use store::plan::{self, Level, Within};
use store::testing;
use units::Kind;
use units::reorganisation::Reason;

use crate::town::{Town, code, story, two};

#[tokio::test(flavor = "multi_thread")]
async fn two_units_are_drawn_from_whole_old_groups_and_a_visitor_sees_their_sizes() {
    story(|town| async move {
        let id = town.draws(two()).await;
        let (reader, visitor) = (town.desk.store.read(), public_scope());
        let page = plan::page(&reader, &visitor, id).await.unwrap().unwrap();
        assert_eq!(page.units.len(), 2);
        assert_eq!(page.units.iter().map(|unit| unit.households).sum::<i64>(), 60);
        assert!(page.units.iter().all(|unit| (10..=50).contains(&unit.households)), "{page:?}");
        assert_eq!(page.units[0].name, "Khu phố 1");
        assert_eq!(page.splits, [], "no old group is opened without a reason");
        for unit in &page.units {
            let from: i64 = unit.predecessors.iter().map(|(_, _, households)| households).sum();
            assert_eq!(from, unit.households);
        }
        let shapes = plan::shapes(&reader, &visitor, id).await.unwrap();
        assert_eq!(shapes.len(), 2);
        assert!(shapes.iter().all(|shape| atlas::wkb::read_area(&shape.wkb).is_some()));
        assert_eq!(plan::atoms(&reader, &visitor, id).await.unwrap(), [], "not for visitors");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_draws_the_same_plan_again() {
    story(|town| async move {
        let (first, second) = (town.draws(two()).await, town.draws(two()).await);
        let (reader, officer) = (town.desk.store.read(), scope_of(&town.lan, town.today()));
        assert_ne!(first, second);
        assert_eq!(
            plan::atoms(&reader, &officer, first).await.unwrap(),
            plan::atoms(&reader, &officer, second).await.unwrap()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_whose_worker_died_is_drawn_again_to_the_same_plan() {
    story(|town| async move {
        let plain = town.draws(two()).await;
        let job = draw::start(&town.desk, &town.lan, town.ward, two()).await.unwrap();
        let dead = town.desk.clock.id();
        let now = town.desk.clock.now();
        let claimed = store::job::claim(&town.desk.store, dead, 1_000, now).await.unwrap();
        assert_eq!(claimed.unwrap().job_id, job);
        town.goes_to("2026-03-03");
        let again = town.waits_for(job).await.unwrap();
        let (reader, officer) = (town.desk.store.read(), scope_of(&town.lan, town.today()));
        assert_eq!(
            plan::atoms(&reader, &officer, again).await.unwrap(),
            plan::atoms(&reader, &officer, plain).await.unwrap()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_is_refused_with_sizes_that_are_none_and_by_a_stranger() {
    story(|town| async move {
        let desk = &town.desk;
        let order = |target, min, max| DrawOrder { target, min, max, ..two() };
        let wrong = order(Some(30), Some(40), Some(20));
        assert_eq!(code(draw::start(desk, &town.lan, town.ward, wrong).await), "draw-sizes");
        let bare = order(Some(4), Some(4), Some(8));
        let answer = draw::start(desk, &town.lan, town.ward, bare).await;
        assert_eq!(code(answer), "draw-min-too-small", "a plan never shows single houses");
        let huge = order(Some(u32::MAX), Some(u32::MAX), None);
        assert_eq!(code(draw::start(desk, &town.lan, town.ward, huge).await), "draw-sizes");
        let base = town.base_units(town.today()).await[0].unit_id;
        let answer = draw::start(desk, &town.lan, base, two()).await;
        assert_eq!(code(answer), "draw-no-kind", "a khu phố is not drawn into khu phố");
        let mut stranger = town.lan.clone();
        stranger.grants[0].unit = Some(base);
        let answer = draw::start(desk, &stranger, town.ward, two()).await;
        assert_eq!(code(answer), "authority-elsewhere");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_drawing_leaves_no_plan() {
    story(|town| async move {
        let job = draw::start(&town.desk, &town.lan, town.ward, two()).await.unwrap();
        draw::cancel(&town.desk, &town.lan, job).await.unwrap();
        assert_eq!(town.waits_for(job).await.unwrap_err(), "Cancelled");
        assert_eq!(code(draw::cancel(&town.desk, &town.lan, job).await), "draw-over");
        let plans = plan::list(&town.desk.store.read(), &public_scope(), town.ward).await.unwrap();
        assert_eq!(plans, []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_named_reasoned_and_edited_by_hand_until_it_is_frozen() {
    story(|town| async move {
        let (desk, lan) = (&town.desk, &town.lan);
        let id = town.draws(two()).await;
        let reader = desk.store.read();
        desk::plan::rename(desk, lan, id, 0, "Khu phố Bến Lá").await.unwrap();
        let taken = desk::plan::rename(desk, lan, id, 1, "khu pho ben la").await;
        assert_eq!(code(taken), "plan-name-taken");
        let long = "a".repeat(101);
        let answer = desk::plan::rename(desk, lan, id, 0, &long).await;
        assert_eq!(code(answer), "plan-text-too-long");
        let reason = (Reason::NaturalBarrier, "Kênh ngăn cách");
        desk::plan::reason(desk, lan, id, 1, reason).await.unwrap();
        let officer = scope_of(lan, town.today());
        let atoms = plan::atoms(&reader, &officer, id).await.unwrap();
        let page = plan::page(&reader, &officer, id).await.unwrap().unwrap();
        let base = page.line.revision;
        let (moved, _) = *atoms.iter().find(|(_, part)| *part == 1).unwrap();
        let edit = desk::plan::move_atoms(desk, lan, id, base, vec![(moved, 0)]).await.unwrap();
        assert_eq!(edit.page.units.iter().map(|unit| unit.households).sum::<i64>(), 60);
        assert_ne!(edit.page.units[0].households, page.units[0].households);
        assert_eq!(edit.page.units[0].name, "Khu phố Bến Lá");
        let stale = desk::plan::move_atoms(desk, lan, id, base, vec![(moved, 1)]).await;
        assert_eq!(code(stale), "plan-stale");
        let minh = desk::plan::rename(desk, &town.minh, id, 0, "Khu phố 9").await;
        assert_eq!(code(minh), "authority-not-allowed");
        desk::plan::delete(desk, lan, id).await.unwrap();
        assert_eq!(code(desk::plan::delete(desk, lan, id).await), "plan-unknown");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn self_managed_groups_are_proposed_inside_a_drawn_unit() {
    story(|town| async move {
        let id = town.draws(two()).await;
        let order = DrawOrder {
            target: Some(12),
            min: Some(5),
            max: Some(25),
            steps: Some(200),
            ..DrawOrder::default()
        };
        let within = Within::Part(id, 0);
        let job = group::propose(&town.desk, &town.lan, within, order).await.unwrap();
        let groups = town.waits_for(job).await.unwrap();
        let (reader, visitor) = (town.desk.store.read(), public_scope());
        let unit = plan::page(&reader, &visitor, id).await.unwrap().unwrap().units[0].clone();
        let page = plan::page(&reader, &visitor, groups).await.unwrap().unwrap();
        assert_eq!(page.line.level, Level::Group);
        assert_eq!(page.line.households, unit.households, "all of the unit and nothing else");
        assert!(page.units[0].name.starts_with("Tổ tự quản"));
        assert_eq!(plan::within(&reader, &visitor, within).await.unwrap().len(), 1);
        let frozen = desk::reorganisation::propose(&town.desk, &town.lan, groups).await;
        assert_eq!(code(frozen), "plan-not-base");
        desk::plan::delete(&town.desk, &town.lan, id).await.unwrap();
        assert_eq!(plan::page(&reader, &visitor, groups).await.unwrap(), None, "they go with it");
    })
    .await;
}

/// The invented city has the rules of Hồ Chí Minh City.
pub const HCMC: &str = r#"
[[territory]]
code = "90"
name = "Thành phố Bến Sậy"
within = "79"
"#;

#[tokio::test(flavor = "multi_thread")]
async fn fourteen_old_khu_pho_of_the_sample_become_twenty_six() {
    let fresh = testing::sqlite().await;
    let town = Town::new(fresh.store.clone(), sample::default_ward(), HCMC).await;
    let order = DrawOrder { target: Some(570), steps: Some(4_000), ..DrawOrder::default() };
    let id = town.draws(order).await;
    let reader = town.desk.store.read();
    let page = plan::page(&reader, &public_scope(), id).await.unwrap().unwrap();
    let sizes: Vec<i64> = page.units.iter().map(|unit| unit.households).collect();
    assert_eq!(sizes.len(), 26, "{sizes:?}");
    assert_eq!(sizes.iter().sum::<i64>(), 14_912);
    assert!(sizes.iter().all(|size| (500..=650).contains(size)), "{sizes:?}");
    let began = Instant::now();
    town.adopts_plan(id).await;
    eprintln!("propose, record and confirm the sample ward: {:?}", began.elapsed());
    let table = town.lineage().await;
    assert_eq!((table.old.len(), table.new.len()), (14, 26));
    for (at, new) in table.new.iter().enumerate() {
        let into = table.cells.iter().filter(|cell| cell.1 == at).map(|cell| cell.2);
        assert_eq!(into.sum::<i64>(), new.households, "column of {}", new.name);
    }
    for (at, old) in table.old.iter().enumerate() {
        let out = table.cells.iter().filter(|cell| cell.0 == at).map(|cell| cell.2);
        assert_eq!(out.sum::<i64>(), old.households, "row of {}", old.name);
    }
    assert_eq!(desk::verify::registry(&town.desk).await.unwrap(), []);
    fresh.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commune_that_was_a_town_once_is_drawn_into_ap() {
    let fresh = testing::sqlite().await;
    let town = Town::new(fresh.store.clone(), sample::default_commune(), HCMC).await;
    let (reader, visitor) = (town.desk.store.read(), public_scope());
    let rules = draw::rules(&town.desk, town.ward, town.today()).await.unwrap();
    assert_eq!((rules.kind, rules.min.households), (Kind::Ap, 350));
    assert!(!rules.notices.is_empty(), "the keep-as-is notices stand");
    let order = DrawOrder { target: Some(400), steps: Some(2_000), ..DrawOrder::default() };
    let id = town.draws(order).await;
    let page = plan::page(&reader, &visitor, id).await.unwrap().unwrap();
    assert_eq!(page.line.households, 5_600);
    for unit in &page.units {
        let in_range = (350..=500).contains(&unit.households);
        assert!(in_range || unit.out_of_range.is_some(), "{unit:?}");
        assert!(unit.name.starts_with("Ấp "), "{}", unit.name);
    }
    let found = town.finds("thi tran").await;
    assert!(found.iter().any(|found| found.line.kind == Kind::ThiTran), "{found:?}");
    fresh.end().await;
}
