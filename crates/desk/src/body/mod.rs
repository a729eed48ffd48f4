//! Bodies: making, renaming and ending them with their acts, the ones that a unit usually has, and what
//! takes over when their unit ends.

mod end;
mod import;
mod name;
mod pass;
mod settle;

use ledger::{BodyId, BodyKind};
use store::body::{self as rows, Body, Dated};
use store::unit::{self, Ask};
use store::{Stop, Tx};
use units::{Day, Kind, Period, UnitId};
use uuid::Uuid;

use crate::rulebook::Deciding;
use crate::{Act, Actor, Desk, Error, Object, Refusal, gazetteer};

pub use end::{Ending, end, heirs_for, parents_for};
pub use import::{Brought, Complaint, Line as ImportLine, import, read_file};
pub use name::{
    Named, Outdated, Renaming, Whose, outdated, outdated_count, rename, settle_names, unname,
};
pub(crate) use pass::{Heir, hand_over, pass_on};
pub use settle::{Prospect, Settled, Unsettled, left, settle, settle_all, unsettled};

/// A body to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBody {
    /// The body.
    pub body: Body,
    /// First day; today where none is named.
    pub from: Option<Day>,
    /// Last day of a body that is no more; nothing for one that goes on.
    pub last: Option<Day>,
    /// The act that makes it; may be empty.
    pub document: String,
}

impl From<Body> for NewBody {
    fn from(body: Body) -> Self {
        Self { body, from: None, last: None, document: String::new() }
    }
}

/// As what a person changes bodies of a place; without an actor it is the command line.
pub(crate) async fn entitled(
    desk: &Desk,
    actor: Option<&Actor>,
    unit: Option<UnitId>,
    object_id: Uuid,
) -> Result<store::Entry, Error> {
    let at = match unit {
        Some(unit) => last_object(desk, unit).await?,
        None => Object::at(Vec::new(), desk.clock.today()),
    };
    let act = (Act::BodyManage, &at);
    Ok(crate::entitled(desk.clock.now(), actor, act, ("body", object_id))?)
}

/// Whether a person may change bodies of a unit, or of the city where none is named: what the acts themselves
/// decide, so that a page offers what can be done and nothing else.
///
/// # Errors
/// A failure of the database.
pub async fn may(desk: &Desk, actor: Option<&Actor>, unit: Option<UnitId>) -> Result<bool, Error> {
    Ok(actor.is_some() && is_entitled(desk, actor, unit).await?)
}

/// The same for the command line too, which may always.
async fn is_entitled(
    desk: &Desk,
    actor: Option<&Actor>,
    unit: Option<UnitId>,
) -> Result<bool, Error> {
    match entitled(desk, actor, unit, Uuid::nil()).await {
        Ok(_) => Ok(true),
        Err(Error::Refused(_)) => Ok(false),
        Err(failed) => Err(failed),
    }
}

/// A unit as an object of authority: where it lies today. One that has ended lies in what it became, or where
/// it lay, if it became nothing; one that is still to come where it will lie on its first day.
async fn last_object(desk: &Desk, unit: UnitId) -> Result<Object, Error> {
    let today = desk.clock.today();
    let (mut reader, scope) = (desk.store.read(), crate::authority::system_scope());
    let mut path = unit::with_above(&reader, &scope, unit, today).await?;
    if path.len() <= 1 && unit::state_now(&mut reader, unit, today).await?.is_none() {
        let known = gazetteer::known(desk).await?;
        let first = known.nearest(unit, today).map(|state| state.valid.from);
        if let Some(first) = first.filter(|first| *first > today) {
            path = unit::with_above(&reader, &scope, unit, first).await?;
            return Ok(Object::at(path, today));
        }
        path = rows::around(&mut reader, unit, today).await?;
    }
    Ok(Object::at(path, today))
}

