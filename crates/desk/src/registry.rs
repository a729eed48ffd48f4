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

    /// The place of a commune in the rulebook, by its own and its province's official code.
    pub(crate) fn place(&self, codes: &[Option<String>]) -> Place {
        let province = codes.first().cloned().flatten().unwrap_or_default();
        let commune = codes.last().cloned().flatten();
        self.rulebook.place(&province, commune.as_deref())
    }
}

/// The place of a commune in the rulebook on a day.
pub(crate) async fn place_of(desk: &Desk, commune: UnitId, on: Day) -> Result<Place, Failure> {
    Ok(desk.place(&unit::codes_now(&mut desk.store.read(), commune, on).await?))
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
    let codes = unit::codes_now(tx, commune, on).await?;
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
        place: desk.place(&codes),
        base_units,
        sub_units: unit::sub_units_now(tx, commune, on).await?,
        atoms,
    }))
}
