//! Atoms of drawing: clusters of households, their borders, and the unit each lies in by period.
//! Counts per cluster are no public figures: a public scope gets none.

use serde::Serialize;
use units::reorganisation::AtomFacts;
use units::{AtomId, Day, ReorganisationId, Shares, Tier, UnitId};

use crate::unit::Ask;
use crate::{Failure, FromRow, Reader, Row, Scope, Statement, Tx, Value};

/// A cluster of households.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAtom {
    /// Identity.
    pub id: AtomId,
    /// Name for officers: "Hẻm 12, số chẵn".
    pub name: String,
    /// What it is: `street_side`, `alley`, `block`.
    pub kind: String,
    /// The old group it belongs to.
    pub sub_unit: Option<UnitId>,
    /// Clusters with one key are never parted.
    pub together: Option<String>,
    /// Longitude and latitude of its middle in 1e-7 degree.
    pub position_e7: [i64; 2],
    /// Square metres.
    pub area_m2: i64,
    /// WKB multipolygon in WGS 84.
    pub wkb: Option<Vec<u8>>,
}

/// What runs along a border of two clusters, once per class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Border {
    /// One cluster.
    pub a: AtomId,
    /// The other.
    pub b: AtomId,
    /// `open`, `alley`, `street`, `main_road`, `rail`, `canal` or `river`.
    pub class: String,
    /// Decimetres of shared border of the class.
    pub length_dm: i64,
    /// Bridges, level crossings or junctions that reopen it.
    pub crossings: i64,
}

/// Where a cluster lies during a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The cluster.
    pub atom: AtomId,
    /// The unit.
    pub unit: UnitId,
    /// The unit's tier.
    pub tier: Tier,
    /// From this day on.
    pub from: Day,
    /// The reorganisation that began it.
    pub began: Option<ReorganisationId>,
}

/// A cluster with its counts and units on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The cluster.
    pub atom: NewAtom,
    /// The commune that brought it, which it may have outlived.
    pub brought_by: UnitId,
    /// The base unit it lies in on the day.
    pub base_unit: Option<UnitId>,
    /// Households on the day.
    pub households: i64,
    /// People on the day.
    pub people: i64,
}

/// The clusters that lie in a commune (`$2`) on a day (`$1`): those of its base units, and those that it brought
/// and that lie in no base unit.
macro_rules! of_commune {
    () => {
        "(select l.atom_id from unit_state p join unit_atom l on l.unit_id = p.unit_id \
         and l.tier = 'base' and l.valid_from <= $1 and (l.valid_until is null or l.valid_until > $1) \
         where p.parent_id = $2 and p.tier = 'base' and p.valid_from <= $1 \
         and (p.valid_until is null or p.valid_until > $1) \
         union select z.atom_id from atom z where z.commune_id = $2 and not exists \
         (select 1 from unit_atom y where y.atom_id = z.atom_id and y.tier = 'base' \
         and y.valid_from <= $1 and (y.valid_until is null or y.valid_until > $1)))"
    };
}

const ADD: Statement = Statement {
    name: "atom/add",
    sql: "insert into atom (atom_id, commune_id, name, kind, sub_unit_id, together, lon_e7, \
          lat_e7, area_m2, wkb) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
};
const ADD_BORDER: Statement = Statement {
    name: "atom/add_border",
    sql: "insert into atom_border (atom_a_id, atom_b_id, class, length_dm, crossings) \
          values ($1, $2, $3, $4, $5)",
};
const ADD_PLACE: Statement = Statement {
    name: "atom/add_place",
    sql: "insert into unit_atom (atom_id, tier, unit_id, valid_from, began_by_id) \
          values ($1, $2, $3, $4, $5)",
};
const END_PLACE: Statement = Statement {
    name: "atom/end_place",
    sql: "update unit_atom set valid_until = $1, ended_by_id = $2 \
          where atom_id = $3 and tier = $4 and valid_until is null and valid_from < $1",
};
const DELETE_BEGUN: Statement =
    Statement { name: "atom/delete_begun", sql: "delete from unit_atom where began_by_id = $1" };
