//! The chains side by side: rounds of equal work, and at their ends, in a fixed order, what one
//! chain has found is given to others. The result does not depend on the number of threads.

use rayon::prelude::*;

use super::best::Best;
use super::chain::Chain;
use super::ground::Ground;
use super::watch::{STEP, Shared, Watch};
use super::{Found, Infeasible};
use crate::{Env, Quota};

/// Steps of one chain in one round.
const ROUND: u64 = 100;

/// Rounds between two gifts of the best plan to the worst chain.
const GIFT: u64 = 8;

/// Rounds without a sound plan after which other numbers of parts are tried.
const PATIENCE: u64 = 30;

/// Work without a better plan, as a multiple of the work that led to it, after which a search
/// without a quota ends; and the least such work, in steps of one chain.
const STALE: u64 = 50;
const STALE_STEPS: u64 = 100_000;

/// How long a search goes on.
pub(super) struct Term {
    pub(super) quota: Quota,
    /// Steps granted beyond the quota while no plan in range is known.
    pub(super) grace: u64,
    /// Whether the search ends with the first plan in range.
    pub(super) is_first_enough: bool,
}

/// Searches until the quota ends.
pub(super) fn run(
    ground: &Ground,
    shares: &[Vec<u32>],
    (env, term, shared): (&Env<'_>, &Term, &Shared),
) -> Result<Found, Infeasible> {
    // On a big net two long chains find more than four short ones.
    let chains = if ground.net.len() > 5_000 { 2 } else { 4 };
    let pool = (env.threads > 1)
        .then(|| rayon::ThreadPoolBuilder::new().num_threads(env.threads.min(chains)).build());
    // Without a pool the same chains run one after another, to the same end.
    let pool = pool.and_then(Result::ok);
    let scouting = ground.scouting();
    let mut scouts = ground.hops.is_some();
    let start = |i: u64| {
        let mut watch = Watch::new(env, shared, None);
        // Where the number of parts may vary, the chains begin with different ones.
        let share = if ground.parts_vary.is_some() { i as usize % shares.len() } else { 0 };
        let first = if scouts { &scouting } else { ground };
        if let Some(start) = ground.start.as_deref().filter(|_| ground.is_fine) {
            let of_start = |share: &Vec<u32>| share.iter().sum::<u32>() == start.1;
            let share = shares.iter().position(of_start).unwrap_or(0);
            let vary = ground.parts_vary.is_some();
            let number = if vary { 0 } else { share as u32 };
            return Chain::given(first, (env.seed, i), (number, &shares[share]), start);
        }
        let mut chain = Chain::start(first, (env.seed, i), (0, &shares[share]), &mut watch);
        // Half of the chains go on from a plan that was given; the others look elsewhere.
        if let Some(start) = ground.start.as_deref().filter(|_| i.is_multiple_of(2)) {
            chain.begin_from(first, start);
        }
        chain
    };
    let mut chains: Vec<Chain> = match &pool {
        Some(pool) => pool.install(|| (0..chains as u64).into_par_iter().map(start).collect()),
        None => (0..chains as u64).map(start).collect(),
    };
    let mut round = 0;
    while let Some(work) = next_goal(ground, &chains, term, round) {
        if shared.stopped() {
            break;
        }
        let best = leader(&chains).best().clone();
        let here = if scouts { &scouting } else { ground };
        let advance = |chain: &mut Chain| {
            let mut watch = Watch::new(env, shared, Some(&best));
            chain.advance(here, work, &mut watch);
            watch.report();
        };
        match &pool {
            Some(pool) => pool.install(|| chains.par_iter_mut().for_each(advance)),
            None => chains.iter_mut().for_each(advance),
        }
        round += 1;
        share_out(here, shares, &mut chains, (round, env, shared));
        if scouts && (leader(&chains).best().rank.sound() || ground.widen) {
            scouts = false;
            settle(ground, &mut chains);
        }
    }
    if scouts {
        settle(ground, &mut chains);
    }
    let best = leader(&chains).best();
    if best.rank.apart > 0 || (!best.rank.sound() && !ground.widen) {
        return Err(Infeasible::NotFound);
    }
    let (labels, parts) = (best.part.clone(), best.parts);
    let steps = shared.steps();
    Ok(Found { labels, parts, steps, proven: false, bound: None, blobbed: None })
}

/// Work each chain is to have done by the end of the next round; `None` where the quota is spent.
fn next_goal(ground: &Ground, chains: &[Chain], term: &Term, round: u64) -> Option<u64> {
    let best = leader(chains);
    if term.is_first_enough && best.best().rank.sound() {
        return None;
    }
    let next = (round + 1) * ROUND;
    let goal = match term.quota {
        Quota::Steps(steps) => {
            let own = steps.div_ceil(chains.len() as u64);
            let grace = term.grace.div_ceil(chains.len() as u64);
            let content = best.best().rank.sound() || ground.widen;
            let last = if content { own } else { own + grace };
            (round * ROUND < last).then_some(next.min(last))
        }
        Quota::UntilToldToStop => {
            let stale = best.work_at_best * STALE + STALE_STEPS * STEP;
            (best.work < stale).then_some(next)
        }
    };
    goal.map(|steps| steps * STEP)
}

/// Leaves the scouting ground: every chain goes on from its own best plan, or from the leader's
/// where its own is not sound.
fn settle(ground: &Ground, chains: &mut [Chain]) {
    let best = leader(chains).best().clone();
    for chain in chains {
        if !chain.best().rank.sound() {
            chain.learn(&best);
        }
        chain.settle(ground);
    }
}

fn leader(chains: &[Chain]) -> &Chain {
    let mut first = &chains[0];
    for chain in &chains[1..] {
        if chain.best().rank.beats(&first.best().rank) {
            first = chain;
        }
    }
    first
}

/// One chain, each in turn, takes over the parts that the others have met.
fn gather(ground: &Ground, chains: &mut [Chain], turn: usize) {
    let taker = turn % chains.len();
    for i in (0..chains.len()).filter(|&i| i != taker) {
        let (low, high) = chains.split_at_mut(taker.max(i));
        let (one, two) = (&mut low[taker.min(i)], &mut high[0]);
        if taker < i { one.gather(ground, two) } else { two.gather(ground, one) }
    }
}

fn share_out(
    ground: &Ground,
    shares: &[Vec<u32>],
    chains: &mut [Chain],
    (round, env, shared): (u64, &Env<'_>, &Shared),
) {
    let best: Best = leader(chains).best().clone();
    if round % PATIENCE == 0 && !best.rank.sound() && shares.len() > 1 {
        // The first chain keeps to the number liked best.
        for (i, chain) in chains.iter_mut().enumerate().skip(1) {
            let pick = (round / PATIENCE) as usize * (i + 1) % shares.len();
            let mut watch = Watch::new(env, shared, Some(&best));
            chain.restart(ground, (pick as u32, &shares[pick]), &mut watch);
        }
    } else if round % GIFT == 0 {
        let mut last = 0;
        for i in 1..chains.len() {
            if chains[last].best().rank.beats(&chains[i].best().rank) {
                last = i;
            }
        }
        if best.rank.beats(&chains[last].best().rank) {
            chains[last].learn(&best);
        }
        gather(ground, chains, (round / GIFT) as usize);
    }
}
