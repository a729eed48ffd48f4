//! Programmes, and the plans of places under them. The higher level proposes lines, or words alone where
//! the story lets the place answer with a plan of its own.

use super::Living;
use super::matter::number_of;
use anyhow::{Context, Result};
use desk::programme::Change;
use desk::workplan::{NewWorkplan, Told};
use ledger::matter::ProofKind;
use ledger::programme::{Issue, NewProgramme, NewTarget};
use ledger::workplan::{Ground, NewLine, Source};
use ledger::{ProgrammeId, WorkplanId, WorkplanLineId};
use sample::life::{Place, Plan, PlanAnswer, PlanLine, Programme, Revision};

impl Living {
    fn programme(&self, key: &str) -> Result<Programme> {
        self.life.programme(key).cloned().with_context(|| format!("no programme {key}"))
    }

    /// A programme is written and issued by its head.
    pub(super) async fn issue_programme(&mut self, key: &str) -> Result<()> {
        let it = self.programme(key)?;
        let today = self.desk.clock.today();
        let actor = self.actor(&it.head, it.place).await?;
        let issuer = self.life.post(&it.head).context("a head without a post")?.body.clone();
        let until = self.day(it.until);
        let targets = it.targets.iter().map(|target| NewTarget {
            label: target.text.clone(),
            unit: target.unit.clone(),
            baseline_milli: Some(target.from * 1_000),
            goal_milli: Some(target.to * 1_000),
            by_on: Some(until),
        });
        let new = NewProgramme {
            id: ProgrammeId(self.desk.clock.id()),
            unit: self.places.unit(it.place)?,
            issuer: Some(self.body(&issuer, it.place)?),
            head: Some(self.post(&it.head, it.place)?),
            title: it.title.clone(),
            goals: it.goal.clone(),
            period: (Some(today), Some(until)),
            targets: targets.collect(),
        };
        let id = desk::programme::write(&self.desk, &actor, new).await?;
        self.kept.programmes.insert(key.to_owned(), id);
        if it.is_draft {
            return Ok(());
        }
        let issue = Issue { number: number_of(&it.document, today), dated_on: Some(today) };
        let (reader, all) = (self.desk.store.read(), desk::authority::system_scope());
        let page = store::programme::page(&reader, &all, id, today).await?;
        let revision = page.context("a programme is gone")?.line.revision;
        let issued = Change::Issue(issue);
        Ok(desk::programme::change(&self.desk, &actor, (id, revision), issued).await?)
    }

    /// The higher level proposes a plan to a place.
    pub(super) async fn propose_plan(&mut self, key: &str, number: usize) -> Result<()> {
        let programme = self.programme(key)?;
        let plan = programme.plans.get(number).context("no such plan")?.clone();
        let actor = self.actor(&plan.proposed_by, plan.place).await?;
        let id = WorkplanId(self.desk.clock.id());
        let unit = self.places.unit(plan.place)?;
        let under = *self.kept.programmes.get(key).context("the programme was not issued")?;
        let new = NewWorkplan { id, programme: under, unit };
        desk::workplan::begin(&self.desk, &actor, new).await?;
        self.kept.workplans.insert(plan.key.clone(), id);
        let said = if plan.answer == PlanAnswer::OwnProposal {
            plan.answer_text.clone().unwrap_or_else(|| plan.title.clone())
        } else {
            self.write_lines(&programme, &plan, &plan.proposed_by).await?;
            plan.title.clone()
        };
        let said =
            if plan.answer == PlanAnswer::OwnProposal { first_sentence(&said) } else { said };
        let revision = self.workplan(id).await?.revision;
        Ok(desk::workplan::send(&self.desk, &actor, (id, revision), said).await?)
    }

    /// The place accepts, or answers with lines of its own, which the higher level accepts.
    pub(super) async fn answer_plan(&mut self, key: &str, number: usize) -> Result<()> {
        let programme = self.programme(key)?;
        let plan = programme.plans.get(number).context("no such plan")?.clone();
        let id = *self.kept.workplans.get(&plan.key).context("the plan was not proposed")?;
        let place = self.actor(&plan.head, plan.place).await?;
        if plan.answer == PlanAnswer::OwnProposal {
            desk::workplan::answer(&self.desk, &place, id).await?;
            self.write_lines(&programme, &plan, &plan.head).await?;
            let said = plan.answer_text.clone().unwrap_or_else(|| plan.title.clone());
            let revision = self.workplan(id).await?.revision;
            desk::workplan::send(&self.desk, &place, (id, revision), said).await?;
            let upper = self.actor(&plan.proposed_by, plan.place).await?;
            let revision = self.workplan(id).await?.revision;
            desk::workplan::accept(&self.desk, &upper, (id, revision)).await?;
        } else {
            let revision = self.workplan(id).await?.revision;
            desk::workplan::accept(&self.desk, &place, (id, revision)).await?;
        }
        Ok(())
    }

