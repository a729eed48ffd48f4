//! What the page of a plan shows, and which forms the reader gets: those of the side that has the word.

use std::collections::BTreeSet;

use askama::Template;
use desk::Act;
use ledger::WorkplanId;
use ledger::matter::ProofKind;
use ledger::workplan::{Side, State as Stage};
use store::programme::Page as Programme;
use store::workplan::{self, Line, LineRow, ReportRow, Version};
use store::{difficulty, matter};
use units::{Level, UnitId};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb};
use crate::programme::typed::Typed;
use crate::site::Site;
use crate::viewer::Viewer;

/// More open difficulties than this of one place are a list to go through elsewhere.
const DIFFICULTIES_MOST: i64 = 100;

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
    pub(super) posts: Vec<(String, String)>,
    pub(super) difficulties: Vec<(String, String)>,
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
        let speaks = turn(&plan).filter(|turn| sides.contains(turn));
        let texts = workplan::lines(&reader, &scope, &plan, v.today).await?;
        let lines = shown(&v, site, &plan, &texts).await?;
        let may_report = may_report(&v, site, &lines).await?;
        let (mut posts, mut difficulties) = (Vec::new(), Vec::new());
        if speaks.is_some() && plan.drafting.is_some() {
            posts = owners(&v, site, &plan).await?;
            difficulties = open_difficulties(&v, site, plan.unit_id).await?;
        }
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
            posts,
            difficulties,
            typed,
        })
    }

    fn address(&self, act: &str) -> String {
        self.v.to(format!("/chuong-trinh/ke-hoach/{}{act}", self.plan.workplan_id))
    }

    fn turn(&self) -> Option<Side> {
        turn(&self.plan)
    }

    /// Whether the reader's side is writing a text.
    fn writes(&self) -> bool {
        self.speaks.is_some() && self.plan.drafting == self.speaks
    }

    /// The lines of the text that is being written.
    fn draft(&self) -> Vec<&LineRow> {
        self.text_of(self.plan.sent + 1)
    }

    fn text_of(&self, version: i64) -> Vec<&LineRow> {
        self.texts.iter().filter(|row| row.version == version).collect()
    }

    fn tied_to(&self, row: &LineRow) -> String {
        match &row.figure {
            Some(figure) => self.v.say(
                "workplan-tied-figure",
                [
                    ("label", self.v.txt(&figure.label)),
                    ("value", self.v.txt(self.v.milli(figure.value_milli))),
                    ("unit", self.v.txt(&figure.unit)),
                    ("day", self.v.on(figure.on)),
                ],
            ),
            None => String::new(),
        }
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

    fn targets(&self) -> Vec<(String, String)> {
        let targets = self.programme.iter().flat_map(|programme| &programme.targets);
        (1..)
            .zip(targets)
            .map(|(at, one)| (at.to_string(), format!("{at}. {}", one.label)))
            .collect()
    }

    fn target(&self, number: &i64) -> String {
        let targets = self.programme.as_ref().map(|programme| &programme.targets);
        let at = usize::try_from(*number).unwrap_or_default();
        let target = targets.and_then(|targets| targets.get(at.checked_sub(1)?));
        target.map_or_else(String::new, |target| format!("{number}. {}", target.label))
    }

    fn proofs(&self) -> Vec<(String, String)> {
        ProofKind::ALL.iter().map(|kind| (kind.to_string(), self.v.word(kind.word()))).collect()
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

fn turn(plan: &Line) -> Option<Side> {
    match plan.state {
        Stage::Drafting => plan.drafting,
        Stage::Proposed => Some(Side::Place),
        Stage::Countered => Some(Side::Upper),
        Stage::Agreed => None,
    }
}

fn crumbs(v: &Viewer, plan: &Line) -> Vec<Crumb> {
    let address = format!("/chuong-trinh/{}", plan.programme_id);
    vec![
        Crumb::word(v, "/chuong-trinh", "programme-nav"),
        Crumb::named(v, &address, &plan.programme),
    ]
}

/// The lines of the last text that was sent, with matters and reports once it is agreed on.
async fn shown(
    v: &Viewer,
    site: &Site,
    plan: &Line,
    texts: &[LineRow],
) -> Result<Vec<Shown>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let rows: Vec<&LineRow> = texts.iter().filter(|row| row.version == plan.sent).collect();
    let ids = rows.iter().map(|row| row.line_id.0);
    let matters = matter::of_origins(&reader, &scope, ids, v.today).await?;
    let reports = workplan::reports(&reader, &scope, plan, v.today).await?;
    let shown = rows.into_iter().map(|row| Shown {
        matter: matters.iter().find(|matter| matter.origin_id == row.line_id.0).cloned(),
        reports: reports.iter().filter(|told| told.line_id == row.line_id).cloned().collect(),
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

/// Who may be named as the one who does it: the posts of the place first, then those of its level
/// above that are nobody else's place's.
async fn owners(v: &Viewer, site: &Site, plan: &Line) -> Result<Vec<(String, String)>, Fault> {
    let (mut reader, scope) = (site.desk.store.read(), v.scope());
    let mut posts = store::post::of_unit(&mut reader, plan.unit_id, v.today).await?;
    let place = store::unit::line(&reader, &scope, plan.unit_id, v.today).await?;
    let is_commune = place.is_some_and(|line| line.kind.level() == Level::Commune);
    let commune = if is_commune { Some(plan.unit_id) } else { plan.commune_id };
    let above = store::post::of_commune(&reader, &scope, commune, v.today).await?;
    let of_place: BTreeSet<_> = posts.iter().map(|post| post.post_id).collect();
    posts.extend(
        above
            .into_iter()
            .filter(|post| !post.kind.is_of_unit() && !of_place.contains(&post.post_id)),
    );
    let named = posts.into_iter();
    Ok(named.map(|post| (post.post_id.to_string(), v.called(post.name, post.name_en))).collect())
}

async fn open_difficulties(
    v: &Viewer,
    site: &Site,
    unit: UnitId,
) -> Result<Vec<(String, String)>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let asked = difficulty::Asked { within: Some(unit), ..difficulty::Asked::default() };
    let lines = difficulty::list(&reader, &scope, asked, v.today, DIFFICULTIES_MOST).await?;
    let open = lines
        .into_iter()
        .filter(|line| line.unit_id == unit && line.state != ledger::difficulty::State::Overcome);
    Ok(open.map(|line| (line.difficulty_id.to_string(), line.title)).collect())
}
