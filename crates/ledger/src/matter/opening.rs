//! Opening a matter: the six clears are required, each fault is told.

use units::{Day, HouseholdId, PostId};
use uuid::Uuid;

use super::{Asker, Clears, Matter, OriginKind, ProofKind, State};
use crate::{MatterId, Refusal, text};

/// What opens a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMatter {
    /// Its identity.
    pub id: MatterId,
    /// What it comes from.
    pub origin: (OriginKind, Uuid),
    /// The household it follows, if it is one household's.
    pub household_id: Option<HouseholdId>,
    /// To whom the answer is owed.
    pub asker: Asker,
    /// The post that leads; nothing while a dispatcher has still to choose.
    pub owner: Option<PostId>,
    /// What is to be done.
    pub work: String,
    /// The last day.
    pub due_on: Option<Day>,
    /// What the owner answers for.
    pub responsibility: String,
    /// What will be there at the end.
    pub product: String,
    /// What the owner may decide alone.
    pub authority: String,
    /// Posts that help.
    pub cooperating: Vec<PostId>,
    /// The proof an answer must carry.
    pub wanted: Option<ProofKind>,
    /// The post that sets the due day.
    pub due_set_by: PostId,
    /// Whether a dispatcher looks at it first ([`State::Received`]) or it goes to the owner at once.
    pub is_triaged_first: bool,
}

impl NewMatter {
    /// The same after one of its posts ended and another goes on for it. Where two posts become one, what
    /// that post owes it does not help with.
    #[must_use]
    pub fn handed_on(mut self, ended: PostId, heir: PostId) -> Self {
        let now = |post: PostId| if post == ended { heir } else { post };
        self.owner = self.owner.map(now);
        self.due_set_by = now(self.due_set_by);
        self.asker = match self.asker {
            Asker::Resident => Asker::Resident,
            Asker::Post(post) => Asker::Post(now(post)),
            Asker::Body(body, post) => Asker::Body(body, now(post)),
            Asker::Place(unit, post) => Asker::Place(unit, now(post)),
        };
        let helping = std::mem::take(&mut self.cooperating);
        for post in helping.into_iter().map(now) {
            if self.owner != Some(post) && !self.cooperating.contains(&post) {
                self.cooperating.push(post);
            }
        }
        self
    }
}

/// Opens a matter on a day.
///
/// # Errors
/// `matter-clear-missing` for each of the six clears that is missing, `matter-due-past`,
/// `matter-proof-not-named`, `matter-owner-cooperates`, and the refusals of [`text`].
pub fn open(new: NewMatter, on: Day) -> Result<Matter, Refusal> {
    let mut refusals = Vec::new();
    let work = kept(text::title("viec", &new.work), "work", &mut refusals);
    let responsibility =
        kept(text::text("trach-nhiem", &new.responsibility), "responsibility", &mut refusals);
    let product = kept(text::text("san-pham", &new.product), "product", &mut refusals);
    let authority = kept(text::text("tham-quyen", &new.authority), "authority", &mut refusals);
    if new.owner.is_none() {
        refusals.push(missing("nguoi", "person"));
    }
    match new.due_on {
        None => refusals.push(missing("han", "time")),
        Some(due) if due < on => {
            refusals.push(Refusal::at("han", "matter-due-past").with("day", due))
        }
        Some(_) => {}
    }
    if new.wanted.is_none() {
        refusals.push(Refusal::at("minh-chung", "matter-proof-not-named"));
    }
    if new.owner.is_some_and(|owner| new.cooperating.contains(&owner)) {
        refusals.push(Refusal::at("phoi-hop", "matter-owner-cooperates"));
    }
    let (Some(owner), Some(due_on), Some(wanted), true) =
        (new.owner, new.due_on, new.wanted, refusals.is_empty())
    else {
        return Err(Refusal::none(refusals).expect_err("a part is missing, so there is a refusal"));
    };
    Ok(Matter {
        id: new.id,
        origin: new.origin,
        household_id: new.household_id,
        asker: new.asker,
        clears: Clears { work, owner, due_on, responsibility, product, authority },
        cooperating: new.cooperating,
        wanted,
        due_set_by: new.due_set_by,
        opened_on: on,
        state: if new.is_triaged_first { State::Received } else { State::Assigned },
        reopened: 0,
        escalated_to: None,
        answered_on: None,
    })
}

/// The text, or its refusal; a missing one is told as the clear it is.
fn kept(
    checked: Result<String, Refusal>,
    clear: &'static str,
    refusals: &mut Vec<Refusal>,
) -> String {
    checked.unwrap_or_else(|refusal| {
        let is_missing = refusal.code == "text-missing";
        refusals.push(if is_missing { missing(refusal.field, clear) } else { refusal });
        String::new()
    })
}

fn missing(field: &'static str, clear: &'static str) -> Refusal {
    Refusal::at(field, "matter-clear-missing").with("clear", clear)
}
