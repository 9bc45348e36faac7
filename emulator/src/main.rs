//! The command `a2e-emulator`: prints its address when it listens, and serves until it is stopped.

use std::io::Write;
use std::process::ExitCode;

use a2e_emulator::{Emulator, Options};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), String> {
    let options = Options::parse(std::env::args().skip(1))?;
    let emulator = Emulator::bind(&options).await.map_err(|error| error.to_string())?;
    // The parent process waits for this line, so it is not left in a buffer.
    let mut out = std::io::stdout();
    writeln!(out, "A2E emulator on {}", emulator.url())
        .and_then(|()| out.flush())
        .map_err(|error| error.to_string())?;
    emulator.serve().await;
    Ok(())
}
