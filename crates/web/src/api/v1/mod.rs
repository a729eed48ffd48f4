//! Version 1: units as of a day with their lineage and outlines, the rulebook, plans, and bodies. What a
//! visitor may see, and nothing else, whoever asks.

mod bodies;
mod gazetteer;
mod plans;
mod rules;
mod shapes;
mod units;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::OpenApi;

pub use bodies::{list as bodies, one as body};
pub use gazetteer::{TRANSLATED_MOST, blocks, conversion, translate, translate_all, versions};
pub use plans::{list as plans, one as plan};
pub use rules::{list as rules, one as rule};
pub use units::{geojson, lineage, list as units, one as unit};

use crate::error::Fault;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "coso",
        version = "1",
        description = "Units as of any day, with their lineage; codes and names of one day translated to \
            another, conversion matrices and comparable blocks; the legal numbers of a place and day, each with \
            its document; drawn plans, which have no legal force until an adoption is recorded; and the bodies of \
            each place, with what they took over. Ids are strings, days are \
            ISO 8601, lists are paged by cursor, errors are RFC 9457 problem objects.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    paths(
        units::list,
        units::one,
        units::lineage,
        units::geojson,
        gazetteer::translate,
        gazetteer::translate_all,
        gazetteer::conversion,
        gazetteer::blocks,
        gazetteer::versions,
        rules::list,
        rules::one,
        plans::list,
        plans::one,
        bodies::list,
        bodies::one
    ),
    tags(
        (name = "units"),
        (name = "gazetteer"),
        (name = "rules"),
        (name = "plans"),
        (name = "bodies")
    )
)]
struct Api;

/// `GET /api/v1/openapi.json`.
pub async fn openapi() -> Result<Response, Fault> {
    let text = description().map_err(|error| Fault::Failed(format!("openapi: {error}")))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

fn description() -> Result<String, serde_json::Error> {
    Api::openapi().to_pretty_json()
}

/// Cuts one page out of a list: the items after `cursor` (the id of the last item seen), and the
/// cursor of the next page, if there is one.
fn page<T>(
    items: Vec<T>,
    id: impl Fn(&T) -> String,
    (cursor, limit): (Option<&str>, usize),
) -> Result<(Vec<T>, Option<String>), Fault> {
    let start = match cursor {
        None => 0,
        Some(cursor) => {
            let seen = items.iter().position(|item| id(item) == cursor);
            seen.ok_or(Fault::Unreadable)? + 1
        }
    };
    let more = items.len() > start + limit;
    let shown: Vec<T> = items.into_iter().skip(start).take(limit).collect();
    let next = more.then(|| shown.last().map(&id)).flatten();
    Ok((shown, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_changes_only_in_sight() {
        insta::assert_snapshot!("openapi", description().unwrap());
    }

    #[test]
    fn pages_follow_each_other_without_gap() {
        let all: Vec<u32> = (0..5).collect();
        let cut = |cursor| page(all.clone(), u32::to_string, (cursor, 2)).unwrap();
        assert_eq!(cut(None), (vec![0, 1], Some("1".to_owned())));
        assert_eq!(cut(Some("1")), (vec![2, 3], Some("3".to_owned())));
        assert_eq!(cut(Some("3")), (vec![4], None));
        assert!(page(all, u32::to_string, (Some("9"), 2)).is_err());
    }
}
