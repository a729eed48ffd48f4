//! What the engine says of a plan, told to people: the proof kept beside it, why there is no better one,
//! other plans to choose among, moves by hand with what they cost, and a plan made sound again.

use std::collections::BTreeMap;

use desk::authority::{public_scope, scope_of};
use desk::draw::ask::{self, Of};
use desk::draw::{Answer, DrawOrder, Figure, Wish};
use desk::plan::hand;
use districting::{
    Atom, Certificate, Edge, Links, Objective, Parts, Plan, Problem, Sizes, WardWeights,
};
use serde_json::Value;
use store::plan;
use store::testing;
use units::{AtomId, JobId, PlanId};

use crate::drawing::HCMC;
use crate::town::{Town, code, story, two};

impl Town {
    /// The answer of a job, once the solver has worked.
    pub async fn hears(&self, job: JobId) -> Result<Answer, String> {
        self.ends(job).await?;
        let scope = scope_of(&self.lan, self.today());
        let row = store::job::row(&self.desk.store.read(), &scope, job).await.unwrap().unwrap();
        Ok(ask::answer(&row).expect("a finished job has its answer"))
    }

    async fn asks(&self, plan: PlanId, wish: Wish) -> Answer {
        let asked = ask::ask(&self.desk, &self.lan, Of::Plan(plan), (wish, Some(6_000))).await;
        self.hears(asked.unwrap()).await.unwrap()
    }

    /// The groups of a plan with the part each lies in.
    async fn table(&self, plan: PlanId) -> hand::Table {
        hand::table(&self.desk, &self.lan, plan).await.unwrap()
    }

    async fn parts(&self, plan: PlanId) -> BTreeMap<AtomId, i64> {
        let scope = scope_of(&self.lan, self.today());
        let parts = plan::atoms(&self.desk.store.read(), &scope, plan).await.unwrap();
        parts.into_iter().collect()
    }
}

/// A problem as the files say it, read without the code that wrote them.
fn problem(text: &str) -> Problem {
    let file: Value = serde_json::from_str(text).unwrap();
    let list = |key: &str| file[key].as_array().unwrap().clone();
    let whole = |value: &Value| u32::try_from(value.as_u64().unwrap()).unwrap();
    let places = list("x").into_iter().zip(list("y"));
    let places = places.map(|(x, y)| [x.as_f64().unwrap(), y.as_f64().unwrap()]);
    let atoms = list("pop").into_iter().zip(list("pred")).zip(places);
    let atoms = atoms.map(|((pop, pred), position)| Atom {
        households: whole(&pop),
        position,
        predecessor: pred.as_u64().map(|_| whole(&pred)),
    });
    let edges = list("edges").into_iter().zip(list("w")).map(|(edge, weight)| Edge {
        u: whole(&edge[0]),
        v: whole(&edge[1]),
        weight: weight.as_f64().unwrap(),
    });
    let sizes = Sizes {
        min: whole(&file["min"]),
        max: whole(&file["max"]),
        target: file["target"].as_f64().unwrap(),
        widen: false,
    };
    let together = list("together")
        .into_iter()
        .map(|own| own.as_array().unwrap().iter().map(whole).collect::<Vec<_>>());
    let links = Links { together: together.collect(), ..Links::default() };
    let most = list("pop").len();
    let parts = Parts::Between(1, u32::try_from(most).unwrap());
    let objective = Objective::Ward(WardWeights::default());
    let problem = Problem::new(atoms.collect(), edges.collect(), sizes, parts, objective);
    let heirs = serde_json::from_value(file["heirs"].clone()).unwrap();
    problem.unwrap().with_links(links).unwrap().with_heirs(heirs)
}

fn plan_of(text: &str) -> Plan {
    let file: Value = serde_json::from_str(text).unwrap();
    let parts = file["assignment"].as_array().unwrap().iter();
    let assignment: Vec<u32> =
        parts.map(|part| u32::try_from(part.as_u64().unwrap()).unwrap()).collect();
    let parts = assignment.iter().max().unwrap() + 1;
    Plan { assignment, parts }
}

