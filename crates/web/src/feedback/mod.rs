//! Residents' word (phản ánh): sent without an account, followed with a code, shown to everybody only
//! after somebody has read it.

mod form;
mod gather;
mod map;
mod moderation;
mod slip;
mod sorting;
mod throttle;
mod tracking;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use desk::{Act, Object, feedback};
use ledger::matter::StepKind;
use ledger::{Category, FeedbackId};
use serde::Deserialize;
use store::feedback::{self as rows, Asked, Photo, Public};
use store::matter::{Page, ProofRow, StepRow};
use units::{AttachmentId, Level, UnitId};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::route::Who::{Holder, Public as Everybody, SignedIn};
use crate::route::{Route, act, in_turn, machine, page, with_file};
use crate::site::Site;
use crate::viewer::{Plain, Viewer};

pub use throttle::Sending;

/// Feedback on one page of the list.
const SHOWN: i64 = 30;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/phan-anh", Everybody, || get(list)),
    machine("/phan-anh/diem.geojson", || get(points)),
    page("/phan-anh/ban-do", Everybody, || in_turn(get(map::page))),
    page("/phan-anh/ban-do.svg", Everybody, || in_turn(get(map::svg))),
    page("/phan-anh/cong-khai/{feedback}", Everybody, || get(one)),
    page("/phan-anh/cong-khai/{feedback}/anh/{number}", Everybody, || get(photo)),
    page("/phan-anh/cong-khai/{feedback}/minh-chung/{attachment}", Everybody, || get(proof)),
    page("/phan-anh/gui", Holder, || get(form::form)),
    act("/phan-anh/gui", Holder, || with_file(post(form::send))),
    act("/phan-anh/tra-cuu", Holder, || post(find)),
    page("/phan-anh/duyet", SignedIn, || get(moderation::list)),
    act("/phan-anh/duyet/{feedback}", SignedIn, || post(moderation::decide)),
    page("/phan-anh/tiep-nhan", SignedIn, || get(sorting::list)),
    page("/phan-anh/tiep-nhan/{feedback}", SignedIn, || get(sorting::one)),
    page("/phan-anh/tiep-nhan/{feedback}/anh/{number}", SignedIn, || get(photo)),
    act("/phan-anh/tiep-nhan/{feedback}/{step}", SignedIn, || post(sorting::take)),
    page("/phan-anh/gom", SignedIn, || get(gather::form)),
    act("/phan-anh/gom", SignedIn, || post(gather::gather)),
    page("/phan-anh/{code}", Holder, || get(tracking::page)),
    page("/phan-anh/{code}/phieu", Holder, || get(slip::page)),
    page("/phan-anh/{code}/anh/{number}", Holder, || get(tracking::photo)),
    page("/phan-anh/{code}/minh-chung/{attachment}", Holder, || get(tracking::proof)),
    act("/phan-anh/{code}/da-giai-quyet", Holder, || post(tracking::solved)),
    act("/phan-anh/{code}/chua-giai-quyet", Holder, || post(tracking::not_solved)),
    act("/phan-anh/{code}/noi-them", Holder, || post(tracking::more)),
];

/// What the list shows.
#[derive(Deserialize)]
pub struct Filter {
    #[serde(default)]
    o: String,
    #[serde(default, rename = "linh-vuc")]
    category: String,
    #[serde(default)]
    truoc: Option<i64>,
}

#[derive(Template)]
#[template(path = "feedback/list.html")]
struct ListPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    found: Vec<Public>,
    older: Option<i64>,
    unit: String,
    unit_name: String,
    category: String,
    communes: Vec<(String, String)>,
    sorts: bool,
    moderates: bool,
}

impl ListPage {
    fn categories(&self) -> Vec<(String, String)> {
        categories(&self.v)
    }

    fn form_address(&self) -> String {
        let end = if self.unit.is_empty() { String::new() } else { format!("?o={}", self.unit) };
        self.v.to(format!("/phan-anh/gui{end}"))
    }

    fn map_address(&self) -> String {
        let Self { unit, category, .. } = self;
        self.v.to(format!("/phan-anh/ban-do?o={unit}&linh-vuc={category}"))
    }

