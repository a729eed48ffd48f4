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
use desk::practice::Due;
use ledger::MatterId;
use ledger::workplan::State as PlanStage;
use store::conference::{ChangeRow, ContributionRow};
use store::matter::{self, Inbox};
use store::post::Post;
use store::practice::ThanksRow;
use store::workplan::Line as Plan;
use units::{AttachmentId, UnitId};

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
    /// Plans in which the posts' side has the word.
    plans: Vec<Plan>,
    /// Offers to answer, results to tell and to confirm.
    practices: Vec<Due>,
    /// Thanks said lately.
    thanks: Vec<ThanksRow>,
    /// Groups that the posts lead, in which requests wait: group, name, how many.
    groups: Vec<(UnitId, String, i64)>,
}

/// Thanks that the inbox shows, and for how many days.
const THANKS_SHOWN: i64 = 3;
const THANKS_DAYS: i64 = 60;

impl InboxPage {
    /// Whether nothing waits for the posts.
    fn is_empty(&self) -> bool {
        let none = self.contributions.is_empty() && self.plans.is_empty();
        let none = none && self.practices.is_empty() && self.groups.is_empty();
        none && self.lists().is_empty()
    }

    /// What is to be done about a practice at a place: the act, the place's row, and the day.
    fn due(&self, due: &Due) -> (String, String) {
        let v = &self.v;
        match due {
            Due::Answer(line) => {
                let day = [("day", v.on(line.offered_on))];
                (v.word("inbox-practice-answer"), v.say("inbox-since", day))
            }
            Due::Tell(line) => {
                let day = [("day", v.on(line.due_on.unwrap_or(v.today)))];
                (v.word("inbox-practice-tell"), v.say("inbox-tell-from", day))
            }
            Due::Confirm(line) => {
                let day = [("day", v.on(line.due_on.unwrap_or(v.today)))];
                (v.word("inbox-practice-confirm"), v.say("inbox-tell-from", day))
            }
        }
    }

    /// What is to be done about a plan.
    fn asked(&self, plan: &Plan) -> String {
        let code = match (plan.state, plan.drafting.is_some(), plan.agreed > 0) {
            (PlanStage::Drafting, ..) | (PlanStage::Agreed, ..) | (_, true, _) => {
                "inbox-plan-draft"
            }
            (_, false, true) => "inbox-plan-revision",
            (_, false, false) => "inbox-plan-answer",
        };
        self.v.word(code)
    }

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
    let plans = desk::workplan::waiting(&site.desk, v.actor()?).await?;
    let practices = desk::practice::waiting(&site.desk, v.actor()?).await?;
    let thanks = store::practice::thanks_to(&reader, &scope, &held, THANKS_SHOWN).await?;
    let lately = |row: &ThanksRow| row.on >= v.today.plus_days(-THANKS_DAYS);
    let thanks = thanks.into_iter().filter(lately).collect();
    let mut posts = store::post::among(&mut reader.clone(), &held, v.today).await?;
    posts.retain(|post| post.valid.contains(v.today));
    let (moved, crumbs) = (crate::conference::moved(&v, &site).await?, Vec::new());
    let groups = store::group::waiting(&reader, &scope, (&held, v.today)).await?;
    let page = InboxPage {
        v,
        crumbs,
        posts,
        inbox,
        contributions,
        moved,
        plans,
        practices,
        thanks,
        groups,
    };
    html(&page)
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
