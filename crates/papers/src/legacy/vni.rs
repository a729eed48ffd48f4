//! VNI-Windows, the code of the VNI fonts (VNI-Times).
//!
//! A marked letter is a plain letter followed by a letter that stands for the mark ("daân" = dân);
//! i, ơ, ư, đ and ỵ have codes of their own. Marks come in small and capital form.

/// Plain letter (small), mark (small) → letter (small).
pub(super) const PAIRS: [(char, char, char); 59] = [
    ('a', 'ù', 'á'),
    ('a', 'ø', 'à'),
    ('a', 'û', 'ả'),
    ('a', 'õ', 'ã'),
    ('a', 'ï', 'ạ'),
    ('a', 'â', 'â'),
    ('a', 'á', 'ấ'),
    ('a', 'à', 'ầ'),
    ('a', 'å', 'ẩ'),
    ('a', 'ã', 'ẫ'),
    ('a', 'ä', 'ậ'),
    ('a', 'ê', 'ă'),
    ('a', 'é', 'ắ'),
    ('a', 'è', 'ằ'),
    ('a', 'ú', 'ẳ'),
    ('a', 'ü', 'ẵ'),
    ('a', 'ë', 'ặ'),
    ('e', 'ù', 'é'),
    ('e', 'ø', 'è'),
    ('e', 'û', 'ẻ'),
    ('e', 'õ', 'ẽ'),
    ('e', 'ï', 'ẹ'),
    ('e', 'â', 'ê'),
    ('e', 'á', 'ế'),
    ('e', 'à', 'ề'),
    ('e', 'å', 'ể'),
    ('e', 'ã', 'ễ'),
    ('e', 'ä', 'ệ'),
    ('o', 'ù', 'ó'),
    ('o', 'ø', 'ò'),
    ('o', 'û', 'ỏ'),
    ('o', 'õ', 'õ'),
    ('o', 'ï', 'ọ'),
    ('o', 'â', 'ô'),
    ('o', 'á', 'ố'),
    ('o', 'à', 'ồ'),
    ('o', 'å', 'ổ'),
    ('o', 'ã', 'ỗ'),
    ('o', 'ä', 'ộ'),
    ('ô', 'ù', 'ớ'),
    ('ô', 'ø', 'ờ'),
    ('ô', 'û', 'ở'),
    ('ô', 'õ', 'ỡ'),
    ('ô', 'ï', 'ợ'),
    ('u', 'ù', 'ú'),
    ('u', 'ø', 'ù'),
    ('u', 'û', 'ủ'),
    ('u', 'õ', 'ũ'),
    ('u', 'ï', 'ụ'),
    ('ö', 'ù', 'ứ'),
    ('ö', 'ø', 'ừ'),
    ('ö', 'û', 'ử'),
    ('ö', 'õ', 'ữ'),
    ('ö', 'ï', 'ự'),
    ('y', 'ù', 'ý'),
    ('y', 'ø', 'ỳ'),
    ('y', 'û', 'ỷ'),
    ('y', 'õ', 'ỹ'),
    ('y', 'ï', 'ỵ'),
];

/// Letters with a code of their own (small).
pub(super) const SINGLES: [(char, char); 9] = [
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('ô', 'ơ'),
    ('ö', 'ư'),
    ('ñ', 'đ'),
    ('î', 'ỵ'),
];

fn small(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn in_case_of(model: char, letter: char) -> char {
    if model.is_uppercase() { letter.to_uppercase().next().unwrap_or(letter) } else { letter }
}

fn pair(base: char, mark: char) -> Option<char> {
    let (plain, sign) = (small(base), small(mark));
    PAIRS
        .iter()
        .find(|(from, by, _)| *from == plain && *by == sign)
        .map(|(_, _, letter)| in_case_of(base, *letter))
}

fn single(c: char) -> Option<char> {
    let plain = small(c);
    SINGLES.iter().find(|(from, _)| *from == plain).map(|(_, letter)| in_case_of(c, *letter))
}

/// Turns VNI text to Unicode; `None` if a mark stands where VNI has none.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if let Some(letter) = rest.peek().and_then(|&mark| pair(c, mark)) {
            rest.next();
            decoded.push(letter);
        } else if let Some(letter) = single(c) {
            decoded.push(letter);
        } else if c.is_ascii() || c == '\u{a0}' || ('\u{2010}'..='\u{2026}').contains(&c) {
            decoded.push(c);
        } else {
            return None;
        }
    }
    Some(decoded)
}
