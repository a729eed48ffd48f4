//! Conferences: called, prepared by contributions, held with minutes, concluded by a notice that opens
//! matters; difficulties heard there are raised.

mod contribution;
mod moving;
mod notice;

use ledger::conference::{Conference, Guest, NewConference};
use ledger::difficulty::{NewDifficulty, ToldBy};
use ledger::{BodyId, ConferenceId, DifficultyId};
use store::attachment::{self, NewAttachment};
use store::conference::{self as rows, Line, Loaded};
use store::{Entry, Stop, Tx, locality};
use units::{AttachmentId, Day, PostId, UnitId};

use crate::authority::{Acting, authorize_as, system_scope};
use crate::reorganisation::Document;
use crate::{Act, Actor, Desk, Error, Object, Refusal, entry, refused, stop};

pub use contribution::{ask, remind, send};
pub use moving::{Moving, move_it};
pub use notice::conclude;

/// What the minutes of a conference say.
#[derive(Debug, Clone, Default)]
pub struct Minutes {
    /// What was said and decided; may be empty where a document is handed in.
    pub text: String,
    /// How many attended.
    pub attended: Option<u32>,
    /// The signed minutes.
    pub document: Option<Document>,
}

/// Calls a conference of a territory; the same identity sent twice is one conference.
///
/// # Errors
/// The refusals of [`ledger::conference::call`], `conference-no-place`,
/// `conference-chair-unknown`, `conference-body-unknown`, `conference-guest-unknown`,
/// `conference-follows-unknown`, those of the document, authority, or a failure.
pub async fn call(
    desk: &Desk,
    actor: &Actor,
    new: NewConference,
    report: Option<Document>,
) -> Result<ConferenceId, Error> {
    let object = desk.object(new.unit).await?;
    let acting = authorize_as(actor, Act::ConferenceHold, &object)?;
    let mut it = ledger::conference::call(new, acting.holder()?)?;
    check_bodies(desk, &it).await?;
    let report = kept(desk, actor, report, "van-ban")?;
    it.report_document = report.as_ref().map(|report| report.attachment_id);
    let audit = audit(desk, (actor, &acting), Act::ConferenceHold, it.id);
    desk.act((desk.clone(), it, report, audit), |tx, input| {
        Box::pin(async move {
            let (desk, it, report, audit) = &*input;
            if rows::load(tx, it.id).await?.is_some() {
                tx.without_audit();
                return Ok(it.id);
            }
            let today = desk.clock.today();
            let Some(locality) = locality::of(tx, it.unit, today).await? else {
                return Err(stop("conference-no-place"));
            };
            check(tx, it, today).await?;
            keep_document(tx, report.as_ref()).await?;
            rows::add(tx, it, locality, desk.clock.now()).await?;
            tx.audit(audit.clone()).await?;
            Ok(it.id)
        })
    })
    .await
}

