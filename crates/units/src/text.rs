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
            // The Icelandic letter stands for đ in files of old fonts; the two look alike.
            'đ' | 'ð' => folded.push('d'),
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

/// The letters of the Vietnamese alphabet in its order; foreign letters stand where schools put them.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
/// The combining marks of the tones, in dictionary order: huyền, hỏi, ngã, sắc, nặng.
const TONES: &str = "\u{300}\u{309}\u{303}\u{301}\u{323}";

/// A key that sorts names as people do when compared byte by byte: numbers by value ("Khu phố 2"
/// before "Khu phố 10"), letters by the Vietnamese alphabet (ă after a, đ after d), tones last.
/// Printable except for one separator, and equal for texts that differ only in case and spaces.
#[must_use]
pub fn sort_key(text: &str) -> String {
    let mut letters = String::with_capacity(text.len() + 4);
    let mut tones = String::new();
    let text: Vec<char> = tidy(text).to_lowercase().chars().collect();
    let mut at = 0;
    while at < text.len() {
        if text[at].is_ascii_digit() {
            let digits = text[at..].iter().take_while(|letter| letter.is_ascii_digit()).count();
            push_number(&text[at..at + digits], &mut letters);
            at += digits;
            continue;
        }
        let (letter, tone) = without_tone(text[at]);
        letters.push(rank(letter));
        tones.push(tone);
        at += 1;
    }
    let tones = tones.trim_end_matches('0');
    if tones.is_empty() { letters } else { format!("{letters}\u{1}{tones}") }
}

/// A number as its length and its digits, so that the longer one is larger. Numbers of more than
/// fifteen digits are told apart only by their digits.
fn push_number(digits: &[char], key: &mut String) {
    let zeros = digits.iter().take_while(|digit| **digit == '0').count().min(digits.len() - 1);
    let digits = &digits[zeros..];
    let length = u8::try_from(digits.len()).unwrap_or(u8::MAX).min(15);
    key.push(char::from(b'0' + length));
    key.extend(digits);
}

/// A letter without its tone, and the tone's place: 0 for none.
fn without_tone(letter: char) -> (char, char) {
    let mut tone = '0';
    let bare = std::iter::once(letter).nfd().filter(|part| {
        let place = "12345".chars().zip(TONES.chars()).find(|(_, mark)| mark == part);
        if let Some((digit, _)) = place {
            tone = digit;
        }
        place.is_none()
    });
    (bare.nfc().next().unwrap_or(letter), tone)
}

/// Space first, then signs, numbers, letters, and all that is foreign.
fn rank(letter: char) -> char {
    let place = ALPHABET.chars().position(|known| known == letter);
    match place.and_then(|place| u8::try_from(place).ok()) {
        Some(place) => char::from(b'@' + place),
        None if letter.is_ascii() && letter != ' ' => '!',
        None => letter,
    }
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

#[cfg(test)]
mod tests;
