//! Dissolving a group: what it owed and what it asked for goes on with living posts.

use ledger::PostKind;
use ledger::follow::FollowedBy;
use ledger::matter::{Act as Move, Hand};
use store::group as rows;
use store::matter::{self, Standing};
use store::{Entry, Stop, Tx};
use units::{PostId, UnitId};

use super::found;
use crate::authority::authorize_as;
use crate::{Act, Actor, Desk, Error, Refusal, entry, stop};

/// Who goes on for a group: who leads its khu phố, then the posts of the commune, best first.
const OF_COMMUNE: [PostKind; 4] =
    [PostKind::Dispatcher, PostKind::Chairman, PostKind::DeputyChairman, PostKind::Officer];

struct Dissolving {
    desk: Desk,
    group: rows::Line,
    why: String,
    audit: Entry,
}

/// Dissolves a group from today on: its post, its memberships and consents end with it. What residents
/// asked of it and is not settled lies with its khu phố from today on; what it asked for itself is
/// confirmed or reopened by who leads there, or by the commune's post where that one owes it.
///
/// # Errors
/// `group-unknown`, `group-dissolved`, `group-formed-today`, `group-requests-open`, `group-no-heir`, the
/// refusals of the reason, authority, or a failure.
pub async fn dissolve(desk: &Desk, actor: &Actor, group: UnitId, why: &str) -> Result<(), Error> {
    let (line, object) = found(desk, group).await?;
    let acting = authorize_as(actor, Act::GroupForm, &object)?;
    let why = ledger::text::text("ly-do", why)?;
    if line.dissolved_on.is_some() {
        return Err(Refusal::new("group-dissolved").into());
    }
    if line.formed_on >= desk.clock.today() {
        return Err(Refusal::new("group-formed-today").into());
    }
    let audit = entry(desk.clock.now(), (actor, &acting.post), Act::GroupForm, ("unit", group.0));
    let input = Dissolving { desk: desk.clone(), group: line, why, audit };
    desk.act(input, |tx, input| Box::pin(async move { end(tx, &input).await })).await
}

async fn end(tx: &mut Tx, input: &Dissolving) -> Result<(), Stop<Refusal>> {
    let Dissolving { desk, group, why, audit } = input;
    let today = desk.clock.today();
    let open = rows::open_requests(tx, group.unit_id).await?;
    if open > 0 {
        return Err(Stop::Refused(Refusal::new("group-requests-open").with("n", open)));
    }
    hand_on(tx, desk, group).await?;
    if !rows::dissolve(tx, group.unit_id, (today, why)).await? {
        return Err(stop("group-dissolved"));
    }
    tx.audit(audit.clone()).await?;
    Ok(())
}

/// Gives a living owner and a living asker to what is not settled for good.
async fn hand_on(tx: &mut Tx, desk: &Desk, group: &rows::Line) -> Result<(), Stop<Refusal>> {
    let (today, at, head) = (desk.clock.today(), desk.clock.now(), group.head_post_id);
    let heirs = heirs(tx, desk, group).await?;
    let place = group.parent_id.ok_or(stop("group-dissolved"))?;
    let lying = matter::unsettled(tx, (group.unit_id, head), today).await?;
    let nobody = || stop("group-no-heir");
    for standing in lying {
        let unit = if standing.unit_id == group.unit_id { place } else { standing.unit_id };
        let owner = if standing.post_id == head { heirs.first() } else { Some(&standing.post_id) };
        let owner = *owner.ok_or_else(nobody)?;
        // Nobody moves the own day: whoever stands behind the new owner does.
        let setter = heirs.iter().find(|heir| **heir != owner).unwrap_or(&owner);
        let moved = Standing { unit_id: unit, post_id: owner, ..standing };
        matter::move_now(tx, &moved, (FollowedBy::Dissolved, today, at)).await?;
        let Some(loaded) = matter::load(tx, standing.matter_id, today).await? else { continue };
        if [owner, head].contains(&loaded.matter.due_set_by) {
            matter::pass_day(tx, standing.matter_id, *setter).await?;
        }
        if loaded.matter.state.is_open() {
            let at = (loaded.locality, standing.point);
            crate::follow::opened(tx, desk, &loaded.matter, at).await?;
        }
    }
    for (id, owner) in matter::asked_by(tx, head, today).await? {
        let other = heirs.iter().find(|heir| **heir != owner);
        let to = *other.or(heirs.first()).ok_or_else(nobody)?;
        let pass = Move::PassAsking { to, unit: place };
        crate::matter::take_in(tx, desk, (id, None), pass, Hand::Program).await?;
    }
    Ok(())
}

/// The posts that may go on, best first.
async fn heirs(tx: &mut Tx, desk: &Desk, group: &rows::Line) -> Result<Vec<PostId>, Stop<Refusal>> {
    let today = desk.clock.today();
    let mut heirs = Vec::new();
    for (unit, kinds) in
        [(group.parent_id, &[PostKind::UnitHead][..]), (group.commune_id, &OF_COMMUNE[..])]
    {
        let Some(unit) = unit else { continue };
        let posts = store::post::of_unit(tx, unit, today).await?;
        for kind in kinds {
            heirs.extend(posts.iter().filter(|post| post.kind == *kind).map(|post| post.post_id));
        }
    }
    Ok(heirs)
}
