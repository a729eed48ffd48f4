//! Status sheets of a place: its figures now, the same figures before, what was chosen to change them.
//! A place is shown beside itself and what it was made from, never beside others.

mod bars;
mod take;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use desk::Act;
use desk::status_sheet::Story;
use ledger::StatusSheetId;
use ledger::status_sheet::{Basis, Better, Change, Pair, change};
use store::status_sheet::{FigureRow, Line, SolutionRow};
use store::unit;
use units::{Day, UnitId};

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::route::Who::{Public, SignedIn};
use crate::route::{Route, act, page};
use crate::site::Site;
use crate::viewer::Viewer;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/dia-ban/{unit}/thuc-trang", Public, || get(list)),
    page("/dia-ban/{unit}/thuc-trang/moi", SignedIn, || get(take::form)),
    act("/dia-ban/{unit}/thuc-trang/moi", SignedIn, || post(take::keep)),
    page("/dia-ban/{unit}/thuc-trang/{sheet}", Public, || get(one)),
];

/// One figure before and after, in words and as a picture.
struct Told {
    label: String,
    svg: String,
    sentence: String,
    verdict: Option<Verdict>,
}

/// Whether a change is good, by word and by shape.
struct Verdict {
    tag: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "status_sheet/list.html")]
struct ListPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    place: unit::Page,
    story: Story,
    told: Vec<Told>,
    basis: String,
    may_take: bool,
}

impl ListPage {
    /// The place's own sheets, the latest first.
    fn own(&self) -> Vec<&Line> {
        let own = self.story.sheets.iter().rev();
        own.filter(|line| line.unit_id == self.place.line.unit_id).collect()
    }

    /// The sheets of the places it was made from, the latest first.
    fn older(&self) -> Vec<&Line> {
        let all = self.story.sheets.iter().rev();
        all.filter(|line| line.unit_id != self.place.line.unit_id).collect()
    }

    fn address(&self, line: &Line) -> String {
        self.v.to(format!("/dia-ban/{}/thuc-trang/{}", line.unit_id, line.sheet_id))
    }

    /// Sheets that stand side by side where nothing is compared: the place's last, its elders' last.
    fn side_by_side(&self) -> Vec<&Line> {
        let Some(comparison) = &self.story.comparison else { return Vec::new() };
        if comparison.basis != Basis::Apart {
            return Vec::new();
        }
        let mut shown: Vec<&Line> = Vec::new();
        for line in self.own().into_iter().chain(self.older()) {
            if !shown.iter().any(|known| known.unit_id == line.unit_id) {
                shown.push(line);
            }
        }
        shown
    }

    /// The figures of the sheets side by side: name, then each sheet's.
    fn rows(&self) -> Vec<(String, Vec<String>)> {
        let shown = self.side_by_side();
        let mut rows: Vec<(String, Vec<String>)> = Vec::new();
        for figure in &self.story.figures {
            let label = labelled(&self.v, figure);
            if rows.iter().any(|(known, _)| *known == label) {
                continue;
            }
            let of = |line: &&Line| {
                let found = self
                    .story
                    .figures
                    .iter()
                    .find(|row| row.sheet_id == line.sheet_id && row.code == figure.code);
                found.map_or_else(|| "–".to_owned(), |row| valued(&self.v, row))
            };
            rows.push((label, shown.iter().map(of).collect()));
        }
        rows
    }
}

pub(crate) fn labelled(v: &Viewer, row: &FigureRow) -> String {
    v.called(&row.label, &row.label_en)
}

pub(crate) fn valued(v: &Viewer, row: &FigureRow) -> String {
    with_measure(v, row.value_milli, row)
}

/// A figure with its measure: "31,5%", "40 chỗ".
fn with_measure(v: &Viewer, milli: i64, row: &FigureRow) -> String {
    measured(&v.milli(milli), &v.called(&row.measure, &row.measure_en))
}

/// A written figure with its measure; a per cent sign stands close.
fn measured(value: &str, measure: &str) -> String {
    if measure == "%" { format!("{value}%") } else { format!("{value} {measure}") }
}

