//! What is to be drawn: atoms, edges, sizes, links and the objective. Says nothing of how.

/// The smallest piece that a drawing moves: an old group, or a cluster of households.
#[derive(Debug, Clone, PartialEq)]
pub struct Atom {
    /// Households (or, on benchmark instances, people) in the atom.
    pub households: u32,
    /// Where the atom lies, in metres (or, on benchmark instances, in any plane unit).
    pub position: [f64; 2],
    /// The old unit most of the atom's households belong to, as an index chosen by the caller.
    pub predecessor: Option<u32>,
}

/// Two atoms that touch. Hard barriers are simply absent from the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// One end, an index into `Problem::atoms`.
    pub u: u32,
    /// The other end, an index into `Problem::atoms`.
    pub v: u32,
    /// What it costs to separate the two: 1 for plain cut edges, else shared frontage weighed by class.
    pub weight: f64,
}

/// The range a part's households must lie in, both ends included, and the size wished for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes {
    /// Smallest allowed size.
    pub min: u32,
    /// Largest allowed size.
    pub max: u32,
    /// The size wished for; the mean where the office gives none.
    pub target: f64,
    /// When no plan lies wholly in range, return one with as few parts out of range as found, each
    /// with its cause, instead of refusing.
    pub widen: bool,
}

/// How many parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    /// As many as the sizes allow and the objective likes best (nearest to total / target first).
    Free,
    /// As many as the sizes allow; only then what the objective likes. With [`Sizes::min`] as a floor
    /// this is what is known as the max-p-regions problem.
    Most,
    /// Exactly so many.
    Exactly(u32),
    /// Between two numbers, both included.
    Between(u32, u32),
}

/// A community house, where people of a part meet.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct House {
    /// The atom it stands in: the house of the part that holds it.
    pub atom: u32,
    /// Where it stands, in the metres of [`Atom::position`].
    pub position: [f64; 2],
}

/// What must, or must not, lie together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    /// Each list stays in one part (an apartment complex kept whole). Where a list lies in several
    /// pieces, the search joins them by shortest paths and keeps those paths with it.
    pub together: Vec<Vec<u32>>,
    /// Each pair lies in two parts.
    pub apart: Vec<(u32, u32)>,
    /// Each list is exactly one part: a stable unit kept as it is, whatever its size or shape.
    pub locked: Vec<Vec<u32>>,
}

/// Who takes over an old unit's identity, and so whose households count as not moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Heirs {
    /// Every part takes over its majority predecessor (of equals the lowest), whoever else does too:
    /// what the published instances count.
    #[default]
    Each,
    /// Each predecessor goes on once at most, and a part takes over one at most: of those of which it
    /// holds more than half of all households, the one of which it holds most (of equals the
    /// lowest). All known households of a part that takes over none count as moved.
    Once,
}

/// Weights of the ward objective.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WardWeights {
    /// Per household of |size − target|.
    pub deviation: f64,
    /// Per unit of cut edge weight, each edge once.
    pub cut: f64,
    /// Per household away from the predecessor that its part takes over.
    pub moved: f64,
    /// Per household and metre from its atom to the best community house of its part, straight and
    /// rounded to whole metres; where the part has none, to the best of all ([`Problem::houses`]).
    pub walking: f64,
    /// Per household and square metre from its atom to the part's centre of gravity, from places
    /// rounded to whole metres, each part's sum rounded up.
    pub inertia: f64,
}

impl WardWeights {
    /// Nothing weighs anything.
    pub const NONE: Self =
        Self { deviation: 0.0, cut: 0.0, moved: 0.0, walking: 0.0, inertia: 0.0 };
}

/// What makes one plan better than another; smaller is better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Objective {
    /// Total weight of cut edges.
    Cut,
    /// Σ households × hops to the best centre atom of the part.
    Moment,
    /// Deviation from target, cut weight, households away from what their part takes over, walking
    /// and inertia.
    Ward(WardWeights),
}

impl Default for WardWeights {
    /// The published ward instances: |h − target|/10 + cut + moved/20; walking and inertia count for
    /// nothing.
    fn default() -> Self {
        Self { deviation: 0.1, cut: 1.0, moved: 0.05, ..Self::NONE }
    }
}

