//! The programme (chương trình): goals and targets of a level for a period, with one head who is
//! responsible. Places answer it with plans of their own ([`crate::workplan`]).
//!
//! A target says where one stands today and where one wants to be, so that nobody sets out without
//! knowing the way; what a single place has to contribute is not in it and is never handed out.

use serde::{Deserialize, Serialize};
use units::{Day, PostId, UnitId};

use crate::{BodyId, ProgrammeId, Refusal, text};

units::wire_codes! {
    /// How far a programme has come.
    State as "programme-state" {
        /// Being written; only its own office sees it.
        Draft = "draft",
        /// Issued: public, places write plans under it.
        Issued = "issued",
        /// Ended: what is open goes on, nothing new is begun.
        Ended = "ended",
    }
}

/// The most targets of one programme: what does not fit on a page is followed by nobody.
pub const TARGETS_MOST: usize = 10;

/// A target (chỉ tiêu): what is counted, where it stands, where it shall be, by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// What is counted.
    pub label: String,
    /// The unit of measure.
    pub unit: String,
    /// Where it stands, in thousandths.
    pub baseline_milli: i64,
    /// Where it shall be, in thousandths.
    pub goal_milli: i64,
    /// By when.
    pub by_on: Day,
}

/// A target as typed: what is missing is told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewTarget {
    /// What is counted.
    pub label: String,
    /// The unit of measure.
    pub unit: String,
    /// Where it stands, in thousandths.
    pub baseline_milli: Option<i64>,
    /// Where it shall be, in thousandths.
    pub goal_milli: Option<i64>,
    /// By when.
    pub by_on: Option<Day>,
}

/// A programme as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// Its identity.
    pub id: ProgrammeId,
    /// The place whose level runs it, with everything below.
    pub unit: UnitId,
    /// The body that issues it.
    pub issuer: BodyId,
    /// The head who is responsible.
    pub head: PostId,
    /// One line.
    pub title: String,
    /// What it wants and why.
    pub goals: String,
    /// First day.
    pub from_on: Day,
    /// Last day.
    pub last_on: Day,
    /// Its targets, in the order of their numbers.
    pub targets: Vec<Target>,
    /// How far it has come.
    pub state: State,
}

/// What a programme is written from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProgramme {
    /// Its identity.
    pub id: ProgrammeId,
    /// The place whose level runs it.
    pub unit: UnitId,
    /// The body that issues it.
    pub issuer: Option<BodyId>,
    /// The head who is responsible.
    pub head: Option<PostId>,
    /// One line.
    pub title: String,
    /// What it wants and why.
    pub goals: String,
    /// First and last day.
    pub period: (Option<Day>, Option<Day>),
    /// Its targets; rows in which nothing was typed are passed over.
    pub targets: Vec<NewTarget>,
}

/// The document by which a programme is issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Number and sign, "12-CTr/ĐU".
    pub number: String,
    /// Its day.
    pub dated_on: Option<Day>,
}

impl NewTarget {
    /// Whether nothing was typed in the row.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        units::text::tidy(&self.label).is_empty()
            && units::text::tidy(&self.unit).is_empty()
            && self.baseline_milli.is_none()
            && self.goal_milli.is_none()
            && self.by_on.is_none()
    }
}

/// Writes a programme, as a draft.
///
/// # Errors
/// `programme-issuer-missing`, `programme-head-missing`, `programme-period-missing`,
/// `programme-period-backwards`, `programme-no-target`, `programme-targets-many`,
/// `programme-target-incomplete` with the row, `programme-target-day`, `programme-target-still`, and
/// the refusals of [`text`], all at once.
pub fn write(new: NewProgramme) -> Result<Programme, Refusal> {
    let mut refusals = Vec::new();
    let title = kept(text::title("ten", &new.title), &mut refusals);
    let goals = kept(text::text("muc-tieu", &new.goals), &mut refusals);
    if new.issuer.is_none() {
        refusals.push(Refusal::at("co-quan", "programme-issuer-missing"));
    }
    if new.head.is_none() {
        refusals.push(Refusal::at("nguoi-dung-dau", "programme-head-missing"));
    }
    let period = period(new.period, &mut refusals);
    let targets = targets(&new.targets, period, &mut refusals);
    let (Some(issuer), Some(head), Some((from_on, last_on)), true) =
        (new.issuer, new.head, period, refusals.is_empty())
    else {
        return Err(Refusal::none(refusals).expect_err("a part is missing, so there is a refusal"));
    };
    let (id, unit, state) = (new.id, new.unit, State::Draft);
    Ok(Programme { id, unit, issuer, head, title, goals, from_on, last_on, targets, state })
}

fn kept(checked: Result<String, Refusal>, refusals: &mut Vec<Refusal>) -> String {
    checked.unwrap_or_else(|refusal| {
        refusals.push(refusal);
        String::new()
    })
}

