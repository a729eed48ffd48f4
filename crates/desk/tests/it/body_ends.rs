//! How posts and bodies end: what a reorganisation said of them is taken back to the byte and no more, names are
//! those of the day, and the bodies of ended units are settled however many there are.

use desk::account::{self, NewAccount};
use desk::body::{self, NewBody, Renaming};
use desk::reorganisation::revert;
use desk::{Role, post};
use ledger::{BodyId, BodyKind, PostCategory, PostKind};
use store::body::Body;
use store::{Statement, Store, testing};
use units::{Day, EventId, Kind, Period, PostId, StateId, UnitId, UnitState};

use crate::posts::{made, people};
use crate::town::{NORMS, Town, code, day, story};

/// Every row about posts and bodies, as text.
async fn kept(store: &Store) -> Vec<String> {
    const KEPT: Statement = Statement::new(
        "test/posts_and_bodies",
        "select post_id as id, ended_by_id as other, coalesce(valid_until, '-') as day, name \
         from post union all select post_id, continued_by_id, 'goes on in', name from post \
         union all select post_id, began_by_id, valid_from, name from post \
         union all select post_id, body_id, 'of the body', name from post \
         union all select post_id, by_id, valid_until, cast(number as text) from post_end \
         union all select post_id, continued_by_id, 'then', cast(number as text) from post_end \
         union all select body_id, ended_by_id, coalesce(valid_until, '-'), name from body \
         union all select body_id, began_by_id, ended_document, name from body \
         union all select body_id, by_id, valid_until, document from body_end \
         union all select from_body_id, to_body_id, effective_on, coverage from body_succession",
    );
    type Id = Option<uuid::Uuid>;
    let rows: Vec<(Id, Id, String, String)> = store.read().rows(&KEPT, Vec::new()).await.unwrap();
    let mut rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    rows.sort();
    rows
}

/// Ends a post by hand.
async fn ends(town: &Town, post: PostId, on: &str) {
    let (on, actor) = (day(on), town.lan.account_id);
    let ended = town.desk.store.write::<_, bool, desk::Refusal>(move |tx| {
        Box::pin(async move {
            let ended = store::post::end(tx, post, on).await?;
            tx.audit(store::Entry {
                at: 1,
                actor: Some(actor),
                post: None,
                act: "post-manage",
                object_kind: "post",
                object_id: Some(post.0),
                reason: String::new(),
                digest: None,
            })
            .await?;
            Ok(ended)
        })
    });
    assert!(ended.await.unwrap(), "it stands until then");
}

