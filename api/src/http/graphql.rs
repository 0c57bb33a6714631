//! `/graphql`, by the GraphQL over HTTP specification.

use std::sync::Arc;
use std::time::Duration;

use async_graphql::parser::types::OperationType;
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, Response, StatusCode, Uri};

use super::accept::{self, Media};
use super::documents::check_given;
use super::mask::mask;
use super::params::{Params, check_content_type};
use super::reply::{self, Fault};
use super::{Api, Caller, RequestId, Shared, bearer};
use crate::graphql::preflight;

/// How long the body of a request may take to arrive.
const BODY_PATIENCE: Duration = Duration::from_secs(15);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    Get,
    Post,
}

/// An operation in the query string; queries only, since a GET may be repeated, prefetched and logged.
pub(super) async fn get<A: Api>(
    State(shared): State<Arc<Shared<A>>>,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
    uri: Uri,
) -> Response<Body> {
    let Some(media) = Media::negotiate(&headers) else { return Fault::not_acceptable().reply(Media::Json) };
    let answer = async {
        let caller = caller(&shared.api, &headers).await?;
        answer(&shared, Params::from_uri(&uri)?, Method::Get, caller, media, &id).await
    };
    answer.await.unwrap_or_else(|fault: Fault| fault.reply(media))
}

/// An operation in a JSON body.
pub(super) async fn post<A: Api>(
    State(shared): State<Arc<Shared<A>>>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response<Body> {
    let Some(media) = Media::negotiate(request.headers()) else { return Fault::not_acceptable().reply(Media::Json) };
    let answer = async {
        let caller = caller(&shared.api, request.headers()).await?;
        check_content_type(request.headers())?;
        let params = Params::from_body(&body(request, shared.body_bytes).await?)?;
        answer(&shared, params, Method::Post, caller, media, &id).await
    };
    answer.await.unwrap_or_else(|fault: Fault| fault.reply(media))
}

async fn caller(api: &impl Api, headers: &HeaderMap) -> Result<Caller, Fault> {
    Ok(Caller { claims: bearer::claims(api, headers).await?, language: accept::language(headers) })
}

/// The body of a request that is expected to have one.
pub(super) async fn body(request: Request, most: usize) -> Result<Bytes, Fault> {
    match tokio::time::timeout(BODY_PATIENCE, Bytes::from_request(request, &())).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(rejection)) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Fault::too_large(most)),
        Ok(Err(_)) => Err(Fault::bad("The body could not be read.")),
        Err(_) => Err(Fault::too_slow()),
    }
}

async fn answer<A: Api>(
    shared: &Shared<A>,
    params: Params,
    method: Method,
    caller: Caller,
    media: Media,
    id: &RequestId,
) -> Result<Response<Body>, Fault> {
    let document = shared.documents.get(&params.query, &shared.limits)?;
    let operation = document.operation(params.operation_name())?;
    let cache_control = match operation.ty {
        OperationType::Query => "private, no-cache",
        OperationType::Mutation if method == Method::Get => return Err(Fault::mutation_by_get()),
        OperationType::Mutation => "no-store",
        OperationType::Subscription => return Err(Fault::subscription()),
    };
    preflight::check_variables(&params.variables, document.shape, &shared.limits)
        .map_err(|refusal| Fault::refused(&refusal))?;
    check_given(operation, &params.variables)?;

    let mut outcome = shared.api.execute(params.into_request(&document.parsed), caller).await;
    mask(&mut outcome, id.as_str());
    Ok(reply::outcome(outcome, media, cache_control))
}
