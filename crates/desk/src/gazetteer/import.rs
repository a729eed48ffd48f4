//! The act itself: look, write, take back; and which part of the list is run here.

use std::collections::{HashMap, HashSet};

use store::gazetteer::{self as rows, Brought};
use store::{Entry, Stop};
use units::gazetteer::{Growth, Nation, Version};
use units::{Day, UnitId};
use uuid::Uuid;

use super::{Intake, Preview, Source, VersionLine, refusal};
use crate::{Act, Actor, Desk, Error, Object, Refusal, authority};

/// What an import would do, without doing it.
///
/// # Errors
/// Every complaint about the file, authority, or a failure.
pub async fn preview(
    desk: &Desk,
    actor: Option<&Actor>,
    intake: &Intake,
) -> Result<Preview, Error> {
    authorize(desk, actor)?;
    let before = kept(&mut desk.store.read()).await?;
    let (_, preview) = grow(before, intake)?;
    Ok(preview)
}

/// Imports a file of the list, all of it or nothing. What is there already is left as it is, so the same
/// file twice does nothing the second time. Without an actor it is the administrator of the machine.
///
/// # Errors
/// Every complaint about the file, authority, or a failure.
pub async fn import(desk: &Desk, actor: Option<&Actor>, intake: Intake) -> Result<Preview, Error> {
    authorize(desk, actor)?;
    let id = desk.clock.id();
    let audit = entry(desk, actor, id, "gazetteer-import");
    let account = actor.map(|actor| actor.account_id);
    desk.act((intake, audit, account), |tx, input| {
        Box::pin(async move {
            let (intake, audit, account) = &*input;
            let before = kept(tx).await?;
            let (growth, preview) = grow(before, intake).map_err(Stop::Refused)?;
            let Some(effective_on) = growth.first_day() else {
                tx.without_audit();
                return Ok(preview);
            };
            let id = audit.object_id.unwrap_or_default();
            let brought = brought(growth, intake, (id, *account), effective_on);
            rows::bring(tx, &brought, audit.at).await?;
            rows::touch(tx, brought.units.first().copied()).await?;
            tx.audit(audit.clone()).await?;
            Ok(Preview { import: Some(id), ..preview })
        })
    })
    .await
}

/// What was imported, the oldest first, with what was taken back: one is taken back by its identity.
///
/// # Errors
/// Authority, or a failure.
pub async fn imports(desk: &Desk, actor: Option<&Actor>) -> Result<Vec<rows::Import>, Error> {
    authorize(desk, actor)?;
    Ok(rows::imports(&mut desk.store.read()).await?)
}

