//! The form: one screen, no account, no script. What the law has another door for is shown that door,
//! what may be known already is shown first, and what was typed is never lost.

use std::net::SocketAddr;

use askama::Template;
use axum::extract::{ConnectInfo, Extension, Multipart, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::feedback::{self, NewFeedback, Place};
use ledger::Category;
use ledger::feedback::{Concerned, Kind, NewFeedback as Told, PHOTOS_MOST, seems};
use ledger::matter::Door;
use serde::Deserialize;
use store::feedback::Public;
use store::locality;
use units::{DoorPoint, UnitId};
use uuid::Uuid;

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::sent::{Limits, Sent};
use crate::session;
use crate::site::Site;
use crate::viewer::Viewer;

/// Bytes of the longest typed field.
const FIELD_MOST: usize = 20_000;

/// What an address of the form may carry: a QR code on a notice board or on a lamp post.
#[derive(Deserialize)]
pub struct Preset {
    #[serde(default)]
    o: String,
    #[serde(default, rename = "linh-vuc")]
    category: String,
    #[serde(default, rename = "kinh-do")]
    lon: String,
    #[serde(default, rename = "vi-do")]
    lat: String,
}

/// What the person typed, as typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    key: Option<Uuid>,
    unit: String,
    lon: String,
    lat: String,
    kind: String,
    category: String,
    concerned: String,
    said: String,
    is_for_other: bool,
    has_seen: bool,
    photos: Vec<Vec<u8>>,
    photo_count: usize,
}

#[derive(Template)]
#[template(path = "feedback/communes.html")]
struct CommunesPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    communes: Vec<(UnitId, String)>,
}

#[derive(Template)]
#[template(path = "feedback/form.html")]
struct FormPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    typed: Typed,
    key: Uuid,
    commune: String,
    places: Vec<(String, String)>,
    has_other: bool,
    may_enter: bool,
    /// The self-managed group that is asked for help, where it is one.
    group: Option<String>,
    /// The door that the sender chose or that the words seem to ask for.
    door: Option<Door>,
    alike: Vec<Public>,
}

impl FormPage {
    fn places(&self) -> Vec<(String, String)> {
        self.places.clone()
    }

    fn kinds(&self) -> Vec<(String, String)> {
        Kind::ALL.iter().map(|kind| (kind.to_string(), self.v.word(kind.word()))).collect()
    }

    /// Conduct is nothing for neighbours.
    fn categories(&self) -> Vec<(String, String)> {
        let mut all = super::categories(&self.v);
        all.retain(|(code, _)| {
            self.group.is_none() || !code.parse().is_ok_and(Category::is_restricted)
        });
        all
    }

    fn title(&self) -> String {
        match &self.group {
            Some(name) => self.v.say("feedback-group-title", [("name", self.v.txt(name))]),
            None => self.v.word("feedback-form-title"),
        }
    }

    /// The words of a label: those of the form, or those for what neighbours are asked for.
    fn label(&self, code: &str) -> String {
        let of = if self.group.is_some() { "feedback-group" } else { "feedback" };
        self.v.word(format!("{of}-{code}"))
    }

    fn concerned(&self) -> Vec<(String, String)> {
        Concerned::ALL.iter().map(|one| (one.to_string(), self.v.word(one.word()))).collect()
    }

    fn is_about_conduct(&self) -> bool {
        self.typed.category.parse().is_ok_and(Category::is_restricted)
    }
}

/// `GET /phan-anh/gui`.
pub async fn form(
    v: Viewer,
    State(site): State<Site>,
    Query(preset): Query<Preset>,
) -> Result<Response, Fault> {
    let Preset { o, category, lon, lat } = preset;
    let kind = Kind::Report.to_string();
    let typed = Typed { unit: o, category, lon, lat, kind, ..Typed::default() };
    html_or_communes(v, &site, typed).await
}

async fn html_or_communes(v: Viewer, site: &Site, mut typed: Typed) -> Result<Response, Fault> {
    let (mut reader, scope) = (site.desk.store.read(), v.scope());
    let communes = store::feedback::communes(&mut reader, &scope, v.today).await?;
    if typed.unit.parse::<UnitId>().is_err() && typed.place().point.is_none() {
        match communes.as_slice() {
            [(only, _)] => typed.unit = only.to_string(),
            _ => {
                let crumbs = vec![Crumb::word(&v, "/phan-anh", "nav-feedback")];
                return html(&CommunesPage { v, crumbs, communes });
            }
        }
    }
    html(&page(v, site, typed, Complaints::default()).await?)
}

