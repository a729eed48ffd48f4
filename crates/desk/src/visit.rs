//! Grassroots visits: the yearly programme, the visit as planned, its record as a draft and when it
//! counts, and what is promised afterwards. Difficulties are raised and promises opened in the record's
//! own transaction: either all of it counts or nothing does.

mod before;
mod correction;

use ledger::matter::Hand;
use ledger::visit::{
    NewProgramme, NewVisit, Promise, PromiseTyped, Record, Recorded, State, Visit, check_draft,
};
use ledger::{DifficultyId, MatterId, PracticeId, VisitId, VisitProgrammeId};
use store::locality::{self, Locality};
use store::visit::{self as rows, Loaded, NewPromise};
use store::{Entry, Stop, Tx};
use units::{PostId, UnitId};
use uuid::Uuid;

use crate::authority::{Acting, authorize_as, system_scope};
use crate::matter::{Opening, open_in};
use crate::{Act, Actor, Desk, Error, Object, Refusal, entry, stop};

pub use before::{Answering, Before, Place, before, places, unvisited, visitable};
pub use correction::correct;

/// Makes the yearly programme of a place. Sent twice, it is one programme.
///
/// # Errors
/// The refusals of [`ledger::visit::programme`], authority, or a failure.
pub async fn issue(
    desk: &Desk,
    actor: &Actor,
    new: NewProgramme,
) -> Result<VisitProgrammeId, Error> {
    let object = desk.object(new.unit).await?;
    let acting = authorize_as(actor, Act::VisitPlan, &object)?;
    let (post, id) = (acting.holder()?, new.id);
    let (today, now) = (desk.clock.today(), desk.clock.now());
    let programme = ledger::visit::programme(new, today)?;
    let audit = entry(now, (actor, &acting.post), Act::VisitPlan, ("visit-programme", id.0));
    desk.act((programme, audit), move |tx, input| {
        Box::pin(async move {
            let (programme, audit) = &*input;
            if rows::programme_now(tx, id).await?.is_none() {
                rows::add_programme(tx, programme, (post, today, now)).await?;
            }
            tx.audit(audit.clone()).await?;
            Ok(id)
        })
    })
    .await
}

/// Plans a visit, in a programme or outside any. `new` names the programme; its year is read here.
/// Sent twice, it is one visit.
///
/// # Errors
/// The refusals of [`ledger::visit::plan`], `visit-programme-unknown`, `visit-place-outside`,
/// `visit-post-unknown`, authority, or a failure.
pub async fn plan(desk: &Desk, actor: &Actor, new: NewVisit) -> Result<VisitId, Error> {
    let checked = checked(desk, new).await?;
    let (visit, object) = checked;
    let acting = authorize_as(actor, Act::VisitPlan, &object)?;
    let audit =
        entry(desk.clock.now(), (actor, &acting.post), Act::VisitPlan, ("visit", visit.id.0));
    desk.act((desk.clone(), visit, audit), |tx, input| {
        Box::pin(async move {
            let (desk, visit, audit) = &*input;
            let (today, now) = (desk.clock.today(), desk.clock.now());
            if rows::load(tx, visit.id, today).await?.is_none() {
                posts_stand(tx, desk, visit).await?;
                let locality = place(tx, desk, visit.unit).await?;
                rows::add(tx, visit, locality, (today, now)).await?;
                crate::follow::planned(tx, desk, visit.id, locality).await?;
            }
            tx.audit(audit.clone()).await?;
            Ok(visit.id)
        })
    })
    .await
}

