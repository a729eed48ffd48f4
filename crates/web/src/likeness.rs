//! Why two things are alike, in words: the reasons stand wherever a match is shown.

use ledger::likeness::Reason;

use crate::viewer::Viewer;

/// The reasons as one line of words.
#[must_use]
pub fn reasons(v: &Viewer, reasons: &[Reason]) -> String {
    reasons.iter().map(|reason| said(v, reason)).collect::<Vec<_>>().join(" · ")
}

/// A reason as a sentence.
fn said(v: &Viewer, reason: &Reason) -> String {
    let code = reason.code();
    match reason {
        Reason::Words(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
            v.say(code, [("words", v.txt(words.join(", ")))])
        }
        Reason::Category(category) => v.say(code, [("category", v.txt(v.word(category.word())))]),
        Reason::Kind(kind) => v.say(code, [("kind", v.txt(v.word(kind.word())))]),
        Reason::Size(here, there) => {
            v.say(code, [("here", v.num(*here)), ("there", v.num(*there))])
        }
        Reason::Apartments | Reason::Houses => v.word(code),
    }
}
