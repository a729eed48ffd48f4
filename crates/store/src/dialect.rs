//! What cannot be one SQL text for both databases, in one place.

use uuid::Uuid;

use crate::value::Value;

/// Which of the two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite, linked into the program.
    Sqlite,
    /// PostgreSQL 15 or newer.
    Postgres,
}

/// The most placeholders one statement may have: SQLite's limit, PostgreSQL allows twice as many.
const PLACEHOLDERS_MAX: usize = 32_000;

/// Widens `x in ($1)` for every list among the values and renumbers the placeholders behind it.
///
/// A list is padded to a power of two with its last member, so that few different texts are
/// prepared. An empty list becomes the nil identity, which no row has.
pub(crate) fn widen(sql: &str, values: Vec<Value>) -> (String, Vec<Value>) {
    if !values.iter().any(|value| matches!(value, Value::Uuids(_))) {
        return (sql.to_owned(), values);
    }
    let mut flat = Vec::with_capacity(values.len() * 4);
    let mut names = Vec::with_capacity(values.len());
    for value in values {
        let first = flat.len() + 1;
        match value {
            Value::Uuids(ids) => flat.extend(padded(ids).into_iter().map(Value::Uuid)),
            single => flat.push(single),
        }
        names.push(placeholders(first, flat.len()));
    }
    assert!(flat.len() <= PLACEHOLDERS_MAX, "lists of identities are asked in portions");
    (renumber(sql, |number| names[number - 1].clone()), flat)
}

fn padded(mut ids: Vec<Uuid>) -> Vec<Uuid> {
    let last = ids.last().copied().unwrap_or(Uuid::nil());
    ids.resize(ids.len().max(1).next_power_of_two(), last);
    ids
}

fn placeholders(first: usize, last: usize) -> String {
    (first..=last).map(|number| format!("${number}")).collect::<Vec<_>>().join(",")
}

/// Replaces every `$n` of a text.
fn renumber(sql: &str, name: impl Fn(usize) -> String) -> String {
    let mut pieces = sql.split('$');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        match piece[..digits].parse() {
            Ok(number) => text.push_str(&name(number)),
            Err(_) => text.push('$'),
        }
        text.push_str(&piece[digits..]);
    }
    text
}

/// From how many placeholders on it pays to leave their numbers out.
const UNNUMBERED_FROM: usize = 64;

/// A text for SQLite whose placeholders bear no numbers, where each stands once and in order. SQLite finds
/// the name of a numbered one by walking along all of them, and the driver asks for the name of each, so
/// that many rows at once would take a time that grows with the square of their number.
pub(crate) fn unnumbered(sql: String, values: usize) -> String {
    if values < UNNUMBERED_FROM {
        return sql;
    }
    let mut pieces = sql.split('$');
    let mut text = String::with_capacity(sql.len());
    text.push_str(pieces.next().unwrap_or_default());
    for (number, piece) in (1..).zip(pieces) {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        if piece[..digits].parse() != Ok(number) {
            return sql;
        }
        text.push('?');
        text.push_str(&piece[digits..]);
    }
    text
}

/// How many rows of `width` columns one insert takes.
pub(crate) fn rows_per_insert(width: usize) -> usize {
    (PLACEHOLDERS_MAX / width.max(1)).clamp(1, 256)
}

/// The text of an insert of one row, repeated for `rows` rows of `width` columns.
///
/// The one-row text must end its row with the parenthesis after `values`; what follows it (such
/// as `on conflict do nothing`) is kept. `None` when the text has no such row.
pub(crate) fn many_rows(sql: &str, rows: usize, width: usize) -> Option<String> {
    let start = sql.find("values")? + "values".len();
    let open = start + sql[start..].find('(')?;
    let close = open + closing(&sql[open..])?;
    let row = &sql[open..=close];
    let repeated: Vec<String> = (0..rows)
        .map(|index| renumber(row, |number| format!("${}", index * width + number)))
        .collect();
    Some(format!("{}{}{}", &sql[..open], repeated.join(","), &sql[close + 1..]))
}

