//! Answers that leave while the rest of them is still being made, so that one of any length takes the same
//! memory.

use std::io::{self, Write};
use std::time::Duration;

use axum::body::{Body, Bytes};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// Pieces of an answer kept on their way, and the longest that a reader may take for one of them.
const PIECES: usize = 8;
const PIECE: usize = 64 * 1024;
const PATIENCE: Duration = Duration::from_secs(60);

/// What is written goes out in pieces, no faster than the reader takes them.
pub struct Pipe {
    to: mpsc::Sender<io::Result<Bytes>>,
    kept: Vec<u8>,
}

impl Pipe {
    fn send(&mut self) -> io::Result<()> {
        let piece = Bytes::from(std::mem::take(&mut self.kept));
        let sending = tokio::time::timeout(PATIENCE, self.to.send(Ok(piece)));
        match tokio::runtime::Handle::current().block_on(sending) {
            Ok(Ok(())) => Ok(()),
            _ => Err(io::Error::from(io::ErrorKind::BrokenPipe)),
        }
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.kept.extend_from_slice(bytes);
        if self.kept.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.kept.is_empty() { Ok(()) } else { self.send() }
    }
}

/// The body of an answer that is written while it is being read, on a thread that answers nobody else.
pub fn streamed(write: impl FnOnce(Pipe) -> io::Result<()> + Send + 'static) -> Body {
    let (to, from) = mpsc::channel(PIECES);
    let failed = to.clone();
    tokio::task::spawn_blocking(move || {
        let pipe = Pipe { to, kept: Vec::with_capacity(PIECE) };
        if let Err(cause) = write(pipe)
            && cause.kind() != io::ErrorKind::BrokenPipe
        {
            // The reader learns that the answer is not whole: the stream breaks off.
            let _ = failed.blocking_send(Err(cause));
        }
    });
    Body::from_stream(ReceiverStream::new(from))
}
