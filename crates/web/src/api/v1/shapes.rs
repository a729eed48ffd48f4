//! The promised shapes of version 1. They change only by addition.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A unit as of a day.
#[derive(Serialize, ToSchema)]
pub struct Unit {
    /// Identity, never reused.
    pub id: String,
    /// Wire code of its kind.
    #[schema(example = "khu_pho")]
    pub kind: String,
    /// Its name with the kind.
    #[schema(example = "Khu phố 3")]
    pub name: String,
    /// The unit above it.
    pub parent_id: Option<String>,
    /// First day on which the state no longer held; absent while it holds.
    #[schema(example = "2024-07-01")]
    pub ended_on: Option<String>,
    /// Households on the day.
    pub households: i64,
    /// People on the day; null where the households are too few to tell.
    pub people: Option<i64>,
    /// Units directly below it on the day.
    pub children: i64,
    /// Whether its outline is known.
    pub has_map: bool,
}

/// A list of units with the cursor of the next page.
#[derive(Serialize, ToSchema)]
pub struct Units {
    /// The day the list speaks of.
    pub at: String,
    /// The units.
    pub items: Vec<Unit>,
    /// Cursor of the next page; absent on the last.
    pub next: Option<String>,
}

/// A unit with its states.
#[derive(Serialize, ToSchema)]
pub struct UnitPage {
    /// The day asked for.
    pub at: String,
    /// Whether the state shown holds on that day.
    pub holds: bool,
    /// The unit on the day, or its nearest state.
    pub unit: Unit,
    /// Units above it, outermost first.
    pub path: Vec<Named>,
    /// Official code, where it has one. Codes are reissued: never use one as a key.
    pub official_code: Option<String>,
    /// Area of its outline in square metres.
    pub area_m2: Option<i64>,
    /// Every state, oldest first.
    pub states: Vec<State>,
}

/// A unit by its name.
#[derive(Serialize, ToSchema)]
pub struct Named {
    /// Identity.
    pub id: String,
    /// Name then.
    pub name: String,
}

/// One dated state of a unit.
#[derive(Serialize, ToSchema)]
pub struct State {
    /// First day.
    pub from: String,
    /// First day on which it no longer held.
    pub until: Option<String>,
    /// Wire code of its kind then.
    pub kind: String,
    /// Name then.
    pub name: String,
    /// Number of the legal document.
    pub legal_document: Option<String>,
}

/// What a unit came from and became.
#[derive(Serialize, ToSchema)]
pub struct Lineage {
    /// Edges into the unit.
    pub past: Vec<Edge>,
    /// Edges out of it.
    pub successors: Vec<Edge>,
}

/// One edge of lineage.
#[derive(Serialize, ToSchema)]
pub struct Edge {
    /// Wire code of the event.
    #[schema(example = "merge_new")]
    pub event: String,
    /// First day of the new state.
    pub effective_on: String,
    /// Number of the legal document.
    pub legal_document: Option<String>,
    /// The unit at the other end.
    pub unit: Named,
    /// Households along the edge.
    pub households: i64,
    /// People along the edge; null where the households are too few to tell.
    pub people: Option<i64>,
    /// Square metres along the edge.
    pub area_m2: i64,
    /// `whole` or `part` of the old unit.
    pub coverage: String,
    /// How the shares are known: `counted`, `decree`, `area` or `estimate`.
    pub method: String,
}

/// A drawn plan.
#[derive(Serialize, ToSchema)]
pub struct Plan {
    /// Identity.
    pub id: String,
    /// The commune it divides.
    pub commune_id: String,
    /// Its name.
    pub name: String,
    /// Wire code of the kind of its units.
    pub kind: String,
    /// Always false until an adoption is recorded.
    pub legal_force: bool,
    /// Households wished for per unit.
    pub target: i64,
    /// Fewest households.
    pub min: i64,
    /// Most households.
    pub max: i64,
    /// How many units.
    pub parts: i64,
    /// Units out of range.
    pub out_of_range: i64,
    /// Households in all.
    pub households: i64,
    /// Whether it is proven best under the chosen criteria.
    pub proven: bool,
}

/// A list of plans with the cursor of the next page.
#[derive(Serialize, ToSchema)]
pub struct Plans {
    /// The plans, latest first.
    pub items: Vec<Plan>,
    /// Cursor of the next page; absent on the last.
    pub next: Option<String>,
}

/// A plan with its units.
#[derive(Serialize, ToSchema)]
pub struct PlanPage {
    /// The plan.
    pub plan: Plan,
    /// Its units.
    pub units: Vec<PlanUnit>,
}

/// A unit of a plan.
#[derive(Serialize, ToSchema)]
pub struct PlanUnit {
    /// Number inside the plan, from 0.
    pub part: i64,
    /// Its name.
    pub name: String,
    /// Households.
    pub households: i64,
    /// People; null where the households are too few to tell.
    pub people: Option<i64>,
    /// Square metres.
    pub area_m2: i64,
    /// Coded cause, where it lies out of range.
    pub out_of_range: Option<String>,
    /// Coded reason an officer gave for it.
    pub reason: Option<String>,
    /// Old units its households come from.
    pub predecessors: Vec<Share>,
}

/// Households that come from one old unit.
#[derive(Serialize, ToSchema)]
pub struct Share {
    /// The old unit.
    pub unit: Named,
    /// Households.
    pub households: i64,
}

/// What a list of units asks.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UnitsAsked {
    /// The day, `YYYY-MM-DD`; today when left out.
    pub at: Option<String>,
    /// The unit whose children are listed; the outermost units when left out.
    pub parent: Option<String>,
    /// A name of today or an old one, with or without diacritics. Lists matches instead of children.
    pub q: Option<String>,
    /// Cursor from the page before.
    pub cursor: Option<String>,
    /// Items on a page, 1 to 200; 100 when left out.
    pub limit: Option<usize>,
}

/// As of which day.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct At {
    /// The day, `YYYY-MM-DD`; today when left out.
    pub at: Option<String>,
}

/// What a list of plans asks.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PlansAsked {
    /// The commune.
    pub commune: String,
    /// Cursor from the page before.
    pub cursor: Option<String>,
    /// Items on a page, 1 to 200; 100 when left out.
    pub limit: Option<usize>,
}
