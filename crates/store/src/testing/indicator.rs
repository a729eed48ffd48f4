//! What a bench of figures is measured against.

use units::IndicatorId;

use crate::{Statement, Store};

/// Adds up what was told, year by year, and restates nothing.
const SUMS: Statement = Statement::new(
    "testing/indicator_sums",
    "select period, cast(sum(value_milli) as bigint) as total from indicator_value \
     where indicator_id = $1 group by period order by period",
);

/// The sums of an indicator by period, in thousandths, as any program would add them.
///
/// # Panics
/// When the database refuses, which ends the bench.
pub async fn sums(store: &Store, indicator: IndicatorId) -> Vec<(String, i64)> {
    let rows = store.read().rows(&SUMS, vec![indicator.into()]).await;
    rows.expect("a bench's figures are read")
}
