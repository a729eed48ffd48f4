//! The way from a difficulty heard to one overcome, step by step: who told of it, what was offered,
//! who promised what by when, how it was answered with which proof, and what the residents said.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use ledger::difficulty::StepKind as DifficultyStep;
use ledger::difficulty::{State as Stage, ToldBy};
use ledger::matter::{OriginKind, ProofKind, StepKind};
use ledger::{DifficultyId, MatterId};
use serde::Deserialize;
use store::difficulty::{self, Page};
use store::practice::{self, AdoptionLine};
use store::{Scope, matter};
use units::Day;

use super::source;
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

/// Which step is shown; all of them where none is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    buoc: String,
}

/// One step of the way: what happened on a day, in one or several parts.
pub(super) struct Chapter {
    pub(super) on: Day,
    /// Steps of one day stand in the order of the chain.
    pub(super) order: u8,
    /// What happened, in a few words.
    pub(super) name: String,
    /// Who did it.
    pub(super) by: String,
    pub(super) parts: Vec<Part>,
}

/// What a step is about.
#[derive(Default)]
pub(super) struct Part {
    /// Which thing it is about, with its address.
    pub(super) about: Option<(String, String)>,
    pub(super) said: String,
    /// What proves it, in words.
    pub(super) proofs: Vec<String>,
    pub(super) photos: Vec<String>,
}

/// Two promises made on one day by one post are one step of the way.
fn gathered(mut chapters: Vec<Chapter>) -> Vec<Chapter> {
    chapters.sort_by(|one, two| (one.on, one.order, &one.by).cmp(&(two.on, two.order, &two.by)));
    let mut told: Vec<Chapter> = Vec::with_capacity(chapters.len());
    for chapter in chapters {
        match told.last_mut() {
            Some(last)
                if (last.on, &last.name, &last.by) == (chapter.on, &chapter.name, &chapter.by) =>
            {
                last.parts.extend(chapter.parts);
            }
            _ => told.push(chapter),
        }
    }
    told
}

#[derive(Template)]
#[template(path = "difficulty/way.html")]
struct WayPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    page: Page,
    chapters: Vec<Chapter>,
    /// The number of the step that is shown alone, from 1.
    alone: Option<usize>,
}

impl WayPage {
    fn address(&self, step: usize) -> String {
        self.v.to(format!("/kho-khan/{}/chang-duong?buoc={step}", self.page.line.difficulty_id))
    }

    fn shown(&self) -> impl Iterator<Item = (usize, &Chapter)> {
        let numbered = (1_usize..).zip(&self.chapters);
        numbered.filter(|(number, _)| self.alone.is_none_or(|alone| alone == *number))
    }
}

