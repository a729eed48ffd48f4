//! The words of a search: kinds written out, cut short or in English, and what a text is cut into.

use crate::text::{fold, tidy};

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// As typed, in normal form C and lower case.
    typed: String,
    /// Folded.
    pub(super) folded: String,
    /// Whether it was cut off a number: "p" of "p15".
    is_cut: bool,
}

impl Token {
    fn of(typed: &str) -> Self {
        let typed = tidy(typed).to_lowercase();
        Self { folded: fold(&typed), typed, is_cut: false }
    }

    /// Whether it is a short word for a kind that was cut off a number.
    pub(super) fn is_short(&self) -> bool {
        self.is_cut && WORDS.iter().any(|word| word.typed == [self.folded.as_str()])
    }

    pub(super) fn is_number(&self) -> bool {
        is_number(&self.folded)
    }
}

/// How a kind may be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Written out; with marks it is meant, without marks it may be a part of a name.
    Written,
    /// Cut short.
    Short,
    /// A kind only before a number: "tổ 12" is one, "Tô Hiến Thành" is none.
    BeforeNumbers,
    /// English: before a number or behind a name.
    English,
}

/// A word that says a kind.
#[derive(Debug)]
pub(super) struct Word {
    typed: &'static [&'static str],
    /// With its marks.
    marked: &'static str,
    /// What names of the kind begin with, folded.
    pub(super) begins: &'static str,
    pub(super) sort: Sort,
}

const fn written(
    typed: &'static [&'static str],
    marked: &'static str,
    begins: &'static str,
) -> Word {
    Word { typed, marked, begins, sort: Sort::Written }
}

const fn short(typed: &'static [&'static str], begins: &'static str) -> Word {
    Word { typed, marked: "", begins, sort: Sort::Short }
}

const fn english(typed: &'static [&'static str], begins: &'static str) -> Word {
    Word { typed, marked: "", begins, sort: Sort::English }
}

/// Longer ones first: "to dan pho" before "to".
const WORDS: [Word; 39] = [
    written(&["to", "dan", "pho"], "tổ dân phố", "to dan pho"),
    written(&["to", "nhan", "dan"], "tổ nhân dân", "to nhan dan"),
    written(&["khu", "dan", "cu"], "khu dân cư", "khu dan cu"),
    written(&["thanh", "pho"], "thành phố", "thanh pho"),
    written(&["khu", "pho"], "khu phố", "khu pho"),
    written(&["thi", "xa"], "thị xã", "thi xa"),
    written(&["thi", "tran"], "thị trấn", "thi tran"),
    written(&["dac", "khu"], "đặc khu", "dac khu"),
    written(&["phuong"], "phường", "phuong"),
    written(&["xa"], "xã", "xa"),
    written(&["quan"], "quận", "quan"),
    written(&["huyen"], "huyện", "huyen"),
    written(&["tinh"], "tỉnh", "tinh"),
    written(&["thon"], "thôn", "thon"),
    written(&["ap"], "ấp", "ap"),
    Word { typed: &["to"], marked: "tổ", begins: "to", sort: Sort::BeforeNumbers },
    short(&["tdp"], "to dan pho"),
    short(&["tnd"], "to nhan dan"),
    short(&["kdc"], "khu dan cu"),
    short(&["kp"], "khu pho"),
    short(&["tp"], "thanh pho"),
    short(&["tx"], "thi xa"),
    short(&["tt"], "thi tran"),
    short(&["dk"], "dac khu"),
    short(&["p"], "phuong"),
    short(&["f"], "phuong"),
    short(&["x"], "xa"),
    short(&["q"], "quan"),
    short(&["h"], "huyen"),
    short(&["t"], "tinh"),
    english(&["special", "zone"], "dac khu"),
    english(&["ward"], "phuong"),
    english(&["commune"], "xa"),
    english(&["district"], "quan"),
    english(&["township"], "thi tran"),
    english(&["province"], "tinh"),
    english(&["city"], "thanh pho"),
    english(&["hamlet"], "ap"),
    english(&["village"], "thon"),
];

/// Names that people type for others.
const OTHER_NAMES: [(&str, &str); 7] = [
    ("tphcm", "ho chi minh"),
    ("hcm", "ho chi minh"),
    ("hcmc", "ho chi minh"),
    ("sai gon", "ho chi minh"),
    ("saigon", "ho chi minh"),
    ("brvt", "ba ria - vung tau"),
    ("ba ria vung tau", "ba ria - vung tau"),
];

/// What else the place of a folded name is called.
pub(super) fn other_name(folded: &str) -> Option<&'static str> {
    OTHER_NAMES.iter().find(|(typed, _)| *typed == folded).map(|(_, name)| *name)
}

