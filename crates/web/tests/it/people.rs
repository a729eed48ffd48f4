//! The people of the town with their posts, and what the town keeps from those who may not know it:
//! a talk, a request to neighbours, a promise that is nobody else's business.

use desk::account::{self, NewAccount, NewGrant};
use desk::care::{self, NewAct};
use desk::feedback::{self, NewFeedback, Place, Receipt, Reply};
use desk::group::{self, NewGroup};
use desk::matter::{self, Opening};
use desk::post::{self, NewPost};
use desk::{Actor, Role};
use ledger::care::CareAct;
use ledger::feedback::{Concerned, Kind, Moderation, NewFeedback as Sent, Verdict};
use ledger::group::{GroupKind, NewRequest};
use ledger::matter::{Act as Move, Asker, Door, Hand, NewMatter, OriginKind, ProofKind};
use ledger::{CareActId, Category, GroupActId, MatterId, PostCategory, PostKind};
use units::{DoorPoint, PostId, UnitId};
use uuid::Uuid;

use crate::town::{Town, password};

/// What was agreed in a private talk.
pub const TALK: &str = "Tối không nhận điện thoại sau 20 giờ";
/// What a group was asked for.
pub const REQUEST: &str = "Cần người trông giúp đầu hẻm buổi trưa";
/// Help that a post was given; for those who care for its holders.
pub const HELP: &str = "Cử người cùng nhập việc mỗi sáng thứ ba";
/// A promise that is not public.
pub const PROMISE: &str = "Xem lại mái che nhà bên kênh";

/// What a resident wrote; nobody has read it yet.
pub const UNREAD: &str = "Nhà cuối hẻm nuôi gà, ồn lúc ba giờ sáng";
/// What a resident wrote, of which everybody reads less.
pub const OWN_WORDS: &str = "Đèn trước quán chè bà Năm tắt ba tuần";
/// What everybody reads of it.
pub const SHOWN: &str = "Đèn một hẻm tắt ba tuần nay";
/// What that resident added when asked.
pub const MORE: &str = "Ngay cổng xanh đầu hẻm nhà tôi";
/// About a head's manner.
pub const MANNER: &str = "Nói năng lớn tiếng khi tôi hỏi giấy tờ";
/// What was sealed, since the law has another door for it.
pub const SEALED: &str = "Có người thu tiền giữ xe không biên lai";
/// What a resident asked a group for.
pub const ASKED: &str = "Cần người đẩy xe lên dốc chiều thứ sáu";

/// Who and what there is.
pub struct Lives {
    /// The first and second khu phố.
    pub bases: [UnitId; 2],
    /// The heads of both.
    pub head_posts: [PostId; 2],
    /// Groups in the first and in the second.
    pub groups: [UnitId; 2],
    /// The promise that is not public.
    pub matter: MatterId,
    /// What residents sent.
    pub sent: Vec<Receipt>,
    /// Where one of them stood.
    pub point: DoorPoint,
}

async fn holder(
    town: &Town,
    name: &str,
    role: Role,
    (unit, post): (Option<UnitId>, PostId),
) -> Actor {
    let new = NewAccount {
        name: name.to_owned(),
        display_name: name.to_owned(),
        password: password(name),
        role,
        unit,
        post: name.to_owned(),
        post_id: Some(post),
        must_change: false,
    };
    let id = account::add(&town.desk, None, new).await.unwrap();
    account::actor(&town.desk, id).await.unwrap().unwrap()
}

async fn made(town: &Town, name: &str, kind: PostKind, unit: Option<UnitId>) -> PostId {
    let new = NewPost {
        id: PostId(town.desk.clock.id()),
        kind,
        category: PostCategory::PartTime,
        name: name.to_owned(),
        name_en: String::new(),
        body: None,
        unit,
        superior: None,
    };
    post::add(&town.desk, None, new).await.unwrap()
}

/// A group with its head, who signs in by `name`.
async fn led(town: &Town, by: &Actor, parent: UnitId, name: &str) -> (UnitId, Actor) {
    let new = NewGroup {
        id: UnitId(town.desk.clock.id()),
        parent,
        kind: GroupKind::ChungCu,
        name: format!("Tổ tự quản {name}"),
        head: (format!("Tổ trưởng {name}"), format!("Head of {name}")),
        ground: "Lô A chung cư Bến Lá".to_owned(),
        core: 3,
        plan: None,
    };
    let group = group::form(&town.desk, by, new).await.unwrap();
    let reader = town.desk.store.read();
    let scope = desk::authority::public_scope();
    let today = town.desk.clock.today();
    let page = store::group::page(&reader, &scope, group, today).await.unwrap().unwrap();
    let new = NewAccount {
        name: name.to_owned(),
        display_name: name.to_owned(),
        password: password(name),
        role: Role::GroupHead,
        unit: Some(group),
        post: String::new(),
        post_id: None,
        must_change: false,
    };
    let id = account::add(&town.desk, None, new).await.unwrap();
    let grant = NewGrant {
        id: town.desk.clock.id(),
        name: name.to_owned(),
        post: page.line.head_post_id,
        from: today,
        until: None,
    };
    account::grant(&town.desk, None, grant).await.unwrap();
    (group, account::actor(&town.desk, id).await.unwrap().unwrap())
}

