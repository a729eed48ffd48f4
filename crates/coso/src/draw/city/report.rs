//! What a whole run came to: report.json for programs, report.html for an officer of the city.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use serde::Serialize;
use serde_json::{Value, json};
use web::city::{Proof, Report as Page, Totals as PageTotals};
use words::Lang;

use super::commune::Entry;
use super::drawn::Line;
use super::kept::put_whole;
use super::{Became, DrawCityArgs, progress};
use crate::draw::order::round;

/// Gaps up to which bounded communes are counted, in per cent.
const GAPS: [f64; 4] = [0.5, 1.0, 2.0, 5.0];

/// What a run is summed up with.
pub struct Summing<'a> {
    /// What was asked.
    pub args: &'a DrawCityArgs,
    /// Where the communes came from.
    pub source: String,
    /// Communes drawn at once.
    pub threads: usize,
    /// When the run began.
    pub start: Instant,
    /// Whether it was told to stop.
    pub is_stopped: bool,
}

/// A city, drawn.
#[derive(Debug, Serialize)]
pub struct Report {
    source: String,
    steps: u64,
    seed: u64,
    threads: usize,
    totals: Totals,
    seconds: f64,
    /// The most memory the program held, in kilobytes, where the machine says so.
    peak_memory_kb: Option<u64>,
    communes: Vec<Line>,
    refused: Vec<Refused>,
    /// Communes that the run did not come to before it was stopped.
    left: Vec<Left>,
}

#[derive(Debug, Default, Serialize)]
struct Totals {
    communes: u64,
    drawn: u64,
    skipped: u64,
    refused: u64,
    left: u64,
    groups: u64,
    households: u64,
    units: u64,
    out_of_range: u64,
    causes: BTreeMap<String, u64>,
    torn_apart: u64,
    proven: u64,
    bounded: u64,
    no_bound_at_this_level: u64,
    /// Bounded communes by the least of the named gaps they keep; the last are above all of them.
    gap_percent_up_to: BTreeMap<String, u64>,
    gap_percent_most: Option<f64>,
    certified: u64,
    not_certified: u64,
}

#[derive(Debug, Serialize)]
struct Left {
    commune: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct Refused {
    commune: String,
    name: String,
    reason: String,
    said: String,
}

/// Prints a commune's line of JSON.
pub fn print(entry: &Entry, became: &Became) {
    let line = match became {
        Became::Drawn(line) => with_state(line, "drawn"),
        Became::Kept(line) => with_state(line, "skipped"),
        Became::Refused(why) => json!({
            "state": "refused", "commune": entry.key, "name": entry.name,
            "reason": why.code, "said": why.said,
        }),
    };
    // Someone who stops reading does not stop the run.
    drop(writeln!(std::io::stdout(), "{line}"));
}

fn with_state(line: &Line, state: &str) -> Value {
    let mut value = json!({ "state": state });
    if let (Some(all), Value::Object(own)) = (value.as_object_mut(), json!(line)) {
        all.extend(own);
    }
    value
}

impl Summing<'_> {
    /// Sums a run up.
    pub fn up(self, entries: &[Entry], became: Vec<Option<Became>>) -> Report {
        let mut report = Report {
            source: self.source,
            steps: self.args.steps,
            seed: self.args.seed,
            threads: self.threads,
            totals: Totals::default(),
            seconds: 0.0,
            peak_memory_kb: None,
            communes: Vec::new(),
            refused: Vec::new(),
            left: Vec::new(),
        };
        for (entry, became) in entries.iter().zip(became) {
            report.totals.communes += 1;
            match became {
                Some(Became::Drawn(line)) => {
                    report.totals.drawn += 1;
                    report.take(line);
                }
                Some(Became::Kept(line)) => {
                    report.totals.skipped += 1;
                    report.take(line);
                }
                Some(Became::Refused(why)) => report.refuse(entry, why.code, why.said),
                None if self.is_stopped => {
                    report.totals.left += 1;
                    let (commune, name) = (entry.key.clone(), entry.name.clone());
                    report.left.push(Left { commune, name });
                }
                None => report.refuse(entry, "city-broke".to_owned(), String::new()),
            }
        }
        report.seconds = round(self.start.elapsed().as_secs_f64(), 1);
        report.peak_memory_kb = peak_memory_kb();
        report
    }
}

