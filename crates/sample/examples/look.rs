//! Draws an invented commune as SVG: `look SEED phuong|xa|town OUT.svg`.
#![allow(clippy::print_stdout, reason = "a figure for the reader at the terminal")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use geo::Geometry;
use sample::seed::Seed;
use sample::{Commune, FeatureClass, plan};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let seed: u64 = args[1].parse().expect("a number");
    let start = std::time::Instant::now();
    let commune = match args[2].as_str() {
        "xa" => Commune::new(Seed(seed), &plan::commune()),
        "town" => sample::town(),
        _ => Commune::new(Seed(seed), &plan::ward()),
    };
    println!("{} made in {:?}", commune.name, start.elapsed());
    tell(&commune);
    std::fs::write(&args[3], draw(&commune)).expect("the file can be written");
}

fn tell(commune: &Commune) {
    let mut subs: BTreeMap<_, u32> = BTreeMap::new();
    let mut bases: BTreeMap<_, u32> = BTreeMap::new();
    let (mut people, mut alone, mut count) = (0_u32, 0, 0);
    let start = std::time::Instant::now();
    for r in commune.households() {
        *subs.entry(r.sub_id).or_default() += 1;
        *bases.entry(r.base_id).or_default() += 1;
        people += u32::from(r.household.people);
        alone += u32::from(r.household.people == 1);
        count += 1;
        if count % 2500 == 1 {
            println!("  {r:?}");
        }
    }
    println!("households {count} in {:?}, people {people}, alone {alone}", start.elapsed());
    let mut sizes: Vec<u32> = subs.into_values().collect();
    sizes.sort_unstable();
    println!("{} tổ: {sizes:?}", sizes.len());
    for unit in &commune.units {
        if let Some(n) = bases.get(&unit.id) {
            let names: Vec<&str> = unit.states.iter().map(|s| s.name.as_str()).collect();
            println!("  {} {n}", names.join(" → "));
        }
    }
}

/// Degrees to picture points.
struct Frame {
    west: f64,
    north: f64,
    scale: f64,
}

impl Frame {
    fn of(commune: &Commune) -> Self {
        let whole = commune.shapes.iter().find(|s| s.unit_id == commune.id).expect("has land");
        let (mut low, mut high) = ([f64::MAX; 2], [f64::MIN; 2]);
        for c in whole.land.0.iter().flat_map(|p| p.exterior().coords()) {
            low = [low[0].min(c.x), low[1].min(c.y)];
            high = [high[0].max(c.x), high[1].max(c.y)];
        }
        let scale = 1360.0 / (high[0] - low[0]).max(high[1] - low[1]);
        Self { west: low[0], north: high[1], scale }
    }

    fn at(&self, lon: f64, lat: f64) -> (f64, f64) {
        (20.0 + (lon - self.west) * self.scale, 20.0 + (self.north - lat) * self.scale)
    }

    fn course(&self, line: &geo::LineString<f64>) -> String {
        let texts = line.coords().map(|c| self.at(c.x, c.y));
        texts.map(|(x, y)| format!("{x:.2},{y:.2}")).collect::<Vec<_>>().join(" ")
    }

    fn land(&self, land: &geo::MultiPolygon<f64>, style: &str) -> String {
        let rings = land.0.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
        let path: String = rings.map(|ring| format!("M{}Z", self.course(ring))).collect();
        format!("<path d='{path}' {style}/>")
    }

    fn feature(&self, feature: &sample::Feature) -> String {
        let tone = match feature.class {
            FeatureClass::MainRoad => "#e0a94e",
            FeatureClass::Street | FeatureClass::Bridge => "#ffffff",
            FeatureClass::Alley => "#f7f7f4",
            FeatureClass::Rail => "#555",
            FeatureClass::Canal => "#a9cde2",
            FeatureClass::Block => "#b9776b",
            FeatureClass::Green => "#bcd9a8",
        };
        match &feature.shape {
            Geometry::MultiPolygon(area) => self.land(area, &format!("fill='{tone}'")),
            Geometry::LineString(line) => {
                let width = (feature.width_m * self.scale / 111_000.0).max(0.6);
                let points = self.course(line);
                format!(
                    "<polyline points='{points}' fill='none' stroke='{tone}' \
                     stroke-width='{width:.2}'/>"
                )
            }
            _ => String::new(),
        }
    }
}

fn draw(commune: &Commune) -> String {
    const TONES: [&str; 8] =
        ["#fbe3d6", "#dce8f2", "#e3efd9", "#ece2f0", "#fdf0d0", "#e2e2dc", "#f6dfe6", "#d9efec"];
    let frame = Frame::of(commune);
    let mut svg = String::from(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1400 1400' width='1400' \
         height='1400'><rect width='1400' height='1400' fill='#f4f2ee'/>",
    );
    let is_base = |u: &&units::Unit| u.states.iter().any(|s| s.kind.is_base());
    let base_rank: HashMap<_, _> =
        commune.units.iter().filter(is_base).enumerate().map(|(i, u)| (u.id, i)).collect();
    let sub_ids: HashSet<_> = commune.clusters.iter().map(|c| c.sub_id).collect();
    for shape in &commune.shapes {
        if let Some(i) = base_rank.get(&shape.unit_id) {
            svg += &frame.land(&shape.land, &format!("fill='{}'", TONES[i % TONES.len()]));
        }
    }
    commune.features.iter().for_each(|f| svg += &frame.feature(f));
    for shape in &commune.shapes {
        if sub_ids.contains(&shape.unit_id) {
            svg += &frame.land(&shape.land, "fill='none' stroke='#777' stroke-width='0.7'");
        } else if base_rank.contains_key(&shape.unit_id) {
            svg += &frame.land(&shape.land, "fill='none' stroke='#a03030' stroke-width='2.2'");
        }
    }
    for r in commune.households() {
        let door = r.household.door;
        let (x, y) = frame.at(f64::from(door.lon_e7) / 1e7, f64::from(door.lat_e7) / 1e7);
        let _ = write!(svg, "<circle cx='{x:.2}' cy='{y:.2}' r='0.9' fill='#355'/>");
    }
    svg + "</svg>"
}
