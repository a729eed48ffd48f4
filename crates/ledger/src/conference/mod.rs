//! The conference (hội nghị; giao ban chuyên đề is a type): called with a theme, contributions asked
//! for by a day, held with minutes, concluded by a notice in which each conclusion becomes matters
//! with a head responsible. What became of them stands on the follow-up sheet of the next one.
//!
//! Keeps posts, places and bodies, never who sat in the room.

mod follow_up;
mod moving;
mod notice;

use serde::{Deserialize, Serialize};
use units::{AttachmentId, Day, PostId, UnitId};

use crate::{BodyId, ConferenceId, ContributionId, Refusal, text};

pub use follow_up::{Standing, Tally, standing};
pub use moving::{Change, ChangeKind, shifted};
pub use notice::{Conclusion, Due, NewConclusion, NewNotice, NewTask, Notice, Opened, is_head};

units::wire_codes! {
    /// What a conference is for.
    Kind as "conference-kind" {
        /// A briefing on one theme between a standing committee and those below it.
        Thematic = "giao_ban_chuyen_de",
        /// The regular briefing of a week, month or quarter.
        Regular = "dinh_ky",
        /// Looking back on a period.
        Review = "so_ket_tong_ket",
        /// A dialogue with the people concerned.
        Dialogue = "doi_thoai",
        /// Called because something happened.
        Extraordinary = "dot_xuat",
    }
}

units::wire_codes! {
    /// How far a conference has come.
    State as "conference" {
        /// Called; contributions are collected.
        Called = "called",
        /// Held; minutes are there.
        Held = "held",
        /// The notice of conclusions is out.
        Concluded = "concluded",
        /// Called off: it does not meet, and nothing is owed to it.
        CalledOff = "called_off",
    }
}

units::wire_codes! {
    /// What somebody does at a conference.
    Role as "conference-role" {
        /// Chairs it.
        Chair = "chu_tri",
        /// Brings a contribution.
        Contribute = "tham_luan",
        /// Attends.
        Attend = "tham_du",
    }
}

/// Who is invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Guest {
    /// A place.
    Unit(UnitId),
    /// A body, with a territory or without one.
    Body(BodyId),
    /// One post.
    Post(PostId),
}

/// A conference as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conference {
    /// Its identity.
    pub id: ConferenceId,
    /// What it is for.
    pub kind: Kind,
    /// Its theme, one line.
    pub theme: String,
    /// Its day.
    pub held_on: Day,
    /// Where it meets.
    pub place: String,
    /// The territory it is held for.
    pub unit: UnitId,
    /// The body that holds it; nothing where the chairing post does.
    pub body: Option<BodyId>,
    /// The post that chairs it: concludes, sets the days, confirms the answers.
    pub chair: PostId,
    /// The post that called it.
    pub called_by: PostId,
    /// The conference before it, whose conclusions it looks back on.
    pub follows: Option<ConferenceId>,
    /// What it wants to reach.
    pub purpose: String,
    /// Who is invited.
    pub invited: Vec<Guest>,
    /// The central report in words.
    pub report: String,
    /// The central report as a document.
    pub report_document: Option<AttachmentId>,
    /// What was said and decided.
    pub minutes: String,
    /// The minutes as a document.
    pub minutes_document: Option<AttachmentId>,
    /// How many attended.
    pub attended: Option<u32>,
    /// Number and day of the notice of conclusions.
    pub notice: Option<Notice>,
    /// How far it has come.
    pub state: State,
}

/// What calls a conference, or changes one that is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConference {
    /// Its identity.
    pub id: ConferenceId,
    /// What it is for.
    pub kind: Option<Kind>,
    /// Its theme.
    pub theme: String,
    /// Its day.
    pub held_on: Option<Day>,
    /// Where it meets.
    pub place: String,
    /// The territory it is held for.
    pub unit: UnitId,
    /// The body that holds it.
    pub body: Option<BodyId>,
    /// The post that chairs it.
    pub chair: Option<PostId>,
    /// The conference before it.
    pub follows: Option<ConferenceId>,
    /// What it wants to reach; may be empty.
    pub purpose: String,
    /// Who is invited.
    pub invited: Vec<Guest>,
    /// The central report; may be empty while it is written.
    pub report: String,
}

