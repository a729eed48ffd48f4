//! What the story promises to those who replay it.

mod chain;
mod key;
mod place;
mod thread;
mod word;

use std::sync::LazyLock;

use super::{Campaign, DifficultyState, Life, OfferAnswer, PlanAnswer, Stage, life};

/// The story, read once.
pub(super) fn story() -> &'static Life {
    static STORY: LazyLock<Life> = LazyLock::new(life);
    &STORY
}

#[test]
fn there_is_enough_of_everything() {
    let life = story();
    assert_eq!(life.conferences.len(), 7);
    assert_eq!(life.visits.len(), 8);
    assert_eq!(life.visit_programmes.len(), 2);
    assert!(life.difficulties.len() >= 14);
    assert!(life.practices.len() >= 16);
    assert_eq!(life.programmes.len(), 4);
    assert!(life.feedbacks.len() >= 40);
    assert!(life.groups.len() >= 6);
    assert!(life.care.len() >= 8);
    assert_eq!(life.movements.len(), 3);
    let measured: std::collections::BTreeSet<_> = life.sheets.iter().map(|s| s.place).collect();
    assert!(measured.len() >= 6);
    assert!(life.bodies.iter().any(|b| b.place.is_none()), "a body without a territory");
    assert!(life.bodies.iter().any(|b| b.is_standing), "a standing organ");
}

#[test]
fn life_shows_what_went_well_and_what_did_not() {
    let life = story();
    for state in [DifficultyState::Unsolved, DifficultyState::Working, DifficultyState::Overcome] {
        assert!(life.difficulties.iter().any(|d| d.state == state), "{state:?}");
    }
    for answer in [OfferAnswer::Taken, OfferAnswer::Declined, OfferAnswer::Waiting] {
        let mut offers = life.difficulties.iter().flat_map(|d| &d.offers);
        assert!(offers.any(|o| o.answer == answer), "{answer:?}");
    }
    for stage in [Stage::Tried, Stage::Assessed, Stage::Recognised, Stage::Spread, Stage::Ended] {
        assert!(life.practices.iter().any(|p| p.stage() == Some(stage)), "{stage:?}");
    }
    let skilful =
        life.practices.iter().filter(|p| p.campaign == Some(Campaign::DanVanKheo)).count();
    assert!(skilful >= 6);
    let plans: Vec<_> = life.programmes.iter().flat_map(|p| &p.plans).collect();
    for answer in [PlanAnswer::Accepted, PlanAnswer::OwnProposal, PlanAnswer::Waiting] {
        assert!(plans.iter().any(|p| p.answer == answer), "{answer:?}");
    }
    assert_eq!(plans.iter().filter(|p| p.is_pilot).count(), 1);
    assert_eq!(plans.iter().filter(|p| p.copies.is_some()).count(), 1);
    let revisions = || plans.iter().filter_map(|p| p.revision.as_ref());
    assert!(revisions().any(|r| r.agreed_on.is_some()), "one was agreed on");
    assert!(revisions().any(|r| r.agreed_on.is_none() && r.said.is_some()), "one waits");
    assert!(revisions().any(|r| r.said.is_none()), "one is being written");
    assert!(life.conferences.iter().any(|c| c.postponed.is_some() && c.held_on > 0));
    assert!(life.conferences.iter().any(|c| c.minutes.is_some() && c.notice.is_none()));
    assert!(life.programmes.iter().any(|p| p.is_draft && p.plans.is_empty()));
    assert!(life.visits.iter().any(|v| v.correction.is_some()));
    assert!(life.practices.iter().any(|p| p.correction.is_some()));
    let own = || life.groups.iter().flat_map(|g| &g.own);
    assert!(own().any(|o| o.helped_on.is_some()) && own().any(|o| o.helped_on.is_none()));
    let late = life.matters.iter().filter(|m| m.matter.is_late);
    assert!(late.clone().any(|m| m.matter.is_open()), "something is overdue today");
    assert!(late.clone().any(|m| m.matter.is_confirmed()), "something came late and was confirmed");
    let missing = life.conferences.iter().flat_map(|c| &c.contributions);
    assert!(missing.filter(|c| c.sent_on.is_none()).count() >= 3);
}

#[test]
fn feedback_ends_in_every_way_it_can() {
    use super::Act;
    let ends = |act: Act| {
        let ends = story().feedbacks.iter().filter(|f| f.steps.iter().any(|s| s.act == act));
        ends.count()
    };
    for act in [
        Act::Answered,
        Act::Confirmed,
        Act::Reopened,
        Act::Silent,
        Act::Rejected,
        Act::Redirected,
        Act::Duplicate,
    ] {
        assert!(ends(act) > 0, "{act:?}");
    }
    assert!(story().feedbacks.iter().any(|f| f.sorted_on.is_none()), "one waits to be read");
    let unmarked = story().feedbacks.iter().filter(|f| f.text.is_ascii()).count();
    assert!(unmarked >= 4, "some type without marks: {unmarked}");
}
