//! Who answers a feedback: the commune's own rule, else everybody's, else its dispatcher chooses.
//! About conduct it goes one level above those concerned, lies where their places do not see it, and
//! is never passed to one of them.

use ledger::feedback::{Concerned, DefaultClears, Feedback};
use ledger::matter::{Act as Move, OriginKind, ProofKind};
use ledger::{FeedbackId, PostKind};
use store::feedback::Way;
use store::locality::{self, Locality};
use store::matter::Loaded;
use store::post::{self, Post};
use store::{Stop, Tx};
use units::{Day, PostId, UnitId};

use crate::{Refusal, stop};

/// Who answers, from where, by when.
pub(super) struct Routed {
    /// Where the matter lies.
    pub locality: Locality,
    /// Who owes the answer, or chooses who does.
    pub owner: Post,
    /// Who sets the day.
    pub due_set_by: PostId,
    /// Working days.
    pub days: u32,
    /// The proof an answer must carry.
    pub proof: ProofKind,
    /// What the matter says.
    pub clears: &'static DefaultClears,
    /// Whether a dispatcher has still to choose.
    pub is_triaged_first: bool,
}

/// Who receives what no rule sends anywhere, best first.
const DISPATCHERS: [PostKind; 4] =
    [PostKind::Dispatcher, PostKind::Chairman, PostKind::DeputyChairman, PostKind::Officer];
/// Who leads a place, best first.
const LEADERS: [PostKind; 4] =
    [PostKind::Chairman, PostKind::DeputyChairman, PostKind::Secretary, PostKind::Dispatcher];

/// Who answers a feedback about a place.
pub(super) async fn routed(
    tx: &mut Tx,
    (way, feedback): (Way, &Feedback),
    today: Day,
) -> Result<Routed, Stop<Refusal>> {
    let Some(locality) = way.locality else {
        return Err(Stop::Refused(Refusal::at("dia-ban", "feedback-place-unknown")));
    };
    if way.is_of_group
        && let Some(group) = store::group::line_now(tx, locality.unit_id, today).await?
    {
        return of_group(tx, (locality, group.head_post_id, feedback), today).await;
    }
    if let Some(concerned) = feedback.concerned {
        return above(tx, (locality, concerned, feedback), today).await;
    }
    let clears = ledger::feedback::clears_of(feedback.category);
    if locality.commune_id.is_some()
        && let Some(route) = way.route
        && let Some(owner) = post::one(tx, route.post_id, today).await?
    {
        let setter = owner.superior.as_ref().map_or(owner.post_id, |(superior, _)| *superior);
        return Ok(Routed {
            locality,
            owner,
            due_set_by: setter,
            days: u32::try_from(route.days).unwrap_or(clears.days),
            proof: route.proof,
            clears,
            is_triaged_first: false,
        });
    }
    for place in [locality.commune_id, Some(locality.top_id)].into_iter().flatten() {
        let posts = post::of_unit(tx, place, today).await?;
        if let Some(owner) = best(&posts, &DISPATCHERS) {
            return Ok(owned(locality, owner, clears, true));
        }
    }
    Err(stop("feedback-nobody"))
}

fn owned(
    locality: Locality,
    owner: &Post,
    clears: &'static DefaultClears,
    is_triaged_first: bool,
) -> Routed {
    let due_set_by = owner.superior.as_ref().map_or(owner.post_id, |(superior, _)| *superior);
    let (owner, days, proof) = (owner.clone(), clears.days, clears.proof);
    Routed { locality, owner, due_set_by, days, proof, clears, is_triaged_first }
}

/// What a self-managed group is asked for goes straight to its head and lies with the group, so that
/// nobody of the khu phố reads it there. Conduct is nothing for neighbours.
async fn of_group(
    tx: &mut Tx,
    (locality, head, feedback): (Locality, PostId, &Feedback),
    today: Day,
) -> Result<Routed, Stop<Refusal>> {
    if feedback.category.is_restricted() {
        return Err(Stop::Refused(Refusal::at("linh-vuc", "group-request-restricted")));
    }
    let head = post::one(tx, head, today).await?.filter(|head| head.valid.contains(today));
    let head = head.ok_or(stop("group-dissolved"))?;
    let routed = owned(locality, &head, ledger::feedback::clears_of_group(), false);
    // Whoever sets the day reads the matter: the commune's post, which moderates it anyway, and not
    // the head's superior in the khu phố.
    let posts = match locality.commune_id {
        Some(commune) => post::of_unit(tx, commune, today).await?,
        None => Vec::new(),
    };
    let setter = best(&posts, &DISPATCHERS).map_or(head.post_id, |post| post.post_id);
    Ok(Routed { due_set_by: setter, ..routed })
}

