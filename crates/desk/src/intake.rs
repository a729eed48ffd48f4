//! A commune comes into the registry: units with their history, outlines, clusters, borders,
//! the background of the map, and the households in batches, so that memory stays bounded.

use atlas::Plane;
use geo::{Area as _, Centroid as _, Geometry, MultiPolygon};
use store::atom::{NewAtom, Place};
use store::household::{NewHousehold, NewMembership};
use store::map::Feature;
use store::unit::{NewEvent, NewShape, NewState};
use store::{Stop, atom, household, map, registry, unit};
use units::{AtomId, Day, Event, Household, Membership, Period, Tier, Unit, UnitId};

use crate::draw::border_rows;
use crate::{Act, Actor, Desk, Error, Object, Refusal, authority, outline};

/// Households of one transaction.
const BATCH: usize = 2_000;

/// A commune as it is handed over. Days and identities are the giver's.
pub struct CommuneIntake<'i> {
    /// The commune, one of the units or already in the registry.
    pub commune: UnitId,
    /// Units with all their states, parents before children. Units that are in the registry
    /// already, such as the city, are left as they are.
    pub units: Vec<Unit>,
    /// Outlines, for every state of their unit.
    pub outlines: Vec<Outline>,
    /// What became of the units before today.
    pub events: Vec<Event>,
    /// The background of the map.
    pub features: Vec<Background>,
    /// Clusters of households.
    pub clusters: Vec<Cluster>,
    /// Borders between clusters: places in `clusters`.
    pub borders: Vec<atlas::Border>,
    /// The first day of the memberships given.
    pub since: Day,
    /// The households, one at a time.
    pub households: Box<dyn Iterator<Item = Resident> + Send + 'i>,
}

/// The outline of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// The unit.
    pub unit: UnitId,
    /// Its land in degrees.
    pub land: MultiPolygon<f64>,
    /// Its area in square metres.
    pub area_m2: u64,
}

/// A line or area of the background.
#[derive(Debug, Clone, PartialEq)]
pub struct Background {
    /// Its wire code.
    pub class: String,
    /// Its name.
    pub name: Option<String>,
    /// Its course or land in degrees.
    pub shape: Geometry<f64>,
}

/// A cluster of households.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Identity.
    pub id: AtomId,
    /// Its name.
    pub name: String,
    /// `cluster` or `block`.
    pub kind: String,
    /// The base unit it lies in.
    pub base: UnitId,
    /// The old group it lies in.
    pub sub: Option<UnitId>,
    /// Clusters with one key are never parted.
    pub together: Option<String>,
    /// Its land in degrees.
    pub land: MultiPolygon<f64>,
}

/// A household with its cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resident {
    /// The household.
    pub household: Household,
    /// Its place in `clusters`.
    pub cluster: usize,
}

/// What came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Received {
    /// Units that were new.
    pub units: usize,
    /// Clusters.
    pub clusters: usize,
    /// Households.
    pub households: usize,
}

/// Brings a commune in. Until the last batch is in, the commune has no revision and nothing can be
/// proposed on it. Without an actor it is the administrator of the machine.
///
/// # Errors
/// `intake-known` where the commune is in already, `intake-cluster` for a household or border
/// outside the clusters, authority, or a failure.
pub async fn commune(
    desk: &Desk,
    actor: Option<&Actor>,
    mut intake: CommuneIntake<'_>,
) -> Result<Received, Error> {
    let (id, since) = (intake.commune, intake.since);
    if let Some(actor) = actor {
        let object = Object::at(vec![id], desk.clock.today());
        authority::authorize(actor, Act::IntakeCommune, &object)?;
    }
    let places: Vec<(AtomId, UnitId, Option<UnitId>)> =
        intake.clusters.iter().map(|cluster| (cluster.id, cluster.base, cluster.sub)).collect();
    let households = std::mem::replace(&mut intake.households, Box::new(std::iter::empty()));
    let mut received = begin(desk, actor, prepare(intake)?).await?;
    let mut batch = Vec::with_capacity(BATCH);
    for resident in households {
        batch.push(resident);
        if batch.len() == BATCH {
            received.households +=
                settle(desk, (id, since), &places, std::mem::take(&mut batch)).await?;
        }
    }
    received.households += settle(desk, (id, since), &places, batch).await?;
    let audit = entry(desk, actor, id, "intake-finish");
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            registry::start(tx, id).await?;
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await?;
    Ok(received)
}

fn entry(desk: &Desk, actor: Option<&Actor>, commune: UnitId, act: &'static str) -> store::Entry {
    store::Entry {
        at: desk.clock.now(),
        actor: actor.map(|actor| actor.account_id),
        post: None,
        act,
        object_kind: "unit",
        object_id: Some(commune.0),
        reason: String::new(),
        digest: None,
    }
}

/// Everything but the households, as rows.
struct Prepared {
    commune: UnitId,
    units: Vec<Unit>,
    shapes: Vec<NewShape>,
    events: Vec<Event>,
    features: Vec<Feature>,
    atoms: Vec<NewAtom>,
    places: Vec<Place>,
    borders: Vec<atom::Border>,
}

fn prepare(intake: CommuneIntake<'_>) -> Result<Prepared, Error> {
    let mut borders = Vec::new();
    for border in &intake.borders {
        let id = |at: usize| intake.clusters.get(at).map(|cluster| cluster.id);
        let ends = id(border.a).zip(id(border.b)).ok_or(Refusal::new("intake-cluster"))?;
        borders.extend(border_rows(border, ends));
    }
    let mut places = Vec::new();
    for cluster in &intake.clusters {
        let place =
            |unit, tier| Place { atom: cluster.id, unit, tier, from: intake.since, began: None };
        places.push(place(cluster.base, Tier::Base));
        places.extend(cluster.sub.map(|sub| place(sub, Tier::Sub)));
    }
    let plane = Plane::utm48n();
    let features = intake.features.into_iter().map(|feature| Feature {
        class: feature.class,
        name: feature.name,
        wkb: atlas::wkb::write(&feature.shape),
    });
    Ok(Prepared {
        commune: intake.commune,
        shapes: shapes(&intake.units, &intake.outlines),
        units: intake.units,
        events: intake.events,
        features: features.collect(),
        atoms: intake.clusters.into_iter().map(|cluster| new_atom(cluster, &plane)).collect(),
        places,
        borders,
    })
}

