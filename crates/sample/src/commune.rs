//! A commune as the office would hand it over: units, shapes, map, clusters, households, history.
//!
//! Coordinates are degrees of WGS 84, rounded to 1e-7. Households are made one at a time from the
//! doors, so that a city of millions needs the memory of its largest commune.

use std::collections::HashMap;

use atlas::Plane;
use geo::{Geometry, LineString, MapCoords as _, MultiPolygon};
use units::{
    AtomId, Day, DoorPoint, Event, Household, HouseholdId, Kind, Membership, Period, Shares, Unit,
    UnitId,
};

use crate::block::Block;
use crate::door::{Called, Door};
use crate::draft::{self, Draft};
use crate::history;
use crate::line::Point;
use crate::name;
use crate::old::OldUnits;
use crate::plan::CommuneOrder;
use crate::seed::Seed;
use crate::settle;

/// Where the middle of every invented city lies (longitude, latitude).
pub const MIDDLE: [f64; 2] = [106.65, 10.78];

/// A commune with everything in it.
#[derive(Debug)]
pub struct Commune {
    /// Its identity.
    pub id: UnitId,
    /// Its kind: phường or xã.
    pub kind: Kind,
    /// Its name with the kind: "Phường Vĩnh Lộ".
    pub name: String,
    /// The city and the old district, which other communes share.
    pub above: Vec<Unit>,
    /// The two communes it grew out of, itself, its base units, its sub units. Parents come before children.
    pub units: Vec<Unit>,
    /// One per unit below the district.
    pub shapes: Vec<Shape>,
    /// What the map shows.
    pub features: Vec<Feature>,
    /// The atoms of drawing. Labels in [`Commune::borders`] are places in this list.
    pub clusters: Vec<Cluster>,
    /// Who borders whom, with metres and crossings.
    pub borders: Vec<atlas::Border>,
    /// What became of the units before today.
    pub events: Vec<Event>,
    seed: Seed,
    code: String,
    founded_on: Day,
    registry: Registry,
}

/// What households are made from.
#[derive(Debug)]
struct Registry {
    doors: Vec<Door>,
    called: Vec<Called>,
    blocks: Vec<Block>,
    /// Door and part of a block of each cluster, in the order of households.
    places: Vec<Place>,
    /// The door points, in the order of `places`.
    points: Vec<DoorPoint>,
}

/// Where some households live: behind a door, or on a floor of a block.
#[derive(Debug, Clone, Copy)]
struct Place {
    cluster: u32,
    door: u32,
    households: u32,
    /// Number of the first household here.
    first: u32,
}

/// A unit's land.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The unit.
    pub unit_id: UnitId,
    /// Its land in degrees.
    pub land: MultiPolygon<f64>,
    /// Its area in square metres.
    pub area_m2: u64,
}

/// What a feature of the map is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeatureClass {
    /// Đường chính.
    MainRoad,
    /// Đường.
    Street,
    /// Hẻm.
    Alley,
    /// Đường sắt.
    Rail,
    /// Kênh, rạch.
    Canal,
    /// Cầu.
    Bridge,
    /// Chung cư.
    Block,
    /// Trường, chợ, công viên, chùa.
    Green,
}

impl FeatureClass {
    /// The wire code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MainRoad => "duong_chinh",
            Self::Street => "duong",
            Self::Alley => "hem",
            Self::Rail => "duong_sat",
            Self::Canal => "kenh",
            Self::Bridge => "cau",
            Self::Block => "chung_cu",
            Self::Green => "dat_cong_cong",
        }
    }
}

/// A feature of the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// What it is.
    pub class: FeatureClass,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// Its course or outline in degrees.
    pub shape: Geometry<f64>,
    /// Its width in metres, for courses.
    pub width_m: f64,
}

/// A cluster of households (cụm hộ), the atom of drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Its identity.
    pub id: AtomId,
    /// What the office calls it.
    pub name: String,
    /// Its old sub unit.
    pub sub_id: UnitId,
    /// Its old base unit.
    pub base_id: UnitId,
    /// Parts of one apartment block share a number and must stay together.
    pub block: Option<u32>,
    /// Households in it.
    pub households: u32,
    /// Its land in degrees.
    pub land: MultiPolygon<f64>,
}

/// A household with where it belongs.
#[derive(Debug, Clone, PartialEq)]
pub struct Resident {
    /// The household.
    pub household: Household,
    /// Its cluster, as a place in [`Commune::clusters`].
    pub cluster: usize,
    /// Its old base unit.
    pub base_id: UnitId,
    /// Its old sub unit.
    pub sub_id: UnitId,
}

impl Commune {
    /// Makes the commune of an order.
    #[must_use]
    pub fn new(city: Seed, order: &CommuneOrder) -> Self {
        let seed = city.of("commune", order.number);
        let draft = Draft::new(seed, order);
        let land = draft.territories();
        let old = OldUnits::new(seed.of("old", 0), order, &draft, &land);
        Self::of(city, order, draft, (land, old))
    }

