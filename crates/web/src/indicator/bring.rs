//! Files of figures: bring one, see how it was understood and what is wrong with it, let it count.

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::indicator::{Document, Opened, Standing};
use store::indicator::{File, FileState};
use units::indicator::{Indicator, ReportPeriod};
use units::{FigureFileId, IndicatorId, UnitId};

use super::{Asked, asked, called, period_said, valued};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::programme::place_for;
use crate::programme::typed::Typed;
use crate::sent::{Limits, Sent};
use crate::site::Site;
use crate::viewer::Viewer;

/// Complaints and figures shown on the page of a file.
const SHOWN: usize = 100;

/// The form: one file, and a few typed fields.
const LIMITS: Limits = Limits { files_in: "van-ban", files_most: 1, field_most: 2_000 };

#[derive(Template)]
#[template(path = "indicator/files.html")]
struct FilesPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    typed: Typed,
    place: store::unit::Line,
    choices: Vec<(String, String)>,
    files: Vec<File>,
}

impl FilesPage {
    async fn open(
        v: Viewer,
        site: &Site,
        unit: Option<UnitId>,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let own = place_for(&v, site, Act::IndicatorBring).await?;
        let unit = unit.or(own).ok_or(desk::Refusal::new("authority-not-allowed"))?;
        let place = v.place_for(site, Act::IndicatorBring, unit).await?;
        let scope = v.scope();
        let all = desk::indicator::list(&site.desk, &scope, v.today).await?;
        let told = all.iter().filter(|it| it.is_told());
        let choices = told.map(|it| (it.id.to_string(), called(&v, it))).collect();
        let files = store::indicator::files(&site.desk.store.read(), &scope, unit).await?;
        let crumbs = vec![Crumb::word(&v, "/chi-tieu", "indicator-nav")];
        Ok(Self { v, crumbs, complaints, typed, place, choices, files })
    }
}

/// `GET /chi-tieu/nhap-tep?o={unit}`.
pub(super) async fn files(
    v: Viewer,
    State(site): State<Site>,
    Query(fields): Asked,
) -> Result<Response, Fault> {
    let typed = Typed::with([("ma", site.desk.clock.id().to_string())]);
    let of = asked(&fields, "o");
    html(&FilesPage::open(v, &site, of, (typed, Complaints::default())).await?)
}

/// `POST /chi-tieu/nhap-tep`.
pub(super) async fn bring(
    v: Viewer,
    State(site): State<Site>,
    sent: Multipart,
) -> Result<Response, Fault> {
    let mut sent = Sent::read(sent, LIMITS).await?;
    let file = sent.files.pop();
    let typed = Typed::of(sent.fields)?;
    let id: FigureFileId = typed.parsed("ma").ok_or(Fault::Unreadable)?;
    let unit: UnitId = typed.parsed("o").ok_or(Fault::Unreadable)?;
    let mut complaints = Complaints::default();
    match file.filter(|file| !file.name.is_empty()) {
        None => complaints.add("van-ban", v.word("indicator-no-file")),
        Some(file) => {
            let document = Document { name: units::text::tidy(&file.name), body: file.body };
            let of = (id, unit, typed.parsed::<IndicatorId>("chi-tieu"));
            match desk::indicator::bring(&site.desk, v.actor()?, of, document).await {
                Ok(id) => return Ok(to_file(&v, id)),
                Err(error) => complaints = Complaints::of(&v, error)?.moved("", "van-ban"),
            }
        }
    }
    html_refused(&FilesPage::open(v, &site, Some(unit), (typed, complaints)).await?)
}

fn to_file(v: &Viewer, id: FigureFileId) -> Response {
    Redirect::to(&v.to(format!("/chi-tieu/nhap-tep/{id}"))).into_response()
}

#[derive(Template)]
#[template(path = "indicator/file.html")]
struct FilePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    typed: Typed,
    opened: Opened,
}

