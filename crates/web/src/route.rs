//! The one table of routes: address, method, who may come, and what answers.
//!
//! A page appears here, or in the table of its noun that stands here, or nowhere. Pages stand under their Vietnamese address and, in English, under
//! `/en`; machine addresses (API, assets, streams) have one form.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};

use crate::api::v1;
use crate::site::Site;
use crate::{
    account, assets, draw, guard, home, household, map, old_list, plan, reorganisation, unit,
};

/// The largest form with a file: a resolution of 20 MiB and the fields around it.
pub const UPLOAD_MOST: usize = 21 * 1024 * 1024;

/// Who may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anyone; no cookie is set.
    Public,
    /// Anyone, for one reader alone: a form with a key of its own, a page that a code opens. Never
    /// stored, named to no other site, and not for search engines.
    Holder,
    /// People who are signed in; what they may do there is decided by `desk::authority`.
    SignedIn,
    /// As signed in, and the page shows personal data: each reading writes an access entry.
    Personal,
}

/// Whether an address also stands under `/en`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A page, in both languages.
    Page,
    /// For machines, one address.
    Machine,
}

/// One row of the table.
pub struct Route {
    /// The address, with `{…}` for what varies.
    pub path: &'static str,
    /// The method.
    pub method: &'static str,
    /// Who may come.
    pub who: Who,
    /// Whether it stands in both languages.
    pub form: Form,
    answer: fn() -> MethodRouter<Site>,
}

pub(crate) const fn page(
    path: &'static str,
    who: Who,
    answer: fn() -> MethodRouter<Site>,
) -> Route {
    Route { path, method: "GET", who, form: Form::Page, answer }
}

pub(crate) const fn act(path: &'static str, who: Who, answer: fn() -> MethodRouter<Site>) -> Route {
    Route { path, method: "POST", who, form: Form::Page, answer }
}

pub(crate) const fn machine(path: &'static str, answer: fn() -> MethodRouter<Site>) -> Route {
    Route { path, method: "GET", who: Who::Public, form: Form::Machine, answer }
}

/// What a program sends and gets an answer to; it changes nothing.
pub(crate) const fn question(path: &'static str, answer: fn() -> MethodRouter<Site>) -> Route {
    Route { path, method: "POST", who: Who::Public, form: Form::Machine, answer }
}

/// Lets a form with a file be as large as a file may be.
pub(crate) fn with_file(answer: MethodRouter<Site>) -> MethodRouter<Site> {
    answer.layer(DefaultBodyLimit::max(UPLOAD_MOST))
}

/// Lets only a few draw at once.
pub(crate) fn in_turn(answer: MethodRouter<Site>) -> MethodRouter<Site> {
    answer.layer(from_fn(guard::take_turns))
}

use Who::{Personal, Public, SignedIn};

