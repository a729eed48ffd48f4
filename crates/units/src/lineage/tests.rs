use super::*;
use crate::{Day, Period, UnitId};

const THEN: &str = "2010-07-01";

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn unit(number: u32) -> UnitId {
    UnitId(uuid::Uuid::from_u128(number.into()))
}

/// Places by number, first day and the day on which they ended.
fn places(list: &[(u32, &str, Option<&str>)]) -> Vec<(UnitId, Vec<Period>)> {
    let period = |from: &str, until: Option<&str>| match until {
        Some(until) => Period::between(day(from), day(until)),
        None => Period::since(day(from)),
    };
    list.iter().map(|(id, from, until)| (unit(*id), vec![period(from, *until)])).collect()
}

fn passage(from: u32, to: u32, coverage: Coverage, shares: Shares, method: Method) -> Passage {
    let edge = Edge { from: unit(from), to: unit(to), coverage, shares, method };
    Passage { on: day(THEN), edge }
}

fn people(people: u32) -> Shares {
    Shares { people, ..Shares::default() }
}

fn told(ways: &Ways, of: u32, (at, to): (&str, &str)) -> Vec<(UnitId, u64, Method)> {
    let there = ways.translate(unit(of), day(at), day(to));
    assert_eq!(there.lost, None);
    there.targets.iter().map(|it| (it.unit_id, it.share.basis_points(), it.method)).collect()
}

#[test]
fn a_part_that_left_a_place_which_goes_on_leaves_the_rest_there() {
    let places = places(&[(1, "2004-01-01", None), (2, THEN, None)]);
    let left = passage(1, 2, Coverage::Part, people(400), Method::Decree);
    let ways = Ways::new(&places, &[left], SharedBy::People);
    let half = |id: u32| (unit(id), 5_000, Method::Estimate);
    assert_eq!(told(&ways, 1, ("2005-01-01", "2020-01-01")), [half(1), half(2)]);
    // All of the new place was the old one.
    let back = told(&ways, 2, ("2020-01-01", "2005-01-01"));
    assert_eq!(back, [(unit(1), 10_000, Method::Counted)]);
    assert_eq!(told(&ways, 1, ("2020-01-01", "2005-01-01")), [(unit(1), 10_000, Method::Counted)]);
    let legs: Vec<_> = ways.onward(unit(1)).map(|leg| (leg.to, leg.share)).collect();
    let half = Fraction { part: 1, whole: 2 };
    assert_eq!(legs, [(unit(1), half), (unit(2), half)]);
}

#[test]
fn a_place_that_others_went_into_was_itself_before() {
    let places = places(&[(1, "2004-01-01", None), (2, "2004-01-01", Some(THEN))]);
    let into = passage(2, 1, Coverage::Whole, Shares::default(), Method::Decree);
    let ways = Ways::new(&places, &[into], SharedBy::People);
    let back = told(&ways, 1, ("2020-01-01", "2005-01-01"));
    assert_eq!(back, [(unit(1), 5_000, Method::Estimate), (unit(2), 5_000, Method::Estimate)]);
    let onward = told(&ways, 1, ("2005-01-01", "2020-01-01"));
    assert_eq!(onward, [(unit(1), 10_000, Method::Counted)]);
    let legs: Vec<_> = ways.back(unit(1)).map(|leg| (leg.from, leg.share)).collect();
    assert_eq!(legs, [(unit(1), Fraction::ALL), (unit(2), Fraction::ALL)]);
}

#[test]
fn what_is_counted_is_told_as_counted_both_ways() {
    let places = places(&[(1, "2004-01-01", Some(THEN)), (2, "2004-01-01", None), (3, THEN, None)]);
    let counted =
        |from, to, coverage, many| passage(from, to, coverage, people(many), Method::Counted);
    let edges = [
        counted(1, 3, Coverage::Whole, 20),
        counted(2, 3, Coverage::Part, 60),
        counted(2, 2, Coverage::Part, 40),
    ];
    let ways = Ways::new(&places, &edges, SharedBy::People);
    let back = told(&ways, 3, ("2020-01-01", "2005-01-01"));
    assert_eq!(back, [(unit(2), 7_500, Method::Counted), (unit(1), 2_500, Method::Counted)]);
    let onward = told(&ways, 2, ("2005-01-01", "2020-01-01"));
    assert_eq!(onward, [(unit(3), 6_000, Method::Counted), (unit(2), 4_000, Method::Counted)]);
}

#[test]
fn addresses_weigh_where_people_and_households_are_not_known() {
    let places = places(&[(1, "2004-01-01", Some(THEN)), (2, THEN, None), (3, THEN, None)]);
    let doors = |to, addresses, area_m2| {
        let shares = Shares { addresses, area_m2, ..Shares::default() };
        passage(1, to, Coverage::Part, shares, Method::Decree)
    };
    let ways = Ways::new(&places, &[doors(2, 30, 10), doors(3, 10, 30)], SharedBy::People);
    let there = told(&ways, 1, ("2005-01-01", "2020-01-01"));
    assert_eq!(there, [(unit(2), 7_500, Method::Decree), (unit(3), 2_500, Method::Decree)]);
    let [division] = &ways.divisions(&[unit(2)], (day("2005-01-01"), day(THEN)))[..] else {
        panic!("one division")
    };
    assert_eq!((division.by, division.is_estimate), (SharedBy::Addresses, false));
}
