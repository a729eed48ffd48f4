//! Conferences: called with contributions asked for, held with minutes, concluded by a notice.

use anyhow::{Context, Result};
use desk::conference::{Minutes, Moving};
use ledger::conference::{
    Due, Guest, Kind, NewConclusion, NewConference, NewContribution, NewNotice, NewTask, Sent,
};
use ledger::{ConclusionId, ConferenceId, ContributionId, MatterId};
use sample::life::{Conference, ConferenceKind, Difficulty, Matter, Place};

use super::Living;
use super::code;
use super::matter::number_of;

impl Living {
    fn conference(&self, key: &str) -> Result<Conference> {
        self.life.conference(key).cloned().with_context(|| format!("no conference {key}"))
    }

    fn conference_id(&self, key: &str) -> Result<ConferenceId> {
        let id = self.kept.conferences.get(key).copied();
        id.with_context(|| format!("the conference {key} was not called"))
    }

    async fn conference_revision(&self, id: ConferenceId) -> Result<i64> {
        let (reader, all) = (self.desk.store.read(), desk::authority::system_scope());
        let today = self.desk.clock.today();
        let page = store::conference::page(&reader, &all, (id, &[]), today).await?;
        Ok(page.context("a conference is gone")?.revision)
    }

    /// Invitations go out, and contributions are asked for.
    pub(super) async fn call_conference(&mut self, key: &str) -> Result<()> {
        let it = self.conference(key)?;
        let id = ConferenceId(self.desk.clock.id());
        let held_on = self.day(it.postponed.as_ref().map_or(it.held_on, |put_off| put_off.from));
        let before = self
            .life
            .conferences
            .iter()
            .filter(|c| c.concluded_on.is_some_and(|on| on < it.called_on));
        let before =
            before.max_by_key(|c| c.held_on).and_then(|c| self.kept.conferences.get(&c.key));
        let chair = self.life.post(&it.chair).context("nobody in the chair")?.body.clone();
        let new = NewConference {
            id,
            kind: Some(match it.kind {
                ConferenceKind::GiaoBan => Kind::Thematic,
                ConferenceKind::DinhKy => Kind::Regular,
            }),
            theme: it.title.clone(),
            held_on: Some(held_on),
            place: it.where_held().to_owned(),
            unit: self.places.city,
            body: Some(self.body(&chair, Place::CITY)?),
            chair: Some(self.post(&it.chair, Place::CITY)?),
            follows: before.copied(),
            purpose: it.theme.clone(),
            invited: self.guests(&it)?,
            report: format!("{}\n{}", it.report_title, it.report),
        };
        let actor = self.actor(&it.secretary, Place::CITY).await?;
        desk::conference::call(&self.desk, &actor, new, None).await?;
        self.kept.conferences.insert(key.to_owned(), id);
        for part in &it.contributions {
            let new = NewContribution {
                id: ContributionId(self.desk.clock.id()),
                post: Some(self.post(&part.by, self.home(&part.by))?),
                topic: part.title.clone(),
                due_on: Some(self.day(it.contributions_due_on)),
            };
            let asked = desk::conference::ask(&self.desk, &actor, id, new).await?;
            self.kept.contributions.insert(part.key.clone(), asked);
        }
        Ok(())
    }

    /// It is put off to the day on which it is held in the story.
    pub(super) async fn postpone(&mut self, key: &str) -> Result<()> {
        let it = self.conference(key)?;
        let put_off = it.postponed.context("it was not put off")?;
        let id = self.conference_id(key)?;
        let revision = self.conference_revision(id).await?;
        let actor = self.actor(&it.secretary, Place::CITY).await?;
        let to = Moving::Postpone(Some(self.day(it.held_on)));
        Ok(desk::conference::move_it(&self.desk, &actor, (id, revision), (to, put_off.why)).await?)
    }

    /// Places, bodies and posts that are invited; before the reform the old communes are.
    fn guests(&self, it: &Conference) -> Result<Vec<Guest>> {
        let mut guests = Vec::new();
        for place in &it.places {
            guests.extend(self.units_of(*place)?.into_iter().map(Guest::Unit));
        }
        for key in &it.bodies {
            guests.extend(self.bodies(key)?.into_iter().map(Guest::Body));
        }
        for key in &it.attending {
            guests.push(Guest::Post(self.post(key, self.home(key))?));
        }
        Ok(guests)
    }

