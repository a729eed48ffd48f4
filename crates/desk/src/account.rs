//! Accounts: made by the administrator, signed in by name and password. Passwords are argon2id
//! hashes, made on a blocking thread behind a semaphore; throttling of attempts is the web's.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use store::account::{Account, Grant as GrantRow};
use store::{Failure, Fault, Stop, account};
use tokio::sync::Semaphore;
use units::{AccountId, Day, Period, PostId, UnitId};

use crate::authority::{Grant, system_scope};
use crate::{Act, Actor, Desk, Error, Object, Refusal, Role, authority, entry};

/// Each hashing takes 19 MiB and a core: more at once would only make each slower.
static HASHING: Semaphore = Semaphore::const_new(2);

/// What an unknown name is compared with, so that it takes as long as a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    let hash = Argon2::default().hash_password(b"nobody has this password");
    hash.map(|hash| hash.to_string()).unwrap_or_default()
});

/// Fewest letters of a password.
const PASSWORD_MIN: usize = 10;

/// An account to make.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The name it signs in by.
    pub name: String,
    /// The person's name.
    pub display_name: String,
    /// The first password.
    pub password: String,
    /// As what.
    pub role: Role,
    /// Where, with everything below; the whole city where none is named.
    pub unit: Option<UnitId>,
    /// The post, for the record: "Công chức phường".
    pub post: String,
    /// The post that the person holds by it, where it is one that owes answers.
    pub post_id: Option<PostId>,
    /// Whether the password must be changed at the first sign-in.
    pub must_change: bool,
}

/// Makes an account with one grant from today on. Without an actor it is the administrator of the
/// machine, at the command line.
///
/// # Errors
/// `account-name-taken`, `account-name-missing`, `account-password-short`, authority, or a failure.
pub async fn add(desk: &Desk, actor: Option<&Actor>, new: NewAccount) -> Result<AccountId, Error> {
    if let Some(actor) = actor {
        let object = Object::at(Vec::new(), desk.clock.today());
        authority::authorize(actor, Act::AccountAdd, &object)?;
    }
    if new.name.trim().is_empty() {
        return Err(Refusal::new("account-name-missing").into());
    }
    let hash = hash(new.password.clone()).await?;
    let (now, today) = (desk.clock.now(), desk.clock.today());
    let made = Account {
        account_id: AccountId(desk.clock.id()),
        name: units::text::tidy(&new.name),
        display_name: units::text::tidy(&new.display_name),
        password_hash: hash,
        disabled: false,
        must_change: new.must_change,
        created_at: now,
    };
    let grant = GrantRow {
        grant_id: desk.clock.id(),
        account_id: made.account_id,
        role: new.role.code().to_owned(),
        unit_id: new.unit,
        post: new.post,
        post_id: new.post_id,
        valid_from: today,
        valid_until: None,
    };
    let audit = by(actor, now, Act::AccountAdd, made.account_id);
    desk.act((made, grant, audit), |tx, input| {
        Box::pin(async move {
            let (made, grant, audit) = &*input;
            if account::named(tx, &made.name).await?.is_some() {
                let refusal = Refusal::new("account-name-taken").with("name", &made.name);
                return Err(Stop::Refused(refusal));
            }
            account::insert(tx, made).await?;
            account::grant(tx, grant).await?;
            tx.audit(audit.clone()).await?;
            Ok(made.account_id)
        })
    })
    .await
}

/// Gives an account a new password; its owner must change it at the next sign-in when `actor` or
/// the command line gives it.
///
/// # Errors
/// `account-unknown`, `account-password-short`, authority, or a failure.
pub async fn reset(
    desk: &Desk,
    actor: Option<&Actor>,
    name: &str,
    password: String,
) -> Result<(), Error> {
    if let Some(actor) = actor {
        let object = Object::at(Vec::new(), desk.clock.today());
        authority::authorize(actor, Act::AccountReset, &object)?;
    }
    let found = account::by_name(&desk.store.read(), &system_scope(), name).await?;
    let Some(found) = found else {
        return Err(Refusal::new("account-unknown").with("name", name).into());
    };
    set_password(desk, actor, (found.account_id, true), password).await
}

