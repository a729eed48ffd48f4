//! What the command line says: the language of the person, and errors as sentences.

use std::path::Path;
use std::process::ExitCode;

use words::Lang;

/// Ended well.
pub const DONE: u8 = 0;
/// The domain said no: no feasible plan, a refused act.
pub const REFUSED: u8 = 1;
/// The input or the machine is at fault: a file, a place, what to do.
pub const BAD_INPUT: u8 = 2;

/// A sentence of `words` as an error, with the exit status it ends in.
#[derive(Debug)]
pub struct Sentence {
    /// Message id.
    pub code: &'static str,
    /// Its data.
    pub args: Vec<(&'static str, String)>,
    /// Exit status.
    pub status: u8,
}

impl Sentence {
    /// Something is wrong with the input or the machine.
    pub fn bad_input(code: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Self { code, args, status: BAD_INPUT }
    }
}

impl std::fmt::Display for Sentence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl std::error::Error for Sentence {}

/// The language asked for, else the one of the environment, else Vietnamese.
pub fn language(asked: Option<&str>) -> Lang {
    let named = asked.map(String::from).or_else(|| std::env::var("COSO_LANG").ok());
    named.and_then(|tag| Lang::of_tag(&tag)).unwrap_or_default()
}

/// Prints an error as sentences on stderr, its cause below, and gives the exit status.
pub fn complain(lang: Lang, error: &anyhow::Error) -> ExitCode {
    let status = if let Some(sentence) = error.downcast_ref::<Sentence>() {
        eprintln!("{}", words::say(lang, sentence.code, &sentence.args));
        sentence.status
    } else if let Some(refused) = error.downcast_ref::<desk::Error>() {
        complain_of_desk(lang, refused)
    } else if let Some(failure) = error.downcast_ref::<store::Failure>() {
        complain_of_store(lang, failure)
    } else {
        eprintln!("{error:#}");
        BAD_INPUT
    };
    ExitCode::from(status)
}

fn complain_of_desk(lang: Lang, error: &desk::Error) -> u8 {
    match error {
        desk::Error::Refused(refusal) => {
            for refusal in refusal.each() {
                eprintln!("{}", words::say(lang, refusal.code, &refusal.args));
            }
            REFUSED
        }
        desk::Error::Failed(failure) => complain_of_store(lang, failure),
    }
}

fn complain_of_store(lang: Lang, failure: &store::Failure) -> u8 {
    eprintln!("{}", words::say(lang, failure.code(), &failure.args()));
    let mut cause = std::error::Error::source(failure);
    while let Some(error) = cause {
        eprintln!("  {error}");
        cause = error.source();
    }
    BAD_INPUT
}

/// A file that a person named: its name without the folders, which stays on record, and what is in it.
///
/// # Errors
/// A sentence where it cannot be read.
pub fn file(path: &Path) -> Result<(String, Vec<u8>), Sentence> {
    let shown = path.display().to_string();
    let body = std::fs::read(path).map_err(|cause| {
        let args = vec![("file", shown.clone()), ("cause", cause.to_string())];
        Sentence::bad_input("coso-unreadable-file", args)
    })?;
    let name = path.file_name().map_or(shown, |name| name.to_string_lossy().into_owned());
    Ok((name, body))
}

/// The command's one answer: a JSON object on one line of stdout.
#[expect(clippy::print_stdout, reason = "the answer of a command belongs on stdout")]
pub fn answer(value: &serde_json::Value) {
    println!("{value}");
}
