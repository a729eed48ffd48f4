//! Taking a sheet: the program's own counts stand there, the rest is entered, solutions are named.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use ledger::StatusSheetId;
use ledger::status_sheet::{Figure, From, NewSheet, SOLUTIONS_MOST, Solution, field};
use store::matter::Which;
use store::unit;
use units::UnitId;

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;
use crate::visit::Fields;

/// Rows of solutions that the form shows.
const SOLUTIONS: usize = 3;

/// What the person typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    id: String,
    figures: Vec<(String, String)>,
    solutions: Vec<(String, String)>,
    note: String,
}

/// One figure of the form.
struct Asked {
    field: &'static str,
    name: String,
    hint: String,
    measure: String,
    /// What the program counted; nothing where it is entered.
    counted: Option<String>,
    value: String,
}

#[derive(Template)]
#[template(path = "status_sheet/take.html")]
struct TakePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    place: unit::Page,
    asked: Vec<Asked>,
    matters: Vec<(String, String)>,
    typed: Typed,
}

impl TakePage {
    async fn open(
        v: Viewer,
        site: &Site,
        id: UnitId,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let place = unit::page(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
        if !v.may(site, Act::SheetTake, id).await? {
            return Err(desk::Refusal::new("authority-elsewhere").into());
        }
        let counted = desk::status_sheet::counted(&site.desk, &scope, id).await?;
        let figures = site.desk.figures.all().iter().enumerate();
        let asked = figures.map(|(at, figure)| ask(&v, (at, figure), &counted, &typed)).collect();
        let at = crate::board::looked_at(Some(&place.line));
        let open = store::matter::which(&reader, &scope, (at, Which::Open), v.today).await?;
        let matters = open
            .into_iter()
            .filter(|line| line.is_public)
            .map(|line| (line.matter_id.to_string(), line.work))
            .collect();
        let mut crumbs = super::crumbs(&v, &place);
        crumbs.push(Crumb::word(&v, &format!("/dia-ban/{id}/thuc-trang"), "sheet-nav"));
        Ok(Self { v, crumbs, complaints, place, asked, matters, typed })
    }
}

fn ask(
    v: &Viewer,
    (at, figure): (usize, &Figure),
    counted: &[(From, i64)],
    typed: &Typed,
) -> Asked {
    let known = counted.iter().find(|(from, _)| *from == figure.from);
    let value = typed.figures.iter().find(|(code, _)| *code == figure.code);
    let measure = v.called(&figure.measure.0, &figure.measure.1);
    Asked {
        field: field(at),
        name: v.called(&figure.name.0, &figure.name.1),
        hint: v.called(&figure.hint.0, &figure.hint.1),
        counted: (figure.from != From::Entered)
            .then(|| known.map_or_else(|| v.word("sheet-not-known"), |(_, milli)| v.milli(*milli))),
        value: value.map(|(_, typed)| typed.clone()).unwrap_or_default(),
        measure,
    }
}

impl Typed {
    fn sent(site: &Site, fields: &Fields) -> Self {
        let figures = site.desk.figures.all().iter().enumerate();
        let texts = fields.rows("giai-phap", SOLUTIONS_MOST).into_iter().enumerate();
        Self {
            id: fields.get("ma").to_owned(),
            figures: figures
                .map(|(at, figure)| (figure.code.clone(), fields.get(field(at)).to_owned()))
                .collect(),
            solutions: texts
                .map(|(at, text)| (text, fields.get(&format!("viec-{}", at + 1)).to_owned()))
                .collect(),
            note: fields.get("ghi-chu").to_owned(),
        }
    }

    fn sheet(&self, unit: UnitId) -> Result<NewSheet, Fault> {
        let solution = |(text, matter): &(String, String)| Solution {
            text: text.clone(),
            matter: matter.parse().ok(),
            practice: None,
        };
        Ok(NewSheet {
            id: self.id.parse::<StatusSheetId>().map_err(|_| Fault::Unreadable)?,
            unit,
            typed: self.figures.clone(),
            solutions: self.solutions.iter().map(solution).collect(),
            note: self.note.clone(),
        })
    }
}

/// `GET /dia-ban/{unit}/thuc-trang/moi`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Path(unit): Path<UnitId>,
) -> Result<Response, Fault> {
    let typed = Typed {
        id: site.desk.clock.id().to_string(),
        solutions: vec![(String::new(), String::new()); SOLUTIONS],
        ..Typed::default()
    };
    html(&TakePage::open(v, &site, unit, (typed, Complaints::default())).await?)
}

/// `POST /dia-ban/{unit}/thuc-trang/moi`.
pub(super) async fn keep(
    v: Viewer,
    State(site): State<Site>,
    Path(unit): Path<UnitId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::sent(&site, &fields.into());
    match desk::status_sheet::keep(&site.desk, v.actor()?, typed.sheet(unit)?).await {
        Ok(_) => {
            let page = v.to(format!("/dia-ban/{unit}/thuc-trang"));
            Ok(Redirect::to(&page).into_response())
        }
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&TakePage::open(v, &site, unit, (typed, complaints)).await?)
        }
    }
}