impl FilePage {
    async fn open(
        v: Viewer,
        site: &Site,
        id: FigureFileId,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let opened = match desk::indicator::open(&site.desk, v.actor()?, id).await {
            Err(desk::Error::Refused(refusal)) if refusal.code == "indicator-file-unknown" => {
                return Err(Fault::NotFound);
            }
            other => other?,
        };
        let bring = format!("/chi-tieu/nhap-tep?o={}", opened.file.unit_id);
        let crumbs = vec![
            Crumb::word(&v, "/chi-tieu", "indicator-nav"),
            Crumb::word(&v, &bring, "indicator-bring-title"),
        ];
        Ok(Self { v, crumbs, complaints, typed, opened })
    }

    fn is_open(&self) -> bool {
        self.opened.file.state == FileState::Read
    }

    fn may_apply(&self) -> bool {
        self.is_open() && self.opened.preview.complaints.is_empty() && self.telling() > 0
    }

    fn telling(&self) -> usize {
        self.opened.preview.telling()
    }

    fn needs_reason(&self) -> bool {
        let preview = &self.opened.preview;
        preview.corrections() > preview.reasons.len()
    }

    fn faults(&self) -> Vec<String> {
        let shown = self.opened.preview.complaints.iter().take(SHOWN);
        shown
            .map(|complaint| {
                let said = self.v.say_coded(complaint.code, &complaint.said());
                let at = self.v.say_coded("indicator-row-at", &complaint.said());
                format!("{at} {said}")
            })
            .collect()
    }

    fn faults_left(&self) -> usize {
        self.opened.preview.complaints.len().saturating_sub(SHOWN)
    }

    /// The first figures: indicator, place, period, value, and how it stands.
    fn figures(&self) -> Vec<(String, &str, String, String, String)> {
        let (v, preview) = (&self.v, &self.opened.preview);
        let named = |id: IndicatorId| preview.indicators.iter().find(|it| it.id == id);
        let shown = preview.figures.iter().take(SHOWN);
        shown
            .filter_map(|(id, _, name, period, milli, standing)| {
                let indicator = named(*id)?;
                let period: ReportPeriod = *period;
                let value = valued(v, indicator, *milli);
                let stands = self.stands(indicator, *standing);
                Some((called(v, indicator), name.as_str(), period_said(v, period), value, stands))
            })
            .collect()
    }

    fn figures_left(&self) -> usize {
        self.opened.preview.figures.len().saturating_sub(SHOWN)
    }

    fn stands(&self, indicator: &Indicator, standing: Standing) -> String {
        match standing {
            Standing::New => self.v.word("indicator-standing-new"),
            Standing::Known => self.v.word("indicator-standing-known"),
            Standing::Corrects(milli) => {
                let before = valued(&self.v, indicator, milli);
                self.v.say("indicator-standing-corrects", [("value", self.v.txt(before))])
            }
        }
    }

    fn address(&self, act: &str) -> String {
        self.v.to(format!("/chi-tieu/nhap-tep/{}{act}", self.opened.file.file_id))
    }
}

/// `GET /chi-tieu/nhap-tep/{file}`.
pub(super) async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<FigureFileId>,
) -> Result<Response, Fault> {
    html(&FilePage::open(v, &site, id, (Typed::default(), Complaints::default())).await?)
}

/// `POST /chi-tieu/nhap-tep/{file}/ap-dung`.
pub(super) async fn apply(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<FigureFileId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(fields)?;
    match desk::indicator::apply(&site.desk, v.actor()?, id, typed.get("ly-do")).await {
        Ok(_) => Ok(to_file(&v, id)),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&FilePage::open(v, &site, id, (typed, complaints)).await?)
        }
    }
}

/// `POST /chi-tieu/nhap-tep/{file}/bo`.
pub(super) async fn withdraw(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<FigureFileId>,
) -> Result<Response, Fault> {
    match desk::indicator::withdraw(&site.desk, v.actor()?, id).await {
        Ok(()) => Ok(to_file(&v, id)),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&FilePage::open(v, &site, id, (Typed::default(), complaints)).await?)
        }
    }
}
