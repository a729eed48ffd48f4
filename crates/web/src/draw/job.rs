//! The job that draws: its page, its stream of progress, its end.
//!
//! The page without script refreshes itself; with script the stream tells each step. Both read the
//! job's row, so that any server may answer.

use std::convert::Infallible;
use std::time::Duration;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::draw::ask::{self, Of};
use desk::draw::{Answer, Wish};
use store::job::{self as rows, JobRow, JobState};
use store::plan;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::IntervalStream;
use units::{JobId, UnitId};

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

/// How often the stream looks at the row.
const BEAT: Duration = Duration::from_millis(400);

#[derive(Template)]
#[template(path = "draw/job.html")]
struct JobView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    title: String,
    leave: String,
    may_ask: bool,
    commune: UnitId,
    about: Option<String>,
    job: JobId,
    step: Step,
}

/// Where a job stands, worded.
pub struct Step {
    state: JobState,
    ended: bool,
    state_said: String,
    share: f64,
    facts: Vec<(&'static str, &'static str, String)>,
    fault: Option<String>,
}

/// `GET /sap-xep/viec/{job}`.
pub async fn job(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<JobId>,
) -> Result<Response, Fault> {
    let row = admitted(&v, &site, id).await?;
    let asked = ask::asked(&row).map_err(|_| Fault::NotFound)?;
    if row.state == JobState::Done {
        match ask::answer(&row) {
            Some(Answer::Repaired { plan, .. }) => {
                let address = format!("/sap-xep/phuong-an/{plan}/sua-tay?viec={id}");
                return Ok(Redirect::to(&v.to(address)).into_response());
            }
            Some(answer) if asked.wish != Wish::Plan => {
                return super::answer::page(v, &site, (asked, answer)).await;
            }
            _ => {}
        }
        if let Some(address) = result_address(&v, &site, id).await? {
            return Ok(Redirect::to(&v.to(address)).into_response());
        }
    }
    let step = Step::of(&v, &row, site.desk.clock.now());
    let about = asked.about.map(|plan| match asked.wish {
        Wish::Repair { .. } => format!("/sap-xep/phuong-an/{plan}/sua-tay"),
        _ => format!("/sap-xep/phuong-an/{plan}"),
    });
    html(&JobView {
        crumbs: vec![Crumb::word(&v, "/sap-xep", "nav-reorganise")],
        title: v.word(title(asked.wish)),
        leave: v.word(if asked.wish == Wish::Plan { "job-leave" } else { "job-leave-question" }),
        may_ask: row.state == JobState::Failed
            && matches!(asked.wish, Wish::Plan)
            && v.may(&site, Act::DrawStart, asked.commune).await?,
        commune: asked.commune,
        about: about.map(|address| v.to(address)),
        job: id,
        step,
        v,
    })
}

/// What a job does, as the heading of its page.
fn title(wish: Wish) -> &'static str {
    match wish {
        Wish::Plan => "job-title",
        Wish::Explain { .. } => "job-title-explain",
        Wish::Alternatives { .. } => "job-title-alternatives",
        Wish::Front { .. } => "job-title-front",
        Wish::Repair { .. } => "job-title-repair",
    }
}

/// `POST /sap-xep/viec/{job}/vi-sao`: why a drawing brought no plan.
pub async fn why(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<JobId>,
) -> Result<Response, Fault> {
    let actor = v.actor()?;
    admitted(&v, &site, id).await?;
    let wish = Wish::Explain { step: super::STEP };
    let asked = ask::ask(&site.desk, actor, Of::Job(id), (wish, None)).await?;
    Ok(Redirect::to(&v.to(format!("/sap-xep/viec/{asked}"))).into_response())
}

async fn row(v: &Viewer, site: &Site, id: JobId) -> Result<JobRow, Fault> {
    rows::row(&site.desk.store.read(), &v.scope(), id).await?.ok_or(Fault::NotFound)
}

/// The job of a reader who sees inside the commune it is about; for others there is none.
async fn admitted(v: &Viewer, site: &Site, id: JobId) -> Result<JobRow, Fault> {
    let row = row(v, site, id).await?;
    let (commune, _) = desk::draw::subject(&site.desk, id).await?;
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let path = store::unit::with_above(&reader, &scope, commune, v.today).await?;
    if scope.covers(&path) { Ok(row) } else { Err(Fault::NotFound) }
}

/// Where the result stands: the plan, or the unit whose groups were proposed.
async fn result_address(v: &Viewer, site: &Site, id: JobId) -> Result<Option<String>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let Some(drawn) = plan::by_job(&reader, &scope, id).await? else { return Ok(None) };
    let page = plan::page(&reader, &scope, drawn).await?;
    Ok(Some(match page.and_then(|page| page.line.within) {
        Some(plan::Within::Part(plan, part)) => format!("/sap-xep/phuong-an/{plan}/kp/{part}"),
        Some(plan::Within::Unit(unit)) if v.may(site, Act::GroupForm, unit).await? => {
            format!("/to-tu-quan/lap?o={unit}")
        }
        Some(plan::Within::Unit(unit)) => format!("/dia-ban/{unit}"),
        None => format!("/sap-xep/phuong-an/{drawn}"),
    }))
}

