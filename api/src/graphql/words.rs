//! Enums of the schema: the words of the tables with what they mean, and what people call them.

use crate::language::Language;

/// A word that people call something.
pub(crate) trait Labelled {
    /// What people call it.
    fn label(self, language: Language) -> &'static str;
}

/// Declares enums of the schema over the words of the tables: a description and both labels for each value, and the
/// filter for fields of the enum.
macro_rules! words {
    ($($(#[doc = $doc:literal])* $name:ident / $filter:ident = $remote:literal {
        $($variant:ident: $description:literal, $nl:literal, $en:literal;)*
    })*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
        #[graphql(remote = $remote)]
        pub(crate) enum $name {
            $(#[doc = $description] $variant,)*
        }

        impl crate::graphql::Labelled for $name {
            fn label(self, language: crate::language::Language) -> &'static str {
                match (self, language) {
                    $((Self::$variant, crate::language::Language::Nl) => $nl,
                      (Self::$variant, crate::language::Language::En) => $en,)*
                }
            }
        }

        #[doc = concat!("Conditions on a field of type ", stringify!($name), "; all that are given must hold.")]
        #[derive(Clone, Debug, Default, async_graphql::InputObject)]
        pub(crate) struct $filter {
            /// It is this value.
            eq: Option<$name>,
            /// It is one of these values.
            r#in: Option<Vec<$name>>,
        }

        impl $filter {
            /// Whether a value meets the conditions.
            #[allow(dead_code, reason = "not every enum is filtered on")]
            pub(crate) fn allows(&self, value: impl Into<$name>) -> bool {
                let value = value.into();
                self.eq.is_none_or(|eq| eq == value) && self.r#in.as_ref().is_none_or(|any| any.contains(&value))
            }
        }
    )*};
}
pub(crate) use words;
