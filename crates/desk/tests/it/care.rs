//! Care for those who work, and giving posts to people: offered by the work in hand, agreed by the
//! person, and a talk that only the two read.

use desk::account::{self, NewAccount, NewGrant};
use desk::authority::{scope_of, system_scope};
use desk::care::{self, Helper, NewAct};
use desk::matter::Opening;
use desk::{Actor, Desk, Role, post};
use ledger::care::{CareAct, CareKind, HelpKind, Sign};
use ledger::matter::{Asker, Hand, NewMatter, OriginKind, ProofKind};
use ledger::{CareActId, MatterId, PostCategory, PostKind};
use units::PostId;

use crate::posts::{People, holder, made, people};
use crate::town::{Town, code, codes, day, story};

const TALK: &str = "Ngồi nói chuyện ở quán đầu hẻm, tối không nhận điện thoại sau 20 giờ";

fn act(desk: &Desk, post: PostId, act: CareAct) -> NewAct {
    let id = CareActId(desk.clock.id());
    NewAct { id, post, holder: None, act, look_again_on: None, helper: None }
}

fn thanks() -> CareAct {
    CareAct::Encourage {
        said: "Cảm ơn khu phố giữ hẻm sạch suốt mùa mưa".into(), may_show: true
    }
}

fn help() -> CareAct {
    let said = "Mỗi tuần một buổi cùng nhập việc".to_owned();
    CareAct::Help { kind: HelpKind::Coach, said, until: Some(day("2026-06-30")) }
}

