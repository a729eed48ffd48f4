//! The two schemas are one: same tables, same columns, types that mean the same.

use store::catalogue::{self, Column, Table};
use store::{migrate, testing};

/// The closed type table: what a PostgreSQL column is on SQLite.
const TYPES: &[(&str, &str)] = &[
    ("uuid", "blob"),
    ("bytea", "blob"),
    ("bigint", "integer"),
    ("boolean", "integer"),
    ("text", "text"),
];

#[tokio::test(flavor = "multi_thread")]
async fn both_schemas_are_one() {
    let sqlite = testing::sqlite().await;
    let Some(postgres) = testing::postgres().await else { return };
    let one = catalogue::of(&sqlite.store).await.unwrap();
    let two = catalogue::of(&postgres.store).await.unwrap();
    assert!(one.len() >= 10);
    let faults = differences(&one, &two);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    postgres.end().await;
}

fn differences(sqlite: &[Table], postgres: &[Table]) -> Vec<String> {
    let names = |tables: &[Table]| tables.iter().map(|t| t.name.clone()).collect::<Vec<_>>();
    if names(sqlite) != names(postgres) {
        return vec![format!("tables: {:?} and {:?}", names(sqlite), names(postgres))];
    }
    let mut faults = Vec::new();
    for (one, two) in sqlite.iter().zip(postgres) {
        let (a, b) = (shape(&one.columns), shape_of_postgres(&two.columns));
        if a != b {
            faults.push(format!("{}:\n  {a:?}\n  {b:?}", one.name));
        }
    }
    faults
}

type Shape = Vec<(String, String, bool)>;

fn shape(columns: &[Column]) -> Shape {
    columns.iter().map(|c| (c.name.clone(), c.type_name.clone(), c.nullable)).collect()
}

fn shape_of_postgres(columns: &[Column]) -> Shape {
    let mut shape = shape(columns);
    for (_, kind, _) in &mut shape {
        let known = TYPES.iter().find(|(postgres, _)| postgres == kind);
        *kind = known.map_or(format!("{kind} is not in the type table"), |(_, s)| (*s).to_owned());
    }
    shape
}

#[test]
fn a_differing_column_is_found() {
    let column = |type_name: &str, nullable| Column {
        name: "at".to_owned(),
        type_name: type_name.to_owned(),
        nullable,
    };
    let table = |column| vec![Table { name: "x".to_owned(), columns: vec![column] }];
    let same = differences(&table(column("integer", false)), &table(column("bigint", false)));
    assert!(same.is_empty());
    for wrong in [column("text", false), column("bigint", true), column("numeric", false)] {
        assert_eq!(differences(&table(column("integer", false)), &table(wrong)).len(), 1);
    }
}

#[test]
fn migrations_are_numbered_reasoned_and_strict() {
    // Numbers are given out before the work is done, so that some may stay free.
    assert!(migrate::MIGRATIONS.is_sorted_by(|one, next| one.number < next.number));
    for step in migrate::MIGRATIONS {
        for text in [step.sqlite, step.postgres] {
            assert!(text.starts_with("-- "), "{} gives no reason at its top", step.name);
        }
        let made = step.sqlite.matches("create table").count();
        assert_eq!(step.sqlite.matches(") strict").count(), made, "{} is not strict", step.name);
        assert_eq!(step.postgres.matches("create table").count(), made, "{}", step.name);
    }
}

#[test]
fn every_migration_file_is_in_the_list() {
    for folder in ["sqlite", "postgres"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(folder);
        let mut files: Vec<String> = std::fs::read_dir(path)
            .unwrap()
            .flatten()
            .map(|item| item.file_name().to_string_lossy().into_owned())
            .collect();
        files.sort();
        let listed: Vec<String> = migrate::MIGRATIONS
            .iter()
            .map(|step| format!("{:04}_{}.sql", step.number, step.name))
            .collect();
        assert_eq!(files, listed, "{folder}");
    }
}

/// Columns that may be missing are unique in no key, and keys are never missing.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_but_the_closed_list_of_types_is_kept_on_sqlite() {
    let sqlite = testing::sqlite().await;
    for table in catalogue::of(&sqlite.store).await.unwrap() {
        for column in table.columns {
            let known = ["integer", "text", "blob"].contains(&column.type_name.as_str());
            assert!(known, "{}.{} is {}", table.name, column.name, column.type_name);
        }
    }
}
