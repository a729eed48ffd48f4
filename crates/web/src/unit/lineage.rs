//! The life of a unit: its stages, what it came from and became, drawn and told; for a commune also the
//! matrix old ↔ new of each effective day.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::gazetteer::{self, Branch, Life, Stage};
use store::unit::{self, Line, LineageTable};
use store::{Reader, Scope};
use units::gazetteer::{Noted, Op};
use units::{Day, Level, UnitId};

use super::crumbs;
use super::life::{Bar, Shown};
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "unit/lineage.html")]
struct LineagePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    name: String,
    tables: Vec<Matrix>,
    life: Option<Life>,
    /// What the versions of the nation's list did to it, with each version's first day.
    noted: Vec<(Noted, Day)>,
    is_whole: bool,
    timeline: String,
    graph: String,
}

/// How much is shown.
#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    het: String,
}

impl LineagePage {
    /// What is told of one side.
    fn shown<'b>(&self, branches: &'b [Branch]) -> Shown<'b> {
        Shown::of(branches, self.is_whole)
    }

    /// The version of the list in which a stage began.
    fn version(&self, stage: &Stage) -> Option<u32> {
        let on = |(_, day): &&(Noted, Day)| *day == stage.valid.from;
        self.noted.iter().find(on).map(|(noted, _)| noted.version)
    }

    /// The version of the list that took it away, where nothing says into what it went.
    fn ending(&self) -> Option<(u32, Day)> {
        let life = self.life.as_ref()?;
        let ended = life.stages.last().and_then(|stage| stage.valid.until)?;
        let is_silent = life.after.iter().all(|branch| branch.on < ended);
        let (noted, day) = self.noted.iter().rfind(|(noted, _)| noted.change.op == Op::Removed)?;
        is_silent.then_some((noted.version, *day))
    }
}

/// `GET /dia-ban/{unit}/qua-trinh`.
pub async fn lineage(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let page = unit::page(&reader, &scope, id, v.day).await?.ok_or(Fault::NotFound)?;
    let mut tables = Vec::new();
    if page.line.kind.level() == Level::Commune {
        for day in unit::event_days(&reader, &scope, id).await? {
            let table = unit::lineage_table(&reader, &scope, id, day).await?;
            if let Some(mut matrix) = Matrix::of(table) {
                matrix.parents = parents(&reader, &scope, &matrix).await?;
                tables.push(matrix);
            }
        }
    }
    let mut crumbs = crumbs(&v, &page.path);
    crumbs.push(Crumb::named(&v, &format!("/dia-ban/{id}"), &page.line.name));
    let known = gazetteer::known(&site.desk).await?;
    let life = gazetteer::life(&known, id);
    let noted = noted(&reader, &scope, id).await?;
    let is_whole = !asked.het.is_empty();
    let (mut timeline, mut graph) = (String::new(), String::new());
    if let Some(life) = &life {
        let [before, after] = [&life.before, &life.after].map(|side| Shown::of(side, is_whole));
        let bars = life.stages.iter().map(|it| Bar { valid: it.valid, name: &it.name });
        timeline = super::life::timeline(&v, id, &bars.collect::<Vec<_>>());
        graph = super::life::graph(&v, life, (&before, &after));
    }
    let name = page.line.name;
    html(&LineagePage { v, crumbs, name, tables, life, noted, is_whole, timeline, graph })
}

/// What the versions of the list did to a unit, each with the day from which it holds.
async fn noted(reader: &Reader, scope: &Scope, id: UnitId) -> Result<Vec<(Noted, Day)>, Fault> {
    let noted = store::gazetteer::changes_of(reader, scope, id).await?;
    if noted.is_empty() {
        return Ok(Vec::new());
    }
    let versions = store::gazetteer::versions(reader, scope).await?;
    let day = |number: u32| {
        let at = versions.binary_search_by_key(&number, |version| version.number).ok()?;
        Some(versions[at].effective_on)
    };
    let dated = |noted: Noted| day(noted.version).map(|day| (noted, day));
    Ok(noted.into_iter().filter_map(dated).collect())
}

/// Old units down, new units across, households in the cells.
struct Matrix {
    effective_on: Day,
    old: Vec<Line>,
    new: Vec<Line>,
    cells: Vec<Vec<i64>>,
    /// The units above the old ones by name, where these had several.
    parents: BTreeMap<UnitId, String>,
}