    /// A commune of a draft whose land and old units are known.
    pub(crate) fn of(
        city: Seed,
        order: &CommuneOrder,
        draft: Draft,
        (land, old): (atlas::Territories, OldUnits),
    ) -> Self {
        let seed = city.of("commune", order.number);
        let site = Site::new(order);
        let id = UnitId(seed.identity("unit", 0));
        let places = places(&draft);
        let points = places.iter().map(|p| site.door(draft.spot(p.cluster, p.door))).collect();
        let past = history::Past::new(city, seed, order, &old);
        let shapes = shapes(&site, &past, &old, &land.polygons);
        let features = features(&site, &draft);
        let clusters = clusters(seed, &site, (&draft, &land), (&past, &old));
        let mut commune = Self {
            id,
            kind: order.kind,
            name: past.name.clone(),
            above: past.above.clone(),
            units: Vec::new(),
            shapes,
            features,
            clusters,
            borders: land.borders,
            events: Vec::new(),
            seed,
            code: past.code.clone(),
            founded_on: past.founded_on,
            registry: Registry {
                doors: draft.doors,
                called: draft.called,
                blocks: draft.blocks,
                places,
                points,
            },
        };
        let tallies = commune.tallies(&past.sub_ids);
        commune.events = past.events(&tallies);
        commune.units = past.units;
        commune
    }

    /// How many households it has.
    #[must_use]
    pub fn household_count(&self) -> usize {
        self.registry.places.last().map_or(0, |p| (p.first + p.households) as usize)
    }

    /// Every household, one at a time, door by door.
    pub fn households(&self) -> impl Iterator<Item = Resident> + '_ {
        self.registry.places.iter().enumerate().flat_map(move |(place, at)| {
            (0..at.households).map(move |turn| self.resident(place, turn))
        })
    }

    /// Every household's memberships: its old base unit, then its old sub unit.
    pub fn memberships(&self) -> impl Iterator<Item = Membership> + '_ {
        let valid = Period::since(self.founded_on);
        self.households().flat_map(move |r| {
            [r.base_id, r.sub_id].map(|unit_id| Membership {
                household_id: r.household.id,
                unit_id,
                valid,
            })
        })
    }

    fn resident(&self, place: usize, turn: u32) -> Resident {
        let at = self.registry.places[place];
        let number = u64::from(at.first + turn);
        let seed = self.seed.of("household", number);
        let cluster = &self.clusters[at.cluster as usize];
        let household = Household {
            id: HouseholdId(self.seed.identity("household", number)),
            code: format!("{}-{:06}", self.code, number + 1),
            address: self.address(at, turn),
            door: self.registry.points[place],
            people: settle::people(seed),
            representative: Some(name::person(seed)),
        };
        Resident {
            household,
            cluster: at.cluster as usize,
            base_id: cluster.base_id,
            sub_id: cluster.sub_id,
        }
    }

    fn address(&self, at: Place, turn: u32) -> String {
        let Some(door) = self.registry.doors.get(at.door as usize) else {
            // A floor of a block: the place counts floors behind the doors of houses.
            let cluster = &self.clusters[at.cluster as usize];
            let floor = at.door - FLOORS;
            return format!("Căn {floor}.{:02} {}", turn + 1, cluster.name);
        };
        self.registry.called[door.path].address(door.number, door.letter)
    }

    /// Households, people, doors and land of each sub unit.
    fn tallies(&self, sub_ids: &[UnitId]) -> Vec<Shares> {
        let mut tallies = vec![Shares::default(); sub_ids.len()];
        let rank: HashMap<UnitId, usize> = sub_ids.iter().copied().zip(0..).collect();
        for shape in &self.shapes {
            if let Some(&i) = rank.get(&shape.unit_id) {
                tallies[i].area_m2 = shape.area_m2;
            }
        }
        for place in &self.registry.places {
            let tally = &mut tallies[rank[&self.clusters[place.cluster as usize].sub_id]];
            tally.addresses += 1;
            tally.households += place.households;
            tally.people += (place.first..place.first + place.households)
                .map(|number| settle::people(self.seed.of("household", number.into())))
                .map(u32::from)
                .sum::<u32>();
        }
        tallies
    }

    /// The blocks' names and storeys.
    pub fn blocks(&self) -> impl Iterator<Item = (&str, u32)> + '_ {
        self.registry.blocks.iter().map(|b| (b.name.as_str(), b.levels))
    }
}

/// The first number of a floor, far above every door's.
const FLOORS: u32 = u32::MAX / 2;

/// Doors and floors in the order of clusters.
fn places(draft: &Draft) -> Vec<Place> {
    let mut places = Vec::new();
    let mut first = 0;
    for (cluster, run) in (0_u32..).zip(&draft.runs) {
        let mut push = |door: u32, households: u32| {
            places.push(Place { cluster, door, households, first });
            first += households;
        };
        if let Some((block, _)) = run.block {
            let floors = draft.blocks[block].levels;
            for floor in 0..floors {
                let flats = run.households * (floor + 1) / floors - run.households * floor / floors;
                push(FLOORS + floor + 1, flats);
            }
        } else {
            for &door in &run.doors {
                let number = u32::try_from(door).expect("a commune has fewer doors");
                push(number, draft.doors[door].households);
            }
        }
    }
    places
}

