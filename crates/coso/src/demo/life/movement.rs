//! Movements: launched on a resolution, joined by choice, told of in activities and figures.

use anyhow::{Context, Result};
use desk::movement::{News, Who};
use ledger::MovementId;
use ledger::movement::NewMovement;
use sample::life::{Movement, Place};

use super::Living;

impl Living {
    fn movement(&self, key: &str) -> Result<Movement> {
        let mut movements = self.life.movements.iter();
        movements.find(|m| m.key == key).cloned().with_context(|| format!("no movement {key}"))
    }

    /// A movement is launched by the post that runs it.
    pub(super) async fn launch(&mut self, key: &str) -> Result<()> {
        let it = self.movement(key)?;
        let actor = self.actor(&it.by, it.place).await?;
        let today = self.desk.clock.today();
        let (number, about) = it.basis.split_once(" về ").unwrap_or((&it.basis, &it.basis));
        let number = number.trim_start_matches("Nghị quyết số ");
        // Who passed it is the last part of its sign: "05-NQ/TU".
        let body = if number.contains("/TU") { "Thành ủy Bến Sậy" } else { about };
        let new = NewMovement {
            id: MovementId(self.desk.clock.id()),
            unit: self.places.unit(it.place)?,
            title: it.name.clone(),
            goal: it.goal.clone(),
            how_to_join: it.join.clone(),
            basis: (number.to_owned(), Some(today.plus_days(-7)), body.to_owned()),
            period: (Some(today), Some(self.day(it.until))),
        };
        let id = desk::movement::launch(&self.desk, &actor, new).await?;
        self.kept.movements.insert(key.to_owned(), id);
        Ok(())
    }

    /// Something was done together: the place joins, if it has not yet, and says how many came.
    pub(super) async fn activity(&mut self, key: &str, number: usize) -> Result<()> {
        let it = self.movement(key)?;
        let activity = it.activities.get(number).context("no such activity")?.clone();
        let id = *self.kept.movements.get(key).context("the movement was not launched")?;
        let unit = self.places.unit(activity.place)?;
        let head = self.actor(&format!("{}-truong", activity.place.key()), activity.place).await?;
        desk::movement::join(&self.desk, &head, (id, Who::Unit(unit), true)).await?;
        let people = Some(i64::from(activity.people));
        desk::movement::turnout(&self.desk, &head, (id, unit), people).await?;
        let on = Some(self.desk.clock.today());
        let site = self.called(activity.place)?;
        let news = News::Activity { on, site, said: activity.text };
        let actor = self.actor(&it.by, it.place).await?;
        let told = (self.desk.clock.id(), id);
        desk::movement::tell(&self.desk, &actor, told, news).await?;
        if number + 1 < it.activities.len() {
            return Ok(());
        }
        for result in &it.results {
            let (label, unit) = (result.what.clone(), result.unit.clone());
            let value_milli = Some(result.after * 1_000);
            let news = News::Achievement { label, unit, value_milli, on };
            let told = (self.desk.clock.id(), id);
            desk::movement::tell(&self.desk, &actor, told, news).await?;
        }
        Ok(())
    }

    /// What a khu phố or ấp is called today.
    pub(super) fn called(&self, place: Place) -> Result<String> {
        let territory = place.territory().context("a place in a commune")?;
        let number = place.base_short_name().context("a khu phố or an ấp")?;
        Ok(format!("{} {number}, {}", territory.base_word(), territory.short_name()))
    }
}
