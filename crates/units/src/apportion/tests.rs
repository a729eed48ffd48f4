//! Splitting whole numbers.

use proptest::prelude::*;

use super::apportion;

#[test]
fn remainders_go_to_the_largest_and_ties_to_the_earlier_place() {
    let split = apportion(100, &[1, 1, 1]);
    assert_eq!((split.parts, split.topped_up), (vec![34, 33, 33], vec![0]));
    let split = apportion(10, &[5, 3, 1]);
    assert_eq!((split.parts, split.topped_up), (vec![6, 3, 1], vec![0]));
    assert_eq!(apportion(5, &[0, 0]).parts, [3, 2]);
    assert_eq!(apportion(5, &[0, 2]).parts, [0, 5]);
    assert!(apportion(5, &[]).parts.is_empty());
    let whole = u64::MAX;
    assert_eq!(apportion(whole, &[whole, whole]).parts, [whole / 2 + 1, whole / 2]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn parts_sum_to_the_total_and_are_off_by_less_than_one(
        total in 0u64..1_000_000,
        weights in proptest::collection::vec(0u64..10_000, 1..30),
    ) {
        let split = apportion(total, &weights);
        prop_assert_eq!(split.parts.iter().sum::<u64>(), total);
        let sum: u64 = weights.iter().sum();
        for (part, weight) in split.parts.iter().zip(&weights).filter(|_| sum > 0) {
            prop_assert!((part * sum).abs_diff(total * weight) < sum);
        }
        prop_assert_eq!(apportion(total, &weights), split);
    }
}
