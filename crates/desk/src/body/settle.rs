//! Settling the bodies of units that have ended, of one or of all under a place: looked at first, then all
//! at once or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ledger::{BodyId, BodyKind};
use store::body::{self as rows, Dated};
use store::{Entry, Stop, Tx};
use units::{Coverage, Day, PostId, UnitId};

use super::pass::{self, Ended, Goes, Heir, Passed};
use super::{entitled, is_entitled};
use crate::authority::system_scope;
use crate::gazetteer::{self, Known};
use crate::{Actor, Desk, Error, Refusal};

/// The most units that are settled at once.
const UNITS_MOST: usize = 1_000;

/// What settling the bodies of ended units came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settled {
    /// Bodies that ended.
    pub ended: usize,
    /// Bodies that were made to take over.
    pub made: usize,
    /// Posts that were handed on.
    pub posts: usize,
    /// Posts of ended bodies for which nothing goes on: somebody must say which post does.
    pub stranded: usize,
}

/// What settling an ended unit would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prospect {
    /// The unit.
    pub unit_id: UnitId,
    /// Its last name.
    pub name: String,
    /// What it lay in, from the nearest outwards.
    pub above: String,
    /// First day on which it no longer was.
    pub ended: Day,
    /// The act by which it ended; may be empty.
    pub document: String,
    /// The units that took its place.
    pub heirs: Vec<(UnitId, String, Coverage)>,
    /// The bodies that would end.
    pub bodies: Vec<(BodyId, BodyKind, String)>,
    /// Bodies that go on for them and are there already.
    pub there: usize,
    /// The names of the bodies that would be made to go on.
    pub made: Vec<String>,
}

/// The ended units whose bodies are still recorded as standing, under a place or everywhere, as far as
/// the actor may settle them; with what settling them would come to. Writes nothing.
///
/// # Errors
/// A failure of the database.
pub async fn unsettled(
    desk: &Desk,
    actor: Option<&Actor>,
    place: Option<UnitId>,
) -> Result<Vec<Prospect>, Error> {
    let mut left: Vec<(UnitId, Vec<rows::Line>)> = Vec::new();
    let today = desk.clock.today();
    for line in rows::left(&desk.store.read(), &system_scope(), today).await? {
        let Some(unit) = line.body.unit_id else { continue };
        match left.last_mut().filter(|(last, _)| *last == unit) {
            Some((_, lines)) => lines.push(line),
            None => left.push((unit, vec![line])),
        }
    }
    if left.is_empty() {
        return Ok(Vec::new());
    }
    let (known, book) = (gazetteer::known(desk).await?, crate::rulebook::book(desk).await?);
    let mut ended = Vec::new();
    for (unit, lines) in left {
        if !place.is_none_or(|place| lies_under(&known, (unit, place), today)) {
            continue;
        }
        if !is_entitled(desk, actor, Some(unit)).await? {
            continue;
        }
        if let Some(end) = pass::ended(&known, unit, today)? {
            let document = end.document((desk, &book), unit).await?;
            ended.push((unit, (end, document), lines));
        }
    }
    let heirs: BTreeSet<UnitId> =
        ended.iter().flat_map(|(_, (end, _), _)| &end.heirs).map(|heir| heir.unit).collect();
    let heirs: Vec<UnitId> = heirs.into_iter().collect();
    let first = ended.iter().map(|(_, (end, _), _)| end.day).min().unwrap_or(today);
    let mut there = rows::since(&mut desk.store.read(), &heirs, first).await?;
    Ok(ended.into_iter().map(|one| prospect(desk, &known, one, &mut there)).collect())
}

/// What settling one unit would come to; what it would make is there for the next.
fn prospect(
    desk: &Desk,
    known: &Known,
    (unit_id, (end, document), lines): (UnitId, (Ended, String), Vec<rows::Line>),
    there: &mut Vec<Dated>,
) -> Prospect {
    let state = known.nearest(unit_id, end.day);
    let above = state.map(|state| known.above(state, end.day.previous())).unwrap_or_default();
    let mut prospect = Prospect {
        unit_id,
        above,
        ended: end.day,
        heirs: end.heirs.iter().map(named).collect(),
        bodies: Vec::new(),
        there: 0,
        made: Vec::new(),
        name: end.name,
        document,
    };
    let fresh = || BodyId(desk.clock.id());
    for line in lines {
        let body = line.body;
        for heir in &end.heirs {
            match pass::heir_of((there.as_slice(), end.day), &body, heir, fresh) {
                Some(Goes::On(..)) => prospect.there += 1,
                Some(Goes::New(new)) => {
                    prospect.made.push(new.name.clone());
                    there.push(Dated { body: new, valid: units::Period::since(end.day) });
                }
                None => {}
            }
        }
        prospect.bodies.push((body.body_id, body.kind, body.name));
    }
    prospect
}

