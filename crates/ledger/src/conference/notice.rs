//! The notice of conclusions (thông báo kết luận): each conclusion becomes one or more matters, each
//! with the head responsible. A conclusion that nobody answers for is refused.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use units::{Day, PostId, UnitId};

use super::{Conference, State};
use crate::matter::{Asker, NewMatter, OriginKind, ProofKind, open};
use crate::{Calendar, ConclusionId, DifficultyId, MatterId, PostKind, Refusal, text};

/// Number and day of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Number and sign, "12-TB/ĐU".
    pub number: String,
    /// Its day, from which working days are counted.
    pub dated_on: Day,
}

/// A notice to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotice {
    /// Number and sign.
    pub number: String,
    /// Its day.
    pub dated_on: Option<Day>,
    /// What is concluded, in order.
    pub conclusions: Vec<NewConclusion>,
}

/// One conclusion to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConclusion {
    /// Its identity.
    pub id: ConclusionId,
    /// What is concluded.
    pub text: String,
    /// The difficulty it answers.
    pub difficulty: Option<DifficultyId>,
    /// Who does what about it.
    pub tasks: Vec<NewTask>,
}

/// One matter of a conclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTask {
    /// The matter's identity.
    pub id: MatterId,
    /// What is to be done.
    pub work: String,
    /// The head responsible.
    pub head: Option<PostId>,
    /// Posts that help.
    pub cooperating: Vec<PostId>,
    /// By when.
    pub due: Option<Due>,
    /// What the head answers for.
    pub responsibility: String,
    /// What will be there at the end.
    pub product: String,
    /// What the head may decide alone.
    pub authority: String,
    /// The proof that the answer must carry.
    pub wanted: Option<ProofKind>,
    /// Where it lies; nothing for the place of the head.
    pub unit: Option<UnitId>,
}

/// By when something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// A day.
    On(Day),
    /// Working days from the day of the notice.
    Within(u32),
}

/// A conclusion as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// Its identity.
    pub id: ConclusionId,
    /// Its number in the notice, from 1.
    pub number: u32,
    /// What is concluded.
    pub text: String,
    /// The difficulty it answers.
    pub difficulty: Option<DifficultyId>,
}

/// What a notice brings about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The conclusions, in order.
    pub conclusions: Vec<Conclusion>,
    /// The matters to open: place, if one was named, and difficulty answered.
    pub matters: Vec<(NewMatter, Option<UnitId>, Option<DifficultyId>)>,
}

/// Whether a post heads a body, a place or, as a deputy in charge, a field of work, so that it can be
/// responsible for a conclusion. Dispatchers and officers help.
#[must_use]
pub const fn is_head(kind: PostKind) -> bool {
    !matches!(kind, PostKind::Dispatcher | PostKind::Officer)
}

impl Conference {
    /// Gives the notice of conclusions. `posts` says what each named post of the day is for.
    ///
    /// # Errors
    /// `conference-not-held`, `conference-is-concluded`, `conference-is-called-off`, `notice-number`,
    /// `notice-day-missing`,
    /// `notice-day`, `notice-empty`; for each conclusion, numbered in the data `conclusion`:
    /// `conclusion-no-head` where nobody is named or nobody who heads anything, `conclusion-twice`,
    /// and for each of its matters, numbered in the data `task`, the refusals of [`open`]. All at
    /// once.
    pub fn conclude(
        &mut self,
        new: NewNotice,
        posts: &BTreeMap<PostId, PostKind>,
        calendar: &Calendar,
        today: Day,
    ) -> Result<Opened, Refusal> {
        match self.state {
            State::Called => return Err(Refusal::new("conference-not-held")),
            State::Concluded => return Err(Refusal::new("conference-is-concluded")),
            State::CalledOff => return Err(Refusal::new("conference-is-called-off")),
            State::Held => {}
        }
        let mut refusals = Vec::new();
        let number = units::text::tidy(&new.number);
        if !number.contains(|c: char| c.is_ascii_digit()) || number.chars().count() > 60 {
            refusals.push(Refusal::at("so", "notice-number"));
        }
        if let Err(refusal) = self.check_day(new.dated_on, today) {
            refusals.push(refusal);
        }
        if new.conclusions.is_empty() {
            refusals.push(Refusal::new("notice-empty"));
        }
        let from = new.dated_on.unwrap_or(today);
        let mut opened = Opened { conclusions: Vec::new(), matters: Vec::new() };
        let (mut said, mut at) = (BTreeSet::new(), 0);
        for one in new.conclusions {
            at += 1;
            match self.concluded((one, at), (posts, calendar), (from, today)) {
                Ok((conclusion, matters)) => {
                    if !said.insert(units::text::fold(&conclusion.text)) {
                        let refusal = Refusal::at("noi-dung", "conclusion-twice");
                        refusals.push(refusal.with("conclusion", at));
                    }
                    opened.matters.extend(matters);
                    opened.conclusions.push(conclusion);
                }
                Err(refusal) => refusals.extend(apart(refusal)),
            }
        }
        Refusal::none(refusals)?;
        self.notice = Some(Notice { number, dated_on: from });
        self.state = State::Concluded;
        Ok(opened)
    }

