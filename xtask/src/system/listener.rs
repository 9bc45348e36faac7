//! Where connections come in, each of which gets a thread.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use anyhow::Result;

/// It lets nobody in any more when this is dropped.
pub struct Door {
    pub address: SocketAddr,
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Door {
    pub fn open(listener: TcpListener, serve: impl Fn(TcpStream) + Send + Sync + 'static) -> Result<Self> {
        let address = listener.local_addr()?;
        let stopped = Arc::new(AtomicBool::new(false));
        let thread = thread::spawn({
            let (stopped, serve) = (Arc::clone(&stopped), Arc::new(serve));
            move || {
                for connection in listener.incoming().flatten() {
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

impl Drop for Door {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        // Wakes the loop that waits for a connection.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
