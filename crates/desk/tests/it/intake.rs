//! A commune comes in, with its past.

use std::time::Instant;

use desk::authority::public_scope;
use store::{testing, unit};
use units::{Kind, Tier};

use crate::handed_over::intake_of;
use crate::town::{Town, code, day, story};

#[tokio::test(flavor = "multi_thread")]
async fn the_town_comes_in_whole_and_only_once() {
    story(|town| async move {
        let bases = town.base_units(town.today()).await;
        assert_eq!(bases.iter().map(|line| line.households).sum::<i64>(), 60);
        assert_eq!(town.households_of(town.ward, town.today()).await, 60);
        assert!(bases.iter().all(|line| line.has_map && line.kind == Kind::KhuPho));
        let (reader, scope) = (town.desk.store.read(), public_scope());
        let subs = unit::descendants(&reader, &scope, town.ward, town.today(), Tier::Sub).await;
        let subs = subs.unwrap();
        assert_eq!(subs.len(), 4);
        assert_eq!(subs.iter().map(|line| line.households).sum::<i64>(), 60);
        let again = sample::town();
        let again = desk::intake::commune(&town.desk, None, intake_of(&again)).await;
        assert_eq!(code(again), "intake-known");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_name_is_found_without_diacritics_and_says_what_became_of_it() {
    story(|town| async move {
        let (reader, scope) = (town.desk.store.read(), public_scope());
        let found = town.finds("ben la").await;
        assert_eq!(found[0].line.unit_id, town.ward);
        let old = town.finds("Phuong 7").await;
        let old = old.iter().find(|found| found.line.kind == Kind::Phuong).unwrap();
        assert_eq!(old.period.until, Some(day("2025-07-01")));
        assert_eq!(town.finds("%").await, []);
        let page = unit::page(&reader, &scope, old.line.unit_id, town.today()).await;
        let page = page.unwrap().unwrap();
        assert!(!page.holds, "it has ended");
        assert_eq!(page.successors[0].other, town.ward);
        let before = unit::page(&reader, &scope, town.ward, day("2020-01-01")).await;
        assert!(!before.unwrap().unwrap().holds, "the ward did not exist yet");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_ward_of_fourteen_thousand_households_comes_in_quickly() {
    let fresh = testing::sqlite().await;
    let ward = sample::default_ward();
    let began = Instant::now();
    let town = Town::new(fresh.store.clone(), ward, "").await;
    eprintln!("intake of the sample ward: {:?}", began.elapsed());
    let bases = town.base_units(town.today()).await;
    assert_eq!(bases.len(), 14);
    let (reader, scope) = (town.desk.store.read(), public_scope());
    let began = Instant::now();
    let communes = unit::communes(&reader, &scope, town.today()).await.unwrap();
    let listed = began.elapsed();
    let page = unit::page(&reader, &scope, town.ward, town.today()).await.unwrap().unwrap();
    let shown = began.elapsed() - listed;
    let found = town.finds("khu pho 3").await;
    let searched = began.elapsed() - listed - shown;
    eprintln!("communes {listed:?}, page of the ward {shown:?}, search {searched:?}");
    assert_eq!((communes.len(), page.children.len()), (1, 14));
    assert!(!found.is_empty());
    assert_eq!(bases.iter().map(|line| line.households).sum::<i64>(), 14_912);
    fresh.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_door_lies_in_the_unit_of_its_household_before_and_after_a_redrawing() {
    story(|town| async move {
        let id = town.adopts().await;
        for on in ["2026-06-30", "2026-07-01"] {
            for base in town.base_units(day(on)).await {
                let why = "Đối chiếu bản đồ";
                let rows = desk::household::list(&town.desk, &town.lan, base.unit_id, day(on), why);
                for row in rows.await.unwrap() {
                    let found = desk::place::base_unit_at(&town.desk, row.door, day(on)).await;
                    assert_eq!(found.unwrap(), Some(base.unit_id), "{} on {on}", row.code);
                }
            }
        }
        let sea = units::DoorPoint { lon_e7: 1_100_000_000, lat_e7: 100_000_000 };
        let at_sea = desk::place::base_unit_at(&town.desk, sea, town.today()).await;
        assert_eq!(at_sea.unwrap(), None);
        let old = town.base_units(day("2026-06-30")).await;
        desk::reorganisation::revert(&town.desk, &town.ba_sau, id, "Bãi bỏ").await.unwrap();
        let door = units::DoorPoint { lon_e7: 0, lat_e7: 0 };
        let none = desk::place::base_unit_at(&town.desk, door, day("2026-07-01")).await;
        assert_eq!(none.unwrap(), None);
        assert_eq!(town.base_units(day("2026-07-01")).await.len(), old.len());
    })
    .await;
}
