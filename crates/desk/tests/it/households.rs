//! Households come, move and vanish between the recording of an adoption and its day.

use units::{DoorPoint, Household, HouseholdId};

use crate::town::{Town, code, day, story};

async fn atom_in(town: &Town, number: usize) -> units::AtomId {
    let scope = desk::authority::scope_of(&town.lan, town.today());
    let reader = town.desk.store.read();
    let atoms = store::atom::list(&reader, &scope, town.ward, town.today()).await.unwrap();
    atoms[number].atom.id
}

pub fn newcomer(town: &Town, code: &str) -> Household {
    Household {
        id: HouseholdId(town.desk.clock.id()),
        code: code.to_owned(),
        address: "1/2 Hẻm 1".to_owned(),
        door: DoorPoint { lon_e7: 1_066_500_000, lat_e7: 107_800_000 },
        people: 3,
        representative: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_household_that_comes_before_the_day_is_in_the_new_unit_from_the_day_on() {
    story(|town| async move {
        town.adopts().await;
        town.goes_to("2026-05-04");
        let new = newcomer(&town, "BL-100");
        let id = new.id;
        let atom = atom_in(&town, 0).await;
        desk::household::appear(&town.desk, &town.lan, atom, new.clone()).await.unwrap();
        let twice = Household { id: HouseholdId(town.desk.clock.id()), ..new };
        let twice = desk::household::appear(&town.desk, &town.lan, atom, twice).await;
        assert_eq!(code(twice), "household-code-taken");
        for (on, households) in [("2026-05-03", 60), ("2026-06-30", 61), ("2026-07-01", 61)] {
            assert_eq!(town.households_of(town.ward, day(on)).await, households, "{on}");
        }
        let cells = town.lineage().await.cells;
        assert_eq!(cells.iter().map(|cell| cell.2).sum::<i64>(), 61, "the edges follow");
        town.goes_to("2026-06-01");
        desk::household::vanish(&town.desk, &town.lan, town.ward, id).await.unwrap();
        assert_eq!(town.households_of(town.ward, day("2026-05-31")).await, 61);
        assert_eq!(town.households_of(town.ward, day("2026-07-01")).await, 60);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_household_that_moves_before_the_day_follows_its_new_cluster() {
    story(|town| async move {
        town.adopts().await;
        town.goes_to("2026-05-04");
        let reason = "Chuyển chỗ ở trong phường";
        let base = town.base_units(town.today()).await[0].clone();
        let rows = desk::household::list(&town.desk, &town.lan, base.unit_id, town.today(), reason);
        let mover = rows.await.unwrap()[0].clone();
        let scope = desk::authority::scope_of(&town.lan, town.today());
        let reader = town.desk.store.read();
        let atoms = store::atom::list(&reader, &scope, town.ward, town.today()).await.unwrap();
        let other = atoms.iter().find(|atom| atom.base_unit != Some(base.unit_id)).unwrap();
        let (id, atom) = (mover.household_id, other.atom.id);
        desk::household::move_to(&town.desk, &town.lan, id, atom).await.unwrap();
        assert_eq!(town.households_of(base.unit_id, day("2026-05-04")).await, base.households - 1);
        assert_eq!(town.households_of(town.ward, day("2026-06-30")).await, 60);
        assert_eq!(town.households_of(town.ward, day("2026-07-01")).await, 60);
        let minh = desk::household::vanish(&town.desk, &town.minh, town.ward, id).await;
        assert_eq!(code(minh), "authority-not-allowed");
    })
    .await;
}
