//! The answers of the engine as pages: why there is no plan or what the limit is, plans side by side,
//! one figure traded for another.

use askama::Template;
use axum::response::Response;
use desk::Act;
use desk::draw::ask::Asked;
use desk::draw::{Answer, Choice, Draws, Explained, Figure, Figures, Freed};
use store::unit;

use crate::chart::{Point, front};
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "draw/why.html")]
struct WhyView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    back: Option<String>,
    commune: String,
    draw_at: String,
    told: Explained,
    rows: Vec<FreedRow>,
    reasons: Vec<ReasonRow>,
    now: Vec<(String, String)>,
    may_draw: bool,
    floor: u32,
    /// The addresses in the rulebook of what the sizes are judged by.
    judged_by: Vec<String>,
}

/// Why there is no plan.
struct ReasonRow {
    said: String,
    concerns: String,
    cures: Vec<Cure>,
}

/// What would take a reason away.
struct Cure {
    said: String,
    draws: Option<Draws>,
}

/// A rule relaxed: what it would be, what that brings.
struct FreedRow {
    rule: String,
    brings: Vec<String>,
    proof: String,
    draws: Option<Draws>,
    helps: bool,
}

#[derive(Template)]
#[template(path = "draw/choices.html")]
struct ChoicesView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    back: Option<String>,
    title: String,
    lead: String,
    chart: String,
    notes: Vec<String>,
    cards: Vec<Card>,
    columns: Vec<String>,
    rows: Vec<(String, Vec<String>)>,
}

/// A plan among several.
pub struct Card {
    plan: units::PlanId,
    number: usize,
    title: String,
    said: String,
    figures: Vec<(String, String)>,
    is_same: bool,
    may_choose: bool,
}

/// The page of an answer; none for answers that are pages of their own.
///
/// # Errors
/// A failure of the store.
pub async fn page(
    v: Viewer,
    site: &Site,
    (asked, answer): (Asked, Answer),
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let line = unit::line(&reader, &scope, asked.commune, v.today).await?;
    let commune = line.ok_or(Fault::NotFound)?.name;
    let crumbs = vec![
        Crumb::word(&v, "/sap-xep", "nav-reorganise"),
        Crumb::named(&v, &format!("/sap-xep/{}", asked.commune), &commune),
    ];
    let back = asked.about.map(|plan| v.to(format!("/sap-xep/phuong-an/{plan}")));
    let may_draw = v.may(site, Act::DrawStart, asked.commune).await?;
    match answer {
        Answer::Explained(told) => {
            let rules = desk::draw::rules(&site.desk, asked.commune, v.today).await.ok();
            let sourced =
                rules.iter().flat_map(|rules| Some(&rules.min).into_iter().chain(&rules.max));
            let view = WhyView {
                crumbs,
                back,
                commune,
                draw_at: v.to(format!("/sap-xep/{}/ve", asked.commune)),
                rows: freed(&v, &told),
                reasons: reasons(&v, &told),
                now: told.now.map_or_else(Vec::new, |now| named(&v, &now)),
                may_draw,
                judged_by: sourced.map(|one| one.address.clone()).collect(),
                floor: rules.as_ref().map_or(0, |rules| rules.min.households),
                told,
                v,
            };
            html(&view)
        }
        Answer::Alternatives { choices, ended } => {
            let may = v.may(site, Act::PlanChoose, asked.commune).await?;
            let cards = cards(&v, site, (&choices, may), alternative_said).await?;
            html(&ChoicesView {
                crumbs,
                back,
                title: v.word("choices-title"),
                lead: v.word("choices-lead"),
                chart: String::new(),
                notes: vec![v.word(ended.replacen("districting-", "choices-", 1))],
                columns: columns(&v, &cards),
                rows: compared(&v, &choices),
                cards,
                v,
            })
        }
        Answer::Front { first, second, choices, least } => {
            let may = v.may(site, Act::PlanChoose, asked.commune).await?;
            let cards = cards(&v, site, (&choices, may), point_said).await?;
            let pair = (first, second);
            html(&ChoicesView {
                crumbs,
                back,
                title: v.say(
                    "front-title",
                    [("first", v.txt(term(&v, first))), ("second", v.txt(term(&v, second)))],
                ),
                lead: v.word("front-lead"),
                chart: chart_of(&v, pair, &choices),
                notes: least_said(&v, pair, least),
                columns: columns(&v, &cards),
                rows: compared(&v, &choices),
                cards,
                v,
            })
        }
        Answer::Plan { .. } | Answer::Repaired { .. } => Err(Fault::NotFound),
    }
}

/// A figure's name in the middle of a sentence.
pub fn term(v: &Viewer, figure: Figure) -> String {
    v.word(format!("term-{}", figure.code()))
}

/// A figure as people write it.
#[expect(clippy::cast_possible_truncation, reason = "figures of a commune are far below 2^52")]
fn amount(v: &Viewer, value: f64) -> String {
    v.number(value.round() as i64)
}

/// A difference with its sign; a true minus stands as wide as a plus.
#[expect(clippy::cast_possible_truncation, reason = "figures of a commune are far below 2^52")]
fn signed(v: &Viewer, value: f64) -> String {
    let whole = value.round() as i64;
    match whole {
        0 => "0".to_owned(),
        1.. => format!("+{}", v.number(whole)),
        _ => format!("−{}", v.number(-whole)),
    }
}

fn named(v: &Viewer, figures: &Figures) -> Vec<(String, String)> {
    vec![
        (v.word("col-units"), v.number(figures.units)),
        (v.word("col-out-of-range"), v.number(figures.out_of_range)),
        (v.word("score-deviation"), amount(v, figures.deviation)),
        (v.word("score-moved"), v.number(figures.moved)),
        (v.word("score-cut"), amount(v, figures.cut)),
        (v.word("score-value"), words::decimal(v.lang, figures.value, 1)),
    ]
}

