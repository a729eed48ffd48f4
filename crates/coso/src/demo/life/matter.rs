//! What becomes of matters: the steps of the script as acts of the posts that may do them.

use anyhow::{Context, Result, bail};
use desk::matter::Handed;
use ledger::matter::{Act as Move, Door, RejectReason, State};
use sample::life::{Act, Evidence, Opened, Origin, Step};
use store::matter::Page;

use super::{Living, picture};

impl Living {
    /// A matter was opened by what it comes from; here it is only looked for.
    pub(super) fn opened(&self, key: &str) -> Result<()> {
        self.kept.matters.get(key).map(drop).with_context(|| format!("{key} opened no matter"))
    }

    /// A matter as it stands.
    pub(super) async fn matter_page(&self, key: &str) -> Result<Page> {
        let id = *self.kept.matters.get(key).with_context(|| format!("no matter {key}"))?;
        let (reader, all) = (self.desk.store.read(), desk::authority::system_scope());
        let page = store::matter::page(&reader, &all, id, self.desk.clock.today()).await?;
        page.with_context(|| format!("the matter {key} is gone"))
    }

    /// One step of a matter.
    pub(super) async fn step(&mut self, key: &str, number: usize) -> Result<()> {
        let opened = self.life.matter(key).with_context(|| format!("no matter {key}"))?.clone();
        let step = opened.matter.steps.get(number).context("no such step")?.clone();
        let said = step.text.clone().unwrap_or_default();
        match step.act {
            Act::Answered => self.answer(&opened, &step).await,
            Act::Extended => self.extend(&opened, &step).await,
            Act::Confirmed => self.asker_says(&opened, None).await,
            Act::Reopened => self.asker_says(&opened, Some(said)).await,
            Act::Silent => self.nobody_spoke(key).await,
            Act::Rejected => self.reject(&opened, &said).await,
            Act::Redirected => {
                let to = step.to.context("redirected to nobody")?;
                let to = self.post(&to, opened.place)?;
                self.by(&opened, &step.by, Move::Redirect(to, said)).await
            }
            Act::Duplicate => {
                let of = step.to.context("a duplicate of nothing")?;
                let of = *self.kept.matters.get(&of).context("a duplicate of what is not there")?;
                self.by(&opened, &step.by, Move::Merge(of)).await
            }
            Act::Reminded => self.by(&opened, &step.by, Move::Remind(said)).await,
        }
    }

    /// Lets the holder of a post act on a matter.
    async fn by(&mut self, opened: &Opened, by: &str, act: Move) -> Result<()> {
        let page = self.matter_page(&opened.matter.key).await?;
        let actor = self.actor(by, opened.place).await?;
        let shown = (page.line.matter_id, page.revision);
        Ok(desk::matter::act(&self.desk, &actor, shown, act).await?)
    }

    /// The post that owes the answer answers with its proof.
    async fn answer(&mut self, opened: &Opened, step: &Step) -> Result<()> {
        let page = self.matter_page(&opened.matter.key).await?;
        let actor = self.actor(&step.by, opened.place).await?;
        let evidence = step.evidence.as_ref().context("an answer without proof")?;
        let handed = self.handed(evidence)?;
        let said = (step.text.clone().unwrap_or_default(), Some(self.desk.clock.today()));
        let shown = (page.line.matter_id, page.revision);
        Ok(desk::matter::prove(&self.desk, &actor, shown, said, handed).await?)
    }

    /// What an answer carries.
    pub(super) fn handed(&self, evidence: &Evidence) -> Result<Vec<Handed>> {
        let mut handed = Vec::new();
        if let Some(shows) = &evidence.photo {
            let body = picture::photo(shows, false)?;
            let (name, content_type) = (format!("{shows}.jpg"), "image/jpeg".to_owned());
            handed.push(Handed::Photo { name, content_type, body });
        }
        if let Some(document) = &evidence.document {
            let dated_on = self.desk.clock.today();
            handed.push(Handed::Document { number: number_of(document, dated_on), dated_on });
        }
        if let Some(figure) = &evidence.figure {
            handed.push(Handed::Figure {
                label: figure.what.clone(),
                value_milli: figure.after * 1_000,
                unit: figure.unit.clone(),
            });
        }
        Ok(handed)
    }

