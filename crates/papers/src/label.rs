//! Names of groups as written: "Tổ 1", "TDP số 01", "KP.3", "Tổ 5 - Khu phố 2", "Ấp Tân Hòa".
//!
//! A name is split into kind and proper name; the key compares names whatever their spelling.

use crate::legacy::canonical;
use units::kind::Kind;
use units::text::{fold, tidy};

/// The name of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The kind, where the cell or its heading tells.
    pub kind: Option<Kind>,
    /// The proper name without the kind: "1", "Tân Hòa".
    pub name: String,
    /// For comparison: without marks, small letters, no leading zeros.
    pub key: String,
}

impl Label {
    fn new(kind: Option<Kind>, words: &[Word]) -> Option<Self> {
        let mut words = words;
        while let Some((first, rest)) = words.split_first() {
            if !matches!(first.folded.as_str(), "so" | "-" | "cu") || rest.is_empty() {
                break;
            }
            words = rest;
        }
        let name = words.iter().map(|w| bare_number(&w.written)).collect::<Vec<_>>().join(" ");
        let key = words.iter().map(|w| bare_number(&w.folded)).collect::<Vec<_>>().join(" ");
        (!key.is_empty()).then_some(Self { kind, name, key })
    }

    /// The whole name, as on a list: "Khu phố 3". Without a kind, the proper name alone.
    #[must_use]
    pub fn shown(&self) -> String {
        let kind = match self.kind {
            Some(Kind::KhuPho) => "Khu phố ",
            Some(Kind::Ap) => "Ấp ",
            Some(Kind::Thon) => "Thôn ",
            Some(Kind::KhuDanCu) => "Khu dân cư ",
            Some(Kind::ToDanPho) => "Tổ dân phố ",
            Some(Kind::ToNhanDan) => "Tổ nhân dân ",
            _ => "",
        };
        format!("{kind}{}", self.name)
    }

    /// Whether both are spelled alike but for letter case and the place of the tone mark.
    #[must_use]
    pub fn is_spelled_as(&self, other: &Self) -> bool {
        canonical(&self.name) == canonical(&other.name)
    }
}

/// A cell that names a group, perhaps together with the one above it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupName {
    /// Khu phố, ấp, thôn.
    pub khu_pho: Option<Label>,
    /// Tổ.
    pub to: Option<Label>,
    /// A name without a kind.
    pub bare: Option<Label>,
}

#[derive(Debug, Clone)]
struct Word {
    written: String,
    folded: String,
}

/// Prefixes, folded and in words; longer ones stand before their beginnings.
const PREFIXES: [(&[&str], Kind); 14] = [
    (&["to", "dan", "pho"], Kind::ToDanPho),
    (&["to", "dan", "cu"], Kind::ToDanPho),
    (&["to", "nhan", "dan"], Kind::ToNhanDan),
    (&["khu", "dan", "cu"], Kind::KhuDanCu),
    (&["khu", "pho"], Kind::KhuPho),
    (&["tdp"], Kind::ToDanPho),
    (&["tnd"], Kind::ToNhanDan),
    (&["kdc"], Kind::KhuDanCu),
    (&["kp"], Kind::KhuPho),
    (&["ap"], Kind::Ap),
    (&["thon"], Kind::Thon),
    (&["to"], Kind::ToDanPho),
    (&["khom"], Kind::KhuPho),
    (&["t"], Kind::ToDanPho),
];

