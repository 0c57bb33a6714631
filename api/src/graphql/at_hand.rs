//! Objects whose values are all at hand, such as figures.
//!
//! The executor makes a future per field, which is most of what a dashboard costs. Where nothing but an object's own
//! plain fields is asked for, it is answered at once; anything else (fragments, directives, `__typename`) goes the
//! executor's usual way, with the same result.

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ScalarType, ServerResult, Value,
    indexmap::IndexMap,
    parser::types::{Field, Selection},
    registry::Registry,
    resolver_utils::enum_value,
};

use super::{
    Date, Decimal, Visibility,
    figure::{Bound, FigureBasis},
};

/// An object whose values are at hand.
pub(crate) struct AtHand<T>(pub(crate) T);

/// The values of an object's fields.
pub(crate) trait Fields {
    /// The value of a field by its name in the schema; `None` for what is not at hand.
    fn field(&self, name: &str) -> Option<Value>;
}

/// A value without fields of its own.
pub(crate) trait Leaf {
    fn leaf(&self) -> Value;
}

impl<T: Leaf> Leaf for Option<T> {
    fn leaf(&self) -> Value {
        self.as_ref().map_or(Value::Null, Leaf::leaf)
    }
}

impl Leaf for bool {
    fn leaf(&self) -> Value {
        Value::Boolean(*self)
    }
}

impl Leaf for String {
    fn leaf(&self) -> Value {
        Value::String(self.clone())
    }
}

impl Leaf for Date {
    fn leaf(&self) -> Value {
        self.to_value()
    }
}

impl Leaf for Decimal {
    fn leaf(&self) -> Value {
        self.to_value()
    }
}

impl Leaf for i32 {
    fn leaf(&self) -> Value {
        (*self).into()
    }
}

impl<T: Leaf> Leaf for Vec<T> {
    fn leaf(&self) -> Value {
        self.iter().map(Leaf::leaf).collect()
    }
}

impl Leaf for Bound {
    fn leaf(&self) -> Value {
        enum_value(*self)
    }
}

impl Leaf for FigureBasis {
    fn leaf(&self) -> Value {
        enum_value(*self)
    }
}

impl Leaf for Visibility {
    fn leaf(&self) -> Value {
        enum_value(*self)
    }
}

/// Says which fields of an object are at hand, each by its name in the schema.
macro_rules! at_hand {
    ($object:ty { $($name:literal: $($field:ident).+,)* }) => {
        impl crate::graphql::Fields for $object {
            fn field(&self, name: &str) -> Option<async_graphql::Value> {
                match name {
                    $($name => Some(crate::graphql::Leaf::leaf(&self.$($field).+)),)*
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use at_hand;

impl<T: Fields + OutputType> OutputType for AtHand<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    async fn resolve(&self, context: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        match at_once(&self.0, context) {
            Some(object) => Ok(object),
            None => self.0.resolve(context, field).await,
        }
    }
}

fn at_once(object: &impl Fields, context: &ContextSelectionSet<'_>) -> Option<Value> {
    let selections = &context.item.node.items;
    let mut values = IndexMap::with_capacity(selections.len());
    for selection in selections {
        let Selection::Field(field) = &selection.node else { return None };
        if !field.node.directives.is_empty() {
            return None;
        }
        values.insert(field.node.response_key().node.clone(), object.field(&field.node.name.node)?);
    }
    Some(Value::Object(values))
}
