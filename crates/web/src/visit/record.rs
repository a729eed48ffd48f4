//! The form of a record. One form in the order in which a visit listens; saved as often as the network
//! allows, finished once.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::visit::Opened;
use ledger::matter::ProofKind;
use ledger::visit::State as Stage;
use ledger::{Category, PostKind, VisitId};
use store::difficulty;
use store::post::Post;
use store::visit::Page;
use units::UnitId;

use super::typed::Typed;
use super::{Fields, choices, crumbs, office_posts};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// Known difficulties offered for linking.
pub(super) const KNOWN_MOST: i64 = 100;

#[derive(Template)]
#[template(path = "visit/record.html")]
struct RecordPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    page: Page,
    typed: Typed,
    known: Vec<difficulty::Line>,
    speakers: Vec<Post>,
    owners: Owners,
    is_saved: bool,
}

/// The posts that may owe a promise, the visiting ones first.
pub(super) struct Owners {
    pub(super) visiting: Vec<(String, String)>,
    pub(super) others: Vec<(String, String)>,
}

impl Owners {
    /// The visitors, and the posts of the office that stayed at home.
    pub(super) async fn of(v: &Viewer, site: &Site, page: &Page) -> Result<Self, Fault> {
        let visiting: Vec<(String, String)> = std::iter::once(&page.line.leader)
            .chain(&page.members)
            .map(|post| (post.post_id.to_string(), v.called(&post.name, &post.name_en)))
            .collect();
        let mut others = choices(v, &office_posts(v, site, page.line.commune_id).await?);
        others.retain(|(id, _)| !visiting.iter().any(|(known, _)| known == id));
        Ok(Self { visiting, others })
    }
}

impl RecordPage {
    async fn open(
        v: Viewer,
        site: &Site,
        id: VisitId,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let page = store::visit::page(&reader, &scope, id, v.today).await?;
        let page = page.ok_or(Fault::NotFound)?;
        let asked =
            difficulty::Asked { within: Some(page.line.unit_id), ..difficulty::Asked::default() };
        let mut known = difficulty::list(&reader, &scope, asked, v.today, KNOWN_MOST).await?;
        known.retain(|line| line.state != ledger::difficulty::State::Overcome);
        let speakers = speakers(&v, site, (page.line.unit_id, page.line.commune_id)).await?;
        let owners = Owners::of(&v, site, &page).await?;
        let mut crumbs = crumbs(&v, &page.line);
        crumbs.push(Crumb::named(&v, &format!("/di-co-so/{id}"), &page.line.unit));
        let typed = typed.with_room(|| site.desk.clock.id().to_string());
        let is_saved = page.line.state == Stage::Draft && complaints.is_empty();
        Ok(Self { v, crumbs, complaints, page, typed, known, speakers, owners, is_saved })
    }

    fn action(&self) -> String {
        self.v.to(format!("/di-co-so/{}/ghi", self.page.line.visit_id))
    }

    fn speakers(&self) -> Vec<(String, String)> {
        choices(&self.v, &self.speakers)
    }

    fn categories(&self) -> Vec<(String, String)> {
        let all = Category::ALL.iter().filter(|category| !category.is_restricted());
        all.map(|category| (category.to_string(), self.v.word(category.word()))).collect()
    }

    fn proofs(&self) -> Vec<(String, String)> {
        ProofKind::ALL.iter().map(|kind| (kind.to_string(), self.v.word(kind.word()))).collect()
    }

    /// The difficulties that a promise may answer: those of this form, then those known.
    fn answerable(&self) -> Vec<(String, String)> {
        let raised = self.typed.raised.iter().enumerate().map(|(at, row)| {
            let number = self.v.num(at + 1);
            let title = match row.title.trim() {
                "" => self.v.say("visit-difficulty-row", [("n", number)]),
                title => title.to_owned(),
            };
            (row.id.clone(), title)
        });
        let known =
            self.known.iter().map(|line| (line.difficulty_id.to_string(), line.title.clone()));
        raised.chain(known).collect()
    }

    fn is_linked(&self, line: &difficulty::Line) -> bool {
        let id = line.difficulty_id.to_string();
        self.typed.known.contains(&id)
    }
}

/// The posts that may speak for a place: its own, the head first; where it has none, the commune's.
pub(super) async fn speakers(
    v: &Viewer,
    site: &Site,
    (unit, commune): (UnitId, Option<UnitId>),
) -> Result<Vec<Post>, Fault> {
    let mut reader = site.desk.store.read();
    let mut posts = store::post::of_unit(&mut reader, unit, v.today).await?;
    if let (true, Some(commune)) = (posts.is_empty(), commune) {
        posts = store::post::of_unit(&mut reader, commune, v.today).await?;
    }
    posts.sort_by_key(|post| post.kind != PostKind::UnitHead);
    Ok(posts)
}

/// `GET /di-co-so/{visit}/ghi`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<VisitId>,
) -> Result<Response, Fault> {
    let opened: Opened = match desk::visit::open(&site.desk, v.actor()?, id).await {
        Err(desk::Error::Refused(refusal)) if refusal.code == "visit-unknown" => {
            return Err(Fault::NotFound);
        }
        opened => opened?,
    };
    if opened.state == Stage::Recorded {
        return Ok(to_page(&v, id, ""));
    }
    let mut typed = Typed {
        revision: opened.revision,
        key: site.desk.clock.id().to_string(),
        ..Typed::kept(&opened.record).packed()
    };
    if typed.held_on.is_empty() {
        let day = opened.visit.planned_on.filter(|day| *day <= v.today).unwrap_or(v.today);
        typed.held_on = day.to_string();
    }
    let mut page = RecordPage::open(v, &site, id, (typed, Complaints::default())).await?;
    if page.typed.speaker.is_empty()
        && let Some(first) = page.speakers.first()
    {
        page.typed.speaker = first.post_id.to_string();
    }
    html(&page)
}

/// `POST /di-co-so/{visit}/ghi`: saves the draft, or finishes the record, by the button pressed.
pub(super) async fn record(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<VisitId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let fields = Fields::from(fields);
    let typed = Typed::sent(&fields);
    let (record, mut complaints) = typed.record(&v);
    if complaints.is_empty() {
        let (desk, actor) = (&site.desk, v.actor()?);
        let done = if fields.get("nut") == "xong" {
            let key = typed.key.parse().map_err(|_| Fault::Unreadable)?;
            desk::visit::record(desk, actor, (id, typed.revision, key), record).await.map(|()| "")
        } else {
            let kept = desk::visit::keep_draft(desk, actor, (id, typed.revision), record).await;
            kept.map(|_| "/ghi")
        };
        match done {
            Ok(then) => return Ok(to_page(&v, id, then)),
            Err(error) => complaints = Complaints::of(&v, error)?,
        }
    }
    html_refused(&RecordPage::open(v, &site, id, (typed, complaints)).await?)
}

fn to_page(v: &Viewer, id: VisitId, then: &str) -> Response {
    Redirect::to(&v.to(format!("/di-co-so/{id}{then}"))).into_response()
}
