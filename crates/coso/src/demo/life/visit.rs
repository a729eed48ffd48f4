//! Visits: the programmes of a year, the visit with its record as a draft, and the record published
//! with its promises.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use ledger::visit::{LessonTyped, NewProgramme, NewVisit, PromiseTyped, Record, first_of_month};
use ledger::{VisitId, VisitProgrammeId};
use sample::life::{Place, PlannedVisit, Visit};
use units::UnitId;

use super::{Living, code};

impl Living {
    fn visit(&self, key: &str) -> Result<(PlannedVisit, Visit)> {
        let planned = self.life.planned_visit(key).cloned();
        let held = self.life.visit(key).cloned();
        planned.zip(held).with_context(|| format!("no visit {key}"))
    }

    fn visit_id(&self, key: &str) -> Result<VisitId> {
        self.kept.visits.get(key).copied().with_context(|| format!("{key} was not planned"))
    }

    /// A year's programme of the story is issued. The program keeps one for each calendar year; what
    /// lies beyond the next year is planned outside any.
    pub(super) async fn issue_visits(&mut self, key: &str) -> Result<()> {
        let mut programmes = self.life.visit_programmes.iter();
        let it = programmes.find(|p| p.key == key).cloned().context("no such programme")?;
        let actor = self.actor(&it.by, Place::CITY).await?;
        let this = self.desk.clock.today().0.year();
        let year_of = |line: &PlannedVisit| self.day(line.planned_on).0.year();
        let years: BTreeSet<i16> = it.planned.iter().map(year_of).collect();
        let mut made = Vec::new();
        for year in years.into_iter().filter(|year| (this - 1..=this + 1).contains(year)) {
            let new = NewProgramme {
                id: VisitProgrammeId(self.desk.clock.id()),
                unit: self.places.city,
                year: Some(year),
                title: format!("{} ({year})", it.title),
                goal: it.document.clone(),
            };
            made.push((year, desk::visit::issue(&self.desk, &actor, new).await?));
        }
        for line in &it.planned {
            let year = self.day(line.planned_on).0.year();
            let programme = made.iter().find(|(known, _)| *known == year);
            let programme = programme.map(|(year, id)| (*id, *year));
            let new = self.planned(line, VisitId(self.desk.clock.id()), programme)?;
            let id = desk::visit::plan(&self.desk, &actor, new).await?;
            self.kept.visits.insert(line.key.clone(), id);
        }
        Ok(())
    }

    fn planned(
        &self,
        line: &PlannedVisit,
        id: VisitId,
        programme: Option<(VisitProgrammeId, i16)>,
    ) -> Result<NewVisit> {
        let about = line.places.first().copied().unwrap_or(Place::CITY);
        let mut members = Vec::new();
        for post in &line.members {
            members.push(self.post(post, about)?);
        }
        let day = self.day(line.planned_on);
        Ok(NewVisit {
            id,
            programme,
            unit: Some(self.visited(line)?),
            theme: line.theme.clone(),
            month_on: Some(first_of_month(day)),
            planned_on: Some(day),
            leader: Some(self.post(&line.lead, about)?),
            members,
        })
    }

    /// The place that is visited; of several places their commune of the day.
    fn visited(&self, line: &PlannedVisit) -> Result<UnitId> {
        let first = line.places.first().copied().context("a visit to nowhere")?;
        if line.places.len() == 1 {
            return self.places.unit(first);
        }
        let commune = first.territory().map_or(Place::CITY, Place::whole);
        Ok(*self.units_of(commune)?.first().context("a commune")?)
    }

    /// The visit is held: what was good and what the visitors learned is written down.
    pub(super) async fn hold_visit(&mut self, key: &str) -> Result<()> {
        let (planned, held) = self.visit(key)?;
        let id = self.visit_id(key)?;
        let about = planned.places.first().copied().unwrap_or(Place::CITY);
        let actor = self.actor(&planned.lead, about).await?;
        let opened = desk::visit::open(&self.desk, &actor, id).await?;
        let new = self.planned(&planned, id, None)?;
        let goes = new.leader == Some(opened.visit.party.leader);
        let mut members = new.members.clone();
        members.sort_unstable();
        let mut revision = opened.revision;
        if !goes || members != opened.visit.party.members {
            // Between the programme and the visit the communes became others, and their posts.
            desk::visit::replan(&self.desk, &actor, revision, new).await?;
            revision += 1;
        }
        let draft = self.record(&held, &planned)?;
        desk::visit::keep_draft(&self.desk, &actor, (id, revision), draft).await?;
        Ok(())
    }

