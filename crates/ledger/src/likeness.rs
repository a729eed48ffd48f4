//! Likeness: of words (syllables and pairs of them, without marks), and of places. Used to find
//! difficulties alike and practices that answer one. Lexical on purpose: the reason of a match can be
//! shown. Of the words, rare ones count more; of the places, those of one kind, of about one size, and
//! living in apartments or in houses alike. Whole numbers throughout, so that the same things come out
//! in the same order everywhere.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use units::Kind;

use crate::Category;

/// The words of a text: each syllable that says something, and each pair of neighbours, hashed to 32
/// bits, sorted, without repeats. Typed with or without marks, with either placement of a tone.
#[must_use]
pub fn grams(text: &str) -> Vec<u32> {
    let syllables = syllables(text);
    let single = syllables.iter().filter(|one| one.says_something()).map(|one| hash(&[one]));
    let pairs = syllables.windows(2).filter(|pair| pair.iter().any(Syllable::says_something));
    let pairs = pairs.map(|pair| hash(&[&pair[0], &pair[1]]));
    let grams: BTreeSet<u32> = single.chain(pairs).collect();
    grams.into_iter().collect()
}

/// A syllable as it was written, small, and without its marks.
struct Syllable {
    written: String,
    folded: String,
}

fn syllables(text: &str) -> Vec<Syllable> {
    let tidied = units::text::tidy(text).to_lowercase();
    let parts = tidied.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts
        .map(|part| Syllable { written: part.to_owned(), folded: units::text::fold(part) })
        .collect()
}

impl Syllable {
    /// Whether it says what a text is about: not a figure, not a measure, not one of the small words.
    fn says_something(&self) -> bool {
        self.folded.chars().count() > 1
            && !self.folded.starts_with(|c: char| c.is_ascii_digit())
            && EMPTY.binary_search(&self.folded.as_str()).is_err()
    }

    /// Whether a phrase that is shown is cut off before it.
    fn is_cut(&self) -> bool {
        self.folded.starts_with(|c: char| c.is_ascii_digit())
            || CUT.binary_search(&self.written.as_str()).is_ok()
    }
}

/// What no phrase that is shown begins or ends with, as it is written: numbers, measures and small
/// words. With other marks a syllable may be part of a word: of "cộng đồng" nothing is cut off.
const CUT: &[&str] = &[
    "ba", "buổi", "bảy", "bị", "bốn", "cho", "chín", "chưa", "cm", "các", "còn", "có", "cũng",
    "của", "do", "dưới", "giờ", "hai", "hay", "hoặc", "hơn", "kg", "khi", "km", "là", "lại", "lần",
    "mm", "mà", "mét", "mươi", "mười", "mỗi", "một", "nghìn", "ngàn", "ngày", "nhiều", "như",
    "nhưng", "những", "này", "nên", "năm", "nếu", "phút", "rất", "rồi", "sau", "sáu", "sẽ",
    "tháng", "triệu", "trong", "trên", "trăm", "trước", "tám", "tại", "từng", "tỷ", "vnd", "và",
    "vì", "vẫn", "với", "ít", "đang", "đã", "được", "đến", "đều", "để",
];

/// Syllables that stand in any text and tell nothing apart, folded: small words, those by which every
/// place and everybody in it is called, numbers, money and measures, and the words that count things.
/// A word that such a syllable is part of still counts with its neighbour: "cộng đồng" is a pair.
const EMPTY: &[&str] = &[
    "ai", "anh", "ap", "ba", "bay", "ben", "bi", "bo", "bon", "buoi", "cac", "cai", "chi", "chiec",
    "chin", "cho", "chua", "cm", "co", "con", "cua", "cung", "cuon", "da", "dan", "dang", "dau",
    "de", "den", "deu", "di", "do", "dong", "duoc", "duoi", "gi", "gio", "hai", "hay", "ho",
    "hoac", "hon", "it", "kg", "khi", "khong", "khu", "km", "la", "lai", "lan", "len", "lit", "lo",
    "lon", "luc", "ma", "met", "mm", "moi", "mot", "nam", "nay", "nen", "neu", "ngan", "ngay",
    "nghin", "nguoi", "nhat", "nhieu", "nho", "nhu", "nhung", "nua", "o", "phai", "phan", "pho",
    "phuong", "phut", "qua", "ra", "rat", "roi", "sau", "se", "so", "tai", "tam", "thang", "theo",
    "thi", "tram", "tren", "trieu", "trong", "truoc", "tu", "tung", "ty", "va", "vai", "van",
    "vao", "ve", "vi", "vnd", "voi", "xa",
];

