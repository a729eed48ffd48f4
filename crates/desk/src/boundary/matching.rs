//! Which unit an area of a file belongs to: by the code that is valid on the day, else by the name
//! within the unit above. Pure.

use std::collections::HashMap;

use atlas::boundary::{Coded, Feature};
use serde::{Deserialize, Serialize};
use store::boundary::Place;
use units::text::fold;

/// Which columns of a file say what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// The official code.
    pub code: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The name of the unit above.
    pub parent: Option<String>,
    /// The official area.
    pub area: Option<String>,
}

/// Words by which offices head such columns, folded, without spaces and underscores.
const CODE: &[&str] = &[
    "code",
    "officialcode",
    "ma",
    "maxa",
    "maphuong",
    "maphuongxa",
    "madvhc",
    "madonvi",
    "macode",
    "maapkhupho",
    "makp",
    "maap",
    "communecode",
    "wardcode",
    "maxaphuong",
    "mahc",
    "mahanhchinh",
];
const NAME: &[&str] = &[
    "fullname",
    "name",
    "ten",
    "tenxa",
    "tenphuong",
    "tenphuongxa",
    "tendvhc",
    "tendonvi",
    "tenkp",
    "tenkhupho",
    "tenap",
    "khupho",
    "kp",
    "ap",
    "tenxaphuong",
    "phuongxa",
    "xaphuong",
];
const PARENT: &[&str] = &[
    "parentname",
    "parent",
    "thuoc",
    "tenxa",
    "tenphuong",
    "xa",
    "phuong",
    "phuongxa",
    "xaphuong",
    "district",
    "quan",
    "huyen",
    "quanhuyen",
    "tenhuyen",
    "tentinh",
    "tinh",
];
const AREA: &[&str] = &[
    "areakm2",
    "officialm2",
    "dientich",
    "dientichkm2",
    "dtkm2",
    "dientichm2",
    "dientichha",
    "dttn",
    "dientichtunhien",
    "areaha",
];

impl Columns {
    /// What the headings seem to say.
    #[must_use]
    pub fn guessed(headings: &[String]) -> Self {
        let plain = |text: &str| -> String {
            fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
        };
        let find = |words: &[&str], not: Option<&String>| {
            let of_word = |word: &&str| {
                let found = headings.iter().find(|own| plain(own) == **word && Some(*own) != not);
                found.cloned()
            };
            words.iter().find_map(of_word)
        };
        let name = find(NAME, None);
        Self {
            code: find(CODE, None),
            parent: find(PARENT, name.as_ref()),
            area: find(AREA, None),
            name,
        }
    }

    /// What was chosen, and for the rest what the headings seem to say.
    #[must_use]
    pub fn or_guessed(&self, headings: &[String]) -> Self {
        let guessed = Self::guessed(headings);
        let known = |chosen: &Option<String>, guessed: Option<String>| match chosen {
            Some(chosen) => Some(chosen.clone()).filter(|column| headings.contains(column)),
            None => guessed,
        };
        Self {
            code: known(&self.code, guessed.code),
            name: known(&self.name, guessed.name),
            parent: known(&self.parent, guessed.parent),
            area: known(&self.area, guessed.area),
        }
    }
}

/// What a feature says in a column.
#[must_use]
pub fn said<'f>(feature: &'f Feature, column: Option<&String>) -> Option<&'f str> {
    let column = column?;
    let found = feature.fields.iter().find(|(name, _)| name == column)?;
    Some(found.1.trim()).filter(|text| !text.is_empty())
}

/// How a feature is called in a report: its name, else its code.
#[must_use]
pub fn label(feature: &Feature, columns: &Columns) -> String {
    let name = said(feature, columns.name.as_ref()).or(said(feature, columns.code.as_ref()));
    name.unwrap_or_default().to_owned()
}

/// Square metres that a feature says are official. The heading says of what: km² where it is silent.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "areas of places fit an i64")]
pub fn official_m2(feature: &Feature, columns: &Columns) -> Option<i64> {
    let heading = fold(columns.area.as_ref()?);
    let text = said(feature, columns.area.as_ref())?.replace(' ', "");
    let number: f64 = match text.matches(',').count() {
        1 if !text.contains('.') => text.replace(',', ".").parse().ok()?,
        _ => text.replace(',', "").parse().ok()?,
    };
    let unit = if heading.contains("m2") && !heading.contains("km2") {
        1.0
    } else if heading.contains("ha") && !heading.contains("km") {
        10_000.0
    } else {
        1_000_000.0
    };
    let metres = (number * unit).round();
    (metres.is_finite() && metres >= 1.0).then_some(metres as i64)
}

