//! References in inputs: the type `ID` of the schema, read as an id of one kind.

use std::borrow::Cow;

use async_graphql::{ID, InputObject, InputType, InputValueError, InputValueResult, Value, registry::Registry};

use crate::{ids::Ref, ledger::Record, partnership::Partnership};

/// A key within a partnership, under which another system knows a record. *Externe sleutel binnen een samenwerking.*
#[derive(Clone, Debug, InputObject)]
pub(crate) struct KeyWithin {
    /// The partnership.
    pub(crate) partnership: Ref<Partnership>,
    /// The key.
    pub(crate) key: String,
}

impl<R: Record> InputType for Ref<R> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        <ID as InputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <ID as InputType>::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let id = <ID as InputType>::parse(value).map_err(InputValueError::propagate)?;
        Ok(Self::new(id.0))
    }

    fn to_value(&self) -> Value {
        Value::String(self.word().to_owned())
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}
