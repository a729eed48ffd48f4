//! Movements: lists, pages, who joined, and their writes. Nothing here lists who did not join.

use ledger::MovementId;
use ledger::movement::{Achievement, Activity, Basis, JoinerKind, Movement};
use serde::Serialize;
use units::{Day, PostId, UnitId};
use uuid::Uuid;

use crate::locality::Locality;
use crate::{Failure, FromRow, Reader, Row, Scope, Statement, Statements, Tx};

/// A movement with names of a day (`$1`). A movement is public.
macro_rules! lines {
    ($condition:literal) => {
        concat!(
            "select m.movement_id, m.unit_id, us.name as unit, m.launched_by_id, ",
            "p.name as post, p.name_en as post_en, m.title, m.goal, m.how_to_join, ",
            "m.basis_number, m.basis_on, m.basis_body, m.from_on, m.last_on, ",
            "(select count(*) from movement_joining j where j.movement_id = m.movement_id) ",
            "as joined from movement m join post p on p.post_id = m.launched_by_id ",
            "left join unit_state us on us.unit_id = m.unit_id and us.valid_from <= $1 ",
            "and (us.valid_until is null or us.valid_until > $1) where ",
            $condition,
            " order by case when m.last_on < $1 then 1 else 0 end, m.from_on desc, ",
            "m.movement_id limit 200"
        )
    };
}

const LIST: Statement = Statement::new("movement/list", lines!("m.from_on is not null"));
const ONE: Statement = Statement::new("movement/one", lines!("m.movement_id = $2"));
const JOINED: Statement = Statement::new(
    "movement/joined",
    "select j.joining_id, j.kind, j.unit_id, s.name as unit, j.post_id, p.name as post, \
     p.name_en as post_en, j.joined_on from movement_joining j \
     left join post p on p.post_id = j.post_id \
     left join unit_state s on s.unit_id = j.unit_id and s.valid_from = \
     (select max(x.valid_from) from unit_state x where x.unit_id = j.unit_id \
     and x.valid_from <= $1) where j.movement_id = $2 \
     order by j.kind, s.sort_key, p.name, j.joining_id",
);
const PEOPLE: Statement = Statement::new(
    "movement/people",
    "select cast(coalesce(sum(people), 0) as bigint) as people from movement_turnout \
     where movement_id = $1",
);
const TURNOUT: Statement = Statement::new(
    "movement/turnout",
    "select unit_id, people from movement_turnout where movement_id = $1 and unit_id in ($2)",
);
const ACTIVITIES: Statement = Statement::new(
    "movement/activities",
    "select a.happened_on, a.site, a.said, p.name as post, p.name_en as post_en \
     from movement_activity a join post p on p.post_id = a.post_id where a.movement_id = $1 \
     order by a.happened_on desc, a.told_at desc limit 200",
);
const ACHIEVEMENTS: Statement = Statement::new(
    "movement/achievements",
    "select a.label, a.value_milli, a.measure, a.counted_on, p.name as post, \
     p.name_en as post_en from movement_achievement a join post p on p.post_id = a.post_id \
     where a.movement_id = $1 order by a.counted_on desc, a.told_at desc limit 200",
);
const LOAD: Statement = Statement::new(
    "movement/load",
    "select movement_id, unit_id, title, goal, how_to_join, basis_number, basis_on, basis_body, \
     from_on, last_on from movement where movement_id = $1",
);
const ADD: Statement = Statement::new(
    "movement/add",
    "insert into movement (movement_id, unit_id, commune_id, top_id, launched_by_id, title, goal, \
     how_to_join, basis_number, basis_on, basis_body, from_on, last_on, launched_at) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
);
const JOIN: Statement = Statement::new(
    "movement/join",
    "insert into movement_joining (joining_id, movement_id, kind, unit_id, post_id, joined_on) \
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
);
const LEAVE_UNIT: Statement = Statement::new(
    "movement/leave_unit",
    "delete from movement_joining where movement_id = $1 and unit_id = $2",
);
const LEAVE_POST: Statement = Statement::new(
    "movement/leave_post",
    "delete from movement_joining where movement_id = $1 and post_id = $2",
);
const SET_TURNOUT: Statement = Statement::new(
    "movement/set_turnout",
    "insert into movement_turnout (movement_id, unit_id, people, told_on, post_id) \
     values ($1, $2, $3, $4, $5) on conflict (movement_id, unit_id) do update \
     set people = excluded.people, told_on = excluded.told_on, post_id = excluded.post_id",
);
const ADD_ACTIVITY: Statement = Statement::new(
    "movement/add_activity",
    "insert into movement_activity (activity_id, movement_id, happened_on, site, said, post_id, \
     told_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
);
const ADD_ACHIEVEMENT: Statement = Statement::new(
    "movement/add_achievement",
    "insert into movement_achievement (achievement_id, movement_id, label, value_milli, measure, \
     counted_on, post_id, told_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
);

