//! Posts: what they are for, which law they fall under, and how one is called when its place has another
//! name.

use serde::{Deserialize, Serialize};

units::wire_codes! {
    /// What a post is for.
    PostKind as "post" {
        /// Party secretary of a level.
        Secretary = "bi_thu",
        /// Chairman of a people's committee.
        Chairman = "chu_tich",
        /// Deputy chairman.
        DeputyChairman = "pho_chu_tich",
        /// Officer who receives and passes on what comes in.
        Dispatcher = "dau_moi",
        /// Specialised officer.
        Officer = "cong_chuc",
        /// Head of the Front or of a mass organisation.
        FrontHead = "chu_tich_mat_tran",
        /// Head of a department, company or other body.
        BodyHead = "thu_truong",
        /// Head of a khu phố or ấp.
        UnitHead = "truong_khu_pho_ap",
        /// Secretary of the party cell of a khu phố or ấp.
        CellSecretary = "bi_thu_chi_bo",
        /// Head of the Front work committee of a khu phố or ấp.
        FrontWorkHead = "truong_ban_mat_tran",
        /// Head of a mass organisation's branch.
        BranchHead = "chi_hoi_truong",
        /// Head of a self-managed group.
        GroupHead = "to_truong_tu_quan",
    }
}

units::wire_codes! {
    /// Which law a post falls under.
    PostCategory as "post-category" {
        /// Cadre: elected or appointed for a term.
        Cadre = "can_bo",
        /// Civil servant.
        CivilServant = "cong_chuc",
        /// Public employee.
        PublicEmployee = "vien_chuc",
        /// Part-time post holder at the grassroots (Decree 33/2023/ND-CP).
        PartTime = "khong_chuyen_trach",
        /// Volunteer: a self-managed group has no paid post.
        Volunteer = "tu_nguyen",
    }
}

impl PostKind {
    /// Whether it goes on with a khu phố or ấp that is reorganised.
    #[must_use]
    pub const fn is_of_unit(self) -> bool {
        matches!(
            self,
            Self::UnitHead | Self::CellSecretary | Self::FrontWorkHead | Self::BranchHead
        )
    }
}

/// The name of a post when its place has another name: "Trưởng khu phố 3" of Khu phố 3 becomes
/// "Trưởng khu phố 5". A name that does not speak of its place gets the new place's name behind it.
#[must_use]
pub fn renamed(post: &str, old_place: &str, new_place: &str) -> String {
    after_place(post, old_place, new_place)
        .unwrap_or_else(|| format!("{post} ({})", lower_first(new_place)))
}

/// The name of a body or post that carries its place's name, when the place has another: "Chi bộ khu phố 1"
/// becomes "Chi bộ khu phố 2". Nothing where it does not carry it: "Chi bộ khu phố 15" is not of Khu phố 1.
#[must_use]
pub fn after_place(name: &str, old_place: &str, new_place: &str) -> Option<String> {
    let small = (lower_first(old_place), lower_first(new_place));
    let whole = (old_place.to_owned(), new_place.to_owned());
    [small, whole].iter().find_map(|(old, new)| {
        let at = last_word(name, old)?;
        Some(format!("{}{new}{}", &name[..at], &name[at + old.len()..]))
    })
}

/// Where some words stand last in a name, as words of their own.
fn last_word(name: &str, words: &str) -> Option<usize> {
    if words.is_empty() {
        return None;
    }
    let is_own = |at: &usize| {
        let before = name[..*at].chars().next_back();
        let after = name[at + words.len()..].chars().next();
        let is_apart = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
        is_apart(before) && is_apart(after)
    };
    name.rmatch_indices(words).map(|(at, _)| at).find(is_own)
}

/// A name with its first letter small: "Khu phố 3" inside a sentence.
pub(super) fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
