//! Transfers: khu phố and ấp of a commune that ended, under the communes that took its place. States and events
//! are written by `unit`; here is the record of each transfer, what is still to be carried over, and which
//! communes were taken over by which.

use std::collections::BTreeMap;

use serde::Serialize;
use units::{AccountId, Day, ReorganisationId, StateId, UnitId};

use crate::unit::Ask;
use crate::{Failure, FromRow, Reader, Row, Scope, Statement, Statements, Tx, Value};

/// The communes whose units, all or some, were ever taken over by the commune of a value, over any number of
/// transfers: their lists of households and streets go on counting there.
macro_rules! taken_over {
    ($commune:literal) => {
        concat!(
            "(with recursive back (commune_id) as (select t.commune_id from transfer_unit u ",
            "join transfer t on t.transfer_id = u.transfer_id where u.commune_id = ",
            $commune,
            " and t.reverted_at is null union select t.commune_id from back b ",
            "join transfer_unit u on u.commune_id = b.commune_id ",
            "join transfer t on t.transfer_id = u.transfer_id where t.reverted_at is null) ",
            "select commune_id from back)"
        )
    };
}

pub(crate) use taken_over;

macro_rules! lines {
    ($condition:literal) => {
        concat!(
            "select t.transfer_id, t.commune_id, t.main_id, t.effective_on, t.legal_document, ",
            "t.recorded_by, t.recorded_at, t.carried_at, t.reverted_at, t.revert_reason from transfer t where ",
            $condition
        )
    };
}

const ADD: Statement = Statement::new(
    "transfer/add",
    "insert into transfer (transfer_id, commune_id, main_id, effective_on, legal_document, recorded_by, \
     recorded_at) values ($1, $2, $3, $4, $5, $6, $7)",
);
const ADD_UNIT: Statement = Statement::new(
    "transfer/add_unit",
    "insert into transfer_unit (transfer_id, unit_id, commune_id, households) values ($1, $2, $3, $4)",
);
const ONE: Statement = Statement::new("transfer/one", lines!("t.transfer_id = $1"));
const UNITS: Statement = Statement::new(
    "transfer/units",
    "select transfer_id, unit_id, commune_id, households from transfer_unit where transfer_id in ($1) \
     order by transfer_id, unit_id",
);
const ALL: Statement = Statement::new(
    "transfer/all",
    lines!("true order by t.effective_on desc, t.recorded_at desc, t.transfer_id limit $1"),
);
const DUE: Statement = Statement::new(
    "transfer/due",
    lines!(
        "t.carried_at is null and t.reverted_at is null and t.effective_on <= $1 \
         order by t.effective_on, t.recorded_at, t.transfer_id"
    ),
);
const AHEAD: Statement = Statement::new(
    "transfer/ahead",
    lines!("t.reverted_at is null and t.effective_on > $1 order by t.effective_on, t.transfer_id"),
);
const CARRIED: Statement = Statement::new(
    "transfer/carried",
    "update transfer set carried_at = $2 where transfer_id = $1 and carried_at is null",
);
const REVERT: Statement = Statement::new(
    "transfer/revert",
    "update transfer set reverted_at = $2, reverted_by = $3, revert_reason = $4 \
     where transfer_id = $1 and reverted_at is null and carried_at is null",
);
/// Base units run here that stand under a commune that has an end and no state after it.
const LEFT: Statement = Statement::new(
    "transfer/left",
    "select s.parent_id as commune_id, count(*) as units from unit_state s where s.tier = 'base' \
     and s.valid_until is null and not s.is_reference and s.parent_id is not null and not exists \
     (select 1 from unit_state p where p.unit_id = s.parent_id and p.valid_until is null) \
     group by s.parent_id order by s.parent_id",
);
const DECLARED: Statement = Statement::new(
    "transfer/declared",
    "select unit_state_id, declared_households from unit_state where unit_state_id in ($1) \
     and declared_households is not null",
);
const SHAPE: Statement = Statement::new(
    "transfer/shape",
    "insert into unit_shape (unit_state_id, wkb, west_e7, south_e7, east_e7, north_e7, area_m2) \
     select s.unit_state_id, o.wkb, o.west_e7, o.south_e7, o.east_e7, o.north_e7, o.area_m2 \
     from unit_shape o, unit_state s where o.unit_state_id = $1 and s.unit_state_id = $2",
);
const AREA: Statement = Statement::new(
    "transfer/area",
    "insert into unit_official_area (unit_state_id, area_m2, source) \
     select s.unit_state_id, o.area_m2, o.source from unit_official_area o, unit_state s \
     where o.unit_state_id = $1 and s.unit_state_id = $2",
);
const DELETE_AREAS: Statement = Statement::new(
    "transfer/delete_areas",
    "delete from unit_official_area where unit_state_id in \
     (select unit_state_id from unit_state where began_by_id = $1)",
);

