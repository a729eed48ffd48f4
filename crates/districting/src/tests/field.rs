//! Maps drawn in letters and digits: `a30` is an atom of 30 households in part a; `....` is no
//! atom. Neighbours left, right, above and below touch.

use std::ops::ControlFlow;

use crate::{
    Atom, Drawing, Edge, Env, Infeasible, Objective, Parts, Plan, Problem, Progress, Quota, Sizes,
    draw,
};

/// A map: the problem's atoms and edges, and the plan its letters draw.
pub struct Field {
    pub atoms: Vec<Atom>,
    pub edges: Vec<Edge>,
    pub plan: Plan,
}

impl Field {
    /// Reads a map.
    pub fn read(picture: &str) -> Self {
        let rows: Vec<Vec<&str>> = picture
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>())
            .filter(|row| !row.is_empty())
            .collect();
        let mut letters = Vec::new();
        let mut weights = Vec::new();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        for row in &rows {
            for x in 0..width {
                let cell = row.get(x).filter(|cell| !cell.starts_with('.'));
                letters.push(cell.and_then(|cell| cell.chars().next()));
                weights.push(cell.map(|cell| cell[1..].parse().expect("digits after the letter")));
            }
        }
        let labels: Vec<u32> = letters.iter().flatten().map(|&letter| letter as u32).collect();
        let (atoms, edges) = grid(&weights, width);
        Self { atoms, edges, plan: Plan::from_labels(&labels) }
    }

    /// A map of a width and weights alone; all in one part. Weight 0 is an atom without households.
    pub fn of(weights: &[u32], width: usize) -> Self {
        let all: Vec<Option<u32>> = weights.iter().copied().map(Some).collect();
        let (atoms, edges) = grid(&all, width);
        let plan = Plan { assignment: vec![0; atoms.len()], parts: 1 };
        Self { atoms, edges, plan }
    }

    /// The problem on this map: sizes `[min, max]`, as many parts as fit, least cut.
    pub fn problem(&self, min: u32, max: u32) -> Problem {
        let target = f64::midpoint(f64::from(min), f64::from(max));
        let sizes = Sizes { min, max, target, widen: false };
        let (atoms, edges) = (self.atoms.clone(), self.edges.clone());
        Problem::new(atoms, edges, sizes, Parts::Free, Objective::Cut).unwrap()
    }
}

fn grid(weights: &[Option<u32>], width: usize) -> (Vec<Atom>, Vec<Edge>) {
    let mut number = vec![None; weights.len()];
    let (mut atoms, mut edges) = (Vec::new(), Vec::new());
    for (cell, weight) in weights.iter().enumerate() {
        let Some(households) = *weight else { continue };
        let (x, y) = (cell % width, cell / width);
        let v = atoms.len() as u32;
        number[cell] = Some(v);
        atoms.push(Atom { households, position: [x as f64, -(y as f64)], predecessor: None });
        let left = if x > 0 { number[cell - 1] } else { None };
        let above = if y > 0 { number[cell - width] } else { None };
        edges.extend(left.into_iter().chain(above).map(|u| Edge { u, v, weight: 1.0 }));
    }
    (atoms, edges)
}

/// Draws with a step quota, seed 1, one thread.
pub fn draw_steps(problem: &Problem, steps: u64) -> Result<Drawing, Infeasible> {
    draw_with(problem, steps, 1, 1)
}

/// Draws with a step quota.
pub fn draw_with(
    problem: &Problem,
    steps: u64,
    seed: u64,
    threads: usize,
) -> Result<Drawing, Infeasible> {
    let progress = |_: Progress| ControlFlow::Continue(());
    let quota = Quota::Steps(steps);
    draw(problem, &Env { seed, quota, exact: false, threads, progress: &progress })
}

/// A small stream of numbers for invented maps, so that a failing case is named by its seed.
pub struct Numbers(pub u64);

impl Numbers {
    /// A number in `low..=high`.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + ((self.0 >> 33) as u32) % (high - low + 1)
    }
}

/// An invented map of so many columns and rows with atoms of 40 to 120 households.
pub fn invented(seed: u64, width: u32, height: u32) -> Field {
    let mut numbers = Numbers(seed);
    let weights: Vec<u32> = (0..width * height).map(|_| numbers.between(40, 120)).collect();
    Field::of(&weights, width as usize)
}
