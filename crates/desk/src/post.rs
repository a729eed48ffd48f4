//! Posts: making them, and saying which post answers what.

use ledger::{Category, PostCategory, PostKind};
use store::post::{Post, Route};
use units::{Period, PostId, UnitId};

use crate::{Act, Actor, Desk, Error, Object, Refusal, stop};

/// A post to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPost {
    /// Its identity.
    pub id: PostId,
    /// What it is for.
    pub kind: PostKind,
    /// Which law it falls under.
    pub category: PostCategory,
    /// Its name.
    pub name: String,
    /// Its name in English; may be empty.
    pub name_en: String,
    /// The body it belongs to.
    pub body: Option<ledger::BodyId>,
    /// The place it belongs to.
    pub unit: Option<UnitId>,
    /// One level up.
    pub superior: Option<PostId>,
}

async fn object(desk: &Desk, unit: Option<UnitId>) -> Result<Object, Error> {
    match unit {
        Some(unit) => Ok(desk.object(unit).await?),
        None => Ok(Object::at(Vec::new(), desk.clock.today())),
    }
}

/// As what a person makes posts; without an actor it is the command line.
async fn entitled(
    desk: &Desk,
    actor: Option<&Actor>,
    unit: Option<UnitId>,
    object_id: uuid::Uuid,
) -> Result<store::Entry, Error> {
    let at = object(desk, unit).await?;
    let act = (Act::PostManage, &at);
    Ok(crate::entitled(desk.clock.now(), actor, act, ("post", object_id))?)
}

/// Makes a post from today on.
///
/// # Errors
/// `post-superior-unknown`, the refusals of its name, authority, or a failure.
pub async fn add(desk: &Desk, actor: Option<&Actor>, new: NewPost) -> Result<PostId, Error> {
    let audit = entitled(desk, actor, new.unit, new.id.0).await?;
    let name = ledger::text::title("ten", &new.name)?;
    let today = desk.clock.today();
    let locality = match new.unit {
        Some(unit) => store::locality::of(&mut desk.store.read(), unit, today).await?,
        None => None,
    };
    let post = Post {
        post_id: new.id,
        kind: new.kind,
        category: new.category,
        name,
        name_en: units::text::tidy(&new.name_en),
        body: new.body.map(|body| (body, String::new())),
        unit_id: new.unit,
        commune_id: locality.and_then(|locality| locality.commune_id),
        superior: new.superior.map(|superior| (superior, String::new())),
        requirement: String::new(),
        training: String::new(),
        valid: Period::since(today),
    };
    desk.act((post, audit), |tx, input| {
        Box::pin(async move {
            let (post, audit) = &*input;
            if store::post::one(tx, post.post_id, post.valid.from).await?.is_some() {
                tx.without_audit();
                return Ok(post.post_id);
            }
            if let Some((superior, _)) = &post.superior
                && store::post::one(tx, *superior, post.valid.from).await?.is_none()
            {
                return Err(stop("post-superior-unknown"));
            }
            store::post::add(tx, post, None).await?;
            tx.audit(audit.clone()).await?;
            Ok(post.post_id)
        })
    })
    .await
}

/// A post, for somebody who may make posts where it stands.
///
/// # Errors
/// `post-unknown`, authority, or a failure.
pub(crate) async fn managed(desk: &Desk, actor: Option<&Actor>, id: PostId) -> Result<Post, Error> {
    let found = store::post::one(&mut desk.store.read(), id, desk.clock.today()).await?;
    let post = found.ok_or(Refusal::new("post-unknown"))?;
    entitled(desk, actor, post.unit_id, id.0).await?;
    Ok(post)
}

