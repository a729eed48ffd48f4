//! Long work as rows: queued by an act, claimed by one worker of any server, cancelled by a write.
//!
//! A worker holds a lease and renews it with its progress. When the lease runs out (a server was
//! killed) the job is claimed again and reruns from its seed. Knows nothing of what a job does.

use std::convert::Infallible;

use units::{AccountId, JobId};
use uuid::Uuid;

use crate::failure::{Failure, Fault, Stop};
use crate::row::{FromRow, Row};
use crate::scope::Scope;
use crate::statement::{Statement, Statements};
use crate::tx::{Reader, Tx};
use crate::{Store, Value};

const INSERT: Statement = Statement::new("job/insert", include_str!("../sql/job/insert.sql"));
const ABANDON: Statement = Statement::new("job/abandon", include_str!("../sql/job/abandon.sql"));
const CLAIM: Statement = Statement::new("job/claim", include_str!("../sql/job/claim.sql"));
const PROGRESS: Statement = Statement::new("job/progress", include_str!("../sql/job/progress.sql"));
const FINISH: Statement = Statement::new("job/finish", include_str!("../sql/job/finish.sql"));
const FAIL: Statement = Statement::new("job/fail", include_str!("../sql/job/fail.sql"));
const CANCEL: Statement = Statement::new("job/cancel", include_str!("../sql/job/cancel.sql"));
const ROW: Statement = Statement::new("job/row", include_str!("../sql/job/row.sql"));
const OPEN: Statement = Statement::new("job/open", include_str!("../sql/job/open.sql"));

/// The statements of this noun.
pub const STATEMENTS: Statements =
    &[&INSERT, &ABANDON, &CLAIM, &PROGRESS, &FINISH, &FAIL, &CANCEL, &ROW, &OPEN];

/// A job that lost its worker this often is not claimed again: it may be what kills the workers.
pub const ATTEMPTS_MAX: i64 = 5;

/// A job to queue.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Its identity.
    pub job_id: JobId,
    /// What to do, such as `draw`.
    pub kind: &'static str,
    /// The order as JSON.
    pub input: String,
    /// SHA-256 of the input the result will depend on.
    pub digest: Vec<u8>,
    /// The seed of all randomness.
    pub seed: i64,
    /// Milliseconds or steps, as the kind understands it.
    pub quota: i64,
    /// Who ordered it.
    pub created_by: Option<AccountId>,
    /// When, epoch milliseconds.
    pub queued_at: i64,
}

/// A job as its worker gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Its identity.
    pub job_id: JobId,
    /// What to do.
    pub kind: String,
    /// The order as JSON.
    pub input: String,
    /// SHA-256 of what the result depends on.
    pub digest: Vec<u8>,
    /// The seed of all randomness.
    pub seed: i64,
    /// Milliseconds or steps, as the kind understands it.
    pub quota: i64,
    /// 1 at the first claim.
    pub attempts: i64,
    /// Who ordered it.
    pub created_by: Option<AccountId>,
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Waits for a worker.
    Queued,
    /// A worker holds its lease.
    Running,
    /// Has a result.
    Done,
    /// Has an error.
    Failed,
    /// Somebody stopped it.
    Cancelled,
}

impl JobState {
    /// Whether it will not change any more.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }

    fn read(code: &str) -> Result<Self, Failure> {
        Ok(match code {
            "queued" => Self::Queued,
            "running" => Self::Running,
            "done" => Self::Done,
            "failed" => Self::Failed,
            "cancelled" => Self::Cancelled,
            other => return Err(Failure::new(Fault::Bug, format!("read job state {other}"))),
        })
    }
}

/// A job as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct JobRow {
    /// Its identity.
    pub job_id: JobId,
    /// What it does.
    pub kind: String,
    /// The order as JSON.
    pub input: String,
    /// The seed of all randomness.
    pub seed: i64,
    /// Milliseconds or steps.
    pub quota: i64,
    /// Where it stands.
    pub state: JobState,
    /// How far it is, JSON of the kind.
    pub progress: String,
    /// What came out, JSON of the kind, when done.
    pub result: Option<String>,
    /// A code of `words`, when failed.
    pub error: Option<String>,
    /// How often it was claimed.
    pub attempts: i64,
    /// Who ordered it.
    pub created_by: Option<AccountId>,
    /// When, epoch milliseconds.
    pub queued_at: i64,
    /// When it was over, epoch milliseconds.
    pub ended_at: Option<i64>,
}

