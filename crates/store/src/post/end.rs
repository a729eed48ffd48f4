//! How posts end. Every end that was said of a post is a row with who said it; the earliest holds and stands
//! in the post. So taking a reorganisation back leaves exactly what others said, before it or after.

use units::{Day, PostId, UnitId};
use uuid::Uuid;

use crate::{Failure, Fault, Statement, Tx, Value};

/// The posts of some units that a day finds begun, with the end that holds.
pub(super) const STANDING: Statement = Statement::new(
    "post/begun_before",
    "select post_id from post where unit_id in ($1) and valid_from < $2 order by post_id",
);
pub(super) const LAST: Statement = Statement::new(
    "post_end/last",
    "select coalesce(max(number), 0) as last from post_end where post_id = $1",
);
pub(super) const ADD: Statement = Statement::new(
    "post_end/add",
    "insert into post_end (post_id, number, valid_until, by_id) values ($1, $2, $3, $4)",
);
/// The earliest end holds; of two on one day the later word, which knows what goes on.
pub(super) const HOLDS: Statement = Statement::new(
    "post_end/holds",
    "update post set valid_until = (select e.valid_until from post_end e \
     where e.post_id = post.post_id order by e.valid_until, e.number desc limit 1), \
     ended_by_id = (select e.by_id from post_end e \
     where e.post_id = post.post_id order by e.valid_until, e.number desc limit 1), \
     continued_by_id = (select e.continued_by_id from post_end e \
     where e.post_id = post.post_id order by e.valid_until, e.number desc limit 1) \
     where post_id = $1",
);
/// The post goes on under another identity: its answers, questions and days are the other's. It is so said
/// with the last word about its end.
pub(super) const CONTINUE: Statement = Statement::new(
    "post_end/continue",
    "update post_end set continued_by_id = $2 where post_id = $1 and number = \
     (select max(e.number) from post_end e where e.post_id = $1)",
);
pub(super) const SAID_BY: Statement = Statement::new(
    "post_end/said_by",
    "select distinct post_id from post_end where by_id = $1 order by post_id",
);
pub(super) const FORGET: Statement =
    Statement::new("post_end/forget", "delete from post_end where by_id = $1");
pub(super) const BEGUN: Statement = Statement::new(
    "post/begun",
    "select post_id, name from post where began_by_id = $1 order by name, post_id",
);
/// Whether somebody is appointed to a post, even from a day ahead.
pub(super) const GRANTED: Statement = Statement::new(
    "post/granted",
    "select 1 as granted from account_grant where post_id = $1 \
     and (valid_until is null or valid_until > valid_from) limit 1",
);
pub(super) const DELETE_ENDS: Statement =
    Statement::new("post_end/delete", "delete from post_end where post_id = $1");
pub(super) const DELETE_RENAMES: Statement =
    Statement::new("post/delete_renames", "delete from post_rename where post_id = $1");
pub(super) const DELETE: Statement =
    Statement::new("post/delete", "delete from post where post_id = $1");

/// Says that a post ends on a day, `by` a reorganisation or by hand.
pub(super) async fn say(
    tx: &mut Tx,
    id: PostId,
    day: Day,
    by: Option<Uuid>,
) -> Result<(), Failure> {
    let last: Vec<(i64,)> = tx.rows(&LAST, vec![id.into()]).await?;
    let number = last.first().map_or(1, |(last,)| last + 1);
    tx.run(&ADD, vec![id.into(), number.into(), day.into(), by.into()]).await?;
    tx.run(&HOLDS, vec![id.into()]).await.map(drop)
}

/// Ends the posts of units that end on a day. Those that end before it by other words have this one too:
/// were theirs taken back, it would hold.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn end_of_units(
    tx: &mut Tx,
    units: &[UnitId],
    day: Day,
    by: Uuid,
) -> Result<(), Failure> {
    let units = Value::list(units.iter().map(|unit| unit.0));
    let posts: Vec<(PostId,)> = tx.rows(&STANDING, vec![units, day.into()]).await?;
    for (id,) in posts {
        say(tx, id, day, Some(by)).await?;
    }
    Ok(())
}

/// Ends one post on a day; false where it does not stand then.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn end(tx: &mut Tx, id: PostId, day: Day) -> Result<bool, Failure> {
    let post = super::one(tx, id, day).await?;
    let stands = |post: &super::Post| {
        post.valid.from < day && post.valid.until.is_none_or(|until| until > day)
    };
    if !post.as_ref().is_some_and(stands) {
        return Ok(false);
    }
    say(tx, id, day, None).await?;
    Ok(true)
}

/// Lets another post go on for one whose end was just said.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn continue_by(tx: &mut Tx, ended: PostId, by: PostId) -> Result<(), Failure> {
    tx.run(&CONTINUE, vec![ended.into(), by.into()]).await?;
    tx.run(&HOLDS, vec![ended.into()]).await.map(drop)
}

/// Takes the posts of a reorganisation back: the ends that it said are forgotten, and those that others said
/// hold. A post that it made and that something speaks of, or to which somebody is appointed, cannot
/// vanish: the answer is its name, and the act must be given up.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn take_back(tx: &mut Tx, by: Uuid) -> Result<Option<String>, Failure> {
    let ended: Vec<(PostId,)> = tx.rows(&SAID_BY, vec![by.into()]).await?;
    tx.run(&FORGET, vec![by.into()]).await?;
    for (id,) in ended {
        tx.run(&HOLDS, vec![id.into()]).await?;
    }
    let begun: Vec<(PostId, String)> = tx.rows(&BEGUN, vec![by.into()]).await?;
    for (id, name) in begun {
        let granted: Vec<(i64,)> = tx.rows(&GRANTED, vec![id.into()]).await?;
        if !granted.is_empty() {
            return Ok(Some(name));
        }
        tx.run(&DELETE_ENDS, vec![id.into()]).await?;
        tx.run(&DELETE_RENAMES, vec![id.into()]).await?;
        match tx.run(&DELETE, vec![id.into()]).await {
            Ok(_) => {}
            Err(failure) if failure.fault() == Fault::Missing => return Ok(Some(name)),
            Err(failure) => return Err(failure),
        }
    }
    Ok(None)
}
