//! Where something lies: its unit, the commune and the outermost unit above it. Rows of the ledger
//! carry commune and top beside their unit, so that a list is filtered by a reader's scope without
//! walking the tree for each row.

use units::{Day, Kind, Level, UnitId};

use crate::unit::Ask;
use crate::{Failure, FromRow, Row, Scope, Statement, Statements, Tx, Value};

const ABOVE: Statement = Statement::new(
    "locality/above",
    "with recursive up (unit_id, kind, parent_id, depth) as (\
     select s.unit_id, s.kind, s.parent_id, 0 from unit_state s where s.unit_id = $2 \
     and s.valid_from <= $1 and (s.valid_until is null or s.valid_until > $1) \
     union all select s.unit_id, s.kind, s.parent_id, u.depth + 1 from up u \
     join unit_state s on s.unit_id in (u.parent_id) \
     where s.valid_from <= $1 and (s.valid_until is null or s.valid_until > $1)) \
     select unit_id, kind from up order by depth",
);

/// What lay in a commune that ended as a whole lies in the one that goes on for it.
macro_rules! hand_on {
    ($($name:ident: $table:literal),+ $(,)?) => {
        $(const $name: Statement = Statement::new(
            concat!("locality/hand_on_", $table),
            concat!("update ", $table, " set commune_id = $2 where commune_id = $1"),
        );)+
        /// One statement for each table whose rows carry their commune.
        const HAND_ON: Statements = &[$(&$name),+];
        /// The statements of this noun.
        pub const STATEMENTS: Statements = &[&ABOVE, $(&$name),+];
    };
}

hand_on! {
    MATTER: "matter",
    DIFFICULTY: "difficulty",
    CONFERENCE: "conference",
    VISIT: "visit",
    SHEET: "status_sheet",
    GROUP: "self_managed_group",
    PRACTICE: "practice",
    ADOPTION: "practice_adoption",
    PROGRAMME: "programme",
    WORKPLAN: "workplan",
    MOVEMENT: "movement",
    INDICATOR: "indicator",
}

/// A unit with the commune and the outermost unit above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locality {
    /// The unit.
    pub unit_id: UnitId,
    /// The commune it lies in or is; nothing above communes.
    pub commune_id: Option<UnitId>,
    /// The outermost unit.
    pub top_id: UnitId,
}

struct Above(UnitId, Kind);

impl FromRow for Above {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self(row.get("unit_id")?, row.get("kind")?))
    }
}

impl Locality {
    /// The unit and those above it that authority compares with, from the unit outwards.
    #[must_use]
    pub fn path(&self) -> Vec<UnitId> {
        [Some(self.unit_id), self.commune_id, Some(self.top_id)].into_iter().flatten().collect()
    }
}

/// Where a unit lies on a day; nothing for one that does not exist then.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of(ask: &mut impl Ask, unit: UnitId, on: Day) -> Result<Option<Locality>, Failure> {
    let path: Vec<Above> = ask.ask(&ABOVE, vec![on.into(), unit.into()]).await?;
    let commune = path.iter().find(|above| above.1.level() == Level::Commune);
    Ok(path.last().map(|top| Locality {
        unit_id: unit,
        commune_id: commune.map(|above| above.0),
        top_id: top.0,
    }))
}

/// Lets everything that carries a commune which ended as a whole carry the one that goes on for it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn hand_on(tx: &mut Tx, ended: UnitId, by: UnitId) -> Result<(), Failure> {
    for statement in HAND_ON {
        tx.run(statement, vec![ended.into(), by.into()]).await?;
    }
    Ok(())
}

/// The condition of a row that a scope sees: public, or inside one of the reader's places. Its two
/// values are [`sight`]; the row has `is_public`, `unit_id`, `commune_id` and `top_id`.
macro_rules! seen {
    ($flags:literal, $place:literal, $all:literal, $within:literal) => {
        concat!(
            "(",
            $flags,
            ".is_public or ",
            $all,
            " or ",
            $place,
            ".unit_id in (",
            $within,
            ") or ",
            $flags,
            ".commune_id in (",
            $within,
            ") or ",
            $flags,
            ".top_id in (",
            $within,
            "))"
        )
    };
}

pub(crate) use seen;

/// The two values that [`seen!`] asks for: whether everything is seen, and the reader's places.
#[must_use]
pub(crate) fn sight(scope: &Scope) -> [Value; 2] {
    [scope.is_system().into(), Value::list(scope.territories().iter().map(|unit| unit.0))]
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    /// A new noun that carries its commune must be handed on too.
    #[test]
    fn every_table_that_carries_its_commune_is_handed_on() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
        let mut texts: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        texts.sort();
        let text: String =
            texts.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
        let mut carrying = Vec::new();
        for table in text.split("create table ").skip(1) {
            let (name, rest) = table.split_once(' ').unwrap();
            let columns = rest.split("strict;").next().unwrap();
            if columns.contains(" commune_id ") && columns.contains(" top_id ") {
                carrying.push(format!("locality/hand_on_{name}"));
            }
        }
        let handed: Vec<_> = super::HAND_ON.iter().map(|s| s.name).collect();
        for name in &carrying {
            assert!(handed.contains(&name.as_str()), "{name} is missing");
        }
        assert!(!carrying.is_empty() && carrying.len() == handed.len(), "{carrying:?}");
    }
}
