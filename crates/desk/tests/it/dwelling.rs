//! Somebody asks in which khu phố they live: by a door, beside doors, by a point, by an old address.

use desk::authority::{public_scope, system_scope};
use desk::dwelling::{self, Answer, Asked, By};
use store::household;
use units::search::Address;
use units::{DoorPoint, UnitId};

use crate::town::{Town, story};

async fn ask(town: &Town, address: &str) -> Answer {
    let asked = Asked { address, point: None };
    dwelling::find(&town.desk, &public_scope(), asked).await.unwrap()
}

fn homes(answer: &Answer) -> Vec<UnitId> {
    answer.homes.iter().map(|home| home.unit_id).collect()
}

/// Address, door and base unit of every household.
async fn doors(town: &Town) -> Vec<(String, DoorPoint, UnitId)> {
    let (reader, scope, today) = (town.desk.store.read(), system_scope(), town.today());
    let mut doors = Vec::new();
    for base in town.base_units(today).await {
        let here = household::list(&reader, &scope, base.unit_id, today).await.unwrap();
        doors.extend(here.into_iter().map(|it| (it.address, it.door, base.unit_id)));
    }
    doors
}

#[tokio::test]
async fn every_house_is_found_in_its_unit_by_address_and_by_point() {
    story(|town| async move {
        let doors = doors(&town).await;
        assert_eq!(doors.len(), 60);
        for (address, point, unit) in &doors {
            let found = ask(&town, address).await;
            assert_eq!((homes(&found), found.by), (vec![*unit], By::Houses), "{address}");
            let folded = ask(&town, &units::text::fold(address).to_uppercase()).await;
            assert_eq!(homes(&folded), [*unit], "{address}");
            let asked = Asked { address: "", point: Some(*point) };
            let at = dwelling::find(&town.desk, &public_scope(), asked).await.unwrap();
            assert_eq!((homes(&at), at.by), (vec![*unit], By::Point), "{address}");
        }
        let asked = Asked { address: "", point: Some(DoorPoint { lon_e7: 0, lat_e7: 0 }) };
        let at = dwelling::find(&town.desk, &public_scope(), asked).await.unwrap();
        assert_eq!((at.homes.len(), at.by), (0, By::Nothing));
    })
    .await;
}

