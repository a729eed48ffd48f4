//! What the page of a conference shows: guests by role, contributions, conclusions with what became of
//! their matters. Words and addresses only; decides nothing.

use askama::Template;
use ledger::DifficultyId;
use ledger::conference::{Guest, Role, Standing, State as Stage, Tally, standing};
use store::conference::{ConclusionRow, ContributionRow, Page, Task};
use store::difficulty;
use store::matter::Named;
use store::post;
use store::unit;
use units::{Day, UnitId};

use super::{holds, own_posts};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb};
use crate::site::Site;
use crate::viewer::Viewer;

/// One conclusion with its matters.
pub(super) struct ConclusionView {
    pub(super) number: i64,
    pub(super) said: String,
    pub(super) difficulty: Option<difficulty::Line>,
    pub(super) tasks: Vec<TaskView>,
}

impl ConclusionView {
    /// Whether its one task says the same, so that a page says it once.
    pub(super) fn is_its_only_task(&self) -> bool {
        matches!(self.tasks.as_slice(), [only] if only.work == self.said)
    }
}

/// One matter of a conclusion.
pub(super) struct TaskView {
    pub(super) href: String,
    pub(super) work: String,
    pub(super) product: String,
    pub(super) head: String,
    pub(super) helping: String,
    pub(super) place: String,
    pub(super) due: String,
    /// Class and word of each mark; the first says where it stands.
    pub(super) marks: Vec<(&'static str, String)>,
}

/// Who does what at the conference: the role and names, with an address where there is one.
pub(super) struct Part {
    pub(super) role: String,
    pub(super) names: Vec<(String, Option<String>)>,
}

#[derive(Template)]
#[template(path = "conference/page.html")]
pub(super) struct ConferencePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    page: Page,
    parts: Vec<Part>,
    conclusions: Vec<ConclusionView>,
    heard: Vec<difficulty::Line>,
    tally: Tally,
    holds: bool,
    own: Vec<ContributionRow>,
    posts: Vec<(String, String)>,
    asking: Asking,
}

/// A contribution that is being asked for, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Asking {
    pub(super) id: String,
    pub(super) post: String,
    pub(super) topic: String,
    pub(super) due_on: String,
}

impl ConferencePage {
    pub(super) async fn open(
        v: Viewer,
        site: &Site,
        page: Page,
        complaints: Complaints,
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let tasks = store::conference::tasks(&reader, &scope, &page.conclusions, v.today).await?;
        let heard = store::conference::heard(&reader, &scope, page.line.conference_id).await?;
        let heard = difficulty::among(&reader, &scope, &heard, v.today).await?;
        let conclusions = conclusions(&v, site, (&page.conclusions, &tasks), None).await?;
        let holds = holds(&v, site, page.line.unit_id).await?;
        let posts = match holds && page.line.state == Stage::Called {
            true => posts_of(&v, site, page.line.unit_id).await?,
            false => Vec::new(),
        };
        let mine = own_posts(&v);
        let own = page.contributions.iter().filter(|one| mine.contains(&one.post.post_id));
        let due_on = page.line.held_on.to_string();
        Ok(Self {
            crumbs: vec![Crumb::word(&v, "/hoi-nghi", "nav-conferences")],
            complaints,
            parts: parts(&v, &page),
            tally: tally(&tasks, v.today),
            conclusions,
            heard,
            holds,
            own: own.cloned().collect(),
            posts: posts_to_choose(&v, &posts),
            asking: Asking { id: site.desk.clock.id().to_string(), due_on, ..Asking::default() },
            page,
            v,
        })
    }

    /// The same with what was typed to ask for a contribution.
    pub(super) fn with_asking(self, asking: Asking) -> Self {
        Self { asking, ..self }
    }

    fn address(&self, end: &str) -> String {
        self.v.to(format!("/hoi-nghi/{}{end}", self.page.line.conference_id))
    }

    fn document(&self, id: &units::AttachmentId) -> String {
        self.address(&format!("/van-ban/{id}"))
    }

    /// Whether its day has come, so that minutes can be written.
    fn is_due(&self) -> bool {
        self.page.line.held_on <= self.v.today
    }

    /// Whether the notice is still to come.
    fn is_awaited(&self) -> bool {
        matches!(self.page.line.state, Stage::Called | Stage::Held)
    }

    fn is_missing(&self) -> bool {
        self.page.contributions.iter().any(|one| one.sent_on.is_none())
    }
}

fn named(v: &Viewer, post: &Named) -> String {
    v.called(&post.name, &post.name_en)
}

fn parts(v: &Viewer, page: &Page) -> Vec<Part> {
    let part = |role: Role, names| Part { role: v.word(role.word()), names };
    let mut speakers: Vec<(String, Option<String>)> = Vec::new();
    for one in &page.contributions {
        let name = (named(v, &one.post), None);
        if !speakers.contains(&name) {
            speakers.push(name);
        }
    }
    let mut guests = Vec::new();
    for row in &page.invited {
        if let Some((unit, name)) = &row.unit {
            guests.push((name.clone(), Some(v.to(format!("/dia-ban/{unit}")))));
        }
        if let Some((_, name, english)) = &row.body {
            guests.push((v.called(name, english), None));
        }
        if let Some(post) = &row.post {
            guests.push((named(v, post), None));
        }
    }
    let chair = vec![(named(v, &page.line.chair), None)];
    let all =
        [part(Role::Chair, chair), part(Role::Contribute, speakers), part(Role::Attend, guests)];
    all.into_iter().filter(|part| !part.names.is_empty()).collect()
}

