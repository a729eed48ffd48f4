//! Closed lists with a stable wire code per value: one place for the code in the database, in JSON
//! and in a web address, so that they cannot drift apart. Wording is not here but in `words`.

/// A text that is not in a closed list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {list}: {text}")]
pub struct UnknownCode {
    /// Name of the list, as the type is called.
    pub list: &'static str,
    /// What was read.
    pub text: String,
}

/// Declares an enum whose values have a wire code: `as_str`, `ALL`, `Display`, `FromStr`, serde and
/// `word`, the message id under which `words` has its name: the stem, a hyphen and the code.
#[macro_export]
macro_rules! wire_codes {
    (
        $(#[$doc:meta])*
        $name:ident as $stem:literal { $($(#[$value_doc:meta])* $value:ident = $code:literal),+ $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$value_doc])* #[serde(rename = $code)] $value,)+
        }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The wire code: in the database, in JSON, in web addresses.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$value => $code,)+
                }
            }

            /// The message id of its name in `words`.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$value => concat!($stem, "-", $code),)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($code => Ok(Self::$value),)+
                    _ => Err($crate::UnknownCode {
                        list: stringify!($name),
                        text: text.to_owned(),
                    }),
                }
            }
        }
    };
}
