//! What the form of an adoption sends, read field by field, with the person's own words kept.

use axum::extract::Multipart;
use desk::reorganisation::{self, Document, Dossier};
use units::UnitId;
use units::reorganisation::{Count, Tally, UnitTally};

use crate::error::Fault;
use crate::sent::{Limits, Sent};
use crate::viewer::Viewer;

/// Bytes of the longest typed field. Only the document may be large: what is typed stands on a page
/// that anybody reads.
const LIMITS: Limits = Limits { files_in: "van-ban", files_most: 1, field_most: 4_096 };

/// What the person typed, as typed.
#[derive(Clone, Debug, Default)]
pub struct AdoptionForm {
    /// Number of the resolution.
    pub number: String,
    /// The body that passed it.
    pub by: String,
    /// Its day.
    pub dated_on: String,
    /// First day of the new units.
    pub effective_on: String,
    /// Ids of acknowledged notices.
    pub acknowledged: Vec<String>,
    /// The whole area first, then each merging old unit.
    pub tally: Vec<TallyLine>,
    /// The document, if one was chosen.
    pub document: Option<Document>,
}

/// One row of the tally as typed.
#[derive(Clone, Debug)]
pub struct TallyLine {
    /// The old unit; the commune in the row of the whole area.
    pub unit_id: UnitId,
    /// Its name.
    pub name: String,
    /// All its households.
    pub households: String,
    /// Those that agreed.
    pub agreed: String,
}

impl AdoptionForm {
    /// An empty form: a row for the whole area, and one for each old unit that must agree.
    #[must_use]
    pub fn empty(v: &Viewer, dossier: &Dossier) -> Self {
        let row = |unit_id, name: String, households: u32| TallyLine {
            unit_id,
            name,
            households: households.to_string(),
            agreed: String::new(),
        };
        let whole = row(dossier.value.commune.id, v.word("tally-whole"), dossier.households);
        let merging = dossier.merging.iter();
        let merging = merging.map(|unit| row(unit.unit_id, unit.name.clone(), unit.households));
        let mut merging: Vec<TallyLine> = merging.collect();
        merging.sort_by_cached_key(|row| store::order::sort_key(&row.name));
        Self { tally: std::iter::once(whole).chain(merging).collect(), ..Self::default() }
    }

    /// Reads what was sent into the rows of this dossier.
    ///
    /// # Errors
    /// When it is no multipart form, or too large.
    pub async fn read(v: &Viewer, dossier: &Dossier, sent: Multipart) -> Result<Self, Fault> {
        let mut form = Self::empty(v, dossier);
        let mut sent = Sent::read(sent, LIMITS).await?;
        form.document = sent.document();
        for (name, text) in sent.fields {
            form.take(&name, units::text::tidy(&text));
        }
        Ok(form)
    }

    /// The same as the desk takes it. What is no day or number stays out, and the desk says what is
    /// missing.
    #[must_use]
    pub fn for_the_desk(&self) -> reorganisation::AdoptionForm {
        reorganisation::AdoptionForm {
            tally: self.counted(),
            number: self.number.clone(),
            passed_by: self.by.clone(),
            dated_on: self.dated_on.parse().ok(),
            effective_on: self.effective_on.parse().ok(),
            document: self.document.clone(),
            acknowledged: self.acknowledged.clone(),
        }
    }

    /// The tally, once the whole area is filled in.
    fn counted(&self) -> Option<Tally> {
        let counted = |row: &TallyLine| {
            Some(Count { households: count(&row.households)?, agreed: count(&row.agreed)? })
        };
        let (whole, merging) = self.tally.split_first()?;
        let merging = merging
            .iter()
            .filter_map(|row| Some(UnitTally { unit_id: row.unit_id, count: counted(row)? }));
        Some(Tally { area: counted(whole)?, merging: merging.collect(), taken_on: None })
    }

    fn take(&mut self, name: &str, text: String) {
        match name {
            "so" => self.number = text,
            "co-quan" => self.by = text,
            "ngay-ban-hanh" => self.dated_on = text,
            "ngay-hieu-luc" => self.effective_on = text,
            "thong-bao" => self.acknowledged.push(text),
            _ => self.take_count(name, text),
        }
    }

    fn take_count(&mut self, name: &str, text: String) {
        let of = |prefix: &str| name.strip_prefix(prefix)?.parse::<UnitId>().ok();
        let (unit, is_all) = match (of("ho-"), of("dong-y-")) {
            (Some(unit), _) => (unit, true),
            (_, Some(unit)) => (unit, false),
            _ => return,
        };
        let Some(row) = self.tally.iter_mut().find(|row| row.unit_id == unit) else { return };
        match is_all {
            true => row.households = text,
            false => row.agreed = text,
        }
    }
}

/// The field a refusal speaks of; the form as a whole where it speaks of none.
#[must_use]
pub fn field_of(code: &str) -> &'static str {
    match code {
        "adoption-resolution-number-missing" => "so",
        "adoption-resolution-day-missing" | "adoption-resolution-in-future" => "ngay-ban-hanh",
        "reorganisation-effective-day-missing"
        | "reorganisation-effective-day-past"
        | "adoption-effective-day-differs"
        | "adoption-effective-before-resolution" => "ngay-hieu-luc",
        "adoption-document-missing"
        | "attachment-empty"
        | "attachment-too-large"
        | "attachment-wrong-kind" => "van-ban",
        "adoption-not-acknowledged" => "thong-bao",
        code if code.starts_with("adoption-tally") || code.starts_with("adoption-not-over") => {
            "kiem-phieu"
        }
        _ => "",
    }
}

/// A whole number as offices type it: "1.234", "1 234" or "1234".
#[must_use]
pub fn count(text: &str) -> Option<u32> {
    let digits: String = text.chars().filter(|c| !matches!(c, '.' | ' ' | '\u{a0}')).collect();
    let grouped_well = text.split(['.', ' ', '\u{a0}']).skip(1).all(|group| group.len() == 3);
    (grouped_well && !digits.is_empty()).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn numbers_are_read_as_offices_type_them() {
        assert_eq!([count("1234"), count("1.234"), count("1 234")], [Some(1234); 3]);
        for bad in ["", "1.5", "12,3", "-4", "mười"] {
            assert_eq!(count(bad), None, "{bad}");
        }
    }
}