/// FNV-1a over the folded syllables with a space between.
fn hash(syllables: &[&Syllable]) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    let folded: Vec<&str> = syllables.iter().map(|one| one.folded.as_str()).collect();
    for byte in folded.join(" ").bytes() {
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

/// What makes places alike, as it was on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traits {
    /// Its kind.
    pub kind: Kind,
    /// Households; 0 where nobody counted them.
    pub households: u32,
    /// Of a thousand households, how many live in apartment blocks.
    pub apartments_permille: u32,
}

/// Why two things are alike, to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// They speak of the same: the words that both have, as the asker wrote them.
    Words(Vec<String>),
    /// They are about one field.
    Category(Category),
    /// Both places are of one kind.
    Kind(Kind),
    /// Both places have about as many households: here, there.
    Size(u32, u32),
    /// In both places most live in apartment blocks.
    Apartments,
    /// In both places hardly anybody lives in an apartment block.
    Houses,
}

impl Reason {
    /// The message id of its sentence in `words`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Words(_) => "likeness-words",
            Self::Category(_) => "likeness-category",
            Self::Kind(_) => "likeness-kind",
            Self::Size(..) => "likeness-size",
            Self::Apartments => "likeness-apartments",
            Self::Houses => "likeness-houses",
        }
    }
}

/// What one field is worth beside shared words, which reach 1000 for the same text.
const CATEGORY_WORTH: u32 = 150;
/// What each likeness of places is worth: together no more than the field, since a practice is found
/// by what it solved.
const PLACE_WORTH: u32 = 50;
/// Shared words that weigh less than this say nothing.
const WORDS_LEAST: u32 = 40;
/// Phrases that are shown.
const PHRASES_MOST: usize = 4;

/// How alike two places are, and why.
#[must_use]
pub fn places(here: &Traits, there: &Traits) -> (u32, Vec<Reason>) {
    let mut reasons = Vec::new();
    if here.kind == there.kind {
        reasons.push(Reason::Kind(there.kind));
    }
    let (less, more) =
        (here.households.min(there.households), here.households.max(there.households));
    // Half as many again is still the same meeting, the same stairs, the same list.
    if less > 0 && u64::from(more) * 2 <= u64::from(less) * 3 {
        reasons.push(Reason::Size(here.households, there.households));
    }
    let shares = [here.apartments_permille, there.apartments_permille];
    if shares.iter().all(|share| *share >= 500) {
        reasons.push(Reason::Apartments);
    } else if less > 0 && shares.iter().all(|share| *share <= 100) {
        reasons.push(Reason::Houses);
    }
    let worth = u32::try_from(reasons.len()).unwrap_or(0) * PLACE_WORTH;
    (worth, reasons)
}

/// Something that can be found by its likeness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<K> {
    /// What it is.
    pub id: K,
    /// Its field.
    pub category: Category,
    /// Its place, where it is known.
    pub traits: Option<Traits>,
    /// Its words, as [`grams`] makes them.
    pub grams: Vec<u32>,
}

/// What is asked: a difficulty's words, field and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// Its words.
    pub text: &'a str,
    /// Its field.
    pub category: Category,
    /// Its place, where it is known.
    pub traits: Option<Traits>,
}

/// Something that is like what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<K> {
    /// What it is.
    pub id: K,
    /// How alike, for the order alone; never shown.
    pub score: u32,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl<K> Found<K> {
    /// The same with the likeness of the two places counted in.
    #[must_use]
    pub fn placed(mut self, here: &Traits, there: &Traits) -> Self {
        let (worth, reasons) = places(here, there);
        self.score += worth;
        self.reasons.extend(reasons);
        self
    }
}

