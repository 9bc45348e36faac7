//! Webhooks: when a task ends, the URL that its start named is called, once.

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
