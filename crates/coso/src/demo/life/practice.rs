//! Practices: registered, tried, assessed by others, recognised, spread, ended; offered to places with
//! the same difficulty, taken up there, their result told after three months and confirmed.

use anyhow::{Context, Result};
use desk::practice::{NewCorrection, NewPractice, Thanks};
use ledger::difficulty::{Confirmation, Figure};
use ledger::practice::{
    Answer, CampaignField, Correction, NewContent, NewMeasure, Offer, Step, Told,
};
use ledger::{AdoptionId, PracticeId};
use sample::life::{Adoption, Category, Measure, OfferAnswer, Place, Practice, Stage};

use super::{Living, code};

impl Living {
    fn practice(&self, key: &str) -> Result<Practice> {
        self.life.practice(key).cloned().with_context(|| format!("no practice {key}"))
    }

    fn adoption(&self, key: &str, number: usize) -> Result<Adoption> {
        let practice = self.practice(key)?;
        practice.adoptions.get(number).cloned().with_context(|| format!("no adoption of {key}"))
    }

    /// A practice reaches a stage.
    pub(super) async fn practice_stage(&mut self, key: &str, number: usize) -> Result<()> {
        let it = self.practice(key)?;
        let stage = it.stages.get(number).context("no such stage")?.clone();
        let actor = self.actor(&stage.by, it.place).await?;
        let today = Some(self.desk.clock.today());
        let step = match stage.stage {
            Stage::Registered => return self.register(&it, &stage.by).await,
            Stage::Tried => Step::Try { begun_on: today },
            Stage::Assessed => Step::Assess {
                after: it.results.iter().map(|m| (Some(m.after * 1_000), today)).collect(),
                said: it.assessment(stage.note.as_deref()),
            },
            Stage::Recognised => {
                let document = format!("Văn bản công nhận “{}”", it.name);
                Step::Recognise { document, dated_on: today }
            }
            Stage::Spread => Step::Spread,
            Stage::Ended => Step::End { why: stage.note.clone().unwrap_or_default() },
        };
        let id = *self.kept.practices.get(key).context("the practice was not registered")?;
        let revision = self.practice_revision(id).await?;
        desk::practice::step(&self.desk, &actor, (id, revision), step).await?;
        match stage.note.filter(|note| note.contains("cảm ơn")) {
            Some(said) => {
                let id_of_thanks = self.desk.clock.id();
                let thanks = Thanks { id: id_of_thanks, practice: id, adoption: None, said };
                Ok(desk::practice::thank(&self.desk, &actor, thanks).await?)
            }
            None => Ok(()),
        }
    }

    async fn register(&mut self, it: &Practice, by: &str) -> Result<()> {
        let content = content_of(it, self.desk.clock.today());
        let new = NewPractice {
            id: PracticeId(self.desk.clock.id()),
            unit: Some(self.places.unit(it.place)?),
            ask: Some(self.post(&it.ask, it.place)?),
            content,
        };
        let actor = self.actor(by, it.place).await?;
        let id = desk::practice::register(&self.desk, &actor, new).await?;
        self.kept.practices.insert(it.key.clone(), id);
        Ok(())
    }

    /// What a practice says is put right by the post that registered it.
    pub(super) async fn correct_practice(&mut self, key: &str) -> Result<()> {
        let mut it = self.practice(key)?;
        let correction = it.correction.take().context("nothing to correct")?;
        let first = it.stages.first().context("it was not registered")?;
        let (by, counted_on) = (first.by.clone(), self.day(first.on));
        (it.cost_vnd, it.conditions) = (correction.cost_vnd, correction.conditions);
        let content = content_of(&it, counted_on);
        let id = *self.kept.practices.get(key).context("the practice was not registered")?;
        let revision = self.practice_revision(id).await?;
        let correction = Correction { content, ask: None, why: correction.why };
        let new = NewCorrection { id: self.desk.clock.id(), correction };
        let actor = self.actor(&by, it.place).await?;
        Ok(desk::practice::correct(&self.desk, &actor, (id, revision), new).await?)
    }

    async fn practice_revision(&self, id: PracticeId) -> Result<i64> {
        let (reader, all) = (self.desk.store.read(), desk::authority::system_scope());
        let page = store::practice::page(&reader, &all, id, self.desk.clock.today()).await?;
        Ok(page.context("a practice is gone")?.revision)
    }

    /// A practice is offered for a difficulty, with the reason.
    pub(super) async fn offer(&mut self, key: &str, number: usize) -> Result<()> {
        let it = self.difficulty(key)?;
        let offer = it.offers.get(number).context("no such offer")?.clone();
        let difficulty = Some(self.difficulty_id(key)?);
        let new = self.new_offer((&offer.practice, it.place), difficulty, offer.why)?;
        let actor = self.actor(&offer.by, it.place).await?;
        let id = desk::practice::offer(&self.desk, &actor, new).await?;
        self.kept.adoptions.insert((offer.practice, it.place), id);
        Ok(())
    }

    fn new_offer(
        &self,
        (practice, place): (&str, Place),
        difficulty: Option<ledger::DifficultyId>,
        why: String,
    ) -> Result<Offer> {
        let practice = self.kept.practices.get(practice).copied();
        Ok(Offer {
            id: AdoptionId(self.desk.clock.id()),
            practice: practice.context("the practice was not registered")?,
            unit: self.places.unit(place)?,
            difficulty,
            why,
        })
    }

