//! What units became, as an office table: a head row, then one line for each unit and what it went into.

use std::path::Path;

use anyhow::Result;
use units::gazetteer::{Complaint, GivenEdge};
use units::text::fold;
use units::{Coverage, Day, Shares};

use super::office::{coded, headed, open};
use crate::say::Sentence;

/// The columns by their folded heads; the first four must be there.
const HEADS: [&[&str]; 8] = [
    &["ma cu", "tu ma", "from"],
    &["ma moi", "den ma", "to"],
    &["ngay", "ngay hieu luc", "on"],
    &["toan bo hay mot phan", "toan bo/mot phan", "muc", "coverage"],
    &["so ho", "ho", "households"],
    &["so nguoi", "dan so", "nguoi", "people"],
    &["dien tich (m2)", "dien tich m2", "area_m2"],
    &["van ban", "nghi quyet", "act"],
];
const NEEDED: usize = 4;

/// Reads a table of edges: the lines, or every line that cannot be read.
///
/// # Errors
/// A file that is no table, or a head without the columns.
pub fn read(file: &Path, bytes: &[u8]) -> Result<Result<Vec<GivenEdge>, Vec<Complaint>>> {
    let (name, book) = open(file, bytes)?;
    let Some((sheet, first, columns)) = headed(&book, &HEADS, NEEDED) else {
        return Err(Sentence::bad_input("edges-no-head", vec![("file", name)]).into());
    };
    let (mut edges, mut faults) = (Vec::new(), Vec::new());
    for row in sheet.rows.iter().filter(|row| row.index > first) {
        let cell = |at: usize| {
            let column = columns[at]?;
            let text = sheet.cell(row.index, column).shown().trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        if (0..NEEDED).all(|at| cell(at).is_none()) {
            continue;
        }
        match edge(row.index as usize + 1, cell) {
            Ok(edge) => edges.push(edge),
            Err(fault) => faults.push(fault),
        }
    }
    if edges.is_empty() && faults.is_empty() {
        faults.push(Complaint::of_file("edges-empty"));
    }
    Ok(if faults.is_empty() { Ok(edges) } else { Err(faults) })
}

fn edge(line: usize, cell: impl Fn(usize) -> Option<String>) -> Result<GivenEdge, Complaint> {
    let wrong = |at: usize| {
        let fault = Complaint::at(line, "edges-cell").with("column", HEADS[at][0]);
        fault.with("value", cell(at).unwrap_or_default())
    };
    let code = |at: usize| cell(at).and_then(|text| whole_code(&text)).ok_or_else(|| wrong(at));
    let count = |at: usize| match cell(at) {
        None => Ok(0),
        Some(text) => whole(&text).ok_or_else(|| wrong(at)),
    };
    let small = |at: usize| count(at).and_then(|n| u32::try_from(n).map_err(|_| wrong(at)));
    Ok(GivenEdge {
        line,
        from: code(0)?,
        to: code(1)?,
        on: cell(2).and_then(|text| day(&text)).ok_or_else(|| wrong(2))?,
        coverage: cell(3).and_then(|text| coverage(&text)).ok_or_else(|| wrong(3))?,
        shares: Shares {
            households: small(4)?,
            people: small(5)?,
            area_m2: count(6)?,
            addresses: 0,
        },
        act: cell(7),
    })
}

/// A code with its zeros. One sign alone is refused: it may be a province, or a commune that lost four.
fn whole_code(text: &str) -> Option<String> {
    coded(text).filter(|_| text.len() > 1).map(|(_, code)| code)
}

/// "2020-02-01" or "1/2/2020".
fn day(text: &str) -> Option<Day> {
    let parts: Vec<&str> = text.split('/').map(str::trim).collect();
    match parts.as_slice() {
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}").parse().ok(),
        _ => text.get(..10).unwrap_or(text).parse().ok(),
    }
}

fn coverage(text: &str) -> Option<Coverage> {
    match fold(text).as_str() {
        "toan bo" | "whole" => Some(Coverage::Whole),
        "mot phan" | "part" => Some(Coverage::Part),
        _ => None,
    }
}

/// A whole number, with the points that group its thousands.
fn whole(text: &str) -> Option<u64> {
    let plain: String = text.chars().filter(|sign| !matches!(sign, '.' | ' ' | '\u{a0}')).collect();
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_an_office_is_read_with_its_dropped_zeros_and_written_days() {
        let text = "Phụ lục\nMã cũ,Mã mới,Ngày,Toàn bộ hay một phần,Số hộ,Dân số,Văn bản\n\
                    1,4,01/02/2020,toàn bộ,,12.345,895/NQ-UBTVQH14\n\
                    00007,00004,2020-02-01,Một phần,300,,\n";
        let edges = read(Path::new("nhap.csv"), text.as_bytes()).unwrap().unwrap_err();
        assert_eq!(
            (edges[0].line, edges[0].code),
            (Some(3), "edges-cell"),
            "one sign is no commune"
        );
        let text = text.replace("\n1,4,", "\n0001,0004,");
        let edges = read(Path::new("nhap.csv"), text.as_bytes()).unwrap().unwrap();
        assert_eq!((edges[0].from.as_str(), edges[0].to.as_str()), ("00001", "00004"));
        assert_eq!(edges[0].on.to_string(), "2020-02-01");
        assert_eq!((edges[0].shares.people, edges[0].coverage), (12_345, Coverage::Whole));
        assert_eq!((edges[1].shares.households, edges[1].coverage), (300, Coverage::Part));
        assert_eq!(edges[1].act, None);
        let error = read(Path::new("nhap.csv"), b"a,b\n1,2\n").unwrap_err();
        assert_eq!(error.downcast_ref::<Sentence>().unwrap().code, "edges-no-head");
    }
}
