//! What a column may hold.

use serde::{Deserialize, Serialize};

/// The meaning of one column. Wire codes are Vietnamese, from the glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Ward or commune.
    #[serde(rename = "phuong_xa")]
    Commune,
    /// Old khu phố, ấp, thôn.
    #[serde(rename = "khu_pho")]
    KhuPho,
    /// Old tổ dân phố, tổ nhân dân.
    #[serde(rename = "to")]
    To,
    /// Number of households.
    #[serde(rename = "so_ho")]
    Households,
    /// Number of residents.
    #[serde(rename = "nhan_khau")]
    People,
    /// Streets, alleys, extent.
    #[serde(rename = "dia_ban")]
    Street,
    /// Groups that touch this one.
    #[serde(rename = "giap")]
    Neighbours,
    /// The office's own code.
    #[serde(rename = "ma")]
    Code,
    /// Anything worth keeping as text.
    #[serde(rename = "ghi_chu")]
    Note,
    /// The running number of the list; never read as a name.
    #[serde(rename = "stt")]
    Ordinal,
    /// Not read.
    #[serde(rename = "bo_qua")]
    Ignore,
}

impl Field {
    /// All fields in the order a form offers them.
    pub const ALL: [Self; 11] = [
        Self::Commune,
        Self::KhuPho,
        Self::To,
        Self::Households,
        Self::People,
        Self::Street,
        Self::Neighbours,
        Self::Code,
        Self::Note,
        Self::Ordinal,
        Self::Ignore,
    ];

    /// Wire code, as in forms and stored mappings.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Commune => "phuong_xa",
            Self::KhuPho => "khu_pho",
            Self::To => "to",
            Self::Households => "so_ho",
            Self::People => "nhan_khau",
            Self::Street => "dia_ban",
            Self::Neighbours => "giap",
            Self::Code => "ma",
            Self::Note => "ghi_chu",
            Self::Ordinal => "stt",
            Self::Ignore => "bo_qua",
        }
    }

    /// Message id in `words` of the field's name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Commune => "papers-field-phuong-xa",
            Self::KhuPho => "papers-field-khu-pho",
            Self::To => "papers-field-to",
            Self::Households => "papers-field-so-ho",
            Self::People => "papers-field-nhan-khau",
            Self::Street => "papers-field-dia-ban",
            Self::Neighbours => "papers-field-giap",
            Self::Code => "papers-field-ma",
            Self::Note => "papers-field-ghi-chu",
            Self::Ordinal => "papers-field-stt",
            Self::Ignore => "papers-field-bo-qua",
        }
    }

    /// The field of a wire code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }

    /// Whether the column is a whole number.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::Households | Self::People)
    }
}
