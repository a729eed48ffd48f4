//! What is asked of an indicator, and the series as a reader may see it.

use store::indicator::Told;
use units::indicator::{Indicator, ReportPeriod, Rhythm, View};
use units::lineage::Division;
use units::{Day, UnitId};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The indicator, as the reader sees it.
    pub indicator: Indicator,
    /// The place; the indicator's own where none is named.
    pub place: Option<UnitId>,
    /// The view.
    pub view: View,
    /// The periods' rhythm, the indicator's own or a coarser one.
    pub rhythm: Option<Rhythm>,
    /// The first period to show; the latest few where none is named.
    pub from: Option<ReportPeriod>,
    /// Whether every place that tells is a line, not only those right below.
    pub is_deep: bool,
    /// The day on which the places of today are.
    pub at: Day,
}

/// A place by its name, with the first day on which it was no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The place.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// The first day on which it was no more, if it has ended.
    pub ended: Option<Day>,
}

/// A figure as the reader may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    /// The value in thousandths; nothing where it is not known or not told.
    pub milli: Option<i64>,
    /// Whether it counts too few households or people to be told.
    pub is_few: bool,
    /// Places that owe it.
    pub owed: usize,
    /// Places of them that told it.
    pub told: usize,
    /// The estimated part in tenths of a per cent.
    pub estimated: u32,
    /// The part that was divided by shares, in tenths of a per cent.
    pub divided: u32,
    /// Whether a place or a period that belongs to it was not told.
    pub lacks: bool,
}

impl Cell {
    /// Whether some places told it and others have not.
    #[must_use]
    pub const fn is_partial(&self) -> bool {
        self.told > 0 && self.told < self.owed
    }
}

/// One place below, or one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The place; of a block the places of today.
    pub places: Vec<Named>,
    /// Of a block, the places of the first period's last day.
    pub before: Vec<Named>,
    /// A figure per period.
    pub cells: Vec<Cell>,
}

/// A place that was divided, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Divided {
    /// How.
    pub how: Division,
    /// Its name then.
    pub name: String,
}

/// The series of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The place.
    pub place: Named,
    /// The places above it, from the outermost.
    pub path: Vec<Named>,
    /// Whether the place itself tells the indicator.
    pub is_teller: bool,
    /// The rhythm of the periods.
    pub rhythm: Rhythm,
    /// The periods, in order.
    pub periods: Vec<ReportPeriod>,
    /// The place's own figures; in blocks, the sum of the blocks.
    pub whole: Vec<Cell>,
    /// The places right below it, or the blocks, in order of names.
    pub lines: Vec<Line>,
    /// The days on which places that led to it were reorganised.
    pub days: Vec<Day>,
    /// The divisions that its figures came through.
    pub divisions: Vec<Divided>,
    /// Places whose figures lead nowhere, since no lineage says what became of them.
    pub stranded: usize,
    /// Whether small counts are shown to this reader.
    pub sees_few: bool,
    /// What was told of the place itself, latest first, for those who work there.
    pub history: Vec<Told>,
}
