//! Two plans of one commune side by side.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use store::plan::{self, PlanPage};
use units::PlanId;

use super::{commune_of, crumbs, figures, strip_of};
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::map::{self, Slider};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "plan/compare.html")]
struct CompareView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    one: PlanPage,
    two: PlanPage,
    rows: Vec<Row>,
    slider: Slider,
    strips: Vec<(String, String)>,
}

struct Row {
    name: String,
    one: String,
    two: String,
}

/// With which plan.
#[derive(Deserialize)]
pub struct With {
    voi: PlanId,
}

/// `GET /sap-xep/phuong-an/{plan}/so-sanh?voi=`.
pub async fn compare(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PlanId>,
    Query(with): Query<With>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let one = plan::page(&reader, &scope, id).await?.ok_or(Fault::NotFound)?;
    let two = plan::page(&reader, &scope, with.voi).await?.ok_or(Fault::NotFound)?;
    if one.line.commune_id != two.line.commune_id {
        return Err(Fault::NotFound);
    }
    let commune = commune_of(&reader, &scope, &one.line).await?;
    let strips = [(&one, &two), (&two, &one)]
        .map(|(plan, other)| (plan.line.name.clone(), strip_of(&v, plan, &[other])))
        .to_vec();
    let view = CompareView {
        crumbs: crumbs(&v, &commune, one.line.commune_id),
        rows: rows(&v, &one, &two),
        slider: map::slider_of_two(&v, &one.line, &two.line),
        strips,
        one,
        two,
        v,
    };
    html(&view)
}

fn rows(v: &Viewer, one: &PlanPage, two: &PlanPage) -> Vec<Row> {
    let row = |code: &str, text: &dyn Fn(&PlanPage) -> String| Row {
        name: v.word(code),
        one: text(one),
        two: text(two),
    };
    let mut rows = vec![
        row("col-units", &|plan| v.number(plan.line.parts)),
        row("col-target", &|plan| v.number(plan.line.rules.target)),
        row("fact-mean", &|plan| v.mean(plan.line.households, plan.line.parts)),
        row("col-sizes", &|plan| {
            format!("{}–{}", v.number(plan.line.smallest), v.number(plan.line.largest))
        }),
        row("col-out-of-range", &|plan| v.number(plan.line.out_of_range)),
    ];
    let (of_one, of_two) = (figures(v, &one.score), figures(v, &two.score));
    for (name, one) in of_one {
        let two = of_two.iter().find(|(other, _)| *other == name).map(|(_, text)| text.clone());
        rows.push(Row { name, one, two: two.unwrap_or_else(|| "–".to_owned()) });
    }
    rows
}