/// The statements of this noun.
pub const STATEMENTS: Statements = &[
    &LIST,
    &ONE,
    &JOINED,
    &PEOPLE,
    &TURNOUT,
    &ACTIVITIES,
    &ACHIEVEMENTS,
    &LOAD,
    &ADD,
    &JOIN,
    &LEAVE_UNIT,
    &LEAVE_POST,
    &SET_TURNOUT,
    &ADD_ACTIVITY,
    &ADD_ACHIEVEMENT,
];

/// A movement in a list and on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The movement.
    pub movement: Movement,
    /// The name of the place on the day.
    pub unit: Option<String>,
    /// The post that launched it.
    pub post: String,
    /// Its name in English.
    pub post_en: String,
    /// How many places, groups and posts have joined.
    pub joined: i64,
}

struct Stored(Movement);

impl FromRow for Stored {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self(Movement {
            id: row.get("movement_id")?,
            unit: row.get("unit_id")?,
            title: row.get("title")?,
            goal: row.get("goal")?,
            how_to_join: row.get("how_to_join")?,
            basis: Basis {
                number: row.get("basis_number")?,
                dated_on: row.get("basis_on")?,
                body: row.get("basis_body")?,
            },
            from_on: row.get("from_on")?,
            last_on: row.get("last_on")?,
        }))
    }
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            movement: Stored::from_row(row)?.0,
            unit: row.get("unit")?,
            post: row.get("post")?,
            post_en: row.get("post_en")?,
            joined: row.get("joined")?,
        })
    }
}

/// Who joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Joined {
    /// A place, a group or a post.
    pub kind: JoinerKind,
    /// The place or group, with its name.
    pub unit: Option<(UnitId, String)>,
    /// The post, with its name and its name in English.
    pub post: Option<(PostId, String, String)>,
    /// Since when.
    pub joined_on: Day,
}

impl FromRow for Joined {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let unit: (Option<UnitId>, Option<String>) = (row.get("unit_id")?, row.get("unit")?);
        let post: (Option<PostId>, Option<String>) = (row.get("post_id")?, row.get("post")?);
        let post_en: Option<String> = row.get("post_en")?;
        let english = post_en.unwrap_or_default();
        Ok(Self {
            kind: row.get("kind")?,
            unit: unit.0.zip(unit.1),
            post: post.0.zip(post.1).map(|(id, name)| (id, name, english)),
            joined_on: row.get("joined_on")?,
        })
    }
}

/// An activity or a result, with the post that told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told<T> {
    /// What was told.
    pub what: T,
    /// The post.
    pub post: String,
    /// Its name in English.
    pub post_en: String,
}

impl FromRow for Told<Activity> {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let what = Activity {
            on: row.get("happened_on")?,
            site: row.get("site")?,
            said: row.get("said")?,
        };
        Ok(Self { what, post: row.get("post")?, post_en: row.get("post_en")? })
    }
}

impl FromRow for Told<Achievement> {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let what = Achievement {
            label: row.get("label")?,
            value_milli: row.get("value_milli")?,
            unit: row.get("measure")?,
            on: row.get("counted_on")?,
        };
        Ok(Self { what, post: row.get("post")?, post_en: row.get("post_en")? })
    }
}

/// Everything a movement's page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// What lists show.
    pub line: Line,
    /// Who joined: groups, places and posts, each by name.
    pub joined: Vec<Joined>,
    /// Residents who take part, in all places together.
    pub people: i64,
    /// What was done, latest first.
    pub activities: Vec<Told<Activity>>,
    /// Results, latest first.
    pub achievements: Vec<Told<Achievement>>,
}

/// The movements of a day: those that run first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(reader: &Reader, _scope: &Scope, at: Day) -> Result<Vec<Line>, Failure> {
    reader.rows(&LIST, vec![at.into()]).await
}

/// One movement.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page(
    reader: &Reader,
    _scope: &Scope,
    id: MovementId,
    at: Day,
) -> Result<Option<Page>, Failure> {
    let line: Option<Line> = reader.row(&ONE, vec![at.into(), id.into()]).await?;
    let Some(line) = line else { return Ok(None) };
    let (people,): (i64,) = reader.one(&PEOPLE, vec![id.into()]).await?;
    Ok(Some(Page {
        line,
        joined: reader.rows(&JOINED, vec![at.into(), id.into()]).await?,
        people,
        activities: reader.rows(&ACTIVITIES, vec![id.into()]).await?,
        achievements: reader.rows(&ACHIEVEMENTS, vec![id.into()]).await?,
    }))
}

