//! An invented commune as the desk takes it in: the same values, field by field.

use anyhow::Result;
use desk::Desk;
use desk::intake::{Background, Cluster, CommuneIntake, Outline, Received, Resident};
use units::{Tier, Unit};

/// Whether a unit is a base unit that still stands.
pub fn is_base(unit: &Unit) -> bool {
    unit.states
        .last()
        .is_some_and(|state| state.kind.tier() == Some(Tier::Base) && state.valid.until.is_none())
}

/// Brings an invented commune into the registry, with the city above it.
///
/// # Errors
/// When the desk refuses or fails.
pub async fn take(desk: &Desk, root: &Unit, mut commune: sample::Commune) -> Result<Received> {
    let units = std::iter::once(root.clone()).chain(std::mem::take(&mut commune.units));
    let outlines = std::mem::take(&mut commune.shapes).into_iter().map(|shape| Outline {
        unit: shape.unit_id,
        land: shape.land,
        area_m2: shape.area_m2,
    });
    let features = std::mem::take(&mut commune.features).into_iter().map(|feature| Background {
        class: feature.class.as_str().to_owned(),
        name: feature.name,
        shape: feature.shape,
    });
    let clusters = commune.clusters.iter().map(|cluster| Cluster {
        id: cluster.id,
        name: cluster.name.clone(),
        kind: if cluster.block.is_some() { "block" } else { "cluster" }.to_owned(),
        base: cluster.base_id,
        sub: Some(cluster.sub_id),
        together: cluster.block.map(|block| block.to_string()),
        land: cluster.land.clone(),
    });
    let households = commune
        .households()
        .map(|resident| Resident { household: resident.household, cluster: resident.cluster });
    let intake = CommuneIntake {
        commune: commune.id,
        units: units.collect(),
        outlines: outlines.collect(),
        events: commune.events.clone(),
        features: features.collect(),
        clusters: clusters.collect(),
        borders: commune.borders.clone(),
        since: sample::founded_on(),
        households: Box::new(households),
    };
    Ok(desk::intake::commune(desk, None, intake).await?)
}
