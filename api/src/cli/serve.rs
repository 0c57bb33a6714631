//! Serving the API.

use std::io::IsTerminal;

use clap::Args;
use tokio::net::TcpListener;

use super::{Failure, identity, keys, open};
use crate::{
    app::App,
    config::Settings,
    demo,
    http::server::{Patience, serve, told_to_stop},
};

/// How the API is served.
#[derive(Args, Debug)]
pub(super) struct Serve {
    /// Serve the demo: real agreements from public sources, with tokens to try them
    #[arg(long)]
    demo: bool,
}

impl Serve {
    pub(super) async fn run(self, settings: Settings) -> Result<(), Failure> {
        let settings = if self.demo { settings.for_demo(demo::secret()?) } else { settings };
        let colour = std::io::stderr().is_terminal();
        tracing_subscriber::fmt().with_env_filter(&settings.log).with_writer(std::io::stderr).with_ansi(colour).init();
        let identity = identity(&settings)?;
        let keys = keys(&identity)?;
        let listener = TcpListener::bind(settings.listen).await.map_err(|cause| {
            Failure(format!("Cannot listen on {}: {cause}. Choose another address with --listen.", settings.listen))
        })?;
        let ledger = open(&settings).await?;
        let app = App::new(ledger.clone(), keys);
        let address = listener.local_addr().unwrap_or(settings.listen);
        if self.demo {
            println!("{}", demo::open(&app, &identity, address).await.map_err(Failure)?);
        }
        tracing::info!("listening on http://{address}");
        let stop = async {
            if let Err(cause) = told_to_stop().await {
                tracing::error!(%cause, "signals cannot be listened to");
                std::future::pending::<()>().await;
            }
        };
        serve(listener, app.router(), Patience::default(), stop).await;
        ledger.database().clone().close().await;
        Ok(())
    }
}
