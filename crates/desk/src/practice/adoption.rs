//! A practice at another place: offered, answered, tried, told, confirmed.

use ledger::AdoptionId;
use ledger::practice::{Adoption, AdoptionState, Answer, AnswerKind, Offer, offer as offered};
use store::practice::{self as rows, AdoptionLine, AdoptionStep};
use store::{Stop, Tx, difficulty, locality};
use units::{PostId, UnitId};

use crate::authority::{authorize_as, scope_of, system_scope};
use crate::{Act, Actor, Desk, Error, Object, Refusal, entry, refused, stop};

/// Days before a result is due from which an inbox tells of it.
const TOLD_BEFORE_DAYS: i64 = 14;

/// Offers a practice to a place, with the reason. The place itself may do so, and then take it up.
///
/// # Errors
/// `practice-unknown`, the refusals of [`ledger::practice::offer`], `adoption-no-place`,
/// `adoption-there` where it is offered or tried there already, `adoption-difficulty-elsewhere`,
/// authority, or a failure.
pub async fn offer(desk: &Desk, actor: &Actor, new: Offer) -> Result<AdoptionId, Error> {
    let object = desk.object(new.unit).await?;
    let acting = authorize_as(actor, Act::PracticeOffer, &object)?;
    let by = acting.holder()?;
    let (right, about) = (Act::PracticeOffer, ("adoption", new.id.0));
    let audit = entry(desk.clock.now(), (actor, &acting.post), right, about);
    desk.act((desk.clone(), new, by, audit), |tx, input| {
        Box::pin(async move {
            let (desk, new, by, audit) = &*input;
            add(tx, desk, new, *by).await?;
            tx.audit(audit.clone()).await?;
            Ok(new.id)
        })
    })
    .await
}

/// Keeps an offer; the same sent twice is kept once.
async fn add(tx: &mut Tx, desk: &Desk, new: &Offer, by: PostId) -> Result<(), Stop<Refusal>> {
    let today = desk.clock.today();
    if rows::load_adoption(tx, new.id, today).await?.is_some() {
        return Ok(());
    }
    let Some((practice, _, _)) = rows::load(tx, new.practice).await? else {
        return Err(stop("practice-unknown"));
    };
    let adoption = offered(new.clone(), &practice, by).map_err(refused)?;
    let Some(locality) = locality::of(tx, new.unit, today).await? else {
        return Err(Stop::Refused(Refusal::at("dia-ban", "adoption-no-place")));
    };
    if rows::has_open_at(tx, (new.practice, new.unit), today).await? {
        return Err(Stop::Refused(Refusal::at("dia-ban", "adoption-there")));
    }
    if let Some(id) = new.difficulty {
        let found = difficulty::load(tx, id, today).await?;
        if found.is_none_or(|(it, _)| it.unit != new.unit) {
            return Err(Stop::Refused(Refusal::at("kho-khan", "adoption-difficulty-elsewhere")));
        }
    }
    let step = step_of(desk, AnswerKind::Offered, by, adoption.why.clone());
    rows::add_adoption(tx, &adoption, locality, &step).await?;
    crate::follow::offered(tx, desk, adoption.id, locality).await?;
    Ok(())
}

fn step_of(desk: &Desk, kind: AnswerKind, post: PostId, said: String) -> AdoptionStep {
    let (on, at) = (desk.clock.today(), desk.clock.now());
    AdoptionStep { kind, post: Some(post), on, at, said, confirmation: None }
}

/// The right that an answer needs at the place: its own posts take up and tell; what the people said
/// is entered as for a difficulty.
const fn right(answer: &Answer) -> Act {
    match answer {
        Answer::Decline(_) | Answer::TakeUp { .. } | Answer::Tell(_) | Answer::Stop(_) => {
            Act::PracticeAdopt
        }
        Answer::Confirm(_) | Answer::SendBack(_) => Act::DifficultyConfirm,
    }
}

