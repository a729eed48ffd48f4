//! The answer to a matter: plain words and proof. An answer that is empty talk is refused with what
//! is missing.

use serde::{Deserialize, Serialize};
use units::{AttachmentId, Day};

use super::ProofKind;
use crate::{Refusal, text};

/// The fewest letters that can say what was done.
const LEAST: usize = 20;

/// One piece of proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proof {
    /// A kept photo.
    Photo(AttachmentId),
    /// A document.
    Document {
        /// Number and sign, "05/TB-UBND".
        number: String,
        /// Its date.
        dated_on: Day,
        /// The kept file, if it was handed in.
        attachment: Option<AttachmentId>,
    },
    /// A figure.
    Figure {
        /// What is counted.
        label: String,
        /// In thousandths, so that 31,5 % is 31 500.
        value_milli: i64,
        /// The unit of measure.
        unit: String,
    },
}

/// What a post answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was done.
    pub text: String,
    /// The day it was done.
    pub done_on: Option<Day>,
    /// The proof.
    pub proofs: Vec<Proof>,
}

impl Proof {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> ProofKind {
        match self {
            Self::Photo(_) => ProofKind::Photo,
            Self::Document { .. } => ProofKind::Document,
            Self::Figure { .. } => ProofKind::Figure,
        }
    }
}

impl Answer {
    /// The answer tidied, if it may stand for a matter that wants a kind of proof.
    ///
    /// # Errors
    /// `matter-answer-short`, `matter-answer-day`, `matter-proof-missing`, `matter-proof-number`,
    /// `matter-proof-label`, and those of [`text`], all at once.
    pub fn check(self, wanted: ProofKind, today: Day) -> Result<Self, Refusal> {
        let mut refusals = Vec::new();
        let said = text::text("tra-loi", &self.text).unwrap_or_else(|refusal| {
            refusals.push(refusal);
            String::new()
        });
        if !said.is_empty() && said.chars().count() < LEAST {
            refusals.push(Refusal::at("tra-loi", "matter-answer-short").with("least", LEAST));
        }
        match self.done_on {
            None => refusals.push(Refusal::at("ngay-lam", "matter-answer-no-day")),
            Some(day) if day > today => {
                refusals.push(Refusal::at("ngay-lam", "matter-answer-day").with("day", day));
            }
            Some(_) => {}
        }
        if !self.proofs.iter().any(|proof| proof.kind() == wanted) {
            let refusal = Refusal::at("minh-chung", "matter-proof-missing");
            refusals.push(refusal.with("proof", wanted.as_str()));
        }
        let mut proofs = Vec::new();
        for proof in self.proofs {
            match tidied(proof, today) {
                Ok(proof) => proofs.push(proof),
                Err(refusal) => refusals.push(refusal),
            }
        }
        Refusal::none(refusals)?;
        Ok(Self { text: said, done_on: self.done_on, proofs })
    }
}

fn tidied(proof: Proof, today: Day) -> Result<Proof, Refusal> {
    match proof {
        Proof::Photo(_) => Ok(proof),
        Proof::Document { number, dated_on, attachment } => {
            let number = units::text::tidy(&number);
            let has_digit = number.contains(|c: char| c.is_ascii_digit());
            if !has_digit || number.chars().count() > 60 {
                return Err(Refusal::at("so-van-ban", "matter-proof-number"));
            }
            if dated_on > today {
                return Err(Refusal::at("ngay-van-ban", "matter-proof-day").with("day", dated_on));
            }
            Ok(Proof::Document { number, dated_on, attachment })
        }
        Proof::Figure { label, value_milli, unit } => Ok(Proof::Figure {
            label: text::title("ten-so-lieu", &label)?,
            value_milli,
            unit: text::title("don-vi-tinh", &unit)?,
        }),
    }
}
