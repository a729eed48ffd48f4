//! Names that collide in a commune: what collides, what the units could be called by several schemes, the
//! names changed by hand, and the dossier that is made of them.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use desk::Act;
use serde::Deserialize;
use store::unit;
use units::reorganisation::rename::{self, Called, Proposed, Scheme};
use units::{ReorganisationId, UnitId};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::route::Who::{Public, SignedIn};
use crate::route::{Route, act, page as at};
use crate::site::Site;
use crate::viewer::Viewer;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    at("/sap-xep/{commune}/trung-ten", Public, || get(page)),
    act("/sap-xep/{commune}/trung-ten", SignedIn, || post(propose)),
];

/// By which scheme names are proposed.
#[derive(Default, Deserialize)]
struct Asked {
    #[serde(default)]
    cach: String,
}

impl Asked {
    fn scheme(&self) -> Scheme {
        self.cach.parse().unwrap_or(Scheme::NumberOn)
    }
}

/// A unit whose name could become another.
struct Row {
    unit: UnitId,
    name: String,
    before: String,
    households: u32,
    /// Whether it shares its name with another.
    collides: bool,
    /// The new name as proposed or typed.
    new: String,
    fault: Option<String>,
}

#[derive(Template)]
#[template(path = "renaming/page.html")]
struct RenamingPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    commune: String,
    groups: Vec<Group>,
    rows: Vec<Row>,
    scheme: Scheme,
    id: String,
    may_propose: bool,
}

/// Units of one name.
struct Group {
    name: String,
    units: Vec<(String, u32)>,
}

impl RenamingPage {
    fn schemes(&self) -> Vec<(String, String)> {
        let word = |scheme: &Scheme| (scheme.to_string(), self.v.word(scheme.word()));
        Scheme::ALL.iter().map(word).collect()
    }

    fn field(&self, row: &Row) -> String {
        format!("ten-{}", row.unit)
    }
}

/// What was typed, and what is wrong with it.
#[derive(Default)]
struct Typed {
    id: Option<ReorganisationId>,
    names: BTreeMap<UnitId, String>,
    faults: BTreeMap<UnitId, String>,
    complaints: Complaints,
}

/// `GET /sap-xep/{commune}/trung-ten`.
async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    html(&view(v, &site, (id, asked.scheme()), Typed::default()).await?)
}

async fn view(
    v: Viewer,
    site: &Site,
    (commune_id, scheme): (UnitId, Scheme),
    typed: Typed,
) -> Result<RenamingPage, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let commune = unit::line(&reader, &scope, commune_id, v.today).await?.ok_or(Fault::NotFound)?;
    let called = desk::renaming::called(&site.desk, commune_id).await?;
    let id = typed.id.unwrap_or_else(|| ReorganisationId(site.desk.clock.id()));
    let groups = rename::collisions(&called).into_iter().map(|group| Group {
        name: group[0].name.clone(),
        units: group.iter().map(|one| (from(&v, one), one.households)).collect(),
    });
    Ok(RenamingPage {
        crumbs: vec![
            Crumb::word(&v, "/sap-xep", "nav-reorganise"),
            Crumb::named(&v, &format!("/sap-xep/{commune_id}"), &commune.name),
        ],
        groups: groups.collect(),
        rows: rows(&v, &called, scheme, &typed),
        complaints: typed.complaints,
        commune: commune.name,
        scheme,
        id: id.to_string(),
        may_propose: v.may(site, Act::ReorganisationPropose, commune_id).await?,
        v,
    })
}

fn from(v: &Viewer, unit: &Called) -> String {
    unit.before.clone().unwrap_or_else(|| v.word("renaming-always-here"))
}

/// The units that collide or that the scheme or the officer calls otherwise, in the order of old wards.
fn rows(v: &Viewer, called: &[Called], scheme: Scheme, typed: &Typed) -> Vec<Row> {
    let collides: Vec<UnitId> =
        rename::collisions(called).into_iter().flatten().map(|unit| unit.unit).collect();
    let proposed: BTreeMap<UnitId, String> = if typed.names.is_empty() {
        rename::propose(called, scheme).into_iter().map(|one| (one.unit, one.name)).collect()
    } else {
        typed.names.clone()
    };
    let mut rows: Vec<Row> = called
        .iter()
        .filter(|unit| collides.contains(&unit.unit) || proposed.contains_key(&unit.unit))
        .map(|unit| Row {
            unit: unit.unit,
            name: unit.name.clone(),
            before: from(v, unit),
            households: unit.households,
            collides: collides.contains(&unit.unit),
            new: proposed.get(&unit.unit).unwrap_or(&unit.name).clone(),
            fault: typed.faults.get(&unit.unit).cloned(),
        })
        .collect();
    rows.sort_by_cached_key(|row| {
        (units::text::sort_key(&row.before), units::text::sort_key(&row.name), row.unit)
    });
    rows
}

/// `POST /sap-xep/{commune}/trung-ten`.
async fn propose(
    v: Viewer,
    State(site): State<Site>,
    Path(commune): Path<UnitId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let (mut typed, mut scheme) = (Typed::default(), Scheme::NumberOn);
    for (field, value) in fields {
        match field.strip_prefix("ten-").map(str::parse::<UnitId>) {
            Some(Ok(unit)) => drop(typed.names.insert(unit, value)),
            _ if field == "ma" => typed.id = value.parse().ok(),
            _ if field == "cach" => scheme = value.parse().unwrap_or(scheme),
            _ => {}
        }
    }
    let id = typed.id.ok_or(Fault::Unreadable)?;
    let names = typed.names.iter();
    let names = names.map(|(unit, name)| Proposed { unit: *unit, name: name.clone() }).collect();
    match desk::renaming::propose(&site.desk, v.actor()?, (id, commune), names).await {
        Ok(id) => Ok(Redirect::to(&v.to(format!("/sap-xep/ho-so/{id}"))).into_response()),
        Err(desk::Error::Refused(refusal)) => {
            for one in refusal.each() {
                let said = v.say_coded(one.code, &one.args);
                let unit = one.args.iter().find(|(name, _)| *name == "unit");
                if let Some(unit) = unit.and_then(|(_, unit)| unit.parse().ok()) {
                    typed.faults.insert(unit, said.clone());
                }
                typed.complaints.add("", said);
            }
            html_refused(&view(v, &site, (commune, scheme), typed).await?)
        }
        Err(failed) => Err(failed.into()),
    }
}