/// Several changes as one text with the values of all, for SQLite, which runs one after the other.
pub(crate) fn joined(
    changes: impl IntoIterator<Item = (&'static str, Vec<Value>)>,
) -> (String, Vec<Value>) {
    let (mut texts, mut all) = (Vec::new(), Vec::new());
    for (sql, values) in changes {
        let (sql, values) = widen(sql, values);
        let before = all.len();
        texts.push(renumber(&sql, |number| format!("${}", before + number)));
        all.extend(values);
    }
    (texts.join("; "), all)
}

fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{joined, many_rows, unnumbered, widen};
    use crate::value::Value;

    fn widened(sql: &str, values: Vec<Value>) -> (String, usize) {
        let (sql, values) = widen(sql, values);
        (sql, values.len())
    }

    #[test]
    fn a_list_takes_the_place_of_one_placeholder() {
        let ids = |count| Value::list((0..count).map(Uuid::from_u128));
        let sql = "select 1 where a = $1 and b in ($2) and c = $3";
        let (text, bound) = widened(sql, vec![1_i64.into(), ids(3), "x".into()]);
        assert_eq!(text, "select 1 where a = $1 and b in ($2,$3,$4,$5) and c = $6");
        assert_eq!(bound, 6);
        let (text, bound) = widened(sql, vec![1_i64.into(), ids(0), "x".into()]);
        assert_eq!((text.as_str(), bound), (sql, 3));
    }

    #[test]
    fn a_placeholder_used_twice_stays_one_value() {
        let sql = "select 1 where a = $2 and b in ($1) and (c = $2 or $2 = '$')";
        let ids = Value::list([Uuid::nil(), Uuid::max()]);
        let (text, bound) = widened(sql, vec![ids, 1_i64.into()]);
        assert_eq!(text, "select 1 where a = $3 and b in ($1,$2) and (c = $3 or $3 = '$')");
        assert_eq!(bound, 3);
    }

    #[test]
    fn numbers_are_left_out_only_where_each_stands_once_and_in_order() {
        let many = many_rows("insert into t (a, b) values ($1, $2)", 40, 2).unwrap();
        let bare = unnumbered(many.clone(), 80);
        assert!(
            bare.starts_with("insert into t (a, b) values (?, ?),(?, ?)") && !bare.contains('$')
        );
        assert_eq!(
            unnumbered(many, 10),
            many_rows("insert into t (a, b) values ($1, $2)", 40, 2).unwrap()
        );
        for kept in ["select $2, $1", "select $1, $1", "select '$', $1"] {
            assert_eq!(unnumbered(kept.to_owned(), 80), kept);
        }
    }

    #[test]
    fn changes_that_travel_together_keep_their_own_values() {
        let ids = Value::list([Uuid::nil(), Uuid::max()]);
        let (text, values) = joined([
            ("update t set a = $2 where b = $1", vec![1_i64.into(), 2_i64.into()]),
            ("delete from t where c in ($1) and d = $2", vec![ids, 3_i64.into()]),
        ]);
        assert_eq!(
            text,
            "update t set a = $2 where b = $1; delete from t where c in ($3,$4) and d = $5"
        );
        assert_eq!(values.len(), 5);
    }

    #[test]
    fn an_insert_of_one_row_becomes_one_of_many() {
        let sql = "insert into t (a, b) values ($1, coalesce($2, 0)) on conflict do nothing";
        let many = many_rows(sql, 3, 2).unwrap();
        assert_eq!(
            many,
            "insert into t (a, b) values ($1, coalesce($2, 0)),($3, coalesce($4, 0)),\
             ($5, coalesce($6, 0)) on conflict do nothing"
        );
        assert_eq!(many_rows("update t set a = $1", 3, 1), None);
    }
}
