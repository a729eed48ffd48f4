//! Matters: opened by whatever they come from, answered by the post that owes them, confirmed by
//! whoever asked; and what the calendar brings about.

mod proof;
mod sweep;

use std::sync::Arc;

use ledger::matter::{Act as Move, Hand, Matter, NewMatter};
use ledger::{DifficultyId, MatterId};
use store::locality::{self, Locality};
use store::matter::{self as rows, Loaded, NewRow, Opened, Page};
use store::post::Post;
use store::{Entry, Stop, Tx};
use units::{Day, DoorPoint, PostId, UnitId};

use crate::authority::{Acting, authorize_as, system_scope};
use crate::{Act, Actor, Desk, Error, Object, Refusal, entry, refused, stop};

pub(crate) use proof::photo;
pub use proof::{Handed, photo_of, prove};
pub use sweep::{SILENT_AFTER, sweep};

/// What opens a matter, beside the domain's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Where it lies.
    pub unit: UnitId,
    /// The point on the map, if one was given.
    pub point: Option<DoorPoint>,
    /// The difficulty it answers: work on it begins with this.
    pub difficulty: Option<DifficultyId>,
    /// Whether everybody may see it.
    pub is_public: bool,
    /// Who opens it.
    pub hand: Hand,
}

/// Opens a matter inside another act's transaction: the one door for every origin.
///
/// # Errors
/// The refusals of [`ledger::matter::open`] and of the difficulty, `matter-no-place`,
/// `matter-owner-unknown`, or a failure.
pub(crate) async fn open_in(
    tx: &mut Tx,
    desk: &Desk,
    new: NewMatter,
    opening: Opening,
) -> Result<Matter, Stop<Refusal>> {
    let today = desk.clock.today();
    let (new, owner) = of_today(tx, new, today).await?;
    let locality = locality::of(tx, opening.unit, today).await?;
    let known = Known { locality, owner: owner.as_ref(), is_ahead: true };
    open_known(tx, desk, new, opening, known).await
}

/// What an act has already read, in its own transaction, of the matter that it opens.
pub(crate) struct Known<'p> {
    /// Where the place lies.
    pub locality: Option<Locality>,
    /// Which post owes.
    pub owner: Option<&'p Post>,
    /// Whether a reorganisation of the commune may lie ahead.
    pub is_ahead: bool,
}

/// A matter with the posts that stand today. What was written before a reorganisation and is opened after
/// it (a conclusion, a line of a plan) names posts that ended with their place: those that go on for
/// them owe, ask and set the day.
async fn of_today(
    tx: &mut Tx,
    mut new: NewMatter,
    today: Day,
) -> Result<(NewMatter, Option<Post>), Stop<Refusal>> {
    let mut named: Vec<PostId> = new.owner.into_iter().chain([new.due_set_by]).collect();
    named.extend(&new.cooperating);
    named.extend(new.asker.post());
    named.sort_unstable();
    named.dedup();
    let mut posts = store::post::among(tx, &named, today).await?;
    for ended in named {
        if posts.iter().any(|post| post.post_id == ended && post.valid.contains(today)) {
            continue;
        }
        let heir = store::practice::asked_of(tx, Some(ended), today).await?;
        let Some(heir) = heir.map(|heir| heir.post_id).filter(|heir| *heir != ended) else {
            continue;
        };
        posts.extend(store::post::one(tx, heir, today).await?);
        new = new.handed_on(ended, heir);
    }
    let owner = posts.into_iter().find(|post| new.owner == Some(post.post_id));
    Ok((new, owner))
}

