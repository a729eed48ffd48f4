//! One function per thing a person may do: authorise, load, ask the domain, write in one
//! transaction with an audit entry. Authority lives here.
//!
//! Knows no HTTP, no HTML and no wording: a refusal is a code with data, worded in `words`.

pub mod account;
pub mod authority;
pub mod body;
pub mod boundary;
pub mod care;
pub mod conference;
pub mod difficulty;
pub mod draw;
pub mod dwelling;
pub mod feedback;
mod follow;
pub mod gazetteer;
pub mod group;
pub mod household;
pub mod indicator;
pub mod intake;
pub mod likeness;
pub mod matter;
pub mod movement;
pub mod old_list;
mod outline;
pub mod photo;
pub mod place;
pub mod plan;
pub mod post;
pub mod practice;
pub mod programme;
pub mod registry;
pub mod renaming;
pub mod reorganisation;
pub mod rulebook;
pub mod search;
pub mod status_sheet;
pub mod transfer;
pub mod verify;
pub mod visit;
pub mod workplan;

use std::sync::Arc;

use store::{BoxFuture, Failure, Stop, Store, Tx};
use units::Day;
use units::rulebook::Rulebook;
use uuid::Uuid;

pub use authority::{Act, Acting, Actor, Object, Role};

/// Where now and fresh identities come from. The program has one real clock; tests have their own.
pub trait Clock: Send + Sync {
    /// Epoch milliseconds.
    fn now(&self) -> i64;

    /// The civil day in UTC+7.
    fn today(&self) -> Day {
        Day::of_instant(self.now())
    }

    /// A fresh UUIDv7.
    fn id(&self) -> Uuid {
        store::id::at(self.now())
    }
}

/// What every act works with. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    /// Where all is kept.
    pub store: Store,
    /// Now and fresh identities.
    pub clock: Arc<dyn Clock>,
    /// The legal numbers of the program and the office's file; with what offices added in the program
    /// they are [`rulebook::book`].
    pub rulebook: Arc<Rulebook>,
    /// Which days offices work.
    pub calendar: Arc<ledger::Calendar>,
    /// The figures of a status sheet.
    pub figures: Arc<ledger::status_sheet::Figures>,
    /// Which unit a point lies in.
    pub locator: Arc<place::Locator>,
    /// Every unit of every day, for translating between days.
    pub known: Arc<gazetteer::Memory>,
    /// The words of practices and difficulties, for finding those alike.
    pub shelf: Arc<likeness::Shelf>,
    /// Places, lineage and figures, for restating.
    pub almanac: Arc<indicator::Almanac>,
}

/// Works something out on a thread that answers nobody.
///
/// # Errors
/// A failure where it panics.
pub async fn aside<T: Send + 'static>(
    what: &'static str,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|cause| Failure::new(store::Fault::Bug, what).because(cause))?)
}

/// The domain says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Message id of the sentence in `words`.
    pub code: &'static str,
    /// The field of the form it speaks of; empty for the whole.
    pub field: &'static str,
    /// The data of the sentence.
    pub args: Vec<(&'static str, String)>,
    /// Further refusals found at the same time, so that all faults are shown at once.
    pub also: Vec<Refusal>,
}

/// Why an act did not happen.
#[derive(Debug, Clone)]
pub enum Error {
    /// The domain says no.
    Refused(Refusal),
    /// Something is broken.
    Failed(Failure),
}

impl Refusal {
    /// A refusal without data.
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self { code, field: "", args: Vec::new(), also: Vec::new() }
    }

    /// A refusal about one field of a form.
    #[must_use]
    pub const fn at(field: &'static str, code: &'static str) -> Self {
        Self { code, field, args: Vec::new(), also: Vec::new() }
    }

    /// The same with one more datum.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Several refusals as one, if there is any.
    #[must_use]
    pub fn all(refusals: Vec<Self>) -> Option<Self> {
        let mut refusals = refusals.into_iter();
        let first = refusals.next()?;
        Some(Self { also: refusals.collect(), ..first })
    }

    /// This refusal and those found with it.
    pub fn each(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.also)
    }
}