/// Splits the text of a cell into the names of khu phố and tổ.
#[must_use]
pub fn group_name(text: &str) -> GroupName {
    let words = words_of(text);
    let mut found: Vec<(usize, usize, Kind)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match prefix_at(&words, at) {
            Some((length, kind)) => {
                found.push((at, at + length, kind));
                at += length;
            }
            None => at += 1,
        }
    }
    let mut name = GroupName::default();
    let Some(&(first, ..)) = found.first() else {
        name.bare = Label::new(None, &words);
        return name;
    };
    // Before the first kind stands nothing, a running number such as "I." or "2.", or a tổ whose
    // kind is left out ("3 KP1").
    if first == 1 && is_bare_to(&words[0].folded) && !is_to(found[0].2) {
        name.bare = Label::new(None, &words[..1]);
    } else if first > 1 || (first == 1 && !is_enumerator(&words[0].folded)) {
        name.bare = Label::new(None, &words);
        return name;
    }
    for (at, &(_, from, kind)) in found.iter().enumerate() {
        let until = found.get(at + 1).map_or(words.len(), |next| next.0);
        let label = Label::new(Some(kind), trimmed(before_place(&words[from..until])));
        let place = if is_to(kind) { &mut name.to } else { &mut name.khu_pho };
        if place.is_none() {
            *place = label;
        }
    }
    name
}

/// A khu phố or ấp with a number, anywhere in a running text such as a title.
pub(crate) fn numbered_khu_pho(text: &str) -> Option<Label> {
    let words = words_of(text);
    (0..words.len()).find_map(|at| {
        let (length, kind) = prefix_at(&words, at)?;
        let name = words.get(at + length)?;
        let named = !is_to(kind) && name.folded.starts_with(|c: char| c.is_ascii_digit());
        if named { Label::new(Some(kind), std::slice::from_ref(name)) } else { None }
    })
}

fn is_to(kind: Kind) -> bool {
    matches!(kind, Kind::ToDanPho | Kind::ToNhanDan)
}

fn is_bare_to(folded: &str) -> bool {
    folded.starts_with(|c: char| c.is_ascii_digit()) && !folded.ends_with(['.', ')'])
}

fn is_enumerator(folded: &str) -> bool {
    let mark = folded.trim_end_matches(['.', ')']);
    !mark.is_empty()
        && (mark.chars().all(|c| c.is_ascii_digit())
            || mark.chars().all(|c| "ivxlabcd".contains(c)))
}

/// Cuts "phường …" behind a name: "Khu phố 3, phường Hoa Lan".
fn before_place(words: &[Word]) -> &[Word] {
    let is_place = |word: &Word| matches!(word.folded.as_str(), "phuong" | "xa" | "quan" | "huyen");
    let end = words.iter().skip(1).position(is_place).map_or(words.len(), |at| at + 1);
    &words[..end]
}

fn trimmed(words: &[Word]) -> &[Word] {
    let is_mark = |word: &Word| matches!(word.folded.as_str(), "-" | "–" | "," | "/" | "thuoc");
    let end = words.iter().rposition(|word| !is_mark(word)).map_or(0, |at| at + 1);
    let start = words[..end].iter().position(|word| !is_mark(word)).unwrap_or(end);
    &words[start..end]
}

/// A prefix at this word, if a name follows it; "tổ" inside a name ("Tân Tổ") has none after it.
fn prefix_at(words: &[Word], at: usize) -> Option<(usize, Kind)> {
    let (prefix, kind) = PREFIXES.iter().find(|(prefix, _)| {
        words.len() >= at + prefix.len()
            && prefix.iter().zip(&words[at..]).all(|(part, word)| *part == word.folded)
    })?;
    let next = words.get(at + prefix.len())?;
    // A lone "t" is a kind only before a number: T1.
    let is_number = next.folded.starts_with(|c: char| c.is_ascii_digit());
    (prefix[0] != "t" || is_number).then_some((prefix.len(), *kind))
}