/// The addresses of places, of their reorganisation, of accounts and of machines.
const ROUTES: &[Route] = &[
    page("/", Public, || get(home::page)),
    page("/dia-ban", Public, || get(unit::tree)),
    page("/dia-ban/{unit}", Public, || get(unit::page)),
    page("/dia-ban/{unit}/qua-trinh", Public, || get(unit::lineage)),
    page("/dia-ban/{unit}/ban-do", Public, || in_turn(get(map::page))),
    page("/dia-ban/{unit}/ban-do.svg", Public, || in_turn(get(map::svg))),
    page("/dia-ban/{unit}/ban-do.geojson", Public, || in_turn(get(map::data))),
    page("/dia-ban/{unit}/ban-do/nen.geojson", Public, || in_turn(get(map::over))),
    page("/dia-ban/{unit}/ban-do/gan.geojson", Public, || in_turn(get(map::closer))),
    page("/ban-do", Public, || in_turn(get(map::nation))),
    page("/ban-do.svg", Public, || in_turn(get(map::nation_svg))),
    page("/ban-do/nen.geojson", Public, || in_turn(get(map::nation_over))),
    page("/dia-ban/{unit}/ho", SignedIn, || get(household::ask)),
    act("/dia-ban/{unit}/ho", Personal, || post(household::list)),
    page("/sap-xep", Public, || get(draw::communes)),
    page("/sap-xep/{commune}", Public, || get(draw::commune)),
    act("/sap-xep/{commune}/ve", SignedIn, || post(draw::start)),
    page("/sap-xep/{commune}/danh-sach", SignedIn, || get(old_list::lists)),
    act("/sap-xep/{commune}/danh-sach", SignedIn, || with_file(post(old_list::bring))),
    page("/sap-xep/{commune}/danh-sach/{list}", SignedIn, || get(old_list::page)),
    act("/sap-xep/{commune}/danh-sach/{list}/doc-lai", SignedIn, || post(old_list::reread)),
    act("/sap-xep/{commune}/danh-sach/{list}/chap-nhan", SignedIn, || post(old_list::accept)),
    act("/sap-xep/{commune}/danh-sach/{list}/bo", SignedIn, || post(old_list::withdraw)),
    page("/sap-xep/viec/{job}", SignedIn, || get(draw::job)),
    page("/sap-xep/viec/{job}/tien-do", SignedIn, || get(draw::progress)),
    act("/sap-xep/viec/{job}/dung", SignedIn, || post(draw::cancel)),
    page("/sap-xep/phuong-an/{plan}", Public, || get(plan::page)),
    page("/sap-xep/phuong-an/{plan}/ban-do.svg", Public, || in_turn(get(map::plan_svg))),
    page("/sap-xep/phuong-an/{plan}/ban-do.geojson", Public, || in_turn(get(map::plan_data))),
    page("/sap-xep/phuong-an/{plan}/so-sanh", Public, || get(plan::compare)),
    act("/sap-xep/phuong-an/{plan}/de-nghi", SignedIn, || post(plan::propose)),
    act("/sap-xep/phuong-an/{plan}/xoa", SignedIn, || post(plan::delete)),
    page("/sap-xep/phuong-an/{plan}/kp/{part}", Public, || in_turn(get(plan::part))),
    act("/sap-xep/phuong-an/{plan}/kp/{part}/ten", SignedIn, || post(plan::rename)),
    act("/sap-xep/phuong-an/{plan}/kp/{part}/ly-do", SignedIn, || post(plan::reason)),
    act("/sap-xep/phuong-an/{plan}/kp/{part}/to-tu-quan", SignedIn, || post(plan::groups)),
    page("/sap-xep/ho-so/{reorganisation}", Public, || get(reorganisation::page)),
    act("/sap-xep/ho-so/{reorganisation}/ghi-nhan", SignedIn, || {
        with_file(post(reorganisation::record))
    }),
    act("/sap-xep/ho-so/{reorganisation}/xac-nhan", SignedIn, || post(reorganisation::confirm)),
    act("/sap-xep/ho-so/{reorganisation}/huy", SignedIn, || post(reorganisation::revert)),
    page("/sap-xep/ho-so/{reorganisation}/van-ban", SignedIn, || get(reorganisation::document)),
    page("/dang-nhap", Public, || get(account::form)),
    act("/dang-nhap", Public, || post(account::sign_in)),
    act("/dang-xuat", Public, || post(account::sign_out)),
    page("/mat-khau", SignedIn, || get(account::password_form)),
    act("/mat-khau", SignedIn, || post(account::change_password)),
    machine("/healthz", || get(home::health)),
    machine("/assets/{*name}", || get(assets::serve)),
    machine("/api/v1/openapi.json", || get(v1::openapi)),
    machine("/api/v1/units", || get(v1::units)),
    machine("/api/v1/units/{id}", || get(v1::unit)),
    machine("/api/v1/units/{id}/lineage", || get(v1::lineage)),
    machine("/api/v1/units/{id}/geojson", || in_turn(get(v1::geojson))),
    machine("/api/v1/translate", || get(v1::translate)),
    question("/api/v1/translate", || {
        post(v1::translate_all).layer(DefaultBodyLimit::max(v1::TRANSLATED_MOST))
    }),
    machine("/api/v1/conversion.csv", || get(v1::conversion)),
    machine("/api/v1/blocks", || get(v1::blocks)),
    machine("/api/v1/versions", || get(v1::versions)),
    machine("/api/v1/rules", || get(v1::rules)),
    machine("/api/v1/rules/{rule}", || get(v1::rule)),
    machine("/api/v1/plans", || get(v1::plans)),
    machine("/api/v1/plans/{id}", || get(v1::plan)),
    machine("/api/v1/bodies", || get(v1::bodies)),
    machine("/api/v1/bodies/{id}", || get(v1::body)),
];

