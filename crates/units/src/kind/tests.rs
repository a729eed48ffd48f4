//! Kinds and their wire codes.

use super::{Kind, Level, Tier};

#[test]
fn wire_codes_lead_back_and_serve_json_too() {
    for kind in Kind::ALL {
        assert_eq!(kind.as_str().parse::<Kind>(), Ok(*kind));
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
    }
    assert_eq!(Kind::TpThuocTp.as_str(), "tp_thuoc_tp");
    assert_eq!(Kind::KhuPho.word(), "kind-khu_pho");
    let unknown = "khu_phu".parse::<Kind>().unwrap_err();
    assert_eq!(unknown.to_string(), "unknown Kind: khu_phu");
}

#[test]
fn nothing_below_the_commune_is_administrative() {
    for kind in Kind::ALL {
        assert_eq!(kind.is_administrative(), kind.level() != Level::Grassroots, "{kind}");
        assert_eq!(kind.is_administrative(), kind.tier().is_none(), "{kind}");
    }
    for kind in
        [Kind::KhuPho, Kind::Ap, Kind::Thon, Kind::ToDanPho, Kind::ToNhanDan, Kind::ToTuQuan]
    {
        assert!(!kind.is_administrative(), "{kind}");
    }
    assert_eq!(Kind::ToDanPho.tier(), Some(Tier::Sub));
    assert_eq!(Kind::Phuong.base_kind_under(), Some(Kind::KhuPho));
    assert_eq!(Kind::Xa.base_kind_under(), Some(Kind::Ap));
}