const ONLY_KNOWN: Statement = Statement::new(
    "transfer/only_known",
    "select distinct unit_id from unit_state where unit_id in ($1) and is_reference order by unit_id",
);
const ADD_TAKEN: Statement = Statement::new(
    "transfer/add_taken",
    "insert into transfer_taken (transfer_id, unit_id) values ($1, $2)",
);
/// Only where no other transfer stands, which may rest on the same units.
const TAKEN: Statement = Statement::new(
    "transfer/taken",
    "select distinct k.unit_id from transfer_taken k where not exists \
     (select 1 from transfer t where t.reverted_at is null) order by k.unit_id",
);

/// The statements of this noun.
pub const STATEMENTS: Statements = &[
    &ADD,
    &ADD_UNIT,
    &ONE,
    &UNITS,
    &ALL,
    &DUE,
    &AHEAD,
    &CARRIED,
    &REVERT,
    &LEFT,
    &DECLARED,
    &SHAPE,
    &AREA,
    &DELETE_AREAS,
    &ONLY_KNOWN,
    &ADD_TAKEN,
    &TAKEN,
];

/// A transfer to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTransfer {
    /// Identity; the states and events that it makes bear it.
    pub id: ReorganisationId,
    /// The commune that ends.
    pub commune: UnitId,
    /// Where goes what lay in the commune itself, and in none of its units.
    pub main: UnitId,
    /// The first day without the commune.
    pub effective_on: Day,
    /// The act by which it ended.
    pub legal_document: String,
    /// Who records it; nobody for the command line.
    pub recorded_by: Option<AccountId>,
    /// Each unit with its commune from the day on.
    pub units: Vec<Moved>,
}

/// A unit and its commune from the day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// The unit.
    pub unit_id: UnitId,
    /// The commune.
    pub commune_id: UnitId,
    /// Its households when it was recorded.
    pub households: i64,
}

/// A transfer as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Identity.
    pub transfer_id: ReorganisationId,
    /// The commune that ends.
    pub commune_id: UnitId,
    /// Where goes what lay in the commune itself.
    pub main_id: UnitId,
    /// The first day without the commune.
    pub effective_on: Day,
    /// The act by which it ended.
    pub legal_document: String,
    /// Who recorded it; nobody for the command line.
    pub recorded_by: Option<AccountId>,
    /// Epoch milliseconds.
    pub recorded_at: i64,
    /// Epoch milliseconds at which everything had been carried over.
    pub carried_at: Option<i64>,
    /// Epoch milliseconds at which it was taken back.
    pub reverted_at: Option<i64>,
    /// Why it was taken back.
    pub revert_reason: String,
}

/// A commune that ends, with how many units still stand under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// The commune.
    pub commune_id: UnitId,
    /// Base units.
    pub units: i64,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            transfer_id: row.get("transfer_id")?,
            commune_id: row.get("commune_id")?,
            main_id: row.get("main_id")?,
            effective_on: row.get("effective_on")?,
            legal_document: row.get("legal_document")?,
            recorded_by: row.get("recorded_by")?,
            recorded_at: row.get("recorded_at")?,
            carried_at: row.get("carried_at")?,
            reverted_at: row.get("reverted_at")?,
            revert_reason: row.get("revert_reason")?,
        })
    }
}

impl FromRow for Moved {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            unit_id: row.get("unit_id")?,
            commune_id: row.get("commune_id")?,
            households: row.get("households")?,
        })
    }
}

/// A unit with the transfer that moved it.
struct Of(ReorganisationId, Moved);

impl FromRow for Of {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self(row.get("transfer_id")?, Moved::from_row(row)?))
    }
}

impl FromRow for Left {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self { commune_id: row.get("commune_id")?, units: row.get("units")? })
    }
}

/// Records a transfer.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(tx: &mut Tx, new: &NewTransfer, now: i64) -> Result<(), Failure> {
    let values = vec![
        new.id.into(),
        new.commune.into(),
        new.main.into(),
        new.effective_on.into(),
        new.legal_document.clone().into(),
        new.recorded_by.into(),
        now.into(),
    ];
    tx.run(&ADD, values).await?;
    let rows = new.units.iter().map(|moved| {
        vec![new.id.into(), moved.unit_id.into(), moved.commune_id.into(), moved.households.into()]
    });
    tx.bulk(&ADD_UNIT, rows.collect()).await.map(drop)
}

