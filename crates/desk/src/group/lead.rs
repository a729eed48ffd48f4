//! What the head of a group does: rules, notices, meetings and small decisions recorded, and requests
//! for help settled by the neighbours or passed on as matters.

use std::sync::Arc;

use ledger::group::{NewAct, NewRequest, RequestState};
use ledger::matter::{Asker, Hand, NewMatter, OriginKind, ProofKind};
use ledger::{GroupActId, MatterId, PostKind};
use store::group as rows;
use store::{Entry, Stop, Tx};
use units::{PostId, UnitId};

use super::found;
use crate::authority::{Acting, authorize_as, scope_of};
use crate::matter::Opening;
use crate::{Act, Actor, Desk, Error, Refusal, entry, stop};

/// Working days for what no rule of the commune sets days for.
const DAYS: u32 = 5;

/// The clears of a request that is passed on, in the words of the page that passes it on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOn {
    /// What the owner answers for.
    pub responsibility: String,
    /// What will be there at the end.
    pub product: String,
    /// What the owner may decide alone.
    pub authority: String,
}

struct Passing {
    desk: Desk,
    group: rows::Line,
    request: GroupActId,
    said: PassedOn,
    matter: MatterId,
    hand: PostId,
    audit: Entry,
}

async fn leads(desk: &Desk, actor: &Actor, group: UnitId) -> Result<(rows::Line, Acting), Error> {
    let (line, object) = found(desk, group).await?;
    let acting = authorize_as(actor, Act::GroupLead, &object)?;
    if line.dissolved_on.is_some() {
        return Err(Refusal::new("group-dissolved").into());
    }
    Ok((line, acting))
}

