//! Editing a draft by hand: groups moved from one unit to another, by list and by map; what that costs
//! and breaks, at once; steps taken back; units kept as they are; the order to make it sound again.

use std::collections::BTreeSet;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::draw::{Answer, Figures, ask};
use desk::plan::hand::{self, Group, Table};
use desk::rulebook::Deciding;
use serde::Deserialize;
use store::plan::PlanUnit;
use units::{AtomId, Day, JobId, PlanId};

use super::hand_map;
use super::{commune_of, crumbs, sized_by};
use crate::draw::answer::brings;
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "plan/hand.html")]
struct HandView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    plan: PlanId,
    name: String,
    sized_by: Vec<Deciding>,
    drawn_on: Day,
    revision: i64,
    faults: Vec<String>,
    /// What has changed since it was drawn; none where nothing was moved.
    costs: Option<Vec<String>>,
    last: Option<Last>,
    steps: usize,
    repaired: Vec<String>,
    map: String,
    units: Vec<UnitRow>,
    lists: Vec<List>,
    to: Option<i64>,
    chosen: String,
    chosen_pattern: String,
}

/// The last move: what was moved, and what that changed.
struct Last {
    steps: Vec<String>,
    changes: String,
}

struct UnitRow {
    unit: PlanUnit,
    state: Vec<String>,
    is_fine: bool,
}

/// The groups of one unit.
struct List {
    title: String,
    open: bool,
    groups: Vec<Row>,
}

struct Row {
    group: Group,
    beside: String,
    chosen: bool,
}

/// What the address says: groups chosen, and the repair that has just ended.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    chon: String,
    #[serde(default)]
    viec: Option<JobId>,
}

/// `GET /sap-xep/phuong-an/{plan}/sua-tay`.
pub async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PlanId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let repaired = match asked.viec {
        Some(job) => repaired(&v, &site, (job, id)).await?,
        None => Vec::new(),
    };
    let chosen = asked.chon.split(',').filter_map(|text| text.parse().ok()).collect();
    let form = (chosen, None, Complaints::default());
    html(&HandView { repaired, ..view(v, &site, id, form).await? })
}

/// What a repair did, in words; nothing where the job is another's.
async fn repaired(
    v: &Viewer,
    site: &Site,
    (job, own): (JobId, PlanId),
) -> Result<Vec<String>, Fault> {
    let row = store::job::row(&site.desk.store.read(), &v.scope(), job).await?;
    let Some(Answer::Repaired { plan, moved, groups, least, out_of_range }) =
        row.as_ref().and_then(ask::answer)
    else {
        return Ok(Vec::new());
    };
    if plan != own {
        return Ok(Vec::new());
    }
    let mut said = Vec::new();
    if groups == 0 {
        said.push(v.word("hand-repaired-none"));
    } else {
        let counts = [("groups", v.num(groups)), ("moved", v.num(moved))];
        said.push(v.say("hand-repaired", counts));
        said.push(match least {
            Some(least) if least == moved => v.word("hand-repaired-least"),
            Some(least) => v.say("hand-repaired-bound", [("least", v.num(least))]),
            None => v.word("hand-repaired-open"),
        });
    }
    if out_of_range > 0 {
        said.push(v.say("hand-repaired-out", [("n", v.num(out_of_range))]));
    }
    Ok(said)
}

