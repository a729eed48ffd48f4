//! Bodies and posts: who can owe an answer. A body has a territory or none (a department of the
//! city, a water company); a post belongs to a body or to a place, and people hold it in turn.

use serde::{Deserialize, Serialize};

units::wire_codes! {
    /// What a body is.
    BodyKind as "body" {
        /// Party committee of a level.
        PartyCommittee = "dang_uy",
        /// Standing body of a party committee.
        StandingBody = "thuong_truc",
        /// People's council.
        PeoplesCouncil = "hdnd",
        /// People's committee.
        PeoplesCommittee = "ubnd",
        /// Fatherland Front committee.
        Front = "mttq",
        /// Mass organisation.
        MassOrg = "doan_the",
        /// Department or office of the city.
        Department = "so_nganh",
        /// Public utility or company with public duties.
        Utility = "doanh_nghiep_cong_ich",
        /// Party cell of a khu phố or ấp.
        Cell = "chi_bo",
        /// The body of those who lead a khu phố or ấp.
        UnitBoard = "ban_dieu_hanh",
    }
}

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
