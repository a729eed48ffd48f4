//! A place of the story: the whole city, one of the two communes, or a khu phố or ấp of it.
//!
//! Places are named as they are today. What a place was called before the reform is answered here
//! by the same rule as the invented history; that the rule still fits is tested against it.

use serde::Deserialize;

/// What a place belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Territory {
    /// Phường Vĩnh Lộ: key `vl`.
    VinhLo,
    /// Xã Tân Rạch: key `tr`.
    TanRach,
}

impl Territory {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::VinhLo, Self::TanRach];

    /// The key: `vl` or `tr`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::VinhLo => "vl",
            Self::TanRach => "tr",
        }
    }

    /// The short name of the commune, as the registry has it.
    #[must_use]
    pub const fn short_name(self) -> &'static str {
        match self {
            Self::VinhLo => "Vĩnh Lộ",
            Self::TanRach => "Tân Rạch",
        }
    }

    /// The kind in front of the name, in small letters: "phường".
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::VinhLo => "phường",
            Self::TanRach => "xã",
        }
    }

    /// The kind of its base units, as it stands before their number: "Khu phố".
    #[must_use]
    pub const fn base_word(self) -> &'static str {
        match self {
            Self::VinhLo => "Khu phố",
            Self::TanRach => "Ấp",
        }
    }

    /// How many khu phố or ấp it has today.
    #[must_use]
    pub const fn bases(self) -> u8 {
        match self {
            Self::VinhLo => 14,
            Self::TanRach => 11,
        }
    }

    /// How many of its base units came first, from the old commune whose numbers stayed.
    const fn kept(self) -> u8 {
        match self {
            Self::VinhLo => 8,
            Self::TanRach => 7,
        }
    }

    /// The two old communes: that whose base units kept their numbers, then the other one.
    #[must_use]
    pub const fn before(self) -> [&'static str; 2] {
        match self {
            Self::VinhLo => ["phường 3", "phường 4"],
            Self::TanRach => ["xã Bưng Sậy", "thị trấn Tân Rạch"],
        }
    }
}

/// A place, read from its key: `city`, `vl`, `tr`, `vl-10`, `tr-3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Place {
    territory: Option<Territory>,
    base: Option<u8>,
}

impl Place {
    /// The whole city.
    pub const CITY: Self = Self { territory: None, base: None };

    /// A whole commune.
    #[must_use]
    pub const fn whole(territory: Territory) -> Self {
        Self { territory: Some(territory), base: None }
    }

    /// A khu phố or ấp by its number of today.
    #[must_use]
    pub const fn base(territory: Territory, number: u8) -> Self {
        Self { territory: Some(territory), base: Some(number) }
    }

    /// The commune, unless it is the whole city.
    #[must_use]
    pub const fn territory(self) -> Option<Territory> {
        self.territory
    }

    /// The short name of the khu phố or ấp: "10". Nothing for a whole commune.
    #[must_use]
    pub fn base_short_name(self) -> Option<String> {
        self.base.map(|number| number.to_string())
    }

    /// The number of the khu phố or ấp.
    #[must_use]
    pub const fn number(self) -> Option<u8> {
        self.base
    }

    /// The key it is read from.
    #[must_use]
    pub fn key(self) -> String {
        match (self.territory, self.base) {
            (Some(territory), Some(number)) => format!("{}-{number}", territory.key()),
            (Some(territory), None) => territory.key().to_owned(),
            _ => "city".to_owned(),
        }
    }

    /// Which of the two old communes it came from: 0 or 1. A whole commune answers with the first.
    #[must_use]
    pub const fn past(self) -> usize {
        match (self.territory, self.base) {
            (Some(territory), Some(number)) if number > territory.kept() => 1,
            _ => 0,
        }
    }

    /// The short name its khu phố or ấp had before the reform.
    #[must_use]
    pub fn base_short_name_before(self) -> Option<String> {
        let number = self.base?;
        let kept = self.territory?.kept();
        Some(if number > kept { number - kept } else { number }.to_string())
    }

    /// The kind its khu phố or ấp had before the reform: those of the thị trấn were khu phố.
    #[must_use]
    pub const fn base_word_before(self) -> &'static str {
        match self.territory {
            Some(Territory::TanRach) if self.past() == 0 => "Ấp",
            _ => "Khu phố",
        }
    }
}

impl TryFrom<String> for Place {
    type Error = String;

    fn try_from(key: String) -> Result<Self, String> {
        let wrong = || format!("no place has the key {key}");
        if key == "city" {
            return Ok(Self::CITY);
        }
        let (commune, base) =
            key.split_once('-').map_or((key.as_str(), None), |(c, b)| (c, Some(b)));
        let territory =
            Territory::ALL.into_iter().find(|t| t.key() == commune).ok_or_else(wrong)?;
        let Some(base) = base else { return Ok(Self::whole(territory)) };
        let number = base.parse::<u8>().ok().filter(|n| (1..=territory.bases()).contains(n));
        number.map(|n| Self::base(territory, n)).ok_or_else(wrong)
    }
}
