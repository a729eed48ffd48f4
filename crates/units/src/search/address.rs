//! Addresses as doors and papers bear them: "12/3/4A Lê Lợi", "số 5 Đường số 7", "hẻm 12 Hoa Mai",
//! "Căn 3.02 Chung cư Hoa Sen". Only what tells doors apart is kept.

use super::word::{self, Token};

/// A house, an alley, a street or a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The number of the door, or that leads to the alley: "12/3/4a"; empty for a street or block.
    pub number: String,
    /// The street or block, folded, without the word "đường": "le loi", "so 7", "chung cu hoa sen".
    pub street: String,
    /// Whether an alley is meant and no door.
    pub is_alley: bool,
}

/// How much two addresses have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same door.
    Same,
    /// In the alley that is meant, or in that of the door.
    Alley,
    /// On the same street or in the same block.
    Street,
}

/// Words before the number of a door.
const BEFORE_NUMBERS: [&[&str]; 6] =
    [&["so", "nha"], &["nha", "so"], &["can", "ho"], &["so"], &["nha"], &["can"]];
/// What an alley is called from north to south.
const ALLEYS: [&str; 5] = ["hem", "ngo", "ngach", "kiet", "alley"];
/// Words before the name of a street that addresses leave out.
const BEFORE_STREETS: [&str; 4] = ["duong", "đ", "d", "street"];
/// What the name of a block begins with.
const BLOCKS: [&[&str]; 4] = [&["chung", "cu"], &["block"], &["lo"], &["toa"]];

impl Address {
    /// Reads the address of a door as an office keeps it; nothing where it begins with neither a
    /// number, an alley, a street nor a block.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = word::parts(text);
        let mut first = parts.drain(..1.min(parts.len())).next()?;
        if first.len() == 1 {
            // "12/3, Lê Lợi"
            first.extend(parts.drain(..1.min(parts.len())).flatten());
        }
        take(&mut first)
    }

    /// How near a door is to this address; nothing on another street.
    #[must_use]
    pub fn likeness(&self, door: &Self) -> Option<Likeness> {
        let is_street = self.street.is_empty() || self.street == door.street;
        if !is_street {
            return None;
        }
        let is_in =
            |alley: &str| door.number.strip_prefix(alley).is_some_and(|rest| rest.starts_with('/'));
        if self.is_alley {
            return (is_in(&self.number) || self.number == door.number).then_some(Likeness::Alley);
        }
        if self.number == door.number {
            return Some(Likeness::Same);
        }
        match self.number.rsplit_once('/') {
            Some((alley, _)) if is_in(alley) => Some(Likeness::Alley),
            _ if self.street.is_empty() => None,
            _ => Some(Likeness::Street),
        }
    }

    /// The last number, by which doors of one street or alley stand in a row: 4 of "12/3/4A".
    #[must_use]
    pub fn place(&self) -> Option<u32> {
        let last = self.number.rsplit('/').next()?;
        let digits = last.bytes().take_while(u8::is_ascii_digit).count();
        last[..digits].parse().ok()
    }

    /// What the folded address of the door, or of one in its alley, begins with.
    #[must_use]
    pub fn head(&self) -> String {
        if self.is_alley { format!("{}/", self.number) } else { self.number.clone() }
    }
}

/// Takes an address off the head of a part, up to the first kind of a place; the part keeps the rest.
pub(super) fn take(part: &mut Vec<Token>) -> Option<Address> {
    let skipped = BEFORE_NUMBERS
        .iter()
        .find(|words| begins(part, words) && is_door(part.get(words.len())))
        .map_or(0, |words| words.len());
    let until = (skipped + 1..part.len()).find(|at| is_place(&part[*at..])).unwrap_or(part.len());
    let head = &part[skipped..until];
    let address = door(head).or_else(|| alley(head)).or_else(|| street(head))?;
    part.drain(..until);
    Some(address)
}

/// A number with slashes, or with a street behind it.
fn door(head: &[Token]) -> Option<Address> {
    let (first, rest) = head.split_first().filter(|(first, _)| is_door(Some(first)))?;
    let street = street_of(rest);
    (first.folded.contains('/') || !street.is_empty()).then(|| Address {
        number: number(first),
        street,
        is_alley: false,
    })
}

fn alley(head: &[Token]) -> Option<Address> {
    let [word, first, rest @ ..] = head else { return None };
    (ALLEYS.contains(&word.folded.as_str()) && is_door(Some(first))).then(|| Address {
        number: number(first),
        street: street_of(rest),
        is_alley: true,
    })
}

fn street(head: &[Token]) -> Option<Address> {
    let is_street = head.first().is_some_and(|it| it.folded == "duong" && head.len() > 1);
    let is_block = BLOCKS.iter().any(|words| begins(head, words) && head.len() > words.len());
    (is_street || is_block).then(|| Address {
        number: String::new(),
        street: street_of(head),
        is_alley: false,
    })
}

/// "đường Lê Lợi" and "Lê Lợi" are one street.
fn street_of(tokens: &[Token]) -> String {
    let is_left_out = tokens.len() > 1 && BEFORE_STREETS.contains(&tokens[0].folded.as_str());
    let tokens = if is_left_out { &tokens[1..] } else { tokens };
    super::joined(tokens)
}

fn number(token: &Token) -> String {
    token.folded.trim_matches('/').to_owned()
}

/// Whether a word numbers a door: it begins with a digit, with letters only behind numbers.
fn is_door(token: Option<&Token>) -> bool {
    token.is_some_and(|token| {
        token.folded.split(['/', '-', '.']).all(|part| part.is_empty() || word::is_number(part))
            && token.folded.starts_with(|sign: char| sign.is_ascii_digit())
    })
}

fn is_place(tokens: &[Token]) -> bool {
    let (kind, rest) = word::kind_at_head(tokens);
    kind.is_some() && !rest.is_empty()
}

fn begins(tokens: &[Token], words: &[&str]) -> bool {
    words.len() <= tokens.len()
        && words.iter().zip(tokens).all(|(word, token)| *word == token.folded)
}
