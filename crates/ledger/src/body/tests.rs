//! Which bodies work where, and what they are called there.

use units::Kind;

use super::BodyKind;
use super::{after_place, renamed};

#[test]
fn a_post_is_called_after_its_new_place() {
    let name = renamed("Trưởng khu phố 3", "Khu phố 3", "Khu phố 15");
    assert_eq!(name, "Trưởng khu phố 15");
    let name = renamed("Chi hội trưởng phụ nữ", "Khu phố 3", "Khu phố 15");
    assert_eq!(name, "Chi hội trưởng phụ nữ (khu phố 15)");
}

#[test]
fn a_body_is_called_after_its_place_and_not_after_one_whose_name_begins_alike() {
    let after = |name: &str| after_place(name, "Khu phố 1", "Khu phố 2");
    assert_eq!(after("Chi bộ khu phố 1").as_deref(), Some("Chi bộ khu phố 2"));
    assert_eq!(after("Chi bộ Khu phố 1 (cũ)").as_deref(), Some("Chi bộ Khu phố 2 (cũ)"));
    assert_eq!(after("Chi bộ khu phố 15"), None);
    assert_eq!(after("Chi bộ"), None);
    assert_eq!(after_place("Party Cell of Khu phố 1", "", "Khu phố 2"), None);
    let name = after_place("Chi bộ khu phố 15 và khu phố 1", "Khu phố 1", "Khu phố 7");
    assert_eq!(name.as_deref(), Some("Chi bộ khu phố 15 và khu phố 7"));
    assert_eq!(
        renamed("Trưởng khu phố 15", "Khu phố 1", "Khu phố 2"),
        "Trưởng khu phố 15 (khu phố 2)"
    );
}

#[test]
fn what_one_office_did_passes_to_no_other() {
    let shares = |one: BodyKind, other: BodyKind| {
        assert_eq!(one.shares_office(other), other.shares_office(one));
        one.shares_office(other)
    };
    assert!(shares(BodyKind::PeoplesCommittee, BodyKind::Department));
    assert!(shares(BodyKind::WomensUnion, BodyKind::Front), "the law may put one under the other");
    assert!(!shares(BodyKind::PeoplesCommittee, BodyKind::Front));
    assert!(!shares(BodyKind::PartyCommittee, BodyKind::PeoplesCouncil));
    assert!(BodyKind::ALL.iter().all(|kind| kind.shares_office(*kind)));
}

#[test]
fn a_khu_pho_has_a_cell_and_branches_and_no_committee() {
    let usual = BodyKind::usual(Kind::KhuPho);
    assert!(usual.contains(&BodyKind::Cell) && usual.contains(&BodyKind::WomensUnion));
    assert!(!usual.contains(&BodyKind::Farmers), "farmers have branches in the country");
    assert!(BodyKind::usual(Kind::Ap).contains(&BodyKind::Farmers));
    for kind in [BodyKind::PeoplesCommittee, BodyKind::PeoplesCouncil, BodyKind::PartyCommittee] {
        assert!(!kind.works_in(Kind::KhuPho) && kind.works_in(Kind::Phuong), "{kind}");
    }
    assert!(!BodyKind::Cell.works_in(Kind::Phuong));
    assert!(!BodyKind::Cell.works_in(Kind::ToDanPho), "an old tổ has no body of its own");
    assert!(BodyKind::usual(Kind::ToTuQuan).is_empty());
}

#[test]
fn what_is_usual_works_there_and_has_a_name() {
    for unit in Kind::ALL.iter().copied() {
        for kind in BodyKind::usual(unit) {
            assert!(kind.works_in(unit) && kind.is_single(), "{kind} {unit}");
            assert!(kind.usual_name(unit, "Nơi ấy").is_some(), "{kind} {unit}");
        }
    }
}

#[test]
fn names_follow_the_level() {
    let vi = |kind: BodyKind, unit, name: &str| kind.usual_name(unit, name).unwrap().0;
    let party = BodyKind::PartyCommittee;
    assert_eq!(vi(party, Kind::Phuong, "Phường Bến Lá"), "Đảng ủy phường Bến Lá");
    assert_eq!(vi(party, Kind::Quan, "Quận 1"), "Quận ủy quận 1");
    assert_eq!(vi(party, Kind::Huyen, "Huyện Củ Chi"), "Huyện ủy Củ Chi");
    assert_eq!(vi(party, Kind::Tinh, "Tỉnh Đồng Nai"), "Tỉnh ủy Đồng Nai");
    let city = vi(BodyKind::PeoplesCommittee, Kind::ThanhPho, "Thành phố Hồ Chí Minh");
    assert_eq!(city, "Ủy ban nhân dân Thành phố Hồ Chí Minh");
    assert_eq!(vi(BodyKind::WomensUnion, Kind::KhuPho, "Khu phố 3"), "Chi hội Phụ nữ khu phố 3");
    assert_eq!(vi(BodyKind::TradeUnion, Kind::Quan, "Quận 1"), "Liên đoàn Lao động quận 1");
    let english = BodyKind::Cell.usual_name(Kind::Ap, "Ấp Tân Lập").unwrap().1;
    assert_eq!(english, "Party Cell of Ấp Tân Lập");
    assert!(BodyKind::Department.usual_name(Kind::Phuong, "Phường Bến Lá").is_none());
}

#[test]
fn a_list_is_understood_as_offices_write_it() {
    for (text, kind) in [
        ("UBND phường Bến Lá", BodyKind::PeoplesCommittee),
        ("Thành uỷ", BodyKind::PartyCommittee),
        ("Hội LHPN phường", BodyKind::WomensUnion),
        ("Chi đoàn Thanh niên khu phố 3", BodyKind::YouthUnion),
        ("Ban Công tác Mặt trận khu phố 3", BodyKind::FrontWorkCommittee),
        ("hoi_nong_dan", BodyKind::Farmers),
    ] {
        assert_eq!(BodyKind::read(text), Some(kind), "{text}");
    }
    assert_eq!(BodyKind::read("Câu lạc bộ cờ tướng"), None);
    // What is usually called by a name is read by it again.
    for unit in Kind::ALL.iter().copied() {
        for kind in BodyKind::usual(unit) {
            let (name, _) = kind.usual_name(unit, "Nơi ấy").unwrap();
            assert_eq!(BodyKind::read(&name), Some(kind), "{name}");
        }
    }
}
