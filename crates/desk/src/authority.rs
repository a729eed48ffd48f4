//! Who may do what, where: grants, and one static table role × act → reach. Pure. The scopes under
//! which pages are read are made here and nowhere else.

use serde::Serialize;
use store::Scope;
use units::{AccountId, Day, Period, UnitId};

use crate::Refusal;

/// Declares a closed list with stable codes.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
        pub enum $name {
            $($(#[$value_doc])* #[serde(rename = $code)] $value,)+
        }

        impl $name {
            /// Every value, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$value => $code),+ }
            }

            /// The value of a code.
            #[must_use]
            pub fn of_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    };
}

codes! {
    /// What a person is here for.
    Role {
        /// Runs the program: accounts and intake, no decisions about places.
        Administrator = "administrator",
        /// Officer of a ward or commune: draws, proposes, records.
        WardOfficer = "ward_officer",
        /// Leader of a ward or commune: confirms and reverts.
        WardLeader = "ward_leader",
        /// Officer of the city: draws to compare, confirms.
        CityOfficer = "city_officer",
    }
}

codes! {
    /// What a person may do.
    Act {
        /// Make an account.
        AccountAdd = "account-add",
        /// Give an account a new password.
        AccountReset = "account-reset",
        /// Bring a commune into the registry.
        IntakeCommune = "intake-commune",
        /// Bring an office's list of old groups, and say how its columns are to be understood.
        OldListRead = "old-list-read",
        /// Accept a list of old groups.
        OldListAccept = "old-list-accept",
        /// Put a list of old groups aside.
        OldListWithdraw = "old-list-withdraw",
        /// Order a drawing.
        DrawStart = "draw-start",
        /// Stop a drawing.
        DrawCancel = "draw-cancel",
        /// Divide a unit into self-managed groups.
        GroupPropose = "group-propose",
        /// Name a plan's unit.
        PlanRename = "plan-rename",
        /// Give a reason for a unit out of range.
        PlanReason = "plan-reason",
        /// Move clusters between units of a plan.
        PlanMove = "plan-move",
        /// Delete a draft.
        PlanDelete = "plan-delete",
        /// Freeze a plan into a reorganisation.
        ReorganisationPropose = "reorganisation-propose",
        /// Record the adoption of a reorganisation.
        ReorganisationRecord = "reorganisation-record",
        /// Confirm what another person recorded.
        ReorganisationConfirm = "reorganisation-confirm",
        /// Take an adoption back before its day.
        ReorganisationRevert = "reorganisation-revert",
        /// Read household rows.
        HouseholdRead = "household-read",
        /// Enter a household that came, moved or vanished.
        HouseholdChange = "household-change",
    }
}

/// How far a role reaches for an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Not at all.
    No,
    /// The unit of the grant and everything below it.
    Subtree,
    /// Everywhere in the database.
    All,
}

/// A person's grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grant {
    /// As what.
    pub role: Role,
    /// Where, with everything below; the whole city where none is named.
    pub unit: Option<UnitId>,
    /// The post it comes from, for the record.
    pub post: String,
    /// When.
    pub valid: Period,
}

/// A signed-in person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// The account.
    pub account_id: AccountId,
    /// The person's name.
    pub display_name: String,
    /// What the person may do where and when.
    pub grants: Vec<Grant>,
    /// The outermost units, which a grant without a unit reaches.
    pub outermost: Vec<UnitId>,
    /// Whether the password must be changed first.
    pub must_change: bool,
}

/// What an act is about, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// The unit and every unit above it; empty for what lies in no unit.
    pub path: Vec<UnitId>,
    /// The day.
    pub on: Day,
}

