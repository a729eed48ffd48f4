//! The page of one practice: what problem, what was done, with which result, who to ask, where it was
//! tried, who thanked.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use desk::Act;
use ledger::PracticeId;
use ledger::practice::{AdoptionState, Measure, Stage};
use store::practice::{Page, StepRow, WordingRow};

use super::{is_proven, may_somewhere};
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "practice/page.html")]
struct PracticePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    page: Page,
    may_offer: bool,
    may_step: bool,
    may_thank: bool,
    may_correct: bool,
}

/// `GET /cach-lam-hay/{practice}`.
pub(super) async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PracticeId>,
) -> Result<Response, Fault> {
    let page = open(&v, &site, id).await?;
    let may_assess = may_at_its_place(&v, &site, &page, Act::PracticeAssess).await?;
    let may_register = may_at_its_place(&v, &site, &page, Act::PracticeRegister).await?;
    let may_offer = is_proven(&page.practice.stage) && may_somewhere(&v, Act::PracticeOffer);
    let may_step = page.practice.stage != Stage::Ended && (may_assess || may_register);
    let may_correct = match &v.actor {
        Some(actor) => desk::practice::may_correct(&site.desk, actor, &page).await?,
        None => false,
    };
    let crumbs = vec![Crumb::word(&v, "/cach-lam-hay", "practice-nav")];
    let may_thank = may_assess;
    html(&PracticePage { v, crumbs, page, may_offer, may_step, may_thank, may_correct })
}

/// A practice as this reader sees it.
pub(super) async fn open(v: &Viewer, site: &Site, id: PracticeId) -> Result<Page, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    store::practice::page(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)
}

/// Whether the reader may do an act where the practice was done; for one that another city gave, in
/// a place of their own.
pub(super) async fn may_at_its_place(
    v: &Viewer,
    site: &Site,
    page: &Page,
    act: Act,
) -> Result<bool, Fault> {
    match page.practice.unit {
        Some(unit) => v.may(site, act, unit).await,
        None => Ok(may_somewhere(v, act)),
    }
}

/// One bar: its words and its width in hundredths of the longest.
pub(crate) type Bar = (String, i64);

/// A figure's two bars, on one scale that begins at zero; nothing before there is a figure after.
pub(crate) fn bars(v: &Viewer, measure: &Measure) -> Option<[Bar; 2]> {
    let (after, after_on) = measure.after?;
    let largest = measure.before_milli.abs().max(after.abs()).max(1);
    let bar = |milli: i64, on| {
        let words = format!("{} {} ({})", v.milli(milli), measure.unit, v.date(on));
        let width = i128::from(milli.abs()) * 100 / i128::from(largest);
        (words, i64::try_from(width).unwrap_or(100))
    };
    Some([bar(measure.before_milli, measure.before_on), bar(after, after_on)])
}

/// A figure in one line: "Hộ dự họp: 12 → 27 hộ".
pub(crate) fn figure(v: &Viewer, measure: &Measure) -> String {
    let Measure { label, unit, before_milli, after, .. } = measure;
    let before = v.milli(*before_milli);
    match after {
        Some((after, _)) => format!("{label}: {before} → {} {unit}", v.milli(*after)),
        None => format!("{label}: {before} {unit}"),
    }
}

impl PracticePage {
    fn cost(&self) -> String {
        match self.page.practice.content.cost_vnd {
            0 => self.v.word("practice-cost-none"),
            cost => self.v.say("practice-cost-vnd", [("n", self.v.num(cost))]),
        }
    }

    fn ask(&self) -> String {
        let v = &self.v;
        match (&self.page.ask, &self.page.practice.origin) {
            (Some(post), _) => v.called(&post.name, &post.name_en),
            (None, Some(origin)) => v.say(
                "practice-ask-there",
                [("post", v.txt(&origin.ask)), ("city", v.txt(&origin.city))],
            ),
            (None, None) => String::new(),
        }
    }

    /// The wording that others assessed, where it was corrected since.
    fn assessed(&self) -> Option<&WordingRow> {
        self.page.wordings.iter().find(|row| row.wording.was_assessed())
    }

    /// When it was corrected the last time.
    fn last_corrected(&self) -> Option<String> {
        self.page.wordings.last().map(|row| self.v.date(row.corrected_on))
    }

    fn by(&self, step: &StepRow) -> String {
        let post = step.post.as_deref().unwrap_or_default();
        self.v.called(post, step.post_en.as_deref().unwrap_or_default())
    }

    fn document(&self, step: &StepRow) -> Option<String> {
        let (number, on) = step.document.as_ref().zip(step.dated_on)?;
        let v = &self.v;
        Some(v.say("practice-document-said", [("number", v.txt(number)), ("day", v.on(on))]))
    }

    fn address(&self, act: &str) -> String {
        self.v.to(format!("/cach-lam-hay/{}/{act}", self.page.practice.id))
    }
}
