//! The tree of administrative units as of any day, one unit's part at a time.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use desk::gazetteer::{self, Tree, Twig};
use units::UnitId;
use units::gazetteer::Counts;

use super::shown;
use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "gazetteer/tree.html")]
struct TreePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    tree: Tree,
    unit: Option<UnitId>,
}

impl TreePage {
    /// The unit whose part is shown; nothing for the whole nation.
    fn at(&self) -> Option<&Twig> {
        self.path().last().copied()
    }

    fn path(&self) -> Vec<&Twig> {
        self.unit.and_then(|unit| self.tree.find(unit)).unwrap_or_default()
    }

    fn twigs(&self) -> &[Twig] {
        shown(&self.tree, &self.path())
    }

    fn title(&self) -> String {
        match self.at() {
            Some(twig) => self.v.say("tree-of", [("name", self.v.txt(&twig.name))]),
            None => self.v.word("tree-title"),
        }
    }

    fn counts(&self) -> Counts {
        self.at().map_or(self.tree.counts, |twig| twig.counts)
    }

    /// The tree of the same day at another unit.
    fn link(&self, unit: &UnitId) -> String {
        self.v.to(format!("/cay-don-vi?o={unit}&ngay={}", self.tree.on))
    }
}

/// What is asked for.
#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    o: String,
}

/// `GET /cay-don-vi?ngay=&o=`.
pub async fn tree(
    v: Viewer,
    State(site): State<Site>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let known = gazetteer::known(&site.desk).await?;
    let tree = gazetteer::tree(&known, v.day);
    let unit: Option<UnitId> = asked.o.parse().ok().filter(|unit| tree.find(*unit).is_some());
    let mut crumbs = vec![
        Crumb::word(&v, "/dia-ban", "nav-places"),
        Crumb { href: v.to_on("/cay-don-vi"), name: v.word("tree-nav"), is_typed: false },
    ];
    let path = unit.and_then(|unit| tree.find(unit)).unwrap_or_default();
    for twig in path.iter().take(path.len().saturating_sub(1)) {
        let href = v.to(format!("/cay-don-vi?o={}&ngay={}", twig.unit_id, v.day));
        crumbs.push(Crumb { href, name: twig.name.clone(), is_typed: true });
    }
    html(&TreePage { v, crumbs, tree, unit })
}
