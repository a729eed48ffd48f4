//! A practice that says better what it said badly or left out. The wording before stays readable, with
//! the reason; figures that others counted when they assessed it are theirs and stay.

use units::{Day, PostId};

use super::{Content, MEASURE_FIELDS, Measure, NewContent, NewMeasure, Practice, Stage, describe};
use crate::{Refusal, text};

/// A correction as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What it says from now on. Its figures stand in the rows in which the old ones stood.
    pub content: NewContent,
    /// The post to ask; the one until now where none is named.
    pub ask: Option<PostId>,
    /// Why.
    pub why: String,
}

/// The wording that a correction replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// What it said.
    pub content: Content,
    /// The post to ask.
    pub ask: Option<PostId>,
    /// How far the practice had come when it was replaced.
    pub stage: Stage,
    /// Why it was replaced.
    pub why: String,
}

impl Wording {
    /// Whether it is what others saw when they assessed or recognised the practice.
    #[must_use]
    pub const fn was_assessed(&self) -> bool {
        matches!(self.stage, Stage::Assessed | Stage::Recognised | Stage::Spread)
    }
}

impl Practice {
    /// Corrects what it says; the wording until now.
    ///
    /// # Errors
    /// `practice-correct-given` for one that another city gave, `practice-correct-ended`,
    /// `practice-correct-same`, `practice-measure-assessed` where a figure with an assessed value would
    /// go or become another, `practice-before-late`, the refusals of [`describe`] and of the reason,
    /// all at once.
    pub fn correct(&mut self, new: Correction, today: Day) -> Result<Wording, Refusal> {
        if self.unit.is_none() {
            return Err(Refusal::new("practice-correct-given"));
        }
        if self.stage == Stage::Ended {
            return Err(Refusal::new("practice-correct-ended"));
        }
        let mut faults = Vec::new();
        let kept = kept_figures(&self.content.measures, &new.content.measures, &mut faults);
        let why = text::text("vi-sao", &new.why).map_err(|refusal| faults.push(refusal));
        let content = match describe(new.content, today) {
            Ok(content) => content,
            Err(refusal) => {
                let told = refusal.each().map(|one| Refusal { also: Vec::new(), ..one.clone() });
                faults.extend(told);
                return Err(Refusal::none(faults).expect_err("at least what was just put in"));
            }
        };
        let measures = with_afters(content.measures, kept, &mut faults);
        Refusal::none(faults)?;
        let Ok(why) = why else { return Err(Refusal::at("vi-sao", "text-missing")) };
        let (content, ask) = (Content { measures, ..content }, new.ask.or(self.ask));
        if content == self.content && ask == self.ask {
            return Err(Refusal::new("practice-correct-same"));
        }
        let content = std::mem::replace(&mut self.content, content);
        let ask = std::mem::replace(&mut self.ask, ask);
        Ok(Wording { content, ask, stage: self.stage, why })
    }
}

/// For each row that was filled in, its fields and the figure after that stands there.
type Kept = Vec<([&'static str; 4], Option<(i64, Day)>)>;

fn kept_figures(old: &[Measure], new: &[NewMeasure], faults: &mut Vec<Refusal>) -> Kept {
    let mut kept = Vec::new();
    for (at, fields) in MEASURE_FIELDS.into_iter().enumerate() {
        let row = new.get(at).filter(|row| **row != NewMeasure::default());
        let old = old.get(at).filter(|old| old.after.is_some());
        if let Some(old) = old {
            // Who counted after said of what: another name or measure would put words in their mouth.
            let is_same = row.is_some_and(|row| {
                units::text::tidy(&row.label) == old.label
                    && units::text::tidy(&row.unit) == old.unit
            });
            if !is_same {
                let refusal = Refusal::at(fields[0], "practice-measure-assessed");
                faults.push(refusal.with("label", &old.label).with("unit", &old.unit));
            }
        }
        if row.is_some() {
            kept.push((fields, old.and_then(|old| old.after)));
        }
    }
    kept
}

fn with_afters(measures: Vec<Measure>, kept: Kept, faults: &mut Vec<Refusal>) -> Vec<Measure> {
    let mut with = Vec::new();
    for (measure, (fields, after)) in measures.into_iter().zip(kept) {
        if let Some((_, on)) = after.filter(|(_, on)| *on <= measure.before_on) {
            faults.push(Refusal::at(fields[3], "practice-before-late").with("day", on.dmy()));
        }
        with.push(Measure { after, ..measure });
    }
    with
}