/// The names of those invited.
pub(super) fn guests(v: &Viewer, page: &Page) -> Vec<String> {
    let name = |row: &store::conference::InvitedRow| {
        let unit = row.unit.as_ref().map(|(_, name)| name.clone());
        let body = row.body.as_ref().map(|(_, name, english)| v.called(name, english));
        unit.or(body).or(row.post.as_ref().map(|post| named(v, post)))
    };
    page.invited.iter().filter_map(name).collect()
}

/// The conclusions of a notice with their matters; `next_on` is the day of the conference that looks
/// back on them, to which what was still open then was carried over.
pub(super) async fn conclusions(
    v: &Viewer,
    site: &Site,
    (rows, tasks): (&[ConclusionRow], &[Task]),
    next_on: Option<Day>,
) -> Result<Vec<ConclusionView>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let answered: Vec<DifficultyId> = rows.iter().filter_map(|row| row.difficulty_id).collect();
    let answered = difficulty::among(&reader, &scope, &answered, v.today).await?;
    let conclusion = |row: &ConclusionRow| ConclusionView {
        number: row.number,
        said: row.said.clone(),
        difficulty: answered
            .iter()
            .find(|line| Some(line.difficulty_id) == row.difficulty_id)
            .cloned(),
        tasks: tasks
            .iter()
            .filter(|task| task.line.origin_id == row.conclusion_id.0)
            .map(|one| task(v, one, next_on))
            .collect(),
    };
    Ok(rows.iter().map(conclusion).collect())
}

/// One matter as the page and the sheet show it.
pub(super) fn task(v: &Viewer, task: &Task, next_on: Option<Day>) -> TaskView {
    let line = &task.line;
    let stands = stands(task, v.today);
    let mut marks = vec![(class(stands), v.word(stands.word()))];
    if stands == Standing::Late {
        let days = v.num(line.due_on.days_until(v.today));
        marks[0].1 = v.say("matter-late", [("days", days)]);
    }
    if line.state == ledger::matter::State::Confirmed {
        marks.push(("tag tag-done", v.word("follow-up-confirmed")));
    }
    if line.state == ledger::matter::State::Answered {
        marks.push(("tag", v.word("follow-up-unconfirmed")));
    }
    if line.reopened > 0 {
        let times = [("times", v.num(line.reopened))];
        marks.push(("tag tag-plan", v.say("matter-reopened-times", times)));
    }
    let was_open = |day: Day| line.closed_on.is_none_or(|closed| closed > day);
    if let Some(day) = next_on.filter(|day| line.opened_on <= *day && was_open(*day)) {
        marks.push(("tag tag-plan", v.say("follow-up-carried", [("day", v.on(day))])));
    }
    let helping = task.cooperating.iter().map(|post| named(v, post)).collect::<Vec<_>>();
    TaskView {
        href: v.to(format!("/dau-viec/{}", line.matter_id)),
        work: line.work.clone(),
        product: task.product.clone(),
        head: v.called(&line.owner, &line.owner_en),
        helping: helping.join(", "),
        place: line.unit.clone().unwrap_or_default(),
        due: v.date(line.due_on),
        marks,
    }
}

fn stands(task: &Task, today: Day) -> Standing {
    standing(task.line.state, task.line.due_on, task.line.answered_on, today)
}

const fn class(standing: Standing) -> &'static str {
    match standing {
        Standing::Late => "tag tag-out",
        Standing::AnsweredLate => "tag tag-plan",
        Standing::OnTime => "tag tag-done",
        Standing::NotBegun | Standing::UnderWay | Standing::Stopped => "tag",
    }
}

/// How the matters stand.
pub(super) fn tally(tasks: &[Task], today: Day) -> Tally {
    let mut tally = Tally::default();
    for task in tasks {
        tally.count(stands(task, today), task.line.state, task.line.reopened > 0);
    }
    tally
}

/// The posts that a conference of a place may name: those of its commune and of the city; for the
/// city, those of the city and of each commune, without the posts of khu phố and ấp.
pub(super) async fn posts_of(
    v: &Viewer,
    site: &Site,
    place: UnitId,
) -> Result<Vec<post::Post>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let locality = store::locality::of(&mut reader.clone(), place, v.today).await?;
    let Some(commune) = locality.and_then(|locality| locality.commune_id) else {
        let mut posts = post::all(&reader, &scope, v.today).await?;
        posts.retain(|post| post.commune_id.is_none() || post.unit_id == post.commune_id);
        return Ok(posts);
    };
    let mut posts = post::of_commune(&reader, &scope, Some(commune), v.today).await?;
    posts.extend(post::of_commune(&reader, &scope, None, v.today).await?);
    Ok(posts)
}

/// Posts as choices.
pub(super) fn posts_to_choose(v: &Viewer, posts: &[post::Post]) -> Vec<(String, String)> {
    let named = posts.iter();
    named.map(|post| (post.post_id.to_string(), v.called(&post.name, &post.name_en))).collect()
}

/// The places of a conference as choices: its territory and what lies directly in it.
pub(super) async fn places_of(
    v: &Viewer,
    site: &Site,
    place: UnitId,
) -> Result<Vec<(String, String)>, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let own = unit::line(&reader, &scope, place, v.today).await?;
    let below = unit::named_below(&reader, &scope, place, v.today).await?;
    let own = own.map(|line| (line.unit_id.to_string(), line.name));
    let below = below.into_iter().map(|line| (line.unit_id.to_string(), line.name));
    Ok(own.into_iter().chain(below).collect())
}

/// A guest as it stands in a form.
pub(super) fn guest_value(guest: Guest) -> (&'static str, String) {
    match guest {
        Guest::Unit(id) => ("moi-dia-ban", id.to_string()),
        Guest::Body(id) => ("moi-co-quan", id.to_string()),
        Guest::Post(id) => ("moi-chuc-danh", id.to_string()),
    }
}
