//! What is ordered: which communes, how large, where.

use units::Kind;

use crate::name;
use crate::seed::Seed;

/// Metres between two communes' middles along a row of a large city.
const PITCH: f64 = 6_500.0;
/// Communes in a row.
const ROW: u64 = 40;
/// Communes under one old district, of one kind or the other.
pub const DISTRICT: u64 = 16;

/// One commune to make.
#[derive(Debug, Clone, PartialEq)]
pub struct CommuneOrder {
    /// Its number in the city, from 0; identities follow from it.
    pub number: u64,
    /// Its name without the kind: "Vĩnh Lộ".
    pub name: String,
    /// [`Kind::Phuong`] or [`Kind::Xa`].
    pub kind: Kind,
    /// Households, exactly.
    pub households: u32,
    /// Old khu phố or ấp.
    pub base_units: usize,
    /// Metres east and north of the city's middle.
    pub site: [f64; 2],
    /// The names of the two old communes it grew out of; of a xã the first was a thị trấn.
    pub past: [String; 2],
}

/// A city to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Phường Vĩnh Lộ and xã Tân Rạch: the demonstration.
    Sample,
    /// As many communes as this number of households fills.
    City {
        /// Households, exactly.
        households: u64,
    },
}

impl Plan {
    /// The commune with a number, when `left` households are still to be placed.
    #[must_use]
    pub fn order(self, seed: Seed, number: u64, left: u64) -> Option<CommuneOrder> {
        match self {
            Self::Sample if number == 0 => Some(ward()),
            Self::Sample if number == 1 => Some(commune()),
            Self::Sample => None,
            Self::City { .. } => in_city(seed, number, left),
        }
    }

    /// Households in all.
    #[must_use]
    pub fn households(self) -> u64 {
        match self {
            Self::Sample => u64::from(ward().households + commune().households),
            Self::City { households } => households,
        }
    }
}

/// Phường Vĩnh Lộ: 14,912 households in 14 old khu phố, as Ward 5 of Gò Vấp had before 2024.
#[must_use]
pub fn ward() -> CommuneOrder {
    CommuneOrder {
        number: 0,
        name: "Vĩnh Lộ".to_owned(),
        kind: Kind::Phuong,
        households: 14_912,
        base_units: 14,
        site: [0.0, 0.0],
        past: ["3".to_owned(), "4".to_owned()],
    }
}

/// Xã Tân Rạch: 5,600 households along roads and canals, grown out of a thị trấn and a xã.
#[must_use]
pub fn commune() -> CommuneOrder {
    CommuneOrder {
        number: 1,
        name: "Tân Rạch".to_owned(),
        kind: Kind::Xa,
        households: 5_600,
        base_units: 11,
        site: [-5_200.0, -1_800.0],
        past: ["Tân Rạch".to_owned(), "Bưng Sậy".to_owned()],
    }
}

/// Households of the smallest commune; a rest below it goes along with the commune before.
const LEAST: u64 = 2_500;

fn in_city(seed: Seed, number: u64, left: u64) -> Option<CommuneOrder> {
    if left == 0 {
        return None;
    }
    let seed = seed.of("order", number);
    let kind = if number % 8 == 1 { Kind::Xa } else { Kind::Phuong };
    let (least, span) = if kind == Kind::Xa { (4_000.0, 3_500.0) } else { (9_000.0, 9_000.0) };
    let wanted = (least + span * seed.fraction()) as u64;
    let households = if left < wanted + LEAST { left } else { wanted };
    let households = u32::try_from(households).expect("at most some twenty thousand");
    let name = name::commune(number);
    let per_base = if kind == Kind::Xa { 510 } else { 1_065 };
    let past = if kind == Kind::Xa {
        [name.clone(), format!("{name} Đông")]
    } else {
        [format!("{}", 2 * number + 1), format!("{}", 2 * number + 2)]
    };
    let site = [(number % ROW) as f64 * PITCH, (number / ROW) as f64 * PITCH];
    Some(CommuneOrder {
        number,
        name,
        kind,
        households,
        base_units: (households as usize / per_base).max(2),
        site,
        past,
    })
}
