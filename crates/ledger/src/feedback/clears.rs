//! The clears that a matter from a feedback begins with, by category. They are texts that an office
//! reads, so they stand in `rules/routing.toml`, not in the program.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::Category;
use crate::matter::ProofKind;

const BUILT_IN: &str = include_str!("../../../../rules/routing.toml");

static READ: LazyLock<Read> =
    LazyLock::new(|| read(BUILT_IN).expect("a test reads the file that comes with the program"));

/// What a matter of one category says by default.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DefaultClears {
    /// The category; none for what a self-managed group is asked for.
    category: Option<Category>,
    /// What is to be done.
    pub work: String,
    /// What the owner answers for.
    pub responsibility: String,
    /// What will be there at the end.
    pub product: String,
    /// What the owner may decide alone.
    pub authority: String,
    /// Working days, where no route says otherwise.
    pub days: u32,
    /// The proof an answer must carry.
    pub proof: ProofKind,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sealed: String,
    group: DefaultClears,
    clears: Vec<DefaultClears>,
}

struct Read {
    sealed: String,
    group: DefaultClears,
    clears: BTreeMap<Category, DefaultClears>,
}

fn read(text: &str) -> Result<Read, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut clears = BTreeMap::new();
    for one in file.clears {
        let category = one.category.ok_or("clears name no category")?;
        if clears.insert(category, one).is_some() {
            return Err(format!("{category} stands twice"));
        }
    }
    match Category::ALL.iter().find(|category| !clears.contains_key(category)) {
        Some(missing) => Err(format!("{missing} is missing")),
        None => Ok(Read { sealed: file.sealed, group: file.group, clears }),
    }
}

/// What a matter of a category says by default.
///
/// # Panics
/// Never: a test reads the file that comes with the program.
#[must_use]
pub fn clears_of(category: Category) -> &'static DefaultClears {
    &READ.clears[&category]
}

/// What a matter says that a self-managed group is asked for: neighbours help as they can, whatever the
/// field is.
#[must_use]
pub fn clears_of_group() -> &'static DefaultClears {
    &READ.group
}

impl DefaultClears {
    /// Those of a feedback: of its category, or of what a group is asked for.
    #[must_use]
    pub fn of(category: Category, is_of_group: bool) -> &'static Self {
        if is_of_group { clears_of_group() } else { clears_of(category) }
    }

    /// Whether nothing of the sender's words may stand in a title.
    pub(super) fn is_restricted(&self) -> bool {
        self.category.is_some_and(Category::is_restricted)
    }
}

/// The title of a matter whose contents are sealed.
#[must_use]
pub fn sealed_work() -> &'static str {
    &READ.sealed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_its_clears_and_they_may_stand() {
        let read = read(BUILT_IN).unwrap();
        assert_eq!(read.clears.len(), Category::ALL.len());
        assert!(!read.group.is_restricted());
        for clears in read.clears.values().chain([&read.group]) {
            assert!((1..=15).contains(&clears.days), "{}", clears.work);
            crate::text::title("viec", &clears.work).unwrap();
            for text in [&clears.responsibility, &clears.product, &clears.authority] {
                crate::text::text("san-pham", text).unwrap();
            }
        }
        crate::text::title("viec", sealed_work()).unwrap();
    }

    #[test]
    fn a_file_that_forgets_a_category_is_refused() {
        let less = BUILT_IN.replacen("category = \"khac\"", "category = \"y_te\"", 1);
        assert_eq!(read(&less).err().unwrap(), "y_te stands twice");
    }
}
