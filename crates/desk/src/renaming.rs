//! Khu phố and ấp of one commune that share a name since their old wards were merged: what they are, what
//! they could be called, and the renames as a reorganisation that goes the way of every other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use store::atom::Line;
use store::plan::{self, Level, NewPlan, Rules, State};
use store::reorganisation as rows;
use store::{Entry, Stop, Tx, atom};
use units::reorganisation::rename::{self, Called, Proposed};
use units::reorganisation::{NewUnit, OldUnit, Reorganisation};
use units::{Method, PlanId, ReorganisationId, StateId, UnitId};

use crate::authority::system_scope;
use crate::draw::figures;
use crate::registry::{self, Registry};
use crate::{Act, Actor, Desk, Error, Refusal, authority, entry, gazetteer, reorganisation};

/// The base units of a commune today, each with the commune that it lay in before.
///
/// # Errors
/// `registry-no-commune`, or a failure.
pub async fn called(desk: &Desk, commune: UnitId) -> Result<Vec<Called>, Error> {
    let registry = registry::read(desk, commune, desk.clock.today()).await??;
    let known = gazetteer::known(desk).await?;
    let called = registry.base_units.iter().map(|unit| Called {
        unit: unit.id,
        kind: unit.kind,
        name: unit.name.clone(),
        households: unit.counts.households,
        before: before(&known, unit.id, commune),
    });
    Ok(called.collect())
}

/// The name of the commune that a unit lay in last before this one.
fn before(known: &gazetteer::Known, unit: UnitId, commune: UnitId) -> Option<String> {
    let states = &known.nation.unit(unit)?.states;
    let elsewhere = states.iter().filter(|state| {
        state.parent_id.is_some_and(|parent| parent != commune) && state.valid.until.is_some()
    });
    let last = elsewhere.max_by_key(|state| state.valid.from)?;
    let day = last.valid.last_day()?;
    known.nation.state_on(last.parent_id?, day).map(|ward| ward.name.clone())
}

struct Proposal {
    desk: Desk,
    actor: Actor,
    commune: UnitId,
    id: ReorganisationId,
    names: Vec<Proposed>,
    clusters: Vec<Line>,
    plan: PlanId,
    audit: Entry,
}

/// Makes a reorganisation of renames, frozen for consultation. Sending it twice gives the same one.
///
/// # Errors
/// `rename-nothing`, the faults of the names (each with the unit it speaks of), the refusals of
/// `units::reorganisation`, authority, or a failure.
pub async fn propose(
    desk: &Desk,
    actor: &Actor,
    (id, commune): (ReorganisationId, UnitId),
    names: Vec<Proposed>,
) -> Result<ReorganisationId, Error> {
    let object = desk.object(commune).await?;
    let act = Act::ReorganisationPropose;
    let post = authority::authorize(actor, act, &object)?;
    let (reader, scope) = (desk.store.read(), system_scope());
    let audit = entry(desk.clock.now(), (actor, &post), act, ("reorganisation", id.0));
    let tidied =
        names.into_iter().map(|one| Proposed { name: units::text::tidy(&one.name), ..one });
    let proposal = Proposal {
        names: tidied.collect(),
        clusters: atom::list(&reader, &scope, commune, desk.clock.today()).await?,
        plan: PlanId(desk.clock.id()),
        desk: desk.clone(),
        actor: actor.clone(),
        commune,
        id,
        audit,
    };
    desk.act(proposal, |tx, proposal| Box::pin(write(tx, proposal))).await
}

async fn write(tx: &mut Tx, proposal: Arc<Proposal>) -> Result<ReorganisationId, Stop<Refusal>> {
    let Proposal { desk, id, .. } = &*proposal;
    if rows::page_now(tx, *id).await?.is_some() {
        tx.without_audit();
        return Ok(*id);
    }
    let today = desk.clock.today();
    let registry = registry::load(tx, desk, proposal.commune, today).await?;
    let registry = registry.map_err(Stop::Refused)?;
    let value = value(&proposal, &registry).map_err(Stop::Refused)?;
    reorganisation::may_be(tx, desk, (&value, &registry)).await?;
    plan::add(tx, &as_plan(&proposal, &registry, &value), proposal.audit.at).await?;
    let by = (proposal.actor.account_id, &proposal.audit);
    reorganisation::keep(tx, &value, proposal.plan, by).await?;
    Ok(*id)
}

