//! Random histories of a small ward, played twice: by the crate through a registry, and by brute
//! force, which only writes down every evening where each household is. They must agree on every
//! day, every invariant must hold after every act, and a pair's edge must be the households that
//! really went that way.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use units::invariant::{check_conservation, check_events, check_household, check_units};
use units::lineage::comparable_blocks;
use units::reorganisation::{
    Adoption, Applied, Commune, Entered, HouseholdChange, NewUnit, RegistryView, Reorganisation,
    revert,
};
use units::rulebook::Rulebook;
use units::{
    AccountId, AtomId, Day, HouseholdId, Kind, Membership, Method, Period, ReorganisationId,
    StateId, Tier, Unit, UnitId, UnitState,
};
use uuid::Uuid;

use crate::plan::day;
use crate::registry::{PEOPLE, Registry};

const START: &str = "2026-01-01";
/// A ward whose units may have any size.
const ANY_SIZE: &str = r#"
source.s = { title = "Thử" }
territory = [{ code = "vn", name = "Cả nước" }]
[[rule]]
id = "min"
key = "size_min"
territory = "vn"
value = 0
source = "s"
[[rule]]
id = "kinds"
key = "base_kinds"
kind = "phuong"
territory = "vn"
value = { kinds = ["khu_pho"] }
source = "s"
"#;

/// Where brute force has each household of an evening: base unit and old tổ.
type Evening = BTreeMap<HouseholdId, (UnitId, Option<UnitId>)>;

struct Ward {
    today: Day,
    registry: Registry,
    atoms: Vec<AtomId>,
    /// Brute force: where each atom is today.
    homes: BTreeMap<AtomId, (UnitId, Option<UnitId>)>,
    /// Brute force: every evening so far.
    diary: BTreeMap<Day, Evening>,
    pending: Option<(Applied, Registry, bool)>,
    next: u128,
}

impl Ward {
    fn new(sizes: &[u8]) -> Self {
        let mut ward = Self {
            today: day(START),
            registry: Registry { revision: 1, ..Registry::default() },
            atoms: Vec::new(),
            homes: BTreeMap::new(),
            diary: BTreeMap::new(),
            pending: None,
            next: 1,
        };
        let commune = ward.unit(Kind::Phuong, None);
        let mut base = commune;
        for (at, size) in sizes.iter().enumerate() {
            if at % 3 == 0 {
                base = ward.unit(Kind::KhuPho, Some(commune));
            }
            let sub = ward.unit(Kind::ToDanPho, Some(base));
            let atom = AtomId(ward.fresh());
            ward.atoms.push(atom);
            ward.homes.insert(atom, (base, Some(sub)));
            for _ in 0..*size {
                ward.appear(atom);
            }
        }
        ward.evening();
        ward
    }