/// The same where the act has already read what decides: what residents send waits for one another, so
/// nothing is read twice.
///
/// # Errors
/// As [`open_in`].
pub(crate) async fn open_known(
    tx: &mut Tx,
    desk: &Desk,
    new: NewMatter,
    opening: Opening,
    Known { locality, owner, is_ahead }: Known<'_>,
) -> Result<Matter, Stop<Refusal>> {
    let (today, at) = (desk.clock.today(), desk.clock.now());
    let matter = ledger::matter::open(new, today).map_err(refused)?;
    let Some(locality) = locality else {
        return Err(Stop::Refused(Refusal::at("dia-ban", "matter-no-place")));
    };
    let owner = owner.filter(|post| post.post_id == matter.clears.owner);
    if owner.is_none_or(|post| !post.valid.contains(today)) {
        return Err(Stop::Refused(Refusal::at("nguoi", "matter-owner-unknown")));
    }
    let Opening { point, difficulty, is_public, hand, .. } = opening;
    let row = NewRow { locality, point, difficulty_id: difficulty, is_public, at };
    let opened = Opened { matter, row, hand };
    rows::add(tx, std::slice::from_ref(&opened)).await?;
    let matter = opened.matter;
    if let Some(difficulty) = difficulty {
        crate::difficulty::begin_in(tx, desk, difficulty, None).await?;
    }
    if is_ahead {
        crate::follow::opened(tx, desk, &matter, (locality, point)).await?;
    }
    Ok(matter)
}

/// Gives a task directly: an officer or leader opens a matter for a post of the place.
///
/// # Errors
/// The refusals of [`ledger::matter::open`], `matter-no-place`, `matter-owner-unknown`, authority,
/// or a failure.
pub async fn open(
    desk: &Desk,
    actor: &Actor,
    new: NewMatter,
    opening: Opening,
) -> Result<MatterId, Error> {
    let object = desk.object(opening.unit).await?;
    let acting = authorize_as(actor, Act::MatterOpen, &object)?;
    let hand = Hand::Post(acting.holder()?);
    let audit =
        entry(desk.clock.now(), (actor, &acting.post), Act::MatterOpen, ("matter", new.id.0));
    let input = (desk.clone(), new, Opening { hand, ..opening }, audit);
    desk.act(input, |tx, input| {
        Box::pin(async move {
            let (desk, new, opening, audit) = &*input;
            // The form was sent twice: the first time counted.
            if rows::load(tx, new.id, desk.clock.today()).await?.is_some() {
                tx.without_audit();
                return Ok(new.id);
            }
            let matter = open_in(tx, desk, new.clone(), *opening).await?;
            tx.audit(audit.clone()).await?;
            Ok(matter.id)
        })
    })
    .await
}

struct Moving {
    desk: Desk,
    id: MatterId,
    revision: Option<i64>,
    act: Move,
    hand: Hand,
    handed: Vec<store::attachment::NewAttachment>,
    audit: Entry,
}

/// Lets a person act on a matter, as owner, setter of the day, asker or dispatcher, whichever the act
/// needs and the person is. `revision` is the one the page showed.
///
/// # Errors
/// `matter-unknown`, `matter-stale` where it has moved on, the refusals of
/// [`Matter::take`], authority, or a failure.
pub async fn act(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (MatterId, i64),
    act: Move,
) -> Result<(), Error> {
    act_with(desk, actor, (id, revision), act, Vec::new()).await
}

pub(crate) async fn act_with(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (MatterId, i64),
    act: Move,
    handed: Vec<store::attachment::NewAttachment>,
) -> Result<(), Error> {
    let page = seen(desk, id).await?;
    let (right, hand, acting) = hand_of(desk, actor, &page, &act).await?;
    let audit = entry(desk.clock.now(), (actor, &acting.post), right, ("matter", id.0));
    let desk_too = desk.clone();
    let moving = Moving { desk: desk_too, id, revision: Some(revision), act, hand, handed, audit };
    desk.act(moving, |tx, moving| Box::pin(write(tx, moving))).await
}

