//! Households and their dated memberships. Rows with a code, an address or a door are read only
//! through `desk::household`, which writes an access entry; a public scope gets none.

use serde::Serialize;
use units::text::fold;
use units::{AtomId, Day, DoorPoint, Household, HouseholdId, ReorganisationId, Tier, UnitId};

use crate::{Failure, FromRow, Reader, Row, Scope, Tx, Value};

mod sql;

pub use sql::STATEMENTS;

/// A household to add, with its cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHousehold {
    /// The household.
    pub household: Household,
    /// The cluster of drawing it lies in.
    pub atom: Option<AtomId>,
}

/// A membership to add.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewMembership {
    /// The membership.
    pub membership: units::Membership,
    /// The tier of its unit.
    pub tier: Tier,
    /// The reorganisation that began it.
    pub began: Option<ReorganisationId>,
    /// The reorganisation that ended it.
    pub ended: Option<ReorganisationId>,
}

/// A household as an officer with the right to personal data sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Identity.
    pub household_id: HouseholdId,
    /// The office's code.
    pub code: String,
    /// House address.
    pub address: String,
    /// Number of people.
    pub people: i64,
    /// The representative, where the law or consent gives ground.
    pub representative: Option<String>,
    /// Its door.
    pub door: DoorPoint,
    /// Its cluster.
    pub atom_id: Option<AtomId>,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let degree = |column: &str| -> Result<i32, Failure> {
            Ok(i32::try_from(row.get::<i64>(column)?).unwrap_or_default())
        };
        Ok(Self {
            household_id: row.get("household_id")?,
            code: row.get("code")?,
            address: row.get("address")?,
            people: row.get("people")?,
            representative: row.get("representative")?,
            door: DoorPoint { lon_e7: degree("lon_e7")?, lat_e7: degree("lat_e7")? },
            atom_id: row.get("atom_id")?,
        })
    }
}

/// Adds households of a commune.
///
/// # Errors
/// [`Failure`] of the database; a code that exists in the commune is a duplicate.
pub async fn add(tx: &mut Tx, commune: UnitId, households: &[NewHousehold]) -> Result<(), Failure> {
    let rows: Vec<Vec<Value>> = households
        .iter()
        .map(|NewHousehold { household, atom }| {
            vec![
                household.id.into(),
                commune.into(),
                household.code.clone().into(),
                household.address.clone().into(),
                fold(&household.address).into(),
                i64::from(household.door.lon_e7).into(),
                i64::from(household.door.lat_e7).into(),
                i64::from(household.people).into(),
                household.representative.clone().into(),
                (*atom).into(),
            ]
        })
        .collect();
    tx.bulk(&sql::ADD, rows).await.map(drop)
}

/// Adds memberships.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add_memberships(tx: &mut Tx, rows: &[NewMembership]) -> Result<(), Failure> {
    let rows: Vec<Vec<Value>> = rows
        .iter()
        .map(|new| {
            vec![
                new.membership.household_id.into(),
                new.membership.unit_id.into(),
                new.tier.into(),
                new.membership.valid.from.into(),
                new.membership.valid.until.into(),
                new.began.into(),
                new.ended.into(),
            ]
        })
        .collect();
    tx.bulk(&sql::ADD_MEMBERSHIP, rows).await.map(drop)
}

/// Lets every household follow its cluster where a reorganisation moved it: memberships end on the
/// day and new ones begin where the clusters then lie. How many ended and began.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn follow_atoms(
    tx: &mut Tx,
    by: ReorganisationId,
    day: Day,
) -> Result<(u64, u64), Failure> {
    let begun = tx.run(&sql::BEGIN_BY_ATOMS, vec![day.into(), by.into()]).await?;
    let ended = tx.run(&sql::END_BY_ATOMS, vec![day.into(), by.into()]).await?;
    Ok((ended, begun))
}

/// The base unit of a household on a day, also one ahead.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn base_on(tx: &mut Tx, id: HouseholdId, on: Day) -> Result<Option<UnitId>, Failure> {
    let found: Option<(UnitId,)> = tx.row(&sql::BASE_ON, vec![on.into(), id.into()]).await?;
    Ok(found.map(|(unit,)| unit))
}

/// Takes the memberships of a reorganisation back.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn take_back(tx: &mut Tx, by: ReorganisationId) -> Result<(), Failure> {
    tx.run(&sql::DELETE_BEGUN, vec![by.into()]).await?;
    tx.run(&sql::REOPEN, vec![by.into()]).await?;
    Ok(())
}

/// The households of a unit on a day; none for a reader without the right to personal data.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(
    reader: &Reader,
    scope: &Scope,
    unit: UnitId,
    at: Day,
) -> Result<Vec<Line>, Failure> {
    let above = crate::unit::with_above(reader, scope, unit, at).await?;
    if !scope.covers_personal(&above) {
        return Ok(Vec::new());
    }
    reader.rows(&sql::LIST, vec![at.into(), unit.into()]).await
}

