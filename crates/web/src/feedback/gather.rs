//! Several feedbacks become one difficulty of their place.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::feedback;
use ledger::difficulty::{NewDifficulty, ToldBy};
use ledger::{DifficultyId, FeedbackId};
use store::feedback::{self as rows, Line};
use units::UnitId;

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "feedback/gather.html")]
struct GatherPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    lines: Vec<Line>,
    typed: Typed,
}

/// What the person typed, as typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    ids: Vec<FeedbackId>,
    id: Option<DifficultyId>,
    title: String,
    text: String,
    since: String,
    tried: String,
}

impl Typed {
    fn of(fields: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, text) in fields {
            match name.as_str() {
                "p" => typed.ids.extend(text.parse::<FeedbackId>()),
                "ma-so" => typed.id = text.parse().ok(),
                "ten" => typed.title = text,
                "noi-dung" => typed.text = text,
                "tu-ngay" => typed.since = text,
                "da-thu" => typed.tried = text,
                _ => {}
            }
        }
        typed
    }
}

impl GatherPage {
    fn id(&self) -> String {
        self.typed.id.map_or_else(String::new, |id| id.to_string())
    }
}

/// `GET /phan-anh/gom?p=…&p=…`.
pub async fn form(
    v: Viewer,
    State(site): State<Site>,
    Query(chosen): Query<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut typed = Typed::of(chosen);
    typed.id = Some(DifficultyId(site.desk.clock.id()));
    let page = page(v, &site, typed, Complaints::default()).await?;
    let first = page.lines.first().map(|line| line.sent_on.to_string());
    let typed = Typed { since: first.unwrap_or_default(), ..page.typed.clone() };
    html(&GatherPage { typed, ..page })
}

async fn page(
    v: Viewer,
    site: &Site,
    typed: Typed,
    mut complaints: Complaints,
) -> Result<GatherPage, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let lines = rows::among(&reader, &scope, &typed.ids, v.today).await?;
    if lines.is_empty() && complaints.is_empty() {
        complaints.add("", v.word("feedback-none-chosen"));
    }
    let crumbs = vec![
        Crumb::word(&v, "/phan-anh", "nav-feedback"),
        Crumb::word(&v, "/phan-anh/tiep-nhan", "feedback-sorting-nav"),
    ];
    Ok(GatherPage { v, crumbs, complaints, lines, typed })
}

/// `POST /phan-anh/gom`.
pub async fn gather(
    v: Viewer,
    State(site): State<Site>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields);
    let page = page(v, &site, typed, Complaints::default()).await?;
    let Some(unit) = place(&page.lines) else { return html_refused(&page) };
    let new = difficulty(&site, &page, unit);
    match feedback::gather(&site.desk, page.v.actor()?, &page.typed.ids, new).await {
        Ok(id) => Ok(Redirect::to(&page.v.to(format!("/kho-khan/{id}"))).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&page.v, error)?;
            html_refused(&GatherPage { complaints, ..page })
        }
    }
}

fn difficulty(site: &Site, page: &GatherPage, unit: UnitId) -> NewDifficulty {
    let Typed { id, title, text, since, tried, .. } = page.typed.clone();
    NewDifficulty {
        id: id.unwrap_or_else(|| DifficultyId(site.desk.clock.id())),
        unit,
        category: page.lines.first().map(|line| line.category),
        title,
        text,
        since_on: since.parse().ok(),
        told_by: ToldBy::Feedback,
        tried,
        figure: None,
    }
}

/// The place of all of them: their khu phố where it is one, else their commune.
fn place(lines: &[Line]) -> Option<UnitId> {
    let first = lines.first()?;
    let is_one = lines.iter().all(|line| line.unit_id == first.unit_id);
    if is_one { Some(first.unit_id) } else { first.commune_id.or(Some(first.top_id)) }
}
