//! Which events a drawing makes, and how it is described.

use units::EventKind::{self, Absorb, BoundaryShift, CarveOut, MergeNew, Rename, Retype, SplitNew};
use units::reorganisation::Reorganisation;
use units::{Coverage, Kind, Shares};

use crate::plan::{new, old, plan};

fn events(plan: &Reorganisation) -> Vec<Option<EventKind>> {
    plan.changes().into_iter().map(|change| change.event).collect()
}

fn clauses(plan: &Reorganisation) -> Vec<&'static str> {
    let clauses = plan.describe();
    let inner = &clauses[1..clauses.len() - 3];
    inner.iter().map(units::reorganisation::Clause::code).collect()
}

/// The events of a drawing and the clauses that tell them.
fn check(before: &str, after: &str, kinds: &[EventKind], told: &[&str]) {
    let plan = plan(before, after);
    let wanted: Vec<_> = kinds.iter().copied().map(Some).collect();
    assert_eq!(events(&plan), wanted, "{before} → {after}");
    assert_eq!(clauses(&plan), told, "{before} → {after}");
}

#[test]
fn every_event_of_the_list_that_a_drawing_can_make() {
    check("A 5", "A=3 A1", &[Rename], &["clause-renamed"]);
    check("A 5 5", "1 A1 | 2 A2", &[SplitNew], &["clause-split"]);
    check("A 6 5", "A=A A1 | 2 A2", &[CarveOut], &["clause-carved-out"]);
    check("A 5 | B 5", "1 A1 B1", &[MergeNew], &["clause-merged"]);
    check("A 5 | B 4", "A=A A1 B1", &[Absorb], &["clause-absorbed"]);
    let shifted = ["clause-border-shifted", "clause-made-of", "clause-part-some", "clause-made-of"];
    let shifted = [&shifted[..], &["clause-part-some", "clause-part-whole"]].concat();
    check("A 5 2 | B 5", "A=A A1 | B=B A2 B1", &[BoundaryShift], &shifted);
}

#[test]
fn a_kept_unit_leaves_no_event_and_a_retyped_one_keeps_its_identity() {
    let kept = plan("A 5", "A=A A1");
    assert_eq!(events(&kept), [None]);
    assert_eq!(clauses(&kept), ["clause-kept"]);
    let mut retyped = kept;
    retyped.new_units[0].kind = Kind::Ap;
    assert_eq!(events(&retyped), [Some(Retype)]);
}

#[test]
fn regrouping_of_several_into_several_is_one_event_per_new_unit() {
    // A splits between 1, 2 and what goes on as B; C goes wholly into B; 2 is cut out of A alone.
    let plan = plan("A 2 2 2 | B 5 3 | C 1", "1 A1 B2 | 2 A2 | B=B A3 B1 C1");
    let found: Vec<_> = plan.changes().into_iter().map(|it| (it.event, it.to())).collect();
    let mut wanted = [
        (Some(Absorb), vec![old("B")]),
        (Some(MergeNew), vec![new("1")]),
        (Some(SplitNew), vec![new("2")]),
    ];
    wanted.sort_by_key(|(_, to)| to[0]);
    assert_eq!(found, wanted);
    assert_eq!(plan.merging_units().len(), 3);
}

#[test]
fn edges_are_whole_or_part_and_an_atom_left_out_makes_them_part() {
    let sound = plan("A 5 5 | B 3", "1 A1 A2 | 2 B1");
    assert!(sound.edges().iter().all(|edge| edge.coverage == Coverage::Whole));
    let gap = plan("A 5 5", "1 A1");
    assert_eq!(gap.edges()[0].coverage, Coverage::Part);
}

#[test]
fn a_known_area_is_split_to_the_square_metre() {
    let mut plan = plan("A 1 1 1", "1 A1 | 2 A2 | 3 A3");
    plan.old_units[0].counts.area_m2 = 100;
    let mut areas: Vec<u64> = plan.edges().iter().map(|edge| edge.shares.area_m2).collect();
    areas.sort_unstable();
    assert_eq!(areas, [33, 33, 34]);
}

#[test]
fn the_preview_shows_both_sides_and_equal_totals() {
    let preview = plan("A 5 3 | B 4", "A=A A1 | 2 A2 B1").preview();
    assert_eq!(preview.total_before, preview.total_after);
    assert_eq!(
        preview.total_before,
        Shares { households: 12, people: 39, area_m2: 0, addresses: 12 }
    );
    assert_eq!(preview.before[0].into.len(), 2);
    assert_eq!(preview.after[1].from.len(), 2);
    assert_eq!(preview.after[1].counts.households, 7);
    let whole: Vec<_> = preview.after[1].from.iter().map(|part| part.coverage).collect();
    assert!(whole.contains(&Coverage::Whole) && whole.contains(&Coverage::Part));
}

/// "10" after "2", whatever order the plan lists them in.
#[test]
fn changes_are_told_in_the_order_in_which_people_count() {
    let plan = plan("A 5 5 | B 5 5 | C 5 5", "10 A1 B1 | 2 A2 C1 | 1 B2 C2");
    let told: Vec<String> = plan
        .describe()
        .iter()
        .filter(|clause| clause.code() == "clause-made-of")
        .map(|clause| clause.args()[0].1.clone())
        .collect();
    assert_eq!(told, ["Khu phố 1", "Khu phố 2", "Khu phố 10"]);
}
