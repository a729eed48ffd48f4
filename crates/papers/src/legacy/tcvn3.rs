//! TCVN 5712:1993 VN3, the code of the ABC fonts (.VnTime, .VnTimeH).
//!
//! One byte per letter; capitals with a tone have no code of their own: a capital font shows the
//! small letters' codes as capitals. So a word whose plain letters are all capitals is made all
//! capitals here.

/// Code → letter, as Latin-1 code points.
pub(super) const TABLE: [(u8, char); 74] = [
    (0xA1, 'Ă'),
    (0xA2, 'Â'),
    (0xA3, 'Ê'),
    (0xA4, 'Ô'),
    (0xA5, 'Ơ'),
    (0xA6, 'Ư'),
    (0xA7, 'Đ'),
    (0xA8, 'ă'),
    (0xA9, 'â'),
    (0xAA, 'ê'),
    (0xAB, 'ô'),
    (0xAC, 'ơ'),
    (0xAD, 'ư'),
    (0xAE, 'đ'),
    (0xB5, 'à'),
    (0xB6, 'ả'),
    (0xB7, 'ã'),
    (0xB8, 'á'),
    (0xB9, 'ạ'),
    (0xBB, 'ằ'),
    (0xBC, 'ẳ'),
    (0xBD, 'ẵ'),
    (0xBE, 'ắ'),
    (0xC6, 'ặ'),
    (0xC7, 'ầ'),
    (0xC8, 'ẩ'),
    (0xC9, 'ẫ'),
    (0xCA, 'ấ'),
    (0xCB, 'ậ'),
    (0xCC, 'è'),
    (0xCE, 'ẻ'),
    (0xCF, 'ẽ'),
    (0xD0, 'é'),
    (0xD1, 'ẹ'),
    (0xD2, 'ề'),
    (0xD3, 'ể'),
    (0xD4, 'ễ'),
    (0xD5, 'ế'),
    (0xD6, 'ệ'),
    (0xD7, 'ì'),
    (0xD8, 'ỉ'),
    (0xDC, 'ĩ'),
    (0xDD, 'í'),
    (0xDE, 'ị'),
    (0xDF, 'ò'),
    (0xE1, 'ỏ'),
    (0xE2, 'õ'),
    (0xE3, 'ó'),
    (0xE4, 'ọ'),
    (0xE5, 'ồ'),
    (0xE6, 'ổ'),
    (0xE7, 'ỗ'),
    (0xE8, 'ố'),
    (0xE9, 'ộ'),
    (0xEA, 'ờ'),
    (0xEB, 'ở'),
    (0xEC, 'ỡ'),
    (0xED, 'ớ'),
    (0xEE, 'ợ'),
    (0xEF, 'ù'),
    (0xF1, 'ủ'),
    (0xF2, 'ũ'),
    (0xF3, 'ú'),
    (0xF4, 'ụ'),
    (0xF5, 'ừ'),
    (0xF6, 'ử'),
    (0xF7, 'ữ'),
    (0xF8, 'ứ'),
    (0xF9, 'ự'),
    (0xFA, 'ỳ'),
    (0xFB, 'ỷ'),
    (0xFC, 'ỹ'),
    (0xFD, 'ý'),
    (0xFE, 'ỵ'),
];

/// The letter of a code.
fn letter(c: char) -> Option<char> {
    let code = u8::try_from(c as u32).ok()?;
    TABLE.iter().find(|(byte, _)| *byte == code).map(|(_, letter)| *letter)
}

/// Turns TCVN3 text to Unicode; `None` if it holds a code TCVN3 has no letter for.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut decoded = String::with_capacity(text.len());
    for word in text.split_inclusive([' ', '\u{a0}', '\n', '\t']) {
        let mut letters = String::with_capacity(word.len());
        for c in word.chars() {
            let plain = c.is_ascii() || c == '\u{a0}' || ('\u{2010}'..='\u{2026}').contains(&c);
            letters.push(if plain { c } else { letter(c)? });
        }
        let capitals = word.chars().filter(char::is_ascii_uppercase).count();
        let small = word.chars().any(|c| c.is_ascii_lowercase());
        if capitals >= 2 && !small {
            letters = letters.to_uppercase();
        }
        decoded.push_str(&letters);
    }
    Some(decoded)
}