/// A whole drawing problem. Build it with [`Problem::new`], which refuses malformed input.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The atoms.
    pub atoms: Vec<Atom>,
    /// The edges, each pair once.
    pub edges: Vec<Edge>,
    /// The size range.
    pub sizes: Sizes,
    /// How many parts.
    pub parts: Parts,
    /// What lies together or apart.
    pub links: Links,
    /// What is minimised.
    pub objective: Objective,
    /// Which part takes over a predecessor.
    pub heirs: Heirs,
    /// Community houses; only where [`WardWeights::walking`] or a figure asks for them.
    pub houses: Vec<House>,
}

/// Why a problem is malformed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ProblemFault {
    /// There are no atoms.
    #[error("there are no atoms")]
    NoAtoms,
    /// An edge or link names an atom that does not exist.
    #[error("atom {atom} does not exist: there are {atoms}")]
    NoSuchAtom {
        /// The index named.
        atom: u32,
        /// How many atoms there are.
        atoms: usize,
    },
    /// An edge joins an atom to itself.
    #[error("edge {edge} joins atom {atom} to itself")]
    Loop {
        /// Position in the edge list.
        edge: usize,
        /// The atom.
        atom: u32,
    },
    /// A weight, position or size is not a finite number, or a range is empty.
    #[error("{what} is not usable")]
    BadNumber {
        /// Which number.
        what: String,
    },
}

impl ProblemFault {
    /// The fault's stable code, worded in `words`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoAtoms => "districting-no-atoms",
            Self::NoSuchAtom { .. } => "districting-no-such-atom",
            Self::Loop { .. } => "districting-loop",
            Self::BadNumber { .. } => "districting-bad-number",
        }
    }

    /// The values its sentence names.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoAtoms => vec![],
            Self::NoSuchAtom { atom, atoms } => {
                vec![("atom", atom.to_string()), ("atoms", atoms.to_string())]
            }
            Self::Loop { edge, atom } => {
                vec![("edge", edge.to_string()), ("atom", atom.to_string())]
            }
            Self::BadNumber { what } => vec![("what", what.clone())],
        }
    }
}

impl Problem {
    /// Builds a problem without links, refusing malformed input. Repeated edges are added up. Every
    /// part takes over its majority predecessor: see [`Problem::with_heirs`].
    ///
    /// # Errors
    /// The first [`ProblemFault`] found.
    pub fn new(
        atoms: Vec<Atom>,
        edges: Vec<Edge>,
        sizes: Sizes,
        parts: Parts,
        objective: Objective,
    ) -> Result<Self, ProblemFault> {
        sound_atoms(&atoms)?;
        sound_sizes(&sizes)?;
        sound_parts(parts)?;
        sound_objective(&objective)?;
        let edges = sound_edges(edges, atoms.len())?;
        let (links, heirs) = (Links::default(), Heirs::default());
        Ok(Self { atoms, edges, sizes, parts, links, objective, heirs, houses: Vec::new() })
    }

    /// The same problem with these links.
    ///
    /// # Errors
    /// [`ProblemFault::NoSuchAtom`] where a link names an atom that is not there,
    /// [`ProblemFault::BadNumber`] where a pair names one atom twice.
    pub fn with_links(self, links: Links) -> Result<Self, ProblemFault> {
        let atoms = self.atoms.len();
        let pairs = links.apart.iter().flat_map(|&(a, b)| [a, b]);
        let lists = links.together.iter().chain(&links.locked).flatten().copied();
        for atom in lists.chain(pairs) {
            if atom as usize >= atoms {
                return Err(ProblemFault::NoSuchAtom { atom, atoms });
            }
        }
        for (i, &(a, b)) in links.apart.iter().enumerate() {
            if a == b {
                return Err(bad(format!("links.apart[{i}]")));
            }
        }
        Ok(Self { links, ..self })
    }

