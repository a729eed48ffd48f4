//! The registry of every SQL text: one text per statement, which runs on both databases.
//!
//! SQL stands only in `sql/<noun>/*.sql` and in the constants of this crate; a test prepares every
//! statement on both databases and looks for SQL elsewhere. `now()`, `current_date` and random
//! functions are refused: days and instants are handed in.
//!
//! A recursion walks on by `s.unit_id in (u.parent_id)`, which both databases take for `=`; but for `=` SQLite
//! expects a long walk and goes over the whole table first, to filter it.

/// One SQL text with `$1` placeholders. Each `.sql` file is one statement, named by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// The path below `sql/` without its ending, such as `unit/children`.
    pub name: &'static str,
    /// The text.
    pub sql: &'static str,
}

impl Statement {
    /// Names a text, for constants.
    #[must_use]
    pub const fn new(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql }
    }
}

/// The statements of one noun.
pub type Statements = &'static [&'static Statement];

/// Every noun's list. A new noun adds its line here.
const NOUNS: &[Statements] = &[
    crate::account::STATEMENTS,
    crate::atom::STATEMENTS,
    crate::attachment::STATEMENTS,
    crate::audit::STATEMENTS,
    crate::body::STATEMENTS,
    crate::boundary::STATEMENTS,
    crate::care::STATEMENTS,
    crate::conference::STATEMENTS,
    crate::difficulty::STATEMENTS,
    crate::feedback::STATEMENTS,
    crate::gazetteer::STATEMENTS,
    crate::group::STATEMENTS,
    crate::household::STATEMENTS,
    crate::indicator::STATEMENTS,
    crate::job::STATEMENTS,
    crate::locality::STATEMENTS,
    crate::map::STATEMENTS,
    crate::matter::STATEMENTS,
    crate::migrate::STATEMENTS,
    crate::movement::STATEMENTS,
    crate::old_list::STATEMENTS,
    crate::outbox::STATEMENTS,
    crate::plan::STATEMENTS,
    crate::post::STATEMENTS,
    crate::practice::STATEMENTS,
    crate::programme::STATEMENTS,
    crate::registry::STATEMENTS,
    crate::reorganisation::STATEMENTS,
    crate::rulebook::STATEMENTS,
    crate::sealer::STATEMENTS,
    crate::session::STATEMENTS,
    crate::status_sheet::STATEMENTS,
    crate::transfer::STATEMENTS,
    crate::unit::STATEMENTS,
    crate::visit::STATEMENTS,
    crate::workplan::STATEMENTS,
];

/// Every statement of the program.
#[must_use]
pub fn all() -> Vec<&'static Statement> {
    NOUNS.iter().flat_map(|noun| noun.iter().copied()).collect()
}

/// Words that make a statement depend on the server's clock or on chance.
const FORBIDDEN: &[&str] = &[
    "now(",
    "current_date",
    "current_time",
    "current_timestamp",
    "clock_timestamp(",
    "statement_timestamp(",
    "localtime",
    "datetime(",
    "strftime(",
    "julianday(",
    "unixepoch(",
    "random(",
    "randomblob(",
    "gen_random_uuid(",
    "setseed(",
];

/// The first forbidden word of a text, if any: instants, days and chance are handed in.
#[must_use]
pub fn forbidden(sql: &str) -> Option<&'static str> {
    let text = sql.to_lowercase();
    FORBIDDEN.iter().copied().find(|word| {
        text.match_indices(word).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
        })
    })
}
