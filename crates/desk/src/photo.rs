//! Photos as they are kept: pixels only. The picture is decoded, turned upright, made no larger than a
//! page needs and encoded again, so that nothing a camera writes beside it (where, when, with which
//! device) and nothing hidden behind it is kept (Law 91/2025/QH15: a place is personal data).

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits};

/// The longest side that is kept, in pixels.
const SIDE_MOST: u32 = 1_600;
/// The longest side that is read at all.
const READ_MOST: u32 = 12_000;
/// The most memory a picture may take while it is read.
const MEMORY_MOST: u64 = 256 * 1024 * 1024;
/// Quality of what is kept.
const QUALITY: u8 = 82;

/// A photo without anything but the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bare {
    /// Always a JPEG.
    pub content_type: &'static str,
    /// The bytes.
    pub body: Vec<u8>,
}

/// The picture alone. Takes up to half a second: called off the asynchronous threads.
///
/// # Errors
/// `photo-unreadable` where the bytes are no JPEG or PNG, `photo-too-large` beyond the limits.
pub fn bare(body: &[u8]) -> Result<Bare, &'static str> {
    let unreadable = |_| "photo-unreadable";
    let mut reader = ImageReader::new(Cursor::new(body))
        .with_guessed_format()
        .map_err(|_| "photo-unreadable")?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(READ_MOST);
    limits.max_image_height = Some(READ_MOST);
    limits.max_alloc = Some(MEMORY_MOST);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(limit)?;
    // The reader's limits bind what a decoder needs beside the picture; the picture itself they do not.
    if decoder.total_bytes() > MEMORY_MOST {
        return Err("photo-too-large");
    }
    let upright = decoder.orientation().map_err(unreadable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(limit)?;
    // Made small before it is turned: turning needs as much memory again as what is turned.
    if picture.width().max(picture.height()) > SIDE_MOST {
        picture = picture.thumbnail(SIDE_MOST, SIDE_MOST);
    }
    picture.apply_orientation(upright);
    let mut body = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut body, QUALITY);
    picture.to_rgb8().write_with_encoder(encoder).map_err(unreadable)?;
    Ok(Bare { content_type: "image/jpeg", body })
}

fn limit(error: image::ImageError) -> &'static str {
    match error {
        image::ImageError::Limits(_) => "photo-too-large",
        _ => "photo-unreadable",
    }
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, RgbImage};

    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let picture = DynamicImage::ImageRgb8(RgbImage::new(width, height));
        picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    #[test]
    fn what_stands_beside_the_picture_is_gone() {
        let mut photo = Vec::new();
        let picture = DynamicImage::ImageRgb8(RgbImage::new(8, 8));
        picture.write_to(&mut Cursor::new(&mut photo), ImageFormat::Jpeg).unwrap();
        // An APP1 part as cameras write it, after the start of the file.
        let mut told = vec![0xff, 0xe1, 0x00, 0x1a];
        told.extend(b"Exif\0\0GPS 10.7769,106.7");
        told.push(0);
        photo.splice(2..2, told);
        assert!(photo.windows(3).any(|part| part == b"GPS"));
        let bare = bare(&photo).unwrap();
        assert!(!bare.body.windows(3).any(|part| part == b"GPS"));
        assert!(!bare.body.windows(4).any(|part| part == b"Exif"));
    }

    #[test]
    fn a_large_photo_becomes_as_large_as_a_page_needs() {
        let bare = bare(&png(3_200, 400)).unwrap();
        let picture = image::load_from_memory(&bare.body).unwrap();
        assert_eq!((picture.width(), picture.height()), (1_600, 200));
    }

    /// A PNG of a few bytes that says how large it is and holds nothing.
    fn promise(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = png(1, 1);
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        // The checksum of the head, over its name and its thirteen bytes.
        let sum = bytes[12..29].iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
                if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 }
            })
        });
        bytes[29..33].copy_from_slice(&(!sum).to_be_bytes());
        bytes
    }

    #[test]
    fn a_few_bytes_that_unfold_into_a_wall_are_refused_before_they_do() {
        let bomb = promise(40_000, 40_000);
        assert!(bomb.len() < 200);
        assert_eq!(bare(&bomb), Err("photo-too-large"));
        assert_eq!(bare(&promise(11_000, 11_000)), Err("photo-too-large"), "363 MB of pixels");
    }

    #[test]
    fn a_photo_that_lies_on_its_side_is_turned_after_it_was_made_small() {
        let mut photo = Vec::new();
        let picture = DynamicImage::ImageRgb8(RgbImage::new(3_200, 400));
        picture.write_to(&mut Cursor::new(&mut photo), ImageFormat::Jpeg).unwrap();
        // "Orientation: turn right", as a camera writes it: big-endian, one field.
        let mut told = vec![0xff, 0xe1, 0x00, 0x22];
        told.extend(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
        photo.splice(2..2, told);
        let bare = bare(&photo).unwrap();
        let picture = image::load_from_memory(&bare.body).unwrap();
        assert_eq!((picture.width(), picture.height()), (200, 1_600));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert_eq!(bare(b"<svg onload=alert(1)>"), Err("photo-unreadable"));
        assert_eq!(bare(&png(64, 64)[..40]), Err("photo-unreadable"));
    }
}
