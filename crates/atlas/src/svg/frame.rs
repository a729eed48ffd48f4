//! The frame: where a metre lies on the sheet, and the panel with title, legend, scale and notices.

use std::fmt::Write as _;

use geo::BoundingRect;

use super::{Cell, Map, Sign, TONES, escape, look, mark};
use crate::fabric::LineClass;

/// Width of the panel at the right.
const PANEL: f64 = 330.0;
/// Space round everything.
const EDGE: f64 = 24.0;
/// Height of the notice across the top.
const BANNER: f64 = 40.0;

/// How metres become pixels.
pub struct Frame {
    /// The map's part of the sheet: left, top, right, bottom.
    pub window: [f64; 4],
    /// Pixels for a metre.
    pub scale: f64,
    origin: [f64; 2],
}

impl Frame {
    /// Fits the commune into the window.
    pub fn new(map: &Map<'_>) -> Self {
        let top = EDGE + if map.words.banner.is_some() { BANNER + 8.0 } else { 0.0 };
        let [width, height] = map.size;
        let window = [EDGE, top, (width - PANEL - EDGE).max(EDGE + 100.0), height - EDGE];
        let (low, high) = map
            .boundary
            .bounding_rect()
            .map_or(([0.0, 0.0], [1.0, 1.0]), |r| ([r.min().x, r.min().y], [r.max().x, r.max().y]));
        let span = [(high[0] - low[0]).max(1.0), (high[1] - low[1]).max(1.0)];
        let room = [window[2] - window[0] - 32.0, window[3] - window[1] - 32.0];
        let scale = (room[0] / span[0]).min(room[1] / span[1]);
        let middle = [(window[0] + window[2]) / 2.0, (window[1] + window[3]) / 2.0];
        let origin = [
            middle[0] - (low[0] + high[0]) / 2.0 * scale,
            middle[1] + (low[1] + high[1]) / 2.0 * scale,
        ];
        Self { window, scale, origin }
    }

    /// Where a place in metres lies on the sheet.
    pub fn at(&self, place: [f64; 2]) -> [f64; 2] {
        [self.origin[0] + place[0] * self.scale, self.origin[1] - place[1] * self.scale]
    }

    /// A point on the sheet lies in the window.
    pub fn shows(&self, [x, y]: [f64; 2]) -> bool {
        let [left, top, right, bottom] = self.window;
        x >= left && x <= right && y >= top && y <= bottom
    }

    /// Title, legend, scale, north and notices.
    pub fn panel(&self, out: &mut String, map: &Map<'_>, unplaced: &[String]) {
        let words = map.words;
        let x = self.window[2] + 22.0;
        let width = map.size[0] - EDGE - x;
        if let Some(banner) = &words.banner {
            let wide = map.size[0] - 2.0 * EDGE;
            let _ = writeln!(
                out,
                "<rect x=\"{EDGE}\" y=\"{EDGE}\" width=\"{wide}\" height=\"{BANNER}\" \
                 fill=\"#fff\" stroke=\"#9b2c1f\" stroke-width=\"2\"/>\
                 <text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"19\" \
                 font-weight=\"600\" fill=\"#9b2c1f\">{}</text>",
                map.size[0] / 2.0,
                EDGE + 27.0,
                escape(banner)
            );
        }
        let mut y = self.window[1] + 24.0;
        for line in wrap(&words.title, width, 21.0) {
            text(out, [x, y], 21.0, "700", &line);
            y += 27.0;
        }
        y += 2.0;
        for line in words.subtitle.iter().flat_map(|s| wrap(s, width, 14.0)) {
            text(out, [x, y], 14.0, "400", &line);
            y += 20.0;
        }
        y = self.legend(out, map, [x, y + 22.0]);
        y = self.scale_bar(out, [x, y + 26.0]);
        north(out, [x + width - 24.0, y - 10.0], &words.north);
        y += 24.0;
        let foot: Vec<String> = words
            .notes
            .iter()
            .chain(std::iter::once(&words.attribution))
            .flat_map(|s| wrap(s, width, 12.0))
            .collect();
        if !unplaced.is_empty() {
            let list = format!("{} {}", words.unplaced, unplaced.join("; "));
            let room = (self.window[3] - y) / 17.0 - foot.len() as f64;
            for line in within(wrap(&list, width, 12.0), room, unplaced.len()) {
                text(out, [x, y], 12.0, "400", &line);
                y += 17.0;
            }
            y += 8.0;
        }
        let mut y = (self.window[3] - 17.0 * foot.len() as f64 + 13.0).max(y);
        for line in foot {
            text(out, [x, y], 12.0, "400", &line);
            y += 17.0;
        }
    }