/// `GET /dia-ban/{unit}/thuc-trang`.
async fn list(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let place = unit::page(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
    let story = desk::status_sheet::story(&site.desk, &scope, id, v.today).await?;
    let may_take = place.holds && v.may(&site, Act::SheetTake, id).await?;
    let told = told(&v, &story, id);
    let basis = basis(&v, &story);
    let crumbs = crumbs(&v, &place);
    html(&ListPage { v, crumbs, place, story, told, basis, may_take })
}

fn crumbs(v: &Viewer, place: &unit::Page) -> Vec<Crumb> {
    let mut crumbs = crate::unit::crumbs(v, &place.path);
    let name = v.name_on(&place.line.name, place.period.until);
    crumbs.push(Crumb::named(v, &format!("/dia-ban/{}", place.line.unit_id), &name));
    crumbs
}

/// What is compared with what, in a sentence; empty where there is nothing to compare.
fn basis(v: &Viewer, story: &Story) -> String {
    let Some(comparison) = &story.comparison else { return String::new() };
    let days = [("before", v.on(comparison.before_on)), ("after", v.on(comparison.after_on))];
    match &comparison.basis {
        Basis::Same { was_changed: false } => v.say("sheet-basis-same", days),
        Basis::Same { was_changed: true } => v.say("sheet-basis-changed", days),
        Basis::Block { before, after } => {
            let [from, to] = days;
            let (before, after) = (("old", v.num(before.len())), ("new", v.num(after.len())));
            v.say("sheet-basis-block", [from, to, before, after])
        }
        Basis::Apart => v.word("sheet-basis-apart"),
    }
}

/// The figures that can be compared, as words and pictures.
fn told(v: &Viewer, story: &Story, place: UnitId) -> Vec<Told> {
    let Some(comparison) = &story.comparison else { return Vec::new() };
    let pairs = comparison.pairs.iter().filter_map(|pair| {
        let row = story.figures.iter().rev().find(|row| row.code == pair.code)?;
        let points = points(story, place, pair, (comparison.before_on, comparison.after_on));
        Some(one_told(v, row, pair, &points))
    });
    pairs.collect()
}

/// The days and values that a picture shows: all of the place's own where it is compared with itself,
/// else the two that are compared.
fn points(
    story: &Story,
    place: UnitId,
    pair: &Pair,
    (before_on, after_on): (Day, Day),
) -> Vec<(Day, i64)> {
    let is_same = story.comparison.as_ref().is_some_and(|c| matches!(c.basis, Basis::Same { .. }));
    if !is_same {
        return vec![(before_on, pair.before), (after_on, pair.after)];
    }
    let own = story.sheets.iter().filter(|line| line.unit_id == place);
    let value = |line: &Line| {
        let found = story
            .figures
            .iter()
            .find(|row| row.sheet_id == line.sheet_id && row.code == pair.code)?;
        Some((line.counted_on, found.value_milli))
    };
    own.filter_map(value).collect()
}

fn one_told(v: &Viewer, row: &FigureRow, pair: &Pair, points: &[(Day, i64)]) -> Told {
    let label = labelled(v, row);
    let bars: Vec<bars::Bar> = points
        .iter()
        .map(|(day, milli)| bars::Bar {
            label: v.date(*day),
            value: with_measure(v, *milli, row),
            milli: *milli,
        })
        .collect();
    let sentence = sentence(v, row, pair);
    let title = format!("{label}: {sentence}");
    Told { svg: bars::bars(&title, &bars), sentence, verdict: verdict(v, row.better, pair), label }
}

fn sentence(v: &Viewer, row: &FigureRow, pair: &Pair) -> String {
    let by = (pair.after - pair.before).abs();
    let by = match v.called(&row.measure, &row.measure_en).as_str() {
        "%" => v.say("sheet-points", [("by", v.txt(v.milli(by)))]),
        measure => format!("{} {measure}", v.milli(by)),
    };
    match pair.after.cmp(&pair.before) {
        std::cmp::Ordering::Greater => v.say("sheet-more", [("by", v.txt(by))]),
        std::cmp::Ordering::Less => v.say("sheet-fewer", [("by", v.txt(by))]),
        std::cmp::Ordering::Equal => v.word("sheet-same"),
    }
}

fn verdict(v: &Viewer, better: Better, pair: &Pair) -> Option<Verdict> {
    match change(better, pair.before, pair.after) {
        Change::Better => Some(Verdict { tag: "tag-done", text: v.word("sheet-better") }),
        Change::Worse => Some(Verdict { tag: "tag-out", text: v.word("sheet-worse") }),
        Change::Same | Change::Changed => None,
    }
}

#[derive(Template)]
#[template(path = "status_sheet/page.html")]
struct SheetPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    line: Line,
    figures: Vec<FigureRow>,
    solutions: Vec<SolutionRow>,
}

impl SheetPage {
    /// The day on which it was taken.
    fn taken_on(&self) -> Day {
        Day::of_instant(self.line.taken_at)
    }

    /// Whether it was taken after the day it speaks of.
    fn looks_back(&self) -> bool {
        self.line.counted_on < self.taken_on()
    }
}

/// `GET /dia-ban/{unit}/thuc-trang/{sheet}`.
async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path((id, sheet)): Path<(UnitId, StatusSheetId)>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let place = unit::page(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
    let lines = store::status_sheet::list(&reader, &scope, &[id], v.today).await?;
    let line = lines.into_iter().find(|line| line.sheet_id == sheet).ok_or(Fault::NotFound)?;
    let figures = store::status_sheet::figures(&reader, &scope, &[sheet]).await?;
    let solutions = store::status_sheet::solutions(&reader, &scope, &[sheet]).await?;
    let mut crumbs = crumbs(&v, &place);
    crumbs.push(Crumb::word(&v, &format!("/dia-ban/{id}/thuc-trang"), "sheet-nav"));
    html(&SheetPage { v, crumbs, line, figures, solutions })
}