/// The places of a level on a day, to be found by code and name.
pub struct Register<'p> {
    places: &'p [Place],
    by_code: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl<'p> Register<'p> {
    /// Sorts places by code and bare name.
    #[must_use]
    pub fn new(places: &'p [Place]) -> Self {
        let (mut by_code, mut by_name) = (HashMap::new(), HashMap::new());
        for (at, place) in places.iter().enumerate() {
            if let Some(code) = &place.official_code {
                by_code.entry(plain_code(code)).or_insert_with(Vec::new).push(at);
            }
            by_name.entry(bare(&place.name)).or_insert_with(Vec::new).push(at);
        }
        Self { places, by_code, by_name }
    }

    /// The place of a feature.
    ///
    /// # Errors
    /// Why there is none, and what to do.
    pub fn place(&self, feature: &Feature, columns: &Columns) -> Result<usize, Coded> {
        let code = said(feature, columns.code.as_ref());
        let name = said(feature, columns.name.as_ref());
        let parent = said(feature, columns.parent.as_ref());
        if let Some(code) = code
            && let Some([only]) = self.by_code.get(&plain_code(code)).map(Vec::as_slice)
        {
            return self.agreeing(*only, (code, name));
        }
        let Some(name) = name else {
            return Err(match code {
                Some(code) => ("boundary-row-code", vec![("code", code.to_owned())]),
                None => ("boundary-row-no-label", Vec::new()),
            });
        };
        let all = self.by_name.get(&bare(name)).map_or(&[][..], Vec::as_slice);
        let mut found: Vec<usize> = all.to_vec();
        self.narrow(&mut found, |place| fold(&place.name) == fold(name));
        if let Some(parent) = parent {
            let above = bare(parent);
            self.narrow(&mut found, |place| {
                place.parent_name.as_ref().is_some_and(|own| bare(own) == above)
            });
        }
        let args = |more: &mut Vec<(&'static str, String)>| {
            more.push(("name", name.to_owned()));
            std::mem::take(more)
        };
        match found[..] {
            [only] => Ok(only),
            [] => Err(("boundary-row-no-unit", args(&mut Vec::new()))),
            _ => {
                let mut count = vec![("n", found.len().to_string())];
                Err(("boundary-row-ambiguous", args(&mut count)))
            }
        }
    }

    /// A code is given to other places in time: the name must agree, where there is one.
    fn agreeing(&self, at: usize, (code, name): (&str, Option<&str>)) -> Result<usize, Coded> {
        let place = &self.places[at];
        match name {
            Some(name) if bare(name) != bare(&place.name) => {
                let args = vec![
                    ("code", code.to_owned()),
                    ("name", name.to_owned()),
                    ("unit", place.name.clone()),
                ];
                Err(("boundary-row-name-differs", args))
            }
            _ => Ok(at),
        }
    }

    /// Keeps those that fit, where any does.
    fn narrow(&self, found: &mut Vec<usize>, fits: impl Fn(&Place) -> bool) {
        let kept: Vec<usize> = found.iter().copied().filter(|&at| fits(&self.places[at])).collect();
        if !kept.is_empty() {
            *found = kept;
        }
    }
}

/// A code as a number: tables lose zeros in front and win decimals behind.
fn plain_code(code: &str) -> String {
    let code = code.trim();
    let code = code
        .split_once('.')
        .filter(|(_, rest)| rest.bytes().all(|b| b == b'0'))
        .map_or(code, |(c, _)| c);
    code.trim_start_matches('0').to_owned()
}

/// A name without its kind, folded: "P. Bến Thành", "Phường Bến Thành" and "BẾN THÀNH" are one.
fn bare(name: &str) -> String {
    const KINDS: &[&str] = &[
        "thanh pho",
        "thi tran",
        "dac khu",
        "khu dan cu",
        "khu pho",
        "thi xa",
        "phuong",
        "huyen",
        "quan",
        "tinh",
        "thon",
        "xa",
        "ap",
        "kp",
        "tp",
        "tt",
        "kdc",
        "p",
        "x",
        "q",
        "h",
    ];
    let folded = fold(name).replace('.', " ");
    let folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let without = KINDS.iter().find_map(|kind| {
        let rest = folded.strip_prefix(kind)?;
        // "P5" has no space, "Phú Nhuận" is no "P": a number may follow at once, a word may not.
        let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
        (rest.starts_with(' ') || is_number).then(|| rest.trim_start().to_owned())
    });
    let bare = without.unwrap_or(folded);
    match bare.parse::<u32>() {
        Ok(number) => number.to_string(),
        Err(_) => bare,
    }
}

