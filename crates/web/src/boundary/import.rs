//! Boundaries from an office's file: bring it, see what it comes to, read it in another way, apply it,
//! take it back. Every page works without script.

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::authority::{Object, authorize};
use desk::boundary::{self, Between, Choices, Columns, Matched, Opened, Report, Said, Unmatched};
use desk::old_list::Document;
use store::boundary::import::{Line, State as Stage};
use units::{BoundaryImportId, Day, Level};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::ogc::COLLECTIONS;
use crate::site::Site;
use crate::viewer::Viewer;

/// Rows of one list shown in a page.
const SHOWN_MOST: usize = 200;

/// Whether the reader may bring boundaries.
pub fn may(v: &Viewer) -> bool {
    let object = Object::at(Vec::new(), v.today);
    v.actor.as_ref().is_some_and(|actor| authorize(actor, Act::BoundaryImport, &object).is_ok())
}

#[derive(Template)]
#[template(path = "boundary/imports.html")]
struct ImportsView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    imports: Vec<Line>,
    systems: Vec<(String, String)>,
    typed: Typed,
}

/// What was typed into the form of a file.
#[derive(Default)]
struct Typed {
    file: Option<Document>,
    day: String,
    crs: String,
    snap: String,
}

/// `GET /ranh-gioi/nhap`.
pub async fn list(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let typed = Typed { day: v.today.to_string(), snap: "100".into(), ..Typed::default() };
    html(&imports_view(v, &site, typed, Complaints::default()).await?)
}

async fn imports_view(
    v: Viewer,
    site: &Site,
    typed: Typed,
    complaints: Complaints,
) -> Result<ImportsView, Fault> {
    Ok(ImportsView {
        imports: boundary::list(&site.desk, v.actor()?).await?,
        crumbs: vec![Crumb::word(&v, "/ranh-gioi", "boundary-nav")],
        complaints,
        systems: systems(),
        typed,
        v,
    })
}

/// The reference systems to choose from: code and name.
fn systems() -> Vec<(String, String)> {
    use atlas::boundary::{Crs, MERIDIANS};
    let zones = MERIDIANS.into_iter().map(Crs::vn2000);
    let wide = [3405, 3406, 4756, 32648, 32649].into_iter().filter_map(Crs::of_epsg);
    std::iter::once(Crs::WGS84)
        .chain(zones)
        .chain(wide)
        .map(|crs| (crs.code(), crs.title()))
        .collect()
}

/// `POST /ranh-gioi/nhap`: keeps the file, then shows what it comes to.
pub async fn bring(
    v: Viewer,
    State(site): State<Site>,
    mut sent: Multipart,
) -> Result<Response, Fault> {
    let typed = typed(&mut sent).await?;
    let mut complaints = Complaints::default();
    let day: Option<Day> = typed.day.parse().ok();
    if typed.file.is_none() {
        complaints.add("van-ban", v.word("boundary-import-no-file"));
    }
    if day.is_none() {
        complaints.add("ngay", v.word("boundary-import-no-day"));
    }
    if let (Some(file), Some(day)) = (typed.file.clone(), day) {
        let choices = Choices {
            crs: Some(typed.crs.clone()).filter(|code| !code.is_empty()),
            snap_cm: typed.snap.trim().parse().ok(),
            ..Choices::default()
        };
        let brought = boundary::bring(&site.desk, v.actor.as_ref(), (file, day), &choices).await;
        match brought {
            Ok(id) => return Ok(to_page(&v, id)),
            Err(error) => complaints = Complaints::of(&v, error)?,
        }
    }
    html_refused(&imports_view(v, &site, typed, complaints).await?)
}

async fn typed(sent: &mut Multipart) -> Result<Typed, Fault> {
    let mut typed = Typed::default();
    while let Some(field) = sent.next_field().await? {
        match field.name() {
            Some("van-ban") => {
                let name = units::text::tidy(field.file_name().unwrap_or_default());
                let body = field.bytes().await?.to_vec();
                typed.file = (!name.is_empty()).then_some(Document { name, body });
            }
            Some("ngay") => typed.day = field.text().await?,
            Some("he-toa-do") => typed.crs = field.text().await?,
            Some("sai-lech") => typed.snap = field.text().await?,
            _ => {}
        }
    }
    Ok(typed)
}

fn to_page(v: &Viewer, id: BoundaryImportId) -> Response {
    Redirect::to(&v.to(format!("/ranh-gioi/nhap/{id}"))).into_response()
}

