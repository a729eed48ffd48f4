//! The movement (phong trào thi đua): who wants to, joins. It stands on a resolution, has a goal, a
//! period and a way to join; places, groups and posts sign up themselves, and of residents only a
//! number is known.
//!
//! There is no field for how many shall join and nothing that could tell who did not: a movement
//! that is counted against people is none.

use serde::{Deserialize, Serialize};
use units::{Day, UnitId};

use crate::{MovementId, Refusal, text};

units::wire_codes! {
    /// Who joins.
    JoinerKind as "movement-joiner" {
        /// A khu phố, ấp or commune.
        Place = "dia_ban",
        /// A self-managed group.
        Group = "to_tu_quan",
        /// A post.
        Post = "chuc_danh",
    }
}

/// The resolution it stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Number and sign.
    pub number: String,
    /// Its day.
    pub dated_on: Day,
    /// The body that passed it.
    pub body: String,
}

/// A movement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// Its identity.
    pub id: MovementId,
    /// The place it is launched in, with everything below.
    pub unit: UnitId,
    /// One line.
    pub title: String,
    /// What it wants.
    pub goal: String,
    /// How one joins, and leaves again.
    pub how_to_join: String,
    /// The resolution.
    pub basis: Basis,
    /// First day.
    pub from_on: Day,
    /// Last day.
    pub last_on: Day,
}

/// A movement as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMovement {
    /// Its identity.
    pub id: MovementId,
    /// The place it is launched in.
    pub unit: UnitId,
    /// One line.
    pub title: String,
    /// What it wants.
    pub goal: String,
    /// How one joins.
    pub how_to_join: String,
    /// Number, day and body of the resolution.
    pub basis: (String, Option<Day>, String),
    /// First and last day.
    pub period: (Option<Day>, Option<Day>),
}

/// Something that was done together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// The day.
    pub on: Day,
    /// Where.
    pub site: String,
    /// What was done.
    pub said: String,
}

/// A result in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Achievement {
    /// What is counted.
    pub label: String,
    /// In thousandths.
    pub value_milli: i64,
    /// The unit of measure.
    pub unit: String,
    /// The day of the count.
    pub on: Day,
}

/// Launches a movement.
///
/// # Errors
/// `movement-basis-missing` where number, day or body of the resolution is missing,
/// `movement-basis-ahead`, `programme-period-missing`, `programme-period-backwards`, and the
/// refusals of [`text`], all at once.
pub fn launch(new: NewMovement, today: Day) -> Result<Movement, Refusal> {
    let mut refusals = Vec::new();
    let mut kept = |checked: Result<String, Refusal>| {
        checked.unwrap_or_else(|refusal| {
            refusals.push(refusal);
            String::new()
        })
    };
    let title = kept(text::title("ten", &new.title));
    let goal = kept(text::text("muc-tieu", &new.goal));
    let how_to_join = kept(text::text("cach-tham-gia", &new.how_to_join));
    let basis = basis(new.basis, today).unwrap_or_else(|refusal| {
        refusals.push(refusal);
        None
    });
    let period = match new.period {
        (Some(from), Some(last)) if last >= from => Some((from, last)),
        (Some(from), Some(_)) => {
            refusals.push(Refusal::at("den-ngay", "programme-period-backwards").with("day", from));
            None
        }
        (from, _) => {
            let field = if from.is_none() { "tu-ngay" } else { "den-ngay" };
            refusals.push(Refusal::at(field, "programme-period-missing"));
            None
        }
    };
    let (Some(basis), Some((from_on, last_on)), true) = (basis, period, refusals.is_empty()) else {
        return Err(Refusal::none(refusals).expect_err("a part is missing, so there is a refusal"));
    };
    let (id, unit) = (new.id, new.unit);
    Ok(Movement { id, unit, title, goal, how_to_join, basis, from_on, last_on })
}

fn basis(
    (number, dated_on, body): (String, Option<Day>, String),
    today: Day,
) -> Result<Option<Basis>, Refusal> {
    let missing = |field| Refusal::at(field, "movement-basis-missing");
    let number = crate::programme::document_number(&number).ok_or_else(|| missing("so-van-ban"))?;
    let dated_on = dated_on.ok_or_else(|| missing("ngay-van-ban"))?;
    if dated_on > today {
        return Err(Refusal::at("ngay-van-ban", "movement-basis-ahead").with("day", dated_on));
    }
    let body = text::title("co-quan", &body).map_err(|refusal| match refusal.code {
        "text-missing" => missing("co-quan"),
        _ => refusal,
    })?;
    Ok(Some(Basis { number, dated_on, body }))
}

impl Movement {
    /// Whether one may join on a day: from the launch until its last day.
    ///
    /// # Errors
    /// `movement-over`.
    pub fn check_open(&self, today: Day) -> Result<(), Refusal> {
        if today > self.last_on {
            return Err(Refusal::new("movement-over").with("day", self.last_on));
        }
        Ok(())
    }
}