fn period(typed: (Option<Day>, Option<Day>), refusals: &mut Vec<Refusal>) -> Option<(Day, Day)> {
    match typed {
        (Some(from), Some(last)) if last < from => {
            refusals.push(Refusal::at("den-ngay", "programme-period-backwards").with("day", from));
            None
        }
        (Some(from), Some(last)) => Some((from, last)),
        (None, _) => {
            refusals.push(Refusal::at("tu-ngay", "programme-period-missing"));
            None
        }
        (_, None) => {
            refusals.push(Refusal::at("den-ngay", "programme-period-missing"));
            None
        }
    }
}

fn targets(
    typed: &[NewTarget],
    period: Option<(Day, Day)>,
    refusals: &mut Vec<Refusal>,
) -> Vec<Target> {
    let rows: Vec<(usize, &NewTarget)> =
        typed.iter().enumerate().filter(|(_, row)| !row.is_blank()).collect();
    if rows.is_empty() {
        refusals.push(Refusal::at("chi-tieu", "programme-no-target"));
    }
    if rows.len() > TARGETS_MOST {
        refusals.push(Refusal::at("chi-tieu", "programme-targets-many").with("most", TARGETS_MOST));
    }
    let mut kept = Vec::new();
    for (at, row) in rows {
        match target(row, period) {
            Ok(target) => kept.push(target),
            Err(refusal) => refusals.push(refusal.with("row", at + 1)),
        }
    }
    kept
}

fn target(row: &NewTarget, period: Option<(Day, Day)>) -> Result<Target, Refusal> {
    let incomplete = || Refusal::at("chi-tieu", "programme-target-incomplete");
    let (Some(baseline_milli), Some(goal_milli), Some(by_on)) =
        (row.baseline_milli, row.goal_milli, row.by_on)
    else {
        return Err(incomplete());
    };
    if baseline_milli == goal_milli {
        return Err(Refusal::at("chi-tieu", "programme-target-still"));
    }
    if period.is_some_and(|(from, last)| by_on < from || by_on > last) {
        return Err(Refusal::at("chi-tieu", "programme-target-day"));
    }
    let or_incomplete =
        |refusal: Refusal| if refusal.code == "text-missing" { incomplete() } else { refusal };
    let label = text::title("chi-tieu", &row.label).map_err(or_incomplete)?;
    let unit = text::title("chi-tieu", &row.unit).map_err(or_incomplete)?;
    Ok(Target { label, unit, baseline_milli, goal_milli, by_on })
}

impl Programme {
    /// Writes a draft anew: everything but where it runs.
    ///
    /// # Errors
    /// `programme-not-draft` once it was issued, and the refusals of [`write`].
    pub fn rewrite(&mut self, new: NewProgramme) -> Result<(), Refusal> {
        if self.state != State::Draft {
            return Err(Refusal::new("programme-not-draft"));
        }
        *self = write(NewProgramme { id: self.id, unit: self.unit, ..new })?;
        Ok(())
    }

    /// Issues it by a document.
    ///
    /// # Errors
    /// `programme-not-draft`, `programme-number`, `programme-issue-day`.
    pub fn issue(&mut self, by: &Issue, today: Day) -> Result<(String, Day), Refusal> {
        if self.state != State::Draft {
            return Err(Refusal::new("programme-not-draft"));
        }
        let number = document_number(&by.number);
        let (Some(number), Some(dated_on)) = (&number, by.dated_on.filter(|day| *day <= today))
        else {
            let mut refusals = Vec::new();
            if number.is_none() {
                refusals.push(Refusal::at("so-van-ban", "programme-number"));
            }
            if by.dated_on.is_none_or(|day| day > today) {
                refusals.push(Refusal::at("ngay-van-ban", "programme-issue-day"));
            }
            return Err(Refusal::none(refusals).expect_err("one of both is missing"));
        };
        self.state = State::Issued;
        Ok((number.clone(), dated_on))
    }

    /// Ends it, saying what came of it.
    ///
    /// # Errors
    /// `programme-not-issued`, and the refusals of the text.
    pub fn end(&mut self, summary: &str) -> Result<String, Refusal> {
        if self.state != State::Issued {
            return Err(Refusal::new("programme-not-issued"));
        }
        let summary = text::text("tong-ket", summary)?;
        self.state = State::Ended;
        Ok(summary)
    }
}

