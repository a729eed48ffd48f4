//! What the page of a plan shows, and which forms the reader gets: those of the side that has the word.

use std::collections::BTreeSet;

use askama::Template;
use desk::Act;
use ledger::WorkplanId;
use ledger::programme::State::Issued;
use ledger::workplan::{Mark, Side, State as Stage};
use store::matter;
use store::programme::Page as Programme;
use store::workplan::{self, Line, LineRow, ReportRow, Version};
use units::UnitId;

use super::choices::{Choices, Sheets};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb};
use crate::programme::typed::Typed;
use crate::site::Site;
use crate::viewer::Viewer;

/// A line with its matter and what was told of it.
pub(super) struct Shown {
    pub(super) row: LineRow,
    pub(super) matter: Option<matter::Line>,
    pub(super) reports: Vec<ReportRow>,
}

#[derive(Template)]
#[template(path = "workplan/page.html")]
pub(super) struct WorkplanPage {
    pub(super) v: Viewer,
    pub(super) crumbs: Vec<Crumb>,
    pub(super) complaints: Complaints,
    pub(super) plan: Line,
    pub(super) programme: Option<Programme>,
    pub(super) versions: Vec<Version>,
    pub(super) lines: Vec<Shown>,
    pub(super) texts: Vec<LineRow>,
    /// The side that the reader speaks for and that has the word.
    pub(super) speaks: Option<Side>,
    pub(super) is_place: bool,
    pub(super) may_report: bool,
    /// Whether the reader may begin a revision of what both sides agreed on.
    pub(super) may_revise: bool,
    pub(super) choices: Choices,
    pub(super) sheets: Sheets,
    pub(super) typed: Typed,
    pub(super) fresh: String,
}

