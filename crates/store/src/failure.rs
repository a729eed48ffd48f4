//! What is broken below the domain: the operation, its class and the chain of causes.
//!
//! A failure is no refusal: it is logged once at the edge and shown as a numbered page or, for the
//! classes an operator can mend, as a sentence of `words` under [`Failure::code`].

use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// The class of a failure: what an operator can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The disk or the quota is full.
    DiskFull,
    /// The folder or file may not be written or made by this user.
    Unwritable,
    /// The file is no SQLite database or is damaged.
    Damaged,
    /// The database was made by a newer version of the program.
    NewerVersion,
    /// The database was made by an older version and has not been migrated.
    OlderVersion,
    /// No PostgreSQL server answers at the address.
    NoServer,
    /// The server refuses the name or the password.
    WrongPassword,
    /// The server has no database of that name.
    NoDatabase,
    /// Another program holds the database.
    Busy,
    /// The address of the database is not understood.
    BadUrl,
    /// A row with this key is there already.
    Duplicate,
    /// A row that another row needs is missing.
    Missing,
    /// A value breaks a rule of its column.
    Unfit,
    /// Concurrent acts stood in each other's way; again may succeed.
    Conflict,
    /// A restore was aimed at a database with content.
    NotEmpty,
    /// The file to be written is there already.
    Exists,
    /// A backup is not one of ours, or is not whole.
    BadBackup,
    /// A mistake of the program or something unforeseen.
    Bug,
}

impl Fault {
    /// Every class, for the test that all are worded.
    pub const ALL: [Self; 18] = [
        Self::DiskFull,
        Self::Unwritable,
        Self::Damaged,
        Self::NewerVersion,
        Self::OlderVersion,
        Self::NoServer,
        Self::WrongPassword,
        Self::NoDatabase,
        Self::Busy,
        Self::BadUrl,
        Self::Duplicate,
        Self::Missing,
        Self::Unfit,
        Self::Conflict,
        Self::NotEmpty,
        Self::Exists,
        Self::BadBackup,
        Self::Bug,
    ];

    /// The stable code under which `words` says what to do.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DiskFull => "store-disk-full",
            Self::Unwritable => "store-unwritable",
            Self::Damaged => "store-damaged",
            Self::NewerVersion => "store-newer-version",
            Self::OlderVersion => "store-older-version",
            Self::NoServer => "store-no-server",
            Self::WrongPassword => "store-wrong-password",
            Self::NoDatabase => "store-no-database",
            Self::Busy => "store-busy",
            Self::BadUrl => "store-bad-url",
            Self::Duplicate => "store-duplicate",
            Self::Missing => "store-missing",
            Self::Unfit => "store-unfit",
            Self::Conflict => "store-conflict",
            Self::NotEmpty => "store-not-empty",
            Self::Exists => "store-exists",
            Self::BadBackup => "store-bad-backup",
            Self::Bug => "store-bug",
        }
    }
}

type Cause = Arc<dyn Error + Send + Sync>;

/// Something broken. Clonable, because one failed commit answers every act of its batch.
#[derive(Debug, Clone)]
pub struct Failure {
    operation: String,
    fault: Fault,
    place: String,
    cause: Option<Cause>,
}

impl Failure {
    /// A failure of `operation` (what was being done, in plain English) of the given class.
    pub fn new(fault: Fault, operation: impl Into<String>) -> Self {
        Self { operation: operation.into(), fault, place: String::new(), cause: None }
    }

    /// Names the file or server the failure is about, for the sentence.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    /// Adds the cause.
    #[must_use]
    pub fn because(mut self, cause: impl Error + Send + Sync + 'static) -> Self {
        self.cause = Some(Arc::new(cause));
        self
    }

    /// The class.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        self.fault
    }

    /// The stable code of the class.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.fault.code()
    }

    /// The data of the sentence: `place` (file or server, may be empty) and `operation`.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        vec![("place", self.place.clone()), ("operation", self.operation.clone())]
    }

    /// Whether a row with this key was there already.
    #[must_use]
    pub const fn is_duplicate(&self) -> bool {
        matches!(self.fault, Fault::Duplicate)
    }

    pub(crate) fn of(operation: impl Into<String>, error: sqlx::Error) -> Self {
        Self::new(classify(&error), operation).because(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.operation)?;
        if !self.place.is_empty() {
            write!(f, " ({})", self.place)?;
        }
        Ok(())
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as &(dyn Error + 'static))
    }
}

/// Why a write act ended without effect.
#[derive(Debug)]
pub enum Stop<E> {
    /// The domain says no.
    Refused(E),
    /// Something is broken.
    Failed(Failure),
}

impl<E> From<Failure> for Stop<E> {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl Stop<std::convert::Infallible> {
    /// The failure of an act that cannot be refused.
    #[must_use]
    pub fn into_failure(self) -> Failure {
        match self {
            Self::Refused(never) => match never {},
            Self::Failed(failure) => failure,
        }
    }
}

fn classify(error: &sqlx::Error) -> Fault {
    match error {
        sqlx::Error::Database(fault) => {
            let code = fault.code().unwrap_or_default();
            if fault.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().is_some() {
                postgres(&code)
            } else {
                sqlite(code.parse().unwrap_or(0))
            }
        }
        sqlx::Error::Io(cause) => input_output(cause),
        sqlx::Error::Configuration(_) => Fault::BadUrl,
        sqlx::Error::PoolTimedOut => Fault::Busy,
        _ => Fault::Bug,
    }
}

fn input_output(cause: &std::io::Error) -> Fault {
    use std::io::ErrorKind as Kind;
    match cause.kind() {
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Fault::Unwritable,
        Kind::StorageFull | Kind::QuotaExceeded => Fault::DiskFull,
        _ => Fault::NoServer,
    }
}

/// SQLSTATE classes of PostgreSQL's Appendix A.
fn postgres(code: &str) -> Fault {
    match code {
        "40001" | "40P01" => Fault::Conflict,
        "23505" => Fault::Duplicate,
        "23503" => Fault::Missing,
        "23502" | "23514" | "22001" | "22003" => Fault::Unfit,
        "28P01" | "28000" => Fault::WrongPassword,
        "3D000" => Fault::NoDatabase,
        "53100" => Fault::DiskFull,
        "55006" | "55P03" | "53300" => Fault::Busy,
        "57P01" | "57P02" | "57P03" => Fault::NoServer,
        "42501" => Fault::Unwritable,
        _ => Fault::Bug,
    }
}

/// Extended result codes of SQLite; the low byte is the primary code.
fn sqlite(code: i64) -> Fault {
    match (code, code & 0xff) {
        (1555 | 2067, _) => Fault::Duplicate,
        (787, _) => Fault::Missing,
        (_, 19) => Fault::Unfit,
        (_, 5 | 6) => Fault::Busy,
        (_, 8 | 14 | 23) => Fault::Unwritable,
        (_, 11 | 26) => Fault::Damaged,
        (_, 13) => Fault::DiskFull,
        _ => Fault::Bug,
    }
}