#[cfg(test)]
mod tests {
    use geo::MultiPolygon;
    use units::{Kind, Period, StateId, UnitId};
    use uuid::Uuid;

    use super::*;

    fn place(number: u128, kind: Kind, name: &str, code: &str, parent: &str) -> Place {
        Place {
            state_id: StateId(Uuid::from_u128(number)),
            unit_id: UnitId(Uuid::from_u128(number + 100)),
            kind,
            name: name.to_owned(),
            short_name: name.to_owned(),
            official_code: (!code.is_empty()).then(|| code.to_owned()),
            parent_id: None,
            parent_name: Some(parent.to_owned()),
            period: Period::since("2025-07-01".parse().unwrap()),
            area_m2: None,
            official_m2: None,
            wkb: None,
        }
    }

    fn town() -> Vec<Place> {
        vec![
            place(1, Kind::Phuong, "Phường Tân Định", "26737", "Thành phố Hồ Chí Minh"),
            place(2, Kind::Xa, "Xã Tân An", "00004", "Tỉnh A"),
            place(3, Kind::Phuong, "Phường Tân An", "00007", "Tỉnh A"),
            place(4, Kind::Xa, "Xã Tân An", "00010", "Tỉnh B"),
            place(5, Kind::KhuPho, "Khu phố 5", "", "Phường Hòa Hưng"),
        ]
    }

    fn found(fields: &[(&str, &str)]) -> Result<usize, &'static str> {
        let fields: Vec<(String, String)> =
            fields.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let headings: Vec<String> = fields.iter().map(|(name, _)| name.clone()).collect();
        let feature = Feature { row: 1, shape: MultiPolygon(vec![]), fields };
        let columns = Columns::guessed(&headings);
        Register::new(&town()).place(&feature, &columns).map_err(|(code, _)| code)
    }

    #[test]
    fn codes_are_found_whatever_a_table_did_to_them() {
        assert_eq!(found(&[("MA_XA", "4"), ("TEN_XA", "Tân An")]), Ok(1));
        assert_eq!(found(&[("code", "00004")]), Ok(1));
        assert_eq!(found(&[("Mã xã", "26737.0"), ("Tên", "P. Tân Định")]), Ok(0));
        assert_eq!(found(&[("code", "99")]), Err("boundary-row-code"));
    }

    #[test]
    fn a_code_that_named_another_place_is_not_taken() {
        let told = found(&[("code", "26737"), ("fullName", "Phường Đa Kao")]);
        assert_eq!(told, Err("boundary-row-name-differs"));
    }

    #[test]
    fn names_are_found_within_the_unit_above() {
        assert_eq!(found(&[("ten", "TÂN ĐỊNH")]), Ok(0));
        assert_eq!(found(&[("ten", "Tân An")]), Err("boundary-row-ambiguous"));
        assert_eq!(found(&[("ten", "Phường Tân An")]), Ok(2));
        assert_eq!(found(&[("ten", "Xã Tân An"), ("tỉnh", "Tỉnh B")]), Ok(3));
        assert_eq!(found(&[("Khu phố", "KP05"), ("phuong", "Phường Hoà Hưng")]), Ok(4));
        assert_eq!(found(&[("ten", "Nơi khác")]), Err("boundary-row-no-unit"));
        assert_eq!(found(&[("ghi chú", "x")]), Err("boundary-row-no-label"));
    }

    #[test]
    fn official_areas_are_read_in_the_unit_of_their_heading() {
        let m2 = |heading: &str, text: &str| {
            let fields = vec![(heading.to_owned(), text.to_owned())];
            let feature = Feature { row: 1, shape: MultiPolygon(vec![]), fields };
            official_m2(&feature, &Columns::guessed(&[heading.to_owned()]))
        };
        assert_eq!(m2("areaKm2", "15.68"), Some(15_680_000));
        assert_eq!(m2("Diện tích (km2)", "15,68"), Some(15_680_000));
        assert_eq!(m2("dien_tich_ha", "12,5"), Some(125_000));
        assert_eq!(m2("dien_tich_m2", "1,250,000"), Some(1_250_000));
        assert_eq!(m2("dien_tich", "không"), None);
    }
}