/// Things laid out by their words, so that those alike are found without reading all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index<K> {
    entries: Vec<Entry<K>>,
    /// Gram and the number of an entry that has it, sorted.
    postings: Vec<(u32, u32)>,
    /// What all words of an entry weigh together.
    whole: Vec<u32>,
}

impl<K> Default for Index<K> {
    fn default() -> Self {
        Self { entries: Vec::new(), postings: Vec::new(), whole: Vec::new() }
    }
}

impl<K: Copy + Ord> Index<K> {
    /// Lays things out.
    #[must_use]
    pub fn of(entries: Vec<Entry<K>>) -> Self {
        Self::default().with(entries.into_iter().map(|entry| (entry.id, Some(entry))))
    }

    /// The same with some things changed: each takes the place of what had its identity, or goes away
    /// with nothing to take it. Equal to what would come of laying everything out anew, and several
    /// times cheaper, because only the words of what changed are sorted in. This value stays as it is
    /// for whoever looks things up in it meanwhile.
    #[must_use]
    pub fn with(&self, changes: impl IntoIterator<Item = (K, Option<Entry<K>>)>) -> Self {
        let changes: BTreeMap<K, Option<Entry<K>>> = changes.into_iter().collect();
        let stays = (0_u32..).zip(&self.entries).filter(|(_, old)| !changes.contains_key(&old.id));
        let mut all: Vec<(Option<u32>, Entry<K>)> =
            stays.map(|(at, old)| (Some(at), old.clone())).collect();
        all.extend(changes.into_values().flatten().map(|new| (None, new)));
        // Two sorted runs, which a stable sort only has to merge; so it is with the words below.
        all.sort_by_key(|(_, entry)| entry.id);
        let mut now: Vec<Option<u32>> = vec![None; self.entries.len()];
        let mut come: Vec<(u32, u32)> = Vec::new();
        for (at, (before, entry)) in (0_u32..).zip(&all) {
            match before {
                Some(before) => now[*before as usize] = Some(at),
                None => come.extend(entry.grams.iter().map(|gram| (*gram, at))),
            }
        }
        come.sort_unstable();
        let stay = self.postings.iter().filter_map(|(gram, at)| Some((*gram, now[*at as usize]?)));
        let mut postings: Vec<(u32, u32)> = stay.collect();
        postings.append(&mut come);
        postings.sort();
        let entries: Vec<Entry<K>> = all.into_iter().map(|(_, entry)| entry).collect();
        let whole = wholes(&postings, entries.len());
        Self { entries, postings, whole }
    }

    /// How many things there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Those with a gram.
    fn having(&self, gram: u32) -> &[(u32, u32)] {
        let from = self.postings.partition_point(|(known, _)| *known < gram);
        let rest = &self.postings[from..];
        &rest[..rest.partition_point(|(known, _)| *known == gram)]
    }

    /// What is like something, most alike first, at most `most`. Words or the field must agree: that
    /// places are alike is no reason by itself.
    #[must_use]
    pub fn nearest(&self, asked: &Asked<'_>, most: usize) -> Vec<Found<K>> {
        let mut shared = vec![0_u32; self.entries.len()];
        let mut asked_whole = 0;
        for gram in grams(asked.text) {
            let having = self.having(gram);
            let weight = weight(self.entries.len(), having.len().max(1));
            asked_whole += weight;
            for (_, at) in having {
                shared[*at as usize] += weight;
            }
        }
        let mut found: Vec<(u32, usize, u32)> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let both = u64::from(asked_whole) + u64::from(self.whole[at]);
            let words = u64::from(shared[at]) * 2_000 / both.max(1);
            let words = u32::try_from(words).unwrap_or(1_000);
            let is_same_field = entry.category == asked.category;
            if words < WORDS_LEAST && !is_same_field {
                continue;
            }
            let place = asked.traits.zip(entry.traits).map_or(0, |(a, b)| places(&a, &b).0);
            let field = if is_same_field { CATEGORY_WORTH } else { 0 };
            found.push((words + field + place, at, words));
        }
        found.sort_unstable_by_key(|(score, at, _)| (std::cmp::Reverse(*score), *at));
        found.truncate(most);
        let say = |(score, at, words)| self.reasoned(asked, at, (score, words));
        found.into_iter().map(say).collect()
    }

    fn reasoned(&self, asked: &Asked<'_>, at: usize, (score, words): (u32, u32)) -> Found<K> {
        let entry = &self.entries[at];
        let mut reasons = Vec::new();
        if words >= WORDS_LEAST {
            let weight_of = |gram| weight(self.entries.len(), self.having(gram).len().max(1));
            reasons.push(Reason::Words(phrases(asked.text, &entry.grams, weight_of)));
        }
        if entry.category == asked.category {
            reasons.push(Reason::Category(entry.category));
        }
        if let Some((here, there)) = asked.traits.zip(entry.traits) {
            reasons.extend(places(&here, &there).1);
        }
        Found { id: entry.id, score, reasons }
    }
}

