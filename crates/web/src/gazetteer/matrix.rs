//! The conversion matrix between two days, as a page with its first rows and as a text with all of them.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use desk::gazetteer::{self, Between, Known, MATRIX_COLUMNS, Row};
use units::{Day, Level};

use super::{days, levels, provinces};
use crate::csv as text;
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

/// Rows that the page shows; the text has all.
const SHOWN: usize = 50;

/// What is asked of two days: a level, and the nation or one province.
#[derive(serde::Deserialize, Clone)]
pub(super) struct Asked {
    #[serde(default)]
    pub(super) tu: String,
    #[serde(default)]
    pub(super) den: String,
    #[serde(default)]
    pub(super) cap: String,
    #[serde(default)]
    pub(super) tinh: String,
}

impl Asked {
    /// The question as the desk takes it. A province of which neither day knows is not asked for.
    pub(super) fn between(&self, v: &Viewer, known: &Known) -> Between {
        let days = days(v, known, (&self.tu, &self.den));
        let level = self.cap.parse().ok().filter(|level| *level != Level::Grassroots);
        let within = gazetteer::province(known, &self.tinh, days);
        Between { days, level: level.unwrap_or(Level::Commune), within }
    }

    /// The question as the address of a page or a text has it.
    pub(super) fn query(&self, between: &Between) -> String {
        let (first, second) = between.days;
        let province = if between.within.is_some() { self.tinh.trim() } else { "" };
        format!("tu={first}&den={second}&cap={}&tinh={province}", between.level)
    }
}

#[derive(Template)]
#[template(path = "gazetteer/matrix.html")]
struct MatrixPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    between: Between,
    province: String,
    provinces: Vec<(String, String)>,
    levels: Vec<(String, String)>,
    query: String,
    rows: Vec<Row>,
    count: usize,
}

impl MatrixPage {
    fn page_of(&self, place: &gazetteer::Place, day: &Day) -> String {
        crate::unit::life::address(&self.v, place.unit_id, *day)
    }
}

/// `GET /doi-ma/bang-doi?tu=&den=&cap=&tinh=`.
pub async fn ask(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let known = gazetteer::known(&site.desk).await?;
    let between = asked.between(&v, &known);
    let provinces = provinces(&v, &known, between.days);
    let (rows, count) = desk::aside("make a matrix", move || {
        let first: Vec<Row> = gazetteer::matrix(&known, between).take(SHOWN).collect();
        (first, gazetteer::matrix_count(&known, between))
    })
    .await?;
    let crumbs = vec![
        Crumb::word(&v, "/dia-ban", "nav-places"),
        Crumb::word(&v, "/doi-ma", "translate-nav"),
    ];
    let (levels, query) = (levels(&v), asked.query(&between));
    let (province, complaints) = (asked.tinh, Complaints::default());
    html(&MatrixPage {
        v,
        crumbs,
        complaints,
        between,
        province,
        provinces,
        levels,
        query,
        rows,
        count,
    })
}

/// `GET /doi-ma/bang-doi.csv?tu=&den=&cap=&tinh=`.
pub async fn csv(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let known = gazetteer::known(&site.desk).await?;
    let between = asked.between(&v, &known);
    conversion(known, between).await
}

/// The matrix as a text: some two megabytes for the nation.
pub(crate) async fn conversion(known: Arc<Known>, between: Between) -> Result<Response, Fault> {
    let all = desk::aside("write a matrix", move || {
        let mut all = format!("{}{}", text::MARK, text::line(MATRIX_COLUMNS));
        for row in gazetteer::matrix(&known, between) {
            all.push_str(&text::line(gazetteer::matrix_cells(row)));
        }
        all
    })
    .await?;
    let (first, second) = between.days;
    Ok(text::download(&format!("bang-doi-{first}-{second}"), all))
}
