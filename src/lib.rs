//! Client for the A2E AI-avatar and video API, for WebAssembly.
//!
//! JavaScript uses the class `A2E` (feature `js`, the npm package)
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
// No input and no answer of the server may stop the module: a panic would leave promises pending.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::unreachable
)]
// A variant that is added later must not fall silently into an arm that was written before it.
#![deny(clippy::wildcard_enum_match_arm)]
// What clippy.toml lists costs bytes of the page. Tests and the modules of the server may use it.
#![cfg_attr(not(test), deny(clippy::disallowed_macros, clippy::disallowed_methods, clippy::disallowed_types))]

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub mod api;
mod client;
mod context;
mod error;
mod files;
mod host;
mod id;
#[cfg(feature = "js")]
pub mod js;
mod machine;
mod poll;
pub mod record;
mod request;
pub mod schema;
#[cfg(feature = "server")]
#[allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the proxy's wasm is not in the page")]
pub mod server;
mod start;
mod task;
mod text;
mod transport;
mod typed;
mod url;

pub use client::Client;
pub use context::headers::Headers;
pub use context::hooks::Hooks;
pub use context::options::{CallOptions, ClientOptions, DEFAULT_BASE_URL, PollOptions, Token};
pub use error::{Error, ErrorKind};
pub use files::download::Download;
pub use files::upload::Upload;
pub use poll::watch::WaitOptions;
pub use record::view::{Task, TaskState, state};
pub use request::prepare::CallParts;
pub use start::key::Key;
pub use typed::{Records, Tasks};

#[cfg(all(any(feature = "js", feature = "server"), target_arch = "wasm32"))]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
