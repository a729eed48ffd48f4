//! What the units were before: two old communes, an old district, and the day both levels ended.
//!
//! On 1 July 2025 the district level and the thị trấn ended (Law 72/2025/QH15). Here two old
//! communes became one on that day; khu phố whose number was taken got a new one, and those of the
//! thị trấn became ấp. Names, codes and documents are invented and say so.

use std::collections::HashMap;
use std::fmt::Write as _;

use units::{
    Coverage, Day, Edge, Event, EventId, EventKind, Kind, Method, Period, Shares, StateId, Unit,
    UnitId, UnitState,
};

use crate::old::OldUnits;
use crate::plan::{self, CommuneOrder};
use crate::seed::Seed;

/// The invented city's name.
pub const CITY: &str = "Thành phố Bến Sậy";
/// What is written where a real document would be named.
const FOUNDING: &str = "Nghị quyết số 00/NQ-BS (hư cấu)";
const REFORM: &str = "Nghị quyết số 01/NQ-BS (hư cấu)";

fn day(year: i16, month: i8, of_month: i8) -> Day {
    Day::new(year, month, of_month).expect("a day written here")
}

/// The day the city's registry begins.
#[must_use]
pub fn founded_on() -> Day {
    day(2004, 1, 1)
}

/// The day the district level and the thị trấn ended.
#[must_use]
pub fn reformed_on() -> Day {
    day(2025, 7, 1)
}

/// The city itself, the root of all.
#[must_use]
pub fn city(seed: Seed) -> Unit {
    let id = UnitId(seed.identity("city", 0));
    let mut unit = Unit { id, states: Vec::new() };
    let valid = Period::since(founded_on());
    let state = Named { kind: Kind::ThanhPho, name: CITY, short: "Bến Sậy", parent: None };
    push_state(seed, &mut unit, valid, &state);
    unit.states[0].official_code = Some("90".to_owned());
    unit
}

/// The units of one commune with their past.
#[derive(Debug)]
pub struct Past {
    /// The commune.
    pub id: UnitId,
    /// Its name with the kind.
    pub name: String,
    /// Its official code; as in life, the code of the first old commune goes on.
    pub code: String,
    /// When its base units were founded.
    pub founded_on: Day,
    /// The two old communes.
    pub past_ids: [UnitId; 2],
    /// Old base units, in order.
    pub base_ids: Vec<UnitId>,
    /// Old sub units, in order.
    pub sub_ids: Vec<UnitId>,
    /// The city and the old district.
    pub above: Vec<Unit>,
    /// All of them with their states, parents first.
    pub units: Vec<Unit>,
    seed: Seed,
    past_of: Vec<usize>,
    city: Seed,
    sub_base: Vec<usize>,
}

/// The old district of a round of communes, which ended with its level.
fn district(seed: Seed, id: UnitId, (is_rural, round): (bool, u64)) -> Unit {
    let (kind, word, stem) = if is_rural {
        (Kind::Huyen, "Huyện", "Láng Cò")
    } else {
        (Kind::Quan, "Quận", "Gò Sậy")
    };
    let mut short = stem.to_owned();
    if round > 0 {
        let _ = write!(short, " {}", round + 1);
    }
    let name = format!("{word} {short}");
    let parent = Some(UnitId(seed.identity("city", 0)));
    let mut unit = Unit { id, states: Vec::new() };
    push_state(seed, &mut unit, periods().0, &Named { kind, name: &name, short: &short, parent });
    let number = (2 * round + u64::from(is_rural)) % 100;
    unit.states[0].official_code = Some(format!("9{number:02}"));
    unit
}

/// What a unit is called during a state.
struct Named<'a> {
    kind: Kind,
    name: &'a str,
    short: &'a str,
    parent: Option<UnitId>,
}