    fn check_day(&self, dated_on: Option<Day>, today: Day) -> Result<(), Refusal> {
        match dated_on {
            None => Err(Refusal::at("ngay", "notice-day-missing")),
            Some(day) if day < self.held_on || day > today => {
                let refusal = Refusal::at("ngay", "notice-day");
                Err(refusal.with("held", self.held_on).with("today", today))
            }
            Some(_) => Ok(()),
        }
    }

    /// One conclusion with its matters.
    #[expect(clippy::type_complexity, reason = "what `Opened` gathers, for one conclusion")]
    fn concluded(
        &self,
        (new, number): (NewConclusion, u32),
        (posts, calendar): (&BTreeMap<PostId, PostKind>, &Calendar),
        (from, today): (Day, Day),
    ) -> Result<(Conclusion, Vec<(NewMatter, Option<UnitId>, Option<DifficultyId>)>), Refusal> {
        let mut refusals = Vec::new();
        let text = text::text("noi-dung", &new.text).unwrap_or_else(|refusal| {
            refusals.push(refusal.with("conclusion", number));
            String::new()
        });
        let short: String = text.chars().take(60).collect();
        let no_head = |task: usize| {
            let refusal = Refusal::at("nguoi", "conclusion-no-head").with("conclusion", number);
            refusal.with("task", task).with("text", &short)
        };
        if new.tasks.is_empty() {
            refusals.push(no_head(1));
        }
        let mut matters = Vec::new();
        for (at, task) in new.tasks.into_iter().enumerate() {
            let is_headed =
                task.head.and_then(|post| posts.get(&post)).copied().is_some_and(is_head);
            if !is_headed {
                refusals.push(no_head(at + 1));
            }
            let due_on = task.due.map(|due| match due {
                Due::On(day) => day,
                Due::Within(days) => calendar.due(from, days),
            });
            let unit = task.unit;
            let matter = self.matter(new.id, task, due_on);
            if let Err(refusal) = open(matter.clone(), today) {
                // Who is missing was told above, naming the conclusion.
                let found = apart(refusal).into_iter().filter(|refusal| refusal.field != "nguoi");
                refusals.extend(
                    found.map(|refusal| refusal.with("conclusion", number).with("task", at + 1)),
                );
            }
            matters.push((matter, unit, new.difficulty));
        }
        Refusal::none(refusals)?;
        Ok((Conclusion { id: new.id, number, text, difficulty: new.difficulty }, matters))
    }

    /// The chair asks for the answer and sets the day; where the chair itself is responsible, the
    /// post that called the conference asks, so that nobody confirms their own answer.
    fn matter(&self, conclusion: ConclusionId, task: NewTask, due_on: Option<Day>) -> NewMatter {
        let asks = if task.head == Some(self.chair) { self.called_by } else { self.chair };
        NewMatter {
            id: task.id,
            origin: (OriginKind::Conclusion, conclusion.0),
            household_id: None,
            asker: self.body.map_or(Asker::Post(asks), |body| Asker::Body(body, asks)),
            owner: task.head,
            work: task.work,
            due_on,
            responsibility: task.responsibility,
            product: task.product,
            authority: task.authority,
            cooperating: task.cooperating,
            wanted: task.wanted,
            due_set_by: asks,
            is_triaged_first: false,
        }
    }
}

/// A refusal and those found with it, each by itself.
fn apart(mut refusal: Refusal) -> Vec<Refusal> {
    let also = std::mem::take(&mut refusal.also);
    std::iter::once(refusal).chain(also).collect()
}
