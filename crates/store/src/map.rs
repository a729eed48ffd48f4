//! What a map shows behind the units: streets, water, rail. Open to visitors.

use serde::Serialize;
use units::UnitId;

use crate::{Failure, Reader, Scope, Statement, Tx, Value};

/// A line or area of the background.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Feature {
    /// What it is: `alley`, `street`, `main_road`, `rail`, `canal`, `river`, `water`, `building`.
    pub class: String,
    /// Its name as written on the map.
    pub name: Option<String>,
    /// WKB in WGS 84.
    #[serde(skip)]
    pub wkb: Vec<u8>,
}

const FEATURES: Statement = Statement {
    name: "map/features",
    sql: concat!(
        "select class, name, wkb from map_feature where commune_id = $1 or commune_id in ",
        crate::transfer::taken_over!("$1"),
        " order by commune_id, number"
    ),
};
const ADD: Statement = Statement {
    name: "map/add",
    sql: "insert into map_feature (commune_id, number, class, name, wkb) \
          values ($1, $2, $3, $4, $5)",
};
const LAST: Statement = Statement {
    name: "map/last",
    sql: "select coalesce(max(number), 0) from map_feature where commune_id = $1",
};

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[&FEATURES, &ADD, &LAST];

/// The background of a commune's map with that of the communes it took over, in the order it was given.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn features(
    reader: &Reader,
    _scope: &Scope,
    commune: UnitId,
) -> Result<Vec<Feature>, Failure> {
    let rows: Vec<(String, Option<String>, Vec<u8>)> =
        reader.rows(&FEATURES, vec![commune.0.into()]).await?;
    Ok(rows.into_iter().map(|(class, name, wkb)| Feature { class, name, wkb }).collect())
}

/// Appends features to a commune's background.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(tx: &mut Tx, commune: UnitId, features: &[Feature]) -> Result<(), Failure> {
    let (last,): (i64,) = tx.one(&LAST, vec![commune.0.into()]).await?;
    let rows: Vec<Vec<Value>> = features
        .iter()
        .zip(last + 1..)
        .map(|(feature, number)| {
            vec![
                commune.0.into(),
                number.into(),
                feature.class.clone().into(),
                feature.name.clone().into(),
                feature.wkb.clone().into(),
            ]
        })
        .collect();
    tx.bulk(&ADD, rows).await.map(drop)
}
