//! One post from the inside: what it has on its hands, who holds it, the four acts of care, and what is
//! said of the post itself.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::account::NewGrant;
use desk::care::{Helper, Loaded, NewAct};
use desk::{Act, Object};
use ledger::care::{CareAct, CareKind, HelpKind};
use serde::Deserialize;
use store::care::{Holder, Line, Talk};
use store::post::{self, Post};
use units::PostId;
use uuid::Uuid;
use words::Lang;

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// What the person typed into one of the forms, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    #[serde(rename = "ma")]
    id: String,
    #[serde(rename = "noi-dung")]
    said: String,
    #[serde(rename = "loai")]
    help: String,
    #[serde(rename = "den-ngay")]
    until: String,
    #[serde(rename = "tu-ngay")]
    from: String,
    #[serde(rename = "xem-lai")]
    look_again: String,
    #[serde(rename = "vi-tri")]
    post: String,
    #[serde(rename = "nguoi")]
    holder: String,
    #[serde(rename = "cho-xem")]
    may_show: String,
    #[serde(rename = "yeu-cau")]
    requirement: String,
    #[serde(rename = "boi-duong")]
    training: String,
    #[serde(rename = "cap-tren")]
    superior: String,
    #[serde(rename = "ten")]
    name: String,
}

#[derive(Template)]
#[template(path = "care/page.html")]
struct CarePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    post: Post,
    loaded: Option<Loaded>,
    holders: Vec<Holder>,
    acts: Vec<Line>,
    talks: Vec<Talk>,
    posts: Vec<Post>,
    cares: bool,
    manages: bool,
    /// Which form was sent; it is shown again, open, with its words.
    sent: String,
    fresh: String,
    typed: Typed,
}

impl CarePage {
    async fn open(
        v: Viewer,
        site: &Site,
        id: PostId,
        (sent, typed, complaints): (String, Typed, Complaints),
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let post = post::one(&mut reader.clone(), id, v.today).await?.ok_or(Fault::NotFound)?;
        let actor = v.actor()?;
        let path = match post.unit_id {
            Some(unit) => store::unit::with_above(&reader, &scope, unit, v.today).await?,
            None => Vec::new(),
        };
        let object = Object::at(path, v.today);
        let may = |act| desk::authority::authorize(actor, act, &object).is_ok();
        let holders = desk::care::holders(&site.desk, actor, &post).await?;
        let holds = actor.posts(v.today).contains(&id);
        let is_held = holders.iter().any(|one| one.from <= v.today);
        let (cares, manages) = (may(Act::CareRecord) && is_held && !holds, may(Act::PostManage));
        if !holds && !manages && !may(Act::CareRecord) {
            return Err(desk::Refusal::new("authority-elsewhere").into());
        }
        let loaded = desk::care::loads(&site.desk, actor, vec![post.clone()]).await?.pop();
        let acts = desk::care::of_post(&site.desk, actor, &post).await?;
        let mut talks = desk::care::talks(&site.desk, actor).await?;
        talks.retain(|talk| talk.post.0 == id);
        let mut posts = Vec::new();
        if cares || manages {
            posts = post::of_commune(&reader, &scope, post.commune_id, v.today).await?;
            if post.commune_id.is_some() {
                posts.extend(post::of_commune(&reader, &scope, None, v.today).await?);
            }
            posts.retain(|other| other.post_id != id);
        }
        let mut crumbs = vec![Crumb::word(&v, "/can-bo", "care-nav")];
        if let Some(commune) = post.commune_id
            && let Some(line) = store::unit::line(&reader, &scope, commune, v.today).await?
        {
            crumbs.push(Crumb {
                href: v.to(format!("/can-bo?xa={commune}")),
                name: line.name,
                is_typed: true,
            });
        }
        let fresh = site.desk.clock.id().to_string();
        Ok(Self {
            v,
            crumbs,
            complaints,
            post,
            loaded,
            holders,
            acts,
            talks,
            posts,
            cares,
            manages,
            sent,
            fresh,
            typed,
        })
    }

    fn signs(&self) -> String {
        self.loaded.as_ref().map(|loaded| super::signs(&self.v, loaded)).unwrap_or_default()
    }

    fn is_sent(&self, form: &str) -> bool {
        self.sent == form
    }

