//! Drawing: the communes, a commune's rules with their sources and its plans, the order of a
//! drawing, and the job that carries it out.

pub mod answer;
mod job;
mod order;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::draw::DrawRulesView;
use store::plan::PlanLine;
use store::{plan, reorganisation, unit};
use units::{Tier, UnitId};

use crate::chart::{Size, Strip, span, strip};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::plan::strip_words;
use crate::site::Site;
use crate::viewer::Viewer;

pub use job::{cancel, job, progress, why};

/// Households by which sizes are moved where an answer is asked for without saying more.
const STEP: u32 = 10;

use order::Order;

#[derive(Template)]
#[template(path = "draw/communes.html")]
struct CommunesView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    rows: Vec<CommuneRow>,
    /// Communes that ended, or will, while units still stand under them.
    left: usize,
}

struct CommuneRow {
    line: unit::Line,
    plans: i64,
}

/// `GET /sap-xep`.
pub async fn communes(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let mut rows = Vec::new();
    for line in unit::communes(&reader, &scope, v.today).await? {
        let plans = plan::list(&reader, &scope, line.unit_id).await?;
        rows.push(CommuneRow { line, plans: i64::try_from(plans.len()).unwrap_or(i64::MAX) });
    }
    let left = match &v.actor {
        Some(actor) => desk::transfer::left(&site.desk, Some(actor)).await?.len(),
        None => 0,
    };
    html(&CommunesView { v, crumbs: Vec::new(), rows, left })
}

#[derive(Template)]
#[template(path = "draw/commune.html")]
struct CommuneView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    commune: unit::Line,
    rules: DrawRulesView,
    strip: String,
    plans: Vec<PlanLine>,
    dossiers: Vec<reorganisation::Line>,
    /// What was asked of drawings that brought no plan.
    questions: Vec<plan::Question>,
    /// Names that several of its units have.
    collisions: usize,
    may_draw: bool,
    form: Order,
}

/// `GET /sap-xep/{commune}`.
pub async fn commune(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
) -> Result<Response, Fault> {
    let rules = desk::draw::rules(&site.desk, id, v.today).await?;
    let form = Order::of_rules(&rules);
    html(&view(v, &site, id, (rules, form, Complaints::default())).await?)
}

async fn view(
    v: Viewer,
    site: &Site,
    id: UnitId,
    (rules, form, complaints): (DrawRulesView, Order, Complaints),
) -> Result<CommuneView, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let commune = unit::line(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
    let now = unit::descendants(&reader, &scope, id, v.today, Tier::Base).await?;
    let mut plans = plan::list(&reader, &scope, id).await?;
    plans.retain(|plan| plan.level == plan::Level::Base);
    let may_draw = v.may(site, Act::DrawStart, id).await?;
    let mut questions = plan::questions(&reader, &scope, id).await?;
    questions.retain(|question| may_draw && question.plan.is_none());
    let named = now.iter().map(|line| units::text::fold(&line.name));
    let mut named: Vec<String> = named.collect();
    named.sort_unstable();
    let collisions =
        named.chunk_by(|one, other| one == other).filter(|same| same.len() > 1).count();
    Ok(CommuneView {
        crumbs: vec![Crumb::word(&v, "/sap-xep", "nav-reorganise")],
        complaints,
        strip: strip_now(&v, &now, &rules),
        dossiers: reorganisation::list(&reader, &scope, id).await?,
        questions,
        collisions,
        may_draw,
        commune,
        rules,
        plans,
        form,
        v,
    })
}

/// The present units against the norm, so that one sees why to redraw.
fn strip_now(v: &Viewer, now: &[unit::Line], rules: &DrawRulesView) -> String {
    let min = i64::from(rules.min.households);
    let max = rules.max.as_ref().map(|max| i64::from(max.households));
    let size = |line: &unit::Line| Size {
        label: line.name.rsplit(' ').next().unwrap_or_default().to_owned(),
        households: line.households,
        out: line.households < min || max.is_some_and(|max| line.households > max),
    };
    let sizes: Vec<Size> = now.iter().map(size).collect();
    let norm = (Some(min), max);
    let mut words = strip_words(v, norm);
    words.title = v.word("strip-now-title");
    let axis = span(&sizes, norm.0, norm.1);
    strip(&Strip { sizes: &sizes, min: norm.0, max: norm.1, span: axis, words })
}

/// `POST /sap-xep/{commune}/ve`.
pub async fn start(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
    Form(form): Form<Order>,
) -> Result<Response, Fault> {
    let actor = v.actor()?;
    let mut complaints = Complaints::default();
    if let Some(order) = form.read(&v, &mut complaints) {
        match desk::draw::start(&site.desk, actor, id, order).await {
            Ok(job) => {
                return Ok(Redirect::to(&v.to(format!("/sap-xep/viec/{job}"))).into_response());
            }
            Err(desk::Error::Refused(refusal)) => {
                for one in refusal.each() {
                    complaints.add(order::field_of(one.code), v.say_coded(one.code, &one.args));
                }
            }
            Err(failed) => return Err(failed.into()),
        }
    }
    let rules = desk::draw::rules(&site.desk, id, v.today).await?;
    html_refused(&view(v, &site, id, (rules, form, complaints)).await?)
}