/// Changes theme, month, day, leader or members of a visit that is not recorded yet; the place stays.
/// `revision` is the one the page showed.
///
/// # Errors
/// As [`plan`], and `visit-unknown`, `visit-stale`.
pub async fn replan(desk: &Desk, actor: &Actor, revision: i64, new: NewVisit) -> Result<(), Error> {
    let standing = loaded(desk, new.id).await?;
    let programme = standing.visit.programme.map(|id| (id, 0));
    let new = NewVisit { unit: Some(standing.visit.unit), programme, ..new };
    let (visit, object) = checked(desk, new).await?;
    let acting = authorize_as(actor, Act::VisitPlan, &object)?;
    let audit =
        entry(desk.clock.now(), (actor, &acting.post), Act::VisitPlan, ("visit", visit.id.0));
    desk.act((desk.clone(), visit, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, visit, audit) = &*input;
            posts_stand(tx, desk, visit).await?;
            if !rows::replan(tx, visit, revision).await? {
                return Err(stop("visit-stale"));
            }
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Takes a visit out of its programme that nobody has begun to write down.
///
/// # Errors
/// `visit-unknown`, `visit-begun`, `visit-stale`, authority, or a failure.
pub async fn remove(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (VisitId, i64),
) -> Result<(), Error> {
    let standing = loaded(desk, id).await?;
    let object = desk.object(standing.visit.unit).await?;
    let acting = authorize_as(actor, Act::VisitPlan, &object)?;
    if standing.state != State::Planned {
        return Err(Refusal::new("visit-begun").into());
    }
    let audit = entry(desk.clock.now(), (actor, &acting.post), Act::VisitPlan, ("visit", id.0));
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            if !rows::remove(tx, id, revision).await? {
                return Err(stop("visit-stale"));
            }
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}

/// A visit with the record being written, for those who may write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The visit.
    pub visit: Visit,
    /// How far it has come.
    pub state: State,
    /// The record as kept; empty where none is.
    pub record: Record,
    /// The revision that an act speaks of.
    pub revision: i64,
}

/// Opens the record of a visit for writing.
///
/// # Errors
/// `visit-unknown`, authority, or a failure.
pub async fn open(desk: &Desk, actor: &Actor, id: VisitId) -> Result<Opened, Error> {
    let (standing, _) = held(desk, actor, id).await?;
    let draft = standing.draft.as_deref().and_then(|draft| serde_json::from_str(draft).ok());
    Ok(Opened {
        visit: standing.visit,
        state: standing.state,
        record: draft.unwrap_or_default(),
        revision: standing.revision,
    })
}

/// Keeps the record as far as it is written. The same draft sent twice is kept once; the answer is the
/// revision to go on from.
///
/// # Errors
/// The refusals of [`check_draft`], `visit-unknown`, `visit-recorded-before`, `visit-stale`,
/// authority, or a failure.
pub async fn keep_draft(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (VisitId, i64),
    record: Record,
) -> Result<i64, Error> {
    let (_, acting) = held(desk, actor, id).await?;
    check_draft(&record)?;
    let draft = serde_json::to_string(&record).unwrap_or_default();
    let audit = entry(desk.clock.now(), (actor, &acting.post), Act::VisitHold, ("visit", id.0));
    desk.act((desk.clone(), draft, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, draft, audit) = &*input;
            let standing = rows::load(tx, id, desk.clock.today()).await?;
            let standing = standing.ok_or_else(|| stop("visit-unknown"))?;
            if standing.state == State::Recorded {
                return Err(stop("visit-recorded-before"));
            }
            tx.audit(audit.clone()).await?;
            if standing.draft.as_deref() == Some(draft.as_str()) {
                return Ok(standing.revision);
            }
            if !rows::keep_draft(tx, id, revision, draft).await? {
                return Err(stop("visit-stale"));
            }
            Ok(revision + 1)
        })
    })
    .await
}

/// Finishes the record: difficulties are raised, promises opened for everybody to see. `key` is the
/// form's own, so that a form sent twice records once.
///
/// # Errors
/// The refusals of [`ledger::visit::record`], `visit-difficulty-elsewhere`, `visit-unknown`,
/// `visit-recorded-before`, `visit-stale`, those of opening matters, authority, or a failure.
pub async fn record(
    desk: &Desk,
    actor: &Actor,
    (id, revision, key): (VisitId, i64, Uuid),
    typed: Record,
) -> Result<(), Error> {
    let (standing, acting) = held(desk, actor, id).await?;
    if standing.state == State::Recorded {
        let is_again = standing.record_key == Some(key);
        return if is_again { Ok(()) } else { Err(Refusal::new("visit-recorded-before").into()) };
    }
    let Visit { unit, party, .. } = &standing.visit;
    let mut fresh = || MatterId(desk.clock.id());
    let today = desk.clock.today();
    let recorded = ledger::visit::record(&typed, (id, *unit), party, &mut fresh, today)?;
    known_here(desk, *unit, &recorded.known).await?;
    let audit = entry(desk.clock.now(), (actor, &acting.post), Act::VisitHold, ("visit", id.0));
    let writing = Writing { desk: desk.clone(), visit: standing.visit, acting, recorded, audit };
    desk.act(writing, move |tx, writing| {
        Box::pin(async move { write(tx, &writing, (revision, key)).await })
    })
    .await
}

