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

/// What lay in a commune that ended lies in one that goes on for it: all of a table's rows (`whole`), or those of
/// some of its units (`parts`, where the row itself or its last dated place names the unit).
macro_rules! hand_on {
    ($($whole:ident, $parts:ident: $table:literal of $units:literal),+ $(,)?) => {
        $(
            const $whole: Statement = Statement::new(
                concat!("locality/hand_on_", $table),
                concat!("update ", $table, " set commune_id = $2, top_id = $3 where commune_id = $1"),
            );
            const $parts: Statement = Statement::new(
                concat!("locality/hand_on_parts_", $table),
                concat!(
                    "update ", $table,
                    " set commune_id = $2, top_id = $3 where (commune_id = $1 or commune_id is null) and ",
                    $units
                ),
            );
        )+
        /// The two statements of each table whose rows carry their commune.
        const HAND_ON: &[(&Statement, &Statement)] = &[$((&$whole, &$parts)),+];
        /// The statements of this noun.
        pub const STATEMENTS: Statements = &[&ABOVE, $(&$whole, &$parts),+];
    };
}

hand_on! {
    MATTER, MATTER_PARTS: "matter" of
        "matter_id in (select p.matter_id from matter_place p \
         where p.valid_until is null and p.unit_id in ($4))",
    DIFFICULTY, DIFFICULTY_PARTS: "difficulty" of
        "difficulty_id in (select p.difficulty_id from difficulty_place p \
         where p.valid_until is null and p.unit_id in ($4))",
    CONFERENCE, CONFERENCE_PARTS: "conference" of "unit_id in ($4)",
    VISIT, VISIT_PARTS: "visit" of
        "visit_id in (select p.visit_id from visit_place p \
         where p.valid_until is null and p.unit_id in ($4))",
    SHEET, SHEET_PARTS: "status_sheet" of "unit_id in ($4)",
    GROUP, GROUP_PARTS: "self_managed_group" of
        "unit_id in (select s.unit_id from unit_state s \
         where s.valid_until is null and s.parent_id in ($4))",
    PRACTICE, PRACTICE_PARTS: "practice" of "unit_id in ($4)",
    ADOPTION, ADOPTION_PARTS: "practice_adoption" of
        "adoption_id in (select p.adoption_id from practice_adoption_place p \
         where p.valid_until is null and p.unit_id in ($4))",
    PROGRAMME, PROGRAMME_PARTS: "programme" of "unit_id in ($4)",
    WORKPLAN, WORKPLAN_PARTS: "workplan" of "unit_id in ($4)",
    MOVEMENT, MOVEMENT_PARTS: "movement" of "unit_id in ($4)",
    INDICATOR, INDICATOR_PARTS: "indicator" of "unit_id in ($4)",
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

/// Lets everything that carries a commune which ended carry the one that goes on for it, or only what belongs
/// to some of its units. `by` is that commune with the outermost unit above it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn hand_on(
    tx: &mut Tx,
    ended: UnitId,
    by: Locality,
    units: Option<&[UnitId]>,
) -> Result<(), Failure> {
    for (whole, parts) in HAND_ON {
        let mut values: Vec<Value> = vec![ended.into(), by.unit_id.into(), by.top_id.into()];
        let statement = match units {
            Some(units) => {
                values.push(Value::list(units.iter().map(|unit| unit.0)));
                parts
            }
            None => whole,
        };
        tx.run(statement, values).await?;
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
        let handed: Vec<_> = super::HAND_ON.iter().map(|(whole, _)| whole.name).collect();
        for name in &carrying {
            assert!(handed.contains(&name.as_str()), "{name} is missing");
        }
        assert!(!carrying.is_empty() && carrying.len() == handed.len(), "{carrying:?}");
    }
}
