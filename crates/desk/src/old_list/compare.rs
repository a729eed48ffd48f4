//! A list beside the registry: which listed group is which old group, and how their counts differ.
//! Pure; decides nothing.

use std::collections::{HashMap, HashSet};

use papers::{Label, OldGroupRow, group_name};
use store::unit::Line;
use units::{Tier, UnitId};

/// The list beside the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What is compared: old tổ, or old khu phố where the list has no tổ.
    pub tier: Tier,
    /// The listed groups in the file's order, then the registry's that the list lacks.
    pub lines: Vec<Compared>,
}

/// One old group, on either side or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The old khu phố or ấp.
    pub khu_pho: String,
    /// The group's own name; of a khu phố where no tổ are listed.
    pub name: String,
    /// Place in the reading's rows, where the list has it.
    pub row: Option<usize>,
    /// Households as listed.
    pub listed: Option<i64>,
    /// The old group of the registry.
    pub unit_id: Option<UnitId>,
    /// Households as the registry counts them today.
    pub registry: Option<i64>,
}

impl Compared {
    /// Listed less registered, where both are known.
    #[must_use]
    pub fn difference(&self) -> Option<i64> {
        Some(self.listed? - self.registry?)
    }
}

impl Comparison {
    /// Groups on both sides.
    #[must_use]
    pub fn matched(&self) -> usize {
        self.lines.iter().filter(|line| line.difference().is_some()).count()
    }

    /// Groups on both sides whose counts differ.
    #[must_use]
    pub fn differing(&self) -> usize {
        self.lines.iter().filter(|line| line.difference().is_some_and(|by| by != 0)).count()
    }

    /// Groups that only the list has.
    #[must_use]
    pub fn only_listed(&self) -> usize {
        self.lines.iter().filter(|line| line.registry.is_none()).count()
    }

    /// Groups that only the registry has.
    #[must_use]
    pub fn only_registered(&self) -> usize {
        self.lines.iter().filter(|line| line.listed.is_none()).count()
    }

    /// Households of all listed groups.
    #[must_use]
    pub fn listed_households(&self) -> i64 {
        self.lines.iter().filter_map(|line| line.listed).sum()
    }

    /// Households of all registered groups of the tier.
    #[must_use]
    pub fn registered_households(&self) -> i64 {
        self.lines.iter().filter_map(|line| line.registry).sum()
    }

    /// The registry's group that a row was matched to.
    #[must_use]
    pub fn unit_of(&self, row: usize) -> Option<UnitId> {
        self.lines.iter().find(|line| line.row == Some(row))?.unit_id
    }
}

/// A group of the registry with its names as keys.
struct Known<'l> {
    line: &'l Line,
    khu_pho: &'l str,
    key: (String, String),
}

/// Compares the rows of a list with the base and sub units of a commune. Names are compared
/// without marks, kinds and leading zeros, inside their khu phố; a list that names no khu phố is
/// compared by the tổ's name where the registry has it once.
#[must_use]
pub fn compare(rows: &[OldGroupRow], bases: &[Line], subs: &[Line]) -> Comparison {
    let tier = if rows.iter().any(|row| row.to.is_some()) { Tier::Sub } else { Tier::Base };
    let known = match tier {
        Tier::Sub => known_subs(bases, subs),
        _ => known_bases(bases),
    };
    let mut within: HashMap<(&str, &str), usize> = HashMap::new();
    let mut alone: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, group) in known.iter().enumerate() {
        let (khu_pho, own) = (group.key.0.as_str(), group.key.1.as_str());
        within.entry((khu_pho, own)).or_insert(at);
        alone.entry(own).or_default().push(at);
    }
    let mut taken: HashSet<usize> = HashSet::new();
    let mut lines: Vec<Compared> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let own = if tier == Tier::Sub { row.to.as_ref() } else { row.khu_pho.as_ref() };
        let found = own.and_then(|own| match (&row.khu_pho, tier) {
            (Some(khu_pho), Tier::Sub) => within.get(&(khu_pho.key.as_str(), own.key.as_str())),
            _ => match alone.get(own.key.as_str()).map(Vec::as_slice) {
                Some([one]) => Some(one),
                _ => None,
            },
        });
        let found = found.copied().filter(|at| taken.insert(*at)).map(|at| &known[at]);
        let shown = |label: Option<&Label>| label.map(Label::shown).unwrap_or_default();
        lines.push(Compared {
            khu_pho: shown(row.khu_pho.as_ref()),
            name: shown(own.or(row.khu_pho.as_ref())),
            row: Some(at),
            listed: Some(row.households.into()),
            unit_id: found.map(|group| group.line.unit_id),
            registry: found.map(|group| group.line.households),
        });
    }
    let rest = known.iter().enumerate().filter(|(at, _)| !taken.contains(at));
    lines.extend(rest.map(|(_, group)| Compared {
        khu_pho: group.khu_pho.to_owned(),
        name: group.line.name.clone(),
        row: None,
        listed: None,
        unit_id: Some(group.line.unit_id),
        registry: Some(group.line.households),
    }));
    Comparison { tier, lines }
}

