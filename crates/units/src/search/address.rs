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
const BEFORE_STREETS: [&str; 4] = ["duong", "pho", "d", "street"];
/// Those of them behind which a name always follows; "d" may be a street itself.
const ALWAYS_BEFORE_STREETS: [&str; 3] = ["duong", "pho", "street"];
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
        take_as_street(&mut first).or_else(|| take(&mut first))
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

    /// What a folded address on the street is like, in the patterns of SQL's `like`, once it has a space on
    /// either side and spaces for its commas. Two: lists write "số 7" and "số 07".
    #[must_use]
    pub fn street_patterns(&self) -> [String; 2] {
        if self.street.is_empty() {
            return ["%".to_owned(), "%".to_owned()];
        }
        let pattern = |words: Vec<String>| format!("% {} %", super::loosened(&words.join("%")));
        let words = || self.street.split(' ');
        let zeros = words().map(|word| match word.as_bytes() {
            [digit] if digit.is_ascii_digit() => format!("0{word}"),
            _ => word.to_owned(),
        });
        [pattern(words().map(str::to_owned).collect()), pattern(zeros.collect())]
    }

    /// What the folded address of the door, or of one in its alley, begins with.
    #[must_use]
    pub fn head(&self) -> String {
        if self.is_alley { format!("{}/", self.number) } else { self.number.clone() }
    }
}

/// Takes an address off the head of a part, up to the first kind of a place; the part keeps the rest.
pub(super) fn take(part: &mut Vec<Token>) -> Option<Address> {
    let (skipped, at) = street_at(part);
    let is_led = is_led(part, at);
    // A street of one letter before the name of a place: "12 P, phường 3".
    let is_letter = part.get(at).is_some_and(|it| it.folded.len() == 1)
        && part.get(at + 1..).is_some_and(is_place);
    let from = at + if is_led { 2 } else { usize::from(is_letter) };
    cut(part, skipped, from.max(skipped + 1))
}

/// The same where a kind of a place right behind the number is the head of the street's own name: "45 Xã
/// Đàn", "5 Ấp Bắc", "12 tỉnh lộ 10". Nothing where it cannot be one.
pub(super) fn take_as_street(part: &mut Vec<Token>) -> Option<Address> {
    let (skipped, at) = street_at(part);
    let (kind, name) = word::kind_at_head(part.get(at..)?);
    let is_name = kind?.sort == word::Sort::Written && !name.first()?.is_number();
    if at == skipped || !is_name {
        return None;
    }
    let from = part.len() - name.len() + 1;
    cut(part, skipped, from)
}

/// Whether a part is the number of a door and no more.
pub(super) fn is_number_alone(part: &[Token]) -> bool {
    part.len() == 1 && is_door(part.first())
}

/// The door of a number behind which no street is named: "45" of "45 xã Đông Thạnh".
pub(super) fn take_number(part: &mut Vec<Token>) -> Option<Address> {
    let (skipped, at) = street_at(part);
    let first = part.get(skipped).filter(|first| is_door(Some(first)))?;
    let address = Address { number: number(first), street: String::new(), is_alley: false };
    let is_place_next = at == part.len() || is_place(&part[at..]);
    is_place_next.then(|| {
        part.drain(..at);
        address
    })
}

/// How many words stand before a number, and where the name of the street begins behind it.
fn street_at(part: &[Token]) -> (usize, usize) {
    let skipped = BEFORE_NUMBERS
        .iter()
        .find(|words| begins(part, words) && is_door(part.get(words.len())))
        .map_or(0, |words| words.len());
    let is_alley = part.get(skipped).is_some_and(|it| ALLEYS.contains(&it.folded.as_str()))
        && is_door(part.get(skipped + 1));
    let numbers = if is_alley { 2 } else { usize::from(is_door(part.get(skipped))) };
    (skipped, skipped + numbers)
}

/// Whether "đường" stands at a place, with a name behind it.
fn is_led(part: &[Token], at: usize) -> bool {
    let leads = |it: &Token| ALWAYS_BEFORE_STREETS.contains(&it.folded.as_str());
    part.get(at).is_some_and(leads) && part.len() > at + 1
}

/// Cuts an address off, up to the first kind of a place from a word on.
fn cut(part: &mut Vec<Token>, skipped: usize, from: usize) -> Option<Address> {
    let until = (from..part.len()).find(|at| is_place(&part[*at..])).unwrap_or(part.len());
    let head = part.get(skipped..until)?;
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
