//! Bodies: the one notion of who owes answers beside the places. A body has a dated life; a name that it
//! had before is a row; what took over from it is a succession. Posts belong to a body.

use ledger::{BodyId, BodyKind};
use serde::Serialize;
use units::{Coverage, Day, Kind, Period, UnitId};
use uuid::Uuid;

use crate::unit::{Ask, period};
use crate::{Failure, FromRow, Reader, Row, Scope, Statement, Statements, Tx, Value};

/// A body with its unit of its latest days.
macro_rules! lines {
    ($condition:literal) => {
        concat!(
            "select b.body_id, b.kind, b.name, b.name_en, b.unit_id, b.parent_id, b.valid_from, ",
            "b.valid_until, b.legal_document, b.ended_document, s.name as unit, ",
            "s.kind as unit_kind, s.valid_until as unit_ended, pb.name as parent, ",
            "(select count(*) from post p where p.body_id = b.body_id ",
            "and (p.valid_until is null or p.valid_until > p.valid_from)) as posts from body b ",
            "left join body pb on pb.body_id = b.parent_id ",
            "left join unit_state s on s.unit_id = b.unit_id and s.valid_from = ",
            "(select max(x.valid_from) from unit_state x where x.unit_id = b.unit_id) where ",
            $condition
        )
    };
}

const LIST: Statement = Statement::new(
    "body/list",
    "select body_id, kind, name, name_en, unit_id, parent_id from body where valid_from <= $1 \
     and (valid_until is null or valid_until > $1) order by name, body_id",
);
const OF_UNIT: Statement = Statement::new(
    "body/of_unit",
    lines!("b.unit_id = $1 order by b.valid_from, b.name, b.body_id"),
);
const WITHOUT_UNIT: Statement = Statement::new(
    "body/without_unit",
    lines!(
        "b.unit_id is null and b.valid_from <= $1 \
         and (b.valid_until is null or b.valid_until > $1) order by b.name, b.body_id"
    ),
);
const ONE: Statement = Statement::new("body/one", lines!("b.body_id = $1"));
/// Bodies that stand on a day though their unit has ended.
const LEFT: Statement = Statement::new(
    "body/left",
    lines!(
        "b.valid_from <= $1 and (b.valid_until is null or b.valid_until > $1) \
         and s.valid_until is not null and s.valid_until <= $1 \
         order by s.sort_key, b.name, b.body_id limit 2000"
    ),
);
const STANDING: Statement = Statement::new(
    "body/standing",
    "select body_id, kind, name, name_en, unit_id, parent_id from body where unit_id in ($1) \
     and valid_from <= $2 and (valid_until is null or valid_until > $2) order by name, body_id",
);
const ADD: Statement = Statement::new(
    "body/add",
    "insert into body (body_id, kind, name, name_en, unit_id, parent_id, valid_from, \
     legal_document, began_by_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);
const RENAME: Statement =
    Statement::new("body/rename", "update body set name = $2, name_en = $3 where body_id = $1");
const ADD_RENAME: Statement = Statement::new(
    "body/add_rename",
    "insert into body_rename (body_id, effective_on, old_name, old_name_en, legal_document, \
     recorded_at) values ($1, $2, $3, $4, $5, $6)",
);
const RENAMES: Statement = Statement::new(
    "body/renames",
    "select effective_on, old_name, old_name_en, legal_document from body_rename \
     where body_id = $1 order by effective_on desc",
);
const END: Statement = Statement::new(
    "body/end",
    "update body set valid_until = $2, ended_document = $3, ended_by_id = $4 where body_id = $1 \
     and valid_from < $2 and (valid_until is null or valid_until > $2)",
);
const SUCCEED: Statement = Statement::new(
    "body/succeed",
    "insert into body_succession (from_body_id, to_body_id, effective_on, coverage, \
     legal_document, began_by_id) values ($1, $2, $3, $4, $5, $6)",
);
const TAKEN_OVER: Statement = Statement::new(
    "body/taken_over",
    "select s.from_body_id as body_id, b.name, b.name_en, s.effective_on, s.coverage, \
     s.legal_document from body_succession s join body b on b.body_id = s.from_body_id \
     where s.to_body_id = $1 order by s.effective_on, b.name, b.body_id",
);
const PASSED_ON: Statement = Statement::new(
    "body/passed_on",
    "select s.to_body_id as body_id, b.name, b.name_en, s.effective_on, s.coverage, \
     s.legal_document from body_succession s join body b on b.body_id = s.to_body_id \
     where s.from_body_id = $1 order by s.effective_on, b.name, b.body_id",
);
const FORGET: Statement =
    Statement::new("body/forget", "delete from body_succession where began_by_id = $1");
const DELETE_BEGUN: Statement =
    Statement::new("body/delete_begun", "delete from body where began_by_id = $1");
const REOPEN: Statement = Statement::new(
    "body/reopen",
    "update body set valid_until = null, ended_document = '', ended_by_id = null \
     where ended_by_id = $1",
);

/// The statements of this noun.
pub const STATEMENTS: Statements = &[
    &LIST,
    &OF_UNIT,
    &WITHOUT_UNIT,
    &ONE,
    &LEFT,
    &STANDING,
    &ADD,
    &RENAME,
    &ADD_RENAME,
    &RENAMES,
    &END,
    &SUCCEED,
    &TAKEN_OVER,
    &PASSED_ON,
    &FORGET,
    &DELETE_BEGUN,
    &REOPEN,
];

/// A body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Body {
    /// Its identity.
    pub body_id: BodyId,
    /// What it is.
    pub kind: BodyKind,
    /// Its name.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// Its territory; nothing for a body without one.
    pub unit_id: Option<UnitId>,
    /// The body above it.
    pub parent_id: Option<BodyId>,
}

