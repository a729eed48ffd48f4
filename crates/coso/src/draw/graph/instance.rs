//! Instance and plan files: read, checked, and made into a problem. Every fault names the file, the
//! place in it and what to do.

use std::path::Path;

use anyhow::Result;
pub use desk::draw::instance::{as_written, published};
use districting::{
    Atom, Certificate, Edge, Heirs, House, LevelsCertificate, Links, Objective, Parts, Plan,
    Problem, ProblemFault, Sizes, WardWeights,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{HeirsName, ObjectiveName, RuleArgs};
use crate::say::Sentence;

/// A file as published: districts with k, L, U, or wards with w, pred, target, min, max.
#[derive(Debug, Deserialize)]
struct Published {
    name: Option<String>,
    n: Option<usize>,
    m: Option<usize>,
    k: Option<u32>,
    #[serde(rename = "L")]
    lower: Option<u32>,
    #[serde(rename = "U")]
    upper: Option<u32>,
    pop: Vec<u32>,
    x: Option<Vec<f64>>,
    y: Option<Vec<f64>>,
    edges: Vec<(u32, u32)>,
    w: Option<Vec<f64>>,
    pred: Option<Vec<Option<u32>>>,
    target: Option<f64>,
    min: Option<u32>,
    max: Option<u32>,
    /// Lists that lie together, pairs that lie apart, lists that are units as they are.
    together: Option<Vec<Vec<u32>>>,
    apart: Option<Vec<(u32, u32)>>,
    locked: Option<Vec<Vec<u32>>>,
    /// Edges that are left out, by barriers that would be opened together.
    barriers: Option<Vec<Vec<(u32, u32)>>>,
    objective: Option<ObjectiveName>,
    /// Whether each old unit goes on once at most; by default each unit has its own majority.
    heirs: Option<Heirs>,
    /// Weights of the ward objective, where they are not the published ones.
    weights: Option<WardWeights>,
    /// Community houses, each in an atom.
    houses: Option<Vec<House>>,
}

/// A plan as written by `coso draw graph`.
#[derive(Debug, Deserialize)]
struct PlanFile {
    assignment: Vec<u32>,
}

/// What proves a plan: of one objective, or of levels.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Proof {
    Levels(LevelsCertificate),
    One(Certificate),
}

/// A plan that may lack units.
#[derive(Debug, Deserialize)]
struct GivenFile {
    assignment: Vec<Option<u32>>,
}

/// An instance, sound in itself.
#[derive(Debug)]
pub struct Instance {
    /// Its name: the file's own, else the file's stem.
    pub name: String,
    file: String,
    published: Published,
}

impl Instance {
    /// Reads an instance.
    ///
    /// # Errors
    /// A [`Sentence`] that names the file, the place and what to do.
    pub fn read(path: &Path) -> Result<Self> {
        let published: Published = read_json(path)?;
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let name = published.name.clone().or(stem).unwrap_or_default();
        let instance = Self { name, file: path.display().to_string(), published };
        instance.measure()?;
        Ok(instance)
    }

    /// Refuses lists whose lengths differ.
    fn measure(&self) -> Result<()> {
        let file = &self.published;
        let (atoms, edges) = (file.pop.len(), file.edges.len());
        let lists = [
            ("n", file.n, atoms),
            ("m", file.m, edges),
            ("x", file.x.as_ref().map(Vec::len), atoms),
            ("y", file.y.as_ref().map(Vec::len), atoms),
            ("w", file.w.as_ref().map(Vec::len), edges),
            ("pred", file.pred.as_ref().map(Vec::len), atoms),
        ];
        for (place, found, expected) in lists {
            let Some(found) = found.filter(|&found| found != expected) else { continue };
            let args = vec![
                ("file", self.file.clone()),
                ("place", place.to_owned()),
                ("found", found.to_string()),
                ("expected", expected.to_string()),
            ];
            return Err(Sentence::bad_input("graph-wrong-length", args).into());
        }
        Ok(())
    }

    /// The problem under these rules, with the objective's name.
    ///
    /// # Errors
    /// A [`Sentence`] where a rule is missing or a number cannot be used.
    pub fn problem(&self, rules: &RuleArgs) -> Result<(Problem, ObjectiveName)> {
        let file = &self.published;
        let k = rules.k.or(file.k);
        let min = rules.min.or(file.lower).or(file.min);
        let max = rules.max.or(file.upper).or(file.max);
        let (Some(min), Some(max)) = (min, max) else {
            let args = vec![("file", self.file.clone())];
            return Err(Sentence::bad_input("graph-missing-rules", args).into());
        };
        let named = rules.objective.or(file.objective).unwrap_or(match file.w {
            Some(_) => ObjectiveName::Ward,
            None => ObjectiveName::Cut,
        });
        let total: f64 = file.pop.iter().map(|&pop| f64::from(pop)).sum();
        let mean = k.filter(|&k| k > 0).map(|k| total / f64::from(k));
        let middle = (f64::from(min) + f64::from(max)) / 2.0;
        let target = rules.target.or(file.target).or(mean).unwrap_or(middle);
        let sizes = Sizes { min, max, target, widen: false };
        let parts = match (k, named) {
            (Some(k), _) => Parts::Exactly(k),
            // The published ward instances let the objective choose the number.
            (None, ObjectiveName::Ward) => Parts::Between(1, file.pop.len().max(1) as u32),
            (None, _) => Parts::Free,
        };
        let objective = match named {
            ObjectiveName::Cut => Objective::Cut,
            ObjectiveName::Moment => Objective::Moment,
            ObjectiveName::Ward => Objective::Ward(self.weights(rules)),
        };
        let problem = Problem::new(self.atoms(), self.edges(), sizes, parts, objective);
        let problem = problem.map_err(|fault| self.complain(&fault))?;
        let heirs = rules.heirs.map(HeirsName::heirs).or(file.heirs).unwrap_or_default();
        let houses = file.houses.clone().unwrap_or_default();
        let problem = problem.with_heirs(heirs).with_houses(houses);
        let problem = problem.map_err(|fault| self.complain_of_link(&fault))?;
        let links = Links {
            together: file.together.clone().unwrap_or_default(),
            apart: file.apart.clone().unwrap_or_default(),
            locked: file.locked.clone().unwrap_or_default(),
        };
        let linked = problem.with_links(links);
        Ok((linked.map_err(|fault| self.complain_of_link(&fault))?, named))
    }

