//! Khu phố and ấp of a commune that ends, under the communes that take its place: what is still to be said, what
//! it would come to, saying it, taking it back before its day, and carrying over what has no day of its own.

mod carry;
mod record;

use std::collections::BTreeMap;

use geo::InteriorPoint as _;
use store::transfer as rows;
use store::unit::Ask;
use store::{Entry, unit};
use units::reorganisation::OldUnit;
use units::transfer::{Heir, propose};
use units::{Coverage, Day, Level, ReorganisationId, Tier, UnitId};

use crate::authority::system_scope;
use crate::gazetteer::{self, End, Known};
use crate::{Act, Actor, Desk, Error, Object, Refusal, registry};

pub use carry::carry;
pub use record::{record, record_whole, revert};

/// A commune that ended, or will, while khu phố and ấp still stand under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The commune.
    pub commune: UnitId,
    /// Its last name.
    pub name: String,
    /// What it lay in, from the nearest outwards.
    pub above: String,
    /// The first day without it.
    pub ends: Day,
    /// Base units that still stand under it.
    pub units: usize,
    /// What took its place.
    pub heirs: Vec<Heir>,
    /// The act by which it ends, where one is known; a person names it else.
    pub document: String,
}

impl Left {
    /// Whether all of it went to one commune, so that nothing has to be chosen.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self.heirs.as_slice(), [heir] if heir.coverage == Coverage::Whole)
    }
}

/// What a transfer would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prospect {
    /// The commune that ends.
    pub left: Left,
    /// Its base units on its last day.
    pub units: Vec<OldUnit>,
    /// Where each would go, as far as lineage and map say it.
    pub to: BTreeMap<UnitId, UnitId>,
    /// Names that a receiving commune would have twice: the commune, the name, how many units would bear it.
    pub twice: Vec<(UnitId, String, usize)>,
}

/// What a person says of a transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Made by who asks, so that asking twice is asking once.
    pub id: ReorganisationId,
    /// The commune that ends.
    pub commune: UnitId,
    /// Where each base unit goes.
    pub to: BTreeMap<UnitId, UnitId>,
    /// The act by which the commune ends.
    pub document: String,
}

/// A transfer that was recorded, for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its row.
    pub line: rows::Line,
    /// The last name of the commune that ended.
    pub name: String,
    /// Each receiving commune, by its name on the day, with how many units it got and their households.
    pub to: Vec<(UnitId, String, usize, i64)>,
    /// Whether it may still be taken back by whoever asks.
    pub may_revert: bool,
}

/// The communes that end while base units still stand under them, as far as the actor may settle them; the
/// earlier end first. Without an actor it is the command line, which may always.
///
/// # Errors
/// A failure of the database.
pub async fn left(desk: &Desk, actor: Option<&Actor>) -> Result<Vec<Left>, Error> {
    let found = rows::left(&mut desk.store.read()).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let (known, today) = (gazetteer::known(desk).await?, desk.clock.today());
    let mut left = Vec::new();
    for row in found {
        let Some(end) = known.end_of(row.commune_id, today) else { continue };
        let units = usize::try_from(row.units).unwrap_or_default();
        let one = left_of(&known, (row.commune_id, end), units);
        let heirs: Vec<UnitId> = one.heirs.iter().map(|heir| heir.commune).collect();
        match entitled(desk, actor, (&heirs, one.ends), one.commune.0).await {
            Ok(_) => left.push(one),
            Err(Error::Refused(_)) => {}
            Err(failed) => return Err(failed),
        }
    }
    left.sort_by_cached_key(|one| (one.ends, store::order::sort_key(&one.name), one.commune));
    Ok(left)
}

fn left_of(known: &Known, (commune, end): (UnitId, End), units: usize) -> Left {
    let heir = |(state, coverage): (units::UnitState, Coverage)| Heir {
        commune: state.unit_id,
        kind: state.kind,
        name: state.name,
        coverage,
    };
    Left {
        commune,
        above: known.above(&end.last, end.day.previous()),
        name: end.last.name,
        ends: end.day,
        units,
        heirs: end.heirs.into_iter().map(heir).collect(),
        document: end.document.unwrap_or_default(),
    }
}

/// The base units of a commune on its last day that do not end with it.
async fn standing(
    ask: &mut impl Ask,
    desk: &Desk,
    commune: UnitId,
    ends: Day,
) -> Result<Result<Vec<OldUnit>, Refusal>, store::Failure> {
    let registry = registry::load(ask, desk, commune, ends.previous()).await?;
    let goes_on = |unit: &OldUnit| unit.valid.until != Some(ends);
    Ok(registry.map(|there| there.base_units.into_iter().filter(goes_on).collect()))
}