/// A body in a list, with its unit and its life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The body, as it is called today.
    pub body: Body,
    /// The name and kind of its unit, of the unit's latest days.
    pub unit: Option<(String, Kind)>,
    /// First day on which its unit no longer is.
    pub unit_ended: Option<Day>,
    /// The name of the body above it.
    pub parent: Option<String>,
    /// When it exists.
    pub valid: Period,
    /// The act that made it; may be empty.
    pub legal_document: String,
    /// The act that ended it; may be empty.
    pub ended_document: String,
    /// How many posts it has had.
    pub posts: i64,
}

/// A name that a body had until a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Renamed {
    /// First day of the next name.
    pub effective_on: Day,
    /// The name before.
    pub old_name: String,
    /// The name before, in English.
    pub old_name_en: String,
    /// The act that gave the next name.
    pub legal_document: String,
}

/// A body that took over from another, or from which another took over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Succession {
    /// The other body.
    pub body_id: BodyId,
    /// Its name today.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// The day.
    pub effective_on: Day,
    /// Whether all of it, or a part.
    pub coverage: Coverage,
    /// The act; may be empty.
    pub legal_document: String,
}

/// A body's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// The body.
    pub line: Line,
    /// Its names before, the latest first.
    pub renames: Vec<Renamed>,
    /// What it took over.
    pub taken_over: Vec<Succession>,
    /// What took over from it.
    pub passed_on: Vec<Succession>,
}

impl FromRow for Body {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            body_id: row.get("body_id")?,
            kind: row.get("kind")?,
            name: row.get("name")?,
            name_en: row.get("name_en")?,
            unit_id: row.get("unit_id")?,
            parent_id: row.get("parent_id")?,
        })
    }
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let unit: (Option<String>, Option<Kind>) = (row.get("unit")?, row.get("unit_kind")?);
        Ok(Self {
            body: Body::from_row(row)?,
            unit: unit.0.zip(unit.1),
            unit_ended: row.get("unit_ended")?,
            parent: row.get("parent")?,
            valid: period(row)?,
            legal_document: row.get("legal_document")?,
            ended_document: row.get("ended_document")?,
            posts: row.get("posts")?,
        })
    }
}

impl FromRow for Renamed {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            effective_on: row.get("effective_on")?,
            old_name: row.get("old_name")?,
            old_name_en: row.get("old_name_en")?,
            legal_document: row.get("legal_document")?,
        })
    }
}

impl FromRow for Succession {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            body_id: row.get("body_id")?,
            name: row.get("name")?,
            name_en: row.get("name_en")?,
            effective_on: row.get("effective_on")?,
            coverage: row.get("coverage")?,
            legal_document: row.get("legal_document")?,
        })
    }
}

impl Page {
    /// What it was called on a day, in Vietnamese and English.
    #[must_use]
    pub fn name_on(&self, day: Day) -> (&str, &str) {
        let later = self.renames.iter().rev().find(|renamed| renamed.effective_on > day);
        later.map_or((&self.line.body.name, &self.line.body.name_en), |renamed| {
            (&renamed.old_name, &renamed.old_name_en)
        })
    }
}

