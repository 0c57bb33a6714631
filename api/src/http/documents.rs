//! Parsed documents, kept so that a dashboard's query is lexed and parsed once and not at each poll.

use std::sync::Arc;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition};
use async_graphql::{Value, Variables};
use moka::sync::Cache;

use super::reply::Fault;
use crate::graphql::preflight::{self, Shape};

/// What a token takes in the parsed tree at most: that of a field without arguments, in a list that just grew.
const BYTES_PER_TOKEN: usize = 325;

/// A document that passed the preflight and the parser.
pub(super) struct Document {
    pub(super) parsed: ExecutableDocument,
    pub(super) shape: Shape,
}

/// The documents asked most, by their text, within a bound of bytes.
pub(super) struct Documents {
    cache: Cache<Arc<str>, Arc<Document>>,
}

impl Documents {
    pub(super) fn new(bytes: u64) -> Self {
        let weigh = |text: &Arc<str>, document: &Arc<Document>| {
            let weight = text.len().saturating_add(document.shape.tokens.saturating_mul(BYTES_PER_TOKEN));
            u32::try_from(weight).unwrap_or(u32::MAX)
        };
        Self { cache: Cache::builder().max_capacity(bytes).weigher(weigh).build() }
    }

    /// The parsed document of a text.
    pub(super) fn get(&self, text: &str, limits: &preflight::Limits) -> Result<Arc<Document>, Fault> {
        if let Some(document) = self.cache.get(text) {
            return Ok(document);
        }
        let shape = preflight::check(text, limits).map_err(|refusal| Fault::refused(&refusal))?;
        let parsed = parse_query(text).map_err(|error| Fault::unparsed(&error))?;
        let document = Arc::new(Document { parsed, shape });
        self.cache.insert(text.into(), Arc::clone(&document));
        Ok(document)
    }
}

impl Document {
    /// The operation that the request selects.
    pub(super) fn operation(&self, name: Option<&str>) -> Result<&OperationDefinition, Fault> {
        let found = match (&self.parsed.operations, name) {
            (DocumentOperations::Single(operation), None) => Some(operation),
            (DocumentOperations::Multiple(operations), None) if operations.len() == 1 => operations.values().next(),
            (DocumentOperations::Multiple(_), None) => {
                return Err(Fault::unselected("The document has several operations; say which one in operationName."));
            }
            (DocumentOperations::Single(_), Some(_)) => None,
            (DocumentOperations::Multiple(operations), Some(name)) => operations.get(name),
        };
        found
            .map(|operation| &operation.node)
            .ok_or_else(|| Fault::unselected("The document has no operation with the name in operationName."))
    }
}

/// Every variable that must be given has a value; else the executor would tell of the argument that wants one.
pub(super) fn check_given(operation: &OperationDefinition, variables: &Variables) -> Result<(), Fault> {
    let is_missing = |name: &str, has_default: bool| match variables.get(name) {
        None => !has_default,
        Some(value) => *value == Value::Null,
    };
    let mut required =
        operation.variable_definitions.iter().map(|one| &one.node).filter(|one| !one.var_type.node.nullable);
    match required.find(|one| is_missing(&one.name.node, one.default_value.is_some())) {
        Some(missing) => Err(Fault::ungiven(&missing.name.node, &missing.var_type.node.to_string())),
        None => Ok(()),
    }
}