/// What the transfer of a commune's base units would come to. Writes nothing.
///
/// # Errors
/// `transfer-commune-stands`, `transfer-nothing`, authority, or a failure.
pub async fn prospect(
    desk: &Desk,
    actor: Option<&Actor>,
    commune: UnitId,
) -> Result<Prospect, Error> {
    let known = gazetteer::known(desk).await?;
    let end = known.end_of(commune, desk.clock.today());
    let end = end.ok_or(Refusal::new("transfer-commune-stands"))?;
    let reader = &mut desk.store.read();
    let units = standing(reader, desk, commune, end.day).await??;
    if units.is_empty() {
        return Err(Refusal::new("transfer-nothing").into());
    }
    let left = left_of(&known, (commune, end), units.len());
    let heirs: Vec<UnitId> = left.heirs.iter().map(|heir| heir.commune).collect();
    entitled(desk, actor, (&heirs, left.ends), commune.0).await?;
    let lies = if left.is_whole() {
        BTreeMap::new()
    } else {
        on_the_map(desk, commune, left.ends).await?
    };
    let to = propose(&units, &left.heirs, |unit| lies.get(&unit).copied());
    let twice = twice(&known, &left, (&units, &to));
    Ok(Prospect { left, units, to, twice })
}

/// In which commune of the day each base unit lies, by a point inside its outline.
async fn on_the_map(
    desk: &Desk,
    commune: UnitId,
    day: Day,
) -> Result<BTreeMap<UnitId, UnitId>, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let communes = crate::place::layer(desk, Level::Commune, (day, day)).await?;
    let shapes = unit::shapes(&reader, &scope, commune, day.previous(), Tier::Base).await?;
    let at = |shape: unit::Shape| {
        let inside = atlas::wkb::read_area(&shape.wkb)?.interior_point()?;
        Some((shape.unit_id, communes.at_degrees([inside.x(), inside.y()])?.unit_id))
    };
    Ok(shapes.into_iter().filter_map(at).collect())
}

/// Names that would stand twice in a receiving commune.
fn twice(
    known: &Known,
    left: &Left,
    (units, to): (&[OldUnit], &BTreeMap<UnitId, UnitId>),
) -> Vec<(UnitId, String, usize)> {
    let mut named: BTreeMap<(UnitId, String), (String, usize)> = BTreeMap::new();
    let mut count = |commune: UnitId, name: &str| {
        let folded = units::text::fold(name);
        named.entry((commune, folded)).or_insert_with(|| (name.to_owned(), 0)).1 += 1;
    };
    for unit in units {
        if let Some(to) = to.get(&unit.id) {
            count(*to, &unit.name);
        }
    }
    for heir in &left.heirs {
        let there = known.below(Some(heir.commune), left.ends);
        there.filter(|state| state.kind.is_base()).for_each(|it| count(heir.commune, &it.name));
    }
    let more = named.into_iter().filter(|(_, (_, count))| *count > 1);
    more.map(|((commune, _), (name, count))| (commune, name, count)).collect()
}

/// As who a person settles what goes to communes; without an actor it is the command line.
async fn entitled(
    desk: &Desk,
    actor: Option<&Actor>,
    (heirs, day): (&[UnitId], Day),
    object_id: uuid::Uuid,
) -> Result<Entry, Error> {
    let today = desk.clock.today();
    let (reader, scope) = (desk.store.read(), system_scope());
    let object = |path| Object::at(path, today);
    let entry = |at: &Object| {
        let act = (Act::UnitTransfer, at);
        crate::entitled(desk.clock.now(), actor, act, ("transfer", object_id))
    };
    let mut last = entry(&object(Vec::new()));
    for heir in heirs {
        // Where it lies today; one that is still to come, or is no more, where it lay on the day.
        let mut path = unit::with_above(&reader, &scope, *heir, today).await?;
        if path.len() <= 1 {
            path = unit::with_above(&reader, &scope, *heir, day).await?;
        }
        last = entry(&object(path));
        last.as_ref().map_err(Clone::clone)?;
    }
    Ok(last?)
}

/// The transfers that were recorded, the latest day first, at most so many.
///
/// # Errors
/// A failure of the database.
pub async fn told(desk: &Desk, actor: Option<&Actor>, most: i64) -> Result<Vec<Told>, Error> {
    let mut reader = desk.store.read();
    let lines = rows::all(&reader, &system_scope(), most).await?;
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let (known, today) = (gazetteer::known(desk).await?, desk.clock.today());
    let named = |unit: UnitId, day: Day| {
        let state = known.nearest(unit, day);
        state.map(|state| state.name.clone()).unwrap_or_default()
    };
    let ids: Vec<ReorganisationId> = lines.iter().map(|line| line.transfer_id).collect();
    let mut units = rows::units_of(&mut reader, &ids).await?;
    let mut told = Vec::new();
    for line in lines {
        let mut to: BTreeMap<UnitId, (usize, i64)> = BTreeMap::new();
        for moved in units.remove(&line.transfer_id).unwrap_or_default() {
            let sum = to.entry(moved.commune_id).or_default();
            *sum = (sum.0 + 1, sum.1 + moved.households);
        }
        let heirs: Vec<UnitId> = to.keys().copied().collect();
        let is_open = line.reverted_at.is_none() && today < line.effective_on;
        let may_revert = is_open
            && entitled(desk, actor, (&heirs, line.effective_on), line.transfer_id.0).await.is_ok();
        let day = line.effective_on;
        let to =
            to.into_iter().map(|(unit, (units, homes))| (unit, named(unit, day), units, homes));
        told.push(Told {
            name: named(line.commune_id, day.previous()),
            to: to.collect(),
            may_revert,
            line,
        });
    }
    Ok(told)
}