impl Draft {
    /// The point of a place: its door, or the entrance of its part of a block.
    fn spot(&self, cluster: u32, door: u32) -> Point {
        let run = &self.runs[cluster as usize];
        run.block.map_or_else(
            || self.doors[door as usize].at,
            |(block, part)| self.entrance(block, part),
        )
    }
}

/// Where a commune lies: metres of the board to degrees.
struct Site {
    plane: Plane,
    origin: Point,
}

impl Site {
    fn new(order: &CommuneOrder) -> Self {
        let plane = Plane::utm48n();
        let middle = plane.metres(MIDDLE).expect("the middle lies in zone 48");
        Self { origin: [middle[0] + order.site[0], middle[1] + order.site[1]], plane }
    }

    fn degrees(&self, p: Point) -> Point {
        self.plane
            .degrees([p[0] + self.origin[0], p[1] + self.origin[1]])
            .expect("an invented city lies within zone 48")
    }

    fn land(&self, land: &MultiPolygon<f64>) -> MultiPolygon<f64> {
        land.map_coords(|c| {
            let [x, y] = self.degrees([c.x, c.y]);
            geo::Coord { x, y }
        })
    }

    fn course(&self, course: &[Point]) -> Geometry<f64> {
        Geometry::LineString(LineString(
            course.iter().map(|&p| self.degrees(p)).map(|[x, y]| geo::Coord { x, y }).collect(),
        ))
    }

    fn door(&self, p: Point) -> DoorPoint {
        let [lon, lat] = self.degrees(p);
        let whole = |degrees: f64| (degrees * 1e7).round() as i32;
        DoorPoint { lon_e7: whole(lon), lat_e7: whole(lat) }
    }
}

fn area(land: &MultiPolygon<f64>) -> u64 {
    use geo::Area as _;
    land.unsigned_area().round() as u64
}

/// The land of the two old communes, the commune, its base and its sub units.
fn shapes(
    site: &Site,
    past: &history::Past,
    old: &OldUnits,
    clusters: &[MultiPolygon<f64>],
) -> Vec<Shape> {
    let subs = atlas::dissolve(clusters, &old.sub_of);
    let bases = atlas::dissolve(&subs, &old.base_of);
    let pasts = atlas::dissolve(&bases, &old.past_of);
    let whole = atlas::dissolve(&bases, &vec![0; bases.len()]);
    let tiers = [
        (&past.past_ids[..], pasts),
        (&[past.id][..], whole),
        (&past.base_ids[..], bases),
        (&past.sub_ids[..], subs),
    ];
    tiers
        .into_iter()
        .flat_map(|(ids, lands)| ids.iter().copied().zip(lands).collect::<Vec<_>>())
        .map(|(unit_id, land)| Shape { unit_id, area_m2: area(&land), land: site.land(&land) })
        .collect()
}

fn clusters(
    seed: Seed,
    site: &Site,
    (draft, land): (&Draft, &atlas::Territories),
    (past, old): (&history::Past, &OldUnits),
) -> Vec<Cluster> {
    (0_u64..)
        .zip(&draft.runs)
        .zip(&land.polygons)
        .map(|((number, run), polygon)| {
            let sub = old.sub_of[usize::try_from(number).expect("counted in memory")];
            Cluster {
                id: AtomId(seed.identity("cluster", number)),
                name: run.name.clone(),
                sub_id: past.sub_ids[sub],
                base_id: past.base_ids[old.base_of[sub]],
                block: run.block.and_then(|(block, _)| u32::try_from(block).ok()),
                households: run.households,
                land: site.land(polygon),
            }
        })
        .collect()
}

fn features(site: &Site, draft: &Draft) -> Vec<Feature> {
    let mut features = Vec::new();
    let mut area = |class, name: &str, polygon: geo::Polygon<f64>| {
        let land = site.land(&MultiPolygon(vec![polygon]));
        let shape = Geometry::MultiPolygon(land);
        features.push(Feature { class, name: Some(name.to_owned()), shape, width_m: 0.0 });
    };
    for green in &draft.greens {
        area(FeatureClass::Green, &green.name, draft::polygon(&green.ring));
    }
    for water in &draft.waters {
        area(FeatureClass::Canal, &water.name, draft::channel(water));
    }
    for block in &draft.blocks {
        area(FeatureClass::Block, &block.name, draft::footprint(block));
    }
    for (path, called) in draft.paths.iter().zip(&draft.called) {
        let class = match path.class {
            atlas::LineClass::MainRoad => FeatureClass::MainRoad,
            atlas::LineClass::Alley => FeatureClass::Alley,
            _ => FeatureClass::Street,
        };
        for (course, bridge) in draft.over_water(path) {
            features.push(Feature {
                class: if bridge { FeatureClass::Bridge } else { class },
                name: Some(called.full()),
                shape: site.course(&course),
                width_m: path.half_width * 2.0,
            });
        }
    }
    if let Some(rail) = &draft.rail {
        let (class, shape) = (FeatureClass::Rail, site.course(rail));
        features.push(Feature { class, name: None, shape, width_m: 3.0 });
    }
    features
}
