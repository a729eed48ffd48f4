//! What is open follows its household or place through a reorganisation: dated rows are written when
//! the adoption is confirmed and taken back with it. Closed matters stay where they ended. The posts
//! of an ending place end with it; the same posts of the place that takes most of its households go on
//! for them.

mod group;

use std::collections::{BTreeMap, BTreeSet};

use ledger::body::renamed;
use ledger::follow::{FollowedBy, successor};
use ledger::matter::Matter;
use ledger::{AdoptionId, BodyId, VisitId};
use store::locality::Locality;
use store::matter::{Placed, Standing};
use store::post::{self, Post};
use store::{Stop, Tx, atom, difficulty, household, matter, practice};
use units::reorganisation::Applied;
use units::{
    AtomId, Coverage, Day, DoorPoint, Period, PostId, ReorganisationId, UnitId, UnitState,
};

use crate::{Desk, Refusal, body};

pub(crate) use group::formed as group_formed;

/// Where the households of each place that changes go, and which post goes on for which.
struct Ways {
    by: ReorganisationId,
    day: Day,
    /// Each place from which an atom leaves: its successors, itself among them, with households.
    successors: BTreeMap<UnitId, Vec<(UnitId, u32)>>,
    /// Atoms by where they lie, in 1e-7 degrees, with the place they are in from the day on.
    points: Vec<(i64, i64, UnitId)>,
    /// Ended post → the post that goes on for it, by the place that goes on.
    heirs: BTreeMap<(PostId, UnitId), PostId>,
    /// Ended body → the body that goes on for it, by the place that goes on.
    bodies: BTreeMap<(BodyId, UnitId), BodyId>,
}

/// Sends what is open after its household or place; called in the transaction that confirms.
pub(crate) async fn adopted(
    tx: &mut Tx,
    desk: &Desk,
    commune: UnitId,
    applied: &Applied,
) -> Result<(), Stop<Refusal>> {
    let mut ways = ways(tx, commune, applied).await?;
    hand_on_bodies(tx, desk, applied, &mut ways).await?;
    hand_on_posts(tx, desk, commune, applied, &mut ways).await?;
    let changing: Vec<UnitId> = ways.successors.keys().copied().collect();
    let at = desk.clock.now();
    for standing in matter::open_in_units(tx, &changing, ways.day).await? {
        send(tx, &ways, &standing, at).await?;
    }
    for (id, unit) in difficulty::open_in_units(tx, &changing, ways.day).await? {
        let parts = ways.successors.get(&unit).map_or(&[][..], Vec::as_slice);
        if let Some((to, by)) = successor(parts, None, None).filter(|(to, _)| *to != unit) {
            difficulty::follow(tx, (id, to, by), (ways.day, ways.by.0, at)).await?;
        }
    }
    for (id, unit) in practice::open_in_units(tx, &changing, ways.day).await? {
        let parts = ways.successors.get(&unit).map_or(&[][..], Vec::as_slice);
        if let Some((to, by)) = successor(parts, None, None).filter(|(to, _)| *to != unit) {
            practice::follow(tx, (id, to, by), (ways.day, ways.by.0, at)).await?;
        }
    }
    let most = |unit| {
        let parts = ways.successors.get(&unit).map_or(&[][..], Vec::as_slice);
        successor(parts, None, None)
    };
    crate::visit::follow(tx, &changing, (ways.day, ways.by.0), most).await?;
    group::adopted(tx, desk, &ways, applied).await
}

/// Takes back what [`adopted`] wrote, before its day.
pub(crate) async fn reverted(
    tx: &mut Tx,
    id: ReorganisationId,
    today: Day,
) -> Result<(), Stop<Refusal>> {
    matter::take_back(tx, id.0).await?;
    difficulty::take_back(tx, id.0).await?;
    practice::take_back(tx, id.0).await?;
    store::visit::take_back(tx, id.0).await?;
    if let Some(name) = post::take_back(tx, id.0).await? {
        return Err(Stop::Refused(Refusal::new("post-in-use").with("name", name)));
    }
    if let Some(name) = store::body::take_back(tx, id.0, today).await? {
        return Err(Stop::Refused(Refusal::new("body-in-use").with("name", name)));
    }
    Ok(())
}

