//! What pages read of conferences.

use ledger::conference::{Kind, State};
use ledger::{ConclusionId, ConferenceId, ContributionId, DifficultyId, MatterId};
use units::{Day, PostId, UnitId};

use super::{
    Carried, ConclusionRow, ContributionRow, Inside, InvitedRow, Line, Near, Page, Task, sql,
};
use crate::locality::sight;
use crate::matter::Named;
use crate::{Failure, FromRow, Reader, Row, Scope, Value};

/// Which conferences are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Find<'a> {
    /// Held for this territory or one inside it.
    pub unit: Option<UnitId>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// In this state.
    pub state: Option<State>,
    /// With this in the theme; nothing for all.
    pub text: &'a str,
}

/// Conferences, the latest first. Themes and days of conferences are public.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(
    reader: &Reader,
    _scope: &Scope,
    find: Find<'_>,
    today: Day,
    most: i64,
) -> Result<Vec<Line>, Failure> {
    let folded = units::text::fold(find.text);
    // What stands for anything in a pattern is left out: a theme is found without it.
    let plain: String = folded.chars().filter(|c| !matches!(c, '%' | '_' | '\\')).collect();
    let values = vec![
        today.into(),
        find.unit.into(),
        find.kind.into(),
        find.state.into(),
        format!("%{plain}%").into(),
        most.into(),
    ];
    reader.rows(&sql::LIST, values).await
}

/// One conference as in lists.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn line(
    reader: &Reader,
    _scope: &Scope,
    id: ConferenceId,
    today: Day,
) -> Result<Option<Line>, Failure> {
    reader.row(&sql::ONE, vec![today.into(), id.into()]).await
}

/// Other conferences held for exactly a territory, the latest first: what a new one may follow.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn earlier(
    reader: &Reader,
    _scope: &Scope,
    unit: UnitId,
    other_than: ConferenceId,
    today: Day,
) -> Result<Vec<Line>, Failure> {
    reader.rows(&sql::BEFORE, vec![today.into(), unit.into(), other_than.into()]).await
}

struct Detail {
    page: (String, Named, Option<i64>, Option<Near>, i64),
    inside: Inside,
}

impl FromRow for Detail {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let follows: (Option<ConferenceId>, Option<String>, Option<Day>) =
            (row.get("follows_id")?, row.get("follows_theme")?, row.get("follows_on")?);
        let follows = match follows {
            (Some(conference_id), Some(theme), Some(held_on)) => {
                Some(Near { conference_id, theme, held_on })
            }
            _ => None,
        };
        let called_by = Named {
            post_id: row.get("called_by_id")?,
            name: row.get("called_by")?,
            name_en: row.get("called_by_en")?,
        };
        Ok(Self {
            page: (
                row.get("purpose")?,
                called_by,
                row.get("attended")?,
                follows,
                row.get("revision")?,
            ),
            inside: Inside {
                report: row.get("report")?,
                report_document: row.get("report_attachment_id")?,
                minutes: row.get("minutes")?,
                minutes_document: row.get("minutes_attachment_id")?,
                notice_document: row.get("notice_attachment_id")?,
            },
        })
    }
}

/// Everything about a conference. `posts` are the reader's own, as `desk::authority` names them:
/// whoever chairs, is asked or invited is of the conference, as is everybody of its territory, of an
/// invited place or of the place of an invited body.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page(
    reader: &Reader,
    scope: &Scope,
    (id, posts): (ConferenceId, &[PostId]),
    today: Day,
) -> Result<Option<Page>, Failure> {
    let Some(line) = line(reader, scope, id, today).await? else { return Ok(None) };
    let Detail { page, inside } = reader.one(&sql::DETAIL, vec![id.into()]).await?;
    let (purpose, called_by, attended, follows, revision) = page;
    let invited: Vec<InvitedRow> = reader.rows(&sql::INVITED, vec![id.into()]).await?;
    let mut contributions: Vec<ContributionRow> =
        reader.rows(&sql::CONTRIBUTIONS, vec![id.into()]).await?;
    let is_inside = is_of(scope, posts, (&line, called_by.post_id), (&invited, &contributions));
    if !is_inside {
        contributions.retain(|one| one.sent_on.is_some());
        for one in &mut contributions {
            *one = outside(one.clone());
        }
    }
    Ok(Some(Page {
        line,
        purpose,
        called_by,
        attended,
        follows,
        next: reader.row(&sql::NEXT, vec![id.into()]).await?,
        invited,
        contributions,
        conclusions: reader.rows(&sql::CONCLUSIONS, vec![Value::list([id.0])]).await?,
        inside: is_inside.then_some(inside),
        changes: super::changes(reader, scope, id).await?,
        revision,
    }))
}

/// Whether a reader is of the conference.
fn is_of(
    scope: &Scope,
    posts: &[PostId],
    (line, called_by): (&Line, PostId),
    (invited, contributions): (&[InvitedRow], &[ContributionRow]),
) -> bool {
    if scope.is_public() {
        return false;
    }
    let holds = |post: PostId| posts.contains(&post);
    let within = |row: &InvitedRow| {
        let unit = row.unit.as_ref().map(|(unit, _)| *unit).or(row.body_unit_id);
        unit.is_some_and(|unit| scope.covers(&[unit]))
            || row.parent_id.is_some_and(|above| scope.covers(&[above]))
            || row.post.as_ref().is_some_and(|post| holds(post.post_id))
    };
    scope.covers(&line.path())
        || holds(line.chair.post_id)
        || holds(called_by)
        || invited.iter().any(within)
        || contributions.iter().any(|one| holds(one.post.post_id))
}