async fn view(
    v: Viewer,
    site: &Site,
    id: PlanId,
    (chosen, to, complaints): (BTreeSet<AtomId>, Option<i64>, Complaints),
) -> Result<HandView, Fault> {
    let table = hand::table(&site.desk, v.actor()?, id).await?;
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let commune = commune_of(&reader, &scope, &table.page.line).await?;
    let shapes = store::plan::shapes(&reader, &scope, id).await?;
    let mut crumbs = crumbs(&v, &commune, table.page.line.commune_id);
    crumbs.push(Crumb {
        href: v.to(format!("/sap-xep/phuong-an/{id}")),
        name: table.page.line.name.clone(),
        is_typed: true,
    });
    let picked: Vec<&Group> =
        table.groups.iter().filter(|group| chosen.contains(&group.atom)).collect();
    let said = match picked.len() {
        0 => v.word("hand-chosen-none"),
        n => {
            let households: i64 = picked.iter().map(|group| group.households).sum();
            v.say("hand-chosen", [("n", v.num(n)), ("households", v.num(households))])
        }
    };
    Ok(HandView {
        crumbs,
        complaints,
        plan: id,
        name: table.page.line.name.clone(),
        sized_by: sized_by(site, &table.page.line).await?,
        drawn_on: table.page.line.drawn_on,
        revision: table.page.line.revision,
        faults: faults(&v, &table),
        costs: (table.steps > 0).then(|| brings(&v, Some(&table.drawn), Some(&table.now))),
        last: last(&v, &table),
        steps: table.steps,
        repaired: Vec::new(),
        map: hand_map::draw(&v, &table, (&shapes, &chosen))?,
        lists: lists(&v, &table, &chosen),
        units: unit_rows(&v, &table),
        to,
        chosen: said,
        chosen_pattern: v.say("hand-chosen", [("n", v.txt("{n}")), ("households", v.txt("{h}"))]),
        v,
    })
}

/// The name of a unit by its part.
pub(super) fn unit_name(table: &Table, part: i64) -> String {
    let unit = table.page.units.iter().find(|unit| unit.part == part);
    unit.map_or_else(String::new, |unit| unit.name.clone())
}

/// What is not right with the plan as it is.
fn faults(v: &Viewer, table: &Table) -> Vec<String> {
    let mut faults = Vec::new();
    for unit in &table.page.units {
        faults.extend(unit_faults(v, table, unit));
    }
    for names in &table.parted {
        faults.push(v.say("hand-parted", [("names", v.txt(names.join("; ")))]));
    }
    faults
}

fn unit_faults(v: &Viewer, table: &Table, unit: &PlanUnit) -> Vec<String> {
    let rules = table.page.line.rules;
    let mut faults = Vec::new();
    if let Some((_, pieces)) = table.disconnected.iter().find(|(part, _)| *part == unit.part) {
        let args = [("name", v.txt(&unit.name)), ("pieces", v.num(*pieces))];
        faults.push(v.say("hand-disconnected", args));
    }
    if !(rules.min..=rules.max).contains(&unit.households) {
        let args = [
            ("name", v.txt(&unit.name)),
            ("households", v.num(unit.households)),
            ("min", v.num(rules.min)),
            ("max", v.num(rules.max)),
        ];
        faults.push(v.say("hand-out", args));
    }
    faults
}

fn last(v: &Viewer, table: &Table) -> Option<Last> {
    let (steps, before): &(Vec<hand::Step>, Figures) = table.last.as_ref()?;
    let step = |step: &hand::Step| {
        let args = [
            ("name", v.txt(&step.name)),
            ("from", v.txt(unit_name(table, step.from))),
            ("to", v.txt(unit_name(table, step.to))),
        ];
        v.say("hand-step", args)
    };
    let changes = brings(v, Some(before), Some(&table.now));
    let changes = match changes.is_empty() {
        true => v.word("hand-step-free"),
        false => v.say("hand-step-cost", [("changes", v.txt(changes.join("; ")))]),
    };
    Some(Last { steps: steps.iter().map(step).collect(), changes })
}

fn unit_rows(v: &Viewer, table: &Table) -> Vec<UnitRow> {
    let row = |unit: &PlanUnit| {
        let state = unit_faults(v, table, unit);
        let is_fine = state.is_empty();
        let state = if is_fine { vec![v.word("hand-fine")] } else { state };
        UnitRow { unit: unit.clone(), state, is_fine }
    };
    table.page.units.iter().map(row).collect()
}

