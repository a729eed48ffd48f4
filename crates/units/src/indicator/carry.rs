//! Figures on the ways of lineage: how those of one day's places become those of another's.
//!
//! A figure is divided by whole-number shares; what does not come out even goes to the largest
//! remainders, and between equal ones to the place whose identity is smaller ([`apportion_wide`]).
//! The same edges give the same figures, whatever order they are handed in.

use super::{Amount, Figure};
use crate::Day;
use crate::apportion::apportion_wide;
use crate::lineage::Ways;
use crate::lineage::ways::Step;

impl Ways {
    /// Carries figures of the places of one day to those of a later one; an earlier one changes
    /// nothing. `figures` has one entry per place of [`Ways::units`], and so has it afterwards.
    /// What ended without a successor stays where it was. Parts are whole steps of `steps`
    /// thousandths, of the first and of the second part.
    pub fn carry(
        &self,
        figures: &mut [Option<Figure>],
        (from, until): (Day, Day),
        steps: (u128, u128),
    ) {
        let first = self.steps.partition_point(|step| step.on <= from);
        let last = self.steps.partition_point(|step| step.on <= until).max(first);
        let mut arriving: Vec<(usize, Figure)> = Vec::new();
        // Steps of one day go on at once: what arrives on a day does not leave on it.
        for day in self.steps[first..last].chunk_by(|one, other| one.on == other.on) {
            for step in day {
                if let Some(figure) = figures[step.from].take() {
                    divide(step, figure, steps, &mut arriving);
                }
            }
            for (to, figure) in arriving.drain(..) {
                let known = figures[to].take().unwrap_or_default();
                figures[to] = Some(known + figure);
            }
        }
    }
}

/// Sends a figure on by a step.
fn divide(step: &Step, figure: Figure, steps: (u128, u128), arriving: &mut Vec<(usize, Figure)>) {
    if let [(to, _)] = step.to[..] {
        let guessed = |amount: Amount| {
            let estimated = if step.is_estimate { amount.gross } else { amount.estimated };
            Amount { estimated, divided: amount.divided.max(estimated), ..amount }
        };
        let (over, under) = (guessed(figure.over), guessed(figure.under));
        arriving.push((to, Figure { over, under, ..figure }));
        return;
    }
    let weights: Vec<u64> = step.to.iter().map(|(_, weight)| *weight).collect();
    let over = split(figure.over, &weights, (steps.0, step.is_estimate));
    let under = split(figure.under, &weights, (steps.1, step.is_estimate));
    let parts = over.into_iter().zip(under);
    arriving.extend(
        step.to
            .iter()
            .zip(parts)
            .map(|((to, _), (over, under))| (*to, Figure { over, under, ..figure })),
    );
}

/// The parts of an amount by weights, in whole steps.
fn split(amount: Amount, weights: &[u64], (step, is_estimate): (u128, bool)) -> Vec<Amount> {
    if amount == Amount::default() {
        return vec![amount; weights.len()];
    }
    let parts = |total: u128| in_steps(total, weights, step.max(1));
    let gross = parts(amount.gross);
    let sizes = match amount.value.unsigned_abs() {
        size if size == amount.gross => gross.clone(),
        size => parts(size),
    };
    let estimated = match is_estimate {
        true => gross.clone(),
        false if amount.estimated == 0 => vec![0; weights.len()],
        false => parts(amount.estimated),
    };
    let part = |at: usize| {
        let size = i128::try_from(sizes[at]).unwrap_or(i128::MAX);
        let value = if amount.value < 0 { -size } else { size };
        Amount { value, gross: gross[at], divided: gross[at], estimated: estimated[at] }
    };
    (0..weights.len()).map(part).collect()
}

/// Whole steps by the largest remainder; what is no whole step goes with the heaviest part.
fn in_steps(total: u128, weights: &[u64], step: u128) -> Vec<u128> {
    let (mut parts, _) = apportion_wide(total / step, weights);
    parts.iter_mut().for_each(|part| *part *= step);
    let rest = total % step;
    if rest > 0 {
        let heaviest = (0..weights.len()).rev().max_by_key(|at| weights[*at]);
        if let Some(at) = heaviest {
            parts[at] += rest;
        }
    }
    parts
}
