//! `coso demo`: an invented ward and commune, lived in for two years, drawn and served on this machine
//! alone.
//!
//! Its folder belongs to it: a mark in the folder says so, and `--fresh` removes nothing else.

mod indicator;
mod life;
mod people;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;
use desk::draw::{DrawOrder, Worker};
use desk::{Actor, Desk, account};
use indicatif::{ProgressBar, ProgressStyle};
use store::job::JobState;
use store::{Options, Store};
use units::{AccountId, JobId, Tier, Unit, UnitId};
use words::Lang;

use crate::intake::intake_of;
use crate::say::Sentence;
use crate::{office, serve};

/// What `coso demo` takes.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Thư mục dữ liệu · Where the data are kept
    #[arg(long, value_name = "DIR", default_value = ".coso/demo")]
    data: PathBuf,
    /// Địa chỉ nghe, chỉ trên máy này · Address, on this machine only
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Làm lại từ đầu · Start over
    #[arg(long)]
    fresh: bool,
    /// In địa chỉ và tài khoản thành một dòng JSON · Print address and accounts as one JSON line
    #[arg(long)]
    json: bool,
}

/// The file that marks a folder as the demo's own.
const MARK: &str = "coso-demo";

/// The file that says that the sample was made to its end.
const WHOLE: &str = "whole";

/// What the sample is made of: a folder of an older program, which made less, is made anew.
const MADE: &str = "places, life 1, figures 1\n";

/// The ward's target: 14,912 households in 26 units, as the real case that it follows.
const WARD_TARGET: u32 = 570;

/// The seed of the first drawings.
const SEED: u64 = 1;

/// Makes the sample where there is none, and serves it.
///
/// # Errors
/// When the folder, the database or the address cannot be had.
pub async fn demo(args: &DemoArgs, lang: Lang) -> Result<()> {
    let listener = serve::listen(&loopback(&args.listen)?.to_string()).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let folder = own_folder(&args.data, args.fresh)?;
    let file = folder.join("coso.db");
    let store = Store::open(&format!("sqlite:{}", file.display()), &Options::migrating()).await?;
    let desk = office::invented(store)?;
    make(&desk, lang).await?;
    let (printed, stage) = people::renew(&desk).await?;
    std::fs::write(folder.join(WHOLE), MADE)?;
    let stop = serve::told_to_stop();
    announce(&url, &printed, args.json, lang)?;
    serve::run(desk, (listener, serve::Reached::default(), Some(stage)), stop).await
}

/// The demo has accounts whose passwords stand on the screen: it never leaves this machine.
fn loopback(address: &str) -> Result<SocketAddr> {
    let wrong = |code| Sentence::bad_input(code, vec![("address", address.to_owned())]);
    let parsed: SocketAddr = address.parse().map_err(|_| wrong("coso-bad-address"))?;
    if !parsed.ip().is_loopback() {
        return Err(wrong("coso-demo-loopback").into());
    }
    Ok(parsed)
}

/// The demo's folder, emptied first when asked or when an earlier run was cut off. A folder of another's is refused.
fn own_folder(folder: &Path, is_fresh: bool) -> Result<PathBuf> {
    let shown = folder.display().to_string();
    let unwritable = |error: std::io::Error| {
        let args = vec![("folder", shown.clone()), ("cause", error.to_string())];
        Sentence::bad_input("coso-demo-unwritable", args)
    };
    let is_ours = folder.join(MARK).is_file();
    let is_empty = folder.read_dir().map_or(true, |mut entries| entries.next().is_none());
    if !is_ours && !is_empty {
        return Err(
            Sentence::bad_input("coso-demo-not-ours", vec![("folder", shown.clone())]).into()
        );
    }
    let is_whole = std::fs::read_to_string(folder.join(WHOLE)).is_ok_and(|made| made == MADE);
    if is_ours && (is_fresh || !is_whole) {
        std::fs::remove_dir_all(folder).map_err(unwritable)?;
    }
    std::fs::create_dir_all(folder).map_err(unwritable)?;
    std::fs::write(folder.join(MARK), "").map_err(unwritable)?;
    Ok(folder.to_path_buf())
}

/// Brings in, lives through and draws what is not there yet.
async fn make(desk: &Desk, lang: Lang) -> Result<()> {
    let (reader, everything) = (desk.store.read(), desk::authority::system_scope());
    if store::gazetteer::versions(&reader, &everything).await?.is_empty() {
        crate::import::bring_built_in(desk).await?;
    }
    let (mut drawn, mut codes) = (Vec::new(), life::Codes::new());
    let mut sheets = Vec::new();
    for commune in sample::sample() {
        if store::unit::line(&reader, &everything, commune.id, desk.clock.today()).await?.is_some()
        {
            continue;
        }
        let (id, name) = (commune.id, commune.name.clone());
        let target = (commune.kind == units::Kind::Phuong).then_some(WARD_TARGET);
        let said = [("name", name.clone()), ("households", commune.household_count().to_string())];
        eprintln!("{}", words::say(lang, "coso-demo-making", &said));
        let old = commune.units.iter().filter(|unit| is_standing_base(unit)).count();
        desk::intake::commune(desk, None, intake_of(&commune)).await?;
        codes.extend(life::codes_of(&commune));
        sheets.push(sample::indicator::sheets(&commune, desk.clock.today()));
        let said = [said[0].clone(), said[1].clone(), ("units", old.to_string())];
        eprintln!("{}", words::say(lang, "coso-demo-made", &said));
        drawn.push((id, name, target));
    }
    if drawn.is_empty() {
        return Ok(());
    }
    let tops = store::unit::outermost(&reader, &everything, desk.clock.today()).await?;
    indicator::tell(desk, *tops.first().context("the city was just made")?, &sheets).await?;
    let officers = live(desk, codes, lang).await?;
    let worker = Worker::spawn(desk.clone());
    for ((id, name, target), officer) in drawn.into_iter().zip(officers) {
        let actor = account::actor(desk, officer).await?.context("the officer was just made")?;
        draw(desk, &actor, (id, &name, target), lang).await?;
    }
    tokio::task::spawn_blocking(move || worker.end()).await?;
    Ok(())
}

