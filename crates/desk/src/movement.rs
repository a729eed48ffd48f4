//! Movements: launched on a resolution, joined by choice, told of in activities and figures.
//!
//! Only who joins can let themselves join or leave: the posts of a place for the place, the head of a
//! group for the group, a post for itself. Nobody is signed up by somebody above.

use ledger::MovementId;
use ledger::movement::{
    JoinerKind, Movement, NewMovement, achievement as achieved, activity as checked,
    launch as launched,
};
use store::movement::{self as rows, Joiner};
use store::{Stop, Tx, locality};
use units::{Day, PostId, Tier, UnitId};
use uuid::Uuid;

use crate::authority::{Acting, authorize_as, system_scope};
use crate::{Act, Actor, Desk, Error, Object, Refusal, entry, refused, stop};

/// Launches a movement; sent twice it is the same one.
///
/// # Errors
/// The refusals of [`ledger::movement::launch`], `movement-no-place`, authority, or a failure.
pub async fn launch(desk: &Desk, actor: &Actor, new: NewMovement) -> Result<MovementId, Error> {
    let acting = authorize_as(actor, Act::MovementLaunch, &desk.object(new.unit).await?)?;
    let post = acting.holder()?;
    let now = desk.clock.now();
    let audit = entry(now, (actor, &acting.post), Act::MovementLaunch, ("movement", new.id.0));
    desk.act((desk.clone(), new, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, new, audit) = &*input;
            if rows::load(tx, new.id).await?.is_some() {
                tx.without_audit();
                return Ok(new.id);
            }
            let today = desk.clock.today();
            let movement = launched(new.clone(), today).map_err(refused)?;
            let Some(locality) = locality::of(tx, new.unit, today).await? else {
                return Err(Stop::Refused(Refusal::at("dia-ban", "movement-no-place")));
            };
            rows::add(tx, &movement, (locality, post), audit.at).await?;
            tx.audit(audit.clone()).await?;
            Ok(movement.id)
        })
    })
    .await
}

/// Who wants to join or leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A place or a self-managed group, for which one of its posts speaks.
    Unit(UnitId),
    /// The post itself.
    Post(PostId),
}

