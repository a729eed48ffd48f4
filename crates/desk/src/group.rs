//! Self-managed groups inside one unit: drawn by the same engine over clusters, formed, led, joined by
//! consent, dissolved. A group decides nothing for those outside it, and its head sees only what the
//! group was asked for.

mod dissolve;
mod form;
mod lead;
mod member;

use store::plan::{self, Within};
use units::{JobId, Kind, PlanId, UnitId};

pub use dissolve::dissolve;
pub use form::{NewGroup, form};
pub use lead::{PassedOn, ask, asked, pass_on, record, requests, settle};
pub use member::{join, members, withdraw};

use crate::authority::system_scope;
use crate::authority::{Acting, authorize_as};
use crate::draw::{self, DrawOrder, Order, What};
use crate::{Act, Actor, Desk, Error, Object, Refusal};

/// Households of a self-managed group: no law sets them, an office may choose others.
pub const MIN: u32 = 40;
/// Most households of a self-managed group.
pub const MAX: u32 = 80;

/// Orders a division of a unit, drawn or in the registry, into self-managed groups. The answer is
/// the job to watch.
///
/// # Errors
/// `plan-unknown`, `plan-no-part`, `group-no-unit`, `draw-sizes`, authority, or a failure.
pub async fn propose(
    desk: &Desk,
    actor: &Actor,
    within: Within,
    order: DrawOrder,
) -> Result<JobId, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let (what, day) = match within {
        Within::Part(id, part) => {
            let page = plan::page(&reader, &scope, id).await?;
            let page = page.ok_or(Refusal::new("plan-unknown"))?;
            if !page.units.iter().any(|unit| unit.part == part) {
                return Err(Refusal::new("plan-no-part").into());
            }
            let commune = page.line.commune_id;
            (What::Part { commune, plan: id, part }, page.line.drawn_on)
        }
        Within::Unit(unit) => {
            let today = desk.clock.today();
            let line = store::unit::line(&reader, &scope, unit, today).await?;
            let commune: Option<UnitId> =
                line.filter(|line| line.kind.is_base()).and_then(|line| line.parent_id);
            let commune = commune.ok_or(Refusal::new("group-no-unit"))?;
            (What::Unit { commune, unit }, today)
        }
    };
    let (min, max) = (order.min.unwrap_or(MIN), order.max.unwrap_or(MAX));
    let target = order.target.unwrap_or(u32::midpoint(min, max));
    let order = DrawOrder { steps: order.steps.or(Some(4_000)), ..order };
    let order = Order::of(what, Kind::ToTuQuan, (min, max, target), day, order)?;
    draw::queue(desk, actor, Act::GroupPropose, order).await
}

/// The unit of the registry that a plan of groups divides: the one it was drawn in, or the one that the
/// plan's part became by its adoption. Nothing while the plan's part is only a proposal.
///
/// # Errors
/// A failure of the database.
pub async fn unit_of_plan(desk: &Desk, id: PlanId) -> Result<Option<UnitId>, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let page = plan::page(&reader, &scope, id).await?;
    match page.and_then(|page| page.line.within) {
        None => Ok(None),
        Some(Within::Unit(unit)) => Ok(Some(unit)),
        Some(Within::Part(within, part)) => {
            let above = plan::page(&reader, &scope, within).await?;
            let Some(adopted) = above.and_then(|page| page.reorganisation) else { return Ok(None) };
            unit_of_part(desk, adopted, part).await
        }
    }
}

async fn unit_of_part(
    desk: &Desk,
    id: units::ReorganisationId,
    part: i64,
) -> Result<Option<UnitId>, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let page = store::reorganisation::page(&reader, &scope, id).await?;
    let Some(page) = page.filter(|page| page.line.state == store::reorganisation::State::Adopted)
    else {
        return Ok(None);
    };
    let value: Option<units::reorganisation::Reorganisation> =
        serde_json::from_value(page.value).ok();
    let part = usize::try_from(part).unwrap_or(usize::MAX);
    Ok(value.and_then(|value| value.new_units.get(part).map(|unit| unit.id())))
}

/// A group with what authority compares: where it lies, and its head's post.
async fn found(desk: &Desk, group: UnitId) -> Result<(store::group::Line, Object), Error> {
    let today = desk.clock.today();
    let line = store::group::line_now(&mut desk.store.read(), group, today).await?;
    let line = line.ok_or(Refusal::new("group-unknown"))?;
    let object = desk.object(group).await?.naming([line.head_post_id]);
    Ok((line, object))
}

/// As what a person looks after the members: as the group's head, or as whoever may form groups here.
fn looks_after(actor: &Actor, object: &Object) -> Result<(Act, Acting), Refusal> {
    match authorize_as(actor, Act::GroupLead, object) {
        Ok(acting) => Ok((Act::GroupLead, acting)),
        Err(_) => {
            authorize_as(actor, Act::GroupForm, object).map(|acting| (Act::GroupForm, acting))
        }
    }
}