/// A matter that is opened while an adoption lies ahead follows at once.
pub(crate) async fn opened(
    tx: &mut Tx,
    desk: &Desk,
    matter: &Matter,
    (locality, point): (Locality, Option<DoorPoint>),
) -> Result<(), Stop<Refusal>> {
    let Some(commune) = locality.commune_id else { return Ok(()) };
    let standing = Standing {
        matter_id: matter.id,
        household_id: matter.household_id,
        point,
        unit_id: locality.unit_id,
        post_id: matter.clears.owner,
    };
    for applied in store::reorganisation::ahead(tx, commune, desk.clock.today()).await? {
        let mut ways = ways(tx, commune, &applied).await?;
        if ways.successors.contains_key(&locality.unit_id) {
            known_heirs(tx, &mut ways).await?;
            send(tx, &ways, &standing, desk.clock.now()).await?;
        }
    }
    Ok(())
}

/// A visit that is planned while a reorganisation lies ahead follows at once.
pub(crate) async fn planned(
    tx: &mut Tx,
    desk: &Desk,
    id: VisitId,
    locality: Locality,
) -> Result<(), Stop<Refusal>> {
    let Some(commune) = locality.commune_id else { return Ok(()) };
    let mut unit = locality.unit_id;
    for applied in store::reorganisation::ahead(tx, commune, desk.clock.today()).await? {
        let ways = ways(tx, commune, &applied).await?;
        let parts = ways.successors.get(&unit).map_or(&[][..], Vec::as_slice);
        if let Some((to, by)) = successor(parts, None, None).filter(|(to, _)| *to != unit) {
            store::visit::follow(tx, (id, to, by), (ways.day, ways.by.0)).await?;
            unit = to;
        }
    }
    Ok(())
}

/// An adoption of a practice that is offered while a reorganisation lies ahead follows at once.
pub(crate) async fn offered(
    tx: &mut Tx,
    desk: &Desk,
    id: AdoptionId,
    locality: Locality,
) -> Result<(), Stop<Refusal>> {
    let Some(commune) = locality.commune_id else { return Ok(()) };
    let mut unit = locality.unit_id;
    for applied in store::reorganisation::ahead(tx, commune, desk.clock.today()).await? {
        let ways = ways(tx, commune, &applied).await?;
        let parts = ways.successors.get(&unit).map_or(&[][..], Vec::as_slice);
        if let Some((to, by)) = successor(parts, None, None).filter(|(to, _)| *to != unit) {
            practice::follow(tx, (id, to, by), (ways.day, ways.by.0, desk.clock.now())).await?;
            unit = to;
        }
    }
    Ok(())
}

async fn ways(tx: &mut Tx, commune: UnitId, applied: &Applied) -> Result<Ways, Stop<Refusal>> {
    let mut to: BTreeMap<AtomId, (UnitId, UnitId)> = BTreeMap::new();
    for moved in &applied.atoms {
        to.insert(moved.atom_id, (moved.from, moved.to));
    }
    let leaving: BTreeSet<UnitId> =
        to.values().filter(|(from, to)| from != to).map(|(from, _)| *from).collect();
    let mut counts: BTreeMap<UnitId, BTreeMap<UnitId, u32>> = BTreeMap::new();
    let mut points = Vec::new();
    for (id, lon, lat, households) in
        atom::points(tx, commune, applied.effective_on.previous()).await?
    {
        let Some((from, to)) = to.get(&id) else { continue };
        points.push((lon, lat, *to));
        if leaving.contains(from) {
            let households = u32::try_from(households).unwrap_or(u32::MAX);
            *counts.entry(*from).or_default().entry(*to).or_default() += households;
        }
    }
    let successors =
        counts.into_iter().map(|(from, parts)| (from, parts.into_iter().collect())).collect();
    let (by, day) = (applied.reorganisation_id, applied.effective_on);
    Ok(Ways { by, day, successors, points, heirs: BTreeMap::new(), bodies: BTreeMap::new() })
}

