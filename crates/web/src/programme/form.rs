//! Writing a programme, and writing its draft anew: what it wants, who is responsible, and targets that
//! say where they start.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::programme::Change;
use ledger::ProgrammeId;
use ledger::programme::{NewProgramme, NewTarget, State as Stage, TARGETS_MOST};
use serde::Deserialize;
use store::programme::{self, Page};
use store::unit;
use units::{Level, UnitId};

use super::typed::Typed;
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// Rows of targets that the form of a new programme shows; each further one waits behind the one before.
const ROWS: usize = 2;

/// For which place.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct At {
    o: UnitId,
}

#[derive(Template)]
#[template(path = "programme/new.html")]
struct NewPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    place: unit::Line,
    bodies: Vec<(String, String)>,
    heads: Vec<(String, String)>,
    typed: Typed,
    /// The draft that is written anew.
    draft: Option<ProgrammeId>,
}

impl NewPage {
    async fn open(
        v: Viewer,
        site: &Site,
        at: UnitId,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let place = v.place_for(site, Act::ProgrammeIssue, at).await?;
        let commune = (place.kind.level() != Level::Province).then_some(at);
        let mut bodies = store::body::list(&reader, &scope, v.today).await?;
        if commune.is_some() {
            bodies.retain(|body| body.unit_id == commune);
        }
        let bodies = bodies
            .into_iter()
            .map(|body| (body.body_id.to_string(), v.called(body.name, body.name_en)))
            .collect();
        let posts = store::post::of_commune(&reader, &scope, commune, v.today).await?;
        let heads = posts
            .into_iter()
            .filter(|post| !post.kind.is_of_unit())
            .map(|post| (post.post_id.to_string(), v.called(post.name, post.name_en)))
            .collect();
        let crumbs = vec![Crumb::word(&v, "/chuong-trinh", "programme-nav")];
        Ok(Self { v, crumbs, complaints, place, bodies, heads, typed, draft: None })
    }

    /// The same for a draft that is there.
    fn of(self, draft: &Page) -> Self {
        let id = draft.line.programme_id;
        let mut crumbs = self.crumbs;
        crumbs.push(Crumb::named(&self.v, &format!("/chuong-trinh/{id}"), &draft.line.title));
        Self { crumbs, draft: Some(id), ..self }
    }

    /// Every row there can be; those behind the last shown one are folded away, each in the one before,
    /// so that rows are added without a script and nothing typed is sent for it.
    fn rows(&self) -> std::ops::RangeInclusive<usize> {
        1..=TARGETS_MOST
    }

    /// Whether a row is folded away until it is asked for.
    fn is_behind(&self, row: &usize) -> bool {
        *row > rows(&self.typed)
    }

    fn action(&self) -> String {
        match self.draft {
            Some(id) => self.v.to(format!("/chuong-trinh/{id}/sua")),
            None => self.v.to(format!("/chuong-trinh/moi?o={}", self.place.unit_id)),
        }
    }

    fn cell(&self, row: &usize, name: &str) -> &str {
        self.typed.get(&format!("chi-tieu-{row}-{name}"))
    }
}

/// Rows of targets that are shown: as many as something stands in, and no fewer than [`ROWS`].
fn rows(typed: &Typed) -> usize {
    let parts = ["ten", "hien-nay", "dich", "don-vi", "den"];
    let is_filled =
        |row: &usize| parts.iter().any(|part| typed.has(&format!("chi-tieu-{row}-{part}")));
    (ROWS + 1..=TARGETS_MOST).rev().find(is_filled).unwrap_or(ROWS)
}

/// `GET /chuong-trinh/moi?o={unit}`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Query(at): Query<At>,
) -> Result<Response, Fault> {
    let typed = Typed::with([("ma", site.desk.clock.id().to_string())]);
    html(&NewPage::open(v, &site, at.o, (typed, Complaints::default())).await?)
}

/// `POST /chuong-trinh/moi?o={unit}`.
pub(super) async fn write(
    v: Viewer,
    State(site): State<Site>,
    Query(at): Query<At>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let complaints = match programme(&v, &typed, at.o) {
        Ok(new) => match desk::programme::write(&site.desk, v.actor()?, new).await {
            Ok(id) => {
                let to = v.to(format!("/chuong-trinh/{id}"));
                return Ok(Redirect::to(&to).into_response());
            }
            Err(error) => Complaints::of(&v, error)?,
        },
        Err(complaints) => complaints,
    };
    html_refused(&NewPage::open(v, &site, at.o, (typed, complaints)).await?)
}

