//! Random sequences of events, played through the acts that bring them in and beside that by a model that
//! only writes down what is called what on each day. On both databases every invariant must hold and every
//! list must be what the model has; what was taken back must leave nothing behind; both databases must hold
//! the same.
//!
//! A sequence is the life of one province: its communes are founded, renamed, made wards, moved between
//! districts, given other codes, abolished, brought back, and codes given to others; then some say into what
//! abolished ones went, and a reform merges and divides everything; in some provinces khu phố stand under the
//! communes, and go on under what took their place. Many provinces lie in one database.
//! `COSO_SEQUENCES` says how many are played (100,000 take an hour); by default a few.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use desk::gazetteer::{self, Intake, Source};
use desk::transfer::{self, Order};
use desk::{Clock, Desk};
use store::testing::{self, Fresh};
use units::gazetteer::{Change, Counts, GivenEdge, Op, Reform, ReformEdge, ReformUnit, Version};
use units::invariant::{Fault, check_events, check_units};
use units::rulebook::Rulebook;
use units::{
    Coverage, Day, Event, EventId, EventKind, Kind, Level, Period, ReorganisationId, Shares,
    StateId, Unit, UnitId, UnitState,
};
use uuid::Uuid;

use crate::town::{code, day};

/// Provinces of one database: with more, each import goes through more than it must.
const BATCH: u64 = 500;
const USUAL: u64 = 24;
const VERSIONS: u32 = 8;
/// Every so many provinces one has khu phố.
const WITH_KHU_PHO: u64 = 6;
/// Communes that are settled at once.
const AT_ONCE: usize = 100;

/// A small source of chance, so that a sequence is told again by its number.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).unwrap()
    }

    fn of<'t, T>(&mut self, list: &'t [T]) -> Option<&'t T> {
        if list.is_empty() { None } else { list.get(self.below(list.len())) }
    }
}

/// What the model knows of a commune: its name and the code of its district.
type Named = (String, String);

/// A province as the model has it.
struct Province {
    code: String,
    districts: Vec<String>,
    communes: BTreeMap<String, Named>,
    /// Codes with the names they had when they were taken away.
    gone: Vec<(String, Named)>,
    /// What was abolished, and the day.
    abolished: Vec<(String, Day)>,
    next: u32,
    dice: Dice,
}

impl Province {
    fn new(number: u64) -> Self {
        let code = format!("{}", 1_000 + number % BATCH);
        let districts = (1..=2).map(|at| format!("{code}{at}")).collect();
        let dice = Dice(number.wrapping_mul(0xD129_0D3A_7F2B_9E55));
        let mut province = Self {
            code,
            districts,
            communes: BTreeMap::new(),
            gone: Vec::new(),
            abolished: Vec::new(),
            next: 0,
            dice,
        };
        for at in 0..4 {
            let district = province.districts[at % 2].clone();
            let (code, name) = (province.fresh_code(), province.fresh_name());
            province.communes.insert(code, (name, district));
        }
        province
    }

    fn fresh_code(&mut self) -> String {
        self.next += 1;
        format!("{}{:03}", self.code, self.next)
    }

    fn fresh_name(&mut self) -> String {
        self.next += 1;
        let kind = ["Xã", "Phường", "Thị trấn"][self.dice.below(3)];
        format!("{kind} Số {} của {}", self.next, self.code)
    }

    fn first(&self) -> Vec<Change> {
        let mut changes =
            vec![change(Op::Added, Level::Province, &self.code, &format!("Tỉnh {}", self.code))];
        for district in &self.districts {
            let name = format!("Huyện {district}");
            changes.push(under(change(Op::Added, Level::District, district, &name), &self.code));
        }
        for (code, (name, district)) in &self.communes {
            changes.push(under(change(Op::Added, Level::Commune, code, name), district));
        }
        changes
    }

