//! Each invariant broken in turn; that sound histories are silent shows the simulator.

use std::collections::BTreeMap;

use proptest::prelude::*;
use uuid::Uuid;

use super::{
    Fault, check_conservation, check_events, check_household, check_units, first_uncovered,
};
use crate::{
    Coverage, Day, Edge, Event, EventId, EventKind, HouseholdId, Kind, Membership, Method, Period,
    Shares, StateId, Tier, Unit, UnitId, UnitState,
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn unit_id(id: u128) -> UnitId {
    UnitId(Uuid::from_u128(id))
}

/// A unit whose states are numbered `id * 10`, `id * 10 + 1`, …
fn unit(id: u128, kind: Kind, parent: Option<u128>, periods: &[(&str, &str)]) -> Unit {
    let state = |(at, (from, until)): (usize, &(&str, &str))| UnitState {
        id: StateId(Uuid::from_u128(id * 10 + at as u128)),
        unit_id: unit_id(id),
        valid: Period { from: day(from), until: until.parse().ok() },
        kind,
        name: format!("{kind} {id}"),
        short_name: id.to_string(),
        official_code: None,
        parent_id: parent.map(unit_id),
        legal_document: None,
    };
    Unit { id: unit_id(id), states: periods.iter().enumerate().map(state).collect() }
}

fn state_id(id: u128) -> StateId {
    StateId(Uuid::from_u128(id))
}

#[test]
fn states_of_a_unit_stay_apart_and_inside_their_parent() {
    let ward = unit(1, Kind::Phuong, None, &[("2010-01-01", "2025-07-01"), ("2025-07-01", "")]);
    let sound = unit(2, Kind::KhuPho, Some(1), &[("2012-01-01", "2024-07-01"), ("2024-07-01", "")]);
    assert_eq!(check_units(&[ward.clone(), sound]), []);

    let twice = unit(3, Kind::KhuPho, Some(1), &[("2012-01-01", "2024-07-02"), ("2024-07-01", "")]);
    let (first, second) = (state_id(30), state_id(31));
    let on = day("2024-07-01");
    assert_eq!(
        check_units(&[ward.clone(), twice]),
        [Fault::PeriodsOverlap { unit: unit_id(3), first, second, on }]
    );
    let early = unit(4, Kind::KhuPho, Some(1), &[("2009-12-31", "")]);
    let outside =
        Fault::OutsideParent { state: state_id(40), parent: unit_id(1), on: day("2009-12-31") };
    assert_eq!(check_units(&[ward.clone(), early]), [outside]);
    let orphan = unit(5, Kind::KhuPho, Some(9), &[("2012-01-01", "")]);
    let unknown = Fault::ParentUnknown { state: state_id(50), parent: unit_id(9) };
    assert_eq!(check_units(&[ward.clone(), orphan]), [unknown]);
    let mut empty = unit(6, Kind::KhuPho, Some(1), &[("2012-01-01", "2012-01-01")]);
    assert_eq!(
        check_units(&[ward.clone(), empty.clone()]),
        [Fault::EmptyPeriod { state: state_id(60) }]
    );
    empty.states[0].valid.until = None;
    empty.states[0].unit_id = unit_id(7);
    let other = Fault::StateOfOtherUnit { unit: unit_id(6), state: state_id(60) };
    assert_eq!(check_units(&[ward, empty]), [other]);
}

fn edge(from: u128, to: u128, households: u32) -> Edge {
    Edge {
        from: unit_id(from),
        to: unit_id(to),
        coverage: Coverage::Whole,
        shares: Shares { households, ..Shares::default() },
        method: Method::Counted,
    }
}

fn event(id: u128, edges: &[Edge]) -> Event {
    Event {
        id: EventId(Uuid::from_u128(id)),
        kind: EventKind::MergeNew,
        effective_on: day("2024-07-01"),
        legal_document: None,
        edges: edges.to_vec(),
    }
}

#[test]
fn edges_lead_from_what_was_to_what_is_and_keep_every_household() {
    let ended = |id| unit(id, Kind::KhuPho, None, &[("2010-01-01", "2024-07-01")]);
    let begun = unit(3, Kind::KhuPho, None, &[("2024-07-01", "")]);
    let units = [ended(1), ended(2), begun];
    let sound = event(1, &[edge(1, 3, 40), edge(2, 3, 60)]);
    assert_eq!(check_events(&units, std::slice::from_ref(&sound)), []);
    let base = |_: UnitId| Some(Tier::Base);
    let count = |unit: UnitId, on: Day| match (unit.0.as_u128(), on >= day("2024-07-01")) {
        (1, false) => 40,
        (2, false) => 60,
        (3, true) => 100,
        _ => 0,
    };
    assert_eq!(check_conservation(std::slice::from_ref(&sound), &base, &count), []);

    let lossy = event(1, &[edge(1, 3, 40), edge(2, 3, 59)]);
    let on = day("2024-07-01");
    assert_eq!(
        check_conservation(&[lossy], &base, &count),
        [
            Fault::SharesOutDiffer { unit: unit_id(2), on, held: 60, left: 59 },
            Fault::SharesInDiffer { unit: unit_id(3), on, holds: 100, entered: 99 },
        ]
    );
    let id = EventId(Uuid::from_u128(2));
    let backward = event(2, &[edge(3, 1, 1)]);
    assert_eq!(
        check_events(&units, &[sound.clone(), backward]),
        [
            Fault::EdgeFromNothing { event: id, unit: unit_id(3) },
            Fault::EdgeToNothing { event: id, unit: unit_id(1) },
        ]
    );
    let again = event(2, &[edge(1, 3, 0)]);
    let twice = Fault::EdgeTwice { event: id, from: unit_id(1), to: unit_id(3) };
    assert_eq!(check_events(&units, &[sound, again]), [twice]);
}

const HOUSEHOLD: HouseholdId = HouseholdId(Uuid::from_u128(99));

fn member(unit: u128, from: Day, until: Option<Day>) -> Membership {
    Membership { household_id: HOUSEHOLD, unit_id: unit_id(unit), valid: Period { from, until } }
}

fn grounds() -> BTreeMap<UnitId, Unit> {
    let long = [("2000-01-01", "")];
    let units = [
        unit(1, Kind::Phuong, None, &long),
        unit(2, Kind::KhuPho, None, &long),
        unit(3, Kind::KhuPho, None, &long),
        unit(4, Kind::ToDanPho, None, &long),
        unit(5, Kind::ToDanPho, None, &long),
        unit(6, Kind::ToTuQuan, None, &long),
        unit(7, Kind::ToTuQuan, None, &long),
    ];
    units.into_iter().map(|unit| (unit.id, unit)).collect()
}

#[test]
fn a_ward_is_no_place_for_a_membership_and_a_unit_only_while_it_holds() {
    let life = Period::since(day("2020-01-01"));
    let base = member(2, life.from, None);
    let in_ward = member(1, life.from, None);
    let found = check_household(HOUSEHOLD, life, &[base, in_ward], &grounds());
    assert_eq!(found, [Fault::MemberOfNothing { household: HOUSEHOLD, unit: unit_id(1) }]);
    let mut ended = grounds();
    ended.insert(unit_id(2), unit(2, Kind::KhuPho, None, &[("2000-01-01", "2024-07-01")]));
    let on = day("2024-07-01");
    let found = check_household(HOUSEHOLD, life, &[base], &ended);
    assert_eq!(found, [Fault::OutsideUnit { household: HOUSEHOLD, unit: unit_id(2), on }]);
}

fn span() -> impl Strategy<Value = (i64, Option<i64>)> {
    (0i64..8, proptest::option::of(1i64..8))
        .prop_map(|(from, length)| (from, length.map(|length| from + length)))
}

fn at(offset: i64) -> Day {
    day("2024-06-27").plus_days(offset)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// The tier rule, against counting on every day.
    #[test]
    fn the_tier_rule_is_what_counting_each_day_finds(
        life in span(),
        spans in proptest::collection::vec((2u128..8, span()), 0..6),
    ) {
        let period = |(from, until): (i64, Option<i64>)| (at(from), until.map(at));
        let members: Vec<Membership> = spans
            .iter()
            .map(|(unit, span)| member(*unit, period(*span).0, period(*span).1))
            .collect();
        let life = Period { from: period(life).0, until: period(life).1 };
        let units = grounds();
        let found = check_household(HOUSEHOLD, life, &members, &units);
        let count = |tier: Tier, on: Day| {
            let of_tier = |it: &&Membership| units[&it.unit_id].states[0].kind.tier() == Some(tier);
            members.iter().filter(of_tier).filter(|it| it.valid.contains(on)).count()
        };
        let days = || (0..20).map(at);
        let has = |fault: &dyn Fn(&Fault) -> bool| found.iter().any(fault);
        prop_assert_eq!(
            has(&|it| matches!(it, Fault::NoBaseUnit { .. })),
            days().any(|on| life.contains(on) && count(Tier::Base, on) == 0)
        );
        prop_assert_eq!(
            has(&|it| matches!(it, Fault::TwoBaseUnits { .. })),
            days().any(|on| count(Tier::Base, on) > 1)
        );
        prop_assert_eq!(
            has(&|it| matches!(it, Fault::TwoSubUnits { .. })),
            days().any(|on| count(Tier::Sub, on) > 1)
        );
        prop_assert_eq!(
            has(&|it| matches!(it, Fault::MemberWithoutLife { .. })),
            days().any(|on| !life.contains(on) && count(Tier::Base, on) + count(Tier::Sub, on) > 0)
        );
    }

    #[test]
    fn the_first_uncovered_day_is_the_first(
        period in span(),
        by in proptest::collection::vec(span(), 0..5),
    ) {
        let make = |(from, until): (i64, Option<i64>)| Period { from: at(from), until: until.map(at) };
        let (period, by) = (make(period), by.into_iter().map(make).collect::<Vec<_>>());
        let first = (0..20).map(at).find(|on| {
            period.contains(*on) && !by.iter().any(|other| other.contains(*on))
        });
        prop_assert_eq!(first_uncovered(period, &by), first);
    }
}
