//! In which khu phố or ấp somebody lives: by address, by a point, or by an old address. Open to everyone.
//!
//! Addresses of households are read here and compared, and no more leaves than the unit: whether a house is
//! in the list is not told, since a house that is not gets the answer of those next to it.

use std::collections::BTreeMap;

use store::household::{Door, doors_by_number, doors_of_street};
use store::{Scope, unit};
use units::lineage::Fraction;
use units::rulebook::Rule;
use units::search::{Address, Likeness, Senses, Wanted};
use units::{Day, DoorPoint, Level, Method, UnitId};

use crate::authority::system_scope;
use crate::gazetteer::{self, Known};
use crate::search::{self, Ask, Hit, Search};
use crate::{Desk, Error, place, registry};

/// Places that a text may mean: one more than an answer names, so that the database reads no more than that
/// and the answer still knows that there are others.
const HITS: usize = HOMES_MOST + 1;
/// Communes in which a street is looked for when none is named: each is gone through house by house.
const COMMUNES_MOST: usize = 8;
/// Units that one answer names.
const HOMES_MOST: usize = 8;
/// Doors that are compared for one answer: a number on one street has few, and a street of a commune some
/// hundreds. Of more, the question says too little.
const DOORS_MOST: usize = 4_000;
/// How far from a point a border may run for the unit behind it to be named too, in degrees: about 55 metres,
/// which is what telephones and fingers err by.
const BESIDE: f64 = 0.0005;

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

/// What else must be said for a house to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lacking {
    /// The street, or the commune: too many doors bear the number.
    Street,
    /// The commune: a street is not looked for in all of them.
    Commune,
}

/// What is found.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The units of today, the likeliest first.
    pub homes: Vec<Home>,
    /// Whether more units bear what was named than are given.
    pub is_cut: bool,
    /// The units on the other side of borders near the point that was asked for.
    pub beside: Vec<UnitId>,
    /// What must be said besides, where a house was named and could not be looked for.
    pub lacking: Option<Lacking>,
    /// The old units that the address names, with what they are today.
    pub before: Vec<Hit>,
    /// By what.
    pub by: By,
    /// Whether a house or street was named and not found where it was looked for.
    pub is_house_unknown: bool,
}

impl Answer {
    /// Some units found in some way, and nothing besides.
    #[must_use]
    pub const fn of(by: By, homes: Vec<Home>) -> Self {
        Self {
            homes,
            is_cut: false,
            beside: Vec::new(),
            lacking: None,
            before: Vec::new(),
            by,
            is_house_unknown: false,
        }
    }
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
    let senses = Senses::read(asked.address);
    let look = Look {
        desk,
        scope,
        known: gazetteer::known(desk).await?,
        run: unit::communes_run(&desk.store.read(), scope, today).await?,
        today,
    };
    let is_exact = !senses.is_plain();
    let mut lacking = None;
    let mut tried = Vec::new();
    let plain = (&senses.plain, is_exact);
    let streets = senses.streets.iter().map(|sense| (sense, false));
    for (sense, is_exact) in
        streets.chain([plain]).chain(senses.number.iter().map(|sense| (sense, true)))
    {
        let one = look.sense(sense, is_exact).await?;
        let houses = look.houses(&one).await?;
        if !houses.0.is_empty() {
            return Ok(one.answer(By::Houses, houses));
        }
        lacking = lacking.or(houses.1);
        tried.push(one);
    }
    // By names alone the text is read as it is first, and only then with a street in it.
    tried.rotate_left(senses.streets.len());
    let named = tried.iter().position(|one| !one.named.is_empty()).unwrap_or(0);
    let is_house_unknown = tried.iter().any(|one| one.found.address.is_some());
    let one = tried.swap_remove(named);
    let by = if one.named.is_empty() { By::Nothing } else { By::Names };
    let homes = one.named.clone();
    Ok(Answer { is_house_unknown, ..one.answer(by, (homes, lacking)) })
}

/// What one question is looked for with.
struct Look<'d> {
    desk: &'d Desk,
    scope: &'d Scope,
    known: std::sync::Arc<Known>,
    /// The communes run here.
    run: Vec<UnitId>,
    today: Day,
}

