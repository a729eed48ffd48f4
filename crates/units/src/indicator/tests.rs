//! What figures do when places are merged, divided and put back.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::*;
use crate::lineage::{Passage, SharedBy, Ways, comparable_blocks};
use crate::{Coverage, Day, Edge, Event, EventId, EventKind, Method, Period, Shares};

fn unit(number: u32) -> UnitId {
    UnitId(Uuid::from_u128(number.into()))
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

const BEFORE: &str = "2024-12-31";
const THEN: &str = "2025-07-01";
const AFTER: &str = "2025-12-31";

fn places(units: &[(u32, &str, Option<&str>)]) -> Vec<(UnitId, Vec<Period>)> {
    let period =
        |from: &str, until: Option<&str>| Period { from: day(from), until: until.map(day) };
    units.iter().map(|(id, from, until)| (unit(*id), vec![period(from, *until)])).collect()
}

fn part(from: u32, to: u32, people: u32) -> Passage {
    let shares = Shares { people, households: people / 4, ..Shares::default() };
    let (from, to) = (unit(from), unit(to));
    let edge = Edge { from, to, coverage: Coverage::Part, shares, method: Method::Counted };
    Passage { on: day(THEN), edge }
}

fn whole(from: u32, to: u32) -> Passage {
    let Passage { on, edge } = part(from, to, 0);
    Passage { on, edge: Edge { coverage: Coverage::Whole, ..edge } }
}

fn households() -> Indicator {
    let name = |text: &str| (text.to_owned(), text.to_owned());
    Indicator {
        id: IndicatorId(Uuid::from_u128(1)),
        code: "ho".into(),
        unit: unit(0),
        name: name("Số hộ"),
        measure: name("hộ"),
        says: String::new(),
        aggregate: Aggregate::Last,
        level: Level::Commune,
        rhythm: Rhythm::Year,
        places: 0,
        shared_by: SharedBy::People,
        parts: (None, None),
        scale: 1,
        counts_people: true,
        is_public: true,
        due_days: 15,
    }
}

/// Restates whole numbers of the day before to the day after, as (place, value, estimated ‰).
fn restated(
    ways: &Ways,
    indicator: &Indicator,
    told: &[(u32, i64)],
) -> Vec<(u32, Option<i64>, u32)> {
    let mut figures = vec![None; ways.len()];
    for (id, value) in told {
        let place = ways.place(unit(*id)).unwrap();
        figures[place] = Some(indicator.figure(value * 1_000, None));
    }
    let step = u128::try_from(indicator.step_milli()).unwrap();
    ways.carry(&mut figures, (day(BEFORE), day(AFTER)), (step, step));
    let shown = |(place, figure): (usize, Option<Figure>)| {
        let id = u32::try_from(ways.units()[place].0.as_u128()).unwrap();
        let figure = figure?;
        let value = indicator.value_milli(&figure).map(|milli| milli / 1_000);
        Some((id, value, figure.estimated_per_mille()))
    };
    figures.into_iter().enumerate().filter_map(shown).collect()
}

#[test]
fn twenty_and_thirty_merged_read_fifty() {
    let places =
        places(&[(1, "2004-01-01", Some(THEN)), (2, "2004-01-01", Some(THEN)), (3, THEN, None)]);
    let ways = Ways::new(&places, &[whole(1, 3), whole(2, 3)], SharedBy::People);
    assert_eq!(restated(&ways, &households(), &[(1, 20), (2, 30)]), [(3, Some(50), 0)]);
}

#[test]
fn a_split_of_sixty_and_forty_restates_sixty_and_forty() {
    let places = places(&[(1, "2004-01-01", Some(THEN)), (2, THEN, None), (3, THEN, None)]);
    let ways = Ways::new(&places, &[part(1, 2, 600), part(1, 3, 400)], SharedBy::People);
    let told = restated(&ways, &households(), &[(1, 50)]);
    assert_eq!(told, [(2, Some(30), 0), (3, Some(20), 0)]);
    let divisions = ways.divisions(&[unit(3)], (day(BEFORE), day(AFTER)));
    assert_eq!(divisions.len(), 1);
    assert_eq!((divisions[0].from, divisions[0].by), (unit(1), SharedBy::People));
    assert!(!divisions[0].is_estimate);
}

#[test]
fn odd_ones_go_to_the_larger_remainder_and_ties_to_the_smaller_identity() {
    let places =
        places(&[(1, "2004-01-01", Some(THEN)), (2, THEN, None), (3, THEN, None), (4, THEN, None)]);
    let thirds = [part(1, 4, 7), part(1, 3, 7), part(1, 2, 7)];
    let ways = Ways::new(&places, &thirds, SharedBy::People);
    let told = restated(&ways, &households(), &[(1, 100)]);
    assert_eq!(told, [(2, Some(34), 0), (3, Some(33), 0), (4, Some(33), 0)]);
}

#[test]
fn unknown_shares_are_divided_evenly_and_the_figure_says_so() {
    let places = places(&[(1, "2004-01-01", Some(THEN)), (2, THEN, None), (3, THEN, None)]);
    let ways = Ways::new(&places, &[part(1, 2, 0), part(1, 3, 0)], SharedBy::People);
    let told = restated(&ways, &households(), &[(1, 51)]);
    assert_eq!(told, [(2, Some(26), 1_000), (3, Some(25), 1_000)]);
    let divisions = ways.divisions(&[unit(2)], (day(BEFORE), day(AFTER)));
    assert_eq!((divisions[0].by, divisions[0].is_estimate), (SharedBy::Evenly, true));
}

#[test]
fn shares_are_taken_by_what_is_known_people_households_area() {
    let places = places(&[(1, "2004-01-01", Some(THEN)), (2, THEN, None), (3, THEN, None)]);
    let with = |shares: [Shares; 2], shared_by: SharedBy| {
        let edges = [part(1, 2, 0), part(1, 3, 0)];
        let edges = edges
            .into_iter()
            .zip(shares)
            .map(|(Passage { on, edge }, shares)| Passage { on, edge: Edge { shares, ..edge } });
        let edges: Vec<Passage> = edges.collect();
        let ways = Ways::new(&places, &edges, shared_by);
        let divisions = ways.divisions(&[unit(2)], (day(BEFORE), day(AFTER)));
        let told = restated(&ways, &households(), &[(1, 100)]);
        (divisions[0].by, divisions[0].is_estimate, told[0].1.unwrap())
    };
    let area = |area_m2| Shares { area_m2, ..Shares::default() };
    let doors = |households, area_m2| Shares { households, area_m2, ..Shares::default() };
    let all = |people, households| Shares { people, households, ..Shares::default() };
    assert_eq!(with([all(90, 10), all(10, 30)], SharedBy::People), (SharedBy::People, false, 90));
    let by_households = (SharedBy::Households, false, 25);
    assert_eq!(with([all(90, 10), all(10, 30)], SharedBy::Households), by_households);
    let doors = [doors(10, 300), doors(30, 100)];
    assert_eq!(with(doors, SharedBy::People), by_households);
    assert_eq!(with(doors, SharedBy::Area), (SharedBy::Area, false, 75));
    assert_eq!(with([area(300), area(100)], SharedBy::People), (SharedBy::Area, true, 75));
}

#[test]
fn a_part_that_left_a_place_which_goes_on_is_an_estimate_where_nobody_says_what_stayed() {
    let places = places(&[(1, "2004-01-01", None), (2, "2004-01-01", None)]);
    let Passage { on, edge } = part(1, 2, 400);
    let decreed = Passage { on, edge: Edge { method: Method::Decree, ..edge } };
    let ways = Ways::new(&places, &[decreed], SharedBy::People);
    let told = restated(&ways, &households(), &[(1, 100), (2, 10)]);
    assert_eq!(told, [(1, Some(50), 1_000), (2, Some(60), 834)]);
    let known = [part(1, 1, 600), part(1, 2, 400)];
    let ways = Ways::new(&places, &known, SharedBy::People);
    assert_eq!(
        restated(&ways, &households(), &[(1, 100), (2, 10)]),
        [(1, Some(60), 0), (2, Some(50), 0)]
    );
}

#[test]
fn rates_are_made_again_from_their_parts_and_never_averaged() {
    let places =
        places(&[(1, "2004-01-01", Some(THEN)), (2, "2004-01-01", Some(THEN)), (3, THEN, None)]);
    let ways = Ways::new(&places, &[whole(1, 3), whole(2, 3)], SharedBy::People);
    let ratio = Indicator { aggregate: Aggregate::Ratio, scale: 100, places: 1, ..households() };
    let of = |poor: i128, all: i128| Figure {
        over: Amount::of(poor * 1_000),
        under: Amount::of(all * 1_000),
        ..Figure::default()
    };
    let mut figures = vec![Some(of(10, 100)), Some(of(30, 900)), None];
    ways.carry(&mut figures, (day(BEFORE), day(AFTER)), (1_000, 1_000));
    // 40 of 1,000, where the mean of 10 % and 3.3 % would be 6.7 %.
    assert_eq!(ratio.value_milli(&figures[2].unwrap()), Some(4_000));
    let mean = Indicator { aggregate: Aggregate::Mean, places: 1, ..households() };
    let income = |value: i64, people: i64| mean.figure(value * 1_000, Some(people * 1_000));
    let mut figures = vec![Some(income(5, 300)), Some(income(9, 100)), None];
    ways.carry(&mut figures, (day(BEFORE), day(AFTER)), (1, 1_000));
    assert_eq!(mean.value_milli(&figures[2].unwrap()), Some(6_000));
    assert_eq!(ratio.value_milli(&of(0, 0)), None, "nothing to divide by is no zero");
}

#[test]
fn values_are_rounded_to_their_decimals_with_halves_away_from_zero() {
    let value = |over: i128, under: i128, step: i64| {
        let figure =
            Figure { over: Amount::of(over), under: Amount::of(under), ..Figure::default() };
        figure.value(Formula::Mean, step).unwrap()
    };
    assert_eq!(value(2_500, 1, 1_000), 3_000);
    assert_eq!(value(-2_500, 1, 1_000), -3_000);
    assert_eq!(value(2_499, 1, 1_000), 2_000);
    assert_eq!(value(10_000, 3, 1), 3_333);
    assert_eq!(value(-10_000, 6, 100), -1_700);
}

#[test]
fn a_figure_that_a_place_did_not_tell_makes_what_it_went_into_lack() {
    let places =
        places(&[(1, "2004-01-01", Some(THEN)), (2, "2004-01-01", Some(THEN)), (3, THEN, None)]);
    let ways = Ways::new(&places, &[whole(1, 3), whole(2, 3)], SharedBy::People);
    let mut figures = vec![Some(households().figure(20_000, None)), Some(Figure::lacking()), None];
    ways.carry(&mut figures, (day(BEFORE), day(AFTER)), (1_000, 1_000));
    let figure = figures[2].unwrap();
    assert!(figure.lacks);
    assert_eq!(households().value_milli(&figure), Some(20_000));
}

#[test]
fn steps_of_one_day_go_on_at_once() {
    // 2 goes into 3 and 1 into 2 on the same day: what was of 1 is of 2, and stays there.
    let places =
        places(&[(1, "2004-01-01", Some(THEN)), (2, "2004-01-01", None), (3, "2004-01-01", None)]);
    let ways = Ways::new(&places, &[whole(1, 2), whole(2, 3)], SharedBy::People);
    let told = restated(&ways, &households(), &[(1, 5), (2, 7), (3, 1)]);
    assert_eq!(told, [(2, Some(5), 0), (3, Some(8), 0)]);
}

#[test]
fn negative_figures_keep_their_sum_and_their_estimated_part() {
    let places = places(&[(1, "2004-01-01", Some(THEN)), (2, THEN, None), (3, THEN, None)]);
    let ways = Ways::new(&places, &[part(1, 2, 0), part(1, 3, 0)], SharedBy::People);
    assert_eq!(
        restated(&ways, &households(), &[(1, -51)]),
        [(2, Some(-26), 1_000), (3, Some(-25), 1_000)]
    );
}

#[test]
fn counts_of_one_to_nine_are_told_to_few_and_no_sum_tells_them() {
    let counts = |all: &[i128]| -> Vec<Option<[i128; 2]>> {
        all.iter().map(|count| Some([count * 1_000, 0])).collect()
    };
    let left_out = |counts: &[Option<[i128; 2]>]| {
        let few = counts.iter().map(|counts| counts.is_some_and(is_few)).collect();
        withhold(few, counts)
    };
    assert_eq!(left_out(&counts(&[40, 10, 0])), [false, false, false]);
    assert_eq!(left_out(&counts(&[40, 9, 0, 12])), [false, true, false, true]);
    assert_eq!(left_out(&counts(&[40, 9, 3])), [false, true, true]);
    assert_eq!(left_out(&counts(&[1])), [true]);
    let rate = [None, Some([50_000, 4_000])];
    assert_eq!(left_out(&rate), [false, true], "a part of a rate is a count");
}

/// A town of households that live through random events, each of which is counted household by
/// household: what figures must come to.
struct Simulator {
    random: u64,
    today: Day,
    /// Which place each household lives in.
    lives: Vec<u32>,
    open: BTreeMap<u32, Day>,
    closed: Vec<(u32, Period)>,
    events: Vec<Event>,
    next: u32,
}

impl Simulator {
    fn new(seed: u64) -> Self {
        let mut this = Self {
            random: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
            today: day("2004-01-01"),
            lives: Vec::new(),
            open: BTreeMap::new(),
            closed: Vec::new(),
            events: Vec::new(),
            next: 1,
        };
        for _ in 0..2 + this.below(3) {
            let place = this.founds();
            for _ in 0..1 + this.below(9) {
                this.lives.push(place);
            }
        }
        this
    }

    fn below(&mut self, most: u32) -> u32 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        u32::try_from(self.random >> 33).unwrap() % most
    }

    fn founds(&mut self) -> u32 {
        let place = self.next;
        self.next += 1;
        self.open.insert(place, self.today);
        place
    }

    fn any(&mut self) -> u32 {
        let at = self.below(u32::try_from(self.open.len()).unwrap());
        *self.open.keys().nth(at as usize).unwrap()
    }

    fn closes(&mut self, place: u32) {
        let from = self.open.remove(&place).unwrap();
        self.closed.push((place, Period::between(from, self.today)));
    }

    /// One event: some places go into some others, household by household.
    fn happens(&mut self) {
        self.today = self.today.plus_days(1 + i64::from(self.below(200)));
        let mut from = vec![self.any()];
        let other = self.any();
        let kind = self.below(5);
        if (kind == 0 || kind == 3) && other != from[0] {
            from.push(other);
        }
        let keeps = kind >= 3;
        let mut into = if keeps { from.clone() } else { Vec::new() };
        for _ in 0..u32::from(!keeps || kind == 4) + self.below(2) {
            into.push(self.founds());
        }
        let before = self.lives.clone();
        for house in 0..self.lives.len() {
            if from.contains(&self.lives[house]) {
                let at = self.below(u32::try_from(into.len()).unwrap());
                self.lives[house] = into[at as usize];
            }
        }
        let edges = self.counted(&from, &before);
        // A place that everybody left is no more.
        for place in from {
            if !into.contains(&place) || !self.lives.contains(&place) {
                self.closes(place);
            }
        }
        let number = self.events.len() as u128;
        self.events.push(Event {
            id: EventId(Uuid::from_u128(number)),
            kind: EventKind::BoundaryShift,
            effective_on: self.today,
            legal_document: None,
            edges,
        });
    }

    /// The edges of an event, with the households that really went.
    fn counted(&self, from: &[u32], before: &[u32]) -> Vec<Edge> {
        let mut went: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        for (old, new) in before.iter().zip(&self.lives).filter(|(old, _)| from.contains(old)) {
            *went.entry((*old, *new)).or_default() += 1;
        }
        let edge = |(&(old, new), &households): (&(u32, u32), &u32)| {
            let targets = went.keys().filter(|(from, _)| *from == old).count();
            let coverage = if targets == 1 { Coverage::Whole } else { Coverage::Part };
            let shares = Shares { households, ..Shares::default() };
            Edge { from: unit(old), to: unit(new), coverage, shares, method: Method::Counted }
        };
        went.iter().map(edge).collect()
    }

    fn places(&self) -> Vec<(UnitId, Vec<Period>)> {
        let open = self.open.iter().map(|(id, from)| (unit(*id), vec![Period::since(*from)]));
        open.chain(self.closed.iter().map(|(id, period)| (unit(*id), vec![*period]))).collect()
    }

    fn passages(&self) -> Vec<Passage> {
        let of = |event: &Event| {
            let on = event.effective_on;
            event.edges.iter().map(move |edge| Passage { on, edge: *edge }).collect::<Vec<_>>()
        };
        self.events.iter().flat_map(of).collect()
    }

    fn count(lives: &[u32], figure: impl Fn(usize) -> i128) -> BTreeMap<UnitId, i128> {
        let mut counts = BTreeMap::new();
        for (house, place) in lives.iter().enumerate() {
            *counts.entry(unit(*place)).or_default() += figure(house);
        }
        counts
    }
}