fn compared(v: &Viewer, choices: &[Choice]) -> Vec<(String, Vec<String>)> {
    let all: Vec<_> = choices.iter().map(|choice| named(v, &choice.figures)).collect();
    let Some(first) = all.first() else { return Vec::new() };
    let row = |at: usize| {
        let texts = all.iter().map(|figures| figures[at].1.clone()).collect();
        (first[at].0.clone(), texts)
    };
    (0..first.len()).map(row).collect()
}

fn columns(v: &Viewer, cards: &[Card]) -> Vec<String> {
    cards.iter().map(|card| v.say("choice-short", [("n", v.num(card.number))])).collect()
}

async fn cards(
    v: &Viewer,
    site: &Site,
    (choices, may): (&[Choice], bool),
    said: fn(&Viewer, usize, &Choice) -> String,
) -> Result<Vec<Card>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let mut cards = Vec::new();
    for (at, choice) in choices.iter().enumerate() {
        let page = store::plan::page(&reader, &scope, choice.plan).await?;
        // One that was offered long ago is gone.
        let Some(page) = page else { continue };
        cards.push(Card {
            plan: choice.plan,
            number: at + 1,
            title: v.say("choice-title", [("n", v.num(at + 1))]),
            said: said(v, at, choice),
            figures: named(v, &choice.figures),
            is_same: choice.is_same,
            may_choose: may && page.line.state == store::plan::State::Offered,
        });
    }
    Ok(cards)
}

fn alternative_said(v: &Viewer, at: usize, choice: &Choice) -> String {
    let mut said = vec![match (at, choice.proven) {
        (0, true) => v.word("choice-best"),
        (0, false) => v.word("choice-best-found"),
        _ => {
            let apart = choice.apart.unwrap_or(0.0) * 100.0;
            let share = words::decimal(v.lang, apart, 0);
            v.say("choice-apart", [("share", v.txt(share))])
        }
    }];
    if choice.is_same {
        said.push(v.word("choice-same"));
    }
    said.join(" ")
}

fn point_said(v: &Viewer, _: usize, choice: &Choice) -> String {
    let mut said = vec![v.word(if choice.proven { "point-proven" } else { "point-found" })];
    if choice.is_same {
        said.push(v.word("choice-same"));
    }
    said.join(" ")
}

fn least_said(
    v: &Viewer,
    (first, second): (Figure, Figure),
    least: (Option<f64>, Option<f64>),
) -> Vec<String> {
    let said = |(figure, least): (Figure, Option<f64>)| {
        let least = amount(v, least?);
        Some(v.say("front-least", [("term", v.txt(term(v, figure))), ("least", v.txt(least))]))
    };
    [(first, least.0), (second, least.1)].into_iter().filter_map(said).collect()
}

fn chart_of(v: &Viewer, (first, second): (Figure, Figure), choices: &[Choice]) -> String {
    let point = |(at, choice): (usize, &Choice)| Point {
        label: (at + 1).to_string(),
        across: choice.figures.get(first),
        up: choice.figures.get(second),
        marked: choice.is_same,
    };
    let points: Vec<Point> = choices.iter().enumerate().map(point).collect();
    let axes = [term(v, first), term(v, second)];
    front(&points, &axes, (&v.word("front-chart"), v.lang))
}

fn reasons(v: &Viewer, told: &Explained) -> Vec<ReasonRow> {
    let cure = |freed: &Freed| Cure { said: worded(v, freed), draws: freed.draws };
    let reason = |told: &desk::draw::Told| ReasonRow {
        said: say(v, &told.code, &told.args),
        concerns: told.concerns.join("; "),
        cures: told.cures.iter().map(cure).collect(),
    };
    told.reasons.iter().map(reason).collect()
}

fn worded(v: &Viewer, freed: &Freed) -> String {
    say(v, &freed.code, &freed.args)
}

/// A sentence of a stored answer. Numbers are written as numbers, names as they are.
fn say(v: &Viewer, code: &str, args: &[(String, String)]) -> String {
    let args: Vec<(&str, words::Value)> = args
        .iter()
        .map(|(key, text)| match text.parse::<i64>() {
            Ok(number) if key != "atom" && key != "names" => (key.as_str(), v.num(number)),
            _ => (key.as_str(), v.txt(text)),
        })
        .collect();
    v.say(code, &args)
}

fn freed(v: &Viewer, told: &Explained) -> Vec<FreedRow> {
    let row = |relaxed: &desk::draw::Relaxed| FreedRow {
        rule: worded(v, &relaxed.rule),
        brings: brings(v, told.now.as_ref(), relaxed.figures.as_ref()),
        proof: v.word(match (&relaxed.figures, relaxed.proven) {
            (None, _) => "freed-nothing",
            (Some(_), true) => "freed-proven",
            (Some(_), false) => "freed-found",
        }),
        draws: relaxed.rule.draws.filter(|_| relaxed.figures.is_some()),
        helps: relaxed.helps,
    };
    told.relaxed.iter().map(row).collect()
}

/// What a relaxed rule changes, figure by figure; what stays the same is left out.
pub fn brings(v: &Viewer, now: Option<&Figures>, then: Option<&Figures>) -> Vec<String> {
    let (Some(now), Some(then)) = (now, then) else { return Vec::new() };
    let said = |(code, change, n): (&str, f64, f64)| {
        v.say(code, [("change", v.txt(signed(v, change))), ("n", v.txt(amount(v, n)))])
    };
    now.changes_to(then).into_iter().map(said).collect()
}
