//! Swaps a face: a start, a wait, the address of the result. All of it is typed.

use a2e_wasm::api::face_swap::{FaceSwapTask, StartFaceSwap};
use a2e_wasm::api::miscellaneous::RemainingCoins;
use a2e_wasm::{CallOptions, Client, ClientOptions, Error, Token, WaitOptions};
use wasm_bindgen::prelude::*;

/// The only export.
#[wasm_bindgen]
pub async fn swap(token: String, face_url: String, video_url: String) -> Result<String, JsValue> {
    Ok(run(token, face_url, video_url).await?)
}

async fn run(token: String, face_url: String, video_url: String) -> Result<String, Error> {
    let client = Client::new(ClientOptions { token: Token::Text(token.into()), ..Default::default() })?;
    let options = CallOptions::default();
    if client.send(&RemainingCoins {}, &options).await?.coins < 10.0 {
        return Ok(String::from("too few coins"));
    }
    let swaps = client.tasks::<StartFaceSwap>();
    let request = StartFaceSwap { name: String::from("Ada"), face_url, video_url, ..Default::default() };
    let task = swaps.start(&request, &options).await?;
    let done = swaps.wait(&task.id, WaitOptions::default()).await?;
    let record: FaceSwapTask = done.record()?;
    Ok(record.result_url.unwrap_or_default())
}
