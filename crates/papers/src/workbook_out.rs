//! A workbook out, written row by row into whatever takes bytes: no row is held, so that a table of any
//! length takes the same memory. Cells are texts; nothing in them is ever a formula.

use std::io::{self, Write};

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// Rows of one sheet of a workbook, at most; further rows stand on further sheets.
const ROWS_MOST: u32 = 1_048_576;

/// Letters of one cell, at most.
const LETTERS_MOST: usize = 32_767;

/// A workbook that is being written.
pub struct WorkbookOut<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    name: String,
    sheets: u32,
    row: u32,
}

impl<W: Write> WorkbookOut<W> {
    /// Begins a workbook with one sheet of a name.
    ///
    /// # Errors
    /// When nothing can be written.
    pub fn new(to: W, name: &str) -> io::Result<Self> {
        let name = name.chars().filter(|it| !"[]:*?/\\'".contains(*it)).take(25).collect();
        let mut out = Self { zip: ZipWriter::new_stream(to), name, sheets: 0, row: 0 };
        out.begin()?;
        Ok(out)
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When nothing can be written.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) -> io::Result<()> {
        if self.row == ROWS_MOST {
            self.zip.write_all(b"</sheetData></worksheet>")?;
            self.begin()?;
        }
        self.row += 1;
        let mut text = format!("<row r=\"{}\">", self.row);
        for cell in cells {
            let cell = cell.as_ref();
            if cell.is_empty() {
                text.push_str("<c/>");
                continue;
            }
            text.push_str("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">");
            cell.chars().take(LETTERS_MOST).for_each(|letter| escape(&mut text, letter));
            text.push_str("</t></is></c>");
        }
        text.push_str("</row>");
        self.zip.write_all(text.as_bytes())
    }

    /// Ends the workbook; what takes the bytes is given back.
    ///
    /// # Errors
    /// When nothing can be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.zip.write_all(b"</sheetData></worksheet>")?;
        let numbers = || 1..=self.sheets;
        let types: String = numbers()
            .map(|at| format!("<Override PartName=\"/xl/worksheets/sheet{at}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"))
            .collect();
        let names: String = numbers()
            .map(|at| {
                let mut name = String::new();
                self.name.chars().for_each(|letter| escape(&mut name, letter));
                let name = if at == 1 { name } else { format!("{name} {at}") };
                format!("<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"rId{at}\"/>")
            })
            .collect();
        let links: String = numbers()
            .map(|at| format!("<Relationship Id=\"rId{at}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"))
            .collect();
        self.part("[Content_Types].xml", &format!("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>{types}</Types>"))?;
        self.part("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")?;
        self.part("xl/workbook.xml", &format!("<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{names}</sheets></workbook>"))?;
        self.part("xl/_rels/workbook.xml.rels", &format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>"))?;
        Ok(self.zip.finish()?.into_inner())
    }

    fn begin(&mut self) -> io::Result<()> {
        self.sheets += 1;
        self.row = 0;
        self.start(&format!("xl/worksheets/sheet{}.xml", self.sheets))?;
        self.zip.write_all(HEAD.as_bytes())?;
        self.zip.write_all(b"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>")
    }

    fn part(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.start(name)?;
        self.zip.write_all(HEAD.as_bytes())?;
        self.zip.write_all(text.as_bytes())
    }

    fn start(&mut self, name: &str) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .large_file(true);
        self.zip.start_file(name, options).map_err(io::Error::other)
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

/// A letter as it may stand in XML; what may not is left out.
fn escape(text: &mut String, letter: char) {
    match letter {
        '&' => text.push_str("&amp;"),
        '<' => text.push_str("&lt;"),
        '>' => text.push_str("&gt;"),
        '"' => text.push_str("&quot;"),
        '\t' | '\n' => text.push(letter),
        '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
        other => text.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::WorkbookOut;
    use crate::{Limits, Table};

    #[test]
    fn what_is_written_is_read_back() {
        let mut out = WorkbookOut::new(Vec::new(), "Đổi mã: 1/7").expect("begun");
        let rows = [["Mã", "Tên & <loại>"], ["00123", "=1+1"], ["", "\"Hòa\"\u{1} x"]];
        for row in rows {
            out.row(row).expect("written");
        }
        let bytes = out.finish().expect("ended");
        let table = Table::open("doi-ma.xlsx", &bytes, &Limits::default()).expect("readable");
        let read: Vec<Vec<String>> = table.rows().map(|(_, cells)| cells).collect();
        assert_eq!(read, [["Mã", "Tên & <loại>"], ["00123", "=1+1"], ["", "\"Hòa\" x"]]);
    }

    #[test]
    fn a_text_is_cut_row_by_row_with_the_numbers_of_a_spreadsheet() {
        let text = "\u{feff}mã;tên\r\n00001;\"Xã \"\"Mai\"\"; cũ\"\n\n00002;\"\n";
        let table = Table::open("ma.csv", text.as_bytes(), &Limits::default()).expect("readable");
        let rows: Vec<(u32, Vec<String>)> = table.rows().collect();
        let rows: Vec<(u32, Vec<&str>)> = rows
            .iter()
            .map(|(row, cells)| (*row, cells.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(rows[0], (1, vec!["mã", "tên"]));
        assert_eq!(rows[1], (2, vec!["00001", "Xã \"Mai\"; cũ"]));
        assert_eq!(rows[2], (4, vec!["00002", "\""]));
    }
}
