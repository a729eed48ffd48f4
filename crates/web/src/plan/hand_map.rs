//! The map of a draft on the table: each old group a field that is a link, so that it chooses the group
//! also without script. With one it ticks the group in the list.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use atlas::Plane;
use atlas::svg::{TONES, areas, escape, pole_of_inaccessibility, tones};
use desk::plan::hand::{Group, Table};
use geo::{BoundingRect, MultiPolygon};
use store::plan::PlanShape;
use units::AtomId;

use super::hand::unit_name;
use crate::error::Fault;
use crate::map::metres;
use crate::viewer::Viewer;

/// Width of the picture; its height follows the land.
const WIDTH: f64 = 900.0;
const EDGE: f64 = 10.0;

/// Metres on a picture.
struct Frame {
    west: f64,
    north: f64,
    scale: f64,
    height: f64,
}

impl Frame {
    fn of<'a>(areas: impl Iterator<Item = &'a MultiPolygon<f64>>) -> Option<Self> {
        let rects = areas.filter_map(BoundingRect::bounding_rect);
        let all = rects.reduce(|one, other| {
            let (low, high) = (one.min(), one.max());
            geo::Rect::new(
                (low.x.min(other.min().x), low.y.min(other.min().y)),
                (high.x.max(other.max().x), high.y.max(other.max().y)),
            )
        })?;
        let scale = (WIDTH - 2.0 * EDGE) / all.width().max(all.height()).max(1.0);
        let height = all.height() * scale + 2.0 * EDGE;
        Some(Self { west: all.min().x, north: all.max().y, scale, height })
    }

    fn at(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [EDGE + (x - self.west) * self.scale, EDGE + (self.north - y) * self.scale]
    }

    fn path(&self, area: &MultiPolygon<f64>) -> String {
        areas(area, |place| self.at(place))
    }
}

/// A unit: its part, its number, its outline in metres.
type Outlined<'a> = (i64, &'a str, MultiPolygon<f64>);

/// Draws it; an empty text where no outline is known.
///
/// # Errors
/// When a stored coordinate is no place on the plane.
pub fn draw(
    v: &Viewer,
    table: &Table,
    (shapes, chosen): (&[PlanShape], &BTreeSet<AtomId>),
) -> Result<String, Fault> {
    let plane = Plane::utm48n();
    let areas: Result<Vec<_>, Fault> =
        table.groups.iter().map(|group| metres(&plane, &group.shape)).collect();
    let areas = areas?;
    let Some(frame) = Frame::of(areas.iter()) else { return Ok(String::new()) };
    let units: Result<Vec<Outlined<'_>>, Fault> = shapes
        .iter()
        .filter_map(|shape| Some((shape, atlas::wkb::read_area(&shape.wkb)?)))
        .map(|(shape, area)| Ok((shape.part, shape.short_name.as_str(), metres(&plane, &area)?)))
        .collect();
    let units = units?;
    let outlines: Vec<&MultiPolygon<f64>> = units.iter().map(|(_, _, area)| area).collect();
    let tone: BTreeMap<i64, usize> =
        units.iter().map(|(part, ..)| *part).zip(tones(&outlines)).collect();
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {:.0}" role="group" aria-label="{}" font-family="'Be Vietnam Pro', sans-serif">"#,
        frame.height,
        escape(&v.word("hand-map"))
    );
    for (group, area) in table.groups.iter().zip(&areas).filter(|(_, area)| !area.0.is_empty()) {
        let fill =
            group.part.and_then(|part| tone.get(&part)).map_or("#e6e2d8", |at| TONES[*at].fill);
        field(&mut svg, v, (table, group), (&frame.path(area), fill, chosen));
    }
    for (_, name, area) in &units {
        let _ = write!(
            svg,
            r##"<path d="{}" fill="none" stroke="#3a3631" stroke-width="3" pointer-events="none"/>"##,
            frame.path(area)
        );
        if let Some(pole) = pole_of_inaccessibility(area, 4.0) {
            let [x, y] = frame.at(pole);
            let _ = write!(
                svg,
                r##"<text x="{x:.0}" y="{y:.0}" text-anchor="middle" font-size="24" font-weight="600" fill="#1c211f" stroke="#fff" stroke-width="4" paint-order="stroke" pointer-events="none">{}</text>"##,
                escape(name)
            );
        }
    }
    svg.push_str("</svg>");
    Ok(svg)
}

/// One group: a link that chooses it, or lets it go where it is chosen.
fn field(
    svg: &mut String,
    v: &Viewer,
    (table, group): (&Table, &Group),
    (path, fill, chosen): (&str, &str, &BTreeSet<AtomId>),
) {
    let is_chosen = chosen.contains(&group.atom);
    let mut next = chosen.clone();
    if !next.remove(&group.atom) {
        next.insert(group.atom);
    }
    let next: Vec<String> = next.iter().map(ToString::to_string).collect();
    let plan = table.page.line.plan_id;
    let address = format!("/sap-xep/phuong-an/{plan}/sua-tay?chon={}#chuyen", next.join(","));
    let unit = group.part.map_or_else(|| "–".to_owned(), |part| unit_name(table, part));
    let said = v.say(
        "hand-group",
        [
            ("name", v.txt(&group.name)),
            ("households", v.num(group.households)),
            ("unit", v.txt(unit)),
        ],
    );
    let class = if is_chosen { "group is-chosen" } else { "group" };
    let said = escape(&said);
    let _ = write!(
        svg,
        r##"<a href="{}" data-group="{}" class="{class}" aria-label="{said}"><path d="{path}" fill="{fill}" stroke="#6d675c" stroke-width="1"><title>{said}</title></path></a>"##,
        escape(&v.to(address)),
        group.atom
    );
}
