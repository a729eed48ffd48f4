//! Units that have ended while bodies of theirs are still recorded as standing: what ending them and handing
//! them on would come to, and doing it for all that were chosen at once.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::body::{Prospect, Settled};
use serde::Deserialize;
use units::UnitId;

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "body/settle.html")]
struct SettlePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    /// The place under which the units lay; empty for all.
    place: String,
    name: Option<String>,
    prospects: Vec<Prospect>,
    /// The units that are ticked.
    chosen: Vec<UnitId>,
    /// What the last settling came to.
    done: Option<Settled>,
}

impl SettlePage {
    fn is_chosen(&self, unit: &UnitId) -> bool {
        self.chosen.contains(unit)
    }

    fn sum(&self, of: impl Fn(&Prospect) -> usize) -> String {
        self.v.number(self.prospects.iter().map(of).sum::<usize>())
    }

    fn ending(&self) -> String {
        self.sum(|prospect| prospect.bodies.len())
    }

    fn making(&self) -> String {
        self.sum(|prospect| prospect.made.len())
    }
}

/// Under which place, and what was done before.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    o: String,
    /// Bodies that ended, bodies that were made, posts handed on, posts left, with dots between.
    da: String,
}

impl Asked {
    fn done(&self) -> Option<Settled> {
        let counts: Vec<usize> = self.da.split('.').map_while(|text| text.parse().ok()).collect();
        let [ended, made, posts, stranded] = counts[..] else { return None };
        Some(Settled { ended, made, posts, stranded })
    }
}

/// `GET /co-quan/chuyen-tiep`.
pub(super) async fn page(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let done = asked.done();
    let page = settle_page(v, &site, asked.o, None).await?;
    html(&SettlePage { done, ..page })
}

async fn settle_page(
    v: Viewer,
    site: &Site,
    place: String,
    chosen: Option<Vec<UnitId>>,
) -> Result<SettlePage, Fault> {
    let actor = v.actor()?;
    let unit: Option<UnitId> = place.parse().ok();
    let prospects = desk::body::unsettled(&site.desk, Some(actor), unit).await?;
    let known = desk::gazetteer::known(&site.desk).await?;
    let state = unit.and_then(|unit| known.nearest(unit, v.today));
    let name = state.map(|state| v.name_on(&state.name, state.valid.until));
    let all = || prospects.iter().map(|prospect| prospect.unit_id).collect();
    let mut crumbs = vec![Crumb::word(&v, "/co-quan", "body-nav")];
    if let (Some(unit), Some(name)) = (unit, &name) {
        let href = v.to(format!("/co-quan?o={unit}"));
        crumbs.push(Crumb { href, name: name.clone(), is_typed: true });
    }
    Ok(SettlePage {
        crumbs,
        complaints: Complaints::default(),
        chosen: chosen.unwrap_or_else(all),
        place,
        name,
        prospects,
        done: None,
        v,
    })
}

/// `POST /co-quan/chuyen-tiep`: of all units that were chosen, or of none.
pub(super) async fn settle(
    v: Viewer,
    State(site): State<Site>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let all = |name: &str| {
        let own: Vec<String> = fields
            .iter()
            .filter(|(field, _)| field == name)
            .map(|(_, text)| text.clone())
            .collect();
        own
    };
    let place = all("o").pop().unwrap_or_default();
    let units: Vec<UnitId> = all("dia-ban").iter().filter_map(|text| text.parse().ok()).collect();
    let mut complaints = Complaints::default();
    if units.is_empty() {
        complaints.add("chon", v.word("body-settle-choose"));
    } else {
        match desk::body::settle(&site.desk, Some(v.actor()?), &units).await {
            Ok(Settled { ended, made, posts, stranded }) => {
                let done = format!("{ended}.{made}.{posts}.{stranded}");
                let address = format!("/co-quan/chuyen-tiep?o={place}&da={done}");
                return Ok(Redirect::to(&v.to(address)).into_response());
            }
            Err(error) => complaints = Complaints::of(&v, error)?,
        }
    }
    let page = settle_page(v, &site, place, Some(units)).await?;
    html_refused(&SettlePage { complaints, ..page })
}
