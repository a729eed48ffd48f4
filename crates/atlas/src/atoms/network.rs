//! The network of streets and alleys: nodes, segments, and what may be seen from a street's edge.

use std::collections::BTreeMap;

use geo::{BoundingRect, Contains, MultiPolygon, Polygon, Rect};

use crate::fabric::{Fabric, LineClass};
use crate::mesh::grid::{
    Cells, Point, STEPS_PER_METRE, crossing, distance, distance_to, metres, snap,
};
use crate::mesh::noding::Segment;
use crate::mesh::{bit, walked};
use crate::territory::FabricFault;

/// Steps between two house fronts that are looked at: 10 m.
pub const STEP_M: f64 = 10.0;
/// Two lines of one name nearer than this are the carriageways of one road.
const CARRIAGEWAYS_M: f64 = 32.0;

/// A stretch between two nodes.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    /// One end, an index into [`Network::nodes`].
    pub a: u32,
    /// The other end.
    pub b: u32,
    /// The foremost class along it.
    pub class: LineClass,
    /// The line of the fabric.
    pub line: u32,
}

/// The network of one commune.
pub struct Network<'a> {
    fabric: &'a Fabric,
    /// Places of nodes.
    pub nodes: Vec<Point>,
    /// Stretches between nodes.
    pub stretches: Vec<Stretch>,
    /// The stretches at each node, ascending.
    pub at: Vec<Vec<u32>>,
    cells: Cells,
    waters: Vec<(Rect<f64>, &'a Polygon<f64>)>,
    extent: Option<Rect<f64>>,
}

/// Cells of 40 m.
const CELL: i64 = 400;

impl<'a> Network<'a> {
    /// The network of a fabric.
    pub fn new(fabric: &'a Fabric) -> Result<Self, FabricFault> {
        let segments = walked(fabric)?;
        let mut index: BTreeMap<Point, u32> = BTreeMap::new();
        let mut nodes = Vec::new();
        let mut number = |p: Point| {
            *index.entry(p).or_insert_with(|| {
                nodes.push(p);
                nodes.len() as u32 - 1
            })
        };
        let stretches: Vec<Stretch> = segments
            .iter()
            .map(|s| Stretch { a: number(s.a), b: number(s.b), class: class(s), line: s.line })
            .collect();
        let mut at = vec![Vec::new(); nodes.len()];
        let mut cells = Cells::new(CELL);
        for (i, s) in stretches.iter().enumerate() {
            at[s.a as usize].push(i as u32);
            at[s.b as usize].push(i as u32);
            cells.put_box(nodes[s.a as usize], nodes[s.b as usize], 1, i as u32);
        }
        let waters =
            fabric.water.iter().filter_map(|p| p.bounding_rect().map(|r| (r, p))).collect();
        let extent = fabric.boundary.bounding_rect();
        Ok(Self { fabric, nodes, stretches, at, cells, waters, extent })
    }

    /// The name of a stretch's line.
    pub fn name(&self, stretch: u32) -> Option<&str> {
        let line = self.stretches[stretch as usize].line;
        self.fabric.lines.get(line as usize)?.name.as_deref()
    }

    /// The node at the other end of a stretch.
    pub fn other_end(&self, stretch: u32, node: u32) -> u32 {
        let s = self.stretches[stretch as usize];
        if s.a == node { s.b } else { s.a }
    }

    /// A stretch's length in metres.
    pub fn length_m(&self, stretch: u32) -> f64 {
        let s = self.stretches[stretch as usize];
        distance(self.nodes[s.a as usize], self.nodes[s.b as usize]) / STEPS_PER_METRE
    }