/// A transfer; nothing for an unknown one.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn one(asked: &mut impl Ask, id: ReorganisationId) -> Result<Option<Line>, Failure> {
    Ok(asked.ask(&ONE, vec![id.into()]).await?.pop())
}

/// The units of a transfer.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn units(asked: &mut impl Ask, id: ReorganisationId) -> Result<Vec<Moved>, Failure> {
    Ok(units_of(asked, &[id]).await?.into_values().flatten().collect())
}

/// The units of several transfers.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn units_of(
    asked: &mut impl Ask,
    ids: &[ReorganisationId],
) -> Result<BTreeMap<ReorganisationId, Vec<Moved>>, Failure> {
    let list = Value::list(ids.iter().map(|id| id.0));
    let rows: Vec<Of> = asked.ask(&UNITS, vec![list]).await?;
    let mut units: BTreeMap<ReorganisationId, Vec<Moved>> = BTreeMap::new();
    for Of(id, moved) in rows {
        units.entry(id).or_default().push(moved);
    }
    Ok(units)
}

/// The transfers that were recorded, also those taken back, the latest day first, at most so many. They name no
/// person and no household.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn all(reader: &Reader, _scope: &Scope, most: i64) -> Result<Vec<Line>, Failure> {
    reader.rows(&ALL, vec![most.into()]).await
}

/// The transfers whose day has come and whose things are still to be carried over.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn due(asked: &mut impl Ask, today: Day) -> Result<Vec<Line>, Failure> {
    asked.ask(&DUE, vec![today.into()]).await
}

/// The transfers that take effect after a day and were not taken back.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn ahead(asked: &mut impl Ask, after: Day) -> Result<Vec<Line>, Failure> {
    asked.ask(&AHEAD, vec![after.into()]).await
}

/// Says that everything of a transfer has been carried over; false where that was said before.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn carried(tx: &mut Tx, id: ReorganisationId, now: i64) -> Result<bool, Failure> {
    Ok(tx.run(&CARRIED, vec![id.into(), now.into()]).await? == 1)
}

/// Says that a transfer was taken back; false where it was, or was carried over already.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn revert(
    tx: &mut Tx,
    id: ReorganisationId,
    (by, now): (Option<AccountId>, i64),
    reason: &str,
) -> Result<bool, Failure> {
    let values = vec![id.into(), now.into(), by.into(), reason.into()];
    if tx.run(&REVERT, values).await? != 1 {
        return Ok(false);
    }
    tx.run(&DELETE_AREAS, vec![id.into()]).await?;
    crate::unit::take_back(tx, id).await?;
    let taken: Vec<(UnitId,)> = tx.rows(&TAKEN, Vec::new()).await?;
    let taken: Vec<UnitId> = taken.into_iter().map(|(unit,)| unit).collect();
    crate::gazetteer::run_here(tx, &taken, false).await?;
    Ok(true)
}

/// Takes those of some units that are only known into what is run here.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn take_in(tx: &mut Tx, id: ReorganisationId, units: &[UnitId]) -> Result<(), Failure> {
    let list = Value::list(units.iter().map(|unit| unit.0));
    let found: Vec<(UnitId,)> = tx.rows(&ONLY_KNOWN, vec![list]).await?;
    let found: Vec<UnitId> = found.into_iter().map(|(unit,)| unit).collect();
    let rows = found.iter().map(|unit| vec![id.into(), (*unit).into()]);
    tx.bulk(&ADD_TAKEN, rows.collect()).await?;
    crate::gazetteer::run_here(tx, &found, true).await?;
    Ok(())
}

/// The communes that end while units still stand under them.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn left(asked: &mut impl Ask) -> Result<Vec<Left>, Failure> {
    asked.ask(&LEFT, Vec::new()).await
}

/// The households that an office declared of some states, where they are not counted.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn declared(tx: &mut Tx, states: &[StateId]) -> Result<Vec<(StateId, i64)>, Failure> {
    tx.rows(&DECLARED, vec![Value::list(states.iter().map(|state| state.0))]).await
}

/// Gives a state the outline and the official area of another of its unit, where that has them.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn same_land(tx: &mut Tx, from: StateId, to: StateId) -> Result<(), Failure> {
    for statement in [&SHAPE, &AREA] {
        tx.run(statement, vec![from.into(), to.into()]).await?;
    }
    Ok(())
}
