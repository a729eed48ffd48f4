//! A file of boundaries against the registry of a day: each area to its unit, mended with its
//! neighbours, measured beside what is known. Changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use atlas::boundary::repair::{Mended, Piece, Tolerance, is_same, mend};
use atlas::boundary::{Crs, Reading, exceeding_m2, read};
use geo::{BoundingRect as _, MultiPolygon};
use serde::{Deserialize, Serialize};
use store::boundary::import::NewOutline;
use store::unit::NewShape;
use units::{Day, Level};

use super::matching::{Columns, Register, label, official_m2};
use super::report::{Between, Matched, Report, Shared, Unmatched};
use crate::place::{self, Layer};
use crate::{Desk, Error, Refusal, outline};

/// How a file is to be read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Choices {
    /// The code of the reference system, where the file's own word is not to be taken.
    pub crs: Option<String>,
    /// The layer, of several.
    pub layer: Option<String>,
    /// The level of the units; found by trying where it is not said.
    pub level: Option<Level>,
    /// Which columns say what.
    pub columns: Columns,
    /// How far vertices may be laid onto a neighbour's border, in centimetres.
    pub snap_cm: Option<u32>,
}

/// Farthest that vertices may be moved: 20 m.
pub const SNAP_MOST_CM: u32 = 2_000;

/// What a file comes to.
pub struct Prepared {
    /// What is told.
    pub report: Report,
    /// What would be written.
    pub outlines: Vec<NewOutline>,
    /// The registry's revisions that it was prepared on.
    pub stamp: i64,
}

/// Areas of the file by the position of their unit in the layer.
struct Chosen {
    level: Level,
    columns: Columns,
    by_place: BTreeMap<usize, Vec<usize>>,
    unmatched: Vec<Unmatched>,
}

/// Reads a file and lays it beside the registry of a day.
///
/// # Errors
/// `boundary-file-…` and `boundary-crs-…` for a file that cannot be read, or a failure.
pub async fn prepare(
    desk: &Desk,
    bytes: Vec<u8>,
    on: Day,
    choices: Choices,
) -> Result<Prepared, Error> {
    let crs = match &choices.crs {
        Some(code) => {
            Some(Crs::of_code(code).ok_or(Refusal::at("he-toa-do", "boundary-crs-code"))?)
        }
        None => None,
    };
    let layer = choices.layer.clone();
    let reading = tokio::task::spawn_blocking(move || read(&bytes, layer.as_deref(), crs)).await;
    let reading = reading.map_err(broken)?.map_err(|fault| {
        let field = if fault.code().starts_with("boundary-crs") { "he-toa-do" } else { "van-ban" };
        Refusal { code: fault.code(), field, args: fault.args(), also: Vec::new() }
    })?;
    let levels = match choices.level {
        Some(level) => vec![level],
        None => vec![Level::Commune, Level::Grassroots, Level::District, Level::Province],
    };
    let mut best: Option<(Chosen, std::sync::Arc<Layer>)> = None;
    for level in levels {
        let layer = place::layer(desk, level, (on, on)).await?;
        let chosen = matched(&reading, level, &layer, &choices.columns);
        let is_better =
            best.as_ref().is_none_or(|(known, _)| chosen.by_place.len() > known.by_place.len());
        if is_better {
            best = Some((chosen, layer));
        }
    }
    let Some((chosen, layer)) = best else { return Err(Refusal::new("boundary-none").into()) };
    let above = parents(desk, &layer, on).await?;
    let stamp = layer.stamp();
    let tolerance = tolerance(&choices);
    let work = move || settle(&reading, chosen, &layer, (&above, tolerance));
    let (report, outlines) = tokio::task::spawn_blocking(work).await.map_err(broken)?;
    Ok(Prepared { report, outlines, stamp })
}

fn broken(cause: tokio::task::JoinError) -> store::Failure {
    store::Failure::new(store::Fault::Bug, "read boundaries").because(cause)
}

fn tolerance(choices: &Choices) -> Tolerance {
    let usual = Tolerance::default();
    let Some(snap_cm) = choices.snap_cm else { return usual };
    let snap_m = f64::from(snap_cm.min(SNAP_MOST_CM)) / 100.0;
    Tolerance { snap_m, sliver_m: usual.sliver_m.max(snap_m * 5.0) }
}

