//! What one map shows, gathered from the store: the land, its units, older outlines, and streets,
//! water and rail behind them. Degrees as stored; metres only when it is drawn.

use atlas::{Line, LineClass, Plane};
use geo::{BoundingRect, Geometry, MultiPolygon, Rect};
use store::{Reader, Scope, map, unit};
use units::{Day, Tier, UnitId};

use crate::error::Fault;

/// What one map shows.
pub struct Sheet {
    /// The land the map is about.
    pub boundary: MultiPolygon<f64>,
    /// The units on it.
    pub places: Vec<Place>,
    /// Older or smaller outlines, in dashes.
    pub old: Vec<Place>,
    /// Streets, water and rail.
    pub features: Vec<Feature>,
}

/// A unit on a map.
pub struct Place {
    /// The unit, where it is one of the registry: the tiles know it by this.
    pub unit_id: Option<UnitId>,
    /// Its page, where it has one.
    pub href: Option<String>,
    /// Its name.
    pub name: String,
    /// Its number or short name.
    pub short_name: String,
    /// Its households, where they are counted here.
    pub households: Option<i64>,
    /// Whether it is marked as out of range.
    pub marked: bool,
    /// Its outline in degrees.
    pub shape: MultiPolygon<f64>,
}

/// A line or sheet of water behind the units.
pub struct Feature {
    /// What it is.
    pub class: LineClass,
    /// Its name.
    pub name: Option<String>,
    /// Where it runs, in degrees.
    pub geometry: Geometry<f64>,
}

impl Sheet {
    /// The base units of a commune on a day, with the old groups where they are wished for.
    ///
    /// # Errors
    /// [`Fault::NotFound`] where the commune has no outline; a failure of the store.
    pub async fn of_commune(
        (reader, scope): (&Reader, &Scope),
        commune: UnitId,
        at: Day,
        with_old: bool,
    ) -> Result<Self, Fault> {
        let shapes = unit::shapes(reader, scope, commune, at, Tier::Base).await?;
        let old = match with_old {
            true => unit::shapes(reader, scope, commune, at, Tier::Sub).await?,
            false => Vec::new(),
        };
        Ok(Self {
            boundary: outline(reader, scope, commune, at).await?,
            places: shapes.into_iter().filter_map(place).collect(),
            old: old.into_iter().filter_map(place).collect(),
            features: features(reader, scope, commune).await?,
        })
    }

    /// One unit below the commune, with the units inside it.
    ///
    /// # Errors
    /// As [`Sheet::of_commune`].
    pub async fn of_unit(
        (reader, scope): (&Reader, &Scope),
        page: &unit::Page,
        at: Day,
    ) -> Result<Self, Fault> {
        let line = &page.line;
        let boundary = outline(reader, scope, line.unit_id, at).await?;
        let mut old = Vec::new();
        let mut behind = Vec::new();
        for (above, _) in page.path.iter().rev() {
            behind = features(reader, scope, *above).await?;
            if !behind.is_empty() {
                let subs = unit::shapes(reader, scope, *above, at, Tier::Sub).await?;
                let inside = |id| page.children.iter().any(|child| child.unit_id == id);
                old = subs.into_iter().filter(|sub| inside(sub.unit_id)).collect();
                break;
            }
        }
        let own = Place {
            unit_id: Some(line.unit_id),
            href: None,
            name: line.name.clone(),
            short_name: line.name.clone(),
            households: Some(line.households),
            marked: false,
            shape: boundary.clone(),
        };
        let mut sheet = Self {
            boundary,
            places: vec![own],
            old: old.into_iter().filter_map(place).collect(),
            features: behind,
        };
        sheet.keep_near();
        Ok(sheet)
    }

    /// Drops features that lie far from the land.
    pub fn keep_near(&mut self) {
        let Some(land) = self.boundary.bounding_rect() else { return };
        let margin = (land.width().max(land.height())) * 0.15;
        self.features.retain(|feature| {
            feature.geometry.bounding_rect().is_some_and(|own| are_near(land, own, margin))
        });
    }

    /// The longer side of the land in degrees.
    #[must_use]
    pub fn span(&self) -> f64 {
        self.boundary.bounding_rect().map_or(0.0, |land| land.width().max(land.height()))
    }

