//! Care for those who work: acts for whoever holds a post, talks that only the two read, and what each
//! post has on its hands.

use ledger::care::{CareKind, HelpKind, Load};
use ledger::{CareActId, MatterId};
use serde::Serialize;
use units::{AccountId, Day, PostId};
use uuid::Uuid;

use crate::{Failure, FromRow, Reader, Row, Scope, Statement, Statements, Tx, Value};

macro_rules! acts {
    ($condition:literal) => {
        concat!(
            "select c.care_act_id, c.kind, c.post_id, p.name as post, c.account_id, ",
            "a.display_name as holder, c.by_account_id, b.display_name as author, ",
            "bp.name as author_post, c.happened_on, c.said, c.help, c.until_on, c.look_again_on, ",
            "c.to_post_id, ",
            "tp.name as to_post, c.from_on, c.may_show, c.agreed, c.answered_on, c.matter_id ",
            "from care_act c join post p on p.post_id = c.post_id ",
            "join account a on a.account_id = c.account_id ",
            "join account b on b.account_id = c.by_account_id ",
            "left join post bp on bp.post_id = c.by_post_id ",
            "left join post tp on tp.post_id = c.to_post_id where ",
            $condition,
            " order by c.happened_on desc, c.created_at desc limit 200"
        )
    };
}

const OF_POST: Statement = Statement::new("care/of_post", acts!("c.post_id = $1"));
const OF_ACCOUNT: Statement = Statement::new("care/of_account", acts!("c.account_id = $1"));
const ONE: Statement = Statement::new("care/one", acts!("c.care_act_id = $1"));
/// `$1` is the reader, who must be one of the two.
const TALKS: Statement = Statement::new(
    "care/talks",
    "select t.care_act_id, t.post_id, p.name as post, t.account_id, a.display_name as holder, \
     t.by_account_id, b.display_name as author, t.happened_on, t.said, t.look_again_on \
     from care_talk t \
     join post p on p.post_id = t.post_id join account a on a.account_id = t.account_id \
     join account b on b.account_id = t.by_account_id \
     where t.account_id = $1 or t.by_account_id = $1 \
     order by t.happened_on desc, t.created_at desc limit 200",
);
const SHOWN: Statement = Statement::new(
    "care/shown",
    "select c.happened_on, c.said, bp.name as author_post, bp.name_en as author_post_en \
     from care_act c left join post bp on bp.post_id = c.by_post_id where c.post_id = $1 \
     and c.kind = 'dong_vien' and c.may_show and c.agreed order by c.happened_on desc limit 20",
);
const ADD: Statement = Statement::new(
    "care/add",
    "insert into care_act (care_act_id, kind, post_id, account_id, by_account_id, by_post_id, \
     happened_on, said, help, until_on, to_post_id, from_on, may_show, matter_id, created_at, \
     look_again_on) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
);
const ADD_TALK: Statement = Statement::new(
    "care/add_talk",
    "insert into care_talk (care_act_id, post_id, account_id, by_account_id, happened_on, said, \
     created_at, look_again_on) values ($1, $2, $3, $4, $5, $6, $7, $8)",
);
const KEPT: Statement = Statement::new(
    "care/kept",
    "select care_act_id from care_act where care_act_id = $1 union all \
     select care_act_id from care_talk where care_act_id = $1",
);
const ANSWER: Statement = Statement::new(
    "care/answer",
    "update care_act set agreed = $3, answered_on = $4 where care_act_id = $1 \
     and account_id = $2 and agreed is null",
);
const LOADS: Statement = Statement::new(
    "care/loads",
    "select mp.post_id, count(*) as open, \
     cast(sum(case when m.due_on < $1 then 1 else 0 end) as bigint) as late, \
     cast(sum(case when m.reopened > 0 then 1 else 0 end) as bigint) as reopened, \
     min(case when m.state in ('received', 'triaged', 'assigned') then m.opened_on end) \
     as unanswered_since \
     from matter_place mp join matter m on m.matter_id = mp.matter_id and m.is_owed \
     where mp.valid_from <= $1 and (mp.valid_until is null or mp.valid_until > $1) \
     and mp.post_id in ($2) group by mp.post_id",
);
const HOLDERS: Statement = Statement::new(
    "care/holders",
    "select g.grant_id, g.post_id, g.account_id, a.name, a.display_name, g.role, g.valid_from, \
     g.valid_until from account_grant g join account a on a.account_id = g.account_id \
     where (g.valid_until is null or g.valid_until > $1) and g.post_id in ($2) \
     order by a.display_name, g.valid_from",
);

/// The statements of this noun.
pub const STATEMENTS: Statements = &[
    &OF_POST,
    &OF_ACCOUNT,
    &ONE,
    &TALKS,
    &SHOWN,
    &ADD,
    &ADD_TALK,
    &KEPT,
    &ANSWER,
    &LOADS,
    &HOLDERS,
];

