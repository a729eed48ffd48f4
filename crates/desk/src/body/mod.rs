//! Bodies: making, renaming and ending them with their acts, the ones that a unit usually has, and what
//! takes over when their unit ends.

mod import;
mod pass;

use ledger::{BodyId, BodyKind};
use store::body::{self as rows, Body, Renamed};
use store::unit::{self, Ask};
use store::{Stop, Tx};
use units::{Coverage, Day, Kind, UnitId};
use uuid::Uuid;

use crate::authority::authorize_as;
use crate::{Act, Actor, Desk, Error, Object, Refusal, entry};

pub use import::{Brought, Complaint, Line as ImportLine, import, read_file};
pub(crate) use pass::{Heir, hand_over, pass_on};
pub use pass::{Settled, settle, settle_all};

/// A body to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBody {
    /// The body.
    pub body: Body,
    /// First day; today where none is named.
    pub from: Option<Day>,
    /// The act that makes it; may be empty.
    pub document: String,
}

impl From<Body> for NewBody {
    fn from(body: Body) -> Self {
        Self { body, from: None, document: String::new() }
    }
}

/// A new name of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renaming {
    /// The name.
    pub name: String,
    /// The name in English; may be empty.
    pub name_en: String,
    /// First day of the name, not after today.
    pub on: Day,
    /// The act.
    pub document: String,
}

/// How a body ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// Its last day.
    pub last: Day,
    /// The act.
    pub document: String,
    /// What takes over from it.
    pub successors: Vec<BodyId>,
}

/// As what a person changes bodies of a place; without an actor it is the command line.
pub(crate) async fn entitled(
    desk: &Desk,
    actor: Option<&Actor>,
    unit: Option<UnitId>,
    object_id: Uuid,
) -> Result<store::Entry, Error> {
    let now = desk.clock.now();
    let Some(actor) = actor else {
        return Ok(store::Entry {
            at: now,
            actor: None,
            post: None,
            act: Act::BodyManage.code(),
            object_kind: "body",
            object_id: Some(object_id),
            reason: "command line".to_owned(),
            digest: None,
        });
    };
    let object = match unit {
        Some(unit) => last_object(desk, unit).await?,
        None => Object::at(Vec::new(), desk.clock.today()),
    };
    let acting = authorize_as(actor, Act::BodyManage, &object)?;
    Ok(entry(now, (actor, &acting.post), Act::BodyManage, ("body", object_id)))
}

/// A unit as an object of authority; one that has ended lies where it lay on its last day, and today in
/// what it became.
async fn last_object(desk: &Desk, unit: UnitId) -> Result<Object, Error> {
    let today = desk.clock.today();
    let (mut reader, scope) = (desk.store.read(), crate::authority::system_scope());
    let mut path = unit::with_above(&reader, &scope, unit, today).await?;
    if path.len() <= 1 && unit::state_now(&mut reader, unit, today).await?.is_none() {
        for heir in pass::ending(desk, unit).await?.heirs {
            path.extend(unit::with_above(&reader, &scope, heir.unit, today).await?);
        }
    }
    Ok(Object::at(path, today))
}

/// Makes a body. Sending it twice gives the same body.
///
/// # Errors
/// The refusals of its name, `body-not-here` where its kind does not work in such a unit,
/// `body-no-council`, `body-already` where the unit has one, `body-no-unit`, authority, or a failure.
pub async fn add(desk: &Desk, actor: Option<&Actor>, new: NewBody) -> Result<BodyId, Error> {
    let audit = entitled(desk, actor, new.body.unit_id, new.body.body_id.0).await?;
    let name = ledger::text::title("ten", &new.body.name)?;
    let name_en = ledger::text::optional("ten-anh", &units::text::tidy(&new.body.name_en))?;
    let document = document(&new.document)?;
    let from = new.from.unwrap_or_else(|| desk.clock.today());
    let body = Body { name, name_en, ..new.body };
    desk.act((desk.clone(), body, from, document, audit), |tx, input| {
        Box::pin(async move {
            let (desk, body, from, document, audit) = &*input;
            if rows::page(tx, body.body_id).await?.is_some() {
                tx.without_audit();
                return Ok(body.body_id);
            }
            may_be(tx, desk, body, *from).await?;
            rows::add(tx, body, (*from, document), None).await?;
            tx.audit(audit.clone()).await?;
            Ok(body.body_id)
        })
    })
    .await
}

