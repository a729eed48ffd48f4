//! What the atoms of a drawing are called for officers: "Tổ 3, Khu phố 2", and of a group that was
//! opened also which of its clusters.

use std::collections::HashMap;

use store::atom::Line;
use store::{Failure, Reader, Scope, unit};
use units::{Day, Tier, UnitId};

/// The names of a commune's old groups and base units on a day.
pub(crate) async fn names(
    (reader, scope): (&Reader, &Scope),
    commune: UnitId,
    day: Day,
) -> Result<HashMap<UnitId, String>, Failure> {
    let mut names = HashMap::new();
    for tier in [Tier::Base, Tier::Sub] {
        let lines = unit::descendants(reader, scope, commune, day, tier).await?;
        names.extend(lines.into_iter().map(|line| (line.unit_id, line.name)));
    }
    Ok(names)
}

/// "Tổ 3, Khu phố 2"; a piece of an opened group also says of which clusters it is.
pub(crate) fn name(clusters: &[Line], own: &[usize], names: &HashMap<UnitId, String>) -> String {
    let first = &clusters[own[0]];
    let group = first.atom.sub_unit;
    let all = clusters.iter().filter(|line| group.is_some() && line.atom.sub_unit == group).count();
    let mut said: Vec<&str> = Vec::new();
    if own.len() < all || group.is_none() {
        said.push(&first.atom.name);
    }
    let units = [group, first.base_unit].into_iter().flatten();
    said.extend(units.filter_map(|unit| names.get(&unit)).map(String::as_str));
    said.join(", ")
}
