//! Connections: accepted until the program is told to stop, then finished, then dropped.

use std::future::Future;
use std::io;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How long connections are waited for.
#[derive(Clone, Debug)]
pub struct Patience {
    /// For the header of a request, and so also between two requests on one connection.
    pub header: Duration,
    /// For requests that are being answered when the program is told to stop.
    pub stopping: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { header: Duration::from_secs(10), stopping: Duration::from_secs(10) }
    }
}

/// Serve until `stop`, then finish what was begun, as far as patience goes.
pub async fn serve(listener: TcpListener, router: Router, patience: Patience, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience.header);
    let (tell, told) = watch::channel(());
    let mut tasks = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            Some(_) = tasks.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) if concerns_one_connection(&error) => continue,
            Err(error) => {
                // Most likely out of file descriptors: the loop would spin until some are given back.
                tracing::error!(%error, "cannot accept connections");
                tokio::time::sleep(Duration::from_secs(1)).await;
                continue;
            }
        };
        // Replies are written in one piece, so waiting for more to send only delays them.
        let _ = stream.set_nodelay(true);
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let mut told = told.clone();
        tasks.spawn(async move {
            let mut connection = pin!(connection.with_upgrades());
            // A connection ends badly when its client goes away; there is nobody to tell.
            tokio::select! {
                _ = connection.as_mut() => return,
                _ = told.changed() => connection.as_mut().graceful_shutdown(),
            }
            let _ = connection.await;
        });
    }
    drop(listener);
    drop(tell);
    tracing::info!(connections = tasks.len(), "stopping");
    let finished = async { while tasks.join_next().await.is_some() {} };
    if tokio::time::timeout(patience.stopping, finished).await.is_err() {
        tracing::warn!(connections = tasks.len(), "dropping connections that did not finish in time");
    }
    tasks.shutdown().await;
}

/// Until the program is told to stop, by ctrl-c or SIGTERM.
///
/// # Errors
/// The signals cannot be listened to.
pub async fn told_to_stop() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

fn concerns_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionRefused | ConnectionAborted | ConnectionReset)
}