fn matched(reading: &Reading, level: Level, layer: &Layer, columns: &Columns) -> Chosen {
    let columns = columns.or_guessed(&reading.columns);
    let register = Register::new(&layer.places);
    let mut by_place: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut unmatched: Vec<Unmatched> = Vec::new();
    for (number, feature) in reading.features.iter().enumerate() {
        match register.place(feature, &columns) {
            Ok(at) => by_place.entry(at).or_default().push(number),
            Err(what) => unmatched.push(Unmatched {
                row: feature.row,
                label: label(feature, &columns),
                what: what.into(),
            }),
        }
    }
    let faults = reading.faults.iter().map(|fault| Unmatched {
        row: fault.row,
        label: String::new(),
        what: fault.what.clone().into(),
    });
    unmatched.extend(faults);
    unmatched.sort_by_key(|row| row.row);
    Chosen { level, columns, by_place, unmatched }
}

/// The outlines of the units above those of a layer, by unit.
async fn parents(
    desk: &Desk,
    layer: &Layer,
    on: Day,
) -> Result<BTreeMap<units::UnitId, MultiPolygon<f64>>, Error> {
    let wanted: BTreeSet<units::UnitId> = layer.places.iter().filter_map(|p| p.parent_id).collect();
    let mut found = BTreeMap::new();
    for level in [Level::Province, Level::District, Level::Commune] {
        let above = place::layer(desk, level, (on, on)).await?;
        for (at, place) in above.places.iter().enumerate() {
            if let Some(shape) = above.outline(at).filter(|_| wanted.contains(&place.unit_id)) {
                found.insert(place.unit_id, shape.clone());
            }
        }
    }
    Ok(found)
}

type Above<'a> = &'a BTreeMap<units::UnitId, MultiPolygon<f64>>;

