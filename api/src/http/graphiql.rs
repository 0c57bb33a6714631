//! GraphiQL: a page to try the API in, for developers. Nothing of it comes from elsewhere, and its policy has the browser
//! refuse whatever would.

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderValue, Response, header};
use axum::middleware::map_response;
use axum::routing::get;

use super::file;

/// The hash is that of the one style which GraphiQL writes into the page, to hold it still behind a dialog.
const POLICY: &str = "default-src 'none'; script-src 'self'; \
                      style-src 'self' 'sha256-nzTgYzXYDNe6BAHiiI7NNlfK8n/auuOAhh2t92YvuXo='; img-src 'self' data:; \
                      font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// The files by their paths.
macro_rules! files {
    ($($path:literal: $content_type:ident = $file:literal,)*) => {
        &[$(($path, $content_type, include_bytes!(concat!("../../assets/graphiql/", $file)))),*]
    };
}

const FILES: &[(&str, &str, &[u8])] = files! {
    "/graphiql": HTML = "index.html",
    "/graphiql/page.css": STYLE = "page.css",
    "/graphiql/start.js": SCRIPT = "start.js",
    "/graphiql/graphiql.css": STYLE = "vendored/graphiql.css",
    "/graphiql/graphiql.js": SCRIPT = "vendored/graphiql.js",
    "/graphiql/react.js": SCRIPT = "vendored/react.js",
    "/graphiql/react-dom.js": SCRIPT = "vendored/react-dom.js",
    "/graphiql/LICENSES.txt": TEXT = "vendored/LICENSES.txt",
    "/graphiql/examples/who-am-i.graphql": TEXT = "examples/who-am-i.graphql",
    "/graphiql/examples/first-query.graphql": TEXT = "examples/first-query.graphql",
    "/graphiql/examples/action-list.graphql": TEXT = "examples/action-list.graphql",
    "/graphiql/examples/dashboard.graphql": TEXT = "examples/dashboard.graphql",
    "/graphiql/examples/roll-up.graphql": TEXT = "examples/roll-up.graphql",
    "/graphiql/examples/add-goal.graphql": TEXT = "examples/add-goal.graphql",
};

/// The page and its files.
pub(super) fn routes() -> Router {
    let files = FILES.iter().fold(Router::new(), |router, &(path, content_type, bytes)| {
        router.route(path, get(file::handler(content_type, Bytes::from_static(bytes))))
    });
    files.layer(map_response(guarded))
}

async fn guarded<B>(mut reply: Response<B>) -> Response<B> {
    let headers = reply.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    reply
}