    fn older_address(&self, before: impl Plain<i64>) -> String {
        let before = before.plain();
        let Self { unit, category, .. } = self;
        self.v.to(format!("/phan-anh?o={unit}&linh-vuc={category}&truoc={before}"))
    }
}

/// `GET /phan-anh`.
async fn list(
    v: Viewer,
    State(site): State<Site>,
    Query(filter): Query<Filter>,
) -> Result<Response, Fault> {
    html(&list_page(v, &site, &filter).await?)
}

async fn list_page(v: Viewer, site: &Site, filter: &Filter) -> Result<ListPage, Fault> {
    let (mut reader, scope) = (site.desk.store.read(), v.scope());
    let mut asked = asked(filter);
    let name = match asked.unit {
        Some(unit) => store::unit::state_on(&reader, &scope, unit, v.today).await?,
        None => None,
    };
    // A database is one city: the list of the whole city is the list of everything.
    if name.as_ref().is_some_and(|state| state.kind.level() == Level::Province) {
        asked.unit = None;
    }
    let found = rows::public(&reader, &scope, asked, v.today).await?;
    let is_full = i64::try_from(found.len()).is_ok_and(|found| found == SHOWN);
    let communes = rows::communes(&mut reader, &scope, v.today).await?;
    Ok(ListPage {
        crumbs: Vec::new(),
        complaints: Complaints::default(),
        older: found.last().filter(|_| is_full).map(|last| last.sent_at),
        found,
        unit: asked.unit.map_or_else(String::new, |unit| unit.to_string()),
        unit_name: name.map_or_else(String::new, |state| state.name),
        category: asked.category.map_or_else(String::new, |category| category.to_string()),
        communes: communes.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        sorts: does(&v, Act::MatterSort),
        moderates: does(&v, Act::FeedbackModerate),
        v,
    })
}

fn asked(filter: &Filter) -> Asked {
    Asked {
        unit: filter.o.parse::<UnitId>().ok(),
        category: filter.category.parse::<Category>().ok(),
        before: filter.truoc.unwrap_or(i64::MAX),
        most: SHOWN,
    }
}

/// Whether the reader does an act somewhere, so that a way to it is shown.
fn does(v: &Viewer, act: Act) -> bool {
    let Some(actor) = &v.actor else { return false };
    let places = actor.grants.iter().filter_map(|grant| grant.unit);
    let path = places.chain(actor.outermost.iter().copied()).collect();
    desk::authority::authorize(actor, act, &Object::at(path, v.today)).is_ok()
}

/// The categories as choices.
fn categories(v: &Viewer) -> Vec<(String, String)> {
    Category::ALL.iter().map(|one| (one.to_string(), v.word(one.word()))).collect()
}

/// The page with nothing but the field for a code.
#[derive(Template)]
#[template(path = "feedback/find.html")]
struct FindPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    code: String,
}

impl FindPage {
    fn new(v: Viewer, complaints: Complaints, code: String) -> Self {
        let crumbs = vec![Crumb::word(&v, "/phan-anh", "nav-feedback")];
        Self { v, crumbs, complaints, code }
    }
}

/// What the field for a code sends.
#[derive(Deserialize)]
pub struct Found {
    #[serde(default)]
    ma: String,
}

/// `POST /phan-anh/tra-cuu`: not asked for by address, so that no log keeps a mistyped code.
async fn find(
    v: Viewer,
    State(site): State<Site>,
    Form(found): Form<Found>,
) -> Result<Response, Fault> {
    match feedback::opened(&site.desk, &found.ma).await? {
        Some(opened) => {
            let to = v.to(format!("/phan-anh/{}", opened.code));
            Ok(Redirect::to(&to).into_response())
        }
        None => {
            let mut complaints = Complaints::default();
            complaints.add("ma", v.word("feedback-code-unknown"));
            html_refused(&FindPage::new(v, complaints, found.ma))
        }
    }
}

#[derive(Template)]
#[template(path = "feedback/one.html")]
struct OnePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    shown: Public,
    page: Page,
    photos: Vec<Photo>,
}

impl OnePage {
    fn address(&self, end: &str) -> String {
        self.v.to(format!("/phan-anh/cong-khai/{}{end}", self.shown.feedback_id))
    }

