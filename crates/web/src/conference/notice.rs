//! The notice of conclusions: a form that grows by as many conclusions and matters as are needed,
//! without script; every fault stands beside its field and names its conclusion.

mod form;

use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use ledger::ConferenceId;
use ledger::conference::{State as Stage, is_head};
use ledger::matter::ProofKind;
use store::conference::Page;
use store::difficulty::{self, Asked};
use units::UnitId;

use self::form::{Block, Marks, Typed};
use super::sent::read;
use super::{crumbs, load_own, to_page, view};
use crate::error::Fault;
use crate::layout::{Crumb, html, html_refused};
use crate::site::Site;
use crate::viewer::Viewer;

/// Difficulties offered as what a conclusion answers.
const OFFERED_MOST: i64 = 200;

/// Choices of a field: value and word.
type Choices = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "conference/notice.html")]
struct NoticePage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Marks,
    page: Page,
    heads: Choices,
    helpers: Choices,
    places: Choices,
    difficulties: Choices,
    proofs: Choices,
    typed: Typed,
}

impl NoticePage {
    async fn open(
        v: Viewer,
        site: &Site,
        page: Page,
        (typed, complaints): (Typed, Marks),
    ) -> Result<Self, Fault> {
        let unit = page.line.unit_id;
        let posts = view::posts_of(&v, site, unit).await?;
        let heads: Vec<_> = posts.iter().filter(|post| is_head(post.kind)).cloned().collect();
        Ok(Self {
            crumbs: crumbs(&v, &page),
            complaints,
            heads: view::posts_to_choose(&v, &heads),
            helpers: view::posts_to_choose(&v, &posts),
            places: view::places_of(&v, site, unit).await?,
            difficulties: difficulties(&v, site, unit).await?,
            proofs: ProofKind::ALL
                .iter()
                .map(|kind| (kind.to_string(), v.word(kind.word())))
                .collect(),
            typed,
            page,
            v,
        })
    }

    fn address(&self) -> String {
        self.v.to(format!("/hoi-nghi/{}/ket-luan", self.page.line.conference_id))
    }

    fn is_single(&self) -> bool {
        self.typed.blocks.len() == 1
    }
}

/// The difficulties of a territory that are not overcome.
async fn difficulties(v: &Viewer, site: &Site, unit: UnitId) -> Result<Choices, Fault> {
    let (reader, scope) = (site.desk.store.read(), v.scope());
    let asked = Asked { within: Some(unit), category: None, state: None };
    let lines = difficulty::list(&reader, &scope, asked, v.today, OFFERED_MOST).await?;
    let open = lines.into_iter().filter(|line| line.state != ledger::difficulty::State::Overcome);
    let choice = |line: difficulty::Line| {
        let place = line.unit.unwrap_or_default();
        (line.difficulty_id.to_string(), format!("{place}: {}", line.title))
    };
    Ok(open.map(choice).collect())
}

/// `GET /hoi-nghi/{conference}/ket-luan`.
pub(super) async fn form(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConferenceId>,
) -> Result<Response, Fault> {
    let page = load_own(&v, &site, id).await?;
    match page.line.state {
        Stage::Held => {}
        Stage::Called => return Err(desk::Refusal::new("conference-not-held").into()),
        Stage::Concluded => return Err(desk::Refusal::new("conference-is-concluded").into()),
        Stage::CalledOff => return Err(desk::Refusal::new("conference-is-called-off").into()),
    }
    let mut typed = Typed { dated_on: v.today.to_string(), ..Typed::default() };
    typed.blocks.push(Block::fresh(&*site.desk.clock));
    html(&NoticePage::open(v, &site, page, (typed, Marks::default())).await?)
}

/// `POST /hoi-nghi/{conference}/ket-luan`: gives the notice, or shows the form with a part more or
/// less.
pub(super) async fn conclude(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ConferenceId>,
    sent: Multipart,
) -> Result<Response, Fault> {
    let (sent, document) = read(sent).await?;
    let mut typed = Typed::of(&sent);
    if typed.change(&sent.one("lam"), &*site.desk.clock) {
        let page = load_own(&v, &site, id).await?;
        return html(&NoticePage::open(v, &site, page, (typed, Marks::default())).await?);
    }
    let at = (id, sent.one("ban").parse().unwrap_or(0));
    let (new, mut marks) = typed.notice(&v)?;
    if marks.is_empty() {
        match desk::conference::conclude(&site.desk, v.actor()?, at, new, document).await {
            Ok(()) => return Ok(to_page(&v, id)),
            Err(error) => marks = Marks::of(&v, error)?,
        }
    }
    let page = load_own(&v, &site, id).await?;
    html_refused(&NoticePage::open(v, &site, page, (typed, marks)).await?)
}
