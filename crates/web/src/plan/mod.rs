//! Drawn plans: a plan's page, two plans compared, a unit of a plan down to its proposed groups,
//! and the hand edits of a draft.

mod ask;
mod compare;
mod edit;
mod hand;
mod hand_map;
mod part;
pub mod proof;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use desk::Act;
use desk::rulebook::{Deciding, deciding};
use store::plan::{self, PlanLine, PlanPage};
use store::{Reader, Scope, reorganisation, unit};
use units::rulebook::Key;
use units::{PlanId, UnitId};

use crate::chart::{Size, Strip, StripWords, span, strip};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html};
use crate::map::{self, Picture, Slider};
use crate::route::Who::SignedIn;
use crate::route::{Route, act, in_turn, page as at};
use crate::site::Site;
use crate::viewer::Viewer;

pub use compare::compare;
pub use edit::{delete, propose, reason, rename};
pub use part::{groups, part};

/// The addresses of what the engine can say of a plan, and of edits by hand.
pub const ROUTES: &[Route] = &[
    act("/sap-xep/viec/{job}/vi-sao", SignedIn, || post(crate::draw::why)),
    at("/sap-xep/phuong-an/{plan}/chung-minh/{file}", SignedIn, || get(proof::file)),
    act("/sap-xep/phuong-an/{plan}/hoi", SignedIn, || post(ask::ask)),
    act("/sap-xep/phuong-an/{plan}/chon", SignedIn, || post(ask::choose)),
    at("/sap-xep/phuong-an/{plan}/sua-tay", SignedIn, || in_turn(get(hand::page))),
    act("/sap-xep/phuong-an/{plan}/sua-tay/chuyen", SignedIn, || post(hand::shift)),
    act("/sap-xep/phuong-an/{plan}/sua-tay/lui", SignedIn, || post(hand::undo)),
    act("/sap-xep/phuong-an/{plan}/sua-tay/giu", SignedIn, || post(hand::lock)),
    act("/sap-xep/phuong-an/{plan}/sua-tay/chinh", SignedIn, || post(hand::repair)),
];

/// The figures of a score that a page shows: key, its words, decimals.
const FIGURES: [(&str, &str, usize); 7] = [
    ("value", "score-value", 2),
    ("bound", "score-bound", 2),
    ("cut", "score-cut", 0),
    ("deviation", "score-deviation", 0),
    ("moved", "score-moved", 0),
    ("barriers", "score-barriers", 0),
    ("compactness", "score-compactness", 3),
];

#[derive(Template)]
#[template(path = "plan/page.html")]
struct PlanView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    commune: String,
    plan: PlanPage,
    old_units: i64,
    strip: String,
    picture: Picture,
    slider: Slider,
    figures: Vec<(String, String)>,
    others: Vec<PlanLine>,
    proof: proof::Proof,
    complaints: Complaints,
    ask: ask::Ask,
    questions: Vec<plan::Question>,
    /// The rules of the day it was drawn on.
    rules: Vec<Deciding>,
    adopted: bool,
    may_change: bool,
    may_ask: bool,
    may_edit: bool,
}

/// The rules by which the sizes of a plan are judged.
pub(super) async fn sized_by(site: &Site, line: &PlanLine) -> Result<Vec<Deciding>, Fault> {
    let sizes = (&[Key::SizeMin, Key::SizeMax, Key::MustMergeBelow][..], Some(line.kind));
    let book = desk::rulebook::book(&site.desk).await?;
    Ok(deciding((&site.desk, &book), line.commune_id, sizes, line.drawn_on).await?)
}

/// `GET /sap-xep/phuong-an/{plan}`.
pub async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PlanId>,
) -> Result<Response, Fault> {
    html(&view(v, &site, id, (ask::Ask::default(), Complaints::default())).await?)
}