impl Report {
    fn take(&mut self, line: Line) {
        let totals = &mut self.totals;
        let shown = &line.shown;
        totals.groups += shown.groups;
        totals.households += shown.households;
        totals.units += shown.units;
        totals.out_of_range += shown.out_of_range;
        totals.torn_apart += u64::from(!line.contiguous);
        for (cause, count) in &shown.causes {
            *totals.causes.entry(cause.clone()).or_default() += count;
        }
        match shown.proof {
            Proof::Proven => totals.proven += 1,
            Proof::Bounded => totals.bounded += 1,
            Proof::NoBoundAtThisLevel => totals.no_bound_at_this_level += 1,
        }
        if let (Proof::Bounded, Some(gap)) = (shown.proof, shown.gap_percent) {
            let up_to = GAPS.into_iter().find(|up_to| gap <= *up_to);
            let up_to = up_to.map_or_else(|| "more".to_owned(), |up_to| up_to.to_string());
            *totals.gap_percent_up_to.entry(up_to).or_default() += 1;
            totals.gap_percent_most =
                Some(totals.gap_percent_most.map_or(gap, |most: f64| most.max(gap)));
        }
        totals.certified += u64::from(line.certified == Some(true));
        totals.not_certified += u64::from(line.certified == Some(false));
        self.communes.push(line);
    }

    fn refuse(&mut self, entry: &Entry, reason: String, said: String) {
        self.totals.refused += 1;
        let (commune, name) = (entry.key.clone(), entry.name.clone());
        self.refused.push(Refused { commune, name, reason, said });
    }

    /// Whether every commune has a result, and no certificate failed its check.
    pub fn is_whole(&self) -> bool {
        self.refused.is_empty() && self.left.is_empty() && self.totals.not_certified == 0
    }

    /// Writes report.json and report.html.
    ///
    /// # Errors
    /// A [`crate::say::Sentence`] where they cannot be written.
    pub fn write(&self, out: &Path, lang: Lang) -> Result<()> {
        put_whole(&out.join("report.json"), &format!("{}\n", json!(self)))?;
        put_whole(&out.join("report.html"), &web::city::page(lang, &self.page(lang)))?;
        let data = [("file", out.join("report.html").display().to_string())];
        eprintln!("{}", words::say(lang, "city-written", &data));
        Ok(())
    }

    /// The summary, as sentences.
    pub fn said(&self, lang: Lang) -> String {
        let page = self.page(lang);
        page.sentences(lang).join("\n")
    }

    fn page(&self, lang: Lang) -> Page {
        let totals = &self.totals;
        let refused = self.refused.iter();
        Page {
            source: self.source.clone(),
            steps: self.steps,
            took: progress::time(lang, self.seconds),
            memory_mb: self.peak_memory_kb.map(|kb| kb.div_ceil(1024)),
            totals: PageTotals {
                communes: totals.communes,
                drawn: totals.drawn,
                skipped: totals.skipped,
                refused: totals.refused,
                households: totals.households,
                units: totals.units,
                out_of_range: totals.out_of_range,
                proven: totals.proven,
                bounded: totals.bounded,
                no_bound: totals.no_bound_at_this_level,
                gap_most: totals.gap_percent_most,
                causes: totals.causes.clone(),
            },
            communes: self.communes.iter().map(|line| line.shown.clone()).collect(),
            refused: refused.map(|one| (one.name.clone(), one.said.clone())).collect(),
            left: self.left.iter().map(|one| one.name.clone()).collect(),
        }
    }
}

/// The most memory this program has held so far.
fn peak_memory_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