/// Takes an import back before its first day.
///
/// # Errors
/// `gazetteer-unknown-import`, `gazetteer-in-force` where its day has come, `gazetteer-transfer-ahead` where khu phố
/// and ấp are to go to communes that it made, authority, or a failure.
pub async fn revert(desk: &Desk, actor: Option<&Actor>, id: Uuid) -> Result<(), Error> {
    authorize(desk, actor)?;
    let (audit, today) = (entry(desk, actor, id, "gazetteer-revert"), desk.clock.today());
    desk.act((audit, today), |tx, input| {
        Box::pin(async move {
            let (audit, today) = &*input;
            let id = audit.object_id.unwrap_or_default();
            let imports = rows::imports(tx).await?;
            let later = imports.iter().rev().take_while(|import| import.id != id);
            let is_last = later.into_iter().all(|import| import.reverted_at.is_some());
            let Some(import) = imports.iter().find(|it| it.id == id && it.reverted_at.is_none())
            else {
                return Err(crate::stop("gazetteer-unknown-import"));
            };
            // Edges alone only say what became of units long gone; nothing that came later rests on them.
            if !is_last && !import.is_edges_alone {
                return Err(crate::stop("gazetteer-not-last"));
            }
            if import.effective_on <= *today && !import.is_edges_alone {
                let refusal = Refusal::new("gazetteer-in-force");
                return Err(Stop::Refused(refusal.with("day", import.effective_on.dmy())));
            }
            // Khu phố and ấp that are to go to what this import made would hang in the air.
            let ahead = store::transfer::ahead(tx, *today).await?;
            if let Some(first) = ahead.iter().find(|it| it.effective_on >= import.effective_on) {
                let refusal = Refusal::new("gazetteer-transfer-ahead");
                return Err(Stop::Refused(refusal.with("day", first.effective_on.dmy())));
            }
            rows::take_back(tx, id, audit.at).await?;
            rows::touch(tx, None).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Takes a province of the list, with all that lies or lay in it and all that its units came from, into
/// what is run here. How many units that are.
///
/// # Errors
/// `gazetteer-no-province` where the list has no province of that code today, authority, or a failure.
pub async fn run_here(desk: &Desk, actor: Option<&Actor>, code: &str) -> Result<usize, Error> {
    authorize(desk, actor)?;
    let nation = kept(&mut desk.store.read()).await?;
    let today = desk.clock.today();
    let province = nation
        .on(today)
        .find(|it| it.parent_id.is_none() && it.official_code.as_deref() == Some(code.trim()))
        .map(|state| state.unit_id)
        .ok_or_else(|| Refusal::new("gazetteer-no-province").with("code", code))?;
    let units = with_past(&nation, province);
    let audit = entry(desk, actor, province.0, "gazetteer-run-here");
    let count = units.len();
    desk.act((units, audit), |tx, input| {
        Box::pin(async move {
            rows::run_here(tx, &input.0, true).await?;
            rows::touch(tx, None).await?;
            tx.audit(input.1.clone()).await?;
            Ok(())
        })
    })
    .await?;
    Ok(count)
}

/// A unit, everything that ever lay under it, and everything that those came from.
fn with_past(nation: &Nation, top: UnitId) -> Vec<UnitId> {
    let mut below: HashMap<UnitId, Vec<UnitId>> = HashMap::new();
    for state in nation.units().iter().flat_map(|unit| &unit.states) {
        if let Some(parent) = state.parent_id {
            below.entry(parent).or_default().push(state.unit_id);
        }
    }
    let mut from: HashMap<UnitId, Vec<UnitId>> = HashMap::new();
    for edge in nation.events().iter().flat_map(|event| &event.edges) {
        from.entry(edge.to).or_default().push(edge.from);
    }
    let above: HashMap<UnitId, Vec<UnitId>> = nation
        .units()
        .iter()
        .map(|unit| (unit.id, unit.states.iter().filter_map(|state| state.parent_id).collect()))
        .collect();
    let mut found: HashSet<UnitId> = HashSet::new();
    let mut open = vec![top];
    while let Some(unit) = open.pop() {
        if found.insert(unit) {
            open.extend(below.get(&unit).into_iter().flatten());
            open.extend(from.get(&unit).into_iter().flatten());
        }
    }
    // What they lay in, so that no path of theirs has a gap; not what else lay in that.
    let mut open: Vec<UnitId> = found.iter().copied().collect();
    while let Some(unit) = open.pop() {
        for parent in above.get(&unit).into_iter().flatten() {
            if found.insert(*parent) {
                open.push(*parent);
            }
        }
    }
    let mut units: Vec<UnitId> = found.into_iter().collect();
    units.sort_unstable();
    units
}

fn authorize(desk: &Desk, actor: Option<&Actor>) -> Result<(), Error> {
    if let Some(actor) = actor {
        let object = Object::at(Vec::new(), desk.clock.today());
        authority::authorize(actor, Act::GazetteerImport, &object)?;
    }
    Ok(())
}

fn entry(desk: &Desk, actor: Option<&Actor>, id: Uuid, act: &'static str) -> Entry {
    Entry {
        at: desk.clock.now(),
        actor: actor.map(|actor| actor.account_id),
        post: None,
        act,
        object_kind: "gazetteer",
        object_id: Some(id),
        reason: String::new(),
        digest: None,
    }
}

/// The list as it stands.
async fn kept(asked: &mut impl store::unit::Ask) -> Result<Nation, store::Failure> {
    let kept = rows::kept(asked).await?;
    Ok(Nation::kept(kept.units, kept.events, kept.versions, kept.noted))
}

/// The list with a file on top, and what that adds.
fn grow(before: Nation, intake: &Intake) -> Result<(Growth, Preview), Refusal> {
    let mut reform = None;
    let mut differences = Vec::new();
    let after = match &intake.source {
        Source::Versions(versions) => follow(before.clone(), versions)?,
        Source::Reform(change, found) => {
            differences.clone_from(found);
            if before.versions().iter().any(|it| it.effective_on == change.on) {
                let differing = before.differing(change);
                if !differing.is_empty() {
                    return Err(refusal(differing));
                }
                before.clone()
            } else {
                let (after, report) = before.clone().reform(change).map_err(refusal)?;
                reform = Some(report);
                after
            }
        }
        Source::List { units, on, acts } => {
            let version = before.version_of(units, *on, acts).map_err(refusal)?;
            if version.changes.is_empty() {
                before.clone()
            } else {
                before.clone().follow(std::slice::from_ref(&version)).map_err(refusal)?
            }
        }
        Source::Edges(edges) => before.clone().with_edges(edges).map_err(refusal)?,
        Source::BuiltIn(packed) => {
            let built_in = packed.nation().map_err(refusal)?;
            known_as_given(&before, built_in.versions())?;
            if before.versions().len() >= built_in.versions().len() {
                before.clone()
            } else {
                built_in
            }
        }
    };
    let growth = after.growth_since(&before);
    let preview = told(&growth, (&before, &after), differences, reform);
    Ok((growth, preview))
}

/// Replays the versions that the list does not have yet.
fn follow(before: Nation, versions: &[Version]) -> Result<Nation, Refusal> {
    known_as_given(&before, versions)?;
    let last = before.versions().last().map_or(0, |version| version.number);
    let fresh: Vec<Version> = versions.iter().filter(|it| it.number > last).cloned().collect();
    before.follow(&fresh).map_err(refusal)
}

/// Refuses versions that the list has under the same number with other changes, whichever of them they are.
fn known_as_given(before: &Nation, versions: &[Version]) -> Result<(), Refusal> {
    let differing = before.versions().iter().zip(versions).filter(|(kept, given)| {
        kept.effective_on != given.effective_on || kept.changes != given.changes
    });
    let refusals = differing.map(|(kept, given)| {
        Refusal::new("gazetteer-version-differs")
            .with("line", given.number)
            .with("kept", kept.effective_on.dmy())
            .with("given", given.effective_on.dmy())
    });
    Refusal::all(refusals.collect()).map_or(Ok(()), Err)
}

fn told(
    growth: &Growth,
    (before, after): (&Nation, &Nation),
    differences: Vec<units::gazetteer::Difference>,
    reform: Option<units::gazetteer::ReformReport>,
) -> Preview {
    let last = |nation: &Nation| nation.versions().last().map(|it| it.counts).unwrap_or_default();
    Preview {
        versions: growth
            .versions
            .iter()
            .map(|version| VersionLine {
                number: version.number,
                dated: version.dated,
                effective_on: version.effective_on,
                changes: version.changes.len(),
            })
            .collect(),
        units: growth.units.len(),
        states: growth.states.len(),
        ended: growth.ended.values().map(Vec::len).sum(),
        events: growth.events.len(),
        edges: growth.events.iter().map(|event| event.edges.len()).sum(),
        before: last(before),
        after: last(after),
        first_day: growth.first_day(),
        reform,
        differences,
        import: None,
    }
}

fn brought(
    growth: Growth,
    intake: &Intake,
    (id, account): (Uuid, Option<units::AccountId>),
    effective_on: Day,
) -> Brought {
    Brought {
        id,
        source: intake.name.clone(),
        digest: intake.digest.to_vec(),
        effective_on,
        account,
        units: growth.units,
        states: growth.states,
        replaced: growth.replaced,
        ended: growth.ended,
        events: growth.events,
        versions: growth.versions,
        noted: growth.noted,
        is_reference: intake.is_reference,
    }
}
