//! Three old wards with a "Khu phố 1" each, in one new ward.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn called(id: u128, name: &str, households: u32, before: &str) -> Called {
    Called {
        unit: UnitId(Uuid::from_u128(id)),
        kind: Kind::KhuPho,
        name: name.into(),
        households,
        before: (!before.is_empty()).then(|| before.to_owned()),
    }
}

fn merged() -> Vec<Called> {
    vec![
        called(1, "Khu phố 1", 520, "Phường Bến Nghé"),
        called(2, "Khu phố 2", 480, "Phường Bến Nghé"),
        called(3, "Khu phố 1", 710, "Phường Đa Kao"),
        called(4, "Khu phố 2", 300, "Phường Đa Kao"),
        called(5, "Khu phố 3", 450, "Phường Đa Kao"),
        called(6, "Khu Phố  1", 530, "Phường 3"),
        called(7, "Khu phố Vườn Lài", 400, "Phường 3"),
    ]
}

fn names(scheme: Scheme) -> Vec<(u128, String)> {
    let proposed = propose(&merged(), scheme);
    proposed.into_iter().map(|one| (one.unit.0.as_u128(), one.name)).collect()
}

#[test]
fn the_largest_keeps_its_name_and_the_others_are_numbered_on() {
    let units = merged();
    let groups = collisions(&units);
    let found: Vec<Vec<u128>> =
        groups.iter().map(|group| group.iter().map(|one| one.unit.0.as_u128()).collect()).collect();
    assert_eq!(found, [vec![3, 6, 1], vec![2, 4]], "folded, the largest first");
    let expected = [(6, "Khu phố 4"), (1, "Khu phố 5"), (4, "Khu phố 6")];
    assert_eq!(names(Scheme::NumberOn), expected.map(|(id, name)| (id, name.to_owned())));
}

#[test]
fn an_old_ward_lends_its_name_and_a_numbered_one_its_word() {
    let expected = [(6, "Khu Phố 1 Phường 3"), (1, "Khu phố 1 Bến Nghé"), (4, "Khu phố 2 Đa Kao")];
    assert_eq!(names(Scheme::OldWard), expected.map(|(id, name)| (id, name.to_owned())));
    // Whose old ward nobody knows is numbered on.
    let units = vec![called(1, "Khu phố 1", 9, ""), called(2, "Khu phố 1", 8, "")];
    assert_eq!(propose(&units, Scheme::OldWard)[0].name, "Khu phố 2");
}

#[test]
fn all_are_numbered_anew_and_a_name_of_its_own_is_kept() {
    let proposed = names(Scheme::Renumber);
    let expected = [(2, 3), (3, 4), (4, 5), (5, 6)];
    for (unit, number) in expected {
        assert!(proposed.contains(&(unit, format!("Khu phố {number}"))), "{proposed:?}");
    }
    assert!(proposed.iter().all(|(unit, _)| *unit != 7), "Vườn Lài keeps its name");
}

#[test]
fn a_name_says_its_kind_and_is_nobody_elses() {
    let units = merged();
    let fault = |name: &str| {
        let proposed = [Proposed { unit: units[0].unit, name: name.into() }];
        faults(&units, &proposed).into_iter().map(|(_, fault)| fault).collect::<Vec<_>>()
    };
    assert_eq!(fault("Khu phố 9"), []);
    assert_eq!(fault("  "), [NameFault::Missing]);
    assert_eq!(fault("Khu phố"), [NameFault::KindAlone]);
    assert_eq!(fault("Khu phố9"), [NameFault::WithoutKind]);
    assert_eq!(fault("Tổ 9"), [NameFault::WithoutKind]);
    assert_eq!(fault("khu pho 3"), [NameFault::Twice], "compared without marks");
    assert_eq!(fault("Khu phố <9>"), [NameFault::Signs]);
    assert_eq!(fault(&format!("Khu phố {}", "9".repeat(60))), [NameFault::TooLong]);
    assert_eq!(short_name(Kind::KhuPho, "Khu phố 1 Bến Nghé"), "1 Bến Nghé");
}

proptest! {
    /// Whatever collides, no scheme leaves a collision or a name that may not be.
    #[test]
    fn after_a_scheme_nothing_collides(
        units in proptest::collection::vec((1_u32..5, 0_u32..900, 0_u8..4), 0..30),
    ) {
        let wards = ["", "Phường Bến Nghé", "Phường Đa Kao", "Phường 3"];
        let units: Vec<Called> = (1..).zip(&units).map(|(id, (number, households, ward))| {
            called(id, &format!("Khu phố {number}"), *households, wards[usize::from(*ward)])
        }).collect();
        for scheme in Scheme::ALL {
            let proposed = propose(&units, *scheme);
            prop_assert_eq!(faults(&units, &proposed), vec![], "{}", scheme);
            let after: Vec<Called> = units.iter().map(|unit| {
                let new = proposed.iter().find(|one| one.unit == unit.unit);
                Called { name: new.map_or(&unit.name, |one| &one.name).clone(), ..unit.clone() }
            }).collect();
            prop_assert!(collisions(&after).is_empty());
        }
    }
}
