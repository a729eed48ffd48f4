//! Splitting a whole number by weights into whole numbers that sum to it: the largest-remainder
//! method, with a record of who got the odd ones. No fraction ever leaves this file.

/// A split, with its tie-break written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apportioned {
    /// One part per weight; they sum to the total.
    pub parts: Vec<u64>,
    /// The places that were given one more, in the order they were: larger remainder first, and
    /// between equal remainders the earlier place. Callers order places by identity.
    pub topped_up: Vec<usize>,
}

/// Splits `total` in proportion to `weights`. Weights that are all zero count as equal.
/// Without weights there are no parts, and the total is lost: the caller must not ask.
#[must_use]
pub fn apportion(total: u64, weights: &[u64]) -> Apportioned {
    let equal = vec![1; weights.len()];
    let weights = if weights.iter().all(|weight| *weight == 0) { &equal[..] } else { weights };
    let sum: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (place, weight) in weights.iter().enumerate() {
        let product = u128::from(total) * u128::from(*weight);
        let part = u64::try_from(product / sum).expect("a part is at most the total, a u64");
        parts.push(part);
        remainders.push((std::cmp::Reverse(product % sum), place));
    }
    let left = total - parts.iter().sum::<u64>();
    remainders.sort_unstable();
    // Fewer are left than there are places with a remainder, so each gets at most one.
    let left = if parts.is_empty() { 0 } else { usize::try_from(left).unwrap_or(usize::MAX) };
    let topped_up: Vec<usize> = remainders.iter().take(left).map(|(_, place)| *place).collect();
    for place in &topped_up {
        parts[*place] += 1;
    }
    Apportioned { parts, topped_up }
}

#[cfg(test)]
mod tests;
