//! Calling a conference, and changing one that is called: theme, day, chair, guests, central report.

use askama::Template;
use axum::extract::{Multipart, Path, Query, State};
use axum::response::Response;
use desk::Act;
use ledger::ConferenceId;
use ledger::conference::{Guest, NewConference, State as Stage};
use serde::Deserialize;
use store::conference::Page;
use store::unit;
use units::{Day, UnitId};

use super::sent::read;
use super::{crumbs, kinds, load_own, to_page, view};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::sent::Sent;
use crate::site::Site;
use crate::viewer::Viewer;

/// For which place, and after which conference.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    noi: String,
    sau: String,
}

/// What the person typed, as typed. A document has to be chosen again.
#[derive(Clone, Debug, Default)]
struct Typed {
    id: String,
    kind: String,
    theme: String,
    held_on: String,
    place: String,
    body: String,
    chair: String,
    follows: String,
    purpose: String,
    report: String,
    units: Vec<String>,
    all_units: bool,
    bodies: Vec<String>,
    posts: Vec<String>,
}

#[derive(Template)]
#[template(path = "conference/call.html")]
struct CallPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    /// The territory.
    place: unit::Line,
    /// Further territories for which the person may call one.
    others: Vec<unit::Line>,
    units: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
    posts: Vec<(String, String)>,
    earlier: Vec<(String, String)>,
    /// The conference that is changed, with its revision.
    changed: Option<(ConferenceId, i64)>,
    typed: Typed,
}

impl CallPage {
    fn action(&self) -> String {
        match self.changed {
            Some((id, _)) => self.v.to(format!("/hoi-nghi/{id}/sua")),
            None => self.v.to(format!("/hoi-nghi/moi?noi={}", self.place.unit_id)),
        }
    }

    fn kinds(&self) -> Vec<(String, String)> {
        kinds(&self.v)
    }

    /// The day of a conference that is changed: it is moved elsewhere, with a reason.
    fn stays_on(&self) -> Option<Day> {
        self.changed.and_then(|_| self.typed.held_on.parse().ok())
    }

    async fn open(
        v: Viewer,
        site: &Site,
        place: UnitId,
        (typed, complaints): (Typed, Complaints),
        changed: Option<&Page>,
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let place = unit::line(&reader, &scope, place, v.today).await?.ok_or(Fault::NotFound)?;
        let id = place.unit_id;
        let mut units = view::places_of(&v, site, id).await?;
        units.retain(|(unit, _)| *unit != id.to_string());
        let others = match changed {
            Some(_) => Vec::new(),
            None => own_places(&v, site).await?,
        };
        let bodies = store::body::list(&reader, &scope, v.today).await?;
        let is_near = |unit: Option<UnitId>| {
            let is_below = |unit: UnitId| units.iter().any(|(below, _)| *below == unit.to_string());
            unit.is_none_or(|unit| unit == id || is_below(unit))
        };
        let bodies = bodies.into_iter().filter(|body| is_near(body.unit_id));
        let bodies =
            bodies.map(|body| (body.body_id.to_string(), v.called(&body.name, &body.name_en)));
        let bodies = bodies.collect();
        let own = typed.id.parse().unwrap_or(ConferenceId(uuid::Uuid::nil()));
        let earlier = store::conference::earlier(&reader, &scope, id, own, v.today).await?;
        let earlier = earlier.into_iter().map(|line| {
            (line.conference_id.to_string(), format!("{}: {}", v.date(line.held_on), line.theme))
        });
        let earlier = earlier.collect();
        let posts = view::posts_to_choose(&v, &view::posts_of(&v, site, id).await?);
        let above = match changed {
            Some(page) => crumbs(&v, page),
            None => vec![Crumb::word(&v, "/hoi-nghi", "nav-conferences")],
        };
        Ok(Self {
            crumbs: above,
            complaints,
            others: others.into_iter().filter(|line| line.unit_id != id).collect(),
            place,
            units,
            bodies,
            posts,
            earlier,
            changed: changed.map(|page| (page.line.conference_id, page.revision)),
            typed,
            v,
        })
    }
}

/// The places for which the reader may call a conference, by their grants of the day.
pub(super) async fn own_places(v: &Viewer, site: &Site) -> Result<Vec<unit::Line>, Fault> {
    let Some(actor) = &v.actor else { return Ok(Vec::new()) };
    let held = actor.grants.iter().filter(|grant| grant.valid.contains(v.today));
    let mut ids: Vec<UnitId> = Vec::new();
    for grant in held {
        match grant.unit {
            Some(unit) => ids.push(unit),
            None => ids.extend(&actor.outermost),
        }
    }
    ids.sort_unstable();
    ids.dedup();
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let mut places = Vec::new();
    for id in ids {
        if v.may(site, Act::ConferenceHold, id).await? {
            places.extend(unit::line(&reader, &scope, id, v.today).await?);
        }
    }
    Ok(places)
}

impl Typed {
    fn of(sent: &Sent) -> Self {
        Self {
            id: sent.one("ma"),
            kind: sent.one("loai"),
            theme: sent.one("chu-de"),
            held_on: sent.one("ngay-hop"),
            place: sent.one("noi-hop"),
            body: sent.one("co-quan"),
            chair: sent.one("chu-tri"),
            follows: sent.one("ky-truoc"),
            purpose: sent.one("muc-dich"),
            report: sent.one("bao-cao"),
            units: sent.all("moi-dia-ban"),
            all_units: !sent.one("moi-het").is_empty(),
            bodies: sent.all("moi-co-quan"),
            posts: sent.all("moi-chuc-danh"),
        }
    }

