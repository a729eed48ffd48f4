//! The inverse of a basis, made from scratch.

/// The inverse of a square matrix given by rows; nothing where it has none.
pub(super) fn invert(mut left: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let m = left.len();
    let mut right: Vec<Vec<f64>> = (0..m)
        .map(|row| {
            let mut unit = vec![0.0; m];
            unit[row] = 1.0;
            unit
        })
        .collect();
    for column in 0..m {
        let size = |row: &usize| left[*row][column].abs();
        let best = (column..m).max_by(|a, b| size(a).total_cmp(&size(b)))?;
        if size(&best) < 1e-9 {
            return None;
        }
        left.swap(column, best);
        right.swap(column, best);
        let scale = 1.0 / left[column][column];
        left[column].iter_mut().chain(&mut right[column]).for_each(|entry| *entry *= scale);
        let (pivot_left, pivot_right) = (left[column].clone(), right[column].clone());
        for row in 0..m {
            let share = left[row][column];
            if row == column || share == 0.0 {
                continue;
            }
            for (entry, pivot) in left[row].iter_mut().zip(&pivot_left).skip(column) {
                *entry -= share * pivot;
            }
            for (entry, pivot) in right[row].iter_mut().zip(&pivot_right) {
                *entry -= share * pivot;
            }
        }
    }
    Some(right)
}