/// Fills the town with posts, groups, care and a promise.
pub async fn lives(town: &Town) -> Lives {
    let desk = &town.desk;
    let scope = desk::authority::public_scope();
    let today = desk.clock.today();
    let below = store::unit::children(&desk.store.read(), &scope, Some(town.ward), today).await;
    let below = below.unwrap();
    let bases = [below[0].unit_id, below[1].unit_id];
    let chair_post =
        made(town, "Chủ tịch phường Bến Lá", PostKind::Chairman, Some(town.ward)).await;
    let chair = holder(town, "chủ tịch", Role::WardLeader, (Some(town.ward), chair_post)).await;
    let city_post = made(town, "Phó Chủ tịch thành phố", PostKind::DeputyChairman, None).await;
    holder(town, "thành phố", Role::CityLeader, (None, city_post)).await;
    let mut heads = Vec::new();
    for (base, name) in bases.iter().zip(["trưởng một", "trưởng hai"]) {
        let post = made(town, &format!("Khu phố: {name}"), PostKind::UnitHead, Some(*base)).await;
        heads.push((holder(town, name, Role::UnitHead, (Some(*base), post)).await, post));
    }
    let (first, tu) = led(town, &heads[0].0, bases[0], "tư").await;
    let (second, _) = led(town, &heads[1].0, bases[1], "năm").await;
    let request = NewRequest { category: Category::Security, said: REQUEST.to_owned() };
    let id = GroupActId(desk.clock.id());
    group::ask(desk, &tu, (first, id), request).await.unwrap();
    for act in [
        CareAct::Share { said: TALK.to_owned() },
        CareAct::Help {
            kind: ledger::care::HelpKind::Coach,
            said: HELP.to_owned(),
            until: Some(today.plus_days(30)),
        },
    ] {
        let id = CareActId(desk.clock.id());
        let post = heads[0].1;
        let new = NewAct { id, post, holder: None, act, look_again_on: None, helper: None };
        care::record(desk, &chair, new).await.unwrap();
    }
    let matter = promised(town, &chair, (chair_post, heads[0].1), bases[0]).await;
    let head_posts = [heads[0].1, heads[1].1];
    let (sent, point) = word(town, (bases[0], first), (&chair, chair_post)).await;
    Lives { bases, head_posts, groups: [first, second], matter, sent, point }
}

async fn sends(
    town: &Town,
    place: Place,
    (category, concerned): (Category, Option<Concerned>),
    said: &str,
) -> Receipt {
    let typed = Sent {
        kind: Some(Kind::Report),
        category: Some(category),
        said: said.to_owned(),
        concerned,
        photos: 0,
    };
    let new = NewFeedback { key: Uuid::new_v4(), typed, place, photos: Vec::new() };
    feedback::submit(&town.desk, new).await.unwrap()
}

/// Residents' word: unread, shown in fewer words, about conduct, sealed, asked of a group.
async fn word(
    town: &Town,
    (unit, group): (UnitId, UnitId),
    (chair, chair_post): (&Actor, PostId),
) -> (Vec<Receipt>, DoorPoint) {
    let desk = &town.desk;
    let desk_post = made(town, "Đầu mối tiếp nhận", PostKind::Dispatcher, Some(town.ward)).await;
    let huong = holder(town, "hường", Role::WardOfficer, (Some(town.ward), desk_post)).await;
    let mut point = None;
    for resident in sample::town().households() {
        let door = resident.household.door;
        if desk::place::base_unit_at(desk, door, town.today()).await.unwrap() == Some(unit) {
            point = Some(door);
        }
    }
    let place = Place { unit: Some(unit), point };
    let unread = sends(town, place, (Category::Noise, None), UNREAD).await;
    let shown = sends(town, place, (Category::Lighting, None), OWN_WORDS).await;
    let manner = (Category::Conduct, Some(Concerned::Unit));
    let manner = sends(town, place, manner, MANNER).await;
    let sealed = sends(town, place, (Category::Other, None), SEALED).await;
    let group = Place { unit: Some(group), point: None };
    let asked = sends(town, group, (Category::Other, None), ASKED).await;
    let verdict =
        Verdict { decision: Moderation::Rewritten, text: SHOWN.to_owned(), photos: Vec::new() };
    feedback::moderate(desk, &huong, shown.feedback, verdict).await.unwrap();
    let at = |revision: i64| (shown.matter, revision);
    matter::act(desk, &huong, at(1), Move::Assign(chair_post)).await.unwrap();
    matter::act(desk, chair, at(2), Move::AskInfo("Ở đoạn nào của hẻm?".to_owned())).await.unwrap();
    feedback::reply(desk, &shown.code, Reply::More(MORE.to_owned())).await.unwrap();
    let door = Move::SplitOff(Door::Denunciation);
    matter::act(desk, &huong, (sealed.matter, 1), door).await.unwrap();
    (vec![unread, shown, manner, sealed, asked], point.expect("a door of the khu phố"))
}

/// A matter of the first khu phố that not everybody may see.
async fn promised(
    town: &Town,
    chair: &Actor,
    (giver, owner): (PostId, PostId),
    unit: UnitId,
) -> MatterId {
    let new = NewMatter {
        id: MatterId(town.desk.clock.id()),
        origin: (OriginKind::Direct, unit.0),
        household_id: None,
        asker: Asker::Post(giver),
        owner: Some(owner),
        work: PROMISE.to_owned(),
        due_on: Some(town.desk.clock.today().plus_days(7)),
        responsibility: "Đến xem và báo lại".to_owned(),
        product: "Ảnh mái che".to_owned(),
        authority: "Tự làm".to_owned(),
        cooperating: Vec::new(),
        wanted: Some(ProofKind::Photo),
        due_set_by: giver,
        is_triaged_first: false,
    };
    let hand = Hand::Post(giver);
    let opening = Opening { unit, point: None, difficulty: None, is_public: false, hand };
    desk::matter::open(&town.desk, chair, new, opening).await.unwrap()
}
