//! Khu phố and ấp of a commune that ends, under the communes that take its place: what is still to be said, what
//! it would come to, saying it, taking it back before its day, and carrying over what has no day of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use geo::InteriorPoint as _;
use store::transfer::{self as rows, Moved, NewTransfer};
use store::unit::{NewEvent, NewState};
use store::{Entry, Stop, Tx, registry as revisions, unit};
use units::reorganisation::OldUnit;
use units::transfer::{Fault, Heir, Transfer, propose};
use units::{Coverage, Day, Level, ReorganisationId, Tier, UnitId};

use crate::authority::system_scope;
use crate::gazetteer::{self, Known};
use crate::{Act, Actor, Desk, Error, Object, Refusal, registry};

/// The most communes that are settled at once.
const COMMUNES_MOST: usize = 200;

/// A commune that ended, or will, while khu phố and ấp still stand under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The commune.
    pub commune: UnitId,
    /// Its last name.
    pub name: String,
    /// What it lay in, from the nearest outwards.
    pub above: String,
    /// The first day without it.
    pub ends: Day,
    /// Base units that still stand under it.
    pub units: i64,
    /// What took its place.
    pub heirs: Vec<Heir>,
}

impl Left {
    /// Whether all of it went to one commune, so that nothing has to be chosen.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self.heirs.as_slice(), [heir] if heir.coverage == Coverage::Whole)
    }
}

/// What a transfer would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prospect {
    /// The commune that ends.
    pub left: Left,
    /// The act by which it ends, where one is known; a person names it else.
    pub document: String,
    /// Its base units on its last day.
    pub units: Vec<OldUnit>,
    /// Where each would go, as far as lineage and map say it.
    pub to: BTreeMap<UnitId, UnitId>,
    /// Names that a receiving commune would have twice: the commune, the name, how many units would bear it.
    pub twice: Vec<(UnitId, String, usize)>,
}

/// What a person says of a transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Made by who asks, so that asking twice is asking once.
    pub id: ReorganisationId,
    /// The commune that ends.
    pub commune: UnitId,
    /// Where each base unit goes.
    pub to: BTreeMap<UnitId, UnitId>,
    /// The act by which the commune ends.
    pub document: String,
}

/// A transfer that was recorded, for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its row.
    pub line: rows::Line,
    /// The last name of the commune that ended.
    pub name: String,
    /// Each receiving commune, by its name on the day, with how many units it got and their households.
    pub to: Vec<(UnitId, String, usize, i64)>,
    /// Whether it may still be taken back by whoever asks.
    pub may_revert: bool,
}

/// The communes that end while base units still stand under them, as far as the actor may settle them; the
/// earlier end first. Without an actor it is the command line, which may always.
///
/// # Errors
/// A failure of the database.
pub async fn left(desk: &Desk, actor: Option<&Actor>) -> Result<Vec<Left>, Error> {
    let found = rows::left(&mut desk.store.read()).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let known = gazetteer::known(desk).await?;
    let mut left = Vec::new();
    for row in found {
        let Some(one) = left_of(&known, row) else { continue };
        let heirs: Vec<UnitId> = one.heirs.iter().map(|heir| heir.commune).collect();
        match entitled(desk, actor, (&heirs, one.ends), one.commune.0).await {
            Ok(_) => left.push(one),
            Err(Error::Refused(_)) => {}
            Err(failed) => return Err(failed),
        }
    }
    left.sort_by_cached_key(|one| (one.ends, store::order::sort_key(&one.name), one.commune));
    Ok(left)
}

fn left_of(known: &Known, row: rows::Left) -> Option<Left> {
    let end = known.end_of(row.commune_id)?;
    let heir = |(state, coverage): (units::UnitState, Coverage)| Heir {
        commune: state.unit_id,
        kind: state.kind,
        name: state.name,
        coverage,
    };
    Some(Left {
        commune: row.commune_id,
        name: end.name,
        above: end.above,
        ends: end.day,
        units: row.units,
        heirs: end.heirs.into_iter().map(heir).collect(),
    })
}

