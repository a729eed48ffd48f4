//! What a Vietnamese syllable can be: an onset, a rime, a tone.
//!
//! Used to score decodings and to compare spellings that place the tone differently (hòa, hoà).
//! It knows the rules of spelling, not the words of the language.

use unicode_normalization::UnicodeNormalization;

const ONSETS: [&str; 28] = [
    "ngh", "ng", "nh", "gh", "gi", "kh", "ch", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

const RIMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât \
    âu ây e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im \
    in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe \
    oen oeo oet oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc \
    uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôp uôt up ut uy uya uych uyên uyêt uynh uyt \
    uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ych ynh yt";

/// The tone marks as combining characters: huyền, sắc, ngã, hỏi, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// The syllable without its tone, and the tone (0 = none). `None` with more than one tone.
fn split_tone(word: &str) -> Option<(String, usize)> {
    let mut tone = 0;
    let mut bare = String::with_capacity(word.len());
    for c in word.nfd() {
        match TONES.iter().position(|&mark| mark == c) {
            Some(_) if tone != 0 => return None,
            Some(at) => tone = at + 1,
            None => bare.push(c),
        }
    }
    Some((bare.nfc().collect(), tone))
}

/// Whether the small-letter word can be a Vietnamese syllable.
fn is_possible(word: &str) -> bool {
    let Some((bare, tone)) = split_tone(word) else { return false };
    let tone_ends = tone != 0 && word.nfd().last().is_some_and(|c| TONES.contains(&c));
    ONSETS.iter().any(|onset| {
        bare.strip_prefix(onset).is_some_and(|rime| {
            let is_rime = !rime.is_empty() && RIMES.split_whitespace().any(|known| known == rime);
            let stops = rime.ends_with(['c', 'p', 't']) || rime.ends_with("ch");
            // A syllable that ends in c, ch, p, t has the tone sắc or nặng.
            let tone_fits = !stops || tone == 2 || tone == 5;
            // A closing i, o, u, y never carries the tone ("tơị"), save in uy.
            let glides = rime.ends_with(['i', 'o', 'u', 'y']) && rime.chars().count() > 1;
            is_rime && tone_fits && !(tone_ends && glides && rime != "uy")
        })
    })
}

/// Possible marked words minus impossible ones, over a whole text.
pub(super) fn score(text: &str) -> i32 {
    text.split(|c: char| (c.is_ascii() && !c.is_ascii_alphabetic()) || is_separator(c))
        .filter(|word| !word.is_ascii())
        .map(|word| if is_possible(&word.to_lowercase()) { 1 } else { -1 })
        .sum()
}

fn is_separator(c: char) -> bool {
    c == '\u{a0}' || ('\u{2000}'..='\u{206f}').contains(&c)
}

/// One spelling for both tone placements and both letter cases: the tone moves to the word's end.
pub(crate) fn canonical(text: &str) -> String {
    let words: Vec<String> = text
        .to_lowercase()
        .split_whitespace()
        .map(|word| match split_tone(word) {
            Some((bare, 0)) => bare,
            Some((bare, tone)) => format!("{bare}{}", TONES[tone - 1]),
            None => word.to_owned(),
        })
        .collect();
    words.join(" ")
}
