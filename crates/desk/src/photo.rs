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
    let upright = decoder.orientation().map_err(unreadable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(limit)?;
    picture.apply_orientation(upright);
    if picture.width().max(picture.height()) > SIDE_MOST {
        picture = picture.thumbnail(SIDE_MOST, SIDE_MOST);
    }
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

    #[test]
    fn what_is_no_picture_is_refused() {
        assert_eq!(bare(b"<svg onload=alert(1)>"), Err("photo-unreadable"));
        assert_eq!(bare(&png(64, 64)[..40]), Err("photo-unreadable"));
    }
}