/// Lets a place, a group or a post join, or leave again. Both may be done twice without harm.
///
/// # Errors
/// `movement-unknown`, `movement-over`, `movement-outside`, `authority-not-your-post` where somebody
/// else would join them, or a failure.
pub async fn join(
    desk: &Desk,
    actor: &Actor,
    (id, who, joins): (MovementId, Who, bool),
) -> Result<(), Error> {
    let today = desk.clock.today();
    let posts = match who {
        Who::Post(post) => vec![post],
        Who::Unit(unit) => {
            let posts = store::post::of_unit(&mut desk.store.read(), unit, today).await?;
            posts.into_iter().map(|post| post.post_id).collect()
        }
    };
    let object = Object::at(Vec::new(), today).naming(posts);
    let acting = authorize_as(actor, Act::MovementJoin, &object)?;
    let now = desk.clock.now();
    let audit = entry(now, (actor, &acting.post), Act::MovementJoin, ("movement", id.0));
    desk.act((desk.clone(), audit), move |tx, input| {
        Box::pin(async move {
            let (desk, audit) = &*input;
            let movement = open(tx, desk, id).await?;
            let joiner = joiner(tx, desk, &movement, who).await?;
            if joins {
                let joining = (desk.clock.id(), id);
                rows::join(tx, joining, joiner, desk.clock.today()).await?;
            } else {
                rows::leave(tx, id, joiner).await?;
            }
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// A movement that one may still join and tell of.
async fn open(tx: &mut Tx, desk: &Desk, id: MovementId) -> Result<Movement, Stop<Refusal>> {
    let Some(movement) = rows::load(tx, id).await? else {
        return Err(stop("movement-unknown"));
    };
    movement.check_open(desk.clock.today()).map_err(refused)?;
    Ok(movement)
}

/// Whoever joins lies where the movement runs; a post without a place is of the city.
async fn joiner(
    tx: &mut Tx,
    desk: &Desk,
    movement: &Movement,
    who: Who,
) -> Result<Joiner, Stop<Refusal>> {
    let today = desk.clock.today();
    let (unit, joiner) = match who {
        Who::Post(id) => {
            let post = store::post::one(tx, id, today).await?;
            (post.and_then(|post| post.unit_id), Joiner::Post(id))
        }
        Who::Unit(unit) => {
            let state = store::unit::state_now(tx, unit, today).await?;
            let is_group = state.is_some_and(|state| state.kind.tier() == Some(Tier::Group));
            let kind = if is_group { JoinerKind::Group } else { JoinerKind::Place };
            (Some(unit), Joiner::Unit(unit, kind))
        }
    };
    let is_within = match unit {
        None => true,
        Some(unit) => {
            let place = locality::of(tx, unit, today).await?;
            place.is_some_and(|place| place.path().contains(&movement.unit))
        }
    };
    if is_within { Ok(joiner) } else { Err(stop("movement-outside")) }
}

/// Tells how many residents of a place take part, in place of what was told before. Only the posts of
/// the place know.
///
/// # Errors
/// `movement-unknown`, `movement-over`, `movement-outside`, `movement-people`, authority, or a
/// failure.
pub async fn turnout(
    desk: &Desk,
    actor: &Actor,
    (id, unit): (MovementId, UnitId),
    people: Option<i64>,
) -> Result<(), Error> {
    let today = desk.clock.today();
    let posts = store::post::of_unit(&mut desk.store.read(), unit, today).await?;
    let mut head = actor.clone();
    head.grants.retain(|grant| posts.iter().any(|post| Some(post.post_id) == grant.post_id));
    let acting = authorize_as(&head, Act::MovementRecord, &desk.object(unit).await?)?;
    let post = acting.holder()?;
    let Some(people) = people.filter(|people| (0..=1_000_000).contains(people)) else {
        return Err(Refusal::at("so-nguoi", "movement-people").into());
    };
    let now = desk.clock.now();
    let audit = entry(now, (actor, &acting.post), Act::MovementRecord, ("movement", id.0));
    desk.act((desk.clone(), audit), move |tx, input| {
        Box::pin(async move {
            let (desk, audit) = &*input;
            let movement = open(tx, desk, id).await?;
            joiner(tx, desk, &movement, Who::Unit(unit)).await?;
            rows::set_turnout(tx, (id, unit), people, (post, desk.clock.today())).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// What is told of a movement, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Something was done together.
    Activity {
        /// The day.
        on: Option<Day>,
        /// Where.
        site: String,
        /// What.
        said: String,
    },
    /// A result in figures.
    Achievement {
        /// What is counted.
        label: String,
        /// The unit of measure.
        unit: String,
        /// In thousandths.
        value_milli: Option<i64>,
        /// The day of the count.
        on: Option<Day>,
    },
}

/// Tells an activity or a result; sent twice it stands once.
///
/// # Errors
/// `movement-unknown`, the refusals of [`ledger::movement`], authority, or a failure.
pub async fn tell(
    desk: &Desk,
    actor: &Actor,
    (news_id, id): (Uuid, MovementId),
    news: News,
) -> Result<(), Error> {
    let acting = recording(desk, actor, id).await?;
    let post = acting.holder()?;
    let now = desk.clock.now();
    let audit = entry(now, (actor, &acting.post), Act::MovementRecord, ("movement", id.0));
    desk.act((desk.clone(), news, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, news, audit) = &*input;
            let (ids, by, today) = ((news_id, id), (post, audit.at), desk.clock.today());
            match news {
                News::Activity { on, site, said } => {
                    let activity = checked(*on, (site, said), today).map_err(refused)?;
                    rows::add_activity(tx, ids, &activity, by).await?;
                }
                News::Achievement { label, unit, value_milli, on } => {
                    let told = achieved((label, unit), (*value_milli, *on), today);
                    rows::add_achievement(tx, ids, &told.map_err(refused)?, by).await?;
                }
            }
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// As whom a person may tell of a movement: at its place or at a place inside it.
///
/// # Errors
/// `movement-unknown`, authority, or a failure.
pub async fn recording(desk: &Desk, actor: &Actor, id: MovementId) -> Result<Acting, Error> {
    let today = desk.clock.today();
    let page = rows::page(&desk.store.read(), &system_scope(), id, today).await?;
    let unit = page.ok_or(Refusal::new("movement-unknown"))?.line.movement.unit;
    let at_home = desk.object(unit).await?;
    let mut answer = authorize_as(actor, Act::MovementRecord, &at_home);
    for grant in &actor.grants {
        let Some(inside) = grant.unit.filter(|_| answer.is_err()) else { continue };
        let object = desk.object(inside).await?;
        if object.path.contains(&unit) {
            answer = authorize_as(actor, Act::MovementRecord, &object);
        }
    }
    Ok(answer?)
}