/// The number of a document: short, with a digit in it.
pub(crate) fn document_number(typed: &str) -> Option<String> {
    let number = units::text::tidy(typed);
    let has_digit = number.contains(|letter: char| letter.is_ascii_digit());
    (has_digit && number.chars().count() <= 60).then_some(number)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn homes() -> NewTarget {
        NewTarget {
            label: "Khu phố có nơi sinh hoạt".into(),
            unit: "khu phố".into(),
            baseline_milli: Some(2_000),
            goal_milli: Some(4_000),
            by_on: Some(day("2026-12-31")),
        }
    }

    fn new() -> NewProgramme {
        NewProgramme {
            id: ProgrammeId(Uuid::from_u128(1)),
            unit: UnitId(Uuid::from_u128(2)),
            issuer: Some(BodyId(Uuid::from_u128(3))),
            head: Some(PostId(Uuid::from_u128(4))),
            title: "Mỗi khu phố có một nơi sinh hoạt".into(),
            goals: "Để bà con có chỗ họp, các cháu có chỗ chơi.".into(),
            period: (Some(day("2026-01-01")), Some(day("2026-12-31"))),
            targets: vec![homes(), NewTarget::default()],
        }
    }

    fn codes(refused: Result<Programme, Refusal>) -> Vec<&'static str> {
        refused.unwrap_err().each().map(|refusal| refusal.code).collect()
    }

    #[test]
    fn a_programme_names_who_is_responsible_and_where_it_starts_from() {
        let programme = write(new()).unwrap();
        assert_eq!((programme.targets.len(), programme.state), (1, State::Draft));
        let bare = NewProgramme {
            issuer: None,
            head: None,
            period: (Some(day("2026-02-01")), Some(day("2026-01-01"))),
            targets: Vec::new(),
            ..new()
        };
        assert_eq!(
            codes(write(bare)),
            [
                "programme-issuer-missing",
                "programme-head-missing",
                "programme-period-backwards",
                "programme-no-target"
            ]
        );
    }

    #[test]
    fn a_target_without_where_it_stands_is_told_by_its_row() {
        let blind = NewTarget { baseline_milli: None, ..homes() };
        let late = NewTarget { by_on: Some(day("2027-01-01")), ..homes() };
        let still = NewTarget { goal_milli: Some(2_000), ..homes() };
        let refused = write(NewProgramme { targets: vec![homes(), blind, late, still], ..new() });
        let refusal = refused.clone().unwrap_err();
        assert_eq!(refusal.args, [("row", "2".to_owned())]);
        assert_eq!(
            codes(refused),
            ["programme-target-incomplete", "programme-target-day", "programme-target-still"]
        );
    }

    #[test]
    fn a_draft_is_written_anew_and_an_issued_one_is_not() {
        let mut programme = write(new()).unwrap();
        let later = NewProgramme {
            id: ProgrammeId(Uuid::from_u128(9)),
            unit: UnitId(Uuid::from_u128(9)),
            title: "Mỗi khu phố hai nơi sinh hoạt".into(),
            targets: vec![homes(), homes()],
            ..new()
        };
        assert_eq!(
            programme.rewrite(NewProgramme { head: None, ..later.clone() }).unwrap_err().code,
            "programme-head-missing"
        );
        assert_eq!(programme, write(new()).unwrap(), "refused, nothing is changed");
        programme.rewrite(later.clone()).unwrap();
        assert_eq!(programme.title, "Mỗi khu phố hai nơi sinh hoạt");
        assert_eq!((programme.id, programme.unit), (new().id, new().unit), "it stays itself");
        assert_eq!(programme.targets.len(), 2);
        let by = Issue { number: "12-CTr/ĐU".into(), dated_on: Some(day("2026-03-01")) };
        programme.issue(&by, day("2026-03-02")).unwrap();
        assert_eq!(programme.rewrite(later).unwrap_err().code, "programme-not-draft");
    }

    #[test]
    fn it_is_issued_by_a_document_of_no_later_day_and_ended_with_words() {
        let mut programme = write(new()).unwrap();
        assert_eq!(programme.end("Xong.").unwrap_err().code, "programme-not-issued");
        let bare = Issue { number: "chương trình".into(), dated_on: Some(day("2026-03-03")) };
        let refusal = programme.issue(&bare, day("2026-03-02")).unwrap_err();
        let told: Vec<_> = refusal.each().map(|refusal| refusal.code).collect();
        assert_eq!(told, ["programme-number", "programme-issue-day"]);
        let good = Issue { number: " 12-CTr/ĐU ".into(), dated_on: Some(day("2026-03-01")) };
        let (number, _) = programme.issue(&good, day("2026-03-02")).unwrap();
        assert_eq!(number, "12-CTr/ĐU");
        assert_eq!(
            programme.issue(&good, day("2026-03-02")).unwrap_err().code,
            "programme-not-draft"
        );
        assert_eq!(programme.end(" ").unwrap_err().code, "text-missing");
        programme.end("Bốn khu phố đã có nơi sinh hoạt.").unwrap();
        assert_eq!(programme.state, State::Ended);
    }
}
