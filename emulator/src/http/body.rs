//! The body of a response: complete, or broken off halfway.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::Response;
use hyper::body::{Body, Bytes, Frame, SizeHint};

use crate::http::reply::Reply;

enum Stage {
    Start,
    /// Half of the body is sent. The connection gets one poll to flush it before the break.
    HalfSent,
    Break,
    End,
}

pub struct ResponseBody {
    bytes: Bytes,
    cut: bool,
    stage: Stage,
}

pub fn whole(reply: Reply) -> Response<ResponseBody> {
    reply.map(|bytes| ResponseBody { bytes, cut: false, stage: Stage::Start })
}

pub fn cut(reply: Reply) -> Response<ResponseBody> {
    reply.map(|bytes| ResponseBody { bytes, cut: true, stage: Stage::Start })
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match self.stage {
            Stage::Start if self.cut => {
                self.stage = Stage::HalfSent;
                let half = self.bytes.slice(..self.bytes.len() / 2);
                Poll::Ready(Some(Ok(Frame::data(half))))
            }
            Stage::Start => {
                self.stage = Stage::End;
                Poll::Ready(Some(Ok(Frame::data(self.bytes.clone()))))
            }
            Stage::HalfSent => {
                self.stage = Stage::Break;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Stage::Break => {
                self.stage = Stage::End;
                Poll::Ready(Some(Err(io::Error::other("cut by a fault"))))
            }
            Stage::End => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.stage, Stage::End) || (!self.cut && self.bytes.is_empty())
    }

    /// The full length, also when half of the body is never sent, so that the client notices the
    /// cut.
    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.len() as u64)
    }
}
