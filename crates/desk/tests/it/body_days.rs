//! Bodies over their days: never two of a kind at once, names from a day ahead, names that follow the place's,
//! and nothing half-done when a reorganisation is taken back.

use std::sync::Arc;

use desk::body::{self, NewBody, Renaming, Whose};
use desk::old_list::Document;
use desk::post::NewPost;
use desk::reorganisation::{confirm_adoption, record_adoption, revert};
use ledger::{BodyId, BodyKind, PostCategory, PostKind};
use store::body::Body;
use store::{Statement, testing};
use units::reorganisation::rename::{self, Scheme};
use units::{Period, PostId, ReorganisationId, UnitId};

use crate::posts::{made, people};
use crate::town::{NORMS, Town, code, day, merged, story};

fn cell(town: &Town, unit: UnitId) -> Body {
    Body {
        body_id: BodyId(town.desk.clock.id()),
        kind: BodyKind::Cell,
        name: "Chi bộ khu phố".to_owned(),
        name_en: String::new(),
        unit_id: Some(unit),
        parent_id: None,
    }
}

fn from(body: Body, on: &str) -> NewBody {
    NewBody { from: Some(day(on)), ..body.into() }
}

async fn page(town: &Town, id: BodyId) -> store::body::Page {
    let mut reader = town.desk.store.read();
    store::body::page(&mut reader, id, town.today()).await.unwrap().unwrap()
}

