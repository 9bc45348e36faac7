//! Tasks that the service does not know: not yet, not here, or no more.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{run, started};
use crate::support::*;

#[wasm_bindgen_test]
async fn a_fresh_task_may_be_unknown_for_a_while() {
    let account = Account::new();
    let (a2e, task) = started(&account, DONE).await;
    account.faults("*", 3, "{ kind: 'status', status: 404 }").await;
    let _clock = Clock::patient();
    has(&ok(&a2e, "faceSwap.wait", &[task]).await, "{ state: 'succeeded' }");
}

#[wasm_bindgen_test]
async fn a_run_tolerates_a_fresh_task_that_is_unknown_for_a_while() {
    let account = Account::new();
    account.faults("getFaceSwapTask", 3, "{ kind: 'status', status: 404 }").await;
    let _clock = Clock::patient();
    has(&run(&account, DONE, "{}").await, "{ state: 'succeeded' }");
}

#[wasm_bindgen_test]
async fn a_fresh_task_that_stays_unknown_is_not_found_after_a_minute() {
    let account = Account::new();
    let (a2e, task) = started(&account, ENDLESS).await;
    account.faults("*", 0, "{ kind: 'status', status: 404 }").await;
    let clock = Clock::patient();
    let error = fails(&a2e, "faceSwap.wait", &[task.clone()]).await;
    has(&error, "{ kind: 'not_found' }");
    assert_eq!(text(&error, "taskId"), text(&task, "id"));
    assert!(clock.pauses().iter().sum::<f64>() >= 60_000.0);
}

#[wasm_bindgen_test]
async fn an_unknown_bare_id_is_not_found_after_three_looks_and_the_list() {
    let account = Account::new();
    let _clock = Clock::patient();
    let error = fails(&account.client(), "faceSwap.wait", &[js(&format!("'{NOBODY}'"))]).await;
    has(&error, &format!("{{ kind: 'not_found', taskId: '{NOBODY}' }}"));
    assert_eq!(account.count("getFaceSwapTask").await, 3.0);
    assert_eq!(account.count("listFaceSwapTasks").await, 1.0);
}

#[wasm_bindgen_test]
async fn a_task_that_only_the_list_knows_is_followed_there() {
    let account = Account::new();
    let (a2e, task) = started(&account, DONE).await;
    // The script turns its page at a look, and the list shows the page that was seen last.
    ok(&a2e, "faceSwap.get", &[task.clone()]).await;
    account.faults("getFaceSwapTask", 0, "{ kind: 'status', status: 404 }").await;
    let _clock = Clock::patient();
    has(&ok(&a2e, "faceSwap.wait", &[get(&task, "id")]).await, "{ state: 'succeeded' }");
}

#[wasm_bindgen_test]
async fn a_404_of_a_known_task_is_checked_against_the_list() {
    let account = Account::new();
    let looks = "[{ current_status: 'processing' }, { current_status: 'completed', result_url: 'https://a.example/x' }]";
    let (a2e, task) = started(&account, looks).await;
    let missing = "{ kind: 'status', status: 404 }";
    account
        .command("faults", &format!("{{ operation: 'getFaceSwapTask', skip: 1, fault: {missing} }}"))
        .await;
    let _clock = Clock::patient();
    has(&ok(&a2e, "faceSwap.wait", &[task]).await, "{ state: 'succeeded' }");
}

#[wasm_bindgen_test]
async fn a_deleted_task_is_not_found() {
    let account = Account::new();
    let (a2e, task) = started(&account, ENDLESS).await;
    share("family", &get(&a2e, "faceSwap"));
    share("unwanted", &task);
    let delete = "{ onProgress: () => family.delete(unwanted) }";
    let _clock = Clock::patient();
    let error = fails(&a2e, "faceSwap.wait", &[task.clone(), js(delete)]).await;
    has(&error, "{ kind: 'not_found' }");
    assert_eq!(text(&error, "task.id"), text(&task, "id"));
}
