//! Residents' feedback: sent without an account or entered on request, opened by its code, passed on
//! by dispatchers, shown by moderators. One transaction keeps it, opens its matter, leaves one entry
//! that says nothing about a person, and queues one notice.

mod moderation;
mod routing;
mod tracking;

use ledger::feedback::{Feedback, NewFeedback as Typed, Verdict};
use ledger::matter::{Act as Move, Asker, Hand, NewMatter, OriginKind};
use ledger::{Category, FeedbackId, MatterId};
use store::attachment::{self, NewAttachment};
use store::feedback::{self as rows, Line, NewRow, Public};
use store::matter::Loaded;
use store::{Entry, Scope, Stop, Tx, outbox};
use tokio::sync::Semaphore;
use units::{AttachmentId, DoorPoint, Level, PostId, Tier, UnitId};
use uuid::Uuid;

use crate::authority::{Acting, authorize_as, public_scope, system_scope};
use crate::matter::{Known, Opening};
use crate::{Act, Actor, Desk, Error, Refusal, entry, stop};

pub use moderation::{gather, moderate, to_moderate, to_sort};
pub(crate) use routing::check_target_in;
pub use tracking::{Opened, Reply, opened, photo, proof, reply};

/// Photos that are encoded at once: each takes a core and much memory.
static ENCODING: Semaphore = Semaphore::const_new(2);

/// What a person sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFeedback {
    /// A random UUIDv4, made when the form was shown: sent twice, it is the same feedback. The
    /// tracking code is made of it.
    pub key: Uuid,
    /// What was typed.
    pub typed: Typed,
    /// Where.
    pub place: Place,
    /// The photos as the browser sent them.
    pub photos: Vec<Vec<u8>>,
}

/// Where it is, as far as the sender said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// A khu phố or ấp, or only the ward or commune.
    pub unit: Option<UnitId>,
    /// A point on the map.
    pub point: Option<DoorPoint>,
}

/// What the sender gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The code: the only link to it, kept nowhere.
    pub code: String,
    /// The feedback.
    pub feedback: FeedbackId,
    /// Its matter.
    pub matter: MatterId,
}

/// Sends a resident's feedback.
///
/// # Errors
/// The refusals of [`ledger::feedback::check`], of the place (`feedback-place-missing`,
/// `feedback-place-unknown`), of the photos, `feedback-nobody`, `feedback-conduct-nobody`, or a
/// failure.
pub async fn submit(desk: &Desk, new: NewFeedback) -> Result<Receipt, Error> {
    let place = located(desk, new.place).await;
    let audit = Entry {
        at: desk.clock.now(),
        actor: None,
        post: None,
        act: Act::FeedbackEnter.code(),
        object_kind: "feedback",
        object_id: None,
        reason: String::new(),
        digest: None,
    };
    send(desk, (new, place), (None, audit)).await
}

/// Enters a feedback for a resident who asked for it. The resident gets the code.
///
/// # Errors
/// As [`submit`], and those of authority.
pub async fn enter(desk: &Desk, actor: &Actor, new: NewFeedback) -> Result<Receipt, Error> {
    let place = located(desk, new.place).await;
    let Ok(Place { unit: Some(unit), .. }) = &place else {
        return submit(desk, new).await;
    };
    let acting = entering(desk, actor, *unit).await?;
    let post = acting.holder()?;
    let about = ("feedback", Uuid::nil());
    let audit = entry(desk.clock.now(), (actor, &acting.post), Act::FeedbackEnter, about);
    send(desk, (new, place), (Some(post), audit)).await
}

/// As what a person enters what somebody asks for: at the place, or as the head of a group there.
async fn entering(desk: &Desk, actor: &Actor, unit: UnitId) -> Result<Acting, Error> {
    let mut answer = authorize_as(actor, Act::FeedbackEnter, &desk.object(unit).await?);
    for inside in actor.grants.iter().filter_map(|grant| grant.unit) {
        let object = desk.object(inside).await?;
        if answer.is_err() && object.path.contains(&unit) {
            answer = authorize_as(actor, Act::FeedbackEnter, &object);
        }
    }
    Ok(answer?)
}

/// Public feedback that may be the same as what somebody is about to send.
///
/// # Errors
/// A failure of the database.
pub async fn alike(
    desk: &Desk,
    about: (UnitId, Category),
    said: &str,
) -> Result<Vec<Public>, Error> {
    let (reader, scope, today) = (desk.store.read(), public_scope(), desk.clock.today());
    let since = today.plus_days(-ledger::feedback::ALIKE_DAYS);
    let mut found = rows::alike(&reader, &scope, about, (since, today)).await?;
    let words = ledger::likeness::grams(said);
    found.retain(|one| is_alike(&words, &one.text));
    found.truncate(3);
    Ok(found)
}

