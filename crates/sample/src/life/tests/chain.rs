//! Days never run backwards, and answers come in time or late as the story says.

use crate::life::{Act, DifficultyState, FIRST_DAY, Life, Opened};

use super::story;

/// Days of a chain, each of which must not lie before the one before it.
fn in_order(key: &str, days: impl IntoIterator<Item = Option<i32>>) {
    let days: Vec<i32> = days.into_iter().flatten().collect();
    assert!(days.is_sorted(), "{key}: {days:?}");
    assert!(days.iter().all(|d| (FIRST_DAY..=0).contains(d)), "{key}: {days:?}");
}

#[test]
fn the_script_is_in_order_and_never_ahead() {
    let life = story();
    assert!(life.happenings.is_sorted_by_key(|h| (h.on, h.number)));
    in_order("script", life.happenings.iter().map(|h| Some(h.on)));
    assert!(life.happenings.iter().enumerate().all(|(n, h)| h.number == n));
}

#[test]
fn conferences_and_visits_run_forward() {
    for c in &story().conferences {
        assert!(c.contributions_due_on <= c.held_on, "{}", c.key);
        assert_eq!(c.held_on <= 0, c.minutes_on.is_some(), "{}: held, with minutes", c.key);
        assert_eq!(c.minutes_on.is_some(), c.minutes.is_some(), "{}", c.key);
        let concluded = [c.notice.is_some(), !c.conclusions.is_empty()];
        assert_eq!([c.concluded_on.is_some(); 2], concluded, "{}", c.key);
        let held_on = c.minutes_on.map(|_| c.held_on);
        let due_on = held_on.map(|_| c.contributions_due_on);
        in_order(&c.key, [Some(c.called_on), due_on, held_on, c.minutes_on, c.concluded_on]);
        if let Some(put_off) = &c.postponed {
            assert!([c.called_on, put_off.on, put_off.from, c.held_on].is_sorted(), "{}", c.key);
            assert!(put_off.on <= 0 && c.contributions_due_on <= put_off.from, "{}", c.key);
        }
        for part in &c.contributions {
            in_order(&part.key, [Some(c.called_on), part.sent_on, held_on]);
            assert_eq!(part.sent_on.is_some(), part.text.is_some(), "{}", part.key);
        }
    }
    let life = story();
    for visit in &life.visits {
        assert!(!visit.lessons.is_empty(), "{}: lessons are required", visit.key);
        assert!(!visit.good.is_empty(), "{}: good experience is heard first", visit.key);
        assert!(visit.heard.iter().any(|h| h.is_taken_on), "{}: one is taken on", visit.key);
        let planned = life.visit_programmes.iter().find(|p| {
            p.planned.iter().any(|line| line.key == visit.key) && visit.held_on <= p.until
        });
        let issued = planned.map(|p| p.issued_on);
        let days = [issued, Some(visit.held_on), Some(visit.published_on)];
        in_order(&visit.key, days.into_iter().chain([visit.correction.as_ref().map(|c| c.on)]));
    }
    let held = |key: &str| life.visits.iter().any(|v| v.key == key);
    let mut planned = life.visit_programmes.iter().flat_map(|p| &p.planned);
    assert!(planned.all(|p| held(&p.key) != (p.planned_on > 0)), "only what lies ahead is open");
}

#[test]
fn matters_run_forward_with_proof() {
    for opened in &story().matters {
        let m = &opened.matter;
        let days = std::iter::once(opened.on).chain(m.steps.iter().map(|s| s.on));
        in_order(&m.key, days.map(Some));
        let mut is_answered = false;
        for step in &m.steps {
            match step.act {
                Act::Answered => {
                    let evidence = step.evidence.as_ref();
                    assert!(evidence.is_some_and(|e| e.has(m.proof)), "{}: no proof", m.key);
                    assert!(step.text.is_some(), "{}: an answer says something", m.key);
                    is_answered = true;
                }
                Act::Confirmed | Act::Reopened | Act::Silent => {
                    assert!(is_answered, "{}: {:?} before an answer", m.key, step.act);
                    is_answered = false;
                }
                Act::Redirected | Act::Duplicate => assert!(step.to.is_some(), "{}", m.key),
                Act::Rejected => assert!(step.text.is_some(), "{}: why", m.key),
                Act::Extended => assert!(step.more.is_some(), "{}: how much", m.key),
                Act::Reminded => {}
            }
        }
    }
}

/// The least calendar days that so many working days can take: no holiday, and a Saturday worked.
fn least(working: u16) -> i32 {
    let working = i32::from(working);
    (working + 2 * (working / 5) - 1).max(1)
}

/// Calendar days that so many working days cannot exceed, Tết in between included.
fn most(working: u16) -> i32 {
    let working = i32::from(working);
    working + 2 * (working / 5) + 2 + 14
}

/// Checks one matter against every calendar.
fn in_time(opened: &Opened) {
    let m = &opened.matter;
    let answer = m.steps.iter().find(|s| matches!(s.act, Act::Answered | Act::Rejected));
    let after = |on: i32| on - opened.on;
    if m.is_late {
        assert!(
            after(answer.map_or(0, |s| s.on)) >= most(m.working_days()),
            "{} is not late",
            m.key
        );
    } else {
        let days = answer.map_or(after(0), |s| after(s.on));
        let is_moved = m.steps.iter().any(|s| matches!(s.act, Act::Redirected | Act::Duplicate));
        assert!(is_moved || days <= least(m.working_days()), "{}: {days} days is late", m.key);
    }
    for step in m.steps.iter().filter(|s| s.act == Act::Extended) {
        assert!(after(step.on) <= least(m.within), "{}: extended too late", m.key);
    }
    for step in m.steps.iter().filter(|s| s.act == Act::Reminded) {
        assert!(after(step.on) >= most(m.working_days()), "{}: chased too early", m.key);
    }
}

