//! What somebody looks for, read from what was typed: names with the names above them ("P.15 Q4", "Đa
//! Kao, Quận 1"), codes, and addresses ("12/3/4A Lê Lợi", "hẻm 12").
//!
//! A text can be meant in several ways; all are given, the likeliest first, and whoever searches takes
//! the first that finds something. Nothing here knows which places exist.

mod address;
mod near;
mod point;
mod word;

use crate::text::fold;

pub use address::{Address, Likeness};
pub use near::{apart, heard};
pub use point::point;

use word::{Sort, Token};

/// The most readings of one text: each costs a question to the database.
const READINGS_MOST: usize = 12;
/// The most names above that a reading narrows by.
const ABOVE_MOST: usize = 3;

/// What a text asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The house, alley or block that it names.
    pub address: Option<Address>,
    /// The ways to read the rest, the likeliest first; none where nothing but an address is named.
    pub readings: Vec<Reading>,
}

/// A text in every way in which the head of it may be an address: "45 Xã Đàn" is a door of a street or
/// a door of a commune, "15, Quận 4" no door at all. Nothing here knows which streets there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Senses {
    /// With what could be a kind of a place as the head of a street's name; looked for first.
    pub streets: Vec<Wanted>,
    /// As [`Wanted::read`] reads it.
    pub plain: Wanted,
    /// With the number as a door of the place behind it.
    pub number: Option<Wanted>,
}

impl Senses {
    /// Reads a text.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let parts = word::parts(text);
        let mut joined = parts.clone();
        if parts.len() > 1 && address::is_number_alone(&parts[0]) {
            let second = joined.remove(1);
            joined[0].extend(second);
        }
        let mut streets = Vec::new();
        streets.extend(Wanted::taken(joined.clone(), address::take_as_street));
        if joined != parts {
            streets.extend(Wanted::taken(joined, address::take));
        }
        let plain = Wanted::taken(parts.clone(), address::take);
        let number = Wanted::taken(parts.clone(), address::take_number);
        Self {
            streets,
            number: number.filter(|it| plain.is_none() && !it.readings.is_empty()),
            plain: plain.unwrap_or_else(|| Wanted::with(None, parts)),
        }
    }

    /// Whether the text can be read in one way alone.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.streets.is_empty() && self.number.is_none()
    }
}

/// One way to read a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What is looked for.
    pub own: Term,
    /// What it lies in, from the nearest outwards; at most three.
    pub above: Vec<Term>,
    /// Whether all that was typed is asked for; else the names above were left out.
    pub is_whole: bool,
}

/// A name, with its kind where it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What names of the kind begin with, folded: "phuong", "khu pho".
    begins: Option<&'static str>,
    /// The name, folded, numbers without zeros at their head.
    name: String,
    /// Another name of the same place: "ho chi minh" for "tphcm".
    other: Option<&'static str>,
    /// Whether other words may stand between the words of the name.
    is_loose: bool,
}

impl Wanted {
    /// Reads a text.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Senses::read(text).plain
    }

    /// With an address taken off the first part in a given way; nothing where it has none.
    fn taken(
        mut parts: Vec<Vec<Token>>,
        take: fn(&mut Vec<Token>) -> Option<Address>,
    ) -> Option<Self> {
        let address = parts.first_mut().and_then(take)?;
        Some(Self::with(Some(address), parts))
    }

    fn with(address: Option<Address>, mut parts: Vec<Vec<Token>>) -> Self {
        parts.retain(|part| !part.is_empty());
        let mut wanted = Self { address, readings: Vec::new() };
        if !parts.is_empty() {
            wanted.read_places(&parts);
        }
        wanted
    }

    /// The first part without its address names what the house lies in.
    fn read_places(&mut self, parts: &[Vec<Token>]) {
        let literal: Vec<Term> = parts.iter().filter_map(|part| Term::literal(part)).collect();
        let split: Vec<Term> = parts.iter().flat_map(|part| Term::split(part)).collect();
        let is_short = parts.iter().flatten().any(|token| token.is_short());
        if !is_short {
            self.add(&literal, true);
        }
        self.add(&split, true);
        for divided in divisions(&literal) {
            self.add(&divided, true);
        }
        let untold: Vec<Term> = split.iter().map(Term::of_any_kind).collect();
        self.add(&untold, true);
        if let Some((own, above)) = untold.split_first() {
            let loose = Term { is_loose: true, ..own.clone() };
            self.add(&[&[loose], above].concat(), true);
            // A number alone names every "Tổ 45" of the nation.
            if split.len() == 1 || !own.is_number() {
                self.add(&split[..1], false);
                self.add(&untold[..1], false);
            }
        }
    }

    fn add(&mut self, terms: &[Term], is_whole: bool) {
        let Some((own, above)) = terms.split_first() else { return };
        let above: Vec<Term> = above.iter().take(ABOVE_MOST).cloned().collect();
        let is_whole = is_whole && above.len() + 1 == terms.len();
        let is_there = |known: &Reading| known.own == *own && known.above == above;
        if self.readings.len() < READINGS_MOST && !self.readings.iter().any(is_there) {
            self.readings.push(Reading { own: own.clone(), above, is_whole });
        }
    }
}

/// A single name of several words without a comma, cut in two at each place: "đa kao sài gòn".
fn divisions(literal: &[Term]) -> Vec<Vec<Term>> {
    let [term] = literal else { return Vec::new() };
    let words: Vec<&str> = term.name.split(' ').collect();
    let cuts = (1..words.len()).rev().take(4);
    cuts.map(|at| {
        let own = Term { name: words[..at].join(" "), other: None, ..term.clone() };
        vec![own, Term::named(None, words[at..].join(" "))]
    })
    .collect()
}