    /// West, south, east, north, as the script reads them.
    #[must_use]
    pub fn bounds(&self) -> String {
        self.boundary.bounding_rect().map_or_else(String::new, said)
    }

    /// Where a map begins that may be moved: the land without what lies far off, so that an island far out
    /// at sea does not make the rest too small to read; and the names of what lies there.
    #[must_use]
    pub fn beginning(&self) -> (String, Vec<&str>) {
        let boxed = |place| Some((place, Place::land(place)?));
        let mut rest: Vec<(&Place, Rect<f64>)> = self.places.iter().filter_map(boxed).collect();
        // Of what lies together the part with most units; an island's own box may be the largest of all.
        let mut together: Vec<(Rect<f64>, usize)> = Vec::new();
        while let Some((_, seed)) = rest.first().copied() {
            let all = rest.len();
            let core = grown(seed, &mut rest);
            together.push((core, all - rest.len()));
        }
        let most = together.into_iter().max_by_key(|(_, count)| *count);
        let Some((core, _)) = most else { return (self.bounds(), vec![]) };
        let is_far = |place: &&Place| place.land().is_some_and(|own| !are_near(core, own, 0.0));
        let far: Vec<&str> =
            self.places.iter().filter(is_far).map(|place| place.name.as_str()).collect();
        // Where much of it lies far off, that is what the map is about too.
        if far.len() * 10 > self.places.len() {
            return (self.bounds(), vec![]);
        }
        (said(core), far)
    }

    /// The features as lines in metres, and the sheets of water.
    ///
    /// # Errors
    /// When a stored coordinate is no place on the plane.
    pub fn in_metres(&self, plane: &Plane) -> Result<(Vec<Line>, MultiPolygon<f64>), Fault> {
        let mut lines = Vec::new();
        let mut water = Vec::new();
        for feature in &self.features {
            match &feature.geometry {
                Geometry::LineString(way) => lines.push(line(plane, feature, way)?),
                Geometry::MultiLineString(ways) => {
                    for way in ways {
                        lines.push(line(plane, feature, way)?);
                    }
                }
                Geometry::Polygon(area) if is_water(feature.class) => {
                    water.extend(metres(plane, &MultiPolygon(vec![area.clone()]))?);
                }
                Geometry::MultiPolygon(areas) if is_water(feature.class) => {
                    water.extend(metres(plane, areas)?);
                }
                _ => {}
            }
        }
        Ok((lines, MultiPolygon(water)))
    }
}

/// What lies farther off than this part of the land's longer side is far off.
const FAR: f64 = 0.25;

impl Place {
    /// The box of its outline.
    fn land(&self) -> Option<Rect<f64>> {
        self.shape.bounding_rect()
    }
}

fn said(land: Rect<f64>) -> String {
    let (low, high) = (land.min(), land.max());
    format!("{:.6},{:.6},{:.6},{:.6}", low.x, low.y, high.x, high.y)
}

/// The box of what lies together with a seed, step by step; it is taken out of the rest.
fn grown(seed: Rect<f64>, rest: &mut Vec<(&Place, Rect<f64>)>) -> Rect<f64> {
    let mut core = seed;
    loop {
        let margin = core.width().max(core.height()) * FAR;
        let (near, far): (Vec<_>, Vec<_>) =
            std::mem::take(rest).into_iter().partition(|(_, own)| are_near(core, *own, margin));
        *rest = far;
        if near.is_empty() {
            return core;
        }
        core = near.into_iter().fold(core, |core, (_, own)| joined(core, own));
    }
}

fn are_near(one: Rect<f64>, other: Rect<f64>, margin: f64) -> bool {
    let (a, b) = ((one.min(), one.max()), (other.min(), other.max()));
    b.1.x >= a.0.x - margin
        && b.0.x <= a.1.x + margin
        && b.1.y >= a.0.y - margin
        && b.0.y <= a.1.y + margin
}

fn joined(one: Rect<f64>, other: Rect<f64>) -> Rect<f64> {
    let (a, b) = ((one.min(), one.max()), (other.min(), other.max()));
    Rect::new((a.0.x.min(b.0.x), a.0.y.min(b.0.y)), (a.1.x.max(b.1.x), a.1.y.max(b.1.y)))
}

