//! Names of administrative units: the kind they begin with, and when two spellings are one name.

use unicode_normalization::UnicodeNormalization as _;

use crate::text::tidy;
use crate::{Kind, Level};

/// The words that a name begins with, by level. "Thành phố" of the district level depends on what it
/// lies in.
const PREFIXES: [(Level, &str, Kind); 10] = [
    (Level::Province, "thành phố", Kind::ThanhPho),
    (Level::Province, "tỉnh", Kind::Tinh),
    (Level::District, "quận", Kind::Quan),
    (Level::District, "huyện", Kind::Huyen),
    (Level::District, "thị xã", Kind::ThiXa),
    (Level::District, "thành phố", Kind::TpThuocTinh),
    (Level::Commune, "phường", Kind::Phuong),
    (Level::Commune, "xã", Kind::Xa),
    (Level::Commune, "thị trấn", Kind::ThiTran),
    (Level::Commune, "đặc khu", Kind::DacKhu),
];

/// The kind that a full name says, on a level and under a unit of a kind; nothing where the name does
/// not begin with a kind of the level.
#[must_use]
pub fn kind_of(level: Level, name: &str, above: Option<Kind>) -> Option<Kind> {
    let (kind, _) = prefix(level, name)?;
    match (kind, above) {
        (Kind::TpThuocTinh, Some(Kind::ThanhPho)) => Some(Kind::TpThuocTp),
        _ => Some(kind),
    }
}

/// The name without its kind: "Phường Đa Kao" → "Đa Kao", "Phường 08" → "08".
#[must_use]
pub fn short_name(level: Level, name: &str) -> String {
    prefix(level, name).map_or_else(|| name.to_owned(), |(_, short)| short)
}

fn prefix(level: Level, name: &str) -> Option<(Kind, String)> {
    let name = tidy(name);
    PREFIXES.iter().filter(|(of, _, _)| *of == level).find_map(|(_, words, kind)| {
        let count = words.chars().count();
        let begins: String = name.chars().take(count).flat_map(char::to_lowercase).collect();
        let mut rest = name.chars().skip(count);
        let short: String = rest.by_ref().collect();
        (begins == *words && short.starts_with(' ') && !short.trim().is_empty())
            .then(|| (*kind, short.trim().to_owned()))
    })
}

/// Whether two spellings are one name: the tone stands on either vowel of a pair ("Hòa", "Hoà"), the
/// letters are composed or not, upper or lower case.
#[must_use]
pub fn same_name(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// The letters without tones, and the tone of each word.
pub(super) fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for word in tidy(name).split(' ') {
        let mut tones = String::new();
        for letter in word.chars().flat_map(char::to_lowercase).nfd() {
            match letter {
                // The sign inside names of the highlands is typed in many ways: "Cư M'gar".
                '’' | '‘' | 'ʼ' | '´' | '`' => key.push('\''),
                '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tones.push(letter),
                other => key.push(other),
            }
        }
        key.push_str(&tones);
        key.push(' ');
    }
    key
}