/// An activity that may stand.
///
/// # Errors
/// `movement-activity-day`, and the refusals of [`text`], all at once.
pub fn activity(
    on: Option<Day>,
    (site, said): (&str, &str),
    today: Day,
) -> Result<Activity, Refusal> {
    let mut refusals = Vec::new();
    let mut kept = |checked: Result<String, Refusal>| {
        checked.unwrap_or_else(|refusal| {
            refusals.push(refusal);
            String::new()
        })
    };
    let site = kept(text::title("noi", site));
    let said = kept(text::text("noi-dung-hoat-dong", said));
    match on.filter(|day| *day <= today) {
        Some(on) if refusals.is_empty() => Ok(Activity { on, site, said }),
        day => {
            if day.is_none() {
                refusals.push(Refusal::at("ngay", "movement-activity-day"));
            }
            Err(Refusal::none(refusals).expect_err("a part is missing, so there is a refusal"))
        }
    }
}

/// A result that may stand.
///
/// # Errors
/// `movement-result-value`, `movement-result-day`, and the refusals of [`text`], all at once.
pub fn achievement(
    (label, unit): (&str, &str),
    (value_milli, on): (Option<i64>, Option<Day>),
    today: Day,
) -> Result<Achievement, Refusal> {
    let mut refusals = Vec::new();
    let mut kept = |checked: Result<String, Refusal>| {
        checked.unwrap_or_else(|refusal| {
            refusals.push(refusal);
            String::new()
        })
    };
    let label = kept(text::title("ten-so-lieu", label));
    let unit = kept(text::title("don-vi-tinh", unit));
    if value_milli.is_none() {
        refusals.push(Refusal::at("gia-tri", "movement-result-value"));
    }
    let on = on.filter(|day| *day <= today);
    if on.is_none() {
        refusals.push(Refusal::at("ngay-so-lieu", "movement-result-day"));
    }
    let (Some(value_milli), Some(on), true) = (value_milli, on, refusals.is_empty()) else {
        return Err(Refusal::none(refusals).expect_err("a part is missing, so there is a refusal"));
    };
    Ok(Achievement { label, value_milli, unit, on })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn new() -> NewMovement {
        NewMovement {
            id: MovementId(Uuid::from_u128(1)),
            unit: UnitId(Uuid::from_u128(2)),
            title: "Hẻm xanh, hẻm sạch".into(),
            goal: "Mỗi hẻm có một mảng cây do bà con cùng chăm.".into(),
            how_to_join: "Tổ, khu phố tự ghi tên ở trang này; thôi lúc nào cũng được.".into(),
            basis: ("07/NQ-MTTQ".into(), Some(day("2026-02-20")), "Ủy ban MTTQ phường".into()),
            period: (Some(day("2026-03-01")), Some(day("2026-12-31"))),
        }
    }

    #[test]
    fn a_movement_without_a_resolution_is_refused() {
        let today = day("2026-03-02");
        assert!(launch(new(), today).is_ok());
        for (basis, field) in [
            ((String::new(), Some(today), "MTTQ".to_owned()), "so-van-ban"),
            (("07/NQ".to_owned(), None, "MTTQ".to_owned()), "ngay-van-ban"),
            (("07/NQ".to_owned(), Some(today), " ".to_owned()), "co-quan"),
        ] {
            let refusal = launch(NewMovement { basis, ..new() }, today).unwrap_err();
            assert_eq!((refusal.code, refusal.field), ("movement-basis-missing", field));
        }
        let ahead = ("07/NQ".to_owned(), Some(day("2026-03-03")), "MTTQ".to_owned());
        let refusal = launch(NewMovement { basis: ahead, ..new() }, today).unwrap_err();
        assert_eq!(refusal.code, "movement-basis-ahead");
    }

    #[test]
    fn a_movement_has_no_field_that_could_hold_a_quota_or_a_list_of_others() {
        // Named one by one on purpose: a field more does not compile before this story is told anew.
        let Movement { id: _, unit: _, title, goal, how_to_join, basis, from_on, last_on } =
            launch(new(), day("2026-03-02")).unwrap();
        let said: [String; 3] = [title, goal, how_to_join];
        assert!(said.iter().all(|text| !text.is_empty()), "a goal is said in words, not counted");
        assert!(from_on <= last_on);
        assert_eq!(basis.number, "07/NQ-MTTQ");
    }

    #[test]
    fn one_joins_until_its_last_day_and_tells_only_what_has_been() {
        let movement = launch(new(), day("2026-03-02")).unwrap();
        assert!(movement.check_open(day("2026-12-31")).is_ok());
        assert_eq!(movement.check_open(day("2027-01-01")).unwrap_err().code, "movement-over");
        let today = day("2026-03-02");
        let ahead = activity(Some(day("2026-03-03")), ("Hẻm 12", "Trồng cây"), today);
        assert_eq!(ahead.unwrap_err().code, "movement-activity-day");
        let bare = achievement(("Cây đã trồng", ""), (None, None), today).unwrap_err();
        let codes: Vec<_> = bare.each().map(|refusal| refusal.code).collect();
        assert_eq!(codes, ["text-missing", "movement-result-value", "movement-result-day"]);
    }
}
