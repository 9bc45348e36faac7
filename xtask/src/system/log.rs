//! Where the output of other programs goes.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;

use anyhow::{Context, Result, bail};

use crate::system::process::{Child, shown};

/// The terminal, or a file that is shown only if something fails.
pub struct Log(Option<(PathBuf, File)>);

impl Log {
    pub const fn terminal() -> Self {
        Self(None)
    }

    pub fn file(path: PathBuf) -> Result<Self> {
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory)
                .with_context(|| format!("could not make {}", directory.display()))?;
        }
        let file = File::create(&path).with_context(|| format!("could not write {}", path.display()))?;
        Ok(Self(Some((path, file))))
    }

    /// Everything written so far; nothing for the terminal.
    pub fn text(&self) -> String {
        let bytes = self.0.as_ref().and_then(|(path, _)| fs::read(path).ok());
        String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
    }

    pub fn say(&self, line: &str) {
        match &self.0 {
            None => println!("{line}"),
            // A log that cannot be written (full disk) is no reason to stop the work.
            Some((_, file)) => drop(writeln!(&*file, "{line}")),
        }
    }

    /// Starts a program whose output goes here.
    pub fn spawn(&self, command: &mut Command) -> Result<Child> {
        command.stdout(self.stdio()?);
        self.spawn_piped(command)
    }

    /// Like `spawn`, but leaves standard output as the caller set it.
    fn spawn_piped(&self, command: &mut Command) -> Result<Child> {
        self.say(&format!("$ {}", shown(command).trim_matches('`')));
        command.stderr(self.stdio()?);
        Child::spawn(command)
    }

    /// Starts a program that says on its standard output where it listens, in a line that `heard` knows.
    pub fn spawn_listening<T: Send + 'static>(
        &self,
        command: &mut Command,
        heard: impl Fn(&str) -> Option<T> + Send + 'static,
    ) -> Result<(Child, T)> {
        let mut process = self.spawn_piped(command.stdout(Stdio::piped()))?;
        let output = process.stdout().context("the program has no output")?;
        let (found, place) = mpsc::channel();
        // Read to the end, or the program would one day wait for somebody to read.
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(place) = heard(&line) {
                    // Nobody listens any more if the verb was interrupted.
                    let _ = found.send(place);
                }
            }
        });
        Ok((process, place.recv()?))
    }

    /// Runs a program to its end and says whether it succeeded.
    pub fn succeeds(&self, command: &mut Command) -> Result<bool> {
        Ok(self.spawn(command)?.wait()?.success())
    }

    /// Runs a program that must succeed.
    pub fn run(&self, command: &mut Command) -> Result<()> {
        let status = self.spawn(command)?.wait()?;
        if !status.success() {
            bail!("{} ended with {status}{}", shown(command), self.pointer());
        }
        Ok(())
    }

    fn pointer(&self) -> String {
        self.0.as_ref().map(|(path, _)| format!("; its output is in {}", path.display())).unwrap_or_default()
    }

    fn stdio(&self) -> Result<Stdio> {
        Ok(match &self.0 {
            None => Stdio::inherit(),
            Some((_, file)) => file.try_clone().context("could not share a log file")?.into(),
        })
    }
}
