//! Conferences: the list, one conference with what became of its conclusions, and the forms by which
//! it is called, prepared, held and concluded. Everybody reads themes, guests, titles of contributions
//! and conclusions; reports, texts and minutes are for people of the conference.

mod call;
mod contribution;
mod follow_up;
mod heard;
mod minutes;
mod moving;
mod notice;
mod notice_sheet;
mod sent;
mod view;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use desk::Act;
use ledger::conference::{Kind, State as Stage};
use ledger::{ConclusionId, ConferenceId};
use serde::Deserialize;
use store::conference::{ChangeRow, ContributionRow, Find, Line, Page};
use units::{AttachmentId, UnitId};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html};
use crate::route::Who::{Public, SignedIn};
use crate::route::{Route, act, page, with_file};
use crate::session::percent_encoded;
use crate::site::Site;
use crate::viewer::Viewer;

use view::ConferencePage;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/hoi-nghi", Public, || get(list)),
    page("/hoi-nghi/moi", SignedIn, || get(call::form)),
    act("/hoi-nghi/moi", SignedIn, || with_file(post(call::call))),
    page("/hoi-nghi/ket-luan/{conclusion}", Public, || get(conclusion)),
    page("/hoi-nghi/{conference}", Public, || get(one)),
    page("/hoi-nghi/{conference}/sua", SignedIn, || get(call::edit)),
    act("/hoi-nghi/{conference}/sua", SignedIn, || with_file(post(call::amend))),
    act("/hoi-nghi/{conference}/tham-luan", SignedIn, || post(contribution::ask)),
    page("/hoi-nghi/{conference}/tham-luan/{contribution}", SignedIn, || get(contribution::form)),
    act("/hoi-nghi/{conference}/tham-luan/{contribution}", SignedIn, || {
        with_file(post(contribution::send))
    }),
    act("/hoi-nghi/{conference}/don-doc", SignedIn, || post(contribution::remind)),
    page("/hoi-nghi/{conference}/hoan", SignedIn, || get(moving::form)),
    act("/hoi-nghi/{conference}/hoan", SignedIn, || post(moving::move_it)),
    page("/hoi-nghi/{conference}/bien-ban", SignedIn, || get(minutes::form)),
    act("/hoi-nghi/{conference}/bien-ban", SignedIn, || with_file(post(minutes::hold))),
    page("/hoi-nghi/{conference}/kho-khan", SignedIn, || get(heard::form)),
    act("/hoi-nghi/{conference}/kho-khan", SignedIn, || post(heard::hear)),
    page("/hoi-nghi/{conference}/ket-luan", SignedIn, || get(notice::form)),
    act("/hoi-nghi/{conference}/ket-luan", SignedIn, || with_file(post(notice::conclude))),
    page("/hoi-nghi/{conference}/thong-bao", Public, || get(notice_sheet::sheet)),
    page("/hoi-nghi/{conference}/theo-doi", Public, || get(follow_up::sheet)),
    page("/hoi-nghi/{conference}/van-ban/{attachment}", SignedIn, || get(document)),
];

/// Conferences shown in the list.
const SHOWN_MOST: i64 = 100;

/// What a reader looks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    q: String,
    o: String,
    loai: String,
    buoc: String,
}

#[derive(Template)]
#[template(path = "conference/list.html")]
struct ListPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    filter: Filter,
    lines: Vec<Line>,
    communes: Vec<(String, String)>,
    owed: Vec<ContributionRow>,
    moved: Vec<ChangeRow>,
    may_call: bool,
}

impl ListPage {
    fn kinds(&self) -> Vec<(String, String)> {
        kinds(&self.v)
    }

    fn stages(&self) -> Vec<(String, String)> {
        Stage::ALL.iter().map(|stage| (stage.to_string(), self.v.word(stage.word()))).collect()
    }

    fn is_filtered(&self) -> bool {
        let Filter { q, o, loai, buoc } = &self.filter;
        [q, o, loai, buoc].iter().any(|text| !text.trim().is_empty())
    }
}

fn kinds(v: &Viewer) -> Vec<(String, String)> {
    Kind::ALL.iter().map(|kind| (kind.to_string(), v.word(kind.word()))).collect()
}

