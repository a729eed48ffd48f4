//! The fine tier, for atoms so small that a part has dozens of them: doors, street sides.
//!
//! Blobs of a fifth of a part at the most are grown along the heaviest edges, never over a barrier
//! and not over edges that are light beside their neighbours; the net of blobs is drawn by the exact
//! tier, where its parts can be listed, or by the search; and that plan is bettered on the atoms. What
//! is proven is proven of plans made of whole blobs, and said so ([`crate::Blobs`]).

use std::ops::ControlFlow;
use std::sync::Arc;

use super::contract::{NONE, Net};
use super::dice::Dice;
use super::ground::Ground;
use super::levels::lowered;
use super::matching::{Rules, pairs};
use super::rounds::{self, Term};
use super::watch::Shared;
use super::{Found, Infeasible, tiers};
use crate::exact::{self, Bound};
use crate::{Blobs, Env, Plan, Problem, Progress, Quota, score};

/// Nodes that a part has at the least, for blobs to be grown.
const NODES_OF_PART: f64 = 28.0;

/// Blobs that a part of the greatest size has at the least.
const BLOBS_OF_PART: i64 = 5;

/// Mean nodes that a blob of the greatest size has at the least.
const NODES_OF_BLOB: f64 = 3.0;

/// An edge lighter than this share of the heaviest one at either end crosses a main road or a canal.
const LIGHT: f64 = 0.25;

/// Of a step quota, the share spent on the net of blobs; and the steps spent on it without a quota.
const BLOB_SHARE: u64 = 3;
const BLOB_STEPS: u64 = 40_000;

/// The stream of chance that blobs are grown with.
const STREAM: u64 = u64::MAX - 1;

/// The net of blobs and its best plan.
pub(super) struct Blobbed {
    net: Net,
    labels: Vec<u32>,
    parts: u32,
    bound: Option<Bound>,
    is_proven: bool,
}

/// Whether atoms are so small, and sizes so wide, that blobs pay.
pub(super) fn is_fine(ground: &Ground) -> bool {
    let fits = ground.max as f64 / ground.mean_node > NODES_OF_PART
        && cap(ground) as f64 >= NODES_OF_BLOB * ground.mean_node;
    let is_flat = ground.hops.is_none() && ground.lay.is_none();
    fits && is_flat && !ground.most && ground.start.is_none()
}

/// Most households of a blob: the range must be wide enough to be met by whole blobs.
fn cap(ground: &Ground) -> i64 {
    (ground.max / BLOBS_OF_PART).min(ground.max - ground.min)
}

/// Draws on the net of blobs, then on the net itself.
pub(super) fn run(
    ground: &Ground,
    (shares, ranges): (&[Vec<u32>], &[(u32, u32)]),
    env: &Env<'_>,
) -> Result<Found, Infeasible> {
    let (net, blob_of) = grow(ground, &mut Dice::new(env.seed, STREAM));
    let fits = |share: &Vec<u32>| share.iter().zip(&net.pieces).all(|(&k, p)| k <= p.nodes);
    let drawn = if shares.iter().all(fits) {
        draw_blobs(&ground.on(&net), (shares, ranges), env)
    } else {
        None
    };
    let (steps, start) = match &drawn {
        Some(found) => {
            let start = (lowered(&found.labels, &blob_of), found.parts);
            (found.steps, Some(Arc::new(start)))
        }
        None => (0, None),
    };
    let quota = match env.quota {
        Quota::Steps(all) => Quota::Steps(all.saturating_sub(steps)),
        Quota::UntilToldToStop => Quota::UntilToldToStop,
    };
    let here = Ground { is_fine: start.is_some(), start, ..ground.clone() };
    let term = Term { quota, grace: Quota::GRACE_STEPS, is_first_enough: false };
    let found = rounds::run(&here, shares, (env, &term, &Shared::after(steps, None)))?;
    let blobbed = drawn.filter(|drawn| drawn.rank(&ground.on(&net)).1 == 0 || ground.is_refused);
    let blobbed = blobbed.map(|drawn| {
        let Found { labels, parts, proven, bound, .. } = drawn;
        Box::new(Blobbed { net, labels, parts, bound, is_proven: proven })
    });
    Ok(Found { blobbed, ..found })
}

/// A plan of whole blobs; out of range where none in range was found.
fn draw_blobs(
    ground: &Ground,
    (shares, ranges): (&[Vec<u32>], &[(u32, u32)]),
    env: &Env<'_>,
) -> Option<Found> {
    let (steps, of) = match env.quota {
        Quota::Steps(0) => return None,
        Quota::Steps(steps) => (steps.div_ceil(BLOB_SHARE), Some(steps)),
        Quota::UntilToldToStop => (BLOB_STEPS, None),
    };
    // What no plan of whole blobs costs less than is no bound for the plans of atoms.
    let progress = |progress: Progress| -> ControlFlow<()> {
        (env.progress)(Progress { of, bound: None, ..progress })
    };
    let quota = Quota::Steps(steps);
    let env = Env { quota, progress: &progress, ..*env };
    let mut spent = 0;
    if env.exact && exact::is_listable(ground) {
        match tiers::run(ground, (shares, ranges), &env) {
            Ok(found) => return Some(found),
            // The proof that there is no such plan was part of the quota.
            Err(_) => spent = steps / 2,
        }
    }
    let loose = Ground { widen: true, ..ground.clone() };
    let term = Term { quota: Quota::Steps(steps - spent), grace: 0, is_first_enough: false };
    rounds::run(&loose, shares, (&env, &term, &Shared::after(spent, None))).ok()
}

/// The net of blobs, and the blob of each node.
fn grow(ground: &Ground, dice: &mut Dice) -> (Net, Vec<u32>) {
    let rules = Rules { cap: cap(ground), labels: None, light: LIGHT, chance: 0.0 };
    let mut blob_of: Vec<u32> = (0..ground.net.len() as u32).collect();
    let mut net: Option<Net> = None;
    loop {
        let below = net.as_ref().unwrap_or(ground.net);
        let (up, nodes) = pairs(&ground.on(below), &rules, dice);
        if nodes == below.len() {
            break;
        }
        blob_of = blob_of.iter().map(|&node| up[node as usize]).collect();
        net = Some(below.merged(&up, nodes));
    }
    let net = net.unwrap_or_else(|| {
        let all: Vec<u32> = (0..ground.net.len() as u32).collect();
        ground.net.merged(&all, all.len())
    });
    (net, blob_of)
}

impl Blobbed {
    /// What the caller is told of it.
    pub(super) fn told(&self, problem: &Problem, locked: &[u32], lists: u32) -> Blobs {
        let net = &self.net;
        let atoms = (0..net.len() as u32).map(|blob| net.atoms(blob).to_vec()).collect();
        let labels: Vec<u32> = net
            .node_of
            .iter()
            .zip(locked)
            .map(|(&blob, &list)| match blob {
                NONE => self.parts + list,
                blob => self.labels[blob as usize],
            })
            .collect();
        let plan = Plan::from_labels(&labels);
        let value = score(problem, &plan).value;
        let mut blobs =
            Blobs { atoms, plan, value, bound: None, is_proven: self.is_proven, certificate: None };
        if let Some(bound) = &self.bound {
            let own = blobs.problem(problem);
            let ground = Ground::new(&own, net);
            let drawn = super::State::new(&ground, self.labels.clone(), self.parts).value;
            blobs.bound = Some(value - (drawn - bound.value).max(0.0));
            blobs.certificate = Some(bound.certificate(&own, net, lists));
        }
        blobs
    }
}