/// The whole table, one line per act.
const fn reach(role: Role, act: Act) -> Reach {
    use Act as A;
    use Reach::{All, No, Subtree};
    use Role as R;
    match (act, role) {
        (A::AccountAdd | A::AccountReset | A::IntakeCommune, R::Administrator) => All,
        (_, R::Administrator) => No,
        (A::AccountAdd | A::AccountReset, _) => No,
        (A::IntakeCommune, R::WardOfficer) => Subtree,
        (A::IntakeCommune, _) => No,
        (A::OldListRead | A::OldListAccept | A::OldListWithdraw, R::CityOfficer) => No,
        (A::OldListRead | A::OldListAccept | A::OldListWithdraw, _) => Subtree,
        (A::DrawStart | A::DrawCancel | A::GroupPropose, _) => Subtree,
        (A::PlanRename | A::PlanReason | A::PlanMove | A::PlanDelete, R::CityOfficer) => No,
        (A::PlanRename | A::PlanReason | A::PlanMove | A::PlanDelete, _) => Subtree,
        (A::ReorganisationPropose | A::ReorganisationRecord, R::CityOfficer) => No,
        (A::ReorganisationPropose | A::ReorganisationRecord, _) => Subtree,
        (A::ReorganisationConfirm | A::ReorganisationRevert, R::WardOfficer) => No,
        (A::ReorganisationConfirm | A::ReorganisationRevert, _) => Subtree,
        (A::HouseholdRead, R::CityOfficer) => No,
        (A::HouseholdRead, _) => Subtree,
        (A::HouseholdChange, R::WardOfficer) => Subtree,
        (A::HouseholdChange, _) => No,
    }
}

/// Allows an act, naming the post it is done in, or refuses it.
///
/// # Errors
/// `authority-not-allowed` where no grant of the day allows the act at all, `authority-elsewhere`
/// where one does, but not at this place, `authority-password` before the password is changed.
pub fn authorize(actor: &Actor, act: Act, object: &Object) -> Result<String, Refusal> {
    if actor.must_change {
        return Err(Refusal::new("authority-password"));
    }
    let mut elsewhere = false;
    for grant in actor.grants.iter().filter(|grant| grant.valid.contains(object.on)) {
        match reach(grant.role, act) {
            Reach::No => {}
            Reach::All => return Ok(grant.post.clone()),
            Reach::Subtree => match grant.unit {
                None => return Ok(grant.post.clone()),
                Some(unit) if object.path.contains(&unit) => return Ok(grant.post.clone()),
                Some(_) => elsewhere = true,
            },
        }
    }
    let code = if elsewhere { "authority-elsewhere" } else { "authority-not-allowed" };
    Err(Refusal::new(code).with("act", act.code()))
}

/// What a visitor sees.
#[must_use]
pub fn public_scope() -> Scope {
    Scope::public()
}

/// What the program itself sees: jobs, verification.
#[must_use]
pub fn system_scope() -> Scope {
    Scope::system()
}

/// What a signed-in person sees on a day: the inside of the granted places, without household
/// rows, which only [`crate::household`] opens. Without a grant of the day, or before the password
/// is changed, it is what a visitor sees.
#[must_use]
pub fn scope_of(actor: &Actor, day: Day) -> Scope {
    let territories = territories(actor, day, |_| true);
    if actor.must_change || territories.is_empty() {
        return Scope::public();
    }
    Scope::subtrees(territories, false)
}

/// The places whose household rows a person may read on a day.
pub(crate) fn personal_scope(actor: &Actor, day: Day) -> Scope {
    let reads = |role| reach(role, Act::HouseholdRead) != Reach::No;
    Scope::subtrees(territories(actor, day, reads), true)
}

fn territories(actor: &Actor, day: Day, counts: impl Fn(Role) -> bool) -> Vec<UnitId> {
    let grants = actor.grants.iter();
    let grants = grants.filter(|grant| grant.valid.contains(day) && counts(grant.role));
    let mut territories = Vec::new();
    for grant in grants {
        match grant.unit {
            Some(unit) => territories.push(unit),
            None => territories.extend(&actor.outermost),
        }
    }
    territories
}

/// The table as readable lines, for the snapshot that makes a change of permission visible.
#[must_use]
pub fn table() -> String {
    let mut text = format!("{:<24}", "");
    for role in Role::ALL {
        text.push_str(&format!(" {:<14}", role.code()));
    }
    text = text.trim_end().to_owned() + "\n";
    for act in Act::ALL {
        let mut line = format!("{:<24}", act.code());
        for role in Role::ALL {
            let tick = match reach(*role, *act) {
                Reach::No => "–",
                Reach::Subtree => "✓ own places",
                Reach::All => "✓ everywhere",
            };
            line.push_str(&format!(" {tick:<14}"));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests;