/// A text in one sense: what its names mean, and the units of today that they lead to.
struct Sensed {
    found: Search,
    named: Vec<Home>,
}

impl Sensed {
    fn answer(self, by: By, (mut homes, lacking): (Vec<Home>, Option<Lacking>)) -> Answer {
        let is_cut = homes.len() > HOMES_MOST;
        homes.truncate(HOMES_MOST);
        let before = self.found.hits.into_iter().filter(|hit| !hit.today.is_empty());
        let before = before.take(HOMES_MOST).collect();
        Answer { is_cut, lacking, before, ..Answer::of(by, homes) }
    }
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

/// The base unit around a point, else the commune, with those behind a border nearby.
async fn by_point(desk: &Desk, point: DoorPoint, today: Day) -> Result<Answer, Error> {
    let mut at = None;
    let mut beside = Vec::new();
    for level in [Level::Grassroots, Level::Commune] {
        if at.is_none() {
            let layer = place::layer(desk, level, (today, today)).await?;
            at = layer.at(point).map(|place| place.unit_id);
            beside = if at.is_some() { layer.near(point, BESIDE) } else { Vec::new() };
        }
    }
    beside.retain(|unit| Some(*unit) != at);
    beside.truncate(HOMES_MOST);
    let by = if at.is_some() { By::Point } else { By::Nothing };
    let homes = at.into_iter().map(|unit_id| Home { unit_id, share: None }).collect();
    Ok(Answer { beside, ..Answer::of(by, homes) })
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

impl Look<'_> {
    async fn sense(&self, wanted: &Wanted, is_exact: bool) -> Result<Sensed, Error> {
        let (at, today) = (self.today, self.today);
        let ask = Ask { at, today, limit: HITS, is_exact };
        let found = search::of((self.desk, self.scope), wanted, ask).await?;
        let named = today_of(&found, &self.known, self.today);
        Ok(Sensed { found, named })
    }

    /// The communes run here in which the named units lie; all that are run here where none is named.
    fn communes(&self, named: &[Home]) -> Vec<UnitId> {
        let is_in = |unit, whole| self.known.is_within(unit, whole, self.today);
        // What is named lies in the commune, or the commune in it.
        let concerns = |commune: UnitId| {
            let named = named.iter().map(|home| home.unit_id);
            named.into_iter().any(|unit| is_in(unit, commune) || is_in(commune, unit))
        };
        let run = self.run.iter().copied();
        run.filter(|commune| named.is_empty() || concerns(*commune)).collect()
    }

    /// The units of the doors that an address means, or what it lacks to be looked for.
    async fn houses(&self, sensed: &Sensed) -> Result<(Vec<Home>, Option<Lacking>), Error> {
        let Some(address) = &sensed.found.address else { return Ok((Vec::new(), None)) };
        let communes = self.communes(&sensed.named);
        // "45" alone is a door of every street.
        let is_bare = address.street.is_empty() && !address.number.contains('/');
        if communes.is_empty() || (is_bare && sensed.named.is_empty()) {
            return Ok((Vec::new(), None));
        }
        let (reader, scope) = (self.desk.store.read(), system_scope());
        let (from, street) = ((&reader, &scope), address.street_patterns());
        let mut units = Vec::new();
        if !address.number.is_empty() {
            let heads = heads(address);
            let asked = ([heads.0.as_str(), heads.1.as_str()], &street);
            let doors = doors_by_number(from, &communes, asked, self.today, DOORS_MOST).await?;
            if doors.is_cut {
                return Ok((Vec::new(), Some(Lacking::Street)));
            }
            units = nearest(address, &doors.list);
        }
        if units.is_empty() && !address.street.is_empty() {
            if communes.len() > COMMUNES_MOST {
                return Ok((Vec::new(), Some(Lacking::Commune)));
            }
            let doors = doors_of_street(from, &communes, &street, self.today, DOORS_MOST).await?;
            if doors.is_cut {
                return Ok((Vec::new(), Some(Lacking::Commune)));
            }
            units = nearest(address, &doors.list);
        }
        let homes = units.into_iter().map(|unit_id| Home { unit_id, share: None });
        Ok((homes.collect(), None))
    }
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
