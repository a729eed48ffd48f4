//! Which base unit a point lies in on a day: an index in memory over the outlines, made when first
//! asked and made anew when the registry has moved on.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use store::{registry, unit};
use units::{Day, DoorPoint, Tier, UnitId};

use crate::authority::system_scope;
use crate::{Desk, Error};

/// Days whose index is kept at once: today, and a few that somebody asks back for.
const DAYS: usize = 4;

/// The indexes in memory.
#[derive(Default)]
pub struct Locator(Mutex<BTreeMap<Day, Arc<Index>>>);

struct Index {
    /// The registry's revisions when it was made.
    stamp: i64,
    units: Vec<UnitId>,
    outlines: atlas::locate::Locator,
}

/// The base unit at a point on a day; nothing outside every outline.
///
/// # Errors
/// A failure of the database.
pub async fn base_unit_at(desk: &Desk, at: DoorPoint, day: Day) -> Result<Option<UnitId>, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let stamp = registry::revisions(&reader, &scope).await?;
    let index = match desk.locator.known(day, stamp) {
        Some(index) => index,
        None => desk.locator.keep(day, make(desk, day, stamp).await?),
    };
    let degrees = [f64::from(at.lon_e7) / 1e7, f64::from(at.lat_e7) / 1e7];
    Ok(index.outlines.at(degrees).map(|found| index.units[found]))
}

async fn make(desk: &Desk, day: Day, stamp: i64) -> Result<Index, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let (mut units, mut areas) = (Vec::new(), Vec::new());
    for commune in unit::communes(&reader, &scope, day).await? {
        let shapes = unit::shapes(&reader, &scope, commune.unit_id, day, Tier::Base).await?;
        for shape in shapes {
            if let Some(area) = atlas::wkb::read_area(&shape.wkb) {
                units.push(shape.unit_id);
                areas.push(area);
            }
        }
    }
    Ok(Index { stamp, units, outlines: atlas::locate::Locator::new(&areas) })
}

impl Locator {
    fn known(&self, day: Day, stamp: i64) -> Option<Arc<Index>> {
        let days = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        days.get(&day).filter(|index| index.stamp == stamp).cloned()
    }

    fn keep(&self, day: Day, index: Index) -> Arc<Index> {
        let mut days = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        while days.len() >= DAYS && !days.contains_key(&day) {
            days.pop_first();
        }
        let index = Arc::new(index);
        days.insert(day, Arc::clone(&index));
        index
    }
}