async fn page(
    v: Viewer,
    site: &Site,
    typed: Typed,
    complaints: Complaints,
) -> Result<FormPage, Fault> {
    let (mut reader, scope) = (site.desk.store.read(), v.scope());
    let mut chosen = typed.place();
    if let (None, Some(point)) = (chosen.unit, chosen.point) {
        chosen.unit = desk::place::base_unit_at(&site.desk, point, v.today).await?;
    }
    let mut commune = None;
    if let Some(unit) = chosen.unit {
        let found = locality::of(&mut reader, unit, v.today).await?;
        commune = found.and_then(|found| found.commune_id);
    }
    let state = match commune {
        Some(commune) => store::unit::state_on(&reader, &scope, commune, v.today).await?,
        None => None,
    };
    let mut places: Vec<(String, String)> = Vec::new();
    if let Some(state) = &state {
        let below = store::feedback::places(&mut reader, &scope, state.unit_id, v.today).await?;
        places.extend(below.into_iter().map(|(id, name)| (id.to_string(), name)));
        places.push((state.unit_id.to_string(), v.word("feedback-place-unsure")));
    }
    let may_enter = match chosen.unit {
        Some(unit) => v.may(site, Act::FeedbackEnter, unit).await?,
        None => false,
    };
    let group = match chosen.unit {
        Some(unit) => store::group::line_now(&mut reader, unit, v.today).await?,
        None => None,
    };
    let communes = store::feedback::communes(&mut reader, &scope, v.today).await?;
    let unit = chosen.unit.map_or_else(String::new, |unit| unit.to_string());
    Ok(FormPage {
        crumbs: crumbs(&v, group.as_ref()),
        group: group.map(|group| group.name),
        key: typed.key.unwrap_or_else(Uuid::new_v4),
        commune: state.map_or_else(String::new, |state| state.name),
        typed: Typed { unit, ..typed },
        complaints,
        places,
        has_other: communes.len() > 1,
        may_enter,
        door: None,
        alike: Vec::new(),
        v,
    })
}

/// The path above the form: the list of feedback, or the group that is asked.
fn crumbs(v: &Viewer, group: Option<&store::group::Line>) -> Vec<Crumb> {
    match group {
        None => vec![Crumb::word(v, "/phan-anh", "nav-feedback")],
        Some(group) => vec![
            Crumb::word(v, "/to-tu-quan", "group-nav"),
            Crumb::named(v, &format!("/to-tu-quan/{}", group.unit_id), &group.name),
        ],
    }
}

