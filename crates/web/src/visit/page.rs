//! The page of a visit: what was heard, in the order in which it was heard, and what became of the
//! promises; and one more promise after the visit.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use ledger::matter::ProofKind;
use ledger::visit::State as Stage;
use ledger::{DifficultyId, MatterId, VisitId};
use store::visit::{Page, PartRow};
use store::{Scope, difficulty, matter, practice};
use units::UnitId;

use super::correct::{Told, told};
use super::record::Owners;
use super::typed::PromiseRow;
use super::{Fields, crumbs};
use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// Practices of a place offered for linking.
const PRACTICES_MOST: i64 = 50;

#[derive(Template)]
#[template(path = "visit/page.html")]
struct VisitPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    page: Page,
    difficulties: Vec<difficulty::Line>,
    matters: Vec<matter::Line>,
    may_plan: bool,
    may_hold: bool,
    owners: Owners,
    /// Practices of the place, for whoever may say that an experience became one.
    practices: Vec<(String, String)>,
    may_register: bool,
    typed: PromiseRow,
    matter_id: String,
}

impl VisitPage {
    async fn open(
        v: Viewer,
        site: &Site,
        id: VisitId,
        complaints: Complaints,
    ) -> Result<Self, Fault> {
        let (reader, scope) = (site.desk.store.read(), v.scope());
        let page = store::visit::page(&reader, &scope, id, v.today).await?;
        let page = page.ok_or(Fault::NotFound)?;
        let heard: Vec<DifficultyId> = page.difficulties.iter().map(|(id, _)| *id).collect();
        let difficulties = difficulty::among(&reader, &scope, &heard, v.today).await?;
        let matters = matter::of_origins(&reader, &scope, [id.0], v.today).await?;
        let may_hold = v.may(site, Act::VisitHold, page.line.unit_id).await?;
        let may_register = v.may(site, Act::PracticeRegister, page.line.unit_id).await?;
        let practices = match may_register {
            true => practices(site, &scope, page.line.unit_id).await?,
            false => Vec::new(),
        };
        let owners = match may_hold {
            true => Owners::of(&v, site, &page).await?,
            false => Owners { visiting: Vec::new(), others: Vec::new() },
        };
        Ok(Self {
            crumbs: crumbs(&v, &page.line),
            complaints,
            difficulties,
            matters,
            may_plan: v.may(site, Act::VisitPlan, page.line.unit_id).await?,
            may_hold,
            owners,
            practices,
            may_register,
            typed: PromiseRow::default(),
            matter_id: site.desk.clock.id().to_string(),
            page,
            v,
        })
    }

    fn address(&self, act: &str) -> String {
        self.v.to(format!("/di-co-so/{}{act}", self.page.line.visit_id))
    }

    /// The promises that the visitors took on themselves, or the others.
    fn promised(&self, own: bool) -> Vec<&matter::Line> {
        let is_own = |line: &matter::Line| {
            let of = |(id, own): &(MatterId, bool)| *own && *id == line.matter_id;
            self.page.promises.iter().any(of)
        };
        self.matters.iter().filter(|line| is_own(line) == own).collect()
    }

    /// The one promise of the form stands in row 1.
    #[expect(clippy::unused_self, reason = "the template asks the page")]
    const fn row(&self) -> usize {
        1
    }

    fn is_new(&self, line: &difficulty::Line) -> bool {
        self.page.difficulties.contains(&(line.difficulty_id, true))
    }

    fn practices(&self) -> Vec<(String, String)> {
        self.practices.clone()
    }

    fn told(&self, part: &PartRow) -> Told {
        told(&self.v, part)
    }

    fn members(&self) -> String {
        let named = self.page.members.iter();
        let named = named.map(|post| self.v.called(&post.name, &post.name_en));
        named.collect::<Vec<_>>().join(", ")
    }

    fn proofs(&self) -> Vec<(String, String)> {
        ProofKind::ALL.iter().map(|kind| (kind.to_string(), self.v.word(kind.word()))).collect()
    }

    fn answerable(&self) -> Vec<(String, String)> {
        let heard = self.difficulties.iter();
        heard.map(|line| (line.difficulty_id.to_string(), line.title.clone())).collect()
    }
}

/// The practices of a place and of what lies below it.
async fn practices(
    site: &Site,
    scope: &Scope,
    place: UnitId,
) -> Result<Vec<(String, String)>, Fault> {
    let sought = practice::Sought { within: Some(place), ..practice::Sought::default() };
    let found = practice::list(&site.desk.store.read(), scope, &sought, PRACTICES_MOST).await?;
    Ok(found.into_iter().map(|line| (line.practice_id.to_string(), line.title)).collect())
}

/// `POST /di-co-so/{visit}/dieu-hay/{number}`: a good experience became a practice.
pub(super) async fn register(
    v: Viewer,
    State(site): State<Site>,
    Path((id, number)): Path<(VisitId, i64)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let mut complaints = Complaints::default();
    match Fields::from(fields).get("cach-lam").parse() {
        Ok(practice) => {
            let at = (id, number);
            match desk::visit::register_experience(&site.desk, v.actor()?, at, practice).await {
                Ok(()) => {
                    return Ok(Redirect::to(&v.to(format!("/di-co-so/{id}"))).into_response());
                }
                Err(error) => complaints = Complaints::of(&v, error)?,
            }
        }
        Err(_) => complaints.add("", v.word("visit-choose-practice")),
    }
    html_refused(&VisitPage::open(v, &site, id, complaints).await?)
}

/// `GET /di-co-so/{visit}`.
pub(super) async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<VisitId>,
) -> Result<Response, Fault> {
    html(&VisitPage::open(v, &site, id, Complaints::default()).await?)
}

/// `POST /di-co-so/{visit}/hua`.
pub(super) async fn promise(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<VisitId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let fields = Fields::from(fields);
    let typed = PromiseRow::sent(&fields, 1);
    let matter: MatterId = fields.get("ma").parse().map_err(|_| Fault::Unreadable)?;
    let promise = typed.promise();
    match desk::visit::promise(&site.desk, v.actor()?, (id, matter), promise).await {
        Ok(_) => Ok(Redirect::to(&v.to(format!("/di-co-so/{id}"))).into_response()),
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            let page = VisitPage::open(v, &site, id, complaints).await?;
            html_refused(&VisitPage { typed, matter_id: matter.to_string(), ..page })
        }
    }
}
