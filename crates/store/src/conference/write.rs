//! The writes of conferences.

use ledger::conference::{Asked, Conclusion, Conference, Guest, Notice, Sent};
use ledger::{BodyId, ConferenceId, ContributionId};
use units::{AttachmentId, Day, PostId, UnitId};

use super::{ContributionRow, sql};
use crate::locality::Locality;
use crate::{Failure, FromRow, Row, Tx, Value};

/// A conference as an act loads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The conference.
    pub conference: Conference,
    /// The units above it, from its territory outwards.
    pub path: Vec<UnitId>,
    /// Its revision.
    pub revision: i64,
}

impl FromRow for Loaded {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let notice: (Option<String>, Option<Day>) =
            (row.get("notice_number")?, row.get("notice_on")?);
        let attended: Option<i64> = row.get("attended")?;
        let unit = row.get("unit_id")?;
        let above: [Option<UnitId>; 2] = [row.get("commune_id")?, row.get("top_id")?];
        Ok(Self {
            path: std::iter::once(unit).chain(above.into_iter().flatten()).collect(),
            revision: row.get("revision")?,
            conference: Conference {
                id: row.get("conference_id")?,
                kind: row.get("kind")?,
                theme: row.get("theme")?,
                held_on: row.get("held_on")?,
                place: row.get("place")?,
                unit,
                body: row.get("body_id")?,
                chair: row.get("chair_id")?,
                called_by: row.get("called_by_id")?,
                follows: row.get("follows_id")?,
                purpose: row.get("purpose")?,
                invited: Vec::new(),
                report: row.get("report")?,
                report_document: row.get("report_attachment_id")?,
                minutes: row.get("minutes")?,
                minutes_document: row.get("minutes_attachment_id")?,
                attended: attended.and_then(|count| u32::try_from(count).ok()),
                notice: notice
                    .0
                    .zip(notice.1)
                    .map(|(number, dated_on)| Notice { number, dated_on }),
                state: row.get("state")?,
            },
        })
    }
}

struct GuestRow(Option<Guest>);

impl FromRow for GuestRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let unit: Option<UnitId> = row.get("unit_id")?;
        let body: Option<BodyId> = row.get("body_id")?;
        let post: Option<PostId> = row.get("post_id")?;
        let guest = unit.map(Guest::Unit).or(body.map(Guest::Body)).or(post.map(Guest::Post));
        Ok(Self(guest))
    }
}

/// A conference, for an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn load(tx: &mut Tx, id: ConferenceId) -> Result<Option<Loaded>, Failure> {
    let found: Option<Loaded> = tx.row(&sql::LOAD, vec![id.into()]).await?;
    let Some(mut loaded) = found else { return Ok(None) };
    let guests: Vec<GuestRow> = tx.rows(&sql::GUESTS, vec![id.into()]).await?;
    loaded.conference.invited = guests.into_iter().filter_map(|row| row.0).collect();
    Ok(Some(loaded))
}

/// Stores a conference as called; `at` is the instant in epoch milliseconds.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(tx: &mut Tx, it: &Conference, locality: Locality, at: i64) -> Result<(), Failure> {
    let values = vec![
        it.id.into(),
        it.kind.into(),
        it.theme.as_str().into(),
        units::text::fold(&it.theme).into(),
        it.held_on.into(),
        it.place.as_str().into(),
        it.unit.into(),
        locality.commune_id.into(),
        locality.top_id.into(),
        it.body.into(),
        it.chair.into(),
        it.called_by.into(),
        it.follows.into(),
        it.purpose.as_str().into(),
        it.report.as_str().into(),
        it.report_document.into(),
        it.state.into(),
        at.into(),
    ];
    tx.run(&sql::ADD, values).await?;
    invite(tx, it).await
}

async fn invite(tx: &mut Tx, it: &Conference) -> Result<(), Failure> {
    let rows = (1_i64..).zip(&it.invited).map(|(number, guest)| {
        let (unit, body, post): (Option<UnitId>, Option<BodyId>, Option<PostId>) = match *guest {
            Guest::Unit(unit) => (Some(unit), None, None),
            Guest::Body(body) => (None, Some(body), None),
            Guest::Post(post) => (None, None, Some(post)),
        };
        vec![it.id.into(), number.into(), unit.into(), body.into(), post.into()]
    });
    let rows: Vec<Vec<Value>> = rows.collect();
    tx.bulk(&sql::ADD_INVITED, rows).await.map(drop)
}

/// Keeps what an act changed; false where the conference has moved on from `revision`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn keep(tx: &mut Tx, it: &Conference, revision: i64) -> Result<bool, Failure> {
    let notice = it.notice.as_ref();
    let values = vec![
        it.id.into(),
        revision.into(),
        it.kind.into(),
        it.theme.as_str().into(),
        units::text::fold(&it.theme).into(),
        it.held_on.into(),
        it.place.as_str().into(),
        it.body.into(),
        it.chair.into(),
        it.follows.into(),
        it.purpose.as_str().into(),
        it.report.as_str().into(),
        it.report_document.into(),
        it.minutes.as_str().into(),
        it.minutes_document.into(),
        it.attended.map(i64::from).into(),
        notice.map(|notice| notice.number.clone()).into(),
        notice.map(|notice| notice.dated_on).into(),
        it.state.into(),
    ];
    if tx.run(&sql::KEEP, values).await? != 1 {
        return Ok(false);
    }
    tx.run(&sql::DROP_INVITED, vec![it.id.into()]).await?;
    invite(tx, it).await?;
    Ok(true)
}

/// Stores a contribution that is asked for.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn ask(
    tx: &mut Tx,
    conference: ConferenceId,
    asked: &Asked,
    at: i64,
) -> Result<(), Failure> {
    let values = vec![
        asked.id.into(),
        conference.into(),
        asked.post.into(),
        asked.topic.as_str().into(),
        asked.due_on.into(),
        at.into(),
    ];
    tx.run(&sql::ASK, values).await.map(drop)
}

/// A contribution that was asked for, for an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn asked(tx: &mut Tx, id: ContributionId) -> Result<Option<ContributionRow>, Failure> {
    tx.row(&sql::CONTRIBUTION, vec![id.into()]).await
}

/// Keeps a contribution as it was sent; without a document one sent before stays. The day of the
/// first sending stays.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn receive(
    tx: &mut Tx,
    id: ContributionId,
    (sent, document): (&Sent, Option<AttachmentId>),
    (on, at): (Day, i64),
) -> Result<(), Failure> {
    let values = vec![
        id.into(),
        sent.title.as_str().into(),
        sent.text.as_str().into(),
        document.into(),
        on.into(),
        at.into(),
    ];
    tx.run(&sql::RECEIVE, values).await.map(drop)
}

/// Reminds of every contribution of a conference that did not come, once a day. How many.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn remind(tx: &mut Tx, id: ConferenceId, today: Day) -> Result<u64, Failure> {
    tx.run(&sql::REMIND, vec![id.into(), today.into()]).await
}

/// Stores the conclusions of a notice and its document.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn conclude(
    tx: &mut Tx,
    id: ConferenceId,
    conclusions: &[Conclusion],
    document: Option<AttachmentId>,
) -> Result<(), Failure> {
    let rows = conclusions.iter().map(|one| {
        vec![
            one.id.into(),
            id.into(),
            i64::from(one.number).into(),
            one.text.as_str().into(),
            one.difficulty.into(),
        ]
    });
    tx.bulk(&sql::CONCLUDE, rows.collect()).await?;
    if document.is_some() {
        tx.run(&sql::SET_NOTICE, vec![id.into(), document.into()]).await?;
    }
    Ok(())
}