/// A contribution that a post is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContribution {
    /// Its identity.
    pub id: ContributionId,
    /// The post that is asked.
    pub post: Option<PostId>,
    /// What it is asked to speak about.
    pub topic: String,
    /// By which day it is to be sent.
    pub due_on: Option<Day>,
}

/// A contribution that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its identity.
    pub id: ContributionId,
    /// The post that is asked.
    pub post: PostId,
    /// What it is asked to speak about.
    pub topic: String,
    /// By which day it is to be sent.
    pub due_on: Day,
}

/// A contribution as a post sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Its title, which everybody may read.
    pub title: String,
    /// Its text; may be empty where a document is sent.
    pub text: String,
}

/// Calls a conference.
///
/// # Errors
/// `conference-kind-missing`, `conference-day-missing`, `conference-chair-missing`,
/// `conference-nobody-invited`, `conference-follows-itself`, and the refusals of [`text`], all at
/// once.
pub fn call(new: NewConference, called_by: PostId) -> Result<Conference, Refusal> {
    let mut refusals = Vec::new();
    let mut kept = |checked: Result<String, Refusal>| {
        checked.unwrap_or_else(|refusal| {
            refusals.push(refusal);
            String::new()
        })
    };
    let theme = kept(text::title("chu-de", &new.theme));
    let place = kept(text::title("noi-hop", &new.place));
    let purpose = kept(text::optional("muc-dich", &new.purpose));
    let report = kept(text::optional("bao-cao", &new.report));
    let wants = [
        (new.kind.is_none(), "loai", "conference-kind-missing"),
        (new.held_on.is_none(), "ngay-hop", "conference-day-missing"),
        (new.chair.is_none(), "chu-tri", "conference-chair-missing"),
        (new.invited.is_empty(), "moi", "conference-nobody-invited"),
        (new.follows == Some(new.id), "ky-truoc", "conference-follows-itself"),
    ];
    let missing = wants.into_iter().filter(|(is_missing, ..)| *is_missing);
    refusals.extend(missing.map(|(_, field, code)| Refusal::at(field, code)));
    let (Some(kind), Some(held_on), Some(chair), true) =
        (new.kind, new.held_on, new.chair, refusals.is_empty())
    else {
        return Err(Refusal::none(refusals).expect_err("a part is missing, so there is a refusal"));
    };
    let mut invited = new.invited;
    invited.sort_unstable();
    invited.dedup();
    Ok(Conference {
        id: new.id,
        kind,
        theme,
        held_on,
        place,
        unit: new.unit,
        body: new.body,
        chair,
        called_by,
        follows: new.follows,
        purpose,
        invited,
        report,
        report_document: None,
        minutes: String::new(),
        minutes_document: None,
        attended: None,
        notice: None,
        state: State::Called,
    })
}

impl Conference {
    /// Changes a conference that is called and not yet held: its identity, territory, day and caller
    /// stay. Its day is moved by [`Conference::postpone`] alone, since those invited must learn of it;
    /// minutes of a meeting that was broken off stay too.
    ///
    /// # Errors
    /// `conference-is-held`, `conference-is-called-off`, and those of [`call`].
    pub fn amend(&mut self, new: NewConference) -> Result<(), Refusal> {
        self.is_called()?;
        let held_on = Some(self.held_on);
        let new = NewConference { id: self.id, unit: self.unit, held_on, ..new };
        let before = self.clone();
        *self = Self {
            report_document: before.report_document,
            minutes: before.minutes,
            minutes_document: before.minutes_document,
            attended: before.attended,
            ..call(new, before.called_by)?
        };
        Ok(())
    }

    /// Refuses what is done to a called conference once it is no longer that.
    fn is_called(&self) -> Result<(), Refusal> {
        match self.state {
            State::Called => Ok(()),
            State::Held | State::Concluded => Err(Refusal::new("conference-is-held")),
            State::CalledOff => Err(Refusal::new("conference-is-called-off")),
        }
    }

