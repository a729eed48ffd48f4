//! A movement that people join by choice.

use desk::authority::{public_scope, scope_of};
use desk::movement::{self, News, Who};
use ledger::MovementId;
use ledger::movement::{JoinerKind, NewMovement};

use crate::programme::Circle;
use crate::town::{code, codes, day, story};

fn new(circle: &Circle, id: MovementId) -> NewMovement {
    NewMovement {
        id,
        unit: circle.town.ward,
        title: "Hẻm xanh, hẻm sạch".into(),
        goal: "Mỗi hẻm có một mảng cây do bà con cùng chăm.".into(),
        how_to_join: "Khu phố, tổ tự ghi tên ở trang này; thôi lúc nào cũng được.".into(),
        basis: ("07/NQ-MTTQ".into(), Some(day("2026-02-20")), "Ủy ban MTTQ phường".into()),
        period: (Some(day("2026-03-01")), Some(day("2026-12-31"))),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_signed_up_by_somebody_above_and_who_leaves_leaves_no_trace_in_the_list() {
    story(|town| async move {
        let circle = Circle::of(town).await;
        let desk = &circle.town.desk;
        let id = MovementId(desk.clock.id());
        let (front, front_post) = (&circle.front.0, circle.front.1);
        let bare = NewMovement { basis: (String::new(), None, String::new()), ..new(&circle, id) };
        assert_eq!(codes(movement::launch(desk, front, bare).await), ["movement-basis-missing"]);
        for _ in 0..2 {
            movement::launch(desk, front, new(&circle, id)).await.unwrap();
        }
        let (unit, name, head, _) = &circle.places[0];
        for above in [front, &circle.chairman.0, &circle.places[1].2] {
            let joined = movement::join(desk, above, (id, Who::Unit(*unit), true)).await;
            assert_eq!(code(joined), "authority-not-your-post");
        }
        for _ in 0..2 {
            movement::join(desk, head, (id, Who::Unit(*unit), true)).await.unwrap();
        }
        movement::join(desk, front, (id, Who::Post(front_post), true)).await.unwrap();
        let (reader, today) = (desk.store.read(), circle.town.today());
        let page = || async {
            let page = store::movement::page(&reader, &public_scope(), id, today).await;
            page.unwrap().unwrap()
        };
        let joined = page().await.joined;
        let kinds: Vec<JoinerKind> = joined.iter().map(|joined| joined.kind).collect();
        assert_eq!(kinds, [JoinerKind::Post, JoinerKind::Place]);
        assert_eq!(joined[1].unit.as_ref().unwrap().1, *name);
        movement::join(desk, head, (id, Who::Unit(*unit), false)).await.unwrap();
        let joined = page().await.joined;
        assert_eq!(joined.len(), 1);
        assert!(joined.iter().all(|joined| joined.unit.is_none()));
        circle.town.goes_to("2027-01-01");
        let late = movement::join(desk, head, (id, Who::Unit(*unit), true)).await;
        assert_eq!(code(late), "movement-over");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_residents_only_a_number_is_known_and_only_their_head_tells_it() {
    story(|town| async move {
        let circle = Circle::of(town).await;
        let desk = &circle.town.desk;
        let id = MovementId(desk.clock.id());
        movement::launch(desk, &circle.front.0, new(&circle, id)).await.unwrap();
        let (unit, _, head, _) = &circle.places[0];
        for other in [&circle.front.0, &circle.places[1].2] {
            let told = movement::turnout(desk, other, (id, *unit), Some(45)).await;
            assert_eq!(code(told), "authority-not-allowed");
        }
        let told = movement::turnout(desk, head, (id, *unit), Some(-1)).await;
        assert_eq!(code(told), "movement-people");
        for people in [45, 52] {
            movement::turnout(desk, head, (id, *unit), Some(people)).await.unwrap();
        }
        let (reader, today) = (desk.store.read(), circle.town.today());
        let page = store::movement::page(&reader, &public_scope(), id, today).await.unwrap();
        assert_eq!(page.unwrap().people, 52, "told anew, not added");
        let own = store::movement::turnout(&reader, &scope_of(head, today), id).await.unwrap();
        assert_eq!(own, [(*unit, 52)]);
        let visitor = store::movement::turnout(&reader, &public_scope(), id).await.unwrap();
        assert_eq!(visitor, [], "places are not held against each other");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn activities_and_results_are_told_once_by_places_inside() {
    story(|town| async move {
        let circle = Circle::of(town).await;
        let desk = &circle.town.desk;
        let id = MovementId(desk.clock.id());
        movement::launch(desk, &circle.front.0, new(&circle, id)).await.unwrap();
        let head = &circle.places[0].2;
        let activity = News::Activity {
            on: Some(day("2026-03-01")),
            site: "Hẻm Hoa Mai".into(),
            said: "Trồng 40 gốc cây.".into(),
        };
        let news = desk.clock.id();
        for _ in 0..2 {
            movement::tell(desk, head, (news, id), activity.clone()).await.unwrap();
        }
        let result = News::Achievement {
            label: "Cây đã trồng".into(),
            unit: "cây".into(),
            value_milli: Some(40_000),
            on: Some(day("2026-03-02")),
        };
        movement::tell(desk, &circle.front.0, (desk.clock.id(), id), result).await.unwrap();
        let visitor = News::Activity { on: None, site: String::new(), said: String::new() };
        let told = movement::tell(desk, &circle.town.minh, (desk.clock.id(), id), visitor).await;
        assert_eq!(code(told), "authority-not-allowed");
        let (reader, today) = (desk.store.read(), circle.town.today());
        let page = store::movement::page(&reader, &public_scope(), id, today).await.unwrap();
        let page = page.unwrap();
        assert_eq!((page.activities.len(), page.achievements.len()), (1, 1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_table_of_movements_can_hold_a_quota_or_a_name() {
    story(|town| async move {
        let tables = store::catalogue::of(&town.desk.store).await.unwrap();
        let ours: Vec<_> =
            tables.iter().filter(|table| table.name.starts_with("movement")).collect();
        assert_eq!(ours.len(), 5);
        let forbidden = ["quota", "target", "minimum", "least", "required", "expected", "absent"];
        let personal = ["name", "person", "household", "account", "phone", "address"];
        for table in ours {
            for column in &table.columns {
                let parts: Vec<&str> = column.name.split('_').collect();
                for word in forbidden.iter().chain(&personal) {
                    assert!(!parts.contains(word), "{}.{}", table.name, column.name);
                }
            }
        }
    })
    .await;
}