    async fn write_lines(&mut self, programme: &Programme, plan: &Plan, by: &str) -> Result<()> {
        let id = *self.kept.workplans.get(&plan.key).context("the plan was not begun")?;
        let actor = self.actor(by, plan.place).await?;
        for line in &plan.lines {
            let serves = programme.targets.iter().position(|target| {
                line.figure.as_ref().is_some_and(|figure| self.is_about(&target.text, figure))
            });
            let new = NewLine {
                target: i64::try_from(serves.unwrap_or(0) + 1).ok(),
                is_pilot: plan.is_pilot,
                ground: Some(self.ground(line, plan.place).await?),
                ..self.new_line(line, plan.place)?
            };
            let new = (new, String::new());
            let made = desk::workplan::add_line(&self.desk, &actor, id, new).await?;
            self.kept.lines.insert(line.key.clone(), made);
        }
        Ok(())
    }

    /// A line as the story tells it, on what it stood on before.
    fn new_line(&self, line: &PlanLine, place: Place) -> Result<NewLine> {
        Ok(NewLine {
            id: WorkplanLineId(self.desk.clock.id()),
            target: None,
            work: line.what.clone(),
            owner: Some(self.post(&line.who, place)?),
            due_on: Some(self.day(line.due_on)),
            resources: format!("{}; {} đồng", line.resources, grouped(line.cost_vnd)),
            responsibility: line.responsibility(),
            product: line.product.clone(),
            authority: line.authority(),
            feasibility: line.feasibility.clone(),
            proof: Some(proof_of(line)),
            is_pilot: false,
            ground: Some(Ground::Same),
        })
    }

    fn revised(&self, key: &str, number: usize) -> Result<(Plan, Revision, WorkplanId)> {
        let programme = self.programme(key)?;
        let plan = programme.plans.get(number).context("no such plan")?.clone();
        let revision = plan.revision.clone().context("a plan without a revision")?;
        let id = *self.kept.workplans.get(&plan.key).context("the plan was not proposed")?;
        Ok((plan, revision, id))
    }

    /// One side proposes another day for a line of a plan that both agreed on.
    pub(super) async fn revise_plan(&mut self, key: &str, number: usize) -> Result<()> {
        let (plan, revision, id) = self.revised(key, number)?;
        let actor = self.actor(&revision.by, plan.place).await?;
        desk::workplan::revise(&self.desk, &actor, id).await?;
        let known = *self.kept.lines.get(&revision.line).context("the line was not written")?;
        let (reader, all) = (self.desk.store.read(), desk::authority::system_scope());
        let page = self.workplan(id).await?;
        let today = self.desk.clock.today();
        let rows = store::workplan::lines(&reader, &all, &page, today).await?;
        let row =
            rows.into_iter().find(|row| row.version > page.sent && row.carries == Some(known));
        let row = row.context("the text carries no such line")?;
        let line = plan.lines.iter().find(|line| line.key == revision.line);
        let new = NewLine {
            id: row.line_id,
            target: Some(row.target),
            due_on: Some(self.day(revision.due_on)),
            is_pilot: row.is_pilot,
            ..self.new_line(line.context("no such line")?, plan.place)?
        };
        desk::workplan::change_line(&self.desk, &actor, id, (new, revision.why)).await?;
        let Some(said) = revision.said else { return Ok(()) };
        let shown = (id, self.workplan(id).await?.revision);
        Ok(desk::workplan::send(&self.desk, &actor, shown, said).await?)
    }

    /// The other side agrees to it.
    pub(super) async fn agree_revision(&mut self, key: &str, number: usize) -> Result<()> {
        let (plan, revision, id) = self.revised(key, number)?;
        let asked = if revision.by == plan.head { &plan.proposed_by } else { &plan.head };
        let actor = self.actor(asked, plan.place).await?;
        let shown = (id, self.workplan(id).await?.revision);
        Ok(desk::workplan::accept(&self.desk, &actor, shown).await?)
    }

    fn is_about(&self, target: &str, figure: &str) -> bool {
        let known = self.life.figures.iter().find(|known| known.code == figure);
        known.is_some_and(|known| target.contains(&known.name))
    }

