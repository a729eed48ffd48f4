//! What the page of a movement shows, and for whom the reader may speak.

use std::collections::BTreeSet;

use askama::Template;
use ledger::MovementId;
use ledger::movement::{Achievement, JoinerKind};
use store::movement::{self, Joined, Page};
use units::{PostId, UnitId};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb};
use crate::programme::typed::Typed;
use crate::site::Site;
use crate::viewer::{Viewer, people_told};

/// Somebody the reader speaks for: the value of the form, the name, and whether they have joined.
pub(super) struct Own {
    pub(super) value: String,
    pub(super) name: String,
    pub(super) has_joined: bool,
}

/// A place of the reader's, whose residents the reader counts.
pub(super) struct Counted {
    pub(super) unit: UnitId,
    pub(super) name: String,
    pub(super) people: String,
}

#[derive(Template)]
#[template(path = "movement/page.html")]
pub(super) struct MovementPage {
    pub(super) v: Viewer,
    pub(super) crumbs: Vec<Crumb>,
    pub(super) complaints: Complaints,
    pub(super) page: Page,
    pub(super) own: Vec<Own>,
    pub(super) counted: Vec<Counted>,
    pub(super) may_tell: bool,
    pub(super) is_open: bool,
    pub(super) typed: Typed,
    pub(super) fresh: String,
}

impl MovementPage {
    /// The page as this reader sees it, with what is wrong in a form that was sent.
    ///
    /// # Errors
    /// [`Fault::NotFound`] where there is none, or a failure.
    pub(super) async fn open(
        v: Viewer,
        site: &Site,
        id: MovementId,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let page = movement::page(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
        let is_open = page.line.movement.check_open(v.today).is_ok();
        let (mut own, mut counted, mut may_tell) = (Vec::new(), Vec::new(), false);
        if let Some(actor) = &v.actor {
            may_tell = desk::movement::recording(&site.desk, actor, id).await.is_ok();
            if is_open {
                (own, counted) = spoken_for(&v, site, &page).await?;
            }
        }
        Ok(Self {
            crumbs: vec![Crumb::word(&v, "/phong-trao", "movement-nav")],
            fresh: site.desk.clock.id().to_string(),
            v,
            complaints,
            page,
            own,
            counted,
            may_tell,
            is_open,
            typed,
        })
    }

    fn address(&self, act: &str) -> String {
        self.v.to(format!("/phong-trao/{}{act}", self.page.line.movement.id))
    }

    fn period(&self) -> String {
        let movement = &self.page.line.movement;
        let (from, last) = (movement.from_on, movement.last_on);
        self.v.say("period-between", [("from", self.v.on(from)), ("last", self.v.on(last))])
    }

    fn joined(&self, kind: &JoinerKind) -> Vec<&Joined> {
        self.page.joined.iter().filter(|joined| joined.kind == *kind).collect()
    }

    fn name(&self, joined: &Joined) -> String {
        match (&joined.unit, &joined.post) {
            (Some((_, name)), _) => name.clone(),
            (None, Some((_, name, name_en))) => self.v.called(name, name_en),
            (None, None) => String::new(),
        }
    }

    /// How many residents take part; few are not told, since few are somebody.
    fn people(&self) -> String {
        match people_told(self.page.people, self.page.people) {
            Some(people) => self.v.number(people),
            None => self.v.word("movement-people-few"),
        }
    }

    fn figure(&self, told: &Achievement) -> String {
        format!("{} {}", self.v.milli(told.value_milli), told.unit)
    }
}

/// The places, groups and posts that the reader speaks for, where the movement runs.
async fn spoken_for(
    v: &Viewer,
    site: &Site,
    page: &Page,
) -> Result<(Vec<Own>, Vec<Counted>), Fault> {
    let (mut own, mut counted) = (Vec::new(), Vec::new());
    let Some(actor) = &v.actor else { return Ok((own, counted)) };
    let (mut reader, scope) = (site.desk.store.read(), v.scope());
    let told = movement::turnout(&reader, &scope, page.line.movement.id).await?;
    let posts = store::post::among(&mut reader, &actor.posts(v.today), v.today).await?;
    let mut places: BTreeSet<UnitId> = BTreeSet::new();
    for post in posts.into_iter().filter(|post| post.valid.contains(v.today)) {
        if let Some(unit) = post.unit_id {
            let path = store::unit::with_above(&reader, &scope, unit, v.today).await?;
            if !path.contains(&page.line.movement.unit) {
                continue;
            }
            let line = store::unit::line(&reader, &scope, unit, v.today).await?;
            if let Some(line) = line.filter(|line| places.insert(line.unit_id)) {
                own.push(Own {
                    value: format!("dia-ban:{unit}"),
                    name: line.name.clone(),
                    has_joined: unit_joined(page, unit),
                });
                let people = told.iter().find(|(of, _)| *of == unit);
                let people = people.map_or_else(String::new, |(_, people)| people.to_string());
                if line.kind.is_base() {
                    counted.push(Counted { unit, name: line.name, people });
                }
            }
        }
        own.push(Own {
            value: format!("chuc-danh:{}", post.post_id),
            name: v.called(&post.name, &post.name_en),
            has_joined: post_joined(page, post.post_id),
        });
    }
    Ok((own, counted))
}

fn unit_joined(page: &Page, unit: UnitId) -> bool {
    page.joined.iter().any(|joined| joined.unit.as_ref().is_some_and(|(id, _)| *id == unit))
}

fn post_joined(page: &Page, post: PostId) -> bool {
    page.joined.iter().any(|joined| joined.post.as_ref().is_some_and(|(id, ..)| *id == post))
}
