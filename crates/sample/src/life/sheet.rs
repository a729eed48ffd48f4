//! Status sheets (thực trạng): the same figures of a place, at the start and later. No ranks.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::place::Place;

/// A figure that sheets hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Its code.
    pub code: String,
    /// Its Vietnamese name.
    pub name: String,
    /// Its English name.
    pub name_en: String,
    /// The unit it is counted in.
    pub unit: String,
    /// Whether more of it is better, less is, or neither.
    pub better: Better,
}

/// Which way of a figure is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    More,
    /// Less is better.
    Less,
    /// It only describes.
    Neither,
}

/// The status sheet of a place on a day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusSheet {
    /// Its key.
    pub key: String,
    /// The place.
    pub place: Place,
    /// The day.
    pub on: i32,
    /// The post that filled it in.
    pub by: String,
    /// Whether it is the baseline.
    #[serde(default)]
    pub is_baseline: bool,
    /// The figures by code.
    pub figures: BTreeMap<String, i64>,
    /// Solutions chosen, in a sentence or two.
    pub solutions: Option<String>,
}
