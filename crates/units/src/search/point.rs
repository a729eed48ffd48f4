//! Coordinates as people type and copy them: "10.7769, 106.7009", "10,7769 106,7009", "10°46'37\"N
//! 106°42'03\"E".

use crate::DoorPoint;

/// A point of a text: latitude first, as maps give it, unless the first number is no latitude or the
/// letters say otherwise. Nothing where the text is no two numbers on the globe.
#[must_use]
pub fn point(text: &str) -> Option<DoorPoint> {
    let text =
        text.trim().to_uppercase().replace(['′', '’', '‘'], "'").replace(['″', '”', '“'], "\"");
    let is_eastern_first =
        matches!((text.find(['E', 'Đ']), text.find(['N', 'B'])), (Some(e), Some(n)) if e < n);
    let plain = text.replace(['N', 'E', 'B', 'Đ'], " ");
    let [one, other] = if plain.contains('°') { in_degrees(&plain)? } else { decimal(&plain)? };
    let is_swapped = is_eastern_first || one.abs() > 90.0;
    let (lat, lon) = if is_swapped { (other, one) } else { (one, other) };
    (lat.abs() <= 90.0 && lon.abs() <= 180.0)
        .then(|| DoorPoint { lon_e7: e7(lon), lat_e7: e7(lat) })
}

#[expect(clippy::cast_possible_truncation, reason = "at most 180 × 1e7, checked before")]
fn e7(degrees: f64) -> i32 {
    (degrees * 1e7).round() as i32
}

/// Two decimal numbers, with points or, where no point is in the text, with commas.
fn decimal(text: &str) -> Option<[f64; 2]> {
    let has_points = text.contains('.');
    let parts: Vec<&str> = if has_points {
        text.split([',', ';', ' ', '\t']).filter(|part| !part.is_empty()).collect()
    } else {
        let cut = text.split([';', ' ', '\t']).map(|part| part.trim_matches(','));
        cut.filter(|part| !part.is_empty()).collect()
    };
    let [one, other] = parts.as_slice() else { return None };
    Some([number(one)?, number(other)?])
}

fn number(text: &str) -> Option<f64> {
    let is_plain = text.bytes().all(|sign| sign.is_ascii_digit() || b"+-.,".contains(&sign));
    is_plain.then(|| text.replace(',', ".").parse().ok()).flatten()
}

/// Degrees, minutes and seconds, twice.
fn in_degrees(text: &str) -> Option<[f64; 2]> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('°') {
        let degrees = number(before.trim_matches([' ', ',', ';']))?;
        let (minutes, after) = part(after, '\'')?;
        let (seconds, after) = part(after, '"')?;
        let size = degrees.abs() + minutes / 60.0 + seconds / 3600.0;
        found.push(if degrees.is_sign_negative() { -size } else { size });
        rest = after;
    }
    let is_empty = rest.trim_matches([' ', ',', ';']).is_empty();
    is_empty.then(|| found.try_into().ok()).flatten()
}

/// The number before a sign, where the sign comes before the next degrees; else nought.
fn part(text: &str, sign: char) -> Option<(f64, &str)> {
    let until = text.find('°').unwrap_or(text.len());
    match text[..until].split_once(sign) {
        Some((number_text, _)) => {
            let value = number(number_text.trim())?;
            ((0.0..60.0).contains(&value))
                .then(|| (value, &text[number_text.len() + sign.len_utf8()..]))
        }
        None => Some((0.0, text)),
    }
}
