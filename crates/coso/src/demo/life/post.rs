//! Bodies, posts and who answers for what; and the people who act for the posts. Where the reform lies
//! inside the story, the posts of the old communes come first and hand over on its day.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use desk::account::{self, NewAccount};
use desk::post::{HandOver, NewPost};
use desk::{Actor, Role};
use ledger::{BodyId, BodyKind, PostCategory, PostKind};
use sample::life::{Place, Post, Territory};
use store::body::Body;
use store::post::Route;
use units::{AccountId, PostId, UnitId};

use super::Living;
use super::code;
use crate::demo::people;

/// The posts of the story as they stand in the registry.
#[derive(Debug, Default)]
pub struct Posts {
    /// By key; those of the old communes by key and old commune.
    ids: BTreeMap<(String, Option<usize>), PostId>,
    bodies: BTreeMap<(String, Option<usize>), BodyId>,
    accounts: BTreeMap<PostId, AccountId>,
    /// The posts that ended with the reform, with those that go on for them.
    heirs: BTreeMap<PostId, PostId>,
    /// Whether the reform still lies ahead in the story.
    is_before: bool,
}

impl Living {
    /// Makes the bodies and posts of the first day.
    ///
    /// # Errors
    /// When the desk refuses or fails.
    pub(super) async fn found_posts(&mut self) -> Result<()> {
        self.posts.is_before = !self.places.past.is_empty();
        for body in self.life.bodies.clone() {
            if !self.posts.is_before || body.before.is_empty() {
                self.add_body(&body, None).await?;
                continue;
            }
            for past in 0..2 {
                self.add_body(&body, Some(past)).await?;
            }
        }
        for post in self.life.posts.clone() {
            if self.life.group(&post.key).is_some() {
                // The post that leads a group comes and goes with the group.
                continue;
            }
            if !self.posts.is_before || post.before.is_empty() {
                self.add_post(&post, None).await?;
                continue;
            }
            let place = post.place.unwrap_or(Place::CITY);
            let pasts =
                if place.number().is_some() { place.past()..place.past() + 1 } else { 0..2 };
            for past in pasts {
                self.add_post(&post, Some(past)).await?;
            }
        }
        self.route_all().await
    }

    /// The day the communes of today begin: their posts begin and go on for those of the old ones.
    ///
    /// # Errors
    /// When the desk refuses or fails.
    pub(super) async fn reform(&mut self) -> Result<()> {
        self.posts.is_before = false;
        let old = std::mem::take(&mut self.posts.ids);
        self.posts.ids =
            old.iter().filter(|(key, _)| key.1.is_none()).map(|(k, id)| (k.clone(), *id)).collect();
        for body in self.life.bodies.clone() {
            if !body.before.is_empty() {
                self.add_body(&body, None).await?;
            }
        }
        for post in self.life.posts.clone() {
            if !post.before.is_empty() {
                self.add_post(&post, None).await?;
            }
        }
        let past = self.places.past.clone();
        for ((territory, past), ended) in past {
            let by = self.places.unit(Place::whole(territory))?;
            let here = |key: &str| key.starts_with(&format!("{}-", territory.key()));
            let ending = old.iter().filter(|((key, at), _)| *at == Some(past) && here(key));
            let mut posts = Vec::new();
            for ((key, _), id) in ending {
                let new = self.posts.ids.get(&(key.clone(), None));
                posts.push((*id, *new.with_context(|| format!("{key} does not go on"))?));
            }
            self.posts.heirs.extend(posts.iter().copied());
            desk::post::hand_over(&self.desk, None, HandOver { ended, by, posts }).await?;
        }
        self.route_all().await
    }

    async fn add_body(&mut self, body: &sample::life::Body, past: Option<usize>) -> Result<()> {
        let id = BodyId(self.desk.clock.id());
        let unit = match body.place {
            Some(place) => Some(self.unit_of(place, past)?),
            None => None,
        };
        let name = past.and_then(|past| body.before.get(past)).unwrap_or(&body.name).clone();
        let name_en = if past.is_some() { String::new() } else { body.name_en.clone() };
        let kind = kind_of_body(&body.key);
        let body_row = Body { body_id: id, kind, name, name_en, unit_id: unit, parent_id: None };
        desk::body::add(&self.desk, None, body_row.into()).await?;
        self.posts.bodies.insert((body.key.clone(), past), id);
        Ok(())
    }

    async fn add_post(&mut self, post: &Post, past: Option<usize>) -> Result<()> {
        let unit = match post.place {
            Some(place) => Some(self.unit_of(place, past)?),
            None => None,
        };
        let above = post.superior.as_ref();
        let superior = above.and_then(|key| self.known_post(key, past));
        let body = self.posts.bodies.get(&(post.body.clone(), past));
        let body = body.or_else(|| self.posts.bodies.get(&(post.body.clone(), None))).copied();
        let name = match past {
            Some(past) => post.before.get(past).or(post.before.first()).unwrap_or(&post.name),
            None => &post.name,
        };
        let name_en = if past.is_some() { String::new() } else { post.name_en.clone() };
        let (kind, category) = kind_of_post(&post.key);
        let new = NewPost {
            id: PostId(self.desk.clock.id()),
            kind,
            category,
            name: name.clone(),
            name_en,
            body,
            unit,
            superior,
        };
        let id = desk::post::add(&self.desk, None, new).await?;
        self.posts.ids.insert((post.key.clone(), past), id);
        if people::is_shown(&post.key) && past.is_none() {
            self.account_of(id, (&post.key, None)).await?;
        }
        Ok(())
    }

