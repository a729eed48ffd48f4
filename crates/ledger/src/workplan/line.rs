//! One line of a plan: what, who, when, with what, to which end, and what it stands on.

use serde::{Deserialize, Serialize};
use units::{Day, PostId};

use crate::difficulty::Figure;
use crate::matter::ProofKind;
use crate::{DifficultyId, Refusal, WorkplanLineId, text};

/// What of the place itself a line stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tie {
    /// A figure of the place: an indicator of its status sheet, or its own count.
    Figure(Figure),
    /// An open difficulty of the place.
    Difficulty(DifficultyId),
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its identity.
    pub id: WorkplanLineId,
    /// The number of the programme's target that it serves, from 1.
    pub target: i64,
    /// What is to be done.
    pub work: String,
    /// Who does it.
    pub owner: PostId,
    /// The last day.
    pub due_on: Day,
    /// People, money, things.
    pub resources: String,
    /// What the owner answers for.
    pub responsibility: String,
    /// What will be there at the end.
    pub product: String,
    /// What the owner may decide alone.
    pub authority: String,
    /// Why it can be done here, and what might stand in the way.
    pub feasibility: String,
    /// The proof its answer must carry.
    pub proof: ProofKind,
    /// Whether it is tried in a small part first.
    pub is_pilot: bool,
    /// What of the place it stands on.
    pub tie: Tie,
}

/// A line as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// Its identity.
    pub id: WorkplanLineId,
    /// The number of the programme's target that it serves.
    pub target: Option<i64>,
    /// What is to be done.
    pub work: String,
    /// Who does it.
    pub owner: Option<PostId>,
    /// The last day.
    pub due_on: Option<Day>,
    /// People, money, things.
    pub resources: String,
    /// What the owner answers for.
    pub responsibility: String,
    /// What will be there at the end.
    pub product: String,
    /// What the owner may decide alone.
    pub authority: String,
    /// Why it can be done here.
    pub feasibility: String,
    /// The proof its answer must carry.
    pub proof: Option<ProofKind>,
    /// Whether it is tried in a small part first.
    pub is_pilot: bool,
    /// What of the place it stands on.
    pub tie: Option<Tie>,
}

/// A line that may stand on a day, in a programme with so many targets. That the difficulty is open
/// and the place's own is for the desk to know.
///
/// # Errors
/// `workplan-line-target`, `workplan-line-owner`, `workplan-line-due`, `workplan-line-due-past`,
/// `workplan-line-proof`, `workplan-line-untied`, `workplan-figure-ahead`, and the refusals of
/// [`text`], all at once.
pub fn line(new: NewLine, targets: usize, today: Day) -> Result<Line, Refusal> {
    let mut refusals = Vec::new();
    let mut kept = |checked: Result<String, Refusal>| {
        checked.unwrap_or_else(|refusal| {
            refusals.push(refusal);
            String::new()
        })
    };
    let work = kept(text::title("viec", &new.work));
    let resources = kept(text::text("nguon-luc", &new.resources));
    let responsibility = kept(text::text("trach-nhiem", &new.responsibility));
    let product = kept(text::text("san-pham", &new.product));
    let authority = kept(text::text("tham-quyen", &new.authority));
    let feasibility = kept(text::text("kha-thi", &new.feasibility));
    let most = i64::try_from(targets).unwrap_or(i64::MAX);
    let target = new.target.filter(|target| (1..=most).contains(target));
    if target.is_none() {
        refusals.push(Refusal::at("chi-tieu", "workplan-line-target"));
    }
    if new.owner.is_none() {
        refusals.push(Refusal::at("nguoi", "workplan-line-owner"));
    }
    match new.due_on {
        None => refusals.push(Refusal::at("han", "workplan-line-due")),
        Some(due) if due < today => {
            refusals.push(Refusal::at("han", "workplan-line-due-past").with("day", due));
        }
        Some(_) => {}
    }
    if new.proof.is_none() {
        refusals.push(Refusal::at("minh-chung", "workplan-line-proof"));
    }
    let tie = tied(new.tie, today).unwrap_or_else(|refusal| {
        refusals.push(refusal);
        None
    });
    let (Some(target), Some(owner), Some(due_on), Some(proof), Some(tie), true) =
        (target, new.owner, new.due_on, new.proof, tie, refusals.is_empty())
    else {
        return Err(Refusal::none(refusals).expect_err("a part is missing, so there is a refusal"));
    };
    let (id, is_pilot) = (new.id, new.is_pilot);
    Ok(Line {
        id,
        target,
        work,
        owner,
        due_on,
        resources,
        responsibility,
        product,
        authority,
        feasibility,
        proof,
        is_pilot,
        tie,
    })
}

fn tied(tie: Option<Tie>, today: Day) -> Result<Option<Tie>, Refusal> {
    match tie {
        None => Err(Refusal::at("can-cu", "workplan-line-untied")),
        Some(Tie::Difficulty(id)) => Ok(Some(Tie::Difficulty(id))),
        Some(Tie::Figure(figure)) if figure.on > today => {
            Err(Refusal::at("ngay-so-lieu", "workplan-figure-ahead").with("day", figure.on))
        }
        Some(Tie::Figure(figure)) => Ok(Some(Tie::Figure(Figure {
            label: text::title("ten-so-lieu", &figure.label)?,
            unit: text::title("don-vi-tinh", &figure.unit)?,
            ..figure
        }))),
    }
}

impl Line {
    /// The words by which it is compared with lines of other places: what is done, with what, to
    /// which end, and why it can be done here. Posts, days and figures differ even in a copy.
    #[must_use]
    pub fn words(&self) -> Vec<u32> {
        let said = [&self.work, &self.resources, &self.product, &self.feasibility];
        let said: Vec<&str> = said.into_iter().map(String::as_str).collect();
        crate::likeness::grams(&said.join("\n"))
    }
}
