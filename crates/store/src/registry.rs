//! The revision of a commune's registry: it moves with every change of its units, so that what was
//! prepared on an older one is refused.

use units::{EventId, UnitId};

use crate::{Failure, Reader, Scope, Statement, Tx};

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
const EVENTS_AHEAD: Statement = Statement {
    name: "registry/events_ahead",
    sql: "select lineage_event_id, effective_on from lineage_event \
          where commune_id = $1 and effective_on > $2 order by effective_on, lineage_event_id",
};

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[&REVISION, &START, &BUMP, &EVENTS_AHEAD];

/// The revision of a commune's registry; 0 where it has none yet.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn revision(reader: &Reader, _scope: &Scope, commune: UnitId) -> Result<i64, Failure> {
    let row: Option<(i64,)> = reader.row(&REVISION, vec![commune.into()]).await?;
    Ok(row.map_or(0, |(revision,)| revision))
}

/// The same inside an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn revision_now(tx: &mut Tx, commune: UnitId) -> Result<i64, Failure> {
    let row: Option<(i64,)> = tx.row(&REVISION, vec![commune.into()]).await?;
    Ok(row.map_or(0, |(revision,)| revision))
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

/// The events of a commune that take effect after a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn events_ahead(
    tx: &mut Tx,
    commune: UnitId,
    after: units::Day,
) -> Result<Vec<(EventId, units::Day)>, Failure> {
    tx.rows(&EVENTS_AHEAD, vec![commune.into(), after.into()]).await
}
