//! Making one body, and making those that a unit usually has.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::body::NewBody;
use ledger::{BodyId, BodyKind};
use serde::Deserialize;
use store::body::Body;
use units::{Day, Kind, UnitId};

use super::{Asked, Typed, choices, list_page};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// A body as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Made {
    #[serde(rename = "ma")]
    id: String,
    #[serde(rename = "o")]
    unit: String,
    #[serde(rename = "loai")]
    kind: String,
    #[serde(rename = "ten")]
    name: String,
    #[serde(rename = "ten-anh")]
    name_en: String,
    #[serde(rename = "cap-tren")]
    parent: String,
    #[serde(rename = "tu-ngay")]
    from: String,
    #[serde(rename = "ngay-cuoi")]
    last: String,
    #[serde(rename = "van-ban")]
    document: String,
}

#[derive(Template)]
#[template(path = "body/add.html")]
struct AddPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    place: Option<(String, Kind)>,
    parents: Vec<(String, String)>,
    typed: Made,
}

impl AddPage {
    fn kinds(&self) -> Vec<(String, String)> {
        let works = |kind: &&BodyKind| match &self.place {
            Some((_, unit)) => kind.works_in(*unit),
            None => !kind.needs_territory(),
        };
        let kinds = BodyKind::ALL.iter().filter(works);
        kinds.map(|kind| (kind.to_string(), self.v.word(kind.word()))).collect()
    }

    fn place_name(&self) -> String {
        let name = self.place.as_ref().map(|(name, _)| name.clone());
        name.unwrap_or_else(|| self.v.word("body-no-territory"))
    }
}

/// `GET /co-quan/them`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (id, from) = (site.desk.clock.id().to_string(), v.today.to_string());
    let typed = Made { id, unit: asked.o, from, ..Made::default() };
    html(&add_page(v, &site, typed, Complaints::default()).await?)
}

async fn add_page(
    v: Viewer,
    site: &Site,
    typed: Made,
    complaints: Complaints,
) -> Result<AddPage, Fault> {
    let unit: Option<UnitId> = typed.unit.parse().ok();
    if !desk::body::may(&site.desk, v.actor.as_ref(), unit).await? {
        return Err(desk::Refusal::new("authority-elsewhere").into());
    }
    let place = match unit {
        Some(unit) => {
            let known = desk::gazetteer::known(&site.desk).await?;
            let state = known.nearest(unit, v.today).ok_or(Fault::NotFound)?;
            Some((state.name.clone(), state.kind))
        }
        None => None,
    };
    let parents = desk::body::parents_for(&site.desk, unit, v.today).await?;
    Ok(AddPage {
        crumbs: vec![Crumb::word(&v, "/co-quan", "body-nav")],
        parents: choices(&v, parents),
        complaints,
        place,
        typed,
        v,
    })
}

/// `POST /co-quan/them`.
pub(super) async fn add(
    v: Viewer,
    State(site): State<Site>,
    Form(typed): Form<Made>,
) -> Result<Response, Fault> {
    let body_id: BodyId = typed.id.parse().map_err(|_| Fault::Unreadable)?;
    let complaints = match typed.read(&v, body_id) {
        Ok(new) => match desk::body::add(&site.desk, Some(v.actor()?), new).await {
            Ok(id) => return Ok(Redirect::to(&v.to(format!("/co-quan/{id}"))).into_response()),
            Err(error) => Complaints::of(&v, error)?,
        },
        Err(complaints) => complaints,
    };
    html_refused(&add_page(v, &site, typed, complaints).await?)
}

impl Made {
    /// What was typed as a body to make, or what is wrong with it.
    fn read(&self, v: &Viewer, body_id: BodyId) -> Result<NewBody, Complaints> {
        let mut complaints = Complaints::default();
        let (kind, from) = (self.kind.parse(), self.from.parse::<Day>());
        if kind.is_err() {
            complaints.add("loai", v.word("body-choose-kind"));
        }
        if from.is_err() {
            complaints.add("tu-ngay", v.word("body-day-missing"));
        }
        let last = (!self.last.is_empty()).then(|| self.last.parse::<Day>());
        if let Some(Err(_)) = &last {
            complaints.add("ngay-cuoi", v.word("body-day-missing"));
        }
        let parent = (!self.parent.is_empty()).then(|| self.parent.parse::<BodyId>());
        if let Some(Err(_)) = &parent {
            complaints.add("cap-tren", v.word("body-parent-unknown"));
        }
        let (Ok(kind), Ok(from), true) = (kind, from, complaints.is_empty()) else {
            return Err(complaints);
        };
        let body = Body {
            body_id,
            kind,
            name: self.name.clone(),
            name_en: self.name_en.clone(),
            unit_id: self.unit.parse().ok(),
            parent_id: parent.and_then(Result::ok),
        };
        let (last, document) = (last.and_then(Result::ok), self.document.clone());
        Ok(NewBody { body, from: Some(from), last, document })
    }
}

/// The kinds ticked in the list of what is missing.
#[derive(Default)]
struct Ticked {
    unit: Option<UnitId>,
    kinds: Vec<BodyKind>,
    from: String,
    document: String,
}

impl Ticked {
    fn of(fields: Vec<(String, String)>) -> Self {
        let mut ticked = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "o" => ticked.unit = value.parse().ok(),
                "loai" => ticked.kinds.extend(value.parse::<BodyKind>()),
                "tu-ngay" => ticked.from = value,
                "van-ban" => ticked.document = value,
                _ => {}
            }
        }
        ticked
    }
}

/// `POST /co-quan/thuong-co`.
pub(super) async fn usual(
    v: Viewer,
    State(site): State<Site>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let Ticked { unit, kinds, from, document } = Ticked::of(fields);
    let unit = unit.ok_or(Fault::Unreadable)?;
    let mut complaints = Complaints::default();
    if kinds.is_empty() {
        complaints.add("thuong-co", v.word("body-tick-one"));
    } else if let Ok(day) = from.parse::<Day>() {
        let desk = &site.desk;
        let actor = Some(v.actor()?);
        match desk::body::add_usual(desk, actor, unit, (kinds, day), &document).await {
            Ok(_) => return Ok(to_unit(&v, unit)),
            Err(error) => complaints = Complaints::of(&v, error)?,
        }
    } else {
        complaints.add("tu-ngay", v.word("body-day-missing"));
    }
    let typed = Typed { from, document, complaints };
    html_refused(&list_page(v, &site, Some(unit), typed).await?)
}

fn to_unit(v: &Viewer, unit: UnitId) -> Response {
    Redirect::to(&v.to(format!("/co-quan?o={unit}"))).into_response()
}