fn named(heir: &Heir) -> (UnitId, String, Coverage) {
    (heir.unit, heir.name.clone(), heir.coverage)
}

/// Whether an ended unit lay under a place, or what took its place lies there today.
fn lies_under(known: &Known, (unit, place): (UnitId, UnitId), today: Day) -> bool {
    let Some(state) = known.nearest(unit, today) else { return false };
    let last = state.valid.last_day().unwrap_or(today);
    let edges = known.events_of(unit).flat_map(|event| &event.edges);
    let mut heirs = edges.filter(|edge| edge.from == unit && edge.to != unit);
    unit == place
        || known.is_within(unit, place, last)
        || heirs.any(|edge| known.is_within(edge.to, place, today))
}

/// A unit to settle.
struct Settling {
    unit: UnitId,
    ended: Ended,
    document: String,
    audit: Entry,
}

/// Ends the bodies of units that have ended, each on the day of its unit's end, and hands them on with
/// their posts to what took the place of the units: all of them or none.
///
/// # Errors
/// `body-unit-stands`, `body-nothing-left` where none of the units has a body left, `body-settle-many`,
/// authority, or a failure.
pub async fn settle(
    desk: &Desk,
    actor: Option<&Actor>,
    units: &[UnitId],
) -> Result<Settled, Error> {
    if units.len() > UNITS_MOST {
        return Err(Refusal::new("body-settle-many").with("most", UNITS_MOST).into());
    }
    let (known, book) = (gazetteer::known(desk).await?, crate::rulebook::book(desk).await?);
    let mut settling: BTreeMap<(Day, UnitId), Settling> = BTreeMap::new();
    for unit in units.iter().copied() {
        let audit = entitled(desk, actor, Some(unit), unit.0).await?;
        let ended = pass::ended(&known, unit, desk.clock.today())?;
        let ended = ended.ok_or(Refusal::new("body-unit-stands"))?;
        let document = ended.document((desk, &book), unit).await?;
        settling.insert((ended.day, unit), Settling { unit, ended, document, audit });
    }
    // The earlier end before the later one: what went on for a while ends in its turn.
    let settling: Vec<Settling> = settling.into_values().collect();
    desk.act((desk.clone(), settling), |tx, input| Box::pin(write(tx, input))).await
}

async fn write(tx: &mut Tx, input: Arc<(Desk, Vec<Settling>)>) -> Result<Settled, Stop<Refusal>> {
    let (desk, settling) = &*input;
    let mut sum = Settled::default();
    for Settling { unit, ended, document, audit } in settling {
        let act = (ended.day, document.as_str());
        let passed = pass::pass_on(tx, desk, (*unit, &ended.heirs), act, None).await?;
        for body in passed.ended.iter().chain(&passed.made) {
            tx.audit(Entry { object_id: Some(body.0), ..audit.clone() }).await?;
        }
        sum.ended += passed.ended.len();
        sum.made += passed.made.len();
        for post in posts(tx, (*unit, ended), &passed, &mut sum).await? {
            let (object_kind, object_id) = ("post", Some(post.0));
            tx.audit(Entry { object_kind, object_id, ..audit.clone() }).await?;
        }
    }
    if sum.ended == 0 {
        return Err(Stop::Refused(Refusal::new("body-nothing-left")));
    }
    Ok(sum)
}

/// Hands the posts of ended bodies on: the one post of the same kind in the body that took most over goes
/// on for each. The answer is the posts that ended so.
async fn posts(
    tx: &mut Tx,
    (unit, ended): (UnitId, &Ended),
    passed: &Passed,
    settled: &mut Settled,
) -> Result<Vec<PostId>, Stop<Refusal>> {
    let (day, heirs) = (ended.day, &ended.heirs);
    let main = heirs.iter().find(|heir| heir.coverage == Coverage::Whole).or(heirs.first());
    let mut there = Vec::new();
    if let Some(main) = main {
        there = store::post::of_unit(tx, main.unit, day).await?;
    }
    let mut handed = Vec::new();
    for post in store::post::of_unit(tx, unit, day.previous()).await? {
        let Some((body, _)) = &post.body else { continue };
        let to = main.and_then(|main| passed.over.get(&(*body, main.unit)));
        let mut same = there.iter().filter(|other| {
            other.kind == post.kind && to.is_some() && other.body.as_ref().map(|(id, _)| id) == to
        });
        let heir: Option<PostId> = match (same.next(), same.next()) {
            (Some(only), None) => Some(only.post_id),
            _ => None,
        };
        match heir {
            Some(heir) if store::post::end(tx, post.post_id, day).await? => {
                store::post::continue_by(tx, post.post_id, heir).await?;
                settled.posts += 1;
                handed.push(post.post_id);
            }
            Some(_) => {}
            None => settled.stranded += 1,
        }
    }
    Ok(handed)
}
