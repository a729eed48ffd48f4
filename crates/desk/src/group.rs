//! Self-managed groups inside one unit: the second level, the same engine, over clusters.

use store::plan::{self, Within};
use units::{JobId, Kind, UnitId};

use crate::authority::system_scope;
use crate::draw::{self, DrawOrder, Order, What};
use crate::{Act, Actor, Desk, Error, Refusal};

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
