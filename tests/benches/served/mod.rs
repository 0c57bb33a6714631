//! A program that is served over HTTP as it serves for real, and a client on a bare socket.

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    sync::{Arc, Mutex, mpsc},
    thread,
};

use akkoord::http::server::{Patience, serve};
use axum::Router;
use serde_json::{Value, json};
use tokio::{net::TcpListener, runtime};

/// A server and the threads that it runs on.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    threads: Arc<Mutex<Vec<PathBuf>>>,
}

impl Served {
    pub(crate) fn start(router: impl Future<Output = Router> + Send + 'static) -> Self {
        let (ready, started) = mpsc::channel();
        let threads = Arc::new(Mutex::new(Vec::new()));
        let note_thread = {
            let threads = threads.clone();
            move || {
                let here = fs::read_link("/proc/thread-self").expect("Linux tells which thread this is");
                threads.lock().expect("a list").push(PathBuf::from("/proc").join(here).join("schedstat"));
            }
        };
        thread::spawn(move || {
            note_thread();
            let runtime = runtime::Builder::new_multi_thread().enable_all().on_thread_start(note_thread).build();
            runtime.expect("a runtime").block_on(async move {
                let router = router.await;
                let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
                let address = listener.local_addr().expect("an address");
                ready.send(Self { address, threads }).expect("somebody waits");
                serve(listener, router, Patience::default(), std::future::pending()).await;
            });
        });
        started.recv().expect("a server")
    }

    /// CPU time that the serving threads have used, in nanoseconds.
    pub(crate) fn cpu(&self) -> f64 {
        let used = |thread: &PathBuf| -> f64 {
            let text = fs::read_to_string(thread).unwrap_or_default();
            text.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or_default()
        };
        self.threads.lock().expect("a list").iter().map(used).sum()
    }
}

/// The request that posts a document.
pub(crate) fn post(token: &str, query: &str, variables: &Value) -> String {
    let body = json!({ "query": query, "variables": variables }).to_string();
    format!(
        "POST /graphql HTTP/1.1\r\nhost: bench\r\nauthorization: {token}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let connection = TcpStream::connect(address).expect("a server that listens");
    connection.set_nodelay(true).expect("a socket");
    connection
}

/// Sends a request and gives the body of its answer.
pub(crate) fn exchange(connection: &mut TcpStream, request: &str) -> Vec<u8> {
    connection.write_all(request.as_bytes()).expect("a connection");
    let mut answer = Vec::new();
    let mut buffer = vec![0; 65_536];
    loop {
        let read = connection.read(&mut buffer).expect("an answer");
        assert!(read > 0, "the server closed the connection: {}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&buffer[..read]);
        let Some(end) = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
        let length: usize = length.parse().expect("a number");
        if answer.len() >= end + 4 + length {
            assert!(head.starts_with("http/1.1 200"), "{}", String::from_utf8_lossy(&answer));
            return answer.split_off(end + 4);
        }
    }
}

/// The one in the middle.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
