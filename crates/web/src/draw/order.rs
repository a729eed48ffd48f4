//! The form that orders a drawing, as typed and as the desk takes it.

use desk::draw::{DrawOrder, DrawRulesView};
use serde::Deserialize;

use crate::layout::Complaints;
use crate::viewer::Viewer;

/// The longest a drawing may be ordered to take.
const SECONDS_MOST: u32 = 600;

/// What the person typed, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Order {
    /// Households wished for per unit.
    #[serde(rename = "muc-tieu")]
    pub target: String,
    /// Fewest.
    #[serde(rename = "tu")]
    pub min: String,
    /// Most.
    #[serde(rename = "den")]
    pub max: String,
    /// Number of units, empty for a free choice.
    #[serde(rename = "so-don-vi")]
    pub k: String,
    /// Seconds of search.
    #[serde(rename = "giay")]
    pub seconds: String,
    /// The seed.
    #[serde(rename = "hat")]
    pub seed: String,
    /// Ticked where units may lie on both sides of main roads.
    #[serde(rename = "qua-duong-lon")]
    pub over_main_roads: Option<String>,
}

impl Order {
    /// The form as the rules suggest it.
    #[must_use]
    pub fn of_rules(rules: &DrawRulesView) -> Self {
        Self {
            target: rules.target.to_string(),
            min: rules.min.households.to_string(),
            max: rules.max.as_ref().map_or_else(String::new, |max| max.households.to_string()),
            k: String::new(),
            seconds: "10".to_owned(),
            seed: "1".to_owned(),
            over_main_roads: None,
        }
    }

    /// The order, or complaints beside the fields that are no numbers.
    pub fn read(&self, v: &Viewer, complaints: &mut Complaints) -> Option<DrawOrder> {
        let mut whole = |field: &'static str, text: &str| {
            let read = number(text);
            if read.is_none() {
                complaints.add(field, v.word("draw-number"));
            }
            read
        };
        let target = whole("muc-tieu", &self.target);
        let min = whole("tu", &self.min);
        let max = whole("den", &self.max);
        let seconds = whole("giay", or(&self.seconds, "10"));
        let seed = whole("hat", or(&self.seed, "1"));
        let k = match self.k.trim() {
            "" => None,
            text => Some(whole("so-don-vi", text)?),
        };
        Some(DrawOrder {
            target: Some(target?),
            min: Some(min?),
            max: Some(max?),
            k,
            seed: u64::from(seed?),
            seconds: Some(seconds?.clamp(1, SECONDS_MOST)),
            steps: None,
            over_main_roads: self.over_main_roads.is_some(),
        })
    }
}

fn or<'a>(text: &'a str, instead: &'a str) -> &'a str {
    if text.trim().is_empty() { instead } else { text }
}

/// A whole number as offices type it: "1.234" or "1234".
fn number(text: &str) -> Option<u32> {
    crate::reorganisation::count(text.trim())
}

/// The field a refusal speaks of; the form as a whole where it speaks of none.
#[must_use]
pub fn field_of(code: &str) -> &'static str {
    match code {
        code if code.contains("target") => "muc-tieu",
        code if code.contains("min") => "tu",
        code if code.contains("max") => "den",
        code if code.contains("parts") => "so-don-vi",
        _ => "",
    }
}