async fn again(desk: &Desk, actor: &Actor) -> Actor {
    account::actor(desk, actor.account_id).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_talk_is_read_by_the_two_who_had_it_and_by_nobody_else() {
    story(|town| async move {
        let people = people(&town).await;
        let (_, (head, head_post)) = &people.heads[0];
        let talk = act(&town.desk, *head_post, CareAct::Share { said: TALK.into() });
        care::record(&town.desk, &people.chairman, talk.clone()).await.unwrap();
        care::record(&town.desk, &people.chairman, talk).await.unwrap();
        for one in [head, &people.chairman] {
            let talks = care::talks(&town.desk, one).await.unwrap();
            assert_eq!(talks.len(), 1, "sent twice, kept once");
            assert_eq!(talks[0].said, TALK);
        }
        let city = holder_of_city(&town).await;
        let admin = person(&town, "quản trị", Role::Administrator).await;
        for other in [&city, &admin, &people.front, &town.ba_sau, &town.lan, &town.minh] {
            assert_eq!(care::talks(&town.desk, other).await.unwrap(), [], "{}", other.display_name);
            let post = store::post::one(&mut town.desk.store.read(), *head_post, town.today())
                .await
                .unwrap();
            let acts = care::of_post(&town.desk, other, &post.unwrap()).await.unwrap();
            assert_eq!(acts, [], "{}", other.display_name);
        }
        let reader = town.desk.store.read();
        let all = store::care::of_post(&reader, &system_scope(), *head_post).await.unwrap();
        assert_eq!(all, [], "no list of acts holds it, not even the program's own");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn thanks_stand_in_public_only_when_both_agree_and_a_move_only_when_the_person_does() {
    story(|town| async move {
        let people = people(&town).await;
        let (_, (head, head_post)) = &people.heads[0];
        let reader = town.desk.store.read();
        let shown = || async {
            let scope = desk::authority::public_scope();
            store::care::shown(&reader, &scope, *head_post).await.unwrap().len()
        };
        let new = act(&town.desk, *head_post, thanks());
        let id = care::record(&town.desk, &people.front, new).await.unwrap();
        assert_eq!(shown().await, 0, "the person has not spoken");
        let (_, (neighbour, neighbour_post)) = &people.heads[1];
        let stranger = care::answer(&town.desk, neighbour, id, true).await;
        assert_eq!(code(stranger), "care-unknown");
        care::answer(&town.desk, head, id, true).await.unwrap();
        assert_eq!(code(care::answer(&town.desk, head, id, false).await), "care-answered");
        assert_eq!(shown().await, 1);

        let to = CareAct::Move {
            to: Some(*neighbour_post),
            from: Some(day("2026-04-01")),
            said: "Gần nhà hơn".into(),
        };
        let id = care::record(&town.desk, &people.chairman, act(&town.desk, *head_post, to)).await;
        care::answer(&town.desk, head, id.unwrap(), false).await.unwrap();
        let mine = care::mine(&town.desk, head).await.unwrap();
        let moved = mine.iter().find(|line| line.kind == CareKind::Move).unwrap();
        assert_eq!(moved.agreed, Some(false));
        assert_eq!(care::mine(&town.desk, neighbour).await.unwrap(), []);
        let post =
            store::post::one(&mut town.desk.store.read(), *head_post, town.today()).await.unwrap();
        let seen = care::of_post(&town.desk, &people.chairman, &post.unwrap()).await.unwrap();
        assert_eq!(seen.len(), 2, "who cares for the holders sees help, moves and thanks");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_care_is_refused_and_nobody_cares_for_themselves() {
    story(|town| async move {
        let people = people(&town).await;
        let (_, (head, head_post)) = &people.heads[0];
        let by_head = care::record(&town.desk, head, act(&town.desk, *head_post, thanks())).await;
        assert_eq!(code(by_head), "authority-not-allowed");
        let own = act(&town.desk, people.chairman_post, thanks());
        let own = care::record(&town.desk, &people.chairman, own).await;
        assert_eq!(code(own), "care-yourself");
        let kind = (PostKind::Officer, PostCategory::CivilServant);
        let empty = made(&town, "Công chức địa chính", kind, (Some(town.ward), None)).await;
        let nobody = care::record(&town.desk, &people.chairman, act(&town.desk, empty, help()));
        assert_eq!(code(nobody.await), "care-no-holder");
        let vague = CareAct::Help { kind: HelpKind::Course, said: String::new(), until: None };
        let vague = care::record(&town.desk, &people.chairman, act(&town.desk, *head_post, vague));
        assert_eq!(codes(vague.await), ["text-missing", "care-until-missing"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn help_is_offered_where_work_piles_up_and_can_be_owed_by_another_post() {
    story(|town| async move {
        let people = people(&town).await;
        let (unit, (head, head_post)) = &people.heads[0];
        for _ in 0..3 {
            owed(&town, &people, (*unit, *head_post)).await;
        }
        town.goes_to("2026-03-23");
        let reader = town.desk.store.read();
        let posts = || async {
            let scope = scope_of(&people.chairman, town.today());
            let ward = Some(town.ward);
            store::post::of_commune(&reader, &scope, ward, town.today()).await.unwrap()
        };
        let loads = care::loads(&town.desk, &people.chairman, posts().await).await.unwrap();
        let names: Vec<&str> = loads.iter().map(|loaded| loaded.post.name.as_str()).collect();
        let loaded = loads.iter().find(|loaded| loaded.post.post_id == *head_post).unwrap();
        assert_eq!((loaded.load.open, loaded.load.late), (3, 3), "{names:?}");
        let signs: Vec<Sign> = loaded.signs.iter().map(|(sign, _)| *sign).collect();
        assert_eq!(signs, [Sign::Late, Sign::Silent]);
        let idle = loads.iter().filter(|loaded| loaded.post.post_id != *head_post);
        assert!(idle.clone().count() > 0 && idle.into_iter().all(|one| one.signs.is_empty()));
        let own = care::loads(&town.desk, head, posts().await).await.unwrap();
        assert_eq!(own.len(), 1, "a head of khu phố sees the own load and no other");

        let mut new = act(&town.desk, *head_post, help());
        new.helper = Some(Helper {
            post: people.chairman_post,
            responsibility: "Cử người xuống mỗi tuần một buổi".into(),
            authority: "Tự sắp lịch với khu phố".into(),
        });
        let id = care::record(&town.desk, &people.chairman, new).await.unwrap();
        let mine = care::mine(&town.desk, head).await.unwrap();
        let matter = mine.iter().find(|line| line.id == id).unwrap().matter_id.unwrap();
        let scope = scope_of(head, town.today());
        let page = store::matter::page(&reader, &scope, matter, town.today()).await.unwrap();
        let page = page.unwrap();
        assert_eq!(page.line.origin_kind, OriginKind::Care);
        assert_eq!(page.asker_post.map(|(post, _)| post), Some(*head_post), "says whether it came");
    })
    .await;
}

/// A matter that a post owes by next week.
async fn owed(town: &Town, people: &People, (unit, owner): (units::UnitId, PostId)) {
    let new = NewMatter {
        id: MatterId(town.desk.clock.id()),
        origin: (OriginKind::Direct, unit.0),
        household_id: None,
        asker: Asker::Post(people.chairman_post),
        owner: Some(owner),
        work: "Dán lịch thu gom rác".into(),
        due_on: Some(day("2026-03-09")),
        responsibility: "Dán đủ các bảng tin".into(),
        product: "Ảnh bảng tin".into(),
        authority: "Tự làm".into(),
        cooperating: Vec::new(),
        wanted: Some(ProofKind::Photo),
        due_set_by: people.chairman_post,
        is_triaged_first: false,
    };
    let hand = Hand::Post(people.chairman_post);
    let opening = Opening { unit, point: None, difficulty: None, is_public: true, hand };
    desk::matter::open(&town.desk, &people.chairman, new, opening).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_held_from_a_day_until_a_day_and_nobody_raises_themselves() {
    story(|town| async move {
        let people = people(&town).await;
        let desk = &town.desk;
        let kind = (PostKind::UnitHead, PostCategory::PartTime);
        let unit = people.heads[0].0;
        let post = made(&town, "Phó trưởng khu phố", kind, (Some(unit), None)).await;
        let nam = person(&town, "năm", Role::GroupHead).await;
        let grant = |name: &str, post: PostId| NewGrant {
            id: desk.clock.id(),
            name: name.to_owned(),
            post,
            from: day("2026-03-10"),
            until: Some(day("2026-04-10")),
        };
        let twice = grant("năm", post);
        account::grant(desk, Some(&town.lan), twice.clone()).await.unwrap();
        account::grant(desk, Some(&town.lan), twice).await.unwrap();
        let held = account::grant(desk, Some(&town.lan), grant("năm", post)).await;
        assert_eq!(code(held), "grant-held");
        assert_eq!(again(desk, &nam).await.posts(day("2026-03-09")), []);
        assert_eq!(again(desk, &nam).await.posts(day("2026-03-10")), [post]);
        assert_eq!(again(desk, &nam).await.posts(day("2026-04-10")), []);

        let own = account::grant(desk, Some(&town.lan), grant("lan", post)).await;
        assert_eq!(code(own), "grant-yourself");
        let above = account::grant(desk, Some(&town.lan), grant("năm", people.chairman_post)).await;
        assert_eq!(code(above), "grant-above");
        let (head, _) = &people.heads[0].1;
        let unentitled = account::grant(desk, Some(head), grant("năm", post)).await;
        assert_eq!(code(unentitled), "authority-not-allowed");
        let nobody = account::grant(desk, Some(&town.lan), grant("không ai", post)).await;
        assert_eq!(code(nobody), "account-unknown");

        let reader = desk.store.read();
        let holders = store::care::holders(&reader, &system_scope(), &[post], town.today()).await;
        let id = holders.unwrap()[0].grant_id;
        let past = account::end_grant(desk, Some(&town.lan), (post, id), day("2026-03-01")).await;
        assert_eq!(code(past), "grant-past");
        account::end_grant(desk, Some(&town.lan), (post, id), day("2026-03-20")).await.unwrap();
        assert_eq!(again(desk, &nam).await.posts(day("2026-03-20")), []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_says_what_it_asks_for_and_stands_under_no_post_below_it() {
    story(|town| async move {
        let people = people(&town).await;
        let (_, (head, post)) = &people.heads[0];
        let desk = &town.desk;
        let asked = ("Được dân bầu", "Lớp dân vận cơ sở");
        post::ask(desk, Some(&town.lan), *post, asked).await.unwrap();
        assert_eq!(code(post::ask(desk, Some(head), *post, asked).await), "authority-not-allowed");
        let found =
            store::post::one(&mut desk.store.read(), *post, town.today()).await.unwrap().unwrap();
        assert_eq!((&*found.requirement, &*found.training), asked);
        let circle = post::set_superior(desk, Some(&town.lan), people.chairman_post, Some(*post));
        assert_eq!(code(circle.await), "post-superior-circle");
        post::set_superior(desk, Some(&town.lan), *post, None).await.unwrap();
        let found =
            store::post::one(&mut desk.store.read(), *post, town.today()).await.unwrap().unwrap();
        assert_eq!(found.superior, None);
    })
    .await;
}

async fn person(town: &Town, name: &str, role: Role) -> Actor {
    let new = NewAccount {
        name: name.to_owned(),
        display_name: name.to_owned(),
        password: format!("{name} ở Bến Lá"),
        role,
        unit: None,
        post: String::new(),
        post_id: None,
        must_change: false,
    };
    let id = account::add(&town.desk, None, new).await.unwrap();
    account::actor(&town.desk, id).await.unwrap().unwrap()
}

/// A leader of the city, above everybody of the ward.
async fn holder_of_city(town: &Town) -> Actor {
    let kind = (PostKind::DeputyChairman, PostCategory::Cadre);
    let post = made(town, "Phó Chủ tịch thành phố", kind, (None, None)).await;
    holder(town, "phó chủ tịch thành phố", Role::CityLeader, (None, post)).await
}
