//! Comma-separated text as spreadsheet programs read it.

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// What the text is.
pub const TYPE: &str = "text/csv; charset=utf-8";

/// A field that a spreadsheet takes for text, never for a formula.
#[must_use]
pub fn quoted(field: &str) -> String {
    let is_number = field.parse::<f64>().is_ok();
    let guarded = if !is_number && field.starts_with(['=', '+', '-', '@']) {
        format!("'{field}")
    } else {
        field.to_owned()
    };
    kept(&guarded)
}

/// A field as it is, in quotes where it needs them: for what somebody sent and gets back.
#[must_use]
pub fn kept(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// One line of fields, with its end.
#[must_use]
pub fn line<T: AsRef<str>>(fields: impl IntoIterator<Item = T>) -> String {
    let fields: Vec<String> = fields.into_iter().map(|field| quoted(field.as_ref())).collect();
    format!("{}\r\n", fields.join(","))
}

/// What stands before a text, without which spreadsheet programs take Vietnamese for something else.
pub const MARK: &str = "\u{feff}";

/// The text as a download with a name, without its end.
#[must_use]
pub fn download(name: &str, text: String) -> Response {
    let name = format!("attachment; filename=\"{name}.csv\"");
    let heads = [(header::CONTENT_TYPE, TYPE), (header::CONTENT_DISPOSITION, &name)];
    (heads, text).into_response()
}