/// An act of care: help, a move or encouragement. Never a talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its identity.
    pub id: CareActId,
    /// Which.
    pub kind: CareKind,
    /// The post whose holder it is for.
    pub post: (PostId, String),
    /// The holder.
    pub holder: (AccountId, String),
    /// Who gave it.
    pub author: (AccountId, String),
    /// As what.
    pub author_post: Option<String>,
    /// The day.
    pub on: Day,
    /// Its text.
    pub said: String,
    /// Which help.
    pub help: Option<HelpKind>,
    /// The last day of help.
    pub until_on: Option<Day>,
    /// The day to look again how it goes.
    pub look_again_on: Option<Day>,
    /// The post moved to.
    pub to_post: Option<(PostId, String)>,
    /// From which day.
    pub from_on: Option<Day>,
    /// Whether the author would show it.
    pub may_show: bool,
    /// Whether the holder agreed; nothing before the holder spoke.
    pub agreed: Option<bool>,
    /// The day the holder spoke.
    pub answered_on: Option<Day>,
    /// The matter that the help became.
    pub matter_id: Option<MatterId>,
}

/// A talk, as one of the two reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk {
    /// Its identity.
    pub id: CareActId,
    /// The holder's post then.
    pub post: (PostId, String),
    /// The holder.
    pub holder: (AccountId, String),
    /// The other.
    pub author: (AccountId, String),
    /// The day.
    pub on: Day,
    /// What was agreed.
    pub said: String,
    /// The day to look again how it goes.
    pub look_again_on: Option<Day>,
}

/// Thanks on a post's page, shown since both agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Thanks {
    /// The day.
    pub on: Day,
    /// The words.
    pub said: String,
    /// From which post.
    pub author_post: Option<String>,
    /// Its name in English.
    pub author_post_en: Option<String>,
}

/// Who holds a post, from when, until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The grant.
    pub grant_id: Uuid,
    /// The post.
    pub post_id: PostId,
    /// The person's account.
    pub account_id: AccountId,
    /// The name to sign in with.
    pub name: String,
    /// The person's name.
    pub display_name: String,
    /// As what.
    pub role: String,
    /// First day.
    pub from: Day,
    /// First day no longer.
    pub until: Option<Day>,
}

/// An act of care to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCare {
    /// Its identity.
    pub id: CareActId,
    /// The post and its holder.
    pub to: (PostId, AccountId),
    /// Who gives it, as what.
    pub by: (AccountId, Option<PostId>),
    /// The act, checked.
    pub act: ledger::care::CareAct,
    /// The matter that the help became.
    pub matter: Option<MatterId>,
    /// The day, and the one to look again.
    pub on: (Day, Option<Day>),
    /// Epoch milliseconds.
    pub at: i64,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let to: (Option<PostId>, Option<String>) = (row.get("to_post_id")?, row.get("to_post")?);
        Ok(Self {
            id: row.get("care_act_id")?,
            kind: row.get("kind")?,
            post: (row.get("post_id")?, row.get("post")?),
            holder: (row.get("account_id")?, row.get("holder")?),
            author: (row.get("by_account_id")?, row.get("author")?),
            author_post: row.get("author_post")?,
            on: row.get("happened_on")?,
            said: row.get("said")?,
            help: row.get("help")?,
            until_on: row.get("until_on")?,
            look_again_on: row.get("look_again_on")?,
            to_post: to.0.zip(to.1),
            from_on: row.get("from_on")?,
            may_show: row.get("may_show")?,
            agreed: row.get("agreed")?,
            answered_on: row.get("answered_on")?,
            matter_id: row.get("matter_id")?,
        })
    }
}

impl FromRow for Talk {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            id: row.get("care_act_id")?,
            post: (row.get("post_id")?, row.get("post")?),
            holder: (row.get("account_id")?, row.get("holder")?),
            author: (row.get("by_account_id")?, row.get("author")?),
            on: row.get("happened_on")?,
            said: row.get("said")?,
            look_again_on: row.get("look_again_on")?,
        })
    }
}

impl FromRow for Thanks {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            on: row.get("happened_on")?,
            said: row.get("said")?,
            author_post: row.get("author_post")?,
            author_post_en: row.get("author_post_en")?,
        })
    }
}

impl FromRow for Holder {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            grant_id: row.get("grant_id")?,
            post_id: row.get("post_id")?,
            account_id: row.get("account_id")?,
            name: row.get("name")?,
            display_name: row.get("display_name")?,
            role: row.get("role")?,
            from: row.get("valid_from")?,
            until: row.get("valid_until")?,
        })
    }
}

struct Loaded(PostId, Load);

