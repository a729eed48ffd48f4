//! The town, the model world of the stories: phường Bến Lá with 4 old tổ, 60 households, a block,
//! a canal with a bridge, and the people who work there. Each story runs on SQLite and PostgreSQL.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use desk::account::{self, NewAccount};
use desk::authority::{public_scope, scope_of};
use desk::draw::{self, DrawOrder, Worker};
use desk::intake;
use desk::reorganisation::{AdoptionForm, Document};
use desk::{Actor, Clock, Desk, Error, Role};
use store::job::JobState;
use store::{Store, testing};
use units::reorganisation::{Count, Tally, UnitTally};
use units::rulebook::Rulebook;
use units::{AtomId, Day, JobId, PlanId, ReorganisationId, UnitId};

use crate::handed_over::intake_of;

/// A clock that stands until a story moves it.
pub struct TownClock(AtomicI64);

impl Clock for TownClock {
    fn now(&self) -> i64 {
        // Each look is a millisecond later, so that what came first also reads so.
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

/// The norms of the town: units of 10 to 50 households, so that 60 make two.
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
value = 10
source = "ben_la"

[[rule]]
id = "ben-la-den"
key = "size_max"
kind = "khu_pho"
territory = "90"
value = 50
source = "ben_la"
"#;

/// The town with its people.
pub struct Town {
    pub desk: Desk,
    pub clock: Arc<TownClock>,
    pub ward: UnitId,
    /// Officer of the ward.
    pub lan: Actor,
    /// Chairman of the ward.
    pub ba_sau: Actor,
    /// Officer of the city.
    pub minh: Actor,
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Tells a story in a fresh town, on each database; afterwards the registry is sound.
pub async fn story<S, F>(tell: S)
where
    S: Fn(Arc<Town>) -> F,
    F: Future<Output = ()>,
{
    testing::both(|store| async {
        let town = Arc::new(Town::new(store, sample::town(), NORMS).await);
        tell(Arc::clone(&town)).await;
        let faults = desk::verify::registry(&town.desk).await.unwrap();
        assert_eq!(faults, [], "the registry is sound after the story");
    })
    .await;
}

impl Town {
    pub async fn new(store: Store, commune: sample::Commune, norms: &str) -> Self {
        let clock = Arc::new(TownClock(AtomicI64::new(day("2026-03-02").starts_at())));
        let rulebook = Rulebook::with_office("ben_la.toml", norms).unwrap();
        let desk = Desk::new(store, Arc::clone(&clock) as Arc<dyn Clock>, Arc::new(rulebook));
        let ward = commune.id;
        intake::commune(&desk, None, intake_of(&commune)).await.unwrap();
        let lan = person(&desk, "lan", Role::WardOfficer, Some(ward)).await;
        let ba_sau = person(&desk, "ba sáu", Role::WardLeader, Some(ward)).await;
        let minh = person(&desk, "minh", Role::CityOfficer, None).await;
        Self { desk, clock, ward, lan, ba_sau, minh }
    }

    /// The town of a database that a story has left, opened again.
    pub async fn again(store: Store) -> Self {
        let clock = Arc::new(TownClock(AtomicI64::new(day("2026-03-03").starts_at())));
        let rulebook = Rulebook::with_office("ben_la.toml", NORMS).unwrap();
        let desk = Desk::new(store, Arc::clone(&clock) as Arc<dyn Clock>, Arc::new(rulebook));
        let reader = desk.store.read();
        let communes = store::unit::communes(&reader, &public_scope(), clock.today()).await;
        let ward = communes.unwrap()[0].unit_id;
        let (lan, ba_sau) = (known(&desk, "lan").await, known(&desk, "ba sáu").await);
        let minh = known(&desk, "minh").await;
        Self { desk, clock, ward, lan, ba_sau, minh }
    }

    pub fn goes_to(&self, to: &str) {
        self.clock.0.store(day(to).starts_at(), Ordering::Relaxed);
    }

    pub fn today(&self) -> Day {
        self.desk.clock.today()
    }

    pub async fn households_of(&self, unit: UnitId, at: Day) -> i64 {
        let line = store::unit::line(&self.desk.store.read(), &public_scope(), unit, at).await;
        line.unwrap().map_or(0, |line| line.households)
    }

    pub async fn base_units(&self, at: Day) -> Vec<store::unit::Line> {
        let reader = self.desk.store.read();
        store::unit::children(&reader, &public_scope(), Some(self.ward), at).await.unwrap()
    }

    /// What a visitor finds under a name.
    pub async fn finds(&self, text: &str) -> Vec<store::unit::Found> {
        let day = self.today();
        let found = desk::search::search(&self.desk, &public_scope(), text, (day, day), 10).await;
        found.unwrap().hits.into_iter().map(|hit| hit.found).collect()
    }

    /// Old ↔ new of the day on which the stories' adoptions take effect.
    pub async fn lineage(&self) -> store::unit::LineageTable {
        let (reader, scope) = (self.desk.store.read(), public_scope());
        let table = store::unit::lineage_table(&reader, &scope, self.ward, day("2026-07-01"));
        table.await.unwrap()
    }

    /// Draws, and answers the plan.
    pub async fn draws(&self, order: DrawOrder) -> PlanId {
        let job = draw::start(&self.desk, &self.lan, self.ward, order).await.unwrap();
        self.waits_for(job).await.unwrap()
    }

    /// Lets the solver work until the job is over, and answers its plan.
    pub async fn waits_for(&self, job: JobId) -> Result<PlanId, String> {
        self.ends(job).await?;
        let scope = scope_of(&self.lan, self.today());
        let plan = store::plan::by_job(&self.desk.store.read(), &scope, job).await.unwrap();
        Ok(plan.expect("a finished drawing has a plan"))
    }

    /// Lets the solver work until the job is over.
    pub async fn ends(&self, job: JobId) -> Result<(), String> {
        let worker = Worker::spawn(self.desk.clone());
        let reader = self.desk.store.read();
        let scope = scope_of(&self.lan, self.today());
        for _ in 0..1_200 {
            let row = store::job::row(&reader, &scope, job).await.unwrap().unwrap();
            if row.state.is_over() {
                tokio::task::spawn_blocking(|| worker.end()).await.unwrap();
                if row.state != JobState::Done {
                    return Err(row.error.unwrap_or_else(|| format!("{:?}", row.state)));
                }
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the drawing does not end");
    }

    /// Draws two units of about thirty, and lets one old tổ change sides, so that an old khu phố
    /// is divided and takes no part whole.
    pub async fn redraws(&self) -> PlanId {
        let plan = self.draws(two()).await;
        let (reader, scope) = (self.desk.store.read(), scope_of(&self.lan, self.today()));
        let parts = store::plan::atoms(&reader, &scope, plan).await.unwrap();
        let atoms = store::atom::list(&reader, &scope, self.ward, self.today()).await.unwrap();
        let east: Vec<_> = parts.iter().filter(|(_, part)| *part == 1).collect();
        let group =
            |id: AtomId| atoms.iter().find(|line| line.atom.id == id).unwrap().atom.sub_unit;
        let moved = group(east[0].0);
        let moves = east.iter().filter(|(id, _)| group(*id) == moved).map(|(id, _)| (*id, 0));
        let moves = moves.collect();
        desk::plan::move_atoms(&self.desk, &self.lan, plan, 1, moves).await.unwrap();
        plan
    }

    /// Redraws the town and proposes it.
    pub async fn proposes(&self) -> ReorganisationId {
        let plan = self.redraws().await;
        desk::reorganisation::propose(&self.desk, &self.lan, plan).await.unwrap()
    }

    /// A form on which every merging unit and the area agree by the number of households given
    /// above half.
    pub async fn form(&self, id: ReorganisationId, above_half: i64) -> AdoptionForm {
        let scope = scope_of(&self.lan, self.today());
        let dossier = desk::reorganisation::preview(&self.desk, &scope, id).await.unwrap().unwrap();
        let count = |households: u32| Count {
            households,
            agreed: u32::try_from(i64::from(households / 2) + above_half).unwrap(),
        };
        let merging: Vec<UnitTally> = dossier
            .merging
            .iter()
            .map(|unit| UnitTally { unit_id: unit.unit_id, count: count(unit.households) })
            .collect();
        let agreed: u32 = merging.iter().map(|unit| unit.count.agreed).sum();
        let mut area = count(dossier.households);
        area.agreed = area.agreed.max(agreed);
        AdoptionForm {
            tally: Some(Tally { area, merging, taken_on: Some(self.today()) }),
            number: "05/NQ-HĐND".to_owned(),
            passed_by: "Hội đồng nhân dân phường Bến Lá".to_owned(),
            dated_on: Some(self.today()),
            effective_on: Some(day("2026-07-01")),
            document: Some(Document {
                name: "nghi-quyet.pdf".to_owned(),
                content_type: "application/pdf".to_owned(),
                body: b"%PDF-1.7 nghi quyet".to_vec(),
            }),
            acknowledged: dossier.warnings.iter().map(|warning| warning.id().to_owned()).collect(),
        }
    }

    /// Proposes, records and confirms.
    pub async fn adopts(&self) -> ReorganisationId {
        let plan = self.redraws().await;
        self.adopts_plan(plan).await
    }

    /// Proposes a plan, records and confirms it.
    pub async fn adopts_plan(&self, plan: PlanId) -> ReorganisationId {
        let id = desk::reorganisation::propose(&self.desk, &self.lan, plan).await.unwrap();
        let form = self.form(id, 1).await;
        desk::reorganisation::record_adoption(&self.desk, &self.lan, id, form).await.unwrap();
        desk::reorganisation::confirm_adoption(&self.desk, &self.ba_sau, id).await.unwrap();
        id
    }
}

/// Phường Bến Lá as it came out of the merger of Phường 7 and Phường 8: each brought its "Khu phố 1".
pub fn merged() -> sample::Commune {
    let mut commune = sample::town();
    let present = commune.units.iter_mut().filter_map(|unit| unit.states.last_mut());
    for state in present.filter(|state| state.kind.is_base() && state.valid.until.is_none()) {
        state.name = "Khu phố 1".to_owned();
        state.short_name = "1".to_owned();
    }
    commune
}

/// An order for two units.
pub fn two() -> DrawOrder {
    DrawOrder { target: Some(30), k: Some(2), steps: Some(400), ..DrawOrder::default() }
}

/// The code of a refusal.
pub fn code<T: std::fmt::Debug>(answer: Result<T, Error>) -> &'static str {
    match answer {
        Err(Error::Refused(refusal)) => refusal.code,
        other => panic!("not refused: {other:?}"),
    }
}

/// Every code of a refusal.
pub fn codes<T: std::fmt::Debug>(answer: Result<T, Error>) -> Vec<&'static str> {
    match answer {
        Err(Error::Refused(refusal)) => refusal.each().map(|refusal| refusal.code).collect(),
        other => panic!("not refused: {other:?}"),
    }
}

async fn known(desk: &Desk, name: &str) -> Actor {
    let (reader, scope) = (desk.store.read(), desk::authority::system_scope());
    let account = store::account::by_name(&reader, &scope, name).await.unwrap().unwrap();
    account::actor(desk, account.account_id).await.unwrap().unwrap()
}

async fn person(desk: &Desk, name: &str, role: Role, unit: Option<UnitId>) -> Actor {
    let new = NewAccount {
        name: name.to_owned(),
        display_name: name.to_owned(),
        password: format!("{name} ở Bến Lá"),
        role,
        unit,
        post: role.code().to_owned(),
        post_id: None,
        must_change: false,
    };
    let id = account::add(desk, None, new).await.unwrap();
    account::actor(desk, id).await.unwrap().unwrap()
}