/// The programme as the desk takes it, or what is no number.
fn programme(v: &Viewer, typed: &Typed, unit: UnitId) -> Result<NewProgramme, Complaints> {
    let mut complaints = Complaints::default();
    let targets = (1..=rows(typed)).map(|row| target(v, typed, row, &mut complaints)).collect();
    let Some(id) = typed.parsed("ma") else { return Err(complaints) };
    if !complaints.is_empty() {
        return Err(complaints);
    }
    Ok(NewProgramme {
        id,
        unit,
        issuer: typed.parsed("co-quan"),
        head: typed.parsed("nguoi-dung-dau"),
        title: typed.text("ten"),
        goals: typed.text("muc-tieu"),
        period: (typed.day("tu-ngay"), typed.day("den-ngay")),
        targets,
    })
}

fn target(v: &Viewer, typed: &Typed, row: usize, wrong: &mut Complaints) -> NewTarget {
    let name = |part: &str| format!("chi-tieu-{row}-{part}");
    let mut number = |part: &str| {
        let name = name(part);
        let value = ledger::text::milli(typed.get(&name));
        if value.is_none() && typed.has(&name) {
            wrong.add("chi-tieu", v.say("programme-target-number", [("row", v.num(row))]));
        }
        value
    };
    let (baseline_milli, goal_milli) = (number("hien-nay"), number("dich"));
    NewTarget {
        label: typed.text(&name("ten")),
        unit: typed.text(&name("don-vi")),
        baseline_milli,
        goal_milli,
        by_on: typed.day(&name("den")),
    }
}

/// A draft that the reader may write anew.
async fn draft(v: &Viewer, site: &Site, id: ProgrammeId) -> Result<Page, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let page = programme::page(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
    match page.line.state {
        Stage::Draft => Ok(page),
        Stage::Issued | Stage::Ended => Err(desk::Refusal::new("programme-not-draft").into()),
    }
}

/// The form filled in with what a draft says now.
fn said(v: &Viewer, page: &Page) -> Typed {
    let line = &page.line;
    let mut fields = vec![
        ("ma".to_owned(), line.programme_id.to_string()),
        ("ban".to_owned(), line.revision.to_string()),
        ("ten".to_owned(), line.title.clone()),
        ("muc-tieu".to_owned(), line.goals.clone()),
        ("co-quan".to_owned(), line.issuer_id.to_string()),
        ("nguoi-dung-dau".to_owned(), line.head_id.to_string()),
        ("tu-ngay".to_owned(), line.from_on.to_string()),
        ("den-ngay".to_owned(), line.last_on.to_string()),
    ];
    for (row, target) in (1..).zip(&page.targets) {
        fields.extend([
            (format!("chi-tieu-{row}-ten"), target.label.clone()),
            (format!("chi-tieu-{row}-don-vi"), target.unit.clone()),
            (format!("chi-tieu-{row}-hien-nay"), v.typed_milli(target.baseline_milli)),
            (format!("chi-tieu-{row}-dich"), v.typed_milli(target.goal_milli)),
            (format!("chi-tieu-{row}-den"), target.by_on.to_string()),
        ]);
    }
    Typed::from_pairs(fields)
}

/// `GET /chuong-trinh/{programme}/sua`.
pub(super) async fn edit(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ProgrammeId>,
) -> Result<Response, Fault> {
    let page = draft(&v, &site, id).await?;
    let (typed, at) = (said(&v, &page), page.line.unit_id);
    let form = NewPage::open(v, &site, at, (typed, Complaints::default())).await?;
    html(&form.of(&page))
}

/// `POST /chuong-trinh/{programme}/sua`.
pub(super) async fn rewrite(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ProgrammeId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    let page = draft(&v, &site, id).await?;
    let (at, revision) = (page.line.unit_id, typed.parsed("ban").unwrap_or_default());
    let complaints = match programme(&v, &typed, at) {
        Ok(new) => {
            let change = Change::Rewrite(new);
            match desk::programme::change(&site.desk, v.actor()?, (id, revision), change).await {
                Ok(()) => {
                    let to = v.to(format!("/chuong-trinh/{id}"));
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(error) => Complaints::of(&v, error)?,
            }
        }
        Err(complaints) => complaints,
    };
    html_refused(&NewPage::open(v, &site, at, (typed, complaints)).await?.of(&page))
}