struct Writing {
    desk: Desk,
    visit: Visit,
    acting: Acting,
    recorded: Recorded,
    audit: Entry,
}

async fn write(
    tx: &mut Tx,
    writing: &Writing,
    (revision, key): (i64, Uuid),
) -> Result<(), Stop<Refusal>> {
    let Writing { desk, visit, acting, recorded, audit } = writing;
    for new in &recorded.raised {
        let from = (acting.post_id, Some(visit.id.0));
        crate::difficulty::raise_in(tx, desk, new.clone(), from).await?;
    }
    let kept = (key, desk.clock.today());
    if !rows::keep_record(tx, (visit.id, revision), recorded, kept).await? {
        return Err(stop("visit-stale"));
    }
    promised_in(tx, desk, visit, &recorded.promises).await?;
    tx.audit(audit.clone()).await?;
    Ok(())
}

/// Opens promises as public matters of the place and links them to the visit.
async fn promised_in(
    tx: &mut Tx,
    desk: &Desk,
    visit: &Visit,
    promises: &[Promise],
) -> Result<(), Stop<Refusal>> {
    let mut links = Vec::new();
    for promise in promises {
        // What answers a difficulty lies where the difficulty does, also on a visit to several places.
        let answered = match promise.answers {
            Some(id) => store::difficulty::load(tx, id, desk.clock.today()).await?,
            None => None,
        };
        let unit = answered.map_or(visit.unit, |(difficulty, _)| difficulty.unit);
        let opening = Opening {
            unit,
            point: None,
            difficulty: promise.answers,
            is_public: true,
            hand: Hand::Post(visit.party.leader),
        };
        open_in(tx, desk, promise.matter.clone(), opening)
            .await
            .map_err(|stop| about_row(stop, promise.row))?;
        links.push(NewPromise { matter_id: promise.matter.id, is_own: promise.is_own });
    }
    rows::add_promises(tx, visit.id, &links).await?;
    Ok(())
}

/// What refuses a matter only once it is opened, said at the row it was typed in.
fn about_row(stop: Stop<Refusal>, row: usize) -> Stop<Refusal> {
    match stop {
        Stop::Refused(refusal) => {
            let field = ledger::visit::in_row(refusal.field, row);
            Stop::Refused(Refusal { field, ..refusal })
        }
        failed @ Stop::Failed(_) => failed,
    }
}

/// One more promise after the visit, once it is recorded. The matter's identity is the form's own, so
/// that a form sent twice promises once.
///
/// # Errors
/// The refusals of [`ledger::visit::promise`], `visit-unknown`, `visit-not-recorded`, those of
/// opening matters, authority, or a failure.
pub async fn promise(
    desk: &Desk,
    actor: &Actor,
    (id, matter): (VisitId, MatterId),
    typed: PromiseTyped,
) -> Result<MatterId, Error> {
    let (standing, acting) = held(desk, actor, id).await?;
    let (State::Recorded, Some(speaker)) = (standing.state, standing.speaker) else {
        return Err(Refusal::new("visit-not-recorded").into());
    };
    let visit = standing.visit;
    let to = ((id, visit.unit), &visit.party, speaker);
    let promise = ledger::visit::promise(&typed, matter, to, desk.clock.today())?;
    let audit = entry(desk.clock.now(), (actor, &acting.post), Act::VisitHold, ("visit", id.0));
    desk.act((desk.clone(), visit, promise, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, visit, promise, audit) = &*input;
            let is_kept = store::matter::load(tx, matter, desk.clock.today()).await?.is_some();
            if !is_kept {
                promised_in(tx, desk, visit, std::slice::from_ref(promise)).await?;
            }
            tx.audit(audit.clone()).await?;
            Ok(matter)
        })
    })
    .await
}

