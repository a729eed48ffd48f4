#![doc = include_str!("../README.md")]

mod alternatives;
mod catalogue;
pub mod certificate;
pub mod certify;
pub mod check;
mod difference;
mod env;
mod errand;
mod exact;
pub mod explain;
mod front;
mod level;
mod ordered;
mod places;
mod plan;
mod problem;
pub mod repair;
mod score;
mod search;
mod terms;

pub use alternatives::{Alternative, Alternatives, Ended, alternatives};
pub use certificate::Certificate;
pub use certify::certify;
pub use difference::{Difference, difference};
pub use env::{Env, Progress, Quota};
pub use explain::explain;
pub use front::{Front, Point, front};
pub use level::{Level, LevelCertificate, LevelsCertificate};
pub use ordered::{Ordered, Reached, ordered};
pub use plan::{Blobs, Cause, Drawing, OutOfRange, Plan};
pub use problem::{
    Atom, Edge, Heirs, House, Links, Objective, Parts, Problem, ProblemFault, Sizes, WardWeights,
};
pub use repair::repair;
pub use score::{PartScore, Score, score};
pub use search::{Cure, Infeasible, Reason, Walked, draw, walk};
pub use terms::{Term, Terms};

#[cfg(test)]
mod tests;
