//! `coso`: the one program. Reads the command line, runs the command, words its errors, ends with
//! its exit status.

mod backup;
mod clock;
mod database;
mod demo;
mod draw;
mod import;
mod indicator;
mod intake;
mod migrate;
mod office;
mod say;
mod serve;
mod translate;
mod user;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use words::Lang;

use crate::draw::city::{self, DrawCityArgs};
use crate::draw::graph::{self, CertifyArgs, CheckGraphArgs, DrawGraphArgs, RepairGraphArgs};
use crate::draw::list::{self, DrawListArgs};
use crate::draw::ward::{self, DrawWardArgs};

/// Sắp xếp và vận hành khu phố, ấp · Organise and run the smallest units of a city
#[derive(Debug, Parser)]
#[command(name = "coso", version, after_help = LESSON)]
struct Cli {
    /// Ngôn ngữ: vi hoặc en · Language
    #[arg(long, global = true)]
    lang: Option<String>,
    #[command(subcommand)]
    command: Command,
}

/// What a newcomer does first.
const LESSON: &str = "\
Bắt đầu · To begin:
  coso demo
      Tạo phường, xã giả định, vẽ phương án, mở trang trên máy này.
      Makes an invented ward and commune, draws them, serves them on this machine.
  coso user add huong --name \"Nguyễn Thị Hường\" --database sqlite:coso.db
  coso serve --database sqlite:coso.db
      Dùng thật: tạo quản trị viên rồi phục vụ.
      For real: make the administrator, then serve.
  coso draw ward --boundary xa.geojson --commune 27139 --streets tp.osm.pbf --households 14524 --out kq
      Vẽ khu phố từ bản đồ, không cần cơ sở dữ liệu.
      Draw a ward from maps alone, without a database.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Bản dùng thử với dữ liệu giả định · The sample, drawn and served on this machine
    Demo(demo::DemoArgs),
    /// Phục vụ các trang và API · Serve the pages and the API
    Serve(serve::ServeArgs),
    /// Tài khoản · Accounts
    #[command(subcommand)]
    User(user::UserCommand),
    /// Tạo hoặc nâng cấp cơ sở dữ liệu · Make a database, or bring it up to date
    Migrate(migrate::MigrateArgs),
    /// Sao lưu trong khi đang chạy · Back up while it runs
    Backup(backup::BackupArgs),
    /// Khôi phục từ bản sao lưu vào cơ sở dữ liệu trống · Restore into an empty database
    Restore(backup::RestoreArgs),
    /// Kiểm tra chuỗi nhật ký, liên kết và quá trình thay đổi · Prove that what is kept is whole
    Verify(verify::VerifyArgs),
    /// Nhập từ tệp · Bring in from files
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Đổi mã, tên của một ngày sang ngày khác · Translate codes or names from one day to another
    Translate(translate::TranslateArgs),
    /// Số liệu của một chỉ tiêu qua các lần sắp xếp · An indicator across reorganisations
    Indicator(indicator::IndicatorArgs),
    /// Vẽ phương án · Draw a plan
    #[command(subcommand)]
    Draw(DrawCommand),
    /// Kiểm tra phương án · Check a plan
    #[command(subcommand)]
    Check(CheckCommand),
    /// Sửa phương án, giữ những gì đã khoá · Repair a plan, keeping what is locked
    #[command(subcommand)]
    Repair(RepairCommand),
    /// Kiểm chứng rằng không có phương án nào tốt hơn · Check that no plan is better
    Certify(CertifyArgs),
}

#[derive(Debug, Subcommand)]
enum DrawCommand {
    /// Vẽ trên một tệp đồ thị · Draw an instance file
    Graph(DrawGraphArgs),
    /// Vẽ từ danh sách tổ cũ và các tổ giáp nhau · Draw from a list of old groups
    List(DrawListArgs),
    /// Vẽ khu phố, ấp từ ranh giới và đường phố · Draw a ward from its outline and streets
    Ward(DrawWardArgs),
    /// Vẽ nhiều phường, xã một lượt, chạy tiếp được · Draw many communes in one run
    City(DrawCityArgs),
}

#[derive(Debug, Subcommand)]
enum CheckCommand {
    /// Kiểm tra phương án của một tệp đồ thị · Check the plan of an instance file
    Graph(CheckGraphArgs),
}

#[derive(Debug, Subcommand)]
enum RepairCommand {
    /// Sửa phương án của một tệp đồ thị, đổi ít hộ nhất · Repair the plan of an instance file
    Graph(RepairGraphArgs),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let lang = say::language(cli.lang.as_deref());
    match run(cli.command, lang) {
        Ok(status) => ExitCode::from(status),
        Err(error) => say::complain(lang, &error),
    }
}

/// Runs a command; the answer is its exit status.
fn run(command: Command, lang: Lang) -> anyhow::Result<u8> {
    match command {
        Command::Draw(DrawCommand::Graph(args)) => graph::draw(&args, lang),
        Command::Draw(DrawCommand::List(args)) => list::draw(&args, lang),
        Command::Draw(DrawCommand::Ward(args)) => ward::draw(&args, lang),
        Command::Draw(DrawCommand::City(args)) => city::draw(&args, lang),
        Command::Check(CheckCommand::Graph(args)) => graph::check(&args, lang),
        Command::Repair(RepairCommand::Graph(args)) => graph::repair(&args, lang),
        Command::Certify(args) => graph::certify(&args, lang),
        lasting => tokio::runtime::Runtime::new()?.block_on(run_lasting(lasting, lang)),
    }
}

/// Runs a command that needs a database or the network.
async fn run_lasting(command: Command, lang: Lang) -> anyhow::Result<u8> {
    log();
    match command {
        Command::Demo(args) => demo::demo(&args, lang).await?,
        Command::Serve(args) => serve::serve(&args, lang).await?,
        Command::User(command) => user::user(command, lang).await?,
        Command::Migrate(args) => migrate::migrate(&args, lang).await?,
        Command::Backup(args) => backup::backup(&args, lang).await?,
        Command::Restore(args) => return backup::restore(&args, lang).await,
        Command::Import(command) => return import::import(command, lang).await,
        Command::Translate(args) => return translate::translate(args, lang).await,
        Command::Verify(args) => return verify::verify(&args, lang).await,
        Command::Indicator(args) => return indicator::series(&args, lang).await,
        Command::Draw(_) | Command::Check(_) | Command::Repair(_) | Command::Certify(_) => {
            unreachable!("drawings are no lasting commands")
        }
    }
    Ok(say::DONE)
}

/// What is logged goes to stderr; `COSO_LOG` says how much, by default what is wrong.
fn log() {
    let level = std::env::var("COSO_LOG").unwrap_or_else(|_| "warn".to_owned());
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::new(level))
        .with_writer(std::io::stderr)
        .init();
}
