//! A practice at another place: offering it with the reason, and the page on which the place answers,
//! tells its result, and the people's word is entered.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use ledger::difficulty::{Confirmation, Figure};
use ledger::practice::{AdoptionState, Answer, AnswerKind, Offer, Told};
use ledger::{AdoptionId, DifficultyId, PracticeId};
use serde::Deserialize;
use store::practice::{AdoptionPage as Stored, AdoptionStepRow, Page};
use units::UnitId;

use super::form::places;
use super::own_places;
use super::typed::Typed;
use super::view::{Bar, bars, open};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// To which place, for which difficulty.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct To {
    o: Option<UnitId>,
    kk: Option<DifficultyId>,
}

#[derive(Template)]
#[template(path = "practice/offer.html")]
struct OfferPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    page: Page,
    places: Vec<(String, String)>,
    difficulty: Option<store::difficulty::Line>,
    typed: Typed,
}

impl OfferPage {
    async fn open(
        v: Viewer,
        site: &Site,
        id: PracticeId,
        (typed, complaints): (Typed, Complaints),
    ) -> Result<Self, Fault> {
        let page = open(&v, site, id).await?;
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let asked: Vec<DifficultyId> = typed.parsed("kho-khan").into_iter().collect();
        let found = store::difficulty::among(&reader, &scope, &asked, v.today).await?;
        let chosen = typed.parsed("dia-ban");
        let mut places = places(&v, site, (Act::PracticeOffer, chosen)).await?;
        let own = page.practice.unit.map(|unit| unit.to_string());
        places.retain(|(unit, _)| Some(unit) != own.as_ref());
        let address = v.to(format!("/cach-lam-hay/{id}"));
        let crumbs = vec![
            Crumb::word(&v, "/cach-lam-hay", "practice-nav"),
            Crumb { href: address, name: page.practice.content.title.clone(), is_typed: true },
        ];
        let difficulty = found.into_iter().next();
        Ok(Self { v, crumbs, complaints, page, places, difficulty, typed })
    }
}

/// `GET /cach-lam-hay/{practice}/gioi-thieu?o={unit}&kk={difficulty}`.
pub(super) async fn offer_form(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PracticeId>,
    Query(To { o, kk }): Query<To>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let asked: Vec<DifficultyId> = kk.into_iter().collect();
    let found = store::difficulty::among(&reader, &scope, &asked, v.today).await?;
    let place = found.first().map(|line| line.unit_id).or(o);
    let place = place.or_else(|| own_places(v.actor.as_ref()?, &v).first().copied());
    let text = |id: Option<String>| id.unwrap_or_default();
    let typed = Typed::default()
        .with("ma", site.desk.clock.id())
        .with("dia-ban", text(place.map(|unit| unit.to_string())))
        .with("kho-khan", text(found.first().map(|line| line.difficulty_id.to_string())));
    html(&OfferPage::open(v, &site, id, (typed, Complaints::default())).await?)
}

/// `POST /cach-lam-hay/{practice}/gioi-thieu`.
pub(super) async fn offer(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PracticeId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::from(fields);
    let made: AdoptionId = typed.parsed("ma").ok_or(Fault::Unreadable)?;
    let outcome = match typed.parsed("dia-ban") {
        Some(unit) => {
            let (difficulty, why) = (typed.parsed("kho-khan"), typed.text("ly-do"));
            let new = Offer { id: made, practice: id, unit, difficulty, why };
            desk::practice::offer(&site.desk, v.actor()?, new).await
        }
        None => Err(desk::Refusal::at("dia-ban", "adoption-no-place").into()),
    };
    match outcome {
        Ok(id) => Ok(Redirect::to(&v.to(format!("/cach-lam-hay/ap-dung/{id}"))).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&OfferPage::open(v, &site, id, (typed, complaints)).await?)
        }
    }
}

#[derive(Template)]
#[template(path = "practice/adoption.html")]
struct AdoptionPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    page: Stored,
    typed: Typed,
    may_adopt: bool,
    may_confirm: bool,
    has_told: bool,
}

impl AdoptionPage {
    async fn open(
        v: Viewer,
        site: &Site,
        id: AdoptionId,
        (typed, complaints): (Option<Typed>, Complaints),
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let page = store::practice::adoption(&reader, &scope, id, v.today).await?;
        let page = page.ok_or(Fault::NotFound)?;
        let unit = page.line.unit_id;
        let may_adopt = v.may(site, Act::PracticeAdopt, unit).await?;
        let may_confirm = v.may(site, Act::DifficultyConfirm, unit).await?;
        let posts = v.actor.as_ref().map(|actor| actor.posts(v.today)).unwrap_or_default();
        let has_told = page.told_by.is_some_and(|post| posts.contains(&post));
        let address = v.to(format!("/cach-lam-hay/{}", page.line.practice_id));
        let crumbs = vec![
            Crumb::word(&v, "/cach-lam-hay", "practice-nav"),
            Crumb { href: address, name: page.line.title.clone(), is_typed: true },
        ];
        let typed = match typed {
            Some(typed) => typed,
            None => begun(&v, site, &page).await?,
        };
        Ok(Self { v, crumbs, complaints, page, typed, may_adopt, may_confirm, has_told })
    }