/// The act of a body as it may stand: a number, or nothing.
fn document(typed: &str) -> Result<String, Refusal> {
    if units::text::tidy(typed).is_empty() {
        return Ok(String::new());
    }
    Ok(ledger::text::title("van-ban", typed)?)
}

/// Refuses a body that cannot be where it is said to be.
async fn may_be(tx: &mut Tx, desk: &Desk, body: &Body, from: Day) -> Result<(), Stop<Refusal>> {
    let Some(unit) = body.unit_id else {
        let needs = body.kind.needs_territory();
        return if needs { Err(Stop::Refused(Refusal::at("o", "body-no-unit"))) } else { Ok(()) };
    };
    let Some(state) = unit::state_now(tx, unit, from).await? else {
        return Err(Stop::Refused(Refusal::at("tu-ngay", "body-unit-not-then")));
    };
    if !body.kind.works_in(state.kind) {
        let refusal = Refusal::at("loai", "body-not-here").with("kind", body.kind.word());
        return Err(Stop::Refused(refusal.with("unit", state.name)));
    }
    if body.kind == BodyKind::PeoplesCouncil
        && let Some(source) = no_council(tx, desk, (unit, state.kind), from).await?
    {
        let refusal = Refusal::at("loai", "body-no-council").with("source", source);
        return Err(Stop::Refused(refusal));
    }
    let standing = rows::standing(tx, &[unit], from).await?;
    if body.kind.is_single()
        && let Some(there) = standing.iter().find(|there| there.kind == body.kind)
    {
        return Err(Stop::Refused(Refusal::at("loai", "body-already").with("name", &there.name)));
    }
    Ok(())
}

/// The document by which a unit has no people's council on a day, if one says so.
async fn no_council(
    ask: &mut impl Ask,
    desk: &Desk,
    (unit, kind): (UnitId, Kind),
    on: Day,
) -> Result<Option<String>, store::Failure> {
    let book = crate::rulebook::book_in(ask, desk).await?;
    let place = crate::registry::place_in(ask, desk, unit, on).await?;
    Ok(book.has_no_council(kind, &place, on).map(units::rulebook::Rule::citation))
}

/// The bodies that a unit usually has and does not have on a day, with their usual names.
///
/// # Errors
/// A failure of the database.
pub async fn missing(desk: &Desk, unit: UnitId, on: Day) -> Result<Vec<Body>, store::Failure> {
    missing_in(&mut desk.store.read(), desk, unit, on).await
}

async fn missing_in(
    ask: &mut impl Ask,
    desk: &Desk,
    unit: UnitId,
    on: Day,
) -> Result<Vec<Body>, store::Failure> {
    let Some(state) = unit::state_now(ask, unit, on).await? else { return Ok(Vec::new()) };
    let standing = rows::standing(ask, &[unit], on).await?;
    let no_council = no_council(ask, desk, (unit, state.kind), on).await?.is_some();
    let mut missing = Vec::new();
    for kind in BodyKind::usual(state.kind) {
        let is_there = standing.iter().any(|body| body.kind == kind);
        let is_left_out = kind == BodyKind::PeoplesCouncil && no_council;
        let Some((name, name_en)) = kind.usual_name(state.kind, &state.name) else { continue };
        if !is_there && !is_left_out {
            let body_id = BodyId(desk.clock.id());
            let unit_id = Some(unit);
            missing.push(Body { body_id, kind, name, name_en, unit_id, parent_id: None });
        }
    }
    Ok(missing)
}

/// Makes the bodies of these kinds that a unit usually has and does not have yet, from a day on.
///
/// # Errors
/// `body-nothing-missing`, the refusals of the document, authority, or a failure.
pub async fn add_usual(
    desk: &Desk,
    actor: Option<&Actor>,
    unit: UnitId,
    (kinds, from): (Vec<BodyKind>, Day),
    typed: &str,
) -> Result<usize, Error> {
    let audit = entitled(desk, actor, Some(unit), unit.0).await?;
    let document = document(typed)?;
    desk.act((desk.clone(), kinds, document, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, kinds, document, audit) = &*input;
            let mut missing = missing_in(tx, desk, unit, from).await?;
            missing.retain(|body| kinds.contains(&body.kind));
            if missing.is_empty() {
                return Err(Stop::Refused(Refusal::new("body-nothing-missing")));
            }
            for body in &missing {
                rows::add(tx, body, (from, document), None).await?;
                let object_id = Some(body.body_id.0);
                tx.audit(store::Entry { object_id, ..audit.clone() }).await?;
            }
            Ok(missing.len())
        })
    })
    .await
}

