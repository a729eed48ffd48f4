//! Drawing: the rules that hold for a commune, orders as job rows, and the one solver thread that
//! takes them. What is drawn is built in [`problem`]; what came out is counted in [`figures`].

mod answer;
pub mod ask;
mod border;
pub mod city;
mod explained;
pub(crate) mod figures;
pub mod instance;
mod made;
pub(crate) mod name;
mod order;
mod problem;
mod wish;
mod worker;

use store::{Stop, job, plan, unit};
use units::rulebook::{Rule, Rulebook};
use units::{Day, JobId, Kind, UnitId};

use crate::authority::system_scope;
use crate::registry;
use crate::{Act, Actor, Desk, Error, Refusal, authority, entry};

pub use answer::{Answer, Choice, Figures};
pub use explained::{Draws, Explained, Freed, Relaxed, Subject, Told};
pub(crate) use made::order_of;
pub(crate) use order::{Order, What};
pub(crate) use problem::{Drawn, border_rows, build};
pub use wish::{Figure, OFFERED_MOST, Wish};
pub use worker::Worker;
pub(crate) use worker::{Loaded, load};

/// The job kind of a drawing.
pub const JOB: &str = "draw";

/// Steps of a search where the order says nothing: a few seconds on an office machine.
pub const STEPS: u64 = 16_000;

/// A number of the rulebook with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Sourced {
    /// Households.
    pub households: u32,
    /// Title, number and article of the document.
    pub source: String,
    /// Whether nobody has checked it against the document.
    pub unverified: bool,
    /// Its address in the rulebook.
    pub address: String,
}

/// A dated notice of the rulebook that stands against acting.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Notice {
    /// Its name, by which it is acknowledged.
    pub id: String,
    /// What it says, in Vietnamese.
    pub vi: String,
    /// What it says, in English.
    pub en: String,
    /// The document.
    pub source: String,
    /// Its address in the rulebook.
    pub address: String,
}

/// The rules under which a commune is drawn on a day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DrawRulesView {
    /// The commune.
    pub commune_id: UnitId,
    /// Its name.
    pub name: String,
    /// The kind of unit that is drawn.
    pub kind: Kind,
    /// The floor.
    pub min: Sourced,
    /// The most, where a rule sets one.
    pub max: Option<Sourced>,
    /// The target offered; the office chooses.
    pub target: u32,
    /// Households of the commune on the day.
    pub households: i64,
    /// Old base units on the day.
    pub old_units: i64,
    /// The most units the floor allows.
    pub parts_most: i64,
    /// Notices that stand on the day.
    pub notices: Vec<Notice>,
}

/// What a person orders.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DrawOrder {
    /// Households wished for per unit; the rulebook's offer where absent.
    pub target: Option<u32>,
    /// Fewest households; the rulebook's floor where absent.
    pub min: Option<u32>,
    /// Most households; the rulebook's where absent.
    pub max: Option<u32>,
    /// How many units; as the sizes like best where absent.
    pub k: Option<u32>,
    /// Seed of the search.
    pub seed: u64,
    /// Steps of the search; with them the same order always gives the same plan.
    pub steps: Option<u64>,
    /// Seconds instead of steps.
    pub seconds: Option<u32>,
    /// Whether a unit may lie on both sides of a main road wherever a street goes straight over it.
    pub over_main_roads: bool,
}

impl DrawRulesView {
    /// Fewest, most and wished-for households of an order; for what it leaves open, the rules'.
    fn sizes(&self, order: &DrawOrder) -> (u32, u32, u32) {
        let min = order.min.unwrap_or(self.min.households);
        let most = self.max.as_ref().map(|max| max.households);
        let max = order.max.or(most).unwrap_or(min.saturating_add(min / 3));
        (min, max, order.target.unwrap_or(u32::midpoint(min, max)))
    }
}

