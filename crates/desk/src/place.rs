//! Units by where they lie: the outlines of a level as of a day, in memory, made when first asked for
//! and made anew when the registry has moved on.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use atlas::tile::{Painted, Said, Square, tile as tile_of};
use geo::MultiPolygon;
use store::boundary::{self, Place};
use store::registry;
use units::{Day, DoorPoint, Level, UnitId};

use crate::authority::system_scope;
use crate::gazetteer::{self, Known};
use crate::{Desk, Error, aside};

/// Layers kept at once: the four levels of today, and a few days that somebody asks back for.
const LAYERS: usize = 12;

/// The layers in memory.
#[derive(Default)]
pub struct Locator {
    kept: Mutex<Kept>,
    /// Held while a layer is made: who comes meanwhile waits for that one.
    making: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Kept {
    layers: BTreeMap<Key, (u64, Arc<Layer>)>,
    /// Counts the looks, so that what was not looked at for longest goes first.
    looks: u64,
}

type Key = (Level, Day, Day);

/// The units of a level on the days from a first to a last, with their outlines.
#[derive(Debug)]
pub struct Layer {
    /// How often the registry had been written when it was made.
    stamp: i64,
    /// The states that hold then, in Vietnamese order; their outlines are asked for by position.
    pub places: Vec<Place>,
    outlines: atlas::layer::Layer,
}

impl Layer {
    /// Lays out places with their outlines.
    #[must_use]
    pub fn new(stamp: i64, mut places: Vec<Place>) -> Self {
        let outline = |place: &mut Place| {
            let wkb = place.wkb.take()?;
            atlas::wkb::read_area(&wkb)
        };
        let outlines =
            places.iter_mut().map(|place| outline(place).unwrap_or(MultiPolygon(vec![])));
        let outlines = atlas::layer::Layer::new(outlines.collect());
        Self { stamp, places, outlines }
    }

    /// How often the registry had been written when it was made.
    #[must_use]
    pub const fn stamp(&self) -> i64 {
        self.stamp
    }

    /// The unit at a point.
    #[must_use]
    pub fn at(&self, point: DoorPoint) -> Option<&Place> {
        self.at_degrees([f64::from(point.lon_e7) / 1e7, f64::from(point.lat_e7) / 1e7])
    }

    /// The unit at a longitude and latitude.
    pub(crate) fn at_degrees(&self, degrees: [f64; 2]) -> Option<&Place> {
        self.outlines.at(degrees).map(|found| &self.places[found])
    }

    /// The units whose land comes within a distance of a point, in degrees each way.
    #[must_use]
    pub fn near(&self, point: DoorPoint, within: f64) -> Vec<UnitId> {
        let [x, y] = [f64::from(point.lon_e7) / 1e7, f64::from(point.lat_e7) / 1e7];
        let found = self.touching([x - within, y - within, x + within, y + within]);
        found.into_iter().map(|position| self.places[position].unit_id).collect()
    }

    /// The outline of the unit at a position, where it is known.
    #[must_use]
    pub fn outline(&self, position: usize) -> Option<&MultiPolygon<f64>> {
        self.outlines.shape(position)
    }

    /// The positions of the units whose land touches a box: west, south, east, north in degrees.
    #[must_use]
    pub fn touching(&self, bbox: [f64; 4]) -> Vec<usize> {
        self.outlines.touching(bbox)
    }

    /// West, south, east, north of all outlines in degrees; nothing where none is known.
    #[must_use]
    pub fn bounds(&self) -> Option<[f64; 4]> {
        self.outlines.bounds()
    }

    /// West, south, east, north of one unit's outline in degrees, where it is known.
    #[must_use]
    pub fn bounds_of(&self, unit: UnitId) -> Option<[f64; 4]> {
        use geo::BoundingRect as _;
        let position = self.places.iter().position(|place| place.unit_id == unit)?;
        let rect = self.outline(position)?.bounding_rect()?;
        Some([rect.min().x, rect.min().y, rect.max().x, rect.max().y])
    }

    /// The positions of the units whose outline is known and that are a place or lie in it.
    #[must_use]
    pub fn in_place(&self, known: &Known, within: Option<UnitId>, day: Day) -> Vec<usize> {
        let is_in = |unit| within.is_none_or(|within| known.is_within(unit, within, day));
        let drawn = (0..self.places.len()).filter(|at| self.outline(*at).is_some());
        drawn.filter(|at| is_in(self.places[*at].unit_id)).collect()
    }

