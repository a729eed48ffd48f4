//! Draws an invented ward of 100 old groups and writes it as an SVG to standard output: left the old
//! units, right the new ones.
//!
//! `cargo run -p districting --example picture > ward.svg`

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it did")]

use std::fmt::Write;
use std::ops::ControlFlow;

use districting::{
    Atom, Edge, Env, Objective, Parts, Problem, Progress, Quota, Sizes, WardWeights, certify, draw,
};

const WIDTH: u32 = 10;
const SIDE: u32 = 28;
const COLOURS: [&str; 8] =
    ["#8fb8de", "#f2c57c", "#a8d5a2", "#d9a5b3", "#c3b1e1", "#f6e3b4", "#9ad1c9", "#e8b298"];

fn main() {
    let problem = ward();
    let progress = |_: Progress| ControlFlow::Continue(());
    let env =
        Env { seed: 1, quota: Quota::Steps(20_000), exact: true, threads: 1, progress: &progress };
    let drawing = draw(&problem, &env).expect("this ward has a plan");
    if let Some(certificate) = &drawing.certificate {
        let certified = certify(&problem, &drawing.plan, certificate).expect("the proof holds");
        eprintln!("{} parts, best: {}", drawing.plan.parts, certified.is_best);
    }
    let old: Vec<u32> =
        problem.atoms.iter().map(|atom| atom.predecessor.unwrap_or_default()).collect();
    println!("{}", svg(&problem, &old, &drawing.plan.assignment));
}

/// Ten by ten groups of 60 to 119 households; six of them made an old unit.
fn ward() -> Problem {
    let mut number = 20u64;
    let mut next = |low: u32, high: u32| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        low + ((number >> 33) as u32) % (high - low + 1)
    };
    let (mut atoms, mut edges) = (Vec::new(), Vec::new());
    for v in 0..WIDTH * WIDTH {
        let (x, y) = (v % WIDTH, v / WIDTH);
        atoms.push(Atom {
            households: next(60, 119),
            position: [f64::from(x), f64::from(y)],
            predecessor: Some(x / 3 + 4 * (y / 2)),
        });
        let left = (x > 0).then(|| v - 1);
        let above = (y > 0).then(|| v - WIDTH);
        let near = left.into_iter().chain(above);
        edges.extend(near.map(|u| Edge { u, v, weight: f64::from(next(2, 15)) }));
    }
    let sizes = Sizes { min: 450, max: 550, target: 500.0, widen: false };
    let parts = Parts::Between(1, u32::MAX);
    Problem::new(atoms, edges, sizes, parts, Objective::Ward(WardWeights::default()))
        .expect("a sound problem")
}

/// Both plans side by side: neighbours of unlike parts never share a colour where eight suffice.
fn svg(problem: &Problem, old: &[u32], new: &[u32]) -> String {
    let side = WIDTH * SIDE;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {side}\" role=\"img\">\n",
        2 * side + SIDE
    );
    for (labels, shift) in [(old, 0), (new, side + SIDE)] {
        let colour = colours(problem, labels);
        for (v, atom) in problem.atoms.iter().enumerate() {
            let (x, y) = (shift + v as u32 % WIDTH * SIDE, v as u32 / WIDTH * SIDE);
            let (fill, middle) = (COLOURS[colour[labels[v] as usize]], SIDE / 2);
            let _ = writeln!(
                out,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{SIDE}\" height=\"{SIDE}\" fill=\"{fill}\"/>\
                 <text x=\"{}\" y=\"{}\" font-size=\"9\" text-anchor=\"middle\">{}</text>",
                x + middle,
                y + middle + 3,
                atom.households
            );
        }
        for edge in problem.edges.iter().filter(|e| labels[e.u as usize] != labels[e.v as usize]) {
            let (x, y) = (shift + edge.v % WIDTH * SIDE, edge.v / WIDTH * SIDE);
            let (right, below) = if edge.v - edge.u == 1 { (0, SIDE) } else { (SIDE, 0) };
            let _ = writeln!(
                out,
                "<line x1=\"{x}\" y1=\"{y}\" x2=\"{}\" y2=\"{}\" stroke=\"#333\" stroke-width=\"2\"/>",
                x + right,
                y + below
            );
        }
    }
    out.push_str("</svg>");
    out
}

/// A colour for each part: the first that no neighbouring part has.
fn colours(problem: &Problem, labels: &[u32]) -> Vec<usize> {
    let parts = labels.iter().max().map_or(0, |&last| last as usize + 1);
    let mut colour = vec![usize::MAX; parts];
    for part in 0..parts {
        let mut taken = [false; COLOURS.len()];
        for edge in &problem.edges {
            let ends = [labels[edge.u as usize] as usize, labels[edge.v as usize] as usize];
            for (own, other) in [(ends[0], ends[1]), (ends[1], ends[0])] {
                if own == part && other < part {
                    taken[colour[other]] = true;
                }
            }
        }
        colour[part] = taken.iter().position(|taken| !taken).unwrap_or(0);
    }
    colour
}
