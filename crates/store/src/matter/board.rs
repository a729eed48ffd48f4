//! What boards count of matters, each from an index that holds it.

use ledger::matter::State;
use serde::Serialize;
use units::{Day, UnitId};

use crate::locality::{seen, sight};
use crate::{Failure, FromRow, Reader, Row, Scope, Statement};

/// "The reader sees it" without its place, which the counts of a whole city do without.
macro_rules! seen_from_above {
    () => {
        "($2 or m.is_public or m.commune_id in ($3) or m.top_id in ($3))"
    };
}

/// What boards show of each commune, one part for each index that holds it. What has ended otherwise
/// than by being confirmed stands on no board.
pub(super) const COUNTS: Statement = Statement::new(
    "matter/counts",
    concat!(
        "select m.commune_id, m.state, cast(count(*) as bigint) as n, ",
        "cast(sum(case when m.due_on < $1 then 1 else 0 end) as bigint) as late, ",
        "cast(sum(case when m.reopened > 0 then 1 else 0 end) as bigint) as reopened ",
        "from matter m where m.is_owed and ",
        seen_from_above!(),
        " group by m.commune_id, m.state union all ",
        "select m.commune_id, 'answered', cast(count(*) as bigint), cast(0 as bigint), ",
        "cast(0 as bigint) from matter m where m.state = 'answered' and ",
        seen_from_above!(),
        " group by m.commune_id union all ",
        "select m.commune_id, 'confirmed', cast(count(*) as bigint), cast(0 as bigint), ",
        "cast(0 as bigint) from matter m where m.state = 'confirmed' and ",
        seen_from_above!(),
        " group by m.commune_id"
    ),
);
pub(super) const COUNTS_IN: Statement = Statement::new(
    "matter/counts_in",
    concat!(
        "select p.unit_id, m.state, cast(count(*) as bigint) as n, ",
        "cast(sum(case when m.is_owed and m.due_on < $1 then 1 else 0 end) as bigint) as late, ",
        "cast(sum(case when m.reopened > 0 then 1 else 0 end) as bigint) as reopened ",
        "from matter m join matter_place p on p.matter_id = m.matter_id and p.valid_from <= $1 ",
        "and (p.valid_until is null or p.valid_until > $1) where m.commune_id = $2 and ",
        seen!("m", "p", "$3", "$4"),
        " group by p.unit_id, m.state"
    ),
);
/// By day, as the index holds them: months are counted together from a few hundred days. An area may be a
/// commune or a city.
pub(super) const CONFIRMED_SINCE: Statement = Statement::new(
    "matter/confirmed_since",
    "select m.closed_on, cast(count(*) as bigint) as n from matter m where m.state = 'confirmed' \
     and m.closed_on >= $1 and (m.commune_id = $2 or m.top_id = $2 or $2 is null) \
     and ($3 or m.is_public or m.commune_id in ($4) or m.top_id in ($4)) group by m.closed_on",
);
pub(super) const CONFIRMED_SINCE_IN: Statement = Statement::new(
    "matter/confirmed_since_in",
    "select m.closed_on, cast(count(*) as bigint) as n from matter m where m.commune_id = $2 \
     and m.state = 'confirmed' and m.closed_on >= $1 \
     and ($3 or m.is_public or m.commune_id in ($4) or m.top_id in ($4)) group by m.closed_on",
);
/// Matters of one place in one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The commune, or the place below one; nothing for matters of the city.
    pub place: Option<UnitId>,
    /// The state.
    pub state: State,
    /// How many.
    pub matters: i64,
    /// Of them late.
    pub late: i64,
    /// Of them reopened at least once.
    pub reopened: i64,
}

impl FromRow for Count {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            place: row.at(0)?,
            state: row.get("state")?,
            matters: row.get("n")?,
            late: row.get("late")?,
            reopened: row.get("reopened")?,
        })
    }
}

/// Matters by commune and state within the reader's sight: what is owed, what was answered, what was
/// confirmed.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn counts(reader: &Reader, scope: &Scope, today: Day) -> Result<Vec<Count>, Failure> {
    let [all, within] = sight(scope);
    reader.rows(&COUNTS, vec![today.into(), all, within]).await
}

/// Matters of a commune by the place they lie in and by state, within the reader's sight.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn counts_in(
    reader: &Reader,
    scope: &Scope,
    commune: UnitId,
    today: Day,
) -> Result<Vec<Count>, Failure> {
    let [all, within] = sight(scope);
    reader.rows(&COUNTS_IN, vec![today.into(), commune.into(), all, within]).await
}

/// How many matters were confirmed on which day, from a day on: in a commune (`of_commune`), in a commune
/// or city, or everywhere; in no order.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn confirmed_since(
    reader: &Reader,
    scope: &Scope,
    (within_unit, of_commune): (Option<UnitId>, Option<UnitId>),
    from: Day,
) -> Result<Vec<(Day, i64)>, Failure> {
    let [all, within] = sight(scope);
    let (statement, unit) = match of_commune {
        Some(commune) => (&CONFIRMED_SINCE_IN, Some(commune)),
        None => (&CONFIRMED_SINCE, within_unit),
    };
    reader.rows(statement, vec![from.into(), unit.into(), all, within]).await
}
