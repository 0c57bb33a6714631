//! Connections over a real socket, spoken to with plain bytes.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, spawn_blocking};

use super::super::server::{Patience, serve};
use super::*;

struct Served {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

async fn served(header: Duration, stopping: Duration) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let router = router(Small::new(), Limits::default(), Router::new());
    let ended = tokio::spawn(serve(listener, router, Patience { header, stopping }, async {
        let _ = stopped.await;
    }));
    Served { address, stop, ended }
}

/// Send these bytes and read until the server closes.
fn exchange(address: SocketAddr, sent: &'static str) -> JoinHandle<(String, Duration)> {
    spawn_blocking(move || {
        let started = Instant::now();
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(sent.as_bytes()).unwrap();
        let mut received = String::new();
        // A reset by the server ends the exchange just as a close does.
        let _ = stream.read_to_string(&mut received);
        (received, started.elapsed())
    })
}

const MINUTE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn a_request_is_answered_over_a_socket() {
    let served = served(MINUTE, MINUTE).await;
    let (reply, _) =
        exchange(served.address, "GET /livez HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    assert!(reply.starts_with("HTTP/1.1 200 OK\r\n") && reply.ends_with("\r\n\r\nok\n"), "{reply}");
}

#[tokio::test]
async fn a_client_that_never_ends_its_header_is_dropped() {
    let served = served(Duration::from_millis(100), MINUTE).await;
    let (_, took) = exchange(served.address, "GET /livez HTTP/1.1\r\nhost: x\r\n").await.unwrap();
    assert!(took < Duration::from_secs(10));
}

#[tokio::test]
async fn stopping_finishes_what_was_begun_and_accepts_nothing_new() {
    let served = served(MINUTE, MINUTE).await;
    let asked = exchange(served.address, "GET /graphql?query={slow} HTTP/1.1\r\nhost: x\r\n\r\n");
    let idle = exchange(served.address, "GET /livez HTTP/1.1\r\nhost: x\r\n\r\n");
    tokio::time::sleep(Duration::from_millis(100)).await;
    served.stop.send(()).unwrap();
    assert!(asked.await.unwrap().0.ends_with(r#"{"data":{"slow":1}}"#));
    assert!(idle.await.unwrap().0.ends_with("ok\n"));
    served.ended.await.unwrap();
    assert!(TcpStream::connect(served.address).is_err());
}

#[tokio::test]
async fn a_connection_that_does_not_finish_is_dropped_at_the_deadline() {
    let served = served(MINUTE, Duration::from_millis(100)).await;
    let body = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{";
    let stuck = exchange(served.address, body);
    tokio::time::sleep(Duration::from_millis(50)).await;
    served.stop.send(()).unwrap();
    served.ended.await.unwrap();
    assert!(stuck.await.unwrap().1 < Duration::from_secs(10));
}