/// Ends the bodies of ending places and lets the same bodies of the places that take their households go on
/// for them.
async fn hand_on_bodies(
    tx: &mut Tx,
    desk: &Desk,
    applied: &Applied,
    ways: &mut Ways,
) -> Result<(), Stop<Refusal>> {
    for unit in ending_units(applied) {
        let parts = ways.successors.get(&unit).map_or(&[][..], Vec::as_slice);
        let coverage = if parts.len() == 1 { Coverage::Whole } else { Coverage::Part };
        let mut heirs = Vec::new();
        for (to, _) in parts {
            if let Some(state) = store::unit::state_now(tx, *to, ways.day).await? {
                let (kind, name) = (state.kind, state.name);
                heirs.push(body::Heir { unit: *to, kind, name, coverage });
            }
        }
        let act = (ways.day, applied.legal_document.as_str());
        let passed = body::pass_on(tx, desk, (unit, &heirs), act, Some(ways.by.0)).await?;
        ways.bodies.extend(passed.over);
    }
    Ok(())
}

/// The post of a new place after the pattern of an old one: under its name, in the body that goes on.
fn after_pattern(
    pattern: &Post,
    (old_name, state): (&str, &UnitState),
    ways: &Ways,
    (id, commune): (PostId, UnitId),
) -> Post {
    let body = pattern.body.as_ref().map(|(body, name)| {
        let goes_on = ways.bodies.get(&(*body, state.unit_id)).copied();
        (goes_on.unwrap_or(*body), name.clone())
    });
    Post {
        post_id: id,
        name: renamed(&pattern.name, old_name, &state.name),
        name_en: String::new(),
        body,
        unit_id: Some(state.unit_id),
        commune_id: Some(commune),
        valid: Period::since(ways.day),
        ..pattern.clone()
    }
}

/// Ends the posts of ending places, makes those of new places, and lets the post of the place that
/// takes most of the households go on for the ended one.
async fn hand_on_posts(
    tx: &mut Tx,
    desk: &Desk,
    commune: UnitId,
    applied: &Applied,
    ways: &mut Ways,
) -> Result<(), Stop<Refusal>> {
    let ending = ending_units(applied);
    let mut old: Vec<(UnitId, String, Post)> = Vec::new();
    for (unit, name) in names_before(tx, &ending, ways.day).await? {
        for post in post::of_unit(tx, unit, ways.day.previous()).await? {
            if post.kind.is_of_unit() {
                old.push((unit, name.clone(), post));
            }
        }
    }
    post::end_of_units(tx, &ending, ways.day, ways.by.0).await?;
    for state in applied.new_units.iter().flat_map(|unit| &unit.states) {
        let mut made: BTreeMap<_, PostId> = BTreeMap::new();
        for (unit, name, pattern) in &old {
            let goes_there = ways
                .successors
                .get(unit)
                .is_some_and(|parts| parts.iter().any(|(to, _)| *to == state.unit_id));
            if !goes_there {
                continue;
            }
            let heir = match made.get(&pattern.kind) {
                Some(heir) => *heir,
                None => {
                    let id = PostId(desk.clock.id());
                    let post = after_pattern(pattern, (name, state), ways, (id, commune));
                    post::add(tx, &post, Some(ways.by.0)).await?;
                    made.insert(pattern.kind, post.post_id);
                    post.post_id
                }
            };
            ways.heirs.insert((pattern.post_id, state.unit_id), heir);
        }
    }
    heirs_in_kept_units(tx, ways, &old).await?;
    for (unit, _, post) in &old {
        let parts = ways.successors.get(unit).map_or(&[][..], Vec::as_slice);
        let Some((to, _)) = successor(parts, None, None) else { continue };
        if let Some(heir) = ways.heirs.get(&(post.post_id, to)) {
            post::continue_by(tx, post.post_id, *heir).await?;
        }
    }
    Ok(())
}