fn push_state(seed: Seed, unit: &mut Unit, valid: Period, state: &Named<'_>) {
    let low = unit.id.0.as_u64_pair().1;
    let number = low.wrapping_add(unit.states.len() as u64);
    let later = !unit.states.is_empty() || valid.from == reformed_on();
    unit.states.push(UnitState {
        id: StateId(seed.identity("state", number)),
        unit_id: unit.id,
        valid,
        kind: state.kind,
        name: state.name.to_owned(),
        short_name: state.short.to_owned(),
        official_code: None,
        parent_id: state.parent,
        legal_document: Some(if later { REFORM } else { FOUNDING }.to_owned()),
    });
}

impl Past {
    /// Writes the units of a commune down. `seed` is the commune's, `city` the whole city's.
    #[must_use]
    pub fn new(city: Seed, seed: Seed, order: &CommuneOrder, old: &OldUnits) -> Self {
        let ids = |kind: &str, many: usize| -> Vec<UnitId> {
            (0..many as u64).map(|n| UnitId(seed.identity(kind, n))).collect()
        };
        let past = ids("past", 2);
        let word = if order.kind == Kind::Xa { "Xã" } else { "Phường" };
        let mut this = Self {
            id: UnitId(seed.identity("unit", 0)),
            name: format!("{word} {}", order.name),
            code: code(order, 0),
            founded_on: founded_on(),
            past_ids: [past[0], past[1]],
            base_ids: ids("base", old.past_of.len()),
            sub_ids: ids("sub", old.base_of.len()),
            above: Vec::new(),
            units: Vec::new(),
            seed,
            past_of: old.past_of.clone(),
            city,
            sub_base: old.base_of.clone(),
        };
        this.write_communes(order);
        this.write_bases(order);
        this.write_subs(order, old);
        this
    }

    fn write_communes(&mut self, order: &CommuneOrder) {
        let (before, after) = periods();
        let city = UnitId(self.city.identity("city", 0));
        let is_rural = order.kind == Kind::Xa;
        let round = order.number / plan::DISTRICT;
        let district = UnitId(self.city.identity(if is_rural { "huyen" } else { "quan" }, round));
        let above = self::district(self.city, district, (is_rural, round));
        self.above = vec![self::city(self.city), above];
        let kinds = if is_rural { [Kind::ThiTran, Kind::Xa] } else { [Kind::Phuong; 2] };
        for (i, kind) in kinds.into_iter().enumerate() {
            let short = &order.past[i];
            let word = match kind {
                Kind::ThiTran => "Thị trấn",
                Kind::Xa => "Xã",
                _ => "Phường",
            };
            let name = format!("{word} {short}");
            let mut unit = Unit { id: self.past_ids[i], states: Vec::new() };
            let state = Named { kind, name: &name, short, parent: Some(district) };
            push_state(self.seed, &mut unit, before, &state);
            unit.states[0].official_code = Some(code(order, i));
            self.units.push(unit);
        }
        let mut unit = Unit { id: self.id, states: Vec::new() };
        let name = self.name.clone();
        let state = Named { kind: order.kind, name: &name, short: &order.name, parent: Some(city) };
        push_state(self.seed, &mut unit, after, &state);
        unit.states[0].official_code = Some(self.code.clone());
        self.units.push(unit);
    }

    fn write_bases(&mut self, order: &CommuneOrder) {
        let (before, after) = periods();
        let (now, then) = kinds(order.kind);
        // The larger number of base units keeps its numbers, the rest count on behind.
        let keeps = usize::from(order.kind == Kind::Xa);
        let kept = self.past_of.iter().filter(|&&p| p == keeps).count();
        let mut counts = [0, 0];
        for i in 0..self.base_ids.len() {
            let past = self.past_of[i];
            counts[past] += 1;
            let old_number = counts[past].to_string();
            let number = if past == keeps { counts[past] } else { kept + counts[past] };
            let number = number.to_string();
            let mut unit = Unit { id: self.base_ids[i], states: Vec::new() };
            let old_name = format!("{} {old_number}", word(then[past]));
            let state = Named {
                kind: then[past],
                name: &old_name,
                short: &old_number,
                parent: Some(self.past_ids[past]),
            };
            push_state(self.seed, &mut unit, before, &state);
            let name = format!("{} {number}", word(now));
            let state = Named { kind: now, name: &name, short: &number, parent: Some(self.id) };
            push_state(self.seed, &mut unit, after, &state);
            self.units.push(unit);
        }
    }

