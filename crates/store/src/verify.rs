//! Proves that what is kept is whole: the file, the references and the audit chain. Changes nothing.
//!
//! What the rows mean is not known here: the invariants of places and households are
//! `registry::faults`, asked through `desk`.

use crate::catalogue::{REFERENCES, Reference};
use crate::dialect::Dialect;
use crate::failure::Failure;
use crate::statement::Statement;
use crate::tx::Reader;
use crate::{Store, sealer};

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The code of the check.
    pub code: &'static str,
    /// What is wrong, one line each; empty when all is well.
    pub faults: Vec<String>,
    /// Figures worth printing, such as the number of sealed entries.
    pub notes: Vec<(&'static str, String)>,
}

impl Finding {
    /// Whether all is well.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Runs every check and tells each finding as soon as it is there.
///
/// # Errors
/// When the database does not answer; faults of the content are findings.
pub async fn run(store: &Store, mut told: impl FnMut(&Finding)) -> Result<Vec<Finding>, Failure> {
    let reader = store.read();
    let mut findings = Vec::new();
    let mut tell = |finding: Finding| {
        told(&finding);
        findings.push(finding);
    };
    if reader.dialect() == Dialect::Sqlite {
        tell(plain("verify-file", file(&reader).await?));
    }
    tell(plain("verify-references", references(&reader).await?));
    tell(chain(&reader).await?);
    Ok(findings)
}

const fn plain(code: &'static str, faults: Vec<String>) -> Finding {
    Finding { code, faults, notes: Vec::new() }
}

async fn lines(reader: &Reader, statement: &Statement) -> Result<Vec<String>, Failure> {
    let rows: Vec<(String,)> = reader.rows(statement, Vec::new()).await?;
    Ok(rows.into_iter().map(|(line,)| line).collect())
}

/// The pages of the file, on SQLite; PostgreSQL looks after its own.
async fn file(reader: &Reader) -> Result<Vec<String>, Failure> {
    const PAGES: Statement = Statement::new("verify/pages", "pragma integrity_check(20)");
    let mut faults = lines(reader, &PAGES).await?;
    faults.retain(|line| line != "ok");
    Ok(faults)
}

/// Rows whose parent is missing.
async fn references(reader: &Reader) -> Result<Vec<String>, Failure> {
    const ORPHANS: Statement = Statement::new(
        "verify/orphans",
        "select \"table\" || ' → ' || parent || ': ' || count(*) from pragma_foreign_key_check \
         group by \"table\", parent",
    );
    if reader.dialect() == Dialect::Sqlite {
        return lines(reader, &ORPHANS).await;
    }
    let mut faults = Vec::new();
    for reference in reader.rows::<Reference>(&REFERENCES, Vec::new()).await? {
        let mut link = reader.link().await?;
        let rows = link.conn().fetch(&reference.orphans(), Vec::new()).await;
        let rows = rows.map_err(|error| Failure::of("verify/orphans", error))?;
        let orphans: i64 = rows.first().map_or(Ok(0), |row| row.get("n"))?;
        if orphans > 0 {
            faults.push(format!("{} → {}: {orphans}", reference.child, reference.name));
        }
    }
    Ok(faults)
}

async fn chain(reader: &Reader) -> Result<Finding, Failure> {
    let chain = sealer::check(reader).await?;
    let head: String = chain.head.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Finding {
        code: "verify-audit-chain",
        faults: chain.broken_at.map(|link| link.to_string()).into_iter().collect(),
        notes: vec![
            ("sealed", chain.sealed.to_string()),
            ("unsealed", chain.unsealed.to_string()),
            ("head", head),
        ],
    })
}
