//! What the engine explains, told in the words of the place: names of old groups where the engine has
//! numbers, and with each relaxed rule the drawing that it would need.

use atlas::problem::Barrier;
use districting::explain::{self, Rule, Verdict};
use districting::{Cure, Edge, Parts, Problem, Reason};
use serde::{Deserialize, Serialize};

use super::Figures;

/// Groups named beside a reason at most.
const NAMED: usize = 12;

/// A sentence: a code of `words` with its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The code.
    pub code: String,
    /// The values.
    pub args: Vec<(String, String)>,
    /// Old groups it speaks of.
    pub concerns: Vec<String>,
    /// What would take it away, one of these at the least; not all need suffice.
    pub cures: Vec<Freed>,
}

/// A rule as it would be, and the drawing under it where one can be ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freed {
    /// The code of the sentence.
    pub code: String,
    /// The values.
    pub args: Vec<(String, String)>,
    /// What to order.
    pub draws: Option<Draws>,
}

/// The sizes of a drawing that might be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draws {
    /// Fewest households.
    pub min: u32,
    /// Most households.
    pub max: u32,
    /// Households wished for.
    pub target: u32,
    /// How many units.
    pub k: Option<u32>,
    /// Whether units may lie on both sides of main roads.
    pub over_main_roads: bool,
}

/// A rule relaxed, and what that brings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Relaxed {
    /// The rule as it would be.
    pub rule: Freed,
    /// The figures of the best plan found under it; none where there is no plan all the same.
    pub figures: Option<Figures>,
    /// Whether that plan is proven best.
    pub proven: bool,
    /// Whether it is better than the best one under all rules.
    pub helps: bool,
}

/// Why there is no plan, or what the limit is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explained {
    /// The code of the verdict.
    pub verdict: String,
    /// Whether a plan exists that keeps all rules.
    pub exists: bool,
    /// Why not.
    pub reasons: Vec<Told>,
    /// The figures of the best plan found under all rules, sizes giving way where they must.
    pub now: Option<Figures>,
    /// Whether it is proven best.
    pub proven: bool,
    /// Rules relaxed one at a time, those that bring most first.
    pub relaxed: Vec<Relaxed>,
    /// The rules as ordered.
    pub rules: Draws,
}

/// What an explanation is about, so that it is told in the words of the place.
pub struct Subject<'a> {
    /// The problem.
    pub problem: &'a Problem,
    /// What each atom is called.
    pub names: &'a [String],
    /// What separates atoms, in the order in which the engine was asked.
    pub barriers: &'a [(Barrier, Vec<Edge>)],
    /// The rules as ordered.
    pub rules: Draws,
}

impl Explained {
    /// What the engine found, in the words of the place.
    #[must_use]
    pub fn of(subject: &Subject<'_>, found: &explain::Explanation) -> Self {
        let relaxed = found.relaxed.iter().map(|relaxed| relaxed_told(subject, relaxed, found));
        Self {
            verdict: found.verdict.code().to_owned(),
            exists: found.verdict == Verdict::Exists,
            reasons: found.reasons.iter().map(|reason| reason_told(subject, reason)).collect(),
            now: found.plan.as_ref().zip(found.terms.as_ref()).map(|(p, t)| Figures::of(p, t)),
            proven: found.is_proven,
            relaxed: relaxed.collect(),
            rules: subject.rules,
        }
    }
}

impl Subject<'_> {
    fn named(&self, atoms: &[u32]) -> Vec<String> {
        let names = atoms.iter().filter_map(|atom| self.names.get(*atom as usize));
        names.take(NAMED).cloned().collect()
    }
}

impl Draws {
    /// The same with the target inside the range.
    fn fitted(self) -> Self {
        Self { target: self.target.clamp(self.min, self.max.max(self.min)), ..self }
    }
}

fn reason_told(subject: &Subject<'_>, reason: &Reason) -> Told {
    let (code, number) = (reason.why.code(), reason.why.args());
    let mut args = Vec::new();
    for (key, value) in number {
        let name = value.parse::<usize>().ok().and_then(|atom| subject.names.get(atom));
        match (key, name) {
            // The engine's number of a group means nothing to its people.
            ("atom" | "a" | "b", Some(name)) => args.push((key.to_owned(), name.clone())),
            _ => args.push((key.to_owned(), value)),
        }
    }
    Told {
        code: code.replacen("districting-", "why-", 1),
        args,
        concerns: subject.named(&reason.atoms),
        cures: reason.cures.iter().map(|cure| cure_told(subject, *cure)).collect(),
    }
}

fn cure_told(subject: &Subject<'_>, cure: Cure) -> Freed {
    let rules = subject.rules;
    let args = cure.args().into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let draws = match cure {
        Cure::Max(max) => Some(Draws { max, ..rules }),
        Cure::Min(min) if min > 0 => Some(Draws { min, ..rules }),
        Cure::Parts(fewest, _) => Some(Draws { k: Some(fewest.max(1)), ..rules }),
        Cure::Min(_) => None,
    };
    let code = cure.code().replacen("districting-", "why-", 1);
    Freed { code, args, draws: draws.map(Draws::fitted) }
}

fn relaxed_told(
    subject: &Subject<'_>,
    relaxed: &explain::Relaxed,
    found: &explain::Explanation,
) -> Relaxed {
    let helps = match (&relaxed.terms, &found.terms) {
        (Some(terms), Some(now)) => terms.beats(now),
        (terms, _) => terms.is_some(),
    };
    Relaxed {
        rule: rule_told(subject, relaxed.rule),
        figures: relaxed.plan.as_ref().zip(relaxed.terms.as_ref()).map(|(p, t)| Figures::of(p, t)),
        proven: relaxed.is_proven,
        helps,
    }
}

fn rule_told(subject: &Subject<'_>, rule: Rule) -> Freed {
    let rules = subject.rules;
    let size = |size: u32| vec![("size".to_owned(), size.to_string())];
    let (code, args, draws) = match rule {
        Rule::Min(min) if min < rules.min => {
            ("rule-min-lower", size(min), (min > 0).then_some(Draws { min, ..rules }))
        }
        Rule::Min(min) => ("rule-min-higher", size(min), Some(Draws { min, ..rules })),
        Rule::Max(max) => ("rule-max-higher", size(max), Some(Draws { max, ..rules })),
        Rule::Parts(Parts::Exactly(k)) => {
            ("rule-parts", size(k), Some(Draws { k: Some(k), ..rules }))
        }
        Rule::Parts(_) => ("rule-parts-free", Vec::new(), Some(Draws { k: None, ..rules })),
        Rule::Together(list) => {
            let atoms = subject.problem.links.together.get(list);
            let names = subject.named(atoms.map_or(&[], Vec::as_slice)).join("; ");
            ("rule-together", vec![("names".to_owned(), names)], None)
        }
        Rule::Apart(_) => ("rule-apart", Vec::new(), None),
        Rule::Locked(_) => ("rule-locked", Vec::new(), None),
        Rule::Barrier(number) => match subject.barriers.get(number) {
            Some((Barrier::MainRoad, _)) => {
                ("rule-main-road", Vec::new(), Some(Draws { over_main_roads: true, ..rules }))
            }
            _ => ("rule-water", Vec::new(), None),
        },
    };
    Freed { code: code.to_owned(), args, draws: draws.map(Draws::fitted) }
}