/// Lives through the invented life; the answer is the officer of each commune.
async fn live(desk: &Desk, codes: life::Codes, lang: Lang) -> Result<[AccountId; 2]> {
    eprintln!("{}", words::word(lang, "coso-demo-living"));
    let style = ProgressStyle::with_template("  {bar:40} {percent:>3} %  {elapsed}")?;
    let bar = ProgressBar::new(1).with_style(style);
    let lived = life::live(desk, (sample::life::life(), codes), &bar).await?;
    bar.finish_and_clear();
    for refused in &lived.refused {
        // The story is data, so a refusal is a fault of the program's and no reason to show nothing.
        tracing::error!("the desk refused a part of the invented life: {refused}");
    }
    let said = [("refused", lived.refused.len().to_string()), ("done", lived.happened.to_string())];
    eprintln!("{}", words::say(lang, "coso-demo-lived", &said));
    Ok(lived.officers)
}

/// Whether a unit is a base unit that still stands.
fn is_standing_base(unit: &Unit) -> bool {
    unit.states
        .last()
        .is_some_and(|state| state.kind.tier() == Some(Tier::Base) && state.valid.until.is_none())
}

/// Draws a commune and shows how far it is.
async fn draw(
    desk: &Desk,
    actor: &Actor,
    (commune, name, target): (UnitId, &str, Option<u32>),
    lang: Lang,
) -> Result<()> {
    let rules = desk::draw::rules(desk, commune, desk.clock.today()).await?;
    let target = target.unwrap_or(rules.target);
    let said = [("name", name.to_owned()), ("target", target.to_string())];
    eprintln!("{}", words::say(lang, "coso-demo-drawing", &said));
    let order = DrawOrder { target: Some(target), seed: SEED, ..DrawOrder::default() };
    let job = desk::draw::start(desk, actor, commune, order).await?;
    if let Some(reason) = wait(desk, actor, job).await? {
        let said = [("name", name.to_owned()), ("cause", reason)];
        eprintln!("{}", words::say(lang, "coso-demo-not-drawn", &said));
        return Ok(());
    }
    let scope = desk::authority::scope_of(actor, desk.clock.today());
    let reader = desk.store.read();
    let plans = store::plan::list(&reader, &scope, commune).await?;
    let Some(plan) = plans.first() else { return Ok(()) };
    let said = [
        ("name", name.to_owned()),
        ("units", plan.parts.to_string()),
        ("least", plan.smallest.to_string()),
        ("most", plan.largest.to_string()),
        ("outside", plan.out_of_range.to_string()),
    ];
    eprintln!("{}", words::say(lang, "coso-demo-drawn", &said));
    Ok(())
}

/// Waits for a job, showing its steps; the answer is why it ended without a plan.
async fn wait(desk: &Desk, actor: &Actor, job: JobId) -> Result<Option<String>> {
    let style = ProgressStyle::with_template("  {bar:40} {percent:>3} %  {elapsed}")?;
    let bar = ProgressBar::new(100).with_style(style);
    let scope = desk::authority::scope_of(actor, desk.clock.today());
    loop {
        let row = store::job::row(&desk.store.read(), &scope, job).await?;
        let row = row.context("a job that was just queued is not there")?;
        if row.state.is_over() {
            bar.finish_and_clear();
            return Ok((row.state != JobState::Done).then(|| row.error.unwrap_or_default()));
        }
        let progress: serde_json::Value = serde_json::from_str(&row.progress).unwrap_or_default();
        let (steps, of) = (progress["steps"].as_u64(), progress["of"].as_u64());
        if let (Some(steps), Some(of)) = (steps, of.filter(|of| *of > 0)) {
            bar.set_position(steps * 100 / of);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn announce(url: &str, accounts: &[people::Printed], is_json: bool, lang: Lang) -> Result<()> {
    if web::assets::map_script().is_none() {
        eprintln!("{}", words::word(lang, "coso-demo-no-script"));
    }
    eprintln!("{}", words::say(lang, "coso-demo-ready", &[("url", url)]));
    for account in accounts {
        eprintln!("{}", words::say(lang, "coso-demo-account", &account.said()));
    }
    eprintln!("{}", words::word(lang, "coso-demo-second"));
    if is_json {
        crate::say::answer(&serde_json::json!({ "url": url, "accounts": accounts }));
    }
    Ok(())
}
