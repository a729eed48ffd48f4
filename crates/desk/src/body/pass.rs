//! What takes over when a unit ends: its bodies end with it, the same bodies of the units that take its
//! place go on for them, and are made where they are not there yet. A district ended by law without a
//! unit in its place; its bodies end and nothing goes on for them.

use std::collections::BTreeMap;

use ledger::BodyId;
use store::body::{self as rows, Body};
use store::unit::{self, LineageLine};
use store::{Stop, Tx};
use units::rulebook::{Key, Rulebook};
use units::{Coverage, Day, Kind, PostId, UnitId};
use uuid::Uuid;

use super::entitled;
use crate::authority::system_scope;
use crate::{Actor, Desk, Error, Refusal};

/// A unit that takes the place of another, or a part of it.
#[derive(Debug, Clone)]
pub(crate) struct Heir {
    pub(crate) unit: UnitId,
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) coverage: Coverage,
}

/// Which body goes on for an ended one, by the unit that takes the place of its own.
pub(crate) type Over = BTreeMap<(BodyId, UnitId), BodyId>;

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

/// When a unit ended, and what took its place.
pub(super) struct Ending {
    /// Its kind, as it ended.
    kind: Kind,
    /// The first day without it; nothing for one that still is.
    day: Option<Day>,
    /// What took its place.
    pub(super) heirs: Vec<Heir>,
    /// The document of the change, where one is kept with it.
    document: Option<String>,
}

/// How a unit ended.
pub(super) async fn ending(desk: &Desk, unit: UnitId) -> Result<Ending, Error> {
    let (mut reader, scope) = (desk.store.read(), system_scope());
    let today = desk.clock.today();
    let page = unit::page(&reader, &scope, unit, today).await?;
    let Some(page) = page else { return Err(Refusal::new("body-unit-not-then").into()) };
    let kind = page.line.kind;
    let Some(day) = page.period.until.filter(|until| *until <= today) else {
        return Ok(Ending { kind, day: None, heirs: Vec::new(), document: None });
    };
    let of_day = |edge: &&LineageLine| edge.effective_on == day && edge.other != unit;
    let edges: Vec<&LineageLine> = page.successors.iter().filter(of_day).collect();
    let mut heirs = Vec::new();
    for edge in &edges {
        if let Some(state) = unit::state_now(&mut reader, edge.other, day).await?
            && state.kind.level() == kind.level()
        {
            let (kind, name) = (state.kind, state.name);
            heirs.push(Heir { unit: edge.other, kind, name, coverage: edge.coverage });
        }
    }
    let document = edges.iter().find_map(|edge| edge.legal_document.clone());
    Ok(Ending { kind, day: Some(day), heirs, document })
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

/// Ends the bodies of a unit on a day and lets the same bodies of its heirs go on for them. The answer is
/// which body goes on for which in which unit, and how many were made.
pub(crate) async fn pass_on(
    tx: &mut Tx,
    desk: &Desk,
    (unit, heirs): (UnitId, &[Heir]),
    (day, document): (Day, &str),
    by: Option<Uuid>,
) -> Result<(Over, Settled), Stop<Refusal>> {
    let mut settled = Settled::default();
    let mut over = Over::new();
    for body in rows::standing(tx, &[unit], day.previous()).await? {
        if !rows::end(tx, body.body_id, (day, document), by).await? {
            continue;
        }
        settled.ended += 1;
        for heir in heirs {
            let Some((to, is_new)) = heir_of(tx, desk, (&body, heir), (day, document), by).await?
            else {
                continue;
            };
            settled.made += usize::from(is_new);
            let pair = (body.body_id, to);
            rows::succeed(tx, pair, (day, heir.coverage), document, by).await?;
            over.insert((body.body_id, heir.unit), to);
        }
    }
    Ok((over, settled))
}

/// A commune that ended as a whole hands its bodies over to the one that goes on for it.
pub(crate) async fn hand_over(
    tx: &mut Tx,
    desk: &Desk,
    (ended, by): (UnitId, UnitId),
    day: Day,
) -> Result<(), Stop<Refusal>> {
    let state = unit::state_now(tx, by, day).await?;
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

/// The body of an heir that goes on for one, and whether it was made for that; nothing for kinds of which
/// a unit has several, where only a person can say which goes on.
async fn heir_of(
    tx: &mut Tx,
    desk: &Desk,
    (ended, heir): (&Body, &Heir),
    (day, document): (Day, &str),
    by: Option<Uuid>,
) -> Result<Option<(BodyId, bool)>, Stop<Refusal>> {
    if !ended.kind.is_single() || !ended.kind.works_in(heir.kind) {
        return Ok(None);
    }
    let there = rows::standing(tx, &[heir.unit], day).await?;
    if let Some(body) = there.iter().find(|body| body.kind == ended.kind) {
        return Ok(Some((body.body_id, false)));
    }
    let Some((name, name_en)) = ended.kind.usual_name(heir.kind, &heir.name) else {
        return Ok(None);
    };
    let body = Body {
        body_id: BodyId(desk.clock.id()),
        kind: ended.kind,
        name,
        name_en,
        unit_id: Some(heir.unit),
        parent_id: None,
    };
    rows::add(tx, &body, (day, document), by).await?;
    Ok(Some((body.body_id, true)))
}

/// Ends the bodies of a unit that has ended, on the day of its end, and hands them on with their posts to
/// what took its place.
///
/// # Errors
/// `body-unit-stands`, `body-nothing-left`, authority, or a failure.
pub async fn settle(desk: &Desk, actor: Option<&Actor>, unit: UnitId) -> Result<Settled, Error> {
    let book = crate::rulebook::book(desk).await?;
    settle_by((desk, &book), actor, unit).await
}

async fn settle_by(
    (desk, book): (&Desk, &Rulebook),
    actor: Option<&Actor>,
    unit: UnitId,
) -> Result<Settled, Error> {
    let audit = entitled(desk, actor, Some(unit), unit.0).await?;
    let Ending { kind, day, heirs, document } = ending(desk, unit).await?;
    let Some(day) = day else { return Err(Refusal::new("body-unit-stands").into()) };
    let document = match document {
        Some(document) => document,
        None => by_law((desk, book), (unit, kind), day).await?,
    };
    desk.act((desk.clone(), heirs, document, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, heirs, document, audit) = &*input;
            let (over, mut settled) =
                pass_on(tx, desk, (unit, heirs), (day, document), None).await?;
            if settled.ended == 0 {
                return Err(Stop::Refused(Refusal::new("body-nothing-left")));
            }
            posts(tx, (unit, day), (&over, heirs), &mut settled).await?;
            tx.audit(audit.clone()).await?;
            Ok(settled)
        })
    })
    .await
}

