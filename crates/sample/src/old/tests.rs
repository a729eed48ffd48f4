//! The old units of the demonstration leave room for the new ones that the law asks for.

use super::*;
use crate::city::SAMPLE_SEED;
use crate::plan;

/// The tổ of an order with links that a new unit may use, and the households of each.
fn web(order: &CommuneOrder, over_bridges: bool) -> Web {
    let seed = Seed(SAMPLE_SEED).of("commune", order.number);
    let draft = Draft::new(seed, order);
    let land = draft.territories();
    let old = OldUnits::new(seed.of("old", 0), order, &draft, &land);
    let Links { mut firm, weak, .. } = links(&draft, &land);
    if over_bridges {
        firm.links.extend(weak);
    }
    firm.grouped(&old.sub_of)
}

/// Whether a plain cut finds connected units of whole tổ, all within the range.
fn fits(web: &Web, many: usize, (least, most): (u32, u32)) -> bool {
    (0..40).any(|attempt| {
        let mut unit = group::cut(Seed(attempt), web, 1.0, Some(many));
        let fixed = vec![false; unit.len()];
        group::even_out(web, &mut unit, least, most, &fixed);
        let lists = web.neighbours();
        let whole = (0..many).all(|u| {
            let members: Vec<usize> = (0..unit.len()).filter(|&i| unit[i] == u).collect();
            web.is_connected(&lists, &members)
        });
        whole && sizes(&web.weights, &unit).values().all(|n| (least..=most).contains(n))
    })
}

#[test]
fn the_ward_can_be_drawn_as_26_units_of_500_to_650() {
    let web = web(&plan::ward(), false);
    assert_eq!(web.weights.iter().sum::<u32>(), 14_912);
    assert!(fits(&web, 26, (500, 650)));
    // Each bank of the canal has room of its own, so no unit need cross it.
    for bank in sizes(&web.weights, &web.components()).values() {
        assert!((1..=26).any(|many| (530 * many..=620 * many).contains(bank)), "{bank}");
    }
    assert!(!fits(&web, 30, (500, 650)), "30 units of 500 are more than there are households");
}

#[test]
fn the_commune_can_be_drawn_with_350_as_floor() {
    let web = web(&plan::commune(), true);
    assert!((12..=15).any(|many| fits(&web, many, (350, 500))));
}
