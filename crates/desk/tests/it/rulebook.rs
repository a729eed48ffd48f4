//! What an office adds to the rulebook: seen by all, bound by the levels above, ended and never deleted.

use desk::Error;
use desk::authority::public_scope;
use desk::rulebook::{self, NewRule};
use units::rulebook::{Key, Origin};
use units::{Day, Kind, OfficeRuleId};

use crate::town::{Town, code, codes, day, story};

fn floor(value: &str) -> NewRule {
    NewRule {
        key: Some(Key::SizeMin),
        kind: Some(Kind::KhuPho),
        value: value.to_owned(),
        from: Some(day("2026-04-01")),
        last: None,
        title: "Quyết định về quy mô khu phố".to_owned(),
        number: "12/QĐ-UBND".to_owned(),
        issued_on: Some(day("2026-02-20")),
        article: "Điều 2".to_owned(),
    }
}

fn id(town: &Town) -> OfficeRuleId {
    OfficeRuleId(town.desk.clock.id())
}

/// The floor that drawing the ward uses on a day, and the document it comes from.
async fn drawn_by(town: &Town, on: Day) -> (u32, String) {
    let rules = desk::draw::rules(&town.desk, town.ward, on).await.unwrap();
    (rules.min.households, rules.min.source)
}

#[tokio::test(flavor = "multi_thread")]
async fn lan_adds_a_floor_of_the_ward_and_drawings_use_it_from_its_day() {
    story(|town| async move {
        let rule = id(&town);
        rulebook::add(&town.desk, &town.lan, (rule, town.ward), floor("15")).await.unwrap();
        // Sent twice from a bad line, it is the same rule.
        rulebook::add(&town.desk, &town.lan, (rule, town.ward), floor("15")).await.unwrap();
        assert_eq!(drawn_by(&town, day("2026-03-31")).await.0, 10);
        let (min, source) = drawn_by(&town, day("2026-04-01")).await;
        assert_eq!((min, source.as_str()), (15, "Quyết định về quy mô khu phố 12/QĐ-UBND, Điều 2"));
        let book = rulebook::book(&town.desk).await.unwrap();
        let own: Vec<_> =
            book.rules().iter().filter(|rule| rule.origin() == Origin::Office).collect();
        assert_eq!(own.len(), 1);
        assert_eq!(book.territory_name(&own[0].territory), "Phường Bến Lá");
        let kept = store::rulebook::one(&mut town.desk.store.read(), rule).await.unwrap().unwrap();
        assert_eq!(kept.post, "ward_officer", "everybody sees which post added it");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ward_asks_for_no_less_than_the_level_above() {
    story(|town| async move {
        // The circular asks for more than half, at least, of all households.
        let vote = NewRule { key: Some(Key::ConsultationOver), value: "40%".into(), ..floor("") };
        let refused = rulebook::add(&town.desk, &town.lan, (id(&town), town.ward), vote).await;
        let Err(Error::Refused(refusal)) = refused else { panic!("not refused") };
        assert_eq!((refusal.code, refusal.field), ("rule-contradicts", "gia-tri"));
        let said: Vec<_> = refusal.args.iter().map(|(name, text)| (*name, text.as_str())).collect();
        assert!(said.contains(&("leeway", "not_less")) && said.contains(&("place", "Cả nước")));
        // Minh of the city asks for three fifths; then Lan's ward cannot ask for 55 %.
        let asks = |value: &str| NewRule {
            key: Some(Key::ConsultationOver),
            value: value.to_owned(),
            ..floor("")
        };
        let path = town.desk.store.read();
        let top = store::unit::outermost(&path, &public_scope(), town.today()).await.unwrap()[0];
        rulebook::add(&town.desk, &town.minh, (id(&town), top), asks("3/5")).await.unwrap();
        let less = rulebook::add(&town.desk, &town.lan, (id(&town), town.ward), asks("55%")).await;
        let Err(Error::Refused(refusal)) = less else { panic!("not refused") };
        assert!(refusal.args.contains(&("place", "Thành phố Bến Sậy".to_owned())), "{refusal:?}");
        rulebook::add(&town.desk, &town.lan, (id(&town), town.ward), asks("2/3")).await.unwrap();
        let book = rulebook::book(&town.desk).await.unwrap();
        let place = rulebook::place(&town.desk, town.ward, day("2026-04-01")).await.unwrap();
        let rule = book.on(Key::ConsultationOver, None, &place, day("2026-04-01")).unwrap();
        assert!(!rule.value.over().unwrap().is_exceeded(40, 60) && rule.id.len() == 36);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_city_says_later_puts_the_wards_rule_aside_until_it_ends() {
    story(|town| async move {
        let asks = |value: &str, from: &str, last: Option<&str>| NewRule {
            key: Some(Key::ConsultationOver),
            value: value.to_owned(),
            from: Some(day(from)),
            last: last.map(day),
            ..floor("")
        };
        let (own, desk) = (id(&town), &town.desk);
        let add = rulebook::add(desk, &town.lan, (own, town.ward), asks("3/5", "2026-04-01", None));
        add.await.unwrap();
        let book = rulebook::book(desk).await.unwrap();
        assert_eq!(rulebook::put_aside(desk, &book).await.unwrap(), []);
        // Minh of the city says more for September alone.
        let path = desk.store.read();
        let top = store::unit::outermost(&path, &public_scope(), town.today()).await.unwrap()[0];
        let city = (id(&town), top);
        let more = asks("3/4", "2026-09-01", Some("2026-09-30"));
        rulebook::add(desk, &town.minh, city, more).await.unwrap();
        let book = rulebook::book(desk).await.unwrap();
        let place = rulebook::place(desk, town.ward, day("2026-04-01")).await.unwrap();
        let on = |on: &str| {
            let rule = book.on(Key::ConsultationOver, None, &place, day(on)).unwrap();
            rule.id.clone()
        };
        assert_eq!(on("2026-08-31"), own.to_string());
        assert_eq!(on("2026-09-01"), city.0.to_string(), "the level above prevails");
        assert_eq!(on("2026-09-30"), city.0.to_string());
        assert_eq!(on("2026-10-01"), own.to_string(), "and the ward's stands again");
        let aside = rulebook::put_aside(desk, &book).await.unwrap();
        let [one] = aside.as_slice() else { panic!("one: {aside:?}") };
        assert_eq!(
            (one.address.as_str(), one.by.address.as_str()),
            (&*own.to_string(), &*city.0.to_string())
        );
        assert_eq!((one.from, one.until), (day("2026-09-01"), Some(day("2026-10-01"))));
        assert_eq!(one.territory, "Thành phố Bến Sậy");
        assert!(one.is_on(day("2026-09-30")) && !one.is_on(day("2026-10-01")));
        // What is over is not asked to be looked at again.
        town.goes_to("2026-10-01");
        assert_eq!(rulebook::put_aside(desk, &book).await.unwrap(), []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_is_ended_and_what_it_decided_stays() {
    story(|town| async move {
        let first = id(&town);
        let desk = &town.desk;
        rulebook::add(desk, &town.lan, (first, town.ward), floor("15")).await.unwrap();
        let again = rulebook::add(desk, &town.lan, (id(&town), town.ward), floor("18")).await;
        assert_eq!(code(again), "rule-already");
        town.goes_to("2026-05-04");
        let past = rulebook::end(desk, &town.lan, first, day("2026-05-01")).await;
        assert_eq!(code(past), "rule-end-past");
        let other = rulebook::end(desk, &town.ba_sau, first, day("2026-05-31")).await;
        other.expect("the chairman of the same ward may");
        assert_eq!(code(rulebook::end(desk, &town.lan, first, town.today()).await), "rule-over");
        assert_eq!(drawn_by(&town, day("2026-05-31")).await.0, 15, "until then it holds");
        assert_eq!(drawn_by(&town, day("2026-06-01")).await.0, 10);
        let next = NewRule { from: Some(day("2026-06-01")), ..floor("18") };
        rulebook::add(desk, &town.lan, (id(&town), town.ward), next).await.unwrap();
        assert_eq!(drawn_by(&town, day("2026-06-01")).await.0, 18);
        // One that has not begun is withdrawn, and still stands in the history.
        let later = id(&town);
        let most =
            NewRule { key: Some(Key::SizeMax), from: Some(day("2026-09-01")), ..floor("40") };
        rulebook::add(desk, &town.lan, (later, town.ward), most).await.unwrap();
        rulebook::end(desk, &town.lan, later, town.today()).await.unwrap();
        let book = rulebook::book(desk).await.unwrap();
        let withdrawn = book.at_address(&later.to_string()).unwrap();
        assert_eq!(withdrawn.valid_from, withdrawn.valid_to);
        assert!(!withdrawn.holds_on(day("2026-09-01")));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_rule_is_told_at_once_and_strangers_add_none() {
    story(|town| async move {
        let desk = &town.desk;
        let empty =
            rulebook::add(desk, &town.lan, (id(&town), town.ward), NewRule::default()).await;
        let found = codes(empty);
        assert!(found.contains(&"rule-missing") && found.contains(&"rule-value"), "{found:?}");
        assert!(found.len() >= 6, "{found:?}");
        let no_kind = NewRule { kind: None, ..floor("15") };
        let answer = rulebook::add(desk, &town.lan, (id(&town), town.ward), no_kind).await;
        assert_eq!(codes(answer), ["rule-missing"]);
        let backwards = NewRule { last: Some(day("2026-03-31")), ..floor("15") };
        let answer = rulebook::add(desk, &town.lan, (id(&town), town.ward), backwards).await;
        assert_eq!(codes(answer), ["rule-ends-before"]);
        let khu_pho = town.base_units(town.today()).await[0].unit_id;
        let answer = rulebook::add(desk, &town.lan, (id(&town), khu_pho), floor("15")).await;
        assert_eq!(code(answer), "rule-place");
        let path = desk.store.read();
        let top = store::unit::outermost(&path, &public_scope(), town.today()).await.unwrap()[0];
        let answer = rulebook::add(desk, &town.lan, (id(&town), top), floor("15")).await;
        assert_eq!(code(answer), "authority-elsewhere", "a ward does not speak for the city");
    })
    .await;
}