/// Lets a person change the own password, knowing the old one.
///
/// # Errors
/// `account-wrong-password`, `account-password-short`, or a failure.
pub async fn change_password(
    desk: &Desk,
    actor: &Actor,
    old: String,
    new: String,
) -> Result<(), Error> {
    let found = account::by_id(&desk.store.read(), &system_scope(), actor.account_id).await?;
    let known = found.map(|account| account.password_hash).unwrap_or_default();
    if !verify(known, old).await? {
        return Err(Refusal::new("account-wrong-password").into());
    }
    set_password(desk, Some(actor), (actor.account_id, false), new).await
}

async fn set_password(
    desk: &Desk,
    actor: Option<&Actor>,
    (id, must_change): (AccountId, bool),
    password: String,
) -> Result<(), Error> {
    let hash = hash(password).await?;
    let audit = by(actor, desk.clock.now(), Act::AccountReset, id);
    desk.act((id, hash, must_change, audit), |tx, input| {
        Box::pin(async move {
            let (id, hash, must_change, audit) = &*input;
            account::set_password(tx, *id, hash, *must_change).await?;
            // Whoever knew the old password is signed out everywhere.
            store::session::delete_of(tx, *id).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Signs a person in. An unknown name takes as long as a wrong password, and says the same.
///
/// # Errors
/// `account-wrong-password`, or a failure.
pub async fn sign_in(desk: &Desk, name: &str, password: String) -> Result<Actor, Error> {
    let found = account::by_name(&desk.store.read(), &system_scope(), name).await?;
    let known = match &found {
        Some(account) => account.password_hash.clone(),
        None => NOBODY.clone(),
    };
    let right = verify(known, password).await?;
    let wrong = || Error::Refused(Refusal::new("account-wrong-password"));
    match found {
        Some(account) if right && !account.disabled => {
            actor(desk, account.account_id).await?.ok_or_else(wrong)
        }
        _ => Err(wrong()),
    }
}

/// The person of an account with the grants, unless it is disabled or unknown.
///
/// # Errors
/// A failure of the database.
pub async fn actor(desk: &Desk, id: AccountId) -> Result<Option<Actor>, Error> {
    let (reader, scope) = (desk.store.read(), system_scope());
    let Some(account) = account::by_id(&reader, &scope, id).await? else { return Ok(None) };
    if account.disabled {
        return Ok(None);
    }
    let mut grants = Vec::new();
    for row in account::grants(&reader, &scope, id).await? {
        let Some(role) = Role::of_code(&row.role) else { continue };
        let goes_on_for = match row.post_id {
            Some(post) => store::post::continued(&reader, &scope, post).await?,
            None => Vec::new(),
        };
        grants.push(Grant {
            role,
            unit: row.unit_id,
            post: row.post,
            post_id: row.post_id,
            goes_on_for,
            valid: Period { from: row.valid_from, until: row.valid_until },
        });
    }
    let outermost = store::unit::outermost(&reader, &scope, desk.clock.today()).await?;
    Ok(Some(Actor {
        account_id: id,
        display_name: account.display_name,
        grants,
        outermost,
        must_change: account.must_change,
    }))
}

/// A post to give to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGrant {
    /// Its identity; the same identity sent twice gives the same grant.
    pub id: uuid::Uuid,
    /// The name that the person signs in with.
    pub name: String,
    /// The post.
    pub post: PostId,
    /// From which day.
    pub from: Day,
    /// The first day no longer, where it is known.
    pub until: Option<Day>,
}

/// Lets a person hold a post from a day on. The role follows from the post, and nobody gives a role
/// above their own or anything to themselves. Without an actor it is the command line.
///
/// # Errors
/// `post-unknown`, `account-unknown`, `grant-yourself`, `grant-above`, `grant-period`, `grant-held`,
/// authority, or a failure.
pub async fn grant(desk: &Desk, actor: Option<&Actor>, new: NewGrant) -> Result<(), Error> {
    let today = desk.clock.today();
    let post = crate::post::managed(desk, actor, new.post).await?;
    let reader = desk.store.read();
    let found = account::by_name(&reader, &system_scope(), &new.name).await?;
    let Some(found) = found else {
        return Err(Refusal::at("ten", "account-unknown").with("name", &new.name).into());
    };
    let role = Role::of_post(post.kind, post.commune_id.is_none());
    if let Some(actor) = actor {
        if actor.account_id == found.account_id {
            return Err(Refusal::at("ten", "grant-yourself").into());
        }
        authority::may_give(actor, role, today)?;
    }
    if new.until.is_some_and(|until| until <= new.from) {
        return Err(Refusal::at("den-ngay", "grant-period").into());
    }
    let held = account::grants(&reader, &system_scope(), found.account_id).await?;
    if held.iter().any(|grant| grant.grant_id == new.id) {
        return Ok(());
    }
    let ends_later = |grant: &GrantRow| grant.valid_until.is_none_or(|until| until > new.from);
    if held.iter().any(|grant| grant.post_id == Some(new.post) && ends_later(grant)) {
        return Err(Refusal::at("ten", "grant-held").into());
    }
    let row = GrantRow {
        grant_id: new.id,
        account_id: found.account_id,
        role: role.code().to_owned(),
        unit_id: post.unit_id,
        post: post.name,
        post_id: Some(new.post),
        valid_from: new.from,
        valid_until: new.until,
    };
    let audit = by(actor, desk.clock.now(), Act::PostManage, found.account_id);
    desk.act((row, audit), |tx, input| {
        Box::pin(async move {
            let (row, audit) = &*input;
            account::grant(tx, row).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Ends a person's hold of a post: from a day on, today or later, the grant no longer counts.
///
/// # Errors
/// `post-unknown`, `grant-unknown`, `grant-past`, authority, or a failure.
pub async fn end_grant(
    desk: &Desk,
    actor: Option<&Actor>,
    (post, id): (PostId, uuid::Uuid),
    until: Day,
) -> Result<(), Error> {
    let today = desk.clock.today();
    crate::post::managed(desk, actor, post).await?;
    if until < today {
        return Err(Refusal::at("tu-ngay", "grant-past").into());
    }
    let reader = desk.store.read();
    let holders = store::care::holders(&reader, &system_scope(), &[post], today).await?;
    let Some(holder) = holders.into_iter().find(|holder| holder.grant_id == id) else {
        return Err(Refusal::new("grant-unknown").into());
    };
    let until = until.max(holder.from);
    let audit = by(actor, desk.clock.now(), Act::PostManage, holder.account_id);
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            account::end_grant(tx, id, until).await?;
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}

fn by(actor: Option<&Actor>, now: i64, act: Act, account: AccountId) -> store::Entry {
    match actor {
        Some(actor) => entry(now, (actor, ""), act, ("account", account.0)),
        None => store::Entry {
            at: now,
            actor: None,
            post: None,
            act: act.code(),
            object_kind: "account",
            object_id: Some(account.0),
            reason: "command line".to_owned(),
            digest: None,
        },
    }
}

async fn hash(password: String) -> Result<String, Error> {
    if password.chars().count() < PASSWORD_MIN {
        return Err(Refusal::new("account-password-short").with("least", PASSWORD_MIN).into());
    }
    let work = move || Argon2::default().hash_password(password.as_bytes()).map(|h| h.to_string());
    match blocking(work).await? {
        Ok(hash) => Ok(hash),
        Err(_) => Err(Failure::new(Fault::Bug, "hash a password").into()),
    }
}

async fn verify(hash: String, password: String) -> Result<bool, Error> {
    blocking(move || {
        PasswordHash::new(&hash).is_ok_and(|known| {
            Argon2::default().verify_password(password.as_bytes(), &known).is_ok()
        })
    })
    .await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let failed = |_| Failure::new(Fault::Bug, "hash a password");
    let permit = HASHING.acquire().await;
    let permit = permit.map_err(|_| Failure::new(Fault::Bug, "hash a password"))?;
    let done = tokio::task::spawn_blocking(work).await.map_err(failed)?;
    drop(permit);
    Ok(done)
}