/// Makes a body. Sending it twice gives the same body.
///
/// # Errors
/// The refusals of its name, `body-not-here` where its kind does not work in such a unit,
/// `body-no-council`, `body-already` where the unit has one at the same time, `body-no-unit`,
/// `body-parent-unknown`, `body-last-early`, authority, or a failure.
pub async fn add(desk: &Desk, actor: Option<&Actor>, new: NewBody) -> Result<BodyId, Error> {
    let audit = entitled(desk, actor, new.body.unit_id, new.body.body_id.0).await?;
    let name = ledger::text::title("ten", &new.body.name)?;
    let name_en = ledger::text::optional("ten-anh", &units::text::tidy(&new.body.name_en))?;
    let document = document(&new.document)?;
    let from = new.from.unwrap_or_else(|| desk.clock.today());
    let body = Body { name, name_en, ..new.body };
    let valid = Period { from, until: new.last.map(|last| last.plus_days(1)) };
    if valid.until.is_some_and(|until| until <= from) {
        return Err(Refusal::at("ngay-cuoi", "body-last-early").into());
    }
    desk.act((desk.clone(), body, valid, document, audit), |tx, input| {
        Box::pin(async move {
            let (desk, body, valid, document, audit) = &*input;
            if rows::page(tx, body.body_id, valid.from).await?.is_some() {
                tx.without_audit();
                return Ok(body.body_id);
            }
            may_be(tx, desk, body, *valid).await?;
            rows::add(tx, body, (valid.from, document), None).await?;
            if let Some(until) = valid.until {
                rows::end(tx, body.body_id, (until, ""), None).await?;
            }
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

/// Refuses a body that cannot be where it is said to be, in all of the days that it is said to be there.
async fn may_be(tx: &mut Tx, desk: &Desk, body: &Body, valid: Period) -> Result<(), Stop<Refusal>> {
    let from = valid.from;
    if let Some(parent) = body.parent_id {
        let page = rows::page(tx, parent, from).await?;
        if !page.is_some_and(|page| page.line.valid.contains(from)) {
            return Err(Stop::Refused(Refusal::at("cap-tren", "body-parent-unknown")));
        }
    }
    let Some(unit) = body.unit_id else {
        let needs = body.kind.needs_territory();
        return if needs { Err(Stop::Refused(Refusal::at("o", "body-no-unit"))) } else { Ok(()) };
    };
    let Some(state) = unit::state_now(tx, unit, from).await? else {
        return Err(Stop::Refused(Refusal::at("tu-ngay", "body-unit-not-then")));
    };
    if let Some(until) = valid.until
        && unit::state_now(tx, unit, until.previous()).await?.is_none()
    {
        return Err(Stop::Refused(Refusal::at("ngay-cuoi", "body-unit-not-then")));
    }
    if !body.kind.works_in(state.kind) {
        let refusal = Refusal::at("loai", "body-not-here").with("kind", body.kind.word());
        return Err(Stop::Refused(refusal.with("unit", state.name)));
    }
    if body.kind == BodyKind::PeoplesCouncil
        && let Some(rule) = no_council(tx, desk, (unit, state.kind), from).await?
    {
        let refusal = Refusal::at("loai", "body-no-council").with("source", rule.citation);
        return Err(Stop::Refused(refusal));
    }
    let there = rows::since(tx, &[unit], from).await?;
    match at_once(&there, body, valid) {
        Some(other) => Err(Stop::Refused(already(other, from))),
        None => Ok(()),
    }
}

/// The body that another cannot exist beside: a unit has one of most kinds at most, on every day.
fn at_once<'a>(there: &'a [Dated], body: &Body, valid: Period) -> Option<&'a Dated> {
    let mut same = there.iter().filter(|other| {
        (other.body.kind, other.body.unit_id) == (body.kind, body.unit_id) && body.kind.is_single()
    });
    same.find(|other| valid.until.is_none_or(|until| other.valid.from < until))
}

/// Why a body cannot be: another is there already, or will be from a day on.
fn already(other: &Dated, from: Day) -> Refusal {
    let name = &other.body.name;
    if other.valid.from <= from {
        return Refusal::at("loai", "body-already").with("name", name);
    }
    let refusal = Refusal::at("loai", "body-already-from").with("name", name);
    refusal.with("day", other.valid.from)
}

/// The rule by which a unit has no people's council on a day, if one says so.
///
/// # Errors
/// A failure of the database.
pub async fn without_council(
    desk: &Desk,
    unit: UnitId,
    on: Day,
) -> Result<Option<Deciding>, store::Failure> {
    let mut reader = desk.store.read();
    let Some(state) = unit::state_now(&mut reader, unit, on).await? else { return Ok(None) };
    no_council(&mut reader, desk, (unit, state.kind), on).await
}

async fn no_council(
    ask: &mut impl Ask,
    desk: &Desk,
    (unit, kind): (UnitId, Kind),
    on: Day,
) -> Result<Option<Deciding>, store::Failure> {
    let book = crate::rulebook::book_in(ask, desk).await?;
    let place = crate::registry::place_in(ask, desk, unit, on).await?;
    Ok(book.has_no_council(kind, &place, on).map(|rule| Deciding::of(&book, rule)))
}

/// The bodies that a unit usually has and does not have from a day on, with their usual names. One that
/// begins later is not missing: two of a kind would be there at once.
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
    let there = rows::since(ask, &[unit], on).await?;
    let no_council = no_council(ask, desk, (unit, state.kind), on).await?.is_some();
    let mut missing = Vec::new();
    for kind in BodyKind::usual(state.kind) {
        let is_there = there.iter().any(|other| other.body.kind == kind);
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
async fn known(ask: &mut impl Ask, id: BodyId, on: Day) -> Result<rows::Page, Error> {
    let found = rows::page(ask, id, on).await?;
    found.ok_or_else(|| Refusal::new("body-unknown").into())
}
