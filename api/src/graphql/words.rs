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
            /// Whether there is none.
            is_null: Option<bool>,
        }

        #[allow(dead_code, reason = "not every enum is filtered on, and not every field of one can be empty")]
        impl $filter {
            /// Whether a value meets the conditions.
            pub(crate) fn allows(&self, value: impl Into<$name>) -> bool {
                self.allows_any(Some(value))
            }

            /// Whether there is a value that meets the conditions, or none where they ask for that.
            pub(crate) fn allows_any(&self, values: impl IntoIterator<Item = impl Into<$name>>) -> bool {
                let meets = |value: $name| {
                    self.eq.is_none_or(|eq| eq == value) && self.r#in.as_ref().is_none_or(|any| any.contains(&value))
                };
                let mut values = values.into_iter().map(Into::into).peekable();
                let is_null = values.peek().is_none();
                self.is_null.is_none_or(|wanted| wanted == is_null)
                    && (self.eq.is_none() && self.r#in.is_none() || values.any(meets))
            }
        }
    )*};
}
pub(crate) use words;
