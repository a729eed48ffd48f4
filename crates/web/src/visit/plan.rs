//! Planning a visit, changing and removing what is planned.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use ledger::visit::{NewVisit, first_of_month};
use ledger::{VisitId, VisitProgrammeId};
use serde::Deserialize;
use store::post::Post;
use store::visit::ProgrammeLine;
use units::{Day, UnitId};

use super::{Fields, choices, office_posts};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// For which programme and place.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct At {
    ct: Option<VisitProgrammeId>,
    o: Option<UnitId>,
}

/// What the person typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    id: String,
    revision: i64,
    programme: Option<VisitProgrammeId>,
    place: String,
    theme: String,
    month: String,
    day: String,
    leader: String,
    members: Vec<String>,
}

impl Typed {
    fn of(fields: &Fields) -> Self {
        Self {
            id: fields.get("ma").to_owned(),
            revision: fields.get("ban").parse().unwrap_or(0),
            programme: fields.get("ct").parse().ok(),
            place: fields.get("noi").to_owned(),
            theme: fields.get("chuyen-de").to_owned(),
            month: fields.get("thang").to_owned(),
            day: fields.get("ngay").to_owned(),
            leader: fields.get("truong-doan").to_owned(),
            members: fields.all("thanh-phan"),
        }
    }

    fn visit(&self) -> Result<NewVisit, Fault> {
        Ok(NewVisit {
            id: self.id.parse().map_err(|_| Fault::Unreadable)?,
            programme: self.programme.map(|id| (id, 0)),
            unit: self.place.parse().ok(),
            theme: self.theme.clone(),
            month_on: self.month.parse().ok(),
            planned_on: self.day.parse().ok(),
            leader: self.leader.parse().ok(),
            members: self.members.iter().filter_map(|post| post.parse().ok()).collect(),
        })
    }
}

#[derive(Template)]
#[template(path = "visit/plan.html")]
struct PlanPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    programme: Option<ProgrammeLine>,
    places: Vec<(String, String)>,
    posts: Vec<Post>,
    typed: Typed,
    is_new: bool,
}

impl PlanPage {
    async fn open(
        v: Viewer,
        site: &Site,
        (typed, is_new): (Typed, bool),
        complaints: Complaints,
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let programme = match typed.programme {
            Some(id) => store::visit::programme(&reader, &scope, id, v.today).await?,
            None => None,
        };
        let chosen: Option<UnitId> = typed.place.parse().ok();
        let own = super::planning_place(&v, site).await?;
        let within = programme.as_ref().map(|line| line.unit_id).or(chosen).or(own);
        let Some(within) = within else {
            return Err(desk::Refusal::new("authority-not-allowed").into());
        };
        // A visit that is there is changed by whoever plans visits of its place, whosever the programme.
        let about = chosen.filter(|_| !is_new).unwrap_or(within);
        if !v.may(site, Act::VisitPlan, about).await? {
            return Err(desk::Refusal::new("authority-elsewhere").into());
        }
        let places = places(&v, site, within, chosen).await?;
        let locality = store::locality::of(&mut site.desk.store.read(), within, v.today).await?;
        let commune = locality.and_then(|locality| locality.commune_id);
        let posts = office_posts(&v, site, commune).await?;
        let mut crumbs = vec![Crumb::word(&v, "/di-co-so", "nav-visits")];
        if let Some(line) = &programme {
            let address = format!("/di-co-so/chuong-trinh/{}", line.programme_id);
            crumbs.push(Crumb::named(&v, &address, &line.title));
        }
        Ok(Self { v, crumbs, complaints, programme, places, posts, typed, is_new })
    }

    /// The months of the programme's year, or a year from last month on.
    fn months(&self) -> Vec<(String, String)> {
        let first = match &self.programme {
            Some(line) => i16::try_from(line.year).ok().and_then(|year| Day::new(year, 1, 1)),
            None => Some(first_of_month(first_of_month(self.v.today).previous())),
        };
        let next = |day: &Day| Some(first_of_month(day.plus_days(31)));
        let months = std::iter::successors(first, next).take(12);
        months.map(|day| (day.to_string(), super::month(&self.v, day))).collect()
    }

