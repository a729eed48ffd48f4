//! An invented commune as the desk takes it in: the same values, field by field.
//!
//! The stories of `desk` and `web` read this file too, so that there is one reading of the sample.

use desk::intake::{Background, Cluster, CommuneIntake, Outline, Resident};

/// A commune of the sample as it is handed to the desk, with the city above it.
pub fn intake_of(commune: &sample::Commune) -> CommuneIntake<'_> {
    let clusters = commune.clusters.iter().map(|cluster| Cluster {
        id: cluster.id,
        name: cluster.name.clone(),
        kind: if cluster.block.is_some() { "block" } else { "cluster" }.to_owned(),
        base: cluster.base_id,
        sub: Some(cluster.sub_id),
        together: cluster.block.map(|block| block.to_string()),
        land: cluster.land.clone(),
    });
    let outlines = commune.shapes.iter().map(|shape| Outline {
        unit: shape.unit_id,
        land: shape.land.clone(),
        area_m2: shape.area_m2,
    });
    let features = commune.features.iter().map(|feature| Background {
        class: feature.class.as_str().to_owned(),
        name: feature.name.clone(),
        shape: feature.shape.clone(),
    });
    let households = commune
        .households()
        .map(|resident| Resident { household: resident.household, cluster: resident.cluster });
    CommuneIntake {
        commune: commune.id,
        units: commune.above.iter().chain(&commune.units).cloned().collect(),
        outlines: outlines.collect(),
        events: commune.events.clone(),
        features: features.collect(),
        clusters: clusters.collect(),
        borders: commune.borders.clone(),
        since: sample::founded_on(),
        households: Box::new(households),
    }
}
