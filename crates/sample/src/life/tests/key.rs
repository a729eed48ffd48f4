//! Every key stands once, and every key referred to exists.

use std::collections::BTreeSet;

use crate::life::{Act, Life, Matter, RESIDENT, Territory, What};

use super::story;

/// The keys of a kind of thing, none twice.
fn keys<'a>(kind: &str, all: impl Iterator<Item = &'a String>) -> BTreeSet<&'a str> {
    let mut keys = BTreeSet::new();
    for key in all {
        assert!(keys.insert(key.as_str()), "{kind} {key} stands twice");
    }
    keys
}

/// Asserts that a post exists.
fn post(life: &Life, key: &str) {
    assert!(key == RESIDENT || life.post(key).is_some(), "no post {key}");
}

#[test]
fn posts_stand_under_posts_and_in_bodies() {
    let life = story();
    let bodies = keys("body", life.bodies.iter().map(|b| &b.key));
    keys("post", life.posts.iter().map(|p| &p.key));
    let mut seen = BTreeSet::new();
    for p in &life.posts {
        assert!(bodies.contains(p.body.as_str()), "{}: no body {}", p.key, p.body);
        let above = p.superior.as_deref();
        assert!(above.is_none_or(|key| seen.contains(key)), "{}: {above:?} comes later", p.key);
        seen.insert(p.key.as_str());
    }
    for territory in Territory::ALL {
        for number in 1..=territory.bases() {
            post(life, &format!("{}-{number}-truong", territory.key()));
        }
    }
}

#[test]
fn whoever_acts_is_a_post() {
    let life = story();
    life.happenings.iter().for_each(|h| post(life, &h.by));
    for c in &life.conferences {
        [&c.chair, &c.secretary].into_iter().chain(&c.attending).for_each(|p| post(life, p));
        c.contributions.iter().for_each(|part| post(life, &part.by));
        for body in &c.bodies {
            assert!(life.bodies.iter().any(|b| b.key == *body), "{}: no body {body}", c.key);
        }
    }
    for p in life.visit_programmes.iter().flat_map(|p| &p.planned) {
        std::iter::once(&p.lead).chain(&p.members).for_each(|p| post(life, p));
    }
    for p in &life.practices {
        post(life, &p.ask);
    }
    for programme in &life.programmes {
        post(life, &programme.head);
        programme.plans.iter().flat_map(|p| &p.lines).for_each(|line| post(life, &line.who));
    }
    life.care.iter().for_each(|act| post(life, &act.post));
}

#[test]
fn matters_name_posts_and_difficulties() {
    let life = story();
    let difficulties = keys("difficulty", life.difficulties.iter().map(|d| &d.key));
    let feedbacks = keys("feedback", life.feedbacks.iter().map(|f| &f.key));
    keys("matter", life.matters.iter().map(|m| &m.matter.key));
    for opened in &life.matters {
        let m: &Matter = &opened.matter;
        post(life, &m.head);
        m.with.iter().for_each(|p| post(life, p));
        let difficulty = m.difficulty.as_deref();
        assert!(difficulty.is_none_or(|d| difficulties.contains(d)), "{}: {difficulty:?}", m.key);
        for step in &m.steps {
            post(life, &step.by);
            match (step.act, step.to.as_deref()) {
                (Act::Redirected, Some(to)) => post(life, to),
                (Act::Duplicate, Some(to)) => assert!(feedbacks.contains(to), "{}: {to}", m.key),
                (_, to) => assert!(to.is_none(), "{}: nothing goes to {to:?}", m.key),
            }
        }
    }
    assert_eq!(life.rules.len(), 21);
}

#[test]
fn difficulties_and_practices_know_each_other() {
    let life = story();
    let practices = keys("practice", life.practices.iter().map(|p| &p.key));
    let difficulties = keys("difficulty", life.difficulties.iter().map(|d| &d.key));
    let figures = keys("figure", life.figures.iter().map(|f| &f.code));
    keys("adoption", life.practices.iter().flat_map(|p| &p.adoptions).map(|a| &a.key));
    let has = |set: &BTreeSet<&str>, key: Option<&String>| key.is_none_or(|k| set.contains(&**k));
    for d in &life.difficulties {
        post(life, &d.head);
        assert!(has(&figures, d.figure.as_ref()), "{}: no figure {:?}", d.key, d.figure);
        assert!(d.offers.iter().all(|o| has(&practices, Some(&o.practice))), "{}", d.key);
        let origin = d.origin.as_ref();
        let is_known = origin.is_none_or(|key| {
            life.conferences.iter().any(|c| c.key == *key)
                || life.visits.iter().any(|v| v.key == *key && v.held_on == d.raised_on)
        });
        assert!(is_known, "{}: origin {origin:?}", d.key);
    }
    for v in &life.visits {
        assert!(v.good.iter().all(|g| has(&practices, g.practice.as_ref())), "{}", v.key);
        assert!(v.heard.iter().all(|h| has(&difficulties, h.difficulty.as_ref())), "{}", v.key);
    }
    for f in &life.feedbacks {
        assert!(has(&difficulties, f.difficulty.as_ref()), "{}", f.key);
    }
}

#[test]
fn every_line_of_a_plan_answers_something_of_its_own_place() {
    let life = story();
    let practices = keys("practice", life.practices.iter().map(|p| &p.key));
    keys("plan", life.programmes.iter().flat_map(|p| &p.plans).map(|p| &p.key));
    let plans: Vec<_> = life.programmes.iter().flat_map(|p| &p.plans).collect();
    keys("line", plans.iter().flat_map(|p| &p.lines).map(|l| &l.key));
    for plan in &plans {
        for line in &plan.lines {
            let difficulty = line.difficulty.as_ref();
            let is_own = difficulty.is_none_or(|key| {
                life.difficulties.iter().any(|d| d.key == *key && d.place == plan.place)
            });
            assert!(is_own, "{}: {difficulty:?} is not of {}", line.key, plan.place.key());
            let is_known = line.figure.as_ref().is_none_or(|code| {
                life.sheets.iter().any(|s| s.place == plan.place && s.figures.contains_key(code))
            });
            assert!(is_known, "{}: no sheet shows {:?}", line.key, line.figure);
            assert!(difficulty.is_some() || line.figure.is_some(), "{} answers nothing", line.key);
            let practice = line.practice.as_deref();
            assert!(practice.is_none_or(|p| practices.contains(p)), "{}: {practice:?}", line.key);
        }
        if let Some(copied) = &plan.copies {
            let from = plans.iter().find(|p| p.key == *copied).expect("the copied plan exists");
            let texts = |lines: &[crate::life::PlanLine]| -> Vec<String> {
                lines.iter().map(|l| l.what.clone()).collect()
            };
            assert_eq!(texts(&plan.lines), texts(&from.lines), "{} is a copy", plan.key);
        }
    }
}

#[test]
fn sheets_hold_every_figure() {
    let life = story();
    keys("sheet", life.sheets.iter().map(|s| &s.key));
    let codes: Vec<&String> = life.figures.iter().map(|f| &f.code).collect();
    assert!((8..=11).contains(&codes.len()));
    for sheet in &life.sheets {
        assert_eq!(sheet.figures.len(), codes.len(), "{}", sheet.key);
        assert!(codes.iter().all(|code| sheet.figures.contains_key(*code)), "{}", sheet.key);
    }
}

#[test]
fn every_matter_is_opened_once() {
    let life = story();
    let opened = life.happenings.iter().filter(|h| matches!(h.what, What::MatterOpened(_)));
    assert_eq!(opened.count(), life.matters.len());
}
