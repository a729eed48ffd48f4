//! A unit of a plan, "Khu phố 12 – 536 hộ", down to the self-managed groups proposed inside it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::draw::DrawOrder;
use desk::rulebook::Deciding;
use store::plan::{self, PlanPage, PlanUnit, Rules, Within};
use units::reorganisation::Reason;
use units::{Day, PlanId, UnitId};

use super::{commune_of, crumbs, is_adopted, sized_by};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html};
use crate::map::{self, Picture};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "plan/part.html")]
struct PartView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    plan: PlanId,
    unit: PlanUnit,
    rules: Rules,
    sized_by: Vec<Deciding>,
    drawn_on: Day,
    groups: Option<PlanPage>,
    /// The place in which the proposed groups may be formed, once the plan is in force.
    form_at: Option<UnitId>,
    picture: Picture,
    reasons: Vec<(String, String)>,
    adopted: bool,
    may_change: bool,
    is_draft: bool,
}

/// `GET /sap-xep/phuong-an/{plan}/kp/{part}`.
pub async fn part(
    v: Viewer,
    State(site): State<Site>,
    Path((id, part)): Path<(PlanId, i64)>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let page = plan::page(&reader, &scope, id).await?.ok_or(Fault::NotFound)?;
    let found = page.units.iter().find(|unit| unit.part == part).ok_or(Fault::NotFound)?;
    let groups = match plan::within(&reader, &scope, Within::Part(id, part)).await?.first() {
        Some(latest) => plan::page(&reader, &scope, latest.plan_id).await?,
        None => None,
    };
    let form_at = form_at(&v, &site, groups.as_ref()).await?;
    let commune = commune_of(&reader, &scope, &page.line).await?;
    let mut crumbs = crumbs(&v, &commune, page.line.commune_id);
    let address = format!("/sap-xep/phuong-an/{id}");
    crumbs.push(Crumb { href: v.to(address), name: page.line.name.clone(), is_typed: true });
    let view = PartView {
        crumbs,
        complaints: Complaints::default(),
        plan: id,
        unit: found.clone(),
        drawn_on: page.line.drawn_on,
        sized_by: sized_by(&site, &page.line).await?,
        rules: page.line.rules,
        picture: map::of_part(&v, &reader, (&page, part), groups.as_ref()).await?,
        reasons: reasons(&v),
        adopted: is_adopted(&reader, &scope, &page).await?,
        may_change: v.may(&site, Act::GroupPropose, page.line.commune_id).await?,
        is_draft: page.line.state == plan::State::Draft,
        groups,
        form_at,
        v,
    };
    html(&view)
}

/// Where the reader may form the proposed groups.
async fn form_at(
    v: &Viewer,
    site: &Site,
    groups: Option<&PlanPage>,
) -> Result<Option<UnitId>, Fault> {
    let Some(groups) = groups else { return Ok(None) };
    let unit = desk::group::unit_of_plan(&site.desk, groups.line.plan_id).await?;
    match unit {
        Some(unit) if v.may(site, Act::GroupForm, unit).await? => Ok(Some(unit)),
        _ => Ok(None),
    }
}

fn reasons(v: &Viewer) -> Vec<(String, String)> {
    Reason::ALL.iter().map(|reason| (reason.to_string(), v.word(reason.word()))).collect()
}

/// `POST /sap-xep/phuong-an/{plan}/kp/{part}/to-tu-quan`.
pub async fn groups(
    v: Viewer,
    State(site): State<Site>,
    Path((id, part)): Path<(PlanId, i64)>,
) -> Result<Response, Fault> {
    let within = Within::Part(id, part);
    let job = desk::group::propose(&site.desk, v.actor()?, within, DrawOrder::default()).await?;
    Ok(Redirect::to(&v.to(format!("/sap-xep/viec/{job}"))).into_response())
}
