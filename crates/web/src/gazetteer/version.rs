//! The versions of the nation's list: what each says and what it changed.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use store::gazetteer::{self, Sum};
use units::Day;
use units::gazetteer::{Noted, Op, Version};

use crate::csv;
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

/// Changes on one page.
const CHANGES: u32 = 60;

#[derive(Template)]
#[template(path = "gazetteer/versions.html")]
struct VersionsPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    years: Vec<(i16, Vec<Line>)>,
    count: usize,
}

/// A version with what it changed.
struct Line {
    version: Version,
    sums: Vec<Sum>,
}

impl Line {
    /// What it changed in words: "thêm 3 xã, bỏ 5 xã".
    fn changed(&self, v: &Viewer) -> String {
        let said: Vec<String> = self.sums.iter().map(|sum| self::changed(v, sum)).collect();
        if said.is_empty() { v.word("gazetteer-no-change") } else { said.join("; ") }
    }

    /// Its acts, no more of them than a list can bear.
    fn acts(&self) -> String {
        short(&self.version.acts)
    }
}

fn changed(v: &Viewer, sum: &Sum) -> String {
    let said = [("n", v.num(sum.changes)), ("level", v.txt(v.word(sum.level.word())))];
    v.say(&format!("gazetteer-sum-{}", sum.op), said)
}

/// The beginning of a text of many acts.
fn short(acts: &str) -> String {
    const MOST: usize = 160;
    if acts.chars().count() <= MOST {
        return acts.to_owned();
    }
    let kept: String = acts.chars().take(MOST).collect();
    format!("{}…", kept.trim_end_matches([' ', ',', ';']))
}

/// `GET /danh-muc`.
pub async fn list(v: Viewer, State(site): State<Site>) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let versions = gazetteer::versions(&reader, &scope).await?;
    let known = desk::gazetteer::known(&site.desk).await?;
    let count = versions.len();
    let mut years: Vec<(i16, Vec<Line>)> = Vec::new();
    for version in versions.into_iter().rev() {
        let line = Line { sums: known.changed_in(version.number).to_vec(), version };
        let year = line.version.effective_on.0.year();
        match years.last_mut().filter(|(own, _)| *own == year) {
            Some((_, lines)) => lines.push(line),
            None => years.push((year, vec![line])),
        }
    }
    let crumbs = vec![Crumb::word(&v, "/dia-ban", "nav-places")];
    html(&VersionsPage { v, crumbs, years, count })
}

#[derive(Template)]
#[template(path = "gazetteer/version.html")]
struct VersionPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    line: Line,
    next: Option<u32>,
    changes: Vec<Noted>,
    /// The place after which the next page goes on.
    further: Option<u32>,
}

impl VersionPage {
    /// The day on which a change is looked at: what is gone is shown as it was.
    fn day(&self, noted: &Noted) -> Day {
        let on = self.line.version.effective_on;
        if noted.change.op == Op::Removed { on.previous() } else { on }
    }

    /// What a change does, with the name or the unit above before it.
    fn told(&self, noted: &Noted) -> String {
        let change = &noted.change;
        let before = match change.op {
            Op::Renamed => change.old_name.as_deref(),
            Op::Moved => change.old_parent.as_deref(),
            Op::Initial | Op::Added | Op::Removed => None,
        };
        let does = self.v.word(change.op.word());
        match before {
            Some(before) => {
                let said = [("does", self.v.txt(does)), ("before", self.v.txt(before))];
                self.v.say("gazetteer-change-before", said)
            }
            None => does,
        }
    }
}

/// From which change on a page goes.
#[derive(serde::Deserialize)]
pub struct From {
    #[serde(default)]
    sau: u32,
}

/// `GET /danh-muc/{number}`.
pub async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(number): Path<u32>,
    Query(from): Query<From>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let version = gazetteer::version(&reader, &scope, number).await?.ok_or(Fault::NotFound)?;
    let next = gazetteer::version(&reader, &scope, number + 1).await?.map(|it| it.number);
    let sums = gazetteer::sums_of(&reader, &scope, number).await?;
    let asked = (from.sau, CHANGES + 1);
    let mut changes = gazetteer::changes_in(&reader, &scope, number, asked).await?;
    let is_more = changes.len() > CHANGES as usize;
    changes.truncate(CHANGES as usize);
    let further = changes.last().filter(|_| is_more).map(|noted| noted.place);
    let crumbs = vec![
        Crumb::word(&v, "/dia-ban", "nav-places"),
        Crumb::word(&v, "/danh-muc", "gazetteer-nav"),
    ];
    html(&VersionPage { v, crumbs, line: Line { version, sums }, next, changes, further })
}

/// `GET /danh-muc/{number}/thay-doi.csv`.
pub async fn changes(
    v: Viewer,
    State(site): State<Site>,
    Path(number): Path<u32>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    gazetteer::version(&reader, &scope, number).await?.ok_or(Fault::NotFound)?;
    let all = gazetteer::changes_in(&reader, &scope, number, (0, u32::MAX)).await?;
    let heads =
        ["place", "change", "level", "code", "name", "name_before", "above", "above_before"];
    let mut text = format!("{}{}", csv::MARK, csv::line(heads));
    for Noted { place, change, .. } in all {
        let of = |text: Option<String>| text.unwrap_or_default();
        text.push_str(&csv::line([
            place.to_string(),
            change.op.to_string(),
            change.level.to_string(),
            change.code,
            change.name,
            of(change.old_name),
            of(change.parent),
            of(change.old_parent),
        ]));
    }
    Ok(csv::download(&format!("danh-muc-{number}"), text))
}
