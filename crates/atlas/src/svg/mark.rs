//! Signs on the map: how many things of which kinds lie at a place. Shape and colour say the same, so that
//! neither is needed alone; cells whose signs would cover each other on the sheet are drawn as one, with
//! their numbers added, so that nothing lies hidden under another.

use std::fmt::Write as _;

use super::frame::Frame;
use super::label::Taken;
use super::{Cell, Map, Sign, escape};

/// Width and height of a sign with the space round it.
const ROOM: f64 = 32.0;

impl Sign {
    /// Every sign, in the order of the legend.
    pub const ALL: [Self; 5] =
        [Self::Circle, Self::Triangle, Self::Square, Self::Diamond, Self::Pentagon];

    /// Its colour: dark enough for white figures on it and apart from the others without red and green.
    #[must_use]
    pub const fn colour(self) -> &'static str {
        match self {
            Self::Circle => "#8a5a00",
            Self::Triangle => "#9b1c17",
            Self::Square => "#1f5596",
            Self::Diamond => "#0a6350",
            Self::Pentagon => "#5a564e",
        }
    }

    /// Its outline as a path round the origin, within 15 units to each side.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Circle => "M-13 0a13 13 0 1 0 26 0a13 13 0 1 0-26 0z",
            Self::Triangle => "M0-15L15 12H-15z",
            Self::Square => "M-12-12h24v24h-24z",
            Self::Diamond => "M0-15L15 0L0 15L-15 0z",
            Self::Pentagon => "M0-14L14-3L9 13H-9L-14-3z",
        }
    }

    /// Where the middle of a figure stands below the middle of the sign.
    const fn sinks(self) -> f64 {
        match self {
            Self::Triangle => 8.5,
            Self::Pentagon => 6.5,
            _ => 5.0,
        }
    }
}

/// Cells as they stand on the sheet.
pub struct Placed {
    middle: [f64; 2],
    counts: Vec<(Sign, u32)>,
    titles: Vec<String>,
}

impl Placed {
    fn of(cell: &Cell, frame: &Frame) -> Self {
        let titles = vec![cell.title.clone()];
        Self { middle: frame.at(cell.at), counts: cell.counts.clone(), titles }
    }

    /// The room it takes, for labels to keep away from.
    pub fn taken(&self) -> Taken {
        let half = [ROOM / 2.0 * self.counts.len() as f64, ROOM / 2.0];
        Taken { middle: self.middle, half, slope: 0.0 }
    }

    fn swallow(&mut self, other: Self) {
        for (sign, more) in other.counts {
            match self.counts.iter_mut().find(|(known, _)| *known == sign) {
                Some((_, count)) => *count += more,
                None => self.counts.push((sign, more)),
            }
        }
        self.counts.sort();
        self.titles.extend(other.titles);
    }
}

/// Where the cells stand, those that would cover each other made one.
pub fn place(map: &Map<'_>, frame: &Frame) -> Vec<Placed> {
    let mut waiting: Vec<Placed> = map
        .cells
        .iter()
        .filter(|cell| !cell.counts.is_empty() && frame.shows(frame.at(cell.at)))
        .map(|cell| Placed::of(cell, frame))
        .collect();
    waiting.reverse();
    let mut placed: Vec<Placed> = Vec::new();
    while let Some(mut next) = waiting.pop() {
        match placed.iter().position(|one| one.taken().overlaps(&next.taken())) {
            None => placed.push(next),
            Some(at) => {
                // The one that grew may cover others now: it is placed anew.
                let known = placed.remove(at);
                let later = std::mem::replace(&mut next, known);
                next.swallow(later);
                waiting.push(next);
            }
        }
    }
    placed
}

/// Draws the signs over everything.
pub fn draw(out: &mut String, placed: &[Placed]) {
    for one in placed {
        let _ = write!(out, "<g><title>{}</title>", escape(&one.titles.join("; ")));
        let first = one.middle[0] - ROOM / 2.0 * (one.counts.len() as f64 - 1.0);
        for (number, (sign, count)) in one.counts.iter().enumerate() {
            let x = first + ROOM * number as f64;
            let _ = write!(
                out,
                "<g transform=\"translate({x:.1} {:.1})\">{}",
                one.middle[1],
                drawn(*sign)
            );
            if *count > 1 {
                let _ = write!(
                    out,
                    "<text y=\"{}\" text-anchor=\"middle\" font-size=\"15\" font-weight=\"700\" \
                     fill=\"#fff\">{count}</text>",
                    sign.sinks()
                );
            }
            out.push_str("</g>");
        }
        out.push_str("</g>\n");
    }
}

/// One sign with a light rim.
pub fn drawn(sign: Sign) -> String {
    format!(
        "<path d=\"{}\" fill=\"{}\" stroke=\"#fff\" stroke-width=\"2\"/>",
        sign.path(),
        sign.colour()
    )
}
