//! The posts that owe answers, and which post answers what of which field.

mod end;
mod rename;
mod routing;

use ledger::matter::ProofKind;
use ledger::{BodyId, Category, PostCategory, PostKind};
use serde::Serialize;
use units::{Day, Period, PostId, UnitId};
use uuid::Uuid;

use crate::body::name_on;
use crate::unit::{Ask, period};
use crate::{Failure, FromRow, Reader, Row, Scope, Statement, Statements, Tx, Value};

pub use end::{continue_by, end, end_of_units, take_back};
pub use rename::{Called, called, rename, renames};
pub use routing::{Routed, routes};

/// Posts of a condition. They, the post above and their body are called as on a day (`$day`).
macro_rules! posts {
    ($day:literal, $condition:literal) => {
        concat!(
            "select p.post_id, p.kind, p.category, ",
            name_on!(post "p", "name", $day),
            " as name, ",
            name_on!(post "p", "name_en", $day),
            " as name_en, p.body_id, ",
            name_on!("b", "name", $day),
            " as body, p.unit_id, p.commune_id, p.superior_id, ",
            name_on!(post "s", "name", $day),
            " as superior, p.requirement, ",
            "p.training, p.valid_from, p.valid_until from post p ",
            "left join body b on b.body_id = p.body_id ",
            "left join post s on s.post_id = p.superior_id where ",
            $condition
        )
    };
}

const ONE: Statement = Statement::new("post/one", posts!("$2", "p.post_id = $1"));
const AMONG: Statement =
    Statement::new("post/among", posts!("$2", "p.post_id in ($1) order by p.name, p.post_id"));
const OF_COMMUNE: Statement = Statement::new(
    "post/of_commune",
    posts!(
        "$2",
        "(p.commune_id = $1 or (p.commune_id is null and $1 is null)) and p.valid_from <= $2 \
         and (p.valid_until is null or p.valid_until > $2) order by p.kind, p.name, p.post_id"
    ),
);
const OF_UNIT: Statement = Statement::new(
    "post/of_unit",
    posts!(
        "$2",
        "p.unit_id = $1 and p.valid_from <= $2 \
         and (p.valid_until is null or p.valid_until > $2) order by p.kind, p.name, p.post_id"
    ),
);
const OF_BODY: Statement = Statement::new(
    "post/of_body",
    posts!("$2", "p.body_id = $1 order by p.valid_from, p.kind, p.name, p.post_id"),
);
const ALL: Statement = Statement::new(
    "post/all",
    posts!(
        "$1",
        "p.valid_from <= $1 and (p.valid_until is null or p.valid_until > $1) \
         order by p.name, p.post_id"
    ),
);
const ADD: Statement = Statement::new(
    "post/add",
    "insert into post (post_id, kind, category, name, name_en, search_fold, body_id, unit_id, \
     commune_id, superior_id, requirement, training, valid_from, valid_until, began_by_id) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
);
const SET_ASKED: Statement = Statement::new(
    "post/set_asked",
    "update post set requirement = $2, training = $3 where post_id = $1",
);
const SET_SUPERIOR: Statement =
    Statement::new("post/set_superior", "update post set superior_id = $2 where post_id = $1");
const ABOVE: Statement = Statement::new(
    "post/above",
    "with recursive up (post_id) as (select superior_id from post where post_id = $1 \
     union select p.superior_id from post p join up u on p.post_id in (u.post_id)) \
     select post_id from up where post_id is not null",
);
const CONTINUED: Statement = Statement::new(
    "post/continued",
    "with recursive back (post_id) as (select p.post_id from post p where p.continued_by_id = $1 \
     union select q.post_id from post q join back b on q.continued_by_id in (b.post_id)) \
     select post_id from back",
);
const HAND_ON: Statement = Statement::new(
    "post/hand_on",
    "update post set commune_id = $2 where commune_id = $1 \
     and (valid_until is null or valid_until > $3)",
);
const HAND_ON_PARTS: Statement = Statement::new(
    "post/hand_on_parts",
    "update post set commune_id = $2 where (commune_id = $1 or commune_id is null) \
     and unit_id in ($4) \
     and (valid_until is null or valid_until > $3)",
);
const ROUTE: Statement = Statement::new(
    "routing/of",
    "select r.post_id, r.days, r.proof from routing r join post p on p.post_id = r.post_id \
     where r.category = $2 and (r.unit_id = $1 or r.unit_id is null) and p.valid_from <= $3 \
     and (p.valid_until is null or p.valid_until > $3) \
     order by case when r.unit_id is null then 1 else 0 end, r.routing_id limit 1",
);
const DELETE_ROUTE: Statement = Statement::new(
    "routing/delete",
    "delete from routing where category = $2 and (unit_id = $1 or (unit_id is null and $1 is null))",
);
const ADD_ROUTE: Statement = Statement::new(
    "routing/add",
    "insert into routing (routing_id, unit_id, category, post_id, days, proof) \
     values ($1, $2, $3, $4, $5, $6)",
);

