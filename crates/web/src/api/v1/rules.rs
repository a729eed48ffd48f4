//! The rulebook: the legal numbers that hold on a day, in a place or anywhere, and one with its history.

use axum::Json;
use axum::extract::{Path, Query, State};
use desk::authority::public_scope;
use desk::rulebook::{self, PutAside};
use serde_json::json;
use units::UnitId;
use units::rulebook::{Key, Rule, Rulebook, Value};

use super::page;
use super::shapes::{LegalRule, LegalRulePage, LegalRules, RulePutAside, RulesAsked};
use super::units::{day, limit};
use crate::error::Fault;
use crate::site::Site;

/// A value as the files of rules write it.
fn value(value: &Value) -> serde_json::Value {
    match value {
        Value::Whole(number) => json!(number),
        Value::Percent(percent) => json!({ "percent": percent }),
        Value::Over(part) => json!({ "over": format!("{}/{}", part.num, part.den) }),
        Value::WorkingDays(days) => json!({ "working_days": days }),
        Value::Kinds(kinds) => {
            let kinds: Vec<String> = kinds.iter().map(ToString::to_string).collect();
            json!({ "kinds": kinds })
        }
        Value::Flag(flag) => json!(flag),
        Value::Words { vi, en } => json!({ "vi": vi, "en": en }),
    }
}

fn shape(book: &Rulebook, aside: &[PutAside], rule: &Rule) -> LegalRule {
    let id = book.address(rule);
    let put = aside.iter().filter(|it| it.address == id).map(|it| RulePutAside {
        by: it.by.address.clone(),
        from: it.from.to_string(),
        until: it.until.map(|day| day.to_string()),
    });
    LegalRule {
        put_aside: put.collect(),
        id,
        key: rule.key.to_string(),
        kind: rule.kind.map(|kind| kind.to_string()),
        territory: rule.territory.clone(),
        territory_name: book.territory_name(&rule.territory).to_owned(),
        value: value(&rule.value),
        valid_from: rule.valid_from.map(|day| day.to_string()),
        valid_until: rule.valid_to.map(|day| day.to_string()),
        document: rule.source.title.clone(),
        document_number: rule.source.number.clone(),
        document_on: rule.source.issued_on.map(|day| day.to_string()),
        article: rule.article.clone(),
        unverified: rule.unverified,
        origin: rule.origin().to_string(),
    }
}

/// The rules that decide in a unit on a day, or every rule that holds somewhere on it.
#[utoipa::path(
    get,
    path = "/api/v1/rules",
    tag = "rules",
    params(RulesAsked),
    responses(
        (status = 200, body = LegalRules),
        (status = 400, description = "a parameter cannot be read"),
        (status = 404, description = "no such unit")
    )
)]
pub async fn list(
    State(site): State<Site>,
    Query(asked): Query<RulesAsked>,
) -> Result<Json<LegalRules>, Fault> {
    let at = day(&site, asked.at.as_deref())?;
    let key: Option<Key> = match asked.key.as_deref() {
        Some(key) => Some(key.parse().map_err(|_| Fault::Unreadable)?),
        None => None,
    };
    let book = rulebook::book(&site.desk).await?;
    let aside = rulebook::put_aside(&site.desk, &book).await?;
    let mut rules: Vec<&Rule> = match asked.unit.as_deref() {
        Some(unit) => {
            let unit: UnitId = unit.parse().map_err(|_| Fault::NotFound)?;
            let reader = site.desk.store.read();
            let there = store::unit::line(&reader, &public_scope(), unit, at).await?;
            there.ok_or(Fault::NotFound)?;
            book.deciding(&rulebook::place(&site.desk, unit, at).await?, at)
        }
        None => book.rules().iter().filter(|rule| rule.holds_on(at)).collect(),
    };
    rules.retain(|rule| key.is_none_or(|key| rule.key == key));
    let items = rules.into_iter().map(|rule| shape(&book, &aside, rule)).collect();
    let cut = (asked.cursor.as_deref(), limit(asked.limit));
    let (items, next) = page(items, |rule: &LegalRule| rule.id.clone(), cut)?;
    Ok(Json(LegalRules { at: at.to_string(), items, next }))
}

/// A rule with its history.
#[utoipa::path(
    get,
    path = "/api/v1/rules/{rule}",
    tag = "rules",
    params(("rule" = String, Path, description = "The rule's id")),
    responses((status = 200, body = LegalRulePage), (status = 404, description = "no such rule"))
)]
pub async fn one(
    State(site): State<Site>,
    Path(address): Path<String>,
) -> Result<Json<LegalRulePage>, Fault> {
    let book = rulebook::book(&site.desk).await?;
    let rule = book.at_address(&address).ok_or(Fault::NotFound)?;
    let aside = rulebook::put_aside(&site.desk, &book).await?;
    let shapes = |rules: Vec<&Rule>| rules.iter().map(|rule| shape(&book, &aside, rule)).collect();
    Ok(Json(LegalRulePage {
        rule: shape(&book, &aside, rule),
        history: shapes(book.history(rule)),
        elsewhere: shapes(book.elsewhere(rule)),
    }))
}