    fn fresh(&mut self) -> Uuid {
        self.next += 1;
        // Scattered, so that order of identity is not order of making.
        Uuid::from_u128(self.next.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835))
    }

    fn unit(&mut self, kind: Kind, parent_id: Option<UnitId>) -> UnitId {
        let id = UnitId(self.fresh());
        let name = format!("{kind} {}", self.next);
        let state = UnitState {
            id: StateId(self.fresh()),
            unit_id: id,
            valid: Period::since(day("2020-01-01")),
            kind,
            short_name: name.clone(),
            name,
            official_code: None,
            parent_id,
            legal_document: None,
        };
        self.registry.units.insert(id, Unit { id, states: vec![state] });
        id
    }

    fn appear(&mut self, atom: AtomId) {
        let household_id = HouseholdId(self.fresh());
        self.change(household_id, None, Entered::Atom(atom));
    }

    fn change(&mut self, household_id: HouseholdId, left: Option<AtomId>, entered: Entered) {
        let change =
            HouseholdChange { household_id, people: PEOPLE, on: self.today, left, entered };
        let mut opened = Vec::new();
        if let Entered::Atom(atom) = entered {
            let (base, sub) = self.homes[&atom];
            let units = std::iter::once(base).chain(sub);
            let valid = Period::since(self.today);
            opened.extend(units.map(|unit_id| Membership { household_id, unit_id, valid }));
        }
        if let Some((applied, _, touched)) = &mut self.pending {
            *touched = true;
            let applied = applied.clone();
            return self.registry.carry(&applied, &change, opened);
        }
        self.registry.place(&change, opened);
    }

    /// Brute force writes down where everybody is.
    fn evening(&mut self) {
        let mut evening = Evening::new();
        for atom in &self.atoms {
            for household in self.registry.at(*atom, self.today) {
                evening.insert(household, self.homes[atom]);
            }
        }
        self.diary.insert(self.today, evening);
    }

    fn wait(&mut self, days: u32) {
        for _ in 0..days {
            self.today = self.today.next();
            if let Some((applied, ..)) = &self.pending
                && applied.effective_on == self.today
            {
                for moved in &applied.atoms {
                    self.homes.insert(moved.atom_id, (moved.to, None));
                }
                self.pending = None;
            }
            self.evening();
        }
    }

    /// Some old units are regrouped into others, atom by atom as the dice fall.
    fn draw(&mut self, mut dice: u32) -> Reorganisation {
        let mut roll = |below: u32| {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (dice >> 16) % below
        };
        let mut old_units = self.registry.base_units(self.today);
        let whole = old_units.len();
        old_units.retain(|_| whole == 1 || roll(4) > 0);
        let olds: BTreeSet<UnitId> = old_units.iter().map(|unit| unit.id).collect();
        let atoms: Vec<AtomId> =
            self.atoms.iter().filter(|atom| olds.contains(&self.homes[atom].0)).copied().collect();
        let parts = 1 + roll(4);
        let mut groups: BTreeMap<u32, Vec<AtomId>> = BTreeMap::new();
        for atom in &atoms {
            // Often as it was, so that units are kept, shifted and absorbed too.
            let old = olds.iter().position(|unit| *unit == self.homes[atom].0).unwrap();
            let group = if roll(3) > 0 { 100 + u32::try_from(old).unwrap() } else { roll(parts) };
            groups.entry(group).or_default().push(*atom);
        }
        let new_units = groups.into_values().map(|atoms| self.new_unit(atoms)).collect();
        let mut old_sub_units = self.registry.sub_units(self.today);
        old_sub_units.retain(|sub| olds.contains(&sub.parent_id));
        let commune = self.registry.units.values().find(|it| it.states[0].kind == Kind::Phuong);
        let mut plan = Reorganisation {
            id: ReorganisationId(Uuid::nil()),
            commune: Commune {
                id: commune.unwrap().id, kind: Kind::Phuong, name: "Phường".into()
            },
            base_revision: self.registry.revision,
            effective_on: Some(self.today.plus_days(1 + i64::from(roll(3)))),
            old_units,
            old_sub_units,
            new_units,
            atoms: self.registry.facts(&atoms, &self.homes, self.today),
            method: Method::Counted,
        };
        plan.inherit_identities();
        for unit in &mut plan.new_units {
            // Some that go on keep their name, some get another.
            if let Some(old) = plan.old_units.iter().find(|old| Some(old.id) == unit.continues)
                && roll(4) > 0
            {
                unit.name.clone_from(&old.name);
            }
        }
        plan
    }

    fn new_unit(&mut self, atoms: Vec<AtomId>) -> NewUnit {
        let fresh_id = UnitId(self.fresh());
        let name = format!("Khu phố {}", self.next);
        NewUnit {
            fresh_id,
            state_id: StateId(self.fresh()),
            continues: None,
            short_name: name.clone(),
            name,
            kind: Kind::KhuPho,
            atoms,
            reasons: Vec::new(),
        }
    }

    fn adopt(&mut self, dice: u32) {
        if self.pending.is_some() {
            return;
        }
        let plan = self.draw(dice);
        let rulebook = Rulebook::parse(&[("any.toml", ANY_SIZE)]).unwrap();
        let place = rulebook.place("79", None);
        let view = RegistryView {
            revision: self.registry.revision,
            place: &place,
            base_units: &self.registry.base_units(self.today),
            atoms: &self.registry.facts(&self.atoms, &self.homes, self.today),
        };
        assert_eq!(plan.check(&view, &rulebook, self.today), []);
        let adoption = Adoption {
            tally: None,
            resolution_number: "1/NQ".into(),
            resolution_on: Some(self.today),
            effective_on: plan.effective_on,
            recorded_by: AccountId(Uuid::from_u128(1)),
            confirmed_by: Some(AccountId(Uuid::from_u128(2))),
            acknowledged: Vec::new(),
        };
        let before = self.registry.clone();
        let applied = plan.apply(&adoption, &mut || self.fresh()).unwrap();
        self.registry.write(&applied);
        self.pending = Some((applied, before, false));
    }

    /// Taking back restores everything, to the last field when nobody came or went meanwhile.
    fn take_back(&mut self) {
        let Some((applied, before, touched)) = self.pending.take() else { return };
        let reverted = revert(&applied, self.today).unwrap();
        self.registry.take_back(&reverted);
        if !touched {
            assert_eq!(self.registry, before);
        }
        assert_eq!(self.registry.units, before.units);
        assert_eq!(self.registry.events, before.events);
    }

    fn act(&mut self, (act, dice): (u8, u32)) {
        let atom = self.atoms[dice as usize % self.atoms.len()];
        let living: Vec<HouseholdId> =
            self.atoms.iter().flat_map(|atom| self.registry.at(*atom, self.today)).collect();
        // A change on the day on which events take effect stands in neither figure of the
        // conservation check, so households rest on such a day.
        let rests = self.registry.events.iter().any(|event| event.effective_on == self.today);
        let household = living.get(dice as usize % living.len().max(1)).copied();
        match (act, household) {
            (0..=3, _) => self.adopt(dice),
            (4, _) => self.take_back(),
            (5..=6, _) if !rests => self.appear(atom),
            (7, Some(household)) if !rests => {
                let left = self.registry.doors[&household];
                self.change(household, Some(left), Entered::Atom(atom));
            }
            (8, Some(household)) if !rests => {
                let left = self.registry.doors[&household];
                self.change(household, Some(left), Entered::Nowhere);
            }
            _ => self.wait(1 + dice % 3),
        }
        // Brute force sees today's end, not the morning.
        self.evening();
    }

    fn check(&self) {
        let registry = &self.registry;
        let units: Vec<Unit> = registry.units.values().cloned().collect();
        assert_eq!(check_units(&units), []);
        assert_eq!(check_events(&units, &registry.events), []);
        let tier_of = |unit| registry.tier_of(unit);
        let count = |unit, on| registry.count(unit, on);
        assert_eq!(check_conservation(&registry.events, &tier_of, &count), []);
        for (household, members) in &registry.members {
            let life = registry.lives[household];
            assert_eq!(check_household(*household, life, members, &registry.units), []);
        }
    }

    /// Every evening of the diary against the registry's memberships.
    fn compare(&self) {
        for (on, evening) in &self.diary {
            for (household, life) in &self.registry.lives {
                let base = self.registry.unit_of(*household, Tier::Base, *on);
                let sub = self.registry.unit_of(*household, Tier::Sub, *on);
                let wanted = evening.get(household);
                assert_eq!(life.contains(*on), wanted.is_some(), "{household} on {on}");
                assert_eq!(base, wanted.map(|home| home.0), "{household} on {on}");
                assert_eq!(sub, wanted.and_then(|home| home.1), "{household} on {on}");
            }
        }
    }

    /// Every edge between base units against the households that really went that way.
    fn compare_edges(&self) {
        for event in self.registry.events.iter().filter(|it| it.effective_on <= self.today) {
            let day = event.effective_on;
            let (before, after) = (&self.diary[&day.previous()], &self.diary[&day]);
            for edge in &event.edges {
                let went = before.iter().filter(|(household, home)| {
                    let left = home.0 == edge.from || home.1 == Some(edge.from);
                    left && after.get(household).is_some_and(|home| home.0 == edge.to)
                });
                assert_eq!(went.count() as u32, edge.shares.households, "{edge:?} on {day}");
            }
        }
    }

    /// Blocks from the first to the last evening: a household that was there on both is in one
    /// block both times.
    fn compare_blocks(&self) {
        let (first, last) = (day(START), self.today);
        let ids = |on| self.registry.base_units(on).iter().map(|it| it.id).collect::<Vec<_>>();
        let base = |unit| self.registry.tier_of(unit) == Some(Tier::Base);
        let mut events = self.registry.events.clone();
        events.retain(|event| event.edges.iter().all(|edge| base(edge.from)));
        let blocks = comparable_blocks((first, &ids(first)), (last, &ids(last)), &events);
        let moved: BTreeSet<HouseholdId> = self
            .registry
            .members
            .iter()
            .filter(|(id, _)| {
                !self.diary[&first].contains_key(id) || !self.diary[&last].contains_key(id)
            })
            .map(|(id, _)| *id)
            .collect();
        for block in &blocks {
            for (household, home) in &self.diary[&first] {
                if moved.contains(household) || self.walked(*household) {
                    continue;
                }
                let then = self.diary[&last][household].0;
                assert_eq!(block.before.contains(&home.0), block.after.contains(&then));
            }
        }
    }

    /// Whether a household changed its door, which no lineage can know.
    fn walked(&self, household: HouseholdId) -> bool {
        let starts = self.registry.members[&household].iter().map(|it| it.valid.from);
        let days: BTreeSet<Day> = self.registry.events.iter().map(|it| it.effective_on).collect();
        starts.filter(|from| *from != day(START)).any(|from| !days.contains(&from))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn the_registry_agrees_with_brute_force(
        sizes in proptest::collection::vec(0u8..5, 3..9),
        acts in proptest::collection::vec((0u8..12, any::<u32>()), 1..28),
    ) {
        let mut ward = Ward::new(&sizes);
        for act in acts {
            ward.act(act);
            ward.check();
        }
        ward.wait(5);
        ward.check();
        ward.compare();
        ward.compare_edges();
        ward.compare_blocks();
    }
}
