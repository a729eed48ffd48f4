//! The revision of a commune's registry: it moves with every change of its units, so that what was
//! prepared on an older one is refused. And how often anything of the whole registry was written, by which what
//! is kept in memory knows whether it still holds.

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
const MOVED: Statement = Statement::new(
    "registry/moved",
    "select units, outlines from registry_moved where registry_moved_id = 1",
);
const MOVE: Statement = Statement::new(
    "registry/move",
    "insert into registry_moved (registry_moved_id, units, outlines) values (1, $1, $2) \
     on conflict (registry_moved_id) do update set units = registry_moved.units + excluded.units, \
     outlines = registry_moved.outlines + excluded.outlines",
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
    &MOVED,
    &MOVE,
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

/// How often the registry was written since the beginning: a later state of it never has a smaller number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    /// Units, their states, lineage, and the nation's list that makes them.
    pub units: i64,
    /// Outlines and official areas.
    pub outlines: i64,
}

impl Moved {
    /// Units and outlines together, for what shows both.
    #[must_use]
    pub const fn of_both(self) -> i64 {
        self.units + self.outlines
    }
}

impl FromRow for Moved {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self { units: row.get("units")?, outlines: row.get("outlines")? })
    }
}

/// The tables by which units move on, and those by which outlines do.
const UNIT_TABLES: [&str; 6] = [
    "unit",
    "unit_state",
    "lineage_event",
    "lineage_edge",
    "gazetteer_version",
    "gazetteer_change",
];
const OUTLINE_TABLES: [&str; 2] = ["unit_shape", "unit_official_area"];

/// What a change is about to move on. The transaction asks it of every text that it runs, so that no act can
/// forget to say that it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Moving {
    units: bool,
    outlines: bool,
}

impl Moving {
    /// What a text moves on.
    pub(crate) fn by(sql: &str) -> Self {
        let verbs = ["insert into ", "update ", "delete from "];
        let Some(rest) = verbs.iter().find_map(|verb| sql.strip_prefix(verb)) else {
            return Self::default();
        };
        let table = rest.split([' ', '(']).next().unwrap_or_default();
        Self { units: UNIT_TABLES.contains(&table), outlines: OUTLINE_TABLES.contains(&table) }
    }

    /// The same with what another text moves on.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self { units: self.units || other.units, outlines: self.outlines || other.outlines }
    }
}

/// Counts what an act moved on, at the act's end; nothing where it moved nothing.
pub(crate) async fn count(tx: &mut Tx, moving: Moving) -> Result<(), Failure> {
    if moving != Moving::default() {
        let values = [moving.units, moving.outlines].map(|is| i64::from(is).into());
        tx.run(&MOVE, values.to_vec()).await?;
    }
    Ok(())
}

/// How often anything of the registry was written, for what is kept in memory.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn moved(reader: &Reader, _scope: &Scope) -> Result<Moved, Failure> {
    Ok(reader.row(&MOVED, Vec::new()).await?.unwrap_or_default())
}

/// The same inside an act, without what the act itself has written so far.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn moved_now(tx: &mut impl Ask) -> Result<Moved, Failure> {
    let rows: Vec<Moved> = tx.ask(&MOVED, Vec::new()).await?;
    Ok(rows.first().copied().unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use super::{Moving, OUTLINE_TABLES, UNIT_TABLES};

    /// A statement that writes one of the tables in a way that is not seen would leave old places in
    /// memory: every text of the program is looked through.
    #[test]
    fn no_write_of_the_registry_goes_uncounted() {
        let mut seen = 0;
        for statement in crate::statement::all() {
            let writes = |table: &&&str| {
                ["insert into ", "update ", "delete from "].iter().any(|verb| {
                    let text = format!("{verb}{table}");
                    statement.sql.match_indices(&text).any(|(at, _)| {
                        let next = statement.sql[at + text.len()..].chars().next();
                        !next.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
                    })
                })
            };
            let units = UNIT_TABLES.iter().any(|table| writes(&table));
            let outlines = OUTLINE_TABLES.iter().any(|table| writes(&table));
            let moving = Moving::by(statement.sql);
            assert_eq!(moving, Moving { units, outlines }, "{}", statement.name);
            seen += usize::from(units || outlines);
        }
        assert!(seen > 20, "only {seen} statements write the registry");
    }

    #[test]
    fn reading_and_writing_other_tables_moves_nothing() {
        for sql in [
            "select * from unit_state",
            "update unit_atom set tier = $1",
            "insert into registry_moved (units) values ($1)",
        ] {
            assert_eq!(Moving::by(sql), Moving::default(), "{sql}");
        }
        let outlines = Moving { outlines: true, units: false };
        assert_eq!(Moving::by("delete from unit_shape where unit_state_id = $1"), outlines);
        let units = Moving::by("insert into unit_state(unit_id) values ($1)");
        assert_eq!(units.and(outlines), Moving { units: true, outlines: true });
    }
}
