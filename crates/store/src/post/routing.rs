//! Which post answers which field, as everybody may read it.

use ledger::Category;
use ledger::matter::ProofKind;
use serde::Serialize;
use units::{Day, PostId, UnitId};

use crate::{Failure, FromRow, Reader, Row, Scope, Statement};

pub(super) const ROUTES: Statement = Statement::new(
    "routing/all",
    "select r.category, r.unit_id, r.post_id, r.days, r.proof, p.name, p.name_en \
     from routing r join post p on p.post_id = r.post_id \
     where (r.unit_id = $1 or r.unit_id is null) and p.valid_from <= $2 \
     and (p.valid_until is null or p.valid_until > $2) order by r.category, \
     case when r.unit_id is null then 1 else 0 end, r.routing_id",
);
/// Which post answers a field, as everybody may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Routed {
    /// The field.
    pub category: Category,
    /// Whether the commune said so itself; else it holds everywhere.
    pub is_own: bool,
    /// The post.
    pub post_id: PostId,
    /// Its name.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// Working days.
    pub days: i64,
    /// The proof.
    pub proof: ProofKind,
}

impl FromRow for Routed {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let unit: Option<UnitId> = row.get("unit_id")?;
        Ok(Self {
            category: row.get("category")?,
            is_own: unit.is_some(),
            post_id: row.get("post_id")?,
            name: row.get("name")?,
            name_en: row.get("name_en")?,
            days: row.get("days")?,
            proof: row.get("proof")?,
        })
    }
}

/// Which post answers which field in a commune: its own word where it has one, else everybody's.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn routes(
    reader: &Reader,
    _scope: &Scope,
    commune: Option<UnitId>,
    on: Day,
) -> Result<Vec<Routed>, Failure> {
    let mut rows: Vec<Routed> = reader.rows(&ROUTES, vec![commune.into(), on.into()]).await?;
    // Rows come with a commune's own word first; the first of each field holds.
    rows.dedup_by_key(|row| row.category);
    Ok(rows)
}