#[test]
fn answers_come_in_time_or_late_in_every_calendar() {
    story().matters.iter().for_each(in_time);
}

#[test]
fn difficulties_run_forward_to_their_state() {
    for d in &story().difficulties {
        assert!(d.since <= d.raised_on, "{}", d.key);
        let over = d.overcome.as_ref();
        let days = [Some(d.raised_on), d.taken_up_on, over.map(|o| o.on)];
        in_order(&d.key, days.into_iter().chain([over.map(|o| o.confirmed_on)]));
        let state = match (d.taken_up_on, over) {
            (_, Some(_)) => DifficultyState::Overcome,
            (Some(_), None) => DifficultyState::Working,
            (None, None) => DifficultyState::Unsolved,
        };
        assert_eq!(d.state, state, "{}", d.key);
        let agreed = over.is_none_or(|o| o.tally[1] <= o.tally[0] && o.tally[1] * 2 > o.tally[0]);
        assert!(agreed, "{}: more than half of those present agree", d.key);
        for offer in &d.offers {
            in_order(&d.key, [Some(d.raised_on), Some(offer.on), offer.answered_on]);
            assert_eq!(offer.answered_on.is_some(), offer.note.is_some(), "{}", d.key);
        }
    }
}

fn first_stage(life: &Life, key: &str) -> i32 {
    let practice = life.practices.iter().find(|p| p.key == key).expect("a practice");
    practice.stages[0].on
}

#[test]
fn practices_run_forward() {
    let life = story();
    for p in &life.practices {
        in_order(&p.key, p.stages.iter().map(|s| Some(s.on)));
        assert!(p.stages.is_sorted_by_key(|s| s.stage), "{}", p.key);
        in_order(&p.key, [Some(p.stages[0].on), p.correction.as_ref().map(|c| c.on)]);
        for a in &p.adoptions {
            assert!(a.place != p.place, "{}: a place takes up its own", a.key);
            let result = a.result.as_ref();
            let days = [Some(p.stages[0].on), Some(a.on), result.map(|r| r.on)];
            in_order(&a.key, days.into_iter().chain([result.and_then(|r| r.confirmed_on)]));
            let months = result.map_or(90, |r| r.on - a.on);
            assert!((80..=105).contains(&months), "{}: after {months} days", a.key);
        }
    }
    for d in &life.difficulties {
        assert!(d.offers.iter().all(|o| first_stage(life, &o.practice) <= o.on), "{}", d.key);
    }
}

#[test]
fn plans_run_forward() {
    let life = story();
    for programme in &life.programmes {
        for plan in &programme.plans {
            in_order(
                &plan.key,
                [Some(programme.issued_on), Some(plan.proposed_on), plan.answered_on],
            );
            if let Some(revision) = &plan.revision {
                let days = [plan.answered_on, Some(revision.on), revision.agreed_on];
                in_order(&plan.key, days);
                let line = plan.lines.iter().find(|line| line.key == revision.line);
                let line = line.expect("a line of the plan");
                assert!(line.progress.iter().all(|p| p.percent < 100), "{} is done", line.key);
                assert!(line.due_on >= revision.on && line.due_on != revision.due_on);
                assert!(revision.due_on <= programme.until, "{}", line.key);
            }
            for line in &plan.lines {
                let days = line.progress.iter().map(|p| Some(p.on));
                in_order(&line.key, std::iter::once(plan.answered_on).chain(days));
                assert!(line.progress.is_sorted_by_key(|p| p.percent), "{}", line.key);
                assert!(line.due_on <= programme.until, "{}", line.key);
            }
        }
    }
}

#[test]
fn groups_movements_and_sheets_run_forward() {
    let life = story();
    for g in &life.groups {
        let days = (g.notices.iter().map(|n| n.on))
            .chain(g.meetings.iter().map(|m| m.on))
            .chain(g.requests.iter().map(|r| r.on))
            .chain(g.decisions.iter().map(|d| d.on))
            .chain(g.own.iter().flat_map(|asked| [Some(asked.on), asked.helped_on]).flatten());
        let until = g.dissolved_on.unwrap_or(0);
        assert!(days.into_iter().all(|on| (g.formed_on..=until).contains(&on)), "{}", g.key);
        assert_eq!(g.dissolved_on.is_some(), g.dissolved_why.is_some(), "{}", g.key);
        for d in &g.decisions {
            let met = g.meetings.iter().find(|m| m.on == d.on).expect("decided at a meeting");
            assert_eq!(d.agreed + d.against + d.silent, met.households, "{}", g.key);
        }
    }
    for m in &life.movements {
        in_order(&m.key, m.activities.iter().map(|a| Some(a.on)));
        assert!(m.activities.iter().all(|a| (m.from..=m.until).contains(&a.on)), "{}", m.key);
    }
    for sheet in life.sheets.iter().filter(|s| s.is_baseline) {
        assert!((-620..=-580).contains(&sheet.on), "{}: about twenty months ago", sheet.key);
        let later = life.sheets.iter().filter(|s| s.place == sheet.place && !s.is_baseline);
        assert!(later.clone().count() > 0, "{}: nothing to compare with", sheet.key);
        assert!(later.clone().all(|s| s.on > sheet.on), "{}", sheet.key);
    }
}