#[tokio::test]
async fn a_house_is_found_where_only_the_city_is_named_beside_it() {
    story(|town| async move {
        for (address, _, unit) in doors(&town).await.iter().take(5) {
            let found = ask(&town, &format!("{address}, Thành phố Bến Sậy")).await;
            assert_eq!((homes(&found), found.by), (vec![*unit], By::Houses), "{address}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_house_that_is_in_no_list_lies_where_its_neighbours_do() {
    story(|town| async move {
        let doors = doors(&town).await;
        let mut asked = 0;
        for (address, _, _) in &doors {
            let Some(own) = Address::read(address) else { panic!("{address}") };
            let Some(place) = own.place().filter(|_| own.number.contains('/')) else { continue };
            let (alley, _) = own.number.rsplit_once('/').unwrap();
            // A number between two of the alley that no house has.
            let unheard = format!("{alley}/{}z {}", place, own.street);
            let found = ask(&town, &unheard).await;
            let in_alley = |it: &&(String, DoorPoint, UnitId)| {
                Address::read(&it.0).is_some_and(|it| {
                    it.street == own.street && it.number.starts_with(&format!("{alley}/"))
                })
            };
            let of_alley: Vec<UnitId> = doors.iter().filter(in_alley).map(|it| it.2).collect();
            assert!(!found.homes.is_empty() && found.by == By::Houses, "{unheard}: {found:?}");
            assert!(homes(&found).iter().all(|unit| of_alley.contains(unit)), "{unheard}");
            asked += 1;
        }
        assert!(asked > 0, "the town has alleys");
        let nowhere = ask(&town, "99/98 Đường Không Có, phường Bến Lá").await;
        assert!(nowhere.is_house_unknown && nowhere.by == By::Names);
        assert_eq!(homes(&nowhere), [town.ward]);
    })
    .await;
}

#[tokio::test]
async fn an_old_address_leads_to_the_ward_of_today() {
    story(|town| async move {
        let found = ask(&town, "Phường 7, quận Gò Sậy").await;
        assert_eq!((homes(&found), found.by), (vec![town.ward], By::Names));
        assert_eq!(found.before.len(), 1);
        assert_eq!(found.before[0].today.len(), 1);
        // With a house behind the old ward, the house decides.
        let (address, _, unit) = doors(&town).await.swap_remove(7);
        let found = ask(&town, &format!("{address}, P7 Q. Gò Sậy")).await;
        assert_eq!((homes(&found), found.by), (vec![unit], By::Houses), "{address}");
        assert_eq!(found.before.len(), 1, "and what the old name is today is told beside it");
        let papers = dwelling::papers(&town.desk, Some(town.ward)).await.unwrap();
        assert!(papers.len() >= 3 && papers.iter().any(|rule| rule.unverified));
    })
    .await;
}

/// A household with an address of its own comes to live in the cluster of another, in whose unit it is then.
async fn comes_to_live(town: &Town, beside: usize, address: &str) -> UnitId {
    let (reader, scope, today) = (town.desk.store.read(), system_scope(), town.today());
    let atoms = store::atom::list(&reader, &scope, town.ward, today).await.unwrap();
    let atom = &atoms[beside % atoms.len()];
    let new = units::Household {
        id: units::HouseholdId(town.desk.clock.id()),
        code: format!("BL-9{beside}"),
        address: address.to_owned(),
        door: DoorPoint { lon_e7: 1_067_000_000, lat_e7: 107_000_000 },
        people: 3,
        representative: None,
    };
    desk::household::appear(&town.desk, &town.lan, atom.atom.id, new).await.unwrap();
    atom.base_unit.unwrap()
}

#[tokio::test]
async fn streets_named_like_places_and_streets_of_one_letter_are_streets() {
    story(|town| async move {
        let mut lives = Vec::new();
        for (at, new) in ["45 Xã Đàn", "12/3 Ấp Bắc", "7 Đường P", "8 phố Huế"].iter().enumerate()
        {
            lives.push(comes_to_live(&town, at, new).await);
        }
        for (at, asked) in [
            (0, "45 Xã Đàn"),
            (0, "số 45 đường xã đàn, phường Bến Lá"),
            (0, "45 xa dan phuong ben la"),
            (1, "12/3 Ấp Bắc, P. Bến Lá"),
            (2, "7 P"),
            (2, "7 đường P, phường Bến Lá"),
            (3, "8 Huế"),
        ] {
            let found = ask(&town, asked).await;
            assert_eq!((homes(&found), found.by), (vec![lives[at]], By::Houses), "{asked}");
        }
        // Where no such street is, the name is that of a place, and of none that only begins like it.
        let found = ask(&town, "99 Phường Bến Lá").await;
        assert_eq!((homes(&found), found.by), (vec![town.ward], By::Names));
        assert!(found.is_house_unknown);
        let found = ask(&town, "45 Phường Bến").await;
        assert_eq!((found.homes.len(), found.by), (0, By::Nothing), "{found:?}");
    })
    .await;
}

#[tokio::test]
async fn near_a_border_the_unit_behind_it_is_named_too() {
    story(|town| async move {
        let layer =
            desk::place::layer(&town.desk, units::Level::Grassroots, (town.today(), town.today()));
        let layer = layer.await.unwrap();
        let mut named = 0;
        for (_, point, unit) in doors(&town).await {
            let asked = Asked { address: "", point: Some(point) };
            let at = dwelling::find(&town.desk, &public_scope(), asked).await.unwrap();
            assert!(!at.beside.contains(&unit), "the unit itself is not beside itself");
            let near = layer.near(point, 0.0005);
            assert_eq!(at.beside.len(), near.iter().filter(|one| **one != unit).count());
            named += at.beside.len();
        }
        assert!(named > 0, "some doors stand near a border");
    })
    .await;
}

#[tokio::test]
async fn doors_are_cut_at_the_most_and_it_is_told() {
    story(|town| async move {
        let (reader, today) = (town.desk.store.read(), town.today());
        let any = ["%".to_owned(), "%".to_owned()];
        let ward = [town.ward];
        for (most, is_cut) in [(5, true), (59, true), (60, false), (100, false)] {
            let of = (&reader, &system_scope());
            let doors = household::doors_of_street(of, &ward, &any, today, most);
            let doors = doors.await.unwrap();
            assert_eq!((doors.list.len(), doors.is_cut), (most.min(60), is_cut), "{most}");
            let heads = (["", "x"], &any);
            let of = (&reader, &system_scope());
            let doors = household::doors_by_number(of, &ward, heads, today, most);
            assert_eq!(doors.await.unwrap().is_cut, is_cut, "{most}");
        }
        let of = (&reader, &public_scope());
        let doors = household::doors_of_street(of, &ward, &any, today, 100).await.unwrap();
        assert_eq!(doors, household::Doors::default(), "a visitor is given no door");
    })
    .await;
}
