//! Giving the notice of conclusions: every conclusion opens its matters in the same transaction, so
//! that a notice is out with all of them or not at all.

use std::collections::BTreeMap;

use ledger::conference::{NewNotice, Opened};
use ledger::matter::{Hand, NewMatter};
use ledger::{ConferenceId, DifficultyId, PostKind, difficulty};
use store::attachment::NewAttachment;
use store::conference as rows;
use store::post::Post;
use store::{Entry, Stop, Tx};
use units::{PostId, UnitId};

use super::{audit, entitled, keep, keep_document, kept, lies_in, loaded};
use crate::matter::{Opening, open_in};
use crate::reorganisation::Document;
use crate::{Act, Actor, Desk, Error, Refusal, refused};

struct Giving {
    desk: Desk,
    id: ConferenceId,
    revision: i64,
    notice: NewNotice,
    document: Option<NewAttachment>,
    hand: Hand,
    audit: Entry,
}

/// Gives the notice of conclusions of a conference that was held: the matters are opened, public, and
/// owed to the chair. The same notice sent twice is one.
///
/// # Errors
/// `conference-unknown`, `conference-stale`, the refusals of
/// [`ledger::conference::Conference::conclude`]; for a conclusion, numbered in the data
/// `conclusion`, `conclusion-difficulty-unknown`, `conclusion-difficulty-over`,
/// `conclusion-place-elsewhere`, `conclusion-helper-unknown`; those of the document, authority, or a
/// failure.
pub async fn conclude(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (ConferenceId, i64),
    notice: NewNotice,
    document: Option<Document>,
) -> Result<(), Error> {
    let (acting, _) = entitled(desk, actor, id).await?;
    let hand = Hand::Post(acting.holder()?);
    let document = kept(desk, actor, document, "van-ban")?;
    let audit = audit(desk, (actor, &acting), Act::ConferenceHold, id);
    let giving = Giving { desk: desk.clone(), id, revision, notice, document, hand, audit };
    desk.act(giving, |tx, giving| Box::pin(async move { give(tx, &giving).await })).await
}

async fn give(tx: &mut Tx, giving: &Giving) -> Result<(), Stop<Refusal>> {
    let Giving { desk, id, notice, .. } = giving;
    if was_given(tx, giving).await? {
        tx.without_audit();
        return Ok(());
    }
    let mut loaded = loaded(tx, *id, Some(giving.revision)).await?;
    let today = desk.clock.today();
    let posts = named_posts(tx, giving).await?;
    let kinds: BTreeMap<PostId, PostKind> =
        posts.iter().map(|(id, post)| (*id, post.kind)).collect();
    let opened = loaded.conference.conclude(notice.clone(), &kinds, &desk.calendar, today);
    let Opened { conclusions, matters } = opened.map_err(refused)?;
    let territory = loaded.conference.unit;
    check_answers(tx, giving, territory).await?;
    keep_document(tx, giving.document.as_ref()).await?;
    let document = giving.document.as_ref().map(|document| document.attachment_id);
    rows::conclude(tx, *id, &conclusions, document).await?;
    for (matter, unit, difficulty) in matters {
        let unit = match (unit, home(&posts, &matter)) {
            (Some(unit), _) => unit,
            (None, Some(home)) if lies_in(tx, home, territory, today).await? => home,
            (None, _) => territory,
        };
        let hand = giving.hand;
        let opening = Opening { unit, point: None, difficulty, is_public: true, hand };
        open_in(tx, desk, matter, opening).await?;
    }
    keep(tx, &loaded).await?;
    tx.audit(giving.audit.clone()).await?;
    Ok(())
}

/// Whether exactly this notice was given before: the first matter of its first conclusion is there.
async fn was_given(tx: &mut Tx, giving: &Giving) -> Result<bool, Stop<Refusal>> {
    let first = giving.notice.conclusions.first();
    let Some((first, task)) = first.and_then(|one| Some((one, one.tasks.first()?))) else {
        return Ok(false);
    };
    let found = store::matter::load(tx, task.id, giving.desk.clock.today()).await?;
    Ok(found.is_some_and(|found| found.matter.origin.1 == first.id.0))
}

/// The posts of the day that the notice names.
async fn named_posts(
    tx: &mut Tx,
    giving: &Giving,
) -> Result<BTreeMap<PostId, Post>, Stop<Refusal>> {
    let today = giving.desk.clock.today();
    let tasks = giving.notice.conclusions.iter().flat_map(|one| &one.tasks);
    let named: Vec<PostId> =
        tasks.flat_map(|task| task.head.iter().chain(&task.cooperating)).copied().collect();
    let posts = store::post::among(tx, &named, today).await?;
    let posts = posts.into_iter().filter(|post| post.valid.contains(today));
    let posts: BTreeMap<PostId, Post> = posts.map(|post| (post.post_id, post)).collect();
    let mut refusals = Vec::new();
    for (at, one) in (1..).zip(&giving.notice.conclusions) {
        for (number, task) in (1..).zip(&one.tasks) {
            if task.cooperating.iter().any(|post| !posts.contains_key(post)) {
                let refusal = Refusal::at("phoi-hop", "conclusion-helper-unknown");
                refusals.push(refusal.with("conclusion", at).with("task", number));
            }
        }
    }
    Refusal::all(refusals).map_or(Ok(posts), |refusal| Err(Stop::Refused(refusal)))
}

/// The place of the head responsible.
fn home(posts: &BTreeMap<PostId, Post>, matter: &NewMatter) -> Option<UnitId> {
    posts.get(&matter.owner?)?.unit_id
}

/// The difficulties that are answered and the places that are named must lie in the territory.
async fn check_answers(
    tx: &mut Tx,
    giving: &Giving,
    territory: UnitId,
) -> Result<(), Stop<Refusal>> {
    let today = giving.desk.clock.today();
    let mut refusals = Vec::new();
    let at = |field, code, number: i32| Refusal::at(field, code).with("conclusion", number);
    for (number, one) in (1..).zip(&giving.notice.conclusions) {
        if let Some(id) = one.difficulty
            && let Some(code) = unanswerable(tx, giving, id, territory).await?
        {
            refusals.push(at("kho-khan", code, number));
        }
        for (task, new) in (1..).zip(&one.tasks) {
            if let Some(unit) = new.unit
                && !lies_in(tx, unit, territory, today).await?
            {
                let refusal = at("dia-ban", "conclusion-place-elsewhere", number);
                refusals.push(refusal.with("task", task));
            }
        }
    }
    Refusal::all(refusals).map_or(Ok(()), |refusal| Err(Stop::Refused(refusal)))
}

/// Why a conclusion cannot answer a difficulty.
async fn unanswerable(
    tx: &mut Tx,
    giving: &Giving,
    id: DifficultyId,
    territory: UnitId,
) -> Result<Option<&'static str>, Stop<Refusal>> {
    let today = giving.desk.clock.today();
    let Some((it, _)) = store::difficulty::load(tx, id, today).await? else {
        return Ok(Some("conclusion-difficulty-unknown"));
    };
    if !lies_in(tx, it.unit, territory, today).await? {
        return Ok(Some("conclusion-difficulty-unknown"));
    }
    let is_over = it.state == difficulty::State::Overcome;
    Ok(is_over.then_some("conclusion-difficulty-over"))
}
