//! `coso draw city`: many communes in one run, from a folder of instances and lists or from a
//! database.
//!
//! A commune is loaded when it is drawn and let go after. Its result is a folder of its own that
//! appears whole or not at all, so that a run that was cut off is gone on with. One line of JSON a
//! commune goes to stdout as it is done, progress to stderr, the report of all into the folder.

mod commune;
mod drawn;
mod folder;
mod kept;
mod progress;
mod registry;
mod report;
mod stop;
#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

use anyhow::Result;
use clap::Args;
use words::Lang;

use self::commune::{Commune, Entry, Unusable};
use self::drawn::{Done, Line};
use self::folder::FolderSource;
use self::progress::Progress;
use self::registry::RegistrySource;
use self::report::Summing;
use super::order::{KindName, unwritable};
use crate::say::{DONE, REFUSED, Sentence};

/// Steps of a commune where nothing else is asked for. On two cores the proof of a ward of 300 groups
/// ends within them, and a city of 168 communes within two minutes: docs/bench.
const STEPS: u64 = 11_000;

/// What `coso draw city` takes.
#[derive(Debug, Clone, Args)]
pub struct DrawCityArgs {
    /// Thư mục tệp đồ thị (.json) và danh sách tổ cũ (.xlsx, .xls, .ods, .csv), mỗi phường, xã một tệp;
    /// TÊN.giap.csv là các cặp tổ giáp nhau của TÊN · Folder of instances and lists, one a commune
    #[arg(required_unless_present = "database", conflicts_with = "database")]
    folder: Option<PathBuf>,
    /// Thay cho thư mục: mọi phường, xã trong cơ sở dữ liệu · Instead of a folder: a database
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Tệp quy định riêng của cơ quan, với --database · The office's own rules, with --database
    #[arg(long, value_name = "FILE", requires = "database")]
    rules: Option<PathBuf>,
    /// Loại đơn vị (mặc định: theo danh sách hay cơ sở dữ liệu) · Kind of unit
    #[arg(long, value_enum)]
    kind: Option<KindName>,
    /// Mã tỉnh, để lấy quy định · The province's code, for its rules
    #[arg(long, default_value = "79")]
    province: String,
    /// Số hộ mong muốn · Households wished for
    #[arg(long)]
    target: Option<u32>,
    /// Số hộ ít nhất (mặc định theo quy định) · Fewest households
    #[arg(long)]
    min: Option<u32>,
    /// Số hộ nhiều nhất (mặc định theo quy định) · Most households
    #[arg(long)]
    max: Option<u32>,
    /// Số bước cho mỗi phường, xã · Steps for each commune
    #[arg(long, default_value_t = STEPS)]
    steps: u64,
    /// Hạt giống ngẫu nhiên · Seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Số phường, xã vẽ cùng lúc (mặc định: số lõi); không đổi kết quả · Communes drawn at once
    #[arg(long)]
    threads: Option<usize>,
    /// Vẽ lại cả những nơi đã có kết quả · Draw again what has a result already
    #[arg(long)]
    again: bool,
    /// Kiểm chứng lại từng chứng chỉ bằng phần mã không dùng chung · Check each certificate at once
    #[arg(long)]
    certify: bool,
    /// Thư mục kết quả · Where the results go
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Where communes come from.
trait Source: Sync {
    /// What it is called in the report.
    fn name(&self) -> String;
    /// Its communes, in the order of the report.
    fn entries(&self) -> &[Entry];
    /// Loads one of them.
    fn load(&self, entry: &Entry) -> Result<Commune, Unusable>;
}

/// What became of one commune.
enum Became {
    /// It was drawn now.
    Drawn(Line),
    /// Its result was there already.
    Kept(Line),
    /// It could not be drawn.
    Refused(Unusable),
}

/// A run under way.
struct Run<'a> {
    args: &'a DrawCityArgs,
    lang: Lang,
    source: &'a dyn Source,
    progress: Progress,
    threads: usize,
    stop: Arc<AtomicBool>,
}

