//! Every statement is prepared on both databases, and no SQL stands anywhere else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use store::{Statement, statement, testing};

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_is_understood_by_both_databases() {
    testing::both(|store| async move {
        let mut faults = Vec::new();
        for statement in statement::all() {
            if let Err(failure) = store.prepare(statement).await {
                let cause = std::error::Error::source(&failure).map(ToString::to_string);
                faults.push(format!("{}: {}", statement.name, cause.unwrap_or_default()));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_misspelt_statement_is_found() {
    testing::both(|store| async move {
        let wrong = Statement::new("test/wrong", "select no_such_column from account");
        assert!(store.prepare(&wrong).await.is_err());
    })
    .await;
}

#[test]
fn names_are_unique_and_texts_are_lower_case() {
    let mut names = BTreeSet::new();
    for statement in statement::all() {
        assert!(names.insert(statement.name), "{} is there twice", statement.name);
        assert!(!statement.sql.contains("SELECT "), "{} shouts", statement.name);
    }
}

#[test]
fn every_file_of_sql_is_in_the_registry() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    let mut files = BTreeSet::new();
    walk(&root, &mut |path| {
        let text = std::fs::read_to_string(&path).unwrap();
        files.insert(text);
    });
    assert!(files.len() > 30);
    let known: BTreeSet<String> = statement::all().iter().map(|s| s.sql.to_owned()).collect();
    let lost: Vec<&String> = files.difference(&known).collect();
    assert!(lost.is_empty(), "not in the registry: {lost:?}");
}

#[test]
fn no_statement_knows_the_time_or_chance() {
    for statement in statement::all() {
        let found = statement::forbidden(statement.sql);
        assert!(found.is_none(), "{} says {}", statement.name, found.unwrap_or_default());
    }
    assert_eq!(statement::forbidden("select now() as at"), Some("now("));
    assert_eq!(statement::forbidden("select 1 where x = CURRENT_DATE"), Some("current_date"));
    assert_eq!(statement::forbidden("select known(1)"), None);
}

fn walk(folder: &Path, seen: &mut dyn FnMut(PathBuf)) {
    for item in std::fs::read_dir(folder).unwrap().flatten() {
        let path = item.path();
        if path.is_dir() {
            walk(&path, seen);
        } else {
            seen(path);
        }
    }
}

/// The names of the statements that speak of a table.
fn naming(table: &str) -> Vec<&'static str> {
    statement::all().into_iter().filter(|one| one.sql.contains(table)).map(|one| one.name).collect()
}

#[test]
fn a_private_talk_is_read_by_one_statement_and_that_one_asks_who_reads() {
    let naming = naming("care_talk");
    assert_eq!(naming, ["care/talks", "care/add_talk", "care/kept"]);
    let sql = |name: &str| statement::all().into_iter().find(|one| one.name == name).unwrap().sql;
    assert!(sql("care/talks").contains("where t.account_id = $1 or t.by_account_id = $1"));
    assert!(!sql("care/kept").contains("said"), "whether it is there, not what it says");
}

#[test]
fn what_is_sealed_is_read_by_no_statement() {
    assert_eq!(naming("feedback_sealed"), ["feedback/add_sealed"]);
    let adds = statement::all().into_iter().find(|one| one.name == "feedback/add_sealed").unwrap();
    assert!(adds.sql.starts_with("insert into feedback_sealed"));
}

#[test]
fn figures_are_written_by_one_statement_beside_which_they_are_counted() {
    let writing = statement::all().into_iter().filter(|one| {
        ["into indicator_value", "update indicator_value", "from indicator_value"]
            .iter()
            .any(|text| one.sql.contains(text) && !one.sql.starts_with("select"))
    });
    let names: Vec<&str> = writing.map(|one| one.name).collect();
    assert_eq!(names, ["indicator/add_value"], "what is kept in memory counts tellings");
}