    /// Up to three things that happen on a day, no two to one unit or code.
    fn live(&mut self, on: Day) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut touched: BTreeSet<String> = BTreeSet::new();
        for _ in 0..self.dice.below(4) {
            let free: Vec<String> =
                self.communes.keys().filter(|code| !touched.contains(*code)).cloned().collect();
            let one = self.dice.of(&free).cloned();
            match (self.dice.below(8), one) {
                (0, _) => self.found(&mut changes, &mut touched),
                (1, _) => self.bring_back(&mut changes, &mut touched),
                (2, Some(code)) if self.communes.len() > 2 => {
                    let named = &self.communes[&code].0;
                    if changes.iter().any(|it| it.op == Op::Added && it.name == *named) {
                        continue;
                    }
                    let (name, district) = self.communes.remove(&code).unwrap();
                    changes
                        .push(under(change(Op::Removed, Level::Commune, &code, &name), &district));
                    self.abolished.push((code.clone(), on));
                    self.gone.push((code.clone(), (name, district)));
                    touched.insert(code);
                }
                (3 | 4, Some(code)) => {
                    let new = self.fresh_name();
                    let (name, district) = self.communes.get_mut(&code).unwrap();
                    let mut renamed =
                        under(change(Op::Renamed, Level::Commune, &code, &new), district);
                    renamed.old_name = Some(std::mem::replace(name, new));
                    changes.push(renamed);
                    touched.insert(code);
                }
                (5, Some(code)) => {
                    let (name, district) = self.communes.get_mut(&code).unwrap();
                    let other = self.districts.iter().find(|it| *it != district).unwrap().clone();
                    let mut moved = under(change(Op::Moved, Level::Commune, &code, name), &other);
                    moved.old_parent = Some(std::mem::replace(district, other));
                    changes.push(moved);
                    touched.insert(code);
                }
                (_, Some(code)) => {
                    let (name, district) = self.communes.remove(&code).unwrap();
                    let new = self.fresh_code();
                    changes
                        .push(under(change(Op::Removed, Level::Commune, &code, &name), &district));
                    changes.push(under(change(Op::Added, Level::Commune, &new, &name), &district));
                    touched.extend([code, new.clone()]);
                    self.communes.insert(new, (name, district));
                }
                _ => {}
            }
        }
        changes
    }

    /// A new commune, under a new code or one that named another before.
    fn found(&mut self, changes: &mut Vec<Change>, touched: &mut BTreeSet<String>) {
        let again = self.dice.of(&self.gone).map(|(code, _)| code.clone());
        let again = again.filter(|it| !touched.contains(it) && !self.communes.contains_key(it));
        let code = if self.dice.below(2) == 0 { again } else { None };
        let code = code.unwrap_or_else(|| self.fresh_code());
        let name = self.fresh_name();
        let district = self.districts[self.dice.below(2)].clone();
        changes.push(under(change(Op::Added, Level::Commune, &code, &name), &district));
        touched.insert(code.clone());
        self.communes.insert(code, (name, district));
    }

    /// A commune that was abolished is there again, under its code and name.
    fn bring_back(&mut self, changes: &mut Vec<Change>, touched: &mut BTreeSet<String>) {
        let Some((code, (name, district))) = self.dice.of(&self.gone).cloned() else { return };
        // What leaves and comes on one day under one name goes on, by the list's own rule.
        let goes_on = changes.iter().any(|it| it.op == Op::Removed && it.name == name);
        if goes_on || touched.contains(&code) || self.communes.contains_key(&code) {
            return;
        }
        changes.push(under(change(Op::Added, Level::Commune, &code, &name), &district));
        touched.insert(code.clone());
        self.communes.insert(code, (name, district));
    }

    /// Into what some of the abolished went.
    fn edges(&mut self, there: &BTreeMap<Day, BTreeSet<String>>, at: &mut usize) -> Vec<GivenEdge> {
        let mut edges = Vec::new();
        for (from, on) in self.abolished.clone() {
            let targets: Vec<String> = there[&on]
                .iter()
                .filter(|code| code.starts_with(&self.code) && **code != from)
                .cloned()
                .collect();
            let Some(one) = self.dice.of(&targets).cloned() else { continue };
            let other = targets.iter().find(|code| **code != one).cloned();
            let is_divided = other.is_some() && self.dice.below(3) == 0;
            let has_shares = self.dice.below(2) == 0;
            let to = std::iter::once(one).chain(other.filter(|_| is_divided));
            for to in to {
                *at += 1;
                let people = u32::try_from(self.dice.below(5_000) + 1).unwrap();
                edges.push(GivenEdge {
                    line: *at,
                    from: from.clone(),
                    to,
                    on,
                    coverage: if is_divided { Coverage::Part } else { Coverage::Whole },
                    shares: Shares {
                        people: if has_shares { people } else { 0 },
                        ..Shares::default()
                    },
                    act: None,
                });
            }
        }
        edges
    }

    /// Everything of the province goes into new communes: some whole, some divided, some as they were.
    fn reform(&mut self, units: &mut Vec<ReformUnit>, edges: &mut Vec<ReformEdge>) {
        let old: Vec<String> = self.communes.keys().cloned().collect();
        let count = 1 + self.dice.below(old.len());
        let province = Some(self.code.clone());
        let mut new: Vec<(String, bool)> = Vec::new();
        for own in old.iter().take(count) {
            let code = if self.dice.below(2) == 0 { own.clone() } else { self.fresh_code() };
            new.push((code, false));
        }
        let mut add = |old: &str, new: &mut (String, bool), coverage| {
            new.1 = true;
            let (old, new) = (old.to_owned(), new.0.clone());
            edges.push(ReformEdge { level: Level::Commune, old, new, coverage });
        };
        for code in &old {
            let (one, other) = (self.dice.below(count), self.dice.below(count));
            if one != other && self.dice.below(3) == 0 {
                add(code, &mut new[one], Coverage::Part);
                add(code, &mut new[other], Coverage::Part);
            } else {
                add(code, &mut new[one], Coverage::Whole);
            }
        }
        let code = self.code.clone();
        edges.push(ReformEdge {
            level: Level::Province,
            old: code.clone(),
            new: code.clone(),
            coverage: Coverage::Whole,
        });
        let name = format!("Tỉnh {code}");
        units.push(ReformUnit { level: Level::Province, code, name, parent: None });
        let mut kept = BTreeMap::new();
        for (code, _) in new.into_iter().filter(|(_, has_any)| *has_any) {
            let name = self.fresh_name().replace("Thị trấn", "Đặc khu");
            kept.insert(code.clone(), (name.clone(), String::new()));
            units.push(ReformUnit { level: Level::Commune, code, name, parent: province.clone() });
        }
        self.communes = kept;
    }
}

