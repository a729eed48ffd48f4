use ledger::PostKind;
use units::{AccountId, Day, Period, UnitId};
use uuid::Uuid;

use super::*;

fn unit(number: u128) -> UnitId {
    UnitId(Uuid::from_u128(number))
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn actor(role: Role, at: Option<UnitId>) -> Actor {
    let valid = Period::between(day("2026-01-01"), day("2026-07-01"));
    Actor {
        account_id: AccountId(Uuid::from_u128(9)),
        display_name: "Lan".into(),
        grants: vec![Grant {
            role,
            unit: at,
            post: "officer".into(),
            post_id: None,
            goes_on_for: Vec::new(),
            valid,
        }],
        outermost: vec![unit(1)],
        must_change: false,
    }
}

#[test]
fn the_whole_table_is_as_everybody_knows_it() {
    insta::assert_snapshot!("authority", table());
}

#[test]
fn a_grant_reaches_its_own_unit_and_what_lies_below_it_and_nothing_else() {
    let lan = actor(Role::WardOfficer, Some(unit(2)));
    let at = |path: &[u128], on: &str| {
        Object::at(path.iter().map(|number| unit(*number)).collect(), day(on))
    };
    let may = |object: &Object| authorize(&lan, Act::DrawStart, object).map_err(|no| no.code);
    assert_eq!(may(&at(&[1, 2, 3], "2026-03-01")), Ok("officer".to_owned()));
    assert_eq!(may(&at(&[1, 4], "2026-03-01")), Err("authority-elsewhere"));
    assert_eq!(may(&at(&[1, 2], "2026-07-01")), Err("authority-not-allowed"), "the grant ended");
    let no = authorize(&lan, Act::ReorganisationConfirm, &at(&[1, 2], "2026-03-01"));
    assert_eq!(no.unwrap_err().code, "authority-not-allowed");
}

#[test]
fn a_password_given_by_another_is_changed_before_anything_else() {
    let lan = Actor { must_change: true, ..actor(Role::WardOfficer, None) };
    let object = Object::at(vec![unit(1)], day("2026-03-01"));
    assert_eq!(authorize(&lan, Act::DrawStart, &object).unwrap_err().code, "authority-password");
}

#[test]
fn without_a_grant_of_the_day_a_person_sees_what_a_visitor_sees() {
    let lan = actor(Role::WardOfficer, Some(unit(2)));
    assert_eq!(scope_of(&lan, day("2026-07-01")), public_scope(), "the grant ended");
    let given = Actor { must_change: true, ..lan };
    assert_eq!(scope_of(&given, day("2026-03-01")), public_scope(), "somebody else's password");
}

#[test]
fn only_roles_with_the_right_read_household_rows() {
    let on = day("2026-03-01");
    let path = [unit(1), unit(2)];
    let officer = actor(Role::WardOfficer, Some(unit(2)));
    assert!(personal_scope(&officer, on).covers_personal(&path));
    assert!(!scope_of(&officer, on).covers_personal(&path), "pages never show rows");
    assert!(scope_of(&officer, on).covers(&path));
    let city = actor(Role::CityOfficer, None);
    assert!(scope_of(&city, on).covers(&path));
    assert!(!personal_scope(&city, on).covers_personal(&path));
    assert!(!public_scope().covers(&path));
}

#[test]
fn a_role_of_a_place_reaches_nowhere_without_one() {
    let on = day("2026-03-01");
    let here = Object::at(vec![unit(1), unit(2)], on);
    for (role, act) in [
        (Role::WardOfficer, Act::DrawStart),
        (Role::WardLeader, Act::CareRecord),
        (Role::UnitHead, Act::GroupForm),
    ] {
        let stray = actor(role, None);
        assert!(authorize(&stray, act, &here).is_err(), "{}", role.code());
        assert_eq!(scope_of(&stray, on), public_scope(), "{}", role.code());
        assert!(!personal_scope(&stray, on).covers_personal(&here.path), "{}", role.code());
    }
    assert!(authorize(&actor(Role::CityLeader, None), Act::CareRecord, &here).is_ok());
}

#[test]
fn the_head_of_one_khu_pho_has_no_sight_of_another() {
    let on = day("2026-03-01");
    let head = actor(Role::UnitHead, Some(unit(3)));
    let scope = scope_of(&head, on);
    assert!(scope.covers(&[unit(1), unit(2), unit(3)]));
    assert!(!scope.covers(&[unit(1), unit(2), unit(4)]), "the neighbouring khu phố");
    assert!(!scope.covers(&[unit(1), unit(2)]), "the ward above");
    assert!(!personal_scope(&head, on).covers_personal(&[unit(1), unit(2), unit(3)]));
    assert!(!is_told_few(&head, on));
}

#[test]
fn an_administrator_runs_the_program_and_sees_what_a_visitor_sees() {
    let on = day("2026-03-01");
    assert_eq!(scope_of(&actor(Role::Administrator, None), on), public_scope());
}

#[test]
fn nobody_lets_a_person_decide_above_themselves() {
    let on = day("2026-03-01");
    let ward = actor(Role::WardOfficer, Some(unit(2)));
    assert!(may_give(&ward, Role::UnitHead, on).is_ok());
    assert_eq!(may_give(&ward, Role::WardLeader, on).unwrap_err().code, "grant-above");
    let head = actor(Role::UnitHead, Some(unit(3)));
    assert_eq!(may_give(&head, Role::GroupHead, on).unwrap_err().code, "grant-above");
    assert_eq!(Role::of_post(PostKind::BodyHead, true), Role::GroupHead);
    assert_eq!(Role::of_post(PostKind::Chairman, false), Role::WardLeader);
}
