//! Which figures are not told to everybody: counts of a few households or people, and whatever would
//! tell them by taking one told figure from another. Pure.

use units::indicator::{Aggregate, Figure, Indicator, is_few, withhold};

use super::almanac::Tree;

/// Which of an indicator's parts count households or people.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counting {
    pub(super) over: bool,
    pub(super) under: bool,
}

impl Counting {
    /// Of an indicator with its parts, which stand in the order of its series.
    pub(super) fn of(indicator: &Indicator, parts: &[Indicator]) -> Self {
        let counts = |at: usize| parts.get(at).is_some_and(|part| part.counts_people);
        match indicator.aggregate {
            Aggregate::Sum | Aggregate::Last => {
                Self { over: indicator.counts_people, under: false }
            }
            // The products of a mean are no counts; its weights may be.
            Aggregate::Mean => Self { over: false, under: counts(1) },
            Aggregate::Ratio => Self { over: counts(0), under: counts(1) },
        }
    }

    /// The counts behind a figure.
    pub(super) fn counts(self, figure: &Figure) -> Option<[i128; 2]> {
        let count = |is: bool, value: i128| if is { value } else { 0 };
        let counts = [count(self.over, figure.over.value), count(self.under, figure.under.value)];
        (self.over || self.under).then_some(counts)
    }
}

/// The places of a tree whose sums are withheld. `forced` are withheld whatever they count. From the
/// outermost inwards: below a withheld place nothing is told, below another what `withhold` says.
pub(super) fn withheld(
    tree: &Tree,
    sums: &[Option<Figure>],
    counting: Counting,
    forced: &[bool],
) -> Vec<bool> {
    let counts: Vec<Option<[i128; 2]>> =
        sums.iter().map(|sum| counting.counts(sum.as_ref()?)).collect();
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); sums.len()];
    let mut columns = vec![Vec::new()];
    for number in (0..sums.len()).filter(|number| sums[*number].is_some()) {
        match tree.parent(number).filter(|parent| sums[*parent].is_some()) {
            Some(parent) => below[parent].push(number),
            None => columns[0].push(number),
        }
    }
    let mut withheld = vec![false; sums.len()];
    while let Some(column) = columns.pop() {
        let own: Vec<Option<[i128; 2]>> = column.iter().map(|number| counts[*number]).collect();
        let primary = column
            .iter()
            .map(|number| forced[*number] || counts[*number].is_some_and(is_few))
            .collect();
        for (number, is_withheld) in column.iter().zip(withhold(primary, &own)) {
            // A place whose own sum is withheld has withheld all below it already.
            withheld[*number] |= is_withheld;
            if withheld[*number] {
                below[*number].iter().for_each(|inside| withheld[*inside] = true);
            }
        }
        columns.extend(column.into_iter().map(|number| std::mem::take(&mut below[number])));
    }
    withheld
}
