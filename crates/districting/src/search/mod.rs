//! Drawing: construction, recombination, boundary search, exact re-cutting.
//!
//! First what can be refused by counting is refused ([`feasible`]); links are contracted
//! ([`contract`]); a small problem is listed whole ([`whole`]); else a fixed number of chains
//! ([`chain`]) search side by side and share what they find at fixed points of their work.

mod best;
mod chain;
mod climb;
mod construct;
pub(crate) mod contract;
mod cover;
mod cycle;
mod dice;
mod feasible;
mod fine;
mod finish;
mod flip;
pub(crate) mod ground;
mod hoard;
pub(crate) mod lay;
mod levels;
mod matching;
mod most;
mod parts;
mod pocket;
mod recombine;
mod recut;
mod refusal;
mod rounds;
mod state;
mod tiers;
mod tree;
mod walk;
mod watch;
mod whole;
mod window;

use std::sync::Arc;

use self::contract::{Net, Resolved};
use self::ground::Ground;
pub use self::refusal::{Cure, Infeasible, Reason};
use self::rounds::Term;
use self::state::State;
pub use self::walk::{Walked, walk};
use self::watch::Shared;
use self::whole::Verdict;
use crate::exact::{self, Bound};
use crate::{Drawing, Env, Objective, Parts, Plan, Problem, Quota};

/// What a search found, before it is turned into a plan.
struct Found {
    /// Part of each node.
    labels: Vec<u32>,
    parts: u32,
    steps: u64,
    proven: bool,
    /// What no plan costs less than, with its proof, where that is known.
    bound: Option<Bound>,
    /// The plan of whole blobs that it was made from.
    blobbed: Option<Box<fine::Blobbed>>,
}

/// Draws a plan. Always returns a contiguous plan or the reason why there is none.
///
/// # Errors
/// [`Infeasible`] where no plan in range exists (and `Sizes::widen` is off), or none was found.
pub fn draw(problem: &Problem, env: &Env<'_>) -> Result<Drawing, Infeasible> {
    draw_from(problem, None, env)
}

/// Draws a plan, where the search is used from this one on: the part of each atom, each part in one
/// piece. A start that does not fit the problem's links or number of parts is not used.
pub(crate) fn draw_from(
    problem: &Problem,
    start: Option<&[u32]>,
    env: &Env<'_>,
) -> Result<Drawing, Infeasible> {
    let mut resolved = contract::resolve(problem)?;
    let plain = resolved.clone();
    let refusal = match feasible::reduce(problem, &mut resolved) {
        Ok(net) => match draw_on(problem, (&net, &resolved), (None, start), env) {
            Err(reason @ Infeasible::NoPlan { .. }) => reason,
            drawn => return drawn,
        },
        Err(reason) => reason,
    };
    if !problem.sizes.widen {
        if resolved.exact {
            return Err(refusal);
        }
        // A path that joins what was linked is a choice, and proves nothing.
        let reason = reasons(problem).into_iter().next();
        return Err(reason.map_or(Infeasible::NotFound, |reason| reason.why));
    }
    // What goes together in every plan in range need not where sizes give way.
    resolved = plain;
    let net = Net::build(problem, &mut resolved);
    draw_on(problem, (&net, &resolved), (Some(refusal), start), env)
}

/// Draws on a net. `refusal` is why no plan in range exists, where that is known; where it turns out
/// only here, it is the error even where sizes may give way.
fn draw_on(
    problem: &Problem,
    (net, resolved): (&Net, &Resolved),
    (refusal, start): (Option<Infeasible>, Option<&[u32]>),
    env: &Env<'_>,
) -> Result<Drawing, Infeasible> {
    let shares = parts::shares(problem, net, resolved.locked_lists)?;
    let numbers: Vec<u32> = shares.iter().map(|share| share.iter().sum()).collect();
    let mut ground = Ground::new(problem, net);
    ground.is_refused = refusal.is_some();
    if vary(problem) {
        ground.parts_vary = parts::limits(problem, net, resolved.locked_lists);
    }
    let liked = numbers.first().copied().unwrap_or(0);
    let allowed = ground.parts_vary.unwrap_or((liked, liked));
    ground.start = start.and_then(|labels| start_of(net, labels, allowed)).map(Arc::new);
    ground.most = problem.parts == Parts::Most;
    let mut found = search(&ground, &shares, &numbers, env)?;
    if !resolved.exact {
        // Paths that join what was linked are a choice that was not weighed.
        (found.proven, found.bound) = (false, None);
    }
    let certificate =
        found.bound.as_ref().map(|bound| bound.certificate(problem, net, resolved.locked_lists));
    let gap = found.bound.as_ref().map(|bound| (found.value(&ground) - bound.value).max(0.0));
    let proof = finish::Proof { gap: if found.proven { Some(0.0) } else { gap }, certificate };
    let blobs = found.blobbed.take();
    let blobs = blobs.map(|own| own.told(problem, &resolved.locked, resolved.locked_lists));
    let drawing = finish::drawing(problem, net, &resolved.locked, (found, proof), refusal);
    Ok(Drawing { blobs, ..drawing })
}

