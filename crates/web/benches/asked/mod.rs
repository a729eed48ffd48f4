//! How a bench asks for a page: through the router, from request to last byte.

use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// How often each page is asked for.
const TIMES: usize = 60;

/// Seconds of one answer, median and 95th percentile, and its text.
pub async fn measure(router: &Router, address: &str, cookie: Option<&str>) -> (f64, f64, String) {
    let mut seconds = Vec::new();
    let mut bytes = Bytes::new();
    for time in 0..TIMES + 5 {
        let mut request = Request::get(address).header(header::HOST, "localhost");
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let began = Instant::now();
        let answer = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert!(answer.status().is_success(), "{address}: {}", answer.status());
        bytes = answer.into_body().collect().await.unwrap().to_bytes();
        // The first few warm the caches of the database.
        if time >= 5 {
            seconds.push(began.elapsed().as_secs_f64());
        }
    }
    seconds.sort_by(f64::total_cmp);
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    (seconds[TIMES / 2], seconds[TIMES * 95 / 100], text)
}
