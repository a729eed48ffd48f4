//! Units that have ended while bodies of theirs are still recorded as standing: what ending them and handing
//! them on would come to, and doing it for all that were chosen at once.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::body::{Settled, Unsettled};
use serde::Deserialize;
use store::body::Gone;
use units::{Day, UnitId};

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
    /// The units of this page, and how many there are on all pages.
    found: Unsettled,
    /// Behind which unit this page begins, as its address says it; empty for the first.
    after: String,
    /// The units that are ticked.
    chosen: Vec<UnitId>,
    /// What the last settling came to.
    done: Option<Settled>,
}

impl SettlePage {
    fn is_chosen(&self, unit: &UnitId) -> bool {
        self.chosen.contains(unit)
    }

    /// Whether this page has all there are.
    fn is_whole(&self) -> bool {
        self.after.is_empty() && self.found.next.is_none()
    }

    fn making(&self) -> String {
        let made = self.found.prospects.iter().map(|prospect| prospect.made.len());
        self.v.number(made.sum::<usize>())
    }

    /// The address of the next page.
    fn further(&self) -> Option<String> {
        let (day, unit) = self.found.next?;
        Some(self.v.to(format!("/co-quan/chuyen-tiep?o={}&sau={day}.{unit}", self.place)))
    }
}

/// Behind which unit a page begins: the first day without it, a dot, its identity.
fn gone(text: &str) -> Option<Gone> {
    let (day, unit) = text.split_once('.')?;
    Some((day.parse::<Day>().ok()?, unit.parse().ok()?))
}

/// Under which place, and what was done before.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    o: String,
    /// Bodies that ended, bodies that were made, posts handed on, posts left, with dots between.
    da: String,
    sau: String,
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
    let page = settle_page(v, &site, (asked.o, asked.sau), None).await?;
    html(&SettlePage { done, ..page })
}

async fn settle_page(
    v: Viewer,
    site: &Site,
    (place, after): (String, String),
    chosen: Option<Vec<UnitId>>,
) -> Result<SettlePage, Fault> {
    let actor = v.actor()?;
    let unit: Option<UnitId> = place.parse().ok();
    let found = desk::body::unsettled(&site.desk, Some(actor), unit, gone(&after)).await?;
    let known = desk::gazetteer::known(&site.desk).await?;
    let state = unit.and_then(|unit| known.nearest(unit, v.today));
    let name = state.map(|state| v.name_on(&state.name, state.valid.until));
    let all = || found.prospects.iter().map(|prospect| prospect.unit_id).collect();
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
        found,
        after,
        done: None,
        v,
    })
}

/// `POST /co-quan/chuyen-tiep`: of all units that were chosen, or of none; of all there are where that is asked.
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
    let (after, is_all) = (all("sau").pop().unwrap_or_default(), !all("tat-ca").is_empty());
    let units: Vec<UnitId> = all("dia-ban").iter().filter_map(|text| text.parse().ok()).collect();
    let mut complaints = Complaints::default();
    if units.is_empty() && !is_all {
        complaints.add("chon", v.word("body-settle-choose"));
    } else {
        let actor = Some(v.actor()?);
        let settled = match is_all {
            true => desk::body::settle_all(&site.desk, actor, place.parse().ok()).await,
            false => desk::body::settle(&site.desk, actor, &units).await,
        };
        match settled {
            Ok(Settled { ended, made, posts, stranded }) => {
                let done = format!("{ended}.{made}.{posts}.{stranded}");
                let address = format!("/co-quan/chuyen-tiep?o={place}&da={done}");
                return Ok(Redirect::to(&v.to(address)).into_response());
            }
            Err(error) => complaints = Complaints::of(&v, error)?,
        }
    }
    let page = settle_page(v, &site, (place, after), Some(units)).await?;
    html_refused(&SettlePage { complaints, ..page })
}
