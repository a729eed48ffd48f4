//! The revision of a commune's registry: it moves with every change of its units, so that what was
//! prepared on an older one is refused.

use units::UnitId;
use uuid::Uuid;

use crate::unit::Ask;
use crate::{Cell, Failure, FromRow, NullKind, Reader, Row, Scope, Statement, Tx, Value};

const REVISION: Statement = Statement {
    name: "registry/revision",
    sql: "select revision from registry_revision where commune_id = $1",
};
const START: Statement = Statement {
    name: "registry/start",
    sql: "insert into registry_revision (commune_id, revision) values ($1, 1)",
};
const BUMP: Statement = Statement {
    name: "registry/bump",
    sql: "update registry_revision set revision = revision + 1 \
          where commune_id = $1 and revision = $2",
};
const REVISIONS: Statement = Statement::new(
    "registry/revisions",
    // States are only appended: an import that no commune counts is seen by its latest.
    "select cast(coalesce((select sum(revision) from registry_revision), 0) \
     + coalesce((select max(recorded_at) from unit_state), 0) \
     + coalesce((select sum(revision) from boundary_import \
     where state in ('applied', 'reverted')), 0) as bigint) as revisions",
);
/// Each finds rows that must not be, as (code, unit or household, event or second unit).
const FAULTS: [Statement; 6] = [
    Statement::new(
        "registry/fault_state_overlap",
        "select 'verify-state-overlap' as code, a.unit_id as subject, b.unit_state_id as detail \
         from unit_state a join unit_state b on b.unit_id = a.unit_id \
         and b.unit_state_id <> a.unit_state_id and b.valid_from >= a.valid_from \
         and (a.valid_until is null or b.valid_from < a.valid_until)",
    ),
    Statement::new(
        "registry/fault_base_overlap",
        "select 'verify-base-overlap' as code, a.household_id as subject, b.unit_id as detail \
         from household_membership a join household_membership b \
         on b.household_id = a.household_id and b.tier = a.tier and a.tier in ('base', 'sub') \
         and (b.unit_id <> a.unit_id or b.valid_from <> a.valid_from) \
         and b.valid_from >= a.valid_from \
         and (a.valid_until is null or b.valid_from < a.valid_until)",
    ),
    Statement::new(
        "registry/fault_base_gap",
        "select 'verify-base-gap' as code, a.household_id as subject, a.unit_id as detail \
         from household_membership a where a.tier = 'base' and a.valid_until is not null \
         and a.ended_by_id is not null and not exists (select 1 from household_membership b \
         where b.household_id = a.household_id and b.tier = 'base' \
         and b.valid_from = a.valid_until)",
    ),
    Statement::new(
        "registry/fault_edge_sum",
        "select 'verify-edge-sum' as code, e.lineage_event_id as detail, \
         x.from_unit_id as subject from lineage_event e \
         join lineage_edge x on x.lineage_event_id = e.lineage_event_id \
         where x.method = 'counted' and x.from_unit_id <> x.to_unit_id \
         and e.reorganisation_id is not null \
         and exists (select 1 from unit_state s where s.unit_id = x.from_unit_id \
         and s.tier = 'base') \
         and x.households <> (select count(*) from household_membership o \
         join household_membership n on n.household_id = o.household_id and n.tier = 'base' \
         and n.unit_id = x.to_unit_id and n.valid_from = e.effective_on \
         where o.tier = 'base' and o.unit_id = x.from_unit_id \
         and o.valid_until = e.effective_on)",
    ),
    Statement::new(
        "registry/fault_member_outside",
        "select 'verify-member-outside' as code, m.household_id as subject, m.unit_id as detail \
         from household_membership m where not exists (select 1 from unit_state s \
         where s.unit_id = m.unit_id and s.valid_from <= m.valid_from \
         and (s.valid_until is null or s.valid_until > m.valid_from))",
    ),
    Statement::new(
        "registry/fault_parent_gone",
        "select 'verify-parent-gone' as code, s.unit_id as subject, s.parent_id as detail \
         from unit_state s where s.parent_id is not null and not exists \
         (select 1 from unit_state p where p.unit_id = s.parent_id \
         and p.valid_from <= s.valid_from \
         and (p.valid_until is null or p.valid_until > s.valid_from))",
    ),
];