/// `GET /kho-khan/{difficulty}/chang-duong?buoc=1`.
pub(super) async fn way(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<DifficultyId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let page = difficulty::page(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
    let mut chapters = of_difficulty(&v, &page);
    let of = practice::Asked { difficulty: Some(id), ..practice::Asked::default() };
    for adoption in practice::adoptions(&reader, &scope, of, v.today).await? {
        chapters.extend(of_adoption(&v, &adoption));
    }
    let matters = matter::of_difficulty(&reader, &scope, id, v.today).await?;
    chapters.extend(source::before(&v, &reader, &scope, &matters).await?);
    for line in matters {
        chapters.extend(of_matter(&v, &site, &scope, line.matter_id).await?);
    }
    let chapters = gathered(chapters);
    let alone = asked.buoc.parse::<usize>().ok();
    let alone = alone.filter(|alone| (1..=chapters.len()).contains(alone));
    let crumbs = vec![
        Crumb::word(&v, "/kho-khan", "difficulty-nav"),
        Crumb::named(&v, &format!("/kho-khan/{id}"), &page.line.title),
    ];
    html(&WayPage { v, crumbs, page, chapters, alone })
}

/// What happened to the difficulty itself.
fn of_difficulty(v: &Viewer, page: &Page) -> Vec<Chapter> {
    let steps = page.steps.iter().filter(|step| step.kind != DifficultyStep::Begun);
    let chapter = |step: &difficulty::StepRow| {
        let (order, said) = match step.kind {
            DifficultyStep::Raised => (2, page.difficulty.text.clone()),
            DifficultyStep::Confirmed => (11, String::new()),
            DifficultyStep::Followed => (10, v.word(format!("followed-{}", step.said))),
            _ => (9, step.said.clone()),
        };
        let mut proofs = Vec::new();
        if step.kind == DifficultyStep::Claimed
            && let Some((_, after)) = &page.difficulty.claim
        {
            let value = format!("{} {}", v.milli(after.value_milli), after.unit);
            proofs.push(format!("{}: {value}", after.label));
        }
        if let (Some(attending), Some(agreed)) = (step.attending, step.agreed) {
            let minutes = step.minutes.as_deref().unwrap_or_default();
            let args =
                [("minutes", v.txt(minutes)), ("agreed", v.num(agreed)), ("all", v.num(attending))];
            proofs.push(v.say("difficulty-tally-said", args));
        }
        let about = (step.kind == DifficultyStep::Raised).then(|| told_in(v, page)).flatten();
        Chapter {
            on: step.on,
            order,
            name: v.word(step.kind.word()),
            by: called(v, step.post.as_deref(), step.post_en.as_deref()),
            parts: vec![Part { about, said, proofs, photos: Vec::new() }],
        }
    };
    steps.map(chapter).collect()
}

/// The visit or conference that told of it.
fn told_in(v: &Viewer, page: &Page) -> Option<(String, String)> {
    let id = page.told_by_id?;
    let section = match page.difficulty.told_by {
        ToldBy::Visit => "di-co-so",
        ToldBy::Conference => "hoi-nghi",
        ToldBy::Place | ToldBy::Feedback => return None,
    };
    Some((v.to(format!("/{section}/{id}")), v.word(page.difficulty.told_by.word())))
}

fn called(v: &Viewer, name: Option<&str>, name_en: Option<&str>) -> String {
    v.called(name.unwrap_or_default(), name_en.unwrap_or_default())
}

/// A practice offered, tried and answered for.
fn of_adoption(v: &Viewer, adoption: &AdoptionLine) -> Vec<Chapter> {
    let about = (v.to(format!("/cach-lam-hay/{}", adoption.practice_id)), adoption.title.clone());
    let chapter = |on: Day, order, code: &str, said: String| Chapter {
        on,
        order,
        name: v.word(code),
        by: String::new(),
        parts: vec![Part { about: Some(about.clone()), said, ..Part::default() }],
    };
    let offered = chapter(adoption.offered_on, 3, "way-offered", adoption.why.clone());
    let begun = adoption.begun_on.map(|on| chapter(on, 4, "way-taken-up", String::new()));
    std::iter::once(offered).chain(begun).collect()
}

/// A promise: opened, answered with proof, reopened, confirmed.
async fn of_matter(
    v: &Viewer,
    site: &Site,
    scope: &Scope,
    id: MatterId,
) -> Result<Vec<Chapter>, Fault> {
    let page = matter::page(&site.desk.store.read(), scope, id, v.today).await?;
    let Some(page) = page else { return Ok(Vec::new()) };
    let told = page.steps.iter().filter_map(|step| {
        let order = match step.kind {
            StepKind::Opened => 5,
            StepKind::Answered => 6,
            StepKind::Reopened => 7,
            StepKind::Confirmed => 8,
            _ => return None,
        };
        let said = match step.kind {
            StepKind::Opened => promised(v, &page),
            _ => step.said.clone(),
        };
        let name = match (step.kind, page.line.origin_kind) {
            (StepKind::Opened, OriginKind::WorkplanLine) => v.word("way-planned"),
            (StepKind::Opened, OriginKind::Conclusion) => v.word("way-concluded"),
            (StepKind::Opened, _) => v.word("way-promised"),
            _ => v.word(step.kind.word()),
        };
        let of_step = page.proofs.iter().filter(|proof| proof.step == step.number);
        let (mut proofs, mut photos) = (Vec::new(), Vec::new());
        for proof in of_step {
            match (proof.kind, proof.attachment_id) {
                (ProofKind::Photo, Some(photo)) => {
                    photos.push(v.to(format!("/dau-viec/{id}/anh/{photo}")));
                }
                _ => proofs.push(proved(v, proof)),
            }
        }
        let by = called(v, step.post.as_deref(), step.post_en.as_deref());
        let about = Some((v.to(format!("/dau-viec/{id}")), page.line.work.clone()));
        let parts = vec![Part { about, said, proofs, photos }];
        Some(Chapter { on: step.on, order, name, by, parts })
    });
    Ok(told.collect())
}

fn promised(v: &Viewer, page: &matter::Page) -> String {
    let owner = v.called(&page.line.owner, &page.line.owner_en);
    v.say("way-promise", [("post", v.txt(owner)), ("day", v.on(page.line.due_on))])
}

fn proved(v: &Viewer, proof: &matter::ProofRow) -> String {
    match (&proof.document, proof.dated_on) {
        (Some(number), Some(day)) => {
            v.say("matter-proof-document", [("number", v.txt(number)), ("day", v.on(day))])
        }
        _ => {
            let label = proof.label.as_deref().unwrap_or_default();
            let measure = proof.measure.as_deref().unwrap_or_default();
            format!("{label}: {} {measure}", v.milli(proof.value_milli.unwrap_or_default()))
        }
    }
}