    /// What was typed into a form, or nothing for the others.
    fn words<'t>(&self, form: &str, typed: &'t str) -> &'t str {
        if self.sent == form { typed } else { "" }
    }

    /// The identity of what a form makes.
    fn id(&self, form: &str) -> &str {
        if self.sent == form && !self.typed.id.is_empty() { &self.typed.id } else { &self.fresh }
    }

    fn fault(&self, form: &str, field: &str) -> Option<&str> {
        self.complaints.at(field).filter(|_| self.sent == form)
    }

    fn posts_to_choose(&self) -> Vec<(String, String)> {
        let posts = self.posts.iter();
        posts
            .map(|post| (post.post_id.to_string(), self.v.called(&post.name, &post.name_en)))
            .collect()
    }

    fn holders_to_choose(&self) -> Vec<(String, String)> {
        let now = self.holders.iter().filter(|holder| holder.from <= self.v.today);
        now.map(|one| (one.account_id.to_string(), one.display_name.clone())).collect()
    }

    fn helps(&self) -> Vec<(String, String)> {
        HelpKind::ALL.iter().map(|kind| (kind.to_string(), self.v.word(kind.word()))).collect()
    }

    /// The help that would fit what the post has on its hands.
    fn fitting(&self) -> String {
        let sign = self.loaded.as_ref().and_then(|loaded| loaded.signs.first());
        sign.map(|(sign, _)| desk::care::fitting(*sign).to_string()).unwrap_or_default()
    }

    fn superior(&self) -> String {
        self.post.superior.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default()
    }

    fn address(&self, end: &str) -> String {
        self.v.to(format!("/can-bo/{}{end}", self.post.post_id))
    }
}

impl Typed {
    fn act(&self, kind: CareKind) -> CareAct {
        let said = self.said.clone();
        match kind {
            CareKind::Help => CareAct::Help {
                kind: self.help.parse().unwrap_or(HelpKind::Coach),
                said,
                until: self.until.parse().ok(),
            },
            CareKind::Move => {
                CareAct::Move { to: self.post.parse().ok(), from: self.from.parse().ok(), said }
            }
            CareKind::Encourage => CareAct::Encourage { said, may_show: !self.may_show.is_empty() },
            CareKind::Share => CareAct::Share { said },
        }
    }

    /// The post that owes the help, if one was chosen.
    fn helper(&self, kind: CareKind) -> Option<Helper> {
        let post = self.post.parse().ok().filter(|_| kind == CareKind::Help)?;
        let said = |code: &str| words::word(Lang::Vi, code);
        let (responsibility, authority) =
            (said("care-help-responsibility"), said("care-help-authority"));
        Some(Helper { post, responsibility, authority })
    }
}

/// `GET /can-bo/{post}`.
pub(super) async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PostId>,
) -> Result<Response, Fault> {
    html(&CarePage::open(v, &site, id, <_>::default()).await?)
}

/// `POST /can-bo/{post}/cham-lo/{kind}`.
pub(super) async fn record(
    v: Viewer,
    State(site): State<Site>,
    Path((id, kind)): Path<(PostId, String)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let kind: CareKind = kind.parse().map_err(|_| Fault::NotFound)?;
    let new = NewAct {
        id: typed.id.parse().map_err(|_| Fault::Unreadable)?,
        post: id,
        holder: typed.holder.parse().ok(),
        act: typed.act(kind),
        look_again_on: typed.look_again.parse().ok(),
        helper: typed.helper(kind),
    };
    let done = desk::care::record(&site.desk, v.actor()?, new).await.map(drop);
    answered(v, &site, id, (done, kind.to_string(), typed)).await
}

/// `POST /can-bo/{post}/yeu-cau`.
pub(super) async fn ask(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PostId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let asked = (typed.requirement.as_str(), typed.training.as_str());
    let done = desk::post::ask(&site.desk, Some(v.actor()?), id, asked).await;
    answered(v, &site, id, (done, "yeu-cau".to_owned(), typed)).await
}

/// `POST /can-bo/{post}/cap-tren`.
pub(super) async fn set_superior(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PostId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let superior = typed.superior.parse().ok();
    let done = desk::post::set_superior(&site.desk, Some(v.actor()?), id, superior).await;
    answered(v, &site, id, (done, "cap-tren".to_owned(), typed)).await
}

/// `POST /can-bo/{post}/nhan`: lets a person hold the post.
pub(super) async fn grant(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PostId>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let new = NewGrant {
        id: typed.id.parse().map_err(|_| Fault::Unreadable)?,
        name: typed.name.clone(),
        post: id,
        from: typed.from.parse().unwrap_or(v.today),
        until: typed.until.parse().ok(),
    };
    let done = desk::account::grant(&site.desk, Some(v.actor()?), new).await;
    answered(v, &site, id, (done, "nhan".to_owned(), typed)).await
}

/// `POST /can-bo/{post}/thoi/{grant}`: ends a person's hold of the post.
pub(super) async fn end_grant(
    v: Viewer,
    State(site): State<Site>,
    Path((id, grant)): Path<(PostId, Uuid)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let until = typed.from.parse().unwrap_or(v.today);
    let done = desk::account::end_grant(&site.desk, Some(v.actor()?), (id, grant), until).await;
    answered(v, &site, id, (done, "thoi".to_owned(), typed)).await
}

/// Back to the post's page, or the page again with what refused the act.
async fn answered(
    v: Viewer,
    site: &Site,
    id: PostId,
    (done, sent, typed): (Result<(), desk::Error>, String, Typed),
) -> Result<Response, Fault> {
    match done {
        Ok(()) => Ok(Redirect::to(&v.to(format!("/can-bo/{id}"))).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&CarePage::open(v, site, id, (sent, typed, complaints)).await?)
        }
    }
}
