//! Bodies that are still recorded as standing though their unit has ended, place by place; and the names that
//! still carry what a place was called before. Both are counted where they lie, and read page by page.

use units::{Day, UnitId};
use uuid::Uuid;

use super::Line;
use crate::unit::Ask;
use crate::{Failure, FromRow, Reader, Row, Scope, Statement, Value};

/// The last state of a unit (`$alias`) that has begun by a day.
macro_rules! latest {
    ($alias:literal, $of:literal, $day:literal) => {
        concat!(
            $alias,
            ".unit_id = ",
            $of,
            " and ",
            $alias,
            ".valid_from = (select max(x.valid_from) from unit_state x where x.unit_id = ",
            $of,
            " and x.valid_from <= ",
            $day,
            ")"
        )
    };
}

/// What units lie in on a day: themselves and what lies around them; one that has ended lies in what it became,
/// and where it became nothing, in what it lay in. `$first` gives the units.
macro_rules! reach {
    ($first:expr, $day:literal) => {
        concat!(
            "reach (root, unit_id) as (",
            $first,
            " union select r.root, coalesce(e.to_unit_id, s.parent_id) from reach r ",
            "join unit_state s on ",
            latest!("s", "r.unit_id", $day),
            " left join (lineage_edge e join lineage_event v ",
            "on v.lineage_event_id = e.lineage_event_id) ",
            "on e.from_unit_id = r.unit_id and e.to_unit_id <> r.unit_id ",
            "and v.effective_on = s.valid_until and s.valid_until <= ",
            $day,
            " where coalesce(e.to_unit_id, s.parent_id) is not null)"
        )
    };
}

/// Asks of the units that have ended by a day (`$1`) while bodies of theirs stand: in a place (`$2`) or everywhere.
macro_rules! left {
    ($columns:literal, $tail:literal) => {
        concat!(
            "with recursive gone (unit_id, day, bodies) as (",
            "select s.unit_id, s.valid_until, count(*) from body b join unit_state s on ",
            latest!("s", "b.unit_id", "$1"),
            " where b.valid_from <= $1 and (b.valid_until is null or b.valid_until > $1) ",
            "and s.valid_until <= $1 and b.valid_from < s.valid_until ",
            "group by s.unit_id, s.valid_until), ",
            reach!("select g.unit_id, g.unit_id from gone g", "$1"),
            " select ",
            $columns,
            " from gone g where g.unit_id in (select r.root from reach r ",
            "where r.unit_id = $2 or $2 is null)",
            $tail
        )
    };
}

pub(super) const UNITS: Statement = Statement::new(
    "body/left_units",
    left!(
        "g.unit_id, g.day",
        " and (g.day > $3 or (g.day = $3 and g.unit_id > $4)) order by g.day, g.unit_id limit $5"
    ),
);
pub(super) const COUNT: Statement = Statement::new(
    "body/left_count",
    left!("count(*) as units, cast(coalesce(sum(g.bodies), 0) as bigint) as bodies", ""),
);
/// What one unit lies in, as [`reach`] says.
pub(super) const AROUND: Statement = Statement::new(
    "body/around",
    concat!(
        "with recursive ",
        reach!("select u.unit_id, u.unit_id from unit u where u.unit_id = $1", "$2"),
        " select r.unit_id from reach r"
    ),
);
/// The bodies and posts of a place (`$2`) and of what lies right in it that may carry what their unit was called
/// before a renaming: they are older than it and have not been called otherwise since.
pub(super) const OLD_NAMES: Statement = Statement::new(
    "body/old_names",
    "with renamed (unit_id, effective_on, old_place, new_place) as (\
     select z.unit_id, z.valid_from, a.name, z.name from unit_state a \
     join unit_state z on z.unit_id = a.unit_id and z.valid_from = a.valid_until \
     and z.name <> a.name where a.unit_id = $2 or a.unit_id in (\
     select s.unit_id from unit_state s where s.parent_id = $2 \
     and (s.tier is null or s.tier <> 'group') and s.valid_from <= $1 \
     and (s.valid_until is null or s.valid_until > $1))) \
     select b.body_id as whose, b.name, n.effective_on, n.old_place, n.new_place \
     from renamed n join body b on b.unit_id = n.unit_id and b.valid_from < n.effective_on \
     and b.valid_until is null and not exists (select 1 from body_rename r \
     where r.body_id = b.body_id and r.effective_on >= n.effective_on) \
     union all select p.post_id, p.name, n.effective_on, n.old_place, n.new_place \
     from renamed n join post p on p.unit_id = n.unit_id and p.valid_from < n.effective_on \
     and p.valid_from <= $1 and (p.valid_until is null or p.valid_until > $1) \
     and not exists (select 1 from post_rename r \
     where r.post_id = p.post_id and r.effective_on >= n.effective_on) \
     order by whose, effective_on",
);

