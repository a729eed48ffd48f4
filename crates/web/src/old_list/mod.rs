//! The office's lists of old groups: bring a file, see how it was read and where it is not in order,
//! correct the columns, accept it. Every page works without script.

mod form;
mod view;

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::old_list::{self, Comparison, Document, Opened};
use papers::{Mapping, Severity};
use store::old_list::{Line, State as Stage};
use store::unit;
use units::{OldListId, UnitId};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

use form::Columns;
use view::{CompareRow, Severe, SheetView};

/// The field of the file.
const FILE: &str = "van-ban";

#[derive(Template)]
#[template(path = "old_list/lists.html")]
struct ListsView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    commune: unit::Line,
    lists: Vec<Line>,
    may_bring: bool,
}

/// `GET /sap-xep/{commune}/danh-sach`.
pub async fn lists(
    v: Viewer,
    State(site): State<Site>,
    Path(commune): Path<UnitId>,
) -> Result<Response, Fault> {
    html(&lists_view(v, &site, commune, Complaints::default()).await?)
}

async fn lists_view(
    v: Viewer,
    site: &Site,
    commune: UnitId,
    complaints: Complaints,
) -> Result<ListsView, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let commune = unit::line(&reader, &scope, commune, v.today).await?.ok_or(Fault::NotFound)?;
    let id = commune.unit_id;
    Ok(ListsView {
        crumbs: vec![
            Crumb::word(&v, "/sap-xep", "nav-reorganise"),
            Crumb::named(&v, &format!("/sap-xep/{id}"), &commune.name),
        ],
        complaints,
        lists: store::old_list::list(&reader, &scope, id, v.today).await?,
        may_bring: v.may(site, Act::OldListRead, id).await?,
        commune,
        v,
    })
}

/// `POST /sap-xep/{commune}/danh-sach`: reads and keeps the file, then shows what was read.
pub async fn bring(
    v: Viewer,
    State(site): State<Site>,
    Path(commune): Path<UnitId>,
    mut sent: Multipart,
) -> Result<Response, Fault> {
    let mut complaints = Complaints::default();
    match file(&mut sent).await? {
        Some(document) => match old_list::bring(&site.desk, v.actor()?, commune, document).await {
            Ok(id) => return Ok(to_page(&v, commune, id)),
            Err(error) => refused(&v, error, FILE, &mut complaints)?,
        },
        None => complaints.add(FILE, v.word("old-list-no-file")),
    }
    html_refused(&lists_view(v, &site, commune, complaints).await?)
}

async fn file(sent: &mut Multipart) -> Result<Option<Document>, Fault> {
    while let Some(field) = sent.next_field().await? {
        if field.name() == Some(FILE) {
            let name = units::text::tidy(field.file_name().unwrap_or_default());
            let body = field.bytes().await?.to_vec();
            return Ok((!name.is_empty()).then_some(Document { name, body }));
        }
    }
    Ok(None)
}

/// Words a refusal beside a field; passes a failure on.
fn refused(
    v: &Viewer,
    error: desk::Error,
    field: &'static str,
    complaints: &mut Complaints,
) -> Result<(), Fault> {
    let desk::Error::Refused(refusal) = error else { return Err(error.into()) };
    for one in refusal.each() {
        complaints.add(field, v.say_coded(one.code, &one.args));
    }
    Ok(())
}

fn to_page(v: &Viewer, commune: UnitId, id: OldListId) -> Response {
    Redirect::to(&v.to(format!("/sap-xep/{commune}/danh-sach/{id}"))).into_response()
}

#[derive(Template)]
#[template(path = "old_list/page.html")]
struct PageView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    line: Line,
    groups: usize,
    households: i64,
    errors: usize,
    warnings: usize,
    sheets: Vec<SheetView>,
    severe: Vec<Severe>,
    copy: String,
    skipped: Vec<(String, i64)>,
    comparison: Comparison,
    compared: Vec<CompareRow>,
    is_open: bool,
    may_accept: bool,
    may_withdraw: bool,
}

impl PageView {
    fn address(&self, act: &str) -> String {
        let Line { commune_id, old_list_id, .. } = &self.line;
        self.v.to(format!("/sap-xep/{commune_id}/danh-sach/{old_list_id}{act}"))
    }
}

/// `GET /sap-xep/{commune}/danh-sach/{list}`.
pub async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(at): Path<(UnitId, OldListId)>,
) -> Result<Response, Fault> {
    let opened = open(&v, &site, at).await?;
    html(&page_view(v, &site, (opened, None), Complaints::default()).await?)
}

