//! The people of the town with their posts: the chairman, the head of each khu phố, and the Front.

use desk::account::{self, NewAccount};
use desk::post::{self, NewPost};
use desk::{Actor, Role};
use ledger::{PostCategory, PostKind};
use units::{PostId, UnitId};

use crate::town::Town;

/// Who holds which post.
#[allow(dead_code, reason = "the stories of each crate use what they need")]
pub struct People {
    pub chairman: Actor,
    pub chairman_post: PostId,
    pub front: Actor,
    /// Each khu phố with its head and the head's post, in order of name.
    pub heads: Vec<(UnitId, (Actor, PostId))>,
}

/// Gives the town its posts and people.
pub async fn people(town: &Town) -> People {
    let ward = Some(town.ward);
    let kind = (PostKind::Chairman, PostCategory::Cadre);
    let chairman_post = made(town, "Chủ tịch phường Bến Lá", kind, (ward, None)).await;
    let chairman = holder(town, "chủ tịch", Role::WardLeader, (ward, chairman_post)).await;
    let kind = (PostKind::FrontHead, PostCategory::Cadre);
    let front_post = made(town, "Chủ tịch Mặt trận phường Bến Lá", kind, (ward, None)).await;
    let front = holder(town, "mặt trận", Role::FrontOfficer, (ward, front_post)).await;
    let mut heads = Vec::new();
    for line in town.base_units(town.today()).await {
        let unit = Some(line.unit_id);
        let lower = line.name.replacen('K', "k", 1);
        let kind = (PostKind::UnitHead, PostCategory::PartTime);
        let name = format!("Trưởng {lower}");
        let head = made(town, &name, kind, (unit, Some(chairman_post))).await;
        let actor = holder(town, &name, Role::UnitHead, (unit, head)).await;
        heads.push((line.unit_id, (actor, head)));
    }
    People { chairman, chairman_post, front, heads }
}

/// A post of the town.
pub async fn made(
    town: &Town,
    name: &str,
    (kind, category): (PostKind, PostCategory),
    (unit, superior): (Option<UnitId>, Option<PostId>),
) -> PostId {
    let new = NewPost {
        id: PostId(town.desk.clock.id()),
        kind,
        category,
        name: name.to_owned(),
        name_en: String::new(),
        body: None,
        unit,
        superior,
    };
    post::add(&town.desk, None, new).await.unwrap()
}

/// A person who holds a post.
pub async fn holder(
    town: &Town,
    name: &str,
    role: Role,
    (unit, post): (Option<UnitId>, PostId),
) -> Actor {
    let new = NewAccount {
        name: name.to_owned(),
        display_name: name.to_owned(),
        password: format!("{name} ở Bến Lá"),
        role,
        unit,
        post: name.to_owned(),
        post_id: Some(post),
        must_change: false,
    };
    let id = account::add(&town.desk, None, new).await.unwrap();
    account::actor(&town.desk, id).await.unwrap().unwrap()
}