    /// The weights of the ward objective.
    fn weights(&self, rules: &RuleArgs) -> WardWeights {
        let own = self.published.weights.unwrap_or_default();
        WardWeights {
            walking: rules.walking.unwrap_or(own.walking),
            inertia: rules.inertia.unwrap_or(own.inertia),
            ..own
        }
    }

    /// The barriers that could be opened, each as edges of weight 1.
    ///
    /// # Errors
    /// A [`Sentence`] where one names an atom that is not there.
    pub fn barriers(&self) -> Result<Vec<Vec<Edge>>> {
        let atoms = self.published.pop.len();
        let mut barriers = Vec::new();
        for (barrier, pairs) in self.published.barriers.iter().flatten().enumerate() {
            let named = pairs.iter().flat_map(|&(u, v)| [u, v]);
            if let Some(atom) = named.into_iter().find(|&atom| atom as usize >= atoms) {
                let args = vec![
                    ("file", self.file.clone()),
                    ("barrier", barrier.to_string()),
                    ("atom", atom.to_string()),
                    ("atoms", atoms.to_string()),
                ];
                return Err(Sentence::bad_input("graph-no-such-barrier", args).into());
            }
            barriers.push(pairs.iter().map(|&(u, v)| Edge { u, v, weight: 1.0 }).collect());
        }
        Ok(barriers)
    }

    fn atoms(&self) -> Vec<Atom> {
        let file = &self.published;
        let at = |list: &Option<Vec<f64>>, i: usize| list.as_ref().map_or(0.0, |list| list[i]);
        let atom = |(i, &households)| Atom {
            households,
            position: [at(&file.x, i), at(&file.y, i)],
            predecessor: file.pred.as_ref().and_then(|pred| pred[i]),
        };
        file.pop.iter().enumerate().map(atom).collect()
    }

    fn edges(&self) -> Vec<Edge> {
        let file = &self.published;
        let weight = |i: usize| file.w.as_ref().map_or(1.0, |w| w[i]);
        let edges = file.edges.iter().enumerate();
        edges.map(|(i, &(u, v))| Edge { u, v, weight: weight(i) }).collect()
    }

    /// A link or a house that names what is not there.
    fn complain_of_link(&self, fault: &ProblemFault) -> Sentence {
        let args = [vec![("file", self.file.clone())], fault.args()].concat();
        let code = match fault {
            ProblemFault::NoSuchAtom { .. } => "graph-no-such-linked",
            _ => "graph-bad-number",
        };
        Sentence::bad_input(code, args)
    }

    fn complain(&self, fault: &ProblemFault) -> Sentence {
        let mut args = vec![("file", self.file.clone())];
        if let ProblemFault::NoSuchAtom { atom, .. } = *fault {
            let odd = |&(u, v): &(u32, u32)| u == atom || v == atom;
            let edge = self.published.edges.iter().position(odd).unwrap_or_default();
            args.push(("edge", edge.to_string()));
        }
        args.extend(fault.args());
        let code = match fault {
            ProblemFault::NoAtoms => "graph-no-atoms",
            ProblemFault::NoSuchAtom { .. } => "graph-no-such-atom",
            ProblemFault::Loop { .. } => "graph-loop",
            ProblemFault::BadNumber { .. } => "graph-bad-number",
        };
        Sentence::bad_input(code, args)
    }
}

/// Reads a plan; its parts are as many as its highest number says.
///
/// # Errors
/// A [`Sentence`] that names the file, the place and what to do.
pub fn read_plan(path: &Path) -> Result<Plan> {
    let PlanFile { assignment } = read_json(path)?;
    // A number no plan can have would make the checker count to it.
    if let Some(at) = assignment.iter().position(|&part| part as usize >= assignment.len()) {
        let args = vec![
            ("file", path.display().to_string()),
            ("place", format!("assignment[{at}]")),
            ("part", assignment[at].to_string()),
        ];
        return Err(Sentence::bad_input("graph-bad-part", args).into());
    }
    let parts = assignment.iter().max().map_or(0, |highest| highest + 1);
    Ok(Plan { assignment, parts })
}

/// Reads a plan in which atoms may have no part yet, and parts any number.
///
/// # Errors
/// A [`Sentence`] that names the file, the place and what to do.
pub fn read_given(path: &Path) -> Result<Vec<Option<u32>>> {
    let GivenFile { assignment } = read_json(path)?;
    Ok(assignment)
}

/// Reads a certificate.
///
/// # Errors
/// A [`Sentence`] that names the file, the place and what to do.
pub fn read_certificate(path: &Path) -> Result<Proof> {
    read_json(path)
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let file = || path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|cause| {
        let args = vec![("file", file()), ("cause", cause.to_string())];
        Sentence::bad_input("coso-unreadable-file", args)
    })?;
    let value = serde_json::from_str(&text).map_err(|cause| {
        let args = vec![
            ("file", file()),
            ("line", cause.line().to_string()),
            ("column", cause.column().to_string()),
            ("cause", cause.to_string()),
        ];
        Sentence::bad_input("graph-not-readable", args)
    })?;
    Ok(value)
}