    fn address(&self, step: &str) -> String {
        self.v.to(format!("/cach-lam-hay/ap-dung/{}/{step}", self.page.line.adoption_id))
    }

    /// Whether the trial has lasted long enough for its result.
    fn is_due(&self) -> bool {
        self.page.line.due_on.is_some_and(|due| due <= self.v.today)
    }

    fn is_under_way(&self) -> bool {
        matches!(self.page.line.state, AdoptionState::Trial | AdoptionState::Told)
    }

    fn bars(&self) -> Option<[Bar; 2]> {
        bars(&self.v, self.page.line.measure.as_ref()?)
    }

    fn by(&self, step: &AdoptionStepRow) -> String {
        match &step.post {
            Some(post) => self.v.called(post, step.post_en.as_deref().unwrap_or_default()),
            None => self.v.word("matter-by-program"),
        }
    }

    fn said(&self, step: &AdoptionStepRow) -> String {
        match step.kind {
            AnswerKind::Followed => self.v.word(format!("followed-{}", step.said)),
            _ => step.said.clone(),
        }
    }

    fn tally(&self, step: &AdoptionStepRow) -> Option<String> {
        let (attending, agreed) = step.attending.zip(step.agreed)?;
        let v = &self.v;
        let minutes = step.minutes.as_deref().unwrap_or_default();
        let args =
            [("minutes", v.txt(minutes)), ("agreed", v.num(agreed)), ("all", v.num(attending))];
        Some(v.say("adoption-tally-said", args))
    }
}

/// The forms as they are first shown: today's day, and the figure that already shows the difficulty.
async fn begun(v: &Viewer, site: &Site, page: &Stored) -> Result<Typed, Fault> {
    let typed = Typed::default()
        .with("bat-dau", v.today)
        .with("ngay-truoc", v.today)
        .with("ngay-sau", v.today)
        .with("ngay-hop", v.today);
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let figure = match page.line.difficulty_id {
        Some(id) => store::difficulty::page(&reader, &scope, id, v.today).await?,
        None => None,
    };
    let figure = figure.and_then(|page| page.difficulty.figure);
    let Some(Figure { label, value_milli, unit, on }) = figure else { return Ok(typed) };
    let typed = typed.with("so-lieu", label).with("don-vi", unit);
    Ok(typed.with("truoc", v.typed_milli(value_milli)).with("ngay-truoc", on))
}

/// `GET /cach-lam-hay/ap-dung/{adoption}`.
pub(super) async fn one(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<AdoptionId>,
) -> Result<Response, Fault> {
    html(&AdoptionPage::open(v, &site, id, (None, Complaints::default())).await?)
}

/// The answer that an address means; nothing for an address that means none.
fn meant(step: &str, typed: &Typed, v: &Viewer) -> Option<Answer> {
    let figure = || {
        Some(Figure {
            label: typed.text("so-lieu"),
            value_milli: typed.milli("truoc")?,
            unit: typed.text("don-vi"),
            on: typed.day("ngay-truoc")?,
        })
    };
    Some(match step {
        "nhan" => Answer::TakeUp { begun_on: typed.day("bat-dau"), before: figure() },
        "khong" => Answer::Decline(typed.text("ly-do")),
        "ket-qua" => Answer::Tell(Told {
            after_milli: typed.milli("sau"),
            after_on: typed.day("ngay-sau"),
            said: typed.text("ket-qua"),
        }),
        "xac-nhan" => Answer::Confirm(Confirmation {
            minutes: typed.text("bien-ban"),
            held_on: typed.day("ngay-hop").unwrap_or(v.today.next()),
            attending: typed.count("co-mat").unwrap_or(0),
            agreed: typed.count("dong-y").unwrap_or(u32::MAX),
        }),
        "chua-duoc" => Answer::SendBack(typed.text("ly-do")),
        "dung" => Answer::Stop(typed.text("ly-do-dung")),
        _ => return None,
    })
}

/// `POST /cach-lam-hay/ap-dung/{adoption}/{step}`.
pub(super) async fn answer(
    v: Viewer,
    State(site): State<Site>,
    Path((id, step)): Path<(AdoptionId, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::from(fields);
    let answer = meant(&step, &typed, &v).ok_or(Fault::NotFound)?;
    match desk::practice::answer(&site.desk, v.actor()?, (id, typed.revision()), answer).await {
        Ok(()) => Ok(Redirect::to(&v.to(format!("/cach-lam-hay/ap-dung/{id}"))).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&AdoptionPage::open(v, &site, id, (Some(typed), complaints)).await?)
        }
    }
}
