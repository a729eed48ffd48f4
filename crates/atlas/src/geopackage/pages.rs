//! The pages of an SQLite file, written: cells, records, trees of pages, pages of what runs over.
//!
//! As <https://www.sqlite.org/fileformat2.html> lays them out: tables of any length, and indexes that
//! fit one page.

/// Bytes of a page.
const PAGE: usize = 8192;
/// Bytes of the head of the file, on its first page.
const HEAD: usize = 100;
/// "GPKG", by which a program knows the file.
const APPLICATION: u32 = 0x4750_4b47;
/// Version 1.3 of the format.
const VERSION: u32 = 10_300;

/// A value in a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// A number.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// A file in the making.
#[derive(Debug)]
pub struct File {
    pages: Vec<Vec<u8>>,
    schema: Vec<Vec<Cell>>,
}

impl Default for File {
    fn default() -> Self {
        // The first page is written last: it holds the schema.
        Self { pages: vec![Vec::new()], schema: Vec::new() }
    }
}

impl File {
    /// Adds a table with rows by growing number.
    pub fn table(&mut self, name: &str, definition: &str, rows: Vec<(i64, Vec<Cell>)>) {
        let mut cells = Vec::with_capacity(rows.len());
        for (number, row) in &rows {
            let mut head = Vec::new();
            let payload = record(row);
            varint(&mut head, payload.len() as u64);
            varint(&mut head, number.cast_unsigned());
            head.extend(self.kept(&payload));
            cells.push((*number, head));
        }
        let root = self.tree(cells);
        self.schema.push(entry(("table", name, name), root, Some(definition)));
    }

    /// Adds the index of a table of one row.
    pub fn index(&mut self, name: &str, table: &str, key: Vec<Cell>) {
        let payload = record(&key);
        let mut cell = Vec::new();
        varint(&mut cell, payload.len() as u64);
        cell.extend(payload);
        self.pages.push(page(0x0a, 0, &[cell], None));
        let root = self.pages.len();
        self.schema.push(entry(("index", name, table), root, None));
    }

    /// The bytes of the file.
    pub fn bytes(mut self) -> Vec<u8> {
        let schema = std::mem::take(&mut self.schema);
        let cells: Vec<Vec<u8>> = (1_u64..)
            .zip(schema)
            .map(|(number, row)| {
                let payload = record(&row);
                let mut cell = Vec::new();
                varint(&mut cell, payload.len() as u64);
                varint(&mut cell, number);
                cell.extend(payload);
                cell
            })
            .collect();
        self.pages[0] = page(0x0d, HEAD, &cells, None);
        let count = u32::try_from(self.pages.len()).unwrap_or(u32::MAX);
        self.pages[0][..HEAD].copy_from_slice(&head(count));
        self.pages.concat()
    }

    /// What of a payload stays in its cell; the rest goes to pages of its own.
    fn kept(&mut self, payload: &[u8]) -> Vec<u8> {
        let local = local_size(PAGE, payload.len());
        if local == payload.len() {
            return payload.to_vec();
        }
        let mut kept = payload[..local].to_vec();
        kept.extend(number(self.pages.len() + 1).to_be_bytes());
        let mut chunks = payload[local..].chunks(PAGE - 4).peekable();
        while let Some(chunk) = chunks.next() {
            let next = if chunks.peek().is_some() { number(self.pages.len() + 2) } else { 0 };
            let mut page = next.to_be_bytes().to_vec();
            page.extend(chunk);
            page.resize(PAGE, 0);
            self.pages.push(page);
        }
        kept
    }

    /// A tree of pages over cells; the answer is the number of its root.
    fn tree(&mut self, cells: Vec<(i64, Vec<u8>)>) -> usize {
        let mut level: Vec<(i64, usize)> = Vec::new();
        for group in groups(cells) {
            let last = group.last().map_or(0, |(number, _)| *number);
            let bytes: Vec<Vec<u8>> = group.into_iter().map(|(_, cell)| cell).collect();
            self.pages.push(page(0x0d, 0, &bytes, None));
            level.push((last, self.pages.len()));
        }
        while level.len() > 1 {
            // An entry takes at most 4 bytes of page, 9 of number and 2 of place.
            let mut above = Vec::new();
            for group in level.chunks((PAGE - 12) / 15) {
                let (last, right) = group[group.len() - 1];
                let cells: Vec<Vec<u8>> = group[..group.len() - 1]
                    .iter()
                    .map(|(key, child)| {
                        let mut cell = number(*child).to_be_bytes().to_vec();
                        varint(&mut cell, key.cast_unsigned());
                        cell
                    })
                    .collect();
                self.pages.push(page(0x05, 0, &cells, Some(right)));
                above.push((last, self.pages.len()));
            }
            level = above;
        }
        level[0].1
    }
}

/// How much of a payload stays in the cell of a table's leaf.
pub fn local_size(usable: usize, payload: usize) -> usize {
    let most = usable - 35;
    if payload <= most {
        return payload;
    }
    let least = (usable - 12) * 32 / 255 - 23;
    let wished = least + (payload - least) % (usable - 4);
    if wished <= most { wished } else { least }
}