    fn write_subs(&mut self, order: &CommuneOrder, old: &OldUnits) {
        let (before, after) = periods();
        let now = if order.kind == Kind::Xa { Kind::ToNhanDan } else { Kind::ToDanPho };
        for (i, &base) in old.base_of.iter().enumerate() {
            let was_town = order.kind == Kind::Xa && self.past_of[base] == 0;
            let short = (i + 1).to_string();
            let mut unit = Unit { id: self.sub_ids[i], states: Vec::new() };
            let parent = Some(self.base_ids[base]);
            let name = format!("{} {short}", word(now));
            if was_town {
                let then = Kind::ToDanPho;
                let old_name = format!("{} {short}", word(then));
                let state = Named { kind: then, name: &old_name, short: &short, parent };
                push_state(self.seed, &mut unit, before, &state);
            }
            let valid = if was_town { after } else { Period::since(founded_on()) };
            push_state(
                self.seed,
                &mut unit,
                valid,
                &Named { kind: now, name: &name, short: &short, parent },
            );
            self.units.push(unit);
        }
    }

    /// The events of the reform. `tallies` are the counts of each sub unit.
    #[must_use]
    pub fn events(&self, tallies: &[Shares]) -> Vec<Event> {
        let mut bases = vec![Shares::default(); self.base_ids.len()];
        let mut pasts = [Shares::default(); 2];
        let mut counted: HashMap<UnitId, Shares> = HashMap::new();
        for (sub, tally) in tallies.iter().enumerate() {
            let base = self.sub_base[sub];
            add(&mut bases[base], tally);
            add(&mut pasts[self.past_of[base]], tally);
            counted.insert(self.sub_ids[sub], *tally);
        }
        counted.extend(self.base_ids.iter().copied().zip(bases));
        let edge = |from: UnitId, to: UnitId, shares: Shares| Edge {
            from,
            to,
            coverage: Coverage::Whole,
            shares,
            method: Method::Counted,
        };
        let merged = (0..2).map(|i| edge(self.past_ids[i], self.id, pasts[i])).collect();
        let mut events = vec![self.event(0, EventKind::MergeNew, merged)];
        for unit in self.units.iter().filter(|u| u.states.len() == 2) {
            let (old, new) = (&unit.states[0], &unit.states[1]);
            let kind = if old.kind != new.kind {
                EventKind::Retype
            } else if old.name != new.name {
                EventKind::Rename
            } else {
                EventKind::MoveParent
            };
            let edges = vec![edge(unit.id, unit.id, counted[&unit.id])];
            events.push(self.event(events.len(), kind, edges));
        }
        events
    }

    fn event(&self, number: usize, kind: EventKind, edges: Vec<Edge>) -> Event {
        Event {
            id: EventId(self.seed.identity("event", number as u64)),
            kind,
            effective_on: reformed_on(),
            legal_document: Some(REFORM.to_owned()),
            edges,
        }
    }
}

fn add(sum: &mut Shares, more: &Shares) {
    sum.households += more.households;
    sum.people += more.people;
    sum.area_m2 += more.area_m2;
    sum.addresses += more.addresses;
}

fn periods() -> (Period, Period) {
    let before = Period { from: founded_on(), until: Some(reformed_on()) };
    (before, Period::since(reformed_on()))
}

/// Base kinds now and in each of the two old communes.
const fn kinds(kind: Kind) -> (Kind, [Kind; 2]) {
    match kind {
        Kind::Xa => (Kind::Ap, [Kind::KhuPho, Kind::Ap]),
        _ => (Kind::KhuPho, [Kind::KhuPho; 2]),
    }
}

const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Ap => "Ấp",
        Kind::ToDanPho => "Tổ dân phố",
        Kind::ToNhanDan => "Tổ nhân dân",
        _ => "Khu phố",
    }
}

/// Invented codes: no list of the Statistics Office goes as far as 90000.
fn code(order: &CommuneOrder, past: usize) -> String {
    format!("{}", 90_000 + 2 * order.number + past as u64)
}