    /// The unit of a place, or the old commune it was for a whole commune before the reform.
    fn unit_of(&self, place: Place, past: Option<usize>) -> Result<UnitId> {
        match (place.territory(), place.number(), past) {
            (Some(territory), None, Some(past)) => {
                let old = self.places.past.get(&(territory, past)).copied();
                old.with_context(|| format!("{} had no commune {past}", territory.key()))
            }
            _ => self.places.unit(place),
        }
    }

    fn known_post(&self, key: &str, past: Option<usize>) -> Option<PostId> {
        let ids = &self.posts.ids;
        ids.get(&(key.to_owned(), past)).or_else(|| ids.get(&(key.to_owned(), None))).copied()
    }

    /// Which old commune's post a key means, when it is about a place.
    fn past_of(&self, key: &str, about: Place) -> Option<usize> {
        let post = self.life.post(key).filter(|post| !post.before.is_empty())?;
        let own = post.place.unwrap_or(Place::CITY);
        self.posts.is_before.then(|| if own.number().is_some() { own.past() } else { about.past() })
    }

    /// The post with a key, as of the day the clock stands on, in what is about a place.
    ///
    /// # Errors
    /// For a post that does not stand on the day.
    pub(super) fn post(&self, key: &str, about: Place) -> Result<PostId> {
        if let Some(head) = self.kept.group_heads.get(key) {
            return Ok(*head);
        }
        let found = self.known_post(key, self.past_of(key, about));
        found.with_context(|| format!("no post {key} on {}", self.desk.clock.today()))
    }

    /// The bodies that a key means on the day the clock stands on: both old ones before the reform.
    pub(super) fn bodies(&self, key: &str) -> Result<Vec<BodyId>> {
        let known = |past| self.posts.bodies.get(&(key.to_owned(), past)).copied();
        let has_past = self.life.body(key).is_some_and(|body| !body.before.is_empty());
        let found: Vec<BodyId> = match self.posts.is_before && has_past {
            true => [known(Some(0)), known(Some(1))].into_iter().flatten().collect(),
            false => known(None).into_iter().collect(),
        };
        anyhow::ensure!(!found.is_empty(), "no body {key} on {}", self.desk.clock.today());
        Ok(found)
    }

    /// The units that a place means on the day the clock stands on: both old communes before the
    /// reform.
    pub(super) fn units_of(&self, place: Place) -> Result<Vec<UnitId>> {
        match (place.territory(), place.number()) {
            (Some(territory), None) if self.posts.is_before => {
                let old = [0, 1].map(|past| self.places.past.get(&(territory, past)).copied());
                Ok(old.into_iter().flatten().collect())
            }
            _ => Ok(vec![self.places.unit(place)?]),
        }
    }

    /// The body with a key, as of the day the clock stands on, in what is about a place.
    ///
    /// # Errors
    /// For a body that does not stand on the day.
    pub(super) fn body(&self, key: &str, about: Place) -> Result<BodyId> {
        let has_past = self.life.body(key).is_some_and(|body| !body.before.is_empty());
        let past = (self.posts.is_before && has_past).then(|| about.past());
        let found = self.posts.bodies.get(&(key.to_owned(), past)).copied();
        found.with_context(|| format!("no body {key} on {}", self.desk.clock.today()))
    }

    /// The person who holds a post.
    ///
    /// # Errors
    /// As [`Living::post`], and when the desk fails.
    pub(super) async fn actor(&mut self, key: &str, about: Place) -> Result<Actor> {
        let past = self.past_of(key, about);
        let post = self.post(key, about)?;
        let account = self.account_of(post, (key, past)).await?;
        let actor = account::actor(&self.desk, account).await?;
        actor.with_context(|| format!("the account of {key} is gone"))
    }

    /// The person who holds a post of which only the identity is known.
    ///
    /// # Errors
    /// For a post of nobody in the story, and when the desk fails.
    pub(super) async fn actor_of(&mut self, post: PostId) -> Result<Actor> {
        let post = self.posts.heirs.get(&post).copied().unwrap_or(post);
        let ids = self.posts.ids.iter();
        let mut known = ids.map(|(key, id)| (key.clone(), *id));
        let found = known.find(|(_, id)| *id == post).map(|(key, _)| key);
        let heads = self.kept.group_heads.iter();
        let head = heads.filter(|(_, id)| **id == post).map(|(key, _)| (key.clone(), None)).next();
        let (key, past) = found.or(head).context("a post that the story does not know")?;
        let account = self.account_of(post, (&key, past)).await?;
        account::actor(&self.desk, account).await?.context("an account is gone")
    }

