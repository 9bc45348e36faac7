//! A webhook over HTTPS.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::thread;

use a2e_emulator::Options;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::support::receiver::serve;
use crate::support::{Client, start as start_server};
use crate::webhook::delivered;

#[test]
fn https_is_used_with_trusted_receivers_only() {
    let made = rcgen::generate_simple_self_signed(["localhost".to_string()]).expect("a certificate");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("webhook-roots.pem");
    fs::write(&file, made.cert.pem()).expect("a file");
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).expect("a key");
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .expect("a server");
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("https://localhost:{}/hook", listener.local_addr().expect("an address").port());
    let (sender, received) = mpsc::channel();
    let receiver = thread::spawn(move || {
        for _ in 0..2 {
            let (mut stream, _) = listener.accept().expect("a connection");
            let mut tls = ServerConnection::new(config.clone()).expect("a session");
            // A client that does not trust the certificate ends the handshake.
            if tls.complete_io(&mut stream).is_ok() {
                serve(StreamOwned::new(tls, stream), "204 No Content", &sender);
            }
        }
    });

    let trusting = Options { webhook_roots: Some(file), ..Options::default() };
    assert_eq!(delivered(&Client::of(&start_server(trusting)), &url)["status"], 204);
    let received = received.recv().expect("a webhook");
    assert_eq!(
        (received.header("x-a2e-webhook-token"), received.json()["event"].as_str()),
        (Some("t"), Some("task.completed"))
    );

    let outcome = delivered(&Client::new(), &url);
    assert!(outcome["failure"].as_str().expect("a reason").starts_with("no TLS: "), "{outcome}");
    receiver.join().expect("two connections");
}