async fn open(v: &Viewer, site: &Site, at: (UnitId, OldListId)) -> Result<Opened, Fault> {
    let (commune, id) = at;
    match old_list::open(&site.desk, v.actor()?, id).await {
        Ok(opened) if opened.line.commune_id == commune => Ok(opened),
        Ok(_) => Err(Fault::NotFound),
        Err(desk::Error::Refused(refusal)) if refusal.code == "old-list-unknown" => {
            Err(Fault::NotFound)
        }
        Err(error) => Err(error.into()),
    }
}

/// The page of a list; `typed` is shown instead of its mapping where the person's could not stand.
async fn page_view(
    v: Viewer,
    site: &Site,
    (opened, typed): (Opened, Option<Mapping>),
    complaints: Complaints,
) -> Result<PageView, Fault> {
    let Opened { line, read } = opened;
    let commune = line.commune_id;
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let above = unit::line(&reader, &scope, commune, v.today).await?.ok_or(Fault::NotFound)?;
    let (severe, copy) = view::complaints(&v, &read);
    let is_open = line.state == Stage::Read && v.may(site, Act::OldListRead, commune).await?;
    Ok(PageView {
        crumbs: vec![
            Crumb::word(&v, "/sap-xep", "nav-reorganise"),
            Crumb::named(&v, &format!("/sap-xep/{commune}"), &above.name),
            Crumb::word(&v, &format!("/sap-xep/{commune}/danh-sach"), "old-list-nav"),
        ],
        complaints,
        groups: read.reading.rows.len(),
        households: i64::try_from(read.reading.households()).unwrap_or(i64::MAX),
        errors: read.reading.count(Severity::Error),
        warnings: read.reading.count(Severity::Warning),
        sheets: view::sheets(&v, &read, typed.as_ref().unwrap_or(&read.mapping)),
        severe,
        copy,
        skipped: view::skipped(&v, &read),
        compared: view::compared(&v, &read),
        is_open,
        may_accept: is_open
            && read.reading.acceptable()
            && v.may(site, Act::OldListAccept, commune).await?,
        may_withdraw: line.state != Stage::Withdrawn
            && v.may(site, Act::OldListWithdraw, commune).await?,
        comparison: read.comparison,
        line,
        v,
    })
}

/// `POST /sap-xep/{commune}/danh-sach/{list}/doc-lai`.
pub async fn reread(
    v: Viewer,
    State(site): State<Site>,
    Path(at): Path<(UnitId, OldListId)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let Columns { base, mapping } = Columns::of(&fields);
    open(&v, &site, at).await?;
    match old_list::correct(&site.desk, v.actor()?, (at.1, base), mapping.clone()).await {
        Ok(_) => Ok(to_page(&v, at.0, at.1)),
        Err(error) => again(v, &site, at, (error, Some(mapping))).await,
    }
}

/// `POST /sap-xep/{commune}/danh-sach/{list}/chap-nhan`. Columns chosen again since the reading are
/// read first and shown: nobody accepts what they have not seen.
pub async fn accept(
    v: Viewer,
    State(site): State<Site>,
    Path(at): Path<(UnitId, OldListId)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let Columns { base, mapping } = Columns::of(&fields);
    let opened = open(&v, &site, at).await?;
    let actor = v.actor()?;
    if opened.line.state == Stage::Read && opened.read.mapping != mapping {
        let corrected = old_list::correct(&site.desk, actor, (at.1, base), mapping.clone()).await;
        return match corrected {
            Ok(opened) => {
                let mut complaints = Complaints::default();
                complaints.add("", v.word("old-list-changed"));
                html_refused(&page_view(v, &site, (opened, None), complaints).await?)
            }
            Err(error) => again(v, &site, at, (error, Some(mapping))).await,
        };
    }
    match old_list::accept(&site.desk, actor, (at.1, base)).await {
        Ok(()) => Ok(to_page(&v, at.0, at.1)),
        Err(error) => again(v, &site, at, (error, None)).await,
    }
}

/// `POST /sap-xep/{commune}/danh-sach/{list}/bo`.
pub async fn withdraw(
    v: Viewer,
    State(site): State<Site>,
    Path(at): Path<(UnitId, OldListId)>,
) -> Result<Response, Fault> {
    open(&v, &site, at).await?;
    match old_list::withdraw(&site.desk, v.actor()?, at.1).await {
        Ok(()) => Ok(to_page(&v, at.0, at.1)),
        Err(error) => again(v, &site, at, (error, None)).await,
    }
}

/// The page once more with what refused the act and the person's own columns.
async fn again(
    v: Viewer,
    site: &Site,
    at: (UnitId, OldListId),
    (error, typed): (desk::Error, Option<Mapping>),
) -> Result<Response, Fault> {
    let mut complaints = Complaints::default();
    refused(&v, error, "", &mut complaints)?;
    let opened = open(&v, site, at).await?;
    html_refused(&page_view(v, site, (opened, typed), complaints).await?)
}
