//! Care for those who work: help, moves, encouragement, talks; what each post has on its hands, and
//! where the program would offer help. Never a grade. A talk is read by the two who had it.

use std::collections::BTreeMap;
use std::sync::Arc;

use ledger::care::{CareAct, HelpKind, Load, Sign, Thresholds};
use ledger::matter::{Asker, Hand, NewMatter, OriginKind, ProofKind};
use ledger::{CareActId, MatterId};
use store::care::{self as rows, Holder, Line, NewCare, Talk};
use store::post::Post;
use store::{Entry, Stop, Tx};
use units::{AccountId, Day, PostId, UnitId};

use crate::authority::{Acting, authorize_as, scope_of, system_scope};
use crate::matter::Opening;
use crate::{Act, Actor, Desk, Error, Object, Refusal, entry, stop};

/// What a post has on its hands, who holds it, and why help might be welcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The post.
    pub post: Post,
    /// What it has on its hands.
    pub load: Load,
    /// What speaks for offering help, with its number.
    pub signs: Vec<(Sign, i64)>,
}

/// What an act of care needs beside its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAct {
    /// Its identity; the same identity sent twice gives the same act.
    pub id: CareActId,
    /// The post whose holder it is for.
    pub post: PostId,
    /// The holder; may be left out where the post has one holder.
    pub holder: Option<AccountId>,
    /// The act.
    pub act: CareAct,
    /// The day to look again how it goes.
    pub look_again_on: Option<Day>,
    /// The post that gives the help, where it is more than a word: it owes it by the last day.
    pub helper: Option<Helper>,
}

/// Help that another post owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helper {
    /// The post.
    pub post: PostId,
    /// What it answers for.
    pub responsibility: String,
    /// What it may decide alone.
    pub authority: String,
}

struct Caring {
    desk: Desk,
    new: NewCare,
    helping: Option<(Helper, UnitId, PostId)>,
    audit: Entry,
}

/// Where a post stands, for authority.
async fn object_of(desk: &Desk, post: &Post) -> Result<Object, Error> {
    match post.unit_id {
        Some(unit) => Ok(desk.object(unit).await?),
        None => Ok(Object::at(Vec::new(), desk.clock.today())),
    }
}

async fn post_of(desk: &Desk, id: PostId) -> Result<Post, Error> {
    let found = store::post::one(&mut desk.store.read(), id, desk.clock.today()).await?;
    Ok(found.ok_or(Refusal::new("post-unknown"))?)
}

/// As what a person cares for the holder of a post.
async fn caring(desk: &Desk, actor: &Actor, post: PostId) -> Result<(Post, Acting), Error> {
    let post = post_of(desk, post).await?;
    let acting = authorize_as(actor, Act::CareRecord, &object_of(desk, &post).await?)?;
    Ok((post, acting))
}

/// Records an act of care for the holder of a post.
///
/// # Errors
/// `post-unknown`, `care-no-holder`, `care-which-holder`, `care-yourself`, the refusals of
/// [`CareAct::check`] and of the matter, authority, or a failure.
pub async fn record(desk: &Desk, actor: &Actor, new: NewAct) -> Result<CareActId, Error> {
    let (post, acting) = caring(desk, actor, new.post).await?;
    let today = desk.clock.today();
    let holder = holder_of(desk, &post, new.holder).await?;
    if holder == actor.account_id {
        return Err(Refusal::new("care-yourself").into());
    }
    let act = new.act.check(post.post_id, today)?;
    let helping = match new.helper.filter(|_| matches!(act, CareAct::Help { .. })) {
        Some(helper) => {
            let unit = post.unit_id.or(post.commune_id).ok_or(Refusal::new("care-no-place"))?;
            Some((helper, unit, acting.holder()?))
        }
        None => None,
    };
    let now = desk.clock.now();
    let audit = entry(now, (actor, &acting.post), Act::CareRecord, ("care-act", new.id.0));
    let new = NewCare {
        id: new.id,
        to: (post.post_id, holder),
        by: (actor.account_id, acting.post_id),
        act,
        matter: None,
        on: (today, new.look_again_on.filter(|day| *day >= today)),
        at: now,
    };
    let input = Caring { desk: desk.clone(), new, helping, audit };
    desk.act(input, |tx, input| Box::pin(write(tx, input))).await
}

