//! What the head of a group records: rules, a notice, a meeting, a decision.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use ledger::group::{ActKind, NewAct, Votes};
use serde::Deserialize;
use store::group::Line;
use units::UnitId;

use super::{back, crumbs_below, found, rights};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// What the person typed, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    #[serde(rename = "ma")]
    id: String,
    #[serde(rename = "tieu-de")]
    title: String,
    #[serde(rename = "noi-dung")]
    said: String,
    #[serde(rename = "ngay")]
    on: String,
    #[serde(rename = "den-ngay")]
    last_on: String,
    #[serde(rename = "du")]
    attending: String,
    #[serde(rename = "dong-y")]
    agreed: String,
    #[serde(rename = "khong-dong-y")]
    against: String,
}

#[derive(Template)]
#[template(path = "group/record.html")]
struct RecordPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    line: Line,
    kind: ActKind,
    typed: Typed,
}

impl RecordPage {
    async fn open(
        v: Viewer,
        site: &Site,
        (group, kind): (UnitId, ActKind),
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let line = found(&v, site, group).await?.line;
        if !rights(&v, site, &line).await?.leads {
            return Err(desk::Refusal::new("authority-not-your-post").into());
        }
        Ok(Self { crumbs: crumbs_below(&v, &line), v, complaints, line, kind, typed })
    }

    fn is_notice(&self) -> bool {
        self.kind == ActKind::Notice
    }

    /// A word of this kind of record.
    fn of_kind(&self, stem: &str) -> String {
        self.v.word(format!("{stem}-{}", self.kind))
    }
}

impl Typed {
    /// The act as the desk takes it. What is no number counts as missing, and the desk says so.
    fn act(&self, kind: ActKind) -> NewAct {
        let number = |text: &str| text.trim().parse::<i64>().ok();
        let votes = number(&self.attending).map(|attending| Votes {
            attending,
            agreed: number(&self.agreed).unwrap_or(0),
            against: number(&self.against).unwrap_or(0),
        });
        NewAct {
            kind,
            title: self.title.clone(),
            said: self.said.clone(),
            on: self.on.parse().ok(),
            last_on: self.last_on.parse().ok(),
            votes,
        }
    }
}

/// `GET /to-tu-quan/{group}/ghi/{kind}`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Path((group, kind)): Path<(UnitId, String)>,
) -> Result<Response, Fault> {
    let kind = kind.parse().map_err(|_| Fault::NotFound)?;
    let (id, on) = (site.desk.clock.id().to_string(), v.today.to_string());
    let typed = Typed { id, on, ..Typed::default() };
    html(&RecordPage::open(v, &site, (group, kind), (typed, Complaints::default())).await?)
}

/// `POST /to-tu-quan/{group}/ghi/{kind}`.
pub(super) async fn record(
    v: Viewer,
    State(site): State<Site>,
    Path((group, kind)): Path<(UnitId, String)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let kind: ActKind = kind.parse().map_err(|_| Fault::NotFound)?;
    let id = typed.id.parse().map_err(|_| Fault::Unreadable)?;
    match desk::group::record(&site.desk, v.actor()?, (group, id), typed.act(kind)).await {
        Ok(()) => Ok(back(&v, group, "")),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&RecordPage::open(v, &site, (group, kind), (typed, complaints)).await?)
        }
    }
}