/// The statements of this noun.
pub const STATEMENTS: Statements = &[
    &ONE,
    &AMONG,
    &OF_COMMUNE,
    &OF_UNIT,
    &OF_BODY,
    &ALL,
    &ADD,
    &SET_ASKED,
    &SET_SUPERIOR,
    &ABOVE,
    &CONTINUED,
    &HAND_ON,
    &HAND_ON_PARTS,
    &end::STANDING,
    &end::LAST,
    &end::ADD,
    &end::HOLDS,
    &end::CONTINUE,
    &end::SAID_BY,
    &end::FORGET,
    &end::BEGUN,
    &end::GRANTED,
    &end::DELETE_ENDS,
    &end::DELETE_RENAMES,
    &end::DELETE,
    &rename::OF_UNITS,
    &rename::RENAME,
    &rename::ADD_RENAME,
    &rename::RENAMES,
    &ROUTE,
    &routing::ROUTES,
    &DELETE_ROUTE,
    &ADD_ROUTE,
];

/// A post as pages and decisions want it. Posts are public; who holds one is not in here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Post {
    /// Its identity.
    pub post_id: PostId,
    /// What it is for.
    pub kind: PostKind,
    /// Which law it falls under.
    pub category: PostCategory,
    /// Its name: "Trưởng khu phố 3".
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// The body it belongs to.
    pub body: Option<(BodyId, String)>,
    /// The place it belongs to.
    pub unit_id: Option<UnitId>,
    /// The commune it belongs to; nothing for posts of the city.
    pub commune_id: Option<UnitId>,
    /// One level up.
    pub superior: Option<(PostId, String)>,
    /// What the post asks for.
    pub requirement: String,
    /// Which training the post asks for.
    pub training: String,
    /// When it exists.
    pub valid: Period,
}

impl FromRow for Post {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let body: (Option<BodyId>, Option<String>) = (row.get("body_id")?, row.get("body")?);
        let superior: (Option<PostId>, Option<String>) =
            (row.get("superior_id")?, row.get("superior")?);
        Ok(Self {
            post_id: row.get("post_id")?,
            kind: row.get("kind")?,
            category: row.get("category")?,
            name: row.get("name")?,
            name_en: row.get("name_en")?,
            body: body.0.zip(body.1),
            unit_id: row.get("unit_id")?,
            commune_id: row.get("commune_id")?,
            superior: superior.0.zip(superior.1),
            requirement: row.get("requirement")?,
            training: row.get("training")?,
            valid: period(row)?,
        })
    }
}

/// Which post answers, in how many working days, with which proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// The post.
    pub post_id: PostId,
    /// Working days.
    pub days: i64,
    /// The proof.
    pub proof: ProofKind,
}

impl FromRow for Route {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self { post_id: row.get("post_id")?, days: row.get("days")?, proof: row.get("proof")? })
    }
}

/// One post, with the names of a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn one(ask: &mut impl Ask, id: PostId, on: Day) -> Result<Option<Post>, Failure> {
    Ok(ask.ask(&ONE, vec![id.into(), on.into()]).await?.pop())
}

/// Several posts by name, with the names of a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn among(ask: &mut impl Ask, ids: &[PostId], on: Day) -> Result<Vec<Post>, Failure> {
    ask.ask(&AMONG, vec![Value::list(ids.iter().map(|id| id.0)), on.into()]).await
}

/// The posts of a commune and its places on a day, or those of the city where none is named.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_commune(
    reader: &Reader,
    _scope: &Scope,
    commune: Option<UnitId>,
    on: Day,
) -> Result<Vec<Post>, Failure> {
    reader.rows(&OF_COMMUNE, vec![commune.into(), on.into()]).await
}