async fn write(tx: &mut Tx, input: Arc<Caring>) -> Result<CareActId, Stop<Refusal>> {
    let Caring { desk, new, helping, audit } = &*input;
    if rows::is_kept(tx, new.id).await? {
        tx.without_audit();
        return Ok(new.id);
    }
    let to_post = match &new.act {
        CareAct::Move { to, .. } => *to,
        _ => None,
    };
    if let Some(to) = to_post
        && store::post::one(tx, to, new.on.0)
            .await?
            .is_none_or(|post| !post.valid.contains(new.on.0))
    {
        return Err(Stop::Refused(Refusal::at("vi-tri", "post-unknown")));
    }
    let matter = match helping {
        Some(helping) => Some(promise(tx, desk, new, helping).await?),
        None => None,
    };
    rows::add(tx, &NewCare { matter, ..new.clone() }).await?;
    tx.audit(audit.clone()).await?;
    Ok(new.id)
}

/// Help that another post owes is a matter like any other; the holder's post says whether it came.
async fn promise(
    tx: &mut Tx,
    desk: &Desk,
    new: &NewCare,
    (helper, unit, by): &(Helper, UnitId, PostId),
) -> Result<MatterId, Stop<Refusal>> {
    let CareAct::Help { said, until, .. } = &new.act else { return Err(stop("care-no-place")) };
    let matter = NewMatter {
        id: MatterId(new.id.0),
        origin: (OriginKind::Care, new.id.0),
        household_id: None,
        asker: Asker::Post(new.to.0),
        owner: Some(helper.post),
        work: said.lines().next().unwrap_or_default().chars().take(200).collect(),
        due_on: *until,
        responsibility: helper.responsibility.clone(),
        product: said.clone(),
        authority: helper.authority.clone(),
        cooperating: Vec::new(),
        wanted: Some(ProofKind::Document),
        due_set_by: *by,
        is_triaged_first: false,
    };
    let hand = Hand::Post(*by);
    let opening = Opening { unit: *unit, point: None, difficulty: None, is_public: false, hand };
    Ok(crate::matter::open_in(tx, desk, matter, opening).await?.id)
}

/// The one holder of a post today, or the one who is named.
async fn holder_of(desk: &Desk, post: &Post, named: Option<AccountId>) -> Result<AccountId, Error> {
    let today = desk.clock.today();
    let holders =
        rows::holders(&desk.store.read(), &system_scope(), &[post.post_id], today).await?;
    let mut holding: Vec<AccountId> =
        holders.iter().filter(|one| one.from <= today).map(|one| one.account_id).collect();
    holding.dedup();
    match named {
        Some(account) if holding.contains(&account) => Ok(account),
        None if holding.len() == 1 => Ok(holding[0]),
        None if holding.len() > 1 => Err(Refusal::at("nguoi", "care-which-holder").into()),
        _ => Err(Refusal::at("nguoi", "care-no-holder").into()),
    }
}

/// Says whether one agrees to a move, or to being thanked on the post's page.
///
/// # Errors
/// `care-unknown`, `care-answered`, or a failure.
pub async fn answer(desk: &Desk, actor: &Actor, id: CareActId, agreed: bool) -> Result<(), Error> {
    if actor.must_change {
        return Err(Refusal::new("authority-password").into());
    }
    let (today, account) = (desk.clock.today(), actor.account_id);
    let audit = entry(desk.clock.now(), (actor, ""), Act::CareRecord, ("care-act", id.0));
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            let found = rows::one_now(tx, id).await?;
            if found.is_none_or(|line| line.holder.0 != account) {
                return Err(stop("care-unknown"));
            }
            if !rows::answer(tx, (id, account), agreed, today).await? {
                return Err(stop("care-answered"));
            }
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}

