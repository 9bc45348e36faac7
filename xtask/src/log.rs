//! Where the output of other programs goes.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process::{Child, shown};

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
    pub fn spawn_piped(&self, command: &mut Command) -> Result<Child> {
        self.say(&format!("$ {}", shown(command).trim_matches('`')));
        command.stderr(self.stdio()?);
        Child::spawn(command)
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
