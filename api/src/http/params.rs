//! The parameters of a GraphQL request, from a body or from a query string.

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Extensions, Request, Variables};
use axum::extract::Query;
use axum::http::{HeaderMap, Uri, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::reply::Fault;

/// What a client sends; other members are ignored, as the protocol wants.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    pub(super) query: String,
    operation_name: Option<String>,
    #[serde(default)]
    pub(super) variables: Variables,
    #[serde(default)]
    extensions: Extensions,
}

impl Params {
    /// The name of the operation. Clients send an empty one for none.
    pub(super) fn operation_name(&self) -> Option<&str> {
        self.operation_name.as_deref().filter(|name| !name.is_empty())
    }

    /// For the executor, with the document that was parsed before.
    pub(super) fn into_request(self, parsed: &ExecutableDocument) -> Request {
        let operation_name = self.operation_name().map(str::to_owned);
        let mut request = Request::new(self.query).variables(self.variables);
        request.operation_name = operation_name;
        request.extensions = self.extensions;
        // The executor strips skipped fields from its document, so it gets a copy; names in it are shared.
        request.set_parsed_query(parsed.clone());
        request
    }

    /// From the JSON body of a POST.
    pub(super) fn from_body(body: &[u8]) -> Result<Self, Fault> {
        match body.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{') => serde_json::from_slice(body).map_err(|error| explain(body, &error)),
            Some(b'[') => Err(Fault::bad("Batches are not taken: send each operation as a request of its own.")),
            _ => Err(Fault::bad("The body must be a JSON object with a member `query`.")),
        }
    }

    /// From the query string of a GET.
    pub(super) fn from_uri(uri: &Uri) -> Result<Self, Fault> {
        let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri)
            .map_err(|_| Fault::bad("The query string is not well formed."))?;
        let mut params = Self {
            query: String::new(),
            operation_name: None,
            variables: Variables::default(),
            extensions: Extensions::default(),
        };
        let mut seen = [false; 4];
        for (name, value) in pairs {
            let member = match name.as_str() {
                "query" => {
                    params.query = value;
                    0
                }
                "operationName" => {
                    params.operation_name = Some(value);
                    1
                }
                "variables" => {
                    params.variables = json("variables", &value)?;
                    2
                }
                "extensions" => {
                    params.extensions = json("extensions", &value)?;
                    3
                }
                _ => continue,
            };
            if std::mem::replace(&mut seen[member], true) {
                return Err(Fault::bad(format!("The parameter `{name}` is given twice.")));
            }
        }
        if seen[0] { Ok(params) } else { Err(Fault::bad("The parameter `query` is missing.")) }
    }
}

/// A body is JSON of exactly one media type, or a browser could be made to post it from a foreign page.
pub(super) fn check_content_type(headers: &HeaderMap) -> Result<(), Fault> {
    let mut parts = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("").split(';');
    let is_json = parts.next().is_some_and(|media| media.trim().eq_ignore_ascii_case("application/json"));
    let is_utf8 = parts.map(str::trim).filter(|part| !part.is_empty()).all(|part| {
        part.split_once('=').is_none_or(|(name, value)| {
            !name.trim().eq_ignore_ascii_case("charset") || value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
        })
    });
    if is_json && is_utf8 && !headers.contains_key(header::CONTENT_ENCODING) {
        Ok(())
    } else {
        Err(Fault::unsupported_media("The content type must be application/json in UTF-8, without a content encoding."))
    }
}

fn json<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|_| Fault::bad(format!("The parameter `{name}` must be a JSON object or null.")))
}

/// Which member is wrong. The body is read a second time, as any JSON, only once it is known to be bad.
fn explain(body: &[u8], error: &serde_json::Error) -> Fault {
    let Ok(Value::Object(members)) = serde_json::from_slice(body) else {
        return Fault::bad(format!("The body is not well-formed JSON: {error}."));
    };
    let wrong = |name: &str, fits: fn(&Value) -> bool| members.get(name).is_some_and(|value| !fits(value));
    Fault::bad(match () {
        () if !members.contains_key("query") => "The member `query` is missing.".to_owned(),
        () if wrong("query", Value::is_string) => "The member `query` must be a string.".to_owned(),
        () if wrong("operationName", |value| value.is_string() || value.is_null()) => {
            "The member `operationName` must be a string or null.".to_owned()
        }
        () if wrong("variables", |value| value.is_object() || value.is_null()) => {
            "The member `variables` must be an object or null.".to_owned()
        }
        () if wrong("extensions", |value| value.is_object() || value.is_null()) => {
            "The member `extensions` must be an object or null.".to_owned()
        }
        () => format!("The body cannot be read: {error}."),
    })
}
