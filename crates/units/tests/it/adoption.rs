//! Recording a resolution: tally, days, notices, two persons; applying and taking back.

use units::reorganisation::{
    Adoption, AdoptionVerdict, Carried, Count, Entered, HouseholdChange, Refusal, Reorganisation,
    Tally, UnitTally, carry_over, revert,
};
use units::rulebook::Rulebook;
use units::{AccountId, Coverage, EventKind, HouseholdId, Period};
use uuid::Uuid;

use crate::plan::{atom, codes, day, hcmc, new, old, plan, sub};

fn merger() -> Reorganisation {
    plan("A 500 | B 500", "1 A1 B1")
}

fn count(households: u32, agreed: u32) -> Count {
    Count { households, agreed }
}

/// An adoption in which A and B agreed as given, all else in order.
fn adoption(a: Count, b: Count) -> Adoption {
    let area = count(a.households + b.households, a.agreed + b.agreed);
    let unit = |name, count| UnitTally { unit_id: old(name), count };
    Adoption {
        tally: Some(Tally {
            area,
            merging: vec![unit("A", a), unit("B", b)],
            taken_on: Some(day("2026-02-01")),
        }),
        resolution_number: "15/NQ-HĐND".into(),
        resolution_on: Some(day("2026-02-20")),
        effective_on: Some(day("2026-06-01")),
        recorded_by: AccountId(Uuid::from_u128(1)),
        confirmed_by: Some(AccountId(Uuid::from_u128(2))),
        acknowledged: vec!["giu-nguyen-2025".into(), "hcm-giu-nguyen-2026".into()],
    }
}

fn judged(adoption: &Adoption) -> AdoptionVerdict {
    merger().check_adoption(adoption, &Rulebook::built_in(), &hcmc(), day("2026-03-01"))
}

fn refused(adoption: &Adoption) -> Vec<&'static str> {
    codes(&judged(adoption).refusals)
}

#[test]
fn more_than_half_of_all_households_means_251_of_500() {
    assert_eq!(judged(&adoption(count(500, 251), count(500, 251))).refusals, []);
    let short = judged(&adoption(count(500, 251), count(500, 250))).refusals;
    let name = "Khu phố B".into();
    let wanted = Refusal::NotOverHalfInUnit {
        unit: old("B"),
        name,
        households: 500,
        agreed: 250,
        needed: 251,
    };
    assert_eq!(short, [wanted]);
}

#[test]
fn sixty_and_fifty_per_cent_fail_although_the_whole_has_fifty_five() {
    let refused = refused(&adoption(count(500, 300), count(500, 250)));
    assert_eq!(refused, ["adoption-not-over-half-in-unit"]);
}

#[test]
fn half_of_the_area_is_not_over_half() {
    let verdict = judged(&adoption(count(500, 300), count(500, 200)));
    assert!(verdict.refusals.contains(&Refusal::NotOverHalf {
        households: 1000,
        agreed: 500,
        needed: 501
    }));
}

#[test]
fn a_split_needs_only_the_areas_tally_and_a_merger_each_units() {
    let split = plan("A 600 500", "1 A1 | 2 A2");
    let mut given = adoption(count(1000, 700), count(100, 60));
    given.tally.as_mut().unwrap().merging.clear();
    let verdict = split.check_adoption(&given, &Rulebook::built_in(), &hcmc(), day("2026-03-01"));
    assert_eq!(verdict.refusals, []);
    assert_eq!(codes(&judged(&given).refusals)[0], "adoption-tally-unit-missing");
}

#[test]
fn a_tally_that_cannot_be_is_refused() {
    let mut none = adoption(count(500, 300), count(500, 300));
    none.tally = None;
    assert_eq!(refused(&none), ["adoption-tally-missing"]);
    assert!(
        refused(&adoption(count(500, 501), count(500, 300)))
            .contains(&"adoption-tally-inconsistent")
    );
    let mut parts = adoption(count(500, 300), count(500, 300));
    parts.tally.as_mut().unwrap().area = count(1000, 599);
    assert_eq!(refused(&parts), ["adoption-tally-inconsistent"]);
    let mut late = adoption(count(500, 300), count(500, 300));
    late.tally.as_mut().unwrap().taken_on = Some(day("2026-02-21"));
    assert_eq!(refused(&late), ["adoption-tally-after-resolution"]);
}

