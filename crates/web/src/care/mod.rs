//! Inside: the posts of one's places with what they have on their hands, the four acts of care, and what
//! was given to oneself. No grade, no order but that of names.

mod manage;
mod mine;
mod one;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use desk::care::Loaded;
use desk::{Act, Object};
use serde::Deserialize;
use store::unit;
use units::UnitId;

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::route::Who::SignedIn;
use crate::route::{Route, act, page};
use crate::site::Site;
use crate::viewer::Viewer;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/can-bo", SignedIn, || get(list)),
    page("/can-bo/cua-toi", SignedIn, || get(mine::page)),
    act("/can-bo/cua-toi/{care}/{step}", SignedIn, || post(mine::answer)),
    page("/can-bo/them", SignedIn, || get(manage::form)),
    act("/can-bo/them", SignedIn, || post(manage::add)),
    page("/can-bo/phan-cong", SignedIn, || get(manage::routes)),
    act("/can-bo/phan-cong", SignedIn, || post(manage::route)),
    page("/can-bo/{post}", SignedIn, || get(one::page)),
    act("/can-bo/{post}/cham-lo/{kind}", SignedIn, || post(one::record)),
    act("/can-bo/{post}/yeu-cau", SignedIn, || post(one::ask)),
    act("/can-bo/{post}/cap-tren", SignedIn, || post(one::set_superior)),
    act("/can-bo/{post}/nhan", SignedIn, || post(one::grant)),
    act("/can-bo/{post}/thoi/{grant}", SignedIn, || post(one::end_grant)),
];

/// Of which commune.
#[derive(Clone, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    xa: String,
}

/// The posts of one place with what they have on their hands.
struct OfPlace {
    place: String,
    posts: Vec<Loaded>,
}

#[derive(Template)]
#[template(path = "care/list.html")]
struct ListPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    communes: Vec<(String, String)>,
    chosen: String,
    place: String,
    places: Vec<OfPlace>,
    unloaded: Vec<crate::post::OfPlace>,
    may_manage: bool,
}

impl ListPage {
    /// Posts for whose holders help might be welcome, in order of name.
    fn offered(&self) -> Vec<&Loaded> {
        let mut all: Vec<&Loaded> = self.places.iter().flat_map(|place| &place.posts).collect();
        all.retain(|loaded| !loaded.signs.is_empty());
        all.sort_by(|one, other| one.post.name.cmp(&other.post.name));
        all
    }

    fn signs(&self, loaded: &Loaded) -> String {
        signs(&self.v, loaded)
    }
}

/// Why help might be welcome, in words.
fn signs(v: &Viewer, loaded: &Loaded) -> String {
    let said = loaded.signs.iter().map(|(sign, n)| v.say(sign.word(), [("n", v.num(*n))]));
    said.collect::<Vec<_>>().join(", ")
}

/// `GET /can-bo`.
async fn list(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let all = communes(&v, &site).await?;
    let chosen = chosen(&v, &site, &asked, &all).await?;
    let commune = all.iter().find(|line| Some(line.unit_id) == chosen);
    let place = commune.map_or_else(|| v.word("post-of-city"), |line| line.name.clone());
    let commune = commune.map(|line| line.unit_id);
    let may_manage = may_manage(&v, &site, commune).await?;
    let (mut places, mut unloaded) = (Vec::new(), Vec::new());
    for of_place in crate::post::by_place(&v, &site, commune).await? {
        let posts = of_place.posts;
        let mut loaded = desk::care::loads(&site.desk, v.actor()?, posts.clone()).await?;
        loaded.sort_by(|one, other| one.post.name.cmp(&other.post.name));
        if !loaded.is_empty() {
            places.push(OfPlace { place: of_place.place, posts: loaded });
        } else if may_manage {
            unloaded.push(crate::post::OfPlace { place: of_place.place, posts });
        }
    }
    let chosen = commune.map(|id| id.to_string()).unwrap_or_default();
    let communes = all.into_iter().map(|line| (line.unit_id.to_string(), line.name)).collect();
    let crumbs = Vec::new();
    html(&ListPage { v, crumbs, communes, chosen, place, places, unloaded, may_manage })
}

/// The communes that the reader may choose among: all for people of the city, else one's own.
async fn communes(v: &Viewer, site: &Site) -> Result<Vec<unit::Named>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    Ok(unit::named_communes(&reader, &scope, v.today).await?)
}

/// The commune asked for, else that of the reader's own place.
async fn chosen(
    v: &Viewer,
    site: &Site,
    asked: &Asked,
    all: &[unit::Named],
) -> Result<Option<UnitId>, Fault> {
    if let Ok(id) = asked.xa.parse::<UnitId>() {
        return Ok(all.iter().any(|line| line.unit_id == id).then_some(id));
    }
    let mut held = v.actor()?.grants.iter().filter(|grant| grant.valid.contains(v.today));
    let Some(place) = held.find_map(|grant| grant.unit) else { return Ok(None) };
    let found = store::locality::of(&mut site.desk.store.read(), place, v.today).await?;
    Ok(found.and_then(|locality| locality.commune_id))
}

/// Whether the reader may make posts here; of the city where no commune is named.
async fn may_manage(v: &Viewer, site: &Site, commune: Option<UnitId>) -> Result<bool, Fault> {
    match commune {
        Some(commune) => v.may(site, Act::PostManage, commune).await,
        None => {
            let object = Object::at(Vec::new(), v.today);
            Ok(desk::authority::authorize(v.actor()?, Act::PostManage, &object).is_ok())
        }
    }
}
