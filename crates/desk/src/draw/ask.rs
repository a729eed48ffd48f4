//! Questions about a drawing, ordered as jobs: about a plan, or about a drawing that brought none.

use store::job::JobRow;
use store::{job, plan};
use units::{JobId, PlanId, UnitId};

use super::{Answer, Draws, OFFERED_MOST, Order, Wish, made, queue};
use crate::authority::system_scope;
use crate::{Act, Actor, Desk, Error, Refusal};

/// Steps of a question where nothing else is said: several drawings, some seconds each at most.
pub const STEPS: u64 = 96_000;
/// The largest change of a size that is asked about, in households.
const STEP_MOST: u32 = 500;
/// Shares by which alternatives may be asked to differ, in per cent.
const APART: std::ops::RangeInclusive<u32> = 1..=90;

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A plan.
    Plan(PlanId),
    /// A drawing, also one that brought no plan.
    Job(JobId),
}

/// What a job was ordered to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The commune.
    pub commune: UnitId,
    /// What is asked.
    pub wish: Wish,
    /// The plan it is about.
    pub about: Option<PlanId>,
    /// The rules.
    pub rules: Draws,
}

/// Orders an answer. It comes as a job, with progress as a drawing has.
///
/// # Errors
/// `ask-step`, `ask-wanted`, `ask-apart`, `ask-figures`, `plan-unknown`, `plan-not-base`,
/// `draw-unknown`, authority, or a failure.
pub async fn ask(
    desk: &Desk,
    actor: &Actor,
    of: Of,
    (wish, steps): (Wish, Option<u64>),
) -> Result<JobId, Error> {
    sound(wish)?;
    let (order, about) = match of {
        Of::Plan(id) => {
            let page = plan::page(&desk.store.read(), &system_scope(), id).await?;
            let page = page.ok_or(Refusal::new("plan-unknown"))?;
            (made::order_of(desk, &page).await?, Some(id))
        }
        Of::Job(id) => {
            let row = job::row(&desk.store.read(), &system_scope(), id).await?;
            let order = row.and_then(|row| serde_json::from_str::<Order>(&row.input).ok());
            let order = order.ok_or(Refusal::new("draw-unknown"))?;
            let about = order.about;
            (order, about)
        }
    };
    if order.what.within().is_some() {
        return Err(Refusal::new("plan-not-base").into());
    }
    let steps = Some(steps.unwrap_or(STEPS));
    let order = Order { wish, about, steps, seconds: None, ..order };
    queue(desk, actor, Act::DrawStart, order).await
}

/// Refuses a question that makes no sense.
fn sound(wish: Wish) -> Result<(), Refusal> {
    match wish {
        Wish::Explain { step } if step == 0 || step > STEP_MOST => {
            Err(Refusal::at("nac", "ask-step").with("most", STEP_MOST))
        }
        Wish::Alternatives { wanted, .. } if !(2..=OFFERED_MOST).contains(&wanted) => {
            Err(Refusal::at("may-phuong-an", "ask-wanted").with("most", OFFERED_MOST))
        }
        Wish::Alternatives { apart_percent, .. } if !APART.contains(&apart_percent) => {
            let refusal = Refusal::at("khac-nhau", "ask-apart").with("least", *APART.start());
            Err(refusal.with("most", *APART.end()))
        }
        Wish::Front { first, second } if first == second => Err(Refusal::at("hai", "ask-figures")),
        Wish::Plan | Wish::Repair { .. } => Err(Refusal::new("draw-unknown")),
        _ => Ok(()),
    }
}

/// What a job was ordered to do.
///
/// # Errors
/// `draw-unknown`.
pub fn asked(row: &JobRow) -> Result<Asked, Refusal> {
    let order = serde_json::from_str::<Order>(&row.input);
    let order = order.map_err(|_| Refusal::new("draw-unknown"))?;
    let Order { min, max, target, k, over_main_roads, .. } = order;
    Ok(Asked {
        commune: order.what.commune(),
        wish: order.wish,
        about: order.about,
        rules: Draws { min, max, target, k, over_main_roads },
    })
}

/// What a job found, once it is done.
#[must_use]
pub fn answer(row: &JobRow) -> Option<Answer> {
    serde_json::from_str(row.result.as_deref()?).ok()
}
