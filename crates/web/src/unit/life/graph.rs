//! What a unit came from and became, as boxes and lines: older left of newer on a desk, older above newer
//! on a phone. A whole line says that all of the older unit went along, a broken one that a part did.
//! Each box is a link to the unit on the day next to the event.

use std::fmt::Write as _;

use atlas::svg::escape;
use desk::gazetteer::{Branch, Life};
use units::Coverage;

use super::{Shown, address, cut, share, stage_on, told};
use crate::viewer::Viewer;

const LINE: &str = "#524f48";

/// A box that is drawn.
struct Drawn<'a> {
    x: f64,
    y: f64,
    wide: f64,
    text: Text<'a>,
}

/// What stands in a box.
enum Text<'a> {
    /// The unit itself: its name, and what lies above it.
    Own(&'a str, &'a str),
    /// Another.
    Of(&'a Branch),
    /// So many that are left out.
    More(usize),
}

/// Draws the graph; an empty text where nothing came and nothing went.
#[must_use]
pub fn graph(v: &Viewer, life: &Life, (before, after): (&Shown<'_>, &Shown<'_>)) -> String {
    let Some(own) = life.stages.get(stage_on(life.stages.iter().map(|it| it.valid), v.day)) else {
        return String::new();
    };
    if before.branches.is_empty() && after.branches.is_empty() {
        return String::new();
    }
    let own = (own.name.as_str(), own.above.as_str());
    let of = (life, before, after);
    format!("{}{}", desk(v, own, of), phone(v, own, of))
}

type Sides<'a> = (&'a Life, &'a Shown<'a>, &'a Shown<'a>);

const HIGH: f64 = 76.0;
const STEP: f64 = 88.0;
const BOX: f64 = 178.0;
const DESK: f64 = 1_080.0;

/// Columns: two steps back, one, the unit, one step forward, two.
fn desk(v: &Viewer, own: (&str, &str), (life, before, after): Sides<'_>) -> String {
    let depth = |shown: &Shown<'_>| -> usize {
        let has_second = shown.branches.iter().any(|(_, further, _)| !further.is_empty());
        usize::from(!shown.branches.is_empty()) + usize::from(has_second)
    };
    let (back, on) = (depth(before), depth(after));
    let rows = [before, after].map(|shown| rows(shown).max(1));
    let most = rows[0].max(rows[1]);
    let columns = back + 1 + on;
    let gap = if columns > 1 { (DESK - BOX * whole(columns)) / whole(columns - 1) } else { 0.0 };
    let gap = gap.min(150.0);
    let column = |at: usize| whole(at) * (BOX + gap);
    let height = whole(most) * STEP;
    // A picture of few columns leaves the rest of the width empty, so that letters keep their size.
    let mut picture = Picture { v, life, svg: begin(v, "at-desk", (DESK, height)) };
    let middle = f64::midpoint(0.0, height) - HIGH / 2.0;
    let centre = (column(back), middle);
    for (shown, is_before, side_rows) in [(before, true, rows[0]), (after, false, rows[1])] {
        let mut row = (whole(most) - whole(side_rows)) / 2.0;
        let near = if is_before { back.wrapping_sub(1) } else { back + 1 };
        let far = if is_before { back.wrapping_sub(2) } else { back + 2 };
        for (branch, further, left) in &shown.branches {
            let lines = (further.len() + usize::from(*left > 0)).max(1);
            let y = (row + (whole(lines) - 1.0) / 2.0) * STEP + (STEP - HIGH) / 2.0;
            let x = column(near);
            picture.join(((x, y), centre), is_before, branch.coverage);
            for (at, other) in further.iter().enumerate() {
                let place = (column(far), (row + whole(at)) * STEP + (STEP - HIGH) / 2.0);
                picture.join((place, (x, y)), is_before, other.coverage);
                picture.draw(Drawn { x: place.0, y: place.1, wide: BOX, text: Text::Of(other) });
            }
            if *left > 0 {
                let y = (row + whole(further.len())) * STEP + (STEP - HIGH) / 2.0;
                picture.draw(Drawn { x: column(far), y, wide: BOX, text: Text::More(*left) });
            }
            picture.draw(Drawn { x, y, wide: BOX, text: Text::Of(branch) });
            row += whole(lines);
        }
        if shown.left > 0 {
            let (x, y) = (column(near), row * STEP + (STEP - HIGH) / 2.0);
            picture.draw(Drawn { x, y, wide: BOX, text: Text::More(shown.left) });
        }
    }
    let text = Text::Own(own.0, own.1);
    picture.draw(Drawn { x: centre.0, y: centre.1, wide: BOX, text });
    picture.end()
}

