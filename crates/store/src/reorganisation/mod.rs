//! Reorganisations: the frozen value, the adoption recorded by one person and confirmed by a
//! second. What they change in the registry is written by `unit`, `atom` and `household`.

use serde::Serialize;
use units::{AccountId, AttachmentId, Day, PlanId, ReorganisationId, UnitId};

use crate::{Cell, Failure, FromRow, NullKind, Reader, Row, Scope, Tx, Value};

mod sql;
mod write;

pub use sql::STATEMENTS;
pub use write::{add, ahead, confirm, keep_applied, record, revert, set_state};

/// How far a reorganisation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Frozen, for consultation.
    Proposed,
    /// Its adoption is recorded by one person.
    Recorded,
    /// Its adoption is confirmed by a second person, and the registry carries it.
    Adopted,
    /// Taken back before its effective day.
    Reverted,
    /// Given up before adoption.
    Withdrawn,
}

impl State {
    /// The wire code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Recorded => "recorded",
            Self::Adopted => "adopted",
            Self::Reverted => "reverted",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Cell for State {
    const NULL: NullKind = NullKind::Text;
    fn into_value(self) -> Value {
        Value::Text(self.as_str().to_owned())
    }
    fn from_value(value: Value) -> Option<Self> {
        let text = String::from_value(value)?;
        [Self::Proposed, Self::Recorded, Self::Adopted, Self::Reverted, Self::Withdrawn]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// A reorganisation in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Identity.
    pub reorganisation_id: ReorganisationId,
    /// The commune.
    pub commune_id: UnitId,
    /// The plan it froze.
    pub plan_id: PlanId,
    /// The plan's name.
    pub plan_name: String,
    /// How far it has come.
    pub state: State,
    /// The revision of the registry it stands on.
    pub base_revision: i64,
    /// Households of the area when it was proposed.
    pub households: i64,
    /// SHA-256 of its value, in hexadecimal.
    pub digest: String,
    /// Who proposed it.
    pub created_by: AccountId,
    /// Epoch milliseconds.
    pub created_at: i64,
    /// First day of the new units, once an adoption is recorded.
    pub effective_on: Option<Day>,
}

/// The recorded adoption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Adoption {
    /// The resolution's number.
    pub resolution_number: String,
    /// The body that passed it.
    pub resolution_by: String,
    /// The resolution's date.
    pub dated_on: Day,
    /// First day of the new units.
    pub effective_on: Day,
    /// The resolution's document.
    pub attachment_id: AttachmentId,
    /// Households of the area at the tally.
    pub households: i64,
    /// Households that agreed.
    pub agreed: i64,
    /// Codes of the rulebook's notices that were acknowledged.
    pub acknowledged: Vec<String>,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// That person's name.
    pub recorded_name: Option<String>,
    /// Epoch milliseconds.
    pub recorded_at: i64,
    /// Who confirmed it.
    pub confirmed_by: Option<AccountId>,
    /// That person's name.
    pub confirmed_name: Option<String>,
    /// Epoch milliseconds.
    pub confirmed_at: Option<i64>,
    /// Epoch milliseconds.
    pub reverted_at: Option<i64>,
    /// Why it was reverted.
    pub revert_reason: Option<String>,
}

/// The tally of one old unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// The unit.
    pub unit_id: UnitId,
    /// Its households.
    pub households: i64,
    /// Those that agreed.
    pub agreed: i64,
}

/// A reorganisation's page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page {
    /// Its line.
    pub line: Line,
    /// Its value, as `units::reorganisation` writes it; null for visitors.
    pub value: serde_json::Value,
    /// The adoption, once recorded.
    pub adoption: Option<Adoption>,
    /// The tally per old unit.
    pub tally: Vec<Tally>,
}

/// A reorganisation to store.
#[derive(Debug, Clone, PartialEq)]
pub struct NewReorganisation {
    /// Identity.
    pub id: ReorganisationId,
    /// The commune.
    pub commune: UnitId,
    /// The plan.
    pub plan: PlanId,
    /// The revision of the registry it stands on.
    pub base_revision: i64,
    /// Households of the area.
    pub households: i64,
    /// Its value.
    pub value: serde_json::Value,
    /// SHA-256 of its value, in hexadecimal.
    pub digest: String,
    /// Who proposes it.
    pub created_by: AccountId,
}