/// What the transfer of a commune's base units would come to. Writes nothing.
///
/// # Errors
/// `transfer-commune-stands`, `transfer-nothing`, authority, or a failure.
pub async fn prospect(
    desk: &Desk,
    actor: Option<&Actor>,
    commune: UnitId,
) -> Result<Prospect, Error> {
    let known = gazetteer::known(desk).await?;
    let end = known.end_of(commune).ok_or(Refusal::new("transfer-commune-stands"))?;
    let found = rows::left(&mut desk.store.read()).await?;
    let row = found.into_iter().find(|row| row.commune_id == commune);
    let row = row.ok_or(Refusal::new("transfer-nothing"))?;
    let left = left_of(&known, row).ok_or(Refusal::new("transfer-commune-stands"))?;
    let heirs: Vec<UnitId> = left.heirs.iter().map(|heir| heir.commune).collect();
    entitled(desk, actor, (&heirs, left.ends), commune.0).await?;
    let units = registry::read(desk, commune, left.ends.previous()).await??.base_units;
    let lies = if left.is_whole() {
        BTreeMap::new()
    } else {
        on_the_map(desk, commune, left.ends).await?
    };
    let to = propose(&units, &left.heirs, |unit| lies.get(&unit).copied());
    let twice = twice(&known, &left, (&units, &to));
    let document = end.document.unwrap_or_default();
    Ok(Prospect { left, document, units, to, twice })
}

/// In which commune of the day each base unit lies, by a point inside its outline.
async fn on_the_map(
    desk: &Desk,
    commune: UnitId,
    day: Day,
) -> Result<BTreeMap<UnitId, UnitId>, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let communes = crate::place::layer(desk, Level::Commune, (day, day)).await?;
    let shapes = unit::shapes(&reader, &scope, commune, day.previous(), Tier::Base).await?;
    let at = |shape: unit::Shape| {
        let inside = atlas::wkb::read_area(&shape.wkb)?.interior_point()?;
        Some((shape.unit_id, communes.at_degrees([inside.x(), inside.y()])?.unit_id))
    };
    Ok(shapes.into_iter().filter_map(at).collect())
}

/// Names that would stand twice in a receiving commune.
fn twice(
    known: &Known,
    left: &Left,
    (units, to): (&[OldUnit], &BTreeMap<UnitId, UnitId>),
) -> Vec<(UnitId, String, usize)> {
    let mut named: BTreeMap<(UnitId, String), (String, usize)> = BTreeMap::new();
    let mut count = |commune: UnitId, name: &str| {
        let folded = units::text::fold(name);
        named.entry((commune, folded)).or_insert_with(|| (name.to_owned(), 0)).1 += 1;
    };
    for unit in units {
        if let Some(to) = to.get(&unit.id) {
            count(*to, &unit.name);
        }
    }
    for heir in &left.heirs {
        let there = known.below(Some(heir.commune), left.ends);
        there.filter(|state| state.kind.is_base()).for_each(|it| count(heir.commune, &it.name));
    }
    let more = named.into_iter().filter(|(_, (_, count))| *count > 1);
    more.map(|((commune, _), (name, count))| (commune, name, count)).collect()
}

/// As who a person settles what goes to communes; without an actor it is the command line.
async fn entitled(
    desk: &Desk,
    actor: Option<&Actor>,
    (heirs, day): (&[UnitId], Day),
    object_id: uuid::Uuid,
) -> Result<Entry, Error> {
    let today = desk.clock.today();
    let (reader, scope) = (desk.store.read(), system_scope());
    let object = |path| Object::at(path, today);
    let entry = |at: &Object| {
        let act = (Act::UnitTransfer, at);
        crate::entitled(desk.clock.now(), actor, act, ("transfer", object_id))
    };
    let mut last = entry(&object(Vec::new()));
    for heir in heirs {
        // Where it lies today; one that is still to come, or is no more, where it lay on the day.
        let mut path = unit::with_above(&reader, &scope, *heir, today).await?;
        if path.len() <= 1 {
            path = unit::with_above(&reader, &scope, *heir, day).await?;
        }
        last = entry(&object(path));
        last.as_ref().map_err(Clone::clone)?;
    }
    Ok(last?)
}

struct Recording {
    desk: Desk,
    transfer: Transfer,
    heirs: Vec<UnitId>,
    recorded_by: Option<units::AccountId>,
    audit: Entry,
}

