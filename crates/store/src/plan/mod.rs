//! Drawn plans: their lines, units, outlines and clusters. A plan decides nothing.

use serde::Serialize;
use units::{AccountId, AtomId, Day, JobId, Kind, PlanId, UnitId};

mod cells;
mod read;
mod sql;
mod write;

pub use read::{
    atoms, by_job, is_proven, job, list, moves, page, proof, questions, shapes, within,
};
pub use sql::STATEMENTS;
pub use write::{
    Edited, add, add_proof, add_question, add_step, choose, delete, delete_stale, delete_within,
    drop_step, freeze, move_atoms, set_lock, set_name, set_reason, touch,
};

/// What a plan divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A commune into base units.
    Base,
    /// A unit into self-managed groups.
    Group,
}

/// How far a plan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// One of several among which somebody may choose; in no list, and not for visitors.
    Offered,
    /// May be edited and deleted.
    Draft,
    /// Frozen by a reorganisation.
    Frozen,
}

/// The unit a plan of groups divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// A unit of a drawn plan.
    Part(PlanId, i64),
    /// A unit of the registry.
    Unit(UnitId),
}

/// The rules a plan was drawn by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rules {
    /// Households wished for per unit.
    pub target: i64,
    /// Fewest households.
    pub min: i64,
    /// Most households.
    pub max: i64,
    /// Seed of the search.
    pub seed: i64,
    /// Steps the search made.
    pub steps: i64,
}

/// A plan in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanLine {
    /// The plan.
    pub plan_id: PlanId,
    /// The commune.
    pub commune_id: UnitId,
    /// What it divides.
    pub level: Level,
    /// The unit it divides, for groups.
    pub within: Option<Within>,
    /// Its name.
    pub name: String,
    /// The kind of its units.
    pub kind: Kind,
    /// The day whose registry it was drawn on.
    pub drawn_on: Day,
    /// The revision of the registry it was drawn on.
    pub base_revision: i64,
    /// The rules.
    pub rules: Rules,
    /// How many units.
    pub parts: i64,
    /// Units out of range.
    pub out_of_range: i64,
    /// Households in all.
    pub households: i64,
    /// Smallest unit.
    pub smallest: i64,
    /// Largest unit.
    pub largest: i64,
    /// Whether it is proven best under its rules.
    pub proven: bool,
    /// How far it has come.
    pub state: State,
    /// Moves with every hand edit.
    pub revision: i64,
    /// Epoch milliseconds.
    pub created_at: i64,
}

/// A unit of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanUnit {
    /// 0-based number inside the plan, in the order of the names.
    pub part: i64,
    /// Its name: "Khu phố 12".
    pub name: String,
    /// Its number: "12".
    pub short_name: String,
    /// Households.
    pub households: i64,
    /// People.
    pub people: i64,
    /// Square metres.
    pub area_m2: i64,
    /// Whether its outline is known.
    pub has_map: bool,
    /// Whether it stays as it is while the plan is edited by hand or repaired.
    pub locked: bool,
    /// The named cause, where it lies out of range: `isolated_piece`, `atom_above_max`, `locked`,
    /// `no_whole_number`, `unavoidable` or `not_found`.
    pub out_of_range: Option<String>,
    /// The officer's coded reason.
    pub reason: Option<String>,
    /// Words beside the reason.
    pub reason_text: Option<String>,
    /// The old units its households come from, the largest share first.
    pub predecessors: Vec<(UnitId, String, i64)>,
}

/// An old group that was opened into its clusters, with the coded reason: `above_max` or
/// `split_by_barrier`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Split {
    /// The old group.
    pub unit_id: UnitId,
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: String,
    /// Its households.
    pub households: i64,
}

/// A plan's page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanPage {
    /// The plan.
    pub line: PlanLine,
    /// The figures of its score, as drawn: `value`, `bound`, `cut`, `deviation`, `moved` and more.
    pub score: serde_json::Value,
    /// Its units.
    pub units: Vec<PlanUnit>,
    /// Old groups that were opened.
    pub splits: Vec<Split>,
    /// The reorganisation that froze it.
    pub reorganisation: Option<units::ReorganisationId>,
}

/// What shows how good a plan is, as files that `coso certify` reads. They tell the households of old
/// groups, which no visitor is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The drawing problem with its rules.
    pub instance: String,
    /// The part of each of its atoms.
    pub plan: String,
    /// The certificate; none where the problem is so small that every plan was tried.
    pub certificate: Option<String>,
}

/// What the engine was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The job that answers it.
    pub job: JobId,
    /// The plan it is about; none for a drawing that brought no plan.
    pub plan: Option<PlanId>,
    /// What was asked, as a code: `explain`, `alternatives`, `front`.
    pub asked: String,
    /// When, epoch milliseconds.
    pub asked_at: i64,
    /// Where the job stands, as its code.
    pub state: String,
}

/// A cluster that was moved by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The batch it was moved in; later ones have larger numbers.
    pub step: i64,
    /// The cluster.
    pub atom: AtomId,
    /// The part it left.
    pub from: i64,
    /// The part it came to.
    pub to: i64,
}

/// The outline of a plan's unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanShape {
    /// The part.
    pub part: i64,
    /// Its name.
    pub name: String,
    /// Its number.
    pub short_name: String,
    /// Households.
    pub households: i64,
    /// WKB multipolygon in WGS 84.
    #[serde(skip)]
    pub wkb: Vec<u8>,
}

/// A plan to store.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPlan {
    /// Identity.
    pub id: PlanId,
    /// The commune.
    pub commune: UnitId,
    /// What it divides.
    pub level: Level,
    /// The unit it divides, for groups.
    pub within: Option<Within>,
    /// Its name.
    pub name: String,
    /// The kind of its units.
    pub kind: Kind,
    /// The day whose registry it was drawn on.
    pub drawn_on: Day,
    /// The revision of the registry.
    pub base_revision: i64,
    /// The rules.
    pub rules: Rules,
    /// Whether it is proven best.
    pub proven: bool,
    /// The figures of its score.
    pub score: serde_json::Value,
    /// The job that drew it.
    pub job: Option<JobId>,
    /// Who ordered it.
    pub created_by: Option<AccountId>,
    /// Its units.
    pub units: Vec<NewPlanUnit>,
    /// The part of each cluster.
    pub atoms: Vec<(AtomId, i64)>,
    /// Old groups that were opened: group, reason, households.
    pub splits: Vec<(UnitId, String, i64)>,
    /// Whether it is a draft, or one of several that are offered.
    pub state: State,
}

/// A unit of a plan to store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlanUnit {
    /// Its number inside the plan.
    pub part: i64,
    /// Its name.
    pub name: String,
    /// Its short name.
    pub short_name: String,
    /// Households.
    pub households: i64,
    /// People.
    pub people: i64,
    /// Square metres.
    pub area_m2: i64,
    /// West, south, east, north in 1e-7 degree.
    pub bbox_e7: [i64; 4],
    /// WKB multipolygon in WGS 84.
    pub wkb: Option<Vec<u8>>,
    /// Why it lies out of range, where it does.
    pub cause: Option<String>,
}