/// Says what a post asks for: of the work, never of a person.
///
/// # Errors
/// `post-unknown`, the refusals of the texts, authority, or a failure.
pub async fn ask(
    desk: &Desk,
    actor: Option<&Actor>,
    id: PostId,
    (requirement, training): (&str, &str),
) -> Result<(), Error> {
    let post = managed(desk, actor, id).await?;
    let audit = entitled(desk, actor, post.unit_id, id.0).await?;
    let requirement = ledger::text::optional("yeu-cau", requirement)?;
    let training = ledger::text::optional("boi-duong", training)?;
    desk.act((requirement, training, audit), move |tx, input| {
        Box::pin(async move {
            let (requirement, training, audit) = &*input;
            store::post::set_asked(tx, id, (requirement, training)).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Puts a post under another, which is told of what is late; or under none.
///
/// # Errors
/// `post-unknown`, `post-superior-unknown`, `post-superior-circle`, authority, or a failure.
pub async fn set_superior(
    desk: &Desk,
    actor: Option<&Actor>,
    id: PostId,
    superior: Option<PostId>,
) -> Result<(), Error> {
    let post = managed(desk, actor, id).await?;
    let (audit, today) = (entitled(desk, actor, post.unit_id, id.0).await?, desk.clock.today());
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            if let Some(superior) = superior {
                if store::post::one(tx, superior, today).await?.is_none() {
                    let refusal = Refusal::at("cap-tren", "post-superior-unknown");
                    return Err(store::Stop::Refused(refusal));
                }
                let above = store::post::above(tx, superior).await?;
                if superior == id || above.contains(&id) {
                    let refusal = Refusal::at("cap-tren", "post-superior-circle");
                    return Err(store::Stop::Refused(refusal));
                }
            }
            store::post::set_superior(tx, id, superior).await?;
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}

/// A commune that ended as a whole, by law, and the one that goes on for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// The commune that ended.
    pub ended: UnitId,
    /// The commune that goes on for it.
    pub by: UnitId,
    /// Each post that ends, with the one that goes on for it.
    pub posts: Vec<(PostId, PostId)>,
}

/// Hands a commune that ended by law over to the one that goes on for it, from today on: its posts and
/// bodies end, what its posts owe is owed by those that go on for them, and what lies in its places is
/// seen by the new commune. A reorganisation inside a commune does this by itself.
///
/// # Errors
/// `post-hand-over-early` while the commune still stands, `post-unknown` for a post that is not there,
/// authority, or a failure.
pub async fn hand_over(desk: &Desk, actor: Option<&Actor>, handing: HandOver) -> Result<(), Error> {
    let audit = entitled(desk, actor, Some(handing.by), handing.ended.0).await?;
    let today = desk.clock.today();
    desk.act((desk.clone(), handing, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, handing, audit) = &*input;
            if store::unit::state_now(tx, handing.ended, today).await?.is_some() {
                return Err(stop("post-hand-over-early"));
            }
            for (old, new) in &handing.posts {
                if store::post::one(tx, *new, today).await?.is_none()
                    || !store::post::end(tx, *old, today).await?
                {
                    return Err(stop("post-unknown"));
                }
                store::post::continue_by(tx, *old, *new).await?;
            }
            crate::body::hand_over(tx, desk, (handing.ended, handing.by), today).await?;
            store::post::hand_on(tx, (handing.ended, handing.by), today).await?;
            let by = store::locality::of(tx, handing.by, today).await?;
            let by = by.ok_or_else(|| stop("registry-no-commune"))?;
            store::locality::hand_on(tx, handing.ended, by, None).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Says which post answers what of a field, in a commune or everywhere.
///
/// # Errors
/// `post-unknown`, `routing-days`, authority, or a failure.
pub async fn route(
    desk: &Desk,
    actor: Option<&Actor>,
    (commune, category): (Option<UnitId>, Category),
    route: Route,
) -> Result<(), Error> {
    let audit = entitled(desk, actor, commune, route.post_id.0).await?;
    if !(1..=60).contains(&route.days) {
        return Err(Refusal::at("so-ngay", "routing-days").into());
    }
    let (id, today) = (desk.clock.id(), desk.clock.today());
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            if store::post::one(tx, route.post_id, today).await?.is_none() {
                return Err(stop("post-unknown"));
            }
            store::post::set_route(tx, id, (commune, category), &route).await?;
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}
