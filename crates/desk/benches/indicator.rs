//! How long the figures of every commune of a nation over twenty years take to be restated to the
//! communes of today, on SQLite and on the PostgreSQL that `COSO_TEST_POSTGRES` names:
//! `cargo bench -p desk --bench indicator`.
//!
//! The nation is invented in the sizes of the real one: 63 provinces and about 11,000 communes in
//! 2004, mergers and divisions every year, and on 1 July 2025 one reform into 34 provinces and 3,321
//! communes, in which 460 are divided and half of those without known shares. Each commune that there
//! was at the end of a year told one figure of it.
//!
//! The baseline is what any program would do at least: one statement that adds the figures up by year in
//! the database, restating nothing. `docs/bench/indicator.md` keeps the figures.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may break")]

mod stand;

use std::sync::Arc;

use desk::authority::{public_scope, system_scope};
use desk::indicator::{Asked, Table, table};
use store::indicator::NewValue;
use store::unit::{NewEvent, NewState};
use store::{BoxFuture, Failure, Stop, Store, Tx, testing};
use units::indicator::{Aggregate, Indicator, ReportPeriod, Rhythm, View};
use units::lineage::SharedBy;
use units::{
    Coverage, Day, Edge, EventId, EventKind, IndicatorId, Kind, Level, Method, Period, Shares,
    StateId, UnitId, UnitState,
};
use uuid::Uuid;

use stand::{times, told};

const FIRST: i16 = 2005;
const LAST: i16 = 2024;
const PROVINCES: [usize; 2] = [63, 34];
const COMMUNES: [usize; 2] = [10_900, 3_321];
const DIVIDED: usize = 460;
const TIMES: usize = 12;

fn main() {
    stand::on_both(measured);
}

async fn measured(database: &str, store: Store) {
    let today: Day = "2026-03-02".parse().unwrap();
    let nation = Nation::new();
    let indicator = nation.indicator();
    let figures = nation.fill(&store, &indicator).await;
    testing::analyse(&store).await;
    println!(
        "{database}: {} communes of all days, {} edges, {figures} figures",
        nation.communes.len(),
        nation.events.iter().map(|event| event.1.len()).sum::<usize>()
    );
    stand::heads("question");
    let fresh = || stand::desk(&store, today);
    let desk = fresh();
    let baseline = told(
        "sums by year in the database (baseline)",
        &times(TIMES, async || testing::indicator::sums(&store, indicator.id).await).await,
        None,
    );
    let asked = |view: View| Asked {
        indicator: indicator.clone(),
        place: None,
        view,
        rhythm: None,
        from: ReportPeriod::new(Rhythm::Year, FIRST, 1),
        is_deep: true,
        at: today,
    };
    let (officer, visitor) = (system_scope(), public_scope());
    let cold = async || table(&fresh(), &officer, asked(View::AsToday)).await.unwrap();
    told("restated, nothing read yet", &times(TIMES, cold).await, Some(baseline));
    for (name, view) in [
        ("restated to today", View::AsToday),
        ("as it was", View::AsItWas),
        ("comparable blocks", View::Blocks),
    ] {
        let whole = table(&desk, &officer, asked(view)).await.unwrap();
        check(&whole, view);
        let warm = async || table(&desk, &officer, asked(view)).await.unwrap();
        told(name, &times(TIMES, warm).await, Some(baseline));
    }
    let guarded = async || table(&desk, &visitor, asked(View::AsToday)).await.unwrap();
    told("restated to today, for a visitor", &times(TIMES, guarded).await, Some(baseline));
}

/// What is timed is the whole answer: every commune of today over twenty years, nobody lost.
fn check(table: &Table, view: View) {
    assert_eq!(table.periods.len(), usize::try_from(LAST - FIRST + 1).unwrap());
    let sum =
        |at: usize| -> i64 { table.lines.iter().filter_map(|line| line.cells[at].milli).sum() };
    for (at, whole) in table.whole.iter().enumerate() {
        assert_eq!(whole.milli, Some(sum(at)), "{view}");
    }
    if view == View::AsToday {
        assert_eq!(table.lines.len(), COMMUNES[1]);
        let estimated = table.lines.iter().filter(|line| line.cells[19].estimated > 0).count();
        assert!((100..1_500).contains(&estimated), "{estimated} rest on an estimate in part");
    }
}

/// A place of the nation: its periods, the province it lies in, and the number it counts.
struct Commune {
    unit: UnitId,
    valid: Period,
    parent: UnitId,
    people: u32,
}

