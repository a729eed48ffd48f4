//! The domain saying no: a stable code with data, worded in `words`.

/// Why something cannot be done. Every fault found at once stands in [`Refusal::also`], so that a
/// form shows them all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Message id of the sentence in `words`.
    pub code: &'static str,
    /// The field of the form that it speaks of, by its name in the address of the form; empty for
    /// the whole.
    pub field: &'static str,
    /// The data of the sentence.
    pub args: Vec<(&'static str, String)>,
    /// Further refusals found at the same time.
    pub also: Vec<Refusal>,
}

impl Refusal {
    /// A refusal without data, about the whole.
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self { code, field: "", args: Vec::new(), also: Vec::new() }
    }

    /// A refusal about one field.
    #[must_use]
    pub const fn at(field: &'static str, code: &'static str) -> Self {
        Self { code, field, args: Vec::new(), also: Vec::new() }
    }

    /// The same with one more datum.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Nothing where there are no refusals; else the first with all others.
    ///
    /// # Errors
    /// The refusals as one.
    pub fn none(refusals: Vec<Self>) -> Result<(), Self> {
        let mut refusals = refusals.into_iter();
        match refusals.next() {
            None => Ok(()),
            Some(mut first) => {
                first.also.extend(refusals);
                Err(first)
            }
        }
    }

    /// This refusal and those found with it.
    pub fn each(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.also)
    }
}
