//! The closed lists of the story in the words of the ledger.

use ledger::Category;
use ledger::matter::ProofKind;
use sample::life;

/// The field of life.
pub const fn category(of: life::Category) -> Category {
    match of {
        life::Category::GiaoThong => Category::Roads,
        life::Category::NgapNuoc => Category::Drainage,
        life::Category::RacVeSinh => Category::Waste,
        life::Category::ChieuSang => Category::Lighting,
        life::Category::CayXanh => Category::Trees,
        life::Category::DienVienThong => Category::Power,
        life::Category::NuocSach => Category::Water,
        life::Category::TiengOn => Category::Noise,
        life::Category::ViaHe => Category::Pavement,
        life::Category::XayDung => Category::Construction,
        life::Category::AnNinh => Category::Security,
        life::Category::PhongChay => Category::Fire,
        life::Category::DichVuCong => Category::Paperwork,
        life::Category::DatNha => Category::Land,
        life::Category::TroGiup => Category::Support,
        life::Category::YTe => Category::Health,
        life::Category::GiaoDuc => Category::Education,
        life::Category::VanHoa => Category::Culture,
        life::Category::ThaiDo => Category::Conduct,
        life::Category::SangKien => Category::Idea,
        life::Category::Khac => Category::Other,
    }
}

/// The kind of proof.
pub const fn proof(of: life::Proof) -> ProofKind {
    match of {
        life::Proof::Photo => ProofKind::Photo,
        life::Proof::Document => ProofKind::Document,
        life::Proof::Figure => ProofKind::Figure,
    }
}