    /// The place of a post.
    pub(super) fn home(&self, post: &str) -> Place {
        self.life.post(post).and_then(|post| post.place).unwrap_or(Place::CITY)
    }

    /// A contribution comes in.
    pub(super) async fn contribute(&mut self, key: &str, number: usize) -> Result<()> {
        let it = self.conference(key)?;
        let part = it.contributions.get(number).context("no such contribution")?;
        let id = *self.kept.contributions.get(&part.key).context("it was not asked for")?;
        let sent = Sent { title: part.title.clone(), text: part.text.clone().unwrap_or_default() };
        let actor = self.actor(&part.by, self.home(&part.by)).await?;
        Ok(desk::conference::send(&self.desk, &actor, id, sent, None).await?)
    }

    /// The minutes are ready: it was held.
    pub(super) async fn minutes(&mut self, key: &str) -> Result<()> {
        let it = self.conference(key)?;
        let id = self.conference_id(key)?;
        let revision = self.conference_revision(id).await?;
        let minutes =
            Minutes { text: it.minutes.context("no minutes in the story")?, ..Minutes::default() };
        let actor = self.actor(&it.secretary, Place::CITY).await?;
        Ok(desk::conference::hold(&self.desk, &actor, (id, revision), minutes).await?)
    }

    /// The notice of conclusions is issued, and opens its matters.
    pub(super) async fn conclude(&mut self, key: &str) -> Result<()> {
        let it = self.conference(key)?;
        let id = self.conference_id(key)?;
        let today = self.desk.clock.today();
        let mut conclusions = Vec::new();
        for matter in &it.conclusions {
            conclusions.push(self.conclusion(matter)?);
        }
        let opened: Vec<MatterId> =
            conclusions.iter().flat_map(|one| &one.tasks).map(|task| task.id).collect();
        let number = number_of(&it.notice.context("no notice in the story")?, today);
        let notice = NewNotice { number, dated_on: Some(today), conclusions };
        let actor = self.actor(&it.chair, Place::CITY).await?;
        let revision = self.conference_revision(id).await?;
        desk::conference::conclude(&self.desk, &actor, (id, revision), notice, None).await?;
        let keys = it.conclusions.iter().map(|matter| matter.key.clone());
        self.kept.matters.extend(keys.zip(opened));
        Ok(())
    }

    fn conclusion(&self, matter: &Matter) -> Result<NewConclusion> {
        let place = matter.place.unwrap_or(Place::CITY);
        let difficulty = matter.difficulty.as_ref();
        let difficulty = difficulty.map(|key| self.difficulty_id(key)).transpose()?;
        let about = |post: &str| if place == Place::CITY { self.home(post) } else { place };
        let mut cooperating = Vec::new();
        for post in &matter.with {
            cooperating.push(self.post(post, about(post))?);
        }
        let unit = match matter.place {
            Some(place) => self.units_of(place)?.first().copied(),
            None => None,
        };
        let task = NewTask {
            id: MatterId(self.desk.clock.id()),
            work: matter.work.clone(),
            head: Some(self.post(&matter.head, about(&matter.head))?),
            cooperating,
            due: Some(Due::Within(matter.within.into())),
            responsibility: matter.responsibility.clone(),
            product: matter.product.clone(),
            authority: matter.authority.clone(),
            wanted: Some(code::proof(matter.proof)),
            unit,
        };
        let (id, text) = (ConclusionId(self.desk.clock.id()), matter.work.clone());
        Ok(NewConclusion { id, text, difficulty, tasks: vec![task] })
    }

    /// A difficulty that was heard at a conference is raised there by its secretary.
    pub(super) async fn hear(&mut self, it: &Difficulty, conference: &str) -> Result<()> {
        let secretary = self.conference(conference)?.secretary;
        let id = self.conference_id(conference)?;
        let new = self.new_difficulty(it)?;
        let actor = self.actor(&secretary, Place::CITY).await?;
        let raised = desk::conference::hear(&self.desk, &actor, id, new).await?;
        self.kept.difficulties.insert(it.key.clone(), raised);
        Ok(())
    }
}
