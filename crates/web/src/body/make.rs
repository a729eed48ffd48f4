//! Making one body, making those that a unit usually has, and handing on those of ended units.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::body::NewBody;
use ledger::{BodyId, BodyKind};
use serde::Deserialize;
use store::body::Body;
use store::unit;
use units::{Day, Kind, UnitId};

use super::{Asked, Typed, list_page, may_manage};
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
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let unit: Option<UnitId> = typed.unit.parse().ok();
    if !may_manage(&v, site, unit).await? {
        return Err(desk::Refusal::new("authority-elsewhere").into());
    }
    let place = match unit {
        Some(unit) => {
            let line = unit::line(&reader, &scope, unit, v.today).await?.ok_or(Fault::NotFound)?;
            Some((line.name, line.kind))
        }
        None => None,
    };
    let parents = store::body::list(&reader, &scope, v.today).await?;
    Ok(AddPage {
        crumbs: vec![Crumb::word(&v, "/co-quan", "body-nav")],
        parents: parents.into_iter().map(|body| (body.body_id.to_string(), body.name)).collect(),
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
    let mut complaints = Complaints::default();
    match (typed.kind.parse(), typed.from.parse::<Day>()) {
        (Ok(kind), Ok(from)) => {
            let body = Body {
                body_id,
                kind,
                name: typed.name.clone(),
                name_en: typed.name_en.clone(),
                unit_id: typed.unit.parse().ok(),
                parent_id: typed.parent.parse().ok(),
            };
            let new = NewBody { body, from: Some(from), document: typed.document.clone() };
            match desk::body::add(&site.desk, Some(v.actor()?), new).await {
                Ok(id) => return Ok(Redirect::to(&v.to(format!("/co-quan/{id}"))).into_response()),
                Err(error) => complaints = Complaints::of(&v, error)?,
            }
        }
        (kind, from) => {
            if kind.is_err() {
                complaints.add("loai", v.word("body-choose-kind"));
            }
            if from.is_err() {
                complaints.add("tu-ngay", v.word("body-day-missing"));
            }
        }
    }
    html_refused(&add_page(v, &site, typed, complaints).await?)
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

/// `POST /co-quan/chuyen-tiep`: of one unit, or of every unit that has ended.
pub(super) async fn settle(
    v: Viewer,
    State(site): State<Site>,
    Form(asked): Form<Asked>,
) -> Result<Response, Fault> {
    let unit = asked.o.parse::<UnitId>().ok();
    let actor = Some(v.actor()?);
    let settled = match unit {
        Some(unit) => desk::body::settle(&site.desk, actor, unit).await,
        None => desk::body::settle_all(&site.desk, actor).await,
    };
    match settled {
        Ok(_) => Ok(unit.map_or_else(
            || Redirect::to(&v.to("/co-quan")).into_response(),
            |unit| to_unit(&v, unit),
        )),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            let typed = Typed { from: v.today.to_string(), complaints, ..Typed::default() };
            html_refused(&list_page(v, &site, unit, typed).await?)
        }
    }
}

fn to_unit(v: &Viewer, unit: UnitId) -> Response {
    Redirect::to(&v.to(format!("/co-quan?o={unit}"))).into_response()
}