/// The acts of care for a post's holders, for those who may give them; nothing for others. Talks are
/// never among them.
///
/// # Errors
/// A failure of the database.
pub async fn of_post(desk: &Desk, actor: &Actor, post: &Post) -> Result<Vec<Line>, Error> {
    let object = object_of(desk, post).await?;
    if authorize_as(actor, Act::CareRecord, &object).is_err() {
        return Ok(Vec::new());
    }
    let scope = scope_of(actor, object.on);
    Ok(rows::of_post(&desk.store.read(), &scope, post.post_id).await?)
}

/// What was given to the reader.
///
/// # Errors
/// A failure of the database.
pub async fn mine(desk: &Desk, actor: &Actor) -> Result<Vec<Line>, Error> {
    let scope = scope_of(actor, desk.clock.today());
    Ok(rows::of_account(&desk.store.read(), &scope, actor.account_id).await?)
}

/// The talks that the reader had, on either side.
///
/// # Errors
/// A failure of the database.
pub async fn talks(desk: &Desk, actor: &Actor) -> Result<Vec<Talk>, Error> {
    let scope = scope_of(actor, desk.clock.today());
    Ok(rows::talks_of(&desk.store.read(), &scope, actor.account_id).await?)
}

/// Who holds a post, for those who care for its holders or make posts there, and for the holders.
///
/// # Errors
/// A failure of the database.
pub async fn holders(desk: &Desk, actor: &Actor, post: &Post) -> Result<Vec<Holder>, Error> {
    let object = object_of(desk, post).await?;
    let holds = actor.posts(object.on).contains(&post.post_id);
    let may = |act| authorize_as(actor, act, &object).is_ok();
    if !holds && !may(Act::CareRecord) && !may(Act::PostManage) {
        return Ok(Vec::new());
    }
    let reader = desk.store.read();
    Ok(rows::holders(&reader, &system_scope(), &[post.post_id], object.on).await?)
}

/// What posts have on their hands, in order of their names; only those for whose holders the reader
/// may care, and the reader's own.
///
/// # Errors
/// A failure of the database.
pub async fn loads(desk: &Desk, actor: &Actor, posts: Vec<Post>) -> Result<Vec<Loaded>, Error> {
    let today = desk.clock.today();
    let own = actor.posts(today);
    let mut shown = Vec::new();
    let mut units: BTreeMap<Option<UnitId>, bool> = BTreeMap::new();
    for post in posts {
        let cares = match units.get(&post.unit_id) {
            Some(known) => *known,
            None => {
                let object = object_of(desk, &post).await?;
                let cares = authorize_as(actor, Act::CareRecord, &object).is_ok();
                units.insert(post.unit_id, cares);
                cares
            }
        };
        if cares || own.contains(&post.post_id) {
            shown.push(post);
        }
    }
    let ids: Vec<PostId> = shown.iter().map(|post| post.post_id).collect();
    let found = rows::loads(&desk.store.read(), &scope_of(actor, today), &ids, today).await?;
    let found: BTreeMap<PostId, Load> = found.into_iter().collect();
    let from = Thresholds::built_in();
    let loaded = |post: Post| {
        let load = found.get(&post.post_id).copied().unwrap_or_default();
        Loaded { signs: from.signs(&load, &desk.calendar, today), post, load }
    };
    Ok(shown.into_iter().map(loaded).collect())
}

/// Which help fits which sign, as a first idea.
#[must_use]
pub const fn fitting(sign: Sign) -> HelpKind {
    match sign {
        Sign::ManyOpen => HelpKind::LessWork,
        Sign::Late => HelpKind::MoreHands,
        Sign::Reopened => HelpKind::Coach,
        Sign::Silent => HelpKind::Means,
    }
}