/// Lets the resident who holds the code act: say more, confirm, reopen. `desk::feedback` has
/// checked the code.
///
/// # Errors
/// As [`act`], without authority.
pub(crate) async fn act_as_asker(desk: &Desk, id: MatterId, act: Move) -> Result<(), Error> {
    let audit = Entry {
        at: desk.clock.now(),
        actor: None,
        post: None,
        act: Act::MatterConfirm.code(),
        object_kind: "matter",
        object_id: Some(id.0),
        reason: String::new(),
        digest: None,
    };
    let desk_too = desk.clone();
    let hand = Hand::Asker;
    let handed = Vec::new();
    let moving = Moving { desk: desk_too, id, revision: None, act, hand, handed, audit };
    desk.act(moving, |tx, moving| Box::pin(write(tx, moving))).await
}

async fn write(tx: &mut Tx, moving: Arc<Moving>) -> Result<(), Stop<Refusal>> {
    let Moving { desk, id, revision, act, hand, .. } = &*moving;
    for document in &moving.handed {
        store::attachment::keep(tx, document).await?;
    }
    take_in(tx, desk, (*id, *revision), act.clone(), *hand).await?;
    tx.audit(moving.audit.clone()).await?;
    Ok(())
}

/// Lets an act happen inside another act's transaction.
///
/// # Errors
/// `matter-unknown`, `matter-stale`, the refusals of [`Matter::take`], or a failure.
pub(crate) async fn take_in(
    tx: &mut Tx,
    desk: &Desk,
    (id, revision): (MatterId, Option<i64>),
    act: Move,
    hand: Hand,
) -> Result<Loaded, Stop<Refusal>> {
    let (today, at) = (desk.clock.today(), desk.clock.now());
    let Some(mut loaded) = rows::load(tx, id, today).await? else {
        return Err(stop("matter-unknown"));
    };
    if revision.is_some_and(|revision| revision != loaded.revision) {
        return Err(stop("matter-stale"));
    }
    check_target(tx, &act, today).await?;
    crate::feedback::check_target_in(tx, &loaded, &act, today).await?;
    let step = loaded.matter.take(act, hand, today).map_err(refused)?;
    if !rows::keep(tx, &loaded.matter, loaded.revision, &step, at).await? {
        return Err(stop("matter-stale"));
    }
    crate::feedback::acted_in(tx, desk, &loaded, &step.act).await?;
    if matches!(step.act, Move::Reopen(_)) {
        tell_above(tx, desk, &mut loaded).await?;
    }
    Ok(loaded)
}

/// The post that an act names must exist; the matter that it is made one with too.
async fn check_target(tx: &mut Tx, act: &Move, today: units::Day) -> Result<(), Stop<Refusal>> {
    match act {
        Move::Assign(post) | Move::Redirect(post, _) => {
            let found = store::post::one(tx, *post, today).await?;
            if found.is_none_or(|post| !post.valid.contains(today)) {
                return Err(Stop::Refused(Refusal::at("noi-nhan", "matter-owner-unknown")));
            }
        }
        Move::Merge(into) if rows::load(tx, *into, today).await?.is_none() => {
            return Err(Stop::Refused(Refusal::at("trung-voi", "matter-unknown")));
        }
        _ => {}
    }
    Ok(())
}

/// A reopened matter is shown one level up at once.
async fn tell_above(tx: &mut Tx, desk: &Desk, loaded: &mut Loaded) -> Result<(), Stop<Refusal>> {
    let (today, at) = (desk.clock.today(), desk.clock.now());
    let owner = store::post::one(tx, loaded.matter.clears.owner, today).await?;
    let Some((superior, _)) = owner.and_then(|post| post.superior) else { return Ok(()) };
    let told = Move::Escalate(superior);
    let step = loaded.matter.take(told, Hand::Program, today).map_err(refused)?;
    if rows::keep(tx, &loaded.matter, loaded.revision + 1, &step, at).await? {
        return Ok(());
    }
    Err(stop("matter-stale"))
}

/// A matter as the program itself sees it.
async fn seen(desk: &Desk, id: MatterId) -> Result<Page, Error> {
    let (reader, today) = (desk.store.read(), desk.clock.today());
    let page = rows::page(&reader, &system_scope(), id, today).await?;
    Ok(page.ok_or(Refusal::new("matter-unknown"))?)
}

