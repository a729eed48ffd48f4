//! What a division of clusters comes to: per unit households, people, outline and name; the score.

use std::collections::{BTreeMap, HashMap};

use districting::Score;
use geo::MultiPolygon;
use store::atom::Line;
use store::plan::NewPlanUnit;
use units::{Kind, UnitId};

use crate::outline;

/// Numbers the parts: in the order of the old units most of each part comes from, and inside one
/// from the north-west to the south-east, so that neighbours get neighbouring numbers. Answers the
/// new number of each part.
pub(crate) fn numbering(clusters: &[Line], parts: &[usize], old: &[UnitId]) -> Vec<usize> {
    let count = parts.iter().max().map_or(0, |last| last + 1);
    let order: HashMap<UnitId, usize> = old.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut from: Vec<BTreeMap<usize, i64>> = vec![BTreeMap::new(); count];
    let mut place = vec![(0_i64, 0_i64, 0_i64); count];
    for (line, part) in clusters.iter().zip(parts) {
        let base = line.base_unit.and_then(|base| order.get(&base)).copied();
        *from[*part].entry(base.unwrap_or(usize::MAX)).or_default() += line.households;
        let [lon, lat] = line.atom.position_e7;
        let sum = &mut place[*part];
        *sum = (sum.0 + lon, sum.1 + lat, sum.2 + 1);
    }
    let key = |part: usize| {
        let majority = from[part].iter().max_by_key(|(at, share)| (**share, usize::MAX - **at));
        let (lon, lat, many) = place[part];
        let many = many.max(1);
        (majority.map_or(usize::MAX, |(at, _)| *at), lon / many - lat / many, part)
    };
    let mut sorted: Vec<usize> = (0..count).collect();
    sorted.sort_by_key(|part| key(*part));
    let mut number = vec![0; count];
    for (at, part) in sorted.into_iter().enumerate() {
        number[part] = at;
    }
    number
}

/// The figures of every part; `parts` is the final number of each cluster.
pub(crate) fn units(kind: Kind, clusters: &[Line], parts: &[usize]) -> Vec<NewPlanUnit> {
    let count = parts.iter().max().map_or(0, |last| last + 1);
    let mut units: Vec<NewPlanUnit> = (0..count)
        .map(|part| NewPlanUnit {
            part: i64::try_from(part).unwrap_or(i64::MAX),
            name: format!("{} {}", kind.stem(), part + 1),
            short_name: (part + 1).to_string(),
            households: 0,
            people: 0,
            area_m2: 0,
            bbox_e7: [0; 4],
            wkb: None,
            cause: None,
        })
        .collect();
    for (line, part) in clusters.iter().zip(parts) {
        let unit = &mut units[*part];
        unit.households += line.households;
        unit.people += line.people;
        unit.area_m2 += line.atom.area_m2;
    }
    for (unit, area) in units.iter_mut().zip(outlines(clusters, parts, count)) {
        if !area.0.is_empty() {
            unit.bbox_e7 = outline::bbox_e7(&area);
            unit.wkb = Some(atlas::wkb::write_area(&area));
        }
    }
    units
}

/// The dissolved outline of every part; empty where its clusters have none.
pub(crate) fn outlines(clusters: &[Line], parts: &[usize], count: usize) -> Vec<MultiPolygon<f64>> {
    let mut areas = Vec::new();
    let mut groups = Vec::new();
    for (line, part) in clusters.iter().zip(parts) {
        if let Some(area) = line.atom.wkb.as_deref().and_then(atlas::wkb::read_area) {
            areas.push(area);
            groups.push(*part);
        }
    }
    // Groups are dense for the map room: parts without any outline are left out and put back.
    let mut dense: Vec<usize> = groups.clone();
    dense.sort_unstable();
    dense.dedup();
    let near: Vec<usize> =
        groups.iter().map(|part| dense.binary_search(part).unwrap_or_default()).collect();
    let mut dissolved = atlas::dissolve(&areas, &near).into_iter();
    let mut outlines = vec![MultiPolygon(Vec::new()); count];
    for part in dense {
        outlines[part] = dissolved.next().unwrap_or(MultiPolygon(Vec::new()));
    }
    outlines
}

/// The score as it stands in the plan's row.
pub(crate) fn score_json(score: &Score, bound: Option<f64>) -> serde_json::Value {
    serde_json::json!({
        "value": score.value,
        "bound": bound,
        "cut": score.cut,
        "cut_edges": score.cut_edges,
        "deviation": score.deviation,
        "moved": score.moved,
    })
}
