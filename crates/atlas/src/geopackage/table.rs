//! The pages of an SQLite file, read: the schema, and the rows of a table.
//!
//! Nothing is trusted: every place and length is looked at before it is used, trees are only so deep,
//! chains only so long as the file.

use super::pages::{Cell, local_size};

/// What is wrong with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// It is no SQLite file.
    NotOne,
    /// Its pages do not hang together, or it is cut short.
    Damaged,
}

/// A file.
#[derive(Debug)]
pub struct Database<'f> {
    bytes: &'f [u8],
    page: usize,
    usable: usize,
    encoding: u8,
    schema: Vec<(String, usize, String)>,
}

/// A table of the file.
#[derive(Debug)]
pub struct Table<'f> {
    file: &'f Database<'f>,
    root: usize,
    /// The names of its columns.
    pub columns: Vec<String>,
}

/// A row: its number and its cells.
pub type Row = (i64, Vec<Cell>);

impl<'f> Database<'f> {
    /// Opens a file.
    ///
    /// # Errors
    /// [`Broken`].
    pub fn open(bytes: &'f [u8]) -> Result<Self, Broken> {
        if bytes.len() < 100 || !bytes.starts_with(b"SQLite format 3\0") {
            return Err(Broken::NotOne);
        }
        let page = match u16::from_be_bytes([bytes[16], bytes[17]]) {
            1 => 65_536,
            size => usize::from(size),
        };
        let usable = page.checked_sub(bytes[20].into()).ok_or(Broken::Damaged)?;
        if !page.is_power_of_two() || usable < 480 {
            return Err(Broken::Damaged);
        }
        let mut file = Self { bytes, page, usable, encoding: bytes[59], schema: Vec::new() };
        let mut schema = Vec::new();
        for (_, cells) in file.rows(1)? {
            if let [Cell::Text(kind), Cell::Text(name), _, Cell::Int(root), Cell::Text(text)] =
                &cells[..]
                && kind == "table"
                && let Ok(root) = usize::try_from(*root)
            {
                schema.push((name.clone(), root, text.clone()));
            }
        }
        file.schema = schema;
        Ok(file)
    }

    /// A table, by its name in any case.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<Table<'_>> {
        let (_, root, text) =
            self.schema.iter().find(|(known, _, _)| known.eq_ignore_ascii_case(name))?;
        Some(Table { file: self, root: *root, columns: columns(text) })
    }

    fn page(&self, number: usize) -> Result<&[u8], Broken> {
        let from = number.checked_sub(1).and_then(|n| n.checked_mul(self.page));
        let from = from.ok_or(Broken::Damaged)?;
        self.bytes.get(from..from + self.page).ok_or(Broken::Damaged)
    }

    /// The rows of the tree at a page.
    fn rows(&self, root: usize) -> Result<Vec<Row>, Broken> {
        let mut rows = Vec::new();
        let mut waiting = vec![root];
        let mut seen = 0;
        while let Some(number) = waiting.pop() {
            seen += 1;
            if seen > self.bytes.len() / self.page + 1 {
                return Err(Broken::Damaged);
            }
            let page = self.page(number)?;
            let start = if number == 1 { 100 } else { 0 };
            let count = usize::from(short(page, start + 3)?);
            match page[start] {
                0x0d => {
                    for cell in 0..count {
                        let at = usize::from(short(page, start + 8 + 2 * cell)?);
                        rows.push(self.row(page, at)?);
                    }
                }
                0x05 => {
                    // The rightmost first, so that the leftmost is taken next.
                    waiting.push(long(page, start + 8)?);
                    for cell in (0..count).rev() {
                        let at = usize::from(short(page, start + 12 + 2 * cell)?);
                        waiting.push(long(page, at)?);
                    }
                }
                _ => return Err(Broken::Damaged),
            }
        }
        Ok(rows)
    }

    fn row(&self, page: &[u8], at: usize) -> Result<Row, Broken> {
        let (length, at) = varint(page, at)?;
        let (number, at) = varint(page, at)?;
        let length = usize::try_from(length).map_err(|_| Broken::Damaged)?;
        if length > self.bytes.len() {
            return Err(Broken::Damaged);
        }
        let local = local_size(self.usable, length);
        let mut payload = page.get(at..at + local).ok_or(Broken::Damaged)?.to_vec();
        let mut next = if local < length { long(page, at + local)? } else { 0 };
        while payload.len() < length {
            let over = self.page(next)?;
            let more = (length - payload.len()).min(self.usable - 4);
            payload.extend(&over[4..4 + more]);
            next = long(over, 0)?;
        }
        Ok((number.cast_signed(), self.cells(&payload)?))
    }

    fn cells(&self, payload: &[u8]) -> Result<Vec<Cell>, Broken> {
        let (length, mut at) = varint(payload, 0)?;
        let length = usize::try_from(length).map_err(|_| Broken::Damaged)?;
        let mut body = length;
        let mut cells = Vec::new();
        while at < length {
            let (kind, next) = varint(payload, at)?;
            at = next;
            let size = match kind {
                0 | 8 | 9 => 0,
                1..=4 => kind as usize,
                5 => 6,
                6 | 7 => 8,
                10 | 11 => return Err(Broken::Damaged),
                long => usize::try_from((long - 12) / 2).map_err(|_| Broken::Damaged)?,
            };
            let end = body.checked_add(size).ok_or(Broken::Damaged)?;
            let bytes = payload.get(body..end).ok_or(Broken::Damaged)?;
            body = end;
            cells.push(self.cell(kind, bytes));
        }
        Ok(cells)
    }

    fn cell(&self, kind: u64, bytes: &[u8]) -> Cell {
        match kind {
            0 => Cell::Null,
            8 => Cell::Int(0),
            9 => Cell::Int(1),
            7 => Cell::Real(f64::from_bits(bytes.iter().fold(0, |n, b| n << 8 | u64::from(*b)))),
            1..=6 => {
                let negative = bytes.first().is_some_and(|first| first & 0x80 != 0);
                let start = if negative { -1_i64 } else { 0 };
                Cell::Int(bytes.iter().fold(start, |n, b| n << 8 | i64::from(*b)))
            }
            kind if kind % 2 == 0 => Cell::Blob(bytes.to_vec()),
            _ => Cell::Text(self.text(bytes)),
        }
    }

    fn text(&self, bytes: &[u8]) -> String {
        let wide = |of: fn([u8; 2]) -> u16| {
            let letters: Vec<u16> = bytes.chunks_exact(2).map(|c| of([c[0], c[1]])).collect();
            String::from_utf16_lossy(&letters)
        };
        match self.encoding {
            2 => wide(u16::from_le_bytes),
            3 => wide(u16::from_be_bytes),
            _ => String::from_utf8_lossy(bytes).into_owned(),
        }
    }
}

