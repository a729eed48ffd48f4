//! Making posts, and saying which post answers which field.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::post::NewPost;
use ledger::{Category, PostCategory, PostKind};
use serde::Deserialize;
use store::body::Body;
use store::post::{self, Post, Route, Routed};
use store::unit;
use units::{Tier, UnitId};

use super::{Asked, chosen, communes, may_manage};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// A post as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    #[serde(rename = "ma")]
    id: String,
    #[serde(rename = "ten")]
    name: String,
    #[serde(rename = "ten-anh")]
    name_en: String,
    #[serde(rename = "loai")]
    kind: String,
    #[serde(rename = "thuoc")]
    category: String,
    #[serde(rename = "dia-ban")]
    unit: String,
    #[serde(rename = "co-quan")]
    body: String,
    #[serde(rename = "cap-tren")]
    superior: String,
}

/// What both pages choose from.
struct Choices {
    commune: Option<UnitId>,
    place: String,
    places: Vec<(String, String)>,
    posts: Vec<Post>,
    bodies: Vec<Body>,
}

#[derive(Template)]
#[template(path = "care/add.html")]
struct AddPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    choices: Choices,
    typed: Typed,
}

impl Choices {
    async fn read(v: &Viewer, site: &Site, asked: &Asked) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let all = communes(v, site).await?;
        let commune = chosen(v, site, asked, &all).await?;
        if !may_manage(v, site, commune).await? {
            return Err(desk::Refusal::new("authority-elsewhere").into());
        }
        let line = all.into_iter().find(|line| Some(line.unit_id) == commune);
        let choice = |unit: UnitId, name: &str| (unit.to_string(), name.to_owned());
        let mut places: Vec<(String, String)> =
            line.iter().map(|line| choice(line.unit_id, &line.name)).collect();
        if let Some(commune) = commune {
            let base = unit::descendants(&reader, &scope, commune, v.today, Tier::Base).await?;
            places.extend(base.iter().map(|line| choice(line.unit_id, &line.name)));
        }
        let mut posts = post::of_commune(&reader, &scope, commune, v.today).await?;
        if commune.is_some() {
            posts.extend(post::of_commune(&reader, &scope, None, v.today).await?);
        }
        Ok(Self {
            commune,
            place: line.map_or_else(|| v.word("post-of-city"), |line| line.name),
            places,
            posts,
            bodies: store::body::list(&reader, &scope, v.today).await?,
        })
    }

    fn places(&self) -> Vec<(String, String)> {
        self.places.clone()
    }

    fn posts(&self, v: &Viewer) -> Vec<(String, String)> {
        let posts = self.posts.iter();
        posts.map(|post| (post.post_id.to_string(), v.called(&post.name, &post.name_en))).collect()
    }

    fn bodies(&self, v: &Viewer) -> Vec<(String, String)> {
        let bodies = self.bodies.iter();
        bodies.map(|body| (body.body_id.to_string(), v.called(&body.name, &body.name_en))).collect()
    }

    fn query(&self) -> String {
        self.commune.map(|commune| format!("?xa={commune}")).unwrap_or_default()
    }
}

impl AddPage {
    fn kinds(&self) -> Vec<(String, String)> {
        let all = PostKind::ALL.iter().filter(|kind| **kind != PostKind::GroupHead);
        all.map(|kind| (kind.to_string(), self.v.word(kind.word()))).collect()
    }

    fn categories(&self) -> Vec<(String, String)> {
        PostCategory::ALL.iter().map(|one| (one.to_string(), self.v.word(one.word()))).collect()
    }
}

fn crumbs(v: &Viewer) -> Vec<Crumb> {
    vec![Crumb::word(v, "/can-bo", "care-nav")]
}

/// `GET /can-bo/them`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let choices = Choices::read(&v, &site, &asked).await?;
    let unit = choices.commune.map(|id| id.to_string()).unwrap_or_default();
    let typed = Typed { id: site.desk.clock.id().to_string(), unit, ..Typed::default() };
    let complaints = Complaints::default();
    html(&AddPage { crumbs: crumbs(&v), v, complaints, choices, typed })
}

