//! Settling the bodies of units that have ended, of one or of all under a place: looked at first, then all
//! at once or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ledger::{BodyId, BodyKind};
use store::body::{self as rows, Dated, Gone, Left};
use store::{Entry, Stop, Tx};
use units::{Coverage, Day, PostId, UnitId};

use super::entitled;
use super::pass::{self, Ended, Goes, Heir, Passed};
use crate::authority::system_scope;
use crate::gazetteer::{self, Known};
use crate::{Actor, Desk, Error, Refusal};

/// Units on a page.
const SHOWN: usize = 50;
/// The most units that are settled in one transaction.
const UNITS_MOST: usize = 200;

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

impl Settled {
    const fn and(self, other: Self) -> Self {
        Self {
            ended: self.ended + other.ended,
            made: self.made + other.made,
            posts: self.posts + other.posts,
            stranded: self.stranded + other.stranded,
        }
    }
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

/// A page of the ended units whose bodies still stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unsettled {
    /// How many units there are, on all pages, and how many of their bodies stand.
    pub left: Left,
    /// The units of this page.
    pub prospects: Vec<Prospect>,
    /// Behind which unit the next page begins; nothing on the last.
    pub next: Option<Gone>,
}

/// How many units in a place, or everywhere, have ended while bodies of theirs stand.
///
/// # Errors
/// A failure of the database.
pub async fn left(desk: &Desk, place: Option<UnitId>) -> Result<Left, Error> {
    let asked = (place, desk.clock.today());
    Ok(rows::left_count(&desk.store.read(), &system_scope(), asked).await?)
}

/// The ended units whose bodies are still recorded as standing, in a place or everywhere, behind one of them,
/// with what settling them would come to. Writes nothing.
///
/// # Errors
/// Authority where the actor may not settle in the place, or a failure.
pub async fn unsettled(
    desk: &Desk,
    actor: Option<&Actor>,
    place: Option<UnitId>,
    after: Option<Gone>,
) -> Result<Unsettled, Error> {
    entitled(desk, actor, place, place.map_or(uuid::Uuid::nil(), |place| place.0)).await?;
    let today = desk.clock.today();
    let left = left(desk, place).await?;
    let reader = desk.store.read();
    // One more than a page, to know whether another follows.
    let asked = (place, today);
    let mut gone = rows::left_units(&reader, &system_scope(), asked, after, SHOWN + 1).await?;
    let next = (gone.len() > SHOWN).then(|| gone[SHOWN - 1]);
    gone.truncate(SHOWN);
    if gone.is_empty() {
        return Ok(Unsettled { left, ..Unsettled::default() });
    }
    let units: Vec<UnitId> = gone.iter().map(|(_, unit)| *unit).collect();
    let mut bodies: BTreeMap<UnitId, Vec<rows::Line>> = BTreeMap::new();
    for line in rows::left(&reader, &system_scope(), &units, today).await? {
        if let Some(unit) = line.body.unit_id {
            bodies.entry(unit).or_default().push(line);
        }
    }
    let prospects = prospects(desk, (gone, bodies)).await?;
    Ok(Unsettled { left, prospects, next })
}

async fn prospects(
    desk: &Desk,
    (gone, mut bodies): (Vec<Gone>, BTreeMap<UnitId, Vec<rows::Line>>),
) -> Result<Vec<Prospect>, Error> {
    let today = desk.clock.today();
    let (known, book) = (gazetteer::known(desk).await?, crate::rulebook::book(desk).await?);
    let mut ended = Vec::new();
    for (_, unit) in gone {
        if let Some(end) = pass::ended(&known, unit, today)? {
            let document = end.document((desk, &book), unit).await?;
            ended.push((unit, (end, document), bodies.remove(&unit).unwrap_or_default()));
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

/// Settles all ended units in a place, or everywhere, those that ended first before the others: in pieces, each
/// of which is done whole or not at all. What settling makes in a unit that has ended too is settled in its turn.
///
/// # Errors
/// `body-nothing-left` where there is nothing to settle, authority, or a failure; the pieces before it are done.
pub async fn settle_all(
    desk: &Desk,
    actor: Option<&Actor>,
    place: Option<UnitId>,
) -> Result<Settled, Error> {
    entitled(desk, actor, place, place.map_or(uuid::Uuid::nil(), |place| place.0)).await?;
    let (mut sum, mut after) = (Settled::default(), None);
    loop {
        let asked = (place, desk.clock.today());
        let reader = desk.store.read();
        let gone = rows::left_units(&reader, &system_scope(), asked, after, UNITS_MOST).await?;
        let Some(last) = gone.last() else { break };
        after = Some(*last);
        let units: Vec<UnitId> = gone.iter().map(|(_, unit)| *unit).collect();
        match settle(desk, actor, &units).await {
            Ok(settled) => sum = sum.and(settled),
            // Somebody else has settled them meanwhile.
            Err(Error::Refused(refusal)) if refusal.code == "body-nothing-left" => {}
            Err(error) => return Err(error),
        }
    }
    if sum.ended == 0 {
        return Err(Refusal::new("body-nothing-left").into());
    }
    Ok(sum)
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