/// Records where the base units of a commune that ends go. States and lineage are written for the day; where the
/// day has come, everything that lies in them is carried over at once, else when it comes.
///
/// # Errors
/// `transfer-commune-stands`, `transfer-nothing`, `transfer-no-document`, `transfer-unplaced`,
/// `transfer-not-an-heir`, `transfer-not-of-commune`, `transfer-changes-later` (each with the unit's name),
/// `reorganisation-stale`, authority, or a failure.
pub async fn record(desk: &Desk, actor: Option<&Actor>, order: Order) -> Result<(), Error> {
    let recording = recording(desk, actor, order).await?;
    desk.act(vec![recording], |tx, all| Box::pin(write_all(tx, all))).await
}

/// Records it for communes of which each went whole to one other: all of them or none. How many units went.
///
/// # Errors
/// `transfer-choose`, `transfer-many`, `transfer-divided` for a commune that did not go whole to one, as
/// [`record`], authority, or a failure.
pub async fn record_whole(
    desk: &Desk,
    actor: Option<&Actor>,
    communes: &[UnitId],
) -> Result<usize, Error> {
    let communes: BTreeSet<UnitId> = communes.iter().copied().collect();
    if communes.is_empty() {
        return Err(Refusal::at("xa-phuong", "transfer-choose").into());
    }
    if communes.len() > COMMUNES_MOST {
        let refusal = Refusal::at("xa-phuong", "transfer-many");
        return Err(refusal.with("most", COMMUNES_MOST).into());
    }
    let mut all = Vec::new();
    for commune in communes {
        let seen = prospect(desk, actor, commune).await?;
        if !seen.left.is_whole() {
            return Err(Refusal::new("transfer-divided").with("name", seen.left.name).into());
        }
        let id = ReorganisationId(desk.clock.id());
        let order = Order { id, commune, to: seen.to, document: seen.document };
        all.push(recording(desk, actor, order).await?);
    }
    let units = all.iter().map(|one: &Recording| one.transfer.units.len()).sum();
    desk.act(all, |tx, all| Box::pin(write_all(tx, all))).await?;
    Ok(units)
}

async fn recording(desk: &Desk, actor: Option<&Actor>, order: Order) -> Result<Recording, Error> {
    let known = gazetteer::known(desk).await?;
    let end = known.end_of(order.commune).ok_or(Refusal::new("transfer-commune-stands"))?;
    let heirs: Vec<UnitId> = end.heirs.iter().map(|(state, _)| state.unit_id).collect();
    let audit = entitled(desk, actor, (&heirs, end.day), order.id.0).await?;
    let units = registry::read(desk, order.commune, end.day.previous()).await??.base_units;
    let transfer = Transfer {
        id: order.id,
        commune: order.commune,
        effective_on: end.day,
        legal_document: units::text::tidy(&order.document),
        units,
        to: order.to,
    };
    let recorded_by = actor.map(|actor| actor.account_id);
    Ok(Recording { desk: desk.clone(), transfer, heirs, recorded_by, audit })
}

async fn write_all(tx: &mut Tx, all: Arc<Vec<Recording>>) -> Result<(), Stop<Refusal>> {
    for recording in all.iter() {
        write(tx, recording).await?;
    }
    Ok(())
}

async fn write(tx: &mut Tx, recording: &Recording) -> Result<(), Stop<Refusal>> {
    let Recording { desk, audit, .. } = recording;
    let (now, today) = (audit.at, desk.clock.today());
    if rows::one(tx, recording.transfer.id).await?.is_some() {
        tx.without_audit();
        return Ok(());
    }
    // As the registry has them in this very transaction.
    let day = recording.transfer.effective_on;
    let commune = recording.transfer.commune;
    let now_there = registry::load(tx, desk, commune, day.previous()).await?;
    let now_there = now_there.map_err(Stop::Refused)?;
    let goes_on = |unit: &OldUnit| unit.valid.until != Some(day);
    let units: Vec<OldUnit> = now_there.base_units.into_iter().filter(goes_on).collect();
    let transfer = Transfer { units, ..recording.transfer.clone() };
    let faults = transfer.check(&recording.heirs);
    if let Some(refusal) = Refusal::all(faults.iter().map(|it| worded(&transfer, it)).collect()) {
        return Err(Stop::Refused(refusal));
    }
    let main = transfer.main().ok_or(Stop::Refused(Refusal::new("transfer-nothing")))?;
    let applied = transfer.apply(&mut || desk.clock.id());
    let ending: Vec<UnitId> = transfer.units.iter().map(|unit| unit.id).collect();
    if unit::end_states(tx, &ending, day, transfer.id).await? != ending.len() as u64 {
        return Err(Stop::Refused(Refusal::new("reorganisation-stale")));
    }
    begin(tx, (&transfer, &applied), now).await?;
    let moved = transfer.units.iter().map(|unit| Moved {
        unit_id: unit.id,
        commune_id: transfer.to[&unit.id],
        households: unit.counts.households.into(),
    });
    let new = NewTransfer {
        id: transfer.id,
        commune,
        main,
        effective_on: day,
        legal_document: transfer.legal_document.clone(),
        recorded_by: recording.recorded_by,
        units: moved.collect(),
    };
    rows::add(tx, &new, now).await?;
    move_revisions(tx, commune, &new.units).await?;
    tx.audit(audit.clone()).await?;
    if day <= today
        && let Some(line) = rows::one(tx, transfer.id).await?
    {
        carry_over(tx, &line, now).await?;
    }
    Ok(())
}

