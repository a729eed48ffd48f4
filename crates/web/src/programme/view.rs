//! What the page of a programme shows: targets, plans of places, and what came of their lines, summed
//! by target and by place in the order of names. No place stands above another.

use std::collections::BTreeMap;

use askama::Template;
use desk::Act;
use ledger::ProgrammeId;
use ledger::programme::State as Stage;
use ledger::workplan::Side;
use store::programme::{self, Page, Progress};
use store::{unit, workplan};
use units::{Day, Level, UnitId};

use super::typed::Typed;
use crate::error::Fault;
use crate::layout::{Complaints, Crumb};
use crate::site::Site;
use crate::viewer::Viewer;

/// Lines counted by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) lines: i64,
    pub(super) open: i64,
    pub(super) late: i64,
    pub(super) answered: i64,
    pub(super) on_time: i64,
    pub(super) done_late: i64,
}

impl Sum {
    fn add(&mut self, row: &Progress) {
        self.lines += row.lines;
        self.open += row.open;
        self.late += row.late;
        self.answered += row.answered;
        self.on_time += row.on_time;
        self.done_late += row.done_late;
    }
}

/// A row of a roll-up: where it leads, its name, its end if it ended, and the counts.
pub(super) struct Rolled {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) sum: Sum,
}

#[derive(Template)]
#[template(path = "programme/page.html")]
pub(super) struct ProgrammePage {
    pub(super) v: Viewer,
    pub(super) crumbs: Vec<Crumb>,
    pub(super) complaints: Complaints,
    pub(super) page: Page,
    pub(super) plans: Vec<workplan::Line>,
    pub(super) by_target: Vec<Rolled>,
    pub(super) by_place: Vec<Rolled>,
    pub(super) whole: Sum,
    pub(super) may_issue: bool,
    pub(super) places: Vec<(String, String)>,
    pub(super) typed: Typed,
    pub(super) fresh: String,
}

impl ProgrammePage {
    /// The page as this reader sees it, with what is wrong in a form that was sent.
    ///
    /// # Errors
    /// [`Fault::NotFound`] where the reader may not know of it, or a failure.
    pub(super) async fn open(
        v: Viewer,
        site: &Site,
        id: ProgrammeId,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let page = programme::page(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
        let plans = workplan::list(&reader, &scope, id, v.today).await?;
        let progress = programme::progress(&reader, &scope, id, v.today).await?;
        let may_issue = v.may(site, Act::ProgrammeIssue, page.line.unit_id).await?;
        let places = match page.line.state {
            Stage::Issued => places(&v, site, &page, may_issue).await?,
            Stage::Draft | Stage::Ended => Vec::new(),
        };
        let mut whole = Sum::default();
        progress.iter().for_each(|row| whole.add(row));
        Ok(Self {
            crumbs: vec![Crumb::word(&v, "/chuong-trinh", "programme-nav")],
            by_target: by_target(&page, &progress),
            by_place: by_place(&v, &progress),
            fresh: site.desk.clock.id().to_string(),
            v,
            complaints,
            page,
            plans,
            whole,
            may_issue,
            places,
            typed,
        })
    }

    fn address(&self, act: &str) -> String {
        self.v.to(format!("/chuong-trinh/{}{act}", self.page.line.programme_id))
    }

    fn period(&self) -> String {
        let (from, last) = (self.page.line.from_on, self.page.line.last_on);
        self.v.say("period-between", [("from", self.v.on(from)), ("last", self.v.on(last))])
    }
}

/// The places for which the reader may begin a plan: below the programme for its office, the own ones
/// for a place.
async fn places(
    v: &Viewer,
    site: &Site,
    page: &Page,
    may_issue: bool,
) -> Result<Vec<(String, String)>, Fault> {
    let (reader, scope, at) = (site.desk.store.read(), v.scope(), page.line.unit_id);
    let mut lines = Vec::new();
    if may_issue {
        let is_city = page.line.commune_id.is_none();
        let below = match is_city {
            true => unit::communes(&reader, &scope, v.today).await?,
            false => unit::children(&reader, &scope, Some(at), v.today).await?,
        };
        lines.extend(below.into_iter().filter(|line| is_city || line.kind.is_base()));
    } else if let Some(actor) = &v.actor {
        for own in actor.grants.iter().filter_map(|grant| grant.unit) {
            let sides = desk::workplan::sides(&site.desk, actor, own).await?;
            let path = unit::with_above(&reader, &scope, own, v.today).await?;
            if sides.contains(&Side::Place) && path.contains(&at) {
                lines.extend(unit::line(&reader, &scope, own, v.today).await?);
            }
        }
    }
    lines.retain(|line| line.kind.level() != Level::Province);
    Ok(lines.into_iter().map(|line| (line.unit_id.to_string(), line.name)).collect())
}

fn by_target(page: &Page, progress: &[Progress]) -> Vec<Rolled> {
    let mut sums: BTreeMap<i64, Sum> = BTreeMap::new();
    for row in progress {
        sums.entry(row.target).or_default().add(row);
    }
    let rows = (1_i64..).zip(&page.targets).map(|(number, target)| Rolled {
        href: String::new(),
        name: format!("{number}. {}", target.label),
        sum: sums.get(&number).copied().unwrap_or_default(),
    });
    rows.collect()
}

/// The rows come in the order of names, all of a place together.
fn by_place(v: &Viewer, progress: &[Progress]) -> Vec<Rolled> {
    let mut rows: Vec<(UnitId, Option<Day>, Rolled)> = Vec::new();
    for row in progress {
        if rows.last().is_none_or(|(unit, ..)| *unit != row.unit_id) {
            let href = v.to(format!("/dia-ban/{}", row.unit_id));
            let name = v.name_on(&row.unit, row.ended);
            rows.push((row.unit_id, row.ended, Rolled { href, name, sum: Sum::default() }));
        }
        if let Some((.., rolled)) = rows.last_mut() {
            rolled.sum.add(row);
        }
    }
    rows.into_iter().map(|(.., rolled)| rolled).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn row(unit: u128, target: i64, late: i64) -> Progress {
        Progress {
            unit_id: UnitId(Uuid::from_u128(unit)),
            unit: format!("Khu phố {unit}"),
            ended: None,
            target,
            lines: 2,
            open: 2 - late,
            late,
            answered: 0,
            on_time: 0,
            done_late: 0,
        }
    }

    #[test]
    fn the_lines_of_a_place_are_summed_and_its_place_in_the_list_is_its_name() {
        let today = "2026-03-02".parse().unwrap();
        let v = Viewer::of(&"/".parse().unwrap(), None, today);
        let rolled = by_place(&v, &[row(1, 1, 2), row(1, 2, 1), row(2, 1, 0)]);
        let told: Vec<_> =
            rolled.iter().map(|row| (row.name.as_str(), row.sum.lines, row.sum.late)).collect();
        assert_eq!(told, [("Khu phố 1", 4, 3), ("Khu phố 2", 2, 0)]);
    }
}
