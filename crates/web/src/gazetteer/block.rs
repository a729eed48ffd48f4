//! Comparable blocks between two days: which units form one, and why.

use std::ops::Range;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use desk::gazetteer::{self, Between, Blocks, Known, Place};
use units::Day;

use super::matrix::Asked;
use super::{levels, provinces};
use crate::csv as text;
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

/// Blocks on a page.
const SHOWN: usize = 15;

#[derive(Template)]
#[template(path = "gazetteer/blocks.html")]
struct BlocksPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    between: Between,
    province: String,
    provinces: Vec<(String, String)>,
    levels: Vec<(String, String)>,
    query: String,
    blocks: Blocks,
    /// Blocks before the first that is shown.
    from: usize,
}

impl BlocksPage {
    /// The number of a block that is shown, from 1.
    fn number(&self, at: &usize) -> usize {
        self.from.saturating_add(at + 1)
    }

    fn further(&self) -> Option<usize> {
        let next = self.from.saturating_add(SHOWN);
        (next < self.blocks.count).then_some(next)
    }

    /// The days of the block's sides: the earlier and the later.
    fn sides(&self) -> (Day, Day) {
        self.between.in_order()
    }

    fn page_of(&self, place: &Place, day: &Day) -> String {
        crate::unit::life::address(&self.v, place.unit_id, *day)
    }
}

/// From which block on a page goes.
#[derive(serde::Deserialize)]
pub struct From {
    #[serde(default)]
    sau: usize,
}

/// Some of the blocks between two days: those of the nation are not found on a thread that answers.
pub(crate) async fn found(
    known: Arc<Known>,
    between: Between,
    shown: Range<usize>,
) -> Result<Blocks, Fault> {
    let find = move || gazetteer::blocks(&known, between, shown);
    Ok(desk::aside("find comparable blocks", find).await?)
}

/// `GET /doi-ma/khoi?tu=&den=&cap=&tinh=`.
pub async fn ask(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
    Query(from): Query<From>,
) -> Result<Response, Fault> {
    let known = gazetteer::known(&site.desk).await?;
    let between = asked.between(&v, &known);
    let provinces = provinces(&v, &known, between.days);
    let shown = from.sau..from.sau.saturating_add(SHOWN);
    let blocks = found(known, between, shown).await?;
    let crumbs = vec![
        Crumb::word(&v, "/dia-ban", "nav-places"),
        Crumb::word(&v, "/doi-ma", "translate-nav"),
    ];
    let (levels, query) = (levels(&v), asked.query(&between));
    let (province, complaints, from) = (asked.tinh, Complaints::default(), from.sau);
    html(&BlocksPage {
        v,
        crumbs,
        complaints,
        between,
        province,
        provinces,
        levels,
        query,
        blocks,
        from,
    })
}

/// `GET /doi-ma/khoi.csv?tu=&den=&cap=&tinh=`: one line for each unit of each block that changed.
pub async fn csv(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let known = gazetteer::known(&site.desk).await?;
    let between = asked.between(&v, &known);
    let blocks = found(known, between, 0..usize::MAX).await?;
    let days = between.in_order();
    let heads = ["block", "day", "code", "name", "above", "because"];
    let mut all = format!("{}{}", text::MARK, text::line(heads));
    for (number, block) in (1_usize..).zip(&blocks.changed) {
        let because: Vec<String> = block
            .because
            .iter()
            .map(|(day, kind, act)| format!("{day} {kind} {}", act.as_deref().unwrap_or_default()))
            .collect();
        let because = because.join("; ");
        let sides = [(days.0, &block.before), (days.1, &block.after)];
        for (day, place) in
            sides.iter().flat_map(|(day, side)| side.iter().map(move |it| (day, it)))
        {
            let (number, day) = (number.to_string(), day.to_string());
            let fields: [&str; 6] =
                [&number, &day, &place.code, &place.name, &place.above, because.trim()];
            all.push_str(&text::line(fields));
        }
    }
    Ok(text::download(&format!("khoi-{}-{}", days.0, days.1), all))
}
