//! Accepts connections, each in a thread of its own.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use anyhow::Result;

/// It accepts no more connections when this is dropped.
pub struct Listener {
    pub address: SocketAddr,
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Listener {
    pub fn start(socket: TcpListener, serve: impl Fn(TcpStream) + Send + Sync + 'static) -> Result<Self> {
        let address = socket.local_addr()?;
        let stopped = Arc::new(AtomicBool::new(false));
        let thread = thread::spawn({
            let (stopped, serve) = (Arc::clone(&stopped), Arc::new(serve));
            move || {
                for connection in socket.incoming().flatten() {
                    if stopped.load(Ordering::Relaxed) {
                        return;
                    }
                    // A thread each: browsers open connections ahead and leave them silent, which
                    // must hold up nobody.
                    let serve = Arc::clone(&serve);
                    thread::spawn(move || serve(connection));
                }
            }
        });
        Ok(Self { address, stopped, thread: Some(thread) })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        // Wakes the loop that waits for a connection.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
