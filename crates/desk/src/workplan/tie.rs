//! What of the place itself a line stands on: a figure of its own status sheet, or an open difficulty of
//! its own.

use ledger::difficulty;
use ledger::workplan::{Ground, Source, Tie};
use ledger::{DifficultyId, Refusal};
use store::{Stop, Tx};
use units::UnitId;

use crate::Desk;

/// What a chosen ground is. `had` is what the line stood on until now, which it may keep.
///
/// # Errors
/// `workplan-line-untied`, `workplan-figure-elsewhere`, `workplan-difficulty-elsewhere`,
/// `workplan-difficulty-over`, `difficulty-unknown`, or a failure.
pub(super) async fn found(
    tx: &mut Tx,
    desk: &Desk,
    unit: UnitId,
    (ground, had): (Option<&Ground>, Option<&Tie>),
) -> Result<Tie, Stop<Refusal>> {
    match (ground, had) {
        (Some(Ground::Figure(source)), _) => figure(tx, unit, source).await,
        (Some(Ground::Difficulty(id)), had) => {
            let tie = Tie::Difficulty(*id);
            let is_kept = had == Some(&tie);
            open_difficulty(tx, desk, unit, (*id, is_kept)).await?;
            Ok(tie)
        }
        (Some(Ground::Same), Some(had)) => Ok(had.clone()),
        (None, _) | (Some(Ground::Same), None) => Err(no("workplan-line-untied")),
    }
}

fn no(code: &'static str) -> Stop<Refusal> {
    Stop::Refused(Refusal::at("can-cu", code))
}

async fn figure(tx: &mut Tx, unit: UnitId, source: &Source) -> Result<Tie, Stop<Refusal>> {
    let known = store::status_sheet::figure_of(tx, source.sheet, &source.code).await?;
    match known {
        Some((of, figure)) if of == unit => Ok(Tie::Figure(figure, Some(source.clone()))),
        _ => Err(no("workplan-figure-elsewhere")),
    }
}

/// The difficulty is the place's own and not overcome; one that a line stands on already may have been
/// overcome since.
async fn open_difficulty(
    tx: &mut Tx,
    desk: &Desk,
    unit: UnitId,
    (id, is_kept): (DifficultyId, bool),
) -> Result<(), Stop<Refusal>> {
    let found = store::difficulty::load(tx, id, desk.clock.today()).await?;
    match found {
        _ if is_kept => Ok(()),
        Some((it, _)) if it.unit != unit => Err(no("workplan-difficulty-elsewhere")),
        Some((it, _)) if it.state == difficulty::State::Overcome => {
            Err(no("workplan-difficulty-over"))
        }
        Some(_) => Ok(()),
        None => Err(no("difficulty-unknown")),
    }
}