impl FromRow for Loaded {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let load = Load {
            open: row.get("open")?,
            late: row.get("late")?,
            reopened: row.get("reopened")?,
            unanswered_since: row.get("unanswered_since")?,
        };
        Ok(Self(row.get("post_id")?, load))
    }
}

/// The acts for the holders of a post; nothing for a visitor. `desk::care` has checked the reader.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_post(reader: &Reader, scope: &Scope, post: PostId) -> Result<Vec<Line>, Failure> {
    if scope.is_public() {
        return Ok(Vec::new());
    }
    reader.rows(&OF_POST, vec![post.into()]).await
}

/// The acts for one person, whom `desk::care` names: the reader.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_account(
    reader: &Reader,
    _scope: &Scope,
    account: AccountId,
) -> Result<Vec<Line>, Failure> {
    reader.rows(&OF_ACCOUNT, vec![account.into()]).await
}

/// The talks that a person had, on either side; `desk::care` names the reader and nobody else.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn talks_of(
    reader: &Reader,
    _scope: &Scope,
    account: AccountId,
) -> Result<Vec<Talk>, Failure> {
    reader.rows(&TALKS, vec![account.into()]).await
}

/// The thanks on a post's page, which both agreed to show.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn shown(reader: &Reader, _scope: &Scope, post: PostId) -> Result<Vec<Thanks>, Failure> {
    reader.rows(&SHOWN, vec![post.into()]).await
}

/// One act inside an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn one_now(tx: &mut Tx, id: CareActId) -> Result<Option<Line>, Failure> {
    tx.row(&ONE, vec![id.into()]).await
}

/// Whether an act of this identity was kept, so that a form sent twice gives the same thing.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn is_kept(tx: &mut Tx, id: CareActId) -> Result<bool, Failure> {
    let found: Option<(CareActId,)> = tx.row(&KEPT, vec![id.into()]).await?;
    Ok(found.is_some())
}

/// Keeps an act; a talk goes into its own table.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(tx: &mut Tx, new: &NewCare) -> Result<(), Failure> {
    use ledger::care::CareAct;
    let (said, help, until, to_post, from, may_show) = match &new.act {
        CareAct::Share { said } => return add_talk(tx, new, said).await,
        CareAct::Help { kind, said, until } => (said, Some(*kind), *until, None, None, false),
        CareAct::Move { to, from, said } => (said, None, None, *to, *from, false),
        CareAct::Encourage { said, may_show } => (said, None, None, None, None, *may_show),
    };
    let values = vec![
        new.id.into(),
        new.act.kind().into(),
        new.to.0.into(),
        new.to.1.into(),
        new.by.0.into(),
        new.by.1.into(),
        new.on.0.into(),
        said.as_str().into(),
        help.into(),
        until.into(),
        to_post.into(),
        from.into(),
        may_show.into(),
        new.matter.into(),
        new.at.into(),
        new.on.1.into(),
    ];
    tx.run(&ADD, values).await.map(drop)
}

async fn add_talk(tx: &mut Tx, new: &NewCare, said: &str) -> Result<(), Failure> {
    let values = vec![
        new.id.into(),
        new.to.0.into(),
        new.to.1.into(),
        new.by.0.into(),
        new.on.0.into(),
        said.into(),
        new.at.into(),
        new.on.1.into(),
    ];
    tx.run(&ADD_TALK, values).await.map(drop)
}

/// Keeps what the holder said to a move or to being thanked in public; false where it is not theirs
/// or they have spoken.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn answer(
    tx: &mut Tx,
    (id, account): (CareActId, AccountId),
    agreed: bool,
    today: Day,
) -> Result<bool, Failure> {
    let values = vec![id.into(), account.into(), agreed.into(), today.into()];
    Ok(tx.run(&ANSWER, values).await? == 1)
}

/// What posts have on their hands on a day; a post without anything is missing. Nothing for a visitor:
/// who has much to do is not for the public.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn loads(
    reader: &Reader,
    scope: &Scope,
    posts: &[PostId],
    today: Day,
) -> Result<Vec<(PostId, Load)>, Failure> {
    if scope.is_public() || posts.is_empty() {
        return Ok(Vec::new());
    }
    let values = vec![today.into(), Value::list(posts.iter().map(|post| post.0))];
    let rows: Vec<Loaded> = reader.rows(&LOADS, values).await?;
    Ok(rows.into_iter().map(|Loaded(post, load)| (post, load)).collect())
}

/// Who holds posts today or will; only the program itself asks, for `desk` to show where it may.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn holders(
    reader: &Reader,
    scope: &Scope,
    posts: &[PostId],
    today: Day,
) -> Result<Vec<Holder>, Failure> {
    if !scope.is_system() || posts.is_empty() {
        return Ok(Vec::new());
    }
    let values = vec![today.into(), Value::list(posts.iter().map(|post| post.0))];
    reader.rows(&HOLDERS, values).await
}