/// Answers an offer, tells a result, or enters what the people said of it. `revision` is the one the
/// page showed. Taking up an offer that answers a difficulty begins work on that difficulty.
///
/// # Errors
/// `adoption-unknown`, `adoption-stale`, the refusals of [`Adoption::take`] and of the difficulty,
/// authority, or a failure.
pub async fn answer(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (AdoptionId, i64),
    answer: Answer,
) -> Result<(), Error> {
    let (reader, today) = (desk.store.read(), desk.clock.today());
    let page = rows::adoption(&reader, &system_scope(), id, today).await?;
    let page = page.ok_or(Refusal::new("adoption-unknown"))?;
    let object = desk.object(page.line.unit_id).await?;
    let acting = authorize_as(actor, right(&answer), &object)?;
    let by = acting.holder()?;
    let audit = entry(desk.clock.now(), (actor, &acting.post), right(&answer), ("adoption", id.0));
    desk.act((desk.clone(), answer, by, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, answer, by, audit) = &*input;
            let today = desk.clock.today();
            let Some((it, now)) = rows::load_adoption(tx, id, today).await? else {
                return Err(stop("adoption-unknown"));
            };
            if now != revision {
                return Err(stop("adoption-stale"));
            }
            take(tx, desk, (it, now), (answer, *by)).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

async fn take(
    tx: &mut Tx,
    desk: &Desk,
    (mut it, revision): (Adoption, i64),
    (answer, by): (&Answer, PostId),
) -> Result<(), Stop<Refusal>> {
    let said = it.take(answer, by, desk.clock.today()).map_err(refused)?;
    let step = step_of(desk, answer.kind(), by, said);
    let confirmation = match answer {
        Answer::Confirm(said) => Some(said.clone()),
        _ => None,
    };
    let step = AdoptionStep { confirmation, ..step };
    if !rows::keep_adoption(tx, &it, revision, &step).await? {
        return Err(stop("adoption-stale"));
    }
    if let (Answer::TakeUp { .. }, Some(difficulty)) = (answer, it.difficulty) {
        crate::difficulty::begin_in(tx, desk, difficulty, Some(by)).await?;
    }
    Ok(())
}

/// What a post has to do about a practice at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// Answer the offer.
    Answer(AdoptionLine),
    /// Tell the result, from its day on.
    Tell(AdoptionLine),
    /// Enter what the people say of the result.
    Confirm(AdoptionLine),
}

impl Due {
    /// The practice at its place.
    #[must_use]
    pub const fn line(&self) -> &AdoptionLine {
        match self {
            Self::Answer(line) | Self::Tell(line) | Self::Confirm(line) => line,
        }
    }
}

/// What waits for a person's posts about practices at their places, by day: what they have to answer and
/// to tell at their own places, and results to confirm there and below, told by other posts.
///
/// # Errors
/// A failure of the database.
pub async fn waiting(desk: &Desk, actor: &Actor) -> Result<Vec<Due>, Error> {
    let today = desk.clock.today();
    let scope = scope_of(actor, today);
    let (places, posts) = (places_of_posts(actor, desk), actor.posts(today));
    let until = today.plus_days(TOLD_BEFORE_DAYS);
    let reader = desk.store.read();
    let lines = rows::waiting(&reader, &scope, &places, (today, until)).await?;
    let may = |act, line: &AdoptionLine| {
        let path = std::iter::once(line.unit_id).chain(line.commune_id).collect();
        authorize_as(actor, act, &Object::at(path, today)).is_ok()
    };
    let due = lines.into_iter().filter_map(|line| match line.state {
        AdoptionState::Offered => may(Act::PracticeAdopt, &line).then_some(Due::Answer(line)),
        AdoptionState::Trial => may(Act::PracticeAdopt, &line).then_some(Due::Tell(line)),
        AdoptionState::Told => {
            let told_it = line.told_by.is_some_and(|post| posts.contains(&post));
            let confirms = !told_it && may(Act::DifficultyConfirm, &line);
            confirms.then_some(Due::Confirm(line))
        }
        _ => None,
    });
    Ok(due.collect())
}

/// The places of the posts that a person holds today.
pub(crate) fn places_of_posts(actor: &Actor, desk: &Desk) -> Vec<UnitId> {
    let today = desk.clock.today();
    let held = actor.grants.iter().filter(|grant| grant.valid.contains(today));
    held.filter(|grant| grant.post_id.is_some()).filter_map(|grant| grant.unit).collect()
}
