//! Days and periods.

use proptest::prelude::*;

use super::{Day, Period};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn midnight_in_viet_nam_is_seventeen_hundred_utc() {
    assert_eq!(day("2025-07-01").starts_at(), 1_751_302_800_000);
    assert_eq!(Day::of_instant(1_751_302_799_999), day("2025-06-30"));
    assert_eq!(Day::of_instant(1_751_302_800_000), day("2025-07-01"));
    assert_eq!(Day::of_instant(-1), day("1970-01-01"));
}

#[test]
fn reads_only_whole_iso_days_and_the_forms_people_write() {
    for not in ["2025-7-1", "2025-02-29", "+2025-07-01", "2025-07-01T00", "20250701", ""] {
        assert!(not.parse::<Day>().is_err(), "{not} was read");
    }
    for text in ["06/01/2026", "6/1/2026", " 06-01-2026 ", "06.01.2026"] {
        assert_eq!(Day::parse_dmy(text), Ok(day("2026-01-06")));
    }
    assert!(Day::parse_dmy("31/4/2026").is_err());
    assert!(Day::parse_dmy("6/1/26").is_err());
    assert_eq!(day("2026-01-06").dmy(), "06/01/2026");
}

#[test]
fn a_period_shows_its_ends() {
    let period = Period::between(day("2024-07-01"), day("2025-07-01"));
    assert_eq!(period.to_string(), "[2024-07-01, 2025-07-01)");
    assert_eq!(period.last_day(), Some(day("2025-06-30")));
    assert_eq!(Period::since(day("2024-07-01")).to_string(), "[2024-07-01, …)");
    assert_eq!(
        Period::since(day("2024-07-01")).cut_at(day("2024-08-01")).last_day(),
        Some(day("2024-07-31"))
    );
}

fn period() -> impl Strategy<Value = Period> {
    (0i64..12, proptest::option::of(0i64..12)).prop_map(|(from, until)| {
        let start = day("2024-12-28");
        Period { from: start.plus_days(from), until: until.map(|until| start.plus_days(until)) }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn periods_are_sets_of_days(a in period(), b in period()) {
        let days = || (0..20).map(|n| day("2024-12-28").plus_days(n));
        let both = |on: Day| a.contains(on) && b.contains(on);
        prop_assert_eq!(a.overlaps(&b), days().any(both));
        prop_assert_eq!(a.is_empty(), !days().any(|on| a.contains(on)));
        prop_assert_eq!(a.covers(&b), days().all(|on| !b.contains(on) || a.contains(on)));
        for on in days() {
            prop_assert_eq!(a.common(&b).is_some_and(|common| common.contains(on)), both(on));
        }
    }

    #[test]
    fn text_and_instant_lead_back_to_the_day(offset in -200_000i64..200_000) {
        let on = Day::of_instant(0).plus_days(offset);
        prop_assert_eq!(on.to_string().parse::<Day>(), Ok(on));
        prop_assert_eq!(Day::parse_dmy(&on.dmy()), Ok(on));
        prop_assert_eq!(Day::of_instant(on.starts_at()), on);
        prop_assert_eq!(Day::of_instant(on.starts_at() - 1), on.previous());
        prop_assert_eq!(Day::of_instant(0).days_until(on), offset);
    }
}
