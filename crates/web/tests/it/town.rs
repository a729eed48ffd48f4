//! The town, the model world of the stories: phường Bến Lá with 4 old tổ, 60 households, a block, a
//! canal with a bridge; and browsers for the people who look at it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use desk::account::{self, NewAccount};
use desk::draw::{self, DrawOrder, Worker};
use desk::intake;
use desk::post::{self, NewPost};
use desk::{Actor, Clock, Desk, Role};
use http_body_util::BodyExt as _;
use ledger::{PostCategory, PostKind};
use store::testing::{self, Fresh};
use tower::ServiceExt as _;
use units::rulebook::Rulebook;
use units::{Day, PlanId, PostId, UnitId};
use web::Site;

use crate::handed_over::intake_of;

/// A clock that stands until a story moves it.
struct TownClock(AtomicI64);

impl Clock for TownClock {
    fn now(&self) -> i64 {
        // Each look is a millisecond later, so that what came first also reads so.
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

/// The norms of the town: units of 12 to 28 households, so that its two old ones must change.
const NORMS: &str = r#"
[[territory]]
code = "90"
name = "Thành phố Bến Sậy"
within = "79"

[source.ben_la]
title = "Quy ước của thị xã mẫu"

[[rule]]
id = "ben-la-tu"
key = "size_min"
kind = "khu_pho"
territory = "90"
value = 12
source = "ben_la"

[[rule]]
id = "ben-la-den"
key = "size_max"
kind = "khu_pho"
territory = "90"
value = 28
source = "ben_la"
"#;

/// The town with its site.
pub struct Town {
    pub desk: Desk,
    pub ward: UnitId,
    /// What no visitor may ever read: identities, codes, doors, addresses and representatives of
    /// households, and the clusters that they are drawn by.
    pub secrets: Vec<String>,
    /// Names of streets and alleys, which are public and stand in addresses.
    pub streets: Vec<String>,
    clock: Arc<TownClock>,
    pub router: Router,
    _fresh: Fresh,
}

/// Somebody's browser.
pub struct Browser {
    pub router: Router,
    cookie: Option<String>,
}

/// What a browser got.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

impl Town {
    pub async fn new() -> Self {
        Self::of(sample::town()).await
    }

    /// The town as a story wants it.
    pub async fn of(commune: sample::Commune) -> Self {
        let fresh = testing::sqlite().await;
        let clock = Arc::new(TownClock(AtomicI64::new(day("2026-03-02").starts_at())));
        let rulebook = Arc::new(Rulebook::with_office("ben_la.toml", NORMS).unwrap());
        let store = fresh.store.clone();
        let desk = Desk::new(store, Arc::clone(&clock) as Arc<dyn Clock>, rulebook);
        intake::commune(&desk, None, intake_of(&commune)).await.unwrap();
        let router = web::router(Site::new(desk.clone(), false));
        let secrets = secrets(&commune);
        let mut streets: Vec<String> =
            commune.features.iter().filter_map(|feature| feature.name.clone()).collect();
        streets.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let ward = commune.id;
        let town = Self { desk, ward, secrets, streets, clock, router, _fresh: fresh };
        town.person("lan", "Nguyễn Thị Lan", Role::WardOfficer).await;
        town.person("ba sáu", "Lê Văn Sáu", Role::WardLeader).await;
        town
    }

    pub async fn person(&self, name: &str, display_name: &str, role: Role) {
        let new = NewAccount {
            name: name.to_owned(),
            display_name: display_name.to_owned(),
            password: password(name),
            role,
            unit: Some(self.ward),
            post: role.code().to_owned(),
            post_id: None,
            must_change: false,
        };
        account::add(&self.desk, None, new).await.unwrap();
    }

    /// A post of a kind in a unit, and somebody who holds it.
    pub async fn holder(
        &self,
        name: &str,
        (role, kind): (Role, PostKind),
        (post_name, unit): (&str, UnitId),
    ) -> (PostId, Actor) {
        let post = NewPost {
            id: PostId(self.desk.clock.id()),
            kind,
            category: PostCategory::Cadre,
            name: post_name.to_owned(),
            name_en: String::new(),
            body: None,
            unit: Some(unit),
            superior: None,
        };
        let id = post.id;
        post::add(&self.desk, None, post).await.unwrap();
        let new = NewAccount {
            name: name.to_owned(),
            display_name: name.to_owned(),
            password: password(name),
            role,
            unit: Some(unit),
            post: post_name.to_owned(),
            post_id: Some(id),
            must_change: false,
        };
        let account = account::add(&self.desk, None, new).await.unwrap();
        (id, account::actor(&self.desk, account).await.unwrap().unwrap())
    }

    /// Somebody whose account names no place.
    pub async fn person_of_nowhere(&self, name: &str, role: Role) {
        self.person_at(name, role, None).await;
    }

    /// An account of a role at a unit, without a post.
    pub async fn person_at(&self, name: &str, role: Role, unit: Option<UnitId>) {
        let new = NewAccount {
            name: name.to_owned(),
            display_name: name.to_owned(),
            password: password(name),
            role,
            unit,
            post: role.code().to_owned(),
            post_id: None,
            must_change: false,
        };
        account::add(&self.desk, None, new).await.unwrap();
    }

    pub fn goes_to(&self, to: &str) {
        self.clock.0.store(day(to).starts_at(), Ordering::Relaxed);
    }

    pub fn today(&self) -> Day {
        self.desk.clock.today()
    }

    /// The khu phố of the town on a day, in order of name.
    pub async fn base_units(&self, at: Day) -> Vec<store::unit::Line> {
        let (reader, scope) = (self.desk.store.read(), desk::authority::public_scope());
        store::unit::children(&reader, &scope, Some(self.ward), at).await.unwrap()
    }

    pub fn visitor(&self) -> Browser {
        Browser { router: self.router.clone(), cookie: None }
    }

    /// A visitor of the same town served as a demonstration.
    pub fn visitor_of_a_demo(&self, stage: web::Stage) -> Browser {
        let site = Site::new(self.desk.clone(), false).on_stage(stage);
        Browser { router: web::router(site), cookie: None }
    }

    /// A visitor of the same town whose office says what people type to come there.
    pub fn visitor_reached_at(&self, address: &str) -> Browser {
        let site = Site::new(self.desk.clone(), false).reached_at(Some(address));
        Browser { router: web::router(site), cookie: None }
    }

    /// A browser in which a person has signed in through the form.
    pub async fn browser_of(&self, name: &str) -> Browser {
        let mut browser = self.visitor();
        let password = password(name);
        let answer = browser.post("/dang-nhap", &[("ten", name), ("mat-khau", &password)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        browser.cookie = Some(cookie);
        browser
    }

    /// Lets the solver work until a plan is there.
    pub async fn draws(&self) -> PlanId {
        let actor = account::sign_in(&self.desk, "lan", password("lan")).await.unwrap();
        let order =
            DrawOrder { target: Some(20), k: Some(3), steps: Some(400), ..DrawOrder::default() };
        let job = draw::start(&self.desk, &actor, self.ward, order).await.unwrap();
        self.works().await;
        let scope = desk::authority::public_scope();
        let reader = self.desk.store.read();
        store::plan::by_job(&reader, &scope, job).await.unwrap().expect("a plan was drawn")
    }

    /// Lets the solver work until nothing waits.
    pub async fn works(&self) {
        let worker = Worker::spawn(self.desk.clone());
        let scope = desk::authority::public_scope();
        for _ in 0..1_200 {
            if store::job::open(&self.desk.store.read(), &scope).await.unwrap() == 0 {
                tokio::task::spawn_blocking(|| worker.end()).await.unwrap();
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the drawing does not end");
    }
}

pub fn password(name: &str) -> String {
    format!("{name} ở Bến Lá")
}

impl Browser {
    /// Keeps the cookie of an answer, as browsers do.
    pub fn keeps(&mut self, answer: &Answer) {
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        self.cookie = Some(cookie);
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.send(self.request(Method::GET, address).body(Body::empty()).unwrap()).await
    }

    /// The page in both languages, found and with every word in it; the Vietnamese one.
    pub async fn shown(&self, address: &str) -> String {
        let english = self.get(&format!("/en{address}")).await;
        assert_eq!(english.status, StatusCode::OK, "/en{address}");
        assert!(!english.body.contains('⟦'), "{}", english.body);
        let page = self.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(!page.body.contains('⟦'), "{}", page.body);
        page.body
    }

    pub async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let request = self
            .request(Method::POST, address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap();
        self.send(request).await
    }

    /// A form with a file, as a browser sends it.
    pub async fn post_form(
        &self,
        address: &str,
        fields: &[(String, String)],
        file: Option<(&str, &str)>,
    ) -> Answer {
        let mut body = String::new();
        for (name, value) in fields {
            body.push_str(&format!(
                "--giua\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        }
        if let Some((name, content)) = file {
            body.push_str(&format!(
                "--giua\r\nContent-Disposition: form-data; name=\"van-ban\"; \
                 filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n{content}\r\n"
            ));
        }
        body.push_str("--giua--\r\n");
        let request = self
            .request(Method::POST, address)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=giua")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    pub fn request(&self, method: Method, address: &str) -> axum::http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, "coso.test")
            .header("sec-fetch-site", "same-origin");
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Where it sends the reader.
    pub fn to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "no redirect: {}", self.body);
        self.header("location")
    }
}

/// The value of a field that a form carries along.
pub fn hidden(body: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = body.split(&mark).nth(1).unwrap_or_else(|| panic!("no field {name}: {body}"));
    rest.split('"').next().unwrap().to_owned()
}

pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// What stands in household rows and clusters and nowhere in public.
fn secrets(commune: &sample::Commune) -> Vec<String> {
    let mut secrets: Vec<String> =
        commune.clusters.iter().map(|cluster| cluster.id.to_string()).collect();
    for resident in commune.households() {
        secrets.push(resident.household.id.to_string());
        secrets.push(resident.household.code.clone());
        let door = resident.household.door;
        let degrees = [door.lon_e7, door.lat_e7].map(|e7| f64::from(e7) / 1e7);
        secrets.push(format!("[{},{}]", degrees[0], degrees[1]));
        secrets.push(format!("{}", degrees[0]));
        secrets.extend(resident.household.representative.clone());
        // A short address such as "12" stands in many numbers; one with its street does not.
        if resident.household.address.chars().count() > 8 {
            secrets.push(resident.household.address.clone());
        }
    }
    secrets
}
