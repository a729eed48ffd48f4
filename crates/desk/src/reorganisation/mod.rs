//! From a drawn plan to the registry: propose (freeze), preview, record the resolution that was
//! passed, confirm by a second person, take back before the day.
//!
//! What may be and why not says `units::reorganisation`; here it is loaded, asked and written.

mod adopt;
mod propose;
mod revert;

use std::sync::Arc;

use store::reorganisation::{Page, State};
use store::{Scope, Tx, reorganisation as rows};
use units::reorganisation::{
    Adoption, Clause, Count, Preview, Reorganisation, Tally, UnitTally, Warning,
};
use units::rulebook::Rulebook;
use units::{AccountId, Day, ReorganisationId, UnitId};

use crate::authority::system_scope;
use crate::registry::{self, Registry};
use crate::{Desk, Error, Refusal};

pub use adopt::{AdoptionForm, Document, confirm_adoption, record_adoption};
pub use propose::propose;
pub(crate) use propose::{keep, may_be};
pub use revert::{revert, withdraw};

/// An old unit that merges, and so must agree by itself.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Merging {
    /// The unit.
    pub unit_id: UnitId,
    /// Its name.
    pub name: String,
    /// Its households today.
    pub households: u32,
}

/// The dossier of a reorganisation: what it does, and what stands against recording it.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// Its rows.
    pub page: Page,
    /// The value itself, with counts per cluster: for the program, never for a page.
    pub value: Reorganisation,
    /// Its description, as clauses that `words` puts into sentences.
    pub clauses: Vec<Clause>,
    /// Before and after.
    pub preview: Preview,
    /// Households of the area today: what more than half is counted of.
    pub households: u32,
    /// Old units that must agree by themselves.
    pub merging: Vec<Merging>,
    /// What must be acknowledged by name before recording.
    pub warnings: Vec<Warning>,
    /// What refuses it whatever is recorded, such as a base that has moved on.
    pub refusals: Vec<Refusal>,
    /// The rulebook that it was judged by.
    pub book: Arc<Rulebook>,
}

/// The dossier of a reorganisation; nothing for an unknown one.
///
/// # Errors
/// A failure of the database.
pub async fn preview(
    desk: &Desk,
    scope: &Scope,
    id: ReorganisationId,
) -> Result<Option<Dossier>, Error> {
    let reader = desk.store.read();
    let Some(page) = rows::page(&reader, scope, id).await? else { return Ok(None) };
    let mut value = match rows::page(&reader, &system_scope(), id).await? {
        Some(whole) => value_of(&whole)?,
        None => return Ok(None),
    };
    value.effective_on = page.adoption.as_ref().map(|adoption| adoption.effective_on);
    let today = desk.clock.today();
    let commune = page.line.commune_id;
    let open = matches!(page.line.state, State::Proposed | State::Recorded);
    let book = crate::rulebook::book(desk).await?;
    let (refusals, warnings) = if open {
        match registry::read(desk, commune, today).await? {
            Ok(registry) => {
                refresh(&mut value, &registry);
                let found = value.check_drawing(&registry.view(), &book, today);
                let asked = adoption_of(&page).unwrap_or_else(|| blank(page.line.created_by));
                let verdict = value.check_adoption(&asked, &book, &registry.place, today);
                (found.iter().map(Refusal::from).collect(), verdict.warnings)
            }
            // The commune is no more: what was proposed for it can still be read.
            Err(refusal) => (vec![refusal], Vec::new()),
        }
    } else {
        (Vec::new(), Vec::new())
    };
    let merging = value.merging_units().into_iter().filter_map(|unit| {
        let old = value.old_unit(unit)?;
        let households = old.counts.households;
        Some(Merging { unit_id: unit, name: old.name.clone(), households })
    });
    Ok(Some(Dossier {
        merging: merging.collect(),
        clauses: value.describe(),
        preview: value.preview(),
        households: value.total().households,
        page,
        warnings,
        refusals,
        value,
        book,
    }))
}

/// The value of a stored reorganisation.
fn value_of(page: &Page) -> Result<Reorganisation, store::Failure> {
    serde_json::from_value(page.value.clone()).map_err(|cause| {
        store::Failure::new(store::Fault::Damaged, "read a reorganisation").because(cause)
    })
}

/// Facts as the registry has them now: households come and go between the proposal and the
/// adoption. Which units and clusters there are is not touched, so that a moved base is found.
fn refresh(value: &mut Reorganisation, registry: &Registry) {
    for old in &mut value.old_units {
        if let Some(now) = registry.base_units.iter().find(|unit| unit.id == old.id) {
            old.counts = now.counts;
        }
    }
    let now: std::collections::HashMap<_, _> =
        registry.atoms.iter().map(|atom| (atom.id, atom.counts)).collect();
    for atom in &mut value.atoms {
        if let Some(counts) = now.get(&atom.id) {
            atom.counts = *counts;
        }
    }
}

/// The recorded adoption as the domain wants it.
fn adoption_of(page: &Page) -> Option<Adoption> {
    let row = page.adoption.as_ref()?;
    let count = |households: i64, agreed: i64| Count {
        households: u32::try_from(households).unwrap_or(u32::MAX),
        agreed: u32::try_from(agreed).unwrap_or(u32::MAX),
    };
    let merging = page.tally.iter();
    let merging = merging.map(|tally| UnitTally {
        unit_id: tally.unit_id,
        count: count(tally.households, tally.agreed),
    });
    Some(Adoption {
        tally: Some(Tally {
            area: count(row.households, row.agreed),
            merging: merging.collect(),
            taken_on: None,
        }),
        resolution_number: row.resolution_number.clone(),
        resolution_on: Some(row.dated_on),
        effective_on: Some(row.effective_on),
        recorded_by: row.recorded_by,
        confirmed_by: row.confirmed_by,
        acknowledged: row.acknowledged.clone(),
    })
}

fn blank(by: AccountId) -> Adoption {
    Adoption {
        tally: None,
        resolution_number: String::new(),
        resolution_on: None,
        effective_on: None,
        recorded_by: by,
        confirmed_by: None,
        acknowledged: Vec::new(),
    }
}

/// A reorganisation inside an act with its value and the registry of today, facts refreshed.
async fn load(
    tx: &mut Tx,
    desk: &Desk,
    id: ReorganisationId,
    today: Day,
) -> Result<(Page, Reorganisation, Registry), store::Stop<Refusal>> {
    let Some(page) = rows::page_now(tx, id).await? else {
        return Err(store::Stop::Refused(Refusal::new("reorganisation-unknown")));
    };
    let mut value = value_of(&page)?;
    let registry = registry::load(tx, desk, page.line.commune_id, today).await?;
    let registry = registry.map_err(store::Stop::Refused)?;
    refresh(&mut value, &registry);
    Ok((page, value, registry))
}

/// A reorganisation outside an act, for authority.
async fn head(desk: &Desk, id: ReorganisationId) -> Result<Page, Error> {
    let page = rows::page(&desk.store.read(), &system_scope(), id).await?;
    page.ok_or_else(|| Refusal::new("reorganisation-unknown").into())
}

/// Refuses unless the reorganisation is in one of the states.
fn must_be(page: &Page, states: &[State]) -> Result<(), Refusal> {
    if states.contains(&page.line.state) {
        return Ok(());
    }
    Err(Refusal::new("reorganisation-state").with("state", page.line.state.as_str()))
}