/// As what this person may do this act: the right, the hand and the post.
async fn hand_of(
    desk: &Desk,
    actor: &Actor,
    page: &Page,
    act: &Move,
) -> Result<(Act, Hand, Acting), Error> {
    let object = object_of(desk, page).await?;
    let by_post = |right, posts: Vec<units::PostId>| -> Result<(Act, Hand, Acting), Error> {
        let acting = authorize_as(actor, right, &object.clone().naming(posts))?;
        let hand = Hand::Post(acting.holder()?);
        Ok((right, hand, acting))
    };
    let owner = vec![page.line.owner_id];
    match act {
        Move::Accept
        | Move::Start
        | Move::AskInfo(_)
        | Move::AskExtension(..)
        | Move::Answer(_) => by_post(Act::MatterAnswer, owner),
        Move::Extend(..) => by_post(Act::MatterExtend, vec![page.due_set_by]),
        Move::Remind(_) => {
            let asker = page.asker_post.as_ref().map(|(post, _)| *post);
            by_post(Act::MatterExtend, vec![page.due_set_by])
                .or_else(|_| by_post(Act::MatterConfirm, asker.into_iter().collect()))
        }
        Move::GiveInfo(_) | Move::Confirm | Move::Reopen(_) => {
            let asker = page.asker_post.as_ref().map(|(post, _)| *post);
            by_post(Act::MatterConfirm, asker.into_iter().collect())
        }
        Move::Redirect(..) | Move::Reject(_) | Move::SendOut(_) | Move::SplitOff(_) => {
            by_post(Act::MatterAnswer, owner).or_else(|_| dispatched(actor, &object))
        }
        Move::Triage | Move::Assign(_) | Move::Merge(_) => dispatched(actor, &object),
        // The program's own, and what both sides of a plan agree on there.
        Move::CloseSilent
        | Move::Escalate(_)
        | Move::Follow { .. }
        | Move::PassAsking { .. }
        | Move::Revise { .. }
        | Move::Withdraw(_) => Err(Refusal::new("matter-not-yours").into()),
    }
}

fn dispatched(actor: &Actor, object: &Object) -> Result<(Act, Hand, Acting), Error> {
    let acting = authorize_as(actor, Act::MatterSort, object)?;
    let hand = Hand::Dispatcher(acting.holder()?);
    Ok((Act::MatterSort, hand, acting))
}

/// What authority compares: where the matter lies.
///
/// # Errors
/// A failure of the database.
pub async fn object_of(desk: &Desk, page: &Page) -> Result<Object, Error> {
    let today = desk.clock.today();
    let found = locality::of(&mut desk.store.read(), page.line.unit_id, today).await?;
    let path = found.map_or_else(|| vec![page.line.unit_id], |locality: Locality| locality.path());
    Ok(Object::at(path, today))
}

/// What a person may do with a matter, so that a page shows the right forms. Each act is decided
/// again when it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rights {
    /// Owes the answer.
    pub answers: bool,
    /// Set the day.
    pub extends: bool,
    /// Asked, and says whether it is solved.
    pub confirms: bool,
    /// Sorts what comes in here.
    pub sorts: bool,
}

/// What a person may do with a matter.
///
/// # Errors
/// A failure of the database.
pub async fn rights(desk: &Desk, actor: &Actor, page: &Page) -> Result<Rights, Error> {
    let object = object_of(desk, page).await?;
    let as_post = |right, post: Option<units::PostId>| {
        post.is_some_and(|post| authorize_as(actor, right, &object.clone().naming([post])).is_ok())
    };
    let asker = page.asker_post.as_ref().map(|(post, _)| *post);
    Ok(Rights {
        answers: as_post(Act::MatterAnswer, Some(page.line.owner_id)),
        extends: as_post(Act::MatterExtend, Some(page.due_set_by)),
        confirms: as_post(Act::MatterConfirm, asker),
        sorts: dispatched(actor, &object).is_ok(),
    })
}
