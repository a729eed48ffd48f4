//! Every unit and event in memory, made when first asked for and made anew when the registry moves on.

use std::sync::{Arc, Mutex};

use store::{gazetteer as rows, registry};
use units::gazetteer::{Nation, Translator};

use crate::authority::system_scope;
use crate::{Desk, Error};

/// Everything that is known of units, with what translates between its days.
#[derive(Debug)]
pub struct Known {
    stamp: i64,
    /// Units and events of all levels but for voluntary groups.
    pub nation: Nation,
    /// From codes of one day to the units of another.
    pub translator: Translator,
}

/// The last one made.
#[derive(Default)]
pub struct Memory(Mutex<Option<Arc<Known>>>);

impl Memory {
    fn held(&self) -> std::sync::MutexGuard<'_, Option<Arc<Known>>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Everything that is known of units. It holds no person and no household: names, codes, days, and the
/// totals of lineage.
///
/// # Errors
/// A failure of the database.
pub async fn known(desk: &Desk) -> Result<Arc<Known>, Error> {
    let mut reader = desk.store.read();
    let stamp = registry::revisions(&reader, &system_scope()).await?;
    if let Some(known) = desk.known.held().clone().filter(|known| known.stamp == stamp) {
        return Ok(known);
    }
    let (units, events) = rows::everything(&mut reader).await?;
    let made = tokio::task::spawn_blocking(move || {
        let nation = Nation::of(units, events);
        let translator = Translator::new(&nation);
        Known { stamp, nation, translator }
    });
    let made = made.await.map_err(|cause| {
        store::Failure::new(store::Fault::Bug, "lay out what is known of units").because(cause)
    })?;
    let made = Arc::new(made);
    *desk.known.held() = Some(Arc::clone(&made));
    Ok(made)
}
