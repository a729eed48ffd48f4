//! What posts were called before: a post whose place got another name is called after it from a day on.

use units::{Day, PostId, UnitId};

use crate::body::Renamed;
use crate::unit::Ask;
use crate::{Failure, FromRow, Row, Statement, Tx, Value};

/// The posts of some units that stand on a day, with the day of their last renaming.
pub(super) const OF_UNITS: Statement = Statement::new(
    "post/called",
    "select p.post_id, p.unit_id, p.name, p.name_en, p.valid_from, \
     (select max(r.effective_on) from post_rename r where r.post_id = p.post_id) as renamed_on \
     from post p where p.unit_id in ($1) and p.valid_from <= $2 \
     and (p.valid_until is null or p.valid_until > $2) order by p.kind, p.name, p.post_id",
);
pub(super) const RENAME: Statement = Statement::new(
    "post/rename",
    "update post set name = $2, name_en = $3, search_fold = $4 where post_id = $1",
);
pub(super) const ADD_RENAME: Statement = Statement::new(
    "post/add_rename",
    "insert into post_rename (post_id, effective_on, old_name, old_name_en, legal_document, \
     recorded_at) values ($1, $2, $3, $4, $5, $6)",
);
pub(super) const RENAMES: Statement = Statement::new(
    "post/renames",
    "select effective_on, old_name, old_name_en, legal_document from post_rename \
     where post_id = $1 order by effective_on desc",
);

/// A post by its name and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// The post.
    pub post_id: PostId,
    /// Its place.
    pub unit_id: UnitId,
    /// Its name.
    pub name: String,
    /// Its name in English; may be empty.
    pub name_en: String,
    /// The day from which it is called so: its first day, or that of its last renaming.
    pub since: Day,
}

impl FromRow for Called {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let (from, renamed): (Day, Option<Day>) = (row.get("valid_from")?, row.get("renamed_on")?);
        Ok(Self {
            post_id: row.get("post_id")?,
            unit_id: row.get("unit_id")?,
            name: row.get("name")?,
            name_en: row.get("name_en")?,
            since: renamed.unwrap_or(from),
        })
    }
}

/// The posts of some units that stand on a day, by their names.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn called(ask: &mut impl Ask, units: &[UnitId], on: Day) -> Result<Vec<Called>, Failure> {
    ask.ask(&OF_UNITS, vec![Value::list(units.iter().map(|unit| unit.0)), on.into()]).await
}

/// Calls a post otherwise from a day on that has come, and keeps the name before.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn rename(
    tx: &mut Tx,
    id: PostId,
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
    let fold = units::text::fold(name);
    let values = vec![id.into(), name.into(), name_en.into(), fold.into()];
    tx.run(&RENAME, values).await.map(drop)
}

/// The names that a post had, the latest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn renames(ask: &mut impl Ask, id: PostId) -> Result<Vec<Renamed>, Failure> {
    ask.ask(&RENAMES, vec![id.into()]).await
}
