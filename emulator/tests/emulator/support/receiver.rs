//! A receiver of webhooks on a bare socket, which hides nothing.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{self, Receiver as Channel, Sender};
use std::thread;
use std::time::Duration;

use serde_json::Value;

/// One received request.
pub struct Received {
    pub line: String,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

pub struct Receiver {
    pub url: String,
    received: Channel<Received>,
}

impl Receiver {
    /// Responds to every request with this head.
    pub fn new(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}/hook?a=1", listener.local_addr().expect("an address"));
        let (sender, received) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                serve(stream.expect("a connection"), answer, &sender);
            }
        });
        Self { url, received }
    }

    pub fn good() -> Self {
        Self::new("204 No Content")
    }

    /// Returns the next request. The timeout only ends a broken test.
    pub fn next(&self) -> Received {
        self.received.recv_timeout(Duration::from_secs(30)).expect("a webhook")
    }

    /// Whether no further request has come.
    pub fn is_empty(&self) -> bool {
        self.received.try_recv().is_err()
    }
}

/// Reads one request, passes it on, and only then responds.
pub fn serve(stream: impl Read + Write, answer: &str, sender: &Sender<Received>) {
    let mut stream = BufReader::new(stream);
    let mut line = || {
        let mut line = String::new();
        stream.read_line(&mut line).expect("a line");
        line.trim_end().to_string()
    };
    let first = line();
    let mut headers = Vec::new();
    while let Some((name, value)) = line().split_once(": ") {
        headers.push((name.to_ascii_lowercase(), value.to_string()));
    }
    let mut received = Received { line: first, headers, body: Vec::new() };
    let length = received.header("content-length").map_or(0, |length| length.parse().expect("a length"));
    received.body = vec![0; length];
    stream.read_exact(&mut received.body).expect("a body");
    sender.send(received).expect("a test that listens");
    write!(stream.get_mut(), "HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n").expect("room for the answer");
    stream.get_mut().flush().expect("room for the answer");
}
