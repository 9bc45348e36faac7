//! The command line.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

const USAGE: &str = "\
A local stand-in for the A2E service.

usage: a2e-emulator [options]
  --port N       port to listen on, 0 picks a free one (8787)
  --host HOST    address to listen on (127.0.0.1)
  --speed X      how fast tasks move: 10 is ten times as fast, 0 stands still (1)
  --no-cors      no CORS headers on the API; whether the real service sends any is not known
  --keep-alive   let clients reuse connections (off: some repeat a request by themselves when a reused one drops)
  --log N        how many requests the log keeps (20000)
  --spec FILE    another API description than the built-in one
  --webhook-timeout MS  how long a receiver of webhooks may take (10000)
  --webhook-roots FILE  certificates (PEM) to trust for webhooks, in the place of the system's";

/// The options of an emulator.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address to listen on.
    pub host: String,
    /// The port to listen on; 0 picks a free one.
    pub port: u16,
    /// Emulated milliseconds per real millisecond, for accounts without a speed of their own.
    pub speed: f64,
    /// Whether the API routes send CORS headers.
    pub cors: bool,
    /// Whether a connection serves more than one request.
    pub keep_alive: bool,
    /// The number of requests that the log keeps. It is limited because a demo page can poll for
    /// days.
    pub log: usize,
    /// An API description to use in place of the built-in one.
    pub spec: Option<PathBuf>,
    /// The timeout of the request to a webhook.
    pub webhook_timeout: Duration,
    /// Certificates to trust for webhooks, in place of the system's.
    pub webhook_roots: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            host: "127.0.0.1".into(),
            port: 8787,
            speed: 1.0,
            cors: true,
            keep_alive: false,
            log: 20_000,
            spec: None,
            webhook_timeout: Duration::from_secs(10),
            webhook_roots: None,
        }
    }
}

impl Options {
    /// Reads the arguments after the program's name; the error is the text to print.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut options = Self::default();
        let mut arguments = arguments.into_iter();
        while let Some(name) = arguments.next() {
            match name.as_str() {
                "--port" => options.port = value(&name, arguments.next())?,
                "--host" => options.host = value(&name, arguments.next())?,
                "--speed" => options.speed = checked_speed(value(&name, arguments.next())?)?,
                "--no-cors" => options.cors = false,
                "--keep-alive" => options.keep_alive = true,
                "--log" => options.log = value(&name, arguments.next())?,
                "--spec" => options.spec = Some(value(&name, arguments.next())?),
                "--webhook-timeout" => {
                    options.webhook_timeout = Duration::from_millis(value(&name, arguments.next())?);
                }
                "--webhook-roots" => options.webhook_roots = Some(value(&name, arguments.next())?),
                "--help" | "-h" => return Err(USAGE.into()),
                _ => return Err(format!("unknown option {name}\n\n{USAGE}")),
            }
        }
        Ok(options)
    }
}

fn value<T: FromStr>(name: &str, text: Option<String>) -> Result<T, String> {
    let text = text.ok_or_else(|| format!("{name} needs a value\n\n{USAGE}"))?;
    text.parse().map_err(|_| format!("{name} cannot be {text:?}\n\n{USAGE}"))
}

/// Returns an error for a speed with which a clock would run backwards.
pub fn checked_speed(speed: f64) -> Result<f64, String> {
    if speed.is_finite() && speed >= 0.0 { Ok(speed) } else { Err(format!("speed cannot be {speed}")) }
}