#[test]
fn a_tally_of_other_households_must_be_acknowledged() {
    let mut given = adoption(count(400, 300), count(500, 300));
    assert_eq!(refused(&given), ["adoption-not-acknowledged"]);
    given.acknowledged.push("tally-base-differs".into());
    assert_eq!(refused(&given), [""; 0]);
}

#[test]
fn standing_notices_must_be_acknowledged_by_name() {
    let mut given = adoption(count(500, 300), count(500, 300));
    assert_eq!(judged(&given).warnings.len(), 2);
    given.acknowledged.clear();
    let unread: Vec<_> = judged(&given).refusals;
    let wanted = ["hcm-giu-nguyen-2026", "giu-nguyen-2025"]
        .map(|id| Refusal::NotAcknowledged { id: id.into() });
    assert_eq!(unread, wanted);
    // Before the ministry's letter nothing stood against it.
    let verdict =
        merger().check_adoption(&given, &Rulebook::built_in(), &hcmc(), day("2025-12-08"));
    assert_eq!(verdict.warnings.len(), 2, "the effective day lies after the letters");
}

#[test]
fn days_and_numbers_of_the_resolution_must_fit() {
    let sound = adoption(count(500, 300), count(500, 300));
    let with = |change: &dyn Fn(&mut Adoption)| {
        let mut given = sound.clone();
        change(&mut given);
        refused(&given)
    };
    assert_eq!(
        with(&|it| it.resolution_number = " ".into()),
        ["adoption-resolution-number-missing"]
    );
    assert_eq!(with(&|it| it.resolution_on = None), ["adoption-resolution-day-missing"]);
    assert_eq!(with(&|it| it.effective_on = None), ["reorganisation-effective-day-missing"]);
    assert_eq!(
        with(&|it| it.resolution_on = Some(day("2026-03-02"))),
        ["adoption-resolution-in-future"]
    );
    let early = with(&|it| it.effective_on = Some(day("2026-02-19")));
    assert!(early.contains(&"adoption-effective-before-resolution"), "{early:?}");
    assert!(early.contains(&"reorganisation-effective-day-past"), "{early:?}");
    assert_eq!(
        with(&|it| it.effective_on = Some(day("2026-07-01"))),
        ["adoption-effective-day-differs"]
    );
    assert_eq!(with(&|it| it.confirmed_by = Some(it.recorded_by)), ["adoption-same-person"]);
}

fn fresh() -> impl FnMut() -> Uuid {
    let mut next = 1000;
    move || {
        next += 1;
        Uuid::from_u128(next)
    }
}

#[test]
fn nothing_is_applied_without_a_second_person() {
    let mut given = adoption(count(500, 300), count(500, 300));
    given.confirmed_by = None;
    assert_eq!(merger().apply(&given, &mut fresh()), Err(Refusal::NotConfirmed));
    given.confirmed_by = Some(given.recorded_by);
    assert_eq!(merger().apply(&given, &mut fresh()), Err(Refusal::SamePerson));
}

#[test]
fn a_kept_unit_gets_no_state_and_no_event() {
    let plan = plan("A 600 500 | B 600", "1 A1 | 2 A2 | B=B B1");
    let given = adoption(count(500, 300), count(500, 300));
    let applied = plan.apply(&given, &mut fresh()).unwrap();
    assert_eq!(applied.ended_states.len(), 1);
    assert_eq!(applied.new_units.len(), 2);
    assert_eq!(applied.next_states, []);
    assert_eq!(applied.ended_sub_states.len(), 3);
    let states: Vec<_> = applied.new_states().collect();
    assert!(states.iter().all(|state| state.legal_document.as_deref() == Some("15/NQ-HĐND")));
    assert!(states.iter().all(|state| state.parent_id == Some(plan.commune.id)));
    // The split, and the old tổ that end.
    let sums: Vec<u32> = applied
        .events
        .iter()
        .map(|event| event.edges.iter().map(|edge| edge.shares.households).sum())
        .collect();
    assert_eq!(sums, [1100, 1700]);
}

