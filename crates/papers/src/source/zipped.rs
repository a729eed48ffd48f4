//! Zipped files: what is inside, and whether unpacking stays within bounds.

use super::{Fault, Limits, damaged};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What a zip file holds.
pub(super) enum Inside {
    Xlsx,
    Ods,
    Other(&'static str),
}

/// More parts than any spreadsheet has.
const MOST_PARTS: usize = 5_000;

/// Unpacks every part once, counting: sizes written in the file itself are not believed.
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Inside, Fault> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if zip.len() > MOST_PARTS {
        return Err(Fault::UnpacksTooLarge);
    }
    let mut left = limits.unpacked_bytes;
    let mut inside = Inside::Other("ZIP");
    for at in 0..zip.len() {
        let part = match zip.by_index(at) {
            Ok(part) => part,
            Err(zip::result::ZipError::UnsupportedArchive(reason))
                if reason == zip::result::ZipError::PASSWORD_REQUIRED =>
            {
                return Err(Fault::Locked);
            }
            Err(error) => return Err(damaged(error)),
        };
        let name = part.name().map_err(damaged)?.into_owned();
        match name.as_str() {
            "xl/workbook.xml" => inside = Inside::Xlsx,
            "xl/workbook.bin" => inside = Inside::Other("XLSB"),
            "word/document.xml" => inside = Inside::Other("Word"),
            _ => {}
        }
        let mut start = Vec::new();
        let mut part = part.take(left + 1);
        part.by_ref().take(64).read_to_end(&mut start).map_err(damaged)?;
        let shared = name.to_ascii_lowercase().ends_with("sharedstrings.xml");
        let rest = if shared {
            part.read_to_end(&mut start).map_err(damaged)?;
            refuse_false_counts(&start)?;
            0
        } else {
            std::io::copy(&mut part, &mut std::io::sink()).map_err(damaged)?
        };
        let size = start.len() as u64 + rest;
        if size > left {
            return Err(Fault::UnpacksTooLarge);
        }
        left -= size;
        if name == "mimetype" {
            inside = match start.as_slice() {
                b"application/vnd.oasis.opendocument.spreadsheet" => Inside::Ods,
                _ => Inside::Other("ODF"),
            };
        }
    }
    if matches!(inside, Inside::Ods) && is_encrypted(bytes, limits)? {
        return Err(Fault::Locked);
    }
    Ok(inside)
}

/// calamine sets memory aside for the count a file claims, and an allocation that fails ends the
/// program; a count above the bytes of the part is false.
fn refuse_false_counts(part: &[u8]) -> Result<(), Fault> {
    const COUNT: &[u8] = b"uniqueCount";
    let claims = part.windows(COUNT.len()).enumerate().filter(|(_, window)| *window == COUNT);
    for (at, _) in claims {
        let after = &part[at + COUNT.len()..];
        let digits = after.iter().skip_while(|byte| b" =\"'\t\r\n".contains(byte));
        let count = digits
            .take_while(|byte| byte.is_ascii_digit())
            .fold(0u64, |sum, byte| sum.saturating_mul(10).saturating_add(u64::from(byte - b'0')));
        if count > part.len() as u64 {
            return Err(Fault::Damaged("uniqueCount".to_owned()));
        }
    }
    Ok(())
}

fn is_encrypted(bytes: &[u8], limits: &Limits) -> Result<bool, Fault> {
    Ok(text_of(bytes, "META-INF/manifest.xml", limits)?.contains("encryption-data"))
}

/// One part as text.
pub(super) fn text_of(bytes: &[u8], part: &str, limits: &Limits) -> Result<String, Fault> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let file = zip.by_name(part).map_err(damaged)?;
    let mut text = String::new();
    file.take(limits.unpacked_bytes).read_to_string(&mut text).map_err(damaged)?;
    Ok(text)
}