/// What is owed about the same field in the same place, for whoever passes it on: what reads alike
/// first, and marked.
///
/// # Errors
/// A failure of the database.
pub async fn alike_of(desk: &Desk, scope: &Scope, line: &Line) -> Result<Vec<(Line, bool)>, Error> {
    let (reader, today) = (desk.store.read(), desk.clock.today());
    let since = line.sent_on.plus_days(-ledger::feedback::ALIKE_DAYS);
    let found = rows::alike_inside(&reader, scope, line, (since, today)).await?;
    let words = ledger::likeness::grams(&line.said);
    let marked = found.into_iter().map(|one| {
        let alike = is_alike(&words, &one.said);
        (one, alike)
    });
    let mut marked: Vec<(Line, bool)> = marked.collect();
    marked.sort_by_key(|(_, alike)| !alike);
    marked.truncate(10);
    Ok(marked)
}

fn is_alike(words: &[u32], text: &str) -> bool {
    ledger::feedback::are_alike(words, &ledger::likeness::grams(text))
}

/// The hash under which a code is kept.
fn hash_of(code: &str) -> Vec<u8> {
    store::audit::digest([b"feedback".as_slice(), code.as_bytes()])
}

/// The place as the registry knows it today. A point says the khu phố where none was chosen, and
/// stays only where it lies in the chosen place.
async fn located(desk: &Desk, place: Place) -> Result<Place, Error> {
    let today = desk.clock.today();
    let at_point = match place.point {
        Some(point) => crate::place::base_unit_at(desk, point, today).await?,
        None => None,
    };
    let Some(unit) = place.unit.or(at_point) else {
        return Err(Refusal::at("dia-ban", "feedback-place-missing").into());
    };
    let mut reader = desk.store.read();
    let state = store::unit::state_now(&mut reader, unit, today).await?;
    let Some(state) = state else {
        return Err(Refusal::at("dia-ban", "feedback-place-unknown").into());
    };
    if state.kind.is_base() {
        let point = place.point.filter(|_| at_point == Some(unit));
        return Ok(Place { unit: Some(unit), point });
    }
    if state.kind.tier() == Some(Tier::Group) {
        // What neighbours are asked for needs no point: the group is the place.
        return Ok(Place { unit: Some(unit), point: None });
    }
    if state.kind.level() != Level::Commune {
        return Err(Refusal::at("dia-ban", "feedback-place-unknown").into());
    }
    let Some(inner) = at_point else { return Ok(Place { unit: Some(unit), point: None }) };
    let found = store::locality::of(&mut reader, inner, today).await?;
    let lies_here = found.is_some_and(|found| found.commune_id == Some(unit));
    let inside = Place { unit: Some(inner), point: place.point };
    Ok(if lies_here { inside } else { Place { unit: Some(unit), point: None } })
}

struct Sending {
    desk: Desk,
    feedback: Feedback,
    unit: UnitId,
    point: Option<DoorPoint>,
    row: NewRow,
    photos: Vec<NewAttachment>,
    notice: Uuid,
    audit: Entry,
}

/// Checks everything, keeps it in one transaction.
async fn send(
    desk: &Desk,
    (new, place): (NewFeedback, Result<Place, Error>),
    (entered_by, audit): (Option<PostId>, Entry),
) -> Result<Receipt, Error> {
    let checked = ledger::feedback::check(new.typed).map_err(Error::from);
    let (feedback, place) = both(checked, place)?;
    let Some(unit) = place.unit else {
        return Err(Refusal::at("dia-ban", "feedback-place-missing").into());
    };
    let code = ledger::code::tracking(new.key);
    let photos = bare(desk, (new.photos, entered_by.and(audit.actor))).await?;
    let id = FeedbackId(desk.clock.id());
    let row = NewRow {
        id,
        matter: MatterId(desk.clock.id()),
        code_hash: hash_of(&code),
        about: unit,
        entered_by,
        photos: photos.iter().map(|photo| photo.attachment_id).collect(),
        on: desk.clock.today(),
        at: desk.clock.now(),
    };
    let audit = Entry { object_id: Some(id.0), ..audit };
    let (desk_too, notice) = (desk.clone(), desk.clock.id());
    let point = place.point.filter(|_| !feedback.category.is_restricted());
    let input = Sending { desk: desk_too, feedback, unit, point, row, photos, notice, audit };
    let known = desk.act(input, |tx, input| Box::pin(async move { keep(tx, &input).await }));
    let rows::Known { id, matter } = known.await?;
    Ok(Receipt { code, feedback: id, matter })
}