#[test]
fn an_adoption_is_taken_back_only_before_its_day() {
    let applied =
        merger().apply(&adoption(count(500, 300), count(500, 300)), &mut fresh()).unwrap();
    let reverted = revert(&applied, day("2026-05-31")).unwrap();
    assert_eq!(reverted.removed_units, [new("1")]);
    assert_eq!(reverted.reopened_states.len(), 4);
    for today in ["2026-06-01", "2026-06-02"] {
        assert_eq!(
            codes(&[revert(&applied, day(today)).unwrap_err()]),
            ["adoption-already-effective"]
        );
    }
}

#[test]
fn a_household_that_appears_before_the_day_is_carried_over_by_its_door() {
    let applied =
        merger().apply(&adoption(count(500, 300), count(500, 300)), &mut fresh()).unwrap();
    let mut change = HouseholdChange {
        household_id: HouseholdId(Uuid::from_u128(77)),
        people: 4,
        on: day("2026-04-01"),
        left: None,
        entered: Entered::Atom(atom("A1")),
    };
    let Carried::Known { memberships, edges } = carry_over(&applied, &change) else {
        panic!("the door lies in an atom");
    };
    let opened: Vec<_> = memberships.iter().map(|it| (it.unit_id, it.valid)).collect();
    let before = Period::between(day("2026-04-01"), day("2026-06-01"));
    let after = Period::since(day("2026-06-01"));
    assert_eq!(opened, [(old("A"), before), (new("1"), after), (sub("A1"), before)]);
    let deltas: Vec<_> = edges.iter().map(|it| (it.from, it.households, it.people)).collect();
    assert_eq!(deltas, [(old("A"), 1, 4), (sub("A1"), 1, 4)]);

    change.entered = Entered::UnknownDoor;
    assert_eq!(carry_over(&applied, &change), Carried::AskWhere);
    change.entered = Entered::Atom(atom("Z1"));
    assert_eq!(carry_over(&applied, &change), Carried::Outside { edges: Vec::new() });
    change.left = Some(atom("B1"));
    change.entered = Entered::Nowhere;
    let Carried::Known { memberships, edges } = carry_over(&applied, &change) else {
        panic!("it leaves a known atom");
    };
    assert!(memberships.is_empty());
    assert_eq!(edges.iter().map(|it| it.households).collect::<Vec<_>>(), [-1, -1]);
}

#[test]
fn from_the_day_on_a_household_enters_the_new_unit_alone() {
    let applied =
        merger().apply(&adoption(count(500, 300), count(500, 300)), &mut fresh()).unwrap();
    let change = HouseholdChange {
        household_id: HouseholdId(Uuid::from_u128(77)),
        people: 4,
        on: day("2026-06-01"),
        left: Some(atom("B1")),
        entered: Entered::Atom(atom("A1")),
    };
    let Carried::Known { memberships, edges } = carry_over(&applied, &change) else {
        panic!("the door lies in an atom");
    };
    let opened: Vec<_> = memberships.iter().map(|it| (it.unit_id, it.valid)).collect();
    assert_eq!(opened, [(new("1"), Period::since(change.on))]);
    assert_eq!(edges, [], "what was counted on the day stays");
}

#[test]
fn an_old_to_goes_whole_or_in_parts() {
    let mut plan = plan("A 600 500 100", "1 A1 A3 | 2 A2");
    // A3 is a second cluster of the tổ of A2, so that this tổ is divided.
    plan.atoms[2].old_sub_unit = Some(sub("A2"));
    let applied = plan.apply(&adoption(count(1200, 700), count(0, 0)), &mut fresh()).unwrap();
    let ends = applied.events.last().unwrap();
    assert_eq!(ends.kind, EventKind::Dissolve);
    let mut fates: Vec<_> = ends
        .edges
        .iter()
        .map(|it| (it.from == sub("A1"), it.coverage, it.shares.households))
        .collect();
    fates.sort_by_key(|fate| fate.2);
    let parts = [(false, Coverage::Part, 100), (false, Coverage::Part, 500)];
    assert_eq!(fates, [parts[0], parts[1], (true, Coverage::Whole, 600)]);
}