#[derive(Template)]
#[template(path = "boundary/import.html")]
struct ImportView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    line: Line,
    choices: Choices,
    stamp: i64,
    report: Option<Report>,
    unreadable: Option<String>,
    systems: Vec<(String, String)>,
    levels: Vec<(String, String)>,
}

impl ImportView {
    fn address(&self, act: &str) -> String {
        self.v.to(format!("/ranh-gioi/nhap/{}{act}", self.line.id))
    }

    fn is_open(&self) -> bool {
        self.line.state == Stage::Read
    }

    fn said(&self, said: &Said) -> String {
        say(&self.v, said)
    }

    fn shown<'r, T>(&self, rows: &'r [T]) -> &'r [T] {
        &rows[..rows.len().min(SHOWN_MOST)]
    }

    fn more<T>(&self, rows: &[T]) -> usize {
        rows.len().saturating_sub(SHOWN_MOST)
    }

    fn area(&self, square_metres: &u64) -> String {
        let metres = i64::try_from(*square_metres).unwrap_or(i64::MAX);
        match metres {
            metres if metres < 10_000 => format!("{} m²", self.v.number(metres)),
            metres => self.v.area(metres),
        }
    }

    /// By how much the measured area differs from the official one, in per cent.
    fn differs(&self, row: &Matched) -> String {
        row.differs_permille()
            .map_or_else(|| "–".to_owned(), |permille| format!("{}%", self.v.milli(permille * 100)))
    }

    /// What was done to an outline, in words.
    fn done(&self, row: &Matched) -> Vec<String> {
        let v = &self.v;
        let mut done = Vec::new();
        if !row.is_new {
            done.push(v.word("boundary-import-same"));
        }
        if row.moved_cm > 0 {
            let cm = i64::try_from(row.moved_cm).unwrap_or(i64::MAX);
            done.push(v.say("boundary-import-moved", [("cm", v.num(cm))]));
        }
        if row.crossings > 0 {
            done.push(v.say("boundary-import-crossed", [("n", v.num(row.crossings))]));
        }
        // What rounding leaves along a common border is no news: a thousandth of the place and more is.
        if row.beyond_m2 > 1_000.max(row.mended_m2 / 1_000) {
            let parent = row.parent_name.clone().unwrap_or_default();
            let args = [("parent", v.txt(parent)), ("area", v.txt(self.area(&row.beyond_m2)))];
            done.push(v.say("boundary-import-beyond", args));
        }
        done
    }

    fn places(&self, names: &[String]) -> String {
        names.join(", ")
    }

    fn longitude(&self, gap: &Between) -> String {
        format!("{:.6}", gap.at[0])
    }

    fn latitude(&self, gap: &Between) -> String {
        format!("{:.6}", gap.at[1])
    }

    fn level_code(&self) -> String {
        self.choices.level.map(|level| level.as_str().to_owned()).unwrap_or_default()
    }

    fn crs_code(&self) -> String {
        self.choices.crs.clone().unwrap_or_default()
    }

    fn layer_name(&self) -> String {
        self.choices.layer.clone().unwrap_or_default()
    }

    fn snap(&self) -> String {
        self.choices.snap_cm.map(|cm| cm.to_string()).unwrap_or_default()
    }

    fn cm(&self, cm: &u64) -> i64 {
        i64::try_from(*cm).unwrap_or(i64::MAX)
    }

    /// The columns to choose from, for one meaning.
    fn columns(&self) -> Vec<(&'static str, String, String)> {
        let columns = &self.choices.columns;
        let all = [
            ("cot-ma", "boundary-import-column-code", &columns.code),
            ("cot-ten", "boundary-import-column-name", &columns.name),
            ("cot-tren", "boundary-import-column-parent", &columns.parent),
            ("cot-dien-tich", "boundary-import-column-area", &columns.area),
        ];
        all.map(|(id, word, chosen)| (id, self.v.word(word), chosen.clone().unwrap_or_default()))
            .into()
    }

    fn headings(&self) -> Vec<(String, String)> {
        let headings = self.report.iter().flat_map(|report| &report.headings);
        headings.map(|heading| (heading.clone(), heading.clone())).collect()
    }

    fn unmatched(&self, report: &Report) -> Vec<Unmatched> {
        report.unmatched.iter().take(SHOWN_MOST).cloned().collect()
    }
}

