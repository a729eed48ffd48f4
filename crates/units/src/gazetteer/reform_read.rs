//! Reading the two files of the reform of 1 July 2025 and comparing them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Complaint, Reform, kind_of, same_name, short_name};
use crate::text::tidy;
use crate::{Coverage, Level};

/// A unit of after the reform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReformUnit {
    /// Its level: province or commune.
    pub level: Level,
    /// Its code.
    pub code: String,
    /// Its name, with its kind.
    pub name: String,
    /// The code of its province; nothing for a province.
    pub parent: Option<String>,
}

/// From an old unit to a new one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReformEdge {
    /// The level of the old unit.
    pub level: Level,
    /// The old unit's code.
    pub old: String,
    /// The new unit's code.
    pub new: String,
    /// Whether all of the old unit went there.
    pub coverage: Coverage,
}

/// How the two files differ on an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// Only the file of old units has it.
    OnlyFromOld,
    /// Only the file of new units has it.
    OnlyFromNew,
    /// One says all, the other a part.
    Coverage,
    /// The names differ.
    Name,
    /// The file of new units names a district among old communes; the file of old units has the same edge
    /// at the level of districts. Both say the same, so it is taken.
    District,
    /// The old unit lay in a province that did not become the new unit's. It is taken where both have it.
    Crosses,
}

impl DifferenceKind {
    /// The message id of its sentence.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::OnlyFromOld => "reform-only-from-old",
            Self::OnlyFromNew => "reform-only-from-new",
            Self::Coverage => "reform-coverage-differs",
            Self::Name => "reform-name-differs",
            Self::District => "reform-district-edge",
            Self::Crosses => "reform-crosses-provinces",
        }
    }
}

/// An edge on which the two files differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// How.
    pub kind: DifferenceKind,
    /// The old unit's code and name.
    pub old: (String, String),
    /// The new unit's code and name.
    pub new: (String, String),
}

#[derive(Deserialize)]
struct Data<T> {
    data: Vec<T>,
}

#[derive(Deserialize)]
struct OldProvince {
    level1_id: String,
    name: String,
    splits: Vec<Split>,
    #[serde(default)]
    level2s: Vec<OldDistrict>,
    #[serde(default)]
    level3s: Vec<OldCommune>,
}

#[derive(Deserialize)]
struct OldDistrict {
    level2_id: String,
    name: String,
    splits: Vec<Split>,
}

#[derive(Deserialize)]
struct OldCommune {
    level3_id: String,
    name: String,
    splits: Vec<Split>,
}

#[derive(Deserialize)]
struct Split {
    new_id: String,
    name: String,
}

#[derive(Deserialize)]
struct NewProvince {
    level1_id: String,
    name: String,
    merges: Vec<Merge>,
    #[serde(default)]
    level2s: Vec<NewCommune>,
}

#[derive(Deserialize)]
struct NewCommune {
    level2_id: String,
    name: String,
    merges: Vec<Merge>,
}

#[derive(Deserialize)]
struct Merge {
    old_id: String,
    name: String,
    #[serde(rename = "type")]
    coverage: String,
}

/// What one file says of an edge.
struct Said {
    level: Level,
    coverage: Coverage,
    old: String,
    new: String,
}

/// The edges that one file says, by (is it a province, old code, new code).
type Edges = BTreeMap<(bool, String, String), Said>;

/// Reads the reform from the file of old units (what each became), and compares it with the file of new
/// units (what each came from) where that is given: an edge is taken when both have it, or when only the
/// first was given. Names are compared but for where their tones are written.
///
/// # Errors
/// A file that is not of the form described in `docs/huong-dan`, or an old unit that leads nowhere.
pub fn read_reform(
    from_old: &str,
    from_new: Option<&str>,
) -> Result<(Reform, Vec<Difference>), Vec<Complaint>> {
    let olds: Data<OldProvince> = serde_json::from_str(from_old).map_err(not_json)?;
    let (mut units, first) = of_old(&olds.data)?;
    let Some(text) = from_new else {
        let crossing = crossing(&olds.data, &units);
        return Ok((Reform::new(units.into_values().collect(), edges(first)), crossing));
    };
    let news: Data<NewProvince> = serde_json::from_str(text).map_err(not_json)?;
    let second = of_new(&news.data, &mut units);
    let (agreed, mut differences) = compare(first, second);
    differences.extend(crossing(&olds.data, &units));
    Ok((Reform::new(units.into_values().collect(), edges(agreed)), differences))
}