/// The posts of one place on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_unit(ask: &mut impl Ask, unit: UnitId, on: Day) -> Result<Vec<Post>, Failure> {
    ask.ask(&OF_UNIT, vec![unit.into(), on.into()]).await
}

/// The posts that a body has and had, in order of days, with the names of a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_body(ask: &mut impl Ask, body: BodyId, on: Day) -> Result<Vec<Post>, Failure> {
    ask.ask(&OF_BODY, vec![body.into(), on.into()]).await
}

/// Every post of a day, by name.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn all(reader: &Reader, _scope: &Scope, on: Day) -> Result<Vec<Post>, Failure> {
    reader.rows(&ALL, vec![on.into()]).await
}

/// Stores a post; `began_by` names the reorganisation that made it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(tx: &mut Tx, post: &Post, began_by: Option<Uuid>) -> Result<(), Failure> {
    let values = vec![
        post.post_id.into(),
        post.kind.into(),
        post.category.into(),
        post.name.as_str().into(),
        post.name_en.as_str().into(),
        units::text::fold(&post.name).into(),
        post.body.as_ref().map(|(id, _)| *id).into(),
        post.unit_id.into(),
        post.commune_id.into(),
        post.superior.as_ref().map(|(id, _)| *id).into(),
        post.requirement.as_str().into(),
        post.training.as_str().into(),
        post.valid.from.into(),
        post.valid.until.into(),
        began_by.into(),
    ];
    tx.run(&ADD, values).await?;
    match post.valid.until {
        Some(until) => end::say(tx, post.post_id, until, None).await,
        None => Ok(()),
    }
}

/// Sets what a post asks for; false where there is none.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn set_asked(
    tx: &mut Tx,
    id: PostId,
    (requirement, training): (&str, &str),
) -> Result<bool, Failure> {
    Ok(tx.run(&SET_ASKED, vec![id.into(), requirement.into(), training.into()]).await? == 1)
}

/// Puts a post under another, or under none; false where there is no such post.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn set_superior(
    tx: &mut Tx,
    id: PostId,
    superior: Option<PostId>,
) -> Result<bool, Failure> {
    Ok(tx.run(&SET_SUPERIOR, vec![id.into(), superior.into()]).await? == 1)
}

/// Every post above one, however far.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn above(tx: &mut Tx, id: PostId) -> Result<Vec<PostId>, Failure> {
    let rows: Vec<(PostId,)> = tx.rows(&ABOVE, vec![id.into()]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The ended posts for which a post goes on, however long ago.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn continued(
    reader: &Reader,
    _scope: &Scope,
    by: PostId,
) -> Result<Vec<PostId>, Failure> {
    let rows: Vec<(PostId,)> = reader.rows(&CONTINUED, vec![by.into()]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Lets the posts that stand after a day lie in the commune that goes on for theirs.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn hand_on(tx: &mut Tx, (ended, by): (UnitId, UnitId), day: Day) -> Result<u64, Failure> {
    tx.run(&HAND_ON, vec![ended.into(), by.into(), day.into()]).await
}

/// The same for the posts of some units alone.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn hand_on_parts(
    tx: &mut Tx,
    (ended, by): (UnitId, UnitId),
    units: &[UnitId],
    day: Day,
) -> Result<u64, Failure> {
    let units = Value::list(units.iter().map(|unit| unit.0));
    tx.run(&HAND_ON_PARTS, vec![ended.into(), by.into(), day.into(), units]).await
}

/// Which post answers what comes in about a field in a commune: its own rule, else everybody's.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn route(
    ask: &mut impl Ask,
    commune: UnitId,
    category: Category,
    on: Day,
) -> Result<Option<Route>, Failure> {
    Ok(ask.ask(&ROUTE, vec![commune.into(), category.into(), on.into()]).await?.pop())
}

/// Says which post answers, in place of what was said before; everywhere where no commune is named.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn set_route(
    tx: &mut Tx,
    id: Uuid,
    (commune, category): (Option<UnitId>, Category),
    route: &Route,
) -> Result<(), Failure> {
    tx.run(&DELETE_ROUTE, vec![commune.into(), category.into()]).await?;
    let values = vec![
        id.into(),
        commune.into(),
        category.into(),
        route.post_id.into(),
        route.days.into(),
        route.proof.into(),
    ];
    tx.run(&ADD_ROUTE, values).await.map(drop)
}
