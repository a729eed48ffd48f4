//! The whole of who may do what as a text that reads like a policy. A test keeps it, so that a change of
//! permission is a change of a sentence that somebody reads.

use std::fmt::Write as _;

use super::reach::{Reach, reach};
use super::{Act, Role};

/// The acts by what they are about, in the order in which a city begins to use them.
const CHAPTERS: &[(&str, &[Act])] = &[
    (
        "Accounts, bodies and posts",
        &[Act::AccountAdd, Act::AccountReset, Act::BodyManage, Act::PostManage],
    ),
    ("The rulebook", &[Act::RuleAdd]),
    (
        "Communes and their lists",
        &[
            Act::GazetteerImport,
            Act::IntakeCommune,
            Act::BoundaryImport,
            Act::OldListRead,
            Act::OldListAccept,
            Act::OldListWithdraw,
        ],
    ),
    (
        "Drawings and plans of places",
        &[
            Act::DrawStart,
            Act::DrawCancel,
            Act::PlanRename,
            Act::PlanReason,
            Act::PlanMove,
            Act::PlanChoose,
            Act::PlanLock,
            Act::PlanDelete,
        ],
    ),
    (
        "Reorganisations",
        &[
            Act::ReorganisationPropose,
            Act::ReorganisationRecord,
            Act::ReorganisationConfirm,
            Act::ReorganisationRevert,
            Act::UnitTransfer,
        ],
    ),
    ("Households", &[Act::HouseholdRead, Act::HouseholdChange]),
    (
        "Matters",
        &[
            Act::MatterOpen,
            Act::MatterSort,
            Act::MatterAnswer,
            Act::MatterExtend,
            Act::MatterConfirm,
        ],
    ),
    (
        "Difficulties and status sheets",
        &[Act::DifficultyRaise, Act::DifficultyClaim, Act::DifficultyConfirm, Act::SheetTake],
    ),
    ("Conferences", &[Act::ConferenceHold, Act::ContributionSend]),
    ("Visits", &[Act::VisitPlan, Act::VisitHold]),
    (
        "Practices",
        &[Act::PracticeRegister, Act::PracticeAssess, Act::PracticeOffer, Act::PracticeAdopt],
    ),
    ("Figures of places", &[Act::IndicatorDefine, Act::IndicatorTell, Act::IndicatorBring]),
    ("Programmes and plans", &[Act::ProgrammeIssue, Act::WorkplanWrite, Act::WorkplanReport]),
    ("Residents' word", &[Act::FeedbackEnter, Act::FeedbackModerate]),
    ("Self-managed groups", &[Act::GroupPropose, Act::GroupForm, Act::GroupLead]),
    ("Care for those who work", &[Act::CareRecord]),
    ("Movements", &[Act::MovementLaunch, Act::MovementJoin, Act::MovementRecord]),
];

/// What holds before any line of the table is asked.
const RULES: &[&str] = &[
    "A person acts by a grant: as a role, at a place, in a post, during a period. Outside the period, \
     and before a password that somebody else set is changed, a person is a visitor.",
    "A grant at a place reaches the place and everything below it, and nothing beside it. A grant of \
     the city names no place and reaches everywhere.",
    "What a post owes or asked for is done by its holder alone, whatever place it lies in.",
    "A reader sees the inside of the granted places, and what the reader's own posts owe, asked for, \
     help with or were told of. All else a reader sees as a visitor does.",
    "A talk recorded as care is read by the two who had it, and by no role.",
    "Nobody gives a grant to oneself, and nobody confirms what they recorded.",
];

/// The policy.
///
/// # Panics
/// Never: text is written into memory.
#[must_use]
pub fn table() -> String {
    let mut text = String::from("WHO MAY DO WHAT\n\n");
    for rule in RULES {
        text.push_str(&wrapped(rule, "- "));
    }
    text.push_str("\nROLES\n\n");
    for role in Role::ALL {
        text.push_str(&wrapped(&format!("{}:{}", role.code(), role.said()), ""));
        text.push_str(&wrapped(&sight(*role), "    "));
        if let Some(gives) = gives(*role) {
            text.push_str(&wrapped(&gives, "    "));
        }
    }
    for (chapter, acts) in CHAPTERS {
        let _ = write!(text, "\n{}\n", chapter.to_uppercase());
        for act in *acts {
            text.push('\n');
            text.push_str(&wrapped(act.said().trim(), ""));
            let _ = writeln!(text, "    [{}]", act.code());
            text.push_str(&wrapped(&who(*act), "    "));
        }
    }
    text
}

/// Who may, the widest reach first.
fn who(act: Act) -> String {
    let mut parts = Vec::new();
    for (wanted, place) in [
        (Reach::All, "everywhere"),
        (Reach::Subtree, "within their own places"),
        (Reach::Assigned, "for their own posts"),
    ] {
        let roles: Vec<&str> = Role::ALL
            .iter()
            .filter(|role| reach(**role, act) == wanted)
            .map(|role| role.code())
            .collect();
        if !roles.is_empty() {
            parts.push(format!("{} {place}", roles.join(", ")));
        }
    }
    if parts.is_empty() { "Nobody.".to_owned() } else { format!("{}.", parts.join("; ")) }
}

fn sight(role: Role) -> String {
    if role == Role::Administrator {
        return "Sees what a visitor sees.".to_owned();
    }
    let place = if role.needs_place() {
        "Sees the inside of the granted place; without one, nothing more than a visitor."
    } else {
        "Sees the inside of the granted place, or of the whole city."
    };
    let rows = match reach(role, Act::HouseholdRead) {
        Reach::No => "No household rows",
        _ => "Household rows of the place, with a reason that is recorded",
    };
    let few = if role.is_of_office() {
        "numbers of few households"
    } else {
        "no numbers of few households"
    };
    format!("{place} {rows}; {few}.")
}

fn gives(role: Role) -> Option<String> {
    let given: Vec<&str> =
        Role::ALL.iter().filter(|other| role.gives(**other)).map(|other| other.code()).collect();
    let may = reach(role, Act::PostManage) != Reach::No && !given.is_empty();
    may.then(|| format!("Lets others hold posts as: {}.", given.join(", ")))
}

/// Text in lines of 96 letters behind an indent; later lines hang below the first.
fn wrapped(said: &str, indent: &str) -> String {
    let rest = " ".repeat(if indent.is_empty() { 4 } else { indent.len() });
    let mut lines = vec![indent.to_owned()];
    for word in said.split_whitespace() {
        let last = lines.last_mut().expect("there is always a last line");
        if last.len() + word.len() > 96 {
            lines.push(format!("{rest}{word} "));
        } else {
            last.push_str(word);
            last.push(' ');
        }
    }
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_stands_in_one_chapter() {
        let mut told: Vec<&str> =
            CHAPTERS.iter().flat_map(|(_, acts)| acts.iter().map(|act| act.code())).collect();
        let mut all: Vec<&str> = Act::ALL.iter().map(|act| act.code()).collect();
        told.sort_unstable();
        all.sort_unstable();
        assert_eq!(told, all);
    }
}