/// Records rules, a notice, a meeting or a decision.
///
/// # Errors
/// `group-unknown`, `group-dissolved`, the refusals of [`NewAct::check`], authority, or a failure.
pub async fn record(
    desk: &Desk,
    actor: &Actor,
    (group, id): (UnitId, GroupActId),
    act: NewAct,
) -> Result<(), Error> {
    let (_, acting) = leads(desk, actor, group).await?;
    let act = act.check(desk.clock.today())?;
    let now = desk.clock.now();
    let audit = entry(now, (actor, &acting.post), Act::GroupLead, ("group-act", id.0));
    let by = acting.post_id;
    desk.act((act, audit), move |tx, input| {
        Box::pin(async move {
            let (act, audit) = &*input;
            if rows::is_kept(tx, id).await? {
                tx.without_audit();
                return Ok(());
            }
            rows::record(tx, (id, group), act, (by, now)).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Enters what somebody asked the group for.
///
/// # Errors
/// `group-unknown`, `group-dissolved`, the refusals of [`NewRequest::check`], authority, or a failure.
pub async fn ask(
    desk: &Desk,
    actor: &Actor,
    (group, id): (UnitId, GroupActId),
    request: NewRequest,
) -> Result<(), Error> {
    let (_, acting) = leads(desk, actor, group).await?;
    let request = request.check()?;
    let (today, now) = (desk.clock.today(), desk.clock.now());
    let audit = entry(now, (actor, &acting.post), Act::GroupLead, ("group-request", id.0));
    desk.act((request, audit), move |tx, input| {
        Box::pin(async move {
            let (request, audit) = &*input;
            if rows::is_kept(tx, id).await? {
                tx.without_audit();
                return Ok(());
            }
            let said = (request.category, request.said.as_str());
            rows::add_request(tx, (id, group), said, (today, now)).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// What the group was asked for: for its head alone.
///
/// # Errors
/// `group-unknown`, authority, or a failure.
pub async fn requests(
    desk: &Desk,
    actor: &Actor,
    group: UnitId,
) -> Result<Vec<rows::Request>, Error> {
    let (_, object) = found(desk, group).await?;
    authorize_as(actor, Act::GroupLead, &object)?;
    Ok(rows::requests(&desk.store.read(), &scope_of(actor, object.on), group).await?)
}

/// What residents asked of the group through its page, what is owed first: for its head alone.
///
/// # Errors
/// `group-unknown`, authority, or a failure.
pub async fn asked(
    desk: &Desk,
    actor: &Actor,
    group: UnitId,
) -> Result<Vec<store::feedback::Line>, Error> {
    let (_, object) = found(desk, group).await?;
    authorize_as(actor, Act::GroupLead, &object)?;
    let scope = scope_of(actor, object.on);
    Ok(store::feedback::asked_of(&desk.store.read(), &scope, group, object.on).await?)
}

/// Says that the group helped by itself, or that whoever asked took it back.
///
/// # Errors
/// `group-unknown`, `group-request-unknown`, `group-request-settled`, authority, or a failure.
pub async fn settle(
    desk: &Desk,
    actor: &Actor,
    (group, request): (UnitId, GroupActId),
    helped: bool,
) -> Result<(), Error> {
    let (_, acting) = leads(desk, actor, group).await?;
    let state = if helped { RequestState::Helped } else { RequestState::TakenBack };
    let today = desk.clock.today();
    let object = ("group-request", request.0);
    let audit = entry(desk.clock.now(), (actor, &acting.post), Act::GroupLead, object);
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            if rows::request_now(tx, (group, request)).await?.is_none() {
                return Err(stop("group-request-unknown"));
            }
            if !rows::settle(tx, request, (state, None), today).await? {
                return Err(stop("group-request-settled"));
            }
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Passes a request on: a matter is opened for the post that answers this field here, else for the head
/// of the khu phố, else for the commune's dispatcher. The group's head confirms or reopens.
///
/// # Errors
/// `group-unknown`, `group-request-unknown`, `group-request-settled`, `group-no-owner`, the refusals of
/// the matter, authority, or a failure.
pub async fn pass_on(
    desk: &Desk,
    actor: &Actor,
    (group, request): (UnitId, GroupActId),
    said: PassedOn,
) -> Result<MatterId, Error> {
    let (line, acting) = leads(desk, actor, group).await?;
    let object = ("group-request", request.0);
    let audit = entry(desk.clock.now(), (actor, &acting.post), Act::GroupLead, object);
    let passing = Passing {
        matter: MatterId(desk.clock.id()),
        hand: line.head_post_id,
        desk: desk.clone(),
        group: line,
        request,
        said,
        audit,
    };
    desk.act(passing, |tx, passing| Box::pin(pass(tx, passing))).await
}

async fn pass(tx: &mut Tx, passing: Arc<Passing>) -> Result<MatterId, Stop<Refusal>> {
    let Passing { desk, group, said, matter, hand, .. } = &*passing;
    let today = desk.clock.today();
    let request = rows::request_now(tx, (group.unit_id, passing.request)).await?;
    let request = request.ok_or(stop("group-request-unknown"))?;
    if let Some(known) = request.matter_id {
        tx.without_audit();
        return Ok(known);
    }
    let unit = group.parent_id.ok_or(stop("group-dissolved"))?;
    let way = way_of(tx, desk, group, &request).await?;
    let new = NewMatter {
        id: *matter,
        origin: (OriginKind::Group, passing.request.0),
        household_id: None,
        asker: Asker::Place(group.unit_id, *hand),
        owner: Some(way.owner),
        work: request.said,
        due_on: Some(desk.calendar.due(today, way.days)),
        responsibility: said.responsibility.clone(),
        product: said.product.clone(),
        authority: said.authority.clone(),
        cooperating: Vec::new(),
        wanted: Some(way.proof),
        due_set_by: way.set_by,
        is_triaged_first: false,
    };
    let opening =
        Opening { unit, point: None, difficulty: None, is_public: false, hand: Hand::Post(*hand) };
    let opened = crate::matter::open_in(tx, desk, new, opening).await?;
    let state = (RequestState::PassedOn, Some(opened.id));
    if !rows::settle(tx, passing.request, state, today).await? {
        return Err(stop("group-request-settled"));
    }
    tx.audit(passing.audit.clone()).await?;
    Ok(opened.id)
}

/// Where a request goes.
struct Way {
    owner: PostId,
    set_by: PostId,
    days: u32,
    proof: ProofKind,
}

async fn way_of(
    tx: &mut Tx,
    desk: &Desk,
    group: &rows::Line,
    request: &rows::Request,
) -> Result<Way, Stop<Refusal>> {
    let today = desk.clock.today();
    let mut leads = Vec::new();
    for (unit, kind) in
        [(group.parent_id, PostKind::UnitHead), (group.commune_id, PostKind::Dispatcher)]
    {
        if let Some(unit) = unit {
            let posts = store::post::of_unit(tx, unit, today).await?;
            leads.extend(posts.into_iter().find(|post| post.kind == kind).map(|p| p.post_id));
        }
    }
    let routed = match group.commune_id {
        Some(commune) => store::post::route(tx, commune, request.category, today).await?,
        None => None,
    };
    if let Some(route) = routed {
        return Ok(Way {
            owner: route.post_id,
            set_by: leads.last().copied().unwrap_or(route.post_id),
            days: u32::try_from(route.days).unwrap_or(DAYS),
            proof: route.proof,
        });
    }
    let owner = *leads.first().ok_or(stop("group-no-owner"))?;
    let set_by = leads.last().copied().unwrap_or(owner);
    Ok(Way { owner, set_by, days: DAYS, proof: ProofKind::Photo })
}