/// A place that goes on under its own identity already has its posts: they are heirs by kind, also of
/// the posts of a place that only loses a part.
async fn heirs_in_kept_units(
    tx: &mut Tx,
    ways: &mut Ways,
    old: &[(UnitId, String, Post)],
) -> Result<(), Stop<Refusal>> {
    let mut kept: BTreeMap<UnitId, Vec<Post>> = BTreeMap::new();
    let targets: BTreeSet<UnitId> =
        ways.successors.values().flatten().map(|(unit, _)| *unit).collect();
    for unit in targets {
        kept.insert(unit, post::of_unit(tx, unit, ways.day).await?);
    }
    let losing: Vec<UnitId> = ways.successors.keys().copied().collect();
    let mut givers: Vec<(UnitId, Post)> =
        old.iter().map(|(unit, _, post)| (*unit, post.clone())).collect();
    for unit in losing {
        givers.extend(kept.get(&unit).into_iter().flatten().map(|post| (unit, post.clone())));
    }
    for (unit, giver) in givers {
        for (to, _) in ways.successors.get(&unit).into_iter().flatten() {
            let same = kept.get(to).into_iter().flatten().find(|post| post.kind == giver.kind);
            if let Some(heir) = same {
                ways.heirs.entry((giver.post_id, *to)).or_insert(heir.post_id);
            }
        }
    }
    Ok(())
}

/// The heirs of an adoption that was confirmed before, read back by kind.
async fn known_heirs(tx: &mut Tx, ways: &mut Ways) -> Result<(), Stop<Refusal>> {
    let mut old = Vec::new();
    for unit in ways.successors.keys() {
        for post in post::of_unit(tx, *unit, ways.day.previous()).await? {
            old.push((*unit, String::new(), post));
        }
    }
    heirs_in_kept_units(tx, ways, &old).await
}

fn ending_units(applied: &Applied) -> Vec<UnitId> {
    let goes_on: BTreeSet<UnitId> = applied.next_states.iter().map(|state| state.unit_id).collect();
    let ended = applied.ended_states.iter().map(|ended| ended.unit_id);
    ended.filter(|unit| !goes_on.contains(unit)).collect()
}

async fn names_before(
    tx: &mut Tx,
    units: &[UnitId],
    day: Day,
) -> Result<Vec<(UnitId, String)>, Stop<Refusal>> {
    let mut names = Vec::new();
    for unit in units {
        if let Some(state) = store::unit::state_now(tx, *unit, day.previous()).await? {
            names.push((*unit, state.name));
        }
    }
    Ok(names)
}

async fn send(tx: &mut Tx, ways: &Ways, standing: &Standing, at: i64) -> Result<(), Stop<Refusal>> {
    let household = match standing.household_id {
        Some(id) => household::base_on(tx, id, ways.day).await?,
        None => None,
    };
    let point = standing.point.and_then(|point| nearest(&ways.points, point));
    let parts = ways.successors.get(&standing.unit_id).map_or(&[][..], Vec::as_slice);
    let Some((unit, by)) = successor(parts, household, point) else { return Ok(()) };
    let post = ways.heirs.get(&(standing.post_id, unit)).copied().unwrap_or(standing.post_id);
    if unit == standing.unit_id && post == standing.post_id {
        return Ok(());
    }
    let placed = Placed {
        matter_id: standing.matter_id,
        unit_id: unit,
        post_id: post,
        by: if unit == standing.unit_id { FollowedBy::Majority } else { by },
        from: ways.day,
        reorganisation: ways.by.0,
    };
    matter::follow(tx, &placed, at).await?;
    Ok(())
}

/// The place of the atom nearest to a point; of equally near ones the first.
fn nearest(points: &[(i64, i64, UnitId)], at: DoorPoint) -> Option<UnitId> {
    let far = |(lon, lat, _): &(i64, i64, UnitId)| {
        let (east, north) = (lon - i64::from(at.lon_e7), lat - i64::from(at.lat_e7));
        i128::from(east).pow(2) + i128::from(north).pow(2)
    };
    points.iter().min_by_key(|point| far(point)).map(|(_, _, unit)| *unit)
}