impl Found {
    fn value(&self, ground: &Ground) -> f64 {
        State::new(ground, self.labels.clone(), self.parts).value
    }

    /// Parts out of range, households out of range, value; the first difference decides.
    fn rank(&self, ground: &Ground) -> (u32, i64, f64) {
        let mut households = vec![0; self.parts as usize];
        for (node, &part) in self.labels.iter().enumerate() {
            households[part as usize] += ground.net.households[node];
        }
        let excess = households.into_iter().map(|households| ground.excess(households));
        let (out, excess) =
            excess.fold((0, 0), |(out, all), excess| (out + u32::from(excess > 0), all + excess));
        (out, excess, self.value(ground))
    }
}

/// Every reason that counting and links give against a plan; the first is the one [`draw`] refuses
/// with. None proves nothing.
pub(crate) fn reasons(problem: &Problem) -> Vec<Reason> {
    let mut found = Vec::new();
    let mut resolved = contract::settle(problem, &mut found);
    let net = feasible::weigh(problem, &mut resolved, &mut found);
    if found.is_empty() {
        let strict = problem.sizes;
        let strict = Problem { sizes: crate::Sizes { widen: false, ..strict }, ..problem.clone() };
        if let Err(why) = parts::shares(&strict, &net, resolved.locked_lists) {
            let (fewest, most) = parts::reach(&strict, &net, resolved.locked_lists);
            found.push(Reason::new(why, Vec::new(), vec![Cure::Parts(fewest, most)]));
        }
    }
    found
}

/// A plan of atoms as one of nodes; nothing where a node lies in two of its parts, or where it has
/// fewer or more parts than may be.
fn start_of(net: &Net, labels: &[u32], (fewest, most): (u32, u32)) -> Option<(Vec<u32>, u32)> {
    let mut part = Vec::with_capacity(net.len());
    for node in 0..net.len() as u32 {
        let mut own = net.atoms(node).iter().map(|&atom| labels.get(atom as usize));
        let first = own.next()??;
        own.all(|label| label == Some(first)).then_some(())?;
        part.push(*first);
    }
    let plan = Plan::from_labels(&part);
    (fewest..=most).contains(&plan.parts).then_some((plan.assignment, plan.parts))
}

/// Whether the search may change the number of parts: only where a span is given and the objective
/// itself weighs sizes against the target. Otherwise fewer parts would always look better.
fn vary(problem: &Problem) -> bool {
    let weighs = matches!(problem.objective, Objective::Ward(w) if w.deviation > 0.0);
    weighs && matches!(problem.parts, Parts::Between(..))
}

fn search(
    ground: &Ground,
    shares: &[Vec<u32>],
    numbers: &[u32],
    env: &Env<'_>,
) -> Result<Found, Infeasible> {
    if ground.net.len() == 0 {
        return Ok(Found {
            labels: Vec::new(),
            parts: 0,
            steps: 0,
            proven: true,
            bound: None,
            blobbed: None,
        });
    }
    let ranges: Vec<(u32, u32)> = match ground.parts_vary {
        Some(range) => vec![range],
        None => numbers.iter().map(|&k| (k, k)).collect(),
    };
    if fine::is_fine(ground) {
        return fine::run(ground, (shares, &ranges), env);
    }
    if env.exact && !ground.most && env.quota != Quota::Steps(0) && exact::is_listable(ground) {
        return tiers::run(ground, (shares, &ranges), env);
    }
    match whole::whole(ground, &ranges) {
        Verdict::Best(labels, parts) => {
            Ok(Found { labels, parts, steps: 0, proven: true, bound: None, blobbed: None })
        }
        Verdict::None if !ground.widen && (ground.most || numbers.len() < parts::TRIED) => {
            Err(Infeasible::NoPlan { atoms: ground.net.pieces[0].atoms })
        }
        _ if ground.most && !ground.widen => most::run(ground, shares, env),
        _ => {
            let (quota, grace) = (env.quota, Quota::GRACE_STEPS);
            let term = Term { quota, grace, is_first_enough: false };
            rounds::run(ground, shares, (env, &term, &Shared::after(0, None)))
        }
    }
}

#[cfg(test)]
mod tests;
