//! What a reorganisation is refused for, each rule broken in turn.

use units::reorganisation::{CodedReason, Reason, Refusal, Reorganisation};
use units::{Kind, Period};

use crate::plan::{atom, codes, day, old, plan, refusals, refusals_on, sub};

fn sound() -> Reorganisation {
    plan("A 300 300 500 | B 600", "1 A1 A2 | 2 A3 | B=B B1")
}

fn with_reason(
    mut plan: Reorganisation,
    unit: usize,
    reason: Reason,
    text: &str,
) -> Reorganisation {
    plan.new_units[unit].reasons.push(CodedReason { reason, text: text.into() });
    plan
}

#[test]
fn a_sound_plan_is_refused_nothing() {
    assert_eq!(refusals(&sound()), []);
}

#[test]
fn a_plan_on_an_older_revision_is_stale() {
    let plan = sound();
    let found = refusals_on(&plan, 8, &plan.old_units, &plan.atoms);
    assert_eq!(found, [Refusal::StaleBase { based_on: 7, now: 8 }]);
}

#[test]
fn a_household_lost_or_doubled_is_found() {
    let plan = sound();
    let mut units = plan.old_units.clone();
    units[0].counts.households = 1101;
    units[1].counts.households = 598;
    let found = refusals_on(&plan, 7, &units, &plan.atoms);
    let lost = Refusal::HouseholdsLost { unit: old("A"), name: "Khu phố A".into(), missing: 1 };
    let doubled =
        Refusal::HouseholdsDoubled { unit: old("B"), name: "Khu phố B".into(), extra: 2 };
    assert_eq!(found, [lost, doubled]);
}

#[test]
fn gaps_overlaps_and_unknown_atoms_are_found() {
    let gap = plan("A 600 500 | B 600", "1 A1 | B=B B1");
    assert_eq!(codes(&refusals(&gap)), ["reorganisation-atom-missing"]);
    let overlap = plan("A 600 500", "1 A1 A2 | 2 A2");
    let twice = Refusal::AtomDoubled {
        atom: atom("A2"),
        first: "Khu phố 1".into(),
        second: "Khu phố 2".into(),
    };
    assert!(refusals(&overlap).contains(&twice));
    let unknown = plan("A 600 500", "1 A1 | 2 A2 Z9");
    assert_eq!(codes(&refusals(&unknown)), ["reorganisation-atom-unknown"]);
    let empty = plan("A 600 500", "1 A1 | 2 A2 | 3");
    assert!(codes(&refusals(&empty)).contains(&"reorganisation-unit-empty"));
}

#[test]
fn an_atom_the_registry_sees_otherwise_is_found() {
    let plan = sound();
    let mut atoms = plan.atoms.clone();
    atoms[0].counts.people += 1;
    assert_eq!(
        refusals_on(&plan, 7, &plan.old_units, &atoms),
        [Refusal::AtomChanged { atom: atom("A1") }]
    );
    let mut fewer = sound();
    fewer.atoms.pop();
    fewer.new_units.pop();
    let found = codes(&refusals_on(&fewer, 7, &plan.old_units, &plan.atoms));
    assert!(found.contains(&"reorganisation-atom-missing"), "{found:?}");
}

#[test]
fn old_units_must_stand_and_be_free() {
    let plan = sound();
    let mut units = plan.old_units.clone();
    units[0].valid = Period::between(day("2010-01-01"), day("2026-09-01"));
    units[1].valid = Period::since(day("2026-06-01"));
    let found = codes(&refusals_on(&plan, 7, &units, &plan.atoms));
    assert_eq!(found, ["reorganisation-already-changing", "reorganisation-not-yet-begun"]);
    units.remove(0);
    let found = codes(&refusals_on(&plan, 7, &units, &plan.atoms));
    assert_eq!(found[0], "reorganisation-unit-unknown");
}

#[test]
fn names_are_unique_in_the_commune_however_they_are_written() {
    let mut plan = sound();
    plan.new_units[0].name = "Khu phố Hòa".into();
    plan.new_units[1].name = "KHU PHỐ  HOÀ".into();
    assert_eq!(codes(&refusals(&plan)), ["reorganisation-name-twice"]);
    plan.new_units[1].name = " ".into();
    assert_eq!(codes(&refusals(&plan)), ["reorganisation-name-missing"]);

    // A unit of the ward that the plan leaves as it is keeps its name to itself.
    let plan = sound();
    let mut untouched = plan.old_units.clone();
    let mut other = untouched[0].clone();
    other.id = old("elsewhere");
    other.name = "Khu phố 2".into();
    untouched.push(other);
    let found = codes(&refusals_on(&plan, 7, &untouched, &plan.atoms));
    assert_eq!(found, ["reorganisation-name-twice"]);
}

#[test]
fn a_ward_has_only_khu_pho_and_a_commune_only_ap() {
    let mut plan = sound();
    plan.new_units[0].kind = Kind::Ap;
    assert_eq!(
        codes(&refusals(&plan)),
        ["reorganisation-kind-not-allowed", "reorganisation-too-large"]
    );
    let mut plan = sound();
    plan.commune.kind = Kind::Xa;
    // The kept unit keeps its kind; only the two that are founded are refused.
    assert_eq!(refusals(&plan).len(), 2);
}

#[test]
fn identities_go_on_only_with_their_households_and_once() {
    let unchanged = plan("A 600 | B 600", "1 A1 | B=B B1");
    assert_eq!(codes(&refusals(&unchanged)), ["reorganisation-identity-not-kept"]);
    let minority = plan("A 500 500", "A=1 A1 | 2 A2");
    assert_eq!(codes(&refusals(&minority)), ["reorganisation-identity-without-majority"]);
    let twice = plan("A 501 500", "A=1 A1 | A=2 A2");
    assert!(codes(&refusals(&twice)).contains(&"reorganisation-identity-twice"));
    let unknown = plan("A 600", "Z=1 A1");
    assert_eq!(codes(&refusals(&unknown)), ["reorganisation-identity-unknown"]);
}

