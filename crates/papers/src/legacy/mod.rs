//! Vietnamese text from before Unicode: recognised by scoring, turned to Unicode.
//!
//! Such text reaches us as Latin-1 letters ("Tæ d©n phè", "Toå daân phoá"), because a workbook
//! stores code points and the font alone made them Vietnamese. Fonts are not looked at: offices
//! mix them. Each candidate decoding is scored by how many of its marked words are possible
//! Vietnamese syllables; a column decides for the cells that could be read two ways.

mod syllable;
mod tcvn3;
mod vni;

#[cfg(test)]
mod tests;

pub(crate) use syllable::canonical;

use unicode_normalization::UnicodeNormalization;

/// How a text was encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// Unicode already.
    Unicode,
    /// TCVN 5712 VN3, the ABC fonts (.VnTime).
    Tcvn3,
    /// VNI-Windows, the VNI fonts (VNI-Times).
    Vni,
}

impl Encoding {
    /// The name offices know it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unicode => "Unicode",
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
        }
    }

    /// Turns a text of this encoding to Unicode (form C); `None` if it cannot be of this encoding.
    #[must_use]
    pub fn decode(self, text: &str) -> Option<String> {
        match self {
            Self::Unicode => Some(text.nfc().collect()),
            Self::Tcvn3 => tcvn3::decode(text),
            Self::Vni => vni::decode(text),
        }
    }
}

const CANDIDATES: [Encoding; 3] = [Encoding::Unicode, Encoding::Tcvn3, Encoding::Vni];

/// Scores per candidate, in the order Unicode, TCVN3, VNI: possible marked syllables minus
/// impossible ones. `None` where the text cannot be of that encoding.
pub(crate) type Scores = [Option<i32>; 3];

/// Scores one text. All-ASCII text scores 0 everywhere: it is the same in each encoding.
pub(crate) fn scores(text: &str) -> Scores {
    CANDIDATES.map(|candidate| candidate.decode(text).map(|decoded| syllable::score(&decoded)))
}

/// Whether the text settles the question alone: it holds a letter that only Unicode has.
fn is_surely_unicode(text: &str) -> bool {
    text.chars().any(|c| c as u32 > 0xff && c.is_alphabetic())
}

/// The best encoding by scores summed over several texts; Unicode unless another is better.
pub(crate) fn verdict(sum: [i32; 3]) -> Encoding {
    let mut best = 0;
    for at in 1..3 {
        if sum[at] > sum[best] {
            best = at;
        }
    }
    CANDIDATES[best]
}

/// Adds a text's scores to a sum; an impossible encoding counts as one wrong word.
pub(crate) fn tally(sum: &mut [i32; 3], text: &str) {
    if text.is_ascii() || is_surely_unicode(text) {
        return;
    }
    for (at, score) in scores(text).into_iter().enumerate() {
        sum[at] += score.unwrap_or(-1);
    }
}

/// Turns one text to Unicode, given what its column as a whole seems to be.
pub(crate) fn settle(text: &str, column: Encoding) -> (String, Encoding) {
    let unicode = || (text.nfc().collect(), Encoding::Unicode);
    if text.is_ascii() || is_surely_unicode(text) {
        return unicode();
    }
    let scores = scores(text);
    let top = scores.iter().flatten().max().copied().unwrap_or(0);
    let is_top = |at: usize| scores[at] == Some(top);
    let column_at = CANDIDATES.iter().position(|&c| c == column).unwrap_or(0);
    // The column decides between equals; "Hé" is TCVN3 for Hộ and also a Unicode syllable.
    let chosen =
        if is_top(column_at) { column_at } else { (0..3).find(|&at| is_top(at)).unwrap_or(0) };
    if chosen == 0 || (chosen != column_at && top <= 0) {
        return unicode();
    }
    CANDIDATES[chosen].decode(text).map_or_else(unicode, |decoded| (decoded, CANDIDATES[chosen]))
}
