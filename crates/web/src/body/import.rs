//! Many bodies from an office's list: send it, see what it comes to, make them. The rows that were looked
//! at come back with the second form, so that nothing is kept between and nothing needs a script.

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::body::{Brought, ImportLine};
use desk::old_list::Document;
use serde::Deserialize;

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::sent::{Limits, Sent};
use crate::site::Site;
use crate::viewer::Viewer;

/// A list and the day from which it holds.
const FORM: Limits = Limits { files_in: "tep", files_most: 1, field_most: 100 };

#[derive(Template)]
#[template(path = "body/import.html")]
struct ImportPage {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    on: String,
    brought: Option<Brought>,
    /// The rows as the second form carries them.
    carried: String,
}

impl ImportPage {
    fn said(&self, complaint: &desk::body::Complaint) -> String {
        self.v.say_coded(complaint.refusal.code, &complaint.refusal.args)
    }

    fn rows(&self, rows: &[u32]) -> String {
        rows.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
    }
}

fn import_page(v: Viewer, on: String, complaints: Complaints) -> ImportPage {
    let crumbs = vec![Crumb::word(&v, "/co-quan", "body-nav")];
    ImportPage { v, crumbs, complaints, on, brought: None, carried: String::new() }
}

/// `GET /co-quan/nhap`.
pub(super) async fn form(v: Viewer) -> Result<Response, Fault> {
    v.actor()?;
    let on = v.today.to_string();
    html(&import_page(v, on, Complaints::default()))
}

/// `POST /co-quan/nhap`: what a list comes to.
pub(super) async fn read(
    v: Viewer,
    State(site): State<Site>,
    sent: Multipart,
) -> Result<Response, Fault> {
    let mut sent = Sent::read(sent, FORM).await?;
    let on = sent.one("tu-ngay");
    let file = sent.document().map(|file| Document { name: file.name, body: file.body });
    let mut complaints = Complaints::default();
    if file.is_none() {
        complaints.add("tep", v.word("body-import-no-file"));
    }
    let day = on.parse();
    if day.is_err() {
        complaints.add("tu-ngay", v.word("body-day-missing"));
    }
    if let (Some(file), Ok(day)) = (file, day) {
        match desk::body::read_file(&site.desk, Some(v.actor()?), (file, day)).await {
            Ok(brought) => {
                let carried = serde_json::to_string(&brought.lines)
                    .map_err(|cause| Fault::Failed(format!("rows of bodies: {cause}")))?;
                let page = import_page(v, on, complaints);
                return html(&ImportPage { brought: Some(brought), carried, ..page });
            }
            Err(desk::Error::Refused(refusal)) => {
                complaints.add("tep", v.say_coded(refusal.code, &refusal.args));
            }
            Err(failed) => return Err(failed.into()),
        }
    }
    html_refused(&import_page(v, on, complaints))
}

/// The rows that were looked at.
#[derive(Deserialize)]
pub(super) struct Carried {
    #[serde(default, rename = "hang")]
    lines: String,
}

/// `POST /co-quan/nhap/ghi`: makes them, all or none.
pub(super) async fn apply(
    v: Viewer,
    State(site): State<Site>,
    Form(carried): Form<Carried>,
) -> Result<Response, Fault> {
    let lines: Vec<ImportLine> =
        serde_json::from_str(&carried.lines).map_err(|_| Fault::Unreadable)?;
    let first = lines.first().map(|line| line.unit_id);
    let again = lines.clone();
    match desk::body::import(&site.desk, Some(v.actor()?), lines).await {
        Ok(_) => {
            let query = first.map(|unit| format!("?o={unit}")).unwrap_or_default();
            Ok(Redirect::to(&v.to(format!("/co-quan{query}"))).into_response())
        }
        Err(error) => {
            let complaints = Complaints::of(&v, error)?;
            let on = v.today.to_string();
            let page = import_page(v, on, complaints);
            let brought = Some(Brought { lines: again, ..Brought::default() });
            html_refused(&ImportPage { brought, carried: carried.lines, ..page })
        }
    }
}
