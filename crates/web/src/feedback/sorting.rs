//! For the inside of a place: what came in, one feedback with its words and photos, and a dispatcher's
//! acts on its matter.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::{Act, feedback};
use ledger::FeedbackId;
use ledger::feedback::Moderation;
use ledger::matter::{Act as Move, Door, RejectReason, State as Stage};
use serde::Deserialize;
use store::feedback::{self as rows, Line, Moderated, Photo};
use store::post::Post;

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "feedback/sorting.html")]
struct SortingPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    lines: Vec<Line>,
}

impl SortingPage {
    fn waits(&self) -> usize {
        self.lines.iter().filter(|line| is_new(line)).count()
    }

    fn is_new(&self, line: &Line) -> bool {
        is_new(line)
    }
}

fn is_new(line: &Line) -> bool {
    matches!(line.state, Stage::Received | Stage::Triaged)
}

/// `GET /phan-anh/tiep-nhan`.
pub async fn list(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let lines = feedback::to_sort(&site.desk, v.actor()?).await?;
    let crumbs = vec![Crumb::word(&v, "/phan-anh", "nav-feedback")];
    html(&SortingPage { v, crumbs, lines })
}

/// One feedback for the inside of its place.
#[derive(Template)]
#[template(path = "feedback/inside.html")]
pub(super) struct InsidePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    line: Line,
    photos: Vec<Photo>,
    moderations: Vec<Moderated>,
    alike: Vec<(Line, bool)>,
    posts: Vec<Post>,
    public_text: String,
    sorts: bool,
    moderates: bool,
}

impl InsidePage {
    fn address(&self, end: &str) -> String {
        self.v.to(format!("/phan-anh/tiep-nhan/{}{end}", self.line.feedback_id))
    }

    fn is_new(&self) -> bool {
        is_new(&self.line)
    }

    fn posts_to_choose(&self) -> Vec<(String, String)> {
        let posts = self.posts.iter().filter(|post| post.post_id != self.line.owner_id);
        posts
            .map(|post| (post.post_id.to_string(), self.v.called(&post.name, &post.name_en)))
            .collect()
    }

    fn reasons(&self) -> Vec<(String, String)> {
        RejectReason::ALL.iter().map(|one| (one.to_string(), self.v.word(one.word()))).collect()
    }

    fn doors(&self) -> Vec<(String, String)> {
        Door::ALL.iter().map(|one| (one.to_string(), self.v.word(one.word()))).collect()
    }

    fn may_be_public(&self) -> bool {
        !self.line.category.is_restricted() && self.line.sealed_as.is_none()
    }
}

/// `GET /phan-anh/tiep-nhan/{feedback}`.
pub async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<FeedbackId>,
) -> Result<Response, Fault> {
    html(&view(v, &site, id, (Complaints::default(), String::new())).await?)
}

/// The page of one feedback, with what refused an act and the text typed for everybody.
pub(super) async fn view(
    v: Viewer,
    site: &Site,
    id: FeedbackId,
    (complaints, typed): (Complaints, String),
) -> Result<InsidePage, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let line = rows::one(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
    let sorts = v.may(site, Act::MatterSort, line.unit_id).await?;
    let moderates = v.may(site, Act::FeedbackModerate, line.unit_id).await?;
    let is_sorted = sorts && line.state.is_owed();
    let (mut alike, mut posts) = (Vec::new(), Vec::new());
    if is_sorted {
        alike = feedback::alike_of(&site.desk, &scope, &line).await?;
        posts = store::post::of_commune(&reader, &scope, line.commune_id, v.today).await?;
        if line.commune_id.is_some() {
            posts.extend(store::post::of_commune(&reader, &scope, None, v.today).await?);
        }
    }
    let photos = match line.sealed_as {
        Some(_) => Vec::new(),
        None => rows::photos(&reader, &scope, id).await?,
    };
    Ok(InsidePage {
        crumbs: vec![
            Crumb::word(&v, "/phan-anh", "nav-feedback"),
            Crumb::word(&v, "/phan-anh/tiep-nhan", "feedback-sorting-nav"),
        ],
        complaints,
        photos,
        moderations: rows::moderations(&reader, &scope, id).await?,
        public_text: if typed.is_empty() { line.said.clone() } else { typed },
        alike,
        posts,
        sorts: is_sorted,
        moderates,
        line,
        v,
    })
}

/// What a dispatcher's forms send; each act reads its own.
#[derive(Deserialize)]
pub struct Fields {
    #[serde(default)]
    ban: i64,
    #[serde(default, rename = "ly-do")]
    reason: String,
    #[serde(default, rename = "noi-nhan")]
    to: String,
    #[serde(default, rename = "trung-voi")]
    twin: String,
    #[serde(default)]
    cua: String,
}

/// `POST /phan-anh/tiep-nhan/{feedback}/{step}`.
pub async fn take(
    v: Viewer,
    State(site): State<Site>,
    Path((id, step)): Path<(FeedbackId, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let line = rows::one(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
    let complaints = match meant(&step, &fields).ok_or(Fault::NotFound)? {
        Ok(act) => {
            let at = (line.matter_id, fields.ban);
            match desk::matter::act(&site.desk, v.actor()?, at, act).await {
                Ok(()) => {
                    let to = v.to(format!("/phan-anh/tiep-nhan/{id}"));
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(error) => Complaints::of(&v, error)?,
            }
        }
        Err((field, code)) => {
            let mut complaints = Complaints::default();
            complaints.add(field, v.word(code));
            complaints
        }
    };
    html_refused(&view(v, &site, id, (complaints, String::new())).await?)
}

/// The act that an address means, or the field that says too little; nothing for no address of ours.
fn meant(step: &str, fields: &Fields) -> Option<Result<Move, (&'static str, &'static str)>> {
    let reason = fields.reason.clone();
    let to = || fields.to.parse().map_err(|_| ("noi-nhan", "matter-choose-post"));
    Some(match step {
        "xem" => Ok(Move::Triage),
        "giao" => to().map(Move::Assign),
        "chuyen" => to().map(|to| Move::Redirect(to, reason)),
        "chuyen-ngoai" => Ok(Move::SendOut(fields.to.clone())),
        "tu-choi" => fields
            .reason
            .parse::<RejectReason>()
            .map(Move::Reject)
            .map_err(|_| ("ly-do", "matter-no-reject-reason")),
        "gop" => {
            fields.twin.parse().map(Move::Merge).map_err(|_| ("trung-voi", "feedback-no-twin"))
        }
        "tach" => {
            fields.cua.parse::<Door>().map(Move::SplitOff).map_err(|_| ("cua", "feedback-no-door"))
        }
        _ => return None,
    })
}