#[test]
fn inherited_identities_are_never_refused_as_identities() {
    let mut plan = plan("A 340 200 | B 250 311 | C 600", "1 A1 B1 | 2 A2 B2 | 3 C1");
    plan.inherit_identities();
    let heirs: Vec<_> = plan.new_units.iter().map(|unit| unit.continues).collect();
    assert_eq!(heirs, [Some(old("A")), Some(old("B")), Some(old("C"))]);
    assert_eq!(refusals(&plan), []);
}

#[test]
fn sizes_out_of_the_norm_need_a_reason_that_holds() {
    // A khu phố of 430 that keeps its border is accepted with the reason, and only with it.
    let small = || plan("A 430 | B 600", "A=A A1 | B=B B1");
    assert_eq!(codes(&refusals(&small())), ["reorganisation-too-small"]);
    let stable = with_reason(small(), 0, Reason::StableUnitKept, "Ổn định từ năm 2010");
    assert_eq!(refusals(&stable), []);
    let wordless = with_reason(small(), 0, Reason::StableUnitKept, "  ");
    assert_eq!(codes(&refusals(&wordless)), ["reorganisation-reason-without-text"]);

    let moved = plan("A 300 130 | B 600", "1 A1 A2 | B=B B1");
    let moved = with_reason(moved, 1, Reason::StableUnitKept, "Ổn định");
    assert!(codes(&refusals(&moved)).contains(&"reorganisation-too-small"));
    let split = plan("A 430 570", "1 A1 | 2 A2");
    let split = with_reason(split, 0, Reason::StableUnitKept, "Ổn định");
    assert_eq!(codes(&refusals(&split)), ["reorganisation-reason-contradicted"]);

    let large = plan("A 651 600", "1 A1 | 2 A2");
    assert_eq!(codes(&refusals(&large)), ["reorganisation-too-large"]);
    let block = with_reason(large, 0, Reason::ApartmentComplexKeptWhole, "Chung cư Hòa Bình");
    assert_eq!(refusals(&block), []);
}

#[test]
fn below_half_of_the_norm_only_border_island_and_terrain_excuse() {
    let mut tiny = plan("A 170 | B 400", "A=A A1 | B=B B1");
    tiny.commune.kind = Kind::Xa;
    for unit in &mut tiny.new_units {
        unit.kind = Kind::Ap;
    }
    for unit in &mut tiny.old_units {
        unit.kind = Kind::Ap;
    }
    assert_eq!(codes(&refusals(&tiny)), ["reorganisation-must-merge"]);
    let kept = with_reason(tiny.clone(), 0, Reason::StableUnitKept, "Ổn định");
    assert_eq!(codes(&refusals(&kept)), ["reorganisation-must-merge"]);
    assert_eq!(refusals(&with_reason(tiny.clone(), 0, Reason::Island, "Cù lao")), []);

    // 175 of 350 is exactly half: merging is optional, so any true reason will do.
    tiny.atoms[0].counts.households = 175;
    tiny.old_units[0].counts.households = 175;
    assert_eq!(codes(&refusals(&tiny)), ["reorganisation-too-small"]);
    assert_eq!(refusals(&with_reason(tiny, 0, Reason::StableUnitKept, "Ổn định")), []);
}

#[test]
fn an_old_to_that_would_stay_behind_is_found() {
    let mut plan = sound();
    plan.old_sub_units.retain(|unit| unit.id != sub("A2"));
    assert_eq!(refusals(&plan), [Refusal::SubUnitLeftBehind { atom: atom("A2") }]);
}

#[test]
fn the_effective_day_is_given_and_not_past() {
    let mut plan = sound();
    plan.effective_on = None;
    assert_eq!(refusals(&plan), [Refusal::EffectiveDayMissing]);
    plan.effective_on = Some(day("2026-02-28"));
    assert_eq!(codes(&refusals(&plan)), ["reorganisation-effective-day-past"]);
    plan.effective_on = Some(day("2026-03-01"));
    assert_eq!(refusals(&plan), []);
}

#[test]
fn a_kind_without_a_norm_is_said_so() {
    let mut plan = plan("A 600", "A=A A1");
    plan.new_units[0].kind = Kind::KhuDanCu;
    let found = codes(&refusals(&plan));
    assert_eq!(found, ["reorganisation-kind-not-allowed", "reorganisation-norm-unknown"]);
}

#[test]
fn the_canonical_bytes_are_blind_to_order_and_to_the_effective_day_only() {
    let plan = sound();
    let mut shuffled = plan.clone();
    shuffled.old_units.reverse();
    shuffled.old_sub_units.reverse();
    shuffled.new_units.reverse();
    shuffled.atoms.reverse();
    shuffled.new_units[2].atoms.reverse();
    shuffled.effective_on = None;
    assert_eq!(plan.canonical_bytes(), shuffled.canonical_bytes());
    let mut renamed = plan.clone();
    renamed.new_units[0].name = "Khu phố Một".into();
    assert_ne!(plan.canonical_bytes(), renamed.canonical_bytes());
    let mut moved = plan.clone();
    let atom = moved.new_units[0].atoms.pop().unwrap();
    moved.new_units[1].atoms.push(atom);
    assert_ne!(plan.canonical_bytes(), moved.canonical_bytes());
    let json = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<Reorganisation>(&json).unwrap(), plan);
}
