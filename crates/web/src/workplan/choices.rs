//! What the form of a line lets a person choose: targets, posts, proofs, and the place's own figures and
//! difficulties on which the line may stand.

use std::collections::BTreeSet;

use desk::Act;
use ledger::StatusSheetId;
use ledger::matter::ProofKind;
use store::status_sheet::{FigureRow, Line as SheetLine};
use store::workplan::{Line, LineRow};
use store::{difficulty, status_sheet};
use units::{Level, UnitId};

use crate::error::Fault;
use crate::site::Site;
use crate::status_sheet::{labelled, valued};
use crate::viewer::Viewer;

/// More open difficulties than this of one place are a list to go through elsewhere.
const DIFFICULTIES_MOST: i64 = 100;
/// The choice of what a line stands on already.
pub(super) const SAME: &str = "nhu-cu";

/// Choices of one kind, with the words above them.
#[derive(Clone, Debug, Default)]
pub(super) struct Grounds {
    pub(super) label: String,
    pub(super) choices: Vec<(String, String)>,
}

/// What the form offers.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices {
    pub(super) targets: Vec<(String, String)>,
    pub(super) posts: Vec<(String, String)>,
    pub(super) proofs: Vec<(String, String)>,
    pub(super) grounds: Vec<Grounds>,
    /// Where a status sheet of the place is taken, where it has none and the reader may.
    pub(super) take_sheet: Option<String>,
    /// Whether the place has no status sheet.
    pub(super) has_no_sheet: bool,
}

impl Choices {
    pub(super) async fn of(
        v: &Viewer,
        site: &Site,
        plan: &Line,
        (targets, sheets): (Vec<(String, String)>, &Sheets),
    ) -> Result<Self, Fault> {
        let proofs = ProofKind::ALL.iter().map(|kind| (kind.to_string(), v.word(kind.word())));
        let mut grounds = Vec::new();
        let choices = open_difficulties(v, site, plan.unit_id).await?;
        if !choices.is_empty() {
            grounds.push(Grounds { label: v.word("workplan-tie-difficulty"), choices });
        }
        if let Some(sheet) = sheets.lines.last() {
            let label = v.say("workplan-tie-figures", [("day", v.on(sheet.counted_on))]);
            let own = sheets.figures.iter().filter(|figure| figure.sheet_id == sheet.sheet_id);
            let choices = own.map(|figure| {
                let value = format!("sl:{}:{}", figure.sheet_id, figure.code);
                (value, format!("{}: {}", labelled(v, figure), valued(v, figure)))
            });
            grounds.push(Grounds { label, choices: choices.collect() });
        }
        let has_no_sheet = sheets.lines.is_empty();
        let takes = has_no_sheet && v.may(site, Act::SheetTake, plan.unit_id).await?;
        let take_sheet = v.to(format!("/dia-ban/{}/thuc-trang/moi", plan.unit_id));
        Ok(Self {
            targets,
            posts: owners(v, site, plan).await?,
            proofs: proofs.collect(),
            grounds,
            take_sheet: takes.then_some(take_sheet),
            has_no_sheet,
        })
    }

    /// The same for a line that is there: what it stands on, and the post that does it, stay choices.
    pub(super) fn with(&self, v: &Viewer, row: &LineRow) -> Self {
        let mut choices = self.clone();
        let all = || self.grounds.iter().flat_map(|grounds| &grounds.choices);
        let (value, said) = match (&row.difficulty, &row.source, &row.figure) {
            (Some((id, title)), ..) => (format!("kk:{id}"), title.clone()),
            (None, source, Some(figure)) => {
                let value = source.as_ref().map_or_else(
                    || SAME.to_owned(),
                    |source| format!("sl:{}:{}", source.sheet, source.code),
                );
                let (label, unit) = (&figure.label, &figure.unit);
                let said = format!("{label}: {} {unit}", v.milli(figure.value_milli));
                (value, format!("{said} ({})", v.date(figure.on)))
            }
            (None, _, None) => return choices,
        };
        if !all().any(|(known, _)| *known == value) {
            let own = vec![(value, said)];
            choices.grounds.insert(0, Grounds { label: v.word("workplan-tie-same"), choices: own });
        }
        let owner = row.owner_id.to_string();
        if !choices.posts.iter().any(|(post, _)| *post == owner) {
            choices.posts.push((owner, v.called(&row.owner, &row.owner_en)));
        }
        choices
    }
}

/// The status sheets of a place, oldest first, with their figures.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheets {
    lines: Vec<SheetLine>,
    figures: Vec<FigureRow>,
}

impl Sheets {
    pub(super) async fn of(v: &Viewer, site: &Site, unit: UnitId) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let lines = status_sheet::list(&reader, &scope, &[unit], v.today).await?;
        let ids: Vec<StatusSheetId> = lines.iter().map(|line| line.sheet_id).collect();
        let figures = status_sheet::figures(&reader, &scope, &ids).await?;
        Ok(Self { lines, figures })
    }

    fn figure(&self, sheet: StatusSheetId, code: &str) -> Option<&FigureRow> {
        self.figures.iter().find(|row| row.sheet_id == sheet && row.code == code)
    }

    /// What a line stands on, in words: the figure when it was chosen, and the last one counted since.
    pub(super) fn told(&self, v: &Viewer, row: &LineRow) -> String {
        let Some(figure) = &row.figure else { return String::new() };
        let source = row.source.as_ref();
        let known = source.and_then(|source| self.figure(source.sheet, &source.code));
        let (label, value) = match known {
            Some(known) => (labelled(v, known), valued(v, known)),
            None => {
                let value = v.milli(figure.value_milli);
                (figure.label.clone(), format!("{value} {}", figure.unit))
            }
        };
        let (label, value, day) = (v.txt(label), v.txt(value), v.on(figure.on));
        let told =
            v.say("workplan-tied-figure", [("label", label), ("value", value), ("day", day)]);
        let later = source.and_then(|source| {
            let after = self.lines.iter().rev().filter(|sheet| sheet.counted_on > figure.on);
            after.into_iter().find_map(|sheet| {
                self.figure(sheet.sheet_id, &source.code).map(|row| (sheet.counted_on, row))
            })
        });
        match later {
            Some((day, row)) => {
                let (value, day) = (v.txt(valued(v, row)), v.on(day));
                let later = v.say("workplan-tied-later", [("value", value), ("day", day)]);
                format!("{told} → {later}")
            }
            None => told,
        }
    }
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
    Ok(open.map(|line| (format!("kk:{}", line.difficulty_id), line.title)).collect())
}