    /// The units of a square that are told, as a tile paints them.
    fn painted(&self, square: Square, is_told: impl Fn(UnitId) -> bool) -> Vec<Painted<'_>> {
        let near = self.outlines.near(square).into_iter();
        let told = near.filter(|at| is_told(self.places[*at].unit_id));
        self.outlines.painted(told, |position| {
            let place = &self.places[position];
            let said = [
                ("id", place.unit_id.to_string()),
                ("name", place.name.clone()),
                ("short_name", place.short_name.clone()),
                ("kind", place.kind.to_string()),
                ("code", place.official_code.clone().unwrap_or_default()),
            ];
            said.into_iter().map(|(key, text)| (key, Said::Text(text))).collect()
        })
    }
}

/// What a map is drawn from, square by square.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The level of its units.
    pub level: Level,
    /// The day.
    pub day: Day,
    /// Only what lies in this place, with the place's own outline in a layer of its own.
    pub within: Option<UnitId>,
}

/// The vector tile of a square: the layer `units`, and where a place is asked for `land`, its own outline.
/// Empty where nothing of it lies in the square. What it says is open to visitors.
///
/// # Errors
/// A failure of the database.
pub async fn tile(desk: &Desk, cut: Cut, square: Square) -> Result<Vec<u8>, Error> {
    let Cut { level, day, within } = cut;
    let units = layer(desk, level, (day, day)).await?;
    let Some(within) = within else {
        let drawn = move || tile_of(square, &[("units", units.painted(square, |_| true))]);
        return aside("draw a tile", drawn).await;
    };
    let known = gazetteer::known(desk).await?;
    let own = known.nation.state_on(within, day).map(|state| state.kind.level());
    let Some(own) = own else { return Ok(Vec::new()) };
    let land = layer(desk, own, (day, day)).await?;
    aside("draw a tile", move || {
        let told = units.painted(square, |unit| known.is_within(unit, within, day));
        let land = land.painted(square, |unit| unit == within);
        tile_of(square, &[("units", told), ("land", land)])
    })
    .await
}

/// The units of a level that hold on any day from a first to a last. What it says is open to
/// visitors: names, codes and outlines.
///
/// # Errors
/// A failure of the database.
pub async fn layer(
    desk: &Desk,
    level: Level,
    (first, last): (Day, Day),
) -> Result<Arc<Layer>, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let stamp = registry::moved(&reader, &scope).await?.of_both();
    let key = (level, first, last);
    if let Some(layer) = desk.locator.known(key, stamp) {
        return Ok(layer);
    }
    let _turn = desk.locator.making.lock().await;
    if let Some(layer) = desk.locator.known(key, stamp) {
        return Ok(layer);
    }
    let places = boundary::places(&reader, &scope, level, (first, last)).await?;
    // Outlines of a nation take a moment to read and to index: not on a thread that answers.
    let made = aside("lay out the outlines of a level", move || Layer::new(stamp, places)).await?;
    Ok(desk.locator.keep(key, made))
}

/// The base unit at a point on a day; nothing outside every outline.
///
/// # Errors
/// A failure of the database.
pub async fn base_unit_at(desk: &Desk, at: DoorPoint, day: Day) -> Result<Option<UnitId>, Error> {
    let layer = layer(desk, Level::Grassroots, (day, day)).await?;
    Ok(layer.at(at).map(|place| place.unit_id))
}

impl Locator {
    fn known(&self, key: Key, stamp: i64) -> Option<Arc<Layer>> {
        let mut kept = self.kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        kept.looks += 1;
        let looks = kept.looks;
        let (looked, layer) = kept.layers.get_mut(&key).filter(|(_, l)| l.stamp == stamp)?;
        *looked = looks;
        Some(Arc::clone(layer))
    }

    fn keep(&self, key: Key, layer: Layer) -> Arc<Layer> {
        let mut kept = self.kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        while kept.layers.len() >= LAYERS && !kept.layers.contains_key(&key) {
            let oldest = kept.layers.iter().min_by_key(|(_, (looked, _))| *looked);
            let Some((&oldest, _)) = oldest else { break };
            kept.layers.remove(&oldest);
        }
        kept.looks += 1;
        let (looks, layer) = (kept.looks, Arc::new(layer));
        kept.layers.insert(key, (looks, Arc::clone(&layer)));
        layer
    }
}