/// Changes a conference that is called. `revision` is the one the page showed; without a new report
/// the one handed in before stays.
///
/// # Errors
/// `conference-unknown`, `conference-stale`, the refusals of [`Conference::amend`] and of [`call`],
/// authority, or a failure.
pub async fn amend(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (ConferenceId, i64),
    new: NewConference,
    report: Option<Document>,
) -> Result<(), Error> {
    let (acting, _) = entitled(desk, actor, id).await?;
    let report = kept(desk, actor, report, "van-ban")?;
    let audit = audit(desk, (actor, &acting), Act::ConferenceHold, id);
    // The bodies are looked up as they would be invited, whoever called it.
    check_bodies(desk, &ledger::conference::call(new.clone(), acting.holder()?)?).await?;
    desk.act((desk.clone(), new, report, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, new, report, audit) = &*input;
            let mut loaded = loaded(tx, id, Some(revision)).await?;
            loaded.conference.amend(new.clone()).map_err(refused)?;
            check(tx, &loaded.conference, desk.clock.today()).await?;
            if let Some(report) = report {
                loaded.conference.report_document = Some(report.attachment_id);
            }
            keep_document(tx, report.as_ref()).await?;
            keep(tx, &loaded).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Keeps the minutes: the conference was held.
///
/// # Errors
/// `conference-unknown`, `conference-stale`, the refusals of [`Conference::hold`] and of the
/// document, authority, or a failure.
pub async fn hold(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (ConferenceId, i64),
    minutes: Minutes,
) -> Result<(), Error> {
    let (acting, _) = entitled(desk, actor, id).await?;
    let document = kept(desk, actor, minutes.document, "van-ban")?;
    let audit = audit(desk, (actor, &acting), Act::ConferenceHold, id);
    let said = (minutes.text, minutes.attended);
    desk.act((desk.clone(), said, document, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, (text, attended), document, audit) = &*input;
            let mut loaded = loaded(tx, id, Some(revision)).await?;
            let it = &mut loaded.conference;
            let has_document = document.is_some();
            it.hold(text, has_document, *attended, desk.clock.today()).map_err(refused)?;
            if let Some(document) = document {
                it.minutes_document = Some(document.attachment_id);
            }
            keep_document(tx, document.as_ref()).await?;
            keep(tx, &loaded).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Raises a difficulty that was heard at a conference; the same identity sent twice is one
/// difficulty.
///
/// # Errors
/// `conference-unknown`, `conference-not-held`, `conference-place-elsewhere` for a place outside its
/// territory, the refusals of [`ledger::difficulty::raise`], authority, or a failure.
pub async fn hear(
    desk: &Desk,
    actor: &Actor,
    id: ConferenceId,
    new: NewDifficulty,
) -> Result<DifficultyId, Error> {
    let (acting, _) = entitled(desk, actor, id).await?;
    let new = NewDifficulty { told_by: ToldBy::Conference, ..new };
    let audit = audit(desk, (actor, &acting), Act::ConferenceHold, id);
    desk.act((desk.clone(), new, acting.post_id, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, new, post, audit) = &*input;
            let today = desk.clock.today();
            let loaded = loaded(tx, id, None).await?;
            loaded.conference.hear().map_err(refused)?;
            if store::difficulty::load(tx, new.id, today).await?.is_some() {
                tx.without_audit();
                return Ok(new.id);
            }
            if !lies_in(tx, new.unit, loaded.conference.unit, today).await? {
                return Err(Stop::Refused(Refusal::at("dia-ban", "conference-place-elsewhere")));
            }
            let from = (*post, Some(id.0));
            let heard = crate::difficulty::raise_in(tx, desk, new.clone(), from).await?;
            tx.audit(audit.clone()).await?;
            Ok(heard)
        })
    })
    .await
}

/// As what a person works on a conference, and the conference as in lists.
async fn entitled(desk: &Desk, actor: &Actor, id: ConferenceId) -> Result<(Acting, Line), Error> {
    let today = desk.clock.today();
    let line = rows::line(&desk.store.read(), &system_scope(), id, today).await?;
    let line = line.ok_or(Refusal::new("conference-unknown"))?;
    let acting = authorize_as(actor, Act::ConferenceHold, &Object::at(line.path(), today))?;
    Ok((acting, line))
}

fn audit(desk: &Desk, (actor, acting): (&Actor, &Acting), act: Act, id: ConferenceId) -> Entry {
    entry(desk.clock.now(), (actor, &acting.post), act, ("conference", id.0))
}

/// The conference inside an act, as the page showed it where a revision is named.
async fn loaded(
    tx: &mut Tx,
    id: ConferenceId,
    revision: Option<i64>,
) -> Result<Loaded, Stop<Refusal>> {
    let Some(loaded) = rows::load(tx, id).await? else { return Err(stop("conference-unknown")) };
    if revision.is_some_and(|revision| revision != loaded.revision) {
        return Err(stop("conference-stale"));
    }
    Ok(loaded)
}

async fn keep(tx: &mut Tx, loaded: &Loaded) -> Result<(), Stop<Refusal>> {
    if rows::keep(tx, &loaded.conference, loaded.revision).await? {
        return Ok(());
    }
    Err(stop("conference-stale"))
}

/// The chair, the guests and the conference before must be there.
async fn check(tx: &mut Tx, it: &Conference, today: Day) -> Result<(), Stop<Refusal>> {
    let is_there = |post: Option<store::post::Post>| post.is_some_and(|p| p.valid.contains(today));
    if !is_there(store::post::one(tx, it.chair, today).await?) {
        return Err(Stop::Refused(Refusal::at("chu-tri", "conference-chair-unknown")));
    }
    for guest in &it.invited {
        let is_known = match guest {
            Guest::Unit(unit) => locality::of(tx, *unit, it.held_on).await?.is_some(),
            Guest::Post(post) => store::post::one(tx, *post, today).await?.is_some(),
            Guest::Body(_) => true,
        };
        if !is_known {
            return Err(Stop::Refused(Refusal::at("moi", "conference-guest-unknown")));
        }
    }
    if let Some(before) = it.follows
        && rows::load(tx, before).await?.is_none()
    {
        return Err(Stop::Refused(Refusal::at("ky-truoc", "conference-follows-unknown")));
    }
    Ok(())
}

/// The holding body and the invited ones must be there.
async fn check_bodies(desk: &Desk, it: &Conference) -> Result<(), Error> {
    let bodies = store::body::list(&desk.store.read(), &system_scope(), desk.clock.today()).await?;
    let is_known = |id: BodyId| bodies.iter().any(|body| body.body_id == id);
    if it.body.is_some_and(|body| !is_known(body)) {
        return Err(Refusal::at("co-quan", "conference-body-unknown").into());
    }
    let mut invited = it.invited.iter();
    if invited.any(|guest| matches!(guest, Guest::Body(body) if !is_known(*body))) {
        return Err(Refusal::at("moi", "conference-guest-unknown").into());
    }
    Ok(())
}

/// Whether a unit lies in a territory, or is it.
async fn lies_in(
    tx: &mut Tx,
    unit: UnitId,
    territory: UnitId,
    today: Day,
) -> Result<bool, Stop<Refusal>> {
    let found = locality::of(tx, unit, today).await?;
    Ok(found.is_some_and(|locality| locality.path().contains(&territory)))
}

/// A document as it will be kept; of a picture the pixels alone.
fn kept(
    desk: &Desk,
    actor: &Actor,
    document: Option<Document>,
    field: &'static str,
) -> Result<Option<NewAttachment>, Error> {
    let Some(Document { name, content_type, body }) = document else { return Ok(None) };
    let at = |refusal: attachment::Refusal| Refusal { field, ..Refusal::from(refusal) };
    attachment::check(&body, &content_type).map_err(at)?;
    let (content_type, body) = match content_type.starts_with("image/") {
        true => {
            let bare = crate::photo::bare(&body).map_err(|code| Refusal::at(field, code))?;
            (bare.content_type.to_owned(), bare.body)
        }
        false => (content_type, body),
    };
    Ok(Some(NewAttachment {
        attachment_id: AttachmentId(desk.clock.id()),
        name: units::text::tidy(&name),
        content_type,
        body,
        created_by: Some(actor.account_id),
        created_at: desk.clock.now(),
    }))
}

async fn keep_document(tx: &mut Tx, document: Option<&NewAttachment>) -> Result<(), Stop<Refusal>> {
    if let Some(document) = document {
        attachment::keep(tx, document).await?;
    }
    Ok(())
}

/// Whether a post exists on a day.
async fn exists(tx: &mut Tx, post: PostId, today: Day) -> Result<bool, Stop<Refusal>> {
    let post = store::post::one(tx, post, today).await?;
    Ok(post.is_some_and(|post| post.valid.contains(today)))
}
