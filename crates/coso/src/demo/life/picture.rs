//! Placeholder photos: plain colours and simple shapes, the same for the same words. A photo that shows
//! how it was before is drawn in greys with a mark across, one that shows how it is now in colours.

use std::io::Cursor;

use anyhow::Result;
use image::{ImageFormat, Rgb, RgbImage};

/// Small enough to keep many, large enough to look at.
const SIZE: (u32, u32) = (240, 180);

/// A photo of something, as a JPEG.
///
/// # Errors
/// When the picture cannot be encoded.
pub fn photo(shows: &str, is_before: bool) -> Result<Vec<u8>> {
    let dice = dice(shows);
    let mut picture = RgbImage::new(SIZE.0, SIZE.1);
    let sky = tone((dice >> 8) % 3, is_before, 215);
    let ground = tone((dice >> 16) % 3, is_before, 150);
    let horizon = 84 + u32::from(byte(dice, 3) % 30);
    for (_, y, pixel) in picture.enumerate_pixels_mut() {
        *pixel = if y < horizon { sky } else { ground };
    }
    for number in 0..3_u32 {
        let wide = 34 + u32::from(byte(dice, number + 4) % 30);
        let high = 30 + u32::from(byte(dice, number + 2) % 42);
        let left = 9 + number * 77 + u32::from(byte(dice, number) % 13);
        let walls = tone(u64::from(number) + (dice >> 24), is_before, 185);
        block(&mut picture, (left, horizon.saturating_sub(high)), (wide, high), walls);
        let door = tone(u64::from(number), true, 90);
        block(&mut picture, (left + wide / 3, horizon - 14), (wide / 4, 14), door);
    }
    if is_before {
        for x in 0..SIZE.0 {
            let y = horizon + (x * 37 + u32::from(byte(dice, 1))) % 40;
            block(&mut picture, (x, y.min(SIZE.1 - 6)), (3, 5), Rgb([96, 84, 70]));
        }
    }
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg)?;
    Ok(bytes)
}

fn block(picture: &mut RgbImage, (left, top): (u32, u32), (wide, high): (u32, u32), tone: Rgb<u8>) {
    for y in top..(top + high).min(SIZE.1) {
        for x in left..(left + wide).min(SIZE.0) {
            picture.put_pixel(x, y, tone);
        }
    }
}

/// One of three quiet colours, or its grey.
fn tone(which: u64, is_grey: bool, light: u8) -> Rgb<u8> {
    let dim = |share: u16| u8::try_from(u16::from(light) * share / 100).unwrap_or(light);
    match (is_grey, which % 3) {
        (true, _) => Rgb([dim(92), dim(90), dim(86)]),
        (false, 0) => Rgb([dim(80), dim(96), light]),
        (false, 1) => Rgb([dim(86), light, dim(84)]),
        (false, _) => Rgb([light, dim(90), dim(74)]),
    }
}

fn byte(dice: u64, number: u32) -> u8 {
    dice.to_le_bytes()[(number % 8) as usize]
}

/// FNV-1a over the words: only the same words give the same picture.
fn dice(words: &str) -> u64 {
    words.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::photo;

    #[test]
    fn the_same_words_give_the_same_photo_and_other_words_another() {
        let room = photo("Cụm 3 họp trong phòng tầng trệt", false).unwrap();
        assert_eq!(room, photo("Cụm 3 họp trong phòng tầng trệt", false).unwrap());
        assert_ne!(room, photo("Cụm 3 họp trong phòng tầng trệt", true).unwrap());
        assert_ne!(room, photo("Hẻm 60 sau mưa", false).unwrap());
        let seen = image::load_from_memory(&room).unwrap();
        assert_eq!((seen.width(), seen.height()), (240, 180));
    }
}
