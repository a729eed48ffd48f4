//! A serving child killed at each statement boundary of recording an adoption and of confirming it:
//! the act is there whole or not at all, on both databases.

use std::time::Instant;

use store::testing::{self, Fresh, crash};
use units::ReorganisationId;

use crate::kept::{self, Kept, Known, Stage};
use crate::killed::prepared;
use crate::server;
use crate::town::{self, Town, desk_at};
use crate::work::{self, Step};

/// More statements than any adoption of the town has.
const BOUNDARIES_MOST: u64 = 500;

/// One act under fire.
struct Fire<'t> {
    town: &'t Town,
    known: &'t Known,
    id: ReorganisationId,
    /// What the act brings about.
    stage: Stage,
    /// Part of the path of its closure.
    act: &'t str,
}

impl Fire<'_> {
    /// Sends the act to a server that dies at a boundary; whether it was acknowledged.
    fn sends(&self, url: &str, boundary: u64) -> bool {
        let number = boundary.to_string();
        let asked = [(crash::ACT, self.act), (crash::BOUNDARY, number.as_str())];
        let server = self.town.serve(url, &asked);
        let people = self.town.people(&server);
        match work::does(&people, Step::Bring(self.id, self.stage)) {
            Ok(answer) => {
                assert_eq!(answer.status, 303, "{}", answer.body);
                assert!(server.stop().success());
                true
            }
            Err(_) => {
                assert_eq!(server.died(), Some(9), "killed at boundary {boundary}");
                false
            }
        }
    }

    fn is_done(&self, kept: &Kept) -> bool {
        kept.reorganisations.get(&self.id).is_some_and(|(stage, _)| *stage == self.stage)
    }

    /// Kills at every boundary from the first on. All but the last leave no trace, so that one
    /// database serves for all; the last is after the commit. Answers how many there are.
    async fn at_each_boundary(&self) -> u64 {
        let untouched = self.town.database.copy().await;
        let url = &self.town.database.url;
        for boundary in 1..=BOUNDARIES_MOST {
            assert!(!self.sends(url, boundary), "boundary {boundary} comes before the answer");
            let kept = kept::whole(url, self.known).await;
            if boundary % 10 == 0 {
                let verified = server::run(&["verify", "--database", url]);
                assert!(verified.status.success(), "{}", server::said(&verified));
            }
            if self.is_done(&kept) {
                let acknowledged = self.sends(&untouched.url, boundary + 1);
                assert!(acknowledged, "the boundary after the commit is the last");
                assert!(self.is_done(&kept::whole(&untouched.url, self.known).await));
                untouched.end().await;
                return boundary;
            }
        }
        panic!("{} never comes to its commit", self.act);
    }
}

async fn survives(name: &str, fresh: Fresh) {
    let began = Instant::now();
    let (town, known) = prepared(fresh).await;
    let desk = desk_at(&town.database.url).await;
    let plan = town::draws(&desk, &town.officer, town.ward).await;
    let id = desk::reorganisation::propose(&desk, &town.officer, plan).await.unwrap();
    desk.store.close().await;
    for (act, stage) in [("record_adoption", Stage::Recorded), ("confirm_adoption", Stage::Adopted)]
    {
        let fire = Fire { town: &town, known: &known, id, stage, act };
        let boundaries = fire.at_each_boundary().await;
        assert!(boundaries > 8, "every statement of {act} is a boundary: {boundaries}");
        println!("{name}: {act} killed at each of {boundaries} boundaries");
    }
    // The office goes on as if nothing had been.
    let server = town.serve(&town.database.url, &[]);
    let people = town.people(&server);
    let back = work::does(&people, Step::Bring(id, Stage::Reverted)).unwrap();
    assert_eq!(back.status, 303);
    assert!(server.stop().success());
    kept::whole(&town.database.url, &known).await;
    crate::took(&format!("{name}: kills at each statement boundary"), began);
    town.database.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_adoption_killed_at_any_statement_is_whole_or_absent_on_sqlite() {
    survives("SQLite", testing::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_adoption_killed_at_any_statement_is_whole_or_absent_on_postgresql() {
    let Some(fresh) = testing::postgres().await else { return };
    survives("PostgreSQL", fresh).await;
}