fn change(op: Op, level: Level, code: &str, name: &str) -> Change {
    let (code, name) = (code.to_owned(), name.to_owned());
    Change { op, level, code, name, old_name: None, parent: None, old_parent: None }
}

fn under(change: Change, parent: &str) -> Change {
    Change { parent: Some(parent.to_owned()), ..change }
}

/// The day before the reform, so that it can be taken back.
struct Eve(AtomicI64);

impl Clock for Eve {
    fn now(&self) -> i64 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

fn intake(name: &str, source: Source) -> Intake {
    Intake { name: name.to_owned(), digest: [7; 32], source, is_reference: true }
}

async fn brought(desk: &Desk, name: &str, source: Source) {
    let done = gazetteer::import(desk, None, intake(name, source.clone())).await;
    let done = done.unwrap_or_else(|error| panic!("{name}: {error:?}"));
    assert!(done.states + done.ended + done.events > 0 || done.versions.is_empty(), "{name}");
    let again = gazetteer::import(desk, None, intake(name, source)).await.unwrap();
    assert_eq!(
        (again.states, again.events, again.versions.len()),
        (0, 0, 0),
        "{name}: twice is once"
    );
}

async fn content(desk: &Desk) -> Vec<String> {
    let scope = desk::authority::system_scope();
    store::registry::content(&desk.store.read(), &scope).await.unwrap()
}

/// Every invariant, in the database's own words and in the domain's.
async fn sound(desk: &Desk, seed: u64) -> (Vec<Unit>, Vec<Event>) {
    let faults = desk::verify::registry(desk).await.unwrap();
    assert_eq!(faults, [], "batch {seed}");
    let (units, events) = store::gazetteer::everything(&mut desk.store.read()).await.unwrap();
    assert_eq!(check_units(&units), [], "batch {seed}");
    assert_eq!(check_events(&units, &events), [], "batch {seed}");
    (units, events)
}

/// The same while khu phố are left behind: each of them is outside its commune from the day on, and nothing else.
async fn sound_but_for_the_left(desk: &Desk, seed: u64) {
    assert_eq!(desk::verify::registry(desk).await.unwrap(), [], "batch {seed}");
    let (units, events) = store::gazetteer::everything(&mut desk.store.read()).await.unwrap();
    assert_eq!(check_events(&units, &events), [], "batch {seed}");
    let faults = check_units(&units);
    let outside = |fault: &Fault| matches!(fault, Fault::OutsideParent { .. });
    assert!(faults.iter().all(outside), "batch {seed}: {faults:?}");
    let left = transfer::left(desk, None).await.unwrap();
    let left: usize = left.iter().map(|one| one.units).sum();
    assert_eq!(faults.len(), left, "batch {seed}");
}

/// What the list says is called what on a day must be what the model has.
fn agrees(units: &[Unit], provinces: &[Province], on: Day) {
    let states = units.iter().flat_map(|unit| &unit.states).filter(|state| state.holds_on(on));
    let told: BTreeSet<(String, String)> = states
        .filter(|state| state.kind.level() == Level::Commune)
        .map(|state| (state.official_code.clone().unwrap(), state.name.clone()))
        .collect();
    let model = provinces.iter().flat_map(|province| &province.communes);
    let model: BTreeSet<(String, String)> =
        model.map(|(code, (name, _))| (code.clone(), name.clone())).collect();
    assert_eq!(told, model, "{on}");
}

/// Khu phố and ấp under the communes of some provinces, none to two under each.
fn planted(units: &[Unit], first: u64, count: u64) -> Vec<UnitState> {
    let mut dice = Dice(first ^ 0x5DEE_CE66);
    let on = day("2025-05-01");
    let settled: Vec<String> = (first..first + count)
        .filter(|number| number % WITH_KHU_PHO == 0)
        .map(|number| Province::new(number).code)
        .collect();
    let mut planted = Vec::new();
    for state in units.iter().flat_map(|unit| &unit.states).filter(|state| state.holds_on(on)) {
        let lies = |code: &String| settled.iter().any(|province| code.starts_with(province));
        let is_here = state.official_code.as_ref().is_some_and(lies);
        if !is_here || state.kind.level() != Level::Commune {
            continue;
        }
        for number in 1..=dice.below(3) {
            let kind = if state.kind.is_rural() { Kind::Ap } else { Kind::KhuPho };
            let id = Uuid::from_u128((u128::from(dice.next()) << 64) | u128::from(dice.next()));
            planted.push(UnitState {
                id: StateId(id),
                unit_id: UnitId(id),
                valid: Period::since(on),
                kind,
                name: format!("{} {number}", kind.stem()),
                short_name: number.to_string(),
                official_code: None,
                parent_id: Some(state.unit_id),
                legal_document: None,
            });
        }
    }
    planted
}

/// Says where the khu phố of every commune that ends go: those of whole ones at once, those of divided ones by
/// chance; where each went.
async fn settle(desk: &Desk, seed: u64) -> BTreeMap<UnitId, UnitId> {
    let mut dice = Dice(seed ^ 0x1234_5678);
    let mut gone = BTreeMap::new();
    let left = transfer::left(desk, None).await.unwrap();
    let (whole, divided): (Vec<_>, Vec<_>) = left.into_iter().partition(transfer::Left::is_whole);
    let communes: Vec<UnitId> = whole.iter().map(|one| one.commune).collect();
    for one in &whole {
        gone.extend(transfer::prospect(desk, None, one.commune).await.unwrap().to);
    }
    for some in communes.chunks(AT_ONCE) {
        transfer::record_whole(desk, None, some, "9/NQ").await.unwrap();
    }
    for one in divided {
        let seen = transfer::prospect(desk, None, one.commune).await.unwrap();
        assert!(seen.to.is_empty(), "no map says where they lie");
        let heir = |dice: &mut Dice| dice.of(&one.heirs).unwrap().commune;
        let to: BTreeMap<UnitId, UnitId> =
            seen.units.iter().map(|unit| (unit.id, heir(&mut dice))).collect();
        gone.extend(&to);
        let id = ReorganisationId(desk.clock.id());
        let document = "9/NQ".to_owned();
        transfer::record(desk, None, Order { id, commune: one.commune, to, document })
            .await
            .unwrap();
    }
    assert_eq!(transfer::left(desk, None).await.unwrap(), [], "none is left behind");
    gone
}

/// Every khu phố goes on under what took the place of its commune, is taken back to the row, and goes again.
async fn khu_pho_go_on(desk: &Desk, seed: u64, planted: &[UnitState]) {
    let before = content(desk).await;
    let gone = settle(desk, seed).await;
    sound(desk, seed).await;
    let today = desk.clock.today();
    for ahead in store::transfer::ahead(&mut desk.store.read(), today).await.unwrap() {
        transfer::revert(desk, None, ahead.transfer_id, "Chưa đến lúc").await.unwrap();
    }
    assert!(content(desk).await == before, "something of the transfers was left behind");
    assert_eq!(settle(desk, seed).await, gone);
    let (units, _) = sound(desk, seed).await;
    let on = day("2025-07-01");
    let states: BTreeMap<UnitId, &UnitState> = units
        .iter()
        .flat_map(|unit| &unit.states)
        .filter(|state| state.holds_on(on))
        .map(|state| (state.unit_id, state))
        .collect();
    for old in planted {
        let now = states[&old.unit_id];
        let to = gone.get(&old.unit_id).copied().or(old.parent_id);
        assert_eq!((now.parent_id, &now.name, now.kind), (to, &old.name, old.kind));
        assert!(states.contains_key(&to.unwrap()), "it stands under what there is");
    }
    if !gone.is_empty() {
        let imports = store::gazetteer::imports(&mut desk.store.read()).await.unwrap();
        let last = imports.iter().rev().find(|import| import.reverted_at.is_none()).unwrap();
        let refused = gazetteer::revert(desk, None, last.id).await;
        assert_eq!(code(refused), "gazetteer-transfer-ahead");
    }
}

/// Units and events without the identities that chance gives, for comparing two databases.
fn without_chance((mut units, mut events): (Vec<Unit>, Vec<Event>)) -> (Vec<Unit>, Vec<Event>) {
    for state in units.iter_mut().flat_map(|unit| &mut unit.states) {
        if state.kind.is_base() {
            state.id = StateId(Uuid::nil());
        }
    }
    for event in &mut events {
        event.edges.sort_unstable_by_key(|edge| (edge.from, edge.to));
        let moves = event.edges.iter().all(|edge| edge.from == edge.to);
        if event.kind == EventKind::MoveParent && moves {
            event.id = EventId(Uuid::nil());
        }
    }
    events.sort_by_cached_key(|event| {
        let edges = event.edges.iter().map(|edge| (edge.from, edge.to));
        (event.effective_on, event.id, edges.collect::<Vec<_>>())
    });
    (units, events)
}

/// Plays a batch on one database; what is there at the end.
async fn play(fresh: &Fresh, first: u64, count: u64) -> (Vec<Unit>, Vec<Event>) {
    let clock = Arc::new(Eve(AtomicI64::new(day("2025-06-01").starts_at())));
    let rulebook = Arc::new(Rulebook::built_in());
    let desk = Desk::new(fresh.store.clone(), clock as Arc<dyn Clock>, rulebook);
    let mut provinces: Vec<Province> = (first..first + count).map(Province::new).collect();
    let mut there: BTreeMap<Day, BTreeSet<String>> = BTreeMap::new();
    let mut versions = Vec::new();
    for number in 1..=VERSIONS {
        let on = day("2005-01-01").plus_days(i64::from(number) * 400);
        let lived = provinces.iter_mut().flat_map(|province| match number {
            1 => province.first(),
            _ => province.live(on),
        });
        let changes: Vec<Change> = lived.collect();
        let size = |count: usize| u32::try_from(count).unwrap();
        let counts = Counts {
            provinces: size(provinces.len()),
            districts: size(provinces.iter().map(|it| it.districts.len()).sum()),
            communes: size(provinces.iter().map(|it| it.communes.len()).sum()),
        };
        let codes = provinces.iter().flat_map(|it| it.communes.keys().cloned());
        there.insert(on, codes.collect());
        versions.push(Version {
            number,
            dated: on,
            effective_on: on,
            acts: String::new(),
            counts,
            changes,
        });
        if number % 4 == 0 {
            brought(&desk, "versions", Source::Versions(versions.clone())).await;
            let (units, _) = sound(&desk, first).await;
            agrees(&units, &provinces, on);
        }
    }
    let before = content(&desk).await;
    let mut line = 0;
    let edges: Vec<GivenEdge> =
        provinces.iter_mut().flat_map(|province| province.edges(&there, &mut line)).collect();
    if !edges.is_empty() {
        brought(&desk, "edges", Source::Edges(edges.clone())).await;
        sound(&desk, first).await;
        taken_back(&desk, &before).await;
        brought(&desk, "edges", Source::Edges(edges)).await;
    }
    let (units, _) = store::gazetteer::everything(&mut desk.store.read()).await.unwrap();
    let planted = planted(&units, first, count);
    testing::lineage::begin(&desk.store, planted.clone()).await;
    let before = content(&desk).await;
    let (mut units, mut reform_edges) = (Vec::new(), Vec::new());
    for province in &mut provinces {
        province.reform(&mut units, &mut reform_edges);
    }
    units.sort_by_key(|unit| unit.level != Level::Province);
    let reform = Reform::new(units, reform_edges);
    brought(&desk, "reform", Source::Reform(Box::new(reform.clone()), Vec::new())).await;
    sound_but_for_the_left(&desk, first).await;
    taken_back(&desk, &before).await;
    brought(&desk, "reform", Source::Reform(Box::new(reform), Vec::new())).await;
    khu_pho_go_on(&desk, first, &planted).await;
    let (units, events) = sound(&desk, first).await;
    agrees(&units, &provinces, day("2025-07-01"));
    without_chance((units, events))
}

/// Takes the last import back; every row is as it was.
async fn taken_back(desk: &Desk, before: &[String]) {
    let imports = store::gazetteer::imports(&mut desk.store.read()).await.unwrap();
    let last = imports.iter().rev().find(|import| import.reverted_at.is_none()).unwrap();
    gazetteer::revert(desk, None, last.id).await.unwrap();
    assert!(content(desk).await == before, "{}: something was left behind", last.source);
}

#[tokio::test(flavor = "multi_thread")]
async fn random_sequences_keep_every_invariant_on_both_databases() {
    let asked = std::env::var("COSO_SEQUENCES").ok().and_then(|it| it.parse().ok());
    let count: u64 = asked.unwrap_or(USUAL);
    let began = Instant::now();
    let mut first = 0;
    while first < count {
        let batch = BATCH.min(count - first);
        let sqlite = testing::sqlite().await;
        let one = play(&sqlite, first, batch).await;
        sqlite.end().await;
        if let Some(postgres) = testing::postgres().await {
            let other = play(&postgres, first, batch).await;
            postgres.end().await;
            assert!(one == other, "batch {first}: the databases differ");
        }
        first += batch;
        if asked.is_some() {
            eprintln!("{first} sequences on each database, {:.0} s", began.elapsed().as_secs_f64());
        }
    }
}
