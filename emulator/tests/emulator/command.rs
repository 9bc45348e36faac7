//! The command and its options.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use a2e_emulator::Options;

use crate::support::Client;

/// Ends the process at the end of the test, also when the test fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_command_prints_its_address_and_nothing_else() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_a2e-emulator"));
    let mut running =
        Running(command.args(["--port", "0"]).stdout(Stdio::piped()).spawn().expect("a process"));
    let mut lines = BufReader::new(running.0.stdout.take().expect("its output")).lines();
    let line = lines.next().expect("a line").expect("text");
    let url = line.strip_prefix("A2E emulator on ").expect("the announcement");
    assert!(url.starts_with("http://127.0.0.1:"));
    assert_eq!(Client::of(url).coins(), 1000);
    drop(running);
    assert!(lines.next().is_none());
}

fn parse(line: &str) -> Result<Options, String> {
    Options::parse(line.split_whitespace().map(String::from))
}

#[test]
fn options_are_read() {
    let options = parse("--port 9 --host 0.0.0.0 --speed 2.5 --no-cors --keep-alive --log 7 --spec a.yaml")
        .expect("options");
    assert_eq!((options.port, options.host.as_str(), options.speed), (9, "0.0.0.0", 2.5));
    assert_eq!((options.cors, options.keep_alive, options.log), (false, true, 7));
    assert_eq!(options.spec.expect("a file").to_str(), Some("a.yaml"));
    let options = parse("--webhook-timeout 50 --webhook-roots b.pem").expect("options");
    assert_eq!(options.webhook_timeout.as_millis(), 50);
    assert_eq!(options.webhook_roots.expect("a file").to_str(), Some("b.pem"));
}

#[test]
fn bad_options_are_explained() {
    for (line, reason) in [
        ("--colour", "unknown option --colour"),
        ("--port", "--port needs a value"),
        ("--port x", "--port cannot be \"x\""),
        ("--speed -1", "speed cannot be -1"),
    ] {
        assert!(parse(line).expect_err("a reason").starts_with(reason), "{line}");
    }
}
