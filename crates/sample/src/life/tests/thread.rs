//! The thread is whole and in order, and each step shows what really happened.

use crate::life::{Act, OfferAnswer, Shown};

use super::story;

#[test]
fn the_thread_runs_from_the_conference_to_the_difficulty_overcome() {
    let thread = &story().thread;
    let shown: Vec<Shown> = thread.iter().map(|s| s.shown).collect();
    let whole = [
        Shown::Conference,
        Shown::Conclusions,
        Shown::Visit,
        Shown::Difficulty,
        Shown::Practice,
        Shown::Offer,
        Shown::Adoption,
        Shown::Line,
        Shown::Proof,
        Shown::Confirmed,
        Shown::Overcome,
    ];
    assert_eq!(shown, whole);
    assert!(thread.is_sorted_by_key(|s| s.on));
    assert!(thread.iter().all(|s| s.key.starts_with("thread-")));
}

#[test]
fn the_conference_has_four_contributions_and_six_conclusions_one_overdue() {
    let life = story();
    let conference = life.conferences.iter().find(|c| c.key == life.thread[0].key);
    let conference = conference.expect("the thread begins at a conference");
    assert_eq!(conference.held_on, life.thread[0].on);
    assert_eq!(conference.concluded_on, Some(life.thread[1].on));
    assert_eq!(conference.contributions.len(), 4);
    assert!(conference.contributions.iter().all(|c| c.sent_on.is_some()));
    assert_eq!(conference.conclusions.len(), 6);
    let overdue = conference.conclusions.iter().filter(|m| m.is_late && m.is_open());
    assert_eq!(overdue.count(), 1);
    assert_eq!(conference.conclusions.iter().filter(|m| m.is_confirmed()).count(), 5);
}

#[test]
fn the_visit_heard_the_practice_and_the_difficulty() {
    let life = story();
    let [visit, difficulty, practice] = [2, 3, 4].map(|n| &life.thread[n]);
    let held = life.visits.iter().find(|v| v.key == visit.key).expect("the visit");
    assert_eq!(held.held_on, visit.on);
    assert!(held.good.iter().any(|g| g.practice.as_ref() == Some(&practice.key)));
    let heard = |h: &crate::life::Heard| h.difficulty.as_ref() == Some(&difficulty.key);
    assert!(held.heard.iter().any(|h| heard(h) && h.is_taken_on));
    let known = life.practices.iter().find(|p| p.key == practice.key).expect("the practice");
    assert!(known.stages.iter().any(|s| s.on == practice.on));
    let promises = held.promises.iter().filter(|m| m.difficulty.as_ref() == Some(&difficulty.key));
    assert!(promises.clone().count() > 0 && promises.clone().all(|m| m.is_confirmed()));
}

#[test]
fn the_offer_is_taken_up_planned_proven_and_confirmed() {
    let life = story();
    let step = |shown: Shown| life.thread.iter().find(|s| s.shown == shown).expect("a step");
    let (offer, line, proof) = (step(Shown::Offer), step(Shown::Line), step(Shown::Proof));
    let d = life.difficulties.iter().find(|d| d.key == offer.key).expect("the difficulty");
    let practice = &step(Shown::Practice).key;
    let offered = d.offers.iter().find(|o| o.practice == *practice).expect("the offer");
    assert_eq!((offered.on, offered.answer), (offer.on, OfferAnswer::Taken));
    let practice = life.practices.iter().find(|p| p.key == *practice).expect("the practice");
    let adoption = step(Shown::Adoption);
    let adopted = practice.adoptions.iter().find(|a| a.key == adoption.key).expect("taken up");
    assert_eq!((adopted.on, adopted.place), (adoption.on, d.place));
    let result = adopted.result.as_ref().expect("a result after three months");
    assert_eq!(result.confirmed_on, Some(step(Shown::Confirmed).on));
    let (_, plan, planned) = life.line(&line.key).expect("the line");
    assert_eq!((plan.answered_on, plan.place), (Some(line.on), d.place));
    assert_eq!(planned.difficulty.as_ref(), Some(&d.key));
    assert_eq!(planned.practice.as_ref(), Some(&practice.key));
    let last = planned.progress.last().expect("progress");
    let evidence = last.evidence.as_ref().expect("proof");
    assert_eq!((last.on, last.percent), (proof.on, 100));
    assert!(evidence.photo.is_some() && evidence.document.is_some(), "photo and minutes");
}

#[test]
fn the_difficulty_is_overcome_with_its_figure_before_and_after() {
    let life = story();
    let last = life.thread.last().expect("the last step");
    let d = life.difficulties.iter().find(|d| d.key == last.key).expect("the difficulty");
    let over = d.overcome.as_ref().expect("overcome");
    assert_eq!(over.confirmed_on, last.on);
    let figure = over.evidence.figure.as_ref().expect("a figure");
    assert_eq!((figure.before, figure.after), (31, 68));
    let sheets = || life.sheets.iter().filter(|s| s.place == d.place);
    let first = sheets().find(|s| s.is_baseline).expect("a baseline");
    let later = sheets().max_by_key(|s| s.on).expect("a later sheet");
    for (code, before, after) in
        [("tham_gia", 31, 68), ("ho_gan_noi_hop", d.measure.before, d.measure.after)]
    {
        assert_eq!((first.figures[code], later.figures[code]), (before, after), "{code}");
    }
    let resident = life.matter("thread-pa-le-duong").expect("a resident asked for a room");
    assert!(resident.matter.steps.iter().any(|s| s.act == Act::Confirmed));
}
