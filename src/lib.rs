//! Client for the A2E AI-avatar and video API, for WebAssembly.
//!
//! Two doors, one hallway. JavaScript comes in by the class `A2E` (feature `js`, the npm package)
//! and gets the service's data as it is; Rust on wasm32 comes in by [`Client`] with typed requests
//! and records. Behind both, one way of a call: operation, path, token, attempts, `fetch`,
//! envelope.
//!
//! ```no_run
//! use a2e_wasm::api::face_swap::StartFaceSwap;
//! use a2e_wasm::{CallOptions, Client, ClientOptions, Token, WaitOptions};
//!
//! # async fn example() -> Result<(), a2e_wasm::Error> {
//! let client = Client::new(ClientOptions { token: Token::Text("sk_…".into()), ..Default::default() })?;
//! let swaps = client.tasks::<StartFaceSwap>();
//! let request = StartFaceSwap {
//!     name: "Ada".into(),
//!     face_url: "https://example.com/ada.jpg".into(),
//!     video_url: "https://example.com/talk.mp4".into(),
//!     ..Default::default()
//! };
//! let task = swaps.start(&request, &CallOptions::default()).await?;
//! let done = swaps.wait(&task.id, WaitOptions::default()).await?;
//! println!("{:?}", done.urls());
//! # Ok(())
//! # }
//! ```

#![warn(missing_docs)]

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub mod api;
mod attempt;
mod board;
mod call;
mod client;
mod command;
mod config;
mod context;
mod door;
mod download;
mod drive;
mod envelope;
mod error;
mod exchange;
pub mod family;
pub mod fields;
pub mod grammar;
mod headers;
mod hooks;
mod host;
mod id;
mod idle;
#[cfg(feature = "js")]
pub mod js;
mod key;
mod key_polls;
mod key_search;
mod key_tag;
mod keyed;
mod lane;
mod look;
mod media;
pub mod operation;
#[cfg(any(feature = "js", feature = "server"))]
mod options;
pub mod page;
mod pages;
pub mod paging;
mod params;
mod path;
mod poller;
mod polling;
mod query;
mod retry;
#[cfg(feature = "js")]
mod round;
mod runtime;
mod schedule;
#[cfg(feature = "server")]
pub mod server;
mod slot;
mod starts;
mod tabs;
mod task;
mod tasks;
mod text;
mod thrown;
mod upload;
mod verbs;
mod watch;

pub use client::Client;
pub use config::{CallOptions, ClientOptions, DEFAULT_BASE_URL, PollOptions, Token};
pub use door::CallParts;
pub use download::Download;
pub use error::{Error, ErrorKind};
pub use headers::Headers;
pub use hooks::Hooks;
pub use key::Key;
pub use task::{Task, TaskState, state};
pub use tasks::{Records, Tasks};
pub use upload::Upload;
pub use watch::WaitOptions;

#[cfg(all(any(feature = "js", feature = "server"), target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
