//! What takes over when a unit ends: its bodies end with it, the same bodies of the units that take its
//! place go on for them, and are made where they are not there yet. A district ended by law without a
//! unit in its place; its bodies end and nothing goes on for them.

use std::collections::BTreeMap;

use ledger::BodyId;
use store::body::{self as rows, Body, Dated};
use store::{Stop, Tx};
use units::rulebook::{Key, Rulebook};
use units::{Coverage, Day, Kind, Period, UnitId, UnitState};
use uuid::Uuid;

use crate::gazetteer::Known;
use crate::{Desk, Error, Refusal};

/// A unit that takes the place of another, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heir {
    pub(crate) unit: UnitId,
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) coverage: Coverage,
}

/// Which body goes on for an ended one, by the unit that takes the place of its own.
pub(crate) type Over = BTreeMap<(BodyId, UnitId), BodyId>;

/// What passing the bodies of a unit on came to.
#[derive(Debug, Default)]
pub(crate) struct Passed {
    /// Which body goes on for which in which unit.
    pub(crate) over: Over,
    /// The bodies that ended.
    pub(crate) ended: Vec<BodyId>,
    /// The bodies that were made to take over.
    pub(crate) made: Vec<BodyId>,
}

/// A unit that has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ended {
    /// Its kind, as it ended.
    kind: Kind,
    /// The first day without it.
    pub(super) day: Day,
    /// Its last name.
    pub(super) name: String,
    /// What took its place.
    pub(super) heirs: Vec<Heir>,
    /// The document of the change, where one is kept with it.
    document: Option<String>,
}

/// When a unit ended, and what took its place; nothing for one that still is.
pub(super) fn ended(known: &Known, unit: UnitId, today: Day) -> Result<Option<Ended>, Refusal> {
    known.nearest(unit, today).ok_or(Refusal::new("body-unit-not-then"))?;
    let Some(end) = known.end_of(unit, today).filter(|end| end.day <= today) else {
        return Ok(None);
    };
    let heir = |(state, coverage): (UnitState, Coverage)| Heir {
        unit: state.unit_id,
        kind: state.kind,
        name: state.name,
        coverage,
    };
    Ok(Some(Ended {
        kind: end.last.kind,
        day: end.day,
        name: end.last.name,
        heirs: end.heirs.into_iter().map(heir).collect(),
        document: end.document,
    }))
}

impl Ended {
    /// The document by which the unit ended; empty where none is known.
    pub(super) async fn document(
        &self,
        (desk, book): (&Desk, &Rulebook),
        unit: UnitId,
    ) -> Result<String, Error> {
        match &self.document {
            Some(document) => Ok(document.clone()),
            None => by_law((desk, book), (unit, self.kind), self.day).await,
        }
    }
}

/// The document by which a whole kind of unit ended on a day.
async fn by_law(
    (desk, book): (&Desk, &Rulebook),
    (unit, kind): (UnitId, Kind),
    day: Day,
) -> Result<String, Error> {
    let place = crate::registry::place_of(desk, unit, day.previous()).await?;
    let rule = book.on(Key::KindExists, Some(kind), &place, day.previous());
    let rule = rule.filter(|rule| rule.valid_to == Some(day));
    Ok(rule.map(units::rulebook::Rule::citation).unwrap_or_default())
}

/// Ends the bodies of a unit on a day and lets the same bodies of its heirs go on for them.
pub(crate) async fn pass_on(
    tx: &mut Tx,
    desk: &Desk,
    (unit, heirs): (UnitId, &[Heir]),
    (day, document): (Day, &str),
    by: Option<Uuid>,
) -> Result<Passed, Stop<Refusal>> {
    let mut passed = Passed::default();
    let units: Vec<UnitId> = heirs.iter().map(|heir| heir.unit).collect();
    let mut there = rows::since(tx, &units, day).await?;
    for body in rows::standing(tx, &[unit], day.previous()).await? {
        if !rows::end(tx, body.body_id, (day, document), by).await? {
            continue;
        }
        passed.ended.push(body.body_id);
        for heir in heirs {
            let Some(to) = heir_of((&there, day), &body, heir, || BodyId(desk.clock.id())) else {
                continue;
            };
            let (to, from) = match to {
                Goes::On(body_id, from) => (body_id, from.max(day)),
                Goes::New(new) => {
                    rows::add(tx, &new, (day, document), by).await?;
                    passed.made.push(new.body_id);
                    there.push(Dated { valid: Period::since(day), body: new.clone() });
                    (new.body_id, day)
                }
            };
            let pair = (body.body_id, to);
            rows::succeed(tx, pair, (from, heir.coverage), document, by).await?;
            passed.over.insert((body.body_id, heir.unit), to);
        }
    }
    Ok(passed)
}

/// A commune that ended as a whole hands its bodies over to the one that goes on for it.
pub(crate) async fn hand_over(
    tx: &mut Tx,
    desk: &Desk,
    (ended, by): (UnitId, UnitId),
    day: Day,
) -> Result<(), Stop<Refusal>> {
    let state = store::unit::state_now(tx, by, day).await?;
    let heirs = state.map(|state| Heir {
        unit: by,
        kind: state.kind,
        name: state.name,
        coverage: Coverage::Whole,
    });
    let heirs: Vec<Heir> = heirs.into_iter().collect();
    // The day before, the commune may be long gone: what still stands ends today.
    pass_on(tx, desk, (ended, &heirs), (day, ""), None).await?;
    Ok(())
}

/// What goes on for a body in a unit.
pub(super) enum Goes {
    /// One that is there, or will be from a later day on.
    On(BodyId, Day),
    /// One that has to be made.
    New(Body),
}

/// The body of an heir that goes on for one from a day on, among those that are there; nothing for kinds of which
/// a unit has several, where only a person can say which goes on. One that begins later goes on all the same: two of
/// a kind cannot be there at once.
pub(super) fn heir_of(
    (there, day): (&[Dated], Day),
    ended: &Body,
    heir: &Heir,
    fresh: impl FnOnce() -> BodyId,
) -> Option<Goes> {
    if !ended.kind.is_single() || !ended.kind.works_in(heir.kind) {
        return None;
    }
    let mut same = there.iter().filter(|other| {
        (other.body.unit_id, other.body.kind) == (Some(heir.unit), ended.kind)
            && other.valid.until.is_none_or(|until| until > day)
    });
    if let Some(other) = same.next() {
        return Some(Goes::On(other.body.body_id, other.valid.from));
    }
    let (name, name_en) = ended.kind.usual_name(heir.kind, &heir.name)?;
    Some(Goes::New(Body {
        body_id: fresh(),
        kind: ended.kind,
        name,
        name_en,
        unit_id: Some(heir.unit),
        parent_id: None,
    }))
}
