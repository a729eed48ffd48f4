//! Self-managed groups (xóm, khu dân cư, chung cư tự quản): voluntary, with rules of their own.
//!
//! A group is no office and, in an apartment block, not its management board. Its head sees what
//! was asked of the head, and nothing else.

use serde::Deserialize;

use super::feedback::Category;
use super::matter::Matter;
use super::place::Place;
use super::post::Post;

/// What kind of group it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    /// Xóm tự quản.
    Xom,
    /// Khu dân cư tự quản.
    KhuDanCu,
    /// Chung cư tự quản.
    ChungCu,
}

/// A self-managed group.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its key; its head is the post with this key.
    pub key: String,
    /// Its kind.
    pub kind: GroupKind,
    /// Its name.
    pub name: String,
    /// The same in English.
    pub name_en: String,
    /// The khu phố or ấp it lies in.
    pub place: Place,
    /// Its area in words: which alley, which block.
    pub area: String,
    /// Households that joined by choice, and those of the area.
    pub households: [u32; 2],
    /// The day it was formed.
    pub formed_on: i32,
    /// The day it was dissolved.
    pub dissolved_on: Option<i32>,
    /// Why it was dissolved.
    pub dissolved_why: Option<String>,
    /// How many people carry it besides the head (nòng cốt).
    pub core: u8,
    /// Rules agreed on.
    pub rules: Vec<String>,
    /// Notices.
    #[serde(default)]
    pub notices: Vec<Notice>,
    /// Meetings.
    #[serde(default)]
    pub meetings: Vec<Meeting>,
    /// Requests for help made to the group and passed on.
    #[serde(default)]
    pub requests: Vec<Request>,
    /// Small decisions.
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// What the group was asked for and did not pass on.
    #[serde(default)]
    pub own: Vec<OwnRequest>,
}

impl Group {
    /// The post of its head.
    #[must_use]
    pub fn head(&self) -> Post {
        let base = self.place.territory().zip(self.place.number());
        let superior = base.map(|_| format!("{}-truong", self.place.key()));
        let commune = self.place.territory().map_or("tp", |t| t.key());
        Post {
            key: self.key.clone(),
            name: format!("Trưởng nhóm {}", self.name),
            name_en: format!("Head, {}", self.name_en),
            body: format!("{commune}-khu-pho-ap"),
            place: Some(self.place),
            superior,
            before: Vec::new(),
        }
    }
}

/// A notice of a group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The day.
    pub on: i32,
    /// What it says.
    pub text: String,
}

/// A meeting of a group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// The day.
    pub on: i32,
    /// Where.
    pub where_held: String,
    /// Households present.
    pub households: u32,
    /// What was talked about.
    pub text: String,
}

/// A request made to a group, passed on as a matter opened the same day.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The day.
    pub on: i32,
    /// What was asked, without saying who asked.
    pub text: String,
    /// Its field of life; where none is said, that of the post which answers.
    pub category: Option<Category>,
    /// The matter.
    pub matter: Matter,
}

/// A request that the group helps with by itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnRequest {
    /// The day.
    pub on: i32,
    /// What was asked, without saying who asked.
    pub text: String,
    /// Its field of life.
    pub category: Category,
    /// The day the group had helped; nothing while it waits.
    pub helped_on: Option<i32>,
}

/// A small decision of a group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The day.
    pub on: i32,
    /// What was decided.
    pub text: String,
    /// Households for it.
    pub agreed: u32,
    /// Households against it.
    pub against: u32,
    /// Households present that did not say.
    pub silent: u32,
}