    fn places(&self) -> Vec<(String, String)> {
        self.places.clone()
    }

    fn place_name(&self) -> &str {
        let chosen = self.places.iter().find(|(id, _)| *id == self.typed.place);
        chosen.map_or("", |(_, name)| name.as_str())
    }

    fn leaders(&self) -> Vec<(String, String)> {
        choices(&self.v, &self.posts)
    }

    fn goes_along(&self, post: &str) -> bool {
        self.typed.members.iter().any(|member| member == post)
    }

    fn action(&self) -> String {
        match self.is_new {
            true => self.v.to("/di-co-so/moi"),
            false => self.v.to(format!("/di-co-so/{}/sua", self.typed.id)),
        }
    }
}

/// The places to choose: what is visited from `within`, and the one that was asked for.
async fn places(
    v: &Viewer,
    site: &Site,
    within: UnitId,
    chosen: Option<UnitId>,
) -> Result<Vec<(String, String)>, Fault> {
    let scope = v.scope();
    let mut places: Vec<(String, String)> = Vec::new();
    for line in desk::visit::visitable(&site.desk, &scope, within).await? {
        places.push((line.unit_id.to_string(), line.name));
    }
    if let Some(chosen) = chosen
        && !places.iter().any(|(id, _)| *id == chosen.to_string())
        && let Some(line) =
            store::unit::line(&site.desk.store.read(), &scope, chosen, v.today).await?
    {
        places.insert(0, (line.unit_id.to_string(), line.name));
    }
    Ok(places)
}

/// `GET /di-co-so/moi`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Query(at): Query<At>,
) -> Result<Response, Fault> {
    let typed = Typed {
        id: site.desk.clock.id().to_string(),
        programme: at.ct,
        place: at.o.map(|unit| unit.to_string()).unwrap_or_default(),
        month: first_of_month(v.today).to_string(),
        ..Typed::default()
    };
    html(&PlanPage::open(v, &site, (typed, true), Complaints::default()).await?)
}

/// `POST /di-co-so/moi`.
pub(super) async fn plan(
    v: Viewer,
    State(site): State<Site>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed::of(&fields.into());
    match desk::visit::plan(&site.desk, v.actor()?, typed.visit()?).await {
        Ok(id) => Ok(to_page(&v, id)),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&PlanPage::open(v, &site, (typed, true), complaints).await?)
        }
    }
}

/// `GET /di-co-so/{visit}/sua`.
pub(super) async fn edit(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<VisitId>,
) -> Result<Response, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let page = store::visit::page(&reader, &scope, id, v.today).await?.ok_or(Fault::NotFound)?;
    let line = page.line;
    let typed = Typed {
        id: id.to_string(),
        revision: line.revision,
        programme: line.programme.map(|(id, _)| id),
        place: line.unit_id.to_string(),
        theme: line.theme,
        month: line.month_on.to_string(),
        day: line.planned_on.map(|day| day.to_string()).unwrap_or_default(),
        leader: line.leader.post_id.to_string(),
        members: page.members.iter().map(|member| member.post_id.to_string()).collect(),
    };
    html(&PlanPage::open(v, &site, (typed, false), Complaints::default()).await?)
}

/// `POST /di-co-so/{visit}/sua`.
pub(super) async fn replan(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<VisitId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let typed = Typed { id: id.to_string(), ..Typed::of(&fields.into()) };
    let revision = typed.revision;
    match desk::visit::replan(&site.desk, v.actor()?, revision, typed.visit()?).await {
        Ok(()) => Ok(to_page(&v, id)),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            html_refused(&PlanPage::open(v, &site, (typed, false), complaints).await?)
        }
    }
}

/// `POST /di-co-so/{visit}/bo`.
pub(super) async fn remove(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<VisitId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let revision = Fields::from(fields).get("ban").parse().unwrap_or(0);
    desk::visit::remove(&site.desk, v.actor()?, (id, revision)).await?;
    Ok(Redirect::to(&v.to("/di-co-so")).into_response())
}

fn to_page(v: &Viewer, id: VisitId) -> Response {
    Redirect::to(&v.to(format!("/di-co-so/{id}"))).into_response()
}