/// `POST /phan-anh/gui`.
pub async fn send(
    v: Viewer,
    State(site): State<Site>,
    address: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    sent: Multipart,
) -> Result<Response, Fault> {
    let peer = address.map(|Extension(ConnectInfo(socket))| socket.ip());
    let from = session::caller(&headers, peer);
    let turn = if v.actor.is_none() { site.door.sending.enters(from) } else { None };
    let is_too_often = v.actor.is_none() && turn.is_none();
    // The words are read all the same, so that they are not lost; photos would only fill the memory.
    let typed = Typed::read(sent, !is_too_often).await?;
    if is_too_often {
        let mut complaints = Complaints::default();
        complaints.add("", v.word("feedback-too-often"));
        return html_refused(&page(v, &site, typed, complaints).await?);
    }
    if let Some((door, alike)) = to_look_at(&site, &typed).await? {
        let page = page(v, &site, typed, Complaints::default()).await?;
        return html(&FormPage { door, alike, ..page });
    }
    match keep(&v, &site, &typed).await {
        Ok(code) => {
            let to = v.to(format!("/phan-anh/{code}?vua-gui=1"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            let door = typed.kind.parse::<Kind>().ok().and_then(Kind::door);
            let page = page(v, &site, typed, complaints).await?;
            html_refused(&FormPage { door, ..page })
        }
    }
}

async fn keep(v: &Viewer, site: &Site, typed: &Typed) -> Result<String, desk::Error> {
    let new = NewFeedback {
        key: typed.key.unwrap_or_else(Uuid::new_v4),
        typed: typed.sent(),
        place: typed.place(),
        photos: typed.photos.clone(),
    };
    let receipt = match &v.actor {
        Some(actor) if typed.is_for_other => feedback::enter(&site.desk, actor, new).await?,
        _ => feedback::submit(&site.desk, new).await?,
    };
    Ok(receipt.code)
}

/// What the sender should look at before it is sent, once: the door that the words seem to ask for,
/// and what others sent. Chosen photos would be lost on the way, so with photos it is sent at once.
async fn to_look_at(
    site: &Site,
    typed: &Typed,
) -> Result<Option<(Option<Door>, Vec<Public>)>, Fault> {
    let sent = typed.sent();
    if typed.has_seen || ledger::feedback::check(sent.clone()).is_err() {
        return Ok(None);
    }
    let door = seems(&sent.said);
    let alike = match (typed.place().unit, sent.category) {
        (Some(unit), Some(category)) if sent.photos == 0 && !category.is_restricted() => {
            feedback::alike(&site.desk, (unit, category), &sent.said).await?
        }
        _ => Vec::new(),
    };
    Ok((door.is_some() || !alike.is_empty()).then_some((door, alike)))
}

impl Typed {
    async fn read(sent: Multipart, keeps_photos: bool) -> Result<Self, Fault> {
        let files_most = if keeps_photos { PHOTOS_MOST } else { 0 };
        let limits = Limits { files_in: "anh", files_most, field_most: FIELD_MOST };
        let sent = Sent::read(sent, limits).await?;
        let photos = sent.files.into_iter().map(|file| file.body).collect();
        let mut typed = Self { photos, photo_count: sent.file_count, ..Self::default() };
        sent.fields.into_iter().for_each(|(name, text)| typed.take(&name, text));
        Ok(typed)
    }

    fn take(&mut self, name: &str, text: String) {
        match name {
            "khoa" => {
                let key = text.parse::<Uuid>().ok();
                self.key = key.filter(|key| key.get_version_num() == 4);
            }
            "dia-ban" => self.unit = text,
            "kinh-do" => self.lon = text,
            "vi-do" => self.lat = text,
            "loai" => self.kind = text,
            "linh-vuc" => self.category = text,
            "ve-ai" => self.concerned = text,
            "noi-dung" => self.said = text,
            "nhap-ho" => self.is_for_other = true,
            "da-xem" => self.has_seen = true,
            _ => {}
        }
    }

    fn sent(&self) -> Told {
        Told {
            kind: self.kind.parse().ok(),
            category: self.category.parse().ok(),
            said: self.said.clone(),
            concerned: self.concerned.parse().ok(),
            photos: self.photo_count,
        }
    }

    fn place(&self) -> Place {
        let (lon, lat) = (e7(&self.lon, 180.0), e7(&self.lat, 90.0));
        let point = lon.zip(lat).map(|(lon_e7, lat_e7)| DoorPoint { lon_e7, lat_e7 });
        Place { unit: self.unit.parse().ok(), point }
    }
}

/// Degrees as typed or filled in, in 1e-7 degree.
#[expect(clippy::cast_possible_truncation, reason = "at most 180e7, as checked")]
fn e7(text: &str, most: f64) -> Option<i32> {
    let degrees: f64 = text.trim().parse().ok()?;
    (degrees.abs() <= most).then(|| (degrees * 1e7).round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_anybody_could_guess_is_not_taken() {
        let mut typed = Typed::default();
        typed.take("khoa", Uuid::from_u128(7).to_string());
        assert_eq!(typed.key, None);
        let key = Uuid::new_v4();
        typed.take("khoa", key.to_string());
        assert_eq!(typed.key, Some(key));
    }

    #[test]
    fn a_point_is_read_only_whole() {
        let at = |lon: &str, lat: &str| {
            let typed = Typed { lon: lon.into(), lat: lat.into(), ..Typed::default() };
            typed.place().point
        };
        let point = DoorPoint { lon_e7: 1_066_123_457, lat_e7: 108_000_000 };
        assert_eq!(at("106.61234567", " 10.8"), Some(point));
        assert_eq!(at("106.6", ""), None);
        assert_eq!(at("10.8", "106.6"), None);
        assert_eq!(at("NaN", "10"), None);
    }
}