impl Table<'_> {
    /// Its rows by their numbers.
    ///
    /// # Errors
    /// [`Broken`].
    pub fn rows(&self) -> Result<Vec<Row>, Broken> {
        self.file.rows(self.root)
    }

    /// Where a column stands, by its name in any case.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.eq_ignore_ascii_case(name))
    }
}

fn short(page: &[u8], at: usize) -> Result<u16, Broken> {
    let bytes = page.get(at..at + 2).ok_or(Broken::Damaged)?;
    Ok(u16::from_be_bytes([bytes[0], bytes[1]]))
}

fn long(page: &[u8], at: usize) -> Result<usize, Broken> {
    let bytes = page.get(at..at + 4).ok_or(Broken::Damaged)?;
    Ok(u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize)
}

fn varint(bytes: &[u8], at: usize) -> Result<(u64, usize), Broken> {
    let mut value = 0_u64;
    for place in 0..9 {
        let byte = *bytes.get(at + place).ok_or(Broken::Damaged)?;
        if place == 8 {
            return Ok((value << 8 | u64::from(byte), at + 9));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Ok((value, at + place + 1));
        }
    }
    Err(Broken::Damaged)
}

/// The names of the columns of a table, from the text that made it.
fn columns(text: &str) -> Vec<String> {
    let inner = text.split_once('(').map_or("", |(_, inner)| inner);
    let mut parts = vec![String::new()];
    let mut depth = 0;
    let mut quote: Option<char> = None;
    for letter in inner.chars() {
        match (quote, letter) {
            (Some(open), close) if open == close => quote = None,
            (Some(_), _) => {}
            (None, '"' | '`' | '\'') => quote = Some(letter),
            (None, '[') => quote = Some(']'),
            (None, '(') => depth += 1,
            (None, ')') if depth == 0 => break,
            (None, ')') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("there is always one").push(letter);
    }
    parts.iter().map(|part| first_name(part)).filter(|name| !is_constraint(name)).collect()
}

fn first_name(part: &str) -> String {
    let part = part.trim_start();
    for (open, close) in [('"', '"'), ('`', '`'), ('[', ']'), ('\'', '\'')] {
        if let Some(rest) = part.strip_prefix(open) {
            return rest.split(close).next().unwrap_or_default().to_owned();
        }
    }
    part.split(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default().to_owned()
}

/// A clause that speaks of the table stands after the columns. A quoted column may bear such a name,
/// and is then not found: no map names a column so.
fn is_constraint(name: &str) -> bool {
    let words = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN", ""];
    words.iter().any(|word| word.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::super::pages;
    use super::*;

    #[test]
    fn columns_are_named_whatever_stands_around_them() {
        let text = "CREATE TABLE \"a b\" ( \"fid\" INTEGER PRIMARY KEY, geom BLOB, [tên, xã] TEXT \
                    DEFAULT 'x,y', dt_km2 DECIMAL(10, 2) CHECK (dt_km2 > 0), UNIQUE (geom))";
        assert_eq!(columns(text), ["fid", "geom", "tên, xã", "dt_km2"]);
    }

    #[test]
    fn numbers_of_any_length_come_back() {
        for value in [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), 1 << 56, u64::MAX] {
            let mut bytes = Vec::new();
            pages::varint(&mut bytes, value);
            assert_eq!(varint(&bytes, 0), Ok((value, bytes.len())), "{value}");
        }
    }

    #[test]
    fn a_file_cut_short_or_of_another_kind_is_told_apart() {
        assert_eq!(Database::open(b"PK\x03\x04").err(), Some(Broken::NotOne));
        let whole = super::super::write(("units", "", "2026-01-01T00:00:00Z"), &[], &[]);
        for cut in [100, 4096, 8000] {
            assert_eq!(Database::open(&whole[..cut]).err(), Some(Broken::Damaged), "{cut}");
        }
        // Random dents never end the program.
        for dent in 0..2_000_usize {
            let mut file = whole.clone();
            let at = dent * 7919 % file.len();
            file[at] ^= (dent % 255) as u8 + 1;
            if let Ok(file) = Database::open(&file) {
                let _ = file.table("units").map(|table| table.rows());
                let _ = file.table("gpkg_contents").map(|table| table.rows());
            }
        }
    }
}