    fn legend(&self, out: &mut String, map: &Map<'_>, [x, mut y]: [f64; 2]) -> f64 {
        let words = map.words;
        text(out, [x, y], 15.0, "600", &words.legend);
        y += 26.0;
        let mut item = |out: &mut String, sign: String, name: &str| {
            let _ = writeln!(out, "<g transform=\"translate({x:.0} {:.0})\">{sign}</g>", y - 5.0);
            text(out, [x + 52.0, y], 14.0, "400", name);
            y += 24.0;
        };
        let stroke = |colour: &str, width: f64, dash: &str| {
            format!(
                "<path d=\"M0 0H40\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" \
                 stroke-dasharray=\"{dash}\"/>"
            )
        };
        for (sign, name) in Sign::ALL.into_iter().zip(&words.signs) {
            let is_here = |cell: &Cell| cell.counts.iter().any(|(known, _)| *known == sign);
            if map.cells.iter().any(is_here) {
                let sign = mark::drawn(sign);
                item(out, format!("<g transform=\"translate(20 0) scale(.72)\">{sign}</g>"), name);
            }
        }
        item(out, stroke("#1d1b18", 4.0, "none"), &words.boundary);
        if !map.units.is_empty() {
            let fills = TONES.iter().take(4).enumerate().map(|(i, tone)| {
                format!(
                    "<rect x=\"{}\" y=\"-8\" width=\"10\" height=\"16\" fill=\"{}\"/>",
                    i * 10,
                    tone.fill
                )
            });
            let rim = "<rect y=\"-8\" width=\"40\" height=\"16\" fill=\"none\" stroke=\"#3a3631\" stroke-width=\"2\"/>";
            item(out, fills.collect::<String>() + rim, &words.unit);
        }
        if map.units.iter().any(|u| u.marked) {
            let sign = "<rect y=\"-8\" width=\"40\" height=\"16\" fill=\"url(#marked)\" stroke=\"#3a3631\"/>";
            item(out, sign.to_owned(), &words.marked);
        }
        if !map.old.is_empty() {
            item(out, stroke("#6b3f1d", 1.4, "5 3"), &words.old);
        }
        let mut classes: Vec<LineClass> = LineClass::ALL.into_iter().rev().collect();
        classes.retain(|&c| {
            let here = map
                .lines
                .iter()
                .any(|l| l.class == c && l.path.iter().any(|&p| self.shows(self.at(p))));
            here || (c == LineClass::River && !map.water.0.is_empty())
        });
        for class in classes {
            let (colour, metres) = look(class);
            let width = (metres * 0.6).clamp(1.4, 9.0);
            let sign = match class {
                LineClass::Rail => stroke(colour, 3.0, "none") + &stroke("#fff", 1.6, "7 7"),
                _ if class.is_walked() => {
                    stroke("#a39d92", width + 1.6, "none") + &stroke(colour, width, "none")
                }
                _ => stroke(colour, width.max(5.0), "none"),
            };
            item(out, sign, &words.classes[class as usize]);
        }
        y
    }

    /// A bar of a round length, about 160 pixels long; returns where it ends.
    fn scale_bar(&self, out: &mut String, [x, y]: [f64; 2]) -> f64 {
        let most = 190.0 / self.scale;
        let power = 10f64.powf(most.log10().floor());
        let metres =
            [5.0, 2.0, 1.0].iter().map(|k| k * power).find(|&m| m <= most).unwrap_or(power);
        let length = metres * self.scale;
        let says = |m: f64| {
            if metres >= 2000.0 {
                (format!("{}", m / 1000.0).replace('.', ","), "km")
            } else {
                (format!("{m}").replace('.', ","), "m")
            }
        };
        for i in 0..4 {
            let fill = if i % 2 == 0 { "#3a3631" } else { "#fff" };
            let _ = write!(
                out,
                "<rect x=\"{:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"7\" fill=\"{fill}\" stroke=\"#3a3631\"/>",
                x + length * f64::from(i) / 4.0,
                length / 4.0
            );
        }
        for share in [0.0, 0.5, 1.0] {
            let (number, unit) = says(metres * share);
            let label = if share == 1.0 { format!("{number} {unit}") } else { number };
            let at = x + length * share;
            let anchor = if share == 0.0 { "start" } else { "middle" };
            let _ = write!(
                out,
                "<text x=\"{at:.1}\" y=\"{:.1}\" font-size=\"12\" text-anchor=\"{anchor}\">{label}</text>",
                y + 23.0
            );
        }
        y + 23.0
    }
}

fn north(out: &mut String, [x, y]: [f64; 2], letter: &str) {
    let _ = writeln!(
        out,
        "<g transform=\"translate({x:.0} {y:.0})\"><path d=\"M0 -26L9 8L0 2L-9 8Z\" fill=\"#3a3631\"/>\
         <text y=\"-31\" text-anchor=\"middle\" font-size=\"14\" font-weight=\"600\">{}</text></g>",
        escape(letter)
    );
}

fn text(out: &mut String, [x, y]: [f64; 2], size: f64, weight: &str, says: &str) {
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" font-weight=\"{weight}\">{}</text>",
        escape(says)
    );
}

/// As many lines of a list as there is room for; the last then says how many names are left out.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines of a sheet")]
fn within(mut lines: Vec<String>, room: f64, names: usize) -> Vec<String> {
    let room = room.max(2.0) as usize;
    if lines.len() > room {
        lines.truncate(room - 1);
        let said: usize = lines.iter().map(|line| line.matches(';').count()).sum();
        lines.push(format!("… (+{})", names.saturating_sub(said)));
    }
    lines
}

/// About how wide a text is set; wide enough for the widest of the fonts named.
pub fn width_of(says: &str, size: f64) -> f64 {
    let units: f64 = says
        .chars()
        .map(|c| match c {
            'i' | 'l' | 'j' | 'I' | '.' | ',' | ';' | ':' | '|' | '\'' | '/' | ' ' => 0.32,
            'm' | 'w' | 'M' | 'W' | '–' | '—' | '%' => 0.92,
            c if c.is_uppercase() => 0.72,
            _ => 0.58,
        })
        .sum();
    units * size
}

/// Breaks a text into lines of at most a width.
fn wrap(says: &str, width: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in says.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width_of(line, size) + width_of(word, size) + 0.3 * size <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