/// Whether a class is water.
#[must_use]
pub fn is_water(class: LineClass) -> bool {
    matches!(class, LineClass::Canal | LineClass::River)
}

fn line(plane: &Plane, feature: &Feature, way: &geo::LineString<f64>) -> Result<Line, Fault> {
    let path: Result<Vec<[f64; 2]>, _> =
        way.0.iter().map(|at| plane.metres([at.x, at.y])).collect();
    let path = path.map_err(|fault| Fault::Failed(format!("a stored line: {fault:?}")))?;
    let line = Line::new(feature.class, path);
    Ok(match &feature.name {
        Some(name) => line.named(name.clone()),
        None => line,
    })
}

/// An outline in metres.
///
/// # Errors
/// When a stored coordinate is no place on the plane.
pub fn metres(plane: &Plane, area: &MultiPolygon<f64>) -> Result<MultiPolygon<f64>, Fault> {
    plane
        .area_to_metres(area)
        .map_err(|fault| Fault::Failed(format!("a stored outline: {fault:?}")))
}

/// The outline of a unit on a day.
///
/// # Errors
/// [`Fault::NotFound`] where it has none.
pub async fn outline(
    reader: &Reader,
    scope: &Scope,
    id: UnitId,
    at: Day,
) -> Result<MultiPolygon<f64>, Fault> {
    let bytes = unit::shape(reader, scope, id, at).await?.ok_or(Fault::NotFound)?;
    atlas::wkb::read_area(&bytes).ok_or(Fault::NotFound)
}

fn place(shape: unit::Shape) -> Option<Place> {
    Some(Place {
        unit_id: Some(shape.unit_id),
        href: Some(format!("/dia-ban/{}", shape.unit_id)),
        name: shape.name,
        short_name: shape.short_name,
        households: Some(shape.households),
        marked: false,
        shape: atlas::wkb::read_area(&shape.wkb)?,
    })
}

/// Streets, water and rail of a commune.
///
/// # Errors
/// A failure of the store.
pub async fn features(
    reader: &Reader,
    scope: &Scope,
    commune: UnitId,
) -> Result<Vec<Feature>, Fault> {
    let rows = map::features(reader, scope, commune).await?;
    let feature = |row: map::Feature| {
        Some(Feature {
            class: LineClass::of_code(&row.class)?,
            name: row.name,
            geometry: atlas::wkb::read(&row.wkb)?,
        })
    };
    Ok(rows.into_iter().filter_map(feature).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str, [x, y, side]: [f64; 3]) -> Place {
        let shape = Rect::new((x, y), (x + side, y + side)).to_polygon();
        Place {
            unit_id: None,
            href: None,
            name: name.to_owned(),
            short_name: name.to_owned(),
            households: None,
            marked: false,
            shape: MultiPolygon(vec![shape]),
        }
    }

    fn sheet(places: Vec<Place>) -> Sheet {
        let land = places.iter().flat_map(|place| place.shape.0.clone()).collect();
        Sheet { boundary: MultiPolygon(land), places, old: vec![], features: vec![] }
    }

    #[test]
    fn a_map_that_moves_begins_without_the_island_far_out_and_names_it() {
        let mut places: Vec<Place> =
            (0..12).map(|i| place("Xã", [106.0 + f64::from(i) * 0.1, 10.5, 0.1])).collect();
        // Its islets lie wide apart, so that its box is the largest.
        places.insert(0, place("Đặc khu", [106.6, 8.3, 0.4]));
        let sheet = sheet(places);
        let (bounds, far) = sheet.beginning();
        assert_eq!(
            (bounds.as_str(), far),
            ("106.000000,10.500000,107.200000,10.600000", vec!["Đặc khu"])
        );
        assert!(sheet.bounds().starts_with("106.000000,8.300000,"));
    }

    #[test]
    fn two_places_apart_are_both_what_the_map_is_about() {
        let sheet =
            sheet(vec![place("Xã", [106.0, 10.0, 0.1]), place("Phường", [107.0, 10.0, 0.1])]);
        assert_eq!(sheet.beginning(), (sheet.bounds(), vec![]));
    }
}