impl FromRow for JobRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            job_id: row.get("job_id")?,
            kind: row.get("kind")?,
            input: row.get("input")?,
            seed: row.get("seed")?,
            quota: row.get("quota")?,
            state: JobState::read(&row.get::<String>("state")?)?,
            progress: row.get("progress")?,
            result: row.get("result")?,
            error: row.get("error")?,
            attempts: row.get("attempts")?,
            created_by: row.get("created_by")?,
            queued_at: row.get("queued_at")?,
            ended_at: row.get("ended_at")?,
        })
    }
}

impl FromRow for Claimed {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            job_id: row.get("job_id")?,
            kind: row.get("kind")?,
            input: row.get("input")?,
            digest: row.get("digest")?,
            seed: row.get("seed")?,
            quota: row.get("quota")?,
            attempts: row.get("attempts")?,
            created_by: row.get("created_by")?,
        })
    }
}

/// Queues a job inside the act that orders it.
///
/// # Errors
/// When the statement fails.
pub async fn queue(tx: &mut Tx, job: &NewJob) -> Result<(), Failure> {
    let values: Vec<Value> = vec![
        job.job_id.into(),
        job.kind.into(),
        job.input.as_str().into(),
        job.digest.clone().into(),
        job.seed.into(),
        job.quota.into(),
        job.created_by.into(),
        job.queued_at.into(),
    ];
    tx.run(&INSERT, values).await.map(drop)
}

/// Takes the oldest job that is queued or whose lease ran out, for `lease_ms` from `now`.
/// A job is held by one worker of one server at a time, on both databases.
///
/// # Errors
/// When a statement fails.
pub async fn claim(
    store: &Store,
    worker: Uuid,
    lease_ms: i64,
    now: i64,
) -> Result<Option<Claimed>, Failure> {
    let answer: Result<_, Stop<Infallible>> = store
        .write(move |tx| {
            Box::pin(async move {
                tx.without_audit();
                tx.run(&ABANDON, vec![now.into(), ATTEMPTS_MAX.into()]).await?;
                let lease_until = now.saturating_add(lease_ms);
                let values = vec![worker.into(), lease_until.into(), now.into()];
                Ok(tx.row(&CLAIM, values).await?)
            })
        })
        .await;
    answer.map_err(Stop::into_failure)
}

/// Writes how far a job is and renews the lease. False when the job is no longer this worker's
/// (cancelled, or claimed by another): the worker stops and keeps nothing.
///
/// # Errors
/// When a statement fails.
pub async fn progress(
    store: &Store,
    held: (JobId, Uuid),
    progress: String,
    lease_until: i64,
) -> Result<bool, Failure> {
    let (job_id, worker) = held;
    let answer: Result<_, Stop<Infallible>> = store
        .write(move |tx| {
            let progress = progress.clone();
            Box::pin(async move {
                tx.without_audit();
                let values =
                    vec![job_id.into(), worker.into(), progress.into(), lease_until.into()];
                Ok(tx.run(&PROGRESS, values).await? == 1)
            })
        })
        .await;
    answer.map_err(Stop::into_failure)
}

/// Ends a job with its result, in the act that keeps the result. False when the job is no longer
/// this worker's: the act must then be refused, so that nothing is kept twice.
///
/// # Errors
/// When the statement fails.
pub async fn finish(
    tx: &mut Tx,
    held: (JobId, Uuid),
    result: &str,
    at: i64,
) -> Result<bool, Failure> {
    let values = vec![held.0.into(), held.1.into(), result.into(), at.into()];
    Ok(tx.run(&FINISH, values).await? == 1)
}

/// Ends a job with an error (a code of `words`). False when it is no longer this worker's.
///
/// # Errors
/// When the statement fails.
pub async fn fail(tx: &mut Tx, held: (JobId, Uuid), error: &str, at: i64) -> Result<bool, Failure> {
    let values = vec![held.0.into(), held.1.into(), error.into(), at.into()];
    Ok(tx.run(&FAIL, values).await? == 1)
}

/// Stops a job that is not over. False when it was over already.
///
/// # Errors
/// When the statement fails.
pub async fn cancel(tx: &mut Tx, job_id: JobId, at: i64) -> Result<bool, Failure> {
    Ok(tx.run(&CANCEL, vec![job_id.into(), at.into()]).await? == 1)
}

/// One job; visitors see none.
///
/// # Errors
/// When the statement fails.
pub async fn row(reader: &Reader, scope: &Scope, job_id: JobId) -> Result<Option<JobRow>, Failure> {
    if scope.is_public() {
        return Ok(None);
    }
    reader.row(&ROW, vec![job_id.into()]).await
}

/// How many jobs are not over.
///
/// # Errors
/// When the statement fails.
pub async fn open(reader: &Reader, _scope: &Scope) -> Result<i64, Failure> {
    reader.one::<(i64,)>(&OPEN, Vec::new()).await.map(|(count,)| count)
}
