//! The khu phố and ward that hold for a row: its own, the one above it, the band's or the sheet's.

use super::sheet::Columns;
use crate::complaint::ComplaintKind;
use crate::field::Field;
use crate::header::Heading;
use crate::label::{Label, group_name};
use crate::workbook::Cell;
use units::kind::Kind;
use units::text::fold;

/// Names carried from row to row.
pub(super) struct Names {
    khu_pho: Option<Label>,
    commune: Option<String>,
    texts: Vec<(Field, String)>,
    khu_pho_kind: Kind,
    to_kind: Kind,
}

impl Names {
    pub(super) fn new(columns: &Columns<'_>, heading: &Heading, khu_pho: Option<&str>) -> Self {
        let over = |field| {
            let path = columns.of(field).and_then(|column| heading.paths.get(column as usize));
            format!(" {} ", fold(&path.map(|path| path.join(" ")).unwrap_or_default()))
        };
        let (first, second) = (over(Field::KhuPho), over(Field::To));
        let khu_pho_kind = match &first {
            text if text.contains("khu pho") || text.contains(" kp ") => Kind::KhuPho,
            text if text.contains(" ap ") => Kind::Ap,
            text if text.contains(" thon ") => Kind::Thon,
            text if text.contains("khu dan cu") => Kind::KhuDanCu,
            _ => Kind::KhuPho,
        };
        let to_kind = if second.contains("nhan dan") { Kind::ToNhanDan } else { Kind::ToDanPho };
        let mut names =
            Self { khu_pho: None, commune: None, texts: Vec::new(), khu_pho_kind, to_kind };
        if let Some(name) = khu_pho {
            names.enter_band(name);
        }
        names
    }

    /// A band's name holds until the next.
    pub(super) fn enter_band(&mut self, text: &str) {
        // "Khu phố 1: gồm 5 tổ (520 hộ)" is named before the remark.
        let named = text.split([':', '(', ';']).next().unwrap_or(text);
        self.khu_pho = self.khu_pho_label(named).or_else(|| self.khu_pho_label(text));
    }

    fn khu_pho_label(&self, text: &str) -> Option<Label> {
        let name = group_name(text);
        let bare = name.bare.map(|label| Label { kind: Some(self.khu_pho_kind), ..label });
        name.khu_pho.or(bare)
    }

    /// The row's khu phố, filled down where the cell is blank or says "nt".
    pub(super) fn khu_pho_of(&mut self, cell: &Cell) -> Result<Option<Label>, ComplaintKind> {
        let field = Field::KhuPho;
        let text = name_text(cell, field)?;
        if is_ditto(&text) {
            let above = self.khu_pho.clone();
            return above.map(Some).ok_or(ComplaintKind::DittoWithoutAbove { field });
        }
        if !text.is_empty() {
            self.khu_pho = self.khu_pho_label(&text);
        }
        Ok(self.khu_pho.clone())
    }

    /// The tổ and, where the same cell names it, the khu phố.
    pub(super) fn group_of(&mut self, cell: &Cell) -> Result<Option<Label>, ComplaintKind> {
        let text = name_text(cell, Field::To)?;
        if text.is_empty() || is_ditto(&text) {
            return Ok(None);
        }
        let name = group_name(&text);
        if name.to.is_some() && name.khu_pho.is_some() {
            self.khu_pho = name.khu_pho;
        }
        let under_ap = self.khu_pho.as_ref().is_some_and(|label| label.kind == Some(Kind::Ap));
        let kind = if under_ap { Kind::ToNhanDan } else { self.to_kind };
        let kind_of = |label: Label| match label.kind {
            Some(Kind::ToNhanDan) => label,
            _ => Label { kind: Some(kind), ..label },
        };
        Ok(name.to.or(name.bare).map(kind_of))
    }

    pub(super) fn commune_of(&mut self, cell: &Cell) -> Option<String> {
        let text = cell.shown();
        if !text.is_empty() && !is_ditto(&text) {
            self.commune = Some(text.into_owned());
        }
        self.commune.clone()
    }

    /// A text, where "nt" repeats the one above; a dash is blank.
    pub(super) fn text_of(&mut self, field: Field, cell: &Cell) -> Option<String> {
        let text = cell.shown().into_owned();
        let dash = text.chars().all(|c| "-–—".contains(c));
        let above = self.texts.iter().position(|(known, _)| *known == field);
        if !dash && is_ditto(&text) {
            return above.map(|at| self.texts[at].1.clone());
        }
        if dash {
            return None;
        }
        match above {
            Some(at) => self.texts[at].1.clone_from(&text),
            None => self.texts.push((field, text.clone())),
        }
        Some(text)
    }
}

/// The text of a cell that should name a group.
fn name_text(cell: &Cell, field: Field) -> Result<String, ComplaintKind> {
    match cell {
        Cell::Date(_) => Err(ComplaintKind::BecameDate { field, text: cell.shown().into_owned() }),
        Cell::Fault(text) => Err(ComplaintKind::CellFault { field, text: text.clone() }),
        Cell::Uncomputed => Err(ComplaintKind::Uncomputed { field }),
        other => Ok(other.shown().into_owned()),
    }
}

/// "nt", "như trên", a quote, a dash: the same as above.
fn is_ditto(text: &str) -> bool {
    let folded = fold(text);
    let bare = folded.trim_matches(|c: char| c == '-' || c == '.' || c.is_whitespace());
    let marks = !folded.is_empty() && folded.chars().all(|c| "\"'”“’‘〃-–—., ".contains(c));
    marks || matches!(bare, "nt" | "n.t" | "nhu tren" | "//")
}
