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
    /// An official code as it was borne on the day. Lists its bearers instead of children.
    pub code: Option<String>,
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

/// A question about two days.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TranslateAsked {
    /// A code, or a name alone or with the names above it after commas: `Đa Kao, Quận 1`.
    pub q: String,
    /// The day on which the code or name holds, `YYYY-MM-DD`.
    pub from: String,
    /// The day to translate to, earlier or later; today when left out.
    pub to: Option<String>,
}

/// A question about all units of two days.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BetweenAsked {
    /// The first day, `YYYY-MM-DD`.
    pub from: String,
    /// The second day; today when left out.
    pub to: Option<String>,
    /// `commune`, `district` or `province`; communes when left out.
    pub level: Option<String>,
    /// Code of a province on either day; the nation when left out.
    pub province: Option<String>,
}

/// A unit on a day, as an answer about two days names it.
#[derive(Serialize, ToSchema)]
pub struct Place {
    /// Identity.
    pub id: String,
    /// Code that day.
    #[schema(example = "26737")]
    pub code: String,
    /// Name that day, with the kind.
    pub name: String,
    /// Names above it that day, from the nearest outwards.
    pub above: String,
}

/// Where a unit of one day lies on another; one for each part.
#[derive(Serialize, ToSchema)]
pub struct TranslatedPart {
    /// The unit on the first day.
    pub from: Place,
    /// The unit on the other day; null for a part whose heir is not known.
    pub to: Option<Place>,
    /// The share as an exact fraction: above the line.
    pub share_part: u64,
    /// Below the line.
    pub share_whole: u64,
    /// The share in per cent.
    #[schema(example = "33.33")]
    pub per_cent: String,
    /// `whole` or `part`.
    pub coverage: String,
    /// How the weakest share on the way is known: `counted`, `decree`, `area` or `estimate`.
    pub method: String,
}

/// What a code or name of one day is on another. A name that several units bear gives the parts of all
/// of them.
#[derive(Serialize, ToSchema)]
pub struct TranslatedText {
    /// The day of the code or name.
    pub from: String,
    /// The day translated to.
    pub to: String,
    /// The parts; empty where nothing bears that code or name on the first day.
    pub items: Vec<TranslatedPart>,
}

/// Many codes or names of one day, to be translated to another.
#[derive(Deserialize, ToSchema)]
pub struct TranslateTable {
    /// The day on which the codes or names hold, `YYYY-MM-DD`.
    #[schema(example = "2025-06-30")]
    pub from: String,
    /// The day to translate to, earlier or later; today when left out.
    pub to: Option<String>,
    /// Codes, or names alone or with the names above them after commas: `Đa Kao, Quận 1`.
    pub items: Vec<String>,
}

/// What one of many codes or names is on the other day.
#[derive(Serialize, ToSchema)]
pub struct TranslatedLine {
    /// The code or name as it was sent, at most 200 characters of it.
    pub q: String,
    /// How many units bear it on the first day: 0 where none does.
    pub bearers: usize,
    /// The parts of the one unit that bears it; empty where none or several do.
    pub parts: Vec<TranslatedPart>,
}

/// What many codes or names of one day are on another.
#[derive(Serialize, ToSchema)]
pub struct TranslatedTable {
    /// The day of the codes or names.
    pub from: String,
    /// The day translated to.
    pub to: String,
    /// One line for each, in their order.
    pub items: Vec<TranslatedLine>,
}

/// A set of units whose outer border is the same on two days.
#[derive(Serialize, ToSchema)]
pub struct ComparableBlock {
    /// Its units on the earlier day.
    pub before: Vec<Place>,
    /// Its units on the later day.
    pub after: Vec<Place>,
    /// The events by which they stand together.
    pub because: Vec<Because>,
}

/// An event that joins units of a block.
#[derive(Serialize, ToSchema)]
pub struct Because {
    /// First day of the new state.
    pub on: String,
    /// Wire code of the event.
    pub event: String,
    /// Number of the legal document.
    pub legal_document: Option<String>,
}

