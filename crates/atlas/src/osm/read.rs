//! Reading the file: ways that touch a box, whole, with their coordinates.
//!
//! Three passes over the file keep memory to what the box needs, whatever the extract's size.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use osmpbf::{Element, ElementReader, RelMemberType};

use super::tags;

/// A way with its tags and its points in degrees.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// Its tags.
    pub tags: Vec<(String, String)>,
    /// Its course (longitude, latitude).
    pub points: Vec<[f64; 2]>,
}

impl Way {
    /// The value of a tag.
    pub fn tag(&self, key: &str) -> Option<&str> {
        self.tags.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }
}

/// What an extract has in a box.
#[derive(Debug, Default)]
pub struct Extract {
    /// Ways that touch the box.
    pub ways: Vec<Way>,
    /// Outer rings of water areas made of several ways.
    pub waters: Vec<Vec<Vec<[f64; 2]>>>,
}

/// A way as the file has it: its number, its nodes, its tags.
type RawWay = (i64, Vec<i64>, Vec<(String, String)>);

#[derive(Debug, Default)]
struct Raw {
    ways: Vec<RawWay>,
    /// Outer member ways of each water relation that touches the box.
    relations: Vec<Vec<i64>>,
}

impl Extract {
    /// Reads what touches a box (west, south, east, north).
    pub fn read(path: &Path, extent: [f64; 4]) -> Result<Self, osmpbf::Error> {
        let mut raw = touching(path, extent)?;
        let known: HashSet<i64> = raw.ways.iter().map(|w| w.0).collect();
        let missing: HashSet<i64> =
            raw.relations.iter().flatten().copied().filter(|id| !known.contains(id)).collect();
        if !missing.is_empty() {
            each_way(path, |way| {
                if missing.contains(&way.id()) {
                    raw.ways.push((way.id(), way.refs().collect(), Vec::new()));
                }
            })?;
        }
        let places = places(path, &raw)?;
        let course = |refs: &[i64]| refs.iter().filter_map(|r| places.get(r).copied()).collect();
        let by_id: HashMap<i64, &Vec<i64>> = raw.ways.iter().map(|w| (w.0, &w.1)).collect();
        let waters = raw
            .relations
            .iter()
            .map(|members| {
                let ways = members.iter().filter_map(|id| by_id.get(id).map(|r| (*r).clone()));
                close(ways.collect()).iter().map(|ring| course(ring)).collect()
            })
            .collect();
        let ways = raw
            .ways
            .iter()
            .filter(|w| !w.2.is_empty())
            .map(|w| Way { tags: w.2.clone(), points: course(&w.1) })
            .collect();
        Ok(Self { ways, waters })
    }
}

/// First pass: nodes in the box, then the ways and water relations that use them.
fn touching(path: &Path, extent: [f64; 4]) -> Result<Raw, osmpbf::Error> {
    let inside = |lon: f64, lat: f64| {
        lon >= extent[0] && lon <= extent[2] && lat >= extent[1] && lat <= extent[3]
    };
    let mut near: HashSet<i64> = HashSet::new();
    let mut raw = Raw::default();
    let mut kept: HashSet<i64> = HashSet::new();
    ElementReader::from_path(path)?.for_each(|element| match element {
        Element::Node(n) if inside(n.lon(), n.lat()) => drop(near.insert(n.id())),
        Element::DenseNode(n) if inside(n.lon(), n.lat()) => drop(near.insert(n.id())),
        Element::Way(way) => {
            let refs: Vec<i64> = way.refs().collect();
            if refs.iter().any(|r| near.contains(r)) {
                let tags = way.tags().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
                kept.insert(way.id());
                raw.ways.push((way.id(), refs, tags));
            }
        }
        Element::Relation(relation) if tags::is_water_tags(relation.tags()) => {
            let outer: Vec<i64> = relation
                .members()
                .filter(|m| m.member_type == RelMemberType::Way && m.role().ok() != Some("inner"))
                .map(|m| m.member_id)
                .collect();
            if outer.iter().any(|id| kept.contains(id)) {
                raw.relations.push(outer);
            }
        }
        _ => {}
    })?;
    Ok(raw)
}

fn each_way(path: &Path, mut visit: impl FnMut(osmpbf::Way<'_>)) -> Result<(), osmpbf::Error> {
    ElementReader::from_path(path)?.for_each(|element| {
        if let Element::Way(way) = element {
            visit(way);
        }
    })
}

/// Last pass: where the nodes lie that the kept ways need.
fn places(path: &Path, raw: &Raw) -> Result<HashMap<i64, [f64; 2]>, osmpbf::Error> {
    let needed: HashSet<i64> = raw.ways.iter().flat_map(|w| w.1.iter().copied()).collect();
    let mut places = HashMap::with_capacity(needed.len());
    ElementReader::from_path(path)?.for_each(|element| {
        let (id, place) = match element {
            Element::Node(n) => (n.id(), [n.lon(), n.lat()]),
            Element::DenseNode(n) => (n.id(), [n.lon(), n.lat()]),
            _ => return,
        };
        if needed.contains(&id) {
            places.insert(id, place);
        }
    })?;
    Ok(places)
}

/// Joins open ways end to end into closed rings; what does not close is left out.
fn close(mut ways: Vec<Vec<i64>>) -> Vec<Vec<i64>> {
    let mut rings = Vec::new();
    while let Some(mut ring) = ways.pop() {
        while ring.first() != ring.last() {
            let end = ring.last().copied();
            let Some(i) =
                ways.iter().position(|w| w.first().copied() == end || w.last().copied() == end)
            else {
                break;
            };
            let mut next = ways.swap_remove(i);
            if next.first().copied() != end {
                next.reverse();
            }
            ring.extend(next.into_iter().skip(1));
        }
        if ring.len() > 3 && ring.first() == ring.last() {
            rings.push(ring);
        }
    }
    rings
}

#[cfg(test)]
mod tests {
    use super::close;

    #[test]
    fn ways_of_a_river_bank_join_whatever_their_direction() {
        let rings = close(vec![vec![1, 2, 3], vec![5, 4, 3], vec![5, 6, 1], vec![8, 9]]);
        assert_eq!(rings.len(), 1);
        assert_eq!(rings[0].len(), 7);
    }
}
