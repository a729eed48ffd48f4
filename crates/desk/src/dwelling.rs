//! In which khu phố or ấp somebody lives: by address, by a point, or by an old address. Open to everyone.
//!
//! Addresses of households are read here and compared, and no more leaves than the unit: whether a house is
//! in the list is not told, since a house that is not gets the answer of those next to it.

use std::collections::BTreeMap;

use store::household::{Door, doors_by_number, doors_of_street};
use store::{Scope, unit};
use units::lineage::Fraction;
use units::rulebook::Rule;
use units::search::{Address, Likeness};
use units::{Day, DoorPoint, Level, Method, UnitId};

use crate::authority::system_scope;
use crate::gazetteer::{self, Known};
use crate::search::{self, Hit, Search};
use crate::{Desk, Error, place, registry};

/// Places that a text may mean; of more it says too little.
const HITS: usize = 12;
/// Communes in which a street is looked for when none is named: each is gone through house by house.
const COMMUNES_MOST: usize = 8;
/// Units that one answer names.
const HOMES_MOST: usize = 8;

/// What somebody says of where they live.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'t> {
    /// An address, old or new, as typed; may be empty.
    pub address: &'t str,
    /// A point; goes before an address.
    pub point: Option<DoorPoint>,
}

/// By what an answer was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The outline around a point.
    Point,
    /// The houses of the address or beside it.
    Houses,
    /// The names in the address alone.
    Names,
    /// Nothing was found.
    Nothing,
}

/// A unit somebody lives in, or may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// A khu phố or ấp; a commune where no more is known.
    pub unit_id: UnitId,
    /// How much of the old unit that was named lies in it, where one was.
    pub share: Option<(Fraction, Method)>,
}

/// What is found.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The units of today, the likeliest first.
    pub homes: Vec<Home>,
    /// The old units that the address names, with what they are today.
    pub before: Vec<Hit>,
    /// By what.
    pub by: By,
    /// Whether a house or street was named and not found where it was looked for.
    pub is_house_unknown: bool,
}

/// Where somebody lives, as of today.
///
/// # Errors
/// A failure of the database.
pub async fn find(desk: &Desk, scope: &Scope, asked: Asked<'_>) -> Result<Answer, Error> {
    let today = desk.clock.today();
    if let Some(point) = asked.point {
        return by_point(desk, point, today).await;
    }
    let found = search::search(desk, scope, asked.address, (today, today), HITS).await?;
    let known = gazetteer::known(desk).await?;
    let named = today_of(&found, &known, today);
    let communes = communes(desk, scope, &known, (&named, today)).await?;
    let homes = match &found.address {
        Some(address) => by_houses(desk, address, &communes, today).await?,
        None => Vec::new(),
    };
    let is_house_unknown = found.address.is_some() && homes.is_empty();
    let (homes, by) = match (homes.is_empty(), named.is_empty()) {
        (false, _) => (homes, By::Houses),
        (true, false) => (named, By::Names),
        (true, true) => (named, By::Nothing),
    };
    let before = found.hits.into_iter().filter(|hit| !hit.today.is_empty()).collect();
    Ok(Answer { homes, before, by, is_house_unknown })
}

/// What the rulebook says of papers at a commune, or in the nation where none is named.
///
/// # Errors
/// A failure of the database.
pub async fn papers(desk: &Desk, commune: Option<UnitId>) -> Result<Vec<Rule>, Error> {
    let today = desk.clock.today();
    let place = match commune {
        Some(commune) => registry::place_of(desk, commune, today).await?,
        None => desk.rulebook.place("vn", None),
    };
    let book = crate::rulebook::book(desk).await?;
    Ok(book.papers(&place, today).into_iter().cloned().collect())
}

/// The base unit around a point, else the commune.
async fn by_point(desk: &Desk, point: DoorPoint, today: Day) -> Result<Answer, Error> {
    let mut at = None;
    for level in [Level::Grassroots, Level::Commune] {
        if at.is_none() {
            let layer = place::layer(desk, level, (today, today)).await?;
            at = layer.at(point).map(|place| place.unit_id);
        }
    }
    let by = if at.is_some() { By::Point } else { By::Nothing };
    let homes = at.into_iter().map(|unit_id| Home { unit_id, share: None }).collect();
    Ok(Answer { homes, before: Vec::new(), by, is_house_unknown: false })
}

/// The units of today that a text names, by a name of today or an old one; each once.
fn today_of(found: &Search, known: &Known, today: Day) -> Vec<Home> {
    let mut homes: Vec<Home> = Vec::new();
    let mut add = |home: Home| {
        if !homes.iter().any(|other| other.unit_id == home.unit_id) {
            homes.push(home);
        }
    };
    for hit in &found.hits {
        let unit_id = hit.found.line.unit_id;
        if hit.today.is_empty() && known.nation.state_on(unit_id, today).is_some() {
            add(Home { unit_id, share: None });
        }
        for row in &hit.today {
            if let Some(to) = &row.to {
                add(Home { unit_id: to.unit_id, share: Some((row.share, row.method)) });
            }
        }
    }
    homes
}

