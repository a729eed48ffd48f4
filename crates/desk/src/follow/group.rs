//! A self-managed group goes where most of its ground goes: it stays what it is, only its parent
//! changes from the day on. Its states name the reorganisation, which takes them back with itself.

use std::collections::BTreeMap;

use ledger::follow::successor;
use store::group::Standing;
use store::unit::NewState;
use store::{Stop, Tx, group};
use units::reorganisation::Applied;
use units::{Period, StateId, UnitId, UnitState};

use super::Ways;
use crate::{Desk, Refusal};

/// Sends every group of the places that change.
pub(super) async fn adopted(
    tx: &mut Tx,
    desk: &Desk,
    ways: &Ways,
    applied: &Applied,
) -> Result<(), Stop<Refusal>> {
    let changing: Vec<UnitId> = ways.successors.keys().copied().collect();
    for standing in group::in_units(tx, &changing, ways.day).await? {
        send(tx, desk, ways, (applied, standing)).await?;
    }
    Ok(())
}

/// A group that is formed while an adoption lies ahead follows at once.
pub(crate) async fn formed(
    tx: &mut Tx,
    desk: &Desk,
    (group, parent): (UnitId, UnitId),
    commune: Option<UnitId>,
) -> Result<(), Stop<Refusal>> {
    let Some(commune) = commune else { return Ok(()) };
    for applied in store::reorganisation::ahead(tx, commune, desk.clock.today()).await? {
        let ways = super::ways(tx, commune, &applied).await?;
        let standing = Standing { unit_id: group, parent_id: parent };
        if ways.successors.contains_key(&parent) {
            send(tx, desk, &ways, (&applied, standing)).await?;
        }
    }
    Ok(())
}

/// Puts a group under the place that takes most of its ground: of its own clusters where it was drawn,
/// else of its khu phố.
async fn send(
    tx: &mut Tx,
    desk: &Desk,
    ways: &Ways,
    (applied, standing): (&Applied, Standing),
) -> Result<(), Stop<Refusal>> {
    let Standing { unit_id, parent_id } = standing;
    let mut own: BTreeMap<UnitId, u32> = BTreeMap::new();
    for (atom, households) in group::atoms(tx, unit_id).await? {
        if let Some(moved) = applied.atoms.iter().find(|moved| moved.atom_id == atom) {
            *own.entry(moved.to).or_default() += u32::try_from(households).unwrap_or(u32::MAX);
        }
    }
    let own: Vec<(UnitId, u32)> = own.into_iter().collect();
    let parts = ways.successors.get(&parent_id).map_or(&[][..], Vec::as_slice);
    let parts = if own.is_empty() { parts } else { &own };
    let Some((to, _)) = successor(parts, None, None) else { return Ok(()) };
    let Some(state) = store::unit::state_now(tx, unit_id, ways.day.previous()).await? else {
        return Ok(());
    };
    if to == parent_id || !group::end_state(tx, unit_id, ways.day, ways.by).await? {
        return Ok(());
    }
    let next = UnitState {
        id: StateId(desk.clock.id()),
        valid: Period::since(ways.day),
        parent_id: Some(to),
        ..state.clone()
    };
    let (from, id) = (state.id, next.id);
    let next = NewState { state: next, declared_households: None, began: Some(ways.by) };
    store::unit::add_states(tx, &[next], desk.clock.now()).await?;
    group::keep_shape(tx, from, id).await?;
    Ok(())
}