    /// Refuses what is done before the notice of conclusions, once it is out or nothing is awaited.
    fn is_awaited(&self) -> Result<(), Refusal> {
        match self.state {
            State::Called | State::Held => Ok(()),
            State::Concluded => Err(Refusal::new("conference-is-concluded")),
            State::CalledOff => Err(Refusal::new("conference-is-called-off")),
        }
    }

    /// Asks a post for a contribution by a day.
    ///
    /// # Errors
    /// `conference-is-held`, `conference-is-called-off`, `contribution-post-missing`, `contribution-day-missing`,
    /// `contribution-day-past`, `contribution-day-late` for a day after the conference, and the
    /// refusals of [`text`], all at once.
    pub fn ask(&self, new: NewContribution, today: Day) -> Result<Asked, Refusal> {
        self.is_called()?;
        let mut refusals = Vec::new();
        let topic = text::title("chu-de", &new.topic).unwrap_or_else(|refusal| {
            refusals.push(refusal);
            String::new()
        });
        if new.post.is_none() {
            refusals.push(Refusal::at("noi-gui", "contribution-post-missing"));
        }
        match new.due_on {
            None => refusals.push(Refusal::at("han-gui", "contribution-day-missing")),
            Some(day) if day > self.held_on => {
                let refusal = Refusal::at("han-gui", "contribution-day-late");
                refusals.push(refusal.with("day", self.held_on));
            }
            Some(day) if day < today => {
                refusals.push(Refusal::at("han-gui", "contribution-day-past").with("day", day));
            }
            Some(_) => {}
        }
        let (Some(post), Some(due_on), true) = (new.post, new.due_on, refusals.is_empty()) else {
            let none = Refusal::none(refusals);
            return Err(none.expect_err("a part is missing, so there is a refusal"));
        };
        Ok(Asked { id: new.id, post, topic, due_on })
    }

    /// Takes a contribution; a later one replaces it until the notice is out.
    ///
    /// # Errors
    /// `conference-is-concluded`, `conference-is-called-off`, `contribution-empty` without text and document, and the refusals
    /// of [`text`], all at once.
    pub fn receive(&self, sent: &Sent, has_document: bool) -> Result<Sent, Refusal> {
        self.is_awaited()?;
        let mut refusals = Vec::new();
        let mut kept = |checked: Result<String, Refusal>| {
            checked.unwrap_or_else(|refusal| {
                refusals.push(refusal);
                String::new()
            })
        };
        let title = kept(text::title("ten", &sent.title));
        let said = kept(text::optional("bai", &sent.text));
        if said.is_empty() && !has_document && units::text::tidy(&sent.text).is_empty() {
            refusals.push(Refusal::at("bai", "contribution-empty"));
        }
        Refusal::none(refusals)?;
        Ok(Sent { title, text: said })
    }

    /// It was held: the minutes are kept, and kept anew until the notice is out.
    ///
    /// # Errors
    /// `conference-not-yet` before its day, `conference-is-concluded`, `conference-is-called-off`,
    /// `conference-minutes-missing` without text and document, and the refusals of [`text`].
    pub fn hold(
        &mut self,
        minutes: &str,
        has_document: bool,
        attended: Option<u32>,
        today: Day,
    ) -> Result<(), Refusal> {
        self.is_awaited()?;
        if today < self.held_on {
            return Err(Refusal::new("conference-not-yet").with("day", self.held_on));
        }
        let minutes = text::optional("bien-ban", minutes)?;
        if minutes.is_empty() && !has_document && self.minutes_document.is_none() {
            return Err(Refusal::at("bien-ban", "conference-minutes-missing"));
        }
        self.minutes = minutes;
        self.attended = attended;
        self.state = State::Held;
        Ok(())
    }

    /// Whether difficulties heard at it may be raised: once it was held.
    ///
    /// # Errors
    /// `conference-not-held`, `conference-is-called-off`.
    pub fn hear(&self) -> Result<(), Refusal> {
        match self.state {
            State::Called => Err(Refusal::new("conference-not-held")),
            State::CalledOff => Err(Refusal::new("conference-is-called-off")),
            State::Held | State::Concluded => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
