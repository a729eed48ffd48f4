//! Rows of self-managed groups.

use ledger::group::{ActKind, GroupKind, RequestState, TOLD_FROM, Votes};
use ledger::{Category, GroupActId, MatterId};
use serde::Serialize;
use units::{Day, PlanId, PostId, UnitId};

use crate::{Failure, FromRow, Row, Scope};

/// A group in a list, as of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The group, a unit.
    pub unit_id: UnitId,
    /// What it is made of.
    pub kind: GroupKind,
    /// Its name.
    pub name: String,
    /// The khu phố or ấp it lies in.
    pub parent_id: Option<UnitId>,
    /// Its name.
    pub parent: Option<String>,
    /// The post that leads it.
    pub head_post_id: PostId,
    /// The post's name.
    pub head: String,
    /// The post's name in English.
    pub head_en: String,
    /// Member households; nothing where they are few and the reader stands outside.
    pub members: Option<i64>,
    /// The day it was formed.
    pub formed_on: Day,
    /// The day it was dissolved.
    pub dissolved_on: Option<Day>,
    /// The commune.
    pub commune_id: Option<UnitId>,
    /// The outermost unit.
    pub top_id: Option<UnitId>,
}

/// A group's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// What lists show.
    pub line: Line,
    /// The streets, alleys or blocks it covers, in words.
    pub ground: String,
    /// People of the core, the head among them.
    pub core: i64,
    /// Whether its ground was drawn.
    pub is_drawn: bool,
    /// Why it was dissolved.
    pub dissolved_why: String,
    /// What it recorded, latest first.
    pub acts: Vec<ActLine>,
}

/// Something a group recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActLine {
    /// Its identity.
    pub group_act_id: GroupActId,
    /// What it is.
    pub kind: ActKind,
    /// In one line.
    pub title: String,
    /// Its text.
    pub said: String,
    /// The day.
    pub on: Day,
    /// The last day of a notice.
    pub last_on: Option<Day>,
    /// Whether more than half said yes; nothing for a notice.
    pub carries: Option<bool>,
    /// The totals; nothing where few came and the reader stands outside.
    pub votes: Option<Votes>,
}

/// Groups of a commune, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The commune.
    pub commune_id: UnitId,
    /// Its name.
    pub name: String,
    /// How many groups.
    pub groups: i64,
}

/// A request for help made to a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Request {
    /// Its identity.
    pub id: GroupActId,
    /// The field of life.
    pub category: Category,
    /// What is needed.
    pub said: String,
    /// What became of it.
    pub state: RequestState,
    /// The day it was asked.
    pub asked_on: Day,
    /// The matter it became.
    pub matter_id: Option<MatterId>,
}

/// A member household, by its code alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// The office's code.
    pub code: String,
    /// The day consent was given.
    pub consented_on: Day,
}

/// A group to form, beside its unit and state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGroup {
    /// What it is made of.
    pub kind: GroupKind,
    /// The streets, alleys or blocks it covers.
    pub ground: String,
    /// People of the core.
    pub core: i64,
    /// The post that leads it.
    pub head: PostId,
    /// The plan's part it was drawn as.
    pub plan: Option<(PlanId, i64)>,
    /// The day.
    pub formed_on: Day,
    /// The post that formed it.
    pub formed_by: Option<PostId>,
}

/// A group that goes where its khu phố goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The group.
    pub unit_id: UnitId,
    /// Its parent.
    pub parent_id: UnitId,
}

pub(super) struct Whole {
    pub line: Line,
    pub ground: String,
    pub core: i64,
    pub plan_id: Option<PlanId>,
    pub dissolved_why: String,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            unit_id: row.get("unit_id")?,
            kind: row.get("kind")?,
            name: row.get("name")?,
            parent_id: row.get("parent_id")?,
            parent: row.get("parent")?,
            head_post_id: row.get("head_post_id")?,
            head: row.get("head")?,
            head_en: row.get("head_en")?,
            members: Some(row.get("members")?),
            formed_on: row.get("formed_on")?,
            dissolved_on: row.get("dissolved_on")?,
            commune_id: row.get("commune_id")?,
            top_id: row.get("top_id")?,
        })
    }
}

impl FromRow for Whole {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            line: Line::from_row(row)?,
            ground: row.get("ground")?,
            core: row.get("core")?,
            plan_id: row.get("plan_id")?,
            dissolved_why: row.get("dissolved_why")?,
        })
    }
}

impl FromRow for ActLine {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let attending: Option<i64> = row.get("attending")?;
        let agreed: Option<i64> = row.get("agreed")?;
        let against: Option<i64> = row.get("against")?;
        let votes = attending
            .zip(agreed.zip(against))
            .map(|(attending, (agreed, against))| Votes { attending, agreed, against });
        Ok(Self {
            group_act_id: row.get("group_act_id")?,
            kind: row.get("kind")?,
            title: row.get("title")?,
            said: row.get("said")?,
            on: row.get("happened_on")?,
            last_on: row.get("last_on")?,
            carries: votes.map(Votes::carries),
            votes,
        })
    }
}

impl FromRow for Count {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            commune_id: row.get("commune_id")?,
            name: row.get("name")?,
            groups: row.get("groups")?,
        })
    }
}

impl FromRow for Request {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("group_request_id")?,
            category: row.get("category")?,
            said: row.get("said")?,
            state: row.get("state")?,
            asked_on: row.get("asked_on")?,
            matter_id: row.get("matter_id")?,
        })
    }
}

impl FromRow for Member {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self { code: row.get("code")?, consented_on: row.get("consented_on")? })
    }
}

impl FromRow for Standing {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self { unit_id: row.get("unit_id")?, parent_id: row.get("parent_id")? })
    }
}

impl Line {
    /// The places a reader's scope is compared with.
    pub(super) fn path(&self) -> Vec<UnitId> {
        [Some(self.unit_id), self.parent_id, self.commune_id, self.top_id]
            .into_iter()
            .flatten()
            .collect()
    }

    /// Without a number that a reader outside may not know.
    pub(super) fn told(mut self, scope: &Scope) -> Self {
        if !scope.covers(&self.path()) {
            self.members = self.members.filter(|members| *members >= TOLD_FROM);
        }
        self
    }
}