/// How often an act was written into the audit for an object.
async fn audited(town: &Town, object: uuid::Uuid) -> usize {
    const ENTRIES: Statement =
        Statement::new("test/audited", "select act from audit_entry where object_id = $1");
    let rows: Vec<(String,)> =
        town.desk.store.read().rows(&ENTRIES, vec![object.into()]).await.unwrap();
    rows.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_khu_pho_never_has_two_cells_at_once() {
    story(|town| async move {
        let (desk, lan) = (&town.desk, Some(&town.lan));
        let unit = town.base_units(town.today()).await[0].clone();
        let ahead = from(cell(&town, unit.unit_id), "2026-05-10");
        let ahead = body::add(desk, lan, ahead).await.unwrap();
        let now = from(cell(&town, unit.unit_id), "2026-02-01");
        assert_eq!(code(body::add(desk, lan, now.clone()).await), "body-already-from");
        let missing = body::missing(desk, unit.unit_id, town.today()).await.unwrap();
        assert!(missing.iter().all(|body| body.kind != BodyKind::Cell), "it is on its way");
        let usual =
            body::add_usual(desk, lan, unit.unit_id, (vec![BodyKind::Cell], town.today()), "");
        assert_eq!(code(usual.await), "body-nothing-missing");
        let list = format!("Địa bàn,Thuộc,Tên\n{},Phường Bến Lá,Chi bộ\n", unit.name);
        let file = Document { name: "co-quan.csv".to_owned(), body: list.into_bytes() };
        let brought = body::read_file(desk, Some(&town.lan), (file, town.today())).await.unwrap();
        let told: Vec<_> = brought.complaints.iter().map(|one| one.refusal.code).collect();
        assert_eq!((told, brought.known.len()), (vec!["body-already-from"], 0));
        // Of one that is no more the last day is told: then there is room for it before the other.
        let meeting = NewBody { last: Some(day("2026-05-10")), ..now.clone() };
        assert_eq!(code(body::add(desk, lan, meeting).await), "body-already-from");
        let upside_down = NewBody { last: Some(day("2026-01-31")), ..now.clone() };
        assert_eq!(code(body::add(desk, lan, upside_down).await), "body-last-early");
        let before = NewBody { last: Some(day("2026-05-09")), ..now };
        let before = body::add(desk, lan, before).await.unwrap();
        let valid = page(&town, before).await.line.valid;
        assert_eq!(valid, Period::between(day("2026-02-01"), day("2026-05-10")));
        assert_eq!(page(&town, ahead).await.line.valid.from, day("2026-05-10"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_belongs_to_one_that_is_there() {
    story(|town| async move {
        let (desk, lan) = (&town.desk, Some(&town.lan));
        let unit = town.base_units(town.today()).await[0].unit_id;
        let lost = Body { parent_id: Some(BodyId(desk.clock.id())), ..cell(&town, unit) };
        let refused = body::add(desk, lan, lost.into()).await.unwrap_err();
        let desk::Error::Refused(refusal) = refused else { panic!("{refused}") };
        assert_eq!((refusal.code, refusal.field), ("body-parent-unknown", "cap-tren"));
        let party = Body { kind: BodyKind::PartyCommittee, ..cell(&town, town.ward) };
        let party = body::add(desk, lan, from(party, "2026-01-01")).await.unwrap();
        let parents = body::parents_for(desk, Some(unit), town.today()).await.unwrap();
        assert!(parents.iter().any(|body| body.body_id == party), "of the ward above it");
        let other = town.base_units(town.today()).await[1].unit_id;
        body::add(desk, lan, from(cell(&town, other), "2026-01-01")).await.unwrap();
        let parents = body::parents_for(desk, Some(unit), town.today()).await.unwrap();
        assert!(parents.iter().all(|body| body.unit_id != Some(other)), "not of its neighbour");
        let child = Body { parent_id: Some(party), ..cell(&town, unit) };
        let child = body::add(desk, lan, from(child, "2026-02-01")).await.unwrap();
        assert_eq!(page(&town, child).await.line.parent.as_deref(), Some("Chi bộ khu phố"));
        // The branch of another khu phố does not take over.
        let heirs = body::heirs_for(desk, &page(&town, child).await.line.body, town.today()).await;
        assert!(heirs.unwrap().iter().all(|heir| heir.unit_id != Some(other)));
        let neighbour = store::body::standing(&mut desk.store.read(), &[other], town.today()).await;
        let ending = body::Ending {
            last: town.today(),
            document: "1/NQ".to_owned(),
            successors: vec![neighbour.unwrap()[0].body_id],
        };
        assert_eq!(code(body::end(desk, lan, child, ending).await), "body-heir-elsewhere");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_is_too_long_is_written_by_no_way() {
    story(|town| async move {
        let line = |row: u32| body::ImportLine {
            row,
            body_id: BodyId(town.desk.clock.id()),
            kind: BodyKind::Cell,
            name: "Chi bộ".to_owned(),
            name_en: String::new(),
            unit_id: town.ward,
            unit: String::new(),
            from: town.today(),
            document: String::new(),
        };
        let lines: Vec<_> = (0..5_001).map(line).collect();
        let answer = body::import(&town.desk, Some(&town.lan), lines).await;
        assert_eq!(code(answer), "body-import-too-many");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_from_a_day_ahead_holds_from_that_day_and_can_be_taken_back() {
    story(|town| async move {
        let (desk, lan) = (&town.desk, Some(&town.lan));
        let unit = town.base_units(town.today()).await[0].unit_id;
        let id = body::add(desk, lan, from(cell(&town, unit), "2026-01-01")).await.unwrap();
        let renaming = |name: &str, on: &str| Renaming {
            name: name.to_owned(),
            name_en: String::new(),
            on: day(on),
            document: String::new(),
        };
        body::rename(desk, lan, id, renaming("Chi bộ mới", "2026-12-01")).await.unwrap();
        let scope = desk::authority::public_scope();
        let called = async |on: &str| {
            let list = store::body::list(&desk.store.read(), &scope, day(on)).await.unwrap();
            list.into_iter().find(|body| body.body_id == id).unwrap().name
        };
        assert_eq!(called("2026-11-30").await, "Chi bộ khu phố");
        assert_eq!(called("2026-12-01").await, "Chi bộ mới");
        assert_eq!(page(&town, id).await.name_on(town.today()).0, "Chi bộ khu phố");
        let come = body::unname(desk, lan, id, day("2026-11-01")).await;
        assert_eq!(code(come), "body-rename-come");
        body::unname(desk, lan, id, day("2026-12-01")).await.unwrap();
        assert_eq!(called("2026-12-01").await, "Chi bộ khu phố");
        // Who ends it before that day ends the name ahead with it.
        body::rename(desk, lan, id, renaming("Chi bộ mới", "2026-12-01")).await.unwrap();
        let ending =
            body::Ending { last: day("2026-06-30"), document: String::new(), successors: vec![] };
        body::end(desk, lan, id, ending).await.unwrap();
        let page = page(&town, id).await;
        assert_eq!((page.line.body.name.as_str(), page.renames.len()), ("Chi bộ khu phố", 0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_revert_takes_back_gives_its_posts_back_and_keeps_a_later_end() {
    story(|town| async move {
        let (desk, lan) = (&town.desk, Some(&town.lan));
        let before = town.base_units(town.today()).await;
        for line in &before {
            let kinds = vec![BodyKind::Cell];
            body::add_usual(desk, lan, line.unit_id, (kinds, town.today()), "").await.unwrap();
        }
        let mut reader = desk.store.read();
        let of = async |unit: UnitId| {
            let mut reader = desk.store.read();
            store::body::of_unit(&mut reader, unit, town.today()).await.unwrap()
        };
        // Each cell was to end at the end of the year anyway.
        for line in &before {
            let id = of(line.unit_id).await[0].body.body_id;
            let document = "5/NQ".to_owned();
            let last = day("2026-12-31");
            let ending = body::Ending { last, document, successors: Vec::new() };
            body::end(desk, lan, id, ending).await.unwrap();
        }
        let reorganisation = town.adopts().await;
        let after = town.base_units(day("2026-07-01")).await;
        let fresh = after.iter().find(|line| before.iter().all(|old| old.unit_id != line.unit_id));
        let fresh = fresh.expect("a khu phố is new").unit_id;
        let made = of(fresh).await[0].body.body_id;
        let name = "Chi bộ khu phố Bến Mới".to_owned();
        let (name_en, document) = (String::new(), "8/NQ".to_owned());
        let renaming = Renaming { name, name_en, on: day("2026-08-01"), document };
        body::rename(desk, lan, made, renaming).await.unwrap();
        let post = NewPost {
            id: PostId(desk.clock.id()),
            kind: PostKind::CellSecretary,
            category: PostCategory::PartTime,
            name: "Bí thư chi bộ".to_owned(),
            name_en: String::new(),
            body: Some(made),
            unit: Some(fresh),
            superior: None,
        };
        let post = desk::post::add(desk, None, post).await.unwrap();
        // And a front made by hand in the new khu phố.
        let kinds = vec![BodyKind::FrontWorkCommittee];
        body::add_usual(desk, lan, fresh, (kinds, day("2026-07-01")), "").await.unwrap();
        revert(desk, &town.ba_sau, reorganisation, "Nghị quyết được sửa").await.unwrap();
        let gone = store::body::page(&mut reader, made, town.today()).await.unwrap();
        assert!(gone.is_none(), "it never came to be");
        assert!(of(fresh).await.is_empty());
        let post = store::post::one(&mut reader, post, town.today()).await.unwrap().unwrap();
        let (body, _) = post.body.expect("it went back to the cell that went on in the new one");
        assert_eq!(post.unit_id, page(&town, body).await.line.body.unit_id);
        for line in &before {
            let lines = of(line.unit_id).await;
            let cell = lines.iter().find(|line| line.body.kind == BodyKind::Cell).unwrap();
            assert_eq!(cell.valid.until, Some(day("2027-01-01")), "the end it had");
            assert_eq!(cell.ended_document, "5/NQ");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_asked_for_something_keeps_its_reorganisation_from_being_taken_back() {
    story(|town| async move {
        let desk = &town.desk;
        let (lan, people) = (Some(&town.lan), people(&town).await);
        for line in town.base_units(town.today()).await {
            let kinds = (vec![BodyKind::Cell], town.today());
            body::add_usual(desk, lan, line.unit_id, kinds, "").await.unwrap();
        }
        let before = town.base_units(town.today()).await;
        let id = town.adopts().await;
        let after = town.base_units(day("2026-07-01")).await;
        let fresh = after.iter().find(|line| before.iter().all(|old| old.unit_id != line.unit_id));
        let mut reader = desk.store.read();
        let unit = fresh.unwrap().unit_id;
        let made = store::body::of_unit(&mut reader, unit, town.today()).await.unwrap();
        let made = made[0].body.body_id;
        issues(&town, made, people.chairman_post).await;
        let refused = revert(desk, &town.ba_sau, id, "Nghị quyết được sửa").await;
        assert_eq!(code(refused), "body-in-use");
        let page = page(&town, made).await;
        assert!(!page.taken_over.is_empty(), "nothing was taken back by half");
        assert_eq!(town.base_units(day("2026-07-01")).await.len(), after.len());
    })
    .await;
}

/// A programme that a body issues, as an import from another system would leave it.
async fn issues(town: &Town, body: BodyId, head: PostId) {
    let actor = town.lan.account_id;
    let (ward, id) = (town.ward, ledger::ProgrammeId(town.desk.clock.id()));
    town.desk
        .store
        .write::<_, (), desk::Refusal>(move |tx| {
            Box::pin(async move {
                const ADD: Statement = Statement::new(
                    "test/programme",
                    "insert into programme (programme_id, unit_id, issuer_id, head_id, title, goals, \
                     from_on, last_on, state, is_public, written_at, revision) values ($1, $2, $3, \
                     $4, 'x', '', '2026-07-01', '2026-12-31', 'draft', $5, 1, 1)",
                );
                let values = vec![id.into(), ward.into(), body.into(), head.into(), false.into()];
                tx.run(&ADD, values).await?;
                tx.audit(store::Entry {
                    at: 1,
                    actor: Some(actor),
                    post: None,
                    act: "programme-draft",
                    object_kind: "programme",
                    object_id: Some(id.0),
                    reason: String::new(),
                    digest: None,
                })
                .await?;
                Ok(())
            })
        })
        .await
        .unwrap();
}

/// Adopts the renames that are proposed; the answer is the dossier and the renamed khu phố.
async fn renamed(town: &Town) -> (ReorganisationId, UnitId) {
    let desk = &town.desk;
    let called = desk::renaming::called(desk, town.ward).await.unwrap();
    let names = rename::propose(&called, Scheme::NumberOn);
    let unit = names[0].unit;
    let id = ReorganisationId(desk.clock.id());
    desk::renaming::propose(desk, &town.lan, (id, town.ward), names).await.unwrap();
    let form = town.form(id, 1).await;
    record_adoption(desk, &town.lan, id, form).await.unwrap();
    confirm_adoption(desk, &town.ba_sau, id).await.unwrap();
    (id, unit)
}

#[tokio::test(flavor = "multi_thread")]
async fn cells_and_heads_are_called_after_the_new_name_of_their_khu_pho() {
    testing::both(|store| async {
        let town = Arc::new(Town::new(store, merged(), NORMS).await);
        let (desk, lan) = (&town.desk, Some(&town.lan));
        for line in town.base_units(town.today()).await {
            let kinds = (vec![BodyKind::Cell], day("2026-01-01"));
            body::add_usual(desk, lan, line.unit_id, kinds, "").await.unwrap();
        }
        let mut heads = Vec::new();
        for line in town.base_units(town.today()).await {
            let kind = (PostKind::UnitHead, PostCategory::PartTime);
            let head = made(&town, "Trưởng khu phố 1", kind, (Some(line.unit_id), None)).await;
            heads.push((line.unit_id, head));
        }
        assert!(body::outdated(desk, town.ward).await.unwrap().is_empty());
        let (dossier, unit) = renamed(&town).await;
        let outdated = body::outdated(desk, town.ward).await.unwrap();
        assert_eq!(outdated.len(), 1, "{outdated:?}");
        let one = &outdated[0];
        assert_eq!((one.unit_id, one.on), (unit, day("2026-07-01")));
        assert_eq!((one.old_place.as_str(), one.new_place.as_str()), ("Khu phố 1", "Khu phố 2"));
        let names: Vec<_> = one.names.iter().map(|named| named.new_name.as_str()).collect();
        assert_eq!(names, ["Chi bộ khu phố 2", "Trưởng khu phố 2"]);
        assert_eq!(one.names[0].new_name_en, "Party Cell of Khu phố 2");
        let all: Vec<Whose> = one.names.iter().map(|named| named.whose).collect();
        // The body can be settled ahead of the day, the post from the day on.
        assert_eq!(body::settle_names(desk, lan, town.ward, &all).await.unwrap(), 1);
        let none = body::settle_names(desk, lan, town.ward, &all).await;
        assert_eq!(code(none), "body-names-none");
        let Whose::Body(cell) = all[0] else { panic!("bodies stand first") };
        assert_eq!(page(&town, cell).await.name_on(day("2026-06-30")).0, "Chi bộ khu phố 1");
        assert_eq!(page(&town, cell).await.name_on(day("2026-07-01")).0, "Chi bộ khu phố 2");
        revert(desk, &town.ba_sau, dossier, "Người dân muốn tên khác").await.unwrap();
        let page_now = page(&town, cell).await;
        assert_eq!(
            (page_now.line.body.name.as_str(), page_now.renames.len()),
            ("Chi bộ khu phố 1", 0)
        );
        renamed(&town).await;
        town.goes_to("2026-07-02");
        assert_eq!(body::settle_names(desk, lan, town.ward, &all).await.unwrap(), 2);
        assert!(body::outdated(desk, town.ward).await.unwrap().is_empty());
        let Whose::Post(head) = all[1] else { panic!("posts stand behind") };
        let mut reader = desk.store.read();
        let post = store::post::one(&mut reader, head, town.today()).await.unwrap().unwrap();
        assert_eq!(post.name, "Trưởng khu phố 2");
        let before = store::post::renames(&mut reader, head).await.unwrap();
        assert_eq!(before[0].old_name, "Trưởng khu phố 1");
        assert_eq!(before[0].effective_on, day("2026-07-01"));
        assert!(audited(&town, head.0).await >= 2, "its making and its new name");
        // The larger khu phố keeps its name, and its head too.
        let kept = heads.iter().find(|(of, _)| *of != unit).unwrap();
        let post = store::post::one(&mut reader, kept.1, town.today()).await.unwrap().unwrap();
        assert_eq!(post.name, "Trưởng khu phố 1");
    })
    .await;
}