impl WorkplanPage {
    /// The page as this reader sees it, with what is wrong in a form that was sent.
    ///
    /// # Errors
    /// [`Fault::NotFound`] where the reader may not know of it, or a failure.
    pub(super) async fn open(
        v: Viewer,
        site: &Site,
        id: WorkplanId,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let plan = workplan::page(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
        let programme = store::programme::page(&reader, &scope, plan.programme_id, v.today).await?;
        let sides = match &v.actor {
            Some(actor) => desk::workplan::sides(&site.desk, actor, plan.unit_id).await?,
            None => Vec::new(),
        };
        let speaks = plan.turn().filter(|turn| sides.contains(turn));
        let texts = workplan::lines(&reader, &scope, &plan, v.today).await?;
        let lines = shown(&v, site, &plan, &texts).await?;
        let may_report = may_report(&v, site, &lines).await?;
        let sheets = Sheets::of(&v, site, plan.unit_id).await?;
        let choices = match speaks.is_some() && plan.drafting.is_some() {
            true => Choices::of(&v, site, &plan, (targets(programme.as_ref()), &sheets)).await?,
            false => Choices::default(),
        };
        let runs = programme.as_ref().is_some_and(|one| one.line.state == Issued);
        let is_settled = plan.state == Stage::Agreed && plan.drafting.is_none();
        let may_revise = is_settled && runs && plan.ended.is_none() && !sides.is_empty();
        Ok(Self {
            crumbs: crumbs(&v, &plan),
            versions: workplan::versions(&reader, &scope, &plan).await?,
            is_place: sides.contains(&Side::Place),
            fresh: site.desk.clock.id().to_string(),
            v,
            complaints,
            plan,
            programme,
            lines,
            texts,
            speaks,
            may_report,
            may_revise,
            choices,
            sheets,
            typed,
        })
    }

    fn address(&self, act: &str) -> String {
        self.v.to(format!("/chuong-trinh/ke-hoach/{}{act}", self.plan.workplan_id))
    }

    fn turn(&self) -> Option<Side> {
        self.plan.turn()
    }

    /// Whether the reader's side is writing a text.
    pub(super) fn writes(&self) -> bool {
        self.speaks.is_some() && self.plan.drafting == self.speaks
    }

    /// The lines of the text that is being written.
    pub(super) fn draft(&self) -> Vec<&LineRow> {
        self.text_of(self.plan.sent + 1)
    }

    fn text_of(&self, version: i64) -> Vec<&LineRow> {
        self.texts.iter().filter(|row| row.version == version).collect()
    }

    fn tied_to(&self, row: &LineRow) -> String {
        self.sheets.told(&self.v, row)
    }

    /// The lines of the revision that waits for the other side.
    fn revised(&self) -> Vec<&LineRow> {
        if self.plan.is_revised() { self.text_of(self.plan.sent) } else { Vec::new() }
    }

    /// The texts whose lines stand nowhere else on the page.
    fn is_shown(&self, version: &i64) -> bool {
        let is_revision = self.plan.is_revised() && *version == self.plan.sent;
        *version == in_force(&self.plan) || is_revision
    }

    /// Whether a line of the text that is being written may be changed: its work is still owed.
    pub(super) fn may_change(&self, row: &LineRow) -> bool {
        let Some(root) = row.carries else { return true };
        let known = self.lines.iter().find(|shown| shown.row.root() == root);
        let matter = known.and_then(|shown| shown.matter.as_ref());
        matter.is_some_and(|matter| matter.state.is_owed())
    }

    /// What a changed line of a later text says otherwise than the line in force: name, before, after.
    fn changes(&self, row: &LineRow) -> Vec<(String, String, String)> {
        let known = self.lines.iter().find(|shown| shown.row.root() == row.root());
        let Some(before) = known.map(|shown| &shown.row) else { return Vec::new() };
        let (old, new) = (self.parts(before), self.parts(row));
        let changed = old.into_iter().zip(new).filter(|(before, after)| before.1 != after.1);
        changed.map(|((code, before), (_, after))| (self.v.word(code), before, after)).collect()
    }

    fn parts(&self, row: &LineRow) -> [(&'static str, String); 11] {
        let v = &self.v;
        let tie = row.difficulty.as_ref().map(|(_, title)| title.clone());
        [
            ("workplan-work", row.work.clone()),
            ("workplan-owner", v.called(&row.owner, &row.owner_en)),
            ("workplan-due", v.date(row.due_on)),
            ("workplan-resources", row.resources.clone()),
            ("workplan-product", row.product.clone()),
            ("workplan-feasible", row.feasibility.clone()),
            ("matter-clear-responsibility", row.responsibility.clone()),
            ("matter-clear-authority", row.authority.clone()),
            ("workplan-proof", v.word(row.proof.word())),
            ("workplan-target", self.target(&row.target)),
            ("workplan-tied", tie.unwrap_or_else(|| self.tied_to(row))),
        ]
    }

    /// Where the work went when the place was reorganised.
    fn moved(&self, shown: &Shown) -> Option<String> {
        let matter = shown.matter.as_ref().filter(|m| m.unit_id != self.plan.unit_id)?;
        let unit = matter.unit.clone().unwrap_or_default();
        let post = self.v.called(&matter.owner, &matter.owner_en);
        let data = [("unit", self.v.txt(unit)), ("post", self.v.txt(post))];
        Some(self.v.say("workplan-moved", data))
    }

    /// The places that the plan resembles, each once, in the order of its lines.
    fn resembled(&self) -> Vec<(String, String)> {
        let mut seen = BTreeSet::new();
        let rows = self.lines.iter().filter_map(|shown| shown.row.resembles.as_ref());
        rows.filter(|other| seen.insert(other.workplan_id))
            .map(|other| {
                let to = self.v.to(format!("/chuong-trinh/ke-hoach/{}", other.workplan_id));
                (to, other.unit.clone())
            })
            .collect()
    }

    fn percent(&self, per_mille: &i64) -> i64 {
        per_mille / 10
    }

    fn proof(&self, report: &ReportRow) -> String {
        let v = &self.v;
        match (&report.document, report.dated_on) {
            (Some(number), Some(day)) => {
                v.say("matter-proof-document", [("number", v.txt(number)), ("day", v.on(day))])
            }
            _ => {
                let label = report.label.as_deref().unwrap_or_default();
                let measure = report.measure.as_deref().unwrap_or_default();
                format!("{label}: {} {measure}", v.milli(report.value_milli.unwrap_or_default()))
            }
        }
    }

    fn target(&self, number: &i64) -> String {
        let targets = self.programme.as_ref().map(|programme| &programme.targets);
        let at = usize::try_from(*number).unwrap_or_default();
        let target = targets.and_then(|targets| targets.get(at.checked_sub(1)?));
        target.map_or_else(String::new, |target| format!("{number}. {}", target.label))
    }

    /// Lines of which something may be told: still owed.
    fn owed(&self) -> Vec<(String, String)> {
        let owed = self
            .lines
            .iter()
            .filter(|shown| shown.matter.as_ref().is_some_and(|matter| matter.state.is_owed()));
        owed.map(|shown| {
            let row = &shown.row;
            let value = format!("{}:{}", row.line_id, shown.reports.len());
            (value, format!("{}. {}", row.number, row.work))
        })
        .collect()
    }
}

/// The number of the text that the page shows as the plan: the one in force, else the last sent.
const fn in_force(plan: &Line) -> i64 {
    if plan.agreed > 0 { plan.agreed } else { plan.sent }
}

fn targets(programme: Option<&Programme>) -> Vec<(String, String)> {
    let targets = programme.into_iter().flat_map(|programme| &programme.targets);
    (1..).zip(targets).map(|(at, one)| (at.to_string(), format!("{at}. {}", one.label))).collect()
}

fn crumbs(v: &Viewer, plan: &Line) -> Vec<Crumb> {
    let address = format!("/chuong-trinh/{}", plan.programme_id);
    vec![
        Crumb::word(v, "/chuong-trinh", "programme-nav"),
        Crumb::named(v, &address, &plan.programme),
    ]
}

/// The lines of the text in force with their matters and reports, or of the last text that was sent.
async fn shown(
    v: &Viewer,
    site: &Site,
    plan: &Line,
    texts: &[LineRow],
) -> Result<Vec<Shown>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let in_force = texts.iter().filter(|row| row.version == in_force(plan) && !row.is_ended);
    let rows: Vec<&LineRow> = in_force.collect();
    let ids = rows.iter().map(|row| row.root().0);
    let matters = matter::of_origins(&reader, &scope, ids, v.today).await?;
    let reports = workplan::reports(&reader, &scope, plan, v.today).await?;
    let shown = rows.into_iter().map(|row| Shown {
        matter: matters.iter().find(|matter| matter.origin_id == row.root().0).cloned(),
        reports: reports.iter().filter(|told| told.line_id == row.root()).cloned().collect(),
        row: row.clone(),
    });
    Ok(shown.collect())
}

/// Whether the reader may tell progress: at the place in which the first open line now lies.
async fn may_report(v: &Viewer, site: &Site, lines: &[Shown]) -> Result<bool, Fault> {
    let owed = lines.iter().filter_map(|shown| shown.matter.as_ref());
    let places: BTreeSet<UnitId> =
        owed.filter(|matter| matter.state.is_owed()).map(|matter| matter.unit_id).collect();
    for place in places {
        if v.may(site, Act::WorkplanReport, place).await? {
            return Ok(true);
        }
    }
    Ok(false)
}
