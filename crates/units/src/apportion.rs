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
    let (parts, topped_up) = apportion_wide(total.into(), weights);
    let narrow = |part| u64::try_from(part).expect("a part is at most the total, a u64");
    Apportioned { parts: parts.into_iter().map(narrow).collect(), topped_up }
}

/// The same for totals up to half of what a `u128` holds, such as sums of products: the parts and
/// the places that were given one more. Weights whose sum no `u64` holds are halved until it does.
#[must_use]
pub fn apportion_wide(total: u128, weights: &[u64]) -> (Vec<u128>, Vec<usize>) {
    let weights = usable(weights);
    let sum: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    let rounds = total.checked_div(sum).unwrap_or(0);
    let rest = total - rounds * sum;
    for (place, weight) in weights.iter().enumerate() {
        // `rest` and the weight are both below 2^64, so that their product fits.
        let product = rest * u128::from(*weight);
        parts.push(rounds * u128::from(*weight) + product / sum);
        remainders.push((std::cmp::Reverse(product % sum), place));
    }
    let left = total - parts.iter().sum::<u128>();
    remainders.sort_unstable();
    // Fewer are left than there are places with a remainder, so each gets at most one.
    let left = if parts.is_empty() { 0 } else { usize::try_from(left).unwrap_or(usize::MAX) };
    let topped_up: Vec<usize> = remainders.iter().take(left).map(|(_, place)| *place).collect();
    for place in &topped_up {
        parts[*place] += 1;
    }
    (parts, topped_up)
}

/// The weights as they are used: equal where all are zero, small enough for their sum.
fn usable(weights: &[u64]) -> std::borrow::Cow<'_, [u64]> {
    if weights.iter().all(|weight| *weight == 0) {
        return vec![1; weights.len()].into();
    }
    let mut weights = std::borrow::Cow::Borrowed(weights);
    while weights.iter().map(|weight| u128::from(*weight)).sum::<u128>() > u64::MAX.into() {
        weights.to_mut().iter_mut().for_each(|weight| *weight /= 2);
    }
    weights
}

#[cfg(test)]
mod tests;