fn carried(ways: &Ways, told: &BTreeMap<UnitId, i128>, days: (Day, Day)) -> Vec<Option<Figure>> {
    let mut figures = vec![None; ways.len()];
    for (unit, count) in told {
        let place = ways.place(*unit).unwrap();
        let over = Amount::of(count * 1_000);
        figures[place] = Some(Figure { over, ..Figure::default() });
    }
    ways.carry(&mut figures, days, (1_000, 1_000));
    figures
}

/// One random history against the simulator.
fn lives_through(seed: u64) {
    let mut town = Simulator::new(seed);
    let (first, then) = (town.today, town.lives.clone());
    for _ in 0..1 + town.below(6) {
        town.happens();
    }
    let days = (first, town.today);
    let ways = Ways::new(&town.places(), &town.passages(), SharedBy::Households);
    // What each household counts as one for is where it lives today, exactly.
    let ones = carried(&ways, &Simulator::count(&then, |_| 1), days);
    let lived = Simulator::count(&town.lives, |_| 1);
    for (place, figure) in ones.iter().enumerate() {
        let lives = lived.get(&ways.units()[place]).copied().unwrap_or_default();
        let figure = figure.unwrap_or_default();
        assert_eq!(figure.over.value, lives * 1_000, "history {seed}, place {place}");
        assert_eq!(figure.over.estimated, 0);
    }
    // Of anything else no one is lost, and blocks are exact though shares say nothing of it.
    let other = |house: usize| (house as i128 * 7) % 5;
    let (told, true_now) = (Simulator::count(&then, other), Simulator::count(&town.lives, other));
    let figures = carried(&ways, &told, days);
    let blocks = ways.blocks(days.0, days.1);
    let mut sums: BTreeMap<usize, [i128; 3]> = BTreeMap::new();
    for (place, figure) in figures.iter().enumerate() {
        let unit = ways.units()[place];
        let sum = sums.entry(blocks.of(place)).or_default();
        sum[0] += told.get(&unit).copied().unwrap_or_default() * 1_000;
        sum[1] += true_now.get(&unit).copied().unwrap_or_default() * 1_000;
        sum[2] += figure.unwrap_or_default().over.value;
        let stays = figure.is_none_or(|figure| figure.over.value == 0);
        assert!(stays || ways.holds(place, days.1), "history {seed}: a figure was left behind");
    }
    for [before, now, restated] in sums.into_values() {
        assert_eq!((before, before), (now, restated), "history {seed}");
    }
    same_blocks_as_lineage(&town, &ways, days);
    put_back(&mut town, &told, days);
}

