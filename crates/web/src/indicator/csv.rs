//! The figures of a page as a file that spreadsheets open: the same figures, no more than the reader
//! may see.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::indicator::{Cell, Named, Table};
use units::IndicatorId;
use units::indicator::Indicator;

use super::page::Question;
use super::{Asked, called};
use crate::csv::{download, quoted};
use crate::error::Fault;
use crate::site::Site;
use crate::viewer::Viewer;

/// `GET /chi-tieu/{indicator}/so-lieu.csv`.
pub(super) async fn csv(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<IndicatorId>,
    Query(fields): Asked,
) -> Result<Response, Fault> {
    let (indicator, table) = Question::of(&fields).answer(&v, &site, id).await?;
    Ok(download(&indicator.code, written(&v, &indicator, &table)))
}

/// One row per place and period, with what is to be known of each figure. A mark of byte order comes
/// first, without which spreadsheet programs take Vietnamese for something else.
fn written(v: &Viewer, indicator: &Indicator, table: &Table) -> String {
    let heads =
        ["place", "unit", "indicator", "period", "value", "told", "owed", "estimated", "divided"];
    let heads = heads.map(|head| v.word(format!("indicator-csv-{head}")));
    let mut text = format!("\u{feff}{}\r\n", heads.map(|head| quoted(&head)).join(","));
    let name = called(v, indicator);
    let mut rows = |places: &[Named], cells: &[Cell]| {
        let names: Vec<String> = places.iter().map(|it| v.name_on(&it.name, it.ended)).collect();
        let ids: Vec<String> = places.iter().map(|it| it.unit.to_string()).collect();
        for (period, cell) in table.periods.iter().zip(cells) {
            let value = match (cell.milli, cell.is_few) {
                (Some(milli), _) => plain(milli),
                (None, true) => v.word("indicator-few"),
                (None, false) => String::new(),
            };
            let share = |per_mille: u32| format!("{}.{}", per_mille / 10, per_mille % 10);
            let fields = [
                names.join(" + "),
                ids.join(" "),
                name.clone(),
                period.to_string(),
                value,
                cell.told.to_string(),
                cell.owed.to_string(),
                share(cell.estimated),
                share(cell.divided),
            ];
            text.push_str(&fields.map(|field| quoted(&field)).join(","));
            text.push_str("\r\n");
        }
    };
    rows(std::slice::from_ref(&table.place), &table.whole);
    for line in &table.lines {
        rows(&line.places, &line.cells);
    }
    text
}

/// Thousandths with a dot and no more decimals than there are.
fn plain(milli: i64) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    let (whole, rest) = (milli.unsigned_abs() / 1_000, milli.unsigned_abs() % 1_000);
    let text = format!("{sign}{whole}.{rest:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::plain;
    use crate::csv::quoted;

    #[test]
    fn figures_and_names_are_written_so_that_they_are_read_back() {
        let numbers = [(1_500, "1.5"), (-20, "-0.02"), (50_000, "50"), (0, "0")];
        for (milli, written) in numbers {
            assert_eq!(plain(milli), written);
        }
        assert_eq!(quoted("Khu phố 1, ấp 2"), "\"Khu phố 1, ấp 2\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("-0.5"), "-0.5");
    }
}
