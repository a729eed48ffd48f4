//! What a reader may see. Every page query takes a [`Scope`].
//!
//! The constructors are called by `desk::authority` alone; tidy refuses them elsewhere.

use units::{PostId, UnitId};

/// What the reader of a page may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope(Sight);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Sight {
    Public,
    Officer { territories: Vec<UnitId>, posts: Vec<PostId>, personal: bool },
    System,
}

impl Scope {
    /// A visitor: totals per unit and outlines, never household rows.
    #[must_use]
    pub const fn public() -> Self {
        Self(Sight::Public)
    }

    /// An officer: the named units with everything below them; `personal` opens household rows.
    #[must_use]
    pub const fn subtrees(territories: Vec<UnitId>, personal: bool) -> Self {
        Self(Sight::Officer { territories, posts: Vec::new(), personal })
    }

    /// The same for a reader who holds posts: what such a post owes or asked for is seen, wherever it
    /// lies.
    #[must_use]
    pub fn with_posts(self, held: Vec<PostId>) -> Self {
        match self.0 {
            Sight::Officer { territories, personal, .. } => {
                Self(Sight::Officer { territories, posts: held, personal })
            }
            other => Self(other),
        }
    }

    /// The posts that the reader holds.
    #[must_use]
    pub fn posts(&self) -> &[PostId] {
        match &self.0 {
            Sight::Officer { posts, .. } => posts,
            Sight::Public | Sight::System => &[],
        }
    }

    /// The program itself: jobs, verification, backup.
    #[must_use]
    pub const fn system() -> Self {
        Self(Sight::System)
    }

    /// Whether this is a visitor.
    #[must_use]
    pub const fn is_public(&self) -> bool {
        matches!(self.0, Sight::Public)
    }

    /// Whether this is the program itself.
    #[must_use]
    pub const fn is_system(&self) -> bool {
        matches!(self.0, Sight::System)
    }

    /// The units whose subtrees an officer sees inside of; none for visitors and the program.
    #[must_use]
    pub fn territories(&self) -> &[UnitId] {
        match &self.0 {
            Sight::Officer { territories, .. } => territories,
            Sight::Public | Sight::System => &[],
        }
    }

    /// Whether the inside of a place is seen; `path` is the unit and all units above it.
    #[must_use]
    pub fn covers(&self, path: &[UnitId]) -> bool {
        match &self.0 {
            Sight::System => true,
            Sight::Officer { territories, .. } => path.iter().any(|id| territories.contains(id)),
            Sight::Public => false,
        }
    }

    /// Whether household rows of a place are seen; `path` as for [`Scope::covers`].
    #[must_use]
    pub fn covers_personal(&self, path: &[UnitId]) -> bool {
        match &self.0 {
            Sight::Officer { personal, .. } => *personal && self.covers(path),
            Sight::System => true,
            Sight::Public => false,
        }
    }
}
