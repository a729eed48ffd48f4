//! QR codes out: an address as a square that a telephone reads, as SVG for pages and for paper.
//!
//! The squares come from the `qrcode` crate (why: `docs/decisions/0016-qr-on-paper.md`); the picture is
//! drawn here, as one path without style, so that it stands under a page's strict policy.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// White squares round the code, so that a reader finds its edge (ISO/IEC 18004 asks for four).
const QUIET: usize = 4;

/// A QR code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    side: usize,
    dark: Vec<bool>,
}

impl Qr {
    /// The code of a text. A fourth part of it may be dirty or torn and it is still read. Nothing where
    /// the text is too long for any code (beyond 1 663 bytes).
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::Q).ok()?;
        let dark = code.to_colors().into_iter().map(|colour| colour == Color::Dark).collect();
        Some(Self { side: code.width(), dark })
    }

    /// Squares on a side, without the white round them.
    #[must_use]
    pub const fn side(&self) -> usize {
        self.side
    }

    /// Whether a square is dark; counted from the upper left, from nothing.
    #[must_use]
    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        column < self.side && self.dark.get(row * self.side + column).copied().unwrap_or(false)
    }

    /// The code as a picture in a page, one unit to a square; `label` is what readers who hear the page
    /// are told.
    #[must_use]
    pub fn svg(&self, label: &str) -> String {
        let whole = self.side + 2 * QUIET;
        let mut path = String::new();
        for row in 0..self.side {
            let mut column = 0;
            while column < self.side {
                let from = column;
                while self.is_dark(column, row) {
                    column += 1;
                }
                let length = column - from;
                if length > 0 {
                    let (x, y) = (from + QUIET, row + QUIET);
                    let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
                } else {
                    column += 1;
                }
            }
        }
        let label = quick_xml::escape::escape(label);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\" viewBox=\"0 0 {whole} {whole}\" \
             role=\"img\" aria-label=\"{label}\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{whole}v{whole}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a telephone reads of the picture itself: its path painted, three pixels to a square.
    fn read(svg: &str) -> String {
        let side = svg.split("viewBox=\"0 0 ").nth(1).unwrap();
        let side: usize = side.split(' ').next().unwrap().parse().unwrap();
        let path = svg.rsplit(" d=\"").next().unwrap().split('"').next().unwrap();
        let mut dark = vec![false; side * side];
        for run in path.split('M').skip(1) {
            let (at, rest) = run.split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let length: usize = rest.split('v').next().unwrap().parse().unwrap();
            let from = y.parse::<usize>().unwrap() * side + x.parse::<usize>().unwrap();
            dark[from..from + length].fill(true);
        }
        let shade = |x: usize, y: usize| if dark[y / 3 * side + x / 3] { 0 } else { 255 };
        let mut seen = rqrr::PreparedImage::prepare_from_greyscale(side * 3, side * 3, shade);
        let found = seen.detect_grids();
        assert_eq!(found.len(), 1, "one code is seen");
        found[0].decode().unwrap().1
    }

    #[test]
    fn a_telephone_reads_the_address_off_the_picture() {
        for text in [
            "http://127.0.0.1:8080/phan-anh/7K3M-9Q2A-NX4T",
            "https://phananh.thanhphobensay.gov.vn/en/phan-anh/7K3M-9Q2A-NX4T",
        ] {
            assert_eq!(read(&Qr::of(text).unwrap().svg("Mã")), text);
        }
    }

    #[test]
    fn the_picture_says_what_the_squares_say_and_nothing_breaks_out_of_its_label() {
        let code = Qr::of("x").unwrap();
        assert!(code.is_dark(0, 0) && !code.is_dark(1, 1) && !code.is_dark(code.side(), 0));
        let svg = code.svg("\"><script>");
        assert!(svg.contains("aria-label=\"&quot;&gt;&lt;script&gt;\""), "{svg}");
        assert!(svg.contains("viewBox=\"0 0 29 29\""));
        assert_eq!(Qr::of(&"x".repeat(2_000)), None);
    }
}