struct Nation {
    root: UnitId,
    provinces: Vec<(UnitId, Period)>,
    communes: Vec<Commune>,
    events: Vec<(Day, Vec<Edge>)>,
    random: u64,
}

fn id(kind: u128, number: usize) -> Uuid {
    let mixed = (number as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    Uuid::from_u128((kind << 120) | (mixed >> 8))
}

fn day(year: i16, month: i8) -> Day {
    Day::new(year, month, 1).unwrap()
}

impl Nation {
    fn new() -> Self {
        let (start, reform) = (day(2004, 1), day(2025, 7));
        let mut provinces = Vec::new();
        for number in 0..PROVINCES[0] {
            let valid = if number < PROVINCES[1] {
                Period::since(start)
            } else {
                Period::between(start, reform)
            };
            provinces.push((UnitId(id(2, number)), valid));
        }
        let root = UnitId(id(1, 0));
        let mut nation =
            Self { root, provinces, communes: Vec::new(), events: Vec::new(), random: 7 };
        for number in 0..COMMUNES[0] {
            nation.found(start, number % PROVINCES[0]);
        }
        for year in FIRST..=LAST {
            for _ in 0..40 {
                nation.merge(day(year, 4));
            }
            for _ in 0..4 {
                nation.divide(day(year, 9));
            }
        }
        nation.reform(reform);
        nation
    }

    fn below(&mut self, most: usize) -> usize {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        usize::try_from(self.random >> 33).unwrap() % most
    }

    fn found(&mut self, on: Day, province: usize) -> usize {
        let number = self.communes.len();
        let people = 2_000 + u32::try_from(self.below(20_000)).unwrap();
        let (unit, parent) = (UnitId(id(3, number)), self.provinces[province].0);
        self.communes.push(Commune { unit, valid: Period::since(on), parent, people });
        number
    }

    /// One that still stands and was not founded on the very day.
    fn any(&mut self, on: Day) -> usize {
        loop {
            let number = self.below(self.communes.len());
            let valid = self.communes[number].valid;
            if valid.until.is_none() && valid.from < on {
                return number;
            }
        }
    }

    fn edge(&self, from: usize, to: usize, people: u32, coverage: Coverage) -> Edge {
        let shares = Shares { people, ..Shares::default() };
        let (from, to) = (self.communes[from].unit, self.communes[to].unit);
        Edge { from, to, coverage, shares, method: Method::Decree }
    }

    fn merge(&mut self, on: Day) {
        let (one, other) = (self.any(on), self.any(on));
        if one == other {
            return;
        }
        let new = self.found(on, one % PROVINCES[0]);
        let edges = [one, other]
            .map(|from| self.edge(from, new, self.communes[from].people, Coverage::Whole));
        self.end([one, other], on);
        self.events.push((on, edges.to_vec()));
    }

    fn divide(&mut self, on: Day) {
        let one = self.any(on);
        let (left, right) =
            (self.found(on, one % PROVINCES[0]), self.found(on, one % PROVINCES[0]));
        let people = self.communes[one].people;
        let edges = vec![
            self.edge(one, left, people * 2 / 3, Coverage::Part),
            self.edge(one, right, people - people * 2 / 3, Coverage::Part),
        ];
        self.end([one], on);
        self.events.push((on, edges));
    }

    fn end<const N: usize>(&mut self, numbers: [usize; N], on: Day) {
        for number in numbers {
            self.communes[number].valid.until = Some(on);
        }
    }

    /// Every commune becomes part of one of the new ones; some are divided, half of those without shares.
    fn reform(&mut self, on: Day) {
        let stands = |commune: &Commune| commune.valid.until.is_none();
        let old: Vec<usize> =
            (0..self.communes.len()).filter(|number| stands(&self.communes[*number])).collect();
        let new: Vec<usize> =
            (0..COMMUNES[1]).map(|number| self.found(on, number % PROVINCES[1])).collect();
        let every = old.len() / DIVIDED;
        let mut edges = Vec::new();
        for (at, from) in old.iter().enumerate() {
            let to = at % new.len();
            let people = self.communes[*from].people;
            if at % every == 0 {
                let known = if (at / every).is_multiple_of(2) { people / 2 } else { 0 };
                edges.push(self.edge(*from, new[to], known, Coverage::Part));
                edges.push(self.edge(*from, new[(to + 1) % new.len()], known, Coverage::Part));
            } else {
                edges.push(self.edge(*from, new[to], people, Coverage::Whole));
            }
            self.communes[*from].valid.until = Some(on);
        }
        self.events.push((on, edges));
    }

    fn indicator(&self) -> Indicator {
        let both = |text: &str| (text.to_owned(), text.to_owned());
        Indicator {
            id: IndicatorId(id(4, 0)),
            code: "dan_so".into(),
            unit: self.root,
            name: both("Dân số"),
            measure: both("người"),
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
            due_days: 20,
        }
    }

    fn states(&self) -> Vec<NewState> {
        let state =
            |(unit, kind, parent): (UnitId, Kind, Option<UnitId>), valid: Period, number| {
                let name = format!("Nơi {number}");
                let state = UnitState {
                    id: StateId(id(5, number)),
                    unit_id: unit,
                    valid,
                    kind,
                    name: name.clone(),
                    short_name: name,
                    official_code: None,
                    parent_id: parent,
                    legal_document: None,
                };
                NewState { state, declared_households: None, began: None }
            };
        let root = state((self.root, Kind::ThanhPho, None), Period::since(day(2004, 1)), 0);
        let provinces = self.provinces.iter().zip(1..).map(|((unit, valid), number)| {
            state((*unit, Kind::Tinh, Some(self.root)), *valid, number)
        });
        let communes = self.communes.iter().zip(1_000..).map(|(commune, number)| {
            state((commune.unit, Kind::Xa, Some(commune.parent)), commune.valid, number)
        });
        std::iter::once(root).chain(provinces).chain(communes).collect()
    }

    /// Each commune of a year's last day told its people of it.
    fn values(&self, indicator: IndicatorId, year: i16) -> Vec<NewValue> {
        let period = ReportPeriod::new(Rhythm::Year, year, 1).unwrap();
        let stands = self.communes.iter().filter(|it| it.valid.contains(period.last_day()));
        let value = |commune: &Commune| NewValue {
            indicator,
            unit: commune.unit,
            period,
            number: 1,
            milli: i64::from(commune.people) * 1_000,
            why: String::new(),
        };
        stands.map(value).collect()
    }

    /// Fills an empty database; how many figures it has then.
    async fn fill(&self, store: &Store, indicator: &Indicator) -> usize {
        let states = self.states();
        let mut units: Vec<UnitId> = states.iter().map(|state| state.state.unit_id).collect();
        units.dedup();
        write(store, (units, states), |tx, input| {
            Box::pin(async move {
                store::unit::add_units(tx, &input.0, 1).await?;
                store::unit::add_states(tx, &input.1, 1).await
            })
        })
        .await;
        write(store, self.events.clone(), |tx, events| {
            Box::pin(async move {
                for (number, (on, edges)) in events.iter().enumerate() {
                    let event = NewEvent {
                        id: EventId(id(6, number)),
                        commune: None,
                        kind: EventKind::MergeNew,
                        effective_on: *on,
                        legal_document: None,
                        reorganisation: None,
                    };
                    store::unit::add_event(tx, &event, 1).await?;
                    store::unit::add_edges(tx, event.id, edges).await?;
                }
                Ok(())
            })
        })
        .await;
        let locality =
            store::locality::Locality { unit_id: self.root, commune_id: None, top_id: self.root };
        write(store, (indicator.clone(), locality), |tx, input| {
            Box::pin(async move { store::indicator::add(tx, &input.0, input.1, (None, 1)).await })
        })
        .await;
        let mut figures = 0;
        for year in FIRST..=LAST {
            let values = self.values(indicator.id, year);
            figures += values.len();
            write(store, values, |tx, values| {
                Box::pin(
                    async move { store::indicator::add_values(tx, values, (None, None), 1).await },
                )
            })
            .await;
        }
        figures
    }
}

async fn write<I, F>(store: &Store, input: I, act: F)
where
    I: Send + Sync + 'static,
    F: for<'t> Fn(&'t mut Tx, &'t I) -> BoxFuture<'t, Result<(), Failure>> + Send + Sync + 'static,
{
    let (input, act) = (Arc::new(input), Arc::new(act));
    let done: Result<(), Stop<()>> = store
        .write(move |tx| {
            let (input, act) = (Arc::clone(&input), Arc::clone(&act));
            Box::pin(async move {
                tx.without_audit();
                Ok(act(tx, &input).await?)
            })
        })
        .await;
    done.expect("a bench's rows are written");
}
