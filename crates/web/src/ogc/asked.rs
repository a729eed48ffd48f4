//! What a request of OGC API Features asks for, read from its address.

use axum::http::{HeaderMap, header};
use units::{Day, Level};

/// Features of a page where none is asked for, and at most.
pub const LIMIT: usize = 100;
const LIMIT_MOST: usize = 1_000;

/// The properties by which features may be chosen.
pub const FILTERS: [&str; 6] = ["name", "kind", "code", "unit_id", "parent_id", "parent_name"];

/// Milliseconds of an hour and a minute.
const HOUR_MS: i64 = 3_600_000;
const MINUTE_MS: i64 = 60_000;

/// A collection: the units of one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Collection {
    /// Its name in addresses.
    pub id: &'static str,
    /// The level.
    pub level: Level,
}

/// Every collection, from the outermost level.
pub const COLLECTIONS: [Collection; 4] = [
    Collection { id: "provinces", level: Level::Province },
    Collection { id: "districts", level: Level::District },
    Collection { id: "communes", level: Level::Commune },
    Collection { id: "khu_pho_ap", level: Level::Grassroots },
];

impl Collection {
    /// The collection of a name.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        COLLECTIONS.into_iter().find(|collection| collection.id == id)
    }
}

/// In which form an answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// For programs.
    Json,
    /// For people.
    Html,
}

/// What a list of features is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// West, south, east, north in degrees.
    pub bbox: Option<[f64; 4]>,
    /// The first and the last day, where a day or a period is asked for.
    pub days: Option<(Day, Day)>,
    /// Features of a page.
    pub limit: usize,
    /// Features left out before it.
    pub offset: usize,
    /// Properties and the values they must have.
    pub filters: Vec<(&'static str, String)>,
}

/// A parameter that cannot be taken as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit(pub String);

/// The form that an address or a browser wishes for; programs that say nothing get JSON.
///
/// # Errors
/// [`Unfit`] for another form.
pub fn wish(fields: &[(String, String)], headers: &HeaderMap) -> Result<Wish, Unfit> {
    match fields.iter().find(|(name, _)| name == "f").map(|(_, value)| value.as_str()) {
        Some("json" | "application/json" | "application/geo+json") => Ok(Wish::Json),
        Some("html" | "text/html") => Ok(Wish::Html),
        Some(other) => Err(Unfit(format!("f={other}: json and html are served"))),
        None => {
            let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
            let is_browser = accepted.is_some_and(|kinds| kinds.starts_with("text/html"));
            Ok(if is_browser { Wish::Html } else { Wish::Json })
        }
    }
}

/// Refuses parameters that a resource does not know, as the standard asks. A day is known everywhere.
///
/// # Errors
/// [`Unfit`].
pub fn only_form(fields: &[(String, String)]) -> Result<(), Unfit> {
    for (name, value) in fields.iter().filter(|(name, _)| name != "f") {
        match name.as_str() {
            "datetime" if days(value).is_some() => {}
            "datetime" => return Err(Unfit(format!("{name}={value} cannot be read"))),
            name => return Err(Unfit(format!("unknown parameter {name}"))),
        }
    }
    Ok(())
}

impl Asked {
    /// Reads the parameters of a list.
    ///
    /// # Errors
    /// [`Unfit`] for a parameter that is unknown or cannot be read.
    pub fn of(fields: &[(String, String)]) -> Result<Self, Unfit> {
        let mut asked =
            Self { bbox: None, days: None, limit: LIMIT, offset: 0, filters: Vec::new() };
        for (name, value) in fields.iter().filter(|(name, _)| name != "f") {
            let unfit = || Unfit(format!("{name}={value} cannot be read"));
            match name.as_str() {
                "bbox" => asked.bbox = Some(bbox(value).ok_or_else(unfit)?),
                "datetime" => asked.days = Some(days(value).ok_or_else(unfit)?),
                "limit" => {
                    let limit: usize = value.parse().map_err(|_| unfit())?;
                    if limit == 0 {
                        return Err(unfit());
                    }
                    asked.limit = limit.min(LIMIT_MOST);
                }
                "offset" => asked.offset = value.parse().map_err(|_| unfit())?,
                name => {
                    let known = FILTERS.iter().find(|known| **known == name);
                    let known = known.ok_or(Unfit(format!("unknown parameter {name}")))?;
                    asked.filters.push((known, value.clone()));
                }
            }
        }
        Ok(asked)
    }
}

/// Four numbers, or six with heights, which say nothing here.
fn bbox(text: &str) -> Option<[f64; 4]> {
    let numbers: Vec<f64> =
        text.split(',').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let bbox = match numbers[..] {
        [west, south, east, north] | [west, south, _, east, north, _] => [west, south, east, north],
        _ => return None,
    };
    let [west, south, east, north] = bbox;
    let is_sound = [west, east].iter().all(|lon| lon.abs() <= 180.0)
        && [south, north].iter().all(|lat| lat.abs() <= 90.0)
        && south <= north;
    is_sound.then_some(bbox)
}

