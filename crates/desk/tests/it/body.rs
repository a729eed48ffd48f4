//! Bodies of a ward and its khu phố: made by their usual names, renamed, ended, and handed on when the
//! units end; posts and promises belong to the same bodies.

use desk::body::{self, Ending, NewBody, Renaming};
use desk::old_list::Document;
use ledger::{BodyId, BodyKind, PostCategory, PostKind};
use store::body::Body;
use store::testing;
use units::{Coverage, Day, EventId, Kind, Period, PostId, StateId, UnitId, UnitState};

use crate::town::{NORMS, Town, code, day, story};

fn committee(town: &Town) -> Body {
    Body {
        body_id: BodyId(town.desk.clock.id()),
        kind: BodyKind::PeoplesCommittee,
        name: "Ủy ban nhân dân phường Bến Lá".to_owned(),
        name_en: "People's Committee of Phường Bến Lá".to_owned(),
        unit_id: Some(town.ward),
        parent_id: None,
    }
}

async fn of_ward(town: &Town, on: Day) -> Vec<Body> {
    store::body::standing(&mut town.desk.store.read(), &[town.ward], on).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn lan_makes_the_usual_bodies_of_the_ward_and_only_those_that_work_there() {
    story(|town| async move {
        let (desk, lan) = (&town.desk, Some(&town.lan));
        let new = NewBody { from: Some(day("2026-01-01")), ..committee(&town).into() };
        let id = body::add(desk, lan, new.clone()).await.unwrap();
        assert_eq!(body::add(desk, lan, new).await.unwrap(), id, "sent twice, it is one body");
        assert_eq!(code(body::add(desk, lan, committee(&town).into()).await), "body-already");
        let missing = body::missing(desk, town.ward, town.today()).await.unwrap();
        assert!(missing.iter().all(|body| body.kind != BodyKind::PeoplesCommittee));
        let kinds: Vec<BodyKind> = missing.iter().map(|body| body.kind).collect();
        let made = body::add_usual(desk, lan, town.ward, (kinds, day("2026-01-01")), "9/NQ").await;
        assert_eq!(made.unwrap(), missing.len());
        let there = of_ward(&town, town.today()).await;
        let names: Vec<&str> = there.iter().map(|body| body.name.as_str()).collect();
        for name in ["Đảng ủy phường Bến Lá", "Hội đồng nhân dân phường Bến Lá"]
        {
            assert!(names.contains(&name), "{names:?}");
        }
        assert!(names.contains(&"Hội Liên hiệp Phụ nữ phường Bến Lá"), "{names:?}");
        assert_eq!(there.len(), BodyKind::usual(Kind::Phuong).len());
        // A khu phố has a cell and branches and no committee.
        let khu_pho = town.base_units(town.today()).await[0].unit_id;
        let wrong = Body { unit_id: Some(khu_pho), ..committee(&town) };
        assert_eq!(code(body::add(desk, lan, wrong.into()).await), "body-not-here");
        let cell = Body { kind: BodyKind::Cell, ..committee(&town) };
        assert_eq!(code(body::add(desk, lan, cell.into()).await), "body-not-here");
        // Before the first day of the ward there is nothing to stand in.
        let early = NewBody { from: Some(day("1990-01-01")), ..committee(&town).into() };
        assert_eq!(code(body::add(desk, lan, early).await), "body-unit-not-then");
        let homeless = Body { unit_id: None, ..committee(&town) };
        assert_eq!(code(body::add(desk, Some(&town.minh), homeless.into()).await), "body-no-unit");
        let leader = body::add(desk, Some(&town.ba_sau), committee(&town).into()).await;
        assert_eq!(code(leader), "authority-not-allowed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ward_that_had_no_council_gets_none_for_those_years() {
    story(|town| async move {
        // The ward was merged on 1 July 2025; Lan enters what the ward before it had.
        let before = sample::town().units;
        let before = before.iter().find(|unit| unit.states[0].name == "Phường 7").unwrap().id;
        let council = Body { kind: BodyKind::PeoplesCouncil, ..committee(&town) };
        let old = Body { unit_id: Some(before), ..council.clone() };
        let then = NewBody { from: Some(day("2025-06-30")), ..old.into() };
        let answer = body::add(&town.desk, Some(&town.lan), then).await;
        // The wards of the city had no council until the end of the districts.
        assert_eq!(code(answer), "body-no-council");
        let now = NewBody { from: Some(day("2025-07-01")), ..council.into() };
        body::add(&town.desk, Some(&town.lan), now).await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_renamed_and_ended_and_its_page_remembers() {
    story(|town| async move {
        let (desk, lan) = (&town.desk, Some(&town.lan));
        let new = NewBody { from: Some(day("2025-07-01")), ..committee(&town).into() };
        let id = body::add(desk, lan, new).await.unwrap();
        let renaming = |name: &str, on: &str| Renaming {
            name: name.to_owned(),
            name_en: String::new(),
            on: day(on),
            document: "10/NQ-HĐND".to_owned(),
        };
        body::rename(desk, lan, id, renaming("Ủy ban nhân dân Bến Lá mới", "2026-02-01"))
            .await
            .unwrap();
        let earlier = body::rename(desk, lan, id, renaming("Tên khác", "2026-01-01")).await;
        assert_eq!(code(earlier), "body-rename-day");
        let mut reader = desk.store.read();
        let page = store::body::page(&mut reader, id, town.today()).await.unwrap().unwrap();
        assert_eq!(page.name_on(day("2026-01-31")).0, "Ủy ban nhân dân phường Bến Lá");
        assert_eq!(page.name_on(day("2026-02-01")).0, "Ủy ban nhân dân Bến Lá mới");
        // What takes over must be of the same office, and stand on the day.
        let office = Body { kind: BodyKind::Department, ..committee(&town) };
        let heir = body::add(desk, lan, office.into()).await.unwrap();
        let front = Body { kind: BodyKind::Front, ..committee(&town) };
        let front = body::add(desk, lan, front.into()).await.unwrap();
        let khu_pho = town.base_units(town.today()).await[0].unit_id;
        let elsewhere =
            Body { kind: BodyKind::Department, unit_id: Some(khu_pho), ..committee(&town) };
        assert_eq!(code(body::add(desk, lan, elsewhere.into()).await), "body-not-here");
        let ending = |successors: Vec<BodyId>| Ending {
            last: day("2026-03-31"),
            document: "11/NQ-HĐND".to_owned(),
            successors,
        };
        assert_eq!(code(body::end(desk, lan, id, ending(vec![id])).await), "body-circle");
        let other = body::end(desk, lan, id, ending(vec![front])).await;
        assert_eq!(code(other), "body-heir-kind");
        let silent = Ending { document: String::new(), ..ending(vec![heir]) };
        assert_eq!(code(body::end(desk, lan, id, silent).await), "body-heir-act");
        let page = store::body::page(&mut reader, id, town.today()).await.unwrap().unwrap();
        assert_eq!(page.line.valid.until, None, "what was refused wrote nothing");
        let offered = body::heirs_for(desk, &page.line.body, town.today()).await.unwrap();
        assert!(offered.iter().any(|body| body.body_id == heir));
        assert!(offered.iter().all(|body| ![id, front].contains(&body.body_id)), "{offered:?}");
        body::end(desk, lan, id, ending(vec![heir])).await.unwrap();
        assert_eq!(code(body::end(desk, lan, id, ending(vec![heir])).await), "body-over");
        let page = store::body::page(&mut reader, id, town.today()).await.unwrap().unwrap();
        assert_eq!(page.line.valid, Period::between(day("2025-07-01"), day("2026-04-01")));
        assert_eq!(
            (page.passed_on[0].body_id, page.passed_on[0].coverage),
            (heir, Coverage::Whole)
        );
        let page = store::body::page(&mut reader, heir, town.today()).await.unwrap().unwrap();
        assert_eq!(page.taken_over[0].legal_document, "11/NQ-HĐND");
    })
    .await;
}

/// Ends the ward by law on a day and lets a new ward go on for it; answers the new ward.
async fn merges(town: &Town, on: &str) -> UnitId {
    let (desk, on) = (&town.desk, day(on));
    let reader = desk.store.read();
    let scope = desk::authority::public_scope();
    let old = store::unit::state_on(&reader, &scope, town.ward, town.today()).await.unwrap();
    let old = old.unwrap();
    let new = UnitId(desk.clock.id());
    let state = UnitState {
        id: StateId(desk.clock.id()),
        unit_id: new,
        valid: Period::since(on),
        name: "Phường Bến Sậy".to_owned(),
        short_name: "Bến Sậy".to_owned(),
        official_code: None,
        legal_document: Some("9/NQ-UBTVQH15".to_owned()),
        ..old
    };
    let event = EventId(desk.clock.id());
    testing::lineage::follows(&desk.store, town.ward, state, event).await;
    new
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bodies_of_a_merged_ward_pass_to_its_successor_with_their_posts() {
    // The story ends a ward and leaves its khu phố behind, so it is told without looking at the registry.
    testing::both(|store| async {
        let town = Town::new(store, sample::town(), NORMS).await;
        let (desk, minh) = (&town.desk, Some(&town.minh));
        let kinds = vec![BodyKind::PeoplesCommittee, BodyKind::WomensUnion];
        let usual =
            |unit| body::add_usual(desk, minh, unit, (kinds.clone(), day("2026-01-01")), "");
        usual(town.ward).await.unwrap();
        let old = of_ward(&town, town.today()).await;
        let post = |body: &Body, unit| desk::post::NewPost {
            id: PostId(desk.clock.id()),
            kind: PostKind::Chairman,
            category: PostCategory::Cadre,
            name: "Chủ tịch Ủy ban nhân dân phường".to_owned(),
            name_en: String::new(),
            body: Some(body.body_id),
            unit: Some(unit),
            superior: None,
        };
        let committee = old.iter().find(|body| body.kind == BodyKind::PeoplesCommittee).unwrap();
        let chairman = post(committee, town.ward);
        desk::post::add(desk, minh, chairman.clone()).await.unwrap();
        assert_eq!(code(body::settle(desk, minh, &[town.ward]).await), "body-unit-stands");
        let new = merges(&town, "2026-05-01").await;
        town.goes_to("2026-05-04");
        // The new ward already has its committee with its chairman; its women's union is not there yet.
        body::add_usual(desk, minh, new, (vec![BodyKind::PeoplesCommittee], day("2026-05-01")), "")
            .await
            .unwrap();
        let mut reader = desk.store.read();
        let there = store::body::standing(&mut reader, &[new], town.today()).await.unwrap();
        desk::post::add(desk, minh, post(&there[0], new)).await.unwrap();
        assert_eq!(body::left(desk, Some(new)).await.unwrap().bodies, 2);
        let prospects = body::unsettled(desk, minh, Some(new), None).await.unwrap().prospects;
        assert_eq!(prospects.len(), 1, "the ended ward is found under the one that took its place");
        let prospect = &prospects[0];
        assert_eq!((prospect.bodies.len(), prospect.there), (2, 1));
        assert_eq!(prospect.made, ["Hội Liên hiệp Phụ nữ phường Bến Sậy"]);
        assert_eq!((prospect.unit_id, prospect.document.as_str()), (town.ward, "9/NQ-UBTVQH15"));
        // One unit that cannot be settled holds all of them back.
        let both = body::settle(desk, minh, &[town.ward, new]).await;
        assert_eq!(code(both), "body-unit-stands");
        assert_eq!(body::left(desk, None).await.unwrap().bodies, 2);
        let settled = body::settle(desk, minh, &[town.ward]).await.unwrap();
        assert_eq!((settled.ended, settled.made), (2, 1));
        let rest = body::unsettled(desk, minh, None, None).await.unwrap();
        assert_eq!(rest, body::Unsettled::default());
        // Each body that ended or was made stands in the audit under its own identity.
        let entries = store::Statement::new(
            "test/audited",
            "select count(distinct object_id) from audit_entry where act = 'body-manage' \
             and object_kind = 'body'",
        );
        let rows: Vec<(i64,)> = reader.rows(&entries, Vec::new()).await.unwrap();
        assert_eq!(rows[0].0, 4, "two that were made and ended, one of the new ward, one more");
        let page =
            store::body::page(&mut reader, committee.body_id, town.today()).await.unwrap().unwrap();
        assert_eq!(page.line.valid.until, Some(day("2026-05-01")));
        assert_eq!(page.line.ended_document, "9/NQ-UBTVQH15");
        assert_eq!(page.passed_on[0].body_id, there[0].body_id);
        let women = old.iter().find(|body| body.kind == BodyKind::WomensUnion).unwrap();
        let page =
            store::body::page(&mut reader, women.body_id, town.today()).await.unwrap().unwrap();
        assert_eq!(page.passed_on[0].name, "Hội Liên hiệp Phụ nữ phường Bến Sậy");
        assert_eq!(code(body::settle(desk, minh, &[town.ward]).await), "body-nothing-left");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_khu_pho_that_ends_hands_its_cell_on_and_a_revert_takes_that_back() {
    story(|town| async move {
        let (desk, lan) = (&town.desk, Some(&town.lan));
        for line in town.base_units(town.today()).await {
            let kinds = vec![BodyKind::Cell, BodyKind::FrontWorkCommittee];
            body::add_usual(desk, lan, line.unit_id, (kinds, town.today()), "").await.unwrap();
        }
        let before: Vec<_> = town.base_units(town.today()).await;
        let id = town.adopts().await;
        let after = town.base_units(day("2026-07-01")).await;
        let ended: Vec<UnitId> = before
            .iter()
            .map(|line| line.unit_id)
            .filter(|unit| after.iter().all(|line| line.unit_id != *unit))
            .collect();
        let mut reader = desk.store.read();
        for unit in &ended {
            let lines = store::body::of_unit(&mut reader, *unit, town.today()).await.unwrap();
            assert!(lines.iter().all(|line| line.valid.until == Some(day("2026-07-01"))));
            let page =
                store::body::page(&mut reader, lines[0].body.body_id, town.today()).await.unwrap();
            assert!(!page.unwrap().passed_on.is_empty(), "something goes on for it");
        }
        for line in &after {
            let unit = [line.unit_id];
            let there = store::body::standing(&mut reader, &unit, day("2026-07-01")).await;
            assert_eq!(there.unwrap().len(), 2, "{}", line.name);
        }
        let why = "Nghị quyết được sửa";
        desk::reorganisation::revert(desk, &town.ba_sau, id, why).await.unwrap();
        for line in &before {
            let lines =
                store::body::of_unit(&mut reader, line.unit_id, town.today()).await.unwrap();
            assert!(lines.iter().all(|line| line.valid.until.is_none()));
            let page =
                store::body::page(&mut reader, lines[0].body.body_id, town.today()).await.unwrap();
            assert!(page.unwrap().passed_on.is_empty());
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_bodies_is_looked_at_before_anything_is_written() {
    story(|town| async move {
        let (desk, lan) = (&town.desk, Some(&town.lan));
        let file = |text: &str| Document {
            name: "co-quan.csv".to_owned(),
            body: text.as_bytes().to_vec(),
        };
        let list = "DANH SÁCH CƠ QUAN\n\nĐịa bàn,Thuộc,Tên cơ quan,Từ ngày,Văn bản\n\
            Phường Bến Lá,,UBND phường Bến Lá,01/01/2026,9/NQ\n\
            Khu phố 1,Phường Bến Lá,Chi bộ khu phố 1,,\n\
            Khu phố 2,Phường Bến Lá,Chi đoàn Thanh niên khu phố 2,,\n";
        let on = town.today();
        let brought = body::read_file(desk, lan, (file(list), on)).await.unwrap();
        assert_eq!((brought.lines.len(), brought.complaints.len()), (3, 0), "{brought:?}");
        assert_eq!(brought.lines[0].kind, BodyKind::PeoplesCommittee);
        assert_eq!(brought.lines[0].from, day("2026-01-01"));
        assert!(of_ward(&town, on).await.is_empty(), "nothing is written yet");
        assert_eq!(body::import(desk, lan, brought.lines.clone()).await.unwrap(), 3);
        assert_eq!(body::import(desk, lan, brought.lines).await.unwrap(), 0, "sent twice");
        let again = body::read_file(desk, lan, (file(list), on)).await.unwrap();
        assert_eq!((again.lines.len(), again.known.len()), (0, 3));
        let wrong = "Địa bàn,Tên\nKhu phố 99,Chi bộ khu phố 99\n\
            Phường Bến Lá,Câu lạc bộ cờ\nPhường Bến Lá,Chi bộ phường\n\
            Phường Bến Lá,Đảng ủy phường\nPhường Bến Lá,Đảng bộ phường Bến Lá\n";
        let brought = body::read_file(desk, lan, (file(wrong), on)).await.unwrap();
        let told: Vec<_> =
            brought.complaints.iter().map(|one| (one.row, one.refusal.code)).collect();
        let expected = [
            (2, "body-import-no-unit"),
            (3, "body-import-kind"),
            (4, "body-not-here"),
            (6, "body-import-twice"),
        ];
        assert_eq!(told, expected);
        let no_columns = body::read_file(desk, lan, (file("a,b\n1,2\n"), on)).await;
        assert_eq!(code(no_columns), "body-import-no-columns");
    })
    .await;
}
