//! Forming a group, from a list of alleys or from a part of a drawn plan, and dissolving one.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::draw::DrawOrder;
use desk::group::NewGroup;
use ledger::group::GroupKind;
use serde::Deserialize;
use store::group::Line;
use store::plan::{self, Within};
use store::unit;
use units::{PlanId, UnitId};
use words::Lang;

use super::{back, crumbs_below, found, kinds, rights};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// In which place, and as which part of which plan.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct At {
    o: UnitId,
    pa: Option<PlanId>,
    phan: Option<i64>,
}

/// What the person typed, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    #[serde(rename = "ma")]
    id: String,
    #[serde(rename = "loai")]
    kind: String,
    #[serde(rename = "ten")]
    name: String,
    #[serde(rename = "pham-vi")]
    ground: String,
    #[serde(rename = "nong-cot")]
    core: String,
}

/// A part of a finished plan that may be formed.
struct Drawn {
    plan: PlanId,
    part: i64,
    name: String,
    households: i64,
    formed: Option<UnitId>,
}

#[derive(Template)]
#[template(path = "group/form.html")]
struct FormPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    place: unit::Line,
    at: At,
    drawn: Vec<Drawn>,
    may_draw: bool,
    typed: Typed,
}

impl At {
    fn plan(self) -> Option<(PlanId, i64)> {
        self.pa.zip(self.phan)
    }

    fn query(self) -> String {
        match self.plan() {
            Some((plan, part)) => format!("?o={}&pa={plan}&phan={part}", self.o),
            None => format!("?o={}", self.o),
        }
    }
}

impl FormPage {
    async fn open(
        v: Viewer,
        site: &Site,
        at: At,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let place = unit::line(&reader, &scope, at.o, v.today).await?.ok_or(Fault::NotFound)?;
        if !v.may(site, Act::GroupForm, at.o).await? {
            return Err(desk::Refusal::new("authority-elsewhere").into());
        }
        let mut typed = typed;
        let drawn = drawn(&v, site, at).await?;
        if let Some(part) = drawn.iter().find(|drawn| Some((drawn.plan, drawn.part)) == at.plan())
            && typed.name.is_empty()
        {
            typed.name.clone_from(&part.name);
        }
        let may_draw = v.may(site, Act::GroupPropose, at.o).await?;
        let crumbs = vec![
            Crumb::word(&v, "/to-tu-quan", "group-nav"),
            Crumb::named(&v, &format!("/dia-ban/{}", at.o), &place.name),
        ];
        Ok(Self { v, crumbs, complaints, place, at, drawn, may_draw, typed })
    }

    fn kinds(&self) -> Vec<(String, String)> {
        kinds(&self.v)
    }
}

/// The parts of the plans that divide this place, the latest plan first.
async fn drawn(v: &Viewer, site: &Site, at: At) -> Result<Vec<Drawn>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let within = plan::within(&reader, &scope, Within::Unit(at.o)).await?;
    let latest = at.pa.or(within.first().map(|line| line.plan_id));
    let Some(id) = latest else { return Ok(Vec::new()) };
    let Some(page) = plan::page(&reader, &scope, id).await? else { return Ok(Vec::new()) };
    if desk::group::unit_of_plan(&site.desk, id).await? != Some(at.o) {
        return Ok(Vec::new());
    }
    let formed = store::group::formed_parts(&reader, &scope, id).await?;
    let part = |unit: plan::PlanUnit| Drawn {
        plan: id,
        part: unit.part,
        households: unit.households,
        formed: formed.iter().find(|(part, _)| *part == unit.part).map(|(_, unit)| *unit),
        name: unit.name,
    };
    Ok(page.units.into_iter().map(part).collect())
}

/// `GET /to-tu-quan/lap?o={unit}`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Query(at): Query<At>,
) -> Result<Response, Fault> {
    let kind = GroupKind::Xom.to_string();
    let id = site.desk.clock.id().to_string();
    let typed = Typed { id, kind, core: "3".to_owned(), ..Typed::default() };
    html(&FormPage::open(v, &site, at, (typed, Complaints::default())).await?)
}

/// `POST /to-tu-quan/lap?o={unit}`.
pub(super) async fn form_group(
    v: Viewer,
    State(site): State<Site>,
    Query(at): Query<At>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let name = units::text::tidy(&typed.name);
    let head =
        |lang| words::say(lang, "group-head-of", &[("name", words::Value::Text(name.clone()))]);
    let new = NewGroup {
        id: typed.id.parse().map_err(|_| Fault::Unreadable)?,
        parent: at.o,
        kind: typed.kind.parse().map_err(|_| Fault::Unreadable)?,
        head: (head(Lang::Vi), head(Lang::En)),
        name: typed.name.clone(),
        ground: typed.ground.clone(),
        core: typed.core.trim().parse().unwrap_or(0),
        plan: at.plan(),
    };
    match desk::group::form(&site.desk, v.actor()?, new).await {
        Ok(id) => Ok(back(&v, id, "")),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&FormPage::open(v, &site, at, (typed, complaints)).await?)
        }
    }
}

/// `POST /to-tu-quan/chia/{unit}`: draws a division of the place into groups.
pub(super) async fn divide(
    v: Viewer,
    State(site): State<Site>,
    Path(unit): Path<UnitId>,
) -> Result<Response, Fault> {
    let within = Within::Unit(unit);
    let job = desk::group::propose(&site.desk, v.actor()?, within, DrawOrder::default()).await?;
    Ok(Redirect::to(&v.to(format!("/sap-xep/viec/{job}"))).into_response())
}

/// Why a group is dissolved.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Why {
    #[serde(rename = "ly-do")]
    ly_do: String,
}

#[derive(Template)]
#[template(path = "group/dissolve.html")]
struct DissolvePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    line: Line,
    typed: Why,
}

impl DissolvePage {
    async fn open(
        v: Viewer,
        site: &Site,
        group: UnitId,
        (typed, complaints): (Why, Complaints),
    ) -> Result<Self, Fault> {
        let line = found(&v, site, group).await?.line;
        if !rights(&v, site, &line).await?.dissolves {
            return Err(desk::Refusal::new("authority-elsewhere").into());
        }
        Ok(Self { crumbs: crumbs_below(&v, &line), v, complaints, line, typed })
    }
}

/// `GET /to-tu-quan/{group}/giai-the`.
pub(super) async fn dissolve_form(
    v: Viewer,
    State(site): State<Site>,
    Path(group): Path<UnitId>,
) -> Result<Response, Fault> {
    html(&DissolvePage::open(v, &site, group, <_>::default()).await?)
}

/// `POST /to-tu-quan/{group}/giai-the`.
pub(super) async fn dissolve(
    v: Viewer,
    State(site): State<Site>,
    Path(group): Path<UnitId>,
    Form(typed): Form<Why>,
) -> Result<Response, Fault> {
    match desk::group::dissolve(&site.desk, v.actor()?, group, &typed.ly_do).await {
        Ok(()) => Ok(back(&v, group, "")),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&DissolvePage::open(v, &site, group, (typed, complaints)).await?)
        }
    }
}