    /// The record is published: its promises are opened.
    pub(super) async fn publish_visit(&mut self, key: &str) -> Result<()> {
        let (planned, held) = self.visit(key)?;
        let id = self.visit_id(key)?;
        let about = planned.places.first().copied().unwrap_or(Place::CITY);
        let actor = self.actor(&planned.lead, about).await?;
        let mut record = self.whole_record(&held, &planned)?;
        let about = |place: Option<Place>| place.unwrap_or(about);
        for promise in &held.promises {
            let answers = promise.difficulty.as_ref();
            let answers = answers.and_then(|key| self.kept.difficulties.get(key)).copied();
            record.promises.push(PromiseTyped {
                answers,
                work: promise.work.clone(),
                owner: Some(self.post(&promise.head, about(promise.place))?),
                due_on: Some(
                    self.desk.calendar.due(self.desk.clock.today(), promise.within.into()),
                ),
                responsibility: promise.responsibility.clone(),
                product: promise.product.clone(),
                authority: promise.authority.clone(),
                wanted: Some(code::proof(promise.proof)),
            });
        }
        let opened = desk::visit::open(&self.desk, &actor, id).await?;
        let sent = (id, opened.revision, self.desk.clock.id());
        desk::visit::record(&self.desk, &actor, sent, record).await?;
        let (reader, all) = (self.desk.store.read(), desk::authority::system_scope());
        let today = self.desk.clock.today();
        let matters = store::matter::of_origins(&reader, &all, [id.0], today).await?;
        for promise in &held.promises {
            let work = units::text::tidy(&promise.work);
            let matter = matters.iter().find(|matter| matter.work == work);
            let matter = matter.with_context(|| format!("{} opened no matter", promise.key))?;
            self.kept.matters.insert(promise.key.clone(), matter.matter_id);
        }
        Ok(())
    }

    /// What was put wrong in the record is put right by whoever wrote it.
    pub(super) async fn correct_visit(&mut self, key: &str) -> Result<()> {
        let (planned, mut held) = self.visit(key)?;
        let correction = held.correction.take().context("nothing to correct")?;
        held.lessons = correction.lessons;
        let id = self.visit_id(key)?;
        let about = planned.places.first().copied().unwrap_or(Place::CITY);
        let actor = self.actor(&planned.lead, about).await?;
        let record = self.whole_record(&held, &planned)?;
        let opened = desk::visit::open(&self.desk, &actor, id).await?;
        let shown = (id, opened.revision, self.desk.clock.id());
        Ok(desk::visit::correct(&self.desk, &actor, shown, (record, correction.why)).await?)
    }

    /// The record with the post that speaks for the place and the difficulties that were heard.
    fn whole_record(&self, held: &Visit, planned: &PlannedVisit) -> Result<Record> {
        let mut record = self.record(held, planned)?;
        let heads: Vec<&str> = held.promises.iter().map(|promise| promise.head.as_str()).collect();
        let last = planned.places.last().copied().context("a visit to nowhere")?;
        let title = if heads.contains(&format!("{}-truong", last.key()).as_str()) {
            "mat-tran"
        } else {
            "truong"
        };
        // Who promises something does not say whether it was kept.
        record.speaker = Some(self.post(&format!("{}-{title}", last.key()), last)?);
        for heard in &held.heard {
            let known = heard.difficulty.as_ref().and_then(|key| self.kept.difficulties.get(key));
            record.known.extend(known);
        }
        Ok(record)
    }

    fn record(&self, held: &Visit, planned: &PlannedVisit) -> Result<Record> {
        let mut good = Vec::new();
        for way in &held.good {
            let place = if planned.places.len() > 1 {
                format!("{}: ", self.called(way.place)?)
            } else {
                String::new()
            };
            good.push(format!("{place}{}", way.text));
        }
        let lessons = held.lessons.iter();
        let lessons = lessons.map(|text| LessonTyped { text: text.clone(), post: None });
        Ok(Record {
            held_on: Some(self.day(held.held_on)),
            good,
            lessons: lessons.collect(),
            ..Record::default()
        })
    }
}
