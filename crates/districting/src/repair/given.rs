//! A plan to be repaired, with what must stay.

use std::collections::BTreeSet;

use crate::{Plan, Problem};

/// A plan that is given: whole or not, sound or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    parts: Vec<Option<u32>>,
    kept: Vec<u32>,
    held: Vec<u32>,
    is_held: Vec<bool>,
}

/// Why a plan cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GivenFault {
    /// It speaks of more or fewer atoms than there are.
    #[error("the plan assigns {found} atoms, the problem has {expected}")]
    Length {
        /// Atoms it speaks of.
        found: usize,
        /// Atoms there are.
        expected: usize,
    },
    /// A part that is to be kept has no atoms.
    #[error("no atom lies in part {part}, which is to be kept")]
    NoSuchPart {
        /// The part.
        part: u32,
    },
    /// An atom that is to be held does not exist, or has no part to be held in.
    #[error("atom {atom} is to be held and has no part")]
    NoPart {
        /// The atom.
        atom: u32,
    },
}

impl GivenFault {
    /// The fault's stable code, worded in `words`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Length { .. } => "districting-length",
            Self::NoSuchPart { .. } => "districting-given-no-such-part",
            Self::NoPart { .. } => "districting-given-no-part",
        }
    }

    /// The values its sentence names; parts and atoms as 0-based numbers.
    #[must_use]
    pub fn args(self) -> Vec<(&'static str, String)> {
        match self {
            Self::Length { found, expected } => {
                vec![("found", found.to_string()), ("expected", expected.to_string())]
            }
            Self::NoSuchPart { part } => vec![("part", part.to_string())],
            Self::NoPart { atom } => vec![("atom", atom.to_string())],
        }
    }
}

impl Given {
    /// The part of each atom, where it has one, in whatever numbers; parts that are kept exactly as
    /// they are, whatever their size and shape; atoms that stay in their parts.
    ///
    /// # Errors
    /// The first [`GivenFault`] found.
    pub fn new(
        problem: &Problem,
        parts: Vec<Option<u32>>,
        kept: &[u32],
        held: &[u32],
    ) -> Result<Self, GivenFault> {
        let (found, expected) = (parts.len(), problem.atoms.len());
        if found != expected {
            return Err(GivenFault::Length { found, expected });
        }
        let known: BTreeSet<u32> = parts.iter().copied().flatten().collect();
        if let Some(&part) = kept.iter().find(|part| !known.contains(part)) {
            return Err(GivenFault::NoSuchPart { part });
        }
        let has_part = |atom: u32| parts.get(atom as usize).copied().flatten().is_some();
        if let Some(&atom) = held.iter().find(|&&atom| !has_part(atom)) {
            return Err(GivenFault::NoPart { atom });
        }
        let kept: BTreeSet<u32> = kept.iter().copied().collect();
        let held: BTreeSet<u32> = held.iter().copied().collect();
        let mut is_held = vec![false; expected];
        held.iter().for_each(|&atom| is_held[atom as usize] = true);
        let (kept, held) = (kept.into_iter().collect(), held.into_iter().collect());
        Ok(Self { parts, kept, held, is_held })
    }

    /// The plan, where every atom has a part.
    pub(super) fn whole(&self) -> Option<Plan> {
        let labels: Option<Vec<u32>> = self.parts.iter().copied().collect();
        labels.map(|labels| Plan::from_labels(&labels))
    }

    pub(super) fn parts(&self) -> &[Option<u32>] {
        &self.parts
    }

    pub(super) fn part(&self, atom: u32) -> Option<u32> {
        self.parts.get(atom as usize).copied().flatten()
    }

    /// Parts kept as they are, lowest first.
    pub(super) fn kept(&self) -> &[u32] {
        &self.kept
    }

    /// Atoms that stay in their parts, lowest first.
    pub(super) fn held(&self) -> &[u32] {
        &self.held
    }

    pub(super) fn is_held(&self, atom: u32) -> bool {
        self.is_held.get(atom as usize).copied().unwrap_or(false)
    }

    /// The atoms held of each part, by parts; no list is empty.
    pub(super) fn held_together(&self) -> Vec<Vec<u32>> {
        let mut of_part = std::collections::BTreeMap::<u32, Vec<u32>>::new();
        for &atom in &self.held {
            if let Some(part) = self.part(atom) {
                of_part.entry(part).or_default().push(atom);
            }
        }
        of_part.into_values().collect()
    }

    /// The atoms of a part, lowest first.
    pub(super) fn atoms(&self, part: u32) -> Vec<u32> {
        let own = (0u32..).zip(&self.parts).filter(|(_, own)| **own == Some(part));
        own.map(|(atom, _)| atom).collect()
    }
}