    async fn account_of(
        &mut self,
        post: PostId,
        (key, past): (&str, Option<usize>),
    ) -> Result<AccountId> {
        if let Some(known) = self.posts.accounts.get(&post) {
            return Ok(*known);
        }
        let row =
            store::post::one(&mut self.desk.store.read(), post, self.desk.clock.today()).await?;
        let row = row.with_context(|| format!("the post of {key} is gone"))?;
        let person = people::of_post(key).filter(|_| past.is_none());
        let (name, display_name) = match person {
            Some(person) => (person.name.to_owned(), person.person.to_owned()),
            None => (
                past.map_or_else(|| key.to_owned(), |past| format!("{key}.{past}")),
                row.name.clone(),
            ),
        };
        let new = NewAccount {
            name,
            display_name,
            password: people::fresh_password(),
            role: role_of(key),
            unit: row.unit_id.filter(|unit| *unit != self.places.city),
            post: row.name,
            post_id: Some(post),
            must_change: false,
        };
        let id = account::add(&self.desk, None, new).await?;
        self.posts.accounts.insert(post, id);
        Ok(id)
    }

    /// Says who answers what in each commune of the day.
    async fn route_all(&mut self) -> Result<()> {
        let mut communes: Vec<(Territory, Option<usize>)> = Vec::new();
        for territory in Territory::ALL {
            if self.posts.is_before {
                communes.extend([(territory, Some(0)), (territory, Some(1))]);
            } else {
                communes.push((territory, None));
            }
        }
        for (territory, past) in communes {
            let commune = self.unit_of(Place::whole(territory), past)?;
            for rule in &self.life.rules {
                let key = match rule.office.starts_with("tp-") {
                    true => rule.office.clone(),
                    false => format!("{}-{}", territory.key(), rule.office),
                };
                let post = self.known_post(&key, past).with_context(|| format!("no post {key}"))?;
                let (days, proof) = (i64::from(rule.within), code::proof(rule.proof));
                let route = Route { post_id: post, days, proof };
                let about = (Some(commune), code::category(rule.code));
                desk::post::route(&self.desk, None, about, route).await?;
            }
        }
        Ok(())
    }
}

/// What a body is, by its key.
fn kind_of_body(key: &str) -> BodyKind {
    match key {
        "tp-thuong-truc" => BodyKind::StandingBody,
        "tp-cap-nuoc" | "tp-dien-luc" | "tp-cong-ich" => BodyKind::Utility,
        key if key.ends_with("-ubnd") => BodyKind::PeoplesCommittee,
        key if key.ends_with("-dang-uy") => BodyKind::PartyCommittee,
        key if key.ends_with("-mttq") => BodyKind::Front,
        key if key.ends_with("-doan") => BodyKind::YouthUnion,
        key if key.ends_with("-phu-nu") => BodyKind::WomensUnion,
        key if key.ends_with("-khu-pho-ap") => BodyKind::MassOrg,
        _ => BodyKind::Department,
    }
}

/// What a post is for and which law it falls under, by its key.
fn kind_of_post(key: &str) -> (PostKind, PostCategory) {
    use PostCategory::{Cadre, CivilServant, PartTime, PublicEmployee};
    let title = key.split_once('-').map_or(key, |(_, title)| title);
    match title {
        "thuong-truc" | "bi-thu" => (PostKind::Secretary, Cadre),
        "chu-tich" => (PostKind::Chairman, Cadre),
        "pho-chu-tich" => (PostKind::DeputyChairman, Cadre),
        "van-phong" if key.starts_with("tp-") => (PostKind::BodyHead, CivilServant),
        "van-phong" => (PostKind::Dispatcher, CivilServant),
        "dia-chinh" | "van-xa" => (PostKind::Officer, CivilServant),
        "mttq" | "doan" | "phu-nu" => (PostKind::FrontHead, Cadre),
        "y-te" | "cap-nuoc" | "dien-luc" | "cong-ich" => (PostKind::BodyHead, PublicEmployee),
        title if title.ends_with("-truong") => (PostKind::UnitHead, PartTime),
        title if title.ends_with("-mat-tran") => (PostKind::FrontWorkHead, PartTime),
        _ => (PostKind::BodyHead, CivilServant),
    }
}

/// As what the person of a post is here.
fn role_of(key: &str) -> Role {
    let title = key.split_once('-').map_or(key, |(_, title)| title);
    match (key.split('-').next(), title) {
        (Some("tp"), "thuong-truc" | "chu-tich" | "dan-van") => Role::CityLeader,
        (Some("tp"), _) => Role::CityOfficer,
        (Some("to"), _) => Role::GroupHead,
        (_, "bi-thu" | "chu-tich" | "pho-chu-tich") => Role::WardLeader,
        (_, "mttq" | "doan" | "phu-nu") => Role::FrontOfficer,
        (_, title) if title.ends_with("-truong") || title.ends_with("-mat-tran") => Role::UnitHead,
        _ => Role::WardOfficer,
    }
}
