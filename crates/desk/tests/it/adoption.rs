//! From the proposal to the registry and back.

use desk::authority::{public_scope, scope_of};
use desk::reorganisation::{self as reorganisation, AdoptionForm};
use store::reorganisation::State;
use store::unit;
use units::UnitId;

use crate::town::{Town, code, codes, day, story, two};

#[tokio::test(flavor = "multi_thread")]
async fn an_adoption_is_refused_without_a_tally_and_at_half_and_without_the_document() {
    story(|town| async move {
        let (desk, lan) = (&town.desk, &town.lan);
        let id = town.proposes().await;
        let record = |form: AdoptionForm| reorganisation::record_adoption(desk, lan, id, form);
        let form = town.form(id, 1).await;
        let without = AdoptionForm { tally: None, ..form.clone() };
        assert_eq!(code(record(without).await), "adoption-tally-missing");
        let half = town.form(id, 0).await;
        assert!(codes(record(half).await).contains(&"adoption-not-over-half"));
        let bare = AdoptionForm { document: None, ..form.clone() };
        assert_eq!(code(record(bare).await), "adoption-document-missing");
        let unread = AdoptionForm { acknowledged: Vec::new(), ..form.clone() };
        assert_eq!(code(record(unread).await), "adoption-not-acknowledged");
        let nothing =
            AdoptionForm { number: String::new(), dated_on: None, effective_on: None, ..form };
        assert_eq!(codes(record(nothing).await).len(), 3, "all faults at once");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_records_and_another_confirms() {
    story(|town| async move {
        let desk = &town.desk;
        let id = town.proposes().await;
        let early = reorganisation::confirm_adoption(desk, &town.ba_sau, id).await;
        assert_eq!(code(early), "reorganisation-state");
        let form = town.form(id, 1).await;
        reorganisation::record_adoption(desk, &town.ba_sau, id, form).await.unwrap();
        let same = reorganisation::confirm_adoption(desk, &town.ba_sau, id).await;
        assert_eq!(code(same), "adoption-same-person");
        let lan = reorganisation::confirm_adoption(desk, &town.lan, id).await;
        assert_eq!(code(lan), "authority-not-allowed", "an officer does not confirm");
        assert_eq!(town.base_units(day("2026-07-01")).await, town.base_units(town.today()).await);
        reorganisation::confirm_adoption(desk, &town.minh, id).await.unwrap();
        let page = store::reorganisation::page(&desk.store.read(), &public_scope(), id).await;
        let page = page.unwrap().unwrap();
        assert_eq!(page.line.state, State::Adopted);
        let waiting = store::outbox::open(&desk.store.read(), &public_scope()).await.unwrap();
        assert_eq!(waiting, 1, "the outside is told");
        assert_eq!(page.adoption.unwrap().confirmed_name, None, "not told to visitors");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn households_stand_in_the_old_unit_until_the_day_and_in_the_new_one_from_it_on() {
    story(|town| async move {
        let before = town.base_units(town.today()).await;
        town.adopts().await;
        let (last, first) = (day("2026-06-30"), day("2026-07-01"));
        let (old, new) = (town.base_units(last).await, town.base_units(first).await);
        assert_eq!(ids(&old), ids(&before));
        for day in [last, first] {
            assert_eq!(town.households_of(town.ward, day).await, 60);
            let bases = town.base_units(day).await;
            assert_eq!(bases.iter().map(|line| line.households).sum::<i64>(), 60);
        }
        assert_eq!(new.len(), 2);
        assert!(new.iter().all(|line| line.has_map && line.ended.is_none()));
        let (reader, scope) = (town.desk.store.read(), public_scope());
        let subs = unit::descendants(&reader, &scope, town.ward, first, units::Tier::Sub);
        assert_eq!(subs.await.unwrap(), [], "the old tổ have ended");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lineage_is_told_on_both_sides_and_sums_both_ways() {
    story(|town| async move {
        town.adopts().await;
        let (reader, scope) = (town.desk.store.read(), public_scope());
        let table = town.lineage().await;
        assert_eq!(table.cells.iter().map(|cell| cell.2).sum::<i64>(), 60);
        for (at, old) in table.old.iter().enumerate() {
            let out = table.cells.iter().filter(|cell| cell.0 == at).map(|cell| cell.2);
            assert_eq!(out.sum::<i64>(), old.households, "row of {}", old.name);
        }
        for (at, new) in table.new.iter().enumerate() {
            let into = table.cells.iter().filter(|cell| cell.1 == at).map(|cell| cell.2);
            assert_eq!(into.sum::<i64>(), new.households, "column of {}", new.name);
        }
        let (from, to) = (&table.old[table.cells[0].0], &table.new[table.cells[0].1]);
        let old = unit::page(&reader, &scope, from.unit_id, day("2026-06-30")).await;
        let old = old.unwrap().unwrap();
        let new = unit::page(&reader, &scope, to.unit_id, day("2026-07-01")).await;
        let new = new.unwrap().unwrap();
        assert!(old.successors.iter().any(|edge| edge.other == to.unit_id));
        assert!(new.past.iter().any(|edge| edge.other == from.unit_id));
        assert_eq!(new.legal_document.as_deref(), Some("05/NQ-HĐND"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_adoption_taken_back_before_its_day_leaves_the_registry_as_it_was() {
    story(|town| async move {
        let desk = &town.desk;
        let before = registry(&town).await;
        let id = town.adopts().await;
        assert_ne!(registry(&town).await, before);
        town.goes_to("2026-06-30");
        let why = "Hội đồng nhân dân bãi bỏ nghị quyết";
        let lan = reorganisation::revert(desk, &town.lan, id, why).await;
        assert_eq!(code(lan), "authority-not-allowed");
        let silent = reorganisation::revert(desk, &town.ba_sau, id, " ").await;
        assert_eq!(code(silent), "reorganisation-reason-missing");
        reorganisation::revert(desk, &town.ba_sau, id, why).await.unwrap();
        assert_eq!(registry(&town).await, before, "every row as before");
        let again = reorganisation::revert(desk, &town.ba_sau, id, why).await;
        assert_eq!(code(again), "reorganisation-state");
        let next = town.adopts().await;
        town.goes_to("2026-07-01");
        let late = reorganisation::revert(desk, &town.ba_sau, next, why).await;
        assert_eq!(code(late), "adoption-already-effective");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_adoptions_at_once_one_is_refused() {
    story(|town| async move {
        let desk = &town.desk;
        let (first, second) = (town.proposes().await, town.proposes().await);
        for id in [first, second] {
            let form = town.form(id, 1).await;
            reorganisation::record_adoption(desk, &town.lan, id, form).await.unwrap();
        }
        let (one, other) = tokio::join!(
            reorganisation::confirm_adoption(desk, &town.ba_sau, first),
            reorganisation::confirm_adoption(desk, &town.minh, second),
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
        let refused = if one.is_ok() { other } else { one };
        assert!(codes(refused).contains(&"reorganisation-stale-base"));
        let third = reorganisation::propose(desk, &town.lan, town.draws(two()).await).await;
        assert!(codes(third).contains(&"reorganisation-already-changing"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_describes_itself_and_a_withdrawn_one_is_not_adopted() {
    story(|town| async move {
        let desk = &town.desk;
        let id = town.proposes().await;
        let scope = scope_of(&town.lan, town.today());
        let dossier = reorganisation::preview(desk, &scope, id).await.unwrap().unwrap();
        assert_eq!(dossier.households, 60);
        assert_eq!(dossier.preview.after.len(), 2);
        assert!(!dossier.clauses.is_empty());
        assert_eq!(dossier.refusals, []);
        assert!(!dossier.warnings.is_empty(), "the keep-as-is notice stands");
        let plan = dossier.page.line.plan_id;
        let frozen = desk::plan::rename(desk, &town.lan, plan, 0, "Khu phố 9").await;
        assert_eq!(code(frozen), "plan-is-frozen");
        reorganisation::withdraw(desk, &town.ba_sau, id, "Vẽ lại").await.unwrap();
        let form = town.form(id, 1).await;
        let record = reorganisation::record_adoption(desk, &town.lan, id, form).await;
        assert_eq!(code(record), "reorganisation-state");
    })
    .await;
}

fn ids(lines: &[unit::Line]) -> Vec<UnitId> {
    lines.iter().map(|line| line.unit_id).collect()
}

/// Every row of the registry that a reorganisation may touch, as text.
async fn registry(town: &Town) -> String {
    let (reader, scope) = (town.desk.store.read(), desk::authority::system_scope());
    store::registry::content(&reader, &scope).await.unwrap().join("\n")
}
