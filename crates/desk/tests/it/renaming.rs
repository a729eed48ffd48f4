//! Khu phố that brought one name each into a merged ward: the collision is found, names are proposed, and
//! the renames go the way of every reorganisation.

use std::sync::Arc;

use desk::authority::public_scope;
use desk::reorganisation::{confirm_adoption, preview, record_adoption, revert};
use store::testing;
use units::reorganisation::rename::{self, Proposed, Scheme};
use units::{ReorganisationId, UnitId};

use crate::town::{NORMS, Town, code, codes, day, merged};

async fn told<F: Future<Output = ()>>(tell: impl Fn(Arc<Town>) -> F) {
    testing::both(|store| async {
        let town = Arc::new(Town::new(store, merged(), NORMS).await);
        tell(Arc::clone(&town)).await;
        assert_eq!(desk::verify::registry(&town.desk).await.unwrap(), [], "the registry is sound");
    })
    .await;
}

fn fresh(town: &Town) -> ReorganisationId {
    ReorganisationId(town.desk.clock.id())
}

async fn name_on(town: &Town, unit: UnitId, on: &str) -> String {
    let reader = town.desk.store.read();
    let state = store::unit::state_on(&reader, &public_scope(), unit, day(on)).await.unwrap();
    state.unwrap().name
}

#[tokio::test(flavor = "multi_thread")]
async fn lan_renames_the_smaller_khu_pho_1_and_its_old_name_still_leads_to_it() {
    told(|town| async move {
        let desk = &town.desk;
        let called = desk::renaming::called(desk, town.ward).await.unwrap();
        let groups = rename::collisions(&called);
        assert_eq!((groups.len(), groups[0].len()), (1, 2));
        let (largest, smaller) = (groups[0][0].clone(), groups[0][1].clone());
        assert!(largest.households >= smaller.households);
        let wards: Vec<_> = groups[0].iter().map(|unit| unit.before.clone().unwrap()).collect();
        assert!(wards.contains(&"Phường 7".to_owned()) && wards.contains(&"Phường 8".to_owned()));
        let names = rename::propose(&called, Scheme::NumberOn);
        assert_eq!(names.len(), 1, "the largest keeps its name");
        assert_eq!((names[0].unit, names[0].name.as_str()), (smaller.unit, "Khu phố 2"));

        let id = fresh(&town);
        let propose = || desk::renaming::propose(desk, &town.lan, (id, town.ward), names.clone());
        propose().await.unwrap();
        assert_eq!(propose().await.unwrap(), id, "sent twice, it is one dossier");
        let scope = desk::authority::scope_of(&town.lan, town.today());
        let dossier = preview(desk, &scope, id).await.unwrap().unwrap();
        assert_eq!(dossier.refusals, []);
        assert_eq!(
            dossier.households, smaller.households,
            "only those of the renamed unit are asked"
        );
        assert!(dossier.merging.is_empty());

        let form = town.form(id, 1).await;
        record_adoption(desk, &town.lan, id, form).await.unwrap();
        confirm_adoption(desk, &town.ba_sau, id).await.unwrap();
        assert_eq!(name_on(&town, smaller.unit, "2026-06-30").await, "Khu phố 1");
        assert_eq!(name_on(&town, smaller.unit, "2026-07-01").await, "Khu phố 2");
        assert_eq!(name_on(&town, largest.unit, "2026-07-01").await, "Khu phố 1");
        let households = town.households_of(smaller.unit, day("2026-07-01")).await;
        assert_eq!(households, i64::from(smaller.households), "no household moves");
        let tier = units::Tier::Sub;
        let reader = desk.store.read();
        let (scope, on) = (public_scope(), day("2026-07-01"));
        let subs = store::unit::descendants(&reader, &scope, town.ward, on, tier);
        assert!(!subs.await.unwrap().is_empty(), "the old tổ below stay");

        town.goes_to("2026-07-02");
        let today = (town.today(), town.today());
        let search = desk::search::search(desk, &scope, "khu pho 1", today, 20);
        let found: Vec<_> = search.await.unwrap().hits.into_iter().map(|hit| hit.found).collect();
        let old = found.iter().find(|found| found.line.unit_id == smaller.unit);
        assert!(old.is_some(), "who looks for the old name finds the unit: {found:?}");
        let called = desk::renaming::called(desk, town.ward).await.unwrap();
        assert!(rename::collisions(&called).is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_may_not_be_are_told_by_unit_and_a_revert_gives_the_old_ones_back() {
    told(|town| async move {
        let desk = &town.desk;
        let called = desk::renaming::called(desk, town.ward).await.unwrap();
        let unit = rename::collisions(&called)[0][1].unit;
        let named = |name: &str| vec![Proposed { unit, name: name.to_owned() }];
        for (name, expected) in [
            ("", "rename-missing"),
            ("Tổ 5", "rename-without-kind"),
            ("Khu phố", "rename-kind-alone"),
            ("khu pho 1", "rename-twice"),
            ("Khu phố 1", "rename-nothing"),
        ] {
            let answer =
                desk::renaming::propose(desk, &town.lan, (fresh(&town), town.ward), named(name));
            assert_eq!(codes(answer.await), [expected], "{name:?}");
        }
        let stranger = desk::renaming::propose(
            desk,
            &town.minh,
            (fresh(&town), town.ward),
            named("Khu phố 9"),
        );
        assert_eq!(code(stranger.await), "authority-not-allowed");

        let id = fresh(&town);
        let names = named("Khu phố Bến Cũ");
        desk::renaming::propose(desk, &town.lan, (id, town.ward), names).await.unwrap();
        let form = town.form(id, 1).await;
        record_adoption(desk, &town.lan, id, form).await.unwrap();
        confirm_adoption(desk, &town.ba_sau, id).await.unwrap();
        assert_eq!(name_on(&town, unit, "2026-07-01").await, "Khu phố Bến Cũ");
        revert(desk, &town.ba_sau, id, "Người dân muốn tên khác").await.unwrap();
        assert_eq!(name_on(&town, unit, "2026-07-01").await, "Khu phố 1");
    })
    .await;
}
