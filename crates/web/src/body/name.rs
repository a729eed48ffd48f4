//! Names of bodies and posts that still carry what their place was called before it was renamed: which they are,
//! and putting those that were chosen right at once.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::body::{Named, Outdated, Whose};
use ledger::BodyId;
use units::{PostId, UnitId};

use super::Asked;
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "body/names.html")]
struct NamesPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    place: UnitId,
    name: String,
    outdated: Vec<Outdated>,
    /// What is ticked; everything when the page is first shown.
    chosen: Option<Vec<Whose>>,
}

impl NamesPage {
    fn is_chosen(&self, named: &Named) -> bool {
        self.chosen.as_ref().is_none_or(|chosen| chosen.contains(&named.whose))
    }

    fn is_ripe(&self, of: &Outdated, named: &Named) -> bool {
        of.is_ripe(named, self.v.today)
    }

    /// Whether anything can be put right today.
    fn is_any_ripe(&self) -> bool {
        let ripe = |of: &Outdated| of.names.iter().any(|named| self.is_ripe(of, named));
        self.outdated.iter().any(ripe)
    }

    fn value(&self, named: &Named) -> String {
        match named.whose {
            Whose::Body(id) => format!("co-quan.{id}"),
            Whose::Post(id) => format!("chuc-danh.{id}"),
        }
    }

    fn earlier(&self, named: &Named) -> String {
        self.v.called(&named.name, &named.name_en)
    }

    fn later(&self, named: &Named) -> String {
        self.v.called(&named.new_name, &named.new_name_en)
    }
}

/// Whose name a ticked field is.
fn whose(text: &str) -> Option<Whose> {
    match text.split_once('.')? {
        ("co-quan", id) => id.parse::<BodyId>().ok().map(Whose::Body),
        ("chuc-danh", id) => id.parse::<PostId>().ok().map(Whose::Post),
        _ => None,
    }
}

/// `GET /co-quan/ten`.
pub(super) async fn page(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let place = asked.o.parse().map_err(|_| Fault::NotFound)?;
    html(&names_page(v, &site, place, (None, Complaints::default())).await?)
}

async fn names_page(
    v: Viewer,
    site: &Site,
    place: UnitId,
    (chosen, complaints): (Option<Vec<Whose>>, Complaints),
) -> Result<NamesPage, Fault> {
    if !desk::body::may(&site.desk, Some(v.actor()?), Some(place)).await? {
        return Err(desk::Refusal::new("authority-elsewhere").into());
    }
    let known = desk::gazetteer::known(&site.desk).await?;
    let name = known.nearest(place, v.today).ok_or(Fault::NotFound)?.name.clone();
    let href = v.to(format!("/co-quan?o={place}"));
    Ok(NamesPage {
        crumbs: vec![
            Crumb::word(&v, "/co-quan", "body-nav"),
            Crumb { href, name: name.clone(), is_typed: true },
        ],
        outdated: desk::body::outdated(&site.desk, place).await?,
        complaints,
        place,
        name,
        chosen,
        v,
    })
}

/// `POST /co-quan/ten`.
pub(super) async fn settle(
    v: Viewer,
    State(site): State<Site>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let of = |name: &'static str| fields.iter().filter(move |(field, _)| field == name);
    let place = of("o").find_map(|(_, text)| text.parse().ok()).ok_or(Fault::Unreadable)?;
    let chosen: Vec<Whose> = of("ten").filter_map(|(_, text)| whose(text)).collect();
    match desk::body::settle_names(&site.desk, Some(v.actor()?), place, &chosen).await {
        Ok(_) => Ok(Redirect::to(&v.to(format!("/co-quan?o={place}"))).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&names_page(v, &site, place, (Some(chosen), complaints)).await?)
        }
    }
}