/// Both values, or every refusal of both at once.
fn both<A, B>(one: Result<A, Error>, two: Result<B, Error>) -> Result<(A, B), Error> {
    match (one, two) {
        (Ok(one), Ok(two)) => Ok((one, two)),
        // What goes through another door is not asked for its place.
        (Err(Error::Refused(one)), _) if one.code == "feedback-door" => Err(one.into()),
        (Err(Error::Refused(mut one)), Err(Error::Refused(two))) => {
            one.also.push(two);
            Err(one.into())
        }
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// The photos as they are kept: pixels only, encoded off the asynchronous threads.
async fn bare(
    desk: &Desk,
    (photos, by): (Vec<Vec<u8>>, Option<units::AccountId>),
) -> Result<Vec<NewAttachment>, Error> {
    let mut kept = Vec::new();
    for (number, body) in (1..).zip(photos) {
        let _turn = ENCODING.acquire().await.expect("nobody closes the turns");
        let encoded = tokio::task::spawn_blocking(move || crate::photo::bare(&body)).await;
        let encoded = encoded.unwrap_or(Err("photo-unreadable"));
        let bare = encoded.map_err(|code| Refusal::at("anh", code))?;
        attachment::check(&bare.body, bare.content_type).map_err(Refusal::from)?;
        kept.push(NewAttachment {
            attachment_id: AttachmentId(desk.clock.id()),
            // The name that a phone gives a photo may tell when and where.
            name: format!("anh-{number}.jpg"),
            content_type: bare.content_type.to_owned(),
            body: bare.body,
            created_by: by,
            created_at: desk.clock.now(),
        });
    }
    Ok(kept)
}

async fn keep(tx: &mut Tx, input: &Sending) -> Result<rows::Known, Stop<Refusal>> {
    let Sending { desk, feedback, unit, row, .. } = input;
    let today = desk.clock.today();
    let way = rows::way(tx, (*unit, feedback.category), &row.code_hash, today).await?;
    if let Some(known) = way.known {
        tx.without_audit();
        return Ok(known);
    }
    let is_ahead = way.is_ahead;
    let routed = routing::routed(tx, (way, feedback), today).await?;
    let clears = routed.clears;
    let new = NewMatter {
        id: row.matter,
        origin: (OriginKind::Feedback, row.id.0),
        household_id: None,
        asker: Asker::Resident,
        owner: Some(routed.owner.post_id),
        work: ledger::feedback::title(clears, &feedback.said),
        due_on: Some(desk.calendar.due(today, routed.days)),
        responsibility: clears.responsibility.clone(),
        product: clears.product.clone(),
        authority: clears.authority.clone(),
        cooperating: Vec::new(),
        wanted: Some(routed.proof),
        due_set_by: routed.due_set_by,
        is_triaged_first: routed.is_triaged_first,
    };
    let opening = Opening {
        unit: routed.locality.unit_id,
        point: input.point,
        difficulty: None,
        is_public: false,
        hand: row.entered_by.map_or(Hand::Asker, Hand::Post),
    };
    let (locality, owner) = (Some(routed.locality), Some(&routed.owner));
    let known = Known { locality, owner, is_ahead };
    crate::matter::open_known(tx, desk, new, opening, known).await?;
    for photo in &input.photos {
        attachment::keep(tx, photo).await?;
    }
    rows::add(tx, feedback, row).await?;
    outbox::queue(tx, &notice(input, routed.owner.post_id)).await?;
    tx.audit(input.audit.clone()).await?;
    Ok(rows::Known { id: row.id, matter: row.matter })
}

/// The owner is told that there is something, never what.
fn notice(input: &Sending, owner: PostId) -> outbox::Message {
    let body = serde_json::json!({
        "act": Act::FeedbackEnter.code(),
        "matter": input.row.matter,
        "category": input.feedback.category,
    });
    outbox::Message {
        message_id: input.notice,
        channel: "webhook",
        recipient: format!("post/{owner}"),
        body: body.to_string(),
        due_at: input.row.at,
        queued_at: input.row.at,
    }
}

/// What an act on a matter means for the feedback it came from: a complaint or denunciation is
/// sealed in the act's own transaction.
pub(crate) async fn acted_in(
    tx: &mut Tx,
    desk: &Desk,
    loaded: &Loaded,
    act: &Move,
) -> Result<(), Stop<Refusal>> {
    let (OriginKind::Feedback, origin) = loaded.matter.origin else { return Ok(()) };
    let Move::SplitOff(door) = act else { return Ok(()) };
    let id = FeedbackId(origin);
    if let Some(feedback) = rows::load(tx, id).await? {
        rows::seal(tx, (id, &feedback), *door, desk.clock.now()).await?;
    }
    Ok(())
}

/// A feedback as the program itself sees it.
async fn seen(desk: &Desk, id: FeedbackId) -> Result<Line, Error> {
    let (reader, today) = (desk.store.read(), desk.clock.today());
    let line = rows::one(&reader, &system_scope(), id, today).await?;
    Ok(line.ok_or(Refusal::new("feedback-unknown"))?)
}

/// A feedback inside an act.
async fn loaded(tx: &mut Tx, id: FeedbackId) -> Result<rows::Loaded, Stop<Refusal>> {
    rows::load(tx, id).await?.ok_or_else(|| stop("feedback-unknown"))
}

/// What a moderator decides, with what the feedback may stand.
fn judged(loaded: &rows::Loaded, verdict: &Verdict) -> Result<String, Stop<Refusal>> {
    if loaded.sealed_as.is_some() {
        return Err(stop("feedback-sealed"));
    }
    ledger::feedback::public_text(&loaded.feedback, verdict).map_err(crate::refused)
}
