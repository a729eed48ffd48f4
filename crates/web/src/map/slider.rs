//! Two pictures of one land under a slider: the units of now and those of a plan, or of two plans.

use store::plan::PlanLine;
use store::reorganisation;
use units::Day;

use super::sheet_size;
use crate::viewer::Viewer;

/// Two pictures of one land, to be compared.
pub struct Slider {
    /// The picture before.
    pub before: String,
    /// The picture after.
    pub after: String,
    /// What the first shows.
    pub before_said: String,
    /// What the second shows.
    pub after_said: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// The present units beside the plan's.
pub fn slider(v: &Viewer, line: &PlanLine) -> Slider {
    let before = format!("/dia-ban/{}/ban-do.svg?gon=1&ngay={}", line.commune_id, line.drawn_on);
    let after = format!("/sap-xep/phuong-an/{}/ban-do.svg", line.plan_id);
    let after_said = v.say("after-said", [("name", v.txt(&line.name))]);
    of_two(v, (before, v.word("before-said")), (after, after_said))
}

/// Two plans side by side.
pub fn slider_of_two(v: &Viewer, one: &PlanLine, two: &PlanLine) -> Slider {
    let side = |line: &PlanLine| {
        (format!("/sap-xep/phuong-an/{}/ban-do.svg", line.plan_id), line.name.clone())
    };
    of_two(v, side(one), side(two))
}

/// The units on the day the dossier was made beside the new ones.
pub fn slider_of_reorganisation(v: &Viewer, line: &reorganisation::Line) -> Slider {
    let made_on = Day::of_instant(line.created_at);
    let before = format!("/dia-ban/{}/ban-do.svg?gon=1&ngay={made_on}", line.commune_id);
    let after = format!("/sap-xep/phuong-an/{}/ban-do.svg", line.plan_id);
    let after_said = v.say("after-said", [("name", v.txt(&line.plan_name))]);
    of_two(v, (before, v.word("before-said")), (after, after_said))
}

fn of_two(v: &Viewer, before: (String, String), after: (String, String)) -> Slider {
    let (width, height) = sheet_size();
    Slider {
        before: v.to(before.0),
        after: v.to(after.0),
        before_said: before.1,
        after_said: after.1,
        width,
        height,
    }
}
