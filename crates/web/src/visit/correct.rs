//! The form that corrects or completes a record that counts, and what the visit's page says of it.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use ledger::visit::{PartKind, State as Stage};
use ledger::{Category, DifficultyId, VisitId};
use store::difficulty;
use store::visit::{Page, PartRow};

use super::record::{KNOWN_MOST, Owners, speakers};
use super::typed::Typed;
use super::{Fields, choices, crumbs};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "visit/correct.html")]
struct CorrectPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    page: Page,
    typed: Typed,
    reason: String,
    /// Difficulties heard for the first time on this visit: they stay.
    raised: Vec<difficulty::Line>,
    known: Vec<difficulty::Line>,
    speakers: Vec<(String, String)>,
    visiting: Vec<(String, String)>,
}

impl CorrectPage {
    async fn open(
        v: Viewer,
        site: &Site,
        page: Page,
        (typed, reason): (Typed, String),
        complaints: Complaints,
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let heard: Vec<DifficultyId> = page.difficulties.iter().map(|(id, _)| *id).collect();
        let heard = difficulty::among(&reader, &scope, &heard, v.today).await?;
        let is_new =
            |line: &difficulty::Line| page.difficulties.contains(&(line.difficulty_id, true));
        let (raised, mut known): (Vec<_>, Vec<_>) = heard.into_iter().partition(is_new);
        let asked =
            difficulty::Asked { within: Some(page.line.unit_id), ..difficulty::Asked::default() };
        let here = difficulty::list(&reader, &scope, asked, v.today, KNOWN_MOST).await?;
        let is_told = |line: &difficulty::Line| {
            page.difficulties.iter().any(|(id, _)| *id == line.difficulty_id)
        };
        let is_open = |line: &difficulty::Line| line.state != ledger::difficulty::State::Overcome;
        known.extend(here.into_iter().filter(|line| is_open(line) && !is_told(line)));
        let posts = speakers(&v, site, (page.line.unit_id, page.line.commune_id)).await?;
        let mut speakers = choices(&v, &posts);
        if let Some(post) = &page.speaker
            && !speakers.iter().any(|(id, _)| *id == post.post_id.to_string())
        {
            speakers.insert(0, (post.post_id.to_string(), v.called(&post.name, &post.name_en)));
        }
        let visiting = Owners::of(&v, site, &page).await?.visiting;
        let mut crumbs = crumbs(&v, &page.line);
        let here = format!("/di-co-so/{}", page.line.visit_id);
        crumbs.push(Crumb::named(&v, &here, &page.line.unit));
        let typed = typed.with_room(|| site.desk.clock.id().to_string());
        Ok(Self { v, crumbs, complaints, page, typed, reason, raised, known, speakers, visiting })
    }

    fn action(&self) -> String {
        self.v.to(format!("/di-co-so/{}/dinh-chinh", self.page.line.visit_id))
    }

    fn categories(&self) -> Vec<(String, String)> {
        let all = Category::ALL.iter().filter(|category| !category.is_restricted());
        all.map(|category| (category.to_string(), self.v.word(category.word()))).collect()
    }

    fn is_linked(&self, line: &difficulty::Line) -> bool {
        self.typed.known.contains(&line.difficulty_id.to_string())
    }

    /// Whether a new difficulty was begun, so that its part of the form stands open.
    fn raises(&self) -> bool {
        self.typed.raised.iter().any(|row| !row.title.trim().is_empty())
            || self.complaints.all().iter().any(|(field, _)| field.starts_with("ten-"))
    }
}

/// The visit, for whoever may correct its record.
async fn load(v: &Viewer, site: &Site, id: VisitId) -> Result<Page, Fault> {
    let page = store::visit::page(&site.desk.store.read(), &v.scope(), id, v.today).await?;
    let page = page.ok_or(Fault::NotFound)?;
    if !v.may(site, Act::VisitHold, page.line.unit_id).await? {
        return Err(desk::Refusal::new("authority-elsewhere").into());
    }
    match page.line.state {
        Stage::Recorded => Ok(page),
        _ => Err(desk::Refusal::new("visit-not-recorded-yet").into()),
    }
}

/// `GET /di-co-so/{visit}/dinh-chinh`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<VisitId>,
) -> Result<Response, Fault> {
    let page = load(&v, &site, id).await?;
    let typed = Typed { key: site.desk.clock.id().to_string(), ..Typed::of_page(&page) };
    let typed = (typed, String::new());
    html(&CorrectPage::open(v, &site, page, typed, Complaints::default()).await?)
}

/// `POST /di-co-so/{visit}/dinh-chinh`.
pub(super) async fn correct(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<VisitId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let fields = Fields::from(fields);
    let (typed, reason) = (Typed::sent(&fields), fields.get("ly-do").to_owned());
    let (record, mut complaints) = typed.record(&v);
    if complaints.is_empty() {
        let key = typed.key.parse().map_err(|_| Fault::Unreadable)?;
        let (at, what) = ((id, typed.revision, key), (record, reason.clone()));
        match desk::visit::correct(&site.desk, v.actor()?, at, what).await {
            Ok(()) => {
                let back = v.to(format!("/di-co-so/{id}"));
                return Ok(Redirect::to(&back).into_response());
            }
            Err(error) => complaints = Complaints::of(&v, error)?,
        }
    }
    let page = load(&v, &site, id).await?;
    html_refused(&CorrectPage::open(v, &site, page, (typed, reason), complaints).await?)
}

/// One change of a correction in words.
pub(super) struct Told {
    /// What was done to what.
    pub(super) label: String,
    /// What stood before, as it was typed.
    pub(super) was: Option<String>,
    /// The difficulty that was linked or not: address and title.
    pub(super) difficulty: Option<(String, String)>,
}

/// A change of a correction in words.
pub(super) fn told(v: &Viewer, part: &PartRow) -> Told {
    let day = |day: &Option<units::Day>| day.map(|day| v.date(day)).unwrap_or_default();
    let post = |post: &Option<(String, String)>| {
        post.as_ref().map(|(name, english)| v.called(name, english)).unwrap_or_default()
    };
    let between = |code: &str, before: String, after: String| {
        v.say(code, [("before", v.txt(before)), ("after", v.txt(after))])
    };
    let label = match part.kind {
        PartKind::HeldOn => between("visit-changed-day", day(&part.day.0), day(&part.day.1)),
        PartKind::Speaker => {
            between("visit-changed-speaker", post(&part.post.0), post(&part.post.1))
        }
        PartKind::Difficulty if part.is_linked => v.word("visit-difficulty-added"),
        PartKind::Difficulty => v.word("visit-difficulty-dropped"),
        kind => {
            let what = if kind == PartKind::Good { "visit-good" } else { "visit-lesson" };
            let how = match (&part.said.0, &part.said.1) {
                (None, _) => "added",
                (_, None) => "dropped",
                _ => "reworded",
            };
            v.say(&format!("{what}-{how}"), [("n", v.num(part.line.unwrap_or_default()))])
        }
    };
    let was = part.said.0.clone().map(|said| match &part.post.0 {
        Some(_) if part.post.0 != part.post.1 => format!("{said} ({})", post(&part.post.0)),
        _ => said,
    });
    let difficulty = part.difficulty.as_ref();
    let difficulty = difficulty.map(|(id, title)| (v.to(format!("/kho-khan/{id}")), title.clone()));
    Told { label, was, difficulty }
}
