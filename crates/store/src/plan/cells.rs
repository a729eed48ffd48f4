//! How the rows of plans are read and written.

use units::{PlanId, UnitId};

use super::{
    Level, Moved, PlanLine, PlanShape, PlanUnit, Proof, Question, Rules, Split, State, Within,
};
use crate::{Cell, Failure, FromRow, NullKind, Row, Value};

macro_rules! code_cell {
    ($name:ident { $($value:ident = $code:literal),+ }) => {
        impl Cell for $name {
            const NULL: NullKind = NullKind::Text;
            fn into_value(self) -> Value {
                Value::Text(match self { $(Self::$value => $code),+ }.to_owned())
            }
            fn from_value(value: Value) -> Option<Self> {
                match String::from_value(value)?.as_str() {
                    $($code => Some(Self::$value),)+
                    _ => None,
                }
            }
        }
    };
}

code_cell!(Level { Base = "base", Group = "group" });
code_cell!(State { Offered = "offered", Draft = "draft", Frozen = "frozen" });

/// A line with the score, which only the page shows.
pub(super) struct Whole {
    pub(super) line: PlanLine,
    pub(super) score: serde_json::Value,
}

impl FromRow for Whole {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let score: String = row.get("score_json")?;
        Ok(Self { line: line(row)?, score: serde_json::from_str(&score).unwrap_or_default() })
    }
}

fn line(row: &Row) -> Result<PlanLine, Failure> {
    let part = row.get::<Option<PlanId>>("within_plan_id")?.zip(row.get("within_part")?);
    let unit = row.get::<Option<UnitId>>("within_unit_id")?;
    Ok(PlanLine {
        plan_id: row.get("plan_id")?,
        commune_id: row.get("commune_id")?,
        level: row.get("level")?,
        within: part.map(|(plan, part)| Within::Part(plan, part)).or(unit.map(Within::Unit)),
        name: row.get("name")?,
        kind: row.get("kind")?,
        drawn_on: row.get("drawn_on")?,
        base_revision: row.get("base_revision")?,
        rules: Rules {
            target: row.get("households_target")?,
            min: row.get("households_min")?,
            max: row.get("households_max")?,
            seed: row.get("seed")?,
            steps: row.get("steps")?,
        },
        parts: row.get("parts")?,
        out_of_range: row.get("out_of_range")?,
        households: row.get("households")?,
        smallest: row.get("smallest")?,
        largest: row.get("largest")?,
        proven: row.get("proven")?,
        state: row.get("state")?,
        revision: row.get("revision")?,
        created_at: row.get("created_at")?,
    })
}

impl FromRow for PlanUnit {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            part: row.get("part")?,
            name: row.get("name")?,
            short_name: row.get("short_name")?,
            households: row.get("households")?,
            people: row.get("people")?,
            area_m2: row.get("area_m2")?,
            has_map: row.get::<i64>("has_map")? == 1,
            locked: row.get("locked")?,
            out_of_range: row.get("cause")?,
            reason: row.get("reason")?,
            reason_text: row.get("reason_text")?,
            predecessors: Vec::new(),
        })
    }
}

/// One old unit's share of a part.
pub(super) struct Share {
    pub(super) part: i64,
    pub(super) from: (UnitId, String, i64),
}

impl FromRow for Share {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let from = (row.get("unit_id")?, row.get("name")?, row.get("households")?);
        Ok(Self { part: row.get("part")?, from })
    }
}

impl FromRow for Split {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            unit_id: row.get("unit_id")?,
            name: row.get("name")?,
            reason: row.get("reason")?,
            households: row.get("households")?,
        })
    }
}

impl FromRow for PlanShape {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            part: row.get("part")?,
            name: row.get("name")?,
            short_name: row.get("short_name")?,
            households: row.get("households")?,
            wkb: row.get("wkb")?,
        })
    }
}

impl FromRow for Proof {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            instance: row.get("instance_json")?,
            plan: row.get("plan_json")?,
            certificate: row.get("certificate_json")?,
        })
    }
}

impl FromRow for Moved {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            step: row.get("step")?,
            atom: row.get("atom_id")?,
            from: row.get("from_part")?,
            to: row.get("to_part")?,
        })
    }
}

impl FromRow for Question {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            job: row.get("job_id")?,
            plan: row.get("plan_id")?,
            asked: row.get("asked")?,
            asked_at: row.get("asked_at")?,
            state: row.get("state")?,
        })
    }
}
