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
