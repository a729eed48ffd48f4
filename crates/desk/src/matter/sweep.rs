//! What the calendar brings about: a late matter is told one level up, once for its day; an answer
//! to which the asker does not speak is closed after a while. Runs again and again without harm.

use ledger::matter::{Act as Move, Hand};
use store::{Stop, Tx};

use super::take_in;
use crate::{Desk, Error, Refusal};

/// Working days after which silence closes an answered matter. No law sets it; the asker may still
/// reopen afterwards.
pub const SILENT_AFTER: u32 = 10;

/// Tells of what is late and closes what nobody spoke to. How many matters moved.
///
/// # Errors
/// A failure of the database.
pub async fn sweep(desk: &Desk) -> Result<u64, Error> {
    let mut moved = 0;
    loop {
        let portion: u64 = desk
            .act(desk.clone(), |tx, desk| Box::pin(async move { portion(tx, &desk).await }))
            .await?;
        moved += portion;
        if portion == 0 {
            return Ok(moved);
        }
    }
}

async fn portion(tx: &mut Tx, desk: &Desk) -> Result<u64, Stop<Refusal>> {
    let today = desk.clock.today();
    let late = store::matter::due_for_sweep(tx, today).await?;
    let answered_by = answered_by(desk, today);
    let silent = store::matter::silent_since(tx, answered_by).await?;
    for (id, superior) in &late {
        take_in(tx, desk, (*id, None), Move::Escalate(*superior), Hand::Program).await?;
    }
    for id in &silent {
        take_in(tx, desk, (*id, None), Move::CloseSilent, Hand::Program).await?;
    }
    tx.without_audit();
    Ok((late.len() + silent.len()) as u64)
}

/// The last day of answers whose term of silence is over.
fn answered_by(desk: &Desk, today: units::Day) -> units::Day {
    let mut day = today;
    while desk.calendar.due(day, SILENT_AFTER) >= today {
        day = day.previous();
    }
    day
}