/// Words with "KP1" and "Tổ.2" taken apart; "12A" stays whole.
fn words_of(text: &str) -> Vec<Word> {
    let mut apart = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in tidy(text).chars() {
        match c {
            ',' | ';' | ':' | '(' | ')' | '"' | '_' => apart.push(' '),
            '.' if before.is_alphabetic() && !before.is_ascii_digit() => apart.push(' '),
            '/' | '-' | '–' => apart.extend([' ', c, ' ']),
            _ if c.is_ascii_digit() && before.is_alphabetic() => apart.extend([' ', c]),
            _ => apart.push(c),
        }
        before = c;
    }
    // "12/3" and "5-7" are one name: marks between figures are put back.
    let spaced: Vec<&str> = apart.split_whitespace().collect();
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0;
    while at < spaced.len() {
        let mut written = spaced[at].to_owned();
        while at + 2 < spaced.len()
            && matches!(spaced[at + 1], "/" | "-" | "–")
            && ends_in_digit(&written)
            && spaced[at + 2].starts_with(|c: char| c.is_ascii_digit())
        {
            written = format!("{written}{}{}", spaced[at + 1], spaced[at + 2]);
            at += 2;
        }
        words.push(Word { folded: fold(&written), written });
        at += 1;
    }
    words
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

/// Without leading zeros, and without the point after a number.
fn bare_number(word: &str) -> &str {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let zeros = word.bytes().take_while(|&b| b == b'0').count().min(digits.saturating_sub(1));
    if digits > 0 { word[zeros..].trim_end_matches('.') } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, khu_pho: Option<&str>, to: Option<&str>, bare: Option<&str>) {
        let name = group_name(written);
        let shown = |label: &Option<Label>| label.as_ref().map(Label::shown);
        assert_eq!(shown(&name.khu_pho).as_deref(), khu_pho, "{written}");
        assert_eq!(shown(&name.to).as_deref(), to, "{written}");
        assert_eq!(shown(&name.bare).as_deref(), bare, "{written}");
    }

    #[test]
    fn names_as_offices_write_them() {
        check("Tổ 1", None, Some("Tổ dân phố 1"), None);
        check("TDP số 01", None, Some("Tổ dân phố 1"), None);
        check("Tổ nhân dân 12A", None, Some("Tổ nhân dân 12A"), None);
        check("KP.3", Some("Khu phố 3"), None, None);
        check("KP3", Some("Khu phố 3"), None, None);
        check("I. KHU PHỐ 1", Some("Khu phố 1"), None, None);
        check("Ấp Tân Hòa", Some("Ấp Tân Hòa"), None, None);
        check("To dan pho 7", None, Some("Tổ dân phố 7"), None);
        check("Tổ 5 - Khu phố 2", Some("Khu phố 2"), Some("Tổ dân phố 5"), None);
        check("KP2/Tổ 5", Some("Khu phố 2"), Some("Tổ dân phố 5"), None);
        check("3 KP1", Some("Khu phố 1"), None, Some("3"));
        check("1. Khu phố 4, phường Mẫu", Some("Khu phố 4"), None, None);
        check("007", None, None, Some("7"));
        check("5-7", None, None, Some("5-7"));
        check("Tân Tổ", None, None, Some("Tân Tổ"));
        check("Chung cư Hoa Lan", None, None, Some("Chung cư Hoa Lan"));
    }

    #[test]
    fn a_title_names_its_khu_pho() {
        let named = |text: &str| numbered_khu_pho(text).map(|label| label.shown());
        let title = "Các tổ dân phố thuộc Khu phố 5 trước khi sắp xếp";
        assert_eq!(named(title).as_deref(), Some("Khu phố 5"));
        assert_eq!(named("Danh sách khu phố, tổ dân phố"), None);
    }

    #[test]
    fn keys_do_not_see_marks_or_zeros() {
        let key = |text: &str| group_name(text).to.unwrap().key;
        assert_eq!(key("Tổ Hòa Bình"), key("TO HOA BINH"));
        assert_eq!(key("Tổ 01"), key("Tổ dân phố 1"));
        let spelled = |text: &str| group_name(text).to.unwrap();
        assert!(spelled("Tổ Hòa Bình").is_spelled_as(&spelled("Tổ HOÀ BÌNH")));
        assert!(!spelled("Tổ Hòa Bình").is_spelled_as(&spelled("Tổ Hoa Binh")));
    }
}
