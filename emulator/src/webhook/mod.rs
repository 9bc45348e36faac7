//! Webhooks: the URL that a start names is called once, when the task ends.

mod body;
mod delivery_log;
mod event;
mod sender;
mod target;

pub use body::{Shape, ShapeQueue};
pub use delivery_log::{DeliveryLog, OutgoingWebhook};
pub use event::TaskEvent;
pub use sender::Sender;
pub use target::WebhookTarget;