fn known_bases(bases: &[Line]) -> Vec<Known<'_>> {
    let known = |line| {
        let key = khu_pho_key(line);
        Known { line, khu_pho: line.name.as_str(), key: (key.clone(), key) }
    };
    bases.iter().map(known).collect()
}

fn known_subs<'l>(bases: &'l [Line], subs: &'l [Line]) -> Vec<Known<'l>> {
    let of: HashMap<UnitId, &Line> = bases.iter().map(|base| (base.unit_id, base)).collect();
    let known = |line: &'l Line| {
        let base = line.parent_id.and_then(|parent| of.get(&parent).copied());
        let name = group_name(&line.name);
        let own = name.to.or(name.bare).map(|label| label.key).unwrap_or_default();
        let khu_pho = base.map_or("", |base| base.name.as_str());
        Known { line, khu_pho, key: (base.map(khu_pho_key).unwrap_or_default(), own) }
    };
    subs.iter().map(known).collect()
}

fn khu_pho_key(line: &Line) -> String {
    let name = group_name(&line.name);
    name.khu_pho.or(name.bare).map(|label| label.key).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use papers::{Limits, Mapping, guess, open, read};
    use units::Kind;
    use uuid::Uuid;

    use super::*;

    fn line(number: u128, parent: Option<u128>, name: &str, households: i64) -> Line {
        Line {
            unit_id: UnitId(Uuid::from_u128(number)),
            parent_id: parent.map(|parent| UnitId(Uuid::from_u128(parent))),
            kind: Kind::ToDanPho,
            name: name.to_owned(),
            ended: None,
            households,
            people: households * 3,
            children: 0,
            has_map: false,
        }
    }

    fn check(csv: &str) -> Vec<(String, Option<i64>, Option<i64>)> {
        let bases = [line(1, None, "Khu phố 1", 190), line(2, None, "Khu phố Hòa Bình", 80)];
        let subs = [
            line(11, Some(1), "Tổ dân phố 1", 100),
            line(12, Some(1), "Tổ dân phố 2", 90),
            line(21, Some(2), "Tổ dân phố 1", 80),
        ];
        let book = open("a.csv", csv.as_bytes(), &Limits::default()).unwrap();
        let reading = read(&book, &Mapping::of(&guess(&book)));
        let compared = compare(&reading.rows, &bases, &subs);
        let shown = |line: Compared| {
            (format!("{} {}", line.khu_pho, line.name), line.listed, line.registry)
        };
        compared.lines.into_iter().map(shown).collect()
    }

    fn triple(
        name: &str,
        listed: Option<i64>,
        registry: Option<i64>,
    ) -> (String, Option<i64>, Option<i64>) {
        (name.to_owned(), listed, registry)
    }

    #[test]
    fn groups_are_matched_inside_their_khu_pho_whatever_the_spelling() {
        let found =
            check("Khu phố,Tổ dân phố,Số hộ\nKP 01,T01,103\nHOA BINH,Tổ 1,80\nKP1,Tổ 9,12\n");
        assert_eq!(
            found,
            [
                triple("Khu phố 1 Tổ dân phố 1", Some(103), Some(100)),
                triple("Khu phố HOA BINH Tổ dân phố 1", Some(80), Some(80)),
                triple("Khu phố 1 Tổ dân phố 9", Some(12), None),
                triple("Khu phố 1 Tổ dân phố 2", None, Some(90)),
            ]
        );
    }

    #[test]
    fn a_list_of_khu_pho_is_compared_with_khu_pho() {
        let found = check("Khu phố,Số hộ\nKhu phố 1,190\nKhu phố 7,5\n");
        assert_eq!(
            found,
            [
                triple("Khu phố 1 Khu phố 1", Some(190), Some(190)),
                triple("Khu phố 7 Khu phố 7", Some(5), None),
                triple("Khu phố Hòa Bình Khu phố Hòa Bình", None, Some(80)),
            ]
        );
    }

    #[test]
    fn without_khu_pho_only_a_name_that_stands_once_is_matched() {
        let found = check("Tổ dân phố,Số hộ\n1,100\n2,90\n");
        assert_eq!(found[0], triple(" Tổ dân phố 1", Some(100), None));
        assert_eq!(found[1], triple(" Tổ dân phố 2", Some(90), Some(90)));
    }
}
