//! One line of a plan: what, who, when, with what, to which end, and what it stands on.

use serde::{Deserialize, Serialize};
use units::{Day, PostId};

use crate::difficulty::Figure;
use crate::matter::ProofKind;
use crate::{DifficultyId, Refusal, StatusSheetId, WorkplanLineId, text};

/// Which figure of which status sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The sheet.
    pub sheet: StatusSheetId,
    /// The figure's code in the list of figures.
    pub code: String,
}

/// What of the place itself a line stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tie {
    /// A figure of the place as it stood on a day, with the sheet it was taken from. Lines written
    /// before figures were chosen from the sheet have none.
    Figure(Figure, Option<Source>),
    /// An open difficulty of the place.
    Difficulty(DifficultyId),
}

/// What a line is to stand on, as chosen. That the place has it is for the desk to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// A figure of the place's status sheet.
    Figure(Source),
    /// An open difficulty of the place.
    Difficulty(DifficultyId),
    /// What it stands on already.
    Same,
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
    pub ground: Option<Ground>,
}

/// What a line is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    /// Targets of the programme.
    pub targets: usize,
    /// Today.
    pub today: Day,
    /// The day that a line of an agreed plan has until now.
    pub due_before: Option<Day>,
}

impl Around {
    /// A day that a line may have. One that has passed stays as it is: lateness is not wiped out by
    /// writing a later day.
    fn check_due(&self, due: Option<Day>) -> Option<Refusal> {
        let at = |code| Some(Refusal::at("han", code));
        match (due, self.due_before) {
            (None, _) => at("workplan-line-due"),
            (Some(due), Some(before)) if due == before => None,
            (Some(_), Some(before)) if before < self.today => {
                at("workplan-line-late").map(|refusal| refusal.with("day", before.dmy()))
            }
            (Some(due), _) if due < self.today => {
                at("workplan-line-due-past").map(|refusal| refusal.with("day", due))
            }
            (Some(_), _) => None,
        }
    }
}

/// A line that may stand. `tie` is what its ground was found to be, or why it is none.
///
/// # Errors
/// `workplan-line-target`, `workplan-line-owner`, `workplan-line-due`, `workplan-line-due-past`,
/// `workplan-line-late`, `workplan-line-proof`, the refusal of the tie, and those of [`text`], all at
/// once.
pub fn line(new: NewLine, tie: Result<Tie, Refusal>, around: Around) -> Result<Line, Refusal> {
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
    let most = i64::try_from(around.targets).unwrap_or(i64::MAX);
    let target = new.target.filter(|target| (1..=most).contains(target));
    if target.is_none() {
        refusals.push(Refusal::at("chi-tieu", "workplan-line-target"));
    }
    if new.owner.is_none() {
        refusals.push(Refusal::at("nguoi", "workplan-line-owner"));
    }
    refusals.extend(around.check_due(new.due_on));
    if new.proof.is_none() {
        refusals.push(Refusal::at("minh-chung", "workplan-line-proof"));
    }
    let tie = tie.map_err(|refusal| refusals.push(refusal)).ok();
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
