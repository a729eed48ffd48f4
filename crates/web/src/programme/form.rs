//! Writing a programme: what it wants, who is responsible, and targets that say where they start.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use ledger::programme::{NewProgramme, NewTarget};
use serde::Deserialize;
use store::unit;
use units::{Level, UnitId};

use super::typed::Typed;
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// Rows of targets in the form.
const ROWS: usize = 5;

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
}

impl NewPage {
    async fn open(
        v: Viewer,
        site: &Site,
        at: UnitId,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let place = unit::line(&reader, &scope, at, v.today).await?.ok_or(Fault::NotFound)?;
        if !v.may(site, Act::ProgrammeIssue, at).await? {
            return Err(desk::Refusal::new("authority-elsewhere").into());
        }
        let commune = (place.kind.level() != Level::Province).then_some(at);
        let mut bodies = store::post::bodies(&reader, &scope, v.today).await?;
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
        Ok(Self { v, crumbs, complaints, place, bodies, heads, typed })
    }

    fn rows(&self) -> std::ops::RangeInclusive<usize> {
        1..=ROWS
    }

    fn cell(&self, row: &usize, name: &str) -> &str {
        self.typed.get(&format!("chi-tieu-{row}-{name}"))
    }
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
    let targets = (1..=ROWS).map(|row| target(v, typed, row, &mut complaints)).collect();
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
