//! Residents' word: sent without an account, read and shown by the commune's office, confirmed or
//! reopened by whoever holds the code.

use anyhow::{Context, Result};
use desk::feedback::{NewFeedback, Place as Spot, Reply};
use geo::BoundingRect as _;
use ledger::FeedbackId;
use ledger::feedback::{Concerned, Kind, Moderation, NewFeedback as Typed, Verdict};
use ledger::matter::{Act as Move, State};
use sample::life::{Category, Difficulty, Feedback, RESIDENT};
use units::{DoorPoint, UnitId};

use super::{Living, code};

impl Living {
    fn feedback(&self, key: &str) -> Result<Feedback> {
        self.life.feedback(key).cloned().with_context(|| format!("no feedback {key}"))
    }

    /// Somebody sends what is wrong or needed, or lets the head of the group enter it.
    pub(super) async fn send_feedback(&mut self, key: &str) -> Result<()> {
        let it = self.feedback(key)?;
        let is_idea = it.category == Category::SangKien;
        let typed = Typed {
            kind: Some(if is_idea { Kind::Need } else { Kind::Report }),
            category: Some(code::category(it.category)),
            said: it.text.clone(),
            concerned: (it.category == Category::ThaiDo).then_some(Concerned::Commune),
            photos: 0,
        };
        let unit = self.places.unit(it.place)?;
        let place = Spot { unit: Some(unit), point: self.spot(key, unit, it.category).await? };
        let new = NewFeedback { key: uuid::Uuid::new_v4(), typed, place, photos: Vec::new() };
        let receipt = if it.by == RESIDENT {
            desk::feedback::submit(&self.desk, new).await?
        } else {
            let head = self.actor(&it.by, it.place).await?;
            desk::feedback::enter(&self.desk, &head, new).await?
        };
        self.kept.codes.insert(key.to_owned(), receipt.code);
        self.kept.feedbacks.insert(key.to_owned(), receipt.feedback);
        self.kept.matters.insert(key.to_owned(), receipt.matter);
        Ok(())
    }

    /// Where in its place somebody stood who told of a thing that can be gone to; always the same.
    async fn spot(&self, key: &str, unit: UnitId, about: Category) -> Result<Option<DoorPoint>> {
        let is_nowhere =
            [Category::DichVuCong, Category::SangKien, Category::ThaiDo].contains(&about);
        let (reader, all) = (self.desk.store.read(), desk::authority::system_scope());
        let today = self.desk.clock.today();
        let shape = store::unit::shape(&reader, &all, unit, today).await?;
        let land = shape.and_then(|bytes| atlas::wkb::read_area(&bytes)?.bounding_rect());
        let Some(land) = land.filter(|_| !is_nowhere) else { return Ok(None) };
        for turn in 0..64 {
            let at = [share(key, 2 * turn), share(key, 2 * turn + 1)];
            let at = [land.min().x + land.width() * at[0], land.min().y + land.height() * at[1]];
            let [lon_e7, lat_e7] = at.map(e7);
            let point = DoorPoint { lon_e7, lat_e7 };
            if desk::place::base_unit_at(&self.desk, point, today).await? == Some(unit) {
                return Ok(Some(point));
            }
        }
        Ok(None)
    }

    /// The office reads it, lets everybody see it unless it is about conduct, and passes it to the post
    /// that answers where the rule of its field named another.
    pub(super) async fn sort_feedback(&mut self, key: &str) -> Result<()> {
        let it = self.feedback(key)?;
        let id = *self.kept.feedbacks.get(key).context("it was not sent")?;
        let commune = it.place.territory().context("a feedback of a place")?;
        let office = format!("{}-van-phong", commune.key());
        let actor = self.actor(&office, it.place).await?;
        let is_about_conduct = it.category == Category::ThaiDo;
        if !is_about_conduct {
            let verdict =
                Verdict { decision: Moderation::AsIs, text: String::new(), photos: Vec::new() };
            desk::feedback::moderate(&self.desk, &actor, id, verdict).await?;
        }
        let rule = self.life.rule(it.category).context("a category without a rule")?;
        let head = self.post(&it.matter(rule).head, it.place)?;
        let page = self.matter_page(key).await?;
        let shown = (page.line.matter_id, page.revision);
        if page.line.state == State::Received {
            return Ok(desk::matter::act(&self.desk, &actor, shown, Move::Assign(head)).await?);
        }
        if page.line.owner_id == head {
            return Ok(());
        }
        let passed = Move::Redirect(head, it.title.clone());
        if is_about_conduct {
            // The office is of those concerned: whoever owes the answer passes it on.
            let owner = self.actor_of(page.line.owner_id).await?;
            return Ok(desk::matter::act(&self.desk, &owner, shown, passed).await?);
        }
        Ok(desk::matter::act(&self.desk, &actor, shown, passed).await?)
    }

    /// Whoever holds the code says that it is solved, or what is missing.
    pub(super) async fn reply(&mut self, key: &str, missing: Option<String>) -> Result<()> {
        let code = self.kept.codes.get(key).with_context(|| format!("no code for {key}"))?;
        let said = missing.map_or(Reply::Solved, Reply::NotSolved);
        Ok(desk::feedback::reply(&self.desk, code, said).await?)
    }

    /// Several feedbacks of one place are gathered into a difficulty.
    pub(super) async fn gather(&mut self, it: &Difficulty) -> Result<bool> {
        let about = |f: &&Feedback| f.difficulty.as_deref() == Some(it.key.as_str());
        let sent = self.life.feedbacks.iter().filter(about);
        let ids: Vec<FeedbackId> =
            sent.filter_map(|f| self.kept.feedbacks.get(&f.key).copied()).collect();
        if ids.is_empty() {
            return Ok(false);
        }
        let new = self.new_difficulty(it)?;
        let actor = self.actor(&it.by, it.place).await?;
        let id = desk::feedback::gather(&self.desk, &actor, &ids, new).await?;
        self.kept.difficulties.insert(it.key.clone(), id);
        Ok(true)
    }
}

/// A share of one, by a key and a turn: the same in every demonstration (FNV-1a).
#[expect(clippy::cast_precision_loss, reason = "24 bits are far below 2^52")]
fn share(key: &str, turn: u64) -> f64 {
    let bytes = key.bytes().chain(turn.to_le_bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 40) as f64 / (1_u64 << 24) as f64
}

#[expect(clippy::cast_possible_truncation, reason = "degrees of a city are below 180")]
fn e7(degrees: f64) -> i32 {
    (degrees * 1e7).round() as i32
}
