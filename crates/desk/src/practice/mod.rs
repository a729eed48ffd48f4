//! Good practices: registered by a place, moved along their way, offered to places with the same
//! difficulty and tried there, thanked for, given to other cities and taken from them.

mod adoption;
mod correction;
mod file;

use ledger::practice::{Content, NewContent};
use ledger::practice::{Noted, Practice, Stage, Step, describe};
use ledger::{AdoptionId, PracticeId};
use store::locality::{self, Locality};
use store::practice::{self as rows, NewStep, NewThanks};
use store::{Stop, Tx};
use units::{Day, PostId, UnitId};
use uuid::Uuid;

use crate::authority::{Acting, authorize_as, system_scope};
use crate::{Act, Actor, Desk, Error, Object, Refusal, entry, refused, stop};

pub use crate::likeness::matches;
pub(crate) use adoption::places_of_posts;
pub use adoption::{Due, answer, offer, waiting};
pub use correction::{NewCorrection, correct, may_correct};
pub use file::{FILE_MOST, Given, export, import, read};

/// A practice to register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPractice {
    /// Its identity, made when the form was shown: sent twice, it is one practice.
    pub id: PracticeId,
    /// Where it was done.
    pub unit: Option<UnitId>,
    /// The post to ask; the registering one where none is named.
    pub ask: Option<PostId>,
    /// What it says.
    pub content: NewContent,
}

/// Registers a practice of a place.
///
/// # Errors
/// The refusals of [`describe`], `practice-place-missing`, `practice-place-unknown`,
/// `practice-ask-unknown`, authority, or a failure.
pub async fn register(desk: &Desk, actor: &Actor, new: NewPractice) -> Result<PracticeId, Error> {
    let today = desk.clock.today();
    let described = describe(new.content, today);
    let (content, unit) = match (described, new.unit) {
        (Ok(content), Some(unit)) => (content, unit),
        (described, unit) => {
            let missing = unit.is_none();
            let missing = missing.then(|| Refusal::at("dia-ban", "practice-place-missing"));
            let others = described.err().map(Refusal::from);
            let all = missing.into_iter().chain(others.iter().flat_map(flat)).collect();
            return Err(Refusal::all(all).unwrap_or(Refusal::new("practice-place-missing")).into());
        }
    };
    let acting = authorize_as(actor, Act::PracticeRegister, &desk.object(unit).await?)?;
    let author = acting.holder()?;
    let (right, object) = (Act::PracticeRegister, ("practice", new.id.0));
    let audit = entry(desk.clock.now(), (actor, &acting.post), right, object);
    let asked = new.ask.unwrap_or(author);
    let input = (desk.clone(), (new.id, unit, content), (author, asked), audit);
    desk.act(input, |tx, input| {
        Box::pin(async move {
            let (desk, new, posts, audit) = &*input;
            add(tx, desk, new, *posts).await?;
            tx.audit(audit.clone()).await?;
            Ok(new.0)
        })
    })
    .await
}

fn flat(refusal: &Refusal) -> Vec<Refusal> {
    refusal.each().map(|one| Refusal { also: Vec::new(), ..one.clone() }).collect()
}

/// Keeps a practice; the same sent twice is kept once.
async fn add(
    tx: &mut Tx,
    desk: &Desk,
    (id, unit, content): &(PracticeId, UnitId, Content),
    (author, ask): (PostId, PostId),
) -> Result<(), Stop<Refusal>> {
    if rows::load(tx, *id).await?.is_some() {
        return Ok(());
    }
    let today = desk.clock.today();
    let Some(locality) = locality::of(tx, *unit, today).await? else {
        return Err(Stop::Refused(Refusal::at("dia-ban", "practice-place-unknown")));
    };
    let asked = store::post::one(tx, ask, today).await?;
    if asked.is_none_or(|post| !post.valid.contains(today)) {
        return Err(Stop::Refused(Refusal::at("nguoi-hoi", "practice-ask-unknown")));
    }
    let practice = Practice {
        id: *id,
        unit: Some(*unit),
        place: named(tx, locality, today).await?,
        traits: rows::traits(tx, *unit, today).await?,
        content: content.clone(),
        author: Some(author),
        ask: Some(ask),
        origin: None,
        stage: Stage::Registered,
        begun_on: None,
    };
    let step = step_of(desk, &practice, Some(author), Noted::default());
    rows::add(tx, &practice, Some(locality), &step).await?;
    Ok(())
}

fn step_of(desk: &Desk, practice: &Practice, post: Option<PostId>, noted: Noted) -> NewStep {
    let (on, at) = (desk.clock.today(), desk.clock.now());
    NewStep { stage: practice.stage, post, on, at, noted }
}

/// "Khu phố 3, Phường Vĩnh Lộ": a place's name on a day, with the commune above it.
async fn named(tx: &mut Tx, locality: Locality, on: Day) -> Result<String, Stop<Refusal>> {
    let mut names = Vec::new();
    let above = locality.commune_id.filter(|commune| *commune != locality.unit_id);
    for unit in [Some(locality.unit_id), above].into_iter().flatten() {
        names.extend(store::unit::state_now(tx, unit, on).await?.map(|state| state.name));
    }
    Ok(names.join(", "))
}