/// The page, with the questions as they were asked and what is wrong with them.
async fn view(
    v: Viewer,
    site: &Site,
    id: PlanId,
    (ask, complaints): (ask::Ask, Complaints),
) -> Result<PlanView, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let plan = plan::page(&reader, &scope, id).await?.ok_or(Fault::NotFound)?;
    let commune = commune_of(&reader, &scope, &plan.line).await?;
    let mut others = plan::list(&reader, &scope, plan.line.commune_id).await?;
    others.retain(|other| other.plan_id != id && other.level == plan.line.level);
    let of = plan.line.commune_id;
    let may_ask = plan.line.level == plan::Level::Base && v.may(site, Act::DrawStart, of).await?;
    let mut questions = plan::questions(&reader, &scope, of).await?;
    questions.retain(|question| may_ask && question.plan == Some(id));
    Ok(PlanView {
        rules: sized_by(site, &plan.line).await?,
        crumbs: crumbs(&v, &commune, of),
        old_units: commune.children,
        commune: commune.name,
        strip: strip_of(&v, &plan, &[]),
        picture: map::of_plan(&v, &reader, &plan).await?,
        slider: map::slider(&v, &plan.line),
        figures: figures(&v, &plan.score),
        others,
        proof: proof::Proof::of(&v, &reader, &plan).await?,
        complaints,
        ask,
        questions,
        adopted: is_adopted(&reader, &scope, &plan).await?,
        may_change: v.may(site, Act::ReorganisationPropose, of).await?,
        may_ask,
        may_edit: plan.line.state == plan::State::Draft && v.may(site, Act::PlanMove, of).await?,
        plan,
        v,
    })
}

/// The commune of a plan, as of the day it was drawn on.
async fn commune_of(reader: &Reader, scope: &Scope, line: &PlanLine) -> Result<unit::Line, Fault> {
    let found = unit::line(reader, scope, line.commune_id, line.drawn_on).await?;
    found.ok_or(Fault::NotFound)
}

/// Whether the plan has become law: only then it loses its "no legal force".
///
/// # Errors
/// A failure of the store.
pub async fn is_adopted(reader: &Reader, scope: &Scope, plan: &PlanPage) -> Result<bool, Fault> {
    let Some(id) = plan.reorganisation else { return Ok(false) };
    let found = reorganisation::page(reader, scope, id).await?;
    Ok(found.is_some_and(|page| page.line.state == reorganisation::State::Adopted))
}

fn crumbs(v: &Viewer, commune: &unit::Line, id: UnitId) -> Vec<Crumb> {
    vec![
        Crumb::word(v, "/sap-xep", "nav-reorganise"),
        Crumb::named(v, &format!("/sap-xep/{id}"), &commune.name),
    ]
}

/// All sizes of a plan against the rules it was drawn by.
fn strip_of(v: &Viewer, plan: &PlanPage, others: &[&PlanPage]) -> String {
    let rules = plan.line.rules;
    let norm = (Some(rules.min), Some(rules.max));
    let all: Vec<Size> = others.iter().chain([&plan]).flat_map(|plan| sizes(plan)).collect();
    let axis = span(&all, norm.0, norm.1);
    let words = strip_words(v, norm);
    strip(&Strip { sizes: &sizes(plan), min: norm.0, max: norm.1, span: axis, words })
}

fn sizes(plan: &PlanPage) -> Vec<Size> {
    let size = |unit: &plan::PlanUnit| Size {
        label: unit.short_name.clone(),
        households: unit.households,
        out: unit.out_of_range.is_some(),
    };
    plan.units.iter().map(size).collect()
}

/// The words of a strip against a norm.
pub fn strip_words(v: &Viewer, norm: (Option<i64>, Option<i64>)) -> StripWords {
    let band = match norm {
        (Some(min), Some(max)) => v.say("strip-band", [("min", v.num(min)), ("max", v.num(max))]),
        (Some(min), None) => v.say("strip-band-from", [("min", v.num(min))]),
        _ => String::new(),
    };
    StripWords { title: v.word("strip-title"), axis: v.word("strip-axis"), band, lang: v.lang }
}

/// The known figures of a score, worded.
fn figures(v: &Viewer, score: &serde_json::Value) -> Vec<(String, String)> {
    FIGURES
        .iter()
        .filter_map(|(key, code, places)| {
            let value = score.get(key)?.as_f64()?;
            Some((v.word(code), words::decimal(v.lang, value, *places)))
        })
        .collect()
}
