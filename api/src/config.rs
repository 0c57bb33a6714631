//! The settings of the program: the only reader of the environment and of the settings file.
//!
//! A flag goes before its variable `AKKOORD_…`, that before the file, that before the default. An empty text is as if it
//! were not set: whatever starts containers often cannot leave a variable out.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;

const DEFAULT_FILE: &str = "akkoord.toml";
const DEFAULT_DATABASE: &str = "sqlite://akkoord.db?mode=rwc";
const DEMO_DATABASE: &str = "sqlite://akkoord-demo.db?mode=rwc";
const DEFAULT_NAME: &str = "akkoord";
const DEFAULT_LOG: &str = "info,sea_orm_migration=warn";
const DEFAULT_SNAPSHOT_CACHE_BYTES: u64 = 256 * 1024 * 1024;

/// The settings as flags and environment variables.
#[derive(Args, Clone, Debug, Default)]
pub struct Flags {
    /// The settings file [default: akkoord.toml, if there is one]
    #[arg(long, env = "AKKOORD_CONFIG", value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,

    /// The address to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "AKKOORD_LISTEN", value_name = "ADDRESS", global = true)]
    pub listen: Option<SocketAddr>,

    /// The database, on SQLite or PostgreSQL [default: <sqlite://akkoord.db?mode=rwc>]
    #[arg(long, env = "AKKOORD_DATABASE_URL", value_name = "URL", hide_env_values = true, global = true)]
    pub database_url: Option<Secret>,

    /// Who issues the tokens (claim `iss`) [default: akkoord]
    #[arg(long, env = "AKKOORD_ISSUER", value_name = "NAME", global = true)]
    pub issuer: Option<String>,

    /// Whom the tokens are meant for (claim `aud`) [default: akkoord]
    #[arg(long, env = "AKKOORD_AUDIENCE", value_name = "NAME", global = true)]
    pub audience: Option<String>,

    /// A shared secret that signs tokens in development, of 32 bytes or more
    #[arg(long, env = "AKKOORD_DEV_SECRET", value_name = "SECRET", hide_env_values = true, global = true)]
    pub dev_secret: Option<Secret>,

    /// The public keys of the token issuer, as a JSON Web Key Set
    #[arg(long, env = "AKKOORD_JWKS_FILE", value_name = "FILE", global = true)]
    pub jwks_file: Option<PathBuf>,

    /// Where the token issuer publishes its public keys, as a JSON Web Key Set; https, or http on this machine
    #[arg(long, env = "AKKOORD_JWKS_URL", value_name = "URL", global = true)]
    pub jwks_url: Option<String>,

    /// What to log, for example `info,akkoord=debug` [default: info, without the steps of migrations]
    #[arg(long, env = "AKKOORD_LOG", value_name = "FILTER", global = true)]
    pub log: Option<String>,

    /// Bytes of memory for the snapshots of partnerships [default: 268435456]
    #[arg(long, env = "AKKOORD_SNAPSHOT_CACHE_BYTES", value_name = "BYTES", global = true)]
    pub snapshot_cache_bytes: Option<u64>,
}

/// What is in the settings file; a key that is not one of these is refused.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    listen: Option<SocketAddr>,
    database_url: Option<Secret>,
    issuer: Option<String>,
    audience: Option<String>,
    dev_secret: Option<Secret>,
    jwks_file: Option<PathBuf>,
    jwks_url: Option<String>,
    log: Option<String>,
    snapshot_cache_bytes: Option<u64>,
}

/// The settings, all decided.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The database; its text may hold a password.
    pub database_url: Secret,
    /// What to log.
    pub log: String,
    /// Bytes of memory for snapshots.
    pub snapshot_cache_bytes: u64,
    issuer: Option<String>,
    audience: Option<String>,
    dev_secret: Option<Secret>,
    jwks_file: Option<PathBuf>,
    jwks_url: Option<String>,
}

/// What tokens are checked with.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Who issues the tokens.
    pub issuer: String,
    /// Whom they are meant for.
    pub audience: String,
    /// What they are signed with.
    pub keys: KeySource,
}

/// Where the keys come from.
#[derive(Clone, Debug)]
pub enum KeySource {
    /// A shared secret, for development.
    DevSecret(Secret),
    /// A file with the issuer's public keys.
    JwksFile(PathBuf),
    /// A URL at which the issuer publishes its public keys.
    JwksUrl(String),
}

/// A text that does not show itself when it is printed.
#[derive(Clone, Deserialize, PartialEq, Eq)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    fn is_set(&self) -> bool {
        !self.0.is_empty()
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("(secret)")
    }
}

/// What is wrong with the settings, for whoever starts the program.
#[derive(Debug)]
pub struct Problem(String);

