//! Vietnamese order on both databases: an ICU sort key kept in a column.
//!
//! Numbers inside names count as numbers, so that Khu phố 2 stands before Khu phố 10.

use std::sync::OnceLock;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

/// The key of a name: bytes whose order is the Vietnamese order of the names.
#[must_use]
pub fn sort_key(name: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(name.len() * 2);
    let Ok(()) = collator().write_sort_key_to(name, &mut key);
    key
}

fn collator() -> &'static CollatorBorrowed<'static> {
    static COLLATOR: OnceLock<CollatorBorrowed<'static>> = OnceLock::new();
    COLLATOR.get_or_init(|| {
        let mut preferences = CollatorPreferences::from(locale!("vi"));
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        Collator::try_new(preferences, CollatorOptions::default())
            .expect("the Vietnamese table is compiled in")
    })
}

#[cfg(test)]
mod tests {
    use super::sort_key;

    fn check(ordered: &[&str]) {
        for pair in ordered.windows(2) {
            assert!(sort_key(pair[0]) < sort_key(pair[1]), "{} before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn d_stands_before_đ_and_tones_follow_their_letter() {
        check(&["Dĩ An", "Đa Kao", "Đất Đỏ"]);
        check(&["ma", "mà", "mả", "mã", "má", "mạ", "mă", "mâ"]);
        check(&["An Phú", "Ấp 1", "Bình An"]);
    }

    #[test]
    fn numbers_count_as_numbers() {
        check(&["Khu phố 1", "Khu phố 2", "Khu phố 9", "Khu phố 10", "Khu phố 21"]);
    }

    #[test]
    fn both_normal_forms_have_one_key() {
        assert_eq!(sort_key("Hòa"), sort_key("Ho\u{300}a"));
    }
}
