//! Painting: ground, streets and water, outlines, from the lowest layer to the highest.

use std::fmt::Write as _;

use geo::MultiPolygon;

use super::frame::Frame;
use super::{Map, TONES, areas, escape, look, push_course, tones};
use crate::fabric::{Line, LineClass};

/// The document's head: accessible names, fonts, the hatch, the clip, and the paper.
pub fn open(out: &mut String, map: &Map<'_>) {
    let [width, height] = map.size;
    let words = map.words;
    let _ = writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"map-title map-desc\" \
         xml:lang=\"{}\" lang=\"{}\" font-family=\"'Be Vietnam Pro','Liberation Sans',Arial,sans-serif\" \
         fill=\"#26231f\">\n\
         <title id=\"map-title\">{}</title>\n<desc id=\"map-desc\">{}</desc>\n\
         <metadata>{}</metadata>\n\
         <defs><pattern id=\"marked\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><path d=\"M0 0V7\" stroke=\"#3a3631\" \
         stroke-opacity=\"0.4\" stroke-width=\"2\"/></pattern></defs>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>",
        escape(&words.lang),
        escape(&words.lang),
        escape(&words.title),
        escape(&words.description),
        escape(&words.attribution),
    );
}

/// The window, the commune's units, and water over them.
pub fn ground(out: &mut String, map: &Map<'_>, frame: &Frame) {
    let [left, top, right, bottom] = frame.window;
    let _ = writeln!(
        out,
        "<defs><clipPath id=\"window\"><rect x=\"{left}\" y=\"{top}\" width=\"{w}\" height=\"{h}\"/>\
         </clipPath></defs>\n<rect x=\"{left}\" y=\"{top}\" width=\"{w}\" height=\"{h}\" \
         fill=\"#f4f2ee\"/>\n<g clip-path=\"url(#window)\" stroke-linejoin=\"round\" \
         stroke-linecap=\"round\">",
        w = right - left,
        h = bottom - top,
    );
    area(out, map.boundary, frame, "fill=\"#fbfaf7\"");
    let shapes: Vec<&MultiPolygon<f64>> = map.units.iter().map(|u| &u.shape).collect();
    for (unit, tone) in map.units.iter().zip(tones(&shapes)) {
        let _ = write!(out, "<g><title>{}</title>", escape(&unit.title));
        area(out, &unit.shape, frame, &format!("fill=\"{}\"", TONES[tone].fill));
        if unit.marked {
            area(out, &unit.shape, frame, "fill=\"url(#marked)\"");
        }
        out.push_str("</g>\n");
    }
    area(out, map.water, frame, "fill=\"#c4dcea\"");
}

/// Lines, the quiet ones first: water, alleys, streets, main roads, rail.
pub fn lines(out: &mut String, map: &Map<'_>, frame: &Frame) {
    let shown: Vec<&Line> = map
        .lines
        .iter()
        .filter(|l| !l.tunnel && l.path.iter().any(|&p| frame.shows(frame.at(p))))
        .collect();
    for class in [LineClass::River, LineClass::Canal] {
        let (colour, metres) = look(class);
        course(out, &shown, frame, (class, colour, (metres * frame.scale).max(2.0)), "");
    }
    let walked = [LineClass::Alley, LineClass::Street, LineClass::MainRoad];
    let width = |metres: f64| (metres * frame.scale).clamp(0.7, 12.0);
    for class in walked {
        let (_, metres) = look(class);
        let opacity = if class == LineClass::Alley { "0.45" } else { "0.6" };
        let edge = width(metres) + 1.1;
        let style = format!("stroke-opacity=\"{opacity}\"");
        course(out, &shown, frame, (class, "#8f897e", edge), &style);
    }
    for class in walked {
        let (colour, metres) = look(class);
        course(out, &shown, frame, (class, colour, width(metres)), "stroke-opacity=\"0.92\"");
    }
    let rail = LineClass::Rail;
    course(out, &shown, frame, (rail, look(rail).0, 3.0), "");
    course(
        out,
        &shown,
        frame,
        (rail, "#ffffff", 1.6),
        "stroke-dasharray=\"7 7\" stroke-linecap=\"butt\"",
    );
}

/// Outlines by importance: old groups, units, the commune; the land outside is veiled.
pub fn outlines(out: &mut String, map: &Map<'_>, frame: &Frame) {
    let [left, top, right, bottom] = frame.window;
    let _ = writeln!(
        out,
        "<path fill=\"#f4f2ee\" fill-opacity=\"0.72\" fill-rule=\"evenodd\" \
         d=\"M{left} {top}H{right}V{bottom}H{left}Z{}\"/>",
        path(map.boundary, frame)
    );
    for old in map.old {
        area(
            out,
            &old.shape,
            frame,
            "fill=\"none\" stroke=\"#6b3f1d\" stroke-width=\"0.9\" stroke-dasharray=\"5 3\"",
        );
    }
    for unit in map.units {
        area(out, &unit.shape, frame, "fill=\"none\" stroke=\"#3a3631\" stroke-width=\"2\"");
    }
    area(out, map.boundary, frame, "fill=\"none\" stroke=\"#1d1b18\" stroke-width=\"4\"");
}

fn course(
    out: &mut String,
    lines: &[&Line],
    frame: &Frame,
    (class, colour, width): (LineClass, &str, f64),
    style: &str,
) {
    let mut d = String::new();
    for line in lines.iter().filter(|l| l.class == class) {
        push_course(&mut d, line.path.iter().copied(), &|place| frame.at(place));
    }
    if !d.is_empty() {
        let _ = writeln!(
            out,
            "<path fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width:.1}\" {style} d=\"{d}\"/>"
        );
    }
}

fn area(out: &mut String, shape: &MultiPolygon<f64>, frame: &Frame, style: &str) {
    let d = path(shape, frame);
    if !d.is_empty() {
        let _ = writeln!(out, "<path fill-rule=\"evenodd\" {style} d=\"{d}\"/>");
    }
}

fn path(shape: &MultiPolygon<f64>, frame: &Frame) -> String {
    areas(shape, |place| frame.at(place))
}