/// Writes the states that begin, with the land of those that end, and the events.
async fn begin(
    tx: &mut Tx,
    (transfer, applied): (&Transfer, &units::transfer::Applied),
    now: i64,
) -> Result<(), Stop<Refusal>> {
    let old: Vec<_> = applied.states.iter().map(|(old, _)| *old).collect();
    let declared: BTreeMap<_, i64> = rows::declared(tx, &old).await?.into_iter().collect();
    let states = applied.states.iter().map(|(old, state)| NewState {
        state: state.clone(),
        declared_households: declared.get(old).copied(),
        began: Some(transfer.id),
    });
    unit::add_states(tx, &states.collect::<Vec<_>>(), now).await?;
    for (old, state) in &applied.states {
        rows::same_land(tx, *old, state.id).await?;
    }
    for (to, event) in &applied.events {
        let new = NewEvent {
            id: event.id,
            commune: Some(*to),
            kind: event.kind,
            effective_on: event.effective_on,
            legal_document: event.legal_document.clone(),
            reorganisation: Some(transfer.id),
        };
        unit::add_event(tx, &new, now).await?;
        unit::add_edges(tx, event.id, &event.edges).await?;
    }
    Ok(())
}

/// What was prepared on the old revision of a commune that gives or gets is refused from now on.
async fn move_revisions(
    tx: &mut Tx,
    commune: UnitId,
    units: &[Moved],
) -> Result<(), Stop<Refusal>> {
    let touched: BTreeSet<UnitId> =
        units.iter().map(|moved| moved.commune_id).chain([commune]).collect();
    for commune in touched {
        match revisions::revision_now(tx, commune).await? {
            0 => revisions::start(tx, commune).await?,
            base => {
                revisions::bump(tx, commune, base).await?;
            }
        }
    }
    Ok(())
}

/// The fault with the name of its unit.
fn worded(transfer: &Transfer, fault: &Fault) -> Refusal {
    let of = |code, unit: &UnitId| {
        let found = transfer.units.iter().find(|it| it.id == *unit);
        let name = found.map_or_else(|| unit.to_string(), |it| it.name.clone());
        Refusal::at("noi-den", code).with("unit", unit).with("name", name)
    };
    match fault {
        Fault::Nothing => Refusal::new("transfer-nothing"),
        Fault::NoDocument => Refusal::at("van-ban", "transfer-no-document"),
        Fault::Unplaced(unit) => of("transfer-unplaced", unit),
        Fault::NotAnHeir(unit) => of("transfer-not-an-heir", unit),
        Fault::NotOfCommune(unit) => of("transfer-not-of-commune", unit),
        Fault::ChangesLater(unit) => of("transfer-changes-later", unit),
    }
}

/// Carries over what lies in the transferred units and bears its commune without a day; what lay in the commune
/// itself goes where most households went.
async fn carry_over(tx: &mut Tx, line: &rows::Line, now: i64) -> Result<(), Stop<Refusal>> {
    let (commune, day) = (line.commune_id, line.effective_on);
    let mut to: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
    for moved in rows::units(tx, line.transfer_id).await? {
        to.entry(moved.commune_id).or_default().push(moved.unit_id);
    }
    for (heir, units) in &to {
        if let Some(at) = store::locality::of(tx, *heir, day).await? {
            store::locality::hand_on(tx, commune, at, Some(units)).await?;
            store::post::hand_on_parts(tx, (commune, *heir), units, day).await?;
        }
    }
    if let Some(at) = store::locality::of(tx, line.main_id, day).await? {
        store::locality::hand_on(tx, commune, at, None).await?;
    }
    rows::carried(tx, line.transfer_id, now).await?;
    Ok(())
}

