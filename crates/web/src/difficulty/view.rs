//! What the page of a difficulty shows: what it is, what answers it, and what the reader may do.

use askama::Template;
use desk::Act;
use ledger::DifficultyId;
use ledger::difficulty::{Difficulty, Figure, State as Stage, StepKind};
use store::difficulty::{self, Page, StepRow};
use store::{matter, practice};

use super::change::Typed;
use crate::error::Fault;
use crate::layout::{Complaints, Crumb};
use crate::likeness;
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "difficulty/page.html")]
pub(super) struct DifficultyPage {
    pub(super) v: Viewer,
    pub(super) crumbs: Vec<Crumb>,
    pub(super) complaints: Complaints,
    pub(super) page: Page,
    pub(super) matters: Vec<matter::Line>,
    /// Practices that may answer it, with the reasons in words.
    pub(super) matches: Vec<(practice::Line, String)>,
    /// Practices that were offered or are tried.
    pub(super) adoptions: Vec<practice::AdoptionLine>,
    /// Difficulties like it elsewhere, with the reasons in words.
    pub(super) similar: Vec<(difficulty::Line, String)>,
    pub(super) rights: Rights,
    pub(super) typed: Typed,
}

/// What the reader may do here.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rights {
    pub(super) tries: bool,
    pub(super) claims: bool,
    pub(super) confirms: bool,
    pub(super) opens: bool,
    pub(super) offers: bool,
}

impl DifficultyPage {
    /// The page as this reader sees it, with what is wrong in a form that was sent.
    ///
    /// # Errors
    /// [`Fault::NotFound`] for an unknown one, or a failure.
    pub(super) async fn open(
        v: Viewer,
        site: &Site,
        id: DifficultyId,
        complaints: Complaints,
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let page = difficulty::page(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
        let matters = matter::of_difficulty(&reader, &scope, id, v.today).await?;
        let unit = page.line.unit_id;
        let of = practice::Asked { difficulty: Some(id), ..practice::Asked::default() };
        let adoptions = practice::adoptions(&reader, &scope, of, v.today).await?;
        let taken = |line: &practice::Line| {
            adoptions.iter().any(|adoption| adoption.practice_id == line.practice_id)
        };
        let found = desk::likeness::matches(&site.desk, &scope, id).await?;
        let found = found.into_iter().filter(|(line, _)| !taken(line));
        let matches = found.map(|(line, why)| (line, likeness::reasons(&v, &why))).collect();
        let similar = desk::likeness::similar(&site.desk, &scope, id).await?;
        let similar =
            similar.into_iter().map(|(line, why)| (line, likeness::reasons(&v, &why))).collect();
        let rights = Rights {
            tries: v.may(site, Act::DifficultyRaise, unit).await?,
            claims: v.may(site, Act::DifficultyClaim, unit).await?,
            confirms: v.may(site, Act::DifficultyConfirm, unit).await?,
            opens: v.may(site, Act::MatterOpen, unit).await?,
            offers: v.may(site, Act::PracticeOffer, unit).await?,
        };
        let mut crumbs = vec![Crumb::word(&v, "/kho-khan", "difficulty-nav")];
        if let Some(unit) = &page.line.unit {
            crumbs.push(Crumb::named(&v, &format!("/dia-ban/{}", page.line.unit_id), unit));
        }
        let typed = Typed::on(v.today, page.difficulty.figure.as_ref());
        Ok(Self {
            v,
            crumbs,
            complaints,
            page,
            matters,
            matches,
            adoptions,
            similar,
            rights,
            typed,
        })
    }

    fn address(&self, act: &str) -> String {
        self.v.to(format!("/kho-khan/{}/buoc/{act}", self.page.line.difficulty_id))
    }

    /// A figure in words: "Tỷ lệ hộ dự họp: 31%, 01/03/2026".
    fn figure(&self, figure: &Figure) -> String {
        let v = &self.v;
        let value = format!("{} {}", v.milli(figure.value_milli), figure.unit);
        let args =
            [("label", v.txt(&figure.label)), ("value", v.txt(value)), ("day", v.on(figure.on))];
        v.say("difficulty-figure", args)
    }

    /// The figure before and the one after, as shares of the larger in per cent, for two bars.
    fn bars(&self) -> Option<[(String, i64); 2]> {
        let before = self.page.difficulty.figure.as_ref()?;
        let (_, after) = self.page.difficulty.claim.as_ref()?;
        let largest = before.value_milli.abs().max(after.value_milli.abs()).max(1);
        let bar = |figure: &Figure| {
            let value = format!("{} {}", self.v.milli(figure.value_milli), figure.unit);
            (value, figure.value_milli.abs() * 100 / largest)
        };
        Some([bar(before), bar(after)])
    }

    fn by(&self, step: &StepRow) -> String {
        match &step.post {
            Some(post) => self.v.called(post, step.post_en.as_deref().unwrap_or_default()),
            None => self.v.word("matter-by-program"),
        }
    }

    /// What a step says: its own words, or how it followed its place.
    fn said(&self, step: &StepRow) -> String {
        match step.kind {
            StepKind::Followed => self.v.word(format!("followed-{}", step.said)),
            _ => step.said.clone(),
        }
    }

    /// A step's own words were typed; how it followed its place the program says.
    fn lang_of(&self, step: &StepRow) -> &'static str {
        if step.kind == StepKind::Followed { "" } else { self.v.vi() }
    }

    fn tally(&self, step: &StepRow) -> Option<String> {
        let (attending, agreed) = step.attending.zip(step.agreed)?;
        let v = &self.v;
        let minutes = step.minutes.as_deref().unwrap_or_default();
        let args =
            [("minutes", v.txt(minutes)), ("agreed", v.num(agreed)), ("all", v.num(attending))];
        Some(v.say("difficulty-tally-said", args))
    }
}

/// The figure of a difficulty, and what became of it once the place has said so.
pub(crate) fn figure_change(v: &Viewer, difficulty: &Difficulty) -> String {
    let Some(before) = &difficulty.figure else { return String::new() };
    let value = |figure: &Figure| v.txt(format!("{} {}", v.milli(figure.value_milli), figure.unit));
    let label = ("label", v.txt(&before.label));
    match &difficulty.claim {
        Some((_, after)) => {
            let before = [("before", value(before)), ("from", v.on(before.on))];
            let after = [("after", value(after)), ("to", v.on(after.on))];
            let args: Vec<_> = std::iter::once(label).chain(before).chain(after).collect();
            v.say("difficulty-figure-change", args)
        }
        None => {
            let args = [label, ("value", value(before)), ("day", v.on(before.on))];
            v.say("difficulty-figure", args)
        }
    }
}
