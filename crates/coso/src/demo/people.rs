//! The people of the demonstration, each with a post of the story; and the places one click puts you in.

use anyhow::Result;
use desk::{Desk, account};
use web::{Player, Stage};

/// Someone of the demonstration.
#[derive(Debug)]
pub struct Person {
    /// The name to sign in by.
    pub name: &'static str,
    /// The person.
    pub person: &'static str,
    /// The post as it is printed.
    pub post: &'static str,
    /// The post in the story.
    pub key: &'static str,
    /// The label of the button that puts you in the place, where there is one, and its first page.
    pub stage: Option<(&'static str, &'static str)>,
}

/// Who signs in. The first records an adoption, the second confirms it.
pub const PEOPLE: [Person; 6] = [
    Person {
        name: "huong",
        person: "Lê Thị Hường",
        post: "Công chức địa chính - xây dựng phường Vĩnh Lộ",
        key: "vl-dia-chinh",
        stage: Some(("stage-officer", "/viec-can-lam")),
    },
    Person {
        name: "minh",
        person: "Trần Quang Minh",
        post: "Phó Chủ tịch UBND phường Vĩnh Lộ",
        key: "vl-pho-chu-tich",
        stage: None,
    },
    Person {
        name: "tam",
        person: "Nguyễn Văn Tám",
        post: "Trưởng khu phố 10, phường Vĩnh Lộ",
        key: "vl-10-truong",
        stage: Some(("stage-head", "/viec-can-lam")),
    },
    Person {
        name: "lien",
        person: "Phạm Thị Liên",
        post: "Chủ tịch Ủy ban MTTQ Việt Nam phường Vĩnh Lộ",
        key: "vl-mttq",
        stage: None,
    },
    Person {
        name: "an",
        person: "Võ Thành An",
        post: "Thường trực Thành ủy",
        key: "tp-thuong-truc",
        stage: Some(("stage-leader", "/don-doc")),
    },
    Person {
        name: "hoa",
        person: "Đặng Thị Hoa",
        post: "Trưởng nhóm Chung cư Thanh Bình tự quản",
        key: "to-cc-thanh-binh",
        stage: None,
    },
];

/// An account as it is printed.
#[derive(Debug, serde::Serialize)]
pub struct Printed {
    name: &'static str,
    post: &'static str,
    password: String,
}

impl Printed {
    /// The data of the sentence that tells it.
    pub fn said(&self) -> [(&'static str, String); 3] {
        [
            ("name", self.name.to_owned()),
            ("post", self.post.to_owned()),
            ("password", self.password.clone()),
        ]
    }
}

/// Who of the demonstration holds a post of the story.
pub fn of_post(key: &str) -> Option<&'static Person> {
    PEOPLE.iter().find(|person| person.key == key)
}

/// Whether somebody of the demonstration holds a post of the story.
pub fn is_shown(key: &str) -> bool {
    of_post(key).is_some()
}

/// Gives everybody a fresh password, so that each run prints passwords that hold; and the stage on which
/// one click puts a visitor in their places.
///
/// # Errors
/// When somebody is not there, or the desk fails.
pub async fn renew(desk: &Desk) -> Result<(Vec<Printed>, Stage)> {
    let (mut made, mut stage) = (Vec::new(), Stage::default());
    for Person { name, post, stage: part, .. } in &PEOPLE {
        let (first, password) = (fresh_password(), fresh_password());
        account::reset(desk, None, name, first.clone()).await?;
        // Changed at once, as the person would.
        let actor = account::sign_in(desk, name, first.clone()).await?;
        account::change_password(desk, &actor, first, password.clone()).await?;
        made.push(Printed { name, post, password });
        if let Some((label, begins_at)) = *part {
            let account = actor.account_id;
            stage.players.push(Player { name, account, label, begins_at });
        }
    }
    // In the order of the story: from the place to the city.
    stage.players.sort_by_key(|player| player.label != "stage-head");
    Ok((made, stage))
}

/// A password that nobody guesses.
pub fn fresh_password() -> String {
    uuid::Uuid::new_v4().simple().to_string()[..12].to_owned()
}
