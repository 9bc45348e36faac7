//! Wan 3.0, whose tasks nobody can look at.

use a2e_wasm::ErrorKind;
use a2e_wasm::api::wan_video::StartWan30Video;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const VIDEO: &str = "{ model: 'wan3.0-video', input: { prompt: 'a sea' }, parameters: { duration: 5 } }";

#[wasm_bindgen_test]
async fn a_wan_3_video_is_started() {
    let account = Account::new();
    let task = ok(&account.client(), "wan30Videos.start", &[js(VIDEO)]).await;
    has(&task, "{ family: 'wan30Videos', state: 'queued' }");
    has(&get(&account.log().await, "0"), &format!("{{ body: {VIDEO} }}"));
}

#[wasm_bindgen_test]
async fn it_cannot_be_waited_for_and_nothing_is_sent() {
    let account = Account::new();
    let a2e = account.client();
    let error = fails(&a2e, "wan30Videos.wait", &[NOBODY.into()]).await;
    has(&error, &format!("{{ kind: 'unsupported', taskId: '{NOBODY}' }}"));
    has(
        &invoke(&a2e, "wan30Videos.watch", &[NOBODY.into()]).map(drop).unwrap_err(),
        "{ kind: 'unsupported' }",
    );
    let client = account.typed();
    let error = client.tasks::<StartWan30Video>().wait(NOBODY, Default::default()).await.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    account.sent_nothing().await;
}

#[wasm_bindgen_test]
async fn a_run_that_could_not_end_is_not_begun() {
    let account = Account::new();
    let error = fails(&account.client(), "wan30Videos.run", &[js(VIDEO)]).await;
    has(&error, "{ kind: 'unsupported' }");
    account.sent_nothing().await;
}
