//! Forming a group inside a khu phố or ấp.

use std::sync::Arc;

use ledger::group::{self as rules, GroupKind};
use ledger::{PostCategory, PostKind};
use store::group as rows;
use store::post::Post;
use store::unit::NewState;
use store::{Entry, Stop, Tx};
use units::{Kind, Period, PlanId, PostId, StateId, UnitId, UnitState};

use super::unit_of_plan;
use crate::authority::{authorize_as, system_scope};
use crate::{Act, Actor, Desk, Error, Refusal, entry, stop};

/// A group to form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGroup {
    /// Its identity; the same identity sent twice gives the same group.
    pub id: UnitId,
    /// The khu phố or ấp it lies in.
    pub parent: UnitId,
    /// What it is made of.
    pub kind: GroupKind,
    /// Its name: "Xóm tự quản hẻm 12".
    pub name: String,
    /// The name of the post that leads it, in Vietnamese and in English.
    pub head: (String, String),
    /// The streets, alleys or blocks it covers.
    pub ground: String,
    /// People of the core, the head among them.
    pub core: i64,
    /// The part of a finished plan it was drawn as.
    pub plan: Option<(PlanId, i64)>,
}

struct Forming {
    desk: Desk,
    new: NewGroup,
    head: PostId,
    state: StateId,
    formed_by: Option<PostId>,
    audit: Entry,
}

/// Forms a group from today on, with the post that leads it.
///
/// # Errors
/// `group-no-unit`, `group-name-taken`, `group-core-size`, `group-plan-elsewhere`, `group-part-formed`, the
/// refusals of its texts, authority, or a failure.
pub async fn form(desk: &Desk, actor: &Actor, new: NewGroup) -> Result<UnitId, Error> {
    let acting = authorize_as(actor, Act::GroupForm, &desk.object(new.parent).await?)?;
    let mut refusals: Vec<Refusal> = Vec::new();
    let mut kept = |checked: Result<String, ledger::Refusal>| {
        checked.unwrap_or_else(|refusal| {
            refusals.push(refusal.into());
            String::new()
        })
    };
    let name = kept(ledger::text::title("ten", &new.name));
    let ground = kept(ledger::text::text("pham-vi", &new.ground));
    if let Err(refusal) = rules::core(new.core) {
        refusals.push(refusal.into());
    }
    if let Some(plan) = new.plan {
        refusals.extend(plan_fault(desk, plan, (new.id, new.parent)).await?);
    }
    if let Some(refusal) = Refusal::all(refusals) {
        return Err(refusal.into());
    }
    let audit = entry(desk.clock.now(), (actor, &acting.post), Act::GroupForm, ("unit", new.id.0));
    let forming = Forming {
        new: NewGroup { name, ground, ..new },
        head: PostId(desk.clock.id()),
        state: StateId(desk.clock.id()),
        formed_by: acting.post_id,
        desk: desk.clone(),
        audit,
    };
    desk.act(forming, |tx, forming| Box::pin(write(tx, forming))).await
}

/// What speaks against forming a plan's part here.
async fn plan_fault(
    desk: &Desk,
    (plan, part): (PlanId, i64),
    (group, parent): (UnitId, UnitId),
) -> Result<Option<Refusal>, Error> {
    if unit_of_plan(desk, plan).await? != Some(parent) {
        return Ok(Some(Refusal::new("group-plan-elsewhere")));
    }
    let (reader, scope) = (desk.store.read(), system_scope());
    let formed = rows::formed_parts(&reader, &scope, plan).await?;
    let taken = formed.iter().any(|(known, unit)| *known == part && *unit != group);
    Ok(taken.then(|| Refusal::new("group-part-formed")))
}

async fn write(tx: &mut Tx, forming: Arc<Forming>) -> Result<UnitId, Stop<Refusal>> {
    let Forming { desk, new, .. } = &*forming;
    let today = desk.clock.today();
    if rows::line_now(tx, new.id, today).await?.is_some() {
        return Ok(already(tx, new.id));
    }
    let parent = store::unit::state_now(tx, new.parent, today).await?;
    if !parent.is_some_and(|state| state.kind.is_base()) {
        return Err(stop("group-no-unit"));
    }
    if rows::is_named(tx, new.parent, (&new.name, today)).await? {
        let refusal = Refusal::at("ten", "group-name-taken").with("name", &new.name);
        return Err(Stop::Refused(refusal));
    }
    add_unit(tx, &forming).await?;
    let Some(locality) = store::locality::of(tx, new.id, today).await? else {
        return Err(stop("group-no-unit"));
    };
    let leads = store::post::of_unit(tx, new.parent, today).await?;
    let above = leads.into_iter().find(|post| post.kind == PostKind::UnitHead);
    let head = Post {
        post_id: forming.head,
        kind: PostKind::GroupHead,
        category: PostCategory::Volunteer,
        name: units::text::tidy(&new.head.0),
        name_en: units::text::tidy(&new.head.1),
        body: None,
        unit_id: Some(new.id),
        commune_id: locality.commune_id,
        superior: above.map(|post| (post.post_id, post.name)),
        requirement: String::new(),
        training: String::new(),
        valid: Period::since(today),
    };
    store::post::add(tx, &head, None).await?;
    let row = rows::NewGroup {
        kind: new.kind,
        ground: new.ground.clone(),
        core: new.core,
        head: forming.head,
        plan: new.plan,
        formed_on: today,
        formed_by: forming.formed_by,
    };
    rows::add(tx, &row, locality).await?;
    crate::follow::group_formed(tx, desk, (new.id, new.parent), locality.commune_id).await?;
    tx.audit(forming.audit.clone()).await?;
    Ok(new.id)
}

/// The form came twice: nothing is written again.
fn already(tx: &mut Tx, id: UnitId) -> UnitId {
    tx.without_audit();
    id
}

async fn add_unit(tx: &mut Tx, forming: &Forming) -> Result<(), Stop<Refusal>> {
    let Forming { desk, new, state, audit, .. } = forming;
    let state = UnitState {
        id: *state,
        unit_id: new.id,
        valid: Period::since(desk.clock.today()),
        kind: Kind::ToTuQuan,
        name: new.name.clone(),
        short_name: new.name.clone(),
        official_code: None,
        parent_id: Some(new.parent),
        legal_document: None,
    };
    store::unit::add_units(tx, &[new.id], audit.at).await?;
    let id = state.id;
    let state = NewState { state, declared_households: None, began: None };
    store::unit::add_states(tx, &[state], audit.at).await?;
    if let Some((plan, part)) = new.plan {
        store::unit::shape_from_plan(tx, id, plan, part).await?;
    }
    Ok(())
}