/// How many rows one side takes.
fn rows(shown: &Shown<'_>) -> usize {
    let of = |(_, further, left): &(&Branch, Vec<&Branch>, usize)| {
        (further.len() + usize::from(*left > 0)).max(1)
    };
    shown.branches.iter().map(of).sum::<usize>() + usize::from(shown.left > 0)
}

const PHONE: f64 = 340.0;
const INDENT: f64 = 24.0;

/// One box below another, older above newer; each step away from the unit is moved in.
fn phone(v: &Viewer, own: (&str, &str), (life, before, after): Sides<'_>) -> String {
    let boxes = |shown: &Shown<'_>| -> usize {
        let of = |(_, further, left): &(&Branch, Vec<&Branch>, usize)| {
            1 + further.len() + usize::from(*left > 0)
        };
        shown.branches.iter().map(of).sum::<usize>() + usize::from(shown.left > 0)
    };
    let height = whole(boxes(before) + 1 + boxes(after)) * STEP;
    let mut picture = Picture { v, life, svg: begin(v, "at-phone", (PHONE, height)) };
    let own_y = whole(boxes(before)) * STEP + (STEP - HIGH) / 2.0;
    let mut y = (STEP - HIGH) / 2.0;
    let mut put = |picture: &mut Picture<'_>, step: usize, text: Text<'_>| -> f64 {
        let (x, at) = (whole(step) * INDENT, y);
        picture.draw(Drawn { x, y: at, wide: PHONE - x, text });
        y += STEP;
        at
    };
    for (branch, further, left) in &before.branches {
        let mut olds: Vec<(f64, Coverage)> = Vec::new();
        for other in further {
            olds.push((put(&mut picture, 2, Text::Of(other)), other.coverage));
        }
        if *left > 0 {
            put(&mut picture, 2, Text::More(*left));
        }
        let at = put(&mut picture, 1, Text::Of(branch));
        for (old, coverage) in olds {
            picture.hook((INDENT * 1.5, INDENT * 2.0), (old, at), coverage);
        }
        picture.hook((INDENT * 0.5, INDENT), (at, own_y), branch.coverage);
    }
    if before.left > 0 {
        put(&mut picture, 1, Text::More(before.left));
    }
    put(&mut picture, 0, Text::Own(own.0, own.1));
    for (branch, further, left) in &after.branches {
        let at = put(&mut picture, 1, Text::Of(branch));
        picture.hook((INDENT * 0.5, INDENT), (at, own_y), branch.coverage);
        for other in further {
            let new = put(&mut picture, 2, Text::Of(other));
            picture.hook((INDENT * 1.5, INDENT * 2.0), (new, at), other.coverage);
        }
        if *left > 0 {
            put(&mut picture, 2, Text::More(*left));
        }
    }
    if after.left > 0 {
        put(&mut picture, 1, Text::More(after.left));
    }
    picture.end()
}

fn begin(v: &Viewer, class: &str, (width, height): (f64, f64)) -> String {
    let (said, desc) = (escape(&v.word("life-graph")), escape(&v.word("life-graph-desc")));
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="{class}" viewBox="-1 -1 {} {}" width="{width}" role="group" aria-label="{said}" font-family="'Be Vietnam Pro', sans-serif" font-size="13"><title>{said}</title><desc>{desc}</desc>"#,
        width + 2.0,
        height + 2.0
    )
}

/// A picture that is being drawn.
struct Picture<'a> {
    v: &'a Viewer,
    life: &'a Life,
    svg: String,
}