/// The comparable blocks between two days.
#[derive(Serialize, ToSchema)]
pub struct ComparableBlocks {
    /// Blocks in which something changed.
    pub blocks: Vec<ComparableBlock>,
    /// Units that are a block of their own.
    pub unchanged: usize,
    /// Units that ended without a known heir.
    pub lost: Vec<Place>,
}

/// A dated version of the nation's list of units.
#[derive(Serialize, ToSchema)]
pub struct ListVersion {
    /// Its number, from 1.
    pub number: u32,
    /// The day that it carries.
    pub dated: String,
    /// The day from which its changes hold.
    pub effective_on: String,
    /// The acts that it names.
    pub acts: String,
    /// Provinces it says there are.
    pub provinces: u32,
    /// Districts.
    pub districts: u32,
    /// Communes.
    pub communes: u32,
}

/// The versions of the nation's list.
#[derive(Serialize, ToSchema)]
pub struct ListVersions {
    /// By number.
    pub items: Vec<ListVersion>,
}

/// What a list of rules asks.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RulesAsked {
    /// The day, `YYYY-MM-DD`; today when left out.
    pub at: Option<String>,
    /// A unit: only the rules that decide in it. Every rule that holds somewhere on the day when left out.
    pub unit: Option<String>,
    /// What a rule is about, such as `size_min`; everything when left out.
    pub key: Option<String>,
    /// Cursor from the page before.
    pub cursor: Option<String>,
    /// Items on a page, 1 to 200; 100 when left out.
    pub limit: Option<usize>,
}

/// A legal number with its days, territory and document.
#[derive(Serialize, ToSchema)]
pub struct LegalRule {
    /// Its name in the addresses of the interface and of the pages.
    pub id: String,
    /// What it is about, such as `size_min`.
    pub key: String,
    /// The kind of unit it holds for; null for every kind.
    pub kind: Option<String>,
    /// The code of its territory.
    pub territory: String,
    /// The name of its territory.
    pub territory_name: String,
    /// What it says: a number, `{"percent": 50}`, `{"over": "1/2"}`, `{"working_days": 5}`,
    /// `{"kinds": [...]}`, `true`, or `{"vi": "...", "en": "..."}`.
    pub value: serde_json::Value,
    /// First day; null before all memory of the program.
    pub valid_from: Option<String>,
    /// First day on which it no longer holds.
    pub valid_until: Option<String>,
    /// Title of the document.
    pub document: String,
    /// Number of the document.
    pub document_number: Option<String>,
    /// Day of the document.
    pub document_on: Option<String>,
    /// Article or clause.
    pub article: Option<String>,
    /// Whether nobody has checked it against the document.
    pub unverified: bool,
    /// Where it came from: `program`, `file` or `office`.
    pub origin: String,
    /// The days on which a rule of a level above puts it aside: on them it does not hold.
    pub put_aside: Vec<RulePutAside>,
}

/// Days on which an office's own rule is put aside.
#[derive(Serialize, ToSchema)]
pub struct RulePutAside {
    /// The id of the rule above.
    pub by: String,
    /// First day.
    pub from: String,
    /// First day on which the office's rule holds again.
    pub until: Option<String>,
}

/// A page of rules.
#[derive(Serialize, ToSchema)]
pub struct LegalRules {
    /// The day.
    pub at: String,
    /// By what they are about.
    pub items: Vec<LegalRule>,
    /// Cursor of the next page.
    pub next: Option<String>,
}

/// A rule with what was said of the same thing before and after it.
#[derive(Serialize, ToSchema)]
pub struct LegalRulePage {
    /// The rule.
    pub rule: LegalRule,
    /// The rules about the same thing in the same territory, itself among them, the latest first.
    pub history: Vec<LegalRule>,
    /// The rules about the same thing in other territories.
    pub elsewhere: Vec<LegalRule>,
}