    /// The same problem with these community houses.
    ///
    /// # Errors
    /// [`ProblemFault::NoSuchAtom`] where one stands in an atom that is not there,
    /// [`ProblemFault::BadNumber`] where its position is none.
    pub fn with_houses(self, houses: Vec<House>) -> Result<Self, ProblemFault> {
        let atoms = self.atoms.len();
        for (i, house) in houses.iter().enumerate() {
            if house.atom as usize >= atoms {
                return Err(ProblemFault::NoSuchAtom { atom: house.atom, atoms });
            }
            if !house.position.iter().all(|metres| metres.is_finite()) {
                return Err(bad(format!("houses[{i}].position")));
            }
        }
        Ok(Self { houses, ..self })
    }

    /// The same problem with this rule of who takes over a predecessor.
    #[must_use]
    pub fn with_heirs(self, heirs: Heirs) -> Self {
        Self { heirs, ..self }
    }

    /// Households in all.
    #[must_use]
    pub fn households(&self) -> u64 {
        self.atoms.iter().map(|atom| u64::from(atom.households)).sum()
    }
}

fn bad(what: impl Into<String>) -> ProblemFault {
    ProblemFault::BadNumber { what: what.into() }
}

fn sound_atoms(atoms: &[Atom]) -> Result<(), ProblemFault> {
    if atoms.is_empty() {
        return Err(ProblemFault::NoAtoms);
    }
    if atoms.len() >= u32::MAX as usize {
        return Err(bad("atoms"));
    }
    if let Some(i) = atoms.iter().position(|a| !a.position.iter().all(|c| c.is_finite())) {
        return Err(bad(format!("atoms[{i}].position")));
    }
    // Sums of parts are kept in 32 bits in the scores, so the whole must fit too.
    let total: u64 = atoms.iter().map(|a| u64::from(a.households)).sum();
    if total > u64::from(u32::MAX) {
        return Err(bad("atoms[*].households"));
    }
    Ok(())
}

fn sound_sizes(sizes: &Sizes) -> Result<(), ProblemFault> {
    if sizes.max == 0 || sizes.min > sizes.max {
        return Err(bad("sizes.max"));
    }
    if !(sizes.target.is_finite() && sizes.target > 0.0) {
        return Err(bad("sizes.target"));
    }
    Ok(())
}

fn sound_parts(parts: Parts) -> Result<(), ProblemFault> {
    match parts {
        Parts::Exactly(0) => Err(bad("parts")),
        Parts::Between(low, high) if low == 0 || low > high => Err(bad("parts")),
        _ => Ok(()),
    }
}

fn sound_objective(objective: &Objective) -> Result<(), ProblemFault> {
    if let Objective::Ward(w) = objective {
        let named = [
            ("deviation", w.deviation),
            ("cut", w.cut),
            ("moved", w.moved),
            ("walking", w.walking),
            ("inertia", w.inertia),
        ];
        for (name, weight) in named {
            if !(weight.is_finite() && weight >= 0.0) {
                return Err(bad(format!("objective.{name}")));
            }
        }
    }
    Ok(())
}

/// Edges in order, lower end first, each pair once.
fn sound_edges(edges: Vec<Edge>, atoms: usize) -> Result<Vec<Edge>, ProblemFault> {
    let mut ordered = Vec::with_capacity(edges.len());
    for (i, edge) in edges.into_iter().enumerate() {
        for atom in [edge.u, edge.v] {
            if atom as usize >= atoms {
                return Err(ProblemFault::NoSuchAtom { atom, atoms });
            }
        }
        if edge.u == edge.v {
            return Err(ProblemFault::Loop { edge: i, atom: edge.u });
        }
        if !(edge.weight.is_finite() && edge.weight >= 0.0) {
            return Err(bad(format!("edges[{i}].weight")));
        }
        let (u, v) = (edge.u.min(edge.v), edge.u.max(edge.v));
        ordered.push(Edge { u, v, weight: edge.weight });
    }
    // A stable sort: repeated edges are added in the order given, so the sum is the same each time.
    ordered.sort_by_key(|e| (e.u, e.v));
    let mut merged: Vec<Edge> = Vec::with_capacity(ordered.len());
    for edge in ordered {
        match merged.last_mut() {
            Some(last) if (last.u, last.v) == (edge.u, edge.v) => last.weight += edge.weight,
            _ => merged.push(edge),
        }
    }
    Ok(merged)
}
