//! Names as they are heard, and how far two of them are apart: for what was typed as one hears it ("đa cao",
//! "dakao") or with a letter wrong ("Tân Địh"). Letters are counted by `strsim`, made for that.

/// What sounds alike somewhere in the country, or is written in two ways, by the longest first.
const ALIKE: [(&str, &str); 12] = [
    ("ngh", "ng"),
    ("gh", "g"),
    ("gi", "d"),
    ("ph", "f"),
    ("tr", "ch"),
    ("qu", "cu"),
    ("k", "c"),
    ("q", "c"),
    ("y", "i"),
    ("x", "s"),
    ("z", "d"),
    ("w", "v"),
];

/// A folded name as it is heard: without spaces and signs, with one letter for what sounds alike.
#[must_use]
pub fn heard(folded: &str) -> String {
    let plain: String = folded.chars().filter(|sign| sign.is_alphanumeric()).collect();
    let mut rest = plain.as_str();
    let mut heard = String::with_capacity(rest.len());
    while let Some(first) = rest.chars().next() {
        let alike = ALIKE.iter().find(|(written, _)| rest.starts_with(written));
        let taken = match alike {
            Some((written, sound)) => {
                heard.push_str(sound);
                written.len()
            }
            None => {
                heard.push(first);
                first.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    heard
}

/// How many letters have to be put in, left out, changed or swapped with their neighbour to make one of the
/// other; nothing where it is more than `most`.
#[must_use]
pub fn apart(one: &str, other: &str, most: usize) -> Option<usize> {
    // A difference in length is the least that two can be apart; most names are told apart by it.
    if one.chars().count().abs_diff(other.chars().count()) > most {
        return None;
    }
    Some(strsim::osa_distance(one, other)).filter(|cost| *cost <= most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    fn between(one: &str, other: &str) -> Option<usize> {
        apart(&heard(&fold(one)), &heard(&fold(other)), 2)
    }

    #[test]
    fn what_sounds_alike_is_alike_and_a_wrong_letter_is_one() {
        for (typed, name) in [
            ("đa cao", "Đa Kao"),
            ("dakao", "Đa Kao"),
            ("Ðakao", "Đa Kao"),
            ("bến nge", "Bến Nghé"),
            ("Quy Nhơn", "Qui Nhơn"),
            ("chảng bàng", "Trảng Bàng"),
        ] {
            assert_eq!(between(typed, name), Some(0), "{typed}");
        }
        for typed in ["Tân Địh", "Tân Đinhh", "Tân Đnịh", "Tâm Định"] {
            assert_eq!(between(typed, "Tân Định"), Some(1), "{typed}");
        }
        assert_eq!(between("Tân Định", "Bến Thành"), None);
        assert_eq!(apart("", "ab", 2), Some(2));
        assert_eq!(apart("ab", "", 1), None);
    }
}