/// A ward whose khu phố have cells and heads, some of which were to end anyway.
async fn peopled(town: &Town) -> Vec<PostId> {
    let (desk, lan) = (&town.desk, Some(&town.lan));
    for line in town.base_units(town.today()).await {
        let kinds = (vec![BodyKind::Cell], town.today());
        body::add_usual(desk, lan, line.unit_id, kinds, "").await.unwrap();
    }
    people(town).await.heads.iter().map(|(_, (_, post))| *post).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_revert_takes_back_is_what_stood_before_to_the_byte() {
    story(|town| async move {
        let heads = peopled(&town).await;
        // One head was to go on 1 December, another on the very day of the reorganisation.
        ends(&town, heads[0], "2026-12-01").await;
        ends(&town, heads[1], "2026-07-01").await;
        let before = kept(&town.desk.store).await;
        let id = town.adopts().await;
        assert_ne!(kept(&town.desk.store).await, before);
        revert(&town.desk, &town.ba_sau, id, "Nghị quyết được sửa").await.unwrap();
        assert_eq!(kept(&town.desk.store).await, before, "to the byte");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_said_after_a_reorganisation_outlives_its_revert() {
    story(|town| async move {
        let (desk, lan) = (&town.desk, Some(&town.lan));
        let heads = peopled(&town).await;
        let before = kept(&desk.store).await;
        let id = town.adopts().await;
        let ended = town.today().plus_days(30);
        let mut reader = desk.store.read();
        let on = day("2026-07-01");
        let mut gone = Vec::new();
        for head in &heads {
            let head = store::post::one(&mut reader, *head, on).await.unwrap().unwrap();
            gone.extend((head.valid.until == Some(on)).then_some(head));
        }
        let head = gone.first().expect("a khu phố ends");
        ends(&town, head.post_id, &ended.to_string()).await;
        let unit = [head.unit_id.unwrap()];
        let cell = store::body::standing(&mut reader, &unit, town.today()).await.unwrap();
        let cell = cell[0].body_id;
        let ending = body::Ending {
            last: ended.previous(),
            document: "7/NQ".to_owned(),
            successors: Vec::new(),
        };
        body::end(desk, lan, cell, ending).await.unwrap();
        let now = store::post::one(&mut reader, head.post_id, on).await.unwrap().unwrap();
        assert_eq!(now.valid.until, Some(ended), "the earlier end holds");
        revert(desk, &town.ba_sau, id, "Nghị quyết được sửa").await.unwrap();
        let now = store::post::one(&mut reader, head.post_id, on).await.unwrap().unwrap();
        assert_eq!(now.valid.until, Some(ended), "it was said by nobody that was taken back");
        let page = store::body::page(&mut reader, cell, on).await.unwrap().unwrap();
        assert_eq!(page.line.valid.until, Some(ended));
        assert_eq!(page.line.ended_document, "7/NQ");
        let after = kept(&desk.store).await;
        let more: Vec<&String> = after.iter().filter(|row| !before.contains(row)).collect();
        // The post with its end, the body with its end and its act: nothing of the reorganisation.
        assert_eq!(more.len(), 6, "{more:#?}");
        assert_eq!(after.len(), before.len() + 3, "{after:#?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_somebody_is_appointed_to_keeps_its_reorganisation() {
    story(|town| async move {
        let desk = &town.desk;
        peopled(&town).await;
        let old = town.base_units(town.today()).await;
        let id = town.adopts().await;
        let new = town.base_units(day("2026-07-01")).await;
        let fresh = new.iter().find(|line| old.iter().all(|one| one.unit_id != line.unit_id));
        let fresh = fresh.expect("a khu phố is new").unit_id;
        let mut reader = desk.store.read();
        let posts = store::post::of_unit(&mut reader, fresh, day("2026-07-01")).await.unwrap();
        let head = posts.iter().find(|post| post.kind == PostKind::UnitHead).unwrap();
        let account = NewAccount {
            name: "truong.moi".to_owned(),
            display_name: "Trần Thị Mới".to_owned(),
            password: "mat khau dai cua truong moi".to_owned(),
            role: Role::UnitHead,
            unit: Some(fresh),
            post_id: Some(head.post_id),
            post: head.name.clone(),
            must_change: false,
        };
        account::add(desk, None, account).await.unwrap();
        let before = kept(&desk.store).await;
        let refused = revert(desk, &town.ba_sau, id, "Nghị quyết được sửa").await;
        assert_eq!(code(refused), "post-in-use");
        assert_eq!(kept(&desk.store).await, before, "nothing was taken back by half");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_a_body_and_their_lists_are_called_as_on_the_day() {
    story(|town| async move {
        let (desk, lan) = (&town.desk, Some(&town.lan));
        let unit = town.base_units(town.today()).await[0].unit_id;
        let body = Body {
            body_id: BodyId(desk.clock.id()),
            kind: BodyKind::Cell,
            name: "Chi bộ khu phố".to_owned(),
            name_en: String::new(),
            unit_id: Some(unit),
            parent_id: None,
        };
        let new = NewBody { from: Some(day("2026-01-01")), ..body.into() };
        let id = body::add(desk, lan, new).await.unwrap();
        let secretary = post::NewPost {
            id: PostId(desk.clock.id()),
            kind: PostKind::CellSecretary,
            category: PostCategory::PartTime,
            name: "Bí thư chi bộ".to_owned(),
            name_en: String::new(),
            body: Some(id),
            unit: Some(unit),
            superior: None,
        };
        let secretary = post::add(desk, None, secretary).await.unwrap();
        let renaming = Renaming {
            name: "Chi bộ Bến Mới".to_owned(),
            name_en: String::new(),
            on: day("2026-12-01"),
            document: String::new(),
        };
        body::rename(desk, lan, id, renaming).await.unwrap();
        let mut reader = desk.store.read();
        for (on, name) in [
            (town.today(), "Chi bộ khu phố"),
            (day("2026-11-30"), "Chi bộ khu phố"),
            (day("2026-12-01"), "Chi bộ Bến Mới"),
        ] {
            let one = store::post::one(&mut reader, secretary, on).await.unwrap().unwrap();
            let of_body = store::post::of_body(&mut reader, id, on).await.unwrap();
            let among = store::post::among(&mut reader, &[secretary], on).await.unwrap();
            let of_unit = store::post::of_unit(&mut reader, unit, on).await.unwrap();
            let called: Vec<String> = [Some(&one), of_body.first(), among.first(), of_unit.first()]
                .into_iter()
                .map(|post| post.unwrap().body.clone().unwrap().1)
                .collect();
            assert_eq!(called, [name; 4], "on {on}");
            let page = store::body::page(&mut reader, id, on).await.unwrap().unwrap();
            assert_eq!((page.line.body.name.as_str(), page.name_on(on).0), (name, name));
            assert_eq!(page.last_name.0, "Chi bộ Bến Mới");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organisation_of_the_whole_city_is_told_before_it_begins() {
    story(|town| async move {
        let (desk, minh) = (&town.desk, Some(&town.minh));
        let named = |name: &str, from: &str| NewBody {
            from: Some(day(from)),
            ..Body {
                body_id: BodyId(desk.clock.id()),
                kind: BodyKind::Utility,
                name: name.to_owned(),
                name_en: String::new(),
                unit_id: None,
                parent_id: None,
            }
            .into()
        };
        body::add(desk, minh, named("Công ty Cấp nước", "2026-01-01")).await.unwrap();
        body::add(desk, minh, named("Công ty Chiếu sáng", "2026-12-01")).await.unwrap();
        let scope = desk::authority::public_scope();
        let lines = store::body::without_unit(&desk.store.read(), &scope, town.today()).await;
        let days: Vec<_> = lines.unwrap().iter().map(|line| line.valid.from.to_string()).collect();
        assert_eq!(days, ["2026-01-01", "2026-12-01"]);
    })
    .await;
}

/// A khu phố that was dissolved into another day after day; answers all of them, the last of which stands.
async fn dissolved(town: &Town, first: UnitId, days: i64) -> Vec<(UnitId, Day)> {
    let desk = &town.desk;
    let (reader, scope) = (desk.store.read(), desk::authority::public_scope());
    let state = store::unit::state_on(&reader, &scope, first, town.today()).await.unwrap().unwrap();
    let mut units = vec![(first, state.valid.from)];
    for at in 1..=days {
        let (new, on) = (UnitId(desk.clock.id()), town.today().plus_days(at));
        let next = UnitState {
            id: StateId(desk.clock.id()),
            unit_id: new,
            valid: Period::since(on),
            name: format!("Khu phố tạm {at}"),
            short_name: format!("tạm {at}"),
            official_code: None,
            ..state.clone()
        };
        let before = units[units.len() - 1].0;
        testing::lineage::follows(&desk.store, before, next, EventId(desk.clock.id())).await;
        units.push((new, on));
    }
    units
}

#[tokio::test(flavor = "multi_thread")]
async fn however_many_units_have_ended_all_their_bodies_are_settled() {
    // Units end here that no reorganisation ended, so the story is told without looking at the registry.
    testing::both(|store| async {
        let town = Town::new(store, sample::town(), NORMS).await;
        let (desk, lan) = (&town.desk, Some(&town.lan));
        let first = town.base_units(town.today()).await[0].unit_id;
        let units = dissolved(&town, first, 55).await;
        town.goes_to("2026-06-01");
        assert!(town.today() > units[55].1);
        let mut cells = Vec::new();
        for (unit, from) in &units[..55] {
            let body = Body {
                body_id: BodyId(desk.clock.id()),
                kind: BodyKind::Cell,
                name: "Chi bộ".to_owned(),
                name_en: String::new(),
                unit_id: Some(*unit),
                parent_id: None,
            };
            let new = NewBody { from: Some(*from), ..body.into() };
            cells.push(body::add(desk, lan, new).await.unwrap());
        }
        let left = body::left(desk, Some(town.ward)).await.unwrap();
        assert_eq!((left.units, left.bodies), (55, 55));
        assert_eq!(body::left(desk, None).await.unwrap(), left);
        let other = town.base_units(town.today()).await;
        let other = other.iter().find(|line| line.unit_id != units[55].0).unwrap().unit_id;
        assert_eq!(body::left(desk, Some(other)).await.unwrap().units, 0, "not of its neighbour");
        assert_eq!(body::left(desk, Some(units[55].0)).await.unwrap(), left, "what they became");
        let page = body::unsettled(desk, lan, Some(town.ward), None).await.unwrap();
        assert_eq!((page.prospects.len(), page.left), (50, left));
        assert_eq!(page.prospects[0].unit_id, first, "the first to end before the others");
        let next = body::unsettled(desk, lan, Some(town.ward), page.next).await.unwrap();
        assert_eq!((next.prospects.len(), next.next), (5, None));
        assert_eq!(next.prospects[4].made, ["Chi bộ khu phố tạm 55"]);
        let everywhere = body::unsettled(desk, lan, None, None).await;
        assert_eq!(code(everywhere), "authority-elsewhere", "a ward officer has one ward");
        let settled = body::settle_all(desk, lan, Some(town.ward)).await.unwrap();
        assert_eq!((settled.ended, settled.made), (55, 1));
        assert_eq!(body::left(desk, None).await.unwrap().units, 0);
        let again = body::settle_all(desk, lan, Some(town.ward)).await;
        assert_eq!(code(again), "body-nothing-left");
        let mut reader = desk.store.read();
        let page = store::body::page(&mut reader, cells[0], town.today()).await.unwrap().unwrap();
        assert_eq!(page.passed_on[0].body_id, cells[1], "each goes on in the next");
        assert_eq!(page.line.valid.until, Some(units[1].1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bodies_of_a_unit_that_became_nothing_are_settled_where_it_lay() {
    testing::both(|store| async {
        let town = Town::new(store, sample::town(), NORMS).await;
        let (desk, lan) = (&town.desk, Some(&town.lan));
        let unit = town.base_units(town.today()).await[0].unit_id;
        let kinds = (vec![BodyKind::Cell], day("2026-01-01"));
        body::add_usual(desk, lan, unit, kinds, "").await.unwrap();
        let on = day("2026-04-01");
        desk.store
            .write::<_, (), desk::Refusal>(move |tx| {
                Box::pin(async move {
                    let by = units::ReorganisationId(uuid::Uuid::nil());
                    store::unit::end_states(tx, &[unit], on, by).await?;
                    tx.without_audit();
                    Ok(())
                })
            })
            .await
            .unwrap();
        town.goes_to("2026-04-02");
        assert_eq!(body::left(desk, Some(town.ward)).await.unwrap().units, 1);
        let page = body::unsettled(desk, lan, Some(town.ward), None).await.unwrap();
        assert!(page.prospects[0].heirs.is_empty());
        assert_eq!(body::settle(desk, lan, &[unit]).await.unwrap().ended, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn old_names_are_counted_as_they_are_listed_through_two_renamings() {
    testing::both(|store| async {
        let town = Town::new(store, sample::town(), NORMS).await;
        let (desk, lan) = (&town.desk, Some(&town.lan));
        let unit = town.base_units(town.today()).await[0].clone();
        let kinds = (vec![BodyKind::Cell], day("2026-01-01"));
        body::add_usual(desk, lan, unit.unit_id, kinds, "").await.unwrap();
        let lower = unit.name.replacen('K', "k", 1);
        let kind = (PostKind::UnitHead, PostCategory::PartTime);
        made(&town, &format!("Trưởng {lower}"), kind, (Some(unit.unit_id), None)).await;
        made(&town, "Người giữ chìa khóa", kind, (Some(unit.unit_id), None)).await;
        assert_eq!(body::outdated_count(desk, town.ward).await.unwrap(), 0);
        let (reader, scope) = (desk.store.read(), desk::authority::public_scope());
        for (name, on) in [("Khu phố Bến Đò", "2026-04-01"), ("Khu phố Bến Mới", "2026-05-01")]
        {
            let on = day(on);
            let state = store::unit::state_on(&reader, &scope, unit.unit_id, on).await.unwrap();
            let next = UnitState {
                id: StateId(desk.clock.id()),
                valid: Period::since(on),
                name: name.to_owned(),
                kind: Kind::KhuPho,
                ..state.unwrap()
            };
            let event = EventId(desk.clock.id());
            testing::lineage::follows(&desk.store, unit.unit_id, next, event).await;
        }
        town.goes_to("2026-05-02");
        let listed = body::outdated(desk, town.ward).await.unwrap();
        let names: usize = listed.iter().map(|one| one.names.len()).sum();
        assert_eq!((listed.len(), names), (2, 4), "the cell and the head, each twice: {listed:?}");
        assert_eq!(body::outdated_count(desk, town.ward).await.unwrap(), names);
        let all: Vec<_> = listed[0].names.iter().map(|named| named.whose).collect();
        body::settle_names(desk, lan, town.ward, &all).await.unwrap();
        let listed = body::outdated(desk, town.ward).await.unwrap();
        let names: usize = listed.iter().map(|one| one.names.len()).sum();
        assert_eq!(body::outdated_count(desk, town.ward).await.unwrap(), names);
    })
    .await;
}
