//! What offices added to the rulebook for their own territories. Public: a rule is never kept in secret.

use serde::Serialize;
use units::rulebook::{Key, Value as Said};
use units::{AccountId, Day, Kind, OfficeRuleId, UnitId};

use crate::unit::Ask;
use crate::{Failure, FromRow, Row, Statement, Statements, Tx};

macro_rules! rules {
    ($condition:literal) => {
        concat!(
            "select r.office_rule_id, r.unit_id, r.rule_key, r.kind, r.value_json, r.valid_from, ",
            "r.valid_until, r.title, r.number, r.issued_on, r.article, r.post, r.created_at, ",
            "r.ended_at, (select s.name from unit_state s where s.unit_id = r.unit_id ",
            "order by s.valid_from desc limit 1) as unit from office_rule r where ",
            $condition,
            " order by r.valid_from, r.created_at, r.office_rule_id"
        )
    };
}

const ALL: Statement = Statement::new("rulebook/all", rules!("r.created_at >= 0"));
const ONE: Statement = Statement::new("rulebook/one", rules!("r.office_rule_id = $1"));
const ADD: Statement = Statement::new(
    "rulebook/add",
    "insert into office_rule (office_rule_id, unit_id, rule_key, kind, value_json, valid_from, \
     valid_until, title, number, issued_on, article, post, created_by, created_at) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
);
const END: Statement = Statement::new(
    "rulebook/end",
    "update office_rule set valid_until = $2, ended_at = $3 where office_rule_id = $1 \
     and ended_at is null and (valid_until is null or valid_until > $2)",
);

/// The statements of this noun.
pub const STATEMENTS: Statements = &[&ALL, &ONE, &ADD, &END];

/// A rule that an office added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfficeRule {
    /// Its identity.
    pub id: OfficeRuleId,
    /// The territory: a commune or a province.
    pub unit_id: UnitId,
    /// The territory's name of its latest days.
    pub unit: String,
    /// What it is about.
    pub key: Key,
    /// The kind of unit it holds for; none means every kind.
    pub kind: Option<Kind>,
    /// What it says.
    pub value: Said,
    /// First day.
    pub valid_from: Day,
    /// First day on which it no longer holds.
    pub valid_until: Option<Day>,
    /// Title of the document.
    pub title: String,
    /// Number of the document.
    pub number: String,
    /// Day of the document.
    pub issued_on: Day,
    /// Article or clause; may be empty.
    pub article: String,
    /// The post that added it.
    pub post: String,
    /// Epoch milliseconds.
    pub created_at: i64,
    /// When it was ended, epoch milliseconds.
    pub ended_at: Option<i64>,
}

impl FromRow for OfficeRule {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let value: String = row.get("value_json")?;
        let value = serde_json::from_str(&value).map_err(|cause| {
            Failure::new(crate::Fault::Damaged, "read a rule of an office").because(cause)
        })?;
        Ok(Self {
            id: row.get("office_rule_id")?,
            unit_id: row.get("unit_id")?,
            unit: row.get::<Option<String>>("unit")?.unwrap_or_default(),
            key: row.get("rule_key")?,
            kind: row.get("kind")?,
            value,
            valid_from: row.get("valid_from")?,
            valid_until: row.get("valid_until")?,
            title: row.get("title")?,
            number: row.get("number")?,
            issued_on: row.get("issued_on")?,
            article: row.get("article")?,
            post: row.get("post")?,
            created_at: row.get("created_at")?,
            ended_at: row.get("ended_at")?,
        })
    }
}

/// Every rule that an office added, ended ones among them, in order of days.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn all(ask: &mut impl Ask) -> Result<Vec<OfficeRule>, Failure> {
    ask.ask(&ALL, Vec::new()).await
}

/// One of them.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn one(ask: &mut impl Ask, id: OfficeRuleId) -> Result<Option<OfficeRule>, Failure> {
    Ok(ask.ask(&ONE, vec![id.into()]).await?.pop())
}

/// Stores a rule.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(tx: &mut Tx, rule: &OfficeRule, by: AccountId) -> Result<(), Failure> {
    let values = vec![
        rule.id.into(),
        rule.unit_id.into(),
        rule.key.into(),
        rule.kind.into(),
        serde_json::to_string(&rule.value).unwrap_or_default().into(),
        rule.valid_from.into(),
        rule.valid_until.into(),
        rule.title.as_str().into(),
        rule.number.as_str().into(),
        rule.issued_on.into(),
        rule.article.as_str().into(),
        rule.post.as_str().into(),
        by.into(),
        rule.created_at.into(),
    ];
    tx.run(&ADD, values).await.map(drop)
}

/// Ends a rule on a day; false where it has ended already.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn end(tx: &mut Tx, id: OfficeRuleId, day: Day, now: i64) -> Result<bool, Failure> {
    Ok(tx.run(&END, vec![id.into(), day.into(), now.into()]).await? == 1)
}
