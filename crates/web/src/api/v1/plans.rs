//! Drawn plans.

use axum::Json;
use axum::extract::{Path, Query, State};
use desk::authority::public_scope;
use store::plan::{self, PlanLine};
use store::{Reader, reorganisation};
use units::PlanId;

use super::page;
use super::shapes::{Named, Plan, PlanPage, PlanUnit, Plans, PlansAsked, Share};
use super::units::limit;
use crate::error::Fault;
use crate::site::Site;
use crate::viewer::people_told;

/// The plans of a commune, latest first.
#[utoipa::path(
    get,
    path = "/api/v1/plans",
    tag = "plans",
    params(PlansAsked),
    responses((status = 200, body = Plans), (status = 400, description = "a parameter cannot be read"))
)]
pub async fn list(
    State(site): State<Site>,
    Query(asked): Query<PlansAsked>,
) -> Result<Json<Plans>, Fault> {
    let (reader, scope) = (site.desk.store.read(), public_scope());
    let commune = asked.commune.parse().map_err(|_| Fault::Unreadable)?;
    let lines = plan::list(&reader, &scope, commune).await?;
    let cut = (asked.cursor.as_deref(), limit(asked.limit));
    let (lines, next) = page(lines, |line: &PlanLine| line.plan_id.to_string(), cut)?;
    let adopted = adopted(&reader, commune).await?;
    let items = lines.into_iter().map(|line| shape(&line, adopted.contains(&line.plan_id)));
    Ok(Json(Plans { items: items.collect(), next }))
}

/// The plans of a commune that have become law.
async fn adopted(reader: &Reader, commune: units::UnitId) -> Result<Vec<PlanId>, Fault> {
    let dossiers = reorganisation::list(reader, &public_scope(), commune).await?;
    let adopted = dossiers.into_iter().filter(|d| d.state == reorganisation::State::Adopted);
    Ok(adopted.map(|dossier| dossier.plan_id).collect())
}

fn shape(line: &PlanLine, legal_force: bool) -> Plan {
    Plan {
        id: line.plan_id.to_string(),
        commune_id: line.commune_id.to_string(),
        name: line.name.clone(),
        kind: line.kind.to_string(),
        legal_force,
        target: line.rules.target,
        min: line.rules.min,
        max: line.rules.max,
        parts: line.parts,
        out_of_range: line.out_of_range,
        households: line.households,
        proven: line.proven,
    }
}

/// One plan with its units.
#[utoipa::path(
    get,
    path = "/api/v1/plans/{id}",
    tag = "plans",
    params(("id" = String, Path, description = "Identity of the plan")),
    responses((status = 200, body = PlanPage), (status = 404, description = "no such plan"))
)]
pub async fn one(
    State(site): State<Site>,
    Path(id): Path<String>,
) -> Result<Json<PlanPage>, Fault> {
    let reader = site.desk.store.read();
    let id: PlanId = id.parse().map_err(|_| Fault::NotFound)?;
    let found = plan::page(&reader, &public_scope(), id).await?.ok_or(Fault::NotFound)?;
    let adopted = adopted(&reader, found.line.commune_id).await?;
    let share = |(id, name, households): (units::UnitId, String, i64)| Share {
        unit: Named { id: id.to_string(), name },
        households,
    };
    let unit = |unit: plan::PlanUnit| PlanUnit {
        part: unit.part,
        name: unit.name,
        households: unit.households,
        people: people_told(unit.households, unit.people),
        area_m2: unit.area_m2,
        out_of_range: unit.out_of_range,
        reason: unit.reason,
        predecessors: unit.predecessors.into_iter().map(share).collect(),
    };
    Ok(Json(PlanPage {
        plan: shape(&found.line, adopted.contains(&id)),
        units: found.units.into_iter().map(unit).collect(),
    }))
}