impl Term {
    fn named(begins: Option<&'static str>, name: String) -> Self {
        let other = word::other_name(&name);
        Self { begins, name, other, is_loose: false }
    }

    /// A part taken as one name, with the kind at its head or, in English, at its end.
    fn literal(part: &[Token]) -> Option<Self> {
        let (begins, rest) = word::kind_at_head(part);
        let (begins, rest) = match begins {
            Some(kind) if !rest.is_empty() => (Some(kind.begins), rest),
            // A kind alone is a name: "Xa".
            Some(_) => (None, part),
            None => match word::kind_at_end(part) {
                Some((kind, rest)) if !rest.is_empty() => (Some(kind.begins), rest),
                _ => (None, part),
            },
        };
        let name = joined(rest);
        name.contains(char::is_alphanumeric).then(|| Self::named(begins, name))
    }

    /// A part cut before each kind that has a name on both sides: "phuong 15 quan 4".
    fn split(part: &[Token]) -> Vec<Self> {
        let mut cuts = vec![0];
        let mut at = 0;
        while at < part.len() {
            let (kind, rest) = word::kind_at_head(&part[at..]);
            let Some(kind) = kind.filter(|_| !rest.is_empty()) else {
                at += 1;
                continue;
            };
            let is_english = kind.sort == Sort::English && !rest[0].is_number();
            if at > 0 && !is_english {
                cuts.push(at);
            }
            // The word after a kind is its name, whatever else it could be: "xã Phường".
            at = part.len() - rest.len() + 1;
        }
        let ends = cuts.iter().skip(1).copied().chain([part.len()]);
        cuts.iter().zip(ends).filter_map(|(from, to)| Self::literal(&part[*from..to])).collect()
    }

    fn of_any_kind(&self) -> Self {
        Self { begins: None, ..self.clone() }
    }

    /// What a folded name must be like, in the patterns of SQL's `like` in which signs stand
    /// for anything. Two: lists write "Phường 8" and "Phường 08".
    #[must_use]
    pub fn patterns(&self) -> [String; 2] {
        let name = loosened(&self.name);
        if self.is_number() {
            let before = self.begins.map_or("%".to_owned(), |begins| match begins {
                "to" => "to%".to_owned(),
                kind => kind.to_owned(),
            });
            let second = match self.name.as_bytes() {
                [digit] if digit.is_ascii_digit() => format!("0{name}"),
                _ => name.clone(),
            };
            return [format!("{before} {name}"), format!("{before} {second}")];
        }
        let name = if self.is_loose { name.replace(' ', "%") } else { name };
        let other = self.other.map_or_else(|| name.clone(), loosened);
        match self.begins {
            Some(begins) => [format!("{begins} {name}%"), format!("{begins} {other}%")],
            None => [format!("%{name}%"), format!("%{other}%")],
        }
    }

    /// How near a name is to what was asked, from 0; any name that [`Term::patterns`] finds has one.
    #[must_use]
    pub fn distance(&self, name: &str, short_name: &str) -> u8 {
        let (name, short) = (plain(&fold(name)), plain(&fold(short_name)));
        let asked = self.begins.map(|begins| format!("{begins} {}", self.name));
        let is_asked = |own: &str| *own == *self.name || self.other.is_some_and(|o| o == own);
        if asked.is_some_and(|asked| asked == name) || is_asked(&name) {
            0
        } else if is_asked(&short) {
            1
        } else if short.starts_with(&*self.name) {
            2
        } else {
            3
        }
    }

    /// Whether a name is just what was asked, with its kind or without.
    #[must_use]
    pub fn is_exact(&self, name: &str, short_name: &str) -> bool {
        self.distance(name, short_name) <= 1
    }

    /// The code that the term may be: 2 signs of a province, 3 of a district, 5 of a commune.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        let is_code = matches!(self.name.len(), 2 | 3 | 5)
            && self.begins.is_none()
            && self.name.bytes().all(|sign| sign.is_ascii_digit());
        is_code.then_some(self.name.as_str())
    }

    /// What is looked for, as it is compared: folded, with its kind.
    #[must_use]
    pub fn said(&self) -> String {
        self.begins.map_or_else(|| self.name.clone(), |begins| format!("{begins} {}", self.name))
    }

    /// Whether the name is a number, maybe with a letter: "3", "12a".
    fn is_number(&self) -> bool {
        word::is_number(&self.name)
    }
}

/// The words of tokens, numbers without zeros at their head.
fn joined(tokens: &[Token]) -> String {
    let words: Vec<&str> = tokens.iter().map(|token| word::without_zeros(&token.folded)).collect();
    words.join(" ")
}

/// A folded name with its numbers without zeros at their head.
fn plain(folded: &str) -> String {
    folded.split(' ').map(word::without_zeros).collect::<Vec<_>>().join(" ")
}

/// A folded name as a pattern: signs stand for anything, since lists write "M'gar", "M’gar" and "Bà Rịa -
/// Vũng Tàu" in many ways. No letter is left that `like` reads otherwise.
fn loosened(name: &str) -> String {
    name.chars()
        .map(|it| if it.is_alphanumeric() || " /.".contains(it) { it } else { '%' })
        .collect()
}

#[cfg(test)]
mod tests;