/// Every row that a reorganisation may touch, in an order that does not depend on when it was
/// written.
const CONTENT: [Statement; 7] = [
    Statement::new("registry/content_unit", "select * from unit order by unit_id"),
    Statement::new("registry/content_state", "select * from unit_state order by unit_state_id"),
    Statement::new("registry/content_shape", "select * from unit_shape order by unit_state_id"),
    Statement::new(
        "registry/content_event",
        "select * from lineage_event order by lineage_event_id",
    ),
    Statement::new(
        "registry/content_edge",
        "select * from lineage_edge order by lineage_event_id, from_unit_id, to_unit_id",
    ),
    Statement::new(
        "registry/content_place",
        "select * from unit_atom order by atom_id, tier, valid_from",
    ),
    Statement::new(
        "registry/content_membership",
        "select * from household_membership order by household_id, tier, unit_id, valid_from",
    ),
];

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &REVISIONS,
    &FAULTS[0],
    &FAULTS[1],
    &FAULTS[2],
    &FAULTS[3],
    &FAULTS[4],
    &FAULTS[5],
    &CONTENT[0],
    &CONTENT[1],
    &CONTENT[2],
    &CONTENT[3],
    &CONTENT[4],
    &CONTENT[5],
    &CONTENT[6],
    &REVISION,
    &START,
    &BUMP,
];

/// The revision of a commune's registry; 0 where it has none yet.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn revision(reader: &Reader, _scope: &Scope, commune: UnitId) -> Result<i64, Failure> {
    let row: Option<(i64,)> = reader.row(&REVISION, vec![commune.into()]).await?;
    Ok(row.map_or(0, |(revision,)| revision))
}

/// A number that moves with every change of any unit, for what is kept in memory.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn revisions(reader: &Reader, _scope: &Scope) -> Result<i64, Failure> {
    reader.one::<(i64,)>(&REVISIONS, Vec::new()).await.map(|(revisions,)| revisions)
}

/// The same inside an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn revisions_now(tx: &mut impl Ask) -> Result<i64, Failure> {
    let rows: Vec<(i64,)> = tx.ask(&REVISIONS, Vec::new()).await?;
    Ok(rows.first().map_or(0, |(revisions,)| *revisions))
}

/// The revision of a commune inside an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn revision_now(tx: &mut impl Ask, commune: UnitId) -> Result<i64, Failure> {
    let rows: Vec<(i64,)> = tx.ask(&REVISION, vec![commune.into()]).await?;
    Ok(rows.first().map_or(0, |(revision,)| *revision))
}

/// Starts the count of a commune.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn start(tx: &mut Tx, commune: UnitId) -> Result<(), Failure> {
    tx.run(&START, vec![commune.into()]).await?;
    Ok(())
}

/// Moves the revision on from `base`; false when it is no longer that.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn bump(tx: &mut Tx, commune: UnitId, base: i64) -> Result<bool, Failure> {
    Ok(tx.run(&BUMP, vec![commune.into(), base.into()]).await? == 1)
}

/// A broken invariant of the registry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// The stable code of what is wrong.
    pub code: String,
    /// The unit or household it is about.
    pub subject: Uuid,
    /// The other state, unit or event.
    pub detail: Uuid,
}

impl FromRow for Fault {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            code: row.get("code")?,
            subject: row.get("subject")?,
            detail: row.get("detail")?,
        })
    }
}

/// Every broken invariant of the registry: periods of a unit overlap, a household stands in two
/// base units or in none where a reorganisation moved it, an edge says another number than the
/// memberships, a membership or parent outside its unit's life.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn faults(reader: &Reader, _scope: &Scope) -> Result<Vec<Fault>, Failure> {
    let mut faults = Vec::new();
    for statement in &FAULTS {
        faults.extend(reader.rows::<Fault>(statement, Vec::new()).await?);
    }
    Ok(faults)
}

/// A row whatever its shape, as text.
struct Any(String);

/// A cell whatever it holds.
struct Held(Value);

impl Cell for Held {
    const NULL: NullKind = NullKind::Text;
    fn into_value(self) -> Value {
        self.0
    }
    fn from_value(value: Value) -> Option<Self> {
        Some(Self(value))
    }
}

impl FromRow for Any {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let mut line = String::new();
        for position in 0..row.width() {
            let Held(value) = row.at(position)?;
            line.push_str(&format!(" {value:?}"));
        }
        Ok(Self(line))
    }
}

/// The whole registry as lines, for comparing it before and after; nothing for anybody but the
/// program itself.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn content(reader: &Reader, scope: &Scope) -> Result<Vec<String>, Failure> {
    let mut lines = Vec::new();
    if scope.is_system() {
        for statement in &CONTENT {
            let rows: Vec<Any> = reader.rows(statement, Vec::new()).await?;
            lines.extend(rows.into_iter().map(|Any(line)| format!("{} {line}", statement.name)));
        }
    }
    Ok(lines)
}