    /// The owner asks for more days and whoever set the day gives them, both before it is over.
    async fn extend(&mut self, opened: &Opened, step: &Step) -> Result<()> {
        let page = self.matter_page(&opened.matter.key).await?;
        let more = u32::from(step.more.context("more days, but how many")?);
        let due = self.desk.calendar.due(page.line.due_on, more);
        let why = step.text.clone().unwrap_or_default();
        let owner = self.actor_of(page.line.owner_id).await?;
        let shown = (page.line.matter_id, page.revision);
        let asked = Move::AskExtension(due, why.clone());
        desk::matter::act(&self.desk, &owner, shown, asked).await?;
        let setter = self.actor_of(page.due_set_by).await?;
        let shown = (page.line.matter_id, page.revision + 1);
        Ok(desk::matter::act(&self.desk, &setter, shown, Move::Extend(due, why)).await?)
    }

    /// Whoever asked says that it is solved, or what is missing.
    async fn asker_says(&mut self, opened: &Opened, missing: Option<String>) -> Result<()> {
        let key = &opened.matter.key;
        if let Origin::Feedback(_) = opened.origin {
            return self.reply(key, missing).await;
        }
        let page = self.matter_page(key).await?;
        let (post, _) = page.asker_post.context("a matter that nobody may confirm")?;
        let actor = self.actor_of(post).await?;
        let shown = (page.line.matter_id, page.revision);
        let act = missing.map_or(Move::Confirm, Move::Reopen);
        Ok(desk::matter::act(&self.desk, &actor, shown, act).await?)
    }

    /// Nobody spoke for long: the calendar has closed it, or will within a few working days.
    async fn nobody_spoke(&self, key: &str) -> Result<()> {
        let page = self.matter_page(key).await?;
        if !matches!(page.line.state, State::ClosedSilent | State::Answered) {
            bail!("{key} should wait for its asker, but is {}", page.line.state.as_str());
        }
        Ok(())
    }

    /// Not taken up: with the reason of the list that says it, or guided to the door the law has.
    async fn reject(&mut self, opened: &Opened, said: &str) -> Result<()> {
        let last = opened.matter.steps.last().context("refused by nobody")?;
        let by = last.by.clone();
        let act = if said.contains("khiếu nại") {
            Move::SplitOff(Door::Complaint)
        } else {
            Move::Reject(RejectReason::OutOfScope)
        };
        self.by(opened, &by, act).await
    }
}

/// The number of a document out of its title: "Báo cáo số 61/BC-UBND về …" has "61/BC-UBND". Minutes
/// have none: they are known by their day.
pub(super) fn number_of(document: &str, dated_on: units::Day) -> String {
    let words: Vec<&str> = document.split_whitespace().collect();
    let number = words.windows(2).find(|pair| pair[0] == "số" && pair[1].contains('/'));
    match number {
        Some(pair) => pair[1].to_owned(),
        None => {
            let short: String = document.chars().take(40).collect();
            let short = short.rsplit_once(' ').map_or(short.as_str(), |(head, _)| head);
            format!("{short}, {}", dated_on.dmy())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::number_of;

    #[test]
    fn a_document_is_known_by_its_number_or_its_day() {
        let on = units::Day::new(2026, 3, 5).unwrap();
        assert_eq!(number_of("Báo cáo số 61/BC-UBND về nơi họp", on), "61/BC-UBND");
        let minutes = number_of("Biên bản họp khu phố 10 theo bảy cụm và bảng cộng kết quả", on);
        assert_eq!(minutes, "Biên bản họp khu phố 10 theo bảy cụm và, 05/03/2026");
        assert!(minutes.chars().count() <= 60);
    }
}
