//! The tree of administrative units as of any day, one unit's part at a time.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use desk::gazetteer::{self, Part, Tree, Twig};
use units::UnitId;
use units::gazetteer::Counts;

use crate::error::Fault;
use crate::layout::{Crumb, html};
use crate::site::Site;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "gazetteer/tree.html")]
struct TreePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    /// The unit whose part is shown; nothing for the whole nation.
    at: Option<Twig>,
    counts: Counts,
    twigs: Vec<Twig>,
    /// What lies there and is not in the nation's list.
    beside: Vec<Twig>,
}

impl TreePage {
    fn title(&self) -> String {
        match &self.at {
            Some(twig) => self.v.say("tree-of", [("name", self.v.txt(&twig.name))]),
            None => self.v.word("tree-title"),
        }
    }

    /// What a unit is that is not in the nation's list: invented on a demonstration, else made here.
    fn beside_word(&self) -> &'static str {
        beside_word(&self.v)
    }

    /// The tree of the same day at another unit.
    fn link(&self, unit: &UnitId) -> String {
        link(&self.v, *unit)
    }
}

/// What a unit is that is not in the nation's list.
pub(super) fn beside_word(v: &Viewer) -> &'static str {
    if v.stage.is_some() { "tree-beside-sample" } else { "tree-beside" }
}

fn link(v: &Viewer, unit: UnitId) -> String {
    v.to(format!("/cay-don-vi?o={unit}&ngay={}", v.day))
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
    let mut crumbs = vec![
        Crumb::word(&v, "/dia-ban", "nav-places"),
        Crumb { href: v.to_on("/cay-don-vi"), name: v.word("tree-nav"), is_typed: false },
    ];
    let part = asked.o.parse().ok().and_then(|unit| gazetteer::part(&known, unit, v.day));
    let Some(Part { path, mut twig, beside, .. }) = part else {
        let Tree { counts, tops: twigs, beside, .. } = gazetteer::tree(&known, v.day);
        return html(&TreePage { v, crumbs, at: None, counts, twigs, beside });
    };
    let above = path.into_iter();
    crumbs.extend(above.map(|(unit, name)| Crumb { href: link(&v, unit), name, is_typed: true }));
    let (counts, twigs) = (twig.counts, std::mem::take(&mut twig.below));
    html(&TreePage { v, crumbs, at: Some(twig), counts, twigs, beside })
}