/// Every noun's addresses. A new noun adds its line here.
const TABLES: &[&[Route]] = &[
    ROUTES,
    crate::stage::ROUTES,
    crate::board::ROUTES,
    crate::body::ROUTES,
    crate::boundary::ROUTES,
    crate::care::ROUTES,
    crate::conference::ROUTES,
    crate::difficulty::ROUTES,
    crate::dwelling::ROUTES,
    crate::feedback::ROUTES,
    crate::gazetteer::ROUTES,
    crate::group::ROUTES,
    crate::indicator::ROUTES,
    crate::matter::ROUTES,
    crate::movement::ROUTES,
    crate::ogc::ROUTES,
    crate::plan::ROUTES,
    crate::post::ROUTES,
    crate::practice::ROUTES,
    crate::programme::ROUTES,
    crate::renaming::ROUTES,
    crate::rulebook::ROUTES,
    crate::status_sheet::ROUTES,
    crate::transfer::ROUTES,
    crate::visit::ROUTES,
    crate::workplan::ROUTES,
];

/// Every address of the site.
pub fn all() -> impl Iterator<Item = &'static Route> {
    TABLES.iter().copied().flatten()
}

/// Whether an address takes forms of whoever holds it ([`Who::Holder`]).
#[must_use]
pub fn is_holders(method: &Method, path: &str) -> bool {
    let path = path.strip_prefix("/en").filter(|rest| rest.starts_with('/')).unwrap_or(path);
    let fits = |route: &Route| {
        let (own, asked) = (route.path.split('/'), path.split('/'));
        let is_as_long = own.clone().count() == asked.clone().count();
        is_as_long && own.zip(asked).all(|(own, asked)| own == asked || own.starts_with('{'))
    };
    all().any(|route| route.who == Who::Holder && route.method == method.as_str() && fits(route))
}

/// Builds the router of the table.
pub fn routes() -> Router<Site> {
    all().fold(Router::new(), |router, route| {
        let answer = || (route.answer)().route_layer(from_fn_with_state(route.who, guard::admit));
        let router = router.route(route.path, answer());
        match route.form {
            Form::Machine => router,
            Form::Page if route.path == "/" => router.route("/en", answer()),
            Form::Page => router.route(&format!("/en{}", route.path), answer()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holders_form_is_known_by_its_address_and_method() {
        for (method, path, is) in [
            (Method::POST, "/phan-anh/gui", true),
            (Method::POST, "/en/phan-anh/7K3M-9Q2A-NX4T/da-giai-quyet", true),
            (Method::GET, "/phan-anh/7K3M-9Q2A-NX4T/da-giai-quyet", false),
            (Method::POST, "/phan-anh/gom", false),
            (Method::POST, "/dang-nhap", false),
            (Method::POST, "/phan-anh/7K3M-9Q2A-NX4T/da-giai-quyet/", false),
        ] {
            assert_eq!(is_holders(&method, path), is, "{method} {path}");
        }
    }
}