/// Says which practice a good experience was registered as. Said again with the same practice, it
/// stays; another one is refused, since the first has its story.
///
/// # Errors
/// `visit-unknown`, `visit-no-experience`, `practice-unknown`, authority, or a failure.
pub async fn register_experience(
    desk: &Desk,
    actor: &Actor,
    (id, number): (VisitId, i64),
    practice: PracticeId,
) -> Result<(), Error> {
    let standing = loaded(desk, id).await?;
    let object = desk.object(standing.visit.unit).await?;
    let acting = authorize_as(actor, Act::PracticeRegister, &object)?;
    let now = desk.clock.now();
    let audit = entry(now, (actor, &acting.post), Act::PracticeRegister, ("visit", id.0));
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            if store::practice::load(tx, practice).await?.is_none() {
                return Err(stop("practice-unknown"));
            }
            if !rows::register_experience(tx, (id, number), practice).await? {
                return Err(stop("visit-no-experience"));
            }
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}

/// The planned visit, checked, with what authority compares. A place lies in its programme's place.
async fn checked(desk: &Desk, mut new: NewVisit) -> Result<(Visit, Object), Error> {
    let within = match new.programme {
        Some((id, _)) => {
            let found = rows::programme_now(&mut desk.store.read(), id).await?;
            let (unit, year) = found.ok_or(Refusal::new("visit-programme-unknown"))?;
            new.programme = Some((id, i16::try_from(year).unwrap_or_default()));
            Some(unit)
        }
        None => None,
    };
    let visit = ledger::visit::plan(new)?;
    let object = desk.object(visit.unit).await?;
    if within.is_some_and(|within| !object.path.contains(&within)) {
        return Err(Refusal::at("noi", "visit-place-outside").into());
    }
    Ok((visit, object))
}

/// Every post that visits holds today.
async fn posts_stand(tx: &mut Tx, desk: &Desk, visit: &Visit) -> Result<(), Stop<Refusal>> {
    let today = desk.clock.today();
    let mut posts: Vec<PostId> = visit.party.members.clone();
    posts.push(visit.party.leader);
    let known = store::post::among(tx, &posts, today).await?;
    let stands =
        |id: &PostId| known.iter().any(|post| post.post_id == *id && post.valid.contains(today));
    match posts.iter().all(stands) {
        true => Ok(()),
        false => Err(Stop::Refused(Refusal::at("truong-doan", "visit-post-unknown"))),
    }
}

async fn place(tx: &mut Tx, desk: &Desk, unit: UnitId) -> Result<Locality, Stop<Refusal>> {
    let found = locality::of(tx, unit, desk.clock.today()).await?;
    found.ok_or_else(|| Stop::Refused(Refusal::at("noi", "visit-place-missing")))
}

async fn loaded(desk: &Desk, id: VisitId) -> Result<Loaded, Error> {
    let found = rows::load(&mut desk.store.read(), id, desk.clock.today()).await?;
    Ok(found.ok_or(Refusal::new("visit-unknown"))?)
}

/// The visit, and as what the person may write it down.
async fn held(desk: &Desk, actor: &Actor, id: VisitId) -> Result<(Loaded, Acting), Error> {
    let standing = loaded(desk, id).await?;
    let object = desk.object(standing.visit.unit).await?;
    let acting = authorize_as(actor, Act::VisitHold, &object)?;
    Ok((standing, acting))
}

/// Difficulties that are linked lie at the place or below it.
async fn known_here(desk: &Desk, unit: UnitId, known: &[DifficultyId]) -> Result<(), Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let lines = store::difficulty::among(&reader, &scope, known, desk.clock.today()).await?;
    let mut is_here = lines.len() == known.len();
    for line in &lines {
        is_here &= desk.object(line.unit_id).await?.path.contains(&unit);
    }
    match is_here {
        true => Ok(()),
        false => Err(Refusal::at("kho-khan", "visit-difficulty-elsewhere").into()),
    }
}

/// Planned visits lead to the place that takes most of the old one's households.
pub(crate) async fn follow(
    tx: &mut Tx,
    changing: &[UnitId],
    (day, by): (units::Day, Uuid),
    successor: impl Fn(UnitId) -> Option<(UnitId, ledger::follow::FollowedBy)> + Send,
) -> Result<(), Stop<Refusal>> {
    for (id, unit) in rows::open_in_units(tx, changing, day).await? {
        if let Some((to, how)) = successor(unit).filter(|(to, _)| *to != unit) {
            rows::follow(tx, (id, to, how), (day, by)).await?;
        }
    }
    Ok(())
}
