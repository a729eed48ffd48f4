//! The demonstration may be started on any day. Its days are counted from today while weekends, Tết and
//! swapped days are not, so that what is in time on one day may be late on another.

use std::sync::Arc;

use desk::Clock;
use units::Day;

use super::{ends_as_told, town};

/// Ten in the morning of a day.
struct Morning(Day);

impl Clock for Morning {
    fn now(&self) -> i64 {
        self.0.starts_at() + 10 * 3_600_000
    }
}

/// Days that are told each time: the first day of Tết, when the reform lies between a plan that was
/// proposed and its answer, and a leap day.
const ALWAYS: [&str; 2] = ["2027-02-06", "2028-02-29"];
/// Ends of years, holidays in the middle of a week, and the days on which the reform of 1 July 2025
/// leaves the story.
const EDGES: [&str; 10] = [
    "2026-12-31",
    "2027-01-01",
    "2027-02-12",
    "2027-04-30",
    "2027-06-30",
    "2027-07-01",
    "2027-07-02",
    "2027-09-02",
    "2028-12-31",
    "2029-01-01",
];
/// Under `COSO_SLOW=1` also every so many days: no multiple of 7, so that every day of the week comes.
/// No machine starts the program before it was written.
const SLOW: (&str, i64, i64) = ("2026-11-27", 48, 19);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn days() -> Vec<Day> {
    let mut days: Vec<Day> = ALWAYS.iter().map(|text| day(text)).collect();
    if std::env::var("COSO_SLOW").is_ok_and(|value| value == "1") {
        let (first, times, step) = SLOW;
        days.extend(EDGES.iter().map(|text| day(text)));
        days.extend((0..times).map(|time| day(first).plus_days(time * step)));
    }
    days
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_can_be_told_from_any_day() {
    let mut broken = Vec::new();
    // Two at a time: a story is one person after another.
    for pair in days().chunks(2) {
        let tell = |today: Day| async move {
            let town = town(Some(Arc::new(Morning(today)))).await;
            ends_as_told(&town).await;
        };
        let told: Vec<_> = pair.iter().map(|today| (*today, tokio::spawn(tell(*today)))).collect();
        for (today, told) in told {
            if told.await.is_err() {
                broken.push(today.to_string());
            }
        }
    }
    assert!(broken.is_empty(), "the story breaks when it is told on {broken:?}");
}
