//! Household rows, read only here with an access entry, and the changes of everyday life: a
//! household comes, moves or vanishes, also between an adoption and its effective day.

use store::{Stop, Tx, household};
use units::reorganisation::{Carried, Entered, HouseholdChange, carry_over};
use units::{AtomId, Day, Household, HouseholdId, UnitId};

use crate::authority::{personal_scope, system_scope};
use crate::{Act, Actor, Desk, Error, Object, Refusal, authority, entry};

/// The households of a unit on a day, with an access entry that names why they were read.
///
/// # Errors
/// `household-why-missing` without a reason, authority, or a failure.
pub async fn list(
    desk: &Desk,
    actor: &Actor,
    unit: UnitId,
    at: Day,
    why: &str,
) -> Result<Vec<household::Line>, Error> {
    let path = store::unit::with_above(&desk.store.read(), &system_scope(), unit, at).await?;
    let object = Object::at(path, desk.clock.today());
    let post = authority::authorize(actor, Act::HouseholdRead, &object)?;
    let why = units::text::tidy(why);
    if why.is_empty() {
        return Err(Refusal::new("household-why-missing").into());
    }
    let mut audit = entry(desk.clock.now(), (actor, &post), Act::HouseholdRead, ("unit", unit.0));
    audit.reason = why;
    desk.act(audit, |tx, audit| {
        Box::pin(async move {
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await?;
    let scope = personal_scope(actor, object.on);
    Ok(household::list(&desk.store.read(), &scope, unit, at).await?)
}

/// Enters a household that came to a door of a cluster today. Where an adoption lies ahead it is
/// carried into the new unit by its cluster.
///
/// # Errors
/// `household-code-taken`, `household-no-atom`, authority, or a failure.
pub async fn appear(
    desk: &Desk,
    actor: &Actor,
    atom: AtomId,
    new: Household,
) -> Result<HouseholdId, Error> {
    let (commune, audit) = open(desk, actor, atom, new.id).await?;
    let today = desk.clock.today();
    desk.act((new, audit), move |tx, input| {
        Box::pin(async move {
            let (new, audit) = &*input;
            let row = household::NewHousehold { household: new.clone(), atom: Some(atom) };
            if household::exists(tx, commune, &new.code).await? {
                let refusal = Refusal::new("household-code-taken").with("code", &new.code);
                return Err(Stop::Refused(refusal));
            }
            household::add(tx, commune, &[row]).await?;
            household::settle(tx, new.id, today).await?;
            let change = HouseholdChange {
                household_id: new.id,
                people: new.people,
                on: today,
                left: None,
                entered: Entered::Atom(atom),
            };
            correct_edges(tx, commune, &change).await?;
            tx.audit(audit.clone()).await?;
            Ok(new.id)
        })
    })
    .await
}

/// Moves a household to a door of another cluster of its commune today.
///
/// # Errors
/// `household-unknown`, `household-no-atom`, authority, or a failure.
pub async fn move_to(
    desk: &Desk,
    actor: &Actor,
    id: HouseholdId,
    atom: AtomId,
) -> Result<(), Error> {
    let (commune, audit) = open(desk, actor, atom, id).await?;
    leave_and_enter(desk, (commune, id), Entered::Atom(atom), audit).await
}

/// Takes a household out today: it moved away or is no more. Its past stays.
///
/// # Errors
/// `household-unknown`, authority, or a failure.
pub async fn vanish(
    desk: &Desk,
    actor: &Actor,
    commune: UnitId,
    id: HouseholdId,
) -> Result<(), Error> {
    let object = desk.object(commune).await?;
    let post = authority::authorize(actor, Act::HouseholdChange, &object)?;
    let audit = entry(desk.clock.now(), (actor, &post), Act::HouseholdChange, ("household", id.0));
    leave_and_enter(desk, (commune, id), Entered::Nowhere, audit).await
}

async fn leave_and_enter(
    desk: &Desk,
    (commune, id): (UnitId, HouseholdId),
    entered: Entered,
    audit: store::Entry,
) -> Result<(), Error> {
    let today = desk.clock.today();
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            let Some((people, left)) = household::whereabouts(tx, commune, id, today).await? else {
                return Err(Stop::Refused(Refusal::new("household-unknown")));
            };
            let change = HouseholdChange {
                household_id: id,
                people: u16::try_from(people).unwrap_or(u16::MAX),
                on: today,
                left,
                entered,
            };
            household::leave(tx, id, today).await?;
            match entered {
                Entered::Atom(atom) => {
                    household::set_atom(tx, id, Some(atom)).await?;
                    household::settle(tx, id, today).await?;
                }
                Entered::Nowhere | Entered::UnknownDoor => {
                    household::set_atom(tx, id, None).await?;
                }
            }
            correct_edges(tx, commune, &change).await?;
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}

/// The commune of a cluster, with the right to change its households.
async fn open(
    desk: &Desk,
    actor: &Actor,
    atom: AtomId,
    id: HouseholdId,
) -> Result<(UnitId, store::Entry), Error> {
    let today = desk.clock.today();
    let commune = store::atom::commune(&desk.store.read(), &system_scope(), atom, today).await?;
    let Some(commune) = commune else { return Err(Refusal::new("household-no-atom").into()) };
    let object = desk.object(commune).await?;
    let post = authority::authorize(actor, Act::HouseholdChange, &object)?;
    let audit = entry(desk.clock.now(), (actor, &post), Act::HouseholdChange, ("household", id.0));
    Ok((commune, audit))
}

/// Keeps the shares of adoptions ahead true.
async fn correct_edges(
    tx: &mut Tx,
    commune: UnitId,
    change: &HouseholdChange,
) -> Result<(), Stop<Refusal>> {
    for applied in store::reorganisation::ahead(tx, commune, change.on).await? {
        match carry_over(&applied, change) {
            Carried::Known { edges, .. } | Carried::Outside { edges } => {
                for delta in &edges {
                    store::unit::correct_edge(tx, delta).await?;
                }
            }
            Carried::AskWhere => return Err(Stop::Refused(Refusal::new("household-no-atom"))),
        }
    }
    Ok(())
}
