//! The raw records of an Excel 97–2003 file, read only to look before calamine leaps.
//!
//! calamine makes a dense range of each sheet, so two cells at opposite corners would claim half a
//! gigabyte; the extent of every sheet is measured here first. Hidden rows are noted on the way,
//! which calamine does not report. Values are not read here.
//!
//! Layouts: [MS-CFB] (the container) and [MS-XLS] (the records).

use super::Fault;
/// One sheet as its records show it.
#[derive(Debug, Default)]
pub(super) struct Extent {
    /// From BOUNDSHEET; empty if the file does not name it.
    pub name: String,
    /// Rows hidden by hand or by a filter, from 0.
    pub hidden_rows: Vec<u32>,
    bounds: Option<[u32; 4]>,
}

impl Extent {
    /// Cells of the smallest rectangle around the used ones.
    pub(super) fn area(&self) -> u64 {
        self.bounds.map_or(0, |[top, left, bottom, right]| {
            u64::from(bottom - top + 1) * u64::from(right - left + 1)
        })
    }

    fn include(&mut self, row: u32, column: u32) {
        let [top, left, bottom, right] = self.bounds.unwrap_or([row, column, row, column]);
        self.bounds = Some([top.min(row), left.min(column), bottom.max(row), right.max(column)]);
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// The sheets of the file.
pub(super) fn extents(bytes: &[u8]) -> Result<Vec<Extent>, Fault> {
    workbook_stream(bytes)
        .and_then(|stream| sheets_of(&stream))
        .ok_or_else(|| Fault::Damaged("BIFF".to_owned()))
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const BOUNDSHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const ROW: u16 = 0x0208;
const MULRK: u16 = 0x00BD;
/// FORMULA, NUMBER, LABEL, RSTRING, BOOLERR, LABELSST, RK.
const CELLS: [u16; 7] = [0x0006, 0x0203, 0x0204, 0x00D6, 0x0205, 0x00FD, 0x027E];
/// What this kind of file can address.
const MOST_ROWS: u32 = 65_536;
const MOST_COLUMNS: u32 = 256;

/// The records from an offset on, as kind and data.
fn records(stream: &[u8], from: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = from;
    std::iter::from_fn(move || {
        let (kind, length) = (short(stream, at)?, usize::from(short(stream, at + 2)?));
        let data = stream.get(at + 4..(at + 4 + length).min(stream.len()))?;
        at += 4 + length;
        Some((kind, data))
    })
}

/// The sheets where calamine will look for them; `None` if a sheet claims what cannot be.
fn sheets_of(stream: &[u8]) -> Option<Vec<Extent>> {
    let common = records(stream, 0).take_while(|(kind, _)| *kind != EOF);
    common
        .filter(|(kind, _)| *kind == BOUNDSHEET)
        .map(|(_, data)| {
            let (offset, name) = bound_sheet(data)?;
            measure(stream.get(offset..)?, name)
        })
        .collect()
}

fn measure(stream: &[u8], name: String) -> Option<Extent> {
    let mut sheet = Extent { name, ..Extent::default() };
    // A chart in the sheet is a sheet within it, with records that only look like cells.
    let mut depth = 0;
    for (kind, data) in records(stream, 0) {
        match kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ if depth > 1 => {}
            // calamine sets memory aside for what this record claims, and an allocation that
            // fails ends the program.
            DIMENSIONS if !is_possible(data) => return None,
            _ => note(&mut sheet, kind, data),
        }
    }
    Some(sheet)
}

/// Whether claimed bounds are in order and within what the kind of file can hold.
fn is_possible(data: &[u8]) -> bool {
    let bounds = if data.len() == 10 {
        let at = |at| short(data, at).map(u32::from);
        [at(0), at(2), at(4), at(6)]
    } else {
        [
            long(data, 0),
            long(data, 4),
            short(data, 8).map(u32::from),
            short(data, 10).map(u32::from),
        ]
    };
    let [Some(top), Some(below), Some(left), Some(beyond)] = bounds else { return false };
    let empty = below == 0 || beyond == 0;
    empty || (top < below && below <= MOST_ROWS && left <= beyond && beyond <= MOST_COLUMNS)
}

fn note(sheet: &mut Extent, kind: u16, data: &[u8]) {
    let (Some(row), Some(column)) = (short(data, 0), short(data, 2)) else { return };
    let (row, column) = (u32::from(row), u32::from(column));
    if CELLS.contains(&kind) {
        sheet.include(row, column);
    } else if kind == MULRK {
        let last = short(data, data.len().saturating_sub(2)).map_or(column, u32::from);
        sheet.include(row, column);
        sheet.include(row, last);
    } else if kind == ROW && short(data, 12).is_some_and(|flags| flags & 0x20 != 0) {
        sheet.hidden_rows.push(row);
    }
}

/// The offset of a sheet's BOF and its name.
fn bound_sheet(data: &[u8]) -> Option<(usize, String)> {
    let offset = long(data, 0)? as usize;
    let count = usize::from(*data.get(6)?);
    let wide = data.get(7)? & 1 == 1;
    let name = if wide {
        let units: Vec<u16> = (0..count).map_while(|at| short(data, 8 + 2 * at)).collect();
        String::from_utf16_lossy(&units)
    } else {
        data.get(8..8 + count)?.iter().map(|&byte| char::from(byte)).collect()
    };
    Some((offset, name))
}

/// A compound file's sectors and their chains.
struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
}

impl Compound<'_> {
    fn sector(&self, number: u32) -> Option<&[u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        // The last sector may be cut short by some writers.
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    fn chain(&self, first: u32) -> Vec<u8> {
        let mut joined = Vec::new();
        let mut number = first;
        // A chain longer than the table is a loop.
        for _ in 0..=self.table.len() {
            let Some(sector) = self.sector(number) else { break };
            joined.extend_from_slice(sector);
            let Some(&next) = self.table.get(number as usize) else { break };
            number = next;
        }
        joined
    }
}

fn longs(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn open(bytes: &[u8]) -> Option<Compound<'_>> {
    let sector = 1usize << short(bytes, 30).filter(|shift| (9..=12).contains(shift))?;
    let mut file = Compound { bytes, sector, table: Vec::new() };
    let mut places: Vec<u32> = longs(bytes.get(76..512)?).collect();
    let mut next = long(bytes, 68)?;
    let most = bytes.len() / sector + 1;
    for _ in 0..most {
        let Some(part) = file.sector(next) else { break };
        let mut more: Vec<u32> = longs(part).collect();
        next = more.pop()?;
        places.extend(more);
    }
    let found: Vec<u32> =
        places.iter().take(most).filter_map(|&place| file.sector(place)).flat_map(longs).collect();
    file.table = found;
    Some(file)
}

/// The stream that holds the workbook's records, small ones in the container's mini stream.
fn workbook_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let file = open(bytes)?;
    let folder = file.chain(long(bytes, 48)?);
    let entry = |wanted: &str| {
        folder.chunks_exact(128).find(|entry| {
            let units: Vec<u16> = (0..32).map_while(|at| short(entry, 2 * at)).collect();
            String::from_utf16_lossy(&units).trim_end_matches('\0').eq_ignore_ascii_case(wanted)
        })
    };
    let workbook = entry("Workbook").or_else(|| entry("Book"))?;
    let (first, size) = (long(workbook, 116)?, long(workbook, 120)? as usize);
    let mut stream = if size < long(bytes, 56)? as usize {
        let root = file.chain(long(folder.get(..128)?, 116)?);
        let small_table = file.chain(long(bytes, 60)?);
        let table = longs(&small_table).collect();
        // Mini sectors count from 0 and have no header before them: one is put in front.
        let shifted = [vec![0; 64], root].concat();
        Compound { bytes: &shifted, sector: 64, table }.chain(first)
    } else {
        file.chain(first)
    };
    stream.truncate(size);
    Some(stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    fn number(row: u16, column: u16) -> Vec<u8> {
        let place = [row.to_le_bytes(), column.to_le_bytes()].concat();
        record(0x0203, &[place, vec![0; 10]].concat())
    }

    fn area_of(records: &[Vec<u8>]) -> Option<u64> {
        measure(&records.concat(), String::new()).map(|sheet| sheet.area())
    }

    #[test]
    fn far_corners_are_measured_without_being_filled() {
        let bof = record(BOF, &[0; 16]);
        assert_eq!(area_of(&[bof.clone(), number(0, 0), number(65_535, 255)]), Some(65_536 * 256));
        assert_eq!(area_of(&[bof.clone(), number(3, 3), record(EOF, &[]), number(9, 9)]), Some(1));
        assert_eq!(area_of(&[bof]), Some(0));
    }

    #[test]
    fn claims_that_cannot_be_are_refused() {
        let claim = |top: u32, below: u32, left: u16, beyond: u16| {
            let rows = [top.to_le_bytes(), below.to_le_bytes()].concat();
            let columns = [left.to_le_bytes(), beyond.to_le_bytes(), [0, 0]].concat();
            area_of(&[record(BOF, &[0; 16]), record(DIMENSIONS, &[rows, columns].concat())])
        };
        assert_eq!(claim(0, 65_536, 0, 256), Some(0));
        assert_eq!(claim(0, 0, 0, 0), Some(0));
        for broken in [claim(0, 4_000_000_000, 0, 9), claim(9, 3, 0, 9), claim(0, 9, 0, 60_000)] {
            assert_eq!(broken, None);
        }
    }

    #[test]
    fn sheets_have_their_names_and_hidden_rows() {
        let bytes = include_bytes!("../../tests/files/23-hai-trang.xls");
        let sheets = extents(bytes).unwrap();
        let told: Vec<(&str, &[u32])> = sheets
            .iter()
            .map(|sheet| (sheet.name.as_str(), sheet.hidden_rows.as_slice()))
            .collect();
        assert_eq!(told, [("KP1", &[2][..]), ("KP2", &[]), ("Nháp", &[])]);
        assert_eq!(sheets[0].area(), 16);
    }
}
