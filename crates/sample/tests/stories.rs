//! What the invented city promises to those who use it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::LazyLock;

use geo::Contains as _;
use sample::{City, Commune, FeatureClass, Plan, name, town};
use units::{Kind, UnitId};

/// The two of the demonstration, made once for all tests.
fn default_ward() -> &'static Commune {
    static WARD: LazyLock<Commune> = LazyLock::new(sample::default_ward);
    &WARD
}

fn default_commune() -> &'static Commune {
    static COMMUNE: LazyLock<Commune> = LazyLock::new(sample::default_commune);
    &COMMUNE
}

/// Households of each old sub unit and base unit.
fn sizes(commune: &Commune) -> (BTreeMap<UnitId, u32>, BTreeMap<UnitId, u32>) {
    let (mut subs, mut bases) = (BTreeMap::new(), BTreeMap::new());
    for r in commune.households() {
        *subs.entry(r.sub_id).or_default() += 1;
        *bases.entry(r.base_id).or_default() += 1;
    }
    (subs, bases)
}

/// The parts into which clusters with one label fall, when borders of land, bridges and junctions
/// count as contact.
fn pieces(commune: &Commune, label: impl Fn(usize) -> UnitId) -> HashMap<UnitId, usize> {
    let mut near = vec![Vec::new(); commune.clusters.len()];
    for b in &commune.borders {
        let m = b.length_m;
        let touch = m.open + m.alley + m.street > 0.0;
        if touch || b.crossings + b.road_crossings + b.cut_alleys > 0 {
            near[b.a].push(b.b);
            near[b.b].push(b.a);
        }
    }
    let mut seen = vec![false; near.len()];
    let mut pieces = HashMap::new();
    for start in 0..near.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        *pieces.entry(label(start)).or_default() += 1;
        let mut queue = VecDeque::from([start]);
        while let Some(here) = queue.pop_front() {
            for &next in &near[here] {
                if label(next) == label(start) && !std::mem::replace(&mut seen[next], true) {
                    queue.push_back(next);
                }
            }
        }
    }
    pieces
}

#[test]
fn the_ward_has_its_households_and_old_units() {
    let ward = default_ward();
    let (subs, bases) = sizes(ward);
    assert_eq!(ward.name, "Phường Vĩnh Lộ");
    assert_eq!(ward.household_count(), 14_912);
    assert_eq!(ward.households().count(), 14_912);
    assert_eq!(bases.len(), 14);
    assert!((140..=160).contains(&subs.len()), "{} tổ", subs.len());
    assert!(bases.values().all(|&n| (600..=1_700).contains(&n)), "{bases:?}");
}

#[test]
fn the_commune_has_its_households_and_old_units() {
    let commune = default_commune();
    let (subs, bases) = sizes(commune);
    assert_eq!(commune.name, "Xã Tân Rạch");
    assert_eq!(commune.households().count(), 5_600);
    assert_eq!(bases.len(), 11);
    assert!((60..=110).contains(&subs.len()), "{} tổ", subs.len());
    assert!(bases.values().all(|&n| (200..=900).contains(&n)), "{bases:?}");
}

#[test]
fn old_to_have_45_to_180_households_but_for_one_of_fifteen() {
    for commune in [default_ward(), default_commune()] {
        let (subs, _) = sizes(commune);
        let odd: Vec<u32> = subs.values().copied().filter(|n| !(45..=180).contains(n)).collect();
        assert_eq!(odd, [15], "{}", commune.name);
    }
}

#[test]
fn some_old_to_are_awkward_and_all_base_units_hang_together() {
    let ward = default_ward();
    let in_pieces: Vec<usize> =
        pieces(ward, |c| ward.clusters[c].sub_id).into_values().filter(|&n| n > 1).collect();
    assert_eq!(in_pieces, [2], "one tổ lies in two pieces");
    for commune in [ward, default_commune()] {
        let bases = pieces(commune, |c| commune.clusters[c].base_id);
        assert!(bases.values().all(|&n| n == 1), "{}: {bases:?}", commune.name);
    }
    let across = ward
        .borders
        .iter()
        .filter(|b| b.crossings > 0 && ward.clusters[b.a].sub_id == ward.clusters[b.b].sub_id);
    assert!(across.count() > 0, "one tổ is split by the canal");
    let blocks: HashSet<u32> = ward.clusters.iter().filter_map(|c| c.block).collect();
    assert!((5..=12).contains(&blocks.len()));
    for cluster in ward.clusters.iter().filter(|c| c.block.is_some()) {
        let others = ward.clusters.iter().filter(|c| c.sub_id == cluster.sub_id);
        assert_eq!(others.count(), 1, "{} is a tổ of its own", cluster.name);
    }
}