/// `GET /hoi-nghi`.
async fn list(
    v: Viewer,
    State(site): State<Site>,
    Query(filter): Query<Filter>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let find = Find {
        unit: filter.o.parse().ok(),
        kind: filter.loai.parse().ok(),
        state: filter.buoc.parse().ok(),
        text: &filter.q,
    };
    let lines = store::conference::list(&reader, &scope, find, v.today, SHOWN_MOST).await?;
    let communes = store::unit::named_communes(&reader, &scope, v.today).await?;
    let communes = communes.into_iter().map(|line| (line.unit_id.to_string(), line.name));
    let communes = communes.collect();
    let owed = store::conference::owed(&reader, &scope, &own_posts(&v)).await?;
    let moved = moved(&v, &site).await?;
    let may_call = !call::own_places(&v, &site).await?.is_empty();
    html(&ListPage { v, crumbs: Vec::new(), filter, lines, communes, owed, moved, may_call })
}

/// `GET /hoi-nghi/{conference}`.
async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConferenceId>,
) -> Result<Response, Fault> {
    let page = load(&v, &site, id).await?;
    html(&ConferencePage::open(v, &site, page, Complaints::default()).await?)
}

/// `GET /hoi-nghi/ket-luan/{conclusion}`: the conference of a conclusion, for the page of a matter.
async fn conclusion(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConclusionId>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let found = store::conference::of_conclusion(&reader, &scope, id).await?;
    let (near, number) = found.ok_or(Fault::NotFound)?;
    let address = v.to(format!("/hoi-nghi/{}", near.conference_id));
    Ok(Redirect::to(&format!("{address}#ket-luan-{number}")).into_response())
}

/// `GET /hoi-nghi/{conference}/van-ban/{attachment}`: always as a download, for people of the
/// conference.
async fn document(
    v: Viewer,
    State(site): State<Site>,
    Path((id, attachment)): Path<(ConferenceId, AttachmentId)>,
) -> Result<Response, Fault> {
    let page = load(&v, &site, id).await?;
    if !page.documents().any(|one| one == attachment) {
        return Err(Fault::NotFound);
    }
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let head =
        store::attachment::head(&reader, &scope, attachment).await?.ok_or(Fault::NotFound)?;
    let body =
        store::attachment::body(&reader, &scope, attachment).await?.ok_or(Fault::NotFound)?;
    let name = format!("attachment; filename*=UTF-8''{}", percent_encoded(&head.name));
    let headers = [(header::CONTENT_TYPE, head.content_type), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, body).into_response())
}

/// The posts of the reader.
fn own_posts(v: &Viewer) -> Vec<units::PostId> {
    v.actor.as_ref().map_or_else(Vec::new, |actor| actor.posts(v.today))
}

/// Days for which those invited are told that a conference was put off or called off.
const TOLD_DAYS: i64 = 14;

/// Conferences to which the reader was invited or asked, and which were just put off or called off.
pub(crate) async fn moved(v: &Viewer, site: &Site) -> Result<Vec<ChangeRow>, Fault> {
    let (reader, since) = (site.desk.store.read(), v.today.plus_days(-TOLD_DAYS));
    Ok(store::conference::moved(&reader, &v.scope(), &own_posts(v), since).await?)
}

/// A conference as its reader may know it.
async fn load(v: &Viewer, site: &Site, id: ConferenceId) -> Result<Page, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let found = store::conference::page(&reader, &scope, (id, &own_posts(v)), v.today).await?;
    found.ok_or(Fault::NotFound)
}

/// A conference on which the reader may work.
async fn load_own(v: &Viewer, site: &Site, id: ConferenceId) -> Result<Page, Fault> {
    let page = load(v, site, id).await?;
    match holds(v, site, page.line.unit_id).await? {
        true => Ok(page),
        false => Err(desk::Refusal::new("authority-elsewhere").into()),
    }
}

async fn holds(v: &Viewer, site: &Site, unit: UnitId) -> Result<bool, Fault> {
    v.may(site, Act::ConferenceHold, unit).await
}

fn to_page(v: &Viewer, id: ConferenceId) -> Response {
    Redirect::to(&v.to(format!("/hoi-nghi/{id}"))).into_response()
}

/// The path above a page of a conference.
fn crumbs(v: &Viewer, page: &Page) -> Vec<Crumb> {
    vec![
        Crumb::word(v, "/hoi-nghi", "nav-conferences"),
        Crumb::named(v, &format!("/hoi-nghi/{}", page.line.conference_id), &page.line.theme),
    ]
}
