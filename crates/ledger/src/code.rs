//! Short codes that people read out on the telephone: letters and digits that are not taken for one
//! another (Crockford's base 32 without I, L, O, U), in groups.

use uuid::Uuid;

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The number of a matter, from the random end of its identity: 50 bits, `DV-7K3M9-Q2ANX`.
#[must_use]
pub fn number(prefix: &str, id: Uuid) -> String {
    let letters = letters(id, 10);
    format!("{prefix}-{}-{}", &letters[..5], &letters[5..])
}

/// A code that opens something for whoever holds it: 60 bits that nobody guesses, `7K3M-9Q2A-NX4T`.
#[must_use]
pub fn tracking(id: Uuid) -> String {
    let letters = letters(id, 12);
    format!("{}-{}-{}", &letters[..4], &letters[4..8], &letters[8..])
}

/// The code as typed by a person, as it is kept: capitals, without spaces, look-alikes replaced.
#[must_use]
pub fn typed(text: &str) -> String {
    let plain: String = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        })
        .collect();
    match plain.len() {
        12 => format!("{}-{}-{}", &plain[..4], &plain[4..8], &plain[8..]),
        _ => plain,
    }
}

fn letters(id: Uuid, count: u32) -> String {
    let bits = id.as_u128();
    let letter = |at: u32| char::from(LETTERS[((bits >> (5 * at)) & 31) as usize]);
    (0..count).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_how_people_type_it() {
        let code = tracking(Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef));
        assert_eq!(code.len(), 14);
        let sloppy = code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        assert_eq!(typed(&sloppy), code);
        assert_eq!(typed("abc"), "ABC");
        let number = number("DV", Uuid::from_u128(7));
        assert_eq!(number, "DV-70000-00000");
    }
}