/// Carries over what belongs to transfers whose day has come; for the sweep of the running program. How many.
///
/// # Errors
/// A failure of the database.
pub async fn carry(desk: &Desk) -> Result<usize, Error> {
    if rows::due(&mut desk.store.read(), desk.clock.today()).await?.is_empty() {
        return Ok(0);
    }
    desk.act(desk.clone(), |tx, desk| {
        Box::pin(async move {
            let due = rows::due(tx, desk.clock.today()).await?;
            for line in &due {
                carry_over(tx, line, desk.clock.now()).await?;
                tx.audit(Entry {
                    at: desk.clock.now(),
                    actor: None,
                    post: None,
                    act: Act::UnitTransfer.code(),
                    object_kind: "transfer",
                    object_id: Some(line.transfer_id.0),
                    reason: "its day has come".to_owned(),
                    digest: None,
                })
                .await?;
            }
            if due.is_empty() {
                tx.without_audit();
            }
            Ok(due.len())
        })
    })
    .await
}

/// Takes a transfer back before its day: the registry is as it was.
///
/// # Errors
/// `transfer-unknown`, `transfer-in-force` once its day has come, `reorganisation-reason-missing`, authority, or a
/// failure.
pub async fn revert(
    desk: &Desk,
    actor: Option<&Actor>,
    id: ReorganisationId,
    reason: &str,
) -> Result<(), Error> {
    let mut reader = desk.store.read();
    let line = rows::one(&mut reader, id).await?.ok_or(Refusal::new("transfer-unknown"))?;
    let units = rows::units(&mut reader, id).await?;
    let heirs: Vec<UnitId> = units.iter().map(|moved| moved.commune_id).collect();
    let mut audit = entitled(desk, actor, (&heirs, line.effective_on), id.0).await?;
    let reason = units::text::tidy(reason);
    if reason.is_empty() {
        return Err(Refusal::at("ly-do", "reorganisation-reason-missing").into());
    }
    audit.reason.clone_from(&reason);
    let by = actor.map(|actor| actor.account_id);
    desk.act((desk.clone(), line, units, reason, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, line, units, reason, audit) = &*input;
            let is_early = desk.clock.today() < line.effective_on;
            if !is_early || !rows::revert(tx, id, (by, audit.at), reason).await? {
                let refusal = Refusal::new("transfer-in-force");
                return Err(Stop::Refused(refusal.with("day", line.effective_on.dmy())));
            }
            move_revisions(tx, line.commune_id, units).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// The transfers that were recorded, the latest day first, at most so many.
///
/// # Errors
/// A failure of the database.
pub async fn told(desk: &Desk, actor: Option<&Actor>, most: i64) -> Result<Vec<Told>, Error> {
    let mut reader = desk.store.read();
    let lines = rows::all(&reader, &system_scope(), most).await?;
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let (known, today) = (gazetteer::known(desk).await?, desk.clock.today());
    let named = |unit: UnitId, day: Day| {
        let state = known.nearest(unit, day);
        state.map(|state| state.name.clone()).unwrap_or_default()
    };
    let mut told = Vec::new();
    for line in lines {
        let mut to: BTreeMap<UnitId, (usize, i64)> = BTreeMap::new();
        for moved in rows::units(&mut reader, line.transfer_id).await? {
            let sum = to.entry(moved.commune_id).or_default();
            *sum = (sum.0 + 1, sum.1 + moved.households);
        }
        let heirs: Vec<UnitId> = to.keys().copied().collect();
        let is_open = line.reverted_at.is_none() && today < line.effective_on;
        let may_revert = is_open
            && entitled(desk, actor, (&heirs, line.effective_on), line.transfer_id.0).await.is_ok();
        let day = line.effective_on;
        let to =
            to.into_iter().map(|(unit, (units, homes))| (unit, named(unit, day), units, homes));
        told.push(Told {
            name: named(line.commune_id, day.previous()),
            to: to.collect(),
            may_revert,
            line,
        });
    }
    Ok(told)
}
