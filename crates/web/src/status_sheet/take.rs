//! Taking a sheet, of today or of a day that has passed: what the program counts of that day stands
//! there, the rest is entered, solutions are named.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use ledger::StatusSheetId;
use ledger::status_sheet::{Figure, From, NewSheet, SOLUTIONS_MOST, Solution, field};
use store::matter::Which;
use store::{difficulty, practice, unit};
use units::{Day, UnitId};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;
use crate::visit::Fields;

/// Rows of solutions that the form shows.
const SOLUTIONS: usize = 3;
/// Practices offered as what a solution takes up.
const PRACTICES_MOST: i64 = 100;
/// Difficulties offered as what a solution answers.
const DIFFICULTIES_MOST: i64 = 100;

/// What the person typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    id: String,
    day: String,
    figures: Vec<(String, String)>,
    solutions: Vec<SolutionRow>,
    note: String,
}

/// One solution: its text and the identities of what it names.
#[derive(Clone, Debug, Default)]
struct SolutionRow {
    text: String,
    matter: String,
    practice: String,
    difficulty: String,
}

impl SolutionRow {
    fn names(&self) -> bool {
        [&self.matter, &self.practice, &self.difficulty].iter().any(|id| !id.is_empty())
    }
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
    /// The day whose figures were counted.
    counted_on: Day,
    matters: Vec<(String, String)>,
    practices: Vec<(String, String)>,
    difficulties: Vec<(String, String)>,
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
        let counted_on = typed.day.parse().unwrap_or(v.today).min(v.today);
        let counted = desk::status_sheet::counted(&site.desk, &scope, id, counted_on).await?;
        let figures = site.desk.figures.all().iter().enumerate();
        let is_past = counted_on < v.today;
        let asked = figures.map(|(at, figure)| ask(&v, (at, figure, is_past), &counted, &typed));
        let asked = asked.collect();
        let at = crate::board::looked_at(Some(&place.line));
        let open = store::matter::which(&reader, &scope, (at, Which::Open), v.today).await?;
        let matters = open
            .into_iter()
            .filter(|line| line.is_public)
            .map(|line| (line.matter_id.to_string(), line.work))
            .collect();
        let (practices, difficulties) =
            (practices(&v, site).await?, difficulties(&v, site, id).await?);
        let mut crumbs = super::crumbs(&v, &place);
        crumbs.push(Crumb::word(&v, &format!("/dia-ban/{id}/thuc-trang"), "sheet-nav"));
        Ok(Self {
            v,
            crumbs,
            complaints,
            place,
            asked,
            counted_on,
            matters,
            practices,
            difficulties,
            typed,
        })
    }

    fn is_past(&self) -> bool {
        self.counted_on < self.v.today
    }
}

/// Practices that may be taken up, as choices: what is recognised and spread first.
async fn practices(v: &Viewer, site: &Site) -> Result<Vec<(String, String)>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let sought = practice::Sought::default();
    let found = practice::list(&reader, &scope, &sought, PRACTICES_MOST).await?;
    let choice = |line: practice::Line| {
        let name = match line.place.is_empty() {
            true => line.title,
            false => format!("{} ({})", line.title, line.place),
        };
        (line.practice_id.to_string(), name)
    };
    Ok(found.into_iter().map(choice).collect())
}

/// The difficulties of a place that are not overcome, as choices.
async fn difficulties(
    v: &Viewer,
    site: &Site,
    place: UnitId,
) -> Result<Vec<(String, String)>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let asked = difficulty::Asked { within: Some(place), ..difficulty::Asked::default() };
    let mut held = difficulty::list(&reader, &scope, asked, v.today, DIFFICULTIES_MOST).await?;
    held.retain(|line| line.state != ledger::difficulty::State::Overcome);
    Ok(held.into_iter().map(|line| (line.difficulty_id.to_string(), line.title)).collect())
}

fn ask(
    v: &Viewer,
    (at, figure, is_past): (usize, &Figure, bool),
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
        counted: match known {
            Some((_, milli)) => Some(v.milli(*milli)),
            // What the program did not know of a past day somebody may know.
            None => (figure.from != From::Entered && !is_past).then(|| v.word("sheet-not-known")),
        },
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
            day: fields.get("ngay").to_owned(),
            figures: figures
                .map(|(at, figure)| (figure.code.clone(), fields.get(field(at)).to_owned()))
                .collect(),
            solutions: texts
                .map(|(at, text)| {
                    let of = |stem: &str| fields.get(&format!("{stem}-{}", at + 1)).to_owned();
                    let (matter, practice) = (of("viec"), of("cach-lam"));
                    SolutionRow { text, matter, practice, difficulty: of("kho-khan") }
                })
                .collect(),
            note: fields.get("ghi-chu").to_owned(),
        }
    }

    /// What is wrong with the day before anything is counted for it.
    fn day_fault(&self, v: &Viewer) -> Complaints {
        let mut complaints = Complaints::default();
        match self.day.parse::<Day>() {
            // A cleared field means today.
            Err(_) if self.day.trim().is_empty() => {}
            Err(_) => complaints.add("ngay", v.word("sheet-day-unreadable")),
            Ok(day) if day > v.today => {
                complaints.add("ngay", v.say("sheet-day-ahead", [("day", v.on(day))]));
            }
            Ok(_) => {}
        }
        complaints
    }

    fn sheet(&self, unit: UnitId) -> Result<NewSheet, Fault> {
        let solution = |row: &SolutionRow| Solution {
            text: row.text.clone(),
            matter: row.matter.parse().ok(),
            practice: row.practice.parse().ok(),
            difficulty: row.difficulty.parse().ok(),
        };
        Ok(NewSheet {
            id: self.id.parse::<StatusSheetId>().map_err(|_| Fault::Unreadable)?,
            unit,
            counted_on: self.day.parse().ok(),
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
        day: v.day.min(v.today).to_string(),
        solutions: vec![SolutionRow::default(); SOLUTIONS],
        ..Typed::default()
    };
    html(&TakePage::open(v, &site, unit, (typed, Complaints::default())).await?)
}

/// `POST /dia-ban/{unit}/thuc-trang/moi`: keeps the sheet, or counts for another day and shows the
/// form again with what was typed.
pub(super) async fn keep(
    v: Viewer,
    State(site): State<Site>,
    Path(unit): Path<UnitId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let fields = Fields::from(fields);
    let typed = Typed::sent(&site, &fields);
    let fault = typed.day_fault(&v);
    if fields.get("nut") == "dem" || !fault.is_empty() {
        let is_refused = !fault.is_empty();
        let page = TakePage::open(v, &site, unit, (typed, fault)).await?;
        return if is_refused { html_refused(&page) } else { html(&page) };
    }
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