/// What all words of each of `all` things weigh together.
fn wholes(postings: &[(u32, u32)], all: usize) -> Vec<u32> {
    let mut whole = vec![0; all];
    for same in postings.chunk_by(|one, two| one.0 == two.0) {
        let weight = weight(all, same.len());
        for (_, at) in same {
            whole[*at as usize] += weight;
        }
    }
    whole
}

/// What a gram weighs that `having` of `all` things have: the rarer the more, in thousandths; a gram
/// that all have weighs next to nothing.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts are far below 2^52, and the logarithm of one lies between 0 and 40"
)]
fn weight(all: usize, having: usize) -> u32 {
    (((all + 1) as f64 / having as f64).ln() * 1_000.0).round() as u32
}

/// The phrases of a text whose grams another thing has, heaviest first, as the text writes them, without
/// the numbers and small words at their ends; never none where a gram is shared.
fn phrases(text: &str, grams: &[u32], weight_of: impl Fn(u32) -> u32) -> Vec<String> {
    let syllables = syllables(text);
    let has = |part: &[&Syllable]| {
        let says = part.iter().any(|one| one.says_something());
        let gram = hash(part);
        (says && grams.binary_search(&gram).is_ok()).then(|| weight_of(gram))
    };
    let mut found: Vec<(u32, &[Syllable])> = Vec::new();
    let mut at = 0;
    while at < syllables.len() {
        let from = at;
        let mut weight = has(&[&syllables[at]]);
        while at + 1 < syllables.len() {
            let Some(pair) = has(&[&syllables[at], &syllables[at + 1]]) else { break };
            at += 1;
            weight = Some(weight.unwrap_or(0) + pair + has(&[&syllables[at]]).unwrap_or(0));
        }
        at += 1;
        if let Some(weight) = weight {
            found.push((weight, cut(&syllables[from..at])));
        }
    }
    // What is left of "mười người" says nothing; it is shown where there is nothing else to show.
    let says = |(_, part): &(u32, &[Syllable])| {
        part.iter().any(|one| one.says_something() && !one.is_cut())
    };
    if found.iter().any(says) {
        found.retain(says);
    }
    let said = |part: &[Syllable], of: fn(&Syllable) -> &str| {
        part.iter().map(of).collect::<Vec<_>>().join(" ")
    };
    let folded = |part: &[Syllable]| said(part, |one| &one.folded);
    found.sort_by_cached_key(|(weight, part)| (std::cmp::Reverse(*weight), folded(part)));
    let mut phrases: Vec<(String, String)> = Vec::new();
    for (_, part) in found {
        let folded = folded(part);
        let is_said =
            phrases.iter().any(|(said, _)| format!(" {said} ").contains(&format!(" {folded} ")));
        if !is_said && phrases.len() < PHRASES_MOST {
            phrases.push((folded, said(part, |one| &one.written)));
        }
    }
    phrases.into_iter().map(|(_, written)| written).collect()
}