const REOPEN: Statement = Statement {
    name: "atom/reopen",
    sql: "update unit_atom set valid_until = null, ended_by_id = null \
          where ended_by_id = $1",
};
const LIST: Statement = Statement::new(
    "atom/list",
    concat!(
        "select a.atom_id, a.commune_id, a.name, a.kind, a.sub_unit_id, a.together, a.lon_e7, a.lat_e7, ",
        "a.area_m2, a.wkb, u.unit_id as base_unit_id, ",
        "coalesce(n.households, 0) as households, cast(coalesce(n.people, 0) as bigint) as people ",
        "from atom a left join unit_atom u on u.atom_id = a.atom_id and u.tier = 'base' ",
        "and u.valid_from <= $1 and (u.valid_until is null or u.valid_until > $1) ",
        "left join (select h.atom_id, count(*) as households, sum(h.people) as people ",
        "from household h join household_membership m on m.household_id = h.household_id ",
        "and m.tier = 'base' and m.valid_from <= $1 ",
        "and (m.valid_until is null or m.valid_until > $1) where h.atom_id in ",
        of_commune!(),
        " group by h.atom_id) n on n.atom_id = a.atom_id where a.atom_id in ",
        of_commune!(),
        " order by a.atom_id"
    ),
);
const BORDERS: Statement = Statement::new(
    "atom/borders",
    concat!(
        "select b.atom_a_id, b.atom_b_id, b.class, b.length_dm, b.crossings from atom_border b ",
        "where b.atom_a_id in ",
        of_commune!(),
        " and b.atom_b_id in ",
        of_commune!(),
        " order by b.atom_a_id, b.atom_b_id, b.class"
    ),
);
const FACTS: Statement = Statement::new(
    "atom/facts",
    concat!(
        "select a.atom_id, a.area_m2, b.unit_id as base_unit_id, s.unit_id as sub_unit_id, ",
        "count(h.household_id) as households, count(distinct h.address_fold) as addresses, ",
        "cast(coalesce(sum(h.people), 0) as bigint) as people ",
        "from atom a join unit_atom b on b.atom_id = a.atom_id and b.tier = 'base' ",
        "and b.valid_from <= $1 and (b.valid_until is null or b.valid_until > $1) ",
        "left join unit_atom s on s.atom_id = a.atom_id and s.tier = 'sub' ",
        "and s.valid_from <= $1 and (s.valid_until is null or s.valid_until > $1) ",
        "left join (select w.atom_id, w.household_id, w.address_fold, w.people from household w ",
        "join household_membership m on m.household_id = w.household_id and m.tier = 'base' ",
        "and m.valid_from <= $1 and (m.valid_until is null or m.valid_until > $1) ",
        "where w.atom_id in ",
        of_commune!(),
        ") h on h.atom_id = a.atom_id where a.atom_id in ",
        of_commune!(),
        " group by a.atom_id, a.area_m2, b.unit_id, s.unit_id order by a.atom_id"
    ),
);
/// Where a cluster lies on a day: the commune of its base unit, else the one that brought it.
const COMMUNE: Statement = Statement::new(
    "atom/commune",
    "select coalesce(s.parent_id, a.commune_id) as commune_id from atom a \
     left join unit_atom u on u.atom_id = a.atom_id and u.tier = 'base' \
     and u.valid_from <= $1 and (u.valid_until is null or u.valid_until > $1) \
     left join unit_state s on s.unit_id = u.unit_id \
     and s.valid_from <= $1 and (s.valid_until is null or s.valid_until > $1) where a.atom_id = $2",
);
const POINTS: Statement = Statement::new(
    "atom/points",
    concat!(
        "select a.atom_id, a.lon_e7, a.lat_e7, count(h.household_id) as households from atom a ",
        "left join household h on h.atom_id = a.atom_id where a.atom_id in ",
        of_commune!(),
        " group by a.atom_id, a.lon_e7, a.lat_e7 order by a.atom_id"
    ),
);

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &ADD,
    &ADD_BORDER,
    &ADD_PLACE,
    &END_PLACE,
    &DELETE_BEGUN,
    &REOPEN,
    &LIST,
    &BORDERS,
    &FACTS,
    &COMMUNE,
    &POINTS,
];

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            atom: NewAtom {
                id: row.get("atom_id")?,
                name: row.get("name")?,
                kind: row.get("kind")?,
                sub_unit: row.get("sub_unit_id")?,
                together: row.get("together")?,
                position_e7: [row.get("lon_e7")?, row.get("lat_e7")?],
                area_m2: row.get("area_m2")?,
                wkb: row.get("wkb")?,
            },
            brought_by: row.get("commune_id")?,
            base_unit: row.get("base_unit_id")?,
            households: row.get("households")?,
            people: row.get("people")?,
        })
    }
}

impl FromRow for Border {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            a: row.get("atom_a_id")?,
            b: row.get("atom_b_id")?,
            class: row.get("class")?,
            length_dm: row.get("length_dm")?,
            crossings: row.get("crossings")?,
        })
    }
}

