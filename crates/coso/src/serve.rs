//! `coso serve`: the pages and the API over one database, until it is told to stop.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use desk::Desk;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::database::DatabaseArgs;
use crate::office;
use crate::say::Sentence;

/// How often committed audit entries are chained.
const SEAL_EVERY: Duration = Duration::from_secs(2);

/// How often the calendar is asked what is late and what nobody spoke to.
const SWEEP_EVERY: Duration = Duration::from_secs(600);

/// How long requests under way may take once the process is told to stop. A page that watches a
/// drawing holds its stream open for as long as the drawing lasts, so it is cut off then.
const GRACE: Duration = Duration::from_secs(5);

/// What `coso serve` takes.
#[derive(Debug, Args)]
pub struct ServeArgs {
    #[command(flatten)]
    database: DatabaseArgs,
    /// Địa chỉ nghe · Address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Chỉ dùng qua HTTPS (đặt cờ Secure cho cookie) · Reached over HTTPS only
    #[arg(long)]
    https: bool,
    /// Địa chỉ người dân gõ để vào, in trên phiếu và mã QR · What residents type to come here
    #[arg(long, value_name = "URL", value_parser = public_address)]
    public_address: Option<String>,
    /// Tệp quy định riêng của cơ quan (TOML) · The office's own rules
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
}

/// Serves until the process is told to stop.
///
/// # Errors
/// When the database or the address cannot be had.
pub async fn serve(args: &ServeArgs, lang: words::Lang) -> Result<()> {
    let listener = listen(&args.listen).await?;
    let address = listener.local_addr()?;
    let store = args.database.open_up_to_date().await?;
    let desk = office::desk(store, args.rules.as_ref())?;
    let stop = told_to_stop();
    eprintln!("{}", words::say(lang, "coso-serving", &[("url", format!("http://{address}"))]));
    let reached = Reached { is_https: args.https, address: args.public_address.clone() };
    run(desk, (listener, reached, None), stop).await
}

/// How people reach the site.
#[derive(Debug, Clone, Default)]
pub struct Reached {
    /// Over HTTPS only.
    pub is_https: bool,
    /// What they type, where it differs from what a request says.
    pub address: Option<String>,
}

/// An address with its scheme and without a path.
fn public_address(typed: &str) -> Result<String, String> {
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    let host = rest.map(|rest| rest.trim_end_matches('/')).unwrap_or_default();
    let is_decent = |letter: char| letter.is_ascii_alphanumeric() || ".-:[]".contains(letter);
    if host.is_empty() || !host.chars().all(is_decent) {
        return Err("https://phananh.example.vn".to_owned());
    }
    Ok(typed.trim_end_matches('/').to_owned())
}

/// Binds an address.
///
/// # Errors
/// A sentence that says what to do: not an address, in use, not allowed.
pub async fn listen(address: &str) -> Result<TcpListener> {
    let parsed: SocketAddr = address.parse().map_err(|_| {
        Sentence::bad_input("coso-bad-address", vec![("address", address.to_owned())])
    })?;
    TcpListener::bind(parsed).await.map_err(|error| {
        let code = match error.kind() {
            std::io::ErrorKind::AddrInUse => "coso-address-in-use",
            std::io::ErrorKind::PermissionDenied => "coso-address-not-allowed",
            _ => "coso-address-not-here",
        };
        let args = vec![("address", address.to_owned()), ("cause", error.to_string())];
        Sentence::bad_input(code, args).into()
    })
}

/// The pages, the solver and the sealer, with the stage of a demonstration where it is one, until the process is told to stop ([`told_to_stop`]).
///
/// # Errors
/// When serving breaks.
pub async fn run(
    desk: Desk,
    (listener, reached, stage): (TcpListener, Reached, Option<web::Stage>),
    told: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let worker = desk::draw::Worker::spawn(desk.clone());
    let sealer = tokio::spawn(store::sealer::run(desk.store.clone(), SEAL_EVERY));
    let sweeper = tokio::spawn(sweep(desk.clone()));
    tokio::spawn(lay_out(desk.clone()));
    let site = web::Site::new(desk.clone(), reached.is_https);
    let site = site.reached_at(reached.address.as_deref());
    let site = match stage {
        Some(stage) => site.on_stage(stage),
        None => site,
    };
    let (say, heard) = oneshot::channel::<()>();
    let stop = async move {
        told.await;
        drop(say);
    };
    let late = async {
        let _ = heard.await;
        tokio::time::sleep(GRACE).await;
    };
    let served = tokio::select! {
        served = web::serve(listener, site, stop) => served,
        () = late => Ok(()),
    };
    sealer.abort();
    sweeper.abort();
    tokio::task::spawn_blocking(move || worker.end()).await?;
    desk.store.close().await;
    Ok(served?)
}

/// Tells of late matters, closes those that nobody spoke to, and carries over what belongs to communes whose last
/// day is gone, for as long as the program runs.
async fn sweep(desk: Desk) {
    let mut ticks = tokio::time::interval(SWEEP_EVERY);
    loop {
        ticks.tick().await;
        if let Err(error) = desk::matter::sweep(&desk).await {
            tracing::error!("the sweep over matters failed: {error}");
        }
        if let Err(error) = desk::transfer::carry(&desk).await {
            tracing::error!("carrying over what communes left failed: {error}");
        }
    }
}

/// Reads the words by which things alike are found, before the first page asks.
async fn lay_out(desk: Desk) {
    if let Err(failure) = desk::likeness::lay_out(&desk).await {
        // The first page reads them then, or says what is broken.
        tracing::warn!(%failure, "the words of practices and difficulties are not laid out yet");
    }
}

/// Ctrl-C, or the word of the machine's own keeper of services. Heard from the call on, so that it is
/// called before anybody is told that the program serves.
#[cfg(unix)]
pub fn told_to_stop() -> impl Future<Output = ()> + Send + 'static {
    use tokio::signal::unix::{SignalKind, signal};
    let (interrupt, terminate) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    async move {
        let (Ok(mut interrupt), Ok(mut terminate)) = (interrupt, terminate) else {
            // Without ears the program serves until it is killed, which loses nothing.
            return std::future::pending().await;
        };
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }
}

/// Ctrl-C.
#[cfg(not(unix))]
pub fn told_to_stop() -> impl Future<Output = ()> + Send + 'static {
    async {
        let _ = tokio::signal::ctrl_c().await;
    }
}