/// An adoption to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAdoption {
    /// The resolution's number.
    pub resolution_number: String,
    /// The body that passed it.
    pub resolution_by: String,
    /// The resolution's date.
    pub dated_on: Day,
    /// First day of the new units.
    pub effective_on: Day,
    /// The resolution's document.
    pub attachment_id: AttachmentId,
    /// Households of the area.
    pub households: i64,
    /// Households that agreed.
    pub agreed: i64,
    /// Codes of acknowledged notices.
    pub acknowledged: Vec<String>,
    /// Per old unit.
    pub tally: Vec<Tally>,
    /// Who records it.
    pub recorded_by: AccountId,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            reorganisation_id: row.get("reorganisation_id")?,
            commune_id: row.get("commune_id")?,
            plan_id: row.get("plan_id")?,
            plan_name: row.get("plan_name")?,
            state: row.get("state")?,
            base_revision: row.get("base_revision")?,
            households: row.get("households")?,
            digest: row.get("digest")?,
            created_by: row.get("created_by")?,
            created_at: row.get("created_at")?,
            effective_on: row.get("effective_on")?,
        })
    }
}

struct Whole(Line, serde_json::Value);

impl FromRow for Whole {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let value: String = row.get("value_json")?;
        Ok(Self(Line::from_row(row)?, serde_json::from_str(&value).unwrap_or_default()))
    }
}

impl FromRow for Adoption {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let acknowledged: String = row.get("acknowledged_json")?;
        Ok(Self {
            resolution_number: row.get("resolution_number")?,
            resolution_by: row.get("resolution_by")?,
            dated_on: row.get("dated_on")?,
            effective_on: row.get("effective_on")?,
            attachment_id: row.get("attachment_id")?,
            households: row.get("households")?,
            agreed: row.get("agreed")?,
            acknowledged: serde_json::from_str(&acknowledged).unwrap_or_default(),
            recorded_by: row.get("recorded_by")?,
            recorded_name: row.get("recorded_name")?,
            recorded_at: row.get("recorded_at")?,
            confirmed_by: row.get("confirmed_by")?,
            confirmed_name: row.get("confirmed_name")?,
            confirmed_at: row.get("confirmed_at")?,
            reverted_at: row.get("reverted_at")?,
            revert_reason: row.get("revert_reason")?,
        })
    }
}

impl FromRow for Tally {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            unit_id: row.get("unit_id")?,
            households: row.get("households")?,
            agreed: row.get("agreed")?,
        })
    }
}

/// The reorganisations of a commune, latest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(reader: &Reader, _scope: &Scope, commune: UnitId) -> Result<Vec<Line>, Failure> {
    reader.rows(&sql::LIST, vec![commune.into()]).await
}

/// A reorganisation's page; nothing for an unknown one. Visitors are told neither who recorded it
/// nor its value.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page(
    reader: &Reader,
    scope: &Scope,
    id: ReorganisationId,
) -> Result<Option<Page>, Failure> {
    let whole: Option<Whole> = reader.row(&sql::ONE, vec![id.into()]).await?;
    let Some(Whole(line, value)) = whole else { return Ok(None) };
    let mut adoption: Option<Adoption> = reader.row(&sql::ADOPTION, vec![id.into()]).await?;
    // The value holds counts per cluster, and some clusters are a single household.
    let value = if scope.is_public() { serde_json::Value::Null } else { value };
    if let Some(adoption) = adoption.as_mut().filter(|_| scope.is_public()) {
        adoption.recorded_name = None;
        adoption.confirmed_name = None;
    }
    let tally = reader.rows(&sql::TALLY, vec![id.into()]).await?;
    Ok(Some(Page { line, value, adoption, tally }))
}

/// A reorganisation inside an act: what the decision needs.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page_now(tx: &mut Tx, id: ReorganisationId) -> Result<Option<Page>, Failure> {
    let whole: Option<Whole> = tx.row(&sql::ONE, vec![id.into()]).await?;
    let Some(Whole(line, value)) = whole else { return Ok(None) };
    let adoption = tx.row(&sql::ADOPTION, vec![id.into()]).await?;
    let tally = tx.rows(&sql::TALLY, vec![id.into()]).await?;
    Ok(Some(Page { line, value, adoption, tally }))
}
