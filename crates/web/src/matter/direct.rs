//! Giving a task directly: the six clears on one screen, for a place or for one of its difficulties.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::matter::Opening;
use ledger::matter::{Asker, Hand, NewMatter, OriginKind, ProofKind};
use ledger::{DifficultyId, MatterId};
use serde::Deserialize;
use store::{difficulty, post, unit};
use units::{Day, PostId, UnitId};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// Where the task lies and what it answers.
#[derive(Clone, Copy, Deserialize)]
pub struct Asked {
    o: UnitId,
    kk: Option<DifficultyId>,
}

#[derive(Template)]
#[template(path = "matter/direct.html")]
struct DirectPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    place: unit::Line,
    difficulty: Option<difficulty::Line>,
    posts: Vec<post::Post>,
    typed: Typed,
}

/// What the person typed, as typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    id: String,
    work: String,
    owner: String,
    due_on: String,
    responsibility: String,
    product: String,
    authority: String,
    proof: String,
    helping: Vec<String>,
    is_public: bool,
}

impl Typed {
    fn of(fields: &[(String, String)]) -> Self {
        let one = |name: &str| {
            let found = fields.iter().find(|(field, _)| field == name);
            found.map(|(_, text)| text.clone()).unwrap_or_default()
        };
        let helping = fields.iter().filter(|(field, _)| field == "phoi-hop");
        Self {
            id: one("ma"),
            work: one("viec"),
            owner: one("nguoi"),
            due_on: one("han"),
            responsibility: one("trach-nhiem"),
            product: one("san-pham"),
            authority: one("tham-quyen"),
            proof: one("minh-chung"),
            helping: helping.map(|(_, text)| text.clone()).collect(),
            is_public: !one("cong-khai").is_empty(),
        }
    }

    /// The matter as the desk takes it; what is no day or post stays out, and the desk says what is
    /// missing.
    fn matter(&self, place: UnitId, asked: Asked, giver: PostId) -> Option<NewMatter> {
        let origin = match asked.kk {
            Some(difficulty) => (OriginKind::Difficulty, difficulty.0),
            None => (OriginKind::Direct, place.0),
        };
        Some(NewMatter {
            id: self.id.parse::<MatterId>().ok()?,
            origin,
            household_id: None,
            asker: Asker::Post(giver),
            owner: self.owner.parse().ok(),
            work: self.work.clone(),
            due_on: self.due_on.parse::<Day>().ok(),
            responsibility: self.responsibility.clone(),
            product: self.product.clone(),
            authority: self.authority.clone(),
            cooperating: self.helping.iter().filter_map(|post| post.parse().ok()).collect(),
            wanted: self.proof.parse().ok(),
            due_set_by: giver,
            is_triaged_first: false,
        })
    }
}

impl DirectPage {
    async fn open(
        v: Viewer,
        site: &Site,
        asked: Asked,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let place = v.place_for(site, Act::MatterOpen, asked.o).await?;
        let difficulty = match asked.kk {
            Some(id) => difficulty::among(&reader, &scope, &[id], v.today).await?.pop(),
            None => None,
        };
        let locality = store::locality::of(&mut reader.clone(), asked.o, v.today).await?;
        let commune = locality.and_then(|locality| locality.commune_id);
        let mut posts = post::of_commune(&reader, &scope, commune, v.today).await?;
        if commune.is_some() {
            posts.extend(post::of_commune(&reader, &scope, None, v.today).await?);
        }
        let crumbs = vec![
            Crumb::word(&v, "/dia-ban", "nav-places"),
            Crumb::named(&v, &format!("/dia-ban/{}", place.unit_id), &place.name),
        ];
        Ok(Self { v, crumbs, complaints, place, difficulty, posts, typed })
    }

    fn posts_to_choose(&self) -> Vec<(String, String)> {
        let named = self.posts.iter();
        named
            .map(|post| (post.post_id.to_string(), self.v.called(&post.name, &post.name_en)))
            .collect()
    }

    fn proofs(&self) -> Vec<(String, String)> {
        let all = ProofKind::ALL.iter();
        all.map(|kind| (kind.to_string(), self.v.word(kind.word()))).collect()
    }

    fn back(&self) -> String {
        match &self.difficulty {
            Some(line) => format!("?o={}&kk={}", self.place.unit_id, line.difficulty_id),
            None => format!("?o={}", self.place.unit_id),
        }
    }
}

/// `GET /dau-viec/moi?o={unit}`.
pub async fn form(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let id = site.desk.clock.id().to_string();
    let typed = Typed { id, is_public: true, ..Typed::default() };
    html(&DirectPage::open(v, &site, asked, (typed, Complaints::default())).await?)
}

/// `POST /dau-viec/moi?o={unit}`.
pub async fn open(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(&fields);
    let actor = v.actor()?;
    let giver = actor.posts(v.today).first().copied();
    let Some(giver) = giver else {
        return Err(desk::Refusal::new("authority-no-post").into());
    };
    let new = typed.matter(asked.o, asked, giver).ok_or(Fault::Unreadable)?;
    let opening = Opening {
        unit: asked.o,
        point: None,
        difficulty: asked.kk,
        is_public: typed.is_public,
        hand: Hand::Post(giver),
    };
    match desk::matter::open(&site.desk, actor, new, opening).await {
        Ok(id) => Ok(Redirect::to(&v.to(format!("/dau-viec/{id}"))).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&DirectPage::open(v, &site, asked, (typed, complaints)).await?)
        }
    }
}