    fn of_page(page: &Page) -> Self {
        let line = &page.line;
        let guests: Vec<(&str, String)> = page
            .invited
            .iter()
            .filter_map(|row| {
                let unit = row.unit.as_ref().map(|(id, _)| Guest::Unit(*id));
                let body = row.body.as_ref().map(|(id, ..)| Guest::Body(*id));
                let post = row.post.as_ref().map(|post| Guest::Post(post.post_id));
                unit.or(body).or(post).map(view::guest_value)
            })
            .collect();
        let of = |name: &str| {
            let own = guests.iter().filter(|(field, _)| *field == name);
            own.map(|(_, id)| id.clone()).collect::<Vec<_>>()
        };
        Self {
            id: line.conference_id.to_string(),
            kind: line.kind.to_string(),
            theme: line.theme.clone(),
            held_on: line.held_on.to_string(),
            place: line.place.clone(),
            body: line.body.as_ref().map(|(id, ..)| id.to_string()).unwrap_or_default(),
            chair: line.chair.post_id.to_string(),
            follows: page.follows.as_ref().map(|n| n.conference_id.to_string()).unwrap_or_default(),
            purpose: page.purpose.clone(),
            report: page.inside.as_ref().map(|inside| inside.report.clone()).unwrap_or_default(),
            units: of("moi-dia-ban"),
            all_units: false,
            bodies: of("moi-co-quan"),
            posts: of("moi-chuc-danh"),
        }
    }

    /// The conference as the desk takes it; what is no day or identity stays out, and the desk says
    /// what is missing. `below` are the places directly in the territory.
    fn conference(&self, unit: UnitId, below: &[(String, String)]) -> Option<NewConference> {
        let mut invited: Vec<Guest> = Vec::new();
        let all = self.all_units.then(|| below.iter().map(|(id, _)| id)).into_iter().flatten();
        let units = self.units.iter().chain(all);
        invited.extend(units.filter_map(|id| id.parse().ok()).map(Guest::Unit));
        invited.extend(self.bodies.iter().filter_map(|id| id.parse().ok()).map(Guest::Body));
        invited.extend(self.posts.iter().filter_map(|id| id.parse().ok()).map(Guest::Post));
        Some(NewConference {
            id: self.id.parse().ok()?,
            kind: self.kind.parse().ok(),
            theme: self.theme.clone(),
            held_on: self.held_on.parse::<Day>().ok(),
            place: self.place.clone(),
            unit,
            body: self.body.parse().ok(),
            chair: self.chair.parse().ok(),
            follows: self.follows.parse().ok(),
            purpose: self.purpose.clone(),
            invited,
            report: self.report.clone(),
        })
    }
}

/// `GET /hoi-nghi/moi?noi={unit}&sau={conference}`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let own = own_places(&v, &site).await?;
    let place = asked.noi.parse().ok().or(own.first().map(|line| line.unit_id));
    let place = place.ok_or_else(|| desk::Refusal::new("authority-not-allowed"))?;
    if !super::holds(&v, &site, place).await? {
        return Err(desk::Refusal::new("authority-elsewhere").into());
    }
    let id = site.desk.clock.id().to_string();
    let typed = Typed { id, follows: asked.sau, ..Typed::default() };
    html(&CallPage::open(v, &site, place, (typed, Complaints::default()), None).await?)
}

/// `POST /hoi-nghi/moi?noi={unit}`.
pub(super) async fn call(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    sent: Multipart,
) -> Result<Response, Fault> {
    let (sent, document) = read(sent).await?;
    let typed = Typed::of(&sent);
    let place: UnitId = asked.noi.parse().map_err(|_| Fault::Unreadable)?;
    let below = below(&v, &site, place).await?;
    let new = typed.conference(place, &below).ok_or(Fault::Unreadable)?;
    match desk::conference::call(&site.desk, v.actor()?, new, document).await {
        Ok(id) => Ok(to_page(&v, id)),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&CallPage::open(v, &site, place, (typed, complaints), None).await?)
        }
    }
}

/// `GET /hoi-nghi/{conference}/sua`.
pub(super) async fn edit(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConferenceId>,
) -> Result<Response, Fault> {
    let page = load_own(&v, &site, id).await?;
    match page.line.state {
        Stage::Called => {}
        Stage::CalledOff => return Err(desk::Refusal::new("conference-is-called-off").into()),
        _ => return Err(desk::Refusal::new("conference-is-held").into()),
    }
    let form = (Typed::of_page(&page), Complaints::default());
    html(&CallPage::open(v, &site, page.line.unit_id, form, Some(&page)).await?)
}

/// `POST /hoi-nghi/{conference}/sua`.
pub(super) async fn amend(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConferenceId>,
    sent: Multipart,
) -> Result<Response, Fault> {
    let (sent, document) = read(sent).await?;
    let page = load_own(&v, &site, id).await?;
    let held_on = page.line.held_on.to_string();
    let typed = Typed { id: id.to_string(), held_on, ..Typed::of(&sent) };
    let place = page.line.unit_id;
    let below = below(&v, &site, place).await?;
    let new = typed.conference(place, &below).ok_or(Fault::Unreadable)?;
    let at = (id, sent.one("ban").parse().unwrap_or(0));
    match desk::conference::amend(&site.desk, v.actor()?, at, new, document).await {
        Ok(()) => Ok(to_page(&v, id)),
        Err(error) => {
            let form = (typed, Complaints::of(&v, error)?);
            html_refused(&CallPage::open(v, &site, place, form, Some(&page)).await?)
        }
    }
}

/// The places directly in a territory.
async fn below(v: &Viewer, site: &Site, place: UnitId) -> Result<Vec<(String, String)>, Fault> {
    let mut places = view::places_of(v, site, place).await?;
    places.retain(|(id, _)| *id != place.to_string());
    Ok(places)
}