/// Hands the posts of ended bodies on: the one post of the same kind in the body that took most over goes
/// on for each.
async fn posts(
    tx: &mut Tx,
    (unit, day): (UnitId, Day),
    (over, heirs): (&Over, &[Heir]),
    settled: &mut Settled,
) -> Result<(), Stop<Refusal>> {
    let main = heirs.iter().find(|heir| heir.coverage == Coverage::Whole).or(heirs.first());
    let mut there = Vec::new();
    if let Some(main) = main {
        there = store::post::of_unit(tx, main.unit, day).await?;
    }
    for post in store::post::of_unit(tx, unit, day.previous()).await? {
        let Some((body, _)) = &post.body else { continue };
        let to = main.and_then(|main| over.get(&(*body, main.unit)));
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
            }
            Some(_) => {}
            None => settled.stranded += 1,
        }
    }
    Ok(())
}

/// Settles the bodies of every unit that has ended, as far as the actor may.
///
/// # Errors
/// `body-nothing-left`, or a failure.
pub async fn settle_all(desk: &Desk, actor: Option<&Actor>) -> Result<Settled, Error> {
    let left = rows::left(&desk.store.read(), &system_scope(), desk.clock.today()).await?;
    let mut units: Vec<UnitId> = left.iter().filter_map(|line| line.body.unit_id).collect();
    units.sort_unstable();
    units.dedup();
    // Read once: a reform ends hundreds of units by the same documents.
    let book = crate::rulebook::book(desk).await?;
    let mut sum = Settled::default();
    for unit in units {
        match settle_by((desk, &book), actor, unit).await {
            Ok(one) => {
                sum.ended += one.ended;
                sum.made += one.made;
                sum.posts += one.posts;
                sum.stranded += one.stranded;
            }
            Err(Error::Refused(_)) => {}
            Err(failed) => return Err(failed),
        }
    }
    if sum.ended == 0 { Err(Refusal::new("body-nothing-left").into()) } else { Ok(sum) }
}
