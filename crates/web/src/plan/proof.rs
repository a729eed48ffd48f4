//! How good a plan is, in words, and the files by which anyone re-checks that: for who sees inside the
//! commune, since they tell the households of old groups.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use store::plan::{self, PlanPage};
use store::{Reader, unit};
use units::PlanId;

use crate::error::Fault;
use crate::site::Site;
use crate::viewer::Viewer;

/// What the files are called: the problem, the plan, the certificate.
const FILES: [&str; 3] = ["bai-toan.json", "phuong-an.json", "chung-chi.json"];

/// What is known of how good a plan is.
pub struct Proof {
    /// In a sentence.
    pub said: String,
    /// Whether no plan is better.
    pub is_best: bool,
    /// The files: address, name, what it is.
    pub files: Vec<(String, &'static str, String)>,
    /// The command by which anyone re-checks it; empty without files.
    pub command: String,
    /// Whether files are kept that this reader is not given.
    pub is_kept_inside: bool,
}

impl Proof {
    /// Of a plan, for a reader.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn of(v: &Viewer, reader: &Reader, page: &PlanPage) -> Result<Self, Fault> {
        let (scope, line) = (v.scope(), &page.line);
        let kept = plan::is_proven(reader, &scope, line.plan_id).await?;
        let above = unit::with_above(reader, &scope, line.commune_id, line.drawn_on).await?;
        let is_inside = scope.covers(&above);
        let has_certificate = kept == Some(true);
        let given = match (kept, is_inside) {
            (Some(true), true) => 3,
            (Some(false), true) => 2,
            _ => 0,
        };
        let file = |name: &&'static str| {
            let address = format!("/sap-xep/phuong-an/{}/chung-minh/{name}", line.plan_id);
            (v.to(address), *name, v.word(format!("proof-file-{}", name.replace(".json", ""))))
        };
        let command = match given {
            3 => format!("coso certify {} {} {}", FILES[0], FILES[1], FILES[2]),
            2 => format!("coso draw graph {}", FILES[0]),
            _ => String::new(),
        };
        Ok(Self {
            said: said(v, page),
            is_best: line.proven,
            files: FILES.iter().take(given).map(file).collect(),
            command,
            is_kept_inside: has_certificate && !is_inside,
        })
    }
}

/// What is proven of a plan, in words.
fn said(v: &Viewer, page: &PlanPage) -> String {
    if page.line.proven {
        return v.word("plan-proven");
    }
    let by_hand = page.score.get("drawn_bound").is_some();
    let figure = |key: &str| page.score.get(key).and_then(serde_json::Value::as_f64);
    match figure("value").zip(figure("bound")) {
        Some((value, bound)) if value > 0.0 => {
            let gap = words::decimal(v.lang, 100.0 * ((value - bound) / value).max(0.0), 1);
            let code = if by_hand { "plan-gap-edited" } else { "plan-gap" };
            v.say(code, [("gap", v.txt(gap))])
        }
        _ if by_hand => v.word("plan-not-proven-edited"),
        _ => v.word("plan-not-proven"),
    }
}

/// `GET /sap-xep/phuong-an/{plan}/chung-minh/{file}`: always as a download.
pub async fn file(
    v: Viewer,
    State(site): State<Site>,
    Path((id, name)): Path<(PlanId, String)>,
) -> Result<Response, Fault> {
    let kept = plan::proof(&site.desk.store.read(), &v.scope(), id).await?;
    let kept = kept.ok_or(Fault::NotFound)?;
    let at = FILES.iter().position(|file| *file == name).ok_or(Fault::NotFound)?;
    let body = match at {
        0 => kept.instance,
        1 => kept.plan,
        _ => kept.certificate.ok_or(Fault::NotFound)?,
    };
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", FILES[at])),
    ];
    Ok((headers, body).into_response())
}
