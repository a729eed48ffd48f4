//! Bodies and posts: who may be asked. Never a person: the story knows nobody by name.
//!
//! The offices of both communes and the posts of each khu phố and ấp follow from rules, so that
//! none is forgotten; the bodies of the city are written out.

use serde::Deserialize;

use super::place::{Place, Territory};

/// The key that stands for residents wherever a post could act.
pub const RESIDENT: &str = "resident";

/// A body (cơ quan, tổ chức), with a territory or without one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Its key.
    pub key: String,
    /// Its Vietnamese name.
    pub name: String,
    /// Its English name.
    pub name_en: String,
    /// Its territory; nothing for bodies that work for the whole city without one of their own.
    pub place: Option<Place>,
    /// Whether it stands between conferences: a standing organ (thường trực).
    #[serde(default)]
    pub is_standing: bool,
    /// What it was in each of the two old communes; none for bodies of the city.
    #[serde(default)]
    pub before: Vec<String>,
}

/// A post (chức danh).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Its key.
    pub key: String,
    /// Its Vietnamese name.
    pub name: String,
    /// Its short English name.
    pub name_en: String,
    /// The body it belongs to.
    pub body: String,
    /// Where it acts; nothing for the whole city.
    #[serde(default)]
    pub place: Option<Place>,
    /// The post above it; nothing at the very top.
    pub superior: Option<String>,
    /// What it was called in each of the two old communes; one name for a khu phố or an ấp, none
    /// for the city's posts.
    #[serde(default)]
    pub before: Vec<String>,
}

impl Post {
    /// What the post was called before the reform, when it answered for this place.
    #[must_use]
    pub fn name_before(&self, place: Place) -> &str {
        self.before
            .get(place.past())
            .or_else(|| self.before.first())
            .map_or(self.name.as_str(), String::as_str)
    }
}

/// The file `posts.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Posts {
    body: Vec<Body>,
    post: Vec<Post>,
    commune_body: Vec<Pattern>,
    commune_post: Vec<Pattern>,
    base_post: Vec<Pattern>,
}

/// A body or post of every commune, or of every khu phố and ấp.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pattern {
    /// What follows the key of the place.
    key: String,
    /// The title before the name of the place.
    name: String,
    name_en: String,
    /// The body, after the key of the commune.
    #[serde(default)]
    body: String,
    /// The post above, after the key of the commune; a key of the city's posts where it has a `tp-`.
    superior: Option<String>,
}

impl Posts {
    /// All bodies and posts, those made by rule included; superiors come before their posts.
    pub(super) fn all(self) -> (Vec<Body>, Vec<Post>) {
        let (mut bodies, mut posts) = (self.body, self.post);
        for territory in Territory::ALL {
            bodies.extend(self.commune_body.iter().map(|p| commune_body(territory, p)));
            posts.extend(self.commune_post.iter().map(|p| commune_post(territory, p)));
            for number in 1..=territory.bases() {
                let place = Place::base(territory, number);
                posts.extend(self.base_post.iter().map(|p| base_post(territory, place, p)));
            }
        }
        (bodies, posts)
    }
}

fn commune_body(territory: Territory, pattern: &Pattern) -> Body {
    let (word, name) = (territory.word(), territory.short_name());
    Body {
        key: format!("{}-{}", territory.key(), pattern.key),
        name: format!("{} {word} {name}", pattern.name),
        name_en: format!("{} of {name}", pattern.name_en),
        place: Some(Place::whole(territory)),
        is_standing: false,
        before: territory.before().map(|was| format!("{} {was}", pattern.name)).to_vec(),
    }
}

fn superior(territory: Territory, pattern: &Pattern) -> Option<String> {
    let above = pattern.superior.as_ref()?;
    Some(if above.starts_with("tp-") {
        above.clone()
    } else {
        format!("{}-{above}", territory.key())
    })
}

fn commune_post(territory: Territory, pattern: &Pattern) -> Post {
    let (word, name) = (territory.word(), territory.short_name());
    Post {
        key: format!("{}-{}", territory.key(), pattern.key),
        name: format!("{} {word} {name}", pattern.name),
        name_en: format!("{}, {name}", pattern.name_en),
        body: format!("{}-{}", territory.key(), pattern.body),
        place: Some(Place::whole(territory)),
        superior: superior(territory, pattern),
        before: territory.before().map(|was| format!("{} {was}", pattern.name)).to_vec(),
    }
}

fn base_post(territory: Territory, place: Place, pattern: &Pattern) -> Post {
    let number = place.base_short_name().unwrap_or_default();
    let was = place.base_short_name_before().unwrap_or_default();
    let old = territory.before()[place.past()];
    let base = territory.base_word().to_lowercase();
    let base_en = if territory == Territory::VinhLo { "Khu phố" } else { "Ấp" };
    let base_was = place.base_word_before().to_lowercase();
    Post {
        key: format!("{}-{}", place.key(), pattern.key),
        name: format!("{} {base} {number}", pattern.name),
        name_en: format!("{}, {base_en} {number}", pattern.name_en),
        body: format!("{}-{}", territory.key(), pattern.body),
        place: Some(place),
        superior: superior(territory, pattern),
        before: vec![format!("{} {base_was} {was} ({old})", pattern.name)],
    }
}