async fn sample_ward() -> (testing::Fresh, Town) {
    let fresh = testing::sqlite().await;
    let town = Town::new(fresh.store.clone(), sample::default_ward(), HCMC).await;
    (fresh, town)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawn_ward_keeps_the_files_by_which_anyone_certifies_it_and_visitors_get_none() {
    let (fresh, town) = sample_ward().await;
    let order = DrawOrder { target: Some(570), steps: Some(16_000), ..DrawOrder::default() };
    let id = town.draws(order).await;
    let (reader, officer) = (town.desk.store.read(), scope_of(&town.lan, town.today()));
    let page = plan::page(&reader, &officer, id).await.unwrap().unwrap();
    let kept = plan::proof(&reader, &officer, id).await.unwrap().expect("the proof is kept");
    let certificate: Certificate =
        serde_json::from_str(&kept.certificate.expect("a certificate")).unwrap();
    let (problem, own) = (problem(&kept.instance), plan_of(&kept.plan));
    let certified = districting::certify(&problem, &own, &certificate).unwrap();
    assert_eq!(certified.is_best, page.line.proven);
    let value = page.score["value"].as_f64().unwrap();
    assert!((certified.value - value).abs() < 1e-6, "{certified:?} {value}");
    for unit in &page.units {
        let of = own.assignment.iter().zip(&problem.atoms);
        let of = of.filter(|(part, _)| i64::from(**part) == unit.part);
        let households: u32 = of.map(|(_, atom)| atom.households).sum();
        assert_eq!(i64::from(households), unit.households, "the file numbers as the page does");
    }
    assert_eq!(plan::proof(&reader, &public_scope(), id).await.unwrap(), None);
    let mut stranger = town.lan.clone();
    stranger.grants[0].unit = Some(town.base_units(town.today()).await[0].unit_id);
    let elsewhere = scope_of(&stranger, town.today());
    assert_eq!(plan::proof(&reader, &elsewhere, id).await.unwrap(), None);

    // One household that moved house, and the certificate speaks of another problem.
    let mut other = problem.clone();
    other.atoms[0].households += 1;
    assert!(districting::certify(&other, &own, &certificate).is_err());

    // Every plan of the same ward is measured by the same certificate.
    let wish = Wish::Alternatives { wanted: 3, apart_percent: 15 };
    let Answer::Alternatives { choices, .. } = town.asks(id, wish).await else { panic!() };
    assert!(choices.len() >= 2, "{choices:?}");
    for choice in choices.iter().filter(|choice| !choice.is_same) {
        let kept = plan::proof(&reader, &officer, choice.plan).await.unwrap().unwrap();
        let certificate = serde_json::from_str(&kept.certificate.unwrap()).unwrap();
        let other = plan_of(&kept.plan);
        let certified = districting::certify(&problem, &other, &certificate).unwrap();
        assert!((certified.value - choice.figures.value).abs() < 1e-6);
        assert!(choice.apart.is_none_or(|apart| apart >= 0.15), "{choice:?}");
    }
    fresh.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_town_asks_why_its_plan_is_the_limit_and_draws_what_relaxing_brings() {
    story(|town| async move {
        let order = DrawOrder { min: Some(25), max: Some(35), ..two() };
        let id = town.draws(order).await;
        let Answer::Explained(told) = town.asks(id, Wish::Explain { step: 10 }).await else {
            panic!()
        };
        assert_eq!((told.rules.min, told.rules.max, told.rules.k), (25, 35, Some(2)));
        assert!(told.exists || !told.reasons.is_empty(), "{told:?}");
        let codes: Vec<&str> = told.relaxed.iter().map(|one| one.rule.code.as_str()).collect();
        for code in ["rule-min-lower", "rule-max-higher", "rule-parts"] {
            assert!(codes.contains(&code), "{codes:?}");
        }
        let higher = told.relaxed.iter().find(|one| one.rule.code == "rule-max-higher").unwrap();
        let draws = higher.rule.draws.expect("it can be ordered");
        assert_eq!((draws.min, draws.max), (25, 45));
        let order = DrawOrder {
            min: Some(draws.min),
            max: Some(draws.max),
            target: Some(draws.target),
            k: draws.k,
            over_main_roads: draws.over_main_roads,
            ..two()
        };
        let other = town.draws(order).await;
        let (reader, visitor) = (town.desk.store.read(), public_scope());
        let page = plan::page(&reader, &visitor, other).await.unwrap().unwrap();
        let figures = higher.figures.expect("there is a plan");
        assert_eq!(page.line.out_of_range, i64::from(figures.out_of_range));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawing_that_fails_is_explained_with_the_names_of_the_groups() {
    story(|town| async move {
        let order = DrawOrder { min: Some(5), max: Some(7), target: Some(6), k: Some(3), ..two() };
        let job = desk::draw::start(&town.desk, &town.lan, town.ward, order).await.unwrap();
        town.ends(job).await.ok();
        let wish = (Wish::Explain { step: 5 }, Some(2_000));
        let asked = ask::ask(&town.desk, &town.lan, Of::Job(job), wish).await.unwrap();
        let Ok(Answer::Explained(told)) = town.hears(asked).await else { panic!() };
        assert!(!told.exists, "three units of at most seven cannot hold sixty households");
        let large = told.reasons.iter().find(|one| one.code == "why-atom-above-max").unwrap();
        assert!(large.concerns[0].starts_with("Tổ dân phố "), "{large:?}");
        assert!(large.args.iter().any(|(key, name)| key == "atom" && *name == large.concerns[0]));
        let draws = large.cures[0].draws.expect("a larger most can be ordered");
        assert!(draws.max > 7 && draws.min == 5, "{draws:?}");
        let (reader, officer) = (town.desk.store.read(), scope_of(&town.lan, town.today()));
        let listed = plan::questions(&reader, &officer, town.ward).await.unwrap();
        assert_eq!(listed.len(), 1, "the question is found again: {listed:?}");
        assert_eq!(
            (listed[0].job, listed[0].plan, listed[0].asked.as_str()),
            (asked, None, "explain")
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn plans_are_offered_side_by_side_and_the_chosen_one_becomes_the_draft() {
    story(|town| async move {
        let id = town.draws(two()).await;
        let wish = Wish::Alternatives { wanted: 3, apart_percent: 10 };
        let Answer::Alternatives { choices, .. } = town.asks(id, wish).await else { panic!() };
        assert!(choices.len() >= 2, "{choices:?}");
        let (reader, visitor) = (town.desk.store.read(), public_scope());
        let other = choices.iter().find(|choice| !choice.is_same).unwrap().plan;
        assert_eq!(plan::page(&reader, &visitor, other).await.unwrap(), None);
        assert_eq!(plan::shapes(&reader, &visitor, other).await.unwrap(), []);
        let listed = plan::list(&reader, &visitor, town.ward).await.unwrap();
        assert_eq!(listed.len(), 1, "what is only offered is in no list");
        let refused = desk::reorganisation::propose(&town.desk, &town.lan, other).await;
        assert_eq!(code(refused), "plan-offered");
        let minh = desk::plan::choose(&town.desk, &town.lan, other).await;
        minh.unwrap();
        let again = desk::plan::choose(&town.desk, &town.lan, other).await;
        assert_eq!(code(again), "plan-not-offered");
        assert_eq!(plan::list(&reader, &visitor, town.ward).await.unwrap().len(), 2);
        assert_ne!(town.parts(id).await, town.parts(other).await);
        desk::plan::delete(&town.desk, &town.lan, other).await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_figure_is_traded_for_another_along_a_front() {
    story(|town| async move {
        let id = town.draws(two()).await;
        let (first, second) = (Figure::Moved, Figure::Deviation);
        let wish = Wish::Front { first, second };
        let Answer::Front { choices, .. } = town.asks(id, wish).await else { panic!() };
        assert!(!choices.is_empty());
        for pair in choices.windows(2) {
            let of = |at: usize, figure| pair[at].figures.get(figure);
            assert!(of(0, first) < of(1, first) && of(0, second) > of(1, second), "{choices:?}");
        }
        let same = Wish::Front { first, second: first };
        let refused = ask::ask(&town.desk, &town.lan, Of::Plan(id), (same, None)).await;
        assert_eq!(code(refused), "ask-figures");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_is_moved_by_hand_seen_to_cost_undone_and_a_lock_is_kept() {
    story(|town| async move {
        let (desk, lan) = (&town.desk, &town.lan);
        let id = town.draws(two()).await;
        let first = town.parts(id).await;
        let table = town.table(id).await;
        assert_eq!((table.steps, table.now), (0, table.drawn));
        assert_eq!(table.groups.iter().map(|group| group.households).sum::<i64>(), 60);
        let group = table.groups.iter().find(|g| g.part == Some(0) && g.beside == [1]).unwrap();
        let base = table.page.line.revision;
        hand::move_groups(desk, lan, (id, base), (&[group.atom], 1)).await.unwrap();
        let stale = hand::move_groups(desk, lan, (id, base), (&[group.atom], 0)).await;
        assert_eq!(code(stale), "plan-stale");
        let moved = town.table(id).await;
        let units = |table: &hand::Table| -> Vec<i64> {
            table.page.units.iter().map(|unit| unit.households).collect()
        };
        assert_eq!(units(&moved)[1], units(&table)[1] + group.households);
        assert_eq!((moved.steps, moved.drawn), (1, table.drawn));
        assert_ne!(moved.now.value, moved.drawn.value, "a move costs something");
        let (steps, before) = moved.last.clone().unwrap();
        assert_eq!((steps.len(), steps[0].from, steps[0].to), (1, 0, 1));
        assert_eq!(before, table.now);
        assert!(!moved.page.line.proven || moved.now.value <= table.now.value + 1e-6);

        hand::undo(desk, lan, (id, moved.page.line.revision)).await.unwrap();
        let undone = town.table(id).await;
        assert_eq!((town.parts(id).await, undone.steps), (first, 0));
        assert_eq!(undone.page.line.proven, table.page.line.proven, "the proof holds again");
        let nothing = hand::undo(desk, lan, (id, undone.page.line.revision)).await;
        assert_eq!(code(nothing), "plan-nothing-to-undo");

        hand::lock(desk, lan, (id, undone.page.line.revision), (1, true)).await.unwrap();
        let base = town.table(id).await.page.line.revision;
        let locked = hand::move_groups(desk, lan, (id, base), (&[group.atom], 1)).await;
        assert_eq!(code(locked), "plan-part-locked");
        let minh = hand::table(desk, &town.minh, id).await;
        assert_eq!(code(minh), "authority-not-allowed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_broken_by_hand_is_repaired_with_few_moves_and_its_lock_kept() {
    story(|town| async move {
        let (desk, lan) = (&town.desk, &town.lan);
        let order = DrawOrder { min: Some(20), max: Some(40), ..two() };
        let id = town.draws(order).await;
        let table = town.table(id).await;
        // Everything but one group goes to one unit: far above the most.
        let own: Vec<_> = table.groups.iter().filter(|group| group.part == Some(0)).collect();
        let atoms: Vec<AtomId> = own.iter().skip(1).map(|group| group.atom).collect();
        assert!(!atoms.is_empty());
        let base = table.page.line.revision;
        hand::move_groups(desk, lan, (id, base), (&atoms, 1)).await.unwrap();
        let broken = town.table(id).await;
        assert!(broken.now.out_of_range > 0, "{:?}", broken.now);
        let base = broken.page.line.revision;
        let job = hand::repair(desk, lan, (id, base)).await.unwrap();
        let Ok(Answer::Repaired { moved, out_of_range, plan, .. }) = town.hears(job).await else {
            panic!()
        };
        assert_eq!((plan, out_of_range), (id, 0));
        let sound = town.table(id).await;
        assert_eq!(sound.now.out_of_range, 0);
        assert_eq!(sound.disconnected, []);
        assert_eq!(sound.steps, 2, "the repair is one more step that can be taken back");
        let (steps, _) = sound.last.clone().unwrap();
        let of = |name: &str| sound.groups.iter().find(|group| group.name == name).unwrap();
        let households: i64 = steps.iter().map(|step| of(&step.name).households).sum();
        assert_eq!(i64::from(moved), households);

        // With both units locked as they are, nothing may move.
        hand::undo(desk, lan, (id, sound.page.line.revision)).await.unwrap();
        for part in [0, 1] {
            let base = town.table(id).await.page.line.revision;
            hand::lock(desk, lan, (id, base), (part, true)).await.unwrap();
        }
        let before = town.parts(id).await;
        let base = town.table(id).await.page.line.revision;
        let job = hand::repair(desk, lan, (id, base)).await.unwrap();
        town.hears(job).await.ok();
        assert_eq!(town.parts(id).await, before);

        // Somebody edits while the repair waits: the repair keeps nothing.
        let job = hand::repair(desk, lan, (id, base)).await.unwrap();
        hand::lock(desk, lan, (id, base), (0, false)).await.unwrap();
        let late = town.hears(job).await;
        assert!(late.is_err() || town.parts(id).await == before);
    })
    .await;
}