/// Mends what was matched with its neighbours, and tells it.
fn settle(
    reading: &Reading,
    chosen: Chosen,
    layer: &Layer,
    (above, tolerance): (Above<'_>, Tolerance),
) -> (Report, Vec<NewOutline>) {
    let Chosen { level, columns, by_place, unmatched } = chosen;
    let own: Vec<(usize, MultiPolygon<f64>)> = by_place
        .iter()
        .map(|(&at, features)| {
            let parts = features.iter().flat_map(|&f| reading.features[f].shape.0.iter().cloned());
            (at, MultiPolygon(parts.collect()))
        })
        .collect();
    let near = neighbours(&own, layer);
    let order: Vec<usize> = own.iter().map(|(at, _)| *at).chain(near.iter().copied()).collect();
    let fixed = near.iter().filter_map(|&at| layer.outline(at));
    let pieces: Vec<Piece<'_>> = own
        .iter()
        .map(|(_, shape)| Piece { shape, is_fixed: false })
        .chain(fixed.map(|shape| Piece { shape, is_fixed: true }))
        .collect();
    let mended = mend(&pieces, tolerance);
    let name = |piece: usize| layer.places[order[piece]].name.clone();
    let mut rows: Vec<Matched> = Vec::new();
    let mut outlines = Vec::new();
    for (piece, &at) in order.iter().enumerate() {
        let (place, shape) = (&layer.places[at], &mended.shapes[piece]);
        let is_own = piece < own.len();
        let is_new = !layer.outline(at).is_some_and(|known| is_same(known, shape));
        let told = by_place.get(&at).and_then(|own| official(reading, own, &columns));
        if is_new || told.is_some_and(|told| place.official_m2 != Some(told)) {
            outlines.push(new_outline(place, shape, (mended.changes[piece].after_m2, told)));
        }
        if is_own {
            let beyond = place.parent_id.and_then(|id| above.get(&id));
            rows.push(row(place, (&mended, piece), is_new, |matched| {
                matched.rows = by_place[&at].iter().map(|&f| reading.features[f].row).collect();
                matched.official_m2 = told.or(place.official_m2);
                matched.beyond_m2 = beyond.map_or(0, |whole| exceeding_m2(shape, whole));
            }));
        }
    }
    let touched = (own.len()..order.len()).filter(|&piece| mended.changes[piece].is_changed);
    let report = Report {
        layer: reading.layer.clone(),
        crs: reading.crs.title(),
        headings: reading.columns.clone(),
        columns: columns.clone(),
        level,
        notes: reading.notes.iter().cloned().map(Into::into).collect(),
        matched: rows,
        unmatched,
        overlaps: overlaps(&mended, &name),
        gaps: gaps(&mended, &name),
        neighbours: touched.map(name).collect(),
        changes: outlines.len(),
    };
    (report, outlines)
}

/// The official area that the rows of a unit tell: parts of one unit each repeat it.
fn official(reading: &Reading, features: &[usize], columns: &Columns) -> Option<i64> {
    features.iter().filter_map(|&f| official_m2(&reading.features[f], columns)).max()
}

fn new_outline(
    place: &store::boundary::Place,
    shape: &MultiPolygon<f64>,
    (area_m2, official_m2): (u64, Option<i64>),
) -> NewOutline {
    let shape = NewShape {
        state_id: place.state_id,
        wkb: atlas::wkb::write_area(shape),
        bbox_e7: outline::bbox_e7(shape),
        area_m2: i64::try_from(area_m2).unwrap_or(i64::MAX),
    };
    NewOutline { shape, official_m2 }
}

fn row(
    place: &store::boundary::Place,
    (mended, piece): (&Mended, usize),
    is_new: bool,
    rest: impl FnOnce(&mut Matched),
) -> Matched {
    let change = &mended.changes[piece];
    let mut matched = Matched {
        unit_id: place.unit_id,
        name: place.name.clone(),
        parent_name: place.parent_name.clone(),
        rows: Vec::new(),
        drawn_m2: change.before_m2,
        mended_m2: change.after_m2,
        was_m2: place.area_m2,
        official_m2: None,
        moved_cm: whole(change.moved_m * 100.0),
        crossings: change.crossings,
        beyond_m2: 0,
        is_new,
    };
    rest(&mut matched);
    matched
}

/// The units outside the file whose land lies beside it.
fn neighbours(own: &[(usize, MultiPolygon<f64>)], layer: &Layer) -> Vec<usize> {
    /// Some thirty metres, in degrees.
    const BESIDE: f64 = 3e-4;
    let drawn: BTreeSet<usize> = own.iter().map(|(at, _)| *at).collect();
    let mut near = BTreeSet::new();
    for (_, shape) in own {
        let Some(extent) = shape.bounding_rect() else { continue };
        let (low, high) = (extent.min(), extent.max());
        let bbox = [low.x - BESIDE, low.y - BESIDE, high.x + BESIDE, high.y + BESIDE];
        near.extend(layer.touching(bbox).into_iter().filter(|at| !drawn.contains(at)));
    }
    near.into_iter().collect()
}

fn overlaps(mended: &Mended, name: &impl Fn(usize) -> String) -> Vec<Shared> {
    let shared = mended.overlaps.iter().map(|overlap| Shared {
        claimed_by: overlap.claimed_by.iter().map(|&piece| name(piece)).collect(),
        kept_by: name(overlap.kept_by),
        area_m2: whole(overlap.area_m2),
        width_cm: whole(overlap.width_m * 100.0),
    });
    let mut shared: Vec<Shared> = shared.collect();
    shared.sort_by_key(|one| std::cmp::Reverse(one.area_m2));
    shared
}

fn gaps(mended: &Mended, name: &impl Fn(usize) -> String) -> Vec<Between> {
    let between = mended.gaps.iter().map(|gap| Between {
        taken_by: gap.taken_by.map(name),
        area_m2: whole(gap.area_m2),
        width_cm: whole(gap.width_m * 100.0),
        at: gap.at,
    });
    let mut between: Vec<Between> = between.collect();
    between.sort_by_key(|one| std::cmp::Reverse(one.area_m2));
    between
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "measures of places are small and not negative"
)]
fn whole(measure: f64) -> u64 {
    measure.round() as u64
}