/// A day, an instant, or a period between two, each of which may be open.
fn days(text: &str) -> Option<(Day, Day)> {
    let Some((first, last)) = text.split_once('/') else {
        let day = moment(text)?;
        return Some((day, day));
    };
    let open = |part: &str| part.is_empty() || part == "..";
    if open(first) && open(last) {
        return None;
    }
    let first = if open(first) { Day::new(1, 1, 1) } else { moment(first) }?;
    let last = if open(last) { Day::new(9999, 12, 31) } else { moment(last) }?;
    (first <= last).then_some((first, last))
}

/// The civil day in Viet Nam of a day or an instant of RFC 3339.
fn moment(text: &str) -> Option<Day> {
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let (day, time) = text.split_at_checked(10)?;
    let day: Day = day.parse().ok()?;
    let time = time.strip_prefix(['T', 't', ' '])?;
    let (clock, zone) = time.split_at(time.find(['Z', 'z', '+', '-'])?);
    let ahead_ms = match zone {
        "Z" | "z" => 0,
        zone => {
            let sign = if zone.starts_with('-') { -1 } else { 1 };
            let (hours, minutes) = zone[1..].split_once(':')?;
            sign * (whole(hours, 24)? * HOUR_MS + whole(minutes, 60)? * MINUTE_MS)
        }
    };
    let mut parts = clock.split(':');
    let (hours, minutes) = (whole(parts.next()?, 24)?, whole(parts.next()?, 60)?);
    let seconds = parts.next()?.split('.').next()?;
    whole(seconds, 61)?;
    if parts.next().is_some() {
        return None;
    }
    // `starts_at` is midnight in Viet Nam, seven hours before midnight of UTC.
    let midnight = day.starts_at() + 7 * HOUR_MS;
    Some(Day::of_instant(midnight + hours * HOUR_MS + minutes * MINUTE_MS - ahead_ms))
}

/// Two digits below a bound.
fn whole(text: &str, below: i64) -> Option<i64> {
    let is_pair = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_pair && *number < below)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Result<Asked, Unfit> {
        let owned: Vec<(String, String)> =
            pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        Asked::of(&owned)
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn an_instant_is_a_day_in_viet_nam() {
        for (text, expected) in [
            ("2025-07-01", "2025-07-01"),
            ("2025-06-30T17:00:00Z", "2025-07-01"),
            ("2025-06-30T16:59:59.5Z", "2025-06-30"),
            ("2025-07-01T00:00:00+07:00", "2025-07-01"),
            ("2025-06-30T23:00:00-05:00", "2025-07-01"),
        ] {
            assert_eq!(moment(text), Some(day(expected)), "{text}");
        }
        for bad in ["", "2025", "2025-13-01", "2025-07-01T", "2025-07-01T25:00:00Z", "hôm nay"] {
            assert_eq!(moment(bad), None, "{bad}");
        }
    }

    #[test]
    fn periods_may_be_open_at_one_end() {
        assert_eq!(days("2024-01-01/2024-06-30"), Some((day("2024-01-01"), day("2024-06-30"))));
        assert_eq!(days("../2024-06-30").unwrap().1, day("2024-06-30"));
        assert_eq!(days("2024-01-01/").unwrap().0, day("2024-01-01"));
        assert_eq!(days("../.."), None);
        assert_eq!(days("2024-06-30/2024-01-01"), None);
    }

    #[test]
    fn parameters_are_read_or_refused_by_name() {
        let read = asked(&[("bbox", "106,10,107,11"), ("limit", "5000"), ("kind", "ap")]).unwrap();
        assert_eq!(read.bbox, Some([106.0, 10.0, 107.0, 11.0]));
        assert_eq!((read.limit, read.filters), (1_000, vec![("kind", "ap".to_owned())]));
        assert_eq!(asked(&[("bbox", "1,2,0,3,4,9")]).unwrap().bbox, Some([1.0, 2.0, 3.0, 4.0]));
        for bad in [
            [("bbox", "1,2,3")],
            [("bbox", "1,9,3,4")],
            [("limit", "0")],
            [("limit", "-1")],
            [("offset", "x")],
            [("datetime", "gestern")],
            [("households", "3")],
        ] {
            let Unfit(said) = asked(&bad).unwrap_err();
            assert!(said.contains(bad[0].0), "{said}");
        }
    }

    #[test]
    fn browsers_get_pages_and_programs_json() {
        let mut headers = HeaderMap::new();
        assert_eq!(wish(&[], &headers), Ok(Wish::Json));
        headers.insert(header::ACCEPT, "text/html,application/xml;q=0.9".parse().unwrap());
        assert_eq!(wish(&[], &headers), Ok(Wish::Html));
        let json = [("f".to_owned(), "json".to_owned())];
        assert_eq!(wish(&json, &headers), Ok(Wish::Json));
        assert!(wish(&[("f".to_owned(), "gml".to_owned())], &headers).is_err());
    }
}
