//! What bodies are called: a new name from a day on, past or ahead, and the names that still carry what
//! their place was called before it was renamed.

use std::sync::Arc;

use ledger::BodyId;
use ledger::body::after_place;
use store::body::{self as rows, Renamed};
use store::{Entry, Stop, Tx, post};
use units::{Day, PostId, UnitId, UnitState};
use uuid::Uuid;

use super::{document, entitled, known};
use crate::authority::system_scope;
use crate::{Actor, Desk, Error, Refusal, gazetteer};

/// A new name of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renaming {
    /// The name.
    pub name: String,
    /// The name in English; may be empty.
    pub name_en: String,
    /// First day of the name, past or ahead.
    pub on: Day,
    /// The act.
    pub document: String,
}

/// Calls a body otherwise from a day on. Its posts, promises and lineage stay with it.
///
/// # Errors
/// `body-unknown`, `body-rename-day`, `body-same-name`, the refusals of the name and the document,
/// authority, or a failure.
pub async fn rename(
    desk: &Desk,
    actor: Option<&Actor>,
    id: BodyId,
    renaming: Renaming,
) -> Result<(), Error> {
    let on = renaming.on;
    let page = known(&mut desk.store.read(), id, on).await?;
    let audit = entitled(desk, actor, page.line.body.unit_id, id.0).await?;
    let name = ledger::text::title("ten", &renaming.name)?;
    let name_en = ledger::text::optional("ten-anh", &units::text::tidy(&renaming.name_en))?;
    let legal_document = document(&renaming.document)?;
    desk.act((Renaming { name, name_en, on, document: legal_document }, audit), move |tx, input| {
        Box::pin(async move {
            let (renaming, audit) = &*input;
            write(tx, id, renaming, (audit.at, None)).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Writes a renaming that may be.
async fn write(
    tx: &mut Tx,
    id: BodyId,
    renaming: &Renaming,
    (now, began_by): (i64, Option<Uuid>),
) -> Result<(), Stop<Refusal>> {
    let Some(page) = rows::page(tx, id, renaming.on).await? else {
        return Err(Stop::Refused(Refusal::new("body-unknown")));
    };
    if !may_be_called(&page, renaming.on) {
        return Err(Stop::Refused(Refusal::at("tu-ngay", "body-rename-day")));
    }
    let (name, name_en) = &page.last_name;
    if (name, name_en) == (&renaming.name, &renaming.name_en) {
        return Err(Stop::Refused(Refusal::at("ten", "body-same-name")));
    }
    let before = Renamed {
        effective_on: renaming.on,
        old_name: name.clone(),
        old_name_en: name_en.clone(),
        legal_document: renaming.document.clone(),
    };
    let name = (renaming.name.as_str(), renaming.name_en.as_str());
    rows::rename(tx, id, &before, name, (now, began_by)).await?;
    Ok(())
}

/// Whether a body may have a new name from a day on: one of its days, after its last renaming.
fn may_be_called(page: &rows::Page, on: Day) -> bool {
    page.line.valid.from < on
        && page.renames.first().is_none_or(|last| last.effective_on < on)
        && page.line.valid.until.is_none_or(|until| on < until)
}

/// Takes a renaming back whose day has not come: the body keeps the name that it has.
///
/// # Errors
/// `body-unknown`, `body-rename-come` where the day has come or there is none, authority, or a failure.
pub async fn unname(desk: &Desk, actor: Option<&Actor>, id: BodyId, on: Day) -> Result<(), Error> {
    let today = desk.clock.today();
    let page = known(&mut desk.store.read(), id, today).await?;
    let audit = entitled(desk, actor, page.line.body.unit_id, id.0).await?;
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            let page = rows::page(tx, id, today).await?;
            let page = page.ok_or(Stop::Refused(Refusal::new("body-unknown")))?;
            if on <= today || !rows::forget_rename(tx, &page, on).await? {
                return Err(Stop::Refused(Refusal::new("body-rename-come")));
            }
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Whose name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// A body.
    Body(BodyId),
    /// A post.
    Post(PostId),
}

impl Whose {
    /// The identity.
    #[must_use]
    pub const fn id(self) -> Uuid {
        match self {
            Self::Body(id) => id.0,
            Self::Post(id) => id.0,
        }
    }
}

/// A name that still carries what its place was called before, with the one that follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Whose.
    pub whose: Whose,
    /// The name as it stands.
    pub name: String,
    /// The name in English; may be empty.
    pub name_en: String,
    /// The name that follows.
    pub new_name: String,
    /// The name in English that follows; may be empty.
    pub new_name_en: String,
}

/// A place that got another name, with the names that still carry the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated {
    /// The place.
    pub unit_id: UnitId,
    /// What it was called before.
    pub old_place: String,
    /// What it is called from the day on.
    pub new_place: String,
    /// The day.
    pub on: Day,
    /// The act; may be empty.
    pub document: String,
    /// The names; those of bodies before those of posts.
    pub names: Vec<Named>,
}

impl Outdated {
    /// Whether a name can be put right today: that of a body also ahead of its day.
    #[must_use]
    pub fn is_ripe(&self, named: &Named, today: Day) -> bool {
        matches!(named.whose, Whose::Body(_)) || self.on <= today
    }
}

/// The names of bodies and posts of a place and of the khu phố and ấp in it that still carry what the place
/// was called before it was renamed, by place and day. A renaming of the place that lies ahead counts.
///
/// # Errors
/// A failure of the database.
pub async fn outdated(desk: &Desk, place: UnitId) -> Result<Vec<Outdated>, Error> {
    let today = desk.clock.today();
    let known = gazetteer::known(desk).await?;
    let (mut reader, scope) = (desk.store.read(), system_scope());
    let below = store::unit::named_below(&reader, &scope, place, today).await?;
    let mut changes: Vec<(UnitState, UnitState)> = Vec::new();
    for unit in std::iter::once(place).chain(below.into_iter().map(|one| one.unit_id)) {
        let states = known.nation.unit(unit).map_or(&[][..], |unit| &unit.states);
        let renamed = states.windows(2).filter(|pair| pair[0].name != pair[1].name);
        changes.extend(renamed.map(|pair| (pair[0].clone(), pair[1].clone())));
    }
    let mut units: Vec<UnitId> = changes.iter().map(|(_, after)| after.unit_id).collect();
    units.dedup();
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let mut bodies = Vec::new();
    let carries = |body: &rows::Body| {
        let mut own = changes.iter().filter(|(_, after)| Some(after.unit_id) == body.unit_id);
        own.any(|(before, after)| after_place(&body.name, &before.name, &after.name).is_some())
    };
    for dated in rows::since(&mut reader, &units, today).await? {
        if !carries(&dated.body) {
            continue;
        }
        let page = rows::page(&mut reader, dated.body.body_id, today).await?;
        bodies.extend(page.filter(|page| page.line.valid.until.is_none()));
    }
    let mut posts = post::called(&mut reader, &units, today).await?;
    let mut outdated = Vec::new();
    for (before, after) in changes {
        let mut one = Outdated {
            unit_id: after.unit_id,
            old_place: before.name,
            new_place: after.name,
            on: after.valid.from,
            document: after.legal_document.unwrap_or_default(),
            names: Vec::new(),
        };
        let of_bodies = bodies.iter_mut().filter_map(|page| of_body(&one, page));
        let of_posts = posts.iter_mut().filter_map(|post| of_post(&one, post));
        one.names = of_bodies.chain(of_posts).collect();
        outdated.extend((!one.names.is_empty()).then_some(one));
    }
    Ok(outdated)
}

/// How many names [`outdated`] tells.
///
/// # Errors
/// A failure of the database.
pub async fn outdated_count(desk: &Desk, place: UnitId) -> Result<usize, Error> {
    let today = desk.clock.today();
    let names = rows::old_names(&desk.store.read(), &system_scope(), place, today).await?;
    let mut count = 0;
    // A name follows the renamings of its place step by step.
    let mut called: Option<(Uuid, String)> = None;
    for one in names {
        let name = match called.take() {
            Some((whose, name)) if whose == one.whose => name,
            _ => one.name,
        };
        let after = after_place(&name, &one.old_place, &one.new_place);
        count += usize::from(after.is_some());
        called = Some((one.whose, after.unwrap_or(name)));
    }
    Ok(count)
}

/// The name of a body that carries the old name of its place. The page goes on under the new one, so that a
/// place that was renamed twice is followed step by step.
fn of_body(change: &Outdated, page: &mut rows::Page) -> Option<Named> {
    if page.line.body.unit_id != Some(change.unit_id) || !may_be_called(page, change.on) {
        return None;
    }
    let after = |name: &str| after_place(name, &change.old_place, &change.new_place);
    let (name, name_en) = &mut page.last_name;
    let new_name = after(name)?;
    let new_name_en = after(name_en).unwrap_or_else(|| name_en.clone());
    let named = Named {
        whose: Whose::Body(page.line.body.body_id),
        name: std::mem::replace(name, new_name.clone()),
        name_en: std::mem::replace(name_en, new_name_en.clone()),
        new_name,
        new_name_en,
    };
    Some(named)
}

fn of_post(change: &Outdated, post: &mut post::Called) -> Option<Named> {
    if post.unit_id != change.unit_id || post.since >= change.on {
        return None;
    }
    let after = |name: &str| after_place(name, &change.old_place, &change.new_place);
    let new_name = after(&post.name)?;
    let new_name_en = after(&post.name_en).unwrap_or_else(|| post.name_en.clone());
    Some(Named {
        whose: Whose::Post(post.post_id),
        name: std::mem::replace(&mut post.name, new_name.clone()),
        name_en: std::mem::replace(&mut post.name_en, new_name_en.clone()),
        new_name,
        new_name_en,
    })
}

/// A name to put right, with the reorganisation that gave its place the new one, if that lies ahead.
struct Righting {
    audit: Entry,
    named: Named,
    renaming: Renaming,
    began_by: Option<Uuid>,
}

/// Puts the chosen names of a place right, each from the day on which its place was renamed: all or none.
/// Posts are called otherwise once the day has come. The answer is how many names changed.
///
/// # Errors
/// `body-names-none` where none of the chosen is out of date, `body-names-moved` where one was changed
/// meanwhile, authority, or a failure.
pub async fn settle_names(
    desk: &Desk,
    actor: Option<&Actor>,
    place: UnitId,
    chosen: &[Whose],
) -> Result<usize, Error> {
    let today = desk.clock.today();
    let mut righting = Vec::new();
    for one in outdated(desk, place).await? {
        let audit = entitled(desk, actor, Some(one.unit_id), one.unit_id.0).await?;
        // Only what lies ahead can be taken back, and the names with it.
        let began_by = match one.on > today {
            true => rows::named_by(&mut desk.store.read(), one.unit_id, one.on).await?,
            false => None,
        };
        for named in &one.names {
            if chosen.contains(&named.whose) && one.is_ripe(named, today) {
                righting.push(righted(&one, named.clone(), audit.clone(), began_by));
            }
        }
    }
    if righting.is_empty() {
        return Err(Refusal::new("body-names-none").into());
    }
    desk.act(righting, |tx, righting| Box::pin(put_right(tx, righting))).await
}

fn righted(of: &Outdated, named: Named, audit: Entry, began_by: Option<Uuid>) -> Righting {
    let kind = if matches!(named.whose, Whose::Body(_)) { "body" } else { "post" };
    let renaming = Renaming {
        name: named.new_name.clone(),
        name_en: named.new_name_en.clone(),
        on: of.on,
        document: of.document.clone(),
    };
    let audit = Entry { object_kind: kind, object_id: Some(named.whose.id()), ..audit };
    Righting { audit, named, renaming, began_by }
}

async fn put_right(tx: &mut Tx, righting: Arc<Vec<Righting>>) -> Result<usize, Stop<Refusal>> {
    let moved = || Stop::Refused(Refusal::new("body-names-moved"));
    for Righting { audit, named, renaming, began_by } in &*righting {
        match named.whose {
            Whose::Body(id) => {
                let page = rows::page(tx, id, renaming.on).await?;
                if page.is_none_or(|page| page.last_name.0 != named.name) {
                    return Err(moved());
                }
                write(tx, id, renaming, (audit.at, *began_by)).await?;
            }
            Whose::Post(id) => {
                let post = post::one(tx, id, renaming.on).await?;
                if post.is_none_or(|post| post.name != named.name) {
                    return Err(moved());
                }
                let before = Renamed {
                    effective_on: renaming.on,
                    old_name: named.name.clone(),
                    old_name_en: named.name_en.clone(),
                    legal_document: renaming.document.clone(),
                };
                let name = (renaming.name.as_str(), renaming.name_en.as_str());
                post::rename(tx, id, &before, name, audit.at).await?;
            }
        }
        tx.audit(audit.clone()).await?;
    }
    Ok(righting.len())
}
