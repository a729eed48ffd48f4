//! Why there is no plan.

/// Why no plan exists, or none was found.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Infeasible {
    /// A connected piece admits no whole number of parts in range.
    #[error(
        "a piece of {atoms} atoms with {households} households admits no number of parts in range"
    )]
    NoWholeNumber {
        /// The lowest atom of the piece.
        atom: u32,
        /// Its atoms.
        atoms: u32,
        /// Its households.
        households: u64,
    },
    /// An atom (or must-link group) is larger than the maximum.
    #[error("atom {atom} has {households} households, more than the maximum")]
    AtomAboveMax {
        /// The atom.
        atom: u32,
        /// Its households, with those linked to it.
        households: u64,
    },
    /// What hangs on one atom alone is neither a whole number of parts nor fits that atom's part.
    #[error("what hangs on atom {atom} alone, {households} households with it, fits no parts")]
    Pocket {
        /// The atom the pocket hangs on.
        atom: u32,
        /// Households of the pocket and the atom.
        households: u64,
    },
    /// The parts asked for cannot be reached with these sizes.
    #[error("{parts} parts of this range cannot hold {households} households")]
    PartCount {
        /// Parts asked for.
        parts: u32,
        /// Households in all.
        households: u64,
    },
    /// A link names an atom that does not exist.
    #[error("a link names atom {atom}, which does not exist")]
    Links {
        /// The atom.
        atom: u32,
    },
    /// An atom lies in two locked lists.
    #[error("atom {atom} lies in two locked lists")]
    LocksOverlap {
        /// The atom.
        atom: u32,
    },
    /// A must-link list reaches over the edge of a locked one.
    #[error("must-link list {list} reaches into and out of a locked list at atom {atom}")]
    AcrossLock {
        /// Position in `Links::together`.
        list: usize,
        /// The first of its atoms that lies otherwise than the first of all.
        atom: u32,
    },
    /// A must-link list lies in pieces that nothing joins.
    #[error("must-link list {list} lies in {pieces} pieces that nothing joins")]
    Torn {
        /// Position in `Links::together`.
        list: usize,
        /// Connected pieces of the map, without what is locked, that it lies in.
        pieces: u32,
    },
    /// A pair that must lie apart must also lie together.
    #[error("atoms {a} and {b} must lie apart, and together")]
    ApartTogether {
        /// One atom.
        a: u32,
        /// The other.
        b: u32,
    },
    /// Every way to divide the atoms was looked at: none is in range.
    #[error("no way to divide the {atoms} atoms lies in range; all were looked at")]
    NoPlan {
        /// Atoms there are.
        atoms: u32,
    },
    /// The quota ended before a plan was found; nothing is proven.
    #[error("no plan was found within the quota; nothing is proven")]
    NotFound,
}

/// What a rule must come to at the least before a reason goes away. It need not suffice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cure {
    /// The maximum must be at least so large.
    Max(u32),
    /// The minimum must be at most so large.
    Min(u32),
    /// The number of parts must lie between these two.
    Parts(u32, u32),
}

/// One reason why there is no plan, with the atoms it concerns.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The reason with its numbers.
    pub why: Infeasible,
    /// The atoms it concerns, lowest first; none where it concerns all.
    pub atoms: Vec<u32>,
    /// What would take it away: one of these at the least.
    pub cures: Vec<Cure>,
}

impl Reason {
    /// A reason that concerns all atoms.
    pub(crate) fn of_all(why: Infeasible) -> Self {
        Self::new(why, Vec::new(), Vec::new())
    }

    pub(super) fn new(why: Infeasible, mut atoms: Vec<u32>, cures: Vec<Cure>) -> Self {
        atoms.sort_unstable();
        atoms.dedup();
        Self { why, atoms, cures }
    }
}

impl Cure {
    /// The cure's stable code, worded in `words`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Max(_) => "districting-cure-max",
            Self::Min(_) => "districting-cure-min",
            Self::Parts(..) => "districting-cure-parts",
        }
    }

    /// The values its sentence names.
    #[must_use]
    pub fn args(self) -> Vec<(&'static str, String)> {
        match self {
            Self::Max(size) | Self::Min(size) => vec![("size", size.to_string())],
            Self::Parts(fewest, most) => {
                vec![("fewest", fewest.to_string()), ("most", most.to_string())]
            }
        }
    }
}

impl Infeasible {
    /// The reason's stable code, worded in `words`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoWholeNumber { .. } => "districting-no-whole-number",
            Self::AtomAboveMax { .. } => "districting-atom-above-max",
            Self::Pocket { .. } => "districting-pocket",
            Self::PartCount { .. } => "districting-parts-out-of-reach",
            Self::Links { .. } => "districting-links",
            Self::LocksOverlap { .. } => "districting-locks-overlap",
            Self::AcrossLock { .. } => "districting-across-lock",
            Self::Torn { .. } => "districting-torn",
            Self::ApartTogether { .. } => "districting-apart-together",
            Self::NoPlan { .. } => "districting-no-plan",
            Self::NotFound => "districting-not-found",
        }
    }

    /// The values its sentence names; atoms as 0-based numbers.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match *self {
            Self::NoWholeNumber { atom, atoms, households } => vec![
                ("atom", atom.to_string()),
                ("atoms", atoms.to_string()),
                ("households", households.to_string()),
            ],
            Self::AtomAboveMax { atom, households } | Self::Pocket { atom, households } => {
                vec![("atom", atom.to_string()), ("households", households.to_string())]
            }
            Self::PartCount { parts, households } => {
                vec![("parts", parts.to_string()), ("households", households.to_string())]
            }
            Self::Links { atom } | Self::LocksOverlap { atom } => vec![("atom", atom.to_string())],
            Self::AcrossLock { list, atom } => {
                vec![("list", list.to_string()), ("atom", atom.to_string())]
            }
            Self::Torn { list, pieces } => {
                vec![("list", list.to_string()), ("pieces", pieces.to_string())]
            }
            Self::ApartTogether { a, b } => vec![("a", a.to_string()), ("b", b.to_string())],
            Self::NoPlan { atoms } => vec![("atoms", atoms.to_string())],
            Self::NotFound => vec![],
        }
    }
}
