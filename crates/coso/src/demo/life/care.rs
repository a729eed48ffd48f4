//! Care for those who work: about posts, by posts.

use anyhow::{Context, Result};
use desk::care::NewAct;
use ledger::CareActId;
use ledger::care::{CareAct, HelpKind};
use sample::life::CareKind;

use super::Living;

/// Days of help where the story names no day to look again.
const HELP_DAYS: i64 = 90;

/// Days between a proposed move and its first day.
const NOTICE_DAYS: i64 = 7;

impl Living {
    /// An act of care is recorded for whoever holds the post.
    pub(super) async fn care(&mut self, key: &str) -> Result<()> {
        let mut acts = self.life.care.iter();
        let it = acts.find(|act| act.key == key).cloned().context("no such act")?;
        let today = self.desk.clock.today();
        let again = it.look_again_on.map(|on| self.day(on));
        let until = Some(again.unwrap_or_else(|| today.plus_days(HELP_DAYS)));
        let said = format!("{}\n{}", it.why, it.text);
        let post = self.post(&it.post, self.home(&it.post))?;
        let act = match it.kind {
            CareKind::GiupDo => CareAct::Help { kind: HelpKind::MoreHands, said, until },
            CareKind::DieuDong => {
                let to = it.to.as_ref().context("moved, but where to")?;
                let to = Some(self.post(to, self.home(to))?);
                CareAct::Move { to, from: Some(today.plus_days(NOTICE_DAYS)), said }
            }
            CareKind::DongVien => CareAct::Encourage { said: it.text.clone(), may_show: true },
            CareKind::ChiaSe => CareAct::Share { said },
        };
        // The holder must be there before anybody cares for one.
        self.actor_of(post).await?;
        let actor = self.actor(&it.by, self.home(&it.by)).await?;
        let id = CareActId(self.desk.clock.id());
        let new = NewAct { id, post, holder: None, act, helper: None, look_again_on: again };
        desk::care::record(&self.desk, &actor, new).await?;
        Ok(())
    }
}
