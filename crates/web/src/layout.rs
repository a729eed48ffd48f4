//! What all pages share: the shell's data and how a template becomes an answer.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::error::Fault;
use crate::viewer::{Plain, Viewer};

/// One step of the path above a page.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Whether the name was typed, in Vietnamese.
    pub is_typed: bool,
}

impl Crumb {
    /// A step to an address of ours, named by a code.
    #[must_use]
    pub fn word(v: &Viewer, path: &str, code: &str) -> Self {
        Self { href: v.to(path), name: v.word(code), is_typed: false }
    }

    /// A step to an address of ours, named as it is.
    #[must_use]
    pub fn named(v: &Viewer, path: &str, name: &str) -> Self {
        Self { href: v.to_on(path), name: name.to_owned(), is_typed: true }
    }
}

/// A page that came out well.
///
/// # Errors
/// When the template cannot be written.
pub fn html(page: &impl Template) -> Result<Response, Fault> {
    Ok(([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page.render()?).into_response())
}

/// The same page again because what was sent cannot stand: 422, with the person's own words.
///
/// # Errors
/// When the template cannot be written.
pub fn html_refused(page: &impl Template) -> Result<Response, Fault> {
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    let page = summed_up(page.render()?);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, headers, page).into_response())
}

/// How the summary of a refused form begins, and how it ends.
const SUMMARY: (&str, &str) = ("role=\"alert\" tabindex=\"-1\">", "</ul>");
/// What a line of the summary has that says the same of any field.
const GENERAL: &str = " data-of";

/// The page with the summary of its form in the order of the form, where a line that says the same of any
/// field begins with the label of its own. Only the finished page knows both: refusals come in the order
/// of the rules, and labels stand in the templates.
fn summed_up(page: String) -> String {
    let Some(from) = page.find(SUMMARY.0) else { return page };
    let Some(until) = page[from..].find(SUMMARY.1).map(|at| from + at) else { return page };
    let (Some(first), Some(last)) =
        (page[from..until].find("<li>"), page[from..until].rfind("</li>"))
    else {
        return page;
    };
    let (first, last) = (from + first, from + last + "</li>".len());
    let mut items: Vec<(usize, String)> = page[first..last]
        .split_inclusive("</li>")
        .map(|item| {
            let item = item.trim();
            let field = item.split_once("href=\"#").and_then(|(_, rest)| rest.split_once('"'));
            let Some((field, _)) = field else { return (0, item.to_owned()) };
            let at = page.find(&format!("id=\"{field}\"")).unwrap_or(page.len());
            (at, named(item, label(&page, field)))
        })
        .collect();
    items.sort_by_key(|(at, _)| *at);
    let items: Vec<String> = items.into_iter().map(|(_, item)| item).collect();
    format!("{}{}{}", &page[..first], items.join("\n"), &page[last..])
}

/// The label of a field, where it is plain text.
fn label<'p>(page: &'p str, field: &str) -> Option<&'p str> {
    let (_, rest) = page.split_once(&format!("<label for=\"{field}\">"))?;
    rest.split('<').next().map(str::trim).filter(|label| !label.is_empty())
}

/// A line of the summary, headed by a label where it speaks of any field.
fn named(item: &str, label: Option<&str>) -> String {
    let Some((before, after)) = item.split_once(GENERAL) else { return item.to_owned() };
    match (label, after.split_once('>')) {
        (Some(label), Some((rest, text))) => format!("{before}{rest}>{label}: {text}"),
        _ => format!("{before}{after}"),
    }
}

/// What is wrong with a form: where, and in which words.
#[derive(Clone, Debug, Default)]
pub struct Complaints {
    all: Vec<(&'static str, String)>,
    /// The fields of which something is said that would be said of any.
    general: Vec<&'static str>,
}

impl Complaints {
    /// What a refusal says, each beside its field. A failure is passed on.
    ///
    /// # Errors
    /// The failure.
    pub fn of(v: &Viewer, error: desk::Error) -> Result<Self, Fault> {
        let desk::Error::Refused(refusal) = error else { return Err(error.into()) };
        let mut complaints = Self::default();
        for one in refusal.each() {
            complaints.add(one.field, v.say_coded(one.code, &one.args));
            if one.code.starts_with("text-") {
                complaints.general.push(one.field);
            }
        }
        Ok(complaints)
    }

    /// Adds one about `field`; an empty field name speaks of the form as a whole.
    pub fn add(&mut self, field: &'static str, text: String) {
        self.all.push((field, text));
    }

    /// Adds one about `field` that would be said of any.
    pub fn add_general(&mut self, field: &'static str, text: String) {
        self.add(field, text);
        self.general.push(field);
    }

    /// The same for a form that calls one of its fields by another name.
    #[must_use]
    pub fn moved(mut self, from: &str, to: &'static str) -> Self {
        let told = self.all.iter_mut().map(|(field, _)| field);
        for field in told.chain(&mut self.general).filter(|field| **field == from) {
            *field = to;
        }
        self
    }

    /// Whether the form may stand.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What is said beside a field.
    #[must_use]
    pub fn at(&self, field: &str) -> Option<&str> {
        self.all.iter().find(|(name, _)| *name == field).map(|(_, text)| text.as_str())
    }

    /// Whether anything is said beside a field of a row: one of these stems with the row's number.
    #[must_use]
    pub fn in_row(&self, stems: &str, row: impl Plain<i64>) -> bool {
        let row = row.plain().to_string();
        let of = |name: &str| {
            name.rsplit_once('-')
                .is_some_and(|(stem, n)| n == row && stems.split(' ').any(|own| own == stem))
        };
        self.all.iter().any(|(name, _)| of(name))
    }

    /// All of them, for the summary on top.
    #[must_use]
    pub fn all(&self) -> &[(&'static str, String)] {
        &self.all
    }

    /// Whether what is said of a field would be said of any.
    #[must_use]
    pub fn is_general(&self, field: &str) -> bool {
        self.general.contains(&field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<div class=\"note note-wrong\" role=\"alert\" tabindex=\"-1\">\n<h2>Chưa gửi được</h2>\n\
        <ul>\n<li><a href=\"#loai\">Hãy chọn loại.</a></li>\n<li>Trang đã cũ.</li>\n\
        <li><a href=\"#ten\" data-of>Ô này còn trống.</a></li>\n<li><a href=\"#di\" data-of>Dài.</a></li>\n</ul>\n\
        </div><label for=\"ten\">Tên tổ</label><input id=\"ten\"><select id=\"loai\"></select>";

    #[test]
    fn the_summary_goes_down_the_form_and_says_which_field_is_empty() {
        let page = summed_up(PAGE.to_owned());
        let list = page.split_once("<ul>").unwrap().1.split_once("</ul>").unwrap().0;
        let expected = "\n<li>Trang đã cũ.</li>\n\
            <li><a href=\"#ten\">Tên tổ: Ô này còn trống.</a></li>\n\
            <li><a href=\"#loai\">Hãy chọn loại.</a></li>\n<li><a href=\"#di\">Dài.</a></li>\n";
        assert_eq!(list, expected);
        assert!(page.starts_with("<div") && page.ends_with("</select>"));
    }

    #[test]
    fn a_page_without_a_summary_stays_as_it_is() {
        for page in ["", "<p>x</p>", "<div role=\"alert\" tabindex=\"-1\"><p>x</p></div>"] {
            assert_eq!(summed_up(page.to_owned()), page);
        }
    }
}
