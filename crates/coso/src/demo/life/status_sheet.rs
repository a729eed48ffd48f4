//! Status sheets: the figures that people count themselves; what the program counts it counts itself.

use anyhow::{Context, Result};
use ledger::StatusSheetId;
use ledger::status_sheet::{NewSheet, Solution};

use super::Living;

impl Living {
    /// A sheet of a place is filled in.
    pub(super) async fn fill_sheet(&mut self, key: &str) -> Result<()> {
        let mut sheets = self.life.sheets.iter();
        let it = sheets.find(|sheet| sheet.key == key).cloned().context("no such sheet")?;
        let actor = self.actor(&it.by, it.place).await?;
        let solutions = it.solutions.iter();
        let solutions =
            solutions.map(|text| Solution { text: text.clone(), ..Solution::default() });
        let new = NewSheet {
            id: StatusSheetId(self.desk.clock.id()),
            unit: self.places.unit(it.place)?,
            counted_on: None,
            typed: it.figures.iter().map(|(code, n)| (code.clone(), n.to_string())).collect(),
            solutions: solutions.collect(),
            note: String::new(),
        };
        desk::status_sheet::keep(&self.desk, &actor, new).await?;
        Ok(())
    }
}
