//! The town, the model world: phường Bến Lá with 60 households in 4 old tổ, an officer and a leader,
//! prepared once on a database that a child then serves.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use desk::account::{self, NewAccount};
use desk::draw::{self, DrawOrder, Worker};
use desk::{Actor, Clock, Desk, Role};
use store::testing::{self, Closed, Folder, Fresh};
use store::{Options, Store};
use units::rulebook::Rulebook;
use units::{Day, JobId, PlanId, UnitId};

use crate::browser::Browser;
use crate::intake::intake_of;
use crate::server::Server;

/// The norms of the town: units of 20 to 40 households, so that 60 make two or three.
pub const NORMS: &str = r#"
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
value = 20
source = "ben_la"

[[rule]]
id = "ben-la-den"
key = "size_max"
kind = "khu_pho"
territory = "90"
value = 40
source = "ben_la"
"#;

/// The clock of the machine, which the child reads too.
struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        i64::try_from(since.as_millis()).unwrap()
    }
}

/// The town on a database that nobody has open.
pub struct Town {
    pub database: Closed,
    pub ward: UnitId,
    /// The officer, for acts of this process while no server runs.
    pub officer: Actor,
    folder: Folder,
    cookies: [String; 2],
}

/// Those who act, at the address of a server.
pub struct People {
    /// Officer of the ward.
    pub lan: Browser,
    /// Leader of the ward.
    pub ba_sau: Browser,
}

pub fn password(name: &str) -> String {
    format!("{name} ở Bến Lá")
}

pub fn today() -> Day {
    SystemClock.today()
}

/// The desk that the tests look through, on an address of a database.
pub async fn desk_at(url: &str) -> Desk {
    desk_over(Store::open(url, &Options { connections: 2, ..testing::options() }).await.unwrap())
}

pub fn desk_over(store: Store) -> Desk {
    let rulebook = Rulebook::with_office("ben_la.toml", NORMS).unwrap();
    Desk::new(store, Arc::new(SystemClock), Arc::new(rulebook))
}

/// An order for two units that ends after a few steps.
pub fn two() -> DrawOrder {
    DrawOrder { target: Some(30), k: Some(2), steps: Some(50), seed: 1, ..DrawOrder::default() }
}

/// Draws a plan in this process, with no server running. Jobs that a dead server still holds are
/// left to the next one.
pub async fn draws(desk: &Desk, lan: &Actor, ward: UnitId) -> PlanId {
    let job: JobId = draw::start(desk, lan, ward, two()).await.unwrap();
    let worker = Worker::spawn(desk.clone());
    let (reader, scope) = (desk.store.read(), desk::authority::public_scope());
    let plan = loop {
        if let Some(plan) = store::plan::by_job(&reader, &scope, job).await.unwrap() {
            break plan;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    tokio::task::spawn_blocking(|| worker.end()).await.unwrap();
    plan
}

/// Brings a commune and its two people into an empty database; the officer acts in this process too.
async fn settles(desk: &Desk, commune: sample::Commune) -> (UnitId, Actor) {
    let ward = commune.id;
    desk::intake::commune(desk, None, intake_of(&commune)).await.unwrap();
    let lan = person(desk, "lan", Role::WardOfficer, ward).await;
    person(desk, "ba-sau", Role::WardLeader, ward).await;
    (ward, lan)
}

impl Town {
    /// Settles a commune and signs both people in over HTTP.
    pub async fn of(fresh: Fresh, commune: sample::Commune) -> Self {
        let desk = desk_over(fresh.store.clone());
        let (ward, officer) = settles(&desk, commune).await;
        drop(desk);
        let database = fresh.close().await;
        let folder = Folder::new();
        std::fs::write(folder.path().join("rules.toml"), NORMS).unwrap();
        let cookies = Default::default();
        let mut town = Self { database, ward, officer, folder, cookies };
        let server = town.serve(&town.database.url, &[]);
        town.cookies = ["lan", "ba-sau"].map(|name| {
            let mut browser = Browser::visitor(server.address);
            assert_eq!(browser.signs_in(name, &password(name)).status, 303);
            browser.cookie
        });
        assert!(server.stop().success());
        town
    }

    pub fn rules(&self) -> PathBuf {
        self.folder.path().join("rules.toml")
    }

    /// Serves a copy of the town.
    pub fn serve(&self, url: &str, more: &[(&str, &str)]) -> Server {
        Server::start_with(url, &self.rules(), more)
    }

    /// Those who act, with the sessions that lie in the database.
    pub fn people(&self, server: &Server) -> People {
        let [lan, ba_sau] = self.cookies.clone();
        let address = server.address;
        People {
            lan: Browser { address, cookie: lan },
            ba_sau: Browser { address, cookie: ba_sau },
        }
    }
}

async fn person(desk: &Desk, name: &str, role: Role, ward: UnitId) -> Actor {
    let new = NewAccount {
        name: name.to_owned(),
        display_name: name.to_owned(),
        password: password(name),
        role,
        unit: Some(ward),
        post: role.code().to_owned(),
        post_id: None,
        must_change: false,
    };
    let id = account::add(desk, None, new).await.unwrap();
    account::actor(desk, id).await.unwrap().unwrap()
}