    /// House fronts along one side of a stretch: places `off_m` metres beside it, inside the
    /// commune, on dry land, with nothing between them and the street.
    ///
    /// The plot behind a front must lie in the commune too, `depth_m` from the street's middle:
    /// where the outline follows the street, the other side is a neighbour's.
    pub fn fronts(
        &self,
        stretch: u32,
        from: u32,
        left: bool,
        (off_m, depth_m): (f64, f64),
    ) -> Vec<[f64; 2]> {
        let to = self.other_end(stretch, from);
        let (a, b) = (metres(self.nodes[from as usize]), metres(self.nodes[to as usize]));
        let length = self.length_m(stretch);
        let (ux, uy) = ((b[0] - a[0]) / length, (b[1] - a[1]) / length);
        let side = if left { 1.0 } else { -1.0 };
        let (nx, ny) = (-uy * side, ux * side);
        let count = (length / STEP_M).round().max(1.0) as usize;
        (0..count)
            .map(|k| (k as f64 + 0.5) * length / count as f64)
            .map(|along| [a[0] + ux * along, a[1] + uy * along])
            .filter_map(|foot| {
                let beside = |m: f64| [foot[0] + nx * m, foot[1] + ny * m];
                let front = beside(off_m);
                let open = self.is_dry_land(front)
                    && self.is_dry_land(beside(depth_m))
                    && !self.is_median(stretch, foot, beside(CARRIAGEWAYS_M));
                (open && self.sees(stretch, foot, front)).then_some(front)
            })
            .collect()
    }

    /// A street or main road other than `own` runs within so many metres.
    pub fn is_by_street(&self, at: [f64; 2], metres: f64, own: &[u32]) -> bool {
        let Some(point) = snap(at) else { return false };
        let steps = metres * STEPS_PER_METRE;
        self.cells.near(point, point, steps as i64).any(|s| {
            let stretch = self.stretches[s as usize];
            let ends = [self.nodes[stretch.a as usize], self.nodes[stretch.b as usize]];
            stretch.class != LineClass::Alley
                && !own.contains(&s)
                && distance_to(point, ends[0], ends[1]) < steps
        })
    }

    fn is_dry_land(&self, at: [f64; 2]) -> bool {
        let point = geo::Point::new(at[0], at[1]);
        let inside = |shape: &MultiPolygon<f64>| shape.contains(&point);
        self.extent.is_some_and(|e| e.contains(&point))
            && inside(&self.fabric.boundary)
            && !self.waters.iter().any(|(r, p)| r.contains(&point) && p.contains(&point))
    }

    /// No other street lies between a street and a place beside it.
    fn sees(&self, stretch: u32, foot: [f64; 2], front: [f64; 2]) -> bool {
        self.first_between(stretch, foot, front).is_none()
    }

    /// The nearest thing across is the same road again: the strip between two carriageways.
    fn is_median(&self, stretch: u32, foot: [f64; 2], far: [f64; 2]) -> bool {
        let own = self.name(stretch);
        own.is_some()
            && self.stretches[stretch as usize].class != LineClass::Alley
            && self.first_between(stretch, foot, far).is_some_and(|hit| {
                self.name(hit) == own && self.stretches[hit as usize].class != LineClass::Alley
            })
    }

    fn first_between(&self, stretch: u32, foot: [f64; 2], to: [f64; 2]) -> Option<u32> {
        let (p, q) = (snap(foot)?, snap(to)?);
        let own = self.stretches[stretch as usize];
        self.cells
            .near(p, q, 1)
            .filter(|&s| s != stretch)
            .filter_map(|s| {
                let o = self.stretches[s as usize];
                let neighbour = [o.a, o.b].iter().any(|n| [own.a, own.b].contains(n));
                let (a, b) = (self.nodes[o.a as usize], self.nodes[o.b as usize]);
                // A bend of the same street may cut the corner; it hides nothing.
                let same = neighbour && o.line == own.line;
                crossing(p, q, a, b).filter(|_| !same).map(|at| (distance(p, at), s))
            })
            .min_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)))
            .map(|(_, s)| s)
    }
}

fn class(segment: &Segment) -> LineClass {
    let walked = [LineClass::MainRoad, LineClass::Street];
    walked.into_iter().find(|&c| segment.tags & bit(c) != 0).unwrap_or(LineClass::Alley)
}