impl Problem {
    /// What is wrong and what to do.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0
    }
}

impl Flags {
    /// These flags over the settings file over the defaults.
    ///
    /// # Errors
    /// The settings file cannot be read, or has a key or a value that it cannot have.
    pub fn settings(self) -> Result<Settings, Problem> {
        let file = match &self.config {
            Some(path) => read(path)?,
            None if Path::new(DEFAULT_FILE).exists() => read(Path::new(DEFAULT_FILE))?,
            None => Written::default(),
        };
        Ok(self.over(file))
    }

    fn over(self, file: Written) -> Settings {
        Settings {
            listen: self.listen.or(file.listen).unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, 8080))),
            database_url: self
                .database_url
                .filter(Secret::is_set)
                .or(file.database_url)
                .unwrap_or(DEFAULT_DATABASE.into()),
            log: self.log.filter(|filter| !filter.is_empty()).or(file.log).unwrap_or(DEFAULT_LOG.to_owned()),
            snapshot_cache_bytes: self
                .snapshot_cache_bytes
                .or(file.snapshot_cache_bytes)
                .unwrap_or(DEFAULT_SNAPSHOT_CACHE_BYTES),
            issuer: self.issuer.filter(|name| !name.is_empty()).or(file.issuer),
            audience: self.audience.filter(|name| !name.is_empty()).or(file.audience),
            dev_secret: self.dev_secret.filter(Secret::is_set).or(file.dev_secret),
            jwks_file: self.jwks_file.or(file.jwks_file),
            jwks_url: self.jwks_url.filter(|url| !url.is_empty()).or(file.jwks_url),
        }
    }
}

impl Settings {
    /// What tokens are checked with: one kind of key, and never defaults for an issuer that is not ours.
    ///
    /// # Errors
    /// There is no key or more than one kind, or an issuer's keys without its name.
    pub fn identity(&self) -> Result<Identity, Problem> {
        let secret = self.dev_secret.clone().map(KeySource::DevSecret);
        let file = self.jwks_file.clone().map(KeySource::JwksFile);
        let url = self.jwks_url.clone().map(KeySource::JwksUrl);
        let mut sources = [secret, file, url].into_iter().flatten();
        let keys = match (sources.next(), sources.next()) {
            (Some(secret @ KeySource::DevSecret(_)), None) => secret,
            (Some(published), None) if self.issuer.is_some() && self.audience.is_some() => published,
            (Some(_), None) => {
                return Err(Problem(
                    "With an issuer's keys, say whose tokens to take and for whom: set both --issuer and --audience \
                     (AKKOORD_ISSUER and AKKOORD_AUDIENCE, or `issuer` and `audience` in the settings file)."
                        .to_owned(),
                ));
            }
            (None, _) => {
                return Err(Problem(
                    "No key to check tokens with. Set --jwks-url (AKKOORD_JWKS_URL) or --jwks-file (AKKOORD_JWKS_FILE) \
                     to the public keys of your identity provider, or for development --dev-secret \
                     (AKKOORD_DEV_SECRET), or use --demo."
                        .to_owned(),
                ));
            }
            (Some(_), Some(_)) => {
                return Err(Problem(
                    "More than one of development secret, JWKS file and JWKS URL is set, among flags, environment and \
                     settings file. Keep one: each of them can vouch for anyone."
                        .to_owned(),
                ));
            }
        };
        let name = |given: &Option<String>| given.clone().unwrap_or(DEFAULT_NAME.to_owned());
        Ok(Identity { issuer: name(&self.issuer), audience: name(&self.audience), keys })
    }

    /// Who issues the tokens.
    #[must_use]
    pub fn issuer(&self) -> String {
        self.issuer.clone().unwrap_or(DEFAULT_NAME.to_owned())
    }

    /// The settings for the demo: it signs its own tokens, and never fills a database that was meant for real records
    /// only because nobody named another.
    #[must_use]
    pub fn for_demo(self, secret: Secret) -> Self {
        let is_default = self.database_url.reveal() == DEFAULT_DATABASE;
        let database_url = if is_default { DEMO_DATABASE.into() } else { self.database_url };
        Self {
            database_url,
            dev_secret: Some(self.dev_secret.unwrap_or(secret)),
            jwks_file: None,
            jwks_url: None,
            ..self
        }
    }
}

fn read(path: &Path) -> Result<Written, Problem> {
    let named = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Problem(format!("The settings file {named} cannot be read: {error}.")))?;
    toml::from_str(&text).map_err(|error: toml::de::Error| {
        // The error itself would quote the line, and with it perhaps a secret.
        let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
        Problem(format!("The settings file {named} is wrong at line {line}: {}.", error.message()))
    })
}

#[cfg(test)]
mod tests;