/// A body inside an act.
async fn known(ask: &mut impl Ask, id: BodyId) -> Result<rows::Page, Error> {
    let found = rows::page(ask, id).await?;
    found.ok_or_else(|| Refusal::new("body-unknown").into())
}

/// Calls a body otherwise from a day on. Its posts, promises and lineage stay with it.
///
/// # Errors
/// `body-unknown`, `body-over`, `body-rename-day`, `body-same-name`, the refusals of the name and the
/// document, authority, or a failure.
pub async fn rename(
    desk: &Desk,
    actor: Option<&Actor>,
    id: BodyId,
    renaming: Renaming,
) -> Result<(), Error> {
    let page = known(&mut desk.store.read(), id).await?;
    let audit = entitled(desk, actor, page.line.body.unit_id, id.0).await?;
    let name = ledger::text::title("ten", &renaming.name)?;
    let name_en = ledger::text::optional("ten-anh", &units::text::tidy(&renaming.name_en))?;
    let legal_document = document(&renaming.document)?;
    let (on, now, today) = (renaming.on, desk.clock.now(), desk.clock.today());
    desk.act((name, name_en, legal_document, audit), move |tx, input| {
        Box::pin(async move {
            let (name, name_en, legal_document, audit) = &*input;
            let Some(page) = rows::page(tx, id).await? else {
                return Err(Stop::Refused(Refusal::new("body-unknown")));
            };
            let body = &page.line.body;
            let is_after = |renamed: &Renamed| renamed.effective_on < on;
            let fits = page.line.valid.from < on
                && on <= today
                && page.renames.first().is_none_or(is_after)
                && page.line.valid.until.is_none_or(|until| on < until);
            if !fits {
                return Err(Stop::Refused(Refusal::at("tu-ngay", "body-rename-day")));
            }
            if (&body.name, &body.name_en) == (name, name_en) {
                return Err(Stop::Refused(Refusal::at("ten", "body-same-name")));
            }
            let before = Renamed {
                effective_on: on,
                old_name: body.name.clone(),
                old_name_en: body.name_en.clone(),
                legal_document: legal_document.clone(),
            };
            rows::rename(tx, id, &before, (name, name_en), now).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Ends a body after a last day, and says what takes over from it.
///
/// # Errors
/// `body-unknown`, `body-over`, `body-circle`, `body-heir-unknown`, the refusals of the document,
/// authority, or a failure.
pub async fn end(
    desk: &Desk,
    actor: Option<&Actor>,
    id: BodyId,
    ending: Ending,
) -> Result<(), Error> {
    let page = known(&mut desk.store.read(), id).await?;
    let audit = entitled(desk, actor, page.line.body.unit_id, id.0).await?;
    let document = document(&ending.document)?;
    let day = ending.last.plus_days(1);
    let mut successors = ending.successors;
    successors.sort_unstable();
    successors.dedup();
    desk.act((successors, document, audit), move |tx, input| {
        Box::pin(async move {
            let (successors, document, audit) = &*input;
            if successors.contains(&id) {
                return Err(Stop::Refused(Refusal::at("noi-tiep", "body-circle")));
            }
            if !rows::end(tx, id, (day, document), None).await? {
                return Err(Stop::Refused(Refusal::at("ngay-cuoi", "body-over")));
            }
            let coverage = if successors.len() > 1 { Coverage::Part } else { Coverage::Whole };
            for heir in successors {
                let page = rows::page(tx, *heir).await?;
                if !page.is_some_and(|page| page.line.valid.contains(day)) {
                    return Err(Stop::Refused(Refusal::at("noi-tiep", "body-heir-unknown")));
                }
                rows::succeed(tx, (id, *heir), (day, coverage), document, None).await?;
            }
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}
