//! Running other programs so that none of them outlives this one.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

/// What a shell reports for a program ended by Ctrl-C.
pub const INTERRUPTED_CODE: u8 = 130;

/// How long a child may take to end in order before it is killed.
const GRACE: Duration = Duration::from_secs(3);

/// Longer than any program here takes on a slow machine: one that hangs fails its part, and the
/// parts after it still run.
const LONGEST: Duration = Duration::from_secs(25 * 60);

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// The process groups that are alive.
static GROUPS: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

/// A running program together with all it starts: they share a process group, which is
/// ended when this guard is dropped.
pub struct Child {
    process: std::process::Child,
    group: Pid,
}

impl Child {
    pub fn spawn(command: &mut Command) -> Result<Self> {
        // Locked until the group is listed, so that an interrupt misses no child.
        let mut groups = groups();
        if interrupted() {
            bail!("interrupted");
        }
        let process = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| format!("could not start {}", shown(command)))?;
        let group = Pid::from_raw(i32::try_from(process.id()).context("a process id does not fit")?);
        groups.push(group);
        Ok(Self { process, group })
    }

    pub fn wait(&mut self) -> Result<ExitStatus> {
        let deadline = Instant::now() + LONGEST;
        loop {
            let status = self.process.try_wait().context("could not wait for a program")?;
            if interrupted() {
                bail!("interrupted");
            }
            match status {
                Some(status) => return Ok(status),
                None if Instant::now() > deadline => {
                    bail!("still running after {} s: ended", LONGEST.as_secs())
                }
                None => thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    pub fn has_ended(&mut self) -> bool {
        !matches!(self.process.try_wait(), Ok(None))
    }

    pub fn stdout(&mut self) -> Option<std::process::ChildStdout> {
        self.process.stdout.take()
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // Even a program that ended by itself may have left a browser or a driver behind.
        if killpg(self.group, Signal::SIGTERM).is_ok() {
            let deadline = Instant::now() + GRACE;
            // An ended leader counts as alive until it is waited for, hence `has_ended` in the loop.
            while Instant::now() < deadline && !(self.has_ended() && killpg(self.group, None).is_err()) {
                thread::sleep(Duration::from_millis(10));
            }
            let _ = killpg(self.group, Signal::SIGKILL);
            let _ = self.process.wait();
        }
        groups().retain(|group| *group != self.group);
    }
}

/// On Ctrl-C, or a request to end, children get what a terminal would have sent them; the
/// verb then fails where it waited for them, and its guards clean up. What hangs is killed.
pub fn stop_children_on_interrupt() -> Result<()> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        signal_groups(Signal::SIGINT);
        thread::sleep(GRACE * 2);
        signal_groups(Signal::SIGKILL);
        std::process::exit(INTERRUPTED_CODE.into());
    })
    .context("could not listen for Ctrl-C")
}

pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

fn signal_groups(signal: Signal) {
    for group in groups().iter() {
        let _ = killpg(*group, signal);
    }
}

fn groups() -> MutexGuard<'static, Vec<Pid>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Asks a program a short question; the answer is its standard output, trimmed.
/// It needs no guard: it ends by itself.
pub fn ask(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("could not start {}", shown(command)))?;
    if !output.status.success() {
        bail!(
            "{} ended with {}\n{}",
            shown(command),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A command as one would type it, the program without its directory.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    format!("`{}`", words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" "))
}

/// The first of these programs that is in PATH.
pub fn in_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let directories: Vec<_> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| directories.iter().map(move |directory| directory.join(name)))
        .find(|file| file.is_file())
}

/// Puts a directory before PATH, for a program and what it starts.
pub fn prepend_path(command: &mut Command, directory: &Path) -> Result<()> {
    let set = command
        .get_envs()
        .find(|(name, _)| *name == "PATH")
        .and_then(|(_, value)| value)
        .map(OsStr::to_owned);
    let path = set.or_else(|| std::env::var_os("PATH")).unwrap_or_default();
    let directories = std::iter::once(directory.to_path_buf()).chain(std::env::split_paths(&path));
    let joined = std::env::join_paths(directories)
        .with_context(|| format!("{} cannot be put into PATH", directory.display()))?;
    command.env("PATH", joined);
    Ok(())
}
