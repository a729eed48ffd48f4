//! People who sign in and what they may do where and when.
//!
//! Password hashes are made and compared in `desk`; roles are text here and words there.

use units::{AccountId, Day, PostId, UnitId};
use uuid::Uuid;

use crate::Value;
use crate::failure::Failure;
use crate::row::{FromRow, Row};
use crate::scope::Scope;
use crate::statement::{Statement, Statements};
use crate::tx::{Reader, Tx};

const INSERT: Statement =
    Statement::new("account/insert", include_str!("../sql/account/insert.sql"));
const BY_NAME: Statement =
    Statement::new("account/by_name", include_str!("../sql/account/by_name.sql"));
const BY_ID: Statement = Statement::new("account/by_id", include_str!("../sql/account/by_id.sql"));
const ALL: Statement = Statement::new("account/all", include_str!("../sql/account/all.sql"));
const SET_PASSWORD: Statement =
    Statement::new("account/set_password", include_str!("../sql/account/set_password.sql"));
const SET_DISABLED: Statement =
    Statement::new("account/set_disabled", include_str!("../sql/account/set_disabled.sql"));
const GRANT_INSERT: Statement =
    Statement::new("account/grant_insert", include_str!("../sql/account/grant_insert.sql"));
const GRANT_END: Statement =
    Statement::new("account/grant_end", include_str!("../sql/account/grant_end.sql"));
const GRANTS: Statement =
    Statement::new("account/grants", include_str!("../sql/account/grants.sql"));

/// The statements of this noun.
pub const STATEMENTS: Statements = &[
    &INSERT,
    &BY_NAME,
    &BY_ID,
    &ALL,
    &SET_PASSWORD,
    &SET_DISABLED,
    &GRANT_INSERT,
    &GRANT_END,
    &GRANTS,
];

/// An account. Not serialisable: it carries the password hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its identity.
    pub account_id: AccountId,
    /// The name to sign in with; unique when folded.
    pub name: String,
    /// The name on screen and in the record.
    pub display_name: String,
    /// As argon2 writes it.
    pub password_hash: String,
    /// May no longer sign in.
    pub disabled: bool,
    /// Must choose a password of its own first.
    pub must_change: bool,
    /// When it was made, epoch milliseconds.
    pub created_at: i64,
}

impl FromRow for Account {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            account_id: row.get("account_id")?,
            name: row.get("name")?,
            display_name: row.get("display_name")?,
            password_hash: row.get("password_hash")?,
            disabled: row.get("disabled")?,
            must_change: row.get("must_change")?,
            created_at: row.get("created_at")?,
        })
    }
}

/// What an account may do, where and in which days.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Grant {
    /// Its identity.
    pub grant_id: Uuid,
    /// Whose.
    pub account_id: AccountId,
    /// The role's code.
    pub role: String,
    /// The unit with its subtree; none for the whole city.
    pub unit_id: Option<UnitId>,
    /// The post as people call it.
    pub post: String,
    /// The post that the person holds by it.
    pub post_id: Option<PostId>,
    /// First day.
    pub valid_from: Day,
    /// First day no longer.
    pub valid_until: Option<Day>,
}

impl FromRow for Grant {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            grant_id: row.get("grant_id")?,
            account_id: row.get("account_id")?,
            role: row.get("role")?,
            unit_id: row.get("unit_id")?,
            post: row.get("post")?,
            post_id: row.get("post_id")?,
            valid_from: row.get("valid_from")?,
            valid_until: row.get("valid_until")?,
        })
    }
}

/// Adds an account. A taken name is [`Failure::is_duplicate`].
///
/// # Errors
/// When the statement fails.
pub async fn insert(tx: &mut Tx, account: &Account) -> Result<(), Failure> {
    let values: Vec<Value> = vec![
        account.account_id.into(),
        account.name.as_str().into(),
        units::text::fold(&account.name).into(),
        account.display_name.as_str().into(),
        account.password_hash.as_str().into(),
        account.must_change.into(),
        account.created_at.into(),
    ];
    tx.run(&INSERT, values).await.map(drop)
}

/// The account of a name, inside an act.
///
/// # Errors
/// When the statement fails.
pub async fn named(tx: &mut Tx, name: &str) -> Result<Option<Account>, Failure> {
    tx.row(&BY_NAME, vec![units::text::fold(name).into()]).await
}

/// The account of a name, for signing in: only the program itself asks.
///
/// # Errors
/// When the statement fails.
pub async fn by_name(
    reader: &Reader,
    scope: &Scope,
    name: &str,
) -> Result<Option<Account>, Failure> {
    if !scope.is_system() {
        return Ok(None);
    }
    reader.row(&BY_NAME, vec![units::text::fold(name).into()]).await
}

/// The account of an identity: only the program itself asks.
///
/// # Errors
/// When the statement fails.
pub async fn by_id(
    reader: &Reader,
    scope: &Scope,
    account_id: AccountId,
) -> Result<Option<Account>, Failure> {
    if !scope.is_system() {
        return Ok(None);
    }
    reader.row(&BY_ID, vec![account_id.into()]).await
}

/// Every account by name: only the program itself asks.
///
/// # Errors
/// When the statement fails.
pub async fn all(reader: &Reader, scope: &Scope) -> Result<Vec<Account>, Failure> {
    if !scope.is_system() {
        return Ok(Vec::new());
    }
    reader.rows(&ALL, Vec::new()).await
}

/// Sets the password hash. False when there is no such account.
///
/// # Errors
/// When the statement fails.
pub async fn set_password(
    tx: &mut Tx,
    account_id: AccountId,
    password_hash: &str,
    must_change: bool,
) -> Result<bool, Failure> {
    let values = vec![account_id.into(), password_hash.into(), must_change.into()];
    Ok(tx.run(&SET_PASSWORD, values).await? == 1)
}

/// Closes or opens an account. False when there is no such account.
///
/// # Errors
/// When the statement fails.
pub async fn set_disabled(
    tx: &mut Tx,
    account_id: AccountId,
    disabled: bool,
) -> Result<bool, Failure> {
    Ok(tx.run(&SET_DISABLED, vec![account_id.into(), disabled.into()]).await? == 1)
}

/// Adds a grant.
///
/// # Errors
/// When the statement fails.
pub async fn grant(tx: &mut Tx, grant: &Grant) -> Result<(), Failure> {
    let values: Vec<Value> = vec![
        grant.grant_id.into(),
        grant.account_id.into(),
        grant.role.as_str().into(),
        grant.unit_id.into(),
        grant.post.as_str().into(),
        grant.valid_from.into(),
        grant.valid_until.into(),
        grant.post_id.into(),
    ];
    tx.run(&GRANT_INSERT, values).await.map(drop)
}

/// Ends a grant on a day. False when it had ended by then.
///
/// # Errors
/// When the statement fails.
pub async fn end_grant(tx: &mut Tx, grant_id: Uuid, until: Day) -> Result<bool, Failure> {
    Ok(tx.run(&GRANT_END, vec![grant_id.into(), until.into()]).await? == 1)
}

/// Every grant of an account, past ones too: only the program itself asks.
///
/// # Errors
/// When the statement fails.
pub async fn grants(
    reader: &Reader,
    scope: &Scope,
    account_id: AccountId,
) -> Result<Vec<Grant>, Failure> {
    if !scope.is_system() {
        return Ok(Vec::new());
    }
    reader.rows(&GRANTS, vec![account_id.into()]).await
}
