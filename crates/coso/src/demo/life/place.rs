//! Where the places of the story lie in the registry. A khu phố or ấp keeps its identity through the
//! reform; the commune above it is the one of the day.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use desk::Desk;
use sample::life::{Place, Territory};
use store::locality;
use units::{Day, Tier, UnitId};

/// The units of the story's places.
#[derive(Debug)]
pub struct Places {
    /// The city.
    pub city: UnitId,
    units: BTreeMap<Place, UnitId>,
    /// The two old communes of each of today's, where the reform lies inside the story.
    pub past: BTreeMap<(Territory, usize), UnitId>,
}

impl Places {
    /// Finds the places as they are called today.
    ///
    /// # Errors
    /// When the registry does not hold the invented city.
    pub async fn find(desk: &Desk, (first, today): (Day, Day)) -> Result<Self> {
        let (mut reader, all) = (desk.store.read(), desk::authority::system_scope());
        let tops = store::unit::children(&reader, &all, None, today).await?;
        let city = tops.first().context("the registry has no city")?.unit_id;
        let mut places = Self { city, units: BTreeMap::new(), past: BTreeMap::new() };
        let communes = store::unit::communes(&reader, &all, today).await?;
        for territory in Territory::ALL {
            let name = territory.short_name();
            let commune = communes.iter().find(|line| line.name.ends_with(name));
            let commune = commune.with_context(|| format!("the registry has no {name}"))?;
            places.units.insert(Place::whole(territory), commune.unit_id);
            let bases =
                store::unit::descendants(&reader, &all, commune.unit_id, today, Tier::Base).await?;
            for number in 1..=territory.bases() {
                let called = format!("{} {number}", territory.base_word());
                let base = bases.iter().find(|line| line.name == called);
                let base = base.with_context(|| format!("{name} has no {called}"))?;
                let place = Place::base(territory, number);
                places.units.insert(place, base.unit_id);
                let then = locality::of(&mut reader, base.unit_id, first).await?;
                let then = then.and_then(|then| then.commune_id);
                if let Some(then) = then.filter(|then| *then != commune.unit_id) {
                    places.past.insert((territory, place.past()), then);
                }
            }
        }
        Ok(places)
    }

    /// The unit of a place.
    ///
    /// # Errors
    /// For a place that the registry does not hold.
    pub fn unit(&self, place: Place) -> Result<UnitId> {
        if place == Place::CITY {
            return Ok(self.city);
        }
        self.units.get(&place).copied().with_context(|| format!("no place {}", place.key()))
    }
}