    /// What of the place a line stands on: its open difficulty, else its own figure of the last sheet that
    /// has it.
    async fn ground(&self, line: &PlanLine, place: Place) -> Result<Ground> {
        let difficulty = line.difficulty.as_ref();
        if let Some(known) = difficulty.and_then(|key| self.kept.difficulties.get(key)) {
            return Ok(Ground::Difficulty(*known));
        }
        let code = line.figure.as_ref();
        let code = code.with_context(|| format!("the line {} stands on nothing yet", line.key))?;
        let (reader, all) = (self.desk.store.read(), desk::authority::system_scope());
        let (today, unit) = (self.desk.clock.today(), self.places.unit(place)?);
        let sheets = store::status_sheet::list(&reader, &all, &[unit], today).await?;
        let ids: Vec<_> = sheets.iter().map(|sheet| sheet.sheet_id).collect();
        let figures = store::status_sheet::figures(&reader, &all, &ids).await?;
        let has_it = |sheet: &&store::status_sheet::Line| {
            figures.iter().any(|one| one.sheet_id == sheet.sheet_id && one.code == *code)
        };
        let last = sheets.iter().rev().find(has_it);
        let last = last.with_context(|| format!("{} has no {code} yet", place.key()))?;
        Ok(Ground::Figure(Source { sheet: last.sheet_id, code: code.clone() }))
    }

    /// A line moves on: told with proof on the way, answered as a matter when it is done.
    pub(super) async fn line_progress(&mut self, key: &str, number: usize) -> Result<()> {
        let (_, plan, line) = self.life.line(key).with_context(|| format!("no line {key}"))?;
        let (plan, line) = (plan.clone(), line.clone());
        let progress = line.progress.get(number).context("no such progress")?;
        let id = *self.kept.workplans.get(&plan.key).context("the plan was not proposed")?;
        let line_id = *self.kept.lines.get(key).context("the line was not written")?;
        let actor = self.actor(&progress.by, plan.place).await?;
        let evidence = progress.evidence.clone().unwrap_or_default();
        let handed = self.handed(&evidence)?;
        if progress.percent < 100 {
            let told = Told {
                after: i64::try_from(number)?,
                percent: Some(progress.percent.into()),
                said: progress.text.clone(),
                proof: handed.into_iter().next(),
            };
            return Ok(desk::workplan::report(&self.desk, &actor, (id, line_id), told).await?);
        }
        let (reader, all) = (self.desk.store.read(), desk::authority::system_scope());
        let today = self.desk.clock.today();
        let matters = store::matter::of_origins(&reader, &all, [line_id.0], today).await?;
        let matter = matters.first().context("the line opened no matter")?;
        let page = store::matter::page(&reader, &all, matter.matter_id, today).await?;
        let revision = page.context("a matter is gone")?.revision;
        let owner = self.actor_of(matter.owner_id).await?;
        let said = (progress.text.clone(), Some(today));
        let shown = (matter.matter_id, revision);
        Ok(desk::matter::prove(&self.desk, &owner, shown, said, handed).await?)
    }

    async fn workplan(&self, id: WorkplanId) -> Result<store::workplan::Line> {
        let (reader, all) = (self.desk.store.read(), desk::authority::system_scope());
        let today = self.desk.clock.today();
        store::workplan::page(&reader, &all, id, today).await?.context("a plan is gone")
    }
}

/// The proof that the end of a line carries in the story; a photo where it has not come yet.
fn proof_of(line: &PlanLine) -> ProofKind {
    let end = line.progress.last().and_then(|progress| progress.evidence.as_ref());
    match end {
        Some(end) if end.photo.is_some() => ProofKind::Photo,
        Some(end) if end.document.is_some() => ProofKind::Document,
        Some(end) if end.figure.is_some() => ProofKind::Figure,
        _ => ProofKind::Photo,
    }
}

/// What the higher level had said, before the place's answer to it.
fn first_sentence(said: &str) -> String {
    said.split_once(". ").map_or_else(|| said.to_owned(), |(first, _)| format!("{first}."))
}

/// A sum with dots between its thousands.
fn grouped(sum: i64) -> String {
    let digits = sum.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::{first_sentence, grouped};

    #[test]
    fn sums_are_written_as_offices_write_them() {
        let sums = [0, 950, 34_600_000, 1_240_000_000].map(grouped);
        assert_eq!(sums, ["0", "950", "34.600.000", "1.240.000.000"]);
    }

    #[test]
    fn what_was_proposed_is_the_first_thing_said() {
        let said = "Phường đề xuất thuê 6 triệu đồng. Khu phố đề nghị dùng chung phòng.";
        assert_eq!(first_sentence(said), "Phường đề xuất thuê 6 triệu đồng.");
    }
}
