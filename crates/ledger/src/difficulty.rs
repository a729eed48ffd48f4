//! The difficulty (khó khăn, tồn đọng): what a place says holds it back. It is overcome when the
//! people concerned say so, not when an office does.

use serde::{Deserialize, Serialize};
use units::{Day, PostId, UnitId};

use crate::{Category, DifficultyId, Refusal, text};

units::wire_codes! {
    /// How far a difficulty has come.
    State as "difficulty" {
        /// Chưa có lời giải: no way found yet.
        NoWay = "no_way",
        /// Đang làm: being worked on.
        Working = "working",
        /// Đã vượt qua: overcome, confirmed by the people concerned.
        Overcome = "overcome",
    }
}

units::wire_codes! {
    /// Who told of it.
    ToldBy as "told-by" {
        /// The place itself.
        Place = "place",
        /// A visit.
        Visit = "visit",
        /// A conference.
        Conference = "conference",
        /// Gathered from residents' feedback.
        Feedback = "feedback",
    }
}

units::wire_codes! {
    /// The name of what happened to it, in its history.
    StepKind as "difficulty-step" {
        /// It was raised.
        Raised = "raised",
        /// Work on it began: a matter, a plan's line or a practice answers it.
        Begun = "begun",
        /// The place says that it is overcome, with the figure after.
        Claimed = "claimed",
        /// The people concerned agreed.
        Confirmed = "confirmed",
        /// The people concerned did not agree, or it came back.
        Returned = "returned",
        /// What was tried was added.
        Tried = "tried",
        /// It followed its place.
        Followed = "followed",
    }
}

/// A figure that shows the difficulty: an indicator of the status sheet or the place's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// What is counted.
    pub label: String,
    /// In thousandths.
    pub value_milli: i64,
    /// The unit of measure.
    pub unit: String,
    /// The day of the count.
    pub on: Day,
}

/// What the people concerned said: a meeting, its minutes, and who agreed. Totals only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Number of the minutes.
    pub minutes: String,
    /// The day of the meeting.
    pub held_on: Day,
    /// Households present.
    pub attending: u32,
    /// Households that say it is overcome.
    pub agreed: u32,
}

/// A difficulty as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difficulty {
    /// Its identity.
    pub id: DifficultyId,
    /// The place.
    pub unit: UnitId,
    /// What it is about.
    pub category: Category,
    /// One line.
    pub title: String,
    /// What holds the place back.
    pub text: String,
    /// Since when.
    pub since_on: Day,
    /// Who told of it.
    pub told_by: ToldBy,
    /// What was tried.
    pub tried: String,
    /// The figure that shows it.
    pub figure: Option<Figure>,
    /// How far it has come.
    pub state: State,
    /// Who claimed that it is overcome, and the figure then.
    pub claim: Option<(PostId, Figure)>,
}

/// What raises a difficulty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDifficulty {
    /// Its identity.
    pub id: DifficultyId,
    /// The place.
    pub unit: UnitId,
    /// What it is about.
    pub category: Option<Category>,
    /// One line.
    pub title: String,
    /// What holds the place back.
    pub text: String,
    /// Since when.
    pub since_on: Option<Day>,
    /// Who told of it.
    pub told_by: ToldBy,
    /// What was tried; may be empty.
    pub tried: String,
    /// The figure that shows it, where there is one.
    pub figure: Option<Figure>,
}

/// Raises a difficulty.
///
/// # Errors
/// `difficulty-category-missing`, `difficulty-since-missing`, `difficulty-since-ahead`, and the
/// refusals of [`text`], all at once.
pub fn raise(new: NewDifficulty, today: Day) -> Result<Difficulty, Refusal> {
    let mut refusals = Vec::new();
    let mut kept = |checked: Result<String, Refusal>| {
        checked.unwrap_or_else(|refusal| {
            refusals.push(refusal);
            String::new()
        })
    };
    let title = kept(text::title("ten", &new.title));
    let body = kept(text::text("noi-dung", &new.text));
    let tried = kept(text::optional("da-thu", &new.tried));
    if new.category.is_none() {
        refusals.push(Refusal::at("linh-vuc", "difficulty-category-missing"));
    }
    match new.since_on {
        None => refusals.push(Refusal::at("tu-ngay", "difficulty-since-missing")),
        Some(day) if day > today => {
            refusals.push(Refusal::at("tu-ngay", "difficulty-since-ahead").with("day", day));
        }
        Some(_) => {}
    }
    let figure = match new.figure.map(checked_figure).transpose() {
        Ok(figure) => figure,
        Err(refusal) => {
            refusals.push(refusal);
            None
        }
    };
    let (Some(category), Some(since_on), true) = (new.category, new.since_on, refusals.is_empty())
    else {
        return Err(Refusal::none(refusals).expect_err("a part is missing, so there is a refusal"));
    };
    Ok(Difficulty {
        id: new.id,
        unit: new.unit,
        category,
        title,
        text: body,
        since_on,
        told_by: new.told_by,
        tried,
        figure,
        state: State::NoWay,
        claim: None,
    })
}

fn checked_figure(figure: Figure) -> Result<Figure, Refusal> {
    Ok(Figure {
        label: text::title("ten-so-lieu", &figure.label)?,
        unit: text::title("don-vi-tinh", &figure.unit)?,
        ..figure
    })
}

impl Difficulty {
    /// Work on it begins: a matter, a plan's line or a practice answers it. Whether that is news.
    ///
    /// # Errors
    /// `difficulty-over` once it is overcome.
    pub fn begin(&mut self) -> Result<bool, Refusal> {
        match self.state {
            State::Overcome => Err(Refusal::new("difficulty-over")),
            State::Working => Ok(false),
            State::NoWay => {
                self.state = State::Working;
                Ok(true)
            }
        }
    }