    /// The place answers an offer. What it takes up is begun with the figure of that day.
    pub(super) async fn answer_offer(&mut self, key: &str, number: usize) -> Result<()> {
        let it = self.difficulty(key)?;
        let offer = it.offers.get(number).context("no such offer")?.clone();
        let head = match it.place.number() {
            Some(_) => format!("{}-truong", it.place.key()),
            None => format!("{}-chu-tich", it.place.key()),
        };
        let answer = match offer.answer {
            OfferAnswer::Taken => {
                let practice = self.practice(&offer.practice)?;
                let taken = practice.adoptions.iter().find(|taken| taken.place == it.place);
                self.begun(taken.context("taken up, but nowhere tried")?)?
            }
            OfferAnswer::Declined => Answer::Decline(offer.note.unwrap_or_default()),
            OfferAnswer::Waiting => return Ok(()),
        };
        self.answers((&offer.practice, it.place), &head, answer).await
    }

    fn begun(&self, it: &Adoption) -> Result<Answer> {
        let counted = it.result.as_ref().map(|result| &result.measure).or(it.starts.as_ref());
        let counted = counted.context("taken up without a figure")?;
        let today = self.desk.clock.today();
        let before = Some(figure(counted, counted.before, today));
        Ok(Answer::TakeUp { begun_on: Some(today), before })
    }

    /// A place takes a practice up: after an offer, or by itself.
    pub(super) async fn adopt(&mut self, key: &str, number: usize) -> Result<()> {
        let it = self.adoption(key, number)?;
        let at = (key.to_owned(), it.place);
        if self.kept.adoptions.contains_key(&at) {
            // Taken up when the offer was answered.
            return Ok(());
        }
        let new = self.new_offer((key, it.place), None, it.adapted.clone())?;
        let actor = self.actor(&it.by, it.place).await?;
        let id = desk::practice::offer(&self.desk, &actor, new).await?;
        self.kept.adoptions.insert(at, id);
        let begun = self.begun(&it)?;
        self.answers((key, it.place), &it.by, begun).await
    }

    /// The result after three months; a place that does not go on with it says so.
    pub(super) async fn tell_result(&mut self, key: &str, number: usize) -> Result<()> {
        let it = self.adoption(key, number)?;
        let result = it.result.clone().context("no result in the story")?;
        let told = Told {
            after_milli: Some(result.measure.after * 1_000),
            after_on: Some(self.desk.clock.today()),
            said: format!("{}\n{}", it.adapted, result.text),
        };
        self.answers((key, it.place), &it.by, Answer::Tell(told)).await?;
        if result.is_kept {
            return Ok(());
        }
        self.answers((key, it.place), &it.by, Answer::Stop(result.text)).await
    }

    /// The people there were asked at a meeting; the Front of the commune enters what they said.
    pub(super) async fn confirm_result(&mut self, key: &str, number: usize) -> Result<()> {
        let it = self.adoption(key, number)?;
        let result = it.result.context("no result in the story")?;
        let [attending, agreed] = result.tally.context("confirmed by nobody")?;
        let minutes = result.minutes_number.context("confirmed without minutes")?;
        let held_on = self.desk.clock.today();
        let said = Answer::Confirm(Confirmation { minutes, held_on, attending, agreed });
        let commune = it.place.territory().context("an adoption of a place")?;
        self.answers((key, it.place), &format!("{}-mttq", commune.key()), said).await
    }

    async fn answers(
        &mut self,
        (practice, place): (&str, Place),
        by: &str,
        answer: Answer,
    ) -> Result<()> {
        let id = self.kept.adoptions.get(&(practice.to_owned(), place)).copied();
        let id = id.context("the practice was not offered there")?;
        let actor = self.actor(by, place).await?;
        let (reader, all) = (self.desk.store.read(), desk::authority::system_scope());
        let page = store::practice::adoption(&reader, &all, id, self.desk.clock.today()).await?;
        let revision = page.context("an adoption is gone")?.revision;
        Ok(desk::practice::answer(&self.desk, &actor, (id, revision), answer).await?)
    }
}

/// What a practice says; its figures before were counted on a day.
fn content_of(it: &Practice, counted_on: units::Day) -> NewContent {
    let measures = it.results.iter().map(|measure| NewMeasure {
        label: measure.what.clone(),
        unit: measure.unit.clone(),
        before_milli: Some(measure.before * 1_000),
        before_on: Some(counted_on),
    });
    let campaign = it.campaign.map(|_| ledger::practice::Campaign::DanVanKheo);
    NewContent {
        category: Some(code::category(it.category)),
        campaign,
        field: campaign.map(|_| field_of(it.category)),
        title: it.name.clone(),
        problem: it.problem.clone(),
        content: it.content.clone(),
        method: it.method.clone(),
        resources: it.resources.clone(),
        cost_vnd: Some(it.cost_vnd),
        participation: it.participation.clone(),
        conditions: it.conditions.clone(),
        measures: measures.collect(),
    }
}

fn figure(of: &Measure, value: i64, on: units::Day) -> Figure {
    Figure { label: of.what.clone(), value_milli: value * 1_000, unit: of.unit.clone(), on }
}

/// The field of dân vận khéo that something belongs to.
const fn field_of(category: Category) -> CampaignField {
    match category {
        Category::AnNinh | Category::PhongChay => CampaignField::Defence,
        Category::DichVuCong | Category::ThaiDo | Category::SangKien => {
            CampaignField::PoliticalSystem
        }
        Category::GiaoThong | Category::XayDung | Category::DatNha => CampaignField::Economy,
        _ => CampaignField::Society,
    }
}