/// A unit that has ended while bodies of its stand, behind the first day without it. In this order pages
/// follow on each other.
pub type Gone = (Day, UnitId);

/// How many units have ended while bodies of theirs stand, and how many such bodies there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Left {
    /// Units.
    pub units: i64,
    /// Their bodies.
    pub bodies: i64,
}

/// A name that may carry what its place was called before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldName {
    /// The body or post.
    pub whose: Uuid,
    /// Its last name.
    pub name: String,
    /// What the place was called.
    pub old_place: String,
    /// What it has been called since.
    pub new_place: String,
}

impl FromRow for OldName {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            whose: row.get("whose")?,
            name: row.get("name")?,
            old_place: row.get("old_place")?,
            new_place: row.get("new_place")?,
        })
    }
}

/// The units in a place, or everywhere, that have ended by a day while bodies of theirs stand: those behind
/// one, `most` of them, by the day of their end.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn left_units(
    reader: &Reader,
    _scope: &Scope,
    (place, on): (Option<UnitId>, Day),
    after: Option<Gone>,
    most: usize,
) -> Result<Vec<Gone>, Failure> {
    let (day, unit): (Value, UnitId) = match after {
        Some((day, unit)) => (day.into(), unit),
        None => ("".into(), UnitId(Uuid::nil())),
    };
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let values = vec![on.into(), place.into(), day, unit.into(), most.into()];
    let rows: Vec<(UnitId, Day)> = reader.rows(&UNITS, values).await?;
    Ok(rows.into_iter().map(|(unit, day)| (day, unit)).collect())
}

/// How many they are.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn left_count(
    reader: &Reader,
    _scope: &Scope,
    (place, on): (Option<UnitId>, Day),
) -> Result<Left, Failure> {
    let rows: Vec<(i64, i64)> = reader.rows(&COUNT, vec![on.into(), place.into()]).await?;
    Ok(rows
        .first()
        .map(|(units, bodies)| Left { units: *units, bodies: *bodies })
        .unwrap_or_default())
}

/// Those bodies of some ended units, as they are called on a day, by unit.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn left(
    reader: &Reader,
    _scope: &Scope,
    units: &[UnitId],
    on: Day,
) -> Result<Vec<Line>, Failure> {
    let units = Value::list(units.iter().map(|unit| unit.0));
    reader.rows(&super::sql::LEFT, vec![units, on.into()]).await
}

/// A unit with all that it lies in on a day: one that has ended lies in what it became, and where it became
/// nothing, in what it lay in.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn around(ask: &mut impl Ask, unit: UnitId, on: Day) -> Result<Vec<UnitId>, Failure> {
    let rows: Vec<(UnitId,)> = ask.ask(&AROUND, vec![unit.into(), on.into()]).await?;
    Ok(rows.into_iter().map(|(unit,)| unit).collect())
}

/// The names of bodies and posts of a place and of what lies right in it that may still carry what their unit
/// was called before, each with every renaming of the unit, the earliest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn old_names(
    reader: &Reader,
    _scope: &Scope,
    place: UnitId,
    on: Day,
) -> Result<Vec<OldName>, Failure> {
    reader.rows(&OLD_NAMES, vec![on.into(), place.into()]).await
}