/// `POST /can-bo/them`.
pub(super) async fn add(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let mut complaints = Complaints::default();
    match (typed.kind.parse(), typed.category.parse()) {
        (Ok(kind), Ok(category)) => {
            let new = NewPost {
                id: typed.id.parse().map_err(|_| Fault::Unreadable)?,
                kind,
                category,
                name: typed.name.clone(),
                name_en: typed.name_en.clone(),
                body: typed.body.parse().ok(),
                unit: typed.unit.parse().ok(),
                superior: typed.superior.parse().ok(),
            };
            match desk::post::add(&site.desk, Some(v.actor()?), new).await {
                Ok(id) => return Ok(Redirect::to(&v.to(format!("/can-bo/{id}"))).into_response()),
                Err(error) => complaints = Complaints::of(&v, error)?,
            }
        }
        (kind, _) => {
            let field = if kind.is_err() { "loai" } else { "thuoc" };
            complaints.add(field, v.word("care-choose-one"));
        }
    }
    let choices = Choices::read(&v, &site, &asked).await?;
    html_refused(&AddPage { crumbs: crumbs(&v), v, complaints, choices, typed })
}

/// A rule of which post answers, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Routing {
    #[serde(rename = "linh-vuc")]
    category: String,
    #[serde(rename = "vi-tri")]
    post: String,
    #[serde(rename = "so-ngay")]
    days: String,
    #[serde(rename = "minh-chung")]
    proof: String,
}

#[derive(Template)]
#[template(path = "care/routes.html")]
struct RoutesPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    choices: Choices,
    routes: Vec<Routed>,
    typed: Routing,
}

impl RoutesPage {
    async fn open(
        v: Viewer,
        site: &Site,
        asked: &Asked,
        (typed, complaints): (Routing, Complaints),
    ) -> Result<Self, Fault> {
        let choices = Choices::read(&v, site, asked).await?;
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let routes = post::routes(&reader, &scope, choices.commune, v.today).await?;
        Ok(Self { crumbs: crumbs(&v), v, complaints, choices, routes, typed })
    }

    fn categories(&self) -> Vec<(String, String)> {
        Category::ALL.iter().map(|one| (one.to_string(), self.v.word(one.word()))).collect()
    }

    fn proofs(&self) -> Vec<(String, String)> {
        let all = ledger::matter::ProofKind::ALL.iter();
        all.map(|kind| (kind.to_string(), self.v.word(kind.word()))).collect()
    }
}

/// `GET /can-bo/phan-cong`.
pub(super) async fn routes(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let typed = Routing { days: "5".to_owned(), ..Routing::default() };
    html(&RoutesPage::open(v, &site, &asked, (typed, Complaints::default())).await?)
}

/// `POST /can-bo/phan-cong`.
pub(super) async fn route(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    Form(typed): Form<Routing>,
) -> Result<Response, Fault> {
    let choices = Choices::read(&v, &site, &asked).await?;
    let mut complaints = Complaints::default();
    match (typed.category.parse(), typed.post.parse(), typed.proof.parse()) {
        (Ok(category), Ok(post_id), Ok(proof)) => {
            let route = Route { post_id, days: typed.days.trim().parse().unwrap_or(0), proof };
            let of = (choices.commune, category);
            match desk::post::route(&site.desk, Some(v.actor()?), of, route).await {
                Ok(()) => {
                    let back = format!("/can-bo/phan-cong{}", choices.query());
                    return Ok(Redirect::to(&v.to(back)).into_response());
                }
                Err(error) => complaints = Complaints::of(&v, error)?,
            }
        }
        (category, post, _) => {
            let field = match (category, post) {
                (Err(_), _) => "linh-vuc",
                (_, Err(_)) => "vi-tri",
                _ => "minh-chung",
            };
            complaints.add(field, v.word("care-choose-one"));
        }
    }
    html_refused(&RoutesPage::open(v, &site, &asked, (typed, complaints)).await?)
}
