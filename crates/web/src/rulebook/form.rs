//! Adding a rule of one's own office, and ending it.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::rulebook::NewRule;
use serde::Deserialize;
use store::unit;
use units::rulebook::{Key, Leeway};
use units::{Day, Kind, OfficeRuleId, UnitId};

use super::{Asked, crumbs, own_place, rule_page};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// A rule as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    #[serde(rename = "ma")]
    id: String,
    #[serde(rename = "o")]
    unit: String,
    #[serde(rename = "noi-dung")]
    key: String,
    #[serde(rename = "loai")]
    kind: String,
    #[serde(rename = "gia-tri")]
    value: String,
    #[serde(rename = "tu-ngay")]
    from: String,
    #[serde(rename = "den-ngay")]
    last: String,
    #[serde(rename = "van-ban")]
    title: String,
    #[serde(rename = "so")]
    number: String,
    #[serde(rename = "ngay-van-ban")]
    issued_on: String,
    #[serde(rename = "dieu")]
    article: String,
}

#[derive(Template)]
#[template(path = "rulebook/add.html")]
struct AddPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    place: String,
    typed: Typed,
}

impl AddPage {
    fn keys(&self) -> Vec<(String, String)> {
        let open = Key::ALL.iter().filter(|key| key.leeway() != Leeway::Fixed);
        open.map(|key| (key.to_string(), self.v.word(key.word()))).collect()
    }

    fn kinds(&self) -> Vec<(String, String)> {
        let base = Kind::ALL.iter().filter(|kind| kind.is_base());
        base.map(|kind| (kind.to_string(), self.v.word(kind.word()))).collect()
    }
}

/// `GET /quy-dinh/them`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let unit = asked.o.parse().ok().or_else(|| own_place(&v)).ok_or(Fault::NotFound)?;
    let id = site.desk.clock.id().to_string();
    let typed = Typed { id, unit: unit.to_string(), from: v.today.to_string(), ..Typed::default() };
    html(&add_page(v, &site, unit, (typed, Complaints::default())).await?)
}

async fn add_page(
    v: Viewer,
    site: &Site,
    id: UnitId,
    (typed, complaints): (Typed, Complaints),
) -> Result<AddPage, Fault> {
    if !v.may(site, Act::RuleAdd, id).await? {
        return Err(desk::Refusal::new("authority-elsewhere").into());
    }
    let line = unit::line(&site.desk.store.read(), &v.scope(), id, v.today).await?;
    let place = line.ok_or(Fault::NotFound)?.name;
    Ok(AddPage { crumbs: crumbs(&v), v, complaints, place, typed })
}

/// `POST /quy-dinh/them`.
pub(super) async fn add(
    v: Viewer,
    State(site): State<Site>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let unit: UnitId = typed.unit.parse().map_err(|_| Fault::Unreadable)?;
    let id: OfficeRuleId = typed.id.parse().map_err(|_| Fault::Unreadable)?;
    let new = NewRule {
        key: typed.key.parse().ok(),
        kind: typed.kind.parse().ok(),
        value: typed.value.clone(),
        from: typed.from.parse().ok(),
        last: typed.last.parse().ok(),
        title: typed.title.clone(),
        number: typed.number.clone(),
        issued_on: typed.issued_on.parse().ok(),
        article: typed.article.clone(),
    };
    match desk::rulebook::add(&site.desk, v.actor()?, (id, unit), new).await {
        Ok(id) => Ok(Redirect::to(&v.to(format!("/quy-dinh/muc/{id}"))).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&add_page(v, &site, unit, (typed, complaints)).await?)
        }
    }
}

/// The last day of a rule, as typed.
#[derive(Deserialize)]
pub(super) struct Ending {
    #[serde(default, rename = "den-ngay")]
    last: String,
}

/// `POST /quy-dinh/muc/{rule}/ket-thuc`.
pub(super) async fn end(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<OfficeRuleId>,
    Form(ending): Form<Ending>,
) -> Result<Response, Fault> {
    let mut complaints = Complaints::default();
    match ending.last.parse::<Day>() {
        Ok(last) => match desk::rulebook::end(&site.desk, v.actor()?, id, last).await {
            Ok(()) => return Ok(Redirect::to(&v.to(format!("/quy-dinh/muc/{id}"))).into_response()),
            Err(error) => complaints = Complaints::of(&v, error)?,
        },
        Err(_) => complaints.add("den-ngay", v.word("rule-missing")),
    }
    html_refused(&rule_page(v, &site, &id.to_string(), (ending.last, complaints)).await?)
}