/// Draws a city; 0 where every commune has a result, 1 where one was refused or the run was stopped.
///
/// # Errors
/// A [`Sentence`] where there is nothing to draw or the results cannot be written.
pub fn draw(args: &DrawCityArgs, lang: Lang) -> Result<u8> {
    std::fs::create_dir_all(&args.out).map_err(|cause| unwritable(&args.out, &cause))?;
    match &args.database {
        Some(url) => draw_from(args, lang, &RegistrySource::open(url, args, lang)?),
        None => {
            let folder = args.folder.as_deref().unwrap_or(Path::new("."));
            draw_from(args, lang, &FolderSource::open(folder, args, lang)?)
        }
    }
}

fn draw_from(args: &DrawCityArgs, lang: Lang, source: &dyn Source) -> Result<u8> {
    let start = Instant::now();
    let entries = source.entries();
    if entries.is_empty() {
        let data = vec![("source", source.name())];
        return Err(Sentence::bad_input("city-empty", data).into());
    }
    kept::prepare(&args.out, entries, lang)?;
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = args.threads.unwrap_or(cores).clamp(1, entries.len());
    let progress = Progress::new(lang, entries, threads);
    let stop = stop::on_interrupt(lang);
    let run = Run { args, lang, source, progress, threads, stop };
    let became = run.all();
    let is_stopped = run.stop.load(Ordering::Relaxed);
    let summing = Summing { args, source: source.name(), threads: run.threads, start, is_stopped };
    let report = summing.up(entries, became);
    report.write(&args.out, lang)?;
    eprintln!("{}", report.said(lang));
    Ok(if report.is_whole() { DONE } else { REFUSED })
}

impl Run<'_> {
    /// Draws every commune, the largest first so that none is waited for at the end; what became of
    /// each, in the order of the entries.
    fn all(&self) -> Vec<Option<Became>> {
        let entries = self.source.entries();
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by_key(|&at| (std::cmp::Reverse(entries[at].weight), at));
        let next = AtomicUsize::new(0);
        let became: Mutex<Vec<Option<Became>>> = Mutex::new(entries.iter().map(|_| None).collect());
        thread::scope(|scope| {
            let workers: Vec<_> = (0..self.threads)
                .map(|_| {
                    scope.spawn(|| {
                        while let Some(&at) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                            if self.stop.load(Ordering::Relaxed) {
                                break;
                            }
                            let one = self.one(&entries[at]);
                            if let Ok(mut all) = became.lock() {
                                all[at] = Some(one);
                            }
                        }
                    })
                })
                .collect();
            scope.spawn(|| self.progress.tell_until_over());
            for worker in workers {
                drop(worker.join());
            }
            self.progress.end();
        });
        became.into_inner().unwrap_or_default()
    }

    /// One commune from beginning to end.
    fn one(&self, entry: &Entry) -> Became {
        self.progress.begins(entry);
        // One commune that breaks the program must not cost the city its others.
        let became = catch_unwind(AssertUnwindSafe(|| self.drawn_or_kept(entry)));
        let broke = || Unusable::of(self.lang, "city-broke", vec![("name", entry.name.clone())]);
        let became = match became {
            Ok(Ok(became)) => became,
            Ok(Err(unusable)) => Became::Refused(unusable),
            Err(_) => Became::Refused(broke()),
        };
        report::print(entry, &became);
        self.progress.ends(entry, &became);
        became
    }

    fn drawn_or_kept(&self, entry: &Entry) -> Result<Became, Unusable> {
        let start = Instant::now();
        let commune = self.source.load(entry)?;
        let stamp = kept::Stamp::of(&commune, self.args);
        if !self.args.again {
            match kept::read(&self.args.out, &entry.key, &stamp) {
                kept::Found::Whole(line) => return Ok(Became::Kept(*line)),
                kept::Found::Torn => self.progress.say("city-torn", &entry.name),
                kept::Found::Other | kept::Found::Nothing => {}
            }
        }
        let done = Done::find(&commune, (self.args.seed, self.args.steps))
            .map_err(|reason| Unusable::of(self.lang, reason.code(), reason.args()))?;
        let certified = match &done.certificate {
            Some(proof) if self.args.certify => Some(done.is_certified(&commune, proof)),
            _ => None,
        };
        let line = done.line(entry, &commune, (start.elapsed(), certified));
        kept::write(&self.args.out, (entry, &commune), (&stamp, &line, &done), self.lang)
            .map_err(|error| Unusable::from_error(self.lang, &error))?;
        Ok(Became::Drawn(line))
    }
}
