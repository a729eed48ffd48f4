//! `coso user`: the first administrator, further accounts, a forgotten password.

use std::io::{BufRead, IsTerminal, Write};

use anyhow::{Context, Result};
use clap::{Args, Subcommand, ValueEnum};
use desk::Role;
use desk::account::{self, NewAccount};
use words::Lang;

use crate::database::DatabaseArgs;
use crate::office;

/// What `coso user` does.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Thêm tài khoản · Add an account
    Add(AddArgs),
    /// Đặt lại mật khẩu · Give a new password
    Reset(ResetArgs),
}

/// What `coso user add` takes.
#[derive(Debug, Args)]
pub struct AddArgs {
    #[command(flatten)]
    database: DatabaseArgs,
    /// Tên đăng nhập · The name to sign in with
    account: String,
    /// Họ và tên · The person's name
    #[arg(long)]
    name: String,
    /// Vai trò · As what
    #[arg(long, value_enum, default_value = "administrator")]
    role: RoleName,
    /// Chức danh · The post, for the record
    #[arg(long, default_value = "")]
    post: String,
    /// Mã đơn vị (UUID) mà tài khoản phụ trách; bỏ trống là toàn thành phố · The unit, else the whole city
    #[arg(long, value_name = "ID")]
    unit: Option<units::UnitId>,
}

/// What `coso user reset` takes.
#[derive(Debug, Args)]
pub struct ResetArgs {
    #[command(flatten)]
    database: DatabaseArgs,
    /// Tên đăng nhập · The name to sign in with
    account: String,
}

/// Roles as the command line names them.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum RoleName {
    /// Quản trị
    Administrator,
    /// Công chức phường, xã
    WardOfficer,
    /// Lãnh đạo phường, xã
    WardLeader,
    /// Công chức thành phố
    CityOfficer,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Administrator => Self::Administrator,
            RoleName::WardOfficer => Self::WardOfficer,
            RoleName::WardLeader => Self::WardLeader,
            RoleName::CityOfficer => Self::CityOfficer,
        }
    }
}

/// Adds an account or resets its password. The password is read from the first line of stdin.
///
/// # Errors
/// When the database cannot be had, or the act is refused.
pub async fn user(command: UserCommand, lang: Lang) -> Result<()> {
    match command {
        UserCommand::Add(args) => {
            let desk = office::desk(args.database.open_up_to_date().await?, None)?;
            let new = NewAccount {
                name: args.account.clone(),
                display_name: args.name,
                password: password(lang)?,
                role: args.role.into(),
                unit: args.unit,
                post: args.post,
                post_id: None,
                must_change: false,
            };
            account::add(&desk, None, new).await?;
            eprintln!("{}", words::say(lang, "coso-user-added", &[("name", args.account)]));
            desk.store.close().await;
        }
        UserCommand::Reset(args) => {
            let desk = office::desk(args.database.open().await?, None)?;
            account::reset(&desk, None, &args.account, password(lang)?).await?;
            eprintln!("{}", words::say(lang, "coso-user-reset", &[("name", args.account)]));
            desk.store.close().await;
        }
    }
    Ok(())
}

/// One line of stdin; a terminal is asked for it.
fn password(lang: Lang) -> Result<String> {
    if std::io::stdin().is_terminal() {
        eprint!("{} ", words::word(lang, "coso-ask-password"));
        std::io::stderr().flush()?;
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("stdin")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