/// The first post of the first kind that there is.
fn best<'p>(posts: &'p [Post], kinds: &[PostKind]) -> Option<&'p Post> {
    kinds.iter().find_map(|kind| posts.iter().find(|post| post.kind == *kind))
}

/// About conduct: the superior of whoever leads the place concerned, else the leader of the place
/// above it.
async fn above(
    tx: &mut Tx,
    (locality, concerned, feedback): (Locality, Concerned, &Feedback),
    today: Day,
) -> Result<Routed, Stop<Refusal>> {
    let commune = locality.commune_id.unwrap_or(locality.top_id);
    let (place, higher) = match concerned {
        Concerned::Unit => (locality.unit_id, commune),
        Concerned::Commune => (commune, locality.top_id),
    };
    let clears = ledger::feedback::clears_of(feedback.category);
    let Some(lies) = locality::of(tx, higher, today).await? else {
        return Err(Stop::Refused(Refusal::at("dia-ban", "feedback-place-unknown")));
    };
    // A ward without a level above it in this database has nobody who could be asked in its stead.
    if concerned == Concerned::Commune && higher == commune {
        return Err(Stop::Refused(Refusal::at("ve-ai", "feedback-conduct-nobody")));
    }
    if place != higher {
        let posts = post::of_unit(tx, place, today).await?;
        let head = posts.iter().find(|post| post.kind == PostKind::UnitHead);
        let head = head.or_else(|| best(&posts, &LEADERS));
        if let Some((superior, _)) = head.and_then(|head| head.superior.as_ref())
            && let Some(owner) = post::one(tx, *superior, today).await?
            && owner.valid.contains(today)
            && !is_concerned(&owner, (concerned, place))
        {
            return Ok(owned(lies, &owner, clears, false));
        }
    }
    let posts = post::of_unit(tx, higher, today).await?;
    match best(&posts, &LEADERS) {
        Some(owner) => Ok(owned(lies, owner, clears, false)),
        None => Err(Stop::Refused(Refusal::at("ve-ai", "feedback-conduct-nobody"))),
    }
}

/// Whether a post belongs to those a feedback about conduct speaks of.
fn is_concerned(post: &Post, (concerned, place): (Concerned, UnitId)) -> bool {
    match concerned {
        Concerned::Unit => post.unit_id == Some(place),
        Concerned::Commune => post.unit_id == Some(place) || post.commune_id == Some(place),
    }
}

/// Refuses to pass a feedback about conduct to a post of the place concerned.
///
/// # Errors
/// `feedback-concerned-post`, or a failure.
pub(crate) async fn check_target_in(
    tx: &mut Tx,
    loaded: &Loaded,
    act: &Move,
    today: Day,
) -> Result<(), Stop<Refusal>> {
    let (OriginKind::Feedback, origin) = loaded.matter.origin else { return Ok(()) };
    let (Move::Assign(to) | Move::Redirect(to, _)) = act else { return Ok(()) };
    let Some(feedback) = store::feedback::load(tx, FeedbackId(origin)).await? else {
        return Ok(());
    };
    let Some(concerned) = feedback.feedback.concerned else { return Ok(()) };
    let place = match concerned {
        Concerned::Unit => Some(feedback.about),
        Concerned::Commune => {
            locality::of(tx, feedback.about, today).await?.and_then(|found| found.commune_id)
        }
    };
    let to = post::one(tx, *to, today).await?;
    match place.zip(to) {
        Some((place, to)) if is_concerned(&to, (concerned, place)) => {
            Err(Stop::Refused(Refusal::at("noi-nhan", "feedback-concerned-post")))
        }
        _ => Ok(()),
    }
}