    fn hand(&self, step: &StepRow) -> String {
        hand(&self.v, step)
    }

    fn told(&self, step: &StepRow) -> Vec<String> {
        told(&self.v, step)
    }

    /// What everybody reads of a step: the answers alone.
    fn said<'s>(&self, step: &'s StepRow) -> &'s str {
        if step.kind == StepKind::Answered { &step.said } else { "" }
    }

    fn proofs_of(&self, step: i64) -> Vec<&ProofRow> {
        self.page.proofs.iter().filter(|proof| proof.step == step).collect()
    }
}

/// `GET /phan-anh/cong-khai/{feedback}`.
async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<FeedbackId>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), desk::authority::public_scope());
    let shown = rows::public_one(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
    let page = store::matter::page(&reader, &scope, shown.matter_id, v.today).await?;
    let photos = rows::photos(&reader, &scope, id).await?;
    let crumbs = vec![Crumb::word(&v, "/phan-anh", "nav-feedback")];
    html(&OnePage { v, crumbs, shown, page: page.ok_or(Fault::NotFound)?, photos })
}

/// `GET /phan-anh/cong-khai/{feedback}/anh/{number}` and, for the inside of the place,
/// `/phan-anh/tiep-nhan/{feedback}/anh/{number}`.
async fn photo(
    v: Viewer,
    State(site): State<Site>,
    Path(at): Path<(FeedbackId, i64)>,
) -> Result<Response, Fault> {
    tracking::picture(feedback::photo(&site.desk, &v.scope(), at).await?)
}

/// `GET /phan-anh/cong-khai/{feedback}/minh-chung/{attachment}`.
async fn proof(
    v: Viewer,
    State(site): State<Site>,
    Path((id, attachment)): Path<(FeedbackId, AttachmentId)>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), desk::authority::public_scope());
    let shown = rows::public_one(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
    let at = (shown.matter_id, attachment);
    tracking::picture(feedback::proof(&site.desk, &scope, at).await?)
}

/// `GET /phan-anh/diem.geojson`: what everybody sees, each at the middle of its cell.
async fn points(State(site): State<Site>, Query(filter): Query<Filter>) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), desk::authority::public_scope());
    let asked = Asked { most: 2_000, ..asked(&filter) };
    let found = rows::public(&reader, &scope, asked, site.desk.clock.today()).await?;
    let features: Vec<serde_json::Value> = found.iter().filter_map(feature).collect();
    let body = serde_json::json!({ "type": "FeatureCollection", "features": features });
    Ok(([(header::CONTENT_TYPE, "application/geo+json")], body.to_string()).into_response())
}

fn feature(one: &Public) -> Option<serde_json::Value> {
    let point = one.point?;
    let degrees = [point.lon_e7, point.lat_e7].map(|e7| f64::from(e7) / 1e7);
    Some(serde_json::json!({
        "type": "Feature",
        "geometry": { "type": "Point", "coordinates": degrees },
        "properties": {
            "id": one.feedback_id,
            "category": one.category,
            "state": one.state,
            "unit": one.unit,
            "sent_on": one.sent_on,
            "cell_m": 200,
        },
    }))
}

/// Who did a step: the post, the sender, the program.
fn hand(v: &Viewer, step: &StepRow) -> String {
    match &step.post {
        Some(post) => v.called(post, step.post_en.as_deref().unwrap_or_default()),
        None if step.hand == "asker" => v.word("feedback-by-sender"),
        None => v.word("matter-by-program"),
    }
}

/// What a step says beside its words: to whom, by when, why.
fn told(v: &Viewer, step: &StepRow) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(post) = &step.to_post {
        let name = v.called(post, step.to_post_en.as_deref().unwrap_or_default());
        told.push(v.say("matter-to", [("post", v.txt(name))]));
    }
    if let Some(day) = step.due_on {
        told.push(v.say("matter-due-set", [("day", v.on(day))]));
    }
    if let Some(day) = step.done_on {
        told.push(v.say("matter-done-on", [("day", v.on(day))]));
    }
    told.extend(step.code.as_ref().map(|code| v.word(code)));
    told
}