/// What the units above the old ones were called, where there was more than one: each may have had
/// a "Khu phố 1".
async fn parents(
    reader: &Reader,
    scope: &Scope,
    matrix: &Matrix,
) -> Result<BTreeMap<UnitId, String>, Fault> {
    let ids: BTreeSet<UnitId> = matrix.old.iter().filter_map(|line| line.parent_id).collect();
    let mut names = BTreeMap::new();
    if ids.len() > 1 {
        for id in ids {
            let line = unit::line(reader, scope, id, matrix.effective_on.previous()).await?;
            names.extend(line.map(|line| (id, line.name)));
        }
    }
    Ok(names)
}

struct MatrixRow<'a> {
    unit: &'a Line,
    cells: &'a [i64],
    total: i64,
}

impl Matrix {
    /// The base units of a day's events; nothing where only units above or below them changed.
    fn of(table: LineageTable) -> Option<Self> {
        let bases = |lines: &[Line]| -> Vec<usize> {
            (0..lines.len()).filter(|at| lines[*at].kind.is_base()).collect()
        };
        let (down, across) = (bases(&table.old), bases(&table.new));
        let mut cells = vec![vec![0; across.len()]; down.len()];
        for (old, new, households, _) in table.cells {
            let at = |list: &[usize], place: usize| list.iter().position(|own| *own == place);
            if let (Some(row), Some(column)) = (at(&down, old), at(&across, new)) {
                cells[row][column] += households;
            }
        }
        let kept =
            |lines: Vec<Line>| lines.into_iter().filter(|line| line.kind.is_base()).collect();
        let (old, new) = (kept(table.old), kept(table.new));
        let is_told = !down.is_empty() && !across.is_empty();
        is_told.then_some(Self {
            effective_on: table.effective_on,
            old,
            new,
            cells,
            parents: BTreeMap::new(),
        })
    }

    fn rows(&self) -> Vec<MatrixRow<'_>> {
        let rows = self.old.iter().zip(&self.cells);
        rows.map(|(unit, cells)| MatrixRow { unit, cells, total: cells.iter().sum() }).collect()
    }

    /// The unit above an old one, where that tells it from another of its name.
    fn above(&self, unit: &Line) -> Option<&String> {
        unit.parent_id.and_then(|parent| self.parents.get(&parent))
    }

    fn column_totals(&self) -> Vec<(&Line, i64)> {
        let sum = |at: usize| self.cells.iter().map(|row| row[at]).sum();
        self.new.iter().enumerate().map(|(at, unit)| (unit, sum(at))).collect()
    }

    /// The cells of a row, each with the new unit it leads to: on a narrow screen a row becomes a card.
    fn labelled<'a>(&'a self, row: &MatrixRow<'a>) -> Vec<(&'a i64, &'a Line)> {
        row.cells.iter().zip(&self.new).collect()
    }

    /// The heads of the columns: only their numbers where these tell the new units apart, so that
    /// many columns fit on a screen; the whole names otherwise.
    fn heads(&self) -> Vec<(&Line, &str)> {
        let numbers: Vec<&str> = self.new.iter().map(|unit| number_of(&unit.name)).collect();
        let tell = |at: usize| !numbers[at].is_empty() && !numbers[..at].contains(&numbers[at]);
        let kind = self.new.first().map(|unit| unit.kind);
        let are_alike = self.new.iter().all(|unit| Some(unit.kind) == kind);
        let are_short = are_alike && (0..numbers.len()).all(tell);
        let pairs = self.new.iter().zip(numbers);
        pairs.map(|(unit, own)| (unit, if are_short { own } else { &*unit.name })).collect()
    }

    fn total(&self) -> i64 {
        self.cells.iter().flatten().sum()
    }
}

/// The number a name ends with ("12", "3A"); empty where its last word is none.
fn number_of(name: &str) -> &str {
    let last = name.rsplit(' ').next().unwrap_or_default();
    if last.starts_with(|letter: char| letter.is_ascii_digit()) { last } else { "" }
}

#[cfg(test)]
mod tests {
    use super::number_of;

    #[test]
    fn a_name_is_shortened_only_to_its_number() {
        let names = ["Khu phố 12", "Ấp 3A", "Khu phố Chợ Cũ", "7"];
        assert_eq!(names.map(number_of), ["12", "3A", "", "7"]);
    }
}