/// Every body of a day, by name.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(reader: &Reader, _scope: &Scope, on: Day) -> Result<Vec<Body>, Failure> {
    reader.rows(&LIST, vec![on.into()]).await
}

/// Every body that a unit has and had, in order of days.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_unit(ask: &mut impl Ask, unit: UnitId) -> Result<Vec<Line>, Failure> {
    ask.ask(&OF_UNIT, vec![unit.into()]).await
}

/// The bodies of a day that have no territory, by name.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn without_unit(reader: &Reader, _scope: &Scope, on: Day) -> Result<Vec<Line>, Failure> {
    reader.rows(&WITHOUT_UNIT, vec![on.into()]).await
}

/// The bodies that stand on a day though their unit has ended; no more than 2,000.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn left(reader: &Reader, _scope: &Scope, on: Day) -> Result<Vec<Line>, Failure> {
    reader.rows(&LEFT, vec![on.into()]).await
}

/// A body's page; nothing for an unknown one.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page(ask: &mut impl Ask, id: BodyId) -> Result<Option<Page>, Failure> {
    let Some(line) = ask.ask(&ONE, vec![id.into()]).await?.pop() else { return Ok(None) };
    let renames = ask.ask(&RENAMES, vec![id.into()]).await?;
    let taken_over = ask.ask(&TAKEN_OVER, vec![id.into()]).await?;
    let passed_on = ask.ask(&PASSED_ON, vec![id.into()]).await?;
    Ok(Some(Page { line, renames, taken_over, passed_on }))
}

/// The bodies of some units that stand on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn standing(ask: &mut impl Ask, units: &[UnitId], on: Day) -> Result<Vec<Body>, Failure> {
    ask.ask(&STANDING, vec![Value::list(units.iter().map(|unit| unit.0)), on.into()]).await
}

/// Stores a body from a day on; `began_by` names the reorganisation that made it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(
    tx: &mut Tx,
    body: &Body,
    (from, document): (Day, &str),
    began_by: Option<Uuid>,
) -> Result<(), Failure> {
    let values = vec![
        body.body_id.into(),
        body.kind.into(),
        body.name.as_str().into(),
        body.name_en.as_str().into(),
        body.unit_id.into(),
        body.parent_id.into(),
        from.into(),
        document.into(),
        began_by.into(),
    ];
    tx.run(&ADD, values).await.map(drop)
}

/// Calls a body otherwise from a day on, and keeps the name before.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn rename(
    tx: &mut Tx,
    id: BodyId,
    before: &Renamed,
    (name, name_en): (&str, &str),
    now: i64,
) -> Result<(), Failure> {
    let values = vec![
        id.into(),
        before.effective_on.into(),
        before.old_name.as_str().into(),
        before.old_name_en.as_str().into(),
        before.legal_document.as_str().into(),
        now.into(),
    ];
    tx.run(&ADD_RENAME, values).await?;
    tx.run(&RENAME, vec![id.into(), name.into(), name_en.into()]).await.map(drop)
}

/// Ends a body on a day; false where it does not stand then.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn end(
    tx: &mut Tx,
    id: BodyId,
    (day, document): (Day, &str),
    ended_by: Option<Uuid>,
) -> Result<bool, Failure> {
    let values = vec![id.into(), day.into(), document.into(), ended_by.into()];
    Ok(tx.run(&END, values).await? == 1)
}

/// Says that a body took over from another.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn succeed(
    tx: &mut Tx,
    (from, to): (BodyId, BodyId),
    (day, coverage): (Day, Coverage),
    document: &str,
    began_by: Option<Uuid>,
) -> Result<(), Failure> {
    let values =
        vec![from.into(), to.into(), day.into(), coverage.into(), document.into(), began_by.into()];
    tx.run(&SUCCEED, values).await.map(drop)
}

/// Takes the bodies of a reorganisation back.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn take_back(tx: &mut Tx, by: Uuid) -> Result<(), Failure> {
    tx.run(&FORGET, vec![by.into()]).await?;
    tx.run(&DELETE_BEGUN, vec![by.into()]).await?;
    tx.run(&REOPEN, vec![by.into()]).await?;
    Ok(())
}
