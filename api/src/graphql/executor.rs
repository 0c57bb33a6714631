//! Executing requests: validated in full the first time, and no more when the very same is asked again.
//!
//! A dashboard sends the same query with the same variables at each poll. Whether that is valid depends on nothing else,
//! so once it was, the executor's own checks are enough.

use async_graphql::{Request, Response, ValidationMode, parser::types::OperationType};
use moka::sync::Cache;

use super::schema::{Schema, schema};

/// Bytes of queries that are remembered to be valid.
const REMEMBERED_BYTES: u64 = 4 * 1024 * 1024;

/// The schema, and the queries known to be valid against it.
pub(crate) struct Executor {
    strict: Schema,
    trusting: Schema,
    valid: Cache<String, ()>,
}

impl Executor {
    pub(crate) fn new() -> Self {
        let weigh = |key: &String, (): &()| u32::try_from(key.len()).unwrap_or(u32::MAX);
        Self {
            strict: schema(ValidationMode::Strict),
            trusting: schema(ValidationMode::Fast),
            valid: Cache::builder().max_capacity(REMEMBERED_BYTES).weigher(weigh).build(),
        }
    }

    /// The schema.
    pub(crate) fn schema(&self) -> &Schema {
        &self.strict
    }

    /// Answers a request.
    pub(crate) async fn execute(&self, mut request: Request) -> Response {
        let Some(key) = key(&mut request) else { return self.strict.execute(request).await };
        if self.valid.get(&key).is_some() {
            return self.trusting.execute(request).await;
        }
        let response = self.strict.execute(request).await;
        if response.errors.is_empty() {
            self.valid.insert(key, ());
        }
        response
    }
}

/// All that the validity of a query depends on; `None` for what is more than a query, which is not asked again and again.
fn key(request: &mut Request) -> Option<String> {
    let operations = &request.parsed_query().ok()?.operations;
    if operations.iter().any(|(_, operation)| operation.node.ty != OperationType::Query) {
        return None;
    }
    let variables = serde_json::to_string(&request.variables).ok()?;
    let name = request.operation_name.as_deref().unwrap_or_default();
    Some([request.query.as_str(), name, variables.as_str()].join("\0"))
}

#[cfg(test)]
mod tests {
    use async_graphql::{Variables, value};

    use super::*;

    #[tokio::test]
    async fn a_query_that_was_valid_is_still_checked_with_other_variables() {
        let executor = Executor::new();
        let ask = |variables| {
            let query = "query($when: Boolean!) { __typename viewer @include(if: $when) { name } }";
            executor.execute(Request::new(query).variables(Variables::from_value(variables)))
        };
        for _ in 0..2 {
            assert_eq!(ask(value!({ "when": false })).await.errors, []);
            assert!(ask(value!({ "when": "yes" })).await.is_err());
        }
        assert_eq!(executor.valid.iter().count(), 1);
    }
}
