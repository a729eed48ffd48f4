//! Difficulties of places: raised, worked on, claimed to be overcome, confirmed by the people.

use ledger::DifficultyId;
use ledger::difficulty::{
    Confirmation, Difficulty, Figure, NewDifficulty, StepKind, raise as raised,
};
use store::difficulty::{self as rows, NewStep};
use store::locality;
use store::{Stop, Tx};
use units::PostId;
use uuid::Uuid;

use crate::authority::{Acting, authorize_as, system_scope};
use crate::{Act, Actor, Desk, Error, Refusal, entry, refused, stop};

/// Raises a difficulty of a place.
///
/// # Errors
/// The refusals of [`ledger::difficulty::raise`], `difficulty-no-place`, authority, or a failure.
pub async fn raise(desk: &Desk, actor: &Actor, new: NewDifficulty) -> Result<DifficultyId, Error> {
    let object = desk.object(new.unit).await?;
    let acting = authorize_as(actor, Act::DifficultyRaise, &object)?;
    let audit = entry(
        desk.clock.now(),
        (actor, &acting.post),
        Act::DifficultyRaise,
        ("difficulty", new.id.0),
    );
    desk.act((desk.clone(), new, acting.post_id, audit), |tx, input| {
        Box::pin(async move {
            let (desk, new, post, audit) = &*input;
            // The form was sent twice: the first time counted.
            if rows::load(tx, new.id, desk.clock.today()).await?.is_some() {
                tx.without_audit();
                return Ok(new.id);
            }
            let id = raise_in(tx, desk, new.clone(), (*post, None)).await?;
            tx.audit(audit.clone()).await?;
            Ok(id)
        })
    })
    .await
}

/// Raises a difficulty inside another act's transaction; `from` is the visit, conference or feedback
/// that told of it.
///
/// # Errors
/// As [`raise`], without authority.
pub(crate) async fn raise_in(
    tx: &mut Tx,
    desk: &Desk,
    new: NewDifficulty,
    (post, from): (Option<PostId>, Option<Uuid>),
) -> Result<DifficultyId, Stop<Refusal>> {
    let (today, at) = (desk.clock.today(), desk.clock.now());
    let it = raised(new, today).map_err(refused)?;
    let Some(locality) = locality::of(tx, it.unit, today).await? else {
        return Err(Stop::Refused(Refusal::at("dia-ban", "difficulty-no-place")));
    };
    let words = ledger::likeness::grams(&format!("{} {}", it.title, it.text));
    let step = step(desk, StepKind::Raised, post, String::new());
    let step = NewStep { at, ..step };
    rows::add(tx, (&it, from), (locality, ledger::likeness::pack(&words)), &step).await?;
    Ok(it.id)
}

/// Work on a difficulty begins inside another act's transaction: a matter, a line or a practice
/// answers it.
///
/// # Errors
/// `difficulty-unknown`, `difficulty-over`, or a failure.
pub(crate) async fn begin_in(
    tx: &mut Tx,
    desk: &Desk,
    id: DifficultyId,
    post: Option<PostId>,
) -> Result<(), Stop<Refusal>> {
    change_in(tx, desk, (id, None), |it| {
        Ok(it.begin()?.then(|| step(desk, StepKind::Begun, post, String::new())))
    })
    .await
}

/// Loads a difficulty, lets it change, keeps it; nothing is kept where the change is no news.
async fn change_in(
    tx: &mut Tx,
    desk: &Desk,
    (id, revision): (DifficultyId, Option<i64>),
    change: impl FnOnce(&mut Difficulty) -> Result<Option<NewStep>, ledger::Refusal> + Send,
) -> Result<(), Stop<Refusal>> {
    let Some((mut it, now)) = rows::load(tx, id, desk.clock.today()).await? else {
        return Err(stop("difficulty-unknown"));
    };
    if revision.is_some_and(|revision| revision != now) {
        return Err(stop("difficulty-stale"));
    }
    if let Some(step) = change(&mut it).map_err(refused)?
        && !rows::keep(tx, &it, now, &step).await?
    {
        return Err(stop("difficulty-stale"));
    }
    Ok(())
}

fn step(desk: &Desk, kind: StepKind, post: Option<PostId>, said: String) -> NewStep {
    let (on, at) = (desk.clock.today(), desk.clock.now());
    NewStep { kind, post, on, at, said, confirmation: None }
}

/// What a person changes of a difficulty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// What was tried is added.
    Tried(String),
    /// The place begins to work on it by itself, before any matter, plan or practice answers it:
    /// what it does first.
    TakeUp(String),
    /// The place says that it is overcome, with the figure after.
    Claim(Option<Figure>),
    /// The people concerned confirmed it at a meeting.
    Confirm(Confirmation),
    /// The people concerned did not agree, or it came back.
    SendBack(String),
}

impl Change {
    const fn right(&self) -> Act {
        match self {
            Self::Tried(_) => Act::DifficultyRaise,
            Self::TakeUp(_) | Self::Claim(_) => Act::DifficultyClaim,
            Self::Confirm(_) | Self::SendBack(_) => Act::DifficultyConfirm,
        }
    }
}

/// Lets a person change a difficulty. `revision` is the one the page showed.
///
/// # Errors
/// `difficulty-unknown`, `difficulty-stale`, the refusals of [`Difficulty`], authority, or a
/// failure.
pub async fn change(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (DifficultyId, i64),
    change: Change,
) -> Result<(), Error> {
    let today = desk.clock.today();
    let lines = rows::among(&desk.store.read(), &system_scope(), &[id], today).await?;
    let line = lines.first().ok_or(Refusal::new("difficulty-unknown"))?;
    let object = desk.object(line.unit_id).await?;
    let acting = authorize_as(actor, change.right(), &object)?;
    let audit =
        entry(desk.clock.now(), (actor, &acting.post), change.right(), ("difficulty", id.0));
    desk.act((desk.clone(), change, acting, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, change, acting, audit) = &*input;
            change_in(tx, desk, (id, Some(revision)), |it| taken(desk, it, change, acting)).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

fn taken(
    desk: &Desk,
    it: &mut Difficulty,
    change: &Change,
    acting: &Acting,
) -> Result<Option<NewStep>, ledger::Refusal> {
    let by = acting.post_id.ok_or(ledger::Refusal::new("authority-no-post"))?;
    let new = |kind, said| step(desk, kind, Some(by), said);
    Ok(Some(match change {
        Change::Tried(said) => {
            let said = ledger::text::text("da-thu", said)?;
            it.tried = [it.tried.as_str(), said.as_str()].join("\n").trim().to_owned();
            new(StepKind::Tried, said)
        }
        Change::TakeUp(said) => {
            let said = ledger::text::text("lam-gi", said)?;
            if !it.begin()? {
                return Ok(None);
            }
            new(StepKind::Begun, said)
        }
        Change::Claim(after) => {
            it.claim(by, after.clone())?;
            new(StepKind::Claimed, String::new())
        }
        Change::Confirm(said) => {
            it.confirm(by, said)?;
            let step = new(StepKind::Confirmed, String::new());
            NewStep { confirmation: Some(said.clone()), ..step }
        }
        Change::SendBack(why) => {
            let why = it.send_back(why)?;
            new(StepKind::Returned, why)
        }
    }))
}