/// The communes run here in which the named units lie; all that are run here where none is named, unless
/// those are too many to be gone through.
async fn communes(
    desk: &Desk,
    scope: &Scope,
    known: &Known,
    (named, today): (&[Home], Day),
) -> Result<Vec<UnitId>, Error> {
    let run = unit::named_communes(&desk.store.read(), scope, today).await?;
    let is_in = |unit: UnitId, whole: UnitId| {
        let mut next = Some(unit);
        while let Some(state) = next.and_then(|id| known.nation.state_on(id, today)) {
            if state.unit_id == whole {
                return true;
            }
            next = state.parent_id;
        }
        false
    };
    // What is named lies in the commune, or the commune in it.
    let concerns = |commune: UnitId| {
        let named = named.iter().map(|home| home.unit_id);
        named.into_iter().any(|unit| is_in(unit, commune) || is_in(commune, unit))
    };
    let run = run.into_iter().map(|commune| commune.unit_id);
    Ok(run.filter(|commune| named.is_empty() || concerns(*commune)).collect())
}

async fn by_houses(
    desk: &Desk,
    address: &Address,
    communes: &[UnitId],
    today: Day,
) -> Result<Vec<Home>, Error> {
    if communes.is_empty() {
        return Ok(Vec::new());
    }
    let (reader, scope) = (desk.store.read(), system_scope());
    let mut doors = Vec::new();
    if !address.number.is_empty() {
        let heads = heads(address);
        let heads = (heads.0.as_str(), heads.1.as_str());
        doors = doors_by_number(&reader, &scope, communes, heads, today).await?;
    }
    let mut units = nearest(address, &doors);
    if units.is_empty() && !address.street.is_empty() && communes.len() <= COMMUNES_MOST {
        doors = doors_of_street(&reader, &scope, communes, &address.street, today).await?;
        units = nearest(address, &doors);
    }
    units.truncate(HOMES_MOST);
    Ok(units.into_iter().map(|unit_id| Home { unit_id, share: None }).collect())
}

/// What the addresses begin with that are asked for: the door itself, and the doors of its alley.
fn heads(address: &Address) -> (String, String) {
    let own = format!("{} ", address.number);
    match (address.is_alley, address.number.rsplit_once('/')) {
        (true, _) => (format!("{}/", address.number), own),
        (false, Some((alley, _))) => (own, format!("{alley}/")),
        (false, None) => (own, format!("{},", address.number)),
    }
}

/// The units of the doors that are most like an address, commune by commune: of the door itself; else of the
/// doors on either side of it in its alley or street; else of all doors of the alley, street or block.
fn nearest(address: &Address, doors: &[Door]) -> Vec<UnitId> {
    let read = doors.iter().filter_map(|door| {
        let own = Address::read(&door.address)?;
        Some((address.likeness(&own)?, own.place(), door))
    });
    let read: Vec<(Likeness, Option<u32>, &Door)> = read.collect();
    let Some(best) = read.iter().map(|(likeness, ..)| *likeness).min() else { return Vec::new() };
    let mut by_commune: BTreeMap<UnitId, Vec<(Option<u32>, UnitId)>> = BTreeMap::new();
    for (_, number, door) in read.iter().filter(|(likeness, ..)| *likeness == best) {
        by_commune.entry(door.commune_id).or_default().push((*number, door.unit_id));
    }
    let asked = address.place().filter(|_| best != Likeness::Same && !address.is_alley);
    by_commune.into_values().flat_map(|doors| beside(asked, &doors)).collect()
}

/// The units of the doors on either side of a number, on its side of the street where there are any; of
/// every door where no number is asked for, those with most doors first.
fn beside(asked: Option<u32>, doors: &[(Option<u32>, UnitId)]) -> Vec<UnitId> {
    let mut units: Vec<UnitId> = Vec::new();
    if let Some(asked) = asked {
        let numbered = doors.iter().filter_map(|(number, unit)| Some(((*number)?, *unit)));
        let (same, other): (Vec<_>, Vec<_>) =
            numbered.partition(|(number, _)| number % 2 == asked % 2);
        let side = if same.is_empty() { other } else { same };
        let before = side.iter().filter(|(number, _)| *number <= asked).max();
        let after = side.iter().filter(|(number, _)| *number >= asked).min();
        units.extend(before.into_iter().chain(after).map(|(_, unit)| *unit));
    } else {
        let mut counts: BTreeMap<UnitId, usize> = BTreeMap::new();
        for (_, unit) in doors {
            *counts.entry(*unit).or_default() += 1;
        }
        let mut counted: Vec<(UnitId, usize)> = counts.into_iter().collect();
        counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        units.extend(counted.into_iter().map(|(unit, _)| unit));
    }
    let mut seen = std::collections::HashSet::new();
    units.retain(|unit| seen.insert(*unit));
    units
}
