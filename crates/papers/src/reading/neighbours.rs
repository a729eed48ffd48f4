//! Which rows the typed neighbours mean. Knows names only, no map.

use super::{OldGroupRow, Reading};
use crate::label::{GroupName, Label};
use std::collections::HashMap;

/// The rows of a list by name, with and without their khu phố.
pub struct Index<'r> {
    within: HashMap<&'r str, HashMap<&'r str, Vec<usize>>>,
    alone: HashMap<&'r str, Vec<usize>>,
}

impl<'r> Index<'r> {
    pub(super) fn of(rows: &'r [OldGroupRow]) -> Self {
        let mut within: HashMap<&str, HashMap<&str, Vec<usize>>> = HashMap::new();
        let mut alone: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            let khu_pho = row.khu_pho.as_ref().map_or("", |label| label.key.as_str());
            let own = row.to.as_ref().map_or(khu_pho, |label| label.key.as_str());
            within.entry(khu_pho).or_default().entry(own).or_default().push(at);
            alone.entry(own).or_default().push(at);
        }
        Self { within, alone }
    }

    /// The rows a neighbour typed beside `row` may mean; exactly one where it is clear.
    pub(super) fn find(&self, row: &OldGroupRow, neighbour: &GroupName) -> &[usize] {
        let own = if row.to.is_some() { &neighbour.to } else { &neighbour.khu_pho };
        let Some(named) = own.as_ref().or(neighbour.bare.as_ref()) else { return &[] };
        if row.to.is_none() {
            return self.alone(named);
        }
        if let Some(khu_pho) = &neighbour.khu_pho {
            return self.within(&khu_pho.key, named);
        }
        match self.within(row.khu_pho.as_ref().map_or("", |label| &label.key), named) {
            [] => self.alone(named),
            found => found,
        }
    }

    /// The rows a name alone may mean: "Tổ 4 KP 2", or "Tổ 4" where the list has it once; "KP 2" in
    /// a list of khu phố.
    #[must_use]
    pub fn named(&self, name: &GroupName) -> &[usize] {
        match (name.to.as_ref().or(name.bare.as_ref()), &name.khu_pho) {
            (Some(named), Some(khu_pho)) => self.within(&khu_pho.key, named),
            (Some(named), None) | (None, Some(named)) => self.alone(named),
            (None, None) => &[],
        }
    }

    fn alone(&self, named: &Label) -> &[usize] {
        self.alone.get(named.key.as_str()).map_or(&[], Vec::as_slice)
    }

    fn within(&self, khu_pho: &str, named: &Label) -> &[usize] {
        let groups = self.within.get(khu_pho);
        groups.and_then(|groups| groups.get(named.key.as_str())).map_or(&[], Vec::as_slice)
    }
}

impl Reading {
    /// Looks rows up by name.
    #[must_use]
    pub fn index(&self) -> Index<'_> {
        Index::of(&self.rows)
    }

    /// Pairs of rows that touch, as places in `rows`, the smaller first, each once. A neighbour that
    /// is not clear is left out: it has its complaint.
    #[must_use]
    pub fn touches(&self) -> Vec<(usize, usize)> {
        let index = Index::of(&self.rows);
        let mut pairs = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            for neighbour in &row.neighbours {
                match index.find(row, neighbour) {
                    [other] if *other != at => pairs.push((at.min(*other), at.max(*other))),
                    _ => {}
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

#[cfg(test)]
mod tests {
    use crate::{Limits, Mapping, guess, open, read};

    fn touches(csv: &str) -> Vec<(usize, usize)> {
        let book = open("a.csv", csv.as_bytes(), &Limits::default()).unwrap();
        read(&book, &Mapping::of(&guess(&book))).touches()
    }

    #[test]
    fn neighbours_are_found_in_the_own_khu_pho_first() {
        let pairs = touches(
            "Khu phố,Tổ,Số hộ,Giáp ranh\n\
             1,1,100,2\n1,2,90,\"1, Tổ 1 KP 2\"\n2,1,80,2\n2,2,70,9\n",
        );
        assert_eq!(pairs, [(0, 1), (1, 2), (2, 3)]);
    }

    #[test]
    fn a_name_is_looked_up_with_its_khu_pho_or_where_it_stands_once() {
        let csv = "Khu phố,Tổ,Số hộ\n1,1,100\n1,2,90\n2,1,80\n";
        let book = open("a.csv", csv.as_bytes(), &Limits::default()).unwrap();
        let reading = read(&book, &Mapping::of(&guess(&book)));
        let index = reading.index();
        let named = |text: &str| index.named(&crate::group_name(text)).to_vec();
        assert_eq!(named("Tổ 1 KP2"), [2]);
        assert_eq!(named("to 2"), [1]);
        assert_eq!(named("Tổ 1"), [0, 2], "which of the two is not said");
        assert!(named("Tổ 9 KP 1").is_empty());
    }

    #[test]
    fn a_group_does_not_touch_itself_and_an_unclear_one_is_left_out() {
        assert_eq!(
            touches("Khu phố,Tổ,Số hộ,Giáp ranh\n1,1,100,1\n2,3,90,\n3,3,90,\n1,4,9,3\n"),
            []
        );
    }
}