/// The groups by unit; those that lie in several come first.
fn lists(v: &Viewer, table: &Table, chosen: &BTreeSet<AtomId>) -> Vec<List> {
    let parts = table.page.units.iter().map(|unit| Some(unit.part));
    let list = |part: Option<i64>| {
        let groups = table.groups.iter().filter(|group| group.part == part);
        let groups: Vec<Row> = groups
            .map(|group| Row {
                beside: beside(v, table, group),
                chosen: chosen.contains(&group.atom),
                group: group.clone(),
            })
            .collect();
        let households: i64 = groups.iter().map(|row| row.group.households).sum();
        let title = match part {
            Some(part) => v.say(
                "hand-groups-of",
                [
                    ("name", v.txt(unit_name(table, part))),
                    ("n", v.num(groups.len())),
                    ("households", v.num(households)),
                ],
            ),
            None => v.word("hand-groups-split"),
        };
        List { title, open: groups.iter().any(|row| row.chosen), groups }
    };
    let lists = std::iter::once(None).chain(parts).map(list);
    lists.filter(|list| !list.groups.is_empty()).collect()
}

fn beside(v: &Viewer, table: &Table, group: &Group) -> String {
    let names: Vec<String> = group.beside.iter().map(|part| unit_name(table, *part)).collect();
    match names.is_empty() {
        true => String::new(),
        false => v.say("hand-beside", [("units", v.txt(names.join(", ")))]),
    }
}

/// `POST /sap-xep/phuong-an/{plan}/sua-tay/chuyen`.
pub async fn shift(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PlanId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let of = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, text)| text.clone());
    let base = of("ban").and_then(|text| text.parse().ok()).ok_or(Fault::Unreadable)?;
    let to: i64 = of("sang").and_then(|text| text.parse().ok()).ok_or(Fault::Unreadable)?;
    let groups = fields.iter().filter(|(key, _)| key == "to");
    let groups: BTreeSet<AtomId> = groups.filter_map(|(_, text)| text.parse().ok()).collect();
    let moved: Vec<AtomId> = groups.iter().copied().collect();
    let actor = v.actor()?;
    match hand::move_groups(&site.desk, actor, (id, base), (&moved, to)).await {
        Ok(()) => Ok(back(&v, id)),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&view(v, &site, id, (groups, Some(to), complaints)).await?)
        }
    }
}

/// The revision a form was shown at; a unit, and whether it stays.
#[derive(Deserialize)]
pub struct At {
    ban: i64,
    #[serde(default)]
    dv: Option<i64>,
    #[serde(default)]
    giu: Option<String>,
}

/// `POST /sap-xep/phuong-an/{plan}/sua-tay/lui`.
pub async fn undo(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PlanId>,
    Form(at): Form<At>,
) -> Result<Response, Fault> {
    let done = hand::undo(&site.desk, v.actor()?, (id, at.ban)).await;
    answered(v, &site, id, done).await
}

/// `POST /sap-xep/phuong-an/{plan}/sua-tay/giu`.
pub async fn lock(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PlanId>,
    Form(at): Form<At>,
) -> Result<Response, Fault> {
    let part = at.dv.ok_or(Fault::Unreadable)?;
    let kept = (part, at.giu.is_some());
    let done = hand::lock(&site.desk, v.actor()?, (id, at.ban), kept).await;
    answered(v, &site, id, done).await
}

/// `POST /sap-xep/phuong-an/{plan}/sua-tay/chinh`.
pub async fn repair(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PlanId>,
    Form(at): Form<At>,
) -> Result<Response, Fault> {
    match hand::repair(&site.desk, v.actor()?, (id, at.ban)).await {
        Ok(job) => Ok(Redirect::to(&v.to(format!("/sap-xep/viec/{job}"))).into_response()),
        Err(error) => answered(v, &site, id, Err(error)).await,
    }
}

/// Back to the table, or the table once more with what refused the act.
async fn answered(
    v: Viewer,
    site: &Site,
    id: PlanId,
    done: Result<(), desk::Error>,
) -> Result<Response, Fault> {
    let Err(error) = done else { return Ok(back(&v, id)) };
    let complaints = Complaints::of(&v, error)?.moved("sang", "");
    html_refused(&view(v, site, id, (BTreeSet::new(), None, complaints)).await?)
}

fn back(v: &Viewer, id: PlanId) -> Response {
    Redirect::to(&v.to(format!("/sap-xep/phuong-an/{id}/sua-tay"))).into_response()
}