/// The renames as a value: only the units whose name becomes another, each with its identity and clusters.
fn value(proposal: &Proposal, registry: &Registry) -> Result<Reorganisation, Refusal> {
    let all: Vec<Called> = registry
        .base_units
        .iter()
        .map(|unit| Called {
            unit: unit.id,
            kind: unit.kind,
            name: unit.name.clone(),
            households: unit.counts.households,
            before: None,
        })
        .collect();
    let changed =
        |one: &&Proposed| all.iter().any(|unit| unit.unit == one.unit && unit.name != one.name);
    let names: Vec<Proposed> = proposal.names.iter().filter(changed).cloned().collect();
    let faults = rename::faults(&all, &names).into_iter().map(|(unit, fault)| {
        let name = all.iter().find(|one| one.unit == unit).map(|one| one.name.clone());
        Refusal::new(fault.code()).with("unit", unit).with("name", name.unwrap_or_default())
    });
    if let Some(refusal) = Refusal::all(faults.collect()) {
        return Err(refusal);
    }
    if names.is_empty() {
        return Err(Refusal::new("rename-nothing"));
    }
    let new: BTreeMap<UnitId, &str> =
        names.iter().map(|one| (one.unit, one.name.as_str())).collect();
    let old_units: Vec<OldUnit> =
        registry.base_units.iter().filter(|unit| new.contains_key(&unit.id)).cloned().collect();
    let atoms = registry.atoms.iter().filter(|atom| new.contains_key(&atom.old_unit));
    let atoms: Vec<_> = atoms.copied().collect();
    let clock = &proposal.desk.clock;
    let new_units = old_units.iter().map(|old| NewUnit {
        fresh_id: UnitId(clock.id()),
        state_id: StateId(clock.id()),
        continues: Some(old.id),
        name: new[&old.id].to_owned(),
        short_name: rename::short_name(old.kind, new[&old.id]),
        kind: old.kind,
        atoms: atoms.iter().filter(|atom| atom.old_unit == old.id).map(|atom| atom.id).collect(),
        reasons: Vec::new(),
    });
    Ok(Reorganisation {
        id: proposal.id,
        commune: registry.commune.clone(),
        base_revision: registry.revision,
        effective_on: None,
        new_units: new_units.collect(),
        old_units: old_units.clone(),
        old_sub_units: Vec::new(),
        atoms,
        method: Method::Counted,
    })
}

/// The plan beside the dossier: the renamed units as they lie, for its map and its lists.
fn as_plan(proposal: &Proposal, registry: &Registry, value: &Reorganisation) -> NewPlan {
    let part: BTreeMap<_, usize> = value
        .new_units
        .iter()
        .enumerate()
        .flat_map(|(at, unit)| unit.atoms.iter().map(move |atom| (*atom, at)))
        .collect();
    let clusters: Vec<Line> =
        proposal.clusters.iter().filter(|line| part.contains_key(&line.atom.id)).cloned().collect();
    let parts: Vec<usize> = clusters.iter().map(|line| part[&line.atom.id]).collect();
    let kind = value.new_units.first().map_or(registry.commune.kind, |unit| unit.kind);
    let mut units = figures::units(kind, &clusters, &parts);
    for (row, unit) in units.iter_mut().zip(&value.new_units) {
        (row.name, row.short_name) = (unit.name.clone(), unit.short_name.clone());
    }
    let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let sizes: BTreeSet<i64> = units.iter().map(|unit| unit.households).collect();
    let (least, most) = (sizes.first().copied(), sizes.last().copied());
    let (least, most) = (least.unwrap_or_default(), most.unwrap_or_default());
    NewPlan {
        id: proposal.plan,
        commune: proposal.commune,
        level: Level::Base,
        within: None,
        name: names(value),
        kind,
        drawn_on: proposal.desk.clock.today(),
        base_revision: i64::try_from(value.base_revision).unwrap_or(i64::MAX),
        rules: Rules {
            target: i64::midpoint(least, most),
            min: least,
            max: most,
            seed: 0,
            steps: 0,
        },
        proven: false,
        score: serde_json::json!({}),
        job: None,
        created_by: Some(proposal.actor.account_id),
        atoms: clusters.iter().zip(&parts).map(|(line, at)| (line.atom.id, whole(*at))).collect(),
        splits: Vec::new(),
        units,
        state: State::Frozen,
    }
}

/// What the plan is called: the first renames of its list.
fn names(value: &Reorganisation) -> String {
    let old = |unit: &NewUnit| value.old_unit(unit.id()).map(|old| old.name.clone());
    let first = value
        .new_units
        .iter()
        .take(2)
        .filter_map(|unit| Some(format!("{} → {}", old(unit)?, unit.name)));
    let mut names = first.collect::<Vec<_>>().join("; ");
    if value.new_units.len() > 2 {
        names.push_str("; …");
    }
    names
}
