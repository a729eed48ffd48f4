//! Likeness: of words (syllables and pairs of them, without marks), and of places. Used to find
//! difficulties alike and practices that answer one. Lexical on purpose: the reason of a match can be
//! shown.

use std::collections::BTreeSet;

/// The words of a text: each syllable that says something, and each pair of neighbours, hashed to 32
/// bits, sorted, without repeats. Typed with or without marks, with either placement of a tone.
#[must_use]
pub fn grams(text: &str) -> Vec<u32> {
    let folded = units::text::fold(text);
    let syllables: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let single = syllables.iter().filter(|word| says_something(word)).map(|word| hash(&[word]));
    let pairs = syllables.windows(2).filter(|pair| pair.iter().any(|word| says_something(word)));
    let grams: BTreeSet<u32> = single.chain(pairs.map(hash)).collect();
    grams.into_iter().collect()
}

/// Syllables that stand in any text and tell nothing apart, folded.
const EMPTY: &[&str] = &[
    "ai", "anh", "ba", "bi", "cac", "cai", "cho", "co", "con", "cua", "cung", "da", "dang", "de",
    "den", "di", "do", "duoc", "gi", "hai", "hay", "khi", "khong", "la", "lai", "len", "ma", "moi",
    "mot", "nay", "nen", "nhieu", "nhung", "o", "qua", "ra", "rat", "roi", "se", "tai", "theo",
    "thi", "tren", "trong", "tu", "va", "van", "vao", "ve", "vi", "voi",
];

fn says_something(syllable: &str) -> bool {
    syllable.chars().count() > 1 && EMPTY.binary_search(&syllable).is_err()
}

/// FNV-1a over the syllables with a space between.
fn hash(syllables: &[&str]) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in syllables.join(" ").bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash
}

/// The grams as they are kept: four bytes each, in their order.
#[must_use]
pub fn pack(grams: &[u32]) -> Vec<u8> {
    grams.iter().flat_map(|gram| gram.to_be_bytes()).collect()
}

/// The grams back from their bytes; a rest of fewer than four bytes is passed over.
#[must_use]
pub fn unpack(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
        .collect()
}

/// How many grams two sorted lists share.
#[must_use]
pub fn shared(one: &[u32], two: &[u32]) -> usize {
    let (mut at, mut count) = (0, 0);
    for gram in one {
        while two.get(at).is_some_and(|other| other < gram) {
            at += 1;
        }
        if two.get(at) == Some(gram) {
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_alike_with_and_without_marks() {
        let with = grams("Khu phố chưa có nơi sinh hoạt cộng đồng");
        assert_eq!(grams("khu pho chua co noi sinh hoat cong dong"), with);
        let other = grams("Đèn đường hẻm 12 tắt ba tuần");
        assert!(shared(&with, &grams("cần nơi sinh hoạt cho khu phố")) > 4);
        assert_eq!(shared(&with, &other), 0);
        assert_eq!(unpack(&pack(&with)), with);
    }

    #[test]
    fn the_empty_syllables_are_sorted_so_that_they_are_found() {
        assert!(EMPTY.is_sorted());
    }
}
