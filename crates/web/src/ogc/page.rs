//! The interface for people: the same resources as pages.

use askama::Template;
use axum::response::Response;
use store::boundary::Place;
use store::unit::Line;

use super::asked::{Asked, COLLECTIONS, Collection};
use super::{CLASSES, Found, query};
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "ogc/landing.html")]
struct LandingView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    collections: [Collection; 4],
}

/// What there is to read, and how.
pub fn landing(v: Viewer) -> Result<Response, Fault> {
    html(&LandingView {
        crumbs: vec![Crumb::word(&v, "/ranh-gioi", "boundary-nav")],
        v,
        collections: COLLECTIONS,
    })
}

#[derive(Template)]
#[template(path = "ogc/conformance.html")]
struct ConformanceView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    classes: [&'static str; 4],
}

/// What the interface conforms to.
pub fn conformance(v: Viewer) -> Result<Response, Fault> {
    html(&ConformanceView { crumbs: crumbs(&v, None), v, classes: CLASSES })
}

#[derive(Template)]
#[template(path = "ogc/collection.html")]
struct CollectionView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    one: Collection,
}

/// One collection.
pub fn collection(v: Viewer, one: Collection) -> Result<Response, Fault> {
    html(&CollectionView { crumbs: crumbs(&v, None), v, one })
}

#[derive(Template)]
#[template(path = "ogc/items.html")]
struct ItemsView<'f> {
    v: Viewer,
    crumbs: Vec<Crumb>,
    one: Collection,
    rows: Vec<(&'f Place, Option<&'f Line>)>,
    matched: usize,
    next: Option<String>,
    before: Option<String>,
    data: String,
}

/// A page of a collection.
pub fn items(v: Viewer, one: Collection, asked: &Asked, found: &Found) -> Result<Response, Fault> {
    let here = format!("/ogc/collections/{}/items", one.id);
    let to = |offset: usize| v.to(format!("{here}{}", query(asked, offset)));
    let more = asked.offset + asked.limit < found.matched;
    let rows = found.shown.iter().map(|&at| {
        let place = &found.layer.places[at];
        (place, found.counted.get(&place.unit_id))
    });
    html(&ItemsView {
        crumbs: crumbs(&v, Some(one)),
        rows: rows.collect(),
        matched: found.matched,
        next: more.then(|| to(asked.offset + asked.limit)),
        before: (asked.offset > 0).then(|| to(asked.offset.saturating_sub(asked.limit))),
        data: format!("{}&f=json", to(asked.offset)),
        one,
        v,
    })
}

#[derive(Template)]
#[template(path = "ogc/item.html")]
struct ItemView<'f> {
    v: Viewer,
    crumbs: Vec<Crumb>,
    one: Collection,
    place: &'f Place,
    told: Option<&'f Line>,
}

/// One state of a unit.
pub fn item(
    v: Viewer,
    one: Collection,
    place: &Place,
    told: Option<&Line>,
) -> Result<Response, Fault> {
    html(&ItemView { crumbs: crumbs(&v, Some(one)), v, one, place, told })
}

fn crumbs(v: &Viewer, one: Option<Collection>) -> Vec<Crumb> {
    let mut crumbs =
        vec![Crumb::word(v, "/ranh-gioi", "boundary-nav"), Crumb::word(v, "/ogc", "ogc-nav")];
    if let Some(one) = one {
        let path = format!("/ogc/collections/{}", one.id);
        crumbs.push(Crumb::word(v, &path, &format!("ogc-collection-{}", one.id)));
    }
    crumbs
}