/// Adds clusters of a commune.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(tx: &mut Tx, commune: UnitId, atoms: &[NewAtom]) -> Result<(), Failure> {
    let rows: Vec<Vec<Value>> = atoms
        .iter()
        .map(|atom| {
            vec![
                atom.id.into(),
                commune.into(),
                atom.name.clone().into(),
                atom.kind.clone().into(),
                atom.sub_unit.into(),
                atom.together.clone().into(),
                atom.position_e7[0].into(),
                atom.position_e7[1].into(),
                atom.area_m2.into(),
                atom.wkb.clone().into(),
            ]
        })
        .collect();
    tx.bulk(&ADD, rows).await.map(drop)
}

/// Adds borders of clusters.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_borders(tx: &mut Tx, borders: &[Border]) -> Result<(), Failure> {
    let rows: Vec<Vec<Value>> = borders
        .iter()
        .map(|border| {
            vec![
                border.a.into(),
                border.b.into(),
                border.class.clone().into(),
                border.length_dm.into(),
                border.crossings.into(),
            ]
        })
        .collect();
    tx.bulk(&ADD_BORDER, rows).await.map(drop)
}

/// Says in which unit clusters lie from a day on.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_places(tx: &mut Tx, places: &[Place]) -> Result<(), Failure> {
    let rows: Vec<Vec<Value>> = places
        .iter()
        .map(|place| {
            vec![
                place.atom.into(),
                place.tier.into(),
                place.unit.into(),
                place.from.into(),
                place.began.into(),
            ]
        })
        .collect();
    tx.bulk(&ADD_PLACE, rows).await.map(drop)
}

/// Ends the place of a cluster in its unit of a tier on a day by a reorganisation.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn end_place(
    tx: &mut Tx,
    (atom, tier): (AtomId, Tier),
    day: Day,
    by: ReorganisationId,
) -> Result<u64, Failure> {
    tx.run(&END_PLACE, vec![day.into(), by.into(), atom.into(), tier.into()]).await
}

/// Takes the places of a reorganisation back.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn take_back(tx: &mut Tx, by: ReorganisationId) -> Result<(), Failure> {
    tx.run(&DELETE_BEGUN, vec![by.into()]).await?;
    tx.run(&REOPEN, vec![by.into()]).await?;
    Ok(())
}

/// The clusters of a commune with their counts on a day; none for a visitor.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(
    reader: &Reader,
    scope: &Scope,
    commune: UnitId,
    at: Day,
) -> Result<Vec<Line>, Failure> {
    let above = crate::unit::with_above(reader, scope, commune, at).await?;
    if !scope.covers(&above) {
        return Ok(Vec::new());
    }
    reader.rows(&LIST, vec![at.into(), commune.into()]).await
}

/// The borders between the clusters of a commune on a day; none for a visitor. Clusters that different communes
/// brought have none here: `atlas::seam` finds those.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn borders(
    reader: &Reader,
    scope: &Scope,
    commune: UnitId,
    at: Day,
) -> Result<Vec<Border>, Failure> {
    if scope.is_public() {
        return Ok(Vec::new());
    }
    reader.rows(&BORDERS, vec![at.into(), commune.into()]).await
}

struct Facts(AtomFacts);

impl FromRow for Facts {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let whole = |column| -> Result<u32, Failure> {
            Ok(u32::try_from(row.get::<i64>(column)?).unwrap_or(u32::MAX))
        };
        Ok(Self(AtomFacts {
            id: row.get("atom_id")?,
            counts: Shares {
                households: whole("households")?,
                people: whole("people")?,
                area_m2: row.get::<i64>("area_m2")?.unsigned_abs(),
                addresses: whole("addresses")?,
            },
            old_unit: row.get("base_unit_id")?,
            old_sub_unit: row.get("sub_unit_id")?,
        }))
    }
}

/// The clusters of a commune on a day inside an act, as the domain wants them.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn facts_now(
    tx: &mut impl Ask,
    commune: UnitId,
    at: Day,
) -> Result<Vec<AtomFacts>, Failure> {
    let rows: Vec<Facts> = tx.ask(&FACTS, vec![at.into(), commune.into()]).await?;
    Ok(rows.into_iter().map(|Facts(facts)| facts).collect())
}

/// Where the atoms of a commune of a day lie: identity and point in 1e-7 degrees, with its households.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn points(
    tx: &mut Tx,
    commune: UnitId,
    at: Day,
) -> Result<Vec<(AtomId, i64, i64, i64)>, Failure> {
    tx.rows(&POINTS, vec![at.into(), commune.into()]).await
}

/// The commune a cluster lies in on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn commune(
    reader: &Reader,
    _scope: &Scope,
    atom: AtomId,
    at: Day,
) -> Result<Option<UnitId>, Failure> {
    let row: Option<(UnitId,)> = reader.row(&COMMUNE, vec![at.into(), atom.into()]).await?;
    Ok(row.map(|(commune,)| commune))
}
