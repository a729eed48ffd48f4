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
    /// Links contradict one another.
    #[error("the links contradict one another at atom {atom}")]
    Links {
        /// An atom where they do.
        atom: u32,
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
            Self::Links { atom } => vec![("atom", atom.to_string())],
            Self::NoPlan { atoms } => vec![("atoms", atoms.to_string())],
            Self::NotFound => vec![],
        }
    }
}
