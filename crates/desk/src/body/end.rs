//! How a body ends, and which others can take over from it: of the same office, and where its own unit lay,
//! lies or went.

use std::collections::BTreeSet;

use ledger::BodyId;
use store::body::{self as rows, Body};
use store::{Stop, Tx};
use units::{Coverage, Day, Level, UnitId};

use super::{document, entitled, known};
use crate::authority::system_scope;
use crate::gazetteer::{self, Known};
use crate::{Actor, Desk, Error, Refusal};

/// How a body ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The last day.
    pub last: Day,
    /// The act.
    pub document: String,
    /// What takes over from it.
    pub successors: Vec<BodyId>,
}

/// Ends a body after a last day, and says what takes over from it. A renaming that would come later falls
/// away.
///
/// # Errors
/// `body-unknown`, `body-over`, `body-circle`, `body-heir-unknown` for one that does not stand on the day,
/// `body-heir-kind` for one of another office, `body-heir-act` where the kind changes without an act,
/// `body-heir-elsewhere` for one of another place, the refusals of the document, authority, or a failure.
pub async fn end(
    desk: &Desk,
    actor: Option<&Actor>,
    id: BodyId,
    ending: Ending,
) -> Result<(), Error> {
    let day = ending.last.plus_days(1);
    let page = known(&mut desk.store.read(), id, day).await?;
    let audit = entitled(desk, actor, page.line.body.unit_id, id.0).await?;
    let document = document(&ending.document)?;
    let mut successors = ending.successors;
    successors.sort_unstable();
    successors.dedup();
    let near = near(desk, page.line.body.unit_id, day).await?;
    desk.act((successors, document, near, audit), move |tx, input| {
        Box::pin(async move {
            let (successors, document, near, audit) = &*input;
            if successors.contains(&id) {
                return Err(Stop::Refused(Refusal::at("noi-tiep", "body-circle")));
            }
            let Some(page) = rows::page(tx, id, day).await? else {
                return Err(Stop::Refused(Refusal::new("body-unknown")));
            };
            if !rows::end(tx, id, (day, document), None).await? {
                return Err(Stop::Refused(Refusal::at("ngay-cuoi", "body-over")));
            }
            for later in page.renames.iter().filter(|renamed| renamed.effective_on >= day) {
                let Some(page) = rows::page(tx, id, day).await? else { continue };
                rows::forget_rename(tx, &page, later.effective_on).await?;
            }
            let coverage = if successors.len() > 1 { Coverage::Part } else { Coverage::Whole };
            for heir in successors {
                may_follow(tx, (&page.line.body, *heir), (day, document), near).await?;
                rows::succeed(tx, (id, *heir), (day, coverage), document, None).await?;
            }
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Refuses an heir that cannot be one.
async fn may_follow(
    tx: &mut Tx,
    (ended, heir): (&Body, BodyId),
    (day, document): (Day, &str),
    near: &BTreeSet<UnitId>,
) -> Result<(), Stop<Refusal>> {
    let page = rows::page(tx, heir, day).await?;
    let Some(heir) = page.filter(|page| page.line.valid.contains(day)) else {
        return Err(Stop::Refused(Refusal::at("noi-tiep", "body-heir-unknown")));
    };
    let heir = heir.line.body;
    let no = |code| {
        let refusal = Refusal::at("noi-tiep", code).with("name", &heir.name);
        Err(Stop::Refused(refusal.with("ended", &ended.name)))
    };
    if !heir.kind.shares_office(ended.kind) {
        return no("body-heir-kind");
    }
    if heir.kind != ended.kind && document.is_empty() {
        return no("body-heir-act");
    }
    if !lies_near(&heir, near) {
        return no("body-heir-elsewhere");
    }
    Ok(())
}

/// Whether a body is of a place that has to do with another's; one without a territory is near to all.
fn lies_near(body: &Body, near: &BTreeSet<UnitId>) -> bool {
    body.unit_id.is_none_or(|unit| near.is_empty() || near.contains(&unit))
}

/// The bodies that can take over from one on a day: of the same office, where its unit lay, lies or went;
/// those of its own kind first. Of those without a territory a body of a place is offered its own kind alone.
///
/// # Errors
/// A failure of the database.
pub async fn heirs_for(desk: &Desk, ended: &Body, day: Day) -> Result<Vec<Body>, Error> {
    let near = near(desk, ended.unit_id, day).await?;
    let mut heirs = rows::list(&desk.store.read(), &system_scope(), day).await?;
    heirs.retain(|heir| {
        heir.body_id != ended.body_id
            && heir.kind.shares_office(ended.kind)
            && lies_near(heir, &near)
            && (heir.unit_id.is_some() || ended.unit_id.is_none() || heir.kind == ended.kind)
    });
    heirs.sort_by_key(|heir| heir.kind != ended.kind);
    Ok(heirs)
}

/// The bodies to which a body of a unit can belong on a day: those of the unit itself, of the units above it,
/// and those without a territory.
///
/// # Errors
/// A failure of the database.
pub async fn parents_for(desk: &Desk, unit: Option<UnitId>, day: Day) -> Result<Vec<Body>, Error> {
    let reader = desk.store.read();
    let mut parents = rows::list(&reader, &system_scope(), day).await?;
    if let Some(unit) = unit {
        let path = store::unit::with_above(&reader, &system_scope(), unit, day).await?;
        parents.retain(|body| body.unit_id.is_none_or(|its| path.contains(&its)));
    }
    Ok(parents)
}

/// The units that have to do with one that its bodies leave on a day: itself, those above it, those that it
/// or they became, and for a district also the communes in it. Nothing where no unit is named.
async fn near(desk: &Desk, unit: Option<UnitId>, day: Day) -> Result<BTreeSet<UnitId>, Error> {
    let Some(unit) = unit else { return Ok(BTreeSet::new()) };
    let known = gazetteer::known(desk).await?;
    let mut near = BTreeSet::from([unit]);
    if let Some(state) = known.nearest(unit, day) {
        let on = state.valid.last_day().map_or(day, |last| last.min(day));
        near.extend(known.over(state, on).map(|above| above.unit_id));
        if state.kind.level() == Level::District {
            let inside = known.nation.on(on).filter(|inner| inner.parent_id == Some(unit));
            near.extend(inside.map(|inner| inner.unit_id));
        }
    }
    let mut next: Vec<UnitId> = near.iter().copied().collect();
    while let Some(unit) = next.pop() {
        for became in became(&known, unit, day) {
            if near.insert(became) {
                next.push(became);
            }
        }
    }
    // What went over into another unit lies, from then on, under what is above that one.
    let today: Vec<UnitId> = near.iter().copied().collect();
    for state in today.into_iter().filter_map(|unit| known.nation.state_on(unit, day)) {
        near.extend(known.over(state, day).map(|above| above.unit_id));
    }
    Ok(near)
}

/// What a unit became until a day, one step on.
fn became(known: &Known, unit: UnitId, until: Day) -> impl Iterator<Item = UnitId> {
    let events = known.events_of(unit).filter(move |event| event.effective_on <= until);
    let edges = events.flat_map(|event| &event.edges);
    edges.filter(move |edge| edge.from == unit && edge.to != unit).map(|edge| edge.to)
}
