//! A whole city: its communes one after another as drawing problems, read from the registry and left
//! as it is. What is drawn goes into files; an office that wants a plan orders it on its page.

use std::collections::BTreeSet;

use districting::Problem;
use store::unit;
use units::{Day, UnitId};

use super::name::{name, names};
use super::order::{Order, What};
use super::{DrawOrder, DrawRulesView, problem, rules};
use crate::authority::system_scope;
use crate::{Desk, Error, Refusal};

/// A commune of the registry, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Registered {
    /// Its rules, each with its source.
    pub rules: DrawRulesView,
    /// The problem.
    pub problem: Problem,
    /// What each atom is: an old group with its base unit, or a cluster of households.
    pub atoms: Vec<String>,
    /// Names of the old base units, by the atoms' predecessor.
    pub old: Vec<String>,
}

/// The communes of a day that have old units or households.
///
/// # Errors
/// A failure of the database.
pub async fn communes(desk: &Desk, day: Day) -> Result<Vec<unit::Line>, Error> {
    let communes = unit::communes(&desk.store.read(), &system_scope(), day).await?;
    Ok(communes.into_iter().filter(|line| line.households > 0 || line.children > 0).collect())
}

/// The problem of one commune as its solver would be given it. Nothing is written.
///
/// # Errors
/// Those of [`rules`], `draw-sizes`, `draw-no-atoms`, `draw-problem`, or a failure.
pub async fn registered(
    desk: &Desk,
    commune: UnitId,
    day: Day,
    order: DrawOrder,
) -> Result<Registered, Error> {
    let rules = rules(desk, commune, day).await?;
    let sizes = rules.sizes(&order);
    let order = Order::of(What::Base { commune }, rules.kind, sizes, day, order)?;
    let (reader, scope) = (desk.store.read(), system_scope());
    let clusters = store::atom::list(&reader, &scope, commune, day).await?;
    if clusters.is_empty() {
        return Err(Refusal::new("draw-no-atoms").into());
    }
    let borders = super::border::borders(desk, (commune, day), &clusters).await?;
    let drawn = problem::build(&order, &clusters, &borders)
        .map_err(|_| Error::from(Refusal::new("draw-problem")))?;
    let names = names((&reader, &scope), commune, day).await?;
    let bases: BTreeSet<UnitId> = clusters.iter().filter_map(|line| line.base_unit).collect();
    Ok(Registered {
        atoms: drawn.members.iter().map(|own| name(&clusters, own, &names)).collect(),
        old: bases.iter().filter_map(|base| names.get(base).cloned()).collect(),
        problem: drawn.problem,
        rules,
    })
}
