//! The registry of one commune as the domain wants it: old units, atoms, the place in the rulebook.

use std::collections::BTreeMap;

use store::unit::Ask;
use store::{Failure, unit};
use units::reorganisation::{AtomFacts, Commune, OldSubUnit, OldUnit, RegistryView};
use units::rulebook::Place;
use units::{Day, UnitId};

use crate::{Desk, Object, Refusal, authority};

/// A commune's registry at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registry {
    /// The commune.
    pub commune: Commune,
    /// Its revision.
    pub revision: u64,
    /// Where the rulebook finds it.
    pub place: Place,
    /// Its base units with counts.
    pub base_units: Vec<OldUnit>,
    /// Its old groups.
    pub sub_units: Vec<OldSubUnit>,
    /// Its clusters with counts.
    pub atoms: Vec<AtomFacts>,
}

impl Registry {
    /// What `units::reorganisation` checks against.
    pub(crate) fn view(&self) -> RegistryView<'_> {
        RegistryView {
            revision: self.revision,
            place: &self.place,
            base_units: &self.base_units,
            atoms: &self.atoms,
        }
    }
}

impl Desk {
    /// The unit and every unit above it on a day, as an object of authority.
    pub(crate) async fn object(&self, unit: UnitId) -> Result<Object, Failure> {
        let on = self.clock.today();
        let scope = authority::system_scope();
        let path = unit::with_above(&self.store.read(), &scope, unit, on).await?;
        Ok(Object::at(path, on))
    }
}

/// The place of a unit in the rulebook on a day.
pub(crate) async fn place_of(desk: &Desk, unit: UnitId, on: Day) -> Result<Place, Failure> {
    place_in(&mut desk.store.read(), desk, unit, on).await
}

/// The same inside an act: the commune and the province, as units of the registry and by their official
/// codes of the day.
pub(crate) async fn place_in(
    ask: &mut impl Ask,
    desk: &Desk,
    unit: UnitId,
    on: Day,
) -> Result<Place, Failure> {
    let locality = store::locality::of(ask, unit, on).await?;
    let commune = locality.and_then(|locality| locality.commune_id);
    let codes = unit::codes_now(ask, commune.unwrap_or(unit), on).await?;
    let province = codes.first().cloned().flatten().unwrap_or_default();
    let own = codes.last().cloned().flatten().filter(|_| commune.is_some());
    let place = desk.rulebook.place(&province, own.as_deref());
    let top = locality.map_or(unit, |locality| locality.top_id);
    Ok(crate::rulebook::with_units(place, (commune, own.is_some()), top))
}

/// The registry of a commune as of a day, outside an act.
pub(crate) async fn read(
    desk: &Desk,
    commune: UnitId,
    on: Day,
) -> Result<Result<Registry, Refusal>, Failure> {
    load(&mut desk.store.read(), desk, commune, on).await
}

/// The registry of a commune as of a day.
pub(crate) async fn load(
    tx: &mut impl Ask,
    desk: &Desk,
    commune: UnitId,
    on: Day,
) -> Result<Result<Registry, Refusal>, Failure> {
    let Some(state) = unit::state_now(tx, commune, on).await? else {
        return Ok(Err(Refusal::new("registry-no-commune")));
    };
    let place = place_in(tx, desk, commune, on).await?;
    let atoms = store::atom::facts_now(tx, commune, on).await?;
    let mut base_units = unit::base_units_now(tx, commune, on).await?;
    let mut held: BTreeMap<UnitId, (u64, u32)> = BTreeMap::new();
    for atom in &atoms {
        let held = held.entry(atom.old_unit).or_default();
        held.0 += atom.counts.area_m2;
        held.1 += atom.counts.addresses;
    }
    for unit in &mut base_units {
        let (area_m2, addresses) = held.get(&unit.id).copied().unwrap_or_default();
        unit.counts.area_m2 = area_m2;
        unit.counts.addresses = addresses;
    }
    Ok(Ok(Registry {
        commune: Commune { id: commune, kind: state.kind, name: state.name },
        revision: store::registry::revision_now(tx, commune).await?.unsigned_abs(),
        place,
        base_units,
        sub_units: unit::sub_units_now(tx, commune, on).await?,
        atoms,
    }))
}
