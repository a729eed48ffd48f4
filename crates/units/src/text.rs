//! Vietnamese text: normal form and folding. One fold feeds every search column.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Folds for search: marks stripped (written in NFC or NFD alike), đ → d, lower case, runs of white
/// space to one space. "Khu phố  Hòa Đông" and "khu pho hoà đông" fold to one text.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let plain = text.nfd().filter(|letter| !is_combining_mark(*letter) && !is_unseen(*letter));
    for letter in plain.flat_map(char::to_lowercase) {
        match letter {
            'đ' => folded.push('d'),
            // Lower-casing can bring a mark of its own (İ → i + dot above).
            mark if is_combining_mark(mark) => {}
            space if space.is_whitespace() => push_space(&mut folded),
            other => folded.push(other),
        }
    }
    cut_end(folded)
}

/// Normal form C, outer white space cut, inner runs of white space to one. Letters that nobody
/// sees (zero-width spaces, byte order marks), which office files are full of, are dropped.
#[must_use]
pub fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !is_unseen(*letter)).nfc() {
        if letter.is_whitespace() {
            push_space(&mut tidied);
        } else {
            tidied.push(letter);
        }
    }
    cut_end(tidied)
}

fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn push_space(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

fn cut_end(mut text: String) -> String {
    text.truncate(text.trim_end().len());
    text
}
