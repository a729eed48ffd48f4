//! What the page of a matter shows, and which forms the reader gets.

use askama::Template;
use desk::matter::{Rights, rights};
use ledger::matter::{OriginKind, ProofKind, State as Stage};
use ledger::{MatterId, WorkplanId};
use store::matter::{self, Page, ProofRow, StepRow};
use store::post::Post;

use super::answer::Typed;
use crate::error::Fault;
use crate::layout::{Complaints, Crumb};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "matter/page.html")]
pub(super) struct MatterPage {
    pub(super) v: Viewer,
    pub(super) crumbs: Vec<Crumb>,
    pub(super) complaints: Complaints,
    pub(super) page: Page,
    pub(super) asker: String,
    pub(super) rights: Rights,
    pub(super) posts: Vec<Post>,
    pub(super) typed: Typed,
    pub(super) days_left: i64,
    /// The plan whose line opened it.
    pub(super) workplan: Option<WorkplanId>,
}

impl MatterPage {
    /// The page as this reader sees it, with what is wrong in a form that was sent.
    ///
    /// # Errors
    /// [`Fault::NotFound`] where the reader may not know of it, or a failure.
    pub(super) async fn open(
        v: Viewer,
        site: &Site,
        id: MatterId,
        complaints: Complaints,
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let page = matter::page(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
        let rights = match &v.actor {
            Some(actor) => rights(&site.desk, actor, &page).await?,
            None => Rights::default(),
        };
        let mut posts = Vec::new();
        if rights.answers || rights.sorts {
            posts = store::post::of_commune(&reader, &scope, page.line.commune_id, v.today).await?;
            if page.line.commune_id.is_some() {
                posts.extend(store::post::of_commune(&reader, &scope, None, v.today).await?);
            }
            posts.retain(|post| post.post_id != page.line.owner_id);
        }
        let asker = asker(&v, site, &page).await?;
        let days_left = site.desk.calendar.working_days(v.today, page.line.due_on);
        let workplan = match page.line.origin_kind {
            OriginKind::WorkplanLine => {
                store::workplan::plan_of(&reader, &scope, page.line.origin_id.into()).await?
            }
            _ => None,
        };
        let crumbs = crumbs(&v, &page);
        let typed = Typed::on(v.today);
        Ok(Self { v, crumbs, complaints, page, asker, rights, posts, typed, days_left, workplan })
    }

    fn address(&self, act: &str) -> String {
        self.v.to(format!("/dau-viec/{}{act}", self.page.line.matter_id))
    }

    fn posts_to_choose(&self) -> Vec<(String, String)> {
        let named = self
            .posts
            .iter()
            .map(|post| (post.post_id.to_string(), self.v.called(&post.name, &post.name_en)));
        named.collect()
    }

    fn due(&self) -> String {
        let v = &self.v;
        match self.days_left {
            _ if !self.page.line.state.is_owed() => {
                v.say("matter-due", [("day", v.on(self.page.line.due_on))])
            }
            0 if self.page.line.due_on == v.today => v.word("matter-due-today"),
            _ if self.page.line.is_late(v.today) => {
                let days = self.page.line.due_on.days_until(v.today);
                v.say("matter-late", [("days", v.num(days))])
            }
            days => v.say("matter-due-in", [("days", v.num(days))]),
        }
    }

    /// Which proof comes first in the form: the wanted one, then the others.
    fn wants(&self, kind: &str) -> bool {
        self.page.proof.as_str() == kind
    }

    fn hand(&self, step: &StepRow) -> String {
        match (step.hand.as_str(), &step.post) {
            (_, Some(post)) => self.v.called(post, step.post_en.as_deref().unwrap_or_default()),
            ("asker", None) => self.v.word("matter-by-asker"),
            _ => self.v.word("matter-by-program"),
        }
    }

    /// What a step says beside its name: to whom, by when, why.
    fn told(&self, step: &StepRow) -> Vec<String> {
        let v = &self.v;
        let mut told = Vec::new();
        let to_post = step
            .to_post
            .as_ref()
            .map(|post| v.called(post, step.to_post_en.as_deref().unwrap_or_default()));
        match (&step.to_unit, to_post) {
            (Some((_, unit)), Some(post)) => {
                told.push(v.say("matter-moved", [("unit", v.txt(unit)), ("post", v.txt(post))]));
            }
            (None, Some(post)) => told.push(v.say("matter-to", [("post", v.txt(post))])),
            _ => {}
        }
        if let Some(day) = step.due_on {
            told.push(v.say("matter-due-set", [("day", v.on(day))]));
        }
        if let Some(day) = step.done_on {
            told.push(v.say("matter-done-on", [("day", v.on(day))]));
        }
        told.extend(step.code.as_ref().map(|code| v.word(code)));
        told
    }

    fn proofs_of(&self, step: i64) -> impl Iterator<Item = &ProofRow> {
        self.page.proofs.iter().filter(move |proof| proof.step == step)
    }

    fn figure(&self, proof: &ProofRow) -> String {
        let label = proof.label.as_deref().unwrap_or_default();
        let measure = proof.measure.as_deref().unwrap_or_default();
        format!("{label}: {} {measure}", self.v.milli(proof.value_milli.unwrap_or_default()))
    }

    /// Where it came from, if that has a page.
    fn origin_address(&self) -> Option<String> {
        let id = self.page.line.origin_id;
        Some(match self.page.line.origin_kind {
            OriginKind::Difficulty => self.v.to(format!("/kho-khan/{id}")),
            OriginKind::Feedback if self.v.actor.is_some() => {
                self.v.to(format!("/phan-anh/tiep-nhan/{id}"))
            }
            OriginKind::Feedback => self.v.to(format!("/phan-anh/cong-khai/{id}")),
            OriginKind::Visit => self.v.to(format!("/di-co-so/{id}")),
            OriginKind::WorkplanLine => {
                self.v.to(format!("/chuong-trinh/ke-hoach/{}", self.workplan?))
            }
            OriginKind::Conclusion => self.v.to(format!("/hoi-nghi/ket-luan/{id}")),
            _ => return None,
        })
    }
}

fn crumbs(v: &Viewer, page: &Page) -> Vec<Crumb> {
    let mut crumbs = Vec::new();
    if v.actor.is_some() {
        crumbs.push(Crumb::word(v, "/viec-can-lam", "inbox-nav"));
    }
    if let Some(unit) = &page.line.unit {
        crumbs.push(Crumb::named(v, &format!("/dia-ban/{}", page.line.unit_id), unit));
    }
    crumbs
}

/// To whom the answer is owed, by name of post, body or place.
async fn asker(v: &Viewer, site: &Site, page: &Page) -> Result<String, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    if let Some(body) = page.asker_body_id {
        let bodies = store::body::list(&reader, &scope, v.today).await?;
        if let Some(body) = bodies.into_iter().find(|one| one.body_id == body) {
            return Ok(v.called(body.name, body.name_en));
        }
    }
    if let Some(unit) = page.asker_unit_id
        && let Some(line) = store::unit::line(&reader, &scope, unit, v.today).await?
    {
        return Ok(line.name);
    }
    Ok(match &page.asker_post {
        Some((_, name)) => name.clone(),
        None => v.word("matter-asker-resident"),
    })
}