fn number(page: usize) -> u32 {
    u32::try_from(page).unwrap_or(u32::MAX)
}

/// Cells in as many groups as pages are needed; one, empty, for no cell at all.
fn groups(cells: Vec<(i64, Vec<u8>)>) -> Vec<Vec<(i64, Vec<u8>)>> {
    let mut groups = vec![Vec::new()];
    let mut room = PAGE - 8;
    for cell in cells {
        let need = cell.1.len() + 2;
        if need > room {
            groups.push(Vec::new());
            room = PAGE - 8;
        }
        room -= need;
        groups.last_mut().expect("there is always one").push(cell);
    }
    groups
}

/// A page of a tree: its kind, the bytes before it, its cells, and its rightmost child.
fn page(kind: u8, before: usize, cells: &[Vec<u8>], right: Option<usize>) -> Vec<u8> {
    let mut page = vec![0; PAGE];
    let mut end = PAGE;
    let mut at = before + if right.is_some() { 12 } else { 8 };
    for cell in cells {
        end -= cell.len();
        page[end..end + cell.len()].copy_from_slice(cell);
        page[at..at + 2].copy_from_slice(&short(end));
        at += 2;
    }
    debug_assert!(at <= end, "the cells fit their page");
    page[before] = kind;
    page[before + 3..before + 5].copy_from_slice(&short(cells.len()));
    page[before + 5..before + 7].copy_from_slice(&short(end));
    if let Some(right) = right {
        page[before + 8..before + 12].copy_from_slice(&number(right).to_be_bytes());
    }
    page
}

fn short(value: usize) -> [u8; 2] {
    u16::try_from(value).unwrap_or(0).to_be_bytes()
}

fn head(pages: u32) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..16].copy_from_slice(b"SQLite format 3\0");
    head[16..18].copy_from_slice(&short(PAGE));
    // Both versions 1: no log beside the file. Then the fractions that the format fixes.
    head[18..24].copy_from_slice(&[1, 1, 0, 64, 32, 32]);
    for (at, value) in
        [(24, 1), (28, pages), (40, 1), (44, 4), (56, 1), (60, VERSION), (68, APPLICATION), (92, 1)]
    {
        head[at..at + 4].copy_from_slice(&u32::to_be_bytes(value));
    }
    // The version of SQLite that lays a file out like this.
    head[96..100].copy_from_slice(&3_040_000_u32.to_be_bytes());
    head
}

fn entry((kind, name, table): (&str, &str, &str), root: usize, text: Option<&str>) -> Vec<Cell> {
    vec![
        Cell::Text(kind.to_owned()),
        Cell::Text(name.to_owned()),
        Cell::Text(table.to_owned()),
        Cell::Int(i64::from(number(root))),
        text.map_or(Cell::Null, |text| Cell::Text(text.to_owned())),
    ]
}

/// A row as a record: the types of its cells, then the cells.
fn record(row: &[Cell]) -> Vec<u8> {
    let (mut types, mut body) = (Vec::new(), Vec::new());
    for cell in row {
        match cell {
            Cell::Null => varint(&mut types, 0),
            Cell::Int(value) => whole(*value, &mut types, &mut body),
            Cell::Real(value) => {
                varint(&mut types, 7);
                body.extend(value.to_be_bytes());
            }
            Cell::Text(text) => {
                varint(&mut types, 13 + 2 * text.len() as u64);
                body.extend(text.as_bytes());
            }
            Cell::Blob(bytes) => {
                varint(&mut types, 12 + 2 * bytes.len() as u64);
                body.extend(bytes);
            }
        }
    }
    // The head counts its own length, whose own bytes it holds too.
    let mut length = types.len() + 1;
    if length > 0x7f {
        length += 1;
    }
    let mut record = Vec::with_capacity(length + body.len());
    varint(&mut record, length as u64);
    record.extend(types);
    record.extend(body);
    record
}

fn whole(value: i64, types: &mut Vec<u8>, body: &mut Vec<u8>) {
    let bytes = value.to_be_bytes();
    for (kind, length) in [(1, 1_usize), (2, 2), (3, 3), (4, 4), (5, 6)] {
        let bits = length * 8 - 1;
        if (-(1_i64 << bits)..1_i64 << bits).contains(&value) {
            varint(types, kind);
            body.extend(&bytes[8 - length..]);
            return;
        }
    }
    varint(types, 6);
    body.extend(bytes);
}

/// A number in as many bytes as it needs: seven bits each, the highest first; the ninth holds eight.
pub fn varint(out: &mut Vec<u8>, value: u64) {
    if value >= 1 << 56 {
        let mut bytes = [0_u8; 9];
        bytes[8] = (value & 0xff) as u8;
        let mut rest = value >> 8;
        for byte in bytes[..8].iter_mut().rev() {
            *byte = (rest & 0x7f) as u8 | 0x80;
            rest >>= 7;
        }
        out.extend(bytes);
        return;
    }
    let length = (1..=8).find(|length| value < 1 << (7 * length)).unwrap_or(8);
    for place in (0..length).rev() {
        let more = if place > 0 { 0x80 } else { 0 };
        out.push(((value >> (7 * place)) & 0x7f) as u8 | more);
    }
}