/// The blocks are those that `lineage` knows.
fn same_blocks_as_lineage(town: &Simulator, ways: &Ways, (first, last): (Day, Day)) {
    let on = |day: Day| -> Vec<UnitId> {
        let places = 0..ways.len();
        places.filter(|place| ways.holds(*place, day)).map(|at| ways.units()[at]).collect()
    };
    let (before, after) = (on(first), on(last));
    let own = ways.blocks(first, last);
    for block in comparable_blocks((first, &before), (last, &after), &town.events) {
        let members = block.before.iter().chain(&block.after);
        let mut own: Vec<usize> = members.map(|unit| own.of(ways.place(*unit).unwrap())).collect();
        own.dedup();
        assert_eq!(own.len(), 1);
    }
}

/// A reorganisation that is taken back before its day leaves every figure as it was.
fn put_back(town: &mut Simulator, told: &BTreeMap<UnitId, i128>, days: (Day, Day)) {
    let written = |town: &Simulator| {
        let ways = Ways::new(&town.places(), &town.passages(), SharedBy::Households);
        let figures = carried(&ways, told, days);
        let known = figures.into_iter().enumerate().filter_map(|(at, it)| Some((at, it?)));
        serde_json::to_vec(&known.map(|(at, it)| (ways.units()[at], it)).collect::<Vec<_>>())
    };
    let before = written(town).unwrap();
    let kept = (town.open.clone(), town.closed.clone(), town.events.clone());
    town.happens();
    (town.open, town.closed, town.events) = kept;
    assert_eq!(written(town).unwrap(), before);
}

/// 100,000 histories under `CI=true` or `COSO_SLOW=1`, some thousands otherwise.
#[test]
fn random_histories_agree_with_a_simulator_that_follows_every_household() {
    let is_slow = ["CI", "COSO_SLOW"].iter().any(|name| std::env::var_os(name).is_some());
    for seed in 0..if is_slow { 100_000 } else { 20_000 } {
        lives_through(seed);
    }
}
