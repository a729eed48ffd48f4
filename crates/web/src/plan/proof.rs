//! How good a plan is, in words, and the files by which anyone re-checks that: for who sees inside the
//! commune, since they tell the households of old groups.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use store::plan::{self, PlanPage};
use store::{Reader, unit};
use units::PlanId;
use words::{Lang, Value};

use crate::error::Fault;
use crate::site::Site;
use crate::viewer::Viewer;

/// What the files are called: the problem, the plan, the certificate.
const FILES: [&str; 3] = ["bai-toan.json", "phuong-an.json", "chung-chi.json"];

/// What is known of how good a plan is.
pub struct Proof {
    /// In a sentence.
    pub said: String,
    /// What is proven of the clusters of doors that were drawn first; empty where none were.
    pub of_blobs: String,
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
            2 if page.score.get("blobs").is_some() => {
                format!("coso draw graph {} --blobs cum-nha", FILES[0])
            }
            2 => format!("coso draw graph {}", FILES[0]),
            _ => String::new(),
        };
        Ok(Self {
            said: said(v, page),
            of_blobs: of_blobs(v.lang, &page.score),
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

/// What is proven of the clusters of doors that a plan was drawn by first, in words, by its figures;
/// empty where it was drawn of none.
fn of_blobs(lang: Lang, score: &serde_json::Value) -> String {
    let Some(blobs) = score.get("blobs") else { return String::new() };
    let figure =
        |of: &serde_json::Value, key: &str| of.get(key).and_then(serde_json::Value::as_f64);
    let (whole, own) = (figure(blobs, "value").unwrap_or(0.0), figure(score, "value"));
    let less = |than: f64| {
        let share = 100.0 * (whole - than) / whole.abs().max(1e-9);
        Value::Text(words::decimal(lang, share.max(0.0), 1))
    };
    let is_proven = blobs.get("proven").and_then(serde_json::Value::as_bool) == Some(true);
    let bound = figure(blobs, "bound");
    let code = match bound {
        _ if is_proven => "plan-blobs-proven",
        Some(_) => "plan-blobs-bounded",
        None => "plan-blobs-open",
    };
    let count = blobs.get("count").and_then(serde_json::Value::as_i64).unwrap_or(0);
    let better = less(own.unwrap_or(whole));
    let args = [
        ("count", Value::Number(count)),
        ("gap", less(bound.unwrap_or(whole))),
        ("better", better),
    ];
    words::say(lang, code, &args)
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_proof_of_clusters_is_told_as_one_of_clusters() {
        let of = |bound: serde_json::Value, proven: bool| {
            let blobs = json!({ "count": 296, "value": 8000.0, "bound": bound, "proven": proven });
            of_blobs(Lang::En, &json!({ "value": 6800.0, "bound": null, "blobs": blobs }))
        };
        assert!(of(json!(8000.0), true).contains("296 clusters"));
        assert!(
            of(json!(8000.0), true).contains("this plan goes on door by door and is 15.0 % better")
        );
        assert!(of(json!(7880.0), false).contains("by more than 1.5 %"));
        assert!(of(serde_json::Value::Null, false).contains("Nothing is proven of the best plan"));
        assert_eq!(of_blobs(Lang::Vi, &json!({ "value": 6800.0 })), "");
    }
}