/// What everybody may know of a contribution that was sent: who spoke about what.
fn outside(row: ContributionRow) -> ContributionRow {
    ContributionRow {
        said: String::new(),
        attachment_id: None,
        reminded_on: None,
        reminders: 0,
        ..row
    }
}

/// One contribution; nothing for a reader who is not of its conference.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn contribution(
    reader: &Reader,
    scope: &Scope,
    (id, posts): (ContributionId, &[PostId]),
    today: Day,
) -> Result<Option<ContributionRow>, Failure> {
    let row: Option<ContributionRow> = reader.row(&sql::CONTRIBUTION, vec![id.into()]).await?;
    let Some(row) = row else { return Ok(None) };
    let page = page(reader, scope, (row.conference_id, posts), today).await?;
    Ok(page.is_some_and(|page| page.inside.is_some()).then_some(row))
}

/// Contributions that posts owe, by day, for their inbox. The posts are the reader's own, as
/// `desk::authority` names them; a visitor has none.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn owed(
    reader: &Reader,
    scope: &Scope,
    posts: &[PostId],
) -> Result<Vec<ContributionRow>, Failure> {
    if scope.is_public() || posts.is_empty() {
        return Ok(Vec::new());
    }
    reader.rows(&sql::OWED, vec![Value::list(posts.iter().map(|post| post.0))]).await
}

/// Contributions whose day has passed and which did not come, at conferences of the reader's places,
/// the longest waited for first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn missing(
    reader: &Reader,
    scope: &Scope,
    today: Day,
) -> Result<Vec<ContributionRow>, Failure> {
    let [all, within] = sight(scope);
    reader.rows(&sql::MISSING, vec![today.into(), all, within]).await
}

/// The conference of a conclusion and the conclusion's number, for the page of a matter.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_conclusion(
    reader: &Reader,
    _scope: &Scope,
    id: ConclusionId,
) -> Result<Option<(Near, i64)>, Failure> {
    struct Found(Near, i64);
    impl FromRow for Found {
        fn from_row(row: &Row) -> Result<Self, Failure> {
            Ok(Self(Near::from_row(row)?, row.get("number")?))
        }
    }
    let found: Option<Found> = reader.row(&sql::OF_CONCLUSION, vec![id.into()]).await?;
    Ok(found.map(|Found(near, number)| (near, number)))
}

/// The difficulties that were heard at a conference, in order.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn heard(
    reader: &Reader,
    _scope: &Scope,
    id: ConferenceId,
) -> Result<Vec<DifficultyId>, Failure> {
    let rows: Vec<(DifficultyId,)> = reader.rows(&sql::HEARD, vec![id.into()]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The matters of some conclusions that the reader may know of, as of a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn tasks(
    reader: &Reader,
    scope: &Scope,
    conclusions: &[ConclusionRow],
    at: Day,
) -> Result<Vec<Task>, Failure> {
    let origins = conclusions.iter().map(|one| one.conclusion_id.0);
    let lines = crate::matter::of_origins(reader, scope, origins, at).await?;
    let ids = || vec![Value::list(lines.iter().map(|line| line.matter_id.0))];
    let products: Vec<(MatterId, String)> = reader.rows(&sql::PRODUCTS, ids()).await?;
    let helpers: Vec<Helper> = reader.rows(&sql::HELPERS, ids()).await?;
    let task = |line: &crate::matter::Line| Task {
        line: line.clone(),
        product: products
            .iter()
            .find(|(id, _)| *id == line.matter_id)
            .map_or_else(String::new, |(_, product)| product.clone()),
        cooperating: helpers
            .iter()
            .filter(|helper| helper.0 == line.matter_id)
            .map(|helper| helper.1.clone())
            .collect(),
    };
    Ok(lines.iter().map(task).collect())
}

struct Helper(MatterId, Named);

impl FromRow for Helper {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self(row.get("matter_id")?, Named::from_row(row)?))
    }
}

/// What earlier conferences left open on the day of this one: their conclusions with the matters
/// that had not ended then, the oldest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn carried(
    reader: &Reader,
    scope: &Scope,
    (id, held_on): (ConferenceId, Day),
    at: Day,
) -> Result<Vec<Carried>, Failure> {
    let chain: Vec<Near> = reader.rows(&sql::CHAIN, vec![id.into()]).await?;
    let ids = Value::list(chain.iter().map(|near| near.conference_id.0));
    let conclusions: Vec<ConclusionRow> = reader.rows(&sql::CONCLUSIONS, vec![ids]).await?;
    let tasks = tasks(reader, scope, &conclusions, at).await?;
    let was_open = |task: &&Task| {
        let line = &task.line;
        line.opened_on <= held_on && line.closed_on.is_none_or(|day| day > held_on)
    };
    let mut carried = Vec::new();
    for from in chain {
        let own = conclusions.iter().filter(|one| one.conference_id == from.conference_id);
        for conclusion in own {
            let open: Vec<Task> = tasks
                .iter()
                .filter(|task| task.line.origin_id == conclusion.conclusion_id.0)
                .filter(was_open)
                .cloned()
                .collect();
            if !open.is_empty() {
                let (from, conclusion) = (from.clone(), conclusion.clone());
                carried.push(Carried { from, conclusion, tasks: open });
            }
        }
    }
    Ok(carried)
}
