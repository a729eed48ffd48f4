//! What may be asked of a plan: why it is the limit, other plans to choose among, one figure traded for
//! another; and the choice of one that was offered.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::draw::ask::{self, Of};
use desk::draw::{Figure, Wish};
use serde::Deserialize;
use units::PlanId;

use super::view;
use crate::draw::answer::term;
use crate::error::Fault;
use crate::layout::{Complaints, html_refused};
use crate::reorganisation::count;
use crate::site::Site;
use crate::viewer::Viewer;

/// The questions as typed.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct Ask {
    /// Which of them is asked.
    #[serde(rename = "hoi")]
    pub which: String,
    /// Households by which sizes are moved.
    pub nac: String,
    /// How many plans.
    #[serde(rename = "may-phuong-an")]
    pub wanted: String,
    /// By how many per cent of the households they differ.
    #[serde(rename = "khac-nhau")]
    pub apart: String,
    /// One figure.
    #[serde(rename = "mot")]
    pub first: String,
    /// The other.
    #[serde(rename = "hai")]
    pub second: String,
}

impl Default for Ask {
    fn default() -> Self {
        Self {
            which: String::new(),
            nac: "10".to_owned(),
            wanted: "3".to_owned(),
            apart: "20".to_owned(),
            first: Figure::Moved.code().to_owned(),
            second: Figure::Deviation.code().to_owned(),
        }
    }
}

impl Ask {
    /// The figures one may trade, with their names.
    #[must_use]
    pub fn terms(&self, v: &Viewer) -> Vec<(&'static str, String)> {
        Figure::ALL.into_iter().map(|figure| (figure.code(), term(v, figure))).collect()
    }

    /// The wish, or complaints beside what is no number.
    fn wish(&self, v: &Viewer, complaints: &mut Complaints) -> Result<Option<Wish>, Fault> {
        let mut whole = |field: &'static str, text: &str| {
            let read = count(text.trim());
            if read.is_none() {
                complaints.add(field, v.word("draw-number"));
            }
            read
        };
        Ok(match self.which.as_str() {
            "explain" => whole("nac", &self.nac).map(|step| Wish::Explain { step }),
            "alternatives" => {
                let wanted = whole("may-phuong-an", &self.wanted);
                let apart = whole("khac-nhau", self.apart.trim_end_matches([' ', '%']));
                wanted
                    .zip(apart)
                    .map(|(wanted, apart_percent)| Wish::Alternatives { wanted, apart_percent })
            }
            "front" => {
                let pair = Figure::read(&self.first).zip(Figure::read(&self.second));
                let (first, second) = pair.ok_or(Fault::Unreadable)?;
                Some(Wish::Front { first, second })
            }
            _ => return Err(Fault::Unreadable),
        })
    }
}

/// `POST /sap-xep/phuong-an/{plan}/hoi`.
pub async fn ask(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PlanId>,
    Form(form): Form<Ask>,
) -> Result<Response, Fault> {
    let actor = v.actor()?;
    let mut complaints = Complaints::default();
    if let Some(wish) = form.wish(&v, &mut complaints)? {
        match ask::ask(&site.desk, actor, Of::Plan(id), (wish, None)).await {
            Ok(job) => {
                return Ok(Redirect::to(&v.to(format!("/sap-xep/viec/{job}"))).into_response());
            }
            Err(error) => complaints = Complaints::of(&v, error)?,
        }
    }
    html_refused(&view(v, &site, id, (form, complaints)).await?)
}

/// `POST /sap-xep/phuong-an/{plan}/chon`.
pub async fn choose(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<PlanId>,
) -> Result<Response, Fault> {
    desk::plan::choose(&site.desk, v.actor()?, id).await?;
    Ok(Redirect::to(&v.to(format!("/sap-xep/phuong-an/{id}"))).into_response())
}
