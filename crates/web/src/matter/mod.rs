//! Matters: the inbox of a person's posts, the page of one matter, and what may be done there.
//! Answering takes one screen and works without script.

mod answer;
mod direct;
mod step;
mod view;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ledger::MatterId;
use store::conference::{ChangeRow, ContributionRow};
use store::matter::{self, Inbox};
use store::post::Post;
use units::AttachmentId;

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html};
use crate::route::Who::{Public, SignedIn};
use crate::route::{Route, act, page, with_file};
use crate::site::Site;
use crate::viewer::Viewer;

use view::MatterPage;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/viec-can-lam", SignedIn, || get(inbox)),
    page("/dau-viec/moi", SignedIn, || get(direct::form)),
    act("/dau-viec/moi", SignedIn, || post(direct::open)),
    page("/dau-viec/{matter}", Public, || get(one)),
    page("/dau-viec/{matter}/anh/{attachment}", Public, || get(photo)),
    act("/dau-viec/{matter}/tra-loi", SignedIn, || with_file(post(answer::answer))),
    act("/dau-viec/{matter}/buoc/{step}", SignedIn, || post(step::take)),
];

#[derive(Template)]
#[template(path = "matter/inbox.html")]
struct InboxPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    posts: Vec<Post>,
    inbox: Inbox,
    /// Contributions to conferences that the posts were asked for.
    contributions: Vec<ContributionRow>,
    /// Conferences just put off or called off.
    moved: Vec<ChangeRow>,
}

impl InboxPage {
    /// The lists that hold something: word and lines.
    fn lists(&self) -> Vec<(String, &[matter::Line])> {
        let Inbox { owed, to_confirm, extensions, escalated, helping } = &self.inbox;
        let lists = [
            ("inbox-owed", owed),
            ("inbox-confirm", to_confirm),
            ("inbox-extensions", extensions),
            ("inbox-escalated", escalated),
            ("inbox-helping", helping),
        ];
        let full = lists.into_iter().filter(|(_, lines)| !lines.is_empty());
        full.map(|(code, lines)| (self.v.word(code), lines.as_slice())).collect()
    }

    fn late(&self) -> usize {
        self.inbox.owed.iter().filter(|line| line.is_late(self.v.today)).count()
    }

    fn post_names(&self) -> String {
        let names = self.posts.iter().map(|post| self.v.called(&post.name, &post.name_en));
        names.collect::<Vec<_>>().join(", ")
    }
}

/// `GET /viec-can-lam`.
async fn inbox(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let held = v.actor()?.posts(v.today);
    let inbox = matter::inbox(&reader, &scope, &held, v.today).await?;
    let contributions = store::conference::owed(&reader, &scope, &held).await?;
    let mut posts = store::post::among(&mut reader.clone(), &held).await?;
    posts.retain(|post| post.valid.contains(v.today));
    let moved = crate::conference::moved(&v, &site).await?;
    html(&InboxPage { v, crumbs: Vec::new(), posts, inbox, contributions, moved })
}

/// `GET /dau-viec/{matter}`.
async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<MatterId>,
) -> Result<Response, Fault> {
    html(&MatterPage::open(v, &site, id, Complaints::default()).await?)
}

/// `GET /dau-viec/{matter}/anh/{attachment}`: a photo that proves an answer, for whoever may see the
/// matter.
async fn photo(
    v: Viewer,
    State(site): State<Site>,
    Path((id, attachment)): Path<(MatterId, AttachmentId)>,
) -> Result<Response, Fault> {
    let photo = desk::matter::photo_of(&site.desk, &v.scope(), (id, attachment)).await?;
    let (content_type, body) = photo.ok_or(Fault::NotFound)?;
    Ok(([(header::CONTENT_TYPE, content_type)], body).into_response())
}
