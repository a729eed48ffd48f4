//! The one write door. On SQLite one writer task gathers the acts that wait together into one
//! batch, each in a savepoint, and answers only after the batch's commit; on PostgreSQL each act
//! is one serialisable transaction, run again when it stood in another's way.

use std::any::type_name;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::time::{Duration, Instant};

use sqlx::{PgPool, SqlitePool};
use tokio::sync::{mpsc, oneshot, watch};

use crate::checkpoint;
use crate::failure::{Failure, Fault, Stop};
use crate::registry;
use crate::testing::crash;
use crate::tx::{Link, Tx};

/// A boxed future that may be sent between threads.
pub type BoxFuture<'t, T> = Pin<Box<dyn Future<Output = T> + Send + 't>>;

/// Acts of one batch at most, and the time after which a batch takes no more.
const BATCH_ACTS: usize = 256;
const BATCH_TIME: Duration = Duration::from_millis(25);
/// Acts that may wait before callers do.
const QUEUE: usize = 4096;
/// How often PostgreSQL tries an act again.
const ATTEMPTS: u32 = 20;

/// An act on its way to the writer: runs in a transaction, then is told how the commit went.
trait Parcel: Send {
    /// Whether a test kills the program in this act.
    fn is_watched(&self) -> bool;
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, bool>;
    fn answer(self: Box<Self>, commit: Result<(), Failure>);
}

struct Sent<F, T, E> {
    act: F,
    outcome: Option<Result<T, Stop<E>>>,
    reply: oneshot::Sender<Result<T, Stop<E>>>,
}

impl<F, T, E> Parcel for Sent<F, T, E>
where
    F: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, Stop<E>>> + Send + Sync,
    T: Send,
    E: Send,
{
    fn is_watched(&self) -> bool {
        crash::is_watched(type_name::<F>())
    }

    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> BoxFuture<'t, bool> {
        Box::pin(async move {
            let outcome = attempt(&self.act, tx).await;
            let keep = outcome.is_ok();
            self.outcome = Some(outcome);
            keep
        })
    }

    fn answer(self: Box<Self>, commit: Result<(), Failure>) {
        let outcome = match (commit, self.outcome) {
            (_, Some(Err(stop))) => Err(stop),
            (Ok(()), Some(Ok(value))) => Ok(value),
            (Err(failure), _) => Err(failure.into()),
            (Ok(()), None) => {
                Err(Failure::new(Fault::Bug, "commit an act that did not run").into())
            }
        };
        // A caller that went away has no use for the answer; the act stays.
        drop(self.reply.send(outcome));
    }
}

/// Runs an act once and judges whether it may be kept. A panic inside becomes a failure.
async fn attempt<F, T, E>(act: &F, tx: &mut Tx) -> Result<T, Stop<E>>
where
    F: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, Stop<E>>> + Sync,
{
    tx.entries = 0;
    tx.unaudited = false;
    tx.broken = None;
    tx.moving = registry::Moving::default();
    let outcome = caught(|| act(&mut *tx)).await.unwrap_or_else(|panic| Err(panic.into()));
    if outcome.is_ok() {
        tx.settle().await?;
        let moving = tx.moving;
        registry::count(tx, moving).await?;
    }
    tx.forget_pending();
    let value = outcome?;
    if let Some(failure) = tx.broken.clone() {
        return Err(failure.into());
    }
    if tx.entries == 0 && !tx.unaudited {
        return Err(Failure::new(Fault::Bug, "keep an act without an audit entry").into());
    }
    Ok(value)
}

async fn caught<'t, T>(start: impl FnOnce() -> BoxFuture<'t, T>) -> Result<T, Failure> {
    let panicked = |_| Failure::new(Fault::Bug, "run an act: it panicked");
    let mut future = std::panic::catch_unwind(AssertUnwindSafe(start)).map_err(panicked)?;
    std::future::poll_fn(move |context| {
        match std::panic::catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(poll) => poll.map(Ok),
            Err(panic) => std::task::Poll::Ready(Err(panicked(panic))),
        }
    })
    .await
}