/// A phrase without what says nothing at its ends; a phrase of nothing else stays.
fn cut(phrase: &[Syllable]) -> &[Syllable] {
    let from = phrase.iter().position(|one| !one.is_cut());
    let last = phrase.iter().rposition(|one| !one.is_cut());
    from.zip(last).map_or(phrase, |(from, last)| &phrase[from..=last])
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
        assert!(CUT.is_sorted());
        for word in CUT.iter().filter(|word| !["mười", "mươi"].contains(word)) {
            let folded = units::text::fold(word);
            assert!(EMPTY.binary_search(&folded.as_str()).is_ok(), "{word} is cut off, but counts");
        }
    }

    /// The words shown as the reason why something is like a text.
    fn shown(asked: &str, other: &str) -> Vec<String> {
        let index =
            Index::of(vec![entry(1, Category::Waste, other), entry(2, Category::Waste, "")]);
        let asked = Asked { text: asked, category: Category::Other, traits: None };
        let found = index.nearest(&asked, 1);
        match found.first().and_then(|found| found.reasons.first()) {
            Some(Reason::Words(words)) => words.clone(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn numbers_money_and_small_words_are_no_reason() {
        let numbers = "Góp 50.000 đồng một tháng, bốn lần trong năm, hết 3 triệu đồng";
        assert_eq!(shown("Bốn hẻm, 20.000 đồng một bao, 3 triệu đồng", numbers), [""; 0]);
        assert_eq!(shown("bon hem, 20.000 dong mot bao, 3 trieu dong", numbers), [""; 0]);
        let room = "Chung cư mở phòng cộng đồng cho bốn cụm, 40.000 đồng một buổi";
        let words = shown("Bốn cụm chưa có phòng cộng đồng, phải trả 90.000 đồng một buổi", room);
        assert_eq!(words, ["phòng cộng đồng", "cụm"]);
    }

    #[test]
    fn a_phrase_is_cut_at_its_ends_and_whole_within() {
        let words = shown("Sửa nhà văn hóa trong hai năm", "Ấp có nhà văn hóa trong hai mùa mưa");
        assert_eq!(words, ["nhà văn hóa"]);
        assert_eq!(shown("Mười hộ", "mười ngày"), ["mười"], "rather than no reason at all");
        assert_eq!(shown("Đêm nhiều muỗi", "Diệt muỗi từng nhà"), ["muỗi"]);
        let words = shown("Mười người dọn kênh", "Có mười người; kênh đầy rác");
        assert_eq!(words, ["kênh"], "and not the people beside it");
    }

    fn entry(id: u8, category: Category, text: &str) -> Entry<u8> {
        Entry { id, category, traits: None, grams: grams(text) }
    }

    fn khu_pho(households: u32, apartments_permille: u32) -> Traits {
        Traits { kind: Kind::KhuPho, households, apartments_permille }
    }

    fn index() -> Index<u8> {
        Index::of(vec![
            entry(
                1,
                Category::Culture,
                "Dùng chung phòng sinh hoạt của chung cư làm nơi họp khu phố",
            ),
            entry(2, Category::Lighting, "Hộ dân góp tiền thắp sáng hẻm của khu phố"),
            entry(3, Category::Waste, "Ngày thứ bảy dọn rác, trồng hoa ở khu phố"),
            entry(4, Category::Culture, "Tủ sách của ấp"),
        ])
    }

    #[test]
    fn rare_words_count_and_the_words_that_all_have_do_not() {
        let asked = |text| Asked { text, category: Category::Other, traits: None };
        let found = index().nearest(&asked("Khu phố chưa có nơi họp, sinh hoạt"), 5);
        assert_eq!(found.iter().map(|found| found.id).collect::<Vec<_>>(), [1]);
        let words = vec!["nơi họp".to_owned(), "sinh hoạt".to_owned()];
        let Reason::Words(said) = &found[0].reasons[0] else { panic!("{found:?}") };
        assert_eq!(BTreeSet::from_iter(said), BTreeSet::from_iter(&words));
        assert_eq!(index().nearest(&asked("Khu phố của người dân"), 5), [], "said everywhere");
        assert_eq!(index().nearest(&asked("điện yếu"), 5), []);
    }

    #[test]
    fn what_is_typed_without_marks_finds_the_same_in_the_same_order() {
        let with =
            Asked {
                text: "Hẻm tối, chưa thắp sáng", category: Category::Lighting, traits: None
            };
        let without = Asked { text: "hem toi chua thap sang", ..with };
        let ids = |asked: &Asked<'_>| {
            let found = index().nearest(asked, 5);
            found.into_iter().map(|found| (found.id, found.score)).collect::<Vec<_>>()
        };
        assert_eq!(ids(&with), ids(&without));
        assert_eq!(ids(&with)[0].0, 2);
    }

    #[test]
    fn one_field_is_a_reason_and_a_like_place_puts_it_first() {
        let mut entries = vec![
            entry(1, Category::Noise, "Hát loa kéo"),
            entry(2, Category::Noise, "Xưởng cưa"),
            entry(3, Category::Trees, "Cắt cành"),
        ];
        for (entry, households) in entries.iter_mut().zip([90, 560, 560]) {
            entry.traits = Some(khu_pho(households, 800));
        }
        let traits = Some(khu_pho(500, 900));
        let asked = Asked { text: "Công trường ban đêm", category: Category::Noise, traits };
        let found = Index::of(entries).nearest(&asked, 5);
        assert_eq!(found.iter().map(|found| found.id).collect::<Vec<_>>(), [2, 1]);
        let reasons = [
            Reason::Category(Category::Noise),
            Reason::Kind(Kind::KhuPho),
            Reason::Size(500, 560),
            Reason::Apartments,
        ];
        assert_eq!(found[0].reasons, reasons);
        assert!(!found[1].reasons.contains(&Reason::Size(500, 90)));
    }

    #[test]
    fn houses_are_alike_only_where_households_were_counted() {
        assert_eq!(places(&khu_pho(0, 0), &khu_pho(0, 0)).1, [Reason::Kind(Kind::KhuPho)]);
        assert!(places(&khu_pho(400, 20), &khu_pho(300, 0)).1.contains(&Reason::Houses));
        assert!(!places(&khu_pho(400, 20), &khu_pho(300, 300)).1.contains(&Reason::Houses));
    }

    /// What is done to a thing: its identity, and its new words or nothing.
    type Done = (u8, Option<String>);

    proptest::proptest! {
        #[test]
        fn laid_out_change_by_change_it_is_what_laid_out_at_once_it_would_be(
            batches in proptest::collection::vec(proptest::collection::vec((0_u8..12, proptest::option::weighted(0.7, "[a-zđêố ]{0,24}")), 0..6), 0..8),
        ) {
            let batches: Vec<Vec<Done>> = batches;
            let mut index = Index::default();
            let mut all: BTreeMap<u8, Entry<u8>> = BTreeMap::new();
            for batch in batches {
                let changes: Vec<_> = batch
                    .iter()
                    .map(|(id, text)| {
                        let category = Category::ALL[usize::from(*id) % Category::ALL.len()];
                        (*id, text.as_ref().map(|text| entry(*id, category, text)))
                    })
                    .collect();
                for (id, entry) in changes.clone() {
                    match entry {
                        Some(entry) => drop(all.insert(id, entry)),
                        None => drop(all.remove(&id)),
                    }
                }
                index = index.with(changes);
                proptest::prop_assert_eq!(&index, &Index::of(all.values().rev().cloned().collect()));
                let asked = Asked { text: "có đèn ở hẻm", category: Category::Lighting, traits: None };
                let anew = Index::of(all.values().cloned().collect());
                proptest::prop_assert_eq!(index.nearest(&asked, 9), anew.nearest(&asked, 9));
            }
        }

        #[test]
        fn the_index_counts_what_both_share_and_never_breaks(texts in proptest::collection::vec("[a-zđêố ]{0,30}", 0..12), asked in "[a-zđêố 1,.]{0,40}") {
            let entries = (0_u8..).zip(&texts).map(|(id, text)| entry(id, Category::Other, text));
            let index = Index::of(entries.collect());
            let asked = Asked { text: &asked, category: Category::Waste, traits: None };
            let found = index.nearest(&asked, usize::MAX);
            for one in &found {
                let theirs = grams(&texts[usize::from(one.id)]);
                proptest::prop_assert!(shared(&grams(asked.text), &theirs) > 0);
                let Reason::Words(said) = &one.reasons[0] else { panic!("{one:?}") };
                proptest::prop_assert!(!said.is_empty());
                proptest::prop_assert!(one.score <= 1_000);
            }
            proptest::prop_assert!(found.is_sorted_by_key(|one| (std::cmp::Reverse(one.score), one.id)));
        }
    }
}