/// A household's memberships, oldest first: unit, tier, from, until.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn memberships(
    reader: &Reader,
    scope: &Scope,
    household: HouseholdId,
    at: Day,
) -> Result<Vec<(UnitId, Tier, units::Period)>, Failure> {
    let home: Option<(UnitId,)> =
        reader.row(&sql::COMMUNE, vec![at.into(), household.into()]).await?;
    let Some((commune,)) = home else { return Ok(Vec::new()) };
    let above = crate::unit::with_above(reader, scope, commune, at).await?;
    if !scope.covers_personal(&above) {
        return Ok(Vec::new());
    }
    let rows: Vec<Stay> = reader.rows(&sql::MEMBERSHIPS, vec![household.into()]).await?;
    Ok(rows.into_iter().map(|stay| (stay.unit_id, stay.tier, stay.valid)).collect())
}

struct Stay {
    unit_id: UnitId,
    tier: Tier,
    valid: units::Period,
}

impl FromRow for Stay {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            unit_id: row.get("unit_id")?,
            tier: row.get("tier")?,
            valid: crate::unit::period(row)?,
        })
    }
}

/// Adds the memberships of one household by its cluster, from a day on.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn settle(tx: &mut Tx, household: HouseholdId, day: Day) -> Result<u64, Failure> {
    tx.run(&sql::SETTLE, vec![day.into(), household.into()]).await
}

/// Ends a household's memberships on a day: those that begin later vanish.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn leave(tx: &mut Tx, household: HouseholdId, day: Day) -> Result<u64, Failure> {
    let never = tx.run(&sql::NEVER_BEGAN, vec![day.into(), household.into()]).await?;
    Ok(never + tx.run(&sql::LEAVE, vec![day.into(), household.into()]).await?)
}

/// Puts a household into another cluster, or none. Its memberships are not touched.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn set_atom(
    tx: &mut Tx,
    household: HouseholdId,
    atom: Option<AtomId>,
) -> Result<u64, Failure> {
    tx.run(&sql::SET_ATOM, vec![household.into(), atom.into()]).await
}

/// Whether a commune, or one that it took over, has a household of this code.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn exists(tx: &mut Tx, commune: UnitId, code: &str) -> Result<bool, Failure> {
    let found: Option<(HouseholdId,)> =
        tx.row(&sql::EXISTS, vec![commune.into(), code.into()]).await?;
    Ok(found.is_some())
}

/// The people and the cluster of a household that a commune counts, or that lives there on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn whereabouts(
    tx: &mut Tx,
    commune: UnitId,
    household: HouseholdId,
    on: Day,
) -> Result<Option<(i64, Option<AtomId>)>, Failure> {
    tx.row(&sql::WHEREABOUTS, vec![on.into(), household.into(), commune.into()]).await
}

/// A door of a household without anything about who lives behind it: only `desk::dwelling` reads it, and
/// tells no more than the unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// The address, folded.
    pub address: String,
    /// The commune.
    pub commune_id: UnitId,
    /// The base unit on the day asked for.
    pub unit_id: UnitId,
}

impl FromRow for Door {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            address: row.get("address_fold")?,
            commune_id: row.get("commune_id")?,
            unit_id: row.get("unit_id")?,
        })
    }
}

/// Doors that a question finds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doors {
    /// The doors, by address; at most as many as were asked for.
    pub list: Vec<Door>,
    /// Whether there are more.
    pub is_cut: bool,
}

impl Doors {
    fn of(mut list: Vec<Door>, most: usize) -> Self {
        let is_cut = list.len() > most;
        list.truncate(most);
        Self { list, is_cut }
    }
}

/// One more than the most, so that it shows whether there are more.
fn one_more(most: usize) -> Value {
    i64::try_from(most).unwrap_or(i64::MAX - 1).saturating_add(1).into()
}

/// Doors of communes whose folded addresses begin with one of two texts and whose streets are like one of
/// two patterns; none for a reader who is not the program itself.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn doors_by_number(
    (reader, scope): (&Reader, &Scope),
    communes: &[UnitId],
    (heads, street): ([&str; 2], &[String; 2]),
    at: Day,
    most: usize,
) -> Result<Doors, Failure> {
    if !scope.is_system() {
        return Ok(Doors::default());
    }
    let list = Value::list(communes.iter().map(|unit| unit.0));
    let [one, other] = heads.map(|head| Value::from(format!("{head}%")));
    let [own, zeros] = street.clone().map(Value::from);
    let values = vec![at.into(), one, other, own, zeros, list, one_more(most)];
    Ok(Doors::of(reader.rows(&sql::DOORS_BY_NUMBER, values).await?, most))
}

/// Doors of communes whose streets are like one of two patterns; none for a reader who is not the program
/// itself.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn doors_of_street(
    (reader, scope): (&Reader, &Scope),
    communes: &[UnitId],
    street: &[String; 2],
    at: Day,
    most: usize,
) -> Result<Doors, Failure> {
    if !scope.is_system() {
        return Ok(Doors::default());
    }
    let list = Value::list(communes.iter().map(|unit| unit.0));
    let [own, zeros] = street.clone().map(Value::from);
    let values = vec![at.into(), own, zeros, list, one_more(most)];
    Ok(Doors::of(reader.rows(&sql::DOORS_OF_STREET, values).await?, most))
}
