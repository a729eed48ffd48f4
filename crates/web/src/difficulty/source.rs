//! Where a difficulty's way began: the visit that promised something for it, and the conference whose
//! conclusion sent the visitors out.

use std::collections::BTreeSet;

use ledger::matter::OriginKind;
use ledger::{ConclusionId, VisitId};
use store::matter::{self, Line};
use store::{Reader, Scope, conference, visit};

use super::way::{Chapter, Part};
use crate::error::Fault;
use crate::viewer::Viewer;

/// Matters of a commune that are looked at for the conclusion behind a visit.
const MATTERS_MOST: i64 = 500;

/// The steps before the difficulty's own: one for each visit that made one of its promises, and one
/// for each conference that had asked for such a visit.
pub(super) async fn before(
    v: &Viewer,
    reader: &Reader,
    scope: &Scope,
    matters: &[Line],
) -> Result<Vec<Chapter>, Fault> {
    let promised = matters.iter().filter(|line| line.origin_kind == OriginKind::Visit);
    let visits: BTreeSet<VisitId> = promised.map(|line| VisitId(line.origin_id)).collect();
    let mut chapters = Vec::new();
    for id in visits {
        let Some(page) = visit::page(reader, scope, id, v.today).await? else { continue };
        chapters.extend(sent_out(v, reader, scope, &page.line).await?);
        chapters.extend(went(v, &page));
    }
    Ok(chapters)
}

/// The visit: what was heard there first.
fn went(v: &Viewer, page: &visit::Page) -> Option<Chapter> {
    let line = &page.line;
    let about = (v.to(format!("/di-co-so/{}", line.visit_id)), line.theme.clone());
    let good = page.good.iter().map(|one| {
        let said = v.say("way-good", [("said", v.txt(&one.said))]);
        Part { said, ..Part::default() }
    });
    let first = Part { about: Some(about), ..Part::default() };
    Some(Chapter {
        on: line.held_on?,
        order: 1,
        name: v.word("way-visited"),
        by: v.called(&line.leader.name, &line.leader.name_en),
        parts: std::iter::once(first).chain(good).collect(),
    })
}

/// The conference whose conclusion the leader of a visit still owed when setting out. Nothing where
/// the visit went without one.
async fn sent_out(
    v: &Viewer,
    reader: &Reader,
    scope: &Scope,
    line: &visit::Line,
) -> Result<Option<Chapter>, Fault> {
    let (Some(held_on), Some(commune)) = (line.held_on, line.commune_id) else { return Ok(None) };
    let here = [commune];
    let lines = matter::within(reader, scope, (&here, true), v.today, MATTERS_MOST).await?;
    let owed = lines.into_iter().find(|one| {
        one.origin_kind == OriginKind::Conclusion
            && one.owner_id == line.leader.post_id
            && one.opened_on <= held_on
            && one.answered_on.is_none_or(|on| on >= held_on)
    });
    let Some(owed) = owed else { return Ok(None) };
    let id = ConclusionId(owed.origin_id);
    let Some((near, _)) = conference::of_conclusion(reader, scope, id).await? else {
        return Ok(None);
    };
    let asked = (near.conference_id, &[][..]);
    let Some(page) = conference::page(reader, scope, asked, v.today).await? else {
        return Ok(None);
    };
    let counts = v.say(
        "way-conference-counts",
        [
            ("contributions", v.num(page.contributions.len())),
            ("conclusions", v.num(page.conclusions.len())),
        ],
    );
    let about = (v.to(format!("/hoi-nghi/{}", near.conference_id)), near.theme.clone());
    let said = v.say("way-conclusion", [("said", v.txt(&owed.work))]);
    let part = Part { about: Some(about), said, proofs: vec![counts], ..Part::default() };
    Ok(Some(Chapter {
        on: near.held_on,
        order: 0,
        name: v.word("way-conference"),
        by: v.called(&page.called_by.name, &page.called_by.name_en),
        parts: vec![part],
    }))
}
