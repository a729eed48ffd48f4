//! Saying where the base units of communes go, and taking that back before the day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use store::transfer::{self as rows, Moved, NewTransfer};
use store::unit::{NewEvent, NewState};
use store::{Entry, Stop, Tx, registry as revisions, unit};
use units::transfer::{Fault, Transfer};
use units::{Day, ReorganisationId, UnitId};

use super::carry::carry_over;
use super::{Order, entitled, prospect, standing};
use crate::{Actor, Desk, Error, Refusal, gazetteer};

/// The most communes that are settled at once.
const COMMUNES_MOST: usize = 200;

struct Recording {
    desk: Desk,
    order: Order,
    /// The first day without the commune.
    day: Day,
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

/// Records it for communes of which each went whole to one other: all of them or none. `document` is the act of
/// those for which none is known. How many units went.
///
/// # Errors
/// `transfer-choose`, `transfer-many`, `transfer-divided` for a commune that did not go whole to one, as
/// [`record`], authority, or a failure.
pub async fn record_whole(
    desk: &Desk,
    actor: Option<&Actor>,
    communes: &[UnitId],
    document: &str,
) -> Result<usize, Error> {
    let communes: BTreeSet<UnitId> = communes.iter().copied().collect();
    if communes.is_empty() {
        return Err(Refusal::at("xa-phuong", "transfer-choose").into());
    }
    if communes.len() > COMMUNES_MOST {
        let refusal = Refusal::at("xa-phuong", "transfer-many");
        return Err(refusal.with("most", COMMUNES_MOST).into());
    }
    let (mut all, mut units) = (Vec::new(), 0);
    for commune in communes {
        let seen = prospect(desk, actor, commune).await?;
        if !seen.left.is_whole() {
            return Err(Refusal::new("transfer-divided").with("name", seen.left.name).into());
        }
        units += seen.units.len();
        let id = ReorganisationId(desk.clock.id());
        let known = Some(seen.left.document).filter(|known| !known.is_empty());
        let document = known.unwrap_or_else(|| document.to_owned());
        let order = Order { id, commune, to: seen.to, document };
        all.push(recording(desk, actor, order).await?);
    }
    desk.act(all, |tx, all| Box::pin(write_all(tx, all))).await?;
    Ok(units)
}

async fn recording(desk: &Desk, actor: Option<&Actor>, order: Order) -> Result<Recording, Error> {
    let known = gazetteer::known(desk).await?;
    let end = known
        .end_of(order.commune, desk.clock.today())
        .ok_or(Refusal::new("transfer-commune-stands"))?;
    let heirs: Vec<UnitId> = end.heirs.iter().map(|(state, _)| state.unit_id).collect();
    let audit = entitled(desk, actor, (&heirs, end.day), order.id.0).await?;
    let recorded_by = actor.map(|actor| actor.account_id);
    Ok(Recording { desk: desk.clone(), order, day: end.day, heirs, recorded_by, audit })
}

async fn write_all(tx: &mut Tx, all: Arc<Vec<Recording>>) -> Result<(), Stop<Refusal>> {
    for recording in all.iter() {
        write(tx, recording).await?;
    }
    Ok(())
}

async fn write(tx: &mut Tx, recording: &Recording) -> Result<(), Stop<Refusal>> {
    let Recording { desk, order, day, audit, .. } = recording;
    let (now, today, day, commune) = (audit.at, desk.clock.today(), *day, order.commune);
    if rows::one(tx, order.id).await?.is_some() {
        tx.without_audit();
        return Ok(());
    }
    let transfer = Transfer {
        id: order.id,
        commune,
        effective_on: day,
        legal_document: units::text::tidy(&order.document),
        // As the registry has them in this very transaction.
        units: standing(tx, desk, commune, day).await?.map_err(Stop::Refused)?,
        to: order.to.clone(),
    };
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
    take_in(tx, &transfer).await?;
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

/// What the nation's list brought is only known; a commune that gets units is run here from now on, with what it
/// lies in.
async fn take_in(tx: &mut Tx, transfer: &Transfer) -> Result<(), Stop<Refusal>> {
    let heirs: BTreeSet<UnitId> = transfer.to.values().copied().collect();
    let mut units = heirs.clone();
    for heir in heirs {
        let at = store::locality::of(tx, heir, transfer.effective_on).await?;
        units.extend(at.map(|at| at.top_id));
    }
    let units: Vec<UnitId> = units.into_iter().collect();
    Ok(rows::take_in(tx, transfer.id, &units).await?)
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
