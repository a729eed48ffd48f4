//! Lists of kinds inside SQL texts, spelled from `Kind` while compiling: a new kind is known to every
//! statement that asks for its level.

use units::{Kind, Level};

/// No list of kinds is longer than this, in bytes.
const LONGEST: usize = 512;

/// A text of known length, made while compiling.
pub(crate) struct Spelled {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Spelled {
    /// The kinds of a level as SQL wants them: `'phuong', 'xa'`.
    pub(crate) const fn kinds(level: Level) -> Self {
        let mut spelled = Self { bytes: [0; LONGEST], len: 0 };
        let mut at = 0;
        while at < Kind::ALL.len() {
            let kind = Kind::ALL[at];
            if kind.level() as u8 == level as u8 {
                let before = if spelled.len == 0 { "'" } else { ", '" };
                spelled = spelled.with(before);
                spelled = spelled.with(kind.as_str());
                spelled = spelled.with("'");
            }
            at += 1;
        }
        spelled
    }

    const fn with(mut self, text: &str) -> Self {
        let text = text.as_bytes();
        let mut at = 0;
        while at < text.len() {
            self.bytes[self.len] = text[at];
            self.len += 1;
            at += 1;
        }
        self
    }

    /// The text.
    pub(crate) const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.len);
        match std::str::from_utf8(text) {
            Ok(text) => text,
            Err(_) => panic!("codes of kinds are ASCII"),
        }
    }
}

/// The bytes of several texts one after another.
pub(crate) const fn joined<const LEN: usize>(parts: &[&str]) -> [u8; LEN] {
    let mut bytes = [0; LEN];
    let (mut part, mut at) = (0, 0);
    while part < parts.len() {
        let text = parts[part].as_bytes();
        let mut letter = 0;
        while letter < text.len() {
            bytes[at] = text[letter];
            at += 1;
            letter += 1;
        }
        part += 1;
    }
    bytes
}

/// How long several texts are together.
pub(crate) const fn length(parts: &[&str]) -> usize {
    let (mut length, mut part) = (0, 0);
    while part < parts.len() {
        length += parts[part].len();
        part += 1;
    }
    length
}

/// A statement's text made of pieces, some of which are lists of kinds: `spelled!("… in (", COMMUNES, ")")`.
macro_rules! spelled {
    ($($part:expr),+ $(,)?) => {{
        const PARTS: &[&str] = &[$($part),+];
        const LEN: usize = $crate::spelled::length(PARTS);
        const BYTES: [u8; LEN] = $crate::spelled::joined(PARTS);
        match std::str::from_utf8(&BYTES) {
            Ok(text) => text,
            Err(_) => panic!("whole texts were joined"),
        }
    }};
}

pub(crate) use spelled;

/// The kinds of the province level.
pub(crate) const PROVINCE_KINDS: &str = {
    const SPELLED: Spelled = Spelled::kinds(Level::Province);
    SPELLED.as_str()
};
/// The kinds of the district level.
pub(crate) const DISTRICT_KINDS: &str = {
    const SPELLED: Spelled = Spelled::kinds(Level::District);
    SPELLED.as_str()
};
/// The kinds of the commune level.
pub(crate) const COMMUNE_KINDS: &str = {
    const SPELLED: Spelled = Spelled::kinds(Level::Commune);
    SPELLED.as_str()
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_spelled_from_the_kinds() {
        assert_eq!(COMMUNE_KINDS, "'phuong', 'xa', 'thi_tran', 'dac_khu'");
        assert_eq!(PROVINCE_KINDS, "'thanh_pho', 'tinh'");
        let districts: Vec<String> = Kind::ALL
            .iter()
            .filter(|kind| kind.level() == Level::District)
            .map(|kind| format!("'{kind}'"))
            .collect();
        assert_eq!(DISTRICT_KINDS, districts.join(", "));
        assert_eq!(spelled!("k in (", COMMUNE_KINDS, ")").len(), COMMUNE_KINDS.len() + 7);
    }
}
