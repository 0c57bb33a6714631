//! The URL at which an issuer publishes its keys.

use std::net::IpAddr;
use std::time::Duration;

use ureq::http::Uri;
use ureq::{Agent, Proxy};

use super::reasons::KeyProblem;

/// How long the whole answer may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The longest answer that is read. A key takes about a thousand bytes.
const MAX_BYTES: u64 = 1024 * 1024;

/// A URL that keys are fetched from, and what fetches them.
#[derive(Clone, Debug)]
pub(super) struct Endpoint {
    pub(super) url: Uri,
    agent: Agent,
}

impl Endpoint {
    /// Whoever could change the answer could pass for anyone: it must come over TLS, or not leave this machine.
    pub(super) fn new(url: &str) -> Result<Self, KeyProblem> {
        let problem = |what: &str| KeyProblem(format!("The JWKS URL {what}."));
        let url: Uri = url.parse().map_err(|_| problem("is no URL"))?;
        let host = url.host().filter(|host| !host.is_empty()).ok_or_else(|| problem("names no host"))?;
        if url.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err(problem("must hold no name or password"));
        }
        let is_https = match url.scheme_str() {
            Some("https") => true,
            Some("http") if is_this_machine(host) => false,
            _ => {
                return Err(problem(
                    "must begin with https://; http:// will do for this machine alone, as in http://localhost/keys",
                ));
            }
        };
        let agent = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .http_status_as_error(false)
            .proxy(if is_https { Proxy::try_from_env() } else { None })
            .build()
            .new_agent();
        Ok(Self { url, agent })
    }

    /// What is published now, or why that could not be fetched. Blocks.
    pub(super) fn get(&self) -> Result<String, String> {
        let mut answer = self.agent.get(&self.url).call().map_err(|cause| cause.to_string())?;
        if answer.status() != 200 {
            return Err(format!("the answer is {}", answer.status()));
        }
        answer.body_mut().with_config().limit(MAX_BYTES).read_to_string().map_err(|cause| cause.to_string())
    }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}
