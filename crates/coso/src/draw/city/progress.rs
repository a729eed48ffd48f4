//! How far a run is, on stderr, every few seconds: how many of how many, since when, how long it is
//! likely to go on, what is being drawn.

use std::io::IsTerminal;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use words::Lang;

use super::Became;
use super::commune::Entry;

/// Seconds between two lines: in front of a person, and into a file.
const TELL_S: (u64, u64) = (2, 15);

/// Where a run stands.
pub struct Progress {
    lang: Lang,
    start: Instant,
    every: Duration,
    board: Mutex<Board>,
    change: Condvar,
}

#[derive(Default)]
struct Board {
    of: usize,
    done: usize,
    /// Work, in the measure of the entries: in all, settled, and of the settled what was drawn.
    weight: (u64, u64, u64),
    running: Vec<(String, String)>,
    is_over: bool,
}

impl Progress {
    /// A run that begins; its first line says what it will do.
    pub fn new(lang: Lang, entries: &[Entry], threads: usize) -> Self {
        let data = [("communes", entries.len().to_string()), ("threads", threads.to_string())];
        eprintln!("{}", words::say(lang, "city-begins", &data));
        let is_watched = std::io::stderr().is_terminal();
        let every = Duration::from_secs(if is_watched { TELL_S.0 } else { TELL_S.1 });
        let weight = entries.iter().map(|entry| entry.weight.max(1)).sum();
        let board = Board { of: entries.len(), weight: (weight, 0, 0), ..Board::default() };
        let (board, change) = (Mutex::new(board), Condvar::new());
        Self { lang, start: Instant::now(), every, board, change }
    }

    /// A commune begins.
    pub fn begins(&self, entry: &Entry) {
        self.board().running.push((entry.key.clone(), entry.name.clone()));
    }

    /// A commune is settled; one that was refused is complained of at once.
    pub fn ends(&self, entry: &Entry, became: &Became) {
        let mut board = self.board();
        board.running.retain(|(key, _)| *key != entry.key);
        board.done += 1;
        let weight = entry.weight.max(1);
        board.weight.1 += weight;
        match became {
            Became::Drawn(_) => board.weight.2 += weight,
            Became::Kept(_) => {}
            Became::Refused(unusable) => {
                let data = [("name", entry.name.clone()), ("why", unusable.said.clone())];
                eprintln!("{}", words::say(self.lang, "city-refused", &data));
            }
        }
    }

    /// Says something of a commune.
    pub fn say(&self, code: &str, name: &str) {
        eprintln!("{}", words::say(self.lang, code, &[("name", name)]));
    }

    /// Tells every few seconds until [`Progress::end`].
    pub fn tell_until_over(&self) {
        let mut board = self.board();
        while !board.is_over {
            let waited = self.change.wait_timeout(board, self.every);
            let (back, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
            board = back;
            if timeout.timed_out() && !board.is_over {
                self.tell(&board);
            }
        }
    }

    /// The run is over.
    pub fn end(&self) {
        self.board().is_over = true;
        self.change.notify_all();
    }

    fn board(&self) -> MutexGuard<'_, Board> {
        // What a broken commune left on the board is still a board.
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, board: &Board) {
        let elapsed = self.start.elapsed().as_secs_f64();
        let (all, settled, drawn) = board.weight;
        let rest = (drawn > 0).then(|| elapsed * (all - settled) as f64 / drawn as f64);
        let names: Vec<&str> = board.running.iter().map(|(_, name)| name.as_str()).collect();
        let data = [
            ("done", board.done.to_string()),
            ("of", board.of.to_string()),
            ("elapsed", time(self.lang, elapsed)),
            ("rest", rest.map_or_else(|| "–".to_owned(), |rest| time(self.lang, rest))),
            ("running", names.join(", ")),
        ];
        eprintln!("{}", words::say(self.lang, "city-progress", &data));
    }
}

/// "2 phút 05 giây".
pub fn time(lang: Lang, seconds: f64) -> String {
    let whole = seconds.max(0.0).round() as u64;
    let (minutes, seconds) = ((whole / 60).to_string(), (whole % 60).to_string());
    match whole {
        0..60 => words::say(lang, "city-seconds", &[("seconds", seconds)]),
        _ => words::say(lang, "city-minutes", &[("minutes", minutes), ("seconds", seconds)]),
    }
}