fn shapes(units: &[Unit], outlines: &[Outline]) -> Vec<NewShape> {
    let mut shapes = Vec::new();
    for outline in outlines {
        let unit = units.iter().find(|unit| unit.id == outline.unit);
        for state in unit.into_iter().flat_map(|unit| &unit.states) {
            shapes.push(NewShape {
                state_id: state.id,
                wkb: atlas::wkb::write_area(&outline.land),
                bbox_e7: outline::bbox_e7(&outline.land),
                area_m2: i64::try_from(outline.area_m2).unwrap_or(i64::MAX),
            });
        }
    }
    shapes
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees times 1e7 and square metres of a commune fit an i64"
)]
fn new_atom(cluster: Cluster, plane: &Plane) -> NewAtom {
    let area_m2 = plane.area_to_metres(&cluster.land).map_or(0, |land| land.unsigned_area() as i64);
    let middle = cluster.land.centroid().map_or((0.0, 0.0), |point| (point.x(), point.y()));
    NewAtom {
        id: cluster.id,
        name: cluster.name,
        kind: cluster.kind,
        sub_unit: cluster.sub,
        together: cluster.together,
        position_e7: [(middle.0 * 1e7).round() as i64, (middle.1 * 1e7).round() as i64],
        area_m2,
        wkb: Some(atlas::wkb::write_area(&cluster.land)),
    }
}

async fn begin(desk: &Desk, actor: Option<&Actor>, prepared: Prepared) -> Result<Received, Error> {
    let now = desk.clock.now();
    let audit = entry(desk, actor, prepared.commune, Act::IntakeCommune.code());
    desk.act((prepared, audit), move |tx, input| {
        Box::pin(async move {
            let (prepared, audit) = &*input;
            let known = unit::known(tx).await?;
            if known.contains(&prepared.commune) {
                return Err(Stop::Refused(Refusal::new("intake-known")));
            }
            let fresh: Vec<&Unit> =
                prepared.units.iter().filter(|unit| !known.contains(&unit.id)).collect();
            let ids: Vec<UnitId> = fresh.iter().map(|unit| unit.id).collect();
            unit::add_units(tx, &ids, now).await?;
            let states: Vec<NewState> = fresh
                .iter()
                .flat_map(|unit| &unit.states)
                .map(|state| NewState {
                    state: state.clone(),
                    declared_households: None,
                    began: None,
                })
                .collect();
            unit::add_states(tx, &states, now).await?;
            let kept: std::collections::HashSet<_> =
                states.iter().map(|state| state.state.id).collect();
            let shapes: Vec<NewShape> = prepared
                .shapes
                .iter()
                .filter(|shape| kept.contains(&shape.state_id))
                .cloned()
                .collect();
            unit::add_shapes(tx, &shapes).await?;
            write_rest(tx, prepared, now).await?;
            tx.audit(audit.clone()).await?;
            let clusters = prepared.atoms.len();
            Ok(Received { units: ids.len(), clusters, households: 0 })
        })
    })
    .await
}

async fn write_rest(
    tx: &mut store::Tx,
    prepared: &Prepared,
    now: i64,
) -> Result<(), Stop<Refusal>> {
    for event in &prepared.events {
        let new = NewEvent {
            id: event.id,
            commune: Some(prepared.commune),
            kind: event.kind,
            effective_on: event.effective_on,
            legal_document: event.legal_document.clone(),
            reorganisation: None,
        };
        unit::add_event(tx, &new, now).await?;
        unit::add_edges(tx, event.id, &event.edges).await?;
    }
    map::add(tx, prepared.commune, &prepared.features).await?;
    atom::add(tx, prepared.commune, &prepared.atoms).await?;
    atom::add_borders(tx, &prepared.borders).await?;
    atom::add_places(tx, &prepared.places).await?;
    Ok(())
}

/// One batch of households with their memberships by cluster.
async fn settle(
    desk: &Desk,
    (commune, since): (UnitId, Day),
    places: &[(AtomId, UnitId, Option<UnitId>)],
    batch: Vec<Resident>,
) -> Result<usize, Error> {
    let count = batch.len();
    let mut rows = Vec::with_capacity(count);
    let mut memberships = Vec::with_capacity(count * 2);
    for resident in batch {
        let place = places.get(resident.cluster).ok_or(Refusal::new("intake-cluster"))?;
        let (atom, base, sub) = *place;
        let household_id = resident.household.id;
        let member = |unit_id, tier| NewMembership {
            membership: Membership { household_id, unit_id, valid: Period::since(since) },
            tier,
            began: None,
            ended: None,
        };
        memberships.push(member(base, Tier::Base));
        memberships.extend(sub.map(|sub| member(sub, Tier::Sub)));
        rows.push(NewHousehold { household: resident.household, atom: Some(atom) });
    }
    desk.act((rows, memberships), move |tx, input| {
        Box::pin(async move {
            // The batches belong to the act that began the intake, whose entry stands.
            tx.without_audit();
            household::add(tx, commune, &input.0).await?;
            household::add_memberships(tx, &input.1).await?;
            Ok(())
        })
    })
    .await?;
    Ok(count)
}
