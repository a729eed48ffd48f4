//! Who answers for what, for everybody: which post answers which field in how many days, the posts of a
//! commune and its places, the page of one. Posts, never names of people.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use store::care::Thanks;
use store::post::{self, Post, Routed};
use store::unit;
use units::{PostId, Tier, UnitId};

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::route::Who::Public;
use crate::route::{Route, page};
use crate::site::Site;
use crate::viewer::Viewer;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/ai-phu-trach", Public, || get(list)),
    page("/ai-phu-trach/{post}", Public, || get(one)),
];

/// Of which commune.
#[derive(Default, Deserialize)]
struct Asked {
    #[serde(default)]
    xa: String,
}

/// The posts of one place.
pub(crate) struct OfPlace {
    pub(crate) place: String,
    pub(crate) posts: Vec<Post>,
}

#[derive(Template)]
#[template(path = "post/list.html")]
struct ListPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    communes: Vec<(String, String)>,
    chosen: String,
    place: String,
    routes: Vec<Routed>,
    places: Vec<OfPlace>,
}

/// `GET /ai-phu-trach`.
async fn list(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let all = unit::named_communes(&reader, &scope, v.today).await?;
    let chosen = asked.xa.parse::<UnitId>().ok();
    let chosen = chosen.or((all.len() == 1).then(|| all[0].unit_id));
    let commune = all.iter().find(|line| Some(line.unit_id) == chosen);
    let place = commune.map_or_else(|| v.word("post-of-city"), |line| line.name.clone());
    let commune = commune.map(|line| line.unit_id);
    let mut routes = post::routes(&reader, &scope, commune, v.today).await?;
    // By the word that people look for; what fits nowhere else comes last.
    routes.sort_by_key(|route| {
        let word = units::text::fold(&v.word(route.category.word()));
        (route.category == ledger::Category::Other, word)
    });
    let page = ListPage {
        routes,
        places: by_place(&v, &site, commune).await?,
        communes: all.into_iter().map(|line| (line.unit_id.to_string(), line.name)).collect(),
        chosen: commune.map(|id| id.to_string()).unwrap_or_default(),
        place,
        crumbs: Vec::new(),
        v,
    };
    html(&page)
}

/// The posts of a commune and its places, the commune's first; those of the city where none is named.
/// Heads of self-managed groups stand on the pages of their groups.
///
/// # Errors
/// A failure of the store.
pub(crate) async fn by_place(
    v: &Viewer,
    site: &Site,
    commune: Option<UnitId>,
) -> Result<Vec<OfPlace>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let mut posts = post::of_commune(&reader, &scope, commune, v.today).await?;
    posts.retain(|post| post.kind != ledger::PostKind::GroupHead);
    let mut places = Vec::new();
    if let Some(commune) = commune {
        places.extend(unit::line(&reader, &scope, commune, v.today).await?);
        places.extend(unit::descendants(&reader, &scope, commune, v.today, Tier::Base).await?);
    }
    let mut shown = Vec::new();
    for place in places {
        let (here, rest) = posts.into_iter().partition(|post| post.unit_id == Some(place.unit_id));
        posts = rest;
        shown.push(OfPlace { place: place.name, posts: here });
    }
    shown.push(OfPlace { place: v.word("post-elsewhere"), posts });
    shown.retain(|place| !place.posts.is_empty());
    Ok(shown)
}

#[derive(Template)]
#[template(path = "post/page.html")]
struct PostPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    post: Post,
    /// What it was called before, the latest first.
    renames: Vec<store::body::Renamed>,
    place: Option<(UnitId, String)>,
    routes: Vec<Routed>,
    thanks: Vec<Thanks>,
}

impl PostPage {
    fn is_over(&self) -> bool {
        !self.post.valid.contains(self.v.today)
    }

    /// Lines of a text as they were typed.
    fn asks(&self) -> bool {
        !self.post.requirement.is_empty() || !self.post.training.is_empty()
    }
}

/// `GET /ai-phu-trach/{post}`.
async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PostId>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let post = post::one(&mut reader.clone(), id, v.today).await?.ok_or(Fault::NotFound)?;
    let renames = post::renames(&mut reader.clone(), id).await?;
    let place = match post.unit_id {
        Some(unit) => unit::line(&reader, &scope, unit, v.today).await?,
        None => None,
    };
    let mut routes = post::routes(&reader, &scope, post.commune_id, v.today).await?;
    routes.retain(|route| route.post_id == id);
    let thanks = store::care::shown(&reader, &scope, id).await?;
    let mut crumbs = vec![Crumb::word(&v, "/ai-phu-trach", "nav-posts")];
    if let Some(commune) = post.commune_id
        && let Some(line) = unit::line(&reader, &scope, commune, v.today).await?
    {
        let href = v.to(format!("/ai-phu-trach?xa={commune}"));
        crumbs.push(Crumb { href, name: line.name, is_typed: true });
    }
    let place = place.map(|line| (line.unit_id, line.name));
    html(&PostPage { v, crumbs, post, renames, place, routes, thanks })
}
