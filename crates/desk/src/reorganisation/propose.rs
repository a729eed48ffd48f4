//! Freezing a plan into a reorganisation.

use std::collections::BTreeMap;
use std::sync::Arc;

use store::plan::{self, Level, PlanPage};
use store::reorganisation::NewReorganisation;
use store::{Entry, Stop, Tx, reorganisation as rows};
use units::reorganisation::{CodedReason, NewUnit, Reorganisation};
use units::{AccountId, AtomId, Method, PlanId, ReorganisationId, StateId, UnitId};
use uuid::Uuid;

use crate::authority::system_scope;
use crate::registry::{self, Registry};
use crate::{Act, Actor, Desk, Error, Refusal, authority, entry};

struct Proposal {
    desk: Desk,
    plan: PlanPage,
    atoms: Vec<(AtomId, i64)>,
    id: ReorganisationId,
    /// A fresh unit and state per part.
    fresh: Vec<(Uuid, Uuid)>,
    actor: Actor,
    audit: Entry,
}

/// Freezes a draft into a reorganisation with a digest, for consultation. Every fault of the plan
/// is told at once.
///
/// # Errors
/// `plan-unknown`, `plan-is-frozen`, `plan-offered`, `plan-not-base`, the refusals of `units::reorganisation`,
/// authority, or a failure.
pub async fn propose(desk: &Desk, actor: &Actor, id: PlanId) -> Result<ReorganisationId, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let page = plan::page(&reader, &scope, id).await?;
    let Some(page) = page else { return Err(Refusal::new("plan-unknown").into()) };
    let object = desk.object(page.line.commune_id).await?;
    let post = authority::authorize(actor, Act::ReorganisationPropose, &object)?;
    if page.line.level != Level::Base {
        return Err(Refusal::new("plan-not-base").into());
    }
    match page.line.state {
        plan::State::Draft => {}
        plan::State::Offered => return Err(Refusal::new("plan-offered").into()),
        plan::State::Frozen => return Err(Refusal::new("plan-is-frozen").into()),
    }
    let reorganisation = ReorganisationId(desk.clock.id());
    let act = Act::ReorganisationPropose;
    let audit = entry(desk.clock.now(), (actor, &post), act, ("reorganisation", reorganisation.0));
    let proposal = Proposal {
        atoms: plan::atoms(&reader, &scope, id).await?,
        fresh: page.units.iter().map(|_| (desk.clock.id(), desk.clock.id())).collect(),
        desk: desk.clone(),
        plan: page,
        id: reorganisation,
        actor: actor.clone(),
        audit,
    };
    desk.act(proposal, |tx, proposal| Box::pin(write(tx, proposal))).await
}

async fn write(tx: &mut Tx, proposal: Arc<Proposal>) -> Result<ReorganisationId, Stop<Refusal>> {
    let line = &proposal.plan.line;
    let desk = &proposal.desk;
    let today = desk.clock.today();
    let registry = registry::load(tx, desk, line.commune_id, today).await?;
    let registry = registry.map_err(Stop::Refused)?;
    let value = value(&proposal, &registry);
    may_be(tx, desk, (&value, &registry)).await?;
    if !plan::freeze(tx, line.plan_id, line.revision).await? {
        return Err(Stop::Refused(Refusal::new("plan-stale")));
    }
    keep(tx, &value, line.plan_id, (proposal.actor.account_id, &proposal.audit)).await?;
    Ok(proposal.id)
}

/// Refuses a value that cannot be drawn as it is, every fault at once.
pub(crate) async fn may_be(
    tx: &mut Tx,
    desk: &Desk,
    (value, registry): (&Reorganisation, &Registry),
) -> Result<(), Stop<Refusal>> {
    let book = crate::rulebook::book_in(tx, desk).await?;
    let found = value.check_drawing(&registry.view(), &book, desk.clock.today());
    match Refusal::all(found.iter().map(Refusal::from).collect()) {
        Some(refusal) => Err(Stop::Refused(refusal)),
        None => Ok(()),
    }
}

/// Keeps a value that may be, frozen with its digest beside its plan, and writes the entry with the digest.
pub(crate) async fn keep(
    tx: &mut Tx,
    value: &Reorganisation,
    plan: PlanId,
    (by, audit): (AccountId, &Entry),
) -> Result<(), Stop<Refusal>> {
    let digest = store::audit::digest([value.canonical_bytes().as_slice()]);
    let new = NewReorganisation {
        id: value.id,
        commune: value.commune.id,
        plan,
        base_revision: i64::try_from(value.base_revision).unwrap_or(i64::MAX),
        households: value.total().households.into(),
        value: serde_json::to_value(value).unwrap_or_default(),
        digest: hex(&digest),
        created_by: by,
    };
    rows::add(tx, &new, audit.at).await?;
    tx.audit(Entry { digest: Some(digest), ..audit.clone() }).await?;
    Ok(())
}

/// The plan as a value over the registry of today.
fn value(proposal: &Proposal, registry: &Registry) -> Reorganisation {
    let mut members: BTreeMap<i64, Vec<AtomId>> = BTreeMap::new();
    for (atom, part) in &proposal.atoms {
        members.entry(*part).or_default().push(*atom);
    }
    let new_units = proposal.plan.units.iter().zip(&proposal.fresh).map(|(unit, fresh)| {
        let reason = unit.reason.as_deref().and_then(|code| code.parse().ok());
        let text = unit.reason_text.clone().unwrap_or_default();
        NewUnit {
            fresh_id: UnitId(fresh.0),
            state_id: StateId(fresh.1),
            continues: None,
            name: unit.name.clone(),
            short_name: unit.short_name.clone(),
            kind: proposal.plan.line.kind,
            atoms: members.remove(&unit.part).unwrap_or_default(),
            reasons: reason.map(|reason| CodedReason { reason, text }).into_iter().collect(),
        }
    });
    let mut value = Reorganisation {
        id: proposal.id,
        commune: registry.commune.clone(),
        base_revision: proposal.plan.line.base_revision.unsigned_abs(),
        effective_on: None,
        new_units: new_units.collect(),
        old_units: registry.base_units.clone(),
        old_sub_units: registry.sub_units.clone(),
        atoms: registry.atoms.clone(),
        method: Method::Counted,
    };
    value.inherit_identities();
    value
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
