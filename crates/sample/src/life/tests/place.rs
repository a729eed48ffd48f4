//! The places of the story exist in the invented city, today and on every day used.

use std::sync::LazyLock;

use units::{Day, Unit};

use crate::life::{Place, Territory};
use crate::{Commune, reformed_on, sample};

use super::story;

/// The first day, counted from today, on which whole communes of today are used: in the demo of
/// November 2026 the reform lies 513 days back.
const COMMUNES_SINCE: i32 = -510;

fn communes() -> &'static Vec<Commune> {
    static COMMUNES: LazyLock<Vec<Commune>> = LazyLock::new(|| sample().collect());
    &COMMUNES
}

fn commune(territory: Territory) -> &'static Commune {
    let name = territory.short_name();
    communes().iter().find(|c| c.name.ends_with(name)).expect("the commune exists")
}

/// The khu phố or ấp that has a place's number today.
fn unit(place: Place) -> &'static Unit {
    let commune = commune(place.territory().expect("a place in a commune"));
    let short = place.base_short_name().expect("a khu phố or an ấp");
    let now = |u: &&Unit| {
        let last = u.states.last().expect("a unit has a state");
        last.valid.until.is_none() && last.parent_id == Some(commune.id) && last.short_name == short
    };
    commune.units.iter().find(now).unwrap_or_else(|| panic!("no {}", place.key()))
}

fn every_base() -> impl Iterator<Item = Place> {
    Territory::ALL.into_iter().flat_map(|t| (1..=t.bases()).map(move |n| Place::base(t, n)))
}

#[test]
fn every_khu_pho_and_ap_is_known_and_no_other() {
    for territory in Territory::ALL {
        let id = commune(territory).id;
        let is_base = |u: &&Unit| u.states.last().is_some_and(|s| s.parent_id == Some(id));
        let bases = commune(territory).units.iter().filter(is_base).count();
        assert_eq!(bases, usize::from(territory.bases()));
    }
    assert_eq!(every_base().filter(|place| unit(*place).states.len() == 2).count(), 25);
}

#[test]
fn the_names_before_the_reform_are_those_of_the_history() {
    for place in every_base() {
        let territory = place.territory().expect("a commune");
        let before = &unit(place).states[0];
        let (word, short) = (place.base_word_before(), place.base_short_name_before());
        assert_eq!(Some(&before.short_name), short.as_ref(), "{}", place.key());
        assert_eq!(before.name, format!("{word} {}", before.short_name), "{}", place.key());
        let parent = commune(territory).units.iter().find(|u| Some(u.id) == before.parent_id);
        let parent = &parent.expect("the old commune").states[0].name;
        assert_eq!(parent.to_lowercase(), territory.before()[place.past()].to_lowercase());
    }
}

#[test]
fn the_alleys_of_the_story_lie_where_it_says() {
    let alleys = [
        (Place::base(Territory::VinhLo, 8), "60/", "Đường số 7", 114),
        (Place::base(Territory::VinhLo, 11), "48/", "Hoa Huệ", 82),
        (Place::base(Territory::VinhLo, 12), "270/", "Bằng Lăng", 151),
        (Place::base(Territory::VinhLo, 5), "16/", "Đường số 23", 32),
    ];
    for (place, number, street, households) in alleys {
        let id = unit(place).id;
        let own = communes()[0].households().filter(|r| {
            let address = &r.household.address;
            r.base_id == id && address.starts_with(number) && address.ends_with(street)
        });
        assert_eq!(own.count(), households, "hẻm {number} {street}");
    }
}

/// Days on which the demo may be run.
fn todays() -> [Day; 3] {
    [(2026, 3, 2), (2026, 11, 26), (2027, 9, 4)]
        .map(|(y, m, d)| Day::new(y, m, d).expect("a day written here"))
}

#[test]
fn places_exist_on_every_day_used() {
    for today in todays() {
        for place in every_base() {
            let first = today.plus_days(crate::life::FIRST_DAY.into());
            let states = &unit(place).states;
            for on in [first, reformed_on(), today] {
                assert!(states.iter().any(|s| s.valid.contains(on)), "{} on {on}", place.key());
            }
        }
    }
}

#[test]
fn counts_of_households_fit_the_place() {
    let households = |place: Place| -> i64 {
        let id = unit(place).id;
        let clusters = &commune(place.territory().expect("a commune")).clusters;
        clusters.iter().filter(|c| c.base_id == id).map(|c| i64::from(c.households)).sum()
    };
    for sheet in &story().sheets {
        let all = households(sheet.place);
        assert_eq!(sheet.figures["ho_moi_truong"], all, "{}", sheet.key);
        assert!(sheet.figures["ho_gan_noi_hop"] <= all, "{}", sheet.key);
        assert!((0..=100).contains(&sheet.figures["tham_gia"]), "{}", sheet.key);
        let has_room = sheet.figures["noi_hop"] == 1;
        assert_eq!(has_room, sheet.figures["ho_gan_noi_hop"] > 0, "{}", sheet.key);
    }
    for group in &story().groups {
        assert!(group.households[0] <= group.households[1], "{}", group.key);
        assert!(i64::from(group.households[1]) <= households(group.place), "{}", group.key);
    }
}

#[test]
fn the_blocks_of_the_story_stand_where_it_says() {
    let stands = |place: Place, name: &str, flats: u32| {
        let id = unit(place).id;
        let clusters = &commune(place.territory().expect("a commune")).clusters;
        let own = clusters.iter().filter(|c| c.base_id == id && c.name.contains(name));
        assert_eq!(own.map(|c| c.households).sum::<u32>(), flats, "{name}");
    };
    stands(Place::base(Territory::VinhLo, 14), "Bình Minh", 263);
    stands(Place::base(Territory::VinhLo, 10), "Thanh Bình", 251);
    stands(Place::base(Territory::TanRach, 9), "Hướng Dương", 135);
}

#[test]
fn whole_communes_appear_only_after_the_reform() {
    let life = story();
    let matters = life.matters.iter().map(|m| (m.on, m.place, &m.matter.key));
    let conferences = life.conferences.iter();
    let used = matters
        .chain(conferences.flat_map(|c| c.places.iter().map(move |p| (c.called_on, *p, &c.key))))
        .chain(life.movements.iter().map(|m| (m.from, m.place, &m.key)))
        .chain(life.programmes.iter().map(|p| (p.issued_on, p.place, &p.key)))
        .chain(life.practices.iter().map(|p| (p.stages[0].on, p.place, &p.key)))
        .chain(life.difficulties.iter().map(|d| (d.raised_on, d.place, &d.key)));
    for (on, place, key) in used {
        let is_whole = place.territory().is_some() && place.number().is_none();
        assert!(!is_whole || on >= COMMUNES_SINCE, "{key}: {} on {on}", place.key());
    }
}
