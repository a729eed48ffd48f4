//! Before and after, true to lineage: a place is compared with itself; a place made from others only
//! together with all of its comparable block; else the figures stand side by side and no change is
//! said.

use units::lineage::Block;
use units::{Day, UnitId};

use super::{Better, Figures};

/// The figures of one place on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The place.
    pub unit: UnitId,
    /// The day.
    pub on: Day,
    /// Figures in thousandths, by code.
    pub values: Vec<(String, i64)>,
}

impl Sheet {
    fn of(&self, code: &str) -> Option<i64> {
        self.values.iter().find(|(known, _)| known == code).map(|(_, value)| *value)
    }
}

/// What is compared with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// The place with itself; `was_changed` where it exchanged households with others in between.
    Same {
        /// Whether its borders changed in between.
        was_changed: bool,
    },
    /// All places of a block before with all after: sums, of figures that add up.
    Block {
        /// The places before.
        before: Vec<UnitId>,
        /// The places after, this one among them.
        after: Vec<UnitId>,
    },
    /// Nothing can be compared: the older places' figures stand beside.
    Apart,
}

/// One figure before and after, in thousandths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The figure.
    pub code: String,
    /// Before.
    pub before: i64,
    /// After.
    pub after: i64,
}

/// The story of a place's figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What is compared with what.
    pub basis: Basis,
    /// The day of the first figures.
    pub before_on: Day,
    /// The day of the last figures.
    pub after_on: Day,
    /// The figures known on both days.
    pub pairs: Vec<Pair>,
}

/// What a figure did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is what it was.
    Same,
    /// It changed for the better.
    Better,
    /// It changed for the worse.
    Worse,
    /// It changed; which way is good is not said.
    Changed,
}

/// Whether a figure changed for the better.
#[must_use]
pub fn change(better: Better, before: i64, after: i64) -> Change {
    match (better, after.cmp(&before)) {
        (_, std::cmp::Ordering::Equal) => Change::Same,
        (Better::Neither, _) => Change::Changed,
        (Better::More, std::cmp::Ordering::Greater) | (Better::Fewer, std::cmp::Ordering::Less) => {
            Change::Better
        }
        _ => Change::Worse,
    }
}

/// Compares a place's last sheet with its first; where it has one alone and older places have some,
/// with theirs, if lineage allows. `sheets` are those of the place and of the places of its lineage,
/// by day. Nothing where there is nothing to compare.
#[must_use]
pub fn compare(
    unit: UnitId,
    sheets: &[Sheet],
    blocks: impl Fn(Day, Day) -> Vec<Block>,
    figures: &Figures,
) -> Option<Comparison> {
    let own: Vec<&Sheet> = sheets.iter().filter(|sheet| sheet.unit == unit).collect();
    let last = own.last()?;
    let first = own.first().filter(|first| first.on < last.on);
    if let Some(first) = first {
        let all = blocks(first.on, last.on);
        let is_itself = |block: &Block| block.before == [unit] && block.after == [unit];
        let basis = Basis::Same { was_changed: !all.iter().any(is_itself) };
        return Some(paired(basis, (first.on, last.on), (&[*first], &[*last]), |_| true));
    }
    let older = sheets.iter().filter(|sheet| sheet.unit != unit && sheet.on < last.on);
    let first_on = older.map(|sheet| sheet.on).min()?;
    let block = blocks(first_on, last.on).into_iter().find(|block| block.after.contains(&unit));
    let whole = block.and_then(|block| {
        let before = latest(&block.before, sheets, |on| on < last.on)?;
        let after = latest(&block.after, sheets, |_| true)?;
        let begun = before.iter().map(|sheet| sheet.on).max()?;
        let is_later = after.iter().all(|sheet| sheet.on > begun);
        is_later.then_some((block, begun, before, after))
    });
    let adds = |code: &str| figures.all().iter().any(|figure| figure.code == code && figure.adds);
    match whole {
        Some((block, begun, before, after)) => {
            let basis = Basis::Block { before: block.before, after: block.after };
            Some(paired(basis, (begun, last.on), (&before, &after), adds))
        }
        None => Some(Comparison {
            basis: Basis::Apart,
            before_on: first_on,
            after_on: last.on,
            pairs: Vec::new(),
        }),
    }
}

/// The last sheet of each place before a day; nothing where one has none.
fn latest<'s>(
    units: &[UnitId],
    sheets: &'s [Sheet],
    counts: impl Fn(Day) -> bool,
) -> Option<Vec<&'s Sheet>> {
    let last =
        |unit: &UnitId| sheets.iter().rev().find(|sheet| sheet.unit == *unit && counts(sheet.on));
    let found: Option<Vec<&Sheet>> = units.iter().map(last).collect();
    found.filter(|found| !found.is_empty())
}

/// The figures that every sheet of both sides has, summed.
fn paired(
    basis: Basis,
    (before_on, after_on): (Day, Day),
    (before, after): (&[&Sheet], &[&Sheet]),
    counts: impl Fn(&str) -> bool,
) -> Comparison {
    let sum = |sheets: &[&Sheet], code: &str| -> Option<i64> {
        sheets.iter().map(|sheet| sheet.of(code)).sum()
    };
    let codes = before.first().into_iter().flat_map(|sheet| &sheet.values);
    let pairs = codes
        .filter(|(code, _)| counts(code))
        .filter_map(|(code, _)| {
            let (before, after) = (sum(before, code)?, sum(after, code)?);
            Some(Pair { code: code.clone(), before, after })
        })
        .collect();
    Comparison { basis, before_on, after_on, pairs }
}
