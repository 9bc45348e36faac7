//! Lets the connections of a browser into the server of `wasm-bindgen-test-runner` one by one.
//!
//! The pool of threads in that server (`TaskPool` of tiny_http 0.12) counts a thread as free until it
//! has woken up. Of five connections that come at once, four can take its four threads, and the fifth
//! waits for one of these to end, which it never does, because browsers keep connections open: the
//! page stays at "Loading scripts...". With a connection at a time the count is right.

use std::io;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::ops::Range;
use std::process;
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result};

use crate::system::listener::Listener;

/// Below the ports that systems give to anyone: the server takes its own only when the tests are
/// compiled, and nobody must have it by then.
const SERVER_PORTS: Range<u16> = 20_000..30_000;

/// It stops when this is dropped.
pub struct Queue {
    /// Where the server is to listen.
    pub server: SocketAddr,
    /// Where the browser is to go in its place.
    pub entrance: SocketAddr,
    _listener: Listener,
}

impl Queue {
    pub fn start() -> Result<Self> {
        let ports = SERVER_PORTS.len();
        // Two runs at the same time begin at different ports.
        let order = SERVER_PORTS.cycle().skip(process::id() as usize % ports).take(ports);
        let mut free = order.filter_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok());
        Self::before(free.next().context("no port is free for the browser tests")?.local_addr()?)
    }

    fn before(server: SocketAddr) -> Result<Self> {
        let turn = Mutex::new(());
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        // A browser or a server that goes away is no failure of ours.
        let listener = Listener::start(socket, move |browser| _ = relay(browser, server, &turn))?;
        Ok(Self { server, entrance: listener.address, _listener: listener })
    }
}

fn relay(browser: TcpStream, server: SocketAddr, turn: &Mutex<()>) -> io::Result<()> {
    // Who has nothing to ask yet takes no turn.
    if browser.peek(&mut [0])? == 0 {
        return Ok(());
    }
    let turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
    let server = TcpStream::connect(server)?;
    let (from, to) = (browser.try_clone()?, server.try_clone()?);
    thread::spawn(move || pass(from, to));
    // Who has an answer has a thread.
    server.peek(&mut [0])?;
    drop(turn);
    pass(server, browser)
}

fn pass(mut from: TcpStream, mut to: TcpStream) -> io::Result<()> {
    let copied = io::copy(&mut from, &mut to);
    to.shutdown(Shutdown::Write)?;
    copied.map(drop)
}

#[cfg(test)]
mod tests {
    use std::io::{ErrorKind, Read, Write};
    use std::net::{Ipv4Addr, TcpListener, TcpStream};

    use super::Queue;

    #[test]
    fn a_connection_comes_when_the_one_before_has_an_answer() {
        let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let queue = Queue::before(server.local_addr().unwrap()).unwrap();
        let enter = || TcpStream::connect(queue.entrance).unwrap();
        // Opened ahead, with nothing to ask.
        let _silent = enter();
        let mut browser: Vec<_> = (0..6).map(|_| enter()).collect();
        browser.iter_mut().for_each(|connection| connection.write_all(b"?").unwrap());

        let mut accepted = Vec::new();
        for _ in &browser {
            server.set_nonblocking(false).unwrap();
            let (mut connection, _) = server.accept().unwrap();
            connection.read_exact(&mut [0]).unwrap();
            server.set_nonblocking(true).unwrap();
            assert_eq!(server.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
            connection.write_all(b"!").unwrap();
            // Left open, as a browser wants it.
            accepted.push(connection);
        }
        for connection in &mut browser {
            connection.read_exact(&mut [0]).unwrap();
        }
    }
}