/// How many residents the reader's own places told, to be told anew; the places of others are
/// counted together only.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn turnout(
    reader: &Reader,
    scope: &Scope,
    id: MovementId,
) -> Result<Vec<(UnitId, i64)>, Failure> {
    let own = crate::Value::list(scope.territories().iter().map(|unit| unit.0));
    reader.rows(&TURNOUT, vec![id.into(), own]).await
}

/// A movement, for an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn load(tx: &mut Tx, id: MovementId) -> Result<Option<Movement>, Failure> {
    let found: Option<Stored> = tx.row(&LOAD, vec![id.into()]).await?;
    Ok(found.map(|stored| stored.0))
}

/// Stores a movement as launched; `at` is epoch milliseconds.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(
    tx: &mut Tx,
    movement: &Movement,
    (locality, by): (Locality, PostId),
    at: i64,
) -> Result<(), Failure> {
    let values = vec![
        movement.id.into(),
        movement.unit.into(),
        locality.commune_id.into(),
        locality.top_id.into(),
        by.into(),
        movement.title.as_str().into(),
        movement.goal.as_str().into(),
        movement.how_to_join.as_str().into(),
        movement.basis.number.as_str().into(),
        movement.basis.dated_on.into(),
        movement.basis.body.as_str().into(),
        movement.from_on.into(),
        movement.last_on.into(),
        at.into(),
    ];
    tx.run(&ADD, values).await.map(drop)
}

/// Who joins or leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joiner {
    /// A place or a group.
    Unit(UnitId, JoinerKind),
    /// A post.
    Post(PostId),
}

/// Lets somebody join; joining twice is joining once.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn join(
    tx: &mut Tx,
    (joining, movement): (Uuid, MovementId),
    joiner: Joiner,
    on: Day,
) -> Result<(), Failure> {
    let (kind, unit, post) = match joiner {
        Joiner::Unit(unit, kind) => (kind, Some(unit), None),
        Joiner::Post(post) => (JoinerKind::Post, None, Some(post)),
    };
    let values =
        vec![joining.into(), movement.into(), kind.into(), unit.into(), post.into(), on.into()];
    tx.run(&JOIN, values).await.map(drop)
}

/// Lets somebody leave: nothing is kept of it here.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn leave(tx: &mut Tx, movement: MovementId, joiner: Joiner) -> Result<(), Failure> {
    let done = match joiner {
        Joiner::Unit(unit, _) => tx.run(&LEAVE_UNIT, vec![movement.into(), unit.into()]).await?,
        Joiner::Post(post) => tx.run(&LEAVE_POST, vec![movement.into(), post.into()]).await?,
    };
    debug_assert!(done <= 1, "one joins once");
    Ok(())
}

/// Keeps how many residents of a place take part, in place of what was told before.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn set_turnout(
    tx: &mut Tx,
    (movement, unit): (MovementId, UnitId),
    people: i64,
    (by, on): (PostId, Day),
) -> Result<(), Failure> {
    let values = vec![movement.into(), unit.into(), people.into(), on.into(), by.into()];
    tx.run(&SET_TURNOUT, values).await.map(drop)
}

/// Keeps an activity; sent twice it stands once.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_activity(
    tx: &mut Tx,
    (id, movement): (Uuid, MovementId),
    activity: &Activity,
    (by, at): (PostId, i64),
) -> Result<(), Failure> {
    let values = vec![
        id.into(),
        movement.into(),
        activity.on.into(),
        activity.site.as_str().into(),
        activity.said.as_str().into(),
        by.into(),
        at.into(),
    ];
    tx.run(&ADD_ACTIVITY, values).await.map(drop)
}

/// Keeps a result; sent twice it stands once.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_achievement(
    tx: &mut Tx,
    (id, movement): (Uuid, MovementId),
    achievement: &Achievement,
    (by, at): (PostId, i64),
) -> Result<(), Failure> {
    let values = vec![
        id.into(),
        movement.into(),
        achievement.label.as_str().into(),
        achievement.value_milli.into(),
        achievement.unit.as_str().into(),
        achievement.on.into(),
        by.into(),
        at.into(),
    ];
    tx.run(&ADD_ACHIEVEMENT, values).await.map(drop)
}
