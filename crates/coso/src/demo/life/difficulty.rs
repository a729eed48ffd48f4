//! Difficulties: raised by the place, on a visit, at a conference or out of what residents reported;
//! overcome when the people concerned say so at a meeting, which the Front enters.

use anyhow::{Context, Result};
use desk::difficulty::Change;
use ledger::DifficultyId;
use ledger::difficulty::{Confirmation, Figure, NewDifficulty, ToldBy};
use sample::life::{Difficulty, Raised};

use super::{Living, code};

/// What a place does first about a difficulty that it takes up by itself.
const TAKEN_UP: &str = "Họp các hộ bị ảnh hưởng, chọn việc làm trước và chia người lo từng việc.";

impl Living {
    /// The difficulty with a key in the story.
    pub(super) fn difficulty(&self, key: &str) -> Result<Difficulty> {
        self.life.difficulty(key).cloned().with_context(|| format!("no difficulty {key}"))
    }

    /// A difficulty of the story in the registry.
    pub(super) fn difficulty_id(&self, key: &str) -> Result<DifficultyId> {
        let id = self.kept.difficulties.get(key);
        id.copied().with_context(|| format!("the difficulty {key} was not raised"))
    }

    /// What raises a difficulty of the story.
    pub(super) fn new_difficulty(&self, it: &Difficulty) -> Result<NewDifficulty> {
        let told_by = match it.raised {
            Raised::Place => ToldBy::Place,
            Raised::Visit => ToldBy::Visit,
            Raised::Conference => ToldBy::Conference,
            Raised::Feedback => ToldBy::Feedback,
        };
        Ok(NewDifficulty {
            id: DifficultyId(self.desk.clock.id()),
            unit: self.places.unit(it.place)?,
            category: Some(code::category(it.category)),
            title: it.title.clone(),
            text: it.text.clone(),
            since_on: Some(self.day(it.since)),
            told_by,
            tried: it.tried.clone(),
            figure: Some(Figure {
                label: it.measure.what.clone(),
                value_milli: it.measure.before * 1_000,
                unit: it.measure.unit.clone(),
                on: self.desk.clock.today(),
            }),
        })
    }

    /// A difficulty is raised by whoever heard of it.
    pub(super) async fn raise(&mut self, key: &str) -> Result<()> {
        let it = self.difficulty(key)?;
        match (it.raised, &it.origin) {
            (Raised::Conference, Some(conference)) => {
                let conference = conference.clone();
                return self.hear(&it, &conference).await;
            }
            (Raised::Feedback, _) if self.gather(&it).await? => return Ok(()),
            _ => {}
        }
        // What is heard on a visit the place raises that day; the visit's record names it.
        let new = self.new_difficulty(&it)?;
        let actor = self.actor(&it.by, it.place).await?;
        let id = desk::difficulty::raise(&self.desk, &actor, new).await?;
        self.kept.difficulties.insert(key.to_owned(), id);
        Ok(())
    }

    /// Work on it begins, unless a matter, a plan's line or a practice has begun it already.
    pub(super) async fn take_up(&mut self, key: &str) -> Result<()> {
        let it = self.difficulty(key)?;
        let page = self.difficulty_page(key).await?;
        if page.difficulty.state != ledger::difficulty::State::NoWay {
            return Ok(());
        }
        let actor = self.actor(&it.head, it.place).await?;
        let shown = (page.line.difficulty_id, page.revision);
        let first = Change::TakeUp(TAKEN_UP.to_owned());
        Ok(desk::difficulty::change(&self.desk, &actor, shown, first).await?)
    }

    /// The head says that it is overcome, with the figure after.
    pub(super) async fn claim(&mut self, key: &str) -> Result<()> {
        let it = self.difficulty(key)?;
        let page = self.difficulty_page(key).await?;
        let actor = self.actor(&it.head, it.place).await?;
        let after = Figure {
            label: it.measure.what.clone(),
            value_milli: it.measure.after * 1_000,
            unit: it.measure.unit.clone(),
            on: self.desk.clock.today(),
        };
        let shown = (page.line.difficulty_id, page.revision);
        Ok(desk::difficulty::change(&self.desk, &actor, shown, Change::Claim(Some(after))).await?)
    }

    /// The people concerned were asked at a meeting; the Front of the commune enters what they said.
    pub(super) async fn confirm_overcome(&mut self, key: &str) -> Result<()> {
        let it = self.difficulty(key)?;
        let over = it.overcome.context("not overcome in the story")?;
        let page = self.difficulty_page(key).await?;
        let commune = it.place.territory().context("a difficulty of a place")?;
        let actor = self.actor(&format!("{}-mttq", commune.key()), it.place).await?;
        let [attending, agreed] = over.tally;
        let said = Confirmation {
            minutes: over.minutes_number,
            held_on: self.desk.clock.today(),
            attending,
            agreed,
        };
        let shown = (page.line.difficulty_id, page.revision);
        Ok(desk::difficulty::change(&self.desk, &actor, shown, Change::Confirm(said)).await?)
    }

    /// A difficulty as it stands.
    async fn difficulty_page(&self, key: &str) -> Result<store::difficulty::Page> {
        let id = self.difficulty_id(key)?;
        let (reader, all) = (self.desk.store.read(), desk::authority::system_scope());
        let today = self.desk.clock.today();
        let page = store::difficulty::page(&reader, &all, id, today).await?;
        page.with_context(|| format!("the difficulty {key} is gone"))
    }
}
