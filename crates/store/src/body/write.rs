//! Writing bodies, and taking back what a reorganisation wrote.

use ledger::BodyId;
use units::{Coverage, Day, UnitId};
use uuid::Uuid;

use super::{Body, Page, Renamed, page, sql};
use crate::{Failure, Tx};

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
    tx.run(&sql::ADD, values).await.map(drop)
}

/// Calls a body otherwise from a day on, and keeps the name before; `began_by` names the reorganisation
/// that it follows.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn rename(
    tx: &mut Tx,
    id: BodyId,
    before: &Renamed,
    (name, name_en): (&str, &str),
    (now, began_by): (i64, Option<Uuid>),
) -> Result<(), Failure> {
    let values = vec![
        id.into(),
        before.effective_on.into(),
        before.old_name.as_str().into(),
        before.old_name_en.as_str().into(),
        before.legal_document.as_str().into(),
        now.into(),
        began_by.into(),
    ];
    tx.run(&sql::ADD_RENAME, values).await?;
    tx.run(&sql::RENAME, vec![id.into(), name.into(), name_en.into()]).await.map(drop)
}

/// Takes the renaming of a day back: until the next one, or for good, a body is called as before it. False
/// where there is none.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn forget_rename(tx: &mut Tx, page: &Page, on: Day) -> Result<bool, Failure> {
    let id = page.line.body.body_id;
    let Some(at) = page.renames.iter().position(|renamed| renamed.effective_on == on) else {
        return Ok(false);
    };
    let (name, name_en) = (page.renames[at].old_name.as_str(), &page.renames[at].old_name_en);
    match at.checked_sub(1).map(|next| page.renames[next].effective_on) {
        Some(next) => {
            let values = vec![id.into(), next.into(), name.into(), name_en.as_str().into()];
            tx.run(&sql::PASS_NAME, values).await?;
        }
        None => {
            tx.run(&sql::RENAME, vec![id.into(), name.into(), name_en.as_str().into()]).await?;
        }
    }
    Ok(tx.run(&sql::DELETE_RENAME, vec![id.into(), on.into()]).await? == 1)
}

/// Ends a body on a day; false where it does not stand until then. A reorganisation (`ended_by`) ends also
/// what was said to end on its very day: what goes on for it, only the reorganisation knows.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn end(
    tx: &mut Tx,
    id: BodyId,
    (day, document): (Day, &str),
    ended_by: Option<Uuid>,
) -> Result<bool, Failure> {
    let lives: Vec<(Day, Option<Day>, i64)> = tx.rows(&sql::LIFE, vec![id.into()]).await?;
    let Some((from, until, last)) = lives.into_iter().next() else { return Ok(false) };
    let until_then = |until: Day| until > day || (until == day && ended_by.is_some());
    if from >= day || !until.is_none_or(until_then) {
        return Ok(false);
    }
    let number = (last + 1).into();
    let values = vec![id.into(), number, day.into(), document.into(), ended_by.into()];
    tx.run(&sql::ADD_END, values).await?;
    tx.run(&sql::HOLDS, vec![id.into()]).await?;
    Ok(true)
}

/// Says that a body took over from another; said before, it stays as it was said.
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
    tx.run(&sql::SUCCEED, values).await.map(drop)
}

/// Takes the bodies of a reorganisation back, those that were made by hand in its new units among them.
/// Their posts go back to the body that each took over from, or stay with the commune; the ends that others
/// said, before it or after, hold. A body of which a programme, a conference or a matter speaks
/// cannot vanish: the answer is its name, and nothing was written.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn take_back(tx: &mut Tx, by: Uuid, on: Day) -> Result<Option<String>, Failure> {
    let vanishing: Vec<(BodyId, String)> = tx.rows(&sql::VANISHING, vec![by.into()]).await?;
    for (id, name) in &vanishing {
        let used: Vec<(i64,)> = tx.rows(&sql::IN_USE, vec![(*id).into()]).await?;
        if !used.is_empty() {
            return Ok(Some(name.clone()));
        }
    }
    for (id, _) in &vanishing {
        let (heir, unit) = before(tx, (*id, on), &vanishing).await?;
        tx.run(&sql::MOVE_POSTS, vec![(*id).into(), heir.into(), unit.into(), by.into()]).await?;
        tx.run(&sql::MOVE_BELOW, vec![(*id).into(), heir.into()]).await?;
    }
    tx.run(&sql::FREE_POSTS, vec![by.into()]).await?;
    for (id, _) in &vanishing {
        let own = [&sql::DELETE_ENDS, &sql::DELETE_RENAMES, &sql::DELETE_SUCCESSIONS, &sql::DELETE];
        for statement in own {
            tx.run(statement, vec![(*id).into()]).await?;
        }
    }
    let renamed: Vec<(BodyId, Day)> = tx.rows(&sql::RENAMED_BY, vec![by.into()]).await?;
    for (id, day) in renamed {
        if let Some(page) = page(tx, id, on).await? {
            forget_rename(tx, &page, day).await?;
        }
    }
    tx.run(&sql::FORGET, vec![by.into()]).await?;
    let ended: Vec<(BodyId,)> = tx.rows(&sql::SAID_BY, vec![by.into()]).await?;
    tx.run(&sql::FORGET_ENDS, vec![by.into()]).await?;
    for (id,) in ended {
        tx.run(&sql::HOLDS, vec![id.into()]).await?;
    }
    Ok(None)
}

/// The body that a vanishing one took over from, with its unit: the one that passed on all of itself before
/// the others. Nothing where all of them vanish too.
async fn before(
    tx: &mut Tx,
    (id, on): (BodyId, Day),
    vanishing: &[(BodyId, String)],
) -> Result<(Option<BodyId>, Option<UnitId>), Failure> {
    let Some(mut taken) = page(tx, id, on).await?.map(|page| page.taken_over) else {
        return Ok((None, None));
    };
    taken.retain(|one| vanishing.iter().all(|(other, _)| *other != one.body_id));
    taken.sort_by_key(|one| one.coverage != Coverage::Whole);
    let Some(first) = taken.first() else { return Ok((None, None)) };
    let page = page(tx, first.body_id, on).await?;
    Ok((Some(first.body_id), page.and_then(|page| page.line.body.unit_id)))
}