/// The way to the writer task of SQLite.
#[derive(Clone)]
pub(crate) struct Writer(mpsc::Sender<Box<dyn Parcel>>);

impl Writer {
    /// Starts the writer task; it ends when the last sender is gone.
    pub(crate) fn start(pool: SqlitePool, readers: SqlitePool) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        tokio::spawn(serve(pool, receiver, checkpoint::start(readers)));
        Self(sender)
    }

    pub(crate) async fn write<F, T, E>(&self, act: F) -> Result<T, Stop<E>>
    where
        F: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, Stop<E>>> + Send + Sync + 'static,
        T: Send + 'static,
        E: Send + 'static,
    {
        let gone = || Stop::Failed(Failure::new(Fault::Bug, "reach the writer: it is gone"));
        let (reply, answer) = oneshot::channel();
        self.0.send(Box::new(Sent { act, outcome: None, reply })).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

async fn serve(
    pool: SqlitePool,
    mut queue: mpsc::Receiver<Box<dyn Parcel>>,
    written: watch::Sender<()>,
) {
    while let Some(first) = queue.recv().await {
        let mut batch = vec![first];
        let commit = run_batch(&pool, &mut batch, &mut queue).await;
        if commit.is_err() && batch.len() > 1 {
            // The batch went as a whole, perhaps because of one act (a full disk, say): nothing of
            // it was kept, so each act is tried by itself and only the guilty fails.
            for parcel in batch {
                let mut alone = vec![parcel];
                let commit = run_acts(&pool, &mut alone, || None).await;
                answer(alone, &commit);
            }
        } else {
            answer(batch, &commit);
        }
        written.send_replace(());
    }
}

fn answer(batch: Vec<Box<dyn Parcel>>, commit: &Result<(), Failure>) {
    for parcel in batch {
        parcel.answer(commit.clone());
    }
}

/// Runs the first act and those that come to wait behind it, and commits them together.
async fn run_batch(
    pool: &SqlitePool,
    batch: &mut Vec<Box<dyn Parcel>>,
    queue: &mut mpsc::Receiver<Box<dyn Parcel>>,
) -> Result<(), Failure> {
    let began = Instant::now();
    let mut room = BATCH_ACTS - batch.len();
    let next = || {
        if room == 0 || began.elapsed() >= BATCH_TIME {
            return None;
        }
        room -= 1;
        queue.try_recv().ok()
    };
    run_acts(pool, batch, next).await
}

/// Runs every act of a batch, each in a savepoint, then the further ones, and commits.
async fn run_acts(
    pool: &SqlitePool,
    batch: &mut Vec<Box<dyn Parcel>>,
    next: impl FnMut() -> Option<Box<dyn Parcel>> + Send,
) -> Result<(), Failure> {
    let failed = |error| Failure::of("begin a batch", error);
    let mut tx = Tx::new(Link::Sqlite(pool.acquire().await.map_err(failed)?));
    tx.is_watched = batch.iter().any(|parcel| parcel.is_watched());
    tx.script("begin immediate").await.map_err(failed)?;
    let mut outcome = run_each(&mut tx, batch, next).await;
    if outcome.is_ok() {
        let commit = tx.script("commit").await;
        outcome = commit.map_err(|error| Failure::of("commit a batch", error));
        crash::boundary(tx.is_watched);
    }
    if outcome.is_err() {
        // SQLite may have rolled back by itself; then this has nothing to do and says so.
        drop(tx.conn().script("rollback").await);
    }
    outcome
}

async fn run_each(
    tx: &mut Tx,
    batch: &mut Vec<Box<dyn Parcel>>,
    mut next: impl FnMut() -> Option<Box<dyn Parcel>> + Send,
) -> Result<(), Failure> {
    let mut done = 0;
    loop {
        while let Some(parcel) = batch.get_mut(done) {
            run_in_savepoint(tx, parcel.as_mut()).await?;
            done += 1;
        }
        let Some(parcel) = next() else { return Ok(()) };
        tx.is_watched |= parcel.is_watched();
        batch.push(parcel);
    }
}

async fn run_in_savepoint(tx: &mut Tx, parcel: &mut dyn Parcel) -> Result<(), Failure> {
    let lost = |error| Failure::of("keep a batch together", error);
    tx.script("savepoint act").await.map_err(lost)?;
    let end = if parcel.run(tx).await {
        "release savepoint act"
    } else {
        "rollback to savepoint act; release savepoint act"
    };
    let ended = tx.script(end).await;
    // Some failures (a full disk) end the whole transaction: they are the reason, not what follows.
    ended.map_err(|error| tx.broken.take().unwrap_or_else(|| lost(error)))
}

/// Runs an act as one serialisable transaction, again when it stood in another's way.
pub(crate) async fn on_postgres<F, T, E>(pool: &PgPool, act: F) -> Result<T, Stop<E>>
where
    F: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, Stop<E>>> + Send + Sync + 'static,
    T: Send + 'static,
    E: Send + 'static,
{
    let mut tried = 0;
    loop {
        tried += 1;
        let (outcome, again) = once_on_postgres(pool, &act).await;
        if !again || tried >= ATTEMPTS {
            return outcome;
        }
        tokio::time::sleep(pause(tried)).await;
    }
}

/// One attempt, and whether another makes sense: after a conflict, or when the connection was cut
/// before the commit was sent. A commit whose answer is lost is never sent again.
async fn once_on_postgres<F, T, E>(pool: &PgPool, act: &F) -> (Result<T, Stop<E>>, bool)
where
    F: for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<T, Stop<E>>> + Sync,
{
    let is_watched = crash::is_watched(type_name::<F>());
    crash::boundary(is_watched);
    let tx = match pool.begin_with("begin isolation level serializable").await {
        Ok(tx) => tx,
        Err(error) => {
            let failure = Failure::of("begin an act", error);
            let cut = is_cut(&failure);
            return (Err(failure.into()), cut);
        }
    };
    let mut tx = Tx::new(Link::Postgres(tx));
    tx.is_watched = is_watched;
    let outcome = attempt(act, &mut tx).await;
    // The act may have turned the conflict into something of its own: the statement knows better.
    let broken = tx.broken.take();
    let again = |failure: &Failure| is_conflict(failure) || is_cut(failure);
    let again = broken.as_ref().is_some_and(again)
        || matches!(&outcome, Err(Stop::Failed(failure)) if again(failure));
    let Link::Postgres(tx) = tx.link else { unreachable!("the act began on PostgreSQL") };
    let value = match outcome {
        Ok(value) => value,
        Err(stop) => {
            drop(tx.rollback().await);
            return (Err(stop), again);
        }
    };
    crash::boundary(is_watched);
    let commit = tx.commit().await;
    crash::boundary(is_watched);
    match commit {
        Ok(()) => (Ok(value), false),
        Err(error) => {
            let failure = Failure::of("commit an act", error);
            let conflict = is_conflict(&failure);
            (Err(failure.into()), conflict)
        }
    }
}

fn is_conflict(failure: &Failure) -> bool {
    failure.fault() == Fault::Conflict
}

fn is_cut(failure: &Failure) -> bool {
    failure.fault() == Fault::NoServer
}

/// Longer with each attempt, and different for each caller, so that two do not meet again.
fn pause(tried: u32) -> Duration {
    let spread = u64::from(uuid::Uuid::new_v4().as_bytes()[0]);
    let ceiling = 2_u64 << tried.min(7);
    Duration::from_micros(ceiling * 1000 * (64 + spread) / 320)
}