fn not_json(error: serde_json::Error) -> Vec<Complaint> {
    vec![Complaint::at(error.line(), "reform-not-json").with("why", error)]
}

fn edges(said: Edges) -> Vec<ReformEdge> {
    said.into_iter()
        .map(|((_, old, new), said)| ReformEdge {
            level: said.level,
            old,
            new,
            coverage: said.coverage,
        })
        .collect()
}

type Units = BTreeMap<(Level, String), ReformUnit>;

/// The new provinces that old units of a new commune lay in, each with how many did.
type Provinces<'a> = BTreeMap<&'a str, BTreeMap<&'a str, usize>>;

fn of_old(olds: &[OldProvince]) -> Result<(Units, Edges), Vec<Complaint>> {
    let (mut units, mut edges, mut faults) = (Units::new(), Edges::new(), Vec::new());
    let mut provinces = Provinces::new();
    for province in olds {
        let whole = coverage(province.splits.len());
        let first = province.splits.first();
        for split in &province.splits {
            let name = province_name(olds, split);
            new_unit(&mut units, Level::Province, (&split.new_id, &name));
            add(&mut edges, Level::Province, (&province.level1_id, &province.name), split, whole);
        }
        let nowhere = first.is_none().then_some(&province.level1_id);
        let lines = lines(province);
        let nowhere =
            nowhere.into_iter().chain(lines.iter().filter(|it| it.3.is_empty()).map(|it| it.1));
        faults.extend(
            nowhere.map(|code| Complaint::of_file("reform-leads-nowhere").with("code", code)),
        );
        for (level, code, name, splits) in lines {
            for split in splits {
                new_unit(&mut units, Level::Commune, (&split.new_id, &split.name));
                add(&mut edges, level, (code, name), split, coverage(splits.len()));
                if let Some(first) = first {
                    let among = provinces.entry(&split.new_id).or_default();
                    *among.entry(&first.new_id).or_default() += 1;
                }
            }
        }
    }
    for (commune, among) in provinces {
        let most = among.iter().max_by_key(|(code, count)| (**count, std::cmp::Reverse(**code)));
        if let Some(unit) = units.get_mut(&(Level::Commune, commune.to_owned())) {
            unit.parent = most.map(|(code, _)| (*code).to_owned());
        }
    }
    if faults.is_empty() { Ok((units, edges)) } else { Err(faults) }
}

type Line<'a> = (Level, &'a String, &'a String, &'a Vec<Split>);

/// The districts and communes of an old province.
fn lines(province: &OldProvince) -> Vec<Line<'_>> {
    let districts = province.level2s.iter();
    let districts = districts.map(|it| (Level::District, &it.level2_id, &it.name, &it.splits));
    let communes = province.level3s.iter();
    let communes = communes.map(|it| (Level::Commune, &it.level3_id, &it.name, &it.splits));
    districts.chain(communes).collect()
}

/// The full name of a new province. The file leaves the kind out where provinces merge: it is that of the
/// old province whose code goes on.
fn province_name(olds: &[OldProvince], split: &Split) -> String {
    if kind_of(Level::Province, &split.name, None).is_some() {
        return split.name.clone();
    }
    let old = olds.iter().find(|old| old.level1_id == split.new_id);
    let short = old.map(|old| short_name(Level::Province, &old.name));
    match (old, short) {
        (Some(old), Some(short)) => {
            format!("{}{}", old.name.trim_end_matches(short.as_str()), split.name)
        }
        _ => split.name.clone(),
    }
}

/// The old units that lay in a province which did not become their new unit's.
fn crossing(olds: &[OldProvince], units: &Units) -> Vec<Difference> {
    let mut crossing = Vec::new();
    for province in olds {
        let became: BTreeSet<&str> = province.splits.iter().map(|it| it.new_id.as_str()).collect();
        for (_, code, name, splits) in lines(province) {
            for split in splits {
                let unit = units.get(&(Level::Commune, split.new_id.clone()));
                let lies_in = unit.and_then(|unit| unit.parent.as_deref());
                if lies_in.is_some_and(|parent| !became.contains(parent)) {
                    crossing.push(Difference {
                        kind: DifferenceKind::Crosses,
                        old: (code.clone(), tidy(name)),
                        new: (split.new_id.clone(), tidy(&split.name)),
                    });
                }
            }
        }
    }
    crossing
}