/// The rules that hold for drawing a commune on a day, each with its source.
///
/// # Errors
/// `registry-no-commune`, `draw-no-kind`, `draw-no-norm`, or a failure.
pub async fn rules(desk: &Desk, commune: UnitId, day: Day) -> Result<DrawRulesView, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let line = unit::line(&reader, &scope, commune, day).await?;
    let Some(line) = line else { return Err(Refusal::new("registry-no-commune").into()) };
    let place = registry::place_of(desk, commune, day).await?;
    let kind = line.kind.base_kind_under().ok_or(Refusal::new("draw-no-kind"))?;
    let book = crate::rulebook::book(desk).await?;
    let norm = book.size_norm(kind, &place, day);
    let norm = norm.ok_or(Refusal::new("draw-no-norm").with("kind", kind))?;
    let min = norm.min_households();
    let max = norm.max.zip(norm.max_households()).map(|(rule, most)| sourced(&book, rule, most));
    let top = max.as_ref().map_or(min + min / 3, |max| max.households);
    let notices = book.notices(None, &place, day).into_iter().filter_map(|rule| {
        let (vi, en) = rule.value.words()?;
        let (source, address) = (rule.citation(), book.address(rule));
        let (vi, en) = (vi.to_owned(), en.to_owned());
        Some(Notice { id: rule.id.clone(), vi, en, source, address })
    });
    Ok(DrawRulesView {
        commune_id: commune,
        name: line.name,
        kind,
        min: sourced(&book, norm.min, min),
        max,
        target: (min + top) / 2,
        households: line.households,
        old_units: line.children,
        parts_most: line.households / i64::from(min.max(1)),
        notices: notices.collect(),
    })
}

fn sourced(book: &Rulebook, rule: &Rule, households: u32) -> Sourced {
    let (source, unverified) = (rule.citation(), rule.unverified);
    Sourced { households, source, unverified, address: book.address(rule) }
}

/// Orders a drawing of a commune's base units. The answer is the job to watch.
///
/// # Errors
/// `draw-sizes` for a range that is none, those of [`rules`], authority, or a failure.
pub async fn start(
    desk: &Desk,
    actor: &Actor,
    commune: UnitId,
    order: DrawOrder,
) -> Result<JobId, Error> {
    let today = desk.clock.today();
    let rules = rules(desk, commune, today).await?;
    let what = What::Base { commune };
    let order = Order::of(what, rules.kind, rules.sizes(&order), today, order)?;
    queue(desk, actor, Act::DrawStart, order).await
}

/// Queues an order inside one act.
pub(crate) async fn queue(
    desk: &Desk,
    actor: &Actor,
    act: Act,
    order: Order,
) -> Result<JobId, Error> {
    let object = desk.object(order.what.commune()).await?;
    let post = authority::authorize(actor, act, &object)?;
    let id = JobId(desk.clock.id());
    let now = desk.clock.now();
    let input = serde_json::to_string(&order).unwrap_or_default();
    let queued = job::NewJob {
        job_id: id,
        kind: JOB,
        digest: store::audit::digest([input.as_bytes()]),
        input,
        seed: i64::from_le_bytes(order.seed.to_le_bytes()),
        quota: i64::try_from(order.steps.unwrap_or(0)).unwrap_or(i64::MAX),
        created_by: Some(actor.account_id),
        queued_at: now,
    };
    let audit = entry(now, (actor, &post), act, ("job", id.0));
    let asked = order.wish.question().map(|asked| plan::Question {
        job: id,
        plan: order.about,
        asked: asked.to_owned(),
        asked_at: now,
        state: String::new(),
    });
    let commune = order.what.commune();
    desk.act((queued, asked, audit), move |tx, input| {
        Box::pin(async move {
            job::queue(tx, &input.0).await?;
            if let Some(question) = &input.1 {
                plan::add_question(tx, commune, question).await?;
            }
            tx.audit(input.2.clone()).await?;
            Ok(input.0.job_id)
        })
    })
    .await
}

/// Stops a drawing that is not over.
///
/// # Errors
/// `draw-unknown`, `draw-over`, authority, or a failure.
pub async fn cancel(desk: &Desk, actor: &Actor, id: JobId) -> Result<(), Error> {
    let row = job::row(&desk.store.read(), &system_scope(), id).await?;
    let order = row.and_then(|row| serde_json::from_str::<Order>(&row.input).ok());
    let Some(order) = order else { return Err(Refusal::new("draw-unknown").into()) };
    let object = desk.object(order.what.commune()).await?;
    let post = authority::authorize(actor, Act::DrawCancel, &object)?;
    let now = desk.clock.now();
    let audit = entry(now, (actor, &post), Act::DrawCancel, ("job", id.0));
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            if !job::cancel(tx, id, now).await? {
                return Err(Stop::Refused(Refusal::new("draw-over")));
            }
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}

/// The commune a drawing job is about, and what it divides inside it.
///
/// # Errors
/// `draw-unknown`, or a failure.
pub async fn subject(
    desk: &Desk,
    id: JobId,
) -> Result<(UnitId, Option<store::plan::Within>), Error> {
    let row = job::row(&desk.store.read(), &system_scope(), id).await?;
    let order = row.and_then(|row| serde_json::from_str::<Order>(&row.input).ok());
    let Some(order) = order else { return Err(Refusal::new("draw-unknown").into()) };
    Ok((order.what.commune(), order.what.within()))
}