impl Step {
    fn of(v: &Viewer, row: &JobRow, now: i64) -> Self {
        let told: serde_json::Value = serde_json::from_str(&row.progress).unwrap_or_default();
        let elapsed = row.ended_at.unwrap_or(now).saturating_sub(row.queued_at) / 1000;
        let share = share(row, &told, elapsed);
        let is_plan = ask::asked(row).is_ok_and(|asked| asked.wish == Wish::Plan);
        let mut facts = vec![("elapsed", "job-fact-elapsed", seconds(v, elapsed))];
        let left = remaining(elapsed, share).map_or_else(|| "–".to_owned(), |s| seconds(v, s));
        facts.push(("remaining", "job-fact-remaining", left));
        let all = [
            ("parts", "job-fact-units"),
            ("out_of_range", "job-fact-out"),
            ("steps", "job-fact-steps"),
        ];
        // A question takes several drawings, of which no one is the answer.
        for (key, code) in all.into_iter().filter(|(key, _)| is_plan || *key == "steps") {
            let text = told.get(key).and_then(serde_json::Value::as_i64);
            facts.push((key, code, text.map_or_else(|| "–".to_owned(), |n| v.number(n))));
        }
        Self {
            state: row.state,
            ended: row.state.is_over(),
            state_said: state_said(v, row.state, is_plan),
            share: share.clamp(0.0, 1.0),
            facts,
            fault: row.error.as_deref().map(|code| v.word(code)),
        }
    }

    /// The step as the page's script reads it.
    fn json(&self) -> serde_json::Value {
        let mut facts: serde_json::Map<String, serde_json::Value> = serde_json::Map::new();
        facts.insert("state".into(), self.state_said.clone().into());
        for (name, _, text) in &self.facts {
            facts.insert((*name).into(), text.clone().into());
        }
        serde_json::json!({ "state": self.state, "share": self.share, "facts": facts })
    }
}

/// How much is done: by steps, or by seconds where the order names those.
fn share(row: &JobRow, told: &serde_json::Value, elapsed_s: i64) -> f64 {
    let of = |json: &serde_json::Value, key: &str| json.get(key).and_then(|n| n.as_f64());
    let order: serde_json::Value = serde_json::from_str(&row.input).unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "seconds of a job are few")]
    let elapsed = elapsed_s as f64;
    if let Some(whole) = of(&order, "seconds") {
        return (elapsed / whole.max(1.0)).min(0.99);
    }
    match (of(told, "steps"), of(told, "of")) {
        (Some(steps), Some(whole)) if whole > 0.0 => steps / whole,
        _ => 0.0,
    }
}

/// Seconds to go at the pace so far; nothing before there is a pace.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "seconds are few")]
fn remaining(elapsed_s: i64, share: f64) -> Option<i64> {
    (share > 0.02).then(|| (elapsed_s as f64 * (1.0 - share) / share).round() as i64)
}

fn seconds(v: &Viewer, n: i64) -> String {
    v.say("seconds", [("n", v.num(n))])
}

fn state_said(v: &Viewer, state: JobState, is_plan: bool) -> String {
    let of = if is_plan { "job" } else { "ask" };
    let state = match state {
        JobState::Queued => "queued",
        JobState::Running => "running",
        JobState::Done => "done",
        JobState::Failed => "failed",
        JobState::Cancelled => "cancelled",
    };
    v.word(format!("{of}-state-{state}"))
}

/// `GET /sap-xep/viec/{job}/tien-do`: the steps as server-sent events, ending with the job.
pub async fn progress(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<JobId>,
) -> Result<Response, Fault> {
    admitted(&v, &site, id).await?;
    let mut over = false;
    let beats = IntervalStream::new(tokio::time::interval(BEAT));
    let steps = beats
        .then(move |_| {
            let (v, site) = (v.clone(), site.clone());
            async move {
                let row = row(&v, &site, id).await.ok()?;
                Some(Step::of(&v, &row, site.desk.clock.now()))
            }
        })
        .take_while(move |step| {
            let goes_on = !over;
            over = step.as_ref().is_none_or(|step| step.ended);
            goes_on
        })
        .filter_map(|step| {
            Some(Ok::<_, Infallible>(Event::default().data(step?.json().to_string())))
        });
    Ok(Sse::new(steps).keep_alive(KeepAlive::default()).into_response())
}

/// `POST /sap-xep/viec/{job}/dung`.
pub async fn cancel(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<JobId>,
) -> Result<Response, Fault> {
    desk::draw::cancel(&site.desk, v.actor()?, id).await?;
    Ok(Redirect::to(&v.to(format!("/sap-xep/viec/{id}"))).into_response())
}