/// The kind at the head of tokens, and what follows it.
pub(super) fn kind_at_head(tokens: &[Token]) -> (Option<&'static Word>, &[Token]) {
    for word in &WORDS {
        let Some((head, rest)) = tokens.split_at_checked(word.typed.len()) else { continue };
        let is_next_number = rest.first().is_some_and(Token::is_number);
        let fits = match word.sort {
            Sort::Written => is_meant(word, head),
            Sort::Short => is_typed(word, head),
            Sort::BeforeNumbers => is_meant(word, head) && is_next_number,
            Sort::English => is_typed(word, head) && is_next_number,
        };
        if fits {
            return (Some(word), rest);
        }
    }
    (None, tokens)
}

/// The English kind at the end of tokens, and what stands before it.
pub(super) fn kind_at_end(tokens: &[Token]) -> Option<(&'static Word, &[Token])> {
    WORDS.iter().filter(|word| word.sort == Sort::English).find_map(|word| {
        let at = tokens.len().checked_sub(word.typed.len())?;
        is_typed(word, &tokens[at..]).then_some((word, &tokens[..at]))
    })
}

fn is_typed(word: &Word, head: &[Token]) -> bool {
    word.typed.iter().zip(head).all(|(typed, token)| *typed == token.folded)
}

/// Typed without any mark, or with the right ones: "phương" is no "phường".
fn is_meant(word: &Word, head: &[Token]) -> bool {
    let marked = word.marked.split(' ').zip(head);
    is_typed(word, head)
        && marked
            .into_iter()
            .all(|(marked, token)| token.typed == token.folded || marked == token.typed.as_str())
}

/// The parts of a text between commas, each as its words.
pub(super) fn parts(text: &str) -> Vec<Vec<Token>> {
    let text = tidy(text).to_lowercase();
    text.split([',', ';', '|'])
        .map(|part| {
            let words = spaced(part);
            let tokens = words.split(' ').flat_map(cut);
            tokens.filter(|token| !token.folded.is_empty()).collect()
        })
        .filter(|part: &Vec<Token>| !part.is_empty())
        .collect()
}

/// Dots that cut words short become spaces; those inside numbers stay ("Căn 3.02").
fn spaced(part: &str) -> String {
    let letters: Vec<char> = part.chars().collect();
    let is_digit =
        |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let spaced = letters.iter().enumerate().map(|(at, letter)| match letter {
        '.' if is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) => '.',
        '.' | '(' | ')' | ':' | '"' | '“' | '”' => ' ',
        other => *other,
    });
    spaced.collect()
}

/// Cuts "p15", "p15q4" and "kp3a" before their numbers; other words stay whole.
fn cut(typed: &str) -> Vec<Token> {
    let whole = || vec![Token::of(typed)];
    let folded = fold(typed);
    let mut rest = folded.as_str();
    let mut tokens = Vec::new();
    while !rest.is_empty() {
        let letters = rest.find(|sign: char| sign.is_ascii_digit()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(letters);
        let digits = behind.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(behind.len());
        let is_kind = |word: &str| {
            let is_this = |known: &&Word| known.typed == [word] && known.sort != Sort::English;
            WORDS.iter().find(is_this).is_some()
        };
        if digits == 0 || !is_kind(word.trim_end_matches('-')) {
            return whole();
        }
        // A letter behind the number that is no kind before another number belongs to it: "kp3a".
        let (number, after) = behind.split_at(digits);
        let own = after.find(|sign: char| !sign.is_ascii_lowercase()).unwrap_or(after.len());
        let tail = if own == 1 && after.len() == 1 { 1 } else { 0 };
        let word = word.trim_end_matches('-').trim_start_matches('-');
        let mut kind = Token::of(word);
        kind.is_cut = true;
        tokens.push(kind);
        tokens.push(Token::of(&format!("{number}{}", &after[..tail])));
        rest = after[tail..].trim_start_matches('-');
    }
    if tokens.is_empty() { whole() } else { tokens }
}

/// Digits with at most one letter behind them.
pub(super) fn is_number(folded: &str) -> bool {
    let digits = folded.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &folded[digits..];
    digits > 0 && behind.len() <= 1 && behind.bytes().all(|sign| sign.is_ascii_lowercase())
}

/// "08" → "8"; other words as they are.
pub(super) fn without_zeros(word: &str) -> &str {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let zeros = word.bytes().take_while(|sign| *sign == b'0').count();
    // A code of five signs keeps its zeros: "00001" is one.
    let is_code = digits == word.len() && digits > 2;
    if is_number(word) && !is_code { &word[zeros.min(digits - 1)..] } else { word }
}
