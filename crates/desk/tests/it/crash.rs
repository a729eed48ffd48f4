//! A program killed while it writes an adoption: the registry is as before, or the adoption is in
//! whole; and what was acknowledged is in.

use store::reorganisation::State;
use store::testing::{self, crash};
use store::{Options, Store};
use units::ReorganisationId;

use crate::town::{NORMS, Town};

async fn the_one(town: &Town) -> (ReorganisationId, State) {
    let (reader, scope) = (town.desk.store.read(), desk::authority::public_scope());
    let list = store::reorganisation::list(&reader, &scope, town.ward).await.unwrap();
    (list[0].reorganisation_id, list[0].state)
}

async fn content(town: &Town) -> Vec<String> {
    let (reader, scope) = (town.desk.store.read(), desk::authority::system_scope());
    store::registry::content(&reader, &scope).await.unwrap()
}

#[test]
#[ignore = "the child of the story below, which kills it at a boundary"]
fn confirms_the_adoption() {
    let Some(url) = crash::database() else { return };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let town = Town::again(Store::open(&url, &Options::default()).await.unwrap()).await;
        let (id, _) = the_one(&town).await;
        desk::reorganisation::confirm_adoption(&town.desk, &town.ba_sau, id).await.unwrap();
        crash::acknowledge(&id.to_string());
    });
}

/// Kills the child at each boundary until it comes to its end.
async fn survives(fresh: &testing::Fresh) {
    let town = Town::new(fresh.store.clone(), sample::town(), NORMS).await;
    let id = town.proposes().await;
    let form = town.form(id, 1).await;
    desk::reorganisation::record_adoption(&town.desk, &town.lan, id, form).await.unwrap();
    let before = content(&town).await;
    let mut boundary = 1;
    loop {
        let child = crash::child_test("crash::confirms_the_adoption", &fresh.url);
        let run = move || crash::kill_at(child, "confirm_adoption", boundary);
        let (acknowledged, ended) = tokio::task::spawn_blocking(run).await.unwrap();
        let (_, state) = the_one(&town).await;
        let now = content(&town).await;
        match state {
            State::Recorded => assert_eq!(now, before, "half an adoption at {boundary}"),
            State::Adopted => assert_ne!(now, before),
            other => panic!("{other:?} at {boundary}"),
        }
        assert!(state == State::Adopted || acknowledged.is_empty(), "acknowledged and lost");
        assert_eq!(desk::verify::registry(&town.desk).await.unwrap(), [], "at {boundary}");
        if ended || state == State::Adopted {
            break;
        }
        boundary += 1;
    }
    assert!(boundary > 15, "every statement of the adoption is a boundary: {boundary}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_adoption_cut_at_a_statement_is_whole_or_absent() {
    let fresh = testing::sqlite().await;
    survives(&fresh).await;
    fresh.end().await;
    if let Some(fresh) = testing::postgres().await {
        survives(&fresh).await;
        fresh.end().await;
    }
}