impl Picture<'_> {
    /// A line between two boxes of a desk's columns, from the older to the newer.
    fn join(&mut self, (other, own): ((f64, f64), (f64, f64)), is_before: bool, of: Coverage) {
        let (old, new) = if is_before { (other, own) } else { (own, other) };
        let (x, y) = (old.0 + BOX, old.1 + HIGH / 2.0);
        let (to_x, to_y) = (new.0 - 7.0, new.1 + HIGH / 2.0);
        let middle = f64::midpoint(x, to_x);
        let _ = write!(
            self.svg,
            r#"<path d="M{x:.1} {y:.1}C{middle:.1} {y:.1} {middle:.1} {to_y:.1} {to_x:.1} {to_y:.1}" fill="none" stroke="{LINE}" stroke-width="1.5"{}/><path d="M{:.1} {to_y:.1}l-8 -4v8z" fill="{LINE}"/>"#,
            dashes(of),
            new.0
        );
    }

    /// A line along the left of a phone's boxes, between one box and the unit's own.
    fn hook(&mut self, (x, to_x): (f64, f64), (y, own_y): (f64, f64), of: Coverage) {
        let from = y + HIGH / 2.0;
        let until = if own_y > y { own_y } else { own_y + HIGH };
        let _ = write!(
            self.svg,
            r#"<path d="M{to_x:.1} {from:.1}H{x:.1}V{until:.1}" fill="none" stroke="{LINE}" stroke-width="1.5"{}/>"#,
            dashes(of)
        );
        let (tip_x, tip_y, shape) = match own_y > y {
            true => (x, until, "l-4 -8h8z"),
            false => (to_x, from, "l-8 -4v8z"),
        };
        let _ = write!(self.svg, r#"<path d="M{tip_x:.1} {tip_y:.1}{shape}" fill="{LINE}"/>"#);
    }

    fn draw(&mut self, Drawn { x, y, wide, text }: Drawn<'_>) {
        let v = self.v;
        let letters = (wide / 7.6) as usize;
        let (href, said, lines, fill) = match text {
            Text::Own(name, above) => {
                let lines = [name.to_owned(), above.to_owned(), String::new()];
                let href = address(v, self.life.unit_id, v.day);
                (href, name.to_owned(), lines, ("#0a6350", "#fff", "#fff"))
            }
            Text::Of(branch) => {
                let said = format!("{}, {}: {}", branch.name, branch.above, told(v, branch));
                let facts = share(v, branch);
                let day = v.date(branch.on);
                let lines = [branch.name.clone(), format!("{day} · {}", branch.above), facts];
                let href = address(v, branch.unit_id, branch.day);
                (href, said, lines, ("#fff", "#1c211f", "#524f48"))
            }
            Text::More(left) => {
                let said = v.say("life-more", [("n", v.num(left))]);
                let lines = [said.clone(), String::new(), String::new()];
                let href = format!("{}?het=1", v.here());
                (href, said, lines, ("#f7f5f0", "#0a6350", "#524f48"))
            }
        };
        let _ = write!(
            self.svg,
            r##"<a href="{}"><rect x="{x:.1}" y="{y:.1}" width="{wide:.1}" height="{HIGH}" rx="6" fill="{}" stroke="#0a6350"><title>{said}</title></rect>"##,
            escape(&href),
            fill.0,
            said = escape(&said),
        );
        let rows =
            [(24.0, 13.0, 600, fill.1), (44.0, 12.0, 400, fill.2), (63.0, 12.0, 400, fill.1)];
        for (line, (down, size, weight, ink)) in lines.iter().zip(rows) {
            if line.is_empty() {
                continue;
            }
            let letters = if weight == 400 { letters + letters / 9 } else { letters };
            let _ = write!(
                self.svg,
                r#"<text x="{:.1}" y="{:.1}" font-size="{size}" font-weight="{weight}" fill="{ink}">{}</text>"#,
                x + 10.0,
                y + down,
                escape(&cut(line, letters))
            );
        }
        self.svg.push_str("</a>");
    }

    fn end(mut self) -> String {
        self.svg.push_str("</svg>");
        self.svg
    }
}

const fn dashes(coverage: Coverage) -> &'static str {
    match coverage {
        Coverage::Whole => "",
        Coverage::Part => " stroke-dasharray=\"5 4\"",
    }
}

#[expect(clippy::cast_precision_loss, reason = "boxes of a picture are far below 2^52")]
fn whole(value: usize) -> f64 {
    value as f64
}