/// What authority compares for a practice: where it was done, as the tree was then; for one that
/// another city gave, the actor's own places.
async fn object_of(
    desk: &Desk,
    actor: &Actor,
    (practice, registered_on): (&Practice, Day),
) -> Result<Object, Error> {
    let today = desk.clock.today();
    let Some(unit) = practice.unit else { return Ok(own_places(desk, actor)) };
    let then = locality::of(&mut desk.store.read(), unit, registered_on).await?;
    let now = desk.object(unit).await?;
    let path = now.path.into_iter().chain(then.into_iter().flat_map(|then| then.path()));
    Ok(Object::at(path.collect(), today))
}

/// The actor's own places, for what belongs to no place here.
fn own_places(desk: &Desk, actor: &Actor) -> Object {
    let today = desk.clock.today();
    let held = actor.grants.iter().filter(|grant| grant.valid.contains(today));
    Object::at(held.filter_map(|grant| grant.unit).collect(), today)
}

/// As what a person may take a step: the place itself begins and may end its own; others assess.
async fn entitled(
    desk: &Desk,
    actor: &Actor,
    found: (&Practice, Day),
    step: &Step,
) -> Result<(Act, Acting), Error> {
    let object = object_of(desk, actor, found).await?;
    let is_own = found.0.author.is_some_and(|post| actor.posts(object.on).contains(&post));
    let right = match step {
        Step::Try { .. } => Act::PracticeRegister,
        Step::End { .. } if is_own => Act::PracticeRegister,
        _ => Act::PracticeAssess,
    };
    let acting = authorize_as(actor, right, &object)?;
    Ok((right, acting))
}

/// Takes a step on the way of a practice. `revision` is the one the page showed.
///
/// # Errors
/// `practice-unknown`, `practice-stale`, the refusals of [`Practice::take`], authority, or a failure.
pub async fn step(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (PracticeId, i64),
    step: Step,
) -> Result<(), Error> {
    let found = rows::load(&mut desk.store.read(), id).await?;
    let (practice, on, _) = found.ok_or(Refusal::new("practice-unknown"))?;
    let (right, acting) = entitled(desk, actor, (&practice, on), &step).await?;
    let by = acting.holder()?;
    let audit = entry(desk.clock.now(), (actor, &acting.post), right, ("practice", id.0));
    desk.act((desk.clone(), step, by, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, step, by, audit) = &*input;
            let Some((mut it, _, now)) = rows::load(tx, id).await? else {
                return Err(stop("practice-unknown"));
            };
            let with_result = rows::with_result(tx, id).await?;
            let around = (desk.clock.today(), with_result);
            if now != revision {
                return Err(stop("practice-stale"));
            }
            let noted = it.take(step, *by, around).map_err(refused)?;
            if !rows::keep(tx, &it, now, &step_of(desk, &it, Some(*by), noted)).await? {
                return Err(stop("practice-stale"));
            }
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Thanks to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thanks {
    /// Its identity, made when the form was shown: sent twice, they are thanks once.
    pub id: Uuid,
    /// The practice.
    pub practice: PracticeId,
    /// The adoption out of which a place thanks; nothing where a leader or the Front does.
    pub adoption: Option<AdoptionId>,
    /// The words.
    pub said: String,
}

/// Thanks the authors of a practice: a place that took it up, or whoever may assess it.
///
/// # Errors
/// `practice-unknown`, `adoption-unknown`, `practice-own-thanks`, those of the text, authority, or a
/// failure.
pub async fn thank(desk: &Desk, actor: &Actor, thanks: Thanks) -> Result<(), Error> {
    let said = ledger::text::text("loi-cam-on", &thanks.said)?;
    let today = desk.clock.today();
    let mut reader = desk.store.read();
    let found = rows::load(&mut reader, thanks.practice).await?;
    let (practice, on, _) = found.ok_or(Refusal::new("practice-unknown"))?;
    let (right, object) = match thanks.adoption {
        None => (Act::PracticeAssess, object_of(desk, actor, (&practice, on)).await?),
        Some(adoption) => {
            let page = rows::adoption(&reader, &system_scope(), adoption, today).await?;
            let page = page.filter(|page| page.line.practice_id == thanks.practice);
            let page = page.ok_or(Refusal::new("adoption-unknown"))?;
            (Act::PracticeAdopt, desk.object(page.line.unit_id).await?)
        }
    };
    let acting = authorize_as(actor, right, &object)?;
    let from = acting.holder()?;
    // Of two posts, the one that has ended and the one that goes on for it, the living one is thanked.
    let to = rows::asked_of(&mut reader, practice.author, today).await?.map(|post| post.post_id);
    if [practice.author, to].contains(&Some(from)) {
        return Err(Refusal::new("practice-own-thanks").into());
    }
    let audit =
        entry(desk.clock.now(), (actor, &acting.post), right, ("practice", thanks.practice.0));
    let kept = NewThanks {
        id: thanks.id,
        practice: thanks.practice,
        adoption: thanks.adoption,
        from,
        to,
        said,
        on: today,
        at: desk.clock.now(),
    };
    desk.act((kept, audit), |tx, input| {
        Box::pin(async move {
            let (thanks, audit) = &*input;
            rows::add_thanks(tx, thanks).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}