#[test]
fn clusters_are_small_runs() {
    let ward = default_ward();
    let runs: Vec<u32> =
        ward.clusters.iter().filter(|c| c.block.is_none()).map(|c| c.households).collect();
    assert!(runs.iter().all(|&n| n <= 40), "{:?}", runs.iter().max());
    let small = runs.iter().filter(|&&n| n < 10).count();
    assert!(small * 50 < runs.len(), "{small} of {} below ten", runs.len());
    let counted: u32 = ward.clusters.iter().map(|c| c.households).sum();
    assert_eq!(counted, 14_912);
}

#[test]
fn every_household_stands_in_one_base_unit_and_one_sub_unit_at_each_instant() {
    let commune = default_commune();
    let kinds: HashMap<UnitId, Kind> = commune
        .units
        .iter()
        .map(|u| (u.id, u.states.last().expect("a unit has states").kind))
        .collect();
    let mut tiers: HashMap<units::HouseholdId, (u32, u32)> = HashMap::new();
    for membership in commune.memberships() {
        assert!(membership.valid.until.is_none());
        let of = tiers.entry(membership.household_id).or_default();
        match kinds[&membership.unit_id].tier() {
            Some(units::Tier::Base) => of.0 += 1,
            Some(units::Tier::Sub) => of.1 += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(tiers.len(), 5_600);
    assert!(tiers.values().all(|&t| t == (1, 1)));
}

#[test]
fn people_are_as_many_as_the_census_says() {
    for commune in [default_ward(), default_commune()] {
        let (mut people, mut alone, mut count) = (0.0, 0.0, 0.0);
        for r in commune.households() {
            assert!(r.household.people >= 1);
            people += f64::from(r.household.people);
            alone += f64::from(u8::from(r.household.people == 1));
            count += 1.0;
        }
        assert!((3.0..=3.5).contains(&(people / count)), "{}", people / count);
        assert!((alone / count - 0.125_f64).abs() < 0.015, "{}", alone / count);
    }
}

#[test]
fn addresses_name_one_door_and_fork_with_slashes() {
    let ward = default_ward();
    let mut at: HashMap<String, units::DoorPoint> = HashMap::new();
    let mut codes = BTreeSet::new();
    let mut deepest = 0;
    for r in ward.households() {
        let h = r.household;
        deepest = deepest.max(h.address.matches('/').count());
        assert!(codes.insert(h.code));
        let door = *at.entry(h.address.clone()).or_insert(h.door);
        assert_eq!(door, h.door, "{} names two doors", h.address);
    }
    assert!(deepest >= 3, "alleys off alleys off alleys");
}

#[test]
fn a_house_on_an_alley_carries_the_number_at_its_mouth() {
    let town = town();
    let addresses: Vec<String> = town.households().map(|r| r.household.address).collect();
    assert!(addresses.contains(&"1/3 Hoa Mai".to_owned()), "{addresses:?}");
    assert!(addresses.iter().any(|a| a.starts_with("Căn 2.01 Chung cư Sao Mai")));
}

#[test]
fn people_bear_no_name_known_from_public_life() {
    assert!(name::is_known("Võ Văn Kiệt") && !name::is_known("Trần Thị Lan"));
    let mut distinct = HashSet::new();
    for r in default_commune().households() {
        let name = r.household.representative.expect("each has one");
        assert!(!name::is_known(&name), "{name}");
        assert_eq!(name.split(' ').count(), 3);
        distinct.insert(name);
    }
    assert!(distinct.len() > 1_500, "{} names", distinct.len());
}

#[test]
fn the_same_seed_gives_the_same_town_and_another_seed_another() {
    let once: Vec<_> = default_commune().households().collect();
    let again: Vec<_> = sample::default_commune().households().collect();
    assert!(once == again);
    let other = City::new(8, Plan::Sample).nth(1).expect("two communes");
    assert!(other.households().zip(&once).all(|(a, b)| a.household.id != b.household.id));
}

#[test]
fn streaming_gives_the_same_communes_and_no_identity_twice() {
    let mut ids = HashSet::new();
    let alone = [default_ward(), default_commune()];
    for (number, commune) in sample::sample().enumerate() {
        assert_eq!(alone[number].units, commune.units);
        assert_eq!(alone[number].events, commune.events);
        assert_eq!(alone[number].clusters, commune.clusters);
        for unit in &commune.units {
            assert!(ids.insert(unit.id.0), "{unit:?}");
            assert!(unit.states.iter().all(|s| ids.insert(s.id.0)));
        }
        assert!(commune.clusters.iter().all(|c| ids.insert(c.id.0)));
        assert!(commune.events.iter().all(|e| ids.insert(e.id.0)));
        assert!(commune.households().all(|r| ids.insert(r.household.id.0)));
    }
}

#[test]
fn a_city_has_exactly_the_households_ordered() {
    let counts: Vec<usize> = City::new(5, Plan::City { households: 3_001 })
        .map(|commune| commune.households().count())
        .collect();
    assert_eq!(counts, [3_001]);
    // Orders alone, without drawing: many communes, none too small.
    let (seed, mut left, mut number) = (sample::seed::Seed(5), 400_000, 0);
    let plan = Plan::City { households: left };
    while let Some(order) = plan.order(seed, number, left) {
        assert!((2_500..=21_000).contains(&order.households), "{order:?}");
        left -= u64::from(order.households);
        number += 1;
    }
    assert_eq!(left, 0);
}

#[test]
fn shapes_tile_the_ward_and_doors_lie_in_their_units() {
    use geo::Area as _;
    let ward = default_ward();
    let land: HashMap<UnitId, _> = ward.shapes.iter().map(|s| (s.unit_id, &s.land)).collect();
    let area =
        |ids: &BTreeSet<UnitId>| -> f64 { ids.iter().map(|id| land[id].unsigned_area()).sum() };
    let whole = land[&ward.id].unsigned_area();
    let bases: BTreeSet<UnitId> = ward.clusters.iter().map(|c| c.base_id).collect();
    let subs: BTreeSet<UnitId> = ward.clusters.iter().map(|c| c.sub_id).collect();
    for tier in [&bases, &subs] {
        assert!((area(tier) / whole - 1.0).abs() < 1e-6);
    }
    let mut outside = 0;
    for r in ward.households().step_by(7) {
        let door = r.household.door;
        let p = geo::Point::new(f64::from(door.lon_e7) / 1e7, f64::from(door.lat_e7) / 1e7);
        outside += usize::from(!land[&r.sub_id].contains(&p));
    }
    // `atlas` draws borders as a surveyor would, straight past corner houses.
    assert!(outside < 2_131 / 20, "{outside} of 2,131 doors lie outside their tổ");
    let coordinates = ward.shapes.iter().flat_map(|s| &s.land.0);
    for c in coordinates.flat_map(|p| p.exterior().coords()) {
        assert!((c.x * 1e7 - (c.x * 1e7).round()).abs() < 1e-3, "rounded to 1e-7");
    }
}

#[test]
fn the_map_has_a_canal_with_bridges_main_roads_alleys_and_blocks() {
    for commune in [default_ward(), default_commune()] {
        let count = |class| commune.features.iter().filter(|f| f.class == class).count();
        assert!(count(FeatureClass::Canal) >= 1);
        let bridges = count(FeatureClass::Bridge);
        assert!((3..=20).contains(&bridges), "{}: {bridges}", commune.name);
        assert!((2..=12).contains(&count(FeatureClass::MainRoad)), "{}", commune.name);
        assert!(count(FeatureClass::Alley) > 250);
        assert!(count(FeatureClass::Block) >= 1);
    }
}

#[test]
fn two_old_communes_and_the_thi_tran_ended_on_1_july_2025() {
    let commune = default_commune();
    let town = commune
        .units
        .iter()
        .find(|u| u.states[0].kind == Kind::ThiTran)
        .expect("Tân Rạch grew out of a thị trấn");
    assert_eq!(town.states[0].valid.until, Some(sample::reformed_on()));
    let merge = &commune.events[0];
    assert_eq!(merge.kind, units::EventKind::MergeNew);
    assert_eq!(merge.edges.iter().map(|e| e.shares.households).sum::<u32>(), 5_600);
    let huyen = &commune.above[1].states;
    assert_eq!((huyen[0].kind, huyen.len()), (Kind::Huyen, 1));
    assert!(commune.events.iter().any(|e| e.kind == units::EventKind::Retype));
    let retyped = commune.units.iter().find(|u| {
        u.states.len() == 2 && u.states[0].kind == Kind::KhuPho && u.states[1].kind == Kind::Ap
    });
    assert!(retyped.is_some(), "khu phố of the thị trấn became ấp");
}

#[test]
fn numbers_of_base_units_meet_no_other_in_their_commune() {
    for commune in [default_ward(), default_commune()] {
        let names: Vec<&str> = commune
            .units
            .iter()
            .filter_map(|u| u.states.last())
            .filter(|s| s.kind.is_base())
            .map(|s| s.name.as_str())
            .collect();
        let distinct: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(distinct.len(), names.len(), "{names:?}");
    }
    let is_rename = |e: &units::Event| e.kind == units::EventKind::Rename;
    assert!(default_ward().events.iter().any(is_rename), "two khu phố had one number");
}

#[test]
fn the_model_town_is_small_and_whole() {
    let town = town();
    let (subs, bases) = sizes(&town);
    let mut counts: Vec<u32> = subs.into_values().collect();
    counts.sort_unstable();
    assert_eq!(counts, [14, 14, 14, 18]);
    assert_eq!(bases.len(), 2);
    let classes: HashSet<FeatureClass> = town.features.iter().map(|f| f.class).collect();
    for class in [FeatureClass::Block, FeatureClass::Canal, FeatureClass::Bridge] {
        assert!(classes.contains(&class), "{class:?}");
    }
    assert!(town.borders.iter().any(|b| b.crossings > 0), "the bridge joins the banks");
}