fn of_new(provinces: &[NewProvince], units: &mut Units) -> Edges {
    let mut edges = Edges::new();
    let mut put = |is_province: bool, code: &str, name: &str, merge: &Merge| {
        let level = if is_province { Level::Province } else { Level::Commune };
        edges.insert(
            (is_province, merge.old_id.clone(), code.to_owned()),
            Said {
                level,
                coverage: if merge.coverage == "full" { Coverage::Whole } else { Coverage::Part },
                old: tidy(&merge.name),
                new: tidy(name),
            },
        );
    };
    for province in provinces {
        if let Some(unit) = units.get_mut(&(Level::Province, province.level1_id.clone())) {
            unit.name = tidy(&province.name);
        }
        for merge in &province.merges {
            put(true, &province.level1_id, &province.name, merge);
        }
        for commune in &province.level2s {
            for merge in &commune.merges {
                put(false, &commune.level2_id, &commune.name, merge);
            }
            // The province it lies in is said outright here, in the other file only by its old units.
            if let Some(unit) = units.get_mut(&(Level::Commune, commune.level2_id.clone())) {
                unit.parent = Some(province.level1_id.clone());
            }
        }
    }
    edges
}

fn compare(first: Edges, second: Edges) -> (Edges, Vec<Difference>) {
    let keys: BTreeSet<_> = first.keys().chain(second.keys()).cloned().collect();
    let (mut agreed, mut differences) = (Edges::new(), Vec::new());
    for key in keys {
        let (one, other) = (first.get(&key), second.get(&key));
        let kind = match (one, other) {
            (Some(one), Some(other)) if one.coverage != other.coverage => {
                Some(DifferenceKind::Coverage)
            }
            (Some(one), Some(_)) if one.level == Level::District => Some(DifferenceKind::District),
            (Some(one), Some(other))
                if !same_name(&one.old, &other.old) || !ends_alike(&one.new, &other.new) =>
            {
                Some(DifferenceKind::Name)
            }
            (Some(_), Some(_)) => None,
            (Some(_), None) => Some(DifferenceKind::OnlyFromOld),
            (None, _) => Some(DifferenceKind::OnlyFromNew),
        };
        let (_, old, new) = key.clone();
        if let Some(kind) = kind
            && let Some(said) = one.or(other)
        {
            let (old, new) = ((old, said.old.clone()), (new, said.new.clone()));
            differences.push(Difference { kind, old, new });
        }
        let taken = matches!(kind, None | Some(DifferenceKind::District | DifferenceKind::Name));
        if taken && let Some(one) = one {
            agreed.insert(key, Said { old: one.old.clone(), new: one.new.clone(), ..*one });
        }
    }
    (agreed, differences)
}

/// Whether two names are one, the kind left out of one of them or not.
pub(super) fn ends_alike(one: &str, other: &str) -> bool {
    let short = |name: &str| short_name(Level::Province, name);
    same_name(one, other) || same_name(&short(one), &short(other))
}

/// Adds an edge of the file of old units. Districts share the commune's keys, as the other file has them.
fn add(edges: &mut Edges, level: Level, old: (&str, &str), split: &Split, coverage: Coverage) {
    edges.insert(
        (level == Level::Province, old.0.to_owned(), split.new_id.clone()),
        Said { level, coverage, old: tidy(old.1), new: tidy(&split.name) },
    );
}

/// Notes a new unit; of a province its full name is known only from the other file.
fn new_unit(units: &mut Units, level: Level, (code, name): (&str, &str)) {
    units.entry((level, code.to_owned())).or_insert_with(|| ReformUnit {
        level,
        code: code.to_owned(),
        name: tidy(name),
        parent: None,
    });
}

fn coverage(into: usize) -> Coverage {
    if into == 1 { Coverage::Whole } else { Coverage::Part }
}