impl From<&units::reorganisation::Refusal> for Refusal {
    fn from(refusal: &units::reorganisation::Refusal) -> Self {
        Self { field: "", code: refusal.code(), args: refusal.args(), also: Vec::new() }
    }
}

impl From<ledger::Refusal> for Refusal {
    fn from(refusal: ledger::Refusal) -> Self {
        let ledger::Refusal { code, field, args, also } = refusal;
        Self { code, field, args, also: also.into_iter().map(Self::from).collect() }
    }
}

impl From<store::attachment::Refusal> for Refusal {
    fn from(refusal: store::attachment::Refusal) -> Self {
        Self { field: "", code: refusal.code(), args: refusal.args(), also: Vec::new() }
    }
}

impl From<papers::Refusal> for Refusal {
    fn from(refusal: papers::Refusal) -> Self {
        Self { field: "", code: refusal.code(), args: refusal.args(), also: Vec::new() }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "refused: {} {:?}", refusal.code, refusal.args),
            Self::Failed(failure) => failure.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Refused(_) => None,
            Self::Failed(failure) => Some(failure),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<ledger::Refusal> for Error {
    fn from(refusal: ledger::Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<Stop<Refusal>> for Error {
    fn from(stop: Stop<Refusal>) -> Self {
        match stop {
            Stop::Refused(refusal) => Self::Refused(refusal),
            Stop::Failed(failure) => Self::Failed(failure),
        }
    }
}

impl Desk {
    /// A desk over a store.
    #[must_use]
    pub fn new(store: Store, clock: Arc<dyn Clock>, rulebook: Arc<Rulebook>) -> Self {
        let calendar = Arc::new(ledger::Calendar::built_in());
        let (locator, known) = (Arc::default(), Arc::default());
        let (shelf, almanac) = (Arc::default(), Arc::default());
        let figures = Arc::new(ledger::status_sheet::Figures::built_in());
        Self { store, clock, rulebook, calendar, figures, locator, known, shelf, almanac }
    }

    /// Runs one act over values that it may use again when it has to run again.
    pub(crate) async fn act<I, T, F>(&self, input: I, act: F) -> Result<T, Error>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'t> Fn(&'t mut Tx, Arc<I>) -> BoxFuture<'t, Result<T, Stop<Refusal>>>
            + Send
            + Sync
            + 'static,
    {
        let input = Arc::new(input);
        Ok(self.store.write(move |tx| act(tx, Arc::clone(&input))).await?)
    }
}

/// A refusal of the ledger, inside an act.
pub(crate) fn refused(refusal: ledger::Refusal) -> Stop<Refusal> {
    Stop::Refused(refusal.into())
}

/// A refusal without data, inside an act.
pub(crate) const fn stop(code: &'static str) -> Stop<Refusal> {
    Stop::Refused(Refusal::new(code))
}

/// The audit entry of an act, without reason or digest.
pub(crate) fn entry(
    at: i64,
    (actor, post): (&Actor, &str),
    act: Act,
    object: (&'static str, Uuid),
) -> store::Entry {
    store::Entry {
        at,
        actor: Some(actor.account_id),
        post: (!post.is_empty()).then(|| post.to_owned()),
        act: act.code(),
        object_kind: object.0,
        object_id: Some(object.1),
        reason: String::new(),
        digest: None,
    }
}

/// The audit entry of an act by whoever may do it at an object; without an actor it is the command line.
pub(crate) fn entitled(
    now: i64,
    actor: Option<&Actor>,
    (act, at): (Act, &Object),
    object: (&'static str, Uuid),
) -> Result<store::Entry, Refusal> {
    if let Some(actor) = actor {
        let acting = authority::authorize_as(actor, act, at)?;
        return Ok(entry(now, (actor, &acting.post), act, object));
    }
    Ok(store::Entry {
        at: now,
        actor: None,
        post: None,
        act: act.code(),
        object_kind: object.0,
        object_id: Some(object.1),
        reason: "command line".to_owned(),
        digest: None,
    })
}
