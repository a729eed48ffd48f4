//! An earlier wording of a practice: the whole of it, what was corrected then and why.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use ledger::PracticeId;
use ledger::practice::Content;
use store::practice::{Page, WordingRow};

use super::view::{figure, open};
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

/// A part of a wording: its name and its text.
type Part = (String, String);

#[derive(Template)]
#[template(path = "practice/wording.html")]
struct WordingPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    page: Page,
    row: WordingRow,
    parts: Vec<Part>,
    /// What was corrected: name, before, after.
    corrected: Vec<(String, String, String)>,
}

/// `GET /cach-lam-hay/{practice}/ban/{number}`.
pub(super) async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path((id, number)): Path<(PracticeId, i64)>,
) -> Result<Response, Fault> {
    let page = open(&v, &site, id).await?;
    let rows = &page.wordings;
    let row = rows.iter().find(|row| row.number == number).cloned().ok_or(Fault::NotFound)?;
    let parts = parts(&v, &row.wording.content, v.called(&row.ask, &row.ask_en));
    let after = after(&v, &page, number);
    let changed = parts.iter().zip(&after).filter(|(before, after)| before != after);
    let corrected = changed
        .map(|((name, before), (_, after))| (name.clone(), before.clone(), after.clone()))
        .collect();
    let address = v.to(format!("/cach-lam-hay/{id}"));
    let crumbs = vec![
        Crumb::word(&v, "/cach-lam-hay", "practice-nav"),
        Crumb { href: address, name: page.practice.content.title.clone(), is_typed: true },
    ];
    html(&WordingPage { v, crumbs, page, row, parts, corrected })
}

/// The wording that came after one: the next earlier one, or today's.
fn after(v: &Viewer, page: &Page, number: i64) -> Vec<Part> {
    match page.wordings.iter().find(|row| row.number == number + 1) {
        Some(next) => parts(v, &next.wording.content, v.called(&next.ask, &next.ask_en)),
        None => {
            let ask = page.ask.as_ref();
            let ask = ask.map(|post| v.called(&post.name, &post.name_en)).unwrap_or_default();
            parts(v, &page.practice.content, ask)
        }
    }
}

fn parts(v: &Viewer, content: &Content, ask: String) -> Vec<Part> {
    let campaign = content.enrolled.map(|enrolled| {
        let field = enrolled.field.map(|field| format!(": {}", v.word(field.word())));
        format!("{}{}", v.word(enrolled.campaign.word()), field.unwrap_or_default())
    });
    let cost = match content.cost_vnd {
        0 => v.word("practice-cost-none"),
        cost => v.say("practice-cost-vnd", [("n", v.num(cost))]),
    };
    let dated = |measure: &ledger::practice::Measure| {
        let days = match measure.after {
            Some((_, after)) => format!("{} → {}", v.date(measure.before_on), v.date(after)),
            None => v.date(measure.before_on),
        };
        format!("{} ({days})", figure(v, measure))
    };
    let figures: Vec<String> = content.measures.iter().map(dated).collect();
    [
        ("practice-name", content.title.clone()),
        ("practice-category", v.word(content.category.word())),
        ("practice-campaign", campaign.unwrap_or_else(|| v.word("practice-campaign-none"))),
        ("practice-problem", content.problem.clone()),
        ("practice-result", figures.join("\n")),
        ("practice-content", content.content.clone()),
        ("practice-method", content.method.clone()),
        ("practice-resources", content.resources.clone()),
        ("practice-cost", cost),
        ("practice-participation", content.participation.clone()),
        ("practice-conditions", content.conditions.clone()),
        ("practice-ask", ask),
    ]
    .map(|(code, text)| (v.word(code), text))
    .to_vec()
}
