//! Styles, scripts and fonts, embedded in the program.
//!
//! Two folders: plain CSS that always stands in the tree, and `assets/dist`, which Node builds and
//! which may be empty: then pages say nothing of script and are whole all the same.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::error::Fault;

#[derive(RustEmbed)]
#[folder = "../../assets/css/"]
struct Plain;

#[derive(RustEmbed)]
#[folder = "../../assets/dist/"]
#[allow_missing = true]
struct Built;

fn find(name: &str) -> Option<EmbeddedFile> {
    Plain::get(name).or_else(|| Built::get(name))
}

/// The address of an asset with its fingerprint, so that it may be kept for a year; nothing when
/// the asset was not built.
#[must_use]
pub fn address(name: &str) -> Option<String> {
    let file = find(name)?;
    Some(format!("/assets/{name}?v={}", fingerprint(&file)))
}

/// The script of map pages with its worker, when they were built.
#[must_use]
pub fn map_script() -> Option<(String, String)> {
    Some((address("map.js")?, address("map-worker.js")?))
}

fn fingerprint(file: &EmbeddedFile) -> String {
    file.metadata.sha256_hash()[..5].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `GET /assets/{*name}`.
pub async fn serve(
    Path(name): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let file = find(&name).ok_or(Fault::NotFound)?;
    let tag = format!("\"{}\"", fingerprint(&file));
    let versioned = uri.query().is_some_and(|query| query == format!("v={}", fingerprint(&file)));
    let keep =
        if versioned { "public, max-age=31536000, immutable" } else { "public, max-age=86400" };
    let known =
        headers.get(header::IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == tag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, content_type(&name))], file.data.into_owned()).into_response()
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    let tag = HeaderValue::from_str(&tag).map_err(|_| Fault::NotFound)?;
    response.headers_mut().insert(header::ETAG, tag);
    Ok(response)
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_is_there_without_node() {
        let found = address("site.css").expect("site.css is embedded from the tree");
        assert!(found.starts_with("/assets/site.css?v="));
        assert_eq!(address("nothing.css"), None);
    }
}