fn say(v: &Viewer, said: &Said) -> String {
    let args: Vec<(&str, words::Value)> = said
        .args
        .iter()
        .map(|(name, value)| (name.as_str(), words::Value::Text(value.clone())))
        .collect();
    v.say(&said.code, args)
}

/// `GET /ranh-gioi/nhap/{import}`.
pub async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<BoundaryImportId>,
) -> Result<Response, Fault> {
    html(&view(v, &site, id, Complaints::default()).await?)
}

async fn view(
    v: Viewer,
    site: &Site,
    id: BoundaryImportId,
    complaints: Complaints,
) -> Result<ImportView, Fault> {
    let opened = boundary::open(&site.desk, Some(v.actor()?), id).await;
    let Opened { line, choices, told, stamp } = opened.map_err(unknown)?;
    let (report, unreadable) = match told {
        Ok(report) => (Some(report), None),
        Err(refusal) => (None, Some(v.say_coded(refusal.code, &refusal.args))),
    };
    let levels = COLLECTIONS
        .iter()
        .map(|one| (one.level.as_str().to_owned(), v.word(format!("ogc-collection-{}", one.id))));
    Ok(ImportView {
        crumbs: vec![
            Crumb::word(&v, "/ranh-gioi", "boundary-nav"),
            Crumb::word(&v, "/ranh-gioi/nhap", "boundary-import-nav"),
        ],
        levels: levels.collect(),
        complaints,
        line,
        choices,
        stamp,
        report,
        unreadable,
        systems: systems(),
        v,
    })
}

/// An import that is not there has no page.
fn unknown(error: desk::Error) -> Fault {
    match error {
        desk::Error::Refused(refusal) if refusal.code == "boundary-import-unknown" => {
            Fault::NotFound
        }
        error => error.into(),
    }
}

type Fields = Form<Vec<(String, String)>>;

fn field<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    let found = fields.iter().find(|(own, _)| own == name)?;
    Some(found.1.trim()).filter(|value| !value.is_empty())
}

fn number(fields: &[(String, String)], name: &str) -> i64 {
    field(fields, name).and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// `POST /ranh-gioi/nhap/{import}/doc-lai`.
pub async fn reread(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<BoundaryImportId>,
    Form(fields): Fields,
) -> Result<Response, Fault> {
    let text = |name: &str| field(&fields, name).map(str::to_owned);
    let choices = Choices {
        crs: text("he-toa-do"),
        layer: text("lop"),
        level: field(&fields, "cap").and_then(|code| code.parse::<Level>().ok()),
        columns: Columns {
            code: text("cot-ma"),
            name: text("cot-ten"),
            parent: text("cot-tren"),
            area: text("cot-dien-tich"),
        },
        snap_cm: field(&fields, "sai-lech").and_then(|text| text.parse().ok()),
    };
    let base = (id, number(&fields, "ban"));
    let chosen = boundary::choose(&site.desk, Some(v.actor()?), base, &choices).await;
    answer(v, &site, id, chosen).await
}

/// `POST /ranh-gioi/nhap/{import}/ap-dung`.
pub async fn apply(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<BoundaryImportId>,
    Form(fields): Fields,
) -> Result<Response, Fault> {
    let (base, stamp) = ((id, number(&fields, "ban")), number(&fields, "so"));
    let applied = boundary::apply(&site.desk, Some(v.actor()?), base, stamp).await;
    answer(v, &site, id, applied.map(drop)).await
}

/// `POST /ranh-gioi/nhap/{import}/thu-hoi`.
pub async fn revert(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<BoundaryImportId>,
) -> Result<Response, Fault> {
    let reverted = boundary::revert(&site.desk, Some(v.actor()?), id).await;
    answer(v, &site, id, reverted).await
}

/// `POST /ranh-gioi/nhap/{import}/bo`.
pub async fn withdraw(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<BoundaryImportId>,
) -> Result<Response, Fault> {
    let withdrawn = boundary::withdraw(&site.desk, Some(v.actor()?), id).await;
    answer(v, &site, id, withdrawn).await
}

/// The page again: moved to where the act is done, or with what refused it.
async fn answer(
    v: Viewer,
    site: &Site,
    id: BoundaryImportId,
    done: Result<(), desk::Error>,
) -> Result<Response, Fault> {
    match done {
        Ok(()) => Ok(to_page(&v, id)),
        Err(desk::Error::Refused(refusal)) if refusal.code == "boundary-import-unknown" => {
            Err(Fault::NotFound)
        }
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&view(v, site, id, complaints).await?)
        }
    }
}
