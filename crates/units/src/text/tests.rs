//! Folding and ordering of Vietnamese text.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

use super::{fold, sort_key, tidy};

#[test]
fn folds_marks_case_spaces_and_both_placements_of_a_tone() {
    assert_eq!(fold("  KHU PHỐ\u{a0} Đông  Hòa "), "khu pho dong hoa");
    assert_eq!(fold("Hòa"), fold("Hoà"));
    assert_eq!(fold("thuý"), fold("thúy"));
    assert_eq!(fold("Đặng Thị Ưởng"), "dang thi uong");
    assert_eq!(fold("ÐÀ NẴNG"), "da nang");
    assert_eq!(fold("İ\u{200b}x\u{feff}"), "ix");
    assert_eq!(fold(" \u{301} "), "");
}

#[test]
fn tidies_to_normal_form_c_and_single_spaces() {
    let decomposed: String = "Ấp  Đông\tThới".nfd().collect();
    assert_eq!(tidy(&decomposed), "Ấp Đông Thới");
    assert_eq!(tidy("\u{feff}Tổ\u{200b} 3\n"), "Tổ 3");
}

#[test]
fn sorts_numbers_by_value_and_letters_by_the_alphabet() {
    let in_order = [
        "Ấp 2",
        "Khu phố 2",
        "Khu phố 02A",
        "Khu phố 10",
        "Khu phố An",
        "Khu phố Ăn",
        "Khu phố Ân",
        "Khu phố Dâu",
        "Khu phố Đa",
        "Khu phố ma",
        "Khu phố mà",
        "Khu phố mả",
        "Khu phố mã",
        "Khu phố má",
        "Khu phố mạ",
        "Khu phố mạc",
        "Khu phố Ô",
        "Khu phố Ơ",
    ];
    let keys: Vec<String> = in_order.iter().map(|name| sort_key(name)).collect();
    let mut sorted = keys.clone();
    sorted.sort();
    assert_eq!(keys, sorted);
    assert_eq!(sort_key("khu  PHỐ 003"), sort_key("Khu phố 3"));
    assert!(sort_key("12/3/4A") < sort_key("12/10/1"));
}

/// Letters an office file may hold, marks and unseen ones included.
fn messy() -> impl Strategy<Value = String> {
    let letters = "aăâeêoôơuưyđĐbcAỐỘẶỵ 0129\u{301}\u{323}\u{302}\u{a0}\u{200b}\t-/İ가";
    proptest::collection::vec(proptest::sample::select(letters.chars().collect::<Vec<_>>()), 0..24)
        .prop_map(|letters| letters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn fold_and_tidy_are_idempotent_and_blind_to_the_normal_form(text in messy()) {
        let composed: String = text.nfc().collect();
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
        prop_assert_eq!(tidy(&tidy(&text)), tidy(&text));
        prop_assert_eq!(fold(&composed), fold(&decomposed));
        prop_assert_eq!(tidy(&composed), tidy(&decomposed));
        prop_assert_eq!(fold(&tidy(&text)), fold(&text));
        prop_assert_eq!(sort_key(&composed), sort_key(&decomposed));
    }

    #[test]
    fn numbers_sort_by_value(a in 0u64..100_000, b in 0u64..100_000) {
        let (one, other) = (sort_key(&format!("Tổ {a}")), sort_key(&format!("Tổ {b}")));
        prop_assert_eq!(one.cmp(&other), a.cmp(&b));
    }
}