    /// The place says that it is overcome, with the figure after.
    ///
    /// # Errors
    /// `difficulty-over`, `difficulty-not-begun`, `difficulty-figure-missing` where a figure showed
    /// it and none shows the change.
    pub fn claim(&mut self, by: PostId, after: Option<Figure>) -> Result<(), Refusal> {
        match self.state {
            State::Overcome => return Err(Refusal::new("difficulty-over")),
            State::NoWay => return Err(Refusal::new("difficulty-not-begun")),
            State::Working => {}
        }
        let Some(after) = after else {
            return Err(Refusal::at("so-lieu", "difficulty-figure-missing"));
        };
        self.claim = Some((by, checked_figure(after)?));
        Ok(())
    }

    /// The people concerned confirm at a meeting, entered by another post than the one that claimed.
    ///
    /// # Errors
    /// `difficulty-not-claimed`, `difficulty-same-post`, `difficulty-minutes-missing`,
    /// `difficulty-tally` where more agree than attend or nobody attended,
    /// `difficulty-not-agreed` where not more than half of those present agree.
    pub fn confirm(&mut self, by: PostId, said: &Confirmation) -> Result<(), Refusal> {
        let Some((claimed_by, _)) = &self.claim else {
            return Err(Refusal::new("difficulty-not-claimed"));
        };
        if *claimed_by == by {
            return Err(Refusal::new("difficulty-same-post"));
        }
        if units::text::tidy(&said.minutes).is_empty() {
            return Err(Refusal::at("bien-ban", "difficulty-minutes-missing"));
        }
        if said.attending == 0 || said.agreed > said.attending {
            return Err(Refusal::at("dong-y", "difficulty-tally"));
        }
        if u64::from(said.agreed) * 2 <= u64::from(said.attending) {
            let refusal = Refusal::at("dong-y", "difficulty-not-agreed");
            return Err(refusal.with("agreed", said.agreed).with("attending", said.attending));
        }
        self.state = State::Overcome;
        Ok(())
    }

    /// The people concerned do not agree, or it came back: work goes on.
    ///
    /// # Errors
    /// `difficulty-not-claimed` where nothing was claimed, and those of the reason's text.
    pub fn send_back(&mut self, why: &str) -> Result<String, Refusal> {
        if self.claim.is_none() {
            return Err(Refusal::new("difficulty-not-claimed"));
        }
        let why = text::text("ly-do", why)?;
        self.claim = None;
        self.state = State::Working;
        Ok(why)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn post(number: u128) -> PostId {
        PostId(Uuid::from_u128(number))
    }

    fn figure(value_milli: i64) -> Figure {
        let label = "Tỷ lệ hộ dự họp".into();
        Figure { label, value_milli, unit: "%".into(), on: day("2026-03-01") }
    }

    fn new() -> NewDifficulty {
        NewDifficulty {
            id: DifficultyId(Uuid::from_u128(1)),
            unit: UnitId(Uuid::from_u128(2)),
            category: Some(Category::Culture),
            title: "Khu phố chưa có nơi sinh hoạt".into(),
            text: "Họp nhờ nhà dân, mỗi lần chỉ chứa được 40 người.".into(),
            since_on: Some(day("2025-07-01")),
            told_by: ToldBy::Place,
            tried: "Mượn phòng học, chỉ được buổi tối thứ bảy.".into(),
            figure: Some(figure(31_000)),
        }
    }

    #[test]
    fn it_is_overcome_only_by_the_people_and_never_by_the_post_that_claims() {
        let mut it = raise(new(), day("2026-03-02")).unwrap();
        assert_eq!(
            it.claim(post(1), Some(figure(68_000))).unwrap_err().code,
            "difficulty-not-begun"
        );
        assert!(it.begin().unwrap());
        assert!(!it.begin().unwrap(), "the second piece of work is no news");
        assert_eq!(it.claim(post(1), None).unwrap_err().code, "difficulty-figure-missing");
        let mut said = Confirmation {
            minutes: "03/BB-KP".into(),
            held_on: day("2026-03-02"),
            attending: 90,
            agreed: 45,
        };
        assert_eq!(it.confirm(post(2), &said).unwrap_err().code, "difficulty-not-claimed");
        it.claim(post(1), Some(figure(68_000))).unwrap();
        assert_eq!(it.confirm(post(1), &said).unwrap_err().code, "difficulty-same-post");
        assert_eq!(it.confirm(post(2), &said).unwrap_err().code, "difficulty-not-agreed");
        said.agreed = 46;
        it.confirm(post(2), &said).unwrap();
        assert_eq!(it.state, State::Overcome);
        assert_eq!(it.begin().unwrap_err().code, "difficulty-over");
        it.send_back("Phòng bị đòi lại từ tháng 3").unwrap();
        assert_eq!((it.state, it.claim), (State::Working, None));
    }

    #[test]
    fn every_fault_of_a_form_is_told_at_once() {
        let bare = NewDifficulty {
            category: None,
            since_on: Some(day("2027-01-01")),
            title: String::new(),
            ..new()
        };
        let refusal = raise(bare, day("2026-03-02")).unwrap_err();
        let codes: Vec<&str> = refusal.each().map(|refusal| refusal.code).collect();
        assert_eq!(
            codes,
            ["text-missing", "difficulty-category-missing", "difficulty-since-ahead"]
        );
    }
}
